//! A form that was sent while it could not be saved: sent again now, or let go.

use crate::web::ctx::Ctx;
use crate::web::desk::App;
use crate::web::page::{MenuItem, form_page};
use axum::Router;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use maud::html;

/// `GET held`, `POST held/drop`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/held", get(show))
        .route("/held/drop", post(let_go))
}

async fn show(ctx: Ctx) -> Response {
    let Some(held) = ctx.app.desk().held.take() else {
        return ctx.go("");
    };
    let long = |text: &str| text.contains('\n') || text.len() > 60;
    form_page(
        &ctx,
        "title-held",
        MenuItem::None,
        html! {
            h1 { (ctx.t("held-title")) }
            p { (ctx.t("held-what")) }
            form method="post" action=(ctx.url(&held.path)) {
                @for (name, value) in &held.fields {
                    @if long(value) {
                        // Shown, so that the person knows it by sight.
                        textarea name=(name) rows="6" readonly aria-label=(ctx.t("held-text")) { "\n" (value.as_str()) }
                    } @else {
                        input type="hidden" name=(name) value=(value.as_str());
                    }
                }
                button type="submit" { (ctx.t("held-send")) }
            }
            form method="post" action=(ctx.url("held/drop")) {
                button.quiet type="submit" { (ctx.t("held-drop")) }
            }
        },
    )
    .into_response()
}

async fn let_go(ctx: Ctx) -> Response {
    ctx.app.desk().held = None;
    ctx.go("")
}
