//! What SQLite reads is what we read, row for row; and damage stays where it is.

use super::{Database, OpenError, Row, Value, tables_of};
use crate::export::{Export, ExportError};
use crate::{Entry, MemoryExport};
use onrecord_model::{Details, Digest, Mark, Marks};
use onrecord_sqlite::rusqlite::types::ValueRef;
use onrecord_sqlite::rusqlite::{Connection, config::DbConfig};
use std::io::Read;
use std::path::Path;

/// The database at `path` with its log, as an export.
fn export_of(path: &Path) -> MemoryExport {
    let mut export = MemoryExport::new("copy");
    for suffix in ["", "-wal", "-journal"] {
        let mut file = path.as_os_str().to_owned();
        file.push(suffix);
        if let Ok(content) = fs_err::read(Path::new(&file)) {
            export = export.with(&format!("x.db{suffix}"), content);
        }
    }
    export
}

fn same(ours: Value<'_>, theirs: ValueRef<'_>, row: &Row, column: &str) {
    let text = |bytes: &[u8]| {
        let text = row.layout.encoding.decode(bytes, &mut Marks::default());
        text.into_owned()
    };
    let equal = match (ours, theirs) {
        (Value::Null, ValueRef::Null) => true,
        (Value::Integer(ours), ValueRef::Integer(theirs)) => ours == theirs,
        (Value::Real(ours), ValueRef::Real(theirs)) => ours.to_bits() == theirs.to_bits(),
        (Value::Text(ours), ValueRef::Text(theirs)) => text(ours).as_bytes() == theirs,
        (Value::Blob(ours), ValueRef::Blob(theirs)) => ours == theirs,
        _ => false,
    };
    assert!(
        equal,
        "{} {} {column}: {ours:?} {theirs:?}",
        row.table, row.rowid
    );
}

/// Compares every table; gives the number of rows.
fn compare(connection: &Connection, path: &Path) -> usize {
    let export = export_of(path);
    let database = Database::open(&export, "x.db").unwrap();
    assert!(!database.schema_is_damaged);
    let contents = ["x.db", "x.db-wal"].map(|entry| {
        let mut content = Vec::new();
        if let Ok(mut reader) = export.open(entry) {
            reader.read_to_end(&mut content).unwrap();
        }
        content
    });
    let mut total = 0;
    let mut names = connection
        .prepare("SELECT name, sql LIKE '%WITHOUT ROWID%' FROM sqlite_master WHERE type='table' AND rootpage > 0")
        .unwrap();
    let names: Vec<(String, bool)> = names
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(names.len(), database.tables.len());
    for (name, without_rowid) in names {
        let table = database.table(&name).unwrap();
        let mut ours: Vec<Row> = database.rows(table).map(Result::unwrap).collect();
        let quoted = name.replace('"', "\"\"");
        let order = if without_rowid {
            let key = table.columns().next().unwrap().to_owned();
            let column = table.column(&key);
            ours.sort_by(|a, b| a.bytes(column).cmp(&b.bytes(column)));
            format!("CAST(\"{key}\" AS BLOB)")
        } else {
            "rowid".to_owned()
        };
        let mut statement = connection
            .prepare(&format!("SELECT * FROM \"{quoted}\" ORDER BY {order}"))
            .unwrap();
        let columns: Vec<String> = statement.column_names().map(|n| n.to_string()).collect();
        assert_eq!(columns, table.columns().collect::<Vec<_>>());
        let mut theirs = statement.query([]).unwrap();
        let mut count = 0;
        while let Some(expected) = theirs.next().unwrap() {
            let row = &ours[count];
            for (at, column) in columns.iter().enumerate() {
                let handle = table.column(column);
                if column.starts_with("computed") {
                    assert_eq!(row.value(handle), Value::Null);
                } else {
                    same(
                        row.value(handle),
                        expected.get_ref(at).unwrap(),
                        row,
                        column,
                    );
                }
            }
            check_bytes(&contents, row);
            if !without_rowid {
                let found = database.row(table, row.rowid()).unwrap();
                assert_eq!(found.locator(), row.locator());
            }
            count += 1;
        }
        assert_eq!(count, ours.len(), "{name}");
        total += count;
    }
    total
}

/// The locator names bytes with the row's digest; what overflows lies where the details say.
fn check_bytes(contents: &[Vec<u8>; 2], row: &Row) {
    let read = |entry: &str| &contents[usize::from(entry == "x.db-wal")];
    let locator = row.locator();
    let content = read(&locator.entry);
    let cell = &content[locator.bytes.0 as usize..locator.bytes.1 as usize];
    assert_eq!(row.raw(), Digest::of(cell));
    let (mut marks, mut details) = (Marks::default(), Details::new());
    row.describe(&mut marks, &mut details);
    assert_eq!(marks, Marks::NONE);
    let Some(whole) = &row.whole else {
        assert!(details.is_empty());
        return;
    };
    if whole.pieces_in_all > whole.pieces.len() {
        return;
    }
    let local = row.local.len();
    let mut payload = cell[cell.len() - 4 - local..cell.len() - 4].to_vec();
    for (in_log, from, to) in &whole.pieces {
        let content = read(if *in_log { "x.db-wal" } else { "x.db" });
        payload.extend_from_slice(&content[*from as usize..*to as usize]);
    }
    let stated = details.get("row.sha256").unwrap();
    assert_eq!(stated, Digest::of(&payload).to_hex());
}

const TABLES: &str = r#"
    CREATE TABLE "odd ""name""" ([a b] INTEGER, 'c' TEXT DEFAULT 'it''s', `d` VARCHAR(10, 2) NOT NULL DEFAULT (-7), e);
    CREATE TABLE plain (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT, real REAL, data BLOB, n NUMERIC);
    CREATE TABLE late_key (a TEXT, /* a ) comment, with "signs" */ id INTEGER, -- one more, (here
        b DOUBLE PRECISION CHECK (b > -1e9 AND a <> ','), PRIMARY KEY (id DESC), FOREIGN KEY (a) REFERENCES plain(text));
    CREATE TABLE no_alias (id INTEGER PRIMARY KEY DESC, t TEXT);
    CREATE TABLE int_key (id INT PRIMARY KEY, t TEXT);
    CREATE TABLE two_keys (b TEXT, a TEXT, c TEXT, PRIMARY KEY (a, b)) WITHOUT ROWID;
    CREATE TABLE pairs (k TEXT PRIMARY KEY, v INTEGER) STRICT, WITHOUT ROWID;
    CREATE TABLE made (a INTEGER, computed1 INTEGER GENERATED ALWAYS AS (a * 2) VIRTUAL, b TEXT, kept INTEGER AS (a + 1) STORED, z TEXT);
    CREATE TABLE grown (a INTEGER);
    CREATE TABLE from_query AS SELECT 1 AS "x y", 'two' AS two;
    CREATE INDEX of_plain ON plain(text);
    CREATE VIEW seen AS SELECT * FROM plain;
"#;

fn fill(connection: &Connection, seed: usize) {
    let text = |at: usize| {
        let long = [0, 1, 30, 400, 1_000, 5_000, 2_000, 90_000][at % 8];
        let mut text: String = "naïve – 😀 word "
            .chars()
            .cycle()
            .take(long / 4 + at % 13)
            .collect();
        text.push_str(&at.to_string());
        text
    };
    let tx = connection.unchecked_transaction().unwrap();
    for at in seed..seed + 60 {
        let number = [
            0,
            1,
            -1,
            127,
            -129,
            40_000,
            -9_000_000,
            3_000_000_000,
            -200_000_000_000_000,
            i64::MAX,
            i64::MIN,
        ][at % 11];
        let real = [0.0, -0.5, 3.0, 1e300, 12_345.678][at % 5];
        let data = vec![at as u8; [0, 3, 900, 20_000][at % 4]];
        tx.execute(
            "INSERT INTO \"odd \"\"name\"\"\" VALUES (?, ?, ?, ?)",
            (number, text(at), at as i64, real),
        )
        .unwrap();
        tx.execute(
            "INSERT INTO plain (text, real, data, n) VALUES (?, ?, ?, ?)",
            (text(at + 1), number, data, "12.5"),
        )
        .unwrap();
        tx.execute(
            "INSERT INTO late_key VALUES (?, ?, ?)",
            (text(at % 5), (at as i64 - 30) * 977, real),
        )
        .unwrap();
        tx.execute(
            "INSERT INTO no_alias VALUES (?, ?)",
            (number / 2 - at as i64 * 7_919, "t"),
        )
        .unwrap();
        tx.execute(
            "INSERT INTO int_key VALUES (?, ?)",
            (number / 2 + at as i64 * 7_919, text(at + 2)),
        )
        .unwrap();
        tx.execute(
            "INSERT INTO two_keys VALUES (?, ?, ?)",
            (at as i64, text(at), text(at + 3)),
        )
        .unwrap();
        tx.execute(
            "INSERT INTO pairs VALUES (?, ?)",
            (format!("key {at}"), number),
        )
        .unwrap();
        tx.execute(
            "INSERT INTO made (a, b, z) VALUES (?, ?, NULL)",
            (at as i64, "b"),
        )
        .unwrap();
        tx.execute("INSERT INTO grown (a) VALUES (?)", [at as i64])
            .unwrap();
    }
    tx.commit().unwrap();
}

#[test]
fn every_row_is_what_sqlite_reads() {
    let folder = tempfile::tempdir().unwrap();
    let sizes = [512, 1_024, 4_096, 32_768, 65_536];
    for (at, size) in sizes.into_iter().enumerate() {
        for encoding in ["UTF-8", "UTF-16le", "UTF-16be"] {
            let path = folder.path().join(format!("{size}{encoding}.db"));
            let connection = Connection::open(&path).unwrap();
            let vacuum = at % 3;
            connection
                .execute_batch(&format!(
                    "PRAGMA page_size={size}; PRAGMA encoding='{encoding}'; PRAGMA auto_vacuum={vacuum};
                     PRAGMA synchronous=OFF; {TABLES}"
                ))
                .unwrap();
            fill(&connection, at);
            connection
                .execute_batch(
                    "ALTER TABLE grown ADD COLUMN b TEXT NOT NULL DEFAULT 'new';
                     ALTER TABLE grown ADD COLUMN c REAL DEFAULT 5;
                     ALTER TABLE grown ADD COLUMN d INTEGER DEFAULT '17';
                     ALTER TABLE grown ADD COLUMN e BLOB DEFAULT x'00ff';
                     ALTER TABLE grown ADD COLUMN f DEFAULT -1.5;
                     ALTER TABLE grown ADD COLUMN g BOOLEAN DEFAULT TRUE;
                     ALTER TABLE grown ADD COLUMN h TEXT DEFAULT 12;
                     INSERT INTO grown VALUES (1, 'b', 2, 3, 'e', 4, 5, 6);
                     DELETE FROM plain WHERE id % 3 = 0;",
                )
                .unwrap();
            assert!(compare(&connection, &path) > 400);
        }
    }
}

#[test]
fn the_log_is_read_to_its_last_commit() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.db");
    let connection = Connection::open(&path).unwrap();
    connection
        .set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)
        .unwrap();
    connection
        .execute_batch(&format!(
            "PRAGMA page_size=1024; PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0; {TABLES}"
        ))
        .unwrap();
    // The database file itself is still empty: all is in the log.
    fill(&connection, 0);
    let rows = compare(&connection, &path);
    connection
        .query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))
        .unwrap();
    fill(&connection, 500);
    connection.execute_batch("UPDATE plain SET text = 'changed' WHERE id < 50; DELETE FROM plain WHERE id > 60 AND id < 90").unwrap();
    assert!(compare(&connection, &path) > rows);

    // A log whose last frames are damaged counts up to the commit before them.
    let good = export_of(&path);
    let mut log = Vec::new();
    good.open("x.db-wal")
        .unwrap()
        .read_to_end(&mut log)
        .unwrap();
    let end = log.len();
    log[end - 10] ^= 1;
    let mut main = Vec::new();
    good.open("x.db").unwrap().read_to_end(&mut main).unwrap();
    let damaged = MemoryExport::new("copy")
        .with("x.db", main.clone())
        .with("x.db-wal", log.clone());
    let database = Database::open(&damaged, "x.db").unwrap();
    assert!(
        database
            .remarks
            .iter()
            .any(|remark| remark.contains("were applied")),
        "{:?}",
        database.remarks
    );
    let changed = database.rows_of("plain").filter_map(Result::ok).count();
    let rows_now = Database::open(&good, "x.db")
        .unwrap()
        .rows_of("plain")
        .count();
    assert!(changed > rows_now, "the deletion was in the last commit");

    let alone = MemoryExport::new("copy").with("x.db", main);
    let database = Database::open(&alone, "x.db").unwrap();
    assert!(
        database
            .remarks
            .iter()
            .any(|remark| remark.contains("x.db-wal"))
    );
}

fn small() -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("small.db");
    let connection = Connection::open(&path).unwrap();
    connection
        .execute_batch(
            "PRAGMA page_size=512; CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b BLOB)",
        )
        .unwrap();
    for at in 0..200_i64 {
        connection
            .execute(
                "INSERT INTO t VALUES (?, ?, ?)",
                (at, format!("row {at}"), vec![1_u8; (at % 7 * 200) as usize]),
            )
            .unwrap();
    }
    drop(connection);
    fs_err::read(path).unwrap()
}

/// Every row and page that is there, and no panic, whatever byte is wrong.
#[test]
fn damage_costs_the_page_that_it_hits_and_no_more() {
    let good = small();
    let count = |content: Vec<u8>| {
        let export = MemoryExport::single("x.db", content);
        match Database::open(&export, "x.db") {
            Ok(database) => {
                let (mut rows, mut defects) = (0, 0);
                for row in database.rows_of("t") {
                    match row {
                        Ok(row) => {
                            rows += 1;
                            let (mut marks, mut details) = (Marks::default(), Details::new());
                            row.describe(&mut marks, &mut details);
                            row.rest(&[], &mut details, &mut marks);
                        }
                        Err(_) => defects += 1,
                    }
                }
                (rows, defects)
            }
            Err(_) => (0, 1),
        }
    };
    assert_eq!(count(good.clone()), (200, 0));
    let mut state = 1_u64;
    for _ in 0..1_500 {
        let mut bad = good.clone();
        for _ in 0..3 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            let at = (state >> 33) as usize % bad.len();
            bad[at] = (state >> 20) as u8;
        }
        let (rows, _) = count(bad);
        assert!(rows <= 400);
    }
    for length in (0..good.len()).step_by(97) {
        let (rows, defects) = count(good[..length].to_vec());
        assert!(rows < 200 || defects == 0);
        assert!(
            rows == 200 || defects > 0 || length < 1_024,
            "{length} {rows}"
        );
    }
    // One leaf page made unreadable.
    let mut bad = good.clone();
    let leaf = (1..good.len() / 512)
        .find(|page| bad[page * 512] == 13)
        .unwrap();
    bad[leaf * 512] = 99;
    let (rows, defects) = count(bad);
    assert!(
        (100..200).contains(&rows) && defects == 1,
        "{rows} {defects}"
    );
}

#[test]
fn rows_that_are_left_out_of_a_join_are_counted() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.db");
    let connection = Connection::open(&path).unwrap();
    connection
        .execute_batch(
            "CREATE TABLE part (id INTEGER PRIMARY KEY, of INTEGER);
             INSERT INTO part (of) VALUES (1), (2), (1), (1), (5000000000), (1), (NULL), (2);",
        )
        .unwrap();
    let export = export_of(&path);
    let database = Database::open(&export, "x.db").unwrap();
    let part = database.table("part");
    let all = database.joined(part, "of", None, 4);
    assert_eq!(all.of(1).collect::<Vec<_>>(), [1, 3, 4, 6]);
    assert_eq!((all.count(), database.left_out().len()), (7, 0));
    let some = database.joined(part, "of", None, 1);
    assert_eq!(some.of(1).chain(some.of(2)).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(some.of(5_000_000_000).collect::<Vec<_>>(), [5]);
    assert_eq!(
        database.left_out(),
        [
            "4 rows of the table part are not shown with the records that they belong to: no more \
             than 1 are shown with one."
        ]
    );
}

#[test]
fn a_cycle_ends() {
    let mut bad = small();
    let root = (1..bad.len() / 512)
        .find(|page| bad[page * 512] == 5)
        .unwrap();
    // The last child of the root is the root.
    let number = (root as u32 + 1).to_be_bytes();
    bad[root * 512 + 8..root * 512 + 12].copy_from_slice(&number);
    let export = MemoryExport::single("x.db", bad);
    let database = Database::open(&export, "x.db").unwrap();
    let defects: Vec<_> = database.rows_of("t").filter_map(Result::err).collect();
    assert_eq!(defects.len(), 1);
    assert_eq!(defects[0].code, "page-cycle");
}

/// An export that cannot seek, as a compressed archive.
struct Compressed(MemoryExport);

impl Export for Compressed {
    fn name(&self) -> &str {
        self.0.name()
    }
    fn entries(&self) -> &[Entry] {
        self.0.entries()
    }
    fn open<'a>(&'a self, path: &str) -> Result<Box<dyn Read + 'a>, ExportError> {
        self.0.open(path)
    }
}

#[test]
fn what_cannot_seek_is_held_in_memory() {
    let export = Compressed(MemoryExport::single("x.db", small()));
    assert!(tables_of(&export, "x.db").unwrap().contains("t"));
    let database = Database::open(&export, "x.db").unwrap();
    assert_eq!(database.rows_of("t").count(), 200);
    let none = MemoryExport::single("x.db", b"SQLite format 3\0".to_vec());
    assert!(matches!(
        Database::open(&none, "x.db"),
        Err(OpenError::NotADatabase(_))
    ));
    assert_eq!(tables_of(&none, "x.db"), None);
}

/// A statement that has lost columns would give the values behind them another's name.
#[test]
fn columns_lost_from_a_statement_are_told() {
    let good = small();
    let find = |text: &[u8]| memchr::memmem::find(&good, text).unwrap();
    let at = find(b"CREATE TABLE t");
    let comma = at + memchr::memchr(b',', &good[at..]).unwrap();
    let open = |content: Vec<u8>| {
        let export = MemoryExport::single("x.db", content);
        let database = Database::open(&export, "x.db").unwrap();
        let row = database.rows_of("t").next().and_then(Result::ok);
        let marks = row.map(|row| {
            let (mut marks, mut details) = (Marks::default(), Details::new());
            row.describe(&mut marks, &mut details);
            marks
        });
        (marks, database.remarks.clone())
    };
    assert!(
        open(good.clone())
            .0
            .is_some_and(|marks| marks == Marks::default())
    );

    // Zeros are where SQLite itself stops reading.
    let mut zeros = good.clone();
    zeros[comma..comma + 3].fill(0);
    let (row, remarks) = open(zeros);
    assert!(row.is_none() && remarks.iter().any(|remark| remark.contains("is damaged")));

    let mut joined = good.clone();
    joined[comma] = b' ';
    let (row, _) = open(joined);
    assert!(row.is_some_and(|marks| marks.has(Mark::Inconsistent)));
}
