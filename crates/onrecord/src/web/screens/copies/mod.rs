//! Copies of the case: the back-up with one button, and who else can open a copy.

#[cfg(test)]
mod tests;

use crate::ops::copies;
use crate::ops::helpers;
use crate::ops::places;
use crate::ops::state::CaseState;
use crate::ops::{OpError, OpResult};
use crate::web::ctx::{Ctx, Fields};
use crate::web::desk::App;
use crate::web::error::{WebError, WebResult};
use crate::web::flash::Message;
use crate::web::jobs::{JobDone, JobHandle};
use crate::web::page::form::{Choice, Field, checkboxes, input, radios, textarea};
use crate::web::page::parts::{Problem, button, care, error_summary, inset};
use crate::web::page::{MenuItem, form_page};
use crate::web::screens::pack::{place_fields, place_typed};
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use maud::{Markup, html};
use onrecord_vault::{CopyProgress, SlotListed};

/// `copies`, `helpers`, `helpers/hand/helper-…`, `helpers/remove/helper-…`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/copies", get(show).post(back_up))
        .route("/helpers", get(list).post(add))
        .route("/helpers/hand/{slot}", get(ask).post(hand_over))
        .route("/helpers/remove/{slot}", post(remove))
}

/// When the case was last copied, in words, and whether something is newer.
#[derive(Clone, Debug)]
pub struct LastCopy {
    when: String,
    place: String,
    newer: u64,
}

impl LastCopy {
    /// Of the last back-up; `None` where there is none.
    pub fn of(case: &crate::ops::case::Case) -> Option<Self> {
        let (last, newer) = copies::last(case)?;
        let when = last.when.to_string().replace('T', " ");
        Some(Self {
            when: when.get(..16).unwrap_or(&when).to_owned(),
            place: last.place.clone(),
            newer,
        })
    }
}

/// What Home says of the last copy.
pub fn last_copied(ctx: &Ctx, last: Option<&LastCopy>) -> Markup {
    html! {
        @match last {
            None => p { (ctx.t("copy-never")) },
            Some(last) => {
                p {
                    (ctx.tw("copy-last", &[("when", last.when.as_str().into())])) " "
                    bdi.mono.address { (last.place) }
                }
                @if last.newer > 0 { p { (ctx.tw("copy-newer", &[("n", last.newer.into())])) } }
            },
        }
    }
}

fn watching(job: &JobHandle) -> impl FnMut(CopyProgress) -> bool {
    move |at: CopyProgress| {
        let megabytes = at.bytes / 1_000_000;
        let step = Message::new("job-copy-step").with("n", megabytes);
        job.at(step, at.done, at.all).is_ok()
    }
}

async fn show(ctx: Ctx) -> WebResult {
    Ok(copy_page(&ctx, "", &[]).await?.into_response())
}

async fn copy_page(ctx: &Ctx, place: &str, problems: &[Problem]) -> WebResult<Markup> {
    let (last, before) = ctx
        .app
        .with_case(|case| {
            Ok((
                LastCopy::of(case),
                copies::last(case).map(|(last, _)| last.place.clone()),
            ))
        })
        .await?;
    let place = if place.is_empty() {
        before.unwrap_or_default()
    } else {
        place.to_owned()
    };
    Ok(form_page(
        ctx,
        "title-copy",
        MenuItem::None,
        html! {
            (error_summary(ctx, problems))
            h1 { (ctx.t("copy-title")) }
            p { (ctx.t("copy-what")) }
            (last_copied(ctx, last.as_ref()))
            form method="post" action=(ctx.url("copies")) {
                (place_fields(ctx, &place, problems))
                button type="submit" { (ctx.t("copy-make")) }
            }
            (inset(html! {
                p { (ctx.t("copy-safe")) }
                p { (ctx.t("copy-back")) }
            }))
            h2 { (ctx.t("helpers-title")) }
            p { (ctx.t("helpers-what")) " " a href=(ctx.url("helpers")) { (ctx.t("helpers-go")) } }
        },
    ))
}

async fn back_up(ctx: Ctx, fields: Fields) -> WebResult {
    let Some(place) = places::typed(place_typed(&fields)) else {
        let problems = [Problem::new("place", ctx.t("place-wrong"))];
        let page = copy_page(&ctx, place_typed(&fields), &problems).await?;
        return Ok((StatusCode::BAD_REQUEST, page).into_response());
    };
    let going = ctx
        .app
        .start_job("job-copy", move |case, job| {
            let planned = copies::plan(case, &place)?;
            let report = copies::make(case, &planned, &mut watching(job))?;
            Ok(JobDone::go("copies").say(said(&report, planned.same_disk)))
        })
        .await?;
    Ok(ctx.follow(&going))
}

fn said(report: &onrecord_vault::CopyReport, same_disk: bool) -> Message {
    let key = if !report.problems.is_empty() {
        "copy-done-problems"
    } else if same_disk {
        "copy-done-same-disk"
    } else {
        "copy-done"
    };
    Message::new(key)
        .with("n", report.originals)
        .with("problems", report.problems.len())
}

async fn helpers_of(ctx: &Ctx) -> WebResult<(Vec<SlotListed>, Vec<copies::CopyState>)> {
    ctx.app
        .with_case(|case| {
            let state: &CaseState = case.state();
            let given = state.copies.iter().filter(|copy| !copy.helper.is_empty());
            let given = given.cloned().collect();
            Ok((helpers::all(case)?, given))
        })
        .await
}

/// What was typed of a new helper.
#[derive(Default)]
struct Typed {
    name: String,
    key: String,
    may_change: bool,
}

async fn list(ctx: Ctx) -> WebResult {
    let page = helpers_page(&ctx, &Typed::default(), &[]).await?;
    Ok(page.into_response())
}

async fn helpers_page(ctx: &Ctx, typed: &Typed, problems: &[Problem]) -> WebResult<Markup> {
    let (all, given) = helpers_of(ctx).await?;
    let (look, change) = (ctx.t("helpers-may-look"), ctx.t("helpers-may-change"));
    let (look_hint, change_hint) = (
        ctx.t("helpers-may-look-hint"),
        ctx.t("helpers-may-change-hint"),
    );
    let choices = [
        Choice {
            value: "look",
            label: &look,
            hint: &look_hint,
        },
        Choice {
            value: "change",
            label: &change,
            hint: &change_hint,
        },
    ];
    let chosen = if typed.may_change { "change" } else { "look" };
    Ok(form_page(
        ctx,
        "title-copy",
        MenuItem::None,
        html! {
            (error_summary(ctx, problems))
            p.hint { a href=(ctx.url("copies")) { (ctx.t("copy-title")) } }
            h1 { (ctx.t("helpers-title")) }
            p { (ctx.t("helpers-what")) }
            @if all.is_empty() { p { (ctx.t("helpers-none")) } }
            ul.records {
                @for one in &all {
                    li {
                        p { strong { bdi { (one.label) } } " "
                            span.hint { (ctx.t(if one.may_change { "helpers-changes" } else { "helpers-looks" })) } }
                        p.hint.mono.address { (one.recipient) }
                        p {
                            a.button href=(ctx.url(&format!("helpers/hand/{}", one.slot.name()))) { (ctx.t("helpers-hand")) span.hidden { ": " (one.label) } }
                        }
                        (button(ctx, &format!("helpers/remove/{}", one.slot.name()), &ctx.t("helpers-remove"), "delete"))
                    }
                }
            }
            @if !given.is_empty() {
                h2 { (ctx.t("helpers-given")) }
                ul.records {
                    @for copy in given.iter().rev() {
                        li {
                            p { bdi { (copy.helper) } }
                            p.hint { (when(copy)) " UTC, " bdi { (copy.place) } }
                        }
                    }
                }
            }
            h2 { (ctx.t("helpers-add-title")) }
            form method="post" action=(ctx.url("helpers")) {
                (input(ctx, &Field::new("name", &ctx.t("helpers-name")).hint(&ctx.t("helpers-name-hint")).value(&typed.name), problems))
                (textarea(ctx, &Field::new("key", &ctx.t("helpers-key")).hint(&ctx.t("helpers-key-hint")).value(&typed.key), 2, None, problems))
                (radios(ctx, &Field::new("may", &ctx.t("helpers-may")).value(chosen), &choices, problems))
                (care(html! { p { (ctx.t("helpers-care")) } }))
                button type="submit" { (ctx.t("helpers-add")) }
            }
        },
    ))
}

fn when(copy: &copies::CopyState) -> String {
    let text = copy.when.to_string().replace('T', " ");
    text.get(..16).unwrap_or(&text).to_owned()
}

async fn add(ctx: Ctx, fields: Fields) -> WebResult {
    let typed = Typed {
        name: fields.get("name").to_owned(),
        key: fields.get("key").to_owned(),
        may_change: fields.get("may") == "change",
    };
    let (name, key, may_change) = (typed.name.clone(), typed.key.clone(), typed.may_change);
    let added = ctx
        .app
        .with_case(move |case| helpers::add(case, &name, &key, may_change))
        .await;
    match added {
        Ok(slot) => {
            ctx.flash(Message::new("helpers-added"));
            Ok(ctx.go(&format!("helpers/hand/{}", slot.name())))
        }
        // Its words say which of the two is wrong.
        Err(WebError::Op(OpError::Other(why))) => {
            let field = if why.contains("key") { "key" } else { "name" };
            let page = helpers_page(&ctx, &typed, &[Problem::new(field, why)]).await?;
            Ok((StatusCode::BAD_REQUEST, page).into_response())
        }
        Err(error) => Err(error),
    }
}

async fn remove(ctx: Ctx, Path(slot): Path<String>) -> WebResult<Response> {
    ctx.app
        .with_case(move |case| helpers::remove(case, &slot))
        .await?;
    ctx.flash(Message::new("helpers-removed"));
    Ok(ctx.go("helpers"))
}

async fn named(ctx: &Ctx, slot: String) -> WebResult<SlotListed> {
    let found = ctx
        .app
        .with_case(move |case| -> OpResult<_> { Ok(helpers::find(case, &slot).ok()) });
    found.await?.ok_or(WebError::NotFound)
}

async fn ask(ctx: Ctx, Path(slot): Path<String>) -> WebResult {
    let helper = named(&ctx, slot).await?;
    Ok(hand_page(&ctx, &helper, "", &[]).into_response())
}

fn hand_page(ctx: &Ctx, helper: &SlotListed, place: &str, problems: &[Problem]) -> Markup {
    form_page(
        ctx,
        "title-copy",
        MenuItem::None,
        html! {
            (error_summary(ctx, problems))
            p.hint { a href=(ctx.url("helpers")) { (ctx.t("helpers-title")) } }
            h1 { (ctx.t("hand-title")) " " bdi { (helper.label) } }
            p { (ctx.t("hand-what")) }
            p { (ctx.t(if helper.may_change { "helpers-may-change-hint" } else { "helpers-may-look-hint" })) }
            form method="post" action=(ctx.url(&format!("helpers/hand/{}", helper.slot.name()))) {
                (place_fields(ctx, place, problems))
                (checkboxes(ctx, &Field::new("notes", &ctx.t("hand-notes")).hint(&ctx.t("hand-notes-hint")),
                    &[Choice::plain("yes", &ctx.t("hand-notes-yes"))], &[], problems))
                (care(html! { p { (ctx.t("hand-care")) } }))
                button type="submit" { (ctx.t("hand-make")) }
            }
        },
    )
}

async fn hand_over(ctx: Ctx, Path(slot): Path<String>, fields: Fields) -> WebResult {
    let helper = named(&ctx, slot).await?;
    let Some(place) = places::typed(place_typed(&fields)) else {
        let problems = [Problem::new("place", ctx.t("place-wrong"))];
        let page = hand_page(&ctx, &helper, place_typed(&fields), &problems);
        return Ok((StatusCode::BAD_REQUEST, page).into_response());
    };
    let (label, notes) = (helper.slot.name(), fields.has("notes"));
    let going = ctx
        .app
        .start_job("job-copy", move |case, job| {
            let planned = copies::plan_for(case, &label, notes, &place)?;
            copies::make(case, &planned, &mut watching(job))?;
            let folder = planned.folder.display().to_string();
            Ok(JobDone::go("helpers").say(Message::new("hand-done").with("path", folder)))
        })
        .await?;
    Ok(ctx.follow(&going))
}
