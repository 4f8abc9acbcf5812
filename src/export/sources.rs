//! How many sources say something independently of each other.

use crate::graph::{KnowledgeGraph, Relation};
use std::collections::BTreeSet;

/// The number of news agencies, else outlets, else documents that state a relation: two papers that print one agency's
/// dispatch are one source.
pub fn independent(graph: &KnowledgeGraph, relation: &Relation) -> usize {
    let documents = relation.documents();
    let sources: BTreeSet<&str> = documents
        .into_iter()
        .map(|name| {
            let metadata = graph.document(name).map(|document| &document.metadata);
            metadata.and_then(|metadata| metadata.agency.as_deref().or(metadata.outlet.as_deref())).unwrap_or(name)
        })
        .collect();
    sources.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::sample::{graph_of, sample};

    #[test]
    fn one_agency_in_two_papers_is_one_source() {
        let count = |agency: Option<&str>| {
            let mut sketches = sample();
            for sketch in &mut sketches {
                sketch.fragment.metadata.agency = agency.map(str::to_owned);
            }
            let graph = graph_of(sketches);
            graph.relations().map(|relation| independent(&graph, relation)).max()
        };
        assert_eq!((count(None), count(Some("Dépêche"))), (Some(2), Some(1)));
    }
}
