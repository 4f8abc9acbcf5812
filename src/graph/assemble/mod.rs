//! Frames and claims become nodes and edges.
//!
//! - The ontology says which roles an edge joins (`edge_from`, `edge_to`), which others get an edge of their own
//!   (`edge_also`), and which edges follow (`derives`). Nothing about a single relation is written here.
//! - One (source, relation, target, polarity, status) is one edge; every sentence that states it is kept.
//! - A frame that joins more than two things, or whose other end is no entity, becomes an event as well, so that
//!   nothing an entity takes part in is lost. A frame without any entity has no node to hang on and is left out.
//! - A thing without a name (`six officiers`, `le ministre`) is a node where a relation of the core or static tier ties it
//!   to one that has a name, and where it speaks; organs and forces of states, and what the article comes back to, are
//!   nodes wherever they take part in something. Any other participant stays words. A happening without
//!   a name also is a node where it strikes or harms somebody. A name of unknown type that takes part in nothing is none.

mod circumstances;
mod ends;

use super::id::Id;
use super::model::{
    Attestation, Claim, Document, Entity, EntityMention, EntityType, Event, Participant, ParticipantFiller, Quantity,
    Quotation, Relation, RelationType, Status,
};
use super::store::{BrokenReference, KnowledgeGraph, Records};
use crate::doc::{Evidence, Factuality, Fragment, Frame, MentionKind, Polarity, RelationRef, Role};
use crate::knowledge::Ontology;
use crate::knowledge::ontology::{EntityTypeId, RelationId};
use crate::resolve::Resolution;
use crate::text::Span;
use ends::{End, Ends};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What goes into the graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AssembleOptions {
    /// Also frames whose trigger has another reading that is as usual.
    pub doubtful: bool,
}

impl Default for AssembleOptions {
    fn default() -> Self {
        AssembleOptions { doubtful: true }
    }
}

/// Builds the graph of some documents. The order of the fragments does not matter.
///
/// # Errors
/// Two fragments with one document name.
pub fn assemble(
    fragments: &[Fragment],
    resolution: &Resolution,
    ontology: &Ontology,
    options: AssembleOptions,
) -> Result<KnowledgeGraph, BrokenReference> {
    let mut assembly = Assembly::new(fragments, resolution, ontology);
    // Which things are nodes must be known of all documents before the first event is made.
    let ends: Vec<Vec<Option<Ends>>> =
        fragments.iter().enumerate().map(|(index, fragment)| assembly.relate(index, fragment, options)).collect();
    for (index, (fragment, ends)) in fragments.iter().zip(&ends).enumerate() {
        assembly.add_fragment(index, fragment, ends);
    }
    KnowledgeGraph::new(assembly.finish(fragments))
}

/// Types of things of which a state has one, so that they are told apart without a name.
const BODIES: [&str; 2] = ["GovernmentBody", "MilitaryForce"];

/// A cluster on its way to become a node.
struct Candidate {
    id: Id,
    /// How its most telling mention refers; none where only pronouns do.
    best: Option<MentionKind>,
    /// True where a relation ends there or where it speaks.
    related: bool,
    /// True for bodies and for what comes up again, where they take part in something.
    takes_part: bool,
    /// True where more than one mention that is no pronoun refers to it.
    recurs: bool,
}

struct Assembly<'a> {
    resolution: &'a Resolution,
    types: Vec<Arc<EntityType>>,
    relation_types: Vec<Arc<RelationType>>,
    other_types: BTreeMap<String, Arc<RelationType>>,
    ontology: &'a Ontology,
    bodies: Vec<EntityTypeId>,
    place: Option<EntityTypeId>,
    candidates: Vec<Candidate>,
    relations: FxHashMap<Id, Relation>,
    records: Records,
}

/// One fragment with what its indices mean in the graph.
struct Scope<'f> {
    fragment: &'f Fragment,
    name: Arc<str>,
    /// For each local entity its cluster.
    clusters: &'f [usize],
    /// For each claim its id.
    claim_ids: Vec<Id>,
    /// For each frame the id of its event, where it becomes one.
    event_ids: Vec<Option<Id>>,
}

impl Scope<'_> {
    fn quotation(&self, evidence: &Evidence) -> Quotation {
        Quotation {
            document: Arc::clone(&self.name),
            span: evidence.span,
            start: evidence.start,
            end: evidence.end,
            text: evidence.quote.clone(),
        }
    }
}

/// What a claim holds, gathered while frames are read.
#[derive(Default)]
struct Inside {
    about: Vec<Id>,
    relations: Vec<Id>,
    events: Vec<Id>,
}

impl<'a> Assembly<'a> {
    fn new(fragments: &[Fragment], resolution: &'a Resolution, ontology: &'a Ontology) -> Self {
        let entity_types = (0..ontology.entity_types().len()).map(|index| entity_type(ontology, index)).collect();
        let relation_types = ontology.relations().iter().map(|relation| {
            Arc::new(RelationType {
                code: relation.name.clone(),
                label_en: relation.label_en.clone(),
                label_fr: relation.label_fr.clone(),
                symmetric: relation.symmetric,
            })
        });
        let candidates = resolution.clusters.iter().map(|cluster| {
            let id = Id::parse(&cluster.id).unwrap_or_else(|| Id::of('n', &[&cluster.id]));
            let mentions =
                || cluster.members.iter().flat_map(|&(fragment, local)| mentions_of(fragments, fragment, local));
            let kinds = || mentions().map(|(_, mention)| mention.kind).filter(|&kind| kind != MentionKind::Pronoun);
            Candidate { id, best: kinds().min(), related: false, takes_part: false, recurs: kinds().nth(1).is_some() }
        });
        Assembly {
            resolution,
            types: entity_types,
            relation_types: relation_types.collect(),
            other_types: BTreeMap::new(),
            ontology,
            place: ontology.entity_type_named("Place"),
            bodies: BODIES.iter().filter_map(|name| ontology.entity_type_named(name)).collect(),
            candidates: candidates.collect(),
            relations: FxHashMap::default(),
            records: Records::default(),
        }
    }

    fn scope<'f>(&self, index: usize, fragment: &'f Fragment) -> Scope<'f>
    where
        'a: 'f,
    {
        let clusters = self.resolution.cluster_of.get(index).map_or(&[][..], Vec::as_slice);
        Scope { fragment, name: fragment.id.as_str().into(), clusters, claim_ids: Vec::new(), event_ids: Vec::new() }
    }

    /// What each frame joins, with a note at every thing that it relates. None for frames that are left out.
    fn relate(&mut self, index: usize, fragment: &Fragment, options: AssembleOptions) -> Vec<Option<Ends>> {
        let scope = self.scope(index, fragment);
        let kept = |frame: &&Frame| options.doubtful || frame.confident;
        let ends = fragment.frames.iter().map(|frame| Some(frame).filter(kept).map(|frame| self.ends(&scope, frame)));
        let ends: Vec<Option<Ends>> = ends.collect();
        for ends in ends.iter().flatten() {
            self.note_parts(&ends.participants);
        }
        let joined = ends.iter().flatten().flat_map(|ends| &ends.edges).flat_map(|edge| [edge.source, edge.target]);
        let speakers = fragment.claims.iter().filter_map(|claim| fragment.mentions.get(claim.speaker));
        let speakers = speakers.filter_map(|mention| self.cluster(&scope, mention.entity));
        for cluster in joined.chain(speakers).collect::<Vec<_>>() {
            self.candidates[cluster].related = true;
        }
        ends
    }

    /// Notes bodies of which anything is said, and what comes up again.
    fn note_parts(&mut self, participants: &[(Role, End)]) {
        for (_, end) in participants {
            let &End::Thing { cluster, .. } = end else { continue };
            let entity_type = self.type_of(cluster);
            let is_body = self.bodies.iter().any(|&body| self.ontology.is_a(entity_type, body));
            let candidate = &mut self.candidates[cluster];
            candidate.takes_part |= is_body || candidate.recurs;
        }
    }

    fn add_fragment(&mut self, index: usize, fragment: &Fragment, ends: &[Option<Ends>]) {
        let mut scope = self.scope(index, fragment);
        self.records.documents.push(Document {
            id: Document::id_of(&scope.name),
            name: Arc::clone(&scope.name),
            sha256: fragment.sha256.clone(),
            language: fragment.language,
            metadata: fragment.metadata.clone(),
            words: fragment.words,
        });
        scope.claim_ids = fragment.claims.iter().map(|claim| claim_id(&scope, claim)).collect();
        scope.event_ids = self.event_ids(&scope, ends);

        let mut inside: Vec<Inside> = fragment.claims.iter().map(|_| Inside::default()).collect();
        for (place, (frame, ends)) in fragment.frames.iter().zip(ends).enumerate() {
            let Some(ends) = ends else { continue };
            self.add_frame(&scope, place, frame, ends, &mut inside);
        }
        for (place, inside) in inside.into_iter().enumerate() {
            self.add_claim(&scope, place, inside);
        }
        for quantity in &fragment.quantities {
            self.records.quantities.push(Quantity {
                amount: circumstances::amount(quantity),
                of: self.node(&scope, quantity.of),
                quotation: scope.quotation(&quantity.evidence),
            });
        }
    }

    fn add_frame(&mut self, scope: &Scope, place: usize, frame: &Frame, ends: &Ends, inside: &mut [Inside]) {
        let event = scope.event_ids.get(place).cloned().flatten();
        let attestation = self.attestation(scope, frame, event.clone());
        let polarity = polarity_of(frame);
        let status = Status::of(frame.factuality, frame.claim.is_some());
        for edge in &ends.edges {
            let relation = self.relation_type(&edge.relation);
            let [source, target] = [edge.source, edge.target].map(|cluster| self.candidates[cluster].id.clone());
            let id = relation_id(&source, &relation, &target, polarity, status);
            if let Some(inside) = frame.claim.and_then(|claim| inside.get_mut(claim)) {
                inside.relations.push(id.clone());
                inside.about.extend([source.clone(), target.clone()]);
            }
            let known = self.relations.entry(id.clone()).or_insert_with(|| Relation {
                id,
                source: source.clone(),
                target: target.clone(),
                relation,
                polarity,
                status,
                attestations: Vec::new(),
            });
            // A symmetric relation keeps the direction of its first attestation in the order of documents.
            if known.source != source && known.attestations.iter().min().is_none_or(|first| attestation < *first) {
                (known.source, known.target) = (source, target);
            }
            known.attestations.push(attestation.clone());
        }
        if let Some(id) = event {
            if let Some(inside) = frame.claim.and_then(|claim| inside.get_mut(claim)) {
                inside.events.push(id.clone());
            }
            let participants = ends.participants.iter().map(|(role, end)| self.participant(scope, *role, end));
            let mut participants: Vec<Participant> = participants.collect();
            participants.sort();
            participants.dedup();
            let relation = self.relation_type(&frame.relation);
            let attestation = Attestation { event: None, ..attestation };
            self.records.events.push(Event { id, relation, participants, polarity, status, attestation });
        }
    }

    fn participant(&self, scope: &Scope, role: Role, end: &End) -> Participant {
        let filler = match end {
            End::Thing { cluster, .. } if self.is_node(*cluster) => {
                ParticipantFiller::Node(self.candidates[*cluster].id.clone())
            }
            End::Thing { mention, .. } => {
                ParticipantFiller::Text(scope.fragment.mentions[*mention].evidence.quote.clone())
            }
            End::Claim(claim) => ParticipantFiller::Node(scope.claim_ids[*claim].clone()),
            End::Frame(frame, text) => match scope.event_ids.get(*frame).cloned().flatten() {
                Some(id) => ParticipantFiller::Node(id),
                None => ParticipantFiller::Text(text.clone()),
            },
            End::Text(text) => ParticipantFiller::Text(text.clone()),
        };
        Participant { role, filler }
    }

    fn add_claim(&mut self, scope: &Scope, place: usize, inside: Inside) {
        let claim = &scope.fragment.claims[place];
        let speaker_mention = scope.fragment.mentions.get(claim.speaker);
        let speaker = speaker_mention.and_then(|mention| self.node(scope, mention.entity));
        let mut about = inside.about;
        about.extend(claim.about.iter().filter_map(|&local| self.node(scope, Some(local))));
        let claim = Claim {
            id: scope.claim_ids[place].clone(),
            speaker,
            speaker_text: speaker_mention.map(|mention| mention.evidence.quote.clone()).unwrap_or_default(),
            cue: claim.cue.clone(),
            relation: self.relation_type(&RelationRef::Known(claim.relation)),
            stance: claim.stance,
            polarity: claim.polarity,
            form: claim.form,
            content: scope.quotation(&claim.content),
            about: sorted(about),
            relations: sorted(inside.relations),
            events: sorted(inside.events),
            denies: claim.denies.and_then(|place| scope.claim_ids.get(place).cloned()),
            commitment: claim.commitment,
            endorsement: claim.endorsement,
            said: claim.said.clone(),
            quotation: scope.quotation(&claim.evidence),
            rule: claim.evidence.rule.clone(),
        };
        self.records.claims.push(claim);
    }

    /// The cluster of a local entity, where something else than pronouns refers to it.
    fn cluster(&self, scope: &Scope, local: Option<usize>) -> Option<usize> {
        let &cluster = scope.clusters.get(local?)?;
        self.candidates.get(cluster)?.best.map(|_| cluster)
    }

    /// True where a name, a demonym or a description by office refers to the cluster somewhere.
    fn is_named(&self, cluster: usize) -> bool {
        self.candidates[cluster].best.is_some_and(|kind| kind <= MentionKind::Description)
    }

    /// True where the cluster becomes a node: it is related to something, takes part in something, or bears a name of a
    /// known type.
    fn is_node(&self, cluster: usize) -> bool {
        let candidate = &self.candidates[cluster];
        let is_typed = self.type_of(cluster) != EntityTypeId::default();
        candidate.related
            || (is_typed && candidate.takes_part)
            || (is_typed && candidate.best == Some(MentionKind::Name))
    }

    /// The node of a local entity, if it becomes one.
    fn node(&self, scope: &Scope, local: Option<usize>) -> Option<Id> {
        let cluster = self.cluster(scope, local).filter(|&cluster| self.is_node(cluster))?;
        Some(self.candidates[cluster].id.clone())
    }

    /// Which frames become events, under which id. A frame that an event refers to becomes one too.
    fn event_ids(&self, scope: &Scope, ends: &[Option<Ends>]) -> Vec<Option<Id>> {
        let needs_one = |ends: &Ends| ends.need_an_event(|cluster| self.is_node(cluster));
        let mut is_event: Vec<bool> = ends.iter().map(|ends| ends.as_ref().is_some_and(needs_one)).collect();
        let mut open: Vec<usize> = (0..ends.len()).filter(|&frame| is_event[frame]).collect();
        while let Some(frame) = open.pop() {
            let participants = ends[frame].iter().flat_map(|ends| &ends.participants);
            for (_, end) in participants {
                if let &End::Frame(inner, _) = end
                    && let Some(Some(ends)) = ends.get(inner)
                    && !is_event[inner]
                    && !ends.participants.is_empty()
                {
                    is_event[inner] = true;
                    open.push(inner);
                }
            }
        }
        let mut ids = Vec::with_capacity(is_event.len());
        let mut same_trigger: FxHashMap<Span, usize> = FxHashMap::default();
        for (frame, is_event) in scope.fragment.frames.iter().zip(is_event) {
            let earlier = same_trigger.entry(frame.trigger).or_default();
            let place = format!("{}-{} {earlier}", frame.trigger.start, frame.trigger.end);
            ids.push(is_event.then(|| Id::of('v', &[&scope.name, &scope.fragment.sha256, &frame.lemma, &place])));
            *earlier += 1;
        }
        ids
    }

    fn relation_type(&mut self, relation: &RelationRef) -> Arc<RelationType> {
        match relation {
            RelationRef::Known(RelationId(index)) => match self.relation_types.get(usize::from(*index)) {
                Some(known) => Arc::clone(known),
                None => self.other_type("unknown"),
            },
            RelationRef::Other(lemma) => self.other_type(lemma),
        }
    }

    /// The type of a predicate that the ontology does not have; its label is the lemma in either language.
    fn other_type(&mut self, lemma: &str) -> Arc<RelationType> {
        let lemma = lemma.strip_prefix("other:").unwrap_or(lemma);
        let made = self.other_types.entry(lemma.to_owned()).or_insert_with(|| {
            let [label_en, label_fr] = [lemma.to_owned(), lemma.to_owned()];
            Arc::new(RelationType { code: format!("other:{lemma}"), label_en, label_fr, symmetric: false })
        });
        Arc::clone(made)
    }

    fn finish(mut self, fragments: &[Fragment]) -> Records {
        let names: Vec<Arc<str>> = fragments.iter().map(|fragment| fragment.id.as_str().into()).collect();
        let nodes: Vec<usize> = (0..self.candidates.len()).filter(|&cluster| self.is_node(cluster)).collect();
        for index in nodes {
            let cluster = &self.resolution.clusters[index];
            let mentions =
                cluster.members.iter().flat_map(|&(fragment, local)| mentions_of(fragments, fragment, local));
            let mentions = mentions.map(|(fragment, mention)| EntityMention {
                quotation: Quotation {
                    document: Arc::clone(&names[fragment]),
                    span: mention.evidence.span,
                    start: mention.evidence.start,
                    end: mention.evidence.end,
                    text: mention.evidence.quote.clone(),
                },
                kind: mention.kind,
            });
            let EntityTypeId(type_index) = cluster.entity_type;
            let entity_type = self.types.get(usize::from(type_index)).or_else(|| self.types.first());
            self.records.entities.push(Entity {
                id: self.candidates[index].id.clone(),
                entity_type: entity_type.map(Arc::clone).unwrap_or_default(),
                label_en: cluster.label_en.clone(),
                label_fr: cluster.label_fr.clone(),
                aliases: sorted(cluster.aliases.clone()),
                known_as: cluster.known_as.clone(),
                wikidata: cluster.wikidata.clone(),
                mentions: sorted(mentions.collect()),
            });
        }
        self.records.relations.extend(self.relations.into_values().map(|mut relation| {
            relation.attestations = sorted(relation.attestations);
            relation
        }));
        self.records.claims.sort_by(|a, b| a.id.cmp(&b.id));
        self.records.claims.dedup_by(|a, b| a.id == b.id);
        self.records.events.sort_by(|a, b| a.id.cmp(&b.id));
        self.records.events.dedup_by(|a, b| a.id == b.id);
        self.records
    }
}

/// The mentions of a local entity, with the index of their fragment.
fn mentions_of(
    fragments: &[Fragment],
    fragment: usize,
    local: usize,
) -> impl Iterator<Item = (usize, &crate::doc::Mention)> {
    let found = fragments.get(fragment);
    let indices = found.and_then(|found| found.entities.get(local)).map_or(&[][..], |entity| &entity.mentions);
    indices.iter().filter_map(move |&mention| found?.mentions.get(mention)).map(move |mention| (fragment, mention))
}

fn entity_type(ontology: &Ontology, index: usize) -> Arc<EntityType> {
    let id = EntityTypeId(index as u16);
    let own = ontology.entity_type(id);
    let mut family = id;
    while let Some(parent) = ontology.parent(family).filter(|&parent| parent != EntityTypeId::default()) {
        family = parent;
    }
    Arc::new(EntityType {
        code: own.name.clone(),
        family: ontology.entity_type(family).name.clone(),
        schema_org: own.schema_org.clone(),
        sem: own.sem.clone(),
    })
}

fn claim_id(scope: &Scope, claim: &crate::doc::Claim) -> Id {
    let speaker = scope.fragment.mentions.get(claim.speaker).map(|mention| mention.evidence.span).unwrap_or_default();
    let spans = [speaker, claim.evidence.span, claim.content.span];
    let place: String = spans.iter().map(|span| format!("{}-{} ", span.start, span.end)).collect();
    Id::of('c', &[&scope.name, &scope.fragment.sha256, &claim.cue, &place])
}

fn relation_id(source: &Id, relation: &RelationType, target: &Id, polarity: Polarity, status: Status) -> Id {
    let (first, second) = if relation.symmetric && target < source { (target, source) } else { (source, target) };
    let sign = if polarity == Polarity::Negative { "-" } else { "+" };
    Id::of('r', &[first.as_str(), &relation.code, second.as_str(), sign, status.name()])
}

/// Negated and denied content is negative, whatever the verb's own form.
fn polarity_of(frame: &Frame) -> Polarity {
    match frame.factuality {
        Factuality::Negated | Factuality::Denied => Polarity::Negative,
        _ => frame.polarity,
    }
}

fn sorted<T: Ord>(mut list: Vec<T>) -> Vec<T> {
    list.sort_unstable();
    list.dedup();
    list
}

#[cfg(test)]
mod tests;
