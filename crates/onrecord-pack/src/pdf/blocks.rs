//! Blocks: headings, paragraphs, lists, facts, transcript entries, contents.
//! It must not know what a case is.

use super::compose::{Bookmark, Composer};
use super::lines::Line;
use super::page::{CONTENT_WIDTH, LEFT, Mark};
use super::table::{Align, Cell};
use super::text::{Family, INK, QUIET, RULE, Span, Style, TEAL};
use krilla::tagging::{ListNumbering, TableHeaderScope, Tag};
use std::num::NonZeroU16;

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

/// From the left margin to the words of a transcript's entries.
pub(super) const ENTRY_GUTTER: f32 = 44.0;
/// What is no taller than this stands on one page, in points: about a sixth of it.
const UNDIVIDED: f32 = 120.0;
const KEY_WIDTH: f32 = 118.0;

/// The height of paragraphs that are short enough to stand on one page.
fn undivided(paragraphs: &[Vec<Line>]) -> Option<f32> {
    let height = paragraphs.iter().flatten().map(|line| line.height).sum();
    (height <= UNDIVIDED).then_some(height)
}

impl Composer<'_, '_> {
    /// A heading of level 1 to 3, with a bookmark. It never stands alone at a page's end.
    pub fn heading(&mut self, level: u8, title: &str) {
        let (size, before, after, colour) = match level {
            1 => (17.0, 20.0, 8.0, TEAL),
            2 => (12.5, 16.0, 5.0, INK),
            _ => (10.5, 11.0, 3.0, TEAL),
        };
        self.take_down(|plain| plain.heading(level, title));
        self.heading_styled(level, title, size, before, after, colour, true);
    }

    /// The title of a document: the heading of level 1 on its first page, larger.
    pub fn title(&mut self, title: &str) {
        self.take_down(|plain| plain.heading(1, title));
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
        self.take_down(|plain| plain.paragraph(spans));
        let lines = self.lay(spans, CONTENT_WIDTH - indent, align);
        self.tags.open(Tag::P);
        self.flow(lines, spans, LEFT + indent);
        self.tags.close();
    }

    /// Words that are somebody's, set apart by a hairline at their side.
    pub fn quotation(&mut self, spans: &[Span<'_>]) {
        self.take_down(|plain| plain.quotation(spans));
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
        self.take_down(|plain| plain.list(items.iter().map(Vec::as_slice)));
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
        self.take_down(|plain| {
            for (label, item) in items {
                plain.paragraph(&[&[Span::body(format!("{label} "))], &item[..]].concat());
            }
        });
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

    /// Points that [`Self::facts`] would take on one page.
    pub fn facts_height(&mut self, facts: &[KeyValue<'_>]) -> f32 {
        let mut height = 0.0;
        for fact in facts {
            let lines = self.lay(&fact.value, CONTENT_WIDTH - KEY_WIDTH, Align::Start);
            height += 4.0 + lines.iter().map(|line| line.height).sum::<f32>();
        }
        height
    }

    /// Facts, one below the other: names at the left, what is said at the right.
    pub fn facts(&mut self, facts: &[KeyValue<'_>]) {
        self.take_down(|plain| plain.facts(facts));
        self.tags.open(Tag::Table);
        let mut laid = Vec::with_capacity(facts.len());
        for fact in facts {
            let key = [Span::new(fact.key, Style::LABEL.sized(9.0))];
            let mut key_lines = self.lay(&key, KEY_WIDTH - 10.0, Align::Start);
            let lines = self.lay(&fact.value, CONTENT_WIDTH - KEY_WIDTH, Align::Start);
            // Both stand on one baseline.
            if let (Some(name), Some(value)) = (key_lines.first_mut(), lines.first()) {
                name.height += (value.ascent - name.ascent).max(0.0);
                name.ascent = value.ascent;
            }
            laid.push((key, key_lines, lines));
        }
        let tall = |lines: &[Line]| lines.iter().map(|line| line.height).sum::<f32>();
        let height = |row: &(_, Vec<Line>, Vec<Line>)| tall(&row.1).max(tall(&row.2)) + 4.1;
        let count = laid.len();
        let last_two: f32 = laid.iter().skip(count.saturating_sub(2)).map(height).sum();
        for (nth, ((key, key_lines, lines), fact)) in laid.into_iter().zip(facts).enumerate() {
            // The last fact never stands alone on a page.
            if count > 2 && nth == count - 2 && last_two < 120.0 {
                self.need(last_two);
            }
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

    /// One entry of a transcript: its number in the margin, and paragraphs beside it. `place` names
    /// it as a destination. A short one is never parted, nor from the `follows` points of what comes after
    /// it; of a long one the first paragraph stays with the beginning of the second.
    pub fn entry(
        &mut self,
        number: &str,
        place: Option<&str>,
        paragraphs: &[Vec<Span<'_>>],
        follows: f32,
    ) {
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
        self.need(undivided(&laid).map_or(first, |height| height + follows));
        if let Some(place) = place {
            self.destination(place);
        }
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

    /// Paragraphs that belong together, with space after them. A short block is never parted; of a
    /// long one the first paragraph never stands alone.
    pub fn block(&mut self, paragraphs: &[Vec<Span<'_>>]) {
        self.take_down(|plain| paragraphs.iter().for_each(|spans| plain.paragraph(spans)));
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
        self.need(undivided(&laid).unwrap_or(first));
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
