//! Where one mail of a file ends and the next begins, streaming. Knows the mbox family's rules and
//! nothing of what is in a mail.
//!
//! A mail begins at a `From ` line after an empty line. `Content-Length` (mboxcl) is not trusted:
//! whoever wrote the mail wrote it, and it could hide the mails that follow.

use memchr::memmem::Finder;
use onrecord_model::Digest;
use sha2::{Digest as _, Sha256};
use std::io::Read;
use std::ops::Range;

/// A mail longer than this is not held in memory: its headers are read, its body is left.
pub(super) const MAIL_LIMIT: usize = 64 * 1024 * 1024;
/// What is kept of a longer one.
const HEAD: usize = 512 * 1024;
/// No `From ` line is longer.
const LINE: usize = 1_024;
const STEP: usize = 1024 * 1024;

/// A mail as it stands in the file.
pub(super) struct RawMail {
    /// Its bytes in the stream, with its `From ` line.
    pub(super) bytes: (u64, u64),
    /// Where they are in the buffer; of a mail that is too long, the beginning only.
    pub(super) range: Range<usize>,
    /// It is longer than [`MAIL_LIMIT`].
    pub(super) too_long: bool,
    pub(super) digest: Digest,
    /// `From ` lines in it that look like a separator but follow no empty line.
    pub(super) doubtful_separators: u32,
}

/// Splits a stream into mails.
pub(super) struct MailSource<'a> {
    reader: Box<dyn Read + 'a>,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    base: u64,
    ended: bool,
    splits: bool,
    separator: Finder<'static>,
    pub(super) error: Option<String>,
}

impl<'a> MailSource<'a> {
    /// `splits`: the stream is an mbox; otherwise it is one mail.
    pub(super) fn new(reader: Box<dyn Read + 'a>, splits: bool) -> Self {
        Self {
            reader,
            buffer: Vec::new(),
            start: 0,
            end: 0,
            base: 0,
            ended: false,
            splits,
            separator: Finder::new(b"\nFrom "),
            error: None,
        }
    }

    pub(super) fn bytes(&self, range: Range<usize>) -> &[u8] {
        &self.buffer[range]
    }

    /// The offset of the next mail.
    pub(super) fn position(&self) -> u64 {
        self.base + self.start as u64
    }

    /// The next mail.
    pub(super) fn next_mail(&mut self) -> Option<RawMail> {
        let from = self.position();
        let mut looked = 0;
        let mut doubtful_separators = 0;
        loop {
            match self.separator_after(looked, &mut doubtful_separators) {
                Found::At(length) => return Some(self.take(from, length, doubtful_separators)),
                Found::NotBefore(next) => looked = next,
            }
            if self.ended {
                let length = self.end - self.start;
                if length == 0 {
                    return None;
                }
                return Some(self.take(from, length, doubtful_separators));
            }
            if self.end - self.start >= MAIL_LIMIT {
                return Some(self.take_too_long(from, looked, doubtful_separators));
            }
            self.fill();
        }
    }

    fn take(&mut self, from: u64, length: usize, doubtful_separators: u32) -> RawMail {
        let range = self.start..self.start + length;
        self.start = range.end;
        RawMail {
            bytes: (from, from + length as u64),
            digest: Digest::of(&self.buffer[range.clone()]),
            range,
            too_long: false,
            doubtful_separators,
        }
    }

    /// Hashes and forgets what follows, up to the next separator, and keeps the beginning.
    fn take_too_long(&mut self, from: u64, looked: usize, mut doubtful: u32) -> RawMail {
        let head = self.buffer[self.start..self.start + HEAD].to_vec();
        let mut hasher = Sha256::new();
        let mut looked = looked;
        loop {
            // What a separator may still need stays.
            let passed = looked.saturating_sub(8);
            hasher.update(&self.buffer[self.start..self.start + passed]);
            self.start += passed;
            looked -= passed;
            if self.ended {
                hasher.update(&self.buffer[self.start..self.end]);
                self.start = self.end;
                break;
            }
            self.fill();
            match self.separator_after(looked, &mut doubtful) {
                Found::At(length) => {
                    hasher.update(&self.buffer[self.start..self.start + length]);
                    self.start += length;
                    break;
                }
                Found::NotBefore(next) => looked = next,
            }
        }
        let to = self.position();
        // The beginning goes to the front of the buffer, before what is still unread.
        let unread = self.buffer[self.start..self.end].to_vec();
        self.base = to - head.len() as u64;
        self.start = head.len();
        self.end = head.len() + unread.len();
        self.buffer = head;
        self.buffer.extend_from_slice(&unread);
        RawMail {
            bytes: (from, to),
            range: 0..self.start,
            too_long: true,
            digest: Digest(hasher.finalize().into()),
            doubtful_separators: doubtful,
        }
    }

    /// Looks for a separator at least `looked` bytes after the mail's start.
    fn separator_after(&self, looked: usize, doubtful: &mut u32) -> Found {
        let mail = &self.buffer[self.start..self.end];
        if !self.splits {
            return Found::NotBefore(mail.len());
        }
        let mut looked = looked;
        while let Some(at) = self.separator.find(&mail[looked.min(mail.len())..]) {
            let at = looked + at;
            let line = &mail[at + 1..];
            let line = match memchr::memchr(b'\n', &line[..line.len().min(LINE)]) {
                Some(end) => &line[..end],
                None if line.len() < LINE && !self.ended => return Found::NotBefore(at),
                None => &line[..line.len().min(LINE)],
            };
            looked = at + 1;
            if is_from_line(line) {
                if follows_empty_line(&mail[..at]) {
                    return Found::At(at + 1);
                }
                *doubtful += 1;
            }
        }
        Found::NotBefore(looked.max(mail.len().saturating_sub(6)))
    }

    fn fill(&mut self) {
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.base += self.start as u64;
            self.end -= self.start;
            self.start = 0;
        }
        if self.buffer.len() < self.end + STEP / 4 {
            let wanted = (self.end * 2)
                .clamp(STEP, MAIL_LIMIT + STEP)
                .max(self.end + STEP / 4);
            self.buffer.reserve_exact(wanted - self.buffer.len());
            self.buffer.resize(wanted, 0);
        }
        while self.end < self.buffer.len() {
            match self.reader.read(&mut self.buffer[self.end..]) {
                Ok(0) => {
                    self.ended = true;
                    return;
                }
                Ok(count) => self.end = (self.end + count).min(self.buffer.len()),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.error = Some(error.to_string());
                    self.ended = true;
                    return;
                }
            }
        }
    }
}

enum Found {
    /// This many bytes after the mail's start.
    At(usize),
    /// Not in what is at hand; look again from here.
    NotBefore(usize),
}

/// Whether the text before a line's `\n` ends with an empty line (or is nothing).
fn follows_empty_line(before: &[u8]) -> bool {
    let before = before.strip_suffix(b"\r").unwrap_or(before);
    before.is_empty() || before.ends_with(b"\n")
}

/// Whether a line looks like `From sender Thu Jan  1 10:00:00 2020`, in any of its known orders:
/// it names a month, a time of day and a year of four digits.
pub(super) fn is_from_line(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else {
        return false;
    };
    let (mut month, mut clock, mut year) = (false, false, false);
    for word in rest
        .split(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b','))
        .filter(|word| !word.is_empty())
    {
        month |= word.len() == 3
            && [
                "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
            ]
            .iter()
            .any(|name| word.eq_ignore_ascii_case(name.as_bytes()));
        let digits = |bytes: &[u8]| bytes.iter().all(u8::is_ascii_digit);
        year |= word.len() == 4 && digits(word);
        clock |= match word {
            [a, b, b':', rest @ ..] | [a, b':', b, rest @ ..] if a.is_ascii_digit() => {
                b.is_ascii_digit() && rest.first().is_some_and(u8::is_ascii_digit)
            }
            _ => false,
        };
    }
    month && clock && year
}
