//! Texts that are not in UTF-8: saved again as UTF-16, such as a chat that was opened in an editor and
//! saved as “Unicode”, or written in a code page. Importers are shown them in UTF-8; what they say of
//! places is brought back to the bytes as they came. Tables say themselves how they are written, so
//! they are left alone, and so is what states its own encoding.

use super::code::{Code, Order, order_of};
use super::legacy::{self, Guess};
use crate::export::{Entry, Export, ExportError, Problem, ReadSeek};
use crate::importer::{Answers, Question};
use crate::kit::failing::Failing;
use crate::kit::text::listed;
use encoding_rs::Encoding as CodePage;
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

/// An export whose texts are shown in UTF-8, however they are written.
pub struct RecodedExport<'e> {
    inner: &'e dyn Export,
    answers: &'e Answers,
    known: Mutex<BTreeMap<Arc<str>, Option<Written>>>,
    texts: Mutex<Vec<(Arc<str>, Arc<RecodedText>)>>,
}

/// How a text is written.
#[derive(Clone, Debug)]
enum Written {
    Wide(Order),
    InCodePage {
        page: &'static CodePage,
        guess: Arc<Guess>,
    },
}

impl Written {
    fn code(&self) -> Code {
        match self {
            Self::Wide(order) => Code::Wide(*order),
            Self::InCodePage { page, .. } => Code::of(page),
        }
    }
}

/// A text that is not in UTF-8.
pub struct RecodedText {
    bytes: Vec<u8>,
    code: Code,
    /// Where a place in UTF-8 lies, every [`STEP`] or so.
    places: Vec<(u64, u64)>,
    /// Bytes in UTF-8.
    length: u64,
}

impl<'e> RecodedExport<'e> {
    /// Knows nothing yet of what is in it. What a text is written in that nothing decides is taken
    /// from `answers`.
    pub fn new(inner: &'e dyn Export, answers: &'e Answers) -> Self {
        Self {
            inner,
            answers,
            known: Mutex::default(),
            texts: Mutex::default(),
        }
    }

    /// The text at that path, if it is shown in another way than it is written.
    pub fn text(&self, path: &str) -> Option<Arc<RecodedText>> {
        let written = lock(&self.known).get(path)?.clone();
        self.load(path, &written?).ok()
    }

    /// What is to be said of those of these texts that were read and are shown in another way than
    /// they are written, each with the name to call it by.
    pub fn remarks(&self, paths: &[(String, String)]) -> Vec<String> {
        let known = lock(&self.known);
        let written = |path: &str| known.get(path).cloned().flatten();
        let mut wide = Vec::new();
        let mut pages: BTreeMap<(&str, bool), Vec<&str>> = BTreeMap::new();
        for (path, name) in paths {
            match written(path) {
                Some(Written::Wide(_)) => wide.push(name),
                Some(Written::InCodePage { page, guess }) => {
                    let is_said = guess.is_sure || self.answer(&guess).is_some();
                    pages.entry((page.name(), is_said)).or_default().push(name);
                }
                None => {}
            }
        }
        let mut remarks = Vec::new();
        if !wide.is_empty() {
            remarks.push(format!(
                "This is in UTF-16 (“Unicode”), as editors save and no app that we know exports: {}. \
                 It is read all the same. If you still have it as it first came, add that too.",
                listed(&wide)
            ));
        }
        for ((page, is_said), names) in pages {
            let guessed = if is_said {
                ""
            } else {
                " That is a guess: answer the question, if the words are wrong."
            };
            remarks.push(format!(
                "This is not in UTF-8, and was read as {page}: {}.{guessed}",
                listed(&names)
            ));
        }
        remarks
    }

    /// What is to be asked of those of these texts that were read and whose writing nothing decides.
    pub fn questions(&self, paths: &[(String, String)]) -> Vec<Question> {
        let known = lock(&self.known);
        let mut asked: BTreeMap<String, Question> = BTreeMap::new();
        for (path, name) in paths {
            let Some(Some(Written::InCodePage { guess, .. })) = known.get(path.as_str()) else {
                continue;
            };
            if !guess.is_sure {
                let id = guess.question_id();
                asked
                    .entry(id.clone())
                    .or_insert_with(|| guess.question(id, name));
            }
        }
        asked.into_values().collect()
    }

    /// What the user said of a text's writing.
    fn answer(&self, guess: &Guess) -> Option<&'static CodePage> {
        let answer = self.answers.get(&guess.question_id())?;
        let known = guess.encodings.iter();
        known.copied().find(|page| page.name() == answer)
    }

    /// How a file is written, and what was read to find out.
    fn look(&self, path: &str) -> Result<(Option<Written>, Option<Opened<'_>>), ExportError> {
        if !may_be_text(path) {
            return Ok((None, None));
        }
        if let Some(known) = lock(&self.known).get(path) {
            return Ok((known.clone(), None));
        }
        let mut reader = self.inner.open(path)?;
        let mut head = Vec::new();
        let looked_at = match legacy::is_looked_at(path) {
            true => legacy::LOOKED_AT,
            false => HEAD,
        };
        let failure = reader
            .by_ref()
            .take(looked_at as u64)
            .read_to_end(&mut head)
            .err();
        let wide = order_of(head.get(..HEAD).unwrap_or(&head)).map(Written::Wide);
        let written = wide.or_else(|| self.in_code_page(path, &head));
        lock(&self.known).insert(path.into(), written.clone());
        let head = Cursor::new(head);
        let opened: Opened<'_> = match failure {
            Some(error) => Box::new(head.chain(Failing::with(error))),
            None => Box::new(head.chain(reader)),
        };
        Ok((written, Some(opened)))
    }

    fn in_code_page(&self, path: &str, head: &[u8]) -> Option<Written> {
        if !legacy::is_looked_at(path) || legacy::states_encoding(head) {
            return None;
        }
        let guess = legacy::guess(head, head.len() < legacy::LOOKED_AT)?;
        let page = self.answer(&guess).or(guess.encodings.first().copied())?;
        Some(Written::InCodePage {
            page,
            guess: Arc::new(guess),
        })
    }

    fn load(&self, path: &str, written: &Written) -> Result<Arc<RecodedText>, ExportError> {
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
                    "it is not in UTF-8 and is too large to be read so; save it as UTF-8 and add that \
                         too"
                        .into(),
            });
        }
        let text = Arc::new(RecodedText::new(bytes, written.code()));
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

impl RecodedText {
    fn new(bytes: Vec<u8>, code: Code) -> Self {
        let mut text = Self {
            bytes,
            code,
            places: Vec::new(),
            length: 0,
        };
        let mut at = text.begin();
        text.places.push((0, at as u64));
        while let Some((letter, wide)) = text.code.next(&text.bytes, at) {
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
        let mark: &[u8] = match self.code {
            Code::Wide(Order::Low) => b"\xff\xfe",
            Code::Wide(Order::High) => b"\xfe\xff",
            Code::Single(_) | Code::Multiple(_) => return 0,
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
            && let Some((letter, wide)) = self.code.next(&self.bytes, at)
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
                let Some((letter, wide)) = self.text.code.next(&self.text.bytes, self.at) else {
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
        let (written, opened) = self.look(path)?;
        match (written, opened) {
            (Some(written), _) => {
                let text = self.load(path, &written)?;
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
            let answers = Answers::default();
            let recoded = RecodedExport::new(&export, &answers);
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

    /// Every place of every letter of a text in a code page, of one byte or of several.
    #[test]
    fn each_place_leads_back_to_the_bytes_of_a_letter_in_a_code_page() {
        for (page, line) in [
            (
                encoding_rs::WINDOWS_1251,
                "31.12.2019, 23:59 - Mara: Ты где? Почему ты молчишь\n",
            ),
            (
                encoding_rs::GBK,
                "31.12.2019, 23:59 - Mara: 你在哪里？为什么不回答我\n",
            ),
            (
                encoding_rs::SHIFT_JIS,
                "31.12.2019, 23:59 - Mara: どこにいるの？返事をして\n",
            ),
        ] {
            let text = line.repeat(300);
            let bytes = page.encode(&text).0.into_owned();
            let export = MemoryExport::single("a.txt", bytes);
            let answers = Answers::default();
            let recoded = RecodedExport::new(&export, &answers);
            assert_eq!(read(&recoded, "a.txt"), text.as_bytes(), "{}", page.name());
            let found = recoded.text("a.txt").unwrap();
            for (at, letter) in text.char_indices() {
                let place = (at as u64, (at + letter.len_utf8()) as u64);
                let (from, to) = found.range(place);
                let there = &found.bytes[from as usize..to as usize];
                assert_eq!(there, &*page.encode(&letter.to_string()).0, "{at}");
            }
            assert_eq!(found.range((0, found.length)), (0, found.size()));
        }
    }

    #[test]
    fn what_nothing_decides_is_asked_and_the_answer_is_kept_to() {
        let line = "31.12.2019, 23:59 - Mara: Şu an neredesin\n".repeat(40);
        let bytes = encoding_rs::WINDOWS_1254.encode(&line).0.into_owned();
        let export = MemoryExport::single("a.txt", bytes);
        let answers = Answers::default();
        let recoded = RecodedExport::new(&export, &answers);
        let named = [("a.txt".to_owned(), "a.txt".to_owned())];
        assert!(recoded.questions(&named).is_empty(), "nothing was read yet");
        read(&recoded, "a.txt");
        let [question] = &recoded.questions(&named)[..] else {
            panic!();
        };
        let choice = question
            .choices
            .iter()
            .find(|one| one.text.contains("Şu an"));
        let answer = choice.unwrap().id.to_string();
        let answers = Answers([(question.id.to_string(), answer)].into());
        let recoded = RecodedExport::new(&export, &answers);
        assert_eq!(read(&recoded, "a.txt"), line.as_bytes());
        let [said] = &recoded.remarks(&named)[..] else {
            panic!();
        };
        assert!(
            said.contains("windows-1254") && !said.contains("guess"),
            "{said}"
        );
    }

    #[test]
    fn what_is_no_text_in_utf_16_is_left_as_it_is() {
        let sound: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain((0..600).map(|at| (at % 7) as u8))
            .collect();
        let answers = Answers::default();
        let export = MemoryExport::new("x")
            .with("plain.txt", *b"plain")
            .with("marked.txt", *b"\xef\xbb\xbfmarked")
            .with("sound.txt", sound.clone())
            .with("table.csv", wide("a,b,c,d", Order::Low, true))
            .with("empty.txt", *b"")
            .with("short", *b"\xff\xfe");
        let recoded = RecodedExport::new(&export, &answers);
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
        let answers = Answers::default();
        let export = MemoryExport::single("a.txt", bytes.clone());
        let recoded = RecodedExport::new(&export, &answers);
        assert_eq!(read(&recoded, "a.txt")[320..], *b"\xffa\xff");
        let text = recoded.text("a.txt").unwrap();
        assert_eq!(text.range((320, 323)), (642, bytes.len() as u64));
    }
}
