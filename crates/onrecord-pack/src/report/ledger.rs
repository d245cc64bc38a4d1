//! Reports made and answers given, word for word.

use super::{phrases, remark, say, words};
use crate::input::{Facts, PackError};
use crate::pdf::{Composer, KeyValue, Span};

/// Points that an entry's heading takes.
const HEADING: f32 = 50.0;
/// Points; a taller entry begins where it can.
const MOST_OF_A_PAGE: f32 = 420.0;

pub(super) fn write(composer: &mut Composer<'_, '_>, facts: &Facts) -> Result<(), PackError> {
    if facts.ledger.is_empty() {
        say(composer, words::NO_REPORT);
        return Ok(());
    }
    remark(composer, words::LEDGER_SAYS);
    for entry in &facts.ledger {
        if composer.volume_is_full() {
            composer.next_volume()?;
        }
        let mut rows = Vec::new();
        for (key, value) in [
            (words::LEDGER_CHANNEL, &entry.channel),
            (words::LEDGER_OFFICER, &entry.officer),
            (words::LEDGER_REFERENCE, &entry.their_reference),
            (words::LEDGER_SAID, &entry.said),
        ] {
            if !value.trim().is_empty() {
                rows.push(KeyValue::new(key, vec![Span::body(value.as_str())]));
            }
        }
        let answered = if entry.answered.trim().is_empty() {
            vec![Span::body(words::NOT_SAID)]
        } else {
            vec![Span::bold(format!("“{}”", entry.answered))]
        };
        rows.push(KeyValue::new(words::LEDGER_ANSWERED, answered));
        for (key, value) in [
            (words::LEDGER_PROMISED, &entry.promised),
            (words::LEDGER_DUE, &entry.due),
            (words::LEDGER_OUTCOME, &entry.outcome),
        ] {
            if !value.trim().is_empty() {
                rows.push(KeyValue::new(
                    key,
                    vec![Span::body(phrases::days_in(value))],
                ));
            }
        }
        let kept = format!(
            "{} kept in the case.",
            phrases::number(u64::from(entry.earlier_versions))
        );
        if entry.earlier_versions > 0 {
            rows.push(KeyValue::new(words::LEDGER_KEPT, vec![Span::small(kept)]));
        }
        // An answer and what came of it are read together.
        let height = HEADING + composer.facts_height(&rows);
        composer.need(if height < MOST_OF_A_PAGE {
            height
        } else {
            140.0
        });
        composer.heading(
            2,
            &format!(
                "{} · {} · {}",
                entry.reference,
                phrases::clip(&phrases::days_in(&entry.date), 60),
                phrases::clip(&entry.body, 80)
            ),
        );
        composer.facts(&rows);
    }
    Ok(())
}
