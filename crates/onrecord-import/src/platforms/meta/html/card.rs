//! One record of a page that is not a conversation (a login, a blocked account, a comment) as an
//! event. What is not understood is kept as details, under the page's own labels.

use super::survey::date_of;
use crate::kit::date_words::Habits;
use crate::kit::html::{Limits, NodeRef, Tree};
use crate::kit::iso_time;
use crate::kit::text::mark_hidden;
use crate::platforms::meta::labels::{self, Label};
use crate::platforms::meta::media::attachment;
use crate::platforms::meta::record::Place;
use crate::platforms::meta::rules::Who;
use onrecord_model::{Account, Digest, Event, Kind, Locator, Mark, Pointer, Precision, When};
use std::sync::Arc;

/// More labels and texts than this are kept as one text.
const MOST: usize = 400;

/// What a record says, by label where it has labels.
#[derive(Default)]
struct Said {
    heading: Option<String>,
    pairs: Vec<(String, String)>,
    texts: Vec<String>,
    /// What links show, and where they lead.
    links: Vec<(String, String)>,
    when: Option<When>,
    /// How the page writes dates.
    habits: Habits,
}

/// The event of the record `tree`, the `index`th of its page; `None` where its bytes are gone.
pub(super) fn read(
    place: &Place<'_, '_>,
    tree: &Tree,
    index: u64,
    habits: Habits,
    digest: &mut dyn FnMut((u64, u64)) -> Option<Digest>,
) -> Option<Event> {
    let root = tree.root()?;
    let mut event = Event {
        marks: place
            .rule
            .map_or(onrecord_model::Marks::NONE, |rule| rule.marks),
        ..Event::new(
            Locator {
                entry: place.entry.clone(),
                bytes: root.range(),
                pointer: Pointer::Record { index, part: None },
            },
            digest(root.range())?,
            place.thread.clone(),
            place.rule.map_or_else(
                || Kind::Unknown(place.word.into()),
                |rule| rule.kind.clone(),
            ),
        )
    };
    if tree.is_cut {
        event.marks.add(Mark::Truncated);
    }
    if tree.is_lossy {
        event.marks.add(Mark::LossyText);
    }
    let mut said = Said {
        heading: first_line(root, habits),
        habits,
        ..Said::default()
    };
    gather(place, &mut event, root, &mut said);
    // A login's heading states the instant, its rows the wall clock.
    let headed = said.heading.as_deref().and_then(iso_time::parse);
    let stated = headed.filter(|when| when.truth.instant().is_some());
    if let Some(when) = stated.or(said.when.take()) {
        event.when = when;
    }
    set_people(place, &mut event, &said);
    set_text(&mut event, &mut said);
    let heading = said.heading.map(|text| ("title".to_owned(), text));
    let texts = said.texts.into_iter().map(|text| ("text".to_owned(), text));
    let links = said
        .links
        .into_iter()
        .map(|(_, target)| ("link".to_owned(), target));
    for (name, value) in heading
        .into_iter()
        .chain(said.pairs)
        .chain(texts)
        .chain(links)
    {
        mark_hidden(&value, &mut event.marks);
        event.details.push(name, value);
    }
    Some(event)
}

/// The text that a record begins with, where more than it follows: a name, or a sentence.
fn first_line(root: NodeRef<'_>, habits: Habits) -> Option<String> {
    let mut elements = root.elements();
    let first = elements.next()?;
    elements.next()?;
    let is_line = first.has_text() && is_leaf(first) && date_of(first, habits).is_none();
    is_line.then(|| first.text())
}

/// Walks a record once, from the outside in.
fn gather(place: &Place<'_, '_>, event: &mut Event, root: NodeRef<'_>, said: &mut Said) {
    let mut done_until = match (&said.heading, root.elements().next()) {
        (Some(_), Some(first)) => first.range().1,
        _ => 0,
    };
    for node in std::iter::once(root).chain(root.descendants()) {
        let target = match node.name() {
            "img" | "video" | "audio" | "source" => node.attribute("src"),
            "a" => node.attribute("href"),
            _ => None,
        };
        if let Some(target) = target.filter(|target| !target.is_empty() && !target.starts_with('#'))
        {
            take_target(place, event, node, target, said);
        }
        if node.range().0 < done_until {
            continue;
        }
        let taken = match node.name() {
            "tr" => row(node, said),
            "td" | "th" => cell(node, said),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if said.heading.is_none() => {
                said.heading = Some(node.text()).filter(|text| !text.is_empty());
                true
            }
            "a" => true,
            "" => {
                let text = node.own_text().unwrap_or_default().trim();
                if !text.is_empty() {
                    take_text(said, text.to_owned(), None);
                }
                true
            }
            "table" | "tbody" | "ul" => false,
            _ => match date_of(node, said.habits) {
                Some(when) => {
                    take_when(said, when, None);
                    true
                }
                // The innermost block is one text.
                None if node.has_text() && is_leaf(node) => {
                    take_text(said, node.text(), None);
                    true
                }
                None => false,
            },
        };
        if taken {
            done_until = node.range().1;
        }
    }
}

/// Whether there is no block, table or link in it.
fn is_leaf(node: NodeRef<'_>) -> bool {
    !node.descendants().any(|inner| {
        matches!(
            inner.name(),
            "div"
                | "p"
                | "table"
                | "ul"
                | "li"
                | "a"
                | "img"
                | "video"
                | "audio"
                | "h1"
                | "h2"
                | "h3"
                | "h4"
                | "h5"
                | "h6"
        )
    })
}

fn take_text(said: &mut Said, text: String, label: Option<String>) {
    if said.pairs.len() + said.texts.len() >= MOST {
        return;
    }
    match label {
        Some(label) => said.pairs.push((label, text)),
        None => said.texts.push(text),
    }
}

fn take_when(said: &mut Said, when: When, label: Option<String>) {
    // A day with a label is a date of birth more often than the time of a record.
    let may_be_its = label.is_none() || when.precision != Precision::Day;
    if said.when.is_none() && may_be_its {
        if let Some(label) = label {
            said.pairs.push((label, when.as_written.to_string()));
        }
        said.when = Some(when);
    } else {
        take_text(
            said,
            when.as_written.into(),
            Some(label.unwrap_or_else(|| "date".into())),
        );
    }
}

/// A row of two cells: a label and its value.
fn row(node: NodeRef<'_>, said: &mut Said) -> bool {
    let cells: Vec<_> = node.elements().take(3).collect();
    let [label, value] = cells[..] else {
        return false;
    };
    if label.first_named("a").is_some() || value.first_named("table").is_some() {
        return false;
    }
    let (label, text) = (label.text(), value.text());
    match date_of(value, said.habits) {
        Some(when) => take_when(said, when, Some(label)),
        None if text.is_empty() => {}
        None => take_text(said, text, Some(label)),
    }
    true
}

/// A cell with a label as its own text, and the value in an element after it.
fn cell(node: NodeRef<'_>, said: &mut Said) -> bool {
    let mut children = node.children();
    let Some(label) = children.next().and_then(|child| child.own_text()) else {
        return false;
    };
    let rest: Vec<_> = children.filter(|child| child.start().is_some()).collect();
    let [value] = rest[..] else {
        return false;
    };
    let label = label.trim();
    if label.is_empty() || value.first_named("table").is_some() {
        return false;
    }
    let text = value.text();
    match date_of(value, said.habits) {
        Some(when) => take_when(said, when, Some(label.to_owned())),
        None if text.is_empty() => {}
        None => take_text(said, text, Some(label.to_owned())),
    }
    true
}

fn take_target(
    place: &Place<'_, '_>,
    event: &mut Event,
    node: NodeRef<'_>,
    target: &str,
    said: &mut Said,
) {
    let is_address = ["://", "mailto:", "data:", "javascript:"]
        .iter()
        .any(|sign| target.contains(sign));
    if is_address {
        if said.links.len() < MOST && !said.links.iter().any(|(_, held)| held == target) {
            let kept = target.chars().take(2_000).collect();
            said.links.push((node.text(), kept));
        }
        // A date is often the link to the post.
        if let (Some(when), None) = (date_of(node, said.habits), &said.when) {
            said.when = Some(when);
        }
    } else if !event.attachments.iter().any(|held| *held.name == *target) {
        let (names, roots) = (&place.context.names, &place.context.roots);
        let found = attachment(
            names,
            roots,
            place.root,
            place.entry,
            target,
            &mut event.marks,
        );
        event.attachments.push(found);
    }
}

/// Whether a label names an account: in that order the first counts.
fn names_account(label: &str) -> Option<usize> {
    let known = [Label::Username, Label::MediaOwner, Label::Name];
    let at = known.iter().position(|known| labels::is(*known, label));
    at.or_else(|| (label == "Author").then_some(2))
}

/// Whose picture a comment is on, where the label is not known: the one value besides the comment
/// that may be the name of an account.
fn owner_of_comment<'s>(place: &Place<'_, '_>, said: &'s Said) -> Option<&'s (String, String)> {
    let is_comment = place.rule.is_some_and(|rule| rule.kind == Kind::Comment);
    if !is_comment || place.context.platform.name != "instagram" {
        return None;
    }
    let mut others = said.pairs.iter().skip(1).filter(|(label, value)| {
        labels::may_be_username(value) && !labels::is(Label::Comment, label)
    });
    others.next().filter(|_| others.next().is_none())
}

fn counterpart(place: &Place<'_, '_>, said: &Said) -> Option<Account> {
    let platform = &place.context.platform_name;
    let labelled = said
        .pairs
        .iter()
        .filter_map(|pair| Some((names_account(&pair.0)?, pair)))
        .min_by_key(|(at, _)| *at)
        .map(|(_, pair)| pair)
        .or_else(|| owner_of_comment(place, said));
    let is_name = |text: &&String| !text.is_empty() && !text.contains("://");
    let shown = said.links.iter().map(|(text, _)| text).find(is_name);
    let only_text = match &said.texts[..] {
        [one] if said.pairs.is_empty() => Some(one),
        _ => None,
    };
    let name = labelled
        .map(|(_, value)| value)
        .or(said.heading.as_ref())
        .or(shown)
        .or(only_text)
        .filter(|name| name.len() < 300)?;
    Some(if platform.as_ref() == "instagram" {
        Account::handled(platform, name, None)
    } else {
        Account::named(platform, name)
    })
}

fn set_people(place: &Place<'_, '_>, event: &mut Event, said: &Said) {
    let owner = place
        .context
        .owner
        .as_ref()
        .map(|owner| owner.account.clone());
    match place.rule.map(|rule| rule.who) {
        Some(Who::Did) => event.account = counterpart(place, said).map(Arc::new),
        Some(Who::Other) => {
            event.others.extend(counterpart(place, said).map(Arc::new));
            event.account = owner;
        }
        Some(Who::Owner) => event.account = owner,
        None => {}
    }
}

/// What was said, in a comment or post: under its label in English, or else what stands first.
fn set_text(event: &mut Event, said: &mut Said) {
    if !matches!(event.kind, Kind::Comment | Kind::Post | Kind::Photo) {
        return;
    }
    let labelled = said.pairs.iter().position(|(label, _)| {
        matches!(label.as_str(), "Caption" | "Post") || labels::is(Label::Comment, label)
    });
    let text = match labelled {
        Some(at) => Some(said.pairs.remove(at).1),
        None if !said.texts.is_empty() => Some(said.texts.remove(0)),
        // The first row of a comment is the comment, whatever its label is called.
        None if event.kind == Kind::Comment && !said.pairs.is_empty() => {
            let (label, text) = said.pairs.remove(0);
            said.pairs.insert(0, ("label of the text".into(), label));
            Some(text)
        }
        None => None,
    };
    if let Some(text) = text {
        mark_hidden(&text, &mut event.marks);
        event.text = Some(text.into());
    }
}

/// The user name and the name that the owner's own page of personal information states.
pub(in crate::platforms::meta) fn names_in_profile(
    content: &[u8],
) -> (Option<String>, Option<String>) {
    let mut said = Said::default();
    let tree = Tree::document(content, Limits::default()).unwrap_or_default();
    for node in tree.root().into_iter().flat_map(|root| root.descendants()) {
        let _ = match node.name() {
            "tr" => row(node, &mut said),
            "td" => cell(node, &mut said),
            _ => false,
        };
    }
    let find = |is_it: &dyn Fn(&str) -> bool| {
        let found = said.pairs.iter().find(|(label, _)| is_it(label));
        found.map(|(_, value)| value.clone())
    };
    let is = |label| move |text: &str| labels::is(label, text);
    let name = find(&is(Label::Name)).or_else(|| find(&|text| text == "Full name"));
    (find(&is(Label::Username)), name)
}
