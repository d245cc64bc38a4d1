//! What a case consists of at one moment. Taken while the case is open, it stays true while the
//! case goes on: contents never change, the log and the notes only grow, and what is small is kept
//! in memory. So copying needs the open case only for the moment of the snapshot.

use super::target::{Target, ToCopy};
use super::{CopyProgress, CopyReport, HandedOver};
use crate::acts::blobs_of;
use crate::check::Depth;
use crate::disk::{Disk, names_in};
use crate::error::{Result, VaultError};
use crate::frames::CHECKPOINTS;
use crate::keys::CaseKeys;
use crate::layout::{self, KEYS, LOG, PRIVATE};
use crate::slots::Slot;
use crate::vault::{Open, Vault};
use fs_err as fs;
use onrecord_model::Digest;
use onrecord_model::checkpoint::Checkpoint;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// See the module.
pub struct Snapshot {
    pub(super) folder: PathBuf,
    pub(super) keys: CaseKeys,
    pub(super) head: Checkpoint,
    leaves: Vec<Digest>,
    /// Key slots, signed heads and stamps: path inside the case, and content.
    pub(super) small: BTreeMap<String, Vec<u8>>,
    /// Files that only grow, and how long they were.
    pub(super) grown: Vec<(String, u64)>,
    /// The sealed contents that the log names.
    pub(super) contents: BTreeSet<Digest>,
    pub(super) handed_over: Option<HandedOver>,
}

impl Vault<Open> {
    /// What the case consists of now.
    ///
    /// # Errors
    /// An earlier write failed, or something cannot be read.
    pub fn snapshot(&self) -> Result<Snapshot> {
        if self.state.stale {
            return Err(VaultError::MustReopen);
        }
        let mut small = BTreeMap::new();
        for (file, digest) in self.state.side_files.present() {
            let path = self.folder.join(file);
            let content = match fs::read(&path) {
                // A copy for a helper has one way in alone.
                Err(error)
                    if error.kind() == std::io::ErrorKind::NotFound
                        && self.state.handed_over.is_some() =>
                {
                    continue;
                }
                other => other.map_err(VaultError::from_io)?,
            };
            if Digest::of(&content) != digest {
                return Err(VaultError::damaged(
                    &path,
                    "it is not the one that the log names",
                ));
            }
            small.insert(file.to_owned(), content);
        }
        let heads = format!("{LOG}/{CHECKPOINTS}");
        for name in names_in(&self.folder.join(&heads))? {
            let stamped = name
                .strip_suffix(".note")
                .is_some_and(|size| small.contains_key(&format!("{heads}/{size}.tsr")));
            if stamped {
                let file = format!("{heads}/{name}");
                let content = fs::read(self.folder.join(&file)).map_err(VaultError::from_io)?;
                small.insert(file, content);
            }
        }
        let head = Checkpoint::open(self.checkpoint().as_bytes(), &self.verifier())
            .map_err(|error| VaultError::Refused(error.to_string()))?;
        small.insert(
            format!("{heads}/{}.note", head.size),
            self.checkpoint().as_bytes().to_vec(),
        );
        let mut grown = Vec::new();
        for part in [PRIVATE, LOG] {
            for name in names_in(&self.folder.join(part))? {
                let path = self.folder.join(part).join(&name);
                let about = fs::metadata(&path).map_err(VaultError::from_io)?;
                if about.is_file() {
                    grown.push((format!("{part}/{name}"), about.len()));
                }
            }
        }
        let mut contents = BTreeSet::new();
        self.for_each_entry(&mut |logged| {
            contents.extend(blobs_of(&logged.payload).unwrap_or_default());
            Ok(())
        })?;
        Ok(Snapshot {
            folder: self.folder.clone(),
            keys: CaseKeys::from_identity(self.state.keys.identity().clone())?,
            head,
            leaves: self.state.log.leaves().to_vec(),
            small,
            grown,
            contents,
            handed_over: self.state.handed_over.clone(),
        })
    }
}

impl Snapshot {
    /// The same for one helper: no way in but theirs, and without the private notes unless they
    /// shall have them. **Who has such a copy keeps it**: taking the slot away later does not reach it.
    ///
    /// # Errors
    /// There is no such helper.
    pub fn for_helper(mut self, slot: &Slot, notes: bool) -> Result<Self> {
        let own = format!("{KEYS}/{}", slot.file_name());
        if !matches!(slot, Slot::Helper(_)) || !self.small.contains_key(&own) {
            return Err(VaultError::Unknown(format!("the slot {}", slot.name())));
        }
        self.small
            .retain(|file, _| !file.starts_with(&format!("{KEYS}/")) || *file == own);
        if !notes {
            self.grown
                .retain(|(file, _)| !file.starts_with(&format!("{PRIVATE}/")));
        }
        self.handed_over = Some(HandedOver {
            slot: slot.clone(),
            notes,
        });
        Ok(self)
    }

    /// The signed head that the copy will hold.
    pub fn head(&self) -> &Checkpoint {
        &self.head
    }

    /// Copies into `target`: a new or empty folder, one where this was begun, or an older copy of the
    /// same case, which is brought up to date. Every sealed original in it is then decrypted and
    /// hashed, also one that was there before; the rest is opened as the case it is, and checked.
    /// `watch` is told how far it is, and stops the work with `false`.
    ///
    /// # Errors
    /// The folder holds something else, or a copy that is ahead of this; there is no room; something
    /// cannot be read or written. What the copy held before is then still whole.
    pub fn copy_to(
        &self,
        target: &Path,
        watch: &mut dyn FnMut(CopyProgress) -> bool,
    ) -> Result<CopyReport> {
        self.copy_on(Disk::default(), target, watch)
    }

    /// As [`Self::copy_to`], with the steps to the disk in the hands of a test.
    ///
    /// # Errors
    /// As [`Self::copy_to`].
    pub fn copy_on(
        &self,
        disk: Disk,
        target: &Path,
        watch: &mut dyn FnMut(CopyProgress) -> bool,
    ) -> Result<CopyReport> {
        let mut progress = CopyProgress {
            all: self.contents.len() as u64,
            ..CopyProgress::default()
        };
        if !watch(progress) {
            return Err(VaultError::Stopped);
        }
        let mut target = Target::begin(disk, target, self)?;
        let blobs = layout::BLOBS;
        let sources = self.contents.iter().map(|digest| ToCopy {
            digest: *digest,
            from: self.folder.join(blobs).join(target.name(*digest)),
        });
        let sources: Vec<ToCopy> = sources.collect();
        target.make_room(&sources, self.size_of_rest())?;
        let mut report = CopyReport {
            head: self.head.clone(),
            originals: progress.all,
            held: 0,
            bytes: 0,
            problems: Vec::new(),
        };
        let mut bad = BTreeSet::new();
        for source in &sources {
            let before = progress.bytes;
            match target.content(source, &mut progress, watch)? {
                Ok(()) => report.held += u64::from(progress.bytes == before),
                Err(problem) => {
                    let name = target.name(source.digest);
                    bad.insert(target.folder().join(blobs).join(name));
                    report.problems.push(problem);
                }
            }
            progress.done += 1;
            if !watch(progress) {
                return Err(VaultError::Stopped);
            }
        }
        for (file, length) in self
            .grown
            .iter()
            .filter(|(file, _)| file.starts_with(PRIVATE))
        {
            progress.bytes += target.grown(&self.folder, file, *length)?;
        }
        // What a helper gets is the case, not what its owner is in the middle of writing.
        if self.handed_over.is_none() {
            progress.bytes += target.drafts(&self.folder)?;
        }
        let slots: Vec<_> = self
            .small
            .iter()
            .filter(|(file, _)| !file.ends_with(".note"))
            .collect();
        for (file, content) in &slots {
            progress.bytes += target.pending(file, content)?;
        }
        for (file, length) in self.grown.iter().filter(|(file, _)| file.starts_with(LOG)) {
            progress.bytes += target.grown(&self.folder, file, *length)?;
        }
        // The newest head makes everything before it count, so it is the last of them.
        let mut heads: Vec<_> = self
            .small
            .iter()
            .filter(|(file, _)| file.ends_with(".note"))
            .collect();
        let newest = format!("{LOG}/{CHECKPOINTS}/{}.note", self.head.size);
        heads.sort_by_key(|(file, _)| **file == newest);
        for (file, content) in heads {
            progress.bytes += target.replace(file, content)?;
        }
        for (file, _) in &slots {
            target.settle(file)?;
        }
        if let Some(handed_over) = &self.handed_over {
            let signed = handed_over.sign(&self.keys)?;
            target.replace(layout::HANDED_OVER, &signed)?;
        }
        target.thin(&self.small)?;
        let description = layout::description(&self.keys);
        let copy = target.finish(Slot::Passphrase, description.as_bytes())?;
        let found = copy.check(Depth::Quick, &mut |_, _| {})?;
        let told = |problem: &VaultError| match problem {
            VaultError::Damaged { path, .. } => bad.contains(path),
            _ => false,
        };
        if let Some(problem) = found.problems.into_iter().find(|problem| !told(problem)) {
            return Err(problem);
        }
        report.originals -= report.problems.len() as u64;
        let checked = Checkpoint::open(copy.checkpoint().as_bytes(), &self.keys.verifier());
        if checked.as_ref() != Ok(&self.head) {
            return Err(VaultError::damaged(
                copy.folder(),
                "the copy's log does not end where the case's does",
            ));
        }
        report.bytes = progress.bytes;
        Ok(report)
    }

    /// The root of the log's first `size` entries; `None` where it has fewer.
    pub(super) fn root_at(&self, size: u64) -> Option<Digest> {
        let leaves = self.leaves.get(..usize::try_from(size).ok()?)?;
        Some(onrecord_model::merkle::root_of(leaves))
    }

    fn size_of_rest(&self) -> u64 {
        let small: usize = self.small.values().map(Vec::len).sum();
        let grown: u64 = self.grown.iter().map(|(_, length)| length).sum();
        small as u64 + grown
    }
}

/// A snapshot is shown by its folder only.
impl core::fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Snapshot({})", self.folder.display())
    }
}
