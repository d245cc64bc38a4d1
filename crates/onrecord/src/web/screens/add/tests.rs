//! Adding, as a browser does it: with files, by a place, without looking; and as somebody does it who
//! means harm.

use crate::web::testing::{Answer, BASE, Browser};
use axum::body::{Body, Bytes};
use axum::http::{StatusCode, header};
use std::pin::Pin;
use std::task::{Context, Poll};

const CHAT: &str = "WhatsApp Chat with Marigold Example.txt";

pub fn chat(numbers: std::ops::Range<u32>) -> String {
    let line = |n: u32| {
        format!(
            "13/03/2024, {:02}:{:02} - Marigold Example: this is number {n}\n",
            1 + n / 60,
            n % 60
        )
    };
    numbers.map(line).collect()
}

/// A form with files as Chromium writes it.
fn form(under_18: Option<&str>, files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut field = |head: String, bytes: &[u8]| {
        out.extend(
            format!("------WebKitX\r\nContent-Disposition: form-data; {head}\r\n\r\n").into_bytes(),
        );
        out.extend(bytes);
        out.extend(b"\r\n");
    };
    if let Some(answer) = under_18 {
        field("name=\"under18\"".into(), answer.as_bytes());
    }
    field("name=\"said\"".into(), "from my <b>phone</b>".as_bytes());
    for (name, bytes) in files {
        let name = name.replace('"', "%22");
        field(
            format!("name=\"files\"; filename=\"{name}\"\r\nContent-Type: text/plain"),
            bytes,
        );
    }
    // The other file field, in which nothing was chosen.
    field(
        "name=\"files\"; filename=\"\"\r\nContent-Type: application/octet-stream".into(),
        b"",
    );
    out.extend(b"------WebKitX--\r\n");
    out
}

fn request(browser: &Browser, body: Body) -> axum::http::Request<Body> {
    browser
        .request("POST", "add/upload")
        .header(
            header::ORIGIN,
            format!("http://{}", crate::web::testing::AUTHORITY),
        )
        .header(
            header::CONTENT_TYPE,
            "multipart/form-data; boundary=----WebKitX",
        )
        .body(body)
        .unwrap()
}

fn send(browser: &mut Browser, under_18: Option<&str>, files: &[(&str, &[u8])]) -> Answer {
    let request = request(browser, Body::from(form(under_18, files)));
    browser.send(request)
}

/// Names of what lies in the case's folder of an upload.
fn spooled(browser: &Browser) -> usize {
    let names = fs_err::read_dir(browser.home.path().join("case")).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    names.filter(|name| name.starts_with("upload-")).count()
}

#[test]
fn files_are_sent_taken_in_checked_undone_and_used_again() {
    let mut browser = Browser::unlocked();
    browser
        .see("add")
        .says("under 18")
        .says("multipart/form-data")
        .says("Nothing yet");
    let words = chat(0..30);
    let answer = send(&mut browser, Some("no"), &[(CHAT, words.as_bytes())]);
    assert_eq!(answer.leads_to(), "check/S1");
    browser
        .see("check/S1")
        .says("1 file is saved.")
        .says("30 events were read.")
        .says("from my &lt;b&gt;phone&lt;/b&gt;")
        .says("What such an export leaves out");
    assert_eq!(spooled(&browser), 0);
    browser.see("add").says("check/S1").says(CHAT);
    assert_eq!(browser.post("check/S1/undo", &[]).leads_to(), "check/S1");
    browser
        .see("check/S1")
        .says("Nothing was removed")
        .silent_of("30 events were read");
    browser.see("add").says("set aside");
    assert_eq!(browser.post("check/S1/redo", &[]).leads_to(), "check/S1");
    browser
        .see("check/S1")
        .says("It is in use again. The case shows 30 events now.");
    // The same again is counted once.
    let answer = send(&mut browser, Some("no"), &[(CHAT, words.as_bytes())]);
    assert_eq!(answer.leads_to(), "check/S2");
    browser
        .see("check/S2")
        .says("This file was here already")
        .says("came before as S1");
}

#[test]
fn without_an_answer_nothing_is_taken_in() {
    let mut browser = Browser::unlocked();
    for answer in [None, Some(""), Some("maybe")] {
        assert_eq!(
            send(&mut browser, answer, &[(CHAT, b"x")]).leads_to(),
            "add"
        );
        browser
            .see("add")
            .says("Please answer the question about pictures first")
            .says("Nothing yet");
    }
    // An answer that comes after the files comes too late.
    let files = form(None, &[(CHAT, b"x")]);
    let mut late = files[..files.len() - b"------WebKitX--\r\n".len()].to_vec();
    late.extend(b"------WebKitX\r\nContent-Disposition: form-data; name=\"under18\"\r\n\r\nno\r\n------WebKitX--\r\n");
    let request = request(&browser, Body::from(late));
    assert_eq!(browser.send(request).leads_to(), "add");
    browser.see("add").says("Nothing yet");
    assert_eq!(spooled(&browser), 0);
    assert_eq!(send(&mut browser, Some("no"), &[]).leads_to(), "add");
    browser.see("add").says("No file was chosen");
}

#[test]
fn a_picture_that_may_show_a_child_is_refused_and_help_is_shown() {
    let mut browser = Browser::unlocked();
    let words = chat(0..5);
    let picture = b"\xff\xd8\xff\xe0 a picture of somebody";
    for answer in ["yes", "unsure"] {
        assert_eq!(
            send(&mut browser, Some(answer), &[("a.jpg", picture)]).leads_to(),
            "add/refused"
        );
        browser
            .see("add/refused")
            .says("Report Remove")
            .says("CEOP")
            .says("Nothing was taken in");
    }
    let files: [(&str, &[u8]); 3] = [
        ("x/hidden.txt", picture),
        ("x/b.png", b"p"),
        (&format!("x/{CHAT}"), words.as_bytes()),
    ];
    assert_eq!(
        send(&mut browser, Some("unsure"), &files).leads_to(),
        "check/S1"
    );
    browser
        .see("check/S1")
        .says("2 files were left out")
        .says("Report Remove")
        .silent_of("hidden.txt")
        .silent_of("b.png");
}

#[test]
fn hostile_names_are_told_as_text_and_lead_nowhere() {
    let mut browser = Browser::unlocked();
    let words = chat(0..5);
    let evil = "<script>alert(1)</script>.txt";
    let files: [(&str, &[u8]); 6] = [
        ("../../../evil.txt", b"1"),
        ("/etc/passwd", b"1"),
        ("..\\evil.txt", b"1"),
        ("a\u{202e}txt.exe", b"1"),
        (evil, b"1"),
        (CHAT, words.as_bytes()),
    ];
    assert_eq!(
        send(&mut browser, Some("no"), &files).leads_to(),
        "check/S1"
    );
    browser
        .see("check/S1")
        .says("We could not take in 3 files. The other 3 are saved.")
        .says("../../../evil.txt")
        .says("&lt;script&gt;alert(1)&lt;/script&gt;.txt")
        .silent_of("<script>alert");
    assert!(!browser.home.path().join("evil.txt").exists());
    browser.see("check/S1/defects").says("There are none");
    for nowhere in [
        "check/S9",
        "check/../../x",
        "check/%3Cb%3E",
        "add/unseen/S9",
    ] {
        let answer = browser.get(nowhere);
        assert!(!answer.status.is_success(), "{nowhere}: {}", answer.status);
        assert!(!answer.body.contains("<b>"));
    }
}

/// A body that tells a length and gives bytes without end.
struct Endless(usize);

impl http_body::Body for Endless {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, std::io::Error>>> {
        if self.0 == 0 {
            return Poll::Ready(Some(Err(std::io::Error::other("gone"))));
        }
        self.0 -= 1;
        Poll::Ready(Some(Ok(http_body::Frame::data(Bytes::from(vec![
            b'x';
            64 * 1024
        ])))))
    }
}

#[test]
fn too_much_is_refused_before_it_is_read() {
    let mut browser = Browser::unlocked();
    let mut request = request(&browser, Body::new(Endless(3)));
    let eleven = 11_u64 << 30;
    request
        .headers_mut()
        .insert(header::CONTENT_LENGTH, eleven.into());
    assert_eq!(browser.send(request).leads_to(), "add");
    browser
        .see("add")
        .says("more than 10 GB")
        .says("Nothing of it was kept");
    assert_eq!(spooled(&browser), 0);
}

/// Gives the beginning of a form, then breaks off.
fn broken_off(files: &[(&str, &[u8])], keep: usize) -> Body {
    let mut bytes = form(Some("no"), files);
    bytes.truncate(keep);
    Body::from(bytes)
}

#[test]
fn a_form_that_breaks_off_leaves_nothing_and_loses_nothing() {
    let mut browser = Browser::unlocked();
    let words = chat(0..30);
    send(&mut browser, Some("no"), &[(CHAT, words.as_bytes())]);
    browser.see("check/S1");
    for keep in [0, 10, 120, 400, 700] {
        let request = request(&browser, broken_off(&[("b.txt", &[b'y'; 5_000])], keep));
        assert_eq!(browser.send(request).leads_to(), "add", "{keep}");
        browser.see("add").says("stopped arriving").says(CHAT);
        assert_eq!(spooled(&browser), 0);
    }
    // What is no such form at all.
    let mut bad = request(&browser, Body::from("x"));
    bad.headers_mut()
        .insert(header::CONTENT_TYPE, "text/plain".parse().unwrap());
    assert_eq!(browser.send(bad).status, StatusCode::BAD_REQUEST);
}

/// Locks the app in the middle of a form.
struct Locking {
    bytes: Vec<u8>,
    at: usize,
    app: crate::web::App,
}

impl http_body::Body for Locking {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, std::io::Error>>> {
        let (from, to) = (self.at, (self.at + 100).min(self.bytes.len()));
        if from == to {
            return Poll::Ready(None);
        }
        if from == 200 {
            self.app.lock();
        }
        self.at = to;
        Poll::Ready(Some(Ok(http_body::Frame::data(Bytes::copy_from_slice(
            &self.bytes[from..to],
        )))))
    }
}

#[test]
fn locking_in_the_middle_loses_nothing_and_shows_nothing() {
    let mut browser = Browser::unlocked();
    let words = chat(0..30);
    let body = Locking {
        bytes: form(Some("no"), &[(CHAT, words.as_bytes())]),
        at: 0,
        app: browser.app.clone(),
    };
    let request = request(&browser, Body::new(body));
    assert_eq!(browser.send(request).leads_to(), "unlock");
    assert_eq!(spooled(&browser), 0);
    assert_eq!(browser.get("add").leads_to(), "unlock");
    browser.unlock();
    browser.see("add").says("Files are waiting").says(CHAT);
    // Nothing else is taken while these wait.
    assert_eq!(
        send(&mut browser, Some("no"), &[("b.txt", b"x")]).leads_to(),
        "add"
    );
    browser
        .see("add")
        .says("Other files are arriving or waiting");
    assert_eq!(browser.post("add/arrived/take", &[]).leads_to(), "check/S1");
    browser.see("check/S1").says("30 events were read.");
    assert_eq!(spooled(&browser), 0);
    assert_eq!(browser.post("add/arrived/drop", &[]).leads_to(), "add");
}

#[test]
fn a_place_on_this_computer_is_looked_at_asked_about_and_taken_in() {
    let mut browser = Browser::unlocked();
    let folder = browser.home.path().join("my <i>exports");
    fs_err::create_dir(&folder).unwrap();
    fs_err::write(folder.join(CHAT), chat(0..12)).unwrap();
    fs_err::write(folder.join(".secret"), "x").unwrap();
    let place = folder.display().to_string();
    let listing = browser
        .post("add/here", &[("place", &place)])
        .leads_to()
        .to_owned();
    assert!(listing.starts_with("add/here/"), "{listing}");
    // No name stands in an address.
    browser
        .see(&listing)
        .says(CHAT)
        .says("my &lt;i&gt;exports")
        .silent_of(".secret")
        .silent_of("<i>");
    let whole = browser.get(&format!("{listing}/1")).leads_to().to_owned();
    browser.see(&whole).says("under 18");
    let refused = browser.post(&whole, &[("said", "mine")]);
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    refused
        .says("Please answer this first")
        .says("value=\"mine\"");
    assert_eq!(
        browser
            .post(&whole, &[("under18", "no"), ("said", "mine")])
            .leads_to(),
        "check/S1"
    );
    browser
        .see("check/S1")
        .says("12 events were read.")
        .says("my &lt;i&gt;exports");
    // The file itself, typed.
    let file = folder.join(CHAT).display().to_string();
    let asked = browser
        .post("add/here", &[("place", &file)])
        .leads_to()
        .to_owned();
    assert!(asked.starts_with("add/this/"), "{asked}");
    let wrong = browser.post("add/here", &[("place", "/nowhere/<b>at all</b>")]);
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    wrong
        .says("There is nothing at that place")
        .silent_of("<b>at");
    // The case itself.
    let own = browser.home.path().join("case").display().to_string();
    let listing = browser
        .post("add/here", &[("place", &own)])
        .leads_to()
        .to_owned();
    let whole = browser.get(&format!("{listing}/1")).leads_to().to_owned();
    browser
        .post(&whole, &[("under18", "no")])
        .says("This case itself lies there");
    // Numbers of before lead nowhere once it was locked.
    browser.app.lock();
    browser.unlock();
    assert_eq!(browser.get(&listing).leads_to(), "add/here");
    assert_eq!(browser.get(&whole).leads_to(), "add/here");
}

#[test]
fn a_picture_is_sealed_without_being_shown_and_can_be_written_about() {
    let mut browser = Browser::unlocked();
    browser
        .see("add/unseen")
        .says("not shown")
        .says("name=\"unseen\"")
        .silent_of("webkitdirectory");
    let picture: &[u8] = b"\x89PNG\r\n\x1a\n not a real one";
    let mut body = form(Some("no"), &[("screen.png", picture)]);
    let unseen = b"------WebKitX\r\nContent-Disposition: form-data; name=\"unseen\"\r\n\r\nyes\r\n";
    body.splice(..0, *unseen);
    let request = request(&browser, Body::from(body));
    let to = browser.send(request).leads_to().to_owned();
    assert_eq!(to, "add/unseen/S1");
    browser
        .see(&to)
        .says("WF/1")
        .says("You do not have to look at it")
        .silent_of("<img");
    assert_eq!(
        browser
            .post("write/begin", &[("exhibits", "WF/1")])
            .leads_to(),
        "write/new/what"
    );
    browser.see("write/new/shows").says("value=\"WF/1\"");
}

#[test]
fn how_to_get_an_export_is_told_for_each_app() {
    let mut browser = Browser::unlocked();
    browser
        .see("how")
        .says("WhatsApp")
        .says("Export before you block");
    browser
        .see("how/whatsapp")
        .says("Export chat")
        .says("What such an export leaves out");
    assert_eq!(browser.get("how/nothing").status, StatusCode::NOT_FOUND);
}

#[test]
fn everything_stands_behind_the_lock_and_takes_no_other_sites_forms() {
    let mut browser = Browser::locked();
    for page in [
        "add",
        "add/here",
        "add/unseen",
        "how",
        "check/S1",
        "write",
        "written",
    ] {
        assert_eq!(browser.get(page).leads_to(), "unlock", "{page}");
    }
    browser.unlock();
    let mut foreign = request(&browser, Body::from(form(Some("no"), &[(CHAT, b"x")])));
    foreign
        .headers_mut()
        .insert("sec-fetch-site", "cross-site".parse().unwrap());
    foreign
        .headers_mut()
        .insert(header::ORIGIN, "http://example.org".parse().unwrap());
    assert_eq!(browser.send(foreign).status, StatusCode::FORBIDDEN);
    browser.see("add").says("Nothing yet");
    let mut scripted = request(
        &browser,
        Body::from(form(Some("no"), &[(CHAT, chat(0..3).as_bytes())])),
    );
    scripted
        .headers_mut()
        .insert("x-script", "1".parse().unwrap());
    let answer = browser.send(scripted);
    assert_eq!(
        (answer.status, answer.body.as_str()),
        (StatusCode::OK, &*format!("{BASE}/check/S1"))
    );
}
