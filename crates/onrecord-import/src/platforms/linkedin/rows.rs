//! One row to one event.

use super::content::shown;
use super::rules::{Rule, Who};
use crate::kit::csv::{Fit, Header, Record, Row, RowReader};
use crate::kit::date_order::DateOrder;
use crate::kit::loose_time;
use crate::kit::memo::Memo;
use crate::kit::text::mark_hidden;
use onrecord_model::{Account, Attachment, Event, Kind, Mark, Place, Thread, When};
use std::borrow::Cow;
use std::sync::Arc;

/// The name in place of a member who has left or cannot be shown.
const GONE: &str = "LinkedIn Member";
/// Accounts and files that are taken out of one cell.
const MOST: usize = 500;

/// Reads the rows of one file.
pub(super) struct Reader {
    rule: &'static Rule,
    platform: Arc<str>,
    owner: Option<Arc<Account>>,
    accounts: Memo<Account>,
    threads: Memo<Thread>,
}

impl Reader {
    pub(super) fn new(rule: &'static Rule, owner: Option<Arc<Account>>) -> Self {
        Self {
            rule,
            platform: "linkedin".into(),
            owner,
            accounts: Memo::default(),
            threads: Memo::default(),
        }
    }

    /// `None` where nobody is named, or only the word for somebody who is gone.
    fn account(&mut self, name: &str, address: &str) -> Option<Arc<Account>> {
        let (name, address) = (name.trim(), address.trim());
        if address.is_empty() && (name.is_empty() || name == GONE) {
            return None;
        }
        let platform = &self.platform;
        Some(self.accounts.get_by(&[address, name], || {
            let name = Some(name).filter(|name| !name.is_empty());
            match (address, name) {
                ("", Some(name)) => Account::named(platform, name),
                _ => Account::handled(platform, address, name),
            }
        }))
    }

    /// The accounts of a row, and the columns that are told by them.
    fn who(
        &mut self,
        who: Who,
        header: &Header,
        row: &Row,
        used: &mut Vec<usize>,
    ) -> Vec<Arc<Account>> {
        match who {
            Who::Nobody => Vec::new(),
            Who::Owner => self.owner.iter().cloned().collect(),
            Who::Named(names, address) => {
                let columns: Vec<usize> = names.iter().filter_map(|n| header.known(n)).collect();
                let cells: Vec<&str> = columns.iter().filter_map(|c| row.cell(*c)).collect();
                let name = match cells.as_slice() {
                    [name] => Cow::Borrowed(*name),
                    names => Cow::Owned(names.join(" ")),
                };
                let address = header.value(row, address);
                let account = self.account(&name, address.map_or("", |(_, address)| address));
                if account.is_some() {
                    used.extend(columns);
                    used.extend(address.map(|(column, _)| column));
                }
                account.into_iter().collect()
            }
            Who::Several(names, addresses) => {
                let names = header.value(row, names);
                let addresses = header.value(row, addresses);
                fn all(cell: Option<(usize, &str)>) -> Vec<&str> {
                    let cell = cell.map_or("", |(_, cell)| cell);
                    let parts = cell.split([',', ';']).map(str::trim);
                    parts.filter(|p| !p.is_empty()).take(MOST).collect()
                }
                let (each_name, each_address) = (all(names), all(addresses));
                let mut found = Vec::new();
                if each_address.is_empty() {
                    // A name may hold a comma; without addresses nothing says where one ends.
                    if let Some((column, name)) = names
                        && let Some(account) = self.account(name, "")
                    {
                        used.push(column);
                        found.push(account);
                    }
                    return found;
                }
                let paired = each_name.len() == each_address.len();
                for (at, address) in each_address.iter().enumerate() {
                    let name = each_name
                        .get(at)
                        .filter(|_| paired)
                        .map_or("", |name| *name);
                    found.extend(self.account(name, address));
                }
                used.extend(addresses.map(|(column, _)| column));
                if paired {
                    used.extend(names.map(|(column, _)| column));
                }
                found
            }
        }
    }

    fn thread(&mut self, header: &Header, row: &Row, used: &mut Vec<usize>) -> Arc<Thread> {
        let stem = self.rule.stem;
        let key = header.value(row, self.rule.thread);
        used.extend(key.map(|(column, _)| column));
        let key = key.map_or(stem, |(_, key)| key);
        let is_message = self.rule.kind == "message";
        let title = header
            .value(row, "conversation title")
            .filter(|_| is_message);
        let folder = header.value(row, "folder").filter(|_| is_message);
        used.extend(title.into_iter().chain(folder).map(|(column, _)| column));
        let title = title.map(|(_, title)| title);
        let folder = folder.map_or(stem, |(_, folder)| folder);
        let platform = &self.platform;
        let parts = [key, title.unwrap_or(""), folder];
        self.threads.get_by(&parts, || Thread {
            platform: platform.clone(),
            key: key.into(),
            title: title.map(Into::into),
            folder: Some(folder.into()),
            participants: Vec::new(),
        })
    }

    fn say_direction(&self, event: &mut Event, header: &Header, row: &Row, used: &mut Vec<usize>) {
        if let Some((column, direction)) = header.value(row, "direction") {
            match direction.trim().to_ascii_uppercase().as_str() {
                "OUTGOING" => event.marks.add(Mark::Outgoing),
                "INCOMING" => event.marks.add(Mark::Incoming),
                _ => return,
            }
            used.push(column);
            return;
        }
        // A name can be taken by anybody, so only the address tells who is who.
        let Some(address) = self
            .owner
            .as_ref()
            .and_then(|owner| owner.handle.as_deref())
        else {
            return;
        };
        let is_owner = |account: &Arc<Account>| account.handle.as_deref() == Some(address);
        if event.account.as_ref().is_some_and(is_owner) {
            event.marks.add(Mark::Outgoing);
        } else if event.others.iter().any(is_owner) {
            event.marks.add(Mark::Incoming);
        }
    }

    fn message(&self, event: &mut Event, header: &Header, row: &Row, used: &mut Vec<usize>) {
        let yes = |name: &'static str| {
            header.value(row, name).is_some_and(|(_, cell)| {
                let cell = cell.trim();
                cell.eq_ignore_ascii_case("yes") || cell.eq_ignore_ascii_case("true")
            })
        };
        if yes("is message draft") || yes("is conversation draft") {
            event.marks.add(Mark::Draft);
        }
        if event
            .thread
            .folder
            .as_deref()
            .is_some_and(|folder| folder.eq_ignore_ascii_case("spam"))
        {
            event.marks.add(Mark::Spam);
        }
        if let Some((column, cell)) = header.value(row, "attachments") {
            let names = cell
                .split(|c: char| c.is_whitespace() || c == ',')
                .filter(|name| !name.is_empty());
            let missing = |name: &str| Attachment {
                name: name.into(),
                media_type: None,
                place: Place::Missing,
                content: None,
            };
            if cell.contains("://") {
                event.attachments.extend(names.take(MOST).map(missing));
            } else {
                event.attachments.push(missing(cell.trim()));
            }
            event.marks.add(Mark::AttachmentMissing);
            used.push(column);
        }
    }
}

impl RowReader for Reader {
    fn columns(&self) -> &'static [&'static str] {
        self.rule.columns
    }

    fn row(&mut self, entry: &Arc<str>, header: &Header, row: &Row) -> Option<Record> {
        let rule = self.rule;
        if let Fit::Short(missing) = header.fit(row)
            && missing * 2 > header.names().len()
        {
            let reason = "this row has fewer than half of the cells that the file has columns";
            return Some(Err(row.defect(entry, "short-row", reason)));
        }
        let mut used = Vec::new();
        let thread = self.thread(header, row, &mut used);
        let mut event = row.event(entry, header, &thread);
        event.kind = Kind::from_name(rule.kind, rule.stem)
            .unwrap_or_else(|| Kind::Unknown(rule.stem.into()));
        if let Some((column, time)) = rule.time.iter().find_map(|name| header.value(row, name)) {
            // Invitations are written month first; where that gives no date, day first.
            event.when = when(time);
            used.push(column);
        }
        event.account = self
            .who(rule.who, header, row, &mut used)
            .into_iter()
            .next();
        event.others = self.who(rule.other, header, row, &mut used);
        if matches!(event.kind, Kind::Message | Kind::Request) {
            self.say_direction(&mut event, header, row, &mut used);
        }
        if event.kind == Kind::Message {
            self.message(&mut event, header, row, &mut used);
        }
        match rule.text.iter().find_map(|name| header.value(row, name)) {
            Some((column, written)) => {
                let (text, changed) = shown(written);
                mark_hidden(&text, &mut event.marks);
                event.text = Some(text.into());
                // What was changed for reading stays as a detail.
                used.extend((!changed).then_some(column));
            }
            None if rule.text.iter().any(|name| header.has_cell(row, name)) => {
                event.text = Some("".into());
            }
            None => {}
        }
        event.details.extend(header.rest(row, &used));
        Some(Ok(event))
    }

    /// The block of notes above the header of Connections.csv.
    fn before(&mut self, entry: &Arc<str>, row: &Row) -> Option<Record> {
        let header = Header::of(row);
        let thread = self.thread(&Header::default(), row, &mut Vec::new());
        let mut event = row.event(entry, &header, &thread);
        event.kind = Kind::System;
        let cells: Vec<&str> = row.cells().collect();
        event.text = Some(cells.join(", ").into());
        Some(Ok(event))
    }
}

fn when(text: &str) -> When {
    let kept = || When {
        as_written: text.into(),
        ..When::undated()
    };
    let Some(first) = loose_time::parse_any(text, Some(DateOrder::MonthFirst)) else {
        return kept();
    };
    if first.truth.instant().is_some() || first.truth.wall().is_some() {
        return first;
    }
    loose_time::parse_any(text, Some(DateOrder::DayFirst)).unwrap_or_else(kept)
}
