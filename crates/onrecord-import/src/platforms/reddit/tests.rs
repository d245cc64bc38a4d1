//! Counts the rows of every case and fixture with a second, dumber reader.

use super::IMPORTER;
use crate::containers::open_path;
use crate::kit::csv::fold;
use crate::{Answers, Importer};
use std::path::{Path, PathBuf};

/// Records by counting quotation marks: a line break outside a pair of them ends a row.
fn rows(bytes: &[u8]) -> usize {
    let text = String::from_utf8_lossy(bytes);
    let (mut rows, mut open, mut blank) = (0, false, true);
    for character in text.chars() {
        match character {
            '"' => open = !open,
            '\n' | '\r' if !open => {
                rows += usize::from(!blank);
                blank = true;
                continue;
            }
            _ => {}
        }
        blank = false;
    }
    rows + usize::from(!blank)
}

fn check(folder: &Path) -> bool {
    let root = open_path(folder).unwrap();
    let opened = IMPORTER.open(&*root, &Answers::default()).unwrap().unwrap();
    let mut wanted = 0;
    for entry in &opened.entries {
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut root.open(entry).unwrap(), &mut content).unwrap();
        wanted += rows(&content) - 1;
    }
    // Rows that stand in two files are said, with their number.
    let repeated: usize = opened
        .remarks
        .iter()
        .filter_map(|remark| remark.split(' ').next()?.parse::<usize>().ok())
        .sum();
    assert_eq!(
        opened.records.count() + repeated,
        wanted,
        "{}",
        folder.display()
    );
    true
}

#[test]
fn every_row_is_an_event_or_a_defect() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let cases = here.join("src/platforms/reddit/cases");
    let mut checked = 0;
    for case in fs_err::read_dir(cases).unwrap() {
        let input: PathBuf = case.unwrap().path().join("input");
        if input.is_dir() {
            checked += usize::from(check(&input));
        }
    }
    assert!(checked > 0);
    let fixture = here.join("../../../shared/fixtures/reddit/inline");
    if fixture.is_dir() {
        check(&fixture);
    }
}

#[test]
fn the_fixture_reads_as_its_author_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/fixtures/reddit/inline");
    if !path.is_dir() {
        return;
    }
    let root = open_path(&path).unwrap();
    let opened = IMPORTER.open(&*root, &Answers::default()).unwrap().unwrap();
    let events: Vec<_> = opened.records.map(Result::unwrap).collect();
    assert_eq!(events.len(), 2);
    assert_eq!(events[0].text.as_deref(), Some("secret"));
    assert_eq!(events[1].text.as_deref(), Some("private sociology talk"));
    assert_eq!(
        events[1].when.truth.instant().unwrap().to_string(),
        "2025-01-01T00:00:00Z"
    );
}

#[test]
fn columns_of_rules_are_ones_that_can_be_found() {
    for rule in super::rules::RULES {
        for column in rule.columns {
            assert!(!fold(column).is_empty(), "{}", rule.stem);
        }
    }
}
