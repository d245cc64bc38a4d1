//! What happened, as it is typed into a form: checked field by field, and made into an incident. The
//! command line says the same with its switches.

use crate::ops::case::Case;
use crate::ops::named::named;
use crate::ops::say::{self, IncidentWords};
use crate::ops::zone::{self, typed_span};
use crate::ops::{OpError, OpResult, course, find};
use onrecord_model::statement::HowKnown;
use onrecord_model::{EventId, Wall};
use std::collections::BTreeMap;

/// The longest text of one field.
pub const LONGEST: usize = 100_000;

/// Years that anybody here remembers; a year of two digits is none.
const YEARS: std::ops::RangeInclusive<i64> = 1900..=2200;

/// Fields as typed, by name. What is empty was not said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed(pub BTreeMap<String, String>);

/// A field that cannot be kept as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// Its name.
    pub field: &'static str,
    /// What is wrong and what to do.
    pub text: String,
}

impl Typed {
    /// A field without spaces around it.
    pub fn get(&self, field: &str) -> &str {
        self.0.get(field).map_or("", |text| text.trim())
    }

    /// Sets a field.
    pub fn set(&mut self, field: &str, text: impl Into<String>) {
        self.0.insert(field.to_owned(), text.into());
    }

    fn text(&self, field: &str) -> Option<String> {
        Some(self.get(field).to_owned())
    }
}

/// A day, a month or a year, as far as it is known: the first and the last day that it can mean.
fn days(typed: &Typed, field: &'static str) -> Result<Option<(String, String)>, Wrong> {
    let part = |name: &str| typed.get(&format!("{field}-{name}")).to_owned();
    let (day, month, year) = (part("day"), part("month"), part("year"));
    if day.is_empty() && month.is_empty() && year.is_empty() {
        return Ok(None);
    }
    let text = match (day.is_empty(), month.is_empty()) {
        (true, true) => year,
        (true, false) => format!("{year}-{month}"),
        // A day without its month is nothing.
        (false, true) => String::new(),
        (false, false) => format!("{year}-{month}-{day}"),
    };
    let day = |wall: Wall| wall.to_string().chars().take(10).collect();
    let span = typed_span(&text).filter(|(first, _)| YEARS.contains(&first.fields().0));
    let span = span.map(|(first, last)| (day(first), day(last)));
    span.map(Some).ok_or_else(|| Wrong {
        field,
        text: "Write the year, such as 2024, and the month and day as far as you know them.".into(),
    })
}

/// Numbers in a text, whatever stands between them.
fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ';', ' ', '\n', '\r', '\t'])
        .filter(|one| !one.is_empty())
}

fn wrong(field: &'static str, error: &OpError) -> Wrong {
    Wrong {
        field,
        text: error.to_string(),
    }
}

/// The fields that are texts.
const TEXTS: [&str; 8] = [
    "words",
    "when",
    "place",
    "witnesses",
    "impact",
    "belief",
    "still-needed",
    "events",
];

/// Checks what was typed. Gives what is wrong, field by field.
pub fn check(case: &Case, typed: &Typed) -> Vec<Wrong> {
    let mut out = Vec::new();
    if typed.get("words").is_empty() {
        out.push(Wrong {
            field: "words",
            text: "Write down what happened, in your own words. A few are enough.".into(),
        });
    }
    out.extend(check_some(case, typed));
    out
}

/// As [`check`], of what was typed so far.
pub fn check_some(case: &Case, typed: &Typed) -> Vec<Wrong> {
    let mut out = Vec::new();
    for field in TEXTS {
        if typed.get(field).len() > LONGEST {
            out.push(Wrong {
                field,
                text: "This text is too long. Split it into two.".into(),
            });
        }
    }
    out.extend(span(typed).err());
    out.extend(events(case, typed).err());
    out.extend(exhibits(case, typed).err());
    out
}

/// The first and the last day.
fn span(typed: &Typed) -> Result<(Option<String>, Option<String>), Wrong> {
    let (from, to) = (days(typed, "from")?, days(typed, "to")?);
    let first = from.as_ref().map(|(first, _)| first.clone());
    let last = to.or(from).map(|(_, last)| last);
    if let (Some(first), Some(last)) = (&first, &last)
        && last < first
    {
        return Err(Wrong {
            field: "to",
            text: "The last day is before the first. Change one of them.".into(),
        });
    }
    // Where only the end is known, nothing is made up.
    Ok((first, last))
}

/// An event that was named by its number.
#[derive(Clone, Debug)]
pub struct NamedEvent {
    /// Its name that holds through every rebuild.
    pub id: EventId,
    /// Its number now.
    pub number: u64,
    /// Day, platform and who, without what it says.
    pub about: String,
}

/// The events whose numbers were typed.
///
/// # Errors
/// One is not in the case.
pub fn events(case: &Case, typed: &Typed) -> Result<Vec<NamedEvent>, Wrong> {
    let mut out: Vec<NamedEvent> = Vec::new();
    for number in list(typed.get("events")) {
        let row = find::find_event(case, number).map_err(|_| Wrong {
            field: "events",
            text: format!(
                "There is no event {number} in this case. Look for its number in the timeline."
            ),
        })?;
        let id = find::event_id(case, &row).map_err(|error| wrong("events", &error))?;
        let day = row
            .sort_key
            .instant()
            .map_or_else(|| "(no usable time)".to_owned(), zone::day);
        let who = row.event.account.as_ref().map_or("", |who| who.label());
        let about = format!("{day} {} {who}", row.event.thread.platform);
        if !out.iter().any(|known| known.id == id) {
            out.push(NamedEvent {
                id,
                number: row.number.0,
                about: about.trim().to_owned(),
            });
        }
    }
    Ok(out)
}

fn exhibits(case: &Case, typed: &Typed) -> Result<Vec<onrecord_model::Digest>, Wrong> {
    let all: Vec<String> = list(typed.get("exhibits")).map(str::to_owned).collect();
    course::exhibits(case, &all).map_err(|_| Wrong {
        field: "exhibits",
        text: "One of these is not in this case. Write them as they are listed, such as WF/3."
            .into(),
    })
}

/// Keeps it: a new incident, or a new version of the one with that id. Gives its id.
///
/// # Errors
/// Something is wrong; see [`check`].
pub fn keep(case: &mut Case, id: Option<&str>, typed: &Typed) -> OpResult<String> {
    if let Some(wrong) = check(case, typed).first() {
        return Err(OpError::Other(format!(
            "{} Nothing was changed.",
            wrong.text
        )));
    }
    let other = |wrong: Wrong| OpError::Other(wrong.text);
    let (from, to) = span(typed).map_err(other)?;
    let events = events(case, typed).map_err(other)?;
    let exhibits = exhibits(case, typed).map_err(other)?;
    let before = match id {
        Some(id) => Some(
            say::versions(&case.state.incidents, id, |said| &said.id)?
                .now()
                .clone(),
        ),
        None => None,
    };
    let events: Vec<EventId> = events.into_iter().map(|event| event.id).collect();
    let mut words = IncidentWords {
        words: typed.text("words"),
        when: typed.text("when"),
        from: Some(from.unwrap_or_default()),
        to: Some(to.unwrap_or_default()),
        how_known: HowKnown::from_name(typed.get("how-known")),
        contemporaneous: Some(typed.get("fresh") == "yes"),
        place: typed.text("place"),
        witnesses: typed.text("witnesses"),
        impact: typed.text("impact"),
        belief: typed.text("belief"),
        still_needed: typed.text("still-needed"),
        ..IncidentWords::default()
    };
    if let Some(before) = &before {
        // What is not in use cannot be shown in a form, and so is not taken out by it.
        let shown = named(case, &before.events)?;
        let gone = shown.into_keys().filter(|event| !events.contains(event));
        words.not_events = gone.collect();
        let gone = before
            .exhibits
            .iter()
            .filter(|digest| !exhibits.contains(digest));
        words.not_exhibits = gone.copied().collect();
    }
    words.events = events;
    words.exhibits = exhibits;
    say::incident(case, id, &words)
}

/// An incident as a form shows it.
///
/// # Errors
/// There is none of that id.
pub fn typed(case: &Case, id: &str) -> OpResult<Typed> {
    let said = say::versions(&case.state.incidents, id, |said| &said.id)?.now();
    let mut out = Typed::default();
    out.set("words", &*said.words);
    out.set("when", &*said.happened);
    for (field, day) in [("from", &said.from), ("to", &said.to)] {
        let mut parts = day.as_deref().unwrap_or_default().split('-');
        for part in ["year", "month", "day"] {
            out.set(&format!("{field}-{part}"), parts.next().unwrap_or_default());
        }
    }
    out.set("how-known", said.how_known.name());
    out.set("fresh", if said.contemporaneous { "yes" } else { "no" });
    for (field, text) in [
        ("place", &said.place),
        ("witnesses", &said.witnesses),
        ("impact", &said.impact),
        ("belief", &said.belief),
        ("still-needed", &said.still_needed),
    ] {
        out.set(field, text.as_deref().unwrap_or_default());
    }
    let shown = named(case, &said.events)?;
    let numbers = said.events.iter().filter_map(|id| shown.get(id));
    let numbers: Vec<String> = numbers.map(|row| format!("e{}", row.number.0)).collect();
    out.set("events", numbers.join(", "));
    let exhibits: Vec<String> = said
        .exhibits
        .iter()
        .map(|digest| case.state.reference(digest))
        .collect();
    out.set("exhibits", exhibits.join(", "));
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::tests::{added, chat, new_case};

    fn typed_of(fields: &[(&str, &str)]) -> Typed {
        let mut typed = Typed::default();
        for (field, text) in fields {
            typed.set(field, *text);
        }
        typed
    }

    #[test]
    fn what_is_kept_is_shown_in_the_form_again_and_every_version_stays() {
        let home = tempfile::tempdir().unwrap();
        let mut case = new_case(&home.path().join("case"));
        added(
            &mut case,
            &chat(home.path(), "WhatsApp Chat with Marigold Example.txt", 0..9),
        );
        let first = typed_of(&[
            ("words", "He stood by the harbour <b>again</b>."),
            ("when", "the week after Easter"),
            ("from-year", "2024"),
            ("from-month", "4"),
            ("how-known", "memory"),
            ("fresh", "no"),
            ("events", "e2, e5 e2"),
            ("exhibits", "WF/1"),
            ("witnesses", "my sister"),
        ]);
        assert_eq!(keep(&mut case, None, &first).unwrap(), "I-1");
        let mut again = typed(&case, "I-1").unwrap();
        assert_eq!(again.get("events"), "e2, e5");
        assert_eq!((again.get("from-day"), again.get("to-day")), ("01", "30"));
        again.set("events", "e5, e7");
        again.set("exhibits", "");
        again.set("witnesses", " ");
        keep(&mut case, Some("I-1"), &again).unwrap();
        let versions = &case.state.incidents[0];
        assert_eq!(versions.all.len(), 2);
        let now = versions.now();
        assert_eq!(
            (now.events.len(), now.exhibits.len(), &now.witnesses),
            (2, 0, &None)
        );
        assert_eq!(&*now.words, "He stood by the harbour <b>again</b>.");
        assert_eq!(versions.all[0].1.exhibits.len(), 1);
        let shown = typed(&case, "I-1").unwrap();
        assert_eq!(shown.get("events"), "e5, e7");
    }

    #[test]
    fn what_is_not_known_may_stay_empty_and_what_is_wrong_is_told_by_field() {
        let home = tempfile::tempdir().unwrap();
        let mut case = new_case(&home.path().join("case"));
        let wrong = |case: &Case, fields: &[(&str, &str)]| -> Vec<&'static str> {
            let found = check(case, &typed_of(fields));
            found.into_iter().map(|wrong| wrong.field).collect()
        };
        assert_eq!(wrong(&case, &[("words", "  ")]), ["words"]);
        for from in [
            &[("from-day", "3")][..],
            &[
                ("from-day", "31"),
                ("from-month", "2"),
                ("from-year", "2024"),
            ],
            &[("from-year", "24")],
            &[("from-month", "x"), ("from-year", "2024")],
        ] {
            let fields = [&[("words", "a")][..], from].concat();
            assert_eq!(wrong(&case, &fields), ["from"], "{from:?}");
        }
        assert_eq!(
            wrong(
                &case,
                &[("words", "a"), ("from-year", "2024"), ("to-year", "2023")]
            ),
            ["to"]
        );
        assert_eq!(
            wrong(&case, &[("words", "a"), ("events", "e1")]),
            ["events"]
        );
        assert_eq!(
            wrong(&case, &[("words", "a"), ("exhibits", "WF/1")]),
            ["exhibits"]
        );
        let long = "w".repeat(LONGEST + 1);
        assert_eq!(wrong(&case, &[("words", &long)]), ["words"]);
        let id = keep(
            &mut case,
            None,
            &typed_of(&[("words", "I do not know when.")]),
        )
        .unwrap();
        let said = case.state.incidents[0].now();
        assert_eq!(
            (id.as_str(), &said.from, &*said.happened),
            ("I-1", &None, "")
        );
    }
}
