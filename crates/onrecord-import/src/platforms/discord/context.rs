//! What every part of one reading needs to know.

use super::people::People;
use crate::Export;
use crate::kit::attachments::AttachmentNames;
use crate::kit::date_order::DateOrder;
use crate::kit::json_stream::{Enter, JsonStream};
use onrecord_model::{Account, Defect, Event, Kind, Thread};
use std::collections::{BTreeMap, VecDeque};
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
    pub people: People,
    /// The owner of a data package.
    pub owner: Option<Arc<Account>>,
    /// What a data package calls its channels.
    pub titles: BTreeMap<String, String>,
    /// What the user, or all dates together, say of days and months in figures.
    pub order: BTreeMap<Arc<str>, DateOrder>,
}

/// One file being read.
pub(super) trait Walk<'a> {
    /// Reads on. `false` at the end.
    fn step(&mut self, context: &mut Context<'a>, out: &mut Out) -> bool;
}

/// A channel as an export shows it.
pub(super) fn thread(context: &Context<'_>, key: &str, title: &str, folder: &str) -> Thread {
    let given = |text: &str| (!text.is_empty()).then(|| text.into());
    Thread {
        platform: context.people.platform.clone(),
        key: key.into(),
        title: given(title),
        folder: given(folder),
        participants: Vec::new(),
    }
}

/// The channel's id that DiscordChatExporter puts into a file's name: `… [123456789012345678].html`.
pub(super) fn id_in_name(path: &str) -> Option<&str> {
    let name = path.rsplit('/').next()?;
    name.split('[').skip(1).find_map(|part| {
        let id = part.split(']').next()?;
        (id.len() >= 15 && id.bytes().all(|byte| byte.is_ascii_digit())).then_some(id)
    })
}

/// What a message is, by its type's word or number (Discord's documentation, "Message Types").
pub(super) fn kind_of(word: &str) -> Kind {
    match word {
        "Default"
        | "Reply"
        | "ThreadStarterMessage"
        | "ChatInputCommand"
        | "ContextMenuCommand"
        | "0"
        | "19"
        | "20"
        | "21"
        | "23" => Kind::Message,
        "RecipientAdd" | "RecipientRemove" | "GuildMemberJoin" | "UserJoin" | "1" | "2" | "7" => {
            Kind::Membership
        }
        "Call" | "3" => Kind::Call,
        "ChannelNameChange" | "ChannelIconChange" | "4" | "5" => Kind::ProfileChange,
        "ChannelPinnedMessage" | "ThreadCreated" | "PollResult" | "6" | "18" | "46" => Kind::System,
        other => Kind::Unknown(other.into()),
    }
}
