//! Rule 1: one run for a case and a user. The lock file, which only its owner can read, tells a second
//! start where the first one listens, so that it only asks it to show itself again.

use crate::web::guard::Secret;
use crate::web::place;
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

/// Held as long as the run lives; the system lets the lock go however the program ends.
pub struct Instance {
    file: fs_err::File,
    path: PathBuf,
    knock: Secret,
}

/// What a second start finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Running {
    /// Where the first one listens.
    pub authority: String,
    /// Its own path.
    pub base: String,
    /// What proves that the same user asks.
    pub knock: String,
}

/// The first start, or what it says to a second one.
pub enum Taken {
    /// Nobody else runs.
    First(Instance),
    /// Somebody does.
    Already(Running),
}

impl Instance {
    /// Takes the lock at `path`, and says there where this run listens.
    ///
    /// # Errors
    /// The file cannot be written, or another run is just starting.
    pub fn take(path: &Path, authority: &str, base: &str) -> io::Result<Taken> {
        let mut file = place::private_file_kept(path)?;
        match file.file().try_lock() {
            Ok(()) => {}
            Err(std::fs::TryLockError::WouldBlock) => {
                let mut text = String::new();
                file.read_to_string(&mut text)?;
                let lines: Vec<&str> = text.lines().collect();
                let [authority, base, knock] = lines[..] else {
                    return Err(io::Error::other(
                        "the app is just starting or ending. Please wait a moment and try again",
                    ));
                };
                return Ok(Taken::Already(Running {
                    authority: authority.into(),
                    base: base.into(),
                    knock: knock.into(),
                }));
            }
            Err(std::fs::TryLockError::Error(error)) => return Err(error),
        }
        let knock = super::random::<32>()?;
        file.set_len(0)?;
        file.seek(io::SeekFrom::Start(0))?;
        file.write_all(format!("{authority}\n{base}\n{knock}\n").as_bytes())?;
        file.flush()?;
        Ok(Taken::First(Self {
            file,
            path: path.to_owned(),
            knock: Secret::of(&knock),
        }))
    }

    /// What a second start must show.
    pub fn knock(&self) -> Secret {
        self.knock
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        // Emptied, not removed: another start may be waiting for this very file.
        let _ = self.file.set_len(0);
        let _ = &self.path;
    }
}
