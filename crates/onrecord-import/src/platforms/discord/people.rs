//! Accounts of Discord: a number that stays, a handle and a name that change. Knows no records.

use crate::kit::json_record::text_of;
use crate::kit::json_stream::value::Raw;
use crate::kit::memo::Memo;
use onrecord_model::{Account, Marks};
use std::sync::Arc;

/// Accounts met, each with every name it was met under.
pub(super) struct People {
    pub platform: Arc<str>,
    known: Memo<Account>,
}

impl People {
    pub(super) fn new(platform: Arc<str>) -> Self {
        Self {
            platform,
            known: Memo::default(),
        }
    }

    /// The account with these; empty ones are none.
    pub(super) fn of(&mut self, id: &str, handle: &str, name: &str) -> Option<Arc<Account>> {
        if id.is_empty() && handle.is_empty() && name.is_empty() {
            return None;
        }
        let given = |text: &str| (!text.is_empty()).then(|| text.into());
        let platform = &self.platform;
        Some(self.known.get_by(&[id, handle, name], || Account {
            platform: platform.clone(),
            stable_id: given(id),
            handle: given(handle),
            name: given(name),
        }))
    }

    /// The account of a user object, in DiscordChatExporter's words or in Discord's own.
    pub(super) fn of_user(&mut self, user: Raw<'_>, marks: &mut Marks) -> Option<Arc<Account>> {
        let mut text = |keys: [&str; 3]| {
            let value = keys
                .iter()
                .find_map(|key| text_of(&user.get(key)?, marks).filter(|text| !text.is_empty()));
            value.map(String::from).unwrap_or_default()
        };
        let id = text(["id", "id", "id"]);
        let mut handle = text(["name", "username", "name"]);
        let name = text(["nickname", "global_name", "display_name"]);
        let number = text(["discriminator", "discriminator", "discriminator"]);
        if !handle.is_empty() && number.bytes().any(|digit| digit != b'0') {
            handle = format!("{handle}#{number}");
        }
        self.of(&id, &handle, &name)
    }
}
