//! `onrecord new`, `status`, `add`, `answer`, `resume`, `rebuild`: making a case and putting things in.

use crate::cmd::again::{self, again_json, left_out_json};
use crate::cmd::args::{Add, Answer, Images, New};
use crate::cmd::check::{reading_json, tell_reading};
use crate::cmd::failure::Failure;
use crate::cmd::keys::write_sheet;
use crate::cmd::show::safe;
use crate::cmd::{Session, out, passphrase};
use crate::ops::add::{AddOptions, AddProgress, Added, Under18};
use crate::ops::case::{Case, Owner};
use crate::ops::import_check::{COMPARED_AT_ONCE, ReadingCheck, of_source};
use crate::ops::overview::{Step, overview};
use crate::ops::read_source::SourceRead;
use crate::ops::zone::day;
use crate::ops::{add as ops_add, reading};
use serde_json::json;
use std::io::{BufRead as _, IsTerminal as _};
use std::path::Path;

/// Makes a case.
pub fn new(session: &Session<'_>, arguments: &New) -> Result<(), Failure> {
    let name = match &arguments.name {
        Some(name) => name.clone(),
        None => ask("Your name, as it will stand in a pack: ")?
            .ok_or_else(|| Failure::usage("Give your name with --name."))?,
    };
    let owner = Owner::new(&name, arguments.initials.as_deref(), &arguments.zone)
        .map_err(|error| Failure::usage(error.to_string()))?;
    let passphrase = passphrase::choose(session.passphrase_file)?;
    let (case, sheet) = Case::create(
        session.folder,
        &passphrase,
        session.work,
        &owner,
        session.acting(),
    )?;
    if session.json {
        let folder = arguments.sheet.as_deref();
        if folder.is_some() {
            write_sheet(session, &sheet, folder, case.context().now)?;
        }
        // Without a folder it is nowhere else, so it is part of the answer.
        let text = folder.is_none().then(|| sheet.to_text());
        return Ok(out::json(&json!({
            "type": "new", "case": session.folder.display().to_string(),
            "fingerprint": fingerprint(&case),
            "sheet": folder.map(|folder| folder.display().to_string()),
            "sheet_text": text.as_ref().map(|text| text.as_str()),
        }))?);
    }
    out::line(&format!(
        "Made an empty case in {}.",
        session.folder.display()
    ))?;
    write_sheet(
        session,
        &sheet,
        arguments.sheet.as_deref(),
        case.context().now,
    )?;
    out::line(&format!(
        "Its fingerprint is {}. Note it down somewhere else.",
        fingerprint(&case)
    ))?;
    out::line("Next: onrecord add PATH, for your exports, screenshots and letters.")?;
    Ok(())
}

fn fingerprint(case: &Case) -> String {
    crate::ops::pack::fingerprint(case)
}

fn ask(question: &str) -> Result<Option<String>, Failure> {
    if !std::io::stdin().is_terminal() {
        return Ok(None);
    }
    out::tell(question);
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    let line = line.trim();
    Ok((!line.is_empty()).then(|| line.to_owned()))
}

/// Says what is in a case.
pub fn status(session: &Session<'_>) -> Result<(), Failure> {
    let case = session.open()?;
    let state = case.state();
    let seen = overview(&case)?;
    let (exhibits, sources, aside) = (seen.exhibits, seen.sources, seen.set_aside);
    let (events, records, waiting) = (seen.events, seen.records, seen.waiting);
    let copied = crate::ops::copies::last(&case);
    let working_for = crate::ops::helpers::working_for(&case);
    if session.json {
        return Ok(out::json(&json!({
            "owner": state.owner, "initials": state.initials, "zone": state.zone,
            "sources": sources, "exhibits": exhibits, "set_aside": aside, "events": events,
            "records": records, "waiting": waiting,
            "lost": seen.lost.iter().map(|lost| json!({
                "source": lost.source, "readings": lost.readings,
                "originals": lost.originals.iter().map(|(reference, path)| json!({
                    "exhibit": reference, "path": path,
                })).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
            "read_again": seen.again.iter().map(again_json).collect::<Vec<_>>(),
            "not_as_read": seen.not_shown.iter().map(left_out_json).collect::<Vec<_>>(),
            "people": state.persons.len(), "incidents": state.incidents.len(),
            "ledger": state.ledger.len(), "packs": state.packs.len(),
            "log_entries": case.vault().log_size(), "fingerprint": fingerprint(&case),
            "copied": copied.map(|(copy, since)| json!({
                "when": copy.when.to_string(), "path": copy.place, "entries_since": since,
                "log_entries": copy.head, "log_entry": copy.entry, "problems": copy.problems,
            })),
            "working_for": working_for.map(|who| json!({
                "helper": who.helper, "owner": who.owner, "may_change": who.may_change,
                "without_notes": who.without_notes,
            })),
        }))?);
    }
    out::line(&format!(
        "The case of {} ({})",
        safe(&state.owner),
        fingerprint(&case)
    ))?;
    out::line(&format!(
        "  {exhibits} exhibits from {sources} sources, {events} events"
    ))?;
    if aside > 0 {
        out::line(&format!(
            "  {aside} of your sources set aside; nothing of them is counted (onrecord list sources)"
        ))?;
    }
    for lost in &seen.lost {
        let originals = lost
            .originals
            .iter()
            .map(|(reference, _)| reference.as_str());
        out::line(&format!(
            "  Sealed files of {} are damaged or missing ({}). What rests on them is left out; everything else \
             is safe. Add the same files again, and they take their place.",
            lost.source,
            originals.collect::<Vec<_>>().join(", ")
        ))?;
    }
    for one in &seen.again {
        out::line(&format!(
            "  {} was read again on {}, since this program reads it differently: onrecord check {}",
            one.source,
            day(one.when),
            one.source
        ))?;
    }
    for one in &seen.not_shown {
        out::line(&format!("  {}", again::left_out(one)))?;
    }
    if records > events {
        out::line(&format!(
            "  {records} records tell them: some stand in more than one export"
        ))?;
    }
    out::line(&format!(
        "  {} people named, {} incidents, {} ledger entries, {} packs made",
        state.persons.len(),
        state.incidents.len(),
        state.ledger.len(),
        state.packs.len()
    ))?;
    if let Some(who) = &working_for {
        out::line(&format!(
            "  you are {}, working for {}; you may {}{}",
            safe(&who.helper),
            safe(&who.owner),
            if who.may_change {
                "change it, and everything you do bears your name"
            } else {
                "look, and change nothing"
            },
            if who.without_notes {
                "; private notes are not in this copy"
            } else {
                ""
            }
        ))?;
    }
    out::line(&match copied {
        Some((copy, 0)) => format!("  last copied {} to {}", copy.when, safe(&copy.place)),
        Some((copy, since)) => format!(
            "  last copied {} to {}; {since} entries of the log are newer",
            copy.when,
            safe(&copy.place)
        ),
        None => "  never copied: onrecord backup --to DIR, best on a stick".into(),
    })?;
    if !waiting.is_empty() {
        out::line(&format!(
            "  not read to the end, because it was interrupted: {}",
            waiting.join(", ")
        ))?;
    }
    let next = match seen.next {
        Step::Resume => "Next: onrecord resume, to read the rest. What was sealed is safe.",
        Step::Add => "Next: onrecord add PATH, for your exports, screenshots and letters.",
        Step::People => {
            "Next: onrecord accounts, then onrecord person say NAME --account …, to say who is who."
        }
        Step::Incident => "Next: onrecord incident add --words \"…\", to say what happened.",
        Step::Ledger => {
            "Next: onrecord ledger add …, for what you reported and what you were told."
        }
        Step::Pack | Step::Sheet | Step::Done => "Next: onrecord pack --out FOLDER.",
    };
    Ok(out::line(next)?)
}

/// Seals and reads.
pub fn add(session: &Session<'_>, arguments: &Add) -> Result<(), Failure> {
    let mut options = AddOptions {
        said: arguments.from.clone(),
        described: arguments.describe.clone(),
        under_18: arguments.images.map(answer_of),
        answers: reading::answers(&arguments.answers)?,
    };
    if options.under_18.is_none() {
        options.under_18 = ask_about_pictures(&arguments.paths)?;
    }
    let mut case = session.open()?;
    for path in &arguments.paths {
        let from = case.vault().log_size();
        let mut bar = out::Progress::new();
        let added = ops_add::add(&mut case, path, &options, &mut |at| {
            if session.stopped() {
                return Err(crate::ops::OpError::Interrupted);
            }
            bar.show(&match at {
                AddProgress::Looking => "Looking through it …".to_owned(),
                AddProgress::Sealing { done, of, bytes } => {
                    format!(
                        "Sealing: {done} of {of} files, {} MB of this one",
                        bytes / 1_000_000
                    )
                }
                AddProgress::Reading { records, .. } => format!("Reading: {records} records"),
            });
            Ok(())
        })?;
        drop(bar);
        again::tell(&case, from)?;
        tell_added(session, &case, path, &added)?;
        if !added.read.questions.is_empty() && std::io::stdin().is_terminal() && !session.json {
            ask_questions(session, &mut case, &added)?;
        }
    }
    Ok(())
}

fn answer_of(images: Images) -> Under18 {
    match images {
        Images::NoneUnder18 => Under18::No,
        Images::Under18 | Images::Unsure => Under18::YesOrUnsure,
    }
}

fn ask_about_pictures(paths: &[std::path::PathBuf]) -> Result<Option<Under18>, Failure> {
    if !std::io::stdin().is_terminal() {
        return Ok(None);
    }
    for path in paths {
        let pictures = ops_add::look(path)?;
        if pictures.asks() {
            out::tell(
                "There may be pictures in there. Before anything is taken in:\n\
                 could any of them show somebody under 18 naked or in a sexual way?\n\
                 You do not need to look. Type no, yes, or unsure.",
            );
            return match ask("> ")?.as_deref().map(str::to_lowercase).as_deref() {
                Some("no" | "n") => Ok(Some(Under18::No)),
                Some("yes" | "y" | "unsure" | "u") => Ok(Some(Under18::YesOrUnsure)),
                _ => Err(Failure::usage(
                    "That was not no, yes or unsure. Nothing was taken in.",
                )),
            };
        }
    }
    Ok(None)
}

fn ask_questions(session: &Session<'_>, case: &mut Case, added: &Added) -> Result<(), Failure> {
    let mut questions = added.read.questions.clone();
    let mut asked = std::collections::BTreeSet::new();
    // An answer can raise a further question; none is asked twice.
    loop {
        let mut given = onrecord_import::Answers::default();
        for question in &questions {
            if !asked.insert(question.id.clone()) {
                continue;
            }
            out::tell(&safe(&question.text));
            for choice in &question.choices {
                out::tell(&format!("  {}: {}", choice.id, safe(&choice.text)));
            }
            if let Some(answer) = ask("Type one of them, or nothing if you do not know: ")?
                && question.choices.iter().any(|choice| choice.id == answer)
            {
                given.0.insert(question.id.to_string(), answer);
            }
        }
        if given.0.is_empty() {
            return Ok(());
        }
        let read = ops_add::answer(case, &added.source, &given, &mut |_| Ok(()))?;
        tell_read(session, case, &added.source, &read)?;
        questions = read.questions;
    }
}

fn tell_added(
    session: &Session<'_>,
    case: &Case,
    path: &Path,
    added: &Added,
) -> Result<(), Failure> {
    if session.json {
        return Ok(out::json(&json!({
            "type": "added", "path": path.display().to_string(), "source": added.source,
            "sealed": added.sealed, "known": added.known, "bytes": added.bytes,
            "same_as": added.same_as, "left_out": added.left_out, "problems": added.problems,
            "read": read_json(&added.read, &checks_of(case, &added.source, &added.read)?),
        }))?);
    }
    let sealed = match added.sealed.as_slice() {
        [] => "nothing new".to_owned(),
        [one] => format!("1 file sealed as {one}"),
        [first, .., last] => format!("{} files sealed as {first} to {last}", added.sealed.len()),
    };
    out::line(&format!(
        "{}: {sealed} (source {})",
        safe(&path.display().to_string()),
        added.source
    ))?;
    if !added.known.is_empty() {
        out::line(&format!(
            "  {} files were already in the case",
            added.known.len()
        ))?;
    }
    if let Some(same) = &added.same_as {
        out::line(&format!(
            "  the same files came before as {same}; they are not counted twice"
        ))?;
    }
    if added.left_out > 0 {
        out::line(&format!(
            "  {} files were left out, because they may hold a picture. Nothing of them was kept.",
            added.left_out
        ))?;
        out::line(&crate::ops::help::under_18())?;
    }
    for (entry, reason) in &added.problems {
        out::line(&format!(
            "  not taken in: {} ({})",
            safe(entry),
            safe(reason)
        ))?;
    }
    tell_read(session, case, &added.source, &added.read)
}

/// The import check of what was read now.
fn checks_of(case: &Case, source: &str, read: &SourceRead) -> Result<Vec<ReadingCheck>, Failure> {
    if read.readings.is_empty() {
        return Ok(Vec::new());
    }
    Ok(of_source(case, source, COMPARED_AT_ONCE)?)
}

fn read_json(read: &SourceRead, checks: &[ReadingCheck]) -> serde_json::Value {
    json!({
        "readings": read.readings.iter().map(|(importer, events, defects, threads)| json!({
            "importer": importer, "events": events, "defects": defects, "threads": threads })).collect::<Vec<_>>(),
        "checked": checks.iter().map(reading_json).collect::<Vec<_>>(),
        "undated": read.undated, "unknown_kinds": read.unknown, "remarks": read.remarks,
        "unread": read.unread.iter().map(|(entry, why)| json!({ "entry": entry, "reason": why })).collect::<Vec<_>>(),
        "questions": read.questions.iter().map(|question| json!({ "id": question.id, "text": question.text,
            "choices": question.choices.iter().map(|choice| &choice.id).collect::<Vec<_>>() })).collect::<Vec<_>>(),
    })
}

fn tell_read(
    session: &Session<'_>,
    case: &Case,
    source: &str,
    read: &SourceRead,
) -> Result<(), Failure> {
    let checks = checks_of(case, source, read)?;
    if session.json {
        return Ok(out::json(&json!({
            "type": "read", "source": source, "read": read_json(read, &checks),
        }))?);
    }
    // What was read before an interruption is not told again.
    let before = checks.len().saturating_sub(read.readings.len());
    let mut checks = checks.iter().skip(before);
    for (importer, events, defects, threads) in &read.readings {
        let defects = if *defects > 0 {
            format!(", {defects} records could not be read (onrecord list defects)")
        } else {
            String::new()
        };
        out::line(&format!(
            "  read as {importer}: {events} events in {threads} threads{defects}"
        ))?;
        if let Some(checked) = checks.next() {
            tell_reading(checked)?;
        }
    }
    if read.undated > 0 {
        out::line(&format!(
            "  {} events have no usable time (onrecord timeline --undated)",
            read.undated
        ))?;
    }
    for remark in &read.remarks {
        out::line(&format!("  note: {}", safe(remark)))?;
    }
    const SHOWN: usize = 5;
    for (entry, reason) in read.unread.iter().take(SHOWN) {
        out::line(&format!(
            "  kept but not read: {} ({})",
            safe(entry),
            safe(reason)
        ))?;
    }
    if read.unread.len() > SHOWN {
        out::line(&format!(
            "  and {} more (onrecord list unread)",
            read.unread.len() - SHOWN
        ))?;
    }
    for question in &read.questions {
        out::line(&format!("  a question: {}", safe(&question.text)))?;
        for choice in &question.choices {
            out::line(&format!(
                "    onrecord answer {source} {}={}   {}",
                question.id,
                choice.id,
                safe(&choice.text)
            ))?;
        }
    }
    Ok(())
}

/// Answers a question about a source.
pub fn answer(session: &Session<'_>, arguments: &Answer) -> Result<(), Failure> {
    let answers = reading::answers(&arguments.answers)?;
    let mut case = session.open()?;
    let from = case.vault().log_size();
    let mut bar = out::Progress::new();
    let read = ops_add::answer(&mut case, &arguments.source, &answers, &mut |records| {
        bar.show(&format!("Reading again: {records} records"));
        Ok(())
    })?;
    drop(bar);
    again::tell(&case, from)?;
    tell_read(session, &case, &arguments.source, &read)
}

/// Goes on with what was interrupted.
pub fn resume(session: &Session<'_>) -> Result<(), Failure> {
    let mut case = session.open()?;
    let mut bar = out::Progress::new();
    let done = crate::ops::open::resume(&mut case, &mut |at| {
        if session.stopped() {
            return Err(crate::ops::OpError::Interrupted);
        }
        bar.show(&format!("Reading: {} records", at.records));
        Ok(())
    })?;
    drop(bar);
    for (source, read) in &done {
        if !session.json {
            out::line(&format!("{source}:"))?;
        }
        tell_read(session, &case, source, read)?;
    }
    if done.is_empty() && !session.json {
        out::line("Nothing waits to be read.")?;
    }
    Ok(())
}

/// Makes the index again.
pub fn rebuild(session: &Session<'_>) -> Result<(), Failure> {
    let mut case = session.open()?;
    let fingerprint = |case: &Case| {
        case.index()
            .fingerprint()
            .map_err(crate::ops::OpError::from)
    };
    // A damaged index cannot be compared with, and is why somebody asks for this.
    let before = fingerprint(&case).ok();
    let from = case.vault().log_size();
    let mut bar = out::Progress::new();
    crate::ops::rebuild::rebuild(&mut case, &mut |at| {
        bar.show(&format!("Reading again: {} records", at.records));
        Ok(())
    })?;
    drop(bar);
    let after = fingerprint(&case)?;
    let same = before.map(|before| after == before);
    let read_again = crate::ops::read_again::since(&case, from)?;
    let left_out = crate::ops::read_again::not_shown(&case)?;
    if session.json {
        out::json(&json!({
            "type": "rebuilt", "same": same,
            "read_again": read_again.iter().map(again_json).collect::<Vec<_>>(),
            "not_as_read": left_out.iter().map(left_out_json).collect::<Vec<_>>(),
            "events": case.index().events().map_err(crate::ops::OpError::from)?,
            "records": case.index().len().map_err(crate::ops::OpError::from)?,
        }))?;
    }
    again::tell(&case, from)?;
    if !session.json {
        for one in &left_out {
            out::line(&again::left_out(one))?;
        }
    }
    if !read_again.is_empty() || !left_out.is_empty() {
        if !session.json {
            out::line("The index was made again from the originals. Everything else is the same.")?;
        }
        return Ok(());
    }
    if same == Some(false) {
        return Err(Failure::check(
            "The new index differs from the old one. The originals are safe. The new one is in use.",
        ));
    }
    if session.json {
        return Ok(());
    }
    if same.is_none() {
        return Ok(out::line(
            "The index was damaged. It was made again from the originals.",
        )?);
    }
    Ok(out::line(
        "The index was made again from the originals. The result is the same.",
    )?)
}
