//! Lists behind the import check: records that could not be read, and records that only one of two
//! exports has. A page at a time.

use crate::ops::import_check;
use crate::ops::zone::day;
use crate::ops::{OpError, set_aside};
use crate::web::ctx::{Asked, Ctx};
use crate::web::desk::App;
use crate::web::error::WebResult;
use crate::web::page::parts::{details, evidence, pager};
use crate::web::page::{MenuItem, page};
use axum::Router;
use axum::extract::Path;
use axum::response::IntoResponse as _;
use axum::routing::get;
use maud::{Markup, html};
use std::collections::BTreeSet;

/// `check/S3/defects`, `check/S3/missing`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/check/{source}/defects", get(defects))
        .route("/check/{source}/missing", get(missing))
}

/// Lines of a list on one page.
const PAGE: usize = 100;
/// Of a list that stands on another page.
const FIRST: usize = 50;

/// The first names and reasons of a list.
pub fn first(ctx: &Ctx, list: &[(String, String)]) -> Markup {
    html! {
        ul.reasons {
            @for (name, why) in list.iter().take(FIRST) { li { bdi { (name) } ": " (why) } }
        }
        @if list.len() > FIRST {
            p.hint { (ctx.tw("check-and-more", &[("n", (list.len() - FIRST).into())])) }
        }
    }
}

async fn defects(ctx: Ctx, Path(source): Path<String>, Asked(asked): Asked) -> WebResult {
    let after = asked.number("after").unwrap_or(0);
    let id = source.clone();
    let rows = ctx.app.with_case(move |case| {
        set_aside::find(case, &source)?;
        let reads = case.index().reads()?.into_iter();
        let own: BTreeSet<_> = reads
            .filter(|read| read.source == source)
            .map(|read| read.number)
            .collect();
        let mut found = Vec::new();
        let mut after = Some(after);
        // Defects of other sources stand between.
        while found.len() <= PAGE {
            let page = case.index().defects(None, after, 1_000)?;
            let Some(last) = page.last() else { break };
            after = Some(last.number);
            found.extend(page.into_iter().filter(|row| own.contains(&row.read)));
        }
        Ok(found)
    });
    let rows = rows.await?;
    let next = rows
        .get(PAGE)
        .and(rows.get(PAGE - 1))
        .map(|last| format!("check/{id}/defects?after={}", last.number));
    Ok(page(
        &ctx,
        "title-check",
        MenuItem::Add,
        html! {
            h1 { (ctx.t("defects-title")) }
            p { (ctx.t("defects-what")) }
            @if rows.is_empty() { p { (ctx.t("defects-none")) } }
            ul.reasons {
                @for row in rows.iter().take(PAGE) {
                    li {
                        bdi { (row.locator.entry) } " " bdi { (row.locator.pointer.to_string()) }
                        p.hint { bdi { (row.reason) } }
                    }
                }
            }
            (pager(&ctx, None, next.as_deref()))
            p { a href=(ctx.url(&format!("check/{id}"))) { (ctx.t("check-back")) } }
        },
    )
    .into_response())
}

/// One record that an export lacks.
struct Lacks {
    number: u64,
    day: String,
    who: String,
    text: String,
    missing_from: String,
}

async fn missing(ctx: Ctx, Path(source): Path<String>, Asked(asked): Asked) -> WebResult {
    let from = usize::try_from(asked.number("from").unwrap_or(0)).unwrap_or(usize::MAX);
    let id = source.clone();
    let found = ctx.app.with_case(move |case| {
        let mut at = 0_usize;
        let mut found = Vec::new();
        let walked = import_check::missing(case, &source, &mut |missing| {
            at += 1;
            if at <= from {
                return Ok(());
            }
            if found.len() > PAGE {
                // Enough for this page; nobody sees it.
                return Err(OpError::Interrupted);
            }
            let row = missing.row;
            found.push(Lacks {
                number: row.number.0,
                day: row.sort_key.instant().map(day).unwrap_or_default(),
                who: row
                    .event
                    .account
                    .as_ref()
                    .map_or(String::new(), |who| who.label().to_owned()),
                text: row
                    .event
                    .text
                    .as_deref()
                    .unwrap_or_default()
                    .chars()
                    .take(300)
                    .collect(),
                missing_from: missing.missing_from,
            });
            Ok(())
        });
        match walked {
            Err(OpError::Interrupted) | Ok(()) => Ok(found),
            Err(error) => Err(error),
        }
    });
    let found = found.await?;
    let path = |from: usize| format!("check/{id}/missing?from={from}");
    let before = (from > 0).then(|| path(from.saturating_sub(PAGE)));
    let next = (found.len() > PAGE).then(|| path(from + PAGE));
    Ok(page(
        &ctx,
        "title-check",
        MenuItem::Add,
        html! {
            h1 { (ctx.t("missing-title")) }
            p { (ctx.t("missing-what")) }
            (super::told::reasons(&ctx))
            @if found.is_empty() { p { (ctx.t("missing-none")) } }
            ul.reasons {
                @for lacks in found.iter().take(PAGE) {
                    li {
                        a href=(ctx.url(&format!("event/{}", lacks.number))) { "e" (lacks.number) }
                        " " (lacks.day) " " bdi { (lacks.who) }
                        " " span.hint { (ctx.tw("missing-from", &[("source", lacks.missing_from.as_str().into())])) }
                        @if !lacks.text.is_empty() { (details(&ctx.t("missing-words"), evidence(&lacks.text))) }
                    }
                }
            }
            (pager(&ctx, before.as_deref(), next.as_deref()))
            p { a href=(ctx.url(&format!("check/{id}"))) { (ctx.t("check-back")) } }
        },
    )
    .into_response())
}
