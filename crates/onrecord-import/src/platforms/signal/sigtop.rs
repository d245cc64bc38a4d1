//! sigtop's text: fields `Name: value`, an empty line, the text, an empty line. The text may have
//! empty lines of its own, so a message ends where the next begins. Knows nothing of files.

use super::Context;
use super::records::{Out, Site, defect};
use crate::kit::date_words;
use crate::kit::kept_bytes::Kept;
use crate::kit::lines::Line;
use crate::kit::text::{decode, mark_hidden};
use onrecord_model::{Account, Details, Event, Kind, Locator, Mark, Marks, Pointer, When};
use std::sync::Arc;

const LONGEST: usize = 4 << 20;

/// The message whose lines are being gathered.
#[derive(Default)]
pub(super) struct Pending {
    lines: Vec<Box<str>>,
    size: usize,
    range: Option<(u64, u64)>,
    number: u64,
    marks: Marks,
    is_cut: bool,
    /// An empty line stands right before.
    after_empty: bool,
    /// The first lines have been read: `Conversation: Ann (+44…)`.
    is_begun: bool,
    title: Option<Box<str>>,
}

impl Pending {
    pub(super) fn push(
        &mut self,
        context: &Context<'_>,
        site: &Site,
        kept: &Kept<'_>,
        line: &Line<'_>,
        out: &mut Out,
    ) {
        let mut marks = Marks::NONE;
        let text = decode(line.content, &mut marks);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        if !self.is_begun {
            self.is_begun = true;
            if let Some(title) = text.strip_prefix("Conversation: ") {
                self.title = Some(title.into());
                self.after_empty = true;
                return;
            }
        }
        // `From:` begins a message; where the sender is not known `Type:` does.
        let begins = self.after_empty
            && (text.starts_with("From: ") || text.starts_with("Type: "))
            && !self.lines.first().is_some_and(|first| {
                first.starts_with("From: ") && text.starts_with("Type: ") && self.lines.len() == 1
            });
        if begins {
            self.flush(context, site, kept, out);
        }
        if self.range.is_none() {
            if text.trim().is_empty() {
                self.after_empty = true;
                return;
            }
            self.range = Some((line.start, line.end));
            self.number = line.number;
        }
        self.after_empty = text.is_empty();
        if let Some(range) = self.range.as_mut().filter(|_| !text.is_empty()) {
            range.1 = line.end;
        }
        self.size += text.len() + 1;
        if self.size <= LONGEST {
            self.lines.push(text.into());
        } else {
            self.is_cut = true;
        }
        self.is_cut |= line.cut;
        self.marks.0 |= marks.0;
    }

    pub(super) fn flush(
        &mut self,
        context: &Context<'_>,
        site: &Site,
        kept: &Kept<'_>,
        out: &mut Out,
    ) {
        let lines = std::mem::take(&mut self.lines);
        let marks = std::mem::take(&mut self.marks);
        let is_cut = std::mem::take(&mut self.is_cut);
        self.size = 0;
        let Some(range) = self.range.take() else {
            return;
        };
        let raw = kept.digest(range);
        kept.forget(range.1);
        let is_message = lines.iter().take(2).any(|line| line.starts_with("Type: "));
        let (Some(raw), true) = (raw, is_message) else {
            let reason = "this is not a message with its fields";
            out.push_back(Err(defect(site, range, "not-a-message", reason)));
            return;
        };
        let mut event = Event {
            marks,
            ..Event::new(
                Locator {
                    entry: site.entry.clone(),
                    bytes: range,
                    pointer: Pointer::Line(self.number),
                },
                raw,
                match &self.title {
                    Some(title) => context.thread(&site.thread.key, Some(title)),
                    None => site.thread.clone(),
                },
                Kind::Message,
            )
        };
        if is_cut {
            event.marks.add(Mark::Truncated);
        }
        let empty = lines
            .iter()
            .position(|line| line.is_empty())
            .unwrap_or(lines.len());
        let (fields, body) = lines.split_at(empty);
        let mut reactions = Vec::new();
        for field in fields {
            let Some((name, value)) = field.split_once(": ") else {
                event.details.push("field", field.clone());
                continue;
            };
            match name {
                "From" => sender(context, &mut event, value),
                "Type" => kind(&mut event, value),
                "Sent" => event.when = time(value),
                "Received" if event.when.as_written.is_empty() => event.when = time(value),
                "Attachment" => {
                    let file = value.rsplit_once(" (").map_or(value, |(file, _)| file);
                    context.attach(&mut event, &site.folder, file, file);
                    event.details.push(name, value);
                }
                "Reaction" => reactions.push(value),
                "Edited" => {
                    event.marks.add(Mark::Edited);
                    event.details.push(name, value);
                }
                _ => event.details.push(name, value),
            }
        }
        let text = body.join("\n");
        let text = text.trim_matches('\n');
        if !text.is_empty() {
            mark_hidden(text, &mut event.marks);
            event.text = Some(text.into());
        }
        let events: Vec<Event> = reactions
            .into_iter()
            .map(|value| {
                let (emoji, name) = value.split_once(" from ").unwrap_or((value, ""));
                let mut reaction = Event {
                    kind: Kind::Reaction,
                    when: When::undated(),
                    text: Some(emoji.into()),
                    attachments: Vec::new(),
                    details: Details::new(),
                    marks: Marks::NONE,
                    account: None,
                    refers_to: Some(Box::new(event.locator.clone())),
                    ..event.clone()
                };
                context.set_sender(&mut reaction, name);
                reaction
            })
            .collect();
        out.push_back(Ok(event));
        out.extend(events.into_iter().map(Ok));
    }
}

/// `Tue, 5 Mar 2024 14:07:33 +0100`.
fn time(value: &str) -> When {
    date_words::when(value).unwrap_or_else(|| When {
        as_written: value.into(),
        ..When::undated()
    })
}

/// `Ann Example (+447700900001)`, or the name alone, or `You`.
fn sender(context: &Context<'_>, event: &mut Event, value: &str) {
    let with_number = value
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once(" ("))
        .filter(|(_, number)| number.starts_with('+'));
    match with_number {
        Some((name, number)) => {
            event.marks.add(Mark::Incoming);
            let account = Account::handled(&context.platform, number, Some(name));
            event.account = Some(Arc::new(account));
        }
        None => context.set_sender(event, value),
    }
}

fn kind(event: &mut Event, value: &str) {
    event.kind = match value {
        "outgoing" | "incoming" => Kind::Message,
        "call-history" => Kind::Call,
        "group-v2-change" | "group-v1-migration" => Kind::Membership,
        "keychange" | "verified-change" | "profile-change" => Kind::ProfileChange,
        "story" => Kind::Post,
        other => Kind::Unknown(other.into()),
    };
    match value {
        "outgoing" => event.marks.add(Mark::Outgoing),
        "incoming" => event.marks.add(Mark::Incoming),
        _ => event.details.push("Type", value),
    }
}
