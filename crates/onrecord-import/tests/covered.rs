//! No silent skip, seen from the bytes: a second, dumb walk over every file of every case, which
//! knows no importer. Every value of a JSON file and every word of a text file lies in the bytes of
//! a record or of a defect, or is one of the few things named here: what a list or a conversation
//! is called, and who takes part.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout
)] // reason: tests only

mod common;

use common::sound_cases;
use onrecord_import::containers::open_path;
use onrecord_import::{Answers, Export, IMPORTERS, detect};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;

/// Values that stand outside records, by importer and by the keys that lead to them (`*`: whatever
/// follows). They say what the file, a list or a conversation is called, and who takes part: what
/// every event of it says through its thread, or the export through a remark.
const NAMED: &[(&str, &[&str])] = &[
    (
        "discord",
        &[
            "guild/*",
            "channel/*",
            "dateRange/*",
            "exportedAt",
            "messageCount",
            // The owner, in `user.json`, of which a remark says what is read.
            "id",
            "username",
            "global_name",
            "discriminator",
            "email",
            "settings/*",
        ],
    ),
    (
        "facebook",
        &[
            "title",
            "threadName",
            "participants",
            "participants/-/name",
            "is_still_participant",
            "thread_path",
            "thread_type",
        ],
    ),
    (
        "instagram",
        &[
            "title",
            "-/participants",
            "participants/-/name",
            "is_still_participant",
            "thread_path",
            "thread_type",
        ],
    ),
    (
        "google",
        &[
            "user/*",
            "conversations/-/conversation/*",
            "conversation_state/-/conversation_id/*",
            "conversation_state/-/conversation_state/conversation_id/*",
            "conversation_state/-/conversation_state/conversation/*",
            "conversation_state/-/response_header/*",
            "continuation_end_timestamp",
        ],
    ),
    (
        "telegram",
        &[
            // The sentences in which Telegram explains its lists.
            "about",
            "chats/about",
            "left_chats/about",
            "contacts/about",
            "frequent_contacts/about",
            "sessions/about",
            "web_sessions/about",
            "name",
            "type",
            "id",
            "chats/list/-/id",
            "chats/list/-/name",
            "chats/list/-/type",
            "left_chats/list/-/id",
            "left_chats/list/-/name",
            "left_chats/list/-/type",
        ],
    ),
    (
        "skype",
        &[
            "userId",
            "conversations/-/id",
            "conversations/-/displayName",
            "conversations/-/version",
        ],
    ),
    ("tinder", &["Messages/-/match_id"]),
    // The empty one is the `;` that ends a script.
    (
        "x",
        &[
            "-/dmConversation/conversationId",
            "-/dmConversation/name",
            "",
        ],
    ),
];

/// Importers whose chats say the day once, above its messages: each message says it in its time.
const DAYS: &[&str] = &["kakaotalk", "line"];

/// Lines of text files that are no record: what heads a file or a conversation in it.
const HEADS: &[(&str, &[&str])] = &[
    (
        "discord",
        &["====", "Guild:", "Channel:", "Topic:", "Exported "],
    ),
    ("signal", &["Conversation: "]),
    ("tiktok", &[">>> "]),
    (
        "sms_backup_restore",
        &[
            "<?", "<!", "<smses", "</smses", "<calls", "</calls", "<all", "</all",
        ],
    ),
];

fn is_named(importer: &str, key: &str) -> bool {
    NAMED.iter().any(|(of, keys)| {
        *of == importer
            && keys.iter().any(|known| match known.strip_suffix('*') {
                Some(start) => key.starts_with(start),
                None => key == *known,
            })
    })
}

/// Whether a piece of text outside records only heads what follows, or is the row with the names of
/// a table's columns, which every event says through its details.
fn is_head(importer: &str, path: &str, is_first: bool, piece: &str) -> bool {
    let is_table = [".csv", ".tsv"].iter().any(|end| path.ends_with(end)) || importer == "table";
    if is_table {
        let piece = piece.replace('\0', "");
        let has_words = piece.chars().any(char::is_alphanumeric);
        let lines = piece
            .lines()
            .filter(|line| !line.starts_with("sep="))
            .count();
        // The rows of Reddit's `_headers` files repeat another file; a remark counts them.
        return !has_words || is_first && lines == 1 || path.ends_with("_headers.csv");
    }
    HEADS.iter().any(|(of, heads)| {
        *of == importer
            && piece
                .lines()
                .filter(|line| !line.trim().is_empty())
                .all(|line| heads.iter().any(|head| line.trim().starts_with(head)))
    })
}

/// The keys that lead to each value of a JSON text, and the value's bytes.
fn values(text: &[u8]) -> Vec<(String, (usize, usize))> {
    let mut found = Vec::new();
    let mut path: Vec<String> = Vec::new();
    let mut key: Option<String> = None;
    let mut at = 0;
    while at < text.len() {
        match text[at] {
            b'{' | b'[' => {
                path.push(key.take().unwrap_or_else(|| "-".into()));
                at += 1;
            }
            b'}' | b']' => {
                path.pop();
                key = None;
                at += 1;
            }
            b'"' => {
                let from = at;
                at += 1;
                while at < text.len() && text[at] != b'"' {
                    at += if text[at] == b'\\' { 2 } else { 1 };
                }
                at = (at + 1).min(text.len());
                if text[at..].trim_ascii_start().starts_with(b":") {
                    let name = &text[from + 1..at - 1];
                    key = Some(String::from_utf8_lossy(name).into_owned());
                } else {
                    found.push((named(&path, key.take()), (from, at)));
                }
            }
            byte if byte.is_ascii_whitespace() || matches!(byte, b',' | b':') => at += 1,
            _ => {
                let from = at;
                let ends = |byte: u8| byte.is_ascii_whitespace() || b",]}".contains(&byte);
                while at < text.len() && !ends(text[at]) {
                    at += 1;
                }
                found.push((named(&path, key.take()), (from, at)));
            }
        }
    }
    found
}

fn named(path: &[String], key: Option<String>) -> String {
    let mut whole = path.get(1..).unwrap_or_default().to_vec();
    whole.extend(key);
    whole.join("/")
}

/// What is neither in a record nor blank.
fn bare(text: &[u8], covered: &[(u64, u64)]) -> Vec<String> {
    let mut bare = Vec::new();
    let mut at = 0;
    let whole = [(text.len() as u64, text.len() as u64)];
    for (from, to) in covered.iter().chain(&whole) {
        let part = text.get(at..(*from as usize).max(at)).unwrap_or_default();
        let marks: [&[u8]; 3] = [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"];
        let mut part = part.to_vec();
        if let Some(mark) = marks.iter().find(|mark| part.starts_with(mark)) {
            part.drain(..mark.len());
        }
        // What stands outside records in UTF-16 is in ASCII in the cases.
        if marks[1..].iter().any(|mark| text.starts_with(mark)) {
            part.retain(|byte| *byte != 0);
        }
        let part = part.trim_ascii();
        if !part.is_empty() {
            bare.push(String::from_utf8_lossy(part).into_owned());
        }
        at = at.max(*to as usize);
    }
    bare
}

/// The ranges of all records and defects, by file, in order; and what their times are as written.
type Covered = (BTreeMap<String, Vec<(u64, u64)>>, BTreeSet<String>);

fn covered(export: &dyn Export) -> Covered {
    let plan = detect::plan(export, IMPORTERS, &Answers::default());
    let mut covered: BTreeMap<String, Vec<(u64, u64)>> = BTreeMap::new();
    let mut times = BTreeSet::new();
    for reading in &plan.readings {
        let _ = detect::read(export, reading, &Answers::default(), |record| {
            let locator = match record {
                Ok(event) => {
                    times.insert(event.when.as_written.to_string());
                    event.locator
                }
                Err(defect) => defect.locator,
            };
            let ranges = covered.entry(locator.entry.to_string()).or_default();
            ranges.push(locator.bytes);
        });
    }
    for ranges in covered.values_mut() {
        ranges.sort_unstable();
    }
    (covered, times)
}

/// Whether a line that only says which day it is, perhaps between dashes, is said by the time of a
/// record: in its words, or by the same numbers in the same order (`Friday, July 10, 2015` above
/// `Jul 10, 2015, 12:05 AM`).
fn says_day(line: &str, times: &BTreeSet<String>) -> bool {
    let line = line.trim_matches(['-', ' ']);
    let digits = |text: &str| {
        text.chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
    };
    times.iter().any(|time| {
        let is_in_words = time
            .strip_prefix(line)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
        is_in_words || !line.contains(':') && digits(time).starts_with(&digits(line))
    })
}

#[test]
fn every_word_is_in_a_record_or_named() {
    let (mut open, mut files) = (Vec::new(), 0);
    for importer in IMPORTERS {
        let name = importer.manifest().name;
        for (case, input) in sound_cases(*importer) {
            let export = open_path(&input).unwrap();
            let (covered, times) = covered(&*export);
            let is_day = |words: &str| DAYS.contains(&name) && says_day(words, &times);
            for (path, ranges) in covered {
                let Some(entry) = export.entry(&path) else {
                    continue;
                };
                let mut text = Vec::new();
                let mut reader = export.open(&entry.path).unwrap();
                reader.read_to_end(&mut text).unwrap();
                files += 1;
                let here = format!("{name}/{}: {path}", common::name(&case));
                let outside = outside(name, &path, &text, &ranges);
                for words in outside.into_iter().filter(|words| !is_day(words)) {
                    open.push(format!("{here}: {words}"));
                }
            }
        }
    }
    println!("{files} files");
    assert!(files > 150, "{files}");
    assert!(open.is_empty(), "in no record:\n{}", open.join("\n"));
}

/// What of a file is in no record and not named here.
fn outside(importer: &str, path: &str, text: &[u8], ranges: &[(u64, u64)]) -> Vec<String> {
    let is_in = |(from, to): (usize, usize)| {
        ranges
            .iter()
            .any(|range| range.0 as usize <= from && to <= range.1 as usize)
    };
    match path.rsplit('.').next().unwrap() {
        "json" | "js" => {
            // Before the first bracket stands a script's name of what it holds.
            let begin = text.iter().position(|byte| b"[{".contains(byte)).unwrap();
            values(&text[begin..])
                .into_iter()
                .map(|(key, (from, to))| (key, (begin + from, begin + to)))
                .filter(|(key, range)| {
                    let says_nothing = matches!(&text[range.0..range.1], b"null" | b"\"\"");
                    !is_in(*range) && !says_nothing && !is_named(importer, key)
                })
                .map(|(key, _)| key)
                .collect()
        }
        "txt" | "csv" | "tsv" | "eml" | "emlx" | "mbox" | "vcf" | "jsonl" | "md" => {
            heads(importer, path, text, ranges)
        }
        "xml" if importer == "sms_backup_restore" => heads(importer, path, text, ranges),
        // Pages, databases, workbooks, pictures: their importers' own tests count them.
        _ => Vec::new(),
    }
}

fn heads(importer: &str, path: &str, text: &[u8], ranges: &[(u64, u64)]) -> Vec<String> {
    bare(text, ranges)
        .into_iter()
        .enumerate()
        .filter(|(at, piece)| !is_head(importer, path, *at == 0, piece))
        .map(|(_, piece)| piece)
        .collect()
}
