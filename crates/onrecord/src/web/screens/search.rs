//! Finding words. What is looked for is kept under a number: no word of it stands in an address.

use crate::ops::search::{self, Hits, Search, Snippet};
use crate::ops::timeline::{self, Choices};
use crate::web::ctx::{Asked, Ctx, Fields};
use crate::web::desk::App;
use crate::web::error::{WebError, WebResult};
use crate::web::page::form::{Field, input};
use crate::web::page::parts::{Problem, error_summary, pager};
use crate::web::page::{MenuItem, form_page, page};
use crate::web::screens::timeline::choose;
use crate::web::told;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use maud::{Markup, html};
use onrecord_vault::index::{Cursor, Query};

/// `GET` and `POST search`, `GET search/7`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/search", get(ask).post(keep))
        .route("/search/{number}", get(show))
}

async fn ask(ctx: Ctx, Asked(asked): Asked) -> WebResult {
    let before = asked.number("s");
    let before = before.and_then(|number| ctx.app.opaque().get::<Search>(number));
    let search = before.map_or_else(Search::default, |search| (*search).clone());
    let choices = ctx.app.with_case(|case| timeline::choices(case)).await?;
    Ok(form(&ctx, &search, &choices, &[]).into_response())
}

fn form(ctx: &Ctx, search: &Search, choices: &Choices, problems: &[Problem]) -> Markup {
    let body = html! {
        (error_summary(ctx, problems))
        h1 { (ctx.t("search-title")) }
        form method="post" action=(ctx.url("search")) {
            (input(ctx, &Field::new("words", &ctx.t("search-words")).hint(&ctx.t("search-hint"))
                .kind("search").value(&search.typed), problems))
            details {
                summary { (ctx.t("search-among")) }
                div.inside { (choose::fields(ctx, &search.view, choices, problems)) }
            }
            button type="submit" { (ctx.t("search-button")) }
        }
    };
    form_page(ctx, "title-search", MenuItem::Timeline, body)
}

async fn keep(ctx: Ctx, fields: Fields) -> WebResult<Response> {
    let search = Search {
        typed: fields.get("words").trim().to_owned(),
        view: choose::view_from(&fields),
    };
    let wanted = search.clone();
    let (wrong, choices) = ctx
        .app
        .with_case(move |case| {
            let wrong = timeline::wrong(case, &wanted.view)?;
            Ok((wrong, timeline::choices(case)?))
        })
        .await?;
    let mut problems = choose::problems(&ctx, &wrong);
    if Query::new(&search.typed).is_empty() {
        problems.insert(0, Problem::new("words", ctx.t("search-empty")));
    }
    if !problems.is_empty() {
        let shown = form(&ctx, &search, &choices, &problems);
        return Ok((StatusCode::BAD_REQUEST, shown).into_response());
    }
    let number = ctx.app.opaque().put(search);
    Ok(ctx.go(&format!("search/{number}")))
}

async fn show(ctx: Ctx, Path(number): Path<u64>, Asked(asked): Asked) -> WebResult<Response> {
    let Some(kept) = ctx.app.opaque().get::<Search>(number) else {
        return Ok(ctx.go("search"));
    };
    let after = match asked.text("a") {
        None => None,
        Some(text) => Some(Cursor::from_text(text).ok_or(WebError::NotFound)?),
    };
    let wanted = (*kept).clone();
    let hits = ctx
        .app
        .with_case(move |case| search::search(case, &wanted, after))
        .await?;
    Ok(drawn(&ctx, &kept, number, &hits, after).into_response())
}

fn drawn(ctx: &Ctx, kept: &Search, number: u64, hits: &Hits, after: Option<Cursor>) -> Markup {
    let open = ctx.app.is_uncovered();
    let at = after.map_or_else(String::new, |after| format!("?a={}", after.to_text()));
    let next = hits
        .after
        .map(|after| format!("search/{number}?a={}", after.to_text()));
    let first = after.is_some().then(|| format!("search/{number}"));
    let body = html! {
        h1 { (ctx.t("search-title")) }
        p { (ctx.t("search-for")) " " strong { (told::name(&kept.typed)) } " "
            a href=(ctx.url(&format!("search?s={number}"))) { (ctx.t("search-change")) } }
        @if hits.hits.is_empty() && hits.after.is_none() {
            p { (ctx.t("search-none")) }
            p.hint { (ctx.t("search-none-hint")) }
        } @else {
            (told::cover_switch(ctx, &format!("search/{number}{at}")))
            p.hint { (ctx.t("search-order")) }
        }
        ol.events.hits {
            @for hit in &hits.hits {
                @let told = &hit.told;
                @let of = format!("{}, {}", told::when(ctx, told), told::kind(ctx, told));
                li {
                    p.head {
                        a.at href=(ctx.url(&format!("event/{}", told.row.number.0))) { (told::when(ctx, told)) }
                        " " span.who { (told::who(ctx, told)) }
                        " " span.what { (told::what(ctx, told)) }
                    }
                    @let shown = snippet(&hit.snippet);
                    @if open { div.said { (shown) } } @else { (told::covered(&ctx.t("words-show"), &of, shown)) }
                    p.meta { (told::places(ctx, told)) }
                }
            }
        }
        @if hits.short { p { (ctx.t("search-short")) } }
        (pager(ctx, first.as_deref(), next.as_deref()))
    };
    page(ctx, "title-search", MenuItem::Timeline, body)
}

/// The words with those marked that were looked for.
fn snippet(snippet: &Snippet) -> Markup {
    html! {
        bdi.evidence {
            @if snippet.before { "… " }
            @for (text, marked) in &snippet.pieces {
                @if *marked { mark { (told::block(text)) } } @else { (told::block(text)) }
            }
            @if snippet.after { " …" }
        }
    }
}
