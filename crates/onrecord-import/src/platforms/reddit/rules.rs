//! What the files of the copy hold, column by column.

/// One kind of file.
pub(super) struct Rule {
    /// Its name without ending and part number.
    pub stem: &'static str,
    /// The columns by which it is known.
    pub columns: &'static [&'static str],
    /// Whether name and columns say that it is Reddit's, without any other file.
    pub is_enough_alone: bool,
    /// The name of what its rows are.
    pub kind: &'static str,
    /// Its time.
    pub time: &'static str,
    /// Its text: the first of these that is not empty.
    pub text: &'static [&'static str],
    /// Who did it.
    pub who: Who,
    /// To whom, or about whom.
    pub other: &'static str,
    /// What it belongs to: the key of its thread.
    pub thread: &'static str,
    /// The thread's title.
    pub title: &'static [&'static str],
    /// Where the thread is filed.
    pub folder: &'static str,
    /// Never sent.
    pub is_draft: bool,
    /// The file whose rows this one repeats without their text.
    pub repeats: Option<&'static str>,
}

/// Who did what a row records.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    /// The account in this column.
    Named(&'static str),
    /// The user whose copy it is.
    Owner,
    /// Nobody is said to have done it.
    Nobody,
}

const LIST: Rule = Rule {
    stem: "",
    columns: &[],
    is_enough_alone: false,
    kind: "unknown",
    time: "date",
    text: &[],
    who: Who::Owner,
    other: "",
    thread: "",
    title: &[],
    folder: "",
    is_draft: false,
    repeats: None,
};

const fn list(stem: &'static str, columns: &'static [&'static str]) -> Rule {
    Rule {
        stem,
        columns,
        ..LIST
    }
}

const MESSAGES: Rule = Rule {
    stem: "messages",
    columns: &[
        "id",
        "permalink",
        "thread_id",
        "date",
        "ip",
        "from",
        "to",
        "body",
    ],
    is_enough_alone: true,
    kind: "message",
    text: &["body"],
    who: Who::Named("from"),
    other: "to",
    thread: "thread_id",
    ..LIST
};

const MESSAGE_HEADERS: Rule = Rule {
    stem: "message_headers",
    columns: &["id", "permalink", "thread_id", "date", "ip", "from", "to"],
    text: &[],
    repeats: Some("messages"),
    ..MESSAGES
};

const COMMENTS: Rule = Rule {
    stem: "comments",
    columns: &["id", "permalink", "date", "subreddit", "gildings", "body"],
    is_enough_alone: true,
    kind: "comment",
    text: &["body"],
    thread: "link",
    folder: "subreddit",
    ..LIST
};

const POSTS: Rule = Rule {
    stem: "posts",
    columns: &["id", "permalink", "date", "subreddit", "gildings", "title"],
    is_enough_alone: true,
    kind: "post",
    text: &["body", "title", "url"],
    thread: "permalink",
    title: &["title"],
    folder: "subreddit",
    ..LIST
};

/// Every file that is known.
pub(super) static RULES: &[Rule] = &[
    MESSAGES,
    MESSAGE_HEADERS,
    Rule {
        stem: "messages_archive",
        ..MESSAGES
    },
    Rule {
        stem: "messages_archive_headers",
        repeats: Some("messages_archive"),
        ..MESSAGE_HEADERS
    },
    Rule {
        stem: "chat_history",
        columns: &[
            "message_id",
            "created_at",
            "username",
            "message",
            "channel_url",
        ],
        is_enough_alone: true,
        kind: "message",
        time: "created_at",
        text: &["message"],
        who: Who::Named("username"),
        thread: "channel_url",
        title: &["channel_name", "subreddit"],
        folder: "conversation_type",
        ..LIST
    },
    COMMENTS,
    Rule {
        stem: "comment_headers",
        columns: &["id", "permalink", "date", "subreddit", "gildings", "link"],
        text: &[],
        repeats: Some("comments"),
        ..COMMENTS
    },
    POSTS,
    Rule {
        stem: "post_headers",
        columns: &["id", "permalink", "date", "subreddit", "gildings", "url"],
        text: &["url"],
        title: &[],
        repeats: Some("posts"),
        ..POSTS
    },
    Rule {
        stem: "drafts",
        columns: &["id", "title", "body", "kind", "created"],
        time: "created",
        title: &[],
        thread: "id",
        is_draft: true,
        ..POSTS
    },
    Rule {
        stem: "scheduled_posts",
        columns: &["scheduled_post_id", "subreddit", "title", "body"],
        time: "submission_time",
        title: &[],
        thread: "scheduled_post_id",
        is_draft: true,
        ..POSTS
    },
    Rule {
        kind: "connection",
        other: "username",
        ..list("friends", &["username", "note"])
    },
    Rule {
        is_enough_alone: true,
        kind: "login",
        ..list("ip_logs", &["date", "ip"])
    },
    Rule {
        is_enough_alone: true,
        kind: "reaction",
        text: &["direction"],
        thread: "permalink",
        ..list("post_votes", &["id", "permalink", "direction"])
    },
    Rule {
        is_enough_alone: true,
        kind: "reaction",
        text: &["direction"],
        thread: "permalink",
        ..list("comment_votes", &["id", "permalink", "direction"])
    },
    Rule {
        kind: "reaction",
        text: &["text", "user_selection"],
        thread: "post_id",
        ..list("poll_votes", &["post_id", "user_selection"])
    },
    Rule {
        kind: "system",
        time: "sent_at",
        text: &["body"],
        who: Who::Named("from_username"),
        thread: "announcement_id",
        title: &["subject"],
        ..list("announcements", &["announcement_id", "sent_at", "body"])
    },
    Rule {
        kind: "reaction",
        text: &["gold_received"],
        who: Who::Named("gilder_username"),
        thread: "content_link",
        ..list("gold_received", &["content_link", "gilder_username"])
    },
    Rule {
        kind: "reaction",
        text: &["award"],
        thread: "content_link",
        ..list("gilded_content", &["content_link", "award"])
    },
    Rule {
        is_enough_alone: true,
        kind: "membership",
        text: &["subreddit"],
        ..list("subscribed_subreddits", &["subreddit"])
    },
    Rule {
        is_enough_alone: true,
        kind: "membership",
        text: &["subreddit"],
        ..list("moderated_subreddits", &["subreddit"])
    },
    Rule {
        is_enough_alone: true,
        kind: "membership",
        text: &["subreddit"],
        ..list("approved_submitter_subreddits", &["subreddit"])
    },
    Rule {
        is_enough_alone: true,
        ..list("saved_posts", &["id", "permalink"])
    },
    Rule {
        is_enough_alone: true,
        ..list("saved_comments", &["id", "permalink"])
    },
    list("hidden_posts", &["id", "permalink"]),
    list("multireddits", &["id", "display_name"]),
    list("purchases", &["transaction_id"]),
    Rule {
        time: "start_date",
        ..list("subscriptions", &["subscription_id"])
    },
    list("payouts", &["payout_amount_usd"]),
    list("linked_identities", &["issuer_id", "subject_id"]),
    list("linked_phone_number", &["phone_number"]),
    list("twitter", &["username"]),
    list("stripe", &["stripe_account_id"]),
    list("persona", &["persona_inquiry_id"]),
    list("account_gender", &["account_gender"]),
    list("birthdate", &["birthdate"]),
    list("statistics", &["statistic", "value"]),
    list("user_preferences", &["preference", "value"]),
    list("sensitive_ads_preferences", &["type"]),
    Rule {
        who: Who::Nobody,
        ..list("checkfile", &["filename"])
    },
];
