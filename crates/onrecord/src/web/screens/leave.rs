//! Exit this page. It locks, makes the browser forget what it keeps of this app, and shows an empty
//! page. It never says that it erases the history: it cannot.

use crate::web::desk::App;
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use maud::{DOCTYPE, html};

/// `POST leave`.
pub fn routes() -> Router<App> {
    Router::new().route("/leave", post(leave))
}

async fn leave(State(app): State<App>) -> Response {
    app.lock();
    let Ok(cookie) = app.sessions().end(&app) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    // Answers first and goes on then, so that the browser has the headers. An empty page of its own:
    // any page of the web would be told that somebody came.
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="refresh" content="0; url=about:blank";
                title { "New tab" }
            }
            body {}
        }
    };
    let forget = HeaderValue::from_static("\"cache\", \"storage\"");
    let headers = [
        (header::SET_COOKIE, cookie),
        (header::HeaderName::from_static("clear-site-data"), forget),
    ];
    (headers, page).into_response()
}
