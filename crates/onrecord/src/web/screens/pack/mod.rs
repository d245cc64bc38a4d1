//! Make a pack: choose, check who would be exposed, look at its pages, lock and save; and which packs
//! went to whom.

mod choose;
mod pages;
mod save;
#[cfg(test)]
mod tests;

pub use save::{place_fields, place_typed};

use crate::ops::drafts;
use crate::ops::pack::PackOptions;
use crate::ops::pack::preview::{Preview, preview};
use crate::ops::state::PackState;
use crate::web::begun;
use crate::web::ctx::{Asked, Ctx, Fields};
use crate::web::desk::App;
use crate::web::error::{WebError, WebResult};
use crate::web::page::parts::{Problem, button, care, details, empty, inset};
use crate::web::page::{MenuItem, page};
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use axum::routing::get;
use maud::{Markup, html};

/// `pack`, `pack/choose`, `pack/check/3`, and what is below them.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/pack", get(list))
        .route("/pack/choose", get(choose).post(chosen))
        .route("/pack/check/{number}", get(check))
        .merge(pages::routes())
        .merge(save::routes())
}

/// The path of the form, which is the name of its draft.
const CHOICE: &str = "pack/choose";

/// What was chosen, kept by number until the app locks.
struct Chosen(PackOptions);

fn kept(ctx: &Ctx, number: u64) -> WebResult<PackOptions> {
    let kept = ctx.app.opaque().get::<Chosen>(number);
    Ok(kept.ok_or(WebError::NotFound)?.0.clone())
}

async fn list(ctx: Ctx) -> WebResult {
    let packs = ctx
        .app
        .with_case(|case| Ok(case.state().packs.clone()))
        .await?;
    let body = html! {
        h1 { (ctx.t("pack-title")) }
        p { (ctx.t("pack-what-it-is")) }
        @if packs.is_empty() {
            (empty(&ctx, &ctx.t("pack-none"), "pack/choose", &ctx.t("pack-make")))
        } @else {
            p { a.button href=(ctx.url("pack/choose")) { (ctx.t("pack-make")) } }
            h2 { (ctx.t("pack-given")) }
            p.hint { (ctx.t("pack-given-what")) }
            ul.records { @for (at, pack) in packs.iter().enumerate().rev() { (given(&ctx, at + 1, pack)) } }
        }
    };
    Ok(page(&ctx, "title-pack", MenuItem::Pack, body).into_response())
}

fn given(ctx: &Ctx, number: usize, pack: &PackState) -> Markup {
    let when = pack.when.to_string().replace('T', " ");
    let day = when.get(..16).unwrap_or(&when).to_owned();
    html! {
        li {
            p {
                strong { (ctx.tw("pack-number", &[("n", number.into())])) } " "
                @if pack.recipient.is_empty() { (ctx.t("pack-for-nobody")) } @else { bdi { (pack.recipient) } }
            }
            p.hint {
                (day) " UTC. "
                (ctx.tw("pack-counts", &[("shown", pack.events.into()), ("withheld", pack.withheld.into())]))
            }
            @if !pack.fingerprint.is_empty() {
                p { (ctx.t("pack-fingerprint")) " " span.mono { (pack.fingerprint) } }
            }
            (details(&ctx.t("pack-choice"), html! {
                (choose::told(ctx, &pack.choice))
                p { a href=(ctx.url(&format!("pack/choose?pack={number}"))) { (ctx.t("pack-again")) } }
            }))
        }
    }
}

async fn choose(ctx: Ctx, Asked(asked): Asked) -> WebResult {
    let again = asked.number("pack");
    // What was chosen already, here or for an earlier pack, comes before what was typed and left.
    let (options, begun) = match (asked.number("from"), again) {
        (Some(number), _) => (kept(&ctx, number)?, false),
        (None, Some(_)) => (PackOptions::default(), false),
        (None, None) => match begun::typed(&ctx, CHOICE).await? {
            Some(fields) => (choose::read(&ctx, &fields).0, true),
            None => (PackOptions::default(), false),
        },
    };
    let (known, options) = ctx
        .app
        .with_case(move |case| {
            let before = again.and_then(|n| usize::try_from(n).ok()?.checked_sub(1));
            let before = before.and_then(|at| case.state().packs.get(at));
            let options = match before {
                Some(pack) => PackOptions::from_toml(&pack.choice)?,
                None => options,
            };
            let mut known = choose::known(case)?;
            if let Some((entry, when)) = case.state().renumbered {
                let mut drafts = drafts::all(case)?.into_iter();
                let draft = drafts.find(|draft| begun && draft.name == CHOICE);
                known.renumbered = before.is_some_and(|pack| pack.entry < entry)
                    || draft.is_some_and(|draft| draft.saved < when);
            }
            Ok((known, options))
        })
        .await?;
    Ok(choose::form(&ctx, &known, &options, begun, &[]).into_response())
}

async fn chosen(ctx: Ctx, fields: Fields) -> WebResult {
    let (options, mut problems) = choose::read(&ctx, &fields);
    let tried = options.clone();
    let (known, tried) = ctx
        .app
        .with_case(move |case| {
            // Kept until the pack is saved: what was chosen is in memory only, and locking wipes that.
            let typed: Vec<(&str, &str)> = fields.iter().collect();
            drafts::save(case, CHOICE, &typed)?;
            Ok((choose::known(case)?, preview(case, &tried).map(drop)))
        })
        .await?;
    if problems.is_empty()
        && let Err(error) = tried
    {
        problems.push(Problem::new(
            "what",
            crate::web::page::error::sentence(&error.to_string()),
        ));
    }
    if !problems.is_empty() {
        let page = choose::form(&ctx, &known, &options, false, &problems);
        return Ok((StatusCode::BAD_REQUEST, page).into_response());
    }
    let number = ctx.app.opaque().put(Chosen(options));
    Ok(ctx.go(&format!("pack/check/{number}")))
}

async fn check(ctx: Ctx, Path(number): Path<u64>) -> WebResult {
    let options = kept(&ctx, number)?;
    let looked = options.clone();
    let seen = ctx
        .app
        .with_case(move |case| preview(case, &looked))
        .await?;
    let shown: u64 = seen.threads.iter().map(|thread| thread.shown).sum();
    let withheld: u64 = seen
        .threads
        .iter()
        .map(|thread| thread.events.saturating_sub(thread.shown))
        .sum();
    let body = html! {
        p.hint { a href=(ctx.url("pack")) { (ctx.t("pack-title")) } }
        h1 { (ctx.t("pack-check-title")) }
        p { (ctx.t("pack-check-what")) }
        p { (ctx.tw("pack-counts", &[("shown", shown.into()), ("withheld", withheld.into())])) }
        h2 { (ctx.t("pack-exposed")) }
        (exposed(&ctx, &seen))
        h2 { (ctx.t("pack-withheld-title")) }
        @if options.words.is_empty() {
            p { (ctx.t("pack-withheld-none")) }
        } @else {
            p { (ctx.t("pack-withheld-these")) }
            ul { @for word in &options.words { li { bdi { (word) } } } }
        }
        h2 { (ctx.t("pack-threads-title")) }
        div.wide tabindex="0" role="region" aria-label=(ctx.t("pack-threads-title")) {
            table.tight {
                thead { tr {
                    th scope="col" { (ctx.t("pack-thread")) }
                    th.n scope="col" { (ctx.t("pack-shown")) }
                    th.n scope="col" { (ctx.t("pack-withheld")) }
                } }
                tbody {
                    @for thread in &seen.threads {
                        tr {
                            td { (thread.reference) " " bdi { (thread.title) } }
                            td.n { (thread.shown) }
                            td.n { (thread.events.saturating_sub(thread.shown)) }
                        }
                    }
                }
            }
        }
        p { (ctx.tw("pack-not-in", &[("threads", seen.withheld_threads.0.into()), ("events", seen.withheld_threads.1.into())])) }
        (button(&ctx, &format!("pack/look/{number}"), &ctx.t("pack-look"), ""))
        p { a href=(ctx.url(&format!("pack/choose?from={number}"))) { (ctx.t("pack-change")) } }
    };
    Ok(page(&ctx, "title-pack", MenuItem::Pack, body).into_response())
}

/// How many accounts of other people are listed before the rest is folded.
const MOST_ACCOUNTS: usize = 12;

fn accounts<'a>(ctx: &Ctx, all: impl Iterator<Item = &'a (String, u64)>) -> Markup {
    html! {
        ul {
            @for (label, events) in all {
                li { bdi { (label) } ", " (ctx.tw("count-events", &[("n", (*events).into())])) }
            }
        }
    }
}

fn exposed(ctx: &Ctx, seen: &Preview) -> Markup {
    html! {
        @if !seen.accounts_said {
            (care(html! {
                p { (ctx.t("pack-nobody-said")) }
                p { a href=(ctx.url("people")) { (ctx.t("next-people-button")) } }
            }))
        } @else if seen.third.is_empty() {
            p { (ctx.t("pack-nobody-else")) }
        } @else {
            (care(html! {
                p { strong { (ctx.t(if seen.third_shown { "pack-third-shown" } else { "pack-third-withheld" })) } }
                (accounts(ctx, seen.third.iter().take(MOST_ACCOUNTS)))
                @if seen.third.len() > MOST_ACCOUNTS {
                    @let more = seen.third.len() - MOST_ACCOUNTS;
                    (details(&ctx.tw("pack-third-more", &[("n", more.into())]),
                        accounts(ctx, seen.third.iter().skip(MOST_ACCOUNTS))))
                }
            }))
        }
        (inset(html! { p { (ctx.t("pack-names-inside")) } }))
    }
}
