//! Who speaks: where a line's name ends, and which lines have none.
//!
//! A name may hold `: ` itself, and what the platform says may too. One line cannot tell; the
//! whole file mostly can.

use super::body::Phrases;
use super::header::is_mark;
use crate::kit::text::{decode, mark_hidden};
use onrecord_model::{Account, Marks};
use std::collections::BTreeMap;
use std::sync::Arc;

/// More distinct names than any group has are not remembered.
const MAX_NAMES: usize = 20_000;
const MAX_NAME_BYTES: usize = 256;
/// So often must a name be followed by the same words and a colon, and never by anything else,
/// for those words to belong to the name.
const ALWAYS: u64 = 5;
const RECENT: usize = 4;

/// Where the first `: ` stands (or a colon that ends the line), if a name can end there.
pub(super) fn first_colon(line: &[u8]) -> Option<usize> {
    let window = &line[..line.len().min(MAX_NAME_BYTES)];
    memchr::memchr_iter(b':', window)
        .find(|&at| at > 0 && line.get(at + 1).is_none_or(|next| *next == b' '))
}

/// What follows a name's colon.
pub(super) fn after_colon(line: &[u8], colon: usize) -> &[u8] {
    line.get(colon + 2..).unwrap_or(&[])
}

/// Values by name, quick for the few that alternate in a chat.
struct ByName<T> {
    index: BTreeMap<Box<[u8]>, usize>,
    values: Vec<(Box<[u8]>, T)>,
    recent: [usize; RECENT],
    turn: usize,
}

impl<T> ByName<T> {
    fn new() -> Self {
        Self {
            index: BTreeMap::new(),
            values: Vec::new(),
            recent: [0; RECENT],
            turn: 0,
        }
    }

    fn find(&mut self, name: &[u8]) -> Option<usize> {
        for at in self.recent {
            if self
                .values
                .get(at)
                .is_some_and(|(known, _)| **known == *name)
            {
                return Some(at);
            }
        }
        let at = *self.index.get(name)?;
        self.turn = (self.turn + 1) % RECENT;
        self.recent[self.turn] = at;
        Some(at)
    }

    fn insert(&mut self, name: &[u8], value: T) -> Option<usize> {
        let at = self.values.len();
        if at >= MAX_NAMES {
            return None;
        }
        self.index.insert(name.into(), at);
        self.values.push((name.into(), value));
        Some(at)
    }
}

#[derive(Default)]
struct Seen {
    count: u64,
    /// The words up to the next colon; `None` once they differed.
    next: Option<Box<[u8]>>,
}

/// Gathers what stands before the first colon of each line.
pub(super) struct NameSurvey {
    names: ByName<Seen>,
}

impl NameSurvey {
    pub(super) fn new() -> Self {
        Self {
            names: ByName::new(),
        }
    }

    /// The rest of a header's line.
    pub(super) fn push(&mut self, line: &[u8]) {
        let Some(colon) = first_colon(line) else {
            return;
        };
        let name = &line[..colon];
        let rest = after_colon(line, colon);
        match self.names.find(name) {
            Some(at) => {
                let seen = &mut self.names.values[at].1;
                seen.count += 1;
                if let Some(next) = &seen.next
                    && !(rest.starts_with(next) && rest[next.len()..].starts_with(b": "))
                {
                    seen.next = None;
                }
            }
            None => {
                let next = first_colon(rest)
                    .filter(|at| *at <= 40 && rest.len() > at + 1)
                    .map(|at| rest[..at].into());
                self.names.insert(name, Seen { count: 1, next });
            }
        }
    }

    /// What each of them is. `title` is the chat's, where its file's name gives it.
    pub(super) fn resolve(
        self,
        platform: &Arc<str>,
        phrases: &Phrases,
        title: Option<&str>,
    ) -> (Names, Vec<String>) {
        let mut known = ByName::new();
        let mut remarks = Vec::new();
        for (name, seen) in &self.names.values {
            let text = String::from_utf8_lossy(name);
            let quotes = text.contains(['"', '“', '«', '„', '「']);
            let speaks_of_a_known_name = || {
                let known = &self.names.index;
                (1..name.len()).any(|end| name[end] == b' ' && known.contains_key(&name[..end]))
            };
            let is_sentence = seen.count <= 2
                && (phrases.is_sentence(&text) || quotes && speaks_of_a_known_name());
            let longer = seen
                .next
                .as_ref()
                .map(|next| [name, &b": "[..], next].concat());
            let longer = longer.filter(|longer| {
                seen.count >= ALWAYS || title.is_some_and(|title| title.as_bytes() == longer)
            });
            let speaker = if is_sentence {
                Speaker::Platform
            } else if let Some(longer) = longer {
                remarks.push(format!(
                    "A name was read as “{}”, because every line of it goes on so.",
                    String::from_utf8_lossy(&longer)
                ));
                Speaker::Longer {
                    length: longer.len(),
                    account: account(platform, &longer),
                }
            } else {
                Speaker::Named(account(platform, name))
            };
            known.insert(name, speaker);
        }
        let names = Names {
            known,
            platform: platform.clone(),
        };
        (names, remarks)
    }
}

/// An account, and what must be said of its name.
pub(super) type Named = (Arc<Account>, Marks);

enum Speaker {
    Named(Named),
    /// The name goes on after the first colon, to this length.
    Longer {
        length: usize,
        account: Named,
    },
    /// No name: the platform speaks, and its sentence has a colon.
    Platform,
}

/// Who stands before the colon.
pub(super) struct Names {
    known: ByName<Speaker>,
    platform: Arc<str>,
}

impl Names {
    /// The speaker and where the text begins, or `None` where the platform speaks.
    pub(super) fn speaker(&mut self, line: &[u8]) -> Option<(Named, usize)> {
        let colon = first_colon(line)?;
        let name = &line[..colon];
        let text_at = |colon: usize| (colon + 2).min(line.len());
        match self.known.find(name) {
            Some(at) => match &self.known.values[at].1 {
                Speaker::Platform => None,
                Speaker::Named(named) => Some((named.clone(), text_at(colon))),
                Speaker::Longer { length, account } => Some((account.clone(), text_at(*length))),
            },
            None => {
                let named = account(&self.platform, name);
                self.known.insert(name, Speaker::Named(named.clone()));
                Some((named, text_at(colon)))
            }
        }
    }
}

/// Marks and spaces around a name are the platform's; those inside it are the account's.
fn account(platform: &Arc<str>, name: &[u8]) -> Named {
    let mut marks = Marks::NONE;
    let text = decode(name, &mut marks);
    let shown = text.trim_matches(|c: char| is_mark(c) || c.is_whitespace());
    let shown = if shown.is_empty() { &*text } else { shown };
    let digits = shown.chars().filter(char::is_ascii_digit).count();
    let is_number = shown.starts_with('+')
        && digits >= 7
        && shown
            .chars()
            .all(|c| c.is_ascii_digit() || is_mark(c) || c.is_whitespace() || "+-()‑".contains(c));
    let account = if is_number {
        Account::handled(platform, shown, None)
    } else {
        Account::named(platform, shown)
    };
    mark_hidden(shown, &mut marks);
    (Arc::new(account), marks)
}
