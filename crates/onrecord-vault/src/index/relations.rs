//! Who wrote where and to whom: lists of accounts and threads laid over each other. It says how
//! often and when, never what that means.

use super::bytes::Reader;
use super::error::IndexError;
use super::lists::{Direction, NO_TIME, Of, Walk};
use super::packed::read_account;
use super::{AccountNumber, Index, ThreadNumber};
use onrecord_model::{Account, AccountKey, Instant};

/// How one account has to do with a thread or with another account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Relation<T> {
    /// The thread or the other account.
    pub with: T,
    /// How many records.
    pub records: u64,
    /// The earliest sort key.
    pub first: Option<Instant>,
    /// The latest.
    pub last: Option<Instant>,
}

impl Index {
    /// Every account with the forms in which records show it, in the order first seen: without the
    /// counts of [`Index::accounts`], which cost more.
    pub fn account_forms(
        &self,
    ) -> Result<Vec<(AccountNumber, AccountKey, Vec<Account>)>, IndexError> {
        let rows = self.rows(
            "SELECT account.number, account.key, account_form.packed FROM account
             LEFT JOIN account_form ON account_form.account = account.number
             ORDER BY account.number, account_form.number",
            [],
            |row| {
                let packed = row.get_ref(2)?.as_blob_or_null()?;
                let form = packed.map(|packed| read_account(&mut Reader(packed)));
                Ok((row.get::<_, i64>(0)? as u64, row.get::<_, String>(1)?, form))
            },
        )?;
        let mut all: Vec<(AccountNumber, AccountKey, Vec<Account>)> = Vec::new();
        for (number, key, form) in rows {
            if all.last().is_none_or(|(last, ..)| last.0 != number) {
                all.push((AccountNumber(number), AccountKey(key.into()), Vec::new()));
            }
            if let (Some((.., forms)), Some(form)) = (all.last_mut(), form) {
                forms.push(form.ok_or_else(|| self.store.damaged("an account cannot be read"))?);
            }
        }
        Ok(all)
    }

    /// The threads in which an account did something, in the order read.
    pub fn threads_of(
        &self,
        account: AccountNumber,
    ) -> Result<Vec<Relation<ThreadNumber>>, IndexError> {
        let _moment = self.store.reading()?;
        let threads = self.rows("SELECT number FROM thread ORDER BY number", [], |row| {
            row.get::<_, i64>(0)
        })?;
        let threads = threads.into_iter().map(|thread| thread as u64);
        self.relations(account, Of::Thread, threads, ThreadNumber)
    }

    /// The accounts to which an account addressed something, or about which, in the order first
    /// seen. The participants of a thread are not counted: records of a chat do not repeat them.
    pub fn addressed_by(
        &self,
        account: AccountNumber,
    ) -> Result<Vec<Relation<AccountNumber>>, IndexError> {
        let _moment = self.store.reading()?;
        let others = self.rows("SELECT number FROM account ORDER BY number", [], |row| {
            row.get::<_, i64>(0)
        })?;
        let others = others.into_iter().map(|other| other as u64);
        self.relations(account, Of::Other, others, AccountNumber)
    }

    fn relations<T>(
        &self,
        account: AccountNumber,
        of: Of,
        numbers: impl Iterator<Item = u64>,
        with: impl Fn(u64) -> T,
    ) -> Result<Vec<Relation<T>>, IndexError> {
        let direction = Direction::OldestFirst;
        let mut found = Vec::new();
        for number in numbers {
            let lists = vec![
                Walk::list(&self.store, of, number, direction),
                Walk::list(&self.store, Of::Author, account.0, direction),
            ];
            let mut both = Walk::All(lists, direction);
            let mut relation = Relation {
                with: with(number),
                records: 0,
                first: None,
                last: None,
            };
            let mut at = (NO_TIME, 0);
            while let Some(spot) = both.seek(at)? {
                relation.records += 1;
                if spot.0 != NO_TIME {
                    relation.first = relation.first.or(Some(Instant(spot.0)));
                    relation.last = Some(Instant(spot.0));
                }
                at = (spot.0, spot.1 + 1);
            }
            if relation.records > 0 {
                found.push(relation);
            }
        }
        Ok(found)
    }
}
