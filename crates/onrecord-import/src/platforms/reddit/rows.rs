//! One row to one event.

use super::owner::Ids;
use super::rules::{Rule, Who};
use crate::kit::csv::{Fit, Header, Record, Row, RowReader};
use crate::kit::iso_time;
use crate::kit::memo::Memo;
use crate::kit::text::mark_hidden;
use onrecord_model::{Account, Event, Kind, Mark, Thread};
use std::sync::Arc;

/// Reddit's words in place of a text or an author that is gone.
const GONE: [&str; 4] = [
    "[deleted]",
    "[removed]",
    "[removed by reddit]",
    "[unavailable]",
];

/// Reads the rows of one file.
pub(super) struct Reader {
    rule: &'static Rule,
    platform: Arc<str>,
    owner: Option<Arc<Account>>,
    repeated: Option<Ids>,
    accounts: Memo<Account>,
    threads: Memo<Thread>,
}

impl Reader {
    pub(super) fn new(
        rule: &'static Rule,
        owner: Option<Arc<Account>>,
        repeated: Option<Ids>,
    ) -> Self {
        Self {
            rule,
            platform: "reddit".into(),
            owner,
            repeated,
            accounts: Memo::default(),
            threads: Memo::default(),
        }
    }

    /// An account by its name; `None` where the account is gone or not named.
    fn account(&mut self, name: &str) -> Option<Arc<Account>> {
        let name = name.trim();
        let bare = name
            .strip_prefix("u/")
            .or(name.strip_prefix("/u/"))
            .unwrap_or(name);
        if bare.is_empty() || is_gone(bare) {
            return None;
        }
        let platform = &self.platform;
        Some(
            self.accounts
                .get(bare, || Account::handled(platform, bare, None)),
        )
    }

    fn thread(&mut self, header: &Header, row: &Row, used: &mut Vec<usize>) -> Arc<Thread> {
        let rule = self.rule;
        // A file that repeats another speaks of the same threads.
        let stem = rule.repeats.unwrap_or(rule.stem);
        let key = header
            .value(row, rule.thread)
            .or_else(|| header.value(row, if rule.thread.is_empty() { "" } else { "id" }))
            .map_or(stem, |(_, key)| key);
        let title = rule.title.iter().find_map(|name| header.value(row, name));
        let folder = header.value(row, rule.folder);
        used.extend(folder.map(|(column, _)| column));
        let platform = &self.platform;
        let (title, folder) = (
            title.map(|(_, title)| title),
            folder.map(|(_, folder)| folder),
        );
        let parts = [key, title.unwrap_or(""), folder.unwrap_or(stem)];
        self.threads.get_by(&parts, || Thread {
            platform: platform.clone(),
            key: key.into(),
            title: title.map(Into::into),
            folder: Some(folder.unwrap_or(stem).into()),
            participants: Vec::new(),
        })
    }

    fn people(&mut self, event: &mut Event, header: &Header, row: &Row, used: &mut Vec<usize>) {
        match self.rule.who {
            Who::Owner => event.account = self.owner.clone(),
            Who::Nobody => {}
            Who::Named(column) => {
                if let Some((column, name)) = header.value(row, column) {
                    event.account = self.account(name);
                    // A word for an account that is gone stays as a detail.
                    used.extend(event.account.is_some().then_some(column));
                }
            }
        }
        if let Some((column, name)) = header.value(row, self.rule.other)
            && let Some(other) = self.account(name)
        {
            event.others.push(other);
            used.push(column);
        }
        let Some(owner) = &self.owner else { return };
        let is_owner = |account: &Arc<Account>| account.key() == owner.key();
        if event.kind == Kind::Message {
            if event.account.as_ref().is_some_and(is_owner) {
                event.marks.add(Mark::Outgoing);
            } else if event.others.iter().any(is_owner) {
                event.marks.add(Mark::Incoming);
            }
        }
    }
}

impl RowReader for Reader {
    fn columns(&self) -> &'static [&'static str] {
        self.rule.columns
    }

    fn row(&mut self, entry: &Arc<str>, header: &Header, row: &Row) -> Option<Record> {
        let rule = self.rule;
        if let Some(ids) = &self.repeated
            && header
                .value(row, "id")
                .is_some_and(|(_, id)| ids.contains(id))
        {
            return None;
        }
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
        if rule.is_draft {
            event.marks.add(Mark::Draft);
        }
        if let Some((column, time)) = header.value(row, rule.time) {
            event.when = iso_time::parse_or_keep(time);
            used.push(column);
        }
        self.people(&mut event, header, row, &mut used);
        let text = rule.text.iter().find_map(|name| header.value(row, name));
        match text {
            Some((column, text)) => {
                if is_gone(text) {
                    event.marks.add(Mark::Deleted);
                }
                mark_hidden(text, &mut event.marks);
                event.text = Some(text.into());
                used.push(column);
            }
            None if rule.text.iter().any(|name| header.has_cell(row, name)) => {
                event.text = Some("".into());
            }
            None => {}
        }
        event.details.extend(header.rest(row, &used));
        Some(Ok(event))
    }
}

fn is_gone(text: &str) -> bool {
    let text = text.trim();
    text.starts_with('[') && GONE.iter().any(|gone| text.eq_ignore_ascii_case(gone))
}
