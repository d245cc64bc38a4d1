//! What the fuzz targets share: an input as an export, read by one importer or by all, and the
//! promises that every record keeps.

mod input;

pub use input::export_of;
use onrecord_import::containers::{Limits, TarBytes, TarExport};
use onrecord_import::{Answers, Export, IMPORTERS, Importer, MemoryExport, ReadSeek, ZipExport, detect};
use onrecord_import::kit::sqlite::Database;
use onrecord_model::{Details, Defect, Digest, Event, Marks};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// What reading takes of one entry at most; the inputs are small, so more is a bug.
const MAX_READ: u64 = 64 << 20;

/// One importer, by its name in the registry.
pub fn importer(name: &str) -> &'static dyn Importer {
    IMPORTERS
        .iter()
        .copied()
        .find(|importer| importer.manifest().name == name)
        .expect("the registry has it")
}

/// Reads with one importer and checks every record.
pub fn read(importer: &dyn Importer, data: &[u8]) {
    let Some(export) = export_of(data) else { return };
    let Some(Ok(opened)) = importer.open(&export, &Answers::default()) else { return };
    let mut contents = BTreeMap::new();
    for record in opened.records {
        check(&export, &record, &mut contents);
    }
}

/// Lets all importers look at an archive, and reads what they find.
pub fn detect(data: &[u8]) {
    let data = data.to_vec();
    let zip = ZipExport::new("export.zip", || {
        Ok(Box::new(Cursor::new(data.clone())) as Box<dyn ReadSeek>)
    });
    match zip {
        Ok(zip) => read_all(&zip),
        Err(_) => {
            if let Some(export) = export_of(&data) {
                read_all(&export);
            }
        }
    }
}

fn read_all(root: &dyn Export) {
    let answers = Answers::default();
    let plan = detect::plan(root, IMPORTERS, &answers);
    for reading in &plan.readings {
        let _ = detect::read(root, reading, &answers, |record| {
            let mut line = String::new();
            onrecord_import::jsonl::push_record(&mut line, &record);
            assert_eq!(line.matches('\n').count(), 1);
        });
    }
}

/// Reads the tables of every database.
pub fn sqlite(data: &[u8]) {
    let Some(export) = export_of(data) else { return };
    for entry in export.entries() {
        let Ok(database) = Database::open(&export, &entry.path) else { continue };
        for table in database.tables.iter().take(20) {
            for row in database.rows(table).flatten() {
                let (mut marks, mut details) = (Marks::default(), Details::new());
                row.describe(&mut marks, &mut details);
                row.rest(&[], &mut details, &mut marks);
                let locator = row.locator();
                let (from, to) = locator.bytes;
                let place = export.entry(&locator.entry).expect("the locator names an entry");
                assert!(from < to && to <= place.size);
                let _ = database.row(table, row.rowid());
            }
        }
    }
}

/// Reads every member of an archive, and of the same cut short in the middle.
pub fn zip(data: &[u8]) {
    members(data);
    members(&data[..data.len() / 2]);
}

fn members(data: &[u8]) {
    let data = data.to_vec();
    let zip = ZipExport::new("export.zip", || {
        Ok(Box::new(Cursor::new(data.clone())) as Box<dyn ReadSeek>)
    });
    if let Ok(zip) = zip {
        let is_cut = zip.problems().iter().any(|problem| problem.code == "cut-short");
        for entry in zip.entries() {
            let opened = zip.open(&entry.path);
            // Of an archive that was cut short nothing is offered that is not whole.
            assert!(opened.is_ok() || !is_cut);
            if let Ok(reader) = opened {
                let read = std::io::copy(&mut reader.take(MAX_READ), &mut std::io::sink());
                assert!(read.is_ok() || !is_cut);
                assert!(read.is_err() || read.is_ok_and(|read| read == entry.size.min(MAX_READ)));
            }
        }
    }
}

/// Reads every member of a tar archive, from any place and as a stream: both must give the same.
pub fn tar(data: &[u8]) {
    let open = |bytes: TarBytes<'static>| TarExport::new("export.tar", bytes, Limits::default());
    let (first, second) = (data.to_vec(), data.to_vec());
    let seekable = TarBytes::Seekable(Box::new(move || Ok(Box::new(Cursor::new(first.clone())))));
    let stream = TarBytes::Stream(Box::new(move || Ok(Box::new(Cursor::new(second.clone())))));
    let (Ok(seekable), Ok(stream)) = (open(seekable), open(stream)) else { return };
    assert_eq!(seekable.entries(), stream.entries());
    assert_eq!(seekable.problems(), stream.problems());
    for entry in seekable.entries() {
        let read = |export: &dyn Export| {
            let mut out = Vec::new();
            let reader = export.open(&entry.path).ok()?;
            reader.take(MAX_READ).read_to_end(&mut out).ok()?;
            Some(out)
        };
        let content = read(&seekable);
        assert_eq!(content, read(&stream));
        assert_eq!(content.map(|content| content.len() as u64), Some(entry.size));
    }
}

fn check(
    export: &MemoryExport,
    record: &Result<Event, Defect>,
    contents: &mut BTreeMap<String, Vec<u8>>,
) {
    let locator = match record {
        Ok(event) => &event.locator,
        Err(defect) => &defect.locator,
    };
    let content = contents.entry(locator.entry.to_string()).or_insert_with(|| {
        let mut content = Vec::new();
        let mut reader = export.open(&locator.entry).expect("the locator names an entry");
        reader.read_to_end(&mut content).expect("memory can be read");
        content
    });
    let (from, to) = locator.bytes;
    let bytes = content
        .get(from as usize..to as usize)
        .expect("the locator lies in its entry");
    if let Ok(event) = record {
        assert_eq!(event.raw, Digest::of(bytes));
    }
}
