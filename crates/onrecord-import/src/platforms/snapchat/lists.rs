//! What each list of Snapchat's files is, by the file's name and the list's. Facts from published
//! schemas; a list that is not here is still read, as of unknown kind.

use onrecord_model::{Kind, Mark, Marks};

/// How a record is to be understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// A chat message.
    Chat,
    /// A snap: who, when and what kind, without its picture.
    Snap,
    /// A call.
    Call,
    /// An account and what the owner's relation to it is.
    Person,
    /// Something of the owner's own: a login, a device, a memory.
    Own,
    /// Not known.
    Plain,
}

/// What the records of a list are.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    pub way: Way,
    pub kind: Kind,
    pub marks: Marks,
    /// What the list's name says of all its records.
    pub is_sender: Option<bool>,
    pub is_saved: Option<bool>,
    /// The time of the last change is the record's.
    pub last_change: bool,
}

impl Rule {
    fn new(way: Way, kind: Kind) -> Self {
        Self {
            way,
            kind,
            marks: Marks::NONE,
            is_sender: None,
            is_saved: None,
            last_change: false,
        }
    }

    fn marked(way: Way, kind: Kind, mark: Mark) -> Self {
        Self {
            marks: Marks::NONE.with(mark),
            ..Self::new(way, kind)
        }
    }
}

/// Whether a list of chats is one of the old layout, where the name says who sent and what was
/// saved, and nothing says which conversation it was but the other's name.
pub(super) fn is_old_list(list: &str) -> bool {
    list.ends_with("Chat History") || list.ends_with("Snap History")
}

/// The rule of the list `list` in the file `file` (without its extension).
pub(super) fn rule_of(file: &str, list: &str) -> Rule {
    let is_page_of_chat = file.starts_with("subpage_");
    match (file, list) {
        ("chat_history" | "snap_history", _) | (_, _) if is_page_of_chat || is_chat(file) => {
            let way = if file == "snap_history" {
                Way::Snap
            } else {
                Way::Chat
            };
            let mut rule = Rule::new(way, Kind::Message);
            if is_old_list(list) {
                rule.is_sender = Some(list.starts_with("Sent"));
                rule.is_saved = Some(!list.contains("Unsaved"));
            }
            rule
        }
        ("talk_history", "Outgoing Calls") => Rule::marked(Way::Call, Kind::Call, Mark::Outgoing),
        ("talk_history", "Incoming Calls") => Rule::marked(Way::Call, Kind::Call, Mark::Incoming),
        ("talk_history", "Completed Calls") => Rule::new(Way::Call, Kind::Call),
        ("memories_history", _) => Rule::new(Way::Own, Kind::Photo),
        ("friends", "Friends") => Rule::new(Way::Person, Kind::Connection),
        ("friends", "Friend Requests Sent") => {
            Rule::marked(Way::Person, Kind::Request, Mark::Outgoing)
        }
        ("friends", "Pending Requests" | "Friend Requests Received") => {
            Rule::marked(Way::Person, Kind::Request, Mark::Incoming)
        }
        ("friends", "Blocked Users") => Rule {
            last_change: true,
            ..Rule::new(Way::Person, Kind::Block)
        },
        ("friends", "Deleted Friends") => Rule {
            last_change: true,
            ..Rule::marked(Way::Person, Kind::Connection, Mark::Deleted)
        },
        ("friends", other) => Rule::new(Way::Person, Kind::Unknown(other.into())),
        ("account", "Login History") => Rule::new(Way::Own, Kind::Login),
        ("account", "Device History") => Rule::new(Way::Own, Kind::Login),
        ("account_history", list) if !list.is_empty() => Rule::new(Way::Own, Kind::ProfileChange),
        (file, list) => {
            let word = if list.is_empty() { file } else { list };
            Rule::new(Way::Plain, Kind::Unknown(word.into()))
        }
    }
}

fn is_chat(file: &str) -> bool {
    matches!(file, "chat_history" | "snap_history")
}
