//! Composes blocks into pages and pages into volumes, twice: once to count, once to draw.
//!
//! The first pass lays everything out and keeps only page counts and where destinations stand;
//! the second writes page by page with "page x of y", contents and links known. Words shaped in
//! the first pass are remembered for the second, so the price is small and the memory is one
//! volume's. Both passes must see the same input: same input, same pages.

use super::document::{DocumentInfo, Volume};
use super::lines::{Line, lay};
use super::page::{Area, BOTTOM, CONTENT_WIDTH, LEFT, Mark, Op, PAGE_HEIGHT, TOP, write_page};
use super::plain::Plain;
use super::table::{Align, OpenTable};
use super::tags::Tags;
use super::text::{Colour, Family, QUIET, RULE, Span, Style};
use super::typesetter::Typesetter;
use crate::input::PackError;
use krilla::Document;
use std::collections::{BTreeMap, VecDeque};

/// When a volume is full.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Pages after which [`Composer::volume_is_full`] says so.
    pub pages: usize,
    /// Bytes of pictures after which it says so.
    pub picture_bytes: usize,
    /// Most volumes. Where the other limits would make more, they are widened.
    pub volumes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            pages: 1_000,
            picture_bytes: 96 << 20,
            volumes: 4,
        }
    }
}

/// Where something stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Destination {
    /// From 0.
    pub volume: usize,
    /// From 0, within its volume.
    pub page: usize,
    /// From the page's top.
    pub y: f32,
}

/// What the first pass found out.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Plan {
    /// Pages of each volume.
    pub volumes: Vec<usize>,
    pub destinations: BTreeMap<String, Destination>,
}

/// A bookmark.
pub(super) struct Bookmark {
    pub level: u8,
    pub title: String,
    pub page: usize,
    pub y: f32,
}

/// Where finished volumes go.
pub(super) type Sink<'c> = dyn FnMut(Volume) -> Result<(), PackError> + 'c;

/// Takes blocks, makes pages. See the module's words on its two passes.
pub struct Composer<'c, 's> {
    pub(super) setter: &'c mut Typesetter<'s>,
    pub(super) info: &'c DocumentInfo,
    limits: Limits,
    pub(super) plan: Option<&'c Plan>,
    pub(super) made: Plan,
    pub(super) writer: Option<Document>,
    sink: &'c mut Sink<'c>,
    pub(super) tags: Tags,
    pub(super) ops: Vec<Op>,
    pub(super) bookmarks: Vec<Bookmark>,
    pub(super) table: Option<OpenTable>,
    page_begun: bool,
    page: usize,
    volume: usize,
    picture_bytes: usize,
    pub(super) y: f32,
    failed: Option<String>,
    /// The blocks as data; taken down while drawing, where asked for.
    pub(super) plain: Option<Plain>,
}

impl<'c, 's> Composer<'c, 's> {
    pub(super) fn new(
        setter: &'c mut Typesetter<'s>,
        info: &'c DocumentInfo,
        limits: Limits,
        plan: Option<&'c Plan>,
        sink: &'c mut Sink<'c>,
    ) -> Self {
        Self {
            setter,
            info,
            limits,
            writer: plan.map(|_| info.new_writer()),
            plan,
            made: Plan::default(),
            sink,
            tags: Tags::default(),
            ops: Vec::new(),
            bookmarks: Vec::new(),
            table: None,
            page_begun: false,
            page: 0,
            volume: 0,
            picture_bytes: 0,
            y: TOP,
            failed: None,
            plain: (plan.is_some() && info.take_down).then(Plain::default),
        }
    }

    /// Whether this is the pass that draws. Work that only the drawn page needs can wait for it.
    pub fn drawing(&self) -> bool {
        self.plan.is_some()
    }

    /// The number of the volume being made, from 1.
    pub fn volume(&self) -> usize {
        self.volume + 1
    }

    /// Points left on this page.
    pub fn room(&self) -> f32 {
        BOTTOM - self.y
    }

    /// Whether nothing stands on this page yet.
    pub fn at_top(&self) -> bool {
        self.y <= TOP
    }

    /// Empty space, dropped at the top of a page.
    pub fn space(&mut self, height: f32) {
        if !self.at_top() {
            self.y += height;
        }
    }

    /// Starts a page if fewer than `height` points are left. More than a page is not asked for.
    pub fn need(&mut self, height: f32) {
        if !self.at_top() && self.room() < height.min(BOTTOM - TOP) {
            self.new_page();
        }
    }

    /// Starts a page, unless this one is still empty.
    pub fn new_page(&mut self) {
        if self.page_begun || !self.at_top() {
            self.end_page();
        }
        self.y = TOP;
        self.repeat_table_header();
    }

    /// Does something with the blocks as data, where they are taken down.
    pub(super) fn take_down(&mut self, what: impl FnOnce(&mut Plain)) {
        if let Some(plain) = &mut self.plain {
            what(plain);
        }
    }

    /// Starts a part of the document on a page of its own, and says so in the data.
    pub fn new_part(&mut self) {
        self.take_down(Plain::page_break);
        self.new_page();
    }

    /// Whether a new volume should begin at the next good place.
    pub fn volume_is_full(&self) -> bool {
        self.page + 1 >= self.limits.pages || self.picture_bytes >= self.limits.picture_bytes
    }

    /// Ends this volume and begins the next.
    ///
    /// # Errors
    /// The volume could not be written.
    pub fn next_volume(&mut self) -> Result<(), PackError> {
        self.end_volume()?;
        self.volume += 1;
        self.writer = self.plan.map(|_| self.info.new_writer());
        Ok(())
    }

    /// Names this place, for links and contents.
    pub fn destination(&mut self, name: &str) {
        let here = self.here();
        self.made
            .destinations
            .entry(name.to_owned())
            .or_insert(here);
    }

    pub(super) fn here(&self) -> Destination {
        Destination {
            volume: self.volume,
            page: self.page,
            y: self.y - 6.0,
        }
    }

    /// Where a destination stands, once the first pass has found it.
    pub(super) fn find(&self, name: &str) -> Option<Destination> {
        self.plan?.destinations.get(name).copied()
    }

    /// "14", or "14 of volume 2" where that is another volume; empty in the first pass.
    pub fn page_of(&self, name: &str) -> String {
        match self.find(name) {
            Some(found) if found.volume == self.volume => (found.page + 1).to_string(),
            Some(found) => format!("{} of volume {}", found.page + 1, found.volume + 1),
            None => String::new(),
        }
    }

    pub(super) fn count_picture(&mut self, bytes: usize) {
        self.picture_bytes += bytes;
    }

    pub(super) fn push(&mut self, op: Op) {
        self.page_begun = true;
        self.ops.push(op);
    }

    /// An ornamental area.
    pub(super) fn ornament(&mut self, area: Area, colour: Colour) {
        self.push(Op::Fill {
            areas: vec![area],
            colour,
            mark: Mark::Ornament,
        });
    }

    /// A hairline across the content.
    pub fn hairline(&mut self) {
        self.ornament((LEFT, self.y, CONTENT_WIDTH, 0.5), RULE);
        self.y += 0.5;
    }

    pub(super) fn lay(&mut self, spans: &[Span<'_>], width: f32, align: Align) -> Vec<Line> {
        lay(self.setter, spans, width, align)
    }

    /// Draws a line at a place. `mark` is where its text belongs; runs of spans that lead
    /// somewhere get a link of their own, after which `mark` is a new leaf.
    pub(super) fn put_line(
        &mut self,
        line: Line,
        spans: &[Span<'_>],
        x: f32,
        y: f32,
        mark: &mut Mark,
    ) {
        let baseline = y + line.ascent;
        let height = line.height;
        for run in line.runs {
            let link = spans
                .get(run.span)
                .and_then(|span| span.link.as_deref())
                .and_then(|name| self.find(name))
                .filter(|found| found.volume == self.volume);
            let (Some(found), Mark::Slot(_)) = (link, *mark) else {
                let mark = *mark;
                self.push(Op::Text {
                    run,
                    x,
                    baseline,
                    mark,
                });
                continue;
            };
            self.tags.open(krilla::tagging::Tag::Link);
            let text = self.tags.slot();
            let annotation = self.tags.slot();
            self.tags.close();
            *mark = Mark::Slot(self.tags.slot());
            let area = (x + run.x, y, run.width.max(1.0), height);
            let words = format!("{}: {}", crate::report::words::GO_TO, run.text.trim());
            self.push(Op::Text {
                run,
                x,
                baseline,
                mark: Mark::Slot(text),
            });
            self.push(Op::Link {
                area,
                page: found.page,
                y: found.y.max(0.0),
                words,
                slot: annotation,
            });
        }
    }

    /// Flows lines down the page and over to the next, leaving neither a first nor a last line
    /// alone.
    pub(super) fn flow(&mut self, lines: Vec<Line>, spans: &[Span<'_>], x: f32) {
        let mut rest: VecDeque<Line> = lines.into();
        let mut first = true;
        while !rest.is_empty() {
            let mut fitting = 0;
            let mut room = self.room();
            for line in &rest {
                if line.height > room + 0.01 {
                    break;
                }
                room -= line.height;
                fitting += 1;
            }
            let total = rest.len();
            let mut take = fitting.min(total);
            if take < total {
                if total - take == 1 && take > 2 {
                    take -= 1;
                }
                if first && take == 1 && !self.at_top() {
                    take = 0;
                }
                if take == 0 && self.at_top() {
                    take = 1;
                }
            }
            let mut mark = Mark::Slot(self.tags.slot());
            for line in rest.drain(..take) {
                let y = self.y;
                self.y += line.height;
                self.put_line(line, spans, x, y, &mut mark);
            }
            first = false;
            if !rest.is_empty() {
                self.new_page();
            }
        }
    }

    fn end_page(&mut self) {
        let mut ops = std::mem::take(&mut self.ops);
        self.page_begun = false;
        if let (Some(plan), Some(mut writer)) = (self.plan, self.writer.take()) {
            self.running(&mut ops, plan);
            let written = write_page(&mut writer, self.setter, &mut self.tags, &ops);
            if let Err(reason) = written {
                self.failed.get_or_insert(reason);
            }
            self.writer = Some(writer);
        }
        self.page += 1;
    }

    /// Running header and footer.
    fn running(&mut self, ops: &mut Vec<Op>, plan: &Plan) {
        let style = Style::new(Family::Regular, 7.5, QUIET);
        let pages = plan.volumes.get(self.volume).copied().unwrap_or(0);
        let volumes = plan.volumes.len();
        let page = format!("Page {} of {pages}", self.page + 1);
        let volume = if volumes > 1 {
            format!("Volume {} of {volumes}", self.volume + 1)
        } else {
            self.info.date.clone()
        };
        let (title, footer) = (self.info.running.clone(), self.info.footer.clone());
        let head = 40.0;
        let foot = PAGE_HEIGHT - 46.0;
        for (text, y, align, mark) in [
            (title, head, Align::Start, Mark::Header),
            (volume, head, Align::End, Mark::Header),
            (footer, foot, Align::Start, Mark::Footer),
            (page, foot, Align::End, Mark::Footer),
        ] {
            let spans = [Span::new(text, style)];
            let line = self.lay(&spans, CONTENT_WIDTH, align).into_iter().next();
            for run in line.iter().flat_map(|line| line.runs.iter()) {
                ops.push(Op::Text {
                    run: run.clone(),
                    x: LEFT,
                    baseline: y + 8.0,
                    mark,
                });
            }
        }
        ops.push(Op::Fill {
            areas: vec![(LEFT, PAGE_HEIGHT - 52.0, CONTENT_WIDTH, 0.5)],
            colour: RULE,
            mark: Mark::Ornament,
        });
    }

    pub(super) fn end_volume(&mut self) -> Result<(), PackError> {
        if self.page_begun || self.page == 0 {
            self.end_page();
        }
        self.y = TOP;
        self.made.volumes.push(self.page);
        let pages = std::mem::take(&mut self.page);
        self.picture_bytes = 0;
        let restarted = self.tags.restart();
        let tags = std::mem::replace(&mut self.tags, restarted);
        let bookmarks = std::mem::take(&mut self.bookmarks);
        if let (Some(plan), Some(writer)) = (self.plan, self.writer.take()) {
            if let Some(reason) = self.failed.take() {
                return Err(self.info.failure(&reason));
            }
            let bytes = self.info.finish(writer, tags, &bookmarks, self.volume)?;
            (self.sink)(Volume {
                number: self.volume + 1,
                of: plan.volumes.len(),
                pages,
                bytes,
            })?;
        }
        Ok(())
    }
}
