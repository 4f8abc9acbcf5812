//! A sentence as the taggers see it.

use super::case::{SentenceCase, usual_case};
use super::lexicon::{Entry, Lexicon};
use crate::doc::{Sentence, Upos};
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
    /// Index and usual form of the words whose capitals say nothing, in order.
    recased: Vec<(usize, String)>,
}

impl Words {
    /// Looks every word up once.
    pub fn fill(&mut self, sentence: &Sentence, clusters: &Clusters, lexicon: &Lexicon) {
        self.padded.clear();
        self.padded.resize(MARGIN, Word::default());
        self.recased.clear();
        let case = SentenceCase::of(sentence.tokens.iter().map(|token| token.form.as_str()));
        for (index, token) in sentence.tokens.iter().enumerate() {
            let usual = usual_case(&token.form, case, clusters);
            let form = usual.as_deref().unwrap_or(&token.form);
            let entry = lexicon.find(form);
            self.padded.push(Word {
                attributes: WordAttributes::new(form, clusters),
                entry,
                mask: lexicon.mask(entry) | 1 << 31,
                length: form.chars().count() as u32,
            });
            self.recased.extend(usual.map(|usual| (index, usual)));
        }
        self.padded.resize(self.padded.len() + MARGIN, Word::default());
    }

    /// The form of word `index` in its usual case, where that differs from how it is written.
    pub fn usual_form(&self, index: usize) -> Option<&str> {
        let place = self.recased.binary_search_by_key(&index, |(index, _)| *index).ok()?;
        Some(&self.recased[place].1)
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
    pub fn window(&self, index: usize) -> [&Word; 2 * MARGIN + 1] {
        std::array::from_fn(|offset| &self.padded[index + offset])
    }
}

/// The tag `distance` words to the left of `index`, as a feature part; 0 outside the sentence.
#[inline(always)]
pub fn tag_before(tags: &[Upos], index: usize, distance: usize) -> u32 {
    index.checked_sub(distance).map_or(0, |place| tags[place] as u32 + 1)
}
