//! `link --tsv`: the comparison of styles over a table, without a case. Prints; decides nothing.

use super::failure::Failure;
use super::{Session, out};
use crate::ops::link_table::{self, AccountTable};
use onrecord_analysis::style::{
    self, CHANNEL_NAMES, Calibration, Comparison, Finding, NotCompared, Question, Strength, Tied,
};
use onrecord_model::escape::{self, Newlines};
use serde_json::json;
use std::fmt::Write as _;
use std::path::Path;

/// As many pairs are printed for a person.
const PAIRS_SHOWN: usize = 20;
/// As many names that are nearly the same are told.
const NAMES_TOLD: usize = 100;
/// As many habits are printed either way.
const HABITS_SHOWN: usize = 12;

/// Compares the accounts of a table; or explains two of them.
pub fn table(session: &Session<'_>, tsv: &Path, explained: &[String]) -> Result<(), Failure> {
    let table = if tsv == Path::new("-") {
        link_table::read(std::io::stdin().lock())?
    } else {
        let file = fs_err::File::open(tsv)?;
        link_table::read(std::io::BufReader::new(file))?
    };
    if table.names.is_empty() {
        if session.json {
            print_defects(&table)?;
        }
        return Err(Failure::usage(format!(
            "There is no message in that table: of {} rows none has an account, a time and a text, parted \
             by tabs. Nothing was changed. What such a table looks like: onrecord link --help",
            table.rows
        )));
    }
    let calibration = Calibration::shipped().map_err(|error| Failure::usage(error.to_string()))?;
    let tied = Tied::new();
    let question = Question {
        writers: &table.writers,
        tied: &tied,
        leave_out: &|_, _| false,
        calibration: &calibration,
    };
    let mut progress = out::Progress::new();
    let mut go_on = |done: f32| {
        progress.show(&format!(
            "Comparing how {} accounts write: {:.0} %",
            table.names.len(),
            done * 100.0
        ));
        !session.stopped()
    };
    if let [one, other] = explained {
        return explain(session, &table, &question, [one, other], &mut go_on);
    }
    let comparison = style::compare(&question, &mut go_on).map_err(|error| match error {
        NotCompared::Stopped => Failure::stopped(error.to_string()),
        NotCompared::TooMany(_) => Failure::usage(format!(
            "This cannot be done: {error}. Nothing was changed. Compare fewer at a time."
        )),
    })?;
    drop(progress);
    if session.json {
        print_json(session, &table, &comparison, &calibration)
    } else {
        print_text(&table, &comparison, &calibration)
    }
}

fn print_json(
    session: &Session<'_>,
    table: &AccountTable,
    comparison: &Comparison<'_>,
    calibration: &Calibration,
) -> Result<(), Failure> {
    print_defects(table)?;
    for (name, facts) in table.names.iter().zip(comparison.accounts()) {
        out::json(&json!({
            "type": "style-account", "account": name, "messages_given": facts.messages_given,
            "messages": facts.messages, "tokens": facts.tokens, "words": facts.words, "quoted": facts.quoted,
            "repeated": facts.repeated, "sampled": facts.sampled, "language": facts.language,
            "reason": facts.silence().map(style::Silence::code),
        }))?;
    }
    let names: Vec<String> = table
        .names
        .iter()
        .map(|name| json!(name).to_string())
        .collect();
    let mut lines = String::new();
    for finding in comparison.pairs() {
        if !lines.is_empty() {
            lines.push('\n');
        }
        push_pair(&names, comparison, &finding, &mut lines);
        if lines.len() > 1 << 16 {
            out::line(&lines)?;
            lines.clear();
            if session.stopped() {
                return Err(Failure::stopped(NotCompared::Stopped.to_string()));
            }
        }
    }
    if !lines.is_empty() {
        out::line(&lines)?;
    }
    let searched = comparison.searched();
    out::json(&json!({
        "type": "style-searched", "accounts": table.names.len(), "rows": table.rows, "undated": table.undated,
        "defects": table.defect_counts.iter().map(|(reason, count)| (reason.code().to_owned(), json!(count))).collect::<serde_json::Map<_, _>>(),
        "names_alike": table.alike.iter().take(NAMES_TOLD).map(|all| all.iter().map(|nth| &table.names[*nth]).collect::<Vec<_>>()).collect::<Vec<_>>(),
        "pairs": searched.pairs, "spoken": searched.spoken, "threshold": searched.threshold,
        "passed": searched.passed, "by_chance": searched.by_chance, "says": style::searched_sentence(&searched),
        "limits": style::limits_sentence(calibration), "calibration": calibration.version, "validated_on": calibration.data,
        "validated": calibration.validated.iter().map(|one| json!({
            "messages": one.messages, "tokens": one.tokens, "same": one.same, "different": one.different,
            "auc": one.auc, "eer": one.eer, "cllr": one.cllr, "cllr_min": one.cllr_min,
        })).collect::<Vec<_>>(),
    }))?;
    Ok(())
}

fn print_defects(table: &AccountTable) -> Result<(), Failure> {
    for defect in &table.defects {
        out::json(
            &json!({"type": "style-defect", "row": defect.row, "reason": defect.reason.code()}),
        )?;
    }
    Ok(())
}

/// Appends the line of one pair. Written by hand: a table of a thousand accounts has half a million of them.
/// `names` are JSON already; everything else is a number or a word of ours.
fn push_pair(names: &[String], comparison: &Comparison<'_>, finding: &Finding, out: &mut String) {
    let (one, other) = finding.pair;
    let (facts, other_facts) = (&comparison.accounts()[one], &comparison.accounts()[other]);
    let reason = finding.silence.map(style::Silence::code);
    let score = json!(rounded(finding.ungated / std::f64::consts::LN_10));
    let _ = write!(
        out,
        "{{\"type\":\"style-pair\",\"a\":{},\"b\":{},\"enough\":{},\"reason\":{},\"lr\":{},\"log10_lr\":{},\"verbal\":\"{}\",\"says\":{}",
        names[one],
        names[other],
        reason.is_none(),
        json!(reason),
        json!(significant(10f64.powf(finding.log10_lr))),
        json!(rounded(finding.log10_lr)),
        Strength::of(finding).code(finding),
        json!(style::finding_sentence(finding)),
    );
    let _ = write!(
        out,
        ",\"log10_lr_ungated\":{score},\"lr_ungated\":{},\"score\":{score},\"channels\":{{",
        json!(significant(finding.ungated.exp())),
    );
    for (nth, (name, score)) in CHANNEL_NAMES.iter().zip(finding.scores).enumerate() {
        let comma = if nth == 0 { "" } else { "," };
        let _ = write!(out, "{comma}\"{name}\":{}", json!(rounded(score)));
    }
    let _ = write!(
        out,
        "}},\"cohort\":{},\"messages\":[{},{}],\"tokens\":[{},{}],\"cap\":[{},{}]}}",
        finding.cohort,
        facts.messages,
        other_facts.messages,
        facts.tokens,
        other_facts.tokens,
        json!(significant(10f64.powf(finding.lowest_log10_lr))),
        json!(significant(10f64.powf(finding.highest_log10_lr))),
    );
}

/// A name of somebody else's making, on a line of ours.
fn shown(text: &str) -> String {
    escape::terminal(text, Newlines::Show)
}

/// Four places: more would say what is not known.
fn rounded(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}

/// Four figures.
fn significant(value: f64) -> f64 {
    format!("{value:.3e}").parse().unwrap_or(value)
}

fn print_text(
    table: &AccountTable,
    comparison: &Comparison<'_>,
    calibration: &Calibration,
) -> Result<(), Failure> {
    let searched = comparison.searched();
    let defects: u64 = table.defect_counts.values().sum();
    out::line(&format!(
        "{} accounts in {} rows; {} rows could not be read.",
        table.names.len(),
        table.rows,
        defects
    ))?;
    for all in table.alike.iter().take(PAIRS_SHOWN) {
        let names: Vec<String> = all.iter().map(|nth| shown(&table.names[*nth])).collect();
        out::line(&format!(
            "Taken as different accounts, though case or spaces alone differ: {}.",
            names.join(", ")
        ))?;
    }
    if table.undated > 0 {
        out::line(&format!(
            "{} rows have no time that can be read. Messages of such an account stay in the table's order.",
            table.undated
        ))?;
    }
    let silent = comparison
        .accounts()
        .iter()
        .filter(|facts| facts.silence().is_some())
        .count();
    if silent > 0 {
        out::line(&format!(
            "Of {silent} accounts there is not enough text, or it is in another language."
        ))?;
    }
    out::line(&style::searched_sentence(&searched))?;
    let mut said: Vec<Finding> = comparison
        .pairs()
        .filter(|finding| finding.silence.is_none())
        .collect();
    said.sort_by(|a, b| {
        b.log10_lr
            .total_cmp(&a.log10_lr)
            .then_with(|| b.ungated.total_cmp(&a.ungated))
    });
    for finding in said
        .iter()
        .take(PAIRS_SHOWN)
        .filter(|finding| finding.log10_lr > 0.0)
    {
        let (one, other) = finding.pair;
        out::line(&format!(
            "\n{} | {}",
            shown(&table.names[one]),
            shown(&table.names[other])
        ))?;
        out::line(&format!("  {}", style::finding_sentence(finding)))?;
    }
    if said.is_empty() {
        out::line("Style says nothing of any pair here.")?;
    }
    out::line(&format!("\n{}", style::limits_sentence(calibration)))?;
    Ok(())
}

fn explain(
    session: &Session<'_>,
    table: &AccountTable,
    question: &Question<'_>,
    names: [&String; 2],
    go_on: &mut dyn FnMut(f32) -> bool,
) -> Result<(), Failure> {
    let mut pair = [0; 2];
    for (place, name) in pair.iter_mut().zip(names) {
        *place = table
            .names
            .iter()
            .position(|known| known == name)
            .ok_or_else(|| {
                Failure::usage(format!(
                    "There is no account {} in that table. Nothing was changed.",
                    shown(name)
                ))
            })?;
    }
    let Some(found) = style::explain(question, pair[0], pair[1], go_on) else {
        return Err(Failure::stopped(NotCompared::Stopped.to_string()));
    };
    if session.json {
        for habit in &found.contributions {
            out::json(&json!({
                "type": "style-habit", "before": habit.before, "token": habit.token, "weight": rounded(habit.weight),
                "times": habit.times, "others": habit.others, "looked_at": found.looked_at,
            }))?;
        }
        return Ok(());
    }
    let strongest = found
        .contributions
        .iter()
        .take(HABITS_SHOWN)
        .filter(|habit| habit.weight > 0.0);
    let against = found
        .contributions
        .iter()
        .rev()
        .take(HABITS_SHOWN)
        .filter(|habit| habit.weight < 0.0);
    for (title, habits) in [
        ("Speaks for one author:", strongest.collect::<Vec<_>>()),
        ("Speaks against:", against.collect()),
    ] {
        out::line(title)?;
        for habit in habits {
            out::line(&format!(
                "  {:+.2}  {} {}  ({} and {} times; {} of {} others)",
                habit.weight,
                shown(&habit.before),
                shown(&habit.token),
                habit.times[0],
                habit.times[1],
                habit.others,
                found.looked_at
            ))?;
        }
    }
    Ok(())
}
