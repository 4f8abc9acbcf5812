//! Turtle and TriG: prefixes, one block a subject, for people who read RDF.

use super::{Description, descriptions, prefixes};
use crate::export::{ExportOptions, Exporter, ViewKind};
use crate::graph::KnowledgeGraph;
use std::io::{self, Write};

/// Writes Turtle: everything in one graph.
pub struct Turtle;

/// Writes TriG: on demand the statements of each document in a graph that bears its name.
pub struct TriG;

impl Exporter for Turtle {
    fn name(&self) -> &'static str {
        "Turtle"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["ttl"]
    }

    fn default_view(&self) -> ViewKind {
        ViewKind::Full
    }

    fn write(&self, graph: &KnowledgeGraph, options: &ExportOptions, out: &mut dyn Write) -> io::Result<()> {
        write(graph, options, false, out)
    }
}

impl Exporter for TriG {
    fn name(&self) -> &'static str {
        "TriG"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["trig"]
    }

    fn default_view(&self) -> ViewKind {
        ViewKind::Full
    }

    fn write(&self, graph: &KnowledgeGraph, options: &ExportOptions, out: &mut dyn Write) -> io::Result<()> {
        write(graph, options, options.named_graphs, out)
    }
}

fn write(graph: &KnowledgeGraph, options: &ExportOptions, named: bool, out: &mut dyn Write) -> io::Result<()> {
    let names = Names(prefixes(options)?);
    for (prefix, iri) in &names.0 {
        writeln!(out, "@prefix {prefix}: <{iri}> .")?;
    }
    descriptions(graph, options, &mut |description| {
        let block = names.block(description);
        if named && !description.documents.is_empty() {
            for document in &description.documents {
                write!(out, "\n{} {{\n{block}}}\n", names.shorten(document))?;
            }
            return Ok(());
        }
        write!(out, "\n{block}")
    })
}

struct Names(Vec<(String, String)>);

impl Names {
    fn block(&self, description: &Description) -> String {
        let mut out = self.shorten(&description.subject);
        let mut before: Option<&str> = None;
        for (predicate, object) in &description.statements {
            if before == Some(predicate) {
                out.push_str(" , ");
            } else {
                out.push_str(if before.is_some() { " ;\n    " } else { " " });
                out.push_str(&self.shorten(predicate));
                out.push(' ');
            }
            object.push_to(&mut out, |iri| self.shorten(iri));
            before = Some(predicate);
        }
        out.push_str(" .\n");
        out
    }

    /// With a prefix where the rest is a name that needs no escape.
    fn shorten(&self, iri: &str) -> String {
        let is_plain = |rest: &str| {
            rest.starts_with(|first: char| first.is_ascii_alphabetic())
                && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
        };
        let shortened = self.0.iter().find_map(|(prefix, start)| {
            iri.strip_prefix(start.as_str()).filter(|rest| is_plain(rest)).map(|rest| format!("{prefix}:{rest}"))
        });
        shortened.unwrap_or_else(|| format!("<{iri}>"))
    }
}
