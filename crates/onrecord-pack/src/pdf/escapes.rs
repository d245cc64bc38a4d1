//! Which characters may be drawn as they are, and which are printed as a visible escape such as
//! `[U+202E]`. It must not know fonts: whether a glyph exists is asked elsewhere.
//!
//! A stalker's text may hide, reorder or pile up characters. A page must show that it does: what
//! has no look of its own is spelled out, except where a writing system or an emoji needs it.

use std::fmt::Write as _;

/// Marks beyond this many on one base are spelled out, or they would run over other lines.
const MAX_MARKS: usize = 2;
/// The same where a writing system itself sets more: points and vowels.
const MAX_POINTS: usize = 4;

/// Appends the visible escape of `ch`.
pub fn push_escape(out: &mut String, ch: char) {
    // Writing to a String cannot fail.
    let _ = write!(out, "[U+{:04X}]", u32::from(ch));
}

/// Text for metadata, bookmarks and alternative descriptions, where no font is asked: one line,
/// with what must not be hidden spelled out.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for ch in text.chars() {
        match ch {
            '\n' | '\r' | '\t' => out.push(' '),
            '\u{200D}' | '\u{FE0F}' => out.push(ch),
            ch if may_stand_alone(ch) => out.push(ch),
            ch => push_escape(&mut out, ch),
        }
    }
    out
}

/// One grapheme cluster cut into what may be drawn together and what must be spelled out.
#[derive(Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// Draw it, if a font has it.
    Draw(&'a str),
    /// Spell it out.
    Escape(char),
}

/// Cuts a grapheme cluster. Line breaks and tabs must have been dealt with before.
pub fn cut<'a>(cluster: &'a str, parts: &mut Vec<Part<'a>>) {
    let emoji = cluster.chars().any(is_emoji_like);
    let joining = cluster.chars().any(takes_joiners);
    let mut start = 0;
    let mut marks = 0;
    for (at, ch) in cluster.char_indices() {
        let drawable = if is_unassignable(ch) {
            false
        } else if is_invisible(ch) {
            match ch {
                '\u{200D}' => (emoji || joining) && at > 0,
                '\u{200C}' => joining && at > 0,
                // A variation selector changes the look of the character before it.
                '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' => at > 0,
                // The tags of a subdivision flag, such as that of Wales.
                '\u{E0020}'..='\u{E007F}' => cluster.starts_with('\u{1F3F4}'),
                _ => false,
            }
        } else if is_mark(ch) && at > 0 {
            marks += 1;
            marks
                <= if joining || is_point(ch) {
                    MAX_POINTS
                } else {
                    MAX_MARKS
                }
        } else {
            true
        };
        if !drawable {
            if start < at {
                parts.push(Part::Draw(&cluster[start..at]));
            }
            parts.push(Part::Escape(ch));
            start = at + ch.len_utf8();
        }
    }
    if start < cluster.len() {
        parts.push(Part::Draw(&cluster[start..]));
    }
}

/// Has no look of its own, and a font need not have it.
pub fn is_ignorable(ch: char) -> bool {
    matches!(ch, '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}')
        || matches!(ch, '\u{E0020}'..='\u{E007F}' | '\u{E0100}'..='\u{E01EF}')
}

/// Controls, direction marks, joiners, selectors, fillers and other characters without a look
/// (Unicode's Default_Ignorable_Code_Point, general categories Cc, Cf, Zl and Zp, and fillers).
pub fn is_invisible(ch: char) -> bool {
    matches!(ch,
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{AD}' | '\u{34F}' | '\u{61C}'
        | '\u{600}'..='\u{605}' | '\u{6DD}' | '\u{70F}' | '\u{890}'..='\u{891}' | '\u{8E2}'
        | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFFB}' | '\u{110BD}' | '\u{110CD}' | '\u{13430}'..='\u{1345F}'
        | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Whether a character may be drawn without the cluster that it came in.
pub fn may_stand_alone(ch: char) -> bool {
    !is_invisible(ch) && !is_unassignable(ch)
}

/// Letters that a character takes when printed: one, or those of its escape.
pub fn letters(ch: char) -> usize {
    if may_stand_alone(ch) { 1 } else { 8 }
}

/// Private use and noncharacters: PDF/A forbids the first, and neither says anything.
fn is_unassignable(ch: char) -> bool {
    let value = u32::from(ch);
    matches!(value, 0xE000..=0xF8FF | 0xFDD0..=0xFDEF | 0xF_0000..) || value & 0xFFFE == 0xFFFE
}

fn is_emoji_like(ch: char) -> bool {
    matches!(ch,
        '\u{2190}'..='\u{2BFF}' | '\u{3030}' | '\u{303D}' | '\u{3297}' | '\u{3299}'
        | '\u{1F000}'..='\u{1FAFF}')
}

/// Scripts in which a joiner or non-joiner changes the letters.
fn takes_joiners(ch: char) -> bool {
    matches!(ch,
        '\u{600}'..='\u{8FF}' | '\u{900}'..='\u{DFF}' | '\u{1000}'..='\u{109F}'
        | '\u{1780}'..='\u{18AF}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}')
}

/// Hebrew points and Thai vowels and tones.
fn is_point(ch: char) -> bool {
    matches!(ch, '\u{591}'..='\u{5C7}' | '\u{E31}'..='\u{E4E}')
}

/// Combining marks that pile up on a base, of scripts that need no pile.
fn is_mark(ch: char) -> bool {
    matches!(ch,
        '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{1AB0}'..='\u{1AFF}'
        | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}'
        | '\u{591}'..='\u{5C7}' | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}'
        | '\u{E31}' | '\u{E34}'..='\u{E3A}' | '\u{E47}'..='\u{E4E}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut_all(text: &str) -> Vec<Part<'_>> {
        let mut parts = Vec::new();
        cut(text, &mut parts);
        parts
    }

    #[test]
    fn direction_marks_and_controls_are_spelled_out() {
        for ch in [
            '\u{202E}', '\u{200E}', '\0', '\u{1B}', '\u{FEFF}', '\u{E000}', '\u{FFFE}',
        ] {
            assert_eq!(cut_all(&ch.to_string()), [Part::Escape(ch)]);
        }
    }

    #[test]
    fn joiners_stay_where_they_are_needed_and_nowhere_else() {
        assert_eq!(cut_all("👩\u{200D}💻"), [Part::Draw("👩\u{200D}💻")]);
        assert_eq!(
            cut_all("क\u{94D}\u{200D}"),
            [Part::Draw("क\u{94D}\u{200D}")]
        );
        assert_eq!(
            cut_all("a\u{200D}"),
            [Part::Draw("a"), Part::Escape('\u{200D}')]
        );
    }

    #[test]
    fn a_pile_of_marks_is_cut_and_nothing_is_lost() {
        let pile = format!("a{}", "\u{301}".repeat(20));
        let parts = cut_all(&pile);
        assert_eq!(parts[0], Part::Draw("a\u{301}\u{301}"));
        assert_eq!(parts.len(), 1 + 18);
    }
}
