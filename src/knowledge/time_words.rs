//! Words of time expressions: months, weekdays, units, deictics. From `data/time.tsv`.

use super::table::{Error, Row, Table};
use crate::doc::Language;
use rustc_hash::FxHashMap;

const HEADER: [&str; 4] = ["lang", "form", "class", "value"];

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $text:literal),+ $(,)?) => {
        /// What a word does in a time expression. A word can do several things.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum TimeClass { $($(#[$doc])* $name),+ }

        impl TimeClass {
            fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(TimeClass::$name),)+ _ => None }
            }
        }
    };
}

classes! {
    /// Month; value 1–12.
    Month = "month",
    /// Day of the week; value 1 (Monday) – 7.
    Weekday = "weekday",
    /// Unit of time; value: see [`TimeUnit`].
    Unit = "unit",
    /// A day counted from today; value in days.
    Day = "day",
    /// Morning, evening.
    PartOfDay = "part_of_day",
    /// Season; value is its first month.
    Season = "season",
    /// `ce`, `this`.
    This = "this",
    /// `dernier`, `last`.
    Last = "last",
    /// `prochain`, `next`.
    Next = "next",
    /// `depuis`.
    Since = "since",
    /// `jusque`, `d'ici`.
    Until = "until",
    /// After a length of time: `ago`, `auparavant`.
    Ago = "ago",
    /// Before a length of time: `dans trois jours`.
    Within = "within",
    /// `environ`.
    Approximate = "approximate",
    /// `début`, `mi`, `fin`; value 0, 1, 2.
    Part = "part",
    /// Articles and prepositions that may stand inside.
    Article = "article",
    /// Words before a bare year.
    YearCue = "year_cue",
    /// Ordinal day; value is the day.
    Ordinal = "ordinal",
    /// Between the ends of a range.
    Range = "range",
    /// Before a time of day.
    Clock = "clock",
    /// Before a decade (`les années 1990`).
    PluralYears = "plural_years",
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum TimeUnit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

impl TimeUnit {
    const NAMES: [(&'static str, TimeUnit); 11] = [
        ("second", TimeUnit::Second),
        ("minute", TimeUnit::Minute),
        ("hour", TimeUnit::Hour),
        ("day", TimeUnit::Day),
        ("weekend", TimeUnit::Weekend),
        ("week", TimeUnit::Week),
        ("month", TimeUnit::Month),
        ("quarter", TimeUnit::Quarter),
        ("year", TimeUnit::Year),
        ("decade", TimeUnit::Decade),
        ("century", TimeUnit::Century),
    ];
}

/// Everything that a form can be in a time expression. The default is no time word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TimeWord {
    classes: u32,
    value: i16,
}

impl TimeWord {
    /// True where the form can do this.
    pub fn is(self, class: TimeClass) -> bool {
        self.classes & (1 << class as u32) != 0
    }

    /// True for a form of the data file.
    pub fn is_known(self) -> bool {
        self.classes != 0
    }

    /// The value of the class, where it has one.
    pub fn value(self, class: TimeClass) -> Option<i16> {
        self.is(class).then_some(self.value)
    }

    /// The unit, where the form is one.
    pub fn unit(self) -> Option<TimeUnit> {
        let value = usize::try_from(self.value(TimeClass::Unit)?).ok()?;
        TimeUnit::NAMES.get(value).map(|&(_, unit)| unit)
    }
}

/// The time words of one language.
#[derive(Clone, Debug, Default)]
pub struct TimeWords {
    words: FxHashMap<String, TimeWord>,
    longest: usize,
}

impl TimeWords {
    /// Reads the rows of one language.
    ///
    /// # Errors
    ///
    /// Names the line of a row with an unknown class or value, or of a form whose classes need different values.
    pub fn parse(file: &str, text: &str, language: Language) -> Result<Self, Error> {
        let mut out = TimeWords::default();
        for row in Table::new(file, text, HEADER)? {
            let row = row?;
            if row.cells[0] == language.code() {
                out.push(&row)?;
            }
        }
        Ok(out)
    }

    fn push(&mut self, row: &Row<'_, 4>) -> Result<(), Error> {
        let class = row.parse(2, "class of time words", TimeClass::parse)?;
        let value = match row.present(3) {
            None => None,
            Some(_) => Some(row.parse(3, "value of a time word", |text| value_of(class, text))?),
        };
        let form = row.cells[1];
        self.longest = self.longest.max(form.len());
        let word = self.words.entry(form.to_owned()).or_default();
        if let Some(value) = value {
            if word.value != 0 && word.value != value {
                return Err(row.error(format!("{form:?} has two values")));
            }
            word.value = value;
        }
        word.classes |= 1 << class as u32;
        Ok(())
    }

    /// What a form can be: as it is written, or else in lower case. `buffer` is scratch space.
    pub fn get(&self, form: &str, buffer: &mut String) -> TimeWord {
        if form.len() > self.longest {
            return TimeWord::default();
        }
        if let Some(&word) = self.words.get(form) {
            return word;
        }
        if !form.starts_with(char::is_uppercase) {
            return TimeWord::default();
        }
        buffer.clear();
        buffer.extend(form.chars().flat_map(char::to_lowercase));
        self.words.get(buffer.as_str()).copied().unwrap_or_default()
    }
}

fn value_of(class: TimeClass, text: &str) -> Option<i16> {
    match class {
        TimeClass::Unit => TimeUnit::NAMES.iter().position(|(name, _)| *name == text).map(|at| at as i16),
        TimeClass::Part => ["start", "middle", "end"].iter().position(|name| *name == text).map(|at| at as i16),
        _ => text.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_can_be_several_things() {
        let words = TimeWords::parse("time.tsv", include_str!("../../data/time.tsv"), Language::French).unwrap();
        let mut buffer = String::new();
        let summer = words.get("Été", &mut buffer);
        assert!(summer.is(TimeClass::Season) && summer.is(TimeClass::YearCue));
        assert_eq!(summer.value(TimeClass::Season), Some(6));
        assert_eq!(words.get("semaines", &mut buffer).unit(), Some(TimeUnit::Week));
        assert!(!words.get("pluie", &mut buffer).is_known());
    }
}
