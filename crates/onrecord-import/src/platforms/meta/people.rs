//! Names as accounts. An export gives display names, seldom more; equal names become equal
//! accounts here, and who is behind one is said elsewhere.

use super::mojibake::repair;
use crate::kit::json_stream::value::Raw;
use crate::kit::text::has_hidden;
use onrecord_model::{Account, Mark, Marks};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A string of the export: unescaped, put right where it was encoded twice, and what must be said
/// of it.
pub(super) fn text_of<'a>(raw: &Raw<'a>, marks: &mut Marks) -> Option<Cow<'a, str>> {
    if raw.is_simple() {
        return raw.text().map(|read| read.text);
    }
    // What was encoded twice is nearly always all escapes, and so put right while it is unescaped.
    if let Some(bytes) = raw.narrow() {
        let is_twice = !bytes.is_ascii();
        if let Ok(text) = String::from_utf8(bytes) {
            if is_twice {
                marks.add(Mark::MojibakeRepaired);
            }
            return Some(Cow::Owned(text));
        }
    }
    let read = raw.text()?;
    if read.lossy {
        marks.add(Mark::LossyText);
    }
    Some(match repair(&read.text) {
        Some(repaired) => {
            marks.add(Mark::MojibakeRepaired);
            Cow::Owned(repaired)
        }
        None => read.text,
    })
}

/// The accounts seen so far, by the bytes of their names.
pub(super) struct People {
    platform: Arc<str>,
    /// Whether what stands for a person is a user name.
    are_handles: bool,
    known: BTreeMap<Box<[u8]>, (Arc<Account>, Marks)>,
}

impl People {
    pub(super) fn new(platform: &Arc<str>) -> Self {
        Self {
            platform: platform.clone(),
            are_handles: false,
            known: BTreeMap::new(),
        }
    }

    /// The same where people stand by their user names.
    pub(super) fn by_handle(platform: &Arc<str>) -> Self {
        Self {
            are_handles: true,
            ..Self::new(platform)
        }
    }

    /// The account of a name that stands in a record as a string.
    pub(super) fn named(&mut self, raw: &Raw<'_>, marks: &mut Marks) -> Option<Arc<Account>> {
        let bytes = raw.inner()?;
        if let Some((account, said)) = self.known.get(bytes) {
            marks.0 |= said.0;
            return Some(account.clone());
        }
        let mut said = Marks::NONE;
        let name = text_of(raw, &mut said)?;
        if has_hidden(&name) {
            said.add(Mark::HiddenCharacters);
        }
        let account = Arc::new(if self.are_handles {
            Account::handled(&self.platform, &name, None)
        } else {
            Account::named(&self.platform, &name)
        });
        // Names made up to fill memory are not remembered.
        if self.known.len() < 10_000 && bytes.len() < 1_000 {
            self.known.insert(bytes.into(), (account.clone(), said));
        }
        marks.0 |= said.0;
        Some(account)
    }

    /// The account of a name that stands in a page.
    pub(super) fn of_name(&mut self, name: &str, marks: &mut Marks) -> Arc<Account> {
        if let Some((account, said)) = self.known.get(name.as_bytes()) {
            marks.0 |= said.0;
            return account.clone();
        }
        let mut said = Marks::NONE;
        if has_hidden(name) {
            said.add(Mark::HiddenCharacters);
        }
        let account = Arc::new(Account::named(&self.platform, name));
        if self.known.len() < 10_000 && name.len() < 1_000 {
            self.known
                .insert(name.as_bytes().into(), (account.clone(), said));
        }
        marks.0 |= said.0;
        account
    }
}
