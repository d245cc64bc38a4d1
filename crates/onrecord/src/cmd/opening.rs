//! `onrecord opening`, and `verify --opening`: whole sources for an agreed expert.

use crate::cmd::args::Opening;
use crate::cmd::failure::Failure;
use crate::cmd::show::safe;
use crate::cmd::{Session, out};
use crate::ops::opening::{self, Rebuilt};
use serde_json::json;
use std::path::Path;

/// Writes an opening.
pub fn opening(session: &Session<'_>, arguments: &Opening) -> Result<(), Failure> {
    let mut case = session.open()?;
    let mut bar = out::Progress::new();
    let opened = opening::write(
        &mut case,
        &arguments.out,
        &arguments.sources,
        &arguments.recipient,
        &mut |step| {
            bar.show(step);
            Ok(())
        },
    )?;
    drop(bar);
    if session.json {
        return Ok(out::json(&json!({
            "type": "opening", "path": arguments.out.display().to_string(),
            "readings": opened.readings, "threads": opened.threads, "originals": opened.originals,
        }))?);
    }
    out::line(&format!(
        "{} originals and the seeds of {} threads are in {}, in the clear.",
        opened.originals,
        opened.threads,
        safe(&arguments.out.display().to_string())
    ))?;
    out::line("Whoever has it can read everything in these sources, what packs withhold too.")?;
    out::line("Give it by hand to the agreed expert only. Private notes are not in it.")?;
    Ok(out::line(
        "The expert checks it against a pack: onrecord verify PACK --opening DIR",
    )?)
}

/// Reads an opening's originals again, for a pack that has passed its check.
pub fn rebuild(session: &Session<'_>, opening: &Path, pack: &Path) -> Result<(), Failure> {
    let mut bar = out::Progress::new();
    let rebuilt = opening::rebuild(opening, pack, &mut |step| {
        bar.show(step);
        Ok(())
    })?;
    drop(bar);
    for one in &rebuilt {
        tell(session, one)?;
    }
    if rebuilt.iter().any(|one| one.differs.is_some()) {
        return Err(Failure::check(
            "The originals do not give what the log says. See above which. The pack itself is as it was made.",
        ));
    }
    if !rebuilt.iter().any(|one| one.in_pack) {
        return Err(Failure::check(
            "This opening and this pack have no reading in common. Nothing could be compared.",
        ));
    }
    Ok(())
}

fn tell(session: &Session<'_>, one: &Rebuilt) -> Result<(), Failure> {
    if session.json {
        return Ok(out::json(&json!({
            "type": "rebuilt", "source": one.source, "importer": one.importer,
            "threads": one.threads, "in_pack": one.in_pack, "differs": one.differs,
        }))?);
    }
    let what = match (&one.differs, one.in_pack) {
        (Some(reason), _) => safe(reason).to_string(),
        (None, true) => "read again; the log says the same".to_owned(),
        (None, false) => "read again; this pack shows nothing of it to compare with".to_owned(),
    };
    Ok(out::line(&format!(
        "{} by {}, {} threads: {what}.",
        safe(&one.source),
        safe(&one.importer),
        one.threads
    ))?)
}
