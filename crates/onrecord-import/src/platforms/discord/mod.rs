//! Discord: what DiscordChatExporter writes, and Discord's own data package.

mod context;
mod files;
mod json;
mod layout;
mod lines;
mod order;
mod package;
mod page;
mod people;
mod table;
#[cfg(test)]
mod tests;
mod times;

use crate::kit::attachments::AttachmentNames;
use crate::kit::csv::{Dialect, Table};
use crate::kit::defects::{open, unreadable};
use crate::{Answers, Export, Importer, Manifest, Opened, Refusal};
use context::{Context, Out, Walk, id_in_name, thread};
use layout::{File, Layout, Shape};
use onrecord_model::exhibit::{ExhibitKind, Grade};
use onrecord_model::{Defect, Event};
use package::{PackageWalk, Part};
use people::People;
use std::collections::VecDeque;
use std::sync::Arc;
use table::TableWalk;

/// The importer.
pub static IMPORTER: Discord = Discord;

/// Reads Discord's exports.
#[derive(Debug)]
pub struct Discord;

static MANIFEST: Manifest = Manifest {
    name: "discord",
    version: 2,
    title: "Discord: DiscordChatExporter, or the data package",
    accepts: &[
        "Files that DiscordChatExporter wrote: JSON, CSV, HTML or TXT, with their media folders",
        "The zip or folder of Discord's data package",
        "A single messages.json or messages.csv of a data package",
    ],
    how_to_get: &[
        "Do this before you block anybody or leave a server.",
        "Discord's own package: User Settings, Data & Privacy, Request all of my data. It takes \
         days, and it has only what you wrote yourself.",
        "What others wrote to you is only in an export of the conversation. DiscordChatExporter \
         makes one; its JSON says most.",
        "Such a tool asks for your account's token. Ask somebody you trust who knows computers. \
         Never give the token to anybody.",
        "If that is not possible, take screenshots with names and times in view.",
    ],
    layouts: &[
        "DiscordChatExporter JSON: guild, channel, messages (real export; the tool's source)",
        "DiscordChatExporter CSV: AuthorID,Author,Date,Content,Attachments,Reactions (the tool's \
         source)",
        "DiscordChatExporter HTML: groups of messages of 2018, 2020 and since 2021, dark and light \
         (the tool's source)",
        "DiscordChatExporter TXT (the tool's source)",
        "Data package: <messages>/index.json, c<id>/ or <id>/ with channel.json and messages.json \
         or messages.csv; folder names in any language or case (issue trackers of peers)",
    ],
    times: "JSON states instants. In CSV and TXT the times are a wall clock without its zone, and \
            day and month can be ambiguous. Web pages and data packages show a wall clock beside \
            an id that holds the instant; the instant is taken where the two can agree.",
    caveats: &[
        "A message's id holds the instant when it was made. Where the time beside it cannot be \
         that instant, the record is marked as inconsistent.",
        "A data package has only the owner's own messages. It never shows what others wrote.",
        "Such an export is made by a tool on somebody's computer, and can be edited with any text \
         editor.",
        "“Deleted User” stands for anybody whose account was closed.",
        "A call that ended when it began is marked as missed.",
        "Where an export counts its messages and another number is found, a defect says so.",
        "In web pages until 2019 a message without text may appear as part of the one before.",
    ],
    omits: &[
        "Messages that were deleted before the export, by anybody.",
        "What a message said before it was edited.",
        "Who reacted, in CSV, HTML, TXT and older JSON: only how many.",
        "In a data package: everything that others wrote.",
    ],
};

impl Importer for Discord {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn only_serves(&self, entry: &str) -> bool {
        // They name the channels of the data package.
        entry.ends_with("/channel.json") || entry.ends_with("/index.json")
    }

    fn provenance(&self, path: &str) -> (Grade, ExhibitKind) {
        // DiscordChatExporter is another program, and its files are not the platform's own.
        let of_package = path.to_lowercase().ends_with("messages.csv")
            || path.to_lowercase().ends_with("messages.json");
        let grade = if of_package {
            Grade::PlatformExport
        } else {
            Grade::DeviceOriginal
        };
        (grade, ExhibitKind::Conversation)
    }

    fn open<'a>(
        &self,
        export: &'a dyn Export,
        answers: &Answers,
    ) -> Option<Result<Opened<'a>, Refusal>> {
        let layout = Layout::of(export)?;
        let platform: Arc<str> = MANIFEST.name.into();
        let mut remarks = Vec::new();
        let owner = layout
            .user
            .as_ref()
            .and_then(|user| package::owner(export, user, &platform));
        let is_package = layout
            .files
            .iter()
            .any(|file| matches!(file.shape, Shape::PackageJson | Shape::PackageTable))
            || !layout.channels.is_empty();
        if is_package {
            remarks.push(match &owner {
                Some(owner) => format!(
                    "This is the data package of {}. It has only what they wrote themselves.",
                    owner.label()
                ),
                None => "This is part of a data package. It has only what its owner wrote, and \
                         does not say who that is."
                    .to_owned(),
            });
        }
        if layout.without_messages > 0 {
            remarks.push(format!(
                "Conversations that are listed without any message: {}.",
                layout.without_messages
            ));
        }
        if layout.user.is_some() {
            remarks.push(
                "Of user.json the friends, requests, blocked accounts, notes and sessions were \
                 read. Its settings were not."
                    .to_owned(),
            );
        }
        let (order, questions) = order::decide(export, &layout.files, answers);
        let mut entries: Vec<Arc<str>> =
            layout.files.iter().map(|file| file.path.clone()).collect();
        entries.extend(layout.channels.values().cloned());
        entries.extend(layout.index.clone());
        entries.extend(layout.user.clone());
        entries.extend(layout.media.iter().cloned());
        entries.sort();
        entries.dedup();
        let titles = layout
            .index
            .as_ref()
            .map(|index| package::titles(export, index));
        Some(Ok(Opened {
            records: Box::new(Records {
                context: Context {
                    export,
                    names: AttachmentNames::of(export),
                    people: People::new(platform),
                    owner,
                    titles: titles.unwrap_or_default(),
                    order,
                },
                files: layout.files.clone().into_iter(),
                user: layout.user.clone(),
                layout,
                walk: None,
                out: VecDeque::new(),
            }),
            questions,
            entries,
            remarks,
        }))
    }
}

struct Records<'a> {
    context: Context<'a>,
    layout: Layout,
    files: std::vec::IntoIter<File>,
    user: Option<Arc<str>>,
    walk: Option<Box<dyn Walk<'a> + 'a>>,
    out: Out,
}

impl<'a> Records<'a> {
    fn open(&mut self, file: File) -> Option<Box<dyn Walk<'a> + 'a>> {
        let path = file.path;
        let export = self.context.export;
        let reader = match open(export, &path) {
            Ok(reader) => reader,
            Err(defect) => {
                self.out.push_back(Err(defect));
                return None;
            }
        };
        let key = file
            .channel
            .as_deref()
            .or(id_in_name(&path))
            .unwrap_or(&path);
        let channel = match &file.channel {
            Some(id) => {
                let json = self.layout.channels.get(id);
                package::channel(&mut self.context, json, id)
            }
            None => thread(&self.context, key, "", ""),
        };
        let channel = Arc::new(channel);
        Some(match file.shape {
            Shape::ExporterJson => {
                Box::new(json::JsonWalk::new(&self.context, path.clone(), reader))
            }
            Shape::ExporterPage => Box::new(page::PageWalk::new(export, path.clone(), reader)),
            Shape::ExporterLines => Box::new(lines::LinesWalk::new(path.clone(), reader)),
            Shape::PackageJson => Box::new(PackageWalk::new(
                path.clone(),
                Part::Messages,
                channel,
                reader,
            )),
            Shape::ExporterTable | Shape::PackageTable => {
                let is_package = file.shape == Shape::PackageTable;
                let columns = if is_package {
                    table::PACKAGE
                } else {
                    table::EXPORTER
                };
                let dialect = Dialect::of(export, &path).ok().flatten();
                let dialect = dialect.unwrap_or(Dialect::COMMA);
                match Table::open(export, &path, dialect, columns) {
                    Ok(table) => Box::new(TableWalk {
                        entry: path.clone(),
                        table,
                        thread: channel,
                        is_package,
                    }),
                    Err(error) => {
                        self.out.push_back(Err(unreadable(export, &path, &error)));
                        return None;
                    }
                }
            }
        })
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Event, Defect>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(record) = self.out.pop_front() {
                return Some(record);
            }
            if let Some(walk) = &mut self.walk {
                if !walk.step(&mut self.context, &mut self.out) {
                    self.walk = None;
                }
                continue;
            }
            if let Some(file) = self.files.next() {
                self.walk = self.open(file);
                continue;
            }
            let user = self.user.take()?;
            match open(self.context.export, &user) {
                Ok(reader) => {
                    let thread = Arc::new(thread(&self.context, "user", "", ""));
                    let walk = PackageWalk::new(user, Part::User, thread, reader);
                    self.walk = Some(Box::new(walk));
                }
                Err(defect) => self.out.push_back(Err(defect)),
            }
        }
    }
}
