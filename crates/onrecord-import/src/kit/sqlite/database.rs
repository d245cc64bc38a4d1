//! A database as a whole: its header, its tables, what must be said of it. Knows nothing of rows.

use super::btree::{self, Rows};
use super::create_table::{self, Column, Layout};
use super::log::Log;
use super::pager::Pager;
use super::pairs::Pairs;
use super::row::Row;
use super::source::{Source, SourceError};
use super::values::TextEncoding;
use crate::export::{Export, ExportError};
use crate::importer::Refusal;
use crate::kit::peek::first_bytes;
use onrecord_model::Marks;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

const MAGIC: &[u8; 16] = b"SQLite format 3\0";
const HEADER: usize = 100;
/// Tables of one database that are looked at.
const TABLES: usize = 20_000;
/// Read of a compressed database to see whose it is.
const LOOK: u64 = 4 << 20;

/// Whether an entry begins as a database does.
pub fn looks_like_sqlite(export: &dyn Export, path: &str) -> bool {
    first_bytes(export, path, MAGIC.len()).is_ok_and(|first| first == MAGIC)
}

/// The names of a database's tables, lower case, read as cheaply as can be.
pub fn tables_of(export: &dyn Export, path: &str) -> Option<BTreeSet<String>> {
    if !looks_like_sqlite(export, path) {
        return None;
    }
    let names = |database: &Database<'_>| {
        database
            .tables
            .iter()
            .map(|table| table.name.to_ascii_lowercase())
            .collect()
    };
    if matches!(export.open_seekable(path), Ok(None)) {
        let beginning = Source::beginning(export, path, LOOK).ok()?;
        if let Ok(database) = Database::of(beginning, None, Vec::new())
            && !database.schema_is_damaged
        {
            return Some(names(&database));
        }
    }
    Database::open(export, path)
        .ok()
        .map(|database| names(&database))
}

/// Why a database cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Its head is not that of a database, or is damaged.
    #[error("{0}")]
    NotADatabase(Box<str>),
    /// It is compressed and too large to be held in memory.
    #[error("it is compressed inside an archive, and too large to be read there")]
    TooLarge,
    /// The container gives no bytes.
    #[error(transparent)]
    Export(#[from] ExportError),
}

impl OpenError {
    /// What to tell the user of the database `path`.
    pub fn refusal(&self, path: &str) -> Refusal {
        Refusal {
            seen: format!("{path} is a database that cannot be read: {self}."),
            advice: match self {
                Self::TooLarge => "Unpack the archive first, then add the folder.",
                _ => "Copy the file from the device again, with those beside it, and add it again.",
            }
            .to_owned(),
        }
    }
}

/// A table.
#[derive(Clone)]
pub struct Table {
    /// Its name.
    pub name: Arc<str>,
    pub(super) root: u32,
    pub(super) layout: Rc<Layout>,
}

impl Table {
    /// The column of that name, whatever its case.
    pub fn column(&self, name: &str) -> Column {
        self.layout.column(name)
    }

    /// Its columns' names, in order.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.layout.columns.iter().map(|column| &*column.name)
    }
}

/// A database.
pub struct Database<'a> {
    pub(super) pager: Rc<Pager<'a>>,
    /// Its tables, in the order of its schema; without virtual ones, which have no rows.
    pub tables: Vec<Table>,
    /// What the user should know of it, in sentences.
    pub remarks: Vec<String>,
    /// The entries that belong to it: itself, its log, its index of the log, its journal.
    pub entries: Vec<Arc<str>>,
    pub(super) schema_is_damaged: bool,
    left_out: RefCell<Vec<String>>,
}

impl<'a> Database<'a> {
    /// Opens the database `path`, with the write-ahead log beside it.
    ///
    /// # Errors
    /// [`OpenError`].
    pub fn open(export: &'a dyn Export, path: &str) -> Result<Self, OpenError> {
        let mut remarks = Vec::new();
        let log = Log::open(export, &format!("{path}-wal"), &mut remarks);
        let main = Source::open(export, path).map_err(|error| match error {
            SourceError::TooLarge => OpenError::TooLarge,
            SourceError::Export(error) => OpenError::Export(error),
        })?;
        let mut database = Self::of(main, log, remarks)?;
        for suffix in ["", "-wal", "-shm", "-journal"] {
            if let Some(entry) = export.entry(&format!("{path}{suffix}")) {
                database.entries.push(entry.path.clone());
            }
        }
        let journal = format!("{path}-journal");
        if first_bytes(export, &journal, 8)
            .is_ok_and(|first| first == *b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7")
        {
            database.remarks.push(format!(
                "{journal} says that a change was going on when this was copied. Some rows may be \
                 half changed. It was not undone."
            ));
        }
        Ok(database)
    }

    fn of(
        main: Source<'a>,
        log: Option<Log<'a>>,
        mut remarks: Vec<String>,
    ) -> Result<Self, OpenError> {
        let entry = main.entry.clone();
        let refuse = |reason: &str| OpenError::NotADatabase(reason.into());
        // The log may hold a newer first page; before its first checkpoint, it holds the only one.
        let in_log = log.as_ref().and_then(|log| {
            let offset = log.frame(1)?;
            log.source.read(offset, HEADER).ok()
        });
        let header = match in_log {
            Some(header) => header,
            None => main
                .read(0, HEADER)
                .map_err(|_| refuse("it is too short"))?,
        };
        if !header.starts_with(MAGIC) {
            return Err(refuse("it does not begin as a database"));
        }
        let byte = |at: usize| header.get(at).copied().unwrap_or(0);
        let word =
            |at: usize| u32::from_be_bytes([byte(at), byte(at + 1), byte(at + 2), byte(at + 3)]);
        let page_size = match u16::from_be_bytes([byte(16), byte(17)]) {
            1 => 65_536,
            size => usize::from(size),
        };
        if !page_size.is_power_of_two() || page_size < 512 {
            return Err(refuse("its page size is not one that can be"));
        }
        let usable = page_size - usize::from(byte(20));
        if usable < 480 {
            return Err(refuse("its pages have no room"));
        }
        let encoding = match word(56) {
            0 | 1 => TextEncoding::Utf8,
            2 => TextEncoding::Utf16Le,
            3 => TextEncoding::Utf16Be,
            _ => return Err(refuse("its text encoding is not known")),
        };
        let log = match log {
            Some(log) if log.page_size != page_size => {
                remarks.push(format!(
                    "{} does not belong to {entry} and was left out.",
                    log.source.entry
                ));
                None
            }
            log => log,
        };
        let (stated_pages, free_pages) = (word(28), word(36));
        let stated_is_valid = word(24) == word(92);
        let has_log_mode = byte(19) == 2;
        if has_log_mode && log.is_none() {
            remarks.push(format!(
                "{entry} was in use with a write-ahead log. If a file {entry}-wal lay beside it, \
                 add both: the newest changes are in it."
            ));
        }
        let pager = Rc::new(Pager::new(main, log, page_size, usable));
        if stated_is_valid && stated_pages > pager.pages {
            remarks.push(format!(
                "{entry} is cut off: it has {} of {stated_pages} pages.",
                pager.pages
            ));
        }
        if free_pages > 0 {
            remarks.push(format!(
                "{entry} has {free_pages} unused pages. They may hold deleted rows, which we do \
                 not recover."
            ));
        }
        let mut database = Self {
            pager,
            tables: Vec::new(),
            remarks,
            entries: Vec::new(),
            schema_is_damaged: false,
            left_out: RefCell::default(),
        };
        database.read_schema(encoding);
        if database.schema_is_damaged {
            database.remarks.push(format!(
                "The list of tables in {entry} is damaged. Some tables may be missing."
            ));
        }
        Ok(database)
    }

    /// Section 2.6 of the file format: the schema is a table whose root is page 1.
    fn read_schema(&mut self, encoding: TextEncoding) {
        let Some(layout) = create_table::parse(
            "CREATE TABLE sqlite_schema(type text, name text, tbl_name text, rootpage integer, sql text)",
            encoding,
        ) else {
            return;
        };
        let schema = Table {
            name: "sqlite_schema".into(),
            root: 1,
            layout: Rc::new(layout),
        };
        let [kind, name, root, sql] =
            ["type", "name", "rootpage", "sql"].map(|name| schema.column(name));
        let mut names = BTreeSet::new();
        for row in self.rows(&schema) {
            let Ok(row) = row else {
                self.schema_is_damaged = true;
                continue;
            };
            let mut marks = Marks::default();
            let mut text = |column| row.text(column, &mut marks).map(|text| text.into_owned());
            let root = row.integer(root).and_then(|root| u32::try_from(root).ok());
            match text(kind).as_deref() {
                Some("table") => {}
                Some("index" | "view" | "trigger") => continue,
                // Nothing else stands there in a sound database.
                _ => {
                    self.schema_is_damaged = true;
                    continue;
                }
            }
            let (Some(name), Some(sql)) = (text(name), text(sql)) else {
                self.schema_is_damaged = true;
                continue;
            };
            let Some(root) = root.filter(|root| *root > 0) else {
                let is_virtual = sql.to_ascii_uppercase().starts_with("CREATE VIRTUAL");
                self.schema_is_damaged |= !is_virtual;
                continue;
            };
            // What makes a table names it.
            let plain = |text: &str| text.replace(['"', '\'', '`', '[', ']'], "");
            self.schema_is_damaged |= !plain(&sql).contains(&plain(&name));
            let layout = create_table::parse(&sql, encoding);
            match layout {
                Some(layout)
                    if self.tables.len() < TABLES && names.insert(name.to_ascii_lowercase()) =>
                {
                    self.tables.push(Table {
                        name: name.into(),
                        root,
                        layout: Rc::new(layout),
                    });
                }
                _ => self.schema_is_damaged = true,
            }
        }
    }

    /// The table of that name, whatever its case.
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables
            .iter()
            .find(|table| table.name.eq_ignore_ascii_case(name))
    }

    /// Every row of a table, in the order of its keys.
    pub fn rows(&self, table: &Table) -> Rows<'a> {
        Rows::new(self.pager.clone(), table)
    }

    /// Every row of the table of that name; none where there is no such table.
    pub fn rows_of(&self, table: &str) -> impl Iterator<Item = <Rows<'a> as Iterator>::Item> {
        self.table(table)
            .map(|table| self.rows(table))
            .into_iter()
            .flatten()
    }

    /// Which rows of `table` belong to which record: `from` names the record, `to` what is wanted
    /// of the row, and that is its `rowid` where `to` is `None`. No more than `most` are given for
    /// one record; how many are left out is said by [`Self::left_out`].
    pub fn joined(
        &self,
        table: Option<&Table>,
        from: &str,
        to: Option<&str>,
        most: usize,
    ) -> Pairs {
        let mut pairs = Pairs::new(most);
        let Some(table) = table else {
            return pairs;
        };
        let from = table.column(from);
        let to = to.map(|to| table.column(to));
        for row in self.rows(table).flatten() {
            let to = to.map_or(Some(row.rowid()), |to| row.integer(to));
            if let (Some(from), Some(to)) = (row.integer(from), to) {
                pairs.add(from, to);
            }
        }
        let left_out = pairs.finish();
        if left_out > 0 {
            self.leave_out(format!(
                "{left_out} rows of the table {} are not shown with the records that they belong \
                 to: no more than {most} are shown with one.",
                table.name
            ));
        }
        pairs
    }

    /// Notes a sentence on something that was not read, or not shown.
    pub fn leave_out(&self, sentence: String) {
        let mut left_out = self.left_out.borrow_mut();
        if !left_out.contains(&sentence) {
            left_out.push(sentence);
        }
    }

    /// What was left out of the tables that were joined so far, in sentences.
    pub fn left_out(&self) -> Vec<String> {
        self.left_out.take()
    }

    /// The row of that `rowid`, if it is there and its pages can be read.
    pub fn row(&self, table: &Table, rowid: i64) -> Option<Row> {
        btree::find(&self.pager, table, rowid)
    }

    /// A sentence that names the tables that hold rows and are not among `read` (lower case).
    pub fn not_read(&self, read: impl Fn(&str) -> bool) -> Option<String> {
        let names: Vec<&str> = self
            .tables
            .iter()
            .filter(|table| !table.name.starts_with("sqlite_"))
            .filter(|table| !read(&table.name.to_ascii_lowercase()))
            .filter(|table| self.rows(table).next().is_some())
            .map(|table| &*table.name)
            .collect();
        (!names.is_empty()).then(|| {
            format!(
                "{} also has these tables, which were not read: {}.",
                self.pager.main.entry,
                names.join(", ")
            )
        })
    }
}
