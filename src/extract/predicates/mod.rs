//! Who does what to whom: the lexicon matched on the dependency tree.
//!
//! The lexicon describes active frames only; everything else is rules here: passives, participles, relative clauses,
//! inherited subjects, control, coordination, pronouns that hide a preposition, support verbs with event nouns,
//! symmetric relations, and roles that any predicate may have. `data/README.md` lists them with examples.

mod actors;
mod choice;
mod constraints;
mod emit;
mod paths;
mod repair;
mod support;
mod surroundings;
pub(crate) mod tree;

#[cfg(test)]
pub(crate) mod tests;

use super::{Mentions, Predication};
use crate::doc::tagset::Mood;
use crate::doc::{Annotated, Role, Sentence, Upos};
use crate::knowledge::lexicon::{Confidence, Lexicon};
use crate::knowledge::ontology::Tier;
use crate::knowledge::{Knowledge, LanguageKnowledge};
use choice::{Match, Scratch};
use paths::{Control, Site};
use tree::{Relation, Tree};

/// The predicates of a document with their arguments, in text order of their triggers. Sentences in languages without
/// knowledge give none.
pub fn find(document: &Annotated, knowledge: &Knowledge, mentions: &Mentions) -> Vec<Predication> {
    let mut scratch = Scratch::default();
    let mut out = Vec::new();
    for (index, sentence) in document.sentences.iter().enumerate() {
        if let Some(language) = knowledge.language(sentence.language) {
            let first = out.len();
            Matcher::new(sentence, index, knowledge, language, mentions).run(&mut scratch, &mut out);
            out[first..].sort_by_key(|predication: &Predication| predication.trigger);
        }
    }
    out
}

/// Matches the triggers of one sentence, governors before what they govern.
struct Matcher<'k> {
    site: Site<'k>,
    knowledge: &'k Knowledge,
    language: &'k LanguageKnowledge,
    /// Nouns whose meaning a verb has already taken up.
    consumed: Vec<bool>,
}

impl<'k> Matcher<'k> {
    fn new(
        sentence: &'k Sentence,
        index: usize,
        knowledge: &'k Knowledge,
        language: &'k LanguageKnowledge,
        mentions: &'k Mentions,
    ) -> Self {
        let lexicon: &Lexicon = &language.lexicon;
        let tree = Tree::new(sentence, lexicon);
        let words = tree.len();
        let site = Site { tree, index, lexicon, mentions, controllers: vec![Control::Free; words] };
        Matcher { site, knowledge, language, consumed: vec![false; words] }
    }

    fn run(mut self, scratch: &mut Scratch, out: &mut Vec<Predication>) {
        for word in self.site.tree.top_down() {
            match self.site.tree.upos(word) {
                Upos::Verb => self.verb(word, scratch, out),
                Upos::Noun => self.noun(word, scratch, out),
                Upos::Adj => self.adjective(word, scratch, out),
                _ => {}
            }
        }
    }

    fn verb(&mut self, verb: u32, scratch: &mut Scratch, out: &mut Vec<Predication>) {
        let tree = &self.site.tree;
        let function = matches!(
            tree.relation(verb),
            Relation::Case
                | Relation::Mark
                | Relation::Coordinator
                | Relation::Fixed
                | Relation::Flat
                | Relation::Compound
                | Relation::Auxiliary
                | Relation::CausativeAuxiliary
        );
        // An imperative speaks to the reader (`abonnez-vous`).
        let imperative = tree.token(verb).features.mood == Mood::Imp;
        if function || imperative || self.in_name(verb) || self.is_operator(verb) {
            return;
        }
        let entries = self.site.lexicon.entries(tree.lemma(verb), Upos::Verb);
        let own = self.site.choose(verb, entries, &[], &self.knowledge.ontology, scratch);
        let is_idiom = own.as_ref().is_some_and(|own| !own.fixed.is_empty());
        if let Some(supported) = self.supported(verb, scratch)
            && (supported.idiom || !is_idiom)
        {
            self.consumed[supported.noun as usize] = true;
            self.control(verb, Some(&supported.found));
            self.emit(supported.noun, Some(verb), &supported.found, out);
            self.carried_out(supported.noun, &supported.found, out);
            return;
        }
        self.control(verb, own.as_ref());
        match own {
            Some(found) if self.is_worth(&found) => {
                found.fixed.iter().for_each(|&noun| self.consumed[noun as usize] = true);
                self.emit(verb, None, &found, out);
                found.fixed.iter().for_each(|&noun| self.carried_out(noun, &found, out));
            }
            Some(_) => {}
            None => out.extend(self.unlisted(verb)),
        }
    }

    fn noun(&mut self, noun: u32, scratch: &mut Scratch, out: &mut Vec<Predication>) {
        // What offices and relational nouns state are constructions.
        let is_relational = self.language.relational.find(&self.site.tree.token(noun).lemma).is_some();
        if self.consumed[noun as usize] || self.in_name(noun) || self.site.is_office(noun) || is_relational {
            return;
        }
        if let Some(supported) = self.supported_through(noun, scratch) {
            self.consumed[supported.noun as usize] = true;
            self.emit(supported.noun, Some(noun), &supported.found, out);
            return;
        }
        if let Some(supported) = self.supported_by_noun(noun, scratch) {
            self.consumed[supported.noun as usize] = true;
            self.emit(supported.noun, Some(noun), &supported.found, out);
            return;
        }
        let entries = self.site.lexicon.entries(self.site.tree.lemma(noun), Upos::Noun);
        if entries.is_empty() {
            return;
        }
        let Some(mut found) = self.site.choose(noun, entries, &[], &self.knowledge.ontology, scratch) else { return };
        self.copular_subject(noun, &mut found);
        self.referent(noun, &mut found);
        self.inherited_agent(noun, &mut found);
        self.attendant(noun, &mut found);
        self.control(noun, Some(&found));
        let anchored = found.roles.iter().any(|&(_, word)| self.site.entity_type(word).is_some());
        if anchored && self.is_worth(&found) && !self.is_title(noun, &found) {
            self.emit(noun, None, &found, out);
        }
    }

    fn adjective(&mut self, adjective: u32, scratch: &mut Scratch, out: &mut Vec<Predication>) {
        let entries = self.site.lexicon.entries(self.site.tree.lemma(adjective), Upos::Adj);
        if entries.is_empty() || self.in_name(adjective) {
            return;
        }
        let found = self.site.choose(adjective, entries, &[], &self.knowledge.ontology, scratch);
        self.control(adjective, found.as_ref());
        if let Some(found) = found.filter(|found| found.roles.len() >= 2) {
            self.emit(adjective, None, &found, out);
        }
    }

    /// A noun for a party of its relation (`la capitale de X`, `le rival de X`) stands for that party itself: as a
    /// predicate it is said of the subject, as an apposition of the noun before it.
    fn referent(&self, noun: u32, found: &mut Match<'_>) {
        let tree = &self.site.tree;
        let relation = self.knowledge.ontology.relation(found.entry.relation);
        let declared =
            self.site.lexicon.arguments(found.entry).iter().any(|argument| argument.role == relation.edge_from);
        if declared || relation.tier != Tier::Static && !self.denotes(noun, relation.domain) {
            return;
        }
        let referent = if tree.has(noun, &[Relation::Copula]) {
            self.site.subject(noun)
        } else if tree.relation(noun) == Relation::Apposition {
            tree.head(noun)
        } else {
            tree.dependents(noun, &[Relation::Apposition, Relation::Flat]).find(|&name| self.site.is_name(name))
        };
        let referent = referent.map(|word| tree.antecedent(word));
        found.roles.extend(referent.map(|word| (relation.edge_from, word)));
    }

    /// `X was in talks with Y`, `X est en guerre contre Y`: who is in an event takes part in it.
    fn copular_subject(&self, noun: u32, found: &mut Match<'_>) {
        let tree = &self.site.tree;
        let from = self.knowledge.ontology.relation(found.entry.relation).edge_from;
        let inside = tree.has(noun, &[Relation::Copula]) && tree.has(noun, &[Relation::Case]);
        if !inside || found.roles.iter().any(|&(role, _)| role == from) {
            return;
        }
        let subject = self.site.subject(noun).map(|word| tree.antecedent(word));
        found.roles.extend(subject.map(|subject| (from, subject)));
    }

    /// A usual reading with any role, a weak one with two mentions.
    fn is_worth(&self, found: &Match<'_>) -> bool {
        let mentions = found.roles.iter().filter(|&&(_, word)| self.site.entity_type(word).is_some()).count();
        if found.entry.confidence == Confidence::Weak { mentions >= 2 } else { !found.roles.is_empty() }
    }

    /// True for a noun that names people and so no event: `faire savoir par son avocat`.
    fn denotes_person(&self, noun: u32) -> bool {
        let types = &self.knowledge.gazetteer.types;
        self.site.is_office(noun) || self.is_of(noun, types.person) || self.is_of(noun, types.group)
    }

    fn denotes(&self, noun: u32, types: crate::knowledge::ontology::TypeSet) -> bool {
        self.site.entity_type(noun).is_some_and(|found| types.contains(found))
    }

    /// True for a noun that only describes somebody (`le rival de X a gagné`): it names a party, not an event.
    fn is_title(&self, noun: u32, found: &Match<'_>) -> bool {
        let relation = self.knowledge.ontology.relation(found.entry.relation);
        let said_of_somebody = found.roles.iter().any(|&(role, _)| role == relation.edge_from);
        !said_of_somebody && (relation.tier == Tier::Static || self.denotes(noun, relation.domain))
    }

    /// True for a word inside a longer proper name.
    fn in_name(&self, word: u32) -> bool {
        let mention = self.site.mentions.at(self.site.place(word)).map(|index| &self.site.mentions.list[index]);
        mention.is_some_and(|mention| mention.kind == crate::doc::MentionKind::Name && mention.words.len() > 1)
    }

    /// Notes who acts in the clauses and event nouns that `governor` governs.
    fn control(&mut self, governor: u32, found: Option<&Match<'_>>) {
        let Some(found) = found else { return };
        let relation = self.knowledge.ontology.relation(found.entry.relation);
        let filler = |wanted| found.roles.iter().find(|&&(role, _)| role == wanted).map(|&(_, word)| word);
        let is_verb = self.site.tree.upos(governor) == Upos::Verb;
        let control = match relation.control.iter().find_map(|&role| filler(role)) {
            Some(controller) => Control::By(controller),
            None if !relation.control.is_empty() => Control::Unknown,
            None if is_verb => return,
            None => filler(relation.edge_from).map_or(Control::Free, Control::By),
        };
        let Site { tree, controllers, .. } = &mut self.site;
        let kinds = [Relation::Infinitive, Relation::Clause, Relation::NounClause, Relation::Adverbial];
        for clause in tree.dependents(governor, &kinds) {
            let complement =
                tree.relation(clause) != Relation::Adverbial || found.roles.iter().any(|&(_, word)| word == clause);
            if complement && tree.upos(clause) == Upos::Verb && !tree.is_finite(clause) {
                controllers[clause as usize] = control;
            }
        }
        let content = [Role::Topic, Role::Patient, Role::Claim];
        for &(role, word) in &found.roles {
            if !relation.control.is_empty() && content.contains(&role) && tree.upos(word) == Upos::Noun {
                controllers[word as usize] = control;
            }
        }
    }

    /// Gives an event noun without an agent of its own the one that its governor tells: `Oslo annonce la prise de X`.
    fn inherited_agent(&self, noun: u32, found: &mut Match<'_>) {
        let relation = self.knowledge.ontology.relation(found.entry.relation);
        let lacks_agent = relation.edge_from == Role::Agent && found.roles.iter().all(|&(role, _)| role != Role::Agent);
        let reliable = relation.tier == Tier::Core && found.entry.confidence > Confidence::Weak;
        if let Control::By(controller) = self.site.controllers[noun as usize]
            && lacks_agent
            && reliable
            && found.roles.iter().all(|&(_, word)| word != controller)
        {
            found.roles.push((Role::Agent, controller));
        }
    }
}
