//! `onrecord log` and `onrecord timestamp`: the custody log and outside time.

use crate::cmd::args::{Log, LogAction, Timestamp};
use crate::cmd::failure::Failure;
use crate::cmd::show::safe;
use crate::cmd::{Session, out};
use crate::ops::OpError;
use onrecord_vault::Depth;
use serde_json::json;

/// The custody log.
pub fn log(session: &Session<'_>, arguments: &Log) -> Result<(), Failure> {
    let case = session.open()?;
    match &arguments.action {
        None => {
            for logged in case.vault().entries().map_err(OpError::from)? {
                let entry = &logged.entry;
                if session.json {
                    out::json(&json!({
                        "entry": entry.seq, "when": entry.when.to_string(), "actor": &*entry.actor,
                        "act": entry.act.name(), "subject": &*entry.subject, "payload": entry.payload.to_hex(),
                        "tool": &*entry.tool, "leaf": entry.leaf().to_hex(),
                    }))?;
                } else {
                    out::line(&format!(
                        "{:>5}  {}  {:<10} {:<8} {}",
                        entry.seq,
                        entry.when,
                        safe(&entry.actor),
                        safe(&entry.subject),
                        entry.act.says()
                    ))?;
                }
            }
            if !session.json {
                out::line(&format!(
                    "Fingerprint of the log's head: {}",
                    crate::ops::pack::fingerprint(&case)
                ))?;
            }
            Ok(())
        }
        Some(LogAction::Prove { entry }) => {
            let proof = case.vault().prove(*entry).map_err(OpError::from)?;
            Ok(out::line(proof.trim_end())?)
        }
        Some(LogAction::Checkpoint) => Ok(out::line(case.vault().checkpoint().trim_end())?),
        Some(LogAction::Check { deep, checkpoint }) => {
            check(session, &case, *deep, checkpoint.as_deref())
        }
    }
}

fn check(
    session: &Session<'_>,
    case: &crate::ops::case::Case,
    deep: bool,
    checkpoint: Option<&std::path::Path>,
) -> Result<(), Failure> {
    let mut leads_on_from = None;
    if let Some(path) = checkpoint {
        let head = case
            .vault()
            .check_against(&fs_err::read(path)?)
            .map_err(|error| Failure::check(error.to_string()))?;
        leads_on_from = Some(head.size);
        if !session.json {
            out::line(&format!(
                "The log leads on from that checkpoint of {} entries.",
                head.size
            ))?;
        }
    }
    let mut bar = out::Progress::new();
    let depth = if deep { Depth::Deep } else { Depth::Quick };
    let report = case
        .vault()
        .check(depth, &mut |done, all| {
            bar.show(&format!("Checking: {done} of {all} originals"))
        })
        .map_err(OpError::from)?;
    // Its pages are checked whenever they are read; here all of them are.
    let index = deep.then(|| {
        bar.show("Checking: the index");
        case.index().check().map_err(|error| error.to_string())
    });
    drop(bar);
    let mut problems: Vec<String> = report.problems.iter().map(ToString::to_string).collect();
    if let Some(Err(problem)) = &index {
        problems.push(format!("{problem} To make it again: onrecord rebuild"));
    }
    if session.json {
        out::json(&json!({
            "type": "log-check", "entries": report.entries, "originals": report.blobs,
            "bytes_read_again": deep.then_some(report.bytes), "strays": report.strays.len(),
            "leads_on_from": leads_on_from, "index_checked": deep, "problems": problems,
        }))?;
    }
    if !problems.is_empty() {
        return Err(Failure::check(problems.join("\n")));
    }
    if session.json {
        return Ok(());
    }
    out::line(&format!(
        "{} entries and {} originals: everything is as it was written.",
        report.entries, report.blobs
    ))?;
    if deep {
        out::line(&format!(
            "{} bytes of originals were read again and compared. The index was read whole too.",
            report.bytes
        ))?;
    } else {
        out::line(
            "The originals are there. To read each of them again, and the index: onrecord log check --deep",
        )?;
        out::line(
            "The index was not looked at. It is made from the originals (onrecord rebuild).",
        )?;
    }
    if !report.strays.is_empty() {
        out::line(&format!(
            "{} sealed files belong to nothing: an addition that was stopped. They do no harm.",
            report.strays.len()
        ))?;
    }
    Ok(())
}

/// Outside time.
pub fn timestamp(session: &Session<'_>, arguments: &Timestamp) -> Result<(), Failure> {
    let mut case = session.open()?;
    let chain = arguments.chain.as_ref().map(fs_err::read).transpose()?;
    let kept = crate::ops::timestamp::ask(&mut case, &arguments.tsa, chain.as_deref())?;
    Ok(out::line(&format!(
        "Kept. The authority says {}. It covers the first {} entries of the log.",
        kept.when, kept.size
    ))?)
}
