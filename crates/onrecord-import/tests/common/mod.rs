//! What the tests over cases and fixtures share: reading everything, and going back to the bytes.

#![allow(dead_code)] // reason: each test file uses its own part of it
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout
)] // reason: tests only

pub mod archive;

use onrecord_import::detect::{Found, Reading, with_entry};
use onrecord_import::kit::base64::{Base64Reader, QuotedPrintableReader};
use onrecord_import::{Answers, Export, FolderExport, IMPORTERS, Importer, detect};
use onrecord_model::{Defect, Digest, Event};
use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub type Record = Result<Event, Defect>;

/// The test data beside the project, or `None` (said loudly) where it is not here.
pub fn shared_fixtures() -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/fixtures");
    if path.is_dir() {
        Some(path)
    } else {
        println!("SKIPPED: ../shared is not here");
        None
    }
}

/// The importers, or the one that `CASES_OF` names.
pub fn importers() -> impl Iterator<Item = &'static dyn Importer> {
    let only = std::env::var("CASES_OF").ok();
    IMPORTERS.iter().copied().filter(move |importer| {
        only.as_ref()
            .is_none_or(|only| importer.manifest().name == only)
    })
}

/// What a folder holds, sorted; nothing where there is none.
pub fn children(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = match fs_err::read_dir(folder) {
        Ok(entries) => entries.map(|entry| entry.unwrap().path()).collect(),
        Err(_) => Vec::new(),
    };
    paths.sort();
    paths
}

/// The last part of a path.
pub fn name(path: &Path) -> &str {
    path.file_name().unwrap().to_str().unwrap()
}

/// Where an importer's cases lie.
pub fn cases_of(importer: &dyn Importer) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("src/platforms")
        .join(importer.manifest().name)
        .join("cases")
}

/// The folder of each case that is not malformed, and its one input.
pub fn sound_cases(importer: &dyn Importer) -> Vec<(PathBuf, PathBuf)> {
    let mut cases = children(&cases_of(importer));
    cases.retain(|case| name(case) != "malformed" && case.is_dir());
    let with_input = |case: PathBuf| {
        let mut inputs = children(&case);
        inputs.retain(|path| !matches!(name(path), "expected.jsonl" | "answers"));
        assert_eq!(inputs.len(), 1, "{} needs one input", case.display());
        (case, inputs.remove(0))
    };
    cases.into_iter().map(with_input).collect()
}

/// Everything that a reading gives; a refusal fails the test.
pub fn read_all(root: &dyn Export, reading: &Reading, answers: &Answers) -> (Vec<Record>, Found) {
    let mut records = Vec::new();
    let found = detect::read(root, reading, answers, |record| records.push(record))
        .expect("the part opens")
        .expect("the importer does not refuse");
    (records, found)
}

/// Every locator lies in its entry, an event's bytes have the digest it states, and they hold the
/// words of its text.
pub fn check_locators(root: &dyn Export, records: &[Record]) {
    let mut contents: BTreeMap<Arc<str>, Vec<u8>> = BTreeMap::new();
    for record in records {
        let locator = match record {
            Ok(event) => &event.locator,
            Err(defect) => &defect.locator,
        };
        let content = contents.entry(locator.entry.clone()).or_insert_with(|| {
            let mut content = Vec::new();
            with_entry(root, &locator.entry, |container, path| {
                // A damaged member gives an error after its good bytes; those are what was read.
                if let Ok(mut reader) = container.open(path) {
                    let _ = reader.read_to_end(&mut content);
                }
            })
            .unwrap_or_else(|error| panic!("{}: {error}", locator.entry));
            content
        });
        let (from, to) = locator.bytes;
        let range = usize::try_from(from).unwrap()..usize::try_from(to).unwrap();
        let bytes = content
            .get(range)
            .unwrap_or_else(|| panic!("{locator:?} of {} bytes", content.len()));
        if let Ok(event) = record {
            assert_eq!(event.raw, Digest::of(bytes), "{:?}", event.locator);
            assert!(from < to, "an event without bytes: {:?}", event.locator);
            if let Some(text) = &event.text {
                let long = with_overflow(bytes, &content[..], event);
                check_words(text, long.as_deref().unwrap_or(bytes), event);
            }
        }
    }
}

/// A database row that goes on elsewhere says where: `row.overflow` lists the ranges.
fn with_overflow(cell: &[u8], content: &[u8], event: &Event) -> Option<Vec<u8>> {
    let places = event.details.get("row.overflow")?;
    let mut whole = cell.get(..cell.len() - 4)?.to_vec();
    for place in places.split(' ') {
        let (from, to) = place.split_once('-')?;
        whole.extend_from_slice(content.get(from.parse().ok()?..to.parse().ok()?)?);
    }
    Some(whole)
}

/// Plain words are found in the record's bytes as they are or with their transfer encoding undone.
fn check_words(text: &str, bytes: &[u8], event: &Event) {
    let words: Vec<_> = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| word.len() > 1)
        .take(50)
        .collect();
    let holds = |bytes: &[u8]| {
        let haystack = String::from_utf8_lossy(bytes);
        words.iter().all(|word| haystack.contains(word))
    };
    if holds(bytes) {
        return;
    }
    let mut unquoted = Vec::new();
    let _ = QuotedPrintableReader::new(bytes).read_to_end(&mut unquoted);
    let without_zeros: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).collect();
    if holds(&without_zeros)
        || holds(&unquoted)
        || holds(&unescape(bytes))
        || holds(&decode_base64_blocks(bytes))
    {
        return;
    }
    // The texts of a workbook's sheets stand in a list of their own; its importer's tests look there.
    if event.locator.entry.contains("xl/worksheets/") {
        return;
    }
    // The words of a PDF stand in compressed streams, and as a font's codes and not as letters, so
    // they cannot be in its bytes. Its importer's cases say which words must come out.
    if bytes.windows(5).take(1_024).any(|start| start == b"%PDF-") {
        return;
    }
    panic!("{:?} does not hold {text:?}", event.locator);
}

/// JSON and XML escapes of ASCII characters undone, roughly: enough to find words.
fn unescape(bytes: &[u8]) -> Vec<u8> {
    let mut text = String::from_utf8_lossy(bytes).into_owned();
    for code in 32..127u8 {
        let character = (code as char).to_string();
        for escape in [
            format!("\\u{code:04x}"),
            format!("\\u{code:04X}"),
            format!("&#{code};"),
            format!("&#x{code:x};"),
            format!("&#x{code:X};"),
        ] {
            text = text.replace(&escape, &character);
        }
    }
    let text = text
        .replace("\\n", " ")
        .replace("\\t", " ")
        .replace("\\/", "/");
    text.into_bytes()
}

fn decode_base64_blocks(bytes: &[u8]) -> Vec<u8> {
    let mut out = bytes.to_vec();
    let text = String::from_utf8_lossy(bytes).replace("\r\n", "\n");
    for block in text.split("\n\n") {
        let block = block.split("\n--").next().unwrap_or_default();
        let _ = Base64Reader::new(block.as_bytes()).read_to_end(&mut out);
    }
    // RFC 2047 encoded words.
    for word in text.split("=?").skip(1) {
        let mut parts = word.splitn(4, '?');
        let (_, encoding, content) = (parts.next(), parts.next(), parts.next().unwrap_or_default());
        match encoding {
            Some("B" | "b") => {
                let _ = Base64Reader::new(content.as_bytes()).read_to_end(&mut out);
            }
            Some("Q" | "q") => {
                let content = content.replace('_', " ");
                let _ = QuotedPrintableReader::new(content.as_bytes()).read_to_end(&mut out);
            }
            _ => {}
        }
    }
    out
}

/// Every record of every file of a folder, with events that name the bytes they were read from, and
/// as many records of each file as `count` finds in it (`None` for what holds no records).
pub fn compare(
    importer: &dyn Importer,
    folder: &Path,
    count: impl Fn(&Path) -> Option<usize>,
) -> Vec<Record> {
    let export = FolderExport::from_path(folder).unwrap();
    let opened = importer.open(&export, &Answers::default());
    let records: Vec<Record> = opened.expect("mine").expect("readable").records.collect();
    let mut by_entry: BTreeMap<Arc<str>, usize> = BTreeMap::new();
    for record in &records {
        let locator = match record {
            Ok(event) => &event.locator,
            Err(defect) => &defect.locator,
        };
        *by_entry.entry(locator.entry.clone()).or_default() += 1;
        if let Ok(event) = record {
            let mut content = Vec::new();
            let mut reader = export.open(&locator.entry).unwrap();
            reader.read_to_end(&mut content).unwrap();
            let (from, to) = event.locator.bytes;
            assert_eq!(event.raw, Digest::of(&content[from as usize..to as usize]));
        }
    }
    for entry in export.entries() {
        if let Some(count) = count(&folder.join(&*entry.path)) {
            let read = by_entry.get(&entry.path).copied().unwrap_or(0);
            assert_eq!(read, count, "{} in {}", entry.path, folder.display());
        }
    }
    records
}
