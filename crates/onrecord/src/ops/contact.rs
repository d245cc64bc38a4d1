//! What counts as a contact by somebody, wherever contacts are counted: clocks, letters, elements, the
//! report. Knows nothing of whose account is whose.

use onrecord_model::{Event, Kind, Mark};

/// The kinds of record that can be a contact.
pub const KINDS: [Kind; 6] = [
    Kind::Message,
    Kind::Call,
    Kind::Request,
    Kind::Post,
    Kind::Comment,
    Kind::Deletion,
];

/// Whether an event by their account is a contact, and not something that the user sent or only began.
pub fn is_contact(event: &Event) -> bool {
    KINDS.contains(&event.kind) && !event.marks.has(Mark::Outgoing) && !event.marks.has(Mark::Draft)
}

/// Whether it is a call that was not answered.
pub fn is_unanswered_call(event: &Event) -> bool {
    let unanswered = [Mark::Missed, Mark::Rejected, Mark::Blocked];
    event.kind == Kind::Call && unanswered.iter().any(|mark| event.marks.has(*mark))
}
