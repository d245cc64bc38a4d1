-- cases/nanoseconds/input/chat.db
-- A Mac of 2023: text in attributedBody, tapbacks, an edited and two unsent messages, a group.
CREATE TABLE handle (ROWID INTEGER PRIMARY KEY AUTOINCREMENT UNIQUE, id TEXT NOT NULL, country TEXT, service TEXT NOT NULL, uncanonicalized_id TEXT, UNIQUE (id, service));
CREATE TABLE chat (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, style INTEGER, state INTEGER, chat_identifier TEXT, service_name TEXT, room_name TEXT, display_name TEXT, is_filtered INTEGER);
CREATE TABLE chat_handle_join (chat_id INTEGER, handle_id INTEGER, UNIQUE(chat_id, handle_id));
CREATE TABLE chat_message_join (chat_id INTEGER, message_id INTEGER, message_date INTEGER DEFAULT 0, PRIMARY KEY (chat_id, message_id));
CREATE TABLE message_attachment_join (message_id INTEGER, attachment_id INTEGER, UNIQUE(message_id, attachment_id));
CREATE TABLE attachment (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, created_date INTEGER DEFAULT 0, filename TEXT, uti TEXT, mime_type TEXT, transfer_state INTEGER DEFAULT 0, is_outgoing INTEGER DEFAULT 0, transfer_name TEXT, total_bytes INTEGER DEFAULT 0);
CREATE TABLE message (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, text TEXT, handle_id INTEGER DEFAULT 0, subject TEXT, attributedBody BLOB, version INTEGER DEFAULT 0, service TEXT, account TEXT, error INTEGER DEFAULT 0, date INTEGER, date_read INTEGER, date_delivered INTEGER, is_delivered INTEGER DEFAULT 0, is_finished INTEGER DEFAULT 0, is_from_me INTEGER DEFAULT 0, is_read INTEGER DEFAULT 0, is_forward INTEGER DEFAULT 0, item_type INTEGER DEFAULT 0, other_handle INTEGER DEFAULT 0, group_title TEXT, group_action_type INTEGER DEFAULT 0, share_status INTEGER DEFAULT 0, associated_message_guid TEXT DEFAULT NULL, associated_message_type INTEGER DEFAULT 0, balloon_bundle_id TEXT DEFAULT NULL, message_summary_info BLOB DEFAULT NULL, destination_caller_id TEXT DEFAULT NULL, is_spam INTEGER DEFAULT 0, thread_originator_guid TEXT DEFAULT NULL, date_edited INTEGER DEFAULT 0, date_retracted INTEGER DEFAULT 0);
ALTER TABLE message ADD COLUMN associated_message_emoji TEXT DEFAULT NULL;
CREATE TABLE deleted_messages (ROWID INTEGER PRIMARY KEY AUTOINCREMENT UNIQUE, guid TEXT NOT NULL);
INSERT INTO handle VALUES (1, '+447700900123', 'gb', 'iMessage', '07700 900123'), (2, 'mara.quill@example.org', 'gb', 'iMessage', NULL), (3, '+447700900123', 'gb', 'SMS', NULL), (4, '+447700900456', 'gb', 'iMessage', NULL), (5, '60006', 'gb', 'SMS', NULL);
INSERT INTO chat VALUES (1, 'iMessage;-;+447700900123', 45, 3, '+447700900123', 'iMessage', NULL, '', 0), (2, 'iMessage;+;chat100200300', 43, 3, 'chat100200300', 'iMessage', 'chat100200300', 'Book club', 0), (3, 'SMS;-;60006', 45, 3, '60006', 'SMS', NULL, NULL, 1), (4, 'SMS;-;+447700900123', 45, 3, '+447700900123', 'SMS', NULL, NULL, 0);
INSERT INTO chat_handle_join VALUES (1, 1), (2, 1), (2, 2), (2, 4), (3, 5), (4, 3);
INSERT INTO message (ROWID, guid, text, handle_id, attributedBody, service, account, date, date_read, date_delivered, is_from_me, is_finished, destination_caller_id) VALUES
 (1, 'AAAAAAAA-0000-0000-0000-000000000001', NULL, 1, {archived:Where are you now?}, 'iMessage', 'P:+447700900999', 700000000123456789, 700000060000000000, 0, 0, 1, '+447700900999'),
 (2, 'AAAAAAAA-0000-0000-0000-000000000002', 'At work.', 1, {archived:At work.}, 'iMessage', 'E:ida.fenn@example.org', 700000100000000000, 0, 700000101000000000, 1, 1, 'ida.fenn@example.org'),
 (4, 'AAAAAAAA-0000-0000-0000-000000000004', NULL, 1, {archived:Non, je ne l’ai pas vue. 今どこ？ 😀}, 'iMessage', 'P:+447700900999', 701485199000000000, 0, 0, 0, 1, NULL),
 (5, 'AAAAAAAA-0000-0000-0000-000000000005', 'The same number, by SMS', 3, NULL, 'SMS', 'P:+447700900999', 701485200000000000, 0, 0, 0, 1, NULL),
 (6, 'AAAAAAAA-0000-0000-0000-000000000006', 'Win a prize', 5, NULL, 'SMS', 'P:+447700900999', 701744401000000000, 0, 0, 0, 1, NULL),
 (7, 'AAAAAAAA-0000-0000-0000-000000000007', 'A row of no conversation', 4, NULL, 'iMessage', 'P:+447700900999', 701744402000000000, 0, 0, 0, 1, NULL),
 (8, 'AAAAAAAA-0000-0000-0000-000000000008', 'Without a time', 1, NULL, 'iMessage', 'P:+447700900999', 0, 0, 0, 0, 1, NULL),
 (9, 'AAAAAAAA-0000-0000-0000-000000000009', 'Not delivered', 1, NULL, 'iMessage', 'P:+447700900999', 701744500000000000, 0, 0, 1, 1, NULL),
 (10, 'AAAAAAAA-0000-0000-0000-000000000010', NULL, 1, {archived:A long message that does not fit into one page. A long message that does not fit into one page. A long message that does not fit into one page. A long message that does not fit into one page. A long message that does not fit into one page. A long message that does not fit into one page. A long message that does not fit into one page. A long message that does not fit into one page. A long message that does not fit into one page. A long message that does not fit into one page. A long message that does not fit into one page. A long message that does not fit into one page. A long message that does not fit into one page. A long message that does not fit into one page. A long message that does not fit into one page. A long message that does not fit into one page. A long message that does not fit into one page. A long message that does not fit into one page. A long message that does not fit into one page. A long message that does not fit into one page. A long message that does not fit into one page. A long message that does not fit into one page. A long message that does not fit into one page. A long message that does not fit into one page. A long message that does not fit into one page. A long message that does not fit into one page. A long message that does not fit into one page. A long message that does not fit into one page. A long message that does not fit into one page. A long message that does not fit into one page.}, 'iMessage', 'P:+447700900999', 701744600000000000, 0, 0, 0, 1, NULL);
UPDATE message SET is_spam = 1 WHERE ROWID = 6;
UPDATE message SET error = 22 WHERE ROWID = 9;
UPDATE message SET thread_originator_guid = 'AAAAAAAA-0000-0000-0000-000000000001', is_forward = 1 WHERE ROWID = 2;
-- Tapbacks: given, taken back, an emoji, a sticker, on a message that is gone.
INSERT INTO message (ROWID, guid, text, handle_id, service, date, is_from_me, associated_message_guid, associated_message_type, associated_message_emoji) VALUES
 (20, 'BBBBBBBB-0000-0000-0000-000000000020', 'Loved “At work.”', 1, 'iMessage', 700000200000000000, 0, 'p:0/AAAAAAAA-0000-0000-0000-000000000002', 2000, NULL),
 (21, 'BBBBBBBB-0000-0000-0000-000000000021', 'Removed a heart from “At work.”', 1, 'iMessage', 700000300000000000, 0, 'p:0/AAAAAAAA-0000-0000-0000-000000000002', 3000, NULL),
 (22, 'BBBBBBBB-0000-0000-0000-000000000022', 'Reacted 🦊 to “Where are you now?”', 0, 'iMessage', 700000400000000000, 1, 'bp:AAAAAAAA-0000-0000-0000-000000000001', 2006, '🦊'),
 (23, 'BBBBBBBB-0000-0000-0000-000000000023', 'Questioned an image', 1, 'iMessage', 700000500000000000, 0, 'p:1/CCCCCCCC-0000-0000-0000-000000000099', 2005, NULL),
 (24, 'BBBBBBBB-0000-0000-0000-000000000024', NULL, 1, 'iMessage', 700000600000000000, 0, 'AAAAAAAA-0000-0000-0000-000000000001', 1000, NULL);
-- Edited twice; unsent; a group's events; a shared place; an unknown item.
INSERT INTO message (ROWID, guid, attributedBody, handle_id, service, date, date_edited, message_summary_info) VALUES
 (30, 'DDDDDDDD-0000-0000-0000-000000000030', {archived:See you at nine}, 1, 'iMessage', 700001000000000000, 700001090000000000, {summary:700001000=See you at seven|700001060.5=See you at eight|700001090=See you at nine}),
 (31, 'DDDDDDDD-0000-0000-0000-000000000031', NULL, 1, 'iMessage', 700002000000000000, 700002030000000000, {summary:rp=0}),
 (32, 'DDDDDDDD-0000-0000-0000-000000000032', NULL, 1, 'iMessage', 700003000000000000, 0, NULL);
UPDATE message SET date_retracted = 700003050000000000 WHERE ROWID = 32;
INSERT INTO message (ROWID, guid, handle_id, service, date, item_type, group_action_type, other_handle, group_title, is_from_me) VALUES
 (40, 'EEEEEEEE-0000-0000-0000-000000000040', 1, 'iMessage', 700010000000000000, 1, 0, 4, NULL, 0),
 (41, 'EEEEEEEE-0000-0000-0000-000000000041', 1, 'iMessage', 700010001000000000, 1, 1, 4, NULL, 0),
 (42, 'EEEEEEEE-0000-0000-0000-000000000042', 1, 'iMessage', 700010002000000000, 2, 0, 0, 'Book club', 0),
 (43, 'EEEEEEEE-0000-0000-0000-000000000043', 2, 'iMessage', 700010003000000000, 3, 0, 0, NULL, 0),
 (44, 'EEEEEEEE-0000-0000-0000-000000000044', 1, 'iMessage', 700010004000000000, 4, 0, 0, NULL, 0),
 (45, 'EEEEEEEE-0000-0000-0000-000000000045', 1, 'iMessage', 700010005000000000, 99, 7, 0, NULL, 0);
-- Pictures: one is here, one is not, one has no row.
INSERT INTO message (ROWID, guid, text, handle_id, service, date, is_from_me) VALUES
 (50, 'FFFFFFFF-0000-0000-0000-000000000050', '￼￼￼', 1, 'iMessage', 700020000000000000, 0);
INSERT INTO attachment (ROWID, guid, filename, uti, mime_type, transfer_name, total_bytes) VALUES
 (1, 'at_0_1', '~/Library/Messages/Attachments/ab/11/AT1/door.jpg', 'public.jpeg', 'image/jpeg', 'door.jpg', 4),
 (2, 'at_1_1', '~/Library/Messages/Attachments/ab/11/AT2/street.heic', 'public.heic', 'image/heic', 'street.heic', 40);
INSERT INTO message_attachment_join VALUES (50, 1), (50, 2), (50, 3);
INSERT INTO chat_message_join (chat_id, message_id) VALUES (1, 1), (1, 2), (1, 3), (1, 4), (4, 5), (3, 6), (1, 8), (1, 9), (1, 10), (1, 20), (1, 21), (1, 22), (1, 23), (1, 24), (1, 30), (1, 31), (1, 32), (2, 40), (2, 41), (2, 42), (2, 43), (1, 44), (2, 45), (1, 50), (2, 50);
INSERT INTO deleted_messages VALUES (1, 'AAAAAAAA-0000-0000-0000-000000000003');
