//! A reader that only fails: for what could not be opened, or read further, where the failure is told by
//! whoever reads.

use std::io::{self, Read};

/// Gives the error once, and then the end.
#[derive(Debug)]
pub struct Failing(Option<io::Error>);

impl Failing {
    /// A reader that fails so.
    pub fn with(error: io::Error) -> Self {
        Self(Some(error))
    }
}

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}
