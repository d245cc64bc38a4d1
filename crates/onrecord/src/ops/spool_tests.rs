//! What a browser sent, taken in: the same source as the same files named by their path, and nothing
//! taken in that may show somebody under 18.

use crate::ops::add::{self, AddOptions, Added, Under18};
use crate::ops::case::Case;
use crate::ops::spool::{Spool, SpoolWriter};
use crate::ops::tests::{added, chat, new_case};
use crate::ops::{OpError, OpResult};
use onrecord_vault::Depth;
use std::path::Path;

const CHAT: &str = "WhatsApp Chat with Marigold Example.txt";

fn sent(case: &Case, careful: bool, files: &[(&str, Vec<u8>)]) -> Spool {
    let mut writer = SpoolWriter::new(case.vault.folder(), careful).unwrap();
    for (name, bytes) in files {
        if writer.begin(name).unwrap() {
            writer.write(bytes).unwrap();
        }
    }
    writer.finish().unwrap()
}

fn options(under_18: Option<Under18>) -> AddOptions {
    AddOptions {
        under_18,
        ..AddOptions::default()
    }
}

fn taken(case: &mut Case, spool: &Spool, under_18: Option<Under18>) -> OpResult<Added> {
    add::add_sent(case, spool, &options(under_18), &mut |_| Ok(()))
}

fn on_disk(folder: &Path) -> Vec<String> {
    let names = fs_err::read_dir(folder).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    names.filter(|name| name.starts_with("upload-")).collect()
}

#[test]
fn what_is_sent_is_the_same_source_as_what_is_named_by_its_path() {
    let home = tempfile::tempdir().unwrap();
    let mut case = new_case(&home.path().join("case"));
    let folder = home.path().join("chats");
    let one = chat(&folder, CHAT, 0..50);
    let two = chat(&folder, "WhatsApp Chat with Juniper Lark.txt", 60..80);
    added(&mut case, &folder);
    added(&mut case, &one);
    let bytes = |path: &Path| fs_err::read(path).unwrap();
    let files = [
        (format!("chats/{CHAT}"), bytes(&one)),
        (
            "chats/WhatsApp Chat with Juniper Lark.txt".to_owned(),
            bytes(&two),
        ),
    ];
    let files: Vec<(&str, Vec<u8>)> = files
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.clone()))
        .collect();
    let spool = sent(&case, false, &files);
    assert!(on_disk(case.vault.folder()).is_empty());
    let again = taken(&mut case, &spool, Some(Under18::No)).unwrap();
    assert_eq!(
        (again.same_as.as_deref(), again.known.len()),
        (Some("S1"), 2)
    );
    drop(spool);
    let spool = sent(&case, false, &[(CHAT, bytes(&one))]);
    let again = taken(&mut case, &spool, Some(Under18::No)).unwrap();
    assert_eq!(again.same_as.as_deref(), Some("S2"));
    assert_eq!(case.index.events().unwrap(), 70);
    drop(spool);
    assert!(on_disk(case.vault.folder()).is_empty());
    assert!(
        case.vault
            .check(Depth::Deep, &mut |_, _| ())
            .unwrap()
            .problems
            .is_empty()
    );
}

#[test]
fn where_a_picture_may_show_a_child_it_is_refused_and_the_rest_is_taken_in() {
    let home = tempfile::tempdir().unwrap();
    let mut case = new_case(&home.path().join("case"));
    let chat = fs_err::read(chat(home.path(), CHAT, 0..20)).unwrap();
    let spool = sent(
        &case,
        true,
        &[
            ("x/IMG-1.jpg", b"any".to_vec()),
            (&format!("x/{CHAT}"), chat),
        ],
    );
    let done = taken(&mut case, &spool, Some(Under18::YesOrUnsure)).unwrap();
    assert_eq!(
        (done.left_out, done.sealed.len(), case.state.refused),
        (1, 1, 1)
    );
    assert_eq!(case.state.sources[0].left_out, 1);
    let before = (case.vault.log_size(), case.state.exhibits.len());
    let spool = sent(&case, true, &[("IMG-1.jpg", b"any".to_vec())]);
    let refused = taken(&mut case, &spool, Some(Under18::YesOrUnsure)).unwrap_err();
    assert!(refused.to_string().contains("Report Remove"), "{refused}");
    assert_eq!(
        (before.0 + 1, before.1),
        (case.vault.log_size(), case.state.exhibits.len())
    );
    // Without an answer, nothing that may hold a picture is taken in.
    let spool = sent(&case, false, &[("IMG-1.jpg", b"any".to_vec())]);
    assert!(matches!(
        taken(&mut case, &spool, None),
        Err(OpError::NeedsAnswer(_))
    ));
    assert_eq!(before.0 + 1, case.vault.log_size());
}

#[test]
fn what_was_not_taken_in_is_kept_with_the_source() {
    let home = tempfile::tempdir().unwrap();
    let mut case = new_case(&home.path().join("case"));
    let bytes = fs_err::read(chat(home.path(), CHAT, 0..20)).unwrap();
    let spool = sent(
        &case,
        false,
        &[(CHAT, bytes), ("../../evil.txt", b"x".to_vec())],
    );
    taken(&mut case, &spool, Some(Under18::No)).unwrap();
    case.refold().unwrap();
    let state = &case.state.sources[0];
    assert_eq!(state.problem_count, 1);
    assert_eq!(state.problems[0].0, "../../evil.txt");
    assert_eq!(state.source.items.len(), 1);
}

#[test]
fn a_case_is_not_put_into_itself() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("case");
    let mut case = new_case(&folder);
    for path in [&folder, home.path(), &folder.join("log")] {
        let refused = add::add(
            &mut case,
            path,
            &options(Some(Under18::No)),
            &mut |_| Ok(()),
        );
        assert!(refused.is_err(), "{}", path.display());
    }
    assert!(case.state.exhibits.is_empty());
}
