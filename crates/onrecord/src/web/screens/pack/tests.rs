//! The screens of this folder, as a browser goes through them: JavaScript is never needed.

use crate::ops::add::{self, AddOptions};
use crate::ops::case::Case;
use crate::ops::say::{self, PersonWords};
use crate::ops::set_aside;
use crate::web::testing::Browser;
use onrecord_model::custody::Act;
use onrecord_model::encode::Value;
use onrecord_model::statement::Role;

const HOSTILE: &str = "<img src=x onerror=alert(1)>\u{202e}";

/// A small chat in which one side is the person doing this.
fn with_chat(case: &mut Case) {
    let folder = case.vault().folder().with_file_name("exports");
    fs_err::create_dir_all(&folder).unwrap();
    let path = folder.join("WhatsApp Chat with Marigold Example.txt");
    let mut text = String::new();
    for number in 0..30 {
        let who = ["Wren Fairweather", "Marigold Example"][number % 2];
        let hostile = if number == 4 { HOSTILE } else { "" };
        text.push_str(&format!(
            "13/03/2024, 10:{number:02} - {who}: number {number} of 07700 900123 {hostile}\n"
        ));
    }
    fs_err::write(&path, text).unwrap();
    add::add(case, &path, &AddOptions::default(), &mut |_| Ok(())).unwrap();
    for (name, role) in [
        ("Wren Fairweather", Role::Me),
        ("Marigold Example", Role::NotKnown),
    ] {
        let words = PersonWords {
            role: Some(role),
            accounts: vec![name.into()],
            ..PersonWords::default()
        };
        say::person(case, name, &words).unwrap();
    }
}

fn browser() -> Browser {
    let mut browser = Browser::new();
    browser.make_case(with_chat);
    browser.unlock();
    browser
}

/// Waits for the job, as a page without JavaScript does, and gives where it led.
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

fn pages(browser: &mut Browser, fields: &[(&str, &str)]) -> String {
    let check = browser.post("pack/choose", fields).leads_to().to_owned();
    let look = check.replace("check", "look");
    let going = browser.post(&look, &[]).leads_to().to_owned();
    settled(browser, going)
}

#[test]
fn a_pack_is_chosen_checked_looked_at_and_what_is_saved_is_what_was_looked_at() {
    let mut browser = browser();
    browser.see("pack").says("You have made no pack yet");
    browser
        .see("pack/choose")
        .says("Marigold Example")
        .says("Check what it would show");
    let fields = [
        ("for", "Northshire Police"),
        ("ask", HOSTILE),
        ("what", "theirs"),
        ("withhold", "07700 900123"),
    ];
    let check = browser.post("pack/choose", &fields).leads_to().to_owned();
    let seen = browser.see(&check);
    seen.says("30 events shown")
        .says("No account of anybody else")
        .says("07700 900123");
    seen.says("A pack can reach the person doing this");
    browser.see("pack").says("You have made no pack yet");
    // What was chosen comes back in the form.
    let number = check.rsplit('/').next().unwrap().to_owned();
    let again = browser.see(&format!("pack/choose?from={number}"));
    again
        .says("value=\"Northshire Police\"")
        .says("07700 900123");
    let pages = pages(&mut browser, &fields);
    assert!(pages.starts_with("pack/pages/"), "{pages}");
    let front = browser.see(&pages);
    front
        .says("The pages of your pack")
        .says("Front page")
        .says("01-report.pdf");
    front.silent_of("07700 900123").silent_of("<img src=x");
    let mut parts = 1;
    while browser.get(&format!("{pages}/{parts}")).status == 200 {
        let part = browser.see(&format!("{pages}/{parts}"));
        part.silent_of("07700 900123").silent_of("<img src=x");
        parts += 1;
    }
    assert!(parts > 5, "{parts}");
    // Its documents are handed out, never shown.
    let file = pages.replace("pages", "file");
    let answers: Vec<_> = (0..16)
        .map(|at| browser.get(&format!("{file}/{at}")))
        .collect();
    let documents: Vec<_> = answers
        .iter()
        .filter(|answer| answer.status == 200)
        .collect();
    assert!(documents.len() >= 2);
    for document in &documents {
        assert!(
            document
                .header("content-disposition")
                .starts_with("attachment")
        );
        assert!(
            document
                .header("content-security-policy")
                .contains("sandbox")
        );
    }
    // Nothing of it lies on the disk in the clear while it is looked at.
    let case = browser.app.folder().to_owned();
    let preview: Vec<_> = fs_err::read_dir(case.join("preview")).unwrap().collect();
    assert!(preview.len() > 5);
    for entry in preview {
        let bytes = fs_err::read(entry.unwrap().path()).unwrap();
        assert!(bytes.starts_with(b"age-encryption.org/v1"));
    }
    let out = browser.home.path().join("out");
    fs_err::create_dir(&out).unwrap();
    let place = out.to_str().unwrap().to_owned();
    let save = pages.replace("pages", "save");
    browser.see(&save).says("Who can open it?");
    let saved = [
        ("place", place.as_str()),
        ("name", "for them"),
        ("lock", "none"),
    ];
    let going = browser.post(&save, &saved).leads_to().to_owned();
    let made = settled(&mut browser, going);
    let made = browser.see(&made);
    made.says("The pack is saved")
        .says("Fingerprint of the pack")
        .says("Fingerprint of the log");
    let report = fs_err::read(out.join("for them/01-report.pdf")).unwrap();
    let looked_at = documents
        .iter()
        .find(|one| one.header("content-disposition").contains("01-report"));
    assert_eq!(String::from_utf8_lossy(&report), looked_at.unwrap().body);
    let list = browser.see("pack");
    list.says("Northshire Police")
        .says("Pack 1")
        .silent_of("<img src=x");
    browser
        .see("pack/choose?pack=1")
        .says("value=\"Northshire Police\"");
    // The same pages are not saved a second time: the log has gone on.
    let second = [
        ("place", place.as_str()),
        ("name", "again"),
        ("lock", "none"),
    ];
    browser
        .post(&save, &second)
        .says("since you looked at these pages");
    assert!(!out.join("again").exists());
    // Locked, nothing of it is left.
    browser.post("lock", &[]);
    browser.unlock();
    assert!(!case.join("preview").exists());
    assert_eq!(browser.get(&pages).status, 404);
}

#[test]
fn a_pack_is_locked_into_one_file() {
    let mut browser = browser();
    let pages = pages(&mut browser, &[("what", "all")]);
    let save = pages.replace("pages", "save");
    let out = browser.home.path().to_str().unwrap().to_owned();
    let phrase = "quiet amber river stone";
    let fields = [
        ("place", out.as_str()),
        ("name", "locked"),
        ("lock", "passphrase"),
        ("passphrase", phrase),
        ("again", phrase),
    ];
    let going = browser.post(&save, &fields).leads_to().to_owned();
    let made = settled(&mut browser, going);
    browser.see(&made).says("free tool age");
    let bytes = fs_err::read(browser.home.path().join("locked.age")).unwrap();
    assert!(bytes.starts_with(b"age-encryption.org/v1"));
}

#[test]
fn what_is_wrong_with_a_choice_or_a_place_is_said_beside_it() {
    let mut browser = browser();
    for (fields, says) in [
        (vec![("what", "people")], "href=\"#persons\""),
        (vec![("what", "threads")], "href=\"#threads\""),
        (
            vec![
                ("what", "all"),
                ("from-day", "30"),
                ("from-month", "2"),
                ("from-year", "2024"),
            ],
            "href=\"#from\"",
        ),
        (
            vec![("what", "all"), ("context", "many")],
            "href=\"#context\"",
        ),
        (
            vec![("what", "all"), ("accounts", "nobody-of-that-name")],
            "href=\"#what\"",
        ),
    ] {
        let mut fields = fields;
        fields.push(("ask", "typed with care"));
        let answer = browser.post("pack/choose", &fields);
        assert_eq!(answer.status, 400, "{fields:?}");
        answer.says(says).says("typed with care");
    }
    let pages = pages(&mut browser, &[("what", "all")]);
    let save = pages.replace("pages", "save");
    let home = browser.home.path().to_str().unwrap().to_owned();
    for (fields, says) in [
        (vec![("name", "x"), ("lock", "none")], "href=\"#place\""),
        (
            vec![("place", "relative"), ("name", "x"), ("lock", "none")],
            "href=\"#place\"",
        ),
        (
            vec![("place", home.as_str()), ("name", "../x"), ("lock", "none")],
            "href=\"#name\"",
        ),
        (
            vec![("place", home.as_str()), ("name", "case"), ("lock", "none")],
            "href=\"#name\"",
        ),
        (
            vec![
                ("place", home.as_str()),
                ("name", "x"),
                ("lock", "passphrase"),
                ("passphrase", "short"),
                ("again", "short"),
            ],
            "href=\"#passphrase\"",
        ),
        (
            vec![
                ("place", home.as_str()),
                ("name", "x"),
                ("lock", "key"),
                ("keys", "age1nokey"),
            ],
            "href=\"#keys\"",
        ),
    ] {
        let answer = browser.post(&save, &fields);
        assert_eq!(answer.status, 400, "{fields:?}");
        answer.says(says).silent_of("value=\"short\"");
    }
    for path in [
        "pack/check/99",
        "pack/pages/99",
        "pack/save/99",
        "pack/made/99",
        "pack/file/99/0",
    ] {
        assert_eq!(browser.get(path).status, 404, "{path}");
    }
    assert_eq!(browser.get(&format!("{pages}/999")).status, 404);
}

#[test]
fn a_choice_of_before_says_where_its_numbers_may_mean_others_now() {
    for (choice, renumbered, says) in [
        ("threads = [\"T1\"]", true, true),
        ("threads = [\"T1\"]", false, false),
        ("everything = true", true, false),
    ] {
        let mut browser = Browser::new();
        browser.make_case(|case| {
            with_chat(case);
            let payload = Value::map([("choice", Value::from(choice))]);
            case.act(Act::PackMade, "pack-1", payload).unwrap();
            if renumbered {
                set_aside::set_aside(case, "S1", None, &mut |_| Ok(())).unwrap();
                set_aside::restore(case, "S1", None, &mut |_| Ok(())).unwrap();
            }
        });
        browser.unlock();
        let page = browser.see("pack/choose?pack=1");
        assert_eq!(
            page.body.contains("may have other numbers"),
            says,
            "{choice}"
        );
    }
}
