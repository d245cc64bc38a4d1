//! An HTML page as an event. Knows nothing of MHTML.

use crate::Export;
use crate::kit::date_words;
use crate::kit::html::{Limits, NodeRef, Token, Tokenizer, Tree};
use crate::kit::text::mark_hidden;
use mail_parser::decoders::charsets::map::charset_decoder;
use onrecord_model::digest::Hasher;
use onrecord_model::{Defect, Digest, Event, Kind, Locator, Mark, Pointer, Thread, When};
use std::io::Read;
use std::sync::Arc;

/// How much of a page is looked at, and how much of its text is kept.
const PAGE: usize = 32 << 20;
const TEXT: usize = 256 << 10;
const NODES: usize = 200_000;

/// What is kept of a page besides its text, by the name under which the page says it.
const STATED: &[&str] = &[
    "og:url",
    "og:title",
    "og:site_name",
    "article:published_time",
    "article:modified_time",
    "author",
    "description",
];

/// The page that is the whole of an entry.
pub(super) fn read(export: &dyn Export, path: &Arc<str>) -> Result<Event, Defect> {
    let mut event = begin(export, path)?;
    let opened = export
        .open(path)
        .map_err(|error| unreadable(path, 0, &error))?;
    let mut content = Vec::new();
    let read = opened.take(PAGE as u64).read_to_end(&mut content);
    if let Err(error) = read {
        event.details.push("not read to its end", error.to_string());
    }
    if content.len() >= PAGE {
        event.marks.add(Mark::Truncated);
    }
    saved_with(&mut event, &content);
    fill(&mut event, &content, None);
    Ok(event)
}

/// The event of a whole entry, with its digest.
pub(super) fn begin(export: &dyn Export, path: &Arc<str>) -> Result<Event, Defect> {
    let mut reader = export
        .open(path)
        .map_err(|error| unreadable(path, 0, &error))?;
    let (raw, size) = digest(&mut reader).map_err(|(error, at)| unreadable(path, at, &error))?;
    if size == 0 {
        return Err(Defect {
            code: "empty",
            reason: "this file is empty".into(),
            ..unreadable(path, 0, &"")
        });
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    Ok(Event::new(
        Locator {
            entry: path.clone(),
            bytes: (0, size),
            pointer: Pointer::None,
        },
        raw,
        Arc::new(Thread {
            platform: "saved_pages".into(),
            key: path.as_ref().into(),
            title: Some(name.into()),
            folder: None,
            participants: Vec::new(),
        }),
        Kind::Post,
    ))
}

fn digest(reader: &mut dyn Read) -> Result<(Digest, u64), (std::io::Error, u64)> {
    let mut hasher = Hasher::default();
    let mut buffer = vec![0; 64 << 10];
    let mut size = 0u64;
    loop {
        match reader.read(&mut buffer) {
            Ok(0) => return Ok((hasher.finish(), size)),
            Ok(read) => {
                hasher.update(buffer.get(..read).unwrap_or_default());
                size += read as u64;
            }
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err((error, size)),
        }
    }
}

pub(super) fn unreadable(path: &Arc<str>, size: u64, error: &dyn core::fmt::Display) -> Defect {
    Defect {
        locator: Locator {
            entry: path.clone(),
            bytes: (0, size),
            pointer: Pointer::None,
        },
        code: "unreadable",
        reason: format!("this page could not be read: {error}").into(),
    }
}

/// What the page says: its title, its text, and what its head states of it.
pub(super) fn fill(event: &mut Event, content: &[u8], charset: Option<&str>) {
    let stated = charset.map(str::to_owned).or_else(|| charset_in(content));
    let decoder = stated
        .as_deref()
        .filter(|name| !name.eq_ignore_ascii_case("utf-8") && !name.eq_ignore_ascii_case("utf8"))
        .filter(|_| std::str::from_utf8(content).is_err())
        .and_then(|name| charset_decoder(name.as_bytes()));
    let decoded = decoder.map(|decode| decode(content));
    let bytes = decoded.as_deref().map_or(content, str::as_bytes);
    let limits = Limits {
        nodes: NODES,
        depth: 512,
        bytes: 64 << 20,
    };
    let Ok(tree) = Tree::document(bytes, limits) else {
        return;
    };
    let Some(root) = tree.root() else { return };
    if tree.is_lossy {
        event.marks.add(Mark::LossyText);
    }
    if root.count_within() + 1 >= NODES {
        event.marks.add(Mark::Truncated);
    }
    let title = root.first_named("title").map(|title| title.text());
    for title in title.into_iter().filter(|title| !title.is_empty()) {
        push_once(event, "title", &title);
    }
    for node in root.descendants() {
        let found = match node.name() {
            "meta" => meta(node),
            "link" if node.attribute("rel") == Some("canonical") => {
                node.attribute("href").map(|address| ("canonical", address))
            }
            _ => None,
        };
        if let Some((name, value)) = found.filter(|(_, value)| !value.is_empty()) {
            let kept: String = value.chars().take(2_000).collect();
            push_once(event, name, &kept);
        }
    }
    let mut text = root.first_named("body").unwrap_or(root).text();
    if text.len() > TEXT {
        let end = (0..=TEXT)
            .rev()
            .find(|at| text.is_char_boundary(*at))
            .unwrap_or(0);
        text.truncate(end);
        event.marks.add(Mark::Truncated);
    }
    if !text.is_empty() {
        mark_hidden(&text, &mut event.marks);
        event.text = Some(text.into());
    }
}

fn meta<'t>(node: NodeRef<'t>) -> Option<(&'static str, &'t str)> {
    let name = node
        .attribute("property")
        .or_else(|| node.attribute("name"))?;
    let known = STATED
        .iter()
        .find(|known| name.eq_ignore_ascii_case(known))?;
    Some((known, node.attribute("content")?))
}

/// The encoding that a page names near its beginning.
fn charset_in(content: &[u8]) -> Option<String> {
    let head = content.get(..content.len().min(2_048)).unwrap_or_default();
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let (_, after) = head.split_once("charset=")?;
    let name: String = after
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|character| character.is_ascii_alphanumeric() || "-_".contains(*character))
        .collect();
    (!name.is_empty()).then_some(name)
}

/// What the program that saved a page wrote into its first comments.
fn saved_with(event: &mut Event, content: &[u8]) {
    let mut tokens = Tokenizer::new(content);
    for _ in 0..24 {
        let Ok(Some(token)) = tokens.next_token() else {
            return;
        };
        let Token::Comment(comment) = token else {
            continue;
        };
        let text = comment.text.trim();
        if let Some(rest) = text.strip_prefix("saved from url=(") {
            // The number in brackets is how long the address is.
            let address = rest.split_once(')').map_or(rest, |(_, address)| address);
            push_once(event, "url", address.trim());
        } else if text.contains("SingleFile") {
            single_file(event, text);
        }
    }
}

/// `url: …`, `saved date: Tue Nov 22 2022 10:00:00 GMT+0000 (…)`, and options as JSON.
fn single_file(event: &mut Event, text: &str) {
    push_once(event, "saved with", "SingleFile");
    for line in text.lines().map(str::trim) {
        let Some((name, value)) = line.split_once(": ").or_else(|| line.split_once(':')) else {
            continue;
        };
        let (name, value) = (name.trim(), value.trim());
        if name == "saved date" {
            let plain = value.split_once(" (").map_or(value, |(date, _)| date);
            event.when = date_words::when(plain).unwrap_or_else(When::undated);
            event.when.as_written = value.into();
        } else if !name.contains("SingleFile") && event.details.len() < 100 {
            push_once(event, name, value);
        }
    }
}

pub(super) fn push_once(event: &mut Event, name: &str, value: &str) {
    if !value.is_empty() && !event.details.iter().any(|held| held == (name, value)) {
        event.details.push(name, value);
    }
}
