//! What a pack says of the custody log: its entries and which it opens, what was read again, its head.

use super::chosen::Chosen;
use crate::ops::OpResult;
use crate::ops::case::Case;
use crate::ops::read_again::{self, Side};
use onrecord_model::checkpoint::Checkpoint;
use onrecord_model::encode::encode;
use onrecord_pack::input::{CustodyFacts, ExhibitFacts, Inclusion, LogProof, ReadAgain, ReadSide};
use std::collections::BTreeSet;

/// What was read again of the sources of shown threads.
pub(super) fn read_again(case: &Case, chosen: &Chosen) -> OpResult<Vec<ReadAgain>> {
    let side = |side: Side| ReadSide {
        by: side.by,
        entries: side.entries,
        threads: side.threads,
        events: side.events,
    };
    let shown: BTreeSet<&str> = chosen
        .threads
        .iter()
        .map(|thread| &*thread.read.source)
        .collect();
    let all = read_again::since(case, 0)?.into_iter();
    let of_shown = all.filter(|again| shown.contains(&*again.source));
    let told = of_shown.map(|again| ReadAgain {
        source: again.source,
        when: again.when,
        entry: again.entry,
        before: side(again.before),
        now: side(again.now),
        same: again.same,
    });
    Ok(told.collect())
}

/// Every entry; opened are the readings of shown threads, those whose place they took, and the sealing of
/// exhibits that are in the pack, which say nothing of others.
pub(super) fn custody(
    case: &Case,
    read_again: &[ReadAgain],
    chosen: &Chosen,
    exhibits: &[ExhibitFacts],
) -> OpResult<Vec<CustodyFacts>> {
    let earlier = read_again.iter();
    let earlier = earlier.flat_map(|again| again.before.entries.iter().chain([&again.entry]));
    let opened: BTreeSet<u64> = chosen
        .threads
        .iter()
        .map(|thread| thread.read.entry)
        .chain(earlier.copied())
        .chain(
            exhibits
                .iter()
                .filter(|exhibit| {
                    matches!(exhibit.inclusion, Inclusion::Original | Inclusion::Extract)
                })
                .map(|exhibit| exhibit.entry),
        )
        .collect();
    Ok(case
        .vault
        .entries()?
        .into_iter()
        .map(|logged| CustodyFacts {
            seq: logged.entry.seq,
            when: logged.entry.when,
            actor: logged.entry.actor.to_string(),
            act: logged.entry.act.name().to_owned(),
            subject: logged.entry.subject.to_string(),
            encoded: logged.entry.to_bytes(),
            opened: opened
                .contains(&logged.entry.seq)
                .then(|| (logged.salt, encode(&logged.payload))),
        })
        .collect())
}

/// The signed head of the log, and what outside authorities stamped.
pub(super) fn proof(case: &Case) -> OpResult<LogProof> {
    let verifier = case.vault.verifier();
    let checkpoint = case.vault.checkpoint().to_owned();
    let fingerprint = Checkpoint::open(checkpoint.as_bytes(), &verifier)
        .map_err(|error| crate::ops::OpError::CheckFailed(error.to_string()))?
        .fingerprint();
    Ok(LogProof {
        verifier_key: verifier.to_text(),
        fingerprint,
        checkpoint,
        timestamps: case
            .vault
            .timestamps()?
            .into_iter()
            .map(|listed| {
                let note = fs_err::read_to_string(&listed.note_path)?;
                Ok((listed.size, note, fs_err::read(&listed.token_path)?))
            })
            .collect::<OpResult<_>>()?,
        chains: case.state.chains.clone(),
    })
}
