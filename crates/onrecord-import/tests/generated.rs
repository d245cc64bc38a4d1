//! Every importer's format can be generated (`cargo xtask gen-exports`), and what is generated is
//! read by that importer alone, every record of it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout
)] // reason: tests only

mod common;

use common::{check_locators, read_all};
use onrecord_import::containers::open_path;
use onrecord_import::{Answers, IMPORTERS, detect};
use onrecord_model::Kind;

const MESSAGES: usize = 60;

/// A file's name where the format is told by it.
fn file_name(platform: &str) -> &'static str {
    match platform {
        "android_db" => "mmssms.db",
        "imessage" => "chat.db",
        "whatsapp_db" => "msgstore.db",
        "discord" => "Direct Messages - Other [1].json",
        "imessage_exporter" => "+447700900123.txt",
        "timeline" => "timeline.jsonl",
        "workbook" => "report.xlsx",
        "hinge" => "matches.json",
        "skype" => "messages.json",
        "kakaotalk" => "KakaoTalkChats.txt",
        "line" => "[LINE] Chat history in Group.txt",
        "telegram" => "result.json",
        "tiktok" => "user_data_tiktok.json",
        "tinder" => "data.json",
        "viber" => "Group.csv",
        "vcard" => "contacts.vcf",
        "whatsapp" => "WhatsApp Chat with Group.txt",
        "warc" => "archive.warc",
        "table" => "calls.csv",
        "sms_backup_restore" => "sms.xml",
        "email" => "mail.mbox",
        _ => "export",
    }
}

#[test]
fn what_is_generated_is_read_by_its_importer_and_no_other() {
    let folder = tempfile::tempdir().unwrap();
    for importer in IMPORTERS {
        let name = importer.manifest().name;
        assert!(
            onrecord_demo::bulk::platforms().any(|platform| platform == name),
            "gen-exports cannot write {name}"
        );
        let path = folder.path().join(name).join(file_name(name));
        fs_err::create_dir_all(path.parent().unwrap()).unwrap();
        onrecord_demo::bulk::write(name, MESSAGES, 7, &path).unwrap();
        let root = open_path(&path).unwrap();
        let answers = Answers::default();
        let plan = detect::plan(&*root, IMPORTERS, &answers);
        assert!(
            plan.choices.is_empty() && plan.refusals.is_empty(),
            "{name}"
        );
        assert!(plan.unread.is_empty(), "{name}: {:?}", plan.unread);
        let mut events = 0;
        for reading in &plan.readings {
            assert_eq!(reading.importer.manifest().name, name);
            let (records, _) = read_all(&*root, reading, &answers);
            check_locators(&*root, &records);
            for record in records {
                let event = record.unwrap_or_else(|defect| panic!("{name}: {defect:?}"));
                // Reactions are events of their own; so is what the platform says at the top.
                events += usize::from(!matches!(event.kind, Kind::Reaction | Kind::System));
            }
        }
        println!("{name}: {events} events");
        assert!(
            (MESSAGES..MESSAGES + 3).contains(&events),
            "{name}: {events}"
        );
    }
}
