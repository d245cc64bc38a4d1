//! One message of a web page as an event. Knows the classes that Telegram Desktop gives (the same
//! from 2018 on), and nothing of pages.

use super::media;
use crate::kit::attachments::AttachmentNames;
use crate::kit::html::NodeRef;
use crate::kit::iso_time::offset;
use crate::kit::text::mark_hidden;
use onrecord_model::{
    Account, Attachment, Details, Digest, Event, Kind, Locator, Mark, Place, Precision, Truth,
    Wall, When,
};
use std::sync::Arc;

/// So many links of one message are kept.
const LINKS: usize = 200;

/// A reaction as a page shows it.
pub(super) struct Said {
    pub range: (u64, u64),
    who: Option<Box<str>>,
    when: When,
    emoji: Box<str>,
    count: Option<Box<str>>,
}

impl Said {
    pub(super) fn into_event(self, locator: Locator, raw: Digest, to: &Event) -> Event {
        let mut event = Event {
            locator,
            raw,
            when: self.when,
            account: self
                .who
                .map(|name| Arc::new(Account::named(&to.thread.platform, &name))),
            kind: Kind::Reaction,
            text: Some(self.emoji),
            refers_to: Some(Box::new(to.locator.clone())),
            thread: to.thread.clone(),
            others: Vec::new(),
            attachments: Vec::new(),
            marks: onrecord_model::Marks::NONE,
            details: Details::new(),
        };
        event
            .details
            .extend(self.count.map(|count| ("count", count)));
        event
    }
}

/// What a page puts between messages and nobody said: days, and links to the pages beside.
pub(super) fn is_decoration(node: NodeRef<'_>) -> bool {
    if node.has_class("pagination") {
        return true;
    }
    // `14 May 2023`, numbered downwards from -1 like no message is.
    let is_negative = node
        .attribute("id")
        .is_some_and(|id| id.starts_with("message-"));
    if !(node.has_class("service") && is_negative) {
        return false;
    }
    let text = node.text();
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_number = |word: &str, lengths: core::ops::RangeInclusive<usize>| {
        lengths.contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
    };
    matches!(words[..], [day, _, year] if is_number(day, 1..=2) && is_number(year, 4..=4))
}

/// Fills the event of a message; its reactions are returned.
pub(super) fn read(
    event: &mut Event,
    root: NodeRef<'_>,
    folder: &str,
    names: &AttachmentNames,
) -> Vec<Said> {
    if let Some(id) = root
        .attribute("id")
        .and_then(|id| id.strip_prefix("message"))
    {
        keep(event, "id", id);
    }
    let body = root.elements().find(|child| child.has_class("body"));
    let Some(body) = body.filter(|_| !root.has_class("service")) else {
        event.kind = if root.has_class("service") {
            Kind::System
        } else {
            Kind::Unknown("page".into())
        };
        set_text(event, root.text().trim());
        return Vec::new();
    };
    let mut said = Vec::new();
    for part in body.elements() {
        if part.has_class("date") {
            event.when = part.attribute("title").map_or_else(When::undated, when);
        } else if part.has_class("from_name") {
            let (name, more) = name_of(part);
            event.account =
                (!name.is_empty()).then(|| Arc::new(Account::named(&event.thread.platform, &name)));
            if let Some(more) = more {
                keep(event, "from_details", more.trim());
            }
        } else if part.has_class("forwarded") {
            forwarded(event, part, folder, names);
        } else {
            content(event, part, folder, names, &mut said);
        }
    }
    said
}

/// A part of a message that may also be a part of what was forwarded.
fn content(
    event: &mut Event,
    part: NodeRef<'_>,
    folder: &str,
    names: &AttachmentNames,
    said: &mut Vec<Said>,
) {
    if part.has_class("text") {
        set_text(event, part.text().trim());
        links(event, part);
    } else if part.has_class("media_wrap") {
        media(event, part, folder, names);
    } else if part.has_class("reply_to") {
        let link = part
            .first_named("a")
            .and_then(|link| link.attribute("href"));
        match link.and_then(|link| link.rsplit_once("go_to_message")) {
            Some((_, id)) => keep(event, "reply_to_message_id", id),
            None => keep(event, "reply_to", part.text().trim()),
        }
    } else if part.has_class("signature") {
        keep(event, "author", part.text().trim());
    } else if part.has_class("reactions") {
        reactions(part, said);
    } else if part.has_text() {
        let class = part.attribute("class").unwrap_or("unknown").to_owned();
        keep(event, &class, part.text().trim());
    }
}

fn forwarded(event: &mut Event, part: NodeRef<'_>, folder: &str, names: &AttachmentNames) {
    event.marks.add(Mark::Forwarded);
    for inner in part.elements() {
        if inner.has_class("from_name") {
            let (name, _) = name_of(inner);
            keep(event, "forwarded_from", &name);
            let date = inner.first_of_class("date");
            if let Some(date) = date.and_then(|date| date.attribute("title")) {
                keep(event, "forwarded_date", date);
            }
        } else {
            content(event, inner, folder, names, &mut Vec::new());
        }
    }
}

/// The name, and what stands behind it in small letters (` via @bot`, a time).
fn name_of(part: NodeRef<'_>) -> (String, Option<String>) {
    let own = part.children().filter_map(|child| child.own_text());
    let name: String = own.collect();
    let more = part
        .elements()
        .filter(|child| !child.has_class("date"))
        .map(|child| child.text());
    let more: String = more.collect();
    (
        name.trim().to_owned(),
        (!more.trim().is_empty()).then_some(more),
    )
}

/// Where links lead that do not say so themselves.
fn links(event: &mut Event, text: NodeRef<'_>) {
    for (index, link) in text.all_named("a").take(LINKS).enumerate() {
        let target = link.attribute("href").unwrap_or_default();
        if !target.is_empty() && target != link.text().trim() {
            keep(event, &format!("text.link.{index}"), target);
        }
    }
}

fn media(event: &mut Event, wrap: NodeRef<'_>, folder: &str, names: &AttachmentNames) {
    let part = |class: &str| {
        let found = wrap.first_of_class(class)?;
        let text = found.text().trim().to_owned();
        (!text.is_empty()).then_some(text)
    };
    let (title, description, status) = (part("title"), part("description"), part("status"));
    for (name, value) in [
        ("media.title", &title),
        ("media.description", &description),
        ("media.status", &status),
    ] {
        keep(event, name, value.as_deref().unwrap_or_default());
    }
    let has = |class: &str| wrap.all_of_class(class).next().is_some();
    if has("media_call") {
        call(event, status.as_deref().unwrap_or_default());
        return;
    }
    if let Some(poll) = wrap.first_of_class("media_poll") {
        keep(event, "poll", poll.text().trim());
    }
    if title
        .as_deref()
        .is_some_and(|title| title.starts_with("Self-destructing"))
    {
        event.marks.add(Mark::Ephemeral);
    }
    let target = wrap.all_named("a").find_map(|link| link.attribute("href"));
    match target.filter(|target| !target.is_empty()) {
        Some(address) if address.contains("://") => {
            if has("media_location") || has("media_live_location") || has("media_venue") {
                event.marks.add(Mark::Location);
            }
            keep(event, "media.link", address);
        }
        Some(path) => {
            let file = media::attachment(names, &format!("{folder}{path}"), &mut event.marks);
            event.attachments.push(file);
        }
        None if description.is_some_and(|text| is_omitted(&text)) => {
            event.marks.add(Mark::AttachmentOmitted);
            event.attachments.push(Attachment {
                name: title.unwrap_or_else(|| "media".to_owned()).into(),
                media_type: None,
                place: Place::Omitted,
                content: None,
            });
        }
        None => {}
    }
}

/// `Not included, change data exporting settings to download.`, `Exceeds maximum size, …`,
/// `Unavailable, please try again later`.
fn is_omitted(description: &str) -> bool {
    [
        "Not included",
        "Exceeds maximum size",
        "Unavailable",
        "Photo not included",
    ]
    .iter()
    .any(|start| description.starts_with(start))
}

/// `Outgoing (56 seconds)`, `Incoming`, `Missed`, `Declined`, `Cancelled` (unanswered, by the owner).
fn call(event: &mut Event, status: &str) {
    event.kind = Kind::Call;
    let marks: &[Mark] = match status.split([' ', '(']).next() {
        Some("Outgoing") => &[Mark::Outgoing],
        Some("Incoming") => &[Mark::Incoming],
        Some("Missed") => &[Mark::Incoming, Mark::Missed],
        Some("Declined") => &[Mark::Incoming, Mark::Rejected],
        Some("Cancelled") => &[Mark::Outgoing, Mark::Missed],
        _ => &[],
    };
    for mark in marks {
        event.marks.add(*mark);
    }
}

fn reactions(part: NodeRef<'_>, said: &mut Vec<Said>) {
    for reaction in part.all_of_class("reaction") {
        let emoji: Box<str> = reaction
            .first_of_class("emoji")
            .map(|emoji| emoji.text().trim().into())
            .unwrap_or_default();
        let mut named = 0;
        for who in reaction.all_of_class("initials") {
            let title = who.attribute("title").unwrap_or_default();
            // `Name, 14.05.2023 16:43:57`, or the name alone.
            let dated = title
                .rsplit_once(", ")
                .map(|(name, date)| (name, when(date)));
            let (name, when) = dated
                .filter(|(_, when)| when.truth != Truth::Undated)
                .unwrap_or((title, When::undated()));
            named += 1;
            said.push(Said {
                range: who.range(),
                who: (!name.is_empty()).then(|| name.into()),
                when,
                emoji: emoji.clone(),
                count: None,
            });
        }
        let count = reaction.first_of_class("count");
        if named == 0 || count.is_some() {
            said.push(Said {
                range: reaction.range(),
                who: None,
                when: When::undated(),
                emoji,
                count: count.map(|count| count.text().trim().into()),
            });
        }
    }
}

fn set_text(event: &mut Event, text: &str) {
    mark_hidden(text, &mut event.marks);
    event.text = Some(text.into());
}

fn keep(event: &mut Event, name: &str, value: &str) {
    if !value.is_empty() {
        event.details.push(name, value);
    }
}

/// `14.05.2023 16:43:57 UTC+03:30`; older pages without the zone, which is the exporting computer's.
fn when(title: &str) -> When {
    let read = || {
        let (clock, zone) = title.split_at_checked(19)?;
        let two = |at: usize| clock.get(at..at + 2)?.parse::<u8>().ok();
        let is_shaped = [(2, '.'), (5, '.'), (10, ' '), (13, ':'), (16, ':')]
            .iter()
            .all(|(at, sign)| clock.get(*at..).is_some_and(|rest| rest.starts_with(*sign)));
        if !is_shaped || !clock.is_ascii() {
            return None;
        }
        let year = clock.get(6..10)?.parse().ok()?;
        let wall = Wall::new(year, two(3)?, two(0)?, two(11)?, two(14)?, two(17)?, 0)?;
        Some(match zone.strip_prefix(" UTC") {
            Some("") => Truth::Stated(wall.at_offset(0)),
            Some(zone) => Truth::Stated(wall.at_offset(offset(zone)?)),
            None if zone.is_empty() => Truth::WallOfExporter(wall),
            None => return None,
        })
    };
    match read() {
        Some(truth) => When {
            as_written: title.into(),
            truth,
            precision: Precision::Second,
        },
        None => When {
            as_written: title.into(),
            ..When::undated()
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_state_an_instant_or_the_exporters_clock() {
        let rows = [
            ("14.05.2023 16:43:57 UTC+03:30", "2023-05-14T13:13:57Z"),
            ("14.05.2023 16:43:57 UTC-05:00", "2023-05-14T21:43:57Z"),
            ("14.05.2023 16:43:57 UTC", "2023-05-14T16:43:57Z"),
            ("29.10.2023 01:30:00 UTC+01:00", "2023-10-29T00:30:00Z"),
            ("29.10.2023 01:30:00 UTC+00:00", "2023-10-29T01:30:00Z"),
            ("14.05.2023 16:43:57", "2023-05-14T16:43:57 exporter-zone"),
            ("05.14.2023 16:43:57", "undated"),
            ("14.05.2023 16:43:57 UTC+", "undated"),
            ("14.05.2023 16:43", "undated"),
            ("٠٤.05.2023 16:43:57", "undated"),
            ("", "undated"),
        ];
        for (title, expected) in rows {
            let shown = match when(title).truth {
                Truth::Stated(instant) => instant.to_string(),
                Truth::WallOfExporter(wall) => format!("{wall} exporter-zone"),
                other => other.name().to_owned(),
            };
            assert_eq!(shown, expected, "{title}");
        }
    }
}
