//! Texts in pieces: where they are cut is pinned, some of them can be withheld, and nobody can move,
//! shorten or guess any.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod common;

use common::message;
use onrecord_model::canonical::Field;
use onrecord_model::commit::*;
use onrecord_model::disclose::*;
use onrecord_model::pieces::pieces;
use onrecord_model::{Digest, Event};
use proptest::prelude::*;

const SEED: ThreadSeed = ThreadSeed([7; 32]);

/// Whoever changes where a text is cut finds out here that the leaf's tag must change too.
#[test]
fn where_a_text_is_cut_is_fixed() {
    let cut = |text| pieces(text).collect::<Vec<&str>>();
    assert_eq!(cut(""), [""]);
    assert_eq!(cut(" "), [" "]);
    assert_eq!(cut("yes"), ["yes"]);
    assert_eq!(
        cut("I saw you near Harrow Road again, why do you not answer me"),
        [
            "I saw you near ",
            "Harrow ",
            "Road ",
            "again, why do you ",
            "not answer me"
        ]
    );
    assert_eq!(
        cut("  ring\r\n 07700 900123 or kit@example.org\n"),
        [
            "  ring\r\n ",
            "07700 ",
            "900123 ",
            "or ",
            "kit@example.org\n"
        ]
    );
    assert_eq!(cut("naïve café olé ok"), ["naïve ", "café ", "olé ", "ok"]);
    let long = "x".repeat(100);
    assert_eq!(
        cut(&long)
            .iter()
            .map(|piece| piece.len())
            .collect::<Vec<_>>(),
        [38, 38, 24]
    );
    // Before the character that stands at the limit.
    let wide = format!("{}é{}", "x".repeat(37), "y".repeat(3));
    assert_eq!(cut(&wide), ["x".repeat(37).as_str(), "éyyy"]);
    let many = "extraordinarily complicated circumstances everywhere ";
    assert_eq!(
        cut(many),
        ["extraordinarily complicated ", "circumstances everywhere "]
    );
    assert_eq!(cut("Ω I 😀"), ["Ω ", "I ", "😀"]);
}

fn opening(text: &str) -> Opening {
    Opening::new(3, &message(3, text), &SEED, FieldSet::ALL)
}

fn leaf(event: &Event) -> Digest {
    let mut committer = ThreadCommitter::new(&SEED);
    for at in 0..3 {
        committer.push(&message(at, "x"));
    }
    committer.push(event)
}

fn withhold(text: &str, words: &str) -> Opening {
    let mut opening = opening(text);
    let from = text.find(words).unwrap();
    #[expect(
        clippy::single_range_in_vec_init,
        reason = "one range is what is meant"
    )]
    opening.withhold_words(&[from..from + words.len()]);
    opening
}

const TEXT: &str = "tell Morag Sample I will be at the old station at noon";

#[test]
fn a_name_is_withheld_and_the_rest_is_proven() {
    let shown = withhold(TEXT, "Morag Sample");
    assert_eq!(
        shown.text().unwrap().unwrap(),
        "tell [withheld] I will be at the old station at noon"
    );
    assert_eq!(shown.leaf(), leaf(&message(3, TEXT)));
    assert!(!shown.shows(Field::Locator) && !shown.shows(Field::Body));
    assert!(shown.has_form(Field::Body) && !shown.is_withheld());
    // What stands in the middle of a word or of several takes the whole piece.
    assert_eq!(
        withhold(TEXT, "old sta").text().unwrap().unwrap(),
        "tell Morag Sample I will be at [withheld] noon"
    );
    // Nothing left: then it is withheld whole, and does not tell of how many pieces it was.
    let all = withhold("Morag", "Morag");
    assert!(matches!(all.parts[Field::Body as usize], Part::Withheld(_)));
    assert_eq!(all.text(), None);
    let mut nothing = opening(TEXT);
    nothing.withhold_words(&[]);
    assert_eq!(nothing, opening(TEXT));
}

fn partly(opening: &mut Opening) -> &mut Vec<Piece> {
    match &mut opening.parts[Field::Body as usize] {
        Part::Partly(pieces) => pieces,
        _ => panic!("shown in part"),
    }
}

#[test]
fn attacks_on_a_text() {
    let good = withhold(TEXT, "Morag");
    let wanted = good.leaf();
    let refused = |what: &str, change: &dyn Fn(&mut Vec<Piece>)| {
        let mut bad = good.clone();
        change(partly(&mut bad));
        assert_ne!(bad, good, "{what}: nothing changed");
        assert!(bad.leaf() != wanted || !bad.has_form(Field::Body), "{what}");
    };
    let count = partly(&mut good.clone()).len();
    for one in 0..count {
        refused("drop", &|pieces| drop(pieces.remove(one)));
        refused("duplicate", &|pieces| {
            pieces.insert(one, pieces[one].clone())
        });
        for other in one + 1..count {
            refused("swap", &|pieces| pieces.swap(one, other));
        }
        refused("another text or digest", &|pieces| match &mut pieces[one] {
            Piece::Shown { text, .. } => *text = text[..text.len() - 1].into(),
            Piece::Withheld(digest) => digest.0[0] ^= 1,
        });
        refused("another salt", &|pieces| match &mut pieces[one] {
            Piece::Shown { salt, .. } => salt.0[15] ^= 1,
            piece => {
                *piece = Piece::Shown {
                    salt: Salt([0; 16]),
                    text: "Morag ".into(),
                }
            }
        });
    }
    refused("two pieces as one", &|pieces| {
        let Piece::Shown { text: second, .. } = pieces.remove(3) else {
            panic!("shown")
        };
        match &mut pieces[2] {
            Piece::Shown { text, .. } => *text = format!("{text}{second}").into(),
            Piece::Withheld(_) => panic!("shown"),
        }
    });
    // A guess of what is withheld needs its salt, and no salt that is shown is it.
    let salts: Vec<Salt> = partly(&mut good.clone())
        .iter()
        .filter_map(|piece| match piece {
            Piece::Shown { salt, .. } => Some(*salt),
            Piece::Withheld(_) => None,
        })
        .collect();
    for salt in salts {
        refused("guess", &|pieces| {
            pieces[1] = Piece::Shown {
                salt,
                text: "Morag ".into(),
            };
        });
    }
    // Of a body shown whole: pieces swapped, joined, shortened.
    let whole = opening(TEXT);
    let list: Vec<&str> = pieces(TEXT).collect();
    let lie = |pieces: &[&str]| {
        let mut bad = whole.clone();
        let Part::Shown { value, .. } = &mut bad.parts[Field::Body as usize] else {
            panic!("shown")
        };
        let texts = pieces.iter().map(|piece| (*piece).into()).collect();
        *value = onrecord_model::encode::encode(&onrecord_model::encode::Value::Array(texts));
        assert_ne!(bad.leaf(), whole.leaf(), "{pieces:?}");
    };
    lie(&[list[1], list[0], list[2], list[3], list[4]]);
    lie(&list[..4]);
    lie(&list[1..]);
    lie(&[TEXT]);
    lie(&[]);
}

proptest! {
    #[test]
    fn pieces_in_a_row_are_the_text(text in "\\PC*", long in "[a-zA-Z \n@é]{0,300}") {
        for text in [&text, &long] {
            let list: Vec<&str> = pieces(text).collect();
            prop_assert_eq!(&list.concat(), text);
            prop_assert!(list.iter().all(|piece| piece.len() <= 38));
            prop_assert!(list.len() == 1 || list.iter().all(|piece| !piece.is_empty()));
        }
    }

    #[test]
    fn any_words_can_be_withheld(text in "[a-zA-Z0-9 é@]{1,120}", from in 0_usize..120, length in 1_usize..30) {
        let event = message(3, &text);
        let mut opening = Opening::new(3, &event, &SEED, FieldSet::ALL);
        #[expect(clippy::single_range_in_vec_init, reason = "one range is what is meant")]
        opening.withhold_words(&[from..from + length]);
        prop_assert_eq!(opening.leaf(), leaf(&event));
        if let Some(hidden) = text.get(from..(from + length).min(text.len()))
            && hidden.trim().len() > 3
        {
            let left = text.matches(hidden).count() - 1;
            let shown = opening.text().flatten().unwrap_or_default();
            prop_assert!(shown.matches(hidden).count() <= left);
        }
    }
}
