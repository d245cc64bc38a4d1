//! One row to one event, as the mapping says. Knows neither CSV nor workbooks.

use super::mapping::{Mapping, RowKind, Zone};
use super::survey::Survey;
use super::words::{Role, direction, is_yes, seconds};
use crate::kit::csv::Header;
use crate::kit::loose_time::{self, Epoch};
use crate::kit::memo::Memo;
use crate::kit::text::mark_hidden;
use onrecord_model::{
    Account, Details, Digest, Event, Kind, Locator, Mark, Marks, Thread, Truth, When,
};
use std::sync::Arc;

/// Makes events of one table.
pub(crate) struct Events {
    mapping: Mapping,
    /// The columns' names; empty where there is none.
    header: Header,
    /// The column of each role, by its number.
    columns: [Option<usize>; Role::ALL.len()],
    /// What the thread of rows without another end is called: the file or the sheet.
    place: Box<str>,
    platform: Arc<str>,
    phone: Arc<str>,
    email: Arc<str>,
    accounts: Memo<Account>,
    threads: Memo<Thread>,
    /// A thread's key being put together, and a time of two columns.
    key: String,
    written: String,
}

/// The cells of a row by the column.
pub(crate) trait ByColumn {
    fn cell(&self, column: usize) -> Option<&str>;
}

/// A row, wherever it comes from.
pub(crate) struct Cells<'r, R> {
    pub locator: Locator,
    pub raw: Digest,
    pub marks: Marks,
    pub details: Details,
    pub row: &'r R,
    /// So many cells have a column of their own.
    pub count: usize,
}

impl<'r, R: ByColumn> Cells<'r, R> {
    fn cell(&self, column: usize) -> Option<&'r str> {
        let row = self.row;
        (column < self.count).then(|| row.cell(column))?
    }

    fn all(&self) -> impl Iterator<Item = &'r str> {
        let row = self.row;
        (0..self.count).map(|column| row.cell(column).unwrap_or_default())
    }
}

impl Events {
    pub(crate) fn new(mapping: Mapping, survey: &Survey, place: &str) -> Self {
        Self {
            columns: Role::ALL.map(|role| mapping.column(role)),
            mapping,
            header: Header::named(survey.columns.iter().map(|column| column.name.as_str())),
            place: place.into(),
            platform: "table".into(),
            phone: "phone".into(),
            email: "email".into(),
            accounts: Memo::default(),
            threads: Memo::default(),
            key: String::new(),
            written: String::new(),
        }
    }

    /// The names of the columns.
    pub(crate) fn header(&self) -> &Header {
        &self.header
    }

    /// What stands above the names of the columns: no row of the table, but kept.
    pub(crate) fn above(&mut self, row: Cells<'_, impl ByColumn>) -> Event {
        let text: Vec<&str> = row.all().filter(|cell| !cell.is_empty()).collect();
        let mut event = self.event(Cells { count: 0, ..row });
        event.kind = Kind::System;
        event.text = Some(text.join(" ").into());
        event
    }

    /// The event of a row.
    pub(crate) fn event(&mut self, mut row: Cells<'_, impl ByColumn>) -> Event {
        let mut details = std::mem::take(&mut row.details);
        let columns = self.columns;
        let column = |role: Role| columns.get(role as usize).copied().flatten();
        let cell = |role| -> Option<&str> {
            let cell = row.cell(column(role)?)?.trim();
            (!cell.is_empty()).then_some(cell)
        };
        let mut marks = row.marks;
        let when = match (cell(Role::Time), cell(Role::Clock)) {
            (None, _) => When::undated(),
            (Some(time), None) => self.when(time),
            (Some(date), Some(clock)) => {
                let mut written = std::mem::take(&mut self.written);
                written.clear();
                written.extend([date, " ", clock]);
                let when = self.when(&written);
                self.written = written;
                when
            }
        };
        if let Some(said) = cell(Role::Direction).and_then(direction) {
            said.iter().for_each(|mark| marks.add(mark));
        }
        if cell(Role::Deleted).is_some_and(is_yes) {
            marks.add(Mark::Deleted);
        }
        if let Some(length) = cell(Role::Duration).and_then(|d| seconds(d, self.mapping.unit)) {
            details.push("duration_seconds", length.to_string());
        }
        let (sender, receiver) = (cell(Role::Sender), cell(Role::Receiver));
        let (party, name) = (cell(Role::Party), cell(Role::Name));
        let text = column(Role::Text).and_then(|at| row.cell(at));
        if let Some(text) = text {
            mark_hidden(text, &mut marks);
        }
        let text = text.map(Box::from);

        if column(Role::Direction).is_none() {
            // Reports about a phone say so behind the name of its owner.
            if sender.is_some_and(is_owner) {
                marks.add(Mark::Outgoing);
            } else if receiver.is_some_and(is_owner) {
                marks.add(Mark::Incoming);
            }
        }
        // Where a column names the conversation, the name beside the sender is the sender's.
        let named = name.filter(|_| party.is_some());
        let mut account = sender.map(|sender| self.account(sender, named));
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
        let thread = match (party, &account) {
            (Some(party), Some(_)) if sender.is_some() && receiver.is_none() => {
                let party = self.account(party, None);
                self.thread(Some(&party), &[], is_between)
            }
            _ => self.thread(account.as_deref(), &others, is_between),
        };
        let by_party = sender.is_none() && receiver.is_none() && party.is_some();
        let told = [
            column(Role::Time),
            column(Role::Clock),
            column(Role::Sender),
            column(Role::Receiver),
            column(Role::Text),
            column(Role::Party).filter(|_| by_party),
            column(Role::Name).filter(|_| by_party),
        ];
        for (column, cell) in row.all().enumerate() {
            if !cell.is_empty() && !told.contains(&Some(column)) {
                details.push(self.header.name(column), cell);
            }
        }
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

    fn when(&self, written: &str) -> When {
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
        let (platform, phone, email) = (&self.platform, &self.phone, &self.email);
        let key = [written, name.unwrap_or("")];
        self.accounts.get_by(&key, || {
            let (written, name) = match number_and_name(written) {
                Some((number, named)) => (number, name.or(Some(named))),
                None => (written, name),
            };
            let name = name.filter(|name| *name != written);
            if is_phone(written) {
                Account::handled(phone, written, name)
            } else if is_mail(written) {
                Account::handled(email, written, name)
            } else {
                Account::named(platform, written)
            }
        })
    }

    fn thread(
        &mut self,
        account: Option<&Account>,
        others: &[Arc<Account>],
        is_between: bool,
    ) -> Arc<Thread> {
        fn of(account: &Account) -> &str {
            let handle = account.handle.as_deref().or(account.name.as_deref());
            handle.unwrap_or_default()
        }
        let mut all = account
            .into_iter()
            .chain(others.iter().map(|other| &**other));
        let (first, second) = (all.next().map(of), all.next().map(of));
        let mut people: Vec<&str> = Vec::new();
        if second.is_some() {
            people.extend(first.into_iter().chain(second).chain(all.map(of)));
            people.sort_unstable();
            people.dedup();
        }
        let is_between =
            is_between && matches!(self.mapping.kind, RowKind::Message | RowKind::Call);
        let key = &mut self.key;
        key.clear();
        match (people.split_first(), first) {
            (Some((first, further)), _) if is_between => {
                key.push_str(first);
                for other in further {
                    key.push_str(" – ");
                    key.push_str(other);
                }
            }
            (None, Some(only)) if is_between => key.push_str(only),
            _ => key.push_str(&self.place),
        }
        let (platform, place) = (&self.platform, &self.place);
        self.threads.get(key, || Thread {
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
    let text = text.trim_end().as_bytes();
    text.last_chunk::<7>()
        .is_some_and(|last| last.eq_ignore_ascii_case(b"(owner)"))
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
