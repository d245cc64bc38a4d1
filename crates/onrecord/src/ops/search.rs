//! Finding words: a page of hits, each with the part of it in which the words stand.

use crate::ops::OpResult;
use crate::ops::case::Case;
use crate::ops::timeline::{self, Teller, Told, View};
use onrecord_model::Event;
use onrecord_vault::index::{Cursor, Order, Query};
use std::ops::Range;

/// What is searched for.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// The words, as typed.
    pub typed: String,
    /// Among which events.
    pub view: View,
}

/// A page of hits.
pub struct Hits {
    /// In the order of the view.
    pub hits: Vec<Hit>,
    /// For the next page.
    pub after: Option<Cursor>,
    /// The page is short because looking took long; there may be more.
    pub short: bool,
}

/// One hit.
pub struct Hit {
    /// The event.
    pub told: Told,
    /// The text in which the words stand, or a part of it.
    pub snippet: Snippet,
}

/// A part of a text with marks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// Pieces in order; those that match are marked.
    pub pieces: Vec<(String, bool)>,
    /// Something before was left out.
    pub before: bool,
    /// Something after was left out.
    pub after: bool,
}

/// Hits on a page.
pub const PAGE: usize = 50;
/// Letters shown of a text, about.
const SHOWN: usize = 320;
/// Of these before the first mark.
const LEAD: usize = 80;

/// A page of hits, in order of time.
///
/// # Errors
/// There is no word to look for, or the view names something that is not there.
pub fn search(case: &Case, search: &Search, after: Option<Cursor>) -> OpResult<Hits> {
    let query = Query::new(&search.typed);
    if query.is_empty() {
        return Err(crate::ops::OpError::NeedsAnswer(
            "There is no word to look for. Write a word, a name or a number.".into(),
        ));
    }
    let filter = timeline::filter(case, &search.view)?;
    let page = case
        .index
        .search(&query, &filter, Order::Time, after, PAGE)?;
    let texts: Vec<Vec<&str>> = page.events.iter().map(|row| texts(&row.event)).collect();
    let flat: Vec<&str> = texts.iter().flatten().copied().collect();
    let mut marks = query.marks(&flat)?.into_iter();
    let mut snippets = Vec::new();
    for texts in &texts {
        let marked = texts
            .iter()
            .map(|text| (*text, marks.next().unwrap_or_default()));
        let marked: Vec<_> = marked.collect();
        // The text first; another only where the words stand in that alone.
        let best = marked.iter().find(|(_, marks)| !marks.is_empty());
        let best = best.or(marked.first());
        snippets.push(best.map_or_else(Snippet::default, |(text, marks)| snippet(text, marks)));
    }
    let mut teller = Teller::of(case)?;
    let short = page.events.len() < PAGE && page.next.is_some();
    let mut hits = Vec::new();
    for (row, snippet) in page.events.into_iter().zip(snippets) {
        hits.push(Hit {
            told: teller.tell(row)?,
            snippet,
        });
    }
    Ok(Hits {
        hits,
        after: page.next,
        short,
    })
}

/// What of an event is searched: its text, names of its files, further facts.
fn texts(event: &Event) -> Vec<&str> {
    let files = event.attachments.iter().map(|file| &*file.name);
    let details = event.details.iter().map(|(_, value)| value);
    let text = event.text.as_deref().into_iter();
    text.chain(files).chain(details).collect()
}

/// A part of a text around the first mark.
pub fn snippet(text: &str, marks: &[Range<usize>]) -> Snippet {
    let first = marks.first().map_or(0, |mark| mark.start);
    let letters_before = |from: usize, count: usize| {
        let before = text[..from].char_indices().rev();
        before.take(count).last().map_or(from, |(at, _)| at)
    };
    let mut start = letters_before(first, LEAD);
    if start > 0 {
        // Not in the middle of a word, where one ends nearby.
        let space = text[start..first].find(char::is_whitespace);
        start = space.map_or(start, |at| start + at).min(first);
    }
    let end = text[start..]
        .char_indices()
        .nth(SHOWN)
        .map_or(text.len(), |(at, _)| start + at);
    let mut out = Snippet {
        pieces: Vec::new(),
        before: start > 0,
        after: end < text.len(),
    };
    let mut at = start;
    for mark in marks {
        let (from, to) = (mark.start.clamp(at, end), mark.end.clamp(at, end));
        if from == to {
            continue;
        }
        if at < from {
            out.pieces.push((text[at..from].into(), false));
        }
        out.pieces.push((text[from..to].into(), true));
        at = to;
    }
    if at < end {
        out.pieces.push((text[at..end].into(), false));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snippet_shows_the_first_mark_and_says_what_it_leaves_out() {
        let long = format!(
            "{}the harbour {}",
            "é word ".repeat(200),
            "after ".repeat(200)
        );
        let at = long.find("harbour").unwrap();
        let mark = at..at + 7;
        let snippet = snippet(&long, std::slice::from_ref(&mark));
        assert!(snippet.before && snippet.after);
        let marked: Vec<&str> = snippet
            .pieces
            .iter()
            .filter(|(_, marked)| *marked)
            .map(|(text, _)| text.as_str())
            .collect();
        assert_eq!(marked, ["harbour"]);
        let shown: usize = snippet
            .pieces
            .iter()
            .map(|(text, _)| text.chars().count())
            .sum();
        assert!(shown <= SHOWN);
        assert!(snippet.pieces[0].0.starts_with(char::is_whitespace));
    }

    #[test]
    fn short_and_empty_texts_are_whole() {
        assert_eq!(super::snippet("", &[]), Snippet::default());
        let whole = super::snippet("see you", &[0..3, 4..7]);
        assert_eq!(
            whole.pieces,
            [
                ("see".into(), true),
                (" ".into(), false),
                ("you".into(), true)
            ]
        );
        assert!(!whole.before && !whole.after);
    }
}
