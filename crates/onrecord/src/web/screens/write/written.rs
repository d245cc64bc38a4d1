//! What was written down: the list, and one of them with every version.

use crate::ops::named;
use crate::ops::say;
use crate::ops::take_back;
use crate::ops::zone::day;
use crate::web::ctx::Ctx;
use crate::web::desk::App;
use crate::web::error::WebResult;
use crate::web::page::parts::{Line, details, empty, evidence, inset, summary_list};
use crate::web::page::{MenuItem, page};
use crate::web::screens::undo;
use axum::Router;
use axum::extract::Path;
use axum::response::IntoResponse as _;
use axum::routing::get;
use maud::{Markup, html};
use onrecord_model::statement::Incident;

/// `written`, `written/I-3`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/written", get(list))
        .route("/written/{id}", get(show))
}

async fn list(ctx: Ctx) -> WebResult {
    let all = ctx.app.with_case(|case| {
        let state = case.state();
        let all = state.incidents.iter().map(|said| said.now().clone());
        let gone = take_back::gone(case, &state.incidents, |said| beginning(&said.words));
        Ok((all.collect::<Vec<_>>(), gone))
    });
    let (all, gone) = all.await?;
    Ok(page(
        &ctx,
        "title-write",
        MenuItem::Add,
        html! {
            h1 { (ctx.t("written-title")) }
            @if all.is_empty() { (empty(&ctx, &ctx.t("written-none"), "write", &ctx.t("written-begin"))) }
            @else { p { a.button href=(ctx.url("write")) { (ctx.t("written-begin")) } } }
            ul.sources {
                @for said in all.iter().rev() {
                    li {
                        a href=(ctx.url(&format!("written/{}", said.id))) { (said.id) }
                        " " bdi { (when(said)) }
                        p.hint { bdi { (beginning(&said.words)) } }
                    }
                }
            }
            (undo::gone(&ctx, &gone, "written"))
        },
    )
    .into_response())
}

/// Day and time without their fractions.
fn at_second(at: onrecord_model::Instant) -> String {
    at.to_string().replace('T', " ").chars().take(19).collect()
}

fn when(said: &Incident) -> String {
    match (said.from.as_deref(), said.to.as_deref()) {
        (Some(from), Some(to)) if from != to => format!("{from} – {to}"),
        (Some(one), _) | (None, Some(one)) => one.to_owned(),
        (None, None) => said.happened.to_string(),
    }
}

fn beginning(words: &str) -> String {
    const LONG: usize = 120;
    let line = words.lines().next().unwrap_or_default();
    let short: String = line.chars().take(LONG).collect();
    match short.len() < words.len() {
        true => format!("{short} …"),
        false => short,
    }
}

async fn show(ctx: Ctx, Path(id): Path<String>) -> WebResult {
    let found = ctx.app.with_case(move |case| {
        let versions = say::versions(&case.state().incidents, &id, |said| &said.id)?;
        let shown = named::named(case, &versions.now().events)?;
        let now = versions.now();
        let mut numbers: Vec<u64> = shown.values().map(|row| row.number.0).collect();
        numbers.sort_unstable();
        let lost = now.events.len() - numbers.len();
        let exhibits = now
            .exhibits
            .iter()
            .map(|digest| case.state().reference(digest));
        Ok((
            versions.clone(),
            numbers,
            lost,
            exhibits.collect::<Vec<_>>(),
        ))
    });
    let (versions, numbers, lost, exhibits) = found.await?;
    let Some(((_, now), before)) = versions.all.split_last() else {
        return Err(crate::web::error::WebError::NotFound);
    };
    let shown = html! {
        @for number in &numbers { a href=(ctx.url(&format!("event/{number}"))) { "e" (number) } " " }
        @if lost > 0 { p.hint { (ctx.tw("written-lost", &[("n", lost.into())])) } }
    };
    let mut lines = lines(&ctx, now);
    if !now.events.is_empty() {
        lines.push(Line {
            name: ctx.t("write-events"),
            value: shown,
            change: None,
        });
    }
    if !exhibits.is_empty() {
        lines.push(Line::new(ctx.t("write-exhibits"), exhibits.join(", ")));
    }
    let path = format!("write/{}/what", now.id);
    Ok(page(
        &ctx,
        "title-write",
        MenuItem::Add,
        html! {
            h1 { (now.id) }
            (summary_list(&ctx, &lines))
            p { a.button href=(ctx.url(&path)) { (ctx.t("written-change")) } }
            p { a href=(ctx.url("written")) { (ctx.t("written-all")) } }
            h2 { (ctx.t("written-versions")) }
            p { (ctx.tw("written-version-count", &[("n", versions.all.len().into())])) }
            @for (entry, said) in before.iter().rev() {
                (details(
                    &ctx.tw("written-version", &[("day", at_second(said.written).into()), ("entry", (*entry).into())]),
                    summary_list(&ctx, &self::lines(&ctx, said)),
                ))
            }
            (undo::last(&ctx, &versions, "written", &format!("written/{}", now.id)))
            (inset(html! { p { (ctx.t("written-note")) } }))
            p.quiet-text { (ctx.t("stop-now")) }
        },
    )
    .into_response())
}

fn lines(ctx: &Ctx, said: &Incident) -> Vec<Line> {
    let line = |key: &str, value: Markup| Line {
        name: ctx.t(key),
        value,
        change: None,
    };
    let mut out = vec![line("write-words", evidence(&said.words))];
    let when = when(said);
    if !when.is_empty() {
        out.push(line("written-days", html! { bdi { (when) } }));
    }
    if !said.happened.is_empty() {
        out.push(line("written-when", evidence(&said.happened)));
    }
    out.push(line(
        "written-how-known",
        html! { (ctx.t(&format!("write-how-known-{}", said.how_known.name()))) },
    ));
    let fresh = if said.contemporaneous {
        "write-fresh-yes"
    } else {
        "write-fresh-no"
    };
    out.push(line("written-fresh", html! { (ctx.t(fresh)) }));
    for (key, text) in [
        ("write-place", &said.place),
        ("write-witnesses", &said.witnesses),
        ("write-impact", &said.impact),
        ("write-belief", &said.belief),
        ("write-still-needed", &said.still_needed),
    ] {
        if let Some(text) = text {
            out.push(line(key, evidence(text)));
        }
    }
    out.push(line("written-on", html! { (day(said.written)) }));
    out
}
