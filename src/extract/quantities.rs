//! Numbers with what they count: figures and words, ranges, approximations, percentages, money, measures.

use super::numerals::{self, Numeral};
use super::{QuantityExpression, TimeExpression};
use crate::doc::{Annotated, Sentence, Token, Upos};
use crate::knowledge::number_words::NumberWord;
use crate::knowledge::operators::OperatorClass;
use crate::knowledge::{Knowledge, LanguageKnowledge};
use crate::text::normalize;
use std::ops::Range;

/// The longest approximator, in words (`un certain nombre de`).
const LONGEST_APPROXIMATOR: usize = 4;
/// How far after a number the counted noun may stand (`trois autres jeunes hommes`).
const REACH: usize = 4;

/// Finds the quantities of a document in text order. Words of time expressions are no quantities.
pub fn find(document: &Annotated, knowledge: &Knowledge, times: &[TimeExpression]) -> Vec<QuantityExpression> {
    let mut out = Vec::new();
    let mut times = times;
    for (index, sentence) in document.sentences.iter().enumerate() {
        let here = times.partition_point(|time| time.sentence < index);
        times = &times[here..];
        let taken = &times[..times.partition_point(|time| time.sentence == index)];
        if let Some(language) = knowledge.language(sentence.language) {
            let reader = Reader { text: document.text(), sentence, index, language, taken };
            reader.read(&mut out);
        }
    }
    out
}

struct Reader<'d> {
    text: &'d str,
    sentence: &'d Sentence,
    index: usize,
    language: &'d LanguageKnowledge,
    taken: &'d [TimeExpression],
}

/// What a number counts or measures.
#[derive(Default)]
struct Counted {
    unit: String,
    head: Option<usize>,
    /// One past the last word that belongs to the expression.
    end: usize,
}

impl Reader<'_> {
    fn read(&self, out: &mut Vec<QuantityExpression>) {
        let mut at = 0;
        let mut buffer = String::new();
        while at < self.tokens().len() {
            let time = self.taken.iter().find(|time| time.words.contains(&at));
            if let Some(time) = time {
                at = time.words.end;
                continue;
            }
            match self.quantity_at(at, &mut buffer) {
                Some(quantity) => {
                    at = quantity.words.end.max(at + 1);
                    out.push(quantity);
                }
                None => at += 1,
            }
        }
    }

    fn tokens(&self) -> &[Token] {
        &self.sentence.tokens
    }

    fn word(&self, at: usize, buffer: &mut String) -> Option<NumberWord> {
        self.language.numbers.get(&self.tokens().get(at)?.form, buffer)
    }

    fn numeral(&self, at: usize) -> Option<Numeral> {
        numerals::read(self.tokens(), at, &self.language.numbers, self.language.language)
    }

    fn quantity_at(&self, at: usize, buffer: &mut String) -> Option<QuantityExpression> {
        let form = &self.tokens()[at].form;
        let figures = form.as_bytes().first().is_some_and(u8::is_ascii_digit);
        let word = if figures { None } else { self.language.numbers.get(form, buffer) };
        let currency = word == Some(NumberWord::Currency);
        if !figures
            && matches!(
                word,
                None | Some(NumberWord::Percent | NumberWord::Unit | NumberWord::Joint | NumberWord::Range)
            )
            && !form.contains('-')
        {
            return None;
        }
        let numeral = self.numeral(if currency { at + 1 } else { at })?;
        if self.is_part_of_name(&numeral) {
            return None;
        }
        let upper = self.upper_bound(&numeral, buffer);
        let last = upper.as_ref().unwrap_or(&numeral);
        let money = currency.then(|| form.clone());
        let counted = self.counted(last, money)?;
        let start = self.approximator(at);
        let trailing = self.approximator_after(counted.end);
        let bare = counted.unit.is_empty();
        if bare && start == at && !self.may_stand_alone(&numeral) {
            return None;
        }
        // The lower bound of `de 10 à 20 millions` shares the multiplier of the upper one.
        let lower = shared_multiplier(&numeral, upper.as_ref());
        Some(QuantityExpression {
            sentence: self.index,
            words: start..counted.end.max(trailing),
            hundredths: lower,
            upper_hundredths: upper.as_ref().map(|upper| upper.hundredths),
            unit: counted.unit,
            counted: counted.head,
            approximate: start < at || trailing > counted.end || last.collective,
        })
    }

    fn is_part_of_name(&self, numeral: &Numeral) -> bool {
        self.sentence.names.iter().any(|name| name.words.contains(&numeral.words.start) && name.words.len() > 1)
    }

    /// The second number of `1 à 3`, `entre 10 et 20`, where it is not smaller.
    fn upper_bound(&self, numeral: &Numeral, buffer: &mut String) -> Option<Numeral> {
        let end = numeral.words.end;
        let joins = match self.word(end, buffer)? {
            NumberWord::Range => true,
            NumberWord::Joint => {
                let before = numeral.words.start.checked_sub(1)?;
                self.word(before, buffer) == Some(NumberWord::Between)
            }
            _ => false,
        };
        let upper = self.numeral(end + 1).filter(|_| joins)?;
        (shared_multiplier(numeral, Some(&upper)) < upper.hundredths).then_some(upper)
    }

    /// What follows the number: `%`, a currency, a measure, or a noun. `None` where the number only names something
    /// (`l'article 5`).
    fn counted(&self, numeral: &Numeral, money: Option<String>) -> Option<Counted> {
        let mut buffer = String::new();
        let end = numeral.words.end;
        if let Some(unit) = money {
            return Some(Counted { unit, head: None, end });
        }
        if let Some(unit) = &numeral.glued {
            return Some(Counted { unit: unit.clone(), head: self.noun_after(end), end });
        }
        match self.word(end, &mut buffer) {
            Some(NumberWord::Percent) => {
                return Some(Counted { unit: "%".to_owned(), head: self.noun_after(end + 1), end: end + 1 });
            }
            Some(NumberWord::Currency | NumberWord::Unit) => {
                return Some(Counted { unit: self.tokens()[end].form.clone(), head: None, end: end + 1 });
            }
            _ => {}
        }
        if self.is_percent_phrase(end) {
            return Some(Counted { unit: "%".to_owned(), head: self.noun_after(end + 2), end: end + 2 });
        }
        if let Some(head) = self.noun_after(end) {
            return Some(self.counted_noun(head));
        }
        let last = end - 1;
        let head = self.tokens()[last].head.map(|head| head as usize);
        let names_a_noun = head.is_some_and(|head| {
            head < numeral.words.start && matches!(self.tokens()[head].upos, Upos::Noun | Upos::Propn)
        });
        (!names_a_noun).then(|| Counted { end, ..Counted::default() })
    }

    /// `pour cent`, `per cent`.
    fn is_percent_phrase(&self, at: usize) -> bool {
        let form = |at: usize| self.tokens().get(at).map(|token| token.form.as_str());
        matches!((form(at), form(at + 1)), (Some("pour" | "per"), Some("cent")))
    }

    /// The noun that the number before `at` counts: over adjectives and one preposition (`milliers de soldats`).
    fn noun_after(&self, at: usize) -> Option<usize> {
        let mut position = at;
        let mut prepositions = 0;
        while position < self.tokens().len().min(at + REACH) {
            let token = &self.tokens()[position];
            match token.upos {
                Upos::Noun => return Some(position),
                Upos::Adj | Upos::Det | Upos::Num => {}
                Upos::Adp if prepositions == 0 && position == at && matches!(token.lemma.as_str(), "de" | "of") => {
                    prepositions += 1;
                }
                _ => return None,
            }
            position += 1;
        }
        None
    }

    /// The noun with the adjectives right after it.
    fn counted_noun(&self, head: usize) -> Counted {
        let tokens = self.tokens();
        let mut end = head + 1;
        while tokens.get(end).is_some_and(|token| token.upos == Upos::Adj && token.head == Some(head as u32)) {
            end += 1;
        }
        let mut start = head;
        while start > 0 && tokens[start - 1].upos == Upos::Adj && tokens[start - 1].head == Some(head as u32) {
            start -= 1;
        }
        let unit = self.sentence.span_of(start..end).of(self.text).to_owned();
        Counted { unit, head: Some(head), end }
    }

    /// A number without a unit is one where the tree does not hang it on a noun and it does not look like a year.
    fn may_stand_alone(&self, numeral: &Numeral) -> bool {
        let token = &self.tokens()[numeral.words.end - 1];
        let year_like = numeral.figures
            && self.tokens()[numeral.words.start].form.len() == 4
            && (100_000..=210_000).contains(&numeral.hundredths);
        let argument = ["obj", "nsubj", "obl", "root", "conj", "xcomp"].iter().any(|label| token.deprel.is(label));
        token.upos == Upos::Num
            && argument
            && !year_like
            && (numeral.figures || numeral.hundredths >= 10 * numerals::SCALE)
    }

    /// The start of the approximator that ends before word `at`; `at` where there is none.
    fn approximator(&self, at: usize) -> usize {
        let at = self.skip_article(at);
        for count in (1..=LONGEST_APPROXIMATOR.min(at)).rev() {
            if self.is_approximator(at - count..at) {
                return at - count;
            }
        }
        at
    }

    /// An article before a collective belongs to the number: `plus d'une cinquantaine`.
    fn skip_article(&self, at: usize) -> usize {
        let collective = matches!(self.word(at, &mut String::new()), Some(NumberWord::Collective(_)));
        let article = collective && at > 0 && self.tokens()[at - 1].upos == Upos::Det;
        if article { at - 1 } else { at }
    }

    /// The end of an approximator after the number (`500 morts environ`); `end` where there is none.
    fn approximator_after(&self, end: usize) -> usize {
        let adverb = self.tokens().get(end).is_some_and(|token| token.upos == Upos::Adv);
        if adverb && self.is_approximator(end..end + 1) { end + 1 } else { end }
    }

    fn is_approximator(&self, words: Range<usize>) -> bool {
        let tokens = self.tokens();
        if tokens[words.clone()].iter().any(|token| token.upos == Upos::Punct) {
            return false;
        }
        let surface = normalize::straighten(self.sentence.span_of(words).of(self.text)).to_lowercase();
        let surface = surface.strip_suffix(" d'").map_or(surface.clone(), |stem| format!("{stem} de"));
        let surface = surface.strip_suffix(" des").map_or(surface.clone(), |stem| format!("{stem} de"));
        let first = surface.split(' ').next().unwrap_or_default();
        let mut operators = self.language.operators.words(first);
        operators.any(|operator| operator.class == OperatorClass::Quantity && operator.form == surface)
    }
}

/// The value of the lower bound, which shares the multiplier of the upper one in `10 à 20 millions`.
fn shared_multiplier(lower: &Numeral, upper: Option<&Numeral>) -> i64 {
    let shared = upper.filter(|upper| lower.factor == 1 && lower.words.len() == 1 && upper.factor > 1);
    let product = shared.and_then(|upper| Some((lower.hundredths.checked_mul(upper.factor)?, upper.hundredths)));
    product.filter(|(product, upper)| product <= upper).map_or(lower.hundredths, |(product, _)| product)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::Language;
    use crate::extract::{sample, times};

    /// Text, hundredths, upper hundredths, unit, approximate.
    type Row = (String, i64, Option<i64>, String, bool);

    fn rows(text: &str, language: Language) -> Vec<Row> {
        let document = sample::tagged(text, language);
        let knowledge = sample::knowledge();
        let times = times::find(&document, knowledge);
        find(&document, knowledge, &times)
            .into_iter()
            .map(|quantity| {
                let text = document.sentences[0].span_of(quantity.words).of(document.text()).to_owned();
                (text, quantity.hundredths, quantity.upper_hundredths, quantity.unit, quantity.approximate)
            })
            .collect()
    }

    /// Sentence, text, number, upper number, unit, approximate.
    type Case<'c> = (&'c str, &'c str, i64, Option<i64>, &'c str, bool);

    fn check(language: Language, cases: &[Case]) {
        for &(sentence, text, value, upper, unit, approximate) in cases {
            let row = (text.to_owned(), value * 100, upper.map(|upper| upper * 100), unit.to_owned(), approximate);
            assert_eq!(rows(sentence, language), [row], "{sentence}");
        }
    }

    #[test]
    fn french_quantities() {
        check(
            Language::French,
            &[
                ("onze/NUM mille/NUM soldats", "onze mille soldats", 11_000, None, "soldats", false),
                ("environ/ADV 60 000 habitants", "environ 60 000 habitants", 60_000, None, "habitants", true),
                ("plus/ADV de 1.100 morts", "plus de 1.100 morts", 1_100, None, "morts", true),
                ("une cinquantaine de blessés", "une cinquantaine de blessés", 50, None, "blessés", true),
                ("à 70 %/SYM", "70 %", 70, None, "%", false),
                ("de 1 à 3 km", "1 à 3 km", 1, Some(3), "km", false),
                (
                    "entre 10 et 20 millions d' euros",
                    "10 et 20 millions d' euros",
                    10_000_000,
                    Some(20_000_000),
                    "euros",
                    false,
                ),
                ("3 milliards d' euros", "3 milliards d' euros", 3_000_000_000, None, "euros", false),
                (
                    "des dizaines de milliers de manifestants",
                    "des dizaines de milliers de manifestants",
                    10_000,
                    None,
                    "manifestants",
                    true,
                ),
                ("au/ADP moins/ADV 12 morts", "au moins 12 morts", 12, None, "morts", true),
            ],
        );
    }

    #[test]
    fn english_quantities() {
        check(
            Language::English,
            &[
                ("about/ADV 1,200 troops", "about 1,200 troops", 1_200, None, "troops", true),
                ("$/SYM 3bn", "$ 3bn", 3_000_000_000, None, "$", false),
                ("twenty/NUM - five/NUM people", "twenty - five people", 25, None, "people", false),
                ("10 to 20 tonnes", "10 to 20 tonnes", 10, Some(20), "tonnes", false),
            ],
        );
    }

    #[test]
    fn what_is_no_quantity() {
        for text in ["le 7 février 2025", "à 10h30", "un soldat", "le 3e bataillon", "en 2024"] {
            assert_eq!(rows(text, Language::French), [], "{text}");
        }
    }
}
