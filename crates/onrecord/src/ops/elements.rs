//! The matrix of elements: assigning what shows a limb, taking it back, and what may be proposed.

use crate::ops::case::Case;
use crate::ops::state::AssignmentState;
use crate::ops::{OpError, OpResult, contact, course, find, law, say};
use onrecord_analysis::Law;
use onrecord_analysis::elements::{
    Assigned, Contact, Finding, GroupRows, Tally, TallyKind, matrix, propose,
};
use onrecord_model::custody::Act;
use onrecord_model::encode::Value;
use onrecord_model::statement::{ElementAssignment, Role};
use onrecord_model::{AccountKey, Kind};
use onrecord_vault::index::{AccountNumber, EventRow, Filter, Times};
use std::collections::{BTreeMap, BTreeSet};

/// What is said to show a limb, as typed.
#[derive(Clone, Debug, Default)]
pub struct AssignmentWords {
    /// Incidents, `I-3`.
    pub incidents: Vec<String>,
    /// Events, `e123`.
    pub events: Vec<String>,
    /// Exhibits, `WF/3`.
    pub exhibits: Vec<String>,
    /// Why.
    pub because: Option<String>,
}

/// Says that something shows a limb. Gives the assignment's id.
///
/// # Errors
/// There is no such limb, incident, event or exhibit, or nothing was named.
pub fn assign(case: &mut Case, limb: &str, words: &AssignmentWords) -> OpResult<String> {
    let law = law::law_of(case)?;
    if law.limb(limb).is_none() {
        let known: Vec<&str> = law
            .groups
            .iter()
            .flat_map(|group| &group.limbs)
            .map(|limb| limb.id.as_str())
            .collect();
        return Err(OpError::Other(format!(
            "There is no element \"{limb}\". There are: {}. Nothing was changed.",
            known.join(", ")
        )));
    }
    let mut said = ElementAssignment {
        id: format!("E-{}", case.state.assignments.len() + 1).into(),
        limb: limb.into(),
        because: words.because.as_deref().map(Into::into),
        ..ElementAssignment::default()
    };
    for typed in &words.incidents {
        let incident = say::versions(&case.state.incidents, typed, |incident| &incident.id)?;
        said.incidents.push(incident.now().id.clone());
    }
    for typed in &words.events {
        let row = find::find_event(case, typed)?;
        said.events.push(find::event_id(case, &row)?);
    }
    said.exhibits = course::exhibits(case, &words.exhibits)?;
    if said.incidents.is_empty() && said.events.is_empty() && said.exhibits.is_empty() {
        return Err(OpError::Other(
            "Say what shows it: --incident I-3, --event e12 or --exhibit WF/3. Nothing was changed."
                .into(),
        ));
    }
    said.written = case.context().now;
    case.act(Act::ElementAssigned, &said.id, said.to_value())?;
    Ok(said.id.into())
}

/// Takes an assignment back. Both stay in the log.
///
/// # Errors
/// There is none of that id, or it was taken back before.
pub fn undo(case: &mut Case, id: &str, because: Option<&str>) -> OpResult<()> {
    let standing = standing(case).find(|state| state.said.id.eq_ignore_ascii_case(id));
    let id = match standing {
        Some(state) => state.said.id.to_string(),
        None => {
            return Err(OpError::Other(format!(
                "There is no {id} to take back. See: onrecord elements. Nothing was changed."
            )));
        }
    };
    let payload = [("because", because.map_or(Value::Null, Value::from))];
    case.act(Act::Undone, &id, Value::map(payload))?;
    Ok(())
}

/// What was said and not taken back, in the order said. What rests on an incident alone goes with it.
pub fn standing(case: &Case) -> impl Iterator<Item = &AssignmentState> {
    let all = case.state.assignments.iter();
    all.filter(|state| !state.undone).filter(|state| {
        let said = &state.said;
        let more = !said.events.is_empty() || !said.exhibits.is_empty();
        more || incidents_of(case, state).next().is_some()
    })
}

/// The incidents that an assignment names and that were not taken back.
pub fn incidents_of<'c>(
    case: &'c Case,
    state: &'c AssignmentState,
) -> impl Iterator<Item = &'c str> {
    let stands = |id: &&str| {
        let mut all = case.state.incidents.iter();
        all.any(|versions| *versions.now().id == **id)
    };
    state.said.incidents.iter().map(|id| &**id).filter(stands)
}

/// The matrix without proposals, as a pack prints it.
pub fn rows(case: &Case, law: &Law) -> Vec<GroupRows> {
    let assigned: Vec<Assigned> = standing(case)
        .map(|state| Assigned {
            reference: state.said.id.to_string(),
            limb: state.said.limb.to_string(),
        })
        .collect();
    matrix(law, &assigned)
}

/// The matrix with what the program proposes.
///
/// # Errors
/// The index cannot be read.
pub fn with_proposals(case: &Case, law: &Law) -> OpResult<Vec<GroupRows>> {
    let mut rows = rows(case, law);
    propose(law, &mut rows, &findings(case)?);
    Ok(rows)
}

/// Counts what may speak for a limb, over the whole case.
///
/// # Errors
/// The index cannot be read.
pub fn findings(case: &Case) -> OpResult<Vec<Finding>> {
    let zone = find::zone(case)?;
    let who = find::who_is_who(case);
    let role = |key: &AccountKey| who.get(key).map(|(_, role)| *role);
    let theirs = law::their_accounts(case)?;
    let mut tally = Tally::of_user(
        case.state
            .persons
            .iter()
            .map(|versions| versions.now())
            .filter(|person| person.role == Role::Me)
            .map(|person| &*person.name)
            .chain([case.state.owner.as_str()]),
    );
    for incident in case.state.incidents.iter().map(|versions| versions.now()) {
        if incident
            .impact
            .as_deref()
            .is_some_and(|text| !text.trim().is_empty())
        {
            tally.impact(&incident.id);
        }
    }
    let numbers: BTreeSet<AccountNumber> = theirs.iter().map(|row| row.number).collect();
    if !numbers.is_empty() {
        let mut count = |row: EventRow| {
            let (Some(account), Some(kind)) = (&row.event.account, kind_of(&row.event.kind)) else {
                return Ok(());
            };
            if !contact::is_contact(&row.event) {
                return Ok(());
            }
            let kind = if *account.platform == *"email" {
                TallyKind::Mail
            } else {
                kind
            };
            let key = account.key();
            tally.add(&Contact {
                kind,
                clock: row.sort_key.instant().map(|at| zone.wall_of(at).0),
                account: &key.0,
                name: account.name.as_deref().unwrap_or_else(|| account.label()),
                unanswered: kind == TallyKind::Call && contact::is_unanswered_call(&row.event),
                to_others: row
                    .event
                    .others
                    .iter()
                    .any(|other| role(&other.key()) == Some(Role::Known)),
            });
            Ok(())
        };
        for times in [Times::Dated, Times::UndatedOnly] {
            let filter = Filter {
                times,
                ..law::contacts_of(numbers.clone())
            };
            find::walk(case, &filter, None, 0, &mut count)?;
        }
        blocks(case, &theirs, &mut tally)?;
    }
    Ok(tally.findings())
}

fn kind_of(kind: &Kind) -> Option<TallyKind> {
    Some(match kind {
        Kind::Message | Kind::Deletion => TallyKind::Message,
        Kind::Call => TallyKind::Call,
        Kind::Request => TallyKind::Request,
        Kind::Post | Kind::Comment => TallyKind::Post,
        _ => return None,
    })
}

/// Blocks of their accounts, and whether another of theirs first wrote within a week of one.
fn blocks(
    case: &Case,
    theirs: &[onrecord_vault::index::AccountRow],
    tally: &mut Tally,
) -> OpResult<()> {
    const WEEK: i64 = 7 * 86_400_000_000;
    let keys: BTreeMap<&str, Option<i64>> = theirs
        .iter()
        .map(|row| (row.key.as_str(), row.first.map(|at| at.0)))
        .collect();
    let filter = Filter {
        kinds: [Kind::Block].into(),
        once: true,
        ..Filter::default()
    };
    find::walk(case, &filter, None, 0, &mut |row| {
        let about = row.event.others.iter().chain(&row.event.account);
        let blocked: Vec<AccountKey> = about.map(|account| account.key()).collect();
        if !blocked.iter().any(|key| keys.contains_key(&*key.0)) {
            return Ok(());
        }
        let followed = row.sort_key.instant().is_some_and(|at| {
            keys.iter().any(|(key, first)| {
                let is_other = !blocked.iter().any(|blocked| &*blocked.0 == *key);
                is_other && first.is_some_and(|first| first > at.0 && first - at.0 <= WEEK)
            })
        });
        tally.blocked(followed);
        Ok(())
    })
}
