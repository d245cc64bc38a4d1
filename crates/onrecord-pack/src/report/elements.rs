//! The matrix of elements: limbs of the offences and questions against what shows each, and what is
//! missing. Prints what people assigned; proposes nothing.

use super::citations::Places;
use super::{law_words, phrases, remark, say};
use crate::input::{Facts, Limb, PackError, ShownBy};
use crate::pdf::{Column, Composer, Span, Style};

const COLUMNS: [Column<'static>; 3] = [
    Column::new(law_words::ELEMENT, 3.4),
    Column::new(law_words::ELEMENT_SHOWN_BY, 6.6),
    Column::new(law_words::ELEMENT_MISSING, 2.6),
];

pub(super) fn write(
    composer: &mut Composer<'_, '_>,
    facts: &Facts,
    places: &Places,
) -> Result<(), PackError> {
    let elements = &facts.elements;
    if elements.groups.is_empty() {
        say(composer, law_words::ELEMENTS_NONE);
        return Ok(());
    }
    remark(
        composer,
        &format!("{} {}", law_words::ELEMENTS_SAY, elements.caution),
    );
    for group in &elements.groups {
        composer.need(150.0);
        composer.heading(2, &group.title);
        remark(
            composer,
            &format!(
                "{} Source: {}. {}, read {}.",
                group.says,
                group.source,
                group.source_address,
                phrases::iso_day(&group.read)
            ),
        );
        composer.table(&COLUMNS);
        for limb in &group.limbs {
            if composer.volume_is_full() {
                composer.end_table();
                composer.next_volume()?;
                composer.table(&COLUMNS);
            }
            composer.row(&row(facts, places, limb));
        }
        composer.end_table();
    }
    Ok(())
}

fn row<'a>(facts: &Facts, places: &Places, limb: &'a Limb) -> [Vec<Span<'a>>; 3] {
    let mut shown = Vec::new();
    for (nth, one) in limb.shown_by.iter().enumerate() {
        let gap = if nth == 0 { "" } else { "\n" };
        let references = references(facts, places, one);
        shown.push(Span::new(
            format!("{gap}{references}"),
            Style::BOLD.sized(8.5),
        ));
        let mut told = String::new();
        if !one.because.trim().is_empty() {
            told.push_str(&format!(": {}", one.because));
        }
        if !one.by.is_empty() && one.by != "owner" {
            told.push_str(&format!(" (said by {})", one.by));
        }
        shown.push(Span::cell(format!("{told} [{}]", one.reference)));
    }
    if shown.is_empty() {
        shown.push(Span::cell("–"));
    }
    let missing = limb.missing.as_deref().unwrap_or_default();
    [
        vec![Span::cell(limb.says.as_str())],
        shown,
        vec![Span::new(missing, Style::ITALIC.sized(8.5))],
    ]
}

/// "I-4; T7, 12-14 (p. 31); WF/9; 2 more withheld".
fn references(facts: &Facts, places: &Places, one: &ShownBy) -> String {
    let mut parts: Vec<String> = one.incidents.clone();
    let cited = places.cite(facts, &one.events, &one.exhibits);
    if !cited.is_empty() {
        parts.push(cited);
    }
    if one.withheld_events > 0 {
        let count = phrases::count(one.withheld_events, "event", "events");
        parts.push(format!("{count} {}", law_words::ELEMENT_WITHHELD));
    }
    parts.join("; ")
}
