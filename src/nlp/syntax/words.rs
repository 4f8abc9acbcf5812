//! A sentence as the taggers see it.

use super::lexicon::{Entry, Lexicon};
use crate::doc::{Sentence, Upos};
use crate::nlp::model::attributes::kind;
use crate::nlp::model::{Clusters, WordAttributes};

/// Words on either side of a sentence that stand for its edges.
pub const MARGIN: usize = 2;

/// What is known of a word before tagging.
#[derive(Clone, Copy, Debug, Default)]
pub struct Word {
    /// Form, affixes, shape, clusters.
    pub attributes: WordAttributes,
    /// Lexicon entry.
    pub entry: Entry,
    /// Parts of speech in word lists, one bit each; bit 31 marks a word, so that 0 is only outside the sentence.
    pub mask: u32,
    /// Length in characters.
    pub length: u32,
}

/// The words of a sentence with [`MARGIN`] empty ones on either side.
#[derive(Clone, Debug, Default)]
pub struct Words {
    padded: Vec<Word>,
    /// True for headlines in capitals.
    pub shouted: bool,
}

impl Words {
    /// Looks every word up once.
    pub fn fill(&mut self, sentence: &Sentence, clusters: &Clusters, lexicon: &Lexicon) {
        self.padded.clear();
        self.padded.resize(MARGIN, Word::default());
        let (mut capitals, mut others) = (0, 0);
        for token in &sentence.tokens {
            let entry = lexicon.find(&token.form);
            let attributes = WordAttributes::new(&token.form, clusters);
            let all_capitals = attributes.is(kind::ALL_CAPITALS);
            capitals += usize::from(all_capitals);
            others += usize::from(!all_capitals && !attributes.is(kind::NO_LETTER));
            self.padded.push(Word {
                attributes,
                entry,
                mask: lexicon.mask(entry) | 1 << 31,
                length: token.form.chars().count() as u32,
            });
        }
        self.padded.resize(self.padded.len() + MARGIN, Word::default());
        self.shouted = capitals > 2 && capitals > others;
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.padded.len().saturating_sub(2 * MARGIN)
    }

    /// True for a sentence without words.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The word at an index.
    pub fn word(&self, index: usize) -> &Word {
        &self.padded[index + MARGIN]
    }

    /// The words from two before to two after an index.
    #[inline(always)]
    pub fn window(&self, index: usize) -> &[Word; 2 * MARGIN + 1] {
        match self.padded[index..].first_chunk() {
            Some(window) => window,
            None => unreachable!("margins surround every word"),
        }
    }
}

/// The tag `distance` words to the left of `index`, as a feature part; 0 outside the sentence.
#[inline(always)]
pub fn tag_before(tags: &[Upos], index: usize, distance: usize) -> u32 {
    index.checked_sub(distance).map_or(0, |place| tags[place] as u32 + 1)
}
