//! Running clocks as a calendar file (RFC 5545). A calendar is seen by others and copied to servers:
//! the file holds days and the word "Reminder", and nothing that tells of what.

use crate::clocks::{Clock, State};
use onrecord_model::{Digest, Instant, Wall};

/// What every entry says.
const SUMMARY: &str = "Reminder";

fn date(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// `20261122T101500Z`.
fn stamp(at: Instant) -> String {
    let (year, month, day, hour, minute, second, _) = Wall(at.0).fields();
    format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z")
}

/// The calendar, and the clocks that are in it in its order. `salt` is the case's own: the next file
/// of the case names an entry alike, so that a calendar replaces it, and whoever keeps the calendar
/// cannot tell from the name what it is.
pub fn write<'c>(clocks: &'c [Clock], salt: &[u8], made_at: Instant) -> (String, Vec<&'c Clock>) {
    let mut inside: Vec<&Clock> = clocks
        .iter()
        .filter(|clock| clock.state == State::Running && clock.due.is_some())
        .collect();
    inside.sort_by_key(|clock| clock.due);
    let mut out = String::new();
    let mut line = |text: &str| {
        // Every line here is ASCII and below the 75 octets at which lines must be folded.
        out.push_str(text);
        out.push_str("\r\n");
    };
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//Reminders//EN");
    line("CALSCALE:GREGORIAN");
    for clock in &inside {
        let Some(due) = clock.due else { continue };
        let inputs = clock.inputs.join(" ");
        let name = Digest::of_parts(&[salt, clock.rule.as_bytes(), b" ", inputs.as_bytes()]);
        let name: String = name.to_hex().chars().take(24).collect();
        line("BEGIN:VEVENT");
        line(&format!("UID:{name}@example.invalid"));
        line(&format!("DTSTAMP:{}", stamp(made_at)));
        line(&format!("DTSTART;VALUE=DATE:{}", date(&due.to_string())));
        let after = due.plus_days(1).to_string();
        line(&format!("DTEND;VALUE=DATE:{}", date(&after)));
        line(&format!("SUMMARY:{SUMMARY}"));
        line("CLASS:PRIVATE");
        line("TRANSP:TRANSPARENT");
        for before in ["-P14D", "-P3D"] {
            line("BEGIN:VALARM");
            line("ACTION:DISPLAY");
            line(&format!("DESCRIPTION:{SUMMARY}"));
            line(&format!("TRIGGER:{before}"));
            line("END:VALARM");
        }
        line("END:VEVENT");
    }
    line("END:VCALENDAR");
    (out, inside)
}
