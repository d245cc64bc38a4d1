//! Add: choose or drag files, name a place on this computer, write down, log without looking; and
//! what came in so far.

mod arrive;
mod here;
mod question;
#[cfg(test)]
mod tests;
mod unseen;
mod upload;

pub use question::where_to_turn;

use crate::ops::sources::{self, SourceLine};
use crate::ops::spool::LARGEST;
use crate::ops::zone::day;
use crate::web::ctx::Ctx;
use crate::web::desk::App;
use crate::web::error::WebResult;
use crate::web::page::form::Field;
use crate::web::page::parts::{button, care, inset};
use crate::web::page::{MenuItem, form_page};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use axum::{Extension, Router};
use maud::{Markup, html};
use upload::Uploads;

/// `add` and everything below it.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/add", get(show))
        .merge(upload::routes())
        .merge(here::routes())
        .merge(unseen::routes())
        .merge(question::routes())
        .layer(Extension(Uploads::default()))
}

async fn show(ctx: Ctx, Extension(uploads): Extension<Uploads>) -> WebResult {
    let lines = ctx.app.with_case(|case| sources::lines(case)).await?;
    Ok(page(&ctx, &uploads, &lines).into_response())
}

fn page(ctx: &Ctx, uploads: &Uploads, lines: &[SourceLine]) -> Markup {
    form_page(
        ctx,
        "title-add",
        MenuItem::Add,
        html! {
            h1 { (ctx.t("add-title")) }
            (arrived(ctx, uploads))
            p { (ctx.t("add-read-only")) }
            section {
                h2 { (ctx.t("add-choose")) }
                (choose(ctx, false))
            }
            section {
                h2 { (ctx.t("add-other-ways")) }
                (ways(ctx))
            }
            section {
                h2 #came { (ctx.t("add-came")) }
                (came(ctx, lines))
            }
            p.quiet-text { (ctx.t("stop-now")) }
        },
    )
}

/// The form with files. `unseen`: it is sealed and never shown.
fn choose(ctx: &Ctx, unseen: bool) -> Markup {
    html! {
        form method="post" action=(ctx.url("add/upload")) enctype="multipart/form-data"
            data-upload=(LARGEST) data-too-large=(ctx.t("add-too-large")) {
            // The question stands first, so that its answer arrives before the first file does.
            (question::under_18(ctx, "", &[]))
            @if unseen {
                input type="hidden" name="unseen" value="yes";
                (crate::web::page::form::textarea(ctx, &Field::new("described", &ctx.t("unseen-described"))
                    .hint(&ctx.t("unseen-described-hint")), 3, None, &[]))
            }
            (question::said(ctx, ""))
            div.field {
                label for="files" { (ctx.t(if unseen { "unseen-files" } else { "add-files" })) }
                p.hint #files-hint { (ctx.t("add-files-hint")) }
                input type="file" id="files" name="files" multiple aria-describedby="files-hint";
            }
            @if !unseen {
                div.field {
                    label for="folder" { (ctx.t("add-folder")) }
                    p.hint #folder-hint { (ctx.t("add-folder-hint")) }
                    input type="file" id="folder" name="files" multiple webkitdirectory aria-describedby="folder-hint";
                }
                p.drop data-drop="" hidden { (ctx.t("add-drop")) " " span data-dropped="" data-words=(ctx.t("add-dropped")) {} }
            }
            div.sending data-sending="" role="status" hidden {
                p { (ctx.t("add-sending")) }
                progress max="100" value="0" { }
            }
            button type="submit" { (ctx.t(if unseen { "unseen-button" } else { "add-button" })) }
        }
    }
}

/// What arrived and was not taken in, because the app locked or something else was running.
fn arrived(ctx: &Ctx, uploads: &Uploads) -> Markup {
    html! {
        @if let Some((name, files)) = uploads.waiting() {
            (care(html! {
                h2 { (ctx.t("arrived-title")) }
                p { bdi { (name) } ": " (ctx.tw("count-files", &[("n", files.into())])) }
                p { (ctx.t("arrived-what")) }
                (button(ctx, "add/arrived/take", &ctx.t("arrived-take"), ""))
                (button(ctx, "add/arrived/drop", &ctx.t("arrived-drop"), "quiet"))
            }))
        }
    }
}

fn ways(ctx: &Ctx) -> Markup {
    let ways = [
        ("add/here", "add-way-here"),
        ("write", "add-way-write"),
        ("add/unseen", "add-way-unseen"),
        ("how", "add-way-how"),
    ];
    html! {
        ul.ways {
            @for (go, key) in ways {
                li {
                    a href=(ctx.url(go)) { (ctx.t(key)) }
                    p.hint { (ctx.t(&format!("{key}-hint"))) }
                }
            }
        }
    }
}

fn came(ctx: &Ctx, lines: &[SourceLine]) -> Markup {
    html! {
        @if lines.is_empty() { (inset(html! { p { (ctx.t("add-nothing-yet")) } })) }
        ul.sources {
            @for line in lines {
                li.aside[line.aside] {
                    a href=(ctx.url(&format!("check/{}", line.id))) { bdi { (line.name) } }
                    " " span.state {
                        @if line.aside { (ctx.t("source-aside")) }
                        @else if line.waiting { (ctx.t("source-waiting")) }
                        @else if line.same_as.is_some() { (ctx.t("source-same")) }
                    }
                    @if let Some(said) = &line.said { p { bdi { (said) } } }
                    p.hint {
                        (line.id) " · " (day(line.received)) " · "
                        (ctx.tw("count-files", &[("n", line.files.into())]))
                        @if line.events > 0 { " · " (ctx.tw("count-events", &[("n", line.events.into())])) }
                        @for title in &line.read_as { " · " (title) }
                        @if line.defects > 0 { " · " (ctx.tw("source-defects", &[("n", line.defects.into())])) }
                    }
                }
            }
        }
    }
}

/// An answer that shows a page with what is wrong in its form.
fn wrong(page: Markup) -> Response {
    (axum::http::StatusCode::BAD_REQUEST, page).into_response()
}
