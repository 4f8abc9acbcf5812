//! Labels, scores, and the best sequence of labels.

use super::features::Features;
use crate::doc::NameKind;
use crate::nlp::model::{Weights, WordAttributes, attributes::kind, feature};

/// Index into [`LABELS`].
pub(crate) type Label = u8;

/// Number of labels.
pub(crate) const COUNT: usize = 17;
/// Width of a row of weights: [`COUNT`] and padding for vector additions. Column [`COUNT`] takes the updates of no label.
pub(crate) const WIDTH: usize = 20;

/// What each label says: it begins a name, it ends a name, and the kind of the name. Label 0 is outside of names.
pub(crate) const LABELS: [(bool, bool, Option<NameKind>); COUNT] = {
    let kinds = [NameKind::Person, NameKind::Location, NameKind::Organization, NameKind::Other];
    let mut labels = [(false, false, None); COUNT];
    let mut index = 0;
    while index < 16 {
        let position = index % 4;
        labels[index + 1] = (position == 0 || position == 3, position == 2 || position == 3, Some(kinds[index / 4]));
        index += 1;
    }
    labels
};

/// The label of a word in a name: `first` and `last` say where in the name it stands.
pub(crate) fn label(kind: NameKind, first: bool, last: bool) -> Label {
    let position = match (first, last) {
        (true, false) => 0,
        (false, false) => 1,
        (false, true) => 2,
        (true, true) => 3,
    };
    1 + 4 * kind as Label + position
}

/// Whether `next` may follow `previous`; the edge of a sentence is label 0.
pub(crate) fn may_follow(previous: Label, next: Label) -> bool {
    let (_, ended, before) = LABELS[previous as usize];
    let (begins, _, after) = LABELS[next as usize];
    let open = before.is_some() && !ended;
    if open { !begins && after == before } else { begins || after.is_none() }
}

/// What the transition weights know of a word: its class below [`CLASSES`].
pub(crate) fn class_of(word: &WordAttributes) -> usize {
    if word.is(kind::NO_LETTER) {
        return if word.is(kind::DIGIT) {
            0
        } else if word.is(kind::HYPHEN) {
            1
        } else {
            2
        };
    }
    let case = match (word.is(kind::CAPITALISED), word.is(kind::ALL_CAPITALS)) {
        (_, true) => 0,
        (true, false) => 1,
        // No fifth character: mostly articles and prepositions.
        _ if word.prefixes[3] == 0 => 2,
        _ => 3,
    };
    3 + 2 * case + usize::from(word.is(kind::APOSTROPHE))
}

/// Number of word classes of transitions.
pub(crate) const CLASSES: usize = 11;

/// The features of a step from `previous` to a word of `class`.
pub(crate) fn transition_features(previous: Label, class: usize) -> [u64; 2] {
    [feature(1, [u32::from(previous)]), feature(2, [u32::from(previous), class as u32])]
}

/// The scores of all steps, expanded: `[class][previous][next]`.
#[derive(Clone, Debug)]
pub(crate) struct Transitions {
    steps: Vec<[[i32; WIDTH]; COUNT]>,
}

/// Score of a step that is not allowed.
const NEVER: i32 = i32::MIN / 4;

impl Transitions {
    /// Expands weights; impossible steps never win.
    pub fn new(weights: &impl Weights<WIDTH>) -> Self {
        let mut steps = vec![[[NEVER; WIDTH]; COUNT]; CLASSES];
        for (class, step) in steps.iter_mut().enumerate() {
            for (previous, row) in step.iter_mut().enumerate() {
                let mut scores = [0; WIDTH];
                for feature in transition_features(previous as Label, class) {
                    weights.add(feature, &mut scores);
                }
                for next in (0..COUNT).filter(|&next| may_follow(previous as Label, next as Label)) {
                    row[next] = scores[next];
                }
            }
        }
        Transitions { steps }
    }
}

/// The scores of a word that cannot belong to a name.
const OUTSIDE: [i32; WIDTH] = {
    let mut scores = [NEVER; WIDTH];
    scores[0] = 0;
    scores
};

/// Scores of the labels of every word of a sentence.
#[derive(Debug, Default)]
pub(crate) struct Scores {
    emissions: Vec<[i32; WIDTH]>,
    backward: Vec<[Label; COUNT]>,
}

impl Scores {
    /// Scores the words of the sentence that `features` stands in.
    pub fn compute(&mut self, features: &mut Features, weights: &impl Weights<WIDTH>) {
        self.emissions.clear();
        for index in 0..features.words().len() {
            let mut scores = OUTSIDE;
            if features.is_active(index) {
                scores = [0; WIDTH];
                features.of(index).iter().for_each(|&feature| weights.add(feature, &mut scores));
            }
            self.emissions.push(scores);
        }
    }

    /// Scores words that are described already.
    #[cfg(feature = "train")]
    pub fn from_features(described: &[Vec<u64>], weights: &impl Weights<WIDTH>) -> Self {
        let score = |features: &Vec<u64>| {
            let mut scores = [0; WIDTH];
            features.iter().for_each(|&feature| weights.add(feature, &mut scores));
            scores
        };
        Scores { emissions: described.iter().map(score).collect(), backward: Vec::new() }
    }

    /// The best sequence (Viterbi 1967).
    pub fn best(&mut self, transitions: &Transitions, words: &[WordAttributes]) -> Vec<Label> {
        let mut total = [NEVER; COUNT];
        total[0] = 0;
        self.backward.clear();
        for (word, emission) in words.iter().zip(&self.emissions) {
            if *emission == OUTSIDE {
                self.backward.push(stay_outside(&mut total));
                continue;
            }
            let step = &transitions.steps[class_of(word)];
            let mut best = [NEVER; WIDTH];
            let mut from = [0 as Label; WIDTH];
            for (previous, row) in step.iter().enumerate() {
                for next in 0..WIDTH {
                    let score = total[previous].saturating_add(row[next]);
                    if score > best[next] {
                        best[next] = score;
                        from[next] = previous as Label;
                    }
                }
            }
            for next in 0..COUNT {
                total[next] = best[next].saturating_add(emission[next]).max(NEVER);
            }
            self.backward.push(std::array::from_fn(|next| from[next]));
        }
        self.trace(&total)
    }

    /// Follows the best steps back from the best last label at which a sentence may end.
    fn trace(&self, total: &[i32; COUNT]) -> Vec<Label> {
        let ending = (0..COUNT as Label).filter(|&label| may_follow(label, 0));
        let mut label = ending.max_by_key(|&label| (total[label as usize], COUNT as Label - label)).unwrap_or_default();
        let mut path = vec![0; self.backward.len()];
        for (place, from) in path.iter_mut().zip(&self.backward).rev() {
            *place = label;
            label = from[label as usize];
        }
        path
    }

    /// By how much the chosen kind of the words of a name beats the best other kind, per word; higher is surer.
    pub fn margin(&self, words: std::ops::Range<usize>, chosen: NameKind) -> i32 {
        let mut sums = [0i64; 5];
        let count = words.len().max(1) as i64;
        for index in words.clone() {
            let first = index == words.start;
            let last = index + 1 == words.end;
            for (place, kind) in KINDS.into_iter().enumerate() {
                sums[place] += i64::from(self.emissions[index][label(kind, first, last) as usize]);
            }
            sums[4] += i64::from(self.emissions[index][0]);
        }
        let own = sums[chosen as usize];
        let rival = (0..5).filter(|&place| place != chosen as usize).map(|place| sums[place]).max().unwrap_or(own);
        ((own - rival) / count) as i32
    }
}

/// Takes the step to a word that cannot belong to a name, all of which cost the same; returns where it came from.
fn stay_outside(total: &mut [i32; COUNT]) -> [Label; COUNT] {
    let before = (0..COUNT as Label).filter(|&label| may_follow(label, 0));
    let best = before.max_by_key(|&label| (total[label as usize], COUNT as Label - label)).unwrap_or_default();
    let score = total[best as usize];
    *total = [NEVER; COUNT];
    total[0] = score;
    [best; COUNT]
}

/// The kinds in the order of their labels.
pub(crate) const KINDS: [NameKind; 4] = [NameKind::Person, NameKind::Location, NameKind::Organization, NameKind::Other];
