//! The list of a WACZ: what it says it holds, compared with what it holds. The archives in it are
//! read like any others.

use crate::kit::iso_time;
use crate::kit::json_record::{begin, keep_rest};
use crate::kit::json_stream::value::Raw;
use crate::kit::peek::{first_bytes, whole_entry};
use crate::{Export, Opened};
use onrecord_model::digest::Hasher;
use onrecord_model::{Digest, Event, Kind, Mark, Pointer};
use std::io::Read as _;
use std::sync::Arc;

const LIST: &str = "datapackage.json";
const LIST_LIMIT: usize = 4 << 20;
/// Files whose digests are checked; a list of more is kept but not compared.
const RESOURCES: usize = 10_000;

/// The package, if it is one.
pub(super) fn open(export: &dyn Export) -> Option<Opened<'_>> {
    export.entry(LIST)?;
    let first = first_bytes(export, LIST, 8 << 10).ok()?;
    memchr::memmem::find(&first, b"wacz_version")?;
    let content = whole_entry(export, LIST, LIST_LIMIT).ok()?;
    // Indexes and the digest of the list say nothing that is not in the archives and the list.
    let entries: Vec<Arc<str>> = export
        .entries()
        .iter()
        .map(|entry| entry.path.clone())
        .filter(|path| {
            matches!(&**path, LIST | "datapackage-digest.json") || path.starts_with("indexes/")
        })
        .collect();
    let records = std::iter::once_with(move || Ok(event(export, &content)));
    Some(Opened {
        records: Box::new(records),
        questions: Vec::new(),
        entries,
        remarks: Vec::new(),
    })
}

fn event(export: &dyn Export, content: &[u8]) -> Event {
    let raw = Raw::new(content, 0);
    let mut event = begin(&LIST.into(), &raw, Pointer::None, &super::thread(LIST));
    event.kind = Kind::System;
    event.details.push("record", "wacz");
    keep_rest(&mut event, "", raw, &["resources"]);
    if let Some(created) = raw.get("created").and_then(|created| created.text()) {
        event.when = iso_time::parse_or_keep(&created.text);
    }
    if let Some(title) = raw.get("title").and_then(|title| title.text()) {
        event.text = Some(title.text.into());
    }
    let Some(resources) = raw.get("resources") else {
        return event;
    };
    let mut matching = 0_u32;
    for resource in resources.elements().flatten().take(RESOURCES) {
        let text = |name: &str| Some(resource.get(name)?.text()?.text.into_owned());
        let (Some(path), Some(stated)) = (text("path"), text("hash")) else {
            continue;
        };
        let hex = stated.strip_prefix("sha256:").and_then(Digest::from_hex);
        let said = match (hex, digest(export, &path)) {
            (None, _) => "its digest is not of a kind that can be checked here",
            (Some(_), None) => "it is not in the package, or cannot be read",
            (Some(stated), Some(found)) if stated == found => {
                matching += 1;
                continue;
            }
            _ => "its digest does not match",
        };
        if hex.is_some() {
            event.marks.add(Mark::Inconsistent);
        }
        event.details.push(format!("file.{path}"), said);
    }
    event.details.push("files_that_match", matching.to_string());
    event
}

fn digest(export: &dyn Export, path: &str) -> Option<Digest> {
    let mut reader = export.open(path).ok()?;
    let (mut hasher, mut buffer) = (Hasher::default(), vec![0; 64 << 10]);
    loop {
        match reader.read(&mut buffer).ok()? {
            0 => return Some(hasher.finish()),
            count => hasher.update(&buffer[..count]),
        }
    }
}
