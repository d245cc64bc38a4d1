//! Rules 4 to 6: the browser's cookie. It proves only that the browser belongs to the same user of
//! this computer; the passphrase is asked for all the same. It changes at every unlocking, so that one
//! that was seen before opens nothing.

use crate::web::desk::{App, held};
use crate::web::guard::Secret;
use crate::web::page;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use std::io;
use std::sync::Mutex;

const NAME: &str = "s";

/// The one browser that belongs to this run.
#[derive(Default)]
pub struct Sessions(Mutex<Option<Secret>>);

impl Sessions {
    /// A new cookie; the one before is worth nothing from now on.
    ///
    /// # Errors
    /// The system gave no random numbers.
    pub fn begin(&self, app: &App) -> io::Result<HeaderValue> {
        let secret = super::random::<32>()?;
        *held(&self.0) = Some(Secret::of(&secret));
        cookie(app, &secret, "")
    }

    /// Ends it: the browser must be started again.
    pub fn end(&self, app: &App) -> io::Result<HeaderValue> {
        *held(&self.0) = None;
        cookie(app, "", "; Max-Age=0")
    }

    fn holds(&self, headers: &HeaderMap) -> bool {
        let Some(secret) = *held(&self.0) else {
            return false;
        };
        let cookies = headers.get_all(header::COOKIE).iter();
        cookies
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .any(|(name, value)| name == NAME && secret.is(value))
    }
}

/// With the run's own path: cookies ignore ports, and another server on this computer would get it
/// else.
fn cookie(app: &App, value: &str, more: &str) -> io::Result<HeaderValue> {
    let base = &app.setup().base;
    let text = format!("{NAME}={value}; HttpOnly; SameSite=Strict; Path={base}/{more}");
    HeaderValue::try_from(text).map_err(io::Error::other)
}

pub async fn check(State(app): State<App>, request: Request, next: Next) -> Response {
    if app.sessions().holds(request.headers()) {
        return next.run(request).await;
    }
    let ctx = crate::web::ctx::Ctx::of(&app);
    (StatusCode::FORBIDDEN, page::error::stranger(&ctx)).into_response()
}
