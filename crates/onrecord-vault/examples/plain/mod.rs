//! The least that could be called a timeline that can be searched: rows, two indexes and words in
//! plain SQLite, in the clear. What `index_bench` and `timeline_floor` hold ours against.

use onrecord_sqlite::rusqlite::{Connection, params};
use std::collections::BTreeMap;
use std::path::Path;

/// A database that is being filled, in one transaction.
pub struct Plain {
    db: Connection,
    senders: BTreeMap<String, i64>,
    rows: i64,
}

impl Plain {
    /// An empty one; what is at `path` is removed.
    pub fn begin(path: &Path) -> Self {
        let _ = fs_err::remove_file(path);
        let db = Connection::open(path).unwrap();
        db.execute_batch(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-262144;
             PRAGMA temp_store=MEMORY; PRAGMA mmap_size=1073741824; PRAGMA secure_delete=OFF;
             CREATE TABLE sender(id INTEGER PRIMARY KEY, name TEXT UNIQUE);
             CREATE TABLE msg(id INTEGER PRIMARY KEY, ts INTEGER NOT NULL, sender INTEGER NOT NULL,
               source INTEGER NOT NULL, off INTEGER NOT NULL, text TEXT NOT NULL);
             CREATE VIRTUAL TABLE f USING fts5(text, content='msg', content_rowid='id',
               tokenize='unicode61 remove_diacritics 2');
             BEGIN",
        )
        .unwrap();
        Self {
            db,
            senders: BTreeMap::new(),
            rows: 0,
        }
    }

    /// One message: its time, who sent it, where it stands in its file, its text.
    pub fn put(&mut self, time: i64, sender: &str, offset: u64, text: &str) {
        let sender = match self.senders.get(sender) {
            Some(number) => *number,
            None => {
                let number = self.senders.len() as i64;
                let row = params![number, sender];
                self.db
                    .execute("INSERT INTO sender VALUES(?1,?2)", row)
                    .unwrap();
                self.senders.insert(sender.into(), number);
                number
            }
        };
        self.rows += 1;
        let put = |sql, values: &[&dyn onrecord_sqlite::rusqlite::ToSql]| {
            self.db
                .prepare_cached(sql)
                .unwrap()
                .execute(values)
                .unwrap();
        };
        let row = params![self.rows, time, sender, offset as i64, text];
        put("INSERT INTO msg VALUES(?1,?2,?3,1,?4,?5)", row);
        put(
            "INSERT INTO f(rowid, text) VALUES(?1,?2)",
            params![self.rows, text],
        );
    }

    /// Sorted and written; how many messages.
    pub fn finish(self) -> i64 {
        self.db
            .execute_batch(
                "CREATE INDEX msg_ts ON msg(ts); CREATE INDEX msg_sender_ts ON msg(sender, ts); COMMIT;
                 PRAGMA wal_checkpoint(TRUNCATE);",
            )
            .unwrap();
        self.rows
    }
}
