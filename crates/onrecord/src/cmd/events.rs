//! `onrecord timeline`, `search`: events in the order of time, as text or JSON Lines. What several
//! exports tell is shown once, with where else it stands.

use crate::cmd::args::{Search, Timeline, Which};
use crate::cmd::failure::Failure;
use crate::cmd::show::{body, safe, when};
use crate::cmd::{Session, out};
use crate::ops::OpError;
use crate::ops::case::Case;
use crate::ops::find::{self, Wanted};
use onrecord_import::jsonl;
use onrecord_vault::index::{Burst, CopiesOf, EventNumber, EventRow, Order, Query};
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
            every_record: which.every_record,
        }
    }
}

/// Events with where else they stand.
pub struct Shown<'c> {
    case: &'c Case,
    copies: CopiesOf<'c>,
}

impl<'c> Shown<'c> {
    /// Of a case.
    pub fn of(case: &'c Case) -> Self {
        Self {
            case,
            copies: case.index().copies_of(),
        }
    }

    /// Other records of the same event, and records of others that say something else instead.
    fn others(&mut self, row: &EventRow) -> Result<[Vec<EventRow>; 2], Failure> {
        let rows = |numbers: Vec<EventNumber>| {
            let others = numbers.into_iter().filter(|other| *other != row.number);
            let rows = others.map(|other| self.case.index().event(other));
            rows.collect::<Result<Vec<_>, _>>().map_err(OpError::from)
        };
        let same = self.copies.of(row.number).map_err(OpError::from)?;
        let changed = self.copies.changed(row.number).map_err(OpError::from)?;
        Ok([rows(same)?, rows(changed)?])
    }

    fn reference(&self, row: &EventRow) -> Option<String> {
        let (digest, _) = row.exhibit.as_ref()?;
        Some(self.case.state().reference(digest))
    }

    /// An event as `read --json` has it, with its place in the case.
    pub fn json(&mut self, row: &EventRow) -> Result<Value, Failure> {
        let mut line = String::new();
        jsonl::push_event(&mut line, &row.event);
        let mut value: Value = serde_json::from_str(&line).map_err(std::io::Error::other)?;
        value["event"] = format!("e{}", row.number.0).into();
        value["thread_ref"] = format!("T{}", row.thread.0).into();
        value["position"] = row.position.into();
        value["sorted_by"] = row.sort_key.instant().map(|at| at.to_string()).into();
        value["exhibit"] = self.reference(row).into();
        value["exhibit_member"] = row
            .exhibit
            .as_ref()
            .and_then(|(_, member)| member.clone())
            .into();
        let [same, changed] = self.others(row)?;
        let place = |other: &EventRow| {
            json!({
                "event": format!("e{}", other.number.0), "thread_ref": format!("T{}", other.thread.0),
                "position": other.position, "exhibit": self.reference(other),
                "exhibit_member": other.exhibit.as_ref().and_then(|(_, member)| member.clone()),
            })
        };
        value["also_in"] = same.iter().map(place).collect();
        value["other_words_in"] = changed.iter().map(place).collect();
        Ok(value)
    }

    /// One line.
    pub fn text(&mut self, row: &EventRow) -> Result<String, Failure> {
        let [same, changed] = self.others(row)?;
        let exhibit = self.reference(row).unwrap_or_default();
        let mut also: Vec<String> = Vec::new();
        for other in &same {
            let mut reference = self.reference(other).unwrap_or_default();
            if reference == exhibit {
                // The same original came twice, or holds it twice.
                reference = format!("T{}", other.thread.0);
            }
            if !also.contains(&reference) {
                also.push(reference);
            }
        }
        let mut line = format!(
            "e{:<6} {}  {} T{}  {}  {exhibit}",
            row.number.0,
            when(&row.event.when),
            row.event.thread.platform,
            row.thread.0,
            body(&row.event),
        );
        if !also.is_empty() {
            line.push_str(&format!(" (also in {})", also.join(", ")));
        }
        if let Some(other) = changed.first() {
            let reference = self.reference(other).unwrap_or_default();
            line.push_str(&format!(
                " (other words in {reference}: e{})",
                other.number.0
            ));
        }
        Ok(line)
    }
}

fn burst_text(shown: &mut Shown<'_>, burst: &Burst) -> Result<String, Failure> {
    let first = &burst.events[0];
    if burst.events.len() < find::FOLDED_FROM {
        let lines = burst.events.iter().map(|row| shown.text(row));
        return Ok(lines.collect::<Result<Vec<_>, _>>()?.join("\n"));
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
    Ok(format!(
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
    ))
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
    let mut with_places = Shown::of(case);
    let flush = |waiting: &mut Vec<EventRow>, shown: &mut Shown<'_>| -> Result<(), Failure> {
        for burst in find::fold(std::mem::take(waiting)) {
            out::line(&burst_text(shown, &burst)?)?;
        }
        Ok(())
    };
    let walked = find::walk(case, filter, query, limit, &mut |row| {
        shown += 1;
        let result = if session.json {
            let value = with_places.json(&row);
            value.and_then(|value| Ok(out::json(&value)?))
        } else if folded {
            waiting.push(row);
            if waiting.len() >= WINDOW {
                flush(&mut waiting, &mut with_places)
            } else {
                Ok(())
            }
        } else {
            let line = with_places.text(&row);
            line.and_then(|line| Ok(out::line(&line)?))
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
    flush(&mut waiting, &mut with_places)?;
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
    let mut shown = Shown::of(&case);
    for row in &page.events {
        if session.json {
            out::json(&shown.json(row)?)?;
        } else {
            out::line(&shown.text(row)?)?;
        }
    }
    Ok(())
}
