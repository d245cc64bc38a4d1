//! Every picture among the fixtures, against a second reader (kamadak-exif) and by hand; and what
//! no file on disk can show: huge, failing and random input.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // reason: tests

mod common;

use common::{Record, check_locators, shared_fixtures};
use onrecord_import::platforms::photos::IMPORTER;
use onrecord_import::{
    Answers, Export, FileExport, FolderExport, Importer as _, MemoryExport, SubExport,
};
use onrecord_model::{Event, Kind, Mark, Truth};
use std::io::{self, Read};

fn read(export: &dyn Export) -> Option<Vec<Record>> {
    let opened = IMPORTER.open(export, &Answers::default())?.expect("read");
    Some(opened.records.collect())
}

fn detail<'e>(event: &'e Event, name: &str) -> Option<&'e str> {
    event.details.get(name)
}

#[test]
fn every_picture_is_one_event_and_agrees_with_another_reader() {
    let Some(fixtures) = shared_fixtures() else {
        return;
    };
    let folder = FolderExport::from_path(&fixtures.join("photos")).unwrap();
    let mut compared = 0;
    for entry in folder.entries() {
        let one = SubExport::file(&folder, &entry.path);
        let records = read(&one).expect(&entry.path);
        check_locators(&one, &records);
        let event = records[0].as_ref().expect("the picture itself");
        assert_eq!(event.kind, Kind::Photo);
        assert_eq!(event.locator.bytes, (0, entry.size), "{}", entry.path);
        assert!(
            detail(event, "width").is_some() || entry.size < 1_000,
            "{}",
            entry.path
        );
        let defects: Vec<_> = records[1..]
            .iter()
            .map(|r| r.as_ref().unwrap_err())
            .collect();
        println!(
            "{}: {:?} {:?} {defects:?}",
            entry.path, event.when, event.marks
        );
        compared += compare(&folder, &entry.path, event);
    }
    assert_eq!(folder.entries().len(), 15);
    assert!(compared >= 60, "{compared} values compared");
}

/// How many values both readers found.
fn compare(folder: &FolderExport, path: &str, event: &Event) -> usize {
    let mut bytes = Vec::new();
    folder.open(path).unwrap().read_to_end(&mut bytes).unwrap();
    let mut reader = exif::Reader::new();
    reader.continue_on_error(true);
    let other = match reader.read_from_container(&mut io::Cursor::new(bytes)) {
        Ok(other) => other,
        Err(exif::Error::PartialResult(partial)) => partial.into_inner().0,
        Err(error) => {
            println!("{path}: the other reader says {error}");
            return 0;
        }
    };
    let mut compared = 0;
    for field in other
        .fields()
        .filter(|field| field.ifd_num == exif::In::PRIMARY)
    {
        let name = format!("exif.{}", field.tag);
        let theirs = match &field.value {
            exif::Value::Ascii(parts) => {
                let first = parts.first().map(Vec::as_slice).unwrap_or_default();
                String::from_utf8_lossy(first).trim().to_owned()
            }
            exif::Value::Short(numbers) if numbers.len() == 1 => numbers[0].to_string(),
            exif::Value::Long(numbers) if numbers.len() == 1 => numbers[0].to_string(),
            _ => continue,
        };
        if let Some(ours) = detail(event, &name) {
            assert_eq!(ours, theirs, "{path}: {name}");
            compared += 1;
        }
    }
    let has_place = other
        .get_field(exif::Tag::GPSLatitude, exif::In::PRIMARY)
        .is_some();
    // The other reader knows EXIF alone; a town can stand in XMP and IPTC.
    let has_town = event.details.iter().any(|(name, _)| name.ends_with("City"));
    let is_marked = event.marks.has(Mark::Location);
    assert_eq!(is_marked, has_place || has_town, "{path}");
    compared
}

#[test]
fn a_date_on_the_disk_is_told_and_never_used() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.gif");
    fs_err::write(&path, b"GIF89a\x01\0\x01\0\0\0\0;").unwrap();
    let export = FileExport::from_path(&path).unwrap();
    let records = read(&export).unwrap();
    assert_eq!(records.len(), 1);
    let event = records[0].as_ref().unwrap();
    assert!(detail(event, "modified").is_some());
    assert_eq!(event.when.truth, Truth::Undated);
}

#[test]
fn more_than_one_file_and_no_picture_are_left_to_others() {
    let picture = *b"GIF89a\x01\0\x01\0\0\0\0;";
    let two = MemoryExport::new("two")
        .with("a.gif", picture)
        .with("b.gif", picture);
    assert!(read(&two).is_none());
    for content in [
        &b""[..],
        b"\xff\xd8",
        b"GIF90a",
        b"\0\0\0\x18ftypisom\0\0\0\0isommp42",
    ] {
        assert!(
            read(&MemoryExport::single("a.jpg", content)).is_none(),
            "{content:?}"
        );
    }
}

/// Gives its beginning, then zeros, then perhaps an error.
struct Long {
    beginning: io::Cursor<Vec<u8>>,
    zeros: u64,
    fails: bool,
}

impl Read for Long {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.beginning.read(buffer)?;
        if count > 0 {
            return Ok(count);
        }
        if self.zeros == 0 && self.fails {
            return Err(io::Error::other("the disk is gone"));
        }
        let count = buffer
            .len()
            .min(usize::try_from(self.zeros).unwrap_or(usize::MAX));
        buffer[..count].fill(0);
        self.zeros -= count as u64;
        Ok(count)
    }
}

fn long(beginning: &'static [u8], zeros: u64, fails: bool) -> Vec<Record> {
    let size = beginning.len() as u64 + zeros;
    let export = FileExport::new("long.bin", size, move || {
        let beginning = io::Cursor::new(beginning.to_vec());
        Ok(Box::new(Long {
            beginning,
            zeros,
            fails,
        }) as Box<dyn Read>)
    });
    read(&export).unwrap()
}

#[test]
fn a_long_file_is_read_through_and_a_failing_one_is_said_to_fail() {
    for beginning in [
        &b"\xff\xd8\xff\xd9"[..],
        b"II*\0\x08\0\0\x01\0\0\0\0",
        b"\0\0\0\x10ftypheic\0\0\0\0\x02\0\0\0mdat",
        b"\x89PNG\r\n\x1a\n\x02\0\0\0IDAT",
    ] {
        let zeros = 40 << 20;
        let records = long(beginning, zeros, false);
        let event = records[0].as_ref().unwrap();
        assert_eq!(event.locator.bytes.1, beginning.len() as u64 + zeros);
    }
    let records = long(b"\xff\xd8\xff\xe0", 1_000, true);
    let event = records[0].as_ref().unwrap();
    assert_eq!(event.locator.bytes, (0, 1_004));
    assert!(event.attachments[0].content.is_none());
    assert_eq!(records[1].as_ref().unwrap_err().code, "read-error");
}

/// Every case with bytes changed at random (from a fixed seed): no panic, and always an event.
#[test]
fn changed_bytes_never_lose_the_picture() {
    let cases = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let cases = FolderExport::from_path(&cases.join("src/platforms/photos/cases")).unwrap();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    };
    let mut read_count = 0;
    for entry in cases
        .entries()
        .iter()
        .filter(|e| !e.path.ends_with(".jsonl"))
    {
        let mut content = Vec::new();
        cases
            .open(&entry.path)
            .unwrap()
            .read_to_end(&mut content)
            .unwrap();
        for _ in 0..300 {
            let mut changed = content.clone();
            for _ in 0..=random(4) {
                if changed.len() > 12 {
                    let at = 12 + random(changed.len() - 12);
                    changed[at] = [0, 1, 0x7f, 0x80, 0xff, random(256) as u8][random(6)];
                }
            }
            if random(4) == 0 {
                changed.truncate(random(changed.len().max(1)).max(16));
            }
            if let Some(records) = read(&MemoryExport::single("x.bin", changed)) {
                assert!(records[0].is_ok());
                read_count += 1;
            }
        }
    }
    assert!(read_count > 5_000, "{read_count}");
}
