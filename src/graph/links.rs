//! Which claims say the same, and which the opposite.
//!
//! A claim contradicts the one that it denies by pointing back to it. Two claims are about one fact where relations
//! inside them have the same ends and the same type; there each claim is linked to the earliest claim of another speaker on either side, not to every one, so that the number of links grows
//! with the number of claims and not with its square.

use super::id::Id;
use super::model::{Claim, Edge, Node};
use super::store::KnowledgeGraph;
use crate::doc::Polarity;
use petgraph::stable_graph::NodeIndex;
use std::collections::{BTreeMap, BTreeSet};

/// What is claimed, without its polarity.
type Fact<'g> = (&'g Id, &'g str, &'g Id);

/// The earliest claim on one side, and the earliest of anybody but its speaker.
#[derive(Clone, Copy, Default)]
struct Earliest<'g>([Option<(NodeIndex, &'g Claim)>; 2]);

impl<'g> Earliest<'g> {
    fn add(&mut self, index: NodeIndex, claim: &'g Claim) {
        match self.0 {
            [None, _] => self.0[0] = Some((index, claim)),
            [Some((_, first)), None] if first.speaker != claim.speaker => self.0[1] = Some((index, claim)),
            _ => {}
        }
    }

    /// The earliest of another speaker. Of two unknown speakers nobody can tell whether they are the same.
    fn of_another(&self, claim: &Claim) -> Option<NodeIndex> {
        self.0.iter().flatten().find(|(_, other)| other.speaker != claim.speaker).map(|&(index, _)| index)
    }
}

/// The links between claims, in a fixed order.
pub(super) fn claim_links(graph: &KnowledgeGraph) -> Vec<(NodeIndex, NodeIndex, Edge)> {
    let denies = |claim: &Claim| {
        let denied = graph.node(claim.denies.as_ref()?)?.as_claim()?;
        Some((graph.index(&claim.id)?, graph.index(&denied.id)?, false))
    };
    let mut links: BTreeSet<_> = graph.claims().filter_map(denies).collect();
    for claims in claims_by_fact(graph).into_values() {
        let [mut positive, mut negative] = [Earliest::default(); 2];
        for (index, claim, polarity) in claims {
            let (same, opposite) = match polarity {
                Polarity::Positive => (&mut positive, &mut negative),
                Polarity::Negative => (&mut negative, &mut positive),
            };
            links.extend(same.of_another(claim).map(|other| (index, other, true)));
            links.extend(opposite.of_another(claim).map(|other| (index, other, false)));
            same.add(index, claim);
        }
    }
    let edge = |agree: bool| if agree { Edge::Corroborates } else { Edge::Contradicts };
    // A claim that holds a fact both ways would meet itself.
    let links = links.into_iter().filter(|(from, to, _)| from != to);
    links.map(|(from, to, agree)| (from, to, edge(agree))).collect()
}

/// For each fact the claims that hold it, earliest first.
fn claims_by_fact(graph: &KnowledgeGraph) -> BTreeMap<Fact<'_>, Vec<(NodeIndex, &Claim, Polarity)>> {
    let mut by_fact: BTreeMap<Fact<'_>, Vec<(NodeIndex, &Claim, Polarity)>> = BTreeMap::new();
    for index in graph.graph().node_indices() {
        let Node::Claim(claim) = &graph.graph()[index] else { continue };
        for relation in claim.relations.iter().filter_map(|id| graph.relation(id)) {
            let (mut source, mut target) = (&relation.source, &relation.target);
            if relation.relation.symmetric && target < source {
                std::mem::swap(&mut source, &mut target);
            }
            let fact = (source, relation.relation.code.as_str(), target);
            by_fact.entry(fact).or_default().push((index, claim, relation.polarity));
        }
    }
    for claims in by_fact.values_mut() {
        claims.sort_by_key(|(_, claim, _)| (date_of(graph, claim), &claim.id));
    }
    by_fact
}

/// When the claim was made, or published; the undated come last.
fn date_of<'g>(graph: &'g KnowledgeGraph, claim: &'g Claim) -> (bool, &'g str) {
    let said = claim.said.as_ref().map(|time| time.iso.as_str()).filter(|iso| !iso.is_empty());
    let published = || graph.document(&claim.quotation.document)?.metadata.date.as_deref();
    let date = said.or_else(published);
    (date.is_none(), date.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use crate::doc::{Factuality, Role};
    use crate::graph::sample::{Sketch, graph_of};
    use crate::graph::{Edge, KnowledgeGraph};
    use petgraph::visit::{EdgeRef, IntoEdgeReferences};

    fn links(graph: &KnowledgeGraph) -> Vec<String> {
        let cue = |index: petgraph::stable_graph::NodeIndex| graph.graph()[index].as_claim().unwrap().cue.clone();
        let edges = graph.graph().edge_references().filter_map(|edge| {
            let word = match edge.weight() {
                Edge::Contradicts => "contradicts",
                Edge::Corroborates => "corroborates",
                _ => return None,
            };
            Some(format!("{} {word} {}", cue(edge.source()), cue(edge.target())))
        });
        let mut edges: Vec<String> = edges.collect();
        edges.sort();
        edges
    }

    fn claim(id: &str, date: &str, speaker: &str, cue: &str, factuality: Factuality) -> Sketch {
        let mut sketch = Sketch::new(id, "Xenia: Ada aide Jonas");
        sketch.fragment.metadata.date = Some(date.to_owned());
        let xenia = sketch.name("Xenia", "Person", speaker);
        let ada = sketch.name("Ada", "Person", "Ada");
        let jonas = sketch.name("Jonas", "Person", "Jonas");
        let claim = sketch.claim(xenia, cue, "Ada aide Jonas", "Xenia: Ada aide Jonas");
        let roles = [(Role::Agent, ada), (Role::Patient, jonas)];
        let frame = sketch.frame("helps", "aide", "Ada aide Jonas", &roles);
        (frame.claim, frame.factuality) = (Some(claim), factuality);
        sketch
    }

    #[test]
    fn later_claims_of_others_are_linked_to_the_earliest() {
        let sketches = vec![
            claim("a", "2025-03-01", "Xenia", "first", Factuality::Reported),
            claim("b", "2025-03-02", "Yves", "second", Factuality::Denied),
            claim("c", "2025-03-03", "Zoe", "third", Factuality::Reported),
            claim("d", "2025-03-04", "Xenia", "fourth", Factuality::Reported),
        ];
        let expected = [
            "fourth contradicts second",
            "fourth corroborates third",
            "second contradicts first",
            "third contradicts second",
            "third corroborates first",
        ];
        assert_eq!(links(&graph_of(sketches)), expected);
    }

    #[test]
    fn a_denial_contradicts_what_it_points_back_to() {
        let mut sketch = Sketch::new("a", "Xenia accuse Ada. Ada rejette ces accusations.");
        let xenia = sketch.name("Xenia", "Person", "Xenia");
        let ada = sketch.name("Ada", "Person", "Ada");
        let charge = sketch.claim(xenia, "accuse", "Ada", "Xenia accuse Ada");
        let denial = sketch.claim(ada, "rejette", "ces accusations", "Ada rejette ces accusations");
        sketch.fragment.claims[denial].denies = Some(charge);
        assert_eq!(links(&graph_of(vec![sketch])), ["rejette contradicts accuse"]);
    }
}
