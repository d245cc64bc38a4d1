//! What it takes only to parse: each floor does one step with a file in memory and keeps nothing. A
//! typed floor names the fields that an event of this format needs: a `String` for each text, and the
//! time read, by the same code as the importer's where that code is shared. It keeps no place, no
//! digest and no further field, marks nothing, and stops at the first damage.

#![expect(dead_code, reason = "what is read is left")]

use onrecord_import::kit::date_order::DateOrder;
use onrecord_import::kit::html::Tokenizer;
use onrecord_import::kit::{iso_time, loose_time, written_clock};
use onrecord_model::When;
use serde::de::{DeserializeOwned, IgnoredAny, Visitor};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::hint::black_box;

/// What a floor does to one file; how many values, rows or tokens it saw.
type Read1 = fn(&[u8]) -> u64;

/// A floor: for which importer (empty: for any), for files that end so, its name, its work.
pub struct Floor {
    pub importer: &'static str,
    pub ending: &'static str,
    pub name: &'static str,
    pub read: Read1,
}

const fn floor(
    importer: &'static str,
    ending: &'static str,
    name: &'static str,
    read: Read1,
) -> Floor {
    Floor {
        importer,
        ending,
        name,
        read,
    }
}

const TYPED: &str = "serde_json into structs";
const CSV: &str = "the csv crate into Strings, time read";

pub const FLOORS: &[Floor] = &[
    floor(
        "",
        ".json",
        "serde_json, nothing built",
        count::<IgnoredAny>,
    ),
    floor(
        "",
        ".json",
        "serde_json into Value",
        count::<serde_json::Value>,
    ),
    floor("facebook", ".json", TYPED, count::<Meta>),
    floor("instagram", ".json", TYPED, count::<Meta>),
    floor("google", ".json", TYPED, count::<Google>),
    floor("snapchat", ".json", TYPED, count::<Snapchat>),
    floor("discord", ".json", TYPED, count::<Discord>),
    floor("telegram", ".json", TYPED, count::<Telegram>),
    floor("hinge", ".json", TYPED, count::<Vec<HingeMatch>>),
    floor("tinder", ".json", TYPED, count::<Tinder>),
    floor("tiktok", ".json", TYPED, count::<TikTok>),
    floor("timeline", ".jsonl", TYPED, count::<Timesketch>),
    floor("x", ".js", TYPED, |bytes| {
        let start = memchr::memchr(b'[', bytes).unwrap_or(bytes.len());
        count::<Vec<XConversation>>(&bytes[start..])
    }),
    floor("", ".csv", "the csv crate, cells counted", |bytes| {
        let mut reader = csv::ReaderBuilder::new();
        let mut reader = reader.flexible(true).from_reader(bytes);
        reader.byte_records().flatten().count() as u64
    }),
    floor("", ".html", "our tokens", |bytes| {
        let mut tokens = Tokenizer::new(bytes);
        std::iter::from_fn(|| tokens.next_token().ok().flatten()).count() as u64
    }),
    floor("linkedin", ".csv", CSV, |bytes| {
        rows(bytes, |row| loose_time::parse_any(row.get(6)?, None))
    }),
    floor("reddit", ".csv", CSV, |bytes| {
        rows(bytes, |row| iso_time::parse(row.get(1)?))
    }),
    floor("table", ".csv", CSV, |bytes| {
        rows(bytes, |row| {
            let written = format!("{} {}", row.get(0)?, row.get(1)?);
            loose_time::parse_any(&written, Some(DateOrder::DayFirst))
        })
    }),
    floor(
        "line",
        ".txt",
        "lines cut into time, name and text",
        cut_at_tabs,
    ),
    floor(
        "kakaotalk",
        ".txt",
        "lines cut into time, name and text",
        cut_at_stamps,
    ),
    floor("signal", ".md", "lines cut at time and name", signal),
    floor("vcard", ".vcf", "lines cut into names and values", vcard),
    floor("warc", ".warc", "heads cut, content copied", warc),
    floor(
        "workbook",
        ".xml",
        "inflated, quick-xml, texts into Strings",
        workbook,
    ),
];

/// Rows with a `String` for each cell, and the time that `when` finds in them.
fn rows(bytes: &[u8], when: impl Fn(&csv::StringRecord) -> Option<When>) -> u64 {
    let mut reader = csv::ReaderBuilder::new();
    let mut reader = reader.flexible(true).from_reader(bytes);
    let mut seen = 0;
    for row in reader.records().flatten() {
        let cells: Vec<String> = row.iter().map(String::from).collect();
        seen += u64::from(black_box(when(&row)).is_some());
        black_box(cells);
    }
    seen
}

/// Lines with a `String` for time, name and text: the day that stands above, and the clock, read.
fn cut_at_tabs(bytes: &[u8]) -> u64 {
    let mut seen = 0;
    let mut day = "";
    for line in str::from_utf8(bytes).unwrap_or("").lines() {
        let mut parts = line.splitn(3, '\t');
        let (Some(clock), Some(name), Some(text)) = (parts.next(), parts.next(), parts.next())
        else {
            day = line;
            continue;
        };
        let mut time = String::with_capacity(day.len() + 1 + clock.len());
        time.push_str(day);
        time.push(' ');
        time.push_str(clock);
        seen += u64::from(black_box(written_clock::clock(clock.as_bytes())).is_some());
        black_box((time, String::from(name), String::from(text)));
    }
    seen
}

/// `2015년 7월 9일 오후 8:34, name : text`, with a `String` for each, and the clock read.
fn cut_at_stamps(bytes: &[u8]) -> u64 {
    let mut seen = 0;
    for line in str::from_utf8(bytes).unwrap_or("").lines() {
        let parts = line
            .split_once(", ")
            .and_then(|(time, rest)| Some((time, rest.split_once(" : ")?)));
        let Some((time, (name, text))) = parts else {
            continue;
        };
        let clock = time
            .split_once("일 ")
            .and_then(|(_, clock)| written_clock::clock(clock.as_bytes()));
        seen += u64::from(black_box(clock).is_some());
        black_box((String::from(time), String::from(name), String::from(text)));
    }
    seen
}

/// An ISO time, read.
struct Iso(When);

impl<'de> Deserialize<'de> for Iso {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_str(ReadTime(iso_time::parse_or_keep))
            .map(Iso)
    }
}

/// A time in words, read.
struct Words(When);

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let read = |text: &str| loose_time::parse_any(text, None).unwrap_or_else(When::undated);
        from.deserialize_str(ReadTime(read)).map(Words)
    }
}

struct ReadTime<F>(F);

impl<F: Fn(&str) -> When> Visitor<'_> for ReadTime<F> {
    type Value = When;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a time")
    }

    fn visit_str<E>(self, text: &str) -> Result<When, E> {
        Ok((self.0)(text))
    }
}

/// Values one after the other, each built and left.
fn count<T: DeserializeOwned>(bytes: &[u8]) -> u64 {
    let mut values = serde_json::Deserializer::from_slice(bytes).into_iter::<T>();
    let is_read = |one: &Result<T, _>| black_box(one).is_ok();
    values.by_ref().take_while(is_read).count() as u64
}

#[derive(Deserialize)]
struct Meta {
    participants: Vec<Named>,
    messages: Vec<MetaMessage>,
    title: Option<String>,
}

#[derive(Deserialize)]
struct Named {
    name: String,
}

#[derive(Deserialize)]
struct MetaMessage {
    sender_name: String,
    timestamp_ms: i64,
    content: Option<String>,
    reactions: Option<Vec<MetaReaction>>,
}

#[derive(Deserialize)]
struct MetaReaction {
    reaction: String,
    actor: String,
}

#[derive(Deserialize)]
struct Google {
    messages: Vec<GoogleMessage>,
}

#[derive(Deserialize)]
struct GoogleMessage {
    creator: GoogleCreator,
    /// Left as a text: only the importer's own code reads this way of writing fast.
    created_date: String,
    text: Option<String>,
    topic_id: String,
    message_id: String,
}

#[derive(Deserialize)]
struct GoogleCreator {
    name: String,
    email: Option<String>,
    user_type: String,
}

/// Conversations by the other's name.
type Snapchat = BTreeMap<String, Vec<SnapchatMessage>>;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct SnapchatMessage {
    from: String,
    #[serde(rename = "Media Type")]
    media_type: String,
    created: Iso,
    content: Option<String>,
    is_sender: bool,
    #[serde(rename = "Created(microseconds)")]
    created_micros: i64,
    is_saved: bool,
    #[serde(rename = "Media IDs")]
    media_ids: String,
}

#[derive(Deserialize)]
struct Discord {
    messages: Vec<DiscordMessage>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DiscordMessage {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    timestamp: Iso,
    timestamp_edited: Option<String>,
    content: String,
    author: DiscordAuthor,
    attachments: Vec<DiscordFile>,
}

#[derive(Deserialize)]
struct DiscordAuthor {
    id: String,
    name: String,
    nickname: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DiscordFile {
    url: String,
    file_name: String,
}

#[derive(Deserialize)]
struct Telegram {
    name: Option<String>,
    messages: Vec<TelegramMessage>,
}

#[derive(Deserialize)]
struct TelegramMessage {
    id: i64,
    #[serde(rename = "type")]
    kind: String,
    date: Iso,
    date_unixtime: Option<String>,
    from: Option<String>,
    from_id: Option<String>,
    text: serde_json::Value,
}

#[derive(Deserialize)]
struct HingeMatch {
    chats: Option<Vec<HingeChat>>,
}

#[derive(Deserialize)]
struct HingeChat {
    body: String,
    timestamp: Iso,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Tinder {
    messages: Vec<TinderMatch>,
}

#[derive(Deserialize)]
struct TinderMatch {
    match_id: String,
    messages: Vec<TinderMessage>,
}

#[derive(Deserialize)]
struct TinderMessage {
    to: i64,
    from: String,
    message: String,
    sent_date: Words,
}

#[derive(Deserialize)]
struct TikTok {
    #[serde(rename = "Direct Message")]
    direct: TikTokDirect,
}

#[derive(Deserialize)]
struct TikTokDirect {
    #[serde(rename = "Direct Messages")]
    messages: TikTokHistory,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct TikTokHistory {
    chat_history: BTreeMap<String, Vec<TikTokMessage>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct TikTokMessage {
    date: Iso,
    from: String,
    content: String,
}

#[derive(Deserialize)]
struct Timesketch {
    message: String,
    timestamp: i64,
    datetime: Iso,
    timestamp_desc: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct XConversation {
    dm_conversation: XMessages,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct XMessages {
    conversation_id: String,
    messages: Vec<XMessage>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct XMessage {
    message_create: XCreate,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct XCreate {
    recipient_id: String,
    text: String,
    sender_id: String,
    id: String,
    created_at: Iso,
}

fn signal(bytes: &[u8]) -> u64 {
    let mut messages = 0;
    for line in String::from_utf8_lossy(bytes).lines() {
        if let Some((time, rest)) = line
            .strip_prefix('[')
            .and_then(|line| line.split_once("] "))
            && let Some((name, text)) = rest.split_once(": ")
        {
            messages += 1;
            black_box((
                iso_time::parse_or_keep(time),
                name.to_owned(),
                text.to_owned(),
            ));
        }
    }
    messages
}

fn vcard(bytes: &[u8]) -> u64 {
    let mut properties = 0;
    for line in String::from_utf8_lossy(bytes).lines() {
        if let Some((name, value)) = line.split_once(':') {
            properties += 1;
            let mut name = name.split(';').map(str::to_owned);
            black_box((name.next(), name.collect::<Vec<_>>(), value.to_owned()));
        }
    }
    properties
}

fn warc(mut bytes: &[u8]) -> u64 {
    let mut records = 0;
    while let Some(end) = memchr::memmem::find(bytes, b"\r\n\r\n") {
        let head = String::from_utf8_lossy(&bytes[..end]);
        let fields: BTreeMap<String, String> = head
            .lines()
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
            .collect();
        let length = fields.get("content-length");
        let length = length.and_then(|length| length.parse::<usize>().ok());
        let content = end + 4..end + 4 + length.unwrap_or_default();
        black_box(bytes[content.clone()].to_vec());
        black_box(fields);
        records += 1;
        bytes = bytes.get(content.end + 4..).unwrap_or_default();
    }
    records
}

/// Cells that are texts of the list, as numbers of it; the list itself once.
fn workbook(bytes: &[u8]) -> u64 {
    let mut reader = quick_xml::Reader::from_reader(bytes);
    let mut texts = 0;
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) | Err(_) => return texts,
            Ok(quick_xml::events::Event::Text(text)) => {
                texts += 1;
                black_box((*text).to_owned());
            }
            Ok(event) => drop(black_box(event)),
        }
    }
}
