//! Copies and helpers, as a browser goes through them; and that a helper who may only look is refused
//! every write route.

use crate::ops::helpers;
use crate::web::testing::{Browser, PASSPHRASE};
use onrecord_vault::{Identity, Key};

fn settled(browser: &mut Browser, mut at: String) -> String {
    for _ in 0..600 {
        if at != "job" {
            return at;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
        let answer = browser.get("job");
        if answer.status == 303 {
            at = answer.leads_to().to_owned();
        }
    }
    panic!("the job did not end");
}

#[test]
fn one_button_copies_the_case_and_home_says_when() {
    let mut browser = Browser::unlocked();
    browser.see("").says("No copy was made yet");
    browser.see("copies").says("No copy was made yet");
    for wrong in ["", "relative/place"] {
        let answer = browser.post("copies", &[("place", wrong)]);
        assert_eq!(answer.status, 400);
        answer.says("href=\"#place\"");
    }
    let place = browser.home.path().join("stick");
    fs_err::create_dir(&place).unwrap();
    let place = place.to_str().unwrap().to_owned();
    let going = browser
        .post("copies", &[("place", &place)])
        .leads_to()
        .to_owned();
    assert_eq!(settled(&mut browser, going), "copies");
    browser
        .see("copies")
        .says("Last copied")
        .says(&place)
        .silent_of("No copy was made yet");
    browser.see("").says("Last copied");
    assert!(onrecord_vault::Vault::at(place.as_ref()).is_ok());
    // What stands in the way is said, and left alone.
    let case = browser.app.folder().to_str().unwrap().to_owned();
    let answer = browser.post("copies", &[("place", &case)]);
    assert_ne!(answer.status, 303);
}

fn helper(browser: &mut Browser, may: &str) -> (Identity, String) {
    let (file, public) = helpers::new_key().unwrap();
    let name = format!("Plover Advocates {may}");
    let fields = [
        ("name", name.as_str()),
        ("key", public.as_str()),
        ("may", may),
    ];
    let hand = browser.post("helpers", &fields).leads_to().to_owned();
    let key = file.lines().find(|line| !line.starts_with('#')).unwrap();
    (Identity::from_text(key).unwrap(), hand)
}

#[test]
fn a_helper_gets_a_copy_that_only_their_key_opens() {
    let mut browser = Browser::unlocked();
    browser.see("helpers").says("Nobody else can open a copy");
    let wrong = browser.post(
        "helpers",
        &[("name", "Plover"), ("key", "not a key"), ("may", "look")],
    );
    assert_eq!(wrong.status, 400);
    wrong.says("href=\"#key\"").says("value=\"Plover\"");
    let wrong = browser.post(
        "helpers",
        &[("name", "owner"), ("key", "age1"), ("may", "look")],
    );
    wrong.says("href=\"#name\"");
    let (key, hand) = helper(&mut browser, "look");
    browser
        .see(&hand)
        .says("Only their key opens it")
        .says("The copy stays theirs");
    let place = browser.home.path().join("theirs");
    let fields = [("place", place.to_str().unwrap())];
    let going = browser.post(&hand, &fields).leads_to().to_owned();
    assert_eq!(settled(&mut browser, going), "helpers");
    browser
        .see("helpers")
        .says("Copies you made for helpers")
        .says("may look");
    let vault = onrecord_vault::Vault::at(&place).unwrap();
    assert!(vault.unlock(&Key::Passphrase(PASSPHRASE)).is_err());
    let opened = vault.unlock(&Key::Helper(&key)).unwrap();
    assert!(!opened.way_in().may_change);
    drop(opened);
    let slot = hand.rsplit('/').next().unwrap().to_owned();
    let gone = browser.post(&format!("helpers/remove/{slot}"), &[]);
    assert_eq!(gone.leads_to(), "helpers");
    browser
        .see("helpers")
        .says("still opens for them")
        .says("Nobody else can open a copy");
    for path in ["helpers/hand/helper-00000000", "helpers/hand/passphrase"] {
        assert_eq!(browser.get(path).status, 404, "{path}");
    }
}
