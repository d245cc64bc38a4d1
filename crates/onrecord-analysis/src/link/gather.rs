//! What is kept of events for the comparison: who wrote which text, named which number, used which
//! picture, was blocked when. Events come in any order and at any time; what another import brings is
//! added to what is there. Nothing here weighs anything.

use super::identifiers::{self, Home, Identifier};
use super::near::{Near, NearPair, normal};
use super::writing::Writing;
use crate::style;
use onrecord_model::{Account, AccountKey, Digest, Event, Instant, Kind, Mark};
use std::collections::{BTreeMap, BTreeSet};

/// Events named for each account that shows something.
pub const EVENTS_KEPT: usize = 3;

/// Texts with fewer words or characters than this are never held to connect anybody.
pub const FEWEST_WORDS: usize = 4;
/// See [`FEWEST_WORDS`].
pub const FEWEST_CHARACTERS: usize = 20;

/// How nearly the same two texts must be: the Jaccard index of their five-character pieces.
pub const NEARLY: (u64, u64) = (7, 10);

/// One account's part in something.
#[derive(Clone, Copy, Debug)]
pub struct Use {
    pub(super) account: u32,
    pub(super) count: u32,
    first: i64,
    /// Numbers of the earliest events, 0 where there are fewer.
    events: [u64; EVENTS_KEPT],
}

const UNDATED: i64 = i64::MAX;

impl Use {
    /// When first, where any of them is dated.
    pub fn first(&self) -> Option<Instant> {
        (self.first != UNDATED).then_some(Instant(self.first))
    }

    /// Numbers of some of the events.
    pub fn events(&self) -> impl Iterator<Item = u64> {
        self.events.into_iter().filter(|event| *event > 0)
    }

    fn add(&mut self, at: i64, event: u64) {
        self.count = self.count.saturating_add(1);
        if at < self.first {
            self.first = at;
            // The earliest stands first.
            self.events.rotate_right(1);
            self.events[0] = event;
        } else if let Some(slot) = self.events.iter_mut().find(|slot| **slot == 0) {
            *slot = event;
        }
    }
}

/// Who shows one thing.
#[derive(Clone, Debug, Default)]
pub struct Uses(pub(super) Vec<Use>);

impl Uses {
    fn add(&mut self, account: u32, at: i64, event: u64) {
        let at_index = self.0.binary_search_by_key(&account, |one| one.account);
        let index = at_index.unwrap_or_else(|index| {
            let one = Use {
                account,
                count: 0,
                first: UNDATED,
                events: [0; EVENTS_KEPT],
            };
            self.0.insert(index, one);
            index
        });
        self.0[index].add(at, event);
    }

    pub(super) fn of(&self, account: usize) -> Option<&Use> {
        let found = self
            .0
            .binary_search_by_key(&account, |one| one.account as usize);
        found.ok().map(|index| &self.0[index])
    }
}

/// Whose own an identifier is, and who wrote it in a message.
pub(super) type IdentifierUses = (Uses, Uses);

/// An account as it was seen.
#[derive(Clone, Debug)]
pub struct Seen {
    /// As it was first found.
    pub account: Account,
    /// Its key.
    pub key: AccountKey,
    /// Every name it bore.
    pub names: BTreeSet<Box<str>>,
    /// Events it did.
    pub events: u64,
    /// The first and last of them, where dated.
    pub first: Option<(Instant, u64)>,
    /// See `first`.
    pub last: Option<(Instant, u64)>,
    /// It did something that the export's owner did.
    pub is_owners: bool,
    /// Events by day of the week, Monday first, and hour, on the clock that the caller passes in.
    pub hours: [[u32; 24]; 7],
    /// Whom it wrote to, and when first.
    pub(super) wrote_to: BTreeMap<u32, (i64, u64)>,
    /// When it was blocked, as exports record it.
    pub(super) blocked: Vec<(Instant, u64)>,
    /// Minutes in which it wrote something.
    pub(super) minutes: BTreeSet<i64>,
}

/// A text that somebody wrote, exactly once whoever wrote it.
#[derive(Clone, Debug)]
pub(super) struct Text {
    pub(super) normal: Box<str>,
    /// As first written, where that differs.
    pub(super) written: Option<Box<str>>,
    pub(super) uses: Uses,
}

impl Text {
    pub(super) fn words(&self) -> &str {
        self.written.as_deref().unwrap_or(&self.normal)
    }
}

/// Minutes kept of one account: enough to see that two were busy at once.
const MINUTES_KEPT: usize = 20_000;

/// Everything that the comparison needs of the events seen so far.
#[derive(Debug)]
pub struct Gathered {
    home: Option<Home>,
    pub(super) accounts: Vec<Seen>,
    /// What each of them wrote.
    pub(super) writings: Vec<Writing>,
    by_key: BTreeMap<AccountKey, u32>,
    pub(super) texts: Vec<Text>,
    by_text: BTreeMap<Box<str>, u32>,
    pub(super) identifiers: BTreeMap<Identifier, IdentifierUses>,
    pub(super) pictures: BTreeMap<Digest, Uses>,
    /// Who wrote in each conversation.
    pub(super) talks: BTreeMap<(Box<str>, Box<str>), BTreeSet<u32>>,
    near: Near,
    compared: usize,
    /// Long texts by their number in `near`.
    near_texts: Vec<u32>,
    pub(super) pairs: Vec<NearPair>,
    /// Messages whose text was looked at.
    pub messages: u64,
}

/// Pairs of nearly equal texts that are kept. More are counted and said.
const PAIRS_KEPT: usize = 8_000_000;

/// What somebody wrote in their own words: without what an export says was forwarded, without what style takes
/// out too (quoted lines and forwarded text), and without quotations. `None` where nothing is left.
pub fn own_words(event: &Event) -> Option<String> {
    if !matches!(
        event.kind,
        Kind::Message | Kind::Comment | Kind::Post | Kind::Request
    ) || event.marks.has(Mark::Forwarded)
        || event.marks.has(Mark::Draft)
    {
        return None;
    }
    let text = event.text.as_deref()?;
    let own = without_quotations(style::own_words(text).0);
    (!own.trim().is_empty() || text.trim().is_empty()).then_some(own)
}

/// Fewer words between quotation marks are a way of speaking, not somebody else's text.
const QUOTED_WORDS: usize = 4;

/// A text without what stands between quotation marks: who tells of a message did not write it.
fn without_quotations(text: String) -> String {
    if !text.contains(['"', '“', '„', '«']) {
        return text;
    }
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some(start) = rest.find(['"', '“', '„', '«']) {
        let mut after = rest[start..].chars();
        after.next();
        let after = after.as_str();
        let Some(end) = after.find(['"', '”', '“', '»']) else {
            break;
        };
        let quoted = &after[..end];
        let mut beyond = after[end..].chars();
        beyond.next();
        out.push_str(&rest[..start]);
        if quoted.split_whitespace().count() < QUOTED_WORDS {
            out.push_str(quoted);
        }
        rest = beyond.as_str();
    }
    out.push_str(rest);
    out
}

/// What is compared of a text: its lines, where one of them is long enough, or all of it. A mail that
/// begins with a line that others send alone has that line in common with them.
fn units(text: &str) -> Vec<&str> {
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| text.len() != line.len() && is_long(&normal(line)))
        .collect();
    if lines.is_empty() { vec![text] } else { lines }
}

/// Whether a text is long enough to connect anybody.
pub(super) fn is_long(normal: &str) -> bool {
    normal
        .split(' ')
        .filter(|word| word.chars().any(char::is_alphabetic))
        .count()
        >= FEWEST_WORDS
        && normal.chars().count() >= FEWEST_CHARACTERS
}

impl Gathered {
    /// Nothing yet. `home` says how national telephone numbers are read.
    pub fn new(home: Option<Home>) -> Self {
        Self {
            home,
            accounts: Vec::new(),
            writings: Vec::new(),
            by_key: BTreeMap::new(),
            texts: Vec::new(),
            by_text: BTreeMap::new(),
            identifiers: BTreeMap::new(),
            pictures: BTreeMap::new(),
            talks: BTreeMap::new(),
            near: Near::new(NEARLY.0, NEARLY.1),
            compared: 0,
            near_texts: Vec::new(),
            pairs: Vec::new(),
            messages: 0,
        }
    }

    /// Accounts seen, by index.
    pub fn accounts(&self) -> &[Seen] {
        &self.accounts
    }

    /// The index of an account.
    pub fn account(&self, key: &AccountKey) -> Option<usize> {
        self.by_key.get(key).map(|at| *at as usize)
    }

    fn meet(&mut self, account: &Account) -> u32 {
        let key = account.key();
        let at = match self.by_key.get(&key) {
            Some(at) => *at,
            None => {
                let at = self.accounts.len() as u32;
                self.by_key.insert(key.clone(), at);
                self.writings.push(Writing::default());
                self.accounts.push(Seen {
                    account: account.clone(),
                    key,
                    names: BTreeSet::new(),
                    events: 0,
                    first: None,
                    last: None,
                    is_owners: false,
                    hours: [[0; 24]; 7],
                    wrote_to: BTreeMap::new(),
                    blocked: Vec::new(),
                    minutes: BTreeSet::new(),
                });
                at
            }
        };
        let seen = &mut self.accounts[at as usize];
        if let Some(name) = &account.name
            && !seen.names.contains(name)
        {
            seen.names.insert(name.clone());
        }
        at
    }

    /// Takes in one event: its number, its place in the order of time, and the day of the week (0 is
    /// Monday) and hour there.
    pub fn see(&mut self, number: u64, event: &Event, at: Option<Instant>, hour: Option<(u8, u8)>) {
        let instant = at.map_or(UNDATED, |at| at.0);
        if event.kind == Kind::Block {
            // The export's owner blocks somebody; a record may name them in either place.
            let about = event.others.first().or(event.account.as_ref());
            if let (Some(account), Some(at)) = (about, at) {
                let account = self.meet(account) as usize;
                self.accounts[account].blocked.push((at, number));
            }
            return;
        }
        let others: Vec<u32> = event.others.iter().map(|other| self.meet(other)).collect();
        // Many exports do not name their owner.
        let unnamed;
        let account = match &event.account {
            Some(account) => account.as_ref(),
            None if event.marks.has(Mark::Outgoing) => {
                unnamed = Account::named(&"owner".into(), "you");
                &unnamed
            }
            None => return,
        };
        let who = self.meet(account);
        let outgoing = event.marks.has(Mark::Outgoing);
        let to: Vec<u32> = if others.is_empty() {
            let all = &event.thread.participants;
            all.iter()
                .map(|one| self.meet(one))
                .filter(|one| *one != who)
                .collect()
        } else {
            others
        };
        let seen = &mut self.accounts[who as usize];
        seen.is_owners |= outgoing;
        seen.events += 1;
        if let Some(at) = at {
            if seen.first.is_none_or(|(first, _)| at < first) {
                seen.first = Some((at, number));
            }
            if seen.last.is_none_or(|(last, _)| at >= last) {
                seen.last = Some((at, number));
            }
            if seen.minutes.len() < MINUTES_KEPT {
                seen.minutes.insert(at.0.div_euclid(60_000_000));
            }
        }
        if let Some((day, hour)) = hour
            && let Some(slot) = seen.hours.get_mut(usize::from(day))
            && let Some(slot) = slot.get_mut(usize::from(hour))
        {
            *slot += 1;
        }
        for other in to {
            let first = seen.wrote_to.entry(other).or_insert((instant, number));
            if instant < first.0 {
                *first = (instant, number);
            }
        }
        if is_talk(&event.kind) {
            let talk = (Box::from(&*event.thread.platform), event.thread.key.clone());
            self.talks.entry(talk).or_default().insert(who);
        }
        let text = own_words(event);
        let writing = &mut self.writings[who as usize];
        writing.quoted += u64::from(
            text.is_some() != event.text.is_some() || text.as_deref() != event.text.as_deref(),
        );
        if let Some(text) = &text {
            self.messages += 1;
            writing.put(number, text);
            for unit in units(text) {
                self.see_text(unit, who, instant, number);
            }
        }
        let mut found = Vec::new();
        if let Some(text) = &text {
            identifiers::in_text(text, self.home, &mut |one| found.push(one));
        }
        for (_, value) in &event.details {
            if value.len() <= 200 {
                identifiers::in_text(value, self.home, &mut |one| found.push(one));
            }
        }
        for one in found {
            self.identifiers
                .entry(one)
                .or_default()
                .1
                .add(who, instant, number);
        }
        for one in identifiers::of_account(account, self.home) {
            self.identifiers
                .entry(one)
                .or_default()
                .0
                .add(who, instant, number);
        }
        for attachment in &event.attachments {
            if let Some((digest, size)) = attachment.content
                && size > 0
            {
                self.pictures
                    .entry(digest)
                    .or_default()
                    .add(who, instant, number);
            }
        }
    }

    fn see_text(&mut self, text: &str, who: u32, at: i64, number: u64) {
        let normal = normal(text);
        if normal.is_empty() {
            return;
        }
        let id = match self.by_text.get(normal.as_str()) {
            Some(id) => *id,
            None => {
                let id = self.texts.len() as u32;
                let written = text.trim();
                let normal: Box<str> = normal.into();
                self.texts.push(Text {
                    written: (*written != *normal).then(|| written.into()),
                    normal: normal.clone(),
                    uses: Uses::default(),
                });
                self.by_text.insert(normal, id);
                id
            }
        };
        self.texts[id as usize].uses.add(who, at, number);
    }

    /// Compares the texts that came since the last time with all others. Only what is new costs.
    pub fn compare(&mut self) {
        let fresh: Vec<u32> = (self.compared as u32..self.texts.len() as u32)
            .filter(|at| is_long(&self.texts[*at as usize].normal))
            .collect();
        self.compared = self.texts.len();
        self.near_texts.extend(&fresh);
        let (texts, numbers, pairs) = (&self.texts, &self.near_texts, &mut self.pairs);
        let all = fresh.iter().map(|at| &*texts[*at as usize].normal);
        self.near.add(all, &mut |pair| {
            if pairs.len() < PAIRS_KEPT {
                pairs.push(NearPair {
                    earlier: numbers[pair.earlier as usize],
                    later: numbers[pair.later as usize],
                    ..pair
                });
            }
        });
    }

    /// What an account is addressed by.
    pub(super) fn identifiers_of(&self, account: &Account) -> Vec<Identifier> {
        identifiers::of_account(account, self.home)
    }

    /// Every attachment that an account sent, with one event that has it.
    pub fn pictures(&self) -> Vec<(Digest, u64)> {
        let all = self.pictures.iter();
        all.filter_map(|(digest, uses)| Some((*digest, uses.0.first()?.events().next()?)))
            .collect()
    }

    /// Texts of which there were so many alike that they were compared with part of their kind only.
    pub fn crowded(&self) -> u64 {
        self.near.crowded()
    }

    /// Whether a message holds any of these texts.
    pub(super) fn holds_any(&self, text: &str, texts: &BTreeSet<u32>) -> bool {
        let id = |unit: &str| self.by_text.get(normal(unit).as_str());
        units(text)
            .into_iter()
            .any(|unit| id(unit).is_some_and(|id| texts.contains(id)))
    }
}

/// Kinds that stand in a list of the export's rather than in a conversation.
fn is_talk(kind: &Kind) -> bool {
    !matches!(
        kind,
        Kind::Login | Kind::ProfileChange | Kind::Connection | Kind::System | Kind::Membership
    )
}
