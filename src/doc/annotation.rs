//! What the language models see in an article.

use super::article::{Article, Language};
use super::tagset::{Deprel, Features, Upos};
use crate::text::Span;
use std::ops::Range;

/// The place of a syntactic word in a surface token, for contractions such as `du` = `de` + `le`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Contraction {
    /// The word is its own surface token.
    #[default]
    None,
    /// The first of `words` words of one surface token.
    First {
        /// How many words share the surface token.
        words: u8,
    },
    /// A later word of the surface token.
    Rest,
}

/// A syntactic word (UD). Both words of a contraction carry the span of the surface token.
#[derive(Clone, Debug, Default)]
pub struct Token {
    /// The surface token in the source text.
    pub span: Span,
    /// The UD form, with straight apostrophes and `"` for quotation marks of every style.
    pub form: String,
    /// The dictionary form: lower case unless a proper noun.
    pub lemma: String,
    /// Universal part of speech.
    pub upos: Upos,
    /// Morphological features.
    pub features: Features,
    /// Index of the head in the same sentence; `None` for the root.
    pub head: Option<u32>,
    /// Relation to the head.
    pub deprel: Deprel,
    /// Whether the word belongs to a contraction.
    pub contraction: Contraction,
    /// False where the next surface token follows without white space.
    pub space_after: bool,
}

/// Kinds of names that the name model tells apart; finer types come from the ontology later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// A person.
    Person,
    /// A place.
    Location,
    /// An organisation.
    Organization,
    /// A product, event, work or anything else that bears a name.
    Other,
}

/// A named entity in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameSpan {
    /// Word indices in the sentence.
    pub words: Range<usize>,
    /// What kind of thing the name names.
    pub kind: NameKind,
}

/// A sentence: a dependency tree over its words.
#[derive(Clone, Debug, Default)]
pub struct Sentence {
    /// From the first to the last surface token.
    pub span: Span,
    /// Index of the zone that it stands in.
    pub zone: usize,
    /// Language of its zone.
    pub language: Language,
    /// The words, in text order.
    pub tokens: Vec<Token>,
    /// Names, in text order, without overlaps.
    pub names: Vec<NameSpan>,
}

impl Sentence {
    /// Source span of a range of words. The range must not be empty.
    pub fn span_of(&self, words: Range<usize>) -> Span {
        self.tokens[words.start].span.cover(self.tokens[words.end - 1].span)
    }

    /// For every word the indices of its dependents, in text order.
    pub fn children(&self) -> Vec<Vec<usize>> {
        let mut children = vec![Vec::new(); self.tokens.len()];
        for (index, token) in self.tokens.iter().enumerate() {
            if let Some(head) = token.head {
                children[head as usize].push(index);
            }
        }
        children
    }
}

/// A word of a document: sentence index, then word index in that sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TokenRef {
    /// Index into [`Annotated::sentences`].
    pub sentence: usize,
    /// Index into [`Sentence::tokens`].
    pub token: usize,
}

/// An article with the sentences of its readable zones (see [`super::ZoneKind::is_read`]), in text order.
#[derive(Clone, Debug, Default)]
pub struct Annotated {
    /// The cleaned document.
    pub article: Article,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
}

impl Annotated {
    /// The word at `place`.
    pub fn token(&self, place: TokenRef) -> &Token {
        &self.sentences[place.sentence].tokens[place.token]
    }

    /// The decoded source text.
    pub fn text(&self) -> &str {
        &self.article.source.text
    }
}
