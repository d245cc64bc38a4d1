//! Decimal digits of any script. A phone writes dates in the digits of its language.

/// The first character of each run of ten decimal digits (Unicode general category Nd) of the
/// scripts in which phones write dates.
const ZEROS: &[char] = &[
    '0', '\u{660}',  // Arabic-Indic
    '\u{6f0}',  // extended Arabic-Indic: Persian, Urdu
    '\u{7c0}',  // N'Ko
    '\u{966}',  // Devanagari
    '\u{9e6}',  // Bengali
    '\u{a66}',  // Gurmukhi
    '\u{ae6}',  // Gujarati
    '\u{b66}',  // Odia
    '\u{be6}',  // Tamil
    '\u{c66}',  // Telugu
    '\u{ce6}',  // Kannada
    '\u{d66}',  // Malayalam
    '\u{de6}',  // Sinhala
    '\u{e50}',  // Thai
    '\u{ed0}',  // Lao
    '\u{f20}',  // Tibetan
    '\u{1040}', // Myanmar
    '\u{17e0}', // Khmer
    '\u{1810}', // Mongolian
    '\u{1c50}', // Ol Chiki
    '\u{abf0}', // Meetei Mayek
    '\u{ff10}', // fullwidth
];

/// The value of a decimal digit of any script; `None` for anything else.
pub fn value(character: char) -> Option<u8> {
    if character.is_ascii() {
        return character.to_digit(10).map(|digit| digit as u8);
    }
    ZEROS.iter().find_map(|&zero| {
        let distance = u32::from(character).checked_sub(u32::from(zero))?;
        (distance < 10).then_some(distance as u8)
    })
}

/// The same text with every decimal digit as an ASCII digit.
pub fn to_ascii(text: &str) -> String {
    text.chars()
        .map(|character| value(character).map_or(character, |digit| (b'0' + digit).into()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_many_scripts() {
        assert_eq!(to_ascii("٢٤/٤/٢٠٢٢، ٢:٠٧"), "24/4/2022، 2:07");
        assert_eq!(to_ascii("۱۴۰۰ १२ ১২ １２ ๑๒"), "1400 12 12 12 12");
        assert_eq!(value('x'), None);
        assert_eq!(value('\u{66a}'), None);
    }
}
