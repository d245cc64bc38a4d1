//! Facebook and Messenger: the JSON export of an account, and Messenger's separate export of
//! end-to-end-encrypted conversations. What it has in common with Instagram is in `meta`.

mod lists;
mod old_pages;

use crate::platforms::meta::{self, Platform};
use crate::{Answers, Export, Importer, Manifest, Opened, Refusal};

/// The importer.
pub static IMPORTER: Facebook = Facebook;

/// Reads Facebook's and Messenger's exports.
#[derive(Debug)]
pub struct Facebook;

/// The folders by which an export is known to be Facebook's.
pub(super) const FOLDERS: &[&str] = &[
    "your_activity_across_facebook",
    "your_facebook_activity",
    "friends_and_followers",
    "comments_and_reactions",
    "profile_information",
    "apps_and_websites_off_of_facebook",
    "facebook_accounts_center",
    "e2ee_cutover",
    "archived_threads",
    "filtered_threads",
];

static PLATFORM: Platform = Platform {
    name: "facebook",
    title: "Facebook",
    own_folders: FOLDERS,
    foreign_folders: super::instagram::FOLDERS,
    own_files: &[],
    flat_files: &[],
    has_unnumbered_threads: true,
    has_encrypted_export: true,
    rules: lists::RULES,
    owner_files: &["profile_information.json"],
};

static MANIFEST: Manifest = Manifest {
    name: "facebook",
    version: 8,
    title: "Facebook and Messenger export (JSON or HTML)",
    accepts: &[
        "The folder or zip that Facebook gives under “Download your information”, as JSON or HTML",
        "The folder or zip of Messenger's secure storage (end-to-end-encrypted chats)",
        "A single message_1.json of one conversation",
    ],
    how_to_get: &[
        "Do this before you block anybody: an export taken afterwards can hold less.",
        "Facebook: open Settings, then Accounts Centre, then Your information and permissions.",
        "Choose Export your information, your Facebook profile, and Export to device.",
        "Choose format JSON (it says more than HTML), all time, and media quality High.",
        "Facebook tells you when it is ready, often within a day. Save every part it offers.",
        "Encrypted chats are a second export: messenger.com, Privacy and safety, End-to-end \
         encrypted chats, Message storage, Download secure storage data.",
    ],
    layouts: &[
        "your_activity_across_facebook/messages/<folder>/<thread>/message_N.json (peer's fixtures)",
        "your_facebook_activity/… and bare messages/… (documentation, peers' parsers)",
        "messages/<thread>/message.json, until 2019 (documentation)",
        "End-to-end-encrypted: <name>_N.json at the top or in messages/, with media/ (peer's \
         fixtures, peers' parsers)",
        "HTML until 2018: html/messages.htm with all conversations, or messages/N.html with one \
         each (peers' parsers)",
        "HTML: message_N.html with the sender in h2 (since 2023) or in div (before), and lists of \
         the same pages (peers' fixtures and documentation)",
        "Lists: {\"friends_v2\": […]}, arrays at the top, and label_values (peers' parsers)",
        "Dates of pages in some seventy languages (Unicode CLDR), labels of accounts in some forty",
    ],
    times: "In JSON, messages state an instant to the millisecond, reactions and lists to the second. A \
            time of 0 means that there is none. HTML pages show a wall clock to the minute or second, \
            in the account's language, and no zone; until 2018 they state it, as UTC+01.",
    caveats: &[
        "HTML pages are read by their structure. A call or an unsent message is told there only by \
         its wording, and somebody could have typed the same words.",
        "HTML pages do not say which sender is which account; two people of one name look alike.",
        "People are known by their display names only. Two people can bear one name, and a name \
         can change.",
        "Lines such as “X named the group” look like messages of X and are kept as such.",
        "Files are newest first. Order within a conversation is the file's.",
        "The same conversation can be in the account's export and in the encrypted one. Both are \
         kept.",
        "“Facebook user” stands for an account that was deleted or that blocked the owner.",
        "Sent and received are only marked where the profile information names the owner.",
        "Each record of the encrypted export of type placeholder is kept as of unknown kind: the \
         export does not say what stood there.",
    ],
    omits: &[
        "In HTML: the zone of every time, and reactions in older pages.",
        "Messages that the owner deleted, and most of what others unsent.",
        "Other people's comments under posts of the owner's, except those they wrote themselves.",
        "The numbers or ids of other people's accounts.",
        "Encrypted chats, which are a separate export.",
    ],
};

impl Importer for Facebook {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn open<'a>(&self, export: &'a dyn Export, _: &Answers) -> Option<Result<Opened<'a>, Refusal>> {
        meta::open(&PLATFORM, export).or_else(|| old_pages::open(export).map(Ok))
    }
}
