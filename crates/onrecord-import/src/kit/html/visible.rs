//! What a browser would show of an element as text. Knows no style sheet: what a page hides by one
//! is text here too.

use super::tree::{Node, NodeRef};

/// White space is collapsed as in a browser (not in `pre` and `textarea`); `<br>` and the borders of
/// blocks become line feeds; cells of a table are set apart by a tab.
pub(super) fn text(node: NodeRef<'_>) -> String {
    let mut out = Text::default();
    let mut open: Vec<(u64, &str)> = Vec::new();
    out.enter(node);
    let verbatim = |name: &str| matches!(name, "pre" | "textarea");
    let mut preserved = usize::from(verbatim(node.name()));
    for inner in node.descendants() {
        let (from, to) = inner.range();
        while let Some((end, name)) = open.last().copied() {
            if from < end {
                break;
            }
            open.pop();
            preserved -= usize::from(verbatim(name));
            out.border(name);
        }
        out.enter_in(inner, preserved > 0);
        if inner.start().is_some() && to > from {
            open.push((to, inner.name()));
            preserved += usize::from(verbatim(inner.name()));
        }
    }
    out.finish()
}

#[derive(Default)]
struct Text {
    out: String,
    /// White space waits until something follows it on the line.
    space: bool,
    /// A line feed waits until something follows it.
    line: bool,
}

impl Text {
    fn enter(&mut self, node: NodeRef<'_>) {
        self.enter_in(node, matches!(node.name(), "pre" | "textarea"));
    }

    fn enter_in(&mut self, node: NodeRef<'_>, is_verbatim: bool) {
        match node.node() {
            Node::Text(text) if is_verbatim => {
                self.settle();
                self.out.push_str(text);
            }
            Node::Text(text) => {
                for character in text.chars() {
                    if character.is_ascii_whitespace() {
                        self.space = true;
                    } else {
                        self.settle();
                        self.out.push(character);
                    }
                }
            }
            Node::Element(start) if &*start.name == "br" => {
                self.settle_line();
                self.out.push('\n');
                self.space = false;
            }
            Node::Element(start) => self.border(&start.name),
        }
    }

    fn border(&mut self, name: &str) {
        match name {
            "td" | "th" => {
                self.settle_line();
                if !self.out.is_empty() && !self.out.ends_with(['\n', '\t']) {
                    self.out.push('\t');
                }
                self.space = false;
            }
            "address" | "article" | "aside" | "blockquote" | "body" | "dd" | "details" | "div"
            | "dl" | "dt" | "fieldset" | "figcaption" | "figure" | "footer" | "form" | "h1"
            | "h2" | "h3" | "h4" | "h5" | "h6" | "head" | "header" | "hr" | "html" | "li"
            | "main" | "nav" | "ol" | "p" | "pre" | "section" | "summary" | "table" | "tbody"
            | "thead" | "tr" | "title" | "ul" => self.line = true,
            _ => {}
        }
    }

    /// A line feed that waits is due, where there is text before it on its line.
    fn settle_line(&mut self) {
        if std::mem::take(&mut self.line) {
            while self.out.ends_with('\t') {
                self.out.pop();
            }
            if !self.out.is_empty() && !self.out.ends_with('\n') {
                self.out.push('\n');
            }
            self.space = false;
        }
    }

    fn settle(&mut self) {
        self.settle_line();
        if std::mem::take(&mut self.space)
            && !self.out.is_empty()
            && !self.out.ends_with(['\n', '\t'])
        {
            self.out.push(' ');
        }
    }

    fn finish(mut self) -> String {
        while self.out.ends_with(['\n', '\t', ' ']) {
            self.out.pop();
        }
        self.out
    }
}
