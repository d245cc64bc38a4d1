//! Signed notes, checkpoints and log proofs: known keys, round trips, and everything that must fail.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use onrecord_model::checkpoint::{Checkpoint, CheckpointError};
use onrecord_model::merkle::{inclusion_proof, leaf_hash, root_of};
use onrecord_model::note::{MAX_SIGNATURES, NoteError, NoteSigner, NoteVerifier, SignedNote};
use onrecord_model::tlog_proof::{ProofError, TlogProof};
use onrecord_model::{Digest, base64};

const NAME: &str = "onrecord.example/case-7f";

fn signer(name: &str, seed: u8) -> NoteSigner {
    NoteSigner::new(name, &[seed; 32]).unwrap()
}

/// RFC 8032, 7.1, test 1: the public key of a known secret.
#[test]
fn a_known_key() {
    let secret = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
    let public = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    let verifier = NoteSigner::new("rfc.example", &Digest::from_hex(secret).unwrap().0)
        .unwrap()
        .verifier();
    assert_eq!(Digest(verifier.public()).to_hex(), public);
    let id = Digest::of_parts(&[b"rfc.example\n\x01", &verifier.public()]);
    assert_eq!(verifier.id(), id.0[..4]);
    let text = verifier.to_text();
    assert!(
        text.starts_with(&format!("rfc.example+{}+AddamAG", &id.to_hex()[..8])),
        "{text}"
    );
    assert_eq!(NoteVerifier::from_text(&text), Ok(verifier));
}

/// The example of the C2SP signed-note specification: a fact about other implementations.
#[test]
fn a_note_that_others_made() {
    let example = "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned \u{e8} \
                   subito sera.\n\n\u{2014} quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDk\
                   O/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n";
    let note = SignedNote::parse(example.as_bytes()).unwrap();
    assert_eq!(note.to_string(), example);
    assert_eq!(note.signatures()[0].bytes.len(), 64);
    assert!(note.text_unverified().ends_with("sera.\n"));
}

#[test]
fn signing_and_what_breaks_it() {
    let key = signer(NAME, 1);
    let note = key.sign("first\n\nsecond\n").unwrap();
    let text = note.to_string();
    assert_eq!(SignedNote::parse(text.as_bytes()), Ok(note.clone()));
    assert_eq!(note.verify(&key.verifier()), Ok("first\n\nsecond\n"));
    assert_eq!(
        note.verify(&signer(NAME, 2).verifier()),
        Err(NoteError::NotSigned)
    );
    assert_eq!(
        note.verify(&signer("other", 1).verifier()),
        Err(NoteError::NotSigned)
    );
    assert_eq!(format!("{key:?}"), format!("NoteSigner({NAME})"));

    // Every single changed bit is refused, one way or another.
    for at in 0..text.len() {
        for bit in 0..8 {
            let mut bytes = text.clone().into_bytes();
            bytes[at] ^= 1 << bit;
            let accepted =
                SignedNote::parse(&bytes).is_ok_and(|note| note.verify(&key.verifier()).is_ok());
            assert!(!accepted, "byte {at} bit {bit}");
        }
    }

    let mut both = note.clone();
    both.merge(
        &signer("witness.example", 3)
            .sign("first\n\nsecond\n")
            .unwrap(),
    )
    .unwrap();
    assert!(both.verify(&key.verifier()).is_ok());
    assert!(
        both.verify(&signer("witness.example", 3).verifier())
            .is_ok()
    );
    assert!(both.merge(&signer("w", 3).sign("else\n").unwrap()).is_err());

    // A second, false signature under the same key spoils the note.
    let line = text.lines().last().unwrap();
    let false_line = line.replacen(|c: char| c == line.chars().rev().nth(4).unwrap(), "A", 1);
    if let Ok(spoilt) = SignedNote::parse(format!("{text}{false_line}\n").as_bytes()) {
        assert_eq!(spoilt.verify(&key.verifier()).is_ok(), false_line == line);
    }
}

#[test]
fn notes_that_are_none() {
    let good = signer(NAME, 1).sign("text\n").unwrap().to_string();
    let line = good.lines().last().unwrap().to_owned();
    let long = base64::encode(&[0; 4]);
    let cases = [
        String::new(),
        "text\n".into(),
        "text\n\n".into(),
        format!("text\n{line}\n"),
        format!("\n\n{line}"),
        format!("text\n\n{line}"),
        format!("text\r\n\n{line}\n"),
        format!("te\txt\n\n{line}\n"),
        format!("text\n\n{line}\n\n"),
        format!("text\n\n {line}\n"),
        format!("text\n\n{line} \n"),
        format!("text\n\n{}\n", line.replacen('\u{2014}', "-", 1)),
        format!("text\n\n{}\n", line.replacen(' ', "  ", 1)),
        format!("text\n\n{}\n", line.replace("onrecord", "on+record")),
        format!("text\n\n{}\n", line.replace("onrecord", "on\u{a0}record")),
        format!("text\n\n{}\n", line.replace('=', "")),
        format!("text\n\n\u{2014} a {long}\n"),
        "text\n\n\u{2014} a \n".into(),
        format!("text\n\n{}", format!("{line}\n").repeat(MAX_SIGNATURES + 1)),
    ];
    for case in &cases {
        assert!(SignedNote::parse(case.as_bytes()).is_err(), "{case:?}");
    }
    assert!(SignedNote::parse(b"\xff\n\n").is_err());
    assert!(SignedNote::parse(&vec![b'\n'; 2 << 20]).is_err());
    for text in ["", "no newline", "tab\t\n", "zero\0\n"] {
        assert!(signer(NAME, 1).sign(text).is_err(), "{text:?}");
    }
    for name in ["", "a b", "a+b", "a\u{2003}b", "a\nb"] {
        assert_eq!(
            NoteSigner::new(name, &[1; 32]).unwrap_err(),
            NoteError::BadKeyName
        );
    }
}

#[test]
fn keys_that_are_none() {
    // The neutral element, under which anything verifies loosely.
    let mut weak = [0; 32];
    weak[0] = 1;
    assert_eq!(NoteVerifier::new("a", &weak), Err(NoteError::BadKey));
    assert_eq!(NoteVerifier::new("a", &[0; 32]), Err(NoteError::BadKey));
    let text = signer("a", 1).verifier().to_text();
    for bad in [
        "",
        "a",
        "a+b",
        "a+00000000+AA==",
        &text[1..],
        &text[..text.len() - 4],
        &text.replacen("a+", "b+", 1),
        &format!("{text} "),
    ] {
        assert!(NoteVerifier::from_text(bad).is_err(), "{bad}");
    }
}

fn head() -> Checkpoint {
    Checkpoint {
        origin: NAME.into(),
        size: 7,
        root: Digest::of(b"root"),
    }
}

#[test]
fn checkpoints() {
    let key = signer(NAME, 1);
    let note = head().sign(&key).unwrap().to_string();
    assert_eq!(
        Checkpoint::open(note.as_bytes(), &key.verifier()),
        Ok(head())
    );
    assert_eq!(head().to_text().lines().count(), 3);
    assert_eq!(Checkpoint::from_text(&head().to_text()), Ok(head()));
    assert_eq!(head().fingerprint().len(), 39);
    assert_eq!(
        head().sign(&signer("other", 1)).unwrap_err(),
        CheckpointError::OtherLog
    );
    let broken = Checkpoint {
        origin: "a\n9".into(),
        ..head()
    };
    assert!(broken.sign(&key).is_err());

    // A key may sign a text that is another log's head: that is not this log's checkpoint.
    let foreign = Checkpoint {
        origin: "other".into(),
        ..head()
    };
    let foreign = key.sign(&foreign.to_text()).unwrap().to_string();
    assert_eq!(
        Checkpoint::open(foreign.as_bytes(), &key.verifier()),
        Err(CheckpointError::OtherLog)
    );

    let root = base64::encode(&head().root.0);
    for bad in [
        format!("{NAME}\n7\n{root}"),
        format!("{NAME}\n7\n{root}\nextension\n"),
        format!("{NAME}\n7\n{root}\n\n"),
        format!("\n7\n{root}\n"),
        format!("{NAME}\n07\n{root}\n"),
        format!("{NAME}\n+7\n{root}\n"),
        format!("{NAME}\n-7\n{root}\n"),
        format!("{NAME}\n\n{root}\n"),
        format!("{NAME}\n 7\n{root}\n"),
        format!("{NAME}\n18446744073709551616\n{root}\n"),
        format!("{NAME}\n\u{667}\n{root}\n"),
        format!("{NAME}\n7\n{}\n", &root[4..]),
        format!("{NAME}\n7\n{}\n", root.trim_end_matches('=')),
        format!("{NAME}\n7\n"),
    ] {
        assert!(Checkpoint::from_text(&bad).is_err(), "{bad:?}");
    }
}

#[test]
fn proofs() {
    let key = signer(NAME, 1);
    let leaves: Vec<Digest> = (0_u8..21).map(|at| leaf_hash(&[at])).collect();
    let checkpoint = Checkpoint {
        origin: NAME.into(),
        size: 21,
        root: root_of(&leaves),
    };
    let note = checkpoint.sign(&key).unwrap().to_string();
    let proof = |at: usize, extra: Option<&[u8]>| TlogProof {
        extra: extra.map(<[u8]>::to_vec),
        index: at as u64,
        hashes: inclusion_proof(&leaves, at).unwrap(),
        checkpoint: note.as_str().into(),
    };
    for (at, leaf) in leaves.iter().enumerate() {
        for extra in [None, Some(&b"entry"[..]), Some(b"")] {
            let text = proof(at, extra).to_string();
            let read = TlogProof::parse(text.as_bytes()).unwrap();
            assert_eq!(read, proof(at, extra));
            assert_eq!(read.verify(leaf, &key.verifier()), Ok(checkpoint.clone()));
            assert!(
                read.verify(&leaves[(at + 1) % 21], &key.verifier())
                    .is_err()
            );
            assert!(read.verify(leaf, &signer(NAME, 2).verifier()).is_err());
            let other = TlogProof {
                index: (at as u64 + 1) % 21,
                ..read
            };
            assert!(matches!(
                other.verify(leaf, &key.verifier()),
                Err(ProofError::Merkle(_))
            ));
        }
    }
    let text = proof(5, Some(b"x")).to_string();
    assert!(
        text.starts_with("c2sp.org/tlog-proof@v1\nextra eA==\nindex 5\n"),
        "{text}"
    );
    let plain = proof(5, None).to_string();
    let hash = base64::encode(&[9; 32]);
    for bad in [
        String::new(),
        plain.replacen("@v1", "@v2", 1),
        plain.replacen("index 5", "index 05", 1),
        plain.replacen("index 5", "index  5", 1),
        plain.replacen("index 5", "Index 5", 1),
        plain.replacen("index 5\n", "", 1),
        plain.replacen("index 5\n", "index 5\nindex 5\n", 1),
        plain.replacen(
            "index 5\n",
            &format!("index 5\n{}", format!("{hash}\n").repeat(65)),
            1,
        ),
        plain.replacen("index 5\n", "index 5\nAAAA\n", 1),
        text.replacen("eA==", "eA=", 1),
        text.replacen("extra eA==\n", "extra eA==\nextra eA==\n", 1),
        plain.replace('\n', "\r\n"),
        plain.split("\n\n").next().unwrap().into(),
        format!("{}\n\n", plain.split("\n\n").next().unwrap()),
        format!(" {plain}"),
    ] {
        assert!(TlogProof::parse(bad.as_bytes()).is_err(), "{bad:?}");
    }
    let longer = plain.replacen("index 5\n", &format!("index 5\n{hash}\n"), 1);
    let read = TlogProof::parse(longer.as_bytes()).unwrap();
    assert!(matches!(
        read.verify(&leaves[5], &key.verifier()),
        Err(ProofError::Merkle(_))
    ));
}
