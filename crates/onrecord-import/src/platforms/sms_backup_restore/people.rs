//! Telephone numbers to accounts and threads, each made once. Knows nothing of XML.

use super::unescape::unescape;
use onrecord_model::{Account, Thread};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Pairs of number and name that are remembered; beyond that the memory is emptied and refilled.
const REMEMBERED: usize = 16 * 1024;
/// Numbers of one group that are taken apart.
const GROUP_LIMIT: usize = 512;

/// Who a record is with.
#[derive(Clone)]
pub(super) struct Party {
    pub(super) thread: Arc<Thread>,
    /// The number or numbers that the record names.
    pub(super) accounts: Arc<[Arc<Account>]>,
}

/// Makes and remembers accounts and threads.
pub(super) struct People {
    platform: Arc<str>,
    parties: BTreeMap<Box<[u8]>, Party>,
    accounts: BTreeMap<Box<str>, Arc<Account>>,
    scratch: Vec<u8>,
}

/// What kind of log a record stands in. Calls are a file of their own.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Log {
    Messages,
    Calls,
}

impl People {
    pub(super) fn new() -> Self {
        Self {
            platform: super::PLATFORM.into(),
            parties: BTreeMap::new(),
            accounts: BTreeMap::new(),
            scratch: Vec::new(),
        }
    }

    /// The account of a number that is not the record's own party (an MMS address).
    pub(super) fn account(&mut self, number: &str) -> Arc<Account> {
        if let Some(account) = self.accounts.get(number) {
            return account.clone();
        }
        if self.accounts.len() >= REMEMBERED {
            self.accounts.clear();
        }
        let account = Arc::new(Account::handled(&self.platform, number, None));
        self.accounts.insert(number.into(), account.clone());
        account
    }

    /// The thread and accounts of a record, from its raw address and contact name.
    pub(super) fn party(&mut self, log: Log, address: &[u8], contact: &[u8]) -> Party {
        self.scratch.clear();
        self.scratch.push(u8::from(log == Log::Calls));
        self.scratch.extend_from_slice(address);
        self.scratch.push(0);
        self.scratch.extend_from_slice(contact);
        if let Some(party) = self.parties.get(&self.scratch[..]) {
            return party.clone();
        }
        if self.parties.len() >= REMEMBERED {
            self.parties.clear();
        }
        let party = self.make(log, &unescape(address).text, &unescape(contact).text);
        self.parties
            .insert(self.scratch.clone().into_boxed_slice(), party.clone());
        party
    }

    fn make(&self, log: Log, address: &str, contact: &str) -> Party {
        // The app's word for "not in the contacts".
        let contact = Some(contact.trim())
            .filter(|name| !matches!(*name, "" | "null" | "(Unknown)" | "(unknown)"));
        let mut numbers: Vec<&str> = match log {
            // MMS groups are joined by `~`; a call has one other end.
            Log::Messages => address.split('~').take(GROUP_LIMIT).collect(),
            Log::Calls => vec![address],
        };
        numbers
            .iter_mut()
            .for_each(|number| *number = number.trim());
        // `-1`, `-2` and `-3` are Android's codes for an unknown, a withheld and a payphone number.
        numbers.retain(|number| !matches!(*number, "" | "null" | "-1" | "-2" | "-3"));
        numbers.sort_unstable();
        numbers.dedup();
        let single = numbers.len() == 1;
        let accounts: Vec<Arc<Account>> = numbers
            .iter()
            .map(|number| {
                // In a group the names are one string, and which is whose is not stated.
                let name = contact.filter(|_| single);
                Arc::new(Account::handled(&self.platform, number, name))
            })
            .collect();
        let mut key = match log {
            Log::Messages => String::new(),
            Log::Calls => "calls:".to_owned(),
        };
        if numbers.is_empty() {
            key.push_str("number-withheld");
        }
        key.push_str(&numbers.join("~"));
        let title = match (contact, numbers.is_empty()) {
            (Some(contact), _) => Some(contact.into()),
            (None, true) => Some("number withheld or not known".into()),
            (None, false) => None,
        };
        let thread = Arc::new(Thread {
            platform: self.platform.clone(),
            key: key.into(),
            title,
            folder: Some(
                match log {
                    Log::Messages => "messages",
                    Log::Calls => "calls",
                }
                .into(),
            ),
            participants: accounts.clone(),
        });
        Party {
            thread,
            accounts: accounts.into(),
        }
    }
}
