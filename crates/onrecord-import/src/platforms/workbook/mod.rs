//! Workbooks of spreadsheet programs (.xlsx): each sheet is a table, whose columns are told as
//! those of [`super::table`] are. Must not know where a file came from or goes to.
//!
//! Source: ECMA-376 (SpreadsheetML). A workbook is a zip of XML files; it is read through the
//! container's limits and the tokeniser of `kit/html`, so that each row has its bytes. The crate
//! `calamine` gives cells without their places.

mod dates;
mod parts;
mod plain_row;
mod sheet;
#[cfg(test)]
mod tests;

use crate::kit::defects::{defect_in, unreadable};
use crate::platforms::table::events::{ByColumn, Cells, Events};
use crate::platforms::table::mapping::Mapping;
use crate::platforms::table::questions;
use crate::platforms::table::survey::{LOOKED_AT, Survey};
use crate::{Answers, Export, Importer, Manifest, Opened, Refusal};
use onrecord_model::exhibit::{ExhibitKind, Grade};
use onrecord_model::{Defect, Details, Event, Locator, Mark, Marks, Pointer};
use parts::{Book, Sheet};
use sheet::{SheetRow, SheetRows};
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;

/// The importer.
pub static IMPORTER: Workbook = Workbook;

/// Reads workbooks.
#[derive(Debug)]
pub struct Workbook;

static MANIFEST: Manifest = Manifest {
    name: "workbook",
    version: 3,
    title: "Workbooks (.xlsx): call records, reports in the manner of Cellebrite",
    accepts: &[".xlsx and .xlsm files; every sheet is read as a table"],
    how_to_get: &[
        "Ask the maker of the report for the workbook itself, not for a print or a PDF.",
        "Add the file as it came. Do not open and save it first.",
    ],
    layouts: &[
        "SpreadsheetML with shared and inline texts, dates of 1900 and of 1904: ECMA-376",
        "columns: those that the importer of tables knows, or what you answer",
    ],
    times: "A cell with a date format is a clock without a zone. It is written out as year, month \
            and day; the number that is stored is kept as a detail. Texts are read as in a table.",
    caveats: &[
        "Nothing is guessed. Until you answer, each row is kept with all its cells.",
        "Texts that occur often stand in a list of their own (sharedStrings.xml). A row's bytes \
         then hold only their numbers.",
        "Formulas are not computed: the value that the program stored is shown.",
        "Anybody can write a workbook. Say where it comes from.",
    ],
    omits: &[
        "Charts, drawings and formats.",
        "Comments on cells are reported as files that were not read.",
        "Older workbooks (.xls, .xlsb). Ask for .xlsx or CSV.",
    ],
};

impl Importer for Workbook {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn only_serves(&self, entry: &str) -> bool {
        !entry.contains("worksheets/")
    }

    fn provenance(&self, _path: &str) -> (Grade, ExhibitKind) {
        (Grade::DeviceOriginal, ExhibitKind::Other)
    }

    fn open<'a>(
        &self,
        export: &'a dyn Export,
        answers: &Answers,
    ) -> Option<Result<Opened<'a>, Refusal>> {
        if export.entry("xl/workbook.bin").is_some() {
            return Some(Err(Refusal {
                seen: "This is a workbook in the binary form (.xlsb).".to_owned(),
                advice: "Ask for it as .xlsx or CSV, and add both.".to_owned(),
            }));
        }
        export.entry("xl/workbook.xml")?;
        let book = match parts::read(export) {
            Ok(book) if !book.sheets.is_empty() => Rc::new(book),
            _ => {
                return Some(Err(Refusal {
                    seen: "This is a workbook, but none of its sheets can be found.".to_owned(),
                    advice: "Ask for the file again, or for the table as CSV.".to_owned(),
                }));
            }
        };
        let mut questions: Vec<crate::Question> = Vec::new();
        let mut remarks = book.remarks.clone();
        let mut tables = VecDeque::new();
        for sheet in &book.sheets {
            let (survey, is_torn) = look_over(export, &book, sheet);
            if is_torn {
                remarks.push(format!(
                    "The file of the sheet “{}” ({}) is cut off behind the rows. No row is missing.",
                    sheet.name, sheet.entry
                ));
            }
            let mapping = Mapping::of(&survey, answers);
            if survey.rows == 0 {
                remarks.push(format!("The sheet “{}” is empty.", sheet.name));
            } else {
                let label = format!("the sheet “{}”", sheet.name);
                for question in questions::open(&label, &survey, &mapping, answers) {
                    // Sheets with the same columns have the same questions.
                    if !questions.iter().any(|known| known.id == question.id) {
                        questions.push(question);
                    }
                }
            }
            tables.push_back((sheet.clone(), survey, mapping));
        }
        remarks.extend(book.say_unused());
        let entries = export
            .entries()
            .iter()
            .map(|entry| entry.path.clone())
            .filter(|path| is_part(path) || book.sheets.iter().any(|sheet| sheet.entry == *path))
            .collect();
        Some(Ok(Opened {
            records: Box::new(Records {
                export,
                book,
                tables,
                current: None,
            }),
            questions,
            entries,
            remarks,
        }))
    }
}

/// The parts that hold nothing but how the sheets are shown and put together.
fn is_part(path: &str) -> bool {
    path == "[Content_Types].xml"
        || path.ends_with(".rels")
        || ["docProps/", "xl/theme/", "xl/printerSettings/"]
            .iter()
            .any(|folder| path.starts_with(folder))
        || [
            "xl/workbook.xml",
            "xl/styles.xml",
            "xl/sharedStrings.xml",
            "xl/calcChain.xml",
            "xl/metadata.xml",
        ]
        .contains(&path)
}

/// What a first look finds, and whether the file ends behind the rows and before the sheet does.
fn look_over(export: &dyn Export, book: &Rc<Book>, sheet: &Sheet) -> (Survey, bool) {
    let mut survey = Survey::default();
    let mut is_torn = false;
    if let Ok(mut rows) = SheetRows::open(export, &sheet.entry, book, false) {
        let mut row = SheetRow::default();
        while let Ok(true) = rows.next_row(&mut row) {
            survey.push_cells(row.cells());
            if survey.rows == LOOKED_AT {
                rows.want_only(survey.wanted());
            }
        }
        is_torn = rows.is_torn() && !rows.is_cut_off();
    }
    survey.finish();
    (survey, is_torn)
}

/// The rows of every sheet, as events.
struct Records<'a> {
    export: &'a dyn Export,
    book: Rc<Book>,
    tables: VecDeque<(Sheet, Survey, Mapping)>,
    current: Option<Reading<'a>>,
}

/// A sheet being read.
struct Reading<'a> {
    entry: Arc<str>,
    rows: SheetRows<'a>,
    row: SheetRow,
    header_row: Option<u64>,
    events: Events,
    index: u64,
}

impl ByColumn for SheetRow {
    fn cell(&self, column: usize) -> Option<&str> {
        self.cell(column)
    }
}

impl Reading<'_> {
    /// The event of the row that has been read.
    fn event(&mut self) -> Event {
        let row = &self.row;
        let mut cells = Cells {
            locator: Locator {
                entry: self.entry.clone(),
                bytes: row.bytes,
                pointer: Pointer::Line(row.number),
            },
            raw: row.raw,
            marks: Marks::NONE,
            details: Details::new(),
            row,
            count: row.len(),
        };
        if row.is_cut {
            cells.marks.add(Mark::Truncated);
        }
        if row.is_lossy {
            cells.marks.add(Mark::LossyText);
        }
        if !row.is_ended {
            cells.marks.add(Mark::Inconsistent);
            cells.details.push("row", "the row is not ended");
        }
        if row.lacks_text {
            cells.marks.add(Mark::Inconsistent);
            let detail = "a text of the shared list is missing";
            cells.details.push("row", detail);
        }
        for (column, stored) in row.stored() {
            let name = self.events.header().name(column);
            cells.details.push_parts(&[&name, " (stored)"], stored);
        }
        if self.header_row.is_some_and(|header| self.index < header) {
            return self.events.above(cells);
        }
        self.events.event(cells)
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Event, Defect>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let Some(reading) = &mut self.current else {
                let (sheet, survey, mapping) = self.tables.pop_front()?;
                match SheetRows::open(self.export, &sheet.entry, &self.book, true) {
                    Ok(rows) => {
                        self.current = Some(Reading {
                            entry: sheet.entry.clone(),
                            rows,
                            row: SheetRow::default(),
                            header_row: survey.header,
                            events: Events::new(mapping, &survey, &sheet.name),
                            index: 0,
                        });
                    }
                    Err(error) => {
                        return Some(Err(unreadable(self.export, &sheet.entry, &error)));
                    }
                }
                continue;
            };
            match reading.rows.next_row(&mut reading.row) {
                Ok(true) => {
                    let is_header = reading.header_row == Some(reading.index);
                    let event = (!is_header).then(|| reading.event());
                    reading.index += 1;
                    if let Some(event) = event {
                        return Some(Ok(event));
                    }
                }
                Ok(false) => {
                    let (at, is_cut_off) = (reading.rows.position(), reading.rows.is_cut_off());
                    let entry = reading.entry.clone();
                    self.current = None;
                    if is_cut_off {
                        let reason = "this sheet was cut off: the end of its rows is missing";
                        return Some(Err(defect_in(&entry, (at, at), "truncated", reason)));
                    }
                }
                Err(error) => {
                    let at = reading.rows.position();
                    let entry = reading.entry.clone();
                    self.current = None;
                    let reason = format!("the rest of this sheet cannot be read: {error}");
                    return Some(Err(defect_in(&entry, (at, at), "unreadable", &reason)));
                }
            }
        }
    }
}
