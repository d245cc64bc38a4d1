//! The documents of an invented case: nothing lost or doubled, one front page, the same bytes
//! twice, and what other readers of PDF say. Tests that need such a reader say loudly when it is
//! not installed.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test's helpers are tests too, and a skipped check must be seen"
)]

mod invented;

use invented::{Invented, Measure, invent, text};
use onrecord_pack::input::ThreadItem;
use onrecord_pack::pdf::{FontStore, Limits, Profile, SystemFonts, Typesetter};
use onrecord_pack::report::{
    Choices, Citations, Places, RecoverySheet, write_exhibits, write_recovery_sheet, write_report,
};
use std::path::Path;
use std::process::Command;

const SMALL: Limits = Limits {
    pages: 6,
    picture_bytes: 96 << 20,
    volumes: 99,
};

fn volumes(case: &Invented, choices: Choices, report: bool) -> Vec<Vec<u8>> {
    let store = FontStore::new(SystemFonts::Ignore);
    let mut setter = Typesetter::new(&store);
    let mut volumes = Vec::new();
    let mut sink = |volume: onrecord_pack::pdf::Volume| {
        volumes.push(volume.bytes);
        Ok(())
    };
    let citations = Citations::find(case).unwrap();
    if report {
        let places = Places::default();
        write_report(case, &mut setter, choices, &citations, &places, &mut sink).unwrap();
    } else {
        write_exhibits(case, &mut setter, choices, &citations, &mut sink).unwrap();
    }
    volumes
}

fn installed(program: &str) -> bool {
    let there = Command::new(program).arg("--version").output().is_ok();
    if !there {
        eprintln!("SKIPPED: {program} is not installed; part of the documents is unchecked");
    }
    there
}

fn run(program: &str, arguments: &[&str], file: &Path) -> (bool, String) {
    let output = Command::new(program)
        .args(arguments)
        .arg(file)
        .output()
        .unwrap();
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.push_str(&String::from_utf8_lossy(&output.stderr));
    (output.status.success(), text)
}

fn extracted(folder: &Path, bytes: &[u8]) -> String {
    let path = folder.join("document.pdf");
    fs_err::write(&path, bytes).unwrap();
    let output = Command::new("pdftotext")
        .args(["-enc", "UTF-8"])
        .arg(&path)
        .arg("-")
        .output()
        .unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

/// Without white space and without what an extractor adds to show direction.
fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|ch| {
            !ch.is_whitespace() && !matches!(ch, '\u{200E}'..='\u{200F}' | '\u{202A}'..='\u{202E}')
        })
        .collect()
}

fn right_to_left(text: &str) -> bool {
    text.chars()
        .any(|ch| matches!(ch, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}'))
}

#[test]
fn every_message_and_every_gap_stands_in_the_volumes_once() {
    if !installed("pdftotext") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let case = invent(Measure::SAMPLE);
    let choices = Choices {
        limits: SMALL,
        ..Choices::default()
    };
    let files = volumes(&case, choices, false);
    assert!(files.len() > 2, "volumes are made");
    let mut whole = String::new();
    for (nth, file) in files.iter().enumerate() {
        let text = extracted(folder.path(), file);
        assert!(text.contains(&format!("Volume {} of {}", nth + 1, files.len())));
        assert!(text.contains("Page 1 of "));
        whole.push_str(&text);
    }
    let all = squeezed(&whole);
    let store = FontStore::new(SystemFonts::Ignore);
    let mut setter = Typesetter::new(&store);
    let mut checked = 0;
    for items in &case.items {
        for item in items {
            let ThreadItem::Shown(shown) = item else {
                continue;
            };
            let Some(text) = shown
                .event
                .text
                .as_deref()
                .filter(|_| shown.index % 31 != 30)
            else {
                continue;
            };
            let printed = setter.printed(text);
            if right_to_left(&printed) {
                // Extractors put ligatures and mirrored signs in an order of their own.
                for word in printed.split_whitespace().filter(|word| word.is_ascii()) {
                    assert!(all.contains(word.trim_matches(['(', ')'])), "{word}");
                }
            } else {
                assert!(all.contains(&squeezed(&printed)), "{printed}");
            }
            checked += 1;
        }
    }
    assert!(checked > 250, "{checked}");
    // Numbered texts: exactly one in each thread, whatever page or volume they fell on.
    for nth in (0..120).filter(|nth| nth % 3 != 0 && nth % 31 != 30 && nth % 17 != 5) {
        let withheld = (40..53).contains(&nth) || nth == 60;
        let expected = if withheld { 0 } else { case.items.len() };
        assert_eq!(all.matches(&format!("(m{nth})")).count(), expected, "{nth}");
    }
    let gap = squeezed("13 messages withheld here, 40-52");
    assert_eq!(all.matches(&gap).count(), case.items.len());
    let one = squeezed("1 message withheld here, 60");
    assert_eq!(all.matches(&one).count(), case.items.len());
    assert!(all.contains(&squeezed("line 812: no date could be read")));
    assert!(
        !all.contains(&squeezed(&text(40, true))),
        "withheld text is nowhere"
    );
}

#[test]
fn there_are_never_more_volumes_than_wanted() {
    let case = invent(Measure::SAMPLE);
    let choices = Choices {
        limits: Limits {
            volumes: 2,
            ..SMALL
        },
        ..Choices::default()
    };
    assert_eq!(volumes(&case, choices, false).len(), 2);
}

#[test]
fn the_front_is_one_page_even_with_endless_words() {
    if !installed("pdftotext") {
        return;
    }
    one_front("Endless wörds ");
    one_front("👩\u{200D}💻😀 ");
    one_front("\u{202E}");
}

fn one_front(word: &str) {
    let folder = tempfile::tempdir().unwrap();
    let mut case = invent(Measure {
        accounts: 9,
        messages: 20,
        log: 2,
        ..Measure::SAMPLE
    });
    let long = word.repeat(400);
    case.facts.owner.clone_from(&long);
    case.facts.recipient = Some(long.clone());
    case.facts.front.ask.clone_from(&long);
    case.facts.front.person_doing_this.clone_from(&long);
    case.facts.front.references = vec![long.clone(); 50];
    for account in &mut case.facts.accounts {
        account.label.clone_from(&long);
    }
    for entry in &mut case.facts.ledger {
        entry.answered.clone_from(&long);
        entry.body.clone_from(&long);
        entry.their_reference.clone_from(&long);
    }
    for incident in &mut case.facts.incidents {
        incident.words.clone_from(&long);
        incident.when.clone_from(&long);
    }
    let report = volumes(&case, Choices::default(), true);
    let text = extracted(folder.path(), &report[0]);
    let pages: Vec<&str> = text.split('\u{C}').collect();
    assert!(pages[0].contains(&case.facts.proof.fingerprint));
    assert!(pages[1].contains("Contents"), "{}", pages[1]);
}

#[test]
fn an_empty_case_says_so_in_every_section() {
    let mut case = invent(Measure {
        messages: 0,
        threads: 0,
        accounts: 0,
        incidents: 0,
        exhibits: 0,
        log: 0,
        hostile: false,
    });
    case.facts.front = Default::default();
    case.facts.persons.clear();
    let report = volumes(&case, Choices::default(), true);
    let exhibits = volumes(&case, Choices::default(), false);
    if !installed("pdftotext") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let text = extracted(folder.path(), &report[0]);
    for words in [
        "No incident",
        "No report",
        "No account",
        "no exhibit",
        "No thread",
    ] {
        assert!(text.contains(words), "{words}");
    }
    assert!(extracted(folder.path(), &exhibits[0]).contains("No thread is in this pack."));
}

#[test]
fn days_and_elements_stand_with_their_sources_and_gaps() {
    let report = volumes(&invent(Measure::SAMPLE), Choices::default(), true);
    if !installed("pdftotext") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let text = squeezed(&extracted(folder.path(), &report[0]));
    for words in [
        "Northshire Police promised",
        "33 days left",
        "does not apply",
        "Source 1. https://example.org/rule, read 22 November 2026",
        "Nothing yet shows monitoring.",
        "I-1; T1, 3-4",
        "1 event not in this pack",
        "[E-1]",
        "Have a lawyer check it.",
    ] {
        assert!(text.contains(&squeezed(words)), "{words}");
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let case = invent(Measure::SAMPLE);
    for report in [true, false] {
        let one = volumes(&case, Choices::default(), report);
        let two = volumes(&case, Choices::default(), report);
        assert!(one == two, "report: {report}");
    }
}

#[test]
fn other_readers_find_nothing_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let case = invent(Measure::SAMPLE);
    let store = FontStore::new(SystemFonts::Ignore);
    let sheet = RecoverySheet {
        case: "Garden notes".into(),
        made_at: onrecord_model::Instant(invented::START),
        key: "AGE-SECRET-KEY-1INVENTEDNOTREAL".into(),
        words: vec!["orchard".into(); 24],
        check: "K7QF-93".into(),
        tool: "On Record".into(),
    };
    let sheet = write_recovery_sheet(&sheet, &mut Typesetter::new(&store)).unwrap();
    let mut files = volumes(&case, Choices::default(), true);
    files.extend(volumes(&case, Choices::default(), false));
    files.push(sheet);
    let qpdf = installed("qpdf");
    let fonts = installed("pdffonts");
    let info = installed("pdfinfo");
    for (nth, bytes) in files.iter().enumerate() {
        let path = folder.path().join(format!("{nth}.pdf"));
        fs_err::write(&path, bytes).unwrap();
        for marker in [
            &b"pdfaid:part"[..],
            b"pdfuaid:part",
            b"/MarkInfo",
            b"/StructTreeRoot",
        ] {
            assert!(bytes.windows(marker.len()).any(|part| part == marker));
        }
        if qpdf {
            let (good, says) = run("qpdf", &["--check"], &path);
            assert!(good, "{says}");
        }
        if fonts {
            let (_, says) = run("pdffonts", &[], &path);
            let lines: Vec<&str> = says.lines().filter(|line| line.contains("Noto")).collect();
            assert!(!lines.is_empty(), "{says}");
            for line in lines {
                let words: Vec<&str> = line.split_whitespace().collect();
                assert!(
                    words.windows(3).any(|three| three == ["yes", "yes", "yes"]),
                    "{line}"
                );
            }
        }
        if info {
            let (_, says) = run("pdfinfo", &["-struct-text"], &path);
            assert!(says.contains("H1"), "{says}");
            if nth == 0 {
                for tag in ["TH", "TD", "Table", "Figure", "LBody", "Link", "TOCI"] {
                    assert!(says.contains(tag), "{tag}");
                }
            }
        }
    }
}

/// Preflight knows PDF/A-1b only, so it sees a twin with the same pages.
#[test]
fn preflight_accepts_the_twin() {
    let jars = "/usr/share/java";
    let needed = [
        "preflight",
        "pdfbox2",
        "fontbox2",
        "xmpbox",
        "commons-logging",
    ];
    let find = |stem: &str| {
        let path = format!("{jars}/{stem}.jar");
        Path::new(&path).exists().then_some(path)
    };
    let found: Vec<String> = needed.iter().filter_map(|stem| find(stem)).collect();
    if found.len() < needed.len() || Command::new("java").arg("-version").output().is_err() {
        eprintln!("SKIPPED: Java or PDFBox Preflight is not installed; the twin is unchecked");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let case = invent(Measure::SAMPLE);
    let choices = Choices {
        profile: Profile::Twin,
        ..Choices::default()
    };
    let source =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testkit/preflight/CheckArchive.java");
    let mut class_path = found.join(":");
    for more in ["javax.activation", "jaxb-api"] {
        class_path.push_str(&format!(":{jars}/{more}.jar"));
    }
    for (nth, report) in [(0, true), (1, false)] {
        let bytes = volumes(&case, choices, report).remove(0);
        let path = folder.path().join(format!("{nth}.pdf"));
        fs_err::write(&path, bytes).unwrap();
        let output = Command::new("java")
            .args(["-cp", &class_path])
            .arg(&source)
            .arg(&path)
            .output()
            .unwrap();
        let says = String::from_utf8_lossy(&output.stdout);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(says.contains(path.to_str().unwrap()), "{says}{errors}");
        // Known: this reader does not follow a bookmark's or link's destination that is written as
        // an indirect object (ISO 32000-1, 7.3.10 allows that anywhere).
        let known = "1.2.3 Body Syntax error, Error: can't convert to Destination COSObject{";
        for line in says.lines() {
            let fine = line.ends_with(": valid PDF/A-1b") || line.contains(known);
            assert!(fine, "{line}\n{errors}");
        }
    }
}
