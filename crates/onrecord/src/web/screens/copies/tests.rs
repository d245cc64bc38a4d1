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

/// Every route of the app that takes a form, as its source says, with places filled.
fn write_routes() -> Vec<String> {
    fn files(folder: &std::path::Path, out: &mut Vec<std::path::PathBuf>) {
        for entry in fs_err::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => files(&path, out),
                false => out.push(path),
            }
        }
    }
    let mut all = Vec::new();
    let web = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web/screens");
    files(&web, &mut all);
    let mut out = Vec::new();
    for path in all {
        let text = fs_err::read_to_string(path).unwrap();
        for part in text.split(".route(").skip(1) {
            let part: String = part.split_whitespace().collect();
            let route = part.split('"').nth(1).unwrap().to_owned();
            // What is said of the route ends where the next begins.
            let rest = part.split('"').nth(2).unwrap();
            if rest.contains("post(") {
                out.push(route.trim_start_matches('/').to_owned());
            }
        }
    }
    out.sort();
    out.dedup();
    out
}

fn contents(folder: &std::path::Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let mut out = Vec::new();
    for entry in fs_err::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            out.extend(contents(&path));
        } else if !name.starts_with("index.db") {
            out.push((path.clone(), fs_err::read(&path).unwrap()));
        }
    }
    out.sort();
    out
}

/// When the work ends the case comes back as it was opened: a helper must not find it so.
#[test]
fn work_that_the_owner_began_is_not_shown_to_a_helper() {
    let mut browser = Browser::unlocked();
    let (key, _) = helper(&mut browser, "look");
    let file = key.to_text().to_string();
    let (go, wait) = std::sync::mpsc::channel::<()>();
    let app = browser.app.clone();
    let work = move |_: &mut crate::ops::case::Case, _: &crate::web::jobs::JobHandle| {
        let _ = wait.recv();
        Ok(crate::web::jobs::JobDone::go(""))
    };
    browser
        .wait(async move { app.start_job("job-copy", work).await })
        .unwrap();
    browser.post("lock", &[]);
    let refused = browser.post("unlock", &[("helper", &file)]);
    assert_ne!(refused.status, 303);
    refused.says("Work that somebody else began is still going on");
    assert_eq!(browser.app.seat(), crate::web::desk::Seat::Locked);
    // Whose work it is comes back to it.
    assert_eq!(
        browser.post("unlock", &[("passphrase", PASSPHRASE)]).status,
        303
    );
    browser.post("lock", &[]);
    go.send(()).unwrap();
    while browser.app.running_job().is_some() {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    assert_eq!(browser.post("unlock", &[("helper", &file)]).status, 303);
    browser.see("").says("working for Wren Fairweather");
}

#[test]
fn every_write_route_is_refused_to_who_may_only_look() {
    let mut browser = Browser::unlocked();
    let (key, _) = helper(&mut browser, "look");
    let contact = [
        ("body", "police"),
        ("body-name", "Northshire Police"),
        ("date-day", "1"),
        ("date-month", "3"),
        ("date-year", "2023"),
    ];
    assert_eq!(browser.post("reports/ledger/new", &contact).status, 303);
    browser.post("lock", &[]);
    let text = key.to_text().to_string();
    let wrong = Identity::random().unwrap().to_text().to_string();
    assert_eq!(browser.post("unlock", &[("helper", &wrong)]).status, 403);
    assert_eq!(
        browser.post("unlock", &[("helper", "nonsense")]).status,
        403
    );
    let file = format!("# my key\n{text}\n");
    assert_eq!(browser.post("unlock", &[("helper", &file)]).status, 303);
    let seen = browser.see("reports");
    seen.says("working for Wren Fairweather")
        .says("change nothing")
        .says("Northshire Police");
    let folder = browser.app.folder().to_owned();
    let before = contents(&folder);
    // Of the computer or of this run, not of the case.
    let elsewhere = [
        "close",
        "held/drop",
        "held/send",
        "job/stop",
        "leave",
        "lock",
        "reports/letter",
        "reports/letter/file",
        "search",
        "settings",
        "unlock",
        "first",
        "first/you",
        "first/close",
    ];
    let routes = write_routes();
    assert!(routes.len() > 25, "{routes:?}");
    let out = browser.home.path().join("out");
    let place = out.to_str().unwrap().to_owned();
    let mut tried = 0;
    for route in routes {
        if elsewhere.contains(&route.as_str()) {
            continue;
        }
        let path = route
            .replace("{id}", "L-1")
            .replace("{which}", "orders")
            .replace("{number}", "1");
        let path = path
            .replace("{slot}", "helper-00000000")
            .replace("{source}", "S1")
            .replace("{step}", "what");
        let path: String = path
            .split('/')
            .map(|part| if part.starts_with('{') { "1" } else { part })
            .collect::<Vec<_>>()
            .join("/");
        let fields = [
            ("body", "police"),
            ("body-name", "Northshire Police"),
            ("date-day", "1"),
            ("date-month", "3"),
            ("date-year", "2023"),
            ("kind", "other"),
            ("area", "sleep"),
            ("words", "words"),
            ("what", "all"),
            ("given-day", "1"),
            ("given-month", "3"),
            ("given-year", "2023"),
            ("law", "scotland"),
            ("place", &place),
            ("name", "Osprey"),
            ("role", "known"),
            ("exhibits", "WF/1"),
            ("key", "age1"),
        ];
        let answer = browser.post(&path, &fields);
        assert!(
            contents(&folder) == before,
            "{path} ({route}) changed the case: {}",
            answer.body
        );
        assert!(!out.exists(), "{path}");
        tried += 1;
    }
    assert!(tried > 15, "{tried}");
    // One that would have worked says why it did not.
    let refused = browser.post("reports/ledger/new", &contact);
    refused
        .says("may not change it")
        .says("Plover Advocates look");
    assert_ne!(refused.status, 303);
}
