//! Exports of any size for benchmarks: one platform, so many messages, the same bytes for the
//! same seed.

mod chats;
mod databases;
mod documents;
mod lists;
mod long;
mod source;
mod tables;
mod text;

pub use source::Source;

use std::io;
use std::path::Path;

/// A format: what to call it, whether it is a folder, and how it is written.
struct Format {
    names: &'static [&'static str],
    write: fn(Source, &Path) -> io::Result<()>,
}

/// The first name is the importer's.
const FORMATS: &[Format] = &[
    Format {
        names: &["android_db"],
        write: databases::android,
    },
    Format {
        names: &["discord"],
        write: chats::discord,
    },
    Format {
        names: &["email", "mbox"],
        write: long::mbox,
    },
    Format {
        names: &["facebook", "messenger"],
        write: long::messenger,
    },
    Format {
        names: &["google"],
        write: lists::google,
    },
    Format {
        names: &["hinge"],
        write: lists::hinge,
    },
    Format {
        names: &["imessage"],
        write: databases::imessage,
    },
    Format {
        names: &["imessage_exporter"],
        write: lists::imessage_text,
    },
    Format {
        names: &["instagram"],
        write: long::instagram,
    },
    Format {
        names: &["kakaotalk"],
        write: long::kakaotalk,
    },
    Format {
        names: &["line"],
        write: long::line,
    },
    Format {
        names: &["linkedin"],
        write: tables::linkedin,
    },
    Format {
        names: &["pdf"],
        write: documents::pdfs,
    },
    Format {
        names: &["photos"],
        write: lists::photos,
    },
    Format {
        names: &["reddit"],
        write: tables::reddit,
    },
    Format {
        names: &["saved_pages"],
        write: lists::pages,
    },
    Format {
        names: &["signal"],
        write: lists::signal,
    },
    Format {
        names: &["sms_backup_restore", "sms"],
        write: long::sms,
    },
    Format {
        names: &["skype"],
        write: lists::skype,
    },
    Format {
        names: &["snapchat"],
        write: chats::snapchat,
    },
    Format {
        names: &["table"],
        write: tables::bill,
    },
    Format {
        names: &["telegram"],
        write: chats::telegram,
    },
    Format {
        names: &["tiktok"],
        write: chats::tiktok,
    },
    Format {
        names: &["timeline"],
        write: tables::timesketch,
    },
    Format {
        names: &["tinder"],
        write: lists::tinder,
    },
    Format {
        names: &["vcard"],
        write: lists::vcard,
    },
    Format {
        names: &["viber"],
        write: tables::viber,
    },
    Format {
        names: &["warc"],
        write: lists::warc,
    },
    Format {
        names: &["whatsapp"],
        write: long::whatsapp,
    },
    Format {
        names: &["whatsapp_db"],
        write: databases::whatsapp,
    },
    Format {
        names: &["workbook"],
        write: tables::workbook,
    },
    Format {
        names: &["x"],
        write: chats::x,
    },
];

/// What can be made, each by its first name.
pub fn platforms() -> impl Iterator<Item = &'static str> {
    FORMATS
        .iter()
        .filter_map(|format| format.names.first().copied())
}

/// Writes an export of `messages` messages of `platform` at `path`, a file or a folder.
///
/// # Errors
/// Writing failed, or there is no such platform.
pub fn write(platform: &str, messages: usize, seed: u64, path: &Path) -> io::Result<()> {
    let Some(format) = FORMATS
        .iter()
        .find(|format| format.names.contains(&platform))
    else {
        let known: Vec<&str> = platforms().collect();
        return Err(io::Error::other(format!(
            "no such platform: {platform}; there are {}",
            known.join(", ")
        )));
    };
    (format.write)(Source::new(messages, seed), path)
}
