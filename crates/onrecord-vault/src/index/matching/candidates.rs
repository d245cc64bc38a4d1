//! Which threads may be the same one as a new thread: by the platform's own number for it, by its
//! names and people, or because they say the same at the same times. Only asks; the pairing decides.

use super::shape::{MINUTE, Shapes};
use crate::index::error::IndexError;
use crate::index::lists::{Direction, NO_TIME, Of, Walk};
use crate::index::store::Store;
use onrecord_model::Thread;
use onrecord_sqlite::rusqlite::{OptionalExtension as _, params};
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

/// What suggests that two threads are one, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum By {
    /// The platform's own number for it.
    Number,
    /// Its name or its people.
    Name,
    /// What is said in it.
    Words,
}

impl By {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Name => "name",
            Self::Words => "words",
        }
    }
}

/// A conversation to be tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) conversation: u64,
    pub(super) by: By,
    /// Only this reading knows it.
    pub(super) within: bool,
}

/// Conversations tried for one thread.
const TRIED: usize = 4;
/// Records whose words are looked for.
const PROBES: u64 = 16;
/// Words shorter than this are said everywhere.
const TELLING: usize = 12;

/// The last part of a key, without the folder that the platform moves threads between.
fn tail(key: &str) -> &str {
    let key = key.trim_end_matches('/');
    key.rsplit('/').next().unwrap_or(key)
}

/// Whether a key holds the platform's own number, which no other thread of it has.
fn is_number(key: &str) -> bool {
    let mut run = 0;
    key.contains('@')
        || key.bytes().any(|byte| {
            run = if byte.is_ascii_hexdigit() { run + 1 } else { 0 };
            run >= 8
        })
        || key
            .split(|c: char| !c.is_ascii_digit())
            .any(|digits| digits.len() >= 5)
}

/// The names under which a thread is looked for.
fn names_of(thread: &Thread) -> Vec<String> {
    let mut names = vec![format!("key:{}", tail(&thread.key).to_lowercase())];
    let mut add = |name: String| {
        if !names.contains(&name) {
            names.push(name);
        }
    };
    for title in [thread.title.as_deref(), Some(tail(&thread.key))] {
        let title = title.unwrap_or_default().trim().to_lowercase();
        // `Corwin Vale_40`: exports number their files.
        let plain = title.trim_end_matches(|c: char| c.is_ascii_digit());
        let plain = plain.strip_suffix('_').unwrap_or(&title);
        if !plain.is_empty() {
            add(format!("title:{plain}"));
        }
    }
    if (1..=12).contains(&thread.participants.len()) {
        let labels = thread.participants.iter();
        let mut labels: Vec<String> = labels
            .map(|account| account.label().to_lowercase())
            .collect();
        labels.sort();
        labels.dedup();
        add(format!("people:{}", labels.join("\n")));
    }
    names
}

/// A thread of this reading.
pub(super) struct New<'t> {
    pub(super) number: u64,
    pub(super) read: u64,
    /// The first thread of the reading.
    pub(super) first_of_read: u64,
    pub(super) importer: &'t str,
    pub(super) thread: &'t Thread,
    pub(super) events: u64,
    names: Vec<String>,
    /// Its key without the folder, and whether that holds a number of its own.
    own: String,
    numbered: bool,
}

impl<'t> New<'t> {
    /// What is known of it before anything is asked.
    pub(super) fn of(
        thread: &'t Thread,
        number: u64,
        events: u64,
        (read, first_of_read, importer): (u64, u64, &'t str),
    ) -> Self {
        let own = tail(&thread.key).to_lowercase();
        Self {
            number,
            read,
            first_of_read,
            importer,
            thread,
            events,
            names: names_of(thread),
            numbered: is_number(&own),
            own,
        }
    }
}

/// The names of the reading's threads so far, so that what none of them bears is not asked for: an archive
/// of mails has a thread for nearly every mail.
#[derive(Default)]
pub(super) struct Names {
    /// By a hash of platform and name: whether every thread so called has a number of its own. That two
    /// names have one hash costs a question.
    seen: BTreeMap<u64, bool>,
    /// There were too many to remember, so all is asked for.
    overflowed: bool,
}

impl Names {
    /// Some 20 bytes each.
    const MOST: usize = 1_000_000;

    fn hash(platform: &str, name: &str) -> u64 {
        let mut hasher = DefaultHasher::new();
        (platform, name).hash(&mut hasher);
        hasher.finish()
    }

    /// Whether a thread of this reading may be found for `new` by that name of it.
    fn may_find(&self, new: &New<'_>, name: &str) -> bool {
        let seen = self.seen.get(&Self::hash(&new.thread.platform, name));
        // Of two with numbers of their own only those with the same are one; these have the same key too,
        // and are found by that.
        let is_title = name.starts_with("title:");
        let differ = |all_numbered: &bool| is_title && new.numbered && *all_numbered;
        self.overflowed || seen.is_some_and(|all_numbered| !differ(all_numbered))
    }

    fn add(&mut self, new: &New<'_>, name: &str) {
        if self.seen.len() >= Self::MOST {
            self.overflowed = true;
            self.seen.clear();
        }
        if !self.overflowed {
            let hash = Self::hash(&new.thread.platform, name);
            *self.seen.entry(hash).or_insert(true) &= new.numbered;
        }
    }
}

/// Makes the thread findable for those that come later.
pub(super) fn remember(store: &Store, names: &mut Names, new: &New<'_>) -> Result<(), IndexError> {
    let mut insert = store
        .connection
        .prepare_cached("INSERT OR IGNORE INTO thread_name VALUES(?1, ?2, ?3)")
        .map_err(|error| store.failed(&error))?;
    for name in &new.names {
        names.add(new, name);
        insert
            .execute(params![&*new.thread.platform, name, new.number as i64])
            .map_err(|error| store.failed(&error))?;
    }
    Ok(())
}

struct Known {
    conversation: u64,
    read: u64,
    importer: String,
    key: String,
}

fn known(store: &Store, thread: u64) -> Result<Option<Known>, IndexError> {
    store
        .connection
        .prepare_cached(
            "SELECT conversation.conversation, thread.read, read.importer, thread.key
             FROM thread JOIN conversation ON conversation.thread = thread.number
             JOIN read ON read.number = thread.read WHERE thread.number=?1",
        )
        .and_then(|mut find| {
            find.query_row([thread as i64], |row| {
                Ok(Known {
                    conversation: row.get::<_, i64>(0)? as u64,
                    read: row.get::<_, i64>(1)? as u64,
                    importer: row.get(2)?,
                    key: row.get(3)?,
                })
            })
            .optional()
        })
        .map_err(|error| store.failed(&error))
}

/// The conversations to try, the likeliest first. `others`: another reading knows the platform.
pub(super) fn find(
    store: &Store,
    shapes: &mut Shapes<'_>,
    names: &Names,
    new: &New<'_>,
    others: bool,
) -> Result<Vec<Candidate>, IndexError> {
    let failed = |error| store.failed(&error);
    let mut found: BTreeMap<u64, (By, u32, bool)> = BTreeMap::new();
    let mut consider = |thread: u64, by: By| -> Result<bool, IndexError> {
        let Some(known) = known(store, thread)? else {
            return Ok(false);
        };
        let other = tail(&known.key).to_lowercase();
        let (numbered, equal) = (new.numbered && is_number(&other), new.own == other);
        // One export's numbers tell its threads apart, even where the same was sent to several.
        if numbered && !equal && known.importer == new.importer {
            return Ok(false);
        }
        // Within one export, only what it files twice under one name.
        let within = known.read == new.read;
        if within && by == By::Words {
            return Ok(false);
        }
        let by = if numbered && equal { By::Number } else { by };
        let entry = found.entry(known.conversation).or_insert((by, 0, within));
        entry.0 = entry.0.min(by);
        entry.1 += 1;
        entry.2 &= within;
        Ok(by == By::Number)
    };
    let mut sure = false;
    for name in &new.names {
        let mut find = store
            .connection
            .prepare_cached(
                "SELECT thread FROM thread_name
                 WHERE platform=?1 AND name=?2 AND thread>=?3 AND thread<?4
                 ORDER BY thread DESC LIMIT ?5",
            )
            .map_err(failed)?;
        // Many threads of one export may bear one title, such as that of deleted accounts; those
        // of other exports are looked for apart. One export's people may be in many groups.
        let within = !name.starts_with("people:") && names.may_find(new, name);
        for (from, until, most) in [
            (0, new.first_of_read, if others { 16 } else { 0 }),
            (new.first_of_read, new.number, if within { 4 } else { 0 }),
        ] {
            if most == 0 {
                continue;
            }
            let values = params![&*new.thread.platform, name, from as i64, until as i64, most];
            let threads: Vec<i64> = find
                .query_map(values, |row| row.get(0))
                .and_then(Iterator::collect)
                .map_err(failed)?;
            for thread in threads {
                sure |= consider(thread as u64, By::Name)?;
            }
        }
    }
    if others && !sure {
        for thread in by_words(store, shapes, new)? {
            consider(thread, By::Words)?;
        }
    }
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_by_key(|(conversation, (by, votes, _))| {
        (*by != By::Number, std::cmp::Reverse(*votes), *conversation)
    });
    found.truncate(TRIED);
    let found = found.into_iter();
    let candidates = found.map(|(conversation, (by, _, within))| Candidate {
        conversation,
        by,
        within,
    });
    Ok(candidates.collect())
}

/// Threads of the platform where some of the new thread's longer texts stand at the same times.
fn by_words(store: &Store, shapes: &mut Shapes<'_>, new: &New<'_>) -> Result<Vec<u64>, IndexError> {
    let failed = |error| store.failed(&error);
    let platform: Option<i64> = store
        .connection
        .prepare_cached("SELECT number FROM word WHERE text=?1")
        .and_then(|mut find| {
            find.query_row([&*new.thread.platform], |row| row.get(0))
                .optional()
        })
        .map_err(failed)?;
    let Some(platform) = platform else {
        return Ok(Vec::new());
    };
    let list = |of, number| Walk::list(store, of, number, Direction::OldestFirst);
    let mut threads = Vec::new();
    let mut positions = list(Of::Position, new.number);
    let probes = PROBES.min(new.events);
    let mut at = 0;
    for probe in 0..probes {
        // A few records in a row, until one says something.
        at = at.max((new.events * probe / probes.max(1)) as i64);
        let mut shape = None;
        for _ in 0..4 {
            let Some(spot) = positions.seek((at, 0))? else {
                break;
            };
            at = spot.0 + 1;
            let (when, _) = shapes.place(spot.1)?;
            let seen = shapes.shape(spot.1, when)?;
            if when != NO_TIME && seen.length >= TELLING && seen.unit <= MINUTE {
                shape = Some(seen);
                break;
            }
        }
        let Some(shape) = shape else { continue };
        let mut walk = list(Of::Platform, platform as u64);
        let mut from = (shape.key.saturating_sub(MINUTE), 0);
        for _ in 0..64 {
            let Some(spot) = walk.seek(from)? else { break };
            if spot.0 > shape.key.saturating_add(MINUTE) {
                break;
            }
            from = (spot.0, spot.1 + 1);
            if spot.1 == shape.event {
                continue;
            }
            let other = shapes.shape(spot.1, spot.0)?;
            if other.words == shape.words && shape.time_apart(&other, &[0]).is_some() {
                let (_, thread) = shapes.place(spot.1)?;
                if thread != new.number {
                    threads.push(thread);
                }
            }
        }
    }
    Ok(threads)
}
