//! Charts as SVG, drawn from counts: bars by month, hours of the week, a line of small bars. Colours
//! come from the stylesheet, so that the same chart shows in the dark and prints. Each chart says
//! nothing that the table below it does not say; knows no case.

pub mod linked;

use maud::{Markup, html};

/// A chart's width in its own units. It grows and shrinks with the page.
const WIDTH: usize = 360;

/// One bar.
pub struct BarOf {
    /// How many.
    pub events: u64,
    /// What a pointer that rests on it is told.
    pub says: String,
    /// Where it leads, as a whole address; nowhere where nothing is.
    pub go: Option<String>,
    /// What stands below it, where there is room.
    pub below: Option<String>,
}

/// The height of a bar of `most` units. What is not nothing shows.
fn height(events: u64, of: u64, most: usize) -> usize {
    if events == 0 || of == 0 {
        return 0;
    }
    let share = u128::from(events) * most as u128 / u128::from(of);
    (share as usize).clamp(2, most)
}

/// Bars side by side. The table below has the same numbers and links, so this is hidden from screen
/// readers and left out of the order of the Tab key.
pub fn bars(bars: &[BarOf]) -> Markup {
    const HEIGHT: usize = 96;
    const BELOW: usize = 16;
    let most = bars.iter().map(|bar| bar.events).max().unwrap_or_default();
    let count = bars.len().max(1);
    let gap = if count > 90 { 0 } else { 1 };
    // In thousandths, so that many bars fill the width evenly without fractions of their own.
    let left = |at: usize| at * WIDTH * 1_000 / count;
    let thousandth = |n: usize| format!("{}.{:03}", n / 1_000, n % 1_000);
    html! {
        svg.chart.bars viewBox=(format!("0 0 {WIDTH} {}", HEIGHT + BELOW)) aria-hidden="true" focusable="false" {
            line.axis x1="0" y1=(HEIGHT) x2=(WIDTH) y2=(HEIGHT) {}
            @for (at, bar) in bars.iter().enumerate() {
                @let (x, end) = (left(at), left(at + 1));
                @let tall = height(bar.events, most, HEIGHT - 4);
                @let width = (end - x).saturating_sub(gap * 1_000).max(600);
                @let drawn = html! {
                    rect.bar x=(thousandth(x)) y=(HEIGHT - tall) width=(thousandth(width)) height=(tall) {
                        title { (bar.says) }
                    }
                };
                @match &bar.go {
                    Some(go) if bar.events > 0 => a href=(go) tabindex="-1" {
                        // The whole height can be pressed, not only a low bar.
                        rect.press x=(thousandth(x)) y="0" width=(thousandth(width)) height=(HEIGHT) { title { (bar.says) } }
                        (drawn)
                    },
                    _ => (drawn),
                }
                @if let Some(below) = &bar.below {
                    text.tick x=(thousandth(x)) y=(HEIGHT + 12) { (below) }
                }
            }
        }
    }
}

/// A line of small bars, for many lines of the same width below each other. `most` is shared, so that
/// they can be compared.
pub fn strip(counts: &[u64], most: u64) -> Markup {
    const HEIGHT: usize = 32;
    let count = counts.len().max(1);
    let left = |at: usize| at * WIDTH * 10 / count;
    let tenth = |n: usize| format!("{}.{}", n / 10, n % 10);
    html! {
        svg.chart.strip viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            line.axis x1="0" y1=(HEIGHT) x2=(WIDTH) y2=(HEIGHT) {}
            @for (at, events) in counts.iter().enumerate() {
                @let tall = height(*events, most, HEIGHT - 1);
                @if tall > 0 {
                    @let width = (left(at + 1) - left(at)).max(10);
                    rect.bar x=(tenth(left(at))) y=(HEIGHT - tall) width=(tenth(width)) height=(tall) {}
                }
            }
        }
    }
}

/// How dark a cell is: 0 for nothing, to 5 for the most.
fn shade(events: u64, most: u64) -> u8 {
    if events == 0 || most == 0 {
        return 0;
    }
    (u128::from(events) * 5).div_ceil(u128::from(most)).min(5) as u8
}

/// Hours of the week, a row each day. `says` is what a pointer on a cell is told. `label` is read in
/// place of the picture: the sentence above it.
pub fn week(
    hours: &[[u64; 24]; 7],
    days: &[String; 7],
    label: &str,
    says: impl Fn(usize, usize, u64) -> String,
) -> Markup {
    const CELL: usize = 13;
    const LEFT: usize = WIDTH - 24 * CELL - 4;
    let most = hours.iter().flatten().copied().max().unwrap_or_default();
    let tall = 7 * CELL + 16;
    html! {
        svg.chart.week viewBox=(format!("0 0 {WIDTH} {tall}")) role="img" aria-label=(label) {
            @for (day, (row, name)) in hours.iter().zip(days).enumerate() {
                text.tick x="0" y=(day * CELL + 10) { (name) }
                @for (hour, events) in row.iter().enumerate() {
                    rect class=(format!("cell s{}", shade(*events, most)))
                        x=(LEFT + hour * CELL) y=(day * CELL) width=(CELL - 1) height=(CELL - 1) {
                        title { (says(day, hour, *events)) }
                    }
                }
            }
            @for hour in [0, 6, 12, 18] {
                text.tick x=(LEFT + hour * CELL) y=(7 * CELL + 12) { (format!("{hour:02}")) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(events: u64) -> BarOf {
        BarOf {
            events,
            says: "<b>\"&".into(),
            go: Some("/w/0/timeline?m=1\"><script>".into()),
            below: Some("<2024>".into()),
        }
    }

    #[test]
    fn words_and_addresses_stay_words_and_addresses() {
        let drawn = bars(&[bar(3), bar(0)]).into_string();
        assert!(!drawn.contains("<b>") && !drawn.contains("<script>") && !drawn.contains("<2024>"));
        assert!(drawn.contains("&lt;b&gt;"));
        assert!(!drawn.contains("style="));
        // What is nothing leads nowhere.
        assert_eq!(drawn.matches("<a ").count(), 1);
        assert_eq!(drawn.matches("tabindex=\"-1\"").count(), 1);
    }

    #[test]
    fn heights_keep_proportion_and_nothing_is_nothing() {
        assert_eq!((height(0, 9, 92), height(0, 0, 92)), (0, 0));
        assert_eq!((height(9, 9, 92), height(1, u64::MAX, 92)), (92, 2));
        assert_eq!(height(u64::MAX, u64::MAX, 92), 92);
        assert_eq!(height(5, 10, 92), 46);
        let shades: Vec<u8> = [0, 1, 20, 21, 80, 81, 100].map(|n| shade(n, 100)).into();
        assert_eq!(shades, [0, 1, 1, 2, 4, 5, 5]);
        assert_eq!(shade(u64::MAX, u64::MAX), 5);
    }

    #[test]
    fn any_number_of_bars_stays_within_the_width() {
        for count in [0, 1, 12, 91, 180, 1_000] {
            let all: Vec<BarOf> = (0..count).map(|_| bar(1)).collect();
            let drawn = bars(&all).into_string();
            assert_eq!(drawn.matches("<rect class=\"bar\"").count(), count);
            let counts: Vec<u64> = (0..count as u64).collect();
            let drawn = strip(&counts, count as u64).into_string();
            assert!(drawn.matches("<rect").count() <= count);
        }
    }

    #[test]
    fn a_week_has_every_hour_and_a_name() {
        let mut hours = [[0; 24]; 7];
        hours[6][23] = 4;
        let days = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "<Su>"].map(String::from);
        let drawn = week(&hours, &days, "Most on \"Sundays\"", |day, hour, n| {
            format!("{day} {hour} {n}")
        })
        .into_string();
        assert_eq!(drawn.matches("<rect").count(), 7 * 24);
        assert_eq!(drawn.matches("cell s5").count(), 1);
        assert!(drawn.contains("aria-label=\"Most on &quot;Sundays&quot;\""));
        assert!(!drawn.contains("<Su>"));
    }
}
