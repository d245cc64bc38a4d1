//! What TikTok's lists are, by the words on the way to them. A list that is not here is read too,
//! as of unknown kind.

use onrecord_model::{Kind, Mark};

/// What the records of a list are, and what the user named in one is to the owner.
pub(super) struct Rule {
    pub kind: Kind,
    /// Whether the user named did it; else it was done to them.
    pub is_doer: bool,
    pub mark: Option<Mark>,
}

/// The rule of a list: by its own name in JSON, by its section's where that is shared, and by the
/// name of a text file.
pub(super) fn of(section: &str, list: &str) -> Option<Rule> {
    let rule = |kind, is_doer| {
        Some(Rule {
            kind,
            is_doer,
            mark: None,
        })
    };
    match (list, section) {
        ("FansList", _) | ("Follower" | "Follower List", _) => rule(Kind::Connection, true),
        ("Following" | "Following List", _) => rule(Kind::Connection, false),
        ("BlockList" | "Block List", _) => rule(Kind::Block, false),
        ("LoginHistoryList" | "Login History", _) => rule(Kind::Login, false),
        ("CommentsList" | "Comments", _) => rule(Kind::Comment, false),
        ("VideoList", "Videos" | "Posts") | ("Posts", _) => rule(Kind::Post, false),
        ("VideoList", "Recently Deleted Posts") => Some(Rule {
            kind: Kind::Post,
            is_doer: false,
            mark: Some(Mark::Deleted),
        }),
        _ => None,
    }
}
