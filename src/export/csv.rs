//! Two tables for spreadsheets and for Gephi's import: `graph.csv` has the edges with the labels of their ends,
//! `graph.nodes.csv` the nodes.

use super::attributes::{self, Attribute, Column, EDGE_COLUMNS, NODE_COLUMNS};
use super::view::View;
use super::{ExportOptions, Exporter, ViewKind};
use crate::graph::KnowledgeGraph;
use std::io::{self, Write};

/// Writes the table of edges.
pub struct EdgeTable;

/// Writes the table of nodes.
pub struct NodeTable;

impl Exporter for EdgeTable {
    fn name(&self) -> &'static str {
        "CSV table of edges"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["csv", "edges.csv"]
    }

    fn default_view(&self) -> ViewKind {
        ViewKind::Relations
    }

    fn write(&self, graph: &KnowledgeGraph, options: &ExportOptions, out: &mut dyn Write) -> io::Result<()> {
        let view = View::new(graph, options.view.unwrap_or(self.default_view()), options);
        let fixed = ["Source", "Target", "Type", "Kind", "Id", "Label", "Weight", "source_label", "target_label"];
        row(out, fixed.into_iter().chain(names(EDGE_COLUMNS)))?;
        for edge in &view.edges {
            let [source, target] = [edge.source, edge.target].map(|place| &view.nodes[place]);
            let weight = edge.weight.to_string();
            let [from, to] = [source, target].map(|node| node.node.id().as_str());
            let ends = [source.label.as_str(), target.label.as_str()];
            let fixed = [from, to, "Directed", &edge.name, edge.id.as_str(), &edge.label, &weight, ends[0], ends[1]];
            let attributes = attributes::of_edge(graph, edge, options.labels);
            row(out, fixed.into_iter().chain(cells(&attributes, EDGE_COLUMNS)))?;
        }
        Ok(())
    }
}

impl Exporter for NodeTable {
    fn name(&self) -> &'static str {
        "CSV table of nodes"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["nodes.csv"]
    }

    fn default_view(&self) -> ViewKind {
        ViewKind::Relations
    }

    fn write(&self, graph: &KnowledgeGraph, options: &ExportOptions, out: &mut dyn Write) -> io::Result<()> {
        let view = View::new(graph, options.view.unwrap_or(self.default_view()), options);
        row(out, ["Id", "Label"].into_iter().chain(names(NODE_COLUMNS)))?;
        for node in &view.nodes {
            let attributes = attributes::of_node(graph, node, options.labels);
            row(out, [node.node.id().as_str(), &node.label].into_iter().chain(cells(&attributes, NODE_COLUMNS)))?;
        }
        Ok(())
    }
}

fn names(columns: &'static [Column]) -> impl Iterator<Item = &'static str> {
    columns.iter().map(|(name, _)| *name)
}

/// The values in the order of the columns; empty where there is none.
fn cells<'a>(attributes: &'a [Attribute], columns: &'static [Column]) -> impl Iterator<Item = &'a str> {
    columns
        .iter()
        .map(|(column, _)| attributes.iter().find(|(name, _)| name == column).map_or("", |(_, value)| value.as_str()))
}

/// One record by RFC 4180, ended by LF: every cell in quotation marks, these doubled. Line breaks in cells become
/// spaces, because bulk importers read by line.
fn row<'a>(out: &mut dyn Write, cells: impl Iterator<Item = &'a str>) -> io::Result<()> {
    for (place, cell) in cells.enumerate() {
        let comma = if place == 0 { "" } else { "," };
        write!(out, "{comma}\"{}\"", cell.replace('"', "\"\"").replace('\n', " "))?;
    }
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::sample::{graph_of, sample};

    fn written(exporter: &dyn Exporter) -> Vec<String> {
        let mut out = Vec::new();
        exporter.write(&graph_of(sample()), &ExportOptions::default(), &mut out).unwrap();
        String::from_utf8(out).unwrap().lines().map(str::to_owned).collect()
    }

    #[test]
    fn every_row_has_every_column() {
        for (exporter, rows) in [(&EdgeTable as &dyn Exporter, 9), (&NodeTable, 7)] {
            let lines = written(exporter);
            assert_eq!(lines.len(), rows + 1);
            let columns = |line: &String| line.matches("\",\"").count();
            assert!(lines.iter().all(|line| columns(line) == columns(&lines[0])), "{lines:#?}");
        }
    }

    #[test]
    fn quotation_marks_are_doubled() {
        let mut out = Vec::new();
        row(&mut out, ["a \"b\",\nc", ""].into_iter()).unwrap();
        assert_eq!(out, b"\"a \"\"b\"\", c\",\"\"\n");
    }
}
