//! Clean text to lines: break opportunities (Unicode line breaking), direction (Unicode bidi),
//! filling, and the place of every run on its line. It must not know pages.

use super::clean::{Clean, Stretch, clean};
use super::glyphs::{FaceId, PlacedGlyph, Shaped};
use super::table::Align;
use super::text::{Colour, Span};
use super::typesetter::Typesetter;
use std::ops::Range;
use std::rc::Rc;
use unicode_bidi::{BidiInfo, Level};
use unicode_segmentation::UnicodeSegmentation as _;

/// Leading, as a multiple of the size.
const LEADING: f32 = 1.4;
/// From the top of a line to its baseline, as a multiple of the size.
const ASCENT: f32 = 1.08;

/// A word longer than this many bytes is cut without being shaped whole.
const MAX_WORD: usize = 240;
/// A word wider than its line is cut after so many clusters.
const MANY_CLUSTERS: usize = 8;

/// Glyphs in one face, size and colour, at a place on their line.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub x: f32,
    pub width: f32,
    pub face: FaceId,
    pub size: f32,
    pub colour: Colour,
    pub glyphs: Vec<PlacedGlyph>,
    pub text: String,
    /// Index of the span that it comes from.
    pub span: usize,
}

/// A line; runs in reading order.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub runs: Vec<Run>,
    pub width: f32,
    pub height: f32,
    /// From the line's top to its baseline.
    pub ascent: f32,
}

/// A piece that is never broken unless it is wider than the line.
struct Item {
    range: Range<usize>,
    stretch: Stretch,
    level: Level,
    word: Rc<Shaped>,
    spaces: usize,
    space: Option<Rc<Shaped>>,
    width: f32,
    space_width: f32,
    /// A line may end after it.
    breakable: bool,
}

/// Lays spans into lines of at most `width` points. There is always at least one line.
pub(super) fn lay(
    setter: &mut Typesetter<'_>,
    spans: &[Span<'_>],
    width: f32,
    align: Align,
) -> Vec<Line> {
    let clean = clean(setter, spans);
    let mut lines = Vec::new();
    let mut start = 0;
    let fallback = spans.first().map_or(10.0, |span| span.style.size);
    for part in clean.text.split('\n') {
        let range = start..start + part.len();
        start = range.end + 1;
        lay_paragraph(setter, &clean, range, width, align, fallback, &mut lines);
    }
    lines
}

fn lay_paragraph(
    setter: &mut Typesetter<'_>,
    clean: &Clean,
    range: Range<usize>,
    width: f32,
    align: Align,
    fallback_size: f32,
    lines: &mut Vec<Line>,
) {
    let text = &clean.text[range.clone()];
    if text.is_empty() {
        lines.push(Line {
            height: fallback_size * LEADING,
            ascent: fallback_size * ASCENT,
            ..Line::default()
        });
        return;
    }
    let bidi = has_right_to_left(text).then(|| BidiInfo::new(text, None));
    let base = bidi
        .as_ref()
        .and_then(|info| info.paragraphs.first())
        .map_or(Level::ltr(), |paragraph| paragraph.level);
    let levels = bidi.as_ref().map(|info| info.levels.as_slice());
    let items = itemise(setter, clean, range, text, levels, width);
    let mut line_start = 0;
    let mut used = 0.0;
    let mut trailing = 0.0;
    let mut at = 0;
    while at < items.len() {
        let mut end = at + 1;
        while end < items.len() && !items[end - 1].breakable {
            end += 1;
        }
        let measure = |group: &[Item]| -> f32 {
            group.iter().map(|item| item.width + item.space_width).sum()
        };
        if measure(&items[at..end]) > width {
            // No line holds the group (pieces in several faces without a space): break anywhere.
            end = at + 1;
        }
        let group = &items[at..end];
        let group_width = measure(group);
        let last_space = group.last().map_or(0.0, |item| item.space_width);
        if line_start < at && used + trailing + group_width - last_space > width {
            lines.push(place(&items[line_start..at], text, base, width, align));
            line_start = at;
            used = 0.0;
            trailing = 0.0;
        }
        used += trailing + group_width - last_space;
        trailing = last_space;
        at = end;
    }
    lines.push(place(&items[line_start..], text, base, width, align));
}

/// Cuts a paragraph at break opportunities and at changes of face, style, span and direction.
fn itemise(
    setter: &mut Typesetter<'_>,
    clean: &Clean,
    range: Range<usize>,
    text: &str,
    levels: Option<&[Level]>,
    width: f32,
) -> Vec<Item> {
    let mut items = Vec::new();
    let mut stretch_at = clean
        .stretches
        .partition_point(|stretch| stretch.end <= range.start);
    let mut start = 0;
    for (end, _) in unicode_linebreak::linebreaks(text) {
        while start < end {
            let Some(stretch) = clean.stretches.get(stretch_at).copied() else {
                return items;
            };
            let stretch_end = stretch.end - range.start;
            let mut stop = end.min(stretch_end);
            let level = levels.map_or(Level::ltr(), |levels| levels[start]);
            if let Some(levels) = levels {
                stop = (start..stop)
                    .find(|at| levels[*at] != level)
                    .unwrap_or(stop);
            }
            if stop >= stretch_end {
                stretch_at += 1;
            }
            push_item(setter, &mut items, text, start..stop, stretch, level, width);
            start = stop;
        }
        if let Some(last) = items.last_mut() {
            last.breakable = true;
        }
    }
    items
}

fn push_item(
    setter: &mut Typesetter<'_>,
    items: &mut Vec<Item>,
    text: &str,
    range: Range<usize>,
    stretch: Stretch,
    level: Level,
    width: f32,
) {
    let piece = &text[range.clone()];
    let word = piece.trim_end_matches(' ');
    let spaces = piece.len() - word.len();
    let size = stretch.style.size;
    let rtl = level.is_rtl();
    let oversized =
        word.len() > MAX_WORD || setter.shape(stretch.face, rtl, word).width * size > width;
    if oversized && word.graphemes(true).nth(1).is_some() {
        let most = if width < MANY_CLUSTERS as f32 * size {
            1
        } else {
            MANY_CLUSTERS
        };
        let mut start = range.start;
        for (nth, (at, _)) in word.grapheme_indices(true).enumerate().skip(1) {
            let at = range.start + at;
            if nth % most == 0 {
                push_item(
                    setter,
                    items,
                    text,
                    start..at,
                    stretch,
                    level,
                    f32::INFINITY,
                );
                if let Some(last) = items.last_mut() {
                    last.breakable = true;
                }
                start = at;
            }
        }
        push_item(
            setter,
            items,
            text,
            start..range.end,
            stretch,
            level,
            f32::INFINITY,
        );
        return;
    }
    let shaped = setter.shape(stretch.face, rtl, word);
    let space = (spaces > 0).then(|| setter.shape(stretch.face, rtl, " "));
    let space_width = space
        .as_ref()
        .map_or(0.0, |space| space.width * size * spaces as f32);
    items.push(Item {
        range,
        stretch,
        level,
        width: shaped.width * size,
        word: shaped,
        spaces,
        space,
        space_width,
        breakable: false,
    });
}

/// Puts the items of one line in their places.
fn place(items: &[Item], text: &str, base: Level, width: f32, align: Align) -> Line {
    let mut line = Line::default();
    let size = items
        .iter()
        .map(|item| item.stretch.style.size)
        .fold(0.0_f32, f32::max);
    line.height = size * LEADING;
    line.ascent = size * ASCENT;
    let total: f32 = items.iter().map(|item| item.width + item.space_width).sum();
    let last_space = items.last().map_or(0.0, |item| item.space_width);
    line.width = total - last_space;
    let align = match align {
        Align::Start if base.is_rtl() => Align::End,
        other => other,
    };
    let left = match align {
        Align::Start => 0.0,
        Align::Middle => (width - line.width) / 2.0,
        Align::End => width - line.width,
    };
    if base.is_ltr() && items.iter().all(|item| item.level.is_ltr()) {
        let mut x = left;
        for item in items {
            let fits = line.runs.last().is_some_and(|run| {
                run.face == item.stretch.face
                    && run.size == item.stretch.style.size
                    && run.colour == item.stretch.style.colour
                    && run.span == item.stretch.span
            });
            if !fits {
                line.runs.push(new_run(x, item));
            }
            if let Some(run) = line.runs.last_mut() {
                append(run, item, text, false);
            }
            x += item.width + item.space_width;
        }
        return line;
    }
    // UAX 9, L2; and L1: spaces at the end of a line stand at the paragraph's end side.
    let mut levels: Vec<Level> = items.iter().map(|item| item.level).collect();
    if let (Some(last), Some(level)) = (items.last(), levels.last_mut())
        && last.word.glyphs.is_empty()
    {
        *level = base;
    }
    let order = BidiInfo::reorder_visual(&levels);
    let mut places = vec![0.0_f32; items.len()];
    let mut x = if base.is_rtl() {
        left - last_space
    } else {
        left
    };
    for index in order {
        if let (Some(slot), Some(item)) = (places.get_mut(index), items.get(index)) {
            *slot = x;
            x += item.width + item.space_width;
        }
    }
    for (item, x) in items.iter().zip(places) {
        let mut run = new_run(x, item);
        append(&mut run, item, text, item.level.is_rtl());
        line.runs.push(run);
    }
    line
}

fn new_run(x: f32, item: &Item) -> Run {
    Run {
        x,
        width: 0.0,
        face: item.stretch.face,
        size: item.stretch.style.size,
        colour: item.stretch.style.colour,
        glyphs: Vec::new(),
        text: String::new(),
        span: item.stretch.span,
    }
}

fn append(run: &mut Run, item: &Item, text: &str, rtl: bool) {
    let base = run.text.len() as u32;
    let word_length = (item.range.len() - item.spaces) as u32;
    let shift = |glyph: &PlacedGlyph, by: u32| PlacedGlyph {
        start: glyph.start + by,
        end: glyph.end + by,
        ..*glyph
    };
    let spaces = || {
        let space = item.space.iter().flat_map(|space| space.glyphs.first());
        space.flat_map(|glyph| {
            (0..item.spaces as u32).map(move |nth| shift(glyph, base + word_length + nth))
        })
    };
    if rtl {
        let mut leading: Vec<PlacedGlyph> = spaces().collect();
        leading.reverse();
        run.glyphs.extend(leading);
    }
    run.glyphs
        .extend(item.word.glyphs.iter().map(|glyph| shift(glyph, base)));
    if !rtl {
        run.glyphs.extend(spaces());
    }
    run.width += item.width + item.space_width;
    run.text.push_str(&text[item.range.clone()]);
}

/// Whether bidi work is needed at all: any character of a right-to-left script.
fn has_right_to_left(text: &str) -> bool {
    !text.is_ascii()
        && text.chars().any(|ch| {
            matches!(ch,
                '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}'
                | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
        })
}
