//! An invented case for the tests of packs: three threads, attachments shown, covered and named
//! only, exhibits of each inclusion, a custody log, a timestamp. All people are made up.

use onrecord_model::checkpoint::Checkpoint;
use onrecord_model::custody::{Act, CustodyEntry, payload_digest};
use onrecord_model::encode::{Value, encode};
use onrecord_model::merkle::Frontier;
use onrecord_model::note::NoteSigner;
use onrecord_model::{
    Account, Attachment, Digest, Event, Field, FieldSet, Instant, Kind, Locator, Mark, Marks,
    Opening, Place, Pointer, Precision, Thread, ThreadCommitter, ThreadSeed, Truth, Wall, When,
};
use onrecord_pack::input::*;
use onrecord_pack::stage::{Stage, put};
use onrecord_pack::{Documents, PackSummary, make_pack};
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

/// Words that stand only in what is withheld: no pack may hold them.
pub const SECRET: &str = "Quillfeather";

pub struct Synthetic {
    pub facts: Facts,
    pub signer: NoteSigner,
    originals: Vec<Vec<u8>>,
    threads: Vec<Vec<ThreadItem>>,
    attachment: Vec<u8>,
}

impl Case for Synthetic {
    fn facts(&self) -> &Facts {
        &self.facts
    }

    fn thread(
        &self,
        thread: usize,
        visit: &mut dyn FnMut(ThreadItem) -> Result<(), PackError>,
    ) -> Result<(), PackError> {
        self.threads[thread]
            .iter()
            .try_for_each(|item| visit(item.clone()))
    }

    fn original(&self, exhibit: usize) -> Result<Box<dyn Read + '_>, PackError> {
        Ok(Box::new(self.originals[exhibit].as_slice()))
    }

    fn attachment(
        &self,
        _: usize,
        _: &ShownEvent,
        _: usize,
    ) -> Result<Box<dyn Read + '_>, PackError> {
        Ok(Box::new(self.attachment.as_slice()))
    }
}

/// Writes two small files in the place of documents.
pub struct PlainDocuments;

impl Documents for PlainDocuments {
    fn write(
        &self,
        _: &dyn Case,
        stage: &dyn Stage,
        _: &mut dyn FnMut(&str) -> Result<(), PackError>,
    ) -> Result<Option<String>, PackError> {
        put(stage, "01-report.pdf", b"%PDF-1.7 report")?;
        put(stage, "02-exhibits.pdf", b"%PDF-1.7 exhibits")?;
        Ok(Some("{\"title\":\"Report\",\"blocks\":[]}\n".to_owned()))
    }
}

/// Makes the pack of `case` at `out`.
pub fn pack(case: &Synthetic, out: &Path) -> Result<PackSummary, PackError> {
    let sign = |text: &str| {
        Ok(case
            .signer
            .sign(text)
            .map_err(|e| PackError::Case(e.to_string()))?
            .to_string())
    };
    make_pack(case, &PlainDocuments, &sign, out, &mut |_| Ok(()))
}

fn event(thread: &Arc<Thread>, index: u64, raw: (u64, u64), raw_bytes: &[u8]) -> Event {
    let platform = thread.platform.clone();
    let seconds = 1_561_939_200 + index as i64 * 3_600;
    let text: Box<str> = match index % 7 {
        0 => "=HYPERLINK(\"x\") \u{202e}reversed, \"quoted\"\nsecond line".into(),
        1 => "I know where you parked \u{1f697}".into(),
        2 => "+44".into(),
        _ => format!("Line {index}: why do you not answer, Ama?").into(),
    };
    let when = match index % 5 {
        0 => When {
            as_written: format!("01/07/2019, {:02}:00", index % 24).into(),
            truth: Truth::WallZoneUnknown(Wall(seconds * 1_000_000)),
            precision: Precision::Minute,
        },
        1 => When::undated(),
        _ => When::epoch_seconds(seconds),
    };
    let sender = if &*thread.key == "thread 2" {
        "Marlow Teal"
    } else {
        "Rowan Slate"
    };
    Event {
        locator: Locator {
            entry: "chat.txt".into(),
            bytes: raw,
            pointer: Pointer::Line(index + 1),
        },
        raw: Digest::of(raw_bytes),
        when,
        thread: thread.clone(),
        account: (index % 4 != 3).then(|| Arc::new(Account::named(&platform, sender))),
        others: vec![Arc::new(Account::handled(
            &platform,
            "07700 900123",
            Some("Ama Kestrel"),
        ))],
        kind: if index % 6 == 5 {
            Kind::Unknown("wave".into())
        } else {
            Kind::Message
        },
        text: (index % 11 != 10).then_some(text),
        attachments: Vec::new(),
        marks: Marks::NONE.with(Mark::Incoming),
        details: [("subject", format!("no. {index}"))].into(),
        refers_to: None,
    }
}

/// A DER element.
fn der(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut out = vec![tag];
    match content.len() {
        length @ 0..=127 => out.push(length as u8),
        length @ 128..=255 => out.extend([0x81, length as u8]),
        length => out.extend([0x82, (length >> 8) as u8, length as u8]),
    }
    out.extend(content);
    out
}

/// An unsigned answer of the right form; the signature is openssl's business.
pub fn answer(note: &[u8]) -> Vec<u8> {
    let sha256 = der(6, &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01]);
    let imprint = der(
        0x30,
        &[der(0x30, &sha256), der(4, &Digest::of(note).0)].concat(),
    );
    let info = [
        der(2, &[1]),
        der(6, &[0x2a, 3]),
        imprint,
        der(2, &[9]),
        der(0x18, b"20260101000000Z"),
    ];
    let info = der(4, &der(0x30, &info.concat()));
    let encapsulated = der(0x30, &[der(6, &[0x2a, 4]), der(0xa0, &info)].concat());
    let signed = der(0x30, &[der(2, &[3]), der(0x31, &[]), encapsulated].concat());
    let token = der(0x30, &[der(6, &[0x2a, 5]), der(0xa0, &signed)].concat());
    der(0x30, &[der(0x30, &der(2, &[0])), token].concat())
}

struct LogBuilder {
    entries: Vec<CustodyFacts>,
    frontier: Frontier,
}

impl LogBuilder {
    fn add(&mut self, act: Act, subject: &str, payload: Value, open: bool) -> u64 {
        let seq = self.entries.len() as u64;
        let payload = encode(&payload);
        let salt = Digest::of(&seq.to_be_bytes()).0;
        let entry = CustodyEntry {
            seq,
            when: Instant(1_700_000_000_000_000 + seq as i64 * 1_000_000),
            actor: "owner".into(),
            act: act.clone(),
            subject: subject.into(),
            payload: payload_digest(&salt, &payload),
            tool: "onrecord 0.1.0".into(),
        };
        self.frontier.push(entry.leaf());
        self.entries.push(CustodyFacts {
            seq,
            when: entry.when,
            actor: "owner".to_owned(),
            act: act.name().to_owned(),
            subject: subject.to_owned(),
            encoded: entry.to_bytes(),
            opened: open.then_some((salt, payload)),
        });
        seq
    }
}

/// One of the senders.
fn account(name: &str) -> AccountFacts {
    AccountFacts {
        key: format!("whatsapp:name:{name}"),
        platform: "WhatsApp".to_owned(),
        label: name.to_owned(),
        handle: None,
        stable_id: None,
        names_seen: vec![name.to_owned()],
        person: None,
        events: 1,
        events_disclosed: 1,
        first: None,
        last: None,
        wrote_to: Vec::new(),
        threads: Vec::new(),
    }
}

/// What both senders wrote, in the first event of the first two threads.
fn linkage() -> LinkageFacts {
    let ground = LinkGround {
        channel: "template".to_owned(),
        says: "Both wrote the same line.".to_owned(),
        strength: "strong".to_owned(),
        rarity: Some((2, 3)),
        events: vec![(0, 0), (1, 0)],
        ..LinkGround::default()
    };
    let step = |account| LinkStep {
        account,
        ..LinkStep::default()
    };
    LinkageFacts {
        accounts: 3,
        pairs: 3,
        proposed: 1,
        groups: vec![LinkGroup {
            steps: vec![step(0), step(1)],
            shown: vec![LinkShown {
                kind: "text".to_owned(),
                what: "the line".to_owned(),
                by: vec![0, 1],
                against: String::new(),
                events: vec![(0, 0)],
            }],
            pairs: vec![(0, 1, LinkState::Proposed)],
            ..LinkGroup::default()
        }],
        told: vec![LinkPair {
            accounts: (0, 1),
            state: LinkState::Proposed,
            speaks_for: vec![ground],
            ..LinkPair::default()
        }],
        ..LinkageFacts::default()
    }
}

/// The third thread has `3 + size` events, the large exhibit `size` hundred bytes.
pub fn synthetic(size: u64) -> Synthetic {
    synthetic_of(size, size * 100)
}

/// The third thread has `3 + size` events, the large exhibit `bytes` bytes.
pub fn synthetic_of(size: u64, bytes: u64) -> Synthetic {
    let mut log = LogBuilder {
        entries: Vec::new(),
        frontier: Frontier::new(),
    };
    log.add(Act::CaseCreated, "", Value::Null, false);
    let platform: Arc<str> = "whatsapp".into();
    let attachment = b"\xff\xd8\xff\xe0 not really a picture".to_vec();
    let withheld_picture = b"a picture that stays out".to_vec();
    let chat: Vec<u8> = (0..4_000_u32)
        .flat_map(|n| format!("{n}: line of the chat\n").into_bytes())
        .collect();
    let originals = vec![
        chat,
        (0..bytes).map(|n| (n * 31 % 251) as u8).collect(),
        b"extract only".to_vec(),
        b"listed only".to_vec(),
        format!("withheld: {SECRET}").into_bytes(),
    ];
    let inclusions = [
        (Inclusion::Original, "WhatsApp Chat with \u{202e}Rowan.txt"),
        (Inclusion::Original, "big video.mp4"),
        (Inclusion::Extract, "messages.json"),
        (Inclusion::Listed, "photo.jpg"),
        (Inclusion::Withheld, SECRET),
    ];
    let mut exhibits = Vec::new();
    for (number, ((inclusion, name), bytes)) in inclusions.into_iter().zip(&originals).enumerate() {
        let reference = format!("AK/{}", number + 1);
        let digest = Digest::of(bytes);
        let payload = Value::map([
            ("digest", Value::from(&digest.0[..])),
            ("name", name.into()),
            ("size", (bytes.len() as u64).into()),
        ]);
        let entry = log.add(
            Act::Sealed,
            &reference,
            payload,
            inclusion == Inclusion::Original,
        );
        exhibits.push(ExhibitFacts {
            reference,
            digest,
            size: bytes.len() as u64,
            name: name.to_owned(),
            what: "WhatsApp chat export".to_owned(),
            sealed: Instant(1_700_000_000_000_000),
            entry,
            source: "@from my own phone".to_owned(),
            grade: "platform export".to_owned(),
            proves: vec!["That this file was sealed.".to_owned()],
            does_not_prove: vec!["Who typed.".to_owned()],
            inclusion,
        });
    }
    let (mut threads, mut items) = (Vec::new(), Vec::new());
    for (number, events) in [(1_u64, 41_u64), (2, 1), (12, 3 + size)] {
        let thread = Arc::new(Thread {
            platform: platform.clone(),
            key: format!("thread {number}").into(),
            title: None,
            folder: None,
            participants: Vec::new(),
        });
        let seed = ThreadSeed([number as u8; 32]);
        let mut committer = ThreadCommitter::new(&seed);
        let mut thread_items = Vec::new();
        let mut disclosed = 0;
        let mut at = 0;
        for index in 0..events {
            let raw = format!("{index}: line of the chat\n");
            let mut event = event(&thread, index, (at, at + raw.len() as u64), raw.as_bytes());
            at += raw.len() as u64;
            let hidden = number == 1 && (5..18).contains(&index);
            let mut show = Vec::new();
            let mut attach = |name: &str, bytes: &[u8], how| {
                event.attachments.push(Attachment {
                    name: name.into(),
                    media_type: Some("image/jpeg".into()),
                    place: Place::Entry(name.into()),
                    content: Some((Digest::of(bytes), bytes.len() as u64)),
                });
                show.push(how);
            };
            match index {
                2 => attach("../../IMG 1.jpg", &attachment, AttachmentShow::Shown),
                3 => {
                    attach("b.jpg", &attachment, AttachmentShow::Covered);
                    attach("c.jpg", &attachment, AttachmentShow::Shown);
                }
                4 => attach("secret.jpg", &withheld_picture, AttachmentShow::Listed),
                _ => {}
            }
            if hidden {
                event.text = Some(format!("{SECRET} {index}").into());
            }
            let leaf = committer.push(&event);
            if hidden {
                thread_items.push(ThreadItem::Withheld { index, leaf });
                continue;
            }
            disclosed += 1;
            let shown = match index {
                20 => FieldSet::SKELETON.with(Field::Kind),
                21 => FieldSet::ALL.without(Field::Others),
                22 => FieldSet::NONE.with(Field::Others),
                _ => FieldSet::ALL,
            };
            let mut opening = Opening::new(index, &event, &seed, shown);
            if (number, index) == (12, 5) {
                // A name in a text is withheld, and the rest of it shown.
                let text = event.text.as_deref().unwrap_or_default();
                let at = text.find("Ama").unwrap_or_default();
                opening.withhold_words(&[std::ops::Range {
                    start: at,
                    end: at + 3,
                }]);
            }
            thread_items.push(ThreadItem::Shown(Box::new(ShownEvent {
                index,
                opening,
                sort: match event.when.truth {
                    Truth::Stated(instant) => Some(instant),
                    Truth::WallZoneUnknown(wall) => Some(Instant(wall.0 - 3_600_000_000)),
                    _ => None,
                },
                event,
                account: None,
                exhibit: 0,
                member: None,
                attachments: show,
                also: Vec::new(),
            })));
        }
        let commitment = committer.finish();
        let of_thread = vec![
            Value::Unsigned(events),
            Value::from(&commitment.commitment.0[..]),
        ];
        let payload = Value::map([
            ("defects", Value::Unsigned(number)),
            ("threads", Value::Array(vec![Value::Array(of_thread)])),
        ]);
        let entry = log.add(Act::Read, "AK/1", payload, true);
        threads.push(ThreadFacts {
            reference: format!("T{number}"),
            thread: (*thread).clone(),
            exhibits: vec!["AK/1".to_owned()],
            importer: ("whatsapp".to_owned(), 1),
            entry,
            events,
            disclosed,
            repeated: 0,
            gaps: u64::from(number == 1),
            defects_of_reading: number,
            commitment: commitment.commitment,
            omits: Vec::new(),
            times: String::new(),
            defects: Vec::new(),
        });
        items.push(thread_items);
    }
    log.add(Act::NoteKept, "", Value::Null, false);
    let signer = NoteSigner::new("onrecord.example/7f3a", &[5; 32]).unwrap();
    let head = |frontier: &Frontier| {
        let checkpoint = Checkpoint {
            origin: "onrecord.example/7f3a".into(),
            size: frontier.len(),
            root: frontier.root(),
        };
        (
            checkpoint.fingerprint(),
            checkpoint.sign(&signer).unwrap().to_string(),
        )
    };
    let (_, stamped) = head(&log.frontier);
    let stamped_size = log.frontier.len();
    log.add(Act::TimestampReceived, "", Value::Null, false);
    let (fingerprint, checkpoint) = head(&log.frontier);
    let proof = LogProof {
        checkpoint,
        verifier_key: signer.verifier().to_text(),
        fingerprint,
        timestamps: vec![(stamped_size, stamped.clone(), answer(stamped.as_bytes()))],
        chains: vec!["-----BEGIN CERTIFICATE-----\n".to_owned()],
    };
    let facts = Facts {
        linkage: linkage(),
        initials: "AK".to_owned(),
        owner: "Ama Kestrel".to_owned(),
        made_at: Instant(1_710_000_000_000_000),
        tool: "onrecord 0.1.0".to_owned(),
        recipient: None,
        assumed_zone: "Europe/London".to_owned(),
        front: Front::default(),
        persons: Vec::new(),
        accounts: ["Rowan Slate", "Marlow Teal"].map(account).to_vec(),
        incidents: Vec::new(),
        orders: Vec::new(),
        impacts: Vec::new(),
        contacted: Vec::new(),
        contacted_unnamed: 0,
        ledger: Vec::new(),
        exhibits,
        threads,
        clocks: Default::default(),
        elements: Default::default(),
        withheld_threads: (0, 0),
        not_used: Vec::new(),
        read_again: Vec::new(),
        months: Vec::new(),
        undated: 0,
        defects: Vec::new(),
        custody: log.entries,
        proof,
    };
    Synthetic {
        facts,
        signer,
        originals,
        threads: items,
        attachment,
    }
}
