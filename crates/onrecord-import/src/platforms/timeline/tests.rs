//! Counts the lines of every case with a second reader.

use super::IMPORTER;
use crate::containers::open_path;
use crate::{Answers, Importer};
use std::path::Path;

#[test]
fn every_line_is_a_record() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/platforms/timeline/cases");
    let mut checked = 0;
    for case in fs_err::read_dir(cases).unwrap() {
        let path = case.unwrap().path().join("timeline.jsonl");
        if !path.is_file() {
            continue;
        }
        let text = String::from_utf8_lossy(&fs_err::read(&path).unwrap()).into_owned();
        let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
        let root = open_path(&path).unwrap();
        let opened = IMPORTER.open(&*root, &Answers::default()).unwrap().unwrap();
        assert_eq!(opened.records.count(), lines, "{}", path.display());
        checked += 1;
    }
    assert!(checked > 2);
}
