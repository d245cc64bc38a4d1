//! Against the vectors of the reference, which lie beside the project where it is developed; and against
//! pictures made here, everywhere.

use super::*;
use std::path::{Path, PathBuf};

fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/linking/pdq");
    let found = folder.join("hashes.tsv").is_file();
    if !found {
        eprintln!(
            "SKIPPED: the reference's vectors are not here ({})",
            folder.display()
        );
    }
    found.then_some(folder)
}

fn hashed(path: &Path) -> Hashed {
    let pixels = onrecord_picture::decode(&fs_err::read(path).unwrap()).unwrap();
    hash_rgb(&pixels.rgb, pixels.width, pixels.height).unwrap()
}

#[test]
fn every_vector_of_good_quality_is_within_ten_bits() {
    let Some(folder) = folder() else { return };
    let table = fs_err::read_to_string(folder.join("hashes.tsv")).unwrap();
    let (mut compared, mut exact) = (0, 0);
    for line in table.lines().skip(1) {
        let mut cells = line.split('\t');
        let (name, hash) = (cells.next().unwrap(), cells.next().unwrap());
        let expected = Hash::from_hex(hash).unwrap();
        assert_eq!(expected.to_string(), hash);
        let path = folder.join(name);
        if !path.is_file() {
            eprintln!("{name}: not here");
            continue;
        }
        let found = hashed(&path);
        let distance = found.hash().distance(&expected);
        eprintln!("{name}: {distance} bits, quality {}", found.quality);
        if found.quality >= 80 {
            assert!(distance <= 10, "{name}: {distance} bits");
            compared += 1;
            exact += u32::from(distance == 0);
        }
    }
    assert!(compared >= 20, "{compared}");
    eprintln!("{compared} compared, {exact} bit for bit");
}

#[test]
fn one_picture_gives_all_eight_positions() {
    let Some(folder) = folder() else { return };
    let folder = folder.join("data/reg-test-input/dih");
    let original = hashed(&folder.join("bridge-1-original.jpg"));
    let others = [
        "2-rotate-90",
        "3-rotate-180",
        "4-rotate-270",
        "5-flipx",
        "6-flipy",
        "7-flip-plus-1",
        "8-flip-minus-1",
    ];
    for (nth, name) in others.iter().enumerate() {
        let other = hashed(&folder.join(format!("bridge-{name}.jpg")));
        let distance = original.dihedral[nth + 1].distance(&other.hash());
        assert!(distance <= MATCH, "{name}: {distance}");
        assert!(original.distance(&other) <= MATCH);
        assert!(original.hash().distance(&other.hash()) > LOOK, "{name}");
    }
}

/// Hills of light at places that follow from a number.
fn picture(seed: u64, width: usize, height: usize) -> Vec<u8> {
    let mut state = seed;
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % 1_000) as f32 / 1_000.0
    };
    let hills: Vec<(f32, f32, f32)> = (0..14)
        .map(|_| (next(), next(), 0.02 + next() * 0.15))
        .collect();
    let mut out = Vec::with_capacity(width * height * 3);
    for y in 0..height {
        for x in 0..width {
            let (x, y) = (x as f32 / width as f32, y as f32 / height as f32);
            let light: f32 = hills
                .iter()
                .map(|(left, top, wide)| {
                    let far = (x - left).powi(2) + (y - top).powi(2);
                    (-far / (wide * wide)).exp()
                })
                .sum();
            out.extend([(light * 200.0).min(255.0) as u8; 3]);
        }
    }
    out
}

#[test]
fn made_smaller_it_matches_and_another_picture_does_not() {
    let whole = hash_rgb(&picture(3, 400, 300), 400, 300).unwrap();
    let small = hash_rgb(&picture(3, 120, 90), 120, 90).unwrap();
    assert!(
        whole.distance(&small) <= MATCH,
        "{}",
        whole.distance(&small)
    );
    let other = hash_rgb(&picture(8, 400, 300), 400, 300).unwrap();
    assert!(whole.distance(&other) > LOOK, "{}", whole.distance(&other));
    assert!(whole.is_fit() || whole.quality > 0);
}

#[test]
fn an_even_picture_says_nothing_and_a_broken_one_is_refused() {
    let even = hash_rgb(&[120; 100 * 100 * 3], 100, 100).unwrap();
    assert!(!even.is_fit());
    assert_eq!(hash_rgb(&[0; 30], 100, 100), None);
    assert_eq!(hash_rgb(&[], 0, 0), None);
    assert_eq!(hash_rgb(&[0; 12], usize::MAX, 2), None);
    for (width, height) in [(5, 5), (5, 900), (64, 64), (129, 7)] {
        assert!(hash_rgb(&vec![9; width * height * 3], width, height).is_some());
    }
}

#[test]
fn a_screenshot_without_its_bars_matches_the_picture() {
    let (width, height) = (300, 200);
    let inside = picture(5, width, height);
    let (wide, high) = (340, 420);
    let mut screen = vec![250_u8; wide * high * 3];
    for y in 0..height {
        let to = ((y + 110) * wide + 20) * 3;
        screen[to..to + width * 3].copy_from_slice(&inside[y * width * 3..(y + 1) * width * 3]);
    }
    // A clock in the bar.
    for x in 30..60 {
        let at = (10 * wide + x) * 3;
        screen[at..at + 3].copy_from_slice(&[0, 0, 0]);
    }
    let (left, top, cut_width, cut_height) = trimmed(&screen, wide, high).unwrap();
    assert!(
        left.abs_diff(20) < 40 && top.abs_diff(110) < 40,
        "{left} {top}"
    );
    let mut cut = Vec::new();
    for y in top..top + cut_height {
        let from = (y * wide + left) * 3;
        cut.extend_from_slice(&screen[from..from + cut_width * 3]);
    }
    let whole = hash_rgb(&inside, width, height).unwrap();
    let again = hash_rgb(&cut, cut_width, cut_height).unwrap();
    assert!(whole.distance(&again) <= LOOK, "{}", whole.distance(&again));
    let full = hash_rgb(&screen, wide, high).unwrap();
    assert!(whole.distance(&full) > whole.distance(&again));
    assert_eq!(trimmed(&inside, 10, 10), None);
}

/// A picture that follows from a number: a slope, discs and noise in whole numbers, the same in any language.
/// `testkit/pdq_vectors.py` makes the same bytes and asks the reference.
fn drawn(seed: u64, width: usize, height: usize) -> Vec<u8> {
    const MOST: i64 = 0xffff_ffff;
    let mut state = seed;
    let mut next = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % below as u64) as i64
    };
    let slopes: Vec<[i64; 3]> = (0..3).map(|_| [next(256), next(256), next(256)]).collect();
    let noise = [0, 3, 24, 120][(seed % 4) as usize];
    let discs: Vec<([i64; 3], [i64; 3])> = (0..seed % 9)
        .map(|_| {
            let place = [
                next(width),
                next(height),
                1 + next(width.max(height) / 2 + 1),
            ];
            (place, [next(256), next(256), next(256)])
        })
        .collect();
    let mut out = Vec::with_capacity(width * height * 3);
    for y in 0..height as i64 {
        for x in 0..width as i64 {
            for (colour, [across, down, start]) in slopes.iter().enumerate() {
                let mut value =
                    (across * x / width as i64 + down * y / height as i64 + start) % 256;
                for ([left, top, radius], own) in &discs {
                    if (x - left).pow(2) + (y - top).pow(2) <= radius * radius {
                        value = (own[colour] * 3 + value) / 4;
                    }
                }
                let mut mixed = ((x * 73_856_093) & MOST)
                    ^ ((y * 19_349_663) & MOST)
                    ^ ((colour as i64 * 83_492_791) & MOST)
                    ^ ((seed as i64 * 2_654_435_761) & MOST);
                mixed ^= mixed >> 13;
                mixed = (mixed * 0x5bd1_e995) & MOST;
                mixed ^= mixed >> 15;
                value += mixed % (2 * noise + 1) - noise;
                out.push(value.clamp(0, 255) as u8);
            }
        }
    }
    out
}

/// Hash and quality of 120 arrays of bytes, and of 24 of them in every position, are those of Meta's own
/// program, bit for bit. Source: `vectors.tsv`.
#[test]
fn arrays_of_bytes_have_the_references_hash_bit_for_bit() {
    let mut compared = 0;
    let mut wrong = Vec::new();
    for line in include_str!("vectors.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
    {
        let cells: Vec<&str> = line.split('\t').collect();
        let number = |nth: usize| cells[nth].parse::<usize>().unwrap();
        let (seed, width, height) = (number(0), number(1), number(2));
        // Brightness as the bindings compute it; they make no picture smaller first.
        let bytes = drawn(seed as u64, width, height);
        let (pixels, []) = bytes.as_chunks::<3>() else {
            panic!("three colours a pixel")
        };
        let luma = pixels.iter().map(|rgb| {
            let [red, green, blue] = rgb.map(f64::from);
            (red * 0.299 + green * 0.587 + blue * 0.114) as f32
        });
        let found = hash_luma(luma.collect(), width, height).unwrap();
        let positions = [cells[3]].into_iter().chain(cells[5..].iter().copied());
        for (position, (expected, found)) in positions.zip(&found.dihedral).enumerate() {
            let distance = found.distance(&Hash::from_hex(expected).unwrap());
            if distance > 0 {
                wrong.push(format!(
                    "{seed} {width}x{height} position {position}: {distance} bits"
                ));
            }
            compared += 1;
        }
        assert_eq!(found.quality as usize, number(4), "{seed}");
    }
    assert_eq!(compared, 120 + 24 * 7);
    assert!(wrong.is_empty(), "{} differ: {wrong:#?}", wrong.len());
}
