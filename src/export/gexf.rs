//! GEXF 1.3 with time, for Gephi and its timeline.
//!
//! An edge lives while the text says; where it does not say, from the day on which it was first published. Dates that
//! are no whole day are widened to days, because Gephi refuses others; the time as the text has it is an attribute.

use super::attributes::{self, Attribute, AttributeType, EDGE_COLUMNS, NODE_COLUMNS};
use super::view::{View, ViewEdge, ViewNode};
use super::{ExportOptions, Exporter, ViewKind, layout, xml};
use crate::graph::{KnowledgeGraph, Relation};
use jiff::civil::Date;
use quick_xml::Writer;
use std::io::{self, Write};
use std::sync::Arc;

/// Writes GEXF.
pub struct Gexf;

type Out<'w> = Writer<&'w mut dyn Write>;

/// First and last day.
type Period = (Option<Date>, Option<Date>);

impl Exporter for Gexf {
    fn name(&self) -> &'static str {
        "GEXF"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["gexf"]
    }

    fn default_view(&self) -> ViewKind {
        ViewKind::Relations
    }

    fn write(&self, graph: &KnowledgeGraph, options: &ExportOptions, out: &mut dyn Write) -> io::Result<()> {
        let view = View::new(graph, options.view.unwrap_or(self.default_view()), options);
        let points = layout::place(&view);
        let lives: Vec<Period> = view.edges.iter().map(|edge| life_of(graph, edge)).collect();
        let mut out = xml::document(out)?;
        let namespaces =
            [("xmlns", "http://gexf.net/1.3"), ("xmlns:viz", "http://gexf.net/1.3/viz"), ("version", "1.3")];
        xml::open(&mut out, "gexf", &namespaces)?;
        xml::line(&mut out)?;
        let timed = lives.iter().any(|life| *life != (None, None));
        let time: &[(&str, &str)] = if timed {
            &[("mode", "dynamic"), ("timeformat", "date"), ("timerepresentation", "interval")]
        } else {
            &[("mode", "static")]
        };
        xml::open(&mut out, "graph", &[&[("defaultedgetype", "directed")], time].concat())?;
        xml::line(&mut out)?;
        declarations(&mut out)?;
        xml::open(&mut out, "nodes", &[])?;
        xml::line(&mut out)?;
        for (node, point) in view.nodes.iter().zip(points) {
            write_node(&mut out, graph, node, view.size(node), point, options)?;
        }
        xml::close(&mut out, "nodes")?;
        xml::line(&mut out)?;
        xml::open(&mut out, "edges", &[])?;
        xml::line(&mut out)?;
        for (edge, life) in view.edges.iter().zip(lives) {
            write_edge(&mut out, graph, &view, edge, life, options)?;
        }
        for name in ["edges", "graph", "gexf"] {
            xml::close(&mut out, name)?;
            xml::line(&mut out)?;
        }
        Ok(())
    }
}

fn declarations(out: &mut Out) -> io::Result<()> {
    for (class, columns) in [("node", NODE_COLUMNS), ("edge", EDGE_COLUMNS)] {
        xml::open(out, "attributes", &[("class", class), ("mode", "static")])?;
        xml::line(out)?;
        for &(name, kind) in columns {
            let kind = match kind {
                AttributeType::Text => "string",
                AttributeType::Integer => "integer",
                AttributeType::Boolean => "boolean",
            };
            xml::empty(out, "attribute", &[("id", &id_of(name)), ("title", name), ("type", kind)])?;
            xml::line(out)?;
        }
        xml::close(out, "attributes")?;
        xml::line(out)?;
    }
    Ok(())
}

/// No name that Gephi keeps for itself.
fn id_of(column: &str) -> String {
    format!("a_{column}")
}

fn values(out: &mut Out, row: &[Attribute]) -> io::Result<()> {
    xml::open(out, "attvalues", &[])?;
    for (name, value) in row {
        xml::empty(out, "attvalue", &[("for", &id_of(name)), ("value", value)])?;
    }
    xml::close(out, "attvalues")
}

fn write_node(
    out: &mut Out,
    graph: &KnowledgeGraph,
    node: &ViewNode,
    size: f64,
    point: layout::Point,
    options: &ExportOptions,
) -> io::Result<()> {
    xml::open(out, "node", &[("id", node.node.id().as_str()), ("label", &node.label)])?;
    values(out, &attributes::of_node(graph, node, options.labels))?;
    let [red, green, blue] = node.look.colour().map(|channel| channel.to_string());
    xml::empty(out, "viz:color", &[("r", &red), ("g", &green), ("b", &blue)])?;
    xml::empty(out, "viz:size", &[("value", &format!("{size:.1}"))])?;
    let [x, y] = point.map(|coordinate| format!("{coordinate:.1}"));
    xml::empty(out, "viz:position", &[("x", &x), ("y", &y), ("z", "0.0")])?;
    xml::close(out, "node")?;
    xml::line(out)
}

fn write_edge(
    out: &mut Out,
    graph: &KnowledgeGraph,
    view: &View,
    edge: &ViewEdge,
    (start, end): Period,
    options: &ExportOptions,
) -> io::Result<()> {
    let [source, target] = [edge.source, edge.target].map(|place| view.nodes[place].node.id().as_str());
    let [weight, start, end] =
        [Some(format!("{}.0", edge.weight)), start.map(|day| day.to_string()), end.map(|day| day.to_string())];
    let known = [
        ("id", edge.id.as_str()),
        ("source", source),
        ("target", target),
        ("kind", &edge.name),
        ("label", &edge.label),
    ];
    let optional = [("weight", &weight), ("start", &start), ("end", &end)];
    let optional = optional.into_iter().filter_map(|(key, value)| value.as_deref().map(|value| (key, value)));
    xml::open(out, "edge", &known.into_iter().chain(optional).collect::<Vec<_>>())?;
    values(out, &attributes::of_edge(graph, edge, options.labels))?;
    xml::close(out, "edge")?;
    xml::line(out)
}

fn life_of(graph: &KnowledgeGraph, edge: &ViewEdge) -> Period {
    let Some(relation) = edge.edge.as_relation() else { return (None, None) };
    let told = relation.time().map(|time| period(&time.iso)).unwrap_or_default();
    if told == (None, None) { (first_published(graph, relation), None) } else { told }
}

fn first_published(graph: &KnowledgeGraph, relation: &Relation) -> Option<Date> {
    let date = |name: &Arc<str>| graph.document(name)?.metadata.date.as_deref()?.get(..10)?.parse::<Date>().ok();
    relation.documents().into_iter().filter_map(date).min()
}

/// The days of an ISO 8601 date, month, year or interval (`2025-02-07`, `2025-02`, `2025`, `2024-08/..`). A period
/// that ends before it starts is none.
fn period(iso: &str) -> Period {
    let days = match iso.split_once('/') {
        Some((from, to)) => (days_of(from).map(|(first, _)| first), days_of(to).map(|(_, last)| last)),
        None => days_of(iso).map_or((None, None), |(first, last)| (Some(first), Some(last))),
    };
    match days {
        (Some(first), Some(last)) if last < first => (None, None),
        other => other,
    }
}

fn days_of(text: &str) -> Option<(Date, Date)> {
    let (first, last) = match text.len() {
        10 => (text.parse::<Date>().ok()?, None),
        7 => (format!("{text}-01").parse::<Date>().ok()?, Some(Date::last_of_month as fn(Date) -> Date)),
        4 => (format!("{text}-01-01").parse::<Date>().ok()?, Some(Date::last_of_year as fn(Date) -> Date)),
        _ => return None,
    };
    Some((first, last.map_or(first, |last| last(first))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::TimeValue;
    use crate::graph::sample::{graph_of, sample};

    #[test]
    fn dates_are_widened_to_days() {
        let of = |iso| {
            let (start, end) = period(iso);
            [start, end].map(|day| day.map(|day| day.to_string()).unwrap_or_default())
        };
        assert_eq!(of("2024-02"), ["2024-02-01", "2024-02-29"]);
        assert_eq!(of("2025"), ["2025-01-01", "2025-12-31"]);
        assert_eq!(of("2024-08/.."), ["2024-08-01", ""]);
        assert_eq!(of("2025-02-07/2025-02-01"), ["", ""]);
        assert_eq!(of("vendredi"), ["", ""]);
    }

    #[test]
    fn edges_live_when_the_text_says_else_from_publication() {
        let mut sketches = sample();
        let time = TimeValue { iso: "2025-01".to_owned(), text: "janvier".to_owned(), approximate: false };
        let filler = crate::doc::Filler::Time(time);
        let frame = sketches[1].fragment.frames.last_mut().unwrap();
        frame.roles.push(crate::doc::RoleFiller { role: crate::doc::Role::Time, filler });
        let mut out = Vec::new();
        Gexf.write(&graph_of(sketches), &ExportOptions::default(), &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let document = roxmltree::Document::parse(&text).unwrap();
        let edges: Vec<_> = document.descendants().filter(|node| node.tag_name().name() == "edge").collect();
        let of_kind = |kind| edges.iter().find(|edge| edge.attribute("kind") == Some(kind)).unwrap();
        let denied = of_kind("not attacks");
        assert_eq!((denied.attribute("start"), denied.attribute("end")), (Some("2025-01-01"), Some("2025-01-31")));
        assert_eq!(of_kind("thanks").attribute("start"), Some("2025-02-07"));
        assert_eq!(of_kind("states").attribute("start"), None);
    }
}
