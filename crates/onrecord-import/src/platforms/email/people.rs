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
    /// By handle and name, with a character between that neither holds.
    accounts: BTreeMap<Box<str>, Arc<Account>>,
    key: String,
    threads: BTreeMap<Box<str>, Arc<Thread>>,
}

impl People {
    pub(super) fn new() -> Self {
        Self {
            platform: super::PLATFORM.into(),
            accounts: BTreeMap::new(),
            key: String::new(),
            threads: BTreeMap::new(),
        }
    }

    pub(super) fn account(&mut self, (name, address): Mailbox) -> Arc<Account> {
        let handle = address.map(domain_lowered);
        self.key.clear();
        self.key.push_str(handle.as_deref().unwrap_or_default());
        if let Some(name) = &name {
            self.key.push('\n');
            self.key.push_str(name);
        }
        if let Some(account) = self.accounts.get(self.key.as_str()) {
            return account.clone();
        }
        if self.accounts.len() >= REMEMBERED {
            self.accounts.clear();
        }
        let account = Arc::new(match handle {
            Some(handle) => Account::handled(&self.platform, &handle, name.as_deref()),
            None => Account::named(&self.platform, &name.unwrap_or_default()),
        });
        self.accounts
            .insert(self.key.as_str().into(), account.clone());
        account
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
fn domain_lowered(mut address: String) -> String {
    if let Some(at) = address.rfind('@') {
        address[at..].make_ascii_lowercase();
    }
    address
}
