//! The token tables under `data/`: what a linguist may change about tokens without touching code.

use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::OnceLock;

use crate::doc::Language;

const FRENCH: &str = include_str!("../../../data/fr/tokens.tsv");
const ENGLISH: &str = include_str!("../../../data/en/tokens.tsv");

/// How a surface token turns into several words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Expansion {
    /// The words, in lower case.
    pub words: Vec<&'static str>,
    /// True where only some readings expand (`des` = `de les` or the indefinite article).
    pub learned: bool,
}

/// The rows of one language, by class. Keys are lower case with straight apostrophes.
#[derive(Debug, Default)]
pub(crate) struct TokenTable {
    pub language: Language,
    pub elisions: FxHashSet<&'static str>,
    /// Longest first.
    pub clitics: Vec<&'static str>,
    /// Longest first.
    pub endings: Vec<&'static str>,
    pub prefixes: FxHashSet<&'static str>,
    pub whole: FxHashSet<&'static str>,
    pub contractions: FxHashMap<&'static str, Expansion>,
    /// Byte lengths of the parts of a transparent contraction (`cannot` = 3 + 3).
    pub splits: FxHashMap<&'static str, Vec<usize>>,
    pub titles: FxHashSet<&'static str>,
    pub abbreviations: FxHashSet<&'static str>,
    pub suffixes: FxHashSet<&'static str>,
    pub starters: FxHashSet<&'static str>,
}

impl TokenTable {
    /// The table of a language; French for [`Language::Other`], which is never segmented.
    pub fn of(language: Language) -> &'static TokenTable {
        static TABLES: [OnceLock<TokenTable>; 2] = [OnceLock::new(), OnceLock::new()];
        match language {
            Language::English => TABLES[1].get_or_init(|| TokenTable::parse(ENGLISH, Language::English)),
            Language::French | Language::Other => TABLES[0].get_or_init(|| TokenTable::parse(FRENCH, Language::French)),
        }
    }

    /// Reads the rows. A unit test holds the shipped files to the known classes, so a bad row is left out here.
    fn parse(text: &'static str, language: Language) -> TokenTable {
        let mut table = TokenTable { language, ..TokenTable::default() };
        for line in rows(text) {
            table.add(line);
        }
        table.clitics.sort_by_key(|clitic| std::cmp::Reverse(clitic.len()));
        table.endings.sort_by_key(|ending| std::cmp::Reverse(ending.len()));
        table
    }

    fn add(&mut self, line: &'static str) -> bool {
        let mut columns = line.split('\t');
        let class = columns.next().unwrap_or_default();
        let form = columns.next().unwrap_or_default();
        let value = columns.next().unwrap_or_default();
        let reading = columns.next().unwrap_or_default();
        match class {
            "elision" => self.elisions.insert(form),
            "clitic" => push(&mut self.clitics, form),
            "ending" => push(&mut self.endings, form),
            "prefix" => self.prefixes.insert(form),
            "whole" => self.whole.insert(form),
            "title" => self.titles.insert(form),
            "abbreviation" => self.abbreviations.insert(form),
            "suffix" => self.suffixes.insert(form),
            "starter" => self.starters.insert(form),
            "contraction" => {
                let words: Vec<_> = value.split(' ').collect();
                let complete = words.len() > 1;
                complete && self.contractions.insert(form, Expansion { words, learned: reading == "learned" }).is_none()
            }
            "split" => {
                let lengths: Vec<_> = value.split(' ').map(str::len).collect();
                lengths.iter().sum::<usize>() == form.len() && self.splits.insert(form, lengths).is_none()
            }
            _ => false,
        }
    }
}

fn push(list: &mut Vec<&'static str>, form: &'static str) -> bool {
    list.push(form);
    true
}

/// Lines that are neither comments, empty, nor the head row.
fn rows(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#') && !line.starts_with("class\t"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_understood_and_stands_once() {
        for text in [FRENCH, ENGLISH] {
            let mut table = TokenTable::default();
            for line in rows(text) {
                assert!(table.add(line), "bad or repeated row: {line}");
                let form = line.split('\t').nth(1).unwrap_or_default();
                assert_eq!(form, form.to_lowercase(), "rows are written in lower case");
            }
        }
    }
}
