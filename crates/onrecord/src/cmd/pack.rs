//! `onrecord pack`, `verify` and `demo`.

use crate::cmd::args::{Attached, Demo, DemoSize, Pack, Verify};
use crate::cmd::failure::Failure;
use crate::cmd::show::safe;
use crate::cmd::{Session, out, passphrase};
use crate::ops::pack::sealed::{
    PackKeys, PackLock, file_name, is_locked, open_locked, read_identities,
};
use crate::ops::pack::{PackOptions, Place, make};
use onrecord_pack::PackSummary;
use onrecord_pack::input::{AttachmentShow, PackError};
use onrecord_verify::{Folder, Options, Source, verify_pack};
use serde_json::json;

/// Makes a pack.
pub fn pack(session: &Session<'_>, arguments: &Pack) -> Result<(), Failure> {
    let mut case = session.open()?;
    let options = PackOptions {
        recipient: arguments.recipient.clone(),
        ask: arguments.ask.clone().unwrap_or_default(),
        threads: arguments.threads.clone(),
        all: arguments.all,
        from: arguments.from.clone(),
        to: arguments.to.clone(),
        withheld: arguments.withheld.clone(),
        attachments: match arguments.attachments {
            Attached::Listed => AttachmentShow::Listed,
            Attached::Covered => AttachmentShow::Covered,
            Attached::Shown => AttachmentShow::Shown,
        },
        originals: arguments.originals,
        exhibits: arguments.exhibits.clone(),
        places: arguments.places,
    };
    let lock = lock_of(session, arguments)?;
    let path = match lock {
        Some(_) => file_name(&arguments.out),
        None => arguments.out.clone(),
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
    out::line(&format!(
        "Give its fingerprint separately, by telephone or letter: {}",
        summary.pack_fingerprint
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
        Ok(())
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
    Ok(out::line(&format!(
        "  or: onrecord --case {} timeline",
        made.case.display()
    ))?)
}
