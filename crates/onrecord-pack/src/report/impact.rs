//! What it did, by part of life, and what each incident did; in the words of the person reporting.

use super::{phrases, remark, say, words};
use crate::input::{Facts, PackError};
use crate::pdf::{Column, Composer, Span, Style};

pub(super) fn write(composer: &mut Composer<'_, '_>, facts: &Facts) -> Result<(), PackError> {
    let told: Vec<_> = facts
        .incidents
        .iter()
        .filter(|incident| !incident.impact.trim().is_empty())
        .collect();
    if facts.impacts.is_empty() && told.is_empty() {
        say(composer, words::IMPACT_NONE);
        return Ok(());
    }
    remark(composer, words::IMPACT_SAYS);
    for impact in &facts.impacts {
        let mut paragraphs = vec![
            vec![
                Span::bold(impact.area.as_str()),
                Span::small(format!("  {}", impact.reference)),
            ],
            vec![Span::body(impact.words.as_str())],
        ];
        let exhibits = impact.exhibits.join(", ");
        for (key, value) in [
            (words::IMPACT_SINCE, &impact.since),
            (words::IMPACT_COST, &impact.cost),
            (words::IMPACT_WHO, &impact.who_can_say),
            (words::INCIDENT_SHOWN_BY, &exhibits),
        ] {
            if !value.trim().is_empty() {
                paragraphs.push(vec![
                    Span::new(format!("{key}: "), Style::LABEL),
                    Span::cell(value.as_str()),
                ]);
            }
        }
        composer.block(&paragraphs);
    }
    if told.is_empty() {
        return Ok(());
    }
    composer.heading(2, words::IMPACT_BY_INCIDENT);
    composer.table(&[
        Column::new("Incident", 1.0),
        Column::new("When", 2.4),
        Column::new(words::INCIDENT_IMPACT, 6.6),
    ]);
    for incident in told {
        composer.row(&[
            vec![
                Span::new(incident.reference.as_str(), Style::BOLD.sized(8.5))
                    .to(format!("incident {}", incident.reference)),
            ],
            vec![Span::cell(phrases::clip(
                &phrases::days_in(&incident.when),
                60,
            ))],
            vec![Span::cell(incident.impact.as_str())],
        ]);
    }
    composer.end_table();
    Ok(())
}
