//! Which characters of a text do not show, or change how others show. Emoji and several scripts need
//! joiners and variation selectors: where those do their proper work they are not hidden. Knows
//! nothing of where the text goes.

/// Whether a text holds characters that are hidden where they stand.
///
/// Line feed, carriage return and tab are not. A joiner or variation selector is not where emoji or
/// a script that uses it needs it; the tags of the three flags that have them are not.
pub fn has_hidden(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(odd) = next_odd(bytes, from) {
        if bytes[odd].is_ascii() {
            return true;
        }
        // What a character needs around it to be in order ends with its run of non-ASCII text: one
        // plain character on either side says as much as the whole text.
        let end = bytes[odd..]
            .iter()
            .position(u8::is_ascii)
            .map_or(bytes.len(), |length| odd + length);
        let run = &bytes[odd..end];
        if (0..run.len()).any(|at| may_begin_hidden(&run[at..]))
            && characters(&text[odd.saturating_sub(1)..bytes.len().min(end + 1)])
                .any(|(c, hidden)| hidden && !c.is_ascii())
        {
            return true;
        }
        from = end;
    }
    false
}

/// The first byte at or after `from` that is neither printable ASCII nor white space of a text file.
fn next_odd(bytes: &[u8], from: usize) -> Option<usize> {
    const STEP: usize = 32;
    // Nearly all text is plain, and this runs for every message of an export. Without a short cut
    // inside a step it is done many bytes at a time.
    let is_odd = |byte: u8| {
        let shows = byte.wrapping_sub(b' ') < 0x5f;
        !(shows | (byte == b'\n') | (byte == b'\r') | (byte == b'\t'))
    };
    let rest = bytes.get(from..)?;
    let mut at = from;
    for step in rest.chunks(STEP) {
        let any_of = |bytes: &[u8]| {
            let odd = |any, &byte| any | u8::from(is_odd(byte));
            bytes.iter().fold(0, odd) != 0
        };
        // The last step is not whole: the same number of bytes are looked at, some of them again.
        let any = match (<&[u8; STEP]>::try_from(step), rest.last_chunk::<STEP>()) {
            (Ok(whole), _) | (Err(_), Some(whole)) => any_of(whole),
            (Err(_), None) => any_of(step),
        };
        if any && let Some(odd) = step.iter().position(|&byte| is_odd(byte)) {
            return Some(at + odd);
        }
        at += step.len();
    }
    None
}

/// Whether a character that is hidden somewhere begins with these bytes of UTF-8, which are not
/// ASCII: U+0080-009F, 00AD; 034F; 061C; 115F, 1160, 17B4, 17B5, 180B-180F; 200B-200F, 2028-202E,
/// 2060-206F, 2800; 3164; FE00-FE0F, FEFF, FFA0, FFF0-FFFB; those of the planes above.
fn may_begin_hidden(rest: &[u8]) -> bool {
    match *rest {
        [0xc2, second, ..] => second <= 0x9f || second == 0xad,
        [0xcd, second, ..] => second == 0x8f,
        [0xd8, second, ..] => second == 0x9c,
        [0xe1, second, ..] => matches!(second, 0x85 | 0x9e | 0xa0),
        [0xe2, 0x80, third, ..] => matches!(third, 0x8b..=0x8f | 0xa8..=0xae),
        [0xe2, second, ..] => matches!(second, 0x81 | 0xa0),
        [0xe3, second, ..] => second == 0x85,
        [0xef, second, ..] => matches!(second, 0xb8 | 0xbb | 0xbe | 0xbf),
        // Nearly all emoji: none is hidden.
        [0xf0, 0x9f, ..] => false,
        [lead, ..] => lead >= 0xf0,
        [] => false,
    }
}

/// The characters of a text, each with whether it is hidden where it stands. Every control counts
/// as hidden here, line feed, carriage return and tab too.
pub fn characters(text: &str) -> impl Iterator<Item = (char, bool)> {
    let mut before: Option<char> = None;
    // The last character that shows, for joiners after a variation selector or skin tone.
    let mut base: Option<char> = None;
    // How many bytes of a flag's tags still follow.
    let mut flag_ends = 0;
    text.char_indices().map(move |(at, c)| {
        let rest = &text[at + c.len_utf8()..];
        let next = rest.chars().next();
        if c == '\u{1f3f4}' {
            flag_ends = at + c.len_utf8() + flag_tags(rest);
        }
        let hidden = match c {
            '\u{200c}' | '\u{200d}' => !joins(c, before, base, next),
            '\u{fe00}'..='\u{fe0f}' => !varies(c, before, next),
            '\u{e0100}'..='\u{e01ef}' => !before.is_some_and(is_ideograph),
            '\u{180b}'..='\u{180d}' | '\u{180f}' => !before.is_some_and(is_mongolian),
            '\u{e0020}'..='\u{e007f}' => at >= flag_ends,
            _ => always_hidden(c),
        };
        before = Some(c);
        let transparent = matches!(c, '\u{fe0e}' | '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}');
        if !(transparent && base.is_some()) {
            base = Some(c);
        }
        (c, hidden)
    })
}

/// Controls, fillers, zero-width characters, direction marks, isolates, overrides, tags and the
/// like: hidden wherever they stand.
fn always_hidden(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{34f}' | '\u{61c}'
        | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}' | '\u{200b}'
        | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{2800}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// The length in bytes of the tags that make a black flag one of the three that have tags: England,
/// Scotland, Wales. Any other run of tags can carry hidden words.
fn flag_tags(rest: &str) -> usize {
    let tag = |c: char| char::from_u32(u32::from(c) + 0xe0000);
    ["gbeng\u{7f}", "gbsct\u{7f}", "gbwls\u{7f}"]
        .into_iter()
        .find(|name| name.chars().map(tag).eq(rest.chars().take(6).map(Some)))
        .map_or(0, |_| 6 * 4)
}

/// Whether a joiner or non-joiner does its proper work.
fn joins(c: char, before: Option<char>, base: Option<char>, next: Option<char>) -> bool {
    let in_emoji = c == '\u{200d}' && base.is_some_and(is_emoji) && next.is_some_and(is_emoji);
    in_emoji || before.is_some_and(is_joining_script)
}

/// Whether a variation selector does its proper work.
fn varies(c: char, before: Option<char>, next: Option<char>) -> bool {
    let Some(before) = before else { return false };
    match c {
        '\u{fe0f}' if next == Some('\u{20e3}') => matches!(before, '0'..='9' | '#' | '*'),
        '\u{fe0e}' | '\u{fe0f}' => is_emoji(before),
        _ => {
            is_ideograph(before)
                || matches!(before, '\u{2200}'..='\u{22ff}' | '\u{1000}'..='\u{109f}')
        }
    }
}

fn is_emoji(c: char) -> bool {
    matches!(c,
        '\u{a9}' | '\u{ae}' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}'
        | '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{23ff}' | '\u{2460}'..='\u{24ff}'
        | '\u{25a0}'..='\u{27bf}' | '\u{2900}'..='\u{297f}' | '\u{2b00}'..='\u{2bff}'
        | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}' | '\u{1f000}'..='\u{1faff}')
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

fn is_mongolian(c: char) -> bool {
    matches!(c, '\u{1800}'..='\u{18af}')
}

/// Arabic and Syriac to Sinhala, Tibetan, Burmese, Khmer, Mongolian, and their extensions: scripts
/// whose letters take joiners. A joiner itself is in none of these, so only one of a run counts.
fn is_joining_script(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{f00}'..='\u{109f}'
        | '\u{1780}'..='\u{17b3}' | '\u{17b6}'..='\u{17ff}' | '\u{1810}'..='\u{18af}'
        | '\u{a800}'..='\u{aaff}' | '\u{abc0}'..='\u{abff}' | '\u{fb50}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefc}' | '\u{10a00}'..='\u{10fff}' | '\u{11000}'..='\u{11fff}'
        | '\u{1e900}'..='\u{1e95f}')
}
