//! Texts that a program saved again as UTF-16, such as a chat that was opened in an editor and saved
//! as “Unicode”. Importers are shown them in UTF-8; what they say of places is brought back to the
//! bytes as they came. Tables say themselves how they are written, so they are left alone.

use crate::export::{Entry, Export, ExportError, Problem, ReadSeek};
use crate::kit::failing::Failing;
use crate::kit::text::{Encoding, sniff};
use onrecord_model::Digest;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Cursor, Read};
use std::sync::{Arc, Mutex, PoisonError};

/// Bytes by which a file is told.
const HEAD: usize = 512;
/// Such files are held while they are read, all of them together.
const MOST_HELD: usize = 96 << 20;
/// Between two places that are kept, in bytes of UTF-8.
const STEP: u64 = 4 << 10;
/// What stands for half a character. No text in UTF-8 holds it, so an importer marks it as lost.
const LOST: u8 = 0xff;

/// An export whose texts in UTF-16 are shown in UTF-8.
pub struct RecodedExport<'e> {
    inner: &'e dyn Export,
    known: Mutex<BTreeMap<Arc<str>, Option<Order>>>,
    texts: Mutex<Vec<(Arc<str>, Arc<RecodedText>)>>,
}

/// Which byte of two comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    Low,
    High,
}

/// A text in UTF-16.
pub struct RecodedText {
    bytes: Vec<u8>,
    order: Order,
    /// Where a place in UTF-8 lies, every [`STEP`] or so.
    places: Vec<(u64, u64)>,
    /// Bytes in UTF-8.
    length: u64,
}

impl<'e> RecodedExport<'e> {
    /// Knows nothing yet of what is in it.
    pub fn new(inner: &'e dyn Export) -> Self {
        Self {
            inner,
            known: Mutex::default(),
            texts: Mutex::default(),
        }
    }

    /// The text at that path, if it is shown in another way than it is written.
    pub fn text(&self, path: &str) -> Option<Arc<RecodedText>> {
        let order = *lock(&self.known).get(path)?;
        self.load(path, order?).ok()
    }

    /// Whether the text at that path was read, and is shown in another way than it is written.
    pub fn is_recoded(&self, path: &str) -> bool {
        matches!(lock(&self.known).get(path), Some(Some(_)))
    }

    /// How a file is written, and what was read to find out.
    fn look(&self, path: &str) -> Result<(Option<Order>, Option<Opened<'_>>), ExportError> {
        if !may_be_text(path) {
            return Ok((None, None));
        }
        if let Some(known) = lock(&self.known).get(path) {
            return Ok((*known, None));
        }
        let mut reader = self.inner.open(path)?;
        let mut head = Vec::new();
        let failure = reader
            .by_ref()
            .take(HEAD as u64)
            .read_to_end(&mut head)
            .err();
        let order = order_of(&head);
        lock(&self.known).insert(path.into(), order);
        let head = Cursor::new(head);
        let opened: Opened<'_> = match failure {
            Some(error) => Box::new(head.chain(Failing::with(error))),
            None => Box::new(head.chain(reader)),
        };
        Ok((order, Some(opened)))
    }

    fn load(&self, path: &str, order: Order) -> Result<Arc<RecodedText>, ExportError> {
        if let Some((_, text)) = lock(&self.texts).iter().find(|(of, _)| **of == *path) {
            return Ok(text.clone());
        }
        let mut bytes = Vec::new();
        let reader = self.inner.open(path)?;
        reader
            .take(MOST_HELD as u64 + 1)
            .read_to_end(&mut bytes)
            .map_err(|source| ExportError::Io {
                entry: path.into(),
                source,
            })?;
        if bytes.len() > MOST_HELD {
            return Err(ExportError::Unsafe {
                entry: path.into(),
                reason:
                    "it was saved as UTF-16 and is too large to be read so; save it as UTF-8 and \
                         add that too"
                        .into(),
            });
        }
        let text = Arc::new(RecodedText::new(bytes, order));
        let mut texts = lock(&self.texts);
        let held = |texts: &[(Arc<str>, Arc<RecodedText>)]| -> usize {
            texts.iter().map(|(_, text)| text.bytes.len()).sum()
        };
        while !texts.is_empty() && held(&texts) + text.bytes.len() > MOST_HELD {
            texts.remove(0);
        }
        texts.push((path.into(), text.clone()));
        Ok(text)
    }
}

type Opened<'a> = Box<dyn Read + 'a>;

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Texts that platforms write and editors open. A table says itself how it is written.
fn may_be_text(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let Some((_, ending)) = name.rsplit_once('.') else {
        return true;
    };
    [
        "txt", "xml", "json", "html", "htm", "vcf", "md", "js", "eml",
    ]
    .iter()
    .any(|known| ending.eq_ignore_ascii_case(known))
}

fn order_of(head: &[u8]) -> Option<Order> {
    if sniff(head) != Encoding::Utf16 {
        return None;
    }
    let zeros = |from: usize| {
        let bytes = head.iter().skip(from).step_by(2);
        bytes.filter(|byte| **byte == 0).count()
    };
    let order = match head.get(..2)? {
        b"\xff\xfe" => Order::Low,
        b"\xfe\xff" => Order::High,
        _ if zeros(1) >= zeros(0) => Order::Low,
        _ => Order::High,
    };
    // Bytes that only begin so are not shown as letters.
    let (mut at, mut letters, mut odd) = (0, 0, 0);
    while let Some((letter, wide)) = next(head, at, order) {
        at += wide;
        letters += 1;
        let is_odd = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
        odd += usize::from(letter.is_none_or(is_odd));
    }
    // A little may be damaged, and the last letter be cut by where looking ended.
    (letters > 1 && odd <= 1 + letters / 32).then_some(order)
}

/// The letter at a place and its length in bytes; half a letter is `None`.
fn next(bytes: &[u8], at: usize, order: Order) -> Option<(Option<char>, usize)> {
    let unit = |at: usize| {
        let pair = [*bytes.get(at)?, *bytes.get(at + 1)?];
        Some(match order {
            Order::Low => u16::from_le_bytes(pair),
            Order::High => u16::from_be_bytes(pair),
        })
    };
    bytes.get(at)?;
    let Some(first) = unit(at) else {
        return Some((None, 1));
    };
    let second = unit(at + 2).filter(|unit| (0xdc00..0xe000).contains(unit));
    Some(match (first, second) {
        (0xd800..0xdc00, Some(second)) => {
            let letter = char::decode_utf16([first, second]).next();
            (letter.and_then(Result::ok), 4)
        }
        (0xd800..0xe000, _) => (None, 2),
        _ => (char::from_u32(u32::from(first)), 2),
    })
}

impl RecodedText {
    fn new(bytes: Vec<u8>, order: Order) -> Self {
        let mut text = Self {
            bytes,
            order,
            places: Vec::new(),
            length: 0,
        };
        let mut at = text.begin();
        text.places.push((0, at as u64));
        while let Some((letter, wide)) = next(&text.bytes, at, order) {
            at += wide;
            text.length += narrow(letter) as u64;
            if text
                .places
                .last()
                .is_some_and(|last| text.length >= last.0 + STEP)
            {
                text.places.push((text.length, at as u64));
            }
        }
        text
    }

    /// Behind the byte order mark.
    fn begin(&self) -> usize {
        let mark: &[u8] = match self.order {
            Order::Low => b"\xff\xfe",
            Order::High => b"\xfe\xff",
        };
        if self.bytes.starts_with(mark) { 2 } else { 0 }
    }

    /// Where bytes of the UTF-8 lie in the file as it came; all of them are all of it.
    pub fn range(&self, (from, to): (u64, u64)) -> (u64, u64) {
        if from == 0 && to >= self.length {
            return (0, self.bytes.len() as u64);
        }
        (self.place(from, false), self.place(to, true))
    }

    /// A place inside a letter is its beginning, or its end.
    fn place(&self, wanted: u64, end: bool) -> u64 {
        if wanted >= self.length {
            return self.bytes.len() as u64;
        }
        let near = self.places.partition_point(|place| place.0 <= wanted);
        let (mut shown, place) = self.places[near.saturating_sub(1)];
        let mut at = place as usize;
        while shown < wanted
            && let Some((letter, wide)) = next(&self.bytes, at, self.order)
        {
            let after = shown + narrow(letter) as u64;
            if after > wanted && !end {
                break;
            }
            shown = after;
            at += wide;
        }
        at as u64
    }

    /// The digest of these bytes of the file as it came.
    pub fn digest(&self, (from, to): (u64, u64)) -> Digest {
        let range = from as usize..to as usize;
        Digest::of(self.bytes.get(range).unwrap_or_default())
    }

    /// Bytes of the file as it came.
    pub fn size(&self) -> u64 {
        self.bytes.len() as u64
    }
}

/// Bytes of a letter in UTF-8.
fn narrow(letter: Option<char>) -> usize {
    letter.map_or(1, char::len_utf8)
}

/// Gives a text in UTF-8.
struct Narrow {
    text: Arc<RecodedText>,
    at: usize,
    /// Of a letter that did not fit.
    left: [u8; 4],
    left_from: usize,
    left_to: usize,
}

impl Read for Narrow {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut written = 0;
        while written < buffer.len() {
            if self.left_from == self.left_to {
                let Some((letter, wide)) = next(&self.text.bytes, self.at, self.text.order) else {
                    break;
                };
                self.at += wide;
                self.left = [LOST; 4];
                if let Some(letter) = letter {
                    letter.encode_utf8(&mut self.left);
                }
                (self.left_from, self.left_to) = (0, narrow(letter));
            }
            let left = &self.left[self.left_from..self.left_to];
            let count = left.len().min(buffer.len() - written);
            buffer[written..written + count].copy_from_slice(&left[..count]);
            self.left_from += count;
            written += count;
        }
        Ok(written)
    }
}

impl Export for RecodedExport<'_> {
    fn name(&self) -> &str {
        self.inner.name()
    }

    fn entries(&self) -> &[Entry] {
        self.inner.entries()
    }

    fn open<'a>(&'a self, path: &str) -> Result<Box<dyn Read + 'a>, ExportError> {
        let (order, opened) = self.look(path)?;
        match (order, opened) {
            (Some(order), _) => {
                let text = self.load(path, order)?;
                let at = text.begin();
                Ok(Box::new(Narrow {
                    text,
                    at,
                    left: [0; 4],
                    left_from: 0,
                    left_to: 0,
                }))
            }
            (None, Some(opened)) => Ok(opened),
            (None, None) => self.inner.open(path),
        }
    }

    fn open_seekable<'a>(
        &'a self,
        path: &str,
    ) -> Result<Option<Box<dyn ReadSeek + 'a>>, ExportError> {
        match self.look(path)?.0 {
            Some(_) => Ok(None),
            None => self.inner.open_seekable(path),
        }
    }

    fn problems(&self) -> &[Problem] {
        self.inner.problems()
    }

    fn origin<'p>(&self, path: &'p str) -> Cow<'p, str> {
        self.inner.origin(path)
    }

    fn digest(&self, path: &str) -> Option<Digest> {
        self.inner.digest(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MemoryExport;

    fn wide(text: &str, order: Order, mark: bool) -> Vec<u8> {
        let mark = if mark { "\u{feff}" } else { "" };
        let units = format!("{mark}{text}").encode_utf16().collect::<Vec<_>>();
        let bytes = units.iter().map(|unit| match order {
            Order::Low => unit.to_le_bytes(),
            Order::High => unit.to_be_bytes(),
        });
        bytes.flatten().collect()
    }

    fn read(export: &dyn Export, path: &str) -> Vec<u8> {
        let mut out = Vec::new();
        export.open(path).unwrap().read_to_end(&mut out).unwrap();
        out
    }

    /// Every place of every letter, in texts longer than a step.
    #[test]
    fn each_place_in_utf_8_leads_back_to_the_bytes_of_the_same_letter() {
        let line = "31/12/2019, 23:59 - Mara: grüß dich, пока, 你好 👩\u{200d}🚒 é\n";
        let text = line.repeat(300);
        for (order, mark) in [
            (Order::Low, true),
            (Order::High, true),
            (Order::Low, false),
            (Order::High, false),
        ] {
            let export = MemoryExport::single("a.txt", wide(&text, order, mark));
            let recoded = RecodedExport::new(&export);
            assert!(recoded.text("a.txt").is_none(), "nothing was opened yet");
            assert_eq!(read(&recoded, "a.txt"), text.as_bytes());
            assert!(recoded.open_seekable("a.txt").unwrap().is_none());
            let found = recoded.text("a.txt").unwrap();
            for (at, letter) in text.char_indices() {
                let end = at + letter.len_utf8();
                let (from, to) = found.range((at as u64, end as u64));
                let there = &found.bytes[from as usize..to as usize];
                assert_eq!(there, wide(&letter.to_string(), order, false), "{at}");
                if letter.len_utf8() > 1 {
                    // Inside a letter: all of it.
                    let inside = (at as u64 + 1, at as u64 + 1);
                    assert_eq!(found.range(inside), (from, to));
                }
            }
            assert_eq!(found.range((0, found.length)), (0, found.size()));
            let some = found.range((0, line.len() as u64));
            let line = wide(line, order, false);
            assert_eq!(
                some,
                (
                    if mark { 2 } else { 0 },
                    line.len() as u64 + if mark { 2 } else { 0 }
                )
            );
            assert_eq!(found.digest(some), Digest::of(&line));
        }
    }

    #[test]
    fn what_is_no_text_in_utf_16_is_left_as_it_is() {
        let sound: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain((0..600).map(|at| (at % 7) as u8))
            .collect();
        let export = MemoryExport::new("x")
            .with("plain.txt", *b"plain")
            .with("marked.txt", *b"\xef\xbb\xbfmarked")
            .with("sound.txt", sound.clone())
            .with("table.csv", wide("a,b,c,d", Order::Low, true))
            .with("empty.txt", *b"")
            .with("short", *b"\xff\xfe");
        let recoded = RecodedExport::new(&export);
        for entry in export.entries() {
            assert_eq!(
                read(&recoded, &entry.path),
                read(&export, &entry.path),
                "{}",
                entry.path
            );
            assert!(recoded.text(&entry.path).is_none());
            assert!(recoded.open_seekable(&entry.path).is_ok());
        }
    }

    /// Half a letter is lost, and said so by whoever reads it.
    #[test]
    fn half_a_letter_is_no_letter() {
        let mut bytes = wide(&"some words here ".repeat(20), Order::Low, true);
        bytes.extend([0x3d, 0xd8, b'a', 0, 0x20]);
        let export = MemoryExport::single("a.txt", bytes.clone());
        let recoded = RecodedExport::new(&export);
        assert_eq!(read(&recoded, "a.txt")[320..], *b"\xffa\xff");
        let text = recoded.text("a.txt").unwrap();
        assert_eq!(text.range((320, 323)), (642, bytes.len() as u64));
    }
}
