//! What other people's tools read besides the plain tables: a workbook, a load file with its pages,
//! an index of hashes. Each row comes from the same cells as `events.csv`, which come from openings
//! alone; so what is withheld cannot reach any of them.

use crate::evidence::{Spool, how_included, in_data};
use crate::input::{Facts, PackError};
use crate::stage::Stage;
use crate::workbook::{Cell, LONGEST_CELL, MOST_ROWS, Workbook};
use onrecord_model::Instant;
use onrecord_verify::hashes::{HASHES, HASHES_HEADER};
use onrecord_verify::load::{Attached, LOAD, PAGES, load_header, load_rows};
use onrecord_verify::tables::{Rows, push_cell};
use std::io::Write as _;

/// The columns of the workbook's events, and how wide they are.
const EVENTS: [(&str, u8); 22] = [
    ("thread", 8),
    ("position", 9),
    ("exhibit", 10),
    ("kind", 12),
    ("marks", 14),
    ("time_as_written", 26),
    ("time_known_as", 16),
    ("time_utc", 20),
    ("sort_utc", 24),
    ("platform", 12),
    ("sender_id", 18),
    ("sender_handle", 18),
    ("sender_name", 20),
    ("others", 24),
    ("text", 70),
    ("details", 30),
    ("attachments", 24),
    ("record_entry", 30),
    ("record_from", 12),
    ("record_to", 12),
    ("record_pointer", 14),
    ("record_sha256", 66),
];
const EXHIBITS: [(&str, u8); 9] = [
    ("exhibit", 10),
    ("in_pack", 10),
    ("sha256", 66),
    ("bytes", 12),
    ("sealed_utc", 20),
    ("name", 36),
    ("what", 24),
    ("grade", 22),
    ("source", 40),
];
const LEDGER: [(&str, u8); 11] = [
    ("entry", 8),
    ("date", 14),
    ("body", 24),
    ("channel", 16),
    ("officer", 20),
    ("their_reference", 20),
    ("said", 50),
    ("answered", 50),
    ("promised", 40),
    ("due", 14),
    ("outcome", 30),
];
const GAPS: [(&str, u8); 4] = [
    ("thread", 8),
    ("withheld", 10),
    ("first_position", 14),
    ("last_position", 14),
];
const ABOUT: [(&str, u8); 2] = [("what", 24), ("meaning", 100)];

/// See the module.
pub(crate) struct Exports<'a> {
    book: Workbook<'a>,
    events: usize,
    gaps: usize,
    load: Spool<'a>,
    pages: Spool<'a>,
    hashes: Spool<'a>,
    /// The position that follows in the thread under way.
    next: u64,
}

fn hash_row(cells: [&str; 7]) -> String {
    let mut row = String::new();
    cells.iter().for_each(|cell| push_cell(&mut row, cell));
    row.pop();
    row + "\r\n"
}

impl<'a> Exports<'a> {
    /// Begins them, with what is known of the exhibits.
    pub(crate) fn new(stage: &'a dyn Stage, facts: &Facts) -> Result<Self, PackError> {
        let mut book = Workbook::new(stage);
        let events = book.sheet("events", EVENTS.to_vec())?;
        let exhibits = book.sheet("exhibits", EXHIBITS.to_vec())?;
        let ledger = book.sheet("ledger", LEDGER.to_vec())?;
        let gaps = book.sheet("gaps", GAPS.to_vec())?;
        let mut hashes = Spool::new(stage, "hashes.csv")?;
        hashes.write_all(HASHES_HEADER.as_bytes())?;
        for exhibit in &facts.exhibits {
            let Some((how, file)) = how_included(exhibit) else {
                let row = [Cell::Text(&exhibit.reference), Cell::Text("withheld")];
                book.row(exhibits, &row)?;
                continue;
            };
            let digest = exhibit.digest.to_hex();
            book.row(
                exhibits,
                &[
                    Cell::Text(&exhibit.reference),
                    Cell::Text(how),
                    Cell::Text(&digest),
                    Cell::Number(exhibit.size),
                    Cell::Time(exhibit.sealed),
                    Cell::Text(&exhibit.name),
                    Cell::Text(&exhibit.what),
                    Cell::Text(&exhibit.grade),
                    Cell::Text(&exhibit.source),
                ],
            )?;
            let size = exhibit.size.to_string();
            let reference = &exhibit.reference;
            let row = hash_row([&digest, &size, &file, reference, "", "", &exhibit.name]);
            hashes.write_all(row.as_bytes())?;
        }
        for entry in &facts.ledger {
            let cells = [
                &entry.reference,
                &entry.date,
                &entry.body,
                &entry.channel,
                &entry.officer,
                &entry.their_reference,
                &entry.said,
                &entry.answered,
                &entry.promised,
                &entry.due,
                &entry.outcome,
            ];
            book.row(ledger, &cells.map(|cell| Cell::Text(cell)))?;
        }
        let mut load = Spool::new(stage, "events.dat")?;
        load.write_all(load_header().as_bytes())?;
        Ok(Self {
            book,
            events,
            gaps,
            load,
            pages: Spool::new(stage, "pictures.opt")?,
            hashes,
            next: 0,
        })
    }

    fn gap(&mut self, thread: &str, until: u64) -> Result<(), PackError> {
        if until > self.next {
            let row = [
                Cell::Text(thread),
                Cell::Number(until - self.next),
                Cell::Number(self.next + 1),
                Cell::Number(until),
            ];
            self.book.row(self.gaps, &row)?;
        }
        self.next = until;
        Ok(())
    }

    /// A shown event: its rows, its stated instant, and its attachments that are in the archive.
    pub(crate) fn event(
        &mut self,
        thread: &str,
        index: u64,
        rows: &Rows,
        stated: Option<Instant>,
        attached: &[Attached],
    ) -> Result<(), PackError> {
        self.gap(thread, index)?;
        self.next = index + 1;
        let mut cells = Vec::with_capacity(rows.cells.len());
        for (name, text) in &rows.cells {
            cells.push(match (*name, stated) {
                ("position", _) => Cell::Number(index + 1),
                ("time_utc", Some(instant)) => Cell::Time(instant),
                _ => Cell::Text(text),
            });
        }
        self.book.row(self.events, &cells)?;
        let (load, pages) = load_rows(&rows.cells, attached);
        self.load.write_all(load.as_bytes())?;
        self.pages.write_all(pages.as_bytes())?;
        let exhibit = rows
            .cells
            .iter()
            .find(|(name, _)| *name == "exhibit")
            .map_or("", |(_, cell)| cell);
        for file in attached {
            let row = hash_row([
                &file.content.0.to_hex(),
                &file.content.1.to_string(),
                &file.path,
                exhibit,
                thread,
                &(index + 1).to_string(),
                &file.name,
            ]);
            self.hashes.write_all(row.as_bytes())?;
        }
        Ok(())
    }

    /// The end of a thread of so many events.
    pub(crate) fn end_thread(&mut self, thread: &str, events: u64) -> Result<(), PackError> {
        self.gap(thread, events)?;
        self.next = 0;
        Ok(())
    }

    /// Puts the workbook together and gives the files, in the order of their paths in the archive.
    pub(crate) fn finish(
        mut self,
        stage: &'a dyn Stage,
    ) -> Result<Vec<(&'static str, Spool<'a>)>, PackError> {
        let cut = self.book.cut();
        let about = self.book.sheet("about", ABOUT.to_vec())?;
        let limits = format!(
            "A cell holds at most {LONGEST_CELL} characters, a sheet {MOST_ROWS} rows. Texts cut \
             here: {cut}. Rows go on in a next sheet."
        );
        for (what, meaning) in [
            (
                "This workbook",
                "The same rows as events.csv, for reading, sorting and filtering. It is signed \
                 with the pack, and not checked row by row: events.csv is.",
            ),
            (
                "time_utc",
                "A date only where the record states the instant. It is UTC, shown to the second.",
            ),
            (
                "sort_utc",
                "The time used for sorting, as text. Where the record shows only a clock, it is \
                 taken in the zone that the report names.",
            ),
            (
                "[withheld]",
                "This field of this event is not in the pack. That it exists is proven.",
            ),
            (
                "gaps",
                "Events of a thread that are not in the pack, between those that are. How many is \
                 proven by the thread's proof.",
            ),
            ("[U+202E]", "A hidden or control character, written out."),
            (
                "ledger",
                "What was reported and answered, in the words of the person who made the pack.",
            ),
            ("Limits", &limits),
        ] {
            self.book
                .row(about, &[Cell::Text(what), Cell::Text(meaning)])?;
        }
        let mut book = Spool::new(stage, "events.xlsx")?;
        self.book.finish()?.write(&mut book)?;
        Ok(vec![
            ("events.xlsx", book),
            (in_data(HASHES), self.hashes),
            (in_data(LOAD), self.load),
            (in_data(PAGES), self.pages),
        ])
    }
}
