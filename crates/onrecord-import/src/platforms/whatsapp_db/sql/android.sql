-- cases/android/input/msgstore.db
-- The layout from 2021: a person, a group, an @lid, media, calls, system lines, reactions.
CREATE TABLE jid (_id INTEGER PRIMARY KEY AUTOINCREMENT, user TEXT NOT NULL, server TEXT NOT NULL, agent INTEGER, device INTEGER, type INTEGER, raw_string TEXT);
CREATE TABLE jid_map (lid_row_id INTEGER PRIMARY KEY, jid_row_id INTEGER, sort_id INTEGER);
CREATE TABLE chat (_id INTEGER PRIMARY KEY AUTOINCREMENT, jid_row_id INTEGER UNIQUE, hidden INTEGER, subject TEXT, created_timestamp INTEGER, archived INTEGER);
CREATE TABLE message (_id INTEGER PRIMARY KEY AUTOINCREMENT, chat_row_id INTEGER NOT NULL, from_me INTEGER NOT NULL, key_id TEXT NOT NULL, sender_jid_row_id INTEGER, status INTEGER, timestamp INTEGER, received_timestamp INTEGER, message_type INTEGER, text_data TEXT, starred INTEGER, lookup_tables INTEGER, sort_id INTEGER NOT NULL DEFAULT 0);
CREATE TABLE message_media (message_row_id INTEGER PRIMARY KEY, chat_row_id INTEGER, file_path TEXT, file_size INTEGER, mime_type TEXT, media_name TEXT, media_caption TEXT, media_duration INTEGER);
CREATE TABLE message_system (message_row_id INTEGER PRIMARY KEY, action_type INTEGER NOT NULL);
CREATE TABLE message_system_chat_participant (message_row_id INTEGER, user_jid_row_id INTEGER);
CREATE TABLE message_system_block_contact (message_row_id INTEGER PRIMARY KEY, is_blocked INTEGER);
CREATE TABLE message_revoked (message_row_id INTEGER PRIMARY KEY, revoked_key_id TEXT NOT NULL, admin_jid_row_id INTEGER, revoke_timestamp INTEGER);
CREATE TABLE message_edit_info (message_row_id INTEGER PRIMARY KEY, original_key_id TEXT NOT NULL, edited_timestamp INTEGER NOT NULL, sender_timestamp INTEGER NOT NULL);
CREATE TABLE message_forwarded (message_row_id INTEGER PRIMARY KEY, forward_score INTEGER NOT NULL);
CREATE TABLE message_location (message_row_id INTEGER PRIMARY KEY, latitude REAL, longitude REAL, place_name TEXT);
CREATE TABLE message_add_on (_id INTEGER PRIMARY KEY AUTOINCREMENT, chat_row_id INTEGER, from_me INTEGER, key_id TEXT NOT NULL, sender_jid_row_id INTEGER, parent_message_row_id INTEGER, timestamp INTEGER, status INTEGER, message_add_on_type INTEGER);
CREATE TABLE message_add_on_reaction (message_add_on_row_id INTEGER PRIMARY KEY, reaction TEXT, sender_timestamp INTEGER);
CREATE TABLE receipt_user (_id INTEGER PRIMARY KEY AUTOINCREMENT, message_row_id INTEGER NOT NULL, receipt_user_jid_row_id INTEGER NOT NULL, receipt_timestamp INTEGER, read_timestamp INTEGER, played_timestamp INTEGER);
CREATE TABLE missed_call_logs (_id INTEGER PRIMARY KEY AUTOINCREMENT, message_row_id INTEGER, timestamp INTEGER, video_call INTEGER);
CREATE TABLE call_log (_id INTEGER PRIMARY KEY AUTOINCREMENT, jid_row_id INTEGER, from_me INTEGER, call_id TEXT, transaction_id INTEGER, timestamp INTEGER, video_call INTEGER, duration INTEGER, call_result INTEGER, bytes_transferred INTEGER, group_jid_row_id INTEGER NOT NULL DEFAULT 0);
CREATE TABLE props (_id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT, value TEXT);
INSERT INTO props VALUES (1, 'version', '3');
INSERT INTO jid (_id, user, server, raw_string) VALUES (1, '447700900123', 's.whatsapp.net', '447700900123@s.whatsapp.net'), (2, '447700900999-1600000000', 'g.us', '447700900999-1600000000@g.us'), (3, '447700900456', 's.whatsapp.net', '447700900456@s.whatsapp.net'), (4, '99887766554433', 'lid', '99887766554433@lid'), (5, '11223344556677', 'lid', '11223344556677@lid');
INSERT INTO jid_map VALUES (4, 3, 1);
INSERT INTO chat (_id, jid_row_id, subject) VALUES (1, 1, NULL), (2, 2, 'Allotment'), (3, 99, NULL);
INSERT INTO message (_id, chat_row_id, from_me, key_id, sender_jid_row_id, status, timestamp, received_timestamp, message_type, text_data, starred) VALUES
 (1, 1, 0, 'K1', 0, 0, 1679792399000, 1679792399500, 0, 'Where were you last night?', 1),
 (2, 1, 1, 'K2', 0, 13, 1679792400123, 0, 0, 'At home. 家にいました 😀', 0),
 (3, 2, 0, 'K3', 3, 0, 1679792500000, 0, 0, 'From the group', 0),
 (4, 2, 0, 'K4', 4, 0, 1679792600000, 0, 0, 'From an id with a number behind it', 0),
 (5, 2, 0, 'K5', 5, 0, 1679792700000, 0, 0, 'From an id without one', 0),
 (6, 1, 0, 'K6', 0, 0, 1679792800000, 0, 1, NULL, 0),
 (7, 1, 0, 'K7', 0, 0, 1679792900000, 0, 1, 'A caption in the message', 0),
 (8, 1, 0, 'K8', 0, 0, 1679793000000, 0, 15, NULL, 0),
 (9, 1, 0, 'K9', 0, 0, 1679793100000, 0, 0, 'The last version', 0),
 (10, 2, 0, 'K10', 3, 6, 1679793200000, 0, 7, NULL, 0),
 (11, 1, 0, 'K11', 0, 6, 1679793300000, 0, 7, NULL, 0),
 (12, 1, 0, 'K12', 0, 6, 1679793400000, 0, 10, NULL, 0),
 (13, 1, 0, 'K13', 0, 0, 1679793500000, 0, 5, NULL, 0),
 (14, 1, 0, 'K14', 0, 0, 1679793600000, 0, 123, NULL, 0),
 (15, 3, 0, 'K15', 0, 0, 0, 0, 0, 'Of a chat whose person is gone', 0),
 (16, 2, 0, 'K16', 3, 6, 1679793700000, 0, 7, 'Allotment', 0),
 (17, 1, 0, 'K17', 0, 6, 1679793800000, 0, 7, NULL, 0);
INSERT INTO message_media VALUES (6, 1, 'Media/WhatsApp Images/IMG-20230326-WA0001.jpg', 4, 'image/jpeg', NULL, 'A caption in the media', 0), (7, 1, 'Media/WhatsApp Images/IMG-20230326-WA0002.jpg', 40, 'image/jpeg', NULL, NULL, 0);
INSERT INTO message_system VALUES (10, 12), (11, 18), (16, 1), (17, 58);
INSERT INTO message_system_chat_participant VALUES (10, 4), (10, 1);
INSERT INTO message_system_block_contact VALUES (17, 1);
INSERT INTO message_revoked VALUES (8, 'K8', NULL, 1679793050000), (44, 'K44', NULL, 1679793060000);
INSERT INTO message_edit_info VALUES (9, 'K9', 1679793160000, 1679793100000);
INSERT INTO message_forwarded VALUES (3, 4);
INSERT INTO message_location VALUES (13, 53.5, -2.25, 'The old mill');
INSERT INTO message_add_on VALUES (1, 1, 0, 'A1', 1, 2, 1679792450000, 0, 56), (2, 1, 1, 'A2', 0, 1, 1679792460000, 0, 56), (3, 2, 0, 'A3', 3, 3, 1679792470000, 0, 67), (4, 1, 0, 'A4', 1, 2, 1679792480000, 0, 56), (5, 2, 0, 'A5', 3, 77, 1679792490000, 0, 56);
INSERT INTO message_add_on_reaction VALUES (1, '👍', 1679792449000), (2, '❤', 1679792459000), (4, '', 1679792479000), (5, '😮', 1679792489000);
INSERT INTO receipt_user VALUES (1, 2, 1, 1679792401000, 1679792402000, 0), (2, 45, 1, 1679792401000, 0, 0);
INSERT INTO missed_call_logs VALUES (1, 12, 1679793400000, 1);
INSERT INTO call_log (_id, jid_row_id, from_me, call_id, timestamp, video_call, duration, call_result, group_jid_row_id) VALUES (1, 1, 0, 'C1', 1679794000000, 0, 61, 5, 0), (2, 1, 0, 'C2', 1679794100000, 1, 0, 2, 0), (3, 1, 1, 'C3', 1679794200000, 0, 0, 2, 0), (4, 3, 0, 'C4', 1679794300000, 1, 0, 4, 2), (5, 1, 1, 'C5', 1679794400000, 0, 0, 3, 0);
