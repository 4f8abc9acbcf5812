//! Words as numbers, so that matching compares integers.

use rustc_hash::FxHashMap;

/// A word known to a [`Symbols`] table. Symbols of different tables have nothing to do with each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(u32);

impl Symbol {
    /// No word, or a word that the table does not know.
    pub const NONE: Symbol = Symbol(0);

    /// True for a known word.
    pub fn is_some(self) -> bool {
        self != Symbol::NONE
    }

    /// Position in tables that are indexed by symbol.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A table of words; case counts.
#[derive(Clone, Debug, Default)]
pub struct Symbols {
    by_word: FxHashMap<Box<str>, Symbol>,
}

impl Symbols {
    /// The symbol of a word, which is added where it is new.
    pub fn intern(&mut self, word: &str) -> Symbol {
        if let Some(&symbol) = self.by_word.get(word) {
            return symbol;
        }
        let symbol = Symbol(self.by_word.len() as u32 + 1);
        self.by_word.insert(word.into(), symbol);
        symbol
    }

    /// The symbol of a word, [`Symbol::NONE`] where it is unknown.
    pub fn get(&self, word: &str) -> Symbol {
        self.by_word.get(word).copied().unwrap_or_default()
    }

    /// One more than the index of the last symbol.
    pub fn len(&self) -> usize {
        self.by_word.len() + 1
    }

    /// True for a table without words.
    pub fn is_empty(&self) -> bool {
        self.by_word.is_empty()
    }
}
