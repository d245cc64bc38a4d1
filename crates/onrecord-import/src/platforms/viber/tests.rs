//! A second, independent count of every row, and that no other table is taken.

use crate::kit::text_chats::count_again;
use crate::{Answers, Importer, MemoryExport};

#[test]
fn a_second_walk_counts_the_same_records() {
    let is_row = |line: &&str| {
        line.trim_start_matches('\u{feff}').starts_with("=\"") && line.split('\t').count() > 4
    };
    let rows = |text: &String| text.lines().filter(is_row).count();
    let files = count_again(&super::IMPORTER, |_, texts| texts.iter().map(rows).sum());
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
