//! One row's text to its cells.

use crate::kit::eight::{byte_of, every_zero, zero_where};

/// A row is taken apart into this many cells at most; what follows stays in the last.
pub(super) const MOST_CELLS: usize = 16_384;

/// What was wrong with the quotation marks of a row.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Quoting {
    /// There is a quotation mark.
    pub(super) any: bool,
    pub(super) stray: bool,
    pub(super) unterminated: bool,
    pub(super) too_many_cells: bool,
}

/// Finds the cells of `text`. A cell with doubled marks is written without them behind the row's
/// own text, so that each cell is a range of `text`.
pub(super) fn split(text: &mut String, delimiter: u8, cells: &mut Vec<(u32, u32)>) -> Quoting {
    cells.clear();
    let mut quoting = Quoting {
        any: memchr::memchr(b'"', text.as_bytes()).is_some(),
        ..Quoting::default()
    };
    if !quoting.any && plain(text.as_bytes(), delimiter, cells) {
        return quoting;
    }
    cells.clear();
    let end = text.len();
    let mut at = 0;
    loop {
        if cells.len() + 1 == MOST_CELLS
            && memchr::memchr(delimiter, &text.as_bytes()[at..end]).is_some()
        {
            quoting.too_many_cells = true;
            cells.push((at as u32, end as u32));
            return quoting;
        }
        let next = if text.as_bytes().get(at) == Some(&b'"') && at < end {
            quoted(text, at + 1, end, delimiter, cells, &mut quoting)
        } else {
            let rest = &text.as_bytes()[at..end];
            let mut length = memchr::memchr2(delimiter, b'"', rest).unwrap_or(rest.len());
            if rest.get(length) == Some(&b'"') {
                quoting.stray = true;
                length = memchr::memchr(delimiter, rest).unwrap_or(rest.len());
            }
            cells.push((at as u32, (at + length) as u32));
            at + length
        };
        if next >= end {
            return quoting;
        }
        at = next + 1;
    }
}

/// The first `wanted` cells of a row without quotation marks, and the part of it that they are in.
/// `None` of any other row.
pub(super) fn split_first<'t>(
    text: &'t str,
    delimiter: u8,
    wanted: usize,
    cells: &mut Vec<(u32, u32)>,
) -> Option<&'t str> {
    cells.clear();
    if memchr::memchr(b'"', text.as_bytes()).is_some() {
        return None;
    }
    let mut from = 0;
    while cells.len() < wanted {
        let rest = text.as_bytes().get(from..)?;
        let Some(length) = memchr::memchr(delimiter, rest) else {
            cells.push((from as u32, text.len() as u32));
            return Some(text);
        };
        cells.push((from as u32, (from + length) as u32));
        from += length + 1;
    }
    text.get(..from.saturating_sub(1))
}

/// As [`split`], of a row without quotation marks, as most are. `false` where it has too many cells.
fn plain(text: &[u8], delimiter: u8, cells: &mut Vec<(u32, u32)>) -> bool {
    let mut from = 0;
    let mut end = |at: usize| {
        cells.push((from as u32, at as u32));
        from = at + 1;
        cells.len() < MOST_CELLS
    };
    let (words, rest) = text.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let mut found = every_zero(zero_where(u64::from_le_bytes(*word), delimiter));
        while found != 0 {
            if !end(index * 8 + byte_of(found)) {
                return false;
            }
            found &= found - 1;
        }
    }
    let before = text.len() - rest.len();
    for (index, byte) in rest.iter().enumerate() {
        if *byte == delimiter && !end(before + index) {
            return false;
        }
    }
    end(text.len());
    true
}

/// A cell whose opening mark stands before `from`; returns where it ends (the delimiter, or `end`).
fn quoted(
    text: &mut String,
    from: usize,
    end: usize,
    delimiter: u8,
    cells: &mut Vec<(u32, u32)>,
    quoting: &mut Quoting,
) -> usize {
    let mut at = from;
    let mut doubled = false;
    let (content_end, next) = loop {
        let bytes = &text.as_bytes()[..end];
        let Some(found) = memchr::memchr(b'"', &bytes[at..]) else {
            quoting.unterminated = true;
            break (end, end);
        };
        let mark = at + found;
        match bytes.get(mark + 1) {
            Some(b'"') => {
                doubled = true;
                at = mark + 2;
            }
            None => break (mark, end),
            Some(byte) if *byte == delimiter => break (mark, mark + 1),
            Some(_) => {
                quoting.stray = true;
                at = mark + 1;
            }
        }
    };
    if !doubled {
        cells.push((from as u32, content_end as u32));
        return next;
    }
    let plain = text[from..content_end].replace("\"\"", "\"");
    let start = text.len();
    text.push_str(&plain);
    cells.push((start as u32, text.len() as u32));
    next
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> (Vec<String>, Quoting) {
        let (mut text, mut cells) = (text.to_owned(), Vec::new());
        let quoting = split(&mut text, b',', &mut cells);
        let cells = cells.iter();
        let cells = cells.map(|&(from, to)| text[from as usize..to as usize].to_owned());
        (cells.collect(), quoting)
    }

    #[test]
    fn a_row_without_quotation_marks_is_cut_at_every_delimiter() {
        for length in 0..40 {
            for step in 1..7 {
                let text: String = (0..length)
                    .map(|at| if at % step == 0 { ',' } else { 'é' })
                    .collect();
                let wanted: Vec<&str> = text.split(',').collect();
                assert_eq!(cells(&text).0, wanted, "{text}");
                // With a mark in front of it the other way is taken.
                let marked = format!("\"\",{text}");
                assert_eq!(cells(&marked).0[1..], wanted, "{text}");
            }
        }
    }

    #[test]
    fn what_follows_the_last_cell_that_is_kept_apart_stays_in_it() {
        for mark in ["", "\""] {
            let text = format!("{mark}{}", ",".repeat(MOST_CELLS + 5));
            let (cells, quoting) = cells(&text);
            assert_eq!(cells.len(), if mark.is_empty() { MOST_CELLS } else { 1 });
            assert_eq!(quoting.too_many_cells, mark.is_empty());
        }
        let (all, quoting) = cells(&",".repeat(MOST_CELLS - 1));
        assert!(all.len() == MOST_CELLS && !quoting.too_many_cells);
    }
}
