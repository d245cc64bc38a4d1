//! The facts of a pack: everything but the events and originals themselves.

use super::PackOptions;
use super::chosen::Chosen;
use super::course;
use super::law;
use super::linkage;
use super::logged;
use super::not_used;
use super::survey::Survey;
use crate::ops::OpResult;
use crate::ops::case::{Case, TOOL};
use crate::ops::find;
use crate::ops::named;
use crate::ops::say::{self, text};
use onrecord_import::IMPORTERS;
use onrecord_model::exhibit::ExhibitKind;
use onrecord_model::statement::{Body, HowKnown, Role};
use onrecord_model::{AccountKey, Digest, Instant, Precision, When};
use onrecord_pack::input::{
    AccountFacts, ExhibitFacts, Facts, Front, IncidentFacts, Inclusion, LedgerFacts, PersonFacts,
    ThreadFacts,
};
use std::collections::{BTreeMap, BTreeSet};

/// Puts the facts together.
///
/// # Errors
/// The case cannot be read, or a reference typed is not in it.
pub fn facts(
    case: &Case,
    options: &PackOptions,
    chosen: &Chosen,
    survey: &Survey,
) -> OpResult<Facts> {
    let (persons, person_of) = persons(case, survey);
    let exhibits = exhibits(case, options, chosen, survey)?;
    let threads = threads(case, chosen, survey)?;
    let read_again = logged::read_again(case, chosen)?;
    let context = case.context();
    Ok(Facts {
        initials: case.state.initials.clone(),
        owner: case.state.owner.clone(),
        made_at: context.now,
        tool: TOOL.into(),
        recipient: options.recipient.clone(),
        assumed_zone: find::zone(case)?.name().to_owned(),
        front: front(case, options, chosen, survey),
        accounts: accounts(case, survey, &person_of)?,
        persons,
        incidents: incidents(case, survey)?,
        ledger: ledger(case),
        clocks: law::clock_facts(case, survey)?,
        elements: law::element_facts(case, survey)?,
        linkage: linkage::facts(case, chosen, survey)?,
        orders: course::orders(case, survey),
        impacts: course::impacts(case),
        contacted: course::contacted(case, survey),
        contacted_unnamed: course::contacted_unnamed(survey),
        withheld_threads: chosen.withheld_threads,
        not_used: not_used::sources(case)?,
        months: months(survey),
        undated: survey.undated,
        defects: not_used::defects(case)?,
        custody: logged::custody(case, &read_again, chosen, &exhibits)?,
        read_again,
        proof: logged::proof(case)?,
        exhibits,
        threads,
    })
}

type PersonOf = BTreeMap<AccountKey, usize>;

fn persons(case: &Case, survey: &Survey) -> (Vec<PersonFacts>, PersonOf) {
    let mut of = BTreeMap::new();
    let mut out = Vec::new();
    for (at, person) in case
        .state
        .persons
        .iter()
        .map(|versions| versions.now())
        .enumerate()
    {
        for key in &person.accounts {
            of.insert(key.clone(), at);
        }
        let accounts = survey
            .accounts
            .iter()
            .enumerate()
            .filter(|(_, seen)| person.accounts.contains(&seen.account.key()))
            .map(|(at, _)| at)
            .collect();
        out.push(PersonFacts {
            name: person.name.to_string(),
            role: match person.role {
                Role::Me => "me",
                Role::Known => "known",
                Role::NotKnown => "not known",
            }
            .into(),
            note: person.note.as_deref().unwrap_or_default().into(),
            accounts,
            can_say: person.can_say.as_deref().map(Into::into),
        });
    }
    (out, of)
}

fn accounts(case: &Case, survey: &Survey, person_of: &PersonOf) -> OpResult<Vec<AccountFacts>> {
    let rows: BTreeMap<String, _> = find::all_accounts(case)?
        .into_iter()
        .map(|row| (row.key.clone(), row))
        .collect();
    let at = |instant: Option<Instant>| {
        instant.map(|instant| When::stated(instant.to_string(), instant, Precision::Second))
    };
    Ok(survey
        .accounts
        .iter()
        .map(|seen| {
            let key = seen.account.key();
            let row = rows.get(&*key.0);
            let when = |shown: &Option<(Instant, When)>, whole: Option<Instant>| match shown {
                Some((instant, when)) if whole.is_none_or(|whole| whole == *instant) => {
                    Some(when.clone())
                }
                _ => at(whole),
            };
            AccountFacts {
                platform: onrecord_pack::report::words::platform(&seen.account.platform)
                    .into_owned(),
                label: seen.account.label().to_owned(),
                handle: seen.account.handle.as_deref().map(Into::into),
                stable_id: seen.account.stable_id.as_deref().map(Into::into),
                names_seen: row
                    .into_iter()
                    .flat_map(|row| &row.forms)
                    .filter_map(|form| form.name.as_deref())
                    .collect::<BTreeSet<_>>()
                    .into_iter()
                    .map(Into::into)
                    .collect(),
                person: person_of.get(&key).copied(),
                events: row.map_or(seen.shown, |row| row.events),
                events_disclosed: seen.shown,
                first: when(&seen.first, row.and_then(|row| row.first)),
                last: when(&seen.last, row.and_then(|row| row.last)),
                wrote_to: {
                    let unnamed = seen.wrote_to_unnamed.len();
                    let unnamed = match unnamed {
                        0 => None,
                        1 => Some("one more, not named here".to_owned()),
                        _ => Some(format!("{unnamed} more, not named here")),
                    };
                    seen.wrote_to.iter().cloned().chain(unnamed).collect()
                },
                threads: seen.threads.iter().copied().collect(),
                key: key.0.into(),
            }
        })
        .collect())
}

fn front(case: &Case, options: &PackOptions, chosen: &Chosen, survey: &Survey) -> Front {
    let mut references: Vec<String> = Vec::new();
    for entry in case.state.ledger.iter().map(|versions| versions.now()) {
        if let (Body::Police | Body::Court, Some(reference)) =
            (entry.body, entry.reference.as_deref())
        {
            let text = format!("{}: {reference}", entry.body_name);
            if !references.contains(&text) {
                references.push(text);
            }
        }
    }
    let names: Vec<&str> = case
        .state
        .persons
        .iter()
        .map(|versions| versions.now())
        .filter(|person| person.role == Role::NotKnown)
        .map(|person| &*person.name)
        .collect();
    Front {
        ask: options.ask.clone(),
        references,
        person_doing_this: match names.as_slice() {
            [one] => (*one).to_owned(),
            _ => "the person doing this".to_owned(),
        },
        accounts: survey
            .accounts
            .iter()
            .enumerate()
            .filter(|(_, seen)| {
                seen.shown > 0 && chosen.rules.their_keys.contains(&seen.account.key())
            })
            .map(|(at, _)| at)
            .collect(),
        contacts: survey.contacts,
        unanswered_calls: survey.unanswered,
        first: survey.first.clone().map(|(_, when)| when),
        last: survey.last.clone().map(|(_, when)| when),
        blocked: survey.blocked,
    }
}

fn how_known(how: HowKnown) -> &'static str {
    match how {
        HowKnown::Memory => "from memory",
        HowKnown::NoteMadeThen => "from a note made at the time",
        HowKnown::Records => "from the records of this case",
        HowKnown::SaidByOther => "somebody else said so",
        HowKnown::NotKnown => "not known",
    }
}

fn incidents(case: &Case, survey: &Survey) -> OpResult<Vec<IncidentFacts>> {
    let gone: BTreeMap<String, usize> = named::not_in_use(case)?.into_iter().collect();
    let mut all: Vec<_> = case.state.incidents.iter().collect();
    // A day that is not known comes last.
    all.sort_by_key(|versions| {
        let incident = versions.now();
        (
            incident.from.is_none(),
            incident.from.clone(),
            incident.id.clone(),
        )
    });
    let all = all.into_iter().map(|versions| {
        let incident = versions.now();
        let days = match (incident.from.as_deref(), incident.to.as_deref()) {
            (Some(from), Some(to)) if from != to => format!("{from} to {to}"),
            (Some(day), _) | (None, Some(day)) => day.to_owned(),
            (None, None) => String::new(),
        };
        let when = match (days.is_empty(), incident.happened.is_empty()) {
            (true, _) => incident.happened.to_string(),
            (false, true) => days,
            (false, false) => format!("{days} ({})", incident.happened),
        };
        let events: Vec<(usize, u64)> = incident
            .events
            .iter()
            .filter_map(|id| survey.named.get(id).copied())
            .collect();
        let exhibits: BTreeSet<String> = incident
            .exhibits
            .iter()
            .filter(|digest| case.state.in_use(digest))
            .map(|digest| case.state.reference(digest))
            .chain(events.iter().flat_map(|(thread, _)| {
                survey.exhibits[*thread]
                    .iter()
                    .map(|digest| case.state.reference(digest))
            }))
            .collect();
        IncidentFacts {
            reference: incident.id.to_string(),
            when,
            how_known: how_known(incident.how_known).into(),
            written: incident.written,
            contemporaneous: incident.contemporaneous,
            words: incident.words.to_string(),
            place: text(&incident.place),
            witnesses: text(&incident.witnesses),
            still_needed: text(&incident.still_needed),
            impact: text(&incident.impact),
            belief: text(&incident.belief),
            events,
            events_gone: gone.get(&*incident.id).map_or(0, |gone| *gone as u64),
            exhibits: exhibits.into_iter().collect(),
            earlier_versions: versions.all.len().saturating_sub(1) as u32,
        }
    });
    Ok(all.collect())
}

fn ledger(case: &Case) -> Vec<LedgerFacts> {
    let mut all: Vec<_> = case.state.ledger.iter().collect();
    all.sort_by_key(|versions| (versions.now().date.clone(), versions.all[0].0));
    all.into_iter()
        .map(|versions| {
            let entry = versions.now();
            LedgerFacts {
                reference: entry.id.to_string(),
                date: match entry.time.as_deref() {
                    Some(time) => format!("{} {time}", entry.date),
                    None => entry.date.to_string(),
                },
                body: entry.body_name.to_string(),
                channel: text(&entry.channel),
                officer: say::officer(entry),
                their_reference: text(&entry.reference),
                said: text(&entry.said),
                answered: text(&entry.answered),
                promised: text(&entry.promised),
                due: text(&entry.due),
                outcome: text(&entry.outcome),
                earlier_versions: versions.all.len().saturating_sub(1) as u32,
            }
        })
        .collect()
}

fn months(survey: &Survey) -> Vec<(String, u64)> {
    let (Some((first, _)), Some((last, _))) = (
        survey.months.first_key_value(),
        survey.months.last_key_value(),
    ) else {
        return Vec::new();
    };
    let (mut year, mut month) = *first;
    let mut out = Vec::new();
    // A wrong year in one record must not make a list without end.
    const MOST: usize = 12 * 60;
    while (year, month) <= *last && out.len() < MOST {
        let count = survey
            .months
            .get(&(year, month))
            .copied()
            .unwrap_or_default();
        out.push((format!("{year:04}-{month:02}"), count));
        (year, month) = if month == 12 {
            (year + 1, 1)
        } else {
            (year, month + 1)
        };
    }
    out
}

fn exhibits(
    case: &Case,
    options: &PackOptions,
    chosen: &Chosen,
    survey: &Survey,
) -> OpResult<Vec<ExhibitFacts>> {
    let mut asked = BTreeSet::new();
    for typed in &options.exhibits {
        let exhibit = case.state.exhibit_by_reference(typed).ok_or_else(|| {
            crate::ops::OpError::Other(format!(
                "There is no exhibit {typed}. See: onrecord list exhibits. No pack was made."
            ))
        })?;
        if !case.state.in_use(&exhibit.digest) {
            return Err(crate::ops::OpError::Other(format!(
                "{typed} came with a source that was set aside. Take that back into use first: \
                 onrecord source restore. No pack was made."
            )));
        }
        asked.insert(exhibit.digest);
    }
    let shown: BTreeSet<Digest> = survey.exhibits.iter().flatten().copied().collect();
    let read_by = case.index.importers_of_exhibits()?;
    let partly = if options.originals {
        partly_withheld(case, chosen, survey)?
    } else {
        BTreeSet::new()
    };
    Ok(case
        .state
        .exhibits
        .iter()
        .map(|exhibit| {
            let inclusion = if asked.contains(&exhibit.digest)
                || options.originals
                    && shown.contains(&exhibit.digest)
                    && case.vault.has_blob(exhibit.digest)
                    && !partly.contains(&exhibit.digest)
            {
                Inclusion::Original
            } else if shown.contains(&exhibit.digest) {
                Inclusion::Extract
            } else {
                Inclusion::Withheld
            };
            let (grade, kind) = case.state.grade_of(exhibit, &read_by);
            let mut source = Vec::new();
            let mut name = String::new();
            let mut what = kind.name().replace('-', " ");
            for (state, path) in case.state.sources_of(&exhibit.digest) {
                if name.is_empty() {
                    name = path.to_owned();
                }
                let said = state
                    .source
                    .said
                    .as_deref()
                    .map_or(String::new(), |said| format!(": {said}"));
                source.push(format!(
                    "{} of {}{said}",
                    state.source.id,
                    state
                        .source
                        .received
                        .to_string()
                        .split('T')
                        .next()
                        .unwrap_or_default()
                ));
                // The user's words say what a file is that nothing can read.
                if kind == ExhibitKind::Other
                    && let Some(described) = &state.described
                {
                    what.clone_from(described);
                }
            }
            ExhibitFacts {
                reference: case.state.reference(&exhibit.digest),
                digest: exhibit.digest,
                size: exhibit.size,
                name,
                what,
                sealed: exhibit.sealed,
                entry: exhibit.entry,
                source: source.join("; "),
                grade: grade.title().into(),
                proves: grade.proves(kind).into_iter().map(Into::into).collect(),
                does_not_prove: grade
                    .does_not_prove(kind)
                    .into_iter()
                    .map(Into::into)
                    .collect(),
                inclusion,
            }
        })
        .collect())
}

/// Exhibits that hold an event which is not shown in full, or a field or word that is not.
fn partly_withheld(case: &Case, chosen: &Chosen, survey: &Survey) -> OpResult<BTreeSet<Digest>> {
    let walked: BTreeSet<_> = chosen
        .threads
        .iter()
        .map(|thread| thread.row.number)
        .collect();
    let mut partly = survey.partly.clone();
    for row in find::all_threads(case)? {
        if walked.contains(&row.number) {
            continue;
        }
        super::survey::walk_thread(case, row.number, &mut |event| {
            partly.extend(event.exhibit.map(|(digest, _)| digest));
            Ok(())
        })?;
    }
    Ok(partly)
}

fn threads(case: &Case, chosen: &Chosen, survey: &Survey) -> OpResult<Vec<ThreadFacts>> {
    let defects = case.index.defect_codes()?;
    let any_defects = defects.values().sum::<u64>() > 0;
    let mut out = Vec::new();
    for (at, thread) in chosen.threads.iter().enumerate() {
        let manifest = IMPORTERS
            .iter()
            .map(|importer| importer.manifest())
            .find(|manifest| manifest.name == thread.read.importer);
        let own = if any_defects {
            defects_of(case, thread)?
        } else {
            Vec::new()
        };
        out.push(ThreadFacts {
            reference: format!("T{}", thread.row.number.0),
            thread: (*thread.row.thread).clone(),
            exhibits: survey.exhibits[at]
                .iter()
                .map(|digest| case.state.reference(digest))
                .collect(),
            importer: (
                thread.read.importer.clone(),
                u32::try_from(thread.read.version).unwrap_or(u32::MAX),
            ),
            entry: thread.read.entry,
            events: thread.row.commitment.n,
            disclosed: survey.shown[at],
            repeated: survey.repeated[at],
            gaps: survey.gaps[at],
            defects_of_reading: thread.read.defects,
            commitment: thread.row.commitment.commitment,
            omits: manifest
                .into_iter()
                .flat_map(|manifest| manifest.omits)
                .map(|text| (*text).into())
                .collect(),
            times: manifest.map_or(String::new(), |manifest| manifest.times.into()),
            defects: own,
        });
    }
    Ok(out)
}

/// Records of a reading that could not be read, where the reading gave this one thread alone: then
/// they are this thread's. Otherwise nobody can say whose they are, and the report counts them.
fn defects_of(case: &Case, thread: &super::chosen::ChosenThread) -> OpResult<Vec<String>> {
    let mut out = Vec::new();
    if thread.read.threads.len() != 1 || thread.read.defects == 0 {
        return Ok(out);
    }
    let mut after = None;
    loop {
        let page = case.index.defects(None, after, 500)?;
        let Some(last) = page.last() else {
            return Ok(out);
        };
        after = Some(last.number);
        const MOST: usize = 200;
        for row in page
            .iter()
            .filter(|row| row.read == thread.row.read)
            .take(MOST - out.len().min(MOST))
        {
            out.push(format!(
                "{} ({} {})",
                row.reason, row.locator.entry, row.locator.pointer
            ));
        }
    }
}
