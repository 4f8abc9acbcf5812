//! Verbs that leave the meaning to another word: operators to an infinitive, support verbs to an event noun.

use super::Matcher;
use super::choice::{Match, Scratch};
use super::paths::Site;
use super::tree::{Relation, symbol};
use crate::doc::{Role, Upos};
use crate::knowledge::lexicon::Confidence;
use crate::knowledge::ontology::Tier;
use crate::knowledge::operators::{Operator, OperatorClass};
use crate::knowledge::symbols::Symbol;

/// An event noun read together with its support verb.
pub(super) struct Supported<'k> {
    /// The noun.
    pub noun: u32,
    /// Its reading, with the verb's subject as a role.
    pub found: Match<'k>,
    /// True where the support is an idiom (`faire l'objet de`), which beats the verb's own readings.
    pub idiom: bool,
}

impl<'k> Matcher<'k> {
    /// True for a verb that only adds phase, modality or attempt to the infinitive that it governs.
    pub(super) fn is_operator(&self, verb: u32) -> bool {
        let tree = &self.site.tree;
        let kinds = [Relation::Infinitive, Relation::Clause, Relation::Adverbial];
        let mut infinitives = tree.dependents(verb, &kinds).filter(|&word| tree.upos(word) == Upos::Verb).peekable();
        if infinitives.peek().is_none() {
            return false;
        }
        let adds_no_event =
            |class| matches!(class, OperatorClass::Aspect | OperatorClass::Modal | OperatorClass::Attempt);
        let infinitives: Vec<u32> = infinitives.collect();
        self.language.operators.verbs(&tree.token(verb).lemma).any(|operator| {
            adds_no_event(operator.class)
                && operator.idiom.is_empty()
                && operator.reflexive == self.site.is_reflexive(verb)
                && infinitives.iter().any(|&word| self.introduces(operator, word))
        })
    }

    fn introduces(&self, operator: &Operator, infinitive: u32) -> bool {
        match &operator.complement {
            Some(mark) => self.site.tree.is_marked(infinitive, self.site.lexicon.symbols().get(mark)),
            None => self.site.tree.is_bare(infinitive) && !self.site.tree.is_finite(infinitive),
        }
    }

    /// The event noun that `verb` supports: `mener une attaque`, `procéder à une arrestation`, `faire l'objet d'une
    /// enquête`; also the object of a verb of phase (`poursuivre les frappes`).
    pub(super) fn supported(&self, verb: u32, scratch: &mut Scratch) -> Option<Supported<'k>> {
        let tree = &self.site.tree;
        let mut found = None;
        for operator in self.language.operators.verbs(&tree.token(verb).lemma) {
            let supports = match operator.class {
                OperatorClass::Light => operator.value != "existential",
                OperatorClass::Aspect => {
                    matches!(operator.value.as_str(), "begin" | "continue") && operator.complement.is_none()
                }
                _ => false,
            };
            if !supports || operator.reflexive != self.site.is_reflexive(verb) {
                continue;
            }
            let noun = match (last_word(operator), &operator.complement) {
                (None, None) => self.object(verb),
                (None, Some(mark)) => self.phrase(verb, self.site.lexicon.symbols().get(mark)),
                (Some(pivot), mark) => {
                    let pivot = symbol(self.site.lexicon, pivot);
                    let mark = mark.as_deref().map(|mark| self.site.lexicon.symbols().get(mark)).unwrap_or_default();
                    self.object(verb)
                        .filter(|&object| tree.lemma(object) == pivot)
                        .and_then(|object| self.phrase(object, mark))
                }
            };
            let converse = operator.value == "converse";
            if let Some(noun) = noun {
                let reading = self.read_noun(noun, verb, converse, scratch);
                found = reading.map(|found| Supported { noun, found, idiom: last_word(operator).is_some() });
            }
            if found.is_some() {
                break;
            }
        }
        found
    }

    /// The same for a predicate noun: `être victime d'une attaque`, `to be the target of an attack`.
    pub(super) fn supported_through(&self, noun: u32, scratch: &mut Scratch) -> Option<Supported<'k>> {
        let tree = &self.site.tree;
        let copula = tree.dependents(noun, &[Relation::Copula]).next()?;
        let operators = self.language.operators.light(&tree.token(copula).lemma);
        for operator in operators {
            let pivot = last_word(operator).map(|word| symbol(self.site.lexicon, word));
            if pivot != Some(tree.lemma(noun)) {
                continue;
            }
            let mark = self.site.lexicon.symbols().get(operator.complement.as_deref().unwrap_or_default());
            let event = self.phrase(noun, mark)?;
            let found = self.read_noun(event, noun, operator.value == "converse", scratch)?;
            return Some(Supported { noun: event, found, idiom: true });
        }
        None
    }

    /// The event noun behind a noun of phase: `l'ouverture d'une enquête par X`, `the launch of an offensive by X`.
    pub(super) fn supported_by_noun(&self, noun: u32, scratch: &mut Scratch) -> Option<Supported<'k>> {
        let site: &Site<'k> = &self.site;
        let operator = self.language.operators.nouns(&site.tree.token(noun).lemma).next()?;
        let mark = site.lexicon.symbols().get(operator.complement.as_deref()?);
        let event = self.phrase(noun, mark).filter(|&event| !self.denotes_person(event))?;
        let entries = site.lexicon.entries(site.tree.lemma(event), Upos::Noun);
        let found = site.choose(event, entries, &[noun], &self.knowledge.ontology, scratch)?;
        let core = self.knowledge.ontology.relation(found.entry.relation).tier == Tier::Core;
        let usable = core && found.entry.confidence > Confidence::Weak && !found.roles.is_empty();
        usable.then_some(Supported { noun: event, found, idiom: false })
    }

    fn object(&self, verb: u32) -> Option<u32> {
        let tree = &self.site.tree;
        let object = tree.dependents(verb, &[Relation::Object, Relation::PassiveSubject]).next();
        let object = object.or_else(|| {
            let participle = tree.is_bare_participle(verb) && tree.relation(verb) == Relation::NounClause;
            tree.head(verb).filter(|_| participle)
        });
        object.map(|object| tree.antecedent(object)).filter(|&object| tree.upos(object) == Upos::Noun)
    }

    fn phrase(&self, word: u32, mark: Symbol) -> Option<u32> {
        let tree = &self.site.tree;
        let kinds = [Relation::Oblique, Relation::Nominal];
        tree.dependents(word, &kinds).find(|&noun| tree.upos(noun) == Upos::Noun && tree.is_marked(noun, mark))
    }

    /// Reads `noun` as the predicate and gives it the subject of its support verb.
    fn read_noun(&self, noun: u32, verb: u32, converse: bool, scratch: &mut Scratch) -> Option<Match<'k>> {
        let site: &Site<'k> = &self.site;
        if self.denotes_person(noun) {
            return None;
        }
        let entries = site.lexicon.entries(site.tree.lemma(noun), Upos::Noun);
        let mut found = site.choose(noun, entries, &[verb], &self.knowledge.ontology, scratch)?;
        let relation = self.knowledge.ontology.relation(found.entry.relation);
        if found.entry.confidence == Confidence::Weak
            || relation.tier != Tier::Core
            || found.entry.specificity > 0 && found.roles.is_empty()
        {
            return None;
        }
        let passive = !converse && site.tree.is_passive(verb);
        let mut subject = Vec::new();
        let reading = super::paths::Reading { trigger: verb, passive, also: &[] };
        site.follow(reading, crate::knowledge::pattern::Path::Subject, &mut subject);
        let subject = site.tree.antecedent(*subject.first()?);
        let role =
            if converse { relation.edge_to.iter().copied().find(|&role| is_party(role))? } else { relation.edge_from };
        // `mener son offensive`: the possessive is the subject again.
        found.roles.retain(|&(filled, word)| filled != role || !site.tree.token(word).features.possessive);
        let taken = found.roles.iter().any(|&(filled, word)| filled == role || word == subject);
        if taken || subject == noun {
            return None;
        }
        found.roles.insert(0, (role, subject));
        Some(found)
    }
}

/// True for roles of those who take part.
fn is_party(role: Role) -> bool {
    matches!(role, Role::Patient | Role::Recipient | Role::Counterpart | Role::Agent)
}

/// The noun of an operator's idiom, without article: `l'objet` → `objet`.
fn last_word(operator: &Operator) -> Option<&str> {
    operator.idiom.last().map(|word| word.rsplit('\'').next().unwrap_or(word))
}
