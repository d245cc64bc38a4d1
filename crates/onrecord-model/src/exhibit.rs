//! Exhibits and where they came from; how much weight their provenance bears; and, for each grade and
//! kind, the sentences that say what such an exhibit shows and what it does not. Knows no platform.

use crate::encode::Value;
use crate::record::{Form, choice, record};
use crate::{Digest, Instant, Wall};

record! {
    /// One original file as it was received: sealed, never changed.
    Exhibit = "exhibit", version 1;
    /// SHA-256 of its bytes, which is also its identity.
    digest: Digest,
    /// Bytes.
    size: u64,
    /// What people call it: initials and number, such as `AB/12`.
    reference: Box<str>,
    /// How much its provenance bears.
    grade: Grade,
    /// What sort of thing it is.
    kind: ExhibitKind,
    /// What the user says it shows.
    description: Option<Box<str>>,
}

choice! {
    /// How a source was given.
    How;
    /// A single file.
    #[default]
    File = "file",
    /// A folder of files.
    Folder = "folder",
    /// An archive, sealed whole.
    Archive = "archive",
    /// An archive in several parts that belong together.
    PartsOfArchive = "parts-of-archive",
}

record! {
    /// Where exhibits came from, how, and who says so. The same bytes received twice are one
    /// exhibit with two sources.
    Source = "source", version 1;
    /// Given once.
    id: Box<str>,
    /// How it was given.
    how: How,
    /// The name under which it was received.
    name: Box<str>,
    /// The files it brought, sorted by path.
    items: Vec<Item>,
    /// What the user says of where it came from.
    said: Option<Box<str>>,
    /// When it was taken in, by the computer's clock.
    received: Instant,
}

/// One file of a source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// `/`-separated, relative to the source; the file's own name for a single file.
    pub path: Box<str>,
    /// SHA-256 of its bytes: the exhibit.
    pub digest: Digest,
    /// Bytes.
    pub size: u64,
    /// The modification time that came with it, on a clock whose zone may be unknown.
    pub modified: Option<Wall>,
}

impl Form for Item {
    fn to_form(&self) -> Option<Value> {
        Some(Value::Array(vec![
            (&*self.path).into(),
            self.digest.0[..].into(),
            self.size.into(),
            self.modified.map_or(Value::Null, |wall| wall.0.into()),
        ]))
    }

    fn from_form(value: &Value) -> Option<Self> {
        let [path, digest, size, modified] = value.as_array()? else {
            return None;
        };
        Some(Self {
            path: Box::from_form(path)?,
            digest: Digest::from_form(digest)?,
            size: size.as_u64()?,
            modified: match modified {
                Value::Null => None,
                wall => Some(Wall::from_form(wall)?),
            },
        })
    }
}

choice! {
    /// How much an exhibit's provenance bears, best first.
    Grade;
    /// Made by the platform for the account's holder.
    PlatformExport = "platform-export",
    /// The file itself, taken from the device.
    DeviceOriginal = "device-original",
    /// A page saved from the web.
    WebCapture = "web-capture",
    /// A picture of a screen.
    #[default]
    Screenshot = "screenshot",
    /// What somebody remembers.
    Recollection = "recollection",
}

choice! {
    /// What sort of thing an exhibit is, whatever made it.
    ExhibitKind;
    /// Messages between people.
    Conversation = "conversation",
    /// A list of calls.
    Calls = "calls",
    /// E-mail.
    Mail = "mail",
    /// A picture, video or recording.
    Picture = "picture",
    /// Records of an account: log-ins, blocks, contacts, changes of name.
    AccountRecords = "account-records",
    /// Posts and comments that were published.
    Published = "published",
    /// Anything else.
    #[default]
    Other = "other",
}

impl Grade {
    /// For people.
    pub fn title(self) -> &'static str {
        match self {
            Self::PlatformExport => "Export made by the platform",
            Self::DeviceOriginal => "Original file from the device",
            Self::WebCapture => "Page saved from the web",
            Self::Screenshot => "Screenshot",
            Self::Recollection => "Recollection",
        }
    }

    /// What an exhibit of this grade and kind shows. Whole sentences; the first is for all.
    pub fn proves(self, kind: ExhibitKind) -> Vec<&'static str> {
        let mut out = vec!["The file has not changed since it was sealed in this case."];
        out.push(match self {
            Self::PlatformExport => "It has the layout of the platform's own export.",
            Self::DeviceOriginal => "It is a file of its own, not a picture of one.",
            Self::WebCapture => "It holds the page as it was saved, with its address if recorded.",
            Self::Screenshot => "It shows what the picture shows.",
            Self::Recollection => "It records what was said, and when it was written down.",
        });
        out.extend(match kind {
            ExhibitKind::Conversation => {
                Some("It holds these messages in this order, with the times that it states.")
            }
            ExhibitKind::Calls => {
                Some("It lists these calls, with the numbers and times it states.")
            }
            ExhibitKind::Mail => Some("It holds the mail with the headers that came with it."),
            ExhibitKind::AccountRecords => {
                Some("It lists what the platform recorded of the account.")
            }
            ExhibitKind::Published => {
                Some("It holds these posts or comments as the file has them.")
            }
            ExhibitKind::Picture | ExhibitKind::Other => None,
        });
        out
    }

    /// What an exhibit of this grade and kind does not show. Whole sentences; the first two are for
    /// all.
    pub fn does_not_prove(self, kind: ExhibitKind) -> Vec<&'static str> {
        let mut out = vec![
            "It does not prove that the file was genuine when it came.",
            "It does not prove who typed, sent or did what it records.",
        ];
        out.push(match self {
            Self::PlatformExport => {
                "An export can leave records out, and can be smaller after an account is blocked."
            }
            Self::DeviceOriginal => "Details inside a file, such as its times, can be changed.",
            Self::WebCapture => "A page can look different to others or at another time.",
            Self::Screenshot => {
                "A screenshot is easily altered and may lack the account, address, date or context."
            }
            Self::Recollection => "Memory can be mistaken, above all about times and order.",
        });
        match kind {
            ExhibitKind::Conversation => {
                out.push("Messages may have been deleted before the file was made.");
                out.push(
                    "A name in a chat can be chosen freely, or come from the phone's contacts.",
                );
            }
            ExhibitKind::Calls => {
                out.push("A number shown can be faked by the caller.");
                out.push("A list of calls does not say who spoke or what was said.");
            }
            ExhibitKind::Mail => {
                out.push("A sender's address can be forged. The provider's records can test it.");
            }
            ExhibitKind::Picture => {
                out.push("It does not prove when, where or by whom a picture was made.");
            }
            ExhibitKind::AccountRecords => {
                out.push("A network address points to a connection, not to a person.");
            }
            ExhibitKind::Published => {
                out.push("It does not prove who saw it, or that it is still published.");
            }
            ExhibitKind::Other => {}
        }
        out
    }
}
