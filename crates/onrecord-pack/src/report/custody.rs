//! Method, what the checks prove and do not, defects, the checkpoint, and the custody log.

use super::{phrases, remark, say, words};
use crate::input::{Facts, PackError};
use crate::pdf::{Column, Composer, Family, INK, Span, Style};

pub(super) fn write(composer: &mut Composer<'_, '_>, facts: &Facts) -> Result<(), PackError> {
    for paragraph in words::METHOD {
        say(composer, paragraph);
    }
    say(
        composer,
        &format!(
            "Made by {}. Where a record does not state its zone, {} is assumed for order and months only.",
            facts.tool, facts.assumed_zone
        ),
    );
    bullets(composer, words::CHECKS, words::CHECKS_PROVE);
    bullets(composer, words::CHECKS_NOT, words::CHECKS_DO_NOT_PROVE);
    defects(composer, facts);
    not_used(composer, facts);
    read_again(composer, facts);
    composer.heading(2, words::CHECKPOINT);
    composer.paragraph(&[
        Span::new(
            facts.proof.fingerprint.as_str(),
            Style::new(Family::Mono, 13.0, INK),
        ),
        Span::small(format!("\n{}", words::FRONT_COMPARE)),
    ]);
    composer.paragraph(&[Span::mono(facts.proof.checkpoint.trim_end())]);
    composer.paragraph(&[Span::mono(facts.proof.verifier_key.as_str())]);
    composer.heading(2, words::TIMESTAMPS);
    if facts.proof.timestamps.is_empty() {
        say(composer, words::TIMESTAMPS_NONE);
    } else {
        say(composer, words::TIMESTAMPS_SAYS);
        let items: Vec<_> = facts
            .proof
            .timestamps
            .iter()
            .map(|(size, _, token)| {
                let size = phrases::count(*size, "entry", "entries");
                let token = phrases::size(token.len() as u64);
                vec![Span::body(format!(
                    "Over the first {size} of the log ({token})."
                ))]
            })
            .collect();
        composer.bullets(&items);
    }
    log(composer, facts)
}

fn bullets(composer: &mut Composer<'_, '_>, title: &str, statements: &[&'static str]) {
    composer.heading(2, title);
    let items: Vec<_> = statements
        .iter()
        .map(|statement| vec![Span::body(*statement)])
        .collect();
    composer.bullets(&items);
}

fn defects(composer: &mut Composer<'_, '_>, facts: &Facts) {
    composer.heading(2, words::DEFECTS);
    if facts.defects.is_empty() {
        say(composer, words::DEFECTS_NONE);
        return;
    }
    remark(composer, words::DEFECTS_SAYS);
    composer.table(&[Column::new("Reason", 4.0), Column::number("Records", 1.0)]);
    for (reason, count) in &facts.defects {
        composer.row(&[
            vec![Span::cell(reason.as_str())],
            vec![Span::cell(phrases::number(*count))],
        ]);
    }
    composer.end_table();
}

fn not_used(composer: &mut Composer<'_, '_>, facts: &Facts) {
    if facts.not_used.is_empty() {
        return;
    }
    composer.heading(2, words::NOT_USED);
    let items: Vec<_> = facts
        .not_used
        .iter()
        .map(|source| vec![Span::body(phrases::not_used(source))])
        .collect();
    composer.bullets(&items);
}

fn read_again(composer: &mut Composer<'_, '_>, facts: &Facts) {
    if facts.read_again.is_empty() {
        return;
    }
    composer.heading(2, words::READ_AGAIN);
    say(composer, words::READ_AGAIN_SAYS);
    let items: Vec<_> = facts
        .read_again
        .iter()
        .map(|again| vec![Span::body(phrases::read_again(again))])
        .collect();
    composer.bullets(&items);
}

fn log(composer: &mut Composer<'_, '_>, facts: &Facts) -> Result<(), PackError> {
    composer.heading(2, words::CUSTODY);
    remark(composer, words::CUSTODY_SAYS);
    // A table of its own for each part, so that a volume can end between two.
    for part in facts.custody.chunks(200) {
        if composer.volume_is_full() {
            composer.next_volume()?;
        }
        composer.table(&[
            Column::number("No.", 0.8),
            Column::new("When", 2.3),
            Column::new("Who", 1.5),
            Column::new("Act", 1.8),
            Column::new("What", 3.4),
        ]);
        for entry in part {
            composer.row(&[
                vec![Span::cell(phrases::number(entry.seq))],
                vec![Span::cell(phrases::exact(entry.when))],
                vec![Span::cell(entry.actor.as_str())],
                vec![Span::cell(entry.act.as_str())],
                vec![Span::cell(entry.subject.as_str())],
            ]);
        }
        composer.end_table();
    }
    Ok(())
}
