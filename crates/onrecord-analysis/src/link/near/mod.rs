//! Which texts are nearly the same: every pair whose sets of five-character pieces have a Jaccard index
//! of at least a threshold. Exact, not sampled; texts can be added at any time and only what is new is
//! compared. Knows nothing of who wrote what.
//!
//! The method is prefix filtering (Chaudhuri, Ganti and Kaushik, ICDE 2006) with the bounds of PPJoin
//! (Xiao, Wang, Lin and Yu, WWW 2008). Two sets that overlap enough share one of their few rarest pieces,
//! so only those are looked up. Texts come smallest first, so that fewer pieces of the smaller one need
//! to be kept; and where in both sets the first common piece stands bounds what they can have in common.

mod pieces;
#[cfg(test)]
mod tests;

use pieces::Pieces;

/// A text with more partners than this is not offered to later ones: a flood of nearly equal texts
/// would otherwise cost the square of its size.
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

const NONE: u32 = u32::MAX;

/// Texts that can be asked which others they are nearly the same as.
#[derive(Debug)]
pub struct Near {
    threshold: Threshold,
    pieces: Pieces,
    /// Pieces of all texts, one text after another, the rarest first.
    pieces_of_all: Vec<u32>,
    /// Those of one addition stand together, the smallest first.
    sets: Vec<Set>,
    /// Sets that later ones are not compared with; see [`MOST_PARTNERS`]. In order.
    crowd: Vec<u32>,
    /// Sets of earlier additions, by each of their rarest pieces. Built when there is an addition that
    /// needs it: most have all texts in one.
    earlier: Lists,
}

/// The different pieces of a text.
#[derive(Clone, Copy, Debug)]
struct Set {
    /// Its text's number.
    text: u32,
    size: u32,
    /// Where it begins among the pieces of all.
    start: usize,
}

/// One of the rarest pieces of a set.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    set: u32,
    /// The size of the largest set that can be near, if this is the rarest piece that both have.
    reach: u32,
}

/// Lists of places by piece, to which can be added at any time.
#[derive(Debug, Default)]
struct Lists {
    /// Sets that are in the lists.
    sets: usize,
    /// The first node of each piece's list.
    heads: Vec<u32>,
    /// A place, and the next node of its list.
    nodes: Vec<(Place, u32)>,
}

/// Lists of places by piece, of one addition: one after another in memory, the smallest sets first.
struct Batch {
    places: Vec<Place>,
    /// For each piece where its list begins, leaving out those that reach no set that is still to come,
    /// and where it ends so far.
    spans: Vec<(u32, u32)>,
}

/// The Jaccard index above which texts are near, as a fraction, so that nothing depends on rounding.
/// Sizes are of sets. J >= t  <=>  both >= t / (1 + t) * (one size + other size).
#[derive(Clone, Copy, Debug)]
struct Threshold {
    over: u64,
    under: u64,
}

impl Threshold {
    /// The smallest set that is near one of this size.
    fn least_size(self, size: u32) -> u32 {
        (u64::from(size) * self.over).div_ceil(self.under) as u32
    }

    /// How many pieces near sets of these sizes have in common at least.
    fn least_common(self, one: u32, other: u32) -> u32 {
        ((u64::from(one) + u64::from(other)) * self.over).div_ceil(self.over + self.under) as u32
    }

    /// The largest set that can be near one of this size that has no more than `left` pieces in common
    /// with it.
    fn reach(self, size: u32, left: u32) -> u32 {
        let most = u64::from(left) * (self.over + self.under) / self.over;
        most.saturating_sub(u64::from(size)) as u32
    }

    /// How many of the rarest pieces of a set have one of every near set's among them.
    fn looked_up(self, size: u32) -> u32 {
        size + 1 - self.least_size(size)
    }

    /// How many of the rarest are enough where the other set is as large or larger.
    fn kept(self, size: u32) -> u32 {
        size + 1 - self.least_common(size, size)
    }
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

/// What is needed while one set after another is compared.
struct Work<'v> {
    /// A bit for each piece of the set that is compared.
    has: Vec<u64>,
    /// For each set, the last one that it was compared with.
    met: Vec<u32>,
    /// What is to be compared in full.
    candidates: Vec<u32>,
    /// Lists to look through: the piece, the list's span, and the first set that is too large.
    lists: Vec<(u32, u32, u32, u32)>,
    partners: u32,
    visit: &'v mut dyn FnMut(NearPair),
}

impl Work<'_> {
    fn meet(&mut self, number: u32, other: u32) {
        if core::mem::replace(&mut self.met[other as usize], number) != number {
            self.candidates.push(other);
        }
    }

    /// Looks at places far apart in memory, one independent of the other, so that the processor waits
    /// for all of them at once and finds them at hand afterwards.
    fn touch(&self, places: impl Iterator<Item = u32>) {
        core::hint::black_box(places.fold(0, |sum: u32, value| sum.wrapping_add(value)));
    }
}

impl Near {
    /// With a threshold of `over / under`.
    pub fn new(over: u64, under: u64) -> Self {
        Self {
            threshold: Threshold {
                over: over.clamp(1, under.max(1)),
                under: under.max(1),
            },
            pieces: Pieces::default(),
            pieces_of_all: Vec::new(),
            sets: Vec::new(),
            crowd: Vec::new(),
            earlier: Lists::default(),
        }
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.sets.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.sets.is_empty()
    }

    /// How many texts came when more than enough of their kind were there already: later texts are
    /// compared with those, and not with these.
    pub fn crowded(&self) -> u64 {
        self.crowd.len() as u64
    }

    fn of(&self, set: &Set) -> &[u32] {
        &self.pieces_of_all[set.start..set.start + set.size as usize]
    }

    /// Adds texts that are different and in [`normal`] form, and gives every pair of which at least one
    /// is among them. Texts are numbered from 0 in the order added; among those of one addition the
    /// smaller come first.
    pub fn add<'t>(
        &mut self,
        texts: impl IntoIterator<Item = &'t str>,
        visit: &mut dyn FnMut(NearPair),
    ) {
        let first = self.sets.len();
        self.list_earlier();
        self.take_in(texts);
        let mut batch = self.batch(first);
        let mut work = Work {
            has: vec![0; self.pieces.known().div_ceil(64)],
            met: vec![NONE; self.sets.len()],
            candidates: Vec::new(),
            lists: Vec::new(),
            partners: 0,
            visit,
        };
        for number in first..self.sets.len() {
            let set = self.sets[number];
            for piece in self.of(&set) {
                work.has[*piece as usize / 64] |= 1 << (piece % 64);
            }
            work.partners = 0;
            self.compare(number as u32, first, &mut batch, &mut work);
            if work.partners > MOST_PARTNERS {
                self.crowd.push(number as u32);
            } else {
                self.offer(number as u32, &mut batch);
            }
            for piece in self.of(&set) {
                work.has[*piece as usize / 64] = 0;
            }
        }
    }

    fn take_in<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) {
        let (first, known) = (self.sets.len(), self.pieces.known());
        let first_piece = self.pieces_of_all.len();
        for text in texts {
            let (number, start) = (self.sets.len() as u32, self.pieces_of_all.len());
            self.pieces.of(number, text, &mut self.pieces_of_all);
            self.sets.push(Set {
                text: number,
                size: (self.pieces_of_all.len() - start) as u32,
                start,
            });
        }
        self.pieces
            .rank_new(known, &mut self.pieces_of_all[first_piece..]);
        let fresh = &mut self.sets[first..];
        for set in &*fresh {
            let pieces = &mut self.pieces_of_all[set.start..set.start + set.size as usize];
            pieces.sort_unstable_by(|one, other| other.cmp(one));
        }
        fresh.sort_by_key(|set| set.size);
    }

    /// The rarest pieces of a set: so many of them as `most` of its size, those that reach any set.
    fn places(&self, number: u32, most: impl Fn(u32) -> u32) -> impl Iterator<Item = (u32, Place)> {
        let set = &self.sets[number as usize];
        let threshold = self.threshold;
        let pieces = &self.of(set)[..most(set.size).min(set.size) as usize];
        pieces.iter().enumerate().map(move |(at, piece)| {
            let reach = threshold.reach(set.size, set.size - at as u32);
            (*piece, Place { set: number, reach })
        })
    }

    /// Lists that will hold what is kept of the sets from `first` on; empty so far.
    fn batch(&self, first: usize) -> Batch {
        let mut spans = vec![(0, 0); self.pieces.known()];
        for number in first..self.sets.len() {
            for (piece, _) in self.places(number as u32, |size| self.threshold.kept(size)) {
                spans[piece as usize].1 += 1;
            }
        }
        let mut end = 0;
        for span in &mut spans {
            let start = end;
            end += span.1;
            *span = (start, start);
        }
        Batch {
            places: vec![Place::default(); end as usize],
            spans,
        }
    }

    /// Offers a set to those of the same addition that come later.
    fn offer(&self, number: u32, batch: &mut Batch) {
        for (piece, place) in self.places(number, |size| self.threshold.kept(size)) {
            let end = &mut batch.spans[piece as usize].1;
            batch.places[*end as usize] = place;
            *end += 1;
        }
    }

    /// Compares a set with those of its addition, which begins at set number `first`, that came before
    /// it, and with those of earlier ones.
    fn compare(&self, number: u32, first: usize, batch: &mut Batch, work: &mut Work<'_>) {
        let set = self.sets[number as usize];
        for (piece, Place { reach, .. }) in
            self.places(number, |size| self.threshold.looked_up(size))
        {
            let (start, end) = batch.spans[piece as usize];
            // Sets stand by their size, so what is too large is at the end.
            let too_large = if reach < set.size {
                let before = &self.sets[first..number as usize];
                first + before.partition_point(|other| other.size <= reach)
            } else {
                number as usize
            };
            work.lists.push((piece, start, end, too_large as u32));
        }
        work.touch(work.lists.iter().map(|(_, start, end, _)| {
            if start < end {
                batch.places[*start as usize].reach
            } else {
                0
            }
        }));
        while let Some((piece, start, end, too_large)) = work.lists.pop() {
            let list = &batch.places[start as usize..end as usize];
            let useless = list
                .iter()
                .take_while(|place| place.reach < set.size)
                .count();
            batch.spans[piece as usize].0 += useless as u32;
            for place in &list[useless..] {
                if place.set >= too_large {
                    break;
                }
                if place.reach >= set.size {
                    work.meet(number, place.set);
                }
            }
            let mut next = self.earlier.heads.get(piece as usize);
            while let Some((place, after)) =
                next.and_then(|at| self.earlier.nodes.get(*at as usize))
            {
                next = Some(after);
                if place.reach >= set.size {
                    work.meet(number, place.set);
                }
            }
        }
        self.count(number, work);
    }

    /// Counts what a set and those that it met have in common.
    fn count(&self, number: u32, work: &mut Work<'_>) {
        let one = &self.sets[number as usize];
        let mut candidates = core::mem::take(&mut work.candidates);
        work.touch(
            candidates
                .iter()
                .map(|other| self.sets[*other as usize].size),
        );
        work.touch(
            candidates
                .iter()
                .map(|other| self.pieces_of_all[self.sets[*other as usize].start]),
        );
        for other in candidates.drain(..) {
            let other = &self.sets[other as usize];
            let needed = self.threshold.least_common(one.size, other.size);
            let Some(mut may_miss) = other.size.checked_sub(needed) else {
                continue;
            };
            let mut both = 0;
            for piece in self.of(other) {
                if work.has[*piece as usize / 64] >> (piece % 64) & 1 == 1 {
                    both += 1;
                } else if may_miss == 0 {
                    both = 0;
                    break;
                } else {
                    may_miss -= 1;
                }
            }
            if both > 0 {
                work.partners += 1;
                (work.visit)(NearPair {
                    earlier: one.text.min(other.text),
                    later: one.text.max(other.text),
                    both,
                    either: one.size + other.size - both,
                });
            }
        }
        work.candidates = candidates;
    }

    /// Puts all sets that are not there yet into the lists of earlier ones.
    fn list_earlier(&mut self) {
        let mut lists = core::mem::take(&mut self.earlier);
        lists.heads.resize(self.pieces.known(), NONE);
        for number in lists.sets..self.sets.len() {
            if self.crowd.binary_search(&(number as u32)).is_ok() {
                continue;
            }
            for (piece, place) in self.places(number as u32, |size| self.threshold.looked_up(size))
            {
                let head = &mut lists.heads[piece as usize];
                lists.nodes.push((place, *head));
                *head = lists.nodes.len() as u32 - 1;
            }
        }
        lists.sets = self.sets.len();
        self.earlier = lists;
    }
}
