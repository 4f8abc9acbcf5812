//! Which things a frame joins, and by which edges.

use super::{Assembly, Scope};
use crate::doc::{Filler, Frame, MentionKind, RelationRef, Role};
use crate::knowledge::ontology::{Derivation, EntityTypeId, Relation as RelationSchema, Tier, TypeSet};

/// What stands in a role of a frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// A resolved entity: an index into the clusters, and the mention that stands there.
    Thing {
        /// Which thing.
        cluster: usize,
        /// In which words, as an index into the mentions of the fragment.
        mention: usize,
    },
    /// A claim of the same document.
    Claim(usize),
    /// Another frame of the same document, with its words.
    Frame(usize, String),
    /// Words.
    Text(String),
}

/// An edge between two clusters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct EdgeEnds {
    pub relation: RelationRef,
    pub source: usize,
    pub target: usize,
}

/// Everything that a frame joins.
#[derive(Clone, Debug, Default)]
pub(super) struct Ends {
    /// Who and what takes part, without times.
    pub participants: Vec<(Role, End)>,
    /// The edges that it states.
    pub edges: Vec<EdgeEnds>,
}

impl Ends {
    /// True where edges between two entities do not say all of it: more than two entities take part, or one takes
    /// part and no edge says so. A speech act whose content is a claim is told by the claim.
    pub fn need_an_event(&self, is_node: impl Fn(usize) -> bool) -> bool {
        let mut nodes: Vec<usize> = self.things(|_| true).filter(|&cluster| is_node(cluster)).collect();
        nodes.sort_unstable();
        nodes.dedup();
        let is_claim = self.participants.iter().any(|(_, end)| matches!(end, End::Claim(_)));
        nodes.len() > 2 || (self.edges.is_empty() && !nodes.is_empty() && !is_claim)
    }

    /// The clusters in a role.
    fn in_role(&self, role: Role) -> Vec<usize> {
        self.things(|own| own == role).collect()
    }

    fn things(&self, wanted: impl Fn(Role) -> bool) -> impl Iterator<Item = usize> {
        self.participants.iter().filter_map(move |(role, end)| match end {
            End::Thing { cluster, .. } if wanted(*role) => Some(*cluster),
            _ => None,
        })
    }
}

/// The family of entity types of things that happen.
const HAPPENING: &str = "Event";

/// The roles that join a predicate without an entry, as agent and object.
const OTHER_TARGETS: [Role; 4] = [Role::Patient, Role::Recipient, Role::Counterpart, Role::Destination];

impl Assembly<'_> {
    pub(super) fn ends(&self, scope: &Scope, frame: &Frame) -> Ends {
        let mut ends = Ends { participants: self.participants(scope, frame), edges: Vec::new() };
        let schema = match &frame.relation {
            RelationRef::Known(id) => self.ontology.relations().get(usize::from(id.0)),
            RelationRef::Other(_) => None,
        };
        let relation = frame.relation.clone();
        match schema {
            Some(schema) => self.edges_of_known(schema, relation, &mut ends),
            None => {
                let targets = self.first_filled(&ends, &OTHER_TARGETS);
                join(&relation, &ends.in_role(Role::Agent), &targets, &mut ends.edges);
            }
        }
        ends.edges.retain(|edge| self.is_telling(edge));
        ends
    }

    /// True for an edge that an analyst would draw: between two things that can be told apart by name or office, or,
    /// for the relations that news is about, from or to one such thing; and what a happening does. Anything else stays an
    /// event with its words.
    fn is_telling(&self, edge: &EdgeEnds) -> bool {
        let known = [edge.source, edge.target].map(|cluster| self.is_named(cluster));
        let schema = match &edge.relation {
            RelationRef::Known(id) => self.ontology.relations().get(usize::from(id.0)),
            RelationRef::Other(_) => None,
        };
        let Some(schema) = schema else { return known == [true, true] };
        let happens = [edge.source, edge.target].map(|cluster| self.is_happening(cluster));
        let foreign =
            |end: usize, cluster: usize, types: TypeSet| happens[end] && !types.contains(self.type_of(cluster));
        if foreign(0, edge.source, schema.domain) || foreign(1, edge.target, schema.range) {
            return false;
        }
        let told = [edge.source, edge.target].iter().all(|&cluster| self.is_told(cluster));
        let is_general = schema.tier == Tier::General;
        match known {
            [true, true] => true,
            [false, false] => told && happens[0] && !is_general,
            _ => told && (!is_general || (happens[0] && schema.of_happenings)),
        }
    }

    fn is_happening(&self, cluster: usize) -> bool {
        self.types.get(usize::from(self.type_of(cluster).0)).is_some_and(|known| known.family == HAPPENING)
    }

    pub(super) fn type_of(&self, cluster: usize) -> EntityTypeId {
        self.resolution.clusters[cluster].entity_type
    }

    /// False for a place that the article speaks of once, by a common noun (`deux villages`): it cannot be told apart.
    fn is_told(&self, cluster: usize) -> bool {
        let is_place = self.place.is_some_and(|place| self.ontology.is_a(self.type_of(cluster), place));
        !is_place || self.is_named(cluster) || self.candidates[cluster].recurs
    }

    fn edges_of_known(&self, schema: &RelationSchema, relation: RelationRef, ends: &mut Ends) {
        let sources = ends.in_role(schema.edge_from);
        let targets = self.first_filled(ends, &schema.edge_to);
        let mut edges = Vec::new();
        if schema.symmetric && targets.is_empty() {
            // `A and B meet`: both stand in the role that edges start from.
            for (place, &source) in sources.iter().enumerate() {
                join(&relation, &[source], &sources[place + 1..], &mut edges);
            }
        } else {
            join(&relation, &sources, &targets, &mut edges);
        }
        for &role in &schema.edge_also {
            join(&relation, &sources, &ends.in_role(role), &mut edges);
        }
        for derivation in &schema.derives {
            self.derive(derivation, ends, &mut edges);
        }
        ends.edges = edges;
    }

    /// What a frame says beside its own relation: partners who sign agree with each other; who is arrested somewhere is
    /// there, as far as both have names.
    fn derive(&self, derivation: &Derivation, ends: &Ends, edges: &mut Vec<EdgeEnds>) {
        let symmetric = self.ontology.relation(derivation.relation).symmetric;
        let relation = RelationRef::Known(derivation.relation);
        let suits = |&cluster: &usize| derivation.of.is_none_or(|types| types.contains(self.type_of(cluster)));
        let sources: Vec<usize> = ends.in_role(derivation.from).into_iter().filter(suits).collect();
        let targets = self.first_filled(ends, &derivation.to);
        let first = edges.len();
        if targets.is_empty() && symmetric {
            for (place, &source) in sources.iter().enumerate() {
                join(&relation, &[source], &sources[place + 1..], edges);
            }
        } else {
            join(&relation, &sources, &targets, edges);
        }
        let mut derived = edges.split_off(first);
        derived.retain(|edge| !derivation.named || self.is_named(edge.source) && self.is_named(edge.target));
        edges.append(&mut derived);
    }

    /// The entities of the first role that a named entity fills, else of the first that any entity fills.
    fn first_filled(&self, ends: &Ends, roles: &[Role]) -> Vec<usize> {
        // A number with what it counts is a property of the other end, not a thing of its own.
        let things = roles.iter().filter(|&&role| role != Role::Quantity);
        let filled: Vec<Vec<usize>> = things.map(|&role| ends.in_role(role)).collect();
        let named = filled.iter().find(|clusters| clusters.iter().any(|&cluster| self.is_named(cluster)));
        named.or_else(|| filled.iter().find(|clusters| !clusters.is_empty())).cloned().unwrap_or_default()
    }

    fn participants(&self, scope: &Scope, frame: &Frame) -> Vec<(Role, End)> {
        let mut participants = Vec::with_capacity(frame.roles.len());
        for filler in &frame.roles {
            let end = match &filler.filler {
                Filler::Mention(mention) => self.end_of_mention(scope, *mention),
                Filler::Claim(claim) => (*claim < scope.claim_ids.len()).then_some(End::Claim(*claim)),
                Filler::Frame(inner) => {
                    scope.fragment.frames.get(*inner).map(|frame| End::Frame(*inner, frame.evidence.quote.clone()))
                }
                Filler::Text(text) => Some(End::Text(text.clone())),
                Filler::Quantity(quantity) => {
                    scope.fragment.quantities.get(*quantity).map(|quantity| End::Text(quantity.evidence.quote.clone()))
                }
                Filler::Time(_) => None,
            };
            if let Some(end) = end {
                let participant = (filler.role, end);
                if !participants.contains(&participant) {
                    participants.push(participant);
                }
            }
        }
        participants
    }

    /// A pronoun without a resolved antecedent says nothing.
    fn end_of_mention(&self, scope: &Scope, index: usize) -> Option<End> {
        let mention = scope.fragment.mentions.get(index)?;
        match self.cluster(scope, mention.entity) {
            Some(cluster) => Some(End::Thing { cluster, mention: index }),
            None => (mention.kind != MentionKind::Pronoun).then(|| End::Text(mention.evidence.quote.clone())),
        }
    }
}

/// Every source with every target, without doubles and without edges from a thing to itself.
fn join(relation: &RelationRef, sources: &[usize], targets: &[usize], edges: &mut Vec<EdgeEnds>) {
    for &source in sources {
        for &target in targets.iter().filter(|&&target| target != source) {
            let edge = EdgeEnds { relation: relation.clone(), source, target };
            if !edges.contains(&edge) {
                edges.push(edge);
            }
        }
    }
}
