//! Tables: header cells that repeat over pages, rows that break between lines. It must not know
//! what the cells mean.

use super::compose::Composer;
use super::lines::Line;
use super::page::{BOTTOM, CONTENT_WIDTH, LEFT, Mark, TOP};
use super::plain::Plain;
use super::tags::NodeId;
use super::text::{RULE, Span, Style};
use krilla::tagging::{TableHeaderScope, Tag};

/// Where a line stands within its width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Where reading begins: left, or right for text that runs from right to left.
    Start,
    /// In the middle.
    Middle,
    /// Right.
    End,
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column<'a> {
    /// Its header.
    pub title: &'a str,
    /// Its part of the width; parts are made to add up.
    pub part: f32,
    /// How its cells stand.
    pub align: Align,
}

impl<'a> Column<'a> {
    /// A column whose cells begin where reading begins.
    pub const fn new(title: &'a str, part: f32) -> Self {
        Self {
            title,
            part,
            align: Align::Start,
        }
    }

    /// A column of numbers.
    pub const fn number(title: &'a str, part: f32) -> Self {
        Self {
            title,
            part,
            align: Align::End,
        }
    }
}

const GUTTER: f32 = 12.0;
const PADDING: f32 = 3.5;

/// The table being composed.
pub(super) struct OpenTable {
    columns: Vec<(String, f32, f32, Align)>,
    node: NodeId,
    body: Option<NodeId>,
}

/// A cell of a row that is being placed.
pub(super) struct Cell<'a> {
    pub lines: Vec<Line>,
    pub spans: &'a [Span<'a>],
    pub x: f32,
    pub node: NodeId,
}

impl Composer<'_, '_> {
    /// Opens a table over the content's width and writes its header.
    pub fn table(&mut self, columns: &[Column<'_>]) {
        self.take_down(|plain| plain.table(columns.iter().map(|column| column.title)));
        let total: f32 = columns.iter().map(|column| column.part).sum();
        let usable = CONTENT_WIDTH - GUTTER * columns.len().saturating_sub(1) as f32;
        let mut x = LEFT;
        let columns = columns
            .iter()
            .map(|column| {
                let width = usable * column.part / total.max(f32::EPSILON);
                let at = x;
                x += width + GUTTER;
                (column.title.to_owned(), at, width, column.align)
            })
            .collect();
        self.need(64.0);
        let node = self.tags.open(Tag::Table);
        let table = OpenTable {
            columns,
            node,
            body: None,
        };
        self.tags.open(Tag::THead);
        self.tags.open(Tag::TR);
        self.header_row(&table, true);
        self.tags.close();
        self.tags.close();
        self.tags.close();
        self.table = Some(table);
    }

    /// Adds a row. Missing cells stay empty; too many are not drawn, so give as many as columns.
    pub fn row(&mut self, cells: &[Vec<Span<'_>>]) {
        let Some(mut table) = self.table.take() else {
            return;
        };
        self.take_down(|plain| plain.row(cells));
        self.tags.reopen(table.node);
        match table.body {
            Some(body) => self.tags.reopen(body),
            None => table.body = Some(self.tags.open(Tag::TBody)),
        }
        self.tags.open(Tag::TR);
        let mut placed = Vec::with_capacity(cells.len());
        for (cell, (_, x, width, align)) in cells.iter().zip(&table.columns) {
            let node = self.tags.open(Tag::TD);
            self.tags.close();
            placed.push(Cell {
                lines: self.lay(cell, *width, *align),
                spans: cell,
                x: *x,
                node,
            });
        }
        self.table = Some(table);
        self.flow_row(placed, PADDING);
        self.tags.close();
        self.tags.close();
        self.tags.close();
        let y = self.y;
        self.ornament((LEFT, y, CONTENT_WIDTH, 0.4), RULE);
        self.y += 0.4;
    }

    /// Ends the table.
    pub fn end_table(&mut self) {
        if self.table.take().is_some() {
            self.take_down(Plain::end_table);
        }
        self.space(10.0);
    }

    /// Places cells side by side; a row that does not fit is broken between lines, unless it
    /// would fit whole on the next page and is short.
    pub(super) fn flow_row(&mut self, cells: Vec<Cell<'_>>, padding: f32) {
        let height = |cell: &Cell<'_>| cell.lines.iter().map(|line| line.height).sum::<f32>();
        let tallest = cells.iter().map(height).fold(0.0_f32, f32::max);
        let full = tallest + 2.0 * padding;
        if full > self.room() && full < (BOTTOM - TOP) * 0.15 {
            self.new_page();
        } else {
            self.need(full.min(2.0 * padding + 26.0));
        }
        self.y += padding;
        let mut waiting: Vec<_> = cells
            .into_iter()
            .map(|cell| {
                (
                    cell.lines.into_iter().peekable(),
                    cell.spans,
                    cell.x,
                    cell.node,
                )
            })
            .collect();
        loop {
            let top = self.y;
            let mut lowest = top;
            for (lines, spans, x, node) in &mut waiting {
                let mut y = top;
                self.tags.reopen(*node);
                let mut mark = None;
                while let Some(line) =
                    lines.next_if(|line| y == TOP || y + line.height <= BOTTOM - padding)
                {
                    let height = line.height;
                    let mut slot = match mark {
                        Some(mark) => mark,
                        None => Mark::Slot(self.tags.slot()),
                    };
                    self.put_line(line, spans, *x, y, &mut slot);
                    mark = Some(slot);
                    y += height;
                }
                self.tags.close();
                lowest = lowest.max(y);
            }
            self.y = lowest;
            if waiting.iter_mut().all(|cell| cell.0.peek().is_none()) {
                break;
            }
            self.new_page();
        }
        self.y += padding;
    }

    /// On a page after the table's first its header stands again, as an ornament.
    pub(super) fn repeat_table_header(&mut self) {
        if let Some(table) = self.table.take() {
            self.header_row(&table, false);
            self.table = Some(table);
        }
    }

    fn header_row(&mut self, table: &OpenTable, real: bool) {
        let mut height = 0.0_f32;
        let y = self.y;
        for (title, x, width, align) in &table.columns {
            if real {
                self.tags.open(Tag::TH(TableHeaderScope::Column));
            }
            let spans = [Span::new(title.as_str(), Style::LABEL)];
            let lines = self.lay(&spans, *width, *align);
            let mut mark = if real {
                Mark::Slot(self.tags.slot())
            } else {
                Mark::Ornament
            };
            let mut at = y + PADDING;
            for line in lines {
                let step = line.height;
                self.put_line(line, &spans, *x, at, &mut mark);
                at += step;
            }
            height = height.max(at - y + PADDING);
            if real {
                self.tags.close();
            }
        }
        self.y += height;
        let y = self.y;
        self.ornament((LEFT, y, CONTENT_WIDTH, 0.8), super::text::TEAL);
        self.y += 0.8;
    }
}
