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
use onrecord_import::{GUIDES, IMPORTERS, Manifest};

/// `how`, `how/whatsapp`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/how", get(list))
        .route("/how/{name}", get(one))
}

/// What most people have, in the order of the first list.
const USUAL: [&str; 12] = [
    "whatsapp",
    "facebook",
    "instagram",
    "snapchat",
    "tiktok",
    "telegram",
    "signal",
    "x",
    "sms_backup_restore",
    "imessage",
    "email",
    "photos",
];

/// Those that say how: what most people have, and the others by name.
fn manifests() -> (Vec<&'static Manifest>, Vec<&'static Manifest>) {
    let all = IMPORTERS.iter().map(|importer| importer.manifest());
    let all = all.chain(GUIDES);
    let all = all.filter(|manifest| !manifest.how_to_get.is_empty());
    let place = |manifest: &Manifest| USUAL.iter().position(|name| *name == manifest.name);
    let (mut usual, mut others): (Vec<_>, Vec<_>) =
        all.partition(|manifest| place(manifest).is_some());
    usual.sort_by_key(|manifest| place(manifest));
    others.sort_by_key(|manifest| manifest.title.to_lowercase());
    (usual, others)
}

async fn list(ctx: Ctx) -> Response {
    let (usual, others) = manifests();
    let links = |list: &[&Manifest]| {
        html! {
            ul.columns {
                @for manifest in list {
                    li { a href=(ctx.url(&format!("how/{}", manifest.name))) { (manifest.title) } }
                }
            }
        }
    };
    page(
        &ctx,
        "title-how",
        MenuItem::Add,
        html! {
            h1 { (ctx.t("how-title")) }
            p { (ctx.t("how-what")) }
            p { (ctx.t("how-blocked")) }
            (links(&usual))
            h2 { (ctx.t("how-others")) }
            (links(&others))
            p.hint { (ctx.t("how-other")) }
        },
    )
    .into_response()
}

async fn one(ctx: Ctx, Path(name): Path<String>) -> WebResult {
    let (usual, others) = manifests();
    let mut all = usual.into_iter().chain(others);
    let found = all.find(|manifest| manifest.name == name);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_app_is_one_that_is_read() {
        let (usual, others) = manifests();
        let names: Vec<&str> = usual.iter().map(|manifest| manifest.name).collect();
        assert_eq!(names, USUAL);
        assert!(others.len() > 10);
    }
}
