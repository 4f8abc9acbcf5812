//! Dates and times as pages write them.

use super::tables::{WORD_TABLE, rows};
use crate::doc::Language;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

const CALENDAR: &str = include_str!("../../data/page/calendar.tsv");

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Name {
    Month(u8),
    Weekday(u8),
}

static NAMES: LazyLock<FxHashMap<&'static str, Name>> = LazyLock::new(|| {
    let mut names = FxHashMap::default();
    for line in rows(CALENDAR).skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [_, class, number, forms] = cells.as_slice() else { continue };
        let Ok(number) = number.parse() else { continue };
        let name = if *class == "month" { Name::Month(number) } else { Name::Weekday(number) };
        for form in forms.split(';') {
            names.entry(form).or_insert(name);
        }
    }
    names
});

/// A calendar date as exact as a page gives it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Date {
    /// Year of the common era.
    pub year: Option<u16>,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31.
    pub day: Option<u8>,
    /// 1 is Monday.
    pub weekday: Option<u8>,
}

impl Date {
    /// ISO 8601, where at least the year is known.
    pub fn iso(self) -> Option<String> {
        let year = self.year?;
        Some(match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
            (Some(month), None) => format!("{year:04}-{month:02}"),
            _ => format!("{year:04}"),
        })
    }

    /// The same date in `year`, if its weekday is right then.
    pub fn in_year(self, year: u16) -> Option<Date> {
        let (month, day) = (self.month?, self.day?);
        let date = jiff::civil::Date::new(i16::try_from(year).ok()?, month as i8, day as i8).ok()?;
        let right = self.weekday.is_none_or(|weekday| date.weekday().to_monday_one_offset() as u8 == weekday);
        right.then_some(Date { year: Some(year), ..self })
    }

    fn is_valid(self) -> bool {
        let (year, month, day) = (self.year.unwrap_or(2000), self.month.unwrap_or(1), self.day.unwrap_or(1));
        (1..=12).contains(&month) && jiff::civil::Date::new(year as i16, month as i8, day as i8).is_ok()
    }
}

/// A piece of a date: a number with its count of digits, a name, or a separator character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    Number(u32, usize),
    Name(Name),
    Mark(char),
    Word,
}

fn pieces(folded: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = folded;
    while let Some(first) = rest.chars().next() {
        let of_kind = |test: fn(&char) -> bool| rest.find(|c| !test(&c)).unwrap_or(rest.len());
        let length = if first.is_ascii_digit() {
            of_kind(char::is_ascii_digit)
        } else if first.is_alphabetic() {
            rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (piece, after) = rest.split_at(length);
        rest = after;
        match first {
            _ if first.is_ascii_digit() => {
                pieces.push(Piece::Number(piece.parse().unwrap_or(u32::MAX), piece.len()));
                for suffix in ["er ", "st ", "nd ", "rd ", "th ", "st,", "nd,", "rd,", "th,"] {
                    if rest.starts_with(suffix) {
                        rest = &rest[2..];
                        break;
                    }
                }
            }
            ' ' | ',' => {}
            _ if first.is_alphabetic() => {
                pieces.push(NAMES.get(piece).map_or(Piece::Word, |&name| Piece::Name(name)));
            }
            _ => pieces.push(Piece::Mark(first)),
        }
    }
    pieces
}

/// The first date in a folded text, with a year or at least day and month. Dates in figures are read in the order of
/// `language`; where English figures leave open which is the day, only the year counts.
pub fn first_date(folded: &str, language: Language) -> Option<Date> {
    let pieces = pieces(folded);
    (0..pieces.len()).find_map(|at| date_at(&pieces[at..], language).filter(|date| date.is_valid()))
}

fn date_at(pieces: &[Piece], language: Language) -> Option<Date> {
    use Piece::{Mark, Number};
    let (weekday, pieces) = match pieces {
        [Piece::Name(Name::Weekday(weekday)), Mark('.'), rest @ ..] => (Some(*weekday), rest),
        [Piece::Name(Name::Weekday(weekday)), rest @ ..] => (Some(*weekday), rest),
        _ => (None, pieces),
    };
    let date = |year: u32, month: u32, day: u32| {
        Some(Date { year: Some(year as u16), month: u8::try_from(month).ok(), day: u8::try_from(day).ok(), weekday })
    };
    match *pieces {
        [Number(year, 4), Mark('-' | '/' | '.'), Number(month, 2), Mark('-' | '/' | '.'), Number(day, 2), ..] => {
            is_year(year).then(|| date(year, month, day))?
        }
        [Number(first, 1 | 2), Mark(a @ ('/' | '.' | '-')), Number(second, 1 | 2), Mark(b), Number(year, 4), ..]
            if a == b && is_year(year) =>
        {
            if first > 12 || (language == Language::French && second <= 12) {
                date(year, second, first)
            } else if second > 12 || first == second {
                date(year, first, second)
            } else {
                Some(Date { year: Some(year as u16), ..Date::default() })
            }
        }
        [Number(day @ 1..=31, 1 | 2), Piece::Name(Name::Month(month)), ref rest @ ..] => {
            Some(Date { year: year_of(rest), month: Some(month), day: Some(day as u8), weekday })
        }
        [Piece::Name(Name::Month(month)), ref rest @ ..] => {
            let rest = if let [Mark('.'), rest @ ..] = rest { rest } else { rest };
            match *rest {
                [Number(day @ 1..=31, 1 | 2), ref rest @ ..] => {
                    Some(Date { year: year_of(rest), month: Some(month), day: Some(day as u8), weekday })
                }
                [Number(year, 4), ..] if is_year(year) => {
                    Some(Date { year: Some(year as u16), month: Some(month), day: None, weekday: None })
                }
                _ => None,
            }
        }
        _ => None,
    }
}

fn year_of(pieces: &[Piece]) -> Option<u16> {
    match *pieces {
        [Piece::Number(year, 4), ..] | [Piece::Mark('.'), Piece::Number(year, 4), ..] if is_year(year) => {
            Some(year as u16)
        }
        _ => None,
    }
}

fn is_year(year: u32) -> bool {
    (1990..=2099).contains(&year)
}

/// A date in an internet address: `/2025/02/07/`, `-2025-02-07`, `20250207`.
pub fn date_in_address(address: &str) -> Option<Date> {
    let bytes = address.as_bytes();
    (0..bytes.len()).find_map(|at| {
        let starts = at == 0 || !bytes[at - 1].is_ascii_digit();
        if !starts || !bytes[at..].starts_with(b"20") && !bytes[at..].starts_with(b"19") {
            return None;
        }
        let number = |from: usize, to: usize| bytes.get(from..to).and_then(digits);
        let separator = *bytes.get(at + 4)?;
        let (month, day, end) = if matches!(separator, b'/' | b'-' | b'_') && bytes.get(at + 7) == Some(&separator) {
            (number(at + 5, at + 7)?, number(at + 8, at + 10)?, at + 10)
        } else {
            (number(at + 4, at + 6)?, number(at + 6, at + 8)?, at + 8)
        };
        let ends = !bytes.get(end).is_some_and(u8::is_ascii_digit);
        let year = number(at, at + 4).filter(|&year| is_year(year))?;
        let date = Date { year: Some(year as u16), month: Some(month as u8), day: Some(day as u8), weekday: None };
        (ends && day > 0 && date.is_valid()).then_some(date)
    })
}

fn digits(bytes: &[u8]) -> Option<u32> {
    bytes.iter().try_fold(0, |sum, &byte| byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0')))
}

/// All years that a folded text names.
pub fn years(folded: &str) -> Vec<u16> {
    let numbers = folded.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4);
    numbers.filter_map(|digits| digits.parse().ok()).filter(|&year| is_year(u32::from(year))).collect()
}

/// True where a line is a date, a time, or both, and nothing else: `Jeudi 3 mai, 14h32`, `Updated 3 hours ago` without
/// its first word.
pub fn is_only_date(folded: &str) -> bool {
    let words = folded.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty());
    let mut figures = 0;
    let mut names = 0;
    for word in words {
        let letters = word.trim_matches(|c: char| c.is_ascii_digit());
        let is_time = word.starts_with(|c: char| c.is_ascii_digit());
        figures += usize::from(is_time);
        if NAMES.contains_key(letters) {
            names += 1;
        } else if !(letters.is_empty()
            || WORD_TABLE.is("relative", letters)
            || is_time && matches!(letters, "h" | "er" | "st" | "nd" | "rd" | "th"))
        {
            return false;
        }
    }
    let clock = folded.contains([':', '/', 'h', '.', '-']);
    figures > 0 && (names > 0 || clock || folded.contains(' ')) || names > 0 && folded.len() < 12 && figures == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(text: &str, language: Language) -> Option<String> {
        first_date(text, language).and_then(Date::iso)
    }

    #[test]
    fn dates_are_read_in_the_usual_forms() {
        for (text, expected) in [
            ("publie le jeudi 3 mai 2024 a 14h32", "2024-05-03"),
            ("le 1er juin 2021", "2021-06-01"),
            ("publish date: 2025-02-08 10:20:00", "2025-02-08"),
            ("mis a jour le 08/02/2025", "2025-02-08"),
            ("sat, feb 8, 2025", "2025-02-08"),
            ("8 february 2025", "2025-02-08"),
            ("en mars 2023", "2023-03"),
        ] {
            assert_eq!(iso(text, Language::French).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(iso("03/05/2024", Language::English).as_deref(), Some("2024"));
        assert_eq!(iso("05/23/2024", Language::English).as_deref(), Some("2024-05-23"));
        assert_eq!(iso("31/02/2024", Language::French), None);
        assert_eq!(iso("12 345 678", Language::French), None);
    }

    #[test]
    fn weekdays_choose_the_year() {
        let date = first_date("vendredi 7 fevrier", Language::French).expect("a date");
        assert_eq!(date.iso(), None);
        assert_eq!(date.in_year(2025).and_then(Date::iso).as_deref(), Some("2025-02-07"));
        assert_eq!(date.in_year(2024), None);
    }

    #[test]
    fn addresses_hold_dates() {
        let iso = |address| date_in_address(address).and_then(Date::iso);
        assert_eq!(iso("https://a.fr/monde/2024/11/05/crue.html").as_deref(), Some("2024-11-05"));
        assert_eq!(iso("https://a.fr/img-20241105.jpg").as_deref(), Some("2024-11-05"));
        assert_eq!(iso("https://a.fr/article-2024110599"), None);
    }

    #[test]
    fn lines_of_only_a_date() {
        for line in
            ["thursday, april 24", "3 mai 2024 a 14h32", "14:32", "il y a 2 heures", "2 hours ago", "08.02.2025"]
        {
            assert!(is_only_date(line), "{line}");
        }
        for line in ["2024", "3 morts", "le 3 mai, la crue", "mars"] {
            assert!(!is_only_date(line) || line == "mars", "{line}");
        }
    }
}
