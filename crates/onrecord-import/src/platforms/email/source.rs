//! Where one mail of a file ends and the next begins, streaming. Knows the mbox family's rules and
//! nothing of what is in a mail.
//!
//! A mail begins at a `From ` line after an empty line. `Content-Length` (mboxcl) is not trusted:
//! whoever wrote the mail wrote it, and it could hide the mails that follow.

use memchr::memmem::Finder;
use onrecord_model::Digest;
use onrecord_model::digest::Hasher;
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
    /// `>From ` stands in it somewhere.
    pub(super) has_quoting: bool,
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
    /// A mail that was found and hashed together with the one before it.
    ready: Option<RawMail>,
    look: Look,
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
            separator: Finder::new(b"From "),
            ready: None,
            look: Look::default(),
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
        if let Some(ready) = self.ready.take() {
            return Some(ready);
        }
        loop {
            if let Some(length) = self.find_separator() {
                let mut mail = self.take(length);
                // Two at a time are hashed faster than one after the other.
                if let Some(length) = self.find_separator() {
                    let mut next = self.take(length);
                    (mail.digest, next.digest) = Digest::of_both(
                        self.bytes(mail.range.clone()),
                        self.bytes(next.range.clone()),
                    );
                    self.ready = Some(next);
                } else {
                    mail.digest = Digest::of(self.bytes(mail.range.clone()));
                }
                return Some(mail);
            }
            let length = self.end - self.start;
            if self.ended {
                if length == 0 {
                    return None;
                }
                let mut mail = self.take(length);
                mail.digest = Digest::of(self.bytes(mail.range.clone()));
                return Some(mail);
            }
            if length >= MAIL_LIMIT {
                return Some(self.take_too_long());
            }
            self.fill();
        }
    }

    /// The next `length` bytes as a mail, not yet hashed.
    fn take(&mut self, length: usize) -> RawMail {
        let from = self.position();
        let range = self.start..self.start + length;
        self.start = range.end;
        let look = std::mem::take(&mut self.look);
        RawMail {
            bytes: (from, from + length as u64),
            digest: Digest::default(),
            range,
            too_long: false,
            has_quoting: look.quoting,
            doubtful_separators: look.doubtful,
        }
    }

    /// Hashes and forgets what follows, up to the next separator, and keeps the beginning.
    fn take_too_long(&mut self) -> RawMail {
        let from = self.position();
        let head = self.buffer[self.start..self.start + HEAD].to_vec();
        let mut hasher = Hasher::default();
        loop {
            // What a separator may still need stays.
            let passed = self.look.looked.saturating_sub(8);
            hasher.update(&self.buffer[self.start..self.start + passed]);
            self.start += passed;
            self.look.looked -= passed;
            if self.ended {
                hasher.update(&self.buffer[self.start..self.end]);
                self.start = self.end;
                break;
            }
            self.fill();
            if let Some(length) = self.find_separator() {
                hasher.update(&self.buffer[self.start..self.start + length]);
                self.start += length;
                break;
            }
        }
        let look = std::mem::take(&mut self.look);
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
            digest: hasher.finish(),
            has_quoting: look.quoting,
            doubtful_separators: look.doubtful,
        }
    }

    /// Goes on looking for the separator after the mail at hand; its distance from the mail's start.
    fn find_separator(&mut self) -> Option<usize> {
        let mail = &self.buffer[self.start..self.end];
        let look = &mut self.look;
        if !self.splits {
            look.looked = mail.len();
            return None;
        }
        while let Some(at) = self.separator.find(&mail[look.looked.min(mail.len())..]) {
            let at = look.looked + at;
            look.looked = at;
            match at.checked_sub(1).map(|before| mail[before]) {
                Some(b'\n') => {
                    let line = &mail[at..];
                    let line = match memchr::memchr(b'\n', &line[..line.len().min(LINE)]) {
                        Some(end) => &line[..end],
                        None if line.len() < LINE && !self.ended => return None,
                        None => &line[..line.len().min(LINE)],
                    };
                    if is_from_line(line) {
                        if follows_empty_line(&mail[..at - 1]) {
                            return Some(at);
                        }
                        look.doubtful += 1;
                    }
                }
                Some(b'>') => look.quoting = true,
                _ => {}
            }
            look.looked = at + 1;
        }
        look.looked = look.looked.max(mail.len().saturating_sub(4));
        None
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

/// How far the mail at hand was looked through for the next one, and what was seen on the way.
#[derive(Default)]
struct Look {
    looked: usize,
    doubtful: u32,
    quoting: bool,
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
