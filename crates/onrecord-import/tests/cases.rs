//! Walks `platforms/*/cases/`: what an importer reads of a case is what stands beside it.
//!
//! A case is a folder with one file, or with a folder `input`, and `expected.jsonl`; `answers`, if
//! it is there, has lines `question=answer`. In `cases/malformed/` each file or folder is an input
//! and `<name>.expected.jsonl` what is read of it. `UPDATE_CASES=1` writes what is expected; look
//! at the difference before committing it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout
)] // reason: tests only

mod common;

use common::{Record, cases_of, check_locators, children, importers, name, sound_cases};
use onrecord_import::containers::{RecodedExport, open_path};
use onrecord_import::detect::{Part, Reading, View};
use onrecord_import::{Answers, Export, IMPORTERS, Importer, detect, jsonl};
use onrecord_model::Mark;
use std::path::Path;

fn answers(case: &Path) -> Answers {
    let text = fs_err::read_to_string(case.join("answers")).unwrap_or_default();
    Answers(
        text.lines()
            .filter_map(|line| line.split_once('='))
            .map(|(question, answer)| (question.to_owned(), answer.to_owned()))
            .collect(),
    )
}

/// Reads with one importer: the records, and all of it as JSON Lines.
fn read(
    root: &dyn Export,
    importer: &'static dyn Importer,
    answers: &Answers,
) -> (Vec<Record>, String) {
    let mut lines = String::new();
    let mut records = Vec::new();
    for problem in root.problems() {
        jsonl::push_unread(&mut lines, &problem.entry, &problem.reason);
    }
    let reading = Reading {
        part: Part {
            archives: Vec::new(),
            view: View::Folder {
                path: "".into(),
                without: Default::default(),
            },
        },
        importer,
    };
    let found = detect::read(root, &reading, answers, |mut record| {
        if let Ok(event) = &mut record {
            // A file's date is the checkout's here, not the case's.
            event.details.retain(|name, _| name != "modified");
        }
        records.push(record);
    })
    .unwrap();
    for record in &records {
        jsonl::push_record(&mut lines, record);
    }
    match found {
        Ok(found) => {
            for question in &found.questions {
                jsonl::push_question(&mut lines, question);
            }
            for remark in &found.remarks {
                jsonl::push_remark(&mut lines, remark);
            }
        }
        Err(refusal) => {
            let text = format!("refused: {} {}", refusal.seen, refusal.advice);
            jsonl::push_remark(&mut lines, &text);
        }
    }
    (records, lines)
}

fn compare(expected_path: &Path, actual: &str) {
    if std::env::var_os("UPDATE_CASES").is_some() {
        fs_err::write(expected_path, actual).unwrap();
        return;
    }
    let expected = fs_err::read_to_string(expected_path).unwrap();
    for (number, (expected, actual)) in expected.lines().zip(actual.lines()).enumerate() {
        assert_eq!(
            expected,
            actual,
            "{}:{}",
            expected_path.display(),
            number + 1
        );
    }
    assert_eq!(
        expected.lines().count(),
        actual.lines().count(),
        "{}",
        expected_path.display()
    );
}

fn check_json(lines: &str) {
    for line in lines.lines() {
        let value: serde_json::Value = serde_json::from_str(line).expect(line);
        assert!(value["type"].is_string());
    }
}

#[test]
fn every_case_reads_as_expected_and_only_by_its_importer() {
    assert!(!IMPORTERS.is_empty());
    for importer in importers() {
        let mut count = 0;
        for (case, input) in sound_cases(importer) {
            let answers = answers(&case);
            let root = open_path(&input).unwrap();
            for other in IMPORTERS {
                let is_its_own = other.manifest().name == importer.manifest().name;
                if other.is_fallback() && !is_its_own {
                    // It is asked only about what nobody else accepts.
                    continue;
                }
                let accepts = other
                    .open(&RecodedExport::new(&*root, &answers), &answers)
                    .is_some();
                assert_eq!(
                    accepts,
                    is_its_own,
                    "{} and {}",
                    case.display(),
                    other.manifest().name
                );
            }
            let (records, lines) = read(&*root, importer, &answers);
            check_json(&lines);
            compare(&case.join("expected.jsonl"), &lines);
            check_locators(&*root, &records);
            count += 1;
        }
        println!("{}: {count} cases", importer.manifest().name);
        assert!(count > 0, "{} has no cases", importer.manifest().name);
    }
}

#[test]
fn malformed_input_is_said_to_be_so() {
    for importer in importers() {
        let mut count = 0;
        let folder = cases_of(importer).join("malformed");
        for input in children(&folder) {
            if name(&input).ends_with(".expected.jsonl") {
                continue;
            }
            let expected = folder.join(format!("{}.expected.jsonl", name(&input)));
            let (records, lines) = match open_path(&input) {
                Err(error) => {
                    let mut line = String::new();
                    jsonl::push_unread(&mut line, name(&input), &error.to_string());
                    (Vec::new(), line)
                }
                Ok(root) => {
                    let result = read(&*root, importer, &Answers::default());
                    check_locators(&*root, &result.0);
                    result
                }
            };
            check_json(&lines);
            let marked = records.iter().any(|record| match record {
                Err(_) => true,
                Ok(event) => [
                    Mark::LossyText,
                    Mark::Truncated,
                    Mark::Inconsistent,
                    Mark::HiddenCharacters,
                ]
                .iter()
                .any(|mark| event.marks.has(*mark)),
            });
            let said = marked
                || lines.contains("{\"type\":\"unread\"")
                || lines.contains("{\"type\":\"remark\"");
            assert!(
                said,
                "{}: nothing says that it is malformed",
                input.display()
            );
            compare(&expected, &lines);
            count += 1;
        }
        println!("{}: {count} malformed inputs", importer.manifest().name);
        assert!(
            count > 0,
            "{} has no malformed cases",
            importer.manifest().name
        );
    }
}
