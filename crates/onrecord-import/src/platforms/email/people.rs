//! Mailboxes to accounts and conversations to threads, each made once.

use super::headers::Mailbox;
use onrecord_model::{Account, Thread};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Accounts and threads that are remembered; beyond that the memory is emptied and refilled.
const REMEMBERED: usize = 8 * 1024;

/// Makes and remembers accounts and threads.
pub(super) struct People {
    platform: Arc<str>,
    accounts: BTreeMap<(Box<str>, Box<str>), Arc<Account>>,
    plain: BTreeMap<Box<str>, Arc<Account>>,
    threads: BTreeMap<Box<str>, Arc<Thread>>,
}

impl People {
    pub(super) fn new() -> Self {
        Self {
            platform: super::PLATFORM.into(),
            accounts: BTreeMap::new(),
            plain: BTreeMap::new(),
            threads: BTreeMap::new(),
        }
    }

    pub(super) fn account(&mut self, (name, address): Mailbox) -> Arc<Account> {
        let handle = address.map(|address| domain_lowered(&address));
        match (name, handle) {
            (None, Some(handle)) => {
                if let Some(account) = self.plain.get(handle.as_str()) {
                    return account.clone();
                }
                if self.plain.len() >= REMEMBERED {
                    self.plain.clear();
                }
                let account = Arc::new(Account::handled(&self.platform, &handle, None));
                self.plain.insert(handle.into(), account.clone());
                account
            }
            (name, handle) => {
                let name = name.unwrap_or_default();
                let key = (
                    handle.clone().unwrap_or_default().into(),
                    name.as_str().into(),
                );
                if let Some(account) = self.accounts.get(&key) {
                    return account.clone();
                }
                if self.accounts.len() >= REMEMBERED {
                    self.accounts.clear();
                }
                let account = Arc::new(match handle {
                    Some(handle) => Account::handled(&self.platform, &handle, Some(&name)),
                    None => Account::named(&self.platform, &name),
                });
                self.accounts.insert(key, account.clone());
                account
            }
        }
    }

    /// The thread of that key; the first mail read of it gives its title. A conversation lies in
    /// several folders, so the folder is said of each mail.
    pub(super) fn thread(&mut self, key: &str, title: Option<&str>) -> Arc<Thread> {
        if let Some(thread) = self.threads.get(key) {
            return thread.clone();
        }
        if self.threads.len() >= REMEMBERED {
            self.threads.clear();
        }
        let thread = Arc::new(Thread {
            platform: self.platform.clone(),
            key: key.into(),
            title: title.map(Into::into),
            folder: None,
            participants: Vec::new(),
        });
        self.threads.insert(key.into(), thread.clone());
        thread
    }
}

/// Domains are the same in either case (RFC 5321, 2.4); what stands before the `@` may differ.
fn domain_lowered(address: &str) -> String {
    match address.rsplit_once('@') {
        Some((local, domain)) => format!("{local}@{}", domain.to_ascii_lowercase()),
        None => address.to_owned(),
    }
}
