//! Search: the user's words and nothing but words, rare and common, in the order of time.

use super::*;

/// Enough events that the common word is searched by walking and the rare one by fetching.
fn made() -> (tempfile::TempDir, Index, Vec<Event>) {
    let mut dice = Dice(5);
    let threads: Vec<_> = (0..8).map(|number| thread(&format!("t{number}"))).collect();
    let events: Vec<Event> = (0..24_000)
        .map(|at| {
            let common = if dice.roll(3) > 0 { "the" } else { "a" };
            let rare = if dice.roll(900) == 0 {
                "Zürich"
            } else {
                "town"
            };
            let seconds = 1_600_000_000 + (at as i64 % 3_000) * 60 + dice.roll(600) as i64;
            let text = format!("{common} {rare} {}", dice.roll(400));
            message(&threads[(at / 3_000) as usize], at, seconds, &text)
        })
        .collect();
    let (folder, path) = place();
    let mut index = Index::open(&path, &KEY).unwrap();
    write(&mut index, "source", &events);
    (folder, index, events)
}

fn expected(events: &[Event], passes: impl Fn(&str) -> bool, newest: bool) -> Vec<u64> {
    let text = |event: &Event| event.text.clone().unwrap_or_default();
    let mut rows: Vec<_> = (1..)
        .zip(events)
        .filter(|(_, event)| passes(&text(event)))
        .map(|(number, event)| (event.when.truth.instant(), number))
        .collect();
    rows.sort_unstable();
    if newest {
        rows.reverse();
    }
    rows.into_iter().map(|row| row.1).collect()
}

#[test]
fn rare_and_common_words_in_time_order() {
    let (_folder, index, events) = made();
    let newest = Filter {
        direction: Direction::NewestFirst,
        ..Filter::default()
    };
    for (filter, back) in [(Filter::default(), false), (newest, true)] {
        let rare = expected(&events, |text| text.contains("Zürich"), back);
        assert!(!rare.is_empty());
        assert_eq!(found(&index, "zurich", &filter, 7), rare);
        let common = expected(&events, |text| text.starts_with("the"), back);
        assert!(common.len() > 10_000);
        assert_eq!(found(&index, "THE", &filter, 500), common);
        let both = expected(&events, |text| text.starts_with("the town 1"), back);
        let prefix = Query::new("\"the town\" 1").with_prefix();
        let page = index
            .search(&prefix, &filter, Order::Time, None, 50)
            .unwrap();
        assert_eq!(
            page.events
                .iter()
                .map(|row| row.number.0)
                .collect::<Vec<_>>(),
            both[..50]
        );
    }
}

#[test]
fn filters_and_rank_apply() {
    let (_folder, index, events) = made();
    let thread = index.threads(None, 100).unwrap()[3].number;
    let filter = Filter {
        threads: [thread].into(),
        from: instant(1_600_010_000),
        until: instant(1_600_090_000),
        ..Filter::default()
    };
    let passing = all(&index, &filter, 1_000);
    for (typed, word) in [("the", "the"), ("zürich", "Zürich"), ("17", " 17")] {
        let hits: Vec<u64> = passing
            .iter()
            .copied()
            .filter(|number| {
                let text = events[*number as usize - 1].text.as_deref().unwrap();
                text.starts_with(word)
                    || text.contains("Zürich") && word == "Zürich"
                    || text.ends_with(word)
            })
            .collect();
        assert_eq!(found(&index, typed, &filter, 40), hits, "{typed}");
        let ranked = index
            .search(&Query::new(typed), &filter, Order::Rank, None, 100_000)
            .unwrap();
        let mut ranked: Vec<u64> = ranked.events.iter().map(|row| row.number.0).collect();
        ranked.sort_unstable();
        let mut hits = hits;
        hits.sort_unstable();
        assert_eq!(ranked, hits, "{typed} by rank");
    }
}

#[test]
fn nothing_typed_is_a_query_language() {
    let (_folder, path) = place();
    let mut index = Index::open(&path, &KEY).unwrap();
    let thread = thread("t");
    let texts = [
        "plain words",
        "NEAR( the bridge",
        "col:umn",
        "a\0b nul",
        "smile 😀 please",
        "x AND y",
        "O'Neil said \"hi\"",
        "-minus ^caret {brace} *star*",
        "ça va",
        "שלום hello",
    ];
    let events: Vec<Event> = texts
        .iter()
        .enumerate()
        .map(|(at, text)| message(&thread, at as u64, at as i64, text))
        .collect();
    write(&mut index, "source", &events);
    let find = |typed: &str| found(&index, typed, &Filter::default(), 10);
    assert_eq!(find("NEAR("), [2]);
    assert_eq!(find("near the"), [2]);
    assert_eq!(find("col:umn"), [3]);
    assert_eq!(find("nul"), [4]);
    assert_eq!(find("b\0"), [4]);
    assert_eq!(find("😀"), [5]);
    assert_eq!(find("please 😀"), [5]);
    assert_eq!(find("plain 😀"), []);
    assert_eq!(find("and"), [6]);
    assert_eq!(find("o'neil"), [7]);
    assert_eq!(find("\"said hi\""), [7]);
    assert_eq!(find("\"hi said\""), []);
    assert_eq!(find("*"), [8]);
    assert_eq!(find("-minus"), [8]);
    assert_eq!(find("ca va"), [9]);
    assert_eq!(find("שלום"), [10]);
    for typed in [
        "\"",
        "\"\"\"",
        "*",
        "NEAR(",
        "NEAR(a b, 5)",
        "text:x",
        "a OR",
        "NOT",
        "^",
        "{a b}: c",
        "+",
        "(((",
        "\u{202e}",
        "\u{301}",
        "a\u{0}",
        "';--",
        "𝕏",
        "x*y*",
        "--",
        "-",
        "1.5",
        "{",
        "😀\"😀",
    ] {
        for query in [Query::new(typed), Query::new(typed).with_prefix()] {
            for order in [Order::Time, Order::Rank] {
                match index.search(&query, &Filter::default(), order, None, 10) {
                    Ok(_) => {}
                    Err(IndexError::Misuse(_)) => assert!(query.is_empty(), "{typed}"),
                    Err(error) => panic!("{typed}: {error}"),
                }
            }
        }
    }
}

#[test]
fn subjects_and_file_names_are_found() {
    let (_folder, path) = place();
    let mut index = Index::open(&path, &KEY).unwrap();
    let mut event = message(&thread("mail"), 0, 5, "body");
    event.details = [
        ("Subject", "about rent"),
        ("share.link", "https://example.org/lease"),
        ("message-id", "hidden"),
    ]
    .into();
    event.attachments = vec![onrecord_model::Attachment {
        name: "tenancy.pdf".into(),
        media_type: None,
        place: onrecord_model::Place::Missing,
        content: None,
    }];
    write(&mut index, "source", &[event]);
    for word in ["rent", "lease", "tenancy.pdf", "body"] {
        assert_eq!(found(&index, word, &Filter::default(), 10), [1], "{word}");
    }
    assert_eq!(found(&index, "hidden", &Filter::default(), 10), []);
}
