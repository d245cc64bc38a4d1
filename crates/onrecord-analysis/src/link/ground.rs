//! The nouns of a linkage dossier: grounds, findings, pairs, and what was searched. They hold what is
//! said and the events it rests on; how anything is found stands elsewhere.

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$each:meta])* $variant:ident = $word:literal, $says:literal;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$each])* $variant,)* }

        impl $name {
            /// All of them, in the order in which they are shown.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The stable name used in JSON.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// The one of that name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($word => Some(Self::$variant),)* _ => None }
            }

            /// In words for people.
            pub fn says(self) -> &'static str {
                match self { $(Self::$variant => $says,)* }
            }
        }
    };
}

named! {
    /// Where a ground comes from. They are shown in this order.
    Channel {
        /// The same number, address, handle or payment name.
        Identifier = "identifier", "Numbers, addresses and handles";
        /// The same or nearly the same text.
        Template = "template", "The same text";
        /// How somebody writes.
        Style = "style", "Way of writing";
        /// The same or nearly the same picture.
        Picture = "picture", "Pictures";
        /// What follows what, and when.
        Rhythm = "rhythm", "Times and order";
        /// A name or picture like that of a person the user knows.
        Likeness = "likeness", "Likeness to somebody you know";
        /// What the user noticed and marked: a face, a voice, a fact few people knew.
        Slip = "slip", "What you noticed";
    }
}

named! {
    /// Which way a ground points.
    Bearing {
        /// It is what one would expect if one person wrote both.
        For = "for", "for";
        /// It is what one would expect if different people did, or it makes another ground weaker.
        Against = "against", "against";
    }
}

named! {
    /// Of which question a ground speaks. The two are never added up.
    About {
        /// Did one person write both?
        Authorship = "authorship", "whether one person wrote both";
        /// Does the account pose as somebody the user knows?
        Impersonation = "impersonation", "whether the account poses as somebody";
    }
}

named! {
    /// How much a ground bears. Words, not numbers: nobody has measured how rare such things are.
    Strength {
        /// Worth a look beside others, nothing alone.
        Weak = "weak", "weak alone";
        /// Supports others of another kind.
        Middling = "middling", "supports other grounds";
        /// Worth a proposal, for a person to decide.
        Strong = "strong", "strong";
    }
}

named! {
    /// What the comparison makes of a pair.
    Level {
        /// Nothing of their own ties these two.
        Nothing = "nothing", "nothing found between these two";
        /// They share something that two people can share. No proposal.
        Tied = "tied", "something is shared; two people can share it";
        /// Enough to propose one person, for the user to decide.
        Proposed = "proposed", "enough to look at as one person's";
    }
}

/// One thing that speaks for or against, of one pair of accounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ground {
    /// Where it comes from.
    pub channel: Channel,
    /// Which way it points.
    pub bearing: Bearing,
    /// Of which question it speaks.
    pub about: About,
    /// How much it bears.
    pub strength: Strength,
    /// What is said, in plain words. Texts of others in it are hostile data: escape at each exit.
    pub says: String,
    /// The words or the identifier it rests on, as the records have them; empty where it rests on
    /// times alone. One for each account where they differ.
    pub quotes: Vec<String>,
    /// How many accounts show it, of how many compared; `None` where that is no question.
    pub rarity: Option<(u64, u64)>,
    /// Numbers of the events that it rests on, at most some of each account, oldest first.
    pub events: Vec<u64>,
    /// How many events it rests on altogether.
    pub of_events: u64,
}

/// Two accounts, with what speaks for and against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairDossier {
    /// Indices of the two accounts, the smaller first.
    pub accounts: (usize, usize),
    /// What the comparison makes of them. It knows no decision of the user's.
    pub level: Level,
    /// For and against, in the order in which they are shown.
    pub grounds: Vec<Ground>,
    /// What a channel that looked says where it found nothing either way, or has not enough to say.
    pub unsaid: Vec<(Channel, String)>,
}

impl PairDossier {
    /// Grounds that point one way, on the question of authorship.
    pub fn pointing(&self, bearing: Bearing) -> impl Iterator<Item = &Ground> {
        let all = self.grounds.iter();
        all.filter(move |ground| ground.bearing == bearing && ground.about == About::Authorship)
    }
}

/// How much was searched, and how often the same test finds something between accounts of people whom
/// the user says are different.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Searched {
    /// Accounts compared: those of nobody the user knows.
    pub accounts: u64,
    /// Pairs of them.
    pub pairs: u64,
    /// Of these, proposed.
    pub proposed: u64,
    /// Pairs of accounts of different people, as the user says: the yardstick.
    pub different: u64,
    /// Of these, how many the same test would propose.
    pub different_proposed: u64,
}

/// Fewer pairs of different people than this say nothing of chance.
pub const FEWEST_DIFFERENT: u64 = 10;

impl Searched {
    /// How many of the searched pairs would pass by chance: at most this many, judged by the pairs of
    /// different people (where none of n passed, 3 of n can: the "rule of three", Hanley and
    /// Lippman-Hand, JAMA 1983;249:1743-5). `None` where too few can be compared.
    pub fn by_chance_at_most(&self) -> Option<u64> {
        if self.different < FEWEST_DIFFERENT {
            return None;
        }
        let passed = self.different_proposed.max(3);
        Some(
            (self.pairs * passed)
                .div_ceil(self.different)
                .min(self.pairs),
        )
    }
}
