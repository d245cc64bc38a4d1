//! Accounts of X: numbers, and a handle and name only for the owner and for who is mentioned in a
//! post. Knows no records.

use super::script::Script;
use crate::Export;
use crate::kit::json_record::{scalar_of, text_of};
use crate::kit::json_stream::value::Raw;
use crate::kit::peek::whole_entry;
use onrecord_model::{Account, Event, Kind, Mark, Marks};
use std::collections::BTreeMap;
use std::io::Read as _;
use std::sync::Arc;

/// Accounts by their number.
pub(super) struct People {
    pub platform: Arc<str>,
    pub owner: Option<Arc<Account>>,
    known: BTreeMap<Box<str>, Arc<Account>>,
}

impl People {
    pub(super) fn new(platform: Arc<str>, owner: Option<Arc<Account>>) -> Self {
        let mut known = BTreeMap::new();
        if let Some(owner) = &owner
            && let Some(id) = &owner.stable_id
        {
            known.insert(id.clone(), owner.clone());
        }
        Self {
            platform,
            owner,
            known,
        }
    }

    /// The account of a number.
    pub(super) fn by_id(&mut self, id: &str) -> Option<Arc<Account>> {
        if id.is_empty() || id == "-1" {
            return None;
        }
        if let Some(account) = self.known.get(id) {
            return Some(account.clone());
        }
        let account = Arc::new(Account {
            platform: self.platform.clone(),
            stable_id: Some(id.into()),
            handle: None,
            name: None,
        });
        // Numbers made up to fill memory are not remembered.
        if self.known.len() < 10_000 && id.len() < 100 {
            self.known.insert(id.into(), account.clone());
        }
        Some(account)
    }

    /// The account of a number that stands in a record.
    pub(super) fn of(&mut self, raw: Option<Raw<'_>>, marks: &mut Marks) -> Option<Arc<Account>> {
        self.by_id(&scalar_of(&raw?, marks)?)
    }

    /// Sent or received, where it is known whose archive this is.
    pub(super) fn direct(&self, event: &mut Event) {
        let (Some(owner), Some(account)) = (&self.owner, &event.account) else {
            return;
        };
        if matches!(event.kind, Kind::Message | Kind::Reaction | Kind::Edit) {
            event.marks.add(if owner.stable_id == account.stable_id {
                Mark::Outgoing
            } else {
                Mark::Incoming
            });
        }
    }
}

/// The owner, as `account.js` says, or else the archive's table of contents.
pub(super) fn owner(
    export: &dyn Export,
    platform: &Arc<str>,
    account: Option<&Arc<str>>,
    manifest: Option<&Arc<str>>,
) -> Option<Arc<Account>> {
    let read = |path: &Arc<str>| {
        let content = whole_entry(export, path, 4 << 20).ok()?;
        let mut json = Vec::new();
        Script::new(&*content).read_to_end(&mut json).ok()?;
        Some(json)
    };
    let of_account = || {
        let json = read(account?)?;
        let list = Raw::new(json.trim_ascii(), 0);
        let first = list.elements().next()?.ok()?;
        build(
            platform,
            first.get("account").unwrap_or(first),
            "accountId",
            "username",
            "accountDisplayName",
        )
    };
    let of_manifest = || {
        let json = read(manifest?)?;
        let whole = Raw::new(json.trim_ascii(), 0);
        match whole.get("userInfo") {
            Some(info) => build(platform, info, "accountId", "userName", "displayName"),
            None => build(platform, whole, "id", "screen_name", "full_name"),
        }
    };
    of_account().or_else(of_manifest)
}

fn build(
    platform: &Arc<str>,
    raw: Raw<'_>,
    id: &str,
    handle: &str,
    name: &str,
) -> Option<Arc<Account>> {
    let mut marks = Marks::NONE;
    let mut text = |key: &str| {
        let text = text_of(&raw.get(key)?, &mut marks)?;
        (!text.is_empty()).then(|| text.into())
    };
    let stable_id: Option<Box<str>> = text(id);
    stable_id.as_ref()?;
    Some(Arc::new(Account {
        platform: platform.clone(),
        stable_id,
        handle: text(handle),
        name: text(name),
    }))
}
