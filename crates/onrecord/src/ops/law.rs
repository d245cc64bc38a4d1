//! Clocks: the facts of a case against the law of its jurisdiction, as they stand on a day; the
//! settings that decide which law; the calendar file.

use crate::ops::case::Case;
use crate::ops::{OpError, OpResult, contact, find};
use onrecord_analysis::clocks::{self, CaseDays, Clock, IncidentDays, LastContact, LedgerDays};
use onrecord_analysis::{Day, Law, calendar_file};
use onrecord_model::custody::Act;
use onrecord_model::encode::Value;
use onrecord_model::statement::Role;
use onrecord_model::{Instant, Truth, When};
use onrecord_vault::index::{AccountNumber, AccountRow, Direction, Filter};
use std::collections::BTreeSet;

/// Where the program was made for; a case can say otherwise.
const FIRST: &str = "england-and-wales";

/// How the last recorded contact is cited.
pub const LAST_CONTACT: &str = "the last recorded contact";

fn all() -> OpResult<Vec<Law>> {
    Law::all().map_err(|error| OpError::Other(format!("{error}. This is a fault of the program.")))
}

/// The law that a case's clocks follow.
///
/// # Errors
/// The case names a jurisdiction that this program does not carry.
pub fn law_of(case: &Case) -> OpResult<Law> {
    let id = match case.state.jurisdiction.as_str() {
        "" => FIRST,
        id => id,
    };
    all()?.into_iter().find(|law| law.id == id).ok_or_else(|| {
        OpError::Other(format!(
            "This case follows the law of \"{id}\", which this program does not carry. Nothing was changed."
        ))
    })
}

/// The jurisdictions that can be chosen: id and name.
///
/// # Errors
/// None that a release can have.
pub fn jurisdictions() -> OpResult<Vec<(String, String)>> {
    Ok(all()?.into_iter().map(|law| (law.id, law.name)).collect())
}

/// Chooses a jurisdiction, or says whether the user has enhanced rights. What is `None` stays.
///
/// # Errors
/// There is no such jurisdiction.
pub fn set(case: &mut Case, jurisdiction: Option<&str>, enhanced: Option<bool>) -> OpResult<()> {
    let known = jurisdictions()?;
    if let Some(typed) = jurisdiction
        && !known.iter().any(|(id, _)| id == typed)
    {
        let names: Vec<&str> = known.iter().map(|(id, _)| id.as_str()).collect();
        return Err(OpError::Other(format!(
            "There is no law of \"{typed}\" here. Choose one of: {}. Nothing was changed.",
            names.join(", ")
        )));
    }
    let jurisdiction = match jurisdiction {
        Some(typed) => typed.to_owned(),
        None => law_of(case)?.id,
    };
    let enhanced = enhanced.unwrap_or(case.state.enhanced_rights);
    case.act(
        Act::SettingChanged,
        "law",
        Value::map([
            ("jurisdiction", Value::from(jurisdiction.as_str())),
            ("enhanced_rights", Value::Bool(enhanced)),
        ]),
    )?;
    Ok(())
}

/// The accounts that the user says belong to the person doing this.
///
/// # Errors
/// The index cannot be read.
pub fn their_accounts(case: &Case) -> OpResult<Vec<AccountRow>> {
    let who = find::who_is_who(case);
    Ok(find::all_accounts(case)?
        .into_iter()
        .filter(|row| {
            let key = onrecord_model::AccountKey(row.key.as_str().into());
            who.get(&key)
                .is_some_and(|(_, role)| *role == Role::NotKnown)
        })
        .collect())
}

/// What of an account counts as a contact.
pub fn contacts_of(accounts: BTreeSet<AccountNumber>) -> Filter {
    Filter {
        accounts,
        authors_only: true,
        once: true,
        kinds: contact::KINDS.into(),
        ..Filter::default()
    }
}

fn last_contact(case: &Case) -> OpResult<Option<LastContact>> {
    let accounts: BTreeSet<_> = their_accounts(case)?.iter().map(|row| row.number).collect();
    if accounts.is_empty() {
        return Ok(None);
    }
    let filter = Filter {
        direction: Direction::NewestFirst,
        ..contacts_of(accounts)
    };
    let mut after = None;
    loop {
        let page = case.index.timeline(&filter, after, 64)?;
        if let Some(row) = page
            .events
            .iter()
            .find(|row| contact::is_contact(&row.event))
        {
            return Ok(match row.sort_key.instant() {
                Some(at) => Some(contact_on(case, &row.event.when, at)?),
                None => None,
            });
        }
        match page.next {
            Some(next) => after = Some(next),
            None => return Ok(None),
        }
    }
}

/// A contact's day, read the earliest way. `sort` is where it stands in the order of time.
///
/// # Errors
/// The case's zone is not known.
pub fn contact_on(case: &Case, when: &When, sort: Instant) -> OpResult<LastContact> {
    let zone = find::zone(case)?;
    let (day, doubt) = match when.truth {
        Truth::Stated(at) => (
            LastContact::earliest_day(at.0, zone.wall_of(at).0),
            String::new(),
        ),
        Truth::WallZoneUnknown(wall) | Truth::WallOfExporter(wall) => (
            Day::of_clock(wall.0),
            "Its record shows a clock without a zone; the day is as shown.".into(),
        ),
        Truth::DayMonthAmbiguous {
            day_first,
            month_first,
        } => (
            Day::of_clock(day_first.0.min(month_first.0)),
            "Its record can be read as two days; the earlier is used.".into(),
        ),
        Truth::Undated => (
            LastContact::earliest_day(sort.0, zone.wall_of(sort).0),
            "Its day is taken from where its record stands.".into(),
        ),
    };
    Ok(LastContact {
        reference: LAST_CONTACT.into(),
        day,
        doubt,
    })
}

/// The day that it is, on the case's clock.
///
/// # Errors
/// The case's zone is not known.
pub fn today(case: &Case) -> OpResult<Day> {
    let zone = find::zone(case)?;
    Ok(Day::of_clock(zone.wall_of(case.context().now).0))
}

/// A day as typed, or today.
///
/// # Errors
/// It is not a day.
pub fn day_typed(case: &Case, typed: Option<&str>) -> OpResult<Day> {
    match typed {
        None => today(case),
        Some(typed) => Day::parse(typed).ok_or_else(|| {
            OpError::Other(format!(
                "\"{typed}\" is not a day. Write it as 2024-03-01. Nothing was changed."
            ))
        }),
    }
}

/// What clocks are computed from, but for recorded contacts.
pub fn written_days(case: &Case) -> CaseDays {
    let state = &case.state;
    CaseDays {
        enhanced_rights: state.enhanced_rights,
        incidents: state
            .incidents
            .iter()
            .map(|versions| IncidentDays::of(versions.now()))
            .collect(),
        last_contact: None,
        ledger: state
            .ledger
            .iter()
            .map(|versions| LedgerDays::of(versions.now()))
            .collect(),
    }
}

/// Everything that clocks are computed from.
///
/// # Errors
/// The index cannot be read.
pub fn days(case: &Case) -> OpResult<CaseDays> {
    Ok(CaseDays {
        last_contact: last_contact(case)?,
        ..written_days(case)
    })
}

/// Every clock of a case, the most pressing first, with the law it follows.
///
/// # Errors
/// The index cannot be read, or the law is not known.
pub fn clocks(case: &Case, on: Day) -> OpResult<(Law, Vec<Clock>)> {
    let law = law_of(case)?;
    let clocks = clocks::compute(&law, &days(case)?, on);
    Ok((law, clocks))
}

/// The running clocks as a calendar file, and which they are, in its order.
///
/// # Errors
/// As [`clocks`].
pub fn calendar(case: &Case, on: Day) -> OpResult<(String, Vec<Clock>)> {
    let (_, clocks) = clocks(case, on)?;
    let salt = case.vault.verifier().to_text();
    let (text, inside) = calendar_file::write(&clocks, salt.as_bytes(), case.context().now);
    Ok((text, inside.into_iter().cloned().collect()))
}
