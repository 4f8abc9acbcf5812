//! Roles that any predicate may have: where, when, why, what for, with what.

use super::Matcher;
use super::tree::Relation;
use crate::doc::{Role, Upos};
use crate::knowledge::ontology::{EntityTypeId, RelationId};
use crate::knowledge::prepositions::Function;

impl Matcher<'_> {
    /// Adds the phrases of `trigger` that no role has taken yet, by their prepositions and types. `relation` may offer
    /// roles that its entry did not name for this preposition.
    pub(super) fn surroundings(&self, trigger: u32, relation: Option<RelationId>, roles: &mut Vec<(Role, u32)>) {
        let tree = &self.site.tree;
        for child in tree.children(trigger) {
            let word = self.site.filler(child);
            if roles.iter().any(|&(_, used)| used == word || used == child) {
                continue;
            }
            let is_phrase = match tree.relation(child) {
                Relation::Oblique | Relation::Nominal => true,
                Relation::Adverb => matches!(tree.upos(child), Upos::Noun | Upos::Pron) || word != child,
                _ => false,
            };
            let role = if is_phrase {
                let general = self
                    .role_of_phrase(trigger, child, word)
                    .or_else(|| self.role_of_happening(relation?, child, word));
                general.or_else(|| self.offered_role(relation.filter(|_| child > trigger)?, child, word, roles))
            } else if tree.relation(child) == Relation::Adverbial {
                self.role_of_clause(child)
            } else {
                None
            };
            roles.extend(role.map(|role| (role, word)));
        }
    }

    fn is_marked(&self, phrase: u32, function: Function) -> bool {
        self.site.tree.marks(phrase).any(|mark| self.site.lexicon.preposition(mark).contains(function))
    }

    /// True where a word denotes something of the type or of a narrower one.
    pub(super) fn is_of(&self, word: u32, wanted: EntityTypeId) -> bool {
        self.site.entity_type(word).is_some_and(|found| self.knowledge.ontology.is_a(found, wanted))
    }

    fn role_of_phrase(&self, trigger: u32, phrase: u32, word: u32) -> Option<Role> {
        let site = &self.site;
        let types = &self.knowledge.gazetteer.types;
        let marked = |function| self.is_marked(phrase, function);
        if site.is_time(word) {
            return (site.tree.is_bare(phrase) || marked(Function::Time)).then_some(Role::Time);
        }
        if self.is_of(word, types.place) {
            // `où` has no preposition of its own; `de` after a noun tells nothing.
            let located = marked(Function::Location) || word != phrase && site.tree.is_bare(phrase);
            let vague = site.tree.upos(trigger) == Upos::Noun && !marked(Function::Location);
            return (located && !vague).then_some(Role::Location);
        }
        if marked(Function::Cause) {
            return Some(Role::Cause);
        }
        if marked(Function::Purpose) && !self.is_of(word, types.person) {
            return Some(Role::Purpose);
        }
        (marked(Function::Instrument) && self.is_of(word, types.product)).then_some(Role::Instrument)
    }

    /// `tués dans une embuscade`: the happening in which somebody comes to harm brings it about.
    fn role_of_happening(&self, relation: RelationId, phrase: u32, word: u32) -> Option<Role> {
        let harms = self.knowledge.ontology.relation(relation).roles.contains(&Role::Cause);
        let inside = || self.is_marked(phrase, Function::Circumstance) || self.is_marked(phrase, Function::Cause);
        let happening = harms && self.is_of(word, self.knowledge.gazetteer.types.event) && inside();
        happening.then_some(Role::Cause)
    }

    /// A role of the relation that is still free and that the preposition can mark.
    fn offered_role(&self, relation: RelationId, phrase: u32, word: u32, roles: &[(Role, u32)]) -> Option<Role> {
        let ontology = &self.knowledge.ontology;
        let is_place = self.is_of(word, self.knowledge.gazetteer.types.place);
        let offers = [
            (Function::Destination, Role::Destination, is_place),
            (Function::Source, Role::Source, is_place),
            (Function::Companion, Role::Counterpart, self.site.entity_type(word).is_some()),
            (Function::Opposition, Role::Patient, self.site.entity_type(word).is_some()),
            (Function::Topic, Role::Topic, true),
            (Function::Destination, Role::Patient, is_place),
        ];
        let free = |role| roles.iter().all(|&(filled, _)| filled != role);
        let fits = |&&(function, role, suits): &&(Function, Role, bool)| {
            suits && free(role) && ontology.relation(relation).roles.contains(&role) && self.is_marked(phrase, function)
        };
        offers.iter().find(fits).map(|&(_, role, _)| role)
    }

    fn role_of_clause(&self, clause: u32) -> Option<Role> {
        let infinitive = self.site.tree.upos(clause) == Upos::Verb && !self.site.tree.is_finite(clause);
        (infinitive && self.is_marked(clause, Function::Purpose)).then_some(Role::Purpose)
    }
}
