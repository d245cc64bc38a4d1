//! What a file is that nobody reads: what was seen in it, and what to add instead, in words for a
//! person. Looks at its name and first bytes; knows no importer, and shows no text of anybody's.

use crate::kit::text::{Encoding, sniff};

/// How much of a file is enough.
pub(crate) const SEEN: usize = 8 << 10;
/// So many names of fields are shown, and no longer ones.
const MAX_KEYS: usize = 6;
const MAX_KEY: usize = 40;

/// The end of every sentence here: nothing is lost by not being read.
const KEPT: &str = "It is kept as it is";
const OTHER_FORMAT: &str = "ask the app for its export as JSON, HTML or text, and add that too";
const PLACES: &str = "it is not read yet. Write down the days and places that matter";
const SELDOM: &str = "it is seldom evidence by itself";
const TELL_US: &str = "if an app exported it, tell us the app's name and these names, never the \
                       file";

/// What was seen, and what to do: `this is …; …. It is kept as it is`.
pub(crate) fn describe(path: &str, first: &[u8]) -> String {
    let ending = path
        .rsplit('/')
        .next()
        .and_then(|name| name.rsplit_once('.'))
        .map_or(String::new(), |(_, ending)| ending.to_lowercase());
    if first.iter().all(u8::is_ascii_whitespace) {
        return "this file is empty; copy it or ask for it again".into();
    }
    by_magic(&ending, first)
        .or_else(|| by_text(&ending, first))
        .unwrap_or_else(|| {
            let bytes: Vec<String> = first.iter().take(4).map(|b| format!("{b:02x}")).collect();
            format!(
                "no importer knows this kind of file (it begins with the bytes {}); \
                 {OTHER_FORMAT}. {KEPT}",
                bytes.join(" ")
            )
        })
}

/// What macOS writes beside a file on a disk that cannot hold its resource fork (RFC 1740).
pub(crate) fn is_apple_double(path: &str, first: &[u8]) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.starts_with("._") && first.starts_with(b"\0\x05\x16\x07")
}

/// A sentence of something that is known for what it is.
fn known(what: &str, advice: &str) -> String {
    format!("this is {what}; {advice}. {KEPT}")
}

fn by_magic(ending: &str, first: &[u8]) -> Option<String> {
    let starts = |magic: &[u8]| first.starts_with(magic);
    let at_four = |magic: &[u8]| first.get(4..).is_some_and(|rest| rest.starts_with(magic));
    let recording = "it says nothing of who sent it, so add the export of the chat too, or write \
                     down where it is from";
    let (what, advice) = if starts(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        match ending {
            "msg" => (
                "an Outlook mail (.msg)",
                "save the mail as .eml (in new Outlook: the three dots, Save as), and add that too",
            ),
            "doc" | "dot" => (
                "a document of old Word (.doc)",
                "save it as PDF and add that too",
            ),
            "xls" | "xlt" => (
                "a workbook of old Excel (.xls)",
                "save it as .xlsx and add that too",
            ),
            _ => (
                "a file of an old Office program",
                "save it as PDF, .xlsx or .eml, and add that too",
            ),
        }
    } else if starts(b"!BDN") {
        (
            "a mailbox of Outlook (.pst or .ost)",
            "open it in a mail program that saves mails as .eml or mbox, and add those too",
        )
    } else if starts(b"\xcf\xad\x12\xfe") {
        (
            "a mailbox of Outlook Express (.dbx)",
            "open it in a mail program that saves mails as .eml or mbox, and add those too",
        )
    } else if starts(b"SQLite format 3\0") {
        (
            "the database of an app that is not known here",
            "read are those of Messages, WhatsApp and Android's messages and calls, under their \
             own names. Otherwise ask the app for its export",
        )
    } else if starts(b"bplist00") {
        ("a property list of an Apple program", SELDOM)
    } else if starts(b"Salted__")
        || starts(b"age-encryption.org/")
        || starts(b"-----BEGIN PGP MESSAGE")
        || starts(b"-----BEGIN AGE")
    {
        (
            "an encrypted file",
            "decrypt it with its key or password and add what comes out too",
        )
    } else if starts(b"OggS")
        || starts(b"ID3")
        || starts(b"#!AMR")
        || starts(b"fLaC")
        || starts(b"caff")
        || starts(b"\xff\xfb")
        || starts(b"\xff\xf1")
        || starts(b"RIFF") && first.get(8..12) == Some(b"WAVE")
        || at_four(b"ftypM4A")
    {
        ("a sound recording", recording)
    } else if at_four(b"ftyp")
        || at_four(b"moov")
        || starts(b"\x1a\x45\xdf\xa3")
        || starts(b"RIFF") && first.get(8..12) == Some(b"AVI ")
    {
        ("a video", recording)
    } else if starts(b"MZ") || starts(b"\x7fELF") {
        (
            "a program",
            "do not start it. If somebody sent it to you, keep the message that it came with",
        )
    } else if starts(b"{\\rtf") {
        ("a rich text document", "save it as PDF and add that too")
    } else {
        return None;
    };
    Some(known(what, advice))
}

fn by_text(ending: &str, first: &[u8]) -> Option<String> {
    let text = match sniff(first) {
        Encoding::Utf8 { mark } => String::from_utf8_lossy(&first[mark..]).into_owned(),
        Encoding::Utf16 | Encoding::Utf32 => {
            let advice = format!("a program may have saved it again, so {OTHER_FORMAT}");
            return Some(known("a text in UTF-16 or UTF-32", &advice));
        }
        Encoding::Binary => return None,
    };
    let start = text.trim_start();
    let mut letters = start.chars();
    match letters.next()? {
        '{' => return Some(json(start)),
        // A text can begin `[Chat] …`, and a list cannot.
        '[' if letters
            .find(|c| !c.is_whitespace())
            .is_none_or(|next| "{[\"]-tfn0123456789".contains(next)) =>
        {
            return Some(json(start));
        }
        '<' => return Some(xml(start)),
        _ => {}
    }
    let (what, advice) = if start.starts_with("BEGIN:VCALENDAR") {
        (
            "a calendar",
            "write down the dates in it that matter".to_owned(),
        )
    } else if start.starts_with("// <!-- <mdb:mork") {
        (
            "an index of Thunderbird's, without mails",
            "add the file of the same name without .msf too".to_owned(),
        )
    } else if first.contains(&0) {
        return None;
    } else if matches!(ending, "txt" | "md" | "log" | "") {
        (
            "a text that is no export known here",
            format!(
                "if it is a note of your own, write down in On Record what it says. If it is \
                     of an app, {OTHER_FORMAT}"
            ),
        )
    } else {
        (
            "a text of a kind that is not known here",
            OTHER_FORMAT.to_owned(),
        )
    };
    Some(known(what, &advice))
}

/// Names of fields that tell an app, and what it is.
const FIELDS: &[(&str, &str, &str)] = &[
    (
        "photoTakenTime",
        "what Google Photos says of one picture",
        "add the picture too",
    ),
    ("locations", "a history of places", PLACES),
    ("timelineObjects", "a history of places", PLACES),
    ("semanticSegments", "a history of places", PLACES),
];

fn json(text: &str) -> String {
    let (is_list, keys) = keys(text);
    let of_app = FIELDS
        .iter()
        .find(|(word, ..)| keys.iter().any(|key| key == word));
    if let Some((_, what, advice)) = of_app {
        return known(what, advice);
    }
    let what = if is_list {
        "a JSON list"
    } else {
        "a JSON file"
    };
    if keys.is_empty() {
        return known(&format!("{what} of no known layout"), OTHER_FORMAT);
    }
    let shown: Vec<&str> = keys.iter().take(MAX_KEYS).map(String::as_str).collect();
    let more = if keys.len() > MAX_KEYS {
        " and more"
    } else {
        ""
    };
    let begins = format!(
        "{what} whose {} {}{more}",
        if is_list {
            "first entry has"
        } else {
            "fields are"
        },
        shown.join(", ")
    );
    known(&begins, TELL_US)
}

/// Whether the value is a list, and the names of the fields of the object, or of the list's first
/// object, as far as they stand in the text.
fn keys(text: &str) -> (bool, Vec<String>) {
    let is_list = text.starts_with('[');
    let wanted = if is_list { 2 } else { 1 };
    let mut keys: Vec<String> = Vec::new();
    let (mut depth, mut at) = (0usize, 0);
    let bytes = text.as_bytes();
    while at < bytes.len() {
        match bytes[at] {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                if depth < wanted && (is_list || depth == 0) {
                    break;
                }
            }
            b'"' => {
                let from = at + 1;
                at = from;
                while at < bytes.len() && bytes[at] != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                let is_key = bytes
                    .get(at + 1..)
                    .is_some_and(|rest| rest.trim_ascii_start().starts_with(b":"));
                if depth == wanted && is_key {
                    let key = text.get(from..at.min(text.len())).unwrap_or_default();
                    let plain: String = key
                        .chars()
                        .filter(|c| !c.is_control())
                        .take(MAX_KEY)
                        .collect();
                    if !keys.contains(&plain) && keys.len() <= MAX_KEYS {
                        keys.push(plain);
                    }
                }
            }
            _ => {}
        }
        at += 1;
    }
    (is_list, keys)
}

fn xml(text: &str) -> String {
    let root = text
        .match_indices('<')
        .map(|(at, _)| &text[at + 1..])
        .find(|rest| rest.starts_with(|c: char| c.is_alphabetic() || c == '_'))
        .map(|rest| {
            let end =
                rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-' | ':' | '.'));
            rest[..end.unwrap_or(rest.len())]
                .chars()
                .take(MAX_KEY)
                .collect::<String>()
        });
    match root.as_deref() {
        Some("gpx" | "kml" | "TrainingCenterDatabase") => known("a track of places", PLACES),
        Some("plist") => known("a property list of an Apple program", SELDOM),
        Some("w:document" | "office:document-content") => known(
            "the text of a document of Word or LibreOffice",
            "save the document as PDF and add that too",
        ),
        Some("svg") => known("a drawing (SVG)", "add a picture of it too"),
        Some(root) => known(
            &format!("an XML file whose outermost tag is {root}"),
            TELL_US,
        ),
        None => known("a text with tags, of no known layout", OTHER_FORMAT),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_seen_and_what_to_do_are_said() {
        let cases: &[(&str, &[u8], &str)] = &[
            (
                "a.msg",
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
                "an Outlook mail",
            ),
            ("a.pst", b"!BDN....", "a mailbox of Outlook"),
            ("x.db", b"SQLite format 3\0", "the database of an app"),
            ("a.mp4", b"\0\0\0\x18ftypmp42", "a video"),
            ("a.opus", b"OggS\0", "a sound recording"),
            (
                "notes.txt",
                b"He came on Monday.\n",
                "write down in On Record",
            ),
            ("x.ics", b"BEGIN:VCALENDAR\r\n", "a calendar"),
            (
                "x.gpx",
                b"<?xml version=\"1.0\"?><gpx>",
                "a track of places",
            ),
            (
                "x.xml",
                b"<?xml version=\"1.0\"?><!-- c --><alllogs n='1'>",
                "outermost tag is alllogs",
            ),
            (
                "x.json",
                br#"{"a":1,"b":{"c":[1]},"d":"#,
                "whose fields are a, b, d",
            ),
            (
                "x.json",
                br#"[{"a":1,"b":{"c":1}},{"z":1}]"#,
                "first entry has a, b;",
            ),
            ("x.json", br#"[1,2]"#, "a JSON list of no known layout"),
            ("x.txt", b"[Chat] of mine\n", "a text that is no export"),
            ("x", b"\x01\x02\0\xff\0\0\0\0", "01 02 00 ff"),
            ("x.json", b"", "empty"),
        ];
        for (path, first, expected) in cases {
            let said = describe(path, first);
            assert!(said.contains(expected), "{path}: {said}");
        }
    }

    #[test]
    fn hostile_beginnings_are_survived() {
        let hostile: &[&[u8]] = &[
            b"{\"",
            b"{\"\\",
            b"{\"a\\\"",
            b"[[[[[",
            b"}}}",
            b"]",
            b"<",
            b"<<<<",
            b"{\"a\":\"\xff\xfe\"",
            b"\xef\xbb\xbf{\"\xc3\":1}",
            b"{\"\x1b[31m\":1}",
        ];
        for first in hostile {
            assert!(!describe("x.json", first).contains('\u{1b}'));
        }
    }

    /// What somebody wrote stands in no sentence.
    #[test]
    fn no_text_is_shown() {
        let said = describe("x.json", br#"{"text":"my secret","from":"Corwin Vale"}"#);
        assert!(
            !said.contains("secret") && !said.contains("Corwin"),
            "{said}"
        );
        assert!(!describe("x.txt", b"my secret\n").contains("secret"));
    }
}
