//! Makes a pack: documents to read, evidence to check, and the means to check it.
//!
//! Sees only what [`input`] offers; ends by verifying its own output.

pub mod bag;
pub mod input;
pub mod pdf;
pub mod report;
pub mod stage;
pub mod text;

mod case_ld;
mod evidence;
mod exports;
mod linkage;
mod make;
mod workbook;

pub use make::{Documents, PackSummary, Sign, make_pack, make_pack_in, place_pack};
