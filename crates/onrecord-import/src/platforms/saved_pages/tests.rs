//! The real captures of a peer, and which importer takes a page.

use super::IMPORTER;
use crate::platforms::email;
use crate::{Answers, FileExport, Importer, MemoryExport};
use onrecord_model::{Event, Place};
use std::path::Path;

fn read(export: &dyn crate::Export) -> Event {
    let opened = IMPORTER.open(export, &Answers::default()).unwrap().unwrap();
    let mut records: Vec<_> = opened.records.collect();
    assert_eq!(records.len(), 1);
    records.remove(0).unwrap()
}

#[test]
fn captures_by_chrome_are_read_with_all_their_parts() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/fixtures/saved-pages/mhtml-parser");
    if !folder.is_dir() {
        return;
    }
    for (file, url, instant, word) in [
        (
            "example.com.mhtml",
            "http://example.com/",
            "2018-12-17T11:28:18Z",
            "Example Domain",
        ),
        (
            "hn.mhtml",
            "https://news.ycombinator.com/",
            "2018-12-17T11:17:47Z",
            "Hacker News",
        ),
        ("wikipedia.mhtml", "https://", "2018-", "Wikipedia"),
    ] {
        let path = folder.join(file);
        let export = FileExport::from_path(&path).unwrap();
        let event = read(&export);
        let detail = |wanted: &str| {
            let found = event.details.iter().find(|(name, _)| **name == *wanted);
            found
                .map(|(_, value)| value.to_string())
                .unwrap_or_default()
        };
        assert!(detail("url").starts_with(url), "{file}: {}", detail("url"));
        let saved = event.when.truth.instant().unwrap().to_string();
        assert!(saved.starts_with(instant), "{file}: {saved}");
        assert!(event.text.as_deref().unwrap().contains(word), "{file}");
        assert!(!event.details.has("end"), "{file}");
        // Counted another way: each part but the page has a line `Content-Type`, and so has the head.
        let bytes = fs_err::read(&path).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        let parts = text
            .lines()
            .filter(|line| line.starts_with("Content-Type:"))
            .count();
        assert_eq!(event.attachments.len() + 2, parts, "{file}");
        for attachment in &event.attachments {
            let Place::Inline {
                bytes: (from, to), ..
            } = attachment.place
            else {
                panic!("{attachment:?}");
            };
            assert!(from < to && to <= bytes.len() as u64, "{attachment:?}");
        }
        assert!(email::IMPORTER.open(&export, &Answers::default()).is_none());
    }
}

#[test]
fn mail_is_not_a_page_and_a_page_without_a_name_is() {
    let mail = *b"From: ann@example.org\r\nTo: bea@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\nx\r\n--b--\r\n";
    let export = MemoryExport::new("x").with("a.eml", mail);
    assert!(IMPORTER.open(&export, &Answers::default()).is_none());
    let page = MemoryExport::new("x").with("page", *b"<!DOCTYPE html><title>T</title>words");
    assert_eq!(read(&page).text.as_deref(), Some("T\nwords"));
    for other in [&b"a,b\n1,2\n"[..], b"{\"html\": \"<html>\"}", b""] {
        let export = MemoryExport::new("x").with("file", other.to_vec());
        assert!(IMPORTER.open(&export, &Answers::default()).is_none());
    }
}
