//! An invented case for the documents' tests, sample and benchmark. Everybody in it is made up.

#![allow(dead_code, reason = "each user of this module needs a part of it")]
#![allow(
    clippy::unwrap_used,
    reason = "invented facts for tests; the examples share them"
)]

mod law;
mod linkage;

use onrecord_model::canonical::Field;
use onrecord_model::disclose::{FieldSet, Opening};
use onrecord_model::event::Place;
use onrecord_model::when::Wall;
use onrecord_model::{
    Account, Attachment, Digest, Event, Instant, Kind, Locator, Mark, Marks, Pointer, Precision,
    Thread, ThreadSeed, Truth, When,
};
use onrecord_pack::input::*;
use std::io::Read;
use std::sync::Arc;

/// 1 July 2019, 00:00 UTC.
pub const START: i64 = 1_561_939_200_000_000;
const HOUR: i64 = 3_600_000_000;

/// Texts that break careless layouts.
pub const HOSTILE: &[&str] = &[
    "plain words",
    "مرحبا يا صديقي، كيف حالك اليوم؟ رقم 123 abc ثم نص طويل يحتاج إلى أكثر من سطر واحد حتى نرى كيف تنكسر الأسطر.",
    "שלום עולם 456 (hello) ועוד מילים",
    "Mixed: she said مرحبا بك and then שלום to me.",
    "नमस्ते दुनिया क्षत्रिय · สวัสดีชาวโลก ภาษาไทยไม่มีช่องว่างระหว่างคำ · ਸਤ ਸ੍ਰੀ ਅਕਾਲ",
    "漢字とかな 한국어 中文测试文本",
    "😀 👩\u{200D}💻 👨\u{200D}👩\u{200D}👧\u{200D}👦 🇬🇧 👍🏽 ❤\u{FE0F} 1\u{FE0F}\u{20E3} \u{1FAE9} 𝓗𝓮𝔂",
    "a\u{202E}b\u{200B}c\u{0}d\u{E000}e\u{FEFF}f\u{7}g\u{2066}h",
    "h\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}i",
    "<script>alert(1)</script> <b>not markup</b> %PDF-1.7 endstream endobj ((((\\)",
    "literal [U+202E] typed by somebody",
    "line one\nline two\r\nline three\n\n\nafter empty lines\ttab",
    "   leading and trailing spaces   ",
    "https://example.org/a/very/long/path/without/any/space/that/goes/on/and/on/and/on/and/on/and/on/and/on/and/on?query=1&other=2",
    "",
];

/// The invented case.
pub struct Invented {
    pub facts: Facts,
    /// Per thread, its positions: shown or withheld.
    pub items: Vec<Vec<ThreadItem>>,
    pub picture: Vec<u8>,
}

/// How much of everything.
#[derive(Clone, Copy)]
pub struct Measure {
    pub messages: u64,
    pub threads: usize,
    pub accounts: usize,
    pub incidents: usize,
    pub exhibits: usize,
    pub log: u64,
    pub hostile: bool,
}

impl Measure {
    pub const SAMPLE: Self = Self {
        messages: 120,
        threads: 3,
        accounts: 60,
        incidents: 5,
        exhibits: 9,
        log: 60,
        hostile: true,
    };
}

fn instant(micros: i64) -> Instant {
    Instant(micros)
}

fn when(nth: u64) -> When {
    let at = START + nth as i64 * 7 * HOUR + (nth as i64 % 13) * 60_000_000;
    let wall = Wall(at);
    let (year, month, day, hour, minute, ..) = wall.fields();
    let written = format!("{day:02}/{month:02}/{year}, {hour:02}:{minute:02}");
    match nth % 5 {
        0 | 1 => When {
            as_written: written.into(),
            truth: Truth::WallOfExporter(wall),
            precision: Precision::Minute,
        },
        2 => When::stated(
            (at / 1_000).to_string(),
            instant(at),
            Precision::Millisecond,
        ),
        3 => When {
            as_written: written.into(),
            truth: Truth::WallZoneUnknown(wall),
            precision: Precision::Minute,
        },
        _ if nth % 35 == 4 => When::undated(),
        _ => When {
            as_written: "03/05/2021, 14:07".into(),
            truth: Truth::DayMonthAmbiguous {
                day_first: Wall::new(2021, 5, 3, 14, 7, 0, 0).unwrap(),
                month_first: Wall::new(2021, 3, 5, 14, 7, 0, 0).unwrap(),
            },
            precision: Precision::Minute,
        },
    }
}

const WORDS: &[&str] = &[
    "can",
    "I",
    "tell",
    "you",
    "a",
    "secret",
    "why",
    "did",
    "block",
    "me",
    "everybody",
    "knows",
    "about",
    "it",
    "your",
    "friend",
    "said",
    "so",
    "answer",
    "the",
    "phone",
    "tonight",
    "I'll",
    "ask",
    "her",
    "then",
    "haha",
    "ok",
    "new",
    "account",
    "seen",
    "photo",
    "lol",
    "xx",
    "please",
];

/// Words from a small generator, so that texts differ and stay the same from run to run.
pub fn text(nth: u64, hostile: bool) -> String {
    if hostile && nth.is_multiple_of(3) {
        return HOSTILE[(nth / 3) as usize % HOSTILE.len()].to_owned();
    }
    let mut state = nth.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let length = 6 + nth % 38;
    let mut words = Vec::new();
    for _ in 0..length {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        words.push(WORDS[(state % WORDS.len() as u64) as usize]);
    }
    format!("{} (m{nth})", words.join(" "))
}

fn account(platform: &Arc<str>, nth: usize) -> Account {
    Account::handled(
        platform,
        &format!("@secret_{nth}"),
        Some(&format!("Sam Invented {nth}")),
    )
}

fn event(thread: &Arc<Thread>, who: &Arc<Account>, nth: u64, hostile: bool) -> Event {
    let kind = match nth % 17 {
        5 => Kind::Call,
        9 if nth.is_multiple_of(2) => Kind::System,
        _ => Kind::Message,
    };
    let mut marks = Marks::NONE.with(Mark::Incoming);
    if kind == Kind::Call {
        marks.add(Mark::Missed);
    }
    match nth % 29 {
        3 => marks.add(Mark::Unsent),
        7 => marks.add(Mark::Deleted),
        11 => marks.add(Mark::Location),
        13 => marks.add(Mark::HiddenCharacters),
        _ => {}
    }
    let attachments = match nth % 12 {
        6 => vec![
            ("IMG-20190701-WA0001.jpg", "image/png"),
            ("voice.opus", "audio/ogg"),
        ],
        10 => vec![("contact \u{202E}gpj.exe", "application/octet-stream")],
        _ => vec![],
    };
    Event {
        locator: Locator {
            entry: "chat.txt".into(),
            bytes: (nth * 100, nth * 100 + 90),
            pointer: Pointer::Line(nth + 1),
        },
        raw: Digest::of(&nth.to_be_bytes()),
        when: when(nth),
        thread: thread.clone(),
        account: (kind != Kind::System).then(|| who.clone()),
        others: Vec::new(),
        text: (kind != Kind::Call).then(|| text(nth, hostile).into()),
        kind,
        attachments: attachments
            .into_iter()
            .map(|(name, media)| Attachment {
                name: name.into(),
                media_type: Some(media.into()),
                place: Place::Entry("media".into()),
                content: None,
            })
            .collect(),
        marks,
        details: if nth % 17 == 5 {
            [("call_duration", "0")].into()
        } else {
            Default::default()
        },
        refers_to: None,
    }
}

/// Makes the case.
pub fn invent(measure: Measure) -> Invented {
    let platform: Arc<str> = "whatsapp".into();
    let mut items = Vec::new();
    let mut threads = Vec::new();
    for thread_index in 0..measure.threads {
        let who = Arc::new(account(&platform, thread_index));
        let thread = Arc::new(Thread {
            platform: platform.clone(),
            key: format!("thread-{thread_index}").into(),
            title: (thread_index % 2 == 0).then(|| format!("Sam Invented {thread_index}").into()),
            folder: None,
            participants: vec![
                who.clone(),
                Arc::new(Account::named(&platform, "Alex Example")),
            ],
        });
        let mut positions = Vec::new();
        let mut shown_count = 0;
        for nth in 0..measure.messages {
            let withheld = measure.hostile && ((40..53).contains(&nth) || nth == 60);
            if withheld {
                let leaf = Digest::of(&nth.to_le_bytes());
                positions.push(ThreadItem::Withheld { index: nth, leaf });
                continue;
            }
            shown_count += 1;
            let event = event(&thread, &who, nth, measure.hostile);
            let attachments = (0..event.attachments.len())
                .map(|which| match (nth / 12 + which as u64) % 3 {
                    0 => AttachmentShow::Shown,
                    1 => AttachmentShow::Covered,
                    _ => AttachmentShow::Listed,
                })
                .collect();
            positions.push(ThreadItem::Shown(Box::new(ShownEvent {
                index: nth,
                sort: event.when.truth.instant().or(event
                    .when
                    .truth
                    .wall()
                    .map(|wall| Instant(wall.0))),
                opening: Opening::new(
                    nth,
                    &event,
                    &ThreadSeed([7; 32]),
                    if measure.hostile && nth % 31 == 30 {
                        FieldSet::ALL
                            .without(Field::Body)
                            .without(Field::Time)
                            .without(Field::Details)
                    } else {
                        FieldSet::ALL
                    },
                ),
                event,
                account: Some(thread_index),
                exhibit: thread_index % measure.exhibits.max(1),
                member: None,
                attachments,
                also: Vec::new(),
            })));
        }
        items.push(positions);
        threads.push(ThreadFacts {
            reference: format!("T{}", thread_index + 1),
            thread: (*thread).clone(),
            exhibits: vec![format!("AB/{}", thread_index + 1)],
            importer: ("WhatsApp chat export".into(), 1),
            entry: 20 + thread_index as u64,
            events: measure.messages,
            disclosed: shown_count,
            repeated: 0,
            gaps: if measure.hostile { 2 } else { 0 },
            defects_of_reading: if measure.hostile { 2 } else { 0 },
            commitment: Digest::of(&[thread_index as u8]),
            omits: vec!["Calls are not in this kind of export.".into()],
            times: "The clock of the phone that made the export, to the minute.".into(),
            defects: if measure.hostile {
                vec![
                    "line 812: no date could be read".into(),
                    "line 900: the file ends within a record".into(),
                ]
            } else {
                vec![]
            },
        });
    }
    let facts = Facts {
        linkage: linkage::linkage(),
        initials: "AB".into(),
        owner: "Alex Example".into(),
        made_at: instant(START + 24 * HOUR * 800),
        tool: "On Record 0.1.0".into(),
        recipient: Some("Northshire Police, PC 1234 Taylor Invented".into()),
        assumed_zone: "Europe/London".into(),
        front: Front {
            ask: "Please look at all of this as one course of conduct, not message by message. Please ask the platforms to keep their records of these accounts before they are deleted.".into(),
            references: vec!["NS/2019/104412".into(), "NS/2020/001187".into()],
            person_doing_this: "the person doing this".into(),
            accounts: (0..measure.accounts.saturating_sub(3)).collect(),
            contacts: 4_812,
            unanswered_calls: 1_204,
            first: Some(when(0)),
            last: Some(when(measure.messages.max(3) - 2)),
            blocked: 9,
        },
        persons: vec![
            PersonFacts { name: "Alex Example".into(), role: "me".into(), note: String::new(), accounts: vec![1], can_say: None },
            PersonFacts { name: "Robin Made-Up".into(), role: "known".into(), note: "A friend from school.".into(), accounts: vec![2], can_say: Some("Got the same opening line from @secret_4 on 3 July 2019, and kept it.".into()) },
        ],
        accounts: (0..measure.accounts).map(|nth| AccountFacts {
            key: format!("whatsapp:handle:@secret_{nth}"),
            platform: if nth % 3 == 0 { "Instagram" } else { "WhatsApp" }.into(),
            label: if nth == 7 { "𝓢𝓪𝓶 ✿ مرحبا \u{202E}gnol".into() } else { format!("Sam Invented {nth}") },
            handle: Some(format!("@secret_{nth}")),
            stable_id: (nth % 4 == 0).then(|| format!("10015{nth:09}")),
            names_seen: if nth % 6 == 0 { vec!["Sammy".into(), "Robin Made-Up".into()] } else { vec![] },
            person: (nth == 2).then_some(1),
            events: 100 + nth as u64 * 37,
            events_disclosed: 90 + nth as u64 * 30,
            first: Some(when(nth as u64)),
            last: Some(when(nth as u64 * 3 + 50)),
            wrote_to: (0..nth % 9).map(|who| format!("Friend {who} Invented")).collect(),
            threads: vec![0],
        }).collect(),
        incidents: (0..measure.incidents).map(|nth| IncidentFacts {
            reference: format!("I-{}", nth + 1),
            when: ["3 July 2019, about 2 in the morning", "Spring 2020, I do not know the day"][nth % 2].into(),
            how_known: "From the call log, and I remember the night.".into(),
            written: instant(START + 24 * HOUR * 400),
            contemporaneous: nth % 2 == 0,
            words: if nth == 3 { format!("A very long account. {}", "It went on and on, and every time I blocked one there was another by the morning. ".repeat(120)) } else { "The phone rang fourteen times between two and half past. I did not answer. In the morning there was a new account with my sister's picture, asking my friends whether they wanted to know a secret.".into() },
            place: if nth % 2 == 0 { "At home.".into() } else { String::new() },
            witnesses: if nth % 2 == 0 { "Robin Made-Up heard the phone.".into() } else { String::new() },
            still_needed: if nth == 0 { "The phone company's list of calls for that night.".into() } else { String::new() },
            impact: "I did not sleep. I missed work on the Wednesday.".into(),
            belief: "I believe it is the same person as before, because of the way he writes.".into(),
            events: vec![(0, 12), (0, 13), (0, 14), (0, 20)],
            events_gone: if measure.hostile { nth as u64 % 3 } else { 0 },
            exhibits: vec!["AB/1".into(), "AB/3".into()],
            earlier_versions: nth as u32 % 3,
        }).collect(),
        ledger: if measure.incidents == 0 { vec![] } else {
            (0..6).map(|nth| LedgerFacts {
                reference: format!("L-{}", nth + 1),
                date: format!("{} July 2019", nth * 4 + 2),
                body: ["Northshire Police", "Instagram", "Northshire Police"][nth % 3].into(),
                channel: "Telephone, 101".into(),
                officer: "PC 1234 Invented".into(),
                their_reference: format!("NS/2019/10{nth}412"),
                said: "That there were new accounts every week and calls at night.".into(),
                answered: if nth == 4 { String::new() } else { "There is no immediate danger. Have you tried blocking him? We can only look at it if there was a threat.".into() },
                promised: "A call back.".into(),
                due: "9 July 2019".into(),
                outcome: "No call came.".into(),
                earlier_versions: 1,
            }).collect()
        },
        orders: if measure.incidents == 0 { Vec::new() } else { vec![
            OrderFacts {
                reference: "O-1".into(),
                kind: "Asked to stop".into(),
                given: "2019-07-04".into(),
                until: String::new(),
                by: "Alex Example".into(),
                words: "Please do not write to me again, on any account.".into(),
                their_reference: String::new(),
                how_reached: "It was read; he answered it.".into(),
                events: vec![(0, 12)],
                exhibits: vec!["AB/1".into()],
                after: AfterFacts { contacts: 4_611, accounts: 58, first: "2019-07-05".into(), last: "2020-09-30".into() },
            },
            OrderFacts {
                reference: "O-2".into(),
                kind: "Police warning".into(),
                given: "2020-01-20".into(),
                until: "2021-01-19".into(),
                by: "Northshire Police".into(),
                words: String::new(),
                their_reference: "NS/2020/001187".into(),
                how_reached: String::new(),
                events: vec![],
                exhibits: vec![],
                after: AfterFacts::default(),
            },
        ] },
        impacts: if measure.incidents == 0 { Vec::new() } else { vec![ImpactFacts {
            reference: "D-1".into(),
            area: "Sleep".into(),
            words: "I have not slept through a night since July 2019.".into(),
            since: "July 2019".into(),
            cost: "38 pounds for a second telephone".into(),
            who_can_say: "My doctor.".into(),
            exhibits: vec!["AB/3".into()],
        }] },
        contacted: if measure.accounts > 3 { vec![ContactedFacts { person: 1, contacts: 61, by: vec![0, 3], first: Some(when(4)), last: Some(when(90)) }] } else { Vec::new() },
        contacted_unnamed: 3,
        exhibits: (0..measure.exhibits).map(|nth| ExhibitFacts {
            reference: format!("AB/{}", nth + 1),
            digest: Digest::of(&[nth as u8, 1]),
            size: 1_234_567 * (nth as u64 + 1),
            name: if nth == 4 { format!("{}.zip", "very_long_name_without_spaces_".repeat(8)) } else { format!("WhatsApp Chat with Sam {nth}.zip") },
            what: "WhatsApp chat export".into(),
            sealed: instant(START + 24 * HOUR * 300),
            entry: 3 + nth as u64,
            source: "Exported on my phone on 2 May 2020 and sent to my computer by cable.".into(),
            grade: "platform export".into(),
            proves: vec!["That this file was in the hands of the person reporting when it was sealed.".into()],
            does_not_prove: vec!["That the phone's own records were complete.".into(), "Who typed the messages.".into()],
            inclusion: [Inclusion::Original, Inclusion::Extract, Inclusion::Listed, Inclusion::Withheld][nth % 4],
        }).collect(),
        threads,
        clocks: law::clocks(measure.hostile),
        elements: law::elements(measure.hostile),
        withheld_threads: if measure.hostile { (2, 318) } else { (0, 0) },
        not_used: if measure.hostile { not_used() } else { Vec::new() },
        read_again: if measure.hostile { read_again() } else { Vec::new() },
        months: if measure.messages == 0 { vec![] } else {
            (0..28_u64).map(|nth| (format!("{}-{:02}", 2019 + (nth + 6) / 12, (nth + 6) % 12 + 1), nth * 37 % 211)).collect()
        },
        undated: 4,
        defects: if measure.hostile { vec![("truncated".into(), 2), ("invalid-json".into(), 1_031)] } else { vec![] },
        custody: (0..measure.log).map(|seq| CustodyFacts {
            seq,
            when: instant(START + 24 * HOUR * 300 + seq as i64 * HOUR),
            actor: "Alex Example".into(),
            act: ["create", "seal", "read", "incident"][seq as usize % 4].into(),
            subject: format!("AB/{} WhatsApp Chat with Sam {seq}.zip", seq + 1),
            encoded: vec![],
            opened: None,
        }).collect(),
        proof: LogProof {
            checkpoint: "onrecord.example/AB\n60\nq0Iis9xqZqlGyKAPcbkOHl0ViC+PkM8EhBoVdTP0Hm0=\n\n— onrecord.example/AB 5yW2T0xv\n".into(),
            verifier_key: "onrecord.example/AB+e725b64f+ARv1ZJ0jTq3M4nB0nJvQhYjdDPqkHnjvJqYtv2mDl0hJ".into(),
            fingerprint: "K7QF-93MD-XT2A-8RHW".into(),
            timestamps: vec![(60, String::new(), vec![0; 2_731])],
            chains: vec![],
        },
    };
    Invented {
        facts,
        items,
        picture: small_png(),
    }
}

/// A picture of 160 x 120 pixels in which something can be seen.
fn small_png() -> Vec<u8> {
    let (width, height) = (160_u32, 120_u32);
    let mut pixels = Vec::new();
    for y in 0..height {
        for x in 0..width {
            let inside = (x as i32 - 80).pow(2) + (y as i32 - 60).pow(2) < 1_600;
            pixels.extend(if inside {
                [220, 190, 90]
            } else {
                [(x + 60) as u8, 150, (y + 90) as u8]
            });
        }
    }
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&pixels).unwrap();
    drop(writer);
    out
}

impl Case for Invented {
    fn facts(&self) -> &Facts {
        &self.facts
    }

    fn thread(
        &self,
        thread: usize,
        visit: &mut dyn FnMut(ThreadItem) -> Result<(), PackError>,
    ) -> Result<(), PackError> {
        for item in &self.items[thread] {
            visit(item.clone())?;
        }
        Ok(())
    }

    fn original(&self, _: usize) -> Result<Box<dyn Read + '_>, PackError> {
        Ok(Box::new(&b"original"[..]))
    }

    fn attachment(
        &self,
        _: usize,
        shown: &ShownEvent,
        attachment: usize,
    ) -> Result<Box<dyn Read + '_>, PackError> {
        // Every second picture is broken: it must be said, not skipped.
        if shown.index % 24 == 6 && attachment == 0 {
            return Ok(Box::new(self.picture.as_slice()));
        }
        Ok(Box::new(&b"\x89PNG broken"[..]))
    }
}

fn not_used() -> Vec<onrecord_pack::input::NotUsed> {
    use onrecord_pack::input::{NotUsed, WhyNotUsed};
    let received = Instant(1_700_000_000_000_000);
    vec![
        NotUsed {
            source: "S2".into(),
            received,
            files: 3,
            why: WhyNotUsed::SetAside(Instant(1_710_000_000_000_000)),
        },
        NotUsed {
            source: "S4".into(),
            received,
            files: 40,
            why: WhyNotUsed::Lost {
                originals: vec!["AB/7".into(), "AB/9".into()],
                readings: 1,
            },
        },
        NotUsed {
            source: "S5".into(),
            received,
            files: 1,
            why: WhyNotUsed::ReadOtherwise {
                readings: 2,
                events: 1_200,
            },
        },
    ]
}

fn read_again() -> Vec<onrecord_pack::input::ReadAgain> {
    use onrecord_pack::input::{ReadAgain, ReadSide};
    vec![ReadAgain {
        source: "S1".into(),
        when: Instant(1_710_000_000_000_000),
        entry: 61,
        before: ReadSide {
            by: vec![("whatsapp".into(), 4)],
            entries: vec![12, 13],
            threads: 2,
            events: 1_200,
        },
        now: ReadSide {
            by: vec![("whatsapp".into(), 5), ("table".into(), 3)],
            entries: vec![62, 63],
            threads: 3,
            events: 1_201,
        },
        same: 1,
    }]
}
