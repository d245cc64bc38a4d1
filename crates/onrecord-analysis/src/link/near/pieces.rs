//! Numbers for the five-character pieces of texts: exact, dense, and larger the rarer a piece was when
//! it first came. Knows nothing of texts' likeness.

use std::collections::BTreeMap;

/// Characters in a piece.
pub(super) const PIECE: usize = 5;

/// Bits of a character's short code.
const CODE_BITS: u32 = 12;
/// Keys of pieces of short codes have this bit clear, all others have it set.
const UNUSUAL: u64 = 1 << 63;
/// Below it are the codes of ASCII; 0 stands for "no character", where a text is shorter than a piece.
const FIRST_CODE: u16 = 129;

/// Numbers of pieces. Keys are exact: a collision would be an error in the Jaccard index.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    /// The short code of each character beyond ASCII, by its number; 0 where it has none yet. Characters
    /// beyond the first 4,000 different ones have none.
    codes: Vec<u16>,
    coded: u16,
    unusual: BTreeMap<[char; PIECE], u64>,
    /// Open addressing: key, number + 1.
    table: Vec<(u64, u32)>,
    known: u32,
    /// For each piece, the last text that had it, so that none is told twice of one text.
    last_text: Vec<u32>,
    /// Of the text that is looked at, one after another.
    keys: Vec<u64>,
}

fn spread(key: u64) -> u64 {
    let mixed = (key ^ (key >> 29)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed ^ (mixed >> 32)
}

impl Pieces {
    /// How many different pieces there are: numbers are below it.
    pub(super) fn known(&self) -> usize {
        self.known as usize
    }

    /// The short code of a character, if there is one left for it.
    fn code(&mut self, character: char) -> Option<u64> {
        if character.is_ascii() {
            return Some(u64::from(character as u32) + 1);
        }
        let at = character as usize;
        if at >= self.codes.len() {
            self.codes.resize(at + 1, 0);
        }
        if self.codes[at] == 0 {
            if u32::from(FIRST_CODE + self.coded) >> CODE_BITS > 0 {
                return None;
            }
            self.codes[at] = FIRST_CODE + self.coded;
            self.coded += 1;
        }
        Some(u64::from(self.codes[at]))
    }

    fn number(&mut self, key: u64) -> u32 {
        if self.known as usize * 2 >= self.table.len() {
            self.grow();
        }
        let mask = self.table.len() - 1;
        let mut at = spread(key) as usize & mask;
        loop {
            let (found, number) = self.table[at];
            if number == 0 {
                self.known += 1;
                self.table[at] = (key, self.known);
                self.last_text.push(u32::MAX);
                return self.known - 1;
            }
            if found == key {
                return number - 1;
            }
            at = (at + 1) & mask;
        }
    }

    fn grow(&mut self) {
        let size = (self.table.len() * 2).max(1 << 8);
        let old = core::mem::replace(&mut self.table, vec![(0, 0); size]);
        for (key, number) in old.into_iter().filter(|(_, number)| *number > 0) {
            let mut at = spread(key) as usize & (size - 1);
            while self.table[at].1 != 0 {
                at = (at + 1) & (size - 1);
            }
            self.table[at] = (key, number);
        }
    }

    /// Puts the different pieces of text number `text` at the end of `out`, in no order. A text shorter
    /// than a piece is one. No text may come twice.
    pub(super) fn of(&mut self, text: u32, words: &str, out: &mut Vec<u32>) {
        let mut keys = core::mem::take(&mut self.keys);
        self.keys_of(words, &mut keys);
        // Most pieces are known and stand where they are first looked for. They are looked for one
        // independent of the other, so that the processor waits for memory once and not for each.
        let start = out.len();
        let mask = self.table.len().wrapping_sub(1);
        out.extend(keys.iter().map(|key| {
            let (found, number) = self
                .table
                .get(spread(*key) as usize & mask)
                .copied()
                .unwrap_or_default();
            if found == *key { number } else { 0 }
        }));
        let mut kept = start;
        for (key, at) in keys.iter().zip(start..) {
            let number = match out[at].checked_sub(1) {
                Some(number) => number,
                None => self.number(*key),
            };
            if core::mem::replace(&mut self.last_text[number as usize], text) != text {
                out[kept] = number;
                kept += 1;
            }
        }
        out.truncate(kept);
        self.keys = keys;
    }

    fn keys_of(&mut self, words: &str, keys: &mut Vec<u64>) {
        keys.clear();
        let mut window = ['\0'; PIECE];
        let mut key = 0;
        let mut seen = 0_usize;
        // How many of the last characters have short codes.
        let mut coded = PIECE;
        for character in words.chars() {
            window.rotate_left(1);
            window[PIECE - 1] = character;
            let code = self.code(character);
            coded = if code.is_some() { coded + 1 } else { 0 };
            key = (key << CODE_BITS | code.unwrap_or(0)) & ((1 << (CODE_BITS * PIECE as u32)) - 1);
            seen += 1;
            if seen >= PIECE {
                let key = if coded >= PIECE {
                    key
                } else {
                    self.unusual(window)
                };
                keys.push(key);
            }
        }
        if (1..PIECE).contains(&seen) {
            let key = if coded >= PIECE {
                key
            } else {
                self.unusual(window)
            };
            keys.push(key);
        }
    }

    fn unusual(&mut self, piece: [char; PIECE]) -> u64 {
        let next = UNUSUAL | self.unusual.len() as u64;
        *self.unusual.entry(piece).or_insert(next)
    }

    /// Renumbers the pieces that came since there were `known`, so that the rarer in `sets` have the
    /// larger numbers, there and here. Older pieces keep theirs.
    pub(super) fn rank_new(&mut self, known: usize, sets: &mut [u32]) {
        let mut counts = vec![0_u32; self.known() - known];
        for piece in &*sets {
            if let Some(at) = (*piece as usize).checked_sub(known) {
                counts[at] += 1;
            }
        }
        let mut order: Vec<u32> = (0..counts.len() as u32).collect();
        order.sort_unstable_by_key(|at| (core::cmp::Reverse(counts[*at as usize]), *at));
        let mut ranks = counts;
        for (rank, at) in order.into_iter().enumerate() {
            ranks[at as usize] = (known + rank) as u32;
        }
        let ranked = |piece: u32| match (piece as usize).checked_sub(known) {
            Some(at) => ranks[at],
            None => piece,
        };
        for piece in sets {
            *piece = ranked(*piece);
        }
        for (_, number) in self.table.iter_mut().filter(|(_, number)| *number > 0) {
            *number = ranked(*number - 1) + 1;
        }
        // Nothing is asked of these texts again.
        self.last_text[known..].fill(u32::MAX);
    }
}
