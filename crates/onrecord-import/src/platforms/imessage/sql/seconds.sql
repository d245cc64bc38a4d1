-- cases/seconds/input/chat.db
-- A Mac before 10.13: times in seconds, fewer columns, text in two places that differ once.
CREATE TABLE handle (ROWID INTEGER PRIMARY KEY AUTOINCREMENT UNIQUE, id TEXT NOT NULL, country TEXT, service TEXT NOT NULL, uncanonicalized_id TEXT, UNIQUE (id, service));
CREATE TABLE chat (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, style INTEGER, state INTEGER, chat_identifier TEXT, service_name TEXT, room_name TEXT, display_name TEXT, is_filtered INTEGER);
CREATE TABLE chat_handle_join (chat_id INTEGER, handle_id INTEGER, UNIQUE(chat_id, handle_id));
CREATE TABLE chat_message_join (chat_id INTEGER, message_id INTEGER, message_date INTEGER DEFAULT 0, PRIMARY KEY (chat_id, message_id));
CREATE TABLE message_attachment_join (message_id INTEGER, attachment_id INTEGER, UNIQUE(message_id, attachment_id));
CREATE TABLE attachment (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, created_date INTEGER DEFAULT 0, filename TEXT, uti TEXT, mime_type TEXT, transfer_state INTEGER DEFAULT 0, is_outgoing INTEGER DEFAULT 0, transfer_name TEXT, total_bytes INTEGER DEFAULT 0);
CREATE TABLE message (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, text TEXT, handle_id INTEGER DEFAULT 0, subject TEXT, attributedBody BLOB, service TEXT, account TEXT, error INTEGER DEFAULT 0, date INTEGER, date_read INTEGER, date_delivered INTEGER, is_from_me INTEGER DEFAULT 0, item_type INTEGER DEFAULT 0, other_handle INTEGER DEFAULT 0, group_title TEXT, group_action_type INTEGER DEFAULT 0);
CREATE TABLE deleted_messages (ROWID INTEGER PRIMARY KEY AUTOINCREMENT UNIQUE, guid TEXT NOT NULL);
INSERT INTO handle VALUES (1, 'mara.quill@example.org', 'gb', 'iMessage', NULL);
INSERT INTO chat VALUES (1, 'iMessage;-;mara.quill@example.org', 45, 3, 'mara.quill@example.org', 'iMessage', NULL, NULL, NULL);
INSERT INTO chat_handle_join VALUES (1, 1);
INSERT INTO message (ROWID, guid, text, handle_id, attributedBody, service, account, date, date_read, is_from_me) VALUES
 (1, 'M1', 'Good evening', 1, {archived:Good evening}, 'iMessage', 'e:ida.fenn@example.org', 469908586, 469908802, 0),
 (2, 'M2', 'Please stop', 1, {archived:Please stop writing}, 'iMessage', 'e:ida.fenn@example.org', 469926072, 0, 1),
 (3, 'M3', '', 1, NULL, 'iMessage', 'e:ida.fenn@example.org', 469926286, 0, 0);
UPDATE message SET subject = 'Re: last night' WHERE ROWID = 1;
INSERT INTO chat_message_join (chat_id, message_id) VALUES (1, 1), (1, 2), (1, 3), (1, 4), (1, 5);
INSERT INTO deleted_messages VALUES (1, 'M4'), (2, 'M5');
