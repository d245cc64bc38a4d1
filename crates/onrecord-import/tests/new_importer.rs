//! What `cargo xtask new-importer` begins with is a working importer.

#[path = "../../../xtask/src/new_importer/template.rs"]
mod template;

use onrecord_import::{Answers, Importer as _, MemoryExport};
use onrecord_model::{Digest, Truth};

#[test]
fn the_template_reads_its_example_and_says_what_it_cannot_read() {
    let content = "Example Chat export\n2024-05-03T10:11:12Z\tRobin\tGood morning\nno\n";
    let export = MemoryExport::new("chat.txt").with("chat.txt", content.as_bytes());
    let opened = template::IMPORTER
        .open(&export, &Answers::default())
        .unwrap()
        .unwrap();
    let records: Vec<_> = opened.records.collect();
    assert_eq!(records.len(), 2);
    let event = records[0].as_ref().unwrap();
    let bytes = &content.as_bytes()[event.locator.bytes.0 as usize..event.locator.bytes.1 as usize];
    assert_eq!(event.raw, Digest::of(bytes));
    assert_eq!(event.text.as_deref(), Some("Good morning"));
    assert!(
        matches!(event.when.truth, Truth::Stated(at) if at.to_string() == "2024-05-03T10:11:12Z")
    );
    assert_eq!(records[1].as_ref().unwrap_err().code, "not-a-record");
    let other = MemoryExport::new("a.txt").with("a.txt", *b"something else");
    assert!(
        template::IMPORTER
            .open(&other, &Answers::default())
            .is_none()
    );
}
