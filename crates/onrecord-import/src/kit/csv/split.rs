//! One row's text to its cells.

/// A row is taken apart into this many cells at most; what follows stays in the last.
pub(super) const MOST_CELLS: usize = 16_384;

/// What was wrong with the quotation marks of a row.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Quoting {
    pub(super) stray: bool,
    pub(super) unterminated: bool,
    pub(super) too_many_cells: bool,
}

/// Finds the cells of `text`. A cell with doubled marks is written without them behind the row's
/// own text, so that each cell is a range of `text`.
pub(super) fn split(text: &mut String, delimiter: u8, cells: &mut Vec<(u32, u32)>) -> Quoting {
    cells.clear();
    let mut quoting = Quoting::default();
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
            let length = memchr::memchr(delimiter, rest).unwrap_or(rest.len());
            quoting.stray |= memchr::memchr(b'"', &rest[..length]).is_some();
            cells.push((at as u32, (at + length) as u32));
            at + length
        };
        if next >= end {
            return quoting;
        }
        at = next + 1;
    }
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
