//! A sentence with what finding mentions asks of it again and again.

use crate::doc::{Annotated, Contraction, Language, Sentence, Token};
use crate::knowledge::Knowledge;
use crate::knowledge::gazetteer::{Cue, EntryId, Gazetteer, join_key};
use crate::knowledge::time_words::{TimeClass, TimeWords};
use std::ops::Range;

const NONE: u32 = u32::MAX;

/// A surface token with its key.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// First syntactic word.
    pub token: usize,
    /// Bytes in [`View::keys`]; empty for punctuation.
    pub key: Range<usize>,
}

/// A sentence, its keys and its tree downwards.
pub(super) struct View<'a> {
    pub text: &'a str,
    pub sentence: &'a Sentence,
    pub gazetteer: &'a Gazetteer,
    pub language: Language,
    time_words: Option<&'a TimeWords>,
    /// Keys of the surface tokens, joined by spaces.
    pub keys: String,
    /// The surface tokens.
    pub units: Vec<Unit>,
    /// For each word the place that a demonym adjective or noun stands for.
    pub demonyms: Vec<Option<EntryId>>,
    /// Demonyms that several places share (`congolais`): words and places, decided by what the article names.
    pub ambiguous: Vec<(Range<usize>, Vec<EntryId>)>,
    first_child: Vec<u32>,
    next_sibling: Vec<u32>,
}

impl<'a> View<'a> {
    pub fn new(document: &'a Annotated, knowledge: &'a Knowledge, sentence: &'a Sentence) -> Self {
        let length = sentence.tokens.len();
        let (mut first_child, mut next_sibling) = (vec![NONE; length], vec![NONE; length]);
        for (index, token) in sentence.tokens.iter().enumerate().rev() {
            if let Some(head) = token.head.map(|head| head as usize).filter(|&head| head < length) {
                next_sibling[index] = first_child[head];
                first_child[head] = index as u32;
            }
        }
        let mut view = View {
            text: document.text(),
            sentence,
            gazetteer: &knowledge.gazetteer,
            language: sentence.language,
            time_words: knowledge.language(sentence.language).map(|language| &language.times),
            keys: String::with_capacity(sentence.span.len() + 8),
            units: Vec::with_capacity(length),
            demonyms: vec![None; length],
            ambiguous: Vec::new(),
            first_child,
            next_sibling,
        };
        view.cut();
        view
    }

    /// True for the name of a day or month, which names nothing that could be a node.
    pub fn is_date_word(&self, index: usize) -> bool {
        let form = &self.token(index).form;
        let word = self.time_words.map(|words| words.get(form, &mut String::new())).unwrap_or_default();
        word.is(TimeClass::Weekday) || word.is(TimeClass::Month)
    }

    fn cut(&mut self) {
        for (index, token) in self.sentence.tokens.iter().enumerate() {
            if token.contraction == Contraction::Rest {
                continue;
            }
            let surface = token.span.of(self.text);
            if !self.keys.is_empty() && !self.keys.ends_with(' ') {
                self.keys.push(' ');
            }
            let start = self.keys.len();
            if surface.bytes().all(|byte| byte.is_ascii_lowercase()) {
                self.keys.push_str(surface);
            } else {
                self.keys.push_str(&join_key(surface));
            }
            self.units.push(Unit { token: index, key: start..self.keys.len() });
        }
    }

    /// Words of the tree.
    pub fn tokens(&self) -> &'a [Token] {
        &self.sentence.tokens
    }

    /// A word.
    pub fn token(&self, index: usize) -> &'a Token {
        &self.sentence.tokens[index]
    }

    /// The head of a word.
    pub fn head(&self, index: usize) -> Option<usize> {
        self.token(index).head.map(|head| head as usize).filter(|&head| head < self.tokens().len())
    }

    /// Dependents of a word, in text order.
    pub fn children(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        let mut next = self.first_child[index];
        std::iter::from_fn(move || {
            let current = next as usize;
            next = *self.next_sibling.get(current)?;
            Some(current)
        })
    }

    /// The word that a name or phrase hangs by: the first whose head is outside.
    pub fn root_of(&self, words: &Range<usize>) -> usize {
        words.clone().find(|&word| self.head(word).is_none_or(|head| !words.contains(&head))).unwrap_or(words.start)
    }

    /// Source text of a range of words.
    pub fn surface(&self, words: &Range<usize>) -> &'a str {
        self.sentence.span_of(words.clone()).of(self.text)
    }

    /// True where the word starts with a capital letter.
    pub fn is_capitalised(&self, index: usize) -> bool {
        self.token(index).form.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)
    }

    /// Lemma of the preposition of a word; empty where it has none.
    pub fn preposition(&self, index: usize) -> &'a str {
        self.children(index).find(|&c| self.token(c).deprel.is("case")).map_or("", |c| self.token(c).lemma.as_str())
    }
}

impl View<'_> {
    /// True where the word is a cue of the kind in the sentence's language.
    pub fn is_cue(&self, cue: Cue, lemma: &str) -> bool {
        self.gazetteer.is_cue(self.language, cue, lemma)
    }

    /// True where the words stand after a preposition that marks places.
    pub fn is_in_place(&self, words: &Range<usize>) -> bool {
        let preposition = self.preposition(self.root_of(words));
        self.is_cue(Cue::PlacePreposition, preposition)
    }

    /// True for a complement with no preposition, or with one that makes it part of the noun (`de`, `of`).
    pub fn is_bare_or_genitive(&self, word: usize) -> bool {
        let preposition = self.preposition(word);
        preposition.is_empty() || self.is_cue(Cue::Genitive, preposition)
    }

    /// True for words between quotation marks.
    pub fn is_quoted(&self, words: &Range<usize>) -> bool {
        let mark = |word: usize| {
            self.tokens().get(word).is_some_and(|token| matches!(token.form.as_str(), "«" | "»" | "“" | "”" | "\""))
        };
        words.start > 0 && mark(words.start - 1) && mark(words.end)
    }

    /// True for a sentence in capitals, such as a headline, where letter case tells nothing.
    pub fn is_all_capitals(&self) -> bool {
        let text = self.sentence.span.of(self.text);
        let upper = text.chars().filter(|c| c.is_uppercase()).count();
        upper > text.chars().filter(|c| c.is_lowercase()).count()
    }
}
