//! DOT that Graphviz draws readably without options: left to right while the graph is small, force-directed above.
//!
//! Not for Gephi, whose DOT reader takes defaults (`node [shape=box]`) for nodes.

use super::palette::{Look, hexadecimal};
use super::view::{View, ViewEdge, ViewNode};
use super::{ExportOptions, Exporter, LabelLanguage, ViewKind, clean, labels};
use crate::doc::Polarity;
use crate::graph::{Edge, KnowledgeGraph, Node, Quotation, Status};
use std::io::{self, Write};

/// Writes DOT.
pub struct Dot;

/// More nodes than this are placed by `sfdp`: `dot` makes ribbons of them, and takes minutes above 300.
const LARGE: usize = 100;
/// With more edges than this, relations are told by tooltips only.
const LABELLED: usize = 600;
/// Characters of the name of an entity, event or document.
const LABEL_LIMIT: usize = 200;
/// Characters of the words of a claim.
const CLAIM_LIMIT: usize = 140;

impl Exporter for Dot {
    fn name(&self) -> &'static str {
        "DOT"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["dot", "gv"]
    }

    fn default_view(&self) -> ViewKind {
        ViewKind::Relations
    }

    fn write(&self, graph: &KnowledgeGraph, options: &ExportOptions, out: &mut dyn Write) -> io::Result<()> {
        let kind = options.view.unwrap_or(self.default_view());
        let mut view = View::new(graph, kind, options);
        if kind == ViewKind::Relations {
            drop_noise(&mut view);
        }
        let drawing = Drawing { view: &view, large: view.nodes.len() > LARGE, language: options.labels };
        drawing.write(out)
    }
}

/// Leaves out what claims are about where both the claim and the entity are tied to something else: the claim's own
/// words name it, and the lines would cover the drawing.
fn drop_noise(view: &mut View) {
    let mut tied = vec![false; view.nodes.len()];
    for edge in view.edges.iter().filter(|edge| !matches!(edge.edge, Edge::About)) {
        (tied[edge.source], tied[edge.target]) = (true, true);
    }
    view.edges.retain(|edge| !matches!(edge.edge, Edge::About) || !tied[edge.source] || !tied[edge.target]);
}

struct Drawing<'v> {
    view: &'v View<'v>,
    large: bool,
    language: LabelLanguage,
}

impl Drawing<'_> {
    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"digraph depeche {\n")?;
        let layout = if self.large {
            "layout=sfdp, overlap=prism, sep=\"+22,14\", outputorder=edgesfirst, splines=false, K=0.9, repulsiveforce=1.4"
        } else {
            "layout=dot, rankdir=LR, splines=true, nodesep=0.18, ranksep=0.9"
        };
        let caption = quoted(&[self.caption()]);
        writeln!(out, "  graph [{layout}, fontname=\"Helvetica\", fontsize=11, labelloc=b, label={caption}];")?;
        out.write_all(
            b"  node [shape=box, style=\"rounded,filled\", fontname=\"Helvetica\", fontsize=11, height=0.1, \
              margin=\"0.09,0.05\", penwidth=0.8];\n",
        )?;
        out.write_all(b"  edge [fontname=\"Helvetica\", fontsize=9, arrowsize=0.6];\n")?;
        for node in &self.view.nodes {
            self.node(node, out)?;
        }
        for edge in &self.view.edges {
            self.edge(edge, out)?;
        }
        self.legend(out)?;
        out.write_all(b"}\n")
    }

    /// How much is drawn, and how much is not.
    fn caption(&self) -> String {
        let count = |wanted: fn(&Node) -> bool| self.view.nodes.iter().filter(|node| wanted(node.node)).count();
        let entities = count(|node| node.as_entity().is_some());
        let claims = count(|node| node.as_claim().is_some());
        let relations = self.view.edges.iter().filter(|edge| edge.edge.as_relation().is_some()).count();
        let left_out = self.view.left_out;
        match self.language {
            LabelLanguage::English => {
                let more = if left_out > 0 {
                    format!("; {left_out} nodes with less evidence left out")
                } else {
                    String::new()
                };
                format!("{entities} entities, {relations} relations, {claims} statements{more}")
            }
            LabelLanguage::French => {
                let more =
                    if left_out > 0 { format!(" ; {left_out} nœuds moins attestés omis") } else { String::new() };
                format!("{entities} entités, {relations} relations, {claims} déclarations{more}")
            }
        }
    }

    fn node(&self, node: &ViewNode, out: &mut dyn Write) -> io::Result<()> {
        let [label, tooltip] = [self.node_label(node), quoted(&[clean::shorten(&tooltip_of(node), 400).into_owned()])];
        let [fill, line] = [node.look.tint(), node.look.colour()].map(hexadecimal);
        let shape = match node.node {
            Node::Claim(_) => ", shape=note, style=filled, fontsize=9",
            Node::Event(_) => ", shape=ellipse",
            Node::Document(_) => ", shape=folder, style=filled, fontsize=9",
            Node::Entity(_) => "",
        };
        let id = node.node.id();
        write!(
            out,
            "  \"{id}\" [id=\"{id}\", label={label}, tooltip={tooltip}, fillcolor=\"{fill}\", color=\"{line}\"{shape}"
        )?;
        if node.node.as_entity().is_some() {
            write!(out, ", fontsize={:.1}", 10.0 + self.view.size(node) / 6.0)?;
        }
        out.write_all(b"];\n")
    }

    fn node_label(&self, node: &ViewNode) -> String {
        match node.node {
            Node::Claim(_) => quoted(&clean::wrap(&clean::shorten(&node.label, CLAIM_LIMIT), 38)),
            Node::Entity(_) => quoted(&clean::wrap(&clean::shorten(&node.label, LABEL_LIMIT), 26)),
            Node::Event(_) | Node::Document(_) => quoted(&clean::wrap(&clean::shorten(&node.label, LABEL_LIMIT), 34)),
        }
    }

    fn edge(&self, edge: &ViewEdge, out: &mut dyn Write) -> io::Result<()> {
        let [source, target] = [edge.source, edge.target].map(|place| self.view.nodes[place].node.id());
        let times = if edge.weight > 1 { format!(" ×{}", edge.weight) } else { String::new() };
        let label = format!("{}{times}", edge.label);
        let tooltip = quoted(&[clean::shorten(&edge_tooltip(edge, &label), 500).into_owned()]);
        write!(out, "  \"{source}\" -> \"{target}\" [id=\"{}\", tooltip={tooltip}, edgetooltip={tooltip}", edge.id)?;
        if self.is_labelled(edge) {
            let label = quoted(&clean::wrap(&clean::shorten(&label, 60), 24));
            write!(out, ", label={label}, labeltooltip={tooltip}")?;
        }
        out.write_all(self.edge_style(edge).as_bytes())?;
        out.write_all(b"];\n")
    }

    /// A dotted line says by itself that a claim is about something, and in a large drawing a line to a note that
    /// somebody says it; very large drawings have room for no words on lines at all.
    fn is_labelled(&self, edge: &ViewEdge) -> bool {
        match edge.edge {
            Edge::About => false,
            Edge::Relation(_) => self.view.edges.len() <= LABELLED,
            _ => !self.large,
        }
    }

    fn edge_style(&self, edge: &ViewEdge) -> String {
        let width = (edge.weight as f64).sqrt().min(4.0);
        let faint = if self.large { "88" } else { "" };
        match edge.edge {
            Edge::Relation(relation) => {
                let colour = if relation.polarity == Polarity::Negative { DENIED } else { "#404040" };
                let style = style_of(relation.status);
                let heads = if relation.relation.symmetric { ", dir=both" } else { "" };
                format!(
                    ", color=\"{colour}{faint}\", fontcolor=\"{colour}\", style={style}, penwidth={width:.1}{heads}"
                )
            }
            Edge::Speech(_) => format!(", color=\"#8A7A00{faint}\", fontcolor=\"#6B5E00\", penwidth=1.2"),
            Edge::Contradicts => format!(", color=\"{DENIED}{faint}\", fontcolor=\"{DENIED}\", constraint=false"),
            _ => ", color=\"#AAAAAA88\", fontcolor=\"#888888\", style=dotted, arrowsize=0.4".to_owned(),
        }
    }

    /// A chain of sample nodes and a note on edges; the lines that keep it together are transparent.
    fn legend(&self, out: &mut dyn Write) -> io::Result<()> {
        let looks = Look::ALL.into_iter().filter(|look| self.view.nodes.iter().any(|node| node.look == *look));
        let looks: Vec<Look> = looks.collect();
        if looks.is_empty() {
            return Ok(());
        }
        let title = labels::choose(self.language, "Legend", "Légende");
        writeln!(out, "  subgraph cluster_legend {{")?;
        writeln!(out, "    graph [label=\"{title}\", color=\"#CCCCCC\", style=rounded, labelloc=t];")?;
        for (place, look) in looks.iter().enumerate() {
            let [fill, line] = [look.tint(), look.colour()].map(hexadecimal);
            let name = quoted(&[look.name(self.language).to_owned()]);
            let shape = if *look == Look::Claim { ", shape=note, style=filled" } else { "" };
            writeln!(
                out,
                "    \"legend_{place}\" [label={name}, tooltip={name}, fillcolor=\"{fill}\", color=\"{line}\", fontsize=11{shape}];"
            )?;
        }
        let note = quoted(&self.legend_of_edges());
        writeln!(
            out,
            "    \"legend_edges\" [label={note}, tooltip={note}, shape=plaintext, style=\"\", fontsize=11];"
        )?;
        for place in 0..looks.len() {
            let next =
                if place + 1 < looks.len() { format!("legend_{}", place + 1) } else { "legend_edges".to_owned() };
            writeln!(
                out,
                "    \"legend_{place}\" -> \"{next}\" [color=\"#FFFFFF00\", tooltip={}];",
                quoted(&[title.to_owned()])
            )?;
        }
        out.write_all(b"  }\n")
    }

    fn legend_of_edges(&self) -> Vec<String> {
        let statuses = [Status::Fact, Status::Reported, Status::Planned, Status::Possible];
        let mut lines: Vec<String> = statuses
            .into_iter()
            .map(|status| {
                let sample = match style_of(status) {
                    "solid" => "───",
                    "dashed" => "– – –",
                    _ => "· · ·",
                };
                format!("{sample} {}", labels::status(status, self.language))
            })
            .collect();
        lines.push(labels::choose(self.language, "red: denied", "rouge : nié").to_owned());
        lines.push(labels::choose(self.language, "×2: stated twice", "×2 : dit deux fois").to_owned());
        lines
    }
}

/// The colour of what is denied or said not to be.
const DENIED: &str = "#B00020";

fn style_of(status: Status) -> &'static str {
    match status {
        Status::Fact => "solid",
        Status::Reported => "dashed",
        Status::Planned | Status::Possible => "dotted",
    }
}

fn tooltip_of(node: &ViewNode) -> String {
    match node.node {
        Node::Entity(entity) => {
            let aliases = entity.aliases.iter().filter(|alias| **alias != node.label);
            let aliases: Vec<&str> = aliases.take(8).map(String::as_str).collect();
            let names = if aliases.is_empty() { String::new() } else { format!(" — {}", aliases.join(", ")) };
            format!("{} [{}]{names}", node.label, entity.entity_type.code)
        }
        Node::Claim(claim) => cited(&claim.quotation),
        Node::Event(event) => cited(&event.attestation.quotation),
        Node::Document(document) => format!("{} [{}]", node.label, document.name),
    }
}

fn edge_tooltip(edge: &ViewEdge, label: &str) -> String {
    match edge.edge.as_relation().and_then(|relation| relation.attestations.first()) {
        Some(attestation) => format!("{label}: {}", cited(&attestation.quotation)),
        None => label.to_owned(),
    }
}

fn cited(quotation: &Quotation) -> String {
    format!("“{}” [{}]", quotation.text, quotation.document)
}

/// Lines as one quoted string. Backslashes are doubled, because Graphviz expands `\N` and the like in labels, and `&`
/// is written as an entity, because it decodes entities. Never longer than Graphviz 2.43 takes in one piece (16 KiB
/// without an escape): callers shorten.
fn quoted(lines: &[String]) -> String {
    let mut out = String::from("\"");
    for (place, line) in lines.iter().enumerate() {
        if place > 0 {
            out.push_str("\\n");
        }
        for character in clean::label(line).chars() {
            match character {
                '\\' => out.push_str("\\\\"),
                '"' => out.push_str("\\\""),
                '&' => out.push_str("&amp;"),
                other => out.push(other),
            }
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::sample::{graph_of, sample};

    fn written(options: &ExportOptions) -> String {
        let mut out = Vec::new();
        Dot.write(&graph_of(sample()), options, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn strings_cannot_end_early() {
        assert_eq!(quoted(&["a\"b\\".to_owned(), "&lt;\r\nc".to_owned()]), r#""a\"b\\\n&amp;lt; c""#);
    }

    #[test]
    fn status_polarity_and_weight_are_seen() {
        let text = written(&ExportOptions::default());
        assert!(text.contains("label=\"not: attacks\""));
        assert!(text.contains("label=\"thanks ×2\""));
        assert!(text.lines().any(|line| line.contains("label=\"deploys\"") && line.contains("style=dashed")));
        assert!(text.contains("shape=note"));
    }

    #[test]
    fn what_is_left_out_is_said() {
        let options = ExportOptions { top: Some(2), labels: LabelLanguage::French, ..ExportOptions::default() };
        assert!(written(&options).contains("5 nœuds moins attestés omis"));
    }
}
