//! The tables of a pack, made from what is proven: each row of `events.csv`, `events.jsonl` and
//! `undated.jsonl` follows from one line of a thread and nothing else. The writer makes them so, and
//! the check makes them again and compares. Text is data: no cell can become a formula, and no
//! character can steer a terminal.

use onrecord_model::canonical::{
    Field, read_attachments, read_details, read_kind, read_locator, read_others, read_sender,
    read_when,
};
use onrecord_model::disclose::Opening;
pub use onrecord_model::disclose::WITHHELD;
use onrecord_model::json::json_string;
use onrecord_model::{Account, Attachment, Details, Digest, Instant, Kind, Locator, Marks, When};

/// First line of `events.csv`: a byte order mark, so that spreadsheets read it as UTF-8, and the
/// columns.
pub const EVENTS_HEADER: &str = "\u{feff}\"thread\",\"position\",\"exhibit\",\"kind\",\"marks\",\"time_as_written\",\"time_known_as\",\"time_utc\",\"sort_utc\",\"platform\",\"sender_id\",\"sender_handle\",\"sender_name\",\"others\",\"text\",\"details\",\"attachments\",\"record_entry\",\"record_from\",\"record_to\",\"record_pointer\",\"record_sha256\"\r\n";

/// A shown event, decoded. `None`: withheld.
struct Row {
    time: Option<When>,
    sender: Option<Option<Account>>,
    others: Option<Vec<Account>>,
    kind: Option<(Kind, Marks)>,
    body: Option<Option<String>>,
    details: Option<Details>,
    attachments: Option<Vec<Attachment>>,
    locator: Option<(Locator, Digest, Option<Locator>)>,
}

impl Row {
    /// `None` where a shown field does not have the form of its name.
    fn of(opening: &Opening) -> Option<Self> {
        fn read<T>(
            opening: &Opening,
            field: Field,
            read: impl Fn(&onrecord_model::encode::Value) -> Option<T>,
        ) -> Option<Option<T>> {
            if opening.shows(field) {
                Some(Some(read(&opening.value(field)?)?))
            } else {
                Some(None)
            }
        }
        Some(Self {
            time: read(opening, Field::Time, read_when)?,
            sender: read(opening, Field::Sender, read_sender)?,
            others: read(opening, Field::Others, read_others)?,
            kind: read(opening, Field::Kind, read_kind)?,
            body: {
                opening.has_form(Field::Body).then_some(())?;
                opening.text()
            },
            details: read(opening, Field::Details, read_details)?,
            attachments: read(opening, Field::Attachments, read_attachments)?,
            locator: read(opening, Field::Locator, read_locator)?,
        })
    }
}

/// The rows that one shown event becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rows {
    /// Its line of `events.csv`.
    pub csv: String,
    /// Its line of `events.jsonl`, or of `undated.jsonl`.
    pub json: String,
    /// Whether it belongs into `events.jsonl`.
    pub dated: bool,
    /// Names of the columns and the bare cells, in the order of `events.csv`.
    pub cells: Vec<(&'static str, String)>,
}

/// Whether `sort` is a time that this event can be sorted by: its instant; or, where it states none,
/// at most 26 hours from a clock that it shows (zones reach from -12 to +14 hours); or nothing.
pub fn sort_fits(opening: &Opening, sort: Option<i64>) -> bool {
    use onrecord_model::Truth;
    const FARTHEST: u64 = 26 * 3_600 * 1_000_000;
    let near = |wall: i64| sort.is_none_or(|sort| sort.abs_diff(wall) <= FARTHEST);
    match opening
        .value(Field::Time)
        .as_ref()
        .and_then(read_when)
        .map(|when| when.truth)
    {
        Some(Truth::Stated(instant)) => sort == Some(instant.0),
        Some(Truth::WallZoneUnknown(wall) | Truth::WallOfExporter(wall)) => near(wall.0),
        Some(Truth::DayMonthAmbiguous {
            day_first,
            month_first,
        }) => near(day_first.0) || near(month_first.0),
        Some(Truth::Undated) | None => sort.is_none(),
    }
}

/// The rows of a shown event; `None` where a shown field does not have the form of its name.
pub fn rows(thread: &str, opening: &Opening, exhibit: &str, sort: Option<i64>) -> Option<Rows> {
    let row = Row::of(opening)?;
    let position = opening.index.saturating_add(1).to_string();
    let sort_text = sort
        .map(|sort| Instant(sort).to_string())
        .unwrap_or_default();
    let names: Vec<(&str, String)> = cells(&row);
    let mut csv = String::new();
    for cell in [thread, &position, exhibit] {
        push_cell(&mut csv, cell);
    }
    for (name, cell) in &names {
        push_cell(&mut csv, cell);
        if *name == "time_utc" {
            push_cell(&mut csv, &sort_text);
        }
    }
    csv.pop();
    csv.push_str("\r\n");

    let cell = |wanted: &str| {
        let found = names.iter().find(|(name, _)| *name == wanted);
        found.map(|(_, cell)| cell.as_str()).unwrap_or_default()
    };
    let speaker = ["sender_name", "sender_handle", "sender_id"].map(cell);
    let speaker = speaker
        .into_iter()
        .find(|label| !label.is_empty())
        .unwrap_or("unknown");
    let said = [cell("text"), cell("kind")]
        .into_iter()
        .find(|text| !text.is_empty())
        .unwrap_or("");
    let mut json = String::from("{\"message\":");
    json_string(&format!("{speaker}: {said}"), &mut json);
    if let Some(sort) = sort {
        let described = if cell("time_utc").is_empty() {
            "time under the assumed zone"
        } else {
            "time stated"
        };
        json.push_str(&format!(
            ",\"datetime\":\"{sort_text}\",\"timestamp\":{sort},\"timestamp_desc\":\"{described}\""
        ));
    }
    json.push_str(",\"data_type\":\"onrecord:event\"");
    for (name, value) in [
        ("thread", thread),
        ("position", position.as_str()),
        ("exhibit", exhibit),
    ] {
        push_pair(&mut json, name, value);
    }
    for (name, value) in &names {
        push_pair(&mut json, name, value);
    }
    json.push_str("}\n");
    let mut cells = vec![
        ("thread", thread.to_owned()),
        ("position", position),
        ("exhibit", exhibit.to_owned()),
    ];
    for (name, cell) in names {
        cells.push((name, cell));
        if name == "time_utc" {
            cells.push(("sort_utc", sort_text.clone()));
        }
    }
    Some(Rows {
        csv,
        json,
        dated: sort.is_some(),
        cells,
    })
}

fn push_pair(json: &mut String, name: &str, value: &str) {
    json.push(',');
    json_string(name, json);
    json.push(':');
    json_string(value, json);
}

/// Names and values, in the order of the columns after `exhibit`, without `sort_utc`.
fn cells(row: &Row) -> Vec<(&'static str, String)> {
    fn shown<T>(field: &Option<T>, cell: impl Fn(&T) -> String) -> String {
        field.as_ref().map_or_else(|| WITHHELD.to_owned(), cell)
    }
    let account = |cell: fn(&Account) -> Option<&str>| {
        shown(&row.sender, |sender| {
            sender
                .as_ref()
                .and_then(cell)
                .unwrap_or_default()
                .to_owned()
        })
    };
    let locator =
        |cell: fn(&(Locator, Digest, Option<Locator>)) -> String| shown(&row.locator, cell);
    vec![
        (
            "kind",
            shown(&row.kind, |(kind, _)| match kind {
                Kind::Unknown(word) => format!("unknown: {word}"),
                kind => kind.name().to_owned(),
            }),
        ),
        (
            "marks",
            shown(&row.kind, |(_, marks)| {
                marks
                    .iter()
                    .map(|mark| mark.name())
                    .collect::<Vec<_>>()
                    .join(" ")
            }),
        ),
        (
            "time_as_written",
            shown(&row.time, |when| when.as_written.to_string()),
        ),
        (
            "time_known_as",
            shown(&row.time, |when| when.truth.name().to_owned()),
        ),
        (
            "time_utc",
            shown(&row.time, |when| {
                when.truth
                    .instant()
                    .map(|instant| instant.to_string())
                    .unwrap_or_default()
            }),
        ),
        ("platform", account(|account| Some(&account.platform))),
        ("sender_id", account(|account| account.stable_id.as_deref())),
        (
            "sender_handle",
            account(|account| account.handle.as_deref()),
        ),
        ("sender_name", account(|account| account.name.as_deref())),
        (
            "others",
            shown(&row.others, |others| {
                others
                    .iter()
                    .map(Account::label)
                    .collect::<Vec<_>>()
                    .join(" | ")
            }),
        ),
        (
            "text",
            shown(&row.body, |body| {
                body.as_deref().unwrap_or_default().to_owned()
            }),
        ),
        (
            "details",
            shown(&row.details, |details| {
                let pair = |(name, value)| format!("{name}: {value}");
                details.iter().map(pair).collect::<Vec<_>>().join(" | ")
            }),
        ),
        (
            "attachments",
            shown(&row.attachments, |attachments| {
                attachments
                    .iter()
                    .map(|a| a.name.to_string())
                    .collect::<Vec<_>>()
                    .join(" | ")
            }),
        ),
        (
            "record_entry",
            locator(|(place, _, _)| place.entry.to_string()),
        ),
        (
            "record_from",
            locator(|(place, _, _)| place.bytes.0.to_string()),
        ),
        (
            "record_to",
            locator(|(place, _, _)| place.bytes.1.to_string()),
        ),
        (
            "record_pointer",
            locator(|(place, _, _)| place.pointer.to_string()),
        ),
        ("record_sha256", locator(|(_, raw, _)| raw.to_hex())),
    ]
}

/// Appends a quoted cell and a comma. A cell that a spreadsheet would take for a formula gets a `'`
/// in front; characters that steer or hide are written `[U+202E]`.
pub fn push_cell(out: &mut String, cell: &str) {
    out.push('"');
    let first = cell.trim_start().chars().next();
    if matches!(
        first,
        Some('=' | '+' | '-' | '@' | '\u{ff1d}' | '\u{ff0b}' | '\u{ff0d}' | '\u{ff20}')
    ) {
        out.push('\'');
    }
    for character in cell.chars() {
        match character {
            '"' => out.push_str("\"\""),
            '\n' => out.push('\n'),
            _ if steers(character) => out.push_str(&written_out(character)),
            _ => out.push(character),
        }
    }
    out.push_str("\",");
}

/// Whether a character steers a screen or hides: no table holds one as it is, but a line's end.
pub fn steers(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
}

/// `[U+202E]`.
pub fn written_out(character: char) -> String {
    format!("[U+{:04X}]", u32::from(character))
}
