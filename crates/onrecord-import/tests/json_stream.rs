//! The JSON walk on good, damaged and hostile input.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // reason: tests

use onrecord_import::kit::json_stream::{Enter, Fault, JsonStream, Limits, Piece};
use std::io::Read;

/// Everything a walk yields, as text: values with pointer and range, ends, faults with code.
fn walk(bytes: &[u8], limits: Limits, open: &[&str]) -> (Vec<String>, Vec<Fault>) {
    let reader = OneByteNow(bytes);
    let mut stream = JsonStream::new(reader, limits, |pointer: &str, _| {
        if open.contains(&pointer) {
            Enter::Open
        } else {
            Enter::Whole
        }
    });
    let (mut seen, mut faults) = (Vec::new(), Vec::new());
    while let Some(piece) = stream.next_piece() {
        match piece {
            Piece::Value { pointer, raw } => {
                let (from, to) = raw.range();
                assert_eq!(&bytes[from as usize..to as usize], raw.bytes, "exact range");
                seen.push(format!("{pointer}={}", String::from_utf8_lossy(raw.bytes)));
            }
            Piece::End(base) => seen.push(format!("end {base}")),
            Piece::Fault(fault) => {
                seen.push(format!("{} {:?}", fault.code, fault.bytes));
                faults.push(fault);
            }
        }
    }
    (seen, faults)
}

/// Gives small pieces, so that every boundary is met.
struct OneByteNow<'a>(&'a [u8]);

impl Read for OneByteNow<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = buffer.len().min(7).min(self.0.len());
        buffer[..count].copy_from_slice(&self.0[..count]);
        self.0 = &self.0[count..];
        Ok(count)
    }
}

fn seen(text: &str, open: &[&str]) -> Vec<String> {
    walk(text.as_bytes(), Limits::default(), open).0
}

#[test]
fn members_elements_and_ends() {
    let text = "\u{feff} {\"a\": [1, {\"x\": \"]}\"}, \"two\"] ,\"b~/\":{\"c\":null},\"d\":[]}\n";
    assert_eq!(
        seen(text, &["/a", "/d"]),
        [
            "/a/0=1",
            "/a/1={\"x\": \"]}\"}",
            "/a/2=\"two\"",
            "end /a",
            "/b~0~1={\"c\":null}",
            "end /d",
            "end "
        ]
    );
    assert_eq!(
        seen("[[1,2],[3]]", &["/-"]),
        ["/0/0=1", "/0/1=2", "end /0", "/1/0=3", "end /1", "end "]
    );
    assert_eq!(seen("[\"a\\\"]\\\\\"]", &[]), ["/0=\"a\\\"]\\\\\"", "end "]);
}

#[test]
fn what_is_not_json_is_one_fault_over_the_whole_file() {
    for text in [
        "",
        "   ",
        "hello",
        "{this is not: valid json, missing quotes",
        "42",
    ] {
        let (_, faults) = walk(text.as_bytes(), Limits::default(), &[]);
        assert_eq!(faults.len(), 1, "{text}");
        assert_eq!(faults[0].bytes.1, text.len() as u64, "{text}");
    }
    assert_eq!(seen("{} trailing", &[]), ["end ", "trailing-bytes (3, 11)"]);
}

#[test]
fn a_truncated_file_keeps_what_came_before() {
    let text = r#"{"messages": [{"s": 1}, {"s": 2}, {"s": "cut"#;
    let last = text.rfind('{').unwrap() as u64;
    assert_eq!(
        seen(text, &["/messages"])[..],
        [
            "/messages/0={\"s\": 1}".to_owned(),
            "/messages/1={\"s\": 2}".to_owned(),
            format!("truncated ({last}, {})", text.len())
        ]
    );
    assert_eq!(seen("[1, 2", &[]), ["/0=1", "/1=2", "truncated (5, 5)"]);
}

#[test]
fn a_damaged_element_is_a_fault_and_the_next_is_read() {
    // A lost bracket, a lost quotation mark, a bracket of the wrong kind, a lost comma.
    for bad in [
        "{\"s\": 2",
        "{\"s\": \"two\n\"}",
        "{\"s\": 2, \"t\": [1}}",
        "{\"s\": 2} {\"t\": 3}",
        "{\"s\": 2}}",
    ] {
        let text = format!(
            "{{\"m\": [{{\"s\": 1}}, {bad}, {{\"s\": 3}}, {{\"s\": 4}}], \"title\": \"x\"}}"
        );
        let (seen, faults) = walk(text.as_bytes(), Limits::default(), &["/m"]);
        assert_eq!(faults.len(), 1, "{bad}: {seen:?}");
        assert!(
            seen.iter().any(|line| line.ends_with("={\"s\": 3}")),
            "{bad}: {seen:?}"
        );
        assert!(
            seen.iter().any(|line| line.ends_with("={\"s\": 4}")),
            "{bad}: {seen:?}"
        );
        assert!(seen.contains(&"/title=\"x\"".to_owned()), "{bad}: {seen:?}");
    }
}

#[test]
fn too_long_and_too_deep_are_passed_over() {
    let limits = Limits {
        value: 600_000,
        depth: 5,
    };
    let long = "y".repeat(2_000_000);
    let text = format!(
        "{{\"m\": [{{\"s\": 1}}, {{\"s\": \"{long}\"}}, {{\"s\":[[[[[[]]]]]]}}, {{\"s\": 3}}]}}"
    );
    let (seen, faults) = walk(text.as_bytes(), limits, &["/m"]);
    assert_eq!(
        faults.iter().map(|fault| fault.code).collect::<Vec<_>>(),
        ["too-long", "too-deep"]
    );
    assert_eq!(seen[0], "/m/0={\"s\": 1}");
    assert_eq!(seen[3], "/m/3={\"s\": 3}");
    let covered = &text[faults[0].bytes.0 as usize..faults[0].bytes.1 as usize];
    assert!(covered.starts_with("{\"s\": \"y") && covered.ends_with("y\"}"));
}

#[test]
fn nesting_without_end_takes_no_memory_and_no_stack() {
    struct Brackets(u64);
    impl Read for Brackets {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let count = (buffer.len() as u64).min(self.0) as usize;
            buffer[..count].fill(b'[');
            self.0 -= count as u64;
            Ok(count)
        }
    }
    for open in [Enter::Open, Enter::Whole] {
        let mut stream = JsonStream::new(Brackets(20 << 20), Limits::default(), |_: &str, _| open);
        let mut faults = 0;
        while let Some(piece) = stream.next_piece() {
            faults += usize::from(matches!(piece, Piece::Fault(_)));
        }
        assert_eq!(faults, 1);
    }
}

#[test]
fn a_reader_that_fails_says_so() {
    struct Fails(bool);
    impl Read for Fails {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            if self.0 {
                return Err(std::io::Error::other("checksum"));
            }
            self.0 = true;
            buffer[..8].copy_from_slice(b"[1, 2, 3");
            Ok(8)
        }
    }
    let mut stream = JsonStream::new(Fails(false), Limits::default(), |_: &str, _| Enter::Whole);
    let mut last = None;
    while let Some(piece) = stream.next_piece() {
        if let Piece::Fault(fault) = piece {
            last = Some(fault);
        }
    }
    let last = last.unwrap();
    assert_eq!(last.code, "unreadable");
    assert!(last.reason.contains("checksum"), "{}", last.reason);
}

#[test]
fn values_are_read_tolerantly() {
    use onrecord_import::kit::json_stream::value::{Malformed, Raw, Shape};
    let raw = Raw::new(br#"{"a": "caf\u00c3\u00a9 \ud83d\ude00 \ud83d x", "a": 2, "n": NaN, "e": 1.6e12, "l": [1, [2] ,3]}"#, 100);
    let fields: Vec<_> = raw.fields().map(Result::unwrap).collect();
    assert_eq!(fields.len(), 5);
    let text = fields[0].1.text().unwrap();
    assert_eq!(text.text, "caf\u{c3}\u{a9} \u{1f600} \u{fffd} x");
    assert!(text.lossy);
    assert_eq!(fields[1].1.integer(), Some(2));
    assert_eq!(fields[2].1.integer(), None);
    assert_eq!(fields[3].1.integer(), Some(1_600_000_000_000));
    assert_eq!(
        fields[4]
            .1
            .elements()
            .map(|one| one.unwrap().shape())
            .collect::<Vec<_>>(),
        [Shape::Bare, Shape::Array, Shape::Bare]
    );
    let (from, to) = fields[1].1.range();
    assert_eq!(&raw.bytes[from as usize - 100..to as usize - 100], b"2");

    assert_eq!(
        Raw::new(b"\"a\xffb\"", 0).text().unwrap().text,
        "a\u{fffd}b"
    );
    assert_eq!(
        Raw::new(br#""\q\u12""#, 0).text().unwrap().text,
        "\u{fffd}q\u{fffd}u12"
    );
    assert_eq!(Raw::new(b"99999999999999999999", 0).integer(), None);
    assert_eq!(Raw::new(b"-5", 0).integer(), Some(-5));
    for bad in ["{\"a\" 1}", "{\"a\":}", "{1:2}", "{\"a\":1 \"b\":2}"] {
        assert!(
            Raw::new(bad.as_bytes(), 0)
                .fields()
                .any(|field| field == Err(Malformed)),
            "{bad}"
        );
    }
    assert_eq!(Raw::new(b"{}", 0).fields().count(), 0);
    assert_eq!(Raw::new(b"[ 1 , ]", 0).elements().count(), 1);
}
