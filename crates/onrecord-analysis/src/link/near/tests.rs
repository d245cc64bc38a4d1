//! Near pairs against every pair counted by hand.

use super::pieces::PIECE;
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

fn by_hand(texts: &[String], (over, under): (u64, u64)) -> BTreeSet<(u32, u32, u32, u32)> {
    let sets: Vec<_> = texts.iter().map(|text| plain(text)).collect();
    let mut out = BTreeSet::new();
    for later in 0..sets.len() {
        for earlier in 0..later {
            let both = sets[earlier].intersection(&sets[later]).count();
            let either = sets[earlier].union(&sets[later]).count();
            if both as u64 * under >= either as u64 * over {
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

/// All pairs, and how many texts were too many of their kind.
fn found(
    texts: &[String],
    (over, under): (u64, u64),
    parts: usize,
) -> (BTreeSet<(u32, u32, u32, u32)>, u64) {
    let mut near = Near::new(over, under);
    let mut found = BTreeSet::new();
    for part in texts.chunks(texts.len().div_ceil(parts).max(1)) {
        near.add(part.iter().map(String::as_str), &mut |pair| {
            let is_new = found.insert((pair.earlier, pair.later, pair.both, pair.either));
            assert!(is_new, "told twice: {pair:?}");
        });
    }
    assert_eq!(near.len(), texts.len());
    (found, near.crowded())
}

#[test]
fn every_pair_is_found_and_counted_exactly_at_once_or_in_parts() {
    let texts = texts();
    for threshold in [(7, 10), (1, 3), (1, 2), (19, 20), (1, 1)] {
        let expected = by_hand(&texts, threshold);
        assert!(threshold.0 * 10 > threshold.1 * 7 || expected.len() > 100);
        for parts in [1, 3, 57] {
            assert_eq!(
                found(&texts, threshold, parts),
                (expected.clone(), 0),
                "in {parts} parts"
            );
        }
    }
}

proptest::proptest! {
    #[test]
    fn whatever_the_texts_every_pair_is_found(
        texts in proptest::collection::btree_set("(ab|a|no|\\PC| |you and |never ){0,40}", 0..60),
        over in 1_u64..10,
        parts in 1_usize..5,
    ) {
        let texts: Vec<String> = texts.into_iter().collect();
        let expected = by_hand(&texts, (over, 10));
        proptest::prop_assert_eq!(found(&texts, (over, 10), parts), (expected, 0));
    }
}

#[test]
fn characters_beyond_those_with_short_codes_are_told_apart() {
    // Texts of 21 characters each, out of 8,000 different ones; the second of each two lacks the last.
    let characters: Vec<char> = ('\u{4e00}'..).take(8_000).collect();
    let texts: Vec<String> = characters
        .chunks(20)
        .flat_map(|chunk| {
            let one: String = chunk.iter().collect();
            [format!("{one}a"), one]
        })
        .collect();
    let (pairs, _) = found(&texts, (7, 10), 2);
    assert_eq!(pairs.len(), 400);
    assert_eq!(pairs, by_hand(&texts, (7, 10)));
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
