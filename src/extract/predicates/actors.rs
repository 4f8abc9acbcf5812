//! Who acts where the trigger itself does not say: the owner of a plane, a jury or a loan; the state whose troops are sent;
//! the subject of a clause that tells what happened during a visit.

use super::Matcher;
use super::choice::Match;
use super::tree::Relation;
use crate::doc::{MentionKind, Role, Upos};
use crate::knowledge::lexicon::FunctionWord;
use crate::knowledge::ontology::{Relation as RelationSchema, Tier, TypeSet};
use crate::knowledge::prepositions::Function;

impl Matcher<'_> {
    /// Puts the owner in the place of a thing that acts for it (`repéré par un avion de Frontex`, `convicted by a court
    /// jury`), and gives a deployment without agent the state whose troops they are.
    pub(super) fn complete_actors(&self, relation: &RelationSchema, roles: &mut Vec<(Role, u32)>) {
        if relation.tier == Tier::Core {
            for index in 0..roles.len() {
                let (role, word) = roles[index];
                let acts = role == Role::Agent && relation.edge_from == Role::Agent && self.acts_for_owner(word);
                let owner = if acts { self.owner(word, relation.domain) } else { None };
                if let Some(owner) = owner.filter(|&owner| roles.iter().all(|&(_, used)| used != owner)) {
                    roles[index].1 = owner;
                }
            }
        }
        if let Some(owned) = relation.owner_acts
            && roles.iter().all(|&(role, _)| role != relation.edge_from)
        {
            let owner = roles.iter().filter(|&&(role, _)| role == owned).find_map(|&(_, word)| self.state_of(word));
            roles.extend(owner.map(|owner| (relation.edge_from, owner)));
        }
    }

    /// `a déclaré X lors d'une visite à Y`: who speaks or acts during a visit is the visitor.
    pub(super) fn attendant(&self, noun: u32, found: &mut Match<'_>) {
        let site = &self.site;
        let tree = &site.tree;
        let relation = self.knowledge.ontology.relation(found.entry.relation);
        let lacks_agent = found.roles.iter().all(|&(role, _)| role != relation.edge_from);
        let during = tree.relation(noun) == Relation::Oblique
            && tree.marks(noun).any(|mark| {
                let functions = site.lexicon.preposition(mark);
                functions.contains(Function::Time) || functions.contains(Function::Location)
            });
        if !relation.subject_attends || !lacks_agent || !during {
            return;
        }
        let verb = tree.head(noun).filter(|&verb| tree.upos(verb) == Upos::Verb && !tree.is_passive(verb));
        let subject = verb.and_then(|verb| site.subject(verb)).map(|subject| site.filler(subject));
        let suits = |&subject: &u32| {
            self.denotes(subject, relation.domain) && found.roles.iter().all(|&(_, word)| word != subject)
        };
        found.roles.extend(subject.filter(suits).map(|subject| (relation.edge_from, subject)));
    }

    /// True for a thing without a name that cannot act by itself, or a part of a body that acts for it.
    fn acts_for_owner(&self, word: u32) -> bool {
        let site = &self.site;
        if site.lexicon.is(FunctionWord::ActingPart, site.tree.lemma(word)) {
            return true;
        }
        let mention = site.mentions.headed_by(site.place(word)).map(|index| &site.mentions.list[index]);
        let product = self.knowledge.ontology.type_set("Product").unwrap_or_default();
        mention.is_some_and(|mention| mention.kind == MentionKind::Nominal && product.contains(mention.entity_type))
    }

    /// The actor that a thing belongs to or comes from.
    fn owner(&self, thing: u32, actors: TypeSet) -> Option<u32> {
        let site = &self.site;
        let tree = &site.tree;
        let suits = |&word: &u32| self.denotes(word, actors);
        let marked = |&word: &u32| {
            tree.marks(word).any(|mark| {
                site.lexicon.is(FunctionWord::Genitive, mark)
                    || site.lexicon.preposition(mark).contains(Function::Source)
            })
        };
        let close = [Relation::Possessor, Relation::Compound, Relation::Adjective];
        let own = tree.dependents(thing, &close).find(suits);
        let phrase = || {
            let phrases = tree.dependents(thing, &[Relation::Nominal, Relation::Oblique]).filter(marked);
            phrases.map(|word| site.filler(word)).find(suits)
        };
        // `un prêt accordé par X`, `un emprunt souscrit auprès de X`
        let participle = || {
            let clauses =
                tree.dependents(thing, &[Relation::NounClause]).filter(|&clause| tree.is_past_participle(clause));
            let phrases = clauses.flat_map(|clause| tree.dependents(clause, &[Relation::Oblique, Relation::Agent]));
            let suits_participle = |word: &u32| tree.relation(*word) == Relation::Agent || marked(word);
            phrases.filter(suits_participle).map(|word| site.filler(word)).find(suits)
        };
        let is_part = site.lexicon.is(FunctionWord::ActingPart, tree.lemma(thing));
        own.or_else(phrase).or_else(|| if is_part { participle() } else { None })
    }

    /// The state or body whose people a group is: by demonym, possessive or name.
    fn state_of(&self, group: u32) -> Option<u32> {
        let site = &self.site;
        let tree = &site.tree;
        let possessive = |&word: &u32| tree.token(word).features.possessive;
        let demonym = tree.dependents(group, &[Relation::Adjective]).find(|&word| site.is_demonym(word));
        let owner = || tree.dependents(group, &[Relation::Determiner, Relation::Possessor]).find(possessive);
        demonym.or_else(owner)
    }
}
