//! Rule 12: how large a form may be and how long it may take. Knows nothing of what is in it.

use crate::web::desk::App;
use crate::web::error::WebError;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http_body::{Frame, SizeHint};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{Sleep, sleep};

/// The largest form, unless a route says otherwise with [`limit`].
pub const LARGEST_FORM: usize = 256 * 1024;

/// How long the browser may be silent in the middle of a form.
const SILENCE: Duration = Duration::from_secs(20);

/// The largest body that the routes inside may get. A form above it ends in a page, not in memory.
pub fn limit(bytes: usize) -> DefaultBodyLimit {
    DefaultBodyLimit::max(bytes)
}

/// Gives up on a body that does not go on.
pub async fn patience(State(_): State<App>, request: Request, next: Next) -> Response {
    // Two lengths are a trick to smuggle a second request.
    if request
        .headers()
        .get_all(header::CONTENT_LENGTH)
        .iter()
        .count()
        > 1
    {
        return WebError::BadForm.into_response();
    }
    let (parts, body) = request.into_parts();
    let body = Body::new(Patient {
        body,
        silence: Box::pin(sleep(SILENCE)),
    });
    next.run(Request::from_parts(parts, body)).await
}

struct Patient {
    body: Body,
    silence: Pin<Box<Sleep>>,
}

impl http_body::Body for Patient {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        match Pin::new(&mut self.body).poll_frame(context) {
            Poll::Ready(ready) => {
                self.silence = Box::pin(sleep(SILENCE));
                Poll::Ready(ready)
            }
            Poll::Pending => match self.silence.as_mut().poll(context) {
                Poll::Ready(()) => Poll::Ready(Some(Err(axum::Error::new(std::io::Error::from(
                    std::io::ErrorKind::TimedOut,
                ))))),
                Poll::Pending => Poll::Pending,
            },
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
