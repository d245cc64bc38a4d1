//! Finds the file that a message names: DiscordChatExporter puts media into a folder beside the
//! export and writes a relative path, in web pages with `%20` and the like. Knows no records.

use crate::kit::attachments::AttachmentNames;
use onrecord_model::{Attachment, Mark, Marks, Place};

/// The attachment at `url`, named in the file `entry`.
pub(super) fn attachment(
    names: &AttachmentNames,
    entry: &str,
    url: &str,
    name: &str,
    marks: &mut Marks,
) -> Attachment {
    let place = find(names, entry, url);
    if place == Place::Missing {
        marks.add(Mark::AttachmentMissing);
    }
    Attachment {
        name: if name.is_empty() { url } else { name }.into(),
        media_type: None,
        place,
        content: None,
    }
}

fn find(names: &AttachmentNames, entry: &str, url: &str) -> Place {
    let path = url.replace('\\', "/");
    let path = path.strip_prefix("./").unwrap_or(&path);
    if path.is_empty() || path.contains("://") || path.split('/').any(|part| part == "..") {
        return Place::Missing;
    }
    let folder = entry.rfind('/').map_or("", |at| &entry[..at]);
    names
        .find_in(folder, path)
        .or_else(|| names.find_in(folder, &unescape(path)))
        .map_or(Place::Missing, Place::Entry)
}

fn unescape(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, after @ ..] = rest {
        let digit = |at: usize| after.get(at).and_then(|byte| (*byte as char).to_digit(16));
        if let (b'%', Some(high), Some(low)) = (first, digit(0), digit(1)) {
            bytes.push((high * 16 + low) as u8);
            rest = after.get(2..).unwrap_or_default();
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
