//! The records as a graph.

use super::id::Id;
use super::links::claim_links;
use super::model::{Attestation, Claim, Document, Edge, Entity, Event, Node, ParticipantFiller, Quantity, Relation};
use petgraph::stable_graph::{EdgeIndex, NodeIndex, StableDiGraph};
use petgraph::visit::IntoEdgeReferences;
use rustc_hash::FxHashMap;
use std::fmt;
use std::sync::Arc;

/// Everything that a graph holds, as plain lists in any order. The input of [`KnowledgeGraph::new`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Records {
    /// Articles.
    pub documents: Vec<Document>,
    /// Real things.
    pub entities: Vec<Entity>,
    /// Happenings.
    pub events: Vec<Event>,
    /// What people say.
    pub claims: Vec<Claim>,
    /// Relations between entities.
    pub relations: Vec<Relation>,
    /// Numbers.
    pub quantities: Vec<Quantity>,
}

/// A record names an id that no record has, or has the id of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenReference {
    /// The record that is wrong.
    pub record: String,
    /// What is wrong with it.
    pub problem: &'static str,
    /// The id or document that it names.
    pub target: String,
}

impl fmt::Display for BrokenReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} {:?}", self.record, self.problem, self.target)
    }
}

impl std::error::Error for BrokenReference {}

/// The knowledge graph: a [`petgraph`] graph whose nodes are documents, entities, events and claims.
///
/// What is deliberately absent: any way to change it in place. Nodes and edges are a pure function of the records,
/// and the records a pure function of the set of documents, so two builds of one corpus are equal byte for byte.
///
/// ```
/// use depeche::graph::KnowledgeGraph;
/// let graph = KnowledgeGraph::default();
/// assert_eq!(graph.graph().node_count(), 0);
/// assert_eq!(graph.relations().count(), 0);
/// ```
#[derive(Clone, Debug, Default)]
pub struct KnowledgeGraph {
    graph: StableDiGraph<Node, Edge>,
    by_id: FxHashMap<Id, NodeIndex>,
    by_document_name: FxHashMap<Arc<str>, NodeIndex>,
    relations: FxHashMap<Id, EdgeIndex>,
    quantities: Vec<Quantity>,
}

impl KnowledgeGraph {
    /// Ties records together. Their order does not matter.
    ///
    /// # Errors
    /// An id that two nodes or two relations share, a reference to something missing, a relation that does not join
    /// entities.
    pub fn new(mut records: Records) -> Result<Self, BrokenReference> {
        records.documents.sort_by(|a, b| a.id.cmp(&b.id));
        records.entities.sort_by(|a, b| a.id.cmp(&b.id));
        records.events.sort_by(|a, b| a.id.cmp(&b.id));
        records.claims.sort_by(|a, b| a.id.cmp(&b.id));
        records.relations.sort_by(|a, b| a.id.cmp(&b.id));
        records.quantities.sort();
        let mut builder = Builder::default();
        builder.add_nodes(&mut records)?;
        builder.tie_relations(records.relations)?;
        builder.tie_nodes()?;
        for quantity in &records.quantities {
            let record = || format!("quantity at {}:{}", quantity.quotation.document, quantity.quotation.start);
            builder.document(&quantity.quotation.document, record)?;
            if let Some(id) = &quantity.of {
                builder.node(id, record)?;
            }
        }
        let mut graph = builder.graph;
        graph.quantities = records.quantities;
        for (source, target, edge) in claim_links(&graph) {
            graph.graph.add_edge(source, target, edge);
        }
        Ok(graph)
    }

    /// The graph for the algorithms of `petgraph`. Nodes stand in the order documents, entities, events, claims, each
    /// sorted by id; relation edges come before all others, sorted by id.
    pub fn graph(&self) -> &StableDiGraph<Node, Edge> {
        &self.graph
    }

    /// Where a node is in [`KnowledgeGraph::graph`].
    pub fn index(&self, id: &Id) -> Option<NodeIndex> {
        self.by_id.get(id).copied()
    }

    /// The node with an id.
    pub fn node(&self, id: &Id) -> Option<&Node> {
        self.index(id).and_then(|index| self.graph.node_weight(index))
    }

    /// The entity with an id.
    pub fn entity(&self, id: &Id) -> Option<&Entity> {
        self.node(id)?.as_entity()
    }

    /// The document with a name (file name without extension).
    pub fn document(&self, name: &str) -> Option<&Document> {
        self.graph.node_weight(*self.by_document_name.get(name)?)?.as_document()
    }

    /// Documents, sorted by id.
    pub fn documents(&self) -> impl Iterator<Item = &Document> {
        self.graph.node_weights().filter_map(Node::as_document)
    }

    /// Entities, sorted by id.
    pub fn entities(&self) -> impl Iterator<Item = &Entity> {
        self.graph.node_weights().filter_map(Node::as_entity)
    }

    /// Events, sorted by id.
    pub fn events(&self) -> impl Iterator<Item = &Event> {
        self.graph.node_weights().filter_map(Node::as_event)
    }

    /// Claims, sorted by id.
    pub fn claims(&self) -> impl Iterator<Item = &Claim> {
        self.graph.node_weights().filter_map(Node::as_claim)
    }

    /// Relations between entities, sorted by id.
    pub fn relations(&self) -> impl Iterator<Item = &Relation> {
        self.graph.edge_references().filter_map(|edge| edge.weight().as_relation())
    }

    /// The relation with an id.
    pub fn relation(&self, id: &Id) -> Option<&Relation> {
        self.graph.edge_weight(*self.relations.get(id)?)?.as_relation()
    }

    /// Numbers, by document and place.
    pub fn quantities(&self) -> &[Quantity] {
        &self.quantities
    }

    /// The relations that start from or go to an entity, sorted by id.
    pub fn relations_of(&self, id: &Id) -> Vec<&Relation> {
        let Some(index) = self.index(id) else { return Vec::new() };
        let directions = [petgraph::Direction::Outgoing, petgraph::Direction::Incoming];
        let edges = directions.into_iter().flat_map(|direction| self.graph.edges_directed(index, direction));
        let mut relations: Vec<_> = edges.filter_map(|edge| edge.weight().as_relation()).collect();
        relations.sort_by(|a, b| a.id.cmp(&b.id));
        relations.dedup_by(|a, b| a.id == b.id);
        relations
    }
}

/// Two graphs are equal where they hold equal records.
impl PartialEq for KnowledgeGraph {
    fn eq(&self, other: &Self) -> bool {
        self.graph.node_weights().eq(other.graph.node_weights())
            && self.relations().eq(other.relations())
            && self.quantities == other.quantities
    }
}

#[derive(Default)]
struct Builder {
    graph: KnowledgeGraph,
}

impl Builder {
    fn add_nodes(&mut self, records: &mut Records) -> Result<(), BrokenReference> {
        for document in records.documents.drain(..) {
            let name = Arc::clone(&document.name);
            if self.graph.by_document_name.contains_key(&name) {
                let problem = "a second document has the name";
                return Err(BrokenReference { record: "document".to_owned(), problem, target: name.to_string() });
            }
            let index = self.add(Node::Document(document))?;
            self.graph.by_document_name.insert(name, index);
        }
        let others = (records.entities.drain(..).map(Node::Entity))
            .chain(records.events.drain(..).map(Node::Event))
            .chain(records.claims.drain(..).map(Node::Claim));
        for node in others {
            self.add(node)?;
        }
        Ok(())
    }

    fn add(&mut self, node: Node) -> Result<NodeIndex, BrokenReference> {
        let id = node.id().clone();
        let index = self.graph.graph.add_node(node);
        match self.graph.by_id.insert(id.clone(), index) {
            None => Ok(index),
            Some(_) => Err(BrokenReference {
                record: "node".to_owned(),
                problem: "a second node has the id",
                target: id.to_string(),
            }),
        }
    }

    fn tie_relations(&mut self, relations: Vec<Relation>) -> Result<(), BrokenReference> {
        for relation in relations {
            let record = || format!("edge {}", relation.id);
            if self.graph.relations.contains_key(&relation.id) || self.graph.by_id.contains_key(&relation.id) {
                let problem = "a second edge or node has the id";
                return Err(BrokenReference { record: record(), problem, target: relation.id.to_string() });
            }
            let source = self.entity(&relation.source, record)?;
            let target = self.entity(&relation.target, record)?;
            for attestation in &relation.attestations {
                self.document(&attestation.quotation.document, record)?;
                self.circumstances(attestation, record)?;
            }
            let id = relation.id.clone();
            let edge = self.graph.graph.add_edge(source, target, Edge::Relation(relation));
            self.graph.relations.insert(id, edge);
        }
        Ok(())
    }

    /// The edges that follow from what nodes say about themselves.
    fn tie_nodes(&mut self) -> Result<(), BrokenReference> {
        let mut edges = Vec::new();
        for index in self.graph.graph.node_indices() {
            match &self.graph.graph[index] {
                Node::Document(_) => {}
                Node::Entity(entity) => self.edges_of_entity(index, entity, &mut edges)?,
                Node::Event(event) => self.edges_of_event(index, event, &mut edges)?,
                Node::Claim(claim) => self.edges_of_claim(index, claim, &mut edges)?,
            }
        }
        for (source, target, edge) in edges {
            self.graph.graph.add_edge(source, target, edge);
        }
        Ok(())
    }

    fn edges_of_entity(
        &self,
        index: NodeIndex,
        entity: &Entity,
        edges: &mut Vec<NewEdge>,
    ) -> Result<(), BrokenReference> {
        for name in entity.documents() {
            let document = self.document(name, || format!("node {}", entity.id))?;
            let mentions = entity.mentions.iter().filter(|mention| &mention.quotation.document == name).count();
            edges.push((index, document, Edge::MentionedIn { mentions }));
        }
        Ok(())
    }

    fn edges_of_event(&self, index: NodeIndex, event: &Event, edges: &mut Vec<NewEdge>) -> Result<(), BrokenReference> {
        let record = || format!("event {}", event.id);
        for participant in &event.participants {
            if let ParticipantFiller::Node(id) = &participant.filler {
                edges.push((index, self.node(id, record)?, Edge::Role(participant.role)));
            }
        }
        self.circumstances(&event.attestation, record)?;
        edges.push((index, self.document(&event.attestation.quotation.document, record)?, Edge::ReportedIn));
        Ok(())
    }

    fn edges_of_claim(&self, index: NodeIndex, claim: &Claim, edges: &mut Vec<NewEdge>) -> Result<(), BrokenReference> {
        let record = || format!("claim {}", claim.id);
        if let Some(speaker) = &claim.speaker {
            edges.push((self.entity(speaker, record)?, index, Edge::Speech(Arc::clone(&claim.relation))));
        }
        for id in &claim.about {
            edges.push((index, self.entity(id, record)?, Edge::About));
        }
        for id in &claim.relations {
            let missing = || BrokenReference { record: record(), problem: "there is no edge", target: id.to_string() };
            self.graph.relation(id).ok_or_else(missing)?;
        }
        for id in &claim.events {
            edges.push((index, self.node(id, record)?, Edge::Contains));
        }
        if let Some(id) = &claim.denies {
            self.node(id, record)?;
        }
        edges.push((index, self.document(&claim.quotation.document, record)?, Edge::ReportedIn));
        Ok(())
    }

    fn circumstances(&self, attestation: &Attestation, record: impl Fn() -> String) -> Result<(), BrokenReference> {
        for id in attestation.places.iter().chain(&attestation.claim).chain(&attestation.event) {
            self.node(id, &record)?;
        }
        Ok(())
    }

    fn node(&self, id: &Id, record: impl Fn() -> String) -> Result<NodeIndex, BrokenReference> {
        let missing = || BrokenReference { record: record(), problem: "there is no node", target: id.to_string() };
        self.graph.index(id).ok_or_else(missing)
    }

    fn entity(&self, id: &Id, record: impl Fn() -> String) -> Result<NodeIndex, BrokenReference> {
        let index = self.node(id, &record)?;
        match &self.graph.graph[index] {
            Node::Entity(_) => Ok(index),
            _ => Err(BrokenReference { record: record(), problem: "this is no entity:", target: id.to_string() }),
        }
    }

    fn document(&self, name: &Arc<str>, record: impl Fn() -> String) -> Result<NodeIndex, BrokenReference> {
        let missing =
            || BrokenReference { record: record(), problem: "there is no document", target: name.to_string() };
        self.graph.by_document_name.get(name).copied().ok_or_else(missing)
    }
}

/// Source, target and weight of an edge that is still to be added.
type NewEdge = (NodeIndex, NodeIndex, Edge);
