-- cases/messages/input/mmssms.db
-- Every box, a group, picture messages with and without text, rows whose thread is gone.
CREATE TABLE android_metadata (locale TEXT);
CREATE TABLE sms (_id INTEGER PRIMARY KEY, thread_id INTEGER, address TEXT, person INTEGER, date INTEGER, date_sent INTEGER DEFAULT 0, protocol INTEGER, read INTEGER DEFAULT 0, status INTEGER DEFAULT -1, type INTEGER, reply_path_present INTEGER, subject TEXT, body TEXT, service_center TEXT, locked INTEGER DEFAULT 0, error_code INTEGER DEFAULT 0, seen INTEGER DEFAULT 0, creator TEXT);
CREATE TABLE threads (_id INTEGER PRIMARY KEY AUTOINCREMENT, date INTEGER DEFAULT 0, message_count INTEGER DEFAULT 0, recipient_ids TEXT, snippet TEXT, read INTEGER DEFAULT 1, type INTEGER DEFAULT 0);
CREATE TABLE canonical_addresses (_id INTEGER PRIMARY KEY AUTOINCREMENT, address TEXT);
CREATE TABLE pdu (_id INTEGER PRIMARY KEY AUTOINCREMENT, thread_id INTEGER, date INTEGER, date_sent INTEGER DEFAULT 0, msg_box INTEGER, read INTEGER DEFAULT 0, m_id TEXT, sub TEXT, sub_cs INTEGER, ct_t TEXT, m_type INTEGER, v INTEGER, tr_id TEXT);
CREATE TABLE part (_id INTEGER PRIMARY KEY AUTOINCREMENT, mid INTEGER, seq INTEGER DEFAULT 0, ct TEXT, name TEXT, chset INTEGER, cid TEXT, cl TEXT, _data TEXT, text TEXT);
CREATE TABLE addr (_id INTEGER PRIMARY KEY, msg_id INTEGER, contact_id INTEGER, address TEXT, type INTEGER, charset INTEGER);
CREATE TABLE words (_id INTEGER PRIMARY KEY, index_text TEXT);
INSERT INTO canonical_addresses VALUES (1, '+447700900123'), (2, '+447700900456');
INSERT INTO threads (_id, recipient_ids) VALUES (1, '1'), (2, '1 2');
INSERT INTO sms (_id, thread_id, address, date, date_sent, status, type, body, error_code) VALUES
 (1, 1, '+447700900123', 1679792399000, 1679792398000, -1, 1, 'Before the clocks change', 0),
 (2, 1, '+447700900123', 1679792400000, 0, 0, 2, 'After they changed', 0),
 (3, 1, '+447700900123', 1679792500123, 0, -1, 3, 'A draft', 0),
 (4, 1, '+447700900123', 1679792600000, 0, 64, 5, 'It failed', 1),
 (5, 1, '+447700900123', 1679792700000, 0, 32, 6, 'It waits', 0),
 (6, 9, 'BANK', 1679792800000, 1679792799000, -1, 1, 'Ваш код 1234', 0),
 (7, 1, '+447700900123', 0, 0, -1, 1, '', 0),
 (8, 1, '-2', 1679792900000, 0, -1, 1, NULL, 0),
 (9, 1, '+447700900123', 1679793000000, 0, -1, 42, 'A box that nobody knows', 0),
 (10, NULL, NULL, 'noon', NULL, NULL, NULL, NULL, 0);
INSERT INTO pdu (_id, thread_id, date, date_sent, msg_box, sub, ct_t, m_type) VALUES
 (1, 2, 1679793600, 1679793599, 1, 'Holiday', 'application/vnd.wap.multipart.related', 132),
 (2, 1, 1679793700, 0, 2, NULL, 'application/vnd.wap.multipart.related', 128),
 (3, 1, 1679793800000, 0, 1, NULL, NULL, 130),
 (4, 1, 1679793900, 0, 1, NULL, NULL, 134);
INSERT INTO part (_id, mid, ct, name, cid, cl, _data, text) VALUES
 (1, 1, 'application/smil', NULL, '<smil>', 'smil.xml', NULL, '<smil/>'),
 (2, 1, 'text/plain', NULL, NULL, 'text_0.txt', NULL, 'Look at the sea'),
 (3, 1, 'image/jpeg', 'sea.jpg', '<sea>', 'sea.jpg', '/data/user_de/0/com.android.providers.telephony/app_parts/PART_1679793600001', NULL),
 (4, 1, 'text/plain', NULL, NULL, 'text_1.txt', NULL, 'and at the sand'),
 (5, 2, 'image/jpeg', NULL, '<gone>', 'gone.jpg', '/data/user_de/0/com.android.providers.telephony/app_parts/PART_1679793700002', NULL);
INSERT INTO addr (_id, msg_id, address, type, charset) VALUES (1, 1, '+447700900123', 137, 106), (2, 1, '+447700900456', 151, 106), (3, 1, 'insert-address-token', 151, 106), (4, 2, 'insert-address-token', 137, 106), (5, 2, '+447700900123', 151, 106);
INSERT INTO words VALUES (1, 'Before');
