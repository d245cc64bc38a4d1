//! Checks a whole case and names every file that is not as it was written. Changes nothing.

use crate::acts::blobs_of;
use crate::disk::names_in;
use crate::error::{Result, VaultError};
use crate::layout;
use crate::vault::{Open, Vault};
use fs_err as fs;
use onrecord_model::Digest;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// How much is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Every entry, checkpoint, key slot and private note; of each original, that it is there.
    Quick,
    /// And every original is decrypted and hashed.
    Deep,
}

/// What a check found.
#[derive(Debug, Default)]
pub struct CheckReport {
    /// Entries of the log.
    pub entries: u64,
    /// Sealed contents that the log names.
    pub blobs: u64,
    /// Their bytes, where they were read.
    pub bytes: u64,
    /// Contents that are sealed and that no entry names: what an interrupted addition leaves.
    /// They are whole and do no harm.
    pub strays: Vec<PathBuf>,
    /// Everything that is not as it was written; empty for a case that is whole.
    pub problems: Vec<VaultError>,
}

impl Vault<Open> {
    /// Checks the case. The errors that this function itself gives are failures to read; damage is
    /// in the report. `progress` gets `(done, all)` originals.
    pub fn check(&self, depth: Depth, progress: &mut dyn FnMut(u64, u64)) -> Result<CheckReport> {
        let mut report = CheckReport {
            entries: self.log_size(),
            ..CheckReport::default()
        };
        self.check_names(&mut report)?;
        let mut named = BTreeSet::new();
        let read = self.for_each_entry(&mut |logged| {
            named.extend(blobs_of(&logged.payload).unwrap_or_default());
            Ok(())
        });
        report.problems.extend(read.err());
        let handed_over = self.state.handed_over.as_ref();
        let only_slot = handed_over.map(|copy| copy.slot.file_name());
        let side_files = &self.state.side_files;
        report
            .problems
            .extend(side_files.problems(&self.folder, only_slot.as_deref())?);
        if !handed_over.is_some_and(|copy| copy.is_without_notes()) {
            report.problems.extend(self.private_problems());
        }
        self.check_blobs(&named, depth, &mut report, progress)?;
        Ok(report)
    }

    fn check_names(&self, report: &mut CheckReport) -> Result<()> {
        for name in names_in(&self.folder)? {
            if !layout::is_ours(&name) {
                let path = self.folder.join(name);
                report
                    .problems
                    .push(VaultError::damaged(&path, "no such file belongs here"));
            }
        }
        let path = self.folder.join(layout::DESCRIPTION);
        let found = fs::read(&path).map_err(VaultError::from_io)?;
        if found != layout::description(&self.state.keys).as_bytes() {
            report
                .problems
                .push(VaultError::damaged(&path, "it is not as it was written"));
        }
        Ok(())
    }

    fn check_blobs(
        &self,
        named: &BTreeSet<Digest>,
        depth: Depth,
        report: &mut CheckReport,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<()> {
        report.blobs = named.len() as u64;
        let known: BTreeSet<_> = named.iter().map(|digest| self.blob_path(*digest)).collect();
        let mut told: BTreeMap<Digest, Result<u64>> = BTreeMap::new();
        let mut tell = |digest, size| {
            told.insert(digest, size);
            progress(told.len() as u64, report.blobs);
        };
        match depth {
            Depth::Quick => {
                for digest in named {
                    tell(*digest, self.open_blob(*digest).map(|reader| reader.size()));
                }
            }
            Depth::Deep => {
                // The largest first, so that none is left over without a second beside it.
                let mut by_size: Vec<Digest> = named.iter().copied().collect();
                by_size.sort_by_key(|digest| {
                    let found = fs::metadata(self.blob_path(*digest));
                    std::cmp::Reverse(found.map_or(0, |found| found.len()))
                });
                self.blobs().verify_all(by_size, tell);
            }
        }
        // In the order of their digests, whichever was read to its end first.
        for size in told.into_values() {
            match size {
                Ok(size) => report.bytes += size,
                Err(error) => report.problems.push(error),
            }
        }
        match self.blobs().list() {
            Err(error) => report.problems.push(error),
            Ok(paths) => {
                for path in paths.into_iter().filter(|path| !known.contains(path)) {
                    match self.blobs().verify_file(&path) {
                        Ok(_) => report.strays.push(path),
                        Err(error) => report.problems.push(error),
                    }
                }
            }
        }
        Ok(())
    }
}
