//! When things happened: hours of the week, months, accounts. Each chart has a sentence above that
//! says what is seen and a table below that says all of it. Counts only: no score, no reason.

use crate::ops::patterns::{self, Pattern};
use crate::ops::timeline::View;
use crate::web::charts::{self, BarOf};
use crate::web::ctx::{Asked, Ctx};
use crate::web::desk::App;
use crate::web::error::WebResult;
use crate::web::page::parts::empty;
use crate::web::page::{MenuItem, page};
use crate::web::screens::timeline::{choose, path, view_of};
use crate::web::told;
use axum::Router;
use axum::response::IntoResponse as _;
use axum::routing::get;
use fluent_bundle::FluentValue;
use maud::{Markup, html};
use onrecord_analysis::patterns::{Bar, Seen, Week, at_weekends, between, busiest_hour};

/// `GET patterns`.
pub fn routes() -> Router<App> {
    Router::new().route("/patterns", get(show))
}

async fn show(ctx: Ctx, Asked(asked): Asked) -> WebResult {
    let (view, number) = view_of(&ctx, &asked);
    let wanted = view.clone();
    let found = ctx
        .app
        .with_case(move |case| patterns::pattern(case, &wanted))
        .await?;
    Ok(drawn(&ctx, &view, number, &found).into_response())
}

fn drawn(ctx: &Ctx, view: &View, number: Option<u64>, found: &Pattern) -> Markup {
    let seen = &found.seen;
    let zone = [("zone", FluentValue::from(found.zone.name()))];
    let body = html! {
        h1 { (ctx.t("patterns-title")) }
        (choose::summary(ctx, view, number, choose::Then::Patterns))
        @if seen.total == 0 {
            (empty(ctx, &ctx.t("patterns-empty"), "add", &ctx.t("next-add-button")))
        } @else {
            p { (ctx.t("patterns-what")) }
            p.hint {
                (ctx.tw("patterns-zone", &zone))
                @if found.assumed > 0 { " " (ctx.tw("patterns-assumed", &[("n", found.assumed.into()), ("zone", found.zone.name().into())])) }
                @if found.undated > 0 { " " (ctx.tw("patterns-undated", &[("n", found.undated.into())])) }
            }
            (week(ctx, &seen.hours, found.zone.name()))
            (months(ctx, number, seen))
            (accounts(ctx, found))
        }
    };
    page(ctx, "title-patterns", MenuItem::Timeline, body)
}

fn of_day(ctx: &Ctx, weekday: usize) -> String {
    ctx.t(&format!("weekday-{weekday}"))
}

/// Hours of the week, counted by weekday, Monday first.
pub fn week(ctx: &Ctx, hours: &Week, zone: &str) -> Markup {
    let days: [String; 7] = core::array::from_fn(|day| ctx.t(&format!("weekday-short-{day}")));
    let most = busiest_hour(hours).map_or_else(String::new, |(day, hour, n)| {
        ctx.tw(
            "week-most",
            &[
                ("day", of_day(ctx, day).into()),
                ("from", format!("{hour:02}:00").into()),
                ("to", format!("{:02}:00", (hour + 1) % 24).into()),
                ("n", n.into()),
            ],
        )
    });
    let total: u64 = hours.iter().flatten().sum();
    let count = |key: &str, n: u64| ctx.tw(key, &[("n", n.into()), ("all", total.into())]);
    let night = count("week-night", between(hours, 23, 6));
    let weekend = count("week-weekend", at_weekends(hours));
    let sentence = format!("{most} {night} {weekend}");
    let says = |day: usize, hour: usize, n: u64| format!("{} {hour:02}:00: {n}", of_day(ctx, day));
    html! {
        section aria-labelledby="week" {
            h2 #week { (ctx.tw("week-title", &[("zone", zone.into())])) }
            p { (sentence) }
            (charts::week(hours, &days, &sentence, says))
            p.hint { (ctx.t("week-key")) }
            details.figures {
                summary { (ctx.t("figures")) span.hidden { ": " (ctx.tw("week-title", &[("zone", zone.into())])) } }
                table.narrow {
                    caption { (ctx.tw("week-title", &[("zone", zone.into())])) }
                    thead { tr { th scope="col" { (ctx.t("week-hour")) } @for day in &days { th.n scope="col" { (day) } } } }
                    tbody {
                        @for hour in 0..24 {
                            tr { th scope="row" { (format!("{hour:02}")) } @for day in hours { td.n { (day[hour]) } } }
                        }
                    }
                }
            }
        }
    }
}

fn bar_name(ctx: &Ctx, bar: &Bar) -> String {
    match bar.year {
        true => bar.from.year.to_string(),
        false => told::month(ctx, bar.from.year, bar.from.month),
    }
}

/// Where a bar leads: its month, or the first month of its year.
fn bar_path(number: Option<u64>, bar: &Bar) -> String {
    let month = bar.from.year * 12 + i64::from(bar.from.month) - 1;
    path("timeline", number, &format!("m={month}"))
}

/// Months, or years where months are too many.
fn months(ctx: &Ctx, number: Option<u64>, seen: &Seen) -> Markup {
    let years = seen.bars.first().is_some_and(|bar| bar.year);
    let title = ctx.t(if years {
        "density-years"
    } else {
        "density-months"
    });
    let mut sentence = String::new();
    if let Some(bar) = seen.busiest_bar() {
        sentence = ctx.tw(
            "density-most",
            &[
                ("when", bar_name(ctx, &bar).into()),
                ("n", bar.events.into()),
            ],
        );
    }
    if let Some(busiest) = seen.busiest_day {
        let day = told::day(ctx, busiest.day);
        sentence.push(' ');
        sentence.push_str(&ctx.tw(
            "density-day",
            &[("day", day.into()), ("n", busiest.events.into())],
        ));
    }
    sentence.push(' ');
    sentence.push_str(&ctx.tw("density-days", &[("n", seen.days.into())]));
    if let Some((first, days)) = seen.quiet {
        let day = told::day(ctx, first);
        sentence.push(' ');
        sentence.push_str(&ctx.tw("density-quiet", &[("n", days.into()), ("day", day.into())]));
    }
    let every = seen.bars.len().div_ceil(8).max(1);
    let bars: Vec<BarOf> = seen
        .bars
        .iter()
        .enumerate()
        .map(|(at, bar)| BarOf {
            events: bar.events,
            says: format!("{}: {}", bar_name(ctx, bar), bar.events),
            go: Some(ctx.url(&bar_path(number, bar))),
            below: below(seen, at, every),
        })
        .collect();
    html! {
        section aria-labelledby="density" {
            h2 #density { (title) }
            p { (sentence) }
            (charts::bars(&bars))
            details.figures {
                summary { (ctx.t("figures")) span.hidden { ": " (title) } }
                table.narrow {
                    caption { (title) }
                    thead { tr { th scope="col" { (ctx.t("density-when")) } th.n scope="col" { (ctx.t("density-how-many")) } } }
                    tbody {
                        @for bar in &seen.bars {
                            tr {
                                th scope="row" {
                                    @if bar.events > 0 { a href=(ctx.url(&bar_path(number, bar))) { (bar_name(ctx, bar)) } }
                                    @else { (bar_name(ctx, bar)) }
                                }
                                td.n { (bar.events) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Years below the bars: where each begins, or every so often where those are many.
fn below(seen: &Seen, at: usize, every: usize) -> Option<String> {
    let bar = seen.bars.get(at)?;
    let year = bar.from.year.to_string();
    if bar.year {
        return at.is_multiple_of(every).then_some(year);
    }
    let years = seen.bars.len().div_ceil(12);
    let step = years.div_ceil(8).max(1) as i64;
    let begins = bar.from.month == 1 && bar.from.year.rem_euclid(step) == 0;
    let first = at == 0 && bar.from.month <= 9;
    (begins || first).then_some(year)
}

/// The busiest accounts, each on the same months.
fn accounts(ctx: &Ctx, found: &Pattern) -> Markup {
    let most = found
        .accounts
        .iter()
        .flat_map(|account| &account.counts)
        .max();
    let most = most.copied().unwrap_or_default();
    let first = found.accounts.first();
    html! {
        @if let Some(busiest) = first {
            section aria-labelledby="by-account" {
                h2 #by-account { (ctx.t("by-account-title")) }
                p {
                    (ctx.tw("by-account-most", &[("n", busiest.events.into()), ("accounts", found.all_accounts.into())])) " "
                    (told::name(&busiest.label)) "."
                }
                p.hint { (ctx.tw("by-account-shown", &[("n", found.accounts.len().into()), ("all", found.all_accounts.into())])) }
                ul.strips {
                    @for account in &found.accounts {
                        li {
                            p.head {
                                a href=(ctx.url(&format!("account/{}", account.number.0))) { (told::name(&account.label)) }
                                ", " (told::platform(ctx, &account.platform))
                                @if let Some(person) = &account.person { " " span.whose { "(" (told::name(person)) ")" } }
                                " " span.n { (account.events) }
                            }
                            (charts::strip(&account.counts, most))
                        }
                    }
                }
                details.figures {
                    summary { (ctx.t("figures")) span.hidden { ": " (ctx.t("by-account-title")) } }
                    @for account in &found.accounts {
                        table.narrow {
                            caption { (told::name(&account.label)) ", " (told::platform(ctx, &account.platform)) }
                            thead { tr { th scope="col" { (ctx.t("density-when")) } th.n scope="col" { (ctx.t("density-how-many")) } } }
                            tbody {
                                @for (bar, events) in found.seen.bars.iter().zip(&account.counts) {
                                    @if *events > 0 { tr { th scope="row" { (bar_name(ctx, bar)) } td.n { (events) } } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
