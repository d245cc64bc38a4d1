//! What an export can be stored as: memory, a file, a folder, an archive or several, a part of
//! another export.
//! Knows nothing of platforms. Whatever a container says of itself is checked, and what breaks a
//! rule is reported instead of offered.

mod code;
mod cut_short;
mod file;
mod folder;
mod legacy;
mod memory;
mod names;
mod nested;
mod parts;
mod peeked;
mod recoded;
mod sub;
mod tar;
mod tar_header;
#[cfg(test)]
mod tests;
mod zip;
mod zip_directory;
mod zip_ends;
mod zip_entry;
mod zip_known;
mod zip_walk;

pub use file::FileExport;
pub use folder::FolderExport;
pub use memory::MemoryExport;
pub use names::{is_litter, unsafe_name};
pub use nested::{ArchiveKind, TELLING, advice, archive_kind, open_archive};
pub use parts::{BETWEEN, PartsExport, groups};
pub use peeked::PeekedExport;
pub use recoded::{RecodedExport, RecodedText};
pub use sub::SubExport;
pub use tar::{TarBytes, TarExport};
pub use zip::{Limits, ZipExport, looks_like_zip};
pub use zip_known::forget;

use crate::export::{Export, ExportError};
use std::io::Read as _;
use std::path::Path;

/// A file, folder or zip archive on disk, opened read-only. A zip archive's members are its entries;
/// any other archive is a file, and is opened by [`crate::detect`].
///
/// # Errors
/// It cannot be read; or it is one piece of a zip archive that was split.
pub fn open_path(path: &Path) -> Result<Box<dyn Export>, ExportError> {
    let name = path.file_name().unwrap_or(path.as_os_str());
    let io_error = |source| ExportError::Io {
        entry: name.to_string_lossy().into(),
        source,
    };
    if fs_err::metadata(path).map_err(io_error)?.is_dir() {
        return Ok(Box::new(FolderExport::from_path(path).map_err(io_error)?));
    }
    let mut first = Vec::new();
    fs_err::File::open(path)
        .and_then(|file| file.take(4).read_to_end(&mut first))
        .map_err(io_error)?;
    if looks_like_zip(&first) {
        return Ok(Box::new(ZipExport::from_path(path)?));
    }
    Ok(Box::new(FileExport::from_path(path).map_err(io_error)?))
}
