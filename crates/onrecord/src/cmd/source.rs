//! `onrecord source`: undoing an addition, and redoing it.

use crate::cmd::args::{Source, SourceAction, SourceNamed};
use crate::cmd::failure::Failure;
use crate::cmd::{Session, again, out};
use crate::ops::read_source::ReadProgress;
use crate::ops::set_aside::{self, Changed};
use crate::ops::{OpError, OpResult};
use serde_json::json;

/// Sets a source aside, or takes it back.
pub fn source(session: &Session<'_>, arguments: &Source) -> Result<(), Failure> {
    let mut case = session.open()?;
    let from = case.vault().log_size();
    let mut bar = out::Progress::new();
    let mut progress = |at: ReadProgress| -> OpResult<()> {
        if session.stopped() {
            return Err(OpError::Interrupted);
        }
        bar.show(&format!("Reading again: {} records", at.records));
        Ok(())
    };
    let (named, aside) = match &arguments.action {
        SourceAction::SetAside(named) => (named, true),
        SourceAction::Restore(named) => (named, false),
    };
    let SourceNamed { source, because } = named;
    let change = if aside {
        set_aside::set_aside
    } else {
        set_aside::restore
    };
    let changed = change(&mut case, source, because.as_deref(), &mut progress)?;
    drop(bar);
    again::tell(&case, from)?;
    tell(session, aside, &changed)
}

fn tell(session: &Session<'_>, aside: bool, changed: &Changed) -> Result<(), Failure> {
    let source = &changed.source;
    if session.json {
        let waiting = changed.waiting.iter();
        let waiting = waiting.map(|(id, events)| json!({ "id": id, "events": events }));
        return Ok(out::json(&json!({
            "type": if aside { "set-aside" } else { "restored" }, "source": source,
            "events": changed.events, "same_as": changed.same_as,
            "waiting": waiting.collect::<Vec<_>>(),
        }))?);
    }
    out::line(&if aside {
        format!(
            "{source} is set aside. Nothing was removed: onrecord source restore {source} brings it back."
        )
    } else {
        format!("{source} is in use again.")
    })?;
    if let Some(same) = &changed.same_as {
        out::line(&format!(
            "  the same files came as {same}; its events count"
        ))?;
    }
    for (id, events) in &changed.waiting {
        out::line(&format!(
            "  {id} names {events} events that are not in use now; it keeps their names"
        ))?;
    }
    Ok(out::line(&format!(
        "The case shows {} events.",
        changed.events
    ))?)
}
