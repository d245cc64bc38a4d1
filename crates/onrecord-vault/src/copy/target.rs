//! The folder that a copy is written into: what may stand there, and each file so that it is there
//! whole or not at all. Knows nothing of the order in which files must come.

use super::snapshot::Snapshot;
use super::{CopyProgress, Watch, in_words};
use crate::blobs::Blobs;
use crate::disk::{Disk, TEMPORARY, forget_cached, names_in, with_suffix};
use crate::error::{Result, VaultError};
use crate::frames::CHECKPOINTS;
use crate::keys::CaseKeys;
use crate::layout::{self, Lock};
use crate::slots::Slot;
use crate::vault::{Open, Vault};
use fs_err as fs;
use onrecord_model::Digest;
use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

/// A sealed content and where it is to be read.
pub(super) struct ToCopy {
    pub(super) digest: Digest,
    pub(super) from: PathBuf,
}

/// A folder under way.
pub(super) struct Target {
    disk: Disk,
    folder: PathBuf,
    blobs: PathBuf,
    keys: CaseKeys,
    /// It was a whole copy when we came.
    is_update: bool,
    lock: Lock,
}

/// What is written under this name gets its own when it is whole. It lies in the case's own folder,
/// where opening the case removes what was left.
const PASSING: &str = "copying.tmp";

impl Target {
    /// Makes the folder ready for a copy of `snapshot`, or goes on with one that was begun.
    pub(super) fn begin(disk: Disk, folder: &Path, snapshot: &Snapshot) -> Result<Self> {
        let refuse = |why: &str| Err(VaultError::Refused(format!("{}: {why}", folder.display())));
        apart(&snapshot.folder, folder)?;
        let keys = CaseKeys::from_identity(snapshot.keys.identity().clone())?;
        let is_update = folder.join(layout::DESCRIPTION).is_file();
        if !is_update {
            return Self::empty(disk, folder, keys);
        }
        if layout::read_description(folder)? != layout::description(&keys) {
            return refuse("the copy of another case is there; choose another folder");
        }
        if snapshot.handed_over.is_some() || folder.join(layout::HANDED_OVER).is_file() {
            return refuse("a copy for a helper is always a new one; choose another folder");
        }
        {
            // Repairs what an interruption left, and tells whether the copy is behind the case.
            let lock = Lock::take(folder)?;
            let own = CaseKeys::from_identity(keys.identity().clone())?;
            let copy = Vault::at_on(disk.clone(), folder)?.open_as(Slot::Passphrase, own, lock)?;
            let ahead = copy.log_size() > snapshot.head.size;
            let of_it = copy.check_against_root(snapshot)?;
            if ahead || !of_it {
                return refuse(
                    "this copy holds entries that the case does not. It may be newer than the case. \
                     Keep it, and copy to another folder",
                );
            }
        }
        let lock = Lock::take(folder)?;
        Ok(Self::of(disk, folder, keys, true, lock))
    }

    /// A folder for the case that the copy in `copy` is of.
    pub(super) fn for_restore(
        disk: Disk,
        folder: &Path,
        copy: &Path,
        keys: CaseKeys,
    ) -> Result<Self> {
        apart(copy, folder)?;
        Self::empty(disk, folder, keys)
    }

    /// A folder that holds nothing yet, or only what an interrupted copy of the same case left.
    fn empty(disk: Disk, folder: &Path, keys: CaseKeys) -> Result<Self> {
        if folder.exists() && !folder.is_dir() {
            return Err(VaultError::NotEmpty(folder.to_owned()));
        }
        let names = names_in(folder)?;
        let unfinished = folder.join(layout::UNFINISHED);
        let marker = layout::description(&keys);
        let ours = |name: &String| {
            let stem = name.strip_suffix(TEMPORARY).unwrap_or(name);
            layout::is_ours(stem) || name == layout::UNFINISHED || name == PASSING
        };
        let begun = fs::read(&unfinished).unwrap_or_default();
        // A marker that was cut short stands alone: nothing else was written before it was whole.
        let is_ours = match names.as_slice() {
            [] => true,
            [one] if one == layout::UNFINISHED => marker.as_bytes().starts_with(&begun),
            _ => begun == marker.as_bytes() && names.iter().all(ours),
        };
        if !is_ours {
            return Err(VaultError::NotEmpty(folder.to_owned()));
        }
        disk.create_folder_anywhere(folder)?;
        if begun != marker.as_bytes() {
            let mut file = disk.create_file(&unfinished)?;
            file.write_all(marker.as_bytes())
                .map_err(VaultError::from_io)?;
            file.sync()?;
            disk.sync_folder(folder)?;
        }
        let lock = Lock::take(folder)?;
        let log = folder.join(layout::LOG);
        for made in [
            folder.join(layout::KEYS),
            log.join(CHECKPOINTS),
            folder.join(layout::BLOBS),
            folder.join(layout::PRIVATE),
        ] {
            disk.create_folder_anywhere(&made)?;
        }
        disk.sync_folder(&log)?;
        disk.sync_folder(folder)?;
        Ok(Self::of(disk, folder, keys, false, lock))
    }

    fn of(disk: Disk, folder: &Path, keys: CaseKeys, is_update: bool, lock: Lock) -> Self {
        Self {
            disk,
            folder: folder.to_owned(),
            blobs: folder.join(layout::BLOBS),
            keys,
            is_update,
            lock,
        }
    }

    fn contents(&self) -> Blobs<'_> {
        Blobs {
            folder: &self.blobs,
            keys: &self.keys,
            disk: &self.disk,
        }
    }

    /// Where a content lies below the folder of contents.
    pub(super) fn name(&self, digest: Digest) -> PathBuf {
        let path = self.contents().path(digest);
        path.strip_prefix(&self.blobs).unwrap_or(&path).to_owned()
    }

    /// Refuses where the disk cannot take what is missing.
    pub(super) fn make_room(&self, contents: &[ToCopy], rest: u64) -> Result<()> {
        let mut needed = rest;
        for content in contents {
            let there = self.blobs.join(self.name(content.digest));
            if !there.is_file() {
                // What is missing at its source is told when its turn comes.
                needed += fs::metadata(&content.from).map_or(0, |about| about.len());
            }
        }
        let Some(free) = free_room(&self.folder) else {
            return Ok(());
        };
        // A little for folders and the names in them.
        let needed = needed + needed / 100 + 64 * 1024;
        if needed > free {
            return Err(VaultError::NoRoom {
                place: self.folder.clone(),
                needed: in_words(needed),
                free: in_words(free),
            });
        }
        Ok(())
    }

    /// Copies a content unless it is there and whole, and decrypts and hashes what then lies there.
    /// The inner error is of the content itself, which is missing or damaged where it comes from.
    pub(super) fn content(
        &mut self,
        content: &ToCopy,
        progress: &mut CopyProgress,
        watch: &mut Watch<'_>,
    ) -> Result<Result<()>> {
        let path = self.contents().path(content.digest);
        if path.is_file() && self.contents().verify(content.digest).is_ok() {
            return Ok(Ok(()));
        }
        let passing = self.folder.join(PASSING);
        let mut input = match fs::File::open(&content.from) {
            Err(_) => {
                return Ok(Err(VaultError::damaged(
                    &content.from,
                    format!("the sealed original {} is missing", content.digest),
                )));
            }
            Ok(input) => input,
        };
        let mut output = self.disk.create_file(&passing)?;
        let mut buffer = vec![0; 1 << 20];
        let mut unsettled = 0;
        loop {
            let count = match input.read(&mut buffer) {
                Ok(0) => break,
                Ok(count) => count,
                // A disk that gives a part and no more: what it gave is all there is.
                Err(error) => {
                    drop(output);
                    self.disk.remove(&passing)?;
                    return Ok(Err(VaultError::damaged(&content.from, error.to_string())));
                }
            };
            output
                .write_all(buffer.get(..count).unwrap_or_default())
                .map_err(VaultError::from_io)?;
            progress.bytes += count as u64;
            unsettled += count;
            if unsettled >= 16 << 20 {
                unsettled = 0;
                output.sync_and_forget()?;
                forget_cached(&input);
                if !watch(*progress) {
                    return Err(VaultError::Stopped);
                }
            }
        }
        output.sync_and_forget()?;
        drop(output);
        if let Some(parent) = path.parent()
            && !parent.is_dir()
        {
            self.disk.create_folder_anywhere(parent)?;
            self.disk.sync_folder(&self.blobs)?;
        }
        self.disk.rename(&passing, &path)?;
        match self.contents().verify(content.digest) {
            Ok(_) => Ok(Ok(())),
            // Whose fault it is: the source's, or this disk's.
            Err(error) => match same(&content.from, &path) {
                true => Ok(Err(error)),
                false => Err(VaultError::Damaged {
                    path,
                    what: "read back from the disk it was not what was written".into(),
                    safe: "The case itself is not affected. The disk of the copy may be failing: use another.",
                }),
            },
        }
    }

    /// Writes the first `length` bytes of a file that only grows.
    pub(super) fn grown(&mut self, from: &Path, file: &str, length: u64) -> Result<u64> {
        let path = self.folder.join(file);
        let mut content = Vec::new();
        fs::File::open(from.join(file))
            .and_then(|input| input.take(length).read_to_end(&mut content))
            .map_err(VaultError::from_io)?;
        if content.len() as u64 != length {
            return Err(VaultError::damaged(
                &from.join(file),
                "it is shorter than it was a moment ago",
            ));
        }
        if fs::read(&path).is_ok_and(|there| there == content) {
            return Ok(0);
        }
        self.replace(file, &content)
    }

    /// Writes a small file so that it is there whole or as it was before; gives the bytes written.
    pub(super) fn replace(&mut self, file: &str, content: &[u8]) -> Result<u64> {
        let path = self.folder.join(file);
        if fs::read(&path).is_ok_and(|there| there == content) {
            return Ok(0);
        }
        let passing = self.folder.join(PASSING);
        self.write(&passing, content)?;
        self.disk.rename(&passing, &path)?;
        Ok(content.len() as u64)
    }

    /// Makes the drafts those of the case in `from`: each whole, in whatever state it is now. One that was
    /// thrown away there is not kept here. Gives the bytes written.
    pub(super) fn drafts(&mut self, from: &Path) -> Result<u64> {
        let (theirs, own) = (from.join(layout::DRAFTS), self.folder.join(layout::DRAFTS));
        let is_draft = |name: &String| name.ends_with(".age");
        let mut names = names_in(&theirs)?;
        names.retain(is_draft);
        let mut written = 0;
        if !names.is_empty() {
            self.disk.create_folder_anywhere(&own)?;
        }
        for name in &names {
            match fs::read(theirs.join(name)) {
                Ok(content) => {
                    written += self.replace(&format!("{}/{name}", layout::DRAFTS), &content)?;
                }
                // Thrown away this moment.
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(error) => return Err(VaultError::from_io(error)),
            }
        }
        for name in names_in(&own)?.into_iter().filter(is_draft) {
            if !theirs.join(&name).is_file() {
                self.disk.remove(&own.join(name))?;
            }
        }
        if own.is_dir() {
            self.disk.sync_folder(&own)?;
        }
        Ok(written)
    }

    /// Puts a file beside its older self; [`Self::settle`] gives it its name.
    pub(super) fn pending(&mut self, file: &str, content: &[u8]) -> Result<u64> {
        let path = self.folder.join(file);
        if fs::read(&path).is_ok_and(|there| there == content) {
            return Ok(0);
        }
        if !self.is_update {
            return self.replace(file, content);
        }
        let pending = with_suffix(&path, layout::PENDING);
        self.write(&pending, content)?;
        if let Some(parent) = path.parent() {
            self.disk.sync_folder(parent)?;
        }
        Ok(content.len() as u64)
    }

    /// Gives a pending file its name.
    pub(super) fn settle(&mut self, file: &str) -> Result<()> {
        let path = self.folder.join(file);
        let pending = with_suffix(&path, layout::PENDING);
        if pending.is_file() {
            self.disk.rename(&pending, &path)?;
        }
        Ok(())
    }

    fn write(&self, path: &Path, content: &[u8]) -> Result<()> {
        let mut file = self.disk.create_file(path)?;
        file.write_all(content).map_err(VaultError::from_io)?;
        file.sync()
    }

    /// Removes key slots and signed heads that the case no longer has. Such files and drafts only: nothing
    /// else is ever taken out of a copy.
    pub(super) fn thin(&mut self, small: &BTreeMap<String, Vec<u8>>) -> Result<()> {
        for part in [
            layout::KEYS.to_owned(),
            format!("{}/{CHECKPOINTS}", layout::LOG),
        ] {
            let place = self.folder.join(&part);
            let names = names_in(&place)?;
            let is_ours = |name: &str| {
                let slot = name.strip_suffix(".age").and_then(Slot::from_name);
                let head = name
                    .strip_suffix(".note")
                    .and_then(|size| size.parse::<u64>().ok());
                slot.is_some() || head.is_some()
            };
            for name in names.iter().filter(|name| is_ours(name)) {
                if !small.contains_key(&format!("{part}/{name}")) {
                    self.disk.remove(&place.join(name))?;
                }
            }
            self.disk.sync_folder(&place)?;
        }
        Ok(())
    }

    /// Gives the copy its description, which makes it a case, and opens it as one.
    pub(super) fn finish(mut self, slot: Slot, description: &[u8]) -> Result<Vault<Open>> {
        self.replace(layout::DESCRIPTION, description)?;
        let unfinished = self.folder.join(layout::UNFINISHED);
        if unfinished.is_file() {
            self.disk.remove(&unfinished)?;
        }
        self.disk.sync_folder(&self.folder)?;
        Vault::at_on(self.disk, &self.folder)?.open_as(slot, self.keys, self.lock)
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Vault<Open> {
    /// Whether this copy's log is the beginning of the snapshot's.
    fn check_against_root(&self, snapshot: &Snapshot) -> Result<bool> {
        let own = onrecord_model::checkpoint::Checkpoint::open(
            self.checkpoint().as_bytes(),
            &self.verifier(),
        )
        .map_err(|error| VaultError::Refused(error.to_string()))?;
        Ok(snapshot.root_at(own.size) == Some(own.root))
    }
}

/// Refuses a target inside what is copied.
fn apart(from: &Path, to: &Path) -> Result<()> {
    if let (Ok(from), Ok(to)) = (from.canonicalize(), existing(to).canonicalize())
        && to.starts_with(&from)
    {
        return Err(VaultError::Refused(format!(
            "{} lies inside {}; choose another place",
            to.display(),
            from.display()
        )));
    }
    Ok(())
}

/// The nearest folder above that is there.
fn existing(path: &Path) -> &Path {
    let mut at = path;
    while !at.exists() {
        match at.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => at = parent,
            _ => return Path::new("."),
        }
    }
    at
}

fn same(one: &Path, other: &Path) -> bool {
    let digest = |path: &Path| -> std::io::Result<Digest> {
        let mut file = fs::File::open(path)?;
        let mut hasher = onrecord_model::digest::Hasher::default();
        let mut buffer = vec![0; 1 << 20];
        loop {
            match file.read(&mut buffer)? {
                0 => return Ok(hasher.finish()),
                count => hasher.update(buffer.get(..count).unwrap_or_default()),
            }
        }
    };
    matches!((digest(one), digest(other)), (Ok(one), Ok(other)) if one == other)
}

/// Bytes that can still be written there; `None` where the system does not say.
fn free_room(folder: &Path) -> Option<u64> {
    #[cfg(unix)]
    {
        let about = rustix::fs::statvfs(folder).ok()?;
        // A few file systems do not count at all.
        (about.f_blocks > 0).then(|| about.f_bavail.saturating_mul(about.f_frsize))
    }
    #[cfg(not(unix))]
    {
        let _ = folder;
        None
    }
}
