//! WhatsApp's ids to accounts and threads, and paths to files. Knows nothing of messages.

use super::contacts::Names;
use crate::export::Export;
use crate::kit::attachments::AttachmentNames;
use crate::kit::memo::Memo;
use crate::kit::sqlite::{Database, Pairs, Table};
use onrecord_model::{Account, Thread};
use std::rc::Rc;
use std::sync::Arc;

/// Makes and remembers accounts and threads.
pub(super) struct Jids {
    platform: Arc<str>,
    names: Rc<Names>,
    jids: Option<Table>,
    /// From an `@lid` to the number behind it, where the phone knows it.
    numbers: Pairs,
    accounts: Memo<Account>,
    threads: Memo<Thread>,
}

impl Jids {
    pub(super) fn new(database: &Database<'_>, names: Rc<Names>) -> Self {
        let map = database.table("jid_map");
        let numbers = database.joined(map, "lid_row_id", Some("jid_row_id"), 1);
        Self {
            platform: super::PLATFORM.into(),
            names,
            jids: database.table("jid").cloned(),
            numbers,
            accounts: Memo::default(),
            threads: Memo::default(),
        }
    }

    /// The id of a row of `jid`, as text.
    pub(super) fn raw(&self, database: &Database<'_>, id: i64) -> Option<String> {
        let table = self.jids.as_ref()?;
        let id = self.numbers.of(id).next().unwrap_or(id);
        let row = database.row(table, id)?;
        if let Some(raw) = row.word(table.column("raw_string")) {
            return Some(raw.into_owned());
        }
        let user = row.word(table.column("user"))?;
        let server = row.word(table.column("server"))?;
        Some(format!("{user}@{server}"))
    }

    /// The account of an id. `447700900123@s.whatsapp.net` is the number +447700900123.
    pub(super) fn account(&mut self, jid: &str) -> Arc<Account> {
        self.named(jid, None)
    }

    /// As [`Self::account`], with a name that the record itself gives.
    pub(super) fn named(&mut self, jid: &str, given: Option<&str>) -> Arc<Account> {
        let name = self.names.of(jid).or(given);
        let platform = self.platform.clone();
        let key = format!("{jid}\0{}", name.unwrap_or_default());
        self.accounts.get(&key, || {
            let number = jid
                .strip_suffix("@s.whatsapp.net")
                .filter(|user| !user.is_empty() && user.bytes().all(|byte| byte.is_ascii_digit()));
            Account {
                platform,
                stable_id: Some(jid.into()),
                handle: number.map(|number| format!("+{number}").into()),
                name: name.map(Into::into),
            }
        })
    }

    /// The chat with that id.
    pub(super) fn thread(&mut self, jid: &str, title: Option<&str>) -> Arc<Thread> {
        let is_person = !jid.ends_with("@g.us") && !jid.ends_with("@broadcast");
        let participants = if is_person && jid.contains('@') {
            vec![self.account(jid)]
        } else {
            Vec::new()
        };
        let title = title.or(self.names.of(jid)).map(Into::into);
        let platform = self.platform.clone();
        self.threads.get(jid, || Thread {
            platform,
            key: jid.into(),
            title,
            folder: None,
            participants,
        })
    }
}

/// Files that records name.
pub(super) struct Files {
    names: AttachmentNames,
    folder: String,
}

impl Files {
    pub(super) fn new(export: &dyn Export, path: &str) -> Self {
        Self {
            names: AttachmentNames::of(export),
            folder: path
                .rfind('/')
                .map_or("", |slash| &path[..=slash])
                .to_owned(),
        }
    }

    /// Beside the database, beside its folder, or below `WhatsApp` or `Message`.
    pub(super) fn find(&self, path: &str) -> Option<Arc<str>> {
        let path = path.trim_start_matches('/');
        let above = self
            .folder
            .trim_end_matches('/')
            .rfind('/')
            .map_or("", |slash| &self.folder[..=slash]);
        [
            format!("{}{path}", self.folder),
            format!("{}Message/{path}", self.folder),
            format!("{above}{path}"),
            path.to_owned(),
            format!("WhatsApp/{path}"),
            format!("Message/{path}"),
        ]
        .iter()
        .find_map(|path| self.names.find(path))
    }

    /// The files here that a column names.
    pub(super) fn named(
        &self,
        database: &Database<'_>,
        table: &str,
        column: &str,
    ) -> Vec<Arc<str>> {
        let Some(table) = database.table(table) else {
            return Vec::new();
        };
        let column = table.column(column);
        database
            .rows(table)
            .flatten()
            .filter_map(|row| self.find(&row.word(column)?))
            .collect()
    }
}
