//! Rule 12: each failed try at the passphrase makes the next one wait longer. Knows no passphrase.

use crate::web::desk::held;
use onrecord_model::Instant;
use std::sync::Mutex;

/// The longest wait, in seconds.
const LONGEST: i64 = 60;

/// Failed tries of this run, and when the next one is looked at.
#[derive(Default)]
pub struct Tries(Mutex<(u32, i64)>);

impl Tries {
    /// How many seconds are left until the next try is looked at.
    pub fn wait(&self, now: Instant) -> u64 {
        let (_, until) = *held(&self.0);
        // Never longer than the longest, wherever the clock was set meanwhile.
        let left = (until - now.0).clamp(0, LONGEST * 1_000_000);
        u64::try_from((left + 999_999) / 1_000_000).unwrap_or_default()
    }

    /// A try failed. The first three cost nothing: people mistype.
    pub fn failed(&self, now: Instant) {
        let mut tries = held(&self.0);
        tries.0 = tries.0.saturating_add(1);
        let seconds = match tries.0 {
            0..=2 => 0,
            more => (1_i64 << (more - 2).min(6)).min(LONGEST),
        };
        tries.1 = now.0 + seconds * 1_000_000;
    }

    /// A try succeeded.
    pub fn succeeded(&self) {
        *held(&self.0) = (0, 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failing_again_and_again_waits_longer_up_to_a_minute() {
        let tries = Tries::default();
        let now = Instant(1_000_000_000);
        let waits: Vec<u64> = (0..10)
            .map(|_| {
                tries.failed(now);
                tries.wait(now)
            })
            .collect();
        assert_eq!(waits, [0, 0, 2, 4, 8, 16, 32, 60, 60, 60]);
        assert_eq!(tries.wait(Instant(now.0 + 59_500_000)), 1);
        assert_eq!(tries.wait(Instant(0)), 60);
        tries.succeeded();
        assert_eq!(tries.wait(now), 0);
    }
}
