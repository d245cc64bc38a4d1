//! A second, independent count of every row, and that no other table is taken.

use crate::containers::{RecodedExport, open_path};
use crate::testing::sound_cases;
use crate::{Answers, Export, Importer, MemoryExport};
use std::io::Read as _;

#[test]
fn a_second_walk_counts_the_same_records() {
    let mut files = 0;
    for (case, input) in sound_cases(&super::IMPORTER) {
        let root = open_path(&input).unwrap();
        let answers = Answers::default();
        let export = RecodedExport::new(&*root, &answers);
        let opened = super::IMPORTER.open(&export, &Answers::default()).unwrap();
        let records = opened.ok().unwrap().records.count();
        let mut counted = 0;
        for entry in export.entries() {
            let mut text = String::new();
            export
                .open(&entry.path)
                .unwrap()
                .read_to_string(&mut text)
                .unwrap();
            let is_row = |line: &&str| {
                line.trim_start_matches('\u{feff}').starts_with("=\"")
                    && line.split('\t').count() > 4
            };
            counted += text.lines().filter(is_row).count();
            files += 1;
        }
        assert_eq!(records, counted, "{}", case.display());
    }
    assert!(files > 4, "{files}");
}

#[test]
fn other_tables_are_left_to_others() {
    for text in [
        "=\"a\"\t=\"b\"\t=\"c\"\t=\"d\"\te\n",
        "17/08/2014,12:52:56,Robin,+447700900123,Hi\n",
        "Date\tTime\tName\tNumber\tText\n=\"17/08/2014\"\t12:52:56\t=\"R\"\t=\"+44\"\t\"Hi\"\n",
    ] {
        let export = MemoryExport::new("a.csv").with("a.csv", text.as_bytes());
        assert!(
            super::IMPORTER.open(&export, &Answers::default()).is_none(),
            "{text}"
        );
    }
}
