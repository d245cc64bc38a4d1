//! Findings in words: the sentence the field uses, with the population it speaks of, and a verbal
//! scale that ends at "moderate". Every sentence that style can print is made here.

use super::{
    Beside, Calibration, FEWEST_MESSAGES, FEWEST_TOKENS, Finding, SMALLEST_COHORT, Searched,
    Silence, Validated,
};

/// The verbal scale. Style never says more than moderate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strength {
    /// Nothing is said.
    Silent,
    /// Between a half and two.
    Neither,
    /// From two to ten.
    Weak,
    /// From ten to a hundred.
    Moderate,
}

impl Strength {
    /// Of a finding, in either direction.
    pub fn of(finding: &Finding) -> Self {
        match finding.silence {
            Some(_) => Self::Silent,
            None => Self::of_ratio(finding.log10_lr),
        }
    }

    /// Of a ratio, given as its base-10 logarithm.
    fn of_ratio(log10_lr: f64) -> Self {
        match 10f64.powf(log10_lr.abs()) {
            lr if lr < 2.0 => Self::Neither,
            lr if lr < 10.0 => Self::Weak,
            _ => Self::Moderate,
        }
    }

    /// As programs read it.
    pub fn code(self, finding: &Finding) -> &'static str {
        match (self, finding.log10_lr > 0.0) {
            (Self::Silent, _) => "not-enough-to-say",
            (Self::Neither, _) => "no-support-either-way",
            (Self::Weak, true) => "weak-support-for-one-author",
            (Self::Weak, false) => "weak-support-for-two-authors",
            (Self::Moderate, true) => "moderate-support-for-one-author",
            (Self::Moderate, false) => "moderate-support-for-two-authors",
        }
    }
}

/// The finding of a pair in one or two sentences.
pub fn finding_sentence(finding: &Finding) -> String {
    match finding.silence {
        Some(silence) => silence_sentence(silence),
        None => ratio_sentence(finding.log10_lr),
    }
}

/// A ratio, given as its base-10 logarithm, with its place on the verbal scale.
pub fn ratio_sentence(log10_lr: f64) -> String {
    let times = round(10f64.powf(log10_lr.abs()));
    let strength = match Strength::of_ratio(log10_lr) {
        Strength::Silent | Strength::Neither => return neither_sentence(),
        Strength::Weak => "weak support",
        Strength::Moderate => "moderate support",
    };
    if log10_lr > 0.0 {
        format!(
            "These findings are about {times} times more probable if one person wrote both than if two people of this population did ({strength} for one author)."
        )
    } else {
        format!(
            "These findings are about {times} times more probable if two people of this population wrote them than if one person did ({strength} for two authors)."
        )
    }
}

/// What is said where a ratio supports neither view.
pub fn neither_sentence() -> String {
    "The way these accounts write supports neither view: the findings are about as probable if one person wrote both as if two people did.".into()
}

/// The least and the most that could have been said, as base-10 logarithms.
pub fn range_sentence((lowest, highest): (f64, f64)) -> String {
    format!(
        "With this much text, no more could be said than {} times for one author or {} times for two.",
        round(10f64.powf(highest.max(0.0))),
        round(10f64.powf((-lowest).max(0.0)))
    )
}

/// How many pairs of the reference reach the ratio.
pub fn beside_sentence(beside: &Beside) -> String {
    let (wrong, right) = if beside.one_author {
        ("two people", "one person")
    } else {
        ("one person", "two people")
    };
    format!(
        "By chance: of {} pairs by {wrong} in the reference, with {} messages on either side, about {} reach it too; of {} pairs by {right}, about {} do.",
        beside.of_wrong, beside.messages, beside.wrong, beside.of_right, beside.right
    )
}

/// Why nothing is said.
pub fn silence_sentence(silence: Silence) -> String {
    match silence {
        Silence::Language(language) => format!(
            "Not enough to say: the text looks {language}, and this was not validated for that language."
        ),
        Silence::FewMessages => {
            format!("Not enough to say: fewer than {FEWEST_MESSAGES} messages on one side.")
        }
        Silence::FewTokens => {
            format!("Not enough to say: fewer than {FEWEST_TOKENS} words and marks on one side.")
        }
        Silence::SmallCohort => format!(
            "Not enough to say: fewer than {SMALLEST_COHORT} other accounts to compare with."
        ),
    }
}

/// How much was searched and what chance would give.
pub fn searched_sentence(searched: &Searched) -> String {
    let Searched {
        pairs,
        spoken,
        threshold,
        passed,
        by_chance,
    } = searched;
    let by_chance = if *by_chance < 1.0 {
        "fewer than 1".into()
    } else {
        format!("about {}", round(*by_chance))
    };
    format!(
        "{pairs} pairs were searched; style says something of {spoken}. {passed} reach {threshold} times or more for one author. If every pair were by two people, {by_chance} would by chance."
    )
}

/// What a reader must know before any of these numbers is used.
pub fn limits_sentence(calibration: &Calibration) -> String {
    let worst = calibration
        .validated
        .iter()
        .map(|one| one.cllr)
        .fold(0.0, f64::max);
    format!(
        "These numbers compare two views: one person wrote both accounts, or two people of this population did. They do not say how probable either view is, and they name nobody. The method was tested on public chat in English (Cllr {worst:.2} at the smallest size; 1 is saying nothing); your messages may differ. They are to help you and an investigator decide what to ask for. English courts treat such ratios with caution: R v T [2010] EWCA Crim 2439."
    )
}

/// How the method did at one length of text, on whom, and what that is worth for a case.
pub fn validation_sentences(validated: &Validated, population: &str) -> Vec<String> {
    vec![
        format!(
            "Tested on held-out pairs with {} messages on either side: {} pairs by one person, {} by two. Area under the curve {:.2}; Cllr {:.2} (0 is perfect, 1 is saying nothing); equal error rate {:.2}.",
            validated.messages, validated.same, validated.different, validated.auc, validated.cllr, validated.eer
        ),
        format!("Whose texts: {population}."),
        "This case is not like those texts, in which nobody is known to threaten, hide or imitate. So scores are normalised on this case's own other accounts, and ratios are capped; the figures are of that population.".into(),
    ]
}

/// No more figures than are known.
fn round(value: f64) -> String {
    if value < 10.0 {
        let tenths = format!("{value:.1}");
        tenths
            .strip_suffix(".0")
            .map_or(tenths.clone(), str::to_owned)
    } else if value < 100.0 {
        format!("{value:.0}")
    } else {
        format!("{:.0}", (value / 10.0).round() * 10.0)
    }
}
