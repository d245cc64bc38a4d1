//! What was found in archives that were cut short, by the digests of their bytes. Finding it takes
//! reading all of an archive, and one that holds a thousand pictures is opened for each of them. It
//! holds names and numbers, no content, and is forgotten with the case.

use super::zip::Limits;
use super::zip_walk::{Walked, walk};
use onrecord_model::Digest;
use std::io::{self, Read, Seek};
use std::sync::{Arc, Mutex, PoisonError};

/// Archives, and members of all of them, that are remembered.
const MOST_ARCHIVES: usize = 16;
const MOST_MEMBERS: usize = 200_000;

/// The latest last.
static KNOWN: Mutex<Vec<(Digest, Arc<Walked>)>> = Mutex::new(Vec::new());

/// As [`walk`], once for all bytes of that digest.
pub(super) fn walk_once(
    digest: Option<Digest>,
    reader: &mut (impl Read + Seek),
    limits: Limits,
) -> io::Result<Arc<Walked>> {
    let lock = || KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let Some(digest) = digest else {
        return walk(reader, limits).map(Arc::new);
    };
    if let Some((_, walked)) = lock().iter().find(|(of, _)| *of == digest) {
        return Ok(walked.clone());
    }
    let walked = Arc::new(walk(reader, limits)?);
    if walked.members.len() <= MOST_MEMBERS {
        let mut known = lock();
        known.push((digest, walked.clone()));
        let members = |known: &[(Digest, Arc<Walked>)]| -> usize {
            known.iter().map(|(_, walked)| walked.members.len()).sum()
        };
        while known.len() > MOST_ARCHIVES || members(&known) > MOST_MEMBERS {
            known.remove(0);
        }
    }
    Ok(walked)
}

/// Forgets all of it.
pub fn forget() {
    KNOWN.lock().unwrap_or_else(PoisonError::into_inner).clear();
}
