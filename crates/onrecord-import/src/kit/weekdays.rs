//! Days of the week as chats write them beside a date, and the one that a date has: where both are
//! known, they tell which number is the day. Knows no platform.

use onrecord_model::when::days_from_civil;

/// Names of the days from Monday, by language, from the Unicode CLDR (wide, abbreviated and
/// narrow), without dots and in lower case. Words that mean different days in two of these
/// languages do not occur.
const DAYS: [&[&str]; 7] = [
    &[
        "monday",
        "mon",
        "月",
        "月曜",
        "月曜日",
        "一",
        "週一",
        "周一",
        "星期一",
        "월",
        "월요일",
        "จ",
        "จันทร์",
        "วันจันทร์",
        "senin",
        "sen",
        "isnin",
        "lundi",
        "lunes",
        "montag",
        "понедельник",
        "пн",
        "thứ hai",
    ],
    &[
        "tuesday",
        "tue",
        "tues",
        "火",
        "火曜",
        "火曜日",
        "二",
        "週二",
        "周二",
        "星期二",
        "화",
        "화요일",
        "อ",
        "อังคาร",
        "วันอังคาร",
        "selasa",
        "sel",
        "mardi",
        "martes",
        "dienstag",
        "вторник",
        "вт",
        "thứ ba",
    ],
    &[
        "wednesday",
        "wed",
        "水",
        "水曜",
        "水曜日",
        "三",
        "週三",
        "周三",
        "星期三",
        "수",
        "수요일",
        "พ",
        "พุธ",
        "วันพุธ",
        "rabu",
        "rab",
        "mercredi",
        "miércoles",
        "mittwoch",
        "среда",
        "ср",
        "thứ tư",
    ],
    &[
        "thursday",
        "thu",
        "thur",
        "thurs",
        "木",
        "木曜",
        "木曜日",
        "四",
        "週四",
        "周四",
        "星期四",
        "목",
        "목요일",
        "พฤ",
        "พฤหัส",
        "พฤหัสบดี",
        "วันพฤหัสบดี",
        "kamis",
        "kam",
        "khamis",
        "jeudi",
        "jueves",
        "donnerstag",
        "четверг",
        "чт",
        "thứ năm",
    ],
    &[
        "friday",
        "fri",
        "金",
        "金曜",
        "金曜日",
        "五",
        "週五",
        "周五",
        "星期五",
        "금",
        "금요일",
        "ศ",
        "ศุกร์",
        "วันศุกร์",
        "jumat",
        "jum",
        "jumaat",
        "vendredi",
        "viernes",
        "freitag",
        "пятница",
        "пт",
        "thứ sáu",
    ],
    &[
        "saturday",
        "sat",
        "土",
        "土曜",
        "土曜日",
        "六",
        "週六",
        "周六",
        "星期六",
        "토",
        "토요일",
        "ส",
        "เสาร์",
        "วันเสาร์",
        "sabtu",
        "sab",
        "samedi",
        "sábado",
        "samstag",
        "суббота",
        "сб",
        "thứ bảy",
    ],
    &[
        "sunday",
        "sun",
        "日",
        "日曜",
        "日曜日",
        "週日",
        "周日",
        "星期日",
        "星期天",
        "週天",
        "일",
        "일요일",
        "อา",
        "อาทิตย์",
        "วันอาทิตย์",
        "minggu",
        "min",
        "ahad",
        "dimanche",
        "domingo",
        "sonntag",
        "воскресенье",
        "вс",
        "chủ nhật",
    ],
];

/// The day that a word names, 0 for Monday.
pub fn weekday_of(word: &str) -> Option<u8> {
    let plain: String = word
        .trim()
        .chars()
        .filter(|character| *character != '.')
        .flat_map(char::to_lowercase)
        .collect();
    let found = DAYS.iter().position(|names| names.contains(&&*plain))?;
    Some(found as u8)
}

/// The weekday of a date of the Gregorian calendar, 0 for Monday; `None` where there is no such day.
pub fn weekday(year: i32, month: u8, day: u8) -> Option<u8> {
    // 1970-01-01 was a Thursday.
    let days = days_from_civil(year, month, day)?;
    Some((days + 3).rem_euclid(7) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_dates_name_the_same_days() {
        for (words, date) in [
            (&["Mon", "月", "（一", "월요일", "จ."][..], (2024, 1, 15)),
            (&["Thursday", "พฤ.", "週四", "Kamis"], (2014, 8, 14)),
            (&["Sun", "日", "อา.", "星期天"], (2017, 9, 3)),
            (&["금요일", "ศ."], (2025, 11, 28)),
        ] {
            let wanted = weekday(date.0, date.1, date.2);
            for word in words {
                assert_eq!(weekday_of(word.trim_start_matches('（')), wanted, "{word}");
            }
        }
        assert_eq!(weekday_of("hello"), None);
        assert_eq!(weekday_of(""), None);
        assert_eq!(weekday(2023, 2, 29), None);
    }

    #[test]
    fn no_word_names_two_days() {
        let mut all: Vec<_> = DAYS.iter().flat_map(|names| names.iter()).collect();
        all.sort_unstable();
        let count = all.len();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
