//! `onrecord check`: the import check, as text or JSON Lines. The same lines follow an addition.

use crate::cmd::args::Check;
use crate::cmd::events::Shown;
use crate::cmd::failure::Failure;
use crate::cmd::show::safe;
use crate::cmd::{Session, again, out};
use crate::ops::OpError;
use crate::ops::case::Case;
use crate::ops::import_check::{
    Compared, REASONS, ReadingCheck, SourceCheck, ThreadDifference, check as check_source, missing,
};
use crate::ops::zone::day;
use onrecord_model::Instant;
use onrecord_vault::index::OnlyCounts;
use serde_json::{Value, json};

/// The import check.
pub fn check(session: &Session<'_>, arguments: &Check) -> Result<(), Failure> {
    let case = session.open()?;
    let sources: Vec<String> = match &arguments.source {
        Some(source) => vec![source.clone()],
        None => {
            let all = case.state().sources.iter();
            all.map(|state| state.source.id.to_string()).collect()
        }
    };
    for source in &sources {
        if arguments.missing {
            list_missing(session, &case, source)?;
            continue;
        }
        let checked = check_source(&case, source, usize::MAX)?;
        if session.json {
            out::json(&source_json(&case, &checked))?;
        } else {
            tell_source(&case, &checked)?;
        }
    }
    if !session.json && !arguments.missing {
        let index = case.index();
        let events = index.events().map_err(OpError::from)?;
        let repeated = index.repeated().map_err(OpError::from)?;
        out::line(&match repeated {
            0 => format!("The case holds {}.", count(events, "event", "events")),
            _ => format!(
                "The case holds {}, in {}: {} tell what another one tells too.",
                count(events, "event", "events"),
                count(events + repeated, "record", "records"),
                number(repeated)
            ),
        })?;
    }
    Ok(())
}

fn list_missing(session: &Session<'_>, case: &Case, source: &str) -> Result<(), Failure> {
    let mut shown = Shown::of(case);
    let mut failed = None;
    let mut listed = 0u64;
    let walked = missing(case, source, &mut |found| {
        listed += 1;
        let told = if session.json {
            shown.json(&found.row).and_then(|mut value| {
                value["missing_from"] = found.missing_from.as_str().into();
                Ok(out::json(&value)?)
            })
        } else {
            shown.text(&found.row).and_then(|line| {
                Ok(out::line(&format!(
                    "not in {}: {line}",
                    found.missing_from
                ))?)
            })
        };
        told.map_err(|failure| {
            failed = Some(failure);
            OpError::Interrupted
        })
    });
    match (failed, walked) {
        (Some(failure), _) => return Err(failure),
        (None, walked) => walked?,
    }
    if !session.json {
        out::line(&format!(
            "{source}: {} on one side only, of what the other could hold.",
            count(listed, "record", "records")
        ))?;
        reasons(listed > 0)?;
    }
    Ok(())
}

fn tell_source(case: &Case, checked: &SourceCheck) -> Result<(), Failure> {
    let state = case.state().source(&checked.source);
    let name = state.map_or("", |state| &*state.source.name);
    out::line(&format!("{}  {}", checked.source, safe(name)))?;
    for (entry, why) in state.iter().flat_map(|state| &state.problems) {
        out::line(&format!("  not taken in: {} ({})", safe(entry), safe(why)))?;
    }
    if let Some(left_out @ 1..) = state.map(|state| state.left_out) {
        out::line(&format!(
            "  {} left out, because they may hold a picture",
            count(left_out, "file was", "files were")
        ))?;
    }
    if let Some(since) = checked.set_aside {
        return Ok(out::line(&format!(
            "  set aside on {since}: nothing of it counts. onrecord source restore {}",
            checked.source
        ))?);
    }
    if let Some(same) = &checked.same_as {
        out::line(&format!(
            "  the same files came before as {same}; they are not counted twice"
        ))?;
    }
    for again in &checked.again {
        for line in again::lines(again) {
            out::line(&format!("  {line}"))?;
        }
    }
    for one in &checked.not_shown {
        out::line(&format!("  {}", again::left_out(one)))?;
    }
    if !checked.newer.is_empty() {
        out::line(&format!(
            "  this program has a newer way to read it ({}); onrecord rebuild reads it again, and says what differs",
            checked.newer.join(", ")
        ))?;
    }
    if checked.readings.is_empty() {
        out::line("  nothing of it was read; it is sealed as it is")?;
    }
    for reading in &checked.readings {
        out::line(&format!(
            "  read as {}: {}, {} that could not be read",
            reading.importer,
            count(reading.events, "event", "events"),
            number(reading.defects)
        ))?;
        tell_reading(reading)?;
        for line in reading.omits {
            out::line(&format!("    such an export leaves out: {line}"))?;
        }
    }
    for remark in &checked.remarks {
        out::line(&format!("  note: {}", safe(remark)))?;
    }
    for question in &checked.questions {
        out::line(&format!("  still to be answered: {}", safe(&question.text)))?;
        for choice in &question.choices {
            out::line(&format!(
                "    onrecord answer {} {}={}   {}",
                checked.source,
                question.id,
                choice.id,
                safe(&choice.text)
            ))?;
        }
    }
    if !checked.unread.is_empty() {
        out::line(&format!(
            "  {} kept but not read (onrecord list unread)",
            count(checked.unread.len() as u64, "file is", "files are")
        ))?;
    }
    Ok(())
}

/// What is said of one reading, here and after an addition.
pub fn tell_reading(reading: &ReadingCheck) -> Result<(), Failure> {
    let kinds: Vec<String> = reading
        .counts
        .kinds
        .iter()
        .map(|(kind, events)| format!("{} {kind}", number(*events)))
        .collect();
    if !kinds.is_empty() {
        out::line(&format!("    by kind: {}", kinds.join(", ")))?;
    }
    for (word, events) in &reading.counts.unknown_kinds {
        out::line(&format!(
            "    {} of a kind we do not know: {}",
            count(*events, "record is", "records are"),
            safe(word)
        ))?;
    }
    for (code, defects) in &reading.defect_codes {
        out::line(&format!(
            "    could not be read: {} ({code})",
            number(*defects)
        ))?;
    }
    for (truth, says) in [
        (
            "day-month-ambiguous",
            "do not say whether the day or the month comes first",
        ),
        ("zone-unknown", "show a clock and no zone"),
        (
            "exporter-zone",
            "show the clock of the machine that exported",
        ),
        ("undated", "bear no usable time"),
    ] {
        if let Some(events) = reading.counts.times.get(truth) {
            out::line(&format!("    {} {says}", number(*events)))?;
        }
    }
    if reading.counts.repeated > 0 {
        out::line(&format!(
            "    {} already here from another export",
            count(reading.counts.repeated, "record was", "records were")
        ))?;
    }
    let mut differs = false;
    for compared in &reading.compared {
        differs |= tell_compared(compared)?;
    }
    if reading.not_compared > 0 {
        out::line(&format!(
            "    {} of the same threads came before these (onrecord check)",
            count(reading.not_compared as u64, "more export", "more exports")
        ))?;
    }
    reasons(differs)
}

fn reasons(differs: bool) -> Result<(), Failure> {
    if differs {
        out::line(&format!(
            "    This is a difference between two exports and no more. Reasons can be: {}.",
            REASONS.join("; ")
        ))?;
    }
    Ok(())
}

/// Whether there was a difference to tell.
fn tell_compared(compared: &Compared) -> Result<bool, Failure> {
    let other = format!(
        "the export added on {} ({})",
        day(compared.other_received),
        compared.other
    );
    let mut differs = false;
    const SHOWN: usize = 20;
    let threads = compared.threads.iter();
    let mut threads: Vec<&ThreadDifference> = threads
        .filter(|thread| tells(&thread.pair.only) || thread.pair.changed > 0)
        .collect();
    // What is missing most comes first.
    threads.sort_by_key(|thread| std::cmp::Reverse(thread.pair.only[0].within));
    for thread in threads.iter().take(SHOWN) {
        let name = format!("{} {}", thread.thread, safe(&thread.title));
        let [there, here] = &thread.pair.only;
        if there.within > 0 {
            differs = true;
            let what = if thread.messages_only {
                count(there.within, "message that was", "messages that were")
            } else {
                count(there.within, "record that was", "records that were")
            };
            let verb = if there.within == 1 { "is" } else { "are" };
            out::line(&format!(
                "    {what} in {other} {verb} not in this one: {name}, {}",
                period(there.period)
            ))?;
        }
        if here.within > 0 {
            differs = true;
            out::line(&format!(
                "    {} in this one and not in {other}: {name}, {}",
                count(here.within, "record is", "records are"),
                period(here.period)
            ))?;
        }
        if there.before > 0 {
            out::line(&format!(
                "    {other} goes back further: {} before this one begins: {name}",
                count(there.before, "record", "records")
            ))?;
        }
        if there.after > 0 {
            out::line(&format!(
                "    {other} has {} later than the last record here: {name}",
                count(there.after, "record", "records")
            ))?;
        }
        if thread.pair.changed > 0 {
            differs = true;
            out::line(&format!(
                "    {} the same time and sender, and other words than {other}: {name}",
                count(thread.pair.changed, "record has", "records have")
            ))?;
        }
    }
    for gone in compared.gone.iter().take(SHOWN) {
        differs = true;
        let (has, lacks) = match gone.here {
            true => ("this one", other.as_str()),
            false => (other.as_str(), "this one"),
        };
        out::line(&format!(
            "    a whole thread of {has} is not in {lacks}: {} {}, {}, {}",
            gone.thread,
            safe(&gone.title),
            count(gone.gone.events, "record", "records"),
            period(gone.gone.period)
        ))?;
    }
    let more = threads.len().saturating_sub(SHOWN) + compared.gone.len().saturating_sub(SHOWN);
    if more > 0 {
        out::line(&format!(
            "    and {} (onrecord check --missing lists every record)",
            count(more as u64, "more thread", "more threads")
        ))?;
    }
    Ok(differs)
}

fn tells([there, here]: &[OnlyCounts; 2]) -> bool {
    there.within + there.before + there.after + here.within > 0
}

fn period(period: Option<(Instant, Instant)>) -> String {
    match period {
        None => "without a usable time".into(),
        Some((first, last)) if day(first) == day(last) => day(first),
        Some((first, last)) => format!("{} to {}", day(first), day(last)),
    }
}

/// With commas: `3,120`.
fn number(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

pub fn count(of: u64, one: &str, several: &str) -> String {
    format!("{} {}", number(of), if of == 1 { one } else { several })
}

fn source_json(case: &Case, checked: &SourceCheck) -> Value {
    let state = case.state().source(&checked.source);
    json!({
        "type": "check", "source": checked.source, "set_aside": checked.set_aside.map(|at| at.to_string()), "same_as": checked.same_as,
        "name": state.map(|state| &*state.source.name),
        "received": state.map(|state| state.source.received.to_string()),
        "problems": state.map(|state| &state.problems),
        "problem_count": state.map(|state| state.problem_count),
        "left_out": state.map(|state| state.left_out),
        "read_again": checked.again.iter().map(again::again_json).collect::<Vec<_>>(),
        "not_as_read": checked.not_shown.iter().map(again::left_out_json).collect::<Vec<_>>(),
        "newer": checked.newer,
        "readings": checked.readings.iter().map(reading_json).collect::<Vec<_>>(),
        "remarks": checked.remarks,
        "unread": checked.unread.iter()
            .map(|(entry, why)| json!({ "entry": entry, "reason": why })).collect::<Vec<_>>(),
        "questions": checked.questions.iter().map(|question| json!({
            "id": question.id, "text": question.text,
            "choices": question.choices.iter().map(|choice| &choice.id).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
    })
}

/// What JSON says of one reading.
pub fn reading_json(reading: &ReadingCheck) -> Value {
    json!({
        "importer": reading.importer, "title": reading.title, "events": reading.events,
        "defects": reading.defects, "defect_codes": reading.defect_codes,
        "kinds": reading.counts.kinds, "unknown_kinds": reading.counts.unknown_kinds,
        "times": reading.counts.times, "repeated": reading.counts.repeated,
        "leaves_out": reading.omits, "not_compared": reading.not_compared,
        "compared": reading.compared.iter().map(compared_json).collect::<Vec<_>>(),
    })
}

fn compared_json(compared: &Compared) -> Value {
    json!({
        "with": compared.other, "importer": compared.other_importer,
        "received": compared.other_received.to_string(),
        "threads": compared.threads.iter().map(|thread| {
            let [there, here] = &thread.pair.only;
            json!({
                "thread": thread.thread, "other_thread": thread.other_thread, "title": thread.title,
                "known_by": thread.pair.known_by,
                "clock_differs_seconds": thread.pair.set_forward / 1_000_000,
                "both": thread.pair.both, "other_words": thread.pair.changed,
                "not_in_this_one": only_json(there), "not_in_the_other": only_json(here),
            })
        }).collect::<Vec<_>>(),
        "whole_threads": compared.gone.iter().map(|gone| json!({
            "thread": gone.thread, "title": gone.title, "events": gone.gone.events,
            "not_in": if gone.here { "the-other" } else { "this-one" },
            "first": gone.gone.period.map(|(first, _)| first.to_string()),
            "last": gone.gone.period.map(|(_, last)| last.to_string()),
        })).collect::<Vec<_>>(),
    })
}

fn only_json(only: &OnlyCounts) -> Value {
    json!({
        "within": only.within, "before": only.before, "after": only.after, "undated": only.undated,
        "other_kind": only.other_kind,
        "first": only.period.map(|(first, _)| first.to_string()),
        "last": only.period.map(|(_, last)| last.to_string()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_commas_and_one_is_one() {
        assert_eq!(number(0), "0");
        assert_eq!(number(999), "999");
        assert_eq!(number(3_120), "3,120");
        assert_eq!(number(1_234_567), "1,234,567");
        assert_eq!(count(1, "record is", "records are"), "1 record is");
        assert_eq!(
            count(1_000, "record is", "records are"),
            "1,000 records are"
        );
    }
}
