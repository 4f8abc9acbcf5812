//! Trains the syntax model: lexicon, tagger, features, lemmas, parser.

pub mod corpus;
pub mod evaluate;
pub mod example;
pub mod lexicon;
pub mod oracle;
pub mod parsing;
pub mod silver;
pub mod tagging;

use super::{DataFolder, TrainError, model_header};
use crate::doc::{Language, Upos};
use crate::nlp::model::{Clusters, Container, WeightTable};
use crate::nlp::syntax::lexicon::Lexicon;
use crate::nlp::syntax::parser::State;
use crate::nlp::syntax::{FEATURE_VERSION, Labels, SyntaxModel, TASK, Workspace, lemmatize};
use example::{Example, LabelCounts};
use rayon::prelude::*;
use tagging::{EPOCHS, JACK_KNIFE_EPOCHS, Lemmatizer, Morphology, Tagger};

/// Parts into which the data are cut for tags that are guessed by models that have not seen the sentence.
const FOLDS: usize = 4;
/// Averaged weights below this are dropped.
const THRESHOLD: f64 = 0.2;

/// What training needs at every step.
struct Setting {
    lexicon: Lexicon,
    labels: Labels,
}

/// Trains the model of a language and returns the file's bytes. With `hold_out` it leaves part of the data out and prints
/// scores on it and on the development sets; such a model is for tuning only.
///
/// # Errors
///
/// Where data are missing or malformed, or the model cannot be put into a file.
pub fn train(
    data: &mut DataFolder,
    language: Language,
    clusters: &Clusters,
    hold_out: bool,
) -> Result<Vec<u8>, TrainError> {
    let (gold, test_sets) = corpus::load(data, language, hold_out)?;
    let counts = LabelCounts::new(&gold);
    let words = lexicon::LexiconBuilder::read(data, language, &gold, &counts.bundles)?;
    let mut container = Container::new(model_header(data, TASK, language.code(), FEATURE_VERSION));
    let bundles: Vec<String> = counts.bundles.iter().map(ToString::to_string).collect();
    let labels = Labels::new(&bundles, &counts.allowed, &counts.relations)?;
    container.header.labels.insert("bundles".into(), bundles);
    container.header.labels.insert("allowed".into(), counts.allowed);
    container.header.labels.insert("relations".into(), counts.relations);
    words.write(&mut container)?;
    let setting = Setting { lexicon: Lexicon::load(&container)?, labels };
    let examples: Vec<Example> =
        gold.iter().map(|gold| Example::new(gold, clusters, &setting.lexicon, &setting.labels)).collect();
    let lemmatizer = tagging::train_lemmatizer(&gold, clusters, &setting.lexicon, &setting.labels);
    let all: Vec<&Example> = examples.iter().collect();
    let (tagger, morphology) = train_taggers(&all, &setting);
    eprintln!("taggers trained");
    let trees: Vec<&Example> = examples.iter().filter(|example| example.layers.trees).collect();
    let mut states = jack_knife(&examples, &setting, &lemmatizer)?;
    let parser = parsing::train_parser(&trees, &mut states, &setting.labels.label_set);
    container.add("tagger", &tagger.average(THRESHOLD)?.to_bytes())?;
    container.add("morphology", &morphology.average(THRESHOLD)?.to_bytes())?;
    container.add("lemmatizer", &lemmatizer.average(THRESHOLD)?.to_bytes())?;
    container.add("actions", &parser.actions.average(THRESHOLD)?.to_bytes())?;
    container.add("relations", &parser.relations.average(THRESHOLD)?.to_bytes())?;
    let bytes = container.to_bytes()?;
    if hold_out {
        let model = SyntaxModel::parse(&bytes, language.code())?;
        for (name, sentences) in &test_sets {
            println!("{name}: {}", evaluate::evaluate(&model, clusters, sentences));
        }
    }
    Ok(bytes)
}

fn train_taggers(examples: &[&Example], setting: &Setting) -> (Tagger, Morphology) {
    rayon::join(
        || tagging::train_tagger(examples, EPOCHS),
        || tagging::train_morphology(examples, &setting.lexicon, &setting.labels, EPOCHS),
    )
}

/// Parser states for the sentences with trees, with tags from taggers that have not seen them.
fn jack_knife(examples: &[Example], setting: &Setting, lemmatizer: &Lemmatizer) -> Result<Vec<State>, TrainError> {
    let lemma_weights: WeightTable<_> = lemmatizer.average(THRESHOLD)?;
    let trees: Vec<usize> = (0..examples.len()).filter(|&place| examples[place].layers.trees).collect();
    let guess_fold = |fold: usize| -> Result<Vec<(usize, State)>, TrainError> {
        // The fold's own sentences are those trees whose place in the list of trees says so.
        let mut own: Vec<(usize, usize)> = trees.iter().copied().enumerate().collect();
        own.retain(|(order, _)| order % FOLDS == fold);
        let mut rest = vec![true; examples.len()];
        own.iter().for_each(|&(_, place)| rest[place] = false);
        let rest: Vec<&Example> = examples.iter().zip(rest).filter(|(_, used)| *used).map(|(e, _)| e).collect();
        let epochs = JACK_KNIFE_EPOCHS;
        let tagger = tagging::train_tagger(&rest, epochs).average(THRESHOLD)?;
        let morphology =
            tagging::train_morphology(&rest, &setting.lexicon, &setting.labels, epochs).average(THRESHOLD)?;
        let states = own.into_iter().map(|(order, place)| {
            let example = &examples[place];
            let (tags, bundles) = tagging::guess(example, &tagger, &morphology, &setting.lexicon, &setting.labels);
            (order, start(example, tags, bundles, setting, &lemma_weights))
        });
        Ok(states.collect())
    };
    let folds: Result<Vec<_>, TrainError> = (0..FOLDS).into_par_iter().map(guess_fold).collect();
    let mut states: Vec<(usize, State)> = folds?.into_iter().flatten().collect();
    states.sort_by_key(|(order, _)| *order);
    Ok(states.into_iter().map(|(_, state)| state).collect())
}

/// A parser state for a sentence with these tags and features.
fn start(
    example: &Example,
    tags: Vec<Upos>,
    bundles: Vec<u8>,
    setting: &Setting,
    lemmatizer: &WeightTable<{ crate::nlp::syntax::lemmatizer::WIDTH }>,
) -> State {
    let mut sentence = example.sentence.clone();
    let mut space = Workspace { words: example.words.clone(), tags, bundles, ..Workspace::default() };
    lemmatize(lemmatizer, &setting.labels, &setting.lexicon, &mut sentence, &mut space);
    space.start_parser(&setting.labels);
    space.state
}
