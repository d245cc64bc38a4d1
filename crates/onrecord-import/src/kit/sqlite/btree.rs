//! Walking a table's pages, and finding one row. Knows nothing of values.
//!
//! A page that cannot be what it should be is one defect, and the walk goes on with the next. No
//! page is read twice on one walk, so that no cycle and no shared page makes it longer than the
//! file.

use super::ROW_LIMIT;
use super::create_table::Layout;
use super::database::Table;
use super::pager::{Page, Pager, Seen};
use super::record::{slots, varint};
use super::row::{Row, Whole};
use onrecord_model::{Defect, Locator, Pointer};
use std::rc::Rc;
use std::sync::Arc;

/// SQLite's own limit.
const DEPTH: usize = 20;
/// Read of one row that is looked up beside a walk.
const LOOKUP_LIMIT: usize = 1 << 20;

/// The kinds of page, section 1.6.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Type {
    TableInterior,
    TableLeaf,
    IndexInterior,
    IndexLeaf,
}

/// A page being walked.
struct Frame {
    page: Page,
    /// Where the page's own header begins: behind the file's on page 1.
    header: usize,
    of_type: Type,
    cells: usize,
    next: usize,
    /// Bytes of the cells handed out: cells that overlap would make a small page endless.
    spent: usize,
}

fn half(bytes: &[u8], at: usize) -> Option<usize> {
    let pair = bytes.get(at..at + 2)?;
    Some(usize::from(u16::from_be_bytes(pair.try_into().ok()?)))
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(
        bytes.get(at..at.checked_add(4)?)?.try_into().ok()?,
    ))
}

impl Frame {
    fn new(page: Page, usable: usize) -> Result<Self, String> {
        let number = page.number;
        let header = if number == 1 { 100 } else { 0 };
        let of_type = match page.bytes.get(header) {
            Some(2) => Type::IndexInterior,
            Some(5) => Type::TableInterior,
            Some(10) => Type::IndexLeaf,
            Some(13) => Type::TableLeaf,
            other => {
                let found = other.copied().unwrap_or(0);
                return Err(format!("page {number} is of no known type ({found})"));
            }
        };
        let stated = half(&page.bytes, header + 3).unwrap_or(0);
        let mut frame = Self {
            page,
            header,
            of_type,
            cells: 0,
            next: 0,
            spent: 0,
        };
        let room = usable.saturating_sub(frame.pointers()) / 2;
        if stated > room {
            return Err(format!(
                "page {number} states more cells than it has room for"
            ));
        }
        frame.cells = stated;
        Ok(frame)
    }

    fn pointers(&self) -> usize {
        match self.of_type {
            Type::TableLeaf | Type::IndexLeaf => self.header + 8,
            Type::TableInterior | Type::IndexInterior => self.header + 12,
        }
    }

    fn cell(&self, index: usize, usable: usize) -> Option<usize> {
        let at = half(&self.page.bytes, self.pointers() + 2 * index)?;
        let first = self.pointers() + 2 * self.cells;
        (first..usable).contains(&at).then_some(at)
    }

    fn last_child(&self) -> Option<u32> {
        word(&self.page.bytes, self.header + 8)
    }
}

/// A cell's place and what is known of it.
struct Cell {
    start: usize,
    rowid: i64,
    /// Where the payload begins in the page.
    payload: usize,
    length: u64,
}

impl Cell {
    /// How much of the payload lies in the page: appendix "cell payload overflow" of the format.
    fn local(&self, usable: usize, is_table: bool) -> usize {
        let most = if is_table {
            usable - 35
        } else {
            (usable - 12) * 64 / 255 - 23
        };
        if self.length <= most as u64 {
            return self.length as usize;
        }
        let least = (usable - 12) * 32 / 255 - 23;
        let fit = least + ((self.length - least as u64) % (usable as u64 - 4)) as usize;
        if fit <= most { fit } else { least }
    }
}

/// The rows of a table; the error of an item is a page or cell that cannot be read.
pub struct Rows<'a> {
    pager: Rc<Pager<'a>>,
    table: Arc<str>,
    layout: Rc<Layout>,
    stack: Vec<Frame>,
    /// A page to be looked at next.
    child: Option<u32>,
    seen: Seen,
    /// Rows handed out: stands for the `rowid` where a table has none.
    count: i64,
}

impl<'a> Rows<'a> {
    pub(super) fn new(pager: Rc<Pager<'a>>, table: &Table) -> Self {
        Self {
            pager,
            table: table.name.clone(),
            layout: table.layout.clone(),
            stack: Vec::new(),
            child: Some(table.root),
            seen: Seen::default(),
            count: 0,
        }
    }

    fn descend(&mut self, number: u32) -> Result<(), Defect> {
        let at = |entry: Arc<str>, bytes| Locator {
            entry,
            bytes,
            pointer: Pointer::None,
        };
        let of_parent = |rows: &Self| match rows.stack.last() {
            Some(frame) => page_locator(&frame.page, rows.pager.page_size),
            None => at(rows.pager.main.entry.clone(), (0, rows.pager.main.size)),
        };
        let defect = |rows: &Self, locator, code, reason: String| Defect {
            locator,
            code,
            reason: format!("Table {}: {reason}.", rows.table).into(),
        };
        if number == 0 || number > self.pager.pages {
            let reason = format!("it points to page {number}, which does not exist");
            return Err(defect(self, of_parent(self), "bad-page", reason));
        }
        if !self.seen.note(number) {
            let reason = format!("it points to page {number} a second time");
            return Err(defect(self, of_parent(self), "page-cycle", reason));
        }
        let page = match self.pager.page(number) {
            Ok(page) => page,
            Err(reason) => return Err(defect(self, of_parent(self), "bad-page", reason)),
        };
        let locator = page_locator(&page, self.pager.page_size);
        if self.stack.len() >= DEPTH {
            let reason = format!("page {number} lies too deep");
            return Err(defect(self, locator, "bad-page", reason));
        }
        let wanted = match self.layout.without_rowid {
            true => [Type::IndexInterior, Type::IndexLeaf],
            false => [Type::TableInterior, Type::TableLeaf],
        };
        let frame = Frame::new(page, self.pager.usable)
            .map_err(|reason| defect(self, locator.clone(), "bad-page", reason))?;
        if !wanted.contains(&frame.of_type) {
            let reason = format!("page {number} belongs to something else");
            return Err(defect(self, locator, "bad-page", reason));
        }
        self.stack.push(frame);
        Ok(())
    }

    /// One step: `None` where there is nothing to hand out yet.
    fn step(&mut self) -> Option<Result<Row, Defect>> {
        if let Some(child) = self.child.take() {
            return self.descend(child).err().map(Err);
        }
        let usable = self.pager.usable;
        let frame = self.stack.last_mut()?;
        let index = frame.next;
        frame.next += 1;
        let interior = matches!(frame.of_type, Type::TableInterior | Type::IndexInterior);
        if index >= frame.cells {
            if index == frame.cells && interior {
                self.child = frame.last_child();
            } else {
                self.stack.pop();
            }
            return None;
        }
        let Some(start) = frame.cell(index, usable) else {
            return Some(Err(self.bad_cell("points outside of its page")));
        };
        match frame.of_type {
            Type::TableInterior => {
                self.child = word(&frame.page.bytes, start);
                None
            }
            // The child's rows come before the cell's own; their order says nothing here.
            Type::IndexInterior => {
                self.child = word(&frame.page.bytes, start);
                self.count += 1;
                let count = self.count;
                Some(self.row(start, start + 4, Some(count)))
            }
            Type::TableLeaf => Some(self.row(start, start, None)),
            Type::IndexLeaf => {
                self.count += 1;
                let count = self.count;
                Some(self.row(start, start, Some(count)))
            }
        }
    }

    fn bad_cell(&self, what: &str) -> Defect {
        let (locator, index) = match self.stack.last() {
            Some(frame) => (
                page_locator(&frame.page, self.pager.page_size),
                frame.next.saturating_sub(1),
            ),
            None => (
                Locator {
                    entry: self.pager.main.entry.clone(),
                    bytes: (0, self.pager.main.size),
                    pointer: Pointer::None,
                },
                0,
            ),
        };
        Defect {
            locator,
            code: "bad-cell",
            reason: format!("Table {}: cell {index} of this page {what}.", self.table).into(),
        }
    }

    fn row(&mut self, start: usize, at: usize, count: Option<i64>) -> Result<Row, Defect> {
        let usable = self.pager.usable;
        let Some(frame) = self.stack.last_mut() else {
            return Err(self.bad_cell("cannot be read"));
        };
        let Some(cell) = cell(&frame.page.bytes, start, at, count) else {
            return Err(self.bad_cell("cannot be read"));
        };
        let end = cell.payload + cell.local(usable, count.is_none());
        frame.spent += end.min(usable).saturating_sub(start);
        if frame.spent > usable {
            frame.next = frame.cells;
            return Err(self.bad_cell("overlaps another; the rest of the page was left out"));
        }
        let page = frame.page.clone();
        let seen = &mut self.seen;
        match read_row(
            &self.pager,
            page,
            &cell,
            count.is_none(),
            ROW_LIMIT,
            |number| seen.note(number),
        ) {
            Some(read) => Ok(read.into_row(self.table.clone(), self.layout.clone())),
            None => Err(self.bad_cell("reaches beyond its page")),
        }
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<Row, Defect>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.step() {
                return Some(item);
            }
            if self.child.is_none() && self.stack.is_empty() {
                return None;
            }
        }
    }
}

fn page_locator(page: &Page, page_size: usize) -> Locator {
    Locator {
        entry: page.entry.clone(),
        bytes: (page.offset, page.offset + page_size as u64),
        pointer: Pointer::None,
    }
}

fn cell(bytes: &[u8], start: usize, at: usize, count: Option<i64>) -> Option<Cell> {
    let (length, used) = varint(bytes.get(at..)?)?;
    let mut payload = at + used;
    let rowid = match count {
        Some(count) => count,
        None => {
            let (rowid, used) = varint(bytes.get(payload..)?)?;
            payload += used;
            rowid as i64
        }
    };
    Some(Cell {
        start,
        rowid,
        payload,
        length,
    })
}

/// A row without its table.
struct ReadRow {
    rowid: i64,
    page: Page,
    cell: std::ops::Range<usize>,
    local: std::ops::Range<usize>,
    whole: Option<Whole>,
    damage: Option<Box<str>>,
}

impl ReadRow {
    fn into_row(self, table: Arc<str>, layout: Rc<Layout>) -> Row {
        let mut row = Row {
            table,
            layout,
            rowid: self.rowid,
            page: self.page,
            cell: self.cell,
            local: self.local,
            whole: self.whole,
            slots: Vec::new(),
            damage: self.damage,
        };
        let payload = match &row.whole {
            Some(whole) => &whole.payload[..],
            None => row.page.bytes.get(row.local.clone()).unwrap_or_default(),
        };
        let (slots, is_whole) = slots(payload);
        let reaches = slots
            .last()
            .map_or(0, |last| last.at.saturating_add(last.length()));
        let is_cut = !is_whole || reaches > payload.len() as u64;
        row.slots = slots;
        if is_cut && row.damage.is_none() {
            row.damage = Some("the record states more values than it holds".into());
        }
        row
    }
}

/// Reads a cell's record with its overflow pages. `None` where the cell reaches beyond its page.
fn read_row(
    pager: &Pager<'_>,
    page: Page,
    cell: &Cell,
    is_table: bool,
    limit: usize,
    mut is_new: impl FnMut(u32) -> bool,
) -> Option<ReadRow> {
    let local = cell.payload..cell.payload + cell.local(pager.usable, is_table);
    let overflows = cell.length > local.len() as u64;
    let end = local.end + if overflows { 4 } else { 0 };
    if end > pager.usable {
        return None;
    }
    let mut row = ReadRow {
        rowid: cell.rowid,
        cell: cell.start..end,
        local: local.clone(),
        whole: None,
        damage: None,
        page,
    };
    if !overflows {
        return Some(row);
    }
    let mut whole = Whole {
        payload: row.page.bytes.get(local.clone())?.to_vec(),
        length: cell.length,
        pieces: Vec::new(),
        pieces_in_all: 0,
    };
    let mut next = word(&row.page.bytes, local.end)?;
    while (whole.payload.len() as u64) < cell.length {
        if whole.payload.len() >= limit {
            row.damage = Some(
                format!(
                    "the record has {} bytes, of which {} were read",
                    cell.length,
                    whole.payload.len()
                )
                .into(),
            );
            break;
        }
        let problem = match pager.page(next) {
            Ok(page) if is_new(next) => {
                let missing = cell.length - whole.payload.len() as u64;
                let length = missing.min(pager.usable as u64 - 4) as usize;
                let piece = page.bytes.get(4..4 + length)?;
                whole.payload.extend_from_slice(piece);
                whole.piece(
                    page.in_log,
                    page.offset + 4,
                    page.offset + 4 + length as u64,
                );
                next = word(&page.bytes, 0)?;
                continue;
            }
            Ok(_) => format!("its overflow page {next} belongs to another row too"),
            Err(reason) => format!("its overflow {reason}"),
        };
        row.damage = Some(problem.into());
        break;
    }
    row.whole = Some(whole);
    Some(row)
}

/// Finds a row by its id.
pub(super) fn find(pager: &Pager<'_>, table: &Table, rowid: i64) -> Option<Row> {
    let usable = pager.usable;
    let mut number = table.root;
    for _ in 0..DEPTH {
        let frame = Frame::new(pager.page(number).ok()?, usable).ok()?;
        let is_leaf = match frame.of_type {
            Type::TableLeaf => true,
            Type::TableInterior => false,
            _ => return None,
        };
        // The first cell whose key is not below the one that is looked for.
        let (mut low, mut high) = (0, frame.cells);
        while low < high {
            let middle = low + (high - low) / 2;
            if key(&frame, middle, is_leaf, usable)? < rowid {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if !is_leaf {
            number = if low < frame.cells {
                word(&frame.page.bytes, frame.cell(low, usable)?)?
            } else {
                frame.last_child()?
            };
            continue;
        }
        let start = frame.cell(low, usable).filter(|_| low < frame.cells)?;
        let cell = cell(&frame.page.bytes, start, start, None)?;
        if cell.rowid != rowid {
            return None;
        }
        let read = read_row(pager, frame.page, &cell, true, LOOKUP_LIMIT, |_| true)?;
        return Some(read.into_row(table.name.clone(), table.layout.clone()));
    }
    None
}

fn key(frame: &Frame, index: usize, is_leaf: bool, usable: usize) -> Option<i64> {
    let start = frame.cell(index, usable)?;
    let at = if is_leaf {
        let (_, used) = varint(frame.page.bytes.get(start..)?)?;
        start + used
    } else {
        start + 4
    };
    varint(frame.page.bytes.get(at..)?).map(|(key, _)| key as i64)
}
