//! What the article as a whole shows of a word, without knowing any label: whether it is ever written small, what
//! stands before it, whether it closes a full name.

use super::phrases::flag;
use crate::doc::Sentence;
use crate::nlp::model::{WordAttributes, attributes::kind};
use rustc_hash::FxHashMap;

/// Flag bits of a word in an article.
#[allow(missing_docs)]
pub(crate) mod sign {
    /// Also written with a small first letter.
    pub const SMALL: u32 = 1;
    /// Somewhere right after a first name.
    pub const AFTER_FIRST_NAME: u32 = 2;
    /// Somewhere right after a title or an office.
    pub const AFTER_ROLE: u32 = 4;
    /// Somewhere inside a sentence after a small word.
    pub const INSIDE: u32 = 8;
    /// Somewhere before or after another capitalised word.
    pub const IN_PHRASE: u32 = 16;
    /// More than twice in the article.
    pub const FREQUENT: u32 = 32;
    /// Somewhere alone in brackets: an abbreviation, or the country of a town.
    pub const IN_BRACKETS: u32 = 64;
}

/// What is known of one word.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Evidence {
    /// Sum of [`sign`] bits.
    pub signs: u32,
    /// Cluster of the commonest small word before it, by majority vote; 0 for none.
    pub before: u32,
    votes: u32,
    count: u32,
}

/// Evidence by the hash of the lower-cased form.
#[derive(Debug, Default)]
pub(crate) struct Dossier {
    entries: FxHashMap<u32, Evidence>,
}

impl Dossier {
    /// Collects the evidence of an article: words and gazetteer flags of every sentence.
    pub fn collect(sentences: &[&Sentence], words: &[Vec<WordAttributes>], listed: &[Vec<u32>]) -> Self {
        let mut dossier = Dossier::default();
        for ((sentence, words), listed) in sentences.iter().zip(words).zip(listed) {
            let loud = words.iter().filter(|word| word.is(kind::ALL_CAPITALS)).count() * 2 > words.len();
            for index in (0..words.len()).filter(|_| !loud) {
                if words[index].is(kind::CAPITALISED) {
                    dossier.see(sentence, words, listed, index);
                } else if !words[index].is(kind::NO_LETTER) {
                    dossier.entries.entry(words[index].lower).or_default().signs |= sign::SMALL;
                }
            }
        }
        dossier
    }

    fn see(&mut self, sentence: &Sentence, words: &[WordAttributes], listed: &[u32], index: usize) {
        let entry = self.entries.entry(words[index].lower).or_default();
        entry.count += 1;
        if entry.count > 2 {
            entry.signs |= sign::FREQUENT;
        }
        let next_is_capital = words.get(index + 1).is_some_and(|next| next.is(kind::CAPITALISED));
        if next_is_capital {
            entry.signs |= sign::IN_PHRASE;
        }
        let Some(before) = index.checked_sub(1) else { return };
        let any = |flags: u32| flags | flags << flag::COUNT | flags << (2 * flag::COUNT);
        if listed[before] & any(flag::ROLE) != 0 {
            entry.signs |= sign::AFTER_ROLE;
        }
        if words[before].is(kind::CAPITALISED) {
            let first_name = listed[before] & flag::FIRST_NAME != 0;
            entry.signs |= sign::IN_PHRASE | if first_name { sign::AFTER_FIRST_NAME } else { 0 };
        } else if words[before].is(kind::NO_LETTER) {
            let bracketed = sentence.tokens[before].form == "("
                && sentence.tokens.get(index + 1).is_some_and(|next| next.form == ")");
            entry.signs |= if bracketed { sign::IN_BRACKETS } else { 0 };
        } else {
            entry.signs |= sign::INSIDE;
            entry.vote(words[before].classes.middle);
        }
    }

    /// What is known of a word; nothing where the article has it only in capitals.
    pub fn of(&self, word: &WordAttributes) -> Evidence {
        self.entries.get(&word.lower).copied().unwrap_or_default()
    }
}

impl Evidence {
    /// Majority vote in constant memory (Boyer and Moore 1981).
    fn vote(&mut self, class: u32) {
        if class == self.before {
            self.votes += 1;
        } else if self.votes == 0 {
            self.before = class;
            self.votes = 1;
        } else {
            self.votes -= 1;
        }
    }
}
