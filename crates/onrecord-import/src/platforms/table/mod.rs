//! Any table as text (CSV, TSV): the columns are told by their names or by the user. A fallback:
//! asked only about files that no platform knows. Must not know where a file came from.

pub(crate) mod events;
pub(crate) mod mapping;
pub(crate) mod questions;
pub(crate) mod survey;
#[cfg(test)]
mod tests;
pub(crate) mod words;

use crate::kit::csv::{Dialect, Encoding, Row, Rows};
use crate::kit::defects::open;
use crate::kit::peek::first_bytes;
use crate::{Answers, Export, Importer, Manifest, Opened, Refusal};
use events::{ByColumn, Cells, Events};
use mapping::Mapping;
use onrecord_model::exhibit::{ExhibitKind, Grade};
use onrecord_model::{Defect, Details, Event, Locator, Pointer};
use std::io::Read;
use std::sync::Arc;
use survey::{LOOKED_AT, MOST_COLUMNS, Survey};

/// The importer.
pub static IMPORTER: Table = Table;

/// Reads any table.
#[derive(Debug)]
pub struct Table;

static MANIFEST: Manifest = Manifest {
    name: "table",
    version: 4,
    title: "Any table (CSV): call records, reports, lists",
    accepts: &[
        ".csv and .tsv files with any columns, in UTF-8, UTF-16 or windows-1252",
        "other text files whose lines are rows of one width",
        "call records of telephone companies",
        "reports of Timesketch, iLEAPP and ALEAPP, and message and call reports in the manner of \
         Cellebrite, saved as CSV or TSV",
    ],
    how_to_get: &[
        "Call records: log in at your telephone company and look for bills or usage.",
        "Choose CSV or spreadsheet, not PDF, and the longest time offered.",
        "Or ask the company for your own data (a subject access request).",
        "Add the file as it came. Do not open and save it in a spreadsheet program first.",
    ],
    layouts: &[
        "columns known by their names in English, and some in German, French and Spanish",
        "a date and a time of day in two columns",
        "Timesketch, iLEAPP, ALEAPP: columns from their documentation and sources",
        "iMazing: messages of iMessage, SMS and WhatsApp (columns from its documentation)",
        "anything else: what you answer",
    ],
    times: "Whatever the table shows. A number of seconds or milliseconds since 1970, and a time \
            with its offset, are instants. A clock without a zone stays one, unless the column's \
            name states UTC or you say so. Where day and month can be exchanged you are asked.",
    caveats: &[
        "Nothing is guessed. Until you answer, each row is kept with all its cells.",
        "An answer serves every table with the same columns. It is kept in the log of the case.",
        "Anybody can write a table. Say where it comes from, and keep the letter or mail.",
        "A spreadsheet program may have changed numbers and dates before you got the file.",
        "A number shown as the caller can be forged.",
    ],
    omits: &[
        "What the maker of the table left out: often calls that were not answered.",
        "Cells of a row beyond the 256th are kept as one.",
    ],
};

impl Importer for Table {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn provenance(&self, _path: &str) -> (Grade, ExhibitKind) {
        (Grade::DeviceOriginal, ExhibitKind::Other)
    }

    fn is_fallback(&self) -> bool {
        true
    }

    fn open<'a>(
        &self,
        export: &'a dyn Export,
        answers: &Answers,
    ) -> Option<Result<Opened<'a>, Refusal>> {
        let [entry] = export.entries() else {
            return None;
        };
        let mut dialect = table_in(export, &entry.path)?;
        let mut survey = look_over(export, &entry.path, dialect)?;
        if survey.is_lossy && dialect.encoding == Encoding::Utf8 {
            // Not UTF-8 further on: what spreadsheets on Windows write.
            dialect.encoding = Encoding::Windows1252;
            survey = look_over(export, &entry.path, dialect)?;
        }
        if survey.rows == 0 {
            return Some(Err(Refusal {
                seen: format!("{} is a table without rows.", entry.path),
                advice: "Ask for the file again. It stays sealed as it is.".to_owned(),
            }));
        }
        let mapping = Mapping::of(&survey, answers);
        let questions = questions::open(&entry.path, &survey, &mapping, answers);
        let mut remarks = Vec::new();
        if dialect.encoding != Encoding::Utf8 {
            remarks.push(format!(
                "{} was read as {}.",
                entry.path,
                dialect.encoding.name()
            ));
        }
        if survey.header.is_none() {
            remarks.push(format!(
                "{} has no row with the names of its columns. They are numbered.",
                entry.path
            ));
        }
        Some(Ok(Opened {
            records: Box::new(Records::new(export, &entry.path, dialect, &survey, mapping)),
            questions,
            entries: vec![entry.path.clone()],
            remarks,
        }))
    }
}

/// How the table is written, if the file is one.
fn table_in(export: &dyn Export, path: &str) -> Option<Dialect> {
    let head = first_bytes(export, path, 64 << 10).ok()?;
    let dialect = Dialect::sniff(&head)?;
    let lower = path.to_ascii_lowercase();
    if [".csv", ".tsv", ".tab", ".psv"]
        .iter()
        .any(|end| lower.ends_with(end))
    {
        return Some(dialect);
    }
    // Another text: only where every row has the same three cells or more.
    let begins = head.trim_ascii_start().first().copied();
    if !lower.ends_with(".txt") || matches!(begins, Some(b'<' | b'{' | b'[' | b'%')) {
        return None;
    }
    let mut rows = Rows::new(&head[..], dialect).without_digests();
    let mut widths = Vec::new();
    while let Ok(Some(row)) = rows.next_row() {
        widths.push(row.len());
    }
    if head.len() == 64 << 10 {
        widths.pop();
    }
    let first = widths.first().copied().filter(|width| *width >= 3)?;
    (widths.len() >= 2 && widths.iter().all(|width| *width == first)).then_some(dialect)
}

impl ByColumn for Row {
    fn cell(&self, column: usize) -> Option<&str> {
        self.cell(column)
    }
}

fn look_over(export: &dyn Export, path: &str, dialect: Dialect) -> Option<Survey> {
    let mut survey = Survey::default();
    let mut rows = Rows::new(export.open(path).ok()?, dialect).without_digests();
    while let Ok(Some(row)) = rows.next_row() {
        survey.push(row);
        if survey.rows == LOOKED_AT {
            rows.want_only(survey.wanted());
        }
    }
    survey.finish();
    Some(survey)
}

/// The rows of a table, as events.
struct Records<'a> {
    entry: Arc<str>,
    rows: Option<Rows<Box<dyn Read + 'a>>>,
    waiting: Option<Defect>,
    header_row: Option<u64>,
    events: Events,
}

impl<'a> Records<'a> {
    fn new(
        export: &'a dyn Export,
        entry: &Arc<str>,
        dialect: Dialect,
        survey: &Survey,
        mapping: Mapping,
    ) -> Self {
        let (rows, waiting) = match open(export, entry) {
            Ok(reader) => (Some(Rows::new(reader, dialect)), None),
            Err(defect) => (None, Some(defect)),
        };
        Self {
            entry: entry.clone(),
            rows,
            waiting,
            header_row: survey.header,
            events: Events::new(mapping, survey, entry),
        }
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Event, Defect>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(defect) = self.waiting.take() {
            return Some(Err(defect));
        }
        loop {
            let rows = self.rows.as_mut()?;
            let (offset, line) = rows.position();
            let row = match rows.next_row() {
                Ok(Some(row)) => row,
                Ok(None) => {
                    self.rows = None;
                    return None;
                }
                Err(error) => {
                    self.rows = None;
                    return Some(Err(Defect {
                        locator: Locator {
                            entry: self.entry.clone(),
                            bytes: (offset, offset),
                            pointer: Pointer::Line(line),
                        },
                        code: "unreadable",
                        reason: format!("the rest of this file cannot be read: {error}").into(),
                    }));
                }
            };
            if self.header_row == Some(row.index) {
                continue;
            }
            // Cells beyond the last column that is kept apart are one.
            let header = self.events.header();
            let kept = MOST_COLUMNS.max(header.names().len());
            let mut cells = Cells {
                locator: row.locator(&self.entry),
                raw: row.raw,
                marks: onrecord_model::Marks::NONE,
                details: Details::new(),
                row,
                count: row.len().min(kept),
            };
            if self.header_row.is_some_and(|header| row.index < header) {
                let mut event = self.events.above(cells);
                row.damage.say(&mut event.marks, &mut event.details);
                return Some(Ok(event));
            }
            if header.names().is_empty() {
                row.damage.say(&mut cells.marks, &mut cells.details);
            } else {
                row.say_damage(header, &mut cells.marks, &mut cells.details);
            }
            if row.len() > kept {
                let rest: Vec<&str> = row.cells().skip(kept).collect();
                cells.details.push("further columns", rest.join(" | "));
            }
            return Some(Ok(self.events.event(cells)));
        }
    }
}
