//! `depeche export` of plain graphs: JSON lines and CSV tables to other formats, record by record.

use super::Outcome;
use super::arguments::OutputArguments;
use super::output::{check_folder, replace_file, to_stdout};
use depeche::error::{Error, Result};
use depeche::export::DEFAULT_BASE_IRI;
use depeche::export::plain::json_lines::JsonLines;
use depeche::export::plain::tables::Tables;
use depeche::export::plain::{PlainFormat, Source, convert, convert_to_pipe, rdf};
use std::fs::File;
use std::io::Seek;
use std::path::{Path, PathBuf};

const LINES: &[&str] = &["jsonl", "ndjson"];
const TABLES: &[&str] = &["csv", "tsv"];

/// Whether the files are a plain graph and no `graph.json`.
pub fn is_plain(files: &[PathBuf]) -> bool {
    let plain = |path: &PathBuf| has_extension(path, LINES) || has_extension(path, TABLES);
    files.iter().all(plain)
}

fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    extension.is_some_and(|extension| extensions.contains(&extension.as_str()))
}

/// Reads the files and writes what they hold to every destination.
///
/// # Errors
/// Wrong usage, files that cannot be read or are not what their names say, outputs that cannot be written.
pub fn run(files: &[PathBuf], arguments: &OutputArguments) -> Result<Outcome> {
    if arguments.selection.selection().is_some() || arguments.top.is_some() || arguments.view.is_some() {
        return Err(Error::Usage("a plain graph is written whole; parts can be chosen of a graph.json only".into()));
    }
    let base = arguments.base_iri.as_deref().unwrap_or(DEFAULT_BASE_IRI);
    if !rdf::is_base(base) {
        return Err(Error::Usage(format!("--base-iri {base}: no beginning of an IRI")));
    }
    let targets: Vec<(&PathBuf, PlainFormat)> =
        arguments.output.iter().map(|path| Ok((path, format_of(path, arguments)?))).collect::<Result<_>>()?;
    let mut source = open(files)?;
    targets.into_iter().try_for_each(|(path, format)| {
        let source = source.as_mut();
        if path.as_os_str() == "-" {
            return to_stdout(|out| convert_to_pipe(source, format, base, out));
        }
        let empty = |file: &mut File| file.set_len(0).and_then(|()| file.rewind());
        replace_file(path, |file| convert(source, format, base, file, empty))
    })?;
    Ok(Outcome::Done)
}

fn format_of(path: &Path, arguments: &OutputArguments) -> Result<PlainFormat> {
    let chosen = arguments.format.as_deref().and_then(|format| PlainFormat::for_file(&format!(".{format}")));
    if path.as_os_str() != "-" {
        check_folder(path)?;
    }
    PlainFormat::for_file(&path.to_string_lossy()).or(chosen).ok_or_else(|| {
        let known = "graphml, nq, nt, jsonld, csv, nodes.csv";
        Error::Usage(format!("{}: a plain graph can be written as {known}", path.display()))
    })
}

fn open(files: &[PathBuf]) -> Result<Box<dyn Source>> {
    let shown = || files.iter().map(|path| path.to_string_lossy()).collect::<Vec<_>>().join(", ");
    let opened = files.iter().map(|path| File::open(path).map_err(|error| Error::io(path.to_string_lossy(), error)));
    let mut opened = opened.collect::<Result<Vec<File>>>()?;
    if files.iter().all(|path| has_extension(path, TABLES)) {
        let tables = Tables::new(opened).map_err(|error| Error::input(shown(), None, error.to_string()))?;
        return Ok(Box::new(tables));
    }
    match (opened.pop(), opened.is_empty()) {
        (Some(lines), true) => Ok(Box::new(JsonLines::new(lines))),
        _ => Err(Error::Usage("JSON lines are read from one file".into())),
    }
}
