//! The load file for review platforms (Concordance's delimited form, which Relativity and others read
//! too), made from what is proven: a row for each event shown and for each attachment that is in the
//! archive, and a page for each picture. Knows nothing of how they are compared.
//!
//! Form: fields in U+00FE, U+0014 between, U+00AE for a line's end inside a field; UTF-8 with a byte
//! order mark. Names of fields have at most 12 letters: Concordance cuts longer ones.

use crate::tables::{steers, written_out};
use onrecord_model::Digest;

/// Where it stands in the archive.
pub const LOAD: &str = "data/load/events.dat";
/// The pages.
pub const PAGES: &str = "data/load/pictures.opt";

const QUOTE: char = '\u{fe}';
const BETWEEN: char = '\u{14}';
const LINE_END: char = '\u{ae}';

/// The fields that are not cells of an event, and stand in front.
const FAMILY: [&str; 5] = ["BEGDOC", "ENDDOC", "BEGATTACH", "ENDATTACH", "PARENTDOC"];
/// What each cell of an event is called here.
const CELLS: [(&str, &str); 22] = [
    ("thread", "THREAD"),
    ("position", "POSITION"),
    ("exhibit", "EXHIBIT"),
    ("kind", "KIND"),
    ("marks", "MARKS"),
    ("time_as_written", "TIMEWRITTEN"),
    ("time_known_as", "TIMEKNOWN"),
    ("time_utc", "TIMEUTC"),
    ("sort_utc", "SORTUTC"),
    ("platform", "PLATFORM"),
    ("sender_id", "SENDERID"),
    ("sender_handle", "SENDERHANDLE"),
    ("sender_name", "SENDERNAME"),
    ("others", "OTHERS"),
    ("text", "TEXT"),
    ("details", "DETAILS"),
    ("attachments", "ATTACHMENTS"),
    ("record_entry", "RECENTRY"),
    ("record_from", "RECFROM"),
    ("record_to", "RECTO"),
    ("record_pointer", "RECPOINTER"),
    ("record_sha256", "RECSHA256"),
];
/// What is said of an attachment's file, behind.
const FILE: [&str; 4] = ["FILENAME", "FILESIZE", "SHA256", "NATIVELINK"];

/// An attachment whose file is in the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attached {
    /// Its place among the event's attachments, from 0.
    pub number: usize,
    /// Its name, as the event has it.
    pub name: String,
    /// Its path in the archive, from `data/` on.
    pub path: String,
    /// What the event states of its content.
    pub content: (Digest, u64),
}

/// The first line.
pub fn load_header() -> String {
    let mut names: Vec<&str> = FAMILY.to_vec();
    names.extend(CELLS.iter().map(|(_, name)| name));
    names.extend(FILE);
    format!("\u{feff}{}", line(names.into_iter()))
}

fn line<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let mut out = String::new();
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            out.push(BETWEEN);
        }
        out.push(QUOTE);
        for character in cell.chars() {
            match character {
                '\n' => out.push(LINE_END),
                QUOTE | LINE_END => out.push_str(&written_out(character)),
                _ if steers(character) => out.push_str(&written_out(character)),
                _ => out.push(character),
            }
        }
        out.push(QUOTE);
    }
    out.push_str("\r\n");
    out
}

/// The rows of an event and of its attachments, and the pages of those that are pictures.
pub fn load_rows(cells: &[(&'static str, String)], attached: &[Attached]) -> (String, String) {
    let cell = |wanted: &str| {
        let found = cells.iter().find(|(name, _)| *name == wanted);
        found.map_or("", |(_, cell)| cell.as_str())
    };
    let number = format!("{}-{:0>7}", cell("thread"), cell("position"));
    let child = |attached: &Attached| format!("{number}-{:02}", attached.number + 1);
    let last = attached.last().map(child).unwrap_or_default();
    let first = if attached.is_empty() {
        ""
    } else {
        number.as_str()
    };
    let mut row: Vec<&str> = vec![&number, &number, first, &last, ""];
    row.extend(CELLS.iter().map(|(name, _)| cell(name)));
    row.extend([""; FILE.len()]);
    let (mut load, mut pages) = (line(row.into_iter()), String::new());
    for attachment in attached {
        let own = child(attachment);
        let link = attachment.path.replace('/', "\\");
        let (digest, size) = (
            attachment.content.0.to_hex(),
            attachment.content.1.to_string(),
        );
        let mut row: Vec<&str> = vec![&own, &own, first, &last, &number];
        // So that it stands beside its event when rows are sorted; the rest is the event's.
        let shared = ["thread", "position", "exhibit", "time_utc", "sort_utc"];
        row.extend(CELLS.iter().map(|(name, _)| {
            if shared.contains(name) {
                cell(name)
            } else {
                ""
            }
        }));
        row.extend([attachment.name.as_str(), &size, &digest, &link]);
        load.push_str(&line(row.into_iter()));
        if is_page(&attachment.path) {
            // Page, volume, path, whether a document begins, two unused, pages of the document.
            pages.push_str(&format!("{own},,{link},Y,,,1\r\n"));
        }
    }
    (load, pages)
}

/// The kinds of picture that such viewers show as a page.
fn is_page(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    [".jpg", ".jpeg", ".tif", ".tiff"]
        .iter()
        .any(|ending| path.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short_enough_and_a_text_cannot_end_its_field() {
        let header = load_header();
        let names = header.trim_start_matches('\u{feff}').trim_end();
        assert_eq!(names.split(BETWEEN).count(), 31);
        assert!(names.split(BETWEEN).all(|name| name.chars().count() <= 14));
        let cells = vec![
            ("thread", "T3".to_owned()),
            ("position", "17".to_owned()),
            ("text", "a\u{fe}\u{14}\u{ae}\nb".to_owned()),
        ];
        let attached = Attached {
            number: 0,
            name: "IMG 1.jpg".into(),
            path: "data/attachments/T3/16-0-IMG_1.jpg".into(),
            content: (Digest([7; 32]), 5),
        };
        let (load, pages) = load_rows(&cells, &[attached]);
        let rows: Vec<Vec<&str>> = load
            .lines()
            .map(|row| row.split(BETWEEN).collect())
            .collect();
        assert!(rows.iter().all(|row| row.len() == 31));
        assert_eq!(rows[0][0], "\u{fe}T3-0000017\u{fe}");
        assert_eq!(rows[0][3], "\u{fe}T3-0000017-01\u{fe}");
        assert_eq!(rows[0][19], "\u{fe}a[U+00FE][U+0014][U+00AE]\u{ae}b\u{fe}");
        assert_eq!(rows[1][4], "\u{fe}T3-0000017\u{fe}");
        assert_eq!(
            pages,
            "T3-0000017-01,,data\\attachments\\T3\\16-0-IMG_1.jpg,Y,,,1\r\n"
        );
    }
}
