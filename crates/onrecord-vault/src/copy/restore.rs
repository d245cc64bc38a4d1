//! The way back: a case made again from a copy of it, which is only read. What in the copy is damaged
//! is named; the rest comes back.

use super::CopyProgress;
use super::target::{Target, ToCopy};
use crate::acts::blobs_of;
use crate::check::Depth;
use crate::disk::{Disk, TEMPORARY, names_in};
use crate::error::{Result, VaultError};
use crate::frames::{CHECKPOINTS, Frames};
use crate::keys::CaseKeys;
use crate::layout::{self, KEYS, LOG, PRIVATE};
use crate::log::Log;
use crate::slots::Key;
use crate::vault::{Locked, NOTES_DOMAIN, Open, Vault, note_digest};
use fs_err as fs;
use onrecord_model::Digest;
use std::collections::BTreeSet;
use std::path::Path;

/// A case that was brought back, open.
#[derive(Debug)]
pub struct Restored {
    /// The case.
    pub vault: Vault<Open>,
    /// Sealed originals that came back whole.
    pub originals: u64,
    /// What of the copy is damaged or missing. Everything else is there.
    pub problems: Vec<VaultError>,
}

/// What the copy's log says, read without changing it.
struct Looked {
    contents: BTreeSet<Digest>,
    entries: u64,
}

impl Vault<Locked> {
    /// Makes the case again in `target`, which must be a new or empty folder, or one where this was
    /// begun. The copy is only read. Key and log are tried before anything is written.
    ///
    /// # Errors
    /// The key does not open the copy; its log or its notes are damaged; something is in the way; there
    /// is no room.
    pub fn restore_to(
        &self,
        key: &Key<'_>,
        target: &Path,
        watch: &mut dyn FnMut(CopyProgress) -> bool,
    ) -> Result<Restored> {
        self.restore_on(Disk::default(), key, target, watch)
    }

    /// As [`Self::restore_to`], with the steps to the disk in the hands of a test.
    ///
    /// # Errors
    /// As [`Self::restore_to`].
    pub fn restore_on(
        &self,
        disk: Disk,
        key: &Key<'_>,
        target: &Path,
        watch: &mut dyn FnMut(CopyProgress) -> bool,
    ) -> Result<Restored> {
        let (slot, identity) = self.find_identity(key)?;
        let keys = CaseKeys::from_identity(identity)?;
        let description = layout::description(&keys);
        if layout::read_description(&self.folder)? != description {
            return Err(VaultError::damaged(
                &self.folder.join(layout::DESCRIPTION),
                "it does not belong to this case's key",
            ));
        }
        let looked = self.look(&keys)?;
        let rest = self.rest()?;
        let mut target = Target::for_restore(disk, target, &self.folder, keys)?;
        let contents: Vec<ToCopy> = looked
            .contents
            .iter()
            .map(|digest| ToCopy {
                digest: *digest,
                from: self.folder.join(layout::BLOBS).join(target.name(*digest)),
            })
            .collect();
        let size = rest.iter().map(|(_, length)| length).sum();
        target.make_room(&contents, size)?;
        let mut problems = Vec::new();
        for (file, length) in &rest {
            match target.grown(&self.folder, file, *length) {
                Ok(_) => {}
                // One way in of several: the case opens without it, by this key or another.
                Err(VaultError::Io(error)) if file.starts_with(KEYS) => {
                    let path = self.folder.join(file);
                    problems.push(VaultError::damaged(&path, error.to_string()));
                }
                Err(error) => return Err(error),
            }
        }
        let mut progress = CopyProgress {
            all: contents.len() as u64,
            ..CopyProgress::default()
        };
        let mut bad = BTreeSet::new();
        for content in &contents {
            if !watch(progress) {
                return Err(VaultError::Stopped);
            }
            if let Err(problem) = target.content(content, &mut progress, watch)? {
                bad.insert(
                    target
                        .folder()
                        .join(layout::BLOBS)
                        .join(target.name(content.digest)),
                );
                problems.push(problem);
            }
            progress.done += 1;
        }
        let _ = watch(progress);
        target.drafts(&self.folder)?;
        let vault = target.finish(slot, description.as_bytes())?;
        if vault.log_size() < looked.entries {
            return Err(VaultError::damaged(
                vault.folder(),
                "what was brought back has fewer entries than the copy",
            ));
        }
        let found = vault.check(Depth::Quick, &mut |_, _| {})?;
        let new = found.problems.into_iter();
        problems.extend(new.filter(|problem| match problem {
            VaultError::Damaged { path, .. } => !bad.contains(path),
            _ => true,
        }));
        Ok(Restored {
            vault,
            originals: progress.all - bad.len() as u64,
            problems,
        })
    }

    fn look(&self, keys: &CaseKeys) -> Result<Looked> {
        let mut looked = Looked {
            contents: BTreeSet::new(),
            entries: 0,
        };
        let mut notes = 0;
        Log::look(&self.disk, &self.folder.join(LOG), keys, &mut |logged| {
            looked.entries += 1;
            looked
                .contents
                .extend(blobs_of(&logged.payload).unwrap_or_default());
            notes += u64::from(note_digest(logged).is_some());
        })?;
        let handed_over = super::HandedOver::read(&self.folder, keys)?;
        if !handed_over.is_some_and(|copy| copy.is_without_notes()) {
            let folder = self.folder.join(PRIVATE);
            Frames::new(&self.disk, &folder, NOTES_DOMAIN, &keys.private)
                .look(notes, &mut |_, _, _| Ok(()))?;
        }
        Ok(looked)
    }

    /// Every file besides the sealed contents and the description, with its length.
    fn rest(&self) -> Result<Vec<(String, u64)>> {
        let mut out = Vec::new();
        let heads = format!("{LOG}/{CHECKPOINTS}");
        for part in [KEYS, PRIVATE, LOG, &heads] {
            for name in names_in(&self.folder.join(part))? {
                let path = self.folder.join(part).join(&name);
                let about = fs::metadata(&path).map_err(VaultError::from_io)?;
                if about.is_file() && !name.ends_with(TEMPORARY) {
                    out.push((format!("{part}/{name}"), about.len()));
                }
            }
        }
        let path = self.folder.join(layout::HANDED_OVER);
        if let Ok(about) = fs::metadata(&path) {
            out.push((layout::HANDED_OVER.to_owned(), about.len()));
        }
        Ok(out)
    }
}
