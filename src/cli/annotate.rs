//! `depeche annotate`: what the language models see.

use super::Outcome;
use super::arguments::{AnnotateArguments, Notation};
use super::output::{to_stdout, whole_file};
use depeche::clean::{self, Evidence};
use depeche::doc::{Annotated, Article, Language, Source};
use depeche::error::{Error, Result};
use depeche::nlp::Annotator;
use depeche::nlp::conllu::{Treebank, write_document, write_document_bio};
use depeche::read;
use rayon::prelude::*;
use std::io::{self, Write};
use std::slice;

/// So many documents are annotated before they are written.
const BATCH: usize = 256;

/// Annotates the file and writes it.
///
/// # Errors
/// A file that cannot be read or is no CoNLL-U, an output that cannot be written.
pub fn run(arguments: &AnnotateArguments) -> Result<Outcome> {
    if arguments.file.is_dir() {
        return Err(Error::Usage(format!("{}: annotate takes one file, not a folder", arguments.file.display())));
    }
    let (inputs, errors) = read::inputs(slice::from_ref(&arguments.file));
    let input = match (inputs.into_iter().next(), errors.into_iter().next()) {
        (Some(input), _) => input,
        (None, error) => return Err(error.unwrap_or(Error::NoInput)),
    };
    let annotator = Annotator::embedded()?;
    let source = input.load()?;
    if arguments.pretokenized {
        let written = pretokenized(&annotator, &source, arguments)?;
        return write(arguments, |out| out.write_all(written.as_bytes()));
    }
    let documents = if arguments.lines { lines(&source) } else { vec![source] };
    write(arguments, |out| {
        documents.chunks(BATCH).try_for_each(|batch| {
            let annotate = |source: &Source| annotated(&annotator, source.clone(), arguments);
            let written: Vec<String> = batch.par_iter().map(annotate).collect();
            written.iter().try_for_each(|text| out.write_all(text.as_bytes()))
        })
    })
}

fn write(arguments: &AnnotateArguments, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<Outcome> {
    if arguments.output.as_os_str() == "-" { to_stdout(write) } else { whole_file(&arguments.output, write) }?;
    Ok(Outcome::Done)
}

fn pretokenized(annotator: &Annotator, source: &Source, arguments: &AnnotateArguments) -> Result<String> {
    let language = arguments.lang.map_or(Language::French, Language::from);
    let bank = Treebank::parse_pretokenized(&source.text, language);
    let mut bank = bank.map_err(|error| Error::data(&source.path, error.line, error.message))?;
    annotator.annotate_treebank(&mut bank);
    Ok(match arguments.to {
        Notation::Conllu => bank.to_conllu(),
        Notation::Bio => bank.to_bio(),
    })
}

fn annotated(annotator: &Annotator, source: Source, arguments: &AnnotateArguments) -> String {
    let language = arguments.lang.map(Language::from);
    let article = if arguments.clean { clean::clean(source) } else { as_it_stands(source, language) };
    let document: Annotated = annotator.annotate(article);
    match arguments.to {
        Notation::Conllu => write_document(&document),
        Notation::Bio => write_document_bio(&document),
    }
}

/// Each line of a text as a document, with the number of the line for its id.
fn lines(source: &Source) -> Vec<Source> {
    let lines = source.text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let document = |(index, line): (usize, &str)| Source {
        id: format!("{}-{}", source.id, index + 1),
        path: source.path.clone(),
        text: line.to_owned(),
        sha256: String::new(),
        encoding: source.encoding,
    };
    lines.map(document).collect()
}

/// An article in which every line is prose, in the language asked for or else the likeliest of the two that are read.
fn as_it_stands(source: Source, language: Option<Language>) -> Article {
    let language = language.unwrap_or_else(|| match Evidence::of(&source.text).language() {
        Language::English => Language::English,
        _ => Language::French,
    });
    Article::plain(source, language)
}
