//! What a pack withholds inside an event that it shows: third parties, places, and words that the user
//! named. Documents and evidence are made from what comes out of here. Knows nothing of the index.

use onrecord_model::canonical::Field;
use onrecord_model::commit::ThreadSeed;
use onrecord_model::disclose::{FieldSet, Opening, WITHHELD};
use onrecord_model::{Account, AccountKey, Event, Kind, Mark, Thread};
use std::collections::BTreeSet;
use std::ops::Range;

/// What is withheld, as chosen.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// Keys of the accounts that the user says belong to the person doing this.
    pub their_keys: BTreeSet<AccountKey>,
    /// Keys of the user's own accounts.
    pub own_keys: BTreeSet<AccountKey>,
    /// Show accounts of third parties too.
    pub third_parties: bool,
    /// Show places too.
    pub places: bool,
    /// In lower case; see [`Self::with_words`].
    pub(super) words: Vec<Vec<char>>,
}

impl Rules {
    /// With these words withheld wherever they stand, capitals or not.
    pub fn with_words(mut self, words: &[String]) -> Self {
        self.words = words
            .iter()
            .map(|word| word.trim().chars().flat_map(char::to_lowercase).collect())
            .filter(|word: &Vec<char>| !word.is_empty())
            .collect();
        self
    }

    /// Whether words are withheld.
    pub fn has_words(&self) -> bool {
        !self.words.is_empty()
    }

    /// Whether an account is neither the user's nor that of the person doing this, as far as the user
    /// has said so. Where she has not, nobody is.
    pub fn is_third(&self, account: &Account, thread: &Thread) -> bool {
        if self.their_keys.is_empty() {
            return false;
        }
        let key = account.key();
        if self.their_keys.contains(&key) || self.own_keys.contains(&key) {
            return false;
        }
        // In a talk of two with the person doing this, the other is the user, said or not.
        let both = &thread.participants;
        let talk_of_two = both.len() == 2
            && both.iter().any(|one| one.key() == key)
            && both.iter().any(|one| self.their_keys.contains(&one.key()));
        !talk_of_two
    }

    /// Whether the sender of an event is a third party.
    pub fn sender_is_third(&self, event: &Event) -> bool {
        let account = event.account.as_deref();
        !event.marks.has(Mark::Outgoing)
            && account.is_some_and(|account| self.is_third(account, &event.thread))
    }

    fn others_are_known(&self, event: &Event) -> bool {
        event.others.iter().all(|other| {
            let key = other.key();
            self.their_keys.contains(&key) || self.own_keys.contains(&key)
        })
    }

    /// Where named words stand in a text, as ranges of its bytes.
    pub fn found_in(&self, text: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        for word in &self.words {
            let mut next = 0;
            for (at, _) in text.char_indices() {
                if at >= next
                    && let Some(length) = begins_with(&text[at..], word)
                {
                    next = at + length;
                    found.push(at..next);
                }
            }
        }
        found.sort_by_key(|range| (range.start, range.end));
        found
    }

    /// Whether a text holds a named word.
    pub fn in_text(&self, text: &str) -> bool {
        !self.found_in(text).is_empty()
    }

    fn in_account(&self, account: &Account) -> bool {
        let parts = [&account.stable_id, &account.handle, &account.name];
        parts.into_iter().flatten().any(|part| self.in_text(part))
    }

    /// A text with named words as gaps.
    pub fn redacted(&self, text: &str) -> String {
        let mut out = String::new();
        let mut next = 0;
        for range in self.found_in(text) {
            if range.start >= next {
                out.push_str(&text[next..range.start]);
                out.push_str(WITHHELD);
            }
            next = next.max(range.end);
        }
        out.push_str(&text[next..]);
        out
    }

    /// Whether what tells the place of an event is withheld.
    pub fn hides_place(&self, event: &Event) -> bool {
        event.marks.has(Mark::Location) && !self.places
    }

    /// The fields of an event that are shown.
    pub fn fields(&self, event: &Event) -> FieldSet {
        let mut fields = FieldSet::ALL;
        if !self.third_parties && !self.others_are_known(event) {
            fields = fields.without(Field::Others);
        }
        if !self.third_parties && self.sender_is_third(event) {
            fields = fields.without(Field::Sender);
        }
        if self.hides_place(event) {
            fields = fields.without(Field::Details);
            if event.kind != Kind::Photo {
                fields = fields.without(Field::Body);
            }
        }
        if self.words.is_empty() {
            return fields;
        }
        let place = |locator: &onrecord_model::Locator| {
            self.in_text(&locator.entry) || self.in_text(&locator.pointer.to_string())
        };
        let attachment = |attachment: &onrecord_model::Attachment| {
            let entry = match &attachment.place {
                onrecord_model::Place::Entry(entry) => self.in_text(entry),
                _ => false,
            };
            entry || self.in_text(&attachment.name)
        };
        for (field, holds) in [
            (
                Field::Sender,
                event.account.as_deref().is_some_and(|a| self.in_account(a)),
            ),
            (
                Field::Others,
                event.others.iter().any(|other| self.in_account(other)),
            ),
            (
                Field::Kind,
                matches!(&event.kind, Kind::Unknown(word) if self.in_text(word)),
            ),
            (
                Field::Details,
                event
                    .details
                    .iter()
                    .any(|(name, value)| self.in_text(name) || self.in_text(value)),
            ),
            (Field::Attachments, event.attachments.iter().any(attachment)),
            (Field::Time, self.in_text(&event.when.as_written)),
            (
                Field::Locator,
                place(&event.locator) || event.refers_to.as_deref().is_some_and(place),
            ),
        ] {
            if holds {
                fields = fields.without(field);
            }
        }
        fields
    }

    /// Whether an event is shown in full.
    pub fn shows_all(&self, event: &Event) -> bool {
        self.fields(event) == FieldSet::ALL
            && event.text.as_deref().is_none_or(|text| !self.in_text(text))
    }

    /// Opens an event of which the pack shows what may be shown.
    pub fn open(&self, index: u64, event: &Event, seed: &ThreadSeed) -> Opening {
        let mut opening = Opening::new(index, event, seed, self.fields(event));
        if let Some(text) = &event.text {
            opening.withhold_words(&self.found_in(text));
        }
        opening
    }
}

/// How many bytes of `text` its beginning takes that is `word` but for capitals.
fn begins_with(text: &str, word: &[char]) -> Option<usize> {
    let mut wanted = word.iter();
    for (at, character) in text.char_indices() {
        for lower in character.to_lowercase() {
            match wanted.next() {
                Some(wanted) if *wanted == lower => {}
                Some(_) => return None,
                None => return Some(at + character.len_utf8()),
            }
        }
        if wanted.len() == 0 {
            return Some(at + character.len_utf8());
        }
    }
    None
}

/// An event with no more than its opening shows, for what prints it.
pub fn blanked(mut event: Event, opening: &Opening) -> Event {
    event.text = opening.text().flatten().map(Into::into);
    if !opening.shows(Field::Sender) {
        event.account = None;
    }
    if !opening.shows(Field::Others) {
        event.others.clear();
    }
    if !opening.shows(Field::Details) {
        event.details.clear();
    }
    if !opening.shows(Field::Attachments) {
        event.attachments.clear();
    }
    if !opening.shows(Field::Time) {
        event.when = onrecord_model::When::undated();
    }
    event
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whatever_their_capitals() {
        let rules = Rules::default().with_words(&["Éla Sample".into(), "ß".into(), " ".into()]);
        assert_eq!(
            rules.redacted("tell éla SAMPLE and ÉLA sample."),
            "tell [withheld] and [withheld]."
        );
        assert_eq!(rules.redacted("éla sampl"), "éla sampl");
        assert_eq!(Rules::default().redacted("anything"), "anything");
    }
}
