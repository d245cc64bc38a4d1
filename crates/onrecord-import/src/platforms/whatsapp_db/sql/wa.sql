-- cases/android/input/wa.db
CREATE TABLE wa_contacts (_id INTEGER PRIMARY KEY AUTOINCREMENT, jid TEXT NOT NULL, is_whatsapp_user BOOLEAN NOT NULL, status TEXT, number TEXT, display_name TEXT, wa_name TEXT);
CREATE TABLE wa_block_list (jid TEXT NOT NULL);
INSERT INTO wa_contacts VALUES (1, '447700900123@s.whatsapp.net', 1, 'Gone fishing', '+44 7700 900123', 'Mara Quill', 'mq'), (2, '447700900456@s.whatsapp.net', 1, NULL, NULL, NULL, 'Tam');
INSERT INTO wa_block_list VALUES ('447700900123@s.whatsapp.net');
