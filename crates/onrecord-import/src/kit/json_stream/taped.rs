//! One pass over a value that is whole in memory: a line of a file, or a record inside a longer one.

use super::tape::{Tape, Taped};
use super::value::Raw;

/// The deepest nesting that is noted.
const DEPTH: u32 = 128;
/// A pass looks at eight bytes at a time, so as many must stand behind the value.
const BEHIND: [u8; 8] = [b' '; 8];

/// Notes where everything in a value stands, so that reading it looks for nothing again.
#[derive(Debug, Default)]
pub struct Notes {
    tape: Tape,
    copy: Vec<u8>,
}

impl Notes {
    /// The value that `bytes` are, of which the first stands at `start`. One that is damaged or
    /// unusual is read without notes.
    pub fn of<'a>(&'a mut self, bytes: &'a [u8], start: u64) -> Raw<'a> {
        let raw = Raw::new(bytes, start);
        self.copy.clear();
        self.copy.extend_from_slice(bytes);
        self.copy.extend_from_slice(&BEHIND);
        match self.tape.read(&self.copy, DEPTH) {
            Taped::End(length) if length == bytes.len() => raw.with_nodes(self.tape.nodes()),
            _ => raw,
        }
    }
}
