//! Orders, warnings and every "stop", each with what this pack shows after it. Counts, not
//! conclusions: whether an order was broken is for others to decide.

use super::citations::Places;
use super::{phrases, remark, say, words};
use crate::input::{Facts, OrderFacts, PackError};
use crate::pdf::{Composer, KeyValue, Span};

pub(super) fn write(
    composer: &mut Composer<'_, '_>,
    facts: &Facts,
    places: &Places,
) -> Result<(), PackError> {
    if facts.orders.is_empty() {
        say(composer, words::ORDERS_NONE);
        return Ok(());
    }
    remark(composer, words::ORDERS_SAYS);
    for order in &facts.orders {
        if composer.volume_is_full() {
            composer.next_volume()?;
        }
        let rows = rows(facts, places, order);
        let height = 50.0 + composer.facts_height(&rows);
        composer.need(height.min(420.0));
        composer.heading(
            2,
            &format!(
                "{} · {} · {}",
                order.reference,
                phrases::iso_day(&order.given),
                order.kind
            ),
        );
        composer.facts(&rows);
    }
    Ok(())
}

fn rows<'a>(facts: &Facts, places: &Places, order: &'a OrderFacts) -> Vec<KeyValue<'a>> {
    let mut rows = Vec::new();
    for (key, value) in [
        (words::ORDER_BY, &order.by),
        (words::ORDER_WORDS, &order.words),
        (words::ORDER_REFERENCE, &order.their_reference),
        (words::ORDER_REACHED, &order.how_reached),
    ] {
        if !value.trim().is_empty() {
            rows.push(KeyValue::new(key, vec![Span::body(value.as_str())]));
        }
    }
    if !order.until.is_empty() {
        let until = phrases::iso_day(&order.until);
        rows.push(KeyValue::new(words::ORDER_UNTIL, vec![Span::body(until)]));
    }
    rows.push(KeyValue::new(
        words::ORDER_AFTER,
        vec![Span::bold(after(order))],
    ));
    let shown_by = places.cite(facts, &order.events, &order.exhibits);
    let shown_by = if shown_by.is_empty() {
        words::ORDER_NOTHING_SHOWS.to_owned()
    } else {
        shown_by
    };
    rows.push(KeyValue::new(
        words::INCIDENT_SHOWN_BY,
        vec![Span::body(shown_by)],
    ));
    rows
}

/// "212 contacts from 14 accounts, from 15 March 2024 to 13 August 2026."
pub(super) fn after(order: &OrderFacts) -> String {
    let after = &order.after;
    if after.contacts == 0 {
        return words::ORDER_NOTHING_AFTER.to_owned();
    }
    let contacts = phrases::count(after.contacts, "contact", "contacts");
    let accounts = phrases::count(after.accounts, "account", "accounts");
    if after.first == after.last {
        return format!(
            "{contacts} from {accounts}, on {}.",
            phrases::iso_day(&after.first)
        );
    }
    format!(
        "{contacts} from {accounts}, from {} to {}.",
        phrases::iso_day(&after.first),
        phrases::iso_day(&after.last)
    )
}
