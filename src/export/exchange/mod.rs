//! `graph.json`: the exchange format `kg-exchange/1`. It holds the whole graph and reads back without loss.
//!
//! One record a line, so that two files can be compared by line. Texts are written as they are (JSON can carry
//! every character), because a quotation must equal the source.

mod wire;

use super::{ExportOptions, Exporter, ViewKind, labels};
use crate::graph::{BrokenReference, EntityType, KnowledgeGraph, Records, RelationType};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;
use std::io::{self, Write};
use std::sync::Arc;
use wire::{Types, WireClaim, WireDocument, WireEdge, WireEvent, WireNode, WireQuantity};

/// The name of the format, at the head of each file.
const FORMAT: &str = "kg-exchange/1";

/// Writes `graph.json`.
pub struct Exchange;

impl Exporter for Exchange {
    fn name(&self) -> &'static str {
        "graph.json (kg-exchange/1)"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn default_view(&self) -> ViewKind {
        ViewKind::Full
    }

    /// Writes the whole graph, whatever the view: other programs and [`read`] rely on it.
    fn write(&self, graph: &KnowledgeGraph, options: &ExportOptions, out: &mut dyn Write) -> io::Result<()> {
        write!(
            out,
            "{{\"format\":\"{FORMAT}\",\"merged\":true,\"generator\":\"depeche {}\"",
            env!("CARGO_PKG_VERSION")
        )?;
        list(out, "documents", graph.documents().map(WireDocument::new))?;
        list(out, "entity_types", entity_types(graph))?;
        list(out, "relation_types", relation_types(graph))?;
        list(
            out,
            "nodes",
            graph.entities().map(|entity| WireNode::new(entity, labels::entity(entity, options.labels))),
        )?;
        list(out, "edges", graph.relations().map(WireEdge::new))?;
        list(out, "claims", graph.claims().map(WireClaim::new))?;
        list(out, "events", graph.events().map(WireEvent::new))?;
        list(out, "quantities", graph.quantities().iter().map(WireQuantity::new))?;
        out.write_all(b"}\n")
    }
}

/// Writes `,"key":[` and one record a line.
fn list<T: Serialize>(out: &mut dyn Write, key: &str, records: impl Iterator<Item = T>) -> io::Result<()> {
    write!(out, ",\n\"{key}\":[")?;
    for (place, record) in records.enumerate() {
        out.write_all(if place == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, &record)?;
    }
    out.write_all(b"]")
}

fn entity_types(graph: &KnowledgeGraph) -> impl Iterator<Item = &EntityType> {
    graph.entities().map(|entity| &*entity.entity_type).collect::<BTreeSet<_>>().into_iter()
}

fn relation_types(graph: &KnowledgeGraph) -> impl Iterator<Item = &RelationType> {
    let relations = graph.relations().map(|relation| &*relation.relation);
    let events = graph.events().map(|event| &*event.relation);
    let claims = graph.claims().map(|claim| &*claim.relation);
    relations.chain(events).chain(claims).collect::<BTreeSet<_>>().into_iter()
}

/// Why a `graph.json` could not be read.
#[derive(Debug)]
pub enum ReadError {
    /// No JSON, or not the expected shape; the message has line and column.
    Json(serde_json::Error),
    /// Another format or version.
    Format(String),
    /// A record refers to something that the file does not hold.
    Broken(BrokenReference),
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReadError::Json(error) => write!(f, "no graph.json: {error}"),
            ReadError::Format(found) => write!(f, "the format is {found:?}, expected {FORMAT:?}"),
            ReadError::Broken(broken) => write!(f, "inconsistent graph.json: {broken}"),
        }
    }
}

impl std::error::Error for ReadError {}

#[derive(Deserialize)]
struct File {
    format: String,
    #[serde(default)]
    documents: Vec<WireDocument>,
    #[serde(default)]
    entity_types: Vec<EntityType>,
    #[serde(default)]
    relation_types: Vec<RelationType>,
    nodes: Vec<WireNode>,
    #[serde(default)]
    edges: Vec<WireEdge>,
    #[serde(default)]
    claims: Vec<WireClaim>,
    #[serde(default)]
    events: Vec<WireEvent>,
    #[serde(default)]
    quantities: Vec<WireQuantity>,
}

/// Reads a graph that [`Exchange`] wrote. Unknown keys are ignored.
///
/// # Errors
/// Text that is no JSON of this shape, another format, references to records that are not there.
pub fn read(json: &[u8]) -> Result<KnowledgeGraph, ReadError> {
    let file: File = serde_json::from_slice(json).map_err(ReadError::Json)?;
    if file.format != FORMAT {
        return Err(ReadError::Format(file.format));
    }
    let mut types = Types::default();
    for entity_type in file.entity_types {
        types.entity_types.insert(entity_type.code.clone(), Arc::new(entity_type));
    }
    for relation_type in file.relation_types {
        types.relation_types.insert(relation_type.code.clone(), Arc::new(relation_type));
    }
    let records = Records {
        documents: file.documents.into_iter().map(WireDocument::read).collect(),
        entities: file.nodes.into_iter().map(|node| node.read(&mut types)).collect(),
        relations: file.edges.into_iter().map(|edge| edge.read(&mut types)).collect(),
        claims: file.claims.into_iter().map(|claim| claim.read(&mut types)).collect(),
        events: file.events.into_iter().map(|event| event.read(&mut types)).collect(),
        quantities: file.quantities.into_iter().map(WireQuantity::read).collect(),
    };
    KnowledgeGraph::new(records).map_err(ReadError::Broken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::sample::{graph_of, sample};

    fn written(graph: &KnowledgeGraph) -> Vec<u8> {
        let mut out = Vec::new();
        Exchange.write(graph, &ExportOptions::default(), &mut out).unwrap();
        out
    }

    #[test]
    fn a_graph_reads_back_equal_and_writes_the_same_bytes() {
        let graph = graph_of(sample());
        let bytes = written(&graph);
        let back = read(&bytes).unwrap();
        assert!(back == graph);
        assert_eq!(written(&back), bytes);
    }

    #[test]
    fn the_keys_of_the_format_are_there() {
        let file: serde_json::Value = serde_json::from_slice(&written(&graph_of(sample()))).unwrap();
        assert_eq!((&file["format"], &file["merged"]), (&"kg-exchange/1".into(), &true.into()));
        let edge = file["edges"].as_array().unwrap().iter().find(|edge| edge["relation"] == "thanks").unwrap();
        assert_eq!((&edge["polarity"], &edge["status"], &edge["weight"]), (&"pos".into(), &"fact".into(), &2.into()));
        assert_eq!(edge["evidence"][1]["quote"], "Ada Lund thanks Jonas Weil");
        assert_eq!(edge["evidence"][1]["doc"], "second");
        assert_eq!(file["quantities"][0]["value"], 300);
        assert_eq!(file["claims"][0]["verb"], "affirmer");
        assert_eq!(file["claims"][0]["stance"], "asserts");
    }

    #[test]
    fn faults_are_named() {
        let error = |text: &str| read(text.as_bytes()).unwrap_err().to_string();
        assert!(error("{\"format\":").contains("line 1"));
        assert!(error(r#"{"format":"other/2","nodes":[]}"#).contains("other/2"));
        let dangling = r#"{"format":"kg-exchange/1","nodes":[],"edges":[{"id":"e","source":"a","target":"b",
            "relation":"helps","polarity":"pos","status":"fact","evidence":[]}]}"#;
        assert!(error(dangling).contains("there is no node \"a\""));
        let hostile = r#"{"format":"kg-exchange/1","nodes":[{"id":"a b","type":"Person","label":"x"}]}"#;
        assert!(error(hostile).contains("is no id"));
    }
}
