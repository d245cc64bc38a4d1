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
    /// How ways of writing were compared; absent where they were not.
    pub style: Option<LinkStyle>,
}

/// How ways of writing were compared, and how that method did on people it was not fitted on.
#[derive(Clone, Debug, Default)]
pub struct LinkStyle {
    /// What was left out, on whom it was tested, what that is worth: sentences.
    pub says: Vec<String>,
    /// Messages on either side of the tested pairs.
    pub messages: u32,
    /// Tested pairs by one person.
    pub same: u32,
    /// By two.
    pub different: u32,
    /// Area under the curve.
    pub auc: f64,
    /// Cost of log-likelihood-ratio.
    pub cllr: f64,
    /// Equal error rate.
    pub eer: f64,
    /// Ratios, with the shares of tested pairs by one person and by two at or above each.
    pub tippett: Vec<(String, f64, f64)>,
    /// Base-10 logarithms of the ratios that this pack tells.
    pub ratios: Vec<f64>,
}

/// One channel over all pairs of a group that this pack shows.
#[derive(Clone, Debug, Default)]
pub struct LinkChannel {
    /// Its stable name.
    pub channel: String,
    /// In words.
    pub title: String,
    /// Pairs of which something of it speaks for one person.
    pub pairs_for: u64,
    /// The most that it bears, in words; empty where nothing speaks for.
    pub strongest: String,
    /// Pairs of which something of it speaks against.
    pub pairs_against: u64,
    /// What that says, and in how many pairs.
    pub against: Vec<(String, u64)>,
    /// What it says where it makes no claim, and in how many pairs.
    pub unsaid: Vec<(String, u64)>,
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
    /// Every channel, with what speaks against it.
    pub channels: Vec<LinkChannel>,
    /// Events of the group that this pack shows, by weekday, Monday first, and hour of the case's clock.
    pub hours: [[u64; 24]; 7],
    /// Accounts of which the user confirmed every pair, compared as one with each of these; those of whom the
    /// same is said stand together.
    pub together: Vec<(Vec<usize>, String)>,
    /// How many those accounts are.
    pub confirmed: u64,
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
    /// Accounts of the group that show it in this pack: places in `steps`.
    pub by: Vec<usize>,
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
    /// Channels that make no claim, and what they say of it.
    pub unsaid: Vec<(String, String)>,
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
