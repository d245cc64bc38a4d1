//! What was just done can be undone from the page that says so; what was typed and not sent is put back.

use crate::web::testing::Browser;

const CONTACT: [(&str, &str); 5] = [
    ("body", "police"),
    ("body-name", "Northshire Police"),
    ("date-day", "1"),
    ("date-month", "3"),
    ("date-year", "2024"),
];

/// The path of the first form on a page whose path inside the app begins so.
fn form(page: &str, begin: &str) -> String {
    let mut all = page.split("action=\"").skip(1);
    let inside = |part: &str| {
        Some(
            part.split('"')
                .next()?
                .split_once("/w/")?
                .1
                .split_once('/')?
                .1
                .to_owned(),
        )
    };
    all.find_map(|part| inside(part).filter(|path| path.starts_with(begin)))
        .unwrap_or_else(|| panic!("no form {begin} in {page}"))
}

#[test]
fn a_contact_is_undone_from_the_page_that_says_it_was_kept_and_stands_again() {
    let mut browser = Browser::unlocked();
    assert_eq!(
        browser.post("reports/ledger/new", &CONTACT).leads_to(),
        "reports/ledger/L-1"
    );
    let page = browser.see("reports/ledger/L-1").body.clone();
    let undo = form(&page, "undo/");
    assert_eq!(browser.get(&undo).leads_to(), "reports");
    assert_eq!(browser.post(&undo, &[]).leads_to(), "reports");
    let page = browser
        .see("reports")
        .says("Taken back")
        .says("One was taken back")
        .body
        .clone();
    assert_eq!(browser.get("reports/ledger/L-1").status, 404);
    // The way back is on the page that says so, and in the list.
    assert_eq!(
        form(&page, "undo/"),
        form(
            page.split("<ul class=\"records\">").last().unwrap(),
            "undo/"
        )
    );
    browser.post(&form(&page, "undo/"), &[]);
    browser
        .see("reports/ledger/L-1")
        .says("It stands again")
        .says("Northshire Police");
    // The first undo decides nothing any more.
    let again = browser.post(&undo, &[]);
    assert_eq!(again.leads_to(), "reports");
    browser.see("reports").says("Taken back");
}

#[test]
fn an_undo_leads_nowhere_else() {
    let mut browser = Browser::unlocked();
    for back in [
        "%2f%2fevil.example",
        "..%2f..%2fetc",
        "a:b",
        "%0d%0aSet-Cookie:x",
    ] {
        let answer = browser.get(&format!("undo/1/2/{back}"));
        assert!([303, 400, 404].contains(&answer.status.as_u16()), "{back}");
        if answer.status == 303 {
            assert_eq!(answer.leads_to(), "", "{back}");
        }
    }
    // Nothing that was said, nothing to take back.
    assert_ne!(browser.post("undo/0/99999/reports", &[]).status, 303);
}

#[test]
fn what_was_typed_and_not_sent_is_put_back_until_it_is_kept_or_thrown_away() {
    let mut browser = Browser::unlocked();
    let typed = [
        ("body-name", "Northshire <b>Police</b>"),
        ("said", "He waited."),
        ("date-day", "1"),
    ];
    for path in [
        "reports/ledger/new",
        "reports/effects/new",
        "reports/orders/new",
    ] {
        assert_eq!(browser.post(&format!("draft/{path}"), &typed).status, 204);
        browser.post("lock", &[]);
        browser.unlock();
        browser
            .see("")
            .says("You were in the middle of this")
            .says(path);
        browser.see(path).says("You began this earlier");
        assert_eq!(
            browser.post(&format!("begin-anew/{path}"), &[]).leads_to(),
            path
        );
        browser
            .see(path)
            .silent_of("You began this earlier")
            .silent_of("Northshire");
    }
    browser.post("draft/reports/ledger/new", &typed);
    browser
        .see("reports/ledger/new")
        .says("Northshire &lt;b&gt;Police")
        .says("He waited.");
    browser.post("reports/ledger/new", &CONTACT);
    browser.see("").silent_of("You were in the middle of this");
    // A change has a draft of its own.
    browser.post(
        "draft/reports/ledger/L-1/change",
        &[("body-name", "Southshire Police")],
    );
    browser
        .see("reports/ledger/L-1/change")
        .says("Southshire Police");
    browser.see("reports/ledger/new").silent_of("Southshire");
}

#[test]
fn what_was_chosen_for_a_pack_is_there_after_a_lock() {
    let mut browser = Browser::unlocked();
    let chosen = [
        ("what", "all"),
        ("for", "Northshire Police"),
        ("withhold", "07700 900123"),
    ];
    browser.post("pack/choose", &chosen);
    browser.post("lock", &[]);
    browser.unlock();
    browser
        .see("pack/choose")
        .says("You began this earlier")
        .says("Northshire Police")
        .says("07700 900123");
    assert_eq!(
        browser.post("begin-anew/pack/choose", &[]).leads_to(),
        "pack/choose"
    );
    browser.see("pack/choose").silent_of("Northshire Police");
}
