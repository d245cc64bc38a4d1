//! Outside time: an RFC 3161 authority signs a digest of the log's head. Off by default; only that
//! digest leaves the machine, and only when the user asks for it.

use crate::ops::case::Case;
use crate::ops::{OpError, OpResult};
use onrecord_model::Instant;
use onrecord_model::custody::Act;
use onrecord_model::encode::Value;
use std::io::Read as _;
use std::time::Duration;

/// What was kept.
pub struct Kept {
    /// The time that the authority states.
    pub when: Instant,
    /// How many entries of the log it covers.
    pub size: u64,
}

/// The longest answer that is read: a token with a long chain takes some 10 kB.
const LONGEST_ANSWER: u64 = 1 << 20;

/// Asks an authority over HTTP and keeps its answer. The answer is signed, so nothing depends on
/// the connection.
///
/// # Errors
/// It cannot be reached, refuses, or answers for something else. Then nothing is kept.
pub fn ask(case: &mut Case, url: &str, chain: Option<&[u8]>) -> OpResult<Kept> {
    if !url.starts_with("http://") {
        return Err(OpError::Other(
            "Give the authority's http address. Its answer is signed, so https adds nothing here. \
             Nothing was sent."
                .into(),
        ));
    }
    let request = case.vault.timestamp_request()?;
    let unreachable = |error: &dyn std::fmt::Display| {
        OpError::Other(format!(
            "The authority did not answer ({error}). Only a digest was sent. The case is unchanged; \
             try again later or try another one."
        ))
    };
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .timeout_global(Some(Duration::from_secs(60)))
        .max_redirects(0)
        .proxy(None)
        .build()
        .into();
    let mut response = agent
        .post(url)
        .header("Content-Type", "application/timestamp-query")
        .header("Accept", "application/timestamp-reply")
        .send(&request.der[..])
        .map_err(|error| unreachable(&error))?;
    let mut answer = Vec::new();
    response
        .body_mut()
        .as_reader()
        .take(LONGEST_ANSWER)
        .read_to_end(&mut answer)
        .map_err(|error| unreachable(&error))?;
    keep_chain(case, chain)?;
    let (_, stamp) = case
        .vault
        .timestamp_store(&case.acting.context(), &request, &answer)?;
    case.refold()?;
    Ok(Kept {
        when: stamp.time,
        size: request.size,
    })
}

/// The authority's certificates go into packs, so that the stamp can be checked after they expire.
fn keep_chain(case: &mut Case, chain: Option<&[u8]>) -> OpResult<()> {
    let Some(chain) = chain else { return Ok(()) };
    let text = std::str::from_utf8(chain)
        .ok()
        .filter(|text| text.contains("-----BEGIN CERTIFICATE-----"));
    let text = text.ok_or_else(|| {
        OpError::Other("The chain is not a PEM file with certificates. Nothing was changed.".into())
    })?;
    case.act(
        Act::SettingChanged,
        "timestamp-chain",
        Value::map([("pem", Value::from(text))]),
    )?;
    Ok(())
}
