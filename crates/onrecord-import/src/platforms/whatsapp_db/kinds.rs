//! What the numbers of Android's WhatsApp mean. Knows no tables.

use onrecord_model::{Kind, Mark, Marks};

/// `message_type`, formerly `media_wa_type`.
pub(super) fn of_message(code: i64, marks: &mut Marks) -> Kind {
    match code {
        // Text, picture, sound, film, contact, document, moving picture, contacts, sticker.
        0..=4 | 9 | 13 | 14 | 20 => Kind::Message,
        // A place; a place that moves.
        5 | 16 => {
            marks.add(Mark::Location);
            Kind::Message
        }
        7 => Kind::System,
        8 => Kind::Call,
        10 => {
            marks.add(Mark::Missed);
            Kind::Call
        }
        // Taken back by its sender, or by an administrator of the group.
        15 | 64 => {
            marks.add(Mark::Unsent);
            Kind::Message
        }
        // A picture or film to be seen once.
        42 | 43 => {
            marks.add(Mark::Ephemeral);
            Kind::Message
        }
        // A question with answers to choose.
        66 => Kind::Message,
        90 => Kind::Call,
        other => Kind::Unknown(format!("message_type {other}").into()),
    }
}

/// `action_type` of a system message.
pub(super) fn of_action(code: i64) -> Kind {
    match code {
        // Added, left, removed (you), created, added, left, removed, administrator, by link.
        4 | 5 | 7 | 11..=15 | 20 => Kind::Membership,
        // Subject, picture, number, security code, description, number.
        1 | 6 | 10 | 18 | 27 | 28 => Kind::ProfileChange,
        58 => Kind::Block,
        // Encryption, business notices, vanishing messages.
        8 | 9 | 19 | 46 | 47 | 50 | 56 | 57 | 67 | 69 => Kind::System,
        other => Kind::Unknown(format!("action_type {other}").into()),
    }
}
