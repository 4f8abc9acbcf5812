//! From a reading to a [`Predication`]: coordination spelt out, symmetric relations, verbs without an entry.

use super::Matcher;
use super::choice::Match;
use super::tree::Relation;
use crate::doc::{RelationRef, Role, Upos};
use crate::extract::Predication;
use crate::knowledge::constructions::Construction;
use crate::knowledge::lexicon::Confidence;

impl Matcher<'_> {
    /// Adds the predication of a reading. `host` is the verb that supports an event noun: it carries tense and negation,
    /// so it becomes the trigger.
    pub(super) fn emit(&self, word: u32, host: Option<u32>, found: &Match<'_>, out: &mut Vec<Predication>) {
        let trigger = host.unwrap_or(word);
        let mut roles = found.roles.clone();
        let relation = Some(found.entry.relation);
        self.surroundings(word, relation, &mut roles);
        if let Some(host) = host {
            self.surroundings(host, relation, &mut roles);
        }
        roles.retain(|&(_, filler)| filler != word && filler != trigger && !self.site.is_empty_pronoun(filler));
        let idiom = !found.entry.constraints.is_empty();
        let own_lemma = &self.site.tree.token(word).lemma;
        let lemma = match host {
            Some(host) => format!("{} {own_lemma}", self.site.tree.token(host).lemma),
            None if idiom => found.entry.form.to_string(),
            None => own_lemma.clone(),
        };
        let rule = format!("lexicon.{}:{}", self.language.language.code(), found.entry.form);
        let relation = self.knowledge.ontology.relation(found.entry.relation);
        self.complete_actors(relation, &mut roles);
        let mut roles = self.spell_out(&roles);
        if relation.symmetric {
            pair_up(&mut roles, relation.edge_from, &relation.edge_to);
        }
        if roles.is_empty() {
            return;
        }
        out.push(Predication {
            trigger: self.site.place(trigger),
            lemma,
            relation: RelationRef::Known(found.entry.relation),
            roles: roles.into_iter().map(|(role, filler)| (role, self.site.place(filler))).collect(),
            confident: found.entry.confidence > Confidence::Weak,
            negated_by_operator: false,
            presupposed: false,
            rule,
        });
    }

    /// `le parquet a ouvert une enquête`: where nothing is said to be acted on, the happening itself is what the agent
    /// carries out.
    pub(super) fn carried_out(&self, noun: u32, found: &Match<'_>, out: &mut Vec<Predication>) {
        let ontology = &self.knowledge.ontology;
        let Some(relation) = self.language.constructions.relation(Construction::CarriedOut) else { return };
        let own = ontology.relation(found.entry.relation);
        let happens = self.is_of(noun, self.knowledge.gazetteer.types.event);
        let acts_on = found.roles.iter().any(|(role, _)| own.edge_to.contains(role));
        if !happens || acts_on {
            return;
        }
        let agents =
            found.roles.iter().filter(|&&(role, word)| role == Role::Agent && self.site.entity_type(word).is_some());
        let mut roles: Vec<(Role, u32)> = agents.copied().collect();
        if roles.is_empty() {
            return;
        }
        roles.push((Role::Patient, noun));
        let roles = self.spell_out(&roles);
        out.push(Predication {
            trigger: self.site.place(noun),
            lemma: self.site.tree.token(noun).lemma.clone(),
            relation: RelationRef::Known(relation),
            roles: roles.into_iter().map(|(role, filler)| (role, self.site.place(filler))).collect(),
            confident: true,
            negated_by_operator: false,
            presupposed: false,
            rule: format!("construction:{}", Construction::CarriedOut.name()),
        });
    }

    /// One entry for each conjunct of a filler, without repetition.
    fn spell_out(&self, roles: &[(Role, u32)]) -> Vec<(Role, u32)> {
        let mut out: Vec<(Role, u32)> = Vec::with_capacity(roles.len());
        for &(role, filler) in roles {
            for conjunct in self.site.tree.conjuncts(filler) {
                let conjunct = self.site.filler(conjunct);
                if out.iter().all(|&(_, word)| word != conjunct) {
                    out.push((role, conjunct));
                }
            }
        }
        out
    }

    /// `other:<lemma>` for a finite verb without entry that has two nominal arguments, one of them a mention.
    pub(super) fn unlisted(&self, verb: u32) -> Option<Predication> {
        let site = &self.site;
        let tree = &site.tree;
        if !tree.is_finite(verb) {
            return None;
        }
        let passive = tree.is_passive(verb);
        let subject = site.subject(verb).map(|word| tree.antecedent(word));
        let nominal = |word: &u32| matches!(tree.upos(*word), Upos::Noun | Upos::Propn | Upos::Pron);
        let mut roles: Vec<(Role, u32)> = Vec::new();
        roles.extend(subject.filter(nominal).map(|word| (if passive { Role::Patient } else { Role::Agent }, word)));
        for child in tree.children(verb) {
            let role = match tree.relation(child) {
                Relation::Object => Role::Patient,
                Relation::Agent => Role::Agent,
                Relation::IndirectObject => Role::Recipient,
                _ => continue,
            };
            let word = site.filler(child);
            if nominal(&word) && roles.iter().all(|&(_, used)| used != word) {
                roles.push((role, word));
            }
        }
        self.surroundings(verb, None, &mut roles);
        let is_argument = |&&(role, word): &&(Role, u32)| {
            matches!(role, Role::Agent | Role::Patient | Role::Recipient | Role::Location)
                && matches!(tree.upos(word), Upos::Noun | Upos::Propn | Upos::Pron)
        };
        let arguments = roles.iter().filter(is_argument).count();
        let anchored = roles.iter().any(|&(_, word)| site.entity_type(word).is_some());
        if arguments < 2 || !anchored {
            return None;
        }
        let roles = self.spell_out(&roles);
        let lemma = tree.token(verb).lemma.clone();
        Some(Predication {
            trigger: site.place(verb),
            relation: RelationRef::Other(lemma.clone()),
            lemma,
            roles: roles.into_iter().map(|(role, filler)| (role, site.place(filler))).collect(),
            confident: false,
            negated_by_operator: false,
            presupposed: false,
            rule: "other".to_owned(),
        })
    }
}

/// In a symmetric relation without a second party, the later conjuncts of the first are the second party.
fn pair_up(roles: &mut [(Role, u32)], first: Role, second: &[Role]) {
    let Some(&partner) = second.first() else { return };
    if roles.iter().any(|(role, _)| second.contains(role)) {
        return;
    }
    let mut seen = false;
    for (role, _) in roles.iter_mut().filter(|(role, _)| *role == first) {
        if seen {
            *role = partner;
        }
        seen = true;
    }
}
