//! Training sentences in the numbers of the model.

use super::corpus::{Gold, Layers};
use super::oracle::GoldTree;
use crate::doc::{Deprel, Features, Sentence, Upos};
use crate::nlp::model::Clusters;
use crate::nlp::syntax::lexicon::Lexicon;
use crate::nlp::syntax::words::Words;
use crate::nlp::syntax::{Labels, morphology, parser};
use indexmap::{IndexMap, IndexSet};

/// The label sets that the training data call for.
#[derive(Clone, Debug, Default)]
pub struct LabelCounts {
    /// Feature bundles, commonest first after the empty one.
    pub bundles: IndexSet<Features>,
    /// For every part of speech the numbers of its bundles.
    pub allowed: Vec<String>,
    /// Relations, commonest first.
    pub relations: Vec<String>,
}

/// Rarer bundles and relations are not worth a class.
const ENOUGH: usize = 3;

impl LabelCounts {
    /// Counts labels in gold sentences.
    pub fn new(gold: &[Gold]) -> Self {
        let mut bundles: IndexMap<Features, usize> = IndexMap::new();
        let mut relations: IndexMap<Deprel, usize> = IndexMap::new();
        for Gold { sentence, layers } in gold {
            for token in &sentence.tokens {
                if layers.features {
                    *bundles.entry(token.features).or_default() += 1;
                }
                if layers.trees && !layers.silver {
                    *relations.entry(token.deprel).or_default() += 1;
                }
            }
        }
        let common = |count: usize| count >= ENOUGH;
        bundles.sort_by(|a, m, b, n| n.cmp(m).then(a.cmp(b)));
        relations.sort_by(|a, m, b, n| n.cmp(m).then(a.cmp(b)));
        let mut counts = LabelCounts::default();
        counts.bundles.insert(Features::default());
        counts.bundles.extend(bundles.iter().filter(|(_, count)| common(**count)).map(|(bundle, _)| *bundle));
        counts.bundles.truncate(morphology::WIDTH);
        counts.relations = relations.iter().filter(|(_, count)| common(**count)).map(|(r, _)| r.to_string()).collect();
        counts.relations.truncate(parser::LABEL_WIDTH);
        counts.allowed = Upos::ALL.iter().map(|&upos| counts.allowed_for(gold, upos)).collect();
        counts
    }

    fn allowed_for(&self, gold: &[Gold], upos: Upos) -> String {
        let mut counts = vec![0usize; self.bundles.len()];
        let words = gold.iter().filter(|gold| gold.layers.features).flat_map(|gold| &gold.sentence.tokens);
        for token in words.filter(|token| token.upos == upos) {
            if let Some(number) = self.bundles.get_index_of(&token.features) {
                counts[number] += 1;
            }
        }
        let numbers = counts.iter().enumerate().filter(|(_, count)| **count > 1).map(|(number, _)| number.to_string());
        numbers.collect::<Vec<_>>().join(" ")
    }
}

/// A training sentence.
#[derive(Clone, Debug)]
pub struct Example {
    /// The sentence as annotated by people.
    pub sentence: Sentence,
    /// What of it is gold.
    pub layers: Layers,
    /// Its words, looked up.
    pub words: Words,
    /// Gold tags.
    pub tags: Vec<Upos>,
    /// Gold bundles; `None` where the model has none for it.
    pub bundles: Vec<Option<u8>>,
    /// Gold tree.
    pub tree: GoldTree,
    /// Gold relation numbers.
    pub relations: Vec<Option<u8>>,
}

impl Example {
    /// Puts a gold sentence into numbers.
    pub fn new(gold: &Gold, clusters: &Clusters, lexicon: &Lexicon, labels: &Labels) -> Self {
        let sentence = gold.sentence.clone();
        let mut words = Words::default();
        words.fill(&sentence, clusters, lexicon);
        let tokens = &sentence.tokens;
        let root = tokens.len() + 1;
        let number = |position: Option<usize>| position.map(|position| position as u8);
        let heads = tokens.iter().map(|token| match token.head {
            _ if !gold.layers.trees => 0,
            Some(head) => head as usize + 1,
            None if token.deprel == Deprel::ROOT => root,
            None => 0,
        });
        Example {
            layers: gold.layers,
            words,
            tags: tokens.iter().map(|token| token.upos).collect(),
            bundles: tokens.iter().map(|t| number(labels.bundles.iter().position(|b| *b == t.features))).collect(),
            tree: GoldTree::new(heads),
            relations: tokens.iter().map(|t| number(labels.relations.iter().position(|r| *r == t.deprel))).collect(),
            sentence,
        }
    }
}
