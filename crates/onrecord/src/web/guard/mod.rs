//! What stands between the browser and every handler: the thirteen rules for a server on loopback,
//! each in a file of its own, laid around the router in one order. Knows no screen.
//!
//! From outside to inside: a panic is caught · every answer gets its headers · `Host` is exact ·
//! where the request comes from · the run's secret path · the browser's cookie · how large and how
//! slow a form may be · the person is at the desk.

mod body;
mod headers;
mod host;
pub mod instance;
pub mod launch;
mod origin;
mod panics;
mod secret;
pub mod session;
#[cfg(test)]
mod tests;
pub mod tries;

pub use body::limit;
pub use headers::SANDBOX;
pub use panics::into_page;
pub use secret::{Secret, random};

use crate::web::ctx::whole;
use crate::web::desk::{App, Seat};
use crate::web::error::{WebError, is_busy};
use crate::web::held::{self, Held};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest as _, Request, State};
use axum::http::{Method, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};

/// Lays the outer rules around the whole app.
pub fn around(router: Router, app: &App) -> Router {
    router
        .layer(from_fn_with_state(app.clone(), origin::check))
        .layer(from_fn_with_state(app.clone(), host::check))
        .layer(from_fn(panics::catch))
        .layer(from_fn(headers::add))
}

/// Lays the rules around what needs this browser's cookie.
pub fn for_this_browser(router: Router<App>, app: &App) -> Router<App> {
    router
        .layer(from_fn_with_state(app.clone(), body::patience))
        .layer(limit(body::LARGEST_FORM))
        .layer(from_fn_with_state(app.clone(), session::check))
}

/// Where a page without JavaScript looks by itself how far a job is.
pub const WATCHING_JOB: &str = "job?w=1";

/// A page that asks by itself is no sign of a person.
fn is_watching(request: &Request) -> bool {
    request.headers().contains_key("x-watching") || request.uri().query() == Some("w=1")
}

/// Lets through only while the person is at the desk. A form that comes too late is kept until they
/// are back: what was typed is not lost.
pub async fn at_the_desk(State(app): State<App>, request: Request, next: Next) -> Response {
    if app.seat() == Seat::Open {
        if !is_watching(&request) {
            app.seen();
        }
        return match request.method() == Method::POST
            && is_form(&request)
            && app.works().is_ok_and(|works| works)
        {
            true => beside_a_job(&app, request, next).await,
            false => next.run(request).await,
        };
    }
    let path = inside(&app, &request);
    if request.method() == Method::GET {
        app.desk().wanted = Some(path);
        return WebError::Locked.into_response();
    }
    if is_form(&request)
        && let Ok(body) = Bytes::from_request(request, &app).await
        && body.len() <= held::LONGEST
    {
        app.desk().held = Some(Held::new(path, &body));
    }
    WebError::Locked.into_response()
}

fn is_form(request: &Request) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"application/x-www-form"))
}

/// A form that would change the case while a job has it is kept until that has ended.
async fn beside_a_job(app: &App, request: Request, next: Next) -> Response {
    let path = inside(app, &request);
    let (parts, body) = request.into_parts();
    let body = match whole(Request::from_parts(parts.clone(), body), app).await {
        Ok(body) => body,
        Err(error) => return error.into_response(),
    };
    let again = Request::from_parts(parts, Body::from(body.clone()));
    let response = next.run(again).await;
    // A button without a word in it is only pressed again.
    if is_busy(&response) && (1..=held::LONGEST).contains(&body.len()) {
        app.desk().held = Some(Held::new(path, &body));
    }
    response
}

/// The path inside the app, with what stands behind the `?`.
pub fn inside(app: &App, request: &Request) -> String {
    let uri = request
        .extensions()
        .get::<axum::extract::OriginalUri>()
        .map_or_else(|| request.uri(), |original| &original.0);
    let whole = uri.path_and_query().map_or("", |path| path.as_str());
    let base = &app.setup().base;
    let rest = whole.strip_prefix(base.as_str()).unwrap_or(whole);
    rest.trim_start_matches('/').to_owned()
}
