//! `near_bench FILE [minhash]`: every pair of nearly equal lines of a file; or, as a floor, the least
//! that finds most of them with MinHash. For measuring only: `cargo xtask bench near-duplicates`.

use onrecord_analysis::link::{Near, normal};
use std::io::Write;

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let whole = fs_err::read_to_string(arguments.next().unwrap_or_default())?;
    let mut texts: Vec<String> = whole.lines().map(normal).collect();
    let lines = texts.len();
    let mut out = std::io::stdout();
    if arguments.next().is_some() {
        return writeln!(out, "{lines} lines, {} candidates", minhash(&texts));
    }
    texts.sort_unstable();
    texts.dedup();
    let mut near = Near::new(7, 10);
    let (mut pairs, mut check) = (0_u64, 0_u64);
    near.add(texts.iter().map(String::as_str), &mut |pair| {
        pairs += 1;
        check += u64::from(pair.both) * 1_000_003 + u64::from(pair.either);
    });
    let (different, crowd) = (near.len(), near.crowded());
    writeln!(
        out,
        "{lines} lines, {different} different, {pairs} pairs, {crowd} of a crowd, check {check}"
    )
}

fn mix(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

/// 128 smallest hashes of the five-character pieces, in 16 bands of 8 rows: how many pairs have a band
/// in common, each band counted.
fn minhash(texts: &[String]) -> usize {
    let factors: Vec<(u32, u32)> = (0..128)
        .map(|nth| (mix(nth + 1) as u32 | 1, mix(nth + 1_000) as u32))
        .collect();
    let mut bands = Vec::new();
    for text in texts {
        let characters: Vec<u64> = text.chars().map(u64::from).collect();
        let mut least = [u32::MAX; 128];
        for start in 0..characters.len().saturating_sub(4).max(1) {
            let end = (start + 5).min(characters.len());
            let piece = characters[start..end].iter();
            let hash =
                mix(piece.fold(0, |hash: u64, one| hash.wrapping_mul(0x100_0000_01b3) ^ one));
            for (least, (factor, add)) in least.iter_mut().zip(&factors) {
                *least = (*least).min((hash as u32).wrapping_mul(*factor).wrapping_add(*add));
            }
        }
        for (nth, band) in least.chunks(8).enumerate() {
            let start = mix(nth as u64 + 7);
            bands.push(
                band.iter()
                    .fold(start, |hash, one| mix(hash ^ u64::from(*one))),
            );
        }
    }
    bands.sort_unstable();
    let runs = bands.chunk_by(|one, other| one == other);
    runs.map(|run| run.len() * (run.len() - 1) / 2).sum()
}
