//! Draws by a seed, the same on every computer (SplitMix64). Knows nothing of what is drawn.

pub struct Draw(pub u64);

impl Draw {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    pub fn shuffled<T: Clone>(&mut self, of: &[T]) -> Vec<T> {
        let mut drawn = of.to_vec();
        for at in (1..drawn.len()).rev() {
            drawn.swap(at, self.below(at + 1));
        }
        drawn
    }
}
