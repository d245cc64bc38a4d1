//! Makes one picture into one event: reads its container, says what is in it, and when it was taken
//! as far as the bytes say.

use super::details::Details;
use super::findings::{Findings, MAX_BLOCK};
use super::stream::{Stream, Whole};
use super::{Format, exif, gps, heif, iptc, jpeg, other_containers, png, times, xmp};
use crate::Export;
use crate::kit::text::mark_hidden;
use onrecord_model::{
    Attachment, Defect, Event, Kind, Locator, Mark, Place, Pointer, Precision, Thread, Truth, Wall,
    When,
};
use std::sync::Arc;

const DAY_MICROS: u64 = 86_400_000_000;

/// The event of the picture at `path`, and what is wrong with the file.
pub(super) fn read(
    export: &dyn Export,
    path: &Arc<str>,
    modified: Option<Wall>,
    format: Format,
) -> Vec<Result<Event, Defect>> {
    let defect = |from: u64, to: u64, code, reason: String| Defect {
        locator: locator(path, (from, to)),
        code,
        reason: reason.into(),
    };
    let reader = match export.open(path) {
        Ok(reader) => reader,
        Err(error) => {
            let reason = format!("This picture could not be opened: {error}.");
            return vec![Err(defect(0, 0, "unreadable", reason))];
        }
    };
    let mut found = Findings::default();
    let mut details = Details::default();
    let whole = take_apart(reader, format, &mut found, &mut details);
    let mut records = Vec::new();
    if whole.size > 0 {
        let event = event(path, modified, format, &whole, &found, details);
        records.push(Ok(event));
    }
    if let Some(error) = whole.error {
        let reason = format!("Reading this picture stopped here: {error}.");
        records.push(Err(defect(whole.size, whole.size, "read-error", reason)));
    }
    records.extend(found.problems.into_iter().map(|problem| {
        let at = problem.at.min(whole.size);
        Err(defect(at, whole.size, problem.code, problem.reason))
    }));
    records
}

fn locator(path: &Arc<str>, bytes: (u64, u64)) -> Locator {
    Locator {
        entry: path.clone(),
        bytes,
        pointer: Pointer::None,
    }
}

fn take_apart(
    reader: Box<dyn std::io::Read + '_>,
    format: Format,
    found: &mut Findings,
    details: &mut Details,
) -> Whole {
    let mut stream = Stream::new(reader);
    let mut file = Vec::new();
    match format {
        Format::Jpeg => jpeg::read(&mut stream, found),
        Format::Png => png::read(&mut stream, found),
        Format::Webp => other_containers::webp(&mut stream, found),
        Format::Gif => other_containers::gif(&mut stream, found),
        // These can have their parts in any order: the beginning is kept.
        Format::Heif | Format::Tiff => file = stream.take(MAX_BLOCK),
    }
    let whole = stream.finish();
    match format {
        Format::Heif => heif::read(&file, whole.size, found),
        Format::Tiff => {
            let block = super::findings::Block {
                bytes: file,
                at: 0,
                length: whole.size,
            };
            exif::read(&block, true, found, details);
            return whole;
        }
        _ => {}
    }
    if let Some(block) = found.exif.take() {
        exif::read(&block, false, found, details);
    }
    whole
}

fn event(
    path: &Arc<str>,
    modified: Option<Wall>,
    format: Format,
    whole: &Whole,
    found: &Findings,
    exif: Details,
) -> Event {
    let mut details = Details {
        marks: exif.marks,
        ..Details::default()
    };
    details.push("format", format.name());
    if let Some((width, height)) = found.size {
        details.push("width", &width.to_string());
        details.push("height", &height.to_string());
    }
    details.list.extend(&exif.list);
    if found.exif_blocks > 1 {
        details.push("exif_blocks", &found.exif_blocks.to_string());
    }
    for (name, value) in found
        .xmp
        .as_deref()
        .map(xmp::properties)
        .unwrap_or_default()
    {
        details.push_bytes(&format!("xmp.{name}"), value);
    }
    for (name, text) in &found.texts {
        let (value, is_lossy) = text.decode();
        details.push(name, &value);
        if is_lossy {
            details.marks.add(Mark::LossyText);
        }
        if text.is_cut {
            details.marks.add(Mark::Truncated);
        }
    }
    if let Some([y1, y2, month, day, hour, minute, second]) = found.png_time {
        let year = u16::from_be_bytes([y1, y2]);
        let time = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z");
        details.push(PNG_TIME, &time);
    }
    let has_place = |name: &&str| details.get(name).is_some();
    if iptc::PLACES.iter().chain(xmp::PLACES).any(has_place) {
        details.marks.add(Mark::Location);
    }
    if found.has_thumbnail {
        details.push("has_thumbnail", "yes");
    }
    if found.after_end > 0 {
        details.push("bytes_after_end", &found.after_end.to_string());
    }
    if let Some(bytes) = found.looked_at {
        details.push("looked_at", &format!("the first {bytes} bytes"));
    }
    let when = when(&mut details);
    if let Some(why) = screenshot(&details, format) {
        details.push("looks_like", "screenshot");
        details.push("looks_like_because", why);
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    mark_hidden(name, &mut details.marks);
    if let Some(says) = name_says(name) {
        details.push("name_says", says);
    }
    if let Some(modified) = modified {
        details.push("modified", &modified.to_string());
    }
    let content = whole.error.is_none().then_some((whole.digest, whole.size));
    Event {
        locator: locator(path, (0, whole.size)),
        raw: whole.digest,
        when,
        thread: Arc::new(Thread {
            platform: super::PLATFORM.into(),
            key: "photos".into(),
            title: Some("Photos and screenshots".into()),
            folder: None,
            participants: Vec::new(),
        }),
        account: None,
        others: Vec::new(),
        kind: Kind::Photo,
        text: None,
        attachments: vec![Attachment {
            name: name.into(),
            media_type: Some(format.media_type().into()),
            place: Place::Entry(path.clone()),
            content,
        }],
        marks: details.marks,
        details: details.list,
        refers_to: None,
    }
}

const PNG_TIME: &str = "png.tIME";

/// Where a picture's time can stand, best first, and what it then means.
const TIMES: &[(&str, &str)] = &[
    ("exif.DateTimeOriginal", TAKEN),
    ("xmp.exif:DateTimeOriginal", TAKEN),
    ("exif.DateTimeDigitized", "made digital"),
    ("xmp.exif:DateTimeDigitized", "made digital"),
    ("xmp.photoshop:DateCreated", "created"),
    ("xmp.xmp:CreateDate", "created"),
    ("png.Creation Time", "created"),
    (PNG_TIME, "changed"),
    ("exif.DateTime", "changed"),
    ("xmp.xmp:ModifyDate", "changed"),
];
const TAKEN: &str = "taken";

/// The best time that can be read; or else the best as it is written.
fn when(details: &mut Details) -> When {
    let mut unread = None;
    for (name, means) in TIMES {
        let Some(value) = details.get(name) else {
            continue;
        };
        let (value, moment) = match name.strip_prefix("exif.DateTime") {
            Some(which) => with_its_fields(details, value, which),
            None => (value.to_owned(), times::free(value)),
        };
        let when = match moment {
            Some(moment) => moment.when(&value),
            None => {
                let undated = When {
                    as_written: value.into(),
                    ..When::undated()
                };
                unread.get_or_insert((*name, undated));
                continue;
            }
        };
        check_against_satellites(&when, means, details);
        details.push("time_from", name);
        details.push("time_means", means);
        return when;
    }
    match unread {
        Some((name, when)) => {
            details.push("time_from", name);
            when
        }
        None => When::undated(),
    }
}

/// An EXIF time stands in three fields: a date, a fraction of a second, a zone.
fn with_its_fields(details: &Details, date: &str, which: &str) -> (String, Option<times::Moment>) {
    let fraction = details.get(&format!("exif.SubSecTime{which}"));
    let zone = details.get(&format!("exif.OffsetTime{which}"));
    let mut written = date.to_owned();
    for (before, field) in [('.', fraction), (' ', zone)] {
        if let Some(field) = field {
            written.push(before);
            written.push_str(field);
        }
    }
    (written, times::exif(date, fraction, zone))
}

/// The satellites' clock is right where the camera's may not be. Zones cannot make a day.
fn check_against_satellites(when: &When, means: &str, details: &mut Details) {
    let wall = match when.truth {
        Truth::Stated(instant) => Wall(instant.0),
        Truth::WallZoneUnknown(wall) => wall,
        _ => return,
    };
    if let Some(utc) = gps::utc(details)
        && means == TAKEN
        && when.precision < Precision::Day
        && wall.0.abs_diff(utc.0) > DAY_MICROS
    {
        details.marks.add(Mark::Inconsistent);
        let says = "the picture's time and the GPS time are more than a day apart";
        details.push("inconsistent", says);
    }
}

/// Programs that name themselves in pictures of the screen.
const SCREEN_PROGRAMS: &[&str] = &[
    "screenshot",
    "snipping",
    "flameshot",
    "spectacle",
    "greenshot",
    "sharex",
    "lightshot",
    "screencapture",
    "scrot",
    "grim",
];

/// Why the bytes say that this is a picture of a screen.
fn screenshot(details: &Details, format: Format) -> Option<&'static str> {
    let says = |name: &str| {
        details
            .get(name)
            .is_some_and(|v| v.eq_ignore_ascii_case("screenshot"))
    };
    if says("exif.UserComment") || says("xmp.exif:UserComment") {
        return Some("the comment in it says so, as iPhones and Macs write it");
    }
    let has_camera = ["exif.Make", "exif.Model", "xmp.tiff:Make", "xmp.tiff:Model"]
        .iter()
        .any(|name| details.get(name).is_some());
    if format != Format::Png || has_camera {
        return None;
    }
    // SystemUI's exporter of screenshots writes "Android" and the build.
    if details
        .get("exif.Software")
        .is_some_and(|software| software.starts_with("Android "))
    {
        return Some("a PNG without a camera, made by Android itself");
    }
    let program = ["png.Software", "exif.Software", "xmp.xmp:CreatorTool"];
    let names_itself = program
        .iter()
        .filter_map(|name| details.get(name))
        .any(|value| {
            let value = value.to_ascii_lowercase();
            SCREEN_PROGRAMS
                .iter()
                .any(|program| value.contains(program))
        });
    names_itself.then_some("a PNG without a camera, by a program that makes screenshots")
}

/// What the file's name would say if names were evidence; they are not.
fn name_says(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    let known = ["screenshot", "screen shot", "screen_shot"];
    if known.iter().any(|word| name.contains(word)) {
        Some("screenshot")
    } else if name.starts_with("img-") && name.contains("-wa") {
        Some("WhatsApp picture")
    } else {
        None
    }
}
