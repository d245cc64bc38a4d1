//! Events for tests: one with everything in it, and arbitrary ones.
#![allow(dead_code, reason = "each test file uses its part")]

use onrecord_model::*;
use proptest::prelude::*;
use std::sync::Arc;

pub fn thread(key: &str) -> Arc<Thread> {
    Arc::new(Thread {
        platform: "sms".into(),
        key: key.into(),
        title: None,
        folder: None,
        participants: vec![],
    })
}

pub fn full_event() -> Event {
    let platform: Arc<str> = "sms".into();
    let place = |at: u64| Locator {
        entry: "sms-20210305.xml".into(),
        bytes: (at, at + 180),
        pointer: Pointer::Record {
            index: 3,
            part: None,
        },
    };
    Event {
        locator: place(1_024),
        raw: Digest::of(b"<sms body='hello'/>"),
        when: When::epoch_millis(1_614_953_253_000),
        thread: thread("07700 900123"),
        account: Some(Arc::new(Account::handled(
            &platform,
            "07700 900123",
            Some("Kit"),
        ))),
        others: vec![Arc::new(Account::handled(&platform, "07700 900456", None))],
        kind: Kind::Message,
        text: Some("Can we talk?".into()),
        attachments: vec![Attachment {
            name: "IMG_1.jpg".into(),
            media_type: Some("image/jpeg".into()),
            place: Place::Inline {
                bytes: (1_100, 1_200),
                transfer: Transfer::Base64,
            },
            content: Some((Digest::of(b"picture"), 7)),
        }],
        marks: Marks::NONE.with(Mark::Incoming),
        details: [("service_center", "+447700900001")].into(),
        refers_to: Some(Box::new(place(512))),
    }
}

/// The `index`-th of a plain conversation.
pub fn message(index: u64, text: &str) -> Event {
    Event {
        locator: Locator {
            entry: "chat.txt".into(),
            bytes: (index * 64, index * 64 + 60),
            pointer: Pointer::Line(index + 1),
        },
        raw: Digest::of(&index.to_be_bytes()),
        when: When::epoch_seconds(1_614_953_253 + index as i64 * 60),
        text: Some(text.into()),
        others: vec![],
        attachments: vec![],
        details: Default::default(),
        refers_to: None,
        ..full_event()
    }
}

fn text() -> impl Strategy<Value = Box<str>> {
    any::<String>().prop_map(Into::into)
}

fn option<T: std::fmt::Debug + Clone>(
    inner: impl Strategy<Value = T> + 'static,
) -> impl Strategy<Value = Option<T>> {
    proptest::option::of(inner)
}

fn list<T: std::fmt::Debug + Clone>(
    inner: impl Strategy<Value = T> + 'static,
) -> impl Strategy<Value = Vec<T>> {
    proptest::collection::vec(inner, 0..4)
}

fn digests() -> impl Strategy<Value = Digest> {
    any::<[u8; 32]>().prop_map(Digest)
}

fn accounts() -> impl Strategy<Value = Arc<Account>> {
    (text(), option(text()), option(text()), option(text())).prop_map(|(p, id, handle, name)| {
        Arc::new(Account {
            platform: p.into(),
            stable_id: id,
            handle,
            name,
        })
    })
}

fn pointers() -> impl Strategy<Value = Pointer> {
    prop_oneof![
        Just(Pointer::None),
        any::<u64>().prop_map(Pointer::Line),
        (text(), option(any::<u64>())).prop_map(|(base, index)| Pointer::Json {
            base: base.into(),
            index
        }),
        (any::<u64>(), option(any::<u32>()))
            .prop_map(|(index, part)| Pointer::Record { index, part }),
        (text(), any::<i64>()).prop_map(|(table, rowid)| Pointer::Row {
            table: table.into(),
            rowid
        }),
    ]
}

fn locators() -> impl Strategy<Value = Locator> {
    (text(), any::<(u64, u64)>(), pointers()).prop_map(|(entry, bytes, pointer)| Locator {
        entry: entry.into(),
        bytes,
        pointer,
    })
}

fn whens() -> impl Strategy<Value = When> {
    let truth = prop_oneof![
        any::<i64>().prop_map(|at| Truth::Stated(Instant(at))),
        any::<i64>().prop_map(|at| Truth::WallZoneUnknown(Wall(at))),
        any::<i64>().prop_map(|at| Truth::WallOfExporter(Wall(at))),
        any::<(i64, i64)>().prop_map(|(a, b)| Truth::DayMonthAmbiguous {
            day_first: Wall(a),
            month_first: Wall(b)
        }),
        Just(Truth::Undated),
    ];
    let precision = prop_oneof![
        Just(Precision::Microsecond),
        Just(Precision::Millisecond),
        Just(Precision::Second),
        Just(Precision::Minute),
        Just(Precision::Day),
        Just(Precision::Coarse),
    ];
    (text(), truth, precision).prop_map(|(as_written, truth, precision)| When {
        as_written,
        truth,
        precision,
    })
}

fn attachments() -> impl Strategy<Value = Attachment> {
    let transfer = prop_oneof![
        Just(Transfer::Identity),
        Just(Transfer::Base64),
        Just(Transfer::QuotedPrintable)
    ];
    let place = prop_oneof![
        text().prop_map(|entry| Place::Entry(entry.into())),
        (any::<(u64, u64)>(), transfer)
            .prop_map(|(bytes, transfer)| Place::Inline { bytes, transfer }),
        Just(Place::Missing),
        Just(Place::Omitted),
    ];
    (
        text(),
        option(text()),
        place,
        option((digests(), any::<u64>())),
    )
        .prop_map(|(name, media_type, place, content)| Attachment {
            name,
            media_type,
            place,
            content,
        })
}

fn kinds() -> impl Strategy<Value = Kind> {
    prop_oneof![
        Just(Kind::Message),
        Just(Kind::Call),
        Just(Kind::ProfileChange),
        text().prop_map(Kind::Unknown),
    ]
}

pub fn events() -> impl Strategy<Value = Event> {
    (
        (
            locators(),
            digests(),
            whens(),
            option(accounts()),
            list(accounts()),
            kinds(),
        ),
        (
            option(text()),
            list(attachments()),
            any::<u32>(),
            list((text(), text())),
        ),
        option(locators()),
    )
        .prop_map(
            |((locator, raw, when, account, others, kind), rest, refers_to)| Event {
                locator,
                raw,
                when,
                thread: thread("t"),
                account,
                others,
                kind,
                text: rest.0,
                attachments: rest.1,
                marks: Marks(rest.2),
                details: rest.3.into_iter().collect(),
                refers_to: refers_to.map(Box::new),
            },
        )
}
