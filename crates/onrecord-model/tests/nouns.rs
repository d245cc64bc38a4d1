//! Custody entries, event ids and what people say: fixed bytes, round trips, and what is refused.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod common;

use common::{full_event, message};
use onrecord_model::custody::{Act, CustodyEntry, payload_digest};
use onrecord_model::encode::{Value, decode, encode};
use onrecord_model::exhibit::{Exhibit, ExhibitKind, Grade, How, Item, Source};
use onrecord_model::statement::{
    Body, ElementAssignment, Happening, HowKnown, Impact, ImpactArea, Incident, LedgerEntry,
    OrderGiven, OrderKind, PersonStatement, Role,
};
use onrecord_model::*;

fn entry() -> CustodyEntry {
    CustodyEntry {
        seq: 3,
        when: Instant(1_614_953_253_000_000),
        actor: "owner".into(),
        act: Act::Sealed,
        subject: "AB/12".into(),
        payload: payload_digest(&[9; 32], &encode(&Value::Null)),
        tool: "onrecord 0.1.0".into(),
    }
}

#[test]
fn custody_entries_are_fixed_bytes() {
    let bytes = entry().to_bytes();
    // A pin: changing an entry's form breaks every log ever written.
    assert_eq!(
        entry().leaf().to_hex(),
        "33a53afcadf25fe6865376b9698e193b116fc9205f051f03350c9b87d6f0ab50",
        "{bytes:02x?}"
    );
    assert_eq!(entry().leaf(), merkle::leaf_hash(&bytes));
    assert_eq!(CustodyEntry::from_bytes(&bytes), Ok(entry()));
    assert!(entry().has_payload(&[9; 32], &encode(&Value::Null)));
    assert!(!entry().has_payload(&[8; 32], &encode(&Value::Null)));
    assert!(!entry().has_payload(&[9; 32], &encode(&Value::Bool(true))));
    for act in Act::ALL
        .iter()
        .cloned()
        .chain([Act::Other("later-invention".into())])
    {
        assert_eq!(Act::from_name(act.name()), act);
        assert!(act.says().ends_with('.') && act.says().split(' ').count() < 20);
        let entry = CustodyEntry {
            act,
            when: Instant(-1),
            ..entry()
        };
        assert_eq!(CustodyEntry::from_bytes(&entry.to_bytes()), Ok(entry));
    }
    for at in 0..bytes.len() {
        for bit in 0..8 {
            let mut other = bytes.clone();
            other[at] ^= 1 << bit;
            if let Ok(read) = CustodyEntry::from_bytes(&other) {
                assert_ne!(read, entry());
                assert_eq!(read.to_bytes(), other);
            }
        }
    }
    let Value::Map(map) = decode(&bytes).unwrap() else {
        panic!("a map")
    };
    for key in map.keys() {
        let mut less = map.clone();
        less.remove(key);
        assert!(
            CustodyEntry::from_bytes(&encode(&Value::Map(less))).is_err(),
            "{key}"
        );
    }
    let mut more = map;
    more.insert("also".into(), Value::Null);
    assert!(CustodyEntry::from_bytes(&encode(&Value::Map(more))).is_err());
    assert!(CustodyEntry::from_bytes(b"").is_err());
}

#[test]
fn event_ids_are_stable_and_count_what_shares_a_place() {
    let exhibit = Digest::of(b"export");
    let event = full_event();
    let id = EventId::new(&exhibit, &event.locator, "message", 0);
    assert_eq!(id.to_string(), "56ef1c316af7d5a7ce58f59899ad6850");
    assert_eq!(EventId::from_hex(&id.to_string()), Some(id));
    assert_eq!(EventId::from_hex(&id.to_string()[1..]), None);
    assert_eq!(EventId::from_hex("0123456789abcdef0123456789abcdeg"), None);

    let mut ids = EventIds::new(exhibit);
    assert_eq!(ids.next(&event), id);
    let second = ids.next(&event);
    assert_eq!(second, EventId::new(&exhibit, &event.locator, "message", 1));
    let reaction = Event {
        kind: Kind::Reaction,
        ..full_event()
    };
    assert_eq!(
        ids.next(&reaction),
        EventId::new(&exhibit, &event.locator, "reaction", 2)
    );
    let other = message(0, "x");
    assert_eq!(
        ids.next(&other),
        EventId::new(&exhibit, &other.locator, "message", 0)
    );
    assert_ne!(
        EventIds::new(Digest::of(b"another export")).next(&event),
        id
    );
}

fn full_incident() -> Incident {
    Incident {
        id: "i1".into(),
        happened: "the week after Easter".into(),
        from: Some("2021-04-05".into()),
        to: Some("2021-04-11".into()),
        how_known: HowKnown::Records,
        written: Instant(5),
        contemporaneous: true,
        words: "He stood outside the shop.\nTwice.".into(),
        place: Some("the shop in Mill Lane".into()),
        witnesses: None,
        impact: Some("I changed my way to work.".into()),
        belief: Some("I think it is the man from the gym.".into()),
        events: vec![EventId([7; 16])],
        exhibits: vec![Digest([8; 32])],
        accounts: vec![AccountKey("sms:handle:07700 900123".into())],
        ..Default::default()
    }
}

/// Through CBOR, and through JSON's form, where bytes are text.
macro_rules! round_trip {
    ($type:ident, $value:expr) => {{
        let value: $type = $value;
        let form = value.to_value();
        assert_eq!(
            $type::from_value(&decode(&encode(&form)).unwrap()),
            Ok(value.clone())
        );
        assert_eq!($type::from_value(&as_json(&form)), Ok(value));
        form
    }};
}

fn as_json(value: &Value) -> Value {
    match value {
        Value::Bytes(bytes) => bytes
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>()
            .into(),
        Value::Array(all) => Value::Array(all.iter().map(as_json).collect()),
        Value::Map(map) => Value::map(map.iter().map(|(key, value)| (&**key, as_json(value)))),
        other => other.clone(),
    }
}

#[test]
fn records_come_back_as_they_were() {
    let form = round_trip!(Incident, full_incident());
    assert_eq!(form.get("record").unwrap().as_text(), Some("incident"));
    assert_eq!(form.get("version").unwrap().as_u64(), Some(1));
    assert_eq!(form.get("witnesses"), None);
    round_trip!(Incident, Incident::default());
    round_trip!(
        PersonStatement,
        PersonStatement {
            id: "p1".into(),
            name: "my sister".into(),
            role: Role::Known,
            note: None,
            accounts: vec![AccountKey("instagram:id:5".into())],
            ..Default::default()
        }
    );
    round_trip!(
        LedgerEntry,
        LedgerEntry {
            id: "l1".into(),
            date: "2021-03-05".into(),
            body: Body::Police,
            body_name: "Northshire Police".into(),
            officer_number: Some("1234".into()),
            answered: Some("\"There is no immediate danger.\"".into()),
            incidents: vec!["i1".into()],
            happening: Some(Happening::NotInvestigated),
            happened: Some("2021-03-01".into()),
            acknowledged: Some("2021-03-06".into()),
            kept: Some("2021-03-09".into()),
            answers: Some("l0".into()),
            ..Default::default()
        }
    );
    round_trip!(
        ElementAssignment,
        ElementAssignment {
            id: "E-1".into(),
            limb: "contacting".into(),
            incidents: vec!["I-3".into()],
            because: Some("fourteen calls in one night".into()),
            exhibits: vec![Digest([7; 32])],
            ..Default::default()
        }
    );
    round_trip!(
        OrderGiven,
        OrderGiven {
            id: "O-1".into(),
            kind: OrderKind::PoliceWarning,
            given: "2021-03-05".into(),
            by: Some("Northshire Police".into()),
            exhibits: vec![Digest([3; 32])],
            ..Default::default()
        }
    );
    round_trip!(
        Impact,
        Impact {
            id: "D-1".into(),
            area: ImpactArea::Sleep,
            words: "I wake at every sound.".into(),
            ..Default::default()
        }
    );
    round_trip!(
        Exhibit,
        Exhibit {
            digest: Digest([1; 32]),
            size: u64::MAX,
            reference: "AB/12".into(),
            grade: Grade::PlatformExport,
            kind: ExhibitKind::Calls,
            ..Default::default()
        }
    );
    round_trip!(
        Source,
        Source {
            id: "s1".into(),
            how: How::Folder,
            name: "phone".into(),
            items: vec![
                Item {
                    path: "a/b.txt".into(),
                    digest: Digest([2; 32]),
                    size: 3,
                    modified: Some(Wall(-1)),
                },
                Item::default(),
            ],
            said: Some("from my old phone".into()),
            received: Instant(9),
            ..Default::default()
        }
    );
}

#[test]
fn a_newer_record_loses_nothing_in_an_older_program() {
    let Value::Map(mut map) = full_incident().to_value() else {
        panic!("a map")
    };
    map.insert("version".into(), Value::Unsigned(2));
    map.insert("weather".into(), "rain".into());
    let newer = Value::Map(map);
    let mut read = Incident::from_value(&newer).unwrap();
    assert_eq!(read.to_value(), newer);
    read.witnesses = Some("my neighbour".into());
    let edited = read.to_value();
    assert_eq!(edited.get("weather").unwrap().as_text(), Some("rain"));
    assert_eq!(edited.get("version").unwrap().as_u64(), Some(2));
    assert_eq!(
        edited.get("witnesses").unwrap().as_text(),
        Some("my neighbour")
    );
}

#[test]
fn records_of_another_form_are_named() {
    let spoil = |key: &str, value: Option<Value>| {
        let Value::Map(mut map) = full_incident().to_value() else {
            panic!("a map")
        };
        match value {
            Some(value) => map.insert(key.into(), value),
            None => map.remove(key),
        };
        Incident::from_value(&Value::Map(map)).map_err(|error| error.key)
    };
    assert_eq!(spoil("words", None), Err("words"));
    assert_eq!(spoil("words", Some(Value::Null)), Err("words"));
    assert_eq!(spoil("how_known", Some("guess".into())), Err("how_known"));
    assert_eq!(
        spoil("events", Some(Value::Array(vec![Value::Bytes(vec![1])]))),
        Err("events")
    );
    assert_eq!(spoil("version", None), Err("version"));
    assert_eq!(spoil("version", Some(Value::Unsigned(0))), Err("version"));
    assert_eq!(spoil("record", Some("person".into())), Err(""));
    assert!(Incident::from_value(&Value::Null).is_err());
    let error = record::RecordError {
        record: "incident",
        key: "words",
    };
    assert_eq!(
        error.to_string(),
        "the incident record has no readable \"words\""
    );
}

#[test]
fn every_grade_says_what_it_does_not_prove() {
    for grade in Grade::ALL {
        assert_eq!(Grade::from_name(grade.name()), Some(*grade));
        for kind in ExhibitKind::ALL {
            let (for_it, against) = (grade.proves(*kind), grade.does_not_prove(*kind));
            assert!(for_it.len() >= 2 && against.len() >= 3);
            for sentence in for_it.iter().chain(&against) {
                assert!(sentence.ends_with('.'), "{sentence}");
                assert!(sentence.split(' ').count() < 20, "{sentence}");
                for word in [
                    "victim",
                    "suspect",
                    "threat actor",
                    "certainly",
                    "guarantee",
                ] {
                    assert!(!sentence.contains(word), "{sentence}");
                }
            }
        }
    }
    assert!(Grade::PlatformExport < Grade::Recollection);
}
