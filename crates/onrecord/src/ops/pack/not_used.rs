//! What a case holds and a pack does not use: sources set aside, what rests on lost originals, records that
//! could not be read.

use crate::ops::OpResult;
use crate::ops::case::Case;
use crate::ops::lost;
use crate::ops::read_again;
use crate::ops::state::SourceState;
use onrecord_pack::input::{NotUsed, WhyNotUsed};

/// Sources set aside, those of which an original is lost, and those that this program does not read as
/// the log says.
///
/// # Errors
/// The index cannot be read.
pub(super) fn sources(case: &Case) -> OpResult<Vec<NotUsed>> {
    let lost = lost::lost(case)?;
    let not_shown = read_again::not_shown(case)?;
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
        let left_out = not_shown
            .iter()
            .filter(|one| *one.source == *state.source.id);
        let readings = left_out.clone().count() as u64;
        if readings > 0 {
            let events = left_out
                .map(|one| one.events.saturating_sub(one.shown))
                .sum();
            out.push(of(state, WhyNotUsed::ReadOtherwise { readings, events }));
        }
    }
    Ok(out)
}

/// Records that could not be read, by code. An original that is lost is no record, nor is what is
/// read otherwise now.
///
/// # Errors
/// The index cannot be read.
pub(super) fn defects(case: &Case) -> OpResult<Vec<(String, u64)>> {
    let codes = case.index.defect_codes()?.into_iter();
    let codes = codes.filter(|(code, _)| !lost::OF_READINGS.contains(&code.as_str()));
    Ok(codes.collect())
}
