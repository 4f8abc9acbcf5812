//! The whole of text analysis behind one door.

use super::conllu::Treebank;
use super::model::{Clusters, ModelError};
use super::names::NameTagger;
use super::segment::Segmenter;
use super::syntax::{SyntaxModel, Workspace};
use crate::doc::{Annotated, Article, Language, Sentence};
use std::sync::{Arc, OnceLock};

const FRENCH_CLUSTERS: &[u8] = include_bytes!("../../models/fr-clusters.kgm");
const FRENCH_SYNTAX: &[u8] = include_bytes!("../../models/fr-syntax.kgm");
const ENGLISH_CLUSTERS: &[u8] = include_bytes!("../../models/en-clusters.kgm");
const ENGLISH_SYNTAX: &[u8] = include_bytes!("../../models/en-syntax.kgm");

/// Turns articles into annotated sentences. Made once, shared by all threads.
#[derive(Debug)]
pub struct Annotator {
    segmenter: Segmenter,
    names: NameTagger,
    french: LanguageModels,
    english: LanguageModels,
}

/// The models of one language.
#[derive(Debug)]
struct LanguageModels {
    code: &'static str,
    clusters: Arc<Clusters>,
    /// Unpacked when the first sentence of the language comes.
    syntax: OnceLock<Option<SyntaxModel>>,
    packed_syntax: &'static [u8],
}

impl LanguageModels {
    fn new(language: Language, clusters: &[u8], packed_syntax: &'static [u8]) -> Result<Self, ModelError> {
        let code = language.code();
        SyntaxModel::check(packed_syntax, code)?;
        let clusters = Arc::new(Clusters::parse(clusters, code)?);
        Ok(LanguageModels { code, clusters, syntax: OnceLock::new(), packed_syntax })
    }

    fn annotate(&self, sentence: &mut Sentence, space: &mut Workspace) {
        // Version and checksums have been verified by `new`, and a test unpacks every model that is compiled in.
        let syntax = self.syntax.get_or_init(|| SyntaxModel::parse(self.packed_syntax, self.code).ok());
        if let Some(syntax) = syntax {
            syntax.annotate(sentence, &self.clusters, space);
        }
    }
}

impl Annotator {
    /// An annotator with the models that are compiled into the program. The larger ones are unpacked when the first
    /// sentence of their language comes.
    ///
    /// # Errors
    ///
    /// Where a model file does not belong to this version of the program.
    pub fn embedded() -> Result<Self, ModelError> {
        let (french, english) = rayon::join(
            || LanguageModels::new(Language::French, FRENCH_CLUSTERS, FRENCH_SYNTAX),
            || LanguageModels::new(Language::English, ENGLISH_CLUSTERS, ENGLISH_SYNTAX),
        );
        let (french, english) = (french?, english?);
        let segmenter = Segmenter::new(french.clusters.clone(), english.clusters.clone())?;
        let names = NameTagger::new(french.clusters.clone(), english.clusters.clone())?;
        Ok(Annotator { segmenter, names, french, english })
    }

    /// The sentences of an article's readable zones, with tags, lemmas, trees and names.
    pub fn annotate(&self, article: Article) -> Annotated {
        let mut sentences = self.segmenter.segment(&article);
        self.annotate_all(&mut sentences);
        Annotated { article, sentences }
    }

    /// Fills in tags, lemmas, tree and names of a sentence that has only forms.
    pub fn annotate_words(&self, sentence: &mut Sentence) {
        self.annotate_all(std::slice::from_mut(sentence));
    }

    /// Annotates sentences that are cut into words already. Their comments and surface tokens stay as they are.
    pub fn annotate_treebank(&self, bank: &mut Treebank) {
        self.annotate_all(&mut bank.sentences);
    }

    fn annotate_all(&self, sentences: &mut [Sentence]) {
        let mut space = Workspace::default();
        for sentence in sentences.iter_mut() {
            match sentence.language {
                Language::French => self.french.annotate(sentence, &mut space),
                Language::English => self.english.annotate(sentence, &mut space),
                Language::Other => {}
            }
        }
        self.names.tag(sentences);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::{Source, Upos, Zone, ZoneKind};
    use crate::text::Span;

    fn annotate(text: &str, language: Language) -> Annotated {
        let zone = Zone { kind: ZoneKind::Prose, span: Span::new(0, text.len()), language };
        let source = Source { text: text.to_owned(), ..Source::default() };
        Annotator::embedded().unwrap().annotate(Article { source, zones: vec![zone], language, ..Article::default() })
    }

    /// Form, tag, lemma, relation of every word.
    fn words(document: &Annotated) -> Vec<(&str, Upos, &str, &str)> {
        let tokens = document.sentences.iter().flat_map(|sentence| &sentence.tokens);
        tokens.map(|t| (t.form.as_str(), t.upos, t.lemma.as_str(), t.deprel.as_str())).collect()
    }

    #[test]
    fn every_embedded_model_unpacks() {
        SyntaxModel::parse(FRENCH_SYNTAX, "fr").unwrap();
        SyntaxModel::parse(ENGLISH_SYNTAX, "en").unwrap();
    }

    #[test]
    fn french_is_annotated() {
        let document = annotate("La ministre a rencontré les dockers du port d’Anvers.", Language::French);
        let words = words(&document);
        assert_eq!(words[1], ("ministre", Upos::Noun, "ministre", "nsubj"));
        assert_eq!(words[3], ("rencontré", Upos::Verb, "rencontrer", "root"));
        assert_eq!(words[5], ("dockers", Upos::Noun, "docker", "obj"));
        assert_eq!(words[10], ("Anvers", Upos::Propn, "Anvers", "nmod"));
    }

    #[test]
    fn english_is_annotated() {
        let document = annotate("The mayor visited three damaged villages.", Language::English);
        let words = words(&document);
        assert_eq!(words[2], ("visited", Upos::Verb, "visit", "root"));
        assert_eq!(words[5], ("villages", Upos::Noun, "village", "obj"));
    }

    #[test]
    fn every_sentence_is_a_tree() {
        let text = "Oui. « Non » ! 12, rue X — Lille (AFP) ... et, et, et de de le la
Titre
1 000 €";
        for language in [Language::French, Language::English] {
            for sentence in &annotate(text, language).sentences {
                let roots = sentence.tokens.iter().filter(|token| token.head.is_none()).count();
                assert_eq!(roots, 1);
                for start in &sentence.tokens {
                    let mut steps = 0;
                    let mut head = start.head;
                    while let Some(next) = head {
                        head = sentence.tokens[next as usize].head;
                        steps += 1;
                        assert!(steps <= sentence.tokens.len());
                    }
                }
            }
        }
    }
}
