//! Events as lines for a terminal. Everything that comes from an exhibit passes through [`safe`].

use onrecord_model::escape::{Newlines, terminal};
use onrecord_model::{Event, Mark, Place, Truth, When};

/// Hostile text for a terminal: controls and direction changes are shown as what they are, and
/// line breaks as spaces.
pub fn safe(text: &str) -> String {
    terminal(text, Newlines::Space)
}

/// A time as far as it is known, for people.
pub fn when(when: &When) -> String {
    match when.truth {
        Truth::Stated(instant) => instant.to_string().replace('T', " "),
        Truth::WallZoneUnknown(wall) => {
            format!("{} (zone not stated)", wall.to_string().replace('T', " "))
        }
        Truth::WallOfExporter(wall) => {
            format!(
                "{} (zone of the machine that exported)",
                wall.to_string().replace('T', " ")
            )
        }
        Truth::DayMonthAmbiguous { .. } => {
            format!("{} (day or month first?)", safe(&when.as_written))
        }
        Truth::Undated if when.as_written.is_empty() => "no time".into(),
        Truth::Undated => format!("{} (cannot be read)", safe(&when.as_written)),
    }
}

/// Who, what and what else must be said of it, without the time.
pub fn body(event: &Event) -> String {
    let who = match &event.account {
        Some(account) => safe(account.label()),
        // Many exports do not name their owner.
        None if event.marks.has(Mark::Outgoing) => "you".into(),
        None => "-".into(),
    };
    let mut out = format!("{who}: ");
    if event.kind.name() != "message" {
        out.push_str(&format!("[{}] ", event.kind.name()));
    }
    if let Some(text) = &event.text {
        out.push_str(&safe(text));
    }
    for attachment in &event.attachments {
        let state = match attachment.place {
            Place::Missing => ", not in the export",
            Place::Omitted => ", left out by the platform",
            _ => "",
        };
        out.push_str(&format!(" [{}{state}]", safe(&attachment.name)));
    }
    let marks: Vec<&str> = event
        .marks
        .iter()
        .map(|mark| mark.name())
        .filter(|name| !matches!(*name, "incoming" | "outgoing" | "mojibake-repaired"))
        .collect();
    if !marks.is_empty() {
        out.push_str(&format!(" ({})", marks.join(", ")));
    }
    out
}

/// One event on one line.
pub fn event_line(event: &Event) -> String {
    let thread = event.thread.title.as_deref().unwrap_or(&event.thread.key);
    format!(
        "{}  {}  {}  {}",
        when(&event.when),
        event.thread.platform,
        safe(thread),
        body(event)
    )
}
