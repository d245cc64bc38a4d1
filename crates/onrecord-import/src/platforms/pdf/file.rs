//! A PDF's objects, found by looking at its bytes from front to back, so that a damaged or cut-off
//! file is read like any other. Knows nothing of pages and text.

use super::filters::{ascii_85, ascii_hex, inflate, undo_prediction};
use super::object::{Dictionary, Lexer, Object, is_space};
use memchr::memmem;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// More objects than this are not listed; they would only fill the memory.
const OBJECTS: usize = 1_000_000;
/// Bytes undone from compression, in all.
const DECODED: usize = 64 << 20;
/// Bytes looked at for values, in all, and at most eight times the file: what refers to the same object again and again ends here.
const WORK: usize = 256 << 20;
/// Objects that are named by their type.
const LISTED: usize = 100_000;

#[derive(Clone, Copy, Debug)]
struct Place {
    /// Where the value begins: in the file, or in the body of an object stream.
    at: usize,
    body: Option<usize>,
    stream: Option<(usize, usize)>,
    /// Where the object, or the stream that holds it, stands in the file: the later one counts.
    order: usize,
}

/// What is noted of a file besides its objects.
#[derive(Default)]
pub(super) struct Noted {
    pub(super) root: Option<Object>,
    pub(super) info: Option<Object>,
    pub(super) is_encrypted: bool,
    catalog: Option<u32>,
    loose_info: Option<u32>,
    /// Objects that say that they are pages.
    pub(super) pages: Vec<u32>,
    pub(super) embedded_files: usize,
    pub(super) signatures: usize,
    object_streams: Vec<u32>,
}

pub(super) struct File<'d> {
    data: &'d [u8],
    objects: BTreeMap<u32, Place>,
    bodies: Vec<Vec<u8>>,
    pub(super) noted: Noted,
    decoded_left: Cell<usize>,
    work_left: Cell<usize>,
    /// A limit was reached: something was not read.
    pub(super) is_cut: Cell<bool>,
    pub(super) is_damaged: Cell<bool>,
    pub(super) unknown_filters: Cell<usize>,
    /// Entries that the tables of fonts may still have, all together.
    pub(super) entries_left: Cell<usize>,
}

impl<'d> File<'d> {
    pub(super) fn read(data: &'d [u8]) -> Self {
        let mut file = Self {
            data,
            objects: BTreeMap::new(),
            bodies: Vec::new(),
            noted: Noted::default(),
            decoded_left: Cell::new(DECODED),
            work_left: Cell::new(WORK.min(data.len().saturating_mul(8) + (8 << 20))),
            is_cut: Cell::new(false),
            is_damaged: Cell::new(false),
            unknown_filters: Cell::new(0),
            entries_left: Cell::new(500_000),
        };
        file.find_objects();
        file.find_trailers();
        if !file.noted.is_encrypted {
            file.open_object_streams();
        }
        if file.noted.root.is_none() {
            file.noted.root = file.noted.catalog.map(Object::Reference);
        }
        if file.noted.info.is_none() {
            file.noted.info = file.noted.loose_info.map(Object::Reference);
        }
        file
    }

    pub(super) fn has_objects(&self) -> bool {
        !self.objects.is_empty()
    }

    fn find_objects(&mut self) {
        let finder = memmem::Finder::new(b"obj");
        let ends = memmem::Finder::new(b"endstream");
        let data = self.data;
        let mut has_ends = true;
        let mut from = 0;
        while let Some(found) = data.get(from..).and_then(|rest| finder.find(rest)) {
            let word = from + found;
            from = word + 3;
            let Some(number) = number_before(data, word) else {
                continue;
            };
            let mut place = Place {
                at: from,
                body: None,
                stream: None,
                order: word,
            };
            let (value, after) = self.value_at(data, from);
            if let Some(value) = &value {
                // A bracket that is never closed must not hide what follows it.
                if after < data.len() {
                    from = after.max(from);
                }
                let dictionary = value.dictionary();
                let begin = dictionary.and_then(|_| stream_begin(data, after));
                if let Some((dictionary, begin)) = dictionary.zip(begin) {
                    let end = stated_end(data, dictionary, begin).or_else(|| {
                        let rest = data.get(begin..).filter(|_| has_ends)?;
                        let end = ends.find(rest).map(|end| begin + end);
                        has_ends = end.is_some();
                        end
                    });
                    if end.is_none() {
                        self.is_damaged.set(true);
                    }
                    place.stream = Some((begin, end.unwrap_or(data.len())));
                    from = end.unwrap_or(begin);
                }
                if let Some(dictionary) = dictionary {
                    self.note(number, &dictionary.clone(), place.stream.is_some());
                }
            } else {
                self.is_damaged.set(true);
            }
            self.keep(number, place);
        }
    }

    fn keep(&mut self, number: u32, place: Place) {
        let is_full = self.objects.len() >= OBJECTS;
        match self.objects.get_mut(&number) {
            Some(known) if known.order > place.order => {}
            Some(known) => *known = place,
            None if is_full => self.is_cut.set(true),
            None => {
                self.objects.insert(number, place);
            }
        }
    }

    fn note(&mut self, number: u32, dictionary: &Dictionary, is_stream: bool) {
        let kind = dictionary.get(&b"Type"[..]).and_then(Object::name);
        let noted = &mut self.noted;
        match kind {
            Some(b"Catalog") => noted.catalog = Some(number),
            Some(b"Page") if noted.pages.len() < LISTED => noted.pages.push(number),
            Some(b"EmbeddedFile") => noted.embedded_files += 1,
            Some(b"Sig") => noted.signatures += 1,
            Some(b"ObjStm") if is_stream && noted.object_streams.len() < LISTED => {
                noted.object_streams.push(number);
            }
            Some(b"XRef") => noted.trailer(dictionary),
            None if !is_stream
                && [&b"Producer"[..], b"Creator", b"CreationDate"]
                    .iter()
                    .any(|key| dictionary.contains_key(*key)) =>
            {
                noted.loose_info = Some(number);
            }
            _ => {}
        }
    }

    fn find_trailers(&mut self) {
        let data = self.data;
        for at in memmem::find_iter(data, b"trailer").take(1_000) {
            let (value, _) = self.value_at(data, at + 7);
            if let Some(dictionary) = value.as_ref().and_then(Object::dictionary) {
                self.noted.trailer(dictionary);
            }
        }
    }

    /// Objects can stand together in a compressed stream (7.5.7).
    fn open_object_streams(&mut self) {
        let mut streams = std::mem::take(&mut self.noted.object_streams);
        streams.sort_unstable();
        streams.dedup();
        for number in streams {
            let Some(place) = self.objects.get(&number).copied() else {
                continue;
            };
            let Some((dictionary, bytes)) = self.stream(&Object::Reference(number)) else {
                continue;
            };
            let first = self.count(&dictionary, b"First").unwrap_or(0);
            let count = self.count(&dictionary, b"N").unwrap_or(0);
            let mut lexer = Lexer::new(&bytes, 0);
            let mut members = Vec::new();
            while members.len() < count.min(OBJECTS) && lexer.at < first {
                let number = lexer.object().as_ref().and_then(Object::count);
                let at = lexer.object().as_ref().and_then(Object::count);
                let Some((number, at)) = number.zip(at) else {
                    break;
                };
                members.push((number as u32, first.saturating_add(at)));
            }
            let body = self.bodies.len();
            for (number, at) in members {
                if let (Some(value), _) = self.value_at(&bytes, at)
                    && let Some(dictionary) = value.dictionary()
                {
                    self.note(number, &dictionary.clone(), false);
                }
                self.keep(
                    number,
                    Place {
                        at,
                        body: Some(body),
                        stream: None,
                        order: place.order,
                    },
                );
            }
            self.bodies.push(bytes);
        }
    }

    /// The value that begins there, and where it ends.
    fn value_at(&self, data: &[u8], at: usize) -> (Option<Object>, usize) {
        let left = self.work_left.get();
        // No value is longer than what may still be looked at.
        let window = data.get(..data.len().min(at.saturating_add(left)));
        let mut lexer = Lexer::new(window.unwrap_or_default(), at);
        let value = lexer.object();
        let used = lexer.at.saturating_sub(at) + 16;
        self.work_left.set(left.saturating_sub(used));
        if left <= used {
            self.is_cut.set(true);
        }
        (value, lexer.at)
    }

    /// The value itself, where a reference to it may stand.
    pub(super) fn resolve(&self, value: &Object) -> Object {
        let mut value = value.clone();
        // A reference to a reference is not allowed, and a ring of them would never end.
        for _ in 0..4 {
            let Object::Reference(number) = value else {
                return value;
            };
            let Some(place) = self.objects.get(&number) else {
                return Object::Null;
            };
            let data = match place.body {
                Some(body) => self.bodies.get(body).map(Vec::as_slice).unwrap_or_default(),
                None => self.data,
            };
            value = self.value_at(data, place.at).0.unwrap_or(Object::Null);
        }
        Object::Null
    }

    pub(super) fn get(&self, dictionary: &Dictionary, key: &[u8]) -> Object {
        match dictionary.get(key) {
            Some(value) => self.resolve(value),
            None => Object::Null,
        }
    }

    pub(super) fn count(&self, dictionary: &Dictionary, key: &[u8]) -> Option<usize> {
        self.get(dictionary, key).count()
    }

    /// A stream's dictionary and its decoded bytes.
    pub(super) fn stream(&self, reference: &Object) -> Option<(Rc<Dictionary>, Vec<u8>)> {
        let Object::Reference(number) = reference else {
            return None;
        };
        let place = self.objects.get(number)?;
        let (begin, end) = place.stream?;
        let dictionary = self.resolve(reference).dictionary()?.clone();
        let data = self.data.get(begin..end)?;
        let filters = self.list(&dictionary, b"Filter", b"F");
        let settings = self.list(&dictionary, b"DecodeParms", b"DP");
        let mut bytes: Option<Vec<u8>> = None;
        for (at, filter) in filters.iter().enumerate() {
            let input = bytes.as_deref().unwrap_or(data);
            let output = match filter.name() {
                Some(b"FlateDecode" | b"Fl") => self.undo_flate(input, settings.get(at)),
                Some(b"ASCIIHexDecode" | b"AHx") => ascii_hex(input),
                Some(b"ASCII85Decode" | b"A85") => ascii_85(input),
                _ => {
                    self.unknown_filters.set(self.unknown_filters.get() + 1);
                    return None;
                }
            };
            bytes = Some(output);
        }
        let left = self.decoded_left.get();
        let bytes =
            bytes.unwrap_or_else(|| data.get(..data.len().min(left)).unwrap_or_default().into());
        // An empty stream costs something too: it could be named without end.
        self.decoded_left
            .set(left.saturating_sub(bytes.len().max(64)));
        if left <= bytes.len() {
            self.is_cut.set(true);
        }
        Some((dictionary, bytes))
    }

    fn undo_flate(&self, input: &[u8], settings: Option<&Object>) -> Vec<u8> {
        let decoded = inflate(input, self.decoded_left.get());
        if decoded.is_damaged {
            self.is_damaged.set(true);
        }
        if decoded.is_cut {
            self.is_cut.set(true);
        }
        let settings = settings.map(|settings| self.resolve(settings));
        let Some(settings) = settings.as_ref().and_then(Object::dictionary) else {
            return decoded.bytes;
        };
        if self.count(settings, b"Predictor").unwrap_or(1) < 10 {
            return decoded.bytes;
        }
        let stated = |key: &[u8], default: usize| self.count(settings, key).unwrap_or(default);
        let bits = stated(b"Colors", 1).saturating_mul(stated(b"BitsPerComponent", 8));
        undo_prediction(&decoded.bytes, stated(b"Columns", 1), bits)
    }

    /// One value or an array of them.
    fn list(&self, dictionary: &Dictionary, key: &[u8], short: &[u8]) -> Vec<Object> {
        let value = match self.get(dictionary, key) {
            Object::Null => self.get(dictionary, short),
            value => value,
        };
        match value {
            Object::Null => Vec::new(),
            Object::Array(values) => values.iter().take(16).map(|v| self.resolve(v)).collect(),
            value => vec![value],
        }
    }
}

impl Noted {
    fn trailer(&mut self, dictionary: &Dictionary) {
        if let Some(root) = dictionary.get(&b"Root"[..]) {
            self.root = Some(root.clone());
        }
        if let Some(info) = dictionary.get(&b"Info"[..]) {
            self.info = Some(info.clone());
        }
        let encryption = dictionary.get(&b"Encrypt"[..]);
        self.is_encrypted |= encryption.is_some_and(|value| *value != Object::Null);
    }
}

/// `12 0 obj`: the object's number, looking back from `obj`.
fn number_before(data: &[u8], word: usize) -> Option<u32> {
    // Numbers have at most ten digits, so that looking back is short.
    let before = data.get(word.saturating_sub(32)..word)?;
    let spaced = before.trim_ascii_end();
    let generation = spaced
        .iter()
        .rev()
        .take_while(|b| b.is_ascii_digit())
        .count();
    let rest = spaced.get(..spaced.len() - generation)?;
    let numbered = rest.trim_ascii_end();
    if generation == 0 || numbered.len() == rest.len() {
        return None;
    }
    let digits = numbered
        .iter()
        .rev()
        .take_while(|b| b.is_ascii_digit())
        .count();
    let number = numbered.get(numbered.len() - digits..)?;
    core::str::from_utf8(number).ok()?.parse().ok()
}

/// Where the data begins, if `stream` follows.
fn stream_begin(data: &[u8], at: usize) -> Option<usize> {
    // No further than this, so that a long comment is not looked through for every object in it.
    let window = data.get(..data.len().min(at.saturating_add(256)));
    let mut lexer = Lexer::new(window.unwrap_or_default(), at);
    lexer.skip_space();
    let rest = lexer.rest().strip_prefix(b"stream")?;
    let ending = match rest {
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => 0,
    };
    Some(lexer.at + 6 + ending)
}

/// Where the data ends by its stated length, if `endstream` really follows there.
fn stated_end(data: &[u8], dictionary: &Dictionary, begin: usize) -> Option<usize> {
    let length = dictionary.get(&b"Length"[..])?.count()?;
    let end = begin.checked_add(length)?;
    let after = data.get(end..data.len().min(end.saturating_add(32)))?;
    let spaces = after.iter().take_while(|byte| is_space(**byte)).count();
    after
        .get(spaces..)?
        .starts_with(b"endstream")
        .then_some(end)
}
