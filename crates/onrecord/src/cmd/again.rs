//! What is said where a source was read again, since the program reads it otherwise now, and where something
//! is left out for it: after an opening, in `status` and in the import check.

use crate::cmd::check::count;
use crate::cmd::failure::Failure;
use crate::cmd::out;
use crate::cmd::show::safe;
use crate::ops::case::Case;
use crate::ops::read_again::{Again, NotShown, Side, names_lost, since};
use crate::ops::zone::day;
use serde_json::{Value, json};

/// `whatsapp version 4`.
fn by(side: &Side) -> String {
    let by = side.by.iter();
    let by = by.map(|(importer, version)| format!("{importer} version {version}"));
    by.collect::<Vec<_>>().join(", ")
}

fn holds(side: &Side) -> String {
    format!(
        "{} in {}",
        count(side.events, "event", "events"),
        count(side.threads, "thread", "threads")
    )
}

/// What was done with one source, line by line.
pub fn lines(again: &Again) -> Vec<String> {
    let mut out = vec![format!(
        "{} ({}) was read again on {}. This program reads it differently from the one before: newer versions read \
         more, or put right what was misread.",
        again.source,
        safe(&again.name),
        day(again.when)
    )];
    out.push(format!(
        "  before: {}, by {}",
        holds(&again.before),
        by(&again.before)
    ));
    if again.waits {
        out.push("  now: not read to the end yet (onrecord resume)".into());
    } else {
        let others = again.now.threads.saturating_sub(again.same);
        out.push(format!(
            "  now: {}, by {}",
            holds(&again.now),
            by(&again.now)
        ));
        out.push(format!(
            "  of these, {} came out exactly as before, and {others} did not",
            count(again.same, "thread", "threads"),
        ));
        let mut named: Vec<String> = again
            .others
            .iter()
            .map(|(thread, title)| format!("{thread} {}", safe(title)))
            .collect();
        if others > named.len() as u64 && !named.is_empty() {
            named.push("…".into());
        }
        if !named.is_empty() {
            out.push(format!("  to look through: {}", named.join(", ")));
        }
    }
    let entries: Vec<String> = again.before.entries.iter().map(u64::to_string).collect();
    out.push(format!(
        "  The originals are as they were sealed, and the earlier reading stays in the log (entry {}). Its words \
         were not stored apart, so nobody can list each change.",
        entries.join(", ")
    ));
    out
}

/// The same for programs.
pub fn again_json(again: &Again) -> Value {
    let side = |side: &Side| {
        let by = side.by.iter();
        json!({
            "by": by.map(|(importer, version)| json!({ "importer": importer, "version": version })).collect::<Vec<_>>(),
            "log_entries": side.entries, "threads": side.threads, "events": side.events,
        })
    };
    json!({
        "source": again.source, "when": again.when.to_string(), "log_entry": again.entry,
        "before": side(&again.before), "now": side(&again.now), "threads_same": again.same,
        "not_as_before": again.others.iter().map(|(thread, title)| json!({ "thread": thread, "title": title })).collect::<Vec<_>>(),
        "waiting": again.waits,
    })
}

/// What is left out of a reading, and what can be done.
pub fn left_out(one: &NotShown) -> String {
    let missing = one.events.saturating_sub(one.shown);
    let why = match (one.only_looking, one.today) {
        (true, _) => {
            "This copy may only be looked at, so the change cannot be recorded. Whoever may change \
                      the case opens it with this program, and gives you a new copy."
                .to_owned()
        }
        (false, Some(today)) if today < one.version => {
            format!("This program is older (version {today}). Use the newer one.")
        }
        (false, _) => {
            "Keep the case as it is, and use the earlier program, or try a newer one: it reads \
                       this by itself if it can."
                .to_owned()
        }
    };
    format!(
        "{}: {} by {} version {} of {} are not shown: this program does not read them as the log says. The \
         originals and the log are untouched. {why}",
        one.source,
        count(missing, "event", "events"),
        one.importer,
        one.version,
        count(one.events, "event", "events"),
    )
}

/// The same for programs.
pub fn left_out_json(one: &NotShown) -> Value {
    json!({
        "source": one.source, "importer": one.importer, "version": one.version, "version_now": one.today,
        "events": one.events, "threads": one.threads, "events_shown": one.shown,
        "only_looking": one.only_looking,
    })
}

/// Says on standard error what was read again from entry `from` of the log on: nothing that is shown may
/// change without a word.
pub fn tell(case: &Case, from: u64) -> Result<(), Failure> {
    for again in since(case, from)? {
        for line in lines(&again) {
            out::tell(&line);
        }
    }
    for (id, events) in names_lost(case, from)? {
        out::tell(&format!(
            "  {id} names {} that are not shown now; it keeps their names",
            count(events as u64, "event", "events")
        ));
    }
    Ok(())
}
