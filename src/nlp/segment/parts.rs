//! Rough parts of speech, before sentences are known: what tells a heading or a broken line from running text is
//! whether there is a finite verb, and whether a determiner or preposition still waits for its noun.
//!
//! A greedy averaged perceptron with few features; the tagger proper (`crate::nlp::syntax`) runs on whole sentences later.

use super::context::Context;
use super::scan::Shape;
use crate::nlp::model::{Weights, feature};

/// Number of classes.
pub(crate) const WIDTH: usize = Part::ALL.len();

/// The class of a surface token. Verbs are told apart by their form, pronouns by whether they open a clause.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Part {
    #[default]
    Other,
    Finite,
    Infinitive,
    Participle,
    Determiner,
    Adposition,
    Noun,
    Name,
    Adjective,
    Pronoun,
    Adverb,
    Coordinator,
    Subordinator,
    Numeral,
    Relative,
    /// Anything but a word; told by its shape and not by the model.
    Mark,
}

impl Part {
    const ALL: [Part; 16] = [
        Part::Other,
        Part::Finite,
        Part::Infinitive,
        Part::Participle,
        Part::Determiner,
        Part::Adposition,
        Part::Noun,
        Part::Name,
        Part::Adjective,
        Part::Pronoun,
        Part::Adverb,
        Part::Coordinator,
        Part::Subordinator,
        Part::Numeral,
        Part::Relative,
        Part::Mark,
    ];

    /// True for words that open a clause with a verb of its own.
    pub fn is_subordinating(self) -> bool {
        matches!(self, Part::Subordinator | Part::Relative)
    }
}

/// A set of parts, one bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Parts(pub u32);

impl Parts {
    /// Every part that a word can have.
    pub const WORDS: Parts = Parts((1 << Part::Mark as u32) - 1);

    /// Whether the part is in the set.
    pub fn contains(self, part: Part) -> bool {
        self.0 >> part as u32 & 1 == 1
    }
}

/// The part with the highest score among those allowed, the first of equals.
pub(crate) fn best(scores: &[i32; WIDTH], allowed: Parts) -> Part {
    let mut best: Option<Part> = None;
    for part in Part::ALL.into_iter().filter(|&part| allowed.contains(part)) {
        if best.is_none_or(|best| scores[part as usize] > scores[best as usize]) {
            best = Some(part);
        }
    }
    best.unwrap_or_default()
}

/// Whether the model decides on the part of a piece.
pub(crate) fn is_word(shape: Shape) -> bool {
    matches!(shape, Shape::Word | Shape::Abbreviation)
}

/// The part of every piece.
pub(crate) fn tag(context: &mut Context, weights: &impl Weights<WIDTH>) -> Vec<Part> {
    let mut parts = Vec::with_capacity(context.pieces.len());
    let mut features = Vec::with_capacity(16);
    let mut before = [Part::Mark; 2];
    for (index, piece) in context.pieces.iter().enumerate() {
        let mut part = Part::Mark;
        if is_word(piece.shape) {
            extract(context, index, before, &mut features);
            let mut scores = [0; WIDTH];
            features.iter().for_each(|&feature| weights.add(feature, &mut scores));
            part = best(&scores, Parts::WORDS);
        }
        parts.push(part);
        before = [before[1], part];
    }
    parts
}

/// The features of the part of the piece at `index`, after pieces with the parts `before`.
pub(crate) fn extract(context: &mut Context, index: usize, before: [Part; 2], out: &mut Vec<u64>) {
    out.clear();
    let [l1, word, r1, r2] = std::array::from_fn(|place| context.word(index, place as isize - 1));
    let [p2, p1] = before.map(|part| part as u32);
    let capital = word.kind & 3;
    out.extend([
        feature(200, [word.lower]),
        feature(201, [word.kind, p1]),
        feature(202, [word.classes.fine, capital]),
        feature(203, [word.classes.middle, p1]),
        feature(204, [word.suffixes[2], capital]),
        feature(205, [word.suffixes[1], p1]),
        feature(206, [l1.lower, word.lower]),
        feature(207, [word.lower, r1.lower]),
        feature(208, [p1, p2, word.lower]),
        feature(209, [p1, p2, word.classes.coarse]),
        feature(210, [p1, word.classes.coarse, r1.classes.coarse]),
        feature(211, [word.classes.middle, r1.classes.middle]),
        feature(212, [p1, word.lower, r1.classes.middle]),
        feature(213, [word.suffixes[3]]),
        feature(214, [p1, word.suffixes[2], r1.classes.coarse, r2.classes.coarse]),
    ]);
}
