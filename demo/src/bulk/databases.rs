//! Databases of phones: iMessage's `chat.db`, Android's `mmssms.db`, WhatsApp's `msgstore.db`. Only
//! the tables and columns that such a file needs to be one.

use super::source::Source;
use crate::story::Deed;
use crate::writers::chat::Said;
use onrecord_sqlite::rusqlite::{Connection, Error, Statement, params};
use std::io;
use std::path::Path;

/// Seconds from 1970 to 2001, where Apple begins to count.
const APPLE_EPOCH: i64 = 978_307_200;

fn words(said: &Said) -> &str {
    match &said.deed {
        Deed::Text(text) => text,
        _ => "",
    }
}

fn write(
    path: &Path,
    tables: &str,
    insert: &str,
    mut source: Source,
    row: impl Fn(&mut Statement<'_>, &Said, i64) -> Result<usize, Error>,
) -> io::Result<()> {
    let work = |source: &mut Source| -> Result<(), Error> {
        let connection = Connection::open(path)?;
        connection.execute_batch("PRAGMA journal_mode = OFF; BEGIN;")?;
        connection.execute_batch(tables)?;
        let mut statement = connection.prepare(insert)?;
        let mut n = 0;
        while let Some(said) = source.said() {
            n += 1;
            row(&mut statement, &said, n)?;
        }
        drop(statement);
        connection.execute_batch("COMMIT;")
    };
    work(&mut source).map_err(io::Error::other)
}

/// `chat.db` with nanoseconds since 2001, as since 2017.
pub(super) fn imessage(source: Source, path: &Path) -> io::Result<()> {
    let tables = "
        CREATE TABLE handle (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL,
            service TEXT NOT NULL);
        CREATE TABLE chat (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT NOT NULL,
            style INTEGER, chat_identifier TEXT, service_name TEXT, display_name TEXT);
        CREATE TABLE message (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT NOT NULL,
            text TEXT, handle_id INTEGER DEFAULT 0, subject TEXT, attributedBody BLOB,
            service TEXT, account TEXT, error INTEGER DEFAULT 0, date INTEGER, date_read INTEGER,
            date_delivered INTEGER, is_from_me INTEGER DEFAULT 0, item_type INTEGER DEFAULT 0,
            group_action_type INTEGER DEFAULT 0, group_title TEXT, other_handle INTEGER DEFAULT 0,
            associated_message_guid TEXT, associated_message_type INTEGER DEFAULT 0,
            message_summary_info BLOB, cache_has_attachments INTEGER DEFAULT 0);
        CREATE TABLE chat_message_join (chat_id INTEGER, message_id INTEGER,
            PRIMARY KEY (chat_id, message_id));
        CREATE TABLE chat_handle_join (chat_id INTEGER, handle_id INTEGER);
        CREATE TABLE attachment (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT NOT NULL,
            filename TEXT, mime_type TEXT, transfer_name TEXT, total_bytes INTEGER DEFAULT 0);
        CREATE TABLE message_attachment_join (message_id INTEGER, attachment_id INTEGER);
        CREATE TABLE deleted_messages (ROWID INTEGER PRIMARY KEY AUTOINCREMENT,
            guid TEXT NOT NULL);
        CREATE TRIGGER into_chat AFTER INSERT ON message BEGIN
            INSERT INTO chat_message_join VALUES (1, new.ROWID); END;
        INSERT INTO handle VALUES (1, '+447700900123', 'iMessage');
        INSERT INTO chat VALUES (1, 'iMessage;-;+447700900123', 45, '+447700900123', 'iMessage', '');
        INSERT INTO chat_handle_join VALUES (1, 1);";
    let insert = "INSERT INTO message (guid, text, handle_id, service, date, is_from_me)
        VALUES (?1, ?2, 1, 'iMessage', ?3, ?4)";
    write(path, tables, insert, source, |statement, said, n| {
        let nanoseconds = (said.at_ms - APPLE_EPOCH * 1_000) * 1_000_000;
        let guid = format!("00000000-0000-4000-8000-{n:012}");
        statement.execute(params![guid, words(said), nanoseconds, said.by_owner])
    })
}

/// `mmssms.db` with text messages.
pub(super) fn android(source: Source, path: &Path) -> io::Result<()> {
    let tables = "
        CREATE TABLE android_metadata (locale TEXT);
        INSERT INTO android_metadata VALUES ('en_GB');
        CREATE TABLE sms (_id INTEGER PRIMARY KEY, thread_id INTEGER, address TEXT,
            person INTEGER, date INTEGER, date_sent INTEGER DEFAULT 0, protocol INTEGER,
            read INTEGER DEFAULT 0, status INTEGER DEFAULT -1, type INTEGER, subject TEXT,
            body TEXT, service_center TEXT, locked INTEGER DEFAULT 0,
            error_code INTEGER DEFAULT 0, seen INTEGER DEFAULT 0);
        CREATE TABLE pdu (_id INTEGER PRIMARY KEY AUTOINCREMENT, thread_id INTEGER, date INTEGER,
            date_sent INTEGER DEFAULT 0, msg_box INTEGER, read INTEGER DEFAULT 0, m_id TEXT,
            sub TEXT, sub_cs INTEGER, ct_t TEXT, m_type INTEGER);
        CREATE TABLE part (_id INTEGER PRIMARY KEY AUTOINCREMENT, mid INTEGER,
            seq INTEGER DEFAULT 0, ct TEXT, name TEXT, chset INTEGER, cl TEXT, _data TEXT,
            text TEXT);
        CREATE TABLE addr (_id INTEGER PRIMARY KEY, msg_id INTEGER, contact_id INTEGER,
            address TEXT, type INTEGER, charset INTEGER);
        CREATE TABLE canonical_addresses (_id INTEGER PRIMARY KEY AUTOINCREMENT, address TEXT);
        CREATE TABLE threads (_id INTEGER PRIMARY KEY AUTOINCREMENT, date INTEGER DEFAULT 0,
            message_count INTEGER DEFAULT 0, recipient_ids TEXT, snippet TEXT);
        INSERT INTO canonical_addresses VALUES (1, '+447700900124');
        INSERT INTO threads (_id, recipient_ids) VALUES (1, '1');";
    let insert = "INSERT INTO sms (thread_id, address, date, date_sent, read, type, body)
        VALUES (1, '+447700900124', ?1, ?1, 1, ?2, ?3)";
    write(path, tables, insert, source, |statement, said, _| {
        let kind = if said.by_owner { 2 } else { 1 };
        statement.execute(params![said.at_ms, kind, words(said)])
    })
}

/// `msgstore.db` with the tables of 2021 and later.
pub(super) fn whatsapp(source: Source, path: &Path) -> io::Result<()> {
    let tables = "
        CREATE TABLE jid (_id INTEGER PRIMARY KEY AUTOINCREMENT, user TEXT NOT NULL,
            server TEXT NOT NULL, agent INTEGER, device INTEGER, type INTEGER, raw_string TEXT);
        CREATE TABLE chat (_id INTEGER PRIMARY KEY AUTOINCREMENT, jid_row_id INTEGER UNIQUE,
            hidden INTEGER, subject TEXT, created_timestamp INTEGER);
        CREATE TABLE message (_id INTEGER PRIMARY KEY AUTOINCREMENT, chat_row_id INTEGER NOT NULL,
            from_me INTEGER NOT NULL, key_id TEXT NOT NULL, sender_jid_row_id INTEGER,
            status INTEGER, broadcast INTEGER, recipient_count INTEGER, participant_hash TEXT,
            origination_flags INTEGER, origin INTEGER, timestamp INTEGER,
            received_timestamp INTEGER, receipt_server_timestamp INTEGER, message_type INTEGER,
            text_data TEXT, starred INTEGER, lookup_tables INTEGER,
            message_add_on_flags INTEGER, sort_id INTEGER NOT NULL DEFAULT 0);
        CREATE TABLE message_media (message_row_id INTEGER PRIMARY KEY, chat_row_id INTEGER,
            file_path TEXT, file_size INTEGER, mime_type TEXT, media_caption TEXT,
            media_name TEXT);
        INSERT INTO jid VALUES (1, '447700900125', 's.whatsapp.net', 0, 0, 0,
            '447700900125@s.whatsapp.net');
        INSERT INTO chat VALUES (1, 1, 0, NULL, 0);";
    let insert = "INSERT INTO message (chat_row_id, from_me, key_id, sender_jid_row_id, status,
            timestamp, received_timestamp, message_type, text_data, sort_id)
        VALUES (1, ?1, ?2, 0, ?3, ?4, ?4, 0, ?5, ?6)";
    write(path, tables, insert, source, |statement, said, n| {
        let key = format!("{n:020X}");
        let status = if said.by_owner { 13 } else { 0 };
        statement.execute(params![
            said.by_owner,
            key,
            status,
            said.at_ms,
            words(said),
            n
        ])
    })
}
