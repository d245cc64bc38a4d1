//! A skeleton for a witness statement: what the case already knows, with gaps for what only a person
//! can say. What a statement must hold: Criminal Procedure Rules 2020, rules 16.2 and 16.3
//! (legislation.gov.uk/uksi/2020/759/part/16, read 22 November 2026).

use super::{phrases, remark, words};
use crate::input::{Facts, Inclusion, PackError};
use crate::pdf::{Column, Composer, KeyValue, Span, Style};

pub(super) fn write(composer: &mut Composer<'_, '_>, facts: &Facts) -> Result<(), PackError> {
    remark(composer, words::STATEMENT_SAYS);
    let mut items: Vec<(String, Vec<Span<'_>>)> = Vec::new();
    let mut next = |text: String| {
        let number = items.len() + 1;
        items.push((format!("{number}."), vec![Span::body(text)]));
    };
    next(format!(
        "My name is {}. {}",
        phrases::clip(&facts.owner, 90),
        words::STATEMENT_AGE
    ));
    next(words::STATEMENT_WHO.to_owned());
    if let (Some(first), Some(last)) = (&facts.front.first, &facts.front.last) {
        next(format!(
            "Between {} and {} I received {} from {} that I believe belong to one person. {}",
            phrases::day(first),
            phrases::day(last),
            phrases::count(facts.front.contacts, "contact", "contacts"),
            phrases::count(facts.front.accounts.len() as u64, "account", "accounts"),
            words::STATEMENT_WHY
        ));
    }
    for incident in &facts.incidents {
        next(format!(
            "[{}, {}] {}",
            incident.reference,
            phrases::clip(&phrases::days_in(&incident.when), 80),
            words::STATEMENT_INCIDENT
        ));
    }
    for order in &facts.orders {
        next(format!(
            "[{}, {}] {} {}",
            order.reference,
            phrases::iso_day(&order.given),
            order.kind,
            words::STATEMENT_ORDER
        ));
    }
    next(words::STATEMENT_IMPACT.to_owned());
    next(words::STATEMENT_PRODUCE.to_owned());
    next(words::STATEMENT_LOG.to_owned());
    next(words::STATEMENT_DECLARATION.to_owned());
    composer.numbered(&items, 26.0);
    exhibits(composer, facts);
    composer.facts(&[
        KeyValue::new(words::STATEMENT_SIGNED, vec![Span::body(words::TO_WRITE)]),
        KeyValue::new(words::STATEMENT_DATED, vec![Span::body(words::TO_WRITE)]),
    ]);
    Ok(())
}

fn exhibits(composer: &mut Composer<'_, '_>, facts: &Facts) {
    composer.table(&[
        Column::new("Exhibit", 1.2),
        Column::new("What it is", 5.4),
        Column::new("Where and when you got it", 3.4),
    ]);
    for exhibit in &facts.exhibits {
        if exhibit.inclusion == Inclusion::Withheld {
            continue;
        }
        composer.row(&[
            vec![Span::new(
                exhibit.reference.as_str(),
                Style::BOLD.sized(8.5),
            )],
            vec![Span::cell(format!(
                "{}: {}",
                phrases::clip(&exhibit.what, 60),
                phrases::clip(&exhibit.name, 120)
            ))],
            vec![Span::cell(words::TO_WRITE)],
        ]);
    }
    composer.end_table();
}
