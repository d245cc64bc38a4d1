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
use onrecord_import::{Answers, Export as _, IMPORTERS, ZipExport, jsonl};
use std::io::Read as _;
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
