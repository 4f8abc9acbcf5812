//! Which reading of a trigger the tree supports best.
//!
//! Readings are compared by, in this order: number of constraints and required roles; types of the fillers where the
//! entry asks for types; valency (nothing unread, nothing expected missing); no type that
//! the relation does not expect; confidence; roles filled; how specific the relation is; file order.

use super::paths::{Reading, Site};
use super::tree::Relation;
use crate::doc::{Role, Upos};
use crate::knowledge::Ontology;
use crate::knowledge::lexicon::{Entry, FunctionWord};
use crate::knowledge::ontology::{RelationId, TypeSet};
use crate::knowledge::pattern::{Argument, Constraint, Path};
use crate::knowledge::prepositions::Function;

/// The best reading of a trigger.
#[derive(Clone, Debug)]
pub(crate) struct Match<'k> {
    /// The entry.
    pub entry: &'k Entry,
    /// Fillers, before coordination is spelt out.
    pub roles: Vec<(Role, u32)>,
    /// Fixed nouns of the idiom.
    pub fixed: Vec<u32>,
}

/// Working space that lives as long as a document is read.
#[derive(Default)]
pub(crate) struct Scratch {
    hits: Vec<u32>,
    constraint: Vec<u32>,
    roles: Vec<(Role, u32)>,
    fixed: Vec<u32>,
}

type Score = (u8, u8, i8, i8, u8, u8, u8);

/// How well the types of fillers suit an entry that asks for types.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Typing {
    Refuted,
    Unknown,
    NotAsked,
    Satisfied,
}

impl<'k> Site<'k> {
    /// The best reading of `trigger` among `entries`. Phrases of the words in `also` count as the trigger's.
    pub fn choose(
        &self,
        trigger: u32,
        entries: &'k [Entry],
        also: &[u32],
        ontology: &Ontology,
        scratch: &mut Scratch,
    ) -> Option<Match<'k>> {
        let tree = &self.tree;
        let is_verb = tree.upos(trigger) == Upos::Verb;
        let passive = is_verb && tree.is_passive(trigger);
        let bare_participle =
            is_verb && !passive && tree.is_bare_participle(trigger) && !tree.has(trigger, &[Relation::Object]);
        let reflexive = is_verb && self.is_reflexive(trigger);
        let mut best: Option<(Score, Match<'k>)> = None;
        for entry in entries {
            // What takes no object has no passive, though taggers see one: `est arrivé`, `is based in`.
            let reading = Reading { trigger, passive: (passive || bare_participle) && entry.takes_object, also };
            if !entry.constraints.iter().all(|constraint| self.holds(reading, constraint, &mut scratch.constraint)) {
                continue;
            }
            self.collect_fixed(trigger, entry, also, &mut scratch.fixed);
            let fixed = std::mem::take(&mut scratch.fixed);
            let reading = Reading { also: &fixed, ..reading };
            let arguments = self.lexicon.arguments(entry);
            let complete = self.fill(reading, (entry.relation, arguments), ontology, scratch);
            let typing = self.typing(entry, &scratch.roles, ontology);
            if complete && typing != Typing::Refuted {
                let score = (
                    entry.specificity,
                    typing as u8,
                    self.valency(reading, entry, arguments, &scratch.roles, reflexive),
                    self.suitability(entry, &scratch.roles, ontology),
                    entry.confidence as u8,
                    distinct_roles(&scratch.roles),
                    entry.tier as u8,
                );
                if best.as_ref().is_none_or(|(top, _)| score > *top) {
                    let found = Match { entry, roles: scratch.roles.clone(), fixed: fixed.clone() };
                    best = Some((score, found));
                }
            }
            scratch.fixed = fixed;
        }
        best.map(|(_, found)| found)
    }

    /// The nouns that the entry's constraints fix, with those of `also`.
    fn collect_fixed(&self, trigger: u32, entry: &Entry, also: &[u32], fixed: &mut Vec<u32>) {
        fixed.clear();
        fixed.extend_from_slice(also);
        let kinds = [Relation::Object, Relation::PassiveSubject, Relation::Infinitive, Relation::Oblique];
        for constraint in &entry.constraints {
            let words = match constraint {
                Constraint::Object(words) | Constraint::Complement(words) | Constraint::Phrase(_, words) => words,
                _ => continue,
            };
            let is_fixed = |&word: &u32| words.contains(&self.tree.lemma(word));
            fixed.extend(self.tree.dependents(trigger, &kinds).filter(is_fixed));
        }
    }

    /// Fills the roles of an entry; false where a required one stays empty. No word fills two roles.
    fn fill(
        &self,
        reading: Reading<'_>,
        (relation, arguments): (RelationId, &[Argument]),
        ontology: &Ontology,
        scratch: &mut Scratch,
    ) -> bool {
        scratch.roles.clear();
        for argument in arguments {
            let before = scratch.roles.len();
            // `l'attaque russe de la ville`: a path that can only mean this role goes before `nmod:de`.
            let clear = argument.paths.iter().filter(|&&path| self.is_unambiguous(path));
            let vague = argument.paths.iter().filter(|&&path| !self.is_unambiguous(path));
            for &path in clear.chain(vague) {
                scratch.hits.clear();
                self.follow(reading, path, &mut scratch.hits);
                self.take((argument.role, path, relation), reading, ontology, &scratch.hits, &mut scratch.roles);
                if scratch.roles.len() > before {
                    break;
                }
            }
            if argument.required && scratch.roles.len() == before {
                return false;
            }
        }
        true
    }

    /// True for the paths of a noun that leave no doubt about the role: demonym adjectives and `par`.
    fn is_unambiguous(&self, path: Path) -> bool {
        match path {
            Path::Adjective => true,
            Path::Nominal(mark) => self.lexicon.is(FunctionWord::Agent, mark),
            _ => false,
        }
    }

    /// `l'offensive de Koursk`: behind an event noun a place that is no country is where it happens, not who does it.
    fn is_theatre(&self, role: Role, path: Path, word: u32, ontology: &Ontology) -> bool {
        let named = |name| ontology.entity_type_named(name);
        let (Path::Nominal(_), Role::Agent, Some(found)) = (path, role, self.entity_type(word)) else { return false };
        let is_a = |name| named(name).is_some_and(|wanted| ontology.is_a(found, wanted));
        is_a("Place") && !is_a("Country")
    }

    /// `mort à La Havane`, `won the contest in Kyiv`: a place behind a preposition of place is where it happens and neither
    /// cause, party nor subject matter; a town receives nothing, a state may.
    fn is_scene(&self, role: Role, path: Path, word: u32, ontology: &Ontology) -> bool {
        let (Path::Oblique(mark) | Path::Nominal(mark)) = path else { return false };
        let functions = self.lexicon.preposition(mark);
        let locative = functions.contains(Function::Location) && !self.lexicon.is(FunctionWord::Pair, mark);
        let Some(found) = self.entity_type(word).filter(|_| locative) else {
            return false;
        };
        let is_a = |name| ontology.entity_type_named(name).is_some_and(|wanted| ontology.is_a(found, wanted));
        match role {
            Role::Cause => is_a("Place") && !functions.contains(Function::Cause),
            Role::Topic => is_a("Settlement") && !functions.contains(Function::Topic),
            Role::Counterpart | Role::Role => is_a("Place"),
            Role::Recipient => is_a("Settlement") || is_a("Facility"),
            _ => false,
        }
    }

    /// Takes one filler for the role from what a path found.
    fn take(
        &self,
        (role, path, relation): (Role, Path, RelationId),
        reading: Reading<'_>,
        ontology: &Ontology,
        hits: &[u32],
        roles: &mut Vec<(Role, u32)>,
    ) {
        let is_pair = match path {
            Path::Oblique(mark) | Path::Nominal(mark) => self.lexicon.is(FunctionWord::Pair, mark),
            _ => false,
        };
        // A day is no place and no party; as an object it is taken where nothing else is one (`passer la nuit`).
        let may_be_time = matches!(role, Role::Time | Role::Quantity | Role::Claim)
            || hits.len() == 1 && matches!(path, Path::Subject | Path::Object | Path::PassiveSubject);
        for &hit in hits {
            let word = self.filler(hit);
            let is_taken =
                word == reading.trigger || reading.also.contains(&word) || roles.iter().any(|&(_, w)| w == word);
            if is_taken || !may_be_time && self.is_time(word) || self.is_theatre(role, path, word, ontology) {
                continue;
            }
            if self.is_scene(role, path, word, ontology) {
                // `livré à Moroni`: what is brought to a place has it for its destination.
                if role == Role::Recipient && ontology.allows(relation, Role::Destination) {
                    roles.push((Role::Destination, word));
                    return;
                }
                continue;
            }
            if is_pair && role == Role::Counterpart && roles.iter().all(|&(role, _)| role != Role::Agent) {
                // `rencontre entre X et Y`
                let mut parties = self.tree.conjuncts(word);
                roles.extend(parties.next().map(|first| (Role::Agent, first)));
                roles.extend(parties.map(|other| (Role::Counterpart, other)));
            } else {
                roles.push((role, word));
            }
            return;
        }
    }

    fn typing(&self, entry: &Entry, roles: &[(Role, u32)], ontology: &Ontology) -> Typing {
        let mut result = if entry.types.is_empty() { Typing::NotAsked } else { Typing::Satisfied };
        for &(role, wanted) in &entry.types {
            let Some(&(_, word)) = roles.iter().find(|&&(filled, _)| filled == role) else { return Typing::Unknown };
            match self.entity_type(word) {
                Some(found) if wanted.contains(found) => {}
                Some(found) if !ontology.may_be(found, wanted) => return Typing::Refuted,
                // A mention that may yet turn out right is no reason against the entry.
                Some(_) => result = result.min(Typing::NotAsked),
                None => result = Typing::Unknown,
            }
        }
        result
    }

    /// Valency fit in halves: a core complement that the entry leaves unread costs two, an expected object that is
    /// missing one, a reflexive clitic that the entry does not ask for two.
    fn valency(
        &self,
        reading: Reading<'_>,
        entry: &Entry,
        arguments: &[Argument],
        roles: &[(Role, u32)],
        reflexive: bool,
    ) -> i8 {
        let tree = &self.tree;
        let mut cost = 0i8;
        let asks_reflexive = entry.constraints.contains(&Constraint::Reflexive);
        let tolerates = |relation: Relation| {
            asks_reflexive
                || entry.constraints.iter().any(|constraint| match constraint {
                    Constraint::Object(_) => relation == Relation::Object,
                    Constraint::Complement(_) => relation == Relation::Infinitive,
                    Constraint::Has(_) | Constraint::Clitic(_) => true,
                    _ => false,
                })
        };
        for child in tree.children(reading.trigger) {
            let relation = tree.relation(child);
            let core = matches!(
                relation,
                Relation::Object | Relation::Clause | Relation::Infinitive | Relation::IndirectObject
            );
            if !core || tree.upos(child) == Upos::Pron && self.lexicon.is(FunctionWord::Reflexive, tree.lemma(child)) {
                continue;
            }
            let word = self.filler(child);
            if !roles.iter().any(|&(_, used)| used == word) && !tolerates(relation) {
                cost = cost.saturating_add(2);
            }
        }
        for argument in arguments {
            let missing = roles.iter().all(|&(role, _)| role != argument.role);
            if missing && argument.paths.contains(&Path::Object) {
                cost = cost.saturating_add(1);
            }
        }
        // Without an object there is no passive: `was developed by X` is not `X develops`.
        if tree.is_passive(reading.trigger) && entry.is_intransitive() {
            cost = cost.saturating_add(2);
        }
        if reflexive && !asks_reflexive {
            cost = cost.saturating_add(2);
        }
        -cost
    }

    /// Minus one for each end whose filler has a type that the relation does not expect there.
    fn suitability(&self, entry: &Entry, roles: &[(Role, u32)], ontology: &Ontology) -> i8 {
        let relation = ontology.relation(entry.relation);
        let filler = |wanted: Role| roles.iter().find(|&&(role, _)| role == wanted).map(|&(_, word)| word);
        let from = filler(relation.edge_from).map(|word| (word, relation.domain));
        // The counted noun stands for its number, whatever its type.
        let end = relation.edge_to.iter().find(|&&role| filler(role).is_some()).filter(|&&role| role != Role::Quantity);
        let to = end.and_then(|&role| filler(role)).map(|word| (word, relation.range));
        let unexpected = |&(word, wanted): &(u32, TypeSet)| {
            self.entity_type(word).is_some_and(|found| !ontology.may_be(found, wanted))
        };
        -(from.iter().chain(&to).filter(|&end| unexpected(end)).count() as i8)
    }
}

fn distinct_roles(roles: &[(Role, u32)]) -> u8 {
    let first =
        |&(index, &(role, _)): &(usize, &(Role, u32))| roles[..index].iter().all(|&(earlier, _)| earlier != role);
    roles.iter().enumerate().filter(first).count() as u8
}
