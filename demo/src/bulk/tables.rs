//! Exports that are tables: Reddit, LinkedIn, a telephone bill, Timesketch, Viber.

use super::source::{Source, other, owner};
use crate::calendar::fields;
use crate::story::Deed;
use crate::writers::chat::{Said, iso, utc};
use fs_err as fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// A field as RFC 4180 writes it.
fn field(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

fn words(said: &Said) -> &str {
    match &said.deed {
        Deed::Text(text) => text,
        _ => "",
    }
}

fn table(
    path: &Path,
    head: &str,
    source: &mut Source,
    mut row: impl FnMut(&Said, u64) -> Vec<String>,
) -> io::Result<()> {
    if let Some(folder) = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        fs::create_dir_all(folder)?;
    }
    let mut out = BufWriter::new(fs::File::create(path)?);
    writeln!(out, "{head}")?;
    let mut n = 0;
    while let Some(said) = source.said() {
        n += 1;
        let cells: Vec<String> = row(&said, n).iter().map(|cell| field(cell)).collect();
        writeln!(out, "{}", cells.join(","))?;
    }
    out.flush()
}

/// A folder with `chat_history.csv`.
pub(super) fn reddit(mut source: Source, path: &Path) -> io::Result<()> {
    let head = "message_id,created_at,updated_at,username,message,thread_parent_message_id,channel_url,subreddit,channel_name,conversation_type";
    table(
        &path.join("chat_history.csv"),
        head,
        &mut source,
        |said, n| {
            let from = if said.by_owner { owner() } else { other(7) };
            vec![
                format!("m{n}"),
                format!("{} UTC", utc(said.at_ms)),
                String::new(),
                from.handle,
                words(said).to_owned(),
                String::new(),
                "https://chat.example.org/channel/1".into(),
                String::new(),
                "Direct chat".into(),
                "direct".into(),
            ]
        },
    )
}

/// A folder with `messages.csv`.
pub(super) fn linkedin(mut source: Source, path: &Path) -> io::Result<()> {
    let head = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER";
    table(&path.join("messages.csv"), head, &mut source, |said, _| {
        let (mut from, mut to) = (owner(), other(8));
        if !said.by_owner {
            std::mem::swap(&mut from, &mut to);
        }
        let profile = |handle: &str| format!("https://www.linkedin.com/in/{handle}");
        vec![
            "2-conversation".into(),
            String::new(),
            from.name,
            profile(&from.handle),
            to.name,
            profile(&to.handle),
            format!("{} UTC", utc(said.at_ms)),
            String::new(),
            words(said).to_owned(),
            "INBOX".into(),
        ]
    })
}

/// A list of calls as a telephone company might send it: no standard, British dates.
pub(super) fn bill(mut source: Source, path: &Path) -> io::Result<()> {
    let head = "Date,Time,Number called,Direction,Duration (min:sec)";
    table(path, head, &mut source, |said, n| {
        let (year, month, day, hour, minute, second, _) = fields(said.at_ms.div_euclid(1_000));
        vec![
            format!("{day:02}/{month:02}/{year}"),
            format!("{hour:02}:{minute:02}:{second:02}"),
            format!("07700900{:03}", n % 40),
            if said.by_owner { "Out" } else { "In" }.into(),
            format!("{}:{:02}", n % 7, n % 60),
        ]
    })
}

/// Timesketch's lines of JSON.
pub(super) fn timesketch(mut source: Source, path: &Path) -> io::Result<()> {
    let mut out = BufWriter::new(fs::File::create(path)?);
    while let Some(said) = source.said() {
        let line = serde_json::json!({
            "message": words(&said), "timestamp": said.at_ms * 1_000,
            "datetime": format!("{}+00:00", iso(said.at_ms)), "timestamp_desc": "Message Sent",
        });
        writeln!(out, "{line}")?;
    }
    out.flush()
}

/// A workbook with one sheet: a list of calls with an instant in each row.
pub(super) fn workbook(mut source: Source, path: &Path) -> io::Result<()> {
    let mut zip = zip::ZipWriter::new(fs::File::create(path)?);
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default())
        .large_file(true);
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let parts = [
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>".to_owned(),
        ),
        (
            "xl/workbook.xml",
            format!("<workbook xmlns=\"{main}\" xmlns:r=\"{links}\"><sheets><sheet name=\"Calls\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>".to_owned(),
        ),
    ];
    for (name, text) in parts {
        zip.start_file(name, options)?;
        write!(zip, "{head}{text}")?;
    }
    zip.start_file("xl/worksheets/sheet1.xml", options)?;
    write!(zip, "{head}<worksheet xmlns=\"{main}\"><sheetData>")?;
    let row = |n: u64, cells: &[String]| {
        let cells: String = cells
            .iter()
            .zip(["A", "B", "C", "D"])
            .map(|(text, column)| {
                format!("<c r=\"{column}{n}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
            })
            .collect();
        format!("<row r=\"{n}\">{cells}</row>\n")
    };
    let names = ["Timestamp", "From", "To", "Duration"].map(str::to_owned);
    write!(zip, "{}", row(1, &names))?;
    let mut n = 1;
    while let Some(said) = source.said() {
        n += 1;
        let number = format!("07700 900{:03}", n % 40);
        let mut sides = ["07700 900999".to_owned(), number];
        if !said.by_owner {
            sides.reverse();
        }
        let [from, to] = sides;
        let seconds = (n % 300).to_string();
        let cells = [format!("{} UTC", utc(said.at_ms)), from, to, seconds];
        write!(zip, "{}", row(n, &cells))?;
    }
    zip.write_all(b"</sheetData></worksheet>")?;
    zip.finish()?;
    Ok(())
}

/// A chat as Viber sent it by e-mail in 2015.
pub(super) fn viber(mut source: Source, path: &Path) -> io::Result<()> {
    let mut out = BufWriter::new(fs::File::create(path)?);
    while source.take() {
        let (year, month, day, hour, minute, second, _) = fields(source.time());
        let number = source.random.between(0, 40);
        let (name, number) = match number {
            0..=19 => ("Me".to_owned(), 0),
            _ => (format!("Person {number}"), number),
        };
        let text = source.text.line().replace('"', "\"\"");
        write!(
            out,
            "=\"{day:02}/{month:02}/{year}\"\t{hour:02}:{minute:02}:{second:02}\t=\"{name}\"\t\
             =\"+4477009{number:05}\"\t\"{text}\"\r\n"
        )?;
    }
    out.flush()
}
