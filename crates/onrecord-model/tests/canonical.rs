//! Canonical forms: pinned bytes, and every form read back to what was written.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod common;

use common::{events, full_event};
use onrecord_model::canonical::*;
use onrecord_model::encode::{Value, decode, encode};
use onrecord_model::{Digest, Event};
use proptest::prelude::*;

fn form(field: Field, event: &Event) -> Vec<u8> {
    let mut out = Vec::new();
    field.write(event, &mut out);
    out
}

/// A pin: whoever changes a form finds out here that the leaf's tag must change too.
#[test]
fn the_forms_are_fixed() {
    let event = full_event();
    let all: Vec<u8> = Field::ALL
        .iter()
        .flat_map(|field| form(*field, &event))
        .collect();
    assert_eq!(
        Digest::of(&all).to_hex(),
        "0ad76edcd915103eb6f4245e7a2c57fd29dffe4cf46214b1237d60d50be9635e",
        "{all:02x?}"
    );
    let sender: String = form(Field::Sender, &event)
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect();
    // [ "sms", null, "07700 900123", "Kit" ]
    assert_eq!(sender, "8463736d73f66c303737303020393030313233634b6974");
}

fn check(event: &Event) {
    let value = |field| {
        let bytes = form(field, event);
        let value = decode(&bytes).unwrap();
        assert_eq!(encode(&value), bytes);
        value
    };
    assert_eq!(read_when(&value(Field::Time)).as_ref(), Some(&event.when));
    assert_eq!(
        read_sender(&value(Field::Sender)),
        Some(event.account.as_deref().cloned())
    );
    let others: Vec<_> = event
        .others
        .iter()
        .map(|account| (**account).clone())
        .collect();
    assert_eq!(read_others(&value(Field::Others)), Some(others));
    assert_eq!(
        read_kind(&value(Field::Kind)),
        Some((event.kind.clone(), event.marks))
    );
    assert_eq!(read_body(&value(Field::Body)), Some(event.text.clone()));
    assert_eq!(
        read_details(&value(Field::Details)).as_ref(),
        Some(&event.details)
    );
    assert_eq!(
        read_attachments(&value(Field::Attachments)).as_ref(),
        Some(&event.attachments)
    );
    assert_eq!(
        read_locator(&value(Field::Locator)),
        Some((
            event.locator.clone(),
            event.raw,
            event.refers_to.as_deref().cloned()
        ))
    );
}

#[test]
fn a_form_of_another_shape_is_refused() {
    for field in Field::ALL {
        let value = decode(&form(field, &full_event())).unwrap();
        let Value::Array(elements) = value else {
            continue;
        };
        let longer = Value::Array([&elements[..], &[Value::Bool(true)]].concat());
        assert_eq!(read_when(&longer), None);
        assert_eq!(read_sender(&longer), None);
        assert_eq!(read_others(&longer), None);
        assert_eq!(read_kind(&longer), None);
        assert_eq!(read_details(&longer), None);
        assert_eq!(read_attachments(&longer), None);
        assert_eq!(read_locator(&longer), None);
        assert_eq!(read_place(&longer), None);
    }
    // A word for a kind that has none, and none for the kind that has one.
    for (name, word) in [("message", Value::from("x")), ("unknown", Value::Null)] {
        let kind = Value::Array(vec![name.into(), word, Value::Unsigned(0)]);
        assert_eq!(read_kind(&kind), None);
    }
}

proptest! {
    #[test]
    fn every_form_reads_back(event in events()) {
        check(&event);
    }
}
