//! Google Takeout: Google Chat, Hangouts, Voice, YouTube comments and live chats, My Activity. Mail
//! is read by `email`.

mod activity;
mod chat;
mod context;
mod hangouts;
mod layout;
mod myactivity;
#[cfg(test)]
mod tests;
mod voice;
mod youtube;

use crate::kit::defects::{open, unreadable};
use crate::{Answers, Export, Importer, Manifest, Opened, Refusal};
use context::{Context, Out, Walk};
use layout::{Layout, Shape};
use onrecord_model::{Defect, Event};
use std::collections::VecDeque;
use std::sync::Arc;

/// The importer.
pub static IMPORTER: Google = Google;

/// Reads Google's exports.
#[derive(Debug)]
pub struct Google;

static MANIFEST: Manifest = Manifest {
    name: "google",
    version: 4,
    title: "Google Takeout: Chat, Hangouts, Voice, YouTube, My Activity",
    accepts: &[
        "The zip or folder that Google Takeout gives, or any part of it",
        "Google Chat: the folder of a conversation, or its messages.json",
        "Hangouts.json, pages of Google Voice, comments.csv and live chats.csv of YouTube",
        "MyActivity.json and MyActivity.html, by whatever name the account's language gives them",
    ],
    how_to_get: &[
        "Do this before you block anybody or leave a conversation.",
        "Go to takeout.google.com and sign in.",
        "Choose Deselect all. Then choose Google Chat, Hangouts, Voice, YouTube, Mail and My \
         Activity, as far as they are offered.",
        "For My Activity choose JSON as the format.",
        "Choose Next step, Export once, and .zip. Take the largest size of a file.",
        "Google sends a message when it is ready. Save every part it offers.",
    ],
    layouts: &[
        "Google Chat/Groups/<DM or Space …>/messages.json and group_info.json, \
         Users/<User …>/user_info.json (a published schema; peers' parsers)",
        "Its dates in some seventy languages (Unicode CLDR)",
        "Hangouts.json with conversations[].conversation and events (peers' parsers)",
        "Hangouts.json with conversation_state[].conversation_state.event, until 2018 (peers' \
         parsers)",
        "Voice/Calls/*.html: texts, groups, calls, voicemails (peers' fixtures and notes)",
        "YouTube comments: three orders of columns; live chats with and without a header (real \
         rows published by a peer)",
        "YouTube comments and live chats with columns named in another language (an issue of a peer)",
        "My Activity as JSON (a peer's fixtures) and as a web page (peers' parsers)",
    ],
    times: "Chat writes the date in words, in the language of the account, with UTC after it. \
            Hangouts states microseconds, Voice an offset, YouTube and My Activity an offset or Z: \
            all are instants. A date in Chat without a zone, or with the abbreviation of one as in a page of \
            My Activity, stays a wall clock.",
    caveats: &[
        "In Google Chat people are known by address and name; in Hangouts by a number.",
        "A deleted message of Google Chat can be in the export, without its text. It is marked.",
        "A text in Google Voice belongs to a page; spam and deleted are said of the whole page.",
        "My Activity is the owner's own doing. Each record is kept, as of unknown kind.",
        "YouTube gives only the owner's own comments and chats.",
    ],
    omits: &[
        "Conversations of Google Chat with history turned off.",
        "What others wrote on YouTube.",
        "Pictures of Hangouts, of which there is only the address.",
    ],
};

impl Importer for Google {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn only_serves(&self, entry: &str) -> bool {
        // They name people and conversations.
        entry.ends_with("group_info.json") || entry.ends_with("user_info.json")
    }

    fn open<'a>(&self, export: &'a dyn Export, _: &Answers) -> Option<Result<Opened<'a>, Refusal>> {
        let layout = Layout::of(export)?;
        let owners: Vec<Box<str>> = layout
            .files
            .iter()
            .filter(|(shape, _)| *shape == Shape::ChatUser)
            .filter_map(|(_, path)| chat::owner(export, path))
            .collect();
        let mut remarks = Vec::new();
        let owner = match owners.as_slice() {
            [owner] => {
                remarks.push(format!("In Google Chat this export belongs to {owner}."));
                Some(owner.clone())
            }
            [] => None,
            _ => {
                remarks.push(
                    "More than one account's Google Chat is here, so no message of it is marked \
                     as sent or received."
                        .to_owned(),
                );
                None
            }
        };
        if layout.without_messages > 0 {
            remarks.push(format!(
                "Conversations of Google Chat that are listed without any message: {}.",
                layout.without_messages
            ));
        }
        let mut entries: Vec<Arc<str>> =
            layout.files.iter().map(|(_, path)| path.clone()).collect();
        entries.extend(layout.beside.iter().cloned());
        entries.sort();
        entries.dedup();
        Some(Ok(Opened {
            records: Box::new(Records {
                context: Context::new(export, owner),
                files: layout.files.into_iter(),
                walk: None,
                out: VecDeque::new(),
            }),
            questions: Vec::new(),
            entries,
            remarks,
        }))
    }
}

struct Records<'a> {
    context: Context<'a>,
    files: std::vec::IntoIter<(Shape, Arc<str>)>,
    walk: Option<Box<dyn Walk<'a> + 'a>>,
    out: Out,
}

impl<'a> Records<'a> {
    fn open(&mut self, shape: Shape, path: Arc<str>) -> Option<Box<dyn Walk<'a> + 'a>> {
        let export = self.context.export;
        if matches!(shape, Shape::Comments | Shape::LiveChats) {
            let are_comments = shape == Shape::Comments;
            return match youtube::TableWalk::new(export, path.clone(), are_comments) {
                Ok(walk) => Some(Box::new(walk)),
                Err(error) => {
                    self.out.push_back(Err(unreadable(export, &path, &error)));
                    None
                }
            };
        }
        let reader = match open(export, &path) {
            Ok(reader) => reader,
            Err(defect) => {
                self.out.push_back(Err(defect));
                return None;
            }
        };
        Some(match shape {
            Shape::ChatMessages => {
                Box::new(chat::ChatWalk::messages(&mut self.context, path, reader))
            }
            Shape::ChatUser => Box::new(chat::ChatWalk::memberships(path, reader)),
            Shape::Hangouts => Box::new(hangouts::HangoutsWalk::new(path, reader)),
            Shape::Voice => Box::new(voice::VoiceWalk::new(export, path, reader)),
            Shape::ActivityPage => Box::new(myactivity::PageWalk::new(export, path, reader)),
            Shape::Activity | Shape::Comments | Shape::LiveChats => {
                Box::new(activity::ActivityWalk::new(path, reader))
            }
        })
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Event, Defect>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(record) = self.out.pop_front() {
                return Some(record);
            }
            if let Some(walk) = &mut self.walk {
                if !walk.step(&mut self.context, &mut self.out) {
                    self.walk = None;
                }
                continue;
            }
            let (shape, path) = self.files.next()?;
            self.walk = self.open(shape, path);
        }
    }
}
