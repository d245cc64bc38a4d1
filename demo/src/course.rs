//! What the owner of the demonstration says of the whole course: every "stop", and what it did.

use crate::story::DAY;

/// Somebody told the person doing this to stop.
#[derive(Clone, Debug)]
pub struct Warned {
    /// Day, seconds since the epoch.
    pub on: i64,
    /// The stable name of its kind (`asked-to-stop`).
    pub kind: &'static str,
    /// Who said it.
    pub by: &'static str,
    /// What was said.
    pub words: &'static str,
    /// How it is known that it reached them.
    pub how_reached: &'static str,
}

/// Every "stop", oldest first, for a story that begins then; `first` is the day of the first
/// message that says so.
pub(crate) fn warned(begins: i64, first: i64) -> Vec<Warned> {
    vec![
        Warned {
            on: first,
            kind: "asked-to-stop",
            by: "Wren Fairweather",
            words: crate::words::STOPPING[1],
            how_reached: "The account answered it the same night.",
        },
        Warned {
            on: begins + 330 * DAY,
            kind: "asked-to-stop",
            by: "Lark Fairweather, my sister",
            words: "Leave my sister alone. We keep everything you send.",
            how_reached: "Lark says that it was shown as read.",
        },
        Warned {
            on: begins + 672 * DAY,
            kind: "platform-measure",
            by: "Instagram",
            words: "The profile with my name and picture was removed.",
            how_reached: "The next profile began with \"You thought that would help?\"",
        },
    ]
}

/// What it did, in one part of life.
#[derive(Clone, Debug)]
pub struct Felt {
    /// The stable name of the part (`sleep`).
    pub area: &'static str,
    /// In her words.
    pub words: &'static str,
    /// Since when.
    pub since: &'static str,
    /// What it cost.
    pub cost: &'static str,
    /// Who else can say so.
    pub who_can_say: &'static str,
}

/// What it did.
pub const FELT: [Felt; 4] = [
    Felt {
        area: "sleep",
        words: "I wake at two whether the telephone rings or not. I have not slept through a week.",
        since: "the first calls at night, 2023",
        cost: "",
        who_can_say: "Dr Speedwell, whom I saw in October 2024",
    },
    Felt {
        area: "work",
        words: "I asked to be taken off the front desk. I have missed eleven days.",
        since: "2024",
        cost: "eleven days of pay",
        who_can_say: "Alder Quillon, my manager",
    },
    Felt {
        area: "home",
        words: "I moved to another street and told four people where.",
        since: "January 2026",
        cost: "1,140 pounds for the move, 65 for the locks",
        who_can_say: "the housing office; their letter is an exhibit",
    },
    Felt {
        area: "habits",
        words: "I gave up the choir, because everybody there had been written to.",
        since: "autumn 2023",
        cost: "",
        who_can_say: "Juniper Hollow",
    },
];
