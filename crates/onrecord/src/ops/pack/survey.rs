//! One walk over what is shown, to count what the report says of it.

use super::chosen::Chosen;
use crate::ops::OpResult;
use crate::ops::case::Case;
use crate::ops::link::weekday_and_hour;
use crate::ops::{contact, find};
use onrecord_analysis::patterns::Week;
use onrecord_model::canonical::Field;
use onrecord_model::statement::Role;
use onrecord_model::{Account, AccountKey, Digest, Event, EventId, Instant, Kind, Locator, When};
use onrecord_vault::index::EventRow;
use std::collections::{BTreeMap, BTreeSet};

/// An account among what is shown.
#[derive(Clone, Debug)]
pub struct SeenAccount {
    /// As first seen.
    pub account: Account,
    /// Events by it that are shown.
    pub shown: u64,
    /// First and last of these, with their place in the order of time.
    pub first: Option<(Instant, When)>,
    /// See `first`.
    pub last: Option<(Instant, When)>,
    /// Those it wrote to, in the order of first contact: the user, named people, and the accounts
    /// of the person doing this.
    pub wrote_to: Vec<String>,
    /// Others that it wrote to. A pack counts them and does not name them.
    pub wrote_to_unnamed: BTreeSet<AccountKey>,
    /// Indices of its threads among those chosen.
    pub threads: BTreeSet<usize>,
    /// Events by it that are shown, by weekday, Monday first, and hour of the case's clock.
    pub hours: Week,
}

/// Somebody else to whom the person doing this wrote.
#[derive(Clone, Debug, Default)]
pub struct Contacted {
    /// How often.
    pub contacts: u64,
    /// By which accounts, in the order of first contact.
    pub by: Vec<usize>,
    /// First and last contact.
    pub first: Option<(Instant, When)>,
    /// See `first`.
    pub last: Option<(Instant, When)>,
}

/// What was counted.
#[derive(Debug, Default)]
pub struct Survey {
    /// Accounts in the order first seen.
    pub accounts: Vec<SeenAccount>,
    by_key: BTreeMap<AccountKey, usize>,
    /// What accounts are called that the user has said something of: the person's name, or nothing
    /// for the accounts of the person doing this, which are called as they were found.
    named_accounts: BTreeMap<AccountKey, Option<String>>,
    /// Events shown, by chosen thread.
    pub shown: Vec<u64>,
    /// Runs of events that are withheld, by chosen thread.
    pub gaps: Vec<u64>,
    /// First and last positions of these.
    pub gap_ends: Vec<BTreeSet<u64>>,
    /// Exhibits of events of which not everything is shown.
    pub partly: BTreeSet<Digest>,
    /// Third parties, by what would be shown of them, and how many events of theirs there are.
    pub third: BTreeMap<String, u64>,
    /// Of the events shown, told in an earlier thread too: counted there, and nowhere else.
    pub repeated: Vec<u64>,
    /// Whether each chosen thread stands newest first in its export.
    pub newest_first: Vec<bool>,
    /// Exhibits of each chosen thread's shown events.
    pub exhibits: Vec<BTreeSet<Digest>>,
    /// By month, dated ones.
    pub months: BTreeMap<(i64, u8), u64>,
    /// Without a usable time.
    pub undated: u64,
    /// Contacts by the person doing this.
    pub contacts: u64,
    /// Of these, calls that were not answered.
    pub unanswered: u64,
    /// First and last of these.
    pub first: Option<(Instant, When)>,
    /// See `first`.
    pub last: Option<(Instant, When)>,
    /// Contacts by day (days since 1970 in the case's zone), and the accounts they came from.
    pub contact_days: BTreeMap<i64, (u64, BTreeSet<usize>)>,
    /// Others to whom the person doing this wrote, by account.
    pub contacted: BTreeMap<AccountKey, Contacted>,
    /// Records of a block of one of their accounts.
    pub blocked: u64,
    /// Where the events stand that incidents name: chosen thread and position.
    pub named: BTreeMap<EventId, (usize, u64)>,
}

impl Survey {
    /// The index of an account.
    pub fn account(&self, account: &Account) -> Option<usize> {
        self.by_key.get(&account.key()).copied()
    }

    fn meet_third(&mut self, chosen: &Chosen, event: &Event) {
        let sender = event.account.iter();
        let sender = sender.filter(|_| chosen.rules.sender_is_third(event));
        let others = event.others.iter();
        let others = others.filter(|other| chosen.rules.is_third(other, &event.thread));
        for third in sender.chain(others) {
            *self.third.entry(third.label().to_owned()).or_default() += 1;
        }
    }

    /// Whether the user has said whose an account is.
    pub fn has_said(&self, key: &AccountKey) -> bool {
        self.named_accounts.contains_key(key)
    }

    fn meet(&mut self, account: &Account) -> usize {
        let key = account.key();
        if let Some(at) = self.by_key.get(&key) {
            return *at;
        }
        self.accounts.push(SeenAccount {
            account: account.clone(),
            shown: 0,
            first: None,
            last: None,
            wrote_to: Vec::new(),
            wrote_to_unnamed: BTreeSet::new(),
            threads: BTreeSet::new(),
            hours: Week::default(),
        });
        self.by_key.insert(key, self.accounts.len() - 1);
        self.accounts.len() - 1
    }
}

/// Lets a span of time reach as far as `at`.
pub(super) fn widen(
    first: &mut Option<(Instant, When)>,
    last: &mut Option<(Instant, When)>,
    at: Instant,
    when: &When,
) {
    if first.as_ref().is_none_or(|(earliest, _)| at < *earliest) {
        *first = Some((at, when.clone()));
    }
    if last.as_ref().is_none_or(|(latest, _)| at >= *latest) {
        *last = Some((at, when.clone()));
    }
}

/// Walks every shown event once.
///
/// # Errors
/// The index cannot be read.
pub fn survey(case: &Case, chosen: &Chosen) -> OpResult<Survey> {
    let zone = find::zone(case)?;
    let wanted: BTreeSet<EventId> = case
        .state
        .incidents
        .iter()
        .flat_map(|versions| &versions.now().events)
        .chain(
            case.state
                .orders
                .iter()
                .flat_map(|versions| &versions.now().events),
        )
        .chain(crate::ops::elements::standing(case).flat_map(|state| &state.said.events))
        .copied()
        .collect();
    let persons = case.state.persons.iter().map(|versions| versions.now());
    let named_accounts = persons
        .flat_map(|person| {
            let name = (person.role != Role::NotKnown).then(|| person.name.to_string());
            let keys = person.accounts.iter();
            keys.map(move |key| (key.clone(), name.clone()))
        })
        .collect();
    let mut survey = Survey {
        named_accounts,
        ..Survey::default()
    };
    let mut copies = case.index.copies_of();
    for (at, thread) in chosen.threads.iter().enumerate() {
        let mut shown = 0;
        let mut repeated = 0;
        let mut gaps = 0;
        let mut gap_ends = BTreeSet::new();
        let mut gap: Option<u64> = None;
        let mut exhibits = BTreeSet::new();
        let mut ordinals = Ordinals::default();
        let mut before: Option<Instant> = None;
        let mut downward = 0i64;
        for account in &thread.row.thread.participants {
            if chosen.rules.is_third(account, &thread.row.thread) {
                survey.third.entry(account.label().to_owned()).or_default();
            }
        }
        let participants: Vec<(AccountKey, String)> = thread
            .row
            .thread
            .participants
            .iter()
            .map(|account| (account.key(), account.label().to_owned()))
            .collect();
        walk_thread(case, thread.row.number, &mut |row| {
            let ordinal = ordinals.next(&row.event.locator);
            if let Some(at) = row.sort_key.instant() {
                downward += before.map_or(0, |before| (before.0 - at.0).signum());
                before = Some(at);
            }
            if !chosen.shows(&row) {
                gaps += u64::from(gap.is_none());
                if gap.replace(row.position).is_none() {
                    gap_ends.insert(row.position);
                }
                survey.partly.extend(row.exhibit.map(|(digest, _)| digest));
                return Ok(());
            }
            gap_ends.extend(gap.take());
            if !chosen.rules.shows_all(&row.event) {
                let digest = row.exhibit.as_ref().map(|(digest, _)| *digest);
                survey.partly.extend(digest);
            }
            survey.meet_third(chosen, &row.event);
            shown += 1;
            if let Some((digest, _)) = &row.exhibit {
                exhibits.insert(*digest);
                if !wanted.is_empty() {
                    let id =
                        EventId::new(digest, &row.event.locator, row.event.kind.name(), ordinal);
                    if wanted.contains(&id) {
                        survey.named.insert(id, (at, row.position));
                    }
                }
            }
            let elsewhere = chosen.elsewhere(case, &mut copies, row.number)?;
            let earlier: Vec<&EventRow> = elsewhere
                .iter()
                .filter(|(thread, _)| *thread < at)
                .map(|(_, row)| row)
                .collect();
            let clock = row
                .sort_key
                .instant()
                .map(|instant| zone.wall_of(instant).0);
            count(
                &mut survey,
                chosen,
                at,
                &row,
                &participants,
                &earlier,
                clock,
            );
            if !earlier.is_empty() {
                repeated += 1;
                return Ok(());
            }
            match row.sort_key.instant() {
                Some(instant) => {
                    let (year, month, ..) = zone.wall_of(instant).fields();
                    *survey.months.entry((year, month)).or_default() += 1;
                }
                None => survey.undated += 1,
            }
            Ok(())
        })?;
        survey.newest_first.push(downward > 0);
        survey.shown.push(shown);
        gap_ends.extend(gap);
        survey.gaps.push(gaps);
        survey.gap_ends.push(gap_ends);
        survey.repeated.push(repeated);
        survey.exhibits.push(exhibits);
    }
    // A participant by name alone can be one whose number or id the events give.
    let seen: BTreeSet<&str> = survey
        .accounts
        .iter()
        .map(|seen| seen.account.label())
        .collect();
    survey
        .third
        .retain(|label, _| !seen.contains(label.as_str()));
    Ok(survey)
}

/// Microseconds.
const DAY: i64 = 86_400_000_000;

/// Counts an event, but for what its records in `earlier` threads have counted already.
fn count(
    survey: &mut Survey,
    chosen: &Chosen,
    thread: usize,
    row: &EventRow,
    participants: &[(AccountKey, String)],
    earlier: &[&EventRow],
    clock: Option<i64>,
) {
    let day = clock.map(|clock| clock.div_euclid(DAY));
    let event = &row.event;
    let key_of = |row: &EventRow| row.event.account.as_ref().map(|account| account.key());
    if event.kind == Kind::Block && earlier.is_empty() {
        let about = event
            .others
            .iter()
            .chain(&event.account)
            .any(|account| chosen.rules.their_keys.contains(&account.key()));
        let beside = participants
            .iter()
            .any(|(key, _)| chosen.rules.their_keys.contains(key));
        survey.blocked += u64::from(about || beside);
    }
    let fields = chosen.rules.fields(event);
    for other in event.others.iter().filter(|_| fields.has(Field::Others)) {
        // Of a third party that nobody has named, a pack tells nothing but that there is one.
        if chosen.rules.third_parties || survey.has_said(&other.key()) {
            let other = survey.meet(other);
            survey.accounts[other].threads.insert(thread);
        }
    }
    let Some(account) = event.account.as_ref().filter(|_| fields.has(Field::Sender)) else {
        return;
    };
    let who = survey.meet(account);
    let key = account.key();
    let theirs = chosen.rules.their_keys.contains(&key);
    // Two exports may name one sender differently.
    let counted = earlier.iter().any(|row| key_of(row).as_ref() == Some(&key));
    let seen = &mut survey.accounts[who];
    seen.shown += u64::from(!counted);
    if let Some(clock) = clock.filter(|_| !counted) {
        let (day, hour) = weekday_and_hour(clock);
        seen.hours[usize::from(day)][usize::from(hour)] += 1;
    }
    seen.threads.insert(thread);
    let to = event
        .others
        .iter()
        .map(|other| (other.key(), other.label().to_owned()))
        .chain(if event.others.is_empty() {
            participants.to_vec()
        } else {
            Vec::new()
        });
    let to: Vec<(AccountKey, String)> = to.collect();
    for (other, label) in &to {
        const MOST: usize = 40;
        if *other == key {
            continue;
        }
        let Some(name) = survey.named_accounts.get(other) else {
            seen.wrote_to_unnamed.insert(other.clone());
            continue;
        };
        let name = name.as_ref().unwrap_or(label);
        if seen.wrote_to.len() < MOST && !seen.wrote_to.contains(name) {
            seen.wrote_to.push(name.clone());
        }
    }
    if let Some(at) = row.sort_key.instant() {
        widen(&mut seen.first, &mut seen.last, at, &event.when);
    }
    let contacted = earlier
        .iter()
        .any(|row| key_of(row).is_some_and(|key| chosen.rules.their_keys.contains(&key)));
    if theirs && !contacted && contact::is_contact(event) {
        survey.contacts += 1;
        survey.unanswered += u64::from(contact::is_unanswered_call(event));
        if let Some(at) = row.sort_key.instant() {
            widen(&mut survey.first, &mut survey.last, at, &event.when);
        }
        if let Some(day) = day {
            let (contacts, accounts) = survey.contact_days.entry(day).or_default();
            *contacts += 1;
            accounts.insert(who);
        }
        for (other, _) in to {
            if chosen.rules.their_keys.contains(&other) || chosen.rules.own_keys.contains(&other) {
                continue;
            }
            let contacted = survey.contacted.entry(other).or_default();
            contacted.contacts += 1;
            if !contacted.by.contains(&who) {
                contacted.by.push(who);
            }
            if let Some(at) = row.sort_key.instant() {
                widen(&mut contacted.first, &mut contacted.last, at, &event.when);
            }
        }
    }
}

/// Counts the events that share a place, which follow each other.
#[derive(Default)]
pub struct Ordinals {
    last: Option<Locator>,
    ordinal: u64,
}

impl Ordinals {
    /// The place of the next event among those at the same place.
    pub fn next(&mut self, locator: &Locator) -> u64 {
        if self.last.as_ref() == Some(locator) {
            self.ordinal += 1;
        } else {
            self.ordinal = 0;
            self.last = Some(locator.clone());
        }
        self.ordinal
    }
}

/// Every event of a thread of `n` events from its last position to its first.
///
/// # Errors
/// As [`walk_thread`].
pub fn walk_thread_backwards(
    case: &Case,
    thread: onrecord_vault::index::ThreadNumber,
    n: u64,
    visit: &mut dyn FnMut(EventRow) -> OpResult<()>,
) -> OpResult<()> {
    const PAGE: u64 = 256;
    let mut end = n;
    while end > 0 {
        let start = end.saturating_sub(PAGE);
        let page = case
            .index
            .thread_events(thread, start, (end - start) as usize)?;
        page.into_iter().rev().try_for_each(&mut *visit)?;
        end = start;
    }
    Ok(())
}

/// Every event of a thread in source order, page by page.
///
/// # Errors
/// The visitor's own, or that the index cannot be read.
pub fn walk_thread(
    case: &Case,
    thread: onrecord_vault::index::ThreadNumber,
    visit: &mut dyn FnMut(EventRow) -> OpResult<()>,
) -> OpResult<()> {
    const PAGE: usize = 256;
    let mut position = 0;
    loop {
        let page = case.index.thread_events(thread, position, PAGE)?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        position = last.position + 1;
        page.into_iter().try_for_each(&mut *visit)?;
    }
}
