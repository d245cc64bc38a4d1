//! `onrecord backup`, `hand-over` and `restore`.

use crate::cmd::args::{Backup, HandOver, Restore};
use crate::cmd::failure::Failure;
use crate::cmd::show::safe;
use crate::cmd::{Session, again, out};
use crate::ops::copies::{self, Planned};
use crate::ops::read_again::not_shown;
use onrecord_vault::{CopyProgress, CopyReport};
use serde_json::json;

fn show(bar: &mut out::Progress, progress: CopyProgress) {
    bar.show(&format!(
        "{} of {} originals, {} MB written",
        progress.done,
        progress.all,
        progress.bytes / 1_000_000
    ));
}

fn make(
    session: &Session<'_>,
    case: &mut crate::ops::case::Case,
    planned: &Planned,
    kind: &str,
) -> Result<CopyReport, Failure> {
    let mut bar = out::Progress::new();
    let report = copies::make(case, planned, &mut |progress| {
        show(&mut bar, progress);
        !session.stopped()
    })?;
    drop(bar);
    if session.json {
        let problems: Vec<String> = report.problems.iter().map(ToString::to_string).collect();
        out::json(&json!({
            "type": kind, "path": planned.folder.display().to_string(), "log_entries": report.head.size,
            "fingerprint": report.head.fingerprint(), "originals": report.originals, "held": report.held,
            "bytes": report.bytes, "same_disk": planned.same_disk, "problems": problems,
        }))?;
    } else {
        out::line(&format!(
            "The copy is in {}. It was read back and checked.",
            planned.folder.display()
        ))?;
        out::line(&format!(
            "  {} originals whole in it, {} of them there before; {} entries of the log; fingerprint {}",
            report.originals,
            report.held,
            report.head.size,
            report.head.fingerprint()
        ))?;
    }
    Ok(report)
}

/// What is damaged in the case is said, and known to scripts.
fn end(report: &CopyReport) -> Result<(), Failure> {
    if report.problems.is_empty() {
        return Ok(());
    }
    let mut text = format!(
        "{} originals are not whole in the case itself, so not in the copy. Everything else is in it. If \
         an older copy has them, keep that.",
        report.problems.len()
    );
    for problem in report.problems.iter().take(20) {
        text.push_str(&format!("\n  {problem}"));
    }
    Err(Failure::check(text))
}

/// Copies the whole case.
pub fn backup(session: &Session<'_>, arguments: &Backup) -> Result<(), Failure> {
    let mut case = session.open()?;
    let planned = copies::plan(&case, &arguments.to)?;
    let report = make(session, &mut case, &planned, "backup")?;
    if !session.json {
        out::line("It opens with your passphrase or your recovery sheet, as the case does.")?;
        if planned.same_disk {
            out::line(
                "It is on the same disk as the case. If that disk breaks or is taken, both are gone: \
                 make another on a stick.",
            )?;
        }
    }
    end(&report)
}

/// Makes a copy that one helper's key opens.
pub fn hand_over(session: &Session<'_>, arguments: &HandOver) -> Result<(), Failure> {
    let mut case = session.open()?;
    let planned = copies::plan_for(
        &case,
        &arguments.helper,
        arguments.with_notes,
        &arguments.to,
    )?;
    let report = make(session, &mut case, &planned, "hand-over")?;
    if !session.json {
        out::line(&format!(
            "Only the key of {} opens it. Your private notes are {}.",
            safe(&arguments.helper),
            if arguments.with_notes {
                "in it"
            } else {
                "not in it"
            }
        ))?;
        out::line("It stays theirs: taking their key away later does not reach it.")?;
    }
    end(&report)
}

/// Brings a case back from a copy.
pub fn restore(session: &Session<'_>, arguments: &Restore) -> Result<(), Failure> {
    let mut bar = out::Progress::new();
    let restored = session.with_key(&arguments.copy, |key| {
        let acting = session.acting();
        let watch = &mut |progress| {
            show(&mut bar, progress);
            !session.stopped()
        };
        copies::restore(&arguments.copy, &arguments.to, key, acting, watch)
    })?;
    drop(bar);
    let mut events = None;
    let mut left_out = Vec::new();
    if let Some(case) = &restored.case {
        events = Some(case.index().events().map_err(crate::ops::OpError::from)?);
        left_out = not_shown(case)?;
        again::tell(case, case.opened_at())?;
    }
    if session.json {
        out::json(&json!({
            "type": "restore", "path": arguments.to.display().to_string(), "originals": restored.originals,
            "events": events, "problems": restored.problems,
            "not_as_read": left_out.iter().map(again::left_out_json).collect::<Vec<_>>(),
        }))?;
    } else {
        out::line(&format!(
            "The case is back in {}: {} originals{}. The copy was only read.",
            arguments.to.display(),
            restored.originals,
            events.map_or(String::new(), |events| format!(", {events} events"))
        ))?;
        for one in &left_out {
            out::line(&again::left_out(one))?;
        }
    }
    if restored.problems.is_empty() {
        return Ok(());
    }
    let mut text = String::from(
        "This was not whole in the copy. Everything else is back. Keep the copy: it may be all there is of \
         what is missing.",
    );
    for problem in restored.problems.iter().take(20) {
        text.push_str(&format!("\n  {}", safe(problem)));
    }
    Err(Failure::check(text))
}
