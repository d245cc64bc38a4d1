//! One pass over a value that is whole in memory: a line of a file, or a record inside a longer one.

use super::tape::{Tape, Taped};
use super::value::Raw;

/// The deepest nesting that is noted.
const DEPTH: u32 = 128;
/// A pass looks at eight bytes at a time, so as many must stand behind the value.
const BEHIND: [u8; 8] = [b' '; 8];

/// Notes where everything in a value stands, so that reading it looks for nothing again.
#[derive(Debug, Default)]
pub struct Notes {
    tape: Tape,
    copy: Vec<u8>,
}

impl Notes {
    /// The value that `bytes` are, of which the first stands at `start`. One that is damaged or
    /// unusual is read without notes.
    pub fn of<'a>(&'a mut self, bytes: &'a [u8], start: u64) -> Raw<'a> {
        let raw = Raw::new(bytes, start);
        self.copy.clear();
        self.copy.extend_from_slice(bytes);
        self.copy.extend_from_slice(&BEHIND);
        match self.tape.read(&self.copy, DEPTH) {
            Taped::End(length) if length == bytes.len() => raw.with_nodes(self.tape.nodes()),
            _ => raw,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_says_the_same_with_notes_and_without() {
        let mut notes = Notes::default();
        for text in [
            r#"{}"#,
            r#"{"a":1}"#,
            r#"{"a": "x", "b": [1, {"c": null}], "d\n": "\u00e9 \" y"}"#,
            r#"{"a": 1,}"#,
            r#"{"a": 1 2}"#,
            r#"{"a": "never closed}"#,
            r#"{"a": 1} more"#,
            r#"["x", "y"]"#,
            "7",
            "",
        ] {
            let plain = Raw::new(text.as_bytes(), 5);
            let noted = notes.of(text.as_bytes(), 5);
            assert_eq!(noted, plain, "{text}");
            let fields = |raw: &Raw<'_>| {
                let said = raw.fields().map(|field| {
                    let (name, value) = field.map_err(|_| "malformed")?;
                    Ok::<_, &str>((
                        name.text().map(|text| text.text.into_owned()),
                        value.range(),
                    ))
                });
                said.collect::<Vec<_>>()
            };
            assert_eq!(fields(&noted), fields(&plain), "{text}");
            let elements =
                |raw: &Raw<'_>| raw.elements().flatten().map(|one| one.range()).collect();
            let (one, other): (Vec<_>, Vec<_>) = (elements(&noted), elements(&plain));
            assert_eq!(one, other, "{text}");
        }
    }
}
