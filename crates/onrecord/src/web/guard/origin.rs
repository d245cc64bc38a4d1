//! Rule 3: where a request comes from. Only this app's own pages may ask, and a person who opens an
//! address themselves. Any other site, any other port of this computer and any frame is refused.

use crate::web::desk::App;
use crate::web::guard::launch;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    // A header that is not text is one that no browser sends: it matches nothing.
    headers
        .get(name)
        .map(|value| value.to_str().unwrap_or("not text"))
}

pub async fn check(State(app): State<App>, request: Request, next: Next) -> Response {
    if is_allowed(&app, &request) {
        next.run(request).await
    } else {
        StatusCode::FORBIDDEN.into_response()
    }
}

fn is_allowed(app: &App, request: &Request) -> bool {
    let headers = request.headers();
    let site = text(headers, "sec-fetch-site");
    let mode = text(headers, "sec-fetch-mode");
    let dest = text(headers, "sec-fetch-dest");
    let origin = headers.get(header::ORIGIN).map(|origin| origin.as_bytes());
    let own = format!("http://{}", app.setup().authority);
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if origin.is_some_and(|origin| origin != own.as_bytes()) {
        return false;
    }
    if matches!(
        dest,
        Some("iframe" | "frame" | "embed" | "object" | "fencedframe")
    ) {
        return false;
    }
    let whole_page =
        mode.is_none_or(|mode| mode == "navigate") && dest.is_none_or(|dest| dest == "document");
    match (site, reads) {
        (Some("same-origin"), true) => true,
        (Some("none"), true) => whole_page,
        // The launch comes from a file of this computer, which a browser calls another site. Its
        // token opens it, once.
        (Some("cross-site"), true) => {
            whole_page && origin.is_none() && launch::is_launch(app, request.uri().path())
        }
        (Some("same-origin") | None, false) => origin.is_some(),
        // A browser too old to say where a request comes from says at least this, or nothing.
        (None, true) => origin.is_some(),
        _ => false,
    }
}
