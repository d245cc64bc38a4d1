//! Rules 8 to 13: what every answer says, the way out, limits, panics, and what is promised.

use super::*;
use crate::web::desk::Seat;
use crate::web::testing::{AUTHORITY, BASE, PASSPHRASE};
use axum::http::header;

// --- Rules 8 to 10: what every answer says, and what it never says.

#[test]
fn every_answer_forbids_what_it_must() {
    let mut browser = Browser::unlocked();
    let mut answers: Vec<(&str, Answer)> = Vec::new();
    for page in [
        "", "settings", "sheet", "device", "nowhere", "unlock", "open?t=x", "job",
    ] {
        answers.push((page, browser.get(page)));
    }
    answers.push((
        "outside",
        bare(
            &mut browser,
            "GET",
            "/",
            &[("host", AUTHORITY), ("sec-fetch-site", "none")],
        ),
    ));
    answers.push(("host", bare(&mut browser, "GET", "/", &[("host", "x")])));
    answers.push((
        "origin",
        bare(&mut browser, "POST", "/", &[("host", AUTHORITY)]),
    ));
    answers.push((
        "large",
        browser.post("draft/x", &[("words", &"x".repeat(300_000))]),
    ));
    answers.push(("asset", browser.get("assets/app.js")));
    let policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                  connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
                  require-trusted-types-for 'script'; trusted-types 'none'";
    for (page, answer) in &answers {
        for (name, value) in [
            ("content-security-policy", policy),
            ("x-content-type-options", "nosniff"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("referrer-policy", "same-origin"),
            ("x-frame-options", "DENY"),
        ] {
            assert_eq!(answer.header(name), value, "{page}");
        }
        assert!(
            answer.header("permissions-policy").contains("camera=()"),
            "{page}"
        );
        assert_eq!(answer.header("access-control-allow-origin"), "", "{page}");
        let kept = answer.header("cache-control");
        assert_eq!(
            kept,
            if *page == "asset" {
                "private, max-age=3600"
            } else {
                "no-store"
            },
            "{page}"
        );
    }
}

#[test]
fn no_page_holds_a_script_a_style_or_another_address() {
    let mut browser = Browser::new();
    let mut pages = vec![
        browser.see(""),
        browser.get("first/careful"),
        browser.get("first/you"),
        browser.get("device"),
    ];
    browser.make_case(|_| ());
    pages.push(browser.get("unlock"));
    browser.unlock();
    for page in ["", "settings", "sheet", "device"] {
        pages.push(browser.get(page));
    }
    for page in &pages {
        let text = page.body.to_lowercase();
        assert_eq!(text.matches("<script").count(), 1, "{text}");
        assert!(text.contains("<script type=\"module\" src=\"/w/"));
        assert!(text.contains("></script>"));
        for word in [
            "<style",
            " style=",
            "<iframe",
            "<object",
            "<embed",
            "<base",
            "javascript:",
            "http://",
            "https://",
            "//",
        ] {
            assert!(!text.contains(word), "{word} in {text}");
        }
        for on in text.match_indices(" on") {
            let word: String = text[on.0 + 1..]
                .chars()
                .take_while(|c| c.is_ascii_alphabetic())
                .collect();
            assert!(!text[on.0 + 1 + word.len()..].starts_with('='), "{word}=");
        }
    }
}

#[test]
fn the_title_is_the_one_that_was_chosen_and_words_that_tell_nothing() {
    let mut browser = Browser::unlocked();
    browser.get("").says("<title>Home - Notes</title>");
    let hostile = "</title><script>";
    for title in ["", "a\nb", &"x".repeat(41)] {
        let refused = browser.post(
            "settings",
            &[("minutes", "5"), ("title", title), ("language", "en")],
        );
        assert_eq!(refused.status, 400);
    }
    browser.post(
        "settings",
        &[("minutes", "5"), ("title", hostile), ("language", "pl")],
    );
    browser
        .get("")
        .says("- &lt;/title&gt;&lt;script&gt;</title>")
        .says("lang=\"pl\"")
        .says("Oś czasu");
}

#[test]
fn a_download_keeps_its_own_stricter_policy() {
    let mut browser = Browser::unlocked();
    browser.post("sheet/new", &[]);
    let sheet = browser.get("sheet/text");
    sheet.says("AGE-SECRET-KEY-1");
    assert!(sheet.header("content-security-policy").ends_with("sandbox"));
    assert!(
        sheet
            .header("content-disposition")
            .starts_with("attachment")
    );
    assert_eq!(sheet.header("cache-control"), "no-store");
}

// --- Rule 11: out.

#[test]
fn leaving_locks_and_makes_the_browser_forget() {
    let mut browser = Browser::unlocked();
    let before = browser.cookie.clone();
    let left = browser.post("leave", &[]);
    assert_eq!(left.status, 200);
    assert_eq!(left.header("clear-site-data"), "\"cache\", \"storage\"");
    assert!(left.header("set-cookie").contains("Max-Age=0"));
    left.says("url=about:blank").silent_of("Record");
    assert_eq!(browser.app.seat(), Seat::Locked);
    browser.cookie = before;
    assert_eq!(browser.get("").status, 403, "Back shows nothing");
    // Also where the cookie is gone already.
    browser.cookie = String::new();
    assert_eq!(browser.post("leave", &[]).status, 200);
}

// --- Rule 12: limits, delays, panics.

#[test]
fn a_form_has_a_size() {
    let mut browser = Browser::unlocked();
    let large = "x".repeat(crate::web::guard::body::LARGEST_FORM + 1);
    let answer = browser.post("draft/write", &[("words", &large)]);
    assert_eq!(answer.status, 413);
    answer.says("What was saved before is safe");
    browser.post("lock", &[]);
    assert_eq!(
        browser.post("draft/write", &[("words", &large)]).leads_to(),
        "unlock"
    );
    assert!(browser.app.desk().held.is_none());
}

#[test]
fn a_form_of_another_kind_is_refused() {
    let mut browser = Browser::unlocked();
    for kind in [
        "text/plain",
        "application/json",
        "multipart/form-data; boundary=x",
        "",
    ] {
        let request = browser
            .request("POST", "settings")
            .header(header::ORIGIN, OWN);
        let request = request
            .header(header::CONTENT_TYPE, kind)
            .body(Body::from("minutes=9"));
        assert_eq!(browser.send(request.unwrap()).status, 400, "{kind}");
    }
}

#[test]
fn failing_at_the_passphrase_makes_the_next_try_wait() {
    clock!(CLOCK, now);
    let mut browser = Browser::with_clock(now);
    browser.make_case(|_| ());
    for _ in 0..3 {
        let wrong = browser.post("unlock", &[("passphrase", "wrong heron battery trombone")]);
        assert_eq!(wrong.status, 403);
        wrong
            .says("That passphrase does not open it")
            .silent_of("wrong heron");
    }
    let early = browser.post("unlock", &[("passphrase", PASSPHRASE)]);
    assert_eq!(early.status, 403, "also the right one waits");
    early.says("Please wait 2 seconds");
    pass(&CLOCK, 2);
    browser.unlock();
    assert_eq!(browser.app.tries().wait(now()), 0);
}

#[test]
fn a_panic_ends_in_a_page_and_a_locked_case() {
    use axum::routing::get;
    let mut browser = Browser::unlocked();
    let app = browser.app.clone();
    let crash = axum::Router::new()
        .route(
            "/crash",
            get(async || -> &'static str { panic!("a panic that names Marigold Tern") }),
        )
        .layer(axum::middleware::from_fn(crate::web::guard::into_page))
        .layer(axum::middleware::from_fn_with_state(
            app.clone(),
            crate::web::error::render,
        ))
        .with_state(app.clone());
    browser.serve(crate::web::guard::around(
        axum::Router::new().nest(BASE, crash),
        &app,
    ));
    let answer = browser.get("crash");
    assert_eq!(answer.status, 500);
    answer.says("This is our fault").silent_of("Marigold");
    let crashed = browser.wait(async move {
        app.with_case(|_| -> crate::ops::OpResult<()> { panic!("here too") })
            .await
    });
    assert!(matches!(crashed, Err(crate::web::error::WebError::Crashed)));
    assert_eq!(browser.app.seat(), Seat::Locked);
    assert!(browser.app.case_slot().is_none());
}

// --- Rule 13: what none of this helps against.

#[test]
fn the_first_run_says_what_it_cannot_do() {
    let mut browser = Browser::new();
    browser
        .see("")
        .says("(spyware)")
        .says("log in as you")
        .says("I am not sure");
    assert_eq!(
        browser.post("first", &[("device", "unsure")]).leads_to(),
        "first/careful"
    );
    browser
        .get("first/careful")
        .says("The passphrase does not stop that")
        .says("one of a friend or relative whom you trust")
        .says("nothing has been made on this computer");
    assert!(!browser.app.has_case());
    browser.make_case(|_| ());
    browser.get("device").says("(spyware)");
    browser.unlock();
    browser.get("device").says("(spyware)");
}
