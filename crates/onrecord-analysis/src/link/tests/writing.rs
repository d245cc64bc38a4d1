//! Claims about style inside a case: it is never enough alone, says why it is silent, and does not look at
//! what is not an account's own.

use super::*;
use crate::style::tests::writer;
use crate::style::{Calibration, FEWEST_MESSAGES, Silence};

/// Strangers who write to the owner, each in one of seven manners.
pub(super) fn crowd(accounts: usize, messages: usize) -> Invented {
    let mut case = Invented::new();
    for one in 0..accounts {
        let own = writer(one, one as u64 + 1, messages).messages;
        for (nth, text) in own.iter().enumerate() {
            case.put(nth as i64 * DAY, &format!("stranger {one}"), "me", text);
        }
    }
    case
}

pub(super) fn styles(case: &mut Invented) -> Styles {
    case.weighed(|weighed, _| {
        Styles::compare(weighed, &Calibration::shipped().unwrap(), &mut |_| true).unwrap()
    })
}

fn dossier(case: &mut Invented, styles: &Styles, one: &str, other: &str) -> PairDossier {
    case.weighed_with(Some(styles), |weighed, case| {
        weighed.pair(case.at(one), case.at(other), &|at| at.to_string())
    })
}

/// The pair for which style says most.
fn strongest(styles: &Styles) -> ((usize, usize), f64) {
    let all = styles
        .supported()
        .map(|(pair, found)| (pair, found.log10_lr));
    all.max_by(|one, other| one.1.total_cmp(&other.1)).unwrap()
}

#[test]
fn style_alone_proposes_nobody_and_stands_beside_what_chance_would_do() {
    let mut case = crowd(21, 60);
    let styles = styles(&mut case);
    let (pair, log10_lr) = strongest(&styles);
    assert!(
        log10_lr >= 1.0,
        "style says nothing that counts: {log10_lr}"
    );
    assert_eq!(pair.0 % 7, pair.1 % 7);
    let proposed = case.weighed_with(Some(&styles), |weighed, _| weighed.searched().proposed);
    assert_eq!(proposed, 0);
    let names = [pair.0, pair.1].map(|at| case.gathered.accounts()[at].account.label().to_owned());
    let dossier = dossier(&mut case, &styles, &names[0], &names[1]);
    assert_eq!(dossier.level, Level::Tied);
    let speaks = |bearing| {
        let mut all = dossier.pointing(bearing);
        all.find(|ground| ground.channel == Channel::Style).cloned()
    };
    let ground = speaks(Bearing::For).unwrap();
    assert_eq!(ground.strength, Strength::Middling);
    assert_eq!(ground.of_events, 120);
    assert_eq!(ground.events.len(), 6);
    for words in [
        "if one person wrote both",
        "no more could be said than",
        "By chance: of",
    ] {
        assert!(ground.says.contains(words), "{}", ground.says);
    }
    assert!(speaks(Bearing::Against).is_some());
}

#[test]
fn style_makes_a_middling_ground_of_another_kind_a_proposal() {
    let mut case = crowd(21, 60);
    let (pair, _) = strongest(&styles(&mut case));
    let names = [pair.0, pair.1].map(|at| case.gathered.accounts()[at].account.label().to_owned());
    let calls = [
        "ring me on 07700 900123 tonight",
        "my new number: 07700 900123",
    ];
    for (name, call) in names.iter().zip(calls) {
        case.put(0, name, "me", call);
    }
    assert_eq!(case.level(&names[0], &names[1]), Level::Tied);
    // What is tied by a number is out of each other's cohort, and still compared.
    let styles = styles(&mut case);
    let dossier = dossier(&mut case, &styles, &names[0], &names[1]);
    assert_eq!(dossier.level, Level::Proposed);
}

#[test]
fn where_there_is_too_little_text_no_claim_is_made_and_it_is_said() {
    let mut case = crowd(14, 60);
    for nth in 0..FEWEST_MESSAGES as i64 - 1 {
        case.put(
            nth,
            "quiet",
            "me",
            &format!("I went to the shop on day {nth} and came back"),
        );
    }
    let found = styles(&mut case);
    let says = found.says(case.at("quiet"), case.at("stranger 3"));
    assert_eq!(says, StyleSays::Nothing(Silence::FewMessages));
    let said = dossier(&mut case, &found, "quiet", "stranger 3");
    assert!(
        said.grounds
            .iter()
            .all(|ground| ground.channel != Channel::Style)
    );
    assert!(said.unsaid[0].1.starts_with("Not enough to say"));
    // Below ten others nothing is said of anybody.
    let mut few = crowd(10, 60);
    let found = styles(&mut few);
    assert_eq!(found.supported().count(), 0);
    let said = dossier(&mut few, &found, "stranger 1", "stranger 8");
    assert!(said.unsaid[0].1.contains("fewer than 10 other accounts"));
}

#[test]
fn forwarded_quoted_and_shared_text_and_the_users_own_words_are_not_an_accounts_style() {
    let mut case = crowd(14, 30);
    let long = |nth: i64| {
        format!("Sentence number {nth} of mine goes on about the garden and the {nth} hens")
    };
    for nth in 0..40 {
        case.put(nth, "me", "friend:Lark Sample", &long(nth));
        case.put(DAY + nth, "parrot", "me", &long(nth));
        let mut forwarded = event(&account("carrier"), &account("me"), "c", &long(100 + nth));
        forwarded.marks.add(Mark::Forwarded);
        case.see(nth, &forwarded);
        case.put(nth, "quoter", "me", &format!("> {}", long(200 + nth)));
    }
    let styles = styles(&mut case);
    let facts = |name: &str| styles.facts(case.at(name)).cloned();
    assert_eq!(facts("parrot").unwrap().messages, 0);
    assert!(facts("carrier").is_none());
    assert_eq!(facts("quoter").map_or(0, |facts| facts.messages), 0);
    assert!(styles.left_out().repeated >= 40);
    assert!(styles.left_out().quoted >= 40);
}

#[test]
fn confirmed_accounts_taken_together_have_the_text_that_none_of_them_has() {
    let mut case = crowd(16, 60);
    let halves = writer(3, 99, 36).messages;
    for (nth, text) in halves.iter().enumerate() {
        case.put(
            nth as i64,
            if nth % 2 == 0 {
                "first half"
            } else {
                "second half"
            },
            "me",
            text,
        );
    }
    let parts = [case.at("first half"), case.at("second half")];
    let other = case.at("stranger 10");
    let alone = styles(&mut case);
    assert_eq!(
        alone.says(parts[0], other),
        StyleSays::Nothing(Silence::FewMessages)
    );
    let together = case.weighed(|weighed, _| {
        Styles::together(
            weighed,
            &parts,
            &Calibration::shipped().unwrap(),
            &mut |_| true,
        )
        .unwrap()
    });
    assert!(!matches!(
        together.says(parts[0], other),
        StyleSays::Nothing(_)
    ));
    assert_eq!(
        together.says(parts[0], other),
        together.says(parts[1], other)
    );
}

#[test]
fn an_account_of_very_many_messages_is_thinned_over_its_time() {
    let mut writing = super::super::writing::Writing::default();
    for nth in 0..100_000 {
        writing.put(nth + 1, "so");
    }
    assert!(writing.kept().len() <= 3_000 && writing.kept().len() > 1_000);
    assert!(writing.kept().last().unwrap().0 > 99_000);
}
