//! Quick scores on gold words, for tuning. Figures to publish come from an outside scorer.

use super::corpus::Gold;
use crate::nlp::model::Clusters;
use crate::nlp::syntax::{SyntaxModel, Workspace};
use std::fmt;

/// Counts of right words.
#[derive(Clone, Debug, Default)]
pub struct Scores {
    words: usize,
    tags: usize,
    features: usize,
    lemmas: usize,
    heads: usize,
    labelled: usize,
}

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = |count: usize| 100.0 * count as f64 / self.words.max(1) as f64;
        write!(
            f,
            "{} words, UPOS {:.2}, features {:.2}, lemmas {:.2}, UAS {:.2}, LAS {:.2}",
            self.words,
            share(self.tags),
            share(self.features),
            share(self.lemmas),
            share(self.heads),
            share(self.labelled)
        )
    }
}

/// Annotates sentences anew and compares; relations without their subtypes.
pub fn evaluate(model: &SyntaxModel, clusters: &Clusters, gold: &[Gold]) -> Scores {
    let mut scores = Scores::default();
    let mut space = Workspace::default();
    for Gold { sentence, .. } in gold {
        let mut guess = sentence.clone();
        model.annotate(&mut guess, clusters, &mut space);
        for (gold, guess) in sentence.tokens.iter().zip(&guess.tokens) {
            scores.words += 1;
            scores.tags += usize::from(gold.upos == guess.upos);
            scores.features += usize::from(gold.features == guess.features);
            scores.lemmas += usize::from(gold.lemma == guess.lemma);
            let head = gold.head == guess.head;
            scores.heads += usize::from(head);
            scores.labelled += usize::from(head && gold.deprel.universal() == guess.deprel.universal());
        }
    }
    scores
}
