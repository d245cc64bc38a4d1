//! What it takes only to parse: each floor does one step with a file in memory and keeps nothing. A
//! typed floor names the fields that a program of this kind wants and builds a `String` for each text,
//! as a reader would; it keeps no place, no digest and no further field, and stops at the first damage.

#![expect(dead_code, reason = "what is read is left")]

use onrecord_import::kit::html::Tokenizer;
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use std::collections::BTreeMap;
use std::hint::black_box;
use std::io::Read;

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
    floor("", ".csv", "the csv crate into Strings", |bytes| {
        let mut reader = csv::ReaderBuilder::new();
        let mut reader = reader.flexible(true).from_reader(bytes);
        let cells = |row: csv::StringRecord| row.iter().map(String::from).collect::<Vec<_>>();
        let rows = reader.records().flatten().map(cells);
        rows.map(|row| u64::from(!black_box(row).is_empty())).sum()
    }),
    floor("", ".html", "our tokens", |bytes| {
        let mut tokens = Tokenizer::new(bytes);
        std::iter::from_fn(|| tokens.next_token().ok().flatten()).count() as u64
    }),
    floor("signal", ".md", "lines cut at time and name", signal),
    floor("vcard", ".vcf", "lines cut into names and values", vcard),
    floor("warc", ".warc", "heads cut, content copied", warc),
    floor("workbook", ".xlsx", "inflated, quick-xml events", workbook),
];

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
    created: String,
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
    timestamp: String,
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
    date: String,
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
    timestamp: String,
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
    sent_date: String,
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
    date: String,
    from: String,
    content: String,
}

#[derive(Deserialize)]
struct Timesketch {
    message: String,
    timestamp: i64,
    datetime: String,
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
    created_at: String,
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
            black_box((time.to_owned(), name.to_owned(), text.to_owned()));
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

fn workbook(bytes: &[u8]) -> u64 {
    let Ok(mut archive) = zip::ZipArchive::new(std::io::Cursor::new(bytes)) else {
        return 0;
    };
    let mut events = 0;
    for at in 0..archive.len() {
        let Ok(mut file) = archive.by_index(at) else {
            continue;
        };
        let mut xml = Vec::new();
        if file.read_to_end(&mut xml).is_err() {
            continue;
        }
        let mut reader = quick_xml::Reader::from_reader(&*xml);
        loop {
            match reader.read_event() {
                Ok(quick_xml::events::Event::Eof) | Err(_) => break,
                Ok(event) => events += u64::from(!black_box(event).is_empty()),
            }
        }
    }
    events
}
