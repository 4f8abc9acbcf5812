//! The stages in a row: a source becomes a fragment, fragments become a graph.

use crate::clean::clean;
use crate::doc::{Annotated, Fragment, Source};
use crate::error::{Error, Result};
use crate::graph::{AssembleOptions, KnowledgeGraph, assemble};
use crate::knowledge::Knowledge;
use crate::nlp::Annotator;
use crate::{extract, read, resolve};
use std::path::Path;

/// Models and knowledge, loaded once; all methods are pure functions of their arguments and can run on any thread.
pub struct Pipeline {
    annotator: Annotator,
    knowledge: Knowledge,
}

impl Pipeline {
    /// A pipeline with the models and the knowledge that are compiled in.
    ///
    /// # Errors
    ///
    /// Where a model or a knowledge file does not pass its checks.
    pub fn new() -> Result<Self> {
        Self::with_knowledge(Knowledge::embedded())
    }

    /// A pipeline whose knowledge files are read from `directory` (laid out like `data/`).
    ///
    /// # Errors
    ///
    /// Where a file is missing or does not pass its checks; the error names file and line.
    pub fn with_data(directory: &Path) -> Result<Self> {
        Self::with_knowledge(Knowledge::from_directory(directory))
    }

    fn with_knowledge(knowledge: std::result::Result<Knowledge, crate::knowledge::Error>) -> Result<Self> {
        let knowledge = knowledge?;
        let annotator = Annotator::embedded()?;
        Ok(Pipeline { annotator, knowledge })
    }

    /// The knowledge in use.
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// The language models in use.
    pub fn annotator(&self) -> &Annotator {
        &self.annotator
    }

    /// Cleans and annotates a source.
    pub fn annotate(&self, source: Source) -> Annotated {
        self.annotator.annotate(clean(source))
    }

    /// Everything that a source yields.
    pub fn extract(&self, source: Source) -> Fragment {
        extract::extract(&self.annotate(source), &self.knowledge)
    }

    /// Everything that a text yields. `id` names the document in the graph.
    ///
    /// # Errors
    ///
    /// Where the text is empty or binary.
    pub fn extract_text(&self, id: &str, text: &str) -> Result<Fragment> {
        let source = read::source_from_bytes(id.to_owned(), id.to_owned(), text.as_bytes())?;
        Ok(self.extract(source))
    }

    /// The graph of some documents; their order does not matter.
    ///
    /// # Errors
    ///
    /// Where two fragments bear the same document id.
    pub fn graph(&self, fragments: &[Fragment]) -> Result<KnowledgeGraph> {
        let ontology = &self.knowledge.ontology;
        let resolution = resolve::resolve(fragments, ontology);
        assemble(fragments, &resolution, ontology, AssembleOptions::default())
            .map_err(|broken| Error::input(String::new(), None, broken.to_string()))
    }
}
