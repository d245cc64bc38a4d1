//! Thread commitments: against the definition written out, and against whoever wants to cheat.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod common;

use common::{events, full_event, message, thread};
use onrecord_model::canonical::{Field, read_body, read_when};
use onrecord_model::commit::*;
use onrecord_model::disclose::*;
use onrecord_model::encode::{Value, decode, encode};
use onrecord_model::json::{bytes_or_hex, write_json};
use onrecord_model::merkle::{self, MerkleError};
use onrecord_model::{Digest, Event};
use proptest::prelude::*;

const SEED: ThreadSeed = ThreadSeed([7; 32]);

fn hmac(key: &[u8; 32], message: &[u8]) -> Digest {
    let mut block = [0; 64];
    block[..32].copy_from_slice(key);
    let inner = Digest::of_parts(&[&block.map(|byte| byte ^ 0x36), message]);
    Digest::of_parts(&[&block.map(|byte| byte ^ 0x5c), &inner.0])
}

/// The leaf as the module's text defines it, with nothing shared but the field's canonical bytes.
fn leaf(index: u64, event: &Event, seed: &ThreadSeed) -> Digest {
    let key = hmac(&seed.0, &index.to_be_bytes());
    let mut message = [b"\0onrecord/1".as_slice(), &index.to_be_bytes()].concat();
    for (at, field) in Field::ALL.into_iter().enumerate() {
        let mut value = Vec::new();
        field.write(event, &mut value);
        let pair = Digest::of_parts(&[&key.0, &[at as u8 / 2]]);
        let salt = &pair.0[at % 2 * 16..][..16];
        let length = (value.len() as u64).to_be_bytes();
        let digest = if field == Field::Body {
            body(salt, &value)
        } else {
            Digest::of_parts(&[b"onrecord/field", &[at as u8], salt, &length, &value])
        };
        message.extend(digest.0);
    }
    Digest::of(&message)
}

fn piece_salt(salt: &[u8], n: usize) -> [u8; 16] {
    let pair = (n as u32 / 2).to_be_bytes();
    let two = Digest::of_parts(&[b"onrecord/salts", salt, &pair]).0;
    two[n % 2 * 16..][..16].try_into().unwrap()
}

/// A body's digest from its canonical form, as the definition says.
fn body(salt: &[u8], value: &[u8]) -> Digest {
    let mut message = b"onrecord/body".to_vec();
    match decode(value).unwrap() {
        Value::Null => message.extend(Digest::of_parts(&[&[3], &piece_salt(salt, 0)]).0),
        pieces => {
            for (n, piece) in pieces.as_array().unwrap().iter().enumerate() {
                let text = piece.as_text().unwrap().as_bytes();
                message.extend(Digest::of_parts(&[&[2], &piece_salt(salt, n), text]).0);
            }
        }
    }
    Digest::of(&message)
}

fn conversation(count: u64) -> Vec<Event> {
    (0..count)
        .map(|at| message(at, if at % 3 == 0 { "yes" } else { "no" }))
        .collect()
}

#[test]
fn leaves_made_two_at_a_time_are_those_made_one_by_one() {
    let seed = ThreadSeed([9; 32]);
    for count in 0..9 {
        let events = conversation(count);
        let (_, expected) = commit(&events, &seed);
        for alone in 0..3 {
            let mut mixed = ThreadCommitter::new(&seed);
            for (at, event) in events.iter().enumerate() {
                if at < alone || at == 5 {
                    mixed.push(event);
                } else {
                    mixed.add(event);
                }
                if at % 3 == alone {
                    mixed.rest();
                }
                assert_eq!(mixed.len(), at as u64 + 1);
                assert_eq!(mixed.finish(), commit(&events[..=at], &seed).1);
            }
            assert_eq!(mixed.finish(), expected);
        }
    }
}

fn commit(events: &[Event], seed: &ThreadSeed) -> (Vec<Digest>, ThreadCommitment) {
    let mut committer = ThreadCommitter::new(seed);
    let leaves = events.iter().map(|event| committer.push(event)).collect();
    (leaves, committer.finish())
}

fn disclose(events: &[Event], seed: &ThreadSeed, shown: &[usize]) -> ThreadDisclosure {
    let openings = shown
        .iter()
        .map(|at| Opening::new(*at as u64, &events[*at], seed, FieldSet::ALL))
        .collect();
    ThreadDisclosure::new(&commit(events, seed).0, openings).unwrap()
}

#[test]
fn the_definition() {
    let events = [full_event(), message(1, "hello"), message(2, "")];
    let (leaves, commitment) = commit(&events, &SEED);
    let expected: Vec<Digest> = events
        .iter()
        .enumerate()
        .map(|(at, event)| leaf(at as u64, event, &SEED))
        .collect();
    assert_eq!(leaves, expected);
    let root = merkle::root_of(&leaves);
    let digest = Digest::of_parts(&[b"onrecord/thread", &3_u64.to_be_bytes(), &root.0]);
    assert_eq!(
        (commitment.n, commitment.root, commitment.commitment),
        (3, root, digest)
    );
    // A pin for the second verifier and for ten years from now.
    assert_eq!(
        digest.to_hex(),
        "ce4ba6bbb72d9e9ef1a8ce5578103492a79cb8d3009ba39f4454e950ca256b6f"
    );
    assert_eq!(
        ThreadCommitter::new(&SEED).finish().root,
        merkle::empty_root()
    );
}

/// RFC 4231, test case 1 has a 20-byte key; ours are 32, so the textbook form above is the oracle.
#[test]
fn seeds_differ_with_everything_they_depend_on() {
    let reading = Digest::of(b"entry 5");
    let seed = |secret: u8, reading: &Digest, key: &str| {
        ThreadSeed::derive(&[secret; 32], reading, &thread(key))
    };
    let context = encode(&Value::Array(vec![
        "onrecord/seed".into(),
        reading.0[..].into(),
        "sms".into(),
        "a".into(),
        Value::Null,
    ]));
    assert_eq!(seed(1, &reading, "a").0, hmac(&[1; 32], &context).0);
    assert_ne!(seed(1, &reading, "a"), seed(2, &reading, "a"));
    assert_ne!(seed(1, &reading, "a"), seed(1, &reading, "b"));
    assert_ne!(
        seed(1, &reading, "a"),
        seed(1, &Digest::of(b"entry 6"), "a")
    );
    assert_eq!(format!("{:?}", seed(1, &reading, "a")), "ThreadSeed(…)");
}

#[test]
fn gaps_are_counted_and_placed() {
    let events = conversation(40);
    let (leaves, commitment) = commit(&events, &SEED);
    let disclosure = disclose(&events, &SEED, &[0, 7, 8, 30]);
    assert_eq!(disclosure.verify(&commitment.commitment), Ok(commitment));
    let gaps: Vec<String> = disclosure.gaps().iter().map(ToString::to_string).collect();
    assert_eq!(
        gaps,
        [
            "6 withheld here, 2-7",
            "21 withheld here, 10-30",
            "9 withheld here, 32-40"
        ]
    );
    assert_eq!(disclosure.withheld(), 36);

    let nothing = disclose(&events, &SEED, &[]);
    assert!(nothing.verify(&commitment.commitment).is_ok());
    assert_eq!(nothing.gaps(), [Gap { first: 1, last: 40 }]);
    let everything: Vec<usize> = (0..40).collect();
    let everything = disclose(&events, &SEED, &everything);
    assert!(everything.verify(&commitment.commitment).is_ok() && everything.gaps().is_empty());
    assert!(everything.hashes.is_empty());

    // The skeleton: every time and sender shown, one text.
    let openings = events.iter().enumerate().map(|(at, event)| {
        let shown = if at == 5 {
            FieldSet::ALL
        } else {
            FieldSet::SKELETON
        };
        Opening::new(at as u64, event, &SEED, shown)
    });
    let skeleton = ThreadDisclosure::new(&leaves, openings.collect()).unwrap();
    assert!(skeleton.verify(&commitment.commitment).is_ok());
    assert_eq!(skeleton.withheld(), 39);
    assert_eq!(skeleton.gaps()[0].to_string(), "5 withheld here, 1-5");
    let opening = &skeleton.openings[9];
    assert_eq!(
        read_when(&opening.value(Field::Time).unwrap()),
        Some(events[9].when.clone())
    );
    assert_eq!(opening.value(Field::Body), None);
    let body = skeleton.openings[5].value(Field::Body).unwrap();
    assert_eq!(read_body(&body), Some(Some("no".into())));
}

/// What a pack needs for 197 of 7,000 messages in 40 runs, each somewhere in its own part of the thread:
/// 10 kB with some 200 bytes of text. The worst of 200 such choices needs two hundred bytes more.
#[test]
fn a_proof_of_forty_runs_is_small() {
    let leaves: Vec<Digest> = (0..7_000_u64)
        .map(|n| Digest::of(&n.to_be_bytes()))
        .collect();
    let (mut most, mut all) = (0, 0);
    for seed in 0..200_u64 {
        // 40 runs of 4 or 5, each somewhere in its own 175 positions.
        let starts = (0..40_u64).map(|run| {
            let place = Digest::of(&(seed * 40 + run).to_be_bytes()).0[0];
            (run, run * 175 + u64::from(place) % 170)
        });
        let shown: Vec<usize> = starts
            .flat_map(|(run, from)| from..from + if run < 37 { 5 } else { 4 })
            .map(|at| at as usize)
            .collect();
        assert_eq!(shown.len(), 197);
        let hashes = merkle::prove_disclosed(&leaves, &shown).unwrap().len();
        most = most.max(hashes);
        all += hashes;
    }
    assert!(all * 32 / 200 <= 9_800 && most * 32 <= 10_050);
}

#[test]
fn the_locator_is_never_shown_beside_something_withheld() {
    let shown = FieldSet::ALL.without(Field::Details);
    let opening = Opening::new(0, &full_event(), &SEED, shown);
    assert!(!opening.shows(Field::Locator) && opening.shows(Field::Body));
    assert!(Opening::new(0, &full_event(), &SEED, FieldSet::ALL).shows(Field::Locator));
}

/// Every way to lie about a thread that keeps the shape of a disclosure.
#[test]
fn attacks() {
    let events = conversation(23);
    let (leaves, commitment) = commit(&events, &SEED);
    let good = disclose(&events, &SEED, &[3, 4, 11, 22]);
    let refused = |what: &str, change: &dyn Fn(&mut ThreadDisclosure)| {
        let mut bad = good.clone();
        change(&mut bad);
        assert_ne!(bad, good, "{what}: nothing changed");
        assert!(bad.verify(&commitment.commitment).is_err(), "{what}");
    };
    assert!(good.verify(&commitment.commitment).is_ok());

    refused("move", &|bad| bad.openings[1].index = 5);
    refused("swap", &|bad| {
        bad.openings.swap(0, 1);
        (bad.openings[0].index, bad.openings[1].index) = (3, 4);
    });
    refused("swap without renumbering", &|bad| bad.openings.swap(0, 1));
    refused("drop", &|bad| drop(bad.openings.remove(2)));
    refused("duplicate", &|bad| {
        bad.openings.insert(1, bad.openings[0].clone())
    });
    refused("duplicate elsewhere", &|bad| {
        let mut copy = bad.openings[0].clone();
        copy.index = 12;
        bad.openings.insert(3, copy);
    });
    for n in [0, 1, 22, 24, 32, u64::MAX] {
        refused("another size", &|bad| bad.n = n);
    }
    // A gap of another size, with everything after it moved along.
    refused("gap", &|bad| {
        bad.n += 1;
        bad.openings[2].index += 1;
        bad.openings[3].index += 1;
    });
    refused("a hash less", &|bad| {
        bad.hashes.truncate(bad.hashes.len() - 1)
    });
    refused("a hash more", &|bad| bad.hashes.push(leaves[0]));
    refused("hashes swapped", &|bad| bad.hashes.swap(0, 1));
    for at in 0..good.hashes.len() {
        refused("hash changed", &|bad| bad.hashes[at].0[31] ^= 1);
    }

    let other_seed = ThreadSeed([8; 32]);
    let mut others = conversation(23);
    others[4].text = Some("something else".into());
    let foreign = disclose(&others, &other_seed, &[3, 4, 11, 22]);
    refused("spliced", &|bad| {
        bad.openings[1] = foreign.openings[1].clone()
    });
    refused("spliced, same words", &|bad| {
        bad.openings[0] = foreign.openings[0].clone()
    });
    refused("another thread altogether", &|bad| *bad = foreign.clone());

    for field in Field::ALL {
        let at = field as usize;
        refused(
            "value changed",
            &|bad| match &mut bad.openings[1].parts[at] {
                Part::Shown { value, .. } => *value.last_mut().unwrap() ^= 1,
                _ => unreachable!("all fields are shown"),
            },
        );
        refused(
            "salt changed",
            &|bad| match &mut bad.openings[1].parts[at] {
                Part::Shown { salt, .. } => salt.0[0] ^= 1,
                _ => unreachable!("all fields are shown"),
            },
        );
        refused("field of another event", &|bad| {
            bad.openings[1].parts[at] = bad.openings[0].parts[at].clone();
        });
        refused("withheld with another digest", &|bad| {
            bad.openings[1].parts[at] = Part::Withheld(Digest::of(b"?"));
        });
        refused("field in another's place", &|bad| {
            bad.openings[1].parts.swap(at, (at + 1) % FIELDS);
        });
    }
    assert!(good.verify(&Digest::of(b"another commitment")).is_err());

    // Whoever makes a disclosure is held to it as well.
    let opening = |at: usize| Opening::new(at as u64, &events[at], &SEED, FieldSet::ALL);
    let tree = |error| Err(DisclosureError::Tree(error));
    assert_eq!(
        ThreadDisclosure::new(&leaves, vec![opening(4), opening(3)]),
        tree(MerkleError::OutOfRange)
    );
    assert_eq!(
        ThreadDisclosure::new(&leaves[..3], vec![opening(3)]),
        tree(MerkleError::OutOfRange)
    );
    let wrong = Opening::new(3, &events[4], &SEED, FieldSet::ALL);
    assert_eq!(
        ThreadDisclosure::new(&leaves, vec![wrong]),
        Err(DisclosureError::NotCommitted)
    );
}

/// A root alone does not bind the size: the same root stands for trees of several sizes if inner
/// nodes may pose as leaves. The commitment binds it.
#[test]
fn an_inner_node_cannot_pose_as_an_event() {
    let events = conversation(4);
    let (leaves, commitment) = commit(&events, &SEED);
    let inner = [
        merkle::node_hash(&leaves[0], &leaves[1]),
        merkle::node_hash(&leaves[2], &leaves[3]),
    ];
    assert_eq!(merkle::root_of(&inner), commitment.root);
    let shorter = ThreadDisclosure {
        n: 2,
        openings: vec![],
        hashes: vec![commitment.root],
    };
    assert_eq!(
        shorter.verify(&commitment.commitment),
        Err(DisclosureError::NotCommitted)
    );
}

/// A committer may commit to nonsense; showing it must still fail with the field's name.
#[test]
fn a_field_of_another_form_is_named() {
    let mut opening = Opening::new(0, &full_event(), &SEED, FieldSet::ALL);
    let Part::Shown { value, .. } = &mut opening.parts[Field::Body as usize] else {
        panic!("all fields are shown")
    };
    *value = encode(&Value::Unsigned(5));
    let leaf = opening.leaf();
    let disclosure = ThreadDisclosure {
        n: 1,
        openings: vec![opening],
        hashes: vec![],
    };
    let commitment = ThreadCommitment::new(1, leaf).commitment;
    let error = disclosure.verify(&commitment).unwrap_err();
    assert_eq!(
        error,
        DisclosureError::BadField {
            index: 0,
            field: Field::Body
        }
    );
    assert_eq!(error.to_string(), "the body of record 1 cannot be read");
}

/// Short texts fall to a dictionary unless they are salted, and equal texts must not look equal.
#[test]
fn withheld_fields_tell_nothing() {
    let events = conversation(12);
    let digest_of = |opening: &Opening, field: Field| match &opening.parts[field as usize] {
        Part::Withheld(digest) => *digest,
        _ => panic!("shown"),
    };
    let withheld: Vec<Opening> = events
        .iter()
        .enumerate()
        .map(|(at, event)| Opening::new(at as u64, event, &SEED, FieldSet::NONE))
        .collect();
    // The same words at two places, and the same empty field at all, give different digests.
    let bodies = [0, 3, 6].map(|at| digest_of(&withheld[at], Field::Body));
    assert!(bodies[0] != bodies[1] && bodies[1] != bodies[2] && bodies[0] != bodies[2]);
    assert_ne!(
        digest_of(&withheld[0], Field::Others),
        digest_of(&withheld[1], Field::Others)
    );
    assert_ne!(
        digest_of(&withheld[0], Field::Others),
        digest_of(&withheld[0], Field::Details)
    );

    // Guessing "yes" with no salt, a zero salt, or the salts of other fields and events that are
    // shown, never gives the digest.
    let shown = Opening::new(0, &events[0], &SEED, FieldSet::ALL.without(Field::Body));
    let next = Opening::new(1, &events[1], &SEED, FieldSet::ALL);
    let mut guess = Vec::new();
    Field::Body.write(&events[0], &mut guess);
    let mut salts = vec![vec![], vec![0; 16]];
    for part in shown.parts.iter().chain(&next.parts) {
        if let Part::Shown { salt, .. } = part {
            salts.push(salt.0.to_vec());
        }
    }
    for salt in &salts {
        assert_ne!(body(salt, &guess), digest_of(&shown, Field::Body));
    }
    // ... and the right salt does, which shows that the guess was well made.
    let Part::Shown { salt, value } =
        &Opening::new(0, &events[0], &SEED, FieldSet::ALL).parts[Field::Body as usize]
    else {
        panic!("all fields are shown")
    };
    assert_eq!(*value, guess);
    assert_eq!(body(&salt.0, &guess), digest_of(&shown, Field::Body));

    // No length shows: a withheld event takes the same bytes whatever it says.
    let size = |event: &Event| {
        let opening = Opening::new(3, event, &SEED, FieldSet::NONE);
        let disclosure = ThreadDisclosure {
            n: 9,
            openings: vec![opening],
            hashes: vec![],
        };
        encode(&disclosure.to_value()).len()
    };
    assert_eq!(
        size(&message(3, "")),
        size(&message(3, &"long ".repeat(1_000)))
    );
    assert_eq!(size(&message(3, "")), size(&full_event()));
}

/// JSON, read back the way a verifier does: bytes arrive as hexadecimal text.
fn through_json(value: &Value) -> Value {
    fn back(json: &serde_json::Value) -> Value {
        match json {
            serde_json::Value::Null => Value::Null,
            serde_json::Value::Bool(value) => Value::Bool(*value),
            serde_json::Value::Number(number) => Value::Unsigned(number.as_u64().unwrap()),
            serde_json::Value::String(text) => text.as_str().into(),
            serde_json::Value::Array(elements) => Value::Array(elements.iter().map(back).collect()),
            serde_json::Value::Object(map) => {
                Value::map(map.iter().map(|(key, value)| (key.as_str(), back(value))))
            }
        }
    }
    let mut text = String::new();
    write_json(value, &mut text);
    back(&serde_json::from_str(&text).unwrap())
}

#[test]
fn cbor_and_json_hold_the_same() {
    let events = conversation(23);
    let (_, commitment) = commit(&events, &SEED);
    let good = disclose(&events, &SEED, &[3, 4, 11, 22]);
    let value = good.to_value();
    let cbor = encode(&value);
    assert_eq!(
        ThreadDisclosure::from_value(&decode(&cbor).unwrap()).as_ref(),
        Some(&good)
    );
    let read = ThreadDisclosure::from_value(&through_json(&value)).unwrap();
    assert_eq!(read, good);
    assert!(read.verify(&commitment.commitment).is_ok());
    for bad in ["0", "0g", "AA", " 0"] {
        assert_eq!(bytes_or_hex(&bad.into()), None);
    }

    // Whatever single byte changes, what still reads either differs and is refused, or is the same.
    for at in 0..cbor.len() {
        let mut bytes = cbor.clone();
        bytes[at] ^= 1 << (at % 8);
        let read = decode(&bytes)
            .ok()
            .and_then(|value| ThreadDisclosure::from_value(&value));
        if let Some(read) = read {
            assert!(read.verify(&commitment.commitment).is_err(), "byte {at}");
        }
    }
    for key in ["version", "size", "openings", "hashes"] {
        let Value::Map(mut map) = value.clone() else {
            panic!("a map")
        };
        map.remove(key);
        assert_eq!(ThreadDisclosure::from_value(&Value::Map(map.clone())), None);
        map.insert(key.into(), Value::Unsigned(9));
        assert!(
            ThreadDisclosure::from_value(&Value::Map(map))
                .is_none_or(|read| read.verify(&commitment.commitment).is_err())
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn any_thread_and_any_choice(
        events in proptest::collection::vec(events(), 1..40),
        choices in proptest::collection::vec(any::<u8>(), 40),
    ) {
        let (leaves, commitment) = commit(&events, &SEED);
        let openings: Vec<Opening> = events
            .iter()
            .zip(&choices)
            .enumerate()
            .filter(|(_, (_, choice))| **choice != 0 && **choice & 8 == 0)
            .map(|(at, (event, choice))| {
                let shown = Field::ALL
                    .into_iter()
                    .filter(|field| *choice == 0xf7 || choice & 1 << *field as u8 != 0)
                    .fold(FieldSet::NONE, FieldSet::with);
                Opening::new(at as u64, event, &SEED, shown)
            })
            .collect();
        let disclosure = ThreadDisclosure::new(&leaves, openings).unwrap();
        prop_assert_eq!(disclosure.verify(&commitment.commitment), Ok(commitment));
        prop_assert_eq!(
            ThreadDisclosure::from_value(&through_json(&disclosure.to_value())), Some(disclosure)
        );
    }
}
