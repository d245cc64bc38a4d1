//! What there is: readings, accounts, defects, unknown kinds. Counts come from the sorted
//! lists, so they are always those of the events.

use super::bytes::Reader;
use super::error::IndexError;
use super::groups::{Bits, Pairs};
use super::lists::{Direction, NO_TIME, Of, Walk, list_number, lists_of};
use super::names::Lookup;
use super::packed::{Names as _, UNKNOWN, read_account, read_locator};
use super::{AccountNumber, Index, ReadNumber};
use onrecord_model::{Account, AccountKey, Digest, Instant, Locator};
use onrecord_sqlite::rusqlite::{Error, OptionalExtension as _, params};
use std::collections::BTreeMap;

/// One reading of one source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadRow {
    /// Its number.
    pub number: ReadNumber,
    /// The source's identity in the custody log.
    pub source: String,
    /// The importer's short name.
    pub importer: String,
    /// The importer's version.
    pub version: u32,
    /// The user's answers, as the writer spelt them.
    pub answers: String,
    /// The zone assumed for wall clocks.
    pub zone: String,
    /// How many events.
    pub events: u64,
    /// How many defects.
    pub defects: u64,
}

/// An account, with what is known of it over all readings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountRow {
    /// Its number.
    pub number: AccountNumber,
    /// `platform:id:…`, `platform:handle:…` or `platform:name:…`.
    pub key: String,
    /// Every form in which records show it, in the order first seen: the names it bore.
    pub forms: Vec<Account>,
    /// How many records there are of what it did.
    pub authored: u64,
    /// How many events that is: what several exports tell counts once.
    pub events: u64,
    /// How many events were addressed to it or are about it.
    pub addressed: u64,
    /// The earliest sort key of what it did.
    pub first: Option<Instant>,
    /// The latest.
    pub last: Option<Instant>,
}

/// A record that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefectRow {
    /// Its number, from 1, in the order read.
    pub number: u64,
    /// The reading that met it.
    pub read: ReadNumber,
    /// The stable, short word for the reason.
    pub code: String,
    /// What happened, for a person.
    pub reason: String,
    /// Where it stands.
    pub locator: Locator,
}

/// A kind that an importer does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownKindRow {
    /// The format's word for it.
    pub word: String,
    /// How many events.
    pub events: u64,
}

impl Index {
    /// The readings, in the order written.
    pub fn reads(&self) -> Result<Vec<ReadRow>, IndexError> {
        self.rows(
            "SELECT number, source, importer, version, answers, zone, events, defects
             FROM read ORDER BY number",
            [],
            |row| {
                Ok(ReadRow {
                    number: ReadNumber(row.get::<_, i64>(0)? as u64),
                    source: row.get(1)?,
                    importer: row.get(2)?,
                    version: row.get(3)?,
                    answers: row.get(4)?,
                    zone: row.get(5)?,
                    events: row.get::<_, i64>(6)? as u64,
                    defects: row.get::<_, i64>(7)? as u64,
                })
            },
        )
    }

    /// Which importer read each exhibit that something was read from; of several, the latest.
    pub fn importers_of_exhibits(&self) -> Result<BTreeMap<Digest, String>, IndexError> {
        let rows = self.rows(
            "SELECT DISTINCT exhibit.digest, read.importer FROM entry
             JOIN exhibit ON exhibit.number = entry.exhibit
             JOIN read ON read.number = entry.read ORDER BY read.number",
            [],
            |row| Ok((Digest(row.get(0)?), row.get(1)?)),
        )?;
        Ok(rows.into_iter().collect())
    }

    pub(super) fn rows<T>(
        &self,
        sql: &str,
        values: impl onrecord_sqlite::rusqlite::Params,
        row: impl FnMut(&onrecord_sqlite::rusqlite::Row<'_>) -> Result<T, Error>,
    ) -> Result<Vec<T>, IndexError> {
        let failed = |error| self.store.failed(&error);
        let mut find = self.store.connection.prepare_cached(sql).map_err(failed)?;
        let rows = find.query_map(values, row).map_err(failed)?;
        rows.collect::<Result<_, _>>().map_err(failed)
    }

    /// How many events a list has, the earliest and the latest sort key.
    pub(super) fn extent(
        &self,
        of: Of,
        number: u64,
    ) -> Result<(u64, Option<Instant>, Option<Instant>), IndexError> {
        let count: i64 = self
            .store
            .connection
            .prepare_cached("SELECT coalesce(sum(events), 0) FROM list WHERE list=?1")
            .and_then(|mut find| find.query_row([list_number(of, number)], |row| row.get(0)))
            .map_err(|error| self.store.failed(&error))?;
        let mut ends = [None, None];
        let walks = [
            (Direction::OldestFirst, (NO_TIME + 1, 0)),
            (Direction::NewestFirst, (i64::MAX, u64::MAX)),
        ];
        for (end, (direction, from)) in ends.iter_mut().zip(walks) {
            let spot = Walk::list(&self.store, of, number, direction).seek(from)?;
            *end = spot
                .filter(|spot| spot.0 != NO_TIME)
                .map(|spot| Instant(spot.0));
        }
        Ok((count as u64, ends[0], ends[1]))
    }

    /// Up to `limit` accounts after `after`, in the order first seen.
    pub fn accounts(
        &self,
        after: Option<AccountNumber>,
        limit: usize,
    ) -> Result<Vec<AccountRow>, IndexError> {
        let _moment = self.store.reading()?;
        let after = after.map_or(0, |after| after.0) as i64;
        let numbers = self.rows(
            "SELECT number FROM account WHERE number > ?1 ORDER BY number LIMIT ?2",
            params![after, limit.min(1 << 32) as i64],
            |row| row.get::<_, i64>(0),
        )?;
        numbers
            .into_iter()
            .map(|number| self.account(AccountNumber(number as u64)))
            .collect()
    }

    /// The account of that number.
    pub fn account(&self, number: AccountNumber) -> Result<AccountRow, IndexError> {
        let keys = self.rows(
            "SELECT key FROM account WHERE number=?1",
            [number.0 as i64],
            |row| row.get::<_, String>(0),
        )?;
        let Some(key) = keys.into_iter().next() else {
            return Err(IndexError::absent(
                &self.store.path,
                format!("account {}", number.0),
            ));
        };
        let forms = self.rows(
            "SELECT packed FROM account_form WHERE account=?1 ORDER BY number",
            [number.0 as i64],
            |row| Ok(read_account(&mut Reader(row.get_ref(0)?.as_blob()?))),
        )?;
        let forms: Option<Vec<_>> = forms.into_iter().collect();
        let (authored, first, last) = self.extent(Of::Author, number.0)?;
        Ok(AccountRow {
            number,
            key,
            forms: forms.ok_or_else(|| self.store.damaged("an account cannot be read"))?,
            authored,
            events: self.events_in(Of::Author, number.0, authored)?,
            addressed: self.extent(Of::Other, number.0)?.0,
            first,
            last,
        })
    }

    /// How many events the records of a list tell.
    fn events_in(&self, of: Of, number: u64, records: u64) -> Result<u64, IndexError> {
        if self.hidden()?.is_empty() {
            return Ok(records);
        }
        let (mut seen, mut events) = (Bits::default(), 0);
        let mut groups = Pairs::new(&self.store, Of::Group);
        let mut walk = Walk::list(&self.store, of, number, Direction::OldestFirst);
        let mut at = (NO_TIME, 0);
        while let Some(spot) = walk.seek(at)? {
            events += u64::from(seen.set(groups.group(spot.1)?, true));
            at = (spot.0, spot.1 + 1);
        }
        Ok(events)
    }

    /// How many defects of each code one reading met.
    pub fn defect_codes_of(&self, read: ReadNumber) -> Result<BTreeMap<String, u64>, IndexError> {
        let rows = self.rows(
            "SELECT code, count(*) FROM defect WHERE read=?1 GROUP BY code",
            [read.0 as i64],
            |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as u64)),
        )?;
        Ok(rows.into_iter().collect())
    }

    /// The number of an account, from any record that shows it.
    pub fn find_account(&self, account: &Account) -> Result<Option<AccountNumber>, IndexError> {
        self.find_account_key(&account.key())
    }

    /// The number of an account, from its key.
    pub fn find_account_key(&self, key: &AccountKey) -> Result<Option<AccountNumber>, IndexError> {
        let found: Option<i64> = self
            .store
            .connection
            .prepare_cached("SELECT number FROM account WHERE key=?1")
            .and_then(|mut find| find.query_row([&*key.0], |row| row.get(0)).optional())
            .map_err(|error| self.store.failed(&error))?;
        Ok(found.map(|number| AccountNumber(number as u64)))
    }

    /// Whether a reading met a defect of that code.
    pub fn has_defect(&self, read: ReadNumber, code: &str) -> Result<bool, IndexError> {
        let found = self.rows(
            "SELECT 1 FROM defect WHERE read=?1 AND code=?2 LIMIT 1",
            params![read.0 as i64, code],
            |_| Ok(()),
        )?;
        Ok(!found.is_empty())
    }

    /// Up to `limit` defects after number `after`, of one code or of all.
    pub fn defects(
        &self,
        code: Option<&str>,
        after: Option<u64>,
        limit: usize,
    ) -> Result<Vec<DefectRow>, IndexError> {
        let lookup = Lookup(&self.store, &self.known);
        let after = after.unwrap_or(0).min(i64::MAX as u64) as i64;
        let rows = self.rows(
            "SELECT number, read, code, reason, locator FROM defect
             WHERE number > ?1 AND (?2 IS NULL OR code = ?2) ORDER BY number LIMIT ?3",
            params![after, code, limit.min(1 << 32) as i64],
            |row| {
                Ok((
                    row.get::<_, i64>(0)? as u64,
                    ReadNumber(row.get::<_, i64>(1)? as u64),
                    row.get(2)?,
                    row.get(3)?,
                    row.get::<_, Vec<u8>>(4)?,
                ))
            },
        )?;
        let mut defects = Vec::new();
        for (number, read, code, reason, packed) in rows {
            let locator = read_locator(&mut Reader(&packed), &lookup)?.ok_or_else(|| {
                self.store
                    .damaged(format!("defect {number} cannot be read"))
            })?;
            defects.push(DefectRow {
                number,
                read,
                code,
                reason,
                locator,
            });
        }
        Ok(defects)
    }

    /// How many defects of each code.
    pub fn defect_codes(&self) -> Result<BTreeMap<String, u64>, IndexError> {
        let rows = self.rows(
            "SELECT code, count(*) FROM defect GROUP BY code",
            [],
            |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as u64)),
        )?;
        Ok(rows.into_iter().collect())
    }

    /// The kinds that no importer knew, in the order first seen.
    pub fn unknown_kinds(&self) -> Result<Vec<UnknownKindRow>, IndexError> {
        let lookup = Lookup(&self.store, &self.known);
        let from = list_number(Of::Kind, UNKNOWN);
        let (base, to) = lists_of(Of::Kind);
        let rows = self.rows(
            "SELECT list, sum(events) FROM list WHERE list >= ?1 AND list < ?2 GROUP BY list",
            [from, to],
            |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)? as u64)),
        )?;
        let mut kinds = Vec::new();
        for (list, events) in rows {
            let word = lookup
                .word((list - base) as u64 - UNKNOWN)?
                .ok_or_else(|| self.store.damaged("a kind has no name"))?;
            kinds.push(UnknownKindRow {
                word: word.as_ref().into(),
                events,
            });
        }
        Ok(kinds)
    }
}
