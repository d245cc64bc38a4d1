//! The encoding against facts (examples of RFC 8949, appendix A) and against itself.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use onrecord_model::encode::{Encoder, Fault, MAX_DEPTH, Value, decode, encode};
use proptest::prelude::*;

fn unhex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text
        .chars()
        .filter_map(|c| c.to_digit(16))
        .map(|digit| digit as u8)
        .collect();
    digits
        .chunks(2)
        .map(|pair| pair[0] << 4 | pair[1])
        .collect()
}

fn array(elements: impl IntoIterator<Item = Value>) -> Value {
    Value::Array(elements.into_iter().collect())
}

/// Those values of RFC 8949, appendix A, that the profile has.
#[test]
fn appendix_a() {
    let text = |text: &str| Value::from(text);
    let number = |number: i64| Value::from(number);
    let cases: Vec<(&str, Value)> = vec![
        ("00", number(0)),
        ("01", number(1)),
        ("0a", number(10)),
        ("17", number(23)),
        ("1818", number(24)),
        ("1819", number(25)),
        ("1864", number(100)),
        ("1903e8", number(1_000)),
        ("1a000f4240", number(1_000_000)),
        ("1b000000e8d4a51000", number(1_000_000_000_000)),
        ("1bffffffffffffffff", Value::Unsigned(u64::MAX)),
        ("3bffffffffffffffff", Value::Negative(u64::MAX)),
        ("20", number(-1)),
        ("29", number(-10)),
        ("3863", number(-100)),
        ("3903e7", number(-1_000)),
        ("f4", Value::Bool(false)),
        ("f5", Value::Bool(true)),
        ("f6", Value::Null),
        ("40", Value::Bytes(vec![])),
        ("4401020304", Value::Bytes(vec![1, 2, 3, 4])),
        ("60", text("")),
        ("6161", text("a")),
        ("6449455446", text("IETF")),
        ("62225c", text("\"\\")),
        ("62c3bc", text("\u{fc}")),
        ("63e6b0b4", text("\u{6c34}")),
        ("64f0908591", text("\u{10151}")),
        ("80", array([])),
        ("83010203", array((1..=3).map(number))),
        (
            "8301820203820405",
            array([
                number(1),
                array([number(2), number(3)]),
                array([number(4), number(5)]),
            ]),
        ),
        (
            "98190102030405060708090a0b0c0d0e0f101112131415161718181819",
            array((1..=25).map(number)),
        ),
        ("a0", Value::map::<&str>([])),
        (
            "a26161016162820203",
            Value::map([("a", number(1)), ("b", array([number(2), number(3)]))]),
        ),
        (
            "826161a161626163",
            array([text("a"), Value::map([("b", text("c"))])]),
        ),
        (
            "a56161614161626142616361436164614461656145",
            Value::map(
                [("a", "A"), ("b", "B"), ("c", "C"), ("d", "D"), ("e", "E")]
                    .map(|(key, value)| (key, text(value))),
            ),
        ),
    ];
    for (hex, value) in cases {
        assert_eq!(encode(&value), unhex(hex), "{hex}");
        assert_eq!(decode(&unhex(hex)), Ok(value), "{hex}");
    }
}

#[test]
fn keys_are_sorted_by_their_encoding_not_by_the_alphabet() {
    let value = Value::map(["b", "aa", "", "c", "ab"].map(|key| (key, Value::Null)));
    assert_eq!(
        encode(&value),
        unhex("a5 60f6 6162f6 6163f6 626161f6 626162f6")
    );
}

#[test]
fn numbers_keep_their_value() {
    for number in [0, 1, -1, 23, 24, -24, -25, i64::MAX, i64::MIN] {
        assert_eq!(Value::from(number).as_i64(), Some(number));
        let mut bytes = Vec::new();
        Encoder::new(&mut bytes).int(number);
        assert_eq!(decode(&bytes).unwrap().as_i64(), Some(number));
    }
    assert_eq!(Value::Unsigned(u64::MAX).as_i64(), None);
    assert_eq!(Value::Negative(u64::MAX).as_i64(), None);
    assert_eq!(Value::Unsigned(u64::MAX).as_u64(), Some(u64::MAX));
}

#[test]
fn everything_else_is_refused() {
    let cases = [
        ("", Fault::Truncated),
        ("18", Fault::Truncated),
        ("1817", Fault::NotShortest),
        ("1900ff", Fault::NotShortest),
        ("1a0000ffff", Fault::NotShortest),
        ("1b00000000ffffffff", Fault::NotShortest),
        ("3800", Fault::NotShortest),
        ("5800", Fault::NotShortest),
        ("7800", Fault::NotShortest),
        ("9800", Fault::NotShortest),
        ("b800", Fault::NotShortest),
        ("1c", Fault::NotInProfile),
        ("5f42010243030405ff", Fault::NotInProfile),
        ("7f657374726561646d696e67ff", Fault::NotInProfile),
        ("9fff", Fault::NotInProfile),
        ("bfff", Fault::NotInProfile),
        ("ff", Fault::NotInProfile),
        ("c001", Fault::NotInProfile),
        ("f7", Fault::NotInProfile),
        ("f0", Fault::NotInProfile),
        ("f820", Fault::NotInProfile),
        ("f93c00", Fault::NotInProfile),
        ("fa47c35000", Fault::NotInProfile),
        ("fb3ff199999999999a", Fault::NotInProfile),
        ("a201020304", Fault::NotInProfile),
        ("a26161016161 02", Fault::KeyOrder),
        ("a2616201616102", Fault::KeyOrder),
        ("a262616101616202", Fault::KeyOrder),
        ("61ff", Fault::NotText),
        ("63eda080", Fault::NotText),
        ("0000", Fault::Trailing),
        ("8201", Fault::Truncated),
        ("a16161", Fault::Truncated),
        ("9bffffffffffffffff", Fault::Truncated),
        ("bbffffffffffffffff", Fault::Truncated),
        ("5bffffffffffffffff", Fault::Truncated),
        ("7b7fffffffffffffff61", Fault::Truncated),
    ];
    for (hex, fault) in cases {
        assert_eq!(
            decode(&unhex(hex)).map_err(|error| error.fault),
            Err(fault),
            "{hex}"
        );
    }
    let nested = |depth: usize| [vec![0x81; depth], vec![0x80]].concat();
    assert!(decode(&nested(MAX_DEPTH - 1)).is_ok());
    assert_eq!(
        decode(&nested(MAX_DEPTH)).unwrap_err().fault,
        Fault::TooDeep
    );
    assert_eq!(
        decode(&nested(1_000_000)).unwrap_err().fault,
        Fault::TooDeep
    );
}

fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<u64>().prop_map(Value::Unsigned),
        any::<u64>().prop_map(Value::Negative),
        (0_u64..300).prop_map(Value::Unsigned),
        proptest::collection::vec(any::<u8>(), 0..40).prop_map(Value::Bytes),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 64, 8, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..8).prop_map(Value::Array),
            proptest::collection::btree_map(any::<String>(), inner, 0..8)
                .prop_map(Value::map::<String>),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read(value in values()) {
        let bytes = encode(&value);
        prop_assert_eq!(decode(&bytes), Ok(value));
        prop_assert!(decode(&bytes[..bytes.len() - 1]).is_err());
    }

    #[test]
    fn what_is_read_is_the_only_way_to_write_it(mut bytes in values().prop_map(|v| encode(&v)),
                                                at in any::<usize>(), flip in 1_u8..) {
        let at = at % bytes.len();
        bytes[at] ^= flip;
        if let Ok(value) = decode(&bytes) {
            prop_assert_eq!(encode(&value), bytes);
        }
    }
}
