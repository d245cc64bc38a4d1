//! YouTube's tables of the owner's comments and live chats. The text is one JSON value, or several
//! with commas between them, or no JSON at all.

use super::context::{Context, Out, Walk, thread};
use crate::Export;
use crate::ExportError;
use crate::kit::csv::{Dialect, Header, Row, Table, TableRow};
use crate::kit::iso_time;
use crate::kit::json_stream::value::{Raw, Shape};
use crate::kit::text::mark_hidden;
use onrecord_model::{Defect, Details, Event, Kind, Mark, Marks, Thread};
use std::sync::Arc;

/// By these the header is known.
pub(super) const COMMENTS: &[&str] = &["Comment ID", "Comment Text"];
pub(super) const CHATS: &[&str] = &["Live Chat ID", "Live Chat Text"];
/// A table of live chats without its header is read in this order.
const CHAT_ORDER: [&str; 6] = [
    "Live Chat ID",
    "Channel ID",
    "Live Chat Create Timestamp",
    "Price",
    "Video ID",
    "Live Chat Text",
];

/// One file being read.
pub(super) struct TableWalk<'a> {
    entry: Arc<str>,
    table: Table<'a>,
    /// The row above, while no name of a column is known.
    above: Option<(Header, Defect)>,
    /// The names of columns in another language, and what the columns are by what stands in them.
    local: Option<(Header, Content)>,
    thread: Arc<Thread>,
    platform: Arc<str>,
}

/// Whether a row is one of live chats without a header above it.
pub(super) fn is_bare_chat(row: &Row) -> bool {
    let cell = |column: usize| row.cell(column).unwrap_or_default();
    row.len() == CHAT_ORDER.len()
        && cell(1).starts_with("UC")
        && iso_time::parse(cell(2)).is_some_and(|when| when.truth.instant().is_some())
        && cell(5).trim_start().starts_with('{')
}

/// What a row is by what stands in it, whatever its columns are called: their names are in the
/// language of the account.
#[derive(Clone, Copy, Debug)]
pub(super) struct Content {
    /// A comment's id begins so; a live chat has another.
    pub is_comment: bool,
    channel: usize,
    time: usize,
    text: usize,
}

impl Content {
    pub(super) fn of(row: &Row) -> Option<Self> {
        if row.len() < 5 {
            return None;
        }
        let at = |is_it: &dyn Fn(&str) -> bool| row.cells().position(|cell| is_it(cell.trim()));
        let is_id = |cell: &str| {
            let mut letters = cell.bytes();
            letters.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
        };
        let is_text = |cell: &str| {
            let inner = cell.strip_prefix('{').map(str::trim_start);
            inner.is_some_and(|inner| {
                inner.starts_with("\"text\"") || inner.starts_with("\"takeoutSegments\"")
            })
        };
        Some(Self {
            channel: at(&|cell| cell.len() == 24 && cell.starts_with("UC") && is_id(cell))?,
            time: at(&|cell| {
                cell.len() >= 19
                    && iso_time::parse(cell).is_some_and(|when| when.truth.instant().is_some())
            })?,
            text: at(&is_text)?,
            is_comment: at(&|cell| cell.len() >= 20 && cell.starts_with("Ug") && is_id(cell))
                .is_some(),
        })
    }
}

impl<'a> TableWalk<'a> {
    pub(super) fn new(
        export: &'a dyn Export,
        entry: Arc<str>,
        are_comments: bool,
    ) -> Result<Self, ExportError> {
        let platform: Arc<str> = "youtube".into();
        let dialect = Dialect::of(export, &entry)?.unwrap_or(Dialect::COMMA);
        let (key, columns) = if are_comments {
            ("comments", COMMENTS)
        } else {
            ("live chats", CHATS)
        };
        Ok(Self {
            table: Table::open(export, &entry, dialect, columns)?,
            thread: Arc::new(thread(&platform, key, "", "")),
            above: None,
            local: None,
            entry,
            platform,
        })
    }
}

impl<'a> Walk<'a> for TableWalk<'a> {
    fn step(&mut self, context: &mut Context<'a>, out: &mut Out) -> bool {
        match self.table.next_row() {
            Ok(None) => {
                out.extend(self.above.take().map(|(_, above)| Err(above)));
                return false;
            }
            Err(defect) => {
                out.push_back(Err(defect));
                return false;
            }
            Ok(Some(TableRow::Before(row))) => {
                if row.is_blank() {
                    return true;
                }
                if self.local.is_none()
                    && let Some(content) = Content::of(row)
                {
                    let header = self.above.take().map(|(header, _)| header);
                    self.local = Some((header.unwrap_or_default(), content));
                }
                if let Some((header, content)) = &self.local {
                    let event = row.event(&self.entry, header, &self.thread);
                    let content = Some(*content);
                    let event = comment(context, &self.platform, header, row, content, event);
                    out.push_back(Ok(event));
                    return true;
                }
                if is_bare_chat(row) {
                    let header = Header::named(CHAT_ORDER.into_iter());
                    let event = row.event(&self.entry, &header, &self.thread);
                    let event = comment(context, &self.platform, &header, row, None, event);
                    out.push_back(Ok(event));
                    return true;
                }
                let reason = "this row stands before the names of the columns";
                let defect = row.defect(&self.entry, "before-header", reason);
                let header = Header::of(row);
                if let Some((_, before)) = self.above.replace((header, defect)) {
                    out.push_back(Err(before));
                }
            }
            Ok(Some(TableRow::Row(header, row))) => {
                out.extend(self.above.take().map(|(_, above)| Err(above)));
                if !row.is_blank() {
                    let event = row.event(&self.entry, header, &self.thread);
                    let event = comment(context, &self.platform, header, row, None, event);
                    out.push_back(Ok(event));
                }
            }
        }
        true
    }
}

fn comment(
    context: &mut Context<'_>,
    platform: &Arc<str>,
    header: &Header,
    row: &Row,
    content: Option<Content>,
    mut event: Event,
) -> Event {
    event.kind = Kind::Comment;
    event.marks.add(Mark::Outgoing);
    let mut used = Vec::new();
    let mut cell = |names: &[&str]| {
        let column = header.find_any(names)?;
        used.push(column);
        row.cell(column)
    };
    let channel = cell(&["Channel ID"]).unwrap_or_default();
    let time = cell(&["Comment Create Timestamp", "Live Chat Create Timestamp"]);
    let text = cell(&["Comment Text", "Live Chat Text"]);
    let is_short = channel.is_empty() || time.is_none() || text.is_none();
    let content = content.or_else(|| Content::of(row).filter(|_| is_short));
    let (channel, time, text) = match content {
        Some(content) => {
            let columns = [content.channel, content.time, content.text];
            used.extend(columns);
            let [channel, time, text] = columns.map(|column| row.cell(column));
            (channel.unwrap_or_default(), time, text)
        }
        None => (channel, time, text),
    };
    event.account = context.account(platform, channel, "", "");
    if let Some(time) = time {
        event.when = iso_time::parse_or_keep(time);
    }
    if let Some(text) = text {
        let said = said(text, &mut event.marks, &mut event.details);
        mark_hidden(&said, &mut event.marks);
        event.text = Some(said.into());
    }
    event.details.extend(header.rest(row, &used));
    event
}

/// `{"text": "a"},{"text": "b"}` or `{"takeoutSegments": […]}`; anything else is the text itself.
fn said(cell: &str, marks: &mut Marks, details: &mut Details) -> String {
    if !cell.trim_start().starts_with('{') {
        return cell.to_owned();
    }
    let list = format!("[{}]", cell.trim());
    // Seen too: line feeds that stand in a string as they are.
    let escaped = list.replace('\r', "\\r").replace('\n', "\\n");
    for list in [list, escaped] {
        let (mut text, mut said, mut further) = (String::new(), Marks::NONE, Details::new());
        let raw = Raw::new(list.as_bytes(), 0);
        let is_whole = raw.elements().all(|one| {
            one.is_ok_and(|one| {
                one.fields().all(|field| field.is_ok())
                    && join(one, &mut text, &mut said, &mut further)
            })
        });
        if is_whole {
            marks.0 |= said.0;
            details.extend(&further);
            return text;
        }
    }
    cell.to_owned()
}

fn join(one: Raw<'_>, out: &mut String, marks: &mut Marks, details: &mut Details) -> bool {
    if let Some(segments) = one
        .get("takeoutSegments")
        .filter(|raw| raw.shape() == Shape::Array)
    {
        return segments.elements().all(|segment| {
            segment.is_ok_and(|segment| {
                segment.fields().all(|field| field.is_ok()) && join(segment, out, marks, details)
            })
        });
    }
    let Some(text) = one.get("text").and_then(|raw| raw.text()) else {
        return false;
    };
    if text.lossy {
        marks.add(Mark::LossyText);
    }
    out.push_str(&text.text);
    for (name, value) in one.fields().filter_map(Result::ok) {
        if !name.is("text")
            && let Some(name) = name.text()
        {
            details.push(name.text, value.verbatim());
        }
    }
    true
}
