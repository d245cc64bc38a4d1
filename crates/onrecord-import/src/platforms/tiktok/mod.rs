//! TikTok: the data that an account can download, as JSON or as text files. Sources: peers' parsers
//! of real exports (RLEAPP, Utrecht University's data donation) and a sample of the text files.

mod json;
mod layout;
mod people;
mod rules;
mod text;
mod times;

#[cfg(test)]
mod tests;

use crate::kit::json_walk::JsonWalk;
use crate::{Answers, Export, Importer, Manifest, Opened, Refusal};
use layout::Layout;
use std::sync::Arc;

/// The importer.
pub static IMPORTER: TikTok = TikTok;

/// Reads TikTok's exports.
#[derive(Debug)]
pub struct TikTok;

static MANIFEST: Manifest = Manifest {
    name: "tiktok",
    version: 2,
    title: "TikTok data download",
    accepts: &[
        "The zip or folder that TikTok gives under “Download your data”",
        "user_data_tiktok.json or user_data.json alone",
        "A text file of direct messages alone",
    ],
    how_to_get: &[
        "Do this before you block anybody or delete a conversation.",
        "TikTok: Profile, the menu at the top right, Settings and privacy, Account.",
        "Choose Download your data, all data, and the format JSON.",
        "TikTok needs up to four days. Open the same page again and choose Download data.",
        "Save the zip at once: it is offered for four days only.",
    ],
    layouts: &[
        "JSON until 2024: Direct Messages, Activity, App Settings, Profile, Video (peers' parsers)",
        "JSON since 2024: Direct Message, Your Activity, Profile And Settings, Post (peers' parsers)",
        "Text files in folders with names in the account's language (a peer's sample)",
        "Text files with headings in other languages, and in a code page: made for the cases",
    ],
    times: "Text files state UTC to the second. JSON shows the same clock without saying so, and \
            it is kept as of unknown zone. Some lists, such as logins, say UTC.",
    caveats: &[
        "People are known by their user names, which can change.",
        "A message whose sender is the other one of the conversation counts as received, any other \
         as sent. In groups nothing is said of that.",
        "A shared video is an address only.",
        "Conversations are newest first in JSON. Order within a conversation is the file's.",
        "In text files a line that begins like a message is taken for one.",
    ],
    omits: &[
        "Pictures, videos and voice messages that were sent.",
        "Messages that were deleted, and those of conversations that were deleted.",
        "Other people's comments under the owner's videos.",
        "Calls, reactions and message requests.",
    ],
};

impl Importer for TikTok {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn open<'a>(&self, export: &'a dyn Export, _: &Answers) -> Option<Result<Opened<'a>, Refusal>> {
        let layout = Layout::of(export)?;
        let platform: Arc<str> = "tiktok".into();
        let mut entries = layout.json.clone();
        entries.extend(layout.texts.iter().cloned());
        entries.sort();
        let mut remarks = Vec::new();
        let mut texts = layout.texts;
        if !layout.json.is_empty() && !texts.is_empty() {
            remarks.push(format!(
                "{} text files were not read, since the same data are here as JSON.",
                texts.len()
            ));
            texts.clear();
        }
        let json = JsonWalk::new(
            export,
            layout
                .json
                .into_iter()
                .map(|entry| json::file(entry, &platform)),
        );
        let texts = texts
            .into_iter()
            .flat_map(move |entry| text::TextWalk::new(export, entry, &platform));
        Some(Ok(Opened {
            records: Box::new(json.chain(texts)),
            questions: Vec::new(),
            entries,
            remarks,
        }))
    }
}
