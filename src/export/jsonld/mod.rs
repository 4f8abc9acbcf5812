//! JSON-LD 1.1 with an embedded context: reified relations with Web Annotation selectors, PROV-O, schema.org, SEM.
//!
//! - One record a line; the context comes first, so that streaming readers need not buffer.
//! - A relation is a node (`kg:Relation`, `rdf:Statement`), never a bare triple: a bare triple of a denial would read
//!   as a fact.
//! - Ids are built from harmless characters, because a node whose `@id` holds a space disappears silently in every
//!   processor. Numbers other than small integers are typed strings, because processors write floats differently.
//! - Offsets are Unicode code points.

mod records;

use super::{DEFAULT_BASE_IRI, ExportOptions, Exporter, ViewKind, labels};
use crate::graph::{Id, KnowledgeGraph, RelationType};
use records::Records;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Writes JSON-LD.
pub struct JsonLd;

/// The context, with [`DEFAULT_BASE_IRI`].
const CONTEXT: &str = include_str!("context.json");

impl Exporter for JsonLd {
    fn name(&self) -> &'static str {
        "JSON-LD"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["jsonld"]
    }

    fn default_view(&self) -> ViewKind {
        ViewKind::Full
    }

    fn write(&self, graph: &KnowledgeGraph, options: &ExportOptions, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "{{\"@context\": {},\n\"@graph\": [", context(options).trim_end())?;
        let mut lines = Lines { out: &mut *out, first: true };
        records(graph, options, &mut |record| lines.write(record))?;
        out.write_all(b"\n]}\n")
    }
}

fn base_of(options: &ExportOptions) -> String {
    options.base_iri.as_deref().map(safe_iri).unwrap_or_else(|| DEFAULT_BASE_IRI.to_owned())
}

/// The context with the base that the user chose.
pub(super) fn context(options: &ExportOptions) -> String {
    CONTEXT.replace(DEFAULT_BASE_IRI, &base_of(options))
}

/// Hands every record of the dataset to `each`, in the order of the file.
pub(super) fn records(
    graph: &KnowledgeGraph,
    options: &ExportOptions,
    each: &mut dyn FnMut(&Value) -> io::Result<()>,
) -> io::Result<()> {
    let mut records = Records::new(graph, options.labels, base_of(options));
    each(&records.run())?;
    for relation in relation_types(graph).into_values() {
        each(&records.relation_type(relation))?;
    }
    each(&json!({"id": "rel:scheme", "type": ["skos:ConceptScheme"], "label": "relation types"}))?;
    for document in graph.documents() {
        each(&records.document(document))?;
    }
    for entity in graph.entities() {
        each(&records.entity(entity))?;
    }
    for event in graph.events() {
        each(&records.event(event))?;
    }
    for relation in graph.relations() {
        each(&records.relation(relation))?;
    }
    for claim in graph.claims() {
        records.claim(claim).iter().try_for_each(&mut *each)?;
    }
    graph.quantities().iter().try_for_each(|quantity| each(&records.quantity(quantity)))
}

/// One record a line.
struct Lines<'w> {
    out: &'w mut dyn Write,
    first: bool,
}

impl Lines<'_> {
    fn write(&mut self, record: &Value) -> io::Result<()> {
        self.out.write_all(if self.first { b"\n" } else { b",\n" })?;
        self.first = false;
        serde_json::to_writer(&mut *self.out, record)?;
        Ok(())
    }
}

/// Every relation type that the graph uses, by code, with the two that describe claims.
fn relation_types(graph: &KnowledgeGraph) -> BTreeMap<String, RelationType> {
    let relations = graph.relations().map(|relation| &relation.relation);
    let events = graph.events().map(|event| &event.relation);
    let claims = graph.claims().map(|claim| &claim.relation);
    let mut types: BTreeMap<String, RelationType> =
        relations.chain(events).chain(claims).map(|relation| (relation.code.clone(), (**relation).clone())).collect();
    if graph.claims().next().is_some() {
        let about = records::about();
        types.insert(about.code.clone(), about);
    }
    types
}

/// The base with everything percent-encoded that an IRI cannot hold.
fn safe_iri(base: &str) -> String {
    let harmless = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=%".contains(&byte);
    encode(base, harmless)
}

/// A relation code as the last part of an IRI.
fn relation_iri(code: &str) -> String {
    let plain = code.replacen("other:", "other.", 1);
    format!("rel:{}", encode(&plain, |byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)))
}

fn encode(text: &str, harmless: impl Fn(u8) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for &byte in text.as_bytes() {
        if harmless(byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// The id of a place in a document, equal for equal places.
fn place_id(document: &str, start: u32, end: u32) -> Id {
    Id::of('q', &[document, &start.to_string(), &end.to_string()])
}

#[cfg(test)]
mod tests;
