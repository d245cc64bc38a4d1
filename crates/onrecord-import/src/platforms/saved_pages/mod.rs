//! Web pages that somebody saved: MHTML, SingleFile, and plain HTML. One page is one event. Must not
//! know where a file came from or goes to, and fetches nothing.

mod mhtml;
mod page;
#[cfg(test)]
mod tests;

use crate::kit::peek::first_bytes;
use crate::{Answers, Export, Importer, Manifest, Opened, Refusal};
use onrecord_model::exhibit::{ExhibitKind, Grade};

/// The importer.
pub static IMPORTER: SavedPages = SavedPages;

/// Reads saved web pages.
#[derive(Debug)]
pub struct SavedPages;

static MANIFEST: Manifest = Manifest {
    name: "saved_pages",
    version: 2,
    title: "Saved web page",
    accepts: &[
        "A page saved as one file by Chrome or Edge (.mhtml, .mht)",
        "A page saved with SingleFile (.html)",
        "Any other page saved as .html or .htm",
    ],
    how_to_get: &[
        "Open the page. Scroll to its end, so that everything is loaded.",
        "In Chrome or Edge: press Ctrl+S and choose “Webpage, Single File”.",
        "In Firefox: use the add-on SingleFile, or take a screenshot as well.",
        "Save soon: what was posted can be gone tomorrow.",
        "Do not open or change the saved file afterwards with another program.",
    ],
    layouts: &[
        "MHTML by Blink, with Snapshot-Content-Location (real captures)",
        "MHTML by other browsers, by its name and multipart/related (documentation)",
        "SingleFile: a comment with url and saved date (its documentation)",
        "“saved from url=” of Internet Explorer, Edge and Chrome (documentation)",
    ],
    times: "When the page was saved, as the file says: MHTML and SingleFile state it with an \
            offset. Plain HTML has no time. When something on the page was posted is not read.",
    caveats: &[
        "A saved page is an ordinary file: its text, address and time can be edited. It is weaker \
         than a platform's export. Save it together with somebody else if you can.",
        "It is kept as a post, because a page is something published. By whom, it does not say.",
        "The text is what the file holds, also what the page would have hidden.",
        "Text beyond 256 kilobytes is cut. The file is sealed whole.",
    ],
    omits: &[
        "What the page loaded later, or only for other visitors.",
        "In plain HTML: its pictures, and the time when it was saved.",
    ],
};

/// The form of a saved page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Mhtml,
    Html,
}

fn form_of(export: &dyn Export, path: &str) -> Option<Form> {
    let extension = path
        .rsplit_once('.')
        .map_or("", |(_, end)| end)
        .to_ascii_lowercase();
    let first = first_bytes(export, path, 4 << 10).ok()?;
    let start = first
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(&first)
        .trim_ascii_start();
    let head = String::from_utf8_lossy(start).to_ascii_lowercase();
    let is_mhtml_name = matches!(extension.as_str(), "mhtml" | "mht");
    let is_header = head.lines().next().is_some_and(|line| {
        line.split_once(':')
            .is_some_and(|(name, _)| !name.contains('<'))
    });
    let is_mhtml = head.contains("\nsnapshot-content-location:")
        || head.starts_with("snapshot-content-location:")
        || is_mhtml_name && head.contains("mime-version:")
        || is_mhtml_name && head.contains("multipart/related");
    if is_header && is_mhtml {
        return Some(Form::Mhtml);
    }
    let is_page_name = matches!(extension.as_str(), "html" | "htm" | "xhtml");
    let begins = ["<!doctype html", "<html"]
        .iter()
        .any(|begin| head.starts_with(begin));
    let holds = head.contains("<html") || head.contains("<body") || head.contains("<head");
    (begins || is_page_name && (holds || head.starts_with('<'))).then_some(Form::Html)
}

impl Importer for SavedPages {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn provenance(&self, _path: &str) -> (Grade, ExhibitKind) {
        (Grade::WebCapture, ExhibitKind::Published)
    }

    fn is_fallback(&self) -> bool {
        true
    }

    fn open<'a>(&self, export: &'a dyn Export, _: &Answers) -> Option<Result<Opened<'a>, Refusal>> {
        let [entry] = export.entries() else {
            return None;
        };
        let form = form_of(export, &entry.path)?;
        let path = entry.path.clone();
        Some(Ok(Opened {
            entries: vec![path.clone()],
            records: Box::new(std::iter::once_with(move || match form {
                Form::Mhtml => mhtml::read(export, &path),
                Form::Html => page::read(export, &path),
            })),
            questions: Vec::new(),
            remarks: vec![
                "A saved page is an ordinary file that can be edited. It shows what this file \
                 holds, not that the page was so."
                    .to_owned(),
            ],
        }))
    }
}
