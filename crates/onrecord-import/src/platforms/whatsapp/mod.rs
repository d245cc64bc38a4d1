//! WhatsApp's own chat export: `WhatsApp Chat with ….txt` or `_chat.txt`, alone, in a folder or
//! zipped with its media. Knows nothing of backups or of WhatsApp's database.

mod body;
mod dates;
mod header;
mod left_out;
mod names;
mod phrases;
mod records;
mod survey;

use crate::export::Export;
use crate::importer::{Answers, Choice, Importer, Manifest, Opened, Question, Refusal};
use crate::kit::attachments::AttachmentNames;
use crate::kit::date_order::{self, DateOrder, Ground};
use crate::kit::peek::first_bytes;
use crate::kit::text::{Encoding, sniff};
use crate::kit::text_chats::{self, Keys, Look};
use body::Phrases;
use onrecord_model::Thread;
use records::{Records, Shared};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;
use survey::Reading;

/// The importer.
pub static IMPORTER: WhatsApp = WhatsApp;

/// Reads WhatsApp's chat exports.
pub struct WhatsApp;

static MANIFEST: Manifest = Manifest {
    name: "whatsapp",
    version: 6,
    title: "WhatsApp chat export",
    accepts: &[
        "`WhatsApp Chat with ….txt` (Android) or `_chat.txt` (iPhone)",
        "the zip or folder that holds such a file and its media",
        "such a file that an editor saved again as UTF-16 (“Unicode”)",
    ],
    how_to_get: &[
        "Open the chat in WhatsApp. Do this before you block anybody.",
        "Android: tap the three dots, then More, then Export chat. iPhone: tap the name at the top, then Export chat.",
        "Choose “Attach media” if pictures or recordings matter. Export once without media too: it reaches further back.",
        "Send the file to yourself in a way that nobody else sees, and save it on this computer.",
    ],
    layouts: &[
        "Android, `date, time - name: text`: peers' fixtures and tests, 12 layouts of date and time",
        "iPhone, `[date, time] name: text`: peers' fixtures and tests",
        "iPhone before 2017, `date time: name: text`: a peer's tests",
        "digits in Arabic, Persian, Devanagari and other scripts; words for morning and afternoon in 20 languages: a peer's tests, CLDR",
        "In UTF-16, or in a code page (windows-125x, KOI8, ISO-8859, GBK, Big5, Shift_JIS, EUC): made for \
         the cases",
    ],
    times: "The clock of the phone that made the export, at the moment of export. No zone is written. Android writes minutes only.",
    caveats: &[
        "Nothing in the file says who made the export, and anybody can edit a text file.",
        "A person can type what WhatsApp itself writes, such as “This message was deleted”.",
        "A date such as 03/04/2024 can be read in two ways. Where the file does not decide, you are asked.",
        "Names are those of the exporter's address book. A number without a contact is shown as a number.",
        "In multi-line texts, line endings are shown as LF.",
        "Dates of the Buddhist calendar and of the calendar of Iran are shown as Gregorian ones; other calendars are not converted.",
        "WhatsApp writes no text, or “null”, for what it does not export (calls on Android, pictures to be seen once). Such messages are kept and counted.",
    ],
    omits: &[
        "reactions, earlier versions of edited messages, and the text of deleted ones",
        "anything older than the newest 40,000 messages (10,000 with media), as WhatsApp states",
        "disappearing messages that have gone, and view-once media",
        "read receipts, and when a call was answered",
    ],
};

const PEEK: usize = 16 << 10;

impl Importer for WhatsApp {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn open<'a>(
        &self,
        export: &'a dyn Export,
        answers: &Answers,
    ) -> Option<Result<Opened<'a>, Refusal>> {
        let chats = text_chats::find(export, |path| looks_like_chat(export, path))?;
        Some(chats.and_then(|chats| open_chats(export, chats, answers)))
    }
}

/// Whether WhatsApp names its files so.
fn has_chat_name(path: &str) -> bool {
    path == "_chat.txt" || title_of(path).is_some()
}

fn looks_like_chat(export: &dyn Export, path: &str) -> Look {
    let first = match first_bytes(export, path, PEEK) {
        Ok(first) => first,
        Err(error) if has_chat_name(path) => {
            return Look::Refused(Refusal {
                seen: format!("This is named like a WhatsApp chat but cannot be read: {error}."),
                advice: "Export the chat again, or copy the file again.".into(),
            });
        }
        Err(_) => return Look::Other,
    };
    match sniff(&first) {
        Encoding::Utf8 { .. } => {}
        // What is in UTF-16 is shown to importers in UTF-8, unless it is too large.
        Encoding::Utf16 | Encoding::Utf32 if has_chat_name(path) => {
            return Look::Refused(Refusal {
                seen: "This is a WhatsApp chat that a program saved again as UTF-16 or UTF-32.".into(),
                advice: "Add the file as WhatsApp made it. If you no longer have it, save it as UTF-8 and say that you did.".into(),
            });
        }
        _ => return Look::Other,
    }
    let is_named = has_chat_name(path);
    if !is_named && says_when_it_was_saved(&first) {
        return Look::Other;
    }
    // WhatsApp draws no line above a chat, as DiscordChatExporter does.
    let bare = first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&first);
    if !is_named && bare.starts_with(b"==========") {
        return Look::Other;
    }
    let mut headers = 0;
    let mut speakers = 0;
    for line in first.split(|byte| *byte == b'\n' || *byte == b'\r') {
        if let Some(header) = header::parse(line) {
            if !is_named && is_of_another_tool(header.layout) {
                return Look::Other;
            }
            headers += 1;
            let rest = &line[(header.body as usize).min(line.len())..];
            speakers += usize::from(names::first_colon(rest).is_some());
        }
    }
    if headers > 0 && (is_named || speakers > 0 || headers > 1) {
        return Look::Chat;
    }
    // A message alone can be longer than what was looked at.
    if is_named && headers == 0 && first.len() < PEEK {
        let seen = if first.iter().all(u8::is_ascii_whitespace) {
            "This is named like a WhatsApp chat, but it is empty."
        } else {
            "This is named like a WhatsApp chat, but no line of it begins with a date and a time."
        };
        return Look::Refused(Refusal {
            seen: seen.into(),
            advice: "Export the chat again. The file itself can still be kept as it is.".into(),
        });
    }
    if headers == 1 {
        Look::Chat
    } else {
        Look::Other
    }
}

/// `[2019-12-24, 12:23] name: text`: a program that reads Signal's database writes so. WhatsApp
/// has brackets on iPhones only, and always seconds there.
fn is_of_another_tool(layout: header::Layout) -> bool {
    layout.frame == header::Frame::Brackets
        && layout.date_separator == b'-'
        && layout.year == header::Year::First
        && !layout.has_seconds
}

/// The second line of KakaoTalk's chats. WhatsApp has no such line.
fn says_when_it_was_saved(first: &[u8]) -> bool {
    let mut lines = first.split(|byte| *byte == b'\n').take(3);
    lines.any(|line| {
        line.starts_with("저장한 날짜 : ".as_bytes()) || line.starts_with(b"Date Saved : ")
    })
}

/// The other's name, or the group's, as the file's or archive's name gives it.
fn title_of(name: &str) -> Option<Cow<'_, str>> {
    let stem = match name.rsplit_once('.') {
        Some((stem, extension)) if extension.len() <= 4 => stem,
        _ => name,
    };
    let find = |stem: &str| {
        phrases::TITLES
            .iter()
            .find(|(_, _, beginning)| stem.starts_with(beginning) && stem.len() > beginning.len())
            .map(|(_, _, beginning)| beginning.len())
    };
    if let Some(length) = find(stem) {
        return Some(stem[length..].into());
    }
    // Some programs put `_` for a space on the way.
    let spaced = stem.replace('_', " ");
    find(&spaced).map(|length| spaced[length..].to_owned().into())
}

fn open_chats<'a>(
    export: &'a dyn Export,
    chats: Vec<Arc<str>>,
    answers: &Answers,
) -> Result<Opened<'a>, Refusal> {
    let platform: Arc<str> = MANIFEST.name.into();
    let shared = Arc::new(Shared {
        phrases: Phrases::new(),
        attachments: AttachmentNames::of(export),
    });
    let has_media = export.entries().len() > chats.len();
    let mut claimed: BTreeSet<Arc<str>> = chats.iter().cloned().collect();
    let mut questions = Vec::new();
    let mut remarks = Vec::new();
    let mut keys = Keys::default();
    let mut opened = Vec::new();
    for path in chats {
        let reader = export
            .open(&path)
            .map_err(|error| text_chats::unreadable("WhatsApp", &error))?;
        let title = title_of(&path).or_else(|| title_of(export.name()));
        let survey = survey::survey(reader, |rest| {
            if has_media && memchr::memchr2(b'>', b')', rest).is_some() {
                claim(rest, &shared, &mut claimed);
            }
        });
        let answer = answers.get("date-order");
        let title = title.as_deref();
        let Some(mut reading) = survey.conclude(&platform, &shared.phrases, title, answer) else {
            continue;
        };
        question(&reading, answer, &mut questions);
        remarks.append(&mut reading.remarks);
        remarks.extend(ground(&reading));
        let key = title.map_or_else(|| stem_of(&path, export.name()), str::to_owned);
        let thread = Arc::new(Thread {
            platform: platform.clone(),
            key: keys.of(key, &path),
            title: title.map(Into::into),
            folder: None,
            participants: Vec::new(),
        });
        opened.push((path, (thread, reading)));
    }
    let records = text_chats::in_turn(export, opened, move |reader, path, (thread, reading)| {
        Records::new(reader, path, thread, reading, shared.clone())
    });
    Ok(Opened {
        records,
        questions,
        entries: claimed.into_iter().collect(),
        remarks,
    })
}

/// `_chat.txt` says nothing; the archive's name is better.
fn stem_of(path: &str, export: &str) -> String {
    let name = if path == "_chat.txt" { export } else { path };
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem.to_owned(),
        _ => name.to_owned(),
    }
}

/// The media that a line names belong to the chat.
fn claim(rest: &[u8], shared: &Shared, claimed: &mut BTreeSet<Arc<str>>) {
    let text = String::from_utf8_lossy(rest);
    let exists = |name: &str| shared.attachments.find(name).is_some();
    let texts = text.match_indices(": ").map(|(at, _)| &text[at + 2..]);
    for part in std::iter::once(&*text).chain(texts).take(8) {
        if let Some(name) = shared.phrases.message(part, &exists, true).attachment
            && let Some(entry) = shared.attachments.find(name)
        {
            claimed.insert(entry);
            return;
        }
    }
}

/// Asks for the order of dates where nothing decides it.
fn question(reading: &Reading, answer: Option<&str>, questions: &mut Vec<Question>) {
    let is_open = |order: Option<DateOrder>| order.is_none() && answer.is_none();
    let Some(at) = reading.rules.iter().position(|rule| is_open(rule.order)) else {
        return;
    };
    if !questions.is_empty() {
        return;
    }
    let example = reading.examples.get(at).map_or("", String::as_str);
    let mut choices = date_order::choices();
    if reading.rules[at].layout.year == header::Year::Short {
        choices.push(Choice {
            id: "year-first".into(),
            text: "The year comes first.".into(),
        });
    }
    questions.push(Question {
        id: "date-order".into(),
        text: format!(
            "The dates in this chat can be read in more than one way. A line begins: “{}”. How \
             did the phone write dates?",
            example.trim().trim_end_matches(" -")
        ),
        choices,
    });
}

/// How the order of dates was decided, where that is not plain from the numbers.
fn ground(reading: &Reading) -> Vec<String> {
    let mut remarks = Vec::new();
    for rule in &reading.rules {
        let order = match rule.order {
            Some(DateOrder::DayFirst) => "day first",
            Some(DateOrder::MonthFirst) => "month first",
            None => "",
        };
        match rule.ground {
            Some(Ground::Backwards) => remarks.push(format!(
                "Dates were read {order}: otherwise time would run backwards in this chat."
            )),
            Some(Ground::ChangesOften) => remarks.push(format!(
                "Dates were read {order}: otherwise months would change more often than days."
            )),
            _ => {}
        }
        if rule.is_mixed {
            remarks.push(
                "Some dates in this chat have the day first and some the month. Those that can be \
                 read in one way only are read so."
                    .into(),
            );
        }
        if rule.has_unread_period {
            remarks.push(
                "A word beside the time is not known to us, so only the day is read. The time is \
                 kept as it was written."
                    .into(),
            );
        }
    }
    remarks
}
