//! The faces that the binary carries, and the store from which all faces are taken.
//!
//! The carried faces alone must make every page come out right, escapes visible; installed ones
//! only add coverage. How the files were made is told in `fonts/README.md`.

use super::system_fonts::{SystemFont, find_system_fonts};

/// One carried face.
pub(super) struct Carried {
    pub(super) bytes: &'static [u8],
}

macro_rules! carried {
    ($($name:literal),* $(,)?) => {
        &[$(Carried { bytes: include_bytes!(concat!("../../fonts/", $name)) }),*]
    };
}

/// Regular, bold, italic and mono first, in the order of [`super::Family`]; then the emoji face;
/// then faces asked in this order for what the first lack.
pub(super) const CARRIED: &[Carried] = carried!(
    "NotoSans-Regular.ttf",
    "NotoSans-Bold.ttf",
    "NotoSans-Italic.ttf",
    "NotoSansMono-Regular.ttf",
    "NotoEmoji-Regular.ttf",
    "NotoSansArabic-Regular.ttf",
    "NotoSansHebrew-Regular.ttf",
    "NotoSansDevanagari-Regular.ttf",
    "NotoSansBengali-Regular.ttf",
    "NotoSansGurmukhi-Regular.ttf",
    "NotoSansGujarati-Regular.ttf",
    "NotoSansTamil-Regular.ttf",
    "NotoSansTelugu-Regular.ttf",
    "NotoSansKannada-Regular.ttf",
    "NotoSansMalayalam-Regular.ttf",
    "NotoSansSinhala-Regular.ttf",
    "NotoSansThai-Regular.ttf",
    "NotoSansLao-Regular.ttf",
    "NotoSansKhmer-Regular.ttf",
    "NotoSansMyanmar-Regular.ttf",
    "NotoSansEthiopic-Regular.ttf",
    "NotoSansArmenian-Regular.ttf",
    "NotoSansGeorgian-Regular.ttf",
    "NotoSansSymbols-Regular.ttf",
    "NotoSansSymbols2-Regular.ttf",
    "NotoSansMath-Regular.ttf",
);

/// The emoji face's place in [`CARRIED`].
pub(super) const EMOJI: usize = 4;

/// Whether installed fonts may help out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SystemFonts {
    /// Look into the usual folders when a character is in no carried face (Chinese, Japanese,
    /// Korean and rare scripts).
    Use,
    /// Carried faces only: the same bytes on every machine.
    Ignore,
}

/// All faces that may be used. Installed ones are read only when a character needs them.
#[derive(Debug)]
pub struct FontStore {
    pub(super) system: Vec<SystemFont>,
}

impl FontStore {
    /// The carried faces, and the installed ones if wanted.
    pub fn new(system: SystemFonts) -> Self {
        Self {
            system: match system {
                SystemFonts::Use => find_system_fonts(),
                SystemFonts::Ignore => Vec::new(),
            },
        }
    }
}
