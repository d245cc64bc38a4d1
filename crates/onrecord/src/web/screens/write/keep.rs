//! The last page of writing down: everything to look over, then it is kept as an act in the log.

use super::{checked, forget, gathered, id_of};
use crate::ops::take_back;
use crate::ops::write_down::{self, NamedEvent, Typed, Wrong};
use crate::web::ctx::Ctx;
use crate::web::desk::App;
use crate::web::error::WebResult;
use crate::web::flash::Message;
use crate::web::page::parts::{Line, button, evidence, summary_list};
use crate::web::page::{MenuItem, form_page};
use crate::web::screens::undo;
use crate::web::screens::write::steps::Step;
use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use maud::{Markup, html};

/// `write/new/look`, `write/new/keep`, `write/new/forget`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/write/{which}/look", get(look))
        .route("/write/{which}/keep", post(keep).get(to_look))
        .route("/write/{which}/forget", post(throw_away).get(to_look))
}

async fn to_look(ctx: Ctx, Path(which): Path<String>) -> Response {
    ctx.go(&format!("write/{which}/look"))
}

async fn look(ctx: Ctx, Path(which): Path<String>) -> WebResult {
    let id = which.clone();
    let found = ctx.app.with_case(move |case| {
        checked(case, &id)?;
        let (typed, _) = gathered(case, &id)?;
        let wrong = write_down::check(case, &typed);
        let events = write_down::events(case, &typed).unwrap_or_default();
        Ok((typed, wrong, events))
    });
    let (typed, wrong, events) = found.await?;
    Ok(page(&ctx, &which, &typed, &wrong, &events).into_response())
}

fn page(ctx: &Ctx, which: &str, typed: &Typed, wrong: &[Wrong], events: &[NamedEvent]) -> Markup {
    let path = |end: &str| format!("write/{which}/{end}");
    form_page(
        ctx,
        "title-write",
        MenuItem::Add,
        html! {
            h1 { (ctx.t("write-look-title")) }
            p { (ctx.t("write-look-what")) }
            @for wrong in wrong {
                @let step = Step::ALL.into_iter().find(|step| step.has(wrong.field)).unwrap_or(Step::What);
                p.problem { a href=(ctx.url(&path(step.name()))) { (wrong.text) } }
            }
            (summary_list(ctx, &lines(ctx, which, typed, events)))
            @if wrong.is_empty() {
                (button(ctx, &path("keep"), &ctx.t(if id_of(which).is_some() { "write-keep-again" } else { "write-keep" }), ""))
            }
            p { a href=(ctx.url("")) { (ctx.t("write-stop")) } }
            (button(ctx, &path("forget"), &ctx.t("write-forget"), "quiet"))
        },
    )
}

fn lines(ctx: &Ctx, which: &str, typed: &Typed, events: &[NamedEvent]) -> Vec<Line> {
    let day = |name: &str| {
        let parts = ["day", "month", "year"].map(|part| typed.get(&format!("{name}-{part}")));
        parts
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("/")
    };
    let mut out = Vec::new();
    for step in Step::ALL {
        for field in step.fields() {
            let name = field.split('-').next().unwrap_or_default();
            let value = match (*field, typed.get(field)) {
                ("from-day" | "to-day", _) => html! { (day(name)) },
                ("from-month" | "from-year" | "to-month" | "to-year", _) => continue,
                ("how-known" | "fresh", "") => html! {},
                ("how-known" | "fresh", chosen) => {
                    html! { (ctx.t(&format!("write-{field}-{chosen}"))) }
                }
                ("events", _) if !events.is_empty() => html! {
                    ul.plain { @for event in events { li { "e" (event.number) ": " bdi { (event.about) } } } }
                },
                (_, text) => evidence(text),
            };
            let empty = value.0.is_empty() || value.0 == evidence("").0;
            let key = match *field {
                "from-day" => "written-from",
                "to-day" => "written-to",
                "when" | "how-known" | "fresh" => &format!("written-{field}"),
                _ => &format!("write-{field}"),
            };
            out.push(Line {
                name: ctx.t(key),
                value: if empty {
                    html! { span.hint { (ctx.t("write-not-said")) } }
                } else {
                    value
                },
                change: Some(format!("write/{which}/{}", step.name())),
            });
        }
    }
    out
}

async fn keep(ctx: Ctx, Path(which): Path<String>) -> WebResult {
    let kept = ctx.app.with_case(move |case| {
        checked(case, &which)?;
        let (typed, _) = gathered(case, &which)?;
        if !write_down::check(case, &typed).is_empty() {
            return Ok(Err(which));
        }
        let kept = take_back::noting(case, |case| write_down::keep(case, id_of(&which), &typed))?;
        forget(case, &which)?;
        Ok(Ok((kept, id_of(&which).is_none())))
    });
    Ok(match kept.await? {
        Err(which) => ctx.go(&format!("write/{which}/look")),
        Ok(((id, entries), is_new)) => {
            let own = format!("written/{id}");
            let back = if is_new { "written" } else { &own };
            ctx.flash_undo(
                Message::new("write-done").with("id", id),
                undo::path(&entries, back),
            );
            ctx.go(&own)
        }
    })
}

async fn throw_away(ctx: Ctx, Path(which): Path<String>) -> WebResult {
    let id = which.clone();
    ctx.app
        .with_case(move |case| {
            checked(case, &which)?;
            forget(case, &which)
        })
        .await?;
    ctx.flash(Message::new("write-forgotten"));
    Ok(ctx.go(&match id_of(&id) {
        Some(id) => format!("written/{id}"),
        None => "write".to_owned(),
    }))
}
