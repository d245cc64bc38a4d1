//! A first look at a page: in which element its records stand. Reads no record.

use crate::kit::date_words::{Habits, Learning};
use crate::kit::digits::to_ascii;
use crate::kit::html::{Limits, NodeRef, Reduced, Reducer};
use onrecord_model::When;
use std::collections::BTreeSet;
use std::io::Read;

/// As many messages are looked at, and as many bytes of a page.
const ENOUGH: usize = 64;
const BYTES: u64 = 8 << 20;

/// Where a page keeps its records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Survey {
    /// Where the element begins whose children are the records.
    pub container: Option<u64>,
    /// The page's title.
    pub title: Option<String>,
    /// Short texts above the messages, and who sent the first of them.
    pub heads: Vec<String>,
    pub senders: BTreeSet<String>,
    /// How it writes dates.
    pub habits: Habits,
}

/// The text of an element that may be a date.
fn short_text(node: NodeRef<'_>) -> Option<String> {
    if node.count_within() > 8 {
        return None;
    }
    Some(node.text()).filter(|text| text.len() <= 240)
}

/// What an element says as a date, if it says nothing else.
pub(super) fn date_of(node: NodeRef<'_>, habits: Habits) -> Option<When> {
    habits.when(&short_text(node)?)
}

/// The parts of an element that is built as a message: who, what (any number), when.
pub(super) struct Parts<'t> {
    pub sender: NodeRef<'t>,
    pub body: Vec<NodeRef<'t>>,
    pub time: NodeRef<'t>,
    pub when: When,
}

/// What an element says as a date in words that are not known here: short, with a time of day and
/// at least a day and a year.
fn strange_date(node: NodeRef<'_>) -> Option<When> {
    if node.count_within() > 8 {
        return None;
    }
    let text = node.text();
    let plain = to_ascii(&text);
    let digits = plain.bytes().filter(u8::is_ascii_digit).count();
    let has_clock = plain.as_bytes().windows(4).any(|four| {
        four[0].is_ascii_digit()
            && matches!(four[1], b':' | b'.' | b'h')
            && four[2].is_ascii_digit()
            && four[3].is_ascii_digit()
    });
    (text.chars().count() <= 60 && (6..=14).contains(&digits) && has_clock).then(|| When {
        as_written: text.into(),
        ..When::undated()
    })
}

/// The parts of `node`, if it is built as a message.
pub(super) fn parts(node: NodeRef<'_>) -> Option<Parts<'_>> {
    parts_by(node, |node| date_of(node, Habits::default()))
}

/// As [`parts`], for a place where messages stand: a date in words that are not known is one too.
pub(super) fn parts_loosely(node: NodeRef<'_>) -> Option<Parts<'_>> {
    parts(node).or_else(|| parts_by(node, strange_date))
}

fn parts_by<'t>(
    node: NodeRef<'t>,
    date_of: impl Fn(NodeRef<'t>) -> Option<When>,
) -> Option<Parts<'t>> {
    if !matches!(node.name(), "div" | "section" | "article" | "li") {
        return None;
    }
    let mut elements: Vec<NodeRef<'_>> = Vec::new();
    for element in node.elements() {
        elements.push(element);
        if elements.len() > 8 {
            return None;
        }
    }
    let has_bare_text = node
        .children()
        .any(|child| child.own_text().is_some_and(|text| !text.trim().is_empty()));
    if elements.len() < 2 || has_bare_text {
        return None;
    }
    let time = elements.pop()?;
    let when = date_of(time)?;
    let sender = elements.remove(0);
    let is_name = sender.count_within() <= 6 && !sender.descendants().any(|one| one.name() == "a");
    if !is_name || date_of(sender).is_some() {
        return None;
    }
    Some(Parts {
        sender,
        body: elements,
        time,
        when,
    })
}

/// Where a conversation's page keeps its messages. Of several places the outermost: what looks like
/// a message inside a message is something that somebody wrote or shared.
pub(super) fn of_messages(reader: impl Read) -> Survey {
    of_messages_by(reader, parts)
}

/// As [`of_messages`], for a page of which no date can be read.
pub(super) fn of_messages_loosely(reader: impl Read) -> Survey {
    of_messages_by(reader, parts_loosely)
}

fn of_messages_by(
    reader: impl Read,
    parts: impl for<'t> Fn(NodeRef<'t>) -> Option<Parts<'t>>,
) -> Survey {
    let limits = Limits::default();
    let mut reducer = Reducer::new(reader, limits);
    let mut best: Option<(usize, u64)> = None;
    let mut survey = Survey::default();
    let mut met = Vec::new();
    let mut learning = Learning::default();
    let mut found = 0;
    loop {
        let mut judged = None;
        let mut judge = |ended: crate::kit::html::Ended<'_>| {
            let is_message = parts(ended.node).is_some();
            if is_message && let Some(parent) = ended.parent {
                judged = Some((ended.depth, parent));
            }
            is_message
        };
        let Ok(Some(reduced)) = reducer.next_reduced(&mut judge) else {
            break;
        };
        if let Reduced::Record(tree) = reduced {
            found += 1;
            if let Some((depth, parent)) = judged {
                if best.is_none_or(|(least, _)| depth < least) {
                    best = Some((depth, parent));
                    met.clear();
                }
                if best == Some((depth, parent))
                    && let Some(parts) = tree.root().and_then(&parts)
                {
                    met.push(parts.sender.text());
                    learning.take(&parts.time.text());
                }
            }
        }
        // Where a month may be one of two, more dates are looked at than others need.
        let is_enough = found >= ENOUGH && !learning.is_open();
        if is_enough || reducer.position() > BYTES {
            break;
        }
    }
    survey.container = best.map(|(_, parent)| parent);
    survey.habits = learning.habits();
    survey.senders = met.into_iter().filter(|name| !name.is_empty()).collect();
    for node in reducer.so_far() {
        if node.name() == "title" && survey.title.is_none() {
            survey.title = Some(node.text()).filter(|title| !title.is_empty());
        }
        if let Some(text) = node.own_text()
            && text.contains(':')
            && text.len() < 20_000
            && survey.heads.len() < 16
        {
            survey.heads.push(text.trim().to_owned());
        }
    }
    survey
}

/// Where a page that is not a conversation keeps its records.
pub(super) fn of_list(reader: impl Read) -> Survey {
    let mut survey = Survey::default();
    let limits = Limits::default();
    let Ok(tree) = crate::kit::html::Tree::document(reader.take(BYTES), limits) else {
        return survey;
    };
    let Some(root) = tree.root() else {
        return survey;
    };
    survey.title = root
        .first_named("title")
        .map(|title| title.text())
        .filter(|title| !title.is_empty());
    let mut learning = Learning::default();
    for text in root.descendants().filter_map(|node| node.own_text()) {
        learning.take(text);
    }
    survey.habits.is_croatian = learning.habits().is_croatian;
    let is_main =
        |node: &NodeRef<'_>| node.name() == "main" || node.attribute("role") == Some("main");
    let Some(mut container) = root
        .descendants()
        .find(is_main)
        .or_else(|| root.first_named("body"))
    else {
        return survey;
    };
    // A wrapper around all records is not one of them: go down while there is one element with
    // text, and in it are several of one kind with a date each.
    while let Some(inner) = only_child(container) {
        let mut kinds = inner
            .elements()
            .filter(|child| has_date(*child))
            .map(|child| (child.name(), child.attribute("class")))
            .take(2);
        let first = kinds.next();
        let is_list = first.is_some() && kinds.next() == first;
        let is_block = matches!(inner.name(), "div" | "section" | "main" | "article");
        let is_wrapper = is_block && (is_list || container.name() == "body");
        if !is_wrapper {
            break;
        }
        container = inner;
    }
    survey.container = Some(container.range().0);
    survey
}

fn only_child<'t>(node: NodeRef<'t>) -> Option<NodeRef<'t>> {
    let mut with_text = node.elements().filter(|child| child.has_text());
    let first = with_text.next()?;
    with_text.next().is_none().then_some(first)
}

fn has_date(node: NodeRef<'_>) -> bool {
    std::iter::once(node)
        .chain(node.descendants())
        .any(|inner| inner.start().is_some() && date_of(inner, Habits::default()).is_some())
}
