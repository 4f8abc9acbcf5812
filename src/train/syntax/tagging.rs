//! Training of the tagger, the features and the lemmas.

use super::corpus::Gold;
use super::example::Example;
use crate::doc::Upos;
use crate::nlp::model::{Clusters, Weights};
use crate::nlp::syntax::lexicon::{Lexicon, UNKNOWN_BUNDLE};
use crate::nlp::syntax::words::Words;
use crate::nlp::syntax::{Labels, Workspace, lemmatizer, morphology, tag_features, tagger};
use crate::train::{Perceptron, Random};
use rustc_hash::FxHashSet;

const TAGGER_BITS: u32 = 18;
const MORPHOLOGY_BITS: u32 = 16;
const LEMMATIZER_BITS: u32 = 14;
/// Passes over the data for the models that ship.
pub const EPOCHS: usize = 6;
/// Passes for models that only guess tags for the parser's training.
pub const JACK_KNIFE_EPOCHS: usize = 3;

/// A tagger in training.
pub type Tagger = Perceptron<{ tagger::WIDTH }>;
/// A feature tagger in training.
pub type Morphology = Perceptron<{ morphology::WIDTH }>;
/// A lemmatiser in training.
pub type Lemmatizer = Perceptron<{ lemmatizer::WIDTH }>;

/// Trains a tagger. Its own guesses stand for the tags to the left, as they will in use.
pub fn train_tagger(examples: &[&Example], epochs: usize) -> Tagger {
    let mut model = Tagger::new(TAGGER_BITS);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = Random::new(1);
    let mut features = Vec::new();
    let mut tags: Vec<Upos> = Vec::new();
    for _ in 0..epochs {
        random.shuffle(&mut order);
        for &place in &order {
            let example = examples[place];
            tags.clear();
            for (index, &right) in example.tags.iter().enumerate() {
                features.clear();
                tagger::features(&example.words, &tags, index, |feature| features.push(feature));
                let guess = tagger::argmax(&model.scores(&features)[..Upos::ALL.len()]);
                model.update(&features, right as usize, guess);
                tags.push(Upos::ALL[guess]);
            }
            model.tick();
        }
    }
    model
}

/// Trains the feature tagger on gold tags.
pub fn train_morphology(examples: &[&Example], lexicon: &Lexicon, labels: &Labels, epochs: usize) -> Morphology {
    let mut model = Morphology::new(MORPHOLOGY_BITS);
    let mut order: Vec<usize> = (0..examples.len()).filter(|&place| examples[place].layers.features).collect();
    let mut random = Random::new(2);
    let mut features = Vec::new();
    let mut bundles: Vec<u8> = Vec::new();
    for _ in 0..epochs {
        random.shuffle(&mut order);
        for &place in &order {
            let Example { words, tags, bundles: gold, .. } = examples[place];
            bundles.clear();
            for (index, right) in gold.iter().enumerate() {
                let guess = morphology::best(&model, &labels.allowed, lexicon, words, tags, &bundles, index);
                if let Some(right) = right.filter(|&right| right != guess) {
                    let listed = morphology::listed_bundles(lexicon, words, index, tags[index]);
                    features.clear();
                    morphology::features(words, tags, &bundles, index, listed, |feature| features.push(feature));
                    model.update(&features, usize::from(right), usize::from(guess));
                }
                bundles.push(guess);
            }
            model.tick();
        }
    }
    model
}

/// One word to learn a lemma from.
struct LemmaExample {
    words: Words,
    upos: Upos,
    bundle: u8,
    edit: usize,
}

/// Trains the classifier of edits for words that the lexicon lacks, on the distinct words of the treebanks.
pub fn train_lemmatizer(gold: &[Gold], clusters: &Clusters, lexicon: &Lexicon, labels: &Labels) -> Lemmatizer {
    let mut examples = lemma_examples(gold, clusters, lexicon, labels);
    let mut model = Lemmatizer::new(LEMMATIZER_BITS);
    let mut random = Random::new(3);
    let mut features = Vec::new();
    for _ in 0..EPOCHS {
        random.shuffle(&mut examples);
        for example in &examples {
            let word = example.words.word(0);
            features.clear();
            lemmatizer::features(word, example.upos, example.bundle, |feature| features.push(feature));
            let scores = model.scores(&features);
            let fitting = lexicon.edits().iter().zip(scores).enumerate();
            let fitting = fitting.filter(|(_, (edit, _))| edit.fits(word.length as usize));
            let guess = fitting.rev().max_by_key(|(_, (_, score))| *score).map_or(0, |(number, _)| number);
            model.update(&features, example.edit, guess);
            model.tick();
        }
    }
    model
}

fn lemma_examples(gold: &[Gold], clusters: &Clusters, lexicon: &Lexicon, labels: &Labels) -> Vec<LemmaExample> {
    let mut seen = FxHashSet::default();
    let mut examples = Vec::new();
    for gold in gold.iter().filter(|gold| gold.layers.lemmas && gold.layers.features) {
        for token in gold.sentence.tokens.iter().filter(|token| !token.lemma.is_empty()) {
            let right = crate::nlp::syntax::edit::Edit::between(&token.form, &token.lemma);
            let common = &lexicon.edits()[..lexicon.edits().len().min(lemmatizer::WIDTH)];
            let Some(edit) = common.iter().position(|edit| *edit == right) else { continue };
            let bundle = labels.bundles.iter().position(|bundle| *bundle == token.features);
            let bundle = bundle.map_or(UNKNOWN_BUNDLE, |bundle| bundle as u8);
            if !seen.insert((token.form.clone(), token.upos, bundle, edit)) {
                continue;
            }
            let mut words = Words::default();
            let sentence = crate::doc::Sentence { tokens: vec![token.clone()], ..Default::default() };
            words.fill(&sentence, clusters, lexicon);
            examples.push(LemmaExample { words, upos: token.upos, bundle, edit });
        }
    }
    examples
}

/// Tags and features of a sentence as a model guesses them.
pub fn guess(
    example: &Example,
    tagger: &impl Weights<{ tagger::WIDTH }>,
    morphology: &impl Weights<{ morphology::WIDTH }>,
    lexicon: &Lexicon,
    labels: &Labels,
) -> (Vec<Upos>, Vec<u8>) {
    let mut space = Workspace { words: example.words.clone(), ..Workspace::default() };
    tagger::tag(tagger, &space.words, &mut space.tags);
    tag_features(morphology, labels, lexicon, &mut space);
    (space.tags, space.bundles)
}
