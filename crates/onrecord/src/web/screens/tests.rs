//! The screens of this folder, as a browser goes through them.

use crate::web::testing::{Browser, PASSPHRASE};

#[test]
fn first_steps_make_a_case_and_show_the_sheet_once() {
    let mut browser = Browser::new();
    browser
        .see("")
        .says("Before you begin")
        .says("spyware")
        .silent_of("Timeline");
    assert_eq!(
        browser.post("first", &[("device", "shared")]).leads_to(),
        "first/careful"
    );
    assert_eq!(
        browser.post("first", &[("device", "mine")]).leads_to(),
        "first/you"
    );
    let short = browser.post(
        "first/you",
        &[
            ("name", "Wren"),
            ("passphrase", "short"),
            ("again", "short"),
            ("zone", "Europe/London"),
        ],
    );
    assert_eq!(short.status, 400);
    short.says("There is a problem");
    let made = browser.post(
        "first/you",
        &[
            ("name", "Wren Fairweather"),
            ("passphrase", PASSPHRASE),
            ("again", PASSPHRASE),
            ("zone", "Europe/London"),
        ],
    );
    assert_eq!(made.leads_to(), "sheet");
    browser.see("sheet").says("AGE-SECRET-KEY-1");
    assert!(browser.get("sheet/pdf").body.starts_with("%PDF"));
    assert_eq!(browser.post("sheet/kept", &[]).leads_to(), "");
    browser
        .see("")
        .says("Keep the sheet with someone you trust")
        .says("Your next step");
    browser.see("sheet").silent_of("AGE-SECRET-KEY-1");
}

#[test]
fn locking_shows_nothing_until_the_passphrase_is_typed() {
    let mut browser = Browser::unlocked();
    browser.see("").says("Your next step");
    assert_eq!(browser.post("lock", &[]).leads_to(), "unlock");
    assert_eq!(browser.get("").leads_to(), "unlock");
    let wrong = browser.post("unlock", &[("passphrase", "wrong heron battery trombone")]);
    assert_eq!(wrong.status, 403);
    browser.unlock();
    browser.see("").says("Your next step");
}
