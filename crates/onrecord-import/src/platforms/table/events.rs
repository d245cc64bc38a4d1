//! One row to one event, as the mapping says. Knows neither CSV nor workbooks.

use super::mapping::{Mapping, RowKind, Zone};
use super::words::{Role, direction, is_yes, seconds};
use crate::kit::loose_time::{self, Epoch};
use crate::kit::memo::Memo;
use crate::kit::text::mark_hidden;
use onrecord_model::{Account, Digest, Event, Kind, Locator, Mark, Marks, Thread, Truth, When};
use std::sync::Arc;

/// Makes events of one table.
pub(crate) struct Events {
    mapping: Mapping,
    /// What the thread of rows without another end is called: the file or the sheet.
    place: Box<str>,
    platform: Arc<str>,
    phone: Arc<str>,
    email: Arc<str>,
    accounts: Memo<Account>,
    threads: Memo<Thread>,
}

/// A row, wherever it comes from.
pub(crate) struct Cells<'r> {
    pub locator: Locator,
    pub raw: Digest,
    pub marks: Marks,
    pub details: Vec<(Box<str>, Box<str>)>,
    /// The column's name and the cell, for each cell.
    pub cells: Vec<(Box<str>, &'r str)>,
}

impl Events {
    pub(crate) fn new(mapping: Mapping, place: &str) -> Self {
        Self {
            mapping,
            place: place.into(),
            platform: "table".into(),
            phone: "phone".into(),
            email: "email".into(),
            accounts: Memo::default(),
            threads: Memo::default(),
        }
    }

    /// What stands above the names of the columns: no row of the table, but kept.
    pub(crate) fn above(&mut self, mut row: Cells<'_>) -> Event {
        let cells = std::mem::take(&mut row.cells);
        let text: Vec<&str> = cells
            .iter()
            .map(|(_, cell)| *cell)
            .filter(|cell| !cell.is_empty())
            .collect();
        let mut event = self.event(row);
        event.kind = Kind::System;
        event.text = Some(text.join(" ").into());
        event
    }

    /// The event of a row.
    pub(crate) fn event(&mut self, row: Cells<'_>) -> Event {
        let cell = |role| -> Option<&str> {
            let (_, cell) = row.cells.get(self.mapping.column(role)?)?;
            let cell = cell.trim();
            (!cell.is_empty()).then_some(cell)
        };
        let mut marks = row.marks;
        let when =
            cell(Role::Time).map_or_else(When::undated, |time| self.when(time, cell(Role::Clock)));
        if let Some(said) = cell(Role::Direction).and_then(direction) {
            said.iter().for_each(|mark| marks.add(mark));
        }
        if cell(Role::Deleted).is_some_and(is_yes) {
            marks.add(Mark::Deleted);
        }
        let mut details = row.details;
        if let Some(length) = cell(Role::Duration).and_then(|d| seconds(d, self.mapping.unit)) {
            details.push(("duration_seconds".into(), length.to_string().into()));
        }
        let (sender, receiver) = (cell(Role::Sender), cell(Role::Receiver));
        let (party, name) = (cell(Role::Party), cell(Role::Name));
        let text = self
            .mapping
            .column(Role::Text)
            .and_then(|at| row.cells.get(at));
        if let Some((_, text)) = text {
            mark_hidden(text, &mut marks);
        }
        let text = text.map(|(_, text)| Box::from(*text));

        if self.mapping.column(Role::Direction).is_none() {
            // Reports about a phone say so behind the name of its owner.
            if sender.is_some_and(is_owner) {
                marks.add(Mark::Outgoing);
            } else if receiver.is_some_and(is_owner) {
                marks.add(Mark::Incoming);
            }
        }
        let mut account = sender.map(|sender| self.account(sender, None));
        let mut others: Vec<Arc<Account>> = Vec::new();
        others.extend(receiver.map(|receiver| self.account(receiver, None)));
        let has_party = party.is_some() || name.is_some();
        if has_party && account.is_none() && others.is_empty() {
            let party = self.account(party.or(name).unwrap_or_default(), name);
            if marks.has(Mark::Incoming) {
                account = Some(party);
            } else {
                others.push(party);
            }
        }
        // Where only senders are named, all rows are one conversation.
        let is_between = has_party || !others.is_empty();
        let thread = self.thread(account.as_deref(), &others, is_between);
        let told = [
            Role::Time,
            Role::Clock,
            Role::Sender,
            Role::Receiver,
            Role::Text,
        ];
        let mut told: Vec<usize> = told
            .iter()
            .filter_map(|role| self.mapping.column(*role))
            .collect();
        if sender.is_none() && receiver.is_none() && party.is_some() {
            told.extend(self.mapping.column(Role::Party));
            told.extend(self.mapping.column(Role::Name));
        }
        details.extend(
            row.cells
                .iter()
                .enumerate()
                .filter(|(column, (_, cell))| !cell.is_empty() && !told.contains(column))
                .map(|(_, (name, cell))| (name.clone(), Box::from(*cell))),
        );
        Event {
            locator: row.locator,
            raw: row.raw,
            when,
            thread,
            account,
            others,
            kind: match self.mapping.kind {
                RowKind::Message => Kind::Message,
                RowKind::Call => Kind::Call,
                RowKind::Login => Kind::Login,
                RowKind::Entry => Kind::Unknown("entry".into()),
                RowKind::Unknown => Kind::Unknown("row".into()),
            },
            text,
            attachments: Vec::new(),
            marks,
            details,
            refers_to: None,
        }
    }

    fn when(&self, date: &str, clock: Option<&str>) -> When {
        let joined;
        let written = match clock {
            Some(clock) => {
                joined = format!("{date} {clock}");
                joined.as_str()
            }
            None => date,
        };
        let kept = || When {
            as_written: written.into(),
            ..When::undated()
        };
        if written.bytes().all(|b| b.is_ascii_digit() || b == b'.')
            && let Some(epoch) = self.mapping.epoch.or_else(|| Epoch::of_digits(written))
        {
            return epoch.when(written).unwrap_or_else(kept);
        }
        let Some(when) = loose_time::parse_any(written, self.mapping.order) else {
            return kept();
        };
        let truth = match (when.truth, self.mapping.zone) {
            // The column's name, or the user, says in which zone the clock is.
            (Truth::WallZoneUnknown(wall), Zone::Offset(offset)) => {
                Truth::Stated(wall.at_offset(offset))
            }
            (Truth::WallZoneUnknown(wall), Zone::Exporter) => Truth::WallOfExporter(wall),
            (truth, _) => truth,
        };
        When { truth, ..when }
    }

    /// A telephone number is the same account whatever table it stands in; so is a mail address.
    fn account(&mut self, written: &str, name: Option<&str>) -> Arc<Account> {
        let (written, name) = match number_and_name(written) {
            Some((number, named)) => (number, name.or(Some(named))),
            None => (written, name),
        };
        let platform = if is_phone(written) {
            &self.phone
        } else if is_mail(written) {
            &self.email
        } else {
            &self.platform
        };
        let name = name.filter(|name| *name != written);
        let key = format!("{written}\0{}", name.unwrap_or(""));
        let is_named = Arc::ptr_eq(platform, &self.platform);
        self.accounts.get(&key, || {
            if is_named {
                Account::named(platform, written)
            } else {
                Account::handled(platform, written, name)
            }
        })
    }

    fn thread(
        &mut self,
        account: Option<&Account>,
        others: &[Arc<Account>],
        is_between: bool,
    ) -> Arc<Thread> {
        let of = |account: &Account| {
            let handle = account.handle.as_deref().or(account.name.as_deref());
            handle.unwrap_or_default().to_owned()
        };
        let mut people: Vec<String> = account.map(of).into_iter().collect();
        people.extend(others.iter().map(|other| of(other)));
        people.sort_unstable();
        people.dedup();
        let is_between =
            is_between && matches!(self.mapping.kind, RowKind::Message | RowKind::Call);
        let key = if is_between && !people.is_empty() {
            people.join(" – ")
        } else {
            self.place.to_string()
        };
        let (platform, place) = (&self.platform, &self.place);
        self.threads.get(&key, || Thread {
            platform: platform.clone(),
            key: key.as_str().into(),
            title: None,
            folder: Some(place.clone()),
            participants: Vec::new(),
        })
    }
}

/// `+447700900123 Pat`, as reports about a phone write it.
fn number_and_name(text: &str) -> Option<(&str, &str)> {
    let (number, name) = text.split_once(' ')?;
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let name = name.trim();
    let is_name = name.chars().any(char::is_alphabetic);
    (digits >= 7 && is_phone(number) && is_name).then_some((number, name))
}

fn is_owner(text: &str) -> bool {
    text.trim_end().to_lowercase().ends_with("(owner)")
}

fn is_phone(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    (3..=15).contains(&digits)
        && text.chars().all(|c| {
            c.is_ascii_digit() || matches!(c, '+' | '-' | ' ' | '(' | ')' | '.' | '/' | '*' | '#')
        })
}

fn is_mail(text: &str) -> bool {
    !text.contains(char::is_whitespace)
        && text
            .split_once('@')
            .is_some_and(|(user, host)| !user.is_empty() && host.contains('.'))
}
