//! From an export to a timeline that can be searched, with nothing kept that is not needed for one:
//! `timeline_floor whatsapp|telegram|messenger|sms|mbox PATH DATABASE`. Each file is held in memory and
//! parsed into time, sender, place and text; these go to plain SQLite. No digest, no further
//! field, no attachment, nothing sealed or encrypted; the first damage stops it. The whole process is
//! what `cargo xtask bench timeline` measures.

#![allow(clippy::print_stdout, clippy::unwrap_used)] // reason: a measuring program, it stops at the first error

mod mails;

use onrecord_sqlite::rusqlite::{Connection, ToSql, params};
use quick_xml::events::{BytesStart, Event};
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [kind, from, to] = &arguments[..] else {
        println!("usage: timeline_floor whatsapp|telegram|messenger|sms|mbox PATH DATABASE");
        return;
    };
    let mut files = Vec::new();
    files_in(Path::new(from), &mut files);
    let mut plain = Plain::begin(Path::new(to));
    for path in files {
        let bytes = fs_err::read(path).unwrap();
        match kind.as_str() {
            "whatsapp" => whatsapp(&bytes, &mut plain),
            "telegram" => telegram(&bytes, &mut plain),
            "messenger" => messenger(&bytes, &mut plain),
            "sms" => sms(&bytes, &mut plain),
            "mbox" => mbox(&bytes, &mut plain),
            other => println!("no floor for {other}"),
        }
    }
    println!("{} messages", plain.finish());
}

fn files_in(path: &Path, files: &mut Vec<PathBuf>) {
    if !path.is_dir() {
        files.push(path.to_owned());
        return;
    }
    let entries = fs_err::read_dir(path).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        files_in(&path, files);
    }
}

/// The least that could be called a timeline that can be searched: rows, two indexes and words, in the clear,
/// filled in one transaction.
struct Plain {
    db: Connection,
    senders: BTreeMap<String, i64>,
    rows: i64,
}

impl Plain {
    /// An empty one; what is at `path` is removed.
    fn begin(path: &Path) -> Self {
        let _ = fs_err::remove_file(path);
        let db = Connection::open(path).unwrap();
        db.execute_batch(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-262144;
             PRAGMA temp_store=MEMORY; PRAGMA mmap_size=1073741824; PRAGMA secure_delete=OFF;
             CREATE TABLE sender(id INTEGER PRIMARY KEY, name TEXT UNIQUE);
             CREATE TABLE msg(id INTEGER PRIMARY KEY, ts INTEGER NOT NULL, sender INTEGER NOT NULL,
               source INTEGER NOT NULL, off INTEGER NOT NULL, text TEXT NOT NULL);
             CREATE VIRTUAL TABLE f USING fts5(text, content='msg', content_rowid='id',
               tokenize='unicode61 remove_diacritics 2');
             BEGIN",
        )
        .unwrap();
        Self {
            db,
            senders: BTreeMap::new(),
            rows: 0,
        }
    }

    /// One message: its time, who sent it, where it stands in its file, its text.
    fn put(&mut self, time: i64, sender: &str, offset: u64, text: &str) {
        let sender = match self.senders.get(sender) {
            Some(number) => *number,
            None => {
                let number = self.senders.len() as i64;
                let row = params![number, sender];
                self.db
                    .execute("INSERT INTO sender VALUES(?1,?2)", row)
                    .unwrap();
                self.senders.insert(sender.into(), number);
                number
            }
        };
        self.rows += 1;
        let put = |sql, values: &[&dyn ToSql]| {
            self.db
                .prepare_cached(sql)
                .unwrap()
                .execute(values)
                .unwrap();
        };
        let row = params![self.rows, time, sender, offset as i64, text];
        put("INSERT INTO msg VALUES(?1,?2,?3,1,?4,?5)", row);
        put(
            "INSERT INTO f(rowid, text) VALUES(?1,?2)",
            params![self.rows, text],
        );
    }

    /// Sorted and written; how many messages.
    fn finish(self) -> i64 {
        self.db
            .execute_batch(
                "CREATE INDEX msg_ts ON msg(ts); CREATE INDEX msg_sender_ts ON msg(sender, ts); COMMIT;
                 PRAGMA wal_checkpoint(TRUNCATE);",
            )
            .unwrap();
        self.rows
    }
}

/// `05/03/2021, 14:07 - Name: text`, in seconds as if the wall were UTC; further lines belong to it.
fn whatsapp(bytes: &[u8], plain: &mut Plain) {
    let text = std::str::from_utf8(bytes).unwrap();
    let mut begun: Option<(i64, usize)> = None;
    let mut at = 0;
    let mut end = |begun: Option<(i64, usize)>, end: usize| {
        let Some((time, start)) = begun else { return };
        let said = text[start + 20..end].trim_end_matches('\n');
        let (sender, words) = said.split_once(": ").unwrap_or(("", said));
        plain.put(time, sender, start as u64, words);
    };
    while at < bytes.len() {
        if let Some(time) = whatsapp_time(&bytes[at..]) {
            end(begun, at);
            begun = Some((time, at));
        }
        at = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |line| at + line + 1);
    }
    end(begun, at);
}

fn whatsapp_time(line: &[u8]) -> Option<i64> {
    if line.len() < 20 || line[2] != b'/' || line[10] != b',' || line[17..20] != *b" - " {
        return None;
    }
    let two = |at: usize| {
        let both = (line[at].wrapping_sub(b'0'), line[at + 1].wrapping_sub(b'0'));
        (both.0 < 10 && both.1 < 10).then(|| i64::from(both.0 * 10 + both.1))
    };
    let (day, month, year) = (two(0)?, two(3)?, two(6)? * 100 + two(8)?);
    // Days of the civil calendar, counted from March so that the leap day is the last.
    let (year, month) = (year - i64::from(month < 3), (month + 9) % 12);
    let days =
        365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 719_469;
    Some(days * 86_400 + two(12)? * 3_600 + two(15)? * 60)
}

#[derive(Deserialize)]
struct Telegram<'a> {
    #[serde(borrow)]
    messages: Vec<TelegramMessage<'a>>,
}

#[derive(Deserialize)]
struct TelegramMessage<'a> {
    id: u64,
    #[serde(borrow)]
    date_unixtime: Cow<'a, str>,
    #[serde(borrow, default)]
    from: Option<Cow<'a, str>>,
    text: Parts,
}

fn telegram(bytes: &[u8], plain: &mut Plain) {
    let read: Telegram<'_> = serde_json::from_slice(bytes).unwrap();
    for message in read.messages {
        let sender = message.from.as_deref().unwrap_or_default();
        let time = message.date_unixtime.parse().unwrap();
        plain.put(time, sender, message.id, &message.text.0);
    }
}

/// A text, or a list of texts and of objects with one.
struct Parts(String);

impl<'de> Deserialize<'de> for Parts {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let mut text = String::new();
        Onto(&mut text).deserialize(from)?;
        Ok(Self(text))
    }
}

struct Onto<'a>(&'a mut String);

impl<'de> DeserializeSeed<'de> for Onto<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Onto<'_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.0.push_str(text);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<(), A::Error> {
        while parts.next_element_seed(Onto(&mut *self.0))?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut part: A) -> Result<(), A::Error> {
        while let Some(name) = part.next_key::<Cow<'_, str>>()? {
            if name == "text" {
                part.next_value_seed(Onto(&mut *self.0))?;
            } else {
                part.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

#[derive(Deserialize)]
struct Messenger<'a> {
    #[serde(borrow)]
    messages: Vec<MessengerMessage<'a>>,
}

#[derive(Deserialize)]
struct MessengerMessage<'a> {
    #[serde(borrow)]
    sender_name: Cow<'a, str>,
    timestamp_ms: i64,
    #[serde(borrow, default)]
    content: Option<Cow<'a, str>>,
}

fn messenger(bytes: &[u8], plain: &mut Plain) {
    let read: Messenger<'_> = serde_json::from_slice(bytes).unwrap();
    for message in read.messages.into_iter().rev() {
        let text = message.content.as_deref().unwrap_or_default();
        let sender = as_meant(&message.sender_name);
        plain.put(message.timestamp_ms / 1_000, &sender, 0, &as_meant(text));
    }
}

/// The export writes each byte of UTF-8 as a character of its own.
fn as_meant(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let bytes: Option<Vec<u8>> = text
        .chars()
        .map(|one| u8::try_from(u32::from(one)).ok())
        .collect();
    match bytes.map(String::from_utf8) {
        Some(Ok(meant)) => Cow::Owned(meant),
        _ => Cow::Borrowed(text),
    }
}

fn sms(bytes: &[u8], plain: &mut Plain) {
    let mut reader = quick_xml::Reader::from_reader(bytes);
    let mut of_parts = (0, String::new());
    loop {
        let at = reader.buffer_position();
        match reader.read_event().unwrap() {
            Event::Eof => return,
            Event::Start(tag) | Event::Empty(tag) => match tag.name().as_ref() {
                "sms" => {
                    let [date, address, body] = values(&tag, ["date", "address", "body"]);
                    plain.put(date.parse::<i64>().unwrap() / 1_000, &address, at, &body);
                }
                "mms" => {
                    let [date, address] = values(&tag, ["date", "address"]);
                    of_parts = (date.parse::<i64>().unwrap() / 1_000, address);
                }
                "part" => {
                    let [kind, text] = values(&tag, ["ct", "text"]);
                    if kind == "text/plain" {
                        plain.put(of_parts.0, &of_parts.1, at, &text);
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }
}

/// The values of these attributes, empty where there is none.
fn values<const N: usize>(tag: &BytesStart<'_>, names: [&str; N]) -> [String; N] {
    let mut found = [const { String::new() }; N];
    for one in tag.attributes().with_checks(false).map(Result::unwrap) {
        if let Some(at) = names.iter().position(|name| *name == one.key.as_ref()) {
            // The app writes surrogate halves as references, which XML forbids; such a value stays as it is.
            let meant = quick_xml::escape::unescape(&one.value);
            found[at] = meant.map_or_else(|_| one.value.to_string(), Cow::into_owned);
        }
    }
    found
}

fn mbox(bytes: &[u8], plain: &mut Plain) {
    let parser = mail_parser::MessageParser::default();
    for (at, mail) in mails::mails(bytes) {
        let Some(mail) = parser.parse(mail) else {
            continue;
        };
        let sender = mail
            .from()
            .and_then(|all| all.first())
            .and_then(|one| one.address());
        let time = mail.date().map_or(0, |date| date.to_timestamp());
        let text = mail.body_text(0).unwrap_or_default();
        plain.put(time, sender.unwrap_or_default(), at as u64, &text);
    }
}
