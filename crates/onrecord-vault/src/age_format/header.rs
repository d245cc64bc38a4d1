//! An age header: reading it strictly, writing it, wrapping and unwrapping the file key.

use super::payload::{PayloadKey, PayloadReader, seal_stream};
use super::{AgeError, Identity, Recipient, hkdf32, random};
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use hmac::Mac;
use onrecord_model::base64;
use scrypt::{Params, scrypt};
use std::io::{Cursor, Read, Write};
use zeroize::Zeroizing;

const MAGIC: &str = "age-encryption.org/v1";
const X25519_INFO: &[u8] = b"age-encryption.org/v1/X25519";
const SCRYPT_LABEL: &[u8] = b"age-encryption.org/v1/scrypt";
/// Columns of a stanza body's full lines.
const BODY_COLUMNS: usize = 64;
/// No header of ours comes near this; a longer one is not worth the memory.
const LONGEST_HEADER: usize = 64 * 1024;
const FILE_KEY: usize = 16;

/// What a file is opened with.
pub enum Opening<'a> {
    /// A secret key.
    Identity(&'a Identity),
    /// A passphrase; stanzas asking for more than `2^most_work` are refused.
    Passphrase {
        /// As typed.
        passphrase: &'a str,
        /// 22 is about 16 seconds and 4 GiB on a machine of 2024.
        most_work: u8,
    },
}

struct Stanza {
    arguments: Vec<String>,
    body: Vec<u8>,
}

fn hmac_of(file_key: &[u8; FILE_KEY], text: &[u8]) -> Option<hmac::Hmac<sha2::Sha256>> {
    let key = hkdf32(&[], file_key, b"header");
    let mut mac = <hmac::Hmac<sha2::Sha256> as hmac::KeyInit>::new_from_slice(&*key).ok()?;
    mac.update(text);
    Some(mac)
}

/// Base64 without padding, as age writes it; strict.
fn decode_unpadded(text: &str) -> Option<Vec<u8>> {
    if text.contains('=') {
        return None;
    }
    let padding = match text.len() % 4 {
        0 => "",
        2 => "==",
        3 => "=",
        _ => return None,
    };
    base64::decode(&format!("{text}{padding}"))
}

fn encode_unpadded(bytes: &[u8]) -> String {
    base64::encode(bytes).trim_end_matches('=').to_owned()
}

/// A small symmetric wrap of the file key: the key is used once, so the nonce is zero.
fn wrap(key: &[u8; 32], file_key: &[u8; FILE_KEY]) -> Option<Vec<u8>> {
    ChaCha20Poly1305::new(key.into())
        .encrypt(&Nonce::default(), file_key.as_slice())
        .ok()
}

fn unwrap(key: &[u8; 32], body: &[u8]) -> Option<Zeroizing<[u8; FILE_KEY]>> {
    let plain = ChaCha20Poly1305::new(key.into())
        .decrypt(&Nonce::default(), body)
        .map(Zeroizing::new)
        .ok()?;
    plain.as_slice().try_into().ok().map(Zeroizing::new)
}

fn x25519_key(shared: &[u8; 32], share: &[u8; 32], recipient: &[u8; 32]) -> Zeroizing<[u8; 32]> {
    let mut salt = [0; 64];
    salt[..32].copy_from_slice(share);
    salt[32..].copy_from_slice(recipient);
    hkdf32(&salt, shared, X25519_INFO)
}

fn scrypt_key(passphrase: &str, salt: &[u8], work: u8) -> Option<Zeroizing<[u8; 32]>> {
    let mut out = Zeroizing::new([0; 32]);
    let params = Params::new(work, 8, 1).ok()?;
    scrypt(
        passphrase.as_bytes(),
        &[SCRYPT_LABEL, salt].concat(),
        &params,
        &mut *out,
    )
    .ok()?;
    Some(out)
}

fn x25519_stanza(to: &Recipient, file_key: &[u8; FILE_KEY]) -> Result<String, AgeError> {
    let ephemeral = Identity::random()?;
    let share = *ephemeral.recipient().as_bytes();
    let shared = ephemeral
        .shared_with(to.as_bytes())
        .ok_or(AgeError::Header("the recipient is not a usable key"))?;
    let body = wrap(&x25519_key(&shared, &share, to.as_bytes()), file_key);
    Ok(stanza_text(
        &format!("X25519 {}", encode_unpadded(&share)),
        &body.unwrap_or_default(),
    ))
}

fn scrypt_stanza(
    passphrase: &str,
    work: u8,
    file_key: &[u8; FILE_KEY],
) -> Result<String, AgeError> {
    let salt = random::<16>()?;
    let key = scrypt_key(passphrase, &salt, work)
        .ok_or(AgeError::Header("the work factor is out of range"))?;
    let body = wrap(&key, file_key);
    let arguments = format!("scrypt {} {work}", encode_unpadded(&salt));
    Ok(stanza_text(&arguments, &body.unwrap_or_default()))
}

fn stanza_text(arguments: &str, body: &[u8]) -> String {
    let body = encode_unpadded(body);
    let mut out = format!("-> {arguments}\n");
    let mut rest = body.as_str();
    while let Some((line, after)) = rest.split_at_checked(BODY_COLUMNS) {
        out.push_str(line);
        out.push('\n');
        rest = after;
    }
    // The last line is shorter than the others, and empty where the body fills its lines.
    out.push_str(rest);
    out.push('\n');
    out
}

fn write_header<W: Write>(
    out: &mut W,
    stanza: &str,
    file_key: &[u8; FILE_KEY],
) -> Result<PayloadKey, AgeError> {
    let text = format!("{MAGIC}\n{stanza}---");
    let mac = hmac_of(file_key, text.as_bytes())
        .ok_or(AgeError::Header("no key"))?
        .finalize()
        .into_bytes();
    let nonce = random::<16>()?;
    out.write_all(text.as_bytes())?;
    out.write_all(format!(" {}\n", encode_unpadded(&mac)).as_bytes())?;
    out.write_all(&nonce)?;
    Ok(PayloadKey::new(file_key, &nonce))
}

/// Writes a header for `to` under a new file key; the payload follows under the key returned.
pub(crate) fn write_header_to<W: Write>(
    out: &mut W,
    to: &Recipient,
) -> Result<PayloadKey, AgeError> {
    let file_key = Zeroizing::new(random::<FILE_KEY>()?);
    write_header(out, &x25519_stanza(to, &file_key)?, &file_key)
}

/// As [`write_header_to`] for several keys, each of which opens the file alone.
pub(super) fn write_header_for<W: Write>(
    out: &mut W,
    to: &[Recipient],
) -> Result<PayloadKey, AgeError> {
    let file_key = Zeroizing::new(random::<FILE_KEY>()?);
    let mut stanzas = String::new();
    for recipient in to {
        stanzas.push_str(&x25519_stanza(recipient, &file_key)?);
    }
    if stanzas.is_empty() {
        return Err(AgeError::Header("nobody is named who could open it"));
    }
    write_header(out, &stanzas, &file_key)
}

/// As [`write_header_to`] for whoever knows the passphrase.
pub(super) fn write_header_under<W: Write>(
    out: &mut W,
    passphrase: &str,
    work: u8,
) -> Result<PayloadKey, AgeError> {
    let file_key = Zeroizing::new(random::<FILE_KEY>()?);
    let stanza = scrypt_stanza(passphrase, work, &file_key)?;
    write_header(out, &stanza, &file_key)
}

/// Reads the header and nonce at the start of `input`, which is left right behind them.
/// Returns the payload's key and the payload's offset.
pub(crate) fn read_header<R: Read>(
    input: &mut R,
    opening: &Opening<'_>,
) -> Result<(PayloadKey, u64), AgeError> {
    let mut read = 0;
    let mut covered = Vec::new();
    let mut line = || -> Result<String, AgeError> {
        let mut out = Vec::new();
        loop {
            let mut byte = [0];
            if read == LONGEST_HEADER || input.read(&mut byte)? == 0 {
                return Err(AgeError::Header("it does not end"));
            }
            read += 1;
            if byte[0] == b'\n' {
                break;
            }
            out.push(byte[0]);
        }
        String::from_utf8(out).map_err(|_| AgeError::Header("it is not text"))
    };
    let first = line()?;
    if first != MAGIC {
        return Err(AgeError::Header("it is not an age file of version 1"));
    }
    covered.extend_from_slice(first.as_bytes());
    covered.push(b'\n');

    let mut stanzas = Vec::new();
    let mac = loop {
        let start = line()?;
        if let Some(mac) = start.strip_prefix("--- ") {
            covered.extend_from_slice(b"---");
            break decode_unpadded(mac).ok_or(AgeError::Header("its end is malformed"))?;
        }
        let arguments = start
            .strip_prefix("-> ")
            .ok_or(AgeError::Header("a stanza is malformed"))?;
        let arguments: Vec<String> = arguments.split(' ').map(str::to_owned).collect();
        if arguments
            .iter()
            .any(|one| one.is_empty() || !one.bytes().all(|b| b.is_ascii_graphic()))
        {
            return Err(AgeError::Header("a stanza's arguments are malformed"));
        }
        covered.extend_from_slice(start.as_bytes());
        covered.push(b'\n');
        let mut body = String::new();
        loop {
            let part = line()?;
            if part.len() > BODY_COLUMNS {
                return Err(AgeError::Header("a stanza's body is malformed"));
            }
            covered.extend_from_slice(part.as_bytes());
            covered.push(b'\n');
            body.push_str(&part);
            if part.len() < BODY_COLUMNS {
                break;
            }
        }
        let body =
            decode_unpadded(&body).ok_or(AgeError::Header("a stanza's body is malformed"))?;
        stanzas.push(Stanza { arguments, body });
    };
    if stanzas.is_empty() || mac.len() != 32 {
        return Err(AgeError::Header("it is incomplete"));
    }
    let is_scrypt = |stanza: &Stanza| stanza.arguments.first().is_some_and(|tag| tag == "scrypt");
    if stanzas.len() > 1 && stanzas.iter().any(is_scrypt) {
        return Err(AgeError::Header("a passphrase stanza does not stand alone"));
    }
    let mut found = None;
    for stanza in &stanzas {
        found = unwrap_stanza(stanza, opening)?;
        if found.is_some() {
            break;
        }
    }
    let file_key = found.ok_or(AgeError::NoMatch)?;
    hmac_of(&file_key, &covered)
        .and_then(|check| check.verify_slice(&mac).ok())
        .ok_or(AgeError::Header("its authentication code does not match"))?;
    let mut nonce = [0; 16];
    input
        .read_exact(&mut nonce)
        .map_err(|_| AgeError::Header("it ends before its payload"))?;
    Ok((
        PayloadKey::new(&*file_key, &nonce),
        (read + nonce.len()) as u64,
    ))
}

/// `None` where the stanza is for somebody else.
fn unwrap_stanza(
    stanza: &Stanza,
    opening: &Opening<'_>,
) -> Result<Option<Zeroizing<[u8; FILE_KEY]>>, AgeError> {
    let arguments: Vec<&str> = stanza.arguments.iter().map(String::as_str).collect();
    match (opening, arguments.as_slice()) {
        (Opening::Identity(identity), ["X25519", rest @ ..]) => {
            let [share] = rest else {
                return Err(AgeError::Header("a key stanza is malformed"));
            };
            let share: [u8; 32] = decode_unpadded(share)
                .and_then(|bytes| bytes.try_into().ok())
                .ok_or(AgeError::Header("a key stanza is malformed"))?;
            if stanza.body.len() != FILE_KEY + 16 {
                return Err(AgeError::Header("a key stanza is malformed"));
            }
            let shared = identity
                .shared_with(&share)
                .ok_or(AgeError::Header("a key stanza holds an unusable key"))?;
            let key = x25519_key(&shared, &share, identity.recipient().as_bytes());
            Ok(unwrap(&key, &stanza.body))
        }
        (
            Opening::Passphrase {
                passphrase,
                most_work,
            },
            ["scrypt", rest @ ..],
        ) => {
            let malformed = AgeError::Header("the passphrase stanza is malformed");
            let [salt, work] = rest else {
                return Err(malformed);
            };
            let salt: [u8; 16] = match decode_unpadded(salt).map(TryInto::try_into) {
                Some(Ok(salt)) => salt,
                _ => return Err(malformed),
            };
            let canonical = !work.starts_with('0') && work.bytes().all(|b| b.is_ascii_digit());
            let Some(work) = canonical.then(|| work.parse::<u8>().ok()).flatten() else {
                return Err(malformed);
            };
            if stanza.body.len() != FILE_KEY + 16 {
                return Err(malformed);
            }
            if work > *most_work {
                return Err(AgeError::TooMuchWork(work));
            }
            Ok(scrypt_key(passphrase, &salt, work).and_then(|key| unwrap(&key, &stanza.body)))
        }
        _ => Ok(None),
    }
}

/// A small secret as a whole age file for `to`.
pub fn encrypt_small_to(to: &Recipient, plain: &[u8]) -> Result<Vec<u8>, AgeError> {
    let mut out = Vec::new();
    let key = write_header_to(&mut out, to)?;
    seal_stream(&key, &mut Cursor::new(plain), &mut |_| {}, &mut out)?;
    Ok(out)
}

/// A small secret as a whole age file under a passphrase, with scrypt work `2^work`.
pub fn encrypt_small_with_passphrase(
    passphrase: &str,
    work: u8,
    plain: &[u8],
) -> Result<Vec<u8>, AgeError> {
    let mut out = Vec::new();
    let key = write_header_under(&mut out, passphrase, work)?;
    seal_stream(&key, &mut Cursor::new(plain), &mut |_| {}, &mut out)?;
    Ok(out)
}

/// The content of a small age file that is held in memory.
pub fn decrypt_small(sealed: &[u8], opening: &Opening<'_>) -> Result<Zeroizing<Vec<u8>>, AgeError> {
    let mut input = Cursor::new(sealed);
    let (key, offset) = read_header(&mut input, opening)?;
    let mut reader = PayloadReader::new(input, key, offset, sealed.len() as u64)?;
    let mut plain = Zeroizing::new(Vec::with_capacity(sealed.len()));
    reader.read_to_end(&mut plain)?;
    Ok(plain)
}
