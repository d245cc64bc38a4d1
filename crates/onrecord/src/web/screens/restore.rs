//! Bringing a case back from a copy: before there is a case on this computer, and from the settings,
//! where it is put beside the one that is open.

#[cfg(test)]
mod tests;

use crate::ops::places;
use crate::web::ctx::{Ctx, Fields};
use crate::web::desk::App;
use crate::web::error::{WebError, WebResult};
use crate::web::page::form::{Choice, Field, input, radios, textarea};
use crate::web::page::parts::{
    Line, Problem, button, care, details, error_summary, inset, progress, summary_list,
};
use crate::web::page::{Again, Kind, MenuItem, page_of};
use crate::web::restoring::{CopyKey, Restore, Restoring};
use crate::web::screens::lock::closed;
use crate::web::screens::pack::{place_fields, place_typed};
use crate::web::settings::Settings;
use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use maud::{Markup, html};
use std::path::PathBuf;
use zeroize::Zeroizing;

/// Before there is a case: `restore`; how far it is: `restore/now`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/restore", get(ask_first).post(first))
        .route("/restore/now", get(now))
}

/// Of an open case: `settings/restore`, `settings/restore/use`.
pub fn settings_routes() -> Router<App> {
    Router::new()
        .route("/settings/restore", get(ask_beside).post(beside))
        .route("/settings/restore/use", post(use_it))
}

/// Which of the two.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Where {
    /// There is no case here yet.
    First,
    /// Beside the case that is open.
    Beside,
}

impl Where {
    fn path(self) -> &'static str {
        match self {
            Self::First => "restore",
            Self::Beside => "settings/restore",
        }
    }

    fn kind(self) -> Kind {
        match self {
            Self::First => Kind::BARE,
            Self::Beside => Kind::TYPE,
        }
    }
}

const AGAIN: Again = Again {
    seconds: 2,
    path: "restore/now?w=1",
    scripted: false,
};

/// What was typed, besides the key.
#[derive(Default)]
struct Typed {
    copy: String,
    place: String,
}

/// The choice beside the copies that were found.
const OTHER: &str = "other";

async fn ask_first(ctx: Ctx) -> Response {
    if ctx.app.is_being_restored() {
        return ctx.go("restore/now");
    }
    if ctx.app.has_case() {
        return ctx.go("");
    }
    form(&ctx, Where::First, &Typed::default(), &wrong_key(&ctx)).into_response()
}

async fn ask_beside(ctx: Ctx) -> Response {
    form(&ctx, Where::Beside, &Typed::default(), &wrong_key(&ctx)).into_response()
}

/// On a slow computer it is known only after a while that the key was wrong: said once, on the form.
fn wrong_key(ctx: &Ctx) -> Vec<Problem> {
    let mut desk = ctx.app.desk();
    let wrong = |one: &mut std::sync::Arc<Restore>| one.look() == Restoring::WrongKey;
    match desk.restore.take_if(wrong) {
        Some(_) => vec![Problem::new("passphrase", ctx.t("restore-wrong-key"))],
        None => Vec::new(),
    }
}

fn form(ctx: &Ctx, to: Where, typed: &Typed, problems: &[Problem]) -> Markup {
    let found: Vec<String> = places::copies(ctx.app.folder())
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    let other = ctx.t("place-other");
    let mut choices: Vec<Choice<'_>> = found.iter().map(|path| Choice::plain(path, path)).collect();
    choices.push(Choice::plain(OTHER, &other));
    let chosen = match found.iter().find(|path| **path == typed.copy) {
        Some(path) => path,
        None if typed.copy.is_empty() => found.first().map_or(OTHER, String::as_str),
        None => OTHER,
    };
    let typed_copy = if chosen == OTHER { &*typed.copy } else { "" };
    page_of(
        to.kind(),
        ctx,
        "title-copy",
        MenuItem::None,
        html! {
            (error_summary(ctx, problems))
            h1 { (ctx.t("restore-title")) }
            p { (ctx.t(if to == Where::First { "restore-what" } else { "restore-beside" })) }
            form method="post" action=(ctx.url(to.path())) {
                @if !found.is_empty() {
                    (radios(ctx, &Field::new("found", &ctx.t("restore-found")).value(chosen), &choices, problems))
                }
                (input(ctx, &Field::new("copy", &ctx.t("restore-copy")).hint(&ctx.t("restore-copy-hint")).value(typed_copy), problems))
                @if to == Where::Beside {
                    h2 { (ctx.t("restore-to")) }
                    (place_fields(ctx, &typed.place, problems))
                }
                h2 { (ctx.t("restore-key")) }
                (input(ctx, &Field::new("passphrase", &ctx.t("passphrase")).hint(&ctx.t("restore-passphrase-hint")).secret(), problems))
                (details(&ctx.t("unlock-sheet"), html! {
                    (textarea(ctx, &Field::new("sheet", &ctx.t("unlock-sheet-label")).hint(&ctx.t("unlock-sheet-hint")), 4, None, problems))
                }))
                button type="submit" { (ctx.t("restore-button")) }
            }
            (inset(html! { p { (ctx.t("restore-safe")) } }))
            @if to == Where::First { p { a href=(ctx.url("first")) { (ctx.t("restore-no-copy")) } } }
        },
    )
}

async fn first(ctx: Ctx, fields: Fields) -> WebResult {
    if ctx.app.has_case() {
        return Ok(ctx.go(""));
    }
    begin(ctx, Where::First, fields).await
}

async fn beside(ctx: Ctx, fields: Fields) -> WebResult {
    begin(ctx, Where::Beside, fields).await
}

/// Where the case is put: where this run looks for it; or the place that was named, in a folder of its
/// own where something is there.
fn target(ctx: &Ctx, to: Where, fields: &Fields) -> Option<PathBuf> {
    if to == Where::First {
        return Some(ctx.app.folder().to_owned());
    }
    let place = places::typed(place_typed(fields))?;
    Some(places::free(&place, "case-from-copy"))
}

async fn begin(ctx: Ctx, to: Where, fields: Fields) -> WebResult {
    let copy = match fields.get("found") {
        // What is typed counts, where somebody typed and left the first choice as it was.
        _ if fields.text("copy").is_some() => fields.get("copy").trim(),
        "" | OTHER => "",
        found => found,
    };
    let typed = Typed {
        copy: copy.to_owned(),
        place: place_typed(&fields).to_owned(),
    };
    let mut problems = Vec::new();
    let copy = places::typed(copy).filter(|copy| onrecord_vault::Vault::at(copy).is_ok());
    if copy.is_none() {
        problems.push(Problem::new("copy", ctx.t("restore-no-case")));
    }
    let target = target(&ctx, to, &fields);
    if target.is_none() {
        problems.push(Problem::new("place", ctx.t("place-wrong")));
    }
    let passphrase = Zeroizing::new(fields.get("passphrase").to_owned());
    let (field, key) = match fields.text("sheet") {
        Some(sheet) => (
            "sheet",
            onrecord_vault::read_recovery_key(sheet).map(CopyKey::Sheet),
        ),
        None => (
            "passphrase",
            (!passphrase.is_empty()).then_some(CopyKey::Passphrase(passphrase)),
        ),
    };
    if key.is_none() {
        let text = match field {
            "sheet" => "unlock-sheet-wrong",
            _ => "unlock-empty",
        };
        problems.push(Problem::new(field, ctx.t(text)));
    }
    let wait = ctx.app.tries().wait(ctx.app.now());
    if wait > 0 && problems.is_empty() {
        let text = ctx.tw("unlock-wait", &[("n", wait.into())]);
        problems.push(Problem::new(field, text));
    }
    let refused = |problems: &[Problem]| {
        let page = form(&ctx, to, &typed, problems);
        (StatusCode::BAD_REQUEST, page).into_response()
    };
    let (true, Some(copy), Some(target), Some(key)) = (problems.is_empty(), copy, target, key)
    else {
        return Ok(refused(&problems));
    };
    drop(fields);
    // Counted before it is looked at, so that many at once do not count as one.
    ctx.app.tries().failed(ctx.app.now());
    let Some(begun) = ctx.app.begin_restore(copy, target, key).await else {
        return Ok(ctx.go("restore/now"));
    };
    if begun.look() == Restoring::WrongKey {
        let text = match field {
            "sheet" => "unlock-sheet-wrong",
            _ => "unlock-wrong",
        };
        return Ok(refused(&[Problem::new(field, ctx.t(text))]));
    }
    ctx.app.tries().succeeded();
    Ok(ctx.go("restore/now"))
}

async fn now(ctx: Ctx) -> WebResult {
    let Some(restore) = ctx.app.restore() else {
        return Ok(ctx.go(""));
    };
    let own = restore.target == ctx.app.folder();
    if !own && !ctx.open {
        return Err(WebError::Locked);
    }
    let kind = |again| Kind {
        again,
        bare: own,
        typing: own,
    };
    let show = |again, body| page_of(kind(again), &ctx, "title-copy", MenuItem::None, body);
    Ok(match restore.look() {
        Restoring::Running(done, of, megabytes) => show(
            Some(AGAIN),
            html! {
                h1 { (ctx.t("restore-running")) }
                p { (ctx.tw("job-copy-step", &[("n", megabytes.into())])) }
                @if of > 0 { p.count { (ctx.tw("job-count", &[("done", done.into()), ("of", of.into())])) } }
                (progress(&ctx, done, of))
                p { (ctx.t("restore-wait")) }
                p { a.button.quiet href=(ctx.url("restore/now")) { (ctx.t("job-look")) } }
            },
        )
        .into_response(),
        Restoring::Done(originals, problems) => {
            let place = restore.target.display().to_string();
            let lines = [
                Line::new(ctx.t("restore-place"), place),
                Line::new(ctx.t("home-originals"), ctx.tw("count-files", &[("n", originals.into())])),
            ];
            show(
                None,
                html! {
                    h1 { (ctx.t("restore-done")) }
                    p { (ctx.t("restore-done-what")) }
                    (summary_list(&ctx, &lines))
                    @if !problems.is_empty() {
                        (care(html! {
                            p { (ctx.tw("restore-problems", &[("n", problems.len().into())])) }
                            ul { @for one in problems.iter().take(20) { li { bdi { (one) } } } }
                        }))
                    }
                    @if own {
                        p { a.button href=(ctx.url("unlock")) { (ctx.t("unlock-button")) } }
                    } @else {
                        h2 { (ctx.t("restore-use-title")) }
                        p { (ctx.t("restore-use-what")) }
                        (button(&ctx, "settings/restore/use", &ctx.t("restore-use"), ""))
                        p { a href=(ctx.url("")) { (ctx.t("restore-stay")) } }
                    }
                },
            )
            .into_response()
        }
        Restoring::WrongKey => ctx.go(if own { "restore" } else { "settings/restore" }),
        Restoring::Failed(why) if why.is_empty() => return Err(WebError::Crashed),
        Restoring::Failed(why) => return Err(WebError::Op(crate::ops::OpError::Other(why))),
    })
}

/// From the next start on the app opens the case that was brought back.
async fn use_it(ctx: Ctx) -> WebResult {
    let restore = ctx.app.restore();
    let done = restore.filter(|one| matches!(one.look(), Restoring::Done(..)));
    let Some(done) = done else {
        return Ok(ctx.go("settings"));
    };
    ctx.app.keep_settings(Settings {
        case: Some(done.target.clone()),
        ..ctx.settings.clone()
    })?;
    let before = ctx.app.folder().display().to_string();
    Ok(closed(
        &ctx,
        html! {
            p { (ctx.t("restore-used")) }
            p { (ctx.t("restore-before")) " " bdi.mono.address { (before) } }
        },
    ))
}
