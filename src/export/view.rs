//! The graph as flat lists of labelled nodes and edges: what the formats made for looking at draw.

use super::palette::Look;
use super::{ExportOptions, LabelLanguage, ViewKind, clean, labels};
use crate::doc::Polarity;
use crate::graph::{Edge, Id, KnowledgeGraph, Node};
use petgraph::stable_graph::NodeIndex;
use petgraph::visit::{EdgeRef, IntoEdgeReferences};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// A node with what is drawn of it.
#[derive(Clone, Debug)]
pub struct ViewNode<'g> {
    /// The node.
    pub node: &'g Node,
    /// Its label: clean, one line, never empty.
    pub label: String,
    /// What it is.
    pub look: Look,
    /// How much evidence it has: weights of its relations, claims and mentions in this view.
    pub weight: usize,
}

/// An edge with what is drawn of it.
#[derive(Clone, Debug)]
pub struct ViewEdge<'g> {
    /// Unique among nodes and edges.
    pub id: Id,
    /// Index into [`View::nodes`].
    pub source: usize,
    /// Index into [`View::nodes`].
    pub target: usize,
    /// What it stands for.
    pub edge: &'g Edge,
    /// A name that is different for parallel edges between two nodes: Gephi merges those that share it.
    pub name: String,
    /// Its label: clean, one line, never empty.
    pub label: String,
    /// Number of evidences, at least 1.
    pub weight: usize,
}

/// What is drawn of a graph.
#[derive(Clone, Debug, Default)]
pub struct View<'g> {
    /// In the order of the graph.
    pub nodes: Vec<ViewNode<'g>>,
    /// Relations first, each sorted by id.
    pub edges: Vec<ViewEdge<'g>>,
    /// The greatest weight of a node, at least 1.
    pub heaviest: usize,
    /// How many nodes [`ExportOptions::top`] left out.
    pub left_out: usize,
}

impl<'g> View<'g> {
    /// Chooses and labels what is drawn.
    pub fn new(graph: &'g KnowledgeGraph, kind: ViewKind, options: &ExportOptions) -> Self {
        let weights = weights(graph);
        let drawn = |index: NodeIndex| match (&graph.graph()[index], kind) {
            (_, ViewKind::Full) => true,
            (Node::Entity(_), ViewKind::Relations) => weights.contains_key(&index),
            (Node::Claim(_), ViewKind::Relations) => true,
            (Node::Event(_) | Node::Document(_), ViewKind::Relations) => false,
        };
        let mut chosen: Vec<NodeIndex> = graph.graph().node_indices().filter(|&index| drawn(index)).collect();
        let left_out = options.top.map_or(0, |top| keep_heaviest(&mut chosen, top, &weights));
        let places: FxHashMap<NodeIndex, usize> = chosen.iter().enumerate().map(|(at, &index)| (index, at)).collect();
        let nodes = chosen.iter().map(|&index| {
            let node = &graph.graph()[index];
            let label = labels::node(graph, node, options.labels);
            let weight = weights.get(&index).copied().unwrap_or_default();
            ViewNode { node, label, look: Look::of(node), weight }
        });
        let nodes: Vec<ViewNode> = nodes.collect();
        let heaviest = nodes.iter().map(|node| node.weight).max().unwrap_or_default().max(1);
        let mut view = View { nodes, edges: Vec::new(), heaviest, left_out };
        view.add_edges(graph, &places, options.labels);
        view
    }

    /// How large a node is drawn: 10 to 50, its area growing with its evidence.
    pub fn size(&self, node: &ViewNode) -> f64 {
        (100.0 + 400.0 * (node.weight as f64 / self.heaviest as f64).sqrt()).round() / 10.0
    }

    fn add_edges(&mut self, graph: &'g KnowledgeGraph, places: &FxHashMap<NodeIndex, usize>, language: LabelLanguage) {
        for edge in graph.graph().edge_references() {
            let (Some(&source), Some(&target)) = (places.get(&edge.source()), places.get(&edge.target())) else {
                continue;
            };
            let (name, label) = (name_of_edge(edge.weight()), labels::edge(edge.weight(), language));
            let (id, weight) = match edge.weight() {
                Edge::Relation(relation) => (relation.id.clone(), relation.weight()),
                link => {
                    let ends = [source, target].map(|place| self.nodes[place].node.id().as_str());
                    let weight = if let Edge::MentionedIn { mentions } = link { *mentions } else { 1 };
                    (Id::of('l', &[ends[0], &name, ends[1]]), weight)
                }
            };
            self.edges.push(ViewEdge { id, source, target, edge: edge.weight(), name, label, weight: weight.max(1) });
        }
        self.part_parallel_edges();
    }

    /// Edges that differ only in status get it into their names.
    fn part_parallel_edges(&mut self) {
        let mut counts: BTreeMap<(usize, usize, &str), usize> = BTreeMap::new();
        for edge in &self.edges {
            *counts.entry((edge.source, edge.target, &edge.name)).or_default() += 1;
        }
        let shared = self.edges.iter().map(|edge| counts[&(edge.source, edge.target, edge.name.as_str())] > 1);
        let shared: Vec<bool> = shared.collect();
        for (edge, shared) in self.edges.iter_mut().zip(shared) {
            if let (true, Edge::Relation(relation)) = (shared, edge.edge) {
                edge.name = format!("{} ({})", edge.name, relation.status.name());
            }
        }
    }
}

/// For each node the evidence of its relations and claims; nodes without any are not in it.
fn weights(graph: &KnowledgeGraph) -> FxHashMap<NodeIndex, usize> {
    let mut weights: FxHashMap<NodeIndex, usize> = FxHashMap::default();
    for edge in graph.graph().edge_references() {
        let weight = match edge.weight() {
            Edge::Relation(relation) => relation.weight().max(1),
            Edge::Speech(_) | Edge::About => 1,
            _ => continue,
        };
        *weights.entry(edge.source()).or_default() += weight;
        *weights.entry(edge.target()).or_default() += weight;
    }
    weights
}

/// Keeps the nodes with the greatest weights, in their order; says how many went.
fn keep_heaviest(chosen: &mut Vec<NodeIndex>, top: usize, weights: &FxHashMap<NodeIndex, usize>) -> usize {
    let left_out = chosen.len().saturating_sub(top);
    if left_out > 0 {
        let weight = |index: &NodeIndex| weights.get(index).copied().unwrap_or_default();
        chosen.sort_by_key(|index| (std::cmp::Reverse(weight(index)), *index));
        chosen.truncate(top);
        chosen.sort_unstable();
    }
    left_out
}

/// What kind of edge it is, without regard to language; denials are kinds of their own.
fn name_of_edge(edge: &Edge) -> String {
    match edge {
        Edge::Relation(relation) => {
            let not = if relation.polarity == Polarity::Negative { "not " } else { "" };
            format!("{not}{}", clean::label(&relation.relation.code))
        }
        Edge::Speech(act) => clean::label(&act.code).into_owned(),
        other => labels::edge(other, LabelLanguage::English).replace(' ', "_"),
    }
}
