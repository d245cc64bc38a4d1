//! The second pass over a chat: one event per row, in the file's order. Holds a few rows.

use super::row::{self, Row};
use crate::kit::date_order::DateOrder;
use crate::kit::line_records::{LineRecord, LineRecords};
use crate::kit::memo::Memo;
use crate::kit::text;
use onrecord_model::{Account, Defect, Event, Kind, Mark, Precision, Thread, Truth, Wall, When};
use std::io::Read;
use std::sync::Arc;

/// How a chat is read.
pub(super) struct Reading {
    /// `None`: nothing decides.
    pub order: Option<DateOrder>,
    /// Rows have the name that Viber gives the owner.
    pub owner_speaks: bool,
}

/// What Viber calls the owner: English, French (both in a peer's files).
pub(super) fn is_owner(name: &[u8]) -> bool {
    matches!(name, b"Me" | b"Moi")
}

/// What stands in the place of a picture or a sticker, in French (a peer's files).
const OMITTED: &[&str] = &["Message photo", "Autocollant"];

/// One chat being read.
pub(super) struct Records<'a> {
    records: LineRecords<Box<dyn Read + 'a>, Row>,
    entry: Arc<str>,
    thread: Arc<Thread>,
    reading: Reading,
    people: Memo<Account>,
}

impl<'a> Records<'a> {
    pub(super) fn new(
        reader: Box<dyn Read + 'a>,
        entry: Arc<str>,
        thread: Arc<Thread>,
        reading: Reading,
    ) -> Self {
        Self {
            records: LineRecords::new(reader, entry.clone()).without_final_breaks(),
            entry,
            thread,
            reading,
            people: Memo::default(),
        }
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Event, Defect>;

    fn next(&mut self) -> Option<Self::Item> {
        let record = self.records.next(|line, _| row::parse(line))?;
        Some(record.map(|record| {
            event(
                record,
                &self.entry,
                &self.thread,
                &self.reading,
                &mut self.people,
            )
        }))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (usize::from(self.records.peek().is_some()), None)
    }
}

fn event(
    record: &LineRecord<Row>,
    entry: &Arc<str>,
    thread: &Arc<Thread>,
    reading: &Reading,
    people: &mut Memo<Account>,
) -> Event {
    let mut event = record.begin(entry, thread, Kind::Message);
    let row = record.head;
    let slice = |place: (u32, u32)| {
        let to = (place.1 as usize).min(record.bytes.len());
        record.bytes.get(place.0 as usize..to).unwrap_or_default()
    };
    let (name, number) = (slice(row.name), slice(row.number));
    let is_owner = is_owner(name);
    let name = text::decode(name, &mut event.marks);
    let number = text::decode(number, &mut event.marks);
    let platform = &thread.platform;
    event.account = Some(
        people.get_by(&[&name, &number], || match number.is_empty() {
            true => Account::named(platform, &name),
            false => Account::handled(platform, &number, Some(&name)),
        }),
    );
    if is_owner {
        event.marks.add(Mark::Outgoing);
    } else if reading.owner_speaks {
        event.marks.add(Mark::Incoming);
    }
    let (truth, is_odd) = time(&row, reading.order);
    if is_odd {
        event.marks.add(Mark::Inconsistent);
    }
    let date = String::from_utf8_lossy(slice(row.date));
    let clock = String::from_utf8_lossy(slice(row.time));
    event.when = When {
        as_written: format!("{date} {clock}").into(),
        truth,
        precision: match (truth, row.clock.second) {
            (Truth::Undated, _) => Precision::Coarse,
            (_, Some(_)) => Precision::Second,
            (_, None) => Precision::Minute,
        },
    };
    let written = text::decode(slice((row.text, u32::MAX)), &mut event.marks);
    let shown = row::unquoted(written.replace("\r\n", "\n").trim_end());
    if OMITTED.contains(&&*shown) {
        event.marks.add(Mark::AttachmentOmitted);
    }
    text::mark_hidden(&shown, &mut event.marks);
    event.text = Some(shown.into());
    event
}

/// The time of a row, and whether what is written contradicts itself or the rest of the file.
fn time(row: &Row, order: Option<DateOrder>) -> (Truth, bool) {
    let (hour, is_odd) = row.clock.period.hour_of_day(row.clock.hour);
    let second = row.clock.second.unwrap_or(0);
    let year = row.parts().0;
    let wall = |order| {
        let (month, day) = row.month_and_day(order)?;
        Wall::new(year, month, day, hour, row.clock.minute, second, 0)
    };
    match (
        order,
        wall(DateOrder::DayFirst),
        wall(DateOrder::MonthFirst),
    ) {
        (Some(DateOrder::DayFirst), Some(wall), _)
        | (Some(DateOrder::MonthFirst), _, Some(wall)) => (Truth::WallZoneUnknown(wall), is_odd),
        (None, Some(day_first), Some(month_first)) if day_first != month_first => (
            Truth::DayMonthAmbiguous {
                day_first,
                month_first,
            },
            is_odd,
        ),
        // Only one reading is a date.
        (order, Some(wall), _) | (order, _, Some(wall)) => {
            (Truth::WallZoneUnknown(wall), is_odd || order.is_some())
        }
        (_, None, None) => (Truth::Undated, true),
    }
}
