//! Undoing what was said, and undoing that: the path names entries of the log and the page to go to.

#[cfg(test)]
mod tests;

use crate::ops::drafts;
use crate::ops::state::Versions;
use crate::ops::take_back::{self, Gone};
use crate::web::ctx::Ctx;
use crate::web::desk::App;
use crate::web::error::WebResult;
use crate::web::flash::Message;
use crate::web::page::parts::{button, details};
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::post;
use maud::{Markup, html};
use std::ops::Range;

/// `POST undo/12/14/written`.
pub fn routes() -> Router<App> {
    Router::new().route("/undo/{from}/{to}/{*back}", post(undo).get(leads_back))
}

/// The path of the form that takes these entries back and leads to `back`, a page that is there
/// afterwards.
pub fn path(entries: &Range<u64>, back: &str) -> String {
    format!("undo/{}/{}/{back}", entries.start, entries.end)
}

/// Only a path of ours is gone back to.
fn checked(back: &str) -> &str {
    match drafts::is_name(back) {
        true => back,
        false => "",
    }
}

async fn leads_back(ctx: Ctx, Path((_, _, back)): Path<(u64, u64, String)>) -> Response {
    ctx.go(checked(&back))
}

async fn undo(ctx: Ctx, Path((from, to, back)): Path<(u64, u64, String)>) -> WebResult<Response> {
    let done = ctx
        .app
        .with_case(move |case| take_back::take_back(case, from..to))
        .await?;
    let said = Message::new(if done.stands {
        "put-back"
    } else {
        "taken-back"
    });
    let back = checked(&back);
    ctx.flash_undo(said, path(&(done.entry..done.entry + 1), back));
    Ok(ctx.go(back))
}

/// The button that takes the last version back: to the one before it (`one`), or all of it (`list`).
pub fn last<T>(ctx: &Ctx, versions: &Versions<T>, list: &str, one: &str) -> Markup {
    let (key, back) = match versions.all.len() {
        0 | 1 => ("undo-all", list),
        _ => ("undo-last", one),
    };
    let path = path(&versions.last_entry(), back);
    html! { (details(&ctx.t(key), html! {
        p { (ctx.t("undo-what")) }
        (button(ctx, &path, &ctx.t("undo-button"), "quiet"))
    })) }
}

/// What was taken back, each with a button to have it stand again. Nothing where there is none.
pub fn gone(ctx: &Ctx, all: &[Gone], back: &str) -> Markup {
    html! {
        @if !all.is_empty() {
            (details(&ctx.tw("gone-title", &[("n", all.len().into())]), html! {
                p.hint { (ctx.t("gone-what")) }
                ul.records {
                    @for one in all {
                        li {
                            p { (one.id) " " bdi { (one.words) } }
                            (button(ctx, &path(&(one.by..one.by + 1), back), &ctx.t("gone-put-back"), "quiet"))
                        }
                    }
                }
            }))
        }
    }
}
