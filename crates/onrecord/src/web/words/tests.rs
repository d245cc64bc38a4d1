//! The catalogues are whole, and every key that the app says is there.

use super::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Key and the names of its places, of every message in a catalogue's text.
fn messages(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(_, errors)| {
        panic!("the catalogue cannot be read: {errors:?}");
    });
    drop(resource);
    let mut out: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut key = String::new();
    for line in text.lines() {
        if let Some((name, _)) = line.split_once(" =")
            && line.starts_with(|c: char| c.is_ascii_lowercase())
        {
            key = name.to_owned();
            let before = out.insert(key.clone(), BTreeSet::new());
            assert!(before.is_none(), "{key} stands twice");
        }
        for part in line.split('$').skip(1) {
            let name: String = part
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '-' || *c == '_')
                .collect();
            out.get_mut(&key).unwrap().insert(name);
        }
    }
    out
}

fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs_err::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("tests.rs") {
            out.push(path);
        }
    }
}

#[test]
fn every_key_that_is_said_is_in_the_catalogue() {
    let known = messages(include_str!("en.ftl"));
    let mut files = Vec::new();
    sources(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web"),
        &mut files,
    );
    let mut said = 0;
    for path in files {
        let text = fs_err::read_to_string(&path).unwrap();
        let lines = text.lines();
        let code = lines.filter(|line| !line.trim_start().starts_with("//"));
        let text = code.collect::<Vec<_>>().join("\n");
        for start in ["ctx.t(", "ctx.tw(", "Message::new(", "start_job("] {
            for (at, _) in text.match_indices(start) {
                let rest = text[at + start.len()..].trim_start();
                let Some(rest) = rest.strip_prefix('"') else {
                    continue;
                };
                let key = rest.split('"').next().unwrap();
                said += 1;
                assert!(
                    known.contains_key(key),
                    "{}: \"{key}\" is not in en.ftl",
                    path.display()
                );
            }
        }
    }
    assert!(said > 20);
}

/// The keys of each section of a catalogue.
fn sections(text: &str) -> BTreeMap<&str, BTreeSet<String>> {
    let parts = text.split("\n## ").skip(1);
    parts
        .map(|part| {
            let (title, rest) = part.split_once('\n').unwrap();
            (title, messages(rest).into_keys().collect())
        })
        .collect()
}

#[test]
fn every_language_says_what_english_says() {
    let (english, polish) = (include_str!("en.ftl"), include_str!("pl.ftl"));
    assert_eq!(sections(polish), sections(english));
    let english = messages(english);
    for (key, places) in messages(polish) {
        assert_eq!(english.get(&key), Some(&places), "{key}: its places");
    }
}

#[test]
fn numbers_are_counted_as_each_language_counts() {
    let files = |code, n: u64| of(code).say("count-files", &[("n", n.into())]);
    assert_eq!(
        [1, 2, 5].map(|n| files("en", n)),
        ["1 file", "2 files", "5 files"]
    );
    assert_eq!(
        [1, 2, 5].map(|n| files("pl", n)),
        ["1 plik", "2 pliki", "5 plików"]
    );
}

#[test]
fn large_numbers_are_in_groups() {
    let events = |code, n: u64| of(code).say("count-events", &[("n", n.into())]);
    assert_eq!(events("en", 2_400), "2400 events");
    assert_eq!(events("en", 1_500_000), "1,500,000 events");
    assert_eq!(events("pl", 150_000), "150\u{a0}000 zdarzeń");
}

#[test]
fn a_language_that_is_unknown_is_english() {
    assert_eq!(of("xx").code(), ENGLISH);
}

#[test]
fn a_text_cannot_turn_the_words_around_it() {
    let said = of("en").say("banner-working-for", &[("name", "a\u{202e}b".into())]);
    assert!(said.contains("\u{2068}ab\u{2069}"));
}
