//! The recovery sheet: the one key that stands on paper only. As data and as plain text; whoever
//! prints it lays it out. Knows nothing of the case's content.

use crate::age_format::{AgeError, Identity};
use crate::error::{Result, VaultError};
use onrecord_model::Digest;
use zeroize::Zeroizing;

const PREFIX: &str = "AGE-SECRET-KEY-1";
const GROUP: usize = 4;
const GROUPS_IN_LINE: usize = 4;

/// A line of the key as printed: at most four groups of four characters, and a check. It is
/// secret, so there is no `Debug`.
#[derive(Clone)]
pub struct RecoveryLine {
    /// Counted from 1.
    pub number: usize,
    /// `QPZR Y9X8 GF2T VDW0`.
    pub groups: Zeroizing<String>,
    /// Four digits that are right only for this line in this place.
    pub check: String,
}

/// What the person prints and keeps away from home. It is a secret: whoever has the sheet and the
/// case's folder can read the case.
#[derive(Clone, Debug)]
pub struct RecoverySheet {
    key: Identity,
    /// The log's name, to find out which case a sheet belongs to; it says nothing else.
    pub case_name: String,
}

impl RecoverySheet {
    pub(crate) fn new(case_name: &str) -> Result<Self> {
        let key = Identity::random().map_err(|_: AgeError| VaultError::Random)?;
        Ok(Self {
            key,
            case_name: case_name.to_owned(),
        })
    }

    /// The key itself, for a QR code and for [`crate::Key::Recovery`].
    pub fn key(&self) -> &Identity {
        &self.key
    }

    /// The key as lines to print: the 58 characters behind the fixed `AGE-SECRET-KEY-1`.
    pub fn lines(&self) -> Vec<RecoveryLine> {
        let text = self.key.to_text();
        let body = text.strip_prefix(PREFIX).unwrap_or(&text);
        let in_line = GROUP * GROUPS_IN_LINE;
        body.as_bytes()
            .chunks(in_line)
            .enumerate()
            .map(|(at, line)| {
                let mut groups = Zeroizing::new(String::with_capacity(in_line + GROUPS_IN_LINE));
                for (place, character) in line.iter().enumerate() {
                    if place > 0 && place % GROUP == 0 {
                        groups.push(' ');
                    }
                    groups.push(char::from(*character));
                }
                let check = line_check(at + 1, &groups);
                RecoveryLine {
                    number: at + 1,
                    groups,
                    check,
                }
            })
            .collect()
    }

    /// The whole sheet as plain text, ready to print.
    pub fn to_text(&self) -> Zeroizing<String> {
        let mut out = Zeroizing::new(String::from(
            "ON RECORD: RECOVERY SHEET\n\
             \n\
             This sheet opens your case if you forget the passphrase.\n\
             If you lose both, nobody can open it. Not us, not the police.\n\
             Anyone with this sheet and your case folder can read everything.\n\
             Keep it away from home: with someone you trust, or a solicitor.\n\
             Do not photograph it, and do not keep it on a computer.\n\n",
        ));
        out.push_str(&format!("Case: {}\n\nThe key:\n\n", self.case_name));
        out.push_str(&format!("    {PREFIX}\n"));
        for line in self.lines() {
            out.push_str(&format!(
                "  {} {:<19}   check {}\n",
                line.number, *line.groups, line.check
            ));
        }
        out.push_str(
            "\n\
             To use it here: type the four lines, without their numbers and checks, into a\n\
             file key.txt. Then choose a new passphrase with:\n\
             onrecord --case FOLDER --recovery-key-file key.txt keys passphrase\n\
             Delete key.txt afterwards.\n\
             Capitals or not, with or without spaces: both work. O and 0 are the same.\n\
             A line's check tells you whether you typed that line right.\n\
             \n\
             To open the case without this program, with the free tool \"age\":\n\
             1. Put the key in a file key.txt on one line, without spaces:\n\
             \x20  AGE-SECRET-KEY-1 and then the characters of the four lines.\n\
             2. age -d -i key.txt keys/recovery.age > case-key.txt\n\
             3. age -d -i case-key.txt blobs/ab/NAME.age > original\n\
             Then delete key.txt and case-key.txt.\n",
        );
        out
    }
}

/// The check of a line: four digits from its number and its characters, however they are spaced.
/// A program that reads the sheet back compares it line by line, to say which one was mistyped.
pub fn line_check(number: usize, typed: &str) -> String {
    let characters = Zeroizing::new(canonical(typed));
    let mut text = Zeroizing::new(format!("onrecord/recovery-line/{number}/"));
    text.push_str(&characters);
    let digest = Digest::of(text.as_bytes());
    let [first, second, ..] = digest.0;
    format!(
        "{:04}",
        (u32::from(first) << 8 | u32::from(second)) % 10_000
    )
}

/// The characters of the key in capitals; what cannot stand in it is read as what it looks like.
fn canonical(typed: &str) -> String {
    typed
        .chars()
        .filter(|character| character.is_alphanumeric())
        .map(|character| match character.to_ascii_uppercase() {
            'O' => '0',
            'I' | '1' => 'L',
            'B' => '8',
            other => other,
        })
        .collect()
}

/// Reads a key that was typed from a sheet, or copied whole; `None` where a character is wrong.
/// The key carries a checksum, so a mistake is always seen.
pub fn read_recovery_key(typed: &str) -> Option<Identity> {
    let upper = Zeroizing::new(typed.trim().to_ascii_uppercase());
    let body = upper.strip_prefix(PREFIX).unwrap_or(&upper);
    let whole = Zeroizing::new(format!("{PREFIX}{}", *Zeroizing::new(canonical(body))));
    Identity::from_text(&whole)
}
