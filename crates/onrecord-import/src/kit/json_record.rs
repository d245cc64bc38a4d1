//! What importers of JSON do alike with one record: begin its event, read strings, keep what they
//! do not understand. Knows no platform.

use super::json_stream::value::{Raw, Shape};
use super::text::mark_hidden;
use onrecord_model::{Defect, Event, Kind, Locator, Mark, Marks, Pointer, Thread};
use std::borrow::Cow;
use std::sync::Arc;

/// A container with more values than this, or nested deeper, is kept as one piece of JSON.
const LEAVES: usize = 2_000;
const DEPTH: u32 = 24;

/// A string; what could not be decoded is marked.
#[inline]
pub fn text_of<'a>(raw: &Raw<'a>, marks: &mut Marks) -> Option<Cow<'a, str>> {
    if let Some(text) = raw.plain() {
        return Some(Cow::Borrowed(text));
    }
    let read = raw.text()?;
    if read.lossy {
        marks.add(Mark::LossyText);
    }
    Some(read.text)
}

/// A string, or a number, `true` or `false` as written; `None` for `null` and containers.
pub fn scalar_of<'a>(raw: &Raw<'a>, marks: &mut Marks) -> Option<Cow<'a, str>> {
    match raw.shape() {
        Shape::String => text_of(raw, marks),
        Shape::Bare if !raw.is_null() => Some(raw.verbatim()),
        _ => None,
    }
}

/// The event of a record, with nothing said of it yet.
#[inline(always)]
pub fn begin(entry: &Arc<str>, raw: &Raw<'_>, pointer: Pointer, thread: &Arc<Thread>) -> Event {
    Event::new(
        Locator {
            entry: entry.clone(),
            bytes: raw.range(),
            pointer,
        },
        raw.digest(),
        thread.clone(),
        Kind::Message,
    )
}

/// Puts an event into `slot` and fills it there, without moving it; its defect, with the code and
/// the reason that `fill` gives, where it is none.
#[inline(always)]
pub fn fill_in(
    slot: &mut Option<Result<Event, Defect>>,
    event: Event,
    fill: impl FnOnce(&mut Event) -> Result<(), (&'static str, &'static str)>,
) {
    if let Ok(event) = slot.insert(Ok(event))
        && let Err((code, reason)) = fill(event)
    {
        let locator = event.locator.clone();
        *slot = Some(Err(Defect {
            locator,
            code,
            reason: reason.into(),
        }));
    }
}

/// Whether the object is well formed to its end.
pub fn is_sound(raw: &Raw<'_>) -> bool {
    raw.shape() == Shape::Object && (raw.is_noted() || raw.fields().all(|field| field.is_ok()))
}

/// What was said, with what must be said of it.
pub fn set_text(event: &mut Event, raw: &Raw<'_>) {
    match text_of(raw, &mut event.marks) {
        Some(text) => {
            if !raw.is_simple() {
                mark_hidden(&text, &mut event.marks);
            }
            event.text = Some(text.into());
        }
        None => keep(event, "text", *raw),
    }
}

/// Keeps a value as a detail; a container by each of its scalars, `name.inner.0`. `null`, empty
/// strings and empty containers say that there is nothing.
pub fn keep(event: &mut Event, name: &str, value: Raw<'_>) {
    keep_under(event, &[name], value);
}

/// As [`keep`], under a name that is put together of `name`.
fn keep_under(event: &mut Event, name: &[&str], value: Raw<'_>) {
    // Nearly all are not containers.
    let shape = value.shape();
    if shape == Shape::Bare {
        if !value.is_null() {
            event.details.push_parts(name, &value.verbatim());
        }
        return;
    }
    if shape == Shape::String
        && let Some(text) = text_of(&value, &mut event.marks)
    {
        if !text.is_empty() {
            event.details.push_parts(name, &text);
        }
        return;
    }
    let limit = event.details.len() + LEAVES;
    if keep_inside(event, name.concat(), value, DEPTH, limit).is_none() {
        event.details.truncate(limit.saturating_sub(LEAVES));
        event.details.push_parts(name, &value.verbatim());
    }
}

/// Keeps every field of an object under its own name, but those that `is_known`.
pub fn keep_rest(event: &mut Event, prefix: &str, object: Raw<'_>, is_known: &[&str]) {
    for (name, value) in object.fields().filter_map(Result::ok) {
        if is_known.iter().any(|known| name.is(known)) {
            continue;
        }
        keep_named(event, prefix, &name, value);
    }
}

/// Keeps a field under its own name.
pub fn keep_named(event: &mut Event, prefix: &str, name: &Raw<'_>, value: Raw<'_>) {
    let name = text_of(name, &mut event.marks).unwrap_or_default();
    keep_under(event, &[prefix, &name], value);
}

fn keep_inside(
    event: &mut Event,
    path: String,
    value: Raw<'_>,
    depth: u32,
    limit: usize,
) -> Option<()> {
    if event.details.len() >= limit {
        return None;
    }
    match value.shape() {
        Shape::String => {
            let text = text_of(&value, &mut event.marks)?;
            if !text.is_empty() {
                event.details.push(path, text);
            }
        }
        Shape::Bare => {
            if !value.is_null() {
                event.details.push(path, value.verbatim());
            }
        }
        _ if depth == 0 => return None,
        Shape::Object => {
            for field in value.fields() {
                let (name, inner) = field.ok()?;
                let name = text_of(&name, &mut event.marks)?;
                keep_inside(event, format!("{path}.{name}"), inner, depth - 1, limit)?;
            }
        }
        Shape::Array => {
            for (index, inner) in value.elements().enumerate() {
                keep_inside(
                    event,
                    format!("{path}.{index}"),
                    inner.ok()?,
                    depth - 1,
                    limit,
                )?;
            }
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event() -> Event {
        let thread = Arc::new(Thread {
            platform: "x".into(),
            key: "k".into(),
            title: None,
            folder: None,
            participants: Vec::new(),
        });
        begin(&"e".into(), &Raw::new(b"{}", 0), Pointer::None, &thread)
    }

    #[test]
    fn containers_are_kept_by_their_scalars() {
        let mut one = event();
        let json = br#"{"a": 1, "b": {"c": ["x", null, ""], "d": true}, "e": []}"#;
        keep_rest(&mut one, "", Raw::new(json, 0), &["a"]);
        let shown: Vec<_> = one
            .details
            .iter()
            .map(|(k, v)| format!("{k}={v}"))
            .collect();
        assert_eq!(shown, ["b.c.0=x", "b.d=true"]);
    }

    #[test]
    fn what_is_damaged_or_huge_is_kept_whole() {
        let mut one = event();
        keep(&mut one, "a", Raw::new(br#"{"b": 1 2}"#, 0));
        assert_eq!(one.details.at(0).unwrap().1, r#"{"b": 1 2}"#);
        let many = format!("[{}]", vec!["1"; LEAVES + 1].join(","));
        keep(&mut one, "many", Raw::new(many.as_bytes(), 0));
        assert_eq!(one.details.len(), 2);
        let deep = format!("{}1{}", "[".repeat(60), "]".repeat(60));
        keep(&mut one, "deep", Raw::new(deep.as_bytes(), 0));
        assert_eq!(one.details.len(), 3);
    }
}
