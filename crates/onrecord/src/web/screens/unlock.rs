//! Unlocking: by the passphrase, or by the key on the recovery sheet.

use crate::ops::{OpError, helpers, open, read_again};
use crate::web::ctx::{Ctx, Fields};
use crate::web::desk::{App, Seat};
use crate::web::error::{WebError, WebResult};
use crate::web::flash::Message;
use crate::web::jobs::{Going, JobDone};
use crate::web::page::form::{Field, input, textarea};
use crate::web::page::parts::{Problem, details, error_summary};
use crate::web::page::{Kind, MenuItem, page_of};
use axum::Router;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use maud::{Markup, html};
use onrecord_vault::Key;
use zeroize::Zeroizing;

/// `GET unlock`, `POST unlock`.
pub fn routes() -> Router<App> {
    Router::new().route("/unlock", get(show).post(unlock))
}

async fn show(ctx: Ctx) -> Response {
    if ctx.app.is_being_restored() {
        return ctx.go("restore/now");
    }
    if !ctx.app.has_case() {
        return ctx.go("first");
    }
    if ctx.open {
        return ctx.go("");
    }
    form(&ctx, &[]).into_response()
}

fn form(ctx: &Ctx, problems: &[Problem]) -> Markup {
    let running = ctx.app.running_job().is_some();
    let held = ctx.app.desk().held.is_some();
    page_of(
        Kind::BARE,
        ctx,
        "title-unlock",
        MenuItem::None,
        html! {
            (error_summary(ctx, problems))
            h1 { (ctx.t("unlock-title")) }
            @if held { p { (ctx.t("unlock-held")) } }
            @if running { p { (ctx.t("unlock-running")) } }
            form method="post" action=(ctx.url("unlock")) {
                (input(ctx, &Field::new("passphrase", &ctx.t("passphrase")).secret(), problems))
                button type="submit" { (ctx.t("unlock-button")) }
            }
            (details(&ctx.t("unlock-sheet"), html! {
                form method="post" action=(ctx.url("unlock")) {
                    (textarea(ctx, &Field::new("sheet", &ctx.t("unlock-sheet-label")).hint(&ctx.t("unlock-sheet-hint")), 4, None, problems))
                    button.quiet type="submit" { (ctx.t("unlock-sheet-button")) }
                }
            }))
            (details(&ctx.t("unlock-helper"), html! {
                form method="post" action=(ctx.url("unlock")) {
                    (textarea(ctx, &Field::new("helper", &ctx.t("unlock-helper-label")).hint(&ctx.t("unlock-helper-hint")), 3, None, problems))
                    button.quiet type="submit" { (ctx.t("unlock-helper-button")) }
                }
            }))
        },
    )
}

/// What somebody typed to get in.
enum Typed {
    Passphrase(Zeroizing<String>),
    Sheet(onrecord_vault::Identity),
    Helper(onrecord_vault::Identity),
}

async fn unlock(ctx: Ctx, fields: Fields) -> WebResult {
    if ctx.open || ctx.app.is_being_restored() {
        return Ok(ctx.go(""));
    }
    let refuse = |field: &str, text: String| {
        let problems = [Problem::new(field, text)];
        (StatusCode::FORBIDDEN, form(&ctx, &problems)).into_response()
    };
    let wait = ctx.app.tries().wait(ctx.app.now());
    if wait > 0 {
        let text = ctx.tw("unlock-wait", &[("n", wait.into())]);
        return Ok(refuse("passphrase", text));
    }
    let (field, typed) = if fields.has("sheet") {
        match onrecord_vault::read_recovery_key(fields.get("sheet")) {
            Some(identity) => ("sheet", Typed::Sheet(identity)),
            None => {
                let wrong = ctx.t("unlock-sheet-wrong");
                return Ok(refuse("sheet", wrong));
            }
        }
    } else if fields.has("helper") {
        match helpers::read_key(fields.get("helper")) {
            Some(identity) => ("helper", Typed::Helper(identity)),
            None => return Ok(refuse("helper", ctx.t("unlock-helper-wrong"))),
        }
    } else {
        let typed = Zeroizing::new(fields.get("passphrase").to_owned());
        if typed.is_empty() {
            return Ok(refuse("passphrase", ctx.t("unlock-empty")));
        }
        ("passphrase", Typed::Passphrase(typed))
    };
    drop(fields);
    // Counted before it is looked at, so that many at once do not count as one.
    ctx.app.tries().failed(ctx.app.now());
    let app = ctx.app.clone();
    let opened = tokio::task::spawn_blocking(move || match &typed {
        Typed::Passphrase(passphrase) => app.unlock(&Key::Passphrase(passphrase), None),
        Typed::Sheet(identity) => app.unlock(&Key::Recovery(identity), None),
        Typed::Helper(identity) => app.unlock(&Key::Helper(identity), None),
    });
    match opened.await.unwrap_or(Ok(())) {
        Ok(()) => {}
        Err(OpError::Locked(_)) => {
            let wrong = ctx.t(match field {
                "sheet" => "unlock-sheet-wrong",
                "helper" => "unlock-helper-wrong",
                _ => "unlock-wrong",
            });
            return Ok(refuse(field, wrong));
        }
        Err(error) => {
            ctx.app.tries().succeeded();
            return Err(error.into());
        }
    }
    ctx.app.tries().succeeded();
    let cookie = ctx.app.sessions().begin(&ctx.app)?;
    let going = catch_up(&ctx.app).await?;
    Ok(with_cookie(ctx.follow(&after(&ctx.app, going)), cookie))
}

/// The cookie that was known while the app was locked opens nothing any more.
pub fn with_cookie(mut response: Response, cookie: HeaderValue) -> Response {
    response.headers_mut().insert(header::SET_COOKIE, cookie);
    response
}

/// Where the person was going, if the index needs no work first.
fn after(app: &App, going: Going) -> Going {
    let mut desk = app.desk();
    if !going.0.is_empty() {
        return going;
    }
    if desk.held.is_some() {
        return Going("held".into());
    }
    let wanted = desk.wanted.take();
    Going(wanted.filter(|path| path != "unlock").unwrap_or_default())
}

/// Brings the index up to the log. Mostly that is done at once.
async fn catch_up(app: &App) -> Result<Going, WebError> {
    if app.seat() == Seat::Open && app.running_job().is_some() {
        return Ok(Going("job".into()));
    }
    let current = app.with_case(open::follow).await?;
    if current {
        return Ok(Going(String::new()));
    }
    app.start_job("job-opening", |case, job| {
        open::catch_up(case, &mut |at| {
            job.at(Message::new("job-reading").with("n", at.records), 0, 0)
        })?;
        let is_changed = !read_again::since(case, case.opened_at())?.is_empty();
        let done = JobDone::go("");
        Ok(match is_changed {
            true => done.say(Message::new("again-opened")),
            false => done,
        })
    })
    .await
}
