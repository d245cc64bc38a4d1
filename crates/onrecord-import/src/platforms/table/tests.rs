//! What holds of any table: every row is a record, nothing is said that was not asked or written.

use super::IMPORTER;
use crate::containers::{MemoryExport, open_path};
use crate::{Answers, Importer, Question};
use onrecord_model::{Event, Kind, Mark, Truth};
use std::path::Path;

fn read(name: &str, content: &[u8], answers: &Answers) -> (Vec<Event>, Vec<Question>) {
    let export = MemoryExport::new(name).with(name, content.to_vec());
    let opened = IMPORTER.open(&export, answers).unwrap().unwrap();
    let questions = opened.questions.clone();
    (opened.records.map(Result::unwrap).collect(), questions)
}

fn answer(questions: &[Question], ending: &str, choice: &str, answers: &mut Answers) {
    let question = questions
        .iter()
        .find(|question| question.id.ends_with(ending))
        .unwrap_or_else(|| panic!("{ending} is not asked: {questions:?}"));
    assert!(
        question.choices.iter().any(|c| c.id == choice),
        "{choice} is not offered: {question:?}"
    );
    answers.0.insert(question.id.to_string(), choice.to_owned());
}

#[test]
fn nothing_is_guessed_until_it_is_answered() {
    let table = b"Ref,Stamp,Who,What\n1,03/04/2021 10:00,Pat,hello there\n2,04/04/2021 11:00,Robin,go away\n";
    let mut answers = Answers::default();
    let (events, questions) = read("odd.csv", table, &answers);
    assert_eq!(events.len(), 2);
    for event in &events {
        assert_eq!(event.kind, Kind::Unknown("row".into()));
        assert_eq!(event.when.truth, Truth::Undated);
        assert_eq!(event.details.len(), 4);
    }
    answer(&questions, "-rows", "messages", &mut answers);
    answer(&questions, "-time", "column-2", &mut answers);
    let (_, questions) = read("odd.csv", table, &answers);
    answer(&questions, "-sender", "column-3", &mut answers);
    answer(&questions, "-text", "column-4", &mut answers);
    answer(&questions, "-receiver", "none", &mut answers);
    answer(&questions, "-date-order", "day-first", &mut answers);
    answer(&questions, "-zone", "utc", &mut answers);
    let (events, questions) = read("odd.csv", table, &answers);
    assert_eq!(events[0].kind, Kind::Message);
    assert_eq!(events[0].text.as_deref(), Some("hello there"));
    assert_eq!(
        events[0].when.truth.instant().unwrap().to_string(),
        "2021-04-03T10:00:00Z"
    );
    assert_eq!(events[0].account.as_ref().unwrap().label(), "Pat");
    // Only the direction is still open.
    assert_eq!(questions.len(), 1, "{questions:?}");
}

#[test]
fn one_answer_serves_every_table_with_the_same_columns() {
    let (_, one) = read(
        "may.csv",
        b"Ref,Stamp,Who\n1,03/04/2021,a\n",
        &Answers::default(),
    );
    let (_, other) = read(
        "june.csv",
        b"REF;stamp;who\n9;05/06/2021;b\n",
        &Answers::default(),
    );
    let (_, third) = read(
        "x.csv",
        b"Ref,Stamp,Whom\n1,03/04/2021,a\n",
        &Answers::default(),
    );
    assert_eq!(one[0].id, other[0].id);
    assert_ne!(one[0].id, third[0].id);
}

#[test]
fn an_answer_that_cannot_be_is_not_taken() {
    let table = b"Ref,Stamp,Who\n1,03/04/2021,a\n";
    let (_, questions) = read("a.csv", table, &Answers::default());
    let mut answers = Answers::default();
    for question in &questions {
        for choice in ["column-0", "column-99", "column-x", "", "none"] {
            answers.0.insert(question.id.to_string(), choice.to_owned());
            assert_eq!(read("a.csv", table, &answers).0.len(), 1);
        }
    }
}

#[test]
fn call_records_are_read_by_the_names_of_their_columns() {
    let table = b"Date,Time,Called Number,Duration,Cost\n25/03/2021,14:07:33,07700 900123,00:01:15,0.10\n26/03/2021,02:10:00,07700 900124,75,0.10\n";
    let (events, _) = read("bill.csv", table, &Answers::default());
    assert_eq!(events[0].kind, Kind::Call);
    assert_eq!(events[0].when.as_written.as_ref(), "25/03/2021 14:07:33");
    let Truth::WallZoneUnknown(wall) = events[0].when.truth else {
        panic!("{:?}", events[0].when);
    };
    assert_eq!(wall.to_string(), "2021-03-25T14:07:33");
    assert_eq!(
        events[0].others[0].key().0.as_ref(),
        "phone:handle:07700 900123"
    );
    let has = |event: &Event, name: &str, value: &str| {
        event.details.iter().any(|held| held == (name, value))
    };
    assert!(has(&events[0], "duration_seconds", "75"));
    assert!(has(&events[1], "Duration", "75"));
    assert!(
        !has(&events[1], "duration_seconds", "75"),
        "no unit is stated"
    );
}

#[test]
fn words_for_directions_become_marks() {
    let table = b"Timestamp (UTC),Phone Number,Direction,Duration (s)\n2021-03-05 14:07:33,07700900123,Missed,0\n2021-03-05 14:08:33,07700900123,Outgoing,12\n2021-03-05 14:09:33,07700900123,Sideways,12\n";
    let (events, questions) = read("calls.tsv", table, &Answers::default());
    assert!(events[0].marks.has(Mark::Missed) && events[0].marks.has(Mark::Incoming));
    assert!(events[0].account.is_some() && events[1].account.is_none());
    assert!(events[1].marks.has(Mark::Outgoing));
    assert_eq!(events[2].marks, onrecord_model::Marks::NONE);
    assert_eq!(
        events[0].when.truth.instant().unwrap().to_string(),
        "2021-03-05T14:07:33Z"
    );
    assert_eq!(
        questions.len(),
        1,
        "only whether the names were read rightly"
    );
}

/// A second walk: rows by counting line breaks outside of quotation marks.
#[test]
fn every_row_of_every_case_is_a_record() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/platforms/table/cases");
    let mut checked = 0;
    for case in fs_err::read_dir(cases).unwrap() {
        let case = case.unwrap().path();
        for file in fs_err::read_dir(&case).unwrap() {
            let path = file.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            let is_input = [".csv", ".tsv", ".txt"]
                .iter()
                .any(|end| name.ends_with(end));
            if !is_input || case.ends_with("malformed") {
                continue;
            }
            let bytes = fs_err::read(&path).unwrap();
            let narrow: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).collect();
            let text = String::from_utf8_lossy(&narrow).replace("\r\n", "\n");
            let (mut rows, mut open, mut blank) = (0, false, true);
            for character in format!("{text}\n").chars() {
                open ^= character == '"';
                if character == '\n' && !open {
                    rows += usize::from(!blank);
                    blank = true;
                } else {
                    blank = false;
                }
            }
            rows -= usize::from(text.starts_with("sep="));
            let root = open_path(&path).unwrap();
            let opened = IMPORTER.open(&*root, &Answers::default()).unwrap().unwrap();
            let has_header = !opened
                .remarks
                .iter()
                .any(|remark| remark.contains("no row with"));
            let found = opened.records.count();
            assert_eq!(found, rows - usize::from(has_header), "{}", path.display());
            checked += 1;
        }
    }
    assert!(checked > 5);
}
