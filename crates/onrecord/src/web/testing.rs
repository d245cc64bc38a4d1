//! A browser for tests: it keeps the cookie, says where its requests come from, and follows. What it
//! sends can be changed, to attack.

use crate::ops::case::{Acting, Case, Owner};
use crate::web::desk::{App, Setup};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use onrecord_model::Instant;
use onrecord_vault::WorkFactor;
use std::sync::atomic::{AtomicI64, Ordering};
use tower::ServiceExt as _;

pub const AUTHORITY: &str = "127.0.0.1:41234";
pub const BASE: &str = "/w/00112233445566778899aabbccddeeff";
pub const PASSPHRASE: &str = "correct heron battery trombone";

/// The tests' clock, in microseconds. It stands still unless a test moves it. One for each thread
/// would be better, but a clock is a plain function; so tests only ever move it on.
static CLOCK: AtomicI64 = AtomicI64::new(1_700_000_000_000_000);

pub fn clock() -> Instant {
    Instant(CLOCK.load(Ordering::SeqCst))
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    /// A header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().unwrap())
    }

    /// The path inside the app that it leads to.
    pub fn leads_to(&self) -> &str {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.body);
        let to = self.header("location");
        to.strip_prefix(BASE).unwrap().trim_start_matches('/')
    }

    /// It says so.
    #[track_caller]
    pub fn says(&self, text: &str) -> &Self {
        assert!(
            self.body.contains(text),
            "does not say {text:?}:\n{}",
            self.body
        );
        self
    }

    /// It does not say so.
    #[track_caller]
    pub fn silent_of(&self, text: &str) -> &Self {
        assert!(!self.body.contains(text), "says {text:?}");
        self
    }
}

/// The browser, and the app it speaks to.
pub struct Browser {
    pub app: App,
    pub cookie: String,
    router: Router,
    runtime: tokio::runtime::Runtime,
    /// The case's folder; gone with the browser.
    pub home: tempfile::TempDir,
}

impl Browser {
    /// Let in, with no case made yet.
    pub fn new() -> Self {
        Self::with_clock(clock)
    }

    /// As [`Self::new`], with a clock of the test's own.
    pub fn with_clock(clock: fn() -> Instant) -> Self {
        let home = tempfile::tempdir().unwrap();
        let app = App::new(Setup {
            folder: home.path().join("case"),
            authority: AUTHORITY.into(),
            base: BASE.into(),
            acting: Acting {
                actor: "owner".into(),
                clock,
            },
            work: WorkFactor::ONLY_FOR_TESTS,
            settings: Some(home.path().join("settings.toml")),
            launcher: None,
        });
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_time()
            .build()
            .unwrap();
        let mut browser = Self {
            router: crate::web::app(app.clone()),
            app,
            cookie: String::new(),
            runtime,
            home,
        };
        browser.launch();
        browser
    }

    /// Comes in by the redirect file.
    pub fn launch(&mut self) {
        let token = self.app.launches().begin(self.app.now(), None).unwrap();
        let request = Request::get(format!("{BASE}/open?t={token}"))
            .header(header::HOST, AUTHORITY)
            .header("sec-fetch-site", "cross-site")
            .header("sec-fetch-mode", "navigate")
            .header("sec-fetch-dest", "document");
        let answer = self.send(request.body(Body::empty()).unwrap());
        assert_eq!(answer.status, StatusCode::OK);
    }

    /// Let in, with an empty case, unlocked.
    pub fn unlocked() -> Self {
        let mut browser = Self::locked();
        browser.unlock();
        browser
    }

    /// Let in, with an empty case, locked.
    pub fn locked() -> Self {
        let browser = Self::new();
        browser.make_case(|_| ());
        browser
    }

    /// Makes the case, and lets a test put something in.
    pub fn make_case(&self, fill: impl FnOnce(&mut Case)) {
        let owner = Owner::new("Wren Fairweather", None, "Europe/London").unwrap();
        let setup = self.app.setup();
        let acting = setup.acting.clone();
        let made = Case::create(&setup.folder, PASSPHRASE, setup.work, &owner, acting);
        let (mut case, _) = made.unwrap();
        fill(&mut case);
    }

    /// Types the passphrase.
    pub fn unlock(&mut self) {
        let answer = self.post("unlock", &[("passphrase", PASSPHRASE)]);
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    }

    /// Looks at a page of the app.
    pub fn get(&mut self, inside: &str) -> Answer {
        let request = self.request("GET", inside);
        self.send(request.body(Body::empty()).unwrap())
    }

    /// As [`Self::get`], following where it leads.
    pub fn see(&mut self, inside: &str) -> Answer {
        let mut answer = self.get(inside);
        for _ in 0..5 {
            if answer.status != StatusCode::SEE_OTHER {
                break;
            }
            let next = answer.leads_to().to_owned();
            answer = self.get(&next);
        }
        answer
    }

    /// Sends a form.
    pub fn post(&mut self, inside: &str, fields: &[(&str, &str)]) -> Answer {
        let mut encoded = form_urlencoded::Serializer::new(String::new());
        encoded.extend_pairs(fields);
        let request = self
            .request("POST", inside)
            .header(header::ORIGIN, format!("http://{AUTHORITY}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(encoded.finish())).unwrap())
    }

    /// A request as this browser makes it, to be changed.
    pub fn request(&self, method: &str, inside: &str) -> axum::http::request::Builder {
        Request::builder()
            .method(method)
            .uri(format!("{BASE}/{inside}"))
            .header(header::HOST, AUTHORITY)
            .header(header::COOKIE, &self.cookie)
            .header("sec-fetch-site", "same-origin")
            .header("sec-fetch-mode", "navigate")
            .header("sec-fetch-dest", "document")
    }

    /// Speaks to another service from now on.
    pub fn serve(&mut self, router: Router) {
        self.router = router;
    }

    /// Waits for something that the app does.
    pub fn wait<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }

    /// Sends any request and keeps the cookie that comes back.
    pub fn send(&mut self, request: Request<Body>) -> Answer {
        let router = self.router.clone();
        let (status, headers, body) = self.runtime.block_on(async {
            let response = router.oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            let body = to_bytes(body, usize::MAX).await.unwrap();
            (parts.status, parts.headers, body)
        });
        for set in headers.get_all(header::SET_COOKIE) {
            let pair = set.to_str().unwrap().split(';').next().unwrap();
            self.cookie = pair.to_owned();
        }
        let body = String::from_utf8_lossy(&body).into_owned();
        Answer {
            status,
            headers,
            body,
        }
    }
}
