//! `data/linkage.json`: that what it rests on stands in the pack. Each event it names must be shown with its
//! time, its sender and every word, each account must have sent something shown, and its counts must agree. What
//! it says of them is a finding: signed, and not proven.

use crate::archive::{Archive, label};
use crate::json::{self, Json};
use crate::report::{Meaning, Report};
use onrecord_model::canonical::{Field, read_sender};
use onrecord_model::disclose::Opening;
use std::collections::{BTreeMap, BTreeSet};

const PATH: &str = "data/linkage.json";
const LARGEST: u64 = 256 << 20;
/// Names under which an account, or several, stand.
const OF_ACCOUNTS: [&str; 5] = ["account", "accounts", "after_block_of", "by", "with"];

/// What it names and was not yet found in the pack.
#[derive(Debug, Default)]
pub(crate) struct Named {
    /// Positions by thread, counted from 0.
    events: BTreeMap<String, BTreeSet<u64>>,
    accounts: BTreeSet<String>,
}

impl Named {
    /// Reads the file, if there is one, and checks that its counts agree.
    pub fn read(archive: &Archive<'_>, report: &mut Report) -> Self {
        let mut named = Self::default();
        if archive.has(PATH) {
            let read = archive.read(PATH, LARGEST).ok();
            let read = read.and_then(|bytes| json::parse(core::str::from_utf8(&bytes).ok()?));
            let problem = match read {
                Some(read) if named.walk(&read).is_some() && counts(&read) == Some(true) => None,
                Some(_) => {
                    Some("It names something that is not of its form, or its counts do not agree.")
                }
                None => Some("It cannot be read."),
            };
            if let Some(problem) = problem {
                named = Self::default();
                report.add(&label(PATH), Meaning::TableBroken, problem);
            }
        }
        named
    }

    /// Notes every event and account that it names; `None` where one is not of its form.
    fn walk(&mut self, value: &Json) -> Option<()> {
        match value {
            Json::List(all) => all.iter().try_for_each(|one| self.walk(one)),
            Json::Object(all) => all.iter().try_for_each(|(name, value)| {
                if name == "events" {
                    list(value)?
                        .iter()
                        .try_for_each(|event| self.event(event))?;
                } else if OF_ACCOUNTS.contains(&name.as_str()) {
                    let one = core::slice::from_ref(value);
                    list(value)
                        .unwrap_or(one)
                        .iter()
                        .try_for_each(|account| self.account(account))?;
                }
                self.walk(value)
            }),
            _ => Some(()),
        }
    }

    fn event(&mut self, event: &Json) -> Option<()> {
        let (thread, index) = (text(get(event, "thread")?)?, number(get(event, "index")?)?);
        self.events
            .entry(thread.to_owned())
            .or_default()
            .insert(index);
        Some(())
    }

    fn account(&mut self, account: &Json) -> Option<()> {
        match account {
            Json::Text(key) => {
                self.accounts.insert(key.clone());
                Some(())
            }
            // How many there are, or none.
            Json::Number(_) | Json::Word => Some(()),
            Json::List(_) | Json::Object(_) => None,
        }
    }

    /// An event of the pack: what it names of it is found.
    pub fn found(&mut self, thread: &str, opening: &Opening) {
        if !self.accounts.is_empty()
            && let Some(Some(sender)) = opening.value(Field::Sender).as_ref().and_then(read_sender)
        {
            self.accounts.remove(&*sender.key().0);
        }
        let whole = [Field::Time, Field::Sender, Field::Body]
            .iter()
            .all(|field| opening.shows(*field));
        if whole && let Some(events) = self.events.get_mut(thread) {
            events.remove(&opening.index);
        }
    }

    /// After the last event: whatever it names besides is not in the pack.
    pub fn end(self, report: &mut Report) {
        let lacking = self
            .events
            .iter()
            .find_map(|(thread, events)| Some((thread, events.first()?)));
        if let Some((thread, index)) = lacking {
            let position = index.saturating_add(1);
            let problem = format!(
                "It rests on event {position} of {thread}, which the pack does not show in full."
            );
            report.add(&label(PATH), Meaning::TableBroken, problem);
        } else if let Some(account) = self.accounts.first() {
            let problem = format!("It names {account}, who sent nothing that the pack shows.");
            report.add(&label(PATH), Meaning::TableBroken, problem);
        }
    }
}

/// Whether the counts of the file agree; `None` where one is not there.
fn counts(whole: &Json) -> Option<bool> {
    let count = |of: &Json, name: &str| number(get(of, name)?);
    let pairs_of = |accounts: u64| {
        accounts
            .checked_mul(accounts.saturating_sub(1))
            .map(|twice| twice / 2)
    };
    let (pairs, different) = (count(whole, "pairs")?, count(whole, "different")?);
    let mut agree = pairs_of(count(whole, "accounts")?)? == pairs
        && count(whole, "proposed")? <= pairs
        && count(whole, "different_proposed")? <= different;
    for group in list(get(whole, "groups")?)? {
        let accounts = list(get(group, "sequence")?)?.len() as u64;
        let of_group = list(get(group, "pairs")?)?.len() as u64;
        agree &= pairs_of(accounts)? == of_group;
        for shown in list(get(group, "shown_by_several")?)? {
            agree &= count(shown, "accounts")? == list(get(shown, "by")?)?.len() as u64;
        }
    }
    Some(agree)
}

/// Of a name that stands twice the last counts, as in most readers.
fn get<'j>(value: &'j Json, name: &str) -> Option<&'j Json> {
    let Json::Object(all) = value else {
        return None;
    };
    all.iter()
        .rev()
        .find(|(own, _)| own == name)
        .map(|(_, value)| value)
}

fn list(value: &Json) -> Option<&[Json]> {
    match value {
        Json::List(all) => Some(all),
        _ => None,
    }
}

fn text(value: &Json) -> Option<&str> {
    match value {
        Json::Text(text) => Some(text),
        _ => None,
    }
}

fn number(value: &Json) -> Option<u64> {
    match value {
        Json::Number(digits) => digits.parse().ok(),
        _ => None,
    }
}
