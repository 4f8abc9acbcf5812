//! Numbers in figures and words: `11 000`, `1.100`, `2,5 milliards`, `onze mille`, `une cinquantaine`, `3bn`.

use crate::doc::{Language, Token, Upos};
use crate::knowledge::NumberWords;
use crate::knowledge::number_words::NumberWord;
use std::ops::Range;

/// Numbers are counted in hundredths, so that no float decides anything.
pub const SCALE: i64 = 100;
/// The most words that one number can have.
const LONGEST: usize = 12;

/// A number as it stands in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numeral {
    /// Its words.
    pub words: Range<usize>,
    /// Its value in hundredths.
    pub hundredths: i64,
    /// True for `une cinquantaine`, `des milliers`: about so many.
    pub collective: bool,
    /// True where it is written in figures.
    pub figures: bool,
    /// The product of its multiplier words (`2,5 milliards`: 10⁹), 1 where it has none.
    pub factor: i64,
    /// What is glued to it in the same token: `%`, `km`, `€`.
    pub glued: Option<String>,
}

/// Reads the number that starts at word `at`, if one does.
pub fn read(tokens: &[Token], at: usize, words: &NumberWords, language: Language) -> Option<Numeral> {
    let token = tokens.get(at)?;
    if token.form.as_bytes().first().is_some_and(u8::is_ascii_digit) {
        figures(tokens, at, words, language)
    } else {
        in_words(tokens, at, words)
    }
}

/// A number in figures, with multiplier words after it.
fn figures(tokens: &[Token], at: usize, words: &NumberWords, language: Language) -> Option<Numeral> {
    let mut buffer = String::new();
    let form = &tokens[at].form;
    let (digits, rest) = split_figures(form);
    let mut digits = digits.to_owned();
    let mut end = at + 1;
    let mut glued = None;
    let mut factor = 1;
    if rest.is_empty() {
        while joins_thousands(tokens, end, &digits) {
            digits.push_str(&tokens[end].form);
            end += 1;
        }
    } else {
        match words.get(rest, &mut buffer)? {
            NumberWord::Multiplier(value) => factor = value,
            NumberWord::Percent | NumberWord::Currency | NumberWord::Unit => glued = Some(rest.to_owned()),
            _ => return None,
        }
    }
    let mut hundredths = parse_figures(&digits, language)?.checked_mul(factor)?;
    while let Some(NumberWord::Multiplier(value)) =
        tokens.get(end).and_then(|token| words.get(&token.form, &mut buffer))
    {
        // `10 m` is a length in French; a lone letter multiplies only where it is glued.
        if glued.is_some() || tokens[end].form.len() == 1 {
            break;
        }
        hundredths = hundredths.checked_mul(value)?;
        factor = factor.checked_mul(value)?;
        end += 1;
    }
    Some(Numeral { words: at..end, hundredths, collective: false, figures: true, factor, glued })
}

/// True where the word at `end` is the next group of three figures: `60` + `000`.
fn joins_thousands(tokens: &[Token], end: usize, digits: &str) -> bool {
    let Some(token) = tokens.get(end) else { return false };
    let plain = |form: &str| form.bytes().all(|byte| byte.is_ascii_digit());
    tokens[end - 1].space_after
        && (digits.len() <= 3 || tokens[end - 1].form.len() == 3)
        && plain(digits)
        && token.form.len() == 3
        && plain(&token.form)
}

/// The figures at the start of a form (white space inside is a thousands mark), and what is glued to them.
fn split_figures(form: &str) -> (&str, &str) {
    let is_inside =
        |character: char| character.is_ascii_digit() || matches!(character, '.' | ',') || character.is_whitespace();
    let end = form.find(|character| !is_inside(character)).unwrap_or(form.len());
    let figures = form[..end].trim_end_matches(|character: char| !character.is_ascii_digit());
    (figures, form[figures.len()..].trim_start())
}

/// The value of figures in hundredths. `.` and `,` are read by the habits of the language, but groups of three
/// figures after them are thousands wherever that is the only sensible reading.
pub fn parse_figures(figures: &str, language: Language) -> Option<i64> {
    let compact: String = figures.chars().filter(|character| !character.is_whitespace()).collect();
    let decimal = match language {
        Language::English => '.',
        _ => ',',
    };
    let other = if decimal == '.' { ',' } else { '.' };
    let groups: Vec<&str> = compact.split(other).collect();
    let grouped =
        groups.len() > 1 && groups[1..].iter().all(|group| group.split(decimal).next().is_some_and(|g| g.len() == 3));
    let (whole, fraction) = if grouped && !compact.starts_with('0') {
        let plain: String = groups.concat();
        split_fraction(&plain, decimal)
    } else if groups.len() == 2 && !compact.contains(decimal) {
        (groups[0].to_owned(), groups[1].to_owned())
    } else if compact.matches(decimal).count() > 1 {
        let parts: Vec<&str> = compact.split(decimal).collect();
        if parts[1..].iter().any(|part| part.len() != 3) {
            return None;
        }
        (parts.concat(), String::new())
    } else if groups.len() == 1 {
        split_fraction(&compact, decimal)
    } else {
        return None;
    };
    if whole.is_empty() || whole.len() > 13 || !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit())
    {
        return None;
    }
    let cents: String = fraction.chars().chain("00".chars()).take(2).collect();
    whole.parse::<i64>().ok()?.checked_mul(SCALE)?.checked_add(cents.parse().ok()?)
}

fn split_fraction(text: &str, decimal: char) -> (String, String) {
    match text.split_once(decimal) {
        Some((whole, fraction)) => (whole.to_owned(), fraction.to_owned()),
        None => (text.to_owned(), String::new()),
    }
}

/// The sum of number words read so far: `deux cent mille` = ((2 × 100) × 1000).
#[derive(Default)]
struct Sum {
    total: i64,
    current: i64,
    seen: bool,
    collective: bool,
}

impl Sum {
    fn add(&mut self, word: NumberWord) -> bool {
        match word {
            NumberWord::Number(value) => {
                // `deux dix` is no number: a smaller word may only follow a rounder one.
                let fits = self.current == 0
                    || (self.current % 100 == 0 && value < 100)
                    || (self.current % 20 == 0 && value < 20);
                if !fits || self.collective {
                    return false;
                }
                self.current += value;
            }
            NumberWord::Multiplier(100) => self.current = self.current.max(1).saturating_mul(100),
            NumberWord::Multiplier(value) => {
                self.total = self.total.saturating_add(self.current.max(1).saturating_mul(value));
                self.current = 0;
            }
            NumberWord::Collective(value) => {
                let amount = (self.total + self.current).max(1).saturating_mul(value);
                (self.total, self.current, self.collective) = (amount, 0, true);
            }
            _ => return false,
        }
        self.seen = true;
        true
    }
}

fn in_words(tokens: &[Token], at: usize, words: &NumberWords) -> Option<Numeral> {
    let mut buffer = String::new();
    let mut sum = Sum::default();
    let mut end = at;
    while end < tokens.len().min(at + LONGEST) {
        let form = &tokens[end].form;
        // English treebanks split `twenty-five` into three words.
        let splits = form == "-" && end > at && sum.current >= 20;
        if splits && number_after(tokens, end, words).is_some_and(|value| value < 10) {
            end += 1;
            continue;
        }
        let Some(word) = words.get(form, &mut buffer).or_else(|| compound(form, words)) else { break };
        match word {
            NumberWord::One if end == at => {
                let next = tokens.get(at + 1).and_then(|token| words.get(&token.form, &mut buffer));
                let multiplies = matches!(next, Some(NumberWord::Multiplier(_) | NumberWord::Collective(_)));
                if !multiplies && tokens[at].upos != Upos::Num {
                    return None;
                }
                if !multiplies {
                    (sum.current, sum.seen) = (1, true);
                }
            }
            NumberWord::Joint if sum.seen && number_after(tokens, end, words).is_some_and(|value| value < 100) => {}
            NumberWord::One => {
                if !sum.add(NumberWord::Number(1)) {
                    break;
                }
            }
            other => {
                if !sum.add(other) {
                    break;
                }
            }
        }
        end += 1;
        if sum.collective {
            end = collective_product(tokens, end, words, &mut sum);
            break;
        }
    }
    let value = sum.total.saturating_add(sum.current);
    sum.seen.then(|| Numeral {
        words: at..end,
        hundredths: value.saturating_mul(SCALE),
        collective: sum.collective,
        figures: false,
        factor: 1,
        glued: None,
    })
}

/// `dizaines de milliers`: the second collective multiplies the first. Gives the end of the number.
fn collective_product(tokens: &[Token], end: usize, words: &NumberWords, sum: &mut Sum) -> usize {
    let mut buffer = String::new();
    let joins = tokens.get(end).is_some_and(|token| token.upos == Upos::Adp);
    let next = tokens.get(end + 1).and_then(|token| words.get(&token.form, &mut buffer));
    match next {
        Some(NumberWord::Collective(value) | NumberWord::Multiplier(value)) if joins => {
            sum.total = sum.total.saturating_mul(value);
            end + 2
        }
        _ => end,
    }
}

/// The value of the plain number word after position `at`.
fn number_after(tokens: &[Token], at: usize, words: &NumberWords) -> Option<i64> {
    match words.get(&tokens.get(at + 1)?.form, &mut String::new())? {
        NumberWord::Number(value) => Some(value),
        NumberWord::One => Some(1),
        _ => None,
    }
}

/// A hyphenated number whose parts are number words: `deux-cents`.
fn compound(form: &str, words: &NumberWords) -> Option<NumberWord> {
    if !form.contains('-') {
        return None;
    }
    let mut buffer = String::new();
    let mut sum = Sum::default();
    for part in form.split('-') {
        match words.get(part, &mut buffer)? {
            NumberWord::One => sum.current += 1,
            NumberWord::Joint => {}
            word => {
                if !sum.add(word) {
                    return None;
                }
            }
        }
    }
    sum.seen.then_some(NumberWord::Number(sum.total + sum.current))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::sample;

    fn value(text: &str, language: Language) -> Option<i64> {
        let knowledge = sample::knowledge();
        let tokens: Vec<Token> = text
            .split(' ')
            .map(|form| Token { form: form.to_owned(), space_after: true, upos: Upos::Num, ..Token::default() })
            .collect();
        let numeral = read(&tokens, 0, &knowledge.language(language).unwrap().numbers, language)?;
        assert_eq!(numeral.words, 0..tokens.len(), "{text}");
        Some(numeral.hundredths)
    }

    #[test]
    fn figures_of_both_languages() {
        for (text, hundredths) in [
            ("60 000", 6_000_000),
            ("1 234 567", 123_456_700),
            ("1.100", 110_000),
            ("2,5", 250),
            ("2,5 milliards", 250_000_000_000),
            ("10", 1000),
            ("70%", 7000),
        ] {
            assert_eq!(value(text, Language::French), Some(hundredths), "{text}");
        }
        for (text, hundredths) in [("1,100", 110_000), ("2.5", 250), ("3bn", 300_000_000_000), ("12,345.67", 1_234_567)]
        {
            assert_eq!(value(text, Language::English), Some(hundredths), "{text}");
        }
    }

    #[test]
    fn words_of_both_languages() {
        for (text, number) in [
            ("onze mille", 11_000),
            ("vingt et un", 21),
            ("deux cent cinquante", 250),
            ("quatre-vingt-dix-sept", 97),
            ("un million", 1_000_000),
            ("deux-cents", 200),
        ] {
            assert_eq!(value(text, Language::French), Some(number * SCALE), "{text}");
        }
        for (text, number) in [("twenty - five", 25), ("two hundred and six", 206), ("three thousand", 3_000)] {
            assert_eq!(value(text, Language::English), Some(number * SCALE), "{text}");
        }
    }

    #[test]
    fn what_is_no_number() {
        for text in ["10h30", "3e", "1er", "2024-05-01", "soldats", "F-16"] {
            assert_eq!(value(text, Language::French), None, "{text}");
        }
    }
}
