//! Whom a chat is with, as its first line or its file's name says: a table of languages.

/// What a title says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Title {
    pub name: Box<str>,
    /// It is a chat with one other person, as the words of the title say.
    pub is_of_two: bool,
}

const MARK: &str = "[LINE]";

/// `(language, source, before the name, behind it, of two)`. `seen` = in a peer's test, sample or
/// parser of real exports; `known` = general knowledge. The first that fits counts.
#[rustfmt::skip] // one language a line is easier to check
const FORMS: &[(&str, &str, &str, &str, bool)] = &[
    ("en", "seen", "Chat history with ", "", true),
    ("en", "known", "Chat with ", "", true),
    ("en", "seen", "Chat history in ", "", false),
    ("en", "known", "Chat in ", "", false),
    ("ja", "seen", "", "とのトーク履歴", true),
    ("ja", "known", "", "とのトーク", true),
    ("ja", "seen", "", "のトーク履歴", false),
    ("ja", "seen", "", "のトーク", false),
    ("zh-TW", "seen", "與", "的聊天記錄", true),
    ("zh-TW", "seen", "與", "的聊天紀錄", true),
    ("zh-TW", "seen", "與", "的聊天", true),
    ("zh-TW", "seen", "", "的聊天記錄", false),
    ("zh-CN", "seen", "与", "的聊天记录", true),
    ("zh-CN", "seen", "", "的聊天记录", false),
    ("th", "seen", "ประวัติการแชทกับ", "", true),
    ("th", "seen", "ประวัติแชทกับ", "", true),
    ("th", "seen", "ประวัติการสนทนากับ", "", true),
    ("th", "seen", "ประวัติการแชทในกลุ่ม", "", false),
    ("id", "known", "Riwayat chat dengan ", "", true),
    ("id", "known", "Riwayat obrolan dengan ", "", true),
];

/// The title in the first line of a chat.
pub(super) fn of_line(line: &[u8]) -> Option<Title> {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    let line = line.trim_ascii_start();
    let rest = line.strip_prefix(MARK.as_bytes())?;
    Some(of_text(&String::from_utf8_lossy(rest)))
}

/// The title in a file's name without its ending: `[LINE]Robin`, `[LINE] 與Robin的聊天`.
pub(super) fn of_name(stem: &str) -> Option<Title> {
    stem.strip_prefix(MARK)
        .map(of_text)
        .filter(|title| !title.name.is_empty())
}

fn of_text(text: &str) -> Title {
    let text = text.trim();
    for (_, _, before, behind, is_of_two) in FORMS {
        let name = text
            .strip_prefix(before)
            .and_then(|rest| rest.strip_suffix(behind))
            .map(str::trim)
            .filter(|name| !name.is_empty());
        if let Some(name) = name {
            // A group's name stands in quotation marks in some languages.
            let inside = name
                .strip_prefix('"')
                .and_then(|rest| rest.strip_suffix('"'));
            return Title {
                name: inside
                    .filter(|name| !name.is_empty() && !is_of_two)
                    .unwrap_or(name)
                    .into(),
                is_of_two: *is_of_two,
            };
        }
    }
    Title {
        name: text.into(),
        is_of_two: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_several_languages() {
        for (line, name, is_of_two) in [
            (
                "\u{feff}[LINE] Chat history with Robin Hale",
                "Robin Hale",
                true,
            ),
            ("[LINE] Chat history in Choir", "Choir", false),
            ("[LINE] 花子とのトーク履歴", "花子", true),
            ("[LINE] 合唱団のトーク履歴", "合唱団", false),
            ("[LINE] 與小美的聊天記錄", "小美", true),
            ("[LINE] 與 小美 的聊天紀錄", "小美", true),
            ("[LINE] 与小美的聊天记录", "小美", true),
            ("[LINE] ประวัติการแชทกับ มะลิ", "มะลิ", true),
            ("[LINE] ประวัติการแชทในกลุ่ม \"ทดสอบ\"", "ทดสอบ", false),
            ("[LINE] Robin", "Robin", false),
        ] {
            let title = of_line(line.as_bytes()).unwrap();
            assert_eq!((&*title.name, title.is_of_two), (name, is_of_two), "{line}");
        }
        assert_eq!(of_line(b"LINE"), None);
        assert_eq!(of_name("[LINE]Robin").unwrap().name, "Robin".into());
        assert_eq!(of_name("notes"), None);
    }
}
