//! Names of persons, places, organisations and other things.
//!
//! A first-order structured perceptron (Collins 2002) labels every word with BIOES tags and Viterbi's algorithm finds the
//! best sequence. It knows words by form, affixes, shape and cluster, by the gazetteer ([`phrases`]), and by what the
//! rest of the article shows of them ([`evidence`]); [`consistency`] then lets confident decisions speak for the others.

mod consistency;
pub(crate) mod decode;
pub(crate) mod evidence;
pub(crate) mod features;
pub(crate) mod phrases;

use crate::doc::{Language, NameKind, NameSpan, Sentence};
use crate::nlp::model::{Clusters, Container, ModelError, WeightTable};
use decode::{LABELS, Label, Scores, Transitions, WIDTH};
use features::Features;
use phrases::Phrases;
use std::sync::{Arc, OnceLock};

/// Version of the features of this module's models.
pub const FEATURE_VERSION: u32 = 1;
/// The task name in the model files' headers.
pub const TASK: &str = "names";

const FRENCH: &[u8] = include_bytes!("../../../models/fr-names.kgm");
const ENGLISH: &[u8] = include_bytes!("../../../models/en-names.kgm");

/// Finds the names in French and English sentences.
#[derive(Debug)]
pub struct NameTagger {
    french: PackedTagger,
    english: PackedTagger,
}

impl NameTagger {
    /// The models that are compiled into the program. Each is unpacked when the first sentence of its language comes.
    ///
    /// # Errors
    ///
    /// Where a model does not belong to this version of the program; see [`ModelError`].
    pub fn new(french: Arc<Clusters>, english: Arc<Clusters>) -> Result<Self, ModelError> {
        Ok(NameTagger {
            french: PackedTagger::new(FRENCH, Language::French, french)?,
            english: PackedTagger::new(ENGLISH, Language::English, english)?,
        })
    }

    /// Fills [`Sentence::names`]. The sentences are those of one article: what is said of a name in one of them helps in
    /// the others. Only the forms of the words are read.
    pub fn tag(&self, sentences: &mut [Sentence]) {
        for packed in [&self.french, &self.english] {
            if sentences.iter().any(|sentence| sentence.language == packed.language)
                && let Some(tagger) = packed.unpack()
            {
                tagger.tag(sentences);
            }
        }
    }
}

/// A model file, unpacked on demand.
#[derive(Debug)]
struct PackedTagger {
    language: Language,
    container: Container,
    clusters: Arc<Clusters>,
    tagger: OnceLock<Option<LanguageTagger>>,
}

impl PackedTagger {
    fn new(bytes: &[u8], language: Language, clusters: Arc<Clusters>) -> Result<Self, ModelError> {
        let container = Container::parse(bytes, TASK, language.code(), FEATURE_VERSION)?;
        Ok(PackedTagger { language, container, clusters, tagger: OnceLock::new() })
    }

    /// The tagger. All checksums have been verified, and a test unpacks both models, so it is always there.
    fn unpack(&self) -> Option<&LanguageTagger> {
        let tagger = || LanguageTagger::unpack(&self.container, self.language, self.clusters.clone()).ok();
        self.tagger.get_or_init(tagger).as_ref()
    }
}

/// The models of one language.
#[derive(Clone, Debug)]
struct LanguageTagger {
    language: Language,
    clusters: Arc<Clusters>,
    phrases: Phrases,
    emissions: WeightTable<WIDTH>,
    transitions: Transitions,
}

impl LanguageTagger {
    fn unpack(container: &Container, language: Language, clusters: Arc<Clusters>) -> Result<Self, ModelError> {
        let transitions = WeightTable::parse(&container.section("transitions")?)?;
        Ok(LanguageTagger {
            language,
            clusters,
            phrases: Phrases::parse(&container.section("phrases")?, language)?,
            emissions: WeightTable::parse(&container.section("emissions")?)?,
            transitions: Transitions::new(&transitions),
        })
    }

    fn tag(&self, sentences: &mut [Sentence]) {
        let own: Vec<&Sentence> = sentences.iter().filter(|sentence| sentence.language == self.language).collect();
        let mut features = Features::new(&own, &self.clusters, &self.phrases);
        let mut scores = Scores::default();
        let mut found = Vec::with_capacity(own.len());
        for index in 0..own.len() {
            features.enter(index);
            scores.compute(&mut features, &self.emissions);
            let path = scores.best(&self.transitions, features.words());
            found.push(consistency::Decisions::new(&path, &scores));
        }
        let names = consistency::settle(&own, found);
        let own = sentences.iter_mut().filter(|sentence| sentence.language == self.language);
        own.zip(names).for_each(|(sentence, names)| sentence.names = names);
    }
}

/// The spans that a sequence of labels stands for. An ill-formed sequence yields what can be read of it.
pub(crate) fn spans(path: &[Label]) -> Vec<NameSpan> {
    let mut names: Vec<NameSpan> = Vec::new();
    let mut open: Option<(usize, NameKind)> = None;
    for (index, &label) in path.iter().enumerate() {
        let (begins, ends, kind) = LABELS[label as usize];
        let Some(kind) = kind else {
            open = None;
            continue;
        };
        let start = match open {
            Some((start, current)) if !begins && current == kind => start,
            _ => index,
        };
        open = Some((start, kind));
        if ends {
            names.push(NameSpan { words: start..index + 1, kind });
            open = None;
        }
    }
    names
}

#[cfg(test)]
mod tests;
