//! Small phrases made of facts: dates, times with their truth, counts, shortened text. Pure.

use super::words;
use crate::input::{NotUsed, ReadAgain, ReadSide, WhyNotUsed};
use onrecord_model::when::Wall;
use onrecord_model::{Instant, Precision, Truth, When};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// "5 March 2021".
pub(super) fn date(instant: Instant) -> String {
    wall_date(Wall(instant.0))
}

fn wall_date(wall: Wall) -> String {
    let (year, month, day, ..) = wall.fields();
    let month = MONTHS.get(usize::from(month.saturating_sub(1)));
    format!("{day} {} {year}", month.unwrap_or(&"?"))
}

/// "5 March 2021, 14:07 UTC".
pub(super) fn minute(instant: Instant) -> String {
    let (_, _, _, hour, minute, ..) = Wall(instant.0).fields();
    format!("{}, {hour:02}:{minute:02} UTC", date(instant))
}

/// What is said of a source that is not used, or not wholly.
pub(super) fn not_used(source: &NotUsed) -> String {
    let what = format!(
        "Source {}, taken in on {} ({})",
        source.source,
        date(source.received),
        count(source.files, "file", "files")
    );
    match &source.why {
        WhyNotUsed::SetAside(since) => format!(
            "{what}, was set aside by whose case it is on {}. Nothing of it is in this pack.",
            date(*since)
        ),
        WhyNotUsed::Lost {
            originals,
            readings,
        } => format!(
            "{what}: {} damaged or missing on the computer where this pack was made ({}). What rests on \
             that is left out, in {} of the source. Everything else of the case was read.",
            count(
                originals.len() as u64,
                "sealed original is",
                "sealed originals are"
            ),
            originals.join(", "),
            count(*readings, "reading", "readings"),
        ),
        WhyNotUsed::ReadOtherwise { readings, events } => format!(
            "{what}: the program that made this pack does not read it as the custody log says, in {} of the \
             source. {} left out for that. The originals are whole.",
            count(*readings, "reading", "readings"),
            count(*events, "event is", "events are"),
        ),
    }
}

/// What is said of a source that was read again.
pub(super) fn read_again(again: &ReadAgain) -> String {
    let side = |side: &ReadSide| {
        let by = side.by.iter();
        let by = by.map(|(importer, version)| format!("{importer} version {version}"));
        let entries: Vec<String> = side.entries.iter().map(|entry| number(*entry)).collect();
        let entry = if entries.len() == 1 {
            "entry"
        } else {
            "entries"
        };
        format!(
            "{}, {} in {} ({entry} {})",
            by.collect::<Vec<_>>().join(" and "),
            count(side.events, "event", "events"),
            count(side.threads, "thread", "threads"),
            entries.join(", ")
        )
    };
    let differ = again.now.threads.saturating_sub(again.same);
    format!(
        "Source {}, read again on {} (entry {}). Before: {}. Now: {}; {} as before, {} not.",
        again.source,
        date(again.when),
        number(again.entry),
        side(&again.before),
        side(&again.now),
        count(again.same, "thread", "threads"),
        number(differ),
    )
}

/// "2021-03-05 14:07:33 UTC".
pub(super) fn exact(instant: Instant) -> String {
    utc(instant, Precision::Second)
}

/// An instant in UTC, as fine as the record states it.
fn utc(instant: Instant, precision: Precision) -> String {
    let (year, month, day, hour, minute, second, micro) = Wall(instant.0).fields();
    let date = format!("{year:04}-{month:02}-{day:02}");
    match precision {
        Precision::Microsecond => {
            format!("{date} {hour:02}:{minute:02}:{second:02}.{micro:06} UTC")
        }
        Precision::Millisecond => {
            let milli = micro / 1_000;
            format!("{date} {hour:02}:{minute:02}:{second:02}.{milli:03} UTC")
        }
        Precision::Second => format!("{date} {hour:02}:{minute:02}:{second:02} UTC"),
        Precision::Minute => format!("{date} {hour:02}:{minute:02} UTC"),
        Precision::Day | Precision::Coarse => format!("{date} UTC"),
    }
}

/// A time as written, and what is known of its instant.
pub(super) fn when(when: &When) -> String {
    let known = match when.truth {
        Truth::Stated(instant) => utc(instant, when.precision),
        Truth::WallZoneUnknown(_) => words::ZONE_NOT_STATED.to_owned(),
        Truth::WallOfExporter(_) => words::EXPORTER_ZONE.to_owned(),
        Truth::DayMonthAmbiguous {
            day_first,
            month_first,
        } => format!(
            "{}: {} or {}; {}",
            words::AMBIGUOUS,
            wall_date(day_first),
            wall_date(month_first),
            words::ZONE_NOT_STATED
        ),
        Truth::Undated => words::NO_TIME.to_owned(),
    };
    if when.as_written.is_empty() {
        known
    } else {
        format!("{} · {known}", when.as_written)
    }
}

/// "1 March 2024" of "2024-03-01"; what is no such day stays as it is.
pub(super) fn iso_day(text: &str) -> String {
    let parts: Vec<&str> = text.splitn(3, '-').collect();
    let [year, month, day] = parts.as_slice() else {
        return text.to_owned();
    };
    let name = month.parse::<usize>().ok();
    let name = name.and_then(|month| MONTHS.get(month.checked_sub(1)?));
    match (year.parse::<u32>(), name, day.parse::<u8>()) {
        (Ok(year), Some(name), Ok(day)) => format!("{day} {name} {year}"),
        _ => text.to_owned(),
    }
}

/// Text with every `2024-03-01` in it written as "1 March 2024".
pub(super) fn days_in(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some(at) = rest.find(|ch: char| ch.is_ascii_digit()) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let end = from
            .find(|ch: char| !ch.is_ascii_digit() && ch != '-')
            .unwrap_or(from.len());
        let (word, after) = from.split_at(end);
        out.push_str(&if word.len() == 10 {
            iso_day(word)
        } else {
            word.to_owned()
        });
        rest = after;
    }
    out.push_str(rest);
    out
}

/// "1 Mar 2024": the day of a time where room is short.
pub(super) fn short_day(when: &When) -> String {
    let mut out = day(when);
    for month in MONTHS {
        // "June" and "July" are short enough.
        if month.len() > 4 {
            out = out.replace(month, month.get(..3).unwrap_or(month));
        }
    }
    out
}

/// The day of a time for people, and what is not known of it.
pub(super) fn day(when: &When) -> String {
    match when.truth {
        Truth::Stated(instant) => date(instant),
        Truth::WallZoneUnknown(wall) | Truth::WallOfExporter(wall) => wall_date(wall),
        Truth::DayMonthAmbiguous {
            day_first,
            month_first,
        } => format!("{} or {}", wall_date(day_first), wall_date(month_first)),
        Truth::Undated => words::NO_TIME.to_owned(),
    }
}

/// "4,812".
pub(super) fn number(value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (nth, digit) in digits.chars().enumerate() {
        if nth > 0 && (digits.len() - nth).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// "1 message", "4,812 messages".
pub(super) fn count(value: u64, one: &str, many: &str) -> String {
    format!("{} {}", number(value), if value == 1 { one } else { many })
}

/// The first `most` of a list, and how many more there are: "A, B and 3 more".
pub(super) fn listed<S: AsRef<str>>(all: impl ExactSizeIterator<Item = S>, most: usize) -> String {
    let more = all.len().saturating_sub(most) as u64;
    let mut out = String::new();
    for (nth, one) in all.take(most).enumerate() {
        if nth > 0 {
            out.push_str(", ");
        }
        out.push_str(one.as_ref());
    }
    if more > 0 {
        out.push_str(&format!(" and {} more", number(more)));
    }
    out
}

/// One line of at most `most` printed letters, cut at a word, with an ellipsis where it was cut.
pub(super) fn clip(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().map(crate::pdf::letters).sum::<usize>() <= most {
        return line;
    }
    let mut taken = 0;
    let cut: String = line
        .chars()
        .take_while(|ch| {
            taken += crate::pdf::letters(*ch);
            taken <= most
        })
        .collect();
    let at = cut.rfind(' ').filter(|at| *at > cut.len() / 2);
    format!("{} …", &cut[..at.unwrap_or(cut.len())])
}

/// "412" or "412-424".
pub(super) fn range(first: u64, last: u64) -> String {
    if first == last {
        first.to_string()
    } else {
        format!("{first}-{last}")
    }
}

/// Bytes for people.
pub(super) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => count(bytes, "byte", "bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{}.{} MB", number(bytes / 1_000_000), bytes / 100_000 % 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_say_what_is_known_of_them() {
        let stated = When::stated(
            "1614953253123",
            Instant(1_614_953_253_123_000),
            Precision::Millisecond,
        );
        assert_eq!(when(&stated), "1614953253123 · 2021-03-05 14:07:33.123 UTC");
        assert_eq!(when(&When::undated()), "no time in the record");
        let wall = When {
            as_written: "05/03/2021, 14:07".into(),
            truth: Truth::WallZoneUnknown(Wall(0)),
            precision: Precision::Minute,
        };
        assert_eq!(when(&wall), "05/03/2021, 14:07 · zone not stated");
    }

    #[test]
    fn numbers_and_clips() {
        assert_eq!(number(1_234_567), "1,234,567");
        assert_eq!(number(12), "12");
        assert_eq!(clip("one two\nthree four", 9), "one two …");
        assert_eq!(clip("short", 9), "short");
        assert_eq!(range(4, 4), "4");
        assert_eq!(iso_day("2024-03-01"), "1 March 2024");
        assert_eq!(iso_day("last spring"), "last spring");
        assert_eq!(
            days_in("2024-03-01 to 2024-03-09 (Easter), 07700-900"),
            "1 March 2024 to 9 March 2024 (Easter), 07700-900"
        );
        assert_eq!(iso_day("2024-13-01"), "2024-13-01");
    }
}
