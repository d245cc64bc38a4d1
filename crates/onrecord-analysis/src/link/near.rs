//! Which texts are nearly the same: every pair whose sets of five-character pieces have a Jaccard index
//! of at least a threshold. Exact, not sampled; texts can be added at any time and only what is new is
//! compared. Knows nothing of who wrote what.
//!
//! The method is prefix filtering (Chaudhuri, Ganti and Kaushik, ICDE 2006; Xiao et al., PPJoin, WWW
//! 2008): two sets that overlap enough share one of their few rarest pieces, so only those are looked up.
//! Candidates are then counted in full.

use std::collections::BTreeMap;

/// Characters in a piece.
const PIECE: usize = 5;

/// A text with more partners than this is not offered to later ones: a flood of nearly equal texts
/// would otherwise cost the square of its size. Later texts still meet those that came before it.
const MOST_PARTNERS: u32 = 200;

/// The form in which texts are compared: lower case, one space for any white space.
pub fn normal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for character in text.chars() {
        if character.is_whitespace() {
            gap = !out.is_empty();
            continue;
        }
        if core::mem::take(&mut gap) {
            out.push(' ');
        }
        if character == '\0' {
            // Stands for "no character" where a text is shorter than a piece.
            continue;
        }
        if character.is_ascii() {
            out.push(character.to_ascii_lowercase());
        } else {
            out.extend(character.to_lowercase());
        }
    }
    out
}

/// Numbers for pieces, from 0, in the order first met. Keys are exact: a collision would be an error
/// in the Jaccard index.
#[derive(Debug, Default)]
struct Pieces {
    /// Characters beyond the first 4,095 different ones have no short code.
    codes: BTreeMap<char, u64>,
    rare: BTreeMap<[char; PIECE], u64>,
    /// Open addressing: key, number + 1.
    table: Vec<(u64, u32)>,
    known: u32,
}

const CODE_BITS: u32 = 12;

fn spread(key: u64) -> u64 {
    let mixed = (key ^ (key >> 29)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed ^ (mixed >> 32)
}

impl Pieces {
    fn code(&mut self, character: char) -> u64 {
        if character.is_ascii() {
            return u64::from(character as u32) + 1;
        }
        let next = 129 + self.codes.len() as u64;
        *self.codes.entry(character).or_insert(next)
    }

    fn key(&mut self, piece: [char; PIECE]) -> u64 {
        let mut key = 0;
        for character in piece {
            let code = self.code(character);
            if code >= 1 << CODE_BITS {
                let next = 1 << 63 | self.rare.len() as u64;
                return *self.rare.entry(piece).or_insert(next);
            }
            key = key << CODE_BITS | code;
        }
        key
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
                return self.known - 1;
            }
            if found == key {
                return number - 1;
            }
            at = (at + 1) & mask;
        }
    }

    fn grow(&mut self) {
        let size = (self.table.len() * 2).max(1 << 12);
        let old = core::mem::replace(&mut self.table, vec![(0, 0); size]);
        for (key, number) in old.into_iter().filter(|(_, number)| *number > 0) {
            let mut at = spread(key) as usize & (size - 1);
            while self.table[at].1 != 0 {
                at = (at + 1) & (size - 1);
            }
            self.table[at] = (key, number);
        }
    }

    /// The different pieces of a text, unsorted. A text shorter than a piece is one.
    fn of(&mut self, text: &str, out: &mut Vec<u32>) {
        out.clear();
        let mut window = ['\0'; PIECE];
        let mut seen = 0;
        for character in text.chars() {
            window.rotate_left(1);
            window[PIECE - 1] = character;
            seen += 1;
            if seen >= PIECE {
                let key = self.key(window);
                out.push(self.number(key));
            }
        }
        if (1..PIECE).contains(&seen) {
            let key = self.key(window);
            out.push(self.number(key));
        }
        out.sort_unstable();
        out.dedup();
    }
}

#[derive(Clone, Copy, Debug)]
struct Node {
    text: u32,
    next: u32,
}

const NONE: u32 = u32::MAX;

/// Texts that can be asked which others they are nearly the same as.
#[derive(Debug)]
pub struct Near {
    /// The threshold as a fraction, so that nothing depends on rounding.
    threshold: (u64, u64),
    pieces: Pieces,
    /// Rarer pieces have smaller ranks. Decided when a piece first comes.
    ranks: Vec<u32>,
    next_rank: u32,
    /// Pieces of all texts, one text after another.
    sets: Vec<u32>,
    ends: Vec<usize>,
    /// The first node of each piece's list.
    heads: Vec<u32>,
    nodes: Vec<Node>,
    /// For each piece, the last text that had it while being compared.
    marks: Vec<u32>,
    met: Vec<u32>,
    /// Texts that later ones are not compared with; see [`MOST_PARTNERS`].
    crowded: u64,
}

/// A pair of texts and how near they are: the pieces that both have, and those that either has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NearPair {
    /// The earlier text's number.
    pub earlier: u32,
    /// The later text's number.
    pub later: u32,
    /// Pieces that both have.
    pub both: u32,
    /// Pieces that either has.
    pub either: u32,
}

impl Near {
    /// With a threshold of `over / under`.
    pub fn new(over: u64, under: u64) -> Self {
        Self {
            threshold: (over.clamp(1, under.max(1)), under.max(1)),
            pieces: Pieces::default(),
            ranks: Vec::new(),
            next_rank: 1 << 31,
            sets: Vec::new(),
            ends: Vec::new(),
            heads: Vec::new(),
            nodes: Vec::new(),
            marks: Vec::new(),
            met: Vec::new(),
            crowded: 0,
        }
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// How many texts came when more than enough of their kind were there already: later texts are
    /// compared with those, and not with these.
    pub fn crowded(&self) -> u64 {
        self.crowded
    }

    fn set(&self, text: u32) -> &[u32] {
        let text = text as usize;
        let start = if text == 0 { 0 } else { self.ends[text - 1] };
        &self.sets[start..self.ends[text]]
    }

    /// Adds texts that are different and in [`normal`] form, and gives every pair of which at least one
    /// is among them. Texts are numbered from 0 in the order added.
    pub fn add<'t>(
        &mut self,
        texts: impl IntoIterator<Item = &'t str>,
        visit: &mut dyn FnMut(NearPair),
    ) {
        let first = self.ends.len() as u32;
        let known = self.ranks.len();
        let mut scratch = Vec::new();
        for text in texts {
            self.pieces.of(text, &mut scratch);
            self.sets.extend_from_slice(&scratch);
            self.ends.push(self.sets.len());
        }
        self.rank_new(first, known);
        let pieces = self.pieces.known as usize;
        self.heads.resize(pieces, NONE);
        self.marks.resize(pieces, NONE);
        self.met.resize(self.ends.len(), NONE);
        let mut prefix = Vec::new();
        for text in first..self.ends.len() as u32 {
            self.compare(text, &mut prefix, visit);
        }
    }

    /// New pieces come before all old ones, the rarest of the new first: any fixed order is right, and
    /// one in which rare pieces come first is fast.
    fn rank_new(&mut self, first_text: u32, known: usize) {
        let fresh = self.pieces.known as usize - known;
        let start = if first_text == 0 {
            0
        } else {
            self.ends[first_text as usize - 1]
        };
        let mut counts = vec![0_u32; fresh];
        for piece in &self.sets[start..] {
            if let Some(count) = (*piece as usize)
                .checked_sub(known)
                .and_then(|at| counts.get_mut(at))
            {
                *count += 1;
            }
        }
        let mut order: Vec<u32> = (0..fresh as u32).collect();
        order.sort_unstable_by_key(|at| (counts[*at as usize], *at));
        self.ranks.resize(known + fresh, 0);
        self.next_rank -= fresh as u32;
        for (nth, at) in order.into_iter().enumerate() {
            self.ranks[known + at as usize] = self.next_rank + nth as u32;
        }
    }

    fn compare(&mut self, text: u32, prefix: &mut Vec<u32>, visit: &mut dyn FnMut(NearPair)) {
        let (over, under) = self.threshold;
        let size = self.set(text).len() as u64;
        if size == 0 {
            return;
        }
        let least = (size * over).div_ceil(under);
        let looked_up = (size - least + 1) as usize;
        prefix.clear();
        prefix.extend_from_slice(self.set(text));
        let ranks = &self.ranks;
        if looked_up < prefix.len() {
            prefix.select_nth_unstable_by_key(looked_up - 1, |piece| ranks[*piece as usize]);
            prefix.truncate(looked_up);
        }
        let start = if text == 0 {
            0
        } else {
            self.ends[text as usize - 1]
        };
        for piece in &self.sets[start..self.ends[text as usize]] {
            self.marks[*piece as usize] = text;
        }
        let mut partners = 0;
        for piece in prefix.iter() {
            let mut at = self.heads[*piece as usize];
            while at != NONE {
                let node = self.nodes[at as usize];
                at = node.next;
                if core::mem::replace(&mut self.met[node.text as usize], text) == text {
                    continue;
                }
                let other = self.set(node.text);
                let other_size = other.len() as u64;
                if other_size * under < size * over || size * under < other_size * over {
                    continue;
                }
                // J >= t  <=>  both >= t/(1+t) * (sizes)
                let needed = ((size + other_size) * over).div_ceil(over + under);
                let mut may_miss = other_size - needed.min(other_size);
                if needed > other_size {
                    continue;
                }
                let mut both = 0_u64;
                for piece in other {
                    if self.marks[*piece as usize] == text {
                        both += 1;
                    } else if may_miss == 0 {
                        both = 0;
                        break;
                    } else {
                        may_miss -= 1;
                    }
                }
                if both >= needed {
                    partners += 1;
                    visit(NearPair {
                        earlier: node.text,
                        later: text,
                        both: both as u32,
                        either: (size + other_size - both) as u32,
                    });
                }
            }
        }
        if partners > MOST_PARTNERS {
            self.crowded += 1;
            return;
        }
        for piece in prefix.iter() {
            let head = &mut self.heads[*piece as usize];
            self.nodes.push(Node { text, next: *head });
            *head = self.nodes.len() as u32 - 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn plain(text: &str) -> BTreeSet<String> {
        let characters: Vec<char> = text.chars().collect();
        if characters.len() < PIECE {
            return BTreeSet::from([text.to_owned()]);
        }
        let windows = characters.windows(PIECE);
        windows.map(|window| window.iter().collect()).collect()
    }

    fn by_hand(texts: &[String]) -> BTreeSet<(u32, u32, u32, u32)> {
        let sets: Vec<_> = texts.iter().map(|text| plain(text)).collect();
        let mut out = BTreeSet::new();
        for later in 0..sets.len() {
            for earlier in 0..later {
                let both = sets[earlier].intersection(&sets[later]).count();
                let either = sets[earlier].union(&sets[later]).count();
                if both * 10 >= either * 7 {
                    out.insert((earlier as u32, later as u32, both as u32, either as u32));
                }
            }
        }
        out
    }

    fn texts() -> Vec<String> {
        let words = [
            "minute",
            "friends",
            "know",
            "should",
            "про",
            "друзей",
            "你好吗",
            "😂😂",
            "a",
            "blue",
            "coat",
            "answer",
            "me",
            "never",
            "you",
        ];
        let mut state = 7_u64;
        let mut next = |below: usize| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (state >> 33) as usize % below
        };
        let mut out: Vec<String> = Vec::new();
        let mut seen = BTreeSet::new();
        while out.len() < 400 {
            let mut text = if !out.is_empty() && next(3) > 0 {
                let mut text = out[next(out.len())].clone();
                text.push_str(words[next(words.len())]);
                text
            } else {
                let count = 1 + next(14);
                (0..count)
                    .map(|_| words[next(words.len())])
                    .collect::<Vec<_>>()
                    .join(" ")
            };
            text = normal(&text);
            if seen.insert(text.clone()) {
                out.push(text);
            }
        }
        out
    }

    #[test]
    fn every_pair_is_found_and_counted_exactly_at_once_or_in_parts() {
        let texts = texts();
        let expected = by_hand(&texts);
        assert!(expected.len() > 100, "{}", expected.len());
        for parts in [1, 3, 57] {
            let mut near = Near::new(7, 10);
            let mut found = BTreeSet::new();
            for part in texts.chunks(texts.len().div_ceil(parts)) {
                near.add(part.iter().map(String::as_str), &mut |pair| {
                    found.insert((pair.earlier, pair.later, pair.both, pair.either));
                });
            }
            assert_eq!(found, expected, "in {parts} parts");
            assert_eq!(near.crowded(), 0);
        }
    }

    #[test]
    fn a_flood_of_nearly_equal_texts_stays_cheap_and_is_counted() {
        let texts: Vec<String> = (0..3_000)
            .map(|nth| format!("i will keep writing until you answer me, number {nth}"))
            .collect();
        let mut near = Near::new(7, 10);
        let mut pairs = 0_u64;
        near.add(texts.iter().map(String::as_str), &mut |_| pairs += 1);
        assert!(near.crowded() > 2_000);
        assert!(pairs < 3_000 * 220, "{pairs}");
    }

    #[test]
    fn empty_and_tiny_texts_are_texts() {
        let mut near = Near::new(7, 10);
        let mut pairs = Vec::new();
        near.add(["", "ok", "😂", "okay then"], &mut |pair| {
            pairs.push(pair)
        });
        assert!(pairs.is_empty() && near.len() == 4);
        assert_eq!(normal("  Hi \n\t WREN  É "), "hi wren é");
    }
}
