//! How far the long work is. Works without JavaScript, by loading itself again; closing the page or
//! locking the app does not stop the work.

use crate::ops::OpError;
use crate::web::ctx::Ctx;
use crate::web::desk::App;
use crate::web::error::{WebError, WebResult};
use crate::web::guard;
use crate::web::jobs::JobSeen;
use crate::web::page::{Again, Kind, MenuItem, page_of, parts};
use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use maud::html;
use serde_json::json;

/// `GET job`, `GET job/now`, `POST job/stop`, `POST awake`, and `GET seat`: whether the
/// person is still at the desk, in another tab perhaps.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/job", get(show))
        .route("/job/now", get(now))
        .route("/job/stop", post(stop))
        .route("/awake", post(async || StatusCode::NO_CONTENT))
        .route("/seat", get(async || StatusCode::NO_CONTENT))
}

/// The same for the script of the page.
async fn now(ctx: Ctx) -> Response {
    let Some((step, note, done, of)) = ctx.app.job_now() else {
        return json(&json!({ "running": false }));
    };
    let count = match of {
        0 => String::new(),
        _ => ctx.tw("job-count", &[("done", done.into()), ("of", of.into())]),
    };
    json(&json!({
        "running": true, "step": ctx.say(&step), "note": note, "count": count, "done": done, "of": of,
    }))
}

fn json(value: &serde_json::Value) -> Response {
    (
        [(header::CONTENT_TYPE, "application/json")],
        value.to_string(),
    )
        .into_response()
}

async fn stop(ctx: Ctx) -> Response {
    ctx.app.stop_job();
    ctx.go("job")
}

async fn show(ctx: Ctx) -> WebResult {
    match ctx.app.look_at_job() {
        JobSeen::None => Ok(ctx.go("")),
        JobSeen::Done(done) => {
            if let Some(said) = done.say {
                ctx.flash(said);
            }
            Ok(ctx.go(&done.go))
        }
        JobSeen::Failed { why, .. } if why.is_empty() => Err(WebError::Crashed),
        JobSeen::Failed { why, .. } => Err(WebError::Op(OpError::Other(why))),
        JobSeen::Stopped { title } => Ok(stopped(&ctx, title)),
        JobSeen::Running {
            title,
            step,
            note,
            done,
            of,
            stopping,
        } => Ok(page_of(
            Kind {
                again: Some(Again {
                seconds: 2,
                path: guard::WATCHING_JOB,
                scripted: true,
            }),
                ..Kind::READ
            },
            &ctx,
            "title-wait",
            MenuItem::None,
            html! {
                h1 { (ctx.t(title)) }
                div #job aria-live="polite" {
                    p data-step="" { (ctx.say(&step)) }
                    p.count data-count="" {
                        @if of > 0 { (ctx.tw("job-count", &[("done", done.into()), ("of", of.into())])) }
                    }
                    (parts::progress(&ctx, done, of))
                    p.hint { bdi data-note="" { (note) } }
                    @if stopping { p { (ctx.t("job-stopping")) } }
                }
                p { (ctx.t("job-safe")) }
                @if !stopping {
                    (parts::button(&ctx, "job/stop", &ctx.t("job-stop"), "quiet"))
                }
            },
        )
        .into_response()),
    }
}

fn stopped(ctx: &Ctx, title: &str) -> Response {
    page_of(
        Kind::READ,
        ctx,
        "title-wait",
        MenuItem::None,
        html! {
            h1 { (ctx.t("job-stopped-title")) }
            p { (ctx.t(title)) ": " (ctx.t("job-stopped-what")) }
            p { a.button href=(ctx.url("")) { (ctx.t("go-home")) } }
        },
    )
    .into_response()
}
