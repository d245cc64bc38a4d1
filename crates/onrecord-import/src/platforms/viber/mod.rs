//! Viber's message history as it came by e-mail: one table without a head for each chat. Knows nothing of
//! Viber's databases.

mod records;
mod row;
#[cfg(test)]
mod tests;

use crate::export::Export;
use crate::importer::{Answers, Importer, Manifest, Opened, Question, Refusal};
use crate::kit::date_order::{self, DateOrder, DateOrderInference, Decision, Ground};
use crate::kit::lines::LineReader;
use crate::kit::peek::first_bytes;
use crate::kit::text_chats::{self, Keys, Look};
use onrecord_model::Thread;
use records::{Reading, Records, is_owner};
use std::io::Read;
use std::sync::Arc;

/// The importer.
pub static IMPORTER: Viber = Viber;

/// Reads the tables that Viber sends.
#[derive(Debug)]
pub struct Viber;

static MANIFEST: Manifest = Manifest {
    name: "viber",
    version: 1,
    title: "Viber message history",
    accepts: &[
        "A table of one chat as Viber sent it by e-mail in 2015: date, clock, name, number and text, with tabs between and without a head (.csv or .txt)",
        "A folder or zip that holds such tables",
        "Any other table of Viber's is read as a table: you say what its columns are",
    ],
    how_to_get: &[
        "Do this before you block anybody or delete a chat.",
        "Viber on the phone: More, Settings, Calls and messages (or Account, Viber backup), Email message history.",
        "Send it to yourself in a way that nobody else sees, and save the attachment on this computer.",
        "If it is another file than the one described here, add it all the same: it is kept, and you can tell us its first line without names and words.",
    ],
    layouts: &[
        "=\"17/08/2014\", 12:52:56, =\"name\", =\"number\", \"text\", with tabs between: two rows of a real file of September 2015, quoted by a user of a peer (adrz/analysis-viber-logs, issue 1)",
        "Words for pictures and stickers in French, and “Moi” for the owner: the same peer's program",
        "What Viber sends today was not seen",
    ],
    times: "The clock of the phone that made the file. No zone is written; seconds are.",
    caveats: &[
        "Nothing in the file says who made it, and anybody can edit a table.",
        "Rows of “Me” are the owner's. Somebody else can choose such a name.",
        "A date such as 03/04/2014 can be read in two ways. Where the file does not decide, you are asked.",
        "Names are those of the owner's address book.",
        "Two rows of a real file are all that was seen of this layout: how Viber writes calls and deleted messages is not known, and they are read as messages.",
    ],
    omits: &[
        "pictures, videos, recordings and stickers: at most a word in their place",
        "hidden chats, and messages that were deleted on this phone or by their sender",
        "reactions, and who has read what",
    ],
};

const PEEK: usize = 8 << 10;

impl Importer for Viber {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn open<'a>(
        &self,
        export: &'a dyn Export,
        answers: &Answers,
    ) -> Option<Result<Opened<'a>, Refusal>> {
        let chats = text_chats::find_with(export, &["csv", "txt"], |path| look(export, path))?;
        Some(chats.and_then(|chats| open_chats(export, chats, answers)))
    }
}

fn look(export: &dyn Export, path: &str) -> Look {
    let first = first_bytes(export, path, PEEK).unwrap_or_default();
    let mut lines = first
        .split(|byte| matches!(byte, b'\n' | b'\r'))
        .filter(|line| !line.trim_ascii().is_empty());
    match lines.next().is_some_and(|line| row::parse(line).is_some()) {
        true => Look::Chat,
        false => Look::Other,
    }
}

fn open_chats<'a>(
    export: &'a dyn Export,
    chats: Vec<Arc<str>>,
    answers: &Answers,
) -> Result<Opened<'a>, Refusal> {
    let platform: Arc<str> = MANIFEST.name.into();
    let answer = answers.get("date-order");
    let (mut questions, mut remarks) = (Vec::new(), Vec::new());
    let mut keys = Keys::default();
    let mut opened = Vec::new();
    for path in &chats {
        let reader = export
            .open(path)
            .map_err(|error| text_chats::unreadable("Viber", &error))?;
        let (reading, example, ground) = survey(reader, answer);
        if let Some(ground) = ground {
            remarks.push(ground);
        }
        if reading.order.is_none() && answer.is_none() && questions.is_empty() {
            questions.push(question(&example));
        }
        let stem = text_chats::stem(path);
        let thread = Arc::new(Thread {
            platform: platform.clone(),
            key: keys.of(stem.to_owned(), path),
            title: Some(stem.into()),
            folder: None,
            participants: Vec::new(),
        });
        opened.push((path.clone(), (thread, reading)));
    }
    let records = text_chats::in_turn(export, opened, |reader, path, (thread, reading)| {
        Records::new(reader, path, thread, reading)
    });
    Ok(Opened {
        records,
        questions,
        entries: chats,
        remarks,
    })
}

/// The first pass over a chat: how its dates are read, an example, and what is to be said of that.
fn survey(reader: impl Read, answer: Option<&str>) -> (Reading, String, Option<String>) {
    let mut pairs = DateOrderInference::default();
    let mut example = String::new();
    let (mut owner_speaks, mut year_is_first) = (false, false);
    let mut reader = LineReader::new(reader);
    while let Ok(Some(line)) = reader.next_line() {
        let Some(row) = row::parse(line.content) else {
            continue;
        };
        let (year, first, second) = row.parts();
        pairs.push(year, first, second);
        year_is_first |= row.year_is_first;
        owner_speaks |= is_owner(&line.content[row.name.0 as usize..row.name.1 as usize]);
        if example.is_empty() {
            let date = &line.content[row.date.0 as usize..row.date.1 as usize];
            example = String::from_utf8_lossy(date).into_owned();
        }
    }
    let mut said = None;
    let order = match (pairs.decide(), answer) {
        _ if year_is_first => Some(DateOrder::MonthFirst),
        (Decision::Decided(order, Ground::AboveTwelve), _) => Some(order),
        (_, Some("day-first")) => Some(DateOrder::DayFirst),
        (_, Some("month-first")) => Some(DateOrder::MonthFirst),
        (Decision::Decided(order, _), _) => {
            let first = match order {
                DateOrder::DayFirst => "day",
                DateOrder::MonthFirst => "month",
            };
            said = Some(format!(
                "Dates were read {first} first: otherwise time would run backwards or leap in this chat."
            ));
            Some(order)
        }
        _ => None,
    };
    let reading = Reading {
        order,
        owner_speaks,
    };
    (reading, example, said)
}

fn question(example: &str) -> Question {
    Question {
        id: "date-order".into(),
        text: format!(
            "The dates in this chat can be read in more than one way. One is: “{example}”. How did the \
             phone write dates?"
        ),
        choices: date_order::choices(),
    }
}
