//! LINE's saved chats: `[LINE] … .txt` from a phone or a computer, one chat a file. Knows nothing of
//! LINE's own backups.

mod day;
mod names;
mod records;
mod said;
mod saved;
mod survey;
#[cfg(test)]
mod tests;
mod title;
mod words;

use crate::export::Export;
use crate::importer::{Answers, Importer, Manifest, Opened, Question, Refusal};
use crate::kit::date_order::{self, DateOrder, Ground};
use crate::kit::peek::first_bytes;
use crate::kit::text::{Encoding, listed, sniff};
use crate::kit::text_chats::{self, Keys, Look};
use day::Why;
use onrecord_model::Thread;
use records::Records;
use said::Gap;
use std::sync::Arc;
use survey::Reading;

/// The importer.
pub static IMPORTER: Line = Line;

/// Reads the chats that LINE saves as text.
#[derive(Debug)]
pub struct Line;

static MANIFEST: Manifest = Manifest {
    name: "line",
    version: 1,
    title: "LINE chat history",
    accepts: &[
        "The text file that LINE saves of one chat, on a phone (“[LINE] Chat history with ….txt”) or a computer (“[LINE]….txt”)",
        "A folder or zip that holds such files",
        "Such a file that an editor saved again as UTF-16 (“Unicode”)",
    ],
    how_to_get: &[
        "Open the chat in LINE. Do this before you block anybody or leave the group.",
        "Phone: tap the three lines at the top right, then Settings (or Other settings), then Export chat history.",
        "Computer: click the three dots at the top right of the chat, then Save chat.",
        "The phone's file is better: it tells names and texts apart. Save pictures and recordings one by one.",
        "Send the file to yourself in a way that nobody else sees, and save it on this computer.",
    ],
    layouts: &[
        "Phone: a title, the day it was saved, days as “2024/01/15(Mon)”, lines of clock, tab, name, tab, text (tests of peers' parsers: line-chat-parser, line-history, and others in English, Japanese, Chinese and Thai)",
        "Phone in English: days as “Mon, 8/14/2014” and “Sat, 14/08/2564 BE”, clocks as “9:30 PM” (peers' parsers and tests)",
        "Phone in Thai: days as “ศ. 28/11/2568”, years of the Buddhist era (a peer's tests)",
        "Phone in Japanese with the emperor's era: “R7/02/09(日)” (a peer's sample)",
        "Clocks as “午後3:05”, “下午03:05”, and with 24 for the first hour of a day (peers' tests)",
        "Texts of several lines between quotation marks, those within written twice (a peer's parser)",
        "Computer: days as “2017.09.03 Sunday”, lines of clock, name and text with one space between, no title (line-chat-parser's tests, a peer's tests in Thai)",
        "Titles and words in Korean and Indonesian: general knowledge, not seen in a real file",
    ],
    times: "The clock of the phone or computer that saved the file. No zone is written, and minutes only. The day stands once, above its messages.",
    caveats: &[
        "Nothing in the file says who saved it, and anybody can edit a text file.",
        "A person can type what LINE itself writes, such as “☎ Missed call” or “[Photo]”.",
        "Where the title names one other person and two people speak, the second one counts as the owner.",
        "Days such as 3/4/2024 can be read in two ways. The day of the week decides; where there is none, you are asked.",
        "A day whose weekday is wrong is read all the same and marked: the file may have been changed.",
        "In a computer's file only a space divides a name from a text. Names are read where many lines begin alike; otherwise the name stays in the text and no sender is told.",
        "In a computer's file a line that somebody wrote can look like a day or a message, and is then taken for one.",
        "Names are those that LINE showed on the day of saving. People can change them.",
        "In multi-line texts, line endings are shown as LF and the quotation marks around the text are left out.",
    ],
    omits: &[
        "pictures, videos, recordings, stickers and files: only the word in their place",
        "reactions, read marks, notes and albums",
        "the text of messages that were unsent, and messages deleted on this phone",
        "messages of hidden or blocked chats, unless you save those chats too",
        "telephone numbers and LINE IDs",
    ],
};

const PEEK: usize = 16 << 10;

impl Importer for Line {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn open<'a>(
        &self,
        export: &'a dyn Export,
        answers: &Answers,
    ) -> Option<Result<Opened<'a>, Refusal>> {
        let chats = text_chats::find(export, |path| look(export, path))?;
        Some(chats.and_then(|chats| open_chats(export, chats, answers)))
    }
}

/// What the file's name, or that of the archive it is alone in, says of the chat.
fn title_of_name(path: &str, export: &str) -> Option<title::Title> {
    [path, export]
        .into_iter()
        .find_map(|name| title::of_name(text_chats::stem(name)))
}

fn look(export: &dyn Export, path: &str) -> Look {
    let is_named = title::of_name(text_chats::stem(path)).is_some();
    let refused = |seen: String| {
        Look::Refused(Refusal {
            seen,
            advice: "Save the chat again in LINE. The file itself can still be kept as it is."
                .into(),
        })
    };
    let first = match first_bytes(export, path, PEEK) {
        Ok(first) => first,
        Err(error) if is_named => {
            return refused(format!(
                "This is named like a chat of LINE's but cannot be read: {error}."
            ));
        }
        Err(_) => return Look::Other,
    };
    if !matches!(sniff(&first), Encoding::Utf8 { .. }) {
        return Look::Other;
    }
    let mut lines = first
        .split(|byte| matches!(byte, b'\n' | b'\r'))
        .filter(|line| !line.trim_ascii().is_empty())
        .peekable();
    let is_titled = lines
        .next_if(|line| title::of_line(line).is_some())
        .is_some();
    let begins_with_day = lines
        .peek()
        .is_some_and(|line| day::parse(line).is_some_and(|day| day.has_weekday()));
    let (mut days, mut said, mut with_names) = (0, 0, 0);
    for line in lines {
        if let Some(message) = said::parse(line) {
            said += 1;
            let rest = &line[message.rest as usize..];
            with_names +=
                usize::from(message.gap == Gap::Tab && said::parts(rest, Gap::Tab).is_some());
        } else if day::parse(line).is_some() {
            days += 1;
        }
    }
    let is_chat = match (is_titled, is_named) {
        (true, _) => said > 0 || days > 0,
        (false, true) => said > 0 && days > 0,
        // Without a title a list of somebody's own could look so too; tabs do not come by chance.
        (false, false) => begins_with_day && with_names > 1,
    };
    match is_chat {
        true => Look::Chat,
        false if is_titled || is_named => refused(
            "This begins like a chat of LINE's, or is named like one, but no line of it is a day or a message."
                .into(),
        ),
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
    let mut questions = Vec::new();
    let mut remarks = Vec::new();
    let mut keys = Keys::default();
    let mut opened = Vec::new();
    for path in &chats {
        let reader = export
            .open(path)
            .map_err(|error| text_chats::unreadable("LINE", &error))?;
        let name = title_of_name(path, export.name());
        let reading = survey::survey(reader, name, answer);
        ask(&reading, answer, &mut questions);
        remarks.extend(remarks_on(&reading));
        let title = reading.title.as_ref().map(|title| &*title.name);
        let key = title.unwrap_or(text_chats::stem(path)).to_owned();
        let thread = Arc::new(Thread {
            platform: platform.clone(),
            key: keys.of(key, path),
            title: title.map(Into::into),
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

/// Asks for the order of day and month where nothing decides it.
fn ask(reading: &Reading, answer: Option<&str>, questions: &mut Vec<Question>) {
    let open = reading.rules.iter().find(|rule| rule.order.is_none());
    let Some(open) = open.filter(|_| answer.is_none() && questions.is_empty()) else {
        return;
    };
    questions.push(Question {
        id: "date-order".into(),
        text: format!(
            "The days in this chat can be read in more than one way. A line says: “{}”. How did the \
             phone write dates?",
            open.example
        ),
        choices: date_order::choices(),
    });
}

/// What was decided from the whole file.
fn remarks_on(reading: &Reading) -> Vec<String> {
    let mut remarks = Vec::new();
    for rule in &reading.rules {
        let order = match rule.order {
            Some(DateOrder::DayFirst) => "day first",
            Some(DateOrder::MonthFirst) => "month first",
            None => continue,
        };
        let ground = match rule.ground {
            Some(Why::Weekdays) => "only so are the days of the week right",
            Some(Why::Numbers(Ground::Backwards)) => {
                "otherwise time would run backwards in this chat"
            }
            Some(Why::Numbers(Ground::ChangesOften)) => {
                "otherwise months would change more often than days"
            }
            Some(Why::Numbers(Ground::AboveTwelve)) | None => continue,
        };
        remarks.push(format!("Days were read {order}: {ground}."));
    }
    if reading.undated > 0 {
        let are = match reading.undated {
            1 => "1 message stands".to_owned(),
            more => format!("{more} messages stand"),
        };
        remarks.push(format!(
            "{are} above the first day of this chat, so only the clock is known. The beginning of the \
             file may have been cut off."
        ));
    }
    if reading.gap == Gap::Space {
        remarks.push(match reading.names.is_empty() {
            true => "A computer saved this chat, and nothing in it tells where a name ends. Names are \
                     left in the texts, and no sender is told."
                .into(),
            false => format!(
                "A computer saved this chat, and only a space divides names from texts. These names \
                 were read, because many lines begin so or the title says so: {}.",
                listed(&reading.names)
            ),
        });
    }
    remarks
}
