//! One message of a conversation's page as events: itself, and each reaction in it. Knows nothing
//! of files.

use super::survey::{Parts, date_of, parts_loosely};
use super::words::{Said, said};
use crate::kit::date_words::Habits;
use crate::kit::html::{NodeRef, Tree};
use crate::kit::text::{has_hidden, mark_hidden};
use crate::platforms::meta::media::attachment;
use crate::platforms::meta::message::Site;
use crate::platforms::meta::people::People;
use onrecord_model::{Digest, Event, Kind, Locator, Mark, Marks, Pointer};

/// Reads the record `tree`, the `index`th of its page. A reaction's event follows its message's.
pub(super) fn read(
    site: &Site<'_, '_>,
    people: &mut People,
    tree: &Tree,
    index: u64,
    title: Option<&str>,
    habits: Habits,
    digest: &mut dyn FnMut((u64, u64)) -> Option<Digest>,
) -> Vec<Event> {
    let Some(root) = tree.root() else {
        return Vec::new();
    };
    let pointer = Pointer::Record { index, part: None };
    let Some(mut event) = begin(site, root, pointer, digest) else {
        return Vec::new();
    };
    if tree.is_cut {
        event.marks.add(Mark::Truncated);
    }
    if tree.is_lossy {
        event.marks.add(Mark::LossyText);
    }
    let Some(Parts {
        sender,
        body,
        time,
        when,
    }) = parts_loosely(root)
    else {
        // What stands among messages and is none: the platform speaks.
        event.kind = Kind::System;
        let text = root.text();
        mark_hidden(&text, &mut event.marks);
        event.text = Some(text.into());
        take_links(site, &mut event, root);
        return vec![event];
    };
    event.when = habits.when(&when.as_written).unwrap_or(when);
    take_links_of(&mut event, time, "link");
    let name = sender.text();
    if name.is_empty() {
        event.details.push("sender", "");
    } else {
        event.account = Some(people.of_name(&name, &mut event.marks));
    }
    let mut reactions = Vec::new();
    for part in body {
        take_body(
            site,
            people,
            &mut event,
            part,
            habits,
            &mut reactions,
            digest,
        );
    }
    if let Some(text) = &event.text {
        match said(text, &name, title) {
            None => {}
            Some(Said::Unsent) => event.marks.add(Mark::Unsent),
            Some(call) => {
                event.kind = Kind::Call;
                if matches!(call, Said::VideoCall | Said::MissedVideoCall) {
                    event.marks.add(Mark::Video);
                }
                if matches!(call, Said::MissedCall | Said::MissedVideoCall) {
                    event.marks.add(Mark::Missed);
                }
            }
        }
    }
    let mut events = vec![event];
    events.append(&mut reactions);
    events
}

fn begin(
    site: &Site<'_, '_>,
    node: NodeRef<'_>,
    pointer: Pointer,
    digest: &mut dyn FnMut((u64, u64)) -> Option<Digest>,
) -> Option<Event> {
    Some(Event {
        marks: site.marks,
        ..Event::new(
            Locator {
                entry: site.entry.clone(),
                bytes: node.range(),
                pointer,
            },
            digest(node.range())?,
            site.thread.clone(),
            Kind::Message,
        )
    })
}

/// The blocks of a message: what stands side by side in it.
fn blocks(body: NodeRef<'_>) -> Vec<NodeRef<'_>> {
    let mut node = body;
    loop {
        let has_bare_text = node.children().any(|child| {
            child.own_text().is_some_and(|text| !text.trim().is_empty())
                || matches!(child.name(), "br" | "span" | "b" | "i" | "em" | "strong")
        });
        if has_bare_text {
            return vec![node];
        }
        let elements: Vec<_> = node.elements().take(64).collect();
        match elements[..] {
            [] => return vec![node],
            [one] if matches!(one.name(), "div" | "section" | "p") => node = one,
            _ => return elements,
        }
    }
}

fn take_body(
    site: &Site<'_, '_>,
    people: &mut People,
    event: &mut Event,
    body: NodeRef<'_>,
    habits: Habits,
    reactions: &mut Vec<Event>,
    digest: &mut dyn FnMut((u64, u64)) -> Option<Digest>,
) {
    let blocks = blocks(body);
    // Where the first block is empty the text stands in the second; it stays empty there where a
    // message has none.
    let is_empty = |at: usize| {
        blocks
            .get(at)
            .is_none_or(|block: &NodeRef<'_>| !block.has_text())
    };
    let text_at = usize::from(blocks.len() > 1 && is_empty(0));
    for (at, block) in blocks.iter().enumerate() {
        take_links(site, event, *block);
        let lists: Vec<_> = block.all_named("ul").collect();
        let is_reactions = block.name() == "ul" || !lists.is_empty() && at != text_at;
        if is_reactions {
            let list = if block.name() == "ul" {
                Some(*block)
            } else {
                lists.first().copied()
            };
            for item in list.into_iter().flat_map(|list| list.elements()) {
                let part = u32::try_from(reactions.len()).unwrap_or(u32::MAX);
                reactions.extend(reaction(site, people, event, item, habits, part, digest));
            }
            continue;
        }
        let text = shown_text(*block);
        if text.is_empty() {
            continue;
        }
        if at == text_at && event.text.is_none() {
            if has_hidden(&text) {
                event.marks.add(Mark::HiddenCharacters);
            }
            event.text = Some(text.into());
        } else {
            let is_link = event.details.iter().any(|(_, value)| value == text);
            if !is_link {
                event.details.push("also shown", text);
            }
        }
    }
}

/// The text without what stands only for browsers that show no video.
fn shown_text(block: NodeRef<'_>) -> String {
    match block
        .descendants()
        .find(|node| matches!(node.name(), "video" | "audio"))
    {
        Some(media) => {
            let fallback = media.text();
            let text = block.text();
            text.strip_suffix(&fallback)
                .unwrap_or(&text)
                .trim()
                .to_owned()
        }
        None => block.text(),
    }
}

/// Files and addresses that a part names.
fn take_links(site: &Site<'_, '_>, event: &mut Event, part: NodeRef<'_>) {
    for node in std::iter::once(part).chain(part.descendants()) {
        let target = match node.name() {
            "img" | "video" | "audio" | "source" => node.attribute("src"),
            "a" => node.attribute("href"),
            _ => None,
        };
        let Some(target) = target.filter(|target| !target.is_empty() && !target.starts_with('#'))
        else {
            continue;
        };
        let is_address = target.contains("://")
            || target.starts_with("mailto:")
            || target.starts_with("data:")
            || target.starts_with("javascript:");
        if is_address {
            let kept: String = target.chars().take(2_000).collect();
            push_once(event, "link", &kept);
        } else if !event.attachments.iter().any(|held| *held.name == *target) {
            let found = attachment(
                &site.context.names,
                &site.context.roots,
                site.root,
                site.entry,
                target,
                &mut event.marks,
            );
            event.attachments.push(found);
        }
    }
}

fn take_links_of(event: &mut Event, part: NodeRef<'_>, name: &str) {
    for node in part.all_named("a") {
        if let Some(target) = node.attribute("href").filter(|target| !target.is_empty()) {
            push_once(event, name, target);
        }
    }
}

fn push_once(event: &mut Event, name: &str, value: &str) {
    if !event.details.iter().any(|held| held == (name, value)) {
        event.details.push(name, value);
    }
}

/// `❤️Ann Example (Apr 23, 2022 5:32 pm)`: the sign, then the name, then perhaps the time.
fn reaction(
    site: &Site<'_, '_>,
    people: &mut People,
    event: &Event,
    item: NodeRef<'_>,
    habits: Habits,
    part: u32,
    digest: &mut dyn FnMut((u64, u64)) -> Option<Digest>,
) -> Option<Event> {
    let index = match event.locator.pointer {
        Pointer::Record { index, .. } => index,
        _ => 0,
    };
    let pointer = Pointer::Record {
        index,
        part: Some(part),
    };
    let mut reaction = begin(site, item, pointer, digest)?;
    reaction.kind = Kind::Reaction;
    reaction.refers_to = Some(Box::new(event.locator.clone()));
    let whole = item.text();
    let mut rest = whole.as_str();
    let timed = rest
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once('('))
        .and_then(|(before, time)| Some((before.trim(), habits.when(time)?)));
    if let Some((before, when)) = timed {
        rest = before;
        reaction.when = when;
    } else if let Some(when) = item.descendants().find_map(|node| date_of(node, habits)) {
        reaction.when = when;
    }
    let sign_ends = sign_length(rest);
    let (sign, name) = rest.split_at(sign_ends);
    let name = name.trim();
    if sign.trim().is_empty() || name.is_empty() {
        reaction.text = Some(rest.into());
    } else {
        reaction.text = Some(sign.trim().into());
        let mut marks = Marks::NONE;
        reaction.account = Some(people.of_name(name, &mut marks));
        reaction.marks.0 |= marks.0;
    }
    Some(reaction)
}

/// How many bytes the emoji takes with which `text` begins: one sign with what modifies it. A name
/// may begin with an emoji too.
fn sign_length(text: &str) -> usize {
    let is_flag = |character: char| ('\u{1f1e6}'..='\u{1f1ff}').contains(&character);
    let mut characters = text.char_indices().peekable();
    let Some((_, first)) = characters.next() else {
        return 0;
    };
    let is_keycap = matches!(characters.peek(), Some((_, '\u{fe0f}' | '\u{20e3}')));
    let begins_name = first.is_alphanumeric() || first.is_ascii_punctuation();
    if begins_name && !is_keycap {
        return 0;
    }
    let mut joined = false;
    let mut flag = is_flag(first);
    for (at, character) in characters {
        match character {
            '\u{fe0e}'
            | '\u{fe0f}'
            | '\u{20e3}'
            | '\u{1f3fb}'..='\u{1f3ff}'
            | '\u{e0020}'..='\u{e007f}' => {}
            '\u{200d}' => joined = true,
            _ if joined => joined = false,
            _ if flag && is_flag(character) => flag = false,
            _ => return at,
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::sign_length;

    #[test]
    fn a_reaction_is_one_emoji_however_the_name_begins() {
        for (sign, name) in [
            ("❤️", "Ann"),
            ("😂", "_ann_"),
            ("👍🏽", "123ann"),
            ("👩\u{200d}🚒", "🌸 Ann"),
            ("🇬🇧", "Ann"),
            ("1️⃣", "1ann"),
            ("", "Ann"),
        ] {
            assert_eq!(
                sign_length(&format!("{sign}{name}")),
                sign.len(),
                "{sign}{name}"
            );
        }
    }
}
