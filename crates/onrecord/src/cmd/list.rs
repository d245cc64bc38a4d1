//! `onrecord accounts`, `list`: what is in a case, as text or JSON Lines.

use crate::cmd::args::{Accounts, List, Listed};
use crate::cmd::failure::Failure;
use crate::cmd::show::safe;
use crate::cmd::{Session, out};
use crate::ops::OpError;
use crate::ops::case::Case;
use crate::ops::find;
use onrecord_import::{IMPORTERS, detect};
use onrecord_model::statement::Role;
use serde_json::{Value, json};

/// Accounts as found.
pub fn accounts(session: &Session<'_>, arguments: &Accounts) -> Result<(), Failure> {
    let case = session.open()?;
    let known = find::who_is_who(&case);
    for row in find::all_accounts(&case)? {
        let platform = row.key.split(':').next().unwrap_or_default();
        if arguments
            .platform
            .as_deref()
            .is_some_and(|wanted| wanted != platform)
        {
            continue;
        }
        let said = known.get(&onrecord_model::AccountKey(row.key.as_str().into()));
        let names: Vec<&str> = row
            .forms
            .iter()
            .filter_map(|form| form.name.as_deref())
            .collect();
        let (first, last) = (
            row.first.map(|at| at.to_string()),
            row.last.map(|at| at.to_string()),
        );
        if session.json {
            out::json(&json!({
                "account": row.key, "platform": platform, "names_seen": names, "events": row.events,
                "records": row.authored, "addressed": row.addressed, "first": first, "last": last,
                "person": said.map(|(name, _)| name), "role": said.map(|(_, role)| role.name()),
            }))?;
        } else {
            let whose = match said {
                Some((name, Role::Me)) => format!("  you ({})", safe(name)),
                Some((name, _)) => format!("  {}", safe(name)),
                None => String::new(),
            };
            let day = |at: Option<String>| {
                at.map_or("-".into(), |at| at.chars().take(10).collect::<String>())
            };
            out::line(&format!(
                "{:<48} {:>6} events  {} to {}{whose}",
                safe(&row.key),
                row.events,
                day(first),
                day(last)
            ))?;
        }
    }
    Ok(())
}

/// Lists what the case holds.
pub fn list(session: &Session<'_>, arguments: &List) -> Result<(), Failure> {
    let case = session.open()?;
    match arguments.what {
        Listed::Sources => sources(session, &case),
        Listed::Exhibits => exhibits(session, &case),
        Listed::Threads => threads(session, &case),
        Listed::Defects => defects(session, &case),
        Listed::Unknown => unknown(session, &case),
        Listed::Unread => unread(session, &case),
        Listed::Packs => packs(session, &case),
    }
}

fn either(session: &Session<'_>, value: Value, text: &str) -> Result<(), Failure> {
    if session.json {
        out::json(&value)?;
    } else {
        out::line(text)?;
    }
    Ok(())
}

fn sources(session: &Session<'_>, case: &Case) -> Result<(), Failure> {
    for state in &case.state().sources {
        let source = &state.source;
        let value = json!({
            "source": &*source.id, "how": source.how.name(), "name": &*source.name, "files": source.items.len(),
            "said": source.said.as_deref(), "described": state.described, "received": source.received.to_string(),
            "log_entry": state.entry, "set_aside": state.aside.map(|at| at.to_string()),
        });
        let aside = state.aside.map_or("", |_| "  (set aside)");
        let said = source
            .said
            .as_deref()
            .map_or(String::new(), |said| format!("  \"{}\"", safe(said)));
        let text = format!(
            "{:<4} {}  {} files{said}{aside}",
            source.id,
            safe(&source.name),
            source.items.len()
        );
        either(session, value, &text)?;
    }
    Ok(())
}

fn exhibits(session: &Session<'_>, case: &Case) -> Result<(), Failure> {
    let read_by = case
        .index()
        .importers_of_exhibits()
        .map_err(OpError::from)?;
    for exhibit in &case.state().exhibits {
        let (grade, kind) = case.state().grade_of(exhibit, &read_by);
        let paths: Vec<String> = case
            .state()
            .sources_of(&exhibit.digest)
            .map(|(state, path)| {
                if state.source.items.len() > 1 {
                    format!("{}: {path}", state.source.id)
                } else {
                    path.to_owned()
                }
            })
            .collect();
        let reference = case.state().reference(&exhibit.digest);
        let in_use = case.state().in_use(&exhibit.digest);
        let aside = if in_use { "" } else { "  (set aside)" };
        let value = json!({
            "exhibit": reference, "sha256": exhibit.digest.to_hex(), "size": exhibit.size, "grade": grade.name(),
            "kind": kind.name(), "came_as": paths, "sealed": exhibit.sealed.to_string(), "log_entry": exhibit.entry,
            "does_not_prove": grade.does_not_prove(kind), "set_aside": !in_use,
        });
        let text = format!(
            "{reference:<8} {}  {} bytes  {}{aside}\n         {}",
            safe(&paths.join("; ")),
            exhibit.size,
            grade.title(),
            exhibit.digest
        );
        either(session, value, &text)?;
    }
    Ok(())
}

fn threads(session: &Session<'_>, case: &Case) -> Result<(), Failure> {
    for row in find::all_threads(case)? {
        let title = row.thread.title.as_deref().unwrap_or(&row.thread.key);
        let (first, last) = (
            row.first.map(|at| at.to_string()),
            row.last.map(|at| at.to_string()),
        );
        let all = case.index().conversation(row.number);
        let all = all.map_err(OpError::from)?.into_iter();
        let same: Vec<String> = all
            .filter(|other| *other != row.number)
            .map(|other| format!("T{}", other.0))
            .collect();
        let value = json!({
            "thread": format!("T{}", row.number.0), "platform": &*row.thread.platform, "title": title,
            "key": &*row.thread.key, "folder": row.thread.folder.as_deref(), "events": row.commitment.n,
            "first": first, "last": last, "commitment": row.commitment.commitment.to_hex(),
            "same_as": same,
        });
        let day = |at: Option<String>| {
            at.map_or("-".into(), |at| at.chars().take(10).collect::<String>())
        };
        let also = match same.as_slice() {
            [] => String::new(),
            same => format!("  the same as {}", same.join(", ")),
        };
        let text = format!(
            "T{:<5} {:<10} {:<40} {:>6} events  {} to {}{also}",
            row.number.0,
            row.thread.platform,
            safe(title),
            row.commitment.n,
            day(first),
            day(last)
        );
        either(session, value, &text)?;
    }
    Ok(())
}

fn defects(session: &Session<'_>, case: &Case) -> Result<(), Failure> {
    let mut after = None;
    loop {
        let page = case
            .index()
            .defects(None, after, 500)
            .map_err(OpError::from)?;
        let Some(last) = page.last() else { break };
        after = Some(last.number);
        for row in &page {
            let place = format!("{} {}", row.locator.entry, row.locator.pointer);
            let value = json!({
                "defect": row.number, "code": row.code, "reason": row.reason, "entry": &*row.locator.entry,
                "bytes": [row.locator.bytes.0, row.locator.bytes.1], "pointer": row.locator.pointer.to_string(),
            });
            either(
                session,
                value,
                &format!(
                    "{:<20} {}  {}",
                    row.code,
                    safe(place.trim_end()),
                    safe(&row.reason)
                ),
            )?;
        }
    }
    if !session.json {
        let codes = case.index().defect_codes().map_err(OpError::from)?;
        let all: u64 = codes.values().sum();
        out::line(&format!(
            "{all} records could not be read. Their bytes are kept in the exhibits."
        ))?;
    }
    Ok(())
}

fn unknown(session: &Session<'_>, case: &Case) -> Result<(), Failure> {
    for row in case.index().unknown_kinds().map_err(OpError::from)? {
        let value = json!({ "kind_word": row.word, "events": row.events });
        either(
            session,
            value,
            &format!(
                "{:>6}  {}  (onrecord timeline --kind unknown:{0})",
                row.events,
                safe(&row.word)
            ),
        )?;
    }
    Ok(())
}

fn unread(session: &Session<'_>, case: &Case) -> Result<(), Failure> {
    for state in &case.state().sources {
        if !state.counts {
            continue;
        }
        let mut standing = case.state().readings();
        let answers = standing.find(|read| *read.source == *state.source.id);
        let answers = answers
            .map(|read| onrecord_import::Answers(read.answers.clone()))
            .unwrap_or_default();
        let export = crate::ops::sealed::export_of(case.vault(), state)?;
        for (entry, reason) in detect::plan(&*export, IMPORTERS, &answers).unread {
            let value =
                json!({ "source": &*state.source.id, "entry": &*entry, "reason": &*reason });
            either(
                session,
                value,
                &format!(
                    "{:<4} {}  ({})",
                    state.source.id,
                    safe(&entry),
                    safe(&reason)
                ),
            )?;
        }
    }
    Ok(())
}

fn packs(session: &Session<'_>, case: &Case) -> Result<(), Failure> {
    for pack in &case.state().packs {
        let value = json!({
            "log_entry": pack.entry, "made": pack.when.to_string(), "for": pack.recipient,
            "sums_sha256": pack.sums, "events": pack.events,
        });
        either(
            session,
            value,
            &format!(
                "{}  for {}  {} events  {}",
                pack.when,
                safe(&pack.recipient),
                pack.events,
                pack.sums
            ),
        )?;
    }
    Ok(())
}
