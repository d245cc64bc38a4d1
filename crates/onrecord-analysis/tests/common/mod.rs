//! Facts written in one line, for the tables of cases.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a table that cannot be read fails its test"
)]

use onrecord_analysis::clocks::{CaseDays, IncidentDays, LastContact, LedgerDays};
use onrecord_analysis::{Day, Law};
use onrecord_model::statement::{Body, Happening};

pub fn law(id: &str) -> Law {
    let all = Law::all().unwrap();
    all.into_iter().find(|law| law.id == id).unwrap()
}

pub fn day(text: &str) -> Day {
    Day::parse(text).unwrap_or_else(|| panic!("{text} is not a day"))
}

/// `I-1=2024-01-05; I-2=2024-03-01..2024-03-31; I-3=?; contact=2024-04-01; L-1 police arrest told=…`.
pub fn facts(text: &str) -> CaseDays {
    let mut case = CaseDays::default();
    for part in text.split("; ").filter(|part| !part.is_empty()) {
        if part.starts_with("L-") {
            case.ledger.push(entry(part));
            continue;
        }
        let (name, value) = part.split_once('=').unwrap();
        match name {
            "contact" => case.last_contact = Some(contact(day(value))),
            "contact-instant" => {
                let (instant, offset) = value.split_once("Z+").unwrap();
                let (date, clock) = instant.split_once('T').unwrap();
                let mut seconds = day(date).days_since(day("1970-01-01")) * 86_400;
                for (number, unit) in clock.split(':').zip([3_600, 60, 1]) {
                    seconds += number.parse::<i64>().unwrap() * unit;
                }
                let zone = seconds + offset.parse::<i64>().unwrap();
                let earliest = LastContact::earliest_day(seconds * 1_000_000, zone * 1_000_000);
                case.last_contact = Some(contact(earliest));
            }
            reference => {
                let (from, to) = value.split_once("..").unwrap_or((value, value));
                case.incidents.push(IncidentDays {
                    reference: reference.into(),
                    earliest: Day::parse(from),
                    latest: Day::parse(to),
                });
            }
        }
    }
    case
}

fn contact(day: Day) -> LastContact {
    LastContact {
        reference: "the last recorded contact".into(),
        day,
        doubt: String::new(),
    }
}

fn entry(text: &str) -> LedgerDays {
    let mut words = text.split(' ');
    let mut entry = LedgerDays {
        reference: words.next().unwrap().into(),
        body: Body::from_name(words.next().unwrap()).unwrap(),
        body_name: "Northshire".into(),
        happening: Some(Happening::from_name(words.next().unwrap()).unwrap()),
        told: None,
        happened: None,
        acknowledged: None,
        promised: String::new(),
        due: None,
        kept: None,
        answers: None,
    };
    for word in words {
        let (name, value) = word.split_once('=').unwrap_or((word, ""));
        match name {
            "told" => entry.told = Some(day(value)),
            "happened" => entry.happened = Some(day(value)),
            "acknowledged" => entry.acknowledged = Some(day(value)),
            "due" => entry.due = Some(day(value)),
            "kept" => entry.kept = Some(day(value)),
            "answers" => entry.answers = Some(value.into()),
            "promised" => entry.promised = "a call back".into(),
            other => panic!("{other}"),
        }
    }
    entry
}
