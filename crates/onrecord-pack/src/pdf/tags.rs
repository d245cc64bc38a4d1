//! The structure tree of one volume while its pages are made. It must not know what a block looks
//! like.
//!
//! Content is placed before it is drawn, so a leaf is first a slot in reading order and gets its
//! identifier when its page is written.

use krilla::tagging::{Identifier, Node, TagGroup, TagKind, TagTree};

/// A node of the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NodeId(usize);

/// A leaf of the tree; every piece of content of one node on one page shares one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SlotId(usize);

enum Child {
    Node(NodeId),
    Slot(SlotId),
}

struct TreeNode {
    kind: TagKind,
    children: Vec<Child>,
}

/// The tree under construction.
#[derive(Default)]
pub(super) struct Tags {
    roots: Vec<NodeId>,
    nodes: Vec<TreeNode>,
    slots: Vec<Option<Identifier>>,
    open: Vec<NodeId>,
}

impl Tags {
    /// Opens a group within the open one.
    pub(super) fn open(&mut self, kind: impl Into<TagKind>) -> NodeId {
        let id = NodeId(self.nodes.len());
        self.nodes.push(TreeNode {
            kind: kind.into(),
            children: Vec::new(),
        });
        match self.open.last() {
            Some(parent) => self.nodes[parent.0].children.push(Child::Node(id)),
            None => self.roots.push(id),
        }
        self.open.push(id);
        id
    }

    /// Closes the group that was opened last.
    pub(super) fn close(&mut self) {
        self.open.pop();
    }

    /// Makes `id` the open group again, within whatever is open.
    pub(super) fn reopen(&mut self, id: NodeId) {
        self.open.push(id);
    }

    /// An empty tree with the same groups open, for the next volume.
    pub(super) fn restart(&self) -> Self {
        let mut next = Self::default();
        for id in &self.open {
            next.open(self.nodes[id.0].kind.clone());
        }
        next
    }

    /// A new leaf of the open group.
    pub(super) fn slot(&mut self) -> SlotId {
        if self.open.is_empty() {
            self.open(krilla::tagging::Tag::Div);
            self.open.pop();
            let id = NodeId(self.nodes.len() - 1);
            return self.slot_in(id);
        }
        let id = self.open[self.open.len() - 1];
        self.slot_in(id)
    }

    fn slot_in(&mut self, node: NodeId) -> SlotId {
        let slot = SlotId(self.slots.len());
        self.slots.push(None);
        self.nodes[node.0].children.push(Child::Slot(slot));
        slot
    }

    /// Says where a leaf came to stand.
    pub(super) fn fill(&mut self, slot: SlotId, identifier: Identifier) {
        self.slots[slot.0] = Some(identifier);
    }

    /// The finished tree.
    pub(super) fn finish(self, language: &str) -> TagTree {
        let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
        let mut kinds: Vec<Option<(TagKind, Vec<Child>)>> = self
            .nodes
            .into_iter()
            .map(|node| Some((node.kind, node.children)))
            .collect();
        for root in &self.roots {
            if let Some(group) = build(*root, &mut kinds, &self.slots) {
                tree.push(group);
            }
        }
        tree
    }
}

/// Depth is that of the documents' own nesting (six at most), never of the evidence's.
fn build(
    id: NodeId,
    nodes: &mut [Option<(TagKind, Vec<Child>)>],
    slots: &[Option<Identifier>],
) -> Option<TagGroup> {
    let (kind, children) = nodes.get_mut(id.0)?.take()?;
    let mut group_children: Vec<Node> = Vec::with_capacity(children.len());
    for child in children {
        match child {
            Child::Node(node) => {
                group_children.extend(build(node, nodes, slots).map(Node::Group));
            }
            Child::Slot(slot) => {
                group_children.extend(slots[slot.0].map(Node::Leaf));
            }
        }
    }
    (!group_children.is_empty()).then(|| TagGroup::with_children(kind, group_children))
}
