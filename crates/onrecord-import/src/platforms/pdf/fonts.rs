//! What the codes of a font mean (ISO 32000-1, 9.6 to 9.10): its ToUnicode table where it has one,
//! else its encoding. Draws nothing.

use super::file::File;
use super::object::{Dictionary, Lexer, Object};
use encoding_rs::{MACINTOSH, WINDOWS_1252};
use std::collections::BTreeMap;
use std::rc::Rc;

/// More entries than this in a table are not kept.
const ENTRIES: usize = 70_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Base {
    WinAnsi,
    MacRoman,
    Standard,
    /// Codes of two bytes that are UTF-16 themselves.
    Utf16,
    /// Codes that only the font's own drawings explain.
    Unknown,
}

#[derive(Debug)]
pub(super) struct Font {
    to_unicode: BTreeMap<u32, Rc<str>>,
    /// First and last code, and what the first one means.
    ranges: BTreeMap<u32, (u32, u32)>,
    differences: BTreeMap<u8, char>,
    base: Base,
    code_length: usize,
}

impl Font {
    /// What is assumed where a font is missing.
    pub(super) fn plain() -> Self {
        Self {
            to_unicode: BTreeMap::new(),
            ranges: BTreeMap::new(),
            differences: BTreeMap::new(),
            base: Base::WinAnsi,
            code_length: 1,
        }
    }

    pub(super) fn read(file: &File<'_>, dictionary: &Dictionary) -> Self {
        let mut font = Self::plain();
        let subtype = file.get(dictionary, b"Subtype");
        let encoding = file.get(dictionary, b"Encoding");
        if subtype.name() == Some(b"Type0") {
            font.code_length = 2;
            let name = String::from_utf8_lossy(encoding.name().unwrap_or_default()).into_owned();
            font.base = if name.contains("UCS2") || name.contains("UTF16") {
                Base::Utf16
            } else {
                Base::Unknown
            };
        } else {
            font.simple(file, &encoding, subtype.name() == Some(b"TrueType"));
        }
        if let Some(reference) = dictionary.get(&b"ToUnicode"[..])
            && let Some((_, table)) = file.stream(reference)
        {
            let left = file.entries_left.get();
            font.table(&table, left.min(ENTRIES));
            let used = font.to_unicode.len() + font.ranges.len();
            file.entries_left.set(left.saturating_sub(used));
        }
        font
    }

    fn simple(&mut self, file: &File<'_>, encoding: &Object, is_true_type: bool) {
        let base = match encoding.dictionary() {
            Some(dictionary) => file.get(dictionary, b"BaseEncoding"),
            None => encoding.clone(),
        };
        self.base = match base.name() {
            Some(b"MacRomanEncoding") => Base::MacRoman,
            Some(b"WinAnsiEncoding") => Base::WinAnsi,
            _ if is_true_type => Base::WinAnsi,
            _ => Base::Standard,
        };
        let differences = encoding
            .dictionary()
            .map(|dictionary| file.get(dictionary, b"Differences"));
        if let Some(Object::Array(values)) = differences {
            let mut code = 0usize;
            for value in values.iter().take(1_000) {
                match value {
                    Object::Number(_) => code = value.count().unwrap_or(0),
                    Object::Name(name) => {
                        if let (Ok(code), Some(glyph)) = (u8::try_from(code), glyph(name)) {
                            self.differences.insert(code, glyph);
                        }
                        code = code.saturating_add(1);
                    }
                    _ => {}
                }
            }
        }
    }

    /// A ToUnicode table: `<01> <0041>` between `beginbfchar` and `endbfchar`, and ranges likewise.
    fn table(&mut self, table: &[u8], most: usize) {
        let mut lexer = Lexer::new(table, 0);
        let mut values: Vec<Object> = Vec::new();
        loop {
            lexer.values_left = super::object::VALUES;
            let Some(value) = lexer.object() else { return };
            let Object::Word(word) = &value else {
                if values.len() < ENTRIES {
                    values.push(value);
                }
                continue;
            };
            match &**word {
                b"endcodespacerange" => {
                    let lengths = values.iter().filter_map(|value| match value {
                        Object::Text(code) => Some(code.len()),
                        _ => None,
                    });
                    self.code_length = lengths.max().unwrap_or(self.code_length).clamp(1, 2);
                }
                b"endbfchar" => {
                    for pair in values.chunks_exact(2) {
                        if let [Object::Text(code), Object::Text(meaning)] = pair {
                            self.entry(code_of(code), meaning, most);
                        }
                    }
                }
                b"endbfrange" => {
                    for triple in values.chunks_exact(3) {
                        self.range(triple, most);
                    }
                }
                _ => {}
            }
            values.clear();
        }
    }

    fn entry(&mut self, code: u32, meaning: &[u8], most: usize) {
        if self.to_unicode.len() < most {
            self.to_unicode.insert(code, utf16(meaning).into());
        }
    }

    fn range(&mut self, triple: &[Object], most: usize) {
        let [Object::Text(first), Object::Text(last), meaning] = triple else {
            return;
        };
        let (first, last) = (code_of(first), code_of(last));
        match meaning {
            Object::Array(meanings) => {
                for (code, meaning) in (first..=last).zip(meanings.iter()) {
                    if let Object::Text(meaning) = meaning {
                        self.entry(code, meaning, most);
                    }
                }
            }
            Object::Text(meaning) if meaning.len() <= 2 => {
                let is_full = self.ranges.len() >= most;
                let last_kept = if is_full { None } else { Some(last) };
                self.ranges
                    .extend(last_kept.map(|last| (first, (last, code_of(meaning)))));
            }
            Object::Text(meaning) => {
                // Several characters: the last one counts up (9.10.3).
                let mut text: Vec<char> = utf16(meaning).chars().collect();
                for (code, step) in (first..=last).zip(0..=255u32) {
                    let next = text.last().copied();
                    if step > 0
                        && let (Some(character), Some(end)) = (next, text.last_mut())
                    {
                        *end = char::from_u32(character as u32 + 1).unwrap_or('\u{fffd}');
                    }
                    if self.to_unicode.len() < most {
                        self.to_unicode
                            .insert(code, text.iter().collect::<String>().into());
                    }
                }
            }
            _ => {}
        }
    }

    /// Adds what the codes mean. Gives the number of codes, and whether each was understood.
    pub(super) fn push(&self, codes: &[u8], text: &mut String) -> (usize, bool) {
        let mut count = 0;
        let mut is_known = true;
        if self.base == Base::Utf16 && self.to_unicode.is_empty() && self.ranges.is_empty() {
            text.push_str(&utf16(codes));
            return (codes.len() / 2, true);
        }
        for code in codes.chunks(self.code_length) {
            count += 1;
            is_known &= self.push_code(code_of(code), text);
        }
        (count, is_known)
    }

    fn push_code(&self, code: u32, text: &mut String) -> bool {
        if let Some(meaning) = self.to_unicode.get(&code) {
            text.push_str(meaning);
            return true;
        }
        let range = self.ranges.range(..=code).next_back();
        if let Some((first, (last, meaning))) = range
            && code <= *last
        {
            let character = char::from_u32(meaning + (code - first));
            text.push(character.unwrap_or('\u{fffd}'));
            return character.is_some();
        }
        let byte = u8::try_from(code).ok();
        let character = byte.and_then(|byte| {
            let differing = self.differences.get(&byte).copied();
            differing.or_else(|| self.base_meaning(byte))
        });
        text.push(character.unwrap_or('\u{fffd}'));
        character.is_some()
    }

    fn base_meaning(&self, byte: u8) -> Option<char> {
        let encoding = match self.base {
            Base::WinAnsi => WINDOWS_1252,
            Base::MacRoman => MACINTOSH,
            Base::Standard => return standard(byte),
            Base::Utf16 | Base::Unknown => return None,
        };
        encoding
            .decode_without_bom_handling(&[byte])
            .0
            .chars()
            .next()
    }
}

fn code_of(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .take(4)
        .fold(0, |code, byte| code << 8 | u32::from(*byte))
}

pub(super) fn utf16(bytes: &[u8]) -> String {
    if let [byte] = bytes {
        // One byte where two belong: some programs write ASCII so.
        return char::from(*byte).to_string();
    }
    let units = bytes.chunks_exact(2).map(|pair| code_of(pair) as u16);
    char::decode_utf16(units)
        .map(|unit| unit.unwrap_or('\u{fffd}'))
        .collect()
}

/// StandardEncoding, as far as it is not ASCII (ISO 32000-1, annex D.2).
fn standard(byte: u8) -> Option<char> {
    Some(match byte {
        0x27 => '’',
        0x60 => '‘',
        b' '..=b'~' => byte.into(),
        0xa1 => '¡',
        0xa2 => '¢',
        0xa3 => '£',
        0xa5 => '¥',
        0xa7 => '§',
        0xa9 => '\'',
        0xaa => '“',
        0xab => '«',
        0xae => 'ﬁ',
        0xaf => 'ﬂ',
        0xb1 => '–',
        0xb7 => '•',
        0xb8 => '‚',
        0xb9 => '„',
        0xba => '”',
        0xbb => '»',
        0xbc => '…',
        0xbf => '¿',
        0xd0 => '—',
        0xe1 => 'Æ',
        0xe9 => 'Ø',
        0xea => 'Œ',
        0xf1 => 'æ',
        0xf5 => 'ı',
        0xf9 => 'ø',
        0xfa => 'œ',
        0xfb => 'ß',
        _ => return None,
    })
}

/// Names of glyphs beside the letters, which are named by themselves.
const GLYPHS: &[(&str, char)] = &[
    ("space", ' '),
    ("exclam", '!'),
    ("quotedbl", '"'),
    ("numbersign", '#'),
    ("dollar", '$'),
    ("percent", '%'),
    ("ampersand", '&'),
    ("quotesingle", '\''),
    ("parenleft", '('),
    ("parenright", ')'),
    ("asterisk", '*'),
    ("plus", '+'),
    ("comma", ','),
    ("hyphen", '-'),
    ("period", '.'),
    ("slash", '/'),
    ("zero", '0'),
    ("one", '1'),
    ("two", '2'),
    ("three", '3'),
    ("four", '4'),
    ("five", '5'),
    ("six", '6'),
    ("seven", '7'),
    ("eight", '8'),
    ("nine", '9'),
    ("colon", ':'),
    ("semicolon", ';'),
    ("less", '<'),
    ("equal", '='),
    ("greater", '>'),
    ("question", '?'),
    ("at", '@'),
    ("bracketleft", '['),
    ("backslash", '\\'),
    ("bracketright", ']'),
    ("underscore", '_'),
    ("quoteleft", '‘'),
    ("quoteright", '’'),
    ("quotedblleft", '“'),
    ("quotedblright", '”'),
    ("endash", '–'),
    ("emdash", '—'),
    ("bullet", '•'),
    ("ellipsis", '…'),
    ("fi", 'ﬁ'),
    ("fl", 'ﬂ'),
    ("Euro", '€'),
    ("sterling", '£'),
    ("germandbls", 'ß'),
    ("adieresis", 'ä'),
    ("odieresis", 'ö'),
    ("udieresis", 'ü'),
    ("Adieresis", 'Ä'),
    ("Odieresis", 'Ö'),
    ("Udieresis", 'Ü'),
    ("eacute", 'é'),
    ("egrave", 'è'),
    ("agrave", 'à'),
    ("ccedilla", 'ç'),
    ("ntilde", 'ñ'),
    ("aacute", 'á'),
    ("iacute", 'í'),
    ("oacute", 'ó'),
    ("uacute", 'ú'),
    ("aring", 'å'),
    ("ae", 'æ'),
    ("oslash", 'ø'),
    ("nbspace", '\u{a0}'),
];

fn glyph(name: &[u8]) -> Option<char> {
    let name = core::str::from_utf8(name).ok()?;
    let mut letters = name.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return Some(letter);
    }
    if let Some((_, glyph)) = GLYPHS.iter().find(|(known, _)| *known == name) {
        return Some(*glyph);
    }
    let digits = name
        .strip_prefix("uni")
        .or_else(|| name.strip_prefix('u'))?;
    char::from_u32(u32::from_str_radix(digits, 16).ok()?)
}
