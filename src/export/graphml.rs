//! GraphML, in the one form that Gephi, networkx, igraph, graph-tool, Cytoscape, TinkerPop and Neo4j APOC all read
//! alike: six types, keys first, nodes before edges, ids without surprises.
//!
//! Two attributes that the schema does not know: `label` of `<edge>`, which keeps parallel edges apart in Gephi and is
//! the relationship type in APOC, and `labels` of `<node>`, the node labels in APOC.

use super::attributes::{self, AttributeType, Column, EDGE_COLUMNS, NODE_COLUMNS};
use super::palette::hexadecimal;
use super::view::{View, ViewEdge, ViewNode};
use super::{ExportOptions, Exporter, ViewKind, layout, xml};
use crate::doc::Polarity;
use crate::graph::{Edge, KnowledgeGraph, Node, Status};
use quick_xml::Writer;
use std::io::{self, Write};

/// Writes GraphML.
pub struct GraphMl;

/// Keys that readers treat as properties: key id, domain, name, type.
const PROPERTIES: &[(&str, &str, &str, &str)] = &[
    ("label", "node", "label", "string"),
    ("color", "node", "color", "string"),
    ("size", "node", "size", "double"),
    ("x", "node", "x", "double"),
    ("y", "node", "y", "double"),
    ("e_label", "edge", "label", "string"),
    ("weight", "edge", "weight", "double"),
    ("e_color", "edge", "color", "string"),
];

type Out<'w> = Writer<&'w mut dyn Write>;

impl Exporter for GraphMl {
    fn name(&self) -> &'static str {
        "GraphML"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["graphml"]
    }

    fn default_view(&self) -> ViewKind {
        ViewKind::Relations
    }

    fn write(&self, graph: &KnowledgeGraph, options: &ExportOptions, out: &mut dyn Write) -> io::Result<()> {
        let view = View::new(graph, options.view.unwrap_or(self.default_view()), options);
        let points = layout::place(&view);
        let mut out = xml::document(out)?;
        xml::open(&mut out, "graphml", &[("xmlns", "http://graphml.graphdrawing.org/xmlns")])?;
        xml::line(&mut out)?;
        keys(&mut out)?;
        xml::open(&mut out, "graph", &[("id", "depeche"), ("edgedefault", "directed")])?;
        xml::line(&mut out)?;
        for (node, point) in view.nodes.iter().zip(points) {
            write_node(&mut out, graph, node, view.size(node), point, options)?;
        }
        for edge in &view.edges {
            write_edge(&mut out, graph, &view, edge, options)?;
        }
        xml::close(&mut out, "graph")?;
        xml::line(&mut out)?;
        xml::close(&mut out, "graphml")?;
        xml::line(&mut out)
    }
}

fn keys(out: &mut Out) -> io::Result<()> {
    let mut key = |id: &str, domain: &str, name: &str, kind: &str| {
        xml::empty(out, "key", &[("id", id), ("for", domain), ("attr.name", name), ("attr.type", kind)])?;
        xml::line(out)
    };
    for (id, domain, name, kind) in PROPERTIES {
        key(id, domain, name, kind)?;
    }
    for (domain, columns) in [("node", NODE_COLUMNS), ("edge", EDGE_COLUMNS)] {
        for &(name, kind) in columns {
            let kind = match kind {
                AttributeType::Text => "string",
                AttributeType::Integer => "int",
                AttributeType::Boolean => "boolean",
            };
            key(&key_of(domain, name), domain, name, kind)?;
        }
    }
    Ok(())
}

/// Key ids are unique in the file, also between nodes and edges, and no name that Gephi keeps for itself.
fn key_of(domain: &str, column: &str) -> String {
    format!("{}_{column}", &domain[..1])
}

fn data(out: &mut Out, key: &str, value: &str) -> io::Result<()> {
    xml::open(out, "data", &[("key", key)])?;
    xml::text(out, value)?;
    xml::close(out, "data")
}

fn columns(out: &mut Out, domain: &str, row: Vec<attributes::Attribute>, known: &[Column]) -> io::Result<()> {
    debug_assert!(row.iter().all(|(name, _)| known.iter().any(|(column, _)| column == name)));
    for (name, value) in row {
        data(out, &key_of(domain, name), &value)?;
    }
    Ok(())
}

fn write_node(
    out: &mut Out,
    graph: &KnowledgeGraph,
    node: &ViewNode,
    size: f64,
    [x, y]: layout::Point,
    options: &ExportOptions,
) -> io::Result<()> {
    xml::open(out, "node", &[("id", node.node.id().as_str()), ("labels", &neo4j_labels(node.node))])?;
    data(out, "label", &node.label)?;
    columns(out, "node", attributes::of_node(graph, node, options.labels), NODE_COLUMNS)?;
    data(out, "color", &hexadecimal(node.look.colour()))?;
    for (key, value) in [("size", size), ("x", x), ("y", y)] {
        data(out, key, &format!("{value:.1}"))?;
    }
    xml::close(out, "node")?;
    xml::line(out)
}

fn write_edge(
    out: &mut Out,
    graph: &KnowledgeGraph,
    view: &View,
    edge: &ViewEdge,
    options: &ExportOptions,
) -> io::Result<()> {
    let [source, target] = [edge.source, edge.target].map(|place| view.nodes[place].node.id().as_str());
    let ends = [("id", edge.id.as_str()), ("source", source), ("target", target), ("label", &edge.name)];
    xml::open(out, "edge", &ends)?;
    data(out, "e_label", &edge.label)?;
    data(out, "weight", &format!("{}.0", edge.weight))?;
    columns(out, "edge", attributes::of_edge(graph, edge, options.labels), EDGE_COLUMNS)?;
    data(out, "e_color", &hexadecimal(colour_of(edge)))?;
    xml::close(out, "edge")?;
    xml::line(out)
}

/// Facts dark, reports grey, plans and possibilities light; denials red.
fn colour_of(edge: &ViewEdge) -> [u8; 3] {
    let Edge::Relation(relation) = edge.edge else { return [0xBB, 0xBB, 0xBB] };
    match (relation.polarity, relation.status) {
        (Polarity::Negative, _) => [0xB0, 0x00, 0x20],
        (_, Status::Fact) => [0x33, 0x33, 0x33],
        (_, Status::Reported) => [0x77, 0x77, 0x77],
        (_, Status::Planned | Status::Possible) => [0xAA, 0xAA, 0xAA],
    }
}

/// `:Settlement:Place`.
fn neo4j_labels(node: &Node) -> String {
    let types = match node {
        Node::Document(_) => vec!["Document"],
        Node::Claim(_) => vec!["Claim"],
        Node::Event(_) => vec!["Event"],
        Node::Entity(entity) => {
            let own = [entity.entity_type.code.as_str(), entity.entity_type.family.as_str()];
            let distinct = if own[0] == own[1] { &own[..1] } else { &own[..] };
            distinct.to_vec()
        }
    };
    let plain = |name: &str| name.chars().filter(|character| character.is_alphanumeric()).collect::<String>();
    types.into_iter().map(|name| format!(":{}", plain(name))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::sample::{graph_of, sample};
    use std::collections::BTreeSet;

    fn written(view: ViewKind) -> String {
        let mut out = Vec::new();
        let options = ExportOptions { view: Some(view), ..ExportOptions::default() };
        GraphMl.write(&graph_of(sample()), &options, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn another_reader_sees_every_node_and_edge() {
        for (view, nodes, edges) in [(ViewKind::Relations, 7, 9), (ViewKind::Full, 10, 25)] {
            let text = written(view);
            let document = roxmltree::Document::parse(&text).unwrap();
            let named = |name| document.descendants().filter(move |node| node.tag_name().name() == name);
            assert_eq!((named("node").count(), named("edge").count()), (nodes, edges));
            let declared: BTreeSet<_> = named("key").filter_map(|node| node.attribute("id")).collect();
            assert!(named("data").all(|data| declared.contains(data.attribute("key").unwrap())));
        }
    }

    #[test]
    fn edges_carry_kind_label_and_weight() {
        let text = written(ViewKind::Relations);
        assert!(
            text.contains(
                r#"label="not attacks"><data key="e_label">not: attacks</data><data key="weight">1.0</data>"#
            )
        );
        assert!(text.contains(r#"label="thanks"><data key="e_label">thanks</data><data key="weight">2.0</data>"#));
        assert!(text.contains(r#"labels=":Settlement:Place""#));
    }
}
