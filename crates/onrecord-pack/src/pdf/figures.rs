//! What is drawn and not flowed: covered tiles, pictures, bar charts, label boxes, QR codes. It
//! must not know what a case is. Every figure has words for who does not see it.

use super::blocks::ENTRY_GUTTER;
use super::compose::Composer;
use super::lines::Line;
use super::page::{BOTTOM, CONTENT_WIDTH, LEFT, Mark, Op, TOP};
use super::picture::Picture;
use super::table::Align;
use super::text::{Family, INK, QUIET, Span, Style, TEAL, TINT};
use krilla::geom::Rect;
use krilla::tagging::{BBox, Tag};
use std::sync::Arc;

/// A bar of a chart.
#[derive(Clone, Debug)]
pub struct Bar<'a> {
    /// Printed below the bar where it is not empty.
    pub label: &'a str,
    /// Its height.
    pub value: u64,
}

/// The longest side of a picture, in points.
pub const PICTURE: f32 = 250.0;
/// What a tile of five lines takes, in points: a place and a long name.
pub const TILE: f32 = 84.0;
const GRID_EDGE: f32 = 16.0;

fn grid_unit(side: usize) -> f32 {
    (300.0 / side.max(1) as f32).min(20.0)
}

/// Points that a grid takes, so that its heading can stand on the same page.
pub fn grid_height(side: usize) -> f32 {
    grid_unit(side) * side as f32 + GRID_EDGE + 10.0
}

/// How one field of a grid is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Square {
    /// All of it.
    Full,
    /// Its outline, broken.
    Broken,
    /// A small one in its middle.
    Small,
}

impl Composer<'_, '_> {
    /// Half a grid of numbered rows and columns, with the fields above the diagonal drawn.
    pub fn grid(&mut self, side: usize, fields: &[(usize, usize, Square)], words: &str) {
        let unit = grid_unit(side);
        let whole = unit * side as f32;
        let edge = GRID_EDGE;
        self.need(grid_height(side));
        let (left, top) = (LEFT + edge, self.y + edge);
        let mut areas = Vec::new();
        for (row, column, square) in fields {
            let (x, y) = (left + *column as f32 * unit, top + *row as f32 * unit);
            let inner = unit * 0.76;
            let (x, y) = (x + unit * 0.12, y + unit * 0.12);
            match square {
                Square::Full => areas.push((x, y, inner, inner)),
                Square::Small => {
                    let small = inner * 0.3;
                    let at = (inner - small) / 2.0;
                    areas.push((x + at, y + at, small, small));
                }
                Square::Broken => {
                    let (dash, line) = (inner * 0.36, (inner * 0.12).max(0.5));
                    for at in [0.0, inner - dash] {
                        areas.push((x + at, y, dash, line));
                        areas.push((x + at, y + inner - line, dash, line));
                        areas.push((x, y + at, line, dash));
                        areas.push((x + inner - line, y + at, line, dash));
                    }
                }
            }
        }
        let figure = self.figure_tag(words, (LEFT, self.y, whole + edge, whole + edge));
        self.tags.open(figure);
        let mark = Mark::Slot(self.tags.slot());
        self.push(Op::Fill {
            areas,
            colour: TEAL,
            mark,
        });
        let small = Style::new(Family::Regular, (unit * 0.5).clamp(4.5, 7.0), QUIET);
        for nth in 0..side {
            let spans = [Span::new((nth + 1).to_string(), small)];
            for (x, y) in [
                (LEFT, top + nth as f32 * unit + unit * 0.2),
                (left + nth as f32 * unit + unit * 0.2, self.y),
            ] {
                let mut mark = mark;
                for line in self.lay(&spans, 30.0, Align::Start).into_iter().take(1) {
                    self.put_line(line, &spans, x, y, &mut mark);
                }
            }
        }
        self.tags.close();
        for nth in 0..side {
            let at = nth as f32 * unit;
            self.ornament(
                (left + at, top + at + unit / 2.0 - 0.3, unit * 0.4, 0.6),
                QUIET,
            );
        }
        self.y = top + whole + 8.0;
    }

    /// A tile in the place of a picture that is not shown.
    pub fn tile(&mut self, words: &str) {
        let spans = [Span::new(words, Style::CELL.coloured(QUIET))];
        let width = 250.0;
        let lines = self.lay(&spans, width - 20.0, Align::Start);
        let height = lines.iter().map(|line| line.height).sum::<f32>() + 16.0;
        self.need(height + 6.0);
        let (x, y) = (LEFT + ENTRY_GUTTER, self.y);
        self.ornament((x, y, width, height), TINT);
        self.tags.open(Tag::P);
        let mut mark = Mark::Slot(self.tags.slot());
        let mut at = y + 8.0;
        for line in lines {
            let step = line.height;
            self.put_line(line, &spans, x + 10.0, at, &mut mark);
            at += step;
        }
        self.tags.close();
        self.y = y + height + 7.0;
    }

    /// A picture, no larger than [`PICTURE`] either way, with its words for who does not see it and
    /// below it.
    pub fn picture(&mut self, picture: &Arc<Picture>, words: &str) {
        let (width, height) = picture.fit(PICTURE, PICTURE);
        let caption = [Span::new(words, Style::SMALL.sized(8.0))];
        let lines = self.lay(&caption, CONTENT_WIDTH - ENTRY_GUTTER, Align::Start);
        let below: f32 = lines.iter().map(|line| line.height).sum();
        self.need(height + below + 8.0);
        let area = (LEFT + ENTRY_GUTTER, self.y, width, height);
        self.count_picture(picture.size());
        let figure = self.figure_tag(words, area);
        self.tags.open(figure);
        let mark = Mark::Slot(self.tags.slot());
        let picture = Arc::clone(picture);
        self.push(Op::Picture {
            picture,
            area,
            mark,
        });
        self.tags.close();
        self.y += height + 2.0;
        self.tags.open(Tag::P);
        self.flow(lines, &caption, LEFT + ENTRY_GUTTER);
        self.tags.close();
        self.space(6.0);
    }

    pub(super) fn figure_tag(
        &self,
        words: &str,
        area: (f32, f32, f32, f32),
    ) -> krilla::tagging::TagKind {
        let bbox = Rect::from_xywh(area.0, area.1, area.2, area.3)
            .map(|rect| BBox::new(self.here().page, rect));
        Tag::Figure(Some(super::escapes::plain(words)))
            .with_bbox(bbox)
            .into()
    }

    /// A bar chart with a baseline, the highest value written at its bar. A table must stand
    /// below it: the chart alone says nothing exact.
    pub fn bars(&mut self, bars: &[Bar<'_>], words: &str) {
        let height = 84.0;
        self.need(height + 40.0);
        let highest = bars.iter().map(|bar| bar.value).max().unwrap_or(0).max(1);
        let step = CONTENT_WIDTH / bars.len().max(1) as f32;
        let step = step.min(34.0);
        let top = self.y + 12.0;
        let areas: Vec<_> = bars
            .iter()
            .enumerate()
            .filter(|(_, bar)| bar.value > 0)
            .map(|(nth, bar)| {
                let tall = (bar.value as f64 / highest as f64) as f32 * height;
                let tall = tall.max(0.8);
                let wide = (step * 0.74).max(0.6);
                (
                    LEFT + nth as f32 * step + (step - wide) / 2.0,
                    top + height - tall,
                    wide,
                    tall,
                )
            })
            .collect();
        let whole = (LEFT, top - 12.0, CONTENT_WIDTH, height + 24.0);
        let figure = self.figure_tag(words, whole);
        self.tags.open(figure);
        let mark = Mark::Slot(self.tags.slot());
        self.push(Op::Fill {
            areas,
            colour: TEAL,
            mark,
        });
        let small = Style::new(Family::Regular, 7.0, QUIET);
        let mut labels: Vec<(f32, f32, String)> = bars
            .iter()
            .enumerate()
            .filter(|(_, bar)| !bar.label.is_empty())
            .map(|(nth, bar)| {
                (
                    LEFT + nth as f32 * step,
                    top + height + 3.0,
                    bar.label.to_owned(),
                )
            })
            .collect();
        if let Some((nth, bar)) = bars
            .iter()
            .enumerate()
            .find(|(_, bar)| bar.value == highest)
        {
            labels.push((LEFT + nth as f32 * step, top - 11.0, bar.value.to_string()));
        }
        for (x, y, label) in labels {
            let spans = [Span::new(label, small)];
            let mut mark = mark;
            for line in self.lay(&spans, 60.0, Align::Start).into_iter().take(1) {
                self.put_line(line, &spans, x, y, &mut mark);
            }
        }
        self.tags.close();
        self.ornament((LEFT, top + height, CONTENT_WIDTH, 0.6), QUIET);
        self.y = top + height + 18.0;
    }

    /// Two label boxes side by side, or one: to cut out, sign and fix to an exhibit. Each is a
    /// title and lines; a line that ends with a colon gets a rule to write on.
    pub fn labels(&mut self, labels: &[(String, Vec<String>)]) {
        self.take_down(|plain| {
            plain.table(std::iter::empty());
            for (title, lines) in labels {
                plain.row(&[
                    vec![Span::body(title.as_str())],
                    vec![Span::body(lines.join("\n"))],
                ]);
            }
            plain.end_table();
        });
        let gap = 14.0;
        let width = (CONTENT_WIDTH - gap) / 2.0;
        for pair in labels.chunks(2) {
            let mut laid = Vec::new();
            for (title, lines) in pair {
                let mut rows = Vec::new();
                let heading = vec![Span::new(title.as_str(), Style::BOLD.sized(13.0))];
                rows.push((
                    self.lay(&heading, width - 20.0, Align::Start),
                    heading,
                    false,
                ));
                for line in lines {
                    let spans = vec![Span::new(line.as_str(), Style::CELL.sized(8.0))];
                    let write_on = line.ends_with(':');
                    rows.push((
                        self.lay(&spans, width - 20.0, Align::Start),
                        spans,
                        write_on,
                    ));
                }
                laid.push(rows);
            }
            let height_of = |rows: &Vec<(Vec<Line>, Vec<Span<'_>>, bool)>| {
                rows.iter()
                    .map(|(lines, _, write_on)| {
                        lines.iter().map(|line| line.height).sum::<f32>()
                            + if *write_on { 9.0 } else { 1.0 }
                    })
                    .sum::<f32>()
                    + 20.0
            };
            let height = laid.iter().map(height_of).fold(0.0_f32, f32::max);
            let height = height.min(BOTTOM - TOP);
            self.need(height + gap);
            let top = self.y;
            for (nth, rows) in laid.into_iter().enumerate() {
                let x = LEFT + nth as f32 * (width + gap);
                for area in [
                    (x, top, width, 0.7),
                    (x, top + height, width, 0.7),
                    (x, top, 0.7, height),
                    (x + width, top, 0.7, height + 0.7),
                ] {
                    self.ornament(area, QUIET);
                }
                let mut y = top + 9.0;
                self.tags.open(Tag::Div);
                for (lines, spans, write_on) in rows {
                    self.tags.open(Tag::P);
                    let mut mark = Mark::Slot(self.tags.slot());
                    if write_on {
                        y += 8.0;
                    }
                    for line in lines {
                        let step = line.height;
                        let end = x + 10.0 + line.width + 4.0;
                        self.put_line(line, &spans, x + 10.0, y, &mut mark);
                        y += step;
                        if write_on {
                            let rule = (end, y - 2.5, (x + width - 10.0 - end).max(1.0), 0.5);
                            self.ornament(rule, QUIET);
                        }
                    }
                    y += 1.0;
                    self.tags.close();
                }
                self.tags.close();
            }
            self.y = top + height + gap;
        }
    }

    /// Dark squares of a QR code as one figure, in the middle of the content.
    pub fn squares(&mut self, side: usize, dark: &dyn Fn(usize, usize) -> bool, words: &str) {
        // Four light squares all round belong to the code.
        let unit = (200.0 / (side + 8) as f32).min(4.0);
        let whole = unit * (side + 8) as f32;
        self.need(whole);
        let (x, y) = (LEFT + (CONTENT_WIDTH - whole) / 2.0, self.y);
        let mut areas = Vec::new();
        for row in 0..side {
            for column in (0..side).filter(|column| dark(*column, row)) {
                let at = |nth: usize| (nth + 4) as f32 * unit;
                areas.push((x + at(column), y + at(row), unit, unit));
            }
        }
        let figure = self.figure_tag(words, (x, y, whole, whole));
        self.tags.open(figure);
        let mark = Mark::Slot(self.tags.slot());
        self.push(Op::Fill {
            areas,
            colour: INK,
            mark,
        });
        self.tags.close();
        self.y += whole;
    }
}
