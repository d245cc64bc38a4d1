//! `onrecord keys`, and the recovery sheet: who can open a case.

use crate::cmd::args::{Keys, KeysAction};
use crate::cmd::failure::Failure;
use crate::cmd::show::safe;
use crate::cmd::{Session, out, passphrase};
use crate::ops::helpers;
use onrecord_vault::RecoverySheet;
use serde_json::json;
use std::path::Path;

/// Writes the recovery sheet into a folder, or shows it once.
pub fn write_sheet(
    session: &Session<'_>,
    sheet: &RecoverySheet,
    folder: Option<&Path>,
    now: onrecord_model::Instant,
) -> Result<(), Failure> {
    let text = sheet.to_text();
    let Some(folder) = folder else {
        out::line("")?;
        out::line(&text)?;
        return Ok(());
    };
    fs_err::create_dir_all(folder)?;
    write_private(&folder.join("recovery-sheet.txt"), text.as_bytes())?;
    write_private(
        &folder.join("recovery-sheet.pdf"),
        &crate::ops::pack::recovery_pdf(sheet, now)?,
    )?;
    if session.json {
        return Ok(());
    }
    out::line(&format!(
        "The recovery sheet is in {}. Print it, keep it away from home, and delete the files.",
        folder.display()
    ))?;
    Ok(())
}

fn write_private(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    use std::io::Write as _;
    let mut options = fs_err::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use fs_err::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    Ok(options.open(path)?.write_all(bytes)?)
}

/// Who can open the case.
pub fn keys(session: &Session<'_>, arguments: &Keys) -> Result<(), Failure> {
    if let KeysAction::NewKey { out: path } = &arguments.action {
        let (text, public) = helpers::new_key()?;
        write_private(path, text.as_bytes())?;
        if session.json {
            return Ok(out::json(
                &json!({ "type": "key", "path": path.display().to_string(), "recipient": public }),
            )?);
        }
        out::line(&format!(
            "Your key is in {}. Keep it to yourself, and keep a second copy.",
            path.display()
        ))?;
        return Ok(out::line(&format!("Give them this: {public}"))?);
    }
    let mut case = session.open()?;
    let context = case.context();
    match &arguments.action {
        KeysAction::List => {
            for slot in case.vault().slots().map_err(crate::ops::OpError::from)? {
                let helper = if slot.label.is_empty() {
                    String::new()
                } else {
                    format!(
                        "{}  {}  {}",
                        safe(&slot.label),
                        slot.recipient,
                        if slot.may_change {
                            "may change it"
                        } else {
                            "looks only"
                        }
                    )
                };
                if session.json {
                    out::json(
                        &json!({ "slot": slot.slot.name(), "label": slot.label, "recipient": slot.recipient, "may_change": slot.may_change }),
                    )?;
                } else {
                    out::line(&format!("{:<18} {helper}", slot.slot.name()))?;
                }
            }
        }
        KeysAction::Passphrase {
            new_passphrase_file,
        } => {
            let new = passphrase::choose(new_passphrase_file.as_deref())?;
            case.vault_mut()
                .change_passphrase(&context, &new, session.work)
                .map_err(crate::ops::OpError::from)?;
            out::line(
                "The passphrase was changed. A copy of the case made before still opens with the old one.",
            )?;
        }
        KeysAction::AddHelper {
            name,
            recipient,
            may_change,
        } => {
            let slot = helpers::add(&mut case, name, recipient, *may_change)?;
            out::line(&format!(
                "{} can now open a copy of this case that you give them, and {} ({}). Next: onrecord \
                 hand-over.",
                safe(name),
                if *may_change {
                    "change it"
                } else {
                    "look at everything in it"
                },
                slot.name()
            ))?;
        }
        KeysAction::RemoveHelper { name } => {
            helpers::remove(&mut case, name)?;
            out::line(
                "Removed. A copy they already have still opens for them. No program can undo that.",
            )?;
        }
        // Handled before a case is opened.
        KeysAction::NewKey { .. } => {}
        KeysAction::Sheet { out: folder } => {
            let (_, sheet) = case
                .vault_mut()
                .renew_recovery(&context)
                .map_err(crate::ops::OpError::from)?;
            write_sheet(session, &sheet, Some(folder), context.now)?;
            out::line("The old sheet no longer opens this case.")?;
        }
    }
    Ok(())
}
