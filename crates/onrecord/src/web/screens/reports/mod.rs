//! Reports: what was reported and answered, orders, what it did, days to keep, letters, and what shows
//! which element of the offence.

mod asked;
mod clocks;
mod course;
mod elements;
mod ledger;
mod letters;
#[cfg(test)]
mod tests;

pub use clocks::reminder;

use crate::ops::case::Case;
use crate::ops::law;
use crate::ops::take_back::{self, Gone};
use crate::web::ctx::Ctx;
use crate::web::desk::App;
use crate::web::error::WebResult;
use crate::web::page::parts::empty;
use crate::web::page::{MenuItem, page};
use crate::web::screens::undo;
use asked::day_in_words;
use axum::Router;
use axum::response::IntoResponse as _;
use axum::routing::get;
use course::short;
use maud::{Markup, html};
use onrecord_model::statement::LedgerEntry;

/// `reports` and what is below it.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/reports", get(show))
        .merge(clocks::routes())
        .merge(letters::routes())
        .merge(elements::routes())
        .merge(ledger::routes())
        .merge(course::routes())
}

async fn show(ctx: Ctx) -> WebResult {
    let (mut entries, orders, impacts, clocks, gone) = ctx
        .app
        .with_case(|case| {
            let on = law::today(case)?;
            let (_, clocks) = law::clocks(case, on)?;
            let state = case.state();
            let entries = state.ledger.iter().map(|all| all.now().clone());
            let orders = state.orders.iter().map(|all| all.now().clone());
            let impacts = state.impacts.iter().map(|all| all.now().clone());
            Ok((
                entries.collect::<Vec<LedgerEntry>>(),
                orders.collect::<Vec<_>>(),
                impacts.collect::<Vec<_>>(),
                clocks,
                taken_back(case),
            ))
        })
        .await?;
    entries.sort_by(|one, other| other.date.cmp(&one.date));
    let [orders, impacts] = course::rows(&ctx, &orders, &impacts);
    let body = html! {
        h1 { (ctx.t("reports-title")) }
        (reminder(&ctx, &clocks))
        h2 { (ctx.t("ledger-title")) }
        p { (ctx.t("ledger-what")) }
        @if entries.is_empty() {
            (empty(&ctx, &ctx.t("ledger-none"), "reports/ledger/new", &ctx.t("ledger-add")))
        } @else {
            p { a.button href=(ctx.url("reports/ledger/new")) { (ctx.t("ledger-add")) } }
            ul.records { @for entry in &entries { (row(&ctx, entry)) } }
        }
        h2 { (ctx.t("letter-title")) }
        p { (ctx.t("letter-what")) " " a href=(ctx.url("reports/letter")) { (ctx.t("letter-go")) } }
        h2 { (ctx.t("order-title")) }
        p { (ctx.t("order-what")) }
        (orders)
        h2 { (ctx.t("impact-title")) }
        p { (ctx.t("impact-what")) }
        (impacts)
        (undo::gone(&ctx, &gone, "reports"))
        h2 { (ctx.t("elements-title")) }
        p { (ctx.t("elements-what")) " " a href=(ctx.url("reports/shows")) { (ctx.t("elements-go")) } }
    };
    Ok(page(&ctx, "title-report", MenuItem::Reports, body).into_response())
}

/// Contacts, orders and effects that were taken back.
fn taken_back(case: &Case) -> Vec<Gone> {
    let state = case.state();
    let mut all = take_back::gone(case, &state.ledger, |entry| entry.body_name.to_string());
    all.extend(take_back::gone(case, &state.orders, |order| {
        day_in_words(&order.given)
    }));
    all.extend(take_back::gone(case, &state.impacts, |impact| {
        short(&impact.words)
    }));
    all
}

fn row(ctx: &Ctx, entry: &LedgerEntry) -> Markup {
    let answered = entry.answered.as_deref().filter(|text| !text.is_empty());
    html! {
        li {
            a href=(ctx.url(&format!("reports/ledger/{}", entry.id))) {
                (entry.id) " " bdi { (entry.body_name) } ", " (day_in_words(&entry.date))
            }
            @if let Some(step) = entry.happening {
                " " span.hint { (ctx.t(&format!("ledger-happening-{}", step.name()))) }
            }
            @match answered {
                Some(text) => p.hint { (ctx.t("ledger-answered-short")) " " bdi { "“" (short(text)) "”" } },
                None => p.hint { (ctx.t("ledger-not-answered")) },
            }
        }
    }
}
