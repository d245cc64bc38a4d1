//! Pictures of a case, hashed by what they look like and compared with each other. Each sealed picture is
//! decoded once, with limits; nothing of it is kept but its hash, and that only while the case is open: another
//! comparison takes it from there, since it follows from the bytes alone.
//! Files that were refused are not in the case, so nothing of them can be read or hashed here.

use super::{Linkage, Progress};
use crate::ops::case::Case;
use crate::ops::{OpResult, record};
use onrecord_analysis::link::pdq::{self, Hashed};
use onrecord_model::Digest;
use onrecord_vault::index::EventNumber;
use std::collections::BTreeMap;

/// Hashes by the pictures' digests.
pub type Hashes = BTreeMap<Digest, Hashed>;

/// Hashes every picture that an account sent and that is not among `known`, and notes the pairs that look alike.
///
/// # Errors
/// The index cannot be read, or it was stopped. A picture that cannot be decoded is counted.
pub fn compare(
    case: &Case,
    linkage: &mut Linkage,
    known: &Hashes,
    progress: Progress<'_>,
) -> OpResult<()> {
    let sources: BTreeMap<u64, String> = case
        .index
        .reads()?
        .into_iter()
        .map(|read| (read.number.0, read.source))
        .collect();
    let wanted: Vec<(Digest, u64)> = linkage.gathered.pictures();
    let of = wanted.len();
    let mut hashed: Vec<(Digest, Hashed)> = Vec::new();
    for (nth, (digest, event)) in wanted.into_iter().enumerate() {
        if nth % 20 == 0 && of > 20 {
            progress(&format!("Pictures: {nth} of {of}"))?;
        }
        let found = match known.get(&digest) {
            Some(found) => Some(found.clone()),
            None => hash(case, &sources, digest, event)?,
        };
        match &found {
            Some(one) if one.is_fit() => {
                linkage.pictures_hashed.0 += 1;
                hashed.push((digest, one.clone()));
            }
            _ => linkage.pictures_hashed.1 += 1,
        }
        // One that could not be opened may be there the next time.
        if let Some(found) = found {
            linkage.hashes.insert(digest, found);
        }
    }
    for (nth, (digest, one)) in hashed.iter().enumerate() {
        for (other_digest, other) in &hashed[nth + 1..] {
            let distance = one.distance(other).min(other.distance(one));
            if distance <= pdq::LOOK {
                linkage.pictures.push((*digest, *other_digest, distance));
            }
        }
    }
    Ok(())
}

fn hash(
    case: &Case,
    sources: &BTreeMap<u64, String>,
    digest: Digest,
    event: u64,
) -> OpResult<Option<Hashed>> {
    let row = case.index.event(EventNumber(event))?;
    let mut all = row.event.attachments.iter();
    let wanted = all.position(|one| one.content.is_some_and(|(own, _)| own == digest));
    let source = sources
        .get(&row.read.0)
        .and_then(|id| case.state.source(id));
    let (Some(wanted), Some(source)) = (wanted, source) else {
        return Ok(None);
    };
    let Ok(content) = record::attachment(case, source, &row.event, wanted) else {
        return Ok(None);
    };
    let Ok(pixels) = onrecord_picture::decode(&content) else {
        return Ok(None);
    };
    let (rgb, width, height) = (&pixels.rgb, pixels.width, pixels.height);
    let Some((left, top, cut_width, cut_height)) = pdq::trimmed(rgb, width, height) else {
        return Ok(pdq::hash_rgb(rgb, width, height));
    };
    let mut cut = Vec::with_capacity(cut_width * cut_height * 3);
    for row in top..top + cut_height {
        let from = (row * width + left) * 3;
        cut.extend_from_slice(&rgb[from..from + cut_width * 3]);
    }
    Ok(pdq::hash_rgb(&cut, cut_width, cut_height))
}
