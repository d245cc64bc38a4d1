//! Where the walk goes on after damage: at the next element that begins as the first of its array
//! did, or nowhere. Knows nothing of what elements mean.

use super::{Enter, Fault, JsonStream, State, Step};
use memchr::memmem;
use onrecord_model::Pointer;
use std::io::Read;

/// How many bytes may be looked at in vain before the rest of a file is given up.
const WASTE: u64 = 256 << 20;
/// A longer beginning of an element is not kept as a signature.
const SIGNATURE: usize = 512;

impl<R: Read, F: FnMut(&str, bool) -> Enter> JsonStream<R, F> {
    /// Keeps how the element at `self.window.at` begins.
    pub(super) fn sign(&mut self) {
        while self.window.held().len() - self.window.at < SIGNATURE
            && self.window.fill(self.window.at)
        {}
        let rest = &self.window.held()[self.window.at..];
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

    pub(super) fn find_signature(&self, from: usize) -> Option<usize> {
        let signature = self
            .frames
            .iter()
            .rev()
            .find_map(|frame| frame.signature.as_ref())?;
        memmem::find(self.window.held().get(from..)?, signature).map(|found| from + found)
    }

    /// After damage at `self.window.at`: to the next element that begins as its array's first one does,
    /// or to the end of the file.
    pub(super) fn recover(&mut self, pointer: Pointer, what: &str) -> Step {
        let begin = self.window.offset + self.window.at as u64;
        let Some(depth) = self
            .frames
            .iter()
            .rposition(|frame| frame.signature.is_some())
        else {
            return Step::Fault(Fault {
                pointer,
                ..self.rest("invalid-json", what)
            });
        };
        let keep = self.frames[depth]
            .signature
            .as_ref()
            .map_or(0, |found| found.len());
        self.window.at = (self.window.at + 1).min(self.window.held().len());
        loop {
            if self.wasted > WASTE {
                break;
            }
            if let Some(found) = self.find_signature(self.window.at) {
                self.window.at = found;
                self.frames.truncate(depth + 1);
                self.frames[depth].after_value = false;
                return Step::Fault(Fault {
                    bytes: (begin, self.window.offset + found as u64),
                    pointer,
                    code: "invalid-json",
                    reason: format!("{what}; reading went on at the next record"),
                });
            }
            self.window.at = self
                .window
                .at
                .max((self.window.held().len() + 1).saturating_sub(keep));
            if !self.window.fill(self.window.at) {
                break;
            }
        }
        Step::Fault(Fault {
            pointer,
            ..self.rest_from(begin, "truncated", what)
        })
    }

    /// Gives the rest of the file up: a fault that says how much that is.
    pub(super) fn rest(&mut self, code: &'static str, what: &str) -> Fault {
        let begin = if self.has_found {
            self.window.offset + self.window.at as u64
        } else {
            0
        };
        self.rest_from(begin, code, what)
    }

    pub(super) fn rest_from(&mut self, begin: u64, code: &'static str, what: &str) -> Fault {
        self.state = State::Done;
        self.window.at = self.window.held().len();
        while self.window.fill(self.window.at) {
            self.window.at = self.window.held().len();
        }
        let end = self.window.offset + self.window.held().len() as u64;
        let (code, what) = match &self.window.failure {
            Some(failure) => ("unreadable", failure.as_str()),
            None => (code, what),
        };
        Fault {
            bytes: (begin, end),
            pointer: Pointer::None,
            code,
            reason: format!(
                "{what}; {} bytes from here to the end were not read",
                end - begin
            ),
        }
    }
}
