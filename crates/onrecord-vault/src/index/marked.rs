//! Where the words of a query stand in texts, so that a page can mark them. The same tokenizer that
//! filled the full text index looks, so what is marked is what was found. Works in memory only.

use super::error::IndexError;
use super::search::Query;
use onrecord_sqlite::rusqlite::{Connection, params};
use std::ops::Range;
use std::path::Path;

/// Longer texts are not looked through to their ends.
const LONGEST: usize = 256 * 1024;

impl Query {
    /// The bytes of each text that match, ascending and apart. A text in which only some of the
    /// query stands has none.
    ///
    /// # Errors
    /// The database in memory cannot be made.
    pub fn marks(&self, texts: &[&str]) -> Result<Vec<Vec<Range<usize>>>, IndexError> {
        let mut marks = self
            .word_marks(texts)
            .map_err(|error| IndexError::database(Path::new("marks in memory"), &error))?;
        for (text, marks) in texts.iter().zip(&mut marks) {
            for sign in &self.signs {
                let found = cut(text).match_indices(sign.as_str());
                marks.extend(found.map(|(at, sign)| at..at + sign.len()));
            }
            *marks = merged(std::mem::take(marks));
        }
        Ok(marks)
    }

    fn word_marks(
        &self,
        texts: &[&str],
    ) -> Result<Vec<Vec<Range<usize>>>, onrecord_sqlite::rusqlite::Error> {
        let mut marks = vec![Vec::new(); texts.len()];
        if self.phrases.is_empty() {
            return Ok(marks);
        }
        let Some((open, close)) = unused(texts) else {
            return Ok(marks);
        };
        let memory = Connection::open_in_memory()?;
        memory.execute_batch(
            "CREATE VIRTUAL TABLE words USING fts5(text,
             tokenize='unicode61 remove_diacritics 2')",
        )?;
        {
            let mut insert = memory.prepare("INSERT INTO words(rowid, text) VALUES(?1, ?2)")?;
            for (at, text) in texts.iter().enumerate() {
                insert.execute(params![at as i64, cut(text)])?;
            }
        }
        // Any of the words: an event may be found by its text and an attachment's name together.
        let expression = self.expression_any();
        let mut find = memory
            .prepare("SELECT rowid, highlight(words, 0, ?2, ?3) FROM words WHERE words MATCH ?1")?;
        let mut rows = find.query(params![expression, open.to_string(), close.to_string()])?;
        while let Some(row) = rows.next()? {
            let at = row.get::<_, i64>(0)? as usize;
            let marked = row.get_ref(1)?.as_str()?;
            let (mut place, mut start) = (0, None);
            for c in marked.chars() {
                if c == open {
                    start = Some(place);
                } else if c == close {
                    marks[at].extend(start.take().map(|start| start..place));
                } else {
                    place += c.len_utf8();
                }
            }
        }
        Ok(marks)
    }
}

fn cut(text: &str) -> &str {
    // SQLite ends a text at a NUL.
    let text = text.split('\0').next().unwrap_or_default();
    &text[..text.floor_char_boundary(LONGEST)]
}

/// Two characters that stand for nothing and are in none of the texts.
fn unused(texts: &[&str]) -> Option<(char, char)> {
    let mut free =
        ('\u{fdd0}'..='\u{fdef}').filter(|c| !texts.iter().any(|text| text.contains(*c)));
    Some((free.next()?, free.next()?))
}

fn merged(mut marks: Vec<Range<usize>>) -> Vec<Range<usize>> {
    marks.sort_unstable_by_key(|mark| (mark.start, mark.end));
    let mut out: Vec<Range<usize>> = Vec::with_capacity(marks.len());
    for mark in marks {
        match out.last_mut() {
            Some(last) if mark.start <= last.end => last.end = last.end.max(mark.end),
            _ => out.push(mark),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(typed: &str, text: &str) -> Vec<String> {
        let marks = Query::new(typed).marks(&["other", text]).unwrap();
        assert!(marks[0].is_empty());
        marks[1]
            .iter()
            .map(|mark| text[mark.clone()].into())
            .collect()
    }

    #[test]
    fn words_are_marked_as_the_index_finds_them() {
        assert_eq!(marked("cafe", "At the Café, the CAFE"), ["Café", "CAFE"]);
        assert_eq!(
            marked("\"the harbour\"", "harbour. The harbour"),
            ["The harbour"]
        );
        assert_eq!(marked("see you", "you see: you"), ["you", "see", "you"]);
        assert_eq!(marked("🙂", "so 🙂 or 🙂🙂"), ["🙂", "🙂🙂"]);
        assert!(marked("harbour", "harbourside").is_empty());
        let prefix = Query::new("harb").with_prefix();
        let marks = prefix.marks(&["the harbourside"]).unwrap();
        assert_eq!((marks[0].len(), marks[0][0].clone()), (1, 4..15));
    }

    #[test]
    fn hostile_texts_move_no_mark() {
        for text in [
            "\u{fdd0}\u{fdd1} harbour \u{fdd2}",
            "<mark>harbour</mark>",
            "\u{202e}harbour",
            "harbour\0harbour",
        ] {
            let found = marked("harbour", text);
            assert!(
                found.iter().all(|word| word.contains("harbour")),
                "{text:?}"
            );
            assert_eq!(found.len(), 1);
        }
        let every: String = ('\u{fdd0}'..='\u{fdef}').collect();
        assert!(marked("harbour", &format!("harbour {every}")).is_empty());
        assert!(marked("\" OR *", "OR or").len() <= 2);
        let long = format!("{} harbour", "é".repeat(LONGEST));
        assert!(marked("harbour", &long).is_empty());
    }
}
