//! DiscordChatExporter's CSV, and the messages.csv of older data packages.

use super::context::{Context, Out, Walk};
use super::files::attachment;
use super::package::own;
use super::times;
use crate::kit::csv::{Header, Row, Table, TableRow};
use crate::kit::date_order::DateOrder;
use crate::kit::text::mark_hidden;
use onrecord_model::{Details, Event, Kind, Thread};
use std::sync::Arc;

/// By these the header of an exporter's table is known.
pub(super) const EXPORTER: &[&str] = &["Author", "Date", "Content", "Attachments"];
/// By these that of a data package is known.
pub(super) const PACKAGE: &[&str] = &["ID", "Timestamp", "Contents", "Attachments"];

/// One file being read.
pub(super) struct TableWalk<'a> {
    pub entry: Arc<str>,
    pub table: Table<'a>,
    pub thread: Arc<Thread>,
    /// Whether it is a data package's.
    pub is_package: bool,
}

impl<'a> Walk<'a> for TableWalk<'a> {
    fn step(&mut self, context: &mut Context<'a>, out: &mut Out) -> bool {
        match self.table.next_row() {
            Ok(None) => return false,
            Err(defect) => {
                out.push_back(Err(defect));
                return false;
            }
            Ok(Some(TableRow::Before(row))) => {
                if !row.is_blank() {
                    let reason = "this row stands before the names of the columns";
                    out.push_back(Err(row.defect(&self.entry, "before-header", reason)));
                }
            }
            Ok(Some(TableRow::Row(header, row))) => {
                if row.is_blank() {
                    return true;
                }
                let event = row.event(&self.entry, header, &self.thread);
                if self.is_package {
                    out.push_back(Ok(package_row(context, header, row, event)));
                } else {
                    let order = context.order.get(&self.entry).copied();
                    exporter_row(context, header, row, event, order, out);
                }
            }
        }
        true
    }
}

fn cell<'r>(header: &Header, row: &'r Row, name: &str, used: &mut Vec<usize>) -> Option<&'r str> {
    let column = header.find(name)?;
    used.push(column);
    row.cell(column)
}

fn set_text(event: &mut Event, text: &str) {
    mark_hidden(text, &mut event.marks);
    event.text = Some(text.into());
}

fn exporter_row(
    context: &mut Context<'_>,
    header: &Header,
    row: &Row,
    mut event: Event,
    order: Option<DateOrder>,
    out: &mut Out,
) {
    let mut used = Vec::new();
    let id = cell(header, row, "AuthorID", &mut used).unwrap_or_default();
    let handle = cell(header, row, "Author", &mut used).unwrap_or_default();
    event.account = context.people.of(id, handle, "");
    if let Some(date) = cell(header, row, "Date", &mut used) {
        event.when = times::shown(date, order);
    }
    if let Some(text) = cell(header, row, "Content", &mut used) {
        set_text(&mut event, text);
    }
    let files = cell(header, row, "Attachments", &mut used).unwrap_or_default();
    add_files(context, &mut event, files.split(','));
    let reactions = cell(header, row, "Reactions", &mut used).unwrap_or_default();
    event.details.extend(header.rest(row, &used));
    let followers = reactions_of(reactions, ',', &event);
    out.push_back(Ok(event));
    out.extend(followers.into_iter().map(Ok));
}

/// `👍 (2),wave (1)`: one event for each, as nobody is named.
pub(super) fn reactions_of(text: &str, between: char, message: &Event) -> Vec<Event> {
    let mut list: Vec<(String, String)> = Vec::new();
    for part in text.split(between).filter(|part| !part.trim().is_empty()) {
        let part = part.trim();
        let counted = part
            .strip_suffix(')')
            .and_then(|part| part.rsplit_once('('))
            .filter(|(_, count)| count.bytes().all(|digit| digit.is_ascii_digit()));
        match (counted, list.last_mut()) {
            (Some((emoji, count)), _) if !emoji.trim().is_empty() => {
                list.push((emoji.trim().to_owned(), count.to_owned()));
            }
            (Some((_, count)), Some((_, last))) => *last = count.to_owned(),
            _ => list.push((part.to_owned(), String::new())),
        }
    }
    let one = |(emoji, count): (String, String)| {
        let mut event = Event {
            account: None,
            others: Vec::new(),
            kind: Kind::Reaction,
            text: Some(emoji.into()),
            attachments: Vec::new(),
            details: Details::new(),
            marks: Default::default(),
            when: onrecord_model::When::undated(),
            refers_to: Some(Box::new(message.locator.clone())),
            ..message.clone()
        };
        if !count.is_empty() {
            event.details.push("count", count);
        }
        event
    };
    list.into_iter().map(one).collect()
}

/// Attaches each address that is not empty.
pub(super) fn add_files<'t>(
    context: &Context<'_>,
    event: &mut Event,
    urls: impl Iterator<Item = &'t str>,
) {
    for url in urls.map(str::trim).filter(|url| !url.is_empty()) {
        let entry = event.locator.entry.clone();
        let found = attachment(&context.names, &entry, url, "", &mut event.marks);
        event.attachments.push(found);
    }
}

fn package_row(context: &Context<'_>, header: &Header, row: &Row, mut event: Event) -> Event {
    let mut used = Vec::new();
    let id = cell(header, row, "ID", &mut used).unwrap_or_default();
    event.details.push("ID", id);
    if let Some(date) = cell(header, row, "Timestamp", &mut used) {
        event.when = times::shown(date, None);
    }
    if let Some(text) = cell(header, row, "Contents", &mut used) {
        set_text(&mut event, text);
    }
    let files = cell(header, row, "Attachments", &mut used).unwrap_or_default();
    add_files(context, &mut event, files.split_ascii_whitespace());
    event.details.extend(header.rest(row, &used));
    own(context, &mut event, id);
    event
}
