//! The same name is the same kind of thing throughout an article: sure decisions speak for unsure ones.

use super::decode::{Label, Scores};
use super::spans;
use crate::doc::{NameKind, NameSpan, Sentence};
use crate::nlp::model::{hash, hash_text};
use rustc_hash::FxHashMap;

/// The names found in one sentence, each with how sure the model is of its kind.
pub(super) struct Decisions {
    names: Vec<(NameSpan, i32)>,
}

impl Decisions {
    pub fn new(path: &[Label], scores: &Scores) -> Self {
        let with_margin = |name: NameSpan| {
            let margin = scores.margin(name.words.clone(), name.kind);
            (name, margin)
        };
        Decisions { names: spans(path).into_iter().map(with_margin).collect() }
    }
}

/// Votes by kind, in the order of [`NameKind`], weighted by margins.
type Votes = [i64; 4];

/// Gives every name the kind that the decisions about the same words in the article favour together, and lets the last
/// word of a person's full name be a person where it stands alone.
pub(super) fn settle(sentences: &[&Sentence], decisions: Vec<Decisions>) -> Vec<Vec<NameSpan>> {
    let mut votes: FxHashMap<u64, Votes> = FxHashMap::default();
    for (sentence, decisions) in sentences.iter().zip(&decisions) {
        for (name, margin) in &decisions.names {
            let weight = i64::from((*margin).max(1));
            votes.entry(key(sentence, name.words.clone())).or_default()[name.kind as usize] += weight;
            if name.kind == NameKind::Person && name.words.len() > 1 {
                let last = name.words.end - 1..name.words.end;
                votes.entry(key(sentence, last)).or_default()[NameKind::Person as usize] += weight;
            }
        }
    }
    let settled = |(sentence, decisions): (&&Sentence, Decisions)| {
        let names = decisions.names.into_iter().map(|(mut name, _)| {
            if let Some(votes) = votes.get(&key(sentence, name.words.clone())) {
                name.kind = winner(votes, name.kind);
            }
            name
        });
        names.collect()
    };
    sentences.iter().zip(decisions).map(settled).collect()
}

fn key(sentence: &Sentence, words: std::ops::Range<usize>) -> u64 {
    let words = &sentence.tokens[words];
    words.iter().fold(0, |state, token| hash::fold(state, hash_text(&token.form)))
}

/// The kind with the most votes; the current one where there is a tie.
fn winner(votes: &Votes, current: NameKind) -> NameKind {
    let kinds = super::decode::KINDS.into_iter();
    kinds.fold(current, |best, kind| if votes[kind as usize] > votes[best as usize] { kind } else { best })
}
