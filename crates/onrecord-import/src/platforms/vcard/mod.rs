//! vCard: contacts of a phone or an address book. Must not know where a file came from or goes to.
//!
//! Sources: RFC 6350 (4.0), RFC 2426 (3.0), the vCard 2.1 specification of 1996; the labels that
//! Apple writes (`item1.X-ABLabel`).

mod cards;
mod property;
#[cfg(test)]
mod tests;

use crate::kit::peek::first_bytes;
use crate::{Answers, Export, Importer, Manifest, Opened, Refusal};
use onrecord_model::exhibit::{ExhibitKind, Grade};

/// The importer.
pub static IMPORTER: VCard = VCard;

/// Reads vCard files.
#[derive(Debug)]
pub struct VCard;

static MANIFEST: Manifest = Manifest {
    name: "vcard",
    version: 3,
    title: "Contacts (vCard)",
    accepts: &[".vcf files with one contact or many, versions 2.1, 3.0 and 4.0"],
    how_to_get: &[
        "On an iPhone: open Contacts, choose the contact, then Share Contact.",
        "All contacts: log in at icloud.com, open Contacts, select all, then Export vCard.",
        "On Android: open Contacts, then Fix & manage, then Export to file.",
        "From Google: open contacts.google.com, then Export, and choose vCard.",
        "Do this before you change or delete a contact.",
    ],
    layouts: &[
        "2.1 with quoted-printable and CHARSET: the specification",
        "3.0 and 4.0 with folded lines and pictures: the RFCs",
        "groups and labels (item1.TEL, X-ABLabel): as Apple writes them",
        "In UTF-16, or in a code page (windows-125x, KOI8, ISO-8859, GBK, Big5, Shift_JIS, EUC): made for \
         the cases",
    ],
    times: "A contact bears no time of its own. REV, where it is there, is when the card was last \
            changed. It is kept as a detail.",
    caveats: &[
        "A name is what the owner of the phone called the contact.",
        "A contact proves that a number was saved, not whose number it is.",
        "Numbers are kept as they are written, with or without the country's code.",
        "Pictures in a card are kept where they stand, and listed as attachments.",
    ],
    omits: &[
        "When a contact was added, on most phones.",
        "Contacts that were deleted, and numbers that are blocked.",
    ],
};

impl Importer for VCard {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn provenance(&self, _path: &str) -> (Grade, ExhibitKind) {
        (Grade::DeviceOriginal, ExhibitKind::AccountRecords)
    }

    fn open<'a>(
        &self,
        export: &'a dyn Export,
        _answers: &Answers,
    ) -> Option<Result<Opened<'a>, Refusal>> {
        let [entry] = export.entries() else {
            return None;
        };
        let head = first_bytes(export, &entry.path, 1_024).ok()?;
        if !begins_card(&head) {
            return None;
        }
        Some(Ok(Opened {
            records: Box::new(cards::Cards::new(export, &entry.path)),
            questions: Vec::new(),
            entries: vec![entry.path.clone()],
            remarks: Vec::new(),
        }))
    }
}

fn begins_card(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let begin = b"BEGIN:VCARD";
    head.trim_ascii_start()
        .get(..begin.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(begin))
}
