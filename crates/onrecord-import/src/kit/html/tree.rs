//! One element with what is in it, as a small tree. Knows which elements end each other, and no
//! format.

use super::Range;
use super::tokens::{Start, Token, Tokenizer};
use std::io::{self, Read};

/// How much of an element is kept. What is beyond is read and counted in its range, but not kept.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Elements and texts.
    pub nodes: usize,
    /// How deep they may nest.
    pub depth: usize,
    /// Bytes of text and attributes.
    pub bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            nodes: 50_000,
            depth: 256,
            bytes: 4 << 20,
        }
    }
}

/// An element or a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// An element, by its start tag.
    Element(Start),
    /// Text, decoded.
    Text(Box<str>),
}

#[derive(Clone, Debug)]
pub(super) struct Slot {
    pub node: Node,
    /// From the start tag to after the end tag.
    pub range: Range,
    /// How many nodes follow that are in it, over all levels.
    pub within: usize,
    /// How many of its children were taken out of it as records.
    pub taken: usize,
}

/// An element and everything in it, in the order of the file.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    pub(super) slots: Vec<Slot>,
    /// Something was beyond the limits and is not kept.
    pub is_cut: bool,
    /// Bytes of a text or value were not UTF-8.
    pub is_lossy: bool,
    /// The file ended, or was torn, before the element did.
    pub is_open: bool,
}

impl Tree {
    /// Reads on from a start tag that was met until its element ends.
    ///
    /// # Errors
    /// The entry cannot be read any further.
    pub fn read<R: Read>(
        tokens: &mut Tokenizer<R>,
        start: Start,
        limits: Limits,
    ) -> io::Result<Self> {
        let mut builder = Builder::new(limits);
        let is_whole = is_void(&start.name);
        builder.push(Token::Start(start));
        if !is_whole {
            while builder.is_open() {
                match tokens.next_token()? {
                    Some(token) => {
                        builder.push(token);
                    }
                    None => break,
                }
            }
        }
        let end = tokens.position();
        Ok(builder.finish(end))
    }

    /// A whole document or fragment held in memory, as the children of an element without a name.
    ///
    /// # Errors
    /// Never for bytes in memory; the reader's otherwise.
    pub fn document<R: Read>(reader: R, limits: Limits) -> io::Result<Self> {
        let mut tokens = Tokenizer::new(reader);
        let mut builder = Builder::new(limits);
        builder.push(Token::Start(Start::default()));
        while let Some(token) = tokens.next_token()? {
            builder.push(token);
        }
        let end = tokens.position();
        let mut tree = builder.finish(end);
        // Only what stands inside the document can have been left open.
        if let Some(root) = tree.slots.first_mut() {
            root.range = (0, end);
        }
        tree.is_open = false;
        Ok(tree)
    }

    /// The element itself; `None` only where nothing was read.
    pub fn root(&self) -> Option<NodeRef<'_>> {
        NodeRef::new(&self.slots, 0)
    }

    /// Its bytes.
    pub fn range(&self) -> Range {
        self.slots.first().map_or((0, 0), |slot| slot.range)
    }
}

/// A node of a tree.
#[derive(Clone, Copy, Debug)]
pub struct NodeRef<'t> {
    slots: &'t [Slot],
    slot: &'t Slot,
    at: usize,
}

impl<'t> NodeRef<'t> {
    pub(super) fn new(slots: &'t [Slot], at: usize) -> Option<Self> {
        slots.get(at).map(|slot| Self { slots, slot, at })
    }

    /// What it is.
    pub fn node(&self) -> &'t Node {
        &self.slot.node
    }

    /// Its bytes.
    pub fn range(&self) -> Range {
        self.slot.range
    }

    /// How many nodes are in it, over all levels.
    pub fn count_within(&self) -> usize {
        self.slot.within
    }

    /// How many of its children a reducer took out as records.
    pub fn count_taken(&self) -> usize {
        self.slot.taken
    }

    /// Its start tag, if it is an element.
    pub fn start(&self) -> Option<&'t Start> {
        match &self.slot.node {
            Node::Element(start) => Some(start),
            Node::Text(_) => None,
        }
    }

    /// Its text, if it is a text.
    pub fn own_text(&self) -> Option<&'t str> {
        match &self.slot.node {
            Node::Element(_) => None,
            Node::Text(text) => Some(text),
        }
    }

    /// The element's name in lower case; empty for a text.
    pub fn name(&self) -> &'t str {
        self.start().map_or("", |start| &start.name)
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&'t str> {
        self.start().and_then(|start| start.attribute(name))
    }

    /// Whether `class` lists this word.
    pub fn has_class(&self, class: &str) -> bool {
        self.start().is_some_and(|start| start.has_class(class))
    }

    /// Its children: elements and texts.
    pub fn children(&self) -> impl Iterator<Item = NodeRef<'t>> + use<'t> {
        let slots = self.slots;
        let end = self.at + 1 + self.slot.within;
        let mut at = self.at + 1;
        std::iter::from_fn(move || {
            let child = NodeRef::new(slots, at).filter(|_| at < end)?;
            at += 1 + child.slot.within;
            Some(child)
        })
    }

    /// Its children that are elements.
    pub fn elements(&self) -> impl Iterator<Item = NodeRef<'t>> + use<'t> {
        self.children().filter(|child| child.start().is_some())
    }

    /// Everything in it, over all levels, in the order of the file; not itself.
    pub fn descendants(&self) -> impl Iterator<Item = NodeRef<'t>> + use<'t> {
        let slots = self.slots;
        (self.at + 1..=self.at + self.slot.within).filter_map(move |at| NodeRef::new(slots, at))
    }

    /// Every element in it of that name.
    pub fn all_named<'n>(&self, name: &'n str) -> impl Iterator<Item = NodeRef<'t>> + use<'t, 'n> {
        self.descendants().filter(move |node| node.name() == name)
    }

    /// The first element in it of that name.
    pub fn first_named(&self, name: &str) -> Option<NodeRef<'t>> {
        self.all_named(name).next()
    }

    /// Every element in it of that class.
    pub fn all_of_class<'n>(
        &self,
        class: &'n str,
    ) -> impl Iterator<Item = NodeRef<'t>> + use<'t, 'n> {
        self.descendants().filter(move |node| node.has_class(class))
    }

    /// The first element in it of that class.
    pub fn first_of_class(&self, class: &str) -> Option<NodeRef<'t>> {
        self.all_of_class(class).next()
    }

    /// What a browser would show: see [`super::visible`].
    pub fn text(&self) -> String {
        super::visible::text(*self)
    }

    /// Whether anything in it would show as text.
    pub fn has_text(&self) -> bool {
        let shows = |node: NodeRef<'_>| node.own_text().is_some_and(|text| !text.trim().is_empty());
        shows(*self) || self.descendants().any(shows)
    }

    /// A tree of its own.
    pub fn to_tree(&self) -> Tree {
        let end = self.at + 1 + self.slot.within;
        Tree {
            slots: self.slots.get(self.at..end).unwrap_or_default().to_vec(),
            ..Tree::default()
        }
    }
}

/// Elements that have no content.
pub fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Whether an open `open` ends where `next` begins, as in lists and tables without end tags.
fn is_ended_by(open: &str, next: &str) -> bool {
    match open {
        "li" => next == "li",
        "dt" | "dd" => matches!(next, "dt" | "dd"),
        "td" | "th" => matches!(next, "td" | "th" | "tr" | "tbody" | "tfoot"),
        "tr" => matches!(next, "tr" | "tbody" | "tfoot"),
        "option" => matches!(next, "option" | "optgroup"),
        "head" => next == "body",
        "p" => matches!(
            next,
            "address"
                | "article"
                | "aside"
                | "blockquote"
                | "div"
                | "dl"
                | "fieldset"
                | "footer"
                | "form"
                | "h1"
                | "h2"
                | "h3"
                | "h4"
                | "h5"
                | "h6"
                | "header"
                | "hr"
                | "main"
                | "nav"
                | "ol"
                | "p"
                | "pre"
                | "section"
                | "table"
                | "ul"
        ),
        _ => false,
    }
}

/// An end tag does not reach out of these.
fn is_wall(open: &str, name: &str) -> bool {
    match name {
        "li" => matches!(open, "ul" | "ol"),
        "td" | "th" | "tr" => open == "table",
        "p" => matches!(open, "td" | "th" | "button"),
        _ => false,
    }
}

/// Tokens into slots.
#[derive(Debug, Default)]
pub(super) struct Builder {
    pub slots: Vec<Slot>,
    /// The slots of the elements that are open, outermost first. `None` for one that is not kept.
    pub open: Vec<(Option<usize>, Box<str>)>,
    limits: Option<Limits>,
    bytes: usize,
    /// How many open elements are deeper than is kept.
    too_deep: usize,
    pub is_cut: bool,
    pub is_lossy: bool,
    pub is_torn: bool,
}

impl Builder {
    pub(super) fn new(limits: Limits) -> Self {
        Self {
            limits: Some(limits),
            ..Self::default()
        }
    }

    pub(super) fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    fn has_room(&mut self, bytes: usize) -> bool {
        let limits = self.limits.unwrap_or_default();
        let has_room = self.slots.len() < limits.nodes && self.bytes + bytes <= limits.bytes;
        self.is_cut |= !has_room;
        has_room
    }

    /// Gives back the room that slots took which were taken out.
    pub(super) fn free(&mut self, slots: &[Slot]) {
        let bytes: usize = slots.iter().map(|slot| size_of(&slot.node)).sum();
        self.bytes = self.bytes.saturating_sub(bytes);
    }

    /// Takes in a token that opens or adds. Elements that it ends are closed.
    pub(super) fn push(&mut self, token: Token) {
        match token {
            Token::Start(start) => {
                while let Some((_, open)) = self.open.last() {
                    if self.too_deep > 0 || self.open.len() == 1 || !is_ended_by(open, &start.name)
                    {
                        break;
                    }
                    self.close_last(start.range.0);
                }
                self.start(start);
            }
            Token::End { name, range } => {
                if let Some(levels) = self.levels_to_end(&name) {
                    for _ in 1..levels {
                        self.close_last(range.0);
                    }
                    self.close_last(range.1);
                }
            }
            Token::Text(text) => {
                self.is_lossy |= text.is_lossy;
                let node = Node::Text(text.text.into());
                let size = size_of(&node);
                if self.has_room(size) {
                    self.bytes += size;
                    self.slots.push(Slot {
                        node,
                        range: text.range,
                        within: 0,
                        taken: 0,
                    });
                }
            }
            Token::Unfinished(_) => self.is_torn = true,
            Token::Comment(_) | Token::Raw(_) | Token::Declaration(_) => {}
        }
    }

    /// How many open elements an end tag closes; `None` where it matches none of them.
    pub(super) fn levels_to_end(&self, name: &str) -> Option<usize> {
        if self.too_deep > 0 {
            return Some(1);
        }
        for (levels, (_, open)) in self.open.iter().rev().enumerate() {
            if **open == *name {
                return Some(levels + 1);
            }
            if is_wall(open, name) {
                return None;
            }
        }
        None
    }

    /// The open elements that a start tag ends.
    pub(super) fn ends_before(&self, start: &Start) -> bool {
        self.too_deep == 0
            && self.open.len() > 1
            && self
                .open
                .last()
                .is_some_and(|(_, open)| is_ended_by(open, &start.name))
    }

    fn start(&mut self, start: Start) {
        let is_void = is_void(&start.name);
        self.is_lossy |= start.attributes.iter().any(|attribute| attribute.is_lossy);
        self.is_cut |= start.is_cut || start.attributes.iter().any(|attribute| attribute.is_cut);
        let limits = self.limits.unwrap_or_default();
        if self.open.len() >= limits.depth {
            self.is_cut = true;
            self.too_deep += usize::from(!is_void);
            return;
        }
        let name = start.name.clone();
        let range = start.range;
        let node = Node::Element(start);
        let size = size_of(&node);
        let at = self.has_room(size).then_some(self.slots.len());
        if at.is_some() {
            self.bytes += size;
            self.slots.push(Slot {
                node,
                range,
                within: 0,
                taken: 0,
            });
        }
        if !is_void {
            self.open.push((at, name));
        }
    }

    /// Closes the innermost element; gives its slot.
    pub(super) fn close_last(&mut self, end: u64) -> Option<usize> {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return None;
        }
        let (at, _) = self.open.pop()?;
        let at = at?;
        let count = self.slots.len();
        let slot = self.slots.get_mut(at)?;
        slot.range.1 = end;
        slot.within = count - at - 1;
        Some(at)
    }

    /// Everything that was gathered; what is still open ends here.
    pub(super) fn finish(mut self, end: u64) -> Tree {
        let is_open = self.is_open() || self.is_torn;
        self.too_deep = 0;
        while self.is_open() {
            self.close_last(end);
        }
        Tree {
            slots: self.slots,
            is_cut: self.is_cut,
            is_lossy: self.is_lossy,
            is_open,
        }
    }
}

fn size_of(node: &Node) -> usize {
    match node {
        Node::Text(text) => text.len(),
        Node::Element(start) => start
            .attributes
            .iter()
            .map(|attribute| attribute.name.len() + attribute.value.len() + 64)
            .sum(),
    }
}
