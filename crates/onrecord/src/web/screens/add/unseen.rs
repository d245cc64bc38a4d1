//! Log without looking: a screenshot or picture is sealed and never shown, neither here nor later
//! unless it is asked for.

use super::upload::Uploads;
use super::{arrived, choose};
use crate::web::ctx::Ctx;
use crate::web::desk::App;
use crate::web::error::{WebError, WebResult};
use crate::web::page::parts::inset;
use crate::web::page::{MenuItem, form_page, page};
use axum::extract::Path;
use axum::response::IntoResponse as _;
use axum::routing::get;
use axum::{Extension, Router};
use maud::html;

/// `add/unseen`, `add/unseen/S3`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/add/unseen", get(show))
        .route("/add/unseen/{source}", get(done))
}

async fn show(ctx: Ctx, Extension(uploads): Extension<Uploads>) -> WebResult {
    Ok(form_page(
        &ctx,
        "title-add",
        MenuItem::Add,
        html! {
            h1 { (ctx.t("unseen-title")) }
            (arrived(&ctx, &uploads))
            p { (ctx.t("unseen-what")) }
            (choose(&ctx, true))
            p { a href=(ctx.url("add")) { (ctx.t("back-to-add")) } }
        },
    )
    .into_response())
}

async fn done(ctx: Ctx, Path(source): Path<String>) -> WebResult {
    let found = ctx.app.with_case(move |case| {
        let state = case.state();
        Ok(state.source(&source).map(|found| {
            let items = found.source.items.iter();
            let sealed: Vec<String> = items.map(|item| state.reference(&item.digest)).collect();
            (found.source.id.to_string(), found.left_out, sealed)
        }))
    });
    let (id, left_out, sealed) = found.await?.ok_or(WebError::NotFound)?;
    Ok(page(
        &ctx,
        "title-add",
        MenuItem::Add,
        html! {
            h1 { (ctx.t("unseen-done-title")) }
            p { (ctx.tw("unseen-done", &[("n", sealed.len().into())])) " " (sealed.join(", ")) }
            (inset(html! { p { (ctx.t("unseen-done-note")) } }))
            @if left_out > 0 {
                p { (ctx.tw("check-left-out", &[("n", left_out.into())])) }
                (super::where_to_turn(&ctx))
            }
            form.alone method="post" action=(ctx.url("write/begin")) {
                input type="hidden" name="exhibits" value=(sealed.join(" "));
                button type="submit" { (ctx.t("unseen-write")) }
            }
            p { a href=(ctx.url(&format!("check/{id}"))) { (ctx.t("unseen-check")) } }
            p.quiet-text { (ctx.t("stop-now")) }
        },
    )
    .into_response())
}
