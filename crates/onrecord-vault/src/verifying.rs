//! Verifies sealed originals, two at a time: each is decrypted and hashed to its end, and the hashes of
//! two go on side by side (`onrecord_model::sha`). Knows nothing of the log or of where originals lie.

use crate::age_format::PayloadReader;
use onrecord_model::Digest;
use onrecord_model::digest::Hasher;
use std::io::{self, Read, Seek};

/// What an original was found to hold, and its bytes; or why it could not be read to its end.
pub(crate) type Found = io::Result<(Digest, u64)>;

/// An original under way.
struct Lane<T, R> {
    of: T,
    reader: PayloadReader<R>,
    hasher: Hasher,
    size: u64,
}

impl<T, R: Read + Seek> Lane<T, R> {
    /// How many bytes are at hand; 0 at the end.
    fn at_hand(&mut self) -> io::Result<usize> {
        self.reader.part().map(<[u8]>::len)
    }

    fn took(&mut self, count: usize) {
        self.size += count as u64;
        self.reader.took(count);
    }
}

/// Reads every original that `next` gives and says to `found` what each one holds, in the order in
/// which they end.
pub(crate) fn hash_all<T, R: Read + Seek>(
    mut next: impl FnMut() -> Option<(T, PayloadReader<R>)>,
    mut found: impl FnMut(T, Found),
) {
    let mut next = || {
        let (of, reader) = next()?;
        Some(Lane {
            of,
            reader,
            hasher: Hasher::default(),
            size: 0,
        })
    };
    // The next one that has bytes at hand; those that have none are told.
    let mut ready = |mut lane: Option<Lane<T, R>>| loop {
        let mut one = match lane.take() {
            Some(one) => one,
            None => next()?,
        };
        match one.at_hand() {
            Ok(0) => found(one.of, Ok((one.hasher.finish(), one.size))),
            Ok(count) => return Some((one, count)),
            Err(error) => found(one.of, Err(error)),
        }
    };
    let (mut first, mut second) = (ready(None), ready(None));
    loop {
        (first, second) = match (first, second) {
            (Some((mut one, count)), Some((mut two, count_2))) => {
                let count = count.min(count_2);
                // What is at hand was read: it cannot fail again.
                if let (Ok(part), Ok(part_2)) = (one.reader.part(), two.reader.part()) {
                    let (part, part_2) = (part.get(..count), part_2.get(..count));
                    one.hasher.update_both(
                        part.unwrap_or_default(),
                        &mut two.hasher,
                        part_2.unwrap_or_default(),
                    );
                }
                one.took(count);
                two.took(count);
                (ready(Some(one)), ready(Some(two)))
            }
            (Some((mut one, count)), None) | (None, Some((mut one, count))) => {
                if let Ok(part) = one.reader.part() {
                    one.hasher.update(part);
                }
                one.took(count);
                (ready(Some(one)), None)
            }
            (None, None) => return,
        };
    }
}
