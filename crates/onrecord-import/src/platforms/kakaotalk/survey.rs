//! The first pass over a chat: which layouts it has, and whether its owner speaks. Constant memory.

use super::head::{Head, Heads, Layout};
use super::{title, words};
use crate::kit::lines::LineReader;
use std::io::Read;

/// A layout that heads less than one in so many messages is that of quoted text.
const RARE: u64 = 10;
/// So is another one of no more messages than this, and less than half as many as the usual one.
const FEW: u64 = 5;

/// How the second pass reads the chat.
pub(super) struct Reading {
    layouts: Vec<Layout>,
    pub title: Option<String>,
    /// The number of the line with the title.
    top: Option<u64>,
    /// Messages have the name that KakaoTalk gives the owner of the phone.
    pub owner_speaks: bool,
    /// Lines that begin as messages of another layout do.
    pub quoted: u64,
}

/// Reads a chat from its start. What cannot be read is left to the second pass to say.
pub(super) fn survey(reader: impl Read) -> Reading {
    let mut counts = [0_u64; Layout::ALL.len()];
    let mut owner_speaks = false;
    let (mut top, mut named, mut has_begun) = (None, None, false);
    let mut heads = Heads::default();
    let mut reader = LineReader::new(reader);
    while let Ok(Some(line)) = reader.next_line() {
        let found = heads.parse(line.content);
        if !has_begun && !line.content.trim_ascii().is_empty() {
            has_begun = true;
            named = title::of_line(line.content);
            let says_when = title::saved(&String::from_utf8_lossy(line.content)).is_some();
            if found.is_none() && (named.is_some() || says_when) {
                top = Some(line.number);
                continue;
            }
        }
        let Some(layout) = found.as_ref().and_then(Head::layout) else {
            continue;
        };
        counts[layout as usize] += 1;
        if let Some(Head::Stamped(stamp)) = found
            && !owner_speaks
            && !stamp.is_sentence
        {
            let rest = &line.content[stamp.rest as usize..];
            owner_speaks = words::OWNER.iter().any(|name| {
                rest.strip_prefix(name.as_bytes())
                    .is_some_and(|rest| rest.starts_with(b" :"))
            });
        }
    }
    let most = counts.iter().copied().max().unwrap_or(0);
    let is_usual = |count: u64| {
        count > 0 && count.saturating_mul(RARE) >= most && !(count <= FEW && count * 2 < most)
    };
    let with_counts = || Layout::ALL.into_iter().zip(counts);
    Reading {
        layouts: with_counts()
            .filter(|(_, count)| is_usual(*count))
            .map(|(layout, _)| layout)
            .collect(),
        title: named,
        top,
        owner_speaks,
        quoted: with_counts()
            .filter(|(_, count)| !is_usual(*count))
            .map(|(_, count)| count)
            .sum(),
    }
}

impl Reading {
    /// What a line begins, as the whole file tells; `None` where it goes on with the line above it. `head`:
    /// what the line by itself looks like.
    pub(super) fn begins(&self, head: Option<Head>, line: &[u8], number: u64) -> Option<Head> {
        if self.top == Some(number) {
            return Some(Head::Top);
        }
        let is_of_computer = self.layouts.contains(&Layout::Brackets);
        match head {
            Some(Head::Day(date)) => {
                let is_dashed = line.trim_ascii().ends_with(b"-");
                let has_stamps = self
                    .layouts
                    .iter()
                    .any(|layout| *layout != Layout::Brackets);
                let counts = match is_dashed {
                    true => is_of_computer || self.layouts.is_empty(),
                    false => has_stamps || self.layouts.is_empty(),
                };
                counts.then_some(Head::Day(date))
            }
            Some(head) => head
                .layout()
                .is_some_and(|layout| self.layouts.contains(&layout))
                .then_some(head),
            None => (is_of_computer && words::is_sentence(line)).then_some(Head::Sentence),
        }
    }
}
