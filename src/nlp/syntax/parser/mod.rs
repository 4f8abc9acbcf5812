//! Dependency trees by the arc-hybrid transition system (Kuhlmann, Gómez-Rodríguez, Satta 2011), one linear scorer for
//! the action and one for the label of each new arc.

pub mod features;
pub mod state;

pub use state::{Action, Node, State};

use super::tagger::argmax;
use crate::nlp::model::{FeatureBuffer, Weights};

/// Classes of the action scorer: shift, left, right, padded.
pub const ACTION_WIDTH: usize = 4;
/// Classes of the label scorer, padded.
pub const LABEL_WIDTH: usize = 64;

/// What label numbers mean to the parser.
#[derive(Clone, Debug, Default)]
pub struct LabelSet {
    /// Number of labels.
    pub count: usize,
    /// Number of the label `root`.
    pub root: u8,
    /// `coarse[label]`: number of its universal relation, from 0 to 63.
    pub coarse: Vec<u8>,
}

/// The highest-scoring action that is allowed.
#[inline]
pub fn best_action(weights: &impl Weights<ACTION_WIDTH>, state: &State) -> Option<Action> {
    let allowed = state.allowed();
    let mut candidates = Action::ALL.into_iter().filter(|&action| allowed[action as usize]);
    let first = candidates.next()?;
    let Some(second) = candidates.next() else { return Some(first) };
    let mut buffer = FeatureBuffer::new();
    features::action(state, |feature| buffer.push(feature));
    let scores = weights.sum(&buffer);
    let mut best = if scores[second as usize] > scores[first as usize] { second } else { first };
    for action in candidates {
        if scores[action as usize] > scores[best as usize] {
            best = action;
        }
    }
    Some(best)
}

/// The best label for the arc that an action would add.
#[inline]
pub fn best_label(
    weights: &impl Weights<LABEL_WIDTH>,
    labels: &LabelSet,
    state: &State,
    head: usize,
    child: usize,
) -> u8 {
    if state.is_root(head) {
        return labels.root;
    }
    let mut buffer = FeatureBuffer::new();
    features::label(state, head, child, |feature| buffer.push(feature));
    let mut scores = weights.sum(&buffer);
    scores[usize::from(labels.root)] = i32::MIN;
    argmax(&scores[..labels.count]) as u8
}

/// Parses the sentence whose nodes `state` holds.
pub fn parse(
    actions: &impl Weights<ACTION_WIDTH>,
    label_weights: &impl Weights<LABEL_WIDTH>,
    labels: &LabelSet,
    state: &mut State,
) {
    while let Some(action) = best_action(actions, state) {
        match state.arc(action) {
            None => state.shift(),
            Some((head, child)) => {
                let label = best_label(label_weights, labels, state, head, child);
                state.attach(head, child, label, labels.coarse.get(usize::from(label)).copied().unwrap_or_default());
            }
        }
    }
}
