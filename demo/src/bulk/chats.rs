//! Chats of two in formats that are one list of small records.

use super::source::{Source, other, owner};
use crate::writers::{discord, snapchat, telegram, tiktok, x};
use fs_err as fs;
use serde_json::{Value, json};
use std::io::{self, BufWriter, Write};
use std::path::Path;

fn file(path: &Path) -> io::Result<BufWriter<fs::File>> {
    if let Some(folder) = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        fs::create_dir_all(folder)?;
    }
    Ok(BufWriter::new(fs::File::create(path)?))
}

/// Records one after the other, with commas between.
fn list(
    out: &mut dyn Write,
    source: &mut Source,
    mut record: impl FnMut(&super::super::writers::chat::Said, u64) -> Option<Value>,
) -> io::Result<usize> {
    let mut written = 0;
    while let Some(said) = source.said() {
        if let Some(value) = record(&said, 1 + written as u64) {
            if written > 0 {
                out.write_all(b",\n")?;
            }
            write!(out, "{value:#}")?;
            written += 1;
        }
    }
    out.write_all(b"\n")?;
    Ok(written)
}

pub(super) fn telegram(mut source: Source, path: &Path) -> io::Result<()> {
    let (owner, other) = (owner(), other(3));
    let mut out = file(path)?;
    out.write_all(telegram::head(&other).as_bytes())?;
    list(&mut out, &mut source, |said, n| {
        telegram::message(&owner, &other, said, n)
    })?;
    out.write_all(telegram::FOOT.as_bytes())?;
    out.flush()
}

pub(super) fn discord(mut source: Source, path: &Path) -> io::Result<()> {
    let (owner, other) = (owner(), other(4));
    let mut out = file(path)?;
    out.write_all(discord::head(&other).as_bytes())?;
    let messages = list(&mut out, &mut source, |said, n| {
        discord::message(&owner, &other, said, n)
    })?;
    out.write_all(discord::foot(messages).as_bytes())?;
    out.flush()
}

/// A folder with `json/chat_history.json`.
pub(super) fn snapchat(source: Source, path: &Path) -> io::Result<()> {
    let (owner, other) = (owner(), other(2));
    let mut out = file(&path.join("json/chat_history.json"))?;
    write!(out, "{{\n{}: [\n", Value::from(other.handle.as_str()))?;
    list(&mut out, &mut source.newest_first(), |said, _| {
        snapchat::message(&owner, &other, said)
    })?;
    out.write_all(b"]\n}\n")?;
    out.flush()
}

pub(super) fn tiktok(source: Source, path: &Path) -> io::Result<()> {
    let (owner, other) = (owner(), other(5));
    let mut out = file(path)?;
    let name = Value::from(format!("Chat History with {}:", other.handle));
    write!(
        out,
        "{{\n\"Direct Message\": {{ \"Direct Messages\": {{ \"ChatHistory\": {{\n{name}: [\n"
    )?;
    list(&mut out, &mut source.newest_first(), |said, _| {
        tiktok::message(&owner, &other, said)
    })?;
    out.write_all(b"]\n} } }\n}\n")?;
    out.flush()
}

/// A folder with `data/direct-messages.js`.
pub(super) fn x(source: Source, path: &Path) -> io::Result<()> {
    let (owner, other) = (owner(), other(6));
    let data = path.join("data");
    let mut out = file(&data.join("direct-messages.js"))?;
    let conversation = json!(format!("{}-{}", owner.id, other.id));
    write!(
        out,
        "{}[ {{\n\"dmConversation\" : {{\n\"conversationId\" : {conversation},\n\"messages\" : [\n",
        x::assignment("direct_messages")
    )?;
    list(&mut out, &mut source.newest_first(), |said, n| {
        x::message(&owner, &other, said, n)
    })?;
    out.write_all(b"] } } ]\n")?;
    out.flush()?;
    let account = x::account(&owner, 1_400_000_000_000);
    fs::write(data.join("account.js"), x::file("account", &account))
}
