//! N-Quads: one statement a line, for triple stores and for comparing two graphs.

use super::descriptions;
use crate::export::{ExportOptions, Exporter, ViewKind};
use crate::graph::KnowledgeGraph;
use std::io::{self, Write};

/// Writes N-Quads.
pub struct NQuads;

impl Exporter for NQuads {
    fn name(&self) -> &'static str {
        "N-Quads"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["nq"]
    }

    fn default_view(&self) -> ViewKind {
        ViewKind::Full
    }

    fn write(&self, graph: &KnowledgeGraph, options: &ExportOptions, out: &mut dyn Write) -> io::Result<()> {
        let mut lines = String::new();
        descriptions(graph, options, &mut |description| {
            lines.clear();
            let graphs: Vec<String> = match options.named_graphs {
                true if !description.documents.is_empty() => {
                    description.documents.iter().map(|iri| format!(" <{iri}> .\n")).collect()
                }
                _ => vec![" .\n".to_owned()],
            };
            for end in &graphs {
                for (predicate, object) in &description.statements {
                    lines.push_str(&format!("<{}> <{predicate}> ", description.subject));
                    object.push_to(&mut lines, |iri| format!("<{iri}>"));
                    lines.push_str(end);
                }
            }
            out.write_all(lines.as_bytes())
        })
    }
}
