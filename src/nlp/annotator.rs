//! The whole of text analysis behind one door.

use super::conllu::Treebank;
use super::model::{Clusters, ModelError};
use super::segment::Segmenter;
use super::syntax::{SyntaxModel, Workspace};
use crate::doc::{Annotated, Article, Language, Sentence};
use std::sync::OnceLock;

const FRENCH_CLUSTERS: &[u8] = include_bytes!("../../models/fr-clusters.kgm");
const FRENCH_SYNTAX: &[u8] = include_bytes!("../../models/fr-syntax.kgm");
const ENGLISH_CLUSTERS: &[u8] = include_bytes!("../../models/en-clusters.kgm");
const ENGLISH_SYNTAX: &[u8] = &[];

/// The models of one language.
#[derive(Debug)]
struct LanguageModels {
    clusters: Clusters,
    syntax: SyntaxModel,
}

impl LanguageModels {
    fn load(language: Language) -> Result<Self, ModelError> {
        let (clusters, syntax) = match language {
            Language::English => (ENGLISH_CLUSTERS, ENGLISH_SYNTAX),
            _ => (FRENCH_CLUSTERS, FRENCH_SYNTAX),
        };
        let (clusters, syntax) =
            rayon::join(|| Clusters::parse(clusters, language.code()), || SyntaxModel::parse(syntax, language.code()));
        Ok(LanguageModels { clusters: clusters?, syntax: syntax? })
    }
}

/// Turns articles into annotated sentences. Made once, shared by all threads.
#[derive(Debug, Default)]
pub struct Annotator {
    segmenter: Segmenter,
    french: OnceLock<Option<LanguageModels>>,
    english: OnceLock<Option<LanguageModels>>,
}

impl Annotator {
    /// An annotator with the models that are compiled into the program. The models of a language are unpacked when its
    /// first sentence comes.
    ///
    /// # Errors
    ///
    /// Where a model file does not belong to this version of the program.
    pub fn embedded() -> Result<Self, ModelError> {
        for (bytes, language) in [(FRENCH_SYNTAX, Language::French)] {
            SyntaxModel::check(bytes, language.code())?;
        }
        for (bytes, language) in [(FRENCH_CLUSTERS, Language::French), (ENGLISH_CLUSTERS, Language::English)] {
            Clusters::check(bytes, language.code())?;
        }
        Ok(Annotator::default())
    }

    /// The sentences of an article's readable zones, with tags, lemmas and trees.
    pub fn annotate(&self, article: Article) -> Annotated {
        let mut sentences = self.segmenter.segment(&article);
        let mut space = Workspace::default();
        for sentence in &mut sentences {
            self.annotate_with(sentence, &mut space);
        }
        Annotated { article, sentences }
    }

    /// Fills in tags, lemmas and tree of a sentence that has only forms.
    pub fn annotate_words(&self, sentence: &mut Sentence) {
        self.annotate_with(sentence, &mut Workspace::default());
    }

    /// Annotates sentences that are cut into words already. Their comments and surface tokens stay as they are.
    pub fn annotate_treebank(&self, bank: &mut Treebank) {
        let mut space = Workspace::default();
        for sentence in &mut bank.sentences {
            self.annotate_with(sentence, &mut space);
        }
    }

    fn annotate_with(&self, sentence: &mut Sentence, space: &mut Workspace) {
        if let Some(models) = self.models(sentence.language) {
            models.syntax.annotate(sentence, &models.clusters, space);
        }
    }

    /// `None` for a language without models.
    fn models(&self, language: Language) -> Option<&LanguageModels> {
        let cell = match language {
            Language::French => &self.french,
            Language::English => &self.english,
            Language::Other => return None,
        };
        // Header, version and checksums have been verified by `embedded`, and the tests load every embedded model.
        cell.get_or_init(|| LanguageModels::load(language).ok()).as_ref()
    }
}
