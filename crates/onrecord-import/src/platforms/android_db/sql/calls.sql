-- cases/calls/input/calllog.db
-- Every type of call, a withheld number, a video call.
CREATE TABLE android_metadata (locale TEXT);
CREATE TABLE calls (_id INTEGER PRIMARY KEY AUTOINCREMENT, number TEXT, presentation INTEGER NOT NULL DEFAULT 1, date INTEGER, duration INTEGER, features INTEGER NOT NULL DEFAULT 0, type INTEGER, new INTEGER, name TEXT, numbertype INTEGER, countryiso TEXT, is_read INTEGER, geocoded_location TEXT, block_reason INTEGER NOT NULL DEFAULT 0);
INSERT INTO calls (_id, number, presentation, date, duration, features, type, new, name, countryiso, block_reason) VALUES
 (1, '+447700900123', 1, 1679792399000, 61, 0, 1, 0, 'Mara Quill', 'GB', 0),
 (2, '+447700900123', 1, 1679792400000, 0, 0, 2, 0, 'Mara Quill', 'GB', 0),
 (3, '', 2, 1679792500000, 0, 0, 3, 1, NULL, 'GB', 0),
 (4, '+447700900123', 1, 1679792600000, 12, 0, 4, 1, NULL, 'GB', 0),
 (5, '+447700900123', 1, 1679792700000, 0, 0, 5, 1, NULL, 'GB', 0),
 (6, '+447700900123', 1, 1679792800000, 0, 0, 6, 1, NULL, 'GB', 3),
 (7, '+447700900456', 1, 1679792900000, 300, 1, 7, 0, NULL, 'GB', 0),
 (8, '-1', 3, 1679793000000, 0, 0, 99, 0, NULL, NULL, 0);
