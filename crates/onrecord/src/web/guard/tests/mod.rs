//! The thirteen rules for a server on loopback, each attacked at the router. What needs a port (the
//! address, the files, a slow client) is attacked in `scripts/end-to-end`, section `app`.

mod answers;
mod lock;
mod way_in;

use crate::web::testing::{Answer, Browser};
use axum::body::Body;
use axum::http::Request;
use std::sync::atomic::{AtomicI64, Ordering};

const OWN: &str = "http://127.0.0.1:41234";

/// A request that is made by hand: exactly these headers.
fn bare(browser: &mut Browser, method: &str, uri: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::builder().method(method).uri(uri);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    browser.send(request.body(Body::empty()).unwrap())
}

/// A clock of one test's own.
macro_rules! clock {
    ($name:ident, $now:ident) => {
        static $name: AtomicI64 = AtomicI64::new(1_700_000_000_000_000);
        fn $now() -> onrecord_model::Instant {
            onrecord_model::Instant($name.load(Ordering::SeqCst))
        }
    };
}
use clock;

fn pass(clock: &AtomicI64, seconds: i64) {
    clock.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
}
