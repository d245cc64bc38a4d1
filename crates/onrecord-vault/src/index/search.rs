//! Search by words, in the order of time or by rank. The user's words are only ever words: nothing
//! typed is read as a query language.
//!
//! The full text index knows the order read, not the order of time. A rare word's hits are all
//! fetched and sorted. For a common word, which would have hundreds of thousands, the timeline is
//! walked instead and each stretch asked for hits: they are near, because the word is common.

use super::lists::{Direction, NO_TIME, Spot};
use super::names::Known;
use super::query::{Plan, beyond};
use super::write::{KEYS, read_keys};
use super::{Cursor, EventNumber, EventRow, Filter, Index, IndexError, Page};
use onrecord_sqlite::rusqlite::params;

/// In which order hits are given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As the filter's direction says.
    #[default]
    Time,
    /// Best match first (BM25). One page only, and slow for very common words.
    Rank,
}

/// Words to search for: all must be there. Case and diacritics do not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Each a word or several in a row, in the full text index's terms.
    pub(super) phrases: Vec<String>,
    /// What has neither letter nor digit (emoji, signs): looked for in the text itself.
    pub(super) signs: Vec<String>,
    prefix: bool,
}

impl Query {
    /// The words of `typed`. Words between double quotes must follow each other.
    pub fn new(typed: &str) -> Self {
        let mut query = Self::default();
        for (at, part) in typed.split('"').enumerate() {
            if at % 2 == 1 {
                query.add(part);
            } else {
                part.split_whitespace().for_each(|word| query.add(word));
            }
        }
        query
    }

    fn add(&mut self, words: &str) {
        let words: String = words
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        let words = words.trim();
        if words.chars().any(char::is_alphanumeric) {
            self.phrases.push(words.into());
        } else if !words.is_empty() {
            self.signs.push(words.into());
        }
    }

    /// The last word may be the beginning of a longer one.
    #[must_use]
    pub fn with_prefix(mut self) -> Self {
        self.prefix = true;
        self
    }

    /// Whether there is nothing to search for.
    pub fn is_empty(&self) -> bool {
        self.phrases.is_empty() && self.signs.is_empty()
    }

    /// FTS5: strings in double quotes, quotes doubled; all must match.
    fn expression(&self) -> String {
        self.joined(" AND ")
    }

    /// As [`Self::expression`]; any may match.
    pub(super) fn expression_any(&self) -> String {
        self.joined(" OR ")
    }

    fn joined(&self, with: &str) -> String {
        let quoted = self
            .phrases
            .iter()
            .map(|words| format!("\"{}\"", words.replace('"', "\"\"")));
        let mut expression = quoted.collect::<Vec<_>>().join(with);
        if self.prefix && !expression.is_empty() {
            expression.push('*');
        }
        expression
    }
}

/// Up to so many hits are fetched and sorted: some 5 ms. A word with more is common enough that
/// walking finds a page of hits at about that cost too.
const RARE: usize = 16_000;
/// A page of hits walks at most so many events; then it says where to go on.
const WALKED: usize = 60_000;
/// And asks the full text index at most so many times.
const ASKED: usize = 256;
/// Each stretch that is asked for hits has at most so many events.
const STRETCH: usize = 8_192;
/// Looking for a sign reads each event's text.
const READ: usize = 3_000;
/// Sort keys are kept decoded, four kilobytes at a time: 40 MB for five million events.
const KEY_BLOCKS: usize = 10_000;
/// Asking the full text index once costs about as much as passing over so many hits: measured.
const ASKING: f64 = 100.0;

impl Index {
    /// A page of the events that match `query` and pass `filter`, after `after`.
    ///
    /// A page may hold fewer events than asked for and still have a `next`: its work is bounded.
    /// In `Order::Rank`, `after` is not used and there is no `next`.
    pub fn search(
        &self,
        query: &Query,
        filter: &Filter,
        order: Order,
        after: Option<Cursor>,
        limit: usize,
    ) -> Result<Page, IndexError> {
        if query.is_empty() {
            return Err(IndexError::Misuse("there is no word to search for".into()));
        }
        let _moment = self.store.reading()?;
        if order == Order::Rank && !query.phrases.is_empty() {
            return self.search_ranked(query, filter, limit);
        }
        let mut plan = self.plan(filter)?;
        let start = match after {
            None => Some(plan.start),
            Some(after) => beyond((after.key, after.event), plan.direction),
        };
        let Some(start) = start else {
            return self.page(&[], false);
        };
        if query.phrases.is_empty() {
            return self.walk(query, None, &mut plan, start, limit);
        }
        let expression = query.expression();
        let hits = self.hits(&expression, (0, i64::MAX), RARE + 1)?;
        if hits.len() > RARE {
            let (first, last) = (hits.first().copied(), hits.last().copied());
            let span = last.zip(first).map_or(1, |(last, first)| last - first + 1);
            let density = RARE as f64 / span as f64;
            return self.walk(query, Some((&expression, density)), &mut plan, start, limit);
        }
        let mut spots = self.spots(&hits)?;
        let direction = plan.direction;
        spots.retain(|spot| !direction.before(*spot, start));
        if direction == Direction::NewestFirst {
            spots.reverse();
        }
        let mut found = Vec::new();
        let mut more = false;
        // With signs to look for, any number of spots may be needed; else one more than shown.
        let enough = if query.signs.is_empty() {
            limit.saturating_add(1)
        } else {
            usize::MAX
        };
        for spot in common(&mut plan, &spots, start, enough)? {
            if found.len() == limit {
                more = true;
                break;
            }
            if let Some(row) = self.with_signs(query, spot)? {
                found.push((spot, row));
            }
        }
        Ok(page_of(found, more, None))
    }

    /// Walks the filter's list and keeps what matches.
    fn walk(
        &self,
        query: &Query,
        words: Option<(&str, f64)>,
        plan: &mut Plan<'_>,
        start: Spot,
        limit: usize,
    ) -> Result<Page, IndexError> {
        let mut found = Vec::new();
        let mut at = Some(start);
        let (mut walked, mut asked) = (0, 0);
        let (allowed, mut stretch) = match words {
            None => (READ, READ),
            Some((_, density)) => {
                let expected = (limit + 1) as f64 / density * 1.2;
                (WALKED, (expected as usize).clamp(64, STRETCH))
            }
        };
        while let Some(from) = at {
            let mut spots = Vec::with_capacity(stretch);
            let mut next = Some(from);
            while let Some(from) = next
                && spots.len() < stretch
                && let Some(spot) = plan.seek(from)?
            {
                spots.push(spot);
                next = beyond(spot, plan.direction);
            }
            let mut ended = spots.len() < stretch;
            let mut runs = Vec::new();
            if let Some((_, density)) = words {
                runs = runs_of(&spots, density);
                // Where the stretch lies all over the case, a part of it must do.
                while runs.len() > ASKED - asked && spots.len() > 1 {
                    spots.truncate(spots.len() / 2);
                    runs = runs_of(&spots, density);
                    ended = false;
                }
            }
            walked += spots.len();
            asked += runs.len();
            let last = spots.last().copied();
            at = last.and_then(|last| beyond(last, plan.direction));
            if let Some((expression, _)) = words {
                let mut hits = Vec::new();
                for (first, last) in runs {
                    let range = (first as i64, last as i64);
                    hits.extend(self.hits(expression, range, usize::MAX)?);
                }
                spots.retain(|spot| hits.binary_search(&spot.1).is_ok());
            }
            for spot in spots {
                if found.len() == limit {
                    return Ok(page_of(found, true, None));
                }
                if let Some(row) = self.with_signs(query, spot)? {
                    found.push((spot, row));
                }
            }
            if ended {
                return Ok(page_of(found, false, None));
            }
            if walked >= allowed || asked >= ASKED {
                return Ok(page_of(found, true, last));
            }
            stretch = (stretch * 2).min(STRETCH);
        }
        Ok(page_of(found, false, None))
    }

    fn search_ranked(
        &self,
        query: &Query,
        filter: &Filter,
        limit: usize,
    ) -> Result<Page, IndexError> {
        let failed = |error| self.store.failed(&error);
        let mut find = self
            .store
            .connection
            .prepare_cached("SELECT rowid FROM words WHERE words MATCH ?1 ORDER BY rank")
            .map_err(failed)?;
        let mut rows = find.query([query.expression()]).map_err(failed)?;
        let mut found = Vec::new();
        loop {
            // Best first, some hundreds at a time; which of them pass is found in time order.
            let mut best = Vec::new();
            while best.len() < 500
                && let Some(row) = rows.next().map_err(failed)?
            {
                best.push(row.get::<_, i64>(0).map_err(failed)? as u64);
            }
            let ended = best.len() < 500;
            let mut events = best.clone();
            events.sort_unstable();
            let mut plan = self.plan(filter)?;
            let mut spots = self.spots(&events)?;
            if plan.direction == Direction::NewestFirst {
                spots.reverse();
            }
            let start = plan.start;
            spots.retain(|spot| !plan.direction.before(*spot, start));
            let mut passing: Vec<u64> = common(&mut plan, &spots, start, usize::MAX)?
                .iter()
                .map(|spot| spot.1)
                .collect();
            passing.sort_unstable();
            for event in best
                .into_iter()
                .filter(|event| passing.binary_search(event).is_ok())
            {
                if found.len() < limit
                    && let Some(row) = self.with_signs(query, (0, event))?
                {
                    found.push(row);
                }
            }
            if ended || found.len() >= limit {
                return Ok(Page {
                    events: found,
                    next: None,
                });
            }
        }
    }

    /// The numbers of the events that match, ascending, of those in a range.
    fn hits(
        &self,
        expression: &str,
        range: (i64, i64),
        limit: usize,
    ) -> Result<Vec<u64>, IndexError> {
        self.rows(
            "SELECT rowid FROM words WHERE words MATCH ?1 AND rowid BETWEEN ?2 AND ?3 LIMIT ?4",
            params![
                expression,
                range.0,
                range.1,
                i64::try_from(limit).unwrap_or(i64::MAX)
            ],
            |row| row.get::<_, i64>(0).map(|event| event as u64),
        )
    }

    /// The spots of these events (ascending), in the order of time.
    pub(super) fn spots(&self, events: &[u64]) -> Result<Vec<Spot>, IndexError> {
        let mut spots = Vec::with_capacity(events.len());
        let mut block: (u64, std::sync::Arc<[i64]>) = (u64::MAX, [].into());
        for event in events {
            if event / KEYS != block.0 {
                block = (event / KEYS, self.keys(event / KEYS)?);
            }
            let key = block.1.get((event % KEYS) as usize);
            let key = key.ok_or_else(|| self.store.damaged("a sort key is missing"))?;
            spots.push((*key, *event));
        }
        spots.sort_unstable();
        Ok(spots)
    }

    fn keys(&self, number: u64) -> Result<std::sync::Arc<[i64]>, IndexError> {
        if let Some(keys) = self.known.keys.borrow().get(&number) {
            return Ok(keys.clone());
        }
        let keys: std::sync::Arc<[i64]> = read_keys(&self.store, number)?.into();
        Known::keep(&self.known.keys, KEY_BLOCKS, number, keys.clone());
        Ok(keys)
    }

    /// The event, if its text holds every sign searched for.
    fn with_signs(&self, query: &Query, spot: Spot) -> Result<Option<EventRow>, IndexError> {
        let row = self.event(EventNumber(spot.1))?;
        let text = row.event.text.as_deref().unwrap_or_default();
        let all = query.signs.iter().all(|sign| text.contains(sign.as_str()));
        Ok(all.then_some(row))
    }
}

/// The runs of event numbers in which these spots lie, ascending. Runs with a small gap are asked
/// for together: passing over the hits of the gap costs less than asking again.
fn runs_of(spots: &[Spot], density: f64) -> Vec<(u64, u64)> {
    let mut events: Vec<u64> = spots.iter().map(|spot| spot.1).collect();
    events.sort_unstable();
    let gap = (ASKING / density.max(1e-6)) as u64;
    let mut runs: Vec<(u64, u64)> = Vec::new();
    for event in events {
        match runs.last_mut() {
            Some((_, last)) if event - *last <= gap => *last = event,
            _ => runs.push((event, event)),
        }
    }
    runs
}

/// The first `enough` of the spots that the plan lets through too. `spots` are in the plan's
/// direction and not before `start`.
fn common(
    plan: &mut Plan<'_>,
    spots: &[Spot],
    start: Spot,
    enough: usize,
) -> Result<Vec<Spot>, IndexError> {
    if plan.everything {
        let within = spots
            .iter()
            .filter(|spot| !plan.direction.before(plan.end, **spot));
        return Ok(within.take(enough).copied().collect());
    }
    let mut both = Vec::new();
    let mut reached = start;
    for spot in spots {
        if both.len() == enough {
            break;
        }
        if plan.direction.before(*spot, reached) {
            continue;
        }
        match plan.seek(*spot)? {
            None => break,
            Some(found) => {
                if found == *spot {
                    both.push(found);
                }
                reached = found;
            }
        }
    }
    Ok(both)
}

fn page_of(found: Vec<(Spot, EventRow)>, more: bool, walked_to: Option<Spot>) -> Page {
    let at = walked_to.or(found.last().map(|(spot, _)| *spot));
    let next = at
        .filter(|_| more)
        .map(|(key, event)| Cursor { key, event });
    debug_assert!(next.is_none_or(|next| next.event != 0 || next.key == NO_TIME));
    Page {
        events: found.into_iter().map(|(_, row)| row).collect(),
        next,
    }
}
