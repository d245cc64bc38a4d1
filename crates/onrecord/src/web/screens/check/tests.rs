//! The import check, as a browser goes through it.

use crate::ops::add::{AddOptions, Under18, add};
use crate::ops::read_again_tests::{old_copy, typed_key};
use crate::web::testing::Browser;

const CHAT: &str = "WhatsApp Chat with Marigold Example.txt";

/// A case with these chats, added one after the other.
fn with_chats(texts: &[String]) -> Browser {
    let mut browser = Browser::new();
    let home = browser.home.path().to_owned();
    browser.make_case(|case| {
        for (at, text) in texts.iter().enumerate() {
            let folder = home.join(at.to_string());
            fs_err::create_dir(&folder).unwrap();
            fs_err::write(folder.join(CHAT), text).unwrap();
            let options = AddOptions {
                under_18: Some(Under18::No),
                ..AddOptions::default()
            };
            add(case, &folder.join(CHAT), &options, &mut |_| Ok(())).unwrap();
        }
    });
    browser.unlock();
    browser
}

fn lines(day_and_month: &str, numbers: impl Iterator<Item = u32>) -> String {
    let line = |n: u32| {
        let (hour, minute) = (1 + n / 60, n % 60);
        format!(
            "{day_and_month}/2024, {hour:02}:{minute:02} - Marigold Example: <b>number {n}</b>\n"
        )
    };
    numbers.map(line).collect()
}

#[test]
fn a_question_is_asked_answered_and_may_stay_open() {
    let mut browser = with_chats(&[lines("03/04", 0..20)]);
    let page = browser.see("check/S1");
    page.says("A question")
        .says("I do not know")
        .says("20 do not say whether the day or the month comes first.");
    let name = page
        .body
        .split("name=\"answer.")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    let field = format!("answer.{name}");
    assert_eq!(
        browser.post("check/S1/answer", &[(&field, "")]).leads_to(),
        "check/S1"
    );
    browser
        .see("check/S1")
        .says("The question stays open")
        .says("A question");
    assert_eq!(
        browser
            .post("check/S1/answer", &[(&field, "day-first")])
            .leads_to(),
        "check/S1"
    );
    browser
        .see("check/S1")
        .says("Your answer is kept")
        .silent_of("A question<")
        .says("20 show a clock");
    // The zone, too.
    browser.see("check/S1").says("Europe/London");
    assert_eq!(
        browser
            .post("check/S1/zone", &[("zone", "Europe/Warsaw")])
            .leads_to(),
        "check/S1"
    );
    browser
        .see("check/S1")
        .says("by the clock of Europe/Warsaw");
    browser
        .post("check/S1/zone", &[("zone", "Nowhere/<b>")])
        .says("is not known")
        .silent_of("<b>");
    browser
        .see("check/S1")
        .says("by the clock of Europe/Warsaw");
}

#[test]
fn what_an_earlier_export_had_is_listed_without_being_shown_unasked() {
    let gone = [4, 5, 6];
    let later = (0..60).filter(|n| !gone.contains(n));
    let mut browser = with_chats(&[lines("13/04", 0..50), lines("13/04", later)]);
    browser
        .see("check/S2")
        .says("Beside S1")
        .says("3 messages of that one are not in this one")
        .says("47 were here already")
        .says("This is a difference between two exports, and no more")
        .says("somebody deleted or unsent something");
    let list = browser.see("check/S2/missing");
    list.says("not in S2")
        .says("&lt;b&gt;number 4&lt;/b&gt;")
        .silent_of("<b>number");
    // The words stand in a part that is closed.
    assert_eq!(list.body.matches("<details>").count(), 3);
    browser
        .see("check/S1/missing?from=999999999999999999999")
        .says("href");
    browser
        .see("check/S1/missing?from=50")
        .says("There are none");
}

#[test]
fn undoing_names_what_was_written_and_a_second_undo_is_refused() {
    let mut browser = with_chats(&[lines("13/04", 0..9)]);
    let words = [("words", "He wrote."), ("events", "e2")];
    browser.post("write/new/what", &words[..1]);
    browser.post("write/new/shows", &words[1..]);
    assert_eq!(
        browser.post("write/new/keep", &[]).leads_to(),
        "written/I-1"
    );
    assert_eq!(browser.post("check/S1/undo", &[]).leads_to(), "check/S1");
    browser
        .see("check/S1")
        .says("keeps the names of its events: I-1");
    browser
        .see("written/I-1")
        .says("It names 1 event that is not shown now");
    browser
        .post("check/S1/undo", &[])
        .says("is set aside already")
        .says("Nothing was changed");
    browser.post("check/S1/redo", &[]);
    browser
        .see("written/I-1")
        .says(">e2<")
        .silent_of("set aside");
    assert_eq!(browser.post("check/S1/keep", &[]).leads_to(), "add");
    browser.see("add").says("You can undo it later");
}

#[test]
fn records_that_could_not_be_read_are_listed() {
    let mut browser = Browser::new();
    let home = browser.home.path().to_owned();
    browser.make_case(|case| {
        let path = home.join("sms.xml");
        let one = |n: u32| format!("<sms address=\"07700 900123\" date=\"171000000{n}000\" type=\"1\" body=\"hi\" />\n");
        let text = format!(
            "<?xml version='1.0'?>\n<smses count=\"3\">\n{}<sms address=\"07700 900123\" date=\"<i>\" type=\"1\" body=\"x\" />\n{}</smses>\n",
            one(1), one(2)
        );
        fs_err::write(&path, text).unwrap();
        let options = AddOptions {
            under_18: Some(Under18::No),
            ..AddOptions::default()
        };
        add(case, &path, &options, &mut |_| Ok(())).unwrap();
    });
    browser.unlock();
    let page = browser.see("check/S1");
    page.silent_of("<i>");
    browser
        .see("check/S1/defects")
        .says("Records that could not be read")
        .silent_of("<i>");
}

#[test]
fn what_an_importer_knows_and_cannot_read_is_told() {
    let mut browser = Browser::new();
    let home = browser.home.path().to_owned();
    browser.make_case(|case| {
        let folder = home.join("all");
        fs_err::create_dir(&folder).unwrap();
        fs_err::write(folder.join(CHAT), lines("13/04", 0..3)).unwrap();
        // A backup that says what it is and ends in its first line.
        fs_err::write(
            folder.join("msgstore.db"),
            "SQLite format 3\0 and then nothing <b>",
        )
        .unwrap();
        let options = AddOptions {
            under_18: Some(Under18::No),
            ..AddOptions::default()
        };
        add(case, &folder, &options, &mut |_| Ok(())).unwrap();
    });
    browser.unlock();
    let page = browser.see("check/S1");
    page.says("3 events were read.").silent_of("<b>");
    let told = ["kept but not read", "To know about these files"];
    assert!(told.iter().any(|words| page.body.contains(words)));
}

/// The app with a case that an older program made, opened with a key of it.
fn older(field: &str, key: &str) -> Browser {
    let mut browser = Browser::new();
    old_copy(browser.home.path());
    browser.post("unlock", &[(field, &typed_key(key))]);
    for _ in 0..200 {
        if browser.app.running_job().is_none() {
            return browser;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("it is not opened")
}

#[test]
fn what_a_newer_program_reads_differently_is_said_where_she_looks() {
    let mut browser = older("sheet", "recovery");
    browser
        .see("")
        .says("Some files were read again")
        .says("Your files are as they were sealed")
        .says("check/S2");
    browser
        .see("check/S1")
        .says("Read again on")
        .says("Before: 8 events in 2 conversations (WhatsApp chat export version 4)")
        .says("1 conversation came out exactly as before.")
        .says("Marigold Example");
    browser
        .see("check/S3")
        .silent_of("Read again")
        .silent_of("newer way");
    // Asked for once more, nothing changes, and that is said.
    browser.post("check/S1/again", &[]);
    for _ in 0..200 {
        if browser.app.running_job().is_none() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    browser.see("check/S1").says("reads as before");
    browser.see("written/I-1").silent_of("not shown now");
}

#[test]
fn a_helper_who_may_only_look_is_told_what_is_missing_and_whom_to_ask() {
    let mut browser = older("helper", "helper");
    browser
        .see("")
        .says("Something is not shown")
        .silent_of("Some files were read again");
    browser
        .see("check/S1")
        .says("5 events of 8 are not shown here. They were read by WhatsApp chat export version 4")
        .says("This copy may only be looked at")
        .says("3 events were read.")
        .silent_of("could not be read")
        .silent_of("Read it again");
    browser
        .see("written/I-1")
        .says("It names 2 events that are not shown now");
}
