//! Spans to drawable text: line breaks made plain, what cannot be drawn spelled out, and for
//! every byte the face that draws it. It must not know lines or pages.

use super::escapes::{Part, cut, may_stand_alone, push_escape};
use super::glyphs::FaceId;
use super::text::{Colour, Family, Span, Style, TEAL};
use super::typesetter::Typesetter;
use unicode_segmentation::UnicodeSegmentation as _;

/// The colour that tells an escape of ours from the same letters typed by somebody.
const ESCAPE_INK: Colour = TEAL;

/// A cluster of more bytes is taken apart: chains of joined emoji have no end of their own.
const MAX_CLUSTER: usize = 160;

/// A stretch of clean text in one face and style.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stretch {
    /// Where it ends in the clean text.
    pub end: usize,
    pub face: FaceId,
    pub style: Style,
    /// Index of the span that it comes from.
    pub span: usize,
}

/// Text in which every character has a glyph.
#[derive(Debug, Default)]
pub(super) struct Clean {
    pub text: String,
    pub stretches: Vec<Stretch>,
}

impl Clean {
    fn extend(&mut self, text: &str, face: FaceId, style: Style, span: usize) {
        self.text.push_str(text);
        let end = self.text.len();
        match self.stretches.last_mut() {
            Some(last) if last.face == face && last.style == style && last.span == span => {
                last.end = end;
            }
            _ => self.stretches.push(Stretch {
                end,
                face,
                style,
                span,
            }),
        }
    }
}

/// Cleans spans.
pub(super) fn clean(setter: &mut Typesetter<'_>, spans: &[Span<'_>]) -> Clean {
    let mut out = Clean::default();
    for (index, span) in spans.iter().enumerate() {
        let primary = Typesetter::primary(span.style.family);
        let text: &str = &span.text;
        if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n')) {
            out.extend(text, primary, span.style, index);
            continue;
        }
        clean_clusters(setter, &mut out, text, span.style, index);
    }
    out
}

fn clean_clusters(
    setter: &mut Typesetter<'_>,
    out: &mut Clean,
    text: &str,
    style: Style,
    span: usize,
) {
    let primary = Typesetter::primary(style.family);
    let mut parts = Vec::new();
    for cluster in text.graphemes(true) {
        match cluster {
            "\r\n" | "\n" | "\r" => {
                out.extend("\n", primary, style, span);
                continue;
            }
            "\t" => {
                out.extend("    ", primary, style, span);
                continue;
            }
            " " => {
                out.extend(" ", primary, style, span);
                continue;
            }
            _ => {}
        }
        if cluster.len() > MAX_CLUSTER {
            for ch in cluster.chars() {
                draw_single(setter, out, ch, style, span);
            }
            continue;
        }
        parts.clear();
        cut(cluster, &mut parts);
        for part in &parts {
            match *part {
                Part::Escape(ch) => escape(out, ch, style, span),
                Part::Draw(piece) => draw(setter, out, piece, style, span),
            }
        }
    }
}

fn draw(setter: &mut Typesetter<'_>, out: &mut Clean, piece: &str, style: Style, span: usize) {
    if let Some(face) = setter.face_for(style.family, piece)
        && !setter.shape(face, false, piece).incomplete
    {
        out.extend(piece, face, style, span);
        return;
    }
    // No face has the whole cluster: each character for itself, drawn or spelled out.
    for ch in piece.chars() {
        draw_single(setter, out, ch, style, span);
    }
}

fn draw_single(setter: &mut Typesetter<'_>, out: &mut Clean, ch: char, style: Style, span: usize) {
    let mut buffer = [0; 4];
    let single: &str = ch.encode_utf8(&mut buffer);
    match setter.face_for(style.family, single) {
        Some(face) if may_stand_alone(ch) && !setter.shape(face, false, single).incomplete => {
            out.extend(single, face, style, span);
        }
        _ => escape(out, ch, style, span),
    }
}

fn escape(out: &mut Clean, ch: char, style: Style, span: usize) {
    let mut text = String::new();
    push_escape(&mut text, ch);
    let style = Style {
        family: Family::Mono,
        size: style.size * 0.85,
        colour: ESCAPE_INK,
    };
    out.extend(&text, Typesetter::primary(Family::Mono), style, span);
}

#[cfg(test)]
mod tests {
    use super::super::fonts::{FontStore, SystemFonts};
    use super::*;

    fn cleaned(text: &str) -> String {
        let store = FontStore::new(SystemFonts::Ignore);
        let mut setter = Typesetter::new(&store);
        clean(&mut setter, &[Span::body(text)]).text
    }

    #[test]
    fn what_no_face_has_is_spelled_out() {
        assert_eq!(cleaned("a\u{2FE0}b"), "a[U+2FE0]b");
        assert_eq!(cleaned("漢"), "[U+6F22]");
        assert_eq!(cleaned("x\u{202E}y"), "x[U+202E]y");
        assert_eq!(cleaned("a\r\nb\tc"), "a\nb    c");
    }

    #[test]
    fn scripts_and_emoji_of_the_carried_faces_are_drawn() {
        for text in [
            "Ωμέγα",
            "Привет",
            "مرحبا",
            "שלום",
            "नमस्ते",
            "สวัสดี",
            "👩\u{200D}💻",
            "🇬🇧",
            "❤\u{FE0F}",
            "👍🏽",
            "1\u{FE0F}\u{20E3}",
            "𝓗𝓮𝔂",
            "ਸਤ",
            "ⓐ",
        ] {
            assert_eq!(cleaned(text), text);
        }
    }
}
