//! The screens that show evidence, against a case whose every text is hostile.

use crate::ops::add::{self, AddOptions, Under18};
use crate::ops::case::Case;
use crate::web::testing::{Answer, BASE, Browser};
use axum::http::StatusCode;
use onrecord_model::{Kind, Mark};
use std::path::Path;

/// What would do harm if it were not only shown.
const MARKUP: &str = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><b>";
const TURNED: &str = "\u{202e}gnp.exe\u{2066}\u{200b}\u{7}";
/// A word of evidence that must not stand in any address or title.
const TELLING: &str = "Marigold";

fn png() -> Vec<u8> {
    // 2 x 2 pixels, made by hand: no crate of the program writes this format.
    const WHOLE: &[u8] = &[
        0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0,
        0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0, 0x90, 0x77, 0x53, 0xDE, 0, 0, 0, 12, b'I', b'D', b'A',
        b'T', 0x08, 0xD7, 0x63, 0xF8, 0xCF, 0xC0, 0x00, 0x00, 0x03, 0x01, 0x01, 0x00, 0x18, 0xDD,
        0x8D, 0xB0, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xAE, 0x42, 0x60, 0x82,
    ];
    WHOLE.to_vec()
}

/// A chat as a folder: hostile words, a picture, a drawing that only calls itself a picture, calls.
fn hostile(folder: &Path) {
    fs_err::create_dir_all(folder).unwrap();
    let mut text = String::new();
    let mut line = |minute: u32, who: &str, words: &str| {
        let (hour, minute) = (2 + minute / 60, minute % 60);
        text.push_str(&format!(
            "13/03/2024, {hour:02}:{minute:02} - {who}: {words}\n"
        ));
    };
    let her = "Marigold <i>Example</i>";
    line(0, her, &format!("the harbour {MARKUP}"));
    line(1, her, &format!("look {TURNED}"));
    line(2, "Wren Fairweather", "stop writing to me");
    line(3, her, "IMG-20240313-WA0001.png (file attached)");
    line(4, her, "IMG-20240313-WA0002.png (file attached)");
    for minute in 5..20 {
        line(minute, her, "Missed voice call");
    }
    fs_err::write(folder.join("WhatsApp Chat with Marigold.txt"), text).unwrap();
    fs_err::write(folder.join("IMG-20240313-WA0001.png"), png()).unwrap();
    let svg = "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(3)</script></svg>";
    fs_err::write(folder.join("IMG-20240313-WA0002.png"), svg).unwrap();
}

fn fill(case: &mut Case, folder: &Path) {
    hostile(folder);
    let options = AddOptions {
        under_18: Some(Under18::No),
        ..AddOptions::default()
    };
    add::add(case, folder, &options, &mut |_| Ok(())).unwrap();
}

fn browser() -> Browser {
    let mut browser = Browser::new();
    let folder = browser.home.path().join("export");
    browser.make_case(|case| fill(case, &folder));
    browser.unlock();
    browser
}

/// Every address in a page, and its title.
fn addresses(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    for start in ["href=\"", "src=\"", "action=\"", "<title>"] {
        for (at, _) in page.match_indices(start) {
            let rest = &page[at + start.len()..];
            let end = rest.find(['"', '<']).unwrap();
            found.push(rest[..end].to_owned());
        }
    }
    assert!(found.len() > 5);
    found
}

/// Nothing of what is hostile does anything, and nothing telling stands where a browser keeps it.
#[track_caller]
fn is_safe(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    for harmful in [
        "<script>alert",
        "<img src=x",
        "<b>",
        "<i>",
        "onerror=alert(2)>\"",
        "style=\"",
    ] {
        answer.silent_of(harmful);
    }
    for hidden in ['\u{202e}', '\u{2066}', '\u{200b}', '\u{7}'] {
        assert!(!answer.body.contains(hidden), "{hidden:?}");
    }
    for address in addresses(&answer.body) {
        let lower = address.to_lowercase();
        for word in ["marigold", "harbour", "wren", "example"] {
            assert!(!lower.contains(word), "{address}");
        }
        let inside = address.starts_with(BASE) || address.starts_with('#');
        assert!(
            inside || !address.contains('/') || address.starts_with("data:,"),
            "{address}"
        );
    }
    assert_eq!(answer.header("cache-control"), "no-store");
}

#[test]
fn every_page_shows_hostile_words_as_words_and_no_address_tells_anything() {
    let mut browser = browser();
    for uncovered in ["no", "yes"] {
        browser.post(
            "timeline/cover",
            &[("show", uncovered), ("back", "timeline")],
        );
        for path in [
            "timeline",
            "event/1",
            "event/2",
            "event/4",
            "event/5",
            "event/4/look/0",
            "event/5/look/0",
            "people",
            "account/1",
            "account/2",
            "patterns",
            "search",
            "timeline/choose",
        ] {
            is_safe(&browser.get(path));
        }
        let to = browser
            .post("search", &[("words", "harbour")])
            .leads_to()
            .to_owned();
        let found = browser.get(&to);
        is_safe(&found);
        found.says("<mark>harbour</mark>");
        let to = browser
            .post("search", &[("words", "look")])
            .leads_to()
            .to_owned();
        browser.get(&to).says("[U+202E]").says("[U+0007]");
    }
    browser.get("event/1").says("&lt;script&gt;alert(1)");
}

#[test]
fn words_and_pictures_are_covered_until_the_person_uncovers_them_and_again_after_locking() {
    let mut browser = browser();
    let covered = browser.get("timeline");
    let before = &covered.body[..covered.body.find("the harbour").unwrap()];
    assert!(before.rfind("<details class=\"cover\">") > before.rfind("</details>"));
    covered
        .says("Words hidden. Show words")
        .says("Picture hidden. Show picture");
    // Not even asked for: without JavaScript a browser fetches what is folded, too.
    covered.silent_of("<img");
    let to = browser.post("timeline/cover", &[("show", "yes"), ("back", "event/1")]);
    assert_eq!(to.leads_to(), "event/1");
    let open = browser.get("timeline");
    open.silent_of("class=\"cover\"")
        .says("<div class=\"said\">");
    open.says("loading=\"lazy\"");
    browser.app.lock();
    browser.unlock();
    browser.get("timeline").says("class=\"cover\"");
    // Where it leads is never elsewhere.
    for back in [
        "//example.org",
        "https://example.org",
        "..",
        "\\example.org",
        "timeline\r\nx: y",
    ] {
        let to = browser.post("timeline/cover", &[("show", "no"), ("back", back)]);
        assert_eq!(to.leads_to(), "timeline");
    }
}

#[test]
fn many_missed_calls_are_one_line_and_each_is_behind_it() {
    let mut browser = browser();
    let page = browser.get("timeline");
    page.says("15 missed calls")
        .says("02:05–02:19*")
        .says("Show each");
    page.says("Wednesday 13 March 2024").says("Europe/London");
    page.says("A time with * has no zone in its record.");
    // The month leads to itself, and so does a date.
    page.says(&format!("timeline?m={}", 2024 * 12 + 2));
    browser
        .get(&format!("timeline?m={}", 2024 * 12 + 2))
        .says("15 missed calls");
    let to = browser.post("timeline/date", &[("date", "2024-03-13")]);
    let to = to.leads_to().to_owned();
    assert!(!to.contains("2024"), "{to}");
    browser.get(&to).says("15 missed calls");
    let wrong = browser.post("timeline/date", &[("date", "last week")]);
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    wrong.says("We could not read this date.");
    for odd in [
        "a=x",
        "b=1",
        "m=-99999999",
        "m=999999999999999999999",
        "m=x",
        "a=.",
        "v=x",
    ] {
        let status = browser.get(&format!("timeline?{odd}")).status;
        let expected = match odd {
            "v=x" => StatusCode::OK,
            _ => StatusCode::NOT_FOUND,
        };
        assert_eq!(status, expected, "{odd}");
    }
    browser
        .get("timeline?a=9223372036854775807.18446744073709551615")
        .says("Nothing stands after");
}

#[test]
fn what_is_chosen_is_kept_under_a_number_until_the_app_locks() {
    let mut browser = browser();
    let to = browser.post(
        "timeline/choose",
        &[
            ("kind", "message"),
            ("order", "newest"),
            ("platform", "whatsapp"),
        ],
    );
    let to = to.leads_to().to_owned();
    assert!(to.starts_with("timeline?v="), "{to}");
    let page = browser.get(&to);
    page.silent_of("15 missed calls")
        .says("The newest come first.")
        .says("WhatsApp");
    is_safe(&page);
    let wrong = browser.post("timeline/choose", &[("from", "soon"), ("exhibit", "99")]);
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    wrong.says("href=\"#from\"").says("href=\"#exhibit\"");
    let gone = browser.post("timeline/choose", &[("account", "whatsapp:name:Nobody")]);
    assert_eq!(gone.status, StatusCode::BAD_REQUEST);
    let account = browser.post(
        "timeline/choose",
        &[("account", "whatsapp:name:Wren Fairweather")],
    );
    let account = account.leads_to().to_owned();
    let page = browser.get(&account);
    page.says("Showing only").silent_of("15 missed calls");
    let pattern = browser.get(&account.replace("timeline", "patterns"));
    pattern.says("Showing only");
    let counted = browser.post("timeline/choose", &[("then", "patterns"), ("kind", "call")]);
    assert!(counted.leads_to().starts_with("patterns?v="));
    browser.app.lock();
    browser.unlock();
    browser
        .get(&to)
        .says("Here is everything.")
        .says("15 missed calls");
    assert_eq!(browser.get("search/1").leads_to(), "search");
}

#[test]
fn an_original_leaves_only_as_a_file_to_save() {
    let mut browser = browser();
    let page = browser.get("event/1");
    // The chat is the last of the folder's three files.
    page.says("exhibit/3/original\" download")
        .says("does not prove")
        .says("SHA-256");
    page.says("These are the bytes that we read. They have not changed.");
    let mut seen = 0;
    for number in 1..=3 {
        let original = browser.get(&format!("exhibit/{number}/original"));
        assert_eq!(original.header("content-type"), "application/octet-stream");
        let name = original.header("content-disposition");
        assert!(
            name.starts_with(&format!("attachment; filename=\"exhibit-{number}.")),
            "{name}"
        );
        assert!(
            original
                .header("content-security-policy")
                .contains("sandbox")
        );
        assert_eq!(original.header("x-content-type-options"), "nosniff");
        assert_eq!(original.header("cache-control"), "no-store");
        seen += usize::from(original.body.contains(TELLING));
    }
    assert_eq!(seen, 1);
    for number in ["0", "4", "99999999999999999999", "x"] {
        let status = browser.get(&format!("exhibit/{number}/original")).status;
        assert!(
            status.is_client_error() || status.is_server_error(),
            "{number}"
        );
    }
}

#[test]
fn a_picture_is_encoded_anew_and_what_is_none_is_never_shown() {
    let mut browser = browser();
    let picture = browser.get("event/4/picture/0");
    assert_eq!(picture.status, StatusCode::OK);
    assert_eq!(picture.header("content-type"), "image/jpeg");
    assert!(!picture.body.contains("PNG"));
    let drawing = browser.get("event/5/picture/0");
    assert_eq!(drawing.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert!(drawing.body.is_empty());
    let saved = browser.get("event/5/file/0");
    assert_eq!(
        saved.header("content-disposition"),
        "attachment; filename=\"file-5-0.png\""
    );
    assert_eq!(saved.header("content-type"), "application/octet-stream");
    for path in [
        "event/1/picture/0",
        "event/4/picture/9",
        "event/99/picture/0",
        "event/1/file/0",
    ] {
        assert!(!browser.get(path).status.is_success(), "{path}");
    }
}

#[test]
fn what_is_said_of_an_event_stands_on_its_page() {
    let mut browser = browser();
    let to = browser.post("event/1/note", &[("note", &format!("my note {MARKUP}"))]);
    assert_eq!(to.leads_to(), "event/1#notes");
    browser.post(
        "event/1/incident",
        &[("incident", ""), ("words", "He waited outside.")],
    );
    let page = browser.get("event/1");
    is_safe(&page);
    page.says("my note &lt;script&gt;")
        .says("He waited outside.")
        .says("I-1");
    browser
        .get("event/2")
        .silent_of("my note")
        .silent_of("<li>I-1");
    browser.post("event/2/incident", &[("incident", "I-1"), ("words", "")]);
    browser.get("event/2").says("He waited outside.");
    let empty = browser.post("event/1/note", &[("note", " ")]);
    assert_eq!(empty.status, StatusCode::BAD_REQUEST);
    let page = browser.get("event/1");
    let limb = page.body.split("name=\"limb\"").nth(1).unwrap();
    let limb = limb
        .split("value=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    browser.post(
        "event/1/shows",
        &[("limb", &limb), ("because", "I was afraid.")],
    );
    browser.get("event/1").says("I was afraid.");
}

#[test]
fn accounts_stand_as_found_and_the_user_says_whose_they_are() {
    let mut browser = browser();
    let all = browser.get("people");
    all.says("Marigold &lt;i&gt;Example&lt;/i&gt;")
        .says("not said whose");
    let to = browser.post("account/1", &[("name", "The neighbour"), ("role", "known")]);
    assert_eq!(to.leads_to(), "account/1#whose");
    let account = browser.get("account/1");
    account
        .says("The neighbour")
        .says("Where it wrote")
        .says("Wednesday 13 March 2024");
    let person = browser.get("person/P1");
    person.says("The neighbour").says("Marigold &lt;i&gt;");
    browser.post(
        "person/P1",
        &[("role", "known"), ("can_say", "She saw him.")],
    );
    browser
        .get("person/P1")
        .says("She saw him.")
        .says("There are 2 versions.");
    browser.get("timeline").says("(<bdi>The neighbour</bdi>)");
    browser.post("account/1", &[("nobody", "yes")]);
    browser
        .get("account/1")
        .says("You have not said whose it is.");
    let wrong = browser.post("account/1", &[("name", " ")]);
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert_eq!(browser.get("person/P9").status, StatusCode::NOT_FOUND);
}

#[test]
fn patterns_say_what_is_seen_and_have_a_table_for_each_chart() {
    let mut browser = browser();
    let page = browser.get("patterns");
    page.says("Most came on a Wednesday between 02:00 and 03:00: 20.");
    page.says("Hours are as a clock in Europe/London shows them.");
    page.says("20 of 20 came between 23:00 and 06:00.");
    assert_eq!(
        page.body.matches("<svg").count(),
        page.body.matches("class=\"chart").count()
    );
    assert!(page.body.matches("<table").count() >= 4);
    page.says(&format!("timeline?m={}", 2024 * 12 + 2));
    page.silent_of("score").silent_of("risk");
}

#[test]
fn an_empty_case_gives_one_next_step_on_each_page() {
    let mut browser = Browser::unlocked();
    for path in ["timeline", "patterns", "people"] {
        browser
            .get(path)
            .says(&format!("class=\"button\" href=\"{BASE}/add\""));
    }
    let to = browser
        .post("search", &[("words", "anything")])
        .leads_to()
        .to_owned();
    browser.get(&to).says("Nothing was found.");
    browser
        .post("search", &[("words", " ")])
        .says("href=\"#words\"");
}

#[test]
fn every_kind_and_mark_has_its_words() {
    let browser = Browser::unlocked();
    let ctx = crate::web::ctx::Ctx::of(&browser.app);
    let has = |key: String| {
        let said = ctx.t(&key);
        assert!(!said.is_empty() && said != format!("[{key}]"), "{key}");
    };
    for mark in Mark::ALL {
        has(format!("mark-{}", mark.name()));
    }
    for kind in crate::web::screens::timeline::choose::KINDS {
        assert!(Kind::from_name(kind, "").is_some(), "{kind}");
        has(format!("kind-{kind}"));
    }
    for short in crate::web::told::PLATFORMS {
        has(format!("platform-{short}"));
    }
    for month in 1..=12 {
        has(format!("month-{month}"));
        has(format!("month-short-{month}"));
    }
    for day in 0..7 {
        has(format!("weekday-{day}"));
        has(format!("weekday-short-{day}"));
    }
}
