//! Time expressions in French and English, as ISO 8601 counted from the publication date.
//!
//! An expression grows around its core: a month, a weekday, a unit of time, a season, a year or a deictic.
//! Where the words leave the year or the week open, the tense of the governing verb tells the side: reporting in the past
//! tense means the most recent day before publication, a future tense the next one.

mod calendar;
mod cores;
mod tense;

use super::TimeExpression;
use crate::doc::{Annotated, Sentence, TimeValue};
use crate::knowledge::time_words::{TimeClass, TimeWord};
use crate::knowledge::{Knowledge, LanguageKnowledge};
use calendar::{Anchor, Lean};
use std::ops::Range;

/// Whether an expression is a point or one end of an open interval.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Bound {
    #[default]
    None,
    Since,
    Until,
}

/// An expression while it is being read.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Found {
    words: Range<usize>,
    /// Empty where it cannot be anchored.
    iso: String,
    approximate: bool,
    bound: Bound,
}

/// Finds the time expressions of a document in text order.
pub fn find(document: &Annotated, knowledge: &Knowledge) -> Vec<TimeExpression> {
    let stated = document.article.metadata.date.as_deref().and_then(Anchor::parse);
    let anchor = stated.or_else(|| date_in_text(document, knowledge));
    let mut out = Vec::new();
    for_each_sentence(document, knowledge, anchor, |index, finder| {
        for found in finder.expressions() {
            let text = finder.sentence.span_of(found.words.clone()).of(document.text()).to_owned();
            let value = TimeValue { iso: found.bounded_iso(), text, approximate: found.approximate };
            out.push(TimeExpression { sentence: index, words: found.words, value });
        }
    });
    out
}

/// The latest date of the text that is given with its weekday: the day on which news is told (`ce mardi 4 mars 2025`).
fn date_in_text(document: &Annotated, knowledge: &Knowledge) -> Option<Anchor> {
    let mut latest = None;
    for_each_sentence(document, knowledge, None, |_, finder| {
        for found in finder.expressions() {
            if found.words.clone().any(|word| finder.is(word, TimeClass::Weekday)) && found.iso.len() == 10 {
                latest = latest.take().max(Some(found.iso));
            }
        }
    });
    Anchor::parse(&latest?)
}

fn for_each_sentence<'d>(
    document: &'d Annotated,
    knowledge: &'d Knowledge,
    anchor: Option<Anchor>,
    mut visit: impl FnMut(usize, &Finder<'_>),
) {
    let mut words = Vec::new();
    let mut buffer = String::new();
    for (index, sentence) in document.sentences.iter().enumerate() {
        let Some(language) = knowledge.language(sentence.language) else { continue };
        words.clear();
        words.extend(sentence.tokens.iter().map(|token| classify(&token.form, language, &mut buffer)));
        visit(index, &Finder { sentence, words: &words, language, anchor });
    }
}

/// What a form can be in a time expression; `mi-janvier` counts as its month.
fn classify(form: &str, language: &LanguageKnowledge, buffer: &mut String) -> TimeWord {
    match form.split_once('-') {
        Some((part, rest)) if !rest.is_empty() && language.times.get(part, buffer).is(TimeClass::Part) => {
            language.times.get(rest, buffer)
        }
        _ => language.times.get(form, buffer),
    }
}

/// Reads the expressions of one sentence.
struct Finder<'s> {
    sentence: &'s Sentence,
    /// What each word can be.
    words: &'s [TimeWord],
    language: &'s LanguageKnowledge,
    anchor: Option<Anchor>,
}

impl Found {
    fn bounded_iso(&self) -> String {
        match self.bound {
            _ if self.iso.is_empty() => String::new(),
            Bound::None => self.iso.clone(),
            Bound::Since => calendar::interval(first_of(&self.iso), ".."),
            Bound::Until => calendar::interval("..", last_of(&self.iso)),
        }
    }
}

fn first_of(iso: &str) -> &str {
    iso.split('/').next().unwrap_or(iso)
}

fn last_of(iso: &str) -> &str {
    iso.rsplit('/').next().unwrap_or(iso)
}

impl Finder<'_> {
    fn expressions(&self) -> Vec<Found> {
        let mut out: Vec<Found> = Vec::new();
        let mut at = 0;
        while at < self.words.len() {
            let free = out.last().map_or(0, |found| found.words.end);
            match self.core_at(at, free) {
                Some(mut found) => {
                    self.take_prefix(&mut found, free);
                    at = found.words.end.max(at + 1);
                    out.push(found);
                    self.join_range(&mut out);
                }
                None => at += 1,
            }
        }
        out
    }

    fn is(&self, at: usize, class: TimeClass) -> bool {
        self.words.get(at).is_some_and(|word| word.is(class))
    }

    fn form(&self, at: usize) -> &str {
        self.sentence.tokens.get(at).map_or("", |token| token.form.as_str())
    }

    fn lean(&self, at: usize) -> Lean {
        tense::lean(self.sentence, at, self.language)
    }

    /// Takes in `depuis`, `jusqu'à`, `environ` and `plus de` before an expression.
    fn take_prefix(&self, found: &mut Found, free: usize) {
        let mut at = found.words.start;
        while at > free {
            let before = at - 1;
            if self.is(before, TimeClass::Since) {
                (found.bound, found.words.start) = (Bound::Since, before);
                return;
            }
            if self.is(before, TimeClass::Until) {
                (found.bound, found.words.start) = (Bound::Until, before);
                return;
            }
            if self.is(before, TimeClass::Approximate) {
                found.approximate = true;
                found.words.start = before;
            } else if !self.is(before, TimeClass::Article) || self.words[before].unit().is_some() {
                return;
            }
            at = before;
        }
    }

    /// Joins `du 3 mars au 5 avril`, `entre 2010 et 2015` into one interval.
    fn join_range(&self, out: &mut Vec<Found>) {
        let [.., first, second] = out.as_slice() else { return };
        let mut gap = first.words.end..second.words.start;
        let joined = gap.len() <= 2
            && !gap.is_empty()
            && gap.all(|word| self.is(word, TimeClass::Range) || self.is(word, TimeClass::Article));
        let conjunction = self.sentence.tokens[first.words.end].upos == crate::doc::Upos::Cconj;
        let both_known = !first.iso.is_empty() && !second.iso.is_empty();
        let ordered = first_of(&first.iso) < last_of(&second.iso);
        let open = second.bound != Bound::None || first.bound == Bound::Until;
        let between = first.words.start > 0 && is_between(self.form(first.words.start - 1));
        if !joined || !both_known || !ordered || open || (conjunction && !between) {
            return;
        }
        let whole = Found {
            words: first.words.start..second.words.end,
            iso: calendar::interval(first_of(&first.iso), last_of(&second.iso)),
            approximate: first.approximate || second.approximate,
            bound: Bound::None,
        };
        out.truncate(out.len() - 2);
        out.push(whole);
    }
}

fn is_between(form: &str) -> bool {
    matches!(form, "entre" | "Entre" | "between" | "Between")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::Language;
    use crate::extract::sample;

    fn values(text: &str, language: Language) -> Vec<(String, String)> {
        let mut document = sample::tagged(text, language);
        document.article.metadata.date = Some("2025-02-07".to_owned());
        let found = find(&document, sample::knowledge());
        found.into_iter().map(|time| (time.value.text, time.value.iso)).collect()
    }

    fn check(language: Language, cases: &[(&str, &str, &str)]) {
        for &(sentence, text, iso) in cases {
            assert_eq!(values(sentence, language), [(text.to_owned(), iso.to_owned())], "{sentence}");
        }
    }

    #[test]
    fn french_dates() {
        check(
            Language::French,
            &[
                ("ce vendredi 7 février", "ce vendredi 7 février", "2025-02-07"),
                ("le 6 août 2024", "6 août 2024", "2024-08-06"),
                ("le 1er septembre 2023", "1er septembre 2023", "2023-09-01"),
                ("du 3 au 5 mars 2024", "3 au 5 mars 2024", "2024-03-03/2024-03-05"),
                ("depuis la mi-janvier", "depuis la mi-janvier", "2025-01-15/.."),
                ("il est parti/VERB/Tense=Past en juin", "juin", "2024-06"),
                ("il partira/VERB/Tense=Fut en juin", "juin", "2025-06"),
                ("fin mars 2022", "fin mars 2022", "2022-03"),
                ("en juin dernier", "juin dernier", "2024-06"),
                ("au cours de l' été 2024", "été 2024", "2024-06/2024-08"),
                ("en 2019", "2019", "2019"),
                ("fin 2024", "fin 2024", "2024"),
                ("entre 2010 et 2015", "2010 et 2015", "2010/2015"),
                ("les années 1990", "années 1990", "1990/1999"),
                ("le 2025-02-03", "2025-02-03", "2025-02-03"),
                ("le 03.02.2025", "03.02.2025", "2025-02-03"),
            ],
        );
    }

    #[test]
    fn french_relative_times() {
        check(
            Language::French,
            &[
                ("il a dit/VERB/Tense=Past mardi", "mardi", "2025-02-04"),
                ("il dira/VERB/Tense=Fut mardi", "mardi", "2025-02-11"),
                ("mardi dernier", "mardi dernier", "2025-02-04"),
                ("vendredi prochain", "vendredi prochain", "2025-02-14"),
                ("hier soir", "hier soir", "2025-02-06"),
                ("aujourd'hui", "aujourd'hui", "2025-02-07"),
                ("ce matin", "ce matin", "2025-02-07"),
                ("la semaine prochaine/ADJ", "semaine prochaine", "2025-02-10/2025-02-16"),
                ("l' an dernier/ADJ", "an dernier", "2024"),
                ("le week-end dernier/ADJ", "week-end dernier", "2025-02-01/2025-02-02"),
                ("cette année", "cette année", "2025"),
                ("il y a presque trois ans", "il y a presque trois ans", "2022"),
                ("il y a plus de six mois", "il y a plus de six mois", "2024-08"),
                ("deux jours plus tôt", "deux jours plus tôt", "2025-02-05"),
                ("depuis deux ans", "depuis deux ans", "2023/.."),
                ("d' ici mardi", "ici mardi", "../2025-02-04"),
            ],
        );
    }

    #[test]
    fn english_times() {
        check(
            Language::English,
            &[
                ("on March 7 , 2023", "March 7 , 2023", "2023-03-07"),
                ("on 7 March 2023", "7 March 2023", "2023-03-07"),
                ("in March 2023", "March 2023", "2023-03"),
                ("last Tuesday", "last Tuesday", "2025-02-04"),
                ("on Tuesday night", "Tuesday night", "2025-02-04"),
                ("three years ago", "three years ago", "2022"),
                ("in late 2021", "late 2021", "2021"),
                ("since 2014", "since 2014", "2014/.."),
                ("yesterday", "yesterday", "2025-02-06"),
                ("next month", "next month", "2025-03"),
                ("the summer of 2024", "summer of 2024", "2024-06/2024-08"),
                ("mid - January", "mid - January", "2025-01-15"),
                ("the 1990s", "1990s", "1990/1999"),
                ("the 2024/NUM election/NOUN/Number=Sing", "2024", "2024"),
            ],
        );
    }

    #[test]
    fn what_is_no_time() {
        for text in ["il a été/AUX tué/VERB", "2000 soldats", "les mardis", "il mars/VERB", "3 000 soldats"] {
            assert_eq!(values(text, Language::French), [], "{text}");
        }
        for text in ["they may/AUX march/VERB", "a second chance", "1500 soldiers"] {
            assert_eq!(values(text, Language::English), [], "{text}");
        }
    }

    #[test]
    fn a_time_of_day_has_no_date() {
        assert_eq!(values("à 10h30", Language::French), [("10h30".to_owned(), String::new())]);
        assert_eq!(values("à 10 heures", Language::French), [("10 heures".to_owned(), String::new())]);
    }

    #[test]
    fn without_a_publication_date_a_dated_weekday_anchors() {
        let document = sample::tagged("ce mardi 4 mars 2025 , hier", Language::French);
        let found = find(&document, sample::knowledge());
        assert_eq!(found[1].value.iso, "2025-03-03");
        let document = sample::tagged("hier", Language::French);
        assert_eq!(find(&document, sample::knowledge())[0].value.iso, "");
    }
}
