//! Counts the dates that stand where a record begins, without reading anything else.

use super::IMPORTER;
use crate::containers::open_path;
use crate::{Answers, Importer};
use std::path::Path;

#[test]
fn every_date_line_is_an_event() {
    let case = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("src/platforms/imessage_exporter/cases/minimal/input");
    let root = open_path(&case).unwrap();
    let opened = IMPORTER.open(&*root, &Answers::default()).unwrap().unwrap();
    let mut wanted = 0;
    for file in fs_err::read_dir(&case).unwrap() {
        let file = file.unwrap().path();
        if file.is_file() {
            let text = fs_err::read_to_string(file).unwrap();
            wanted += text
                .lines()
                .filter(|line| {
                    let line = line.trim_start();
                    ["Mar ", "May ", "Nov "]
                        .iter()
                        .any(|month| line.starts_with(month))
                })
                .count();
        }
    }
    let records: Vec<_> = opened.records.collect();
    assert!(records.iter().all(Result::is_ok));
    assert_eq!(records.len(), wanted);
}
