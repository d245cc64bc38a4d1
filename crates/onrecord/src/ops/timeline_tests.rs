//! The timeline, an event, search, people and patterns, on a small invented case.

use crate::ops::add::{self, AddOptions, Under18};
use crate::ops::case::Case;
use crate::ops::find::{self, Wanted};
use crate::ops::search::{self, Search};
use crate::ops::tests::{added, chat, new_case};
use crate::ops::timeline::{From, Page, View, at_date, at_month, page};
use crate::ops::{event, import_check, patterns, people, rebuild, record};
use onrecord_analysis::patterns::{between, busiest_hour};
use onrecord_model::statement::Role;
use onrecord_vault::index::{AccountNumber, EventNumber};

/// 300 messages from 13 March 2024, a minute apart in the hours from 01:00 to 05:59.
fn case() -> (tempfile::TempDir, Case) {
    let home = tempfile::tempdir().unwrap();
    let mut case = new_case(&home.path().join("case"));
    let name = "WhatsApp Chat with Marigold Example.txt";
    let path = chat(home.path(), name, 0..300);
    added(&mut case, &path);
    (home, case)
}

fn numbers(page: &Page) -> Vec<u64> {
    let lines = page.days.iter().flat_map(|day| &day.lines).flatten();
    lines.map(|told| told.row.number.0).collect()
}

#[test]
fn pages_lead_forward_and_back_over_every_event_once_whichever_way() {
    let (_home, case) = case();
    for newest_first in [false, true] {
        let view = View {
            newest_first,
            ..View::default()
        };
        let mut forward = Vec::new();
        let mut at = From::Start;
        let mut last = None;
        loop {
            let page = page(&case, &view, at, 70).unwrap();
            assert_eq!(page.before.is_some(), at != From::Start);
            forward.push(numbers(&page));
            match page.after {
                Some(after) => at = From::After(after),
                None => {
                    last = last.or(page.before);
                    break;
                }
            }
        }
        let flat: Vec<u64> = forward.iter().flatten().copied().collect();
        let mut expected: Vec<u64> = (1..=300).collect();
        if newest_first {
            expected.reverse();
        }
        assert_eq!(flat, expected);
        let mut back = vec![forward[4].clone()];
        while let Some(before) = last {
            let page = page(&case, &view, From::Before(before), 70).unwrap();
            assert!(page.after.is_some());
            back.push(numbers(&page));
            last = page.before;
        }
        back.reverse();
        assert_eq!(back.concat(), expected);
    }
}

#[test]
fn a_month_and_a_date_are_found_and_times_say_that_their_zone_is_assumed() {
    let (_home, case) = case();
    let first = page(&case, &View::default(), From::Start, 10).unwrap();
    assert!(first.assumed);
    let month = first.months[0];
    assert_eq!((month.year, month.month, month.events), (2024, 3, 300));
    assert_eq!((first.months.len(), first.undated), (1, 0));
    assert_eq!(first.zone.name(), "Europe/London");
    let day = &first.days[0];
    assert_eq!(day.day.unwrap().to_string(), "2024-03-13");
    assert_eq!(day.lines[0][0].clock().unwrap(), "01:00");
    for newest_first in [false, true] {
        let view = View {
            newest_first,
            ..View::default()
        };
        let at = at_date(&case, &view, "2024-03-13T03:00").unwrap();
        let found = numbers(&page(&case, &view, at, 1).unwrap());
        assert_eq!(found, [121]);
        let at = at_month(&first.zone, &view, 2024, 3);
        let found = numbers(&page(&case, &view, at, 1).unwrap());
        assert_eq!(found, [if newest_first { 300 } else { 1 }]);
        // A day without anything leads to what comes next on the way.
        let at = at_date(&case, &view, "2024-01-01").unwrap();
        let found = numbers(&page(&case, &view, at, 1).unwrap());
        assert_eq!(found, if newest_first { vec![] } else { vec![1] });
    }
    assert!(at_date(&case, &View::default(), "last week").is_err());
}

#[test]
fn many_alike_are_one_line_and_a_view_shows_only_what_was_asked() {
    let (_home, case) = case();
    // Two of three messages are hers, so no four in a row are of one account.
    let whole = page(&case, &View::default(), From::Start, 100).unwrap();
    assert_eq!(whole.days[0].lines.len(), 100);
    let of = |account: &str| View {
        wanted: Wanted {
            account: Some(account.into()),
            ..Wanted::default()
        },
        newest_first: false,
    };
    let hers = page(&case, &of("Marigold Example"), From::Start, 100).unwrap();
    assert_eq!(hers.days[0].lines.len(), 1);
    assert_eq!(hers.days[0].lines[0].len(), 100);
    assert_eq!(hers.months[0].events, 200);
    assert!(page(&case, &of("Nobody"), From::Start, 100).is_err());
}

#[test]
fn a_record_is_the_originals_own_bytes_and_says_when_it_is_not() {
    let (_home, mut case) = case();
    let row = find::find_event(&case, "e8").unwrap();
    let own = record::record(&case, &row).unwrap();
    let text = own.text().unwrap();
    assert_eq!(
        text.trim_end(),
        "13/03/2024, 01:07 - Marigold Example: this is number 7 of what was said"
    );
    assert_eq!(own.agrees, Some(true));
    assert!(!own.is_cut());
    let mut moved = row.clone();
    moved.event.locator.bytes.0 += 1;
    assert_eq!(record::record(&case, &moved).unwrap().agrees, Some(false));
    moved.event.locator.bytes = (1 << 40, (1 << 40) + 5);
    let beyond = record::record(&case, &moved).unwrap();
    assert_eq!((beyond.agrees, beyond.bytes.len()), (Some(false), 0));

    let sheet = event::sheet(&mut case, row.number).unwrap();
    let exhibit = sheet.exhibit.unwrap();
    assert_eq!((exhibit.reference.as_str(), exhibit.number), ("WF/1", 1));
    assert_eq!(sheet.beside, [Some(EventNumber(7)), Some(EventNumber(9))]);
    assert_eq!(sheet.source.importer.0, "whatsapp");
    assert!(sheet.notes.is_empty() && sheet.incidents.is_empty());
    // Sealed, recorded as a source, read.
    assert_eq!(sheet.history.len(), 3);
}

/// An archive that was cut short, in a folder with a chat that an editor saved as UTF-16: what is
/// whole is read, each record is its own bytes, and made again it is the same.
#[test]
fn records_of_a_cut_archive_and_of_utf_16_are_the_originals_own_bytes() {
    let home = tempfile::tempdir().unwrap();
    let mut case = new_case(&home.path().join("case"));
    let folder = home.path().join("all");
    let path = chat(&folder, "WhatsApp Chat with Marigold Example.txt", 0..50);
    let wide: Vec<u8> = std::iter::once(0xfeff)
        .chain(fs_err::read_to_string(&path).unwrap().encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    fs_err::write(&path, wide).unwrap();
    let inner = chat(home.path(), "WhatsApp Chat with Juniper Lark.txt", 100..130);
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, content) in [
        (
            "WhatsApp Chat with Juniper Lark.txt",
            fs_err::read(&inner).unwrap(),
        ),
        ("later.bin", vec![7; 9_000]),
    ] {
        writer
            .start_file(
                name,
                options.compression_method(zip::CompressionMethod::Stored),
            )
            .unwrap();
        std::io::Write::write_all(&mut writer, &content).unwrap();
    }
    let archive = writer.finish().unwrap().into_inner();
    fs_err::write(folder.join("chat.zip"), &archive[..archive.len() - 2_000]).unwrap();
    let options = AddOptions {
        under_18: Some(Under18::No),
        ..AddOptions::default()
    };
    add::add(&mut case, &folder, &options, &mut |_| Ok(())).unwrap();
    assert_eq!(case.index.events().unwrap(), 80);
    for number in 1..=80 {
        let row = case.index.event(EventNumber(number)).unwrap();
        let own = record::record(&case, &row).unwrap();
        assert_eq!(own.agrees, Some(true), "{number}");
        let said = row.event.text.as_deref().unwrap();
        assert!(own.text().unwrap().contains(said), "{number}");
    }
    let check = import_check::check(&case, "S1", usize::MAX).unwrap();
    let remarks = check.remarks.join("\n");
    for words in [
        "chat.zip: it was cut short",
        "One file in it is whole",
        "in UTF-16",
    ] {
        assert!(remarks.contains(words), "{remarks}");
    }
    let before = case.index.fingerprint().unwrap();
    rebuild::rebuild(&mut case, &mut |_| Ok(())).unwrap();
    assert_eq!(case.index.fingerprint().unwrap(), before);
}

#[test]
fn notes_and_incidents_belong_to_their_event_alone() {
    let (_home, mut case) = case();
    event::note(
        &mut case,
        EventNumber(8),
        "He was outside then.\nI saw him.",
    )
    .unwrap();
    assert!(event::note(&mut case, EventNumber(8), " ").is_err());
    let id = event::add_to_incident(&mut case, EventNumber(8), None, "He waited outside.").unwrap();
    let again = event::add_to_incident(&mut case, EventNumber(9), Some(&id), "").unwrap();
    assert_eq!(id, again);
    assert!(event::add_to_incident(&mut case, EventNumber(9), None, "  ").is_err());
    let sheet = event::sheet(&mut case, EventNumber(8)).unwrap();
    assert_eq!(sheet.notes.len(), 1);
    assert_eq!(sheet.notes[0].1.text, "He was outside then.\nI saw him.");
    assert_eq!(sheet.incidents, [(id, "He waited outside.".into())]);
    // With the entry that named it first, and not with the one that named another.
    assert_eq!(sheet.history.len(), 4);
    assert!(
        event::sheet(&mut case, EventNumber(10))
            .unwrap()
            .notes
            .is_empty()
    );
    // The note is nowhere in what a pack can reach.
    let open = case.vault().entries().unwrap();
    let open = open.iter().map(|logged| format!("{:?}", logged.payload));
    assert!(
        !open
            .into_iter()
            .any(|payload| payload.contains("outside then"))
    );
}

#[test]
fn hits_show_where_the_words_stand() {
    let (_home, case) = case();
    let search = Search {
        typed: "number 17".into(),
        view: View::default(),
    };
    let found = search::search(&case, &search, None).unwrap();
    assert_eq!(found.hits.len(), 1);
    let marked: Vec<&str> = found.hits[0]
        .snippet
        .pieces
        .iter()
        .filter(|(_, marked)| *marked)
        .map(|(text, _)| text.as_str())
        .collect();
    assert_eq!(marked, ["number", "17"]);
    let none = Search {
        typed: "  ".into(),
        view: View::default(),
    };
    assert!(search::search(&case, &none, None).is_err());
    let every = Search {
        typed: "said".into(),
        view: View::default(),
    };
    let mut count = 0;
    let mut after = None;
    loop {
        let page = search::search(&case, &every, after).unwrap();
        count += page.hits.len();
        after = page.after;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(count, 300);
}

#[test]
fn an_account_is_one_persons_at_a_time_and_every_statement_stays() {
    let (_home, mut case) = case();
    let all = people::everybody(&case, 0).unwrap();
    assert_eq!((all.all, all.accounts.len()), (2, 2));
    let number = all.accounts[0].row.number;
    let said = |name: &str| people::Said {
        name: name.into(),
        role: Some(Role::Known),
        note: None,
        can_say: Some("What she saw.".into()),
    };
    people::say(&mut case, &said("Marigold"), Some(number)).unwrap();
    let entries = case.state().entries;
    people::say(&mut case, &said("Somebody else"), Some(number)).unwrap();
    assert_eq!(case.state().entries, entries + 2);
    let sheet = people::account(&case, number).unwrap();
    assert_eq!(sheet.found.person.unwrap().0, "Somebody else");
    assert_eq!(sheet.threads.len(), 1);
    assert!(sheet.threads[0].0.records > 0);
    people::nobodys(&mut case, number, None).unwrap();
    assert!(
        people::account(&case, number)
            .unwrap()
            .found
            .person
            .is_none()
    );
    assert_eq!(people::everybody(&case, 0).unwrap().people.len(), 2);
    assert!(people::say(&mut case, &said(" "), Some(number)).is_err());
    assert!(people::account(&case, AccountNumber(99)).is_err());
}

#[test]
fn patterns_count_every_dated_event_once_on_the_cases_clock() {
    let (_home, case) = case();
    let found = patterns::pattern(&case, &View::default()).unwrap();
    assert_eq!(
        (found.seen.total, found.undated, found.assumed),
        (300, 0, 300)
    );
    // 13 March 2024 was a Wednesday.
    assert_eq!(found.seen.hours[2][1], 60);
    assert_eq!(busiest_hour(&found.seen.hours), Some((2, 1, 60)));
    assert_eq!(between(&found.seen.hours, 23, 6), 300);
    let events: Vec<u64> = found
        .accounts
        .iter()
        .map(|account| account.events)
        .collect();
    assert_eq!((events, found.all_accounts), (vec![200, 100], 2));
    assert_eq!(found.accounts[0].label, "Marigold Example");
    assert_eq!(found.accounts[0].counts, [200]);
}
