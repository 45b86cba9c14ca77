//! Calendar dates of the clinic: ages in completed years, days between.

use jiff::civil::Date;

/// Completed years from `birth` to `on`, by the calendar. Someone born on 29 February has their birthday on
/// 1 March in common years (one stated rule; some places use 28 February). Nothing when `on` is before `birth`.
pub fn completed_years(birth: Date, on: Date) -> Option<u16> {
    if on < birth {
        return None;
    }
    let years = on.year() - birth.year();
    let had_birthday = (on.month(), on.day()) >= (birth.month(), birth.day());
    u16::try_from(if had_birthday { years } else { years - 1 }).ok()
}

/// Whole days from `from` to `to`; negative when `to` comes first.
pub fn days_between(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn years_are_completed_by_the_calendar() {
        for (birth, on, age) in [
            (date(2012, 2, 29), date(2028, 2, 28), 15),
            (date(2012, 2, 29), date(2028, 2, 29), 16),
            (date(2012, 2, 29), date(2030, 2, 28), 17),
            (date(2012, 2, 29), date(2030, 3, 1), 18),
            (date(2010, 11, 21), date(2026, 11, 20), 15),
            (date(2010, 11, 21), date(2026, 11, 21), 16),
            (date(2010, 12, 31), date(2026, 12, 30), 15),
            (date(2000, 1, 1), date(2000, 1, 1), 0),
        ] {
            assert_eq!(completed_years(birth, on), Some(age), "{birth} {on}");
        }
        assert_eq!(completed_years(date(2000, 1, 2), date(2000, 1, 1)), None);
    }

    #[test]
    fn days_agree_with_the_calendar() {
        let start = date(1999, 12, 28);
        for (count, day) in start
            .series(jiff::Span::new().days(1))
            .take(5000)
            .enumerate()
        {
            assert_eq!(days_between(start, day), i64::try_from(count).unwrap());
            assert_eq!(days_between(day, start), -i64::try_from(count).unwrap());
        }
    }
}
