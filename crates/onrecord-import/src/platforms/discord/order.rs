//! Finds out, before anything is read, how the files that show dates in figures write the day and
//! the month; where nothing decides, the user is asked.

use super::layout::{File, Shape};
use super::lines;
use super::table::EXPORTER;
use super::times::bare;
use crate::kit::csv::{Dialect, Table, TableRow};
use crate::kit::date_order::{DateOrder, DateOrderInference, Decision};
use crate::kit::date_words::Learning;
use crate::kit::loose_time;
use crate::{Answers, Choice, Export, Question};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The question's id.
pub(super) const QUESTION: &str = "date-order";

/// The order of each file, as far as it is known, and what the user must be asked.
pub(super) fn decide(
    export: &dyn Export,
    files: &[File],
    answers: &Answers,
) -> (BTreeMap<Arc<str>, DateOrder>, Vec<Question>) {
    let answer = match answers.get(QUESTION) {
        Some("day-first") => Some(DateOrder::DayFirst),
        Some("month-first") => Some(DateOrder::MonthFirst),
        _ => None,
    };
    let mut order = BTreeMap::new();
    let mut questions = Vec::new();
    for file in files {
        let mut inference = DateOrderInference::default();
        let mut example = None;
        // Dates with words in them.
        let mut learning = Learning::default();
        each_date(export, file, |text| {
            let time = loose_time::parse(&bare(text));
            if time.is_none() {
                learning.take(text);
            }
            if let Some((year, first, second)) = time.and_then(|time| time.undecided()) {
                inference.push(year, first, second);
                example.get_or_insert_with(|| text.to_owned());
            }
        });
        if let Some(found) = learning.habits().order {
            order.insert(file.path.clone(), found);
            continue;
        }
        match (inference.decide(), answer) {
            (Decision::Decided(found, _), _) | (_, Some(found)) => {
                order.insert(file.path.clone(), found);
            }
            (Decision::Ambiguous | Decision::Mixed, None) if questions.is_empty() => {
                questions.push(question(&example.unwrap_or_default()));
            }
            _ => {}
        }
    }
    (order, questions)
}

fn question(example: &str) -> Question {
    let choice = |id: &'static str, text: &str| Choice {
        id: id.into(),
        text: text.to_owned(),
    };
    Question {
        id: QUESTION.into(),
        text: format!("Dates look like “{example}”. Which number is the day?"),
        choices: vec![
            choice("day-first", "The first is the day"),
            choice("month-first", "The first is the month"),
        ],
    }
}

/// Pages of 2021 and later have ids, which hold the instant; older ones do not say enough of
/// their dates before they are read, and stay ambiguous where they are.
fn each_date(export: &dyn Export, file: &File, mut each: impl FnMut(&str)) {
    match file.shape {
        Shape::ExporterLines => {
            if let Ok(reader) = export.open(&file.path) {
                lines::dates(reader, each);
            }
        }
        Shape::ExporterTable => {
            let dialect = Dialect::of(export, &file.path).ok().flatten();
            let dialect = dialect.unwrap_or(Dialect::COMMA);
            let Ok(mut table) = Table::open(export, &file.path, dialect, EXPORTER) else {
                return;
            };
            while let Ok(Some(row)) = table.next_row() {
                if let TableRow::Row(header, row) = row
                    && let Some((_, date)) = header.value(row, "Date")
                {
                    each(date);
                }
            }
        }
        _ => {}
    }
}
