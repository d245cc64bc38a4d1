//! What a command says when it could not do what was asked: what happened, what is safe, what to
//! do; and the exit code for scripts.

use crate::ops::OpError;
use std::process::ExitCode;

/// A command that could not be done.
#[derive(Debug)]
pub struct Failure {
    code: u8,
    text: String,
}

impl Failure {
    /// Something the user can put right on the command line.
    pub fn usage(text: impl Into<String>) -> Self {
        Self {
            code: 2,
            text: text.into(),
        }
    }

    /// A check found something wrong.
    pub fn check(text: impl Into<String>) -> Self {
        Self {
            code: 5,
            text: text.into(),
        }
    }

    /// The user stopped it, and nothing was being kept.
    pub fn stopped(text: impl Into<String>) -> Self {
        Self {
            code: 130,
            text: text.into(),
        }
    }

    /// Says it and gives the exit code.
    pub fn report(&self) -> ExitCode {
        if !self.text.is_empty() {
            super::out::tell(&self.text);
        }
        ExitCode::from(self.code)
    }
}

impl From<OpError> for Failure {
    fn from(error: OpError) -> Self {
        let code = match &error {
            OpError::Locked(_) => 3,
            OpError::NeedsAnswer(_) => 4,
            OpError::Interrupted => 130,
            OpError::CheckFailed(_) => 5,
            _ => 1,
        };
        Self {
            code,
            text: error.to_string(),
        }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        // Whoever reads our output has seen enough.
        let code = if error.kind() == std::io::ErrorKind::BrokenPipe {
            0
        } else {
            1
        };
        Self {
            code,
            text: if code == 0 {
                String::new()
            } else {
                error.to_string()
            },
        }
    }
}
