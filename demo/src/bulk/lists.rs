//! Exports of few, simple records: Google Chat, Hinge, Tinder, Signal, contacts, web archives,
//! saved pages, pictures.

use super::source::{Source, other, owner};
use crate::calendar::{DAYS, MONTHS, fields, mail_date};
use crate::story::Deed;
use crate::writers::chat::{Said, utc};
use crate::writers::pictures;
use fs_err as fs;
use serde_json::{Value, json};
use std::io::{self, BufWriter, Write};
use std::path::Path;

fn words(said: &Said) -> &str {
    match &said.deed {
        Deed::Text(text) => text,
        _ => "",
    }
}

fn create(path: &Path) -> io::Result<BufWriter<fs::File>> {
    if let Some(folder) = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        fs::create_dir_all(folder)?;
    }
    Ok(BufWriter::new(fs::File::create(path)?))
}

fn json_list(
    path: &Path,
    (head, foot): (&str, &str),
    source: &mut Source,
    record: impl Fn(&Said, u64) -> Value,
) -> io::Result<()> {
    let mut out = create(path)?;
    out.write_all(head.as_bytes())?;
    let mut n = 0;
    while let Some(said) = source.said() {
        if n > 0 {
            out.write_all(b",\n")?;
        }
        n += 1;
        write!(out, "{:#}", record(&said, n))?;
    }
    out.write_all(foot.as_bytes())?;
    out.flush()
}

/// A folder as Takeout unpacks, with one direct message of Google Chat.
pub(super) fn google(mut source: Source, path: &Path) -> io::Result<()> {
    const WEEKDAYS: [&str; 7] = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let file = path.join("Takeout/Google Chat/Groups/DM XWRENXOTHERX/messages.json");
    json_list(
        &file,
        ("{\"messages\": [\n", "]}\n"),
        &mut source,
        |said, n| {
            let from = if said.by_owner { owner() } else { other(9) };
            let (year, month, day, hour, minute, second, weekday) =
                fields(said.at_ms.div_euclid(1_000));
            let half = if hour < 12 { "AM" } else { "PM" };
            json!({
                "creator": { "name": from.name, "email": format!("{}@example.org", from.handle),
                             "user_type": "Human" },
                "created_date": format!(
                    "{}, {} {day}, {year} at {}:{minute:02}:{second:02}\u{202f}{half} UTC",
                    WEEKDAYS[weekday], NAMES[month as usize - 1], (hour + 11) % 12 + 1),
                "text": words(said), "topic_id": format!("topic{n}"),
                "message_id": format!("dm/topic{n}/message{n}"),
            })
        },
    )
}

/// Hinge's `matches.json`: the owner's own messages, ten a match.
pub(super) fn hinge(mut source: Source, path: &Path) -> io::Result<()> {
    let mut out = create(path)?;
    out.write_all(b"[\n")?;
    let mut first = true;
    while source.left() > 0 {
        let chats: Vec<Value> = (0..10)
            .map_while(|_| source.said())
            .map(|said| json!({ "body": words(&said), "timestamp": utc(said.at_ms), "type": "chats" }))
            .collect();
        if !std::mem::take(&mut first) {
            out.write_all(b",\n")?;
        }
        write!(out, "{:#}", json!({ "chats": chats }))?;
    }
    out.write_all(b"\n]\n")?;
    out.flush()
}

/// Tinder's `data.json`: the owner's own messages to one match.
pub(super) fn tinder(mut source: Source, path: &Path) -> io::Result<()> {
    let head = "{\"Messages\": [{\"match_id\": \"Match 1\", \"messages\": [\n";
    json_list(path, (head, "]}]}\n"), &mut source, |said, _| {
        json!({ "to": 1, "from": "You", "message": words(said),
                "sent_date": mail_date(said.at_ms.div_euclid(1_000)).replace("+0000", "GMT") })
    })
}

/// Skype's `messages.json`: one conversation.
pub(super) fn skype(source: Source, path: &Path) -> io::Result<()> {
    let mut source = source.newest_first();
    let head = "{\"userId\": \"8:live:owner\", \"exportDate\": \"2026-06-01T10:00\", \"conversations\": [\n\
                {\"id\": \"8:live:other\", \"displayName\": \"Other\", \"version\": 1, \"properties\": null, \
                \"threadProperties\": null, \"MessageList\": [\n";
    json_list(path, (head, "]}]}\n"), &mut source, |said, _| {
        let from = if said.by_owner {
            "8:live:owner"
        } else {
            "8:live:other"
        };
        json!({ "id": said.at_ms.to_string(), "displayName": null,
                "originalarrivaltime": format!("{}.{:03}Z", utc(said.at_ms).replace(' ', "T"), said.at_ms.rem_euclid(1_000)),
                "messagetype": "Text", "version": said.at_ms, "content": words(said),
                "conversationid": "8:live:other", "from": from, "properties": null,
                "amsreferences": null })
    })
}

/// signal-export's `chat.md`, in the folder of its chat.
pub(super) fn signal(mut source: Source, path: &Path) -> io::Result<()> {
    let mut out = create(&path.join("Other/chat.md"))?;
    while let Some(said) = source.said() {
        let from = if said.by_owner {
            "Me".into()
        } else {
            other(2).name
        };
        writeln!(out, "[{}] {from}: {}  ", utc(said.at_ms), words(&said))?;
    }
    out.flush()
}

/// Contacts, a card for each.
pub(super) fn vcard(mut source: Source, path: &Path) -> io::Result<()> {
    let mut out = create(path)?;
    let mut n = 0u32;
    while source.take() {
        write!(
            out,
            "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Invented Person {n}\r\nN:Person {n};Invented;;;\r\nTEL;TYPE=CELL:+4477009{:05}\r\nEND:VCARD\r\n",
            n % 1_000
        )?;
        n += 1;
    }
    out.flush()
}

/// A web archive of small answers.
pub(super) fn warc(mut source: Source, path: &Path) -> io::Result<()> {
    let mut out = create(path)?;
    let mut n = 0;
    while let Some(said) = source.said() {
        let body = format!("<html><body><p>{}</p></body></html>", words(&said));
        let answer = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        n += 1;
        write!(
            out,
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{n:012}>\r\nWARC-Date: {}Z\r\nWARC-Target-URI: https://example.org/{n}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{answer}\r\n\r\n",
            utc(said.at_ms).replace(' ', "T"),
            answer.len()
        )?;
    }
    out.flush()
}

/// A folder of pages saved by SingleFile.
pub(super) fn pages(mut source: Source, path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)?;
    let mut n = 0;
    while let Some(said) = source.said() {
        let (year, month, day, hour, minute, second, weekday) =
            fields(said.at_ms.div_euclid(1_000));
        n += 1;
        fs::write(
            path.join(format!("page {n}.html")),
            format!(
                "<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: https://example.org/{n} \n saved date: {} {} {day:02} {year} {hour:02}:{minute:02}:{second:02} GMT+0000 (Greenwich Mean Time)\n--><head><meta charset=utf-8><title>Page {n}</title></head><body><p>{}</p></body></html>\n",
                DAYS[weekday],
                MONTHS[month as usize - 1],
                words(&said)
            ),
        )?;
    }
    Ok(())
}

/// A folder of small photographs.
pub(super) fn photos(mut source: Source, path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)?;
    let mut n = 0;
    while source.take() {
        n += 1;
        let photo = pictures::photo(n, source.time(), None)?;
        fs::write(path.join(format!("IMG_{n:04}.jpg")), photo)?;
    }
    Ok(())
}

/// The text file of imessage-exporter.
pub(super) fn imessage_text(mut source: Source, path: &Path) -> io::Result<()> {
    let mut out = create(path)?;
    while let Some(said) = source.said() {
        let (year, month, day, hour, minute, second, _) = fields(said.at_ms.div_euclid(1_000));
        let half = if hour < 12 { "AM" } else { "PM" };
        let from = if said.by_owner { "Me" } else { "+447700900123" };
        writeln!(
            out,
            "{} {day:02}, {year} {:2}:{minute:02}:{second:02} {half}\n{from}\n{}\n",
            MONTHS[month as usize - 1],
            (hour + 11) % 12 + 1,
            words(&said)
        )?;
    }
    out.flush()
}
