//! One identifier is one however it is written.

use super::*;

fn all(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    in_text(text, Home::of_zone("Europe/London"), &mut |one| {
        out.push(format!("{} {}", one.kind.name(), one.value));
    });
    out
}

#[test]
fn one_number_is_one_however_it_is_written() {
    for written in [
        "+44 7700 900123",
        "07700 900123",
        "0044 7700-900-123",
        "+44 (0)7700 900123",
        "call 07700.900.123.",
        "٠٧٧٠٠ ٩٠٠١٢٣",
        "०७७०० ९००१२३",
        "\u{202A}+44\u{A0}7700\u{A0}900123\u{202C}",
        "０７７００９００１２３",
    ] {
        assert_eq!(all(written), ["phone +447700900123"], "{written}");
    }
    let none: [&str; 6] = [
        "2024-03-01 14:05:33",
        "01.02.2024 10:15",
        "order 123456789012",
        "a07700900123b",
        "1 2 3 4 5 6 7 8 9",
        "0000000000000",
    ];
    for written in none {
        assert!(all(written).is_empty(), "{written}: {:?}", all(written));
    }
    assert_eq!(
        all("07700 900123 or 07700 900124"),
        ["phone +447700900123", "phone +447700900124"]
    );
    assert_eq!(phone("07700 900123", None), None);
}

#[test]
fn addresses_links_names_and_hints_have_one_form() {
    assert_eq!(
        all("Write to Night.Owl@Example.ORG!"),
        ["e-mail night.owl@example.org"]
    );
    assert_eq!(all("n.i.ght+x@googlemail.com"), ["e-mail night@gmail.com"]);
    assert_eq!(
        all("see https://www.Example.org/A/b/?utm_source=x&id=3#top"),
        ["link example.org/A/b?id=3"]
    );
    assert_eq!(all("https://example.org/"), Vec::<String>::new());
    assert_eq!(
        all("pay http://paypal.me/NightOwl now"),
        ["payment-name paypal.me/nightowl"]
    );
    assert_eq!(
        all("cash.app/$nightowl or $NightOwl"),
        ["payment-name cash.app/nightowl"; 2]
    );
    assert_eq!(all("add @night_owl7"), ["handle night_owl7"]);
    assert_eq!(
        all("it goes to n•••••7@mail.example.org"),
        ["recovery-hint n*7@mail.example.org"]
    );
    assert_eq!(all("it said ******42"), ["recovery-hint *42"]);
    assert_eq!(all("**bold** and 5$ and and/or"), Vec::<String>::new());
}

#[test]
fn an_account_is_addressed_by_its_handle_its_number_or_both() {
    let platform = "whatsapp".into();
    let mut account = Account::handled(&platform, "447700900123@s.whatsapp.net", None);
    account.stable_id = account.handle.take();
    account.name = Some("07700 900123".into());
    let found = of_account(&account, Home::of_zone("Europe/London"));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].value, "+447700900123");
    let found = of_account(&Account::named(&platform, "Marigold Mossgate"), None);
    assert!(found.is_empty());
}

#[test]
fn every_country_says_whose_plan_it_is_and_where_its_lengths_were_read() {
    let written: toml::Table = include_str!("../telephone.toml").parse().unwrap();
    let rows = written["home"].as_array().unwrap();
    assert_eq!(rows.len(), PLANS.len());
    for (plan, row) in PLANS.iter().zip(rows) {
        let zone = &plan.zones[0];
        assert!(
            plan.digits.0 >= 7 && plan.digits.0 <= plan.digits.1,
            "{zone}"
        );
        assert!(
            plan.code.len() + plan.digits.1 <= 15,
            "{zone}: longer than E.164"
        );
        assert!(
            row["source"].as_str().unwrap().contains("Read 20"),
            "{zone}"
        );
        assert!(row["plan"].as_str().unwrap().contains(", "), "{zone}");
        let known = [
            "zones", "code", "trunk", "digits", "plan", "source", "narrowed",
        ];
        let row = row.as_table().unwrap();
        assert!(
            row.keys().all(|key| known.contains(&key.as_str())),
            "{zone}"
        );
    }
    assert_eq!(
        Home::of_zone("Australia/Perth").map(|home| home.code),
        Some("61")
    );
    assert_eq!(Home::of_zone("Mars/Olympus"), None);
}

#[test]
fn a_day_is_no_number_where_numbers_are_short() {
    let berlin = Home::of_zone("Europe/Berlin");
    for written in [
        "01.02.2024",
        "01.02.2024 10",
        "01/02/2024",
        "01-02-2024",
        "01.02.24 1015",
    ] {
        assert_eq!(phone(written, berlin), None, "{written}");
    }
    for written in [
        "030/123456",
        "030-12 34 56",
        "0170 1234567",
        "01 23 45 67 89",
        "0301.23456",
    ] {
        assert!(phone(written, berlin).is_some(), "{written}");
    }
    // French numbers are written in pairs, with dots too.
    for written in ["01 23 45 67 89", "01.23.45.67.89", "01-23-45-67-89"] {
        assert!(
            phone(written, Home::of_zone("Europe/Paris")).is_some(),
            "{written}"
        );
    }
}
