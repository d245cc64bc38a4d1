-- cases/recently_deleted/input/sms.db
-- An iPhone of 2023: a message that waits to be deleted for good.
CREATE TABLE handle (ROWID INTEGER PRIMARY KEY AUTOINCREMENT UNIQUE, id TEXT NOT NULL, country TEXT, service TEXT NOT NULL, uncanonicalized_id TEXT, UNIQUE (id, service));
CREATE TABLE chat (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, style INTEGER, state INTEGER, chat_identifier TEXT, service_name TEXT, room_name TEXT, display_name TEXT, is_filtered INTEGER);
CREATE TABLE chat_handle_join (chat_id INTEGER, handle_id INTEGER, UNIQUE(chat_id, handle_id));
CREATE TABLE chat_message_join (chat_id INTEGER, message_id INTEGER, message_date INTEGER DEFAULT 0, PRIMARY KEY (chat_id, message_id));
CREATE TABLE message_attachment_join (message_id INTEGER, attachment_id INTEGER, UNIQUE(message_id, attachment_id));
CREATE TABLE attachment (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, created_date INTEGER DEFAULT 0, filename TEXT, uti TEXT, mime_type TEXT, transfer_state INTEGER DEFAULT 0, is_outgoing INTEGER DEFAULT 0, transfer_name TEXT, total_bytes INTEGER DEFAULT 0);
CREATE TABLE message (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, text TEXT, handle_id INTEGER DEFAULT 0, subject TEXT, attributedBody BLOB, version INTEGER DEFAULT 0, service TEXT, account TEXT, error INTEGER DEFAULT 0, date INTEGER, date_read INTEGER, date_delivered INTEGER, is_delivered INTEGER DEFAULT 0, is_finished INTEGER DEFAULT 0, is_from_me INTEGER DEFAULT 0, is_read INTEGER DEFAULT 0, is_forward INTEGER DEFAULT 0, item_type INTEGER DEFAULT 0, other_handle INTEGER DEFAULT 0, group_title TEXT, group_action_type INTEGER DEFAULT 0, share_status INTEGER DEFAULT 0, associated_message_guid TEXT DEFAULT NULL, associated_message_type INTEGER DEFAULT 0, balloon_bundle_id TEXT DEFAULT NULL, message_summary_info BLOB DEFAULT NULL, destination_caller_id TEXT DEFAULT NULL, is_spam INTEGER DEFAULT 0, thread_originator_guid TEXT DEFAULT NULL, date_edited INTEGER DEFAULT 0, date_retracted INTEGER DEFAULT 0);
CREATE TABLE chat_recoverable_message_join (chat_id INTEGER, message_id INTEGER, delete_date INTEGER, ck_sync_state INTEGER DEFAULT 0, PRIMARY KEY (chat_id, message_id));
CREATE TABLE sync_deleted_messages (ROWID INTEGER PRIMARY KEY AUTOINCREMENT UNIQUE, guid TEXT NOT NULL, recordID TEXT);
INSERT INTO handle VALUES (1, '+447700900321', 'gb', 'iMessage', NULL);
INSERT INTO chat VALUES (1, 'iMessage;-;+447700900321', 45, 3, '+447700900321', 'iMessage', NULL, NULL, 0);
INSERT INTO chat_handle_join VALUES (1, 1);
INSERT INTO message (ROWID, guid, attributedBody, handle_id, service, date, is_from_me) VALUES
 (1, 'R1', {archived:I know where you live}, 1, 'iMessage', 710000000000000000, 0),
 (2, 'R2', {archived:Leave me alone}, 1, 'iMessage', 710000060000000000, 1);
INSERT INTO chat_message_join (chat_id, message_id) VALUES (1, 2);
INSERT INTO chat_recoverable_message_join VALUES (1, 1, 710000900000000000, 0);
