//! Walks huge or damaged JSON without holding it: every value of interest comes with its exact
//! bytes and where they stand. Knows no platform.
//!
//! General JSON parsers refuse a file for one bad byte; an export may be cut, edited by hand or
//! made to break its reader, and everything around the damage must still be read. So the walk
//! looks only for where values begin and end; [`value`] reads inside them. What cannot be
//! delimited becomes a [`Fault`] with its byte range, and the walk goes on at the next element
//! that begins as the first element of that array does.

mod scan;
pub mod value;

use memchr::memmem;
use onrecord_model::{Locator, Pointer};
use scan::{Scan, Scanned};
use std::io::{ErrorKind, Read};
use std::sync::Arc;

/// How much of a file is read at once.
const CHUNK: usize = 256 << 10;
/// How many containers may be open at once in the walk itself.
const OPEN: usize = 32;
/// A longer beginning of an element is not kept as a signature.
const SIGNATURE: usize = 512;

/// What the walk allows.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The longest value that is handed out, in bytes. A longer one is a fault; the walk goes on.
    pub value: usize,
    /// The deepest nesting inside a value. A deeper one is a fault; the walk goes on.
    pub depth: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            value: 16 << 20,
            depth: 128,
        }
    }
}

/// What to do with a container that the walk meets. The root is always opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Enter {
    /// Walk into it: its elements or members come one by one.
    Open,
    /// Hand it out in one piece.
    Whole,
}

/// A step of the walk.
#[derive(Debug)]
pub enum Piece<'b> {
    /// A value that was not opened.
    Value {
        /// `base` and `index` for an array's element, `base` alone for an object's member.
        pointer: Pointer,
        /// Its bytes, without white space around them.
        raw: value::Raw<'b>,
    },
    /// A container that was opened has ended (or the file did). Its JSON Pointer.
    End(Arc<str>),
    /// Something that could not be delimited.
    Fault(Fault),
}

/// Bytes that could not be read as a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Half-open, in the entry's content.
    pub bytes: (u64, u64),
    /// The value's place, as far as known.
    pub pointer: Pointer,
    /// A stable word: `not-json`, `invalid-json`, `truncated`, `too-long`, `too-deep`,
    /// `unreadable`, `trailing-bytes`.
    pub code: &'static str,
    /// What happened, for a person.
    pub reason: String,
}

impl Fault {
    /// The defect of an entry.
    pub fn into_defect(self, entry: &Arc<str>) -> onrecord_model::Defect {
        onrecord_model::Defect {
            locator: Locator {
                entry: entry.clone(),
                bytes: self.bytes,
                pointer: self.pointer,
            },
            code: self.code,
            reason: self.reason.into(),
        }
    }
}

#[derive(Debug)]
struct Frame {
    array: bool,
    base: Arc<str>,
    /// The position of the next element.
    index: u64,
    /// Whether a value has been read since the last comma.
    after_value: bool,
    /// Whether this array's elements are opened where they are containers.
    opens_elements: bool,
    /// How this array's elements begin, up to their first name: where to go on after damage.
    signature: Option<Box<[u8]>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Start,
    Walking,
    Trailing,
    Done,
}

/// The walk over one file.
pub struct JsonStream<R, F> {
    reader: R,
    enter: F,
    limits: Limits,
    buffer: Vec<u8>,
    /// Where the walk stands in the buffer.
    at: usize,
    /// What the buffer's first byte is in the file.
    offset: u64,
    end_of_file: bool,
    failure: Option<String>,
    frames: Vec<Frame>,
    state: State,
}

/// A [`Piece`] by its place in the buffer.
enum Step {
    Value {
        pointer: Pointer,
        start: usize,
        end: usize,
    },
    End(Arc<str>),
    Fault(Fault),
}

impl<R: Read, F: FnMut(&str) -> Enter> JsonStream<R, F> {
    /// A walk over `reader`. `enter` is asked for every container below the root by its JSON
    /// Pointer, and once per opened array for all its elements by `<pointer>/-`.
    pub fn new(reader: R, limits: Limits, enter: F) -> Self {
        Self {
            reader,
            enter,
            limits,
            buffer: Vec::new(),
            at: 0,
            offset: 0,
            end_of_file: false,
            failure: None,
            frames: Vec::new(),
            state: State::Start,
        }
    }

    /// The next step; `None` at the end.
    pub fn next_piece(&mut self) -> Option<Piece<'_>> {
        Some(match self.step()? {
            Step::Value { pointer, start, end } => Piece::Value {
                pointer,
                raw: value::Raw::new(&self.buffer[start..end], self.offset + start as u64),
            },
            Step::End(base) => Piece::End(base),
            Step::Fault(fault) => Piece::Fault(fault),
        })
    }

    /// How many bytes of the file have been read so far.
    pub fn bytes_read(&self) -> u64 {
        self.offset + self.buffer.len() as u64
    }

    fn step(&mut self) -> Option<Step> {
        loop {
            match self.state {
                State::Start => {
                    if let Some(fault) = self.start() {
                        return Some(Step::Fault(fault));
                    }
                }
                State::Walking => {
                    if let Some(step) = self.walk() {
                        return Some(step);
                    }
                }
                State::Trailing => {
                    self.state = State::Done;
                    if self.peek().is_some() {
                        return Some(Step::Fault(self.rest(
                            "trailing-bytes",
                            "there is more in this file after its JSON ends",
                        )));
                    }
                    if let Some(failure) = self.failure.take() {
                        let place = self.offset + self.at as u64;
                        return Some(Step::Fault(Fault {
                            bytes: (place, place),
                            pointer: Pointer::None,
                            code: "unreadable",
                            reason: failure,
                        }));
                    }
                }
                State::Done => return None,
            }
        }
    }

    fn start(&mut self) -> Option<Fault> {
        self.state = State::Walking;
        while self.buffer.len() < 3 && self.fill(0) {}
        if self.buffer.starts_with(&[0xEF, 0xBB, 0xBF]) {
            self.at = 3;
        }
        match self.peek() {
            Some(open @ (b'{' | b'[')) => {
                self.at += 1;
                self.push(open == b'[', "".into());
                None
            }
            _ => {
                self.at = 0;
                Some(self.rest("not-json", "this file is not JSON, or is empty"))
            }
        }
    }

    fn push(&mut self, array: bool, base: Arc<str>) {
        let opens_elements = array && (self.enter)(&format!("{base}/-")) == Enter::Open;
        self.frames.push(Frame {
            array,
            base,
            index: 0,
            after_value: false,
            opens_elements,
            signature: None,
        });
    }

    /// One step inside the innermost open container; `None` to go round again.
    fn walk(&mut self) -> Option<Step> {
        let Some(next) = self.peek() else {
            return Some(Step::Fault(self.rest(
                "truncated",
                "the file ends in the middle: what came after is not in it",
            )));
        };
        let frame = self.frames.last_mut()?;
        match next {
            b']' | b'}' if (next == b']') == frame.array => {
                self.at += 1;
                let base = self.frames.pop()?.base;
                if self.frames.is_empty() {
                    self.state = State::Trailing;
                }
                Some(Step::End(base))
            }
            b',' => {
                self.at += 1;
                frame.after_value = false;
                None
            }
            _ if frame.after_value => Some(self.recover(Pointer::None, "a comma is missing here")),
            b']' | b'}' => Some(self.recover(Pointer::None, "a bracket does not match here")),
            _ if frame.array => {
                let pointer = Pointer::Json {
                    base: frame.base.clone(),
                    index: Some(frame.index),
                };
                frame.index += 1;
                frame.after_value = true;
                self.element(pointer, next)
            }
            b'"' => self.member(),
            _ => Some(self.recover(Pointer::None, "a name in quotes is missing here")),
        }
    }

    fn element(&mut self, pointer: Pointer, first: u8) -> Option<Step> {
        if first == b'{' && self.frames.last().is_some_and(|frame| frame.signature.is_none()) {
            self.sign();
        }
        if matches!(first, b'{' | b'[')
            && self.frames.len() < OPEN
            && self.frames.last().is_some_and(|frame| frame.opens_elements)
            && let Pointer::Json { base, index: Some(index) } = &pointer
        {
            self.at += 1;
            let base = format!("{base}/{index}").into();
            self.push(first == b'[', base);
            return None;
        }
        Some(self.whole(pointer))
    }

    fn member(&mut self) -> Option<Step> {
        let (start, end) = match self.delimit() {
            Delimited::Found(start, end) => (start, end),
            Delimited::Fault(fault) => return Some(Step::Fault(fault)),
            Delimited::Broken => return Some(self.recover(Pointer::None, "a name is damaged")),
        };
        let name = value::Raw::new(&self.buffer[start..end], 0)
            .text()
            .map(|text| text.text.replace('~', "~0").replace('/', "~1"))
            .unwrap_or_default();
        let base: Arc<str> = format!("{}/{name}", self.frames.last()?.base).into();
        let pointer = Pointer::Json {
            base: base.clone(),
            index: None,
        };
        self.at = end;
        if self.peek() != Some(b':') {
            return Some(self.recover(pointer, "a colon is missing here"));
        }
        self.at += 1;
        self.frames.last_mut()?.after_value = true;
        match self.peek() {
            Some(open @ (b'{' | b'['))
                if self.frames.len() < OPEN && (self.enter)(&base) == Enter::Open =>
            {
                self.at += 1;
                self.push(open == b'[', base);
                None
            }
            _ => Some(self.whole(pointer)),
        }
    }

    /// Hands out the value at `self.at`.
    fn whole(&mut self, pointer: Pointer) -> Step {
        match self.delimit() {
            Delimited::Found(start, end) => {
                self.at = end;
                Step::Value { pointer, start, end }
            }
            Delimited::Fault(fault) => Step::Fault(Fault { pointer, ..fault }),
            Delimited::Broken => self.recover(pointer, "this record is damaged"),
        }
    }

    /// Finds the end of the value at `self.at`, which stays there unless a fault is returned.
    fn delimit(&mut self) -> Delimited {
        let mut scan = Scan::new(self.limits.depth);
        let begin = self.offset + self.at as u64;
        let mut scanned = 0;
        let mut dropping = false;
        loop {
            match scan.feed(&self.buffer[self.at + scanned..]) {
                Scanned::End(length) if dropping => {
                    self.at += length;
                    return self.too_long(begin);
                }
                Scanned::End(length) if scan.too_deep() => {
                    self.at += scanned + length;
                    return Delimited::Fault(Fault {
                        bytes: (begin, self.offset + self.at as u64),
                        pointer: Pointer::None,
                        code: "too-deep",
                        reason: format!(
                            "this record is nested more than {} deep and was not read",
                            self.limits.depth
                        ),
                    });
                }
                Scanned::End(length) => {
                    return Delimited::Found(self.at, self.at + scanned + length);
                }
                Scanned::Broken => return Delimited::Broken,
                Scanned::More => {}
            }
            scanned = self.buffer.len() - self.at;
            if !dropping && scanned > self.limits.value {
                // A bracket that was never closed swallows the rest: look for the next element
                // before giving the bytes up.
                if self.find_signature(self.at + 1).is_some() {
                    return Delimited::Broken;
                }
                dropping = true;
            }
            if dropping {
                self.at = self.buffer.len();
                scanned = 0;
            }
            if !self.fill(self.at) {
                // A number or word may end with the file.
                if !dropping && scan.is_complete_at_end() && scanned > 0 {
                    return Delimited::Found(self.at, self.at + scanned);
                }
                return if dropping { self.too_long(begin) } else { Delimited::Broken };
            }
        }
    }

    fn too_long(&self, begin: u64) -> Delimited {
        let end = self.offset + self.at as u64;
        Delimited::Fault(Fault {
            bytes: (begin, end),
            pointer: Pointer::None,
            code: "too-long",
            reason: format!(
                "this record has {} bytes; more than {} are not read",
                end - begin,
                self.limits.value
            ),
        })
    }

    /// Keeps how the element at `self.at` begins.
    fn sign(&mut self) {
        while self.buffer.len() - self.at < SIGNATURE && self.fill(self.at) {}
        let rest = &self.buffer[self.at..];
        let rest = &rest[..rest.len().min(SIGNATURE)];
        let Some(open) = rest.iter().position(|byte| *byte == b'"') else {
            return;
        };
        if !rest[1..open].iter().all(u8::is_ascii_whitespace) {
            return;
        }
        let Some(close) = memchr::memchr(b'"', &rest[open + 1..]) else {
            return;
        };
        let signature = rest[..open + close + 2].into();
        if let Some(frame) = self.frames.last_mut() {
            frame.signature = Some(signature);
        }
    }

    fn find_signature(&self, from: usize) -> Option<usize> {
        let signature = self.frames.iter().rev().find_map(|frame| frame.signature.as_ref())?;
        memmem::find(self.buffer.get(from..)?, signature).map(|found| from + found)
    }

    /// After damage at `self.at`: to the next element that begins as its array's first one does,
    /// or to the end of the file.
    fn recover(&mut self, pointer: Pointer, what: &str) -> Step {
        let begin = self.offset + self.at as u64;
        let Some(depth) = self.frames.iter().rposition(|frame| frame.signature.is_some()) else {
            return Step::Fault(Fault { pointer, ..self.rest("invalid-json", what) });
        };
        let keep = self.frames[depth].signature.as_ref().map_or(0, |found| found.len());
        self.at = (self.at + 1).min(self.buffer.len());
        loop {
            if let Some(found) = self.find_signature(self.at) {
                self.at = found;
                self.frames.truncate(depth + 1);
                self.frames[depth].after_value = false;
                return Step::Fault(Fault {
                    bytes: (begin, self.offset + found as u64),
                    pointer,
                    code: "invalid-json",
                    reason: format!("{what}; reading went on at the next record"),
                });
            }
            self.at = self.at.max((self.buffer.len() + 1).saturating_sub(keep));
            if !self.fill(self.at) {
                break;
            }
        }
        let mut fault = self.rest("truncated", what);
        fault.bytes.0 = begin;
        Step::Fault(Fault { pointer, ..fault })
    }

    /// Gives the rest of the file up: a fault that says how much that is.
    fn rest(&mut self, code: &'static str, what: &str) -> Fault {
        self.state = State::Done;
        let begin = self.offset + self.at as u64;
        self.at = self.buffer.len();
        while self.fill(self.at) {
            self.at = self.buffer.len();
        }
        let end = self.offset + self.buffer.len() as u64;
        let (code, what) = match &self.failure {
            Some(failure) => ("unreadable", failure.as_str()),
            None => (code, what),
        };
        Fault {
            bytes: (begin, end),
            pointer: Pointer::None,
            code,
            reason: format!("{what}; {} bytes from here to the end were not read", end - begin),
        }
    }

    /// The next byte that is not white space, without taking it.
    fn peek(&mut self) -> Option<u8> {
        loop {
            let rest = &self.buffer[self.at..];
            match rest.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n')) {
                Some(blank) => {
                    self.at += blank;
                    return Some(self.buffer[self.at]);
                }
                None => self.at = self.buffer.len(),
            }
            if !self.fill(self.at) {
                return None;
            }
        }
    }

    /// Reads on. What stands before `keep` is let go, so `self.at` moves with the buffer; `keep`
    /// is at most `self.at`. `false` at the end.
    fn fill(&mut self, keep: usize) -> bool {
        if self.end_of_file {
            return false;
        }
        self.buffer.copy_within(keep.., 0);
        self.buffer.truncate(self.buffer.len() - keep);
        self.offset += keep as u64;
        self.at -= keep;
        let held = self.buffer.len();
        // A long value doubles the step, so that it is not copied once per chunk.
        self.buffer.resize(held + CHUNK.max(held), 0);
        let mut filled = held;
        while filled < held + CHUNK {
            match self.reader.read(&mut self.buffer[filled..]) {
                Ok(0) => self.end_of_file = true,
                Ok(count) => {
                    filled += count;
                    continue;
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => {
                    self.end_of_file = true;
                    self.failure = Some(format!("reading stopped: {error}"));
                }
            }
            break;
        }
        self.buffer.truncate(filled);
        filled > held
    }
}

/// What [`JsonStream::delimit`] found.
enum Delimited {
    Found(usize, usize),
    /// The value was passed over.
    Fault(Fault),
    /// No end was found; nothing was passed over.
    Broken,
}
