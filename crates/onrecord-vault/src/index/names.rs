//! Numbers for names that repeat, and names for numbers. What is remembered is bounded; the tables
//! are the truth.

use super::bytes::Reader;
use super::error::IndexError;
use super::groups::Bits;
use super::packed::{Intern, Names, read_account, read_thread, write_account, write_thread};
use super::store::Store;
use onrecord_model::{Account, Digest, Thread};
use onrecord_sqlite::rusqlite::{OptionalExtension as _, ToSql, params};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Names remembered of each sort. A hostile export with a million accounts costs look-ups, not
/// memory.
const REMEMBERED: usize = 20_000;

/// Finds the exhibit that holds an entry, and the entry's path in it where the exhibit is an
/// archive. `None`: the caller knows of none.
pub type ExhibitOf<'a> = dyn FnMut(&str) -> Option<(Digest, Option<String>)> + 'a;

/// The number of an account as shown, and of the account.
#[derive(Clone, Copy)]
pub(super) struct Form {
    pub(super) form: u64,
    pub(super) of: u64,
}

/// What is known of an entry.
#[derive(Clone, Copy)]
pub(super) struct EntryNumbers {
    pub(super) entry: u64,
    pub(super) exhibit: Option<u64>,
}

/// Gives numbers while a source is read.
pub(super) struct Interner<'a> {
    store: &'a Store,
    read: i64,
    exhibit_of: Box<ExhibitOf<'a>>,
    words: BTreeMap<Box<str>, u64>,
    entries: BTreeMap<Arc<str>, EntryNumbers>,
    accounts: BTreeMap<Arc<Account>, Form>,
    threads: BTreeMap<Arc<Thread>, Form>,
    // Records come in runs: the last ones are found by address, without comparing names.
    last_entry: Option<(Arc<str>, EntryNumbers)>,
    last_accounts: Vec<(Arc<Account>, Form)>,
    last_thread: Option<(Arc<Thread>, Form)>,
    last_shared: Option<(Arc<str>, u64)>,
    last_platform: Option<(Arc<str>, u64)>,
}

const LAST_ACCOUNTS: usize = 4;

impl<'a> Interner<'a> {
    pub(super) fn new(store: &'a Store, read: i64, exhibit_of: Box<ExhibitOf<'a>>) -> Self {
        Self {
            store,
            read,
            exhibit_of,
            words: BTreeMap::new(),
            entries: BTreeMap::new(),
            accounts: BTreeMap::new(),
            threads: BTreeMap::new(),
            last_entry: None,
            last_accounts: Vec::new(),
            last_thread: None,
            last_shared: None,
            last_platform: None,
        }
    }

    /// The number in the row that `find` finds, else that of the row that `insert` makes.
    fn number(
        &self,
        find: &str,
        insert: &str,
        values: &[&dyn ToSql],
    ) -> Result<(u64, bool), IndexError> {
        let failed = |error| self.store.failed(&error);
        let found: Option<i64> = self
            .store
            .connection
            .prepare_cached(find)
            .and_then(|mut find| find.query_row(values, |row| row.get(0)).optional())
            .map_err(failed)?;
        match found {
            Some(found) => Ok((found as u64, false)),
            None => Ok((self.new_number(insert, values)?, true)),
        }
    }

    /// The number of the row that `insert` makes.
    fn new_number(&self, insert: &str, values: &[&dyn ToSql]) -> Result<u64, IndexError> {
        let connection = &self.store.connection;
        connection
            .prepare_cached(insert)
            .and_then(|mut insert| insert.execute(values))
            .map_err(|error| self.store.failed(&error))?;
        Ok(connection.last_insert_rowid() as u64)
    }

    pub(super) fn platform(&mut self, platform: &Arc<str>) -> Result<u64, IndexError> {
        if let Some((last, number)) = &self.last_platform
            && Arc::ptr_eq(last, platform)
        {
            return Ok(*number);
        }
        let number = self.word(platform)?;
        self.last_platform = Some((platform.clone(), number));
        Ok(number)
    }

    pub(super) fn entry_numbers(&mut self, entry: &Arc<str>) -> Result<EntryNumbers, IndexError> {
        if let Some((last, numbers)) = &self.last_entry
            && Arc::ptr_eq(last, entry)
        {
            return Ok(*numbers);
        }
        let numbers = match self.entries.get(entry) {
            Some(numbers) => *numbers,
            None => {
                let numbers = self.new_entry(entry)?;
                if self.entries.len() >= REMEMBERED {
                    self.entries.clear();
                }
                self.entries.insert(entry.clone(), numbers);
                numbers
            }
        };
        self.last_entry = Some((entry.clone(), numbers));
        Ok(numbers)
    }

    fn new_entry(&mut self, entry: &Arc<str>) -> Result<EntryNumbers, IndexError> {
        let failed = |error| self.store.failed(&error);
        let connection = &self.store.connection;
        let found: Option<(i64, Option<i64>)> = connection
            .prepare_cached("SELECT number, exhibit FROM entry WHERE read=?1 AND path=?2")
            .and_then(|mut find| {
                find.query_row(params![self.read, &**entry], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })
                .optional()
            })
            .map_err(failed)?;
        if let Some((number, exhibit)) = found {
            return Ok(EntryNumbers {
                entry: number as u64,
                exhibit: exhibit.map(|exhibit| exhibit as u64),
            });
        }
        let (exhibit, member) = match (self.exhibit_of)(entry) {
            Some((digest, member)) => {
                let (number, _) = self.number(
                    "SELECT number FROM exhibit WHERE digest=?1",
                    "INSERT INTO exhibit(digest) VALUES(?1)",
                    &[&digest.0],
                )?;
                (Some(number), member)
            }
            None => (None, None),
        };
        connection
            .prepare_cached("INSERT INTO entry(read, path, exhibit, member) VALUES(?1,?2,?3,?4)")
            .and_then(|mut insert| {
                insert.execute(params![
                    self.read,
                    &**entry,
                    exhibit.map(|exhibit| exhibit as i64),
                    member
                ])
            })
            .map_err(|error| self.store.failed(&error))?;
        Ok(EntryNumbers {
            entry: connection.last_insert_rowid() as u64,
            exhibit,
        })
    }

    pub(super) fn account_numbers(&mut self, account: &Arc<Account>) -> Result<Form, IndexError> {
        if let Some((_, form)) = self
            .last_accounts
            .iter()
            .find(|(last, _)| Arc::ptr_eq(last, account))
        {
            return Ok(*form);
        }
        let form = match self.accounts.get(account) {
            Some(form) => *form,
            None => {
                let form = self.new_account(account)?;
                if self.accounts.len() >= REMEMBERED {
                    self.accounts.clear();
                }
                self.accounts.insert(account.clone(), form);
                form
            }
        };
        if self.last_accounts.len() >= LAST_ACCOUNTS {
            self.last_accounts.remove(0);
        }
        self.last_accounts.push((account.clone(), form));
        Ok(form)
    }

    fn new_account(&mut self, account: &Account) -> Result<Form, IndexError> {
        let (of, _) = self.number(
            "SELECT number FROM account WHERE platform=?1 AND key=?2",
            "INSERT INTO account(platform, key) VALUES(?1, ?2)",
            &[&&*account.platform, &&*account.key().0],
        )?;
        let packed = write_account(account);
        let (form, _) = self.number(
            "SELECT number FROM account_form WHERE packed=?2 AND account=?1",
            "INSERT INTO account_form(account, packed) VALUES(?1, ?2)",
            &[&(of as i64), &packed],
        )?;
        Ok(Form { form, of })
    }

    pub(super) fn thread_numbers(&mut self, thread: &Arc<Thread>) -> Result<Form, IndexError> {
        if let Some((last, form)) = &self.last_thread
            && Arc::ptr_eq(last, thread)
        {
            return Ok(*form);
        }
        let form = match self.threads.get(thread) {
            Some(form) => *form,
            None => {
                let form = self.new_thread(thread)?;
                if self.threads.len() >= REMEMBERED {
                    self.threads.clear();
                }
                self.threads.insert(thread.clone(), form);
                form
            }
        };
        self.last_thread = Some((thread.clone(), form));
        Ok(form)
    }

    fn new_thread(&mut self, thread: &Thread) -> Result<Form, IndexError> {
        let (of, is_new) = self.number(
            "SELECT number FROM thread WHERE read=?1 AND platform=?2 AND key=?3 AND folder=?4",
            "INSERT INTO thread(read, platform, key, folder) VALUES(?1, ?2, ?3, ?4)",
            &[
                &self.read,
                &&*thread.platform,
                &&*thread.key,
                &folder(thread),
            ],
        )?;
        let packed = write_thread(thread);
        let find = "SELECT number FROM thread_form WHERE thread=?1 AND packed=?2";
        let insert = "INSERT INTO thread_form(thread, packed) VALUES(?1, ?2)";
        let values: [&dyn ToSql; 2] = [&(of as i64), &packed];
        // An archive of mails has a thread for nearly every mail: nothing is looked for that cannot be there.
        let form = match is_new {
            true => self.new_number(insert, &values)?,
            false => self.number(find, insert, &values)?.0,
        };
        Ok(Form { form, of })
    }
}

/// A thread's folder as a value that can be compared: `None` is not the empty folder.
pub(super) fn folder(thread: &Thread) -> String {
    thread
        .folder
        .as_deref()
        .map_or_else(String::new, |folder| format!("={folder}"))
}

/// What [`folder`] wrote.
pub(super) fn folder_of(stored: &str) -> Option<String> {
    stored.strip_prefix('=').map(Into::into)
}

impl Intern for Interner<'_> {
    type Error = IndexError;

    fn word(&mut self, word: &str) -> Result<u64, IndexError> {
        if let Some(number) = self.words.get(word) {
            return Ok(*number);
        }
        let (number, _) = self.number(
            "SELECT number FROM word WHERE text=?1",
            "INSERT INTO word(text) VALUES(?1)",
            &[&word],
        )?;
        // A word may be long; what is remembered may not.
        if word.len() <= 256 {
            if self.words.len() >= REMEMBERED {
                self.words.clear();
            }
            self.words.insert(word.into(), number);
        }
        Ok(number)
    }

    fn shared_word(&mut self, word: &Arc<str>) -> Result<u64, IndexError> {
        if let Some((last, number)) = &self.last_shared
            && Arc::ptr_eq(last, word)
        {
            return Ok(*number);
        }
        let number = self.word(word)?;
        self.last_shared = Some((word.clone(), number));
        Ok(number)
    }

    fn entry(&mut self, entry: &Arc<str>) -> Result<u64, IndexError> {
        self.entry_numbers(entry).map(|numbers| numbers.entry)
    }

    fn account(&mut self, account: &Arc<Account>) -> Result<u64, IndexError> {
        self.account_numbers(account).map(|form| form.form)
    }
}

/// Finds names by number, remembering the last some thousands.
#[derive(Default)]
pub(super) struct Known {
    words: RefCell<BTreeMap<u64, Arc<str>>>,
    entries: RefCell<BTreeMap<u64, Arc<str>>>,
    accounts: RefCell<BTreeMap<u64, Arc<Account>>>,
    threads: RefCell<BTreeMap<u64, (Arc<Thread>, u64)>>,
    /// Which exhibit holds an entry of a reading, and its path there.
    pub(super) exhibits: RefCell<BTreeMap<(i64, Arc<str>), ExhibitAndMember>>,
    /// The readings' numbers by their first event; dropped when one is added.
    pub(super) reads: RefCell<BTreeMap<u64, (i64, u64)>>,
    /// Decoded sort keys, 512 at a time.
    pub(super) keys: RefCell<BTreeMap<u64, Arc<[i64]>>>,
    /// Records that stand behind another of the same event.
    pub(super) hidden: RefCell<Option<Arc<Bits>>>,
    /// Months of the last filters that were counted.
    pub(super) months: RefCell<Vec<super::tally::Counted>>,
    /// How many events the last filters let through.
    pub(super) counts: RefCell<Vec<(super::Filter, u64)>>,
    /// Blocks of events: first event, the one after the last, bytes.
    pub(super) blocks: RefCell<BTreeMap<u64, Block>>,
}

/// An event's number and the bytes of a block.
pub(super) type Block = (u64, Arc<[u8]>);

/// Where an entry's bytes are sealed.
pub(super) type ExhibitAndMember = Option<(Digest, Option<String>)>;

impl Known {
    /// Puts a value among those remembered, at most `most` of them.
    pub(super) fn keep<K: Ord, V>(known: &RefCell<BTreeMap<K, V>>, most: usize, key: K, value: V) {
        let mut known = known.borrow_mut();
        if known.len() >= most {
            known.clear();
        }
        known.insert(key, value);
    }

    /// Forgets what a new reading changes.
    pub(super) fn forget(&self) {
        self.reads.borrow_mut().clear();
        *self.hidden.borrow_mut() = None;
        self.months.borrow_mut().clear();
        self.counts.borrow_mut().clear();
        self.keys.borrow_mut().clear();
        self.blocks.borrow_mut().clear();
        self.exhibits.borrow_mut().clear();
        self.words.borrow_mut().clear();
        self.entries.borrow_mut().clear();
        self.accounts.borrow_mut().clear();
        self.threads.borrow_mut().clear();
    }
}

/// [`Names`] of one store.
pub(super) struct Lookup<'a>(pub(super) &'a Store, pub(super) &'a Known);

impl Lookup<'_> {
    fn find<T: Clone>(
        &self,
        known: &RefCell<BTreeMap<u64, T>>,
        number: u64,
        sql: &str,
        make: impl FnOnce(&onrecord_sqlite::rusqlite::Row<'_>) -> Option<T>,
    ) -> Result<Option<T>, IndexError> {
        if let Some(name) = known.borrow().get(&number) {
            return Ok(Some(name.clone()));
        }
        let name = self
            .0
            .connection
            .prepare_cached(sql)
            .and_then(|mut find| {
                find.query_row([number as i64], |row| Ok(make(row)))
                    .optional()
            })
            .map_err(|error| self.0.failed(&error))?
            .flatten();
        if let Some(name) = &name {
            Known::keep(known, REMEMBERED, number, name.clone());
        }
        Ok(name)
    }

    /// The thread as shown, and the number of the thread.
    pub(super) fn thread_and_number(
        &self,
        form: u64,
    ) -> Result<Option<(Arc<Thread>, u64)>, IndexError> {
        let sql = "SELECT packed, thread FROM thread_form WHERE number=?1";
        self.find(&self.1.threads, form, sql, |row| {
            let thread = read_thread(&mut Reader(row.get_ref(0).ok()?.as_blob().ok()?))?;
            Some((Arc::new(thread), row.get::<_, i64>(1).ok()? as u64))
        })
    }
}

impl Names for Lookup<'_> {
    type Error = IndexError;

    fn word(&self, number: u64) -> Result<Option<Arc<str>>, IndexError> {
        let sql = "SELECT text FROM word WHERE number=?1";
        self.find(&self.1.words, number, sql, |row| row.get(0).ok())
    }

    fn entry(&self, number: u64) -> Result<Option<Arc<str>>, IndexError> {
        let sql = "SELECT path FROM entry WHERE number=?1";
        self.find(&self.1.entries, number, sql, |row| row.get(0).ok())
    }

    fn account(&self, number: u64) -> Result<Option<Arc<Account>>, IndexError> {
        let sql = "SELECT packed FROM account_form WHERE number=?1";
        self.find(&self.1.accounts, number, sql, |row| {
            read_account(&mut Reader(row.get_ref(0).ok()?.as_blob().ok()?)).map(Arc::new)
        })
    }

    fn thread(&self, number: u64) -> Result<Option<Arc<Thread>>, IndexError> {
        Ok(self.thread_and_number(number)?.map(|(thread, _)| thread))
    }
}
