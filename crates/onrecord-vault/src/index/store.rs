//! The encrypted file: opening it, its settings and its tables. It knows pages and rows, not what
//! an event is. Why this engine and this cipher: docs/decisions/index-encryption.md.

use super::error::IndexError;
use onrecord_model::Digest;
use onrecord_sqlite::rusqlite::config::DbConfig;
use onrecord_sqlite::rusqlite::{Connection, OpenFlags};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Raised whenever the tables or the bytes in them change: an index of another layout is rebuilt,
/// never converted.
pub(super) const LAYOUT: i64 = 3;

/// Measured: 8 KiB pages are faster to fill than 4 KiB (1.2 x) and no slower to search.
const PAGE_SIZE: u64 = 8_192;

/// ChaCha20-Poly1305 keeps 32 bytes of each page for its nonce and tag.
const RESERVED: u8 = 32;

/// Bytes 16 to 23 of an SQLite file, which the page encryption leaves readable: page size, file
/// format twice (1: rollback journal, 2: write-ahead log), reserved bytes, and three constants.
const fn clear_header(format: u8) -> [u8; 8] {
    [
        (PAGE_SIZE >> 8) as u8,
        0,
        format,
        format,
        RESERVED,
        64,
        32,
        32,
    ]
}

/// How much memory a view may use for pages, in KiB: a page of the timeline needs less than one MB.
const VIEW_CACHE_KIB: u32 = 8 * 1024;

const SCHEMA: &str = "
CREATE TABLE meta(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
-- One reading of one source by one importer. Its events' numbers are first_event and on.
CREATE TABLE read(number INTEGER PRIMARY KEY, source TEXT NOT NULL, importer TEXT NOT NULL,
  version INTEGER NOT NULL, answers TEXT NOT NULL, zone TEXT NOT NULL,
  first_event INTEGER NOT NULL, events INTEGER NOT NULL, defects INTEGER NOT NULL);
-- Names that repeat, so that an event holds numbers.
CREATE TABLE word(number INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE TABLE exhibit(number INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE);
CREATE TABLE entry(number INTEGER PRIMARY KEY, read INTEGER NOT NULL, path TEXT NOT NULL,
  exhibit INTEGER, member TEXT, UNIQUE(read, path));
CREATE TABLE account(number INTEGER PRIMARY KEY, platform TEXT NOT NULL, key TEXT NOT NULL UNIQUE);
-- An account as one record shows it: the same account may bear several names.
CREATE TABLE account_form(number INTEGER PRIMARY KEY, account INTEGER NOT NULL,
  packed BLOB NOT NULL UNIQUE);
CREATE INDEX account_form_of ON account_form(account);
CREATE TABLE thread(number INTEGER PRIMARY KEY, read INTEGER NOT NULL, platform TEXT NOT NULL,
  key TEXT NOT NULL, folder TEXT NOT NULL, events INTEGER NOT NULL DEFAULT 0, root BLOB,
  UNIQUE(read, platform, key, folder));
CREATE TABLE thread_form(number INTEGER PRIMARY KEY, thread INTEGER NOT NULL,
  packed BLOB NOT NULL, UNIQUE(thread, packed));
CREATE TABLE defect(number INTEGER PRIMARY KEY, read INTEGER NOT NULL, code TEXT NOT NULL,
  reason TEXT NOT NULL, locator BLOB NOT NULL);
CREATE INDEX defect_of ON defect(read, code);
-- Events in the order read, some per row, so that a row's cost is shared.
CREATE TABLE block(first_event INTEGER PRIMARY KEY, packed BLOB NOT NULL);
-- The sort keys of events n*512 and on, so that hits can be sorted without reading the events.
CREATE TABLE keys(number INTEGER PRIMARY KEY, packed BLOB NOT NULL);
-- Sorted lists of (sort key, event): of all, of an account, of a thread, ...
CREATE TABLE list(list INTEGER, key INTEGER, event INTEGER, last_key INTEGER NOT NULL,
  events INTEGER NOT NULL, packed BLOB NOT NULL, PRIMARY KEY(list, key, event)) WITHOUT ROWID;
-- The ends of those rows by themselves: to count a list without reading it.
CREATE INDEX list_ends ON list(list, key, event, last_key, events);
-- What a reading holds, counted while it was written: of kinds, unknown kinds and times, and how
-- many of its records were here already.
CREATE TABLE read_count(read INTEGER, what TEXT, word TEXT, events INTEGER NOT NULL,
  PRIMARY KEY(read, what, word)) WITHOUT ROWID;
-- Threads of several readings that are one and the same, named by the first of them; how that is
-- known, and by how much the thread's clock was set forward to agree, in microseconds.
CREATE TABLE conversation(thread INTEGER PRIMARY KEY, conversation INTEGER NOT NULL,
  known_by TEXT NOT NULL, set_forward INTEGER NOT NULL);
CREATE INDEX conversation_of ON conversation(conversation);
CREATE TABLE thread_name(platform TEXT, name TEXT, thread INTEGER,
  PRIMARY KEY(platform, name, thread)) WITHOUT ROWID;
-- Bits of events number*4096 and on: set where another record of the same event is shown instead.
CREATE TABLE hidden(number INTEGER PRIMARY KEY, packed BLOB NOT NULL);
-- Contentless: the text stands once, in its block. How many words each text has is not kept: only
-- ranking would ask, which then takes all texts for equally long, and writing it took a twentieth. An
-- older file of this layout holds the lengths, and goes on doing so.
CREATE VIRTUAL TABLE words USING fts5(text, content='', columnsize=0,
  tokenize='unicode61 remove_diacritics 2');
";

/// An open index file.
pub(super) struct Store {
    pub(super) connection: Connection,
    pub(super) path: PathBuf,
}

/// A value that the first bytes of the file must hold. With the key it cannot be told from random
/// bytes; without it, it says nothing about the key.
fn salt(key: &[u8; 32]) -> [u8; 16] {
    let digest = Digest::of_parts(&[b"onrecord/index salt", key]);
    let mut salt = [0; 16];
    salt.copy_from_slice(&digest.0[..16]);
    salt
}

impl Store {
    /// Opens the file, or makes an empty one where there is none.
    pub(super) fn open(path: &Path, key: &[u8; 32], cache_kib: u32) -> Result<Self, IndexError> {
        let salt = salt(key);
        let new = check_head(path, &salt)?;
        let store = Self::connect(path, key, &salt, OpenFlags::SQLITE_OPEN_CREATE)?;
        // No zeroing of freed pages: what is in them is encrypted, and zeroing cost 1.15 x the whole.
        store.batch(&format!(
            "PRAGMA page_size={PAGE_SIZE};
             PRAGMA cache_size=-{cache_kib};
             PRAGMA synchronous=FULL;
             PRAGMA secure_delete=OFF;
             PRAGMA foreign_keys=OFF;
             PRAGMA trusted_schema=OFF;"
        ))?;
        // A program that ended in the middle of a job left a write-ahead log: it is taken in here, so
        // that one file is the whole index again.
        store.journal("delete")?;
        if new {
            store.batch(&format!(
                "BEGIN IMMEDIATE; {SCHEMA} PRAGMA user_version={LAYOUT};"
            ))?;
            // The full text index gathers words in memory before it writes, and joins what it wrote: 4 MiB
            // and sixteen at a time made an archive of mails 1.1 x faster than the default of 1 MiB and
            // four, and than 16 MiB, where each word waits for the memory.
            store.batch(
                "INSERT INTO words(words, rank) VALUES('hashsize', 4194304);
                 INSERT INTO words(words, rank) VALUES('automerge', 16);
                 COMMIT;",
            )?;
        }
        let found: i64 = store.one("PRAGMA user_version")?;
        if found != LAYOUT {
            return Err(IndexError::OtherLayout {
                path: path.into(),
                found,
                expected: LAYOUT,
            });
        }
        check_head(path, &salt)?;
        store.check_length()?;
        Ok(store)
    }

    fn connect(
        path: &Path,
        key: &[u8; 32],
        salt: &[u8; 16],
        more: OpenFlags,
    ) -> Result<Self, IndexError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | more;
        let failed = |error| IndexError::database(path, &error);
        let connection = Connection::open_with_flags(path, flags).map_err(failed)?;
        // One plan a statement. Otherwise a new value for a parameter that might change the plan has SQLite
        // parse and plan the statement again: a third of all the work of an import of many small threads.
        connection
            .set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
            .map_err(failed)?;
        let store = Self {
            connection,
            path: path.into(),
        };
        store.unlock(key, salt)?;
        Ok(store)
    }

    /// A second connection that sees the file as it is now, whatever this one writes, until
    /// [`Store::end_view`]. Meanwhile what is written goes into a write-ahead log beside the file: with a
    /// rollback journal, a transaction larger than the memory for pages locks every reader out.
    pub(super) fn view(&self, key: &[u8; 32]) -> Result<Self, IndexError> {
        self.journal("wal")?;
        // The log is taken in when the view ends: before, it could not be.
        self.batch("PRAGMA wal_autocheckpoint=0")?;
        let opened = || {
            let view = Self::connect(&self.path, key, &salt(key), OpenFlags::empty())?;
            view.batch(&format!(
                "PRAGMA cache_size=-{VIEW_CACHE_KIB};
                 PRAGMA foreign_keys=OFF;
                 PRAGMA trusted_schema=OFF;
                 PRAGMA query_only=ON;
                 BEGIN;"
            ))?;
            // The moment is that of the first look.
            view.one("SELECT count(*) FROM meta")?;
            Ok(view)
        };
        opened().inspect_err(|_| {
            let _ = self.end_view();
        })
    }

    /// After the view is gone. The write-ahead log stays until the file is next opened, since going back
    /// and forth costs a dozen waits for the disk; what is in it is taken in where it is much.
    pub(super) fn end_view(&self) -> Result<(), IndexError> {
        const MUCH: u64 = 4 << 20;
        self.batch("PRAGMA wal_autocheckpoint=1000")?;
        let mut log = self.path.clone().into_os_string();
        log.push("-wal");
        match fs_err::metadata(&log) {
            Ok(about) if about.len() > MUCH => self.batch("PRAGMA wal_checkpoint(TRUNCATE)"),
            _ => Ok(()),
        }
    }

    fn journal(&self, mode: &str) -> Result<(), IndexError> {
        let sql = format!("PRAGMA journal_mode={mode}");
        let now: String = self
            .connection
            .query_row(&sql, [], |row| row.get(0))
            .map_err(|error| self.failed(&error))?;
        match now == mode {
            true => Ok(()),
            false => Err(self.storage(&std::io::Error::other(format!(
                "its journal stays {now} instead of {mode}"
            )))),
        }
    }

    /// Everything read until the guard goes is of one moment, and cheaper: the file is locked and
    /// looked at once instead of for every row.
    pub(super) fn reading(&self) -> Result<Reading<'_>, IndexError> {
        let begins = self.connection.is_autocommit();
        if begins {
            self.connection
                .prepare_cached("BEGIN")
                .and_then(|mut begin| begin.execute([]))
                .map_err(|error| self.failed(&error))?;
        }
        Ok(Reading(begins.then_some(&self.connection)))
    }

    fn unlock(&self, key: &[u8; 32], salt: &[u8; 16]) -> Result<(), IndexError> {
        use core::fmt::Write as _;
        // No key derivation here: the caller's key is already uniformly random.
        let mut pragma = Zeroizing::new(String::with_capacity(160));
        pragma.push_str("PRAGMA cipher='chacha20'; PRAGMA key='raw:");
        for byte in key.iter().chain(salt) {
            let _ = write!(pragma, "{byte:02x}");
        }
        pragma.push_str("';");
        self.batch(&pragma)
    }

    /// Pages are authentic one by one; that none is missing or added is checked here.
    fn check_length(&self) -> Result<(), IndexError> {
        let pages: i64 = self.one("PRAGMA page_count")?;
        let expected = pages as u64 * PAGE_SIZE;
        let found = fs_err::metadata(&self.path)
            .map_err(|error| self.storage(&error))?
            .len();
        if found == expected {
            return Ok(());
        }
        Err(self.damaged(format!("it has {found} bytes instead of {expected}")))
    }

    pub(super) fn batch(&self, sql: &str) -> Result<(), IndexError> {
        self.connection
            .execute_batch(sql)
            .map_err(|error| self.failed(&error))
    }

    pub(super) fn one(&self, sql: &str) -> Result<i64, IndexError> {
        self.connection
            .query_row(sql, [], |row| row.get(0))
            .map_err(|error| self.failed(&error))
    }

    pub(super) fn failed(&self, error: &onrecord_sqlite::rusqlite::Error) -> IndexError {
        IndexError::database(&self.path, error)
    }

    pub(super) fn damaged(&self, what: impl Into<String>) -> IndexError {
        IndexError::damaged(&self.path, what)
    }

    fn storage(&self, error: &std::io::Error) -> IndexError {
        storage(&self.path, error)
    }
}

/// A moment being read. See [`Store::reading`].
pub(super) struct Reading<'a>(Option<&'a Connection>);

impl Drop for Reading<'_> {
    fn drop(&mut self) {
        if let Some(connection) = self.0 {
            // Nothing was written, so nothing is lost if this fails.
            let _ = connection
                .prepare_cached("COMMIT")
                .and_then(|mut end| end.execute([]));
        }
    }
}

fn storage(path: &Path, error: &std::io::Error) -> IndexError {
    IndexError::Storage {
        path: path.into(),
        what: error.to_string(),
    }
}

/// The 24 bytes that page encryption does not authenticate. Whether the file is new.
fn check_head(path: &Path, salt: &[u8; 16]) -> Result<bool, IndexError> {
    let mut head = Vec::new();
    match fs_err::File::open(path) {
        Ok(file) => {
            file.take(24)
                .read_to_end(&mut head)
                .map_err(|error| storage(path, &error))?;
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(true),
        Err(error) => return Err(storage(path, &error)),
    }
    if head.is_empty() {
        // A crash between making the file and its first page.
        return Ok(true);
    }
    if head.len() < 24 {
        return Err(IndexError::damaged(path, "it ends in its first bytes"));
    }
    if head[..16] != salt[..] {
        return Err(IndexError::WrongKey { path: path.into() });
    }
    if head[16..24] != clear_header(1) && head[16..24] != clear_header(2) {
        return Err(IndexError::damaged(path, "its first bytes were changed"));
    }
    Ok(false)
}
