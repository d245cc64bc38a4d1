//! `onrecord keys`, and the recovery sheet: who can open a case.

use crate::cmd::args::{Keys, KeysAction};
use crate::cmd::failure::Failure;
use crate::cmd::show::safe;
use crate::cmd::{Session, out, passphrase};
use onrecord_vault::{Recipient, RecoverySheet, Slot};
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
    let mut case = session.open()?;
    let context = case.context();
    match &arguments.action {
        KeysAction::List => {
            for slot in case.vault().slots().map_err(crate::ops::OpError::from)? {
                let helper = if slot.label.is_empty() {
                    String::new()
                } else {
                    format!("{}  {}", safe(&slot.label), slot.recipient)
                };
                if session.json {
                    out::json(
                        &json!({ "slot": slot.slot.name(), "label": slot.label, "recipient": slot.recipient }),
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
        KeysAction::AddHelper { name, recipient } => {
            let recipient = Recipient::from_text(recipient).ok_or_else(|| {
                Failure::usage(
                    "That is not an age recipient. It begins with age1. Nothing was changed.",
                )
            })?;
            let slot = case
                .vault_mut()
                .add_helper(&context, name, &recipient)
                .map_err(crate::ops::OpError::from)?;
            out::line(&format!(
                "{} can now open a copy of this case, private notes too ({}).",
                safe(name),
                slot.name()
            ))?;
        }
        KeysAction::RemoveHelper { name } => {
            let slots = case.vault().slots().map_err(crate::ops::OpError::from)?;
            let found = slots.into_iter().find(|slot| {
                matches!(slot.slot, Slot::Helper(_))
                    && (slot.label == *name || slot.slot.name() == *name)
            });
            let Some(found) = found else {
                return Err(Failure::usage(
                    "There is no helper of that name. See: onrecord keys list.",
                ));
            };
            case.vault_mut()
                .remove_helper(&context, &found.slot)
                .map_err(crate::ops::OpError::from)?;
            out::line(
                "Removed. A copy they already have still opens for them. No program can undo that.",
            )?;
        }
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
