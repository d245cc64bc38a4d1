//! What a line says: a message, an attachment, a call, a deletion, a word of the platform. Knows
//! neither dates nor names.

use super::header::is_mark;
use super::left_out::LEFT_OUT;
use super::phrases::{ATTACHED, EDITED, START, WHOLE, WITHIN, What};
use crate::kit::digits;
use onrecord_model::{Kind, Mark, Marks};
use std::borrow::Cow;

/// What a text was found to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Body<'t> {
    pub kind: Kind,
    pub marks: Marks,
    /// The file that the text names.
    pub attachment: Option<&'t str>,
    /// The text has marks that WhatsApp puts there itself.
    pub has_own_marks: bool,
}

/// The phrase table made quick to ask.
pub(super) struct Phrases {
    /// Sorted.
    whole: Vec<(&'static str, What)>,
    /// A bit for the length and the first bytes of each whole phrase, as [`filter_bit`] has them.
    filter: Box<[u64; 256]>,
    maps: memchr::memmem::Finder<'static>,
    /// What is believed only behind a mark; sorted.
    left_out: Vec<String>,
}

const MAX_WHOLE: usize = 160;

impl Phrases {
    pub(super) fn new() -> Self {
        let mut whole: Vec<_> = WHOLE
            .iter()
            .flat_map(|(_, _, what, phrases)| phrases.iter().map(|phrase| (*phrase, *what)))
            .collect();
        whole.sort_unstable_by_key(|(phrase, _)| *phrase);
        let mut filter = Box::new([0u64; 256]);
        for (phrase, _) in &whole {
            let mut letters = phrase.chars();
            let first: String = letters
                .next()
                .into_iter()
                .flat_map(char::to_uppercase)
                .collect();
            let capital = format!("{first}{}", letters.as_str());
            for form in [*phrase, &capital] {
                for stop in ["", ".", "。"] {
                    let bit = filter_bit(form.as_bytes(), form.len() + stop.len());
                    filter[bit / 64] |= 1 << (bit % 64);
                }
            }
        }
        let left_out = LEFT_OUT.iter().flat_map(|(_, phrases)| *phrases);
        let mut left_out: Vec<String> = left_out.map(|phrase| simplify(phrase)).collect();
        left_out.sort_unstable();
        Self {
            left_out,
            whole,
            filter,
            maps: memchr::memmem::Finder::new("https://maps.google.com/"),
        }
    }

    fn whole(&self, text: &str) -> Option<What> {
        let bit = filter_bit(text.as_bytes(), text.len());
        // In angle brackets the capital is the second letter; such texts are rare.
        let may_be = text.starts_with('<') || self.filter[bit / 64] & 1 << (bit % 64) != 0;
        if text.len() > MAX_WHOLE || !may_be {
            return None;
        }
        self.whole_simplified(&simplify(text))
    }

    fn whole_simplified(&self, simple: &str) -> Option<What> {
        let find = |simple: &str| {
            let found = self
                .whole
                .binary_search_by_key(&simple, |(phrase, _)| phrase);
            found.ok().map(|at| self.whole[at].1)
        };
        find(simple).or_else(|| {
            // `< Média vynechána >` in some languages; `<image omitted>` on iPhones until 2017.
            let inner = simple.strip_prefix('<')?.strip_suffix('>')?.trim();
            let omitted = |what: &What| matches!(what, What::Omitted | What::ViewOnce);
            find(&format!("<{inner}>"))
                .or_else(|| find(inner))
                .filter(omitted)
        })
    }

    fn is_left_out(&self, simple: &str) -> bool {
        let found = self
            .left_out
            .binary_search_by(|phrase| phrase.as_str().cmp(simple));
        found.is_ok()
    }

    fn is_left_out_or_known(&self, simple: &str) -> bool {
        self.whole_simplified(simple) == Some(What::Omitted) || self.is_left_out(simple)
    }

    /// What somebody wrote, or what WhatsApp wrote under their name. `may_speak`: the layout is one
    /// in which WhatsApp puts a mark before its own words and gives them a name (iOS).
    pub(super) fn message<'t>(
        &self,
        text: &'t str,
        names: &dyn Fn(&str) -> bool,
        may_speak: bool,
    ) -> Body<'t> {
        let mut body = Body {
            kind: Kind::Message,
            marks: Marks::NONE,
            attachment: None,
            has_own_marks: false,
        };
        let first_byte = text.as_bytes().first().copied().unwrap_or(0);
        // Only these two are WhatsApp's. Others are somebody's, who may want to pass for it.
        let is_marked = first_byte == 0xe2 && text.starts_with(['\u{200e}', '\u{200f}']);
        let plain = if is_marked {
            text.trim_start_matches(['\u{200e}', '\u{200f}'])
        } else {
            text
        };
        if let Some(name) = attachment(plain, names) {
            body.attachment = Some(name);
            body.has_own_marks = true;
            return body;
        }
        if let Some(what) = self.whole(plain) {
            return say(body, what);
        }
        if (is_marked || first_byte == b'<') && plain.len() <= MAX_WHOLE {
            let simple = simplify(plain);
            let inner = simple
                .strip_prefix('<')
                .and_then(|text| text.strip_suffix('>'));
            if self.is_left_out(inner.map_or(&simple, str::trim)) {
                return say(body, What::Omitted);
            }
        }
        let last = plain.trim_end().as_bytes().last().copied();
        if last == Some(b'>')
            && let Some(text) = is_edited(plain)
        {
            // The caption of an attachment can be edited too.
            body.attachment = attachment(text, names);
            body.marks.add(Mark::Edited);
            body.has_own_marks = true;
            return body;
        }
        // `<Media omitted>` followed by the caption or the document's name.
        if first_byte == b'<'
            && let Some((line, _)) = plain.split_once('\n')
            && self.whole(line) == Some(What::Omitted)
        {
            body.marks.add(Mark::AttachmentOmitted);
            return body;
        }
        // `report.pdf • 1 page document omitted`
        if is_marked || memchr::memchr(0x8e, plain.as_bytes()).is_some() {
            let tail = plain.rsplit('\u{200e}').next().unwrap_or(plain);
            if (is_marked || tail.len() < plain.len())
                && tail.len() <= MAX_WHOLE
                && self.is_left_out_or_known(&simplify(tail))
            {
                return say(body, What::Omitted);
            }
        }
        if matches!(first_byte, b'V' | b'G' | b'M' | b'W') || is_marked {
            let simple = simplify(cut(plain, MAX_WHOLE));
            // `Voice call, 5 min` (Android); with a mark also `Voice call. 5 min` (iPhone).
            let begins: Cow<'_, str> = if is_marked {
                simple.replacen(". ", ", ", 1).into()
            } else {
                simple.as_str().into()
            };
            let says_how_long = |what: What| {
                let rest = begins.split_once(", ").map_or("", |(_, rest)| rest);
                let first = rest.chars().next();
                !matches!(what, What::VoiceCall | What::VideoCall)
                    || first.is_some_and(|first| digits::value(first).is_some())
            };
            if let Some(what) = find(START, |phrase| begins.starts_with(phrase))
                && (is_marked || says_how_long(what))
                && (is_marked || plain.len() < 64)
            {
                return say(body, what);
            }
            if is_marked {
                if simple.starts_with("poll:") {
                    body.has_own_marks = true;
                    return body;
                }
                if simple.contains("https://maps.google.com/") {
                    body.has_own_marks = true;
                    body.marks.add(Mark::Location);
                    return body;
                }
                if !may_speak {
                    return body;
                }
                let what = find(WITHIN, |phrase| simple.contains(phrase));
                body.kind = Kind::System;
                return say(body, what.unwrap_or(What::Notice));
            }
        }
        if self.maps.find(plain.as_bytes()).is_some() {
            body.marks.add(Mark::Location);
        }
        body
    }

    /// What the platform says without a name.
    pub(super) fn system<'t>(&self, text: &'t str) -> Body<'t> {
        let body = Body {
            kind: Kind::System,
            marks: Marks::NONE,
            attachment: None,
            has_own_marks: true,
        };
        let simple = simplify(cut(text, 400));
        let what = self
            .whole_simplified(&simple)
            .or_else(|| find(START, |phrase| simple.starts_with(phrase)))
            .or_else(|| find(WITHIN, |phrase| simple.contains(phrase)));
        say(body, what.unwrap_or(What::Notice))
    }

    /// Whether a line's part before `: ` is a sentence of the platform, and no name.
    pub(super) fn is_sentence(&self, name: &str) -> bool {
        let simple = simplify(name);
        name.contains(' ')
            && find(WITHIN, |phrase| phrase.len() > 8 && simple.contains(phrase)).is_some()
    }
}

/// Where a text of that length and beginning has its bit: nearly no text that is no phrase shares
/// one with a phrase.
fn filter_bit(beginning: &[u8], length: usize) -> usize {
    // The letters behind the first are never capitals in what WhatsApp writes.
    let hash = beginning.iter().take(4).fold(length as u32, |hash, byte| {
        hash.wrapping_mul(0x9e37_79b1)
            .wrapping_add(u32::from(*byte))
    });
    (hash.wrapping_mul(0x85eb_ca6b) >> 18) as usize
}

/// At most `most` bytes of a text, cut between characters.
fn cut(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Lower case, without marks, Arabic vowel signs, odd spaces and final stop.
fn simplify(text: &str) -> String {
    let simple: String = text
        .chars()
        .filter(|c| !is_mark(*c) && !matches!(c, '\u{64b}'..='\u{652}'))
        .map(|c| match c {
            '\u{a0}' | '\u{202f}' => ' ',
            '’' => '\'',
            other => other,
        })
        .flat_map(char::to_lowercase)
        .collect();
    let stops = ['.', '。'];
    let trimmed = simple.trim();
    match trimmed.strip_suffix('>') {
        Some(inner) => format!("{}>", inner.trim_end_matches(stops)),
        None => trimmed.trim_end_matches(stops).to_owned(),
    }
}

fn find(table: &[(&str, &str, What, &[&str])], matches: impl Fn(&str) -> bool) -> Option<What> {
    table
        .iter()
        .find(|(_, _, _, phrases)| phrases.iter().any(|phrase| matches(phrase)))
        .map(|entry| entry.2)
}

fn say<'t>(mut body: Body<'t>, what: What) -> Body<'t> {
    body.has_own_marks = true;
    let (kind, marks): (Option<Kind>, &[Mark]) = match what {
        What::Deleted => (Some(Kind::Deletion), &[Mark::Deleted]),
        What::DeletedByOwner => (Some(Kind::Deletion), &[Mark::Deleted, Mark::Outgoing]),
        What::MissedVoice => (Some(Kind::Call), &[Mark::Missed]),
        What::MissedVideo => (Some(Kind::Call), &[Mark::Missed, Mark::Video]),
        What::VoiceCall => (Some(Kind::Call), &[]),
        What::VideoCall => (Some(Kind::Call), &[Mark::Video]),
        What::Omitted => (None, &[Mark::AttachmentOmitted]),
        What::ViewOnce => (None, &[Mark::AttachmentOmitted, Mark::Ephemeral]),
        What::LocationOmitted => (None, &[Mark::Location]),
        What::Waiting => (None, &[Mark::Failed]),
        What::Notice => (Some(Kind::System), &[]),
        What::Profile => (Some(Kind::ProfileChange), &[]),
        What::Membership => (Some(Kind::Membership), &[]),
        What::Block => (Some(Kind::Block), &[]),
    };
    if let Some(kind) = kind {
        body.kind = kind;
    }
    for mark in marks {
        body.marks.add(*mark);
    }
    body
}

/// The text before `<This message was edited>`, if it ends so.
fn is_edited(text: &str) -> Option<&str> {
    let text = text.trim_end();
    let open = text.rfind('<')?;
    let simple = simplify(text.get(open + 1..text.len() - 1)?);
    EDITED
        .iter()
        .any(|(_, _, phrase)| simple == *phrase)
        .then(|| text[..open].trim_end_matches(|c: char| is_mark(c) || c.is_whitespace()))
}

/// The file that a text says is attached, in any of the four layouts:
/// `<attached: f>`, `f (file attached)`, `f <attached>`, `f (file attached)` and a caption below.
///
/// The words beside the name are the phone's language. An unknown word counts where the name is
/// that of a file in this export (`exists`), or looks like one that WhatsApp gives.
fn attachment<'t>(text: &'t str, exists: &dyn Fn(&str) -> bool) -> Option<&'t str> {
    // Cheap tests first: nearly every text fails them.
    let bytes = text.as_bytes();
    let end = match bytes.last()? {
        b'>' | b')' => text.len(),
        _ => memchr::memchr(b'\n', bytes).filter(|&at| {
            at > 0 && matches!(bytes[at - 1], b'>' | b')') || at > 1 && bytes[at - 1] == b'\r'
        })?,
    };
    for candidate in [text.split('\n').next(), Some(&text[..end])]
        .into_iter()
        .flatten()
    {
        let candidate = candidate.trim_end_matches(|c: char| c == '\r' || is_mark(c));
        if let Some(name) = attachment_of_line(candidate, exists) {
            return Some(name);
        }
    }
    None
}

fn attachment_of_line<'t>(line: &'t str, exists: &dyn Fn(&str) -> bool) -> Option<&'t str> {
    let clean = |part: &'t str| part.trim_matches(|c: char| is_mark(c) || c.is_whitespace());
    let (open, close) = match line.chars().next_back()? {
        '>' => ('<', 1),
        ')' => ('(', 1),
        _ => return None,
    };
    let at = line.rfind(open)?;
    let inside = clean(&line[at + 1..line.len() - close]);
    let is_known = |word: &str| {
        let word = simplify(word);
        ATTACHED.iter().any(|(_, _, known)| word == *known)
    };
    if open == '<'
        && let Some((word, name)) = inside.split_once(':')
    {
        let name = clean(name);
        let word = clean(word);
        let is_word = word.len() < 60 && !word.contains(['/', '<', '\n']);
        let counts = is_known(word) || exists(name) || is_whatsapp_name(name);
        return (is_word && has_extension(name) && counts).then_some(name);
    }
    let name = clean(&line[..at]);
    if inside.is_empty() || inside.len() > 60 || !has_extension(name) || name.contains('\n') {
        return None;
    }
    (is_known(inside) || exists(name) || is_whatsapp_name(name)).then_some(name)
}

/// `name.ext`, as files have it.
fn has_extension(name: &str) -> bool {
    match name.rsplit_once('.') {
        Some((stem, extension)) => {
            !stem.is_empty()
                && name.len() <= 255
                && (1..=8).contains(&extension.len())
                && extension.bytes().all(|byte| byte.is_ascii_alphanumeric())
        }
        None => false,
    }
}

/// `IMG-20231230-WA0003.jpg` (Android) or `00000042-PHOTO-2020-06-07-15-13-20.jpg` (iOS).
fn is_whatsapp_name(name: &str) -> bool {
    let android = name.len() > 15
        && name.get(3..4) == Some("-")
        && name.as_bytes()[..3].iter().all(u8::is_ascii_uppercase)
        && name.contains("-WA");
    let ios = name.len() > 28
        && name.as_bytes()[..8].iter().all(u8::is_ascii_digit)
        && name.get(8..9) == Some("-");
    android || ios
}

#[cfg(test)]
#[path = "body_tests.rs"]
mod tests;
