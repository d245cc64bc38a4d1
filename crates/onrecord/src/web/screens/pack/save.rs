//! Saving a pack that was looked at: where, under what name, and who can open it.

use super::pages::{looked, told};
use crate::ops::drafts;
use crate::ops::pack::Place;
use crate::ops::pack::sealed::{PackLock, file_name};
use crate::ops::places;
use crate::web::ctx::{Ctx, Fields};
use crate::web::desk::{App, held};
use crate::web::error::{WebError, WebResult};
use crate::web::jobs::JobDone;
use crate::web::page::form::{Choice, Field, input, radios, textarea};
use crate::web::page::parts::{Line, Problem, care, error_summary, problem_of, summary_list};
use crate::web::page::{MenuItem, form_page, page};
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use maud::{Markup, html};
use std::path::PathBuf;
use zeroize::Zeroizing;

/// `pack/save/4`, `pack/made/5`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/pack/save/{number}", get(ask).post(save))
        .route("/pack/made/{number}", get(made))
}

const LOCKS: [&str; 3] = ["passphrase", "key", "none"];

/// A pack that was saved.
struct Made {
    path: PathBuf,
    pack_fingerprint: String,
    log_fingerprint: String,
    locked: bool,
    shown: u64,
    withheld: u64,
}

struct Typed<'a> {
    place: &'a str,
    name: &'a str,
    lock: &'a str,
    keys: &'a str,
}

async fn ask(ctx: Ctx, Path(number): Path<u64>) -> WebResult<Response> {
    looked(&ctx, number)?;
    let packs = ctx
        .app
        .with_case(|case| Ok(case.state().packs.len()))
        .await?;
    let name = format!("pack-{}", packs + 1);
    let typed = Typed {
        place: "",
        name: &name,
        lock: "passphrase",
        keys: "",
    };
    Ok(form(&ctx, number, &typed, &[]).into_response())
}

/// Where to save: places that are there, or a folder to type.
pub fn place_fields(ctx: &Ctx, place: &str, problems: &[Problem]) -> Markup {
    let found = places::suggested();
    let paths: Vec<(String, String)> = found
        .iter()
        .map(|one| {
            let kind = if one.removable {
                "place-stick"
            } else {
                "place-own"
            };
            (one.path.display().to_string(), ctx.t(kind))
        })
        .collect();
    let other = ctx.t("place-other");
    let mut choices: Vec<Choice<'_>> = paths
        .iter()
        .map(|(path, kind)| Choice {
            value: path,
            label: path,
            hint: kind,
        })
        .collect();
    choices.push(Choice::plain(OTHER_PLACE, &other));
    let chosen = match paths.iter().find(|(path, _)| path == place) {
        Some((path, _)) => path,
        None if place.is_empty() && problem_of(problems, "place").is_none() => "",
        None => OTHER_PLACE,
    };
    let typed = if chosen == OTHER_PLACE { place } else { "" };
    let label = ctx.t("place-folder");
    let hint = ctx.t("place-folder-hint");
    html! {
        @if !paths.is_empty() {
            (radios(ctx, &Field::new("spot", &ctx.t("place")).hint(&ctx.t("place-hint")).value(chosen), &choices, problems))
        }
        (input(ctx, &Field::new("place", &label).hint(&hint).value(typed), problems))
    }
}

/// The choice beside the places that were found.
const OTHER_PLACE: &str = "other";

/// The place that was chosen or typed, as text.
pub fn place_typed(fields: &Fields) -> &str {
    match fields.get("spot") {
        "" | OTHER_PLACE => fields.get("place"),
        // What is typed counts, where somebody typed and left the first choice as it was.
        _ if fields.text("place").is_some() => fields.get("place"),
        spot => spot,
    }
}

fn form(ctx: &Ctx, number: u64, typed: &Typed<'_>, problems: &[Problem]) -> Markup {
    let words: Vec<(&str, String, String)> = LOCKS
        .into_iter()
        .map(|name| {
            let hint = ctx.t(&format!("pack-lock-{name}-hint"));
            (name, ctx.t(&format!("pack-lock-{name}")), hint)
        })
        .collect();
    let locks: Vec<Choice<'_>> = words
        .iter()
        .map(|(value, label, hint)| Choice { value, label, hint })
        .collect();
    let shortest = onrecord_vault::SHORTEST_PASSPHRASE;
    form_page(
        ctx,
        "title-pack",
        MenuItem::Pack,
        html! {
            (error_summary(ctx, problems))
            p.hint { a href=(ctx.url(&format!("pack/pages/{number}"))) { (ctx.t("pack-pages-title")) } }
            h1 { (ctx.t("pack-save-title")) }
            (care(html! { p { (ctx.t("pack-save-care")) } }))
            form method="post" action=(ctx.url(&format!("pack/save/{number}"))) {
                (place_fields(ctx, typed.place, problems))
                (input(ctx, &Field::new("name", &ctx.t("pack-name")).hint(&ctx.t("pack-name-hint")).value(typed.name).width("w20"), problems))
                (radios(ctx, &Field::new("lock", &ctx.t("pack-lock")).value(typed.lock), &locks, problems))
                (input(ctx, &Field::new("passphrase", &ctx.t("pack-passphrase"))
                    .hint(&ctx.tw("pack-passphrase-hint", &[("n", shortest.into())])).kind("password").autocomplete("new-password"), problems))
                (input(ctx, &Field::new("again", &ctx.t("you-again")).kind("password").autocomplete("new-password"), problems))
                (textarea(ctx, &Field::new("keys", &ctx.t("pack-keys")).hint(&ctx.t("pack-keys-hint")).value(typed.keys), 2, None, problems))
                button type="submit" { (ctx.t("pack-save")) }
            }
        },
    )
}

/// A name for a folder or file that can stand on any disk, and nowhere else than where it is put.
fn is_name(name: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.');
    let edges = |c: char| c == '.' || c == ' ';
    !name.is_empty()
        && name.chars().count() <= 80
        && name.chars().all(plain)
        && !name.starts_with(edges)
        && !name.ends_with(edges)
}

async fn save(ctx: Ctx, Path(number): Path<u64>, fields: Fields) -> WebResult<Response> {
    let kept = looked(&ctx, number)?;
    let mut problems = Vec::new();
    let place = places::typed(place_typed(&fields)).filter(|place| place.is_dir());
    if place.is_none() {
        problems.push(Problem::new("place", ctx.t("place-wrong")));
    }
    let name = fields.get("name").trim().to_owned();
    if !is_name(&name) {
        problems.push(Problem::new("name", ctx.t("pack-name-wrong")));
    }
    let lock = match fields.get("lock") {
        "none" => Ok(None),
        "key" => {
            let typed = fields.get("keys").split_whitespace();
            let keys: Vec<String> = typed.map(str::to_owned).collect();
            match keys.is_empty() {
                true => Err(("keys", ctx.t("pack-keys-missing"))),
                false => PackLock::for_keys(&keys)
                    .map(Some)
                    .map_err(|error| ("keys", error.to_string())),
            }
        }
        _ => {
            let typed = Zeroizing::new(fields.get("passphrase").to_owned());
            if *typed != fields.get("again") {
                Err(("again", ctx.t("you-again-differs")))
            } else {
                PackLock::under(typed.to_string(), ctx.app.setup().work)
                    .map(Some)
                    .map_err(|error| ("passphrase", error.to_string()))
            }
        }
    };
    let lock = match lock {
        Ok(lock) => lock,
        Err((field, text)) => {
            problems.push(Problem::new(field, text));
            None
        }
    };
    let path = place.as_ref().map(|place| place.join(&name));
    let path = path.map(|path| match &lock {
        Some(_) => file_name(&path),
        None => path,
    });
    if let Some(path) = path
        .as_ref()
        .filter(|path| is_name(&name) && path.symlink_metadata().is_ok())
    {
        let with = [("path", path.display().to_string().into())];
        problems.push(Problem::new("name", ctx.tw("pack-name-taken", &with)));
    }
    let (true, Some(path)) = (problems.is_empty(), path) else {
        let typed = Typed {
            place: place_typed(&fields),
            name: &name,
            lock: fields.get("lock"),
            keys: fields.get("keys"),
        };
        let page = form(&ctx, number, &typed, &problems);
        return Ok((StatusCode::BAD_REQUEST, page).into_response());
    };
    drop(fields);
    let app = ctx.app.clone();
    let going = ctx
        .app
        .start_job("job-pack-save", move |case, job| {
            let staged = held(&kept.staged);
            let place = match &lock {
                Some(lock) => Place::Locked(&path, lock),
                None => Place::Folder(&path),
            };
            staged.save(case, &place, &mut |step| told(job, step))?;
            drafts::throw_away(case, super::CHOICE)?;
            let summary = staged.summary();
            let made = app.opaque().put(Made {
                path: path.clone(),
                pack_fingerprint: summary.pack_fingerprint.clone(),
                log_fingerprint: summary.log_fingerprint.clone(),
                locked: lock.is_some(),
                shown: summary.shown,
                withheld: summary.withheld,
            });
            Ok(JobDone::go(format!("pack/made/{made}")))
        })
        .await?;
    Ok(ctx.follow(&going))
}

async fn made(ctx: Ctx, Path(number): Path<u64>) -> WebResult<Response> {
    let made = ctx
        .app
        .opaque()
        .get::<Made>(number)
        .ok_or(WebError::NotFound)?;
    let counts = [
        ("shown", made.shown.into()),
        ("withheld", made.withheld.into()),
    ];
    let fingerprint = |name, value: String| Line {
        name: ctx.t(name),
        value: html! { span.mono { (value) } },
        change: None,
    };
    let lines = [
        Line::new(ctx.t("pack-made-where"), made.path.display().to_string()),
        Line::new(ctx.t("pack-made-counts"), ctx.tw("pack-counts", &counts)),
        fingerprint("pack-fingerprint", made.pack_fingerprint.clone()),
        fingerprint("pack-log-fingerprint", made.log_fingerprint.clone()),
    ];
    let body = html! {
        h1 { (ctx.t("pack-made-title")) }
        p { (ctx.t("pack-made-what")) }
        (summary_list(&ctx, &lines))
        p { (ctx.t("pack-made-fingerprint")) }
        @if made.locked { p { (ctx.t("pack-made-locked")) } }
        p { a.button href=(ctx.url("pack")) { (ctx.t("pack-given")) } }
        p { (ctx.t("stop-now")) }
    };
    Ok(page(&ctx, "title-pack", MenuItem::Pack, body).into_response())
}

#[cfg(test)]
mod tests {
    use super::is_name;

    #[test]
    fn a_name_leads_nowhere_else() {
        for good in ["pack-1", "for the police", "Päckchen_2.age"] {
            assert!(is_name(good), "{good}");
        }
        let long = "x".repeat(81);
        for bad in [
            "",
            ".",
            "..",
            "../x",
            "a/b",
            "a\\b",
            ".hidden",
            "x ",
            "a\u{202e}b",
            "a\nb",
            &long,
        ] {
            assert!(!is_name(bad), "{bad}");
        }
    }
}
