//! Example Chat: one text file, a line a message (`2024-05-03T10:11:12Z<TAB>name<TAB>text`). Must
//! not know where a file came from or goes to.
//!
//! Source: say here which documentation, or which real export, the format was read from.

use onrecord_import::kit::lines::LineReader;
use onrecord_import::kit::peek::first_bytes;
use onrecord_import::kit::text;
use onrecord_import::{Answers, Export, Importer, Manifest, Opened, Refusal};
use onrecord_model::{
    Account, Defect, Digest, Event, Instant, Kind, Locator, Marks, Pointer, Precision, Thread,
    Truth, Wall, When,
};
use std::io::Read;
use std::sync::Arc;

const PLATFORM: &str = "template";
/// How such a file begins.
const FIRST_LINE: &[u8] = b"Example Chat export\n";

/// The importer.
pub static IMPORTER: Template = Template;

/// Reads Example Chat.
#[derive(Debug)]
pub struct Template;

static MANIFEST: Manifest = Manifest {
    name: "template",
    version: 1,
    title: "Example Chat",
    accepts: &["chat.txt, told by its first line"],
    how_to_get: &["Step by step, in the words that the platform's own pages use."],
    layouts: &["one file: say where it was seen (a real export, a peer's test, documentation)"],
    times: "Each line states an instant in UTC, to the second.",
    caveats: &["What somebody must know who reads these events."],
    omits: &["What such an export leaves out."],
};

impl Importer for Template {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn open<'a>(
        &self,
        export: &'a dyn Export,
        _answers: &Answers,
    ) -> Option<Result<Opened<'a>, Refusal>> {
        // Looking must be cheap for what is another's.
        let [entry] = export.entries() else {
            return None;
        };
        if first_bytes(export, &entry.path, FIRST_LINE.len()).ok()? != FIRST_LINE {
            return None;
        }
        let reader = export.open(&entry.path).ok()?;
        Some(Ok(Opened {
            entries: vec![entry.path.clone()],
            records: Box::new(Records::new(entry.path.clone(), reader)),
            questions: Vec::new(),
            remarks: Vec::new(),
        }))
    }
}

/// One record a line; what cannot be read is a defect, and reading goes on.
struct Records<'a> {
    entry: Arc<str>,
    platform: Arc<str>,
    thread: Arc<Thread>,
    lines: LineReader<Box<dyn Read + 'a>>,
    failed: bool,
}

impl<'a> Records<'a> {
    fn new(entry: Arc<str>, reader: Box<dyn Read + 'a>) -> Self {
        let platform: Arc<str> = PLATFORM.into();
        let thread = Arc::new(Thread {
            platform: platform.clone(),
            key: (*entry).into(),
            title: None,
            folder: None,
            participants: Vec::new(),
        });
        Self {
            entry,
            platform,
            thread,
            lines: LineReader::new(reader),
            failed: false,
        }
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Event, Defect>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let place = |entry: &Arc<str>, bytes, line| Locator {
            entry: entry.clone(),
            bytes,
            pointer: Pointer::Line(line),
        };
        loop {
            let line = match self.lines.next_line() {
                Ok(Some(line)) => line,
                Ok(None) => return None,
                Err(error) => {
                    self.failed = true;
                    return Some(Err(Defect {
                        locator: place(&self.entry, (0, 0), 1),
                        code: "unreadable",
                        reason: format!("The file could not be read further: {error}.").into(),
                    }));
                }
            };
            if line.number == 1 {
                continue;
            }
            let locator = place(&self.entry, (line.start, line.end), line.number);
            if line.cut {
                return Some(Err(Defect {
                    locator,
                    code: "too-long",
                    reason: "This line is too long to be a record; its bytes are kept.".into(),
                }));
            }
            let mut marks = Marks::NONE;
            let content = text::decode(line.content, &mut marks);
            let mut fields = content.splitn(3, '\t');
            let (Some(at), Some(name), Some(said)) = (fields.next(), fields.next(), fields.next())
            else {
                return Some(Err(Defect {
                    locator,
                    code: "not-a-record",
                    reason: "This line has no time, name and text.".into(),
                }));
            };
            text::mark_hidden(said, &mut marks);
            let raw = Digest::of(line.content);
            return Some(Ok(Event {
                when: when(at),
                account: Some(Arc::new(Account::named(&self.platform, name))),
                text: Some(said.into()),
                marks,
                ..Event::new(locator, raw, self.thread.clone(), Kind::Message)
            }));
        }
    }
}

/// `2024-05-03T10:11:12Z`, an instant; anything else leaves the record undated.
fn when(written: &str) -> When {
    let number = |from: usize, to: usize| written.get(from..to)?.parse::<u16>().ok();
    let wall = || {
        let byte = |at: usize| u8::try_from(number(at, at + 2)?).ok();
        let shape = written.len() == 20 && written.ends_with('Z');
        let year = i32::from(number(0, 4)?);
        let wall = Wall::new(year, byte(5)?, byte(8)?, byte(11)?, byte(14)?, byte(17)?, 0)?;
        shape.then_some(wall)
    };
    When {
        as_written: written.into(),
        truth: wall().map_or(Truth::Undated, |wall| Truth::Stated(Instant(wall.0))),
        precision: Precision::Second,
    }
}
