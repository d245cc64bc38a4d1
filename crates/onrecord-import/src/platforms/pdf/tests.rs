//! Operators, dates, and hostile files.

use super::IMPORTER;
use super::dates;
use crate::{Answers, Importer, MemoryExport};
use onrecord_model::{Event, Mark};
use std::fmt::Write as _;
use std::io::Write as _;

fn read(bytes: Vec<u8>) -> Event {
    let export = MemoryExport::new("x").with("a.pdf", bytes);
    let opened = IMPORTER
        .open(&export, &Answers::default())
        .unwrap()
        .unwrap();
    let mut records: Vec<_> = opened.records.collect();
    assert_eq!(records.len(), 1);
    records.remove(0).unwrap()
}

fn with_content(filter: &str, content: &[u8]) -> Vec<u8> {
    let mut out = b"%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n\
        2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n\
        3 0 obj <</Type/Page/Contents 4 0 R>> endobj\n4 0 obj <<"
        .to_vec();
    out.extend_from_slice(format!("{filter}/Length {}>> stream\n", content.len()).as_bytes());
    out.extend_from_slice(content);
    out.extend_from_slice(b"\nendstream endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n");
    out
}

#[test]
fn operators_make_lines_and_words() {
    for (content, expected) in [
        ("BT (one) Tj 0 -12 Td (two) Tj ET", "one\ntwo"),
        (
            "BT 12 TL (one) Tj T* (two) Tj (three) ' ET",
            "one\ntwo\nthree",
        ),
        ("BT 0 0 (one) \" ET", "one"),
        ("BT [(wo) 20 (rd) -300 (next)] TJ ET", "word next"),
        ("BT <6869> Tj (\\050\\)\\\\ \\344) Tj ET", "hi()\\ ä"),
        ("BT (a) Tj ET BI /W 1 ID (b) Tj \nEI BT (c) Tj ET", "ac"),
        ("BT (it's \x60x\x60) Tj", "it's `x`"),
    ] {
        let event = read(with_content("", content.as_bytes()));
        assert_eq!(event.text.as_deref(), Some(expected), "{content}");
        assert_eq!(event.marks, onrecord_model::Marks::NONE, "{content}");
    }
}

#[test]
fn dates_say_what_they_know() {
    for (written, expected) in [
        (
            "D:20210305140733+01'00'",
            "stated 2021-03-05T13:07:33Z second",
        ),
        (
            "D:20210305140733-03'30",
            "stated 2021-03-05T17:37:33Z second",
        ),
        (
            "D:20210305140733Z00'00'",
            "stated 2021-03-05T14:07:33Z second",
        ),
        (
            "D:20210305140733",
            "zone-unknown 2021-03-05T14:07:33 second",
        ),
        ("20210305", "zone-unknown 2021-03-05T00:00:00 day"),
        ("D:2021", "zone-unknown 2021-01-01T00:00:00 coarse"),
        ("D:20211305", "undated coarse"),
        ("yesterday", "undated coarse"),
    ] {
        let when = dates::when(written);
        let mut shown = when.truth.name().to_owned();
        if let Some(instant) = when.truth.instant() {
            write!(shown, " {instant}").unwrap();
        }
        if let Some(wall) = when.truth.wall() {
            write!(shown, " {wall}").unwrap();
        }
        assert_eq!(
            format!("{shown} {}", when.precision.name()),
            expected,
            "{written}"
        );
        assert_eq!(&*when.as_written, written);
    }
}

#[test]
fn a_bomb_ends_at_the_limit() {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(b"BT (begins) Tj ET\n").unwrap();
    let blank = vec![b' '; 1 << 20];
    for _ in 0..80 {
        encoder.write_all(&blank).unwrap();
    }
    let event = read(with_content(
        "/Filter/FlateDecode",
        &encoder.finish().unwrap(),
    ));
    assert_eq!(event.text.as_deref(), Some("begins"));
    assert!(event.marks.has(Mark::Truncated));
}

/// What makes a careless reader slow must end; the limits of work see to it.
#[test]
fn hostile_repetition_is_linear() {
    for piece in [
        "1 0 obj (",
        "1 0 obj <<",
        "1 0 obj [",
        "1 0 obj %",
        "1 0 obj<<>>%",
        "1 0 obj<<>>stream ",
        "1 0 obj 1 ",
        "trailer<<",
        "trailer(",
        "obj",
        "1 1 R ",
        "<",
        "1 0 obj <",
    ] {
        let mut bytes = b"%PDF-1.4\n".to_vec();
        bytes.extend(piece.bytes().cycle().take(100 << 10));
        let _ = read(bytes);
        let mut content = with_content("", piece.repeat(1_000).as_bytes());
        content.truncate(20_000);
        let _ = read(content);
    }
    let again = "/A Do ".repeat(1_000);
    let forms = format!(
        "%PDF-1.4\n3 0 obj <</Type/Page/Contents 4 0 R/Resources 5 0 R>> endobj\n\
         5 0 obj <</XObject<</A 4 0 R>>>> endobj\n4 0 obj <</Subtype/Form>> stream\n{again}\
         \nendstream endobj"
    );
    assert!(read(forms.into_bytes()).marks.has(Mark::Truncated));
}
