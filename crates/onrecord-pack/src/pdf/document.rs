//! Writes a document: the two passes, metadata, bookmarks, and the profile it conforms to.
//!
//! The writer checks the rules of PDF/A-3a and PDF/UA-1 that it can see and refuses a document
//! that breaks one. Beside that, tests let other readers check. It is not veraPDF-validated.

use super::compose::{Bookmark, Composer, Destination, Limits, Plan};
use super::tags::Tags;
use super::typesetter::Typesetter;
use crate::input::PackError;
use krilla::Document;
use krilla::SerializeSettings;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use onrecord_model::Instant;
use onrecord_model::when::Wall;
use std::collections::BTreeMap;

/// The language that fixed words are in.
const LANGUAGE: &str = "en-GB";

/// What a document conforms to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Profile {
    /// PDF/A-3a with PDF/UA-1: archival, tagged, accessible.
    #[default]
    Archive,
    /// PDF/A-1b, the same pages for a validator that knows no later part. For tests only.
    Twin,
}

/// What must be said of a document besides its pages.
#[derive(Clone, Debug)]
pub struct DocumentInfo {
    /// File name, for errors.
    pub file: String,
    /// Title, in the metadata.
    pub title: String,
    /// Top left of every page.
    pub running: String,
    /// Top right of every page of a document in one volume.
    pub date: String,
    /// Bottom left of every page.
    pub footer: String,
    /// Program and version.
    pub tool: String,
    /// When the pack was made: the only time in the file.
    pub made_at: Instant,
    /// What it conforms to.
    pub profile: Profile,
    /// Whether its blocks are wanted as data too.
    pub take_down: bool,
}

/// A finished volume.
#[derive(Debug)]
pub struct Volume {
    /// From 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
    /// Its pages.
    pub pages: usize,
    /// The file.
    pub bytes: Vec<u8>,
}

/// What was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// Pages of each volume.
    pub volumes: Vec<usize>,
    /// Where its destinations stand.
    pub destinations: BTreeMap<String, Destination>,
    /// Its blocks as JSON, where they were asked for.
    pub plain: Option<String>,
}

/// Writes a document. `body` is called twice and must compose the same blocks both times; each
/// finished volume goes to `sink` before the next is begun.
///
/// # Errors
/// Those of `body` and `sink`, or that the writer refused the document.
pub fn write_document(
    setter: &mut Typesetter<'_>,
    info: &DocumentInfo,
    limits: Limits,
    body: &mut dyn FnMut(&mut Composer<'_, '_>) -> Result<(), PackError>,
    sink: &mut dyn FnMut(Volume) -> Result<(), PackError>,
) -> Result<Summary, PackError> {
    let mut limits = limits;
    let mut plan = count(setter, info, limits, body)?;
    while plan.volumes.len() > limits.volumes.max(1) {
        let pages: usize = plan.volumes.iter().sum();
        let share = pages / limits.volumes.max(1);
        // A little more than an even share: a volume ends at the first good place after its limit.
        limits.pages = (share + share / 50 + 2).max(limits.pages.saturating_add(1));
        limits.picture_bytes = usize::MAX;
        plan = count(setter, info, limits, body)?;
    }
    let mut forward = |volume: Volume| sink(volume);
    let mut drawing = Composer::new(setter, info, limits, Some(&plan), &mut forward);
    body(&mut drawing)?;
    drawing.end_volume()?;
    let plain = drawing.plain.take().map(|plain| plain.finish(&info.title));
    let made = drawing.made;
    if made != plan {
        return Err(info.failure("its two passes differ; the case changed while it was written"));
    }
    Ok(Summary {
        volumes: plan.volumes,
        destinations: plan.destinations,
        plain,
    })
}

/// The first pass.
fn count(
    setter: &mut Typesetter<'_>,
    info: &DocumentInfo,
    limits: Limits,
    body: &mut dyn FnMut(&mut Composer<'_, '_>) -> Result<(), PackError>,
) -> Result<Plan, PackError> {
    let mut nowhere = |_: Volume| Ok(());
    let mut counting = Composer::new(setter, info, limits, None, &mut nowhere);
    body(&mut counting)?;
    counting.end_volume()?;
    Ok(counting.made)
}

impl DocumentInfo {
    pub(super) fn failure(&self, reason: &str) -> PackError {
        PackError::Document {
            document: self.file.clone(),
            reason: reason.to_owned(),
        }
    }

    pub(super) fn new_writer(&self) -> Document {
        let builder = match self.profile {
            Profile::Archive => ConfigurationBuilder::new()
                .with_archival_validator(Archival::A3_A)
                .with_accessibility_validator(Accessibility::UA1),
            Profile::Twin => ConfigurationBuilder::new().with_archival_validator(Archival::A1_B),
        };
        Document::new_with(SerializeSettings {
            // The two profiles are known to go together; a test holds that.
            configuration: builder.finish().unwrap_or_default(),
            enable_tagging: self.profile == Profile::Archive,
            ..SerializeSettings::default()
        })
    }

    pub(super) fn finish(
        &self,
        mut writer: Document,
        tags: Tags,
        bookmarks: &[Bookmark],
        volume: usize,
    ) -> Result<Vec<u8>, PackError> {
        writer.set_metadata(
            Metadata::new()
                .title(self.title.clone())
                .language(LANGUAGE.to_owned())
                .creator(self.tool.clone())
                .producer(self.tool.clone())
                .creation_date(date(self.made_at))
                .document_id(format!("{} {} {}", self.file, self.footer, volume + 1)),
        );
        writer.set_outline(outline(bookmarks));
        if self.profile == Profile::Archive {
            writer.set_tag_tree(tags.finish(LANGUAGE));
        }
        writer
            .finish()
            .map_err(|error| self.failure(&format!("{error:?}")))
    }
}

fn date(instant: Instant) -> DateTime {
    let (year, month, day, hour, minute, second, _) = Wall(instant.0).fields();
    DateTime::new(u16::try_from(year).unwrap_or(1970))
        .month(month)
        .day(day)
        .hour(hour)
        .minute(minute)
        .second(second)
        .utc_offset_hour(0)
        .utc_offset_minute(0)
}

/// Bookmarks nest by level; a level that was skipped hangs on the nearest above.
fn outline(bookmarks: &[Bookmark]) -> Outline {
    let mut outline = Outline::new();
    let mut at = 0;
    while at < bookmarks.len() {
        let (node, next) = outline_node(bookmarks, at);
        outline.push_child(node);
        at = next;
    }
    outline
}

fn outline_node(bookmarks: &[Bookmark], at: usize) -> (OutlineNode, usize) {
    let mark = &bookmarks[at];
    let place = XyzDestination::new(mark.page, Point::from_xy(0.0, mark.y.max(0.0)));
    let mut node = OutlineNode::new(mark.title.clone(), place);
    let mut next = at + 1;
    while next < bookmarks.len() && bookmarks[next].level > mark.level {
        let (child, after) = outline_node(bookmarks, next);
        node.push_child(child);
        next = after;
    }
    (node, next)
}
