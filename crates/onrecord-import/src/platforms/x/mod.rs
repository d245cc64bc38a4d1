//! X, formerly Twitter: the archive of an account, or single files of it.

mod conversation;
mod layout;
mod list;
mod media;
mod people;
mod post;
mod script;
#[cfg(test)]
mod tests;
mod times;
mod walk;
mod words;

use crate::{Answers, Export, Importer, Manifest, Opened, Refusal};
use layout::Layout;
use media::Media;
use people::People;
use std::collections::VecDeque;
use std::sync::Arc;
use walk::Records;

/// The importer.
pub static IMPORTER: X = X;

/// Reads X's archives.
#[derive(Debug)]
pub struct X;

static MANIFEST: Manifest = Manifest {
    name: "x",
    version: 2,
    title: "X (Twitter) archive",
    accepts: &[
        "The zip or folder that X gives under “Download an archive of your data”",
        "Single files of it, such as direct-messages.js or tweets.js",
    ],
    how_to_get: &[
        "Do this before you block anybody, and before you close the account.",
        "On x.com open More, Settings and privacy, Your account.",
        "Choose Download an archive of your data, and confirm that it is you.",
        "X tells you when it is ready, often after a day. The link works for some days only.",
        "Save the zip. Do not unpack or rename anything in it.",
    ],
    layouts: &[
        "data/<name>.js and <name>-partN.js, window.YTD.<name>.partN = […] (X's own README.txt of \
         2020 and 2025; peers' fixtures)",
        "tweet.js and tweet_media/ until 2022, with and without an object round each post (peers' \
         parsers)",
        "data/js/tweets/YYYY_MM.js, Grailbird.data.tweets_YYYY_MM = […], until 2018 (documentation)",
    ],
    times: "Messages state an instant to the millisecond, posts to the second. Follows, blocks, \
            mutes and likes bear no time at all.",
    caveats: &[
        "Other people appear as numbers only. A handle is known where a post mentions it.",
        "Conversations and posts are newest first. Order within a conversation is the file's.",
        "A post that answers another is a comment. One that begins with “RT @” is marked as \
         forwarded.",
        "The id of a message or post holds the instant when it was made. Where the two differ by \
         more than a minute, the record is marked as inconsistent.",
        "A list of blocked, muted or following accounts is how it was on the day of the archive.",
        "A like is kept as a reaction. The text beside it is the other person's post.",
        "Links in messages and posts are shortened (t.co). The record has the full address.",
    ],
    omits: &[
        "Messages that either person deleted for everyone, and other people's deleted accounts.",
        "Posts of others, also those that answer or mention the owner.",
        "Deleted posts older than about two weeks.",
        "Who was blocked or muted when, and who was unblocked again.",
    ],
};

impl Importer for X {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn only_serves(&self, entry: &str) -> bool {
        let file = entry.rsplit('/').next().unwrap_or(entry);
        entry.contains("assets/")
            || matches!(
                file,
                "manifest.js"
                    | "user_details.js"
                    | "payload_details.js"
                    | "tweet_index.js"
                    | "Your archive.html"
                    | "README.txt"
            )
    }

    fn open<'a>(&self, export: &'a dyn Export, _: &Answers) -> Option<Result<Opened<'a>, Refusal>> {
        let layout = Layout::of(export)?;
        let platform: Arc<str> = MANIFEST.name.into();
        let account = layout.files.iter().find(|file| file.word == "account");
        let account = account.map(|file| &file.path);
        let owner = people::owner(export, &platform, account, layout.manifest.as_ref());
        let mut remarks = Vec::new();
        match &owner {
            Some(owner) => remarks.push(format!(
                "This archive belongs to {} (number {}).",
                owner.label(),
                owner.stable_id.as_deref().unwrap_or("not known")
            )),
            None => remarks.push(
                "Nothing here says whose archive it is, so no message is marked as sent or \
                 received. The file account.js says it."
                    .to_owned(),
            ),
        }
        let mut say = |paths: &[Arc<str>], what: &str| {
            if !paths.is_empty() {
                let names: Vec<&str> = paths
                    .iter()
                    .map(|path| path.rsplit('/').next().unwrap_or(path))
                    .collect();
                remarks.push(format!("{what}, so not read: {}.", names.join(", ")));
            }
        };
        say(
            &layout.headers,
            "These repeat other files without their text",
        );
        say(
            &layout.doubles,
            "The same posts are here as scripts, which say more",
        );
        say(&layout.aside, "These are about advertising and settings");
        let media = Media::of(export);
        let mut entries: Vec<Arc<str>> =
            layout.files.iter().map(|file| file.path.clone()).collect();
        entries.extend(layout.manifest);
        entries.extend(layout.aside);
        entries.extend(layout.headers);
        entries.extend(layout.doubles);
        entries.extend(layout.viewer);
        entries.extend(media.paths().cloned());
        entries.sort();
        entries.dedup();
        Some(Ok(Opened {
            records: Box::new(Records {
                export,
                people: People::new(platform, owner),
                media,
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
