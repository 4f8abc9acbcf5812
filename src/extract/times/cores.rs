//! The cores around which time expressions grow.

use super::calendar::{self, Anchor, Lean};
use super::{Bound, Finder, Found};
use crate::doc::{Language, Upos};
use crate::extract::numerals::{self, SCALE};
use crate::knowledge::time_words::{TimeClass, TimeUnit};
use std::ops::Range;

/// How far before its unit a number of time units may start (`trois longues années`).
const NUMBER_REACH: usize = 4;
/// How far after its weekday the month of a date may stand (`mardi, le 3 au 5 mars`).
const DATE_REACH: usize = 8;

impl Finder<'_> {
    /// The expression whose core is the word `at`. Its words start at `free` or later.
    pub(super) fn core_at(&self, at: usize, free: usize) -> Option<Found> {
        let word = self.words[at];
        let figures = self.form(at).as_bytes().first().is_some_and(u8::is_ascii_digit);
        if figures {
            return self.numeric_date(at).or_else(|| self.clock(at)).or_else(|| self.year(at, free));
        }
        if !word.is_known() {
            return None;
        }
        if let Some(month) = word.value(TimeClass::Month).filter(|_| self.is_name(at)) {
            return Some(self.month(at, free, month));
        }
        if let Some(weekday) = word.value(TimeClass::Weekday).filter(|_| self.is_name(at)) {
            return self.weekday(at, free, weekday);
        }
        if let Some(days) = word.value(TimeClass::Day) {
            return Some(self.deictic(at, days));
        }
        if let Some(first_month) = word.value(TimeClass::Season) {
            return self.season(at, free, first_month);
        }
        if word.is(TimeClass::PartOfDay) && at > free && self.is(at - 1, TimeClass::This) {
            let iso = self.anchor.and_then(Anchor::day).map(calendar::iso_day);
            return Some(plain(at - 1..at + 1, iso));
        }
        word.unit().and_then(|unit| self.unit(at, free, unit))
    }

    /// Names of months and weekdays are nouns, in English with a capital (`march`, `may` are other words).
    fn is_name(&self, at: usize) -> bool {
        let token = &self.sentence.tokens[at];
        let verb = matches!(token.upos, Upos::Verb | Upos::Aux | Upos::Adv | Upos::Adp);
        let capital = token.form.starts_with(char::is_uppercase) || token.form.contains('-');
        !verb && (self.language.language != Language::English || capital)
    }

    fn day_number(&self, at: usize) -> Option<i16> {
        if let Some(day) = self.words.get(at)?.value(TimeClass::Ordinal) {
            return Some(day);
        }
        let form = self.form(at);
        let end = form.find(|character: char| !character.is_ascii_digit()).unwrap_or(form.len());
        let suffix = &form[end..];
        let day: i16 = form[..end].parse().ok()?;
        ((1..=31).contains(&day) && matches!(suffix, "" | "st" | "nd" | "rd" | "th" | "er")).then_some(day)
    }

    fn year_number(&self, at: usize) -> Option<i16> {
        let form = self.form(at);
        let plain = form.len() == 4 && form.bytes().all(|byte| byte.is_ascii_digit());
        form.parse().ok().filter(|year| plain && (1000..=2100).contains(year))
    }

    /// Skips articles and `de` backwards from `at`, not beyond `free`.
    fn before_articles(&self, mut at: usize, free: usize) -> usize {
        while at > free && self.is(at - 1, TimeClass::Article) {
            at -= 1;
        }
        at
    }

    /// `vendredi 7 février 2025`, `du 3 au 5 mars`, `la mi-janvier`, `March 7, 2025`, `juin dernier`.
    fn month(&self, at: usize, free: usize, month: i16) -> Found {
        let mut start = at;
        let mut end = at + 1;
        let mut day = None;
        let mut first_day = None;
        let before = self.before_articles(at, free);
        let day_at = [at, before].into_iter().find(|&place| place > free && self.day_number(place - 1).is_some());
        if let Some(place) = day_at {
            start = place - 1;
            day = self.day_number(start);
            if let Some((place, number)) = self.first_of_range(start, free) {
                (start, first_day) = (place, Some(number));
            }
        } else if self.day_number(end).is_some() && self.year_number(end).is_none() {
            day = self.day_number(end);
            end += 1;
        }
        let comma = usize::from(self.form(end) == ",");
        let year = match self.year_number(end + comma).filter(|_| comma == 0 || day.is_some()) {
            Some(year) => {
                end += comma + 1;
                Some(year)
            }
            None => {
                let over = usize::from(self.sentence.tokens.get(end).is_some_and(|token| token.upos == Upos::Adp));
                let year = self.year_number(end + over);
                end += year.map_or(0, |_| over + 1);
                year
            }
        };
        start = self.weekday_before(start, free);
        let shift = self.shift(at, end, start, free);
        (start, end) = (start.min(shift.1.start), end.max(shift.1.end));
        let part = self.part(at, start, free);
        start = start.min(part.1);
        let lean = shift.0.unwrap_or_else(|| self.lean(at));
        let iso = self.month_iso(year, month, first_day, day, lean, part.0);
        Found { words: start..end, iso: iso.unwrap_or_default(), approximate: part.0.is_some(), bound: Bound::None }
    }

    fn month_iso(
        &self,
        year: Option<i16>,
        month: i16,
        first_day: Option<i16>,
        day: Option<i16>,
        lean: Lean,
        part: Option<i16>,
    ) -> Option<String> {
        if let Some(day) = day {
            let last = match year {
                Some(year) => calendar::date(year, month, day)?,
                None => self.anchor?.date_of(month, day, lean)?,
            };
            let last_iso = calendar::iso_day(last);
            let first = first_day.and_then(|day| calendar::date(last.year(), month, day)).map(calendar::iso_day);
            return Some(first.map_or(last_iso.clone(), |first| calendar::interval(&first, &last_iso)));
        }
        let year = match year {
            Some(year) => year,
            None => self.anchor?.year_of_month(month, lean),
        };
        match part {
            Some(1) => calendar::date(year, month, 15).map(calendar::iso_day),
            _ => Some(calendar::month(year, month)),
        }
    }

    /// The first day of `3 au 5 mars`, `3-5 March`.
    fn first_of_range(&self, second: usize, free: usize) -> Option<(usize, i16)> {
        let over = usize::from(!self.is(second.checked_sub(1)?, TimeClass::Range));
        let place = second.checked_sub(1 + over).filter(|&place| place > free)?;
        let range = self.is(place, TimeClass::Range);
        let conjunction = self.sentence.tokens[place].upos == Upos::Cconj;
        let number = self.day_number(place.checked_sub(1)?)?;
        (range && !conjunction && number < self.day_number(second)?).then_some((place - 1, number))
    }

    /// Takes in the weekday before a date, with `ce` or a comma between.
    fn weekday_before(&self, start: usize, free: usize) -> usize {
        let mut place = start;
        while place > free && (self.form(place - 1) == "," || self.is(place - 1, TimeClass::Article)) {
            place -= 1;
        }
        if place == free || !self.is(place - 1, TimeClass::Weekday) {
            return start;
        }
        place -= 1;
        if place > free && self.is(place - 1, TimeClass::This) { place - 1 } else { place }
    }

    /// `dernier`, `last`, `prochain`, `next` around a core: the side they tell, and the words with them.
    fn shift(&self, at: usize, end: usize, start: usize, free: usize) -> (Option<Lean>, Range<usize>) {
        let side = |place: usize| match () {
            () if self.is(place, TimeClass::Last) => Some(Lean::Past),
            () if self.is(place, TimeClass::Next) => Some(Lean::Future),
            () => None,
        };
        if let Some(lean) = side(end) {
            return (Some(lean), at..end + 1);
        }
        match start.checked_sub(1).filter(|&place| place >= free).and_then(|place| Some((place, side(place)?))) {
            Some((place, lean)) => (Some(lean), place..end),
            None => (None, start..end),
        }
    }

    /// `mi-`, `début`, `fin de` before a core: which part, and where the expression then starts.
    fn part(&self, at: usize, start: usize, free: usize) -> (Option<i16>, usize) {
        if let Some((part, _)) = self.form(at).split_once('-') {
            let part = self.language.times.get(part, &mut String::new()).value(TimeClass::Part);
            if part.is_some() {
                return (part, start);
            }
        }
        let mut place = start;
        while place > free && (self.is(place - 1, TimeClass::Article) || self.form(place - 1) == "-") {
            place -= 1;
        }
        match place
            .checked_sub(1)
            .filter(|&place| place >= free)
            .and_then(|place| self.words[place].value(TimeClass::Part))
        {
            Some(part) => (Some(part), place - 1),
            None => (None, start),
        }
    }

    /// `mardi`, `mardi dernier`, `ce mardi 4`, `last Tuesday`, `Tuesday night`.
    fn weekday(&self, at: usize, free: usize, weekday: i16) -> Option<Found> {
        if let Some(month_at) = self.month_ahead(at) {
            return Some(self.month(month_at, free, self.words[month_at].value(TimeClass::Month)?));
        }
        let mut end = at + 1;
        let number = self.day_number(end).filter(|_| self.is_bare_number(end));
        end += usize::from(number.is_some());
        let this = at > free && self.is(at - 1, TimeClass::This);
        let start = if this { at - 1 } else { at };
        let (side, words) = self.shift(at, end, start, free);
        let (start, mut end) = (start.min(words.start), end.max(words.end));
        end += usize::from(self.is(end, TimeClass::PartOfDay));
        let lean = side.unwrap_or_else(|| self.lean(at));
        let day = self.anchor.and_then(|anchor| anchor.weekday(weekday, lean, side.is_some()));
        let agrees = number.is_none_or(|number| day.is_some_and(|day| i16::from(day.day()) == number));
        let day = if agrees { day } else { self.weekday_with_number(weekday, number?) };
        Some(plain(start..end, day.map(calendar::iso_day)))
    }

    /// The month of the date that a weekday begins: `mardi 4 mars`, `Tuesday, March 4`.
    fn month_ahead(&self, weekday: usize) -> Option<usize> {
        let mut dated = false;
        for place in weekday + 1..self.words.len().min(weekday + DATE_REACH) {
            if self.words[place].is(TimeClass::Month) && self.is_name(place) {
                return (dated || self.day_number(place + 1).is_some()).then_some(place);
            }
            dated |= self.day_number(place).is_some();
            let conjunction = self.sentence.tokens[place].upos == Upos::Cconj;
            let inside =
                self.is(place, TimeClass::Article) || self.is(place, TimeClass::Range) || self.form(place) == ",";
            if conjunction || !(inside || self.day_number(place).is_some()) {
                return None;
            }
        }
        None
    }

    /// The day with this weekday and day of the month that is nearest to the anchor.
    fn weekday_with_number(&self, weekday: i16, number: i16) -> Option<jiff::civil::Date> {
        let anchor = self.anchor?;
        (0..60)
            .flat_map(|days| [-days, days])
            .filter_map(|days| anchor.shifted(days))
            .find(|day| i16::from(day.day()) == number && i16::from(day.weekday().to_monday_one_offset()) == weekday)
    }

    /// True where the number counts no noun.
    fn is_bare_number(&self, at: usize) -> bool {
        let next = self.sentence.tokens.get(at + 1);
        next.is_none_or(|token| !matches!(token.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Sym))
    }

    /// `hier`, `hier soir`, `yesterday`.
    fn deictic(&self, at: usize, days: i16) -> Found {
        let end = at + 1 + usize::from(self.is(at + 1, TimeClass::PartOfDay));
        let day = self.anchor.and_then(|anchor| anchor.shifted(days.into()));
        plain(at..end, day.map(calendar::iso_day))
    }

    /// `l'été 2024`, `cet été`, `last summer`, `the summer of 2024`.
    fn season(&self, at: usize, free: usize, first_month: i16) -> Option<Found> {
        if self.sentence.tokens[at].upos != Upos::Noun && self.sentence.tokens[at].upos != Upos::Propn {
            return None;
        }
        let over = usize::from(self.sentence.tokens.get(at + 1).is_some_and(|token| token.upos == Upos::Adp));
        let year = self.year_number(at + 1 + over);
        let end = at + 1 + year.map_or(0, |_| over + 1);
        let this = at > free && self.is(at - 1, TimeClass::This);
        let start = if this { at - 1 } else { at };
        let (side, words) = self.shift(at, end, start, free);
        let determined = at > 0 && (self.is(at - 1, TimeClass::Article) || self.is(at - 1, TimeClass::YearCue));
        if year.is_none() && side.is_none() && !this && !determined {
            return None;
        }
        let iso = match year {
            Some(year) => calendar::season(first_month, year),
            None => self.anchor.and_then(|anchor| anchor.season(first_month, side.unwrap_or_else(|| self.lean(at)))),
        };
        let (part, start) = self.part(at, start.min(words.start), free);
        let words = start..end.max(words.end);
        Some(Found { words, iso: iso.unwrap_or_default(), approximate: part.is_some(), bound: Bound::None })
    }

    /// Expressions around a unit: `cette semaine`, `la semaine dernière`, `il y a trois ans`, `three days ago`,
    /// `depuis six mois`, `dans deux jours`.
    fn unit(&self, at: usize, free: usize, unit: TimeUnit) -> Option<Found> {
        if let Some(found) = self.counted_units(at, free, unit) {
            return Some(found);
        }
        let end = at + 1;
        let this = at > free && self.is(at - 1, TimeClass::This);
        let start = if this { at - 1 } else { at };
        let (side, words) = self.shift(at, end, start, free);
        let count = match side {
            Some(Lean::Past) => -1,
            Some(_) => 1,
            None if this && unit > TimeUnit::Hour => 0,
            None => return None,
        };
        if self.sentence.tokens[at].features.number == crate::doc::tagset::Number::Plur {
            return None;
        }
        let (part, start) = self.part(at, words.start.min(start), free);
        let iso = self.anchor.and_then(|anchor| anchor.unit_at(count, unit));
        let words = start..words.end.max(end);
        Some(Found { words, iso: iso.unwrap_or_default(), approximate: part.is_some(), bound: Bound::None })
    }

    /// A number of units, counted from the anchor.
    fn counted_units(&self, at: usize, free: usize, unit: TimeUnit) -> Option<Found> {
        let (number_start, count) = self.count_before(at, free)?;
        let mut start = number_start;
        let mut approximate = count.is_none();
        while start > free && self.softens(start - 1) {
            start -= 1;
            approximate = true;
        }
        let clock = matches!(unit, TimeUnit::Hour | TimeUnit::Minute);
        if clock && start > 0 && self.is(start - 1, TimeClass::Clock) && !self.is(start - 1, TimeClass::Since) {
            return Some(plain(number_start..at + 1, None));
        }
        let past =
            |count: Option<i64>| self.anchor.and_then(|anchor| anchor.unit_at(-count?, unit)).unwrap_or_default();
        if let Some(ago) = self.il_y_a(start, free) {
            return Some(Found { words: ago..at + 1, iso: past(count), approximate, bound: Bound::None });
        }
        if let Some(end) = self.ago_after(at + 1) {
            return Some(Found { words: start..end, iso: past(count), approximate, bound: Bound::None });
        }
        let before = start.checked_sub(1).filter(|&place| place >= free)?;
        if self.is(before, TimeClass::Since) {
            return Some(Found { words: before..at + 1, iso: past(count), approximate, bound: Bound::Since });
        }
        if self.is(before, TimeClass::Within) && self.lean(at) == Lean::Future {
            let ahead = self.anchor.and_then(|anchor| anchor.unit_at(count?, unit)).unwrap_or_default();
            return Some(Found { words: before..at + 1, iso: ahead, approximate, bound: Bound::None });
        }
        None
    }

    /// The number right before a unit: its first word and its value (`None` for `quelques`).
    fn count_before(&self, at: usize, free: usize) -> Option<(usize, Option<i64>)> {
        for start in at.saturating_sub(NUMBER_REACH).max(free)..at {
            let numeral = numerals::read(&self.sentence.tokens, start, &self.language.numbers, self.language.language);
            if let Some(numeral) = numeral
                && (numeral.words.end..at)
                    .all(|word| self.sentence.tokens[word].upos == Upos::Adj || self.is(word, TimeClass::Article))
            {
                let whole = (numeral.hundredths % SCALE == 0).then_some(numeral.hundredths / SCALE);
                return Some((start, whole));
            }
        }
        let before = at.checked_sub(1).filter(|&before| before >= free)?;
        if self.is(before, TimeClass::Approximate) {
            return Some((before, None));
        }
        // `un an`, `a year`: the article is the number.
        let one = self.language.numbers.get(self.form(before), &mut String::new());
        (one == Some(crate::knowledge::number_words::NumberWord::One)).then_some((before, Some(1)))
    }

    /// Words such as `presque`, `plus de`, `about` between an introduction and its number.
    fn softens(&self, at: usize) -> bool {
        let token = &self.sentence.tokens[at];
        self.is(at, TimeClass::Approximate)
            || matches!(token.lemma.as_str(), "plus" | "moins" | "more" | "less" | "than")
            || (matches!(token.lemma.as_str(), "de")
                && at > 0
                && matches!(self.form(at - 1), "plus" | "moins" | "près"))
    }

    /// The start of `il y a` or `voilà` right before word `at`.
    fn il_y_a(&self, at: usize, free: usize) -> Option<usize> {
        let start = at.checked_sub(3).filter(|&start| start >= free);
        let there_is = start.filter(|&start| {
            self.form(start).eq_ignore_ascii_case("il") && self.form(start + 1) == "y" && self.form(start + 2) == "a"
        });
        there_is.or_else(|| at.checked_sub(1).filter(|&at| at >= free && self.form(at).eq_ignore_ascii_case("voilà")))
    }

    /// The end of `ago`, `plus tôt`, `auparavant` at word `at`.
    fn ago_after(&self, at: usize) -> Option<usize> {
        let over = usize::from(self.form(at) == "plus");
        (self.is(at + over, TimeClass::Ago) && (over == 1 || self.form(at) != "tôt")).then_some(at + over + 1)
    }

    /// `10h30`, `10:30`, and hours with `h` (`10 h 30`): a time of day has no date of its own.
    fn clock(&self, at: usize) -> Option<Found> {
        let form = self.form(at);
        let split = form.find(|character: char| !character.is_ascii_digit());
        let glued = split.is_some_and(|split| {
            let (hour, rest) = form.split_at(split);
            let minutes = rest.strip_prefix(['h', 'H', ':']).map(|rest| rest.trim_end_matches(['a', 'p', 'm']));
            let meridiem = matches!(rest, "am" | "pm" | "a.m." | "p.m.");
            let hour_fits = hour.parse::<u8>().is_ok_and(|hour| hour < 25);
            hour_fits
                && (meridiem
                    || minutes.is_some_and(|rest| rest.len() < 3 && rest.bytes().all(|byte| byte.is_ascii_digit())))
        });
        if glued {
            return Some(plain(at..at + 1, None));
        }
        let next = self.form(at + 1);
        let introduced = at > 0 && self.is(at - 1, TimeClass::Clock);
        let hour = form.parse::<u8>().is_ok_and(|hour| hour < 25);
        if !hour || !introduced {
            return None;
        }
        if matches!(next, "am" | "pm" | "a.m." | "p.m.") {
            return Some(plain(at..at + 2, None));
        }
        if next != "h" {
            return None;
        }
        let minutes = self.form(at + 2).len() == 2 && self.form(at + 2).bytes().all(|byte| byte.is_ascii_digit());
        Some(plain(at..at + 2 + usize::from(minutes), None))
    }

    /// `2025-02-07`, `07/02/2025`.
    fn numeric_date(&self, at: usize) -> Option<Found> {
        let form = self.form(at);
        let separator = form.chars().find(|character| !character.is_ascii_digit())?;
        if !matches!(separator, '-' | '/' | '.') {
            return None;
        }
        let mut parts = form.split(separator);
        let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() {
            return None;
        }
        let number = |text: &str| text.parse::<i16>().ok();
        let day = match (first.len(), third.len()) {
            (4, 1 | 2) => calendar::date(number(first)?, number(second)?, number(third)?)?,
            (1 | 2, 4) => {
                let (one, two) = (number(first)?, number(second)?);
                // Month first is American; where both orders are possible in English, neither is sure.
                match self.language.language {
                    Language::English if one <= 12 && two <= 12 && one != two => return None,
                    Language::English if two > 12 => calendar::date(number(third)?, one, two)?,
                    _ => calendar::date(number(third)?, two, one)?,
                }
            }
            _ => return None,
        };
        Some(plain(at..at + 1, Some(calendar::iso_day(day))))
    }

    /// `en 2024`, `fin 2024`, `2014-2018`, `les années 1990`, `the 1990s`.
    fn year(&self, at: usize, free: usize) -> Option<Found> {
        let form = self.form(at);
        if let Some((first, second)) = form.split_once(['-', '–', '/']) {
            let year =
                |text: &str| text.parse::<i16>().ok().filter(|year| text.len() == 4 && (1000..=2100).contains(year));
            let (first, second) = (year(first)?, year(second)?);
            return (first < second)
                .then(|| plain(at..at + 1, Some(calendar::interval(&format!("{first:04}"), &format!("{second:04}")))));
        }
        let decade = form.strip_suffix('s').filter(|form| form.len() == 4).and_then(|form| form.parse::<i16>().ok());
        let plural = at > free && self.is(at - 1, TimeClass::PluralYears);
        if let Some(year) = decade.or_else(|| self.year_number(at).filter(|_| plural)).filter(|year| year % 10 == 0) {
            let start = if plural { at - 1 } else { at };
            let iso = calendar::interval(&format!("{year:04}"), &format!("{:04}", year + 9));
            return Some(plain(start..at + 1, Some(iso)));
        }
        let year = self.year_number(at)?;
        if !self.reads_as_year(at, year) {
            return None;
        }
        let (part, mut start) = self.part(at, at, free);
        if start > free && self.words[start - 1].unit() == Some(TimeUnit::Year) {
            start -= 1;
        }
        let iso = format!("{year:04}");
        Some(Found { words: start..at + 1, iso, approximate: part.is_some(), bound: Bound::None })
    }

    /// Whether four figures are a year: after a word that introduces years or a noun, and counting nothing.
    fn reads_as_year(&self, at: usize, year: i16) -> bool {
        let tokens = &self.sentence.tokens;
        let Some(before) = at.checked_sub(1) else { return self.is_bare_number(at) && (1900..=2100).contains(&year) };
        let counts = tokens[at].deprel.is("nummod") && tokens[at].head.is_some_and(|head| head as usize > at);
        let next_noun =
            tokens.get(at + 1).is_some_and(|token| matches!(token.upos, Upos::Noun | Upos::Sym | Upos::Num));
        if counts || next_noun {
            // `the 2024 election`: a year before a singular noun.
            let singular =
                tokens.get(at + 1).is_some_and(|token| token.features.number == crate::doc::tagset::Number::Sing);
            return self.language.language == Language::English
                && tokens[before].upos == Upos::Det
                && singular
                && (1900..=2050).contains(&year);
        }
        let recent = (1900..=2100).contains(&year);
        let noun = matches!(tokens[before].upos, Upos::Noun | Upos::Propn) && recent;
        self.is(before, TimeClass::YearCue)
            || self.is(before, TimeClass::Part)
            || noun
            || (self.form(before) == "(" && recent)
    }
}

fn plain(words: Range<usize>, iso: Option<String>) -> Found {
    Found { words, iso: iso.unwrap_or_default(), approximate: false, bound: Bound::None }
}
