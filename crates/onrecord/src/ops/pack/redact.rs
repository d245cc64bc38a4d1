//! Words that the user withholds, taken out of what the report says besides the events: names of
//! accounts, files and threads, and the user's own sentences. Fails closed: where a word is left, no
//! pack is made.

use super::withheld::Rules;
use crate::ops::{OpError, OpResult};
use onrecord_model::Account;
use onrecord_pack::input::Facts;
use std::sync::Arc;

/// Takes the withheld words, and the names of third parties in titles and file names, out of `facts`.
///
/// # Errors
/// A word is left in a place that is not known here.
pub fn redact(rules: &Rules, third: &[String], facts: &mut Facts) -> OpResult<()> {
    hide_third_parties(rules, third, facts);
    if !rules.has_words() {
        return Ok(());
    }
    let one = |text: &mut String| *text = rules.redacted(text);
    let some = |text: &mut Option<String>| text.iter_mut().for_each(one);
    let all = |texts: &mut Vec<String>| texts.iter_mut().for_each(one);
    all(&mut facts.front.references);
    one(&mut facts.front.ask);
    one(&mut facts.front.person_doing_this);
    for person in &mut facts.persons {
        one(&mut person.name);
        one(&mut person.note);
        some(&mut person.can_say);
    }
    for account in &mut facts.accounts {
        one(&mut account.key);
        one(&mut account.label);
        some(&mut account.handle);
        some(&mut account.stable_id);
        all(&mut account.names_seen);
        all(&mut account.wrote_to);
    }
    for incident in &mut facts.incidents {
        for text in [
            &mut incident.when,
            &mut incident.words,
            &mut incident.place,
            &mut incident.witnesses,
            &mut incident.still_needed,
            &mut incident.impact,
            &mut incident.belief,
        ] {
            one(text);
        }
    }
    for order in &mut facts.orders {
        for text in [&mut order.by, &mut order.words, &mut order.their_reference] {
            one(text);
        }
    }
    for impact in &mut facts.impacts {
        for text in [&mut impact.words, &mut impact.cost, &mut impact.who_can_say] {
            one(text);
        }
    }
    for entry in &mut facts.ledger {
        for text in [
            &mut entry.body,
            &mut entry.channel,
            &mut entry.officer,
            &mut entry.their_reference,
            &mut entry.said,
            &mut entry.answered,
            &mut entry.promised,
            &mut entry.due,
            &mut entry.outcome,
        ] {
            one(text);
        }
    }
    for clock in &mut facts.clocks.clocks {
        one(&mut clock.counted);
    }
    let limbs = facts.elements.groups.iter_mut();
    for shown in limbs
        .flat_map(|group| &mut group.limbs)
        .flat_map(|limb| &mut limb.shown_by)
    {
        one(&mut shown.because);
        one(&mut shown.by);
    }
    for pair in &mut facts.linkage.told {
        one(&mut pair.because);
        let sides = [&mut pair.speaks_for, &mut pair.against, &mut pair.posing];
        for ground in sides.into_iter().flatten() {
            one(&mut ground.says);
            all(&mut ground.quotes);
        }
    }
    for group in &mut facts.linkage.groups {
        for shown in &mut group.shown {
            one(&mut shown.what);
        }
        for channel in &mut group.channels {
            // What the person noticed stands among what speaks against.
            channel.against.iter_mut().for_each(|(says, _)| one(says));
        }
    }
    for (line, _, source) in &mut facts.linkage.lines {
        one(line);
        one(source);
    }
    for exhibit in &mut facts.exhibits {
        one(&mut exhibit.name);
        one(&mut exhibit.what);
        one(&mut exhibit.source);
    }
    for thread in &mut facts.threads {
        all(&mut thread.defects);
        let part = |text: &mut Box<str>| *text = rules.redacted(text).into();
        part(&mut thread.thread.key);
        thread.thread.title.iter_mut().for_each(part);
        thread.thread.folder.iter_mut().for_each(part);
        for account in &mut thread.thread.participants {
            let mut shown = Account::clone(account);
            shown.stable_id.iter_mut().for_each(part);
            shown.handle.iter_mut().for_each(part);
            shown.name.iter_mut().for_each(part);
            *account = Arc::new(shown);
        }
    }
    // The log's bytes are shown as they were signed; entries that are opened hold no name.
    let custody = core::mem::take(&mut facts.custody);
    let left = rules.in_text(&format!("{facts:?}"));
    facts.custody = custody;
    if left {
        return Err(OpError::Other(
            "A word that you withhold stands in something you wrote, where it cannot be taken out: a \
             name, a place or a reference. Change that entry, or choose the words more exactly. No \
             pack was made."
                .into(),
        ));
    }
    Ok(())
}

/// Participants, titles and file names that name somebody who is neither the user nor the person doing
/// this.
fn hide_third_parties(rules: &Rules, third: &[String], facts: &mut Facts) {
    if rules.third_parties {
        return;
    }
    // Shorter names would take letters out of words.
    let names: Vec<String> = third
        .iter()
        .filter(|name| name.chars().count() > 2)
        .cloned()
        .collect();
    let names = Rules::default().with_words(&names);
    for thread in &mut facts.threads {
        let shown = thread.thread.clone();
        thread.thread.participants.retain(|account| {
            !rules.is_third(account, &shown) || !third.iter().any(|name| name == account.label())
        });
        let part = |text: &mut Box<str>| *text = names.redacted(text).into();
        part(&mut thread.thread.key);
        thread.thread.title.iter_mut().for_each(part);
    }
    for exhibit in &mut facts.exhibits {
        exhibit.name = names.redacted(&exhibit.name);
    }
}
