//! Which column is what: by the names of the columns where they leave no doubt, by the user's
//! answers otherwise. What is neither is not used.

use super::survey::Survey;
use super::words::{Role, offset_in, unit_in};
use crate::importer::Answers;
use crate::kit::csv::fold;
use crate::kit::date_order::{DateOrder, Decision};
use crate::kit::loose_time::Epoch;
use onrecord_model::Digest;
use std::collections::BTreeMap;

/// In which zone a wall clock is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Zone {
    /// Not known.
    Unknown,
    /// Seconds east of UTC, stated by the column's name or the user.
    Offset(i32),
    /// That of the machine that made the table.
    Exporter,
}

/// What the rows are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowKind {
    Message,
    Call,
    Login,
    /// Something at a time, as a timeline tool lists it.
    Entry,
    /// Not said.
    Unknown,
}

/// Which column is what.
#[derive(Clone, Debug)]
pub(crate) struct Mapping {
    pub kind: RowKind,
    pub columns: BTreeMap<Role, usize>,
    pub order: Option<DateOrder>,
    pub epoch: Option<Epoch>,
    pub zone: Zone,
    /// Seconds of a bare number in the column of durations.
    pub unit: Option<u64>,
    /// The columns are taken by their names, without an answer.
    pub by_names: bool,
    /// Begins the ids of this layout's questions.
    pub prefix: String,
}

impl Mapping {
    /// From the names and the answers.
    pub(crate) fn of(survey: &Survey, answers: &Answers) -> Self {
        let prefix = prefix(survey);
        let answer = |word: &str| answers.get(&format!("{prefix}-{word}"));
        let named = if answer("columns") == Some("ask") {
            None
        } else {
            by_names(survey)
        };
        let by_names = named.is_some();
        let (mut kind, mut columns) = named.unwrap_or((RowKind::Unknown, BTreeMap::new()));
        match answer("rows") {
            Some("messages") => kind = RowKind::Message,
            Some("calls") => kind = RowKind::Call,
            Some("logins") => kind = RowKind::Login,
            Some("other") => kind = RowKind::Entry,
            _ => {}
        }
        for role in Role::ALL {
            match answer(role.id()) {
                Some("none") => {
                    columns.remove(&role);
                }
                Some(choice) => {
                    let column = choice.strip_prefix("column-").and_then(|n| n.parse().ok());
                    if let Some(column) = column.and_then(|n: usize| n.checked_sub(1))
                        && column < survey.columns.len()
                    {
                        columns.insert(role, column);
                    }
                }
                None => {}
            }
        }
        let time = columns
            .get(&Role::Time)
            .and_then(|at| survey.columns.get(*at));
        let order = match (answer("date-order"), time.map(|time| time.date_order())) {
            (Some("day-first"), _) => Some(DateOrder::DayFirst),
            (Some("month-first"), _) => Some(DateOrder::MonthFirst),
            (_, Some(Decision::Decided(order, _))) => Some(order),
            _ => None,
        };
        let epoch = match answer("epoch") {
            Some("seconds") => Some(Epoch::Seconds),
            Some("milliseconds") => Some(Epoch::Milliseconds),
            Some("microseconds") => Some(Epoch::Microseconds),
            Some("seconds-2001") => Some(Epoch::SecondsSince2001),
            _ => None,
        };
        let zone = match (answer("zone"), time.and_then(|time| offset_in(&time.name))) {
            (Some("utc"), _) => Zone::Offset(0),
            (Some("exporter"), _) => Zone::Exporter,
            (Some("unknown"), _) | (_, None) => Zone::Unknown,
            (_, Some(offset)) => Zone::Offset(offset),
        };
        let duration = columns
            .get(&Role::Duration)
            .and_then(|at| survey.columns.get(*at));
        let unit = match answer("unit") {
            Some("seconds") => Some(1),
            Some("minutes") => Some(60),
            _ => duration.and_then(|column| unit_in(&column.name)),
        };
        Self {
            kind,
            columns,
            order,
            epoch,
            zone,
            unit,
            by_names,
            prefix,
        }
    }

    /// The column of a role.
    pub(crate) fn column(&self, role: Role) -> Option<usize> {
        self.columns.get(&role).copied()
    }
}

/// Tables with the same columns have the same questions, and one answer serves them all: the
/// monthly call records of one company.
fn prefix(survey: &Survey) -> String {
    let mut names = String::new();
    for column in &survey.columns {
        names.push_str(&fold(&column.name));
        names.push('\n');
    }
    let hex = Digest::of(names.as_bytes()).to_hex();
    format!("table-{}", hex.get(..8).unwrap_or_default())
}

/// The roles of columns by their names, where each has one candidate and together they make a
/// record. Presets of tools are layouts whose names say it all, too.
fn by_names(survey: &Survey) -> Option<(RowKind, BTreeMap<Role, usize>)> {
    survey.header?;
    let folded: Vec<String> = survey.columns.iter().map(|c| fold(&c.name)).collect();
    if let Some(preset) = PRESETS.iter().find(|preset| {
        preset
            .names
            .iter()
            .all(|name| folded.iter().any(|f| f == name))
    }) {
        let roles = preset.roles.iter().filter_map(|(role, name)| {
            let column = folded.iter().position(|f| f == name)?;
            Some((*role, column))
        });
        return Some((preset.kind, roles.collect()));
    }
    let mut columns = BTreeMap::new();
    for role in Role::ALL {
        let mut all = survey
            .columns
            .iter()
            .enumerate()
            .filter(|(_, column)| role.is_named(&column.name));
        let found = match (all.next(), all.next()) {
            (Some((column, _)), None) => column,
            // Two candidates are a doubt.
            _ => continue,
        };
        columns.insert(role, found);
    }
    time_and_clock(survey, &mut columns);
    let has = |role| columns.contains_key(&role);
    let has_party = has(Role::Sender) || has(Role::Receiver) || has(Role::Party);
    let looks = columns
        .get(&Role::Time)
        .and_then(|at| survey.columns.get(*at))
        .is_some_and(|column| column.looks_like_time());
    if !has_party || !looks {
        return None;
    }
    match (has(Role::Text), has(Role::Duration)) {
        (true, false) => Some((RowKind::Message, columns)),
        (false, true) => Some((RowKind::Call, columns)),
        _ => None,
    }
}

/// `Date` and `Time` as two columns: the first is a day, the second a time of day.
fn time_and_clock(survey: &Survey, columns: &mut BTreeMap<Role, usize>) {
    let named = |wanted: &[&str], fits: fn(&super::survey::Column) -> bool| {
        survey
            .columns
            .iter()
            .position(|column| wanted.contains(&fold(&column.name).as_str()) && fits(column))
    };
    let day = named(&["date", "calldate", "datum", "fecha"], |column| {
        column.is_days_only()
    });
    let clock = named(
        &[
            "time",
            "calltime",
            "starttime",
            "timeofday",
            "uhrzeit",
            "heure",
            "hora",
        ],
        |column| column.looks_like_clock(),
    );
    if let (Some(day), Some(clock)) = (day, clock) {
        columns.insert(Role::Time, day);
        columns.insert(Role::Clock, clock);
    }
}

/// A layout of a tool.
struct Preset {
    /// The names by which it is known, folded.
    names: &'static [&'static str],
    kind: RowKind,
    roles: &'static [(Role, &'static str)],
}

static PRESETS: &[Preset] = &[
    // Timesketch: the required columns of an upload.
    Preset {
        names: &["message", "datetime", "timestampdesc"],
        kind: RowKind::Entry,
        roles: &[(Role::Time, "datetime"), (Role::Text, "message")],
    },
    // iLEAPP, sms.db.
    Preset {
        names: &[
            "messagetimestamp",
            "message",
            "messagedirection",
            "chatcontactid",
        ],
        kind: RowKind::Message,
        roles: &[
            (Role::Time, "messagetimestamp"),
            (Role::Text, "message"),
            (Role::Direction, "messagedirection"),
            (Role::Party, "chatcontactid"),
        ],
    },
    // iLEAPP, call history.
    Preset {
        names: &[
            "startingtimestamp",
            "callduration",
            "phonenumber",
            "calldirection",
        ],
        kind: RowKind::Call,
        roles: &[
            (Role::Time, "startingtimestamp"),
            (Role::Duration, "callduration"),
            (Role::Direction, "calldirection"),
            (Role::Party, "phonenumber"),
        ],
    },
    // ALEAPP, call logs.
    Preset {
        names: &[
            "calldate",
            "phoneaccountaddress",
            "partner",
            "type",
            "duration",
        ],
        kind: RowKind::Call,
        roles: &[
            (Role::Time, "calldate"),
            (Role::Party, "partner"),
            (Role::Direction, "type"),
            (Role::Duration, "duration"),
            (Role::Deleted, "deleted"),
        ],
    },
    // ALEAPP, SMS.
    Preset {
        names: &["date", "msgid", "threadid", "address", "body"],
        kind: RowKind::Message,
        roles: &[
            (Role::Time, "date"),
            (Role::Party, "address"),
            (Role::Text, "body"),
            (Role::Direction, "type"),
        ],
    },
    // The posts of an X archive until 2018, taken out of it (tweets.csv).
    Preset {
        names: &["tweetid", "timestamp", "source", "text"],
        kind: RowKind::Entry,
        roles: &[(Role::Time, "timestamp"), (Role::Text, "text")],
    },
    // iMazing: messages of iMessage, SMS and WhatsApp. A session is a person or a group.
    Preset {
        names: &[
            "chatsession",
            "messagedate",
            "type",
            "senderid",
            "sendername",
            "text",
        ],
        kind: RowKind::Message,
        roles: &[
            (Role::Time, "messagedate"),
            (Role::Party, "chatsession"),
            (Role::Sender, "senderid"),
            (Role::Name, "sendername"),
            (Role::Text, "text"),
            (Role::Direction, "type"),
        ],
    },
    // Reports in the manner of Cellebrite: messages.
    Preset {
        names: &["from", "to", "body", "timestamptime"],
        kind: RowKind::Message,
        roles: &[
            (Role::Time, "timestamptime"),
            (Role::Sender, "from"),
            (Role::Receiver, "to"),
            (Role::Text, "body"),
            (Role::Direction, "direction"),
            (Role::Deleted, "deleted"),
        ],
    },
    // The same: calls.
    Preset {
        names: &["parties", "direction", "duration", "timestamptime"],
        kind: RowKind::Call,
        roles: &[
            (Role::Time, "timestamptime"),
            (Role::Party, "parties"),
            (Role::Direction, "direction"),
            (Role::Duration, "duration"),
            (Role::Deleted, "deleted"),
        ],
    },
];
