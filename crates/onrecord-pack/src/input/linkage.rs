//! What connects accounts, as a pack prints it: compared and decided elsewhere. A ground stands here only
//! where the pack shows what it rests on; the others are counted. Nothing here compares.

/// The dossier of a pack. Empty where nothing was compared.
#[derive(Clone, Debug, Default)]
pub struct LinkageFacts {
    /// Accounts of nobody the user named, over the whole case.
    pub accounts: u64,
    /// Pairs of them.
    pub pairs: u64,
    /// Of these, proposed.
    pub proposed: u64,
    /// Pairs of accounts of different people, as the user says.
    pub different: u64,
    /// Of these, how many the same test would propose.
    pub different_proposed: u64,
    /// How many of the pairs compared would pass by chance, at most; `None` where it cannot be said.
    pub by_chance_at_most: Option<u64>,
    /// What always speaks against.
    pub always_against: Vec<String>,
    /// Blocks, those that a new account followed within the hour, and the part of the time that these
    /// hours are, in thousandths of a percent. Only where the pack shows every event of the case.
    pub blocks: Option<(u64, u64, u64)>,
    /// Groups in which every two accounts have grounds of their own.
    pub groups: Vec<LinkGroup>,
    /// Pairs told one by one: those that were decided first, then the strongest.
    pub told: Vec<LinkPair>,
    /// Lines that the user marked as known: the line, since when, where it was told.
    pub lines: Vec<(String, String, String)>,
    /// Pairs of which an account is not in this pack.
    pub pairs_withheld: u64,
}

/// Accounts of which every two have grounds of their own.
#[derive(Clone, Debug, Default)]
pub struct LinkGroup {
    /// Indices into `accounts`, in the order in which they came.
    pub steps: Vec<LinkStep>,
    /// Accounts of the group that are not in this pack.
    pub withheld: u64,
    /// What several of them show.
    pub shown: Vec<LinkShown>,
    /// Every pair: indices into `accounts`, what the comparison says, what was decided.
    pub pairs: Vec<(usize, usize, LinkState)>,
}

/// How a pair stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum LinkState {
    /// Nothing of their own.
    #[default]
    Nothing,
    /// The user rejected it.
    Rejected,
    /// Something is shared that two people can share.
    Tied,
    /// The comparison proposes it.
    Proposed,
    /// The user confirmed it, as what she believes.
    Confirmed,
}

impl LinkState {
    /// In words for people.
    pub fn words(self) -> &'static str {
        match self {
            Self::Nothing => "nothing found",
            Self::Rejected => "rejected by the person reporting",
            Self::Tied => "something shared, not proposed",
            Self::Proposed => "proposed, not decided",
            Self::Confirmed => "confirmed by the person reporting, as belief",
        }
    }
}

/// One account's course.
#[derive(Clone, Debug, Default)]
pub struct LinkStep {
    /// Index into `accounts`.
    pub account: usize,
    /// First event that this pack shows, on the case's clock.
    pub first: String,
    /// The last one.
    pub last: String,
    /// When it was blocked, where the pack shows the record.
    pub blocked: String,
    /// The account that was blocked within the hour before, and the minutes between.
    pub after: Option<(usize, i64)>,
}

/// One thing that several accounts of a group show.
#[derive(Clone, Debug, Default)]
pub struct LinkShown {
    /// What kind of thing.
    pub kind: String,
    /// What it is.
    pub what: String,
    /// How many accounts of the group show it in this pack.
    pub accounts: u64,
    /// Why it bears less or nothing; empty where nothing is known against it.
    pub against: String,
    /// Events: index into `threads` and position.
    pub events: Vec<(usize, u64)>,
}

/// A pair with what speaks for and against.
#[derive(Clone, Debug, Default)]
pub struct LinkPair {
    /// Indices into `accounts`.
    pub accounts: (usize, usize),
    /// How it stands.
    pub state: LinkState,
    /// Why it was decided so, in the words of whoever did.
    pub because: String,
    /// What speaks for one person.
    pub speaks_for: Vec<LinkGround>,
    /// What speaks against.
    pub against: Vec<LinkGround>,
    /// What speaks of impersonation, apart.
    pub posing: Vec<LinkGround>,
    /// Grounds for that rest on what this pack does not show.
    pub withheld_for: u64,
    /// Grounds against that do.
    pub withheld_against: u64,
}

/// One ground.
#[derive(Clone, Debug, Default)]
pub struct LinkGround {
    /// The channel's stable name.
    pub channel: String,
    /// In words.
    pub says: String,
    /// How much it bears, in words.
    pub strength: String,
    /// The words that it rests on, as this pack shows them.
    pub quotes: Vec<String>,
    /// How many accounts show it, of how many compared.
    pub rarity: Option<(u64, u64)>,
    /// Events: index into `threads` and position.
    pub events: Vec<(usize, u64)>,
}
