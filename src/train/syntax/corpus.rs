//! Which treebanks teach what.

use super::silver;
use crate::doc::{Language, Sentence};
use crate::nlp::conllu::Treebank;
use crate::train::{DataFolder, TrainError};

/// A file of annotated sentences.
#[derive(Clone, Copy, Debug)]
pub struct Corpus {
    /// Path below the data folder.
    path: &'static str,
    /// SPDX identifier or common name.
    licence: &'static str,
    /// Keep one sentence of so many.
    one_in: usize,
    /// What its columns are good for.
    layers: Layers,
    /// Path of trees by machine, which take the place of missing ones.
    silver: Option<&'static str>,
}

/// Which annotation of a sentence is gold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layers {
    /// FEATS.
    pub features: bool,
    /// LEMMA.
    pub lemmas: bool,
    /// HEAD and DEPREL, by people or by machine.
    pub trees: bool,
    /// Whether the trees are by machine.
    pub silver: bool,
}

const ALL: Layers = Layers { features: true, lemmas: true, trees: true, silver: false };
const TAGS_AND_SILVER: Layers = Layers { features: false, lemmas: false, trees: true, silver: true };

const fn corpus(path: &'static str, licence: &'static str, one_in: usize) -> Corpus {
    Corpus { path, licence, one_in, layers: ALL, silver: None }
}

const FRENCH: &[Corpus] = &[
    corpus("ud/fr/fr_sequoia-ud-train.conllu", "LGPL-LR", 1),
    corpus("ud/fr/fr_gsd-ud-dev.conllu", "CC-BY-SA-4.0", 1),
    corpus("ud/fr/fr_gsd-interrogatives-train.conllu", "CC-BY-SA-4.0 AND LGPL-LR", 1),
    corpus("ud/fr/fr_fqb-ud-test.conllu", "LGPL-LR", 2),
    Corpus {
        layers: TAGS_AND_SILVER,
        silver: Some("silver/fr_gsd.trees"),
        ..corpus("ud/fr/fr_gsd-posonly-train.conllu", "CC-BY-SA-4.0", 1)
    },
];

const ENGLISH: &[Corpus] = &[
    corpus("ud/en/en_ewt-ud-train.conllu", "CC-BY-SA-4.0", 1),
    corpus("ud/en/en_gumperm-ud-train.conllu", "CC-BY-4.0", 1),
];

const FRENCH_DEVELOPMENT: &[Corpus] = &[corpus("ud/fr/fr_sequoia-ud-dev.conllu", "LGPL-LR", 1)];
const ENGLISH_DEVELOPMENT: &[Corpus] = &[corpus("ud/en/en_ewt-ud-dev.conllu", "CC-BY-SA-4.0", 1)];

/// A sentence and what of it is gold.
#[derive(Clone, Debug)]
pub struct Gold {
    /// The sentence.
    pub sentence: Sentence,
    /// Its gold layers.
    pub layers: Layers,
}

/// A named set of sentences to measure on.
pub type TestSet = (String, Vec<Gold>);

/// Training sentences, and the development sets. With `hold_out` every fourth sentence of the second corpus, whose
/// register the development sets lack, moves from the former to the latter.
///
/// # Errors
///
/// Where a file is missing or malformed.
pub fn load(
    data: &mut DataFolder,
    language: Language,
    hold_out: bool,
) -> Result<(Vec<Gold>, Vec<TestSet>), TrainError> {
    let (training, development) = match language {
        Language::English => (ENGLISH, ENGLISH_DEVELOPMENT),
        _ => (FRENCH, FRENCH_DEVELOPMENT),
    };
    let mut gold = Vec::new();
    let mut test_sets = Vec::new();
    for (number, corpus) in training.iter().enumerate() {
        let sentences = read(data, corpus, language)?;
        if hold_out && number == 1 {
            let held = |(index, _): &(usize, Gold)| index % 4 == 3;
            let (test, rest): (Vec<_>, Vec<_>) = sentences.into_iter().enumerate().partition(held);
            gold.extend(rest.into_iter().map(|(_, sentence)| sentence));
            test_sets.push((format!("held out of {}", corpus.path), test.into_iter().map(|(_, gold)| gold).collect()));
        } else {
            gold.extend(sentences);
        }
    }
    let sources = data.take_sources();
    for corpus in development {
        test_sets.push((corpus.path.to_owned(), read(data, corpus, language)?));
    }
    // Development sets are measured on, not learnt from: they are no source of the model.
    data.take_sources();
    data.put_back(sources);
    Ok((gold, test_sets))
}

fn read(data: &mut DataFolder, corpus: &Corpus, language: Language) -> Result<Vec<Gold>, TrainError> {
    let text = data.text(corpus.path, corpus.licence)?;
    let bank = Treebank::parse(&text, language).map_err(|error| TrainError::treebank(corpus.path, &error))?;
    let mut sentences = bank.sentences;
    if let Some(path) = corpus.silver {
        let sha256 = data.checksum(corpus.path).to_owned();
        let trees = data.text(path, corpus.licence)?;
        silver::attach(&mut sentences, &trees, path, &sha256)?;
    }
    let kept = sentences.into_iter().step_by(corpus.one_in);
    Ok(kept.map(|sentence| Gold { sentence, layers: corpus.layers }).collect())
}
