//! `onrecord link group`: a group as a whole, every channel with what speaks against it, how style did.

use super::{CAUTION, compared, go_on, label, step_line};
use crate::cmd::failure::Failure;
use crate::cmd::show::safe;
use crate::cmd::{Session, out};
use crate::ops::OpError;
use crate::ops::case::Case;
use crate::ops::link::{self, Amount, ChannelRow, Linkage, StyleFigures};
use onrecord_analysis::link::{Shown, Weighed};
use onrecord_analysis::patterns::Week;
use serde_json::{Value, json};

fn shown_json(linkage: &Linkage, shown: &Shown) -> Value {
    json!({
        "channel": shown.channel.name(), "kind": shown.kind, "what": shown.what,
        "accounts": shown.by.iter().map(|(at, events)| json!({
            "account": &*linkage.accounts()[*at].key.0,
            "events": events.iter().map(|event| link::event_name(*event)).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "other_accounts": shown.others, "people_you_know": shown.known,
        "known_from": shown.known_from.map(|at| linkage.clock(at)),
    })
}

pub(super) fn group(session: &Session<'_>, case: &Case, number: usize) -> Result<(), Failure> {
    let linkage = compared(session, case)?;
    let weighed = linkage.weighed(case);
    let groups = link::groups(case, &linkage, &weighed);
    let group = number.checked_sub(1).and_then(|at| groups.get(at));
    let group = group.ok_or_else(|| {
        OpError::Other(format!(
            "There is no group {number}. There are {}.",
            groups.len()
        ))
    })?;
    let shown = weighed.shown_by(group);
    let steps = weighed.sequence(group);
    let key = |at: usize| &*linkage.accounts()[at].key.0;
    let laid = laid_out(session, case, &linkage, &weighed, group)?;
    if session.json {
        let when = |at: Option<(onrecord_model::Instant, u64)>| {
            at.map(
                |(at, event)| json!({ "time": at.to_string(), "event": link::event_name(event) }),
            )
        };
        out::json(&json!({
            "type": "link-group", "group": number,
            "accounts": group.iter().map(|at| key(*at)).collect::<Vec<_>>(),
            "shown_by_several": shown.iter().map(|one| shown_json(&linkage, one)).collect::<Vec<_>>(),
            "sequence": steps.iter().map(|step| json!({
                "account": key(step.account), "first": when(step.first), "last": when(step.last),
                "blocked": when(step.blocked), "events": step.events,
                "after_block_of": step.after.map(|(at, _)| key(at)), "minutes": step.after.map(|(_, minutes)| minutes),
                "wrote_to": step.wrote_to.iter().map(|(at, ..)| key(*at)).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
            "channels": laid.channels.iter().map(channel_json).collect::<Vec<_>>(),
            "style": laid.figures.as_ref().map(figures_json),
            "together": laid.together.iter().map(|(with, says)| json!({
                "accounts": laid.confirmed.iter().map(|at| key(*at)).collect::<Vec<_>>(), "with": with.iter().map(|at| key(*at)).collect::<Vec<_>>(), "says": says,
            })).collect::<Vec<_>>(),
            "hours_of_week": laid.hours,
            "always_against": Weighed::always_against(), "caution": CAUTION,
        }))?;
        return Ok(());
    }
    out::line(&format!(
        "Group {number}: {} accounts. Every two of them have grounds of their own: onrecord link pair.",
        group.len()
    ))?;
    out::line("\nIn the order in which they came:")?;
    for step in &steps {
        out::line(&format!("  {}", step_line(&linkage, step)))?;
    }
    laid_out_lines(&linkage, &laid)?;
    out::line("\nWhat several of them show:")?;
    for one in shown.iter().take(40) {
        let mut line = format!("  - {}: {} of {}", one.kind, one.by.len(), group.len());
        if one.others > 0 {
            line.push_str(&format!(", and {} outside the group", one.others));
        }
        if one.known > 0 {
            line.push_str(", and people you know: it connects nobody");
        }
        if let Some(from) = one.known_from {
            line.push_str(&format!(", known to others since {}", linkage.clock(from)));
        }
        out::line(&line)?;
        let short: String = safe(&one.what).chars().take(160).collect();
        if !short.is_empty() {
            out::line(&format!("      \"{short}\""))?;
        }
    }
    if shown.len() > 40 {
        out::line(&format!("  {} more: --json lists all.", shown.len() - 40))?;
    }
    out::line("\nAlways against:")?;
    for text in Weighed::always_against() {
        out::line(&format!("  - {text}"))?;
    }
    out::line(&format!("\n{CAUTION}"))?;
    Ok(())
}

/// A group beyond its accounts: channels, how style did, and what the confirmed accounts say together.
struct Laid {
    channels: Vec<ChannelRow>,
    figures: Option<StyleFigures>,
    confirmed: Vec<usize>,
    /// Accounts that the confirmed ones were compared with, taken as one.
    together: Vec<(Vec<usize>, String)>,
    hours: Week,
}

fn laid_out(
    session: &Session<'_>,
    case: &Case,
    linkage: &Linkage,
    weighed: &Weighed<'_>,
    group: &[usize],
) -> Result<Laid, Failure> {
    let pairs = link::pairs_of(group);
    let mut channels = link::Channels::default();
    for (one, other) in &pairs {
        channels.add(&linkage.pair(case, weighed, *one, *other));
    }
    let confirmed = link::confirmed(case, linkage, group);
    let mut together = Vec::new();
    if !confirmed.is_empty() {
        let mut shown = out::Progress::new();
        let styles = linkage.together(weighed, &confirmed, &mut |text| {
            shown.show(text);
            go_on(session)
        })?;
        let others = group.iter().copied().filter(|at| !confirmed.contains(at));
        together = link::together_says(styles.as_deref(), confirmed[0], others);
    }
    Ok(Laid {
        channels: channels.rows(),
        figures: link::style_figures(linkage, &pairs),
        confirmed,
        together,
        hours: link::hours_of(linkage, group),
    })
}

fn channel_json(row: &ChannelRow) -> Value {
    let amounts = |all: &[Amount]| -> Vec<Value> {
        let each = all.iter();
        each.map(|one| json!({ "says": one.says, "pairs": one.pairs }))
            .collect()
    };
    json!({
        "channel": row.channel.name(), "pairs_for": row.pairs_for,
        "strongest": row.strongest.map(|strength| strength.name()), "pairs_against": row.pairs_against,
        "against": amounts(&row.against), "unsaid": amounts(&row.unsaid),
    })
}

fn figures_json(figures: &StyleFigures) -> Value {
    let validated = &figures.validated;
    json!({
        "messages": validated.messages, "tokens": validated.tokens, "same": validated.same,
        "different": validated.different, "auc": validated.auc, "eer": validated.eer, "cllr": validated.cllr,
        "cllr_min": validated.cllr_min, "tippett_same": validated.tippett_same,
        "tippett_different": validated.tippett_different, "population": figures.population,
        "log10_lr": figures.ratios, "pairs_neither": figures.neither, "pairs_silent": figures.silent,
    })
}

fn laid_out_lines(linkage: &Linkage, laid: &Laid) -> Result<(), Failure> {
    out::line("\nBy channel, over every pair:")?;
    for row in &laid.channels {
        let bears = row.strongest.map_or(String::new(), |strength| {
            format!(", at most \"{}\"", strength.says())
        });
        out::line(&format!(
            "  {}: for in {} pairs{bears}; against in {}",
            row.channel.says(),
            row.pairs_for,
            row.pairs_against
        ))?;
        for one in row.against.iter().chain(&row.unsaid) {
            let pairs = if one.pairs == 1 { "pair" } else { "pairs" };
            out::line(&format!(
                "      {} ({} {pairs})",
                safe(&one.says),
                one.pairs
            ))?;
        }
    }
    if let Some(figures) = &laid.figures {
        out::line("\nHow the comparison of ways of writing did elsewhere:")?;
        for says in figures.sentences() {
            out::line(&format!("  {says}"))?;
        }
        out::line(
            "  Share of pairs at or above each ratio (Tippett): ratio, one person, two people",
        )?;
        for (ratio, same, different) in figures.tippett() {
            out::line(&format!("    {ratio:>8}  {same:.3}  {different:.3}"))?;
        }
    }
    if !laid.together.is_empty() {
        out::line(&format!(
            "\nThe {} accounts that you confirmed, taken as one person's, against each other account of the group:",
            laid.confirmed.len()
        ))?;
        for (with, says) in &laid.together {
            let with: Vec<String> = with.iter().map(|at| label(linkage, *at)).collect();
            out::line(&format!("  {}: {says}", with.join(", ")))?;
        }
    }
    Ok(())
}
