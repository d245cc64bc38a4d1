//! Files and folders on this computer, named by their place: for what is too large to send, and so that
//! nothing is copied twice. A small listing, read only; addresses hold numbers, never names.

use super::question::{LONGEST_SAID, UNDER_18, answer, said, under_18};
use super::upload::{after, tell_job};
use super::wrong;
use crate::ops::OpError;
use crate::ops::add::{AddOptions, add};
use crate::ops::look_around::{self, Around, Found};
use crate::web::ctx::{Ctx, Fields};
use crate::web::desk::App;
use crate::web::error::{WebError, WebResult};
use crate::web::jobs::JobDone;
use crate::web::page::form::{Field, input};
use crate::web::page::parts::{Problem, error_summary};
use crate::web::page::{MenuItem, form_page};
use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use maud::{Markup, html};
use std::path::PathBuf;
use std::sync::Arc;

/// `add/here` and below.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/add/here", get(begin).post(typed))
        .route("/add/here/{listing}", get(show))
        .route("/add/here/{listing}/{at}", get(open))
        .route("/add/this/{thing}", get(ask).post(take))
}

/// Where in an opened listing the folder above stands; the folder itself; the first entry.
const ABOVE: usize = 0;
const ITSELF: usize = 1;
const FIRST: usize = 2;

fn open_folder(ctx: &Ctx, around: Around) -> Response {
    let number = ctx.app.opaque().put(around);
    ctx.go(&format!("add/here/{number}"))
}

async fn looked_into(folder: PathBuf) -> WebResult<Around> {
    let looked = tokio::task::spawn_blocking(move || look_around::into(&folder));
    Ok(looked.await.unwrap_or(Err(OpError::Interrupted))?)
}

async fn begin(ctx: Ctx) -> WebResult {
    let around = looked_into(look_around::begin()).await?;
    Ok(open_folder(&ctx, around))
}

/// A place that was typed: a folder is looked into, a file is asked about.
async fn typed(ctx: Ctx, fields: Fields) -> WebResult {
    let Some(typed) = fields.text("place").map(PathBuf::from) else {
        return Ok(ctx.go("add/here"));
    };
    let found = tokio::task::spawn_blocking(move || look_around::at(&typed));
    let found = match found.await.unwrap_or(Err(OpError::Interrupted)) {
        Ok(found) => found,
        Err(error) => {
            let around = looked_into(look_around::begin()).await?;
            let text = error.to_string();
            let text = text.lines().next().unwrap_or_default();
            let problem = Problem::new("place", text);
            return Ok(wrong(listing(
                &ctx,
                None,
                &around,
                fields.get("place"),
                &[problem],
            )));
        }
    };
    match found.is_folder {
        true => Ok(open_folder(&ctx, looked_into(found.path).await?)),
        false => Ok(chosen(&ctx, found)),
    }
}

fn chosen(ctx: &Ctx, found: Found) -> Response {
    let number = ctx.app.opaque().put(found);
    ctx.go(&format!("add/this/{number}"))
}

async fn show(ctx: Ctx, Path(number): Path<u64>) -> WebResult {
    // After locking, the numbers of before lead nowhere.
    let Some(around) = ctx.app.opaque().get::<Around>(number) else {
        return Ok(ctx.go("add/here"));
    };
    Ok(listing(&ctx, Some(number), &around, "", &[]).into_response())
}

fn listing(
    ctx: &Ctx,
    number: Option<u64>,
    around: &Around,
    typed: &str,
    problems: &[Problem],
) -> Markup {
    let to = |number: u64, at: usize| ctx.url(&format!("add/here/{number}/{at}"));
    let (label, hint) = (ctx.t("here-place"), ctx.t("here-place-hint"));
    form_page(
        ctx,
        "title-add",
        MenuItem::Add,
        html! {
            (error_summary(ctx, problems))
            h1 { (ctx.t("here-title")) }
            p { (ctx.t("here-what")) }
            @if let Some(number) = number {
                h2 { bdi { (around.folder.display().to_string()) } }
                p { a.button.quiet href=(to(number, ITSELF)) { (ctx.t("here-whole")) } }
                ul.files {
                    @if around.above.is_some() {
                        li { a href=(to(number, ABOVE)) { (ctx.t("here-above")) } }
                    }
                    @for (at, found) in around.entries.iter().enumerate() {
                        li {
                            a href=(to(number, FIRST + at)) {
                                @if found.is_folder { span.hidden { (ctx.t("here-folder")) " " } }
                                bdi { (found.name) } @if found.is_folder { "/" }
                            }
                            @if !found.is_folder { " " span.hint { (size(ctx, found.size)) } }
                        }
                    }
                }
                @if around.entries.is_empty() { p { (ctx.t("here-empty")) } }
                @if around.more { p.hint { (ctx.t("here-more")) } }
            }
            form method="post" action=(ctx.url("add/here")) {
                (input(ctx, &Field::new("place", &label).hint(&hint).value(typed), problems))
                button.quiet type="submit" { (ctx.t("here-go")) }
            }
            p { a href=(ctx.url("add")) { (ctx.t("back-to-add")) } }
        },
    )
}

/// A size for people.
fn size(ctx: &Ctx, bytes: u64) -> String {
    match bytes {
        0..1_000_000 => ctx.tw("size-kb", &[("n", bytes.div_ceil(1_000).into())]),
        _ => ctx.tw("size-mb", &[("n", bytes.div_ceil(1_000_000).into())]),
    }
}

/// What stands at a place of a listing that was shown: a folder is opened, a file is asked about.
async fn open(ctx: Ctx, Path((number, at)): Path<(u64, usize)>) -> WebResult {
    let Some(around) = ctx.app.opaque().get::<Around>(number) else {
        return Ok(ctx.go("add/here"));
    };
    let entry = at.checked_sub(FIRST).and_then(|at| around.entries.get(at));
    match (at, entry, &around.above) {
        (ABOVE, _, Some(above)) => Ok(open_folder(&ctx, looked_into(above.clone()).await?)),
        (ITSELF, ..) => Ok(chosen(&ctx, look_around::at(&around.folder)?)),
        (_, Some(found), _) if found.is_folder => {
            Ok(open_folder(&ctx, looked_into(found.path.clone()).await?))
        }
        (_, Some(found), _) => Ok(chosen(&ctx, found.clone())),
        _ => Err(WebError::NotFound),
    }
}

fn thing(ctx: &Ctx, number: u64) -> Option<Arc<Found>> {
    ctx.app.opaque().get::<Found>(number)
}

async fn ask(ctx: Ctx, Path(number): Path<u64>) -> WebResult {
    let Some(found) = thing(&ctx, number) else {
        return Ok(ctx.go("add/here"));
    };
    Ok(question(&ctx, number, &found, "", "", &[]).into_response())
}

fn question(
    ctx: &Ctx,
    number: u64,
    found: &Found,
    answered: &str,
    words: &str,
    problems: &[Problem],
) -> Markup {
    form_page(
        ctx,
        "title-add",
        MenuItem::Add,
        html! {
            (error_summary(ctx, problems))
            h1 { (ctx.t(if found.is_folder { "here-this-folder" } else { "here-this-file" })) }
            p { bdi { strong { (found.name) } } @if !found.is_folder { ", " (size(ctx, found.size)) } }
            p { (ctx.t("add-read-only")) }
            form method="post" action=(ctx.url(&format!("add/this/{number}"))) {
                (under_18(ctx, answered, problems))
                (said(ctx, words))
                button type="submit" { (ctx.t("add-button")) }
            }
            p { a href=(ctx.url("add/here")) { (ctx.t("here-other")) } }
        },
    )
}

async fn take(ctx: Ctx, Path(number): Path<u64>, fields: Fields) -> WebResult {
    let Some(found) = thing(&ctx, number) else {
        return Ok(ctx.go("add/here"));
    };
    let words = fields.text("said").unwrap_or_default();
    let mut problems = Vec::new();
    let answered = answer(fields.get(UNDER_18));
    if answered.is_none() {
        problems.push(Problem::new(UNDER_18, ctx.t("under18-missing")));
    }
    if words.len() > LONGEST_SAID {
        problems.push(Problem::new("said", ctx.t("add-said-long")));
    }
    if !problems.is_empty() {
        let page = question(&ctx, number, &found, fields.get(UNDER_18), words, &problems);
        return Ok(wrong(page));
    }
    let options = AddOptions {
        said: (!words.is_empty()).then(|| words.to_owned()),
        under_18: answered,
        ..AddOptions::default()
    };
    let going = ctx
        .app
        .start_job("job-adding", move |case, job| {
            match add(case, &found.path, &options, &mut |at| tell_job(job, &at)) {
                Ok(added) => Ok(after(&added, false)),
                Err(OpError::PictureRefused(_)) => Ok(JobDone::go("add/refused")),
                Err(error) => Err(error),
            }
        })
        .await?;
    Ok(ctx.follow(&going))
}
