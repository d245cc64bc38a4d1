//! What a check found, in words for the person who reads it. Knows nothing of how it was found.

use std::fmt::{self, Display, Write as _};

/// Something that is not as it must be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The file, as `03-evidence.zip` or `03-evidence.zip: evidence/data/log/entries.jsonl`.
    pub file: String,
    /// What is wrong, one sentence.
    pub problem: String,
    /// What that means and what is still sound.
    pub meaning: Meaning,
}

/// What a finding means for the reader. The words are fixed, so that they can be looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Meaning {
    /// A file was changed, damaged, added, removed or renamed after the pack was made.
    FileChanged,
    /// What lists and signs the files cannot be relied on.
    ListBroken,
    /// The custody log or its signed head does not hold.
    LogBroken,
    /// A thread's events do not fit what was committed when the thread was read.
    ThreadBroken,
    /// An original is not what was sealed, or what the exhibit list says.
    ExhibitBroken,
    /// A table does not say what the proven events say.
    TableBroken,
    /// An outside timestamp does not belong to this log.
    TimestampBroken,
    /// Not an error of the pack: this computer could not read it.
    Unreadable,
}

impl Meaning {
    /// What it means, in plain words.
    pub fn means(self) -> &'static str {
        match self {
            Self::FileChanged => "This file is not as it was when the pack was made.",
            Self::ListBroken => "The list of files is not the one that the case's key signed.",
            Self::LogBroken => "The custody log here is not the one that was signed.",
            Self::ThreadBroken => {
                "These events are not, or not all, as they were when the thread was read."
            }
            Self::ExhibitBroken => "This is not the file that the custody log says was sealed.",
            Self::TableBroken => "This table differs from the proven events; rely on those.",
            Self::TimestampBroken => "This timestamp says nothing about this log.",
            Self::Unreadable => "The check could not be finished.",
        }
    }

    /// What can still be relied on, in plain words.
    pub fn still_sound(self) -> &'static str {
        match self {
            Self::FileChanged => "Files that are not named here are unchanged. Ask for a new copy.",
            Self::ListBroken => "Nothing follows for the evidence itself. Ask for a new copy.",
            Self::LogBroken => "The files may be whole, but when they were sealed is not proven.",
            Self::ThreadBroken => "Other threads, the log and the originals are not affected.",
            Self::ExhibitBroken => "Other exhibits and the log are not affected.",
            Self::TableBroken => "The openings under threads/ and the originals are not affected.",
            Self::TimestampBroken => "The order of the log stands; its outside time does not.",
            Self::Unreadable => {
                "Nothing was changed. Copy the pack to this computer and try again."
            }
        }
    }
}

/// What a whole check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What is wrong, in the order found. Empty: every check passed.
    pub findings: Vec<Finding>,
    /// Findings beyond [`MOST_FINDINGS`], counted only.
    pub more: u64,
    /// Of the custody log's head, as the report prints it; empty where that could not be checked.
    pub fingerprint: String,
    /// Of the whole pack, through its signed note; empty where that could not be checked.
    pub pack_fingerprint: String,
    /// Files of the folder, bytes read for hashing.
    pub files: u64,
    /// See `files`.
    pub bytes: u64,
    /// Entries of the custody log.
    pub log_entries: u64,
    /// Threads, events shown and events withheld in them.
    pub threads: u64,
    /// See `threads`.
    pub shown: u64,
    /// See `threads`.
    pub withheld: u64,
    /// Originals included, each the file that was sealed.
    pub originals: u64,
    /// Timestamps whose imprint fits the log.
    pub timestamps: u64,
    /// Whether the archive was also hashed as a whole, and the SHA-512 manifest checked.
    pub thorough: bool,
}

/// A hostile pack cannot make a report of any length.
pub const MOST_FINDINGS: usize = 200;

impl Report {
    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.findings.is_empty()
    }

    /// Adds a finding.
    pub(crate) fn add(&mut self, file: &str, meaning: Meaning, problem: impl Into<String>) {
        if self.findings.len() == MOST_FINDINGS {
            self.more += 1;
            return;
        }
        self.findings.push(Finding {
            file: visible(file),
            problem: visible(&problem.into()),
            meaning,
        });
    }
}

/// Names and values from a hostile pack must not steer a terminal.
pub(crate) fn visible(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars().take(300) {
        let hidden = matches!(character,
            '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
        if character.is_control() || hidden {
            // Writing to a String cannot fail.
            let _ = write!(out, "[U+{:04X}]", u32::from(character));
        } else {
            out.push(character);
        }
    }
    out
}

impl Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.is_sound() {
            writeln!(f, "This pack does NOT pass the check.")?;
            for finding in &self.findings {
                writeln!(f, "\n{}\n  {}", finding.file, finding.problem)?;
                writeln!(f, "  What it means: {}", finding.meaning.means())?;
                writeln!(f, "  Still sound: {}", finding.meaning.still_sound())?;
            }
            if self.more > 0 {
                writeln!(f, "\n… and {} more of the kind.", self.more)?;
            }
            return Ok(());
        }
        writeln!(f, "Every check passed.")?;
        writeln!(f, "Fingerprint of this pack:     {}", self.pack_fingerprint)?;
        writeln!(f, "Fingerprint of the case's log: {}", self.fingerprint)?;
        writeln!(
            f,
            "Compare them with those that you were given another way. If they are the same, this is proven:"
        )?;
        writeln!(
            f,
            "- No file of this pack was changed, added, removed or renamed ({} files).",
            self.files
        )?;
        writeln!(
            f,
            "- The custody log has {} entries, in this order, none taken out.",
            self.log_entries
        )?;
        writeln!(
            f,
            "- The {} originals in the pack are the files that the log says were sealed.",
            self.originals
        )?;
        writeln!(
            f,
            "- The {} events shown, of {} threads, stand unaltered at the place given since the threads were read. {} events of these threads are withheld, exactly where the gaps say.",
            self.shown, self.threads, self.withheld
        )?;
        match self.timestamps {
            0 => writeln!(
                f,
                "There is no outside timestamp: the log proves an order, not a date."
            )?,
            n => writeln!(
                f,
                "{n} outside timestamps name this log. Their signatures were not checked here: use the openssl commands of 04-VERIFY.txt."
            )?,
        }
        writeln!(
            f,
            "This is not proven: that an export or a screenshot was genuine when it came, that it was complete, or who typed."
        )?;
        if !self.thorough {
            writeln!(
                f,
                "Not checked, being covered otherwise: the archive's digest as a whole, and SHA-512. `--thorough` checks both."
            )?;
        }
        Ok(())
    }
}
