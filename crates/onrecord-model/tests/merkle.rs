//! The tree against published vectors, against the definition written out, and against itself.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use onrecord_model::merkle::*;
use onrecord_model::{Digest, base64};
use proptest::prelude::*;
use std::path::{Path, PathBuf};

/// RFC 6962, 2.1, word for word.
fn definition(leaves: &[Digest]) -> Digest {
    match leaves {
        [] => Digest::of(b""),
        [leaf] => *leaf,
        _ => {
            let mut k = 1;
            while k * 2 < leaves.len() {
                k *= 2;
            }
            node_hash(&definition(&leaves[..k]), &definition(&leaves[k..]))
        }
    }
}

fn leaves(count: usize) -> Vec<Digest> {
    (0..count as u64)
        .map(|at| leaf_hash(&at.to_be_bytes()))
        .collect()
}

fn json_files(folder: &Path, out: &mut Vec<PathBuf>) {
    let mut inside: Vec<_> = fs_err::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    inside.sort();
    for path in inside {
        if path.is_dir() {
            json_files(&path, out);
        } else if path.extension().is_some_and(|ext| ext == "json") {
            out.push(path);
        }
    }
}

fn hash(value: &serde_json::Value) -> Option<Digest> {
    base64::decode_array(value.as_str()?).map(Digest)
}

fn hashes(value: &serde_json::Value) -> Option<Vec<Digest>> {
    value.as_array()?.iter().map(hash).collect()
}

#[test]
fn published_vectors() {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors/merkle/testdata");
    if !folder.is_dir() {
        eprintln!("SKIPPED: ../shared is not here, so the published Merkle vectors were not run");
        return;
    }
    let mut files = Vec::new();
    json_files(&folder, &mut files);
    let (mut accepted, mut refused) = (0, 0);
    for path in &files {
        let case: serde_json::Value =
            serde_json::from_str(&fs_err::read_to_string(path).unwrap()).unwrap();
        let number = |name: &str| case[name].as_u64();
        let proof = if case["proof"].is_null() {
            Some(Vec::new())
        } else {
            hashes(&case["proof"])
        };
        let outcome = if case.get("leafIdx").is_some() {
            (|| {
                let (root, leaf) = (hash(&case["root"])?, hash(&case["leafHash"])?);
                let (size, index) = (number("treeSize")?, number("leafIdx")?);
                verify_inclusion(&root, size, index, &leaf, &proof?).ok()
            })()
        } else {
            (|| {
                let (old, new) = (number("size1")?, number("size2")?);
                let root = |name: &str| {
                    // Some cases of equal sizes bear 12 bytes of text as both roots, to say that
                    // only their equality matters; our roots are always 32 bytes, so hash the text.
                    hash(&case[name]).or_else(|| {
                        let bytes = base64::decode(case[name].as_str()?)?;
                        (old == new && bytes.len() == 12).then(|| Digest::of(&bytes))
                    })
                };
                verify_consistency(&root("root1")?, old, &root("root2")?, new, &proof?).ok()
            })()
        };
        let expected = !case["wantErr"].as_bool().unwrap();
        assert_eq!(
            outcome.is_some(),
            expected,
            "{}: {}",
            path.display(),
            case["desc"]
        );
        if expected {
            accepted += 1
        } else {
            refused += 1
        }
    }
    assert_eq!(files.len(), 196);
    assert!(accepted > 10 && refused > 150, "{accepted} {refused}");
}

#[test]
fn every_tree_up_to_sixty_four_leaves() {
    for size in 0..=64 {
        let leaves = leaves(size);
        let root = definition(&leaves);
        assert_eq!(root_of(&leaves), root);
        let mut frontier = Frontier::new();
        for (at, leaf) in leaves.iter().enumerate() {
            assert_eq!(frontier.root(), definition(&leaves[..at]));
            assert_eq!(
                Frontier::from_bytes(&frontier.to_bytes()),
                Some(frontier.clone())
            );
            frontier.push(*leaf);
        }
        assert_eq!(inclusion_proof(&leaves, size), None);
        for at in 0..size {
            let proof = inclusion_proof(&leaves, at).unwrap();
            let check = |index: usize, size: usize, proof: &[Digest]| {
                verify_inclusion(&root, size as u64, index as u64, &leaves[at], proof)
            };
            assert_eq!(check(at, size, &proof), Ok(()));
            let longer = [&proof[..], &[root]].concat();
            assert_eq!(check(at, size, &longer), Err(MerkleError::TooManyHashes));
            if let Some((_, shorter)) = proof.split_last() {
                assert!(check(at, size, shorter).is_err());
            }
            for other in (0..size).filter(|other| *other != at) {
                assert!(check(other, size, &proof).is_err());
            }
        }
        assert_eq!(consistency_proof(&leaves, 0), None);
        for old in 1..=size {
            let proof = consistency_proof(&leaves, old).unwrap();
            let old_root = definition(&leaves[..old]);
            let check = |old: usize, proof: &[Digest]| {
                verify_consistency(&old_root, old as u64, &root, size as u64, proof)
            };
            assert_eq!(check(old, &proof), Ok(()));
            assert!(check(old, &[&proof[..], &[root]].concat()).is_err());
            if let Some((_, shorter)) = proof.split_last() {
                assert!(check(old, shorter).is_err());
            }
        }
    }
}

#[test]
fn sizes_at_the_edge_of_64_bits_end() {
    let any = Digest([7; 32]);
    for count in [0, 1, 63, 64, 65] {
        let proof = vec![any; count];
        assert!(verify_inclusion(&any, u64::MAX, u64::MAX - 1, &any, &proof).is_err());
        assert!(verify_consistency(&any, u64::MAX - 1, &any, u64::MAX, &proof).is_err());
        assert!(verify_consistency(&any, 1 << 63, &any, u64::MAX, &proof).is_err());
        let _ = root_from_disclosed(u64::MAX, &[(u64::MAX - 1, any)], &proof);
    }
}

#[test]
fn what_a_disclosure_costs() {
    let all = leaves(7_000);
    let run: Vec<usize> = (3_011..3_041).collect();
    let hashes = prove_disclosed(&all, &run).unwrap();
    assert!(hashes.len() <= 2 * 13, "{}", hashes.len());
    let runs: Vec<usize> = (0..40)
        .flat_map(|run| (0..5).map(move |at| run * 173 + at))
        .take(197)
        .collect();
    let many = prove_disclosed(&all, &runs).unwrap();
    println!(
        "30 in one run: {} hashes; 197 in 40 runs: {}",
        hashes.len(),
        many.len()
    );
    assert!(many.len() < 320, "{}", many.len());
    assert_eq!(prove_disclosed(&all, &[]).unwrap(), [root_of(&all)]);
    assert_eq!(prove_disclosed(&[], &[]).unwrap(), []);
    assert_eq!(root_from_disclosed(0, &[], &[]), Ok(empty_root()));
    assert_eq!(
        prove_disclosed(&all, &[7_000]),
        Err(MerkleError::OutOfRange)
    );
    assert_eq!(prove_disclosed(&all, &[3, 3]), Err(MerkleError::OutOfRange));
    assert_eq!(prove_disclosed(&all, &[4, 3]), Err(MerkleError::OutOfRange));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn disclosed_leaves_give_the_root_and_nothing_else_does(
        size in 1_usize..300, picks in proptest::collection::btree_set(0_usize..300, 0..40),
        spoil in any::<usize>(),
    ) {
        let all = leaves(size);
        let picks: Vec<usize> = picks.into_iter().filter(|at| *at < size).collect();
        let hashes = prove_disclosed(&all, &picks).unwrap();
        let shown: Vec<(u64, Digest)> = picks.iter().map(|at| (*at as u64, all[*at])).collect();
        let root = definition(&all);
        prop_assert_eq!(root_from_disclosed(size as u64, &shown, &hashes), Ok(root));
        let longer = [&hashes[..], &[root]].concat();
        prop_assert_eq!(
            root_from_disclosed(size as u64, &shown, &longer), Err(MerkleError::TooManyHashes)
        );
        if !hashes.is_empty() {
            let shorter = &hashes[1..];
            prop_assert_ne!(root_from_disclosed(size as u64, &shown, shorter), Ok(root));
            let mut other = hashes.clone();
            let at = spoil % other.len();
            other[at].0[spoil % 32] ^= 1;
            prop_assert_ne!(root_from_disclosed(size as u64, &shown, &other), Ok(root));
        }
        if !shown.is_empty() {
            let at = spoil % shown.len();
            let mut moved = shown.clone();
            moved[at].0 += 1;
            prop_assert_ne!(root_from_disclosed(size as u64, &moved, &hashes), Ok(root));
            let mut changed = shown.clone();
            changed[at].1.0[spoil % 32] ^= 1;
            prop_assert_ne!(root_from_disclosed(size as u64, &changed, &hashes), Ok(root));
            let mut dropped = shown;
            dropped.remove(at);
            prop_assert_ne!(root_from_disclosed(size as u64, &dropped, &hashes), Ok(root));
        }
    }

    #[test]
    fn a_frontier_reads_back_only_what_it_wrote(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        if let Some(frontier) = Frontier::from_bytes(&bytes) {
            prop_assert_eq!(frontier.to_bytes(), bytes);
        }
    }
}
