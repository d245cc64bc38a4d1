//! A view is of one moment, whatever is written beside it, and leaves one file behind.

use super::*;

fn events(name: &str, count: u64) -> Vec<Event> {
    let thread = thread(name);
    let event = |at| {
        message(
            &thread,
            at,
            1_600_000_000 + at as i64,
            &format!("{name} {at}"),
        )
    };
    (0..count).map(event).collect()
}

fn files(folder: &tempfile::TempDir) -> Vec<String> {
    let names = fs_err::read_dir(folder.path()).unwrap();
    let mut names: Vec<String> = names
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// The writer's memory for pages is far smaller than what it writes, so its transaction reaches the disk
/// before it is kept: with a rollback journal that locks every reader out.
#[test]
fn a_view_is_read_while_a_transaction_larger_than_memory_is_written() {
    let (folder, path) = place();
    let mut index = Index::open_with_cache(&path, &KEY, 64).unwrap();
    write(&mut index, "before", &events("heron", 500));
    let print = index.check().unwrap();
    let view = index.view(&KEY).unwrap();
    let mut writer = index.begin_read(header("during")).unwrap();
    for (at, event) in events("tern", 20_000).iter().enumerate() {
        writer.push_event(event).unwrap();
        if at % 4_000 == 0 {
            assert_eq!(all(&view, &Filter::default(), 100).len(), 500);
            assert_eq!(found(&view, "heron", &Filter::default(), 100).len(), 500);
        }
    }
    writer.finish().unwrap().commit(9).unwrap();
    // Kept, and the view is still of its own moment.
    assert_eq!(index.len().unwrap(), 20_500);
    assert_eq!(view.check().unwrap(), print);
    assert_eq!(found(&view, "tern", &Filter::default(), 100).len(), 0);
    drop(view);
    index.end_view().unwrap();
    let log = fs_err::metadata(folder.path().join("index.db-wal")).unwrap();
    assert_eq!(log.len(), 0, "much was taken in");
    let after = index.check().unwrap();
    // A second view is as good as the first.
    let view = index.view(&KEY).unwrap();
    write(&mut index, "later", &events("osprey", 30));
    assert_eq!(view.check().unwrap(), after);
    drop(view);
    index.end_view().unwrap();
    let after = index.check().unwrap();
    drop(index);
    assert_eq!(files(&folder), ["index.db"]);
    let again = Index::open(&path, &KEY).unwrap();
    assert_eq!(again.check().unwrap(), after);
    assert_eq!(again.len().unwrap(), 20_530);
    // One file from here on, as before: a journal beside it only while something is written.
    assert_eq!(files(&folder), ["index.db"]);
    again
        .store
        .batch("BEGIN IMMEDIATE; DELETE FROM meta")
        .unwrap();
    assert_eq!(files(&folder), ["index.db", "index.db-journal"]);
}

#[test]
fn nothing_is_written_through_a_view() {
    let (_folder, path) = place();
    let index = Index::open(&path, &KEY).unwrap();
    let mut view = index.view(&KEY).unwrap();
    assert!(view.set_applied(7).is_err());
    assert!(view.begin_read(header("through the view")).is_err());
    drop(view);
    index.end_view().unwrap();
    assert_eq!(index.applied().unwrap(), 0);
}

/// What `kill -9` leaves at any moment of a job: the files are copied as they stand.
#[test]
fn a_writer_that_dies_beside_a_view_leaves_what_was_kept() {
    let (folder, path) = place();
    let mut index = Index::open_with_cache(&path, &KEY, 64).unwrap();
    write(&mut index, "before", &events("heron", 500));
    let view = index.view(&KEY).unwrap();
    let copy = |readings: usize, what: &str| {
        let copy = tempfile::tempdir().unwrap();
        for name in files(&folder) {
            fs_err::copy(folder.path().join(&name), copy.path().join(&name)).unwrap();
        }
        let path = copy.path().join("index.db");
        let opened = Index::open(&path, &KEY).unwrap();
        assert_eq!(opened.reads().unwrap().len(), readings, "{what}");
        opened.check().unwrap();
        drop(opened);
        assert_eq!(files(&copy), ["index.db"], "{what}");
    };
    copy(1, "the view was just taken");
    let mut writer = index.begin_read(header("kept")).unwrap();
    for (at, event) in events("tern", 8_000).iter().enumerate() {
        writer.push_event(event).unwrap();
        if at % 2_000 == 1_000 {
            copy(1, "in the middle");
        }
    }
    let finished = writer.finish().unwrap();
    copy(1, "written and not kept");
    finished.commit(9).unwrap();
    copy(2, "kept, and the view still there");
    drop(view);
    copy(2, "the view gone");
    index.end_view().unwrap();
    copy(2, "taken in");
}

/// Nothing that a person wrote is in the clear in what stands beside the file meanwhile.
#[test]
fn the_write_ahead_log_is_encrypted() {
    let (folder, path) = place();
    let mut index = Index::open_with_cache(&path, &KEY, 64).unwrap();
    write(&mut index, "before", &events("heron", 100));
    let _view = index.view(&KEY).unwrap();
    write(&mut index, "during", &events("kingfisher", 5_000));
    assert_eq!(files(&folder), ["index.db", "index.db-shm", "index.db-wal"]);
    for name in files(&folder) {
        let bytes = fs_err::read(folder.path().join(&name)).unwrap();
        for word in [
            &b"kingfisher"[..],
            b"heron",
            b"Ada Example",
            b"CREATE TABLE",
        ] {
            let found = bytes.windows(word.len()).any(|window| window == word);
            assert!(!found, "{name} holds {}", String::from_utf8_lossy(word));
        }
    }
}

#[test]
fn a_write_ahead_log_that_was_changed_changes_no_answer_unnoticed() {
    let (folder, path) = place();
    let mut index = Index::open_with_cache(&path, &KEY, 64).unwrap();
    write(&mut index, "before", &events("heron", 300));
    let before = index.check().unwrap();
    let view = index.view(&KEY).unwrap();
    write(&mut index, "during", &events("tern", 2_000));
    let after = index.check().unwrap();
    let kept: Vec<(String, Vec<u8>)> = files(&folder)
        .into_iter()
        .map(|name| {
            let bytes = fs_err::read(folder.path().join(&name)).unwrap();
            (name, bytes)
        })
        .collect();
    drop(view);
    let mut dice = Dice(11);
    for _ in 0..60 {
        let copy = tempfile::tempdir().unwrap();
        for (name, bytes) in &kept {
            let mut bytes = bytes.clone();
            if name.ends_with("-wal") {
                let at = dice.roll(bytes.len() as u64) as usize;
                bytes[at] ^= 1 << dice.roll(8);
            }
            fs_err::write(copy.path().join(name), bytes).unwrap();
        }
        let opened = Index::open(&copy.path().join("index.db"), &KEY);
        match opened.and_then(|index| index.check()) {
            // A frame that is not as it was written ends the log, as a crash does.
            Ok(print) => assert!(print == before || print == after),
            Err(error) => assert!(error.wants_rebuild(), "{error}"),
        }
    }
    // Without it, what it held is missing, and the log of the case says so.
    let copy = tempfile::tempdir().unwrap();
    fs_err::write(copy.path().join("index.db"), &kept[0].1).unwrap();
    let opened = Index::open(&copy.path().join("index.db"), &KEY).unwrap();
    assert_eq!(opened.check().unwrap(), before);
    assert_eq!(opened.reads().unwrap().len(), 1);
}
