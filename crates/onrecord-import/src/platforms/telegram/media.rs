//! Files that records name, and the sentences that stand in their place. Knows no records.

use crate::kit::attachments::AttachmentNames;
use onrecord_model::{Attachment, Mark, Marks, Place};

/// The attachment that a record names by a path relative to the export, or instead of which it
/// says why there is none: `(File not included. Change data exporting settings to download.)`,
/// `(File exceeds maximum size. …)`, `(File unavailable, please try again later)`, and the same of
/// photos, perhaps after a name.
pub(super) fn attachment(names: &AttachmentNames, path: &str, marks: &mut Marks) -> Attachment {
    let place = if is_sentence(path) {
        marks.add(Mark::AttachmentOmitted);
        Place::Omitted
    } else {
        // An address on the network and a way out of the export are never followed.
        let is_inside = !path.contains("://") && path.split('/').all(|part| part != "..");
        let found = if is_inside { names.find(path) } else { None };
        if found.is_none() {
            marks.add(Mark::AttachmentMissing);
        }
        found.map_or(Place::Missing, Place::Entry)
    };
    Attachment {
        name: path.into(),
        media_type: None,
        place,
        content: None,
    }
}

fn is_sentence(path: &str) -> bool {
    path.ends_with(')')
        && ["(File ", "(Photo "]
            .iter()
            .any(|start| path.starts_with(start) || path.contains(&format!(" {start}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MemoryExport;

    #[test]
    fn sentences_are_not_names() {
        let export = MemoryExport::new("x").with("photos/a (1).jpg", *b"1");
        let names = AttachmentNames::of(&export);
        let place = |path: &str| attachment(&names, path, &mut Marks::default()).place;
        assert_eq!(
            place("(File not included. Change data exporting settings to download.)"),
            Place::Omitted
        );
        assert_eq!(
            place("card.vcf (File unavailable, please try again later)"),
            Place::Omitted
        );
        assert_eq!(
            place("(Photo exceeds maximum size. Change data exporting settings to download.)"),
            Place::Omitted
        );
        assert_eq!(
            place("photos/a (1).jpg"),
            Place::Entry("photos/a (1).jpg".into())
        );
        assert_eq!(place("../photos/a (1).jpg"), Place::Missing);
        assert_eq!(place("photos/b.jpg"), Place::Missing);
    }
}
