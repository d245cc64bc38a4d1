//! Counting times: hours, months, days, either way and at the ends of what 64 bits can say.

use super::*;

fn at(day: &str, hour: i64) -> i64 {
    let day = Day::parse(day).unwrap();
    day.days_since(Day::new(1970, 1, 1).unwrap()) * DAY + hour * HOUR + 1
}

fn counted(times: &[i64]) -> Seen {
    let mut patterns = Patterns::default();
    times.iter().for_each(|at| patterns.add(*at));
    patterns.finish()
}

#[test]
fn hours_of_weekdays_months_and_the_busiest_are_counted_either_way() {
    // 1 March 2024 was a Friday.
    let mut times = vec![
        at("2024-03-01", 2),
        at("2024-03-01", 2),
        at("2024-03-01", 23),
        at("2024-03-02", 0),
        at("2024-06-10", 9),
    ];
    let seen = counted(&times);
    assert_eq!(seen.total, 5);
    assert_eq!(seen.hours[4][2], 2);
    assert_eq!(busiest_hour(&seen.hours), Some((4, 2, 2)));
    assert_eq!(between(&seen.hours, 23, 6), 4);
    assert_eq!(between(&seen.hours, 9, 10), 1);
    assert_eq!(at_weekends(&seen.hours), 1);
    let bars: Vec<u64> = seen.bars.iter().map(|bar| bar.events).collect();
    assert_eq!(bars, [4, 0, 0, 1]);
    let most = seen.busiest_bar().unwrap();
    assert_eq!(
        (most.from.year, most.from.month, most.year),
        (2024, 3, false)
    );
    let busiest = seen.busiest_day.unwrap();
    assert_eq!(
        (busiest.day.to_string(), busiest.events),
        ("2024-03-01".into(), 3)
    );
    let (first, days) = seen.quiet.unwrap();
    assert_eq!(
        (first.to_string(), days, seen.days),
        ("2024-03-03".into(), 99, 3)
    );
    times.reverse();
    assert_eq!(counted(&times), seen);
}

#[test]
fn nothing_gives_nothing_and_one_gives_one() {
    let none = counted(&[]);
    assert_eq!((none.total, none.bars.len()), (0, 0));
    assert_eq!(
        (busiest_hour(&none.hours), none.busiest_bar(), none.quiet),
        (None, None, None)
    );
    let one = counted(&[at("2021-12-31", 23)]);
    assert_eq!((one.bars.len(), one.days, one.quiet), (1, 1, None));
}

#[test]
fn many_years_are_counted_by_year_and_wrong_clocks_do_not_fill_a_page() {
    let long = counted(&[at("1999-05-01", 1), at("2024-05-01", 1)]);
    assert_eq!(long.bars.len(), 26);
    assert!(long.bars.iter().all(|bar| bar.year));
    let wrong = counted(&[
        at("0001-01-01", 1),
        at("2024-05-01", 1),
        at("9999-12-31", 1),
    ]);
    assert_eq!(wrong.bars.len(), 3);
    assert_eq!(wrong.bars.iter().map(|bar| bar.events).sum::<u64>(), 3);
    // Whatever 64 bits can say.
    for extreme in [i64::MIN, i64::MIN + 1, -1, 0, i64::MAX] {
        assert_eq!(counted(&[extreme]).total, 1);
    }
    let seen = counted(&[i64::MIN, i64::MAX]);
    assert_eq!(seen.bars.iter().map(|bar| bar.events).sum::<u64>(), 2);
}
