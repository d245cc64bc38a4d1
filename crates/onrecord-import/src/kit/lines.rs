//! Lines of a file of any size, each with its place in bytes, in bounded memory.

use std::io::{self, Read};

/// Lines are cut here unless the caller says otherwise.
pub const DEFAULT_LINE_CAP: usize = 4 << 20;
const START_BUFFER: usize = 128 << 10;

/// Reads lines that end in LF, CRLF or a lone CR.
pub struct LineReader<R> {
    reader: R,
    buffer: Vec<u8>,
    /// The part of `buffer` not yet given out.
    start: usize,
    end: usize,
    /// Where `buffer[start]` stands in the file.
    offset: u64,
    number: u64,
    cap: usize,
    at_end: bool,
}

/// One line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'b> {
    /// Its bytes without the line ending; at most the reader's cap.
    pub content: &'b [u8],
    /// Where it begins in the file.
    pub start: u64,
    /// Where its bytes end in the file, before the line ending.
    pub end: u64,
    /// Where the next line begins.
    pub next: u64,
    /// The line ending: LF, CR, CRLF, or nothing at the end of the file.
    pub ending: &'static [u8],
    /// Counted from 1.
    pub number: u64,
    /// The line was longer than the cap: `content` is only its beginning.
    pub cut: bool,
}

impl<R: Read> LineReader<R> {
    /// Reads `reader` from where it stands, which is taken as offset 0.
    pub fn new(reader: R) -> Self {
        Self::with_cap(reader, DEFAULT_LINE_CAP)
    }

    /// As [`Self::new`]; lines are cut after `cap` bytes. Memory stays below about twice that.
    pub fn with_cap(reader: R, cap: usize) -> Self {
        Self {
            reader,
            buffer: vec![0; START_BUFFER],
            start: 0,
            end: 0,
            offset: 0,
            number: 0,
            cap: cap.max(1),
            at_end: false,
        }
    }

    /// The next line, or `None` at the end. A line ending at the very end begins no further line.
    ///
    /// # Errors
    /// The file cannot be read. Reading may not go on after that.
    pub fn next_line(&mut self) -> io::Result<Option<Line<'_>>> {
        self.next_line_with(|_| {})
    }

    /// As [`Self::next_line`]; all bytes of a line that is cut are given to `whole`, piece by piece
    /// and in order, before the line is returned, so that they can be hashed. The first piece is
    /// what `content` will be.
    ///
    /// # Errors
    /// As [`Self::next_line`].
    pub fn next_line_with(&mut self, mut whole: impl FnMut(&[u8])) -> io::Result<Option<Line<'_>>> {
        let mut scanned = 0;
        loop {
            let unread = &self.buffer[self.start..self.end];
            if let Some(found) = memchr::memchr2(b'\n', b'\r', &unread[scanned..]) {
                let length = scanned + found;
                if length > self.cap {
                    return self.cut_line(&mut whole).map(Some);
                }
                let is_return = unread[length] == b'\r';
                if is_return && length + 1 == unread.len() && !self.at_end {
                    // Whether an LF follows decides where the next line begins.
                    scanned = length;
                    self.fill()?;
                    continue;
                }
                let ending: &'static [u8] = match (is_return, unread.get(length + 1)) {
                    (false, _) => b"\n",
                    (true, Some(b'\n')) => b"\r\n",
                    (true, _) => b"\r",
                };
                return Ok(Some(self.give(length, ending)));
            }
            scanned = unread.len();
            if self.at_end {
                return Ok((scanned > 0).then(|| self.give(scanned, b"")));
            }
            if scanned > self.cap {
                return self.cut_line(&mut whole).map(Some);
            }
            self.fill()?;
        }
    }

    fn give(&mut self, length: usize, ending: &'static [u8]) -> Line<'_> {
        let from = self.start;
        let start = self.offset;
        self.start += length + ending.len();
        self.offset += (length + ending.len()) as u64;
        self.number += 1;
        Line {
            content: &self.buffer[from..from + length],
            start,
            end: start + length as u64,
            next: self.offset,
            ending,
            number: self.number,
            cut: false,
        }
    }

    /// Reads more behind what is unread, moving that to the front first.
    fn fill(&mut self) -> io::Result<()> {
        self.buffer.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        if self.end == self.buffer.len() {
            let length = self.buffer.len().saturating_mul(2);
            self.buffer.resize(length, 0);
        }
        let read = read_retrying(&mut self.reader, &mut self.buffer[self.end..])?;
        self.end += read;
        self.at_end = read == 0;
        Ok(())
    }

    /// More than `cap` bytes without a line ending are in the buffer.
    fn cut_line(&mut self, whole: &mut impl FnMut(&[u8])) -> io::Result<Line<'_>> {
        self.buffer.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        let start = self.offset;
        whole(&self.buffer[..self.cap]);
        // The line's length so far; what lies behind `cap` in the buffer is thrown away in turn.
        let mut length = self.cap as u64;
        let mut from = self.cap;
        let ending: &'static [u8] = loop {
            let rest = &self.buffer[from..self.end];
            match memchr::memchr2(b'\n', b'\r', rest) {
                Some(at) => {
                    whole(&rest[..at]);
                    length += at as u64;
                    from += at;
                    if self.buffer[from] == b'\n' {
                        break b"\n";
                    }
                    if from + 1 == self.end {
                        self.refill_behind(&mut from, true)?;
                    }
                    break match self.end > from + 1 && self.buffer[from + 1] == b'\n' {
                        true => b"\r\n",
                        false => b"\r",
                    };
                }
                None => {
                    whole(rest);
                    length += rest.len() as u64;
                    from = self.end;
                    self.refill_behind(&mut from, false)?;
                    if from == self.end {
                        break b"";
                    }
                }
            }
        };
        self.start = from + ending.len();
        self.offset = start + length + ending.len() as u64;
        self.number += 1;
        Ok(Line {
            content: &self.buffer[..self.cap],
            start,
            end: start + length,
            next: self.offset,
            ending,
            number: self.number,
            cut: true,
        })
    }

    /// Reads the next piece to directly behind the cut line's kept bytes; `keep_return` keeps the
    /// CR that was the last byte read.
    fn refill_behind(&mut self, from: &mut usize, keep_return: bool) -> io::Result<()> {
        let mut at = self.cap;
        if keep_return {
            self.buffer[at] = b'\r';
            at += 1;
        }
        if self.buffer.len() < at + START_BUFFER {
            self.buffer.resize(at + START_BUFFER, 0);
        }
        let read = read_retrying(&mut self.reader, &mut self.buffer[at..])?;
        self.at_end = read == 0;
        *from = self.cap;
        self.end = at + read;
        Ok(())
    }
}

fn read_retrying(reader: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match reader.read(buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives one byte at a time, so that every boundary is tried.
    struct Drip<'a>(&'a [u8], usize);
    impl Read for Drip<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let length = self.1.min(self.0.len()).min(buffer.len());
            buffer[..length].copy_from_slice(&self.0[..length]);
            self.0 = &self.0[length..];
            Ok(length)
        }
    }

    fn naive(text: &[u8]) -> Vec<(u64, u64, u64)> {
        let (mut lines, mut start, mut at) = (Vec::new(), 0, 0);
        while at < text.len() {
            if text[at] == b'\n' || text[at] == b'\r' {
                let ending = 1 + usize::from(text[at..].starts_with(b"\r\n"));
                lines.push((start as u64, at as u64, (at + ending) as u64));
                at += ending;
                start = at;
            } else {
                at += 1;
            }
        }
        if start < text.len() {
            lines.push((start as u64, text.len() as u64, text.len() as u64));
        }
        lines
    }

    #[test]
    fn every_short_text_of_three_bytes_is_cut_as_it_should_be() {
        let alphabet = b"a\r\n";
        for code in 0..3usize.pow(9) {
            let text: Vec<u8> = (0..9).map(|i| alphabet[code / 3usize.pow(i) % 3]).collect();
            for (cap, step) in [(100, 1), (2, 1), (2, 4), (100, 100)] {
                let mut reader = LineReader::with_cap(Drip(&text, step), cap);
                let mut found = Vec::new();
                loop {
                    let mut whole = Vec::new();
                    let line = reader.next_line_with(|piece| whole.extend_from_slice(piece));
                    let Some(line) = line.unwrap() else { break };
                    found.push((line.start, line.end, line.next));
                    assert_eq!(line.number, found.len() as u64);
                    assert_eq!(line.cut, line.end - line.start > cap as u64);
                    let range = line.start as usize..line.end as usize;
                    let cut_content = &text[range.clone()][..line.content.len()];
                    assert_eq!(line.content, cut_content);
                    assert_eq!(whole, if line.cut { &text[range] } else { b"" });
                }
                assert_eq!(found, naive(&text), "{text:?} cap {cap} step {step}");
            }
        }
    }

    #[test]
    fn a_line_of_four_gigabytes_takes_no_more_memory_than_the_cap() {
        let endless = io::repeat(b'x').take(4 << 30).chain(&b"\nnext\n"[..]);
        let mut reader = LineReader::with_cap(endless, 1 << 20);
        let mut bytes = 0u64;
        let line = reader.next_line_with(|piece| bytes += piece.len() as u64);
        let line = line.unwrap().unwrap();
        assert!(line.cut);
        assert_eq!(
            (line.start, line.end, line.next),
            (0, 4 << 30, (4 << 30) + 1)
        );
        assert_eq!(bytes, 4 << 30);
        let line = reader.next_line().unwrap().unwrap();
        assert_eq!((line.content, line.number), (&b"next"[..], 2));
        assert!(reader.buffer.len() <= 4 << 20);
        assert_eq!(reader.next_line().unwrap(), None);
    }
}
