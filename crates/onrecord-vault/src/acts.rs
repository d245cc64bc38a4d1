//! The only way to change a case: one act, one entry of the log, or nothing happened.

use crate::age_format::{Recipient, random};
use crate::error::{Result, VaultError};
use crate::layout;
use crate::log::{Logged, new_salt};
use crate::recovery::RecoverySheet;
use crate::slots::{self, Slot, WorkFactor};
use crate::vault::{Context, Open, Vault};
use crate::way_in::MAY_CHANGE;
use onrecord_model::Digest;
use onrecord_model::custody::{Act, CustodyEntry, payload_digest};
use onrecord_model::encode::{Value, encode};

/// The key of a payload under which an act names the sealed contents it rests on: an array of
/// 32-byte strings.
pub const BLOBS_KEY: &str = "blobs";

/// The value for [`BLOBS_KEY`].
pub fn blobs_value(digests: &[Digest]) -> Value {
    Value::Array(
        digests
            .iter()
            .map(|digest| Value::from(&digest.0[..]))
            .collect(),
    )
}

/// The sealed contents that a payload names; `None` where the value is malformed.
pub(crate) fn blobs_of(payload: &Value) -> Option<Vec<Digest>> {
    let Some(value) = payload.get(BLOBS_KEY) else {
        return Some(Vec::new());
    };
    let one = |value: &Value| value.as_bytes()?.try_into().ok().map(Digest);
    value.as_array()?.iter().map(one).collect()
}

/// One way into the case, as the log tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotListed {
    /// Which.
    pub slot: Slot,
    /// The helper's name as the person wrote it; empty for the others.
    pub label: String,
    /// The helper's public key; empty for the others.
    pub recipient: String,
    /// Whether who opens the case this way may change it.
    pub may_change: bool,
}

impl Vault<Open> {
    /// Does one act: appends an entry with `payload` to the log, forces it to the disk and signs
    /// the new head. When it returns, it is kept; after an error the case must be opened again,
    /// and then either the whole act is there or nothing of it.
    ///
    /// `subject` holds nobody's words or names: a pack shows it where it withholds the payload.
    /// Sealed contents that it rests on are named under [`BLOBS_KEY`] and must be in the case.
    pub fn act(
        &mut self,
        context: &Context,
        act: Act,
        subject: &str,
        payload: Value,
    ) -> Result<CustodyEntry> {
        let own = [
            Act::CaseCreated,
            Act::SlotAdded,
            Act::SlotRemoved,
            Act::TimestampReceived,
            Act::NoteKept,
        ];
        // By name, so that no other spelling of the same act gets past.
        if own.iter().any(|own| own.name() == act.name()) {
            return Err(VaultError::Refused(format!(
                "the act {} is the vault's own",
                act.name()
            )));
        }
        let blobs = blobs_of(&payload)
            .ok_or_else(|| VaultError::Refused("the list of blobs is malformed".to_owned()))?;
        if let Some(missing) = blobs.into_iter().find(|digest| !self.has_blob(*digest)) {
            return Err(VaultError::Unknown(format!(
                "the sealed original {missing}"
            )));
        }
        self.append(context, act, subject, payload)
    }

    pub(crate) fn append(
        &mut self,
        context: &Context,
        act: Act,
        subject: &str,
        payload: Value,
    ) -> Result<CustodyEntry> {
        self.usable()?;
        let salt = new_salt()?;
        let entry = CustodyEntry {
            seq: self.log_size(),
            when: context.now,
            actor: context.actor.as_str().into(),
            act,
            subject: subject.into(),
            payload: payload_digest(&salt, &encode(&payload)),
            tool: context.tool.as_str().into(),
        };
        let logged = Logged {
            entry,
            salt,
            payload,
        };
        let Open { log, keys, .. } = &mut self.state;
        if let Err(error) = log.append(keys, &logged) {
            // An entry that was refused for its length left no trace.
            self.state.stale = !matches!(error, VaultError::Refused(_));
            return Err(error);
        }
        self.state.side_files.learn(&logged);
        Ok(logged.entry)
    }

    pub(crate) fn set_slot(
        &mut self,
        context: &Context,
        slot: &Slot,
        content: &[u8],
        more: &[(&str, Value)],
    ) -> Result<CustodyEntry> {
        let file = format!("{}/{}", layout::KEYS, slot.file_name());
        self.write_side_file(context, Act::SlotAdded, &slot.name(), &file, content, more)
    }

    /// Sets another passphrase. Who has a copy of the old `keys/passphrase.age` and knows the old
    /// passphrase can still open a copy of the case: this changes the lock, not the case's key.
    pub fn change_passphrase(
        &mut self,
        context: &Context,
        passphrase: &str,
        work: WorkFactor,
    ) -> Result<CustodyEntry> {
        let content = slots::for_passphrase(self.state.keys.identity(), passphrase, work)?;
        self.set_slot(context, &Slot::Passphrase, &content, &[])
    }

    /// Makes a new recovery sheet. The old one no longer opens this folder; it still opens a copy
    /// of the folder as it was.
    pub fn renew_recovery(&mut self, context: &Context) -> Result<(CustodyEntry, RecoverySheet)> {
        let sheet = RecoverySheet::new(self.verifier().name())?;
        let recipient = sheet.key().recipient();
        let content = slots::for_recipient(self.state.keys.identity(), &recipient)?;
        let entry = self.set_slot(context, &Slot::Recovery, &content, &[])?;
        Ok((entry, sheet))
    }

    /// Lets a helper open the case with their own age key. They can read everything, private notes
    /// too, and change it only where `may_change` says so.
    pub fn add_helper(
        &mut self,
        context: &Context,
        label: &str,
        recipient: &Recipient,
        may_change: bool,
    ) -> Result<Slot> {
        let digits = Digest(random().map_err(|_| VaultError::Random)?).to_hex();
        let slot = Slot::Helper(digits.get(..8).unwrap_or_default().to_owned());
        let content = slots::for_recipient(self.state.keys.identity(), recipient)?;
        let more = [
            ("label", label.into()),
            ("recipient", recipient.to_string().into()),
            (MAY_CHANGE, Value::Bool(may_change)),
        ];
        self.set_slot(context, &slot, &content, &more)?;
        Ok(slot)
    }

    /// Takes a helper's way in away. **A copy of the case that they already took still opens for
    /// them**, and so does this case if they kept its key: no program can undo that.
    pub fn remove_helper(&mut self, context: &Context, slot: &Slot) -> Result<CustodyEntry> {
        let known = self.slots()?.iter().any(|listed| listed.slot == *slot);
        if !matches!(slot, Slot::Helper(_)) || !known {
            return Err(VaultError::Unknown(format!(
                "the helper slot {}",
                slot.name()
            )));
        }
        let file = format!("{}/{}", layout::KEYS, slot.file_name());
        let path = self.folder.join(&file);
        let payload = Value::map([("file", file.as_str().into()), ("digest", Value::Null)]);
        let entry = self.append(context, Act::SlotRemoved, &slot.name(), payload)?;
        if path.is_file() {
            self.state.stale = true;
            self.disk.remove(&path)?;
            self.state.stale = false;
        }
        Ok(entry)
    }

    /// Every way into the case, as the log tells it.
    pub fn slots(&self) -> Result<Vec<SlotListed>> {
        let mut out: Vec<SlotListed> = Vec::new();
        self.for_each_entry(&mut |logged| {
            let added = logged.entry.act == Act::SlotAdded;
            if (added || logged.entry.act == Act::SlotRemoved)
                && let Some(slot) = Slot::from_name(&logged.entry.subject)
            {
                let text = |key| logged.payload.get(key).and_then(Value::as_text);
                let text = |key| text(key).unwrap_or_default().to_owned();
                out.retain(|listed| listed.slot != slot);
                if added {
                    let (label, recipient) = (text("label"), text("recipient"));
                    let may_change = match slot {
                        Slot::Helper(_) => {
                            matches!(logged.payload.get(MAY_CHANGE), Some(Value::Bool(true)))
                        }
                        _ => true,
                    };
                    out.push(SlotListed {
                        slot,
                        label,
                        recipient,
                        may_change,
                    });
                }
            }
            Ok(())
        })?;
        Ok(out)
    }
}
