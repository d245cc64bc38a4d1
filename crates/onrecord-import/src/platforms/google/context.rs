//! What every part of one reading needs to know.

use crate::Export;
use crate::kit::attachments::AttachmentNames;
use crate::kit::json_stream::{Enter, JsonStream};
use crate::kit::memo::Memo;
use onrecord_model::{Account, Attachment, Defect, Event, Mark, Marks, Place, Thread};
use std::collections::VecDeque;
use std::io::Read;
use std::sync::Arc;

/// The walk over one file of JSON.
pub(super) type JsonFile<'a> = JsonStream<Box<dyn Read + 'a>, fn(&str, bool) -> Enter>;

/// What has been read and not yet been handed out.
pub(super) type Out = VecDeque<Result<Event, Defect>>;

/// One export being read.
pub(super) struct Context<'a> {
    pub export: &'a dyn Export,
    pub names: AttachmentNames,
    /// The owner's address in Google Chat, as `user_info.json` says.
    pub chat_owner: Option<Box<str>>,
    known: Memo<Account>,
}

/// One file being read.
pub(super) trait Walk<'a> {
    /// Reads on. `false` at the end.
    fn step(&mut self, context: &mut Context<'a>, out: &mut Out) -> bool;
}

impl<'a> Context<'a> {
    pub(super) fn new(export: &'a dyn Export, chat_owner: Option<Box<str>>) -> Self {
        Self {
            export,
            names: AttachmentNames::of(export),
            chat_owner,
            known: Memo::default(),
        }
    }

    /// The account with these; empty ones are none.
    pub(super) fn account(
        &mut self,
        platform: &Arc<str>,
        id: &str,
        handle: &str,
        name: &str,
    ) -> Option<Arc<Account>> {
        if id.is_empty() && handle.is_empty() && name.is_empty() {
            return None;
        }
        let given = |text: &str| (!text.is_empty()).then(|| text.into());
        let key = [platform, id, handle, name];
        Some(self.known.get_by(&key, || Account {
            platform: platform.clone(),
            stable_id: given(id),
            handle: given(handle),
            name: given(name),
        }))
    }

    /// The file `name` beside the file `entry`. Takeout writes `_` for `?` and for other characters
    /// that a file name may not have, and adds an ending to names that lack one.
    pub(super) fn file_beside(&self, entry: &str, name: &str, marks: &mut Marks) -> Attachment {
        let folder = entry.rfind('/').map_or("", |at| &entry[..at]);
        let plain: String = name
            .chars()
            .map(|c| if "?<>:\"|*\\/&%".contains(c) { '_' } else { c })
            .collect();
        let question: String = name.replace('?', "_");
        let found = [name, &question, &plain]
            .iter()
            .filter(|name| !name.is_empty() && !name.split('/').any(|part| part == ".."))
            .find_map(|name| self.names.find_in(folder, name))
            .or_else(|| self.with_ending(folder, &plain));
        let place = found.map_or(Place::Missing, Place::Entry);
        if place == Place::Missing {
            marks.add(Mark::AttachmentMissing);
        }
        Attachment {
            name: name.into(),
            media_type: None,
            place,
            content: None,
        }
    }

    fn with_ending(&self, folder: &str, name: &str) -> Option<Arc<str>> {
        if name.is_empty() {
            return None;
        }
        [
            "jpg", "jpeg", "png", "gif", "mp4", "3gp", "mp3", "amr", "vcf", "webp", "heic",
        ]
        .iter()
        .find_map(|ending| self.names.find_in(folder, &format!("{name}.{ending}")))
    }
}

/// A thread without participants.
pub(super) fn thread(platform: &Arc<str>, key: &str, title: &str, folder: &str) -> Thread {
    let given = |text: &str| (!text.is_empty()).then(|| text.into());
    Thread {
        platform: platform.clone(),
        key: key.into(),
        title: given(title),
        folder: given(folder),
        participants: Vec::new(),
    }
}
