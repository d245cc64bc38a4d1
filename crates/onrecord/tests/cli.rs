//! The command line as scripts see it: help, formats, exit codes, JSON. The whole way, with real
//! cases and other people's tools, is scripts/end-to-end; unlocking a case takes too long for here.

#![allow(
    clippy::unwrap_used,
    reason = "a test's helpers may do what a test may"
)]

use std::path::Path;
use std::process::{Command, Output, Stdio};

fn onrecord(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn complained(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn json(output: &Output) -> Vec<serde_json::Value> {
    said(output)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn help_names_every_command_and_exit_code() {
    let home = tempfile::tempdir().unwrap();
    let help = onrecord(home.path(), &["--help"]);
    assert_eq!(help.status.code(), Some(0));
    let text = said(&help);
    for command in [
        "new",
        "open",
        "status",
        "check",
        "resume",
        "add",
        "timeline",
        "search",
        "accounts",
        "person",
        "incident",
        "ledger",
        "clocks",
        "law",
        "letter",
        "elements",
        "element",
        "note",
        "log",
        "timestamp",
        "pack",
        "verify",
        "read",
        "demo",
        "formats",
        "backup",
        "restore",
        "hand-over",
    ] {
        assert!(text.contains(&format!("\n  {command} ")), "{command}");
        let own = onrecord(home.path(), &[command, "--help"]);
        assert_eq!(own.status.code(), Some(0), "{command} --help");
    }
    assert!(text.contains("Exit codes: 0 done."));
    assert!(text.contains("999"));
}

#[test]
fn formats_lists_every_importer() {
    let home = tempfile::tempdir().unwrap();
    let lines = json(&onrecord(home.path(), &["formats", "--json"]));
    let names: Vec<&str> = lines
        .iter()
        .map(|line| line["name"].as_str().unwrap())
        .collect();
    let importers = onrecord_import::IMPORTERS.iter();
    let known: Vec<&str> = importers
        .map(|importer| importer.manifest())
        .chain(onrecord_import::GUIDES)
        .map(|manifest| manifest.name)
        .collect();
    assert_eq!(names, known);
    assert!(names.len() >= 6, "{names:?}");
    for name in names {
        let one = onrecord(home.path(), &["formats", name]);
        assert_eq!(one.status.code(), Some(0));
        assert!(said(&one).contains("What it leaves out"), "{name}");
    }
    let none = onrecord(home.path(), &["formats", "carrier-pigeon"]);
    assert_eq!(none.status.code(), Some(2));
    assert!(complained(&none).contains("whatsapp"));
}

#[test]
fn reads_a_chat_without_a_case_and_keeps_nothing() {
    let home = tempfile::tempdir().unwrap();
    let chat = home.path().join("WhatsApp Chat with Fennel Example.txt");
    let text = "13/03/2024, 10:15 - Fennel Example: \u{202e}hello\n\
                13/03/2024, 10:16 - Wren Example: who is this?\n";
    fs_err::write(&chat, text).unwrap();
    let output = onrecord(home.path(), &["read", chat.to_str().unwrap(), "--json"]);
    assert_eq!(output.status.code(), Some(0), "{}", complained(&output));
    // A character that changes the direction of a terminal must not get through.
    assert!(!said(&output).contains('\u{202e}'));
    let lines = json(&output);
    let events: Vec<&serde_json::Value> = lines
        .iter()
        .filter(|line| line["type"] == "event")
        .collect();
    assert_eq!(events.len(), 2, "{lines:?}");
    assert_eq!(events[0]["platform"], "whatsapp");
    assert_eq!(events[0]["account"], "Fennel Example");
    assert_eq!(events[1]["text"], "who is this?");
    assert_eq!(events[1]["time"]["wall"], "2024-03-13T10:16:00");
    assert_eq!(events[1]["time"]["instant"], serde_json::Value::Null);
    let bytes = &events[1]["locator"]["bytes"];
    let range = bytes[0].as_u64().unwrap() as usize..bytes[1].as_u64().unwrap() as usize;
    assert!(text[range].contains("who is this?"));
    let left = fs_err::read_dir(home.path()).unwrap().count();
    assert_eq!(left, 1, "reading leaves nothing behind");
    assert_eq!(fs_err::read_to_string(&chat).unwrap(), text);
}

#[test]
fn exit_codes_are_those_of_the_documentation() {
    let home = tempfile::tempdir().unwrap();
    let missing = home.path().join("missing");
    let missing = missing.to_str().unwrap();
    fs_err::write(home.path().join("letter.bin"), b"\x00\x01\x02").unwrap();
    let cases: [(&[&str], i32); 7] = [
        (&[], 2),
        (&["--colour"], 2),
        (&["--version"], 0),
        (&["status", "--passphrase", "not like this"], 2),
        (&["read", missing], 1),
        (&["--case", missing, "status"], 1),
        (&["verify", "."], 5),
    ];
    for (arguments, code) in cases {
        let output = onrecord(home.path(), arguments);
        assert_eq!(
            output.status.code(),
            Some(code),
            "{arguments:?}: {}",
            complained(&output)
        );
        assert!(!complained(&output).contains("panicked"));
    }
}

#[test]
fn a_passphrase_is_not_taken_from_the_environment() {
    let home = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(["new", "--name", "Wren Example"])
        .env("ONRECORD_PASSPHRASE", "correct heron battery trombone")
        .current_dir(home.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs_err::read_dir(home.path()).unwrap().count(), 0);
}
