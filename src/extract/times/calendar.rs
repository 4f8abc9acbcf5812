//! Calendar arithmetic: expressions relative to the publication date as ISO 8601.

use crate::knowledge::time_words::TimeUnit;
use jiff::ToSpan;
use jiff::civil::Date;

/// The day from which relative expressions count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor {
    date: Date,
    exact: bool,
}

/// Where the tense of the governing verb puts the happening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lean {
    /// At or before the anchor.
    Past,
    /// At or after the anchor.
    Future,
    /// The verb does not tell.
    Unknown,
}

impl Anchor {
    /// Reads `2025-02-07`, `2025-02` or `2025`; what follows a `T` is ignored.
    pub fn parse(iso: &str) -> Option<Self> {
        let mut parts = iso.split('T').next()?.split('-');
        let year = parts.next()?.parse().ok()?;
        let month = parts.next().map(str::parse).transpose().ok()?;
        let day: Option<i8> = parts.next().map(str::parse).transpose().ok()?;
        let date = Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
        Some(Anchor { date, exact: day.is_some() })
    }

    /// The day, where the anchor is exact to the day.
    pub fn day(self) -> Option<Date> {
        self.exact.then_some(self.date)
    }

    /// A day so many days from the anchor.
    pub fn shifted(self, days: i32) -> Option<Date> {
        self.day()?.checked_add(days.days()).ok()
    }

    /// The day of a weekday (1 = Monday): the nearest one on the side that the tense tells, the anchor's own day
    /// included, or strictly before or after it for `strict`.
    pub fn weekday(self, weekday: i16, lean: Lean, strict: bool) -> Option<Date> {
        let today = i32::from(self.day()?.weekday().to_monday_one_offset());
        let weekday = i32::from(weekday);
        let days = match lean {
            Lean::Future => (weekday - today).rem_euclid(7),
            _ => -(today - weekday).rem_euclid(7),
        };
        let days = match (days, strict, lean) {
            (0, true, Lean::Future) => 7,
            (0, true, _) => -7,
            (days, ..) => days,
        };
        self.shifted(days)
    }

    /// The year of a month that is named alone.
    pub fn year_of_month(self, month: i16, lean: Lean) -> i16 {
        let ahead = month - i16::from(self.date.month());
        let year = self.date.year();
        match lean {
            Lean::Past if ahead > 0 => year - 1,
            Lean::Future if ahead < 0 => year + 1,
            Lean::Unknown if ahead > 6 => year - 1,
            Lean::Unknown if ahead < -6 => year + 1,
            _ => year,
        }
    }

    /// The date of a day and month without a year.
    pub fn date_of(self, month: i16, day: i16, lean: Lean) -> Option<Date> {
        let year = self.date.year();
        let this_year = date(year, month, day)?;
        let distance = (this_year - self.date).get_days();
        let year = match lean {
            Lean::Past if distance > 0 => year - 1,
            Lean::Future if distance < 0 => year + 1,
            Lean::Unknown if distance > 183 => year - 1,
            Lean::Unknown if distance < -183 => year + 1,
            _ => year,
        };
        date(year, month, day)
    }

    /// The day, week, month, year… that is `count` units from the anchor (negative: before), as ISO 8601.
    pub fn unit_at(self, count: i64, unit: TimeUnit) -> Option<String> {
        let months = |count: i64| self.date.checked_add(i32::try_from(count).ok()?.months()).ok();
        match unit {
            TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => Some(iso_day(self.day()?)),
            TimeUnit::Day => Some(iso_day(self.shifted(i32::try_from(count).ok()?)?)),
            TimeUnit::Week => Some(self.week(i32::try_from(count).ok()?)?.0),
            TimeUnit::Weekend => {
                let monday = self.week(i32::try_from(count).ok()?)?.1;
                let saturday = monday.checked_add(5.days()).ok()?;
                Some(interval(&iso_day(saturday), &iso_day(saturday.tomorrow().ok()?)))
            }
            TimeUnit::Month => Some(iso_month(months(count)?)),
            TimeUnit::Quarter => {
                let first = (i64::from(self.date.month()) - 1) / 3 * 3 + 1;
                let start = months(first - i64::from(self.date.month()) + count.checked_mul(3)?)?;
                Some(interval(&iso_month(start), &iso_month(start.checked_add(2.months()).ok()?)))
            }
            TimeUnit::Year => iso_year(i64::from(self.date.year()) + count),
            TimeUnit::Decade => iso_year(i64::from(self.date.year()) + count.checked_mul(10)?),
            TimeUnit::Century => iso_year(i64::from(self.date.year()) + count.checked_mul(100)?),
        }
    }

    /// The week so many weeks from the anchor's, with its Monday.
    fn week(self, count: i32) -> Option<(String, Date)> {
        let today = i32::from(self.day()?.weekday().to_monday_one_offset());
        let monday = self.shifted(count.checked_mul(7)?.checked_add(1 - today)?)?;
        let sunday = monday.checked_add(6.days()).ok()?;
        Some((interval(&iso_day(monday), &iso_day(sunday)), monday))
    }

    /// A season by its first month, in the year that the tense tells; months as an interval.
    pub fn season(self, first_month: i16, lean: Lean) -> Option<String> {
        let year = match lean {
            Lean::Unknown => self.year_of_month(first_month, Lean::Past),
            lean => self.year_of_month(first_month, lean),
        };
        season(first_month, year)
    }
}

/// A date from numbers, `None` where there is no such day.
pub fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// `2025-02-07`.
pub fn iso_day(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

fn iso_month(date: Date) -> String {
    month(date.year(), i16::from(date.month()))
}

/// `2025-02`.
pub fn month(year: i16, month: i16) -> String {
    format!("{year:04}-{month:02}")
}

fn iso_year(year: i64) -> Option<String> {
    (1..=9999).contains(&year).then(|| format!("{year:04}"))
}

/// A season of a year, as an interval of months; winter runs into the next year.
pub fn season(first_month: i16, year: i16) -> Option<String> {
    let start = date(year, first_month, 1)?;
    Some(interval(&iso_month(start), &iso_month(start.checked_add(2.months()).ok()?)))
}

/// `start/end`.
pub fn interval(start: &str, end: &str) -> String {
    format!("{start}/{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn friday() -> Anchor {
        Anchor::parse("2025-02-07").unwrap()
    }

    #[test]
    fn weekdays_follow_the_tense() {
        let day = |weekday, lean, strict| iso_day(friday().weekday(weekday, lean, strict).unwrap());
        assert_eq!(day(5, Lean::Past, false), "2025-02-07");
        assert_eq!(day(5, Lean::Past, true), "2025-01-31");
        assert_eq!(day(2, Lean::Past, false), "2025-02-04");
        assert_eq!(day(2, Lean::Future, false), "2025-02-11");
        assert_eq!(day(6, Lean::Unknown, false), "2025-02-01");
    }

    #[test]
    fn months_and_days_without_a_year() {
        assert_eq!(friday().year_of_month(6, Lean::Past), 2024);
        assert_eq!(friday().year_of_month(6, Lean::Future), 2025);
        assert_eq!(iso_day(friday().date_of(12, 24, Lean::Past).unwrap()), "2024-12-24");
        assert_eq!(iso_day(friday().date_of(1, 31, Lean::Unknown).unwrap()), "2025-01-31");
        assert_eq!(friday().date_of(2, 30, Lean::Past), None);
    }

    #[test]
    fn units_are_as_exact_as_they_are() {
        let unit = |count, unit| friday().unit_at(count, unit).unwrap();
        assert_eq!(unit(1, TimeUnit::Week), "2025-02-10/2025-02-16");
        assert_eq!(unit(-1, TimeUnit::Weekend), "2025-02-01/2025-02-02");
        assert_eq!(unit(-3, TimeUnit::Year), "2022");
        assert_eq!(unit(-2, TimeUnit::Month), "2024-12");
        assert_eq!(unit(-1, TimeUnit::Quarter), "2024-10/2024-12");
        assert_eq!(friday().unit_at(i64::MAX, TimeUnit::Month), None);
        assert_eq!(Anchor::parse("2025").unwrap().unit_at(-1, TimeUnit::Day), None);
    }

    #[test]
    fn winter_runs_into_the_next_year() {
        assert_eq!(season(12, 2024).unwrap(), "2024-12/2025-02");
        assert_eq!(friday().season(6, Lean::Past).unwrap(), "2024-06/2024-08");
    }
}
