//! `data/linkage.json`: the dossier as data, with every pair and every shared thing that the report has
//! no room for. Events are named by thread and position, as in the threads' files.

use crate::input::{Facts, LinkChannel, LinkGround, LinkGroup, LinkPair, LinkStyle};
use onrecord_model::encode::Value;
use onrecord_model::json::write_json;

/// A figure as text: the canonical encoding has no fractions.
fn figure(value: f64) -> Value {
    format!("{value:.3}").as_str().into()
}

fn style(style: &LinkStyle) -> Value {
    let tippett = style.tippett.iter().map(|(ratio, same, different)| {
        Value::map([
            ("ratio", ratio.as_str().into()),
            ("one_person", figure(*same)),
            ("two_people", figure(*different)),
        ])
    });
    Value::map([
        (
            "says",
            Value::Array(style.says.iter().map(|says| says.as_str().into()).collect()),
        ),
        ("messages", u64::from(style.messages).into()),
        ("pairs_one_person", u64::from(style.same).into()),
        ("pairs_two_people", u64::from(style.different).into()),
        ("auc", figure(style.auc)),
        ("cllr", figure(style.cllr)),
        ("eer", figure(style.eer)),
        ("tippett", Value::Array(tippett.collect())),
        (
            "log10_lr",
            Value::Array(style.ratios.iter().map(|ratio| figure(*ratio)).collect()),
        ),
    ])
}

/// The file's text.
pub(crate) fn text(facts: &Facts) -> String {
    let linkage = &facts.linkage;
    let key = |account: usize| -> Value {
        let found = facts.accounts.get(account);
        found.map_or(Value::Null, |account| account.key.as_str().into())
    };
    let events = |events: &[(usize, u64)]| {
        let one = |(thread, index): &(usize, u64)| {
            let thread = facts.threads.get(*thread);
            Value::map([
                (
                    "thread",
                    thread.map_or(Value::Null, |thread| thread.reference.as_str().into()),
                ),
                ("index", (*index).into()),
            ])
        };
        Value::Array(events.iter().map(one).collect())
    };
    let texts =
        |all: &[String]| Value::Array(all.iter().map(|text| text.as_str().into()).collect());
    let ground = |ground: &LinkGround| {
        Value::map([
            ("channel", ground.channel.as_str().into()),
            ("says", ground.says.as_str().into()),
            ("strength", ground.strength.as_str().into()),
            ("quotes", texts(&ground.quotes)),
            (
                "accounts_that_show_it",
                ground.rarity.map_or(Value::Null, |(shows, _)| shows.into()),
            ),
            (
                "accounts_compared",
                ground.rarity.map_or(Value::Null, |(_, of)| of.into()),
            ),
            ("events", events(&ground.events)),
        ])
    };
    let grounds = |all: &[LinkGround]| Value::Array(all.iter().map(ground).collect());
    let pair = |pair: &LinkPair| {
        Value::map([
            (
                "accounts",
                Value::Array(vec![key(pair.accounts.0), key(pair.accounts.1)]),
            ),
            ("state", pair.state.words().into()),
            ("because", pair.because.as_str().into()),
            ("for", grounds(&pair.speaks_for)),
            ("against", grounds(&pair.against)),
            ("impersonation", grounds(&pair.posing)),
            (
                "no_claim",
                Value::Array(
                    pair.unsaid
                        .iter()
                        .map(|(channel, says)| {
                            Value::map([
                                ("channel", channel.as_str().into()),
                                ("says", says.as_str().into()),
                            ])
                        })
                        .collect(),
                ),
            ),
            ("for_withheld", pair.withheld_for.into()),
            ("against_withheld", pair.withheld_against.into()),
        ])
    };
    let step_key = |group: &LinkGroup, at: usize| {
        let step = group.steps.get(at);
        step.map_or(Value::Null, |step| key(step.account))
    };
    let amounts = |all: &[(String, u64)]| {
        let each = all.iter().map(|(says, pairs)| {
            Value::map([("says", says.as_str().into()), ("pairs", (*pairs).into())])
        });
        Value::Array(each.collect())
    };
    let channel = |channel: &LinkChannel| {
        Value::map([
            ("channel", channel.channel.as_str().into()),
            ("pairs_for", channel.pairs_for.into()),
            ("strongest", channel.strongest.as_str().into()),
            ("pairs_against", channel.pairs_against.into()),
            ("against", amounts(&channel.against)),
            ("no_claim", amounts(&channel.unsaid)),
        ])
    };
    let week = |hours: &[[u64; 24]; 7]| {
        let day = |day: &[u64; 24]| Value::Array(day.iter().map(|n| (*n).into()).collect());
        Value::Array(hours.iter().map(day).collect())
    };
    let group = |group: &LinkGroup| {
        let steps = group.steps.iter().map(|step| {
            Value::map([
                ("account", key(step.account)),
                ("first", step.first.as_str().into()),
                ("last", step.last.as_str().into()),
                ("blocked", step.blocked.as_str().into()),
                (
                    "after_block_of",
                    step.after.map_or(Value::Null, |(before, _)| key(before)),
                ),
                (
                    "minutes",
                    step.after
                        .map_or(Value::Null, |(_, minutes)| minutes.into()),
                ),
            ])
        });
        let shown = group.shown.iter().map(|shown| {
            Value::map([
                ("kind", shown.kind.as_str().into()),
                ("what", shown.what.as_str().into()),
                ("accounts", (shown.by.len() as u64).into()),
                (
                    "by",
                    Value::Array(shown.by.iter().map(|at| step_key(group, *at)).collect()),
                ),
                ("against", shown.against.as_str().into()),
                ("events", events(&shown.events)),
            ])
        });
        let pairs = group.pairs.iter().map(|(one, other, state)| {
            Value::map([
                ("accounts", Value::Array(vec![key(*one), key(*other)])),
                ("state", state.words().into()),
            ])
        });
        Value::map([
            ("sequence", Value::Array(steps.collect())),
            ("accounts_withheld", group.withheld.into()),
            ("shown_by_several", Value::Array(shown.collect())),
            ("pairs", Value::Array(pairs.collect())),
            (
                "channels",
                Value::Array(group.channels.iter().map(channel).collect()),
            ),
            ("hours_of_week", week(&group.hours)),
            ("confirmed", group.confirmed.into()),
            (
                "together",
                Value::Array(
                    group
                        .together
                        .iter()
                        .map(|(with, says)| {
                            let with = with.iter().map(|at| key(*at)).collect();
                            Value::map([
                                ("with", Value::Array(with)),
                                ("says", says.as_str().into()),
                            ])
                        })
                        .collect(),
                ),
            ),
        ])
    };
    let lines = linkage.lines.iter().map(|(line, from, source)| {
        Value::map([
            ("line", line.as_str().into()),
            ("from", from.as_str().into()),
            ("source", source.as_str().into()),
        ])
    });
    let whole = Value::map([
        ("accounts", linkage.accounts.into()),
        ("pairs", linkage.pairs.into()),
        ("proposed", linkage.proposed.into()),
        ("different", linkage.different.into()),
        ("different_proposed", linkage.different_proposed.into()),
        (
            "by_chance_at_most",
            linkage.by_chance_at_most.map_or(Value::Null, Into::into),
        ),
        ("pairs_withheld", linkage.pairs_withheld.into()),
        ("always_against", texts(&linkage.always_against)),
        ("style", linkage.style.as_ref().map_or(Value::Null, style)),
        ("lines_known", Value::Array(lines.collect())),
        (
            "groups",
            Value::Array(linkage.groups.iter().map(group).collect()),
        ),
        (
            "told",
            Value::Array(linkage.told.iter().map(pair).collect()),
        ),
    ]);
    let mut out = String::new();
    write_json(&whole, &mut out);
    out.push('\n');
    out
}
