//! Threads word for word: number, times, sender, text, marks in words, attachments shown or
//! covered, and every withheld gap. Nothing of an entry is left out silently.

use super::citations::Citations;
use super::exhibit_list::thread_title;
use super::gaps::{GAP, Gap};
use super::{phrases, words};
use crate::input::{Also, AttachmentShow, Case, PackError, ShownEvent, ThreadFacts, ThreadItem};
use crate::pdf::{Composer, Family, KeyValue, PICTURE, Picture, QUIET, Span, Style, TILE};
use onrecord_model::canonical::Field;
use onrecord_model::disclose::Part;
use onrecord_model::{Attachment, Kind, Mark};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Pictures decoded in the first pass are kept for the second up to this many bytes.
const MAX_KEPT: usize = 48 << 20;

const SENDER: Style = Style::BOLD.sized(9.0);
const TIME: Style = Style::new(Family::Regular, 8.0, QUIET);
const TEXT: Style = Style::BODY.sized(9.5);
const OURS: Style = Style::new(Family::Italic, 8.5, QUIET);

type Decoded = Result<Arc<Picture>, String>;

/// Decoded pictures by thread, entry and attachment.
#[derive(Default)]
pub(super) struct Pictures {
    kept: BTreeMap<(usize, u64, usize), Decoded>,
    bytes: usize,
}

impl Pictures {
    fn get(
        &mut self,
        case: &dyn Case,
        thread: usize,
        shown: &ShownEvent,
        attachment: usize,
    ) -> Result<Decoded, PackError> {
        let key = (thread, shown.index, attachment);
        if let Some(kept) = self.kept.get(&key) {
            return Ok(kept.clone());
        }
        let mut reader = case.attachment(thread, shown, attachment)?;
        let decoded = Picture::read(&mut *reader)
            .map(Arc::new)
            .map_err(|error| error.to_string());
        let size = decoded.as_ref().map_or(64, |picture| picture.size());
        if self.bytes + size <= MAX_KEPT {
            self.bytes += size;
            self.kept.insert(key, decoded.clone());
        }
        Ok(decoded)
    }
}

pub(super) fn write(
    composer: &mut Composer<'_, '_>,
    case: &dyn Case,
    citations: &Citations,
    pictures: &mut Pictures,
) -> Result<(), PackError> {
    let facts = case.facts();
    composer.title(words::EXHIBITS_TITLE);
    composer.space(4.0);
    let conventions: Vec<_> = words::CONVENTIONS
        .iter()
        .map(|line| vec![Span::new(*line, Style::BODY.sized(9.5))])
        .collect();
    composer.bullets(&conventions);
    composer.heading(2, words::CONTENTS);
    if facts.threads.is_empty() {
        super::say(composer, words::THREADS_NONE);
    }
    let contents: Vec<_> = facts
        .threads
        .iter()
        .map(|thread| (1, heading(thread), thread.reference.clone()))
        .collect();
    composer.contents(&contents);
    for (index, thread) in facts.threads.iter().enumerate() {
        if composer.volume_is_full() {
            composer.next_volume()?;
        }
        composer.new_page();
        composer.destination(&thread.reference);
        composer.heading(1, &heading(thread));
        thread_facts(composer, thread);
        write_thread(composer, case, index, citations, pictures)?;
    }
    Ok(())
}

fn heading(thread: &ThreadFacts) -> String {
    let title = phrases::clip(&thread_title(thread), 90);
    format!(
        "{} · {} · {title}",
        thread.reference,
        words::platform(&thread.thread.platform)
    )
}

fn thread_facts(composer: &mut Composer<'_, '_>, thread: &ThreadFacts) {
    let withheld = thread.events.saturating_sub(thread.disclosed);
    let people: Vec<&str> = thread
        .thread
        .participants
        .iter()
        .map(|account| account.label())
        .collect();
    let mut rows = vec![
        KeyValue::new(
            words::THREAD_EXHIBITS,
            vec![Span::cell(thread.exhibits.join(", "))],
        ),
        KeyValue::new(
            words::THREAD_COUNT,
            vec![Span::cell(format!(
                "{} read; {} shown; {} withheld{}; {}{}",
                phrases::count(thread.events, "entry", "entries"),
                phrases::number(thread.disclosed),
                phrases::number(withheld),
                match thread.gaps {
                    0 => String::new(),
                    gaps => format!(" in {}", phrases::count(gaps, "gap", "gaps")),
                },
                match thread.defects_of_reading {
                    0 => "nothing in this reading was unreadable".to_owned(),
                    some => format!(
                        "{} of this reading could not be read",
                        phrases::count(some, "record", "records")
                    ),
                },
                match thread.repeated {
                    0 => String::new(),
                    some => format!("; {} printed in an earlier thread", phrases::number(some)),
                },
            ))],
        ),
        KeyValue::new(
            words::THREAD_READ,
            vec![Span::cell(format!(
                "{} version {}, log entry {}",
                thread.importer.0,
                thread.importer.1,
                phrases::number(thread.entry)
            ))],
        ),
    ];
    if !people.is_empty() {
        rows.push(KeyValue::new(
            words::THREAD_PEOPLE,
            vec![Span::cell(people.join(", "))],
        ));
    }
    if !thread.times.is_empty() {
        rows.push(KeyValue::new(
            words::THREAD_TIMES,
            vec![Span::cell(thread.times.as_str())],
        ));
    }
    if !thread.omits.is_empty() {
        rows.push(KeyValue::new(
            words::THREAD_OMITS,
            vec![Span::cell(thread.omits.join(" "))],
        ));
    }
    rows.push(KeyValue::new(
        words::THREAD_COMMITMENT,
        vec![Span::mono(thread.commitment.to_string())],
    ));
    if !thread.defects.is_empty() {
        let count = phrases::count(thread.defects.len() as u64, "record", "records");
        let lines = format!("{count}:\n{}", thread.defects.join("\n"));
        rows.push(KeyValue::new(
            words::THREAD_DEFECTS,
            vec![Span::cell(lines)],
        ));
    }
    composer.facts(&rows);
    composer.hairline();
    composer.space(8.0);
}

fn write_thread(
    composer: &mut Composer<'_, '_>,
    case: &dyn Case,
    index: usize,
    citations: &Citations,
    pictures: &mut Pictures,
) -> Result<(), PackError> {
    let mut gap: Option<Gap> = None;
    let mut elsewhere: Option<Elsewhere> = None;
    composer.transcript();
    case.thread_to_read(index, &mut |item| {
        match item {
            ThreadItem::Withheld { index, .. } => {
                write_elsewhere(composer, case, elsewhere.take());
                gap = Some(Gap::with(gap.take(), index));
            }
            ThreadItem::Timed(told) => {
                write_elsewhere(composer, case, elsewhere.take());
                if composer.volume_is_full() {
                    composer.next_volume()?;
                }
                gap = Some(Gap::with_time(gap.take(), &told, composer));
            }
            ThreadItem::Shown(shown) => {
                if let Some(gap) = gap.take() {
                    gap.write(composer);
                }
                if let Some(also) = shown.printed_in(index) {
                    let run = elsewhere.take();
                    elsewhere = match run {
                        Some(mut run) if run.also.thread == also.thread => {
                            run.add(shown.index, also.index);
                            Some(run)
                        }
                        run => {
                            write_elsewhere(composer, case, run);
                            Some(Elsewhere::new(shown.index, also))
                        }
                    };
                    return Ok(());
                }
                write_elsewhere(composer, case, elsewhere.take());
                if composer.volume_is_full() {
                    composer.next_volume()?;
                }
                let place = citations.place(index, shown.index);
                write_entry(composer, case, index, &shown, place, pictures)?;
            }
        }
        Ok(())
    })?;
    if let Some(gap) = gap {
        gap.write(composer);
    }
    write_elsewhere(composer, case, elsewhere.take());
    composer.end_transcript();
    Ok(())
}

/// Entries in a row that are printed in one earlier thread.
struct Elsewhere {
    here: (u64, u64),
    there: (u64, u64),
    entries: u64,
    also: Also,
}

impl Elsewhere {
    fn new(index: u64, also: Also) -> Self {
        Self {
            here: (index, index),
            there: (also.index, also.index),
            entries: 1,
            also,
        }
    }

    fn add(&mut self, here: u64, there: u64) {
        self.here = (self.here.0.min(here), self.here.1.max(here));
        self.there = (self.there.0.min(there), self.there.1.max(there));
        self.entries += 1;
    }
}

fn write_elsewhere(composer: &mut Composer<'_, '_>, case: &dyn Case, run: Option<Elsewhere>) {
    let Some(run) = run else { return };
    let thread = case.facts().threads.get(run.also.thread);
    let line = format!(
        "{}, {}: the same as in {}, {}, and printed there",
        phrases::count(run.entries, "entry", "entries"),
        phrases::range(run.here.0, run.here.1),
        thread.map_or("", |thread| &thread.reference),
        phrases::range(run.there.0, run.there.1),
    );
    composer.interruption(&[Span::new(line, GAP)]);
}

fn write_entry(
    composer: &mut Composer<'_, '_>,
    case: &dyn Case,
    thread: usize,
    shown: &ShownEvent,
    place: Option<String>,
    pictures: &mut Pictures,
) -> Result<(), PackError> {
    let event = &shown.event;
    let mut head = vec![Span::new(sender(shown), SENDER)];
    if shows(shown, Field::Others) && !event.others.is_empty() {
        let others: Vec<&str> = event.others.iter().map(|account| account.label()).collect();
        head.push(Span::new(format!(" to {}", others.join(", ")), TIME));
    }
    let time = if shows(shown, Field::Time) {
        phrases::when(&event.when)
    } else {
        words::withheld(Field::Time).to_owned()
    };
    let gap = if head[0].text.is_empty() { "" } else { "  " };
    head.push(Span::new(format!("{gap}{time}"), TIME));
    let mut paragraphs = vec![head];
    // From what is proven, so that a text shown in part prints no more than its pieces.
    let text = shown.opening.text().flatten();
    match text.as_deref() {
        Some("") => paragraphs.push(vec![Span::new(words::EMPTY_TEXT, OURS)]),
        Some(text) => {
            // Blank lines at the end, as mails have them, would print as empty paper.
            let printed = match text.trim_end_matches(['\n', '\r']) {
                "" => text,
                printed => printed,
            };
            paragraphs.push(vec![Span::new(printed.to_owned(), TEXT)]);
        }
        None => {}
    }
    let ours = remarks(shown);
    if !ours.is_empty() {
        paragraphs.push(vec![Span::new(ours, OURS)]);
    }
    if !shown.also.is_empty() {
        paragraphs.push(vec![Span::new(also_in(case, shown), OURS)]);
    }
    let attachments: &[Attachment] = if shows(shown, Field::Attachments) {
        &event.attachments
    } else {
        &[]
    };
    let show_of = |nth: usize| {
        let show = shown.attachments.get(nth).copied();
        show.unwrap_or(AttachmentShow::Listed)
    };
    for (nth, attachment) in attachments.iter().enumerate() {
        if show_of(nth) == AttachmentShow::Listed {
            paragraphs.push(vec![Span::new(
                format!(
                    "Attachment {}, not in this pack: {}",
                    nth + 1,
                    attachment.name
                ),
                OURS,
            )]);
        }
    }
    let follows = match (0..attachments.len())
        .map(show_of)
        .find(|show| *show != AttachmentShow::Listed)
    {
        Some(AttachmentShow::Shown) => PICTURE + TILE / 3.0,
        Some(_) => TILE,
        None => 0.0,
    };
    composer.entry(
        &shown.index.to_string(),
        place.as_deref(),
        &paragraphs,
        follows,
    );
    for nth in 0..attachments.len() {
        if show_of(nth) != AttachmentShow::Listed {
            write_attachment(composer, case, thread, shown, nth, show_of(nth), pictures)?;
        }
    }
    Ok(())
}

/// "Also in AB/3 (T5, 17)".
fn also_in(case: &dyn Case, shown: &ShownEvent) -> String {
    let facts = case.facts();
    let places = shown.also.iter().map(|also| {
        let exhibit = facts.exhibits.get(also.exhibit);
        let thread = facts.threads.get(also.thread);
        format!(
            "{} ({}, {})",
            exhibit.map_or("", |exhibit| &exhibit.reference),
            thread.map_or("", |thread| &thread.reference),
            phrases::number(also.index)
        )
    });
    format!("Also in {}", places.collect::<Vec<_>>().join(", "))
}

/// Whether this pack shows a field of an entry. What it does not show is not printed either.
fn shows(shown: &ShownEvent, field: Field) -> bool {
    matches!(shown.opening.parts[field as usize], Part::Shown { .. })
}

/// The sender as found.
fn sender(shown: &ShownEvent) -> String {
    if !shows(shown, Field::Sender) {
        return words::withheld(Field::Sender).to_owned();
    }
    match &shown.event.account {
        Some(account) => {
            let label = account.label();
            match account.handle.as_deref().filter(|handle| *handle != label) {
                Some(handle) => format!("{label} ({handle})"),
                None => label.to_owned(),
            }
        }
        None if shown.event.kind == Kind::System && shows(shown, Field::Kind) => String::new(),
        None => words::NO_SENDER.to_owned(),
    }
}

/// Kind, marks and details in words.
fn remarks(shown: &ShownEvent) -> String {
    let event = &shown.event;
    let mut parts: Vec<String> = Vec::new();
    if shows(shown, Field::Kind) {
        match &event.kind {
            Kind::Unknown(word) => {
                let kind = words::kind(&event.kind).unwrap_or("");
                parts.push(format!("{kind}: {word}"));
            }
            kind => parts.extend(words::kind(kind).map(str::to_owned)),
        }
        parts.extend(
            event
                .marks
                .iter()
                // Whose side sent it is told by the sender's name.
                .filter(|mark| !matches!(mark, Mark::Outgoing | Mark::Incoming))
                .map(|mark| words::mark(mark).to_owned()),
        );
    }
    if shows(shown, Field::Details) {
        for (name, value) in &event.details {
            parts.push(format!("{name}: {value}"));
        }
    }
    // Time and sender say so in their own place; the locator is nowhere printed.
    for field in [
        Field::Others,
        Field::Kind,
        Field::Body,
        Field::Details,
        Field::Attachments,
    ] {
        match &shown.opening.parts[field as usize] {
            Part::Shown { .. } => {}
            Part::Partly(_) => parts.push(words::WORDS_WITHHELD.to_owned()),
            Part::Withheld(_) => parts.push(words::withheld(field).to_owned()),
        }
    }
    parts.join(" · ")
}

fn write_attachment(
    composer: &mut Composer<'_, '_>,
    case: &dyn Case,
    thread: usize,
    shown: &ShownEvent,
    nth: usize,
    show: AttachmentShow,
    pictures: &mut Pictures,
) -> Result<(), PackError> {
    let attachment = &shown.event.attachments[nth];
    let exhibit = case
        .facts()
        .exhibits
        .get(shown.exhibit)
        .map_or("", |exhibit| &exhibit.reference);
    let place = format!(
        "Exhibit {exhibit}, entry {}, attachment {}",
        shown.index,
        nth + 1
    );
    let kind = attachment.media_type.as_deref().unwrap_or("");
    let name = phrases::clip(&attachment.name, 120);
    let is_picture = kind.starts_with("image/") || kind.is_empty();
    if show == AttachmentShow::Covered {
        let what = if kind.starts_with("image/") {
            "Picture"
        } else {
            "File"
        };
        composer.tile(&format!("{what} covered. {place}\n{name}"));
        return Ok(());
    }
    if is_picture {
        match pictures.get(case, thread, shown, nth)? {
            Ok(picture) => composer.picture(&picture, &format!("{place}: {name}")),
            Err(reason) => {
                composer.tile(&format!("Picture not printed: {reason}. {place}\n{name}"))
            }
        }
    } else {
        composer.tile(&format!("File not printed ({kind}). {place}\n{name}"));
    }
    Ok(())
}
