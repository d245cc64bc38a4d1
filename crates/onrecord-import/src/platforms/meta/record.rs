//! One record of a list (logins, blocked accounts, comments, posts, …) as an event. The lists
//! differ in shape and age; what a record says is found by the names of its innermost fields, and
//! every field that is not understood is kept as a detail.

use super::context::Context;
use super::labels::{self, Label};
use super::layout::Root;
use super::media::attachment;
use super::mojibake::repair;
use super::people::text_of;
use super::rules::{Rule, Who};
use super::times;
use crate::kit::json_stream::value::{Malformed, Raw, Shape};
use crate::kit::text::has_hidden;
use onrecord_model::{
    Account, Defect, Event, Kind, Locator, Mark, Marks, Pointer, Precision, Thread, When,
};
use std::sync::Arc;

/// More fields than this are kept as one piece of JSON.
const LEAVES: usize = 4_000;
const DEPTH: u32 = 32;
/// Seconds by which two times of one record may differ before it says so.
const TOLERANCE: i64 = 86_400;

/// Where a record stands, and what its list is.
pub(super) struct Place<'p, 'a> {
    pub context: &'p Context<'a>,
    pub root: &'p Root,
    pub entry: &'p Arc<str>,
    pub thread: &'p Arc<Thread>,
    pub rule: Option<&'p Rule>,
    /// The list's own word, for a list without a rule.
    pub word: &'p str,
}

/// An innermost value and the names that lead to it.
struct Leaf<'r> {
    path: String,
    raw: Raw<'r>,
}

impl Leaf<'_> {
    fn name(&self) -> &str {
        self.path.rsplit('.').next().unwrap_or(&self.path)
    }
}

/// The event of the record `raw`. `key` is its name where it is an object's member rather than
/// an array's element (Instagram's lists until 2020 are `{"name": "time"}`).
///
/// # Errors
/// The record is not well formed.
pub(super) fn read(
    place: &Place<'_, '_>,
    raw: Raw<'_>,
    pointer: Pointer,
    key: Option<&str>,
) -> Result<Event, Defect> {
    let locator = Locator {
        entry: place.entry.clone(),
        bytes: raw.range(),
        pointer,
    };
    let mut leaves = Vec::new();
    if flatten(raw, String::new(), DEPTH, &mut leaves).is_err() {
        return Err(Defect {
            locator,
            code: "invalid-json",
            reason: "this record is damaged".into(),
        });
    }
    let mut event = Event {
        marks: place.rule.map_or(Marks::NONE, |rule| rule.marks),
        ..Event::new(
            locator,
            raw.digest(),
            place.thread.clone(),
            place.rule.map_or_else(
                || Kind::Unknown(place.word.into()),
                |rule| rule.kind.clone(),
            ),
        )
    };
    set_time(&mut event, &leaves);
    let used_text = set_text(&mut event, &leaves);
    let who = place.rule.map_or(Who::Owner, |rule| rule.who);
    set_people(place, &mut event, &leaves, who, key);
    for (index, leaf) in leaves.iter().enumerate() {
        if used_text == Some(index) {
            continue;
        }
        if is_file(leaf) {
            let uri = text_of(&leaf.raw, &mut event.marks).unwrap_or_default();
            let (names, roots) = (&place.context.names, &place.context.roots);
            let found = attachment(
                names,
                roots,
                place.root,
                place.entry,
                &uri,
                &mut event.marks,
            );
            event.attachments.push(found);
            continue;
        }
        if matches!(leaf.name(), "latitude" | "longitude") {
            event.marks.add(Mark::Location);
        }
        // Empty strings and zero times say that there is nothing.
        if leaf.raw.bytes == b"\"\"" || leaf.raw.bytes == b"0" && leaf.name() == "timestamp" {
            continue;
        }
        let path = if leaf.path.is_empty() {
            "value"
        } else {
            &leaf.path
        };
        let path = repair(path).unwrap_or_else(|| path.to_owned());
        let value = text_of(&leaf.raw, &mut event.marks).unwrap_or_else(|| leaf.raw.verbatim());
        event.details.push(path, value);
    }
    // A bare number or word says nothing of what the list is about.
    if key.is_none() && !matches!(raw.shape(), Shape::Object | Shape::Array) {
        event.kind = Kind::Unknown(place.word.into());
    }
    if let Some(key) = key {
        event.details.push_front("name", key);
    }
    Ok(event)
}

fn flatten<'r>(
    raw: Raw<'r>,
    path: String,
    depth: u32,
    leaves: &mut Vec<Leaf<'r>>,
) -> Result<(), Malformed> {
    let join = |name: &str| {
        if path.is_empty() {
            name.to_owned()
        } else {
            format!("{path}.{name}")
        }
    };
    if depth == 0 || leaves.len() >= LEAVES {
        leaves.push(Leaf { path, raw });
        return Ok(());
    }
    match raw.shape() {
        Shape::Object => {
            for field in raw.fields() {
                let (name, value) = field?;
                let name = name.text().map(|name| name.text).unwrap_or_default();
                flatten(value, join(&name), depth - 1, leaves)?;
            }
        }
        Shape::Array => {
            for (index, element) in raw.elements().enumerate() {
                flatten(element?, join(&index.to_string()), depth - 1, leaves)?;
            }
        }
        Shape::String | Shape::Bare => leaves.push(Leaf { path, raw }),
    }
    Ok(())
}

fn is_file(leaf: &Leaf<'_>) -> bool {
    let is_named = matches!(leaf.name(), "uri" | "path");
    let says = leaf
        .raw
        .inner()
        .is_some_and(|inner| !inner.is_empty() && !inner.starts_with(b"http"));
    is_named && says
}

/// The record's time: the first of the fields that state one, outermost first.
fn set_time(event: &mut Event, leaves: &[Leaf<'_>]) {
    const SECONDS: &[&str] = &[
        "timestamp",
        "creation_timestamp",
        "created_timestamp",
        "last_active_time",
        "updated_timestamp",
        "update_timestamp",
        "start_timestamp",
        "timestamp_value",
    ];
    let mut best: Option<(usize, When)> = None;
    let mut titled = None;
    for leaf in leaves {
        let depth = leaf.path.matches('.').count();
        let when = if SECONDS.contains(&leaf.name()) {
            times::epoch(leaf.raw, Precision::Second)
        } else if leaf.name() == "timestamp_ms" {
            times::epoch(leaf.raw, Precision::Millisecond)
        } else {
            When::undated()
        };
        let text = || leaf.raw.text().and_then(|text| times::iso(&text.text));
        let when = match (when.truth.instant(), text()) {
            (None, Some(iso)) if leaf.path == "title" => {
                titled = Some(iso);
                continue;
            }
            (None, Some(iso)) => iso,
            (None, None) => continue,
            (Some(_), _) => when,
        };
        // Of several at one depth the first: what comes after is when it was changed or ended.
        if best.as_ref().is_none_or(|(held, _)| depth < *held) {
            best = Some((depth, when));
        }
    }
    let stated = |when: &When| when.truth.instant().map(|instant| instant.0 / 1_000_000);
    if let (Some((_, when)), Some(titled)) = (&best, &titled)
        && let (Some(one), Some(other)) = (stated(when), stated(titled))
        && (one - other).abs() > TOLERANCE
    {
        event.marks.add(Mark::Inconsistent);
    }
    if let Some(when) = best.map(|(_, when)| when).or(titled) {
        event.when = when;
    }
}

/// What was said, and which leaf says it.
fn set_text(event: &mut Event, leaves: &[Leaf<'_>]) -> Option<usize> {
    let is = |suffix: &str| {
        leaves.iter().position(|leaf| {
            leaf.raw.inner().is_some_and(|inner| !inner.is_empty())
                && (leaf.path == suffix || leaf.path.ends_with(&format!(".{suffix}")))
        })
    };
    let found = match event.kind {
        Kind::Comment => is("comment.comment")
            .or_else(|| comment_and_owner(leaves).0)
            .or_else(|| is("comment"))
            .or_else(|| if leaves.len() == 3 { is("1") } else { None }),
        Kind::Post | Kind::Photo => is("post").or_else(|| is("caption")).or_else(|| {
            // Facebook's `title` beside `data` is the platform's sentence, not the owner's.
            let has_data = leaves.iter().any(|leaf| leaf.path.starts_with("data."));
            if has_data {
                None
            } else {
                is("media.0.title").or_else(|| is("title"))
            }
        }),
        Kind::Reaction => is("reaction.reaction").or_else(|| is("string_list_data.0.value")),
        _ => None,
    }?;
    let text = text_of(&leaves[found].raw, &mut event.marks)?;
    if has_hidden(&text) {
        event.marks.add(Mark::HiddenCharacters);
    }
    event.text = Some(text.into());
    Some(found)
}

/// The innermost values of `string_map_data`, with their labels and places.
fn labelled_values<'l>(leaves: &'l [Leaf<'_>]) -> impl Iterator<Item = (&'l str, usize)> {
    leaves.iter().enumerate().filter_map(|(at, leaf)| {
        let label = leaf
            .path
            .strip_prefix("string_map_data.")?
            .strip_suffix(".value")?;
        let says = leaf.raw.inner().is_some_and(|inner| !inner.is_empty());
        says.then_some((label, at))
    })
}

/// The value of the first label of that kind, in any of the languages known.
fn labelled_value(leaves: &[Leaf<'_>], label: Label) -> Option<usize> {
    let mut values = labelled_values(leaves);
    let (_, at) = values.find(|(name, _)| labels::is(label, name))?;
    Some(at)
}

/// Where a comment stands, and whose picture it is on. Where a label is not known, a comment stands
/// first, and a name of an account is told by its letters.
fn comment_and_owner(leaves: &[Leaf<'_>]) -> (Option<usize>, Option<usize>) {
    let comment = labelled_value(leaves, Label::Comment);
    let owner = labelled_value(leaves, Label::MediaOwner)
        .or_else(|| labelled_value(leaves, Label::Username));
    let others = labelled_values(leaves).map(|(_, at)| at);
    let others: Vec<usize> = others
        .filter(|at| Some(*at) != comment && Some(*at) != owner)
        .take(3)
        .collect();
    let may_be_name = |at: usize| {
        let text = leaves.get(at).and_then(|leaf| leaf.raw.text());
        text.is_some_and(|text| labels::may_be_username(&text.text))
    };
    match (comment, owner, &others[..]) {
        (None, None, &[first, second]) if may_be_name(second) => (Some(first), Some(second)),
        (None, None, &[first]) if !may_be_name(first) => (Some(first), None),
        (Some(_), None, &[other]) if may_be_name(other) => (comment, Some(other)),
        (None, Some(_), &[other]) => (Some(other), owner),
        _ => (comment, owner),
    }
}

/// The account that the record names, by the shapes in which lists name one.
fn counterpart(
    place: &Place<'_, '_>,
    event: &mut Event,
    leaves: &[Leaf<'_>],
    key: Option<&str>,
) -> Option<Account> {
    let platform = &place.context.platform_name;
    let mut marks = event.marks;
    let mut value = |path: &str| {
        let leaf = leaves.iter().find(|leaf| leaf.path == path)?;
        text_of(&leaf.raw, &mut marks)
            .filter(|text| !text.is_empty())
            .map(String::from)
    };
    if let Some(key) = key {
        return Some(Account::handled(platform, key, None));
    }
    let is_handle_list = leaves
        .iter()
        .any(|leaf| leaf.path.starts_with("string_list_data."));
    let found = if is_handle_list {
        // `title` holds the handle in newer lists, `value` in older ones; in lists of reactions
        // `value` is the reaction.
        let handle = value("title").or_else(|| value("string_list_data.0.value"));
        handle.map(|handle| Account::handled(platform, &handle, None))
    } else if let Some(at) = match event.kind {
        Kind::Comment => comment_and_owner(leaves).1,
        _ => labelled_value(leaves, Label::MediaOwner)
            .or_else(|| labelled_value(leaves, Label::Username)),
    } {
        let handle = text_of(&leaves.get(at)?.raw, &mut marks)?;
        Some(Account::handled(platform, &handle, None))
    } else if let Some(name) = value("name")
        .or_else(|| value("data.0.reaction.actor"))
        .or_else(|| value("data.0.name"))
    {
        Some(Account::named(platform, &name))
    } else if let (Some(_), None) = (value("0"), value("3")) {
        // `[time, text, name]` or `[time, name]`, until 2020.
        let handle = value("2").or_else(|| value("1"));
        handle.map(|handle| Account::handled(platform, &handle, None))
    } else {
        labelled(platform, leaves, &mut marks)
    };
    event.marks = marks;
    found
}

/// `label_values`: somewhere inside, `{"label": "Username", "value": …}`, in the account's language.
fn labelled(platform: &Arc<str>, leaves: &[Leaf<'_>], marks: &mut Marks) -> Option<Account> {
    let mut find = |label: Label| {
        let is_it = |leaf: &Leaf<'_>| {
            let text = leaf.raw.text();
            leaf.name() == "label" && text.is_some_and(|text| labels::is(label, &text.text))
        };
        let at = leaves.iter().position(is_it)?;
        let path = leaves[at].path.strip_suffix("label")?;
        let value = leaves.iter().find(|leaf| {
            leaf.path
                .strip_suffix("value")
                .is_some_and(|before| before == path)
        })?;
        text_of(&value.raw, marks)
            .filter(|text| !text.is_empty())
            .map(String::from)
    };
    let (handle, name) = (find(Label::Username), find(Label::Name));
    match (handle, name) {
        (Some(handle), name) => Some(Account::handled(platform, &handle, name.as_deref())),
        (None, Some(name)) => Some(Account::named(platform, &name)),
        (None, None) => None,
    }
}

fn set_people(
    place: &Place<'_, '_>,
    event: &mut Event,
    leaves: &[Leaf<'_>],
    who: Who,
    key: Option<&str>,
) {
    let owner = place
        .context
        .owner
        .as_ref()
        .map(|owner| owner.account.clone());
    match who {
        Who::Did => event.account = counterpart(place, event, leaves, key).map(Arc::new),
        Who::Other => {
            let other = counterpart(place, event, leaves, key);
            event.others.extend(other.map(Arc::new));
            event.account = owner;
        }
        Who::Owner if place.rule.is_some() => {
            let author = leaves.iter().find(|leaf| leaf.path.ends_with(".author"));
            let named = author.and_then(|leaf| text_of(&leaf.raw, &mut event.marks));
            event.account = match named {
                Some(name) => Some(Arc::new(Account::named(
                    &place.context.platform_name,
                    &name,
                ))),
                None => owner,
            };
        }
        Who::Owner => {}
    }
}
