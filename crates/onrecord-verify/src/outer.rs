//! The outer folder: exactly the files that the signed list names, each with its digest. Knows
//! nothing of what is in them.

use crate::report::{Meaning, Report};
use crate::source::{MOST_FILES, Source};
use crate::{ARCHIVE, NOTE, SUMS};
use onrecord_model::Digest;
use onrecord_model::note::{NoteVerifier, SignedNote};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::io::{self, Read};

/// What the signed note says.
pub(crate) struct Signed {
    pub key: NoteVerifier,
    pub bag: Digest,
}

/// What `11-SHA256SUMS.note` states: the one spelling of its text.
pub fn note_text(key: &str, sums: &Digest, bag: &Digest, files: u64) -> String {
    format!("onrecord/pack/1\nkey {key}\nsums {sums}\nbag {bag}\nfiles {files}\n")
}

/// Whether a pack's file may bear this name: two digits, a hyphen, then letters, digits, `.`, `-`.
pub fn name_is_plain(name: &str) -> bool {
    let bytes = name.as_bytes();
    bytes.len() > 3
        && bytes.len() <= 80
        && bytes[..2].iter().all(u8::is_ascii_digit)
        && bytes[2] == b'-'
        && bytes
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(byte))
}

/// Reads at most `limit` bytes of a file; an error where it is longer.
pub(crate) fn read_small(source: &dyn Source, name: &str, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.open(name)?.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "it is far longer than it can be",
        ));
    }
    Ok(bytes)
}

/// Hashes a whole file; gives its digest and length.
///
/// # Errors
/// It cannot be opened or read.
pub fn digest_of(
    source: &dyn Source,
    name: &str,
    progress: &mut dyn FnMut(u64),
) -> io::Result<(Digest, u64)> {
    let mut file = source.open(name)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 256 * 1024];
    let mut total = 0;
    loop {
        let read = match file.read(&mut buffer) {
            Ok(0) => return Ok((Digest(hasher.finalize().into()), total)),
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        hasher.update(&buffer[..read]);
        total += read as u64;
        progress(read as u64);
    }
}

/// Reads the list: sorted lines of digest, two spaces, name.
fn parse_sums(bytes: &[u8]) -> Option<BTreeMap<String, Digest>> {
    let text = core::str::from_utf8(bytes).ok()?;
    let mut listed = BTreeMap::new();
    let mut again = String::new();
    for line in text.lines().take(MOST_FILES) {
        let (digest, name) = line.split_once("  ")?;
        if !name_is_plain(name) {
            return None;
        }
        listed.insert(name.to_owned(), Digest::from_hex(digest)?);
    }
    listed
        .iter()
        .for_each(|(name, digest)| again.push_str(&format!("{digest}  {name}\n")));
    (again == text).then_some(listed)
}

fn read_note(bytes: &[u8], sums: &[u8], files: u64) -> Result<Signed, String> {
    let note = SignedNote::parse(bytes).map_err(|error| error.to_string())?;
    let text = note.text_unverified();
    let field = |at: usize, label: &str| {
        let line = text.lines().nth(at)?;
        line.strip_prefix(label)?.strip_prefix(' ')
    };
    let key = field(1, "key").ok_or("it does not name the case's key")?;
    let key = NoteVerifier::from_text(key).map_err(|error| error.to_string())?;
    note.verify(&key).map_err(|error| error.to_string())?;
    // Another spelling of the same note, or a line besides the case's own signature, is refused.
    if note.signatures().len() != 1 || note.to_string().as_bytes() != bytes {
        return Err("it is not spelt as On Record spells it".to_owned());
    }
    let bag = field(3, "bag")
        .and_then(Digest::from_hex)
        .ok_or("it does not name the archive")?;
    if text != note_text(&key.to_text(), &Digest::of(sums), &bag, files) {
        return Err(format!("what it signs is not this {SUMS}"));
    }
    Ok(Signed { key, bag })
}

/// Checks the folder. The archive's own digest is checked only if `thorough`: its bytes are held to
/// their one spelling and to the signed digest of the bag, which says the same.
pub(crate) fn check(
    source: &dyn Source,
    thorough: bool,
    report: &mut Report,
    progress: &mut dyn FnMut(u64),
) -> Option<Signed> {
    let found = match source.found() {
        Ok(found) => found,
        Err(error) => {
            report.add(
                ".",
                Meaning::Unreadable,
                format!("The folder cannot be read: {error}."),
            );
            return None;
        }
    };
    let mut present = Vec::new();
    for file in &found {
        if !file.plain {
            report.add(
                &file.name,
                Meaning::FileChanged,
                "This is a folder or link, and a pack has none.",
            );
        } else {
            present.push(file.name.as_str());
        }
    }
    let mut small = |name: &str, limit| match read_small(source, name, limit) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            report.add(name, Meaning::ListBroken, "This file is missing.");
            None
        }
        Err(error) => {
            report.add(
                name,
                Meaning::Unreadable,
                format!("This file cannot be read: {error}."),
            );
            None
        }
    };
    let sums = small(SUMS, 1 << 20);
    let note = small(NOTE, 1 << 20);
    let listed = sums.as_deref().and_then(parse_sums);
    if sums.is_some() && listed.is_none() {
        report.add(
            SUMS,
            Meaning::ListBroken,
            "It is not a list as On Record writes it.",
        );
    }
    let mut signed = None;
    if let (Some(sums), Some(note)) = (&sums, &note) {
        let lines = sums.iter().filter(|byte| **byte == b'\n').count() as u64;
        match read_note(note, sums, lines) {
            Ok(found) => {
                report.pack_fingerprint = fingerprint(note);
                signed = Some(found);
            }
            Err(problem) => {
                let both = "Either this note or 10-SHA256SUMS was changed";
                report.add(NOTE, Meaning::ListBroken, format!("{both}: {problem}."));
            }
        }
    }
    let listed = listed?;
    report.files = listed.len() as u64 + 2;
    compare(source, &listed, &present, thorough, report, progress);
    signed
}

/// Covers everything in the pack: the first 16 bytes of the SHA-256 of `11-SHA256SUMS.note`.
pub fn fingerprint(note: &[u8]) -> String {
    let hex = Digest::of(note).to_hex();
    let groups: Vec<&str> = (0..32)
        .step_by(4)
        .filter_map(|at| hex.get(at..at + 4))
        .collect();
    groups.join(" ")
}

fn compare(
    source: &dyn Source,
    listed: &BTreeMap<String, Digest>,
    present: &[&str],
    thorough: bool,
    report: &mut Report,
    progress: &mut dyn FnMut(u64),
) {
    let mut extra: Vec<(&str, Option<Digest>)> = Vec::new();
    for name in present {
        if ![SUMS, NOTE].contains(name) && !listed.contains_key(*name) {
            let digest = digest_of(source, name, progress)
                .ok()
                .map(|(digest, _)| digest);
            extra.push((name, digest));
        }
    }
    for required in crate::REQUIRED {
        if !listed.contains_key(required) {
            report.add(
                required,
                Meaning::ListBroken,
                format!("{SUMS} does not list this file."),
            );
        }
    }
    for (name, digest) in listed {
        if !present.contains(&name.as_str()) {
            let renamed = extra.iter().position(|(_, found)| *found == Some(*digest));
            let problem = match renamed.map(|at| extra.remove(at).0) {
                Some(other) => {
                    format!("This file was renamed to {other}; its content is unchanged.")
                }
                None => "This file is missing.".to_owned(),
            };
            report.add(name, Meaning::FileChanged, problem);
            continue;
        }
        if name == ARCHIVE && !thorough {
            continue;
        }
        match digest_of(source, name, progress) {
            Err(error) => {
                report.add(
                    name,
                    Meaning::Unreadable,
                    format!("This file cannot be read: {error}."),
                );
            }
            Ok((found, bytes)) => {
                report.bytes += bytes;
                if found != *digest {
                    let other = listed
                        .iter()
                        .find(|(other, digest)| **digest == found && *other != name);
                    let problem = match other {
                        Some((other, _)) => format!("This file holds what {other} should hold."),
                        None => format!("Its SHA-256 is not the one that {SUMS} states."),
                    };
                    report.add(name, Meaning::FileChanged, problem);
                }
            }
        }
    }
    for (name, _) in extra {
        report.add(
            name,
            Meaning::FileChanged,
            "This file was added; it is not part of the pack.",
        );
    }
}
