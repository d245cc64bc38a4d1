//! One digest of all that an index holds, whatever its pages look like: a rebuilt index has the
//! same. And the full check, which reads every page.

use super::Index;
use super::bytes::Reader;
use super::error::IndexError;
use super::lists::unpack;
use onrecord_model::Digest;
use onrecord_sqlite::rusqlite::types::ValueRef;
use sha2::{Digest as _, Sha256};

/// Every table whose rows are the same however they were packed, in a fixed order.
const PLAIN: &[&str] = &[
    "SELECT * FROM read ORDER BY number",
    "SELECT * FROM word ORDER BY number",
    "SELECT * FROM exhibit ORDER BY number",
    "SELECT * FROM entry ORDER BY number",
    "SELECT * FROM account ORDER BY number",
    "SELECT * FROM account_form ORDER BY number",
    "SELECT * FROM thread ORDER BY number",
    "SELECT * FROM thread_form ORDER BY number",
    "SELECT * FROM defect ORDER BY number",
    "SELECT * FROM keys ORDER BY number",
    "SELECT * FROM read_count ORDER BY read, what, word",
    "SELECT * FROM conversation ORDER BY thread",
    "SELECT * FROM thread_name ORDER BY platform, name, thread",
    "SELECT * FROM hidden ORDER BY number",
];

fn value(hasher: &mut Sha256, value: ValueRef<'_>) {
    let mut tagged = |tag: u8, bytes: &[u8]| {
        hasher.update([tag]);
        hasher.update((bytes.len() as u64).to_be_bytes());
        hasher.update(bytes);
    };
    match value {
        ValueRef::Null => tagged(0, &[]),
        ValueRef::Integer(number) => tagged(1, &number.to_be_bytes()),
        ValueRef::Real(number) => tagged(2, &number.to_be_bytes()),
        ValueRef::Text(text) => tagged(3, text),
        ValueRef::Blob(blob) => tagged(4, blob),
    }
}

impl Index {
    /// SHA-256 over every row in order. The same readings fed in the same order give the same.
    pub fn fingerprint(&self) -> Result<Digest, IndexError> {
        let _moment = self.store.reading()?;
        let failed = |error| self.store.failed(&error);
        let mut hasher = Sha256::new();
        for sql in PLAIN {
            hasher.update(sql.as_bytes());
            let mut find = self.store.connection.prepare(sql).map_err(failed)?;
            let columns = find.column_count();
            let mut rows = find.query([]).map_err(failed)?;
            while let Some(row) = rows.next().map_err(failed)? {
                for column in 0..columns {
                    value(&mut hasher, row.get_ref(column).map_err(failed)?);
                }
            }
        }
        self.hash_events(&mut hasher)?;
        self.hash_lists(&mut hasher)?;
        Ok(Digest(hasher.finalize().into()))
    }

    fn hash_events(&self, hasher: &mut Sha256) -> Result<(), IndexError> {
        let failed = |error| self.store.failed(&error);
        let sql = "SELECT first_event, packed FROM block ORDER BY first_event";
        let mut find = self.store.connection.prepare(sql).map_err(failed)?;
        let mut rows = find.query([]).map_err(failed)?;
        let mut number = 1;
        while let Some(row) = rows.next().map_err(failed)? {
            let first: i64 = row.get(0).map_err(failed)?;
            let packed = row.get_ref(1).map_err(failed)?;
            let mut from = Reader(packed.as_blob().map_err(|error| failed(error.into()))?);
            if first as u64 != number {
                return Err(self.store.damaged(format!("event {number} is missing")));
            }
            while !from.0.is_empty() {
                let event = from
                    .number()
                    .and_then(|length| from.raw(usize::try_from(length).ok()?));
                let event = event
                    .ok_or_else(|| self.store.damaged(format!("event {number} cannot be read")))?;
                value(hasher, ValueRef::Blob(event));
                number += 1;
            }
        }
        if number != self.len()? + 1 {
            return Err(self.store.damaged("events are missing at the end"));
        }
        Ok(())
    }

    fn hash_lists(&self, hasher: &mut Sha256) -> Result<(), IndexError> {
        let failed = |error| self.store.failed(&error);
        let sql = "SELECT list, key, event, events, packed FROM list ORDER BY list, key, event";
        let mut find = self.store.connection.prepare(sql).map_err(failed)?;
        let mut rows = find.query([]).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            let read = || -> Result<_, onrecord_sqlite::rusqlite::Error> {
                let first = (row.get::<_, i64>(1)?, row.get::<_, i64>(2)? as u64);
                let count = row.get::<_, i64>(3)? as usize;
                Ok((
                    row.get::<_, i64>(0)?,
                    unpack(first, count, row.get_ref(4)?.as_blob()?),
                ))
            };
            let (list, spots) = read().map_err(failed)?;
            let spots = spots.ok_or_else(|| self.store.damaged("a list cannot be read"))?;
            for (key, event) in spots {
                hasher.update(list.to_be_bytes());
                hasher.update(key.to_be_bytes());
                hasher.update(event.to_be_bytes());
            }
        }
        Ok(())
    }

    /// Reads every page and every table, the words' own included. Slow; for `onrecord check`.
    pub fn check(&self) -> Result<Digest, IndexError> {
        let failed = |error| self.store.failed(&error);
        let words: String = self
            .store
            .connection
            .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))
            .map_err(failed)?;
        if words != "ok" {
            return Err(self.store.damaged(words));
        }
        self.fingerprint()
    }
}
