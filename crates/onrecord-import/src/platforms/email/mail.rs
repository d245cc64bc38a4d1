//! One mail to one event. Knows headers and what they state; not where the bytes come from.

use super::body::{self, Body, hop_time};
use super::date;
use super::emlx;
use super::flags;
use super::headers::{Headers, Mailbox, decoded, first_id, mailboxes, unfolded};
use super::people::People;
use super::source::RawMail;
use crate::kit::text::mark_hidden;
use onrecord_model::{Account, Defect, Details, Event, Kind, Locator, Mark, Marks, Pointer, When};
use std::sync::Arc;

/// Fields of one mail, and bytes of them, that are kept as details.
const DETAIL_LIMIT: usize = 256;
const DETAIL_BYTES: usize = 128 * 1024;
/// Mailboxes of one mail that become accounts.
const MAILBOX_LIMIT: usize = 2_000;
/// A difference between `Date` and arrival that is worth saying.
const DAY: i64 = 86_400_000_000;

/// Fields that only machines read, long and many. They stay in the exhibit and are counted.
const NOT_SHOWN: &[&str] = &[
    "dkim-signature",
    "domainkey-signature",
    "arc-",
    "x-google-dkim-signature",
    "x-google-smtp-source",
    "x-gm-message-state",
    "x-gm-gg",
    "x-ms-exchange-",
    "x-microsoft-antispam",
    "x-forefront-",
    "x-ms-office365-",
    "autocrypt",
    "face",
    "x-face",
    "openpgp",
    "list-unsubscribe",
];

/// A mail and where it stands.
pub(super) struct Context<'a> {
    pub(super) entry: &'a Arc<str>,
    /// The mail's number in its entry.
    pub(super) index: u64,
    pub(super) raw: &'a RawMail,
    /// Its bytes; of one that is too long, the beginning.
    pub(super) bytes: &'a [u8],
    /// The entry is an mbox.
    pub(super) in_mbox: bool,
    /// Its length stands before it, and what Apple Mail notes behind it.
    pub(super) is_emlx: bool,
    /// The mail before stated a length that reaches into this one.
    pub(super) doubted: bool,
}

/// What a mail gave.
pub(super) struct Read {
    pub(super) record: Result<Event, Defect>,
    /// Attachments that could not be decoded.
    pub(super) defects: Vec<Defect>,
    /// The length that it states reaches beyond its end.
    pub(super) states_more: bool,
}

/// What the fields of a mail say.
#[derive(Default)]
struct Fields {
    date: Option<String>,
    subject: Option<String>,
    from: Vec<Mailbox>,
    others: Vec<Mailbox>,
    message_id: Option<String>,
    in_reply_to: Option<String>,
    root: Option<String>,
    arrival: Option<String>,
    content_length: Option<u64>,
    gmail_thread: Option<String>,
    marks: Marks,
    details: Details,
    room: usize,
    not_shown: u32,
}

/// Reads a mail.
pub(super) fn read(context: &Context<'_>, people: &mut People) -> Read {
    let locator = Locator {
        entry: context.entry.clone(),
        bytes: context.raw.bytes,
        pointer: Pointer::Record {
            index: context.index,
            part: None,
        },
    };
    let mut fields = Fields {
        room: DETAIL_BYTES,
        ..Fields::default()
    };
    let mut mail = context.bytes;
    let mut noted = Vec::new();
    let mut behind = 0;
    if context.is_emlx
        && let Some((range, list)) = emlx::split(mail)
    {
        noted = emlx::noted(list);
        behind = mail.len() - range.end;
        mail = &mail[range];
    }
    if context.in_mbox && mail.starts_with(b"From ") {
        let end = memchr::memchr(b'\n', mail).map_or(mail.len(), |end| end + 1);
        fields.detail("mbox_from_line", &unfolded(&mail[5..end]));
        mail = &mail[end..];
    }
    let blank = mail.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(mail);
    let start = blank.iter().position(|byte| !matches!(byte, b'\r' | b'\n'));
    mail = &blank[start.unwrap_or(blank.len())..];
    let base = context.raw.bytes.0 + (context.bytes.len() - behind - mail.len()) as u64;

    let headers = Headers::of(mail);
    let mut count = 0_usize;
    for (name, value) in headers.fields() {
        count += 1;
        fields.take(name, value);
    }
    if count == 0 {
        return Read {
            record: Err(Defect {
                locator,
                code: "not-a-mail",
                reason: "There are no mail headers here, so this is not a mail that can be read."
                    .into(),
            }),
            defects: Vec::new(),
            states_more: false,
        };
    }
    let mut states_more = false;
    if context.in_mbox
        && let Some(stated) = fields.content_length
    {
        // mboxcl. An empty line may or may not be counted.
        let length = context.raw.bytes.1 - base - headers.body as u64;
        states_more = stated > length;
        if states_more {
            fields.inconsistent(
                "content_length_contradicted",
                &format!("the mail states a body of {stated} bytes; {length} were found"),
            );
        }
    }
    if context.doubted {
        fields.inconsistent(
            "boundary_doubtful",
            "the mail before states a length that reaches into this one: this may be its text",
        );
    }
    if context.raw.doubtful_separators > 0 {
        fields.inconsistent(
            "separators_inside",
            &format!(
                "{} lines in it look like the start of another mail, but no empty line is before \
                 them",
                context.raw.doubtful_separators
            ),
        );
    }
    for (name, value) in &noted {
        if name == "flags" {
            emlx::flags(value, &mut fields.marks);
        }
        fields.detail(&format!("emlx.{name}"), value);
    }
    if headers.damaged {
        fields.detail("headers_damaged", "they end at a line that is no header");
    }
    if fields.not_shown > 0 {
        let count = fields.not_shown.to_string();
        fields.detail("headers_not_shown", &count);
    }
    if headers.clipped {
        fields.marks.add(Mark::Truncated);
    }
    let when = fields.when();
    let mut body = if context.raw.too_long {
        let mut body = Body::default();
        body.marks.add(Mark::Truncated);
        body.detail("body", "longer than 64 MiB; left in the exhibit, not read");
        body
    } else {
        body::read(mail, &headers, base)
    };
    if context.in_mbox
        && context.raw.has_quoting
        && let Some(text) = &body.text
    {
        let quoted = text.lines().filter(|line| is_quoted_from(line)).count();
        if quoted > 0 {
            body.detail(
                "mbox_quoting",
                &format!("{quoted} lines begin with >From: mbox adds that > to lines with From"),
            );
        }
    }
    fields.details.extend(&body.details);
    let mut marks = Marks(fields.marks.0 | body.marks.0);
    flags::of_entry(context.entry, &mut marks, &mut fields.details);
    if let Some(text) = &body.text {
        mark_hidden(text, &mut marks);
    }
    let key = fields
        .root
        .take()
        .or(fields.in_reply_to.take())
        .or(fields.message_id.take())
        .or(fields.gmail_thread.take())
        .unwrap_or_else(|| format!("no-id:{}:{}", context.entry, context.raw.bytes.0));
    let thread = people.thread(&key, fields.subject.as_deref());
    let mut from = fields.from.into_iter().map(|one| people.account(one));
    let account = from.next();
    let mut others: Vec<Arc<Account>> = from.collect();
    others.extend(fields.others.into_iter().map(|one| people.account(one)));
    let defects = body
        .broken
        .iter()
        .map(|(part, bytes)| Defect {
            locator: Locator {
                entry: context.entry.clone(),
                bytes: *bytes,
                pointer: Pointer::Record {
                    index: context.index,
                    part: Some(*part),
                },
            },
            code: "invalid-base64",
            reason: "This part is not valid base64, so it could not be decoded in full. Its mail \
                     was read and is kept."
                .into(),
        })
        .collect();
    let event = Event {
        locator,
        raw: context.raw.digest,
        when,
        thread,
        account,
        others,
        kind: Kind::Message,
        text: body.text,
        attachments: body.attachments,
        marks,
        details: fields.details,
        refers_to: None,
    };
    Read {
        record: Ok(event),
        defects,
        states_more,
    }
}

/// `>From `, `>>From `: the quoting of mboxrd and mboxo.
fn is_quoted_from(line: &str) -> bool {
    line.starts_with('>') && line.trim_start_matches('>').starts_with("From ")
}

impl Fields {
    fn detail(&mut self, name: &str, value: &str) {
        if self.details.len() >= DETAIL_LIMIT || name.len() + value.len() > self.room {
            self.marks.add(Mark::Truncated);
            return;
        }
        self.room -= name.len() + value.len();
        self.details.push(name, value);
    }

    fn inconsistent(&mut self, name: &str, value: &str) {
        self.marks.add(Mark::Inconsistent);
        self.detail(name, value);
    }

    fn people(&mut self, value: &[u8], sender: bool) {
        let room = MAILBOX_LIMIT.saturating_sub(self.from.len() + self.others.len());
        let found = mailboxes(value);
        if found.len() > room {
            self.marks.add(Mark::Truncated);
        }
        let list = if sender {
            &mut self.from
        } else {
            &mut self.others
        };
        list.extend(found.into_iter().take(room));
    }

    fn take(&mut self, name: &str, value: &[u8]) {
        let mut lower = [0; 40];
        let lower = match lower.get_mut(..name.len()) {
            Some(lower) => {
                lower.copy_from_slice(name.as_bytes());
                lower.make_ascii_lowercase();
                std::str::from_utf8(lower).unwrap_or("")
            }
            None => "",
        };
        match lower {
            "date" if self.date.is_none() => {
                self.date = Some(unfolded(value).into_owned());
                return;
            }
            "subject" if self.subject.is_none() => {
                let subject = decoded(value);
                self.detail("Subject", &subject);
                self.subject = Some(subject.into_owned());
                return;
            }
            "from" => {
                let first = self.from.is_empty();
                let before = self.from.len();
                self.people(value, true);
                if !first {
                    self.inconsistent("second_from", "the mail has more than one From field");
                }
                if self.from.len() == before + 1 && first && !value.contains(&b'?') {
                    // One plain sender is the event's account; nothing more to say.
                    return;
                }
            }
            "to" | "cc" | "bcc" => self.people(value, false),
            "message-id" if self.message_id.is_none() => self.message_id = first_id(value),
            "in-reply-to" if self.in_reply_to.is_none() => self.in_reply_to = first_id(value),
            "references" if self.root.is_none() => self.root = first_id(value),
            "received" if self.arrival.is_none() => {
                self.arrival = Some(hop_time(value).unwrap_or_default());
            }
            // Gmail's own number of the conversation: only where nothing else says which it is, as
            // no other export of the same mail has it.
            "x-gm-thrid" if self.gmail_thread.is_none() => {
                self.gmail_thread = Some(format!("gmail:{}", unfolded(value)));
            }
            "content-length" => self.content_length = unfolded(value).parse().ok(),
            "mime-version" | "content-type" | "content-transfer-encoding" => return,
            "delivered-to" => self.marks.add(Mark::Incoming),
            _ => flags::of_field(lower, value, &mut self.marks),
        }
        // The first letters of those.
        let hidden = lower.starts_with(['a', 'd', 'f', 'l', 'o', 'x'])
            && NOT_SHOWN.iter().any(|start| lower.starts_with(start));
        if hidden {
            self.not_shown += 1;
            return;
        }
        self.detail(name, &decoded(value));
    }

    /// `Date`, and what the recipient's side says beside it.
    fn when(&mut self) -> When {
        let Some(written) = self.date.take() else {
            self.detail("date_missing", "the mail has no Date");
            self.arrived(None);
            return When::undated();
        };
        let date = date::read(&written);
        if date.zone_withheld {
            self.detail("date_zone", "-0000: the sender's zone is not stated");
        }
        if date.wrong_weekday {
            self.inconsistent("date_weekday", "the weekday is not that of the date");
        }
        self.arrived(date.when.truth.instant().map(|instant| instant.0));
        date.when
    }

    /// The newest hop is the recipient's own server, which the sender cannot write.
    fn arrived(&mut self, sent: Option<i64>) {
        let Some(arrival) = self.arrival.take() else {
            return;
        };
        let Some(instant) = date::read(&arrival).when.truth.instant() else {
            return;
        };
        self.detail("received.arrival", &instant.to_string());
        if let Some(sent) = sent
            && (instant.0.saturating_sub(sent)).saturating_abs() > DAY
        {
            self.inconsistent(
                "date_and_arrival",
                "Date and the last Received differ by more than a day",
            );
        }
    }
}
