//! Outside time for the log: asking an RFC 3161 authority about a checkpoint and keeping its
//! answer. What leaves is one hash; sending it is the program's business, not ours.

mod der;
mod token;

pub use token::{SignatureCheck, Stamp, StampError};

use crate::age_format::random;
use crate::error::{Result, VaultError};
use crate::frames::CHECKPOINTS;
use crate::layout::LOG;
use crate::vault::{Context, Open, Vault};
use fs_err as fs;
use onrecord_model::Digest;
use onrecord_model::custody::{Act, CustodyEntry};
use onrecord_model::encode::Value;
use std::path::PathBuf;

/// A question to an authority, and what is needed to judge its answer.
#[derive(Clone, Debug)]
pub struct TimestampRequest {
    /// The body to send, as `application/timestamp-query`. It holds the SHA-256 of a checkpoint's
    /// file, a random number, and nothing else.
    pub der: Vec<u8>,
    /// How many entries the checkpoint covers.
    pub size: u64,
    note: String,
    nonce: u64,
}

/// A timestamp that the case holds.
#[derive(Clone, Debug)]
pub struct TimestampListed {
    /// How many entries the stamped checkpoint covers.
    pub size: u64,
    /// What the token says.
    pub stamp: Stamp,
    /// The checkpoint's file: the bytes that were stamped.
    pub note_path: PathBuf,
    /// The authority's answer: `openssl ts -verify -data NOTE -in TOKEN -CAfile ROOT`.
    pub token_path: PathBuf,
}

impl Vault<Open> {
    /// A request for a timestamp on the newest checkpoint.
    pub fn timestamp_request(&self) -> Result<TimestampRequest> {
        self.usable()?;
        let nonce = u64::from_be_bytes(random().map_err(|_| VaultError::Random)?);
        let note = self.checkpoint().to_owned();
        let der = token::request(Digest::of(note.as_bytes()), nonce);
        Ok(TimestampRequest {
            der,
            size: self.log_size(),
            note,
            nonce,
        })
    }

    /// Judges the authority's answer (`application/timestamp-reply`) and keeps it. An error where
    /// it refuses, is for something else or was changed; then nothing is kept.
    pub fn timestamp_store(
        &mut self,
        context: &Context,
        request: &TimestampRequest,
        response: &[u8],
    ) -> Result<(CustodyEntry, Stamp)> {
        let refuse = |error: StampError| VaultError::Refused(error.to_string());
        let stamp = token::read(response).map_err(refuse)?;
        if stamp.imprint != Digest::of(request.note.as_bytes()) {
            return Err(refuse(StampError::OtherContent));
        }
        if stamp.nonce != Some(request.nonce) {
            return Err(refuse(StampError::OtherRequest));
        }
        let size = self.check_against(request.note.as_bytes())?.size;
        let note = self.state.log.note_path(size);
        if !note.is_file() {
            // Acts since then have made it superfluous; the stamp makes it needed again.
            self.disk.replace(&note, request.note.as_bytes())?;
        }
        let file = format!("{LOG}/{CHECKPOINTS}/{size}.tsr");
        let more = [
            ("size", Value::from(size)),
            ("time", Value::from(stamp.time.0)),
        ];
        let act = Act::TimestampReceived;
        let entry =
            self.write_side_file(context, act, &size.to_string(), &file, response, &more)?;
        Ok((entry, stamp))
    }

    /// Every timestamp that the case holds, read and judged again.
    pub fn timestamps(&self) -> Result<Vec<TimestampListed>> {
        let mut out = Vec::new();
        for (file, _) in self.state.side_files.present() {
            let size = file
                .strip_prefix(&format!("{LOG}/{CHECKPOINTS}/"))
                .and_then(|name| name.strip_suffix(".tsr"))
                .and_then(|size| size.parse().ok());
            let Some(size) = size else { continue };
            let (note_path, token_path) = (self.state.log.note_path(size), self.folder.join(file));
            let damaged = |what: &str| VaultError::damaged(&token_path, what);
            let response = fs::read(&token_path).map_err(VaultError::from_io)?;
            let note = fs::read(&note_path).map_err(VaultError::from_io)?;
            let stamp = token::read(&response).map_err(|error| damaged(&error.to_string()))?;
            if stamp.imprint != Digest::of(&note) {
                return Err(damaged("it stamps another checkpoint"));
            }
            out.push(TimestampListed {
                size,
                stamp,
                note_path,
                token_path,
            });
        }
        out.sort_by_key(|listed| listed.size);
        Ok(out)
    }
}

/// What an authority's answer says, judged without a case.
pub fn read_timestamp(response: &[u8]) -> core::result::Result<Stamp, StampError> {
    token::read(response)
}
