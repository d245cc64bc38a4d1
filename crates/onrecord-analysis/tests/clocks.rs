//! The table of cases: every row's day was computed by another program (docs/LAW.md).

mod common;

use common::{day, facts, law};
use onrecord_analysis::clocks::compute;

#[test]
fn every_row_of_the_table_comes_out() {
    let table = include_str!("clocks.tsv");
    let mut rows = 0;
    let mut wrong = Vec::new();
    for line in table.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [
            name,
            jurisdiction,
            rule,
            on,
            enhanced,
            case,
            due,
            state,
            left,
            source,
        ] = cells[..]
        else {
            panic!("ten cells, not {}: {line}", cells.len());
        };
        rows += 1;
        let law = law(jurisdiction);
        let mut case = facts(case);
        case.enhanced_rights = enhanced == "yes";
        let clocks = compute(&law, &case, day(on));
        let found: Vec<_> = clocks.iter().filter(|clock| clock.rule == rule).collect();
        let [clock] = found[..] else {
            wrong.push(format!("{name}: {} clocks of {rule}", found.len()));
            continue;
        };
        let got = (
            clock.due.map(|due| due.to_string()).unwrap_or_default(),
            clock.state.name(),
            clock
                .days_left
                .map(|left| left.to_string())
                .unwrap_or_default(),
            clock.source.name.as_str(),
        );
        if got != (due.to_owned(), state, left.to_owned(), source) {
            wrong.push(format!(
                "{name}: {got:?}, expected {due} {state} {left} ({source})"
            ));
        }
        // Whatever is printed says from what, why, and where it stands.
        assert!(
            !clock.source.name.is_empty() && !clock.says.is_empty(),
            "{name}"
        );
        if clock.due.is_some() {
            assert!(
                !clock.counted.is_empty() && !clock.inputs.is_empty(),
                "{name}"
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(rows >= 60, "{rows} rows");
}

#[test]
fn every_rule_that_is_printed_carries_its_source_and_its_day() {
    for law in onrecord_analysis::Law::all().unwrap() {
        assert!(!law.caution.is_empty());
        for rule in &law.rules {
            assert!(!rule.source.name.is_empty(), "{}", rule.id);
            let is_own = rule.counts_from == onrecord_analysis::law::CountsFrom::Promise;
            assert!(
                is_own || rule.source.address.starts_with("http"),
                "{}",
                rule.id
            );
        }
        for group in &law.groups {
            assert!(group.source.address.starts_with("http"), "{}", group.id);
        }
    }
}

#[test]
fn a_clock_outside_the_table_of_bank_holidays_says_so() {
    let law = law("england-and-wales");
    let case = facts("L-1 police arrest told=2027-12-31 happened=2027-12-29");
    let clocks = compute(&law, &case, day("2027-12-31"));
    let clock = clocks
        .iter()
        .find(|clock| clock.rule == "told-of-steps")
        .unwrap();
    assert_eq!(
        clock.counted,
        "The table of bank holidays holds from 1 January 2012 to 31 December 2027. This count needs a day outside it."
    );
}

#[test]
fn a_clock_says_what_would_change_it() {
    let law = law("england-and-wales");
    let case = facts("I-1=2025-03-09; I-2=?; contact=2025-04-20");
    let clocks = compute(&law, &case, day("2025-06-01"));
    let clock = clocks.iter().find(|clock| clock.charge.is_some()).unwrap();
    assert_eq!(
        clock.counted,
        "6 months from 20 April 2025 (the last recorded contact) end on 19 October 2025. Without \
         counting the first day it is 20 October 2025. The day of the incident is usually left out. \
         Counting it gives the earlier day."
    );
    assert_eq!(
        clock.changes.first().unwrap(),
        "If only what you wrote down counts, the last is I-1 of 9 March 2025, and the day is 8 September 2025."
    );
    assert_eq!(
        clock.changes.last().unwrap(),
        "Not used, because no earliest day is known: I-2."
    );
}
