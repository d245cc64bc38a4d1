//! E-mail as files: single mails, the mbox family (Google Takeout's too), Maildir folders. Must not
//! know where a file came from, and fetches nothing that a mail asks for.
//!
//! Sources: RFC 5322, 2045 to 2047, 2231, 4155; `mbox(5)` of qmail and mutt for the quoting
//! variants; D. J. Bernstein's Maildir page.

mod body;
mod date;
mod emlx;
mod flags;
mod headers;
mod mail;
mod mime;
mod people;
mod records;
mod source;

use crate::kit::peek::first_bytes;
use crate::{Answers, Export, Importer, Manifest, Opened, Refusal};
use headers::Headers;
use onrecord_model::exhibit::{ExhibitKind, Grade};
use records::{MailFile, Records};

/// The accounts' platform.
const PLATFORM: &str = "email";
/// Bytes of a file that are looked at.
const LOOK: usize = 16 * 1024;

/// The importer.
pub static IMPORTER: Email = Email;

/// Reads mail.
#[derive(Debug)]
pub struct Email;

static MANIFEST: Manifest = Manifest {
    name: "email",
    version: 4,
    title: "E-mail (single mails, mbox files, Maildir folders)",
    accepts: &[
        ".eml: one mail, saved or dragged out of a mail program",
        ".emlx: one mail of Apple Mail, from its folder",
        ".mbox or a file named mbox: many mails (Google Takeout, Apple Mail, Thunderbird)",
        "a Maildir: folders cur, new and tmp",
        "a folder or zip of such files; a .txt file only where it is clearly a mail",
    ],
    how_to_get: &[
        "Gmail: takeout.google.com, choose only Mail, then All mail; you get an .mbox in a zip.",
        "Apple Mail: choose the mailbox, then Mailbox > Export Mailbox.",
        "Thunderbird: choose the mails, then Save As; or copy the folder's file from the profile.",
        "Outlook.com: open the mail, choose the three dots, then Save as.",
        "Any program: save the mail with all its headers (\"original\" or \"source\"). A forwarded \
         or printed mail has lost them.",
    ],
    layouts: &[
        "single mails with every kind of part: parsers' test files, real and from the RFCs",
        "damaged mails (boundaries, nesting, charsets): parsers' test files",
        ".emlx: length, mail and property list, as Apple Mail writes them (peers' readers)",
        "Maildir names with ; for : (two files of a parser's tests)",
        "mbox with >From quoting, Content-Length, CRLF; Takeout's headers, with labels in several \
         languages: from documentation",
    ],
    times: "Date states an instant where it has an offset, and is written by the sender: it can \
            be wrong or forged. The newest Received field is written by the recipient's server; \
            its instant is the detail received.arrival. Where the two differ by more than a day \
            the mail is marked inconsistent, which has honest causes too. -0000 and missing \
            offsets are said. A date that cannot be read is kept as written.",
    caveats: &[
        "From is what the sender wrote. Only the receiving server's fields say more.",
        "A mail file is plain text, and anybody can edit it. Keep access to the mailbox.",
        "HTML mails are shown as words. What a picture or a hidden text did is in the original.",
        "Where a mail has a plain and an HTML form, the plain one is shown; the other is an \
         attachment. The two can differ, and programs mostly show the HTML.",
        "Remote pictures are counted and never fetched: opening them tells the sender.",
        "mbox adds > to lines that begin with From. Such lines are shown as they stand and \
         counted.",
        "Signatures for machines (DKIM, ARC and the like) are not repeated; the bytes are kept.",
        "Whether a mail was sent or received is said only where the mailbox says so.",
    ],
    omits: &[
        "Mails deleted for good before the export.",
        "Blind copies, in the recipients' copies.",
        "Who opened a mail, and when.",
        "With some services, junk and deleted mail, unless chosen.",
    ],
};

impl Importer for Email {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn provenance(&self, _path: &str) -> (Grade, ExhibitKind) {
        (Grade::DeviceOriginal, ExhibitKind::Mail)
    }

    fn open<'a>(
        &self,
        export: &'a dyn Export,
        _answers: &Answers,
    ) -> Option<Result<Opened<'a>, Refusal>> {
        let files: Vec<MailFile> = export
            .entries()
            .iter()
            .filter_map(|entry| {
                let is_mbox = looks_like_mail(export, &entry.path)?;
                Some(MailFile {
                    is_emlx: has_ending(&entry.path, ".emlx"),
                    entry: entry.path.clone(),
                    is_mbox,
                })
            })
            .collect();
        if files.is_empty() {
            return None;
        }
        Some(Ok(Opened {
            entries: files.iter().map(|file| file.entry.clone()).collect(),
            records: Box::new(Records::new(export, files)),
            questions: Vec::new(),
            remarks: Vec::new(),
        }))
    }
}

fn has_ending(path: &str, ending: &str) -> bool {
    path.len()
        .checked_sub(ending.len())
        .and_then(|at| path.get(at..))
        .is_some_and(|end| end.eq_ignore_ascii_case(ending))
}

/// Whether a file is mail; and if so, whether it is an mbox.
fn looks_like_mail(export: &dyn Export, path: &str) -> Option<bool> {
    let file = path.rsplit('/').next().unwrap_or(path);
    let in_maildir = flags::maildir_folder(path).is_some();
    let extension = file
        .rsplit_once('.')
        .map(|(_, extension)| extension.to_ascii_lowercase())
        .filter(|extension| extension.len() <= 5)
        .unwrap_or_default();
    let certain = in_maildir || matches!(extension.as_str(), "eml" | "emlx");
    if !certain && !matches!(extension.as_str(), "" | "mbox" | "mbx" | "mail" | "txt") {
        return None;
    }
    // A file that cannot be opened is said to be unreadable where its name says that it is mail.
    let Ok(first) = first_bytes(export, path, LOOK) else {
        return certain.then_some(false);
    };
    let first = first.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&first);
    let blank = first.iter().position(|byte| !byte.is_ascii_whitespace());
    let start = &first[blank.unwrap_or(first.len())..];
    let line = &start[..memchr::memchr(b'\n', start).unwrap_or(start.len())];
    if start.starts_with(b"From ") && source::is_from_line(line) {
        let rest = start.get(line.len() + 1..).unwrap_or(b"");
        let fields = Headers::of(rest).fields().count();
        return (fields > 0 || certain || extension == "mbox").then_some(!in_maildir);
    }
    if certain {
        return Some(false);
    }
    clearly_a_mail(start).then_some(false)
}

/// Two or more of the fields that every mail has, one of which says who or where from.
fn clearly_a_mail(start: &[u8]) -> bool {
    let (mut known, mut origin) = (0, false);
    for (name, _) in Headers::of(start).fields() {
        match name.to_ascii_lowercase().as_str() {
            // A saved web page (MHTML) is laid out like a mail.
            "snapshot-content-location" => return false,
            "from" | "received" | "message-id" | "delivered-to" | "return-path" => {
                known += 1;
                origin = true;
            }
            "to" | "cc" | "subject" | "date" | "mime-version" | "content-type" | "reply-to" => {
                known += 1;
            }
            _ => {}
        }
    }
    origin && known >= 2
}
