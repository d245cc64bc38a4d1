//! The first pass over a chat: layouts, order of dates, names. Constant memory.

use super::body::Phrases;
use super::dates::{DateRule, LayoutSurvey};
use super::header::{self, Layout};
use super::names::{NameSurvey, Names, after_colon, first_colon};
use crate::kit::lines::LineReader;
use std::collections::BTreeMap;
use std::io::Read;
use std::sync::Arc;

/// More layouts than any file has are not remembered.
const MAX_LAYOUTS: usize = 24;
/// A layout that heads less than one in so many records is that of quoted text.
const RARE: u64 = 10;
/// So is one with another frame that heads no more than this, and less than half as many as the
/// usual one: nobody joins so short a chat to another.
const FEW: u64 = 5;
const MAX_BRACKETED: usize = 32;

/// What the first pass found.
pub(super) struct Survey {
    pub layouts: Vec<LayoutSurvey>,
    pub names: NameSurvey,
    /// Whole texts in angle brackets and how often they occur: media left out, in any language.
    bracketed: BTreeMap<Box<[u8]>, u64>,
    /// Lines that may name attachments were given to the caller.
    pub lines: u64,
    /// Messages without a text, or with `null` for one.
    empty: u64,
}

/// Reads a chat from its start. What cannot be read is left to the second pass to say.
/// `each_line` gets every line's bytes (the text only, where it has a header).
pub(super) fn survey(reader: impl Read, mut each_line: impl FnMut(&[u8])) -> Survey {
    let mut survey = Survey {
        layouts: Vec::new(),
        names: NameSurvey::new(),
        bracketed: BTreeMap::new(),
        lines: 0,
        empty: 0,
    };
    let mut reader = LineReader::new(reader);
    let mut last = 0;
    let mut is_empty = false;
    while let Ok(Some(line)) = reader.next_line() {
        survey.lines += 1;
        let content = line.content;
        let Some(header) = header::parse(content) else {
            is_empty &= content.trim_ascii().is_empty();
            each_line(content);
            continue;
        };
        survey.empty += u64::from(is_empty);
        if survey
            .layouts
            .get(last)
            .is_none_or(|known| known.layout != header.layout)
        {
            last = match survey
                .layouts
                .iter()
                .position(|known| known.layout == header.layout)
            {
                Some(at) => at,
                None if survey.layouts.len() < MAX_LAYOUTS => {
                    // The date alone: what was said is shown to nobody who did not ask for it.
                    let shown = &content[..content.len().min(header.body as usize)];
                    let example = String::from_utf8_lossy(shown).into_owned();
                    survey
                        .layouts
                        .push(LayoutSurvey::new(header.layout, example));
                    survey.layouts.len() - 1
                }
                None => continue,
            };
        }
        survey.layouts[last].push(&header);
        let rest = &content[header.body as usize..];
        survey.names.push(rest);
        is_empty = has_no_text(rest);
        each_line(rest);
        if rest.last() == Some(&b'>') {
            survey.count_bracketed(rest);
        }
    }
    survey.empty += u64::from(is_empty);
    survey
}

/// `name: ` and no more, or `name: null`: what WhatsApp writes for what it does not export.
fn has_no_text(rest: &[u8]) -> bool {
    // Short enough for nothing else to be looked for.
    rest.len() < 128
        && first_colon(rest)
            .is_some_and(|colon| matches!(after_colon(rest, colon).trim_ascii(), b"" | b"null"))
}

impl Survey {
    fn count_bracketed(&mut self, rest: &[u8]) {
        let Some(at) = memchr::memmem::find(rest, b": <") else {
            return;
        };
        let text = &rest[at + 2..];
        if text.len() > 60 || memchr::memchr2(b':', b'.', text).is_some() {
            return;
        }
        if let Some(count) = self.bracketed.get_mut(text) {
            *count += 1;
        } else if self.bracketed.len() < MAX_BRACKETED {
            self.bracketed.insert(text.into(), 1);
        }
    }

    /// How the second pass reads the chat. `None`: it has no header at all.
    pub(super) fn conclude(
        self,
        platform: &Arc<str>,
        phrases: &Phrases,
        title: Option<&str>,
        answer: Option<&str>,
    ) -> Option<Reading> {
        let main = self
            .layouts
            .iter()
            .rev()
            .max_by_key(|layout| layout.headers)?;
        let (most, main) = (main.headers, main.layout);
        let (usual, rare): (Vec<_>, Vec<_>) = self.layouts.iter().partition(|layout| {
            let is_few = layout.layout.frame != main.frame
                && layout.headers <= FEW
                && layout.headers * 2 < most;
            layout.headers.saturating_mul(RARE) >= most && !is_few
        });
        let (names, mut remarks) = self.names.resolve(platform, phrases, title);
        let quoted: u64 = rare.iter().map(|layout| layout.headers).sum();
        if quoted > 0 {
            remarks.push(format!(
                "{quoted} lines begin with a date in another layout than the rest. We read them \
                 as part of the message above them."
            ));
        }
        if self.empty > 0 {
            let are = match self.empty {
                1 => "1 message has".to_owned(),
                more => format!("{more} messages have"),
            };
            remarks.push(format!(
                "{are} no text, or “null” for one. WhatsApp writes so for what it does not export, \
                 such as calls and pictures to be seen once."
            ));
        }
        let rules: Vec<DateRule> = usual.iter().map(|layout| layout.rule(answer)).collect();
        let examples = usual.iter().map(|layout| layout.example.clone()).collect();
        let repeated = self
            .bracketed
            .into_iter()
            .filter(|(_, count)| *count >= 3)
            .filter_map(|(text, _)| String::from_utf8(text.into_vec()).ok())
            .collect();
        Some(Reading {
            rules,
            examples,
            names,
            remarks,
            repeated,
        })
    }
}

/// How a chat is read.
pub(super) struct Reading {
    pub rules: Vec<DateRule>,
    /// An example line for each of the rules.
    pub examples: Vec<String>,
    pub names: Names,
    pub remarks: Vec<String>,
    /// Texts in angle brackets that occur again and again: media left out.
    pub repeated: Vec<String>,
}

impl Reading {
    /// The rule for that layout; `None` where such a line is quoted text.
    pub(super) fn rule(&self, layout: Layout) -> Option<&DateRule> {
        self.rules.iter().find(|rule| rule.layout == layout)
    }
}
