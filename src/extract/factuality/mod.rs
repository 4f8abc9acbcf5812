//! Whether an event is said to be so, how sure, and on whose word: operators by their scope over the tree.
//!
//! From the trigger up to the root every governor, auxiliary and mark adds what it does to the event; the order of
//! `[factuality.precedence]` in the ontology tells which of them counts. Negation is polarity, kept apart: what is denied on
//! somebody's word is negative *and* reported. After Saurí & Pustejovsky, *FactBank* (2009), with French hearsay.

mod marks;

use super::outline::Outline;
use super::{Attribution, Predication};
use crate::doc::tagset::{Mood, Tense, VerbForm};
use crate::doc::{Annotated, Deprel, Factuality, Polarity, RelationRef, Role, Sentence, Token, TokenRef, Upos};
use crate::knowledge::operators::{Operator, OperatorClass};
use crate::knowledge::reporting::{ContentKind, Cue, CueKind};
use crate::knowledge::{Knowledge, LanguageKnowledge};
use rustc_hash::FxHashMap;

/// How far up the tree scope is followed. Real sentences need five or six steps; trees may be as deep as they like.
const REACH: usize = 12;

/// Polarity and factuality of each predication, in the same order.
pub fn judge(
    document: &Annotated,
    knowledge: &Knowledge,
    predications: &[Predication],
    attributions: &[Attribution],
) -> Vec<(Polarity, Factuality)> {
    let by_trigger: FxHashMap<TokenRef, usize> =
        predications.iter().enumerate().map(|(index, predication)| (predication.trigger, index)).collect();
    let mut outlines: Vec<Option<Outline>> = vec![None; document.sentences.len()];
    let mut out = Vec::with_capacity(predications.len());
    for predication in predications {
        let index = predication.trigger.sentence;
        let sentence = &document.sentences[index];
        let Some(language) = knowledge.language(sentence.language) else {
            out.push(Default::default());
            continue;
        };
        let outline = outlines[index].get_or_insert_with(|| Outline::of(&sentence.tokens));
        let site = Site { sentence, index, outline, language, knowledge, predications, by_trigger: &by_trigger };
        let mut scope = Scope::default();
        if let RelationRef::Known(relation) = predication.relation {
            scope.add(knowledge.ontology.relation(relation).assertion);
        }
        scope.negative ^= predication.negated_by_operator;
        site.climb(predication.trigger.token, &mut scope);
        claims_around(document, knowledge, attributions, predication, &mut scope);
        out.push(scope.outcome(knowledge.ontology.precedence()));
    }
    out
}

/// What the operators met so far make of an event.
#[derive(Clone, Copy, Debug, Default)]
struct Scope {
    negative: bool,
    statuses: u16,
}

impl Scope {
    fn add(&mut self, status: Factuality) {
        match status {
            Factuality::Negated => self.negative = !self.negative,
            Factuality::Factual => {}
            other => self.statuses |= 1 << other as u16,
        }
    }

    /// The status that comes first in the order of precedence; a negated event with no other status is `Negated`.
    fn outcome(self, precedence: &[Factuality]) -> (Polarity, Factuality) {
        let polarity = if self.negative { Polarity::Negative } else { Polarity::Positive };
        let plain = if self.negative { Factuality::Negated } else { Factuality::Factual };
        let first = precedence.iter().copied().find(|&status| self.statuses & (1 << status as u16) != 0);
        (polarity, first.unwrap_or(plain))
    }
}

/// The claims that hold the trigger give it the status of their speech act.
fn claims_around(
    document: &Annotated,
    knowledge: &Knowledge,
    attributions: &[Attribution],
    predication: &Predication,
    scope: &mut Scope,
) {
    let trigger = document.token(predication.trigger).span;
    // Attributions stand in text order of their contents, and contents rarely nest deeply.
    let end = attributions.partition_point(|claim| claim.content.start <= trigger.start);
    for claim in &attributions[end.saturating_sub(16)..end] {
        if claim.content.contains(trigger) && claim.cue != predication.trigger {
            let content = knowledge.ontology.relation(claim.relation).content_factuality;
            scope.add(match (content, claim.negated) {
                (_, true) => Factuality::Hypothetical,
                (Factuality::Factual | Factuality::Negated, _) => Factuality::Reported,
                (content, _) => content,
            });
        }
    }
}

/// A sentence in which a trigger is judged.
struct Site<'d> {
    sentence: &'d Sentence,
    index: usize,
    outline: &'d Outline,
    language: &'d LanguageKnowledge,
    knowledge: &'d Knowledge,
    predications: &'d [Predication],
    by_trigger: &'d FxHashMap<TokenRef, usize>,
}

impl<'d> Site<'d> {
    fn token(&self, word: usize) -> &'d Token {
        &self.sentence.tokens[word]
    }

    fn head(&self, word: usize) -> Option<usize> {
        self.token(word).head.map(|head| head as usize).filter(|&head| head < self.sentence.tokens.len())
    }

    /// Walks from a trigger to the root and gathers what scopes over it.
    fn climb(&self, trigger: usize, scope: &mut Scope) {
        let mut word = trigger;
        let mut inside = true;
        self.own_marks(word, scope);
        for _ in 0..REACH {
            let Some(head) = self.head(word) else { break };
            let relation = self.token(word).deprel;
            if inside {
                self.clause_mark(word, relation, scope);
            }
            if relation.is("conj") {
                if inside && self.shares_marks(word) {
                    self.own_marks(head, scope);
                }
            } else if self.governs(head, word, inside, scope).unwrap_or(inside && relation.is("xcomp")) {
                self.own_marks(head, scope);
            } else {
                // Other clauses and arguments stand outside the negation and mood of the clause above.
                inside = false;
            }
            word = head;
        }
        if self.is_main_question(trigger) {
            scope.add(Factuality::Question);
        }
    }

    /// A later conjunct without auxiliary, mood or subject of its own shares those of the first.
    fn shares_marks(&self, word: usize) -> bool {
        let finite = self.token(word).features.verb_form == VerbForm::Fin;
        let own = self.outline.children(word).any(|child| {
            let deprel = self.token(child).deprel;
            deprel.is("aux") || deprel.is("cop") || deprel.is("nsubj")
        });
        !finite && !own && self.token(word).upos == Upos::Verb
    }

    /// What a governor does to its argument: operators, embedding relations, verbs of saying, support verbs. Tells whether the
    /// governor's own negation and mood reach the argument; `None` where the governor does nothing.
    fn governs(&self, head: usize, word: usize, inside: bool, scope: &mut Scope) -> Option<bool> {
        let token = self.token(head);
        if !is_argument(self.token(word).deprel) || self.is_circumstance(word) {
            return None;
        }
        if inside && let Some(operator) = self.operator(head, word) {
            return Some(self.apply(operator, head, scope));
        }
        if token.upos == Upos::Verb
            && self.is_clause_argument(word)
            && let Some(cue) = self.language.reporting.of(&token.lemma).find(|cue| embeds(cue))
            && !self.has_clause_operator(word)
        {
            let content = self.knowledge.ontology.relation(cue.relation).content_factuality;
            let doubtful = self.negation(head) && !matches!(content, Factuality::Confirmed);
            scope.add(if doubtful { Factuality::Hypothetical } else { without_negation(content) });
            return Some(false);
        }
        self.embedding_relation(head, word, scope);
        None
    }

    /// An adverbial participle without mark (`a démenti, affirmant que …`) tells what goes with the verb, not what the
    /// verb speaks of.
    fn is_circumstance(&self, word: usize) -> bool {
        let token = self.token(word);
        token.deprel.is("advcl") && token.features.verb_form == VerbForm::Part && self.marker(word).is_none()
    }

    /// Adds what an operator does; its own negation and mood then count for the event too.
    fn apply(&self, operator: &Operator, head: usize, scope: &mut Scope) -> bool {
        if operator.class == OperatorClass::Light {
            return true;
        }
        match operator.factuality {
            // `n'a pas refusé de partir` does not say that anyone left.
            Some(Factuality::Negated) if self.negation(head) => {
                scope.add(Factuality::Hypothetical);
                false
            }
            Some(status) => {
                scope.add(status);
                // `ne peut pas partir` denies leaving; `ne veut pas partir` does not.
                !self.negation(head) || operator.class == OperatorClass::Modal
            }

            None => true,
        }
    }

    /// The operator that `head` is for its argument `word`.
    fn operator(&self, head: usize, word: usize) -> Option<&'d Operator> {
        let token = self.token(head);
        let clause = self.is_clause_argument(word);
        let marker = self.marker(word);
        let carrier = self.carrier(head);
        if !matches!(token.upos, Upos::Verb | Upos::Aux | Upos::Adj) && carrier == head {
            return None;
        }
        self.language.operators.verbs(&self.token(carrier).lemma).find(|operator| {
            let nominal_fits = match operator.class {
                OperatorClass::Light => !clause,
                OperatorClass::Aspect | OperatorClass::Evidential | OperatorClass::Modal => clause,
                _ => true,
            };
            let complement = operator.complement.as_deref();
            let marked = match complement {
                Some(wanted) => marker == Some(wanted) || (!clause && marker.is_none()),
                None => marker.is_none() || marker == Some("à"),
            };
            nominal_fits
                && marked
                && operator.reflexive == self.is_reflexive(head)
                && (!operator.negated || self.negation(head))
                && self.has_idiom(head, operator)
        })
    }

    /// The verb of an idiom whose tree hangs on its adjective or noun (`est capable de`, `is likely to`).
    fn carrier(&self, head: usize) -> usize {
        let copula = self.outline.children(head).find(|&child| self.token(child).deprel.is("cop"));
        let passive = || {
            let english = self.language.language == crate::doc::Language::English;
            self.outline.children(head).find(|&child| english && self.token(child).deprel.as_str() == "aux:pass")
        };
        let idiomatic = |carrier: usize| {
            self.language.operators.verbs(&self.token(carrier).lemma).any(|operator| {
                operator
                    .idiom
                    .last()
                    .is_some_and(|last| *last == self.token(head).form || *last == self.token(head).lemma)
            })
        };
        copula.or_else(passive).filter(|&carrier| idiomatic(carrier)).unwrap_or(head)
    }

    fn has_idiom(&self, head: usize, operator: &Operator) -> bool {
        let Some(last) = operator.idiom.last() else { return self.carrier(head) == head };
        let fits = |word: usize| self.token(word).form == *last || self.token(word).lemma == *last;
        fits(head) || self.outline.children(head).any(fits)
    }

    /// `cancels`, `fears`, `asks_for` and other relations that say what becomes of their content or topic.
    fn embedding_relation(&self, head: usize, word: usize, scope: &mut Scope) {
        let key = TokenRef { sentence: self.index, token: head };
        let Some(predication) = self.by_trigger.get(&key).map(|&index| &self.predications[index]) else { return };
        let RelationRef::Known(relation) = predication.relation else { return };
        let content = self.knowledge.ontology.relation(relation).content_factuality;
        let place = TokenRef { sentence: self.index, token: word };
        let holds = |role: Role| predication.roles.iter().any(|&(own, filler)| own == role && filler == place);
        let embedded =
            holds(Role::Claim) || holds(Role::Topic) || (self.is_clause_argument(word) && holds(Role::Patient));
        let undone = content == Factuality::Negated && holds(Role::Patient);
        if !embedded && !undone {
            return;
        }
        if self.negation(head) {
            scope.add(Factuality::Hypothetical);
        } else {
            scope.add(content);
        }
    }

    fn is_clause_argument(&self, word: usize) -> bool {
        let token = self.token(word);
        let copula = || self.outline.children(word).any(|child| self.token(child).deprel.is("cop"));
        matches!(token.upos, Upos::Verb | Upos::Aux) || copula()
    }
}

/// True for a verb of saying, knowing or asking that takes clauses.
fn embeds(cue: &Cue) -> bool {
    let clauses = [ContentKind::Clause, ContentKind::Infinitive, ContentKind::Charge];
    let embeds = cue.content.is_empty() || clauses.iter().any(|&kind| cue.content.has(kind));
    cue.kind == CueKind::Verb && cue.rest.is_empty() && embeds
}

/// Relations through which a governor has its complement in scope.
fn is_argument(relation: Deprel) -> bool {
    ["xcomp", "ccomp", "obj", "obl", "advcl", "acl", "csubj", "nmod", "iobj"].iter().any(|label| relation.is(label))
        || relation.is("nsubj")
}

/// Relations of the text's own negation of a content count as something not so on somebody's word.
fn without_negation(status: Factuality) -> Factuality {
    if status == Factuality::Negated { Factuality::Denied } else { status }
}

/// True for the finite word of a verb group in the given mood or tense.
fn is_finite_in(token: &Token, test: impl Fn(Mood, Tense) -> bool) -> bool {
    token.features.verb_form == VerbForm::Fin && test(token.features.mood, token.features.tense)
}
