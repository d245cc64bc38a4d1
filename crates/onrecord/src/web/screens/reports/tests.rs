//! The screens of this folder, as a browser goes through them: JavaScript is never needed.

use super::{asked, course, ledger};
use crate::ops::case::Case;
use crate::ops::say::{self, IncidentWords};
use crate::web::testing::Browser;
use crate::web::words;

/// A text that would be markup, and that turns what stands around it.
const HOSTILE: &str = "<script>alert(1)</script> \u{202e}\"'&";

fn contact(browser: &mut Browser, name: &str, answered: &str) -> String {
    let fields = [
        ("body", "police"),
        ("body-name", name),
        ("date-day", "1"),
        ("date-month", "3"),
        ("date-year", "2023"),
        ("happening", "report"),
        ("said", "I reported that they keep writing."),
        ("answered", answered),
        ("promised", "A call back"),
        ("due-day", "8"),
        ("due-month", "3"),
        ("due-year", "2023"),
    ];
    let kept = browser.post("reports/ledger/new", &fields);
    kept.leads_to().to_owned()
}

fn incident(case: &mut Case) {
    let words = IncidentWords {
        words: Some(format!("They wrote again. {HOSTILE}")),
        from: Some("2023-11-01".into()),
        ..IncidentWords::default()
    };
    say::incident(case, None, &words).unwrap();
}

#[test]
fn every_label_and_choice_is_in_the_catalogue() {
    let mut keys = asked::every_key("ledger", ledger::ASKED);
    keys.extend(asked::every_key("order", course::ORDER));
    keys.extend(asked::every_key("impact", course::IMPACT));
    for state in [
        "running",
        "passed",
        "unknown",
        "does-not-apply",
        "done-late",
        "done",
        "no-limit",
    ] {
        keys.push(format!("days-state-{state}"));
    }
    for kind in ["report", "chase", "complaint", "preservation"] {
        keys.push(format!("letter-kind-{kind}"));
        keys.push(format!("letter-kind-{kind}-hint"));
    }
    for form in ["order", "impact"] {
        for end in ["title", "what", "none", "add"] {
            keys.push(format!("{form}-{end}"));
        }
    }
    assert!(keys.len() > 90);
    for key in keys {
        assert!(!words::of("en").say(&key, &[]).starts_with('['), "{key}");
    }
    for (body, name) in onrecord_model::statement::Body::ALL
        .iter()
        .map(|one| ("body", one.name()))
    {
        assert!(
            !words::of("en")
                .say(&format!("ledger-{body}-{name}"), &[])
                .starts_with('[')
        );
    }
    for one in onrecord_model::statement::Happening::ALL {
        let key = format!("ledger-happening-{}", one.name());
        assert!(!words::of("en").say(&key, &[]).starts_with('['), "{key}");
    }
}

#[test]
fn a_contact_is_kept_word_for_word_and_every_version_stays() {
    let mut browser = Browser::unlocked();
    browser.see("reports").says("Nothing is written down yet");
    let page = contact(
        &mut browser,
        "Northshire Police",
        "\"No immediate danger\", they said.",
    );
    assert_eq!(page, "reports/ledger/L-1");
    let seen = browser.see(&page);
    seen.says("Kept as L-1")
        .says("Northshire Police")
        .says("1 March 2023");
    seen.says("No immediate danger").says("8 March 2023");
    browser
        .see("reports")
        .says("They said:")
        .says("1 March 2023");
    // The form comes back filled; emptying an answer takes it away, and the version before stays.
    let form = browser.see("reports/ledger/L-1/change");
    form.says("value=\"Northshire Police\"")
        .says("value=\"2023\"")
        .says("No immediate danger");
    let changed = [
        ("body", "police"),
        ("body-name", "Northshire Police"),
        ("date-day", "2"),
        ("date-month", "3"),
        ("date-year", "2023"),
        ("answered", ""),
    ];
    let kept = browser.post("reports/ledger/L-1/change", &changed);
    assert_eq!(kept.leads_to(), "reports/ledger/L-1");
    let seen = browser.see("reports/ledger/L-1");
    seen.says("2 March 2023")
        .says("One earlier version")
        .says("No immediate danger");
    browser.see("reports").says("No answer written down");
}

#[test]
fn what_is_missing_or_wrong_is_said_beside_its_field_and_nothing_typed_is_lost() {
    let mut browser = Browser::unlocked();
    let wrong = browser.post(
        "reports/ledger/new",
        &[
            ("body", "police"),
            ("date-day", "31"),
            ("date-month", "2"),
            ("date-year", "2023"),
            ("said", "typed with care"),
            ("answers", "L-9"),
        ],
    );
    assert_eq!(wrong.status, 400);
    wrong
        .says("There is a problem")
        .says("href=\"#body-name\"")
        .says("href=\"#date\"");
    wrong
        .says("typed with care")
        .says("value=\"31\"")
        .says("href=\"#answers\"");
    browser.see("reports").says("Nothing is written down yet");
    for path in ["reports/orders/new", "reports/effects/new"] {
        let wrong = browser.post(path, &[]);
        assert_eq!(wrong.status, 400, "{path}");
        wrong.says("There is a problem");
    }
    for path in [
        "reports/ledger/L-1",
        "reports/ledger/L-1/change",
        "reports/orders/O-1",
        "reports/somewhere/new",
        "reports/letter/99",
        "reports/shows/0",
        "reports/shows/9999",
    ] {
        assert_eq!(browser.get(path).status, 404, "{path}");
    }
}

#[test]
fn hostile_text_is_text_on_every_page() {
    let mut browser = Browser::locked();
    let app = browser.app.clone();
    browser.unlock();
    let made = browser.post(
        "reports/effects/new",
        &[("area", "sleep"), ("words", HOSTILE)],
    );
    assert_eq!(made.leads_to(), "reports/effects/D-1");
    let order = [
        ("kind", "police-warning"),
        ("given-day", "1"),
        ("given-month", "5"),
        ("given-year", "2023"),
        ("words", HOSTILE),
        ("by", HOSTILE),
    ];
    assert_eq!(
        browser.post("reports/orders/new", &order).leads_to(),
        "reports/orders/O-1"
    );
    contact(&mut browser, HOSTILE, HOSTILE);
    drop(app);
    for path in [
        "reports",
        "reports/ledger/L-1",
        "reports/ledger/L-1/change",
        "reports/effects/D-1",
        "reports/effects/D-1/change",
        "reports/orders/O-1",
        "reports/orders/O-1/change",
        "reports/days",
        "reports/letter",
        "reports/shows",
        "reports/shows/1",
        "",
    ] {
        let seen = browser.see(path);
        assert_eq!(seen.status, 200, "{path}");
        seen.silent_of("<script>alert");
        // Every page works as a plain page: what it does is forms and links.
        seen.silent_of("onclick").silent_of("style=\"");
    }
}

#[test]
fn days_to_keep_come_with_reason_source_and_a_calendar_that_tells_nothing() {
    let mut browser = Browser::new();
    browser.make_case(incident);
    browser.unlock();
    let days = browser.see("reports/days");
    days.says("Days to keep")
        .says("What would change it")
        .says("I-1")
        .says("Read ");
    browser
        .see("")
        .says("Days to keep")
        .says("See every day and its reason");
    let calendar = browser.get("reports/days/calendar");
    calendar.says("BEGIN:VCALENDAR").says("Reminder");
    assert!(
        calendar
            .header("content-disposition")
            .starts_with("attachment")
    );
    assert!(
        calendar
            .header("content-security-policy")
            .contains("sandbox")
    );
    for telling in ["wrote", "charge", "police", "Police", "stalk"] {
        calendar.silent_of(telling);
    }
    let law = browser.post(
        "reports/days/law",
        &[("law", "scotland"), ("enhanced", "yes")],
    );
    assert_eq!(law.leads_to(), "reports/days");
    browser.see("reports/days").says("Scotland");
    assert_ne!(
        browser
            .post("reports/days/law", &[("law", "atlantis")])
            .status,
        303
    );
}

#[test]
fn without_a_day_to_come_no_calendar_is_handed_out() {
    let mut browser = Browser::unlocked();
    assert_eq!(
        browser.get("reports/days/calendar").leads_to(),
        "reports/days"
    );
    browser.see("reports/days").says("no calendar file");
}

#[test]
fn a_letter_is_drafted_changed_and_kept_as_a_file() {
    let mut browser = Browser::unlocked();
    contact(&mut browser, "Northshire Police", "We will look into it.");
    let none = browser.post("reports/letter", &[]);
    assert_eq!(none.status, 400);
    for kind in ["report", "chase", "complaint", "preservation"] {
        let made = browser.post("reports/letter", &[("kind", kind), ("about", "L-1")]);
        let page = made.leads_to().to_owned();
        // Nothing in the address says what it is about.
        let number = page.strip_prefix("reports/letter/").unwrap();
        assert!(number.parse::<u64>().is_ok(), "{page}");
        browser
            .see(&page)
            .says("Your draft")
            .says("Northshire Police");
    }
    let file = browser.post("reports/letter/file", &[("text", "changed\r\nby me")]);
    assert_eq!(file.body, "changed\nby me");
    assert!(file.header("content-disposition").contains("letter.txt"));
    // Drafts are gone when the app locks.
    let page = browser
        .post("reports/letter", &[("kind", "report")])
        .leads_to()
        .to_owned();
    browser.post("lock", &[]);
    browser.unlock();
    assert_eq!(browser.get(&page).status, 404);
}

#[test]
fn what_shows_an_element_is_said_and_taken_back() {
    let mut browser = Browser::new();
    browser.make_case(incident);
    browser.unlock();
    let list = browser.see("reports/shows");
    list.says("Gap:").says("Say what shows it");
    let nothing = browser.post("reports/shows/1", &[("because", "no reason")]);
    assert_eq!(nothing.status, 400);
    nothing.says("Choose at least one").says("no reason");
    let unknown = browser.post("reports/shows/1", &[("exhibits", "WF/77")]);
    assert_eq!(unknown.status, 400);
    unknown.says("WF/77");
    let fields = [("incidents", "I-1"), ("because", HOSTILE)];
    assert_eq!(
        browser.post("reports/shows/2", &fields).leads_to(),
        "reports/shows"
    );
    browser
        .see("reports/shows")
        .says("E-1: I-1")
        .says("Undo")
        .silent_of("<script>alert");
    assert_eq!(
        browser.post("reports/shows/undo/E-1", &[]).leads_to(),
        "reports/shows"
    );
    browser
        .see("reports/shows")
        .says("was taken back")
        .silent_of("E-1: I-1");
    assert_ne!(browser.post("reports/shows/undo/E-1", &[]).status, 303);
}
