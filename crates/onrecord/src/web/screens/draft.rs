//! Keeping what is typed, as it is typed; and throwing it away. The form itself shows it again.

use crate::ops::drafts;
use crate::web::ctx::{Ctx, Fields};
use crate::web::desk::App;
use crate::web::error::WebResult;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;

/// `POST draft/NAME` (by the page's script), `POST drop-draft/NAME`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/draft/{*name}", post(keep))
        .route("/drop-draft/{*name}", post(throw_away))
}

async fn keep(ctx: Ctx, Path(name): Path<String>, fields: Fields) -> WebResult {
    ctx.app
        .with_case(move |case| {
            let typed: Vec<(&str, &str)> = fields.iter().collect();
            drafts::save(case, &name, &typed)
        })
        .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn throw_away(ctx: Ctx, Path(name): Path<String>) -> WebResult<Response> {
    ctx.app
        .with_case(move |case| drafts::throw_away(case, &name))
        .await?;
    Ok(ctx.go(""))
}
