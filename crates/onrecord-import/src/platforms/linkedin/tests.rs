//! Counts the rows of every case and fixture with a second, dumber reader.

use super::IMPORTER;
use crate::containers::open_path;
use crate::{Answers, Importer};
use onrecord_model::Kind;
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

fn check(folder: &Path) {
    let root = open_path(folder).unwrap();
    let opened = IMPORTER.open(&*root, &Answers::default()).unwrap().unwrap();
    let mut wanted = 0;
    for entry in &opened.entries {
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut root.open(entry).unwrap(), &mut content).unwrap();
        // The header is no record.
        wanted += rows(&content) - 1;
    }
    assert_eq!(opened.records.count(), wanted, "{}", folder.display());
}

#[test]
fn every_row_is_an_event_or_a_defect() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let cases = here.join("src/platforms/linkedin/cases");
    let mut checked = 0;
    for case in fs_err::read_dir(cases).unwrap() {
        let input: PathBuf = case.unwrap().path().join("input");
        if input.is_dir() {
            check(&input);
            checked += 1;
        }
    }
    assert!(checked > 0);
    let fixture = here.join("../../../shared/fixtures/linkedin/kawsay");
    if fixture.is_dir() {
        check(&fixture);
    }
}

#[test]
fn the_fixture_reads_as_its_author_says() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/fixtures/linkedin/kawsay");
    if !path.is_dir() {
        return;
    }
    let root = open_path(&path).unwrap();
    let opened = IMPORTER.open(&*root, &Answers::default()).unwrap().unwrap();
    let (events, defects): (Vec<_>, Vec<_>) = opened.records.partition(|record| record.is_ok());
    let events: Vec<_> = events.into_iter().map(Result::unwrap).collect();
    assert_eq!(defects.len(), 1, "BADROW");
    let of = |kind: Kind| events.iter().filter(|event| event.kind == kind).count();
    assert_eq!((of(Kind::Message), of(Kind::Connection)), (2, 2));
    assert_eq!(of(Kind::System), 2, "the notes above the header");
    assert_eq!(of(Kind::Unknown("richmedia".into())), 1);
    let message = events.iter().find(|e| e.kind == Kind::Message).unwrap();
    assert_eq!(
        message.when.truth.instant().unwrap().to_string(),
        "2024-03-15T09:30:00Z"
    );
    let account = message.account.as_ref().unwrap();
    assert_eq!(
        account.handle.as_deref(),
        Some("https://www.linkedin.com/in/analopez")
    );
}
