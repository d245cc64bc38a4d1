//! Pages for when something cannot be shown: what happened, what is safe, what to do.

use crate::ops::OpError;
use crate::web::ctx::Ctx;
use crate::web::page::{Kind, MenuItem, page, page_of, parts};
use maud::{Markup, html};

/// A page with fixed words: `KEY-title`, `KEY-what`, `KEY-safe`, `KEY-do`.
pub fn plain(ctx: &Ctx, key: &str) -> Markup {
    let part = |end: &str| ctx.t(&format!("{key}-{end}"));
    page(
        ctx,
        "title-problem",
        MenuItem::None,
        html! {
            h1 { (part("title")) }
            p { (part("what")) }
            p { (part("safe")) }
            p { (part("do")) }
            p { a.button href=(ctx.url("")) { (ctx.t("go-home")) } }
        },
    )
}

/// An operation's own words, which say all three.
pub fn op(ctx: &Ctx, error: &OpError) -> Markup {
    let title = match error {
        OpError::NeedsAnswer(_) => "error-answer-title",
        OpError::Interrupted => "error-stopped-title",
        _ => "error-op-title",
    };
    let text = sentence(&match error {
        OpError::Interrupted => ctx.t("error-stopped-what"),
        other => other.to_string(),
    });
    page(
        ctx,
        "title-problem",
        MenuItem::None,
        html! {
            h1 { (ctx.t(title)) }
            @for line in text.lines() { p { bdi { (line) } } }
            p { a.button href=(ctx.url("")) { (ctx.t("go-home")) } }
        },
    )
}

/// Begins with a capital: an operation's words also stand behind a colon elsewhere.
pub fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// Something else has the case just now.
pub fn busy(ctx: &Ctx) -> Markup {
    let job = ctx.app.running_job();
    page(
        ctx,
        "title-wait",
        MenuItem::None,
        html! {
            h1 { (ctx.t("busy-title")) }
            @if let Some((title, done, of)) = job {
                p {
                    (ctx.t(title)) " "
                    @if of > 0 { (ctx.tw("job-count", &[("done", done.into()), ("of", of.into())])) }
                }
                (parts::progress(ctx, done, of))
            }
            @if ctx.app.desk().held.is_some() {
                p { (ctx.t("busy-kept")) }
            } @else {
                p { (ctx.t("busy-safe")) }
            }
            p { a.button href=(ctx.url("job")) { (ctx.t("job-look")) } }
        },
    )
}

/// For a browser that this run does not know: nothing but how to get in.
pub fn stranger(ctx: &Ctx) -> Markup {
    page_of(
        Kind::BARE,
        ctx,
        "title-start",
        MenuItem::None,
        html! {
            h1 { (ctx.t("stranger-title")) }
            p { (ctx.t("stranger-what")) }
            p { (ctx.t("stranger-do")) }
        },
    )
}
