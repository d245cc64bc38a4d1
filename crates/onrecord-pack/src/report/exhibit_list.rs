//! Exhibits with their grades and what they do not prove, the threads read from them, and labels
//! to sign.

use super::{phrases, remark, say, words};
use crate::input::{ExhibitFacts, Facts, Inclusion, PackError, ThreadFacts};
use crate::pdf::{Composer, Span, Style};

const KEY: Style = Style::LABEL.sized(8.5);

pub(super) fn write(composer: &mut Composer<'_, '_>, facts: &Facts) -> Result<(), PackError> {
    remark(composer, words::EXHIBITS_SAYS);
    if facts.exhibits.is_empty() {
        say(composer, words::EXHIBITS_NONE);
    }
    let classes = classes(facts);
    write_classes(composer, facts, &classes);
    let withheld = |exhibit: &ExhibitFacts| exhibit.inclusion == Inclusion::Withheld;
    for run in facts
        .exhibits
        .chunk_by(|one, next| withheld(one) && withheld(next))
    {
        if composer.volume_is_full() {
            composer.next_volume()?;
        }
        match run {
            [exhibit] if !withheld(exhibit) => {
                let class = classes.iter().position(|class| *class == class_of(exhibit));
                write_exhibit(composer, exhibit, &letter(class.unwrap_or_default()));
            }
            run => write_withheld(composer, run),
        }
    }
    composer.heading(2, words::THREADS);
    if facts.threads.is_empty() {
        say(composer, words::THREADS_NONE);
    }
    for thread in &facts.threads {
        if composer.volume_is_full() {
            composer.next_volume()?;
        }
        write_thread(composer, thread);
    }
    write_omits(composer, facts);
    let (threads, events) = facts.withheld_threads;
    if threads > 0 {
        say(
            composer,
            &format!(
                "{} with {} not in this pack.",
                phrases::count(threads, "thread", "threads"),
                phrases::count(events, "entry is", "entries are"),
            ),
        );
    }
    Ok(())
}

/// Neighbours that are all withheld, in one block.
fn write_withheld(composer: &mut Composer<'_, '_>, run: &[ExhibitFacts]) {
    let [first, .., last] = run else {
        if let [only] = run {
            let reference = Span::new(only.reference.as_str(), Style::BOLD.sized(11.0));
            composer.block(&[vec![reference], vec![Span::cell(words::EXHIBIT_WITHHELD)]]);
        }
        return;
    };
    let range = format!("{} to {}", first.reference, last.reference);
    composer.block(&[
        vec![Span::new(range, Style::BOLD.sized(11.0))],
        vec![Span::cell(words::exhibits_withheld(run.len() as u64))],
    ]);
}

/// What exhibits of one class prove and do not prove.
type Class<'a> = (&'a str, &'a [String], &'a [String]);

fn class_of(exhibit: &ExhibitFacts) -> Class<'_> {
    (&exhibit.grade, &exhibit.proves, &exhibit.does_not_prove)
}

/// Every class among the exhibits that are named, in the order of the first of each.
fn classes(facts: &Facts) -> Vec<Class<'_>> {
    let mut all = Vec::new();
    for exhibit in &facts.exhibits {
        if exhibit.inclusion != Inclusion::Withheld && !all.contains(&class_of(exhibit)) {
            all.push(class_of(exhibit));
        }
    }
    all
}

/// `A`, `B`, … for the classes, which are few.
fn letter(nth: usize) -> String {
    match u8::try_from(nth) {
        Ok(nth) if nth < 26 => char::from(b'A' + nth).to_string(),
        _ => format!("class {}", nth + 1),
    }
}

/// Said once for each class, not once for each exhibit: 2,000 exhibits are of a handful.
fn write_classes(composer: &mut Composer<'_, '_>, facts: &Facts, classes: &[Class<'_>]) {
    if classes.is_empty() {
        return;
    }
    composer.heading(2, words::CLASSES);
    for (nth, class) in classes.iter().enumerate() {
        let (grade, proves, does_not_prove) = class;
        let members = facts.exhibits.iter().filter(|exhibit| {
            exhibit.inclusion != Inclusion::Withheld && class_of(exhibit) == *class
        });
        let count = phrases::count(members.count() as u64, "exhibit", "exhibits");
        let mut paragraphs = vec![vec![
            Span::new(letter(nth), Style::BOLD.sized(11.0)),
            Span::body(format!("  {grade}")),
            Span::small(format!("  {count}")),
        ]];
        for (key, statements) in [
            (words::PROVES, proves),
            (words::DOES_NOT_PROVE, does_not_prove),
        ] {
            if !statements.is_empty() {
                paragraphs.push(vec![
                    Span::new(format!("{key} "), KEY),
                    Span::cell(statements.join(" ")),
                ]);
            }
        }
        composer.block(&paragraphs);
    }
    composer.heading(2, words::EXHIBITS_EACH);
}

fn write_exhibit(composer: &mut Composer<'_, '_>, exhibit: &ExhibitFacts, class: &str) {
    let reference = Span::new(exhibit.reference.as_str(), Style::BOLD.sized(11.0));
    let included = match exhibit.inclusion {
        Inclusion::Original => words::INCLUDED_ORIGINAL,
        Inclusion::Extract => words::INCLUDED_EXTRACT,
        Inclusion::Listed | Inclusion::Withheld => words::INCLUDED_LISTED,
    };
    let mut paragraphs = vec![
        vec![reference, Span::body(format!("  {}", exhibit.name))],
        vec![Span::cell(format!(
            "{class}: {}, {}, {}. Sealed {}, log entry {}.",
            exhibit.what,
            phrases::size(exhibit.size),
            exhibit.grade,
            phrases::minute(exhibit.sealed),
            phrases::number(exhibit.entry),
        ))],
        vec![
            Span::new("SHA-256 ", KEY),
            Span::mono(exhibit.digest.to_string()),
        ],
    ];
    if !exhibit.source.is_empty() {
        paragraphs.push(vec![
            Span::new("How it came ", KEY),
            Span::cell(exhibit.source.as_str()),
        ]);
    }
    paragraphs.push(vec![Span::new(included, Style::SMALL)]);
    composer.block(&paragraphs);
}

/// What the exports leave out, once for each kind of export.
fn write_omits(composer: &mut Composer<'_, '_>, facts: &Facts) {
    let mut told: Vec<&[String]> = Vec::new();
    for thread in &facts.threads {
        if thread.omits.is_empty() || told.contains(&&thread.omits[..]) {
            continue;
        }
        if told.is_empty() {
            composer.heading(2, words::OMITS);
        }
        told.push(&thread.omits);
        composer.block(&[
            vec![Span::new(
                words::platform(&thread.thread.platform).into_owned(),
                Style::BOLD,
            )],
            vec![Span::cell(thread.omits.join(" "))],
        ]);
    }
}

fn write_thread(composer: &mut Composer<'_, '_>, thread: &ThreadFacts) {
    let paragraphs = [
        vec![
            Span::new(thread.reference.as_str(), Style::BOLD.sized(11.0)),
            Span::body(format!("  {}", thread_title(thread))),
        ],
        vec![Span::cell(format!(
            "{}, read from {} by {} version {}, log entry {}. {} of {} in this pack.{}",
            words::platform(&thread.thread.platform),
            thread.exhibits.join(", "),
            thread.importer.0,
            thread.importer.1,
            phrases::number(thread.entry),
            phrases::number(thread.disclosed),
            phrases::count(thread.events, "entry", "entries"),
            match thread.repeated {
                0 => String::new(),
                some => format!(" {} printed in an earlier thread.", phrases::number(some)),
            },
        ))],
        vec![
            Span::new(format!("{} ", words::THREAD_COMMITMENT), KEY),
            Span::mono(thread.commitment.to_string()),
        ],
    ];
    composer.block(&paragraphs);
}

/// The title that the export gives, or who takes part, or its key.
pub(super) fn thread_title(thread: &ThreadFacts) -> String {
    if let Some(title) = &thread.thread.title {
        return title.to_string();
    }
    let people: Vec<&str> = thread
        .thread
        .participants
        .iter()
        .map(|account| account.label())
        .collect();
    if people.is_empty() {
        thread.thread.key.to_string()
    } else {
        people.join(", ")
    }
}

/// Labels to sign, for every exhibit that is named.
pub(super) fn labels(composer: &mut Composer<'_, '_>, facts: &Facts) -> Result<(), PackError> {
    remark(composer, words::LABELS_SAYS);
    let named = facts
        .exhibits
        .iter()
        .filter(|exhibit| exhibit.inclusion != Inclusion::Withheld);
    let labels: Vec<(String, Vec<String>)> = named
        .map(|exhibit| {
            let mut lines = vec![
                phrases::clip(&format!("{}: {}", exhibit.what, exhibit.name), 150),
                format!("SHA-256 {}", exhibit.digest),
            ];
            lines.extend(words::LABEL_LINES.iter().map(|line| (*line).to_owned()));
            (exhibit.reference.clone(), lines)
        })
        .collect();
    if labels.is_empty() {
        say(composer, words::EXHIBITS_NONE);
    }
    for pair in labels.chunks(2) {
        if composer.volume_is_full() {
            composer.next_volume()?;
        }
        composer.labels(pair);
    }
    Ok(())
}
