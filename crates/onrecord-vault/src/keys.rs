//! The case's one secret and the keys that follow from it.
//!
//! A random age identity is the case's secret. Everything else is derived from it with
//! HKDF-SHA-256, so that a slot wraps 32 bytes and a lost derived key can always be made again.
//! Knows nothing of where the identity is kept.

use crate::age_format::{AgeError, Identity, Recipient, hkdf32};
use crate::error::{Result, VaultError};
use hmac::{Hmac, KeyInit, Mac};
use onrecord_model::commit::ThreadSeed;
use onrecord_model::note::{NoteSigner, NoteVerifier};
use onrecord_model::{Digest, Thread};
use sha2::Sha256;
use zeroize::Zeroizing;

/// Domain of every derivation; a change of format changes it.
const SALT: &[u8] = b"onrecord/case/1";

/// 32 secret bytes, wiped when dropped.
pub type SecretBytes = Zeroizing<[u8; 32]>;

/// The identity and what follows from it. Wiped from memory when dropped.
pub(crate) struct CaseKeys {
    identity: Identity,
    pub(crate) segment: SecretBytes,
    pub(crate) index: SecretBytes,
    pub(crate) private: SecretBytes,
    blob_name: SecretBytes,
    thread_seed: SecretBytes,
    drafts: Identity,
    signer: NoteSigner,
}

impl CaseKeys {
    pub(crate) fn random() -> Result<Self> {
        let identity = Identity::random().map_err(|_: AgeError| VaultError::Random)?;
        Self::from_identity(identity)
    }

    pub(crate) fn from_identity(identity: Identity) -> Result<Self> {
        let derive = |what: &str| hkdf32(SALT, identity.as_bytes(), what.as_bytes());
        let signing = derive("signing");
        // The log's name says nothing of the case: it is made from the key that signs.
        let unnamed = NoteSigner::new("onrecord.case", &signing).map_err(refused)?;
        let name = origin_of(&unnamed.verifier().public());
        Ok(Self {
            segment: derive("segment"),
            index: derive("index"),
            private: derive("private"),
            blob_name: derive("blob-name"),
            thread_seed: derive("thread-seed"),
            drafts: Identity::from_secret(&derive("drafts")),
            signer: NoteSigner::new(&name, &signing).map_err(refused)?,
            identity,
        })
    }

    pub(crate) fn identity(&self) -> &Identity {
        &self.identity
    }

    pub(crate) fn recipient(&self) -> Recipient {
        self.identity.recipient()
    }

    /// What drafts are locked to and opened with.
    pub(crate) fn drafts(&self) -> &Identity {
        &self.drafts
    }

    pub(crate) fn signer(&self) -> &NoteSigner {
        &self.signer
    }

    pub(crate) fn verifier(&self) -> NoteVerifier {
        self.signer.verifier()
    }

    /// The name of a blob: 64 hexadecimal digits that only the key's holder can make, so that a
    /// known picture's digest cannot be looked for among the file names.
    pub(crate) fn blob_name(&self, content: Digest) -> String {
        // HMAC takes its key as a block of 64 bytes, padded with zeros.
        let mut block = hmac::digest::Key::<Hmac<Sha256>>::default();
        block
            .iter_mut()
            .zip(self.blob_name.iter())
            .for_each(|(slot, byte)| *slot = *byte);
        let mut mac = <Hmac<Sha256> as KeyInit>::new(&block);
        mac.update(&content.0);
        Digest(mac.finalize().into_bytes().into()).to_hex()
    }

    /// What every thread's seed is derived from.
    pub(crate) fn thread_secret(&self) -> &SecretBytes {
        &self.thread_seed
    }

    /// The seed of one thread's salts.
    pub(crate) fn thread_seed(&self, reading: &Digest, thread: &Thread) -> ThreadSeed {
        ThreadSeed::derive(&self.thread_seed, reading, thread)
    }
}

/// The log's origin: `onrecord.case/` and 16 hexadecimal digits of the signing key's digest.
pub(crate) fn origin_of(public: &[u8; 32]) -> String {
    let hex = Digest::of(public).to_hex();
    format!("onrecord.case/{}", hex.get(..16).unwrap_or_default())
}

fn refused(error: onrecord_model::note::NoteError) -> VaultError {
    VaultError::Refused(error.to_string())
}
