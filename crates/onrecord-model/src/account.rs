//! Accounts and threads as an export shows them. Accounts are never merged; who is behind one is
//! something a person says, elsewhere.

use std::sync::Arc;

/// A platform identity as found. At least one of `stable_id`, `handle` and `name` is given.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Account {
    /// The platform's short name, such as `whatsapp`.
    pub platform: Arc<str>,
    /// The platform's own number or id for it, which survives renaming.
    pub stable_id: Option<Box<str>>,
    /// What addresses it: a handle, a phone number, an e-mail address.
    pub handle: Option<Box<str>>,
    /// The display name seen on this record. It can change and collide, and on a phone it is what
    /// the owner of the phone called the contact.
    pub name: Option<Box<str>>,
}

impl Account {
    /// An account known by its display name only.
    pub fn named(platform: &Arc<str>, name: &str) -> Self {
        Self {
            platform: platform.clone(),
            stable_id: None,
            handle: None,
            name: Some(name.into()),
        }
    }

    /// An account known by its handle, phone number or address.
    pub fn handled(platform: &Arc<str>, handle: &str, name: Option<&str>) -> Self {
        Self {
            platform: platform.clone(),
            stable_id: None,
            handle: Some(handle.into()),
            name: name.map(Into::into),
        }
    }

    /// What tells this account from another on its platform: the best of what is given.
    pub fn key(&self) -> AccountKey {
        let (by, value) = match (&self.stable_id, &self.handle, &self.name) {
            (Some(id), _, _) => ("id", id),
            (None, Some(handle), _) => ("handle", handle),
            (None, None, Some(name)) => ("name", name),
            (None, None, None) => return AccountKey(format!("{}:unknown", self.platform).into()),
        };
        AccountKey(format!("{}:{by}:{value}", self.platform).into())
    }

    /// What to show for it.
    pub fn label(&self) -> &str {
        self.name
            .as_deref()
            .or(self.handle.as_deref())
            .or(self.stable_id.as_deref())
            .unwrap_or("unknown")
    }
}

/// `platform:id:…`, `platform:handle:…` or `platform:name:…`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountKey(pub Box<str>);

/// A conversation, page or log as an export delimits it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Thread {
    /// The platform's short name.
    pub platform: Arc<str>,
    /// What tells it from another thread of the same export: the platform's id or path for it.
    pub key: Box<str>,
    /// Its title, if it has one.
    pub title: Option<Box<str>>,
    /// Where the platform filed it, in its own word (`inbox`, `message_requests`, …).
    pub folder: Option<Box<str>>,
    /// Who takes part, as far as the export says before the first message.
    pub participants: Vec<Arc<Account>>,
}
