//! What each format states of time, as a table, and that its cases hold every row of it: clock
//! changes, unknown zones, units, twelve hours, other digits, day and month that can be exchanged.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout
)] // reason: tests only

mod common;

use common::sound_cases;
use onrecord_import::IMPORTERS;
use serde_json::Value;
use std::collections::BTreeSet;

/// What can be asked of a format's times.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Row {
    /// An instant is stated: an epoch, an offset, or UTC.
    Stated,
    /// A clock whose zone nothing says.
    ZoneUnknown,
    /// The clock of the machine that made the export.
    Exporter,
    /// Within three hours of a change of the clocks in Europe or the United States.
    ClockChange,
    Seconds,
    Milliseconds,
    Microseconds,
    TwelveHours,
    OtherDigits,
    /// Day and month can be exchanged, and nothing decides.
    Ambiguous,
}

use Row::*;

/// Rows by importer, in their words in `Manifest::times`. What a format cannot have is not here: a
/// photo's clock knows no half of the day, an epoch no month that could be exchanged, a contact no
/// time at all.
#[rustfmt::skip] // one importer a line is easier to check
const TABLE: &[(&str, &[Row])] = &[
    ("android_db", &[Stated, ClockChange, Seconds, Milliseconds]),
    ("discord", &[Stated, ZoneUnknown, ClockChange, Seconds, Milliseconds, Microseconds, TwelveHours, Ambiguous]),
    ("email", &[Stated, ZoneUnknown, ClockChange, Seconds]),
    ("facebook", &[Stated, ZoneUnknown, ClockChange, Seconds, Milliseconds, TwelveHours, OtherDigits, Ambiguous]),
    ("google", &[Stated, ZoneUnknown, ClockChange, Seconds, Milliseconds, Microseconds, TwelveHours, OtherDigits]),
    ("hinge", &[ZoneUnknown, ClockChange, Seconds, Milliseconds, Microseconds]),
    ("imessage", &[Stated, ClockChange, Seconds, Microseconds]),
    ("imessage_exporter", &[Exporter, ClockChange, Seconds, TwelveHours]),
    ("instagram", &[Stated, ZoneUnknown, ClockChange, Seconds, Milliseconds, Microseconds, TwelveHours, OtherDigits, Ambiguous]),
    ("kakaotalk", &[ZoneUnknown, ClockChange, TwelveHours]),
    ("line", &[ZoneUnknown, ClockChange, TwelveHours, Ambiguous]),
    ("linkedin", &[Stated, ZoneUnknown, ClockChange, Seconds, TwelveHours]),
    ("pdf", &[Stated, ZoneUnknown, ClockChange, Seconds]),
    ("photos", &[Stated, ZoneUnknown, ClockChange, Seconds, Milliseconds]),
    ("reddit", &[Stated, ZoneUnknown, ClockChange, Seconds, Milliseconds]),
    ("saved_pages", &[Stated, ClockChange, Seconds]),
    ("signal", &[Stated, Exporter, ClockChange, Seconds, Milliseconds, Microseconds]),
    ("skype", &[Stated, ClockChange, Seconds, Milliseconds]),
    ("sms_backup_restore", &[Stated, ClockChange, Seconds, Milliseconds]),
    ("snapchat", &[Stated, ClockChange, Seconds, Milliseconds, Microseconds]),
    ("table", &[Stated, ZoneUnknown, ClockChange, Seconds, Milliseconds, Microseconds, TwelveHours, OtherDigits, Ambiguous]),
    ("telegram", &[Stated, Exporter, ClockChange, Seconds]),
    ("tiktok", &[Stated, ZoneUnknown, ClockChange, Seconds, Milliseconds]),
    ("timeline", &[Stated, ZoneUnknown, ClockChange, Seconds, Microseconds]),
    ("tinder", &[Stated, ClockChange, Seconds, Milliseconds]),
    ("vcard", &[]),
    ("viber", &[ZoneUnknown, ClockChange, Seconds, TwelveHours, Ambiguous]),
    ("warc", &[Stated, ZoneUnknown, ClockChange, Seconds, Milliseconds]),
    ("whatsapp", &[ZoneUnknown, ClockChange, Seconds, TwelveHours, OtherDigits, Ambiguous]),
    ("whatsapp_db", &[Stated, ClockChange, Seconds, Milliseconds, Microseconds]),
    ("workbook", &[ZoneUnknown, ClockChange, Seconds, Ambiguous]),
    ("x", &[Stated, ClockChange, Seconds, Milliseconds]),
];

/// The mornings on which clocks change, of the years that cases use: Europe's at 01:00 UTC.
const EUROPE: &[&str] = &[
    "2014-03-30",
    "2014-10-26",
    "2015-03-29",
    "2015-10-25",
    "2016-03-27",
    "2016-10-30",
    "2017-03-26",
    "2017-10-29",
    "2018-03-25",
    "2018-10-28",
    "2019-03-31",
    "2019-10-27",
    "2020-03-29",
    "2020-10-25",
    "2021-03-28",
    "2021-10-31",
    "2022-03-27",
    "2022-10-30",
    "2023-03-26",
    "2023-10-29",
    "2024-03-31",
    "2024-10-27",
    "2025-03-30",
    "2025-10-26",
    "2026-03-29",
    "2026-10-25",
];
/// Those of the United States, at 02:00 of each zone.
const AMERICA: &[&str] = &[
    "2018-03-11",
    "2018-11-04",
    "2019-03-10",
    "2019-11-03",
    "2020-03-08",
    "2020-11-01",
    "2021-03-14",
    "2021-11-07",
    "2022-03-13",
    "2022-11-06",
    "2023-03-12",
    "2023-11-05",
    "2024-03-10",
    "2024-11-03",
    "2025-03-09",
    "2025-11-02",
];

const HALVES: &[&str] = &[
    "am", "pm", "a.m", "p.m", "a. m", "p. m", "ص", "م", "上午", "下午", "오전", "오후", "öö", "ös",
];

fn rows_of(event: &Value, rows: &mut BTreeSet<Row>) {
    let time = &event["time"];
    let word = |name: &str| time[name].as_str().unwrap_or_default();
    match word("truth") {
        "stated" => rows.insert(Stated),
        "zone-unknown" => rows.insert(ZoneUnknown),
        "exporter-zone" => rows.insert(Exporter),
        "day-month-ambiguous" => rows.insert(Ambiguous),
        _ => false,
    };
    match word("precision") {
        "second" => rows.insert(Seconds),
        "millisecond" => rows.insert(Milliseconds),
        "microsecond" => rows.insert(Microseconds),
        _ => false,
    };
    let shown = if word("instant").is_empty() {
        word("wall")
    } else {
        word("instant")
    };
    if let Some((day, clock)) = shown.split_once('T') {
        let hour: u32 = clock[..2].parse().unwrap();
        let is_near = EUROPE.contains(&day) && hour <= 4 || AMERICA.contains(&day) && hour <= 12;
        if is_near {
            rows.insert(ClockChange);
        }
    }
    let written = word("as_written").to_lowercase();
    let has_clock = written.contains([':', '.']);
    if has_clock && HALVES.iter().any(|half| written.contains(half)) {
        rows.insert(TwelveHours);
    }
    if written.chars().any(|c| c.is_numeric() && !c.is_ascii()) {
        rows.insert(OtherDigits);
    }
}

#[test]
fn every_row_of_the_table_is_in_a_case() {
    let mut open = Vec::new();
    for importer in IMPORTERS {
        let name = importer.manifest().name;
        let mut rows = BTreeSet::new();
        for (case, _) in sound_cases(*importer) {
            let expected = case.join("expected.jsonl");
            for line in fs_err::read_to_string(expected).unwrap_or_default().lines() {
                let event: Value = serde_json::from_str(line).unwrap();
                if event["type"] == "event" {
                    rows_of(&event, &mut rows);
                }
            }
        }
        let (_, wanted) = TABLE
            .iter()
            .find(|(of, _)| *of == name)
            .unwrap_or_else(|| panic!("{name} is not in the table"));
        open.extend(
            wanted
                .iter()
                .filter(|row| !rows.contains(row))
                .map(|row| format!("{name}: {row:?}")),
        );
    }
    assert!(open.is_empty(), "{}", open.join("\n"));
}
