//! What the files of the copy hold, column by column.

/// One kind of file.
pub(super) struct Rule {
    /// Its name without ending, number, spaces and underscores, lower case.
    pub stem: &'static str,
    /// The columns by which its header is known.
    pub columns: &'static [&'static str],
    /// Whether name and columns say that it is LinkedIn's, without any other file.
    pub is_enough_alone: bool,
    /// The name of what its rows are.
    pub kind: &'static str,
    /// Its time: the first of these that there is.
    pub time: &'static [&'static str],
    /// Its text.
    pub text: &'static [&'static str],
    /// Who did it.
    pub who: Who,
    /// To whom, or about whom.
    pub other: Who,
    /// What it belongs to: the key of its thread.
    pub thread: &'static str,
}

/// An account of a row.
#[derive(Clone, Copy)]
pub(super) enum Who {
    /// The columns of its name (joined by a space) and of its address.
    Named(&'static [&'static str], &'static str),
    /// The columns of several names and of several addresses, each set apart by commas.
    Several(&'static str, &'static str),
    /// The member whose copy it is.
    Owner,
    /// Nobody is named.
    Nobody,
}

const LIST: Rule = Rule {
    stem: "",
    columns: &[],
    is_enough_alone: false,
    kind: "unknown",
    time: &["date"],
    text: &[],
    who: Who::Owner,
    other: Who::Nobody,
    thread: "",
};

const fn list(stem: &'static str, columns: &'static [&'static str]) -> Rule {
    Rule {
        stem,
        columns,
        ..LIST
    }
}

const fn dated(
    stem: &'static str,
    columns: &'static [&'static str],
    time: &'static [&'static str],
) -> Rule {
    Rule {
        time,
        ..list(stem, columns)
    }
}

const MESSAGES: Rule = Rule {
    stem: "messages",
    columns: &["conversation id", "from", "date", "content"],
    is_enough_alone: true,
    kind: "message",
    time: &["date"],
    text: &["content"],
    who: Who::Named(&["from"], "sender profile url"),
    other: Who::Several("to", "recipient profile urls"),
    thread: "conversation id",
};

const ENDORSEMENT: Rule = Rule {
    kind: "reaction",
    time: &["endorsement date"],
    text: &["skill name"],
    ..list(
        "endorsementreceivedinfo",
        &["endorsement date", "skill name"],
    )
};

const RECOMMENDATION: Rule = Rule {
    kind: "comment",
    time: &["creation date", "created date"],
    text: &["text", "body"],
    ..list(
        "recommendationsreceived",
        &["first name", "last name", "company"],
    )
};

const NAMES: &[&str] = &["first name", "last name"];

/// Every file that is known.
pub(super) static RULES: &[Rule] = &[
    MESSAGES,
    Rule {
        stem: "guidemessages",
        ..MESSAGES
    },
    Rule {
        stem: "learningcoachmessages",
        ..MESSAGES
    },
    Rule {
        stem: "learningroleplaymessages",
        ..MESSAGES
    },
    Rule {
        is_enough_alone: true,
        kind: "connection",
        time: &["connected on"],
        other: Who::Named(NAMES, "url"),
        ..list("connections", &["first name", "last name", "connected on"])
    },
    Rule {
        is_enough_alone: true,
        kind: "request",
        time: &["sent at"],
        text: &["message"],
        who: Who::Named(&["from"], "inviterProfileUrl"),
        other: Who::Named(&["to"], "inviteeProfileUrl"),
        ..list("invitations", &["from", "to", "sent at", "direction"])
    },
    Rule {
        is_enough_alone: true,
        kind: "login",
        time: &["login date"],
        ..list("logins", &["login date", "ip address", "user agent"])
    },
    Rule {
        kind: "login",
        time: &["challenge date"],
        ..list("securitychallenges", &["challenge date", "ip address"])
    },
    Rule {
        kind: "comment",
        text: &["message"],
        thread: "link",
        ..list("comments", &["date", "link", "message"])
    },
    Rule {
        kind: "post",
        text: &["sharecommentary", "sharedurl"],
        thread: "sharelink",
        ..list("shares", &["date", "sharelink", "sharecommentary"])
    },
    Rule {
        kind: "post",
        thread: "link",
        ..list("instantreposts", &["date", "link"])
    },
    Rule {
        kind: "reaction",
        text: &["type"],
        thread: "link",
        ..list("reactions", &["date", "type", "link"])
    },
    Rule {
        kind: "reaction",
        text: &["optiontext"],
        thread: "link",
        ..list("votes", &["date", "link", "optiontext"])
    },
    Rule {
        who: Who::Named(
            &["endorser first name", "endorser last name"],
            "endorser public url",
        ),
        other: Who::Owner,
        ..ENDORSEMENT
    },
    Rule {
        stem: "endorsementgiveninfo",
        other: Who::Named(
            &["endorsee first name", "endorsee last name"],
            "endorsee public url",
        ),
        ..ENDORSEMENT
    },
    Rule {
        who: Who::Named(NAMES, ""),
        other: Who::Owner,
        ..RECOMMENDATION
    },
    Rule {
        stem: "recommendationsgiven",
        other: Who::Named(NAMES, ""),
        ..RECOMMENDATION
    },
    Rule {
        kind: "connection",
        other: Who::Named(&["fullname"], ""),
        ..list("memberfollows", &["date", "fullname"])
    },
    Rule {
        kind: "connection",
        time: &["followed on"],
        other: Who::Named(&["organization"], ""),
        ..list("companyfollows", &["organization", "followed on"])
    },
    Rule {
        kind: "connection",
        time: &["createdat"],
        other: Who::Named(NAMES, "profiles"),
        ..list("contacts", &["source", "first name", "last name"])
    },
    Rule {
        kind: "profile-change",
        time: &["updated on"],
        text: &["email address"],
        ..list("emailaddresses", &["email address", "confirmed"])
    },
    dated("richmedia", &["media link"], &["time", "date/time"]),
    dated("searchqueries", &["time", "search query"], &["time"]),
    dated(
        "saveditems",
        &["saveditem", "createdtime"],
        &["createdtime"],
    ),
    dated(
        "registration",
        &["registered at", "registration ip"],
        &["registered at"],
    ),
    dated("events", &["event name", "event time"], &["event time"]),
    list("phonenumbers", &["extension", "number", "type"]),
    list("profile", &["first name", "last name", "headline"]),
    list("profilesummary", &["profile summary"]),
    list("positions", &["company name", "title"]),
    list("education", &["school name", "degree name"]),
    list("skills", &["name"]),
    list("inferencesaboutyou", &["category", "inference"]),
    list("adtargeting", &["member age", "company names"]),
    dated("adsclicked", &["ad clicked date"], &["ad clicked date"]),
    dated("lanadsengagement", &["action", "date"], &["date"]),
    dated(
        "jobapplications",
        &["application date", "company name"],
        &["application date"],
    ),
];
