//! RFC 3161 answers: that what they stamp is a head of this log. Their signatures are left to
//! openssl (`04-VERIFY.txt` has the commands), and the report says so.

use crate::archive::{Archive, label};
use crate::log::Log;
use crate::outer::read_small;
use crate::report::{Meaning, Report};
use crate::source::Source;
use crate::{STAMP, STAMPED};
use onrecord_model::Digest;
use onrecord_model::checkpoint::Checkpoint;
use onrecord_model::note::{NoteVerifier, SignedNote};

const LARGEST: u64 = 1 << 20;

/// Checks `log/timestamps/` and that the newest of them is the one beside the archive.
pub(crate) fn check(
    source: &dyn Source,
    archive: &Archive<'_>,
    log: &Log,
    key: &NoteVerifier,
    report: &mut Report,
) {
    let notes = archive.paths("data/log/timestamps/", ".note");
    let answers = archive.paths("data/log/timestamps/", ".tsr");
    let mut newest = None;
    for (number, path) in notes.iter().enumerate() {
        let answer_path = format!("data/log/timestamps/{:04}.tsr", number + 1);
        let read = |path: &str| archive.read(path, LARGEST).ok();
        let (Some(note), Some(answer)) = (read(path), read(&answer_path)) else {
            report.add(
                &label(path),
                Meaning::TimestampBroken,
                "The note or its answer cannot be read.",
            );
            continue;
        };
        match one(&note, &answer, log, key) {
            Ok(()) => report.timestamps += 1,
            Err(problem) => report.add(&label(&answer_path), Meaning::TimestampBroken, problem),
        }
        newest = Some((note, answer));
    }
    if answers.len() != notes.len() {
        report.add(
            &label("data/log/timestamps"),
            Meaning::TimestampBroken,
            "An answer or a note is missing.",
        );
    }
    let outside = |name: &str| read_small(source, name, LARGEST).ok();
    if newest != outside(STAMPED).zip(outside(STAMP)) {
        report.add(
            STAMP,
            Meaning::TimestampBroken,
            "It is not the newest timestamp of the archive.",
        );
    }
}

fn one(note: &[u8], answer: &[u8], log: &Log, key: &NoteVerifier) -> Result<(), &'static str> {
    let imprint = imprint(answer).ok_or("It is not an answer that grants a SHA-256 timestamp.")?;
    if imprint != Digest::of(note) {
        return Err("It stamps something other than the note beside it.");
    }
    // Both forms of a checkpoint can be stamped: the signed note, and its text alone.
    let text = core::str::from_utf8(note).map_err(|_| "The stamped note is not text.")?;
    let checkpoint = match SignedNote::parse(note) {
        Ok(_) => Checkpoint::open(note, key),
        Err(_) => Checkpoint::from_text(text),
    };
    let checkpoint = checkpoint.map_err(|_| "What it stamps is not a checkpoint of this case.")?;
    if &*checkpoint.origin != key.name() || log.root_at(checkpoint.size) != Some(checkpoint.root) {
        return Err("What it stamps is not a head of this log.");
    }
    Ok(())
}

/// One DER element: its tag, its content, and what follows it.
fn element(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (tag, rest) = bytes.split_first()?;
    let (first, rest) = rest.split_first()?;
    let (length, rest) = match first {
        0..=0x7f => (usize::from(*first), rest),
        0x81..=0x84 => {
            let (digits, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
            let length = digits
                .iter()
                .fold(0_usize, |length, digit| length << 8 | usize::from(*digit));
            (length, rest)
        }
        _ => return None,
    };
    let (content, rest) = rest.split_at_checked(length)?;
    Some((*tag, content, rest))
}

/// The content of the element at the front, if it has this tag; and what follows.
fn expect(bytes: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (found, content, rest) = element(bytes)?;
    (found == tag).then_some((content, rest))
}

const SEQUENCE: u8 = 0x30;
/// 2.16.840.1.101.3.4.2.1
const SHA_256: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01];

/// The SHA-256 that a TimeStampResp (RFC 3161, 2.4.2) says it stamps; `None` where it grants none.
pub fn imprint(answer: &[u8]) -> Option<Digest> {
    let (response, after) = expect(answer, SEQUENCE)?;
    after.is_empty().then_some(())?;
    let (status, token) = expect(response, SEQUENCE)?;
    let (granted, _) = expect(status, 0x02)?;
    matches!(granted, [0 | 1]).then_some(())?;
    let (content_info, _) = expect(token, SEQUENCE)?;
    let (_, content) = expect(content_info, 0x06)?;
    let (signed_data, _) = expect(expect(content, 0xa0)?.0, SEQUENCE)?;
    let (_, after_version) = expect(signed_data, 0x02)?;
    let (_, after_algorithms) = expect(after_version, 0x31)?;
    let (encapsulated, _) = expect(after_algorithms, SEQUENCE)?;
    let (_, content) = expect(encapsulated, 0x06)?;
    let (info, _) = expect(expect(expect(content, 0xa0)?.0, 0x04)?.0, SEQUENCE)?;
    let (_, after_version) = expect(info, 0x02)?;
    let (_, after_policy) = expect(after_version, 0x06)?;
    let (message_imprint, _) = expect(after_policy, SEQUENCE)?;
    let (algorithm, hashed) = expect(message_imprint, SEQUENCE)?;
    (expect(algorithm, 0x06)?.0 == SHA_256).then_some(())?;
    let (hashed, after) = expect(hashed, 0x04)?;
    after.is_empty().then_some(())?;
    Some(Digest(hashed.try_into().ok()?))
}
