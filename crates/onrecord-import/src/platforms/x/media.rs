//! Finds the files of a message or post: X puts them into folders of their own and calls them
//! `<id>-<name>`, the name being the last part of the address in the record. Knows no records.

use crate::Export;
use onrecord_model::{Attachment, Mark, Marks, Place};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The media files of an archive, by the id of what they belong to.
#[derive(Debug, Default)]
pub(super) struct Media {
    by_id: BTreeMap<Box<str>, Vec<Arc<str>>>,
}

fn is_media_folder(name: &str) -> bool {
    name.ends_with("_media") || name == "tweet_media" || name == "tweets_media"
}

impl Media {
    pub(super) fn of(export: &dyn Export) -> Self {
        let mut media = Self::default();
        for entry in export.entries() {
            let mut parts = entry.path.rsplit('/');
            let (Some(file), Some(folder)) = (parts.next(), parts.next()) else {
                continue;
            };
            let Some((id, _)) = file.split_once('-').filter(|_| is_media_folder(folder)) else {
                continue;
            };
            if !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit()) {
                let files = media.by_id.entry(id.into()).or_default();
                files.push(entry.path.clone());
            }
        }
        media
    }

    /// Every media file.
    pub(super) fn paths(&self) -> impl Iterator<Item = &Arc<str>> {
        self.by_id.values().flatten()
    }

    /// The files of the record `id` that names `wanted`: each a list of addresses of which one is
    /// in the archive. What the archive has of this id besides is added.
    pub(super) fn attach(
        &self,
        id: &str,
        wanted: &[Vec<String>],
        marks: &mut Marks,
    ) -> Vec<Attachment> {
        let files = self.by_id.get(id).map(Vec::as_slice).unwrap_or_default();
        let mut found = Vec::new();
        let mut taken = vec![false; files.len()];
        for addresses in wanted {
            let at = addresses.iter().find_map(|address| {
                let name = last_part(address);
                files.iter().position(|path| {
                    let file = path.rsplit('/').next().unwrap_or(path);
                    !name.is_empty() && file.split_once('-').is_some_and(|(_, rest)| rest == name)
                })
            });
            let place = match at.and_then(|at| Some((at, files.get(at)?))) {
                Some((at, path)) => {
                    // Two records of one message may name one file.
                    if let Some(taken) = taken.get_mut(at) {
                        *taken = true;
                    }
                    Place::Entry(path.clone())
                }
                None => {
                    marks.add(Mark::AttachmentMissing);
                    Place::Missing
                }
            };
            let name = addresses.first().map_or("", String::as_str);
            found.push(attachment(name, place));
        }
        for (path, _) in files.iter().zip(taken).filter(|(_, taken)| !taken) {
            let name = path.rsplit('/').next().unwrap_or(path);
            found.push(attachment(name, Place::Entry(path.clone())));
        }
        found
    }
}

fn attachment(name: &str, place: Place) -> Attachment {
    Attachment {
        name: name.into(),
        media_type: None,
        place,
        content: None,
    }
}

/// The file's name of an address, without what follows `?`.
fn last_part(address: &str) -> &str {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    path.rsplit('/').next().unwrap_or(path)
}
