//! The gazetteer as the tagger knows it: which phrases are listed, and as what. Built from `data/gazetteer/` when the
//! model is trained and stored in the model file.

use crate::doc::{Language, Token};
use crate::nlp::model::{LookupTable, ModelError, hash};
use crate::nlp::segment::table::TokenTable;

/// Flag bits of a phrase.
#[cfg_attr(not(feature = "train"), expect(dead_code, reason = "most flags are features only, named in training alone"))]
pub(crate) mod flag {
    pub const COUNTRY: u32 = 1;
    pub const TOWN: u32 = 1 << 1;
    pub const CITY: u32 = 1 << 2;
    pub const FIRST_NAME: u32 = 1 << 3;
    pub const PERSON: u32 = 1 << 4;
    pub const SURNAME: u32 = 1 << 5;
    pub const ORGANIZATION: u32 = 1 << 6;
    pub const MEDIA: u32 = 1 << 7;
    pub const DEMONYM: u32 = 1 << 8;
    pub const ROLE: u32 = 1 << 9;
    /// Number of the flags above.
    pub const COUNT: u32 = 10;
    /// A longer phrase begins with this one.
    pub const CONTINUES: u32 = 1 << 23;
}

/// Longest phrase, in words.
pub(crate) const LONGEST: usize = 8;

/// Phrase → flags.
#[derive(Clone, Debug)]
pub(crate) struct Phrases {
    table: LookupTable,
    tokens: &'static TokenTable,
}

impl Phrases {
    pub fn parse(section: &[u8], language: Language) -> Result<Self, ModelError> {
        Ok(Phrases { table: LookupTable::parse(section)?, tokens: TokenTable::of(language) })
    }

    /// For every word the flags of the phrases that cover it: [`flag::COUNT`] bits each for phrases of one word, for the
    /// first word of a longer one, and for its other words. At every word the longest phrase counts.
    pub fn cover(&self, words: &[Token], out: &mut Vec<u32>) {
        out.clear();
        out.resize(words.len(), 0);
        for start in 0..words.len() {
            let Some((length, flags)) = self.longest(&words[start..]) else { continue };
            if length == 1 {
                out[start] |= flags;
                continue;
            }
            out[start] |= flags << flag::COUNT;
            out[start + 1..start + length].iter_mut().for_each(|place| *place |= flags << (2 * flag::COUNT));
        }
    }

    /// Length and flags of the longest phrase at the start of `words`.
    fn longest(&self, words: &[Token]) -> Option<(usize, u32)> {
        let first = words.first()?.form.chars().next()?;
        if !first.is_alphabetic() {
            return None;
        }
        let mut key = Key::default();
        let mut found = None;
        for (index, word) in words.iter().take(LONGEST).enumerate() {
            key.push(&word.form, self.tokens);
            let Some(value) = self.table.get_hash(key.hash()) else { break };
            let mut flags = value & ((1 << flag::COUNT) - 1);
            if first.is_lowercase() {
                flags &= flag::ROLE;
            }
            if flags != 0 {
                found = Some((index + 1, flags));
            }
            if value & flag::CONTINUES == 0 {
                break;
            }
        }
        found
    }
}

/// The hash of a phrase, word by word: lower case, words apart by one space, contractions written out.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Key {
    state: u64,
    started: bool,
}

impl Key {
    pub fn push(&mut self, form: &str, tokens: &TokenTable) {
        match crate::nlp::segment::contraction::expansion(tokens, form) {
            Some(expansion) => expansion.words.iter().for_each(|word| self.push_word(word)),
            None => self.push_word(form),
        }
    }

    fn push_word(&mut self, word: &str) {
        if self.started {
            self.state = hash::fold(self.state, u64::from(u32::from(' ')));
        }
        self.started = true;
        for character in word.chars().flat_map(char::to_lowercase) {
            self.state = hash::fold(self.state, u64::from(u32::from(character)));
        }
    }

    pub fn hash(&self) -> u64 {
        hash::finish(self.state)
    }
}
