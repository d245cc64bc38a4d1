//! The import check: what came in with a source, what has to be asked, what such an export leaves out;
//! and keeping it or undoing it.

mod again;
mod lists;
#[cfg(test)]
mod tests;
mod told;

use crate::ops::import_check::{self, COMPARED_AT_ONCE, SourceCheck};
use crate::ops::read_source::ZONE;
use crate::ops::zone::day;
use crate::ops::{OpError, OpResult, add, open, set_aside};
use crate::web::ctx::{Ctx, Fields};
use crate::web::desk::App;
use crate::web::error::WebResult;
use crate::web::flash::Message;
use crate::web::jobs::{JobDone, JobHandle};
use crate::web::page::form::{Choice, Field, input, radios};
use crate::web::page::parts::{Line, button, care, details, evidence, inset, summary_list};
use crate::web::page::{MenuItem, page};
use crate::web::screens::add::where_to_turn;
use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use maud::{Markup, html};
use onrecord_import::{Answers, Question};

/// `check/S3` and below.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/check/{source}", get(show))
        .route("/check/{source}/answer", post(answer).get(back))
        .route("/check/{source}/zone", post(zone).get(back))
        .route("/check/{source}/keep", post(keep).get(back))
        .route("/check/{source}/undo", post(undo).get(back))
        .route("/check/{source}/again", post(again::again).get(back))
        .route("/check/{source}/redo", post(redo).get(back))
        .merge(lists::routes())
}

/// What the page says of a source besides its check.
struct Came {
    name: String,
    said: Option<String>,
    described: Option<String>,
    received: String,
    files: usize,
    references: Vec<String>,
    problems: Vec<(String, String)>,
    problem_count: u64,
    left_out: u64,
    waiting: bool,
    zone: String,
}

/// Remarks that are shown; a hostile export could make many.
const REMARKS: usize = 20;
/// Names of exhibits that are written out.
const REFERENCES: usize = 6;

fn came(case: &crate::ops::case::Case, source: &str) -> OpResult<(Came, SourceCheck)> {
    let check = import_check::check(case, source, COMPARED_AT_ONCE)?;
    let found = set_aside::find(case, source)?;
    let items = found.source.items.iter();
    let state = case.state();
    let read = state.readings().find(|read| read.source == source);
    let came = Came {
        name: found.source.name.to_string(),
        said: found.source.said.as_deref().map(str::to_owned),
        described: found.described.clone(),
        received: day(found.source.received),
        files: found.source.items.len(),
        references: items
            .take(REFERENCES)
            .map(|item| state.reference(&item.digest))
            .collect(),
        problems: found.problems.clone(),
        problem_count: found.problem_count,
        left_out: found.left_out,
        waiting: open::waiting(case, false)?.iter().any(|id| id == source),
        zone: read.map_or(&state.zone, |read| &read.zone).clone(),
    };
    Ok((came, check))
}

async fn back(ctx: Ctx, Path(source): Path<String>) -> Response {
    ctx.go(&format!("check/{source}"))
}

async fn show(ctx: Ctx, Path(source): Path<String>) -> WebResult {
    let (came, check) = ctx.app.with_case(move |case| came(case, &source)).await?;
    let body = match check.set_aside.is_some() {
        true => set_aside_page(&ctx, &came, &check),
        false => in_use_page(&ctx, &came, &check),
    };
    Ok(page(&ctx, "title-check", MenuItem::Add, body).into_response())
}

fn set_aside_page(ctx: &Ctx, came: &Came, check: &SourceCheck) -> Markup {
    html! {
        h1 { (ctx.t("check-title")) }
        (care(html! {
            p { strong { (ctx.t("check-aside")) } }
            p { (ctx.t("check-aside-what")) }
        }))
        (button(ctx, &format!("check/{}/redo", check.source), &ctx.t("check-redo"), ""))
        (what_came(ctx, came, check))
    }
}

fn in_use_page(ctx: &Ctx, came: &Came, check: &SourceCheck) -> Markup {
    let path = |end: &str| format!("check/{}/{end}", check.source);
    html! {
        h1 { (ctx.t("check-title")) }
        (problems(ctx, came))
        @if came.left_out > 0 {
            p { (ctx.tw("check-left-out", &[("n", came.left_out.into())])) }
            (where_to_turn(ctx))
        }
        @if let Some(same) = &check.same_as {
            (inset(html! { p { (ctx.tw("check-same", &[("source", same.as_str().into())])) } }))
        }
        @if came.waiting {
            (care(html! {
                p { (ctx.t("check-waiting")) }
                (button(ctx, "resume", &ctx.t("next-resume-button"), ""))
            }))
        }
        (what_came(ctx, came, check))
        (again::told(ctx, check))
        @if !check.remarks.is_empty() {
            (inset(html! {
                p { (ctx.t("check-remarks")) }
                ul { @for remark in check.remarks.iter().take(REMARKS) { li { bdi { (remark) } } } }
            }))
        }
        @for question in &check.questions { (asked(ctx, check, question)) }
        @for reading in &check.readings { (told::reading(ctx, check, reading)) }
        @if told::has_clocks(check) { (zone_form(ctx, came, check)) }
        @if check.readings.is_empty() && !came.waiting {
            (inset(html! { p { (ctx.t("check-nothing-read")) } }))
        }
        @if !check.unread.is_empty() {
            (details(&ctx.tw("check-unread", &[("n", check.unread.len().into())]), lists::first(ctx, &check.unread)))
        }
        section.next {
            h2 { (ctx.t("check-keep-or-undo")) }
            p { (ctx.t("check-keep-what")) }
            (button(ctx, &path("keep"), &ctx.t("check-keep"), ""))
            (button(ctx, &path("undo"), &ctx.t("check-undo"), "quiet"))
            p.hint { (ctx.t("check-undo-hint")) }
        }
        p.quiet-text { (ctx.t("stop-now")) }
    }
}

/// "We could not read 3 files. The other 207 are saved."
fn problems(ctx: &Ctx, came: &Came) -> Markup {
    html! {
        @if came.problem_count > 0 {
            (care(html! {
                p {
                    (ctx.tw("check-problems", &[("n", came.problem_count.into())])) " "
                    (ctx.tw("check-problems-rest", &[("n", came.files.into())]))
                }
                (details(&ctx.t("check-problems-which"), lists::first(ctx, &came.problems)))
            }))
        }
    }
}

fn what_came(ctx: &Ctx, came: &Came, check: &SourceCheck) -> Markup {
    let mut references = came.references.join(", ");
    if came.files > REFERENCES {
        references.push_str(", …");
    }
    let line = |key: &str, value: Markup| Line {
        name: ctx.t(key),
        value,
        change: None,
    };
    let mut lines = vec![
        line(
            "check-name",
            html! { bdi { (came.name) } " (" (check.source) ")" },
        ),
        line("check-received", html! { (came.received) }),
        line(
            "check-files",
            html! {
                (ctx.tw("count-files", &[("n", came.files.into())])) ": " (references)
            },
        ),
    ];
    for (key, text) in [
        ("add-said", &came.said),
        ("check-described", &came.described),
    ] {
        if let Some(text) = text {
            lines.push(line(key, evidence(text)));
        }
    }
    summary_list(ctx, &lines)
}

/// A question that only the person can answer. "I do not know" leaves it open.
fn asked(ctx: &Ctx, check: &SourceCheck, question: &Question) -> Markup {
    let unknown = ctx.t("check-not-known");
    let mut choices: Vec<Choice<'_>> = question
        .choices
        .iter()
        .map(|choice| Choice::plain(&choice.id, &choice.text))
        .collect();
    choices.push(Choice::plain("", &unknown));
    let name = format!("answer.{}", question.id);
    html! {
        section.question {
            h2 { (ctx.t("check-question")) }
            form method="post" action=(ctx.url(&format!("check/{}/answer", check.source))) {
                (radios(ctx, &Field::new(&name, &question.text).hint(&ctx.t("check-question-hint")), &choices, &[]))
                button type="submit" { (ctx.t("check-answer")) }
            }
        }
    }
}

fn zone_form(ctx: &Ctx, came: &Came, check: &SourceCheck) -> Markup {
    let (label, hint) = (ctx.t("check-zone"), ctx.t("check-zone-hint"));
    html! {
        (details(&ctx.tw("check-zone-now", &[("zone", came.zone.as_str().into())]), html! {
            form method="post" action=(ctx.url(&format!("check/{}/zone", check.source))) {
                (input(ctx, &Field::new(ZONE, &label).hint(&hint).value(&came.zone).width("w20"), &[]))
                button.quiet type="submit" { (ctx.t("check-zone-button")) }
            }
        }))
    }
}

async fn answer(ctx: Ctx, Path(source): Path<String>, fields: Fields) -> WebResult {
    let mut answers = Answers::default();
    for (name, value) in fields.iter() {
        if let Some(question) = name.strip_prefix("answer.")
            && !value.is_empty()
        {
            answers.0.insert(question.to_owned(), value.to_owned());
        }
    }
    give(&ctx, source, answers).await
}

async fn zone(ctx: Ctx, Path(source): Path<String>, fields: Fields) -> WebResult {
    let zone = fields.text(ZONE).map(str::to_owned);
    let answers = zone.map(|zone| (ZONE.to_owned(), zone)).into_iter();
    give(&ctx, source, Answers(answers.collect())).await
}

/// Answers questions; the source is read again.
async fn give(ctx: &Ctx, source: String, answers: Answers) -> WebResult {
    let to = format!("check/{source}");
    if answers.0.is_empty() {
        ctx.flash(Message::new("check-left-open"));
        return Ok(ctx.go(&to));
    }
    let going = ctx.app.start_job("job-answering", move |case, job| {
        add::answer(case, &source, &answers, &mut |records| {
            reading(job, records)
        })?;
        Ok(JobDone::go(to).say(Message::new("check-answered")))
    });
    Ok(ctx.follow(&going.await?))
}

/// Tells how far reading again is. It is not stopped: the act stands, and the index has to follow.
fn reading(job: &JobHandle, records: u64) -> OpResult<()> {
    match job.at(Message::new("job-reading").with("n", records), 0, 0) {
        Err(OpError::Interrupted) => Ok(()),
        other => other,
    }
}

async fn keep(ctx: Ctx) -> Response {
    ctx.flash(Message::new("check-kept"));
    ctx.go("add")
}

async fn undo(ctx: Ctx, Path(source): Path<String>) -> WebResult {
    let going = ctx.app.start_job("job-undoing", move |case, job| {
        let changed =
            set_aside::set_aside(case, &source, None, &mut |at| reading(job, at.records))?;
        let mut said = Message::new("check-undone").with("n", changed.events);
        if let Some(same) = changed.same_as {
            said = Message::new("check-undone-same").with("source", same);
        } else if !changed.waiting.is_empty() {
            let ids: Vec<String> = changed.waiting.into_iter().map(|(id, _)| id).collect();
            said = Message::new("check-undone-named").with("ids", ids.join(", "));
        }
        Ok(JobDone::go(format!("check/{source}")).say(said))
    });
    Ok(ctx.follow(&going.await?))
}

async fn redo(ctx: Ctx, Path(source): Path<String>) -> WebResult {
    let going = ctx.app.start_job("job-undoing", move |case, job| {
        let changed = set_aside::restore(case, &source, None, &mut |at| reading(job, at.records))?;
        let said = Message::new("check-redone").with("n", changed.events);
        Ok(JobDone::go(format!("check/{source}")).say(said))
    });
    Ok(ctx.follow(&going.await?))
}
