//! What a pack says of clocks and elements. The last contact is the last that the pack shows: the
//! day of one that is withheld would tell of it.

use super::survey::Survey;
use crate::ops::case::Case;
use crate::ops::{OpResult, elements, law};
use onrecord_analysis::clocks::{self, State};
use onrecord_model::Digest;
use onrecord_pack::input::{
    ChargeLapse, Clock, ClockFacts, ClockState, ElementFacts, ElementGroup, Limb, ShownBy,
};
use std::collections::BTreeSet;

/// The clocks, as they stand when the pack is made.
///
/// # Errors
/// The law is not known.
pub fn clock_facts(case: &Case, survey: &Survey) -> OpResult<ClockFacts> {
    let on = law::today(case)?;
    let law = law::law_of(case)?;
    let mut days = law::written_days(case);
    days.last_contact = match &survey.last {
        Some((at, when)) => Some(law::contact_on(case, when, *at)?),
        None => None,
    };
    let all = clocks::compute(&law, &days, on);
    let lapse = clocks::charge_lapses(&all).and_then(|clock| {
        Some(ChargeLapse {
            day: clock.due?.to_string(),
            days_left: clock.days_left?,
            offences: clock.charge.clone()?,
            last_incident: clock.inputs.first().cloned().unwrap_or_default(),
            last_day: clock.from?.to_string(),
            says: clock.says.clone(),
            source: clock.source.name.clone(),
        })
    });
    Ok(ClockFacts {
        jurisdiction: law.name.clone(),
        caution: law.caution.clone(),
        on: on.to_string(),
        charge_lapses: lapse,
        clocks: all.into_iter().map(clock).collect(),
    })
}

fn clock(clock: clocks::Clock) -> Clock {
    Clock {
        rule: clock.rule,
        title: clock.title,
        says: if clock.weak {
            format!("Reported, not confirmed. {}", clock.says)
        } else {
            clock.says
        },
        counted: clock.counted,
        inputs: clock.inputs,
        from: clock.from.map(|day| day.to_string()),
        due: clock.due.map(|day| day.to_string()),
        days_left: clock.days_left,
        state: match clock.state {
            State::Running => ClockState::Running,
            State::Passed => ClockState::Passed,
            State::Unknown => ClockState::Unknown,
            State::DoesNotApply => ClockState::DoesNotApply,
            State::MetLate => ClockState::MetLate,
            State::Met => ClockState::Met,
            State::NoLimit => ClockState::NoLimit,
        },
        changes: clock.changes,
        source: clock.source.name,
        source_address: clock.source.address,
        read: clock.read.to_string(),
    }
}

/// What was assigned, with where it stands in this pack, and the gaps.
///
/// # Errors
/// The law is not known.
pub fn element_facts(case: &Case, survey: &Survey) -> OpResult<ElementFacts> {
    let law = law::law_of(case)?;
    let groups = elements::rows(case, &law)
        .into_iter()
        .map(|group| ElementGroup {
            title: group.title,
            says: group.says,
            source: group.source.name,
            source_address: group.source.address,
            read: group.read.to_string(),
            limbs: group
                .limbs
                .into_iter()
                .map(|limb| Limb {
                    shown_by: limb
                        .assigned
                        .iter()
                        .filter_map(|id| shown_by(case, survey, id))
                        .collect(),
                    id: limb.id,
                    says: limb.says,
                    missing: limb.missing,
                })
                .collect(),
        })
        .collect();
    Ok(ElementFacts {
        groups,
        caution: law.caution,
    })
}

fn shown_by(case: &Case, survey: &Survey, id: &str) -> Option<ShownBy> {
    let state = elements::standing(case).find(|state| *state.said.id == *id)?;
    let said = &state.said;
    let events: Vec<(usize, u64)> = said
        .events
        .iter()
        .filter_map(|event| survey.named.get(event).copied())
        .collect();
    let of_threads = events
        .iter()
        .filter_map(|(thread, _)| survey.exhibits.get(*thread))
        .flatten();
    let exhibits: BTreeSet<&Digest> = said
        .exhibits
        .iter()
        .filter(|digest| case.state.in_use(digest))
        .chain(of_threads)
        .collect();
    Some(ShownBy {
        reference: said.id.to_string(),
        incidents: elements::incidents_of(case, state)
            .map(str::to_owned)
            .collect(),
        withheld_events: (said.events.len() - events.len()) as u64,
        events,
        exhibits: exhibits
            .into_iter()
            .map(|digest| case.state.reference(digest))
            .collect(),
        because: said.because.as_deref().unwrap_or_default().into(),
        by: state.by.clone(),
    })
}
