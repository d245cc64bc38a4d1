//! A pack put together to be looked at before it is saved: every file of it, as it will be handed over,
//! sealed under a key that exists only in memory. What is saved afterwards is these very bytes.

use super::sealed::{self, PackLock};
use super::stage::SealedStage;
use super::{PackOptions, Place, record, with_door};
use crate::ops::case::Case;
use crate::ops::{OpError, OpResult};
use onrecord_model::encode::Value;
use onrecord_pack::input::{self, PackError};
use onrecord_pack::pdf::SystemFonts;
use onrecord_pack::report::PdfDocuments;
use onrecord_pack::stage::Stage;
use onrecord_pack::{Documents, PackSummary, make_pack_in, place_pack};
use onrecord_verify::source::Source as _;
use std::cell::RefCell;
use std::io::Read as _;
use std::path::PathBuf;

/// A pack that waits to be looked at and saved. Gone when it is dropped.
pub struct Staged {
    stage: SealedStage,
    folder: PathBuf,
    options: PackOptions,
    threads: Vec<Value>,
    summary: PackSummary,
    /// The report as data, the very text of its pages.
    report: String,
    entries: u64,
}

impl Drop for Staged {
    fn drop(&mut self) {
        // What stays is sealed under a key that is gone, and removed when the case is next opened.
        let _ = fs_err::remove_dir_all(&self.folder);
    }
}

/// Keeps the report as data, which the pack's writer else only passes on.
struct Keeping {
    inner: PdfDocuments,
    report: RefCell<String>,
}

impl Documents for Keeping {
    fn write(
        &self,
        case: &dyn input::Case,
        stage: &dyn Stage,
        progress: &mut dyn FnMut(&str) -> Result<(), PackError>,
    ) -> Result<Option<String>, PackError> {
        let report = self.inner.write(case, stage, progress)?;
        if let Some(text) = &report {
            self.report.replace(text.clone());
        }
        Ok(report)
    }
}

/// Puts a pack together, checks it, and keeps it to be looked at. Nothing is handed over yet, and
/// nothing is in the log.
///
/// # Errors
/// As [`super::make`].
pub fn stage(
    case: &Case,
    options: &PackOptions,
    progress: &mut dyn FnMut(&str) -> Result<(), PackError>,
) -> OpResult<Staged> {
    let folder = case.vault.preview_place();
    if folder.exists() {
        fs_err::remove_dir_all(&folder)?;
    }
    fs_err::create_dir(&folder)?;
    let stage = SealedStage::new(folder.clone())?;
    let documents = Keeping {
        inner: PdfDocuments {
            system_fonts: SystemFonts::Use,
        },
        report: RefCell::default(),
    };
    let made = with_door(case, options, progress, |door, sign, progress| {
        Ok(make_pack_in(door, &documents, sign, &stage, progress)?)
    });
    let (summary, threads) = match made {
        Ok(made) => made,
        Err(error) => {
            // The first error is the one to tell.
            let _ = fs_err::remove_dir_all(&folder);
            return Err(error);
        }
    };
    Ok(Staged {
        stage,
        folder,
        options: options.clone(),
        threads,
        summary,
        report: documents.report.into_inner(),
        entries: case.vault.log_size(),
    })
}

impl Staged {
    /// What was made.
    pub fn summary(&self) -> &PackSummary {
        &self.summary
    }

    /// The report's text as data: `report.json` of the pack format.
    pub fn report(&self) -> &str {
        &self.report
    }

    /// A whole file of the pack, as it will be handed over; `most` bytes of it at most.
    ///
    /// # Errors
    /// There is none of that name, it is larger, or it cannot be read.
    pub fn file(&self, name: &str, most: u64) -> OpResult<Vec<u8>> {
        let mut files = self.summary.files.iter();
        let size = files
            .find(|(known, _)| known == name)
            .map(|(_, size)| *size);
        let size =
            size.ok_or_else(|| OpError::Other("There is no such file in the pack.".into()))?;
        if size > most {
            return Err(OpError::Other(
                "That file is too large to show here. Save the pack, and look at it there.".into(),
            ));
        }
        let mut out = Vec::new();
        self.stage.open(name)?.read_to_end(&mut out)?;
        Ok(out)
    }

    /// Saves the pack, reads it again, and records it in the custody log.
    ///
    /// # Errors
    /// The case has changed since; something is in the way; it cannot be written. Nothing of it stays.
    pub fn save(
        &self,
        case: &mut Case,
        out: &Place<'_>,
        progress: &mut dyn FnMut(&str) -> Result<(), PackError>,
    ) -> OpResult<()> {
        case.vault.usable()?;
        if case.vault.log_size() != self.entries {
            return Err(OpError::Other(
                "Something was added to the case since you looked at these pages. Nothing was saved. \
                 Look at the pages again first."
                    .into(),
            ));
        }
        let lock: Option<&PackLock> = match out {
            Place::Folder(out) => {
                place_pack(&self.stage, out, progress)?;
                None
            }
            Place::Locked(out, lock) => {
                sealed::lock_stage(&self.stage, out, lock, progress)?;
                Some(lock)
            }
        };
        record(
            case,
            &self.options,
            &self.summary,
            self.threads.clone(),
            lock,
        )
    }
}
