//! A damaged file is refused or provably harmless, nothing is ever in the clear, and a writer that
//! dies leaves the old state or the new.

use super::*;
use onrecord_sqlite::rusqlite::Connection;
use std::path::Path;

const SECRET: &str = "Kingfisher-Lane-evidence";

fn made(events: u64) -> (tempfile::TempDir, PathBuf, Digest) {
    let (folder, path) = place();
    let mut index = Index::open(&path, &KEY).unwrap();
    let thread = thread(SECRET);
    let events: Vec<Event> = (0..events)
        .map(|at| {
            message(
                &thread,
                at,
                1_600_000_000 + at as i64,
                &format!("{SECRET} {at}"),
            )
        })
        .collect();
    write(&mut index, SECRET, &events);
    let print = index.check().unwrap();
    (folder, path, print)
}

/// Everything a user could ask, and every page.
fn read_all(path: &Path) -> Result<Digest, IndexError> {
    let index = Index::open(path, &KEY)?;
    index.timeline(&Filter::default(), None, 10)?;
    let query = Query::new("Kingfisher");
    index.search(&query, &Filter::default(), Order::Time, None, 10)?;
    index.check()
}

/// Bytes 0 to 23 are compared with what they must be; every other byte is in a page with an
/// authentication tag, or is part of that tag or its nonce. A page that nothing uses is not read:
/// then the answers are the same, which is the harmless case.
#[test]
fn any_flipped_byte_is_refused_or_harmless() {
    let (_folder, path, print) = made(600);
    let good = fs_err::read(&path).unwrap();
    let mut dice = Dice(3);
    let mut places: Vec<usize> = (0..24)
        .chain([24, 25, 100, 8_159, 8_160, 8_191, 8_192])
        .collect();
    places.extend((0..200).map(|_| dice.roll(good.len() as u64) as usize));
    let mut harmless = 0;
    for at in places {
        let mut bad = good.clone();
        bad[at] ^= 1 << dice.roll(8);
        fs_err::write(&path, &bad).unwrap();
        match read_all(&path) {
            Ok(same) => {
                assert_eq!(same, print, "byte {at} changed an answer");
                harmless += 1;
            }
            Err(error) => {
                assert!(error.wants_rebuild(), "byte {at}: {error}");
                let text = error.to_string();
                assert!(text.contains("index.db"), "{text}");
                assert!(text.contains("The originals are safe; the index can be rebuilt"));
            }
        }
    }
    fs_err::write(&path, &good).unwrap();
    let unused = Index::open(&path, &KEY)
        .unwrap()
        .store
        .one("PRAGMA freelist_count")
        .unwrap();
    // With no unused page in the file, nothing may be harmless.
    assert_eq!((unused, harmless), (0, 0));
}

#[test]
fn cut_grown_swapped_and_foreign_files_are_refused() {
    let (_folder, path, _) = made(600);
    let good = fs_err::read(&path).unwrap();
    let refused = |bytes: &[u8], what: &str| {
        fs_err::write(&path, bytes).unwrap();
        let error = read_all(&path).unwrap_err();
        assert!(error.wants_rebuild(), "{what}: {error}");
    };
    for cut in [
        1,
        16,
        23,
        24,
        8_191,
        8_192,
        good.len() - 8_192,
        good.len() - 1,
    ] {
        refused(&good[..cut], "cut");
    }
    refused(&[&good[..], &[0]].concat(), "a byte more");
    refused(&[&good[..], &[0; 8_192]].concat(), "a page more");
    let mut swapped = good.clone();
    let (one, other) = swapped[8_192..].split_at_mut(8_192);
    one.swap_with_slice(&mut other[..8_192]);
    refused(&swapped, "two pages swapped");
    refused(b"SQLite format 3\0 and what follows", "not ours");
    // An empty file is what a crash leaves right after the file was made.
    fs_err::write(&path, b"").unwrap();
    assert!(Index::open(&path, &KEY).unwrap().is_empty().unwrap());
}

#[test]
fn another_key_and_another_layout_are_refused() {
    let (_folder, path, print) = made(5);
    let error = Index::open(&path, &[8; 32]).err().unwrap();
    assert!(matches!(error, IndexError::WrongKey { .. }), "{error}");
    let index = Index::open(&path, &KEY).unwrap();
    index.store.batch("PRAGMA user_version=999").unwrap();
    drop(index);
    let error = Index::open(&path, &KEY).err().unwrap();
    assert!(
        matches!(error, IndexError::OtherLayout { found: 999, .. }),
        "{error}"
    );
    Index::remove(&path).unwrap();
    Index::remove(&path).unwrap();
    assert_ne!(read_all(&path).unwrap(), print);
}

fn holds_secret(folder: &Path) -> Vec<String> {
    let mut holding = Vec::new();
    for file in fs_err::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let bytes = fs_err::read(&path).unwrap();
        let lower = bytes.to_ascii_lowercase();
        let words = [
            "kingfisher",
            "sqlite format",
            "create table",
            "ada example",
            "chat.txt",
        ];
        for word in words {
            if lower
                .windows(word.len())
                .any(|window| window == word.as_bytes())
            {
                holding.push(format!("{} holds {word}", path.display()));
            }
        }
    }
    holding
}

/// Looked at while a transaction is open and has spilled, with its journal beside it, and after.
#[test]
fn nothing_is_in_the_clear_during_or_after() {
    let (folder, path, _) = made(3_000);
    assert_eq!(holds_secret(folder.path()), Vec::<String>::new());
    let mut index = Index::open_with_cache(&path, &KEY, 64).unwrap();
    let thread = thread(SECRET);
    let mut writer = index.begin_read(header(SECRET)).unwrap();
    for at in 0..30_000 {
        let text = format!("{SECRET} {at}");
        writer
            .push_event(&message(&thread, at, 1_600_000_000 - at as i64, &text))
            .unwrap();
    }
    let finished = writer.finish().unwrap();
    let files = fs_err::read_dir(folder.path()).unwrap().count();
    assert_eq!(files, 2, "the file and its journal");
    assert_eq!(holds_secret(folder.path()), Vec::<String>::new());
    finished.commit(1).unwrap();
    let filter = Filter::default();
    index
        .search(&Query::new(SECRET), &filter, Order::Rank, None, 10)
        .unwrap();
    assert_eq!(holds_secret(folder.path()), Vec::<String>::new());
}

/// The state of the disk at any moment of a write, opened anew, is the old state or the new: what
/// `kill -9` leaves. The files are copied as they stand, journal and all.
#[test]
fn a_writer_that_dies_leaves_the_old_state() {
    let (folder, path, before) = made(500);
    let mut index = Index::open_with_cache(&path, &KEY, 64).unwrap();
    let thread = thread("later");
    let copy_at = |at: u64| {
        let copy = tempfile::tempdir().unwrap();
        for file in fs_err::read_dir(folder.path()).unwrap() {
            let file = file.unwrap();
            fs_err::copy(file.path(), copy.path().join(file.file_name())).unwrap();
        }
        let found = read_all(&copy.path().join("index.db"));
        assert_eq!(found.unwrap(), before, "after {at} events");
    };
    let mut writer = index.begin_read(header("later")).unwrap();
    for at in 0..20_000 {
        if at % 2_500 == 0 {
            copy_at(at);
        }
        writer
            .push_event(&message(&thread, at, at as i64, &format!("word{at}")))
            .unwrap();
    }
    let finished = writer.finish().unwrap();
    copy_at(20_000);
    finished.commit(9).unwrap();
    assert_ne!(read_all(&path).unwrap(), before);
}

#[test]
fn a_journal_that_was_changed_is_noticed() {
    let (folder, path, before) = made(500);
    let mut index = Index::open_with_cache(&path, &KEY, 64).unwrap();
    let thread = thread("later");
    let mut writer = index.begin_read(header("later")).unwrap();
    for at in 0..20_000 {
        writer
            .push_event(&message(&thread, at, at as i64, &format!("word{at}")))
            .unwrap();
    }
    let finished = writer.finish().unwrap();
    let database = fs_err::read(&path).unwrap();
    let journal = fs_err::read(folder.path().join("index.db-journal")).unwrap();
    drop(finished);
    let mut dice = Dice(8);
    for _ in 0..60 {
        let copy = tempfile::tempdir().unwrap();
        let mut bad = journal.clone();
        let at = dice.roll(bad.len() as u64) as usize;
        bad[at] ^= 1 << dice.roll(8);
        let path = copy.path().join("index.db");
        fs_err::write(&path, &database).unwrap();
        fs_err::write(copy.path().join("index.db-journal"), &bad).unwrap();
        match read_all(&path) {
            Ok(print) => assert_eq!(print, before, "journal byte {at} changed an answer"),
            Err(error) => assert!(error.wants_rebuild(), "journal byte {at}: {error}"),
        }
    }
}

#[test]
fn a_plain_database_in_its_place_is_refused() {
    let (_folder, path) = place();
    Connection::open(&path)
        .unwrap()
        .execute_batch("CREATE TABLE t(a)")
        .unwrap();
    assert!(Index::open(&path, &KEY).err().unwrap().wants_rebuild());
}
