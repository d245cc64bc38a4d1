-- cases/contacts/input/contacts2.db
-- Contacts, one of them deleted.
CREATE TABLE raw_contacts (_id INTEGER PRIMARY KEY AUTOINCREMENT, display_name TEXT, deleted INTEGER NOT NULL DEFAULT 0, times_contacted INTEGER);
CREATE TABLE mimetypes (_id INTEGER PRIMARY KEY AUTOINCREMENT, mimetype TEXT NOT NULL);
CREATE TABLE data (_id INTEGER PRIMARY KEY AUTOINCREMENT, mimetype_id INTEGER, raw_contact_id INTEGER, data1 TEXT, data2 TEXT);
INSERT INTO raw_contacts VALUES (1, 'Mara Quill', 0, 3), (2, NULL, 1, 0);
INSERT INTO mimetypes VALUES (1, 'vnd.android.cursor.item/phone_v2'), (2, 'vnd.android.cursor.item/email_v2');
INSERT INTO data VALUES (1, 1, 1, '+447700900123', '2'), (2, 2, 1, 'mara.quill@example.org', NULL);
