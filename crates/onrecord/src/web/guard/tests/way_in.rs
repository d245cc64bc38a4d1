//! Rules 1 to 5: who gets an answer at all.

use super::*;
use crate::web::desk::Seat;
use crate::web::testing::{AUTHORITY, BASE, PASSPHRASE};
use axum::http::StatusCode;

// --- Rule 1: one address, and nothing beside the app's own path.

#[test]
fn nothing_answers_outside_the_path_of_the_run() {
    let mut browser = Browser::unlocked();
    let cookie = browser.cookie.clone();
    for path in [
        "/",
        "/favicon.ico",
        "/w",
        "/w/",
        "/w/00112233445566778899aabbccddeef0/",
        "/open",
        "/unlock",
    ] {
        let headers = [
            ("host", AUTHORITY),
            ("sec-fetch-site", "none"),
            ("cookie", cookie.as_str()),
        ];
        let answer = bare(&mut browser, "GET", path, &headers);
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(answer.body, "", "{path} says nothing of what runs here");
    }
}

// --- Rule 2: the host is exact.

#[test]
fn a_name_that_was_made_to_lead_here_gets_nothing() {
    let mut browser = Browser::unlocked();
    let cookie = browser.cookie.clone();
    let page = format!("{BASE}/");
    for host in [
        "evil.example.org:41234",
        "evil.example.org",
        "localhost:41234",
        "127.0.0.1",
        "127.0.0.1:41235",
        "127.0.0.1:41234.",
        "127.0.0.1:041234",
        "[::1]:41234",
        "0.0.0.0:41234",
        "127.1:41234",
        "",
    ] {
        // A page under such a name is the same origin for its own browser, so every other header fits.
        let own = format!("http://{host}");
        let headers = [
            ("host", host),
            ("cookie", cookie.as_str()),
            ("sec-fetch-site", "same-origin"),
            ("origin", own.as_str()),
        ];
        let answer = bare(&mut browser, "GET", &page, &headers);
        assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST, "{host}");
        assert_eq!(answer.body, "");
    }
    let none = bare(&mut browser, "GET", &page, &[("sec-fetch-site", "none")]);
    assert_eq!(none.status, 421);
    let two = [
        ("host", AUTHORITY),
        ("host", "evil.example.org"),
        ("sec-fetch-site", "none"),
    ];
    assert_eq!(bare(&mut browser, "GET", &page, &two).status, 421);
    let other = format!("http://evil.example.org{page}");
    let absolute = bare(
        &mut browser,
        "GET",
        &other,
        &[("host", AUTHORITY), ("sec-fetch-site", "none")],
    );
    assert_eq!(absolute.status, 421);
}

// --- Rule 3: where a request comes from.

#[test]
fn only_our_own_pages_and_a_person_may_read() {
    let mut browser = Browser::unlocked();
    let cookie = browser.cookie.clone();
    let page = format!("{BASE}/settings");
    let mut read = |more: &[(&str, &str)]| {
        let mut headers = vec![("host", AUTHORITY), ("cookie", cookie.as_str())];
        headers.extend(more);
        bare(&mut browser, "GET", &page, &headers).status.as_u16()
    };
    assert_eq!(read(&[("sec-fetch-site", "same-origin")]), 200);
    let typed = [
        ("sec-fetch-site", "none"),
        ("sec-fetch-mode", "navigate"),
        ("sec-fetch-dest", "document"),
    ];
    assert_eq!(read(&typed), 200);
    assert_eq!(read(&[("origin", OWN)]), 200);
    let refused: [&[(&str, &str)]; 12] = [
        &[],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "navigate"),
            ("sec-fetch-dest", "document"),
        ],
        &[
            ("sec-fetch-site", "same-site"),
            ("sec-fetch-mode", "navigate"),
            ("sec-fetch-dest", "document"),
        ],
        &[
            ("sec-fetch-site", "none"),
            ("sec-fetch-mode", "no-cors"),
            ("sec-fetch-dest", "image"),
        ],
        &[
            ("sec-fetch-site", "same-origin"),
            ("sec-fetch-dest", "iframe"),
        ],
        &[
            ("sec-fetch-site", "none"),
            ("sec-fetch-mode", "navigate"),
            ("sec-fetch-dest", "iframe"),
        ],
        &[("sec-fetch-site", "same-origin"), ("origin", "null")],
        &[
            ("sec-fetch-site", "same-origin"),
            ("origin", "http://127.0.0.1:41235"),
        ],
        &[("origin", "https://evil.example.org")],
        &[("sec-fetch-site", "same-origin, none")],
    ];
    for headers in refused {
        assert_eq!(read(headers), 403, "{headers:?}");
    }
}

#[test]
fn only_our_own_forms_may_write() {
    let mut browser = Browser::unlocked();
    let mut write = |more: &[(&str, &str)]| {
        let cookie = browser.cookie.clone();
        let mut headers = vec![("host", AUTHORITY), ("cookie", cookie.as_str())];
        headers.extend(more);
        bare(&mut browser, "POST", &format!("{BASE}/awake"), &headers)
            .status
            .as_u16()
    };
    assert_eq!(
        write(&[("sec-fetch-site", "same-origin"), ("origin", OWN)]),
        204
    );
    assert_eq!(write(&[("origin", OWN)]), 204);
    let refused: [&[(&str, &str)]; 10] = [
        &[],
        &[("sec-fetch-site", "same-origin")],
        &[("sec-fetch-site", "none")],
        &[("sec-fetch-site", "none"), ("origin", OWN)],
        &[("sec-fetch-site", "cross-site"), ("origin", OWN)],
        &[("sec-fetch-site", "same-site"), ("origin", OWN)],
        &[("sec-fetch-site", "same-origin"), ("origin", "null")],
        &[
            ("sec-fetch-site", "same-site"),
            ("origin", "http://127.0.0.1:8080"),
        ],
        &[("origin", "http://127.0.0.1")],
        &[("origin", "https://127.0.0.1:41234")],
    ];
    for headers in refused {
        assert_eq!(write(headers), 403, "{headers:?}");
    }
    assert_eq!(browser.app.seat(), Seat::Open);
}

// --- Rules 4 and 5: the cookie and the launch.

#[test]
fn the_cookie_stays_in_this_run_and_away_from_scripts() {
    let mut browser = Browser::new();
    let token = browser
        .app
        .launches()
        .begin(browser.app.now(), None)
        .unwrap();
    let answer = bare(
        &mut browser,
        "GET",
        &format!("{BASE}/open?t={token}"),
        &[
            ("host", AUTHORITY),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "navigate"),
            ("sec-fetch-dest", "document"),
        ],
    );
    // Not a redirect: the way began at a file, so the strict cookie would not be sent on.
    assert_eq!(answer.status, 200);
    answer.says("http-equiv=\"refresh\"");
    let cookie = answer.header("set-cookie");
    let (pair, attributes) = cookie.split_once("; ").unwrap();
    assert_eq!(
        attributes,
        format!("HttpOnly; SameSite=Strict; Path={BASE}/")
    );
    assert_eq!(pair.len(), "s=".len() + 64);
    answer.silent_of(pair.trim_start_matches("s="));
}

#[test]
fn without_the_cookie_there_is_only_the_way_in() {
    let mut browser = Browser::unlocked();
    for cookie in [
        "",
        "s=",
        "s=0000",
        "s=00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
    ] {
        browser.cookie = cookie.into();
        for page in ["", "settings", "unlock", "first", "sheet", "job"] {
            let answer = browser.get(page);
            assert_eq!(answer.status, 403, "{cookie} {page}");
            answer
                .says("Please start the app again")
                .silent_of("Lock after");
        }
        let typed = browser.post("unlock", &[("passphrase", PASSPHRASE)]);
        assert_eq!(typed.status, 403);
    }
}

#[test]
fn a_cookie_seen_before_unlocking_opens_nothing_afterwards() {
    let mut browser = Browser::locked();
    let before = browser.cookie.clone();
    browser.unlock();
    assert_ne!(browser.cookie, before);
    browser.cookie = before;
    assert_eq!(browser.get("").status, 403);
}

#[test]
fn a_token_is_good_once_and_for_a_minute() {
    clock!(CLOCK, now);
    let mut browser = Browser::with_clock(now);
    let open = |browser: &mut Browser, token: &str| {
        let headers = [
            ("host", AUTHORITY),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "navigate"),
        ];
        bare(browser, "GET", &format!("{BASE}/open?t={token}"), &headers)
            .status
            .as_u16()
    };
    let token = browser.app.launches().begin(now(), None).unwrap();
    assert_eq!(token.len(), 64);
    for wrong in [
        "",
        "0",
        &token[..63],
        &token.to_uppercase(),
        &format!("{token}0"),
    ] {
        assert_eq!(open(&mut browser, wrong), 403);
    }
    assert_eq!(
        open(&mut browser, &token),
        200,
        "wrong ones did not use it up"
    );
    assert_eq!(open(&mut browser, &token), 403, "replayed");
    let late = browser.app.launches().begin(now(), None).unwrap();
    pass(&CLOCK, 61);
    assert_eq!(open(&mut browser, &late), 403, "too late");
    let first = browser.app.launches().begin(now(), None).unwrap();
    let second = browser.app.launches().begin(now(), None).unwrap();
    assert_eq!(
        open(&mut browser, &first),
        403,
        "a newer one took its place"
    );
    assert_eq!(open(&mut browser, &second), 200);
    let framed = browser.app.launches().begin(now(), None).unwrap();
    let headers = [
        ("host", AUTHORITY),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-dest", "iframe"),
    ];
    let answer = bare(
        &mut browser,
        "GET",
        &format!("{BASE}/open?t={framed}"),
        &headers,
    );
    assert_eq!(answer.status, 403, "not in a frame");
}
