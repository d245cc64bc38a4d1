//! Finds the file that a record names. Knows where Meta's exports put media, and nothing of
//! records.

use super::layout::Root;
use crate::kit::attachments::AttachmentNames;
use onrecord_model::{Attachment, Mark, Marks, Place};

/// The attachment that `uri` names in a file of the export.
///
/// Looked for below the export's root, below the folder that holds `messages`, beside the file
/// itself (the encrypted export writes `./media/…`), and below the other roots of the same
/// platform (an export in several archives puts media where there was room). A path with `..` and
/// an address on the network are never followed.
pub(super) fn attachment(
    names: &AttachmentNames,
    roots: &[Root],
    root: &Root,
    entry: &str,
    uri: &str,
    marks: &mut Marks,
) -> Attachment {
    let place = find(names, roots, root, entry, uri);
    if place == Place::Missing {
        marks.add(Mark::AttachmentMissing);
    }
    Attachment {
        name: uri.into(),
        media_type: None,
        place,
        content: None,
    }
}

fn find(names: &AttachmentNames, roots: &[Root], root: &Root, entry: &str, uri: &str) -> Place {
    let path = uri
        .strip_prefix("./")
        .unwrap_or(uri)
        .trim_start_matches('/');
    if path.is_empty() || path.contains("://") || path.split('/').any(|part| part == "..") {
        return Place::Missing;
    }
    let folder = entry.rfind('/').map_or("", |at| &entry[..=at]);
    let own = [root.prefix.as_str(), root.messages.as_str(), folder];
    let others = roots
        .iter()
        .flat_map(|root| [root.prefix.as_str(), root.messages.as_str()]);
    own.into_iter()
        .chain(others)
        .find_map(|prefix| names.find(&format!("{prefix}{path}")))
        .map_or(Place::Missing, Place::Entry)
}
