//! Labels as people read them, in the language they asked for: clean, on one line, never empty.

use super::{LabelLanguage, clean};
use crate::doc::{Polarity, Role};
use crate::graph::{Edge, Entity, Event, KnowledgeGraph, Node, ParticipantFiller, RelationType, Status};

/// The label of a node.
pub fn node(graph: &KnowledgeGraph, node: &Node, language: LabelLanguage) -> String {
    let label = match node {
        Node::Entity(entity) => return self::entity(entity, language),
        Node::Claim(claim) => usable(&claim.content.text),
        Node::Event(event) => usable(&self::event(graph, event, language)),
        Node::Document(document) => {
            document.metadata.title.as_deref().and_then(usable).or_else(|| usable(&document.name))
        }
    };
    label.unwrap_or_else(|| node.id().to_string())
}

/// The label of an entity; where the one asked for is empty, the other language's, else a form found in the texts,
/// else the id.
pub fn entity(entity: &Entity, language: LabelLanguage) -> String {
    let labels = match language {
        LabelLanguage::English => [&entity.label_en, &entity.label_fr],
        LabelLanguage::French => [&entity.label_fr, &entity.label_en],
    };
    let mut candidates = labels.into_iter().chain(&entity.aliases);
    candidates.find_map(|label| usable(label)).unwrap_or_else(|| entity.id.to_string())
}

/// The label of a relation type; its code where it has none.
pub fn relation(relation: &RelationType, language: LabelLanguage) -> String {
    let label = match language {
        LabelLanguage::English => &relation.label_en,
        LabelLanguage::French => &relation.label_fr,
    };
    usable(label).or_else(|| usable(&relation.code)).unwrap_or_else(|| "relation".to_owned())
}

/// The label of a relation with its sign.
pub fn signed_relation(relation: &RelationType, polarity: Polarity, language: LabelLanguage) -> String {
    let label = self::relation(relation, language);
    match (polarity, language) {
        (Polarity::Positive, _) => label,
        (Polarity::Negative, LabelLanguage::English) => format!("not: {label}"),
        (Polarity::Negative, LabelLanguage::French) => format!("non : {label}"),
    }
}

/// Who does what to whom: `Norland deploys 300 soldiers, Fogport`.
pub fn event(graph: &KnowledgeGraph, event: &Event, language: LabelLanguage) -> String {
    let named = |agents: bool| {
        let chosen = event.participants.iter().filter(move |participant| (participant.role == Role::Agent) == agents);
        let names = chosen.filter_map(|participant| match &participant.filler {
            ParticipantFiller::Node(id) => graph.entity(id).map(|entity| self::entity(entity, language)),
            ParticipantFiller::Text(text) => Some(clean::shorten(text, 60).into_owned()),
        });
        names.collect::<Vec<_>>().join(", ")
    };
    let verb = signed_relation(&event.relation, event.polarity, language);
    format!("{} {verb} {}", named(true), named(false))
}

/// The label of an edge.
pub fn edge(edge: &Edge, language: LabelLanguage) -> String {
    let [english, french] = match edge {
        Edge::Relation(relation) => return signed_relation(&relation.relation, relation.polarity, language),
        Edge::Speech(act) => return relation(act, language),
        Edge::Role(role) => [role.name(), role.name()],
        Edge::About => ["about", "au sujet de"],
        Edge::Contains => ["contains", "contient"],
        Edge::Contradicts => ["contradicts", "contredit"],
        Edge::Corroborates => ["corroborates", "corrobore"],
        Edge::ReportedIn => ["reported in", "rapporté dans"],
        Edge::MentionedIn { .. } => ["mentioned in", "mentionné dans"],
    };
    choose(language, english, french).to_owned()
}

/// The name of a status.
pub fn status(status: Status, language: LabelLanguage) -> &'static str {
    let french = match status {
        Status::Fact => "fait",
        Status::Reported => "rapporté",
        Status::Planned => "prévu",
        Status::Possible => "possible",
    };
    choose(language, status.name(), french)
}

/// One of two texts.
pub fn choose(language: LabelLanguage, english: &'static str, french: &'static str) -> &'static str {
    match language {
        LabelLanguage::English => english,
        LabelLanguage::French => french,
    }
}

/// The cleaned label, if anything is left of it.
fn usable(label: &str) -> Option<String> {
    Some(clean::label(label).into_owned()).filter(|label| !label.is_empty())
}
