//! What follows what, and when: a new account soon after a block, one that begins where another ends,
//! friends written to in one order. Facts with their times; the hour of the day is a plot and no ground.

use super::gather::Gathered;
use super::weigh::{Person, Who};
use onrecord_model::Instant;

/// An account that begins within this many minutes after a block is named.
pub const AFTER_BLOCK_MINUTES: i64 = 60;
/// An account that begins within this many hours after another's last event is named.
const TAKEOVER_HOURS: i64 = 24;
const MINUTE: i64 = 60_000_000;

/// Fewer friends in common than this say nothing of an order.
const FEWEST_FRIENDS: usize = 3;
/// With so many, a common order is more than a hint: one of 24.
pub(super) const ENOUGH_FRIENDS: usize = 4;

/// One account begins soon after another was blocked or fell silent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Follows {
    pub(super) before: u32,
    pub(super) after: u32,
    /// The block, or the last event.
    pub(super) ended: (Instant, u64),
    /// The first event of the other.
    pub(super) began: (Instant, u64),
    pub(super) is_block: bool,
}

/// Two accounts wrote to the same friends in the same order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SameOrder {
    pub(super) accounts: (u32, u32),
    /// The friends, as account numbers.
    pub(super) friends: Vec<u32>,
    /// First contacts of both, in that order.
    pub(super) events: Vec<u64>,
}

/// Every account that begins soon after a block, or after another's last event.
pub(super) fn follows(gathered: &Gathered) -> Vec<Follows> {
    let mut starts: Vec<(i64, u32, u64)> = gathered
        .accounts
        .iter()
        .enumerate()
        .filter_map(|(at, seen)| seen.first.map(|(first, event)| (first.0, at as u32, event)))
        .collect();
    starts.sort_unstable();
    let mut out = Vec::new();
    for (before, seen) in gathered.accounts.iter().enumerate() {
        let before = before as u32;
        let mut within = |ended: (Instant, u64), span: i64, is_block: bool| {
            let from = starts.partition_point(|(first, ..)| *first < ended.0.0);
            for (first, after, event) in starts[from..]
                .iter()
                .take_while(|(first, ..)| *first - ended.0.0 <= span)
            {
                if *after != before {
                    out.push(Follows {
                        before,
                        after: *after,
                        ended,
                        began: (Instant(*first), *event),
                        is_block,
                    });
                }
            }
        };
        for block in &seen.blocked {
            within(*block, AFTER_BLOCK_MINUTES * MINUTE, true);
        }
        if seen.blocked.is_empty()
            && let Some(last) = seen.last
        {
            within(last, TAKEOVER_HOURS * 60 * MINUTE, false);
        }
    }
    out
}

/// How many blocks there are, how many a new account of nobody known followed, and which part of the
/// time from the first block to the last such spans cover, in thousandths of a percent: so often a new account would
/// begin in one by chance.
pub(super) fn after_blocks(
    gathered: &Gathered,
    people: &[Person],
    follows: &[Follows],
) -> Option<(u64, u64, u64)> {
    let mut blocks: Vec<i64> = gathered
        .accounts
        .iter()
        .flat_map(|seen| seen.blocked.iter().map(|(at, _)| at.0))
        .collect();
    blocks.sort_unstable();
    let (first, last) = (*blocks.first()?, *blocks.last()?);
    let span = AFTER_BLOCK_MINUTES * MINUTE;
    let mut covered = 0;
    let mut end = i64::MIN;
    for block in &blocks {
        covered += (block + span) - (*block).max(end);
        end = block + span;
    }
    let mut followed: Vec<u64> = follows
        .iter()
        .filter(|one| one.is_block && people[one.after as usize].who == Who::Unknown)
        .map(|one| one.ended.1)
        .collect();
    followed.sort_unstable();
    followed.dedup();
    let whole = (last + span - first).max(1);
    let part = (i128::from(covered) * 100_000 / i128::from(whole)) as u64;
    Some((blocks.len() as u64, followed.len() as u64, part))
}

/// When somebody was first written to, who, and the event.
type Contact = (i64, u32, u64);

/// Every two accounts of nobody known that wrote to at least three known people in one order.
pub(super) fn same_orders(gathered: &Gathered, people: &[Person]) -> Vec<SameOrder> {
    let of = |account: u32| people[account as usize];
    let orders: Vec<(u32, Vec<Contact>)> = gathered
        .accounts
        .iter()
        .enumerate()
        .filter(|(at, _)| of(*at as u32).who == Who::Unknown)
        .filter_map(|(at, seen)| {
            let mut order: Vec<Contact> = seen
                .wrote_to
                .iter()
                .filter(|(to, (first, _))| of(**to).who == Who::Known && *first != i64::MAX)
                .map(|(to, (first, event))| (*first, *to, *event))
                .collect();
            order.sort_unstable();
            (order.len() >= FEWEST_FRIENDS).then_some((at as u32, order))
        })
        .collect();
    let mut out = Vec::new();
    for (nth, (one, first)) in orders.iter().enumerate() {
        for (other, second) in &orders[nth + 1..] {
            let common = |order: &[Contact], others: &[Contact]| -> Vec<(u32, u64)> {
                let has = |to: u32| others.iter().any(|(_, other, _)| *other == to);
                let kept = order.iter().filter(|(_, to, _)| has(*to));
                kept.map(|(_, to, event)| (*to, *event)).collect()
            };
            let (left, right) = (common(first, second), common(second, first));
            let same = left.iter().zip(&right).all(|(one, other)| one.0 == other.0);
            if left.len() >= FEWEST_FRIENDS && same {
                out.push(SameOrder {
                    accounts: (*one, *other),
                    friends: left.iter().map(|(to, _)| *to).collect(),
                    events: left.iter().chain(&right).map(|(_, event)| *event).collect(),
                });
            }
        }
    }
    out
}
