//! Counts the rows of every case with a second, dumber reader, and looks for texts where they stand.

use super::IMPORTER;
use crate::containers::{MemoryExport, open_path};
use crate::{Answers, Export, Importer};
use std::io::Read as _;
use std::path::Path;

fn content(export: &dyn Export, entry: &str) -> String {
    let mut bytes = Vec::new();
    export.open(entry).unwrap().read_to_end(&mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
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
