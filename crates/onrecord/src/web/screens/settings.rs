//! What the person chooses for this computer: when it locks, what the tab says, the language; and
//! ending the app.

use crate::web::ctx::{Ctx, Fields};
use crate::web::desk::App;
use crate::web::error::WebResult;
use crate::web::flash::Message;
use crate::web::page::form::{Field, input, plain, select};
use crate::web::page::parts::{Problem, button, error_summary};
use crate::web::page::{MenuItem, form_page};
use crate::web::settings::{LOCK_MINUTES, Settings, is_title};
use crate::web::words::LANGUAGES;
use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use maud::{Markup, html};

/// `GET settings`, `POST settings`.
pub fn routes() -> Router<App> {
    Router::new().route("/settings", get(show).post(keep))
}

async fn show(ctx: Ctx) -> Response {
    let minutes = ctx.settings.lock_minutes.to_string();
    let (title, language) = (ctx.settings.title.clone(), ctx.settings.language.clone());
    form(&ctx, [&minutes, &title, &language], &[]).into_response()
}

fn form(ctx: &Ctx, [minutes, title, language]: [&str; 3], problems: &[Problem]) -> Markup {
    let languages = plain(&LANGUAGES);
    form_page(
        ctx,
        "title-settings",
        MenuItem::None,
        html! {
            (error_summary(ctx, problems))
            h1 { (ctx.t("settings-title")) }
            form method="post" action=(ctx.url("settings")) {
                (input(ctx, &Field::new("minutes", &ctx.t("settings-minutes"))
                    .hint(&ctx.t("settings-minutes-hint")).value(minutes).width("w4"), problems))
                (input(ctx, &Field::new("title", &ctx.t("settings-tab"))
                    .hint(&ctx.t("settings-tab-hint")).value(title).width("w20"), problems))
                (select(ctx, &Field::new("language", &ctx.t("settings-language")).value(language), &languages, problems))
                button type="submit" { (ctx.t("save")) }
            }
            h2 { (ctx.t("settings-close-title")) }
            p { (ctx.t("settings-close-what")) }
            (button(ctx, "close", &ctx.t("settings-close"), "quiet"))
            h2 { (ctx.t("settings-sheet-title")) }
            p { a href=(ctx.url("sheet")) { (ctx.t("settings-sheet")) } }
            h2 { (ctx.t("copy-title")) }
            p { (ctx.t("settings-case")) " " bdi.mono.address { (ctx.app.folder().display()) } }
            p { a href=(ctx.url("copies")) { (ctx.t("settings-copy")) } }
            p { a href=(ctx.url("settings/restore")) { (ctx.t("restore-title")) } }
        },
    )
}

async fn keep(ctx: Ctx, fields: Fields) -> WebResult {
    let mut problems = Vec::new();
    let minutes = fields
        .number("minutes")
        .and_then(|minutes| u8::try_from(minutes).ok())
        .filter(|minutes| LOCK_MINUTES.contains(minutes));
    if minutes.is_none() {
        problems.push(Problem::new("minutes", ctx.t("settings-minutes-wrong")));
    }
    let title = fields.text("title").filter(|title| is_title(title));
    if title.is_none() {
        problems.push(Problem::new("title", ctx.t("settings-tab-wrong")));
    }
    let language = fields.get("language");
    let known = LANGUAGES.iter().any(|(code, _)| *code == language);
    let (Some(lock_minutes), Some(title), true) = (minutes, title, known) else {
        let typed = [fields.get("minutes"), fields.get("title"), language];
        return Ok((StatusCode::BAD_REQUEST, form(&ctx, typed, &problems)).into_response());
    };
    ctx.app.keep_settings(Settings {
        lock_minutes,
        title: title.to_owned(),
        language: language.to_owned(),
        ..ctx.settings.clone()
    })?;
    ctx.flash(Message::new("saved"));
    Ok(ctx.go("settings"))
}
