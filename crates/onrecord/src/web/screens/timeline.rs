//! The timeline: everything in order of time, a hundred at a time, by day; the months, a date, a
//! choice of what is shown. Plain pages: what is here can be searched, printed and read aloud.

pub(super) mod choose;
mod months;

use crate::ops::timeline::{self, DayOf, From, PAGE, Page, Told, View};
use crate::web::ctx::{Asked, Ctx, Fields};
use crate::web::desk::App;
use crate::web::error::{WebError, WebResult};
use crate::web::flash::Message;
use crate::web::page::parts::{Problem, empty, error_summary, pager};
use crate::web::page::{MenuItem, page};
use crate::web::told;
use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use maud::{Markup, html};
use onrecord_model::{Kind, Mark};
use onrecord_vault::index::Cursor;
use std::sync::Arc;

/// `GET timeline`, `POST timeline/date`, `GET` and `POST timeline/choose`, `POST timeline/cover`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/timeline", get(show))
        .route("/timeline/date", post(date))
        .route("/timeline/choose", get(choose::show).post(choose::keep))
        .route("/timeline/cover", post(cover))
}

/// The view that an address names, and its number. One that was forgotten is everything.
pub(super) fn view_of(ctx: &Ctx, asked: &Fields) -> (Arc<View>, Option<u64>) {
    let number = asked.number("v");
    let kept = number.and_then(|number| ctx.app.opaque().get::<View>(number));
    match kept {
        Some(view) => (view, number),
        None => {
            if number.is_some() {
                ctx.flash(Message::new("view-forgotten"));
            }
            (Arc::default(), None)
        }
    }
}

/// A path with the number of a view, and what else it says.
pub(super) fn path(start: &str, view: Option<u64>, rest: &str) -> String {
    let mut path = start.to_owned();
    let mut sign = '?';
    if let Some(view) = view {
        path.push_str(&format!("?v={view}"));
        sign = '&';
    }
    if !rest.is_empty() {
        path.push(sign);
        path.push_str(rest);
    }
    path
}

/// Where a page begins, as an address says it.
enum Begins {
    At(From),
    Month(i64, u8),
}

fn begins(asked: &Fields) -> Option<Begins> {
    let cursor = |name: &str| {
        let text = asked.text(name)?;
        Some(Cursor::from_text(text))
    };
    if let Some(after) = cursor("a") {
        return Some(Begins::At(From::After(after?)));
    }
    if let Some(before) = cursor("b") {
        return Some(Begins::At(From::Before(before?)));
    }
    match asked.text("m") {
        None => Some(Begins::At(From::Start)),
        Some(month) => {
            let month: i64 = month.parse().ok()?;
            // As far as microseconds can count: a wrong clock can say any year.
            let known = (-3_600_000..=3_600_000).contains(&month);
            known.then(|| Begins::Month(month.div_euclid(12), month.rem_euclid(12) as u8 + 1))
        }
    }
}

async fn show(ctx: Ctx, Asked(asked): Asked) -> WebResult {
    let (view, number) = view_of(&ctx, &asked);
    let begins = begins(&asked).ok_or(WebError::NotFound)?;
    let wanted = view.clone();
    let found = ctx
        .app
        .with_case(move |case| {
            let from = match begins {
                Begins::At(from) => from,
                Begins::Month(year, month) => {
                    let zone = crate::ops::find::zone(case)?;
                    timeline::at_month(&zone, &wanted, year, month)
                }
            };
            timeline::page(case, &wanted, from, PAGE)
        })
        .await?;
    let here = {
        let rest = ["a", "b", "m"].iter().find_map(|name| {
            let value = asked.text(name)?;
            Some(format!("{name}={value}"))
        });
        path("timeline", number, &rest.unwrap_or_default())
    };
    Ok(drawn(&ctx, &view, number, &found, &here, &[]).into_response())
}

fn drawn(
    ctx: &Ctx,
    view: &View,
    number: Option<u64>,
    found: &Page,
    here: &str,
    problems: &[Problem],
) -> Markup {
    let nothing = found.months.is_empty() && found.undated == 0;
    let open = ctx.app.is_uncovered();
    let body = html! {
        (error_summary(ctx, problems))
        h1 { (ctx.t("timeline-title")) }
        (choose::summary(ctx, view, number, choose::Then::Timeline))
        p { a href=(ctx.url("search")) { (ctx.t("search-title")) } " · "
            a href=(ctx.url(&path("patterns", number, ""))) { (ctx.t("patterns-title")) } }
        @if nothing && number.is_none() {
            (empty(ctx, &ctx.t("timeline-empty"), "add", &ctx.t("next-add-button")))
        } @else {
            (months::bar(ctx, view, number, found))
            @if !view.wanted.undated { (date_form(ctx, number, problems)) }
            p.hint.zone { (zone_sentence(ctx, found)) }
            (told::cover_switch(ctx, here))
            @if !view.wanted.undated && found.undated > 0 {
                form.alone method="post" action=(ctx.url("timeline/choose")) {
                    (choose::hidden(view, true))
                    button.link type="submit" { (ctx.tw("timeline-undated", &[("n", found.undated.into())])) }
                }
            }
            @if found.days.is_empty() { p { (ctx.t("timeline-nothing-here")) } }
            @for day in &found.days { (day_section(ctx, day, open)) }
            @let after = found.after.map(|after| path("timeline", number, &format!("a={}", after.to_text())));
            @let before = found.before.map(|before| path("timeline", number, &format!("b={}", before.to_text())));
            (pager(ctx, before.as_deref(), after.as_deref()))
        }
    };
    page(ctx, "title-timeline", MenuItem::Timeline, body)
}

/// Which zone clocks are shown in, what order assumes, and how things are put together.
fn zone_sentence(ctx: &Ctx, found: &Page) -> String {
    let zone = [("zone", found.zone.name().into())];
    let first = ctx.tw("timeline-zone", &zone);
    match found.assumed {
        true => format!("{first} {}", ctx.tw("timeline-assumed", &zone)),
        false => first,
    }
}

fn day_section(ctx: &Ctx, day: &DayOf, open: bool) -> Markup {
    let (id, title) = match day.day {
        Some(day) => (format!("d{day}"), told::day(ctx, day)),
        None => ("dnone".into(), ctx.t("time-none")),
    };
    html! {
        section.day aria-labelledby=(id) {
            h2 id=(id) { (title) }
            ol.events {
                @for line in &day.lines {
                    @match &line[..] {
                        [one] => li { (event_line(ctx, one, open)) },
                        many => li { (burst(ctx, many, open)) },
                    }
                }
            }
        }
    }
}

/// One event: when, who, what; its words behind a cover; where it stands.
pub(super) fn event_line(ctx: &Ctx, told: &Told, open: bool) -> Markup {
    let number = told.row.number.0;
    let marks = told::marks(ctx, told);
    html! {
        p.head {
            a.at href=(ctx.url(&format!("event/{number}"))) {
                @match told.clock() {
                    Some(clock) => (clock),
                    None => (ctx.t("time-no-clock")),
                }
                @if told.is_assumed() { span aria-hidden="true" { "*" } span.hidden { " " (ctx.t("time-assumed")) } }
            }
            " " span.who { (told::who(ctx, told)) }
            " " span.what { (told::what(ctx, told)) }
        }
        (told::body(ctx, told, open))
        p.meta {
            (told::places(ctx, told))
            @for mark in &marks { " · " (mark) }
        }
    }
}

/// Several that are alike, as one line: how many, from when to when. Each is behind it.
fn burst(ctx: &Ctx, many: &[Told], open: bool) -> Markup {
    let (Some(first), Some(last)) = (many.first(), many.last()) else {
        return html! {};
    };
    let (from, to) = if first.at <= last.at {
        (first, last)
    } else {
        (last, first)
    };
    let event = &first.row.event;
    let missed = event.marks.has(Mark::Missed);
    let key = match event.kind {
        Kind::Call if missed => "burst-missed-calls",
        Kind::Call => "burst-calls",
        Kind::Message => "burst-messages",
        _ => "burst-records",
    };
    let clock = |told: &Told| told.clock().unwrap_or_default();
    html! {
        p.head {
            span.at { (clock(from)) "–" (clock(to)) @if from.is_assumed() { "*" } }
            " " span.who { (told::who(ctx, first)) }
            " " span.what {
                (ctx.tw(key, &[("n", many.len().into())])) ", " (told::platform(ctx, &event.thread.platform))
            }
        }
        details.fold {
            summary { (ctx.t("burst-each")) span.hidden { ": " (ctx.tw(key, &[("n", many.len().into())])) " " (clock(from)) } }
            ol.events { @for told in many { li { (event_line(ctx, told, open)) } } }
        }
        p.meta { (told::places(ctx, first)) }
    }
}

fn date_form(ctx: &Ctx, number: Option<u64>, problems: &[Problem]) -> Markup {
    let wrong = crate::web::page::parts::problem_of(problems, "date");
    html! {
        form.date-go method="post" action=(ctx.url("timeline/date")) {
            @if let Some(number) = number { input type="hidden" name="v" value=(number); }
            label for="date" { (ctx.t("timeline-date")) }
            input.w10 #date type="date" name="date" autocomplete="off" aria-invalid=[wrong.map(|_| "true")]
                aria-describedby=[wrong.map(|_| "date-problem")];
            @if let Some(wrong) = wrong { p.problem #date-problem { (wrong) } }
            button.quiet type="submit" { (ctx.t("timeline-date-go")) }
        }
    }
}

/// Goes to a date. The date is not kept in the address as it was typed.
async fn date(ctx: Ctx, fields: Fields) -> WebResult<Response> {
    let (view, number) = view_of(&ctx, &fields);
    let typed = fields.text("date").unwrap_or_default().to_owned();
    let wanted = view.clone();
    let found = ctx
        .app
        .with_case(move |case| {
            let at = timeline::at_date(case, &wanted, &typed);
            let page = match at {
                Ok(_) => None,
                Err(_) => Some(timeline::page(case, &wanted, From::Start, PAGE)?),
            };
            Ok((at.ok(), page))
        })
        .await?;
    match found {
        (Some(From::After(at)), _) => {
            let rest = format!("a={}", at.to_text());
            Ok(ctx.go(&path("timeline", number, &rest)))
        }
        (_, Some(found)) => {
            let problems = [Problem::new("date", ctx.t("timeline-date-wrong"))];
            let here = path("timeline", number, "");
            let shown = drawn(&ctx, &view, number, &found, &here, &problems);
            Ok((StatusCode::BAD_REQUEST, shown).into_response())
        }
        _ => Ok(ctx.go(&path("timeline", number, ""))),
    }
}

/// Covers words and pictures, or uncovers them until the app locks.
async fn cover(ctx: Ctx, fields: Fields) -> Response {
    ctx.app.uncover(fields.get("show") == "yes");
    // Only ever a place inside the app: whatever was sent stands behind this run's own path.
    let back = fields.text("back").unwrap_or("timeline");
    let plain = |c: char| c.is_ascii_alphanumeric() || "/?&=.-".contains(c);
    match back.chars().all(plain) && !back.contains("..") && !back.contains("//") {
        true => ctx.go(back),
        false => ctx.go("timeline"),
    }
}
