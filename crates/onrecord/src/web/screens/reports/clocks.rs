//! Days to keep: each clock with its rule, source, inputs and what would change it; the calendar file
//! that names no reason; and whose law it is.

use super::ledger::when;
use crate::ops::law;
use crate::web::ctx::{Ctx, Fields};
use crate::web::desk::App;
use crate::web::error::WebResult;
use crate::web::flash::Message;
use crate::web::page::form::{Choice, Field, checkboxes, plain, select};
use crate::web::page::parts::{details, inset};
use crate::web::page::{MenuItem, page};
use crate::web::told;
use axum::Router;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use maud::{Markup, html};
use onrecord_analysis::clocks::{Clock, State};
use onrecord_analysis::law::Source;

/// `reports/days`, `reports/days/calendar`, `reports/days/law`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/reports/days", get(show))
        .route("/reports/days/calendar", get(calendar))
        .route("/reports/days/law", post(set))
}

/// How a clock stands, in words.
fn state(ctx: &Ctx, clock: &Clock) -> String {
    let days = clock.days_left.unwrap_or_default();
    match clock.state {
        State::Running if clock.due.is_some() => ctx.tw("days-left", &[("n", days.into())]),
        State::Passed if clock.due.is_some() => ctx.tw("days-ago", &[("n", (-days).into())]),
        other => ctx.t(&format!("days-state-{}", other.name())),
    }
}

/// The nearest days, for Home and Reports: nothing where there are none.
pub fn reminder(ctx: &Ctx, clocks: &[Clock]) -> Markup {
    const MOST: usize = 3;
    let running = |clock: &&Clock| clock.state == State::Running && clock.due.is_some();
    let mut soon: Vec<&Clock> = clocks.iter().filter(running).collect();
    soon.sort_by_key(|clock| clock.due);
    let passed = clocks.iter().filter(|clock| clock.state == State::Passed);
    let passed = passed.count();
    html! {
        @if !soon.is_empty() || passed > 0 {
            section.next {
                h2 { (ctx.t("days-soon")) }
                ul.days {
                    @for clock in soon.iter().take(MOST) {
                        li {
                            @if let Some(due) = clock.due { strong { (told::day(ctx, due)) } " " }
                            span.hint { (state(ctx, clock)) }
                            br;
                            (clock.title)
                        }
                    }
                }
                @if passed > 0 { p { (ctx.tw("days-passed", &[("n", passed.into())])) } }
                a.button.quiet href=(ctx.url("reports/days")) { (ctx.t("days-go")) }
            }
        }
    }
}

fn source(ctx: &Ctx, source: &Source) -> Markup {
    html! {
        (source.name)
        // Not a link: a page that is opened from here would tell its owner that somebody reads it.
        @if !source.address.is_empty() { " " span.mono.address { (source.address) } }
        @else { " " (ctx.t("days-source-none")) }
    }
}

fn one(ctx: &Ctx, clock: &Clock) -> Markup {
    html! {
        section.clock {
            h3 { (clock.title) }
            p {
                @if let Some(due) = clock.due { strong { (told::day(ctx, due)) } ". " }
                (state(ctx, clock))
            }
            @if clock.weak { p { (ctx.t("days-weak")) } }
            p { (clock.says) }
            @if !clock.counted.is_empty() { p { (clock.counted) } }
            (details(&ctx.t("days-more"), html! {
                @if !clock.inputs.is_empty() {
                    p { (ctx.t("days-from")) " " (inputs(ctx, &clock.inputs)) }
                }
                @if !clock.changes.is_empty() {
                    p { (ctx.t("days-changes")) }
                    ul { @for change in &clock.changes { li { (change) } } }
                }
                p { (ctx.t("days-source")) " " (source(ctx, &clock.source)) }
                @for also in &clock.also { p { (source(ctx, also)) } }
                p.hint { (ctx.tw("days-read", &[("day", told::day(ctx, clock.read).into())])) }
            }))
        }
    }
}

/// What a clock was counted from, with links to what has a page.
fn inputs(ctx: &Ctx, inputs: &[String]) -> Markup {
    html! {
        @for (at, input) in inputs.iter().enumerate() {
            @if at > 0 { ", " }
            @let page = match input.split_once('-') {
                Some(("L", number)) if number.parse::<u32>().is_ok() => Some(format!("reports/ledger/{input}")),
                Some(("I", number)) if number.parse::<u32>().is_ok() => Some(format!("written/{input}")),
                _ => None,
            };
            @match page {
                Some(page) => a href=(ctx.url(&page)) { (input) },
                None => span { (input) },
            }
        }
    }
}

async fn show(ctx: Ctx) -> WebResult {
    let (law, clocks, enhanced, choices, now) = ctx
        .app
        .with_case(|case| {
            let (law, clocks) = law::clocks(case, law::today(case)?)?;
            let enhanced = case.state().enhanced_rights;
            Ok((
                law,
                clocks,
                enhanced,
                law::jurisdictions()?,
                case.context().now,
            ))
        })
        .await?;
    let group = |states: &[State]| -> Vec<&Clock> {
        let of_it = |clock: &&Clock| states.contains(&clock.state);
        clocks.iter().filter(of_it).collect()
    };
    let groups = [
        ("days-group-running", group(&[State::Running])),
        ("days-group-passed", group(&[State::Passed, State::MetLate])),
        ("days-group-unknown", group(&[State::Unknown])),
        ("days-group-done", group(&[State::Met])),
        (
            "days-group-none",
            group(&[State::NoLimit, State::DoesNotApply]),
        ),
    ];
    let running = groups[0].1.iter().any(|clock| clock.due.is_some());
    let choices = plain(&choices);
    let body = html! {
        p.hint { a href=(ctx.url("reports")) { (ctx.t("reports-title")) } }
        h1 { (ctx.t("days-title")) }
        p { (ctx.t("days-what")) }
        (inset(html! { p { (law.caution) } }))
        @if running {
            p {
                a.button href=(ctx.url("reports/days/calendar")) { (ctx.t("days-calendar")) }
            }
            p.hint { (ctx.t("days-calendar-what")) }
        }
        @for (key, clocks) in &groups {
            @if !clocks.is_empty() {
                h2 { (ctx.t(key)) }
                @for clock in clocks { (one(&ctx, clock)) }
            }
        }
        @if clocks.is_empty() { p { (ctx.t("days-none")) } }
        h2 { (ctx.t("days-law-title")) }
        p { (ctx.tw("days-law-what", &[("law", law.name.as_str().into()), ("read", told::day(&ctx, law.date_read).into())])) }
        form method="post" action=(ctx.url("reports/days/law")) {
            (select(&ctx, &Field::new("law", &ctx.t("days-law")).value(&law.id), &choices, &[]))
            (checkboxes(&ctx, &Field::new("enhanced", &ctx.t("days-enhanced")).hint(&ctx.t("days-enhanced-hint")),
                &[Choice::plain("yes", &ctx.t("days-enhanced-yes"))],
                if enhanced { &["yes"] } else { &[] }, &[]))
            button.quiet type="submit" { (ctx.t("save")) }
        }
        p.hint { (ctx.tw("days-as-of", &[("when", when(now).into())])) }
    };
    Ok(page(&ctx, "title-report", MenuItem::Reports, body).into_response())
}

async fn set(ctx: Ctx, fields: Fields) -> WebResult<Response> {
    let law = fields.get("law").to_owned();
    let enhanced = fields.has("enhanced");
    ctx.app
        .with_case(move |case| law::set(case, Some(&law), Some(enhanced)))
        .await?;
    ctx.flash(Message::new("saved"));
    Ok(ctx.go("reports/days"))
}

/// A file that the browser keeps and never shows.
pub(super) fn attachment(kind: &'static str, name: &'static str, bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static(name)),
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(crate::web::guard::SANDBOX),
        ),
    ];
    (headers, bytes).into_response()
}

async fn calendar(ctx: Ctx) -> WebResult<Response> {
    let (text, inside) = ctx
        .app
        .with_case(|case| law::calendar(case, law::today(case)?))
        .await?;
    if inside.is_empty() {
        ctx.flash_care(Message::new("days-calendar-empty"));
        return Ok(ctx.go("reports/days"));
    }
    Ok(attachment(
        "text/calendar; charset=utf-8",
        "attachment; filename=\"days.ics\"",
        text.into_bytes(),
    ))
}
