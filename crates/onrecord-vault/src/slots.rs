//! Key slots: the case's identity, wrapped once for each way in.
//!
//! Each slot is an age file in `keys/` whose content is the case's `AGE-SECRET-KEY-1…` line, so
//! that a case opens with the `age` tool and no program of ours. Knows nothing of the log.

use crate::age_format::{
    AgeError, Identity, Opening, Recipient, decrypt_small, encrypt_small_to,
    encrypt_small_with_passphrase,
};
use crate::error::{Result, VaultError};
use std::path::Path;
use std::time::Duration;
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

/// Fewer characters than this are refused: four short words have more.
pub const SHORTEST_PASSPHRASE: usize = 12;
/// The most scrypt work that opening a slot accepts; its file may come from somebody else.
pub(crate) const MOST_WORK: u8 = 20;

/// How much work one try at the passphrase costs: scrypt with `N = 2^n`, r = 8, p = 1, which also
/// takes 1 KiB x N of memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkFactor(pub(crate) u8);

impl WorkFactor {
    /// 2^18: about a second, and 256 MiB, on a machine of 2020. What the `age` tool takes.
    pub const STANDARD: Self = Self(18);
    /// 2^4: no protection at all.
    pub const ONLY_FOR_TESTS: Self = Self(4);

    /// Chooses between 2^16 and 2^18 so that one try takes about a second here: `time` is given a
    /// piece of work and says how long it took. More than 2^18 would not leave memory for a small
    /// machine; less than 2^16 would be too cheap to guess against.
    pub fn calibrate(time: impl FnOnce(&mut dyn FnMut()) -> Duration) -> Self {
        let mut piece = || {
            let mut out = [0; 32];
            if let Ok(params) = scrypt::Params::new(14, 8, 1) {
                let _ = scrypt::scrypt(b"calibration", b"onrecord", &params, &mut out);
            }
        };
        let taken = time(&mut piece).as_secs_f64().max(0.000_1);
        let doublings = (1.0 / taken).log2().round();
        Self((14.0 + doublings).clamp(16.0, 18.0) as u8)
    }
}

/// One way into a case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// `keys/passphrase.age`.
    Passphrase,
    /// `keys/recovery.age`, opened by the key on the printed sheet.
    Recovery,
    /// `keys/helper-<name>.age`; the name is eight random hexadecimal digits.
    Helper(String),
}

impl Slot {
    /// The file's name in `keys/`.
    pub fn file_name(&self) -> String {
        format!("{}.age", self.name())
    }

    /// `passphrase`, `recovery` or `helper-…`: how the log names it.
    pub fn name(&self) -> String {
        match self {
            Self::Passphrase => "passphrase".to_owned(),
            Self::Recovery => "recovery".to_owned(),
            Self::Helper(name) => format!("helper-{name}"),
        }
    }

    /// The slot of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "passphrase" => Some(Self::Passphrase),
            "recovery" => Some(Self::Recovery),
            _ => {
                let rest = name.strip_prefix("helper-")?;
                let digits = rest.len() == 8 && rest.bytes().all(|b| b.is_ascii_hexdigit());
                digits.then(|| Self::Helper(rest.to_owned()))
            }
        }
    }
}

/// What opens a case.
pub enum Key<'a> {
    /// What the person chose.
    Passphrase(&'a str),
    /// From the printed sheet.
    Recovery(&'a Identity),
    /// A helper's own identity.
    Helper(&'a Identity),
}

impl Key<'_> {
    pub(crate) fn noun(&self) -> &'static str {
        match self {
            Self::Passphrase(_) => "passphrase",
            Self::Recovery(_) => "recovery key",
            Self::Helper(_) => "helper's key",
        }
    }

    pub(crate) fn may_open(&self, slot: &Slot) -> bool {
        matches!(
            (self, slot),
            (Self::Passphrase(_), Slot::Passphrase)
                | (Self::Recovery(_), Slot::Recovery)
                | (Self::Helper(_), Slot::Helper(_))
        )
    }

    /// What to try, one after the other.
    fn open(&self, file: &[u8]) -> core::result::Result<Zeroizing<Vec<u8>>, AgeError> {
        let passphrase = match self {
            Self::Passphrase(passphrase) => passphrase,
            Self::Recovery(identity) | Self::Helper(identity) => {
                return decrypt_small(file, &Opening::Identity(identity));
            }
        };
        for spelling in spellings(passphrase) {
            let opening = Opening::Passphrase {
                passphrase: &spelling,
                most_work: MOST_WORK,
            };
            match decrypt_small(file, &opening) {
                Err(AgeError::NoMatch) => {}
                other => return other,
            }
        }
        Err(AgeError::NoMatch)
    }
}

/// What to try for a passphrase. Composed, as every one is set. Then as typed and decomposed: older
/// cases, and files that another tool made, took the bytes as they came.
pub(crate) fn spellings(passphrase: &str) -> Vec<Zeroizing<String>> {
    let mut tried: Vec<Zeroizing<String>> = Vec::new();
    for spelling in [
        composed(passphrase),
        Zeroizing::new(passphrase.to_owned()),
        Zeroizing::new(passphrase.nfd().collect()),
    ] {
        if !tried.contains(&spelling) {
            tried.push(spelling);
        }
    }
    tried
}

/// A passphrase in Unicode's composed form (NFC). The same letters typed on another keyboard or
/// system are then the same bytes; letters that only look alike stay different.
pub(crate) fn composed(passphrase: &str) -> Zeroizing<String> {
    Zeroizing::new(passphrase.nfc().collect())
}

fn content(case: &Identity) -> Zeroizing<String> {
    Zeroizing::new(format!("{}\n", *case.to_text()))
}

/// A passphrase slot's file.
pub(crate) fn for_passphrase(
    case: &Identity,
    passphrase: &str,
    work: WorkFactor,
) -> Result<Vec<u8>> {
    let passphrase = &composed(passphrase);
    if passphrase.chars().count() < SHORTEST_PASSPHRASE {
        return Err(VaultError::ShortPassphrase(SHORTEST_PASSPHRASE));
    }
    encrypt_small_with_passphrase(passphrase, work.0, content(case).as_bytes()).map_err(in_memory)
}

/// A slot's file for the holder of another key.
pub(crate) fn for_recipient(case: &Identity, to: &Recipient) -> Result<Vec<u8>> {
    encrypt_small_to(to, content(case).as_bytes()).map_err(in_memory)
}

fn in_memory(error: AgeError) -> VaultError {
    match error {
        AgeError::Random => VaultError::Random,
        other => VaultError::Refused(other.to_string()),
    }
}

/// The identity in a slot's file; `Ok(None)` where this key does not open it.
pub(crate) fn open(path: &Path, file: &[u8], key: &Key<'_>) -> Result<Option<Identity>> {
    let plain = match key.open(file) {
        Err(AgeError::NoMatch) => return Ok(None),
        other => other.map_err(|error| VaultError::age(path, error))?,
    };
    let identity = core::str::from_utf8(&plain)
        .ok()
        .and_then(|text| text.strip_suffix('\n'))
        .and_then(Identity::from_text);
    identity
        .map(Some)
        .ok_or_else(|| VaultError::damaged(path, "it holds no case key"))
}
