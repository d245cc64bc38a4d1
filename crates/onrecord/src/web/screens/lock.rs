//! Locking, and ending the app.

use crate::web::ctx::Ctx;
use crate::web::desk::App;
use crate::web::page::{Kind, MenuItem, page_of};
use axum::Router;
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use maud::{Markup, html};

/// `POST lock`, `POST close`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/lock", post(lock))
        .route("/close", post(close))
}

async fn lock(ctx: Ctx) -> Response {
    ctx.app.lock();
    ctx.go("unlock")
}

async fn close(ctx: Ctx) -> Response {
    closed(&ctx, html! { p { (ctx.t("closed-what")) } })
}

/// Locks and ends the app. The page is its last, and says `what` below that it has ended.
pub(super) fn closed(ctx: &Ctx, what: Markup) -> Response {
    ctx.app.lock();
    let page = page_of(
        Kind::BARE,
        &Ctx::of(&ctx.app),
        "title-closed",
        MenuItem::None,
        html! {
            h1 { (ctx.t("closed-title")) }
            (what)
        },
    );
    ctx.app.close();
    page.into_response()
}
