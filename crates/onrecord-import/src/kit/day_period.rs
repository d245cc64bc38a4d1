//! The words that say which half of the day a twelve-hour clock means.
//!
//! From the Unicode CLDR (am, pm and day periods, abbreviated and narrow), whose words phones
//! write; a word's dots, spaces and case do not count. Knows no platform.

/// Which half of the day was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// No word: a clock of 24 hours.
    None,
    /// Before noon.
    Morning,
    /// After noon.
    Afternoon,
    /// A word that is not in the table.
    UnknownWord,
}

const MORNING: &[&str] = &[
    "vorm",          // German
    "am",            // English and many others; Spanish, Dutch and Canadian French with dots
    "a",             // narrow
    "ص",             // Arabic
    "صباحا",         // Arabic, long
    "قظ",            // Persian, abbreviated
    "قبلازظهر",       // Persian
    "오전",          // Korean
    "上午",          // Chinese
    "凌晨",          // Chinese, small hours
    "清晨",          // Chinese, dawn
    "早上",          // Chinese, early
    "午前",          // Japanese
    "πμ",            // Greek
    "पूर्वाह्न",        // Hindi
    "মপূ",            // Bengali
    "পূর্বাহ্ণ",         // Bengali
    "முற்பகல்",        // Tamil
    "ఉ",             // Telugu
    "öö",            // Turkish
    "sa",            // Vietnamese
    "пд",            // Russian (rare)
    "дп",            // Ukrainian
    "дo",            // Ukrainian, misspelt by one release
    "προμεσημβρίας", // Greek, long
    "de",            // Hungarian
    "пробяд",        // Bulgarian
    "прoб",          // Bulgarian
    "проб",          // Bulgarian
    "pg",            // Malay
    "dop",           // Czech, Slovenian
    "ap",            // Finnish
    "fm",            // Swedish
    "f",             // Swedish, narrow
    "vm",            // Afrikaans
    "לפנהצ",         // Hebrew
    "ก่อนเที่ยง",       // Thai
    "paradite",      // Albanian
    "eparadites",    // Albanian
    "pd",            // Albanian
    "मपू",            // Marathi
    "પૂર્વ",           // Gujarati
    "asubuhi",       // Swahili, morning
    "alfajiri",      // Swahili, dawn
];

const AFTERNOON: &[&str] = &[
    "nachm",
    "pm",
    "p",
    "م",
    "مساء",
    "بظ",
    "بعدازظهر",
    "오후",
    "下午",
    "中午",
    "晚上",
    "午後",
    "μμ",
    "अपराह्न",
    "মউ",
    "অপরাহ্ণ",
    "பிற்பகல்",
    "సా",
    "ös",
    "ch",
    "пп",
    "μετάμεσημβρίας",
    "du",
    "слоб",
    "слобяд",
    "ptg",
    "odp",
    "pop",
    "ip",
    "em",
    "nm",
    "אחהצ",
    "หลังเที่ยง",
    "pasdite",
    "epasdites",
    "md",
    "मउ",
    "ઉત્તર",
    "alasiri", // Swahili, afternoon
    "mchana",  // Swahili, midday
    "jioni",   // Swahili, evening
];

/// Words for the hour itself, which say nothing about the half of the day.
const OF_THE_CLOCK: &[&str] = &[
    "uhr", // German
    "ч",   // Bulgarian
    "h",   // French, Portuguese
];

impl Period {
    /// The hour of a clock of 24 hours, and whether what is written contradicts itself (`13` before
    /// noon, `24`).
    pub fn hour_of_day(self, hour: u8) -> (u8, bool) {
        match (self, hour) {
            (Self::Morning, 12) => (0, false),
            // Noon is the hour 0 of the afternoon in Japan.
            (Self::Afternoon, 0..=11) => (hour + 12, false),
            (Self::Morning, 13..) => (hour, true),
            (_, 24) => (0, true),
            _ => (hour, false),
        }
    }
}

/// What a word between date and time, or after the time, says.
pub fn period_of(word: &str) -> Period {
    let plain: String = word
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '.' | '\u{200c}' | '"' | '״' | '\'' | '׳'))
        .flat_map(char::to_lowercase)
        .collect();
    if plain.is_empty() || OF_THE_CLOCK.contains(&plain.as_str()) {
        Period::None
    } else if MORNING.contains(&plain.as_str()) {
        Period::Morning
    } else if AFTERNOON.contains(&plain.as_str()) {
        Period::Afternoon
    } else {
        Period::UnknownWord
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_of_the_day() {
        use Period::{Afternoon, Morning, None};
        for (period, written, hour, is_odd) in [
            (Morning, 12, 0, false),
            (Morning, 0, 0, false),
            (Morning, 13, 13, true),
            (Afternoon, 12, 12, false),
            (Afternoon, 0, 12, false),
            (Afternoon, 11, 23, false),
            (Afternoon, 15, 15, false),
            (None, 24, 0, true),
            (None, 23, 23, false),
        ] {
            assert_eq!(
                period.hour_of_day(written),
                (hour, is_odd),
                "{period:?} {written}"
            );
        }
    }

    #[test]
    fn words_of_several_languages() {
        for word in [
            "AM",
            "a. m.",
            "a.m.",
            "ص",
            "ق.ظ.",
            "오전",
            "上午",
            "ÖÖ",
            "לפנה״צ",
        ] {
            assert_eq!(period_of(word), Period::Morning, "{word}");
        }
        for word in [
            "PM",
            "p. m.",
            "p.\u{a0}m.",
            "م",
            "ب.ظ.",
            "오후",
            "下午",
            "ös",
        ] {
            assert_eq!(period_of(word), Period::Afternoon, "{word}");
        }
        assert_eq!(period_of(" "), Period::None);
        assert_eq!(period_of("Uhr"), Period::None);
        assert_eq!(period_of("xyz"), Period::UnknownWord);
    }
}
