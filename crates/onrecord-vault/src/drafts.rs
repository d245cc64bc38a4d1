//! Drafts: what a person is in the middle of writing. Encrypted inside the case at each step, so that
//! locking loses nothing. A draft is no evidence: it is not in the log, no pack code is given it, and
//! it is changed and thrown away freely.
//!
//! Each is a whole age file under a key of its own, derived from the case's secret. The public half of
//! that key stands nowhere, so nobody without the case's key can put a draft there.

use crate::age_format::{Opening, decrypt_small, encrypt_small_to};
use crate::disk::names_in;
use crate::error::{Result, VaultError};
use crate::layout;
use crate::vault::{Open, Vault};
use fs_err as fs;
use onrecord_model::encode::{self, Value};
use onrecord_model::{Digest, Instant};
use std::path::PathBuf;
use zeroize::Zeroizing;

/// The longest draft.
pub const LONGEST_DRAFT: usize = 4 << 20;
/// The longest name.
const LONGEST_NAME: usize = 200;
/// More than a person begins.
const MOST: usize = 500;

/// A draft.
pub struct Draft {
    /// Its name: which form, and of what.
    pub name: String,
    /// When it was saved.
    pub saved: Instant,
    /// What was typed, field by field, in order.
    pub fields: Vec<(String, Zeroizing<String>)>,
}

impl Vault<Open> {
    fn draft_path(&self, name: &str) -> PathBuf {
        let tag = Digest::of_parts(&[b"onrecord/draft", name.as_bytes()]);
        let file = format!("{}.age", self.state.keys.blob_name(tag));
        self.folder.join(layout::DRAFTS).join(file)
    }

    /// Saves a draft; it is on the disk when this returns, and the one of that name before is gone.
    pub fn save_draft(
        &mut self,
        name: &str,
        saved: Instant,
        fields: &[(&str, &str)],
    ) -> Result<()> {
        self.may_draft()?;
        let typed: usize = fields
            .iter()
            .map(|(key, value)| key.len() + value.len())
            .sum();
        if name.is_empty() || name.len() > LONGEST_NAME || typed > LONGEST_DRAFT {
            return Err(VaultError::Refused(
                "that draft is too long to be kept".into(),
            ));
        }
        let folder = self.folder.join(layout::DRAFTS);
        let path = self.draft_path(name);
        if !path.is_file() && names_in(&folder)?.len() >= MOST {
            return Err(VaultError::Refused(
                "there are too many drafts. Finish some of them, or throw them away".into(),
            ));
        }
        let pairs = fields.iter();
        let pairs = pairs.map(|(key, value)| Value::Array(vec![(*key).into(), (*value).into()]));
        let plain = Zeroizing::new(encode::encode(&Value::Array(vec![
            Value::from(name),
            Value::from(saved.0),
            Value::Array(pairs.collect()),
        ])));
        let recipient = self.state.keys.drafts().recipient();
        let sealed = encrypt_small_to(&recipient, &plain);
        let sealed = sealed.map_err(|error| VaultError::age(&path, error))?;
        self.disk.create_folder(&folder)?;
        self.disk.replace(&path, &sealed)
    }

    /// The draft of that name. One that cannot be read any more is said to be damaged.
    pub fn draft(&self, name: &str) -> Result<Option<Draft>> {
        let path = self.draft_path(name);
        if !path.is_file() {
            return Ok(None);
        }
        let draft = self.read_draft(&path)?;
        match draft.name == name {
            true => Ok(Some(draft)),
            false => Err(VaultError::damaged(&path, "it is another draft's")),
        }
    }

    /// Every draft, the one saved last first. Those that cannot be read are left out.
    pub fn drafts(&self) -> Result<Vec<Draft>> {
        let folder = self.folder.join(layout::DRAFTS);
        let mut out = Vec::new();
        for name in names_in(&folder)? {
            if let Ok(draft) = self.read_draft(&folder.join(&name))
                && self.draft_path(&draft.name).ends_with(&name)
            {
                out.push(draft);
            }
        }
        out.sort_by(|one, other| (other.saved, &one.name).cmp(&(one.saved, &other.name)));
        Ok(out)
    }

    /// Throws a draft away; nothing happens where there is none.
    pub fn remove_draft(&mut self, name: &str) -> Result<()> {
        self.may_draft()?;
        let path = self.draft_path(name);
        match path.is_file() {
            true => self.disk.remove(&path),
            false => Ok(()),
        }
    }

    fn read_draft(&self, path: &std::path::Path) -> Result<Draft> {
        let damaged = || VaultError::damaged(path, "it is not a draft");
        let length = fs::metadata(path).map_err(VaultError::from_io)?.len();
        if length > 2 * LONGEST_DRAFT as u64 {
            return Err(damaged());
        }
        let sealed = fs::read(path).map_err(VaultError::from_io)?;
        let opening = Opening::Identity(self.state.keys.drafts());
        let plain =
            decrypt_small(&sealed, &opening).map_err(|error| VaultError::age(path, error))?;
        let Ok(Value::Array(parts)) = encode::decode(&plain) else {
            return Err(damaged());
        };
        let [name, saved, Value::Array(pairs)] = parts.as_slice() else {
            return Err(damaged());
        };
        let field = |pair: &Value| match pair {
            Value::Array(pair) => match pair.as_slice() {
                [key, value] => Some((
                    key.as_text()?.into(),
                    Zeroizing::new(value.as_text()?.into()),
                )),
                _ => None,
            },
            _ => None,
        };
        Ok(Draft {
            name: name.as_text().ok_or_else(damaged)?.into(),
            saved: Instant(saved.as_i64().ok_or_else(damaged)?),
            fields: pairs
                .iter()
                .map(field)
                .collect::<Option<_>>()
                .ok_or_else(damaged)?,
        })
    }
}
