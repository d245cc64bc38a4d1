//! Hostile text at each way out: terminal, HTML, CSV, JSON. What would be invisible or would steer
//! the reader's screen is written `[U+202E]`, so that it is seen and does nothing. The exhibit keeps
//! the bytes; these are for showing only. Knows nothing of who wrote the text: all of it is hostile.

use crate::hidden::characters;
pub use crate::hidden::has_hidden;
pub use crate::json::json_string;
use core::fmt::Write as _;

/// What becomes of the newlines of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Newlines {
    /// They stay: the text is shown as a block. Tabs stay as well.
    Keep,
    /// Each line break or tab becomes a space: the text is shown on one line.
    Space,
    /// They are written `[U+000A]`: nothing of the text is lost on one line.
    Show,
}

/// The text for a terminal.
pub fn terminal(text: &str, newlines: Newlines) -> String {
    let mut out = String::with_capacity(text.len());
    push_visible(text, newlines, &mut out, |c, out| out.push(c));
    out
}

/// The text for the content of an HTML element or a quoted attribute. Newlines stay: the page's
/// style decides how they show.
pub fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_visible(text, Newlines::Keep, &mut out, |c, out| match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        '\'' => out.push_str("&#39;"),
        _ => out.push(c),
    });
    out
}

fn push_visible(
    text: &str,
    newlines: Newlines,
    out: &mut String,
    push: impl Fn(char, &mut String),
) {
    let mut after_return = false;
    for (c, hidden) in characters(text) {
        match (c, newlines) {
            // The newline of a pair; the return has been written as it.
            ('\n', Newlines::Keep | Newlines::Space) if after_return => {}
            // A return alone would let a terminal write over what it has shown.
            ('\n' | '\r', Newlines::Keep) => out.push('\n'),
            ('\t', Newlines::Keep) => out.push('\t'),
            ('\n' | '\r' | '\t', Newlines::Space) => out.push(' '),
            _ if hidden => {
                // Writing to a String cannot fail.
                let _ = write!(out, "[U+{:04X}]", u32::from(c));
            }
            _ => push(c, out),
        }
        after_return = c == '\r';
    }
}

/// A field of a CSV file (RFC 4180), quoted where needed. Where a spreadsheet would take it for a
/// formula, an apostrophe stands in front; [`csv_text`] takes it away again. Nothing else changes.
pub fn csv_cell(text: &str) -> String {
    let guarded = is_formula(text);
    let plain = !guarded
        && !text.contains([',', '"', '\n', '\r', '\t', ';'])
        && !text.starts_with(' ')
        && !text.ends_with(' ');
    if plain {
        return text.into();
    }
    let apostrophe = if guarded { "'" } else { "" };
    format!("\"{apostrophe}{}\"", text.replace('"', "\"\""))
}

/// The text of a field that [`csv_cell`] wrote, once the CSV quoting is undone.
pub fn csv_text(field: &str) -> &str {
    match field.strip_prefix('\'') {
        Some(text) if is_formula(text) => text,
        _ => field,
    }
}

/// Whether a spreadsheet may take a field for a formula. Leading spaces are passed over, since some
/// programs drop them; apostrophes too, so that a guarded field and one that began so differ.
fn is_formula(text: &str) -> bool {
    let first = text.trim_start_matches('\'').chars().next();
    let deep = text
        .trim_start_matches(|c: char| c == '\'' || c.is_whitespace() || c == '\u{feff}')
        .chars()
        .next();
    matches!(first, Some('\t' | '\r' | '\n'))
        || matches!(
            deep,
            Some('=' | '+' | '-' | '@' | '\u{ff1d}' | '\u{ff0b}' | '\u{ff0d}' | '\u{ff20}')
        )
}
