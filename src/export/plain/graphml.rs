//! GraphML as [`crate::export::graphml`] writes it: keys first, then nodes, then edges, each edge with an id and a kind.

use super::{Columns, Kind, PlainWriter, Record, escape, safe_names};
use crate::export::clean;

/// Writes GraphML.
pub struct GraphMl {
    keys: Vec<u8>,
    /// `<data key="…">` for each column.
    nodes: Vec<Vec<u8>>,
    edges: Vec<Vec<u8>>,
    /// The column of nodes that is their label.
    label: Option<usize>,
    /// The column of edges that says what they are.
    kind: Option<usize>,
    count: usize,
}

impl GraphMl {
    /// A writer for these columns.
    pub fn new(columns: &Columns) -> Self {
        let mut keys = Vec::new();
        let mut opening = |kind: Kind, domain: &str| {
            let names = columns.of(kind);
            let ids = safe_names(names);
            let tags = names.iter().zip(ids).map(|(name, id)| {
                // Gephi knows the label of a node by the id of its key.
                let id = if kind == Kind::Node && name == "label" { id } else { format!("{}_{id}", &domain[..1]) };
                keys.extend_from_slice(format!("<key id=\"{id}\" for=\"{domain}\" attr.name=\"").as_bytes());
                escape::xml_attribute(&clean::label(name), &mut keys);
                keys.extend_from_slice(b"\" attr.type=\"string\"/>\n");
                format!("<data key=\"{id}\">").into_bytes()
            });
            tags.collect::<Vec<_>>()
        };
        let (nodes, edges) = (opening(Kind::Node, "node"), opening(Kind::Edge, "edge"));
        let kinds = ["relation", "type", "kind", "label"];
        let kind = kinds.iter().find_map(|kind| columns.edges.iter().position(|name| name == kind));
        let label = columns.nodes.iter().position(|name| name == "label");
        GraphMl { keys, nodes, edges, label, kind, count: 0 }
    }
}

impl PlainWriter for GraphMl {
    fn begin(&mut self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        out.extend_from_slice(b"<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
        out.extend_from_slice(&self.keys);
        out.extend_from_slice(b"<graph id=\"depeche\" edgedefault=\"directed\">\n");
    }

    fn record(&mut self, record: &Record, out: &mut Vec<u8>) {
        let (tags, end): (_, &[u8]) = match record.kind {
            Kind::Node => {
                out.extend_from_slice(b"<node id=\"");
                escape::xml_attribute(record.id, out);
                (&self.nodes, b"</node>\n")
            }
            Kind::Edge => {
                out.extend_from_slice(b"<edge id=\"_e");
                decimal(self.count, out);
                self.count += 1;
                out.extend_from_slice(b"\" source=\"");
                escape::xml_attribute(record.id, out);
                out.extend_from_slice(b"\" target=\"");
                escape::xml_attribute(record.target, out);
                if let Some((_, kind)) = record.attributes.iter().find(|(column, _)| Some(*column) == self.kind) {
                    out.extend_from_slice(b"\" label=\"");
                    escape::xml_attribute(kind, out);
                }
                (&self.edges, b"</edge>\n")
            }
        };
        out.extend_from_slice(b"\">");
        for &(column, value) in record.attributes {
            let Some(tag) = tags.get(column) else { continue };
            out.extend_from_slice(tag);
            if record.kind == Kind::Node && Some(column) == self.label {
                escape::xml_text(&clean::label(value), out);
            } else {
                escape::xml_text(value, out);
            }
            out.extend_from_slice(b"</data>");
        }
        out.extend_from_slice(end);
    }

    fn end(&mut self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"</graph>\n</graphml>\n");
    }
}

/// A number in decimal digits.
pub(super) fn decimal(mut number: usize, out: &mut Vec<u8>) {
    let mut digits = [0; 20];
    let mut first = digits.len();
    loop {
        first -= 1;
        digits[first] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[first..]);
}
