//! How tables call their columns and what stands in them. A name that is not here is asked about.

use crate::kit::csv::{PLAIN, fold, fold_in};
use onrecord_model::{Mark, Marks};

/// What a column can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    Time,
    /// The time of day, where the date stands in a column of its own.
    Clock,
    Sender,
    Receiver,
    /// The other end, whoever began.
    Party,
    /// The other end's name.
    Name,
    Text,
    Direction,
    Duration,
    Deleted,
}

impl Role {
    pub(crate) const ALL: [Self; 10] = [
        Self::Time,
        Self::Clock,
        Self::Sender,
        Self::Receiver,
        Self::Party,
        Self::Name,
        Self::Text,
        Self::Direction,
        Self::Duration,
        Self::Deleted,
    ];

    /// The word in a question's id.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Time => "time",
            Self::Clock => "clock",
            Self::Sender => "sender",
            Self::Receiver => "receiver",
            Self::Party => "party",
            Self::Name => "name",
            Self::Text => "text",
            Self::Direction => "direction",
            Self::Duration => "duration",
            Self::Deleted => "deleted",
        }
    }

    /// Names that mean this and nothing else, as [`fold`] leaves them.
    fn names(self) -> &'static [&'static str] {
        match self {
            Self::Time => &[
                "time",
                "date",
                "datetime",
                "dateandtime",
                "datetimeutc",
                "timestamp",
                "timestamputc",
                "timestamptime",
                "calldate",
                "calldatetime",
                "calltime",
                "starttime",
                "startdatetime",
                "startingtimestamp",
                "messagetimestamp",
                "messagedate",
                "sentdate",
                "datesent",
                "when",
                "datum",
                "fecha",
                "dateheure",
                "datetimegmt",
                "eventdate",
                "eventtime",
                "zeit",
                "zeitpunkt",
            ],
            Self::Clock => &["timeofday", "uhrzeit", "heure", "hora", "clock"],
            Self::Sender => &[
                "from",
                "sender",
                "sentby",
                "author",
                "caller",
                "callingnumber",
                "originatingnumber",
                "originator",
                "fromnumber",
                "anumber",
                "von",
                "de",
                "callernumber",
                "sendernumber",
                "sendername",
                "user",
            ],
            Self::Receiver => &[
                "to",
                "recipient",
                "recipients",
                "receiver",
                "callednumber",
                "diallednumber",
                "dialednumber",
                "destination",
                "destinationnumber",
                "terminatingnumber",
                "tonumber",
                "bnumber",
                "an",
                "numbercalled",
                "numberdialled",
            ],
            Self::Party => &[
                "number",
                "phonenumber",
                "telephonenumber",
                "partner",
                "party",
                "parties",
                "otherparty",
                "contactnumber",
                "address",
                "msisdn",
                "phone",
                "rufnummer",
                "nummer",
                "numero",
            ],
            Self::Name => &["contactname", "contact", "name", "partnername"],
            Self::Text => &[
                "text",
                "body",
                "message",
                "content",
                "contents",
                "messagebody",
                "messagetext",
                "nachricht",
                "smstext",
                "messagecontent",
            ],
            Self::Direction => &[
                "direction",
                "calltype",
                "calldirection",
                "messagedirection",
                "inout",
                "incomingoutgoing",
                "richtung",
                "type",
            ],
            Self::Duration => &[
                "duration",
                "callduration",
                "durations",
                "durationsec",
                "durationsecs",
                "durationseconds",
                "durationinseconds",
                "durationmin",
                "durationmins",
                "durationminutes",
                "minutes",
                "seconds",
                "length",
                "dauer",
                "talktime",
                "durationhhmmss",
                "durationhms",
            ],
            Self::Deleted => &["deleted", "deletedstate", "isdeleted"],
        }
    }

    /// Whether a column of that name has this role.
    pub(crate) fn is_named(self, name: &str) -> bool {
        self.names().contains(&fold(name).as_str())
    }
}

/// What a cell of the column "direction" says; nothing where the word is not known.
pub(crate) fn direction(word: &str) -> Option<Marks> {
    let mut place = [0; PLAIN];
    let folded = fold_in(word, &mut place);
    let marks = |all: &[Mark]| {
        Some(
            all.iter()
                .fold(Marks::NONE, |marks, mark| marks.with(*mark)),
        )
    };
    match &*folded {
        "in" | "incoming" | "received" | "inbound" | "receive" | "answered" | "inbox"
        | "eingehend" | "entrant" | "entrante" | "mt" | "incomingcall" | "receivedcall" => {
            marks(&[Mark::Incoming])
        }
        "out" | "outgoing" | "sent" | "outbound" | "send" | "dialled" | "dialed" | "sentbox"
        | "ausgehend" | "sortant" | "saliente" | "mo" | "outgoingcall" | "diallednumber" => {
            marks(&[Mark::Outgoing])
        }
        "missed" | "missedcall" | "unanswered" | "noanswer" | "verpasst" | "manque" | "perdida"
        | "incomingmissed" | "missedincoming" => marks(&[Mark::Incoming, Mark::Missed]),
        "rejected" | "declined" | "refused" => marks(&[Mark::Incoming, Mark::Rejected]),
        "blocked" => marks(&[Mark::Incoming, Mark::Blocked]),
        "voicemail" => marks(&[Mark::Incoming, Mark::Voicemail]),
        "draft" | "drafts" => marks(&[Mark::Draft]),
        "failed" => marks(&[Mark::Outgoing, Mark::Failed]),
        _ => None,
    }
}

/// Whether a cell says yes.
pub(crate) fn is_yes(word: &str) -> bool {
    let mut place = [0; PLAIN];
    matches!(
        &*fold_in(word, &mut place),
        "yes" | "true" | "1" | "deleted" | "y" | "ja" | "oui"
    )
}

/// The offset that a column's name states: `Timestamp (UTC)`, `Date (UTC+01:00)`; seconds east.
pub(crate) fn offset_in(name: &str) -> Option<i32> {
    let upper = name.to_uppercase();
    let at = upper.find("UTC").or_else(|| upper.find("GMT"))?;
    let rest = upper.get(at + 3..)?.trim_start();
    if rest.starts_with(['+', '-']) {
        return crate::kit::loose_time::short_offset(rest).map(|(offset, _)| offset);
    }
    Some(0)
}

/// The seconds of a duration: `75`, `1:15`, `00:01:15`, `1m 15s`. `unit` is that of a bare number.
pub(crate) fn seconds(text: &str, unit: Option<u64>) -> Option<u64> {
    let text = text.trim();
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse::<u64>().ok()?.checked_mul(unit?);
    }
    if text.contains(':') {
        let parts: Vec<&str> = text.split(':').collect();
        let numbers: Vec<u64> = parts.iter().filter_map(|part| part.parse().ok()).collect();
        return match (parts.len(), numbers.as_slice()) {
            (2, &[minutes, seconds]) if seconds < 60 => Some(minutes * 60 + seconds),
            (3, &[hours, minutes, seconds]) if minutes < 60 && seconds < 60 && hours < 10_000 => {
                Some(hours * 3_600 + minutes * 60 + seconds)
            }
            _ => None,
        };
    }
    let mut total = 0_u64;
    let mut rest = text;
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let number: u64 = rest.get(..digits)?.parse().ok()?;
        rest = rest.get(digits..)?.trim_start();
        let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let factor = match rest.get(..letters)?.to_ascii_lowercase().as_str() {
            "h" | "hr" | "hrs" | "hour" | "hours" => 3_600,
            "m" | "min" | "mins" | "minute" | "minutes" => 60,
            "s" | "sec" | "secs" | "second" | "seconds" => 1,
            _ => return None,
        };
        total = total.checked_add(number.checked_mul(factor)?)?;
        rest = rest.get(letters..)?.trim_start_matches([' ', ',']);
    }
    (!text.is_empty()).then_some(total)
}

/// The unit that a column's name states for its bare numbers, in seconds.
pub(crate) fn unit_in(name: &str) -> Option<u64> {
    let folded = fold(name);
    if folded.ends_with("min") || folded.ends_with("mins") || folded.ends_with("minutes") {
        Some(60)
    } else if folded.ends_with("durations")
        || folded.ends_with("sec")
        || folded.ends_with("secs")
        || folded.ends_with("seconds")
    {
        Some(1)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_of_many_spellings() {
        for (text, unit, wanted) in [
            ("75", Some(1), Some(75)),
            ("75", None, None),
            ("2", Some(60), Some(120)),
            ("1:15", None, Some(75)),
            ("01:01:15", None, Some(3_675)),
            ("1m 15s", None, Some(75)),
            ("2 min", None, Some(120)),
            ("1 hour, 5 mins", None, Some(3_900)),
            ("", Some(1), None),
            ("long", None, None),
            ("99999999999999999999", Some(1), None),
        ] {
            assert_eq!(seconds(text, unit), wanted, "{text}");
        }
    }

    #[test]
    fn names_state_offsets_and_units() {
        assert_eq!(offset_in("Timestamp (UTC)"), Some(0));
        assert_eq!(offset_in("Date (UTC+01:00)"), Some(3_600));
        assert_eq!(offset_in("Date"), None);
        assert_eq!(unit_in("Duration (s)"), Some(1));
        assert_eq!(unit_in("Duration in minutes"), Some(60));
        assert_eq!(unit_in("Duration"), None);
        assert!(Role::Time.is_named("Date/Time"));
        assert!(Role::Party.is_named("Phone Number"));
        assert!(!Role::Party.is_named("Number type"));
    }
}
