//! A case with an original that is damaged or gone: everything else is read, what is left out is said, and
//! what comes back is read again.

use crate::ops::case::Case;
use crate::ops::tests::{PASSPHRASE, acting, added, chat, new_case, packed};
use crate::ops::{add, find, lost, open, overview, search};
use onrecord_vault::Key;
use onrecord_vault::index::Index;
use std::path::{Path, PathBuf};

/// The index is gone, as in a restored copy, and the original's file was changed so.
fn opened_after(home: &Path, exhibit: usize, change: impl FnOnce(&Path)) -> (Case, PathBuf) {
    let folder = home.join("case");
    let key = Key::Passphrase(PASSPHRASE);
    let case = open::open(&folder, &key, acting()).unwrap();
    let blob = case
        .vault()
        .blob_path(case.state().exhibits[exhibit].digest);
    let (index, _) = case.vault().index_place();
    drop(case);
    change(&blob);
    Index::remove(&index).unwrap();
    (open::open(&folder, &key, acting()).unwrap(), blob)
}

fn gone(blob: &Path) {
    fs_err::rename(blob, blob.with_extension("elsewhere")).unwrap();
}

fn flipped(blob: &Path) {
    let mut bytes = fs_err::read(blob).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    fs_err::write(blob, bytes).unwrap();
}

fn three_chats(home: &Path) -> Case {
    let mut case = new_case(&home.join("case"));
    let folder = home.join("three");
    for (at, name) in ["Heron", "Plover", "Tern"].iter().enumerate() {
        let at = at as u32;
        let name = format!("WhatsApp Chat with {name}.txt");
        chat(&folder, &name, at * 100..at * 100 + 20);
    }
    added(&mut case, &folder);
    assert_eq!(case.index().events().unwrap(), 60);
    case
}

fn texts(case: &Case) -> Vec<String> {
    let mut out = Vec::new();
    let filter = find::filter(case, &find::Wanted::default()).unwrap();
    find::walk(case, &filter, None, 0, &mut |row| {
        out.push(row.event.text.unwrap().to_string());
        Ok(())
    })
    .unwrap();
    out
}

#[test]
fn a_thread_whose_original_is_lost_is_left_out_alone_and_read_again_when_it_is_back() {
    for (exhibit, change) in [(0, gone as fn(&Path)), (1, flipped), (2, gone)] {
        let home = tempfile::tempdir().unwrap();
        let before = texts(&three_chats(home.path()));
        let (mut case, blob) = opened_after(home.path(), exhibit, |blob| {
            fs_err::copy(blob, blob.with_extension("safe")).unwrap();
            change(blob);
        });
        let after = texts(&case);
        assert_eq!(after.len(), 40);
        assert!(after.iter().all(|text| before.contains(text)));
        let found = lost::lost(&case).unwrap();
        assert_eq!((found.len(), found[0].readings), (1, 1), "{exhibit}");
        assert_eq!(&*found[0].source, "S1");
        let reference = format!("WF/{}", exhibit + 1);
        assert_eq!(found[0].originals[0].0, reference);
        // Everything else goes on.
        overview::overview(&case).unwrap();
        let words = search::Search {
            typed: "number".into(),
            ..search::Search::default()
        };
        search::search(&case, &words, None).unwrap();
        let more = chat(
            &home.path().join("more"),
            "WhatsApp Chat with Osprey.txt",
            900..930,
        );
        added(&mut case, &more);
        assert_eq!(case.index().events().unwrap(), 70);
        drop(case);
        // Opened again it is the same, and nothing is read anew.
        let key = Key::Passphrase(PASSPHRASE);
        let folder = home.path().join("case");
        let mut case = open::unlock(&folder, &key, acting()).unwrap();
        assert!(open::follow(&mut case).unwrap());
        assert_eq!(lost::lost(&case).unwrap(), found);
        drop(case);
        fs_err::rename(blob.with_extension("safe"), &blob).unwrap();
        let _ = fs_err::remove_file(blob.with_extension("elsewhere"));
        let case = open::open(&folder, &key, acting()).unwrap();
        assert_eq!(lost::lost(&case).unwrap(), []);
        assert_eq!(case.index().events().unwrap(), 90);
    }
}

#[test]
fn the_same_files_added_again_take_the_place_of_what_was_lost() {
    for change in [gone as fn(&Path), flipped] {
        let home = tempfile::tempdir().unwrap();
        three_chats(home.path());
        let (mut case, _) = opened_after(home.path(), 1, change);
        assert_eq!(case.index().events().unwrap(), 40);
        added(&mut case, &home.path().join("three"));
        assert_eq!(lost::lost(&case).unwrap(), []);
        assert_eq!(case.index().events().unwrap(), 60);
        assert_eq!(case.state().exhibits.len(), 3, "no new exhibit");
    }
}

/// An archive of one file that is not compressed (PKWARE APPNOTE 4.3).
fn stored_zip(name: &str, content: &[u8]) -> Vec<u8> {
    let crc = !content.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 * (crc & 1))
        })
    });
    let size = content.len() as u32;
    let (name_length, zero) = (name.len() as u16, [0_u8; 12]);
    // Version, flags, method, time, date, checksum, both sizes, lengths of name and extra field.
    let mut about = vec![20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0x58];
    for number in [crc, size, size] {
        about.extend(number.to_le_bytes());
    }
    about.extend(name_length.to_le_bytes());
    about.extend([0, 0]);
    let mut zip = [b"PK\x03\x04", &about[..], name.as_bytes(), content].concat();
    let directory = zip.len() as u32;
    zip.extend(b"PK\x01\x02\x14\x00");
    zip.extend(&about);
    // Comment, disk, attributes, and the place of the file, which is the start.
    zip.extend([&zero[..], &[0; 2], name.as_bytes()].concat());
    let length = zip.len() as u32 - directory;
    zip.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
    zip.extend(length.to_le_bytes());
    zip.extend(directory.to_le_bytes());
    zip.extend([0, 0]);
    zip
}

#[test]
fn an_archive_that_is_lost_takes_only_its_own_readings() {
    let home = tempfile::tempdir().unwrap();
    let mut case = new_case(&home.path().join("case"));
    let path = chat(home.path(), "WhatsApp Chat with Heron.txt", 0..30);
    let archive = home.path().join("chat.zip");
    let content = fs_err::read(path).unwrap();
    fs_err::write(
        &archive,
        stored_zip("WhatsApp Chat with Heron.txt", &content),
    )
    .unwrap();
    let other = chat(
        &home.path().join("o"),
        "WhatsApp Chat with Plover.txt",
        50..80,
    );
    added(&mut case, &other);
    added(&mut case, &archive);
    assert_eq!(case.index().events().unwrap(), 60);
    drop(case);
    let (case, _) = opened_after(home.path(), 1, gone);
    assert_eq!(case.index().events().unwrap(), 30);
    assert_eq!(&*lost::lost(&case).unwrap()[0].source, "S2");
    overview::overview(&case).unwrap();
    assert!(open::waiting(&case, true).unwrap().is_empty());
}

/// An original that no reading needs is missed only where it is shown.
#[test]
fn a_picture_that_is_lost_takes_no_reading_with_it() {
    let home = tempfile::tempdir().unwrap();
    let mut case = new_case(&home.path().join("case"));
    let folder = home.path().join("chat");
    fs_err::create_dir(&folder).unwrap();
    fs_err::write(
        folder.join("WhatsApp Chat with Heron.txt"),
        "13/03/2024, 01:00 - Heron: IMG-20240313-WA0001.jpg (file attached)\n\
         13/03/2024, 01:01 - Heron: look at that\n",
    )
    .unwrap();
    fs_err::write(
        folder.join("IMG-20240313-WA0001.jpg"),
        b"\xff\xd8\xff\xe0 no picture",
    )
    .unwrap();
    let options = add::AddOptions {
        under_18: Some(add::Under18::No),
        ..add::AddOptions::default()
    };
    add::add(&mut case, &folder, &options, &mut |_| Ok(())).unwrap();
    let before = case.index().check().unwrap();
    let digest = case.state().sources[0].source.items.iter();
    let digest = digest
        .clone()
        .find(|item| item.path.ends_with("jpg"))
        .unwrap()
        .digest;
    let at = case
        .state()
        .exhibits
        .iter()
        .position(|one| one.digest == digest)
        .unwrap();
    drop(case);
    let (case, _) = opened_after(home.path(), at, gone);
    assert_eq!(lost::lost(&case).unwrap(), []);
    assert_eq!(case.index().check().unwrap(), before);
}

#[test]
fn a_pack_is_made_of_the_rest_and_is_whole() {
    let home = tempfile::tempdir().unwrap();
    three_chats(home.path());
    let (mut case, _) = opened_after(home.path(), 1, gone);
    // It verifies itself; what it says of the lost is in the tests of its facts.
    packed(&mut case, true, &home.path().join("pack"));
}
