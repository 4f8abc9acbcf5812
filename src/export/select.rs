//! A part of a graph, chosen by what relations are and by what is near; itself a graph that every format writes.

use super::sources;
use crate::graph::{
    Attestation, BrokenReference, Claim, Entity, Event, Id, KnowledgeGraph, ParticipantFiller, Records, Relation,
    Status,
};
use crate::text::normalize;
use std::collections::BTreeSet;

/// What to keep. Every condition that is set must hold; the default keeps everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Codes or families of entity types (`Person`, `Settlement`); empty for all. Both ends of a relation must be of them.
    pub types: Vec<String>,
    /// Codes of relations (`thanks`); empty for all.
    pub relations: Vec<String>,
    /// How real; empty for all.
    pub statuses: Vec<Status>,
    /// First and last day, month or year (`2025-02`), of the time that the text gives, else of publication.
    pub from: Option<String>,
    /// See [`Selection::from`]; inclusive.
    pub to: Option<String>,
    /// So many sentences at least state a relation.
    pub least_weight: usize,
    /// So many independent sources at least state it.
    pub least_sources: usize,
    /// A part of a name; only what is near an entity so called is kept.
    pub focus: Option<String>,
    /// How many relations away is near.
    pub hops: usize,
}

impl Selection {
    fn chooses_relations(&self) -> bool {
        !self.relations.is_empty()
            || !self.statuses.is_empty()
            || self.from.is_some()
            || self.to.is_some()
            || self.least_weight > 1
            || self.least_sources > 1
    }

    fn has_type(&self, entity: &Entity) -> bool {
        let kind = &entity.entity_type;
        self.types.is_empty() || self.types.iter().any(|name| *name == kind.code || *name == kind.family)
    }

    fn keeps(&self, graph: &KnowledgeGraph, relation: &Relation) -> bool {
        let ends = [&relation.source, &relation.target];
        ends.into_iter().all(|id| graph.entity(id).is_some_and(|entity| self.has_type(entity)))
            && (self.relations.is_empty() || self.relations.contains(&relation.relation.code))
            && (self.statuses.is_empty() || self.statuses.contains(&relation.status))
            && relation.weight() >= self.least_weight
            && (self.least_sources < 2 || sources::independent(graph, relation) >= self.least_sources)
            && self.is_in_time(graph, relation)
    }

    /// Times are compared as far as the bound goes: with `--to 2025-02` the whole of February counts.
    fn is_in_time(&self, graph: &KnowledgeGraph, relation: &Relation) -> bool {
        if self.from.is_none() && self.to.is_none() {
            return true;
        }
        let told = relation.time().map(|time| time.iso.as_str()).filter(|iso| !iso.is_empty());
        let published = || {
            let documents = relation.documents().into_iter();
            documents.filter_map(|name| graph.document(name)?.metadata.date.as_deref()).min()
        };
        let Some(time) = told.or_else(published) else { return false };
        let cut = |bound: &str| time.get(..bound.len()).unwrap_or(time).to_owned();
        self.from.as_deref().is_none_or(|from| cut(from).as_str() >= from.get(..time.len()).unwrap_or(from))
            && self.to.as_deref().is_none_or(|to| cut(to).as_str() <= to)
    }
}

/// The part of the graph that is chosen. What refers to something left out loses the reference.
///
/// # Errors
/// None for a graph that is consistent, as every [`KnowledgeGraph`] is.
pub fn select(graph: &KnowledgeGraph, selection: &Selection) -> Result<KnowledgeGraph, BrokenReference> {
    let mut part = Part { entities: BTreeSet::new(), relations: BTreeSet::new(), nodes: BTreeSet::new() };
    part.relations = graph.relations().filter(|one| selection.keeps(graph, one)).map(|one| one.id.clone()).collect();
    part.entities = entities(graph, selection, &part.relations);
    let ends_are_kept = |id: &Id| {
        let relation = graph.relation(id);
        relation.is_some_and(|one| part.entities.contains(&one.source) && part.entities.contains(&one.target))
    };
    part.relations = part.relations.iter().filter(|id| ends_are_kept(id)).cloned().collect();
    part.nodes = part.entities.clone();
    let narrow = selection.chooses_relations();
    let keeps_claim = |claim: &&Claim| {
        let known = claim.speaker.iter().chain(&claim.about).any(|id| part.entities.contains(id));
        known && (!narrow || claim.relations.iter().any(|id| part.relations.contains(id)))
    };
    let claims: Vec<&Claim> = graph.claims().filter(keeps_claim).collect();
    let tied: BTreeSet<&Id> = part.relations.iter().filter_map(|id| graph.relation(id)).flat_map(events_of).collect();
    let takes_part = |event: &Event| {
        let fillers = event.participants.iter().map(|participant| &participant.filler);
        fillers.into_iter().any(|filler| matches!(filler, ParticipantFiller::Node(id) if part.entities.contains(id)))
    };
    let keeps_event = |event: &&Event| if narrow { tied.contains(&event.id) } else { takes_part(event) };
    let events: Vec<&Event> = graph.events().filter(keeps_event).collect();
    part.nodes.extend(claims.iter().map(|claim| claim.id.clone()));
    part.nodes.extend(events.iter().map(|event| event.id.clone()));
    part.graph(graph, &claims, &events)
}

fn events_of(relation: &Relation) -> impl Iterator<Item = &Id> {
    relation.attestations.iter().filter_map(|attestation| attestation.event.as_ref())
}

/// The entities that are kept: near the focus, of the types, and in a relation where relations are chosen.
fn entities(graph: &KnowledgeGraph, selection: &Selection, relations: &BTreeSet<Id>) -> BTreeSet<Id> {
    let ends =
        || relations.iter().filter_map(|id| graph.relation(id)).map(|relation| [&relation.source, &relation.target]);
    if let Some(name) = &selection.focus {
        let wanted = normalize::key(name);
        let names = |entity: &Entity| {
            let labels = [&entity.label_en, &entity.label_fr].into_iter().chain(&entity.aliases);
            labels.into_iter().any(|label| normalize::key(label).contains(&wanted))
        };
        let mut near: BTreeSet<Id> = graph.entities().filter(|one| names(one)).map(|one| one.id.clone()).collect();
        for _ in 0..selection.hops {
            let next = ends().filter(|ends| ends.iter().any(|id| near.contains(*id))).flatten().cloned();
            let next: Vec<Id> = next.collect();
            near.extend(next);
        }
        return near;
    }
    if selection.chooses_relations() {
        return ends().flatten().cloned().collect();
    }
    graph.entities().filter(|one| selection.has_type(one)).map(|one| one.id.clone()).collect()
}

struct Part {
    entities: BTreeSet<Id>,
    relations: BTreeSet<Id>,
    nodes: BTreeSet<Id>,
}

impl Part {
    fn graph(
        &self,
        graph: &KnowledgeGraph,
        claims: &[&Claim],
        events: &[&Event],
    ) -> Result<KnowledgeGraph, BrokenReference> {
        let entities: Vec<Entity> = self.entities.iter().filter_map(|id| graph.entity(id)).cloned().collect();
        let relations = self.relations.iter().filter_map(|id| graph.relation(id)).map(|relation| {
            let attestations = relation.attestations.iter().map(|one| self.attestation(one)).collect();
            Relation { attestations, ..relation.clone() }
        });
        let relations: Vec<Relation> = relations.collect();
        let quantities = graph.quantities().iter();
        let quantities = quantities.filter(|one| one.of.as_ref().is_some_and(|id| self.nodes.contains(id)));
        let documents = graph.documents().filter(|document| {
            let here = |name: &str| *name == *document.name;
            entities.iter().any(|one| one.mentions.iter().any(|mention| here(&mention.quotation.document)))
                || claims.iter().any(|claim| here(&claim.quotation.document))
                || events.iter().any(|event| here(&event.attestation.quotation.document))
                || relations.iter().any(|one| one.attestations.iter().any(|at| here(&at.quotation.document)))
        });
        KnowledgeGraph::new(Records {
            documents: documents.cloned().collect(),
            claims: claims.iter().map(|claim| self.claim(claim)).collect(),
            events: events.iter().map(|event| self.event(event)).collect(),
            quantities: quantities.cloned().collect(),
            entities,
            relations,
        })
    }

    fn kept(&self, id: &Option<Id>) -> Option<Id> {
        id.clone().filter(|id| self.nodes.contains(id))
    }

    fn all_kept(&self, ids: &[Id], among: &BTreeSet<Id>) -> Vec<Id> {
        ids.iter().filter(|id| among.contains(id)).cloned().collect()
    }

    fn attestation(&self, attestation: &Attestation) -> Attestation {
        Attestation {
            places: self.all_kept(&attestation.places, &self.nodes),
            claim: self.kept(&attestation.claim),
            event: self.kept(&attestation.event),
            ..attestation.clone()
        }
    }

    fn claim(&self, claim: &Claim) -> Claim {
        Claim {
            speaker: self.kept(&claim.speaker),
            about: self.all_kept(&claim.about, &self.entities),
            relations: self.all_kept(&claim.relations, &self.relations),
            events: self.all_kept(&claim.events, &self.nodes),
            denies: self.kept(&claim.denies),
            ..claim.clone()
        }
    }

    fn event(&self, event: &Event) -> Event {
        let mut event = event.clone();
        event.participants.retain(|participant| match &participant.filler {
            ParticipantFiller::Node(id) => self.nodes.contains(id),
            ParticipantFiller::Text(_) => true,
        });
        event.attestation = self.attestation(&event.attestation);
        event
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::sample::{graph_of, sample};

    fn relations(selection: &Selection) -> Vec<String> {
        let part = select(&graph_of(sample()), selection).unwrap();
        let mut codes: Vec<String> = part.relations().map(|relation| relation.relation.code.clone()).collect();
        codes.sort();
        codes
    }

    #[test]
    fn nothing_chosen_keeps_every_entity_relation_and_claim() {
        let graph = graph_of(sample());
        let part = select(&graph, &Selection::default()).unwrap();
        assert!(part.relations().eq(graph.relations()) && part.entities().eq(graph.entities()));
        assert!(part.claims().eq(graph.claims()));
    }

    #[test]
    fn each_condition_leaves_what_it_names() {
        let one = |selection| relations(&selection);
        assert_eq!(one(Selection { relations: vec!["thanks".into()], ..Selection::default() }), ["thanks"]);
        assert_eq!(one(Selection { least_weight: 2, ..Selection::default() }), ["thanks"]);
        assert_eq!(one(Selection { least_sources: 2, ..Selection::default() }), ["thanks"]);
        assert_eq!(one(Selection { types: vec!["Person".into()], ..Selection::default() }), ["thanks"]);
        let facts = Selection { statuses: vec![Status::Fact], ..Selection::default() };
        assert_eq!(one(facts), ["attacks", "thanks"]);
        assert!(one(Selection { to: Some("1999".into()), ..Selection::default() }).is_empty());
    }

    #[test]
    fn the_focus_has_its_neighbours() {
        let near = |hops| {
            let selection = Selection { focus: Some("sudland".into()), hops, ..Selection::default() };
            select(&graph_of(sample()), &selection).unwrap().entities().count()
        };
        assert_eq!((near(0), near(1)), (1, 2));
        assert!(near(2) > 2);
    }
}
