//! How to get an export, for each app: the importers' own words. Looks nothing up anywhere.

use crate::web::ctx::Ctx;
use crate::web::desk::App;
use crate::web::error::{WebError, WebResult};
use crate::web::page::parts::details;
use crate::web::page::{MenuItem, page};
use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use maud::{Markup, html};
use onrecord_import::{IMPORTERS, Manifest};

/// `how`, `how/whatsapp`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/how", get(list))
        .route("/how/{name}", get(one))
}

/// Those that say how, by what people call them.
fn manifests() -> Vec<&'static Manifest> {
    let all = IMPORTERS.iter().map(|importer| importer.manifest());
    let mut all: Vec<&Manifest> = all
        .filter(|manifest| !manifest.how_to_get.is_empty())
        .collect();
    all.sort_by_key(|manifest| manifest.title.to_lowercase());
    all
}

async fn list(ctx: Ctx) -> Response {
    page(
        &ctx,
        "title-how",
        MenuItem::Add,
        html! {
            h1 { (ctx.t("how-title")) }
            p { (ctx.t("how-what")) }
            p { (ctx.t("how-blocked")) }
            ul.columns {
                @for manifest in manifests() {
                    li { a href=(ctx.url(&format!("how/{}", manifest.name))) { (manifest.title) } }
                }
            }
            p.hint { (ctx.t("how-other")) }
        },
    )
    .into_response()
}

async fn one(ctx: Ctx, Path(name): Path<String>) -> WebResult {
    let all = manifests();
    let found = all.into_iter().find(|manifest| manifest.name == name);
    let manifest = found.ok_or(WebError::NotFound)?;
    let lines = |lines: &[&'static str]| -> Markup {
        html! { ul { @for line in lines { li { (line) } } } }
    };
    Ok(page(
        &ctx,
        "title-how",
        MenuItem::Add,
        html! {
            h1 { (manifest.title) }
            h2 { (ctx.t("how-steps")) }
            ol.steps { @for step in manifest.how_to_get { li { (step) } } }
            h2 { (ctx.t("how-leaves-out")) }
            @if manifest.omits.is_empty() { p { (ctx.t("how-leaves-nothing")) } }
            @else { (lines(manifest.omits)) }
            (details(&ctx.t("how-more"), html! {
                p { strong { (ctx.t("how-accepts")) } }
                (lines(manifest.accepts))
                p { strong { (ctx.t("how-times")) } }
                p { (manifest.times) }
                @if !manifest.caveats.is_empty() {
                    p { strong { (ctx.t("how-know")) } }
                    (lines(manifest.caveats))
                }
            }))
            p { a.button href=(ctx.url("add")) { (ctx.t("how-add")) } }
            p { a href=(ctx.url("how")) { (ctx.t("how-back")) } }
        },
    )
    .into_response())
}
