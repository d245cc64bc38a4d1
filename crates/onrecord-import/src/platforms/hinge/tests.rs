//! Counts the records of every case and of the fixture with a second reader.

use super::IMPORTER;
use crate::containers::open_path;
use crate::{Answers, Importer};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Every element of every list of every match; a match without any is one.
fn count(value: &Value) -> usize {
    let each = |one: &Value| {
        let one = one.as_object().unwrap();
        if one.is_empty() {
            return 1;
        }
        one.values()
            .map(|list| list.as_array().map_or(1, Vec::len))
            .sum()
    };
    value.as_array().unwrap().iter().map(each).sum()
}

fn check(path: &Path) -> usize {
    let value: Value = serde_json::from_slice(&fs_err::read(path).unwrap()).unwrap();
    let root = open_path(path).unwrap();
    let opened = IMPORTER.open(&*root, &Answers::default()).unwrap().unwrap();
    let found = opened.records.count();
    assert_eq!(found, count(&value), "{}", path.display());
    found
}

#[test]
fn every_record_is_an_event() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let cases = here.join("src/platforms/hinge/cases");
    let mut checked = 0;
    for case in fs_err::read_dir(cases).unwrap() {
        let path: PathBuf = case.unwrap().path().join("matches.json");
        let is_malformed = path
            .components()
            .any(|part| part.as_os_str() == "malformed");
        if path.is_file() && !is_malformed {
            checked += check(&path);
        }
    }
    assert!(checked > 0);
    let fixture =
        here.join("../../../shared/fixtures/dating-apps/hinge-data-analysis/matches_excerpt.json");
    if fixture.is_file() {
        assert_eq!(check(&fixture), 6);
    }
}
