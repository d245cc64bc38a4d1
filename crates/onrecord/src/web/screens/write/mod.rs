//! Write down what happened: one open question first, then what is known of it, a few questions a
//! page. Each page keeps what was typed, encrypted in the case; only at the end is it an act in the
//! log. Nothing is required but some words of one's own.
//!
//! Another screen begins one with a form that posts `events` (`e12`) or `exhibits` (`WF/3`) to
//! `write/begin`.

mod keep;
mod steps;
#[cfg(test)]
mod tests;
mod written;

use crate::ops::case::Case;
use crate::ops::drafts;
use crate::ops::write_down::{self, Typed, Wrong};
use crate::ops::{OpResult, say};
use crate::web::ctx::{Ctx, Fields};
use crate::web::desk::App;
use crate::web::error::{WebError, WebResult};
use crate::web::flash::Message;
use crate::web::page::parts::{Problem, button, error_summary, inset};
use crate::web::page::{MenuItem, form_page};
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use maud::{Markup, html};
use steps::Step;

/// `write`, `write/begin`, `write/new/what` and so on, `written`, `written/I-3`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/write", get(start))
        .route("/write/begin", post(begin).get(start))
        .route("/write/{which}/{step}", get(show).post(step))
        .merge(keep::routes())
        .merge(written::routes())
}

/// A new one, or the id of the one that is changed.
const NEW: &str = "new";

/// The name of a page's draft, which is its path. Each page has its own, so that keeping one loses
/// nothing of another.
fn draft_name(which: &str, step: Step) -> String {
    format!("write/{which}/{}", step.name())
}

/// The id of the incident that is changed; none for a new one.
fn id_of(which: &str) -> Option<&str> {
    (which != NEW).then_some(which)
}

/// What was typed on all pages; where nothing was, what the incident says now. And whether anything
/// was typed.
fn gathered(case: &Case, which: &str) -> OpResult<(Typed, bool)> {
    let mut typed = match id_of(which) {
        Some(id) => write_down::typed(case, id)?,
        None => Typed::default(),
    };
    let mut begun = false;
    for step in Step::ALL {
        let draft = drafts::of(case, &draft_name(which, step))?;
        for (field, text) in draft.iter().flat_map(|draft| &draft.fields) {
            if step.fields().contains(&field.as_str()) {
                begun |= !text.trim().is_empty();
                typed.set(field, text.as_str());
            }
        }
    }
    Ok((typed, begun))
}

fn forget(case: &mut Case, which: &str) -> OpResult<()> {
    for step in Step::ALL {
        drafts::throw_away(case, &draft_name(which, step))?;
    }
    Ok(())
}

async fn start(ctx: Ctx) -> Response {
    ctx.go("write/new/what")
}

/// Begins one from somewhere else, with what shows it.
async fn begin(ctx: Ctx, fields: Fields) -> WebResult {
    let (events, exhibits) = (
        fields.get("events").to_owned(),
        fields.get("exhibits").to_owned(),
    );
    ctx.app
        .with_case(move |case| {
            let (typed, _) = gathered(case, NEW)?;
            let both =
                |field: &str, more: &str| format!("{} {more}", typed.get(field)).trim().to_owned();
            let mut shows = Typed::default();
            for field in Step::Shows.fields() {
                shows.set(field, typed.get(field));
            }
            shows.set("events", both("events", &events));
            shows.set("exhibits", both("exhibits", &exhibits));
            keep_page(case, NEW, Step::Shows, &shows)
        })
        .await?;
    Ok(ctx.go("write/new/what"))
}

fn keep_page(case: &mut Case, which: &str, step: Step, typed: &Typed) -> OpResult<()> {
    let fields = step.fields().iter();
    let fields: Vec<(&str, &str)> = fields.map(|field| (*field, typed.get(field))).collect();
    drafts::save(case, &draft_name(which, step), &fields)
}

/// A page's address must name an incident that is there, and a step.
fn checked(case: &Case, which: &str) -> OpResult<()> {
    match id_of(which) {
        Some(id) => say::versions(&case.state().incidents, id, |said| &said.id).map(|_| ()),
        None => Ok(()),
    }
}

async fn show(ctx: Ctx, Path((which, step)): Path<(String, String)>) -> WebResult {
    let step = Step::named(&step).ok_or(WebError::NotFound)?;
    let id = which.clone();
    let found = ctx.app.with_case(move |case| {
        checked(case, &id)?;
        gathered(case, &id)
    });
    let (typed, begun) = found.await?;
    Ok(form(&ctx, &which, step, &typed, begun, &[]).into_response())
}

fn form(
    ctx: &Ctx,
    which: &str,
    step: Step,
    typed: &Typed,
    begun: bool,
    problems: &[Problem],
) -> Markup {
    let path = |end: &str| format!("write/{which}/{end}");
    form_page(
        ctx,
        "title-write",
        MenuItem::Add,
        html! {
            (error_summary(ctx, problems))
            p.hint { (ctx.tw("write-step", &[("at", (step.number()).into()), ("of", Step::ALL.len().into())])) }
            h1 { (ctx.t(&format!("write-{}-title", step.name()))) }
            @if step == Step::What && begun {
                (inset(html! {
                    p { (ctx.t("write-begun")) }
                    (button(ctx, &path("forget"), &ctx.t("write-forget"), "quiet"))
                }))
            }
            p { (ctx.t(&format!("write-{}-what", step.name()))) }
            form method="post" action=(ctx.url(&path(step.name()))) {
                (steps::fields(ctx, which, step, typed, problems))
                div.buttons {
                    button type="submit" { (ctx.t("go-on")) }
                    button.quiet type="submit" name="then" value="stop" { (ctx.t("write-stop")) }
                    @if step == Step::Shows {
                        button.quiet type="submit" name="then" value="timeline" { (ctx.t("write-timeline")) }
                    }
                }
            }
            @if let Some(before) = step.before() {
                p { a href=(ctx.url(&path(before.name()))) { (ctx.t("write-before")) } }
            }
            @if step == Step::What { p { a href=(ctx.url("written")) { (ctx.t("write-written")) } } }
            p.quiet-text { (ctx.t("write-kept")) }
        },
    )
}

fn problems_of(step: Step, wrong: Vec<Wrong>) -> Vec<Problem> {
    let of_step = wrong.into_iter().filter(|wrong| step.has(wrong.field));
    of_step
        .map(|wrong| Problem::new(wrong.field, wrong.text))
        .collect()
}

/// Keeps a page and goes on. What cannot be kept in the end is told at once; the draft keeps it.
async fn step(ctx: Ctx, Path((which, step)): Path<(String, String)>, fields: Fields) -> WebResult {
    let step = Step::named(&step).ok_or(WebError::NotFound)?;
    let then = fields.get("then").to_owned();
    let mut sent = Typed::default();
    for field in step.fields() {
        sent.set(field, fields.get(field));
    }
    let id = which.clone();
    let stops = !then.is_empty();
    let kept = ctx.app.with_case(move |case| {
        checked(case, &id)?;
        keep_page(case, &id, step, &sent)?;
        let (typed, _) = gathered(case, &id)?;
        let wrong = match step {
            _ if stops => Vec::new(),
            Step::What => write_down::check(case, &typed),
            _ => write_down::check_some(case, &typed),
        };
        Ok((typed, wrong))
    });
    let (typed, wrong) = kept.await?;
    let problems = problems_of(step, wrong);
    if !problems.is_empty() {
        let page = form(&ctx, &which, step, &typed, false, &problems);
        return Ok((StatusCode::BAD_REQUEST, page).into_response());
    }
    match then.as_str() {
        "" => {}
        "timeline" => {
            ctx.flash(Message::new("write-look-up"));
            return Ok(ctx.go("timeline"));
        }
        _ => {
            ctx.flash(Message::new("stop-now"));
            return Ok(ctx.go(""));
        }
    }
    Ok(ctx.go(&match step.after() {
        Some(after) => format!("write/{which}/{}", after.name()),
        None => format!("write/{which}/look"),
    }))
}
