//! Checks a pack: small enough for an expert to read in a day.
//!
//! Reads through [`source::Source`], so that a folder, a memory and a browser are all the same to
//! it. Shares only `onrecord-model` with what makes packs.

pub mod report;
pub mod source;
pub mod zip;
