//! What this app cannot do: it does not help against somebody who watches this computer. Open to read
//! at any time, also while locked.

use crate::web::ctx::Ctx;
use crate::web::desk::App;
use crate::web::page::{Kind, MenuItem, page_of};
use axum::Router;
use axum::routing::get;
use maud::{Markup, html};

/// `GET device`.
pub fn routes() -> Router<App> {
    Router::new().route("/device", get(show))
}

async fn show(ctx: Ctx) -> Markup {
    let kind = if ctx.open { Kind::READ } else { Kind::BARE };
    page_of(
        kind,
        &ctx,
        "title-device",
        MenuItem::None,
        html! {
            h1 { (ctx.t("device-title")) }
            (limits(&ctx))
            h2 { (ctx.t("device-other-title")) }
            (other_device(&ctx))
        },
    )
}

/// What none of this helps against.
pub fn limits(ctx: &Ctx) -> Markup {
    html! {
        p { (ctx.t("device-limits")) }
        ul {
            li { (ctx.t("device-limit-spyware")) }
            li { (ctx.t("device-limit-login")) }
            li { (ctx.t("device-limit-camera")) }
            li { (ctx.t("device-limit-traces")) }
        }
    }
}

/// Using another one.
pub fn other_device(ctx: &Ctx) -> Markup {
    html! {
        p { (ctx.t("device-other")) }
        ul {
            li { (ctx.t("device-other-friend")) }
            li { (ctx.t("device-other-charity")) }
            li { (ctx.t("device-other-stick")) }
        }
        p { (ctx.t("device-other-leave")) }
    }
}
