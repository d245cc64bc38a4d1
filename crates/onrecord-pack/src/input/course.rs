//! What a report says of the whole course beside single events: orders and warnings with what came
//! after them, who was written to, what it did. Facts only; nothing here computes.

use onrecord_model::When;

/// An order, a warning or a plain "stop".
#[derive(Clone, Debug)]
pub struct OrderFacts {
    /// `O-1`.
    pub reference: String,
    /// What it was, in plain words ("asked to stop").
    pub kind: String,
    /// The day from which it was known to them, `2024-03-01`.
    pub given: String,
    /// The last day on which it holds; empty where it has no end.
    pub until: String,
    /// Who gave it.
    pub by: String,
    /// What was said or ordered.
    pub words: String,
    /// Its number.
    pub their_reference: String,
    /// How it is known that it reached them.
    pub how_reached: String,
    /// Events that show it: index into `threads` and position.
    pub events: Vec<(usize, u64)>,
    /// Exhibit references.
    pub exhibits: Vec<String>,
    /// What this pack shows after it.
    pub after: AfterFacts,
}

/// Contacts by the accounts of the person doing this on later days than that of an order, as long
/// as it holds. The same day is not counted: nobody can say what came first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AfterFacts {
    /// How many.
    pub contacts: u64,
    /// From how many accounts.
    pub accounts: u64,
    /// Day of the first one, `2024-03-01`, in the assumed zone.
    pub first: String,
    /// Day of the last one.
    pub last: String,
}

/// What it did.
#[derive(Clone, Debug)]
pub struct ImpactFacts {
    /// `D-1`.
    pub reference: String,
    /// In what part of life, in plain words.
    pub area: String,
    /// In the user's words.
    pub words: String,
    /// Since when.
    pub since: String,
    /// What it cost.
    pub cost: String,
    /// Who else can say so.
    pub who_can_say: String,
    /// Exhibit references.
    pub exhibits: Vec<String>,
}

/// Somebody else to whom accounts of the person doing this wrote, as this pack shows it.
#[derive(Clone, Debug)]
pub struct ContactedFacts {
    /// Index into `persons`. Only people whom the user has named are listed.
    pub person: usize,
    /// How often.
    pub contacts: u64,
    /// Indices into `accounts`: by which, in the order of first contact.
    pub by: Vec<usize>,
    /// First and last contact.
    pub first: Option<When>,
    /// See `first`.
    pub last: Option<When>,
}
