//! The chronology: entries by month with a chart and its table, bursts folded, incidents in the
//! words of the person reporting.

use super::bursts::Bursts;
use super::citations::Places;
use super::{phrases, remark, say, words};
use crate::input::{Facts, IncidentFacts, PackError};
use crate::pdf::{Bar, Column, Composer, KeyValue, Span, Style};

pub(super) fn write(
    composer: &mut Composer<'_, '_>,
    facts: &Facts,
    bursts: &Bursts,
    places: &Places,
) -> Result<(), PackError> {
    by_month(composer, facts);
    remark(composer, words::CITED);
    folded(composer, facts, bursts, places);
    // The first incident begins on the page of its heading.
    composer.need(220.0);
    composer.heading(2, words::INCIDENTS);
    if facts.incidents.is_empty() {
        say(composer, words::INCIDENTS_NONE);
    }
    for incident in &facts.incidents {
        if composer.volume_is_full() {
            composer.next_volume()?;
        }
        write_incident(composer, facts, incident, places);
    }
    Ok(())
}

fn by_month(composer: &mut Composer<'_, '_>, facts: &Facts) {
    composer.heading(2, words::BY_MONTH);
    let total: u64 = facts.months.iter().map(|month| month.1).sum();
    let highest = facts.months.iter().max_by_key(|month| month.1);
    let (Some(first), Some(last), Some(highest)) =
        (facts.months.first(), facts.months.last(), highest)
    else {
        say(composer, words::BY_MONTH_NONE);
        undated(composer, facts);
        return;
    };
    let sentence = format!(
        "{} from {} to {}. The most in one month: {}, in {}.",
        phrases::count(total, "entry", "entries"),
        first.0,
        last.0,
        phrases::number(highest.1),
        highest.0,
    );
    composer.paragraph(&[Span::body(sentence.clone())]);
    let years: Vec<String> = facts
        .months
        .iter()
        .enumerate()
        .map(|(nth, (month, _))| match month.split_once('-') {
            Some((year, "01")) => year.to_owned(),
            Some((year, _))
                if nth == 0 && !first.0.ends_with("-11") && !first.0.ends_with("-12") =>
            {
                year.to_owned()
            }
            _ => String::new(),
        })
        .collect();
    let bars: Vec<_> = facts
        .months
        .iter()
        .zip(&years)
        .map(|((_, value), label)| Bar {
            label,
            value: *value,
        })
        .collect();
    composer.bars(&bars, &format!("{}. {sentence}", words::BY_MONTH));
    month_table(composer, facts);
    undated(composer, facts);
    remark(composer, words::BY_MONTH_SAYS);
}

fn undated(composer: &mut Composer<'_, '_>, facts: &Facts) {
    if facts.undated > 0 {
        let undated = phrases::count(facts.undated, "entry has", "entries have");
        say(
            composer,
            &format!("{undated} no usable time and stand in no month."),
        );
    }
}

fn month_table(composer: &mut Composer<'_, '_>, facts: &Facts) {
    const HEADS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let mut columns = vec![Column::new("Year", 1.3)];
    columns.extend(HEADS.map(|head| Column::number(head, 1.0)));
    columns.push(Column::number("All", 1.4));
    composer.table(&columns);
    let mut at = 0;
    while let Some((month, _)) = facts.months.get(at) {
        let year = month.split('-').next().unwrap_or("");
        let mut cells = [const { String::new() }; 12];
        let mut all = 0;
        while let Some((month, value)) = facts.months.get(at) {
            let mut parts = month.split('-');
            if parts.next() != Some(year) {
                break;
            }
            let place = parts.next().and_then(|month| month.parse::<usize>().ok());
            if let Some(cell) = place.and_then(|place| cells.get_mut(place.wrapping_sub(1))) {
                *cell = phrases::number(*value);
            }
            all += value;
            at += 1;
        }
        let mut row = vec![vec![Span::new(year, Style::LABEL)]];
        let small = Style::CELL.sized(7.5);
        row.extend(cells.into_iter().map(|cell| vec![Span::new(cell, small)]));
        row.push(vec![Span::new(phrases::number(all), small)]);
        composer.row(&row);
    }
    composer.end_table();
}

fn folded(composer: &mut Composer<'_, '_>, facts: &Facts, bursts: &Bursts, places: &Places) {
    if bursts.shown.is_empty() {
        return;
    }
    composer.heading(2, words::BURSTS);
    remark(composer, words::BURSTS_SAYS);
    composer.table(&[
        Column::new("When (UTC, zone assumed where not stated)", 3.9),
        Column::new("Account", 2.2),
        Column::new("What", 2.4),
        Column::new("Where", 1.9),
    ]);
    for burst in &bursts.shown {
        let label = facts
            .accounts
            .get(burst.account)
            .map_or("", |account| &account.label);
        let mut what = phrases::count(burst.entries, "entry", "entries");
        if burst.missed_calls > 0 {
            let calls = phrases::count(burst.missed_calls, "unanswered call", "unanswered calls");
            what = format!("{what}, {calls} among them");
        }
        let from = phrases::exact(burst.from);
        let to = phrases::exact(burst.to);
        let same_day = from.get(..10) == to.get(..10);
        let clock = |text: &str| text.get(11..16).unwrap_or("").to_owned();
        let day = from.get(..10).unwrap_or("").to_owned();
        let span = if same_day {
            format!("{day}, {}-{}", clock(&from), clock(&to))
        } else {
            format!(
                "{day} {} - {} {}",
                clock(&from),
                to.get(..10).unwrap_or(""),
                clock(&to)
            )
        };
        composer.row(&[
            vec![Span::cell(span)],
            vec![Span::cell(label)],
            vec![Span::cell(what)],
            vec![Span::cell(places.range(
                facts,
                burst.thread,
                burst.first,
                burst.last,
            ))],
        ]);
    }
    composer.end_table();
    if bursts.more > 0 {
        let more = phrases::count(bursts.more, "shorter run is", "shorter runs are");
        remark(composer, &format!("{more} not listed here."));
    }
}

fn write_incident(
    composer: &mut Composer<'_, '_>,
    facts: &Facts,
    incident: &IncidentFacts,
    places: &Places,
) {
    composer.need(120.0);
    composer.destination(&format!("incident {}", incident.reference));
    composer.heading(
        3,
        &format!(
            "{} · {}",
            incident.reference,
            phrases::clip(&phrases::days_in(&incident.when), 120)
        ),
    );
    composer.quotation(&[Span::body(incident.words.as_str())]);
    let mut rows = Vec::new();
    if !incident.how_known.is_empty() {
        rows.push(KeyValue::new(
            words::INCIDENT_HOW_KNOWN,
            vec![Span::cell(incident.how_known.as_str())],
        ));
    }
    let how = if incident.contemporaneous {
        words::CONTEMPORANEOUS
    } else {
        words::LATER
    };
    let versions = match incident.earlier_versions {
        0 => String::new(),
        kept => format!(
            "; {} kept in the case",
            phrases::count(
                u64::from(kept),
                "earlier version is",
                "earlier versions are"
            )
        ),
    };
    let written = format!("{}, {how}{versions}", phrases::minute(incident.written));
    rows.push(KeyValue::new(
        words::INCIDENT_WRITTEN,
        vec![Span::cell(written)],
    ));
    for (key, value) in [
        (words::INCIDENT_PLACE, &incident.place),
        (words::INCIDENT_WITNESSES, &incident.witnesses),
    ] {
        if !value.trim().is_empty() {
            rows.push(KeyValue::new(key, vec![Span::cell(value.as_str())]));
        }
    }
    if !incident.impact.is_empty() {
        rows.push(KeyValue::new(
            words::INCIDENT_IMPACT,
            vec![Span::cell(incident.impact.as_str())],
        ));
    }
    if !incident.belief.is_empty() {
        rows.push(KeyValue::new(
            words::INCIDENT_BELIEF,
            vec![Span::new(
                incident.belief.as_str(),
                Style::ITALIC.sized(8.5),
            )],
        ));
    }
    let bears_on = bears_on(facts, &incident.reference);
    if !bears_on.is_empty() {
        rows.push(KeyValue::new(
            words::INCIDENT_BEARS_ON,
            vec![Span::cell(bears_on)],
        ));
    }
    let mut shown_by = places.cite(facts, &incident.events, &incident.exhibits);
    if incident.events_gone > 0 {
        let gone = phrases::count(incident.events_gone, "event is", "events are");
        let apart = if shown_by.is_empty() { "" } else { ". " };
        shown_by.push_str(&format!(
            "{apart}Of what it names, {gone} not in the case now: set aside, or read differently since"
        ));
    }
    if !shown_by.is_empty() {
        rows.push(KeyValue::new(
            words::INCIDENT_SHOWN_BY,
            vec![Span::cell(shown_by)],
        ));
    }
    composer.facts(&rows);
}

/// The limbs to which somebody has assigned an incident.
fn bears_on(facts: &Facts, incident: &str) -> String {
    let groups = facts.elements.groups.iter();
    let limbs = groups.flat_map(|group| group.limbs.iter().map(move |limb| (group, limb)));
    let assigned = limbs.filter(|(_, limb)| {
        let mut all = limb.shown_by.iter();
        all.any(|shown| shown.incidents.iter().any(|one| one == incident))
    });
    let names: Vec<String> = assigned
        .map(|(group, limb)| format!("{} ({})", limb.says, group.title))
        .collect();
    names.join("; ")
}
