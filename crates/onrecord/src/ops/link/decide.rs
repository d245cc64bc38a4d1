//! What a person says of pairs of accounts: confirmed, rejected or left open, each with its reason; what
//! they noticed; which line became known. Each is one act.

use super::Linkage;
use crate::ops::case::Case;
use crate::ops::state::Marked;
use crate::ops::zone::typed_span;
use crate::ops::{OpError, OpResult, find, say};
use onrecord_analysis::link::{Bearing, Weighed};
use onrecord_model::AccountKey;
use onrecord_model::custody::Act;
use onrecord_model::encode::Value;
use onrecord_model::linkage::{LineKnown, LinkDecided, LinkDecision, Noticed, Points};

/// The two keys in the order in which a decision keeps them.
pub fn ordered(one: &AccountKey, other: &AccountKey) -> Vec<AccountKey> {
    let (first, second) = if one <= other {
        (one, other)
    } else {
        (other, one)
    };
    vec![first.clone(), second.clone()]
}

/// Decides on a pair. The comparison has run before: how many grounds stood there on both sides is kept
/// with the decision. Gives its id.
///
/// # Errors
/// Both are the same account, or a reason is missing where one is needed.
pub fn decide(
    case: &mut Case,
    linkage: &Linkage,
    weighed: &Weighed<'_>,
    accounts: (usize, usize),
    decision: LinkDecision,
    because: Option<&str>,
) -> OpResult<String> {
    if accounts.0 == accounts.1 {
        return Err(OpError::Other(
            "These are one and the same account. Nothing was changed.".into(),
        ));
    }
    let because = because.map(str::trim).filter(|text| !text.is_empty());
    if decision != LinkDecision::Open && because.is_none() {
        return Err(OpError::Other(
            "Say why, in your words: --because \"…\". Nothing was changed.".into(),
        ));
    }
    let dossier = linkage.pair(case, weighed, accounts.0, accounts.1);
    let count = |bearing: Bearing| dossier.pointing(bearing).count() as u64;
    let all = linkage.accounts();
    let keys = ordered(&all[accounts.0].key, &all[accounts.1].key);
    let links = &case.state.links;
    let before = links.iter().find(|link| link.now().accounts == keys);
    let said = LinkDecided {
        id: match before {
            Some(before) => before.now().id.clone(),
            None => format!("K-{}", links.next_number()).into(),
        },
        accounts: keys,
        decision,
        because: because.map(Into::into),
        grounds_for: count(Bearing::For),
        grounds_against: count(Bearing::Against),
        written: case.context().now,
        ..LinkDecided::default()
    };
    case.act(Act::LinkDecided, &said.id, said.to_value())?;
    Ok(said.id.into())
}

/// Takes the last decision on a pair back: the one before stands again, or none. Both stay in the log.
///
/// # Errors
/// Nothing was decided of these two.
pub fn take_back(
    case: &mut Case,
    linkage: &Linkage,
    weighed: &Weighed<'_>,
    accounts: (usize, usize),
) -> OpResult<()> {
    let all = linkage.accounts();
    let keys = ordered(&all[accounts.0].key, &all[accounts.1].key);
    let mut links = case.state.links.iter();
    let Some(link) = links.find(|link| link.now().accounts == keys) else {
        return Err(OpError::Other(
            "Nothing was decided of these two. Nothing was changed.".into(),
        ));
    };
    let before = link.all.iter().rev().nth(1).map(|(_, said)| said.clone());
    let (decision, because) = before.map_or((LinkDecision::Open, None), |said| {
        (said.decision, said.because)
    });
    decide(
        case,
        linkage,
        weighed,
        accounts,
        decision,
        because.as_deref(),
    )?;
    Ok(())
}

/// What somebody noticed, as typed.
#[derive(Clone, Debug, Default)]
pub struct NoticeWords {
    /// Accounts that it is about.
    pub accounts: Vec<String>,
    /// What.
    pub words: String,
    /// It points to different people.
    pub against: bool,
    /// Events that show it, `e12`.
    pub events: Vec<String>,
}

/// Marks a slip, or a fact few people knew. Gives its id.
///
/// # Errors
/// Nothing is said, or an account or event is not in the case.
pub fn notice(case: &mut Case, words: &NoticeWords) -> OpResult<String> {
    if words.words.trim().is_empty() || words.accounts.is_empty() {
        return Err(OpError::Other(
            "Say what you noticed, and on which accounts: --words \"…\". Nothing was changed."
                .into(),
        ));
    }
    let mut said = Noticed {
        id: format!("N-{}", case.state.noticed.len() + 1).into(),
        words: words.words.as_str().into(),
        points: if words.against {
            Points::Against
        } else {
            Points::For
        },
        ..Noticed::default()
    };
    for typed in &words.accounts {
        for row in find::find_accounts(case, typed)? {
            said.accounts.push(AccountKey(row.key.into()));
        }
    }
    for typed in &words.events {
        let row = find::find_event(case, typed)?;
        said.events.push(find::event_id(case, &row)?);
    }
    said.written = case.context().now;
    case.act(Act::NoticeMarked, &said.id, said.to_value())?;
    Ok(said.id.into())
}

/// Whether a day is written as a mark needs it, such as 2024-03-01.
pub fn is_day(typed: &str) -> bool {
    typed_span(typed).is_some() && say::day(&Some(typed.to_owned())).is_ok()
}

/// Marks a line as known from a day on. Gives its id.
///
/// # Errors
/// There is no line, or the day is none.
pub fn known_line(
    case: &mut Case,
    line: &str,
    from: &str,
    source: Option<&str>,
) -> OpResult<String> {
    if line.trim().is_empty() || !is_day(from) {
        return Err(OpError::Other(
            "Say the line and the day from which it was known: --from 2024-03-01. Nothing was changed."
                .into(),
        ));
    }
    let said = LineKnown {
        id: format!("Q-{}", case.state.lines.len() + 1).into(),
        line: line.trim().into(),
        from: from.into(),
        source: source.map(Into::into),
        written: case.context().now,
        ..LineKnown::default()
    };
    case.act(Act::LineMarked, &said.id, said.to_value())?;
    Ok(said.id.into())
}

/// Takes back what was noticed or a line that was marked. Both stay in the log.
///
/// # Errors
/// There is none of that id.
pub fn undo(case: &mut Case, id: &str, because: Option<&str>) -> OpResult<()> {
    let noticed = standing_notices(case).map(|marked| &marked.said.id);
    let lines = standing_lines(case).map(|marked| &marked.said.id);
    let found = noticed
        .chain(lines)
        .find(|own| own.eq_ignore_ascii_case(id));
    let id = found.map(ToString::to_string).ok_or_else(|| {
        OpError::Other(format!(
            "There is no {id} to take back. See: onrecord link marks. Nothing was changed."
        ))
    })?;
    let payload = [("because", because.map_or(Value::Null, Value::from))];
    case.act(Act::Undone, &id, Value::map(payload))?;
    Ok(())
}

/// What was noticed and not taken back.
pub fn standing_notices(case: &Case) -> impl Iterator<Item = &Marked<Noticed>> {
    case.state.noticed.iter().filter(|marked| !marked.undone)
}

/// Lines that were marked and not taken back.
pub fn standing_lines(case: &Case) -> impl Iterator<Item = &Marked<LineKnown>> {
    case.state.lines.iter().filter(|marked| !marked.undone)
}
