//! Counts the rows of every case with a second, dumber reader, and looks for texts where they stand.

use super::sheet::{SheetRow, SheetRows};
use super::{IMPORTER, parts};
use crate::containers::{MemoryExport, open_path};
use crate::{Answers, Export, Importer};
use onrecord_model::Digest;
use std::io::Read as _;
use std::path::Path;
use std::rc::Rc;

fn bytes_of(export: &dyn Export, entry: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    export.open(entry).unwrap().read_to_end(&mut bytes).unwrap();
    bytes
}

fn content(export: &dyn Export, entry: &str) -> String {
    String::from_utf8(bytes_of(export, entry)).unwrap()
}

fn check(export: &dyn Export, headers: usize) {
    let opened = IMPORTER.open(export, &Answers::default()).unwrap().unwrap();
    // A row is something with a value between its tags.
    let rows = |entry: &str| {
        let text = content(export, entry);
        let rows = text.split("<row").skip(1);
        let mut count = 0;
        for row in rows {
            count += usize::from(row.contains("<v>") || row.contains("<t"));
        }
        count
    };
    let sheets: Vec<_> = opened
        .entries
        .iter()
        .filter(|entry| entry.contains("worksheets/"))
        .cloned()
        .collect();
    let wanted: usize = sheets.iter().map(|entry| rows(entry)).sum();
    let events: Vec<_> = opened.records.map(Result::unwrap).collect();
    assert_eq!(events.len() + headers, wanted);
    let shared = export
        .entry("xl/sharedStrings.xml")
        .map(|_| content(export, "xl/sharedStrings.xml"))
        .unwrap_or_default();
    for event in events {
        let sheet = content(export, &event.locator.entry);
        let (from, to) = event.locator.bytes;
        let row = &sheet[from as usize..to as usize];
        assert!(row.starts_with("<row"), "{row}");
        for word in event.text.iter().flat_map(|text| text.split_whitespace()) {
            let word = word.replace('&', "&amp;");
            assert!(row.contains(&word) || shared.contains(&word), "{word}");
        }
    }
}

#[test]
fn every_row_is_an_event_and_its_texts_stand_where_they_should() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/platforms/workbook/cases");
    check(
        &*open_path(&cases.join("calls_and_messages/input")).unwrap(),
        2,
    );
    check(
        &*open_path(&cases.join("as_archive/report.xlsx")).unwrap(),
        2,
    );
    check(&*open_path(&cases.join("dates_of_1904/input")).unwrap(), 1);
}

#[test]
fn a_hostile_sheet_is_read_in_little_memory() {
    let mut sheet = String::from("<worksheet><sheetData>");
    for row in 1..3_000 {
        sheet.push_str(&format!(
            "<row r=\"{row}\"><c r=\"XFD{row}\" t=\"s\"><v>0</v></c></row>"
        ));
    }
    let export = MemoryExport::new("x.xlsx")
        .with(
            "xl/workbook.xml",
            *b"<workbook><sheets><sheet name=\"a\" r:id=\"1\"/></sheets></workbook>",
        )
        .with("xl/worksheets/sheet1.xml", sheet.into_bytes())
        .with(
            "xl/sharedStrings.xml",
            format!("<sst><si><t>{}</t></si></sst>", "x".repeat(100_000)).into_bytes(),
        );
    let opened = IMPORTER
        .open(&export, &Answers::default())
        .unwrap()
        .unwrap();
    assert_eq!(opened.records.take(200).filter(Result::is_ok).count(), 200);
}

#[test]
fn a_sheet_is_cut_off_where_its_rows_are_and_not_where_only_what_follows_them_is() {
    let defects = |end: &str| {
        let sheet = format!(
            "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>When</t></is></c>\
             <c r=\"B1\" t=\"inlineStr\"><is><t>Text</t></is></c></row><row r=\"2\"><c r=\"A2\" \
             t=\"inlineStr\"><is><t>2024-03-01 10:00</t></is></c><c r=\"B2\" t=\"inlineStr\">\
             <is><t>Moss</t></is></c></row>{end}"
        );
        let export = MemoryExport::new("x.xlsx")
            .with(
                "xl/workbook.xml",
                *b"<workbook><sheets><sheet name=\"a\" r:id=\"1\"/></sheets></workbook>",
            )
            .with("xl/worksheets/sheet1.xml", sheet.into_bytes());
        let opened = IMPORTER.open(&export, &Answers::default());
        let records = opened.unwrap().unwrap().records;
        records.filter(Result::is_err).count()
    };
    assert_eq!(defects("</sheetData></worksheet>"), 0);
    assert_eq!(defects("</sheetData><pageMar"), 0);
    assert_eq!(defects(""), 1);
}

#[test]
fn rows_of_which_only_the_first_cells_are_wanted_are_the_same_rows() {
    let cell = |place: &str, kind: &str, value: &str| {
        format!("<c r=\"{place}\" t=\"{kind}\"><v>{value}</v></c>")
    };
    let usual = [
        cell("A2", "str", "a"),
        cell("B2", "s", "0"),
        cell("D2", "n", "7"),
    ]
    .concat();
    let empty_first = [
        cell("A3", "str", ""),
        cell("C3", "s", "1"),
        cell("D3", "str", "x"),
    ];
    let sheet = [
        "<worksheet><sheetData>".to_owned(),
        format!(
            "<row r=\"2\">{usual}</row>\n<row r=\"3\">{}</row>",
            empty_first.concat()
        ),
        // The same column twice, backwards, without a place, nothing but empty cells, not UTF-8.
        format!(
            "<row>{}{}</row>",
            cell("A4", "str", "a"),
            cell("A4", "str", "")
        ),
        format!("<row>{usual}{}</row>", cell("B4", "str", "")),
        "<row><c t=\"str\"><v>a</v></c><c><v>1</v></c><c/><c t=\"str\"><v>c</v></c></row>"
            .to_owned(),
        format!(
            "<row>{}{}</row>",
            cell("B4", "str", ""),
            cell("ZZZZZ9", "str", "far")
        ),
        format!(
            "<row>{}<c><v>\u{1}\u{2}</v></c></row>",
            cell("A5", "str", "b")
        ),
        "<row><c t=\"inlineStr\"><is><r><t>rich</t></r></is></c><c><v>2</v></c></row>".to_owned(),
        format!(
            "<row>{}<c r=\"XFE1\"><v>1</v></c></row>",
            cell("A5", "str", "b")
        ),
        "</sheetData></worksheet>".to_owned(),
    ];
    let sheet: Vec<u8> = sheet
        .concat()
        .bytes()
        .map(|byte| if byte == 2 { 0xff } else { byte })
        .collect();
    let export = MemoryExport::new("x.xlsx")
        .with(
            "xl/workbook.xml",
            *b"<workbook><sheets><sheet name=\"a\" r:id=\"1\"/></sheets></workbook>",
        )
        .with("xl/worksheets/sheet1.xml", sheet)
        .with(
            "xl/sharedStrings.xml",
            *b"<sst><si><t>shared</t></si><si><t></t></si></sst>",
        );
    let book = Rc::new(parts::read(&export).unwrap());
    let entry = &book.sheets[0].entry;
    let (mut one, mut other) = (SheetRow::default(), SheetRow::default());
    for wanted in 0..6 {
        let mut whole = SheetRows::open(&export, entry, &book, true).unwrap();
        let mut first = SheetRows::open(&export, entry, &book, false).unwrap();
        first.want_only(wanted);
        let mut count = 0;
        while whole.next_row(&mut one).unwrap() {
            assert!(first.next_row(&mut other).unwrap(), "{wanted} {one:?}");
            assert_eq!((one.bytes, one.number), (other.bytes, other.number));
            assert_eq!(one.len(), other.len(), "{wanted} {one:?}");
            let cells = one.cells().take(wanted);
            assert!(cells.eq(other.cells().take(wanted)), "{one:?} {other:?}");
            let content = bytes_of(&export, entry);
            let bytes = &content[one.bytes.0 as usize..one.bytes.1 as usize];
            assert_eq!(one.raw, Digest::of(bytes));
            count += 1;
        }
        assert!(!first.next_row(&mut other).unwrap());
        // In two of the nine nothing is left to be shown.
        assert_eq!(count, 7);
    }
}
