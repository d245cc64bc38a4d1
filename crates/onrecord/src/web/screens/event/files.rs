//! What belongs to an event as bytes. Pictures are decoded and encoded anew by us before a browser
//! gets them; everything else leaves only as a file to save, which nothing here opens.

use crate::ops::OpError;
use crate::ops::record;
use crate::web::ctx::Ctx;
use crate::web::error::{WebError, WebResult};
use crate::web::guard;
use crate::web::page::parts::care;
use crate::web::page::{MenuItem, page};
use crate::web::told;
use axum::body::{Body, Bytes};
use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use maud::html;
use onrecord_vault::index::EventNumber;
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

/// Longest side of a picture on the screen, in pixels.
const MOST_SIDE: usize = 1_600;

/// One picture is decoded at a time: a large one takes some hundred megabytes.
static DECODING: Mutex<()> = Mutex::new(());

async fn content(ctx: &Ctx, number: u64, nth: usize) -> WebResult<Vec<u8>> {
    ctx.app
        .with_case(move |case| {
            let row = case.index().event(EventNumber(number))?;
            let source = record::source_of(case, row.read)?;
            record::attachment(case, source, &row.event, nth)
        })
        .await
}

/// A picture, encoded anew; where it cannot be shown, a small drawing that says so.
pub async fn picture(ctx: Ctx, Path((number, nth)): Path<(u64, usize)>) -> WebResult {
    let bytes = content(&ctx, number, nth).await?;
    let decoded = tokio::task::spawn_blocking(move || {
        let _one = DECODING.lock().unwrap_or_else(PoisonError::into_inner);
        // A decoder is somebody else's code over a stalker's bytes.
        catch_unwind(AssertUnwindSafe(|| {
            onrecord_picture::encoded_anew(&mut &bytes[..], MOST_SIDE)
        }))
    });
    match decoded.await {
        Ok(Ok(Ok(jpeg))) => {
            let kind = [(header::CONTENT_TYPE, "image/jpeg")];
            Ok((kind, jpeg.bytes).into_response())
        }
        Ok(Ok(Err(_)) | Err(_)) => Ok(StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response()),
        Err(_) => Err(WebError::Crashed),
    }
}

/// A page that shows one picture, for whoever asked for it.
pub async fn look(ctx: Ctx, Path((number, nth)): Path<(u64, usize)>) -> WebResult {
    let file = ctx
        .app
        .with_case(move |case| {
            let row = case.index().event(EventNumber(number))?;
            Ok(row.event.attachments.get(nth).cloned())
        })
        .await?
        .ok_or(WebError::NotFound)?;
    let back = format!("event/{number}");
    let body = html! {
        h1 { (ctx.t("look-title")) }
        p { a href=(ctx.url(&back)) { (ctx.t("look-cover")) } }
        @if told::may_be_picture(&file) {
            (told::picture(&ctx, number, nth, &ctx.t("look-title")))
            p.hint { (ctx.t("look-what")) }
        } @else {
            (care(html! { p { (ctx.t("look-not")) } }))
        }
        p { (told::file_line(&ctx, &file)) }
        p { (ctx.t("stop-now")) }
    };
    Ok(page(&ctx, "title-event", MenuItem::Timeline, body).into_response())
}

/// A file of an event, to save.
pub async fn file(ctx: Ctx, Path((number, nth)): Path<(u64, usize)>) -> WebResult {
    let name = ctx
        .app
        .with_case(move |case| {
            let row = case.index().event(EventNumber(number))?;
            Ok(row
                .event
                .attachments
                .get(nth)
                .map(|file| file.name.to_string()))
        })
        .await?
        .ok_or(WebError::NotFound)?;
    let bytes = content(&ctx, number, nth).await?;
    Ok(attachment(
        &format!("file-{number}-{nth}"),
        &name,
        Body::from(bytes),
    ))
}

/// An original, to save: its own bytes, piece by piece.
pub async fn original(ctx: Ctx, Path(number): Path<u64>) -> WebResult {
    let (name, mut reader) = ctx
        .app
        .with_case(move |case| {
            let at = number
                .checked_sub(1)
                .and_then(|at| usize::try_from(at).ok());
            let exhibit = at.and_then(|at| case.state().exhibits.get(at));
            let digest = exhibit.map(|exhibit| exhibit.digest);
            let digest = digest
                .ok_or_else(|| OpError::Other("There is no such original in this case.".into()))?;
            let path = case.state().sources_of(&digest).next();
            let name = path.map_or_else(String::new, |(_, path)| path.to_owned());
            Ok((name, case.vault().open_blob(digest)?))
        })
        .await?;
    let (sender, receiver) = tokio::sync::mpsc::channel::<std::io::Result<Bytes>>(4);
    tokio::task::spawn_blocking(move || {
        loop {
            let mut piece = vec![0; 64 * 1024];
            let got = match reader.read(&mut piece) {
                Ok(0) => return,
                Ok(got) => {
                    piece.truncate(got);
                    Ok(Bytes::from(piece))
                }
                Err(error) => Err(error),
            };
            let failed = got.is_err();
            // Nobody reads on: the person went elsewhere.
            if sender.blocking_send(got).is_err() || failed {
                return;
            }
        }
    });
    Ok(attachment(
        &format!("exhibit-{number}"),
        &name,
        Body::new(Pieces(receiver)),
    ))
}

/// A body that comes piece by piece from a thread that may wait.
struct Pieces(tokio::sync::mpsc::Receiver<std::io::Result<Bytes>>);

impl http_body::Body for Pieces {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, std::io::Error>>> {
        let piece = self.0.poll_recv(context);
        piece.map(|piece| piece.map(|piece| piece.map(http_body::Frame::data)))
    }
}

/// A download under a name that tells nothing: the browser keeps a list of them.
fn attachment(neutral: &str, own: &str, body: Body) -> Response {
    let ending = own.rsplit_once('.').map_or("", |(_, ending)| ending);
    let plain =
        (1..=5).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let name = match plain {
        true => format!("{neutral}.{}", ending.to_ascii_lowercase()),
        false => neutral.to_owned(),
    };
    let disposition = HeaderValue::try_from(format!("attachment; filename=\"{name}\""))
        .unwrap_or_else(|_| HeaderValue::from_static("attachment"));
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/octet-stream"),
        ),
        (header::CONTENT_DISPOSITION, disposition),
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(guard::SANDBOX),
        ),
    ];
    (headers, body).into_response()
}
