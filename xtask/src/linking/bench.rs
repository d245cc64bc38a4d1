//! `cargo xtask bench-linking`: the table of bars, measured, with intervals; the row that counts
//! most first. Knows the bars; the corpora and cases are its neighbours'.

use super::build::{self, FOLDS, fold};
use super::cases::{self, Seen};
use super::corpora::{self, Author, Size};
use super::draw::Draw;
use super::{Places, outcome};
use onrecord_analysis::style::Calibration;
use std::io::{Error, Result, Write};
use std::path::Path;

/// What a row must reach: AUC, Cllr, and different-author pairs at 100 or more.
struct Bar {
    auc: f64,
    cllr: f64,
    over: Option<f64>,
    loss: Option<f64>,
}

const fn in_domain(auc: f64, cllr: f64) -> Bar {
    Bar {
        auc,
        cllr,
        over: None,
        loss: Some(0.10),
    }
}

pub fn run(root: &Path, arguments: &[String]) -> Result<()> {
    let places = Places::of(root, arguments);
    let shipped = Calibration::shipped().map_err(Error::other)?;
    let sms = corpora::sms(&places.sms)?;
    heading()?;
    let transfer = |size: usize, cohort: usize| -> Result<Vec<Seen>> {
        let pairs = corpora::pairs(&sms, Size::Of(size));
        cases::with_cohort(
            &pairs.iter().collect::<Vec<_>>(),
            cohort,
            2,
            4,
            &mut Draw(14),
            &shipped,
        )
    };
    let first = transfer(50, 14)?;
    row(
        "SMS 50, calibrated on IRC, cohort of 14",
        &first,
        Some(&Bar {
            auc: 0.92,
            cllr: 0.55,
            over: Some(0.01),
            loss: None,
        }),
        Judged::Said,
    )?;
    row(
        "  the same without caps and gates",
        &first,
        None,
        Judged::Bare,
    )?;
    let irc = corpora::irc(&places.irc)?;
    let sizes = [
        Size::Of(5),
        Size::Of(20),
        Size::Of(50),
        Size::Of(100),
        Size::Mixed,
    ];
    for (size, seen) in build::held_out(&irc, &sizes)? {
        let (name, bar) = match size {
            Size::Of(5) => {
                let name = "IRC 5 (nothing is said; without the gate)";
                row(name, &seen, Some(&in_domain(0.64, 0.96)), Judged::Bare)?;
                continue;
            }
            Size::Of(20) => ("IRC 20", Some(in_domain(0.83, 0.73))),
            Size::Of(50) => ("IRC 50", Some(in_domain(0.93, 0.48))),
            Size::Of(_) => ("IRC 100", Some(in_domain(0.96, 0.35))),
            Size::Mixed => ("IRC, 20 to 100 on either side", None),
        };
        row(name, &seen, bar.as_ref(), Judged::Bare)?;
        row("  as it is said: gates and caps", &seen, None, Judged::Said)?;
    }
    row(
        "SMS 50, fitted on other SMS authors",
        &in_sms(&sms)?,
        Some(&in_domain(0.92, 0.50)),
        Judged::Bare,
    )?;
    for (size, cohort) in [(20, 14), (100, 14), (50, 10), (50, 24)] {
        row(
            &format!("SMS {size}, calibrated on IRC, cohort of {cohort}"),
            &transfer(size, cohort)?,
            None,
            Judged::Said,
        )?;
    }
    Ok(())
}

/// Which number is judged: what is said, or what would be without gates, within 1/100 to 100.
#[derive(Clone, Copy)]
enum Judged {
    Said,
    Bare,
}

fn in_sms(authors: &[Author]) -> Result<Vec<Seen>> {
    let mut seen = Vec::new();
    for part in 0..FOLDS {
        let others: Vec<&Author> = authors
            .iter()
            .filter(|author| fold(&author.name) != part)
            .collect();
        let calibration = build::fit(&others, 200 + part)?;
        let inside = authors.iter().filter(|author| fold(&author.name) == part);
        let pairs = corpora::pairs(inside, Size::Of(50));
        seen.extend(cases::together(
            &pairs.iter().collect::<Vec<_>>(),
            &calibration,
        )?);
    }
    Ok(seen)
}

fn heading() -> Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "| test | same / different / authors | AUC | Cllr | Cllr-min | loss | EER | different >= 100 | bar |"
    )?;
    writeln!(
        out,
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
    )
}

fn row(name: &str, seen: &[Seen], bar: Option<&Bar>, judged: Judged) -> Result<()> {
    let hundred = 100f64.ln();
    let found = outcome::measure(
        seen,
        |one| match judged {
            Judged::Said => one.said,
            Judged::Bare => one.ungated.clamp(-hundred, hundred),
        },
        |one| one.ungated,
    );
    let interval =
        |one: outcome::Measure| format!("{:.2} [{:.2}, {:.2}]", one.value, one.low, one.high);
    let loss = found.cllr.value - found.cllr_min.value;
    let verdict = bar.map_or(String::new(), |bar| {
        let mut held = found.auc.value >= bar.auc && found.cllr.value <= bar.cllr;
        let mut asked = format!("AUC {:.2}, Cllr {:.2}", bar.auc, bar.cllr);
        if let Some(over) = bar.over {
            held &= found.over_hundred.value <= over;
            asked += &format!(", >= 100 at most {:.0} %", over * 100.0);
        }
        if let Some(most) = bar.loss {
            held &= loss <= most;
            asked += &format!(", loss {most:.2}");
        }
        format!("{asked}: {}", if held { "held" } else { "NOT HELD" })
    });
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "| {name} | {} / {} / {} | {} | {} | {} | {loss:.2} | {} | {:.2} % | {verdict} |",
        found.same,
        found.different,
        found.authors,
        interval(found.auc),
        interval(found.cllr),
        interval(found.cllr_min),
        interval(found.eer),
        found.over_hundred.value * 100.0
    )
}
