//! Trains the name tagger: a structured perceptron with Viterbi decoding.
//!
//! The training texts are small and old, the news is neither: on every pass some words lose the features that know them by
//! heart, some sentences are written in capitals, and some names of persons and places are replaced by others.

use super::data::DataFolder;
use super::phrases::PhraseList;
use super::{Perceptron, Random, TrainError, model_header};
use crate::doc::{Language, NameKind, Sentence, Token};
use crate::nlp::model::{Clusters, Container};
use crate::nlp::names::decode::{COUNT, Label, Scores, Transitions, WIDTH, class_of, label, transition_features};
use crate::nlp::names::features::{Features, LEXICAL};
use crate::nlp::names::phrases::Phrases;
use crate::nlp::names::{FEATURE_VERSION, TASK};
use crate::nlp::segment::contraction::expansion;
use crate::nlp::segment::form;
use crate::nlp::segment::table::TokenTable;

const PASSES: usize = 8;
const BITS: u32 = 18;
const TRANSITION_BITS: u32 = 9;
const THRESHOLD: f64 = 0.25;
/// Column of the weights that takes the other half of an update.
const NOBODY: usize = COUNT;
/// Sentences of a file without document marks that are taken for one article.
const ARTICLE: usize = 12;
/// One word in so many loses its lexical features.
const DROPOUT: usize = 4;
/// One article in so many is written in capitals, sentence by sentence.
const CAPITALS: usize = 40;
/// One name in so many is replaced.
const REPLACED: usize = 4;

/// A file, its licence, and on one pass in how many it is seen.
type Source = (&'static str, &'static str, usize);

const FRENCH: &[Source] = &[("ner/fr/winer-fr-train.iob2", "CC-BY-4.0 (text: CC-BY-2.5)", 1)];
const ENGLISH: &[Source] = &[
    ("ner/en/uner-ewt-en-train.iob2", "CC-BY-SA-4.0", 1),
    ("ner/en/gum-ne-en-train.iob2", "CC-BY-4.0", 1),
    ("ner/en/wikigold-en-train.iob2", "CC-BY-4.0", 1),
    ("ner/en/wnut17-en-train.iob2", "CC-BY-4.0", 3),
];

/// Trains on the name files of a language and returns the file's bytes.
///
/// # Errors
///
/// Where a file is missing or malformed.
pub fn train(data: &mut DataFolder, language: Language, clusters: &Clusters) -> Result<Vec<u8>, TrainError> {
    let sources = if language == Language::English { ENGLISH } else { FRENCH };
    let mut files = Vec::new();
    for &(path, licence, every) in sources {
        files.push((read(&data.text(path, licence)?, path)?, every));
    }
    let list = PhraseList::of(language).encode()?;
    let phrases = Phrases::parse(&list, language)?;
    let mut trainer = Trainer {
        language,
        clusters,
        phrases: &phrases,
        random: Random::new(1),
        emissions: Perceptron::new(BITS),
        transitions: Perceptron::new(TRANSITION_BITS),
        people: Vec::new(),
        places: Vec::new(),
    };
    trainer.collect_names(files.iter().flat_map(|(articles, _)| articles));
    for pass in 0..PASSES {
        let mut order: Vec<&Article> =
            files.iter().filter(|(_, every)| pass % every == 0).flat_map(|(articles, _)| articles).collect();
        trainer.random.shuffle(&mut order);
        order.into_iter().for_each(|article| trainer.learn(article));
    }
    let mut container = Container::new(model_header(data, TASK, language.code(), FEATURE_VERSION));
    container.add("emissions", &trainer.emissions.average(THRESHOLD)?.to_bytes())?;
    container.add("transitions", &trainer.transitions.average(0.0)?.to_bytes())?;
    container.add("phrases", &list)?;
    Ok(container.to_bytes()?)
}

/// A name in a text: its words, and its kind.
type Name = (std::ops::Range<usize>, NameKind);

/// A sentence with its names.
#[derive(Clone, Debug, Default)]
struct Example {
    words: Vec<String>,
    names: Vec<Name>,
}

type Article = Vec<Example>;

/// Reads `token TAB IOB2 tag` lines.
fn read(text: &str, path: &str) -> Result<Vec<Article>, TrainError> {
    let marked = text.lines().any(|line| line.starts_with("# doc"));
    let mut articles: Vec<Article> = vec![Vec::new()];
    let mut example = Example::default();
    for (index, line) in text.lines().chain([""]).enumerate() {
        if line.starts_with("# doc") {
            articles.push(Vec::new());
        } else if line.is_empty() {
            if !marked && articles.last().is_some_and(|article| article.len() >= ARTICLE) {
                articles.push(Vec::new());
            }
            if let Some(article) = articles.last_mut().filter(|_| !example.words.is_empty()) {
                article.push(std::mem::take(&mut example));
            }
        } else {
            let cells = line.split_once('\t');
            let (word, tag) = cells.ok_or_else(|| TrainError::line(path, index + 1, "a token, a tab and a tag"))?;
            example.push(word, tag);
        }
    }
    Ok(articles.into_iter().filter(|article| !article.is_empty()).collect())
}

impl Example {
    fn push(&mut self, word: &str, tag: &str) {
        let place = self.words.len();
        self.words.push(form(word));
        let Some(kind) = tag.get(2..).and_then(kind_of) else { return };
        match self.names.last_mut().filter(|name| tag.starts_with("I-") && name.0.end == place && name.1 == kind) {
            Some(name) => name.0.end = place + 1,
            None => self.names.push((place..place + 1, kind)),
        }
    }

    fn labels(&self) -> Vec<Label> {
        let mut labels = vec![0; self.words.len()];
        for (range, kind) in &self.names {
            for place in range.clone() {
                labels[place] = label(*kind, place == range.start, place + 1 == range.end);
            }
        }
        labels
    }
}

/// The kind for a type label of the corpora; dates and the like are no names.
fn kind_of(label: &str) -> Option<NameKind> {
    match label {
        "PER" | "person" => Some(NameKind::Person),
        "LOC" | "location" => Some(NameKind::Location),
        "ORG" | "corporation" | "group" => Some(NameKind::Organization),
        "EVENT" | "PROD" | "MISC" | "product" | "creative-work" => Some(NameKind::Other),
        _ => None,
    }
}

struct Trainer<'a> {
    language: Language,
    clusters: &'a Clusters,
    phrases: &'a Phrases,
    random: Random,
    emissions: Perceptron<WIDTH>,
    transitions: Perceptron<WIDTH>,
    /// Names of persons and of places that may replace others.
    people: Vec<Vec<String>>,
    places: Vec<Vec<String>>,
}

impl Trainer<'_> {
    fn collect_names<'e>(&mut self, articles: impl Iterator<Item = &'e Article>) {
        for example in articles.flatten() {
            for (range, kind) in &example.names {
                let words = example.words[range.clone()].to_vec();
                match kind {
                    NameKind::Person => self.people.push(words),
                    NameKind::Location => self.places.push(words),
                    _ => {}
                }
            }
        }
    }

    fn learn(&mut self, article: &Article) {
        let article: Article = article.iter().map(|example| self.vary(example)).collect();
        let sentences: Vec<Sentence> = article.iter().map(|example| sentence(example, self.language)).collect();
        let borrowed: Vec<&Sentence> = sentences.iter().collect();
        let mut features = Features::new(&borrowed, self.clusters, self.phrases);
        for (index, example) in article.iter().enumerate() {
            features.enter(index);
            self.learn_sentence(&mut features, &example.labels());
        }
    }

    fn learn_sentence(&mut self, features: &mut Features, gold: &[Label]) {
        let dropped: Vec<bool> = gold.iter().map(|_| self.random.below(DROPOUT) == 0).collect();
        let described: Vec<Vec<u64>> = (0..gold.len())
            .map(|index| {
                let all = features.of(index).to_vec();
                let from = if dropped[index] { LEXICAL } else { 0 };
                all[from..].to_vec()
            })
            .collect();
        let path = Scores::from_features(&described, &self.emissions)
            .best(&Transitions::new(&self.transitions), features.words());
        let mut previous = (0, 0);
        for (index, (&right, &guess)) in gold.iter().zip(&path).enumerate() {
            self.emissions.update(&described[index], right as usize, guess as usize);
            if (previous.0, right) != (previous.1, guess) {
                let class = class_of(&features.words()[index]);
                self.transitions.update(&transition_features(previous.0, class), right as usize, NOBODY);
                self.transitions.update(&transition_features(previous.1, class), NOBODY, guess as usize);
            }
            previous = (right, guess);
        }
        self.emissions.tick();
        self.transitions.tick();
    }

    /// The sentence with other names, contractions written out, or in capitals.
    fn vary(&mut self, example: &Example) -> Example {
        let mut example = example.clone();
        for index in (0..example.names.len()).rev() {
            let (range, kind) = example.names[index].clone();
            let stock = match kind {
                NameKind::Person => &self.people,
                NameKind::Location => &self.places,
                _ => continue,
            };
            if range.len() < 3 && self.random.below(REPLACED) == 0 {
                let name = stock[self.random.below(stock.len())].clone();
                if name.len() == range.len() {
                    example.words.splice(range, name);
                }
            }
        }
        self.expand_contractions(&mut example);
        if self.random.below(CAPITALS) == 0 {
            example.words.iter_mut().for_each(|word| *word = word.to_uppercase());
        }
        example
    }

    /// The segmenter writes contractions out; callers with tokens of their own may not. The model should know both.
    fn expand_contractions(&mut self, example: &mut Example) {
        if self.random.below(3) == 0 {
            return;
        }
        let table = TokenTable::of(self.language);
        for place in (0..example.words.len()).rev() {
            let Some(found) = expansion(table, &example.words[place]) else { continue };
            if found.learned && self.random.below(3) == 0 {
                continue;
            }
            let words: Vec<String> = found.words.iter().map(|word| (*word).to_owned()).collect();
            let inside = example.names.iter().any(|(range, _)| range.start < place && place < range.end);
            if inside || !example.names.iter().any(|(range, _)| range.contains(&place)) {
                example.widen(place, words);
            }
        }
    }
}

impl Example {
    /// Replaces the word at `place`; a name around it grows.
    fn widen(&mut self, place: usize, words: Vec<String>) {
        let more = words.len() - 1;
        for (range, _) in &mut self.names {
            range.start += if range.start > place { more } else { 0 };
            range.end += if range.end > place { more } else { 0 };
        }
        self.words.splice(place..place + 1, words);
    }
}

fn sentence(example: &Example, language: Language) -> Sentence {
    let tokens = example.words.iter().map(|word| Token { form: word.clone(), ..Token::default() });
    Sentence { language, tokens: tokens.collect(), ..Sentence::default() }
}
