//! The order in which a pack's events are shown: by time, over all threads, with each gap where it
//! stands in its thread. Knows where a line is, and keeps nothing of what it says.

use onrecord_model::canonical::Field;
use onrecord_verify::lines::{LONGEST_LINE, Line};
use std::io::{self, BufRead, BufReader, Read};

/// More lines than this are counted and not listed: memory in a browser is bounded.
pub(crate) const MOST_PLACES: usize = 1_000_000;

/// What stands at a place of the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// The line of an event: where it begins in the thread's file, and its bytes.
    Event { at: u64, length: u64 },
    /// A gap: its first event, counted from 0, how many, and where its lines begin and end. There are
    /// several where a pack tells times of what it withholds.
    Gap {
        from: u64,
        count: u64,
        at: u64,
        length: u64,
    },
}

/// One place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// Microseconds since 1970; `None`: no date, so it comes last.
    pub sort: Option<i64>,
    /// The thread's number in the list of threads.
    pub thread: usize,
    /// Counts up within the thread as time does.
    order: u64,
    pub what: What,
}

impl Place {
    fn key(&self) -> (bool, Option<i64>, usize, u64) {
        (self.sort.is_none(), self.sort, self.thread, self.order)
    }
}

/// A thread's lines as they are found.
struct Entry {
    index: u64,
    sort: Option<i64>,
    /// Whether it has a place in time by its neighbours alone.
    between: bool,
    what: What,
}

/// What one thread adds to the timeline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counted {
    pub shown: u64,
    pub withheld: u64,
}

/// Reads a thread's file, which was checked, and adds its places.
///
/// # Errors
/// It cannot be read, or is not what was checked.
pub(crate) fn add_thread(
    file: impl Read,
    thread: usize,
    places: &mut Vec<Place>,
) -> io::Result<Counted> {
    let mut reader = BufReader::with_capacity(64 << 10, file);
    let (mut line, mut at) = (Vec::new(), 0);
    let (mut entries, mut counted) = (Vec::new(), Counted::default());
    loop {
        line.clear();
        let read = (&mut reader).take(LONGEST_LINE);
        let length = { read }.read_until(b'\n', &mut line)? as u64;
        if length == 0 {
            break;
        }
        let entry = entry_of(&line, at, length).ok_or(io::ErrorKind::InvalidData)?;
        at += length;
        match entry.what {
            What::Event { .. } => counted.shown += 1,
            What::Gap { count, .. } => counted.withheld += count,
        }
        if entries.last_mut().is_some_and(|last| joined(last, &entry)) {
            continue;
        }
        if places.len() + entries.len() < MOST_PLACES {
            entries.push(entry);
        }
    }
    place(entries, thread, places);
    Ok(counted)
}

fn entry_of(line: &[u8], at: u64, length: u64) -> Option<Entry> {
    let gap = |from, count| What::Gap {
        from,
        count,
        at,
        length,
    };
    Some(match Line::parse(line)? {
        Line::Gap { from, count } => Entry {
            index: from,
            sort: None,
            between: true,
            what: gap(from, count),
        },
        Line::Shown { opening, sort, .. } if opening.is_withheld() => Entry {
            index: opening.index,
            sort,
            between: sort.is_none(),
            what: gap(opening.index, 1),
        },
        Line::Shown { opening, sort, .. } => Entry {
            index: opening.index,
            sort,
            between: !opening.shows(Field::Time),
            what: What::Event { at, length },
        },
    })
}

/// Lines of one gap are one place; it stands at the earliest time that they tell.
fn joined(last: &mut Entry, next: &Entry) -> bool {
    let (
        What::Gap { count, length, .. },
        What::Gap {
            count: more,
            length: longer,
            ..
        },
    ) = (&mut last.what, next.what)
    else {
        return false;
    };
    *count += more;
    *length += longer;
    last.sort = last.sort.into_iter().chain(next.sort).min();
    last.between = last.sort.is_none();
    true
}

/// A gap, or an event whose time is withheld, takes the time of what stands before it in the thread;
/// at the thread's beginning, of what stands after it. Some exports run from the newest to the
/// oldest: those are turned round first.
fn place(mut entries: Vec<Entry>, thread: usize, places: &mut Vec<Place>) {
    let mut dated = entries.iter().filter_map(|entry| entry.sort);
    let first = dated.next();
    let backwards = dated.next_back() < first && first.is_some() && dated_twice(&entries);
    if backwards {
        entries.reverse();
    }
    let mut near = entries.iter().find_map(|entry| entry.sort);
    for entry in entries {
        if entry.sort.is_some() {
            near = entry.sort;
        }
        let sort = if entry.between { near } else { entry.sort };
        let order = if backwards {
            u64::MAX - entry.index
        } else {
            entry.index
        };
        places.push(Place {
            sort,
            thread,
            order,
            what: entry.what,
        });
    }
}

fn dated_twice(entries: &[Entry]) -> bool {
    entries.iter().filter(|entry| entry.sort.is_some()).count() > 1
}

/// Puts all places in their order.
pub(crate) fn sort(places: &mut [Place]) {
    places.sort_by_key(Place::key);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(index: u64, sort: Option<i64>, between: bool) -> Entry {
        let what = What::Gap {
            from: index,
            count: 1,
            at: 0,
            length: 0,
        };
        Entry {
            index,
            sort,
            between,
            what,
        }
    }

    fn order(entries: Vec<Entry>) -> Vec<u64> {
        let mut places = Vec::new();
        place(entries, 0, &mut places);
        sort(&mut places);
        let from = |place: &Place| match place.what {
            What::Gap { from, .. } => from,
            What::Event { .. } => unreachable!(),
        };
        places.iter().map(from).collect()
    }

    #[test]
    fn a_gap_stands_after_the_event_before_it() {
        let thread = |sorts: [Option<i64>; 2]| {
            vec![
                entry(0, None, true),
                entry(2, sorts[0], false),
                entry(3, None, true),
                entry(7, None, false),
                entry(8, sorts[1], false),
            ]
        };
        // Event 7 has no date, so it comes last.
        assert_eq!(order(thread([Some(10), Some(20)])), [0, 2, 3, 8, 7]);
        assert_eq!(order(thread([Some(20), Some(10)])), [8, 3, 2, 0, 7]);
        assert_eq!(order(thread([None, None])), [0, 2, 3, 7, 8]);
        assert_eq!(order(Vec::new()), [] as [u64; 0]);
    }
}
