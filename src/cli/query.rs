//! `depeche query`: what a graph holds about a name.

use super::Outcome;
use super::arguments::QueryArguments;
use super::export::read_graph;
use super::output::to_stdout;
use super::style::Style;
use super::view::View;
use depeche::error::{Error, Result};
use depeche::graph::{Entity, KnowledgeGraph};
use depeche::text::normalize::key;
use std::io;

/// Shows every entity that bears the name, with its relations and claims.
///
/// # Errors
/// As [`read_graph`]; a name that nothing bears.
pub fn run(arguments: &QueryArguments) -> Result<Outcome> {
    let graph = read_graph(&arguments.graph)?;
    let found = named(&graph, &arguments.name);
    if found.is_empty() {
        return Err(Error::input(
            arguments.graph.to_string_lossy(),
            None,
            format!("nothing is called {:?}", arguments.name),
        ));
    }
    let view = View { graph: &graph, language: arguments.labels.into(), style: Style::for_stream(&io::stdout()) };
    to_stdout(|out| found.iter().try_for_each(|entity| view.everything_about(out, entity)))?;
    Ok(Outcome::Done)
}

/// The entities that bear exactly this name, else those with the words in their name; the most mentioned first.
fn named<'g>(graph: &'g KnowledgeGraph, name: &str) -> Vec<&'g Entity> {
    let wanted = key(name);
    let padded = format!(" {wanted} ");
    let bears = |entity: &&Entity, exact: bool| {
        let mut names = [&entity.label_en, &entity.label_fr].into_iter().chain(&entity.aliases).map(|name| key(name));
        names.any(|name| if exact { name == wanted } else { format!(" {name} ").contains(&padded) })
    };
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<&Entity> = graph.entities().filter(|entity| bears(entity, true)).collect();
    if found.is_empty() {
        found = graph.entities().filter(|entity| bears(entity, false)).collect();
    }
    found.sort_by(|a, b| b.mentions.len().cmp(&a.mentions.len()).then_with(|| a.id.cmp(&b.id)));
    found
}
