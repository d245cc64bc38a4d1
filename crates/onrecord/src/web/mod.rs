//! The app: pages that this computer serves to its own browser. A thin skin over [`crate::ops`], as
//! the command line is; no rule of a case lives here, and nothing here is reachable from elsewhere.
//!
//! # How to add a screen
//!
//! 1. `screens/NAME.rs` with `pub fn routes() -> Router<App>`; one line in `screens/mod.rs`, below
//!    `at_the_desk` (the case is open when its handlers run).
//! 2. A handler takes [`ctx::Ctx`] first, then what it needs: `Asked` (what stands behind `?`),
//!    `Path`, and last [`ctx::Fields`] (a form that was posted). It gives `WebResult`.
//! 3. The case: `ctx.app.with_case(|case| ops::…(case)).await?`. Long work: `ctx.app.start_job(…)`
//!    and `Ok(ctx.follow(&going))`. Both take closures that own what they use.
//! 4. The page: `page(&ctx, "title-…", MenuItem::…, html! { … })`, or `form_page` where somebody
//!    types. Parts are in `page::parts`, fields in `page::form`. Every link and every `action` is
//!    `ctx.url("path/inside")`. No `style=`, no inline script.
//! 5. Words: `ctx.t("key")` from `words/en.ftl`, in the screen's own section there. Text from an
//!    exhibit goes through `parts::evidence` or stands in `bdi`.
//! 6. After a form: `ctx.flash(…)`, then `Ok(ctx.go("…"))`. With `ctx.flash_undo` where it can be undone.
//! 7. Nothing telling in an address: `let n = ctx.app.opaque().put(search)`, then `ctx.go("search/n")`.
//! 8. A body larger than a form: `.layer(guard::limit(bytes))` on that route.
//! 9. Tests: `testing::Browser` behaves as a browser does; see `screens/tests.rs`.

mod assets;
mod begun;
mod charts;
pub mod ctx;
pub mod desk;
pub mod error;
pub mod flash;
pub mod guard;
mod held;
pub mod jobs;
#[cfg(test)]
mod jobs_tests;
mod multipart;
pub mod opaque;
pub mod page;
pub mod place;
mod restoring;
mod screens;
mod serve;
pub mod settings;
#[cfg(test)]
mod testing;
mod told;
pub mod words;

pub use desk::App;
pub use serve::{Start, serve};

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};

/// The whole app as a service, every rule around it. What a server on a port adds is only time.
pub fn app(app: App) -> Router {
    let open = screens::at_the_desk().layer(from_fn_with_state(app.clone(), guard::at_the_desk));
    let known = guard::for_this_browser(open.merge(screens::before()), &app);
    let all = known
        .merge(screens::for_all())
        .merge(assets::routes())
        .route("/open", get(guard::launch::open))
        .route("/again", post(guard::launch::again))
        .fallback(async || error::WebError::NotFound)
        .layer(from_fn(guard::into_page))
        .layer(from_fn_with_state(app.clone(), error::render))
        .with_state(app.clone());
    let base = format!("{}/", app.setup().base);
    let router = Router::new()
        .nest(&base, all)
        .fallback(async || axum::http::StatusCode::NOT_FOUND);
    guard::around(router, &app)
}
