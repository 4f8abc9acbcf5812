//! Training of the parser.

use super::example::Example;
use crate::nlp::syntax::parser::{ACTION_WIDTH, Action, LABEL_WIDTH, LabelSet, State, features};
use crate::nlp::syntax::tagger::argmax;
use crate::train::{Perceptron, Random};

const ACTION_BITS: u32 = 20;
const LABEL_BITS: u32 = 17;
const EPOCHS: usize = 8;

/// A parser in training.
#[derive(Debug)]
pub struct Parser {
    /// Scores transitions.
    pub actions: Perceptron<ACTION_WIDTH>,
    /// Scores relations.
    pub relations: Perceptron<LABEL_WIDTH>,
    action_features: Vec<u64>,
    label_features: Vec<u64>,
}

/// Trains on sentences whose `states` hold words with guessed tags. From the second pass on the parser follows its own
/// guesses, so that it learns to go on after errors.
pub fn train_parser(examples: &[&Example], states: &mut [State], labels: &LabelSet) -> Parser {
    let mut parser = Parser {
        actions: Perceptron::new(ACTION_BITS),
        relations: Perceptron::new(LABEL_BITS),
        action_features: Vec::new(),
        label_features: Vec::new(),
    };
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = Random::new(4);
    for epoch in 0..EPOCHS {
        random.shuffle(&mut order);
        for &place in &order {
            states[place].restart();
            while parser.step(examples[place], &mut states[place], labels, epoch > 0) {}
            parser.actions.tick();
            parser.relations.tick();
        }
    }
    parser
}

impl Parser {
    /// One transition; false at the end of the sentence.
    fn step(&mut self, example: &Example, state: &mut State, labels: &LabelSet, explore: bool) -> bool {
        let allowed = state.allowed();
        if allowed == [false; 3] {
            return false;
        }
        let costs = example.tree.costs(state);
        let features = &mut self.action_features;
        features.clear();
        features::action(state, |feature| features.push(feature));
        let scores = self.actions.scores(features);
        let candidates = || Action::ALL.into_iter().filter(|&action| allowed[action as usize]);
        let lowest = candidates().map(|action| costs[action as usize]).min().unwrap_or_default();
        let best = |actions: &mut dyn Iterator<Item = Action>| {
            // The first of equals, as in use.
            actions.fold(None, |best: Option<Action>, action| match best {
                Some(best) if scores[best as usize] >= scores[action as usize] => Some(best),
                _ => Some(action),
            })
        };
        let guess = best(&mut candidates());
        let right = best(&mut candidates().filter(|&action| costs[action as usize] == lowest));
        let (Some(guess), Some(right)) = (guess, right) else { return false };
        if costs[guess as usize] > lowest {
            self.actions.update(features, right as usize, guess as usize);
        }
        self.take(if explore { guess } else { right }, example, state, labels);
        true
    }

    fn take(&mut self, action: Action, example: &Example, state: &mut State, labels: &LabelSet) {
        let Some((head, child)) = state.arc(action) else {
            state.shift();
            return;
        };
        let mut label = labels.root;
        if !state.is_root(head) {
            let features = &mut self.label_features;
            features.clear();
            features::label(state, head, child, |feature| features.push(feature));
            let mut scores = self.relations.scores(features);
            scores[usize::from(labels.root)] = i32::MIN;
            label = argmax(&scores[..labels.count]) as u8;
            if let Some(right) = example.relations[child - 1].filter(|_| example.tree.head(child) == head) {
                self.relations.update(features, usize::from(right), usize::from(label));
            }
        }
        state.attach(head, child, label, labels.coarse[usize::from(label)]);
    }
}
