//! A case is brought back where there is none, and beside one that is open.

use crate::ops::copies as ops;
use crate::ops::tests::{PASSPHRASE, added, chat, new_case};
use crate::web::testing::Browser;

/// A copy of an invented case, in its own folder.
fn copy(home: &std::path::Path) -> std::path::PathBuf {
    let mut case = new_case(&home.join("case"));
    added(
        &mut case,
        &chat(home, "WhatsApp Chat with Marigold Example.txt", 0..9),
    );
    let place = home.join("copy");
    let planned = ops::plan(&case, &place).unwrap();
    ops::make(&mut case, &planned, &mut |_| true).unwrap();
    place
}

#[test]
fn before_there_is_a_case_a_copy_is_brought_back_and_unlocked() {
    let home = tempfile::tempdir().unwrap();
    let copy = copy(home.path());
    let mut browser = Browser::new();
    browser.see("first").says("I have a copy of my case");
    browser.see("restore").says("Bring a case back");
    let copy = copy.to_str().unwrap();
    for fields in [
        [("copy", ""), ("passphrase", PASSPHRASE)],
        [("copy", "/nowhere/at/all"), ("passphrase", PASSPHRASE)],
        [("copy", copy), ("passphrase", "")],
        [("copy", copy), ("sheet", "AGE-SECRET-KEY-1NOT")],
        [
            ("copy", copy),
            ("passphrase", "wrong heron battery trombone"),
        ],
    ] {
        let answer = browser.post("restore", &fields);
        assert_eq!(answer.status, 400, "{fields:?}");
        answer.says("There is a problem");
        assert!(!browser.app.has_case());
    }
    let done = browser.post("restore", &[("copy", copy), ("passphrase", PASSPHRASE)]);
    assert_eq!(done.leads_to(), "restore/now");
    browser
        .see("restore/now")
        .says("Your case is back")
        .says("Unlock");
    // There is a case now, so nobody brings another back over it.
    assert_eq!(browser.get("restore").leads_to(), "");
    assert_eq!(
        browser
            .post("restore", &[("copy", copy), ("passphrase", PASSPHRASE)])
            .leads_to(),
        ""
    );
    browser.post("unlock", &[("passphrase", PASSPHRASE)]);
    browser.see("timeline").says("Marigold");
}

#[test]
fn beside_an_open_case_nothing_of_it_is_changed() {
    let home = tempfile::tempdir().unwrap();
    let copy = copy(home.path());
    let copy = copy.to_str().unwrap();
    let mut browser = Browser::unlocked();
    browser.see("settings").says("Bring a case back");
    browser.see("settings/restore").says("stays as it is");
    let wrong = browser.post(
        "settings/restore",
        &[("copy", copy), ("passphrase", PASSPHRASE)],
    );
    assert_eq!(wrong.status, 400, "no place was named");
    let to = home.path().join("back");
    let fields = [
        ("copy", copy),
        ("place", to.to_str().unwrap()),
        ("passphrase", PASSPHRASE),
    ];
    assert_eq!(
        browser.post("settings/restore", &fields).leads_to(),
        "restore/now"
    );
    browser
        .see("restore/now")
        .says("Your case is back")
        .says("Use the case from the copy");
    assert!(onrecord_vault::Vault::at(&to).is_ok());
    // Where it is, is told to nobody while the app is locked.
    browser.post("lock", &[]);
    assert_eq!(browser.get("restore/now").leads_to(), "unlock");
    browser.unlock();
    browser.see("").says("Your next step");
    let closed = browser.post("settings/restore/use", &[]);
    closed.says("Start On Record again");
    assert_eq!(browser.app.settings().case, Some(to));
}
