//! `onrecord pack`, `verify` and `demo`.

use crate::cmd::args::{Attached, Demo, DemoSize, GapTold, Pack, Verify};
use crate::cmd::failure::Failure;
use crate::cmd::show::safe;
use crate::cmd::{Session, out, passphrase};
use crate::ops::pack::preview::{Preview, preview};
use crate::ops::pack::sealed::{
    PackKeys, PackLock, file_name, is_locked, open_locked, read_identities,
};
use crate::ops::pack::{GapTimes, PackOptions, Place, make};
use onrecord_pack::PackSummary;
use onrecord_pack::input::{AttachmentShow, PackError};
use onrecord_verify::{Folder, Options, Source, verify_pack};
use serde_json::json;

/// Makes a pack.
pub fn pack(session: &Session<'_>, arguments: &Pack) -> Result<(), Failure> {
    let options = options_of(arguments)?;
    let mut case = session.open()?;
    if arguments.dry_run {
        return tell_preview(session, &preview(&case, &options)?);
    }
    let Some(out_folder) = &arguments.out else {
        return Err(Failure::usage("Say where the pack goes: --out DIR."));
    };
    let lock = lock_of(session, arguments)?;
    let path = match lock {
        Some(_) => file_name(out_folder),
        None => out_folder.clone(),
    };
    let place = match &lock {
        Some(lock) => Place::Locked(&path, lock),
        None => Place::Folder(&path),
    };
    let mut bar = out::Progress::new();
    let summary = make(&mut case, &options, place, &mut |step| {
        bar.show(step);
        if session.stopped() {
            Err(PackError::Interrupted)
        } else {
            Ok(())
        }
    })?;
    drop(bar);
    tell_pack(session, &path, &summary)?;
    if let Some(lock) = &lock
        && !session.json
    {
        out::line(match lock {
            PackLock::Recipients(_) => "It opens with the keys that you named, and with no other.",
            PackLock::Passphrase(..) => {
                "It opens with its passphrase. Tell them that another way than you send the file."
            }
        })?;
        out::line(
            "They open it with the free tool age: age -d -o pack.zip THIS-FILE, then unpack it.",
        )?;
    }
    Ok(())
}

/// What the file and the flags choose together.
fn options_of(arguments: &Pack) -> Result<PackOptions, Failure> {
    let mut options = match &arguments.edition {
        None => PackOptions::default(),
        Some(file) => PackOptions::from_toml(&fs_err::read_to_string(file)?)?,
    };
    let is_event = |typed: &&String| {
        let digits = typed.strip_prefix(['e', 'E']).unwrap_or("x");
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let (events, words): (Vec<&String>, Vec<&String>) =
        arguments.withheld.iter().partition(is_event);
    options.withheld.extend(events.into_iter().cloned());
    options.words.extend(words.into_iter().cloned());
    let leave = &mut options.leave_out;
    for (list, typed) in [
        (&mut options.threads, &arguments.threads),
        (&mut options.persons, &arguments.persons),
        (&mut options.accounts, &arguments.accounts),
        (&mut options.kinds, &arguments.kinds),
        (&mut options.search, &arguments.search),
        (&mut options.events, &arguments.events),
        (&mut options.exhibits, &arguments.exhibits),
        (&mut leave.persons, &arguments.without_person),
        (&mut leave.accounts, &arguments.without_account),
        (&mut leave.threads, &arguments.without_thread),
        (&mut leave.kinds, &arguments.without_kind),
        (&mut leave.search, &arguments.without_search),
    ] {
        list.extend(typed.iter().cloned());
    }
    options.recipient = arguments.recipient.clone().or(options.recipient);
    options.ask = arguments.ask.clone().unwrap_or(options.ask);
    options.from = arguments.from.clone().or(options.from);
    options.to = arguments.to.clone().or(options.to);
    options.context = arguments.context.or(options.context);
    options.all |= arguments.all;
    options.originals |= arguments.originals;
    options.places |= arguments.places;
    options.third_parties |= arguments.third_parties;
    match arguments.attachments {
        None => {}
        Some(Attached::Listed) => options.attachments = AttachmentShow::Listed,
        Some(Attached::Covered) => options.attachments = AttachmentShow::Covered,
        Some(Attached::Shown) => options.attachments = AttachmentShow::Shown,
    }
    match arguments.times {
        None => {}
        Some(GapTold::Count) => options.times = GapTimes::Count,
        Some(GapTold::Ends) => options.times = GapTimes::Ends,
        Some(GapTold::All) => options.times = GapTimes::All,
    }
    Ok(options)
}

fn tell_preview(session: &Session<'_>, preview: &Preview) -> Result<(), Failure> {
    if session.json {
        for thread in &preview.threads {
            out::json(&json!({
                "type": "thread", "thread": thread.reference, "title": thread.title, "events": thread.events,
                "shown": thread.shown, "withheld": thread.events.saturating_sub(thread.shown), "gaps": thread.gaps,
            }))?;
        }
        for (label, events) in &preview.third {
            out::json(
                &json!({ "type": "third_party", "account": label, "events": events, "shown": preview.third_shown }),
            )?;
        }
        return Ok(out::json(&json!({
            "type": "preview", "threads": preview.threads.len(), "threads_not_shown": preview.withheld_threads.0,
            "events_not_shown": preview.withheld_threads.1, "accounts_said": preview.accounts_said, "choice": preview.choice,
        }))?);
    }
    out::line("Nothing was written. The pack would show:")?;
    for thread in &preview.threads {
        out::line(&format!(
            "  {:<6} {} of {} events, {} withheld in {} gaps  {}",
            thread.reference,
            thread.shown,
            thread.events,
            thread.events.saturating_sub(thread.shown),
            thread.gaps,
            safe(&thread.title)
        ))?;
    }
    let (threads, events) = preview.withheld_threads;
    out::line(&format!(
        "{threads} more threads with {events} events would not be in it."
    ))?;
    if !preview.accounts_said {
        out::line("You have not said whose the accounts are. So every account is shown.")?;
    } else if preview.third.is_empty() {
        out::line("No account of anybody else stands in it.")?;
    } else {
        out::line(if preview.third_shown {
            "Accounts of these other people WOULD BE SHOWN:"
        } else {
            "Accounts of these other people would be withheld. What they wrote would be shown:"
        })?;
        for (label, events) in &preview.third {
            out::line(&format!("  {}  in {events} events", safe(label)))?;
        }
    }
    Ok(out::line(
        "Names inside messages are shown, unless you withhold them: --withhold \"the name\".",
    )?)
}

/// Lists the packs that were made.
pub fn packs(session: &Session<'_>) -> Result<(), Failure> {
    let case = session.open()?;
    for (at, pack) in case.state().packs.iter().enumerate() {
        if session.json {
            out::json(&json!({
                "pack": at + 1, "log_entry": pack.entry, "made": pack.when.to_string(), "for": pack.recipient,
                "shown": pack.events, "withheld": pack.withheld, "pack_fingerprint": pack.fingerprint,
                "sums_sha256": pack.sums, "choice": pack.choice,
            }))?;
            continue;
        }
        let whom = match pack.recipient.as_str() {
            "" => "for nobody named",
            name => name,
        };
        out::line(&format!(
            "Pack {}, {}, {}: {} events shown, {} withheld",
            at + 1,
            pack.when,
            safe(whom),
            pack.events,
            pack.withheld
        ))?;
        out::line(&format!("  fingerprint {}", pack.fingerprint))?;
        for line in pack.choice.lines() {
            out::line(&format!("  {}", safe(line)))?;
        }
    }
    Ok(())
}

/// Asks for a new passphrase for the pack where one is wanted.
fn lock_of(session: &Session<'_>, arguments: &Pack) -> Result<Option<PackLock>, Failure> {
    if !arguments.encrypt_to.is_empty() {
        return Ok(Some(PackLock::for_keys(&arguments.encrypt_to)?));
    }
    let from = arguments.encrypt_passphrase_file.as_deref();
    if from.is_none() && !arguments.encrypt_passphrase {
        return Ok(None);
    }
    let passphrase = passphrase::choose_for_pack(from)?;
    Ok(Some(PackLock::under(passphrase, session.work)?))
}

/// Says what was made.
pub fn tell_pack(
    session: &Session<'_>,
    out_folder: &std::path::Path,
    summary: &PackSummary,
) -> Result<(), Failure> {
    if session.json {
        return Ok(out::json(&json!({
            "type": "pack", "path": out_folder.display().to_string(), "pack_fingerprint": summary.pack_fingerprint,
            "log_fingerprint": summary.log_fingerprint, "sums_sha256": summary.sums.to_hex(),
            "threads": summary.threads, "shown": summary.shown, "withheld": summary.withheld,
            "files": summary.files.iter().map(|(name, size)| json!({ "name": name, "size": size })).collect::<Vec<_>>(),
        }))?);
    }
    out::line(&format!(
        "The pack is in {}. It was checked after it was written.",
        out_folder.display()
    ))?;
    for (name, size) in &summary.files {
        out::line(&format!("  {name:<28} {:>10} bytes", size))?;
    }
    out::line(&format!(
        "It shows {} records of {} threads; {} more of these threads are withheld and counted.",
        summary.shown, summary.threads, summary.withheld
    ))?;
    out::line("Give both fingerprints separately, by telephone or letter:")?;
    out::line(&format!("  of this pack      {}", summary.pack_fingerprint))?;
    out::line(&format!(
        "  of the case's log {}  (on the front page)",
        summary.log_fingerprint
    ))?;
    Ok(out::line(if is_locked(out_folder) {
        "Unlock a copy and read 01-report.pdf before you hand it over. For a key that is not yours, \
         make the same pack as a folder first, and read that."
    } else {
        "Before you hand it over, read 01-report.pdf from the first page to the last."
    })?)
}

/// Checks a pack.
pub fn verify(session: &Session<'_>, arguments: &Verify) -> Result<(), Failure> {
    let keys;
    let source: Box<dyn Source> = if is_locked(&arguments.pack) {
        keys = keys_of(session, arguments)?;
        Box::new(open_locked(&arguments.pack, &keys)?)
    } else {
        Box::new(Folder(arguments.pack.clone()))
    };
    let mut bar = out::Progress::new();
    let mut read = 0u64;
    let report = verify_pack(
        &*source,
        Options {
            thorough: arguments.thorough,
        },
        &mut |bytes| {
            read += bytes;
            bar.show(&format!("Checking: {} MB", read / 1_000_000));
        },
    );
    drop(bar);
    if session.json {
        for finding in &report.findings {
            out::json(&json!({
                "type": "finding", "file": finding.file, "problem": finding.problem,
                "means": finding.meaning.means(), "still_sound": finding.meaning.still_sound(),
            }))?;
        }
        out::json(
            &json!({ "type": "result", "sound": report.is_sound(), "findings": report.findings.len() as u64 + report.more }),
        )?;
    } else {
        for line in report.to_string().lines() {
            out::line(&safe(line))?;
        }
    }
    if report.is_sound() {
        match &arguments.opening {
            None => Ok(()),
            Some(_) if is_locked(&arguments.pack) => Err(Failure::usage(
                "Unlock the pack first: --opening needs its folder. Nothing was changed.",
            )),
            Some(opening) => super::opening::rebuild(session, opening, &arguments.pack),
        }
    } else {
        Err(Failure::check(
            "This pack is not as it was made. See above which file, and what is still sound.",
        ))
    }
}

fn keys_of(session: &Session<'_>, arguments: &Verify) -> Result<PackKeys, Failure> {
    if let Some(path) = &arguments.identity {
        return Ok(PackKeys {
            identities: read_identities(&fs_err::read_to_string(path)?)?,
            passphrase: None,
        });
    }
    Ok(PackKeys {
        identities: Vec::new(),
        passphrase: Some(passphrase::ask(session.passphrase_file)?),
    })
}

/// Makes the demonstration.
pub fn demo(session: &Session<'_>, arguments: &Demo) -> Result<(), Failure> {
    let size = match arguments.size {
        DemoSize::Default => onrecord_demo::Size::Default,
        DemoSize::Full => onrecord_demo::Size::Full,
    };
    let mut bar = out::Progress::new();
    let made = crate::ops::demo::demo(
        size,
        arguments.seed,
        &arguments.out,
        session.work,
        &mut |step| {
            bar.show(step);
            if session.stopped() {
                Err(crate::ops::OpError::Interrupted)
            } else {
                Ok(())
            }
        },
    )?;
    drop(bar);
    if session.json {
        return tell_pack(session, &made.pack, &made.summary);
    }
    out::line("Everybody in this demonstration is made up.")?;
    out::line("")?;
    out::line(&format!(
        "  {:<34} invented exports, as the platforms hand them out",
        made.exports.display().to_string()
    ))?;
    out::line(&format!(
        "  {:<34} the encrypted case; passphrase: {}",
        made.case.display().to_string(),
        made.passphrase
    ))?;
    out::line(&format!(
        "  {:<34} the recovery sheet: print it, keep it away from home",
        made.sheet.display().to_string()
    ))?;
    out::line(&format!(
        "  {:<34} what the police would get",
        made.pack.display().to_string()
    ))?;
    out::line("")?;
    out::line(&format!(
        "{} files were sealed and read: {} events, {} of them without a usable time, {} that could not be read.",
        made.exhibits, made.events, made.undated, made.defects
    ))?;
    tell_pack(session, &made.pack, &made.summary)?;
    out::line("")?;
    out::line(&format!(
        "Next: open {}",
        made.pack.join("01-report.pdf").display()
    ))?;
    out::line(&format!("  or: onrecord verify {}", made.pack.display()))?;
    out::line(&format!(
        "  or: onrecord --case {} open",
        made.case.display()
    ))?;
    if arguments.no_open || !std::io::IsTerminal::is_terminal(&std::io::stdout()) {
        return Ok(());
    }
    out::line("")?;
    super::app::start(session, Some(&made.case), super::app::to_browser)
}
