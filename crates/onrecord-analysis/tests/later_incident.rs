//! A later incident never shortens a clock, nor does any other incident.

mod common;

use common::{day, law};
use onrecord_analysis::Day;
use onrecord_analysis::clocks::{CaseDays, IncidentDays, LastContact, compute};
use proptest::prelude::*;

fn some_day() -> impl Strategy<Value = Day> {
    (0i64..7_000).prop_map(|days| day("2010-01-01").plus_days(days))
}

fn incident() -> impl Strategy<Value = IncidentDays> {
    (proptest::option::of(some_day()), 0i64..60).prop_map(|(earliest, width)| IncidentDays {
        reference: "I-1".into(),
        earliest,
        latest: earliest.map(|day| day.plus_days(width)),
    })
}

proptest! {
    #[test]
    fn an_incident_more_never_shortens_a_clock(
        incidents in proptest::collection::vec(incident(), 0..8),
        contact in proptest::option::of(some_day()),
        added in incident(),
        on in some_day(),
    ) {
        for id in ["england-and-wales", "scotland"] {
            let law = law(id);
            let before = CaseDays {
                incidents: incidents.clone(),
                last_contact: contact.map(|day| LastContact {
                    reference: "the last recorded contact".into(),
                    day,
                    doubt: String::new(),
                }),
                ..CaseDays::default()
            };
            let mut after = before.clone();
            after.incidents.push(added.clone());
            let longer = compute(&law, &after, on);
            for clock in compute(&law, &before, on) {
                let same = longer.iter().find(|other| other.rule == clock.rule);
                let due = same.and_then(|other| other.due);
                prop_assert!(due >= clock.due, "{}: {:?}, then {due:?}", clock.rule, clock.due);
            }
        }
    }

    #[test]
    fn months_keep_the_order_of_days(a in some_day(), b in some_day(), months in 0i32..60) {
        let (first, second) = (a.min(b), a.max(b));
        prop_assert!(first.plus_months(months) <= second.plus_months(months));
        prop_assert!(first.plus_months(months) >= first);
    }
}
