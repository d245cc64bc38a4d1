//! Writing down what happened, as a browser does it.

use crate::ops::add::{AddOptions, Under18, add};
use crate::web::testing::Browser;
use axum::http::StatusCode;

fn with_a_chat() -> Browser {
    let mut browser = Browser::new();
    let home = browser.home.path().to_owned();
    browser.make_case(|case| {
        let path = home.join("WhatsApp Chat with Marigold Example.txt");
        let line = |n: u32| format!("13/03/2024, 01:{n:02} - Marigold Example: secret words {n}\n");
        fs_err::write(&path, (0..20).map(line).collect::<String>()).unwrap();
        let options = AddOptions {
            under_18: Some(Under18::No),
            ..AddOptions::default()
        };
        add(case, &path, &options, &mut |_| Ok(())).unwrap();
    });
    browser.unlock();
    browser
}

#[test]
fn each_page_is_kept_the_whole_is_looked_over_and_every_version_stays() {
    let mut browser = with_a_chat();
    assert_eq!(browser.get("write").leads_to(), "write/new/what");
    browser
        .see("write/new/what")
        .says("Page 1 of 5")
        .says("What happened?");
    let first = [("words", "He stood there <script>x</script>.\nThen he went.")];
    assert_eq!(
        browser.post("write/new/what", &first).leads_to(),
        "write/new/when"
    );
    let when = [
        ("when", "the week after Easter"),
        ("from-month", "4"),
        ("from-year", "2024"),
        ("how-known", "memory"),
        ("fresh", "no"),
    ];
    assert_eq!(
        browser.post("write/new/when", &when).leads_to(),
        "write/new/where"
    );
    // Stopping and locking lose nothing.
    assert_eq!(
        browser
            .post(
                "write/new/where",
                &[("place", "the harbour"), ("then", "stop")]
            )
            .leads_to(),
        ""
    );
    browser.app.lock();
    browser.unlock();
    browser
        .see("write/new/what")
        .says("You began this earlier")
        .says("&lt;script&gt;x")
        .silent_of("<script>x");
    browser.see("write/new/where").says("the harbour");
    assert_eq!(
        browser
            .post("write/new/where", &[("place", "the harbour")])
            .leads_to(),
        "write/new/did"
    );
    assert_eq!(
        browser
            .post("write/new/did", &[("belief", "It was him.")])
            .leads_to(),
        "write/new/shows"
    );
    assert_eq!(
        browser
            .post(
                "write/new/shows",
                &[("events", "e3 e4"), ("exhibits", "WF/1")]
            )
            .leads_to(),
        "write/new/look"
    );
    browser
        .see("write/new/look")
        .says("the week after Easter")
        .says("I remember it")
        .says("e3: ")
        .says("Marigold Example")
        .silent_of("secret words")
        .says("not said");
    assert_eq!(
        browser.post("write/new/keep", &[]).leads_to(),
        "written/I-1"
    );
    browser
        .see("written/I-1")
        .says("Kept as I-1")
        .says("2024-04-01 – 2024-04-30")
        .says("There is one version.")
        .says(">e3<");
    browser
        .see("write/new/what")
        .silent_of("You began this earlier")
        .silent_of("He stood");
    // A change is a version.
    browser.see("write/I-1/what").says("He stood there");
    assert_eq!(
        browser
            .post(
                "write/I-1/what",
                &[("words", "He stood there for an hour.")]
            )
            .leads_to(),
        "write/I-1/when"
    );
    assert_eq!(
        browser.post("write/I-1/keep", &[]).leads_to(),
        "written/I-1"
    );
    browser
        .see("written/I-1")
        .says("There are 2 versions.")
        .says("for an hour")
        .says("Then he went.")
        .says("the harbour");
    browser.see("written").says("I-1").says("for an hour");
}

#[test]
fn what_is_not_known_may_be_left_out_and_what_is_wrong_is_told_beside_its_field() {
    let mut browser = with_a_chat();
    let empty = browser.post("write/new/what", &[("words", "   ")]);
    assert_eq!(empty.status, StatusCode::BAD_REQUEST);
    empty.says("There is a problem").says("href=\"#words\"");
    browser.post("write/new/what", &[("words", "Something happened.")]);
    for wrong in [
        &[
            ("from-day", "31"),
            ("from-month", "2"),
            ("from-year", "2024"),
        ][..],
        &[("to-day", "4")],
    ] {
        let answer = browser.post("write/new/when", wrong);
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        answer.says("Write the year").says("I do not know");
    }
    browser
        .post("write/new/shows", &[("events", "e900")])
        .says("There is no event e900")
        .says("value=\"e900\"");
    // It cannot be kept like that, and is told where to mend it.
    assert_eq!(
        browser.post("write/new/keep", &[]).leads_to(),
        "write/new/look"
    );
    browser
        .see("write/new/look")
        .says("There is no event e900")
        .silent_of("write/new/keep");
    browser.post("write/new/when", &[]);
    browser.post("write/new/shows", &[]);
    assert_eq!(
        browser.post("write/new/keep", &[]).leads_to(),
        "written/I-1"
    );
}

#[test]
fn a_draft_is_thrown_away_only_when_asked_and_leaves_what_was_kept() {
    let mut browser = with_a_chat();
    browser.post("write/new/what", &[("words", "First.")]);
    browser.post("write/new/keep", &[]);
    browser.post("write/I-1/what", &[("words", "Second.")]);
    assert_eq!(
        browser.post("write/I-1/forget", &[]).leads_to(),
        "written/I-1"
    );
    browser
        .see("written/I-1")
        .says("First.")
        .silent_of("Second.")
        .says("There is one version.");
    browser
        .see("write/I-1/what")
        .says("First.")
        .silent_of("Second.");
}

#[test]
fn addresses_that_name_nothing_are_told_so() {
    let mut browser = with_a_chat();
    for nowhere in [
        "write/I-9/what",
        "write/new/nothing",
        "written/I-9",
        "write/%3Cb%3E/look",
        "write/..%2f/what",
    ] {
        let answer = browser.get(nowhere);
        assert!(
            !answer.status.is_success() && !answer.body.contains("<b>"),
            "{nowhere}: {}",
            answer.status
        );
    }
    let answer = browser.post("write/I-9/keep", &[("words", "x")]);
    assert!(!answer.status.is_success() && answer.status != StatusCode::SEE_OTHER);
}
