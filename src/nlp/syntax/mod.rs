//! Tagging, morphological features, lemmas and dependency trees for one language.

pub mod case;
pub mod edit;
pub mod lemmatizer;
pub mod lexicon;
pub mod morphology;
pub mod parser;
pub mod tagger;
pub mod words;

use crate::doc::tagset::VerbForm;
use crate::doc::{Deprel, Features, Sentence, Upos};
use crate::nlp::model::{Clusters, Container, ModelError, WeightTable, Weights, hash};
use lexicon::Lexicon;
use parser::{LabelSet, Node, State};
use words::Words;

/// Version of all feature code below this module.
pub const FEATURE_VERSION: u32 = 3;
/// The task name in the file's header.
pub const TASK: &str = "syntax";

/// What the numbers of the classes mean.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    /// Feature bundles; the first has no features.
    pub bundles: Vec<Features>,
    /// For every bundle its part in the parser's fine tags.
    pub verbal: Vec<u32>,
    /// For every bundle its number, gender and person.
    pub agreement: Vec<u32>,
    /// The bundles that each part of speech may have.
    pub allowed: morphology::Allowed,
    /// Relations.
    pub relations: Vec<Deprel>,
    /// The same as the parser needs them.
    pub label_set: LabelSet,
}

impl Labels {
    /// From the label sets `bundles` (FEATS columns), `allowed` (for each part of speech the numbers of its bundles) and
    /// `relations`.
    ///
    /// # Errors
    ///
    /// [`ModelError::Damaged`] where a set is too large or contradicts another.
    pub fn new(bundles: &[String], allowed: &[String], relations: &[String]) -> Result<Self, ModelError> {
        let fits = (1..=morphology::WIDTH).contains(&bundles.len())
            && (1..=parser::LABEL_WIDTH).contains(&relations.len())
            && allowed.len() == Upos::ALL.len();
        if !fits {
            return Err(ModelError::damaged("label sets have wrong sizes"));
        }
        let mut labels = Labels::default();
        for column in bundles {
            let features = Features::parse(column);
            labels.bundles.push(features);
            labels.verbal.push(verbal_part(&features));
            labels.agreement.push(agreement_part(&features));
        }
        for (set, line) in labels.allowed.iter_mut().zip(allowed) {
            for number in line.split_whitespace() {
                match number.parse::<usize>() {
                    Ok(number) if number < bundles.len() => *set |= 1 << number,
                    _ => return Err(ModelError::damaged("feature bundle numbers")),
                }
            }
        }
        let mut universal: Vec<&str> = Vec::new();
        for name in relations {
            let relation = Deprel::parse(name);
            let coarse = universal.iter().position(|&known| known == relation.universal()).unwrap_or_else(|| {
                universal.push(relation.universal());
                universal.len() - 1
            });
            labels.label_set.coarse.push(coarse as u8);
            labels.relations.push(relation);
        }
        let root = labels.relations.iter().position(|&relation| relation == Deprel::ROOT);
        labels.label_set.root = root.ok_or_else(|| ModelError::damaged("no relation root"))? as u8;
        labels.label_set.count = relations.len();
        Ok(labels)
    }
}

fn verbal_part(features: &Features) -> u32 {
    let flags = [
        features.passive,
        features.reflexive,
        features.possessive,
        features.definite,
        features.relative,
        features.interrogative,
        features.demonstrative,
        features.negative,
    ];
    let flags = flags.iter().fold(0, |sum, &flag| sum * 2 + u32::from(flag));
    ((features.verb_form as u32 * 8 + features.mood as u32) * 8 + features.tense as u32) << 8 | flags
}

fn agreement_part(features: &Features) -> u32 {
    ((features.number as u32 * 4 + features.gender as u32) * 4 + features.person as u32) + 1
}

/// Space for one sentence at a time, kept from one to the next.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    /// The sentence.
    pub words: Words,
    /// Its parts of speech.
    pub tags: Vec<Upos>,
    /// Its feature bundles.
    pub bundles: Vec<u8>,
    /// Hashes of its lemmas.
    pub lemmas: Vec<u32>,
    /// Its tree.
    pub state: State,
}

impl Workspace {
    /// Hands the tagged words to the parser.
    pub fn start_parser(&mut self, labels: &Labels) {
        let Workspace { words, tags, bundles, lemmas, state } = self;
        let comma = (hash::hash_text(",") >> 32) as u32 | 1;
        let nodes = tags.iter().zip(bundles.iter()).zip(lemmas.iter()).enumerate();
        state.start(nodes.map(|(index, ((&tag, &bundle), &lemma))| {
            let attributes = &words.word(index).attributes;
            let verbal = labels.verbal.get(usize::from(bundle)).copied().unwrap_or_default();
            let node = Node {
                form: attributes.lower,
                lemma,
                tag: tag as u32 + 1,
                fine_tag: (tag as u32 + 1) << 20 | verbal,
                agreement: labels.agreement.get(usize::from(bundle)).copied().unwrap_or_default(),
                coarse: attributes.classes.coarse,
                middle: attributes.classes.middle,
                fine: attributes.classes.fine,
                finite: labels.bundles.get(usize::from(bundle)).is_some_and(|b| b.verb_form == VerbForm::Fin),
            };
            (node, tag == Upos::Punct, attributes.form == comma)
        }));
    }
}

/// A loaded syntax model.
#[derive(Clone, Debug)]
pub struct SyntaxModel {
    /// Word list.
    pub lexicon: Lexicon,
    /// Meaning of the classes.
    pub labels: Labels,
    tagger: WeightTable<{ tagger::WIDTH }>,
    morphology: WeightTable<{ morphology::WIDTH }>,
    lemmatizer: WeightTable<{ lemmatizer::WIDTH }>,
    actions: WeightTable<{ parser::ACTION_WIDTH }>,
    relations: WeightTable<{ parser::LABEL_WIDTH }>,
}

impl SyntaxModel {
    /// Reads a `syntax` model file.
    ///
    /// # Errors
    ///
    /// See [`ModelError`].
    pub fn parse(bytes: &[u8], language: &str) -> Result<Self, ModelError> {
        let container = Container::parse(bytes, TASK, language, FEATURE_VERSION)?;
        Ok(SyntaxModel {
            lexicon: Lexicon::load(&container)?,
            labels: Labels::new(
                container.labels("bundles")?,
                container.labels("allowed")?,
                container.labels("relations")?,
            )?,
            tagger: WeightTable::parse(&container.section("tagger")?)?,
            morphology: WeightTable::parse(&container.section("morphology")?)?,
            lemmatizer: WeightTable::parse(&container.section("lemmatizer")?)?,
            actions: WeightTable::parse(&container.section("actions")?)?,
            relations: WeightTable::parse(&container.section("relations")?)?,
        })
    }

    /// Verifies header and checksums of a `syntax` model file without unpacking it.
    ///
    /// # Errors
    ///
    /// See [`ModelError`].
    pub fn check(bytes: &[u8], language: &str) -> Result<(), ModelError> {
        Container::parse(bytes, TASK, language, FEATURE_VERSION).map(|_| ())
    }

    /// Fills in part of speech, features, lemma, head and relation of every word from the forms.
    pub fn annotate(&self, sentence: &mut Sentence, clusters: &Clusters, space: &mut Workspace) {
        space.words.fill(sentence, clusters, &self.lexicon);
        tagger::tag(&self.tagger, &space.words, &mut space.tags);
        tag_features(&self.morphology, &self.labels, &self.lexicon, space);
        lemmatize(&self.lemmatizer, &self.labels, &self.lexicon, sentence, space);
        space.start_parser(&self.labels);
        parser::parse(&self.actions, &self.relations, &self.labels.label_set, &mut space.state);
        for (index, token) in sentence.tokens.iter_mut().enumerate() {
            token.upos = space.tags[index];
            token.features = self.labels.bundles.get(usize::from(space.bundles[index])).copied().unwrap_or_default();
            let arcs = space.state.arcs(index + 1);
            let is_root = space.state.is_root(arcs.head) || arcs.head == 0;
            token.head = if is_root { None } else { Some(arcs.head as u32 - 1) };
            let relation = (arcs.label as usize).checked_sub(1).and_then(|label| self.labels.relations.get(label));
            token.deprel = relation.copied().unwrap_or_default();
        }
    }
}

/// Fills in the feature bundles of a tagged sentence.
pub fn tag_features(
    weights: &impl Weights<{ morphology::WIDTH }>,
    labels: &Labels,
    lexicon: &Lexicon,
    space: &mut Workspace,
) {
    space.bundles.clear();
    for index in 0..space.words.len() {
        let Workspace { words, tags, bundles, .. } = &*space;
        let bundle = morphology::best(weights, &labels.allowed, lexicon, words, tags, bundles, index);
        space.bundles.push(bundle);
    }
}

/// Fills in the lemmas of a sentence with parts of speech and features.
pub fn lemmatize(
    weights: &impl Weights<{ lemmatizer::WIDTH }>,
    labels: &Labels,
    lexicon: &Lexicon,
    sentence: &mut Sentence,
    space: &mut Workspace,
) {
    space.lemmas.clear();
    for (index, token) in sentence.tokens.iter_mut().enumerate() {
        let (tag, bundle) = (space.tags[index], space.bundles[index]);
        let edit = lemmatizer::edit(weights, lexicon, &labels.bundles, &space.words, index, tag, bundle);
        let form = space.words.usual_form(index).unwrap_or(&token.form);
        let lemma = edit.and_then(|edit| lexicon.edit(edit).apply(form));
        token.lemma = lemma.unwrap_or_else(|| form.to_owned());
        space.lemmas.push((hash::hash_text(&token.lemma) >> 32) as u32 | 1);
    }
}
