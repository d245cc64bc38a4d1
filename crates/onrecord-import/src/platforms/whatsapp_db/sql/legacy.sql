-- cases/legacy/input/msgstore.db
-- The layout to about 2021.
CREATE TABLE messages (_id INTEGER PRIMARY KEY AUTOINCREMENT, key_remote_jid TEXT NOT NULL, key_from_me INTEGER, key_id TEXT NOT NULL, status INTEGER, needs_push INTEGER, data TEXT, timestamp INTEGER, media_url TEXT, media_mime_type TEXT, media_wa_type TEXT, media_size INTEGER, media_name TEXT, media_caption TEXT, media_duration INTEGER, latitude REAL, longitude REAL, remote_resource TEXT, received_timestamp INTEGER, starred INTEGER, edit_version INTEGER, forwarded INTEGER);
CREATE TABLE chat_list (_id INTEGER PRIMARY KEY AUTOINCREMENT, key_remote_jid TEXT UNIQUE, message_table_id INTEGER, subject TEXT, creation INTEGER);
CREATE TABLE missed_call_logs (_id INTEGER PRIMARY KEY AUTOINCREMENT, message_row_id INTEGER, timestamp INTEGER, video_call INTEGER);
INSERT INTO chat_list VALUES (1, '447700900123@s.whatsapp.net', 2, NULL, NULL), (2, '447700900999-1400000000@g.us', 4, 'Choir', 1400000000000);
INSERT INTO messages (_id, key_remote_jid, key_from_me, key_id, status, data, timestamp, media_wa_type, media_size, media_mime_type, media_name, media_caption, remote_resource, latitude, longitude, edit_version) VALUES
 (1, '-1', 0, '-1', -1, NULL, 0, -1, -1, NULL, NULL, NULL, NULL, 0, 0, 0),
 (2, '447700900123@s.whatsapp.net', 0, 'L2', 0, 'Ты где?', 1400000000000, '0', 0, NULL, NULL, NULL, NULL, 0.0, 0.0, 0),
 (3, '447700900123@s.whatsapp.net', 1, 'L3', 13, 'Here', 1400000060123, '0', 0, NULL, NULL, NULL, NULL, 0.0, 0.0, 0),
 (4, '447700900999-1400000000@g.us', 0, 'L4', 0, NULL, 1400000120000, '1', 1234, 'image/jpeg', 'IMG.jpg', 'Our new robes', '447700900456@s.whatsapp.net', 0.0, 0.0, 0),
 (5, '447700900999-1400000000@g.us', 0, 'L5', 6, 'Choir', 1400000180000, '0', 11, NULL, NULL, NULL, '447700900456@s.whatsapp.net', 0.0, 0.0, 0),
 (6, '447700900123@s.whatsapp.net', 0, 'L6', 0, NULL, 1400000240000, '15', 0, NULL, NULL, NULL, NULL, 0.0, 0.0, 7),
 (7, '447700900123@s.whatsapp.net', 0, 'L7', 6, NULL, 1400000300000, '10', 0, NULL, NULL, NULL, NULL, 0.0, 0.0, 0),
 (8, '447700900123@s.whatsapp.net', 0, 'L8', 0, NULL, 1400000360000, '5', 0, NULL, NULL, NULL, NULL, 53.5, -2.25, 0);
INSERT INTO missed_call_logs VALUES (1, 7, 1400000300000, 0);
