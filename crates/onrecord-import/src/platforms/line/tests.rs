//! A second, independent count of every record: lines looked at one by one, in no more than is needed
//! to count them.

use crate::kit::text_chats::count_again;
use crate::{Answers, Importer};

/// Whether a field is a clock: a colon between digits, and perhaps a word on one side.
fn is_clock(field: &str) -> bool {
    let plain: String = field
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == ':')
        .collect();
    let words = field.chars().filter(|c| c.is_alphabetic()).count();
    matches!(plain.len(), 4 | 5)
        && plain.as_bytes()[plain.len() - 3] == b':'
        && words <= 4
        && field.chars().count() <= 12
}

/// Whether a line is a date and a day of the week, and no more.
fn is_day(line: &str) -> bool {
    let digits = line.chars().filter(char::is_ascii_digit).count();
    let others = line.chars().filter(|c| !c.is_ascii_digit()).count();
    let marks = line.chars().filter(|c| matches!(c, '/' | '.')).count();
    (5..=8).contains(&digits) && marks >= 2 && others <= 20 && !line.contains([':', '\t'])
}

/// Messages, the title, and days of which nothing is told.
fn count(text: &str) -> usize {
    let gap = ["\t", "    ", " "]
        .into_iter()
        .find(|gap| text.matches(gap).count() > 3)
        .unwrap();
    let mut records = usize::from(text.trim_start_matches('\u{feff}').starts_with("[LINE]"));
    let (mut in_marks, mut day_alone) = (false, false);
    for line in text.lines().map(str::trim_end) {
        let closes = line.ends_with('"') && line.matches('"').count() % 2 == 1;
        if in_marks {
            in_marks = !closes;
            continue;
        }
        let first = match gap {
            // A clock itself can hold a space.
            "\t" => line.split('\t').next(),
            _ => line.split(' ').next(),
        };
        if first.is_some_and(|first| is_clock(first) && first.len() < line.len()) {
            records += 1;
            day_alone = false;
            in_marks = line.contains("\t\"") && line.matches('"').count() % 2 == 1;
        } else if is_day(line) {
            records += usize::from(day_alone);
            day_alone = true;
        } else if day_alone && !line.is_empty() {
            records += 1;
            day_alone = false;
        }
    }
    records + usize::from(day_alone)
}

#[test]
fn a_second_walk_counts_the_same_records() {
    let files = count_again(&super::IMPORTER, |case, texts| match case {
        // One title, seven messages, one day without any: so it was written.
        "lines-that-look-like-others" => 9,
        _ => texts.iter().map(|text| count(text)).sum(),
    });
    assert!(files > 16, "{files}");
}

#[test]
fn notes_of_ones_own_are_no_chat() {
    let accepts = |name: &str, text: &str| {
        let export = crate::MemoryExport::new(name).with(name, text.as_bytes());
        super::IMPORTER.open(&export, &Answers::default()).is_some()
    };
    let diary = "2024.01.15 Monday\n10:30 He called again\n11:00 And again\n";
    assert!(!accepts("diary.txt", diary));
    assert!(accepts("[LINE]Robin.txt", diary));
    assert!(!accepts("list.txt", "10:30\ta\tb\n10:31\tc\td\n"));
    assert!(!accepts(
        "chat.csv",
        "[LINE] Chat history with Robin\n2024/01/15(Mon)\n10:30\ta\tb\n"
    ));
}

/// A message that is longer than what is held, and many chats' worth of lines in marks.
#[test]
fn long_texts_are_located_whole() {
    let long = "x".repeat(5 << 20);
    let text = format!("[LINE] Chat with R\n2024/01/15(Mon)\n10:30\tR\t{long}\n10:31\tR\thi\n");
    let export = crate::MemoryExport::new("a.txt").with("a.txt", text.as_bytes());
    let opened = super::IMPORTER.open(&export, &Answers::default());
    let records: Vec<_> = opened.unwrap().ok().unwrap().records.collect();
    assert_eq!(records.len(), 3);
    let event = records[1].as_ref().unwrap();
    let (from, to) = event.locator.bytes;
    assert_eq!(to - from, 8 + long.len() as u64);
    let bytes = &text.as_bytes()[from as usize..to as usize];
    assert_eq!(event.raw, onrecord_model::Digest::of(bytes));
    assert!(event.marks.has(onrecord_model::Mark::Truncated));
}
