//! What a picture's container holds, before anybody says what it means.

/// A block of EXIF as TIFF lays it out, or a TIFF file's own beginning.
#[derive(Debug, Default)]
pub(super) struct Block {
    /// As much of it as is read.
    pub(super) bytes: Vec<u8>,
    /// Where it begins in the file.
    pub(super) at: u64,
    /// The whole block's length: what lies beyond `bytes` but within it was not looked at.
    pub(super) length: u64,
}

/// Something wrong with the file.
#[derive(Debug)]
pub(super) struct Problem {
    pub(super) code: &'static str,
    /// Where in the file, as near as is known.
    pub(super) at: u64,
    /// A plain sentence.
    pub(super) reason: String,
}

/// What was found in a picture.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub(super) size: Option<(u32, u32)>,
    pub(super) exif: Option<Block>,
    pub(super) exif_blocks: u32,
    pub(super) xmp: Option<Vec<u8>>,
    /// Text that the format itself carries, by name: hostile, and cut to [`MAX_TEXT`].
    pub(super) texts: Vec<(String, Text)>,
    /// The time of a PNG's tIME chunk: year, month, day, hour, minute, second.
    pub(super) png_time: Option<[u8; 7]>,
    pub(super) has_thumbnail: bool,
    /// Bytes after the picture's own end.
    pub(super) after_end: u64,
    /// The structure was followed only so far.
    pub(super) looked_at: Option<u64>,
    pub(super) problems: Vec<Problem>,
}

/// Bytes of a text and how they are encoded.
#[derive(Debug)]
pub(super) struct Text {
    pub(super) bytes: Vec<u8>,
    pub(super) is_latin1: bool,
    pub(super) is_cut: bool,
}

/// Bytes kept of one text.
pub(super) const MAX_TEXT: usize = 4_000;
/// Texts kept of one picture.
pub(super) const MAX_TEXTS: usize = 64;
/// Bytes read of one EXIF block, XMP packet or index of boxes.
pub(super) const MAX_BLOCK: usize = 16 << 20;
const MAX_PROBLEMS: usize = 8;

impl Findings {
    pub(super) fn problem(&mut self, code: &'static str, at: u64, reason: impl Into<String>) {
        if self.problems.len() < MAX_PROBLEMS {
            let reason = reason.into();
            self.problems.push(Problem { code, at, reason });
        }
    }

    pub(super) fn ends_early(&mut self, at: u64) {
        self.problem(
            "truncated",
            at,
            "The file ends in the middle of the picture. It was cut off or damaged.",
        );
    }

    /// The first block counts; that there are more is said.
    pub(super) fn add_exif(&mut self, block: Block) {
        self.exif_blocks = self.exif_blocks.saturating_add(1);
        self.exif.get_or_insert(block);
    }

    pub(super) fn add_xmp(&mut self, packet: Vec<u8>) {
        self.xmp.get_or_insert(packet);
    }

    pub(super) fn add_text(&mut self, name: String, mut bytes: Vec<u8>, is_latin1: bool) {
        if self.texts.len() >= MAX_TEXTS {
            const CODE: &str = "too-many-texts";
            if self.problems.iter().all(|problem| problem.code != CODE) {
                let reason = "The picture holds more texts than are shown. The file has them all.";
                self.problem(CODE, 0, reason);
            }
            return;
        }
        let is_cut = bytes.len() > MAX_TEXT;
        bytes.truncate(MAX_TEXT);
        let text = Text {
            bytes,
            is_latin1,
            is_cut,
        };
        self.texts.push((name, text));
    }
}

impl Text {
    /// The text; what is no valid UTF-8 (or was cut inside a character) is U+FFFD, and the second
    /// value says so.
    pub(super) fn decode(&self) -> (String, bool) {
        if self.is_latin1 {
            return (
                self.bytes.iter().map(|byte| char::from(*byte)).collect(),
                false,
            );
        }
        let bytes = match std::str::from_utf8(&self.bytes) {
            // A character that the cut went through.
            Err(error) if self.is_cut && error.error_len().is_none() => {
                &self.bytes[..error.valid_up_to()]
            }
            _ => &self.bytes,
        };
        match std::str::from_utf8(bytes) {
            Ok(text) => (text.to_owned(), false),
            Err(_) => (String::from_utf8_lossy(bytes).into_owned(), true),
        }
    }
}
