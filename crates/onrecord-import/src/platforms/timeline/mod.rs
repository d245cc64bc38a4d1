//! Timelines of forensic tools as JSON lines: Timesketch and plaso. (As CSV they are tables.)
//! Must not know where a file came from or goes to.
//!
//! Sources: Timesketch's guide on what an upload must hold (`message`, `datetime`,
//! `timestamp_desc`); plaso's `json_line` output.

mod records;
#[cfg(test)]
mod tests;

use crate::kit::json_stream::value::{Raw, Shape};
use crate::kit::peek::first_bytes;
use crate::{Answers, Export, Importer, Manifest, Opened, Refusal};
use onrecord_model::exhibit::{ExhibitKind, Grade};

/// The importer.
pub static IMPORTER: Timeline = Timeline;

/// Reads timelines as JSON lines.
#[derive(Debug)]
pub struct Timeline;

static MANIFEST: Manifest = Manifest {
    name: "timeline",
    version: 1,
    title: "Timelines of forensic tools (Timesketch, plaso) as JSON lines",
    accepts: &[".jsonl files whose lines hold message, timestamp_desc and datetime or timestamp"],
    how_to_get: &[
        "Ask the person who examined the device for the timeline as JSON lines or CSV.",
        "Ask also for the tool's name and version, and when it was run.",
        "Add the file as it came.",
    ],
    layouts: &[
        "message, datetime, timestamp_desc: Timesketch's guide",
        "timestamp in microseconds, data_type: plaso's json_line output",
    ],
    times: "datetime states an instant where it has an offset; without one it is a clock whose \
            zone is not known. Where it is missing, timestamp counts microseconds since 1970. \
            timestamp_desc says what the time is of.",
    caveats: &[
        "A tool has read a device and written what it understood. Keep the device or its image.",
        "One act can stand in several lines: a file that is made is also changed and opened.",
        "Who used the device is not in the timeline.",
    ],
    omits: &["What the tool does not know, and what its filter left out."],
};

/// A longer first line is not looked at.
const HEAD: usize = 64 << 10;

impl Importer for Timeline {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn provenance(&self, _path: &str) -> (Grade, ExhibitKind) {
        (Grade::DeviceOriginal, ExhibitKind::Other)
    }

    fn open<'a>(
        &self,
        export: &'a dyn Export,
        _answers: &Answers,
    ) -> Option<Result<Opened<'a>, Refusal>> {
        let [entry] = export.entries() else {
            return None;
        };
        let head = first_bytes(export, &entry.path, HEAD).ok()?;
        let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head);
        let line = head
            .split(|byte| *byte == b'\n')
            .find(|line| !line.trim_ascii().is_empty())?;
        let first = Raw::new(line.trim_ascii(), 0);
        let has = |name: &str| first.get(name).is_some();
        let is_ours = first.shape() == Shape::Object
            && has("timestamp_desc")
            && has("message")
            && (has("datetime") || has("timestamp"));
        is_ours.then(|| {
            Ok(Opened {
                records: Box::new(records::Records::new(export, &entry.path)),
                questions: Vec::new(),
                entries: vec![entry.path.clone()],
                remarks: Vec::new(),
            })
        })
    }
}
