//! The parsers' test files, and a second, simple count of every case.

use super::IMPORTER;
use crate::containers::{FolderExport, SubExport};
use crate::detect::{self, with_entry};
use crate::{Answers, Export, IMPORTERS, Importer};
use onrecord_model::{Defect, Digest, Event, Kind, Mark, Place};
use std::io::Read;
use std::path::Path;

fn content(export: &dyn Export, entry: &str) -> Vec<u8> {
    with_entry(export, entry, |export, path| {
        let mut out = Vec::new();
        let _ = export.open(path).unwrap().read_to_end(&mut out);
        out
    })
    .unwrap()
}

/// Reads with every importer in the running; each record must lead back to its bytes.
fn read(export: &dyn Export) -> Vec<Result<Event, Defect>> {
    let plan = detect::plan(export, IMPORTERS, &Answers::default());
    let mut out = Vec::new();
    for reading in &plan.readings {
        assert_eq!(reading.importer.manifest().name, "warc");
        detect::read(export, reading, &Answers::default(), |record| {
            out.push(record)
        })
        .unwrap()
        .unwrap();
    }
    for event in out.iter().flatten() {
        let bytes = content(export, &event.locator.entry);
        let of = |range: (u64, u64)| &bytes[range.0 as usize..range.1 as usize];
        assert_eq!(Digest::of(of(event.locator.bytes)), event.raw);
        for attachment in &event.attachments {
            if let Place::Inline { bytes, .. } = attachment.place {
                let found = (Digest::of(of(bytes)), bytes.1 - bytes.0);
                assert_eq!(attachment.content, Some(found));
            }
        }
    }
    out
}

/// Records by a search for their first lines.
fn count(bytes: &[u8]) -> usize {
    let lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
    let warc = lines.iter().filter(|line| line.starts_with(b"WARC/1."));
    let arc = lines.iter().filter(|line| {
        let mut words = line.split(|byte| *byte == b' ');
        let begins = words
            .next()
            .is_some_and(|url| memchr::memmem::find(url, b"://").is_some());
        begins && line.split(|byte| *byte == b' ').count() == 5
    });
    warc.count() + arc.count()
}

#[test]
fn the_test_files_of_a_reader_are_read_in_full() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/fixtures/warc/warcio");
    let shared = std::env::var_os("ONRECORD_FIXTURES")
        .map_or(folder, |root| Path::new(&root).join("warc/warcio"));
    if !shared.is_dir() {
        return;
    }
    let root = FolderExport::from_path(&shared).unwrap();
    for (file, events, defects, inconsistent) in EXPECTED {
        let records = read(&SubExport::file(&root, file));
        let found: Vec<&Event> = records.iter().flatten().collect();
        let odd = found
            .iter()
            .filter(|event| event.marks.has(Mark::Inconsistent));
        let seen = (found.len(), records.len() - found.len(), odd.count());
        assert_eq!(seen, (*events, *defects, *inconsistent), "{file}");
    }
}

/// The records of warcio's own tests (`test_archiveiterator.py`), and what we say of them.
const EXPECTED: &[(&str, usize, usize, usize)] = &[
    ("example.warc.gz", 6, 0, 0),
    ("example.arc", 2, 0, 0),
    ("example-iana.org-chunked.warc", 3, 0, 0),
    ("example-wget-bad-target-uri.warc.gz", 6, 0, 0),
    ("example-digest.warc", 4, 0, 0),
    ("example-wrong-chunks.warc.gz", 2, 0, 1),
    ("example-trunc.warc", 4, 1, 1),
    ("example-bad.warc.gz.bad", 6, 0, 0),
];

#[test]
fn every_record_of_the_cases_is_counted_twice() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/platforms/warc/cases");
    let mut checked = 0;
    for case in fs_err::read_dir(cases).unwrap() {
        for file in fs_err::read_dir(case.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            if path
                .extension()
                .is_none_or(|end| end != "warc" && end != "arc")
            {
                continue;
            }
            let export = crate::FileExport::from_path(&path).unwrap();
            let opened = IMPORTER
                .open(&export, &Answers::default())
                .unwrap()
                .unwrap();
            let stray = |record: &Result<Event, Defect>| {
                record
                    .as_ref()
                    .is_err_and(|defect| defect.code == "stray-bytes")
            };
            let records: Vec<_> = opened.records.filter(|record| !stray(record)).collect();
            assert_eq!(
                records.len(),
                count(&fs_err::read(&path).unwrap()),
                "{}",
                path.display()
            );
            checked += 1;
        }
    }
    assert!(checked >= 3);
}

#[test]
fn a_package_says_which_of_its_files_do_not_match() {
    let good = b"WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: https://example.org/a.txt\r\n\
        WARC-Date: 2024-03-31T01:30:00.5Z\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\n\
        hello\r\n\r\n";
    let list = format!(
        r#"{{"profile":"data-package","wacz_version":"1.1.1","title":"Invented","created":"2024-04-01T10:00:00Z","resources":[{{"name":"a","path":"archive/a.warc","hash":"sha256:{}","bytes":1}},{{"name":"b","path":"pages/pages.jsonl","hash":"sha256:{}","bytes":1}},{{"name":"c","path":"gone","hash":"sha256:{}","bytes":1}}]}}"#,
        Digest::of(good).to_hex(),
        Digest::of(b"other").to_hex(),
        Digest::of(b"gone").to_hex(),
    );
    let export = crate::MemoryExport::new("x.wacz")
        .with("datapackage.json", list.into_bytes())
        .with("archive/a.warc", *good)
        .with("pages/pages.jsonl", *b"{}\n")
        .with("indexes/index.cdx", *b"x\n");
    let records = read(&export);
    let events: Vec<&Event> = records.iter().flatten().collect();
    assert_eq!(events.len(), 2);
    let detail = |event: &Event, name: &str| event.details.get(name).unwrap_or_default().to_owned();
    let list = events
        .iter()
        .find(|event| event.kind == Kind::System)
        .unwrap();
    assert!(list.marks.has(Mark::Inconsistent));
    assert_eq!(detail(list, "files_that_match"), "1");
    assert!(detail(list, "file.pages/pages.jsonl").contains("does not match"));
    assert!(detail(list, "file.gone").contains("not in the package"));
    let page = events
        .iter()
        .find(|event| event.kind == Kind::Post)
        .unwrap();
    assert_eq!(detail(page, "url"), "https://example.org/a.txt");
    assert_eq!(page.attachments[0].content, Some((Digest::of(b"hello"), 5)));
}
