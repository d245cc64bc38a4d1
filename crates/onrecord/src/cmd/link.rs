//! `onrecord link`: what connects accounts, what speaks against it, and what the user decides.

mod group;

use crate::cmd::args::{Link, LinkAction, LinkDecide};
use crate::cmd::failure::Failure;
use crate::cmd::show::safe;
use crate::cmd::{Session, link_table, out};
use crate::ops::OpError;
use crate::ops::case::Case;
use crate::ops::link::{self, Linkage, NoticeWords};
use onrecord_analysis::link::{
    About, Bearing, Channel, Ground, Level, PairDossier, Searched, Step, Weighed,
};
use onrecord_model::linkage::LinkDecision;
use serde_json::{Value, json};
use std::sync::Arc;

/// What stands under everything that is printed of linkage.
const CAUTION: &str = "This is association, not identity: it says what two accounts have in common, and nobody's name. \
It is to help you and an investigator decide what to ask for. What you decide is kept as what you believe.";

/// Compares, or keeps what was decided.
pub fn link(session: &Session<'_>, arguments: &Link) -> Result<(), Failure> {
    // A table needs no case.
    if let Some(tsv) = &arguments.tsv {
        return link_table::table(session, tsv, &arguments.explain);
    }
    let mut case = session.open()?;
    match &arguments.action {
        None => list(session, &case, arguments.limit),
        Some(LinkAction::Pair { one, other }) => pair(session, &case, one, other),
        Some(LinkAction::Group { number }) => group::group(session, &case, *number),
        Some(LinkAction::Confirm(words)) => {
            decide(session, &mut case, words, LinkDecision::Confirmed)
        }
        Some(LinkAction::Reject(words)) => {
            decide(session, &mut case, words, LinkDecision::Rejected)
        }
        Some(LinkAction::Open(words)) => decide(session, &mut case, words, LinkDecision::Open),
        Some(LinkAction::Notice {
            accounts,
            words,
            against,
            events,
        }) => {
            let words = NoticeWords {
                accounts: accounts.clone(),
                words: words.clone(),
                against: *against,
                events: events.clone(),
            };
            kept(session, &link::notice(&mut case, &words)?)
        }
        Some(LinkAction::Known { line, from, source }) => {
            let id = link::known_line(&mut case, line, from, source.as_deref())?;
            kept(session, &id)
        }
        Some(LinkAction::Marks) => marks(session, &case),
        Some(LinkAction::Undo { id, because }) => {
            link::undo(&mut case, id, because.as_deref())?;
            Ok(out::line(&format!(
                "{id} was taken back. Both stay in the log."
            ))?)
        }
    }
}

fn kept(session: &Session<'_>, id: &str) -> Result<(), Failure> {
    if session.json {
        out::json(&json!({ "type": "kept", "id": id }))?;
    } else {
        out::line(&format!("Kept as {id}."))?;
    }
    Ok(())
}

fn compared(session: &Session<'_>, case: &Case) -> Result<Arc<Linkage>, Failure> {
    let mut shown = out::Progress::new();
    Ok(link::compared(case, &mut |text| {
        shown.show(text);
        go_on(session)
    })?)
}

fn go_on(session: &Session<'_>) -> Result<(), OpError> {
    if session.stopped() {
        Err(OpError::Interrupted)
    } else {
        Ok(())
    }
}

fn label(linkage: &Linkage, at: usize) -> String {
    let seen = &linkage.accounts()[at];
    let (label, platform) = (safe(seen.account.label()), &seen.account.platform);
    match seen.account.handle.as_deref() {
        Some(handle) if handle != seen.account.label() => {
            format!("{label} ({platform} {})", safe(handle))
        }
        _ => format!("{label} ({platform})"),
    }
}

fn chance(searched: &Searched) -> String {
    let pairs = format!(
        "{} accounts of nobody you named were compared: {} pairs. {} pairs are proposed.",
        searched.accounts, searched.pairs, searched.proposed
    );
    let by_chance = match searched.by_chance_at_most() {
        None => format!(
            "How many would pass by chance cannot be said: only {} pairs of different people are known here. Name the people you know: onrecord person.",
            searched.different
        ),
        Some(most) => format!(
            "Of {} pairs of different people, as you named them, the same test proposes {}. So at most {most} of the pairs compared would pass by chance.",
            searched.different, searched.different_proposed
        ),
    };
    format!("{pairs}\n{by_chance}")
}

fn decided_word(decision: LinkDecision) -> &'static str {
    match decision {
        LinkDecision::Open => "open",
        LinkDecision::Confirmed => "you confirmed it",
        LinkDecision::Rejected => "you rejected it",
    }
}

fn list(session: &Session<'_>, case: &Case, limit: usize) -> Result<(), Failure> {
    let linkage = compared(session, case)?;
    let weighed = linkage.weighed(case);
    let searched = weighed.searched();
    let groups = link::groups(case, &linkage, &weighed);
    let key = |at: usize| &*linkage.accounts()[at].key.0;
    let decision = |one: usize, other: usize| {
        let all = linkage.accounts();
        link::decision(case, &all[one].key, &all[other].key)
    };
    if session.json {
        let blocks = weighed.after_blocks();
        out::json(&json!({
            "type": "link-searched", "accounts": searched.accounts, "pairs": searched.pairs,
            "proposed": searched.proposed, "different": searched.different,
            "different_proposed": searched.different_proposed, "by_chance_at_most": searched.by_chance_at_most(),
            "messages": linkage.gathered().messages, "texts_of_a_crowd": linkage.gathered().crowded(),
            "pictures_hashed": linkage.pictures_hashed.0, "pictures_without_hash": linkage.pictures_hashed.1,
            "blocks": blocks.map(|(blocks, followed, part)| json!({ "blocks": blocks, "followed": followed, "percent_of_time": part as f64 / 1_000.0 })),
            "caution": CAUTION, "always_against": Weighed::always_against(),
            "style": linkage.styles().map(|styles| {
                let left = styles.left_out();
                json!({
                    "accounts": left.accounts, "accounts_with_enough": left.enough, "messages": left.messages,
                    "quoted": left.quoted, "repeated": left.repeated, "says": left.says(),
                })
            }),
            "style_trouble": linkage.styles_trouble,
        }))?;
        for (nth, group) in groups.iter().enumerate() {
            let accounts: Vec<&str> = group.iter().map(|at| key(*at)).collect();
            out::json(&json!({ "type": "link-group", "group": nth + 1, "accounts": accounts }))?;
        }
        for (one, other, level) in weighed.pairs() {
            out::json(&json!({
                "type": "link-pair", "accounts": [key(one), key(other)], "level": level.name(),
                "decision": decision(one, other).name(),
            }))?;
        }
        return Ok(());
    }
    out::line(&chance(&searched))?;
    if let Some((blocks, followed, part)) = weighed.after_blocks() {
        out::line(&format!(
            "{followed} of {blocks} blocks were followed by a new account within the hour. These hours are {}.{:03} % of the time.",
            part / 1_000,
            part % 1_000
        ))?;
    }
    if let Some(styles) = linkage.styles() {
        out::line(&styles.left_out().says())?;
    }
    if let Some(trouble) = &linkage.styles_trouble {
        out::line(trouble)?;
    }
    for (nth, group) in groups.iter().enumerate() {
        out::line(&format!(
            "\nGroup {}: {} accounts, every two of them with grounds of their own. See: onrecord link group {}",
            nth + 1,
            group.len(),
            nth + 1
        ))?;
        for step in weighed.sequence(group) {
            out::line(&format!("  {}", step_line(&linkage, &step)))?;
        }
    }
    let in_group = |one: usize, other: usize| {
        groups
            .iter()
            .any(|group| group.contains(&one) && group.contains(&other))
    };
    let mut pairs: Vec<(usize, usize, Level)> = weighed
        .pairs()
        .filter(|(one, other, _)| !in_group(*one, *other))
        .collect();
    pairs.sort_by_key(|(one, other, level)| (std::cmp::Reverse(*level), *one, *other));
    let of = pairs.len();
    if of > 0 {
        out::line("\nOther pairs:")?;
    }
    let shown = if limit == 0 { of } else { limit.min(of) };
    for (one, other, level) in &pairs[..shown] {
        out::line(&format!(
            "  {} + {}: {}, {}",
            label(&linkage, *one),
            label(&linkage, *other),
            level.says(),
            decided_word(decision(*one, *other))
        ))?;
    }
    if shown < of {
        out::line(&format!("  {} more: --limit 0 lists all.", of - shown))?;
    }
    out::line(&format!("\n{CAUTION}"))?;
    Ok(())
}

fn step_line(linkage: &Linkage, step: &Step) -> String {
    let when = |at: Option<(onrecord_model::Instant, u64)>| {
        at.map_or("no time".to_owned(), |(at, _)| linkage.clock(at))
    };
    let mut line = format!("{}  {}", when(step.first), label(linkage, step.account));
    if let Some((before, minutes)) = step.after {
        line.push_str(&format!(
            ", {minutes} min after {} was blocked",
            safe(linkage.accounts()[before].account.label())
        ));
    }
    if step.blocked.is_some() {
        line.push_str(&format!(", blocked {}", when(step.blocked)));
    }
    line
}

fn ground_json(ground: &Ground) -> Value {
    json!({
        "channel": ground.channel.name(), "bearing": ground.bearing.name(), "about": ground.about.name(),
        "strength": ground.strength.name(), "says": ground.says, "quotes": ground.quotes,
        "accounts_that_show_it": ground.rarity.map(|(shows, _)| shows),
        "accounts_compared": ground.rarity.map(|(_, of)| of),
        "events": ground.events.iter().map(|event| link::event_name(*event)).collect::<Vec<_>>(),
        "of_events": ground.of_events,
    })
}

fn ground_lines(ground: &Ground) -> Result<(), Failure> {
    let mut line = format!("  - {} ({})", safe(&ground.says), ground.strength.says());
    if let Some((shows, of)) = ground.rarity
        && matches!(
            ground.channel,
            Channel::Identifier | Channel::Template | Channel::Picture
        )
    {
        line.push_str(&format!(" {shows} of {of} accounts show it."));
    }
    out::line(&line)?;
    for quote in &ground.quotes {
        let quote = safe(quote);
        let short: String = quote.chars().take(160).collect();
        let more = if short.len() < quote.len() { "…" } else { "" };
        out::line(&format!("      \"{short}{more}\""))?;
    }
    if !ground.events.is_empty() {
        let events: Vec<String> = ground
            .events
            .iter()
            .take(6)
            .map(|event| link::event_name(*event))
            .collect();
        let more = ground.of_events.saturating_sub(events.len() as u64);
        let more = if more == 0 {
            String::new()
        } else {
            format!(" and {more} more")
        };
        out::line(&format!("      {}{more}", events.join(", ")))?;
    }
    Ok(())
}

fn pair(session: &Session<'_>, case: &Case, one: &str, other: &str) -> Result<(), Failure> {
    let linkage = compared(session, case)?;
    let (one, other) = (linkage.account(case, one)?, linkage.account(case, other)?);
    let weighed = linkage.weighed(case);
    let dossier = linkage.pair(case, &weighed, one, other);
    let all = linkage.accounts();
    let (first, second) = dossier.accounts;
    let decided = link::decided(case, &all[first].key, &all[second].key);
    if session.json {
        let hours = |at: usize| {
            let days = all[at].hours;
            std::array::from_fn::<u32, 24, _>(|hour| days.iter().map(|day| day[hour]).sum())
        };
        out::json(&json!({
            "type": "link-pair", "accounts": [&*all[first].key.0, &*all[second].key.0],
            "level": dossier.level.name(), "propositions": PROPOSITIONS,
            "grounds": dossier.grounds.iter().map(ground_json).collect::<Vec<_>>(),
            "unsaid": dossier.unsaid.iter().map(|(channel, says)| json!({ "channel": channel.name(), "says": says })).collect::<Vec<_>>(),
            "hours": [hours(first), hours(second)],
            "hours_of_week": [all[first].hours, all[second].hours],
            "decision": decided.map_or("open", |link| link.decision.name()),
            "because": decided.and_then(|link| link.because.as_deref()),
            "pairs_searched": weighed.searched().pairs, "by_chance_at_most": weighed.searched().by_chance_at_most(),
            "always_against": Weighed::always_against(), "caution": CAUTION,
        }))?;
        return Ok(());
    }
    out::line(&format!(
        "{}\n{}\n",
        label(&linkage, first),
        label(&linkage, second)
    ))?;
    out::line(&format!(
        "Either: {}\nOr:     {}\n",
        PROPOSITIONS[0], PROPOSITIONS[1]
    ))?;
    sides(&dossier)?;
    out::line("\nAlways against:")?;
    for text in Weighed::always_against() {
        out::line(&format!("  - {text}"))?;
    }
    out::line(&format!("\nThe comparison: {}.", dossier.level.says()))?;
    out::line(&chance(&weighed.searched()))?;
    if let Some(link) = decided {
        let because = link
            .because
            .as_deref()
            .map_or(String::new(), |text| format!(": {}", safe(text)));
        out::line(&format!(
            "\n{}: {}{because}",
            link.id,
            decided_word(link.decision)
        ))?;
    }
    out::line(&format!("\n{CAUTION}"))?;
    Ok(())
}

/// What the grounds speak to.
const PROPOSITIONS: [&str; 2] = [
    "one person wrote what both accounts wrote",
    "different people did",
];

fn sides(dossier: &PairDossier) -> Result<(), Failure> {
    for (bearing, title, none) in [
        (Bearing::For, "For:", "  Nothing was found."),
        (
            Bearing::Against,
            "Against:",
            "  Nothing was found in the records.",
        ),
    ] {
        out::line(title)?;
        let mut any = false;
        for ground in dossier.pointing(bearing) {
            any = true;
            ground_lines(ground)?;
        }
        if !any {
            out::line(none)?;
        }
    }
    for (channel, says) in &dossier.unsaid {
        out::line(&format!("{}: {says}", channel.says()))?;
    }
    let posing: Vec<&Ground> = dossier
        .grounds
        .iter()
        .filter(|ground| ground.about == About::Impersonation)
        .collect();
    if !posing.is_empty() {
        out::line(
            "\nApart from that, whether one poses as somebody you know. It says nothing of who wrote:",
        )?;
        for ground in posing {
            ground_lines(ground)?;
        }
    }
    Ok(())
}

fn decide(
    session: &Session<'_>,
    case: &mut Case,
    words: &LinkDecide,
    decision: LinkDecision,
) -> Result<(), Failure> {
    // The comparison runs first, and what it found on both sides is kept with the decision.
    let linkage = compared(session, case)?;
    let accounts = (
        linkage.account(case, &words.one)?,
        linkage.account(case, &words.other)?,
    );
    let weighed = linkage.weighed(case);
    let because = words.because.as_deref();
    let id = link::decide(case, &linkage, &weighed, accounts, decision, because)?;
    kept(session, &id)
}

fn marks(session: &Session<'_>, case: &Case) -> Result<(), Failure> {
    for marked in link::standing_notices(case) {
        let said = &marked.said;
        let accounts: Vec<&str> = said.accounts.iter().map(|key| &*key.0).collect();
        if session.json {
            out::json(&json!({
                "type": "noticed", "id": &*said.id, "accounts": accounts, "words": &*said.words,
                "points": said.points.name(), "by": marked.by, "log_entry": marked.entry,
                "events": said.events.iter().map(ToString::to_string).collect::<Vec<_>>(),
            }))?;
        } else {
            let accounts = safe(&accounts.join(", "));
            out::line(&format!("{}  {} ({accounts})", said.id, safe(&said.words)))?;
        }
    }
    for marked in link::standing_lines(case) {
        let said = &marked.said;
        if session.json {
            out::json(&json!({
                "type": "line-known", "id": &*said.id, "line": &*said.line, "from": &*said.from,
                "source": said.source.as_deref(), "by": marked.by, "log_entry": marked.entry,
            }))?;
        } else {
            out::line(&format!(
                "{}  known from {}: \"{}\"",
                said.id,
                safe(&said.from),
                safe(&said.line)
            ))?;
        }
    }
    Ok(())
}
