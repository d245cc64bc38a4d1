//! The SMS Backup & Restore fixtures: what their own tests assert, and a second count of the
//! records by another parser.

#![allow(clippy::unwrap_used, clippy::expect_used)] // reason: helpers of tests

mod common;

use common::{Record, check_locators, shared_fixtures};
use onrecord_import::platforms::sms_backup_restore::IMPORTER;
use onrecord_import::{Answers, FileExport, Importer as _, MemoryExport};
use onrecord_model::{Digest, Mark, Place};

fn records(export: &dyn onrecord_import::Export) -> Vec<Record> {
    let opened = IMPORTER.open(export, &Answers::default());
    opened.expect("ours").expect("read").records.collect()
}

/// `(events, defects)`.
fn count(records: &[Record]) -> (usize, usize) {
    let events = records.iter().filter(|record| record.is_ok()).count();
    (events, records.len() - events)
}

#[test]
fn every_record_of_every_fixture_is_accounted_for() {
    let Some(fixtures) = shared_fixtures() else {
        return;
    };
    // From EXPECTED.tsv, which are the authors' own assertions. `malformed` has one record, which
    // is broken, and no closing tag: two defects.
    for (name, events, defects) in [
        ("minimal_sms", 1, 0),
        ("minimal_mms", 1, 0),
        ("minimal_calls", 1, 0),
        ("mixed", 4, 0),
        ("edge_cases", 4, 0),
        ("malformed", 0, 2),
    ] {
        let path = fixtures.join(format!("sms-backup-restore/shruggietech/{name}.xml"));
        let export = FileExport::from_path(&path).unwrap();
        let records = records(&export);
        let raw = fs_err::read_to_string(&path).unwrap();
        let tags = ["<sms ", "<mms ", "<call "];
        let second: usize = tags.iter().map(|tag| raw.matches(tag).count()).sum();
        assert_eq!(count(&records), (events, defects), "{name}");
        let cut_off = usize::from(!raw.contains("</"));
        assert_eq!(second + cut_off, events + defects, "{name}");
        check_locators(&export, &records);
        println!("{name}: {events} events, {defects} defects");
    }
    let open = |name: &str| {
        let path = fixtures.join(format!("sms-backup-restore/shruggietech/{name}.xml"));
        let export = FileExport::from_path(&path).unwrap();
        records(&export).into_iter().flatten().collect::<Vec<_>>()
    };
    let sms = &open("minimal_sms")[0];
    assert_eq!(
        sms.when.truth.instant().unwrap().to_string(),
        "2021-01-01T00:00:00Z"
    );
    let mms = &open("minimal_mms")[0];
    assert_eq!(mms.text.as_deref(), Some("Hello from MMS!"));
    assert_eq!(mms.attachments.len(), 1);
    assert_eq!(mms.attachments[0].content.unwrap().1, 70);
    // Its <addr> names another sender than its address, which no phone writes: said, not hidden.
    assert!(mms.marks.has(Mark::Inconsistent));
    let has = |name, value| mms.details.iter().any(|held| held == (name, value));
    assert!(has("addr.from", "+15559876543") && has("addr.to", "+15551234567"));
    assert!(has("sub", "Test MMS Subject"));
    let call = &open("minimal_calls")[0];
    assert_eq!(call.details.get("duration"), Some("125"));
    let mixed = open("mixed");
    assert!(mixed[3].marks.has(Mark::Draft));
    let edge = open("edge_cases");
    assert_eq!(
        edge[1].text.as_deref(),
        Some("Hello \u{1f30d} \u{2014} this has \u{ab}special\u{bb} chars & symbols < > \" '")
    );
    assert_eq!(edge[2].text.as_deref(), Some(""));
    assert_eq!(edge[0].account.as_ref().unwrap().name, None);
}

#[test]
fn a_picture_of_many_megabytes_is_hashed_and_found_again() {
    let picture: Vec<u8> = (0..9_000_001_u32).map(|n| (n % 251) as u8).collect();
    let encoded = base64_simd::STANDARD.encode_to_string(&picture);
    let text = base64_simd::STANDARD.encode_to_string(b"words sent as data");
    let xml = format!(
        "<smses count=\"1\"><mms date=\"1614953253000\" msg_box=\"1\" \
         address=\"+447700900001\"><parts><part ct=\"text/plain\" data=\"{text}\"/><part \
         ct=\"image/jpeg\" name=\"p.jpg\" data=\"{encoded}\" cl=\"after\"/></parts></mms></smses>"
    );
    let export = MemoryExport::single("sms.xml", xml.clone().into_bytes());
    let records = records(&export);
    assert_eq!(count(&records), (1, 0));
    let event = records[0].as_ref().unwrap();
    assert_eq!(event.text.as_deref(), Some("words sent as data"));
    let (from, to) = event.locator.bytes;
    assert_eq!(
        event.raw,
        Digest::of(&xml.as_bytes()[from as usize..to as usize])
    );
    let attachment = &event.attachments[1];
    assert_eq!(attachment.content, Some((Digest::of(&picture), 9_000_001)));
    let Place::Inline { bytes, .. } = attachment.place else {
        panic!("{:?}", attachment.place);
    };
    assert_eq!(&xml[bytes.0 as usize..bytes.1 as usize], encoded);
}

#[test]
fn every_cut_of_a_file_gives_its_whole_records_and_one_defect() {
    let record = |n: u32| {
        format!(
            "<sms address=\"+447700900001\" date=\"161495325{n}000\" type=\"1\" body=\"n {n}\"/>\n"
        )
    };
    let whole = format!(
        "<smses count=\"4\">\n{}{}{}{}",
        record(1),
        record(2),
        record(3),
        record(4)
    );
    let ends: Vec<usize> = whole.match_indices("/>").map(|(at, _)| at + 2).collect();
    for cut in "<smses count=\"4\">".len()..=whole.len() {
        let export = MemoryExport::single("sms.xml", &whole.as_bytes()[..cut]);
        let records = records(&export);
        let complete = ends.iter().filter(|end| **end <= cut).count();
        assert_eq!(count(&records), (complete, 1), "cut at {cut}");
        assert!(records.last().unwrap().is_err());
    }
}

#[test]
fn hostile_files_stay_small() {
    let mut bomb = String::from("<!DOCTYPE smses [<!ENTITY a \"lol\">");
    for n in 0..40 {
        bomb.push_str(&format!("<!ENTITY a{n} \"&a;&a;&a;&a;\">"));
    }
    bomb.push_str("]><smses><sms body=\"&a39;\"/></smses>");
    let export = MemoryExport::single("sms.xml", bomb.into_bytes());
    assert_eq!(
        records(&export)[0].as_ref().unwrap().text.as_deref(),
        Some("&a39;")
    );

    let parts = "<part ct=\"text/plain\" text=\"x\"/>".repeat(50_000);
    let many = format!("<smses><mms msg_box=\"1\"><parts>{parts}</parts></mms></smses>");
    let export = MemoryExport::single("sms.xml", many.into_bytes());
    let many = records(&export);
    assert!(many[0].as_ref().unwrap().marks.has(Mark::Truncated));

    let long = format!("<smses><sms body=\"{}\"/></smses>", "y".repeat(5 << 20));
    let export = MemoryExport::single("sms.xml", long.into_bytes());
    let long = records(&export);
    let event = long[0].as_ref().unwrap();
    assert_eq!(event.text.as_ref().unwrap().len(), 1 << 20);
    assert!(event.marks.has(Mark::Truncated));

    let deep = format!("<smses>{}", "<a>".repeat(200_000));
    let export = MemoryExport::single("sms.xml", deep.into_bytes());
    assert_eq!(count(&records(&export)), (200_000, 1));
}
