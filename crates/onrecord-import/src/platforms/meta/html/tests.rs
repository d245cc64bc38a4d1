//! Counts records another way: by the one class that all of Meta's cards bear in the cases, with a
//! plain search over the bytes.

use crate::platforms::{facebook, instagram};
use crate::{Answers, Export, FolderExport, Importer};
use onrecord_model::{Event, Kind};
use std::path::Path;

fn events_of(importer: &dyn Importer, path: &Path) -> (FolderExport, Vec<Event>) {
    let export = FolderExport::from_path(path).unwrap();
    let events = {
        let opened = importer
            .open(&export, &Answers::default())
            .unwrap()
            .unwrap();
        opened.records.map(Result::unwrap).collect()
    };
    (export, events)
}

fn count(export: &dyn Export, path: &str, word: &str) -> usize {
    let mut text = String::new();
    export
        .open(path)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text.matches(word).count()
}

#[test]
fn every_card_and_every_reaction_of_the_cases_is_an_event() {
    let cases: [(&dyn Importer, &str); 3] = [
        (&facebook::IMPORTER, "facebook/cases/html_new/input"),
        (&facebook::IMPORTER, "facebook/cases/html_old/input"),
        (&instagram::IMPORTER, "instagram/cases/html_new/input"),
    ];
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/platforms");
    let mut pages = 0;
    for (importer, path) in cases {
        let (export, events) = events_of(importer, &root.join(path));
        for entry in export.entries() {
            let is_page = entry.path.ends_with(".html");
            if !is_page || entry.path.ends_with("start_here.html") {
                continue;
            }
            let here = |fits: &dyn Fn(&Event) -> bool| {
                let of_entry = events.iter().filter(|one| one.locator.entry == entry.path);
                of_entry.filter(|one| fits(one)).count()
            };
            let cards = here(&|one| !matches!(one.kind, Kind::Reaction | Kind::System));
            assert_eq!(
                cards,
                count(&export, &entry.path, "<div class=\"pam"),
                "{}",
                entry.path
            );
            let reactions = here(&|one| one.kind == Kind::Reaction);
            assert_eq!(
                reactions,
                count(&export, &entry.path, "<li>"),
                "{}",
                entry.path
            );
            pages += 1;
        }
    }
    assert!(pages > 12, "{pages}");
}

#[test]
fn the_peers_page_is_read_as_the_peer_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/fixtures/facebook/msgvault/html_simple");
    if !path.is_dir() {
        return;
    }
    let (_, events) = events_of(&facebook::IMPORTER, &path);
    let said: Vec<_> = events
        .iter()
        .map(|event| {
            let who = event.account.as_ref().map_or("", |account| account.label());
            let wall = event.when.truth.wall().map(|wall| wall.to_string());
            (
                who.to_owned(),
                event.text.as_deref().unwrap_or_default(),
                wall.unwrap_or_default(),
            )
        })
        .collect();
    let expected = [
        ("Test User", "Hello", "2020-09-13T12:26:00"),
        ("Alice Example", "café time?", "2020-09-13T12:27:00"),
        ("Test User", "See you soon", "2020-09-13T12:28:00"),
    ];
    assert_eq!(
        said,
        expected.map(|(who, text, wall)| (who.to_owned(), text, wall.to_owned()))
    );
    let participants = &events.first().unwrap().thread.participants;
    assert_eq!(participants.len(), 2);
}
