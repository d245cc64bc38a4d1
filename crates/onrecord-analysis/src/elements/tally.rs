//! Counts over the contacts of the person doing this, and what they may speak for. Each finding is
//! a sentence with its numbers; none is a score, and none assigns anything.

use crate::Day;
use std::collections::{BTreeMap, BTreeSet};

/// What a contact is, as far as counting goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TallyKind {
    /// A message.
    Message,
    /// An e-mail.
    Mail,
    /// A call.
    Call,
    /// A request to connect.
    Request,
    /// A post or comment.
    Post,
}

/// One contact.
#[derive(Clone, Copy, Debug)]
pub struct Contact<'a> {
    /// What.
    pub kind: TallyKind,
    /// Microseconds since 1970 on the case's clock; `None` where the record has no usable time.
    pub clock: Option<i64>,
    /// Whose: the account's key.
    pub account: &'a str,
    /// What the account calls itself there.
    pub name: &'a str,
    /// A call that was not answered.
    pub unanswered: bool,
    /// It went to somebody else than the user.
    pub to_others: bool,
}

/// Something that was counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Its stable name, as the law's files use it in `proposed_by`.
    pub signal: &'static str,
    /// What was counted, in a sentence.
    pub why: String,
    /// Incidents that it rests on.
    pub incidents: Vec<String>,
    /// Events that it rests on, counted.
    pub events: u64,
}

/// Counts contacts as they come, in any order.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    kinds: BTreeMap<TallyKind, u64>,
    unanswered: u64,
    by_hour: BTreeMap<i64, u64>,
    calls_by_hour: BTreeMap<i64, u64>,
    by_day: BTreeMap<Day, u64>,
    accounts: BTreeSet<String>,
    own_names: BTreeSet<String>,
    with_own_name: BTreeMap<String, u64>,
    to_others: u64,
    blocked: u64,
    new_after_block: u64,
    impacts: Vec<String>,
    logins: u64,
}

/// Letters and digits in lower case: a name with a dot or a space more is the same name. An exact
/// comparison otherwise, so that nothing is guessed.
fn bare(name: &str) -> String {
    name.chars()
        .filter(|ch| ch.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

fn count(number: u64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

impl Tally {
    /// With the names under which the user is known.
    pub fn of_user<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        Self {
            own_names: names
                .into_iter()
                .map(bare)
                .filter(|name| name.len() > 3)
                .collect(),
            ..Self::default()
        }
    }

    /// Counts a contact.
    pub fn add(&mut self, contact: &Contact<'_>) {
        *self.kinds.entry(contact.kind).or_default() += 1;
        self.unanswered += u64::from(contact.unanswered);
        self.to_others += u64::from(contact.to_others);
        if let Some(clock) = contact.clock {
            let hour = clock.div_euclid(3_600_000_000).rem_euclid(24);
            *self.by_hour.entry(hour).or_default() += 1;
            if contact.kind == TallyKind::Call {
                *self.calls_by_hour.entry(hour).or_default() += 1;
            }
            *self.by_day.entry(Day::of_clock(clock)).or_default() += 1;
        }
        if !self.accounts.contains(contact.account) {
            self.accounts.insert(contact.account.to_owned());
        }
        if !self.own_names.is_empty() && self.own_names.contains(&bare(contact.name)) {
            match self.with_own_name.get_mut(contact.account) {
                Some(events) => *events += 1,
                None => {
                    self.with_own_name.insert(contact.account.to_owned(), 1);
                }
            }
        }
    }

    /// Counts a block of one of their accounts, and whether another account of theirs came after it.
    pub fn blocked(&mut self, followed_by_new_account: bool) {
        self.blocked += 1;
        self.new_after_block += u64::from(followed_by_new_account);
    }

    /// Counts a log-in to an account of the user's that a record shows.
    pub fn login(&mut self) {
        self.logins += 1;
    }

    /// Notes an incident that says what it did to the user.
    pub fn impact(&mut self, incident: &str) {
        self.impacts.push(incident.to_owned());
    }

    /// What was found. Nothing is found where nothing was counted.
    pub fn findings(&self) -> Vec<Finding> {
        let mut out = Vec::new();
        let mut find = |signal: &'static str, events: u64, why: String| {
            if events > 0 {
                out.push(Finding {
                    signal,
                    why,
                    incidents: Vec::new(),
                    events,
                });
            }
        };
        let of = |kind: TallyKind| self.kinds.get(&kind).copied().unwrap_or_default();
        for (signal, kind, one, many) in [
            ("messages", TallyKind::Message, "message", "messages"),
            ("mail", TallyKind::Mail, "e-mail", "e-mails"),
            ("calls", TallyKind::Call, "call", "calls"),
            (
                "requests",
                TallyKind::Request,
                "request to connect",
                "requests to connect",
            ),
            (
                "posts",
                TallyKind::Post,
                "post or comment",
                "posts or comments",
            ),
        ] {
            let number = of(kind);
            let (accounts, sum) = (self.accounts.len() as u64, count(number, one, many));
            let why = match accounts {
                1 => format!("{sum} from the account you named."),
                _ => format!("{sum} from the {accounts} accounts you named."),
            };
            find(signal, number, why);
        }
        find(
            "unanswered",
            self.unanswered,
            format!(
                "{} that you did not answer.",
                count(self.unanswered, "call", "calls")
            ),
        );
        if let Some((hour, calls)) = busiest(&self.calls_by_hour, 0..6) {
            find(
                "night",
                calls,
                format!(
                    "{} between {hour:02}:00 and {:02}:00.",
                    count(calls, "call", "calls"),
                    hour + 1
                ),
            );
        } else if let Some((hour, contacts)) = busiest(&self.by_hour, 0..6) {
            find(
                "night",
                contacts,
                format!(
                    "{} between {hour:02}:00 and {:02}:00.",
                    count(contacts, "contact", "contacts"),
                    hour + 1
                ),
            );
        }
        let busiest_day = self.by_day.iter().max_by_key(|(_, number)| **number);
        if let Some((day, number)) = busiest_day.filter(|(_, number)| **number >= 10) {
            find(
                "busiest-day",
                *number,
                format!("{number} contacts on {} alone.", day.words()),
            );
        }
        let dated = self.by_day.values().sum();
        if let (Some((first, _)), Some((last, _))) =
            (self.by_day.first_key_value(), self.by_day.last_key_value())
            && first < last
        {
            let days = self.by_day.len();
            find(
                "days",
                dated,
                format!(
                    "Contact on {days} different days, from {} to {}.",
                    first.words(),
                    last.words()
                ),
            );
            if *last >= first.plus_months(12) {
                find(
                    "years",
                    dated,
                    format!("It has gone on since {}.", first.words()),
                );
            }
        }
        let own: u64 = self.with_own_name.values().sum();
        find(
            "your-name",
            own,
            format!(
                "{} with your own name: {}.",
                count(self.with_own_name.len() as u64, "account", "accounts"),
                count(own, "event", "events")
            ),
        );
        let accounts = self.accounts.len() as u64;
        if accounts >= 2 {
            find(
                "new-accounts",
                self.kinds.values().sum(),
                format!("{accounts} accounts, one after the other."),
            );
        }
        find(
            "third-parties",
            self.to_others,
            format!(
                "{} to people you know.",
                count(self.to_others, "contact", "contacts")
            ),
        );
        if self.new_after_block > 0 {
            find(
                "after-block",
                self.new_after_block,
                format!(
                    "After {} of {} another account wrote.",
                    self.new_after_block,
                    count(self.blocked, "block", "blocks")
                ),
            );
        }
        find(
            "logins",
            self.logins,
            format!(
                "{} to your accounts. Look which are not yours.",
                count(self.logins, "log-in", "log-ins")
            ),
        );
        if !self.impacts.is_empty() {
            out.push(Finding {
                signal: "impact",
                why: format!(
                    "{} say{} what it did to you.",
                    count(self.impacts.len() as u64, "incident", "incidents"),
                    if self.impacts.len() == 1 { "s" } else { "" }
                ),
                incidents: self.impacts.clone(),
                events: 0,
            });
        }
        out
    }
}

fn busiest(hours: &BTreeMap<i64, u64>, among: std::ops::Range<i64>) -> Option<(i64, u64)> {
    let among = hours.iter().filter(|(hour, _)| among.contains(hour));
    among
        .max_by_key(|(hour, number)| (**number, -**hour))
        .map(|(hour, number)| (*hour, *number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(clock: i64) -> Contact<'static> {
        Contact {
            kind: TallyKind::Call,
            clock: Some(clock),
            account: "phone:handle:+447700900111",
            name: "",
            unanswered: true,
            to_others: false,
        }
    }

    #[test]
    fn fourteen_calls_by_night_are_said_with_their_hour() {
        let mut tally = Tally::default();
        for minute in 0..14 {
            tally.add(&call((2 * 3_600 + minute * 60) * 1_000_000));
        }
        let findings = tally.findings();
        let night = findings
            .iter()
            .find(|found| found.signal == "night")
            .unwrap();
        assert_eq!(night.why, "14 calls between 02:00 and 03:00.");
        assert_eq!(night.events, 14);
    }

    #[test]
    fn only_the_users_own_name_is_found() {
        let mut tally = Tally::of_user(["Wren Fairweather"]);
        for name in ["wren.fairweather", "Wren Fairweatherr", "Somebody Else"] {
            let account = format!("x:handle:{name}");
            tally.add(&Contact {
                kind: TallyKind::Post,
                clock: None,
                account: &account,
                name,
                unanswered: false,
                to_others: true,
            });
        }
        let findings = tally.findings();
        let own = findings
            .iter()
            .find(|found| found.signal == "your-name")
            .unwrap();
        assert_eq!(own.why, "1 account with your own name: 1 event.");
    }

    #[test]
    fn nothing_counted_finds_nothing() {
        assert_eq!(Tally::default().findings(), Vec::new());
    }
}
