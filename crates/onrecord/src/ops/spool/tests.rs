//! What goes in comes out, whole and nowhere in the clear; and what must not go in does not.

use super::*;

fn filled(home: &Path, careful: bool, files: &[(&str, &[u8])]) -> Spool {
    let mut writer = SpoolWriter::new(home, careful).unwrap();
    for (name, bytes) in files {
        let mut wanted = writer.begin(name).unwrap();
        for piece in bytes.chunks(7_000) {
            wanted = wanted && writer.write(piece).unwrap();
        }
        writer.end();
    }
    writer.finish().unwrap()
}

fn read(export: &dyn Export, path: &str) -> Vec<u8> {
    let mut out = Vec::new();
    export.open(path).unwrap().read_to_end(&mut out).unwrap();
    out
}

#[test]
fn a_folder_comes_out_as_it_went_in_and_nothing_is_in_the_clear() {
    let home = tempfile::tempdir().unwrap();
    let long = b"mild words, ".repeat(20_000);
    let spool = filled(
        home.path(),
        false,
        &[
            ("chats/b.txt", &long),
            ("chats/a/x.txt", b"short"),
            ("chats/empty", b""),
        ],
    );
    assert_eq!(spool.name(), "chats");
    let (how, export) = spool.export().unwrap();
    assert_eq!(how, How::Folder);
    let paths: Vec<&str> = export.entries().iter().map(|entry| &*entry.path).collect();
    assert_eq!(paths, ["a/x.txt", "b.txt", "empty"]);
    assert_eq!(read(&*export, "b.txt"), long);
    assert_eq!(read(&*export, "a/x.txt"), b"short");
    assert_eq!(read(&*export, "empty"), b"");
    let mut part = export.open_seekable("b.txt").unwrap().unwrap();
    part.seek(SeekFrom::End(-7)).unwrap();
    let mut end = Vec::new();
    part.read_to_end(&mut end).unwrap();
    assert_eq!(end, b"words, ");
    assert_eq!(part.seek(SeekFrom::Start(1 << 40)).unwrap(), 1 << 40);
    assert_eq!(part.read(&mut [0; 4]).unwrap(), 0);
    drop(part);
    drop(export);
    // Nothing stands in the folder, and what the file holds is not in the clear.
    assert_eq!(fs_err::read_dir(home.path()).unwrap().count(), 0);
    let mut raw = Vec::new();
    let file = Arc::clone(&spool.file.file);
    At { file, at: 0 }.read_to_end(&mut raw).unwrap();
    assert!(raw.len() > long.len());
    assert!(!raw.windows(10).any(|part| part == b"mild words"));
}

#[test]
fn names_that_lead_astray_are_told_and_the_rest_is_kept() {
    let home = tempfile::tempdir().unwrap();
    let long = "n".repeat(LONGEST_NAME + 1);
    let files: Vec<(&str, &[u8])> = vec![
        ("../../etc/passwd", b"1"),
        ("/etc/passwd", b"1"),
        ("a\\..\\b", b"1"),
        ("C:evil", b"1"),
        (&long, b"1"),
        (".DS_Store", b"1"),
        ("chat.txt", b"first"),
        ("chat.txt", b"second"),
        ("<img src=x>.txt", b"third"),
    ];
    let spool = filled(home.path(), false, &files);
    let codes: Vec<&str> = spool
        .problems()
        .iter()
        .map(|problem| problem.code)
        .collect();
    assert_eq!(
        codes,
        [
            "unsafe-name",
            "unsafe-name",
            "unsafe-name",
            "unsafe-name",
            "unsafe-name",
            "litter"
        ]
    );
    assert_eq!(spool.name(), "3 files");
    let (_, export) = spool.export().unwrap();
    assert_eq!(read(&*export, "chat.txt"), b"first");
    assert_eq!(read(&*export, "2/chat.txt"), b"second");
    assert_eq!(read(&*export, "<img src=x>.txt"), b"third");
}

#[test]
fn where_a_picture_of_a_child_may_be_among_them_no_picture_is_kept() {
    let home = tempfile::tempdir().unwrap();
    let mail = [
        &[b'x'; 9_000][..],
        b"Content-Type: image/jpeg",
        &[b'y'; 9_000],
    ]
    .concat();
    let spool = filled(
        home.path(),
        true,
        &[
            ("a.jpg", b"x"),
            ("hidden.txt", b"\xff\xd8\xff\xe0 and more bytes"),
            ("mail.eml", &mail),
            ("chat.txt", b"hello there"),
        ],
    );
    assert_eq!(
        (spool.left_out(), spool.files(), spool.name()),
        (3, 1, "chat.txt")
    );
    let (how, export) = spool.export().unwrap();
    assert_eq!(
        (how, &*read(&*export, "chat.txt")),
        (How::File, &b"hello there"[..])
    );
}

#[test]
fn an_upload_that_was_broken_off_leaves_nothing() {
    let home = tempfile::tempdir().unwrap();
    let mut writer = SpoolWriter::new(home.path(), false).unwrap();
    writer.begin("a.txt").unwrap();
    writer.write(b"some").unwrap();
    drop(writer);
    assert_eq!(fs_err::read_dir(home.path()).unwrap().count(), 0);
}

#[test]
fn the_most_is_the_most() {
    let home = tempfile::tempdir().unwrap();
    let mut writer = SpoolWriter::new(home.path(), false).unwrap();
    writer.begin("a.txt").unwrap();
    writer.at = LARGEST - 3;
    assert!(writer.write(b"abc").unwrap());
    assert!(matches!(writer.write(b"d"), Err(SpoolError::TooLarge)));
    let mut writer = SpoolWriter::new(home.path(), false).unwrap();
    writer.left_out = MOST_FILES;
    assert!(matches!(writer.begin("a.txt"), Err(SpoolError::TooMany)));
}
