//! Headers in the layouts seen, and lines that are none.

use super::*;

fn written(line: &str) -> (&str, &str) {
    let header = parse(line.as_bytes()).unwrap_or_else(|| panic!("{line:?} is a header"));
    let (from, to) = header.written;
    (
        &line[from as usize..to as usize],
        &line[header.body as usize..],
    )
}

#[test]
fn layouts() {
    for (line, when) in [
        ("3/6/18, 1:55 p.m. - a: m", "3/6/18, 1:55 p.m."),
        ("13.06.18 21.25.15: a: m", "13.06.18 21.25.15"),
        ("13.6.2018 klo 21.25.15 - a: m", "13.6.2018 klo 21.25.15"),
        ("[3/6/18 1:55:00 p. m.] a: m", "3/6/18 1:55:00 p. m."),
        ("[2018/06/13, 21:25:15] a: m", "2018/06/13, 21:25:15"),
        ("[06/2018/13, 21:25:15] a: m", "06/2018/13, 21:25:15"),
        ("13. 6. 2018. 21:25 - a: m", "13. 6. 2018. 21:25"),
        ("13.06.18, 21:25 - a: m", "13.06.18, 21:25"),
        ("6/13/18, 9:25\u{202f}PM - a: m", "6/13/18, 9:25\u{202f}PM"),
        ("30/08/25 18.00 - a: m", "30/08/25 18.00"),
        ("2018. 6. 13. 오후 9:25 - a: m", "2018. 6. 13. 오후 9:25"),
        ("2018/6/13 下午9:25 - a: m", "2018/6/13 下午9:25"),
        ("2018年6月13日 21:25 - a: m", "2018年6月13日 21:25"),
        ("2018-06-13 21 h 25 - a: m", "2018-06-13 21 h 25"),
        ("\u{200e}[13.03.24, 10:15:01] a: m", "13.03.24, 10:15:01"),
        (
            "٢٤\u{200f}/٤\u{200f}/٢٠٢٢، ٢:٠٧ م - a: m",
            "٢٤\u{200f}/٤\u{200f}/٢٠٢٢، ٢:٠٧ م",
        ),
        (
            "[۲۰۱۸/۶/۱۳،\u{a0}۲۱:۲۵:۱۵] a: m",
            "۲۰۱۸/۶/۱۳،\u{a0}۲۱:۲۵:۱۵",
        ),
        ("१३/६/२०१८, ९:२५ pm - a: m", "१३/६/२०१८, ९:२५ pm"),
        ("13.06.18 г., 21:25 - a: m", "13.06.18 г., 21:25"),
        ("13.06.2018 г. 21:25 ч. - a: m", "13.06.2018 г. 21:25 ч."),
        ("13.06.2018 um 21:25 Uhr - a: m", "13.06.2018 um 21:25 Uhr"),
        ("21:25, 13/6/2018 - a: m", "21:25, 13/6/2018"),
        ("9:25 CH, 13/6/2018 - a: m", "9:25 CH, 13/6/2018"),
        ("[21:25:15, 13/6/2018] a: m", "21:25:15, 13/6/2018"),
    ] {
        assert_eq!(written(line), (when, "a: m"), "{line}");
    }
}

#[test]
fn halves_of_the_day() {
    for (line, period) in [
        ("3/6/18, 1:55 p.m. - a", Period::Afternoon),
        ("3/6/18, 1:55 PM - a", Period::Afternoon),
        ("3/6/18, 1:55 a.\u{a0}m. - a", Period::Morning),
        ("2018. 6. 13. 오후 9:25 - a", Period::Afternoon),
        ("3/6/18, 13:55 - a", Period::None),
        ("3/6/18, 1:55 xyz - a", Period::UnknownWord),
        ("9:25 CH, 3/6/2018 - a", Period::Afternoon),
        ("13.06.2018 um 11:25 Uhr - a", Period::None),
        ("13.6.2018 klo 21.25 - a", Period::None),
    ] {
        assert_eq!(parse(line.as_bytes()).unwrap().period, period, "{line}");
    }
}

#[test]
fn lines_that_are_no_header() {
    for line in [
        "",
        "a",
        "3 apples",
        "13.06.18",
        "13.06.18, 21:25",
        "13.06.18, 21:25 and then - no",
        "13.06.18, 25:25 - a: m",
        "13.13.2018, 21:25 - a: m",
        "[13.06.18 a: m",
        "1/2/3/4, 10:10 - a",
        "00/01/2018, 10:10 - a: m",
        "99999/1/1, 10:10 - a: m",
        "[",
        "[[13.06.18, 21:25] a: m",
        "13.06.18, 21:60 - a: m",
        "10:15 - a: m",
        "0044 7700 900123 - a: m",
        "1/1/2020, 999:10 - a: m",
        "65539/1/1, 10:10 - a: m",
        "21:25, 13/6/2018 at mine - a: m",
        "21:25 and more, 13/6/2018 - a: m",
    ] {
        assert_eq!(parse(line.as_bytes()), None, "{line:?}");
    }
}

#[test]
fn the_quick_way_gives_what_the_thorough_one_gives() {
    for date in ["1/2/18", "13.06.2018", "2018-06-13", "06/2018/13"] {
        for comma in [",", ""] {
            for time in ["1:55", "21:25:15", "18.00", "09.08.07"] {
                for period in ["", " PM", "\u{202f}am"] {
                    for (open, close) in [("", " - "), ("[", "] ")] {
                        let line = format!("{open}{date}{comma} {time}{period}{close}a: m");
                        let quick = parse_plain(line.as_bytes());
                        assert!(quick.is_some(), "{line}");
                        assert_eq!(quick, parse_any(line.as_bytes()), "{line}");
                    }
                }
            }
        }
    }
}
