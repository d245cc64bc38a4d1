//! One `<sms>`, `<mms>`, `<call>` or unknown element to one event. Knows nothing of streams.

use super::people::{Log, Party, People};
use super::tag::{Blob, Tag};
use super::unescape::unescape;
use crate::kit::text::mark_hidden;
use onrecord_model::{
    Account, Attachment, Defect, Details, Event, Instant, Kind, Locator, Mark, Marks, Place,
    Pointer, Precision, Transfer, Truth, When,
};
use std::sync::Arc;

/// Bytes of text and details of one record that are kept; the rest is in the exhibit.
const RECORD_LIMIT: usize = 8 * 1024 * 1024;
/// Parts and addresses of one MMS, and further details of one record, that are kept.
const CHILDREN_LIMIT: usize = 4_096;

/// A record as it is being read: its own attributes, then what its children add.
pub(super) struct Record {
    is_mms: bool,
    party: Party,
    when: When,
    kind: Kind,
    direction: Direction,
    text: Option<Box<str>>,
    texts: Vec<Box<str>>,
    marks: Marks,
    details: Details,
    attachments: Vec<Attachment>,
    senders: Vec<Arc<Account>>,
    receivers: Vec<Arc<Account>>,
    bad_parts: Vec<(u32, (u64, u64))>,
    parts: u32,
    room: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    In,
    Out,
    Unknown,
}

fn is_null(raw: &[u8]) -> bool {
    raw == b"null"
}

/// Attributes whose usual value says nothing.
fn says_nothing(name: &[u8], value: &[u8]) -> bool {
    is_null(value)
        || matches!(
            (name, value),
            (b"protocol" | b"locked" | b"date_sent", b"0") | (b"status", b"-1")
        )
}

impl Record {
    /// Reads a record's own start tag.
    pub(super) fn begin(tag: &Tag, people: &mut People) -> Self {
        let name = tag.name();
        let known = matches!(name, b"sms" | b"mms" | b"call" | b"log");
        let is_mms = name == b"mms";
        let log = if matches!(name, b"call" | b"log") {
            Log::Calls
        } else {
            Log::Messages
        };
        let [mut address, mut contact, mut date, mut kind_code, mut body] = [None::<&[u8]>; 5];
        let first = |wanted: &[u8]| {
            let found = tag.attributes().find(|(name, _)| *name == wanted);
            found.map_or(&b""[..], |(_, value)| value)
        };
        let number = first(if log == Log::Calls {
            b"number"
        } else {
            b"address"
        });
        // Super Backup calls it `name`.
        let called = match first(b"contact_name") {
            b"" => first(b"name"),
            called => called,
        };
        let party = people.party(log, number, called);
        let mut this = Self {
            is_mms,
            party,
            when: When::undated(),
            kind: Kind::Message,
            direction: Direction::Unknown,
            text: None,
            texts: Vec::new(),
            marks: Marks::NONE,
            details: Details::new(),
            attachments: Vec::new(),
            senders: Vec::new(),
            receivers: Vec::new(),
            bad_parts: Vec::new(),
            parts: 0,
            room: RECORD_LIMIT,
        };
        for (name, value) in tag.attributes() {
            let slot = match name {
                b"address" if log == Log::Messages => &mut address,
                b"number" if log == Log::Calls => &mut address,
                b"contact_name" => &mut contact,
                b"name" if contact.is_none() => &mut contact,
                b"date" => &mut date,
                b"type" if !is_mms => &mut kind_code,
                b"msg_box" if is_mms => &mut kind_code,
                b"body" if log == Log::Messages && !is_mms => &mut body,
                _ => {
                    if !says_nothing(name, value) {
                        this.detail("", name, value);
                    }
                    continue;
                }
            };
            if known && slot.is_none() {
                *slot = Some(value);
            } else {
                // A second value for one name is forbidden by XML: a fact worth showing.
                if known {
                    this.marks.add(Mark::Inconsistent);
                }
                this.detail("", name, value);
            }
        }
        if tag.clipped {
            this.marks.add(Mark::Truncated);
        }
        if let Some(date) = date {
            this.set_date(date);
        }
        match name {
            b"sms" => this.sms(kind_code, body),
            b"mms" => this.mms(kind_code),
            b"call" | b"log" => this.call(kind_code),
            other => this.kind = Kind::Unknown(String::from_utf8_lossy(other).into()),
        }
        this
    }

    fn set_date(&mut self, raw: &[u8]) {
        let number = std::str::from_utf8(raw)
            .ok()
            .and_then(|text| text.trim().parse::<i64>().ok());
        // 10^11 milliseconds is 1973 and 10^11 seconds the year 5138: nothing real is mistaken.
        let micros = match number {
            Some(number @ 1..=99_999_999_999) => {
                self.details.push("date_unit", "seconds");
                number
                    .checked_mul(1_000_000)
                    .map(|micros| (micros, Precision::Second))
            }
            Some(number @ 1..) => number
                .checked_mul(1_000)
                .map(|micros| (micros, Precision::Millisecond)),
            _ => None,
        };
        self.when = match micros {
            Some((micros, precision)) => When {
                as_written: unescape(raw).text.into(),
                truth: Truth::Stated(Instant(micros)),
                precision,
            },
            None => When {
                as_written: unescape(raw).text.into(),
                ..When::undated()
            },
        };
    }

    fn sms(&mut self, code: Option<&[u8]>, body: Option<&[u8]>) {
        match body {
            Some(body) if is_null(body) => self.details.push("body", "null"),
            Some(body) => self.text = Some(self.readable(body).into()),
            None => {}
        }
        self.message_box("type", code);
    }

    fn mms(&mut self, code: Option<&[u8]>) {
        self.message_box("msg_box", code);
    }

    /// Android's `Telephony.TextBasedSmsColumns`: 1 inbox, 2 sent, 3 draft, 4 outbox, 5 failed,
    /// 6 queued. `BaseMmsColumns` has the same numbers up to 5.
    fn message_box(&mut self, name: &'static str, code: Option<&[u8]>) {
        let code = code.unwrap_or(b"");
        self.direction = match code {
            b"1" => Direction::In,
            b"2" | b"3" | b"4" | b"5" | b"6" => Direction::Out,
            _ => Direction::Unknown,
        };
        match code {
            b"3" => self.marks.add(Mark::Draft),
            b"4" | b"5" | b"6" => self.marks.add(Mark::Failed),
            _ => {}
        }
        if !matches!(code, b"1" | b"2") {
            self.detail("", name.as_bytes(), code);
        }
    }

    /// Android's `CallLog.Calls.TYPE`: 1 in, 2 out, 3 missed, 4 voicemail, 5 rejected, 6 blocked,
    /// 7 answered on another device.
    fn call(&mut self, code: Option<&[u8]>) {
        self.kind = Kind::Call;
        let code = code.unwrap_or(b"");
        self.direction = match code {
            b"1" | b"3" | b"4" | b"5" | b"6" | b"7" => Direction::In,
            b"2" => Direction::Out,
            _ => Direction::Unknown,
        };
        match code {
            b"3" => self.marks.add(Mark::Missed),
            b"4" => self.marks.add(Mark::Voicemail),
            b"5" => self.marks.add(Mark::Rejected),
            b"6" => self.marks.add(Mark::Blocked),
            _ => {}
        }
        if !matches!(code, b"1" | b"2") {
            self.detail("", b"type", code);
        }
    }

    /// A value as text; says of the record what had to be said of it.
    fn readable(&mut self, raw: &[u8]) -> String {
        let kept = raw.len().min(self.room);
        if kept < raw.len() {
            self.marks.add(Mark::Truncated);
        }
        self.room -= kept;
        let unescaped = unescape(&raw[..kept]);
        if unescaped.lossy {
            self.marks.add(Mark::LossyText);
        }
        unescaped.text.into_owned()
    }

    fn detail(&mut self, prefix: &str, name: &[u8], value: &[u8]) {
        if self.details.len() >= CHILDREN_LIMIT || name.len() + value.len() > self.room {
            self.marks.add(Mark::Truncated);
            return;
        }
        self.room -= name.len() + value.len();
        let value = unescape(value).text;
        let name = String::from_utf8_lossy(name);
        let between = if prefix.is_empty() { "" } else { "." };
        self.details.push_parts(&[prefix, between, &name], &value);
    }

    /// A child element of a record: a part, an address, or something else that is kept as details.
    pub(super) fn child(&mut self, tag: &Tag, people: &mut People) {
        if tag.clipped {
            self.marks.add(Mark::Truncated);
        }
        match tag.name() {
            b"part" if self.is_mms => self.part(tag),
            b"addr" if self.is_mms => self.addr(tag, people),
            b"parts" | b"addrs" if tag.attributes().next().is_none() => {}
            name => {
                let prefix = String::from_utf8_lossy(name).into_owned();
                self.detail("element", name, b"");
                for (name, value) in tag.attributes() {
                    self.detail(&prefix, name, value);
                }
            }
        }
    }

    /// Text between tags, which the app never writes.
    pub(super) fn stray_text(&mut self, raw: &[u8]) {
        self.detail("", b"#text", raw);
    }

    fn part(&mut self, tag: &Tag) {
        let index = self.parts;
        self.parts += 1;
        if self.parts as usize > CHILDREN_LIMIT {
            self.marks.add(Mark::Truncated);
            return;
        }
        let find = |wanted: &[u8]| {
            tag.attributes()
                .find(|(name, value)| *name == wanted && !is_null(value) && !value.is_empty())
                .map(|(_, value)| value)
        };
        let media_type = find(b"ct").map(|raw| unescape(raw).text.to_ascii_lowercase());
        let is_smil = media_type.as_deref() == Some("application/smil");
        let is_text = media_type.as_deref() == Some("text/plain");
        let name = [&b"name"[..], b"fn", b"cl", b"cid"]
            .iter()
            .find_map(|key| find(key));
        let text = tag
            .attributes()
            .find(|(name, value)| *name == b"text" && !is_null(value))
            .map(|(_, value)| value);
        let prefix = format!("part.{index}");
        for (name, value) in tag.attributes() {
            let shown_elsewhere = name == b"text" && is_text;
            if !is_null(value) && !shown_elsewhere {
                self.detail(&prefix, name, value);
            }
        }
        if let (true, Some(text)) = (is_text, text) {
            let text = self.readable(text);
            self.texts.push(text.into());
        }
        let name: Box<str> = match name {
            Some(raw) => unescape(raw).text.into(),
            None => format!("part {index}").into(),
        };
        match &tag.blob {
            Some(blob) => {
                if is_text && text.is_none() {
                    self.text_of_blob(blob);
                }
                if blob.decoded.content.is_none() {
                    self.bad_parts.push((index, blob.bytes));
                }
                self.attachments.push(Attachment {
                    name,
                    media_type: media_type.map(Into::into),
                    place: Place::Inline {
                        bytes: blob.bytes,
                        transfer: Transfer::Base64,
                    },
                    content: blob.decoded.content,
                });
            }
            None if is_smil || text.is_some() => {}
            None => {
                self.marks.add(Mark::AttachmentMissing);
                self.attachments.push(Attachment {
                    name,
                    media_type: media_type.map(Into::into),
                    place: Place::Missing,
                    content: None,
                });
            }
        }
    }

    fn text_of_blob(&mut self, blob: &Blob) {
        let Some((_, size)) = blob.decoded.content else {
            return;
        };
        let head = &blob.decoded.head[..blob.decoded.head.len().min(self.room)];
        if (head.len() as u64) < size {
            self.marks.add(Mark::Truncated);
        }
        self.room -= head.len();
        let text = String::from_utf8_lossy(head);
        if matches!(text, std::borrow::Cow::Owned(_)) {
            self.marks.add(Mark::LossyText);
        }
        self.texts.push(text.into());
    }

    /// `PduHeaders`: 137 from, 151 to, 130 cc, 129 bcc.
    fn addr(&mut self, tag: &Tag, people: &mut People) {
        let find = |wanted: &[u8]| {
            tag.attributes()
                .find(|(name, _)| *name == wanted)
                .map_or(&b""[..], |(_, value)| value)
        };
        let (address, role) = (find(b"address"), find(b"type"));
        let role_name = match role {
            b"137" => "addr.from",
            b"151" => "addr.to",
            b"130" => "addr.cc",
            b"129" => "addr.bcc",
            _ => "addr",
        };
        if self.details.len() >= CHILDREN_LIMIT {
            self.marks.add(Mark::Truncated);
            return;
        }
        let number = unescape(address).text.trim().to_owned();
        self.details.push(role_name, number.as_str());
        for (name, value) in tag.attributes() {
            let usual =
                matches!(name, b"address" | b"charset") || name == b"type" && role_name != "addr";
            if !usual && !is_null(value) {
                self.detail("addr", name, value);
            }
        }
        // Android writes this where the owner's own number belongs.
        if matches!(&*number, "" | "null" | "insert-address-token") {
            return;
        }
        let account = people.account(&number);
        if role == b"137" {
            self.senders.push(account);
        } else {
            self.receivers.push(account);
        }
    }

    /// The event, and a defect for each attachment that could not be decoded.
    pub(super) fn finish(
        mut self,
        locator: Locator,
        raw: onrecord_model::Digest,
    ) -> (Event, Vec<Defect>) {
        if !self.texts.is_empty() {
            self.text = Some(self.texts.join("\n").into());
        }
        match self.direction {
            Direction::In => self.marks.add(Mark::Incoming),
            Direction::Out => self.marks.add(Mark::Outgoing),
            Direction::Unknown => {}
        }
        if let Some(text) = &self.text {
            mark_hidden(text, &mut self.marks);
        }
        let (account, others) = self.ends();
        let defects = self
            .bad_parts
            .iter()
            .map(|(part, bytes)| Defect {
                locator: Locator {
                    entry: locator.entry.clone(),
                    bytes: *bytes,
                    pointer: match locator.pointer {
                        Pointer::Record { index, .. } => Pointer::Record {
                            index,
                            part: Some(*part),
                        },
                        _ => Pointer::None,
                    },
                },
                code: "invalid-base64",
                reason: "This attachment is not valid base64, so it could not be decoded. \
                         Its message was read and is kept."
                    .into(),
            })
            .collect();
        let event = Event {
            locator,
            raw,
            when: self.when,
            thread: self.party.thread,
            account,
            others,
            kind: self.kind,
            text: self.text,
            attachments: self.attachments,
            marks: self.marks,
            details: self.details,
            refers_to: None,
        };
        (event, defects)
    }

    /// Who did it, and whom it was addressed to. The owner's own number stands in an MMS at most.
    fn ends(&mut self) -> (Option<Arc<Account>>, Vec<Arc<Account>>) {
        let named = &self.party.accounts;
        let sender = self.senders.first().cloned();
        match self.direction {
            Direction::In => {
                let account = match sender {
                    Some(sender) => {
                        let same = named.iter().find(|known| same_number(known, &sender));
                        if same.is_none() && !named.is_empty() {
                            // The record names one number and states another as the sender.
                            self.marks.add(Mark::Inconsistent);
                        }
                        Some(same.cloned().unwrap_or(sender))
                    }
                    None if named.len() == 1 => named.first().cloned(),
                    None => None,
                };
                (account, std::mem::take(&mut self.receivers))
            }
            Direction::Out => {
                let mut others = named.to_vec();
                for receiver in std::mem::take(&mut self.receivers) {
                    if !others.iter().any(|known| same_number(known, &receiver)) {
                        others.push(receiver);
                    }
                }
                (sender, others)
            }
            Direction::Unknown => {
                let mut others = named.to_vec();
                others.append(&mut self.receivers);
                (sender, others)
            }
        }
    }
}

/// Whether two numbers end alike: `+44 7700 900123` and `07700900123` are dialled the same. Only
/// used to choose between two spellings within one record, never to merge accounts.
fn same_number(a: &Account, b: &Account) -> bool {
    let digits = |account: &Account| -> Vec<u8> {
        let handle = account.handle.as_deref().unwrap_or("");
        handle
            .bytes()
            .rev()
            .filter(u8::is_ascii_digit)
            .take(9)
            .collect()
    };
    if a.handle == b.handle {
        return true;
    }
    let (a, b) = (digits(a), digits(b));
    a.len() >= 7 && a == b
}
