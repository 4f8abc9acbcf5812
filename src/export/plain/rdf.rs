//! A plain graph as RDF: a node is a resource with its attributes, an edge an `rdf:Statement` with subject, object and its
//! attributes. `label` is `rdfs:label`; every other attribute is a property of the vocabulary `<base>ns#`.

use super::graphml::decimal;
use super::{Columns, Kind, PlainWriter, Record, escape, safe_names};

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const LABEL: &str = "http://www.w3.org/2000/01/rdf-schema#label";

/// The IRI of the property for each column.
fn properties(names: &[String], base: &str) -> Vec<String> {
    let ends = safe_names(names).into_iter().zip(names);
    ends.map(|(safe, name)| if name == "label" { LABEL.to_owned() } else { format!("{base}ns#{safe}") }).collect()
}

/// Writes N-Quads, all in the default graph, which are N-Triples too.
pub struct NQuads {
    base: String,
    /// `> <property> "` for each column.
    nodes: Vec<Vec<u8>>,
    edges: Vec<Vec<u8>>,
    subject: Vec<u8>,
    count: usize,
}

impl NQuads {
    /// A writer for these columns; IRIs begin with `base`.
    pub fn new(columns: &Columns, base: &str) -> Self {
        let middle = |kind| {
            let properties = properties(columns.of(kind), base);
            properties.iter().map(|property| format!(" <{property}> \"").into_bytes()).collect()
        };
        let (nodes, edges) = (middle(Kind::Node), middle(Kind::Edge));
        NQuads { base: base.to_owned(), nodes, edges, subject: Vec::new(), count: 0 }
    }

    fn resource(&self, id: &str, out: &mut Vec<u8>) {
        out.push(b'<');
        out.extend_from_slice(self.base.as_bytes());
        escape::iri(id, out);
        out.push(b'>');
    }
}

impl PlainWriter for NQuads {
    fn begin(&mut self, _: &mut Vec<u8>) {}

    fn record(&mut self, record: &Record, out: &mut Vec<u8>) {
        let mut subject = std::mem::take(&mut self.subject);
        subject.clear();
        let properties = match record.kind {
            Kind::Node => {
                self.resource(record.id, &mut subject);
                &self.nodes
            }
            Kind::Edge => {
                subject.push(b'<');
                subject.extend_from_slice(self.base.as_bytes());
                subject.extend_from_slice(b"_e");
                decimal(self.count, &mut subject);
                self.count += 1;
                subject.push(b'>');
                out.extend_from_slice(&subject);
                for piece in [" <", RDF, "type> <", RDF, "Statement> .\n"] {
                    out.extend_from_slice(piece.as_bytes());
                }
                for (property, id) in [("subject", record.id), ("object", record.target)] {
                    out.extend_from_slice(&subject);
                    for piece in [" <", RDF, property, "> "] {
                        out.extend_from_slice(piece.as_bytes());
                    }
                    self.resource(id, out);
                    out.extend_from_slice(b" .\n");
                }
                &self.edges
            }
        };
        for &(column, value) in record.attributes {
            let Some(property) = properties.get(column) else { continue };
            out.extend_from_slice(&subject);
            out.extend_from_slice(property);
            escape::literal(value, out);
            out.extend_from_slice(b"\" .\n");
        }
        self.subject = subject;
    }

    fn end(&mut self, _: &mut Vec<u8>) {}
}

/// Writes JSON-LD with an embedded context.
pub struct JsonLd {
    base: String,
    context: Vec<u8>,
    /// `,"term":"` for each column.
    nodes: Vec<Vec<u8>>,
    edges: Vec<Vec<u8>>,
    count: usize,
    first: bool,
}

impl JsonLd {
    /// A writer for these columns; IRIs begin with `base`.
    pub fn new(columns: &Columns, base: &str) -> Self {
        let mut context = format!(
            "{{\"@context\":{{\"@version\":1.1,\"statement_of\":{{\"@id\":\"{RDF}subject\",\"@type\":\"@id\"}},\
             \"statement_to\":{{\"@id\":\"{RDF}object\",\"@type\":\"@id\"}},\"Statement\":\"{RDF}Statement\""
        );
        let mut terms = |kind: Kind, prefix: &str| {
            let names = columns.of(kind);
            let terms = safe_names(names).into_iter().zip(properties(names, base)).map(|(safe, property)| {
                let term = format!("{prefix}{safe}");
                let mut quoted = Vec::new();
                escape::json(&property, &mut quoted);
                context.push_str(&format!(",\"{term}\":\"{}\"", String::from_utf8_lossy(&quoted)));
                format!(",\"{term}\":\"").into_bytes()
            });
            terms.collect()
        };
        let (nodes, edges) = (terms(Kind::Node, "node_"), terms(Kind::Edge, "edge_"));
        context.push_str("},\"@graph\":[\n");
        JsonLd { base: base.to_owned(), context: context.into_bytes(), nodes, edges, count: 0, first: true }
    }

    fn resource(&self, id: &str, out: &mut Vec<u8>) {
        out.push(b'"');
        escape::json(&self.base, out);
        escape::iri(id, out);
        out.push(b'"');
    }
}

impl PlainWriter for JsonLd {
    fn begin(&mut self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.context);
    }

    fn record(&mut self, record: &Record, out: &mut Vec<u8>) {
        let comma: &[u8] = if self.first { b"{\"@id\":" } else { b",\n{\"@id\":" };
        self.first = false;
        out.extend_from_slice(comma);
        let terms = match record.kind {
            Kind::Node => {
                self.resource(record.id, out);
                &self.nodes
            }
            Kind::Edge => {
                out.push(b'"');
                escape::json(&self.base, out);
                out.extend_from_slice(b"_e");
                decimal(self.count, out);
                self.count += 1;
                out.extend_from_slice(b"\",\"@type\":\"Statement\",\"statement_of\":");
                self.resource(record.id, out);
                out.extend_from_slice(b",\"statement_to\":");
                self.resource(record.target, out);
                &self.edges
            }
        };
        for &(column, value) in record.attributes {
            let Some(term) = terms.get(column) else { continue };
            out.extend_from_slice(term);
            escape::json(value, out);
            out.push(b'"');
        }
        out.push(b'}');
    }

    fn end(&mut self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"\n]}\n");
    }
}

/// Whether IRIs can begin with a text: a scheme, and nothing that an IRI may not hold.
pub fn is_base(base: &str) -> bool {
    let scheme = base.split(':').next().unwrap_or_default();
    let forbidden = |character: char| character <= ' ' || "<>\"{}|\\^`".contains(character);
    base.contains(':')
        && scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.chars().all(|character| character.is_ascii_alphanumeric() || "+-.".contains(character))
        && !base.contains(forbidden)
}
