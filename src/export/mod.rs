//! Graph → bytes. An exporter knows the graph and nothing else.
//!
//! | file | writes |
//! | --- | --- |
//! | [`exchange`] | `graph.json`: everything, reads back |
//! | [`dot`] | DOT for Graphviz |
//! | [`graphml`] | GraphML for Gephi, networkx, Cytoscape, Neo4j |
//! | [`gexf`] | GEXF with time for Gephi |
//! | [`jsonld`] | JSON-LD for linked-data tools |
//! | [`html`] | a page that shows the graph in a browser, offline |
//! | [`rdf`] | the dataset of the JSON-LD as N-Quads, Turtle and TriG |
//! | [`csv`] | tables of edges and nodes |
//! | [`plain`] | graphs of others, from JSON lines and CSV tables, record by record |
//!
//! Shared by them: [`clean`] (strings that every reader takes), [`labels`], [`palette`] (colours), [`view`] (what is
//! drawn), [`layout`] (where), [`select`] (a part of a graph).

pub mod attributes;
pub mod clean;
pub mod csv;
pub mod dot;
pub mod exchange;
pub mod gexf;
pub mod graphml;
pub mod html;
pub mod jsonld;
pub mod labels;
pub mod layout;
pub mod palette;
pub mod plain;
pub mod rdf;
pub mod select;
pub mod sources;
pub mod view;
mod xml;

use crate::graph::KnowledgeGraph;
use std::io::{self, Write};

/// The language of labels. Quotations stay in their own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LabelLanguage {
    /// English.
    #[default]
    English,
    /// French.
    French,
}

/// How much of the graph is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ViewKind {
    /// Entities that take part in something, their relations, and claims.
    Relations,
    /// Everything: also events, documents and entities that are only mentioned.
    Full,
}

/// What IRIs of linked data begin with unless the user says otherwise.
pub const DEFAULT_BASE_IRI: &str = "urn:depeche:";

/// What the user may choose about a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExportOptions {
    /// The language of labels.
    pub labels: LabelLanguage,
    /// The view; each format has its own default.
    pub view: Option<ViewKind>,
    /// Only so many entities, those with most evidence, in formats made for looking at.
    pub top: Option<usize>,
    /// What IRIs of linked data begin with; [`DEFAULT_BASE_IRI`] where empty. The vocabulary is `<base>ns#` and `<base>rel#`.
    pub base_iri: Option<String>,
    /// N-Quads and TriG put what a document says into a graph that bears its name.
    pub named_graphs: bool,
}

/// A file format.
pub trait Exporter: Sync {
    /// What people call it.
    fn name(&self) -> &'static str;

    /// File name extensions without dot, in lower case; the first is the usual one.
    fn extensions(&self) -> &'static [&'static str];

    /// The view where the user chose none.
    fn default_view(&self) -> ViewKind;

    /// Writes the graph.
    ///
    /// # Errors
    /// Only those of `out`; no graph is unfit for a format.
    fn write(&self, graph: &KnowledgeGraph, options: &ExportOptions, out: &mut dyn Write) -> io::Result<()>;
}

/// Every format, in the order of the documentation.
pub const EXPORTERS: &[&dyn Exporter] = &[
    &graphml::GraphMl,
    &dot::Dot,
    &jsonld::JsonLd,
    &rdf::nquads::NQuads,
    &rdf::turtle::Turtle,
    &rdf::turtle::TriG,
    &exchange::Exchange,
    &gexf::Gexf,
    &html::Html,
    &csv::EdgeTable,
    &csv::NodeTable,
];

/// The format for a file name extension (without dot, any case).
pub fn exporter_for(extension: &str) -> Option<&'static dyn Exporter> {
    let extension = extension.to_ascii_lowercase();
    EXPORTERS.iter().copied().find(|exporter| exporter.extensions().contains(&extension.as_str()))
}

/// The format for a file name: the one with the longest extension that the name ends in (`graph.nodes.csv`).
pub fn exporter_for_file(name: &str) -> Option<&'static dyn Exporter> {
    let name = name.to_ascii_lowercase();
    let dots = name.match_indices('.').map(|(dot, _)| dot + 1);
    dots.filter_map(|start| exporter_for(&name[start..])).next()
}
