//! Keeping what is typed, as it is typed; and throwing it away. The form itself shows it again.

use crate::ops::drafts;
use crate::web::ctx::{Ctx, Fields};
use crate::web::desk::App;
use crate::web::error::WebResult;
use crate::web::flash::Message;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;

/// `POST draft/NAME` (by the page's script); `POST drop-draft/NAME`, which leads Home, and
/// `POST begin-anew/NAME`, which leads to the empty form.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/draft/{*name}", post(keep))
        .route("/drop-draft/{*name}", post(throw_away))
        .route("/begin-anew/{*name}", post(begin_anew))
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
    forget(&ctx, &name).await?;
    Ok(ctx.go(""))
}

async fn begin_anew(ctx: Ctx, Path(name): Path<String>) -> WebResult<Response> {
    forget(&ctx, &name).await?;
    // A draft's name is the path of its form.
    Ok(ctx.go(if drafts::is_name(&name) { &name } else { "" }))
}

async fn forget(ctx: &Ctx, name: &str) -> WebResult<()> {
    let name = name.to_owned();
    ctx.app
        .with_case(move |case| drafts::throw_away(case, &name))
        .await?;
    ctx.flash(Message::new("write-forgotten"));
    Ok(())
}
