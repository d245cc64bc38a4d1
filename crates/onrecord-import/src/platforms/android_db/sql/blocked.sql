-- cases/contacts/input/blockednumbers.db
CREATE TABLE blocked (_id INTEGER PRIMARY KEY AUTOINCREMENT, original_number TEXT NOT NULL UNIQUE, e164_number TEXT);
INSERT INTO blocked VALUES (1, '07700 900456', '+447700900456');
