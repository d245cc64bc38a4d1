//! Files that the browser sends. They are never on the disk in the clear, nor in memory as a whole;
//! when all have come, a job takes them in. Locking meanwhile loses nothing: they wait.

use super::arrive::{self, Arrived, Trouble};
use crate::ops::OpError;
use crate::ops::add::{AddProgress, Added, add_sent};
use crate::ops::spool::LARGEST;
use crate::web::ctx::Ctx;
use crate::web::desk::{App, held};
use crate::web::error::{WebError, WebResult};
use crate::web::flash::Message;
use crate::web::jobs::{JobDone, JobHandle};
use axum::extract::Request;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use axum::{Extension, Router};
use std::sync::{Arc, Mutex};
use tokio::sync::Semaphore;

/// `POST add/upload`, `add/arrived/take`, `add/arrived/drop`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/add/upload", post(upload).get(back))
        .route("/add/arrived/take", post(take).get(back))
        .route("/add/arrived/drop", post(throw_away).get(back))
}

async fn back(ctx: Ctx) -> Response {
    ctx.go("add")
}

/// Uploads of this run: one comes at a time, and one may wait.
#[derive(Clone)]
pub struct Uploads {
    waiting: Arc<Mutex<Option<Arrived>>>,
    one: Arc<Semaphore>,
}

impl Default for Uploads {
    fn default() -> Self {
        Self {
            waiting: Arc::default(),
            one: Arc::new(Semaphore::new(1)),
        }
    }
}

impl Uploads {
    /// Name and number of files of what waits.
    pub fn waiting(&self) -> Option<(String, usize)> {
        let waiting = held(&self.waiting);
        let spool = &waiting.as_ref()?.spool;
        Some((spool.name().to_owned(), spool.files()))
    }
}

/// More than the files themselves: heads of fields, and the other fields.
const SLACK: u64 = 1 << 20;

async fn upload(ctx: Ctx, Extension(uploads): Extension<Uploads>, request: Request) -> WebResult {
    let by_script = request.headers().contains_key("x-script");
    let length = request.headers().get(header::CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    let too_long = length.is_some_and(|length| length > LARGEST + SLACK);
    let (parts, mut body) = request.into_parts();
    // Who may only look is told before anything arrives. While a job has the case, it arrives first.
    let usable = ctx.app.with_case(|case| Ok(case.vault().usable()?)).await;
    if let Err(error @ WebError::Op(_)) = usable {
        arrive::drain(&mut body).await;
        return Err(error);
    }
    let only = uploads.one.try_acquire();
    let arriving = match (&only, uploads.waiting()) {
        _ if too_long => Err(Trouble::TooLarge),
        (Err(_), _) | (_, Some(_)) => Err(Trouble::Another),
        _ => arrive::receive(ctx.app.folder(), &parts.headers, &mut body).await,
    };
    let going = match arriving {
        // Names that lead elsewhere were left out; where nothing else came, nothing waits. What was
        // refused for the answer about pictures is noted in the case.
        Ok(arrived) if arrived.spool.files() + arrived.spool.left_out() == 0 => {
            tell(&ctx, Trouble::NoFiles)
        }
        Ok(arrived) => {
            *held(&uploads.waiting) = Some(arrived);
            take_in(&ctx, &uploads).await
        }
        Err(trouble) => {
            // Whoever still sends would not hear an answer.
            arrive::drain(&mut body).await;
            tell(&ctx, trouble)
        }
    };
    let response = match going {
        // It waits, and is there once the person is back.
        Err(WebError::Locked) => {
            ctx.app.desk().wanted = Some("add".into());
            ctx.go("unlock")
        }
        Err(WebError::Busy) => {
            ctx.flash(Message::new("arrived-busy"));
            ctx.go("job")
        }
        other => other?,
    };
    // A script that followed by itself would take what the next page has to say.
    Ok(
        match (by_script, response.headers().get(header::LOCATION)) {
            (true, Some(to)) => to.as_bytes().to_owned().into_response(),
            _ => response,
        },
    )
}

fn tell(ctx: &Ctx, trouble: Trouble) -> WebResult {
    ctx.flash_care(Message::new(match trouble {
        Trouble::NoAnswer => "upload-no-answer",
        Trouble::NoFiles => "upload-no-files",
        Trouble::TooLarge => "upload-too-large",
        Trouble::TooMany => "upload-too-many",
        Trouble::Another => "upload-another",
        Trouble::BrokenOff => "upload-broken-off",
        Trouble::Form => return Err(WebError::BadForm),
        Trouble::Disk(error) => return Err(WebError::Op(OpError::Io(error))),
    }));
    Ok(ctx.go("add"))
}

async fn take(ctx: Ctx, Extension(uploads): Extension<Uploads>) -> WebResult {
    take_in(&ctx, &uploads).await
}

async fn throw_away(ctx: Ctx, Extension(uploads): Extension<Uploads>) -> Response {
    drop(held(&uploads.waiting).take());
    ctx.flash(Message::new("arrived-dropped"));
    ctx.go("add")
}

/// Takes in what waits.
async fn take_in(ctx: &Ctx, uploads: &Uploads) -> WebResult {
    let uploads = uploads.clone();
    let going = ctx
        .app
        .start_job("job-adding", move |case, job| {
            let Some(arrived) = held(&uploads.waiting).take() else {
                return Ok(JobDone::go("add"));
            };
            let done = add_sent(case, &arrived.spool, &arrived.options, &mut |at| {
                tell_job(job, &at)
            });
            match done {
                Ok(added) => Ok(after(&added, arrived.unseen)),
                Err(OpError::PictureRefused(_)) => Ok(JobDone::go("add/refused")),
                Err(error) => {
                    // What was sealed is sealed; the rest still waits.
                    *held(&uploads.waiting) = Some(arrived);
                    Err(error)
                }
            }
        })
        .await?;
    Ok(ctx.follow(&going))
}

/// How far adding is, for the page that shows it.
pub fn tell_job(job: &JobHandle, at: &AddProgress<'_>) -> crate::ops::OpResult<()> {
    match at {
        AddProgress::Looking => job.at(Message::new("add-looking"), 0, 0),
        AddProgress::Sealing { done, of, bytes } => {
            let step = Message::new("add-sealing").with("mb", bytes / 1_000_000);
            job.at(step, *done as u64, *of as u64)
        }
        AddProgress::Reading { records, name } => {
            job.beside(name);
            job.at(Message::new("job-reading").with("n", *records), 0, 0)
        }
    }
}

/// Where to go when it is in, and what to say.
pub fn after(added: &Added, unseen: bool) -> JobDone {
    let files = added.sealed.len() + added.known.len();
    let unread = added.problems.len();
    let said = match (added.sealed.is_empty(), unread) {
        (true, 0) => Message::new("add-known"),
        (_, 0) => Message::new("add-done"),
        _ => Message::new("add-done-but").with("bad", unread),
    };
    let to = if unseen { "add/unseen" } else { "check" };
    JobDone::go(format!("{to}/{}", added.source)).say(said.with("n", files))
}
