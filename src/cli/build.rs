//! `depeche build`: articles to a graph.

use super::Outcome;
use super::arguments::BuildArguments;
use super::messages::{Messages, Progress};
use super::output::Destination;
use depeche::Pipeline;
use depeche::doc::Fragment;
use depeche::error::{Error, Result};
use depeche::graph::KnowledgeGraph;
use depeche::read::{self, Input};
use rayon::prelude::*;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// So many documents are worked on before their errors are told and the next are begun.
const BATCH: usize = 256;

/// Reads all inputs, builds the graph of those that can be read, writes it to every destination.
///
/// # Errors
/// Wrong usage, damaged knowledge files, no usable input, outputs that cannot be written. An input that cannot be read
/// is no error of the whole: it is named, and the outcome is partial.
pub fn run(arguments: &BuildArguments, messages: &Messages) -> Result<Outcome> {
    let destinations = Destination::all(&arguments.output)?;
    let (inputs, errors) = read::inputs(&arguments.inputs);
    errors.iter().for_each(|error| messages.error(error));
    let progress = messages.progress(inputs.len());
    let pipeline = arguments.data.as_deref().map_or_else(Pipeline::new, Pipeline::with_data)?;
    let threads = rayon::ThreadPoolBuilder::new().num_threads(arguments.jobs.map_or(0, usize::from)).build();
    let threads = threads.map_err(|error| Error::Usage(format!("--jobs: {error}")))?;
    let fragments = threads.install(|| extract_all(&pipeline, &inputs, messages, &progress));
    if fragments.is_empty() {
        return Err(Error::NoInput);
    }
    let graph = pipeline.graph(&fragments)?;
    Destination::write_all(&destinations, &graph, &arguments.output)?;
    messages.note(&summary(&fragments, &graph, &progress));
    let complete = errors.is_empty() && fragments.len() == inputs.len();
    Ok(if complete { Outcome::Done } else { Outcome::Partial })
}

/// The fragments of the inputs that can be read, in the order of the inputs.
fn extract_all(pipeline: &Pipeline, inputs: &[Input], messages: &Messages, progress: &Progress) -> Vec<Fragment> {
    let mut fragments = Vec::with_capacity(inputs.len());
    for batch in inputs.chunks(BATCH) {
        let work = |input: &Input| {
            let result = extract(pipeline, input);
            progress.advance();
            result
        };
        let results: Vec<Result<(Fragment, Notes)>> = batch.par_iter().map(work).collect();
        progress.clear();
        for result in results {
            match result {
                Ok((fragment, notes)) => {
                    notes.tell(&fragment, messages);
                    fragments.push(fragment);
                }
                Err(error) => messages.error(&error),
            }
        }
    }
    fragments
}

/// What a user may want to know about how a file was read.
struct Notes {
    encoding: &'static str,
    replaced_at: Option<usize>,
}

impl Notes {
    fn tell(&self, fragment: &Fragment, messages: &Messages) {
        let path = &fragment.path;
        if let Some(byte) = self.replaced_at {
            messages.note(&format!("{path}: byte {byte}: invalid UTF-8, read as U+FFFD"));
        }
        if self.encoding != "UTF-8" {
            messages.detail(&format!("{path}: read as {}", self.encoding));
        }
        if fragment.words == 0 {
            messages.note(&format!("{path}: no running text in French or English"));
        }
    }
}

/// A defect of this program that one document brings to light must not cost the results of all others, so a panic ends
/// with that document.
fn extract(pipeline: &Pipeline, input: &Input) -> Result<(Fragment, Notes)> {
    let source = input.load()?;
    let notes = Notes { encoding: source.encoding, replaced_at: read::first_replacement(&source) };
    catch_unwind(AssertUnwindSafe(|| pipeline.extract(source)))
        .map(|fragment| (fragment, notes))
        .map_err(|_| Error::input(&input.path, None, "left out because of a defect in depeche; please report it"))
}

fn summary(fragments: &[Fragment], graph: &KnowledgeGraph, progress: &Progress) -> String {
    let words: usize = fragments.iter().map(|fragment| fragment.words).sum();
    format!(
        "{} documents, {words} words: {} entities, {} relations, {} claims in {:.2} s",
        fragments.len(),
        graph.entities().count(),
        graph.relations().count(),
        graph.claims().count(),
        progress.elapsed().as_secs_f64()
    )
}
