//! Private notes: the person's own, in a store with its own key, which no pack code is given.
//!
//! The public log gets an act `note-kept` whose payload is one salted digest, so that a note can
//! later be shown to be what it was, and nothing can be learnt from the log. A note is never
//! changed: a later one may say that it replaces it.

use crate::age_format::random;
use crate::error::{Result, VaultError};
use crate::vault::{Context, Open, Vault};
use onrecord_model::custody::{Act, CustodyEntry};
use onrecord_model::encode::{self, Value};
use onrecord_model::{Digest, Instant};

/// A private note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrivateNote {
    /// Its number, counted from 0.
    pub number: u64,
    /// When it was kept.
    pub when: Instant,
    /// The words.
    pub text: String,
    /// The note that this one replaces.
    pub replaces: Option<u64>,
}

/// The door to the private notes of an open case.
pub struct PrivateNotes<'a>(&'a mut Vault<Open>);

impl Vault<Open> {
    fn is_without_notes(&self) -> bool {
        let copy = self.state.handed_over.as_ref();
        copy.is_some_and(crate::copy::HandedOver::is_without_notes)
    }

    /// The private notes.
    pub fn private(&mut self) -> PrivateNotes<'_> {
        PrivateNotes(self)
    }

    /// What is not as it should be among the private notes.
    pub(crate) fn private_problems(&self) -> Vec<VaultError> {
        let mut out = Vec::new();
        let expected = &self.state.notes;
        let read = self.state.private.reread(&mut |number, path, frame| {
            let known = usize::try_from(number).ok().and_then(|at| expected.get(at));
            if known != Some(&note_digest(frame)) || parse(number, frame).is_none() {
                return Err(VaultError::damaged(
                    path,
                    format!("note {number} is not the one kept"),
                ));
            }
            Ok(())
        });
        out.extend(read.err());
        out
    }
}

impl PrivateNotes<'_> {
    /// Keeps a note. It is on the disk when this returns.
    pub fn keep(
        &mut self,
        context: &Context,
        text: &str,
        replaces: Option<u64>,
    ) -> Result<CustodyEntry> {
        self.0.usable()?;
        if self.0.is_without_notes() {
            return Err(VaultError::Refused(
                "the private notes were left out of this copy, so none can be added to it".into(),
            ));
        }
        let number = self.0.state.private.count();
        if let Some(replaced) = replaces.filter(|replaced| *replaced >= number) {
            return Err(VaultError::Unknown(format!("note {replaced}")));
        }
        let salt: [u8; 16] = random().map_err(|_| VaultError::Random)?;
        let frame = encode::encode(&Value::Array(vec![
            Value::Bytes(salt.to_vec()),
            Value::from(context.now.0),
            Value::from(text),
            replaces.map_or(Value::Null, Value::from),
        ]));
        // The note first: the entry in the log is what makes it kept.
        if let Err(error) = self.0.state.private.append(&frame) {
            self.0.state.stale = !matches!(error, VaultError::Refused(_));
            return Err(error);
        }
        let digest = note_digest(&frame);
        let payload = Value::map([("digest", Value::from(&digest.0[..]))]);
        let entry = self.0.append(context, Act::NoteKept, "", payload)?;
        self.0.state.notes.push(digest);
        Ok(entry)
    }

    /// Every note, in the order they were kept.
    pub fn notes(&self) -> Result<Vec<PrivateNote>> {
        let mut out = Vec::new();
        if self.0.is_without_notes() {
            return Ok(out);
        }
        self.0.state.private.reread(&mut |number, path, frame| {
            let unreadable = || VaultError::damaged(path, format!("note {number} cannot be read"));
            out.push(parse(number, frame).ok_or_else(unreadable)?);
            Ok(())
        })?;
        Ok(out)
    }
}

/// The frame begins with its own salt, so the digest of a short note cannot be guessed.
fn note_digest(frame: &[u8]) -> Digest {
    Digest::of_parts(&[b"onrecord/private-note", frame])
}

fn parse(number: u64, frame: &[u8]) -> Option<PrivateNote> {
    let Ok(Value::Array(parts)) = encode::decode(frame) else {
        return None;
    };
    let [_salt, when, text, replaces] = parts.as_slice() else {
        return None;
    };
    Some(PrivateNote {
        number,
        when: Instant(when.as_i64()?),
        text: text.as_text()?.to_owned(),
        replaces: replaces.as_u64(),
    })
}
