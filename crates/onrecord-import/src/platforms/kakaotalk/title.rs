//! The two lines at the top of a chat: whose it is, and when it was saved. Knows no message.

use super::head::{self, Head};
use crate::kit::iso_time;
use crate::kit::written_clock::Clock;
use onrecord_model::{Precision, Truth, Wall, When};

/// `(language, source, before the name, behind it)`. The first that fits counts.
#[rustfmt::skip] // one language a line is easier to check
const FORMS: &[(&str, &str, &str, &str)] = &[
    ("ko", "seen", "", "님과의 카카오톡 대화"),
    ("ko", "seen", "", "님과 카카오톡 대화"),
    ("ko", "seen", "", "과 카카오톡 대화"),
    ("ko", "seen", "", "와 카카오톡 대화"),
    ("ko", "known", "", "카카오톡 대화"),
    ("en", "seen", "KakaoTalk Chats with ", ""),
    ("en", "seen", "", " with KakaoTalk Chats"),
];

/// What stands before the time of saving.
const SAVED: &[&str] = &["저장한 날짜", "Date Saved", "Saved Date"];

/// Whom the chat is with, as its first line says.
pub(super) fn of_line(line: &[u8]) -> Option<String> {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    if line.len() > 2_000 {
        return None;
    }
    let text = String::from_utf8_lossy(line);
    of_text(text.trim())
}

/// The same of a file's name without its ending.
pub(super) fn of_name(stem: &str) -> Option<String> {
    of_text(stem)
}

fn of_text(text: &str) -> Option<String> {
    // iPhones write the file's name there: `… 카카오톡 대화-1.txt`.
    let text = text.strip_suffix(".txt").unwrap_or(text);
    let text = match text.rsplit_once('-') {
        Some((before, number))
            if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) =>
        {
            before
        }
        _ => text,
    };
    FORMS.iter().find_map(|(_, _, before, behind)| {
        let name = text.strip_prefix(before)?.strip_suffix(behind)?.trim();
        (!name.is_empty()).then(|| name.to_owned())
    })
}

/// The time of saving that a line states, as it is written.
pub(super) fn saved(line: &str) -> Option<&str> {
    let (before, time) = line.split_once(':')?;
    SAVED
        .contains(&before.trim_start_matches('\u{feff}').trim())
        .then_some(time.trim())
}

/// The time in the lines at the top.
pub(super) fn when(top: &[u8]) -> When {
    let text = String::from_utf8_lossy(top);
    let Some(written) = text.lines().find_map(saved) else {
        return When::undated();
    };
    // As a message would be written at that time.
    if let Some(Head::Stamped(stamp)) = head::parse(format!("{written}, ").as_bytes()) {
        return stamped(written, &stamp);
    }
    iso_time::parse_or_keep(written)
}

/// The time of a stamp.
pub(super) fn stamped(written: &str, stamp: &head::Stamp) -> When {
    let date = stamp.date;
    let truth = truth((date.year, date.month, date.day), stamp.clock);
    When {
        as_written: written.into(),
        truth,
        precision: precision(truth, stamp.clock),
    }
}

pub(super) fn truth((year, month, day): (i32, u8, u8), clock: Clock) -> Truth {
    let (hour, _) = clock.period.hour_of_day(clock.hour);
    let second = clock.second.unwrap_or(0);
    Wall::new(year, month, day, hour, clock.minute, second, 0)
        .map_or(Truth::Undated, Truth::WallZoneUnknown)
}

pub(super) fn precision(truth: Truth, clock: Clock) -> Precision {
    match (truth, clock.second) {
        (Truth::Undated, _) => Precision::Coarse,
        (_, Some(_)) => Precision::Second,
        (_, None) => Precision::Minute,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_times_of_saving() {
        for (line, name) in [
            ("하늘 님과 카카오톡 대화", "하늘"),
            ("하늘님과의 카카오톡 대화", "하늘"),
            ("합창단 (4명)과 카카오톡 대화-1.txt", "합창단 (4명)"),
            ("\u{feff}하늘,바다 4 님과 카카오톡 대화", "하늘,바다 4"),
            (
                "KakaoTalk Chats with Choir (4 people)-1.txt",
                "Choir (4 people)",
            ),
            ("Choir with KakaoTalk Chats", "Choir"),
        ] {
            assert_eq!(of_line(line.as_bytes()).as_deref(), Some(name), "{line}");
        }
        assert_eq!(of_line("카카오톡 대화".as_bytes()), None);
        assert_eq!(of_line(b"KakaoTalk Chats"), None);
        for (line, wanted) in [
            (
                "저장한 날짜 : 2015. 8. 3. 오전 12:15",
                "2015-08-03T00:15:00",
            ),
            (
                "저장한 날짜 : 2015년 8월 3일 오전 12:51",
                "2015-08-03T00:51:00",
            ),
            ("Date Saved : Aug 3, 2015, 12:20 AM", "2015-08-03T00:20:00"),
            ("Date Saved : 1:01am, August 3, 2015", "2015-08-03T01:01:00"),
            ("Date Saved : 2015-08-03 00:29:58", "2015-08-03T00:29:58"),
        ] {
            let wall = when(line.as_bytes())
                .truth
                .wall()
                .map(|wall| wall.to_string());
            assert_eq!(wall.as_deref(), Some(wanted), "{line}");
        }
    }
}
