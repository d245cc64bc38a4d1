//! Looking at eight bytes at a time. What is looked for in an export is mostly a few bytes away,
//! where calling a wide search costs more than the searching and a loop over bytes ends where no
//! processor expects it. Knows nothing of what the bytes are.

/// One in every byte.
pub(crate) const ONES: u64 = u64::MAX / 255;
/// The top bit of every byte.
pub(crate) const TOPS: u64 = ONES << 7;

/// A space in every byte.
pub(crate) const SPACES: u64 = ONES * 0x20;

/// `word` with a zero in every byte that is `byte`.
pub(crate) fn zero_where(word: u64, byte: u8) -> u64 {
    word ^ (ONES * u64::from(byte))
}

/// `word` with every `[` as `{` and every `]` as `}`, which nothing else becomes.
pub(crate) fn folded(word: u64) -> u64 {
    word | SPACES
}

/// The top bit of every byte that is zero; of those above the first one too, perhaps, which is why
/// only the lowest says anything.
pub(crate) fn lowest_zero(word: u64) -> u64 {
    word.wrapping_sub(ONES) & !word & TOPS
}

/// The top bit of every byte that is zero, and of no other.
pub(crate) fn every_zero(word: u64) -> u64 {
    !((word & !TOPS).wrapping_add(!TOPS) | word | !TOPS)
}

/// Which byte of a word the lowest bit set stands for.
pub(crate) fn byte_of(found: u64) -> usize {
    found.trailing_zeros() as usize / 8
}
