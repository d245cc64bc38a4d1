//! How a text is written that is not in UTF-8, guessed from its first bytes: what a phone or an
//! editor made of it in the years of code pages. Knows no file and no importer.

use crate::importer::{Choice, Question};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

/// So many bytes are looked at.
pub(super) const LOOKED_AT: usize = 64 << 10;
/// With fewer letters outside ASCII nothing is decided without the user.
const ENOUGH: usize = 60;
/// Fewer may be damage, unless nothing speaks against them.
const FEW: usize = 12;
/// Odd enough to be ruled out, and so little odd that nothing speaks against it, in thousandths.
const ODD: u64 = 150;
const WELL: u64 = 40;
/// So odd that it is not offered where something else can be.
const UNLIKELY: u64 = 300;
/// Letters of an example.
const EXAMPLE: usize = 60;
/// Ways of reading that are offered.
const OFFERED: usize = 7;

/// What may be meant where a text is not in UTF-8.
static KNOWN: &[&Encoding] = &[
    encoding_rs::WINDOWS_1252,
    encoding_rs::WINDOWS_1250,
    encoding_rs::WINDOWS_1251,
    encoding_rs::WINDOWS_1253,
    encoding_rs::WINDOWS_1254,
    encoding_rs::WINDOWS_1255,
    encoding_rs::WINDOWS_1256,
    encoding_rs::WINDOWS_1257,
    encoding_rs::WINDOWS_1258,
    encoding_rs::WINDOWS_874,
    encoding_rs::ISO_8859_2,
    encoding_rs::ISO_8859_5,
    encoding_rs::ISO_8859_7,
    encoding_rs::KOI8_U,
    encoding_rs::IBM866,
    encoding_rs::GBK,
    encoding_rs::BIG5,
    encoding_rs::SHIFT_JIS,
    encoding_rs::EUC_JP,
    encoding_rs::EUC_KR,
];

/// How a text may be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guess {
    /// The likeliest first; at least one.
    pub encodings: Vec<&'static Encoding>,
    /// Whether the first stands so far before the others that it need not be asked.
    pub is_sure: bool,
    /// A piece of the text, as it is written.
    pub example: Vec<u8>,
}

/// The guess of the first bytes of a text; `None` for UTF-8, also where a little of it is damaged.
/// `is_whole` says that nothing follows them.
pub(super) fn guess(first: &[u8], is_whole: bool) -> Option<Guess> {
    let (letters, damaged) = utf8_in(first, is_whole);
    if first.contains(&0) || damaged < 3 || letters >= damaged {
        return None;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(first, is_whole);
    let oddity = |encoding: &'static Encoding| {
        let text = encoding.decode_without_bom_handling(first).0;
        oddity(&text)
    };
    let mut rated: Vec<(u64, &'static Encoding)> = KNOWN
        .iter()
        .map(|encoding| (oddity(encoding), *encoding))
        .collect();
    // Japanese is told from Chinese, which can be read into anything, by its kana.
    let kana = |encoding: &'static Encoding| {
        let text = encoding.decode_without_bom_handling(first).0;
        text.chars()
            .filter(|c| ('\u{3041}'..='\u{309f}').contains(c))
            .count()
    };
    rated.sort_by_cached_key(|(oddity, encoding)| (*oddity, std::cmp::Reverse(kana(encoding))));
    let mut best = detector.guess(None, Utf8Detection::Deny);
    // What is odd as the detector has it, and not at all in another way, is the other.
    if let Some((least, other)) = rated.first()
        && oddity(best) >= ODD
        && *least <= WELL
    {
        best = other;
    }
    // A few bytes that make no writing, or many that make none at all, are damage.
    let most = match damaged {
        0..FEW => 0,
        FEW..ENOUGH => ODD,
        _ => 2 * UNLIKELY,
    };
    if oddity(best) > most {
        return None;
    }
    let example = example(first, best);
    let shown = |encoding: &'static Encoding| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(&example)?;
        let is_shown = text.chars().all(|c| !c.is_control());
        is_shown.then(|| text.into_owned())
    };
    let mut encodings = vec![best];
    let mut texts: Vec<Option<String>> = vec![shown(best)];
    let mut next = None;
    for (oddity, encoding) in rated {
        if encoding == best {
            continue;
        }
        let text = shown(encoding);
        let is_likely = oddity <= UNLIKELY || encodings.len() == 1;
        if text.is_some() && !texts.contains(&text) && is_likely && encodings.len() < OFFERED {
            next.get_or_insert(oddity);
            encodings.push(encoding);
            texts.push(text);
        }
    }
    let stands_out = oddity(best) <= WELL && next.is_none_or(|next| next >= ODD);
    Some(Guess {
        is_sure: damaged >= ENOUGH && stands_out || encodings.len() == 1,
        encodings,
        example,
    })
}

/// What no writing has, in thousandths of the letters outside ASCII: signs within words, capitals
/// after small letters, letters of two scripts side by side, what is no character at all; and, as
/// half as odd, capitals or letters with accents in a row.
fn oddity(text: &str) -> u64 {
    let (mut letters, mut odd) = (0u64, 0u64);
    let mut before = ' ';
    for letter in text.chars() {
        if !letter.is_ascii() {
            letters += 1;
            let is_strange = letter == char::REPLACEMENT_CHARACTER || letter.is_control();
            let is_sign = before.is_alphabetic() && !letter.is_alphanumeric() && !is_joined(letter);
            let in_a_row = !before.is_ascii()
                && (letter.is_uppercase() && before.is_uppercase()
                    || letter.is_alphabetic()
                        && before.is_alphabetic()
                        && script(letter) == 0
                        && script(before) == 0);
            odd += u64::from(is_strange) * 4 + u64::from(is_sign) * 2 + u64::from(in_a_row);
        }
        let is_pair = letter.is_alphabetic() && before.is_alphabetic();
        if is_pair && !(letter.is_ascii() && before.is_ascii()) {
            let rises = letter.is_uppercase() && before.is_lowercase();
            odd += u64::from(rises || script(letter) != script(before)) * 2;
        }
        before = letter;
    }
    odd * 500 / letters.max(1)
}

/// What may stand behind a letter without a space.
fn is_joined(sign: char) -> bool {
    matches!(
        sign,
        '’' | '”'
            | '»'
            | '…'
            | '–'
            | '—'
            | '\u{a0}'
            | '‘'
            | '“'
            | '、'
            | '。'
            | '，'
            | '？'
            | '！'
            | '：'
            | '；'
            | '）'
            | '（'
            | '」'
            | '「'
            | '～'
            | '・'
            | '؟'
            | '،'
            | '؛'
            | 'ー'
            | '\u{200c}'
    ) || unicode_normalization::char::is_combining_mark(sign)
}

/// Which writing a letter belongs to, as far as code pages have it.
fn script(letter: char) -> u8 {
    match letter {
        '\u{0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => 0,
        '\u{370}'..='\u{3ff}' => 1,
        '\u{400}'..='\u{52f}' => 2,
        '\u{590}'..='\u{5ff}' => 3,
        '\u{600}'..='\u{6ff}' => 4,
        '\u{e00}'..='\u{e7f}' => 5,
        _ => 6,
    }
}

/// How many letters outside ASCII are sound in UTF-8, and how many bytes are not.
fn utf8_in(bytes: &[u8], is_whole: bool) -> (usize, usize) {
    let (mut letters, mut damaged) = (0, 0);
    let mut rest = bytes;
    loop {
        let (sound, error) = match std::str::from_utf8(rest) {
            Ok(text) => (text, None),
            Err(error) => {
                let (sound, _) = rest.split_at(error.valid_up_to());
                (std::str::from_utf8(sound).unwrap_or_default(), Some(error))
            }
        };
        letters += sound.chars().filter(|letter| !letter.is_ascii()).count();
        let Some(error) = error else { break };
        let Some(length) = error.error_len() else {
            // The last letter may be cut by where looking ended.
            damaged += usize::from(is_whole);
            break;
        };
        damaged += length;
        rest = rest.get(error.valid_up_to() + length..).unwrap_or_default();
    }
    (letters, damaged)
}

/// The line with most letters outside ASCII of the first ones, cut to where they are.
fn example(first: &[u8], encoding: &'static Encoding) -> Vec<u8> {
    let high = |line: &[u8]| line.iter().filter(|byte| !byte.is_ascii()).count();
    let lines = first.split(|byte| matches!(byte, b'\n' | b'\r')).take(400);
    // The first of those with most.
    let mut line: &[u8] = b"";
    for one in lines {
        if high(one).min(EXAMPLE) > high(line).min(EXAMPLE) {
            line = one;
        }
    }
    let text = encoding.decode_without_bom_handling(line).0;
    let from = text.chars().position(|letter| !letter.is_ascii());
    let from = from.unwrap_or_default().saturating_sub(EXAMPLE / 6);
    let cut: String = text.chars().skip(from).take(EXAMPLE).collect();
    // What is cut off a line does not begin with the comma of what is not shown.
    let shown = match from {
        0 => &*cut,
        _ => cut.trim_start_matches(|letter: char| letter.is_ascii_punctuation() || letter == ' '),
    };
    encoding.encode(shown).0.into_owned()
}

/// Texts that nothing in them says how to read.
pub(super) fn is_looked_at(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    let known = ["txt", "vcf", "md"];
    known.iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// Whether a mail, or a card of contacts, says itself how it is written.
pub(super) fn states_encoding(head: &[u8]) -> bool {
    let head = head.to_ascii_lowercase();
    let has = |word: &[u8]| memchr::memmem::find(&head, word).is_some();
    head.starts_with(b"from ") || has(b"charset=") || has(b"\nmime-version:")
}

impl Guess {
    /// The question's id: what is guessed alike is asked once.
    pub(super) fn question_id(&self) -> String {
        let name = self.encodings.first().map_or("", |page| page.name());
        format!("text-encoding-{}", name.to_lowercase())
    }

    /// What is to be asked of the text of that name.
    pub(super) fn question(&self, id: String, name: &str) -> Question {
        let choice = |page: &&'static Encoding| Choice {
            id: page.name().into(),
            text: format!("“{}” ({})", self.shown(page), page.name()),
        };
        Question {
            id: id.into(),
            text: format!(
                "{name} is not in UTF-8, and nothing in it says how its letters are written. \
                 Which of these is right?"
            ),
            choices: self.encodings.iter().map(choice).collect(),
        }
    }

    /// What the example is in that encoding.
    pub fn shown(&self, encoding: &'static Encoding) -> String {
        encoding
            .decode_without_bom_handling(&self.example)
            .0
            .trim()
            .to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(encoding: &'static Encoding, text: &str) -> Vec<u8> {
        let (bytes, _, lost) = encoding.encode(text);
        assert!(!lost, "{text}");
        bytes.into_owned()
    }

    #[test]
    fn what_is_in_utf_8_is_left_alone() {
        let long = "Grüße, où es-tu, где ты, 你在哪里\n".repeat(50);
        let mut hurt = long.clone().into_bytes();
        hurt[40] = 0xff;
        for bytes in [
            b"" as &[u8],
            b"plain\n",
            b"one \xe9 only",
            long.as_bytes(),
            &hurt,
            &long.as_bytes()[..33],
            b"\xff\xfea\0b\0c\0",
            b"10:01\tRo\xff\xfebin\tb\xc3 d\n10:02\tWren\tcut \xe4\xbd",
        ] {
            assert_eq!(guess(bytes, true), None);
        }
        assert_eq!(guess(&long.as_bytes()[..16], false), None);
    }

    #[test]
    fn what_states_its_encoding_is_left_alone() {
        for text in [
            "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=windows-1251:",
            "Mime-Version: 1.0\nMIME-Version: 1.0\n",
            "From stalker@example.org Fri Jan 01",
        ] {
            assert!(states_encoding(text.as_bytes()), "{text}");
        }
        assert!(!states_encoding(b"31.12.2019, 23:59 - Mara: no"));
        for (path, wanted) in [
            ("a.vcf", true),
            ("b/A.TXT", true),
            ("a.html", false),
            ("a", false),
        ] {
            assert_eq!(is_looked_at(path), wanted, "{path}");
        }
    }

    #[test]
    fn each_language_is_told_by_its_letters() {
        for (encoding, text) in [
            (
                encoding_rs::WINDOWS_1251,
                "Ты где? Почему ты не отвечаешь мне, я всё равно приду к тебе домой",
            ),
            (
                encoding_rs::KOI8_U,
                "Ты где? Почему ты не отвечаешь мне, я всё равно приду к тебе домой",
            ),
            (
                encoding_rs::WINDOWS_1250,
                "Gdzie jesteś? Dlaczego się nie odzywasz, przyjdę do ciebie jutro, żebyś wiedziała",
            ),
            (
                encoding_rs::WINDOWS_1252,
                "Où es-tu ? Réponds à mes messages, ça ne peut plus durer, j’arrive",
            ),
            (
                encoding_rs::WINDOWS_1254,
                "Şu an neredesin? Niçin cevap vermiyorsun, yarın kapına geleceğim",
            ),
            (
                encoding_rs::WINDOWS_1253,
                "Πού είσαι; Γιατί δεν απαντάς, θα έρθω αύριο στο σπίτι σου",
            ),
            (
                encoding_rs::WINDOWS_1256,
                "أين أنت؟ لماذا لا تردين علي، سآتي إلى بيتك غدا",
            ),
            (
                encoding_rs::WINDOWS_1255,
                "איפה את? למה את לא עונה לי, אני אבוא אליך הביתה מחר",
            ),
            (
                encoding_rs::GBK,
                "你在哪里？为什么不回答我，我明天到你家来找你",
            ),
            (
                encoding_rs::BIG5,
                "你在哪裡？為什麼不回答我，我明天到你家來找你",
            ),
            (
                encoding_rs::SHIFT_JIS,
                "どこにいるの？返事をしてください。明日家に行きます",
            ),
            (
                encoding_rs::EUC_KR,
                "어디야? 왜 대답을 안 해, 내일 너희 집으로 갈게",
            ),
        ] {
            let text = format!("31.12.2019, 23:59 - Mara: {text}\n").repeat(5);
            let found = guess(&written(encoding, &text), true).unwrap();
            let best = found.encodings[0];
            // One may hold all of another.
            let same = best.decode(&written(encoding, &text)).0 == text;
            assert!(same, "{} for {}", best.name(), encoding.name());
            assert!(text.contains(&found.shown(best)), "{}", found.shown(best));
        }
    }
}
