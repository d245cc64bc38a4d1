//! User names as accounts, and conversations as threads. Knows no file.

use crate::kit::memo::Memo;
use onrecord_model::{Account, Event, Mark, Thread};
use std::sync::Arc;

/// A conversation and the user name of the other one, where it is one of two.
#[derive(Debug)]
pub(super) struct Chat {
    pub thread: Arc<Thread>,
    other: Option<Box<str>>,
}

impl Chat {
    /// By its heading: `Chat History with somebody:`, `>>> Chat History with somebody::`, or
    /// whatever a group or another language writes.
    /// `other` is who that is, where the file tells it in another way.
    pub(super) fn of(
        heading: &str,
        is_group: bool,
        other: Option<&str>,
        platform: &Arc<str>,
        people: &mut Memo<Account>,
    ) -> Self {
        let name = heading
            .trim_start_matches('>')
            .trim()
            .trim_end_matches(':')
            .trim();
        let named = name
            .strip_prefix("Chat History with ")
            .filter(|_| !is_group);
        let other = named.or(other);
        let participants = other.map(|other| account(platform, other, people));
        Self {
            thread: Arc::new(Thread {
                platform: platform.clone(),
                key: named.unwrap_or(name).into(),
                title: Some(name.into()),
                folder: is_group.then(|| "group".into()),
                participants: participants.into_iter().collect(),
            }),
            other: other.map(Into::into),
        }
    }

    /// Marks who sent it, where that is known.
    pub(super) fn direct(&self, event: &mut Event) {
        let sender = event
            .account
            .as_ref()
            .and_then(|account| account.handle.as_deref());
        if let (Some(other), Some(sender)) = (self.other.as_deref(), sender) {
            event.marks.add(if other == sender {
                Mark::Incoming
            } else {
                Mark::Outgoing
            });
        }
    }
}

/// The account of a user name.
pub(super) fn account(platform: &Arc<str>, name: &str, people: &mut Memo<Account>) -> Arc<Account> {
    people.get(name, || Account::handled(platform, name, None))
}

/// What is no conversation: a list of the export.
pub(super) fn list(platform: &Arc<str>, name: &str) -> Arc<Thread> {
    Arc::new(Thread {
        platform: platform.clone(),
        key: name.into(),
        title: None,
        folder: None,
        participants: Vec::new(),
    })
}
