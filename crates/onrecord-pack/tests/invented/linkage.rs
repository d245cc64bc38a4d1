//! An invented dossier of linkage.

use onrecord_pack::input::{
    LinkChannel, LinkGround, LinkGroup, LinkPair, LinkShown, LinkState, LinkStep, LinkStyle,
    LinkageFacts,
};

/// Four accounts, one pair with both sides, one withheld ground.
pub fn linkage() -> LinkageFacts {
    let ground = |says: &str, quote: &str, events: Vec<(usize, u64)>| LinkGround {
        channel: "template".into(),
        says: says.into(),
        strength: "strong".into(),
        quotes: vec![quote.into()],
        rarity: Some((2, 4)),
        events,
    };
    LinkageFacts {
        accounts: 4,
        pairs: 6,
        proposed: 1,
        different: 12,
        different_proposed: 0,
        by_chance_at_most: Some(2),
        always_against: vec!["Common phrases connect nobody.".into()],
        groups: vec![LinkGroup {
            steps: vec![
                LinkStep {
                    account: 0,
                    first: "2019-07-01 10:00".into(),
                    ..LinkStep::default()
                },
                LinkStep {
                    account: 3,
                    first: "2019-08-01 10:00".into(),
                    after: Some((0, 12)),
                    ..LinkStep::default()
                },
            ],
            shown: vec![LinkShown {
                kind: "text".into(),
                what: "Both lines".into(),
                by: vec![0, 1],
                against: String::new(),
                events: vec![(0, 0)],
            }],
            pairs: vec![(0, 3, LinkState::Confirmed)],
            withheld: 1,
            channels: vec![LinkChannel {
                channel: "template".into(),
                title: "The same text".into(),
                pairs_for: 1,
                strongest: "strong".into(),
                pairs_against: 1,
                against: vec![("Somebody repeated it later.".into(), 1)],
                unsaid: Vec::new(),
            }],
            hours: {
                let mut hours = [[0; 24]; 7];
                hours[1][3] = 5;
                hours[6][23] = 1;
                hours
            },
            together: vec![(vec![3], "Not enough to say: few messages.".into())],
            confirmed: 2,
        }],
        style: Some(LinkStyle {
            says: vec!["Tested on other people.".into()],
            messages: 20,
            same: 68,
            different: 5761,
            auc: 0.86,
            cllr: 0.66,
            eer: 0.2,
            tippett: vec![
                ("1/100".into(), 1.0, 0.99),
                ("1".into(), 0.7, 0.15),
                ("100".into(), 0.05, 0.001),
            ],
            ratios: vec![0.7, -0.2],
        }),
        told: vec![LinkPair {
            accounts: (0, 3),
            state: LinkState::Confirmed,
            because: "I know the way it begins.".into(),
            speaks_for: vec![ground(
                "Both wrote the same line.",
                "Both lines",
                vec![(0, 0)],
            )],
            against: vec![ground(
                "Somebody repeated it later.",
                "Both lines",
                Vec::new(),
            )],
            withheld_against: 1,
            unsaid: vec![("Way of writing".into(), "Not enough to say.".into())],
            ..LinkPair::default()
        }],
        lines: vec![(
            "Both lines".into(),
            "2020-01-01".into(),
            "a newspaper".into(),
        )],
        ..LinkageFacts::default()
    }
}
