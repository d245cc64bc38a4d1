//! What every part of one reading needs to know. Holds no state of the reading.

use super::Platform;
use super::layout::Root;
use crate::Export;
use crate::kit::attachments::AttachmentNames;
use onrecord_model::{Account, Event, Kind, Mark};
use std::sync::Arc;

/// One export being read for one platform.
pub(super) struct Context<'a> {
    pub export: &'a dyn Export,
    pub platform: &'static Platform,
    pub platform_name: Arc<str>,
    pub names: AttachmentNames,
    pub roots: Vec<Root>,
    /// The owner, where the export says who that is.
    pub owner: Option<Owner>,
}

/// The owner of the export, as its personal information says.
#[derive(Clone, Debug)]
pub(super) struct Owner {
    pub account: Arc<Account>,
    /// The names under which threads may show them.
    pub names: Vec<Box<str>>,
    /// The file that says so.
    pub source: Arc<str>,
}

impl Owner {
    /// Whether `account` bears a name under which threads may show the owner.
    fn is_named_as(&self, account: &Account) -> bool {
        let shown = account.name.as_deref().or(account.handle.as_deref());
        shown.is_some_and(|shown| self.names.iter().any(|known| **known == *shown))
    }
}

impl Context<'_> {
    /// Whether exactly one of these bears a name of the owner's. Of two, one may be somebody who
    /// took the name: nothing is said then of who sent what.
    pub(super) fn owner_is_clear(&self, participants: &[Arc<Account>]) -> bool {
        self.owner.as_ref().is_some_and(|owner| {
            let named = participants.iter().filter(|one| owner.is_named_as(one));
            named.count() == 1
        })
    }

    /// Sent or received, where the export says who its owner is.
    pub(super) fn direct(&self, event: &mut Event) {
        let (Some(owner), Some(account)) = (&self.owner, &event.account) else {
            return;
        };
        if matches!(event.kind, Kind::System | Kind::Unknown(_)) {
            return;
        }
        event.marks.add(if owner.is_named_as(account) {
            Mark::Outgoing
        } else {
            Mark::Incoming
        });
    }
}
