//! Reads exports: bytes in, events and defects out.
//!
//! An importer sees an [`Export`], a read-only door without path, clock or network, and has
//! nothing to write to. Which files belong to which platform is decided by content and layout;
//! where two importers accept, the user chooses.

mod accounted;
pub mod containers;
pub mod detect;
pub mod export;
mod guides;
pub mod importer;
pub mod jsonl;
pub mod kit;
pub mod platforms;
mod rebase;
mod unknown;

// The tests inside an importer's folder and those in `tests/` go back to the bytes the same way.
#[cfg(test)]
extern crate self as onrecord_import;
#[cfg(test)]
#[path = "../tests/common/mod.rs"]
mod testing;

pub use containers::{FileExport, FolderExport, MemoryExport, SubExport, ZipExport};
pub use export::{Entry, Export, ExportError, Problem, ReadSeek};
pub use guides::GUIDES;
pub use importer::{Answers, Choice, Importer, Manifest, Opened, Question, Refusal};
pub use platforms::IMPORTERS;
