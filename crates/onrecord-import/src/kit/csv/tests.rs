//! What holds of rows: their places, their cells, and that no byte is lost.

use super::*;
use onrecord_model::Digest;
use std::io::{self, Read};

/// Gives a few bytes at a time, so that every boundary is tried.
struct Drip<'a>(&'a [u8], usize);
impl Read for Drip<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.1.min(self.0.len()).min(buffer.len());
        buffer[..length].copy_from_slice(&self.0[..length]);
        self.0 = &self.0[length..];
        Ok(length)
    }
}

#[derive(Debug, PartialEq)]
struct Seen {
    bytes: (u64, u64),
    line: u64,
    cells: Vec<String>,
    damage: Damage,
}

fn read_with(bytes: &[u8], dialect: Dialect, step: usize, cap: usize) -> Vec<Seen> {
    let mut rows = Rows::with_cap(Drip(bytes, step), dialect, cap);
    let mut seen = Vec::new();
    while let Some(row) = rows.next_row().unwrap() {
        let range = row.bytes.0 as usize..row.bytes.1 as usize;
        assert_eq!(row.raw, Digest::of(&bytes[range]));
        assert_eq!(row.index, seen.len() as u64);
        seen.push(Seen {
            bytes: row.bytes,
            line: row.line,
            cells: row.cells().map(str::to_owned).collect(),
            damage: row.damage,
        });
    }
    seen
}

fn read(bytes: &[u8]) -> Vec<Seen> {
    let dialect = Dialect::sniff(bytes).unwrap();
    let whole = read_with(bytes, dialect, 1 << 20, DEFAULT_ROW_CAP);
    for step in [1, 3] {
        assert_eq!(read_with(bytes, dialect, step, DEFAULT_ROW_CAP), whole);
    }
    whole
}

fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
    read(bytes).into_iter().map(|row| row.cells).collect()
}

fn places(bytes: &[u8]) -> Vec<(u64, &[u8])> {
    read(bytes)
        .into_iter()
        .map(|row| (row.line, &bytes[row.bytes.0 as usize..row.bytes.1 as usize]))
        .collect()
}

#[test]
fn rows_of_which_only_the_first_cells_are_wanted_are_the_same_rows() {
    for bytes in [
        &b"a,b,c\r\n1,2,3\n\n,,\n4\n5,\n,6,7,8"[..],
        b"a,b\n\"1\n1\",2\n\"x, \"\"y\",z\n\xff,b\nq\"r,s\n\"open,1\n2,3",
        "é,ü,\u{20ac}\nä,ö".as_bytes(),
        b"one\ntwo",
    ] {
        for (wanted, cap) in [0, 1, 2, 3, 9].into_iter().flat_map(|n| [(n, 5), (n, 99)]) {
            let whole = read_with(bytes, Dialect::COMMA, 3, cap);
            let mut rows = Rows::with_cap(Drip(bytes, 3), Dialect::COMMA, cap);
            rows.want_only(wanted);
            for seen in whole {
                let row = rows.next_row().unwrap().unwrap();
                assert_eq!((row.bytes, row.line), (seen.bytes, seen.line));
                assert_eq!(row.damage.lossy, seen.damage.lossy);
                let first = row.cells().take(wanted);
                assert!(first.eq(seen.cells.iter().take(wanted)), "{wanted} {row:?}");
            }
            assert!(rows.next_row().unwrap().is_none());
        }
    }
}

#[test]
fn quotes_hold_delimiters_and_line_breaks() {
    let bytes = b"a,b\r\n1,\"x, \"\"y\"\"\r\nz\"\r\n\r\n\"\",2\n3,\r4";
    assert_eq!(
        cells(bytes),
        [
            vec!["a", "b"],
            vec!["1", "x, \"y\"\r\nz"],
            vec!["", "2"],
            vec!["3", ""],
            vec!["4"]
        ]
    );
    assert_eq!(
        places(bytes),
        [
            (1, &b"a,b"[..]),
            (2, b"1,\"x, \"\"y\"\"\r\nz\""),
            (5, b"\"\",2"),
            (6, b"3,"),
            (7, b"4")
        ]
    );
}

#[test]
fn delimiters_and_encodings_are_guessed() {
    for delimiter in [',', ';', '\t', '|'] {
        let text = format!("when{delimiter}who\n1{delimiter}Zo\u{eb}, x;y\n");
        let text = text.replace("Zo\u{eb}, x;y", "\"Zo\u{eb}, x;y\"");
        let wanted = [vec!["when", "who"], vec!["1", "Zo\u{eb}, x;y"]];
        assert_eq!(cells(text.as_bytes()), wanted, "{delimiter:?}");
        let with_mark = format!("\u{feff}{text}");
        assert_eq!(cells(with_mark.as_bytes()), wanted);
        for mark in ["", "\u{feff}"] {
            let units = || format!("{mark}{text}").encode_utf16().collect::<Vec<_>>();
            let little: Vec<u8> = units().iter().flat_map(|u| u.to_le_bytes()).collect();
            let big: Vec<u8> = units().iter().flat_map(|u| u.to_be_bytes()).collect();
            assert_eq!(cells(&little), wanted);
            assert_eq!(cells(&big), wanted);
            assert_eq!(read(&big)[1].bytes.1, big.len() as u64 - 2);
        }
        let latin: Vec<u8> = text.chars().map(|c| c as u8).collect();
        assert_eq!(cells(&latin), wanted);
        assert_eq!(
            Dialect::sniff(&latin).unwrap().encoding,
            Encoding::Windows1252
        );
    }
    assert_eq!(cells(b"sep=;\r\na,b;c\r\n"), [["a,b", "c"]]);
    assert_eq!(read(b"sep=;\r\na,b;c\r\n")[0].line, 2);
    assert_eq!(Dialect::sniff(b"\0\x01\0\0\0\0\0"), None);
}

#[test]
fn a_quote_that_never_closes_costs_one_line() {
    let mut bytes = b"a,b\n1,\"open\n".to_vec();
    for number in 0..100 {
        bytes.extend_from_slice(format!("{number},x\n").as_bytes());
    }
    let rows = read(&bytes);
    assert_eq!(rows.len(), 102);
    assert_eq!(rows[1].cells, ["1", "open"]);
    assert!(rows[1].damage.unterminated_quote);
    assert!(rows[2..].iter().all(|row| !row.damage.any()));
    assert_eq!(rows[101].line, 102);
}

#[test]
fn a_quote_that_is_not_doubled_is_text() {
    let rows = read(b"a,b\n\"he said \"no\" to me\",2\n5\" nail,3\n");
    assert_eq!(rows[1].cells, ["he said \"no\" to me", "2"]);
    assert_eq!(rows[2].cells, ["5\" nail", "3"]);
    assert!(rows[1].damage.stray_quote && rows[2].damage.stray_quote);
}

#[test]
fn a_row_longer_than_the_cap_is_cut_and_wholly_hashed() {
    for ending in ["\n", "\r\n", "\r", ""] {
        let text = format!("a,b\n{},{}{ending}", "x".repeat(300_000), "y".repeat(9));
        let rest = if ending.is_empty() { "" } else { "z,1" };
        let text = format!("{text}{rest}");
        for step in [1, 70_001, 1 << 20] {
            let rows = read_with(text.as_bytes(), Dialect::COMMA, step, 1_000);
            assert_eq!(rows.len(), if rest.is_empty() { 2 } else { 3 });
            assert_eq!(rows[1].bytes, (4, 300_014));
            assert!(rows[1].damage.cut);
            assert_eq!(rows[1].cells[0].len(), 1_000);
            if let Some(row) = rows.get(2) {
                assert_eq!(
                    (row.line, &row.cells[..]),
                    (3, &["z".into(), "1".into()][..])
                );
            }
        }
    }
}

#[test]
fn a_long_open_quote_is_read_by_lines() {
    let mut text = "a,\"".to_owned();
    for _ in 0..1_000 {
        text.push_str("line\n");
    }
    text.push_str("1,2");
    let rows = read_with(text.as_bytes(), Dialect::COMMA, 64, 100);
    assert_eq!(rows.len(), 1_001);
    assert_eq!(rows[1_000].cells, ["1", "2"]);
}

/// Many rows that open a quote each: the time must not grow with the square of the size.
#[test]
fn every_row_with_an_open_quote_is_still_linear() {
    let text = "1,\"\"\"x\n".repeat(200_000);
    let rows = read_with(text.as_bytes(), Dialect::COMMA, 1 << 20, DEFAULT_ROW_CAP);
    assert_eq!(rows.len(), 200_000);
    assert!(rows.iter().all(|row| row.damage.unterminated_quote));
}

#[test]
fn nothing_but_line_breaks_lies_between_two_rows() {
    let text = b"a,b\n\n\r\n\"x\ny\",2\r\r\n1,\"open\nq,\"w\"e\",r\n,,,\n \n";
    for cap in [2, 4, 10, 1_000] {
        let mut at = 0;
        for row in read_with(text, Dialect::COMMA, 2, cap) {
            let gap = &text[at..row.bytes.0 as usize];
            assert!(gap.iter().all(|b| matches!(b, b'\n' | b'\r')), "{gap:?}");
            at = row.bytes.1 as usize;
        }
        assert!(text[at..].iter().all(|b| matches!(b, b'\n' | b'\r')));
    }
}

#[test]
fn a_reading_failure_is_told_after_the_rows_before_it() {
    struct Fails(bool);
    impl Read for Fails {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            if std::mem::replace(&mut self.0, true) {
                return Err(io::Error::other("torn"));
            }
            buffer[..5].copy_from_slice(b"a,b\n1");
            Ok(5)
        }
    }
    let mut rows = Rows::new(Fails(false), Dialect::COMMA);
    assert_eq!(rows.next_row().unwrap().unwrap().len(), 2);
    assert_eq!(rows.next_row().unwrap().unwrap().len(), 1);
    assert!(rows.next_row().is_err());
    assert!(rows.next_row().unwrap().is_none());
}

#[test]
fn columns_are_found_whatever_their_spelling() {
    let header = Header::named(["\u{feff}Thread ID", " date ", "", "From:"].into_iter());
    assert_eq!(header.find("thread_id"), Some(0));
    assert_eq!(header.find("DATE"), Some(1));
    assert_eq!(header.find_any(&["sender", "from"]), Some(3));
    assert_eq!(&*header.name(2), "column 3");
    assert_eq!(&*header.name(9), "column 10");
    assert!(!header.has_all(&["date", "to"]));
}
