//! Streams the records of a page whose list of records may be endless: each element is judged when
//! it ends, and taken out of the tree if it is a record. Knows no format; the judge does.

use super::tokens::{Token, Tokenizer};
use super::tree::{Builder, Limits, NodeRef, Slot, Tree};
use std::collections::VecDeque;
use std::io::{self, Read};

/// What was taken out of a page.
#[derive(Clone, Debug)]
pub enum Reduced {
    /// An element that the judge took for a record.
    Record(Tree),
    /// An element beside records, after the first of them, that is none but holds text.
    Beside(Tree),
}

/// An element that has ended and is judged.
#[derive(Clone, Copy, Debug)]
pub struct Ended<'t> {
    /// It, with what was not taken out of it.
    pub node: NodeRef<'t>,
    /// How many elements it is in: 1 for `html`.
    pub depth: usize,
    /// Where the element begins that it is directly in.
    pub parent: Option<u64>,
}

/// Reads a page and takes its records out.
pub struct Reducer<R> {
    tokens: Tokenizer<R>,
    builder: Builder,
    ready: VecDeque<Reduced>,
    is_ended: bool,
}

impl<R: Read> Reducer<R> {
    /// From the start of an entry. The limits hold for everything that is in memory at a time.
    pub fn new(reader: R, limits: Limits) -> Self {
        let mut builder = Builder::new(limits);
        builder.push(Token::Start(super::Start::default()));
        Self {
            tokens: Tokenizer::new(reader),
            builder,
            ready: VecDeque::new(),
            is_ended: false,
        }
    }

    /// The next record or what stands beside records; `None` at the end. `judge` is asked once for
    /// each element, when it ends.
    ///
    /// # Errors
    /// The entry cannot be read any further. What was open then can be had by [`Self::rest`].
    pub fn next_reduced(
        &mut self,
        judge: &mut dyn FnMut(Ended<'_>) -> bool,
    ) -> io::Result<Option<Reduced>> {
        loop {
            if let Some(ready) = self.ready.pop_front() {
                return Ok(Some(ready));
            }
            if self.is_ended {
                return Ok(None);
            }
            let token = match self.tokens.next_token() {
                Ok(Some(token)) => token,
                Ok(None) => {
                    self.is_ended = true;
                    // A torn page's last record may be whole but for the page's end.
                    let end = self.tokens.position();
                    // `</body>` and `</html>` may be left out; nothing else is.
                    while let Some((_, name)) = self.builder.open.get(1..).and_then(<[_]>::last) {
                        let may_be_open = matches!(&**name, "html" | "body" | "p" | "li");
                        self.builder.is_torn |= !may_be_open;
                        self.close(end, judge);
                    }
                    continue;
                }
                Err(error) => {
                    self.is_ended = true;
                    return Err(error);
                }
            };
            match token {
                Token::Start(start) => {
                    while self.builder.ends_before(&start) {
                        self.close(start.range.0, judge);
                    }
                    self.builder.push(Token::Start(start));
                }
                Token::End { name, range } => {
                    if let Some(levels) = self.builder.levels_to_end(&name) {
                        for level in 1..=levels {
                            let end = if level == levels { range.1 } else { range.0 };
                            self.close(end, judge);
                        }
                    }
                }
                Token::Text(text) if text.text.trim().is_empty() && self.is_beside_records() => {}
                other => self.builder.push(other),
            }
        }
    }

    /// Whether what comes next stands directly beside records. Blanks there say nothing, and one
    /// after each of an endless list of records would fill the tree.
    fn is_beside_records(&self) -> bool {
        let parent = self.builder.open.last().and_then(|(parent, _)| *parent);
        parent
            .and_then(|parent| self.builder.slots.get(parent))
            .is_some_and(|parent| parent.taken > 0)
    }

    fn close(&mut self, end: u64, judge: &mut dyn FnMut(Ended<'_>) -> bool) {
        let depth = self.builder.open.len().saturating_sub(1);
        let Some(at) = self.builder.close_last(end) else {
            return;
        };
        let Some(node) = NodeRef::new(&self.builder.slots, at) else {
            return;
        };
        let parent = self.builder.open.last().and_then(|(parent, _)| *parent);
        let above = parent.and_then(|parent| self.builder.slots.get(parent));
        let has_records_beside = above.is_some_and(|parent| parent.taken > 0);
        let is_record = judge(Ended {
            node,
            depth,
            parent: above.map(|parent| parent.range.0),
        });
        let is_beside = has_records_beside && node.count_taken() == 0 && node.has_text();
        if !is_record && !is_beside {
            return;
        }
        let slots: Vec<Slot> = self.builder.slots.split_off(at);
        self.builder.free(&slots);
        let tree = Tree {
            slots,
            is_cut: std::mem::take(&mut self.builder.is_cut),
            is_lossy: std::mem::take(&mut self.builder.is_lossy),
            is_open: self.builder.is_torn,
        };
        if is_record {
            if let Some(parent) = parent.and_then(|parent| self.builder.slots.get_mut(parent)) {
                parent.taken += 1;
            }
            self.ready.push_back(Reduced::Record(tree));
        } else {
            self.ready.push_back(Reduced::Beside(tree));
        }
    }

    /// What has been read so far and was not taken out: the page's title and head, at least.
    /// Elements that are still open have no end yet.
    pub fn so_far(&self) -> impl Iterator<Item = NodeRef<'_>> {
        let slots = &self.builder.slots;
        (0..slots.len()).filter_map(move |at| NodeRef::new(slots, at))
    }

    /// Whether the page ended within a tag, or before its `html` or `body` did.
    pub fn is_torn(&self) -> bool {
        self.builder.is_torn
    }

    /// How far it has read.
    pub fn position(&self) -> u64 {
        self.tokens.position()
    }

    /// What was not taken out.
    pub fn rest(self) -> Tree {
        let end = self.tokens.position();
        self.builder.finish(end)
    }
}
