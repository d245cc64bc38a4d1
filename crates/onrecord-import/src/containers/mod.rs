//! What an export can be stored as: memory, a file, a folder, a zip, a part of another export.
//! Knows nothing of platforms. Whatever a container says of itself is checked, and what breaks a
//! rule is reported instead of offered.

mod file;
mod folder;
mod memory;
mod names;
mod sub;
mod zip;
mod zip_directory;
mod zip_entry;

pub use file::FileExport;
pub use folder::FolderExport;
pub use memory::MemoryExport;
pub use names::{is_litter, unsafe_name};
pub use sub::SubExport;
pub use zip::{Limits, ReadSeek, ZipExport, looks_like_zip};
