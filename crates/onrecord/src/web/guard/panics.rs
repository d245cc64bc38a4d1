//! Rule 12: a panic ends in a plain answer and never in a lost server. Its text could hold evidence,
//! so it is neither shown nor kept.

use crate::web::error::WebError;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;

/// The outermost: for what stands around the pages themselves.
pub async fn catch(request: Request, next: Next) -> Response {
    let caught = run(request, next).await;
    caught.unwrap_or_else(|| axum::http::StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

/// Around the handlers: it becomes a page that says what is safe.
pub async fn into_page(request: Request, next: Next) -> Response {
    let caught = run(request, next).await;
    caught.unwrap_or_else(|| WebError::Crashed.into_response())
}

async fn run(request: Request, next: Next) -> Option<Response> {
    let mut running = pin!(next.run(request));
    poll_fn(|context| {
        let polled = catch_unwind(AssertUnwindSafe(|| running.as_mut().poll(context)));
        match polled {
            Ok(Poll::Pending) => Poll::Pending,
            Ok(Poll::Ready(response)) => Poll::Ready(Some(response)),
            Err(_) => Poll::Ready(None),
        }
    })
    .await
}
