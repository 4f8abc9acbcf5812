//! `depeche export`: a graph from its native file to other formats.

use super::Outcome;
use super::arguments::ExportArguments;
use super::convert;
use super::messages::Messages;
use super::output::Destination;
use depeche::error::{Error, Result};
use depeche::export::exchange;
use depeche::graph::KnowledgeGraph;
use std::io::Read;
use std::path::Path;

/// Reads the graph and writes it to every destination.
///
/// # Errors
/// As [`read_graph`], [`Destination::write_all`] and [`convert::run`].
pub fn run(arguments: &ExportArguments, messages: &Messages) -> Result<Outcome> {
    if convert::is_plain(&arguments.graphs) {
        return convert::run(&arguments.graphs, &arguments.output);
    }
    let [graph] = arguments.graphs.as_slice() else {
        return Err(Error::Usage("one graph.json, or tables whose names end in .csv or .tsv".into()));
    };
    let destinations = Destination::all(&arguments.output)?;
    let graph = read_graph(graph)?;
    messages.detail(&format!("{} entities, {} claims", graph.entities().count(), graph.claims().count()));
    Destination::write_all(&destinations, &graph, &arguments.output)?;
    Ok(Outcome::Done)
}

/// Reads a `graph.json`; `-` is standard input.
///
/// # Errors
/// Those of the system, and what is no graph.
pub fn read_graph(path: &Path) -> Result<KnowledgeGraph> {
    let shown = path.to_string_lossy();
    let bytes = if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(path)
    };
    let bytes = bytes.map_err(|error| Error::io(shown.clone(), error))?;
    exchange::read(&bytes).map_err(|error| Error::input(shown, None, error.to_string()))
}
