//! The text files of the program imessage-exporter: one conversation a file. Must not know where
//! a file came from or goes to.
//!
//! Source: the examples in the program's own tests and those of programs that read its files
//! (<https://github.com/ReagentX/imessage-exporter>). Its HTML is another layout, not read here.

mod record;
#[cfg(test)]
mod tests;

use crate::kit::defects::defect_in;
use crate::kit::lines::LineReader;
use crate::kit::peek::first_bytes;
use crate::kit::text::{Encoding, sniff};
use crate::{Answers, Export, Importer, Manifest, Opened, Refusal};
use onrecord_model::exhibit::{ExhibitKind, Grade};
use onrecord_model::{Defect, Event};
use record::{Block, starts_record};
use std::io::Read;
use std::sync::Arc;

/// Bytes of one record whose text is kept.
const RECORD: usize = 8 << 20;

type Record = Result<Event, Defect>;

/// The importer.
pub static IMPORTER: ImessageExporter = ImessageExporter;

/// Reads the text files of imessage-exporter.
#[derive(Debug)]
pub struct ImessageExporter;

static MANIFEST: Manifest = Manifest {
    name: "imessage_exporter",
    version: 2,
    title: "imessage-exporter (Messages on Mac, as text)",
    accepts: &["the folder of .txt files that imessage-exporter writes, with its attachments"],
    how_to_get: &[
        "If you can, add chat.db itself instead: it holds more than these files do.",
        "On the Mac, run imessage-exporter with the format txt and copy method clone.",
        "Add the whole folder that it wrote.",
    ],
    layouts: &[
        "date, sender, text; announcements on one line; indented replies: from the program's tests",
        "days with and without a leading zero, one or two spaces: from readers of its files",
        "Text files in UTF-16 or in a code page: made for the cases",
    ],
    times: "A wall clock to the second, in English, in the zone of the computer that made the \
            files. The zone is not written. An hour that a clock change repeats is not told apart.",
    caveats: &[
        "A program made these files from the database. Anybody can edit them.",
        "A blank line before a date ends a message. A message that holds such lines is cut there.",
        "Replies are shown twice: in their place, and indented below what they answer. The second \
         is kept as \"reply shown again\".",
        "Me is the owner; other names are as the program was told to show them.",
        "Tapbacks, edits and effects are lines in the message's text, as the program wrote them.",
    ],
    omits: &[
        "Ids of messages, and what was deleted before.",
        "Tapbacks that were taken back.",
        "The zone of the times.",
    ],
};

fn is_text(path: &str) -> bool {
    path.get(path.len().saturating_sub(4)..)
        .is_some_and(|end| end.eq_ignore_ascii_case(".txt"))
}

/// A date alone (or with who read it when), then a line that is neither empty nor indented; or an
/// announcement.
fn is_ours(export: &dyn Export, path: &str) -> bool {
    let Ok(first) = first_bytes(export, path, 4_096) else {
        return false;
    };
    if !matches!(sniff(&first), Encoding::Utf8 { .. }) {
        return false;
    }
    let text = String::from_utf8_lossy(&first);
    let text = text.trim_start_matches('\u{feff}');
    let mut lines = text.lines();
    let (Some(first), Some(second)) = (lines.next(), lines.next()) else {
        return false;
    };
    match starts_record(first) {
        Some(head) if head.rest.is_empty() => !second.trim().is_empty() && !second.starts_with(' '),
        Some(head) => head.is_announcement() && second.is_empty(),
        None => false,
    }
}

impl Importer for ImessageExporter {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn provenance(&self, _path: &str) -> (Grade, ExhibitKind) {
        (Grade::DeviceOriginal, ExhibitKind::Conversation)
    }

    fn open<'a>(
        &self,
        export: &'a dyn Export,
        _answers: &Answers,
    ) -> Option<Result<Opened<'a>, Refusal>> {
        let chats: Vec<Arc<str>> = export
            .entries()
            .iter()
            .map(|entry| &entry.path)
            .filter(|path| is_text(path) && is_ours(export, path))
            .cloned()
            .collect();
        if chats.is_empty() {
            return None;
        }
        let mut entries = chats.clone();
        let attached =
            |path: &str| path.starts_with("attachments/") || path.contains("/attachments/");
        entries.extend(
            export
                .entries()
                .iter()
                .map(|entry| entry.path.clone())
                .filter(|path| attached(path)),
        );
        entries.sort_unstable();
        entries.dedup();
        let records = chats
            .into_iter()
            .flat_map(move |path| Chat::new(export, path));
        Some(Ok(Opened {
            records: Box::new(records),
            questions: Vec::new(),
            entries,
            remarks: Vec::new(),
        }))
    }
}

/// One file.
struct Chat<'a> {
    entry: Arc<str>,
    lines: Option<LineReader<Box<dyn Read + 'a>>>,
    reader: record::Reader,
    block: Option<Block>,
    after_blank: bool,
    failed: Option<Defect>,
}

impl<'a> Chat<'a> {
    fn new(export: &'a dyn Export, entry: Arc<str>) -> Self {
        let mut failed = None;
        let lines = match export.open(&entry) {
            Ok(reader) => Some(LineReader::new(reader)),
            Err(error) => {
                failed = Some(defect_in(&entry, (0, 0), "unreadable", &error.to_string()));
                None
            }
        };
        Self {
            reader: record::Reader::new(export, &entry),
            entry,
            lines,
            block: None,
            after_blank: true,
            failed,
        }
    }
}

impl Iterator for Chat<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        if let Some(defect) = self.failed.take() {
            return Some(Err(defect));
        }
        loop {
            let lines = self.lines.as_mut()?;
            // Only a line that is cut is given piece by piece.
            let mut hash = self
                .block
                .as_ref()
                .map_or_else(Default::default, |block| block.hash.clone());
            let line = lines.next_line_with(|piece| hash.update(piece));
            let line = match line {
                Ok(Some(line)) => line,
                Ok(None) => {
                    self.lines = None;
                    return self
                        .block
                        .take()
                        .map(|block| self.reader.event(&self.entry, block));
                }
                Err(error) => {
                    self.lines = None;
                    let at = self.block.as_ref().map_or(0, |block| block.end);
                    self.failed = Some(defect_in(
                        &self.entry,
                        (at, at),
                        "unreadable",
                        &error.to_string(),
                    ));
                    return match self.block.take() {
                        Some(block) => Some(self.reader.event(&self.entry, block)),
                        None => self.failed.take().map(Err),
                    };
                }
            };
            let text = String::from_utf8_lossy(line.content);
            let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
            // A reply below what it answers is indented by four spaces.
            let shallow = text.strip_prefix("    ").unwrap_or(text);
            let begins = !line.cut
                && (self.after_blank || shallow.len() < text.len())
                && starts_record(shallow).is_some();
            self.after_blank = line.content.is_empty();
            let finished = if begins || self.block.is_none() {
                let block = Block::new(line.start, line.number);
                self.block.replace(block)
            } else {
                None
            };
            if let Some(block) = &mut self.block {
                block.add(&line, hash, RECORD);
            }
            if let Some(block) = finished {
                return Some(self.reader.event(&self.entry, block));
            }
        }
    }
}
