//! Files beside the log whose digests the log holds: key slots and timestamps. What the log says
//! counts; a file that waits under its pending name takes its place as soon as the log names it.

use crate::disk::{Disk, names_in};
use crate::error::{Result, VaultError};
use crate::frames::CHECKPOINTS;
use crate::layout::{KEYS, LOG, PENDING};
use crate::log::Logged;
use fs_err as fs;
use onrecord_model::Digest;
use onrecord_model::custody::Act;
use onrecord_model::encode::Value;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// What the log says of them, by path inside the case.
#[derive(Clone, Debug, Default)]
pub(crate) struct SideFiles {
    /// The digest now, or `None` for a file that was removed; and the digest it had before.
    known: BTreeMap<String, (Option<Digest>, Option<Digest>)>,
}

impl SideFiles {
    /// Takes in what an entry says.
    pub(crate) fn learn(&mut self, logged: &Logged) {
        let speaks = matches!(
            logged.entry.act,
            Act::SlotAdded | Act::SlotRemoved | Act::TimestampReceived
        );
        if !speaks {
            return;
        }
        let Some(file) = logged.payload.get("file").and_then(Value::as_text) else {
            return;
        };
        let digest = logged.payload.get("digest").and_then(Value::as_bytes);
        let digest = digest.and_then(|bytes| bytes.try_into().ok()).map(Digest);
        let before = self.known.get(file).and_then(|(now, _)| *now);
        self.known.insert(file.to_owned(), (digest, before));
    }

    /// The files that should be there.
    pub(crate) fn present(&self) -> impl Iterator<Item = (&str, Digest)> {
        self.known
            .iter()
            .filter_map(|(file, (now, _))| now.map(|digest| (file.as_str(), digest)))
    }

    /// Finishes what an interruption left between the log's entry and the file's name.
    pub(crate) fn settle(&self, disk: &Disk, case: &Path) -> Result<()> {
        for folder in folders(case) {
            for name in names_in(&folder)? {
                let Some(stem) = name.strip_suffix(PENDING) else {
                    continue;
                };
                let pending = folder.join(&name);
                let path = folder.join(stem);
                let named = self
                    .known
                    .get(&relative(case, &path))
                    .and_then(|(now, _)| *now);
                if named.is_some() && digest_of(&pending)? == named {
                    disk.rename(&pending, &path)?;
                } else {
                    disk.remove(&pending)?;
                }
            }
        }
        for (file, (now, before)) in &self.known {
            let path = case.join(file);
            if now.is_none() && before.is_some() && digest_of(&path)? == *before {
                disk.remove(&path)?;
            }
        }
        Ok(())
    }

    /// What is not as the log says: files changed, missing, or unknown to it. A copy for a helper has
    /// no way in but `only_slot`.
    pub(crate) fn problems(&self, case: &Path, only_slot: Option<&str>) -> Result<Vec<VaultError>> {
        let mut out = Vec::new();
        let left_out = |file: &str| {
            let slot = file
                .strip_prefix(KEYS)
                .and_then(|rest| rest.strip_prefix('/'));
            slot.is_some_and(|slot| only_slot.is_some_and(|only| slot != only))
        };
        for (file, digest) in self.present().filter(|(file, _)| !left_out(file)) {
            let path = case.join(file);
            match digest_of(&path)? {
                Some(found) if found == digest => {}
                Some(_) => {
                    out.push(VaultError::damaged(
                        &path,
                        "it is not the one that the log names",
                    ));
                }
                None => out.push(VaultError::damaged(&path, "it is missing")),
            }
        }
        for folder in folders(case) {
            for name in names_in(&folder)? {
                let path = folder.join(&name);
                let checkpoint = folder.ends_with(CHECKPOINTS) && name.ends_with(".note");
                let known = self.known.get(&relative(case, &path));
                if !checkpoint && !known.is_some_and(|(now, _)| now.is_some()) {
                    out.push(VaultError::damaged(&path, "the log does not know it"));
                }
            }
        }
        Ok(out)
    }
}

fn folders(case: &Path) -> [PathBuf; 2] {
    [case.join(KEYS), case.join(LOG).join(CHECKPOINTS)]
}

/// The path inside the case as the log writes it, with `/` on every system.
fn relative(case: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(case).unwrap_or(path);
    let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

/// `None` where there is no such file.
fn digest_of(path: &Path) -> Result<Option<Digest>> {
    match fs::read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        other => other
            .map(|content| Some(Digest::of(&content)))
            .map_err(VaultError::from_io),
    }
}
