//! Checks a pack: small enough for an expert to read in a day. `docs/PACK-FORMAT.md` is what it
//! checks against; `testkit/verify.py` does the same without sharing a line.
//!
//! Reads through [`source::Source`], so that a folder, a memory and a browser are all the same to
//! it. Shares only `onrecord-model` with what makes packs. Every input is hostile: memory stays
//! bounded whatever a pack claims, and every failure is a [`report::Finding`] that names the file.
//!
//! Read in this order: [`outer`], `archive`, [`zip`], `log`, `exhibits`, [`threads`],
//! [`completeness`], [`tables`], [`load`], `linkage`, [`hashes`], [`timestamps`].

mod archive;
pub mod completeness;
pub mod exhibits;
pub mod hashes;
mod json;
pub mod lines;
mod linkage;
pub mod load;
pub mod log;
pub mod outer;
pub mod report;
pub mod source;
pub mod tables;
pub mod threads;
pub mod timestamps;
pub mod zip;
pub mod zipped;

pub use report::{Finding, Meaning, Report};
pub use source::{Folder, Memory, Source};

/// The page that checks the pack in a browser.
pub const PAGE: &str = "00-check-this-pack.html";
/// The report, for people.
pub const REPORT: &str = "01-report.pdf";
/// The evidence archive.
pub const ARCHIVE: &str = "03-evidence.zip";
/// How to check the pack.
pub const VERIFY_TEXT: &str = "04-VERIFY.txt";
/// The verifier that shares no code with this one.
pub const VERIFY_SCRIPT: &str = "05-verify.py";
/// Its half that makes the tables again.
pub const TABLES_SCRIPT: &str = "05-verify-tables.py";
/// The signed head of the custody log.
pub const CHECKPOINT: &str = "06-checkpoint.note";
/// The checkpoint that was stamped last.
pub const STAMPED: &str = "07-timestamp.note";
/// The stamp.
pub const STAMP: &str = "08-timestamp.tsr";
/// Certificates that came with it.
pub const CHAIN: &str = "09-timestamp-chain.pem";
/// The list of files.
pub const SUMS: &str = "10-SHA256SUMS";
/// What signs the list.
pub const NOTE: &str = "11-SHA256SUMS.note";
/// A pack holds at most this many files.
pub const MOST_PACK_FILES: usize = 16;

const REQUIRED: [&str; 7] = [
    PAGE,
    REPORT,
    ARCHIVE,
    VERIFY_TEXT,
    VERIFY_SCRIPT,
    TABLES_SCRIPT,
    CHECKPOINT,
];

/// How much to check.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Also the archive's SHA-256 as a whole and the SHA-512 of each file in it. Without it every
    /// byte is hashed once: the archive's bytes are held to one spelling, and its files to the
    /// signed digest of the bag. That leaves one thing open: that whoever holds the case's key
    /// wrote a wrong digest of the archive into the list, or a wrong SHA-512 into the bag.
    pub thorough: bool,
}

/// Checks a pack. `progress` is told the bytes read for hashing as they are read.
pub fn verify_pack(source: &dyn Source, options: Options, progress: &mut dyn FnMut(u64)) -> Report {
    let mut report = Report {
        thorough: options.thorough,
        ..Report::default()
    };
    let signed = outer::check(source, options.thorough, &mut report, progress);
    let bag = signed.as_ref().map(|signed| signed.bag);
    let archive = archive::check(source, bag, options.thorough, &mut report, progress);
    if let (Some(signed), Some(archive)) = (signed, archive) {
        let log = log::check(source, &archive, &signed.key, &mut report);
        let exhibits = exhibits::check(&archive, &log, &mut report);
        threads::check(&archive, &log, &exhibits, &mut report);
        hashes::check(&archive, &mut report);
        timestamps::check(source, &archive, &log, &signed.key, &mut report);
    }
    report
}
