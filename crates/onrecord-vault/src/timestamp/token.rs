//! RFC 3161 requests and responses: what a time-stamp token says, whether it answers our request,
//! and whether its own signature holds. **Not** whether its certificate comes from an authority
//! that anybody trusts: `openssl ts -verify` with that authority's root says so.

use super::der::{Der, Element, integer, tag, write};
use onrecord_model::{Digest, Instant, Wall};
use ring::digest as hashes;
use ring::signature::{self, UnparsedPublicKey, VerificationAlgorithm};

const SHA256: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01];
const SHA384: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02];
const SHA512: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03];
const SIGNED_DATA: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02];
const TST_INFO: &[u8] = &[
    0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x10, 0x01, 0x04,
];
const CONTENT_TYPE: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x03];
const MESSAGE_DIGEST: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x04];
const SIGNING_CERTIFICATE: &[u8] = &[
    0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x10, 0x02, 0x0C,
];
const SIGNING_CERTIFICATE_V2: &[u8] = &[
    0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x10, 0x02, 0x2F,
];
/// 1.2.840.113549.1.1: the RSA family; the last arc says which.
const RSA: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01];
/// 1.2.840.10045.4.3: ECDSA with a SHA-2 hash; the last arc says which.
const ECDSA: &[u8] = &[0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03];
const CURVE_P256: &[u8] = &[0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07];
const CURVE_P384: &[u8] = &[0x2B, 0x81, 0x04, 0x00, 0x22];
const EXTENDED_KEY_USAGE: &[u8] = &[0x55, 0x1D, 0x25];
const TIME_STAMPING: &[u8] = &[0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x08];

/// Whether the token's own signature was checked here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureCheck {
    /// It holds under the certificate that the token names and carries.
    Holds,
    /// The algorithm is one that this program does not know; `openssl ts -verify` decides.
    UnknownAlgorithm,
}

/// What a token says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The authority's time.
    pub time: Instant,
    /// The SHA-256 that was stamped.
    pub imprint: Digest,
    /// The request's nonce, where the token repeats one.
    pub nonce: Option<u64>,
    /// Whether its signature was checked.
    pub signature: SignatureCheck,
}

/// Why a response is of no use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StampError {
    /// The authority refused; its status number.
    #[error("the authority refused to stamp it (status {0})")]
    Refused(u8),
    /// It is not a response that RFC 3161 allows; what could not be read.
    #[error("the answer is not a time stamp: {0} cannot be read")]
    Malformed(&'static str),
    /// It stamps something else.
    #[error("the time stamp is for something else")]
    OtherContent,
    /// It does not answer this request.
    #[error("the time stamp answers another request")]
    OtherRequest,
    /// The token carries no certificate that fits its signature.
    #[error("the time stamp does not carry a certificate for time stamping")]
    NoCertificate,
    /// It was changed, or another key made it.
    #[error("the time stamp's signature does not hold")]
    BadSignature,
}

/// A `TimeStampReq` for a SHA-256, asking for the authority's certificate.
pub(super) fn request(imprint: Digest, nonce: u64) -> Vec<u8> {
    let algorithm = write(
        tag::SEQUENCE,
        &[write(tag::OID, SHA256), vec![0x05, 0x00]].concat(),
    );
    let imprint = [algorithm, write(tag::OCTET_STRING, &imprint.0)].concat();
    let parts = [
        write(tag::INTEGER, &[1]),
        write(tag::SEQUENCE, &imprint),
        write(tag::INTEGER, &integer(nonce)),
        vec![0x01, 0x01, 0xFF],
    ];
    write(tag::SEQUENCE, &parts.concat())
}

/// Reads a `TimeStampResp` and checks the token's own signature.
pub(super) fn read(response: &[u8]) -> Result<Stamp, StampError> {
    let malformed = StampError::Malformed;
    let mut outer = Der(response);
    let mut body = outer.enter(tag::SEQUENCE).ok_or(malformed("its frame"))?;
    if !outer.is_empty() {
        return Err(malformed("what follows it"));
    }
    let mut status = body.enter(tag::SEQUENCE).ok_or(malformed("its status"))?;
    match status.take(tag::INTEGER).map(|element| element.content) {
        // 0: granted; 1: granted with changes.
        Some([0 | 1]) => {}
        Some([other]) => return Err(StampError::Refused(*other)),
        _ => return Err(malformed("its status")),
    }
    let parts = parts(body).ok_or(malformed("its signed part"))?;
    let mut stamp = read_info(parts.info).ok_or(malformed("its content"))?;
    stamp.signature = check_signature(&parts)?;
    Ok(stamp)
}

struct Parts<'a> {
    info: &'a [u8],
    certificates: Der<'a>,
    /// Issuer and serial number, as the signer names its certificate.
    signer: Der<'a>,
    digest: &'a [u8],
    attributes: Element<'a>,
    algorithm: Der<'a>,
    signature: &'a [u8],
}

fn parts(mut body: Der<'_>) -> Option<Parts<'_>> {
    let mut content_info = body.enter(tag::SEQUENCE)?;
    if content_info.take(tag::OID)?.content != SIGNED_DATA || !body.is_empty() {
        return None;
    }
    let mut signed = content_info.enter(tag::CONTEXT_0)?.enter(tag::SEQUENCE)?;
    signed.take(tag::INTEGER)?;
    signed.take(tag::SET)?;
    let mut inner = signed.enter(tag::SEQUENCE)?;
    if inner.take(tag::OID)?.content != TST_INFO {
        return None;
    }
    let info = inner
        .enter(tag::CONTEXT_0)?
        .take(tag::OCTET_STRING)?
        .content;
    let certificates = signed.enter(tag::CONTEXT_0).unwrap_or(Der(&[]));
    // Revocation lists may follow; nothing here needs them.
    signed.take(0xA1);
    let mut signers = signed.enter(tag::SET)?;
    let mut signer = signers.enter(tag::SEQUENCE)?;
    if !signers.is_empty() {
        return None;
    }
    signer.take(tag::INTEGER)?;
    Some(Parts {
        info,
        certificates,
        signer: signer.enter(tag::SEQUENCE)?,
        digest: signer.enter(tag::SEQUENCE)?.take(tag::OID)?.content,
        attributes: signer.take(tag::CONTEXT_0)?,
        algorithm: signer.enter(tag::SEQUENCE)?,
        signature: signer.take(tag::OCTET_STRING)?.content,
    })
}

fn read_info(info: &[u8]) -> Option<Stamp> {
    let mut info = Der(info).enter(tag::SEQUENCE)?;
    info.take(tag::INTEGER)
        .filter(|version| version.content == [1])?;
    info.take(tag::OID)?;
    let mut imprint = info.enter(tag::SEQUENCE)?;
    imprint
        .enter(tag::SEQUENCE)?
        .take(tag::OID)
        .filter(|oid| oid.content == SHA256)?;
    let imprint = Digest(imprint.take(tag::OCTET_STRING)?.content.try_into().ok()?);
    info.take(tag::INTEGER)?;
    let time = read_time(info.take(tag::GENERALIZED_TIME)?.content)?;
    // Accuracy and ordering may come before the nonce.
    info.take(tag::SEQUENCE);
    info.take(0x01);
    let nonce = info.take(tag::INTEGER).and_then(|element| {
        let bytes = element
            .content
            .strip_prefix(&[0])
            .unwrap_or(element.content);
        let fits = bytes.len() <= 8;
        fits.then(|| {
            bytes
                .iter()
                .fold(0, |all, byte| all << 8 | u64::from(*byte))
        })
    });
    Some(Stamp {
        time,
        imprint,
        nonce,
        signature: SignatureCheck::UnknownAlgorithm,
    })
}

/// `20261122153639Z`, with a fraction perhaps.
fn read_time(text: &[u8]) -> Option<Instant> {
    let text = core::str::from_utf8(text).ok()?.strip_suffix('Z')?;
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() != 14 || !digits(whole) || !digits(fraction) {
        return None;
    }
    let number = |from: usize, to: usize| whole.get(from..to)?.parse::<u8>().ok();
    let micros = format!("{fraction:0<6}").get(..6)?.parse().ok()?;
    let year = whole.get(..4)?.parse().ok()?;
    let (month, day) = (number(4, 6)?, number(6, 8)?);
    let wall = Wall::new(
        year,
        month,
        day,
        number(8, 10)?,
        number(10, 12)?,
        number(12, 14)?,
        micros,
    );
    wall.map(|wall| wall.at_offset(0))
}

fn check_signature(parts: &Parts<'_>) -> Result<SignatureCheck, StampError> {
    let hash = match parts.digest {
        SHA256 => &hashes::SHA256,
        SHA384 => &hashes::SHA384,
        SHA512 => &hashes::SHA512,
        _ => return Ok(SignatureCheck::UnknownAlgorithm),
    };
    let of_info = hashes::digest(hash, parts.info);
    let attribute = |oid| attribute(Der(parts.attributes.content), oid);
    let names_content = attribute(CONTENT_TYPE)
        .and_then(|mut value| value.take(tag::OID))
        .is_some_and(|oid| oid.content == TST_INFO);
    let binds_content = attribute(MESSAGE_DIGEST)
        .and_then(|mut value| value.take(tag::OCTET_STRING))
        .is_some_and(|found| found.content == of_info.as_ref());
    if !names_content || !binds_content {
        return Err(StampError::BadSignature);
    }
    let certificate = find_certificate(parts).ok_or(StampError::NoCertificate)?;
    let bound = attribute(SIGNING_CERTIFICATE_V2)
        .map(|value| binds_certificate(value, &certificate, true))
        .or_else(|| {
            attribute(SIGNING_CERTIFICATE)
                .map(|value| binds_certificate(value, &certificate, false))
        });
    if bound == Some(Some(false)) || bound.is_none() {
        return Err(StampError::BadSignature);
    }
    let Some(algorithm) = algorithm(parts, &certificate) else {
        return Ok(SignatureCheck::UnknownAlgorithm);
    };
    // RFC 5652, 5.4: what is signed is the attributes as a SET, not under their tag in the token.
    let signed = write(tag::SET, parts.attributes.content);
    UnparsedPublicKey::new(algorithm, certificate.key)
        .verify(&signed, parts.signature)
        .map(|()| SignatureCheck::Holds)
        .map_err(|_| StampError::BadSignature)
}

/// The one value of an attribute.
fn attribute<'a>(mut attributes: Der<'a>, oid: &[u8]) -> Option<Der<'a>> {
    while let Some(mut one) = attributes.enter(tag::SEQUENCE) {
        if one.take(tag::OID)?.content == oid {
            return one.enter(tag::SET);
        }
    }
    None
}

/// Whether the signed attribute names this certificate by its digest; `None` where the digest is
/// of a kind that is not known here.
fn binds_certificate(mut value: Der<'_>, certificate: &Certificate<'_>, v2: bool) -> Option<bool> {
    let mut first = value
        .enter(tag::SEQUENCE)?
        .enter(tag::SEQUENCE)?
        .enter(tag::SEQUENCE)?;
    let hash = match first.enter(tag::SEQUENCE) {
        _ if !v2 => &hashes::SHA1_FOR_LEGACY_USE_ONLY,
        None => &hashes::SHA256,
        Some(mut algorithm) => match algorithm.take(tag::OID)?.content {
            SHA256 => &hashes::SHA256,
            SHA384 => &hashes::SHA384,
            SHA512 => &hashes::SHA512,
            _ => return None,
        },
    };
    let named = first.take(tag::OCTET_STRING)?.content;
    Some(hashes::digest(hash, certificate.whole).as_ref() == named)
}

struct Certificate<'a> {
    whole: &'a [u8],
    curve: Option<&'a [u8]>,
    key: &'a [u8],
}

/// The certificate that the signer names, if it is one for time stamping.
fn find_certificate<'a>(parts: &Parts<'a>) -> Option<Certificate<'a>> {
    let mut signer = parts.signer;
    let issuer = signer.take(tag::SEQUENCE)?.whole;
    let serial = signer.take(tag::INTEGER)?.content;
    let mut all = parts.certificates;
    while let Some(element) = all.next() {
        let found = read_certificate(element, issuer, serial);
        if found.is_some() {
            return found;
        }
    }
    None
}

fn read_certificate<'a>(
    element: Element<'a>,
    issuer: &[u8],
    serial: &[u8],
) -> Option<Certificate<'a>> {
    let mut body = Der(element.content).enter(tag::SEQUENCE)?;
    body.take(tag::CONTEXT_0);
    if body.take(tag::INTEGER)?.content != serial {
        return None;
    }
    body.take(tag::SEQUENCE)?;
    if body.take(tag::SEQUENCE)?.whole != issuer {
        return None;
    }
    body.take(tag::SEQUENCE)?;
    body.take(tag::SEQUENCE)?;
    let mut key = body.enter(tag::SEQUENCE)?;
    let mut algorithm = key.enter(tag::SEQUENCE)?;
    algorithm.take(tag::OID)?;
    let curve = algorithm.take(tag::OID).map(|oid| oid.content);
    let key = key.take(tag::BIT_STRING)?.content.strip_prefix(&[0])?;
    while let Some(part) = body.next() {
        if part.tag == tag::CONTEXT_3 && is_for_time_stamping(Der(part.content)) {
            return Some(Certificate {
                whole: element.whole,
                curve,
                key,
            });
        }
    }
    None
}

fn is_for_time_stamping(mut extensions: Der<'_>) -> bool {
    let Some(mut list) = extensions.enter(tag::SEQUENCE) else {
        return false;
    };
    while let Some(mut one) = list.enter(tag::SEQUENCE) {
        let usage = one
            .take(tag::OID)
            .is_some_and(|oid| oid.content == EXTENDED_KEY_USAGE);
        one.take(0x01);
        let value = one
            .take(tag::OCTET_STRING)
            .map(|value| value.content)
            .unwrap_or_default();
        if usage && let Some(mut uses) = Der(value).enter(tag::SEQUENCE) {
            while let Some(oid) = uses.take(tag::OID) {
                if oid.content == TIME_STAMPING {
                    return true;
                }
            }
        }
    }
    false
}

fn algorithm(
    parts: &Parts<'_>,
    certificate: &Certificate<'_>,
) -> Option<&'static dyn VerificationAlgorithm> {
    let mut algorithm = parts.algorithm;
    let (last, family) = algorithm.take(tag::OID)?.content.split_last()?;
    // Where only the key's kind is named, the hash is the digest algorithm's.
    let by_digest = match parts.digest {
        SHA256 => 11,
        SHA384 => 12,
        _ => 13,
    };
    match (family, *last, certificate.curve) {
        (RSA, named @ (1 | 11..=13), _) => match if named == 1 { by_digest } else { named } {
            11 => Some(&signature::RSA_PKCS1_2048_8192_SHA256),
            12 => Some(&signature::RSA_PKCS1_2048_8192_SHA384),
            _ => Some(&signature::RSA_PKCS1_2048_8192_SHA512),
        },
        (RSA, 10, _) => match by_digest {
            11 => Some(&signature::RSA_PSS_2048_8192_SHA256),
            12 => Some(&signature::RSA_PSS_2048_8192_SHA384),
            _ => Some(&signature::RSA_PSS_2048_8192_SHA512),
        },
        (ECDSA, 2, Some(CURVE_P256)) => Some(&signature::ECDSA_P256_SHA256_ASN1),
        (ECDSA, 3, Some(CURVE_P256)) => Some(&signature::ECDSA_P256_SHA384_ASN1),
        (ECDSA, 2, Some(CURVE_P384)) => Some(&signature::ECDSA_P384_SHA256_ASN1),
        (ECDSA, 3, Some(CURVE_P384)) => Some(&signature::ECDSA_P384_SHA384_ASN1),
        _ => None,
    }
}
