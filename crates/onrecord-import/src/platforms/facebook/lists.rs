//! What Facebook's lists are, by their words. Facts from published exports' schemas and peers'
//! parsers; a list that is not here is still read, as of unknown kind.

use crate::platforms::meta::{Rule, Who};
use onrecord_model::{Kind, Mark};

pub(super) const RULES: &[Rule] = &[
    Rule::new("friends", Kind::Connection, Who::Other),
    Rule::marked(
        "deleted_friends",
        Kind::Connection,
        Who::Other,
        Mark::Deleted,
    ),
    Rule::marked(
        "removed_friends",
        Kind::Connection,
        Who::Other,
        Mark::Deleted,
    ),
    Rule::marked("received_requests", Kind::Request, Who::Did, Mark::Incoming),
    Rule::marked("rejected_requests", Kind::Request, Who::Did, Mark::Rejected),
    Rule::marked("sent_requests", Kind::Request, Who::Other, Mark::Outgoing),
    Rule::new("followers", Kind::Connection, Who::Did),
    Rule::new("following", Kind::Connection, Who::Other),
    Rule::new("blocked_users", Kind::Block, Who::Other),
    Rule::new("blocked_profiles", Kind::Block, Who::Other),
    Rule::new("account_activity", Kind::Login, Who::Owner),
    Rule::new("account_accesses", Kind::Login, Who::Owner),
    Rule::new("active_sessions", Kind::Login, Who::Owner),
    Rule::new("login_protection_data", Kind::Login, Who::Owner),
    Rule::new("recognized_devices", Kind::Login, Who::Owner),
    Rule::new("authorized_logins", Kind::Login, Who::Owner),
    Rule::new("devices", Kind::Login, Who::Owner),
    Rule::new("admin_records", Kind::ProfileChange, Who::Owner),
    Rule::new("account_status_changes", Kind::ProfileChange, Who::Owner),
    Rule::new("profile_updates", Kind::ProfileChange, Who::Owner),
    Rule::new("comments", Kind::Comment, Who::Owner),
    Rule::new("group_comments", Kind::Comment, Who::Owner),
    // The record names who reacted; to whom, only the sentence in its title says.
    Rule::new("reactions", Kind::Reaction, Who::Did),
    Rule::new("your_posts", Kind::Post, Who::Owner),
    Rule::new(
        "your_posts__check_ins__photos_and_videos",
        Kind::Post,
        Who::Owner,
    ),
    Rule::new("status_updates", Kind::Post, Who::Owner),
    Rule::new("group_posts", Kind::Post, Who::Owner),
    Rule::new("your_uncategorized_photos", Kind::Photo, Who::Owner),
    Rule::new("other_photos", Kind::Photo, Who::Owner),
    Rule::new("photos", Kind::Photo, Who::Owner),
    Rule::new("videos", Kind::Photo, Who::Owner),
    // The records say in their title who wrote them.
    Rule::new("wall_posts_sent_to_you", Kind::Post, Who::Did),
];
