//! The place and the satellites' time in EXIF (CIPA DC-008, 4.6.6). A place is marked, so that it is
//! withheld unless chosen.

use super::details::Details;
use super::exif::comment;
use super::tiff::{Directory, Entry};
use super::times;
use onrecord_model::{Mark, Wall};

/// The fact that holds the satellites' time, in UTC.
pub(super) const TIME: &str = "gps.time";

pub(super) fn read(place: &Directory<'_>, details: &mut Details, problems: &mut Vec<String>) {
    for (tag, name, limit) in [
        (0x02, "gps.latitude", 90.0),
        (0x04, "gps.longitude", 180.0),
        (0x14, "gps.dest_latitude", 90.0),
        (0x16, "gps.dest_longitude", 180.0),
    ] {
        let Some(entry) = place.get(tag) else {
            continue;
        };
        match degrees(entry) {
            Some(degrees) if degrees <= limit => {
                let side = text(place, tag - 1).unwrap_or_default();
                let is_negative = matches!(side.first(), Some(b'S' | b's' | b'W' | b'w'));
                let degrees = if is_negative { -degrees } else { degrees };
                details.push(name, &format!("{degrees:.6}"));
                if !matches!(
                    side.first(),
                    Some(b'N' | b'n' | b'S' | b's' | b'E' | b'e' | b'W' | b'w')
                ) {
                    problems.push(format!("{name} without its direction"));
                }
                details.marks.add(Mark::Location);
            }
            Some(_) => problems.push(format!("{name} that does not exist")),
            // 0/0 is how cameras write that they do not know.
            None if entry.fraction(0).is_some_and(|(_, below)| below == 0) => {}
            None => problems.push(format!("{name} that is no place")),
        }
    }
    if let Some(altitude) = place.get(0x06).and_then(|entry| ratio(entry, 0)) {
        let is_below = place.get(0x05).and_then(|entry| entry.unsigned(0)) == Some(1);
        let altitude = if is_below { -altitude } else { altitude };
        details.push("gps.altitude_metres", &format!("{altitude:.1}"));
    }
    for (tag, name) in [
        (0x11, "gps.image_direction"),
        (0x0d, "gps.speed"),
        (0x1f, "gps.error_metres"),
    ] {
        if let Some(value) = place.get(tag).and_then(|entry| ratio(entry, 0)) {
            details.push(name, &format!("{value:.1}"));
        }
    }
    for (tag, name) in [(0x12, "gps.map_datum"), (0x08, "gps.satellites")] {
        if let Some(value) = text(place, tag) {
            details.push_bytes(name, value);
        }
    }
    for (tag, name) in [(0x1b, "gps.processing_method"), (0x1c, "gps.area")] {
        if let Some(entry) = place.get(tag) {
            comment(entry, name, details);
            if tag == 0x1c {
                details.marks.add(Mark::Location);
            }
        }
    }
    time(place, details);
}

/// A day of its own field and a time of day as three fractions.
fn time(place: &Directory<'_>, details: &mut Details) {
    let day = text(place, 0x1d).map(|text| String::from_utf8_lossy(text).into_owned());
    let clock = || {
        let entry = place.get(0x07)?;
        let part = |index| {
            let value = ratio(entry, index)?;
            (0.0..61.0).contains(&value).then_some(value)
        };
        Some((part(0)? as u8, part(1)? as u8, part(2)? as u8))
    };
    let clock = clock().map(|(hour, minute, second)| format!("{hour:02}:{minute:02}:{second:02}"));
    match (day, clock) {
        (Some(day), Some(clock)) => match times::exif(&format!("{day} {clock}"), None, None) {
            Some(moment) => details.push(TIME, &format!("{}Z", moment.wall)),
            None => details.push("gps.time_as_written", &format!("{day} {clock}")),
        },
        (Some(part), None) => details.push("gps.date", &part),
        (None, Some(part)) => details.push("gps.time_of_day", &part),
        (None, None) => {}
    }
}

/// The satellites' time, if it was whole.
pub(super) fn utc(details: &Details) -> Option<Wall> {
    times::iso(details.get(TIME)?).map(|moment| moment.wall)
}

fn text<'d>(place: &Directory<'d>, tag: u16) -> Option<&'d [u8]> {
    place.get(tag)?.text()
}

fn ratio(entry: &Entry<'_>, index: usize) -> Option<f64> {
    let (above, below) = entry.fraction(index)?;
    (below != 0).then(|| above as f64 / below as f64)
}

/// Degrees, minutes, seconds; the latter two may be left unknown.
fn degrees(entry: &Entry<'_>) -> Option<f64> {
    let degrees = ratio(entry, 0)?;
    let (minutes, seconds) = (ratio(entry, 1), ratio(entry, 2));
    let sum = degrees + minutes.unwrap_or(0.0) / 60.0 + seconds.unwrap_or(0.0) / 3_600.0;
    (sum >= 0.0).then_some(sum)
}
