//! What a person says of two accounts: what they decide of a pair, what they noticed, which line became
//! known. Their words, kept as statements are: edits are new records with the same id.

use crate::record::{choice, record};
use crate::{AccountKey, EventId, Instant};

choice! {
    /// What a person decided of two accounts, after seeing what speaks for and against.
    LinkDecision;
    /// Left open.
    #[default]
    Open = "open",
    /// One person is behind both, as they believe.
    Confirmed = "confirmed",
    /// Two different people are, as they believe.
    Rejected = "rejected",
}

record! {
    /// A decision on one pair of accounts. It is belief, and labelled so wherever it is shown.
    LinkDecided = "link", version 1;
    /// Given once for a pair, kept through later decisions.
    id: Box<str>,
    /// The two accounts, the smaller key first.
    accounts: Vec<AccountKey>,
    /// What was decided.
    decision: LinkDecision,
    /// Why.
    because: Option<Box<str>>,
    /// How many grounds for stood there when it was decided.
    grounds_for: u64,
    /// How many grounds against.
    grounds_against: u64,
    /// When, by the computer's clock.
    written: Instant,
}

choice! {
    /// Which way something noticed points.
    Points;
    /// To one person.
    #[default]
    For = "for",
    /// To different people.
    Against = "against",
}

record! {
    /// Something that the user noticed: a face, a voice, a fact few people knew.
    Noticed = "noticed", version 1;
    /// Given once, kept.
    id: Box<str>,
    /// The accounts it is about; of one, it says something of who is behind it.
    accounts: Vec<AccountKey>,
    /// What, in the user's words.
    words: Box<str>,
    /// Which way it points.
    points: Points,
    /// Events that show it.
    events: Vec<EventId>,
    /// When this was written, by the computer's clock.
    written: Instant,
}

record! {
    /// A line that became known: whoever writes it from that day on can have read it.
    LineKnown = "line-known", version 1;
    /// Given once, kept.
    id: Box<str>,
    /// The line.
    line: Box<str>,
    /// From which day, `YYYY-MM-DD`.
    from: Box<str>,
    /// Where it was told: a newspaper, a post.
    source: Option<Box<str>>,
    /// When this was written, by the computer's clock.
    written: Instant,
}
