//! Cosines of weighted counts of features, all pairs at once. Must not know what a feature is.

/// Counts of features of accounts, to be compared.
#[derive(Debug, Default)]
pub struct Features {
    /// Hash, account, and how often: each once.
    counted: Vec<(u64, u32, u32)>,
    /// Of the account begun last, as they come.
    current: Vec<u64>,
    accounts: u32,
}

impl Features {
    /// Begins the next account.
    pub fn begin_account(&mut self) {
        self.finish_account();
        self.accounts += 1;
    }

    /// Counts a feature of the account begun last, by its 64-bit hash.
    pub fn count(&mut self, feature: u64) {
        self.current.push(feature);
    }

    fn finish_account(&mut self) {
        self.current.sort_unstable();
        let who = self.accounts.wrapping_sub(1);
        let same = self.current.chunk_by(|a, b| a == b);
        self.counted
            .extend(same.map(|group| (group[0], who, group.len() as u32)));
        self.current.clear();
    }

    /// `cosines[a * accounts + b]` of log-scaled counts weighted by rarity among the accounts.
    /// Features of one account alone count in its length only. `None` if `go_on` said to stop.
    pub fn cosines(mut self, go_on: &mut dyn FnMut(f32) -> bool) -> Option<Vec<f32>> {
        self.finish_account();
        self.counted.sort_unstable();
        let accounts = self.accounts as usize;
        let mut squares = vec![0f64; accounts];
        let mut products = vec![0f32; accounts * accounts];
        let mut holders: Vec<(u32, f32)> = Vec::new();
        let (mut at, all) = (0, self.counted.len());
        for (groups, group) in self.counted.chunk_by(|a, b| a.0 == b.0).enumerate() {
            holders.clear();
            holders.extend(
                group
                    .iter()
                    .map(|(_, who, times)| (*who, 1.0 + (*times as f32).ln())),
            );
            let rarity = ((1.0 + accounts as f64) / (1.0 + holders.len() as f64)).ln() + 1.0;
            for holder in &mut holders {
                holder.1 *= rarity as f32;
                squares[holder.0 as usize] += f64::from(holder.1) * f64::from(holder.1);
            }
            for (index, (one, weight)) in holders.iter().enumerate() {
                let row = &mut products[*one as usize * accounts..][..accounts];
                for (other, other_weight) in &holders[index + 1..] {
                    row[*other as usize] += weight * other_weight;
                }
            }
            at += group.len();
            if groups.is_multiple_of(4096) && !go_on(at as f32 / all as f32) {
                return None;
            }
        }
        // An account without features is like nobody.
        let inverse: Vec<f32> = squares
            .iter()
            .map(|square| {
                if *square > 0.0 {
                    (1.0 / square.sqrt()) as f32
                } else {
                    0.0
                }
            })
            .collect();
        for one in 0..accounts {
            for other in one + 1..accounts {
                let cosine = products[one * accounts + other] * inverse[one] * inverse[other];
                products[one * accounts + other] = cosine;
                products[other * accounts + one] = cosine;
            }
        }
        Some(products)
    }
}

/// FNV-1a over symbols, mixed: the same on every computer.
pub fn hash(symbols: impl IntoIterator<Item = u64>) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    for symbol in symbols {
        hash = (hash ^ symbol).wrapping_mul(0x0000_0100_0000_01b3);
        hash ^= hash >> 29;
    }
    hash
}
