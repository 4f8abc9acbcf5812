//! Numbers in words, multipliers, currencies and measures. From `data/numbers.tsv`.

use super::table::{Error, Table};
use crate::doc::Language;
use rustc_hash::FxHashMap;

const HEADER: [&str; 4] = ["lang", "form", "class", "value"];

/// What a word does in a number expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberWord {
    /// `onze`.
    Number(i64),
    /// `un`, which is an article more often than a number.
    One,
    /// `mille`, `million`.
    Multiplier(i64),
    /// About so many: `cinquantaine`, `dozens`.
    Collective(i64),
    /// `%`.
    Percent,
    /// `$`.
    Currency,
    /// A symbol of measure (`km`).
    Unit,
    /// `et` of `vingt et un`, and of `entre 10 et 20`.
    Joint,
    /// Between the bounds of a range (`de 1 à 3`).
    Range,
    /// Before a range whose bounds are joined by [`NumberWord::Joint`].
    Between,
}

/// The number words of one language.
#[derive(Clone, Debug, Default)]
pub struct NumberWords {
    words: FxHashMap<String, NumberWord>,
    longest: usize,
}

impl NumberWords {
    /// Reads the rows of one language.
    ///
    /// # Errors
    ///
    /// Names the line of a row with an unknown class or a value that is no whole number.
    pub fn parse(file: &str, text: &str, language: Language) -> Result<Self, Error> {
        let mut out = NumberWords::default();
        for row in Table::new(file, text, HEADER)? {
            let row = row?;
            if row.cells[0] != language.code() {
                continue;
            }
            let value = |text: &str| text.parse::<i64>().ok().filter(|value| (0..=1_000_000_000_000).contains(value));
            let word = match row.cells[2] {
                "number" => NumberWord::Number(row.parse(3, "whole number", value)?),
                "one" => NumberWord::One,
                "multiplier" => NumberWord::Multiplier(row.parse(3, "whole number", value)?),
                "collective" => NumberWord::Collective(row.parse(3, "whole number", value)?),
                "percent" => NumberWord::Percent,
                "currency" => NumberWord::Currency,
                "unit" => NumberWord::Unit,
                "joint" => NumberWord::Joint,
                "range" => NumberWord::Range,
                "between" => NumberWord::Between,
                other => return Err(row.error(format!("{other:?} is no class of number words"))),
            };
            out.longest = out.longest.max(row.cells[1].len());
            out.words.insert(row.cells[1].to_owned(), word);
        }
        Ok(out)
    }

    /// What a form is: as it is written, or else in lower case. `buffer` is scratch space.
    pub fn get(&self, form: &str, buffer: &mut String) -> Option<NumberWord> {
        if form.len() > self.longest {
            return None;
        }
        if let Some(&word) = self.words.get(form) {
            return Some(word);
        }
        if !form.starts_with(char::is_uppercase) {
            return None;
        }
        buffer.clear();
        buffer.extend(form.chars().flat_map(char::to_lowercase));
        self.words.get(buffer.as_str()).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_values() {
        let words =
            NumberWords::parse("numbers.tsv", include_str!("../../data/numbers.tsv"), Language::French).unwrap();
        let mut buffer = String::new();
        assert_eq!(words.get("Onze", &mut buffer), Some(NumberWord::Number(11)));
        assert_eq!(words.get("quatre-vingt-douze", &mut buffer), Some(NumberWord::Number(92)));
        assert_eq!(words.get("cinquantaine", &mut buffer), Some(NumberWord::Collective(50)));
        assert_eq!(words.get("pluie", &mut buffer), None);
    }
}
