//! Charts of what connects accounts: accounts beside what they show, and a Tippett plot. As the other
//! charts, each says nothing that the table below it does not say; knows no case.

use super::WIDTH;
use maud::{Markup, html};

/// A line from an account to something that it shows.
pub struct Tie {
    /// Number of the account, from 0.
    pub account: usize,
    /// Number of the thing, from 0.
    pub thing: usize,
    /// The user confirmed that account with another one; else it is only proposed.
    pub confirmed: bool,
}

/// The name of a thing: A to Z, then AA.
pub fn letter(nth: usize) -> String {
    let own = char::from(b'A' + (nth % 26) as u8);
    match nth / 26 {
        0 => own.to_string(),
        more => format!("{}{own}", letter(more - 1)),
    }
}

/// Accounts by number on the left, things by letter on the right, a line where an account shows a thing:
/// whole where the account is confirmed, broken where it is proposed. `label` is read in place of it.
pub fn graph(accounts: usize, things: usize, ties: &[Tie], label: &str) -> Markup {
    const ROW: usize = 22;
    const EDGE: usize = 12;
    let rows = accounts.max(things).max(1);
    let tall = rows * ROW + EDGE;
    // The shorter side is spread over the same height.
    let at =
        |nth: usize, of: usize| EDGE + (2 * nth + 1) * (rows * ROW) / (2 * of.max(1)) - ROW / 4;
    let (left, right) = (26, WIDTH - 26);
    html! {
        svg.chart.graph viewBox=(format!("0 0 {WIDTH} {tall}")) role="img" aria-label=(label) {
            @for tie in ties {
                line.tie.proposed[!tie.confirmed] x1=(left) y1=(at(tie.account, accounts)) x2=(right) y2=(at(tie.thing, things)) {}
            }
            @for nth in 0..accounts {
                circle.node cx=(left) cy=(at(nth, accounts)) r="5" {}
                text.tick.end x=(left - 9) y=(at(nth, accounts) + 3) { (nth + 1) }
            }
            @for nth in 0..things {
                rect.node x=(right - 5) y=(at(nth, things) - 5) width="10" height="10" {}
                text.tick x=(right + 9) y=(at(nth, things) + 3) { (letter(nth)) }
            }
        }
    }
}

/// Shares of pairs at or above each ratio, from 1/100 to 100 in even steps of its logarithm: one line for
/// pairs by one person, a broken one for pairs by two. `marks` are base-10 logarithms of this case's ratios.
pub fn tippett(
    same: &[f64],
    different: &[f64],
    marks: &[f64],
    ends: [&str; 2],
    label: &str,
) -> Markup {
    const TALL: f64 = 150.0;
    const LEFT: f64 = 30.0;
    let wide = WIDTH as f64 - LEFT - 8.0;
    let x = |log10: f64| LEFT + (log10.clamp(-2.0, 2.0) + 2.0) / 4.0 * wide;
    let y = |share: f64| 6.0 + (1.0 - share.clamp(0.0, 1.0)) * (TALL - 6.0);
    let points = |shares: &[f64]| {
        let steps = shares.len().saturating_sub(1).max(1) as f64;
        let each = shares.iter().enumerate().map(|(nth, share)| {
            format!("{:.1},{:.1}", x(nth as f64 / steps * 4.0 - 2.0), y(*share))
        });
        each.collect::<Vec<_>>().join(" ")
    };
    html! {
        svg.chart.tippett viewBox=(format!("0 0 {WIDTH} {}", TALL + 34.0)) role="img" aria-label=(label) {
            line.axis x1=(LEFT) y1=(TALL) x2=(WIDTH) y2=(TALL) {}
            line.axis x1=(LEFT) y1="6" x2=(LEFT) y2=(TALL) {}
            @for (share, says) in [(0.0, "0"), (0.5, "0.5"), (1.0, "1")] {
                text.tick.end x=(LEFT - 4.0) y=(format!("{:.1}", y(share) + 3.0)) { (says) }
            }
            @for (log10, says) in [(-2.0, "1/100"), (-1.0, "1/10"), (0.0, "1"), (1.0, "10"), (2.0, "100")] {
                text.tick.middle x=(format!("{:.1}", x(log10))) y=(TALL + 13.0) { (says) }
            }
            polyline.same points=(points(same)) {}
            polyline.different points=(points(different)) {}
            @for mark in marks {
                line.mark x1=(format!("{:.1}", x(*mark))) x2=(format!("{:.1}", x(*mark))) y1=(TALL - 7.0) y2=(TALL) {}
            }
            line.same x1=(LEFT) x2=(LEFT + 24.0) y1=(TALL + 26.0) y2=(TALL + 26.0) {}
            text.tick x=(LEFT + 29.0) y=(TALL + 29.0) { (ends[0]) }
            line.different x1=(LEFT + 160.0) x2=(LEFT + 184.0) y1=(TALL + 26.0) y2=(TALL + 26.0) {}
            text.tick x=(LEFT + 189.0) y=(TALL + 29.0) { (ends[1]) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_number_of_nodes_stays_inside_and_words_stay_words() {
        for (accounts, things) in [(0, 0), (1, 1), (2, 24), (40, 1), (40, 30)] {
            let ties: Vec<Tie> = (0..accounts * things)
                .map(|nth| Tie {
                    account: nth % accounts,
                    thing: nth / accounts,
                    confirmed: nth % 2 == 0,
                })
                .collect();
            let drawn = graph(accounts, things, &ties, "<b>\"").into_string();
            assert_eq!(drawn.matches("<circle").count(), accounts);
            assert_eq!(drawn.matches("<line").count(), ties.len());
            assert!(!drawn.contains("<b>") && !drawn.contains("style="));
        }
        assert_eq!(
            (letter(0), letter(25), letter(26)),
            ("A".into(), "Z".into(), "AA".into())
        );
    }

    #[test]
    fn a_plot_of_nothing_or_of_nonsense_is_drawn() {
        for shares in [&[][..], &[0.5], &[2.0, -1.0, f64::NAN]] {
            let drawn =
                tippett(shares, shares, &[9.0, -9.0], ["one", "<two>"], "plot").into_string();
            assert!(!drawn.contains("<two>") && drawn.contains("polyline"));
        }
    }
}
