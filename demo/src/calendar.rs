//! Dates for the writers: seconds since the epoch to what a British phone shows.

/// `(year, month, day, hour, minute, second, day of week with 0 = Monday)` in UTC.
pub fn fields(epoch: i64) -> (i64, i64, i64, i64, i64, i64, usize) {
    let days = epoch.div_euclid(86_400);
    let second = epoch.rem_euclid(86_400);
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    let year = yoe + era * 400 + i64::from(month <= 2);
    let day = doy - (153 * mp + 2) / 5 + 1;
    let weekday = (days + 3).rem_euclid(7) as usize;
    (
        year,
        month,
        day,
        second / 3_600,
        second / 60 % 60,
        second % 60,
        weekday,
    )
}

/// Seconds since the epoch of midnight UTC on a date of the years 1970 to 2100.
pub fn epoch(year: i64, month: i64, day: i64) -> i64 {
    let y = year - i64::from(month <= 2);
    let mp = (month + 9) % 12;
    let doy = (153 * mp + 2) / 5 + day - 1;
    let days = y * 365 + y.div_euclid(4) - y.div_euclid(100) + y.div_euclid(400) + doy - 719_468;
    days * 86_400
}

/// Seconds to add to UTC for British clocks: one hour from the last Sunday of March, 01:00 UTC,
/// to the last Sunday of October, 01:00 UTC.
pub fn british_offset(at: i64) -> i64 {
    let year = fields(at).0;
    let last_sunday = |month: i64| {
        let last = epoch(year, month, 31);
        let weekday = fields(last).6 as i64;
        last - (weekday + 1) % 7 * 86_400 + 3_600
    };
    if (last_sunday(3)..last_sunday(10)).contains(&at) {
        3_600
    } else {
        0
    }
}

/// The months' names, short.
pub const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// The days' names, short, from Monday.
pub const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// RFC 5322: `Mon, 04 Mar 2024 09:05:00 +0000`.
pub fn mail_date(at: i64) -> String {
    let (year, month, day, hour, minute, second, weekday) = fields(at);
    let (name, month) = (DAYS[weekday], MONTHS[month as usize - 1]);
    format!("{name}, {day:02} {month} {year} {hour:02}:{minute:02}:{second:02} +0000")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summer_time_begins_and_ends_on_the_last_sunday() {
        let begins = epoch(2024, 3, 31) + 3_600;
        assert_eq!(
            (british_offset(begins - 1), british_offset(begins)),
            (0, 3_600)
        );
        let ends = epoch(2025, 10, 26) + 3_600;
        assert_eq!((british_offset(ends - 1), british_offset(ends)), (3_600, 0));
        assert_eq!(
            mail_date(epoch(2024, 3, 4)),
            "Mon, 04 Mar 2024 00:00:00 +0000"
        );
        assert_eq!(
            &fields(epoch(2000, 2, 29) + 3_661),
            &(2000, 2, 29, 1, 1, 1, 1)
        );
    }
}
