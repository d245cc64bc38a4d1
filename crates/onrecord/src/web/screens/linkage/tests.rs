//! The screens of the comparison, on two hostile accounts that share a line and a number, and ten people.

use crate::ops::add::{self, AddOptions, Under18};
use crate::ops::case::Case;
use crate::web::testing::{Answer, Browser};
use axum::http::StatusCode;
use std::path::Path;

const LINE: &str = "have you got a minute there is something you should know about your friends";
const NAMES: [&str; 2] = ["<b>Amber</b> Example", "Amber \u{202e}Example"];

fn chat(folder: &Path, name: &str, minute: u32, lines: &[String]) {
    fs_err::create_dir_all(folder).unwrap();
    let mut text = String::new();
    for (nth, line) in lines.iter().enumerate() {
        let (hour, minute) = (1 + (nth as u32) / 60, (minute + nth as u32) % 60);
        text.push_str(&format!(
            "13/03/2024, {hour:02}:{minute:02} - {name}: {line}\n"
        ));
        text.push_str(&format!(
            "13/03/2024, {hour:02}:{minute:02} - Wren Fairweather: no {nth}\n"
        ));
    }
    fs_err::write(folder.join("WhatsApp Chat with somebody.txt"), text).unwrap();
}

fn fill(case: &mut Case, home: &Path) {
    for (nth, name) in NAMES.iter().enumerate() {
        let folder = home.join(format!("export-{nth}"));
        let own = format!("<script>alert({nth})</script> call 07700 900123");
        chat(&folder, name, nth as u32, &[LINE.into(), own]);
        let options = AddOptions {
            under_18: Some(Under18::No),
            ..AddOptions::default()
        };
        add::add(case, &folder, &options, &mut |_| Ok(())).unwrap();
    }
}

fn browser() -> Browser {
    let mut browser = Browser::new();
    let home = browser.home.path().to_owned();
    browser.make_case(|case| fill(case, &home));
    browser.unlock();
    browser
}

/// Compares, and follows to where that leads.
fn compared(browser: &mut Browser) -> Answer {
    let mut to = browser.post("linkage", &[]).leads_to().to_owned();
    for _ in 0..200 {
        if to != "job" {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
        let answer = browser.get("job");
        if answer.status == StatusCode::SEE_OTHER {
            to = answer.leads_to().to_owned();
        }
    }
    browser.get(&to)
}

#[track_caller]
fn is_safe(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    answer
        .silent_of("<script>alert")
        .silent_of("<b>Amber")
        .silent_of("style=\"")
        .silent_of("\u{202e}");
}

/// The first path inside the app of a link that begins so.
fn link(answer: &Answer, begins: &str) -> String {
    let at = answer.body.find(&format!("/{begins}")).unwrap() + 1;
    let rest = &answer.body[at..];
    rest[..rest.find(['"', '#']).unwrap()].to_owned()
}

#[test]
fn nothing_is_compared_unasked_and_an_empty_case_says_what_to_do() {
    let mut empty = Browser::unlocked();
    empty.get("linkage").says("two accounts or more");
    let mut browser = browser();
    browser.get("people").says("linkage\"");
    browser
        .get("linkage")
        .says("have not been compared")
        .silent_of("Group 1");
    for page in ["linkage/group/1", "linkage/pair/1/2"] {
        browser.get(page).says("have not been compared");
    }
}

#[test]
fn a_group_and_its_pair_show_both_sides_and_each_ground_leads_to_its_events() {
    let mut browser = browser();
    let overview = compared(&mut browser);
    is_safe(&overview);
    overview
        .says("Group 1: 2 accounts")
        .says("We cannot say how many would pass by chance");
    let group = browser.get("linkage/group/1");
    is_safe(&group);
    group
        .says("<svg")
        .says("role=\"img\"")
        .says("What several of them show")
        .says("Reason by reason")
        .says("A line can be a common phrase")
        .says("Not enough to say");
    let pair = browser.get(&link(&group, "linkage/pair/"));
    is_safe(&pair);
    pair.says("What speaks for one person")
        .says("What speaks against it")
        .says("Both wrote the same line.")
        .says("class=\"cover\"")
        .says("Not enough to say");
    let event = browser.get(&link(&pair, "event/"));
    event.says("07700 900123");
    for wrong in [
        "linkage/group/9",
        "linkage/group/0",
        "linkage/pair/1/1",
        "linkage/pair/1/99999",
    ] {
        let answer = browser.get(wrong);
        assert!(!answer.status.is_success(), "{wrong}");
        answer.silent_of("What speaks for");
    }
}

#[test]
fn a_decision_needs_a_reason_can_be_undone_and_changes_no_comparison() {
    let mut browser = browser();
    compared(&mut browser);
    let group = browser.get("linkage/group/1");
    let path = link(&group, "linkage/pair/");
    let without = browser.post(&path, &[("decision", "confirmed"), ("because", " ")]);
    assert_eq!(without.status, StatusCode::BAD_REQUEST);
    without.says("Write why");
    let kept = browser.post(
        &path,
        &[
            ("decision", "confirmed"),
            ("because", "the <i>same</i> joke"),
        ],
    );
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
    let pair = browser.get(&path);
    pair.says("you confirmed it")
        .says("the &lt;i&gt;same&lt;/i&gt; joke")
        .says(&format!("{path}/back"));
    browser.get("linkage/group/1").says("taken as one");
    let together = browser.post("linkage/group/1/together", &[]);
    assert_eq!(together.status, StatusCode::SEE_OTHER);
    assert_eq!(
        browser.post(&format!("{path}/back"), &[]).status,
        StatusCode::SEE_OTHER
    );
    browser
        .get(&path)
        .says("not decided")
        .silent_of("you confirmed it");
    browser.post(
        &path,
        &[("decision", "rejected"), ("because", "two voices")],
    );
    browser
        .get("linkage")
        .silent_of("Group 1")
        .says("you rejected it");
}

#[test]
fn what_was_noticed_and_a_line_that_became_known_are_kept_and_taken_back() {
    let mut browser = browser();
    compared(&mut browser);
    let path = link(&browser.get("linkage/group/1"), "linkage/pair/");
    let notice = format!("{path}/notice");
    assert_eq!(
        browser.post(&notice, &[("words", "")]).status,
        StatusCode::BAD_REQUEST
    );
    let fields = [
        ("words", "both hum"),
        ("points", "against"),
        ("events", "e1, e2"),
    ];
    assert_eq!(browser.post(&notice, &fields).status, StatusCode::SEE_OTHER);
    browser.see(&path).says("You noticed: both hum");
    compared(&mut browser).says("N-1");
    let wrong = browser.post("linkage/known", &[("line", LINE), ("from", "spring")]);
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    wrong.says(LINE);
    let fields = [
        ("line", LINE),
        ("from", "2024-01-01"),
        ("source", "a newspaper"),
    ];
    assert_eq!(
        browser.post("linkage/known", &fields).status,
        StatusCode::SEE_OTHER
    );
    compared(&mut browser).says("a newspaper");
    browser.get(&path).says("a line that became known");
    for id in ["Q-1", "N-1"] {
        let undone = browser.post(&format!("linkage/undo/{id}"), &[]);
        assert_eq!(undone.status, StatusCode::SEE_OTHER);
    }
    compared(&mut browser)
        .silent_of("a newspaper")
        .says("Group 1");
    browser.get(&path).silent_of("both hum");
    browser
        .post("linkage/undo/N-9", &[])
        .says("There is no N-9 to take back");
}

#[test]
fn whoever_says_whose_an_account_is_is_told_to_compare_again() {
    let mut browser = browser();
    let overview = compared(&mut browser);
    overview.silent_of("have not been compared");
    let group = browser.get("linkage/group/1");
    let pair = browser.get(&link(&group, "linkage/pair/"));
    let account = link(&pair, "account/");
    browser.post(&account, &[("name", "Lark Sample"), ("role", "known")]);
    browser.get("linkage").says("have not been compared");
}
