//! Handles, conversations and files, each by the id that rows name. Knows nothing of messages.

use crate::export::Export;
use crate::kit::attachments::AttachmentNames;
use crate::kit::memo::Memo;
use crate::kit::sqlite::{Database, Pairs, Row, Table};
use onrecord_model::{Account, Attachment, Details, Mark, Marks, Place, Thread};
use std::sync::Arc;

/// Participants of one conversation that are named.
const PARTICIPANTS: usize = 512;
/// Conversations of one message.
const CHATS: usize = 64;
/// Attachments of one message.
const ATTACHMENTS: usize = 512;

/// What the other tables say.
pub(super) struct People {
    pub(super) platform: Arc<str>,
    phone: Arc<str>,
    handles: Option<Table>,
    chats: Option<Table>,
    files: Option<Table>,
    members: Pairs,
    pub(super) chats_of: Pairs,
    files_of: Pairs,
    accounts: Memo<Account>,
    threads: Memo<Thread>,
    names: AttachmentNames,
    folder: String,
}

/// Whether a handle is a telephone number (or a short code), not an address.
fn is_number(handle: &str) -> bool {
    handle.chars().any(|c| c.is_ascii_digit())
        && handle.chars().all(|c| {
            c.is_ascii_digit() || matches!(c, '+' | ' ' | '(' | ')' | '-' | '.' | '*' | '#')
        })
}

impl People {
    pub(super) fn new(export: &dyn Export, entry: &str, database: &Database<'_>) -> Self {
        let joined = |table: &str, from: &str, to: &str, most: usize| {
            database.joined(database.table(table), from, Some(to), most)
        };
        let folder = entry.rfind('/').map_or("", |slash| &entry[..=slash]);
        Self {
            platform: super::PLATFORM.into(),
            phone: "phone".into(),
            handles: database.table("handle").cloned(),
            chats: database.table("chat").cloned(),
            files: database.table("attachment").cloned(),
            members: joined("chat_handle_join", "chat_id", "handle_id", PARTICIPANTS),
            chats_of: joined("chat_message_join", "message_id", "chat_id", CHATS),
            files_of: joined(
                "message_attachment_join",
                "message_id",
                "attachment_id",
                ATTACHMENTS,
            ),
            accounts: Memo::default(),
            threads: Memo::default(),
            names: AttachmentNames::of(export),
            folder: folder.to_owned(),
        }
    }

    /// An account by its address: a number is the same account whatever carried the message.
    pub(super) fn account(&mut self, handle: &str) -> Arc<Account> {
        let platform = if is_number(handle) {
            &self.phone
        } else {
            &self.platform
        };
        self.accounts
            .get(handle, || Account::handled(platform, handle, None))
    }

    /// The owner's own address as `account` writes it: `E:` and `P:` say what kind it is.
    pub(super) fn own(&mut self, written: &str) -> Option<Arc<Account>> {
        let bare = match written.split_once(':') {
            Some(("e" | "E" | "p" | "P", rest)) => rest,
            _ => written,
        };
        (!bare.is_empty()).then(|| self.account(bare))
    }

    /// The account of a row of `handle`.
    pub(super) fn handle(&mut self, database: &Database<'_>, id: i64) -> Option<Arc<Account>> {
        let table = self.handles.as_ref()?;
        let row = database.row(table, id)?;
        let address = row.word(table.column("id"))?.into_owned();
        Some(self.account(&address))
    }

    /// The conversation of a row of `chat`; where that row is gone, its number stands for it.
    pub(super) fn thread(&mut self, database: &Database<'_>, id: i64) -> Arc<Thread> {
        let key = id.to_string();
        let missing = || Thread {
            platform: self.platform.clone(),
            key: format!("chat {id}").into(),
            title: None,
            folder: None,
            participants: Vec::new(),
        };
        // Made first, since making it asks for accounts.
        let mut made = missing();
        if let Some(table) = self.chats.clone()
            && let Some(row) = database.row(&table, id)
        {
            let word = |name: &str| row.word(table.column(name)).map(|word| word.into_owned());
            if let Some(guid) = word("guid").or_else(|| word("chat_identifier")) {
                made.key = guid.into();
            }
            made.title = word("display_name").map(Into::into);
            made.folder = match row.integer(table.column("is_filtered")) {
                Some(1) => Some("is_filtered 1 (unknown senders)".into()),
                Some(0) | None => None,
                Some(other) => Some(format!("is_filtered {other}").into()),
            };
            let members: Vec<i64> = self.members.of(id).collect();
            made.participants = members
                .into_iter()
                .filter_map(|handle| self.handle(database, handle))
                .collect();
        }
        self.threads.get(&key, || made)
    }

    /// A conversation that no table names.
    pub(super) fn thread_called(&mut self, key: &str) -> Arc<Thread> {
        let platform = self.platform.clone();
        self.threads.get(key, || Thread {
            platform,
            key: key.into(),
            title: None,
            folder: None,
            participants: Vec::new(),
        })
    }

    /// The files of a message.
    pub(super) fn attachments(
        &self,
        database: &Database<'_>,
        message: i64,
        marks: &mut Marks,
        details: &mut Details,
    ) -> Vec<Attachment> {
        let Some(table) = &self.files else {
            return Vec::new();
        };
        self.files_of
            .of(message)
            .map(|id| match database.row(table, id) {
                Some(row) => {
                    row.mention("attachment", details);
                    self.attachment(table, &row, marks)
                }
                None => {
                    marks.add(Mark::AttachmentMissing);
                    Attachment {
                        name: format!("attachment {id}").into(),
                        media_type: None,
                        place: Place::Missing,
                        content: None,
                    }
                }
            })
            .collect()
    }

    fn attachment(&self, table: &Table, row: &Row, marks: &mut Marks) -> Attachment {
        let word = |name: &str| row.word(table.column(name));
        let place = match self.file(table, row) {
            Some(entry) => Place::Entry(entry),
            None => {
                marks.add(Mark::AttachmentMissing);
                Place::Missing
            }
        };
        let name = word("transfer_name")
            .or_else(|| word("filename"))
            .or_else(|| word("guid"));
        Attachment {
            name: name.map_or_else(|| "attachment".into(), |name| name.into()),
            media_type: word("mime_type").map(|kind| kind.to_ascii_lowercase().into()),
            place,
            content: None,
        }
    }

    /// `~/Library/Messages/Attachments/89/09/…/name` (macOS) or `~/Library/SMS/Attachments/…`
    /// (iOS): the folder `Attachments` stands beside the database, or the tree is kept whole.
    pub(super) fn file(&self, table: &Table, row: &Row) -> Option<Arc<str>> {
        let filename = row.word(table.column("filename"))?;
        let at = filename.rfind("Attachments/")?;
        let inside = &filename[at..];
        [
            format!("{}{inside}", self.folder),
            inside.to_owned(),
            format!("Library/Messages/{inside}"),
            format!("Library/SMS/{inside}"),
            format!("{}../MediaDomain/Library/SMS/{inside}", self.folder)
                .replace("HomeDomain/Library/SMS/../", ""),
        ]
        .iter()
        .find_map(|path| self.names.find(path))
    }

    /// Every file that the database names and that is here.
    pub(super) fn files(&self, database: &Database<'_>) -> Vec<Arc<str>> {
        let Some(table) = &self.files else {
            return Vec::new();
        };
        let mut found: Vec<Arc<str>> = database
            .rows(table)
            .flatten()
            .filter_map(|row| self.file(table, &row))
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}
