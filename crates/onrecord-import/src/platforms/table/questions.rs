//! What is asked of the user about a table, in plain words, with examples from the file.

use super::mapping::{Mapping, RowKind, Zone};
use super::survey::{Column, Survey};
use super::words::Role;
use crate::importer::{Answers, Choice, Question};
use crate::kit::date_order::{self, Decision};
use crate::kit::loose_time::Epoch;

/// Columns that are offered as a choice.
const OFFERED: usize = 60;

/// Everything that is open.
pub(crate) fn open(
    file: &str,
    survey: &Survey,
    mapping: &Mapping,
    answers: &Answers,
) -> Vec<Question> {
    let mut asking = Asking {
        file,
        survey,
        mapping,
        answers,
        questions: Vec::new(),
    };
    if mapping.by_names {
        asking.names();
    } else {
        asking.rows();
        asking.columns();
    }
    asking.time();
    asking.unit();
    asking.questions
}

struct Asking<'s> {
    file: &'s str,
    survey: &'s Survey,
    mapping: &'s Mapping,
    answers: &'s Answers,
    questions: Vec<Question>,
}

fn choice(id: impl Into<std::borrow::Cow<'static, str>>, text: impl Into<String>) -> Choice {
    Choice {
        id: id.into(),
        text: text.into(),
    }
}

/// A column as it is shown: its name and what stands in it.
fn shown(at: usize, column: &Column) -> String {
    let name = if column.name.is_empty() {
        format!("column {}", at + 1)
    } else {
        format!("“{}”", column.name)
    };
    match column.examples.first() {
        Some(example) => format!("{name}, for example: {example}"),
        None => format!("{name}, which is empty"),
    }
}

impl Asking<'_> {
    fn ask(&mut self, word: &str, text: String, choices: Vec<Choice>) {
        let id = format!("{}-{word}", self.mapping.prefix);
        if self.answers.get(&id).is_none() && choices.len() > 1 {
            self.questions.push(Question {
                id: id.into(),
                text,
                choices,
            });
        }
    }

    fn names(&mut self) {
        let mut text = format!("The columns of {} were read by their names.", self.file);
        for (role, at) in &self.mapping.columns {
            if let Some(column) = self.survey.columns.get(*at) {
                text.push_str(&format!(" “{}”: {}.", column.name, what(*role)));
            }
        }
        text.push_str(" Is that right?");
        self.ask(
            "columns",
            text,
            vec![
                choice("right", "Yes, that is right."),
                choice("ask", "No, ask me about each column."),
            ],
        );
    }

    fn rows(&mut self) {
        let row: Vec<&str> = self
            .survey
            .columns
            .iter()
            .take(6)
            .map(|column| column.examples.first().map_or("", String::as_str))
            .collect();
        let text = format!(
            "What is one row of {}? The first rows hold: {}.",
            self.file,
            row.join(" | ")
        );
        self.ask(
            "rows",
            text,
            vec![
                choice("messages", "A message that somebody sent."),
                choice("calls", "A call."),
                choice("logins", "A log-in or another use of an account."),
                choice("other", "Something else that happened at a time."),
            ],
        );
    }

    fn columns(&mut self) {
        let roles: &[Role] = match self.mapping.kind {
            RowKind::Message => &[
                Role::Time,
                Role::Sender,
                Role::Receiver,
                Role::Text,
                Role::Direction,
            ],
            RowKind::Call => &[
                Role::Time,
                Role::Sender,
                Role::Receiver,
                Role::Party,
                Role::Direction,
                Role::Duration,
            ],
            RowKind::Login => &[Role::Time, Role::Sender, Role::Text],
            RowKind::Entry => &[Role::Time, Role::Sender, Role::Receiver, Role::Text],
            // The first question decides which others make sense.
            RowKind::Unknown => &[Role::Time],
        };
        for role in roles {
            self.column(*role);
        }
        let time = self.mapping.column(Role::Time);
        let time = time.and_then(|at| self.survey.columns.get(at));
        let has_clocks = self.survey.columns.iter().any(Column::looks_like_clock);
        if time.is_some_and(Column::is_days_only) && has_clocks {
            self.column(Role::Clock);
        }
    }

    /// Those that fit come first.
    fn column(&mut self, role: Role) {
        let fits = |column: &Column| match role {
            Role::Time => column.looks_like_time(),
            Role::Clock => column.looks_like_clock(),
            _ => role.is_named(&column.name),
        };
        let all = || self.survey.columns.iter().enumerate();
        let first = all().filter(|(_, column)| fits(column));
        let then = all().filter(|(_, column)| !fits(column));
        let mut choices: Vec<Choice> = first
            .chain(then)
            .take(OFFERED)
            .map(|(at, column)| choice(format!("column-{}", at + 1), shown(at, column)))
            .collect();
        choices.push(choice("none", "None of them."));
        let text = format!("Which column of {} holds {}?", self.file, what(role));
        self.ask(role.id(), text, choices);
    }

    fn time(&mut self) {
        let Some(column) = self.mapping.column(Role::Time) else {
            return;
        };
        let Some(time) = self.survey.columns.get(column) else {
            return;
        };
        let example = time.examples.first().map_or("", String::as_str).to_owned();
        let is_number = time.epochs > 0 || time.odd_epochs > 0;
        if is_number {
            if time.odd_epochs > 0 && self.mapping.epoch.is_none() {
                self.epoch(&example);
            }
            return;
        }
        if matches!(time.date_order(), Decision::Ambiguous | Decision::Mixed)
            && self.mapping.order.is_none()
        {
            let text = format!(
                "The dates in {} can be read in two ways. One is written: {example}. How are they \
                 meant?",
                self.file
            );
            self.ask("date-order", text, date_order::choices());
        }
        if time.with_offset == 0 && self.mapping.zone == Zone::Unknown {
            let text = format!(
                "The times in {} do not say their time zone. One is written: {example}. Do you know \
                 the zone?",
                self.file
            );
            self.ask(
                "zone",
                text,
                vec![
                    choice("unknown", "I do not know."),
                    choice(
                        "utc",
                        "UTC (Greenwich time all year). Choose it only if the maker says so.",
                    ),
                    choice(
                        "exporter",
                        "The time zone of the computer that made the table.",
                    ),
                ],
            );
        }
    }

    fn epoch(&mut self, example: &str) {
        let shown = |epoch: Epoch| {
            epoch
                .when(example)
                .and_then(|when| when.truth.instant())
                .map_or_else(|| "no time".to_owned(), |instant| instant.to_string())
        };
        let text = format!(
            "The times in {} are numbers, such as {example}. What do they count?",
            self.file
        );
        let choices = [
            (Epoch::Seconds, "seconds", "Seconds since 1970"),
            (
                Epoch::Milliseconds,
                "milliseconds",
                "Milliseconds since 1970",
            ),
            (
                Epoch::Microseconds,
                "microseconds",
                "Microseconds since 1970",
            ),
            (
                Epoch::SecondsSince2001,
                "seconds-2001",
                "Seconds since 2001 (Apple)",
            ),
        ]
        .into_iter()
        .map(|(epoch, id, text)| choice(id, format!("{text}. That would be {}.", shown(epoch))))
        .collect();
        self.ask("epoch", text, choices);
    }

    fn unit(&mut self) {
        let Some(at) = self.mapping.column(Role::Duration) else {
            return;
        };
        let Some(column) = self.survey.columns.get(at) else {
            return;
        };
        if column.numbers == 0 || self.mapping.unit.is_some() {
            return;
        }
        let example = column.examples.first().map_or("", String::as_str);
        let text = format!(
            "The durations in {} are numbers without a unit, such as {example}. What are they?",
            self.file
        );
        self.ask(
            "unit",
            text,
            vec![
                choice("seconds", "Seconds."),
                choice("minutes", "Minutes."),
                choice("unknown", "I do not know."),
            ],
        );
    }
}

fn what(role: Role) -> &'static str {
    match role {
        Role::Time => "the time",
        Role::Clock => "the time of day",
        Role::Sender => "who sent, called or did it",
        Role::Receiver => "who received it or was called",
        Role::Party => "the other person's number or name",
        Role::Name => "the other person's name",
        Role::Text => "the text",
        Role::Direction => "whether it came in or went out",
        Role::Duration => "how long it took",
        Role::Deleted => "whether it was deleted",
    }
}
