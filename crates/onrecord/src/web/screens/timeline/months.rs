//! The months of a view as links: a row for each year. Small bars show where there is much. Knows only
//! counts.

use super::path;
use crate::ops::timeline::{Page, View};
use crate::web::ctx::Ctx;
use crate::web::told;
use maud::{Markup, html};
use std::collections::BTreeMap;

/// A wrong clock can say any year: no more rows than this.
const MOST_YEARS: usize = 60;

/// The year of the page stands open, the others behind one summary.
pub fn bar(ctx: &Ctx, view: &View, number: Option<u64>, found: &Page) -> Markup {
    if view.wanted.undated || found.months.is_empty() {
        return html! {};
    }
    let mut years: BTreeMap<i64, [u64; 12]> = BTreeMap::new();
    for row in found.months.iter() {
        let year = years.entry(row.year).or_default();
        if let Some(events) = year.get_mut(usize::from(row.month) - 1) {
            *events += row.events;
        }
    }
    let most = found.months.iter().map(|row| row.events).max();
    let most = most.unwrap_or_default();
    let first = found.days.first().and_then(|day| day.day);
    let here = first.and_then(|day| day.to_string().split('-').next()?.parse::<i64>().ok());
    let here = here.filter(|year| years.contains_key(year));
    let here = here.or(years.keys().next().copied()).unwrap_or_default();
    let row = |year: i64, months: &[u64; 12]| year_row(ctx, number, year, months, most);
    let left_out = years.len().saturating_sub(MOST_YEARS);
    html! {
        nav.months aria-label=(ctx.t("months")) {
            @if let Some(months) = years.get(&here) { (row(here, months)) }
            @if years.len() > 1 {
                details {
                    summary { (ctx.tw("months-all", &[("n", years.len().into())])) }
                    @for (year, months) in years.iter().take(MOST_YEARS) { (row(*year, months)) }
                    @if left_out > 0 { p.hint { (ctx.tw("months-left-out", &[("n", left_out.into())])) } }
                }
            }
        }
    }
}

fn year_row(ctx: &Ctx, number: Option<u64>, year: i64, months: &[u64; 12], most: u64) -> Markup {
    html! {
        div.year {
            span.name { (year) }
            ol {
                @for (at, events) in months.iter().enumerate() {
                    @let short = ctx.t(&format!("month-short-{}", at + 1));
                    @let height = (events * 8).div_ceil(most.max(1)).min(8);
                    li {
                        @if *events == 0 {
                            span.none aria-hidden="true" { (short) }
                        } @else {
                            a class=(format!("b{height}")) href=(ctx.url(&path("timeline", number, &format!("m={}", year * 12 + at as i64)))) {
                                span aria-hidden="true" { (short) }
                                span.hidden {
                                    (told::month(ctx, year, at as u8 + 1)) ", "
                                    (ctx.tw("count-events", &[("n", (*events).into())]))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
