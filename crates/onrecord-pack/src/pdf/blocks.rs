//! Blocks: headings, paragraphs, lists, facts, transcript entries, tiles, figures, charts, label
//! boxes, QR codes. It must not know what a case is.

use super::compose::{Bookmark, Composer};
use super::page::{BOTTOM, CONTENT_WIDTH, LEFT, Mark, Op, TOP};
use super::picture::Picture;
use super::table::{Align, Cell};
use super::text::{Family, INK, QUIET, RULE, Span, Style, TEAL, TINT};
use krilla::geom::Rect;
use krilla::tagging::{BBox, ListNumbering, TableHeaderScope, Tag};
use std::num::NonZeroU16;
use std::sync::Arc;

/// A named fact.
#[derive(Clone, Debug)]
pub struct KeyValue<'a> {
    /// Its name.
    pub key: &'a str,
    /// What is said.
    pub value: Vec<Span<'a>>,
}

impl<'a> KeyValue<'a> {
    /// A fact.
    pub fn new(key: &'a str, value: Vec<Span<'a>>) -> Self {
        Self { key, value }
    }
}

/// A bar of a chart.
#[derive(Clone, Debug)]
pub struct Bar<'a> {
    /// Printed below the bar where it is not empty.
    pub label: &'a str,
    /// Its height.
    pub value: u64,
}

const ENTRY_GUTTER: f32 = 44.0;
const KEY_WIDTH: f32 = 118.0;

impl Composer<'_, '_> {
    /// A heading of level 1 to 3, with a bookmark. It never stands alone at a page's end.
    pub fn heading(&mut self, level: u8, title: &str) {
        let (size, before, after, colour) = match level {
            1 => (17.0, 20.0, 8.0, TEAL),
            2 => (12.5, 16.0, 5.0, INK),
            _ => (10.5, 11.0, 3.0, TEAL),
        };
        self.heading_styled(level, title, size, before, after, colour, true);
    }

    /// The title of a document: the heading of level 1 on its first page, larger.
    pub fn title(&mut self, title: &str) {
        self.heading_styled(1, title, 22.0, 0.0, 4.0, INK, true);
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one private place where headings are made"
    )]
    fn heading_styled(
        &mut self,
        level: u8,
        title: &str,
        size: f32,
        before: f32,
        after: f32,
        colour: super::text::Colour,
        bookmark: bool,
    ) {
        let spans = [Span::new(title, Style::new(Family::Bold, size, colour))];
        let lines = self.lay(&spans, CONTENT_WIDTH, Align::Start);
        let height: f32 = lines.iter().map(|line| line.height).sum();
        self.need(before + height + after + 54.0);
        self.space(before);
        if bookmark {
            let here = self.here();
            self.bookmarks.push(Bookmark {
                level,
                title: super::escapes::plain(title),
                page: here.page,
                y: here.y,
            });
        }
        let number = NonZeroU16::new(u16::from(level.max(1))).unwrap_or(NonZeroU16::MIN);
        self.tags
            .open(Tag::Hn(number, Some(super::escapes::plain(title))));
        self.flow(lines, &spans, LEFT);
        self.tags.close();
        self.y += after;
    }

    /// A paragraph over the content's width.
    pub fn paragraph(&mut self, spans: &[Span<'_>]) {
        self.paragraph_in(spans, 0.0, Align::Start);
        self.space(5.0);
    }

    /// A paragraph with an indent, and no space after it.
    pub fn paragraph_in(&mut self, spans: &[Span<'_>], indent: f32, align: Align) {
        let lines = self.lay(spans, CONTENT_WIDTH - indent, align);
        self.tags.open(Tag::P);
        self.flow(lines, spans, LEFT + indent);
        self.tags.close();
    }

    /// Words that are somebody's, set apart by a hairline at their side.
    pub fn quotation(&mut self, spans: &[Span<'_>]) {
        let indent = 14.0;
        let lines = self.lay(spans, CONTENT_WIDTH - indent, Align::Start);
        self.need(28.0);
        self.tags.open(Tag::BlockQuote);
        self.tags.open(Tag::P);
        let mut rest = lines.into_iter().peekable();
        while rest.peek().is_some() {
            let top = self.y;
            let mut mark = Mark::Slot(self.tags.slot());
            while let Some(line) = rest.next_if(|line| self.at_top() || line.height <= self.room())
            {
                let y = self.y;
                self.y += line.height;
                self.put_line(line, spans, LEFT + indent, y, &mut mark);
            }
            let height = self.y - top;
            self.ornament((LEFT + 3.0, top + 1.0, 1.2, (height - 2.0).max(1.0)), RULE);
            if rest.peek().is_some() {
                self.new_page();
            }
        }
        self.tags.close();
        self.tags.close();
        self.space(5.0);
    }

    /// A list with a dot before each item.
    pub fn bullets(&mut self, items: &[Vec<Span<'_>>]) {
        self.tags.open(Tag::L(ListNumbering::Circle));
        for item in items {
            self.labelled("•", Style::BODY.coloured(TEAL), item, 13.0);
            self.space(2.0);
        }
        self.tags.close();
        self.space(4.0);
    }

    /// A list whose items bear their number or name.
    pub fn numbered(&mut self, items: &[(String, Vec<Span<'_>>)], indent: f32) {
        self.tags.open(Tag::L(ListNumbering::Decimal));
        for (label, item) in items {
            self.labelled(label, Style::BOLD.coloured(TEAL), item, indent);
            self.space(3.0);
        }
        self.tags.close();
        self.space(4.0);
    }

    fn labelled(&mut self, label: &str, style: Style, item: &[Span<'_>], indent: f32) {
        let label = [Span::new(label, style)];
        let label_lines = self.lay(&label, indent.max(12.0), Align::Start);
        let lines = self.lay(item, CONTENT_WIDTH - indent, Align::Start);
        self.tags.open(Tag::LI);
        let label_node = self.tags.open(Tag::Lbl);
        self.tags.close();
        let node = self.tags.open(Tag::LBody);
        self.tags.close();
        self.flow_row(
            vec![
                Cell {
                    lines: label_lines,
                    spans: &label,
                    x: LEFT,
                    node: label_node,
                },
                Cell {
                    lines,
                    spans: item,
                    x: LEFT + indent,
                    node,
                },
            ],
            0.0,
        );
        self.tags.close();
    }

    /// Facts, one below the other: names at the left, what is said at the right.
    pub fn facts(&mut self, facts: &[KeyValue<'_>]) {
        self.tags.open(Tag::Table);
        for fact in facts {
            let key = [Span::new(fact.key, Style::LABEL.sized(9.0))];
            let key_lines = self.lay(&key, KEY_WIDTH - 10.0, Align::Start);
            let lines = self.lay(&fact.value, CONTENT_WIDTH - KEY_WIDTH, Align::Start);
            self.tags.open(Tag::TR);
            let key_node = self.tags.open(Tag::TH(TableHeaderScope::Row));
            self.tags.close();
            let node = self.tags.open(Tag::TD);
            self.tags.close();
            self.flow_row(
                vec![
                    Cell {
                        lines: key_lines,
                        spans: &key,
                        x: LEFT,
                        node: key_node,
                    },
                    Cell {
                        lines,
                        spans: &fact.value,
                        x: LEFT + KEY_WIDTH,
                        node,
                    },
                ],
                2.0,
            );
            self.tags.close();
        }
        self.tags.close();
        self.space(6.0);
    }

    /// Opens the list that transcript entries are items of.
    pub fn transcript(&mut self) {
        self.tags.open(Tag::L(ListNumbering::None));
    }

    /// Closes it.
    pub fn end_transcript(&mut self) {
        self.tags.close();
    }

    /// One entry of a transcript: its number in the margin, and paragraphs beside it. The first
    /// paragraph is never parted from the beginning of the second.
    pub fn entry(&mut self, number: &str, paragraphs: &[Vec<Span<'_>>]) {
        let label = [Span::new(number, Style::new(Family::Regular, 8.0, QUIET))];
        let number_line = self.lay(&label, ENTRY_GUTTER - 8.0, Align::Start);
        let width = CONTENT_WIDTH - ENTRY_GUTTER;
        let mut laid = Vec::with_capacity(paragraphs.len());
        for spans in paragraphs {
            laid.push(self.lay(spans, width, Align::Start));
        }
        let first: f32 = laid
            .iter()
            .take(2)
            .enumerate()
            .flat_map(|(nth, lines)| lines.iter().take(if nth == 0 { 9 } else { 2 }))
            .map(|line| line.height)
            .sum();
        self.need(first);
        self.tags.open(Tag::LI);
        self.tags.open(Tag::Lbl);
        let mut mark = Mark::Slot(self.tags.slot());
        let y = self.y;
        let mut at = y + 0.8;
        for line in number_line {
            let step = line.height;
            self.put_line(line, &label, LEFT, at, &mut mark);
            at += step;
        }
        self.tags.close();
        self.tags.open(Tag::LBody);
        for (lines, spans) in laid.into_iter().zip(paragraphs) {
            self.tags.open(Tag::P);
            self.flow(lines, spans, LEFT + ENTRY_GUTTER);
            self.tags.close();
        }
        self.tags.close();
        self.tags.close();
        self.space(6.5);
    }

    /// Paragraphs that belong together, with space after them; the first never stands alone.
    pub fn block(&mut self, paragraphs: &[Vec<Span<'_>>]) {
        let mut laid = Vec::with_capacity(paragraphs.len());
        for spans in paragraphs {
            laid.push(self.lay(spans, CONTENT_WIDTH, Align::Start));
        }
        let first: f32 = laid
            .iter()
            .take(3)
            .flat_map(|lines| lines.iter().take(2))
            .map(|line| line.height)
            .sum();
        self.need(first);
        self.tags.open(Tag::Div);
        for (lines, spans) in laid.into_iter().zip(paragraphs) {
            self.tags.open(Tag::P);
            self.flow(lines, spans, LEFT);
            self.tags.close();
        }
        self.tags.close();
        self.space(10.0);
    }

    /// A line across a transcript that says what stands between two entries.
    pub fn interruption(&mut self, spans: &[Span<'_>]) {
        let indent = ENTRY_GUTTER;
        let lines = self.lay(spans, CONTENT_WIDTH - indent, Align::Start);
        let height: f32 = lines.iter().map(|line| line.height).sum();
        self.need(height + 12.0);
        self.space(1.0);
        let y = self.y;
        self.ornament((LEFT, y, CONTENT_WIDTH, 0.5), RULE);
        self.y += 3.5;
        self.tags.open(Tag::LI);
        self.tags.open(Tag::LBody);
        self.flow(lines, spans, LEFT + indent);
        self.tags.close();
        self.tags.close();
        self.y += 3.5;
        let y = self.y;
        self.ornament((LEFT, y, CONTENT_WIDTH, 0.5), RULE);
        self.y += 8.0;
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

    /// A picture, no larger than 250 by 250 points, with its words for who does not see it and
    /// below it.
    pub fn picture(&mut self, picture: &Arc<Picture>, words: &str) {
        let (width, height) = picture.fit(250.0, 250.0);
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

    fn figure_tag(&self, words: &str, area: (f32, f32, f32, f32)) -> krilla::tagging::TagKind {
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
            let height_of = |rows: &Vec<(Vec<super::lines::Line>, Vec<Span<'_>>, bool)>| {
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
        let unit = (170.0 / (side + 8) as f32).min(4.0);
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

    /// A table of contents: titles with the pages of their destinations.
    pub fn contents(&mut self, entries: &[(u8, String, String)]) {
        self.tags.open(Tag::TOC);
        for (level, title, destination) in entries {
            let indent = f32::from(level.saturating_sub(1)) * 14.0;
            let style = if *level == 1 {
                Style::BODY
            } else {
                Style::SMALL.sized(9.0)
            };
            let spans = [Span::new(title.as_str(), style).to(destination.as_str())];
            let lines = self.lay(&spans, CONTENT_WIDTH - indent - 110.0, Align::Start);
            let height: f32 = lines.iter().map(|line| line.height).sum();
            self.need(height);
            self.tags.open(Tag::TOCI);
            self.tags.open(Tag::Reference);
            let mut mark = Mark::Slot(self.tags.slot());
            for line in lines {
                let y = self.y;
                self.y += line.height;
                self.put_line(line, &spans, LEFT + indent, y, &mut mark);
            }
            self.tags.close();
            let page = [Span::new(self.page_of(destination), style)];
            let line = self.lay(&page, 110.0, Align::End).into_iter().next();
            if let Some(line) = line {
                let y = self.y - line.height;
                let mut mark = Mark::Slot(self.tags.slot());
                self.put_line(line, &page, LEFT + CONTENT_WIDTH - 110.0, y, &mut mark);
            }
            self.tags.close();
            self.space(2.5);
        }
        self.tags.close();
        self.space(8.0);
    }
}
