//! What the table-like formats (GraphML, GEXF, CSV) say about each node and edge, under one set of names.

use super::view::{ViewEdge, ViewNode};
use super::{LabelLanguage, clean, labels};
use crate::doc::{ClaimForm, Polarity, TimeValue};
use crate::graph::{Amount, Claim, Document, Edge, Entity, Event, KnowledgeGraph, Node, Quotation, Relation, Status};
use std::sync::Arc;

/// The type of an attribute: the ones that every reader of these formats knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttributeType {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// True or false.
    Boolean,
}

/// A column: its name and type.
pub type Column = (&'static str, AttributeType);

/// The columns of nodes. Not in every row: an attribute without a value is left out.
pub const NODE_COLUMNS: &[Column] = &[
    ("kind", AttributeType::Text),
    ("type", AttributeType::Text),
    ("label_en", AttributeType::Text),
    ("label_fr", AttributeType::Text),
    ("aliases", AttributeType::Text),
    ("wikidata", AttributeType::Text),
    ("known_as", AttributeType::Text),
    ("mentions", AttributeType::Integer),
    ("evidence", AttributeType::Integer),
    ("documents", AttributeType::Text),
    ("text", AttributeType::Text),
    ("speaker", AttributeType::Text),
    ("verb", AttributeType::Text),
    ("stance", AttributeType::Text),
    ("form", AttributeType::Text),
    ("polarity", AttributeType::Text),
    ("status", AttributeType::Text),
    ("time", AttributeType::Text),
    ("quotation", AttributeType::Text),
    ("date", AttributeType::Text),
    ("language", AttributeType::Text),
    ("outlet", AttributeType::Text),
    ("link", AttributeType::Text),
    ("sha256", AttributeType::Text),
];

/// The columns of edges.
pub const EDGE_COLUMNS: &[Column] = &[
    ("kind", AttributeType::Text),
    ("relation", AttributeType::Text),
    ("polarity", AttributeType::Text),
    ("status", AttributeType::Text),
    ("factuality", AttributeType::Text),
    ("symmetric", AttributeType::Boolean),
    ("time", AttributeType::Text),
    ("place", AttributeType::Text),
    ("quantity", AttributeType::Text),
    ("evidence", AttributeType::Integer),
    ("documents", AttributeType::Text),
    ("quotation", AttributeType::Text),
    ("quotations", AttributeType::Text),
];

/// A column name with the cleaned value.
pub type Attribute = (&'static str, String);

/// The attributes of a node, in the order of [`NODE_COLUMNS`], without empty ones.
pub fn of_node(graph: &KnowledgeGraph, node: &ViewNode, language: LabelLanguage) -> Vec<Attribute> {
    let mut row = Row(Vec::with_capacity(10));
    match node.node {
        Node::Entity(entity) => row.entity(entity, node.weight),
        Node::Claim(claim) => row.claim(graph, claim, language),
        Node::Event(event) => row.event(event),
        Node::Document(document) => row.document(document),
    }
    row.0
}

/// The attributes of an edge, in the order of [`EDGE_COLUMNS`], without empty ones.
pub fn of_edge(graph: &KnowledgeGraph, edge: &ViewEdge, language: LabelLanguage) -> Vec<Attribute> {
    let mut row = Row(Vec::with_capacity(10));
    match edge.edge {
        Edge::Relation(relation) => row.relation(graph, relation, language),
        _ => {
            row.text("kind", "link");
            row.text("relation", &edge.name);
        }
    }
    row.0
}

/// `300 soldats`, `env. 2,5 km` in the words of the text, with a point for decimals.
pub fn amount(amount: &Amount) -> String {
    let number = |hundredths: i64| match (hundredths / 100, (hundredths % 100).abs()) {
        (whole, 0) => whole.to_string(),
        (whole, rest) => {
            let sign = if hundredths < 0 && whole == 0 { "-" } else { "" };
            format!("{sign}{whole}.{}", format!("{rest:02}").trim_end_matches('0'))
        }
    };
    let about = if amount.approximate { "~" } else { "" };
    let upper = amount.upper_hundredths.map(|upper| format!("–{}", number(upper))).unwrap_or_default();
    format!("{about}{}{upper} {}", number(amount.hundredths), amount.unit).trim_end().to_owned()
}

/// A time as ISO 8601 where it is anchored, else in the words of the text.
pub fn time(time: &TimeValue) -> &str {
    if time.iso.is_empty() { &time.text } else { &time.iso }
}

/// `pos` or `neg`.
pub fn polarity(polarity: Polarity) -> &'static str {
    match polarity {
        Polarity::Positive => "pos",
        Polarity::Negative => "neg",
    }
}

/// `direct`, `indirect` or `mixed`.
pub fn form(form: ClaimForm) -> &'static str {
    match form {
        ClaimForm::Direct => "direct",
        ClaimForm::Indirect => "indirect",
        ClaimForm::Mixed => "mixed",
    }
}

struct Row(Vec<Attribute>);

impl Row {
    fn text(&mut self, column: &'static str, value: &str) {
        let value = clean::text(value);
        if !value.trim().is_empty() {
            self.0.push((column, value.into_owned()));
        }
    }

    fn optional(&mut self, column: &'static str, value: Option<&str>) {
        self.text(column, value.unwrap_or_default());
    }

    fn number(&mut self, column: &'static str, value: usize) {
        self.0.push((column, value.to_string()));
    }

    fn signs(&mut self, sign: Polarity, status: Status) {
        self.text("polarity", polarity(sign));
        self.text("status", status.name());
    }

    fn entity(&mut self, entity: &Entity, evidence: usize) {
        self.text("kind", "entity");
        self.text("type", &entity.entity_type.code);
        self.text("label_en", &clean::label(&entity.label_en));
        self.text("label_fr", &clean::label(&entity.label_fr));
        self.text("aliases", &list(entity.aliases.iter().map(String::as_str)));
        self.optional("wikidata", entity.wikidata.as_deref());
        self.optional("known_as", entity.known_as.as_deref());
        self.number("mentions", entity.mentions.len());
        self.number("evidence", evidence);
        self.text("documents", &names(entity.documents()));
    }

    fn claim(&mut self, graph: &KnowledgeGraph, claim: &Claim, language: LabelLanguage) {
        self.text("kind", "claim");
        self.text("type", "Claim");
        self.text("documents", &claim.quotation.document);
        self.text("text", &claim.content.text);
        let speaker = claim.speaker.as_ref().and_then(|id| graph.entity(id));
        let speaker = speaker.map_or_else(|| claim.speaker_text.clone(), |entity| labels::entity(entity, language));
        self.text("speaker", &speaker);
        self.text("verb", &claim.cue);
        self.text("stance", claim.stance.name());
        self.text("form", form(claim.form));
        self.text("polarity", polarity(claim.polarity));
        self.optional("time", claim.said.as_ref().map(time));
        self.text("quotation", &claim.quotation.text);
    }

    fn event(&mut self, event: &Event) {
        self.text("kind", "event");
        self.text("type", &event.relation.code);
        self.text("documents", &event.attestation.quotation.document);
        self.signs(event.polarity, event.status);
        self.optional("time", event.attestation.time.as_ref().map(time));
        self.text("quotation", &event.attestation.quotation.text);
    }

    fn document(&mut self, document: &Document) {
        self.text("kind", "document");
        self.text("type", "Document");
        self.text("documents", &document.name);
        self.optional("date", document.metadata.date.as_deref());
        self.text("language", document.language.code());
        self.optional("outlet", document.metadata.outlet.as_deref());
        self.optional("link", document.metadata.link.as_deref());
        self.text("sha256", &document.sha256);
    }

    fn relation(&mut self, graph: &KnowledgeGraph, relation: &Relation, language: LabelLanguage) {
        self.text("kind", "relation");
        self.text("relation", &relation.relation.code);
        self.signs(relation.polarity, relation.status);
        let attestations = &relation.attestations;
        self.optional("factuality", attestations.first().map(|first| first.factuality.name()));
        if relation.relation.symmetric {
            self.0.push(("symmetric", "true".to_owned()));
        }
        self.optional("time", relation.time().map(time));
        let places = attestations.iter().flat_map(|attestation| &attestation.places);
        let mut places: Vec<String> =
            places.filter_map(|id| graph.entity(id)).map(|entity| labels::entity(entity, language)).collect();
        places.sort();
        places.dedup();
        self.text("place", &places.join(" | "));
        let quantity = attestations.iter().find_map(|attestation| attestation.amount.as_ref());
        self.optional("quantity", quantity.map(amount).as_deref());
        self.number("evidence", relation.weight());
        self.text("documents", &names(relation.documents()));
        let quotations: Vec<&Quotation> = attestations.iter().map(|attestation| &attestation.quotation).collect();
        self.optional("quotation", quotations.first().map(|quotation| quotation.text.as_str()));
        if quotations.len() > 1 {
            let texts = quotations.iter().map(|quotation| format!("{} [{}]", quotation.text, quotation.document));
            self.text("quotations", &list(texts.collect::<Vec<_>>().iter().map(String::as_str)));
        }
    }
}

fn names(documents: Vec<&Arc<str>>) -> String {
    list(documents.into_iter().map(|name| &**name))
}

fn list<'a>(items: impl Iterator<Item = &'a str>) -> String {
    let items = items.map(clean::label).filter(|item| !item.is_empty());
    items.collect::<Vec<_>>().join(" | ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::view::View;
    use crate::export::{ExportOptions, ViewKind};
    use crate::graph::sample::{graph_of, sample};

    #[test]
    fn numbers_are_written_as_people_do() {
        let of = |hundredths, upper_hundredths, unit: &str, approximate| {
            amount(&Amount { hundredths, upper_hundredths, unit: unit.to_owned(), approximate })
        };
        assert_eq!(of(30_000, None, "soldats", false), "300 soldats");
        assert_eq!(of(100, Some(250), "km", true), "~1–2.5 km");
        assert_eq!(of(-5, None, "", false), "-0.05");
    }

    #[test]
    fn every_attribute_has_a_column_in_its_order() {
        let graph = graph_of(sample());
        let view = View::new(&graph, ViewKind::Full, &ExportOptions::default());
        let ordered = |row: &[Attribute], columns: &[Column]| {
            let mut rest = columns.iter();
            row.iter().all(|(name, _)| rest.any(|(column, _)| column == name))
        };
        for node in &view.nodes {
            assert!(ordered(&of_node(&graph, node, LabelLanguage::French), NODE_COLUMNS), "{node:?}");
        }
        for edge in &view.edges {
            assert!(ordered(&of_edge(&graph, edge, LabelLanguage::English), EDGE_COLUMNS), "{edge:?}");
        }
    }
}
