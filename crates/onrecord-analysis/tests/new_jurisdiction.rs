//! A new jurisdiction is a file: the program knows nothing of this one.

mod common;

use common::{day, facts};
use onrecord_analysis::clocks::{State, compute};
use onrecord_analysis::elements::matrix;
use onrecord_analysis::{Law, LawError};

const INVENTED: &str = r#"
id = "northmarch"
name = "Northmarch"
date_read = "2026-01-02"
caution = "Invented."

[working_days]
says = "Every weekday but the Feast of Kites."
from = "2026-01-01"
until = "2026-12-31"
source = { name = "The almanac", address = "https://example.org/almanac" }
holidays = ["2026-03-04"]

[[rule]]
id = "pestering"
title = "Charge for pestering"
offences = "pestering"
says = "A year from the last time."
counts_from = "last-incident"
months = 12
first_day = "counts"
charge = true
who = "court"
source = { name = "Pestering Act", address = "https://example.org/pestering" }

[[rule]]
id = "reply"
title = "A reply to your report"
says = "The constable replies within two working days."
counts_from = "ledger"
happenings = ["report"]
working_days = 2
who = "police"
closed_by = ["answer"]
source = { name = "Constables' Rules", address = "https://example.org/rules" }

[[group]]
id = "pestering"
title = "Pestering"
says = "Either will do."
source = { name = "Pestering Act", address = "https://example.org/pestering" }

[[group.limb]]
id = "shouting"
says = "Shouting under a window"
gap = "Nothing yet shows shouting."
"#;

#[test]
fn an_invented_law_needs_no_code() {
    let law = Law::parse(INVENTED).unwrap();
    let case = facts("I-1=2026-02-10; L-1 police report told=2026-03-03");
    let clocks = compute(&law, &case, day("2026-03-05"));
    let by = |rule: &str| clocks.iter().find(|clock| clock.rule == rule).unwrap();
    assert_eq!(by("pestering").due, Some(day("2027-02-09")));
    // The Feast of Kites is in between.
    assert_eq!(by("reply").due, Some(day("2026-03-06")));
    assert_eq!(by("reply").state, State::Running);
    let matrix = matrix(&law, &[]);
    assert_eq!(
        matrix[0].limbs[0].missing.as_deref(),
        Some("Nothing yet shows shouting.")
    );
}

#[test]
fn a_slip_in_a_file_is_found_and_named() {
    for (from, to, says) in [
        ("months = 12", "mnths = 12", "unknown field"),
        ("months = 12", "months = 12\ndays = 3", "counts 2 ways"),
        ("\"report\"", "\"reprt\"", "no happening"),
        ("2026-03-04", "2027-03-04", "outside the table"),
        ("2026-03-04", "2026-02-30", "not a day"),
        ("id = \"reply\"", "id = \"pestering\"", "two rules"),
        ("happenings = [\"report\"]", "", "names no happenings"),
    ] {
        let text = INVENTED.replacen(from, to, 1);
        let error: LawError = Law::parse(&text).unwrap_err();
        assert!(error.to_string().contains(says), "{says}: {error}");
    }
}
