//! Rule 2: `Host` must be the address this run listens on, port and all. A page of the web whose name
//! was made to lead here (DNS rebinding) sends its own name, and gets nothing.

use crate::web::desk::App;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

pub async fn check(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let host = hosts.next().map(|host| host.as_bytes());
    let exact = host == Some(app.setup().authority.as_bytes()) && hosts.next().is_none();
    // An address in the request line stands above the header, so it must be none or the same.
    let stated = request.uri().authority();
    if !exact || stated.is_some_and(|stated| stated.as_str() != app.setup().authority) {
        return StatusCode::MISDIRECTED_REQUEST.into_response();
    }
    next.run(request).await
}
