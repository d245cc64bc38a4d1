//! Instagram: the JSON export of an account, in the layouts since 2018. What it has in common with
//! Facebook is in `meta`.

mod lists;

use crate::platforms::meta::{self, Platform};
use crate::{Answers, Export, Importer, Manifest, Opened, Refusal};

/// The importer.
pub static IMPORTER: Instagram = Instagram;

/// Reads Instagram's exports.
#[derive(Debug)]
pub struct Instagram;

/// The folders by which an export is known to be Instagram's.
pub(super) const FOLDERS: &[&str] = &[
    "your_instagram_activity",
    "followers_and_following",
    "login_and_account_creation",
    "login_and_profile_creation",
    "apps_and_websites_off_of_instagram",
    "instagram_ads_and_businesses",
    "recent_searches",
    "past_instagram_insights",
    "story_sticker_interactions",
    "account_information",
];

static PLATFORM: Platform = Platform {
    name: "instagram",
    title: "Instagram",
    own_folders: FOLDERS,
    foreign_folders: super::facebook::FOLDERS,
    own_files: &[
        ("messages.json", "conversation"),
        ("connections.json", "followers"),
        ("media.json", "taken_at"),
        ("comments.json", "media_comments"),
        ("likes.json", "media_likes"),
        ("account_history.json", "login_history"),
        ("searches.json", "search_click"),
        ("seen_content.json", "chaining_seen"),
        ("saved.json", "saved_media"),
    ],
    flat_files: &["messages.json"],
    has_unnumbered_threads: false,
    has_encrypted_export: false,
    rules: lists::RULES,
    owner_files: &["personal_information.json", "profile.json"],
};

static MANIFEST: Manifest = Manifest {
    name: "instagram",
    version: 8,
    title: "Instagram export (JSON or HTML)",
    accepts: &[
        "The folder or zip that Instagram gives under “Download your information”, as JSON or HTML",
        "The flat JSON files of exports until 2020 (messages.json, connections.json, …)",
        "A single message_1.json of one conversation",
    ],
    how_to_get: &[
        "Do this before you block anybody: an export taken afterwards can hold less.",
        "Instagram: open Settings, then Accounts Centre, then Your information and permissions.",
        "Choose Export your information, your Instagram profile, and Export to device.",
        "Choose format JSON (it says more than HTML), all time, and media quality High.",
        "Instagram tells you when it is ready, often within a day. Save every part it offers.",
    ],
    layouts: &[
        "your_instagram_activity/messages/<folder>/<thread>/message_N.json, since 2023 (peer's \
         fixtures)",
        "messages/inbox/<thread>/message_N.json, 2021 and 2022 (documentation, peers' parsers)",
        "messages.json with conversation[], until 2020 (peers' parsers)",
        "HTML: message_N.html with the sender in h2 (since 2023) or in div (before), and lists of \
         the same pages (peers' fixtures and documentation)",
        "Lists: string_list_data, string_map_data, media, label_values (peer's fixtures)",
        "Labels of accounts and comments in some forty languages, of which eleven are from a peer's \
         parser; dates of pages in some seventy languages (Unicode CLDR)",
    ],
    times: "In JSON, messages state an instant to the millisecond, lists to the second. Until 2020 they \
            are written out with their offset. A time of 0 means that there is none. HTML \
            pages show a wall clock to the minute or second, in the account's language, and no zone.",
    caveats: &[
        "HTML pages are read by their structure. A call or an unsent message is told there only by \
         its wording, and somebody could have typed the same words.",
        "HTML pages do not say which sender is which account; two people of one name look alike.",
        "Conversations show names only, which can be display names or user names.",
        "“Liked a message” and “Reacted … to your message” are messages of their own.",
        "An edited message appears twice; the second ends in “(edited)”.",
        "A request that was accepted stays in the folder of requests.",
        "“Instagram User” stands for an account that was deleted or that blocked the owner.",
        "Labels in lists are in the language of the account. In languages that are not known here \
         some records show their parts as details only.",
        "Where a login shows two times that differ, the record is marked inconsistent.",
    ],
    omits: &[
        "In HTML: the zone of every time, and reactions in older pages.",
        "Messages that were unsent, and messages in vanish mode.",
        "Other people's comments under posts of the owner's.",
        "The numbers or ids of other people's accounts.",
        "Stories of others to which a message replied.",
    ],
};

impl Importer for Instagram {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn open<'a>(&self, export: &'a dyn Export, _: &Answers) -> Option<Result<Opened<'a>, Refusal>> {
        meta::open(&PLATFORM, export)
    }
}
