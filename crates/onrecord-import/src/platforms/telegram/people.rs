//! Names and ids as accounts. Knows nothing of messages.

use crate::kit::json_record::text_of;
use crate::kit::json_stream::value::Raw;
use crate::kit::text::has_hidden;
use onrecord_model::{Account, Mark, Marks};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Names made up to fill memory are not remembered.
const REMEMBERED: usize = 10_000;
const LENGTH: usize = 1_000;

/// The accounts seen so far, by the bytes of their ids and names.
pub(super) struct People {
    platform: Arc<str>,
    known: BTreeMap<Box<[u8]>, (Arc<Account>, Marks)>,
    key: Vec<u8>,
}

impl People {
    pub(super) fn new(platform: &Arc<str>) -> Self {
        Self {
            platform: platform.clone(),
            known: BTreeMap::new(),
            key: Vec::new(),
        }
    }

    /// The account of a name and an id, of which either may be missing or `null`.
    pub(super) fn account(
        &mut self,
        name: Option<Raw<'_>>,
        id: Option<Raw<'_>>,
        marks: &mut Marks,
    ) -> Option<Arc<Account>> {
        let (name_bytes, id_bytes) = (bytes_of(name), bytes_of(id));
        if name_bytes.is_empty() && id_bytes.is_empty() {
            return None;
        }
        self.key.clear();
        self.key.extend_from_slice(id_bytes);
        // No JSON value holds a zero byte that is read as such.
        self.key.push(0);
        self.key.extend_from_slice(name_bytes);
        if let Some((account, said)) = self.known.get(&*self.key) {
            marks.0 |= said.0;
            return Some(account.clone());
        }
        let mut said = Marks::NONE;
        let name = name.and_then(|raw| text_of(&raw, &mut said));
        let name = name.filter(|name| !name.is_empty());
        if name.as_ref().is_some_and(|name| has_hidden(name)) {
            said.add(Mark::HiddenCharacters);
        }
        let stable_id = id.and_then(|raw| stable_id(&raw, &mut said));
        if name.is_none() && stable_id.is_none() {
            return None;
        }
        let account = Arc::new(Account {
            platform: self.platform.clone(),
            stable_id,
            handle: None,
            name: name.map(Into::into),
        });
        if self.known.len() < REMEMBERED && self.key.len() < LENGTH {
            self.known
                .insert(self.key.as_slice().into(), (account.clone(), said));
        }
        marks.0 |= said.0;
        Some(account)
    }
}

fn bytes_of<'r>(raw: Option<Raw<'r>>) -> &'r [u8] {
    match raw {
        Some(raw) if raw.bytes != b"null" && raw.bytes != b"\"\"" => raw.bytes,
        _ => b"",
    }
}

/// `user123`, `channel456`. Until 2021 exports wrote numbers: a user's id with bit 32 set
/// (Telegram Desktop, `export_data_types.cpp`), a group's or channel's with bit 33, which does not
/// say which of the two, and so stays a number.
fn stable_id(raw: &Raw<'_>, marks: &mut Marks) -> Option<Box<str>> {
    if let Some(text) = text_of(raw, marks) {
        return (!text.is_empty()).then(|| text.into());
    }
    let number = raw.integer()?;
    Some(match number >> 32 {
        1 => format!("user{}", number & 0xFFFF_FFFF).into(),
        _ => number.to_string().into(),
    })
}

/// Whether a record names its sender by a number, as exports did until 2021.
pub(super) fn has_number(record: &Raw<'_>) -> bool {
    let id = record.get("from_id").or_else(|| record.get("actor_id"));
    id.is_some_and(|id| id.integer().is_some())
}

/// A chat's id as newer exports write it. In older ones a user's has bit 32 set, and ids of newer
/// accounts have reached that bit by themselves: so only what else stands there can tell.
pub(super) fn bare_id(number: i64, is_old: bool) -> i64 {
    match number >> 32 {
        1 if is_old => number & 0xFFFF_FFFF,
        _ => number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_is_the_same_in_old_and_new_exports() {
        let mut people = People::new(&"telegram".into());
        let mut marks = Marks::NONE;
        let raw = |json: &'static str| Some(Raw::new(json.as_bytes(), 0));
        let mut key = |name, id| {
            let account = people.account(name, id, &mut marks)?;
            Some(account.key().0.into_string())
        };
        let new = key(raw(r#""Ann Example""#), raw(r#""user422867130""#));
        assert_eq!(new.as_deref(), Some("telegram:id:user422867130"));
        assert_eq!(key(raw("null"), raw("4717834426")), new);
        assert_eq!(
            key(raw(r#""A group""#), raw("8717834426")).as_deref(),
            Some("telegram:id:8717834426")
        );
        assert_eq!(
            key(raw(r#""Ann Example""#), None).as_deref(),
            Some("telegram:name:Ann Example")
        );
        assert_eq!(key(raw("null"), raw("null")), None);
        assert_eq!(key(None, raw("[]")), None);
    }
}
