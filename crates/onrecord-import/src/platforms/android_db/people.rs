//! Numbers to accounts and threads, named as SMS Backup & Restore's files name them, so that both
//! stand side by side. Knows nothing of rows.

use crate::kit::memo::Memo;
use onrecord_model::{Account, Thread};
use std::sync::Arc;

/// Numbers of one group that are taken apart.
pub(super) const GROUP_LIMIT: usize = 512;

/// Makes and remembers accounts and threads.
pub(super) struct People {
    platform: Arc<str>,
    accounts: Memo<Account>,
    threads: Memo<Thread>,
}

impl People {
    pub(super) fn new() -> Self {
        Self {
            platform: super::PLATFORM.into(),
            accounts: Memo::default(),
            threads: Memo::default(),
        }
    }

    /// The account of a number; `None` for Android's codes for an unknown, a withheld and a
    /// payphone number, and where the owner's own number belongs.
    pub(super) fn account(&mut self, number: &str, name: Option<&str>) -> Option<Arc<Account>> {
        let number = number.trim();
        if matches!(number, "" | "-1" | "-2" | "-3" | "insert-address-token") {
            return None;
        }
        let key = format!("{number}\0{}", name.unwrap_or_default());
        let platform = self.platform.clone();
        Some(
            self.accounts
                .get(&key, || Account::handled(&platform, number, name)),
        )
    }

    /// The thread with these numbers.
    pub(super) fn thread(&mut self, numbers: &[String], calls: bool) -> Arc<Thread> {
        let mut numbers: Vec<&str> = numbers
            .iter()
            .take(GROUP_LIMIT)
            .map(|number| number.trim())
            .filter(|number| !matches!(*number, "" | "-1" | "-2" | "-3" | "insert-address-token"))
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        let participants = numbers
            .iter()
            .filter_map(|number| self.account(number, None))
            .collect();
        let mut key = if calls { "calls:" } else { "" }.to_owned();
        if numbers.is_empty() {
            key.push_str("number-withheld");
        }
        key.push_str(&numbers.join("~"));
        let title = numbers
            .is_empty()
            .then(|| "number withheld or not known".into());
        let platform = self.platform.clone();
        self.threads.get(&key, || Thread {
            platform,
            key: key.as_str().into(),
            title,
            folder: None,
            participants,
        })
    }

    /// A list of the phone's that is no conversation.
    pub(super) fn list(&mut self, name: &str) -> Arc<Thread> {
        let platform = self.platform.clone();
        self.threads.get(name, || Thread {
            platform,
            key: name.into(),
            title: None,
            folder: None,
            participants: Vec::new(),
        })
    }
}
