//! Drawings of what connects accounts: accounts beside what they show, a Tippett plot, hours of the week.
//! Each has words for who does not see it, and a table stands below each. It must not know a case.

use super::compose::Composer;
use super::page::{LEFT, Line2, Mark, Op};
use super::table::Align;
use super::tags::SlotId;
use super::text::{Family, INK, QUIET, RULE, Span, Style, TEAL};

/// A line from an account to something that it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tie {
    /// Number of the account, from 0.
    pub account: usize,
    /// Number of the thing, from 0.
    pub thing: usize,
    /// Drawn whole; else broken.
    pub whole: bool,
}

/// The name of a thing: A to Z, then AA.
pub fn letter(nth: usize) -> String {
    let own = char::from(b'A' + (nth % 26) as u8);
    match nth / 26 {
        0 => own.to_string(),
        more => format!("{}{own}", letter(more - 1)),
    }
}

const WIDE: f32 = 300.0;
const SMALL: Style = Style::new(Family::Regular, 7.0, QUIET);

/// Points that a graph takes, so that its heading can stand on the same page.
pub fn graph_height(accounts: usize, things: usize) -> f32 {
    accounts.max(things).max(1) as f32 * row(accounts, things) + 14.0
}

fn row(accounts: usize, things: usize) -> f32 {
    (420.0 / accounts.max(things).max(1) as f32).clamp(9.0, 18.0)
}

/// The height of a plot.
const PLOT: f32 = 130.0;

impl Composer<'_, '_> {
    /// Accounts by number on the left, things by letter on the right, a line where an account shows a thing.
    pub fn graph(&mut self, accounts: usize, things: usize, ties: &[Tie], words: &str) {
        self.take_down(|plain| plain.graph(accounts, things, ties, words));
        let step = row(accounts, things);
        let tall = accounts.max(things).max(1) as f32 * step;
        self.need(graph_height(accounts, things));
        let top = self.y;
        let at = |nth: usize, of: usize| top + (nth as f32 + 0.5) * tall / of.max(1) as f32;
        let (left, right) = (LEFT + 26.0, LEFT + 26.0 + WIDE);
        let mark = self.begin_drawing(words, (LEFT, top, WIDE + 60.0, tall));
        for whole in [true, false] {
            let lines: Vec<Line2> = ties
                .iter()
                .filter(|tie| tie.whole == whole)
                .map(|tie| {
                    vec![
                        (left, at(tie.account, accounts)),
                        (right, at(tie.thing, things)),
                    ]
                })
                .collect();
            let dash = (!whole).then_some((3.0, 2.4));
            self.strokes(lines, 0.8, dash, TEAL, mark);
        }
        let node = |x: f32, y: f32| (x - 2.6, y - 2.6, 5.2, 5.2);
        let areas = (0..accounts)
            .map(|nth| node(left, at(nth, accounts)))
            .chain((0..things).map(|nth| node(right, at(nth, things))))
            .collect();
        self.push(Op::Fill {
            areas,
            colour: INK,
            mark: Mark::Slot(mark),
        });
        for nth in 0..accounts {
            self.tick(
                (nth + 1).to_string(),
                left - 18.0,
                at(nth, accounts) - 4.5,
                mark,
            );
        }
        for nth in 0..things {
            self.tick(letter(nth), right + 7.0, at(nth, things) - 4.5, mark);
        }
        self.end_drawing();
        self.y = top + tall + 10.0;
    }

    /// Shares of pairs at or above each ratio, from 1/100 to 100 in even steps of its logarithm: pairs by one
    /// person whole, by two broken. `marks` are base-10 logarithms of ratios, at the bottom.
    pub fn tippett(&mut self, same: &[f64], different: &[f64], marks: &[f64], words: &str) {
        self.take_down(|plain| plain.tippett(same, different, marks, words));
        self.need(PLOT + 24.0);
        let (top, left) = (self.y, LEFT + 26.0);
        let bottom = top + PLOT;
        let x = |log10: f64| left + (log10.clamp(-2.0, 2.0) as f32 + 2.0) / 4.0 * WIDE;
        let y = |share: f64| bottom - share.clamp(0.0, 1.0) as f32 * (PLOT - 6.0);
        let line = |shares: &[f64]| -> Line2 {
            let steps = shares.len().saturating_sub(1).max(1) as f64;
            let each = shares.iter().enumerate();
            each.map(|(nth, share)| (x(nth as f64 / steps * 4.0 - 2.0), y(*share)))
                .collect()
        };
        let mark = self.begin_drawing(words, (LEFT, top, WIDE + 40.0, PLOT + 14.0));
        let axes = vec![
            vec![(left, top), (left, bottom)],
            vec![(left, bottom), (left + WIDE, bottom)],
        ];
        self.strokes(axes, 0.5, None, QUIET, mark);
        self.strokes(vec![line(same)], 1.4, None, TEAL, mark);
        self.strokes(vec![line(different)], 1.2, Some((3.0, 2.4)), INK, mark);
        let own = marks
            .iter()
            .map(|mark| vec![(x(*mark), bottom - 7.0), (x(*mark), bottom)]);
        self.strokes(own.collect(), 1.0, None, TEAL, mark);
        for (log10, says) in [
            (-2.0, "1/100"),
            (-1.0, "1/10"),
            (0.0, "1"),
            (1.0, "10"),
            (2.0, "100"),
        ] {
            self.tick(says.into(), x(log10) - 8.0, bottom + 3.0, mark);
        }
        for (share, says) in [(0.0, "0"), (0.5, "0.5"), (1.0, "1")] {
            self.tick(says.into(), LEFT + 6.0, y(share) - 4.5, mark);
        }
        self.end_drawing();
        self.y = bottom + 20.0;
    }

    /// Counts by weekday, Monday first, and hour: a field each, the larger the more.
    pub fn week(&mut self, hours: &[[u64; 24]; 7], words: &str) {
        const CELL: f32 = 12.0;
        const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
        self.take_down(|plain| plain.week(hours, words));
        let tall = 7.0 * CELL;
        self.need(tall + 24.0);
        let (top, left) = (self.y, LEFT + 26.0);
        let most = hours.iter().flatten().copied().max().unwrap_or(0).max(1);
        let mark = self.begin_drawing(words, (LEFT, top, 26.0 + 24.0 * CELL, tall + 12.0));
        let lines = (0..=7)
            .map(|day| {
                vec![
                    (left, top + day as f32 * CELL),
                    (left + 24.0 * CELL, top + day as f32 * CELL),
                ]
            })
            .chain((0..=24).map(|hour| {
                let x = left + hour as f32 * CELL;
                vec![(x, top), (x, top + tall)]
            }));
        self.strokes(lines.collect(), 0.3, None, RULE, mark);
        let mut areas = Vec::new();
        for (day, row) in hours.iter().enumerate() {
            for (hour, count) in row.iter().enumerate().filter(|(_, count)| **count > 0) {
                // Its area, not its side, is the count.
                let side = ((*count as f64 / most as f64).sqrt() as f32 * (CELL - 1.5)).max(1.6);
                let at = (CELL - side) / 2.0;
                areas.push((
                    left + hour as f32 * CELL + at,
                    top + day as f32 * CELL + at,
                    side,
                    side,
                ));
            }
        }
        self.push(Op::Fill {
            areas,
            colour: TEAL,
            mark: Mark::Slot(mark),
        });
        for (day, name) in DAYS.iter().enumerate() {
            self.tick((*name).into(), LEFT, top + day as f32 * CELL + 1.0, mark);
        }
        for hour in [0, 6, 12, 18] {
            let x = left + hour as f32 * CELL;
            self.tick(format!("{hour:02}"), x, top + tall + 2.0, mark);
        }
        self.end_drawing();
        self.y = top + tall + 18.0;
    }

    /// Begins a figure with its words; what is drawn belongs to the slot.
    fn begin_drawing(&mut self, words: &str, area: (f32, f32, f32, f32)) -> SlotId {
        let figure = self.figure_tag(words, area);
        self.tags.open(figure);
        self.tags.slot()
    }

    fn end_drawing(&mut self) {
        self.tags.close();
    }

    fn strokes(
        &mut self,
        lines: Vec<Line2>,
        width: f32,
        dash: Option<(f32, f32)>,
        colour: super::text::Colour,
        mark: SlotId,
    ) {
        if !lines.is_empty() {
            self.push(Op::Lines {
                lines,
                width,
                dash,
                colour,
                mark: Mark::Slot(mark),
            });
        }
    }

    fn tick(&mut self, text: String, x: f32, y: f32, mark: SlotId) {
        let spans = [Span::new(text, SMALL)];
        let mut mark = Mark::Slot(mark);
        for line in self.lay(&spans, 40.0, Align::Start).into_iter().take(1) {
            self.put_line(line, &spans, x, y, &mut mark);
        }
    }
}
