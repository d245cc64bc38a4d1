//! Rules 6 and 7: the passphrase, and locking that loses nothing.

use super::*;
use crate::web::desk::Seat;
use crate::web::testing::{BASE, PASSPHRASE};

// --- Rule 6: whoever starts the app anew is asked for the passphrase.

#[test]
fn a_launch_alone_opens_no_case() {
    let mut browser = Browser::unlocked();
    assert_eq!(browser.get("settings").status, 200);
    browser.launch();
    assert_eq!(browser.app.seat(), Seat::Locked);
    assert!(
        browser.app.case_slot().is_none(),
        "the keys are gone from memory"
    );
    assert_eq!(browser.get("settings").leads_to(), "unlock");
}

#[test]
fn locking_lets_the_case_go() {
    let mut browser = Browser::unlocked();
    let number = browser.app.opaque().put(String::from("harbour"));
    browser.post("lock", &[]);
    assert!(browser.app.case_slot().is_none());
    assert!(browser.app.opaque().get::<String>(number).is_none());
    // Its lock is free: somebody else can open it now.
    let vault = onrecord_vault::Vault::at(browser.app.folder()).unwrap();
    assert!(
        vault
            .unlock(&onrecord_vault::Key::Passphrase(PASSPHRASE))
            .is_ok()
    );
}

// --- Rule 7: it locks by itself, and nothing typed is lost.

#[test]
fn it_locks_after_the_time_that_was_chosen() {
    clock!(CLOCK, now);
    let mut browser = Browser::with_clock(now);
    browser.make_case(|_| ());
    browser.unlock();
    let wait = |browser: &Browser, seconds: i64| {
        for _ in 0..seconds / 2 {
            pass(&CLOCK, 2);
            browser.app.watch();
        }
        browser.app.seat()
    };
    assert_eq!(wait(&browser, 298), Seat::Open);
    browser.get("settings");
    assert_eq!(
        wait(&browser, 298),
        Seat::Open,
        "a page is a sign of the person"
    );
    browser.send(
        browser
            .request("GET", "settings")
            .header("x-watching", "1")
            .body(Body::empty())
            .unwrap(),
    );
    browser.get("job?w=1");
    assert_eq!(
        wait(&browser, 4),
        Seat::Locked,
        "a page that looks by itself is none"
    );
    browser.unlock();
    let kept = browser.post(
        "settings",
        &[("minutes", "30"), ("title", "Notes"), ("language", "en")],
    );
    assert_eq!(kept.leads_to(), "settings");
    assert_eq!(wait(&browser, 1_790), Seat::Open);
    assert_eq!(wait(&browser, 20), Seat::Locked);
    for minutes in ["0", "31", "-1", "x", ""] {
        browser.unlock();
        let refused = browser.post(
            "settings",
            &[("minutes", minutes), ("title", "Notes"), ("language", "en")],
        );
        assert_eq!(refused.status, 400, "{minutes}");
    }
}

#[test]
fn it_locks_when_the_computer_slept_and_when_its_clock_is_set_back() {
    clock!(CLOCK, now);
    let mut browser = Browser::with_clock(now);
    browser.make_case(|_| ());
    for jump in [62, -10] {
        browser.unlock();
        browser.app.watch();
        assert_eq!(browser.app.seat(), Seat::Open);
        pass(&CLOCK, jump);
        browser.app.watch();
        assert_eq!(browser.app.seat(), Seat::Locked, "{jump}");
    }
}

#[test]
fn a_form_that_comes_too_late_is_kept_and_sent_after_unlocking() {
    let mut browser = Browser::unlocked();
    browser.post("lock", &[]);
    let words = "He stood at the gate.\n<script>alert(1)</script>";
    let late = browser.post("draft/write", &[("words", words), ("day", "3")]);
    assert_eq!(late.leads_to(), "unlock");
    browser.get("unlock").says("It is kept").silent_of("gate");
    let unlocked = browser.post("unlock", &[("passphrase", PASSPHRASE)]);
    assert_eq!(unlocked.leads_to(), "held");
    browser
        .get("held")
        .says(&format!("action=\"{BASE}/draft/write\""))
        .says("He stood at the gate.\n&lt;script&gt;")
        .says("name=\"day\" value=\"3\"");
    assert_eq!(browser.get("held").leads_to(), "", "it is shown once");
}

#[test]
fn a_draft_outlasts_the_lock() {
    let mut browser = Browser::unlocked();
    let kept = browser.post("draft/write", &[("words", "He stood at the gate.")]);
    assert_eq!(kept.status, 204);
    assert_eq!(
        browser.post("draft/..%2Fkeys", &[("words", "x")]).status,
        500
    );
    browser.post("lock", &[]);
    browser.unlock();
    browser
        .get("")
        .says("You were in the middle of this")
        .says(&format!("href=\"{BASE}/write\""));
    assert_eq!(browser.post("drop-draft/write", &[]).leads_to(), "");
    browser.get("").silent_of("You were in the middle of this");
}
