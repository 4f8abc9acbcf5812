//! What the viewer is given: one JSON object, nodes and edges named by their place in it.

use crate::doc::Polarity;
use crate::export::palette::{Look, hexadecimal};
use crate::export::view::{View, ViewEdge, ViewNode};
use crate::export::{ExportOptions, LabelLanguage, ViewKind, attributes, clean, labels, layout, sources};
use crate::graph::{Attestation, Claim, Document, Edge, Entity, Id, KnowledgeGraph, Node, Quotation, Relation, Status};
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::sync::Arc;

/// English and French.
type Both = [String; 2];

/// First code point, one past the last, and which end of the edge stands there: 0 source, 1 target.
type Mark = (u32, u32, u8);

/// Everything that the page shows.
#[derive(Serialize)]
pub struct PageData {
    looks: Vec<LookData>,
    statuses: Vec<StatusData>,
    documents: Vec<DocumentData>,
    nodes: Vec<NodeData>,
    edges: Vec<EdgeData>,
}

#[derive(Serialize)]
struct LookData {
    name: Both,
    colour: String,
}

#[derive(Serialize)]
struct StatusData {
    code: &'static str,
    name: Both,
}

#[derive(Serialize)]
struct DocumentData {
    name: String,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outlet: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<String>,
}

#[derive(Serialize)]
struct NodeData {
    id: Id,
    label: Both,
    look: usize,
    #[serde(rename = "type")]
    kind: String,
    x: f64,
    y: f64,
    size: f64,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    wikidata: Option<String>,
    documents: Vec<usize>,
    /// For a claim: its words with their place, and who said it how.
    #[serde(skip_serializing_if = "Option::is_none")]
    claim: Option<ClaimData>,
}

#[derive(Serialize)]
struct ClaimData {
    speaker: String,
    verb: String,
    stance: &'static str,
    form: &'static str,
    evidence: EvidenceData,
}

#[derive(Serialize)]
struct EdgeData {
    source: usize,
    target: usize,
    relation: String,
    label: Both,
    /// 0 relation between entities, 1 link (says, is about, contradicts).
    link: u8,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    denied: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<usize>,
    weight: usize,
    sources: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<String>,
    /// The day, month or year that the timeline puts it at.
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    /// Nodes of those who say so.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    speakers: Vec<usize>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    evidence: Vec<EvidenceData>,
}

#[derive(Serialize)]
struct EvidenceData {
    document: usize,
    start: u32,
    text: String,
    marks: Vec<Mark>,
    #[serde(skip_serializing_if = "Option::is_none")]
    factuality: Option<&'static str>,
}

const STATUSES: [Status; 4] = [Status::Fact, Status::Reported, Status::Planned, Status::Possible];

impl PageData {
    pub fn new(graph: &KnowledgeGraph, kind: ViewKind, options: &ExportOptions) -> Self {
        let view = View::new(graph, kind, options);
        let points = layout::place(&view);
        let maker = Maker {
            graph,
            view: &view,
            documents: graph.documents().enumerate().map(|(place, document)| (&*document.name, place)).collect(),
            nodes: view.nodes.iter().enumerate().map(|(place, node)| (node.node.id(), place)).collect(),
        };
        PageData {
            looks: Look::ALL.iter().map(|look| LookData::new(*look)).collect(),
            statuses: STATUSES.iter().map(|status| StatusData::new(*status)).collect(),
            documents: graph.documents().map(DocumentData::new).collect(),
            nodes: view.nodes.iter().zip(points).map(|(node, point)| maker.node(node, point)).collect(),
            edges: view.edges.iter().map(|edge| maker.edge(edge)).collect(),
        }
    }
}

fn both(of: impl Fn(LabelLanguage) -> String) -> Both {
    [of(LabelLanguage::English), of(LabelLanguage::French)]
}

impl LookData {
    fn new(look: Look) -> Self {
        LookData { name: both(|language| look.name(language).to_owned()), colour: hexadecimal(look.colour()) }
    }
}

impl StatusData {
    fn new(status: Status) -> Self {
        StatusData { code: status.name(), name: both(|language| labels::status(status, language).to_owned()) }
    }
}

impl DocumentData {
    fn new(document: &Document) -> Self {
        let tidy = |text: &Option<String>| text.as_deref().map(|text| clean::label(text).into_owned());
        let name = clean::label(&document.name).into_owned();
        let metadata = &document.metadata;
        DocumentData {
            title: tidy(&metadata.title).filter(|title| !title.is_empty()).unwrap_or_else(|| name.clone()),
            name,
            date: metadata.date.clone().filter(|date| is_day(date)),
            outlet: tidy(&metadata.outlet),
            link: tidy(&metadata.link),
        }
    }
}

struct Maker<'v, 'g> {
    graph: &'g KnowledgeGraph,
    view: &'v View<'g>,
    documents: FxHashMap<&'g str, usize>,
    nodes: FxHashMap<&'g Id, usize>,
}

impl Maker<'_, '_> {
    fn node(&self, node: &ViewNode, [x, y]: layout::Point) -> NodeData {
        let tenth = |value: f64| (value * 10.0).round() / 10.0;
        let entity = node.node.as_entity();
        let aliases = entity.map(|entity| entity.aliases.iter().map(|alias| clean::label(alias).into_owned()));
        NodeData {
            id: node.node.id().clone(),
            label: both(|language| labels::node(self.graph, node.node, language)),
            look: Look::ALL.iter().position(|look| *look == node.look).unwrap_or_default(),
            kind: type_of(node.node),
            x: tenth(x),
            y: tenth(y),
            size: self.view.size(node),
            aliases: aliases.into_iter().flatten().filter(|alias| !alias.is_empty()).collect(),
            wikidata: entity.and_then(|entity| entity.wikidata.clone()),
            documents: self.documents_of(node.node),
            claim: node.node.as_claim().map(|claim| self.claim(claim)),
        }
    }

    fn documents_of(&self, node: &Node) -> Vec<usize> {
        let names: Vec<&Arc<str>> = match node {
            Node::Entity(entity) => entity.documents(),
            Node::Claim(claim) => vec![&claim.quotation.document],
            Node::Event(event) => vec![&event.attestation.quotation.document],
            Node::Document(document) => vec![&document.name],
        };
        names.into_iter().filter_map(|name| self.documents.get(&**name)).copied().collect()
    }

    fn claim(&self, claim: &Claim) -> ClaimData {
        let content = (claim.content.start, claim.content.end, 1);
        let speaker = claim.speaker.as_ref().and_then(|id| self.graph.entity(id));
        let mut marks = speaker.map(|speaker| marks_of(speaker, &claim.quotation, 0)).unwrap_or_default();
        marks.extend(inside(content, &claim.quotation));
        ClaimData {
            speaker: clean::label(&claim.speaker_text).into_owned(),
            verb: clean::label(&claim.cue).into_owned(),
            stance: claim.stance.name(),
            form: attributes::form(claim.form),
            evidence: self.evidence(&claim.quotation, marks, None),
        }
    }

    fn edge(&self, edge: &ViewEdge) -> EdgeData {
        let mut data = EdgeData {
            source: edge.source,
            target: edge.target,
            relation: edge.name.clone(),
            label: both(|language| labels::edge(edge.edge, language)),
            link: 1,
            denied: matches!(edge.edge, Edge::Contradicts),
            status: None,
            weight: edge.weight,
            sources: 1,
            time: None,
            date: None,
            speakers: Vec::new(),
            evidence: Vec::new(),
        };
        if let Edge::Relation(relation) = edge.edge {
            self.describe(relation, &mut data);
        } else if let Some(claim) =
            [edge.source, edge.target].iter().find_map(|&end| self.view.nodes[end].node.as_claim())
        {
            let said = claim.said.as_ref().map(|said| said.iso.as_str()).and_then(calendar);
            data.date = said.or_else(|| self.published(&claim.quotation.document));
            data.speakers = claim.speaker.iter().filter_map(|id| self.nodes.get(id)).copied().collect();
        }
        data
    }

    fn describe(&self, relation: &Relation, data: &mut EdgeData) {
        data.link = 0;
        data.relation = clean::label(&relation.relation.code).into_owned();
        data.denied = relation.polarity == Polarity::Negative;
        data.status = STATUSES.iter().position(|status| *status == relation.status);
        data.sources = sources::independent(self.graph, relation);
        let time = relation.time();
        data.time = time.map(|time| clean::label(attributes::time(time)).into_owned());
        let published = || relation.documents().into_iter().filter_map(|name| self.published(name)).min();
        data.date = time.and_then(|time| calendar(&time.iso)).or_else(published);
        let claims = relation.attestations.iter().filter_map(|attestation| attestation.claim.as_ref());
        let speakers = claims.filter_map(|id| self.graph.node(id)?.as_claim()?.speaker.as_ref());
        data.speakers = speakers.filter_map(|id| self.nodes.get(id)).copied().collect();
        data.speakers.sort_unstable();
        data.speakers.dedup();
        let ends = [&relation.source, &relation.target].map(|id| self.graph.entity(id));
        data.evidence = relation.attestations.iter().map(|attestation| self.attestation(attestation, ends)).collect();
    }

    fn attestation(&self, attestation: &Attestation, ends: [Option<&Entity>; 2]) -> EvidenceData {
        let quotation = &attestation.quotation;
        let marks = [0, 1]
            .into_iter()
            .flat_map(|end| ends[usize::from(end)].map(|entity| marks_of(entity, quotation, end)).unwrap_or_default());
        self.evidence(quotation, marks.collect(), Some(attestation.factuality.name()))
    }

    fn evidence(&self, quotation: &Quotation, mut marks: Vec<Mark>, factuality: Option<&'static str>) -> EvidenceData {
        marks.sort_unstable();
        let mut end = 0;
        marks.retain(|mark| {
            let free = mark.0 >= end;
            end = if free { mark.1 } else { end };
            free
        });
        EvidenceData {
            document: self.documents.get(&*quotation.document).copied().unwrap_or_default(),
            start: quotation.start,
            text: quotation.text.clone(),
            marks,
            factuality,
        }
    }

    fn published(&self, name: &str) -> Option<String> {
        self.graph.document(name)?.metadata.date.clone().filter(|date| is_day(date))
    }
}

fn type_of(node: &Node) -> String {
    match node {
        Node::Entity(entity) => clean::label(&entity.entity_type.code).into_owned(),
        Node::Event(event) => clean::label(&event.relation.code).into_owned(),
        Node::Claim(claim) => clean::label(&claim.relation.code).into_owned(),
        Node::Document(_) => "Document".to_owned(),
    }
}

/// Where an entity is mentioned inside a quotation, in code points from its beginning.
fn marks_of(entity: &Entity, quotation: &Quotation, end: u8) -> Vec<Mark> {
    let here = entity.mentions.iter().map(|mention| &mention.quotation);
    let here = here.filter(|mention| mention.document == quotation.document);
    here.filter_map(|mention| inside((mention.start, mention.end, end), quotation)).collect()
}

/// A stretch of the document as a stretch of the quotation, if it lies in it.
fn inside((start, end, which): Mark, quotation: &Quotation) -> Option<Mark> {
    let within = start >= quotation.start && end <= quotation.end && start < end;
    within.then(|| (start - quotation.start, end - quotation.start, which))
}

fn is_day(text: &str) -> bool {
    text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok()
}

/// The first day, month or year of an ISO 8601 time.
fn calendar(iso: &str) -> Option<String> {
    let first = iso.split('/').next()?;
    let whole = match first.len() {
        4 => format!("{first}-01-01"),
        7 => format!("{first}-01"),
        _ => first.get(..10)?.to_owned(),
    };
    is_day(&whole).then_some(whole)
}
