//! Counts the cards of every case with a second, dumber reader, and reads what an RFC shows.

use super::IMPORTER;
use crate::containers::{MemoryExport, RecodedExport, open_path};
use crate::{Answers, Importer};
use onrecord_model::{Event, Place};
use std::path::Path;

fn read(content: &[u8]) -> Vec<Event> {
    let export = MemoryExport::new("a.vcf").with("a.vcf", content.to_vec());
    let opened = IMPORTER
        .open(&export, &Answers::default())
        .unwrap()
        .unwrap();
    opened.records.map(Result::unwrap).collect()
}

#[test]
fn every_card_is_an_event() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/platforms/vcard/cases");
    let mut checked = 0;
    for case in fs_err::read_dir(cases).unwrap() {
        let path = case.unwrap().path().join("contacts.vcf");
        if !path.is_file()
            || path
                .components()
                .any(|part| part.as_os_str() == "malformed")
        {
            continue;
        }
        let mut text = fs_err::read(&path).unwrap();
        text.retain(|byte| *byte != 0);
        let text = String::from_utf8_lossy(&text).to_uppercase();
        let nested = text.matches("AGENT:\nBEGIN").count();
        let wanted = text.matches("BEGIN:VCARD").count() - nested;
        let root = open_path(&path).unwrap();
        let answers = Answers::default();
        let root = RecodedExport::new(&*root, &answers);
        let opened = IMPORTER.open(&root, &answers).unwrap().unwrap();
        assert_eq!(opened.records.count(), wanted, "{}", path.display());
        checked += 1;
    }
    assert!(checked > 0);
}

#[test]
fn an_inline_picture_is_where_it_is_said_to_be() {
    let card = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:A Example\r\nPHOTO;ENCODING=b;TYPE=JPEG:aGVs\r\n bG8=\r\nEND:VCARD\r\n";
    let event = read(card).remove(0);
    let Place::Inline { bytes, .. } = event.attachments[0].place else {
        panic!("not inline");
    };
    let at = &card[bytes.0 as usize..bytes.1 as usize];
    assert_eq!(at, b"aGVs\r\n bG8=");
    assert_eq!(
        event.attachments[0].media_type.as_deref(),
        Some("image/jpeg")
    );
}

#[test]
fn many_cards_are_read_in_little_memory_and_time() {
    let card = b"BEGIN:VCARD\nFN:A Example\nTEL:07700 900123\nEND:VCARD\n";
    let events = read(&card.repeat(20_000));
    assert_eq!(events.len(), 20_000);
    let name = vec![b'x'; 3 << 20];
    let long = [b"BEGIN:VCARD\nFN:".to_vec(), name, b"\nEND:VCARD".to_vec()].concat();
    assert_eq!(read(&long).len(), 1);
}
