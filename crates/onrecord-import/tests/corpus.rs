//! Replays what fuzzing kept (`fuzz/corpus/<importer>.zip`): nothing panics, and every record is
//! one line.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout
)] // reason: tests only

#[path = "../../../fuzz/src/input.rs"]
mod input;

use input::export_of;
use onrecord_import::{Answers, Export as _, IMPORTERS, ReadSeek, ZipExport, jsonl};
use std::io::{Cursor, Read as _};
use std::path::Path;

#[test]
fn what_fuzzing_kept_is_read() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus");
    for importer in IMPORTERS {
        let name = importer.manifest().name;
        let Ok(zip) = ZipExport::from_path(&corpus.join(format!("{name}.zip"))) else {
            println!("{name}: no corpus is kept yet");
            continue;
        };
        for entry in zip.entries() {
            let mut data = Vec::new();
            zip.open(&entry.path)
                .unwrap()
                .read_to_end(&mut data)
                .unwrap();
            let Some(export) = export_of(&data) else {
                continue;
            };
            let Some(Ok(opened)) = importer.open(&export, &Answers::default()) else {
                continue;
            };
            for record in opened.records {
                let mut line = String::new();
                jsonl::push_record(&mut line, &record);
                assert_eq!(line.matches('\n').count(), 1);
            }
        }
    }
}

/// The archives that fuzzing kept, and each of them cut short.
#[test]
fn archives_that_fuzzing_kept_are_opened() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/zip.zip");
    let corpus = ZipExport::from_path(&path).unwrap();
    assert!(corpus.problems().is_empty());
    for entry in corpus.entries() {
        let mut whole = Vec::new();
        let mut reader = corpus.open(&entry.path).unwrap();
        reader.read_to_end(&mut whole).unwrap();
        for eighth in 1..=8 {
            let length = whole.len() * eighth / 8;
            let data = whole[..length].to_vec();
            let opener = move || Ok(Box::new(Cursor::new(data.clone())) as Box<dyn ReadSeek>);
            let Ok(zip) = ZipExport::new("export.zip", opener) else {
                continue;
            };
            let is_cut = zip.problems().iter().any(|one| one.code == "cut-short");
            for member in zip.entries() {
                let read = zip.open(&member.path).is_ok_and(|reader| {
                    std::io::copy(&mut reader.take(64 << 20), &mut std::io::sink()).is_ok()
                });
                assert!(read || !is_cut, "{} at {length}", entry.path);
            }
        }
    }
}
