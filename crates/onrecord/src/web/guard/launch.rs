//! Rule 5: how a browser is let in. A token of 32 bytes, good once and for a minute, reaches the
//! browser through a file that only its owner can read: never on a command line, where everybody on
//! this computer could read it.

use crate::web::assets;
use crate::web::desk::{App, held};
use crate::web::guard::Secret;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use maud::{DOCTYPE, html};
use onrecord_model::Instant;
use std::io;
use std::path::PathBuf;
use std::sync::Mutex;

/// How long a token is good, in microseconds.
const GOOD_FOR: i64 = 60_000_000;

struct Waiting {
    token: Secret,
    since: Instant,
    /// The redirect file: gone with the token.
    file: Option<PathBuf>,
}

impl Waiting {
    fn is_in_time(&self, now: Instant) -> bool {
        (0..=GOOD_FOR).contains(&(now.0 - self.since.0))
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        if let Some(file) = &self.file {
            // Where it cannot be removed, its token is worth nothing all the same.
            let _ = fs_err::remove_file(file);
        }
    }
}

/// The token that waits for a browser.
#[derive(Default)]
pub struct Launches(Mutex<Option<Waiting>>);

impl Launches {
    /// A new token; the one before is worth nothing from now on. `file` is the one that it stands in,
    /// removed when the token is.
    ///
    /// # Errors
    /// The system gave no random numbers.
    pub fn begin(&self, now: Instant, file: Option<PathBuf>) -> io::Result<String> {
        let token = super::random::<32>()?;
        *held(&self.0) = Some(Waiting {
            token: Secret::of(&token),
            since: now,
            file,
        });
        Ok(token)
    }

    /// Forgets a token that is too old.
    pub fn sweep(&self, now: Instant) {
        let mut waiting = held(&self.0);
        let old = waiting
            .as_ref()
            .is_some_and(|waiting| !waiting.is_in_time(now));
        if old {
            *waiting = None;
        }
    }

    /// Forgets the token that waits.
    pub fn end(&self) {
        *held(&self.0) = None;
    }

    /// Takes the token, if it is the one and in time.
    fn redeem(&self, token: &str, now: Instant) -> bool {
        let mut waiting = held(&self.0);
        let good = waiting
            .as_ref()
            .is_some_and(|waiting| waiting.token.is(token) && waiting.is_in_time(now));
        // A wrong one does not use it up: else anybody on this computer could keep the person out.
        if good {
            *waiting = None;
        }
        good
    }
}

/// Whether a path is the launch's.
pub fn is_launch(app: &App, path: &str) -> bool {
    path.strip_prefix(app.setup().base.as_str()) == Some("/open")
}

/// What stands in the redirect file.
pub fn redirect_page(app: &App, token: &str) -> String {
    let to = format!(
        "http://{}{}?t={token}",
        app.setup().authority,
        app.url("open")
    );
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="referrer" content="no-referrer";
                meta http-equiv="refresh" content=(format!("0; url={to}"));
                title { "Notes" }
            }
            body { p { a href=(to) rel="noreferrer" { "Go on" } } }
        }
    }
    .into_string()
}

/// `GET open?t=…`: gives the browser its cookie. Answers with a page that goes on by itself; after a
/// redirect the browser would not send the strict cookie, since the way began at another site.
pub async fn open(State(app): State<App>, request: Request) -> Response {
    let query = request.uri().query().unwrap_or_default();
    let token = form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| name == "t")
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default();
    if !app.launches().redeem(&token, app.now()) {
        let ctx = crate::web::ctx::Ctx::of(&app);
        return (
            StatusCode::FORBIDDEN,
            crate::web::page::error::stranger(&ctx),
        )
            .into_response();
    }
    // Whoever starts the app anew is asked for the passphrase anew.
    app.lock();
    let Ok(cookie) = app.sessions().begin(&app) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let start = app.url("");
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="refresh" content=(format!("0; url={start}"));
                title { (app.settings().title) }
                link rel="stylesheet" href=(app.url(assets::STYLE));
            }
            body { p { a href=(start) { "Go on" } } }
        }
    };
    ([(header::SET_COOKIE, cookie)], page).into_response()
}

/// `POST again`: a second start of the program asks this run to show itself.
pub async fn again(State(app): State<App>, request: Request) -> StatusCode {
    let said = request.headers().get("x-knock");
    let said = said.and_then(|said| said.to_str().ok()).unwrap_or_default();
    let launcher = app.setup().launcher.as_ref();
    if !launcher.is_some_and(|launcher| launcher.knock.is(said)) {
        return StatusCode::FORBIDDEN;
    }
    match app.show() {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
