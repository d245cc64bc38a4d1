//! The digest of a record that comes piece by piece. A short one is hashed in one go, which is several
//! times faster than taking each piece; a long one as it comes, so that it is never held. Knows no
//! format.

use onrecord_model::Digest;
use onrecord_model::digest::Hasher;

/// A longer record is not held.
const SHORT: usize = 16 << 10;

/// What has come of a record so far.
#[derive(Default)]
pub(crate) struct Gathered {
    held: Vec<u8>,
    /// Everything up to here, where that is too long to be held.
    long: Option<Hasher>,
}

impl Gathered {
    /// Takes the next piece.
    pub(crate) fn push(&mut self, piece: &[u8]) {
        if let Some(long) = &mut self.long {
            long.update(piece);
        } else if self.held.len() + piece.len() <= SHORT {
            self.held.extend_from_slice(piece);
        } else {
            let mut long = Hasher::default();
            long.update(&self.held);
            long.update(piece);
            self.long = Some(long);
        }
    }

    /// The digest of everything taken; a new record begins.
    pub(crate) fn take(&mut self) -> Digest {
        let digest = match self.long.take() {
            Some(long) => long.finish(),
            None => Digest::of(&self.held),
        };
        self.held.clear();
        digest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn however_it_comes_the_digest_is_that_of_the_whole() {
        let bytes: Vec<u8> = (0..100_000_u32).map(|at| (at % 253) as u8).collect();
        let mut gathered = Gathered::default();
        for length in [0, 1, 64, SHORT - 1, SHORT, SHORT + 1, bytes.len()] {
            for step in [1, 7, 1_000, SHORT, bytes.len()] {
                let record = &bytes[..length];
                record.chunks(step).for_each(|piece| gathered.push(piece));
                assert_eq!(gathered.take(), Digest::of(record), "{length} by {step}");
            }
        }
    }
}
