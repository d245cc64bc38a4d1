//! Rule 12: how large a form may be and how long it may take. Knows nothing of what is in it.

use crate::web::desk::App;
use crate::web::error::WebError;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http_body::{Body as _, Frame, SizeHint};
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::time::{Sleep, sleep, timeout};

/// The largest form, unless a route says otherwise with [`limit`].
pub const LARGEST_FORM: usize = 256 * 1024;

/// How long the browser may be silent in the middle of a form.
const SILENCE: Duration = Duration::from_secs(20);

/// How much of a form that was refused is still read, and for how long. Who sends hears the answer only
/// when everything went through: a connection that is closed with bytes unread is reset, and the answer
/// may be lost with it. One that says it is longer is no form of ours, and is cut off.
const LET_GO: u64 = 16 << 20;
const LETTING_GO: Duration = Duration::from_secs(5);

/// The largest body that the routes inside may get. A form above it ends in a page, not in memory.
pub fn limit(bytes: usize) -> DefaultBodyLimit {
    DefaultBodyLimit::max(bytes)
}

/// Gives up on a body that does not go on, and lets the rest of one go by that nobody wanted.
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
    // Who asks first whether to send at all hears the answer anyhow.
    let asks = parts.headers.contains_key(header::EXPECT);
    let (left, unread) = oneshot::channel();
    let body = Body::new(Patient {
        body,
        silence: Box::pin(sleep(SILENCE)),
        left: (!asks).then_some(left),
    });
    let response = next.run(Request::from_parts(parts, body)).await;
    if let Ok(rest) = unread.await {
        let _ = timeout(LETTING_GO, let_go(rest)).await;
    }
    response
}

async fn let_go(mut body: Body) {
    let mut gone = 0;
    while gone <= LET_GO {
        match poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
            Some(Ok(frame)) => gone += frame.data_ref().map_or(0, |data| data.len() as u64),
            _ => return,
        }
    }
}

struct Patient {
    body: Body,
    silence: Pin<Box<Sleep>>,
    /// Gets what was not read.
    left: Option<oneshot::Sender<Body>>,
}

impl Drop for Patient {
    fn drop(&mut self) {
        if let Some(left) = self.left.take()
            && !self.body.is_end_stream()
            && self.body.size_hint().lower() <= LET_GO
        {
            // Nobody waits where the browser went away.
            let _ = left.send(std::mem::take(&mut self.body));
        }
    }
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
                if !matches!(ready, Some(Ok(_))) {
                    // Its end, or broken: nothing of it is left.
                    self.left = None;
                }
                Poll::Ready(ready)
            }
            Poll::Pending => match self.silence.as_mut().poll(context) {
                Poll::Ready(()) => {
                    self.left = None;
                    Poll::Ready(Some(Err(axum::Error::new(std::io::Error::from(
                        std::io::ErrorKind::TimedOut,
                    )))))
                }
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
