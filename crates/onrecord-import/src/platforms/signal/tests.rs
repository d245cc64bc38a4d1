//! Counts the records of the cases another way, and looks at the one file of a peer.

use super::IMPORTER;
use crate::{Answers, Export, FolderExport, Importer};
use onrecord_model::{Event, Kind};
use std::path::Path;

fn read(case: &str) -> (FolderExport, Vec<Event>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/platforms/signal/cases");
    let export = FolderExport::from_path(&root.join(case).join("input")).unwrap();
    let events = {
        let opened = IMPORTER
            .open(&export, &Answers::default())
            .unwrap()
            .unwrap();
        opened.records.map(Result::unwrap).collect()
    };
    (export, events)
}

fn count(case: &str, path: &str, sign: &str) -> usize {
    let (export, _) = read(case);
    let mut text = String::new();
    export
        .open(path)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text.split('\n')
        .filter(|line| line.starts_with(sign))
        .count()
}

#[test]
fn every_record_of_the_cases_is_an_event() {
    for (case, path, sign) in [
        ("signal_export", "Bea Example/data.json", "{"),
        ("markdown", "Walking group/chat.md", "[20"),
        ("markdown_2020", "Jane/index.md", "[20"),
        ("sigtop_json", "Bea Example.json", "{"),
        ("sigtop_text", "Bea Example.txt", "Type: "),
    ] {
        let (_, events) = read(case);
        let messages = events
            .iter()
            .filter(|one| one.kind != Kind::Reaction)
            .count();
        assert_eq!(messages, count(case, path, sign), "{case}");
    }
}

/// signal/chat-miner/test_export.txt is signal-export's layout of 2020 under another name. Its lines
/// are those of WhatsApp on an iPhone, so a `.txt` is left to that importer.
#[test]
fn a_text_file_in_whatsapps_layout_is_not_taken() {
    let line = *b"[2019-12-24, 12:23] Jane Example: Hello John!\n";
    let as_text = crate::MemoryExport::new("x").with("test_export.txt", line);
    assert!(IMPORTER.open(&as_text, &Answers::default()).is_none());
    let as_chat = crate::MemoryExport::new("x").with("Jane/index.md", line);
    assert!(IMPORTER.open(&as_chat, &Answers::default()).is_some());
}
