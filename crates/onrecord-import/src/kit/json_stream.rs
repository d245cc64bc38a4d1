//! Walks huge or damaged JSON without holding it: every value of interest comes with its exact
//! bytes and where they stand. Knows no platform.
//!
//! General JSON parsers refuse a file for one bad byte; an export may be cut, edited by hand or
//! made to break its reader, and everything around the damage must still be read. So the walk
//! looks only for where values begin and end; [`value`] reads inside them. What cannot be
//! delimited becomes a [`Fault`] with its byte range, and the walk goes on at the next element
//! that begins as the first element of that array does.

mod recovery;
mod scan;
mod tape;
mod taped;
pub mod value;
mod window;

use onrecord_model::{Digest, Locator, Pointer};
use scan::{Scan, Scanned, blank_length};
use std::io::Read;
use std::sync::Arc;
use tape::{Tape, Taped};
pub use taped::Notes;
use window::Window;

/// How many containers may be open at once in the walk itself.
const OPEN: usize = 32;
/// An object of more bytes is long: see [`Enter::Long`].
const LONG: usize = 256 << 10;

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
    /// Walk into those elements that are long objects and begin with a member of this name, which
    /// says what all others belong to; hand out the others in one piece. For elements only.
    Long(&'static str),
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
    elements: Enter,
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
    window: Window<R>,
    enter: F,
    limits: Limits,
    /// Whether anything of the file has been made out.
    has_found: bool,
    /// Bytes looked at in vain, more than once: what damage made on purpose could multiply.
    wasted: u64,
    frames: Vec<Frame>,
    state: State,
    /// What was noted of the container found last, where one pass was enough, and of the one after.
    tape: Tape,
    next_tape: Box<Tape>,
    is_taped: bool,
    /// The next element of the array, where it has been passed over already.
    ahead: Option<Ahead>,
    digest: Option<Digest>,
}

/// An element that was passed over together with the one before it, by its place in the buffer.
struct Ahead {
    start: usize,
    end: usize,
    digest: Digest,
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

impl<R: Read, F: FnMut(&str, bool) -> Enter> JsonStream<R, F> {
    /// A walk over `reader`. `enter` is asked for every member that is a container by its JSON
    /// Pointer and whether it is an array; and once per opened array, for all its elements, by
    /// `<pointer>/-` and `false`.
    pub fn new(reader: R, limits: Limits, enter: F) -> Self {
        Self {
            window: Window::new(reader),
            enter,
            limits,
            has_found: false,
            wasted: 0,
            frames: Vec::new(),
            state: State::Start,
            tape: Tape::default(),
            next_tape: Box::default(),
            is_taped: false,
            ahead: None,
            digest: None,
        }
    }

    /// The next step; `None` at the end.
    pub fn next_piece(&mut self) -> Option<Piece<'_>> {
        let step = self.step()?;
        self.has_found |= !matches!(step, Step::Fault(_));
        Some(match step {
            Step::Value {
                pointer,
                start,
                end,
            } => Piece::Value {
                pointer,
                raw: value::Raw::new(
                    &self.window.held()[start..end],
                    self.window.offset + start as u64,
                )
                .with_nodes(if self.is_taped {
                    self.tape.nodes()
                } else {
                    &[]
                })
                .with_digest(self.digest.as_ref()),
            },
            Step::End(base) => Piece::End(base),
            Step::Fault(fault) => Piece::Fault(fault),
        })
    }

    /// How many bytes of the file have been read so far.
    pub fn bytes_read(&self) -> u64 {
        self.window.offset + self.window.held().len() as u64
    }

    fn step(&mut self) -> Option<Step> {
        self.digest = None;
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
                    if self.window.peek().is_some() {
                        return Some(Step::Fault(self.rest(
                            "trailing-bytes",
                            "there is more in this file after its JSON ends",
                        )));
                    }
                    if let Some(failure) = self.window.failure.take() {
                        let place = self.window.offset + self.window.at as u64;
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
        while self.window.held().len() < 3 && self.window.fill(0) {}
        if self.window.held().starts_with(&[0xEF, 0xBB, 0xBF]) {
            self.window.at = 3;
        }
        match self.window.peek() {
            Some(open @ (b'{' | b'[')) => {
                self.window.at += 1;
                self.push(open == b'[', "".into());
                None
            }
            _ => {
                self.window.at = 0;
                Some(self.rest("not-json", "this file is not JSON, or is empty"))
            }
        }
    }

    fn push(&mut self, array: bool, base: Arc<str>) {
        let elements = if array {
            (self.enter)(&format!("{base}/-"), false)
        } else {
            Enter::Whole
        };
        self.frames.push(Frame {
            array,
            base,
            index: 0,
            after_value: false,
            elements,
            signature: None,
        });
    }

    /// One step inside the innermost open container; `None` to go round again.
    fn walk(&mut self) -> Option<Step> {
        let Some(next) = self.window.peek() else {
            return Some(Step::Fault(self.rest(
                "truncated",
                "the file ends in the middle: what came after is not in it",
            )));
        };
        let frame = self.frames.last_mut()?;
        match next {
            b']' | b'}' if (next == b']') == frame.array => {
                self.window.at += 1;
                let base = self.frames.pop()?.base;
                if self.frames.is_empty() {
                    self.state = State::Trailing;
                }
                Some(Step::End(base))
            }
            b',' => {
                self.window.at += 1;
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
        if first == b'{'
            && self
                .frames
                .last()
                .is_some_and(|frame| frame.signature.is_none())
        {
            self.sign();
        }
        if let Some(ahead) = self.ahead.take()
            && ahead.start == self.window.at
        {
            std::mem::swap(&mut self.tape, &mut *self.next_tape);
            self.is_taped = true;
            self.digest = Some(ahead.digest);
            self.window.at = ahead.end;
            return Some(Step::Value {
                pointer,
                start: ahead.start,
                end: ahead.end,
            });
        }
        if matches!(first, b'{' | b'[')
            && self.frames.len() < OPEN
            && match self.frames.last()?.elements {
                Enter::Open => true,
                Enter::Whole => false,
                Enter::Long(name) => first == b'{' && self.is_long(name),
            }
            && let Pointer::Json {
                base,
                index: Some(index),
            } = &pointer
        {
            self.window.at += 1;
            let base = format!("{base}/{index}").into();
            self.push(first == b'[', base);
            return None;
        }
        let step = self.whole(pointer);
        if let Step::Value { start, end, .. } = step
            && self.is_taped
        {
            self.look_ahead(start, end);
        }
        Some(step)
    }

    /// Whether the object here is longer than [`LONG`] and begins with the member `name`.
    fn is_long(&mut self, name: &str) -> bool {
        while self.window.held().len() - self.window.at < LONG {
            if !self.window.fill(self.window.at) {
                return false;
            }
        }
        let Some(bytes) = self
            .window
            .held()
            .get(self.window.at..self.window.at + LONG)
        else {
            return false;
        };
        let first = bytes[1..].trim_ascii_start().strip_prefix(b"\"");
        let begins = first
            .and_then(|first| first.strip_prefix(name.as_bytes()))
            .is_some_and(|rest| rest.starts_with(b"\""));
        begins && self.next_tape.read(bytes, self.limits.depth) == Taped::More
    }

    /// Passes over the next element too, if it is in the buffer and well formed: the digests of two
    /// records are worked out faster than one after the other.
    fn look_ahead(&mut self, start: usize, end: usize) {
        let Some(rest) = self.window.held().get(end..) else {
            return;
        };
        let comma = blank_length(rest);
        let Some((b',', after)) = rest.get(comma..).and_then(<[u8]>::split_first) else {
            return;
        };
        let next = end + comma + 1 + blank_length(after);
        let Some(bytes @ [b'{', ..]) = self.window.held().get(next..) else {
            return;
        };
        if let Taped::End(length) = self.next_tape.read(bytes, self.limits.depth)
            && length <= self.limits.value
            && let Some(record) = self.window.held().get(start..end)
        {
            let (own, digest) = Digest::of_both(record, &bytes[..length]);
            self.digest = Some(own);
            self.ahead = Some(Ahead {
                start: next,
                end: next + length,
                digest,
            });
        }
    }

    fn member(&mut self) -> Option<Step> {
        let (start, end) = match self.delimit() {
            Delimited::Found(start, end) => (start, end),
            Delimited::Fault(fault) => return Some(Step::Fault(fault)),
            Delimited::Broken => return Some(self.recover(Pointer::None, "a name is damaged")),
        };
        let name = value::Raw::new(&self.window.held()[start..end], 0)
            .text()
            .map(|text| text.text.replace('~', "~0").replace('/', "~1"))
            .unwrap_or_default();
        let base: Arc<str> = format!("{}/{name}", self.frames.last()?.base).into();
        let pointer = Pointer::Json {
            base: base.clone(),
            index: None,
        };
        self.window.at = end;
        if self.window.peek() != Some(b':') {
            return Some(self.recover(pointer, "a colon is missing here"));
        }
        self.window.at += 1;
        self.frames.last_mut()?.after_value = true;
        match self.window.peek() {
            Some(open @ (b'{' | b'['))
                if self.frames.len() < OPEN && (self.enter)(&base, open == b'[') == Enter::Open =>
            {
                self.window.at += 1;
                self.push(open == b'[', base);
                None
            }
            _ => Some(self.whole(pointer)),
        }
    }

    /// Hands out the value at `self.window.at`.
    fn whole(&mut self, pointer: Pointer) -> Step {
        match self.delimit() {
            Delimited::Found(start, end) => {
                self.window.at = end;
                Step::Value {
                    pointer,
                    start,
                    end,
                }
            }
            Delimited::Fault(fault) => Step::Fault(Fault { pointer, ..fault }),
            Delimited::Broken => self.recover(pointer, "this record is damaged"),
        }
    }

    /// Finds the end of the value at `self.window.at`, which stays there unless a fault is returned.
    fn delimit(&mut self) -> Delimited {
        self.is_taped = false;
        if matches!(self.window.held().get(self.window.at), Some(b'{' | b'['))
            && let Some(length) = self.pass()
        {
            self.is_taped = true;
            return Delimited::Found(self.window.at, self.window.at + length);
        }
        let mut scan = Scan::new(self.limits.depth);
        let begin = self.window.offset + self.window.at as u64;
        let mut scanned = 0;
        let mut dropping = false;
        loop {
            match scan.feed(&self.window.held()[self.window.at + scanned..]) {
                Scanned::End(length) if dropping => {
                    self.window.at += length;
                    return self.too_long(begin);
                }
                Scanned::End(length) if scan.too_deep() => {
                    self.window.at += scanned + length;
                    return Delimited::Fault(Fault {
                        bytes: (begin, self.window.offset + self.window.at as u64),
                        pointer: Pointer::None,
                        code: "too-deep",
                        reason: format!(
                            "this record is nested more than {} deep and was not read",
                            self.limits.depth
                        ),
                    });
                }
                Scanned::End(length) => {
                    return Delimited::Found(self.window.at, self.window.at + scanned + length);
                }
                Scanned::Broken => {
                    self.wasted += scanned as u64;
                    return Delimited::Broken;
                }
                Scanned::More => {}
            }
            scanned = self.window.held().len() - self.window.at;
            if !dropping && scanned > self.limits.value {
                // A bracket that was never closed swallows the rest: look for the next element
                // before giving the bytes up.
                if self.find_signature(self.window.at + 1).is_some() {
                    self.wasted += scanned as u64;
                    return Delimited::Broken;
                }
                dropping = true;
            }
            if dropping {
                self.window.at = self.window.held().len();
                scanned = 0;
            }
            if !self.window.fill(self.window.at) {
                // A number or word may end with the file.
                if !dropping && scan.is_complete_at_end() && scanned > 0 {
                    return Delimited::Found(self.window.at, self.window.at + scanned);
                }
                if !dropping {
                    self.wasted += scanned as u64;
                    return Delimited::Broken;
                }
                return Delimited::Fault(self.rest_from(
                    begin,
                    "truncated",
                    "this record has no end",
                ));
            }
        }
    }

    /// The length of the container at `self.window.at`, if one pass finds it whole and well formed.
    fn pass(&mut self) -> Option<usize> {
        loop {
            let bytes = self.window.held().get(self.window.at..)?;
            match self.tape.read(bytes, self.limits.depth) {
                Taped::End(length) if length <= self.limits.value => return Some(length),
                Taped::End(_) | Taped::Other => return None,
                // What is read on at least doubles what is held, so this is linear.
                Taped::More if bytes.len() > self.limits.value => return None,
                Taped::More => {
                    if !self.window.fill(self.window.at) {
                        return None;
                    }
                }
            }
        }
    }

    fn too_long(&self, begin: u64) -> Delimited {
        let end = self.window.offset + self.window.at as u64;
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
}

/// What [`JsonStream::delimit`] found.
enum Delimited {
    Found(usize, usize),
    /// The value was passed over.
    Fault(Fault),
    /// No end was found; nothing was passed over.
    Broken,
}
