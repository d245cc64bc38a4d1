//! PDF documents: letters, tickets, statements, printed chats. One file is one event. Draws no page,
//! runs nothing that a document holds, and never takes it for more than a file that can be edited.
//!
//! Source: ISO 32000-1 (its sections are named where they are read).

mod dates;
mod document;
mod file;
mod filters;
mod fonts;
mod object;
#[cfg(test)]
mod tests;
mod text;

use crate::kit::peek::first_bytes;
use crate::{Answers, Export, Importer, Manifest, Opened, Refusal};
use onrecord_model::exhibit::{ExhibitKind, Grade};

const PLATFORM: &str = "pdf";
const SIGNATURE: &[u8] = b"%PDF-";
/// Programs accept the signature as far in as this.
const LOOK: usize = 1_024;

/// The importer.
pub static IMPORTER: Pdf = Pdf;

/// Reads PDF documents.
#[derive(Debug)]
pub struct Pdf;

static MANIFEST: Manifest = Manifest {
    name: PLATFORM,
    version: 1,
    title: "PDF document",
    accepts: &[
        "PDF files, told by their content",
        "a folder or zip of such files",
    ],
    how_to_get: &[
        "Save the document as you received it. Do not print it to PDF again.",
        "From a mail: save the attachment, and keep the mail as well.",
        "From a website or app: use its own download where there is one.",
    ],
    layouts: &[
        "Plain objects, and objects in compressed streams: from documentation, and one file \
         rewritten by qpdf",
        "Fonts with ToUnicode tables, WinAnsi, MacRoman, Standard: from documentation",
        "Damaged and cut-off files: objects are found without the table at the end",
    ],
    times: "CreationDate, or ModDate where there is none; time_from says which. It states an \
            instant only with an offset or Z. Else the zone is unknown. It is the clock of the \
            program that wrote the file, not when anything in it happened.",
    caveats: &[
        "Anybody can write a PDF with any text and date.",
        "The text is what the file holds. A page may look different, and hide or cover words.",
        "Words may run together or be parted, because pages place letters and not words.",
        "A signature inside is counted and not checked.",
        "Text beyond 1 megabyte is cut. The file is sealed whole.",
        "The first 64 megabytes are looked at. looked_at says where that mattered.",
        "Pages that the list of pages does not name follow at the end, and are counted.",
    ],
    omits: &[
        "Pictures, and words in pictures: a scanned page has no text.",
        "Files attached inside are counted and not opened.",
        "Comments, form fields, layers, and the XMP properties.",
        "Everything in a document locked with a password, but for the number of its pages.",
        "Text in the old LZW encoding, which is counted.",
    ],
};

impl Importer for Pdf {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn is_fallback(&self) -> bool {
        true
    }

    fn provenance(&self, _path: &str) -> (Grade, ExhibitKind) {
        (Grade::DeviceOriginal, ExhibitKind::Other)
    }

    fn open<'a>(&self, export: &'a dyn Export, _: &Answers) -> Option<Result<Opened<'a>, Refusal>> {
        let [entry] = export.entries() else {
            return None;
        };
        let first = first_bytes(export, &entry.path, LOOK).ok()?;
        memchr::memmem::find(&first, SIGNATURE)?;
        let path = entry.path.clone();
        let entries = vec![path.clone()];
        let read = move || document::read(export, &path);
        Some(Ok(Opened {
            entries,
            records: Box::new(std::iter::once_with(read).flatten()),
            questions: Vec::new(),
            remarks: Vec::new(),
        }))
    }
}
