//! Claims about style: what it says of texts of known make, and that no text breaks it. Invented
//! words only.

use super::*;

const WORDS: &str = "i you we they he she it was is are will would can could have had not never always just really \
    think know see go come make take want need tell the a this that some any my your our in on at to from with about \
    after before when where because but and or so then there here now again home shop rain train week money people";
const GERMAN: &str = "ich du wir sie er es war ist sind wird kann haben nicht immer nur wirklich denke weiß sehe gehe komme \
    mache nehme will der die das ein eine mein dein unser in auf zu von mit über nach vor wenn wo weil aber und oder dann \
    dort hier jetzt wieder haus laden regen zug woche geld leute gestern morgen schlafen";

/// Words drawn by a seed; no six in a row stand twice.
fn drawn(words: &str, seed: u64, messages: usize) -> Vec<String> {
    let words: Vec<&str> = words.split_whitespace().collect();
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d;
    let mut next = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) as usize) % below
    };
    (0..messages)
        .map(|_| {
            (0..6 + next(8))
                .map(|_| words[next(words.len())])
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect()
}

/// A writer with habits: what is said is drawn, the manner is its own.
pub(crate) fn writer(manner: usize, seed: u64, messages: usize) -> Writer {
    let text = drawn(WORDS, seed, messages)
        .into_iter()
        .map(|said| match manner % 7 {
            0 => format!("{}.", said.replace("i ", "I ")),
            1 => format!("{said}..."),
            2 => format!("lol {}", said.replace("you", "u").replace("are", "r")),
            3 => format!("{said} !!"),
            4 => format!("well, {said}, you know?"),
            5 => said.to_uppercase(),
            _ => format!("{} :-)", said.replace("that", "dat").replace("the", "da")),
        });
    Writer {
        messages: text.collect(),
        reference: true,
    }
}

fn crowd(count: usize) -> Vec<Writer> {
    (0..count)
        .map(|one| writer(one, one as u64 + 1, 60))
        .collect()
}

fn compared<'a>(
    writers: &'a [Writer],
    tied: &'a Tied,
    calibration: &'a Calibration,
) -> Comparison<'a> {
    compare(
        &Question {
            writers,
            tied,
            leave_out: &|_, _| false,
            calibration,
        },
        &mut |_| true,
    )
    .unwrap()
}

#[test]
fn the_shipped_calibration_reads_and_speaks_of_every_size() {
    let shipped = Calibration::shipped().unwrap();
    assert!(include_str!("calibration.toml").len() < 5_000_000);
    assert!(shipped.validated.is_sorted_by_key(|one| one.messages));
    for one in &shipped.validated {
        assert!(one.lowest <= 0.0 && one.highest >= 0.0);
        assert_eq!(
            (one.tippett_same.len(), one.tippett_different.len()),
            (17, 17)
        );
    }
}

#[test]
fn more_text_never_supports_less_and_what_is_supported_changes_evenly_between_sizes() {
    let shipped = Calibration::shipped().unwrap();
    let sizes: Vec<f64> = (0..400).map(|n| 50.0 * 1.01f64.powi(n)).collect();
    for two in sizes.windows(2) {
        let (small, large) = (shipped.bounds(two[0]), shipped.bounds(two[1]));
        assert!(large.0 <= small.0 && large.1 >= small.1, "{two:?}");
        assert!(
            small.0 - large.0 < 0.05 && large.1 - small.1 < 0.05,
            "{two:?}"
        );
    }
    let first = &shipped.validated[0];
    assert_eq!(shipped.bounds(1.0), (first.lowest, first.highest));
    for one in &shipped.validated {
        let (lowest, highest) = shipped.bounds(f64::from(one.tokens));
        assert!(lowest <= one.lowest && highest >= one.highest);
        // No bound is beyond what some held-out pairs of this size or a smaller one support.
        let smaller = shipped
            .validated
            .iter()
            .filter(|other| other.tokens <= one.tokens);
        assert!(smaller.clone().any(|other| other.lowest <= lowest + 1e-9));
        assert!(smaller.clone().any(|other| other.highest >= highest - 1e-9));
    }
}

#[test]
fn two_accounts_in_one_manner_score_above_two_in_different_manners() {
    let writers = crowd(21);
    let (tied, calibration) = (Tied::new(), Calibration::shipped().unwrap());
    let found = compared(&writers, &tied, &calibration);
    let (mut same, mut different) = (Vec::new(), Vec::new());
    for pair in found.pairs() {
        if pair.pair.0 % 7 == pair.pair.1 % 7 {
            same.push(pair.ungated)
        } else {
            different.push(pair.ungated)
        }
    }
    assert!(measures::area(&same, &different) > 0.9);
}

#[test]
fn a_pair_is_the_same_in_either_order_and_whatever_order_accounts_stand_in() {
    let (tied, calibration) = (Tied::new(), Calibration::shipped().unwrap());
    let writers = crowd(15);
    let mut turned = writers.clone();
    turned.reverse();
    let (one, other) = (
        compared(&writers, &tied, &calibration),
        compared(&turned, &tied, &calibration),
    );
    let (first, second) = (one.pair(2, 9), other.pair(14 - 9, 14 - 2));
    assert!((first.ungated - second.ungated).abs() < 1e-3);
    assert_eq!(one.pair(2, 9).scores, one.pair(9, 2).scores);
}

#[test]
fn too_little_text_or_too_few_others_is_not_enough_to_say() {
    let (tied, calibration) = (Tied::new(), Calibration::shipped().unwrap());
    let mut writers = crowd(14);
    writers[0].messages.truncate(19);
    writers[1].messages = (0..40).map(|n| format!("ok {n}")).collect();
    let found = compared(&writers, &tied, &calibration);
    assert_eq!(found.pair(0, 5).silence, Some(Silence::FewMessages));
    assert_eq!(found.pair(1, 5).silence, Some(Silence::FewTokens));
    assert_eq!(found.pair(4, 5).silence, None);
    assert_eq!(found.pair(0, 5).log10_lr, 0.0);
    let few = crowd(11);
    let found = compared(&few, &tied, &calibration);
    assert!(
        found
            .pairs()
            .all(|pair| pair.silence == Some(Silence::SmallCohort))
    );
    for count in 0..4 {
        let few = crowd(count);
        assert!(
            compared(&few, &tied, &calibration)
                .pairs()
                .all(|pair| pair.ungated.is_finite())
        );
    }
}

#[test]
fn what_is_said_stays_within_the_caps_and_in_a_crowd_of_one_author_nothing_strong_is_said() {
    let (tied, calibration) = (Tied::new(), Calibration::shipped().unwrap());
    let writers = crowd(28);
    for pair in compared(&writers, &tied, &calibration).pairs() {
        assert!(pair.log10_lr <= pair.highest_log10_lr && pair.log10_lr >= pair.lowest_log10_lr);
        assert!(pair.highest_log10_lr <= 2.0 && pair.lowest_log10_lr >= -2.0);
    }
    let alike: Vec<Writer> = (0..20).map(|seed| writer(1, seed, 60)).collect();
    let found = compared(&alike, &tied, &calibration);
    let strong = found.pairs().filter(|pair| pair.log10_lr >= 1.0).count();
    assert!(strong * 20 <= found.pair_count(), "{strong}");
}

#[test]
fn accounts_tied_already_are_nobodys_cohort() {
    let calibration = Calibration::shipped().unwrap();
    let writers = crowd(13);
    let tied: Tied = [(0, 2), (1, 2), (0, 3)].into();
    let found = compared(&writers, &tied, &calibration);
    assert_eq!(found.pair(0, 1).cohort, 9);
    assert_eq!(found.pair(0, 1).silence, Some(Silence::SmallCohort));
    assert_eq!(found.pair(0, 2).cohort, 9);
    assert_eq!(found.pair(5, 6).cohort, 11);
}

#[test]
fn quoted_forwarded_and_pasted_text_is_not_its_accounts_own() {
    let (tied, calibration) = (Tied::new(), Calibration::shipped().unwrap());
    let mut writers = crowd(16);
    let clean = compared(&writers, &tied, &calibration).pair(0, 1).ungated;
    let stolen = writers[1].messages.clone();
    writers[0]
        .messages
        .extend(stolen.iter().take(15).map(|text| format!("> {text}")));
    writers[0].messages.extend(
        stolen
            .iter()
            .take(15)
            .map(|text| format!("Forwarded from someone\n{text}")),
    );
    writers[0]
        .messages
        .push("you wrote this\n> never again".into());
    let found = compared(&writers, &tied, &calibration);
    assert_eq!(found.accounts()[0].quoted, 31);
    assert!(
        (found.pair(0, 1).ungated - clean).abs() < 0.3,
        "{} {clean}",
        found.pair(0, 1).ungated
    );
    // Pasted without a mark: neither account keeps it.
    writers[0].messages.extend(stolen.iter().skip(15).cloned());
    let found = compared(&writers, &tied, &calibration);
    assert!(found.accounts()[0].repeated >= 40 && found.accounts()[1].repeated >= 40);
}

#[test]
fn a_template_that_somebody_else_found_is_left_out() {
    let (tied, calibration) = (Tied::new(), Calibration::shipped().unwrap());
    let writers = crowd(12);
    let question = Question {
        writers: &writers,
        tied: &tied,
        leave_out: &|account, message| account == 3 && message < 50,
        calibration: &calibration,
    };
    let found = compare(&question, &mut |_| true).unwrap();
    assert!(found.accounts()[3].messages <= 10);
    assert_eq!(found.accounts()[3].silence(), Some(Silence::FewMessages));
}

/// The n-th message.
type Text = fn(usize) -> String;

/// Texts that somebody could write to be linked, or by which somebody could be linked wrongly.
pub(crate) const HOSTILE: [(&str, Text); 12] = [
    ("empty", |_| String::new()),
    ("spaces", |n| " \n\t".repeat(n % 4)),
    ("one word", |n| ["ok", "no", "?", "k"][n % 4].into()),
    ("one word of many", |n| format!("word{n}")),
    ("pictures", |n| {
        "\u{1f600}\u{1f3fd}\u{200d}\u{2764}\u{fe0f}".repeat(n % 5 + 1)
    }),
    ("addresses", |n| {
        format!("https://example.org/{n}?a=b www.example.org/{n}")
    }),
    ("one letter", |n| "a".repeat(n * 100)),
    ("marks", |n| {
        format!(
            "{} \u{0} \u{7} \u{feff} \u{fffd}",
            ">:( <3 :-/ =D ^_^ \\o/".repeat(n % 3)
        )
    }),
    ("bidi", |n| {
        format!("\u{202e}{n} \u{2066}not what it looks like {n}\u{2069} \u{200f}")
    }),
    ("two languages", |n| {
        let source = if n % 2 == 0 { GERMAN } else { WORDS };
        drawn(source, n as u64 + 10_000, 1).remove(0)
    }),
    ("two scripts", |n| {
        format!(
            "\u{5e9}\u{5dc}\u{5d5}\u{5dd} {n} \u{645}\u{631}\u{62d}\u{628}\u{627} @name #tag a@example.org e\u{301}"
        )
    }),
    ("numbers", |n| format!("{n} {} {}", n * 7, n * 31)),
];

/// In whatever company, an account of such texts is silent, or hardly anything is said of it and nobody in
/// the crowd, and never that one person wrote both.
#[test]
fn of_hostile_texts_nothing_is_said_that_counts() {
    let (tied, calibration) = (Tied::new(), Calibration::shipped().unwrap());
    for (name, text) in HOSTILE {
        let mut writers = crowd(14);
        writers.push(Writer {
            messages: (0..120).map(text).collect(),
            reference: true,
        });
        let found = compared(&writers, &tied, &calibration);
        for pair in found.pairs().filter(|pair| pair.pair.1 == 14) {
            assert!(pair.ungated.is_finite(), "{name}: {pair:?}");
            assert!(pair.log10_lr < 1.0, "{name}: {pair:?}");
        }
        let silent = found.accounts()[14].silence();
        let may_speak = ["two languages", "one letter", "bidi", "marks"].contains(&name);
        assert!(
            silent.is_some() || may_speak,
            "{name}: {:?}",
            found.accounts()[14]
        );
    }
}

/// Two accounts of the same kind of rubbish are not one person's: what they share is what they are made of.
#[test]
fn two_accounts_of_the_same_rubbish_are_not_proposed_as_one_writer() {
    let (tied, calibration) = (Tied::new(), Calibration::shipped().unwrap());
    for (name, text) in HOSTILE {
        let mut writers = crowd(14);
        for offset in [0, 1_000] {
            writers.push(Writer {
                messages: (offset..offset + 120).map(text).collect(),
                reference: true,
            });
        }
        let pair = compared(&writers, &tied, &calibration).pair(14, 15);
        let spoken = ["two languages", "bidi"].contains(&name);
        assert!(pair.silence.is_some() || spoken, "{name}: {pair:?}");
        assert!(pair.ungated.is_finite(), "{name}");
    }
}

/// Whoever pastes all that another wrote has nothing left of their own, and the other neither.
#[test]
fn pasting_the_users_own_words_links_nobody_to_her() {
    let (tied, calibration) = (Tied::new(), Calibration::shipped().unwrap());
    let mut writers = crowd(16);
    let hers = writers[5].messages.clone();
    for (how, pasted) in [
        ("as it is", hers.clone()),
        (
            "quoted",
            hers.iter().map(|text| format!("> {text}")).collect(),
        ),
        (
            "forwarded",
            hers.iter().map(|text| format!("Fwd: {text}")).collect(),
        ),
        (
            "louder",
            hers.iter()
                .map(|text| text.to_uppercase() + "!!!")
                .collect(),
        ),
        (
            "with a word before",
            hers.iter().map(|text| format!("ha {text}")).collect(),
        ),
    ] {
        writers.push(Writer {
            messages: pasted,
            reference: true,
        });
        let found = compared(&writers, &tied, &calibration);
        let pair = found.pair(5, 16);
        assert!(pair.silence.is_some(), "{how}: {pair:?}");
        assert_eq!(pair.log10_lr, 0.0, "{how}");
        writers.pop();
    }
}

#[test]
fn another_language_is_named_and_style_is_silent_on_it() {
    let (tied, calibration) = (Tied::new(), Calibration::shipped().unwrap());
    let mut writers = crowd(13);
    writers.push(Writer {
        messages: drawn(GERMAN, 5, 60),
        reference: true,
    });
    let found = compared(&writers, &tied, &calibration);
    assert_eq!(found.accounts()[13].language, Some("German"));
    assert_eq!(found.pair(0, 13).silence, Some(Silence::Language("German")));
    assert!(finding_sentence(&found.pair(0, 13)).contains("not validated for that language"));
    assert!(
        found.accounts()[..13]
            .iter()
            .all(|facts| facts.language.is_none())
    );
}

#[test]
fn an_account_of_a_hundred_thousand_messages_is_sampled_over_its_time() {
    let (tied, calibration) = (Tied::new(), Calibration::shipped().unwrap());
    let mut writers = crowd(13);
    writers.push(writer(2, 99, 100_000));
    let found = compared(&writers, &tied, &calibration);
    let facts = &found.accounts()[13];
    assert!(
        facts.sampled && facts.tokens <= MOST_TOKENS + 100,
        "{facts:?}"
    );
    assert!(facts.tokens > 1_000);
}

#[test]
fn stopping_stops_and_too_many_accounts_are_refused() {
    let (tied, calibration) = (Tied::new(), Calibration::shipped().unwrap());
    let writers = crowd(12);
    let question = Question {
        writers: &writers,
        tied: &tied,
        leave_out: &|_, _| false,
        calibration: &calibration,
    };
    assert_eq!(
        compare(&question, &mut |_| false).unwrap_err(),
        NotCompared::Stopped
    );
    let many = vec![Writer::default(); MOST_ACCOUNTS + 1];
    let question = Question {
        writers: &many,
        ..question
    };
    assert_eq!(
        compare(&question, &mut |_| true).unwrap_err(),
        NotCompared::TooMany(MOST_ACCOUNTS + 1)
    );
}

#[test]
fn an_explanation_names_the_habit_and_sums_to_the_channel() {
    let (tied, calibration) = (Tied::new(), Calibration::shipped().unwrap());
    let writers = crowd(21);
    let question = Question {
        writers: &writers,
        tied: &tied,
        leave_out: &|_, _| false,
        calibration: &calibration,
    };
    let found = explain(&question, 1, 8, &mut |_| true).unwrap();
    assert!(
        found.contributions[..3]
            .iter()
            .any(|habit| habit.token == "..."),
        "{:?}",
        &found.contributions[..5]
    );
    assert!(
        found
            .contributions
            .is_sorted_by(|a, b| a.weight >= b.weight)
    );
    assert!(
        found
            .contributions
            .iter()
            .map(|habit| habit.weight)
            .sum::<f64>()
            > 0.0
    );
}

/// The same model, written the slow and plain way for one pair.
#[test]
fn all_pairs_at_once_give_what_one_pair_at_a_time_gives() {
    use super::language_model::{Corpus, Smoothing};
    let texts: [&[&[u16]]; 3] = [
        &[&[2, 3, 2, 4], &[2, 3], &[5]],
        &[&[2, 3, 2, 3, 4, 4], &[]],
        &[&[4, 4, 2, 3], &[2, 2, 2]],
    ];
    let base = [0.1, 0.2, 0.2, 0.2, 0.2, 0.1];
    for smoothing in [Smoothing::KneserNey(0.75), Smoothing::PartialMatching] {
        let mut corpus = Corpus::default();
        for text in texts {
            corpus.begin_account();
            text.iter().for_each(|message| corpus.message(message));
        }
        let found = corpus
            .likelihoods(4, smoothing, &base, &mut |_| true)
            .unwrap();
        for (text, messages) in texts.iter().enumerate() {
            for (model, trained) in texts.iter().enumerate() {
                if text != model {
                    let plain = plain_likelihood(messages, trained, 4, smoothing, &base);
                    let fast = f64::from(found.scores[text * 3 + model]);
                    assert!(
                        (plain - fast).abs() < 1e-3,
                        "{smoothing:?} {text} {model}: {plain} {fast}"
                    );
                }
            }
        }
    }
}

fn plain_likelihood(
    text: &[&[u16]],
    trained: &[&[u16]],
    order: usize,
    smoothing: super::language_model::Smoothing,
    base: &[f64],
) -> f64 {
    use super::language_model::{END, START, Smoothing};
    let ended = |message: &[u16]| -> Vec<u16> {
        [START]
            .into_iter()
            .chain(message.iter().copied())
            .chain([END])
            .collect()
    };
    let trained: Vec<Vec<u16>> = trained.iter().map(|message| ended(message)).collect();
    // How often `after` stands after `context` (oldest first), or after how many different longer ones.
    let count = |context: &[u16], after: u16| -> f64 {
        let mut before = std::collections::BTreeSet::new();
        let mut times = 0.0;
        for message in &trained {
            for at in 1..message.len() {
                if at >= context.len()
                    && message[at] == after
                    && &message[at - context.len()..at] == context
                {
                    times += 1.0;
                    before.insert(
                        if at > context.len() && message[at - context.len() - 1] != START {
                            i64::from(message[at - context.len() - 1])
                        } else {
                            -(times as i64)
                        },
                    );
                }
            }
        }
        let distinct = matches!(smoothing, Smoothing::KneserNey(_))
            && context.len() + 1 < order
            && context.first() != Some(&START);
        if distinct { before.len() as f64 } else { times }
    };
    let mut sum = 0.0;
    for message in text {
        let message = ended(message);
        for at in 1..message.len() {
            let mut probability = base[usize::from(message[at])];
            for length in 0..order {
                if length > at {
                    break;
                }
                let context = &message[at - length..at];
                let counts: Vec<f64> = (1..base.len() as u16)
                    .map(|symbol| count(context, symbol))
                    .collect();
                let all: f64 = counts.iter().sum();
                let kinds = counts.iter().filter(|count| **count > 0.0).count() as f64;
                if all == 0.0 {
                    break;
                }
                let here = count(context, message[at]);
                probability = match smoothing {
                    Smoothing::KneserNey(discount) => {
                        ((here - discount).max(0.0) + discount * kinds * probability) / all
                    }
                    Smoothing::PartialMatching => (here + kinds * probability) / (all + kinds),
                };
            }
            sum += probability.ln();
        }
    }
    sum
}
