//! The stylesheet and the script. The only two files that every page loads, and all of both.

use axum::Router;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

/// The stylesheet's path inside the app.
pub const STYLE: &str = "assets/style.css";
/// The script's.
pub const SCRIPT: &str = "assets/app.js";

const STYLE_TEXT: &str = concat!(
    include_str!("style.css"),
    "\n",
    include_str!("evidence.css")
);
const SCRIPT_TEXT: &str = include_str!("app.js");

/// Both. They hold nothing of a case, so no cookie is asked for: the page after leaving has none.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route(
            &format!("/{STYLE}"),
            get(|| async { file("text/css; charset=utf-8", STYLE_TEXT) }),
        )
        .route(
            &format!("/{SCRIPT}"),
            get(|| async { file("text/javascript; charset=utf-8", SCRIPT_TEXT) }),
        )
}

fn file(kind: &'static str, text: &'static str) -> Response {
    // The path is another one in the next run, so nothing old can be shown.
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "private, max-age=3600"),
    ];
    (headers, text).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_is_small_and_builds_no_markup() {
        assert!(SCRIPT_TEXT.len() < 10_000, "{} bytes", SCRIPT_TEXT.len());
        for word in [
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "http://",
            "https://",
        ] {
            assert!(!SCRIPT_TEXT.contains(word), "{word}");
        }
    }

    #[test]
    fn the_stylesheet_fetches_nothing() {
        for word in ["@import", "url(", "@font-face"] {
            assert!(!STYLE_TEXT.contains(word), "{word}");
        }
    }
}
