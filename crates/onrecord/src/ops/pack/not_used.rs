//! What a case holds and a pack does not use: sources set aside, what rests on lost originals, records that
//! could not be read.

use crate::ops::OpResult;
use crate::ops::case::Case;
use crate::ops::lost;
use crate::ops::state::SourceState;
use onrecord_pack::input::{NotUsed, WhyNotUsed};

/// Sources set aside, and those of which an original is lost.
///
/// # Errors
/// The index cannot be read.
pub(super) fn sources(case: &Case) -> OpResult<Vec<NotUsed>> {
    let lost = lost::lost(case)?;
    let of = |state: &SourceState, why| NotUsed {
        source: state.source.id.to_string(),
        received: state.source.received,
        files: state.source.items.len() as u64,
        why,
    };
    let mut out = Vec::new();
    for state in &case.state.sources {
        if let Some(since) = state.aside {
            out.push(of(state, WhyNotUsed::SetAside(since)));
        }
        if let Some(lost) = lost.iter().find(|lost| *lost.source == *state.source.id) {
            let originals = lost.originals.iter();
            let why = WhyNotUsed::Lost {
                originals: originals.map(|(reference, _)| reference.clone()).collect(),
                readings: lost.readings as u64,
            };
            out.push(of(state, why));
        }
    }
    Ok(out)
}

/// Records that could not be read, by code. An original that is lost is no record.
///
/// # Errors
/// The index cannot be read.
pub(super) fn defects(case: &Case) -> OpResult<Vec<(String, u64)>> {
    let codes = case.index.defect_codes()?.into_iter();
    Ok(codes.filter(|(code, _)| code != lost::CODE).collect())
}
