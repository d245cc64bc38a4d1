//! What mail programs note beside a mail: read, deleted, draft, junk, sent. Facts of the mailbox,
//! not of the mail.

use super::headers::decoded;
use onrecord_model::{Details, Mark, Marks};

/// Adds what a header field of a mail program says.
pub(super) fn of_field(lower_name: &str, value: &[u8], marks: &mut Marks) {
    match lower_name {
        "x-gmail-labels" => decoded(value).split(',').for_each(|label| {
            // The labels are in the language of the account.
            of_folder(label.trim().trim_matches('"'), marks);
        }),
        "x-mozilla-status" => {
            let text = String::from_utf8_lossy(value.trim_ascii()).into_owned();
            // nsMsgMessageFlags: 0x0008 is "expunged", which is how Thunderbird deletes.
            if u32::from_str_radix(&text, 16).is_ok_and(|bits| bits & 0x8 != 0) {
                marks.add(Mark::Deleted);
            }
        }
        // mutt, pine and dovecot: D deleted, T draft.
        "x-status" => {
            if value.contains(&b'D') {
                marks.add(Mark::Deleted);
            }
            if value.contains(&b'T') {
                marks.add(Mark::Draft);
            }
        }
        "x-spam-flag" if value.trim_ascii().eq_ignore_ascii_case(b"yes") => {
            marks.add(Mark::Spam);
        }
        _ => {}
    }
}

/// What folders and Gmail's labels are called, by language: inbox, sent, drafts, junk, bin. Only
/// names that mean nothing else; what is not here stays a detail.
const FOLDERS: [(&[&str], Mark); 5] = [
    (
        &[
            "inbox",
            "posteingang",
            "boîte de réception",
            "recibidos",
            "posta in arrivo",
            "caixa de entrada",
            "postvak in",
            "inkorgen",
            "skrzynka odbiorcza",
        ],
        Mark::Incoming,
    ),
    (
        &[
            "sent",
            "sent mail",
            "sent items",
            "sent messages",
            "gesendet",
            "messages envoyés",
            "enviados",
            "posta inviata",
            "inviati",
            "verzonden",
            "skickat",
            "wysłane",
        ],
        Mark::Outgoing,
    ),
    (
        &[
            "draft",
            "drafts",
            "entwurf",
            "entwürfe",
            "brouillons",
            "borradores",
            "bozze",
            "rascunhos",
            "concepten",
            "utkast",
        ],
        Mark::Draft,
    ),
    (
        &[
            "spam",
            "junk",
            "junk e-mail",
            "junk email",
            "bulk mail",
            "courrier indésirable",
            "skräppost",
        ],
        Mark::Spam,
    ),
    (
        &[
            "trash",
            "bin",
            "deleted items",
            "deleted messages",
            "papierkorb",
            "corbeille",
            "papelera",
            "cestino",
            "lixeira",
            "lixo",
            "prullenbak",
            "papperskorgen",
            "kosz",
        ],
        Mark::Deleted,
    ),
];

fn of_folder(name: &str, marks: &mut Marks) {
    let name = name.to_lowercase();
    for (names, mark) in FOLDERS {
        if names.contains(&&*name) {
            marks.add(mark);
        }
    }
}

/// Adds what the file's place and name say: its folder, and a Maildir file's flags (D. J.
/// Bernstein's `:2,` and what systems that forbid `:` write for it).
pub(super) fn of_entry(entry: &str, marks: &mut Marks, details: &mut Details) {
    let (folder, file) = entry.rsplit_once('/').unwrap_or(("", entry));
    let maildir = maildir_folder(entry);
    let shown = maildir.unwrap_or(folder);
    if !shown.is_empty() {
        details.push("folder", shown);
    }
    for piece in shown.split('/') {
        of_folder(
            piece
                .trim_start_matches('.')
                .rsplit('.')
                .next()
                .unwrap_or(""),
            marks,
        );
        of_folder(piece, marks);
    }
    let stem = file.strip_suffix(".mbox").unwrap_or(file);
    of_folder(stem, marks);
    if maildir.is_none() {
        return;
    }
    let Some(flags) = [":2,", ";2,", "!2,", "_2,"]
        .iter()
        .find_map(|info| file.rsplit_once(info))
        .map(|(_, flags)| flags)
    else {
        return;
    };
    for flag in flags.chars() {
        let meaning = match flag {
            'P' => "passed on",
            'R' => "replied to",
            'S' => "seen",
            'T' => {
                marks.add(Mark::Deleted);
                "trashed"
            }
            'D' => {
                marks.add(Mark::Draft);
                "draft"
            }
            'F' => "flagged",
            _ => continue,
        };
        details.push("maildir_flag", meaning);
    }
}

/// The folder of a Maildir file, without `cur`, `new` or `tmp`.
pub(super) fn maildir_folder(entry: &str) -> Option<&str> {
    let (folder, _) = entry.rsplit_once('/')?;
    match folder.rsplit_once('/') {
        Some((parent, "cur" | "new" | "tmp")) => Some(parent),
        None if matches!(folder, "cur" | "new" | "tmp") => Some(""),
        _ => None,
    }
}
