//! Standard output and error: text for people, JSON Lines for programs. Hostile text is escaped
//! here, at the exit.

use std::io::{self, IsTerminal as _, Write};

/// Prints a line of ours. A closed pipe ends the program quietly, as with any filter.
///
/// # Errors
/// Standard output cannot be written to.
pub fn line(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.write_all(b"\n")
}

/// Prints one JSON value on one line.
///
/// # Errors
/// As [`line`].
pub fn json(value: &serde_json::Value) -> io::Result<()> {
    line(&value.to_string())
}

/// Prints to standard error; nothing to be done where that fails.
pub fn tell(text: &str) {
    let mut out = io::stderr().lock();
    let _ = out
        .write_all(text.as_bytes())
        .and_then(|()| out.write_all(b"\n"));
}

/// A line that is written over by the next: progress, only where a person watches.
#[derive(Debug)]
pub struct Progress {
    shown: bool,
    width: usize,
    last: Option<String>,
}

impl Progress {
    /// Shows only if standard error is a terminal.
    pub fn new() -> Self {
        Self {
            shown: io::stderr().is_terminal(),
            width: 0,
            last: None,
        }
    }

    /// Shows `text` in place of what stood there.
    pub fn show(&mut self, text: &str) {
        if !self.shown || self.last.as_deref() == Some(text) {
            return;
        }
        let width = text.chars().count();
        let gap = " ".repeat(self.width.saturating_sub(width));
        let mut out = io::stderr().lock();
        let _ = write!(out, "\r{text}{gap}").and_then(|()| out.flush());
        self.width = width;
        self.last = Some(text.into());
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.width > 0 {
            let _ = write!(io::stderr().lock(), "\r{}\r", " ".repeat(self.width));
        }
    }
}
