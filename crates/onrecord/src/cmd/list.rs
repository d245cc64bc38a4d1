//! `onrecord timeline`, `search`, `accounts`, `list`: what is in a case, as text or JSON Lines.

use crate::cmd::args::{Accounts, List, Listed, Search, Timeline, Which};
use crate::cmd::failure::Failure;
use crate::cmd::show::{body, safe, when};
use crate::cmd::{Session, out};
use crate::ops::OpError;
use crate::ops::case::Case;
use crate::ops::find::{self, Wanted};
use onrecord_import::{IMPORTERS, detect, jsonl};
use onrecord_model::statement::Role;
use onrecord_vault::index::{Burst, EventRow, Order, Query};
use serde_json::{Value, json};

impl From<&Which> for Wanted {
    fn from(which: &Which) -> Self {
        let which = which.clone();
        Self {
            person: which.person,
            account: which.account,
            platform: which.platform,
            thread: which.thread,
            kinds: which.kinds,
            marks: which.marks,
            from: which.from,
            to: which.to,
            exhibit: which.exhibit,
            undated: false,
        }
    }
}

/// An event as `read --json` has it, with its place in the case.
fn event_json(case: &Case, row: &EventRow) -> Result<Value, Failure> {
    let mut line = String::new();
    jsonl::push_event(&mut line, &row.event);
    let mut value: Value = serde_json::from_str(&line).map_err(std::io::Error::other)?;
    value["event"] = format!("e{}", row.number.0).into();
    value["thread_ref"] = format!("T{}", row.thread.0).into();
    value["position"] = row.position.into();
    value["sorted_by"] = row.sort_key.instant().map(|at| at.to_string()).into();
    if let Some((digest, member)) = &row.exhibit {
        value["exhibit"] = case.state().reference(digest).into();
        value["exhibit_member"] = member.clone().into();
    }
    Ok(value)
}

fn event_text(case: &Case, row: &EventRow) -> String {
    let exhibit = row
        .exhibit
        .as_ref()
        .map_or(String::new(), |(digest, _)| case.state().reference(digest));
    format!(
        "e{:<6} {}  {} T{}  {}  {exhibit}",
        row.number.0,
        when(&row.event.when),
        row.event.thread.platform,
        row.thread.0,
        body(&row.event),
    )
}

fn burst_text(case: &Case, burst: &Burst) -> String {
    let first = &burst.events[0];
    if burst.events.len() < 4 {
        return burst
            .events
            .iter()
            .map(|row| event_text(case, row))
            .collect::<Vec<_>>()
            .join("\n");
    }
    let last = &burst.events[burst.events.len() - 1];
    let who = first
        .event
        .account
        .as_ref()
        .map_or("-".into(), |account| safe(account.label()));
    let marks: Vec<&str> = first
        .event
        .marks
        .iter()
        .map(|mark| mark.name())
        .filter(|name| *name == "missed")
        .collect();
    format!(
        "e{:<6} {} to {}  {} T{}  {who}: {} {}{}s (e{} to e{}; --unfold shows each)",
        first.number.0,
        when(&first.event.when),
        when(&last.event.when),
        first.event.thread.platform,
        first.thread.0,
        burst.events.len(),
        marks
            .first()
            .map_or(String::new(), |mark| format!("{mark} ")),
        first.event.kind.name(),
        first.number.0,
        last.number.0,
    )
}

/// Everything in order of time.
pub fn timeline(session: &Session<'_>, arguments: &Timeline) -> Result<(), Failure> {
    let case = session.open()?;
    let mut wanted = Wanted::from(&arguments.which);
    wanted.undated = arguments.undated;
    let filter = find::filter(&case, &wanted)?;
    show_events(
        session,
        &case,
        &filter,
        None,
        arguments.limit,
        !arguments.unfold,
    )?;
    if !session.json && !arguments.undated {
        let mut undated = filter.clone();
        undated.times = onrecord_vault::index::Times::UndatedOnly;
        let count = if filter.from.is_none() && filter.until.is_none() {
            case.index().count(&undated).map_err(OpError::from)?
        } else {
            0
        };
        if count > 0 {
            out::line(&format!(
                "{count} more have no usable time: onrecord timeline --undated"
            ))?;
        }
    }
    Ok(())
}

fn show_events(
    session: &Session<'_>,
    case: &Case,
    filter: &onrecord_vault::index::Filter,
    query: Option<&Query>,
    limit: usize,
    folded: bool,
) -> Result<(), Failure> {
    // Bursts are folded within windows, so that memory stays small whatever is asked for.
    const WINDOW: usize = 2_000;
    let mut waiting: Vec<EventRow> = Vec::new();
    let mut shown = 0usize;
    let mut failed = None;
    let flush = |waiting: &mut Vec<EventRow>| -> Result<(), Failure> {
        for burst in find::fold(std::mem::take(waiting)) {
            out::line(&burst_text(case, &burst))?;
        }
        Ok(())
    };
    let walked = find::walk(case, filter, query, limit, &mut |row| {
        shown += 1;
        let result = if session.json {
            event_json(case, &row).and_then(|value| Ok(out::json(&value)?))
        } else if folded {
            waiting.push(row);
            if waiting.len() >= WINDOW {
                flush(&mut waiting)
            } else {
                Ok(())
            }
        } else {
            out::line(&event_text(case, &row)).map_err(Failure::from)
        };
        result.map_err(|failure| {
            failed = Some(failure);
            OpError::Interrupted
        })
    });
    match (failed, walked) {
        (Some(failure), _) => return Err(failure),
        (None, walked) => walked?,
    }
    flush(&mut waiting)?;
    if !session.json {
        let more = if limit > 0 && shown >= limit {
            ", perhaps more (--limit 0 shows all)"
        } else {
            ""
        };
        out::line(&format!(
            "{shown} events{more}. Times without a zone are put in order as {}.",
            case.state().zone
        ))?;
    }
    Ok(())
}

/// Finds words.
pub fn search(session: &Session<'_>, arguments: &Search) -> Result<(), Failure> {
    let case = session.open()?;
    let filter = find::filter(&case, &Wanted::from(&arguments.which))?;
    let query = Query::new(&arguments.words.join(" "));
    if query.is_empty() {
        return Err(Failure::usage("There is no word to search for."));
    }
    if !arguments.ranked {
        return show_events(
            session,
            &case,
            &filter,
            Some(&query),
            arguments.limit,
            false,
        );
    }
    let limit = if arguments.limit == 0 {
        1_000
    } else {
        arguments.limit
    };
    let page = case
        .index()
        .search(&query, &filter, Order::Rank, None, limit)
        .map_err(OpError::from)?;
    for row in &page.events {
        if session.json {
            out::json(&event_json(&case, row)?)?;
        } else {
            out::line(&event_text(&case, row))?;
        }
    }
    Ok(())
}

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
                "account": row.key, "platform": platform, "names_seen": names, "events": row.authored,
                "addressed": row.addressed, "first": first, "last": last,
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
                row.authored,
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
            "log_entry": state.entry,
        });
        let said = source
            .said
            .as_deref()
            .map_or(String::new(), |said| format!("  \"{}\"", safe(said)));
        let text = format!(
            "{:<4} {}  {} files{said}",
            source.id,
            safe(&source.name),
            source.items.len()
        );
        either(session, value, &text)?;
    }
    Ok(())
}

fn exhibits(session: &Session<'_>, case: &Case) -> Result<(), Failure> {
    for exhibit in &case.state().exhibits {
        let (grade, kind) = case.state().grade_of(exhibit);
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
        let value = json!({
            "exhibit": reference, "sha256": exhibit.digest.to_hex(), "size": exhibit.size, "grade": grade.name(),
            "kind": kind.name(), "came_as": paths, "sealed": exhibit.sealed.to_string(), "log_entry": exhibit.entry,
            "does_not_prove": grade.does_not_prove(kind),
        });
        let text = format!(
            "{reference:<8} {}  {} bytes  {}\n         {}",
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
        let value = json!({
            "thread": format!("T{}", row.number.0), "platform": &*row.thread.platform, "title": title,
            "key": &*row.thread.key, "folder": row.thread.folder.as_deref(), "events": row.commitment.n,
            "first": first, "last": last, "commitment": row.commitment.commitment.to_hex(),
        });
        let day = |at: Option<String>| {
            at.map_or("-".into(), |at| at.chars().take(10).collect::<String>())
        };
        let text = format!(
            "T{:<5} {:<10} {:<40} {:>6} events  {} to {}",
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
        let answers = case
            .state()
            .reads
            .iter()
            .find(|read| !read.superseded && *read.source == *state.source.id);
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
