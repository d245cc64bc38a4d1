//! What somebody could write to be linked to another, or to make the comparison cost without end: nothing of it
//! makes a proposal, and the work stays bounded. Work is counted, not timed.

use super::writing::{crowd, styles};
use super::*;
use crate::style::tests::{HOSTILE, writer};

/// With style compared, whether these two are proposed as one person's.
fn is_proposed(case: &mut Invented, one: &str, other: &str) -> bool {
    let styles = styles(case);
    case.weighed_with(Some(&styles), |weighed, case| {
        weighed.level(case.at(one), case.at(other)) == Level::Proposed
    })
}

#[test]
fn accounts_of_nothing_but_rubbish_are_proposed_with_nobody() {
    for (name, text) in HOSTILE {
        let mut case = crowd(13, 30);
        for nth in 0..60 {
            case.put(nth * DAY, "one", "me", &text(nth as usize));
            // Lines of the same four words and more are lines that both wrote: there, each has its own.
            let own = if ["bidi", "two languages", "one letter"].contains(&name) {
                500
            } else {
                0
            };
            case.put(nth * DAY + 7, "other", "me", &text(nth as usize * 3 + own));
        }
        let styles = styles(&mut case);
        case.weighed_with(Some(&styles), |weighed, case| {
            for account in ["one", "other"].map(|name| case.at(name)) {
                for stranger in 0..13 {
                    let stranger = case.at(&format!("stranger {stranger}"));
                    assert_ne!(weighed.level(account, stranger), Level::Proposed, "{name}");
                }
            }
            // Of these two, every line is nearly every other: both wrote one unusual line, and that is a template.
            if !["bidi", "two scripts"].contains(&name) {
                let pair = (case.at("one"), case.at("other"));
                assert_ne!(weighed.level(pair.0, pair.1), Level::Proposed, "{name}");
            }
        });
    }
}

#[test]
fn whoever_pastes_quotes_or_forwards_the_users_words_is_linked_neither_to_her_nor_to_another_who_does()
 {
    let mut case = crowd(13, 30);
    let hers = writer(2, 7_077, 40).messages;
    type Way = fn(&str) -> String;
    let ways: [(&str, Way); 4] = [
        ("paster", |text| text.to_owned()),
        ("quoter", |text| format!("> {text}\nwhat is that")),
        ("forwarder", |text| format!("Fwd: {text}")),
        ("teller", |text| format!("she wrote \"{text}\" to me")),
    ];
    for (nth, text) in hers.iter().enumerate() {
        let at = nth as i64 * DAY;
        case.put(at, "me", "friend:Lark Sample", text);
        for (who, way) in &ways {
            case.put(at + MINUTE, who, "me", &way(text));
        }
    }
    for (nth, (one, _)) in ways.iter().enumerate() {
        for (other, _) in &ways[nth + 1..] {
            assert!(!is_proposed(&mut case, one, other), "{one} {other}");
        }
        assert!(!is_proposed(&mut case, one, "me"), "{one}");
    }
}

#[test]
fn an_account_of_a_hundred_thousand_messages_costs_a_bounded_part_of_every_channel() {
    let mut case = crowd(13, 30);
    let flood = writer(3, 5_005, 4_000).messages;
    for nth in 0..100_000 {
        let text = &flood[nth as usize % flood.len()];
        case.put(nth * MINUTE, "flood", "me", text);
    }
    let flood = case.at("flood");
    let seen = &case.gathered.accounts()[flood];
    assert_eq!(seen.events, 100_000);
    assert!(seen.minutes.len() <= 20_000);
    assert!(case.gathered.writings[flood].kept().len() <= 3_000);
    // Texts are kept once, however often they come, with a few events each.
    assert!(case.gathered.texts.len() <= 4_000 + 13 * 30 + 1);
    let uses = case.gathered.texts.iter().flat_map(|text| &text.uses.0);
    assert!(uses.map(|one| one.events().count()).sum::<usize>() <= 3 * (4_000 + 13 * 30 + 1));
    let mut rounds = 0;
    let styles = case.weighed(|weighed, _| {
        let calibration = crate::style::Calibration::shipped().unwrap();
        let go_on = &mut |_| {
            rounds += 1;
            true
        };
        Styles::compare(weighed, &calibration, go_on).unwrap()
    });
    let facts = styles.facts(flood).unwrap();
    assert!(
        facts.messages_given <= 3_000 && facts.tokens <= 6_000,
        "{facts:?}"
    );
    assert!(rounds < 20_000, "{rounds}");
    for stranger in 0..13 {
        assert!(!is_proposed(
            &mut case,
            "flood",
            &format!("stranger {stranger}")
        ));
    }
}
