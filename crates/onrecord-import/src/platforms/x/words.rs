//! Which of X's files is what: the meaning of a file, by the word in its first line. From the
//! README.txt that X puts into every archive (2020 and 2025).

use onrecord_model::{Kind, Mark, Marks};

/// What the records of a file are.
#[derive(Debug)]
pub(super) struct Rule {
    /// The word in the file's first line.
    pub word: &'static str,
    pub shape: Shape,
    pub kind: Kind,
    pub who: Who,
    pub marks: Marks,
}

/// How a file's records are built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Conversations, each with its messages.
    Conversations,
    /// Posts.
    Posts,
    /// An object with named values.
    Fields,
    /// Not communication: said in a remark, not read.
    Aside,
    /// Repeats the records of the file of that word, without their content.
    HeadersOf(&'static [&'static str]),
}

/// What the account named in a record is to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    /// The owner of the archive did it, or it is about the owner.
    Owner,
    /// The owner did it to the account named.
    Other,
    /// The account named did it to the owner.
    Did,
}

const fn rule(word: &'static str, shape: Shape, kind: Kind, who: Who) -> Rule {
    Rule {
        word,
        shape,
        kind,
        who,
        marks: Marks::NONE,
    }
}

const fn deleted(word: &'static str, shape: Shape, kind: Kind, who: Who) -> Rule {
    Rule {
        word,
        shape,
        kind,
        who,
        marks: Marks::NONE.with(Mark::Deleted),
    }
}

const fn aside(word: &'static str) -> Rule {
    rule(word, Shape::Aside, Kind::System, Who::Owner)
}

const TWEETS: &[&str] = &["tweets", "tweet"];

/// The rule of a word, if it is known.
pub(super) fn rule_of(word: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.word == word)
}

static RULES: &[Rule] = &[
    rule(
        "direct_messages",
        Shape::Conversations,
        Kind::Message,
        Who::Owner,
    ),
    rule(
        "direct_message",
        Shape::Conversations,
        Kind::Message,
        Who::Owner,
    ),
    rule(
        "direct_messages_group",
        Shape::Conversations,
        Kind::Message,
        Who::Owner,
    ),
    rule(
        "direct_message_group",
        Shape::Conversations,
        Kind::Message,
        Who::Owner,
    ),
    deleted(
        "deleted_direct_messages",
        Shape::Conversations,
        Kind::Message,
        Who::Owner,
    ),
    deleted(
        "deleted_direct_messages_group",
        Shape::Conversations,
        Kind::Message,
        Who::Owner,
    ),
    rule(
        "direct_message_headers",
        Shape::HeadersOf(&["direct_messages", "direct_message"]),
        Kind::Message,
        Who::Owner,
    ),
    rule(
        "direct_message_group_headers",
        Shape::HeadersOf(&["direct_messages_group", "direct_message_group"]),
        Kind::Message,
        Who::Owner,
    ),
    rule("tweets", Shape::Posts, Kind::Post, Who::Owner),
    rule("tweet", Shape::Posts, Kind::Post, Who::Owner),
    rule("community_tweet", Shape::Posts, Kind::Post, Who::Owner),
    rule("twitter_circle_tweet", Shape::Posts, Kind::Post, Who::Owner),
    deleted("deleted_tweets", Shape::Posts, Kind::Post, Who::Owner),
    deleted("deleted_tweet", Shape::Posts, Kind::Post, Who::Owner),
    rule("note_tweet", Shape::Fields, Kind::Post, Who::Owner),
    deleted("deleted_note_tweet", Shape::Fields, Kind::Post, Who::Owner),
    rule(
        "tweet_headers",
        Shape::HeadersOf(TWEETS),
        Kind::Post,
        Who::Owner,
    ),
    rule(
        "deleted_tweet_headers",
        Shape::HeadersOf(&["deleted_tweets", "deleted_tweet"]),
        Kind::Post,
        Who::Owner,
    ),
    rule("article", Shape::Fields, Kind::Post, Who::Owner),
    rule("moment", Shape::Fields, Kind::Post, Who::Owner),
    rule(
        "periscope_comments_made_by_user",
        Shape::Fields,
        Kind::Comment,
        Who::Owner,
    ),
    rule("spaces_metadata", Shape::Fields, Kind::Post, Who::Owner),
    rule("like", Shape::Fields, Kind::Reaction, Who::Owner),
    rule("block", Shape::Fields, Kind::Block, Who::Other),
    rule("mute", Shape::Fields, Kind::Connection, Who::Other),
    rule("smartblock", Shape::Fields, Kind::Block, Who::Other),
    rule("follower", Shape::Fields, Kind::Connection, Who::Did),
    rule("following", Shape::Fields, Kind::Connection, Who::Other),
    rule("contact", Shape::Fields, Kind::Connection, Who::Owner),
    rule("lists_member", Shape::Fields, Kind::Membership, Who::Owner),
    rule("lists_created", Shape::Fields, Kind::Connection, Who::Owner),
    rule(
        "lists_subscribed",
        Shape::Fields,
        Kind::Connection,
        Who::Owner,
    ),
    rule("ip_audit", Shape::Fields, Kind::Login, Who::Owner),
    rule(
        "account_creation_ip",
        Shape::Fields,
        Kind::Login,
        Who::Owner,
    ),
    rule("device_token", Shape::Fields, Kind::Login, Who::Owner),
    rule("ni_devices", Shape::Fields, Kind::Login, Who::Owner),
    rule(
        "connected_application",
        Shape::Fields,
        Kind::Login,
        Who::Owner,
    ),
    rule("key_registry", Shape::Fields, Kind::Login, Who::Owner),
    rule("account", Shape::Fields, Kind::ProfileChange, Who::Owner),
    rule("profile", Shape::Fields, Kind::ProfileChange, Who::Owner),
    rule(
        "screen_name_change",
        Shape::Fields,
        Kind::ProfileChange,
        Who::Owner,
    ),
    rule(
        "email_address_change",
        Shape::Fields,
        Kind::ProfileChange,
        Who::Owner,
    ),
    rule(
        "phone_number",
        Shape::Fields,
        Kind::ProfileChange,
        Who::Owner,
    ),
    rule(
        "protected_history",
        Shape::Fields,
        Kind::ProfileChange,
        Who::Owner,
    ),
    rule("verified", Shape::Fields, Kind::ProfileChange, Who::Owner),
    rule(
        "account_suspension",
        Shape::Fields,
        Kind::System,
        Who::Owner,
    ),
    rule("account_label", Shape::Fields, Kind::System, Who::Owner),
    rule(
        "account_timezone",
        Shape::Fields,
        Kind::ProfileChange,
        Who::Owner,
    ),
    rule(
        "audio_video_calls_in_dm",
        Shape::Fields,
        Kind::Call,
        Who::Owner,
    ),
    rule(
        "audio_video_calls_in_dm_recipient_sessions",
        Shape::Fields,
        Kind::Call,
        Who::Owner,
    ),
    aside("ad_engagements"),
    aside("ad_free_article_visits"),
    aside("ad_impressions"),
    aside("ad_mobile_conversions_attributed"),
    aside("ad_mobile_conversions_unattributed"),
    aside("ad_online_conversions_attributed"),
    aside("ad_online_conversions_unattributed"),
    aside("ageinfo"),
    aside("app"),
    aside("branch_links"),
    aside("personalization"),
    aside("product_drop"),
    aside("product_set"),
    aside("professional_data"),
    aside("reply_prompt"),
    aside("shop_module"),
    aside("shopify_account"),
    aside("tweetdeck"),
    aside("twitter_shop"),
    aside("user_link_clicks"),
];
