//! The one error of the app. Every handler may end with it; the page that it becomes says what
//! happened, what is safe and what to do. It is made into a page in [`render`], where the language
//! and the run's path are known.

use crate::ops::OpError;
use crate::web::ctx::Ctx;
use crate::web::desk::App;
use crate::web::page;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::{Arc, Mutex};

/// Why a page cannot be shown.
#[derive(Debug)]
pub enum WebError {
    /// The passphrase is needed.
    Locked,
    /// A job has the case.
    Busy,
    /// There is nothing at that address (any more).
    NotFound,
    /// The form was too large.
    TooLarge,
    /// The form could not be read.
    BadForm,
    /// The browser sent too slowly.
    TooSlow,
    /// A fault of ours. Its text could hold evidence, so it is shown nowhere.
    Crashed,
    /// An operation's own words.
    Op(OpError),
}

impl From<OpError> for WebError {
    fn from(error: OpError) -> Self {
        Self::Op(error)
    }
}

impl From<std::io::Error> for WebError {
    fn from(error: std::io::Error) -> Self {
        Self::Op(OpError::Io(error))
    }
}

/// What a handler gives.
pub type WebResult<T = Response> = Result<T, WebError>;

impl WebError {
    fn status(&self) -> StatusCode {
        match self {
            Self::Locked => StatusCode::FORBIDDEN,
            Self::Busy => StatusCode::CONFLICT,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::BadForm | Self::Op(OpError::NeedsAnswer(_)) => StatusCode::BAD_REQUEST,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Op(OpError::Locked(_)) => StatusCode::FORBIDDEN,
            Self::Op(OpError::Interrupted) => StatusCode::CONFLICT,
            Self::Crashed | Self::Op(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// On its way from the handler to [`render`].
#[derive(Clone)]
struct Carried(Arc<Mutex<Option<WebError>>>);

/// Whether an answer says that a job has the case.
pub fn is_busy(response: &Response) -> bool {
    let carried = response.extensions().get::<Carried>();
    carried
        .is_some_and(|carried| matches!(*crate::web::desk::held(&carried.0), Some(WebError::Busy)))
}

impl IntoResponse for WebError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response
            .extensions_mut()
            .insert(Carried(Arc::new(Mutex::new(Some(self)))));
        response
    }
}

/// Makes errors into pages.
pub async fn render(State(app): State<App>, request: Request, next: Next) -> Response {
    let ctx = Ctx::of(&app);
    let mut response = next.run(request).await;
    let carried = response.extensions_mut().remove::<Carried>();
    let Some(error) = carried.and_then(|carried| crate::web::desk::held(&carried.0).take()) else {
        return response;
    };
    let status = error.status();
    let shown = match error {
        WebError::Locked => return ctx.go("unlock"),
        WebError::Busy => page::error::busy(&ctx),
        WebError::NotFound => page::error::plain(&ctx, "error-not-found"),
        WebError::TooLarge => page::error::plain(&ctx, "error-too-large"),
        WebError::BadForm => page::error::plain(&ctx, "error-form"),
        WebError::TooSlow => page::error::plain(&ctx, "error-slow"),
        WebError::Crashed => page::error::plain(&ctx, "error-crashed"),
        WebError::Op(error) => page::error::op(&ctx, &error),
    };
    (status, shown).into_response()
}
