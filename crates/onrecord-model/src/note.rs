//! C2SP signed notes, version 1.0.0: a text, a blank line, signature lines. Ed25519 only. Signing is
//! deterministic (RFC 8032); whoever makes a key brings its 32 random bytes. Knows nothing of what
//! a text says. Parsing is strict: one note has one spelling.

use crate::{Digest, base64};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};

/// A note is read only up to this many bytes.
pub const MAX_NOTE: usize = 1 << 20;
/// A note is read only with up to this many signatures.
pub const MAX_SIGNATURES: usize = 64;

const ED25519: u8 = 1;

/// Why a note was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoteError {
    /// It is not a signed note; says what is wrong.
    Malformed(&'static str),
    /// A key name that is empty or holds a space or `+`.
    BadKeyName,
    /// A key that is not one, or that would accept anything.
    BadKey,
    /// No signature by the given key.
    NotSigned,
    /// The given key's name stands on it, but the signature is not by that key over this text.
    WrongSignature,
}

impl core::fmt::Display for NoteError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Malformed(what) => write!(f, "this is not a signed note: {what}"),
            Self::BadKeyName => f.write_str("the key's name is empty or holds a space or a plus"),
            Self::BadKey => f.write_str("the public key is not a valid Ed25519 key"),
            Self::NotSigned => f.write_str("the note bears no signature by this key"),
            Self::WrongSignature => f.write_str("the signature does not match the text"),
        }
    }
}

impl core::error::Error for NoteError {}

fn check_name(name: &str) -> Result<(), NoteError> {
    if name.is_empty()
        || name
            .chars()
            .any(|c| c.is_whitespace() || c == '+' || c.is_control())
    {
        return Err(NoteError::BadKeyName);
    }
    Ok(())
}

fn key_id(name: &str, key: &[u8; 32]) -> [u8; 4] {
    let digest = Digest::of_parts(&[name.as_bytes(), b"\n", &[ED25519], key]);
    [digest.0[0], digest.0[1], digest.0[2], digest.0[3]]
}

/// A key that signs notes under a name.
pub struct NoteSigner {
    name: Box<str>,
    key: SigningKey,
}

impl core::fmt::Debug for NoteSigner {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        // Never the key.
        write!(f, "NoteSigner({})", self.name)
    }
}

impl NoteSigner {
    /// A key from its 32 secret bytes.
    ///
    /// # Errors
    /// [`NoteError::BadKeyName`].
    pub fn new(name: &str, secret: &[u8; 32]) -> Result<Self, NoteError> {
        check_name(name)?;
        Ok(Self {
            name: name.into(),
            key: SigningKey::from_bytes(secret),
        })
    }

    /// What checks this key's signatures.
    pub fn verifier(&self) -> NoteVerifier {
        NoteVerifier {
            name: self.name.clone(),
            id: key_id(&self.name, self.key.verifying_key().as_bytes()),
            key: self.key.verifying_key(),
        }
    }

    /// The signed note over `text`.
    ///
    /// # Errors
    /// [`NoteError::Malformed`] where `text` does not end in a newline or holds other controls.
    pub fn sign(&self, text: &str) -> Result<SignedNote, NoteError> {
        check_text(text)?;
        let id = key_id(&self.name, self.key.verifying_key().as_bytes());
        let mut note = SignedNote {
            text: text.into(),
            signatures: Vec::new(),
        };
        note.signatures.push(NoteSignature {
            name: self.name.clone(),
            id,
            bytes: self.key.sign(text.as_bytes()).to_bytes().to_vec(),
        });
        Ok(note)
    }
}

/// A public key that checks notes under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteVerifier {
    name: Box<str>,
    id: [u8; 4],
    key: VerifyingKey,
}

impl NoteVerifier {
    /// A key from its 32 public bytes.
    ///
    /// # Errors
    /// [`NoteError::BadKeyName`]; [`NoteError::BadKey`] also for weak keys, under which one
    /// signature fits many texts.
    pub fn new(name: &str, public: &[u8; 32]) -> Result<Self, NoteError> {
        check_name(name)?;
        let key = VerifyingKey::from_bytes(public).map_err(|_| NoteError::BadKey)?;
        if key.is_weak() {
            return Err(NoteError::BadKey);
        }
        Ok(Self {
            name: name.into(),
            id: key_id(name, public),
            key,
        })
    }

    /// The name that stands before its signatures.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The short id that stands in its signatures.
    pub fn id(&self) -> [u8; 4] {
        self.id
    }

    /// The 32 public bytes.
    pub fn public(&self) -> [u8; 32] {
        *self.key.as_bytes()
    }

    /// The usual text of a verifier key: `name+8 hex digits+base64(0x01 ‖ key)`.
    pub fn to_text(&self) -> String {
        let mut out = format!("{}+", self.name);
        for byte in self.id {
            out.push_str(&format!("{byte:02x}"));
        }
        out.push('+');
        let mut key = vec![ED25519];
        key.extend(self.key.as_bytes());
        base64::encode_into(&key, &mut out);
        out
    }

    /// Reads what [`Self::to_text`] writes.
    ///
    /// # Errors
    /// [`NoteError::BadKeyName`] and [`NoteError::BadKey`].
    pub fn from_text(text: &str) -> Result<Self, NoteError> {
        let (name, rest) = text.split_once('+').ok_or(NoteError::BadKey)?;
        let (_, key) = rest.split_once('+').ok_or(NoteError::BadKey)?;
        let key: [u8; 33] = base64::decode_array(key).ok_or(NoteError::BadKey)?;
        let [ED25519, public @ ..] = key else {
            return Err(NoteError::BadKey);
        };
        let verifier = Self::new(name, &public)?;
        // The id repeats what the rest says: a text that contradicts itself is refused.
        if verifier.to_text() != text {
            return Err(NoteError::BadKey);
        }
        Ok(verifier)
    }
}

/// A parsed note. Its text means nothing until [`SignedNote::verify`] has accepted it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedNote {
    text: Box<str>,
    signatures: Vec<NoteSignature>,
}

/// A signature line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteSignature {
    /// The key's name.
    pub name: Box<str>,
    /// The key's short id.
    pub id: [u8; 4],
    /// The signature: 64 bytes for Ed25519, other lengths for kinds of key unknown here.
    pub bytes: Vec<u8>,
}

fn check_text(text: &str) -> Result<(), NoteError> {
    if text.bytes().any(|byte| byte < 0x20 && byte != b'\n') {
        return Err(NoteError::Malformed("it holds control characters"));
    }
    if !text.ends_with('\n') {
        return Err(NoteError::Malformed("its text does not end in a newline"));
    }
    Ok(())
}

impl SignedNote {
    /// Reads a note.
    ///
    /// # Errors
    /// [`NoteError::Malformed`], [`NoteError::BadKeyName`].
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        if bytes.len() > MAX_NOTE {
            return Err(NoteError::Malformed("it is too long"));
        }
        let whole = core::str::from_utf8(bytes)
            .map_err(|_| NoteError::Malformed("it is not UTF-8 text"))?;
        // The last empty line parts text and signatures; the text keeps its own newline.
        let at = whole.rfind("\n\n").ok_or(NoteError::Malformed(
            "it has no blank line before signatures",
        ))?;
        let (text, lines) = (&whole[..=at], &whole[at + 2..]);
        check_text(text)?;
        check_text(lines)?;
        let mut signatures = Vec::new();
        for line in lines.strip_suffix('\n').unwrap_or(lines).split('\n') {
            if signatures.len() == MAX_SIGNATURES {
                return Err(NoteError::Malformed("it has too many signatures"));
            }
            let (name, signature) = line
                .strip_prefix("\u{2014} ")
                .and_then(|rest| rest.split_once(' '))
                .ok_or(NoteError::Malformed("a signature line has another form"))?;
            check_name(name)?;
            let bytes = base64::decode(signature)
                .ok_or(NoteError::Malformed("a signature is not base64"))?;
            let (id, bytes) = bytes
                .split_first_chunk()
                .filter(|(_, bytes)| !bytes.is_empty())
                .ok_or(NoteError::Malformed("a signature is too short"))?;
            signatures.push(NoteSignature {
                name: name.into(),
                id: *id,
                bytes: bytes.to_vec(),
            });
        }
        Ok(Self {
            text: text.into(),
            signatures,
        })
    }

    /// The text, with its final newline. **Unverified.**
    pub fn text_unverified(&self) -> &str {
        &self.text
    }

    /// The signatures, in order. **Unverified.**
    pub fn signatures(&self) -> &[NoteSignature] {
        &self.signatures
    }

    /// Adds another signer's signatures over the same text.
    ///
    /// # Errors
    /// [`NoteError::Malformed`] where the texts differ or there are too many signatures.
    pub fn merge(&mut self, other: &Self) -> Result<(), NoteError> {
        if self.text != other.text {
            return Err(NoteError::Malformed("the other note has another text"));
        }
        for signature in &other.signatures {
            if !self.signatures.contains(signature) {
                self.signatures.push(signature.clone());
            }
        }
        if self.signatures.len() > MAX_SIGNATURES {
            return Err(NoteError::Malformed("it has too many signatures"));
        }
        Ok(())
    }

    /// The text, if `key` signed it. Signatures under other names or ids are passed over; every
    /// one under this key's name and id must hold.
    ///
    /// # Errors
    /// [`NoteError::NotSigned`], [`NoteError::WrongSignature`].
    pub fn verify(&self, key: &NoteVerifier) -> Result<&str, NoteError> {
        let mut signed = false;
        for signature in &self.signatures {
            if signature.name != key.name || signature.id != key.id {
                continue;
            }
            let bytes =
                <[u8; 64]>::try_from(&*signature.bytes).map_err(|_| NoteError::WrongSignature)?;
            key.key
                .verify_strict(self.text.as_bytes(), &Signature::from_bytes(&bytes))
                .map_err(|_| NoteError::WrongSignature)?;
            signed = true;
        }
        if signed {
            Ok(&self.text)
        } else {
            Err(NoteError::NotSigned)
        }
    }
}

/// The note as it is stored and handed over.
impl core::fmt::Display for SignedNote {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        writeln!(f, "{}", self.text)?;
        for signature in &self.signatures {
            let mut bytes = signature.id.to_vec();
            bytes.extend(&signature.bytes);
            writeln!(f, "\u{2014} {} {}", signature.name, base64::encode(&bytes))?;
        }
        Ok(())
    }
}
