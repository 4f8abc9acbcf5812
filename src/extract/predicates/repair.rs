//! Attachments that parsers trained on edited prose get wrong in news, where the right one can be told without doubt:
//! subjects behind a verb of saying, objects behind a phrase of time, names beside the noun that they belong to.
//!
//! Each repair asks for more than one sign (order, missing preposition, missing argument of the verb); a tree without
//! these signs stays as it is.

use super::tree::{NOBODY, Relation};
use crate::doc::tagset::{Tense, VerbForm};
use crate::doc::{Token, Upos};
use crate::knowledge::symbols::Symbol;

/// The tree of a sentence while it is being mended.
pub(super) struct Repair<'t, 's> {
    /// The words.
    pub tokens: &'s [Token],
    /// Head of each word.
    pub heads: &'t mut [u32],
    /// Relation of each word to its head.
    pub relations: &'t mut [Relation],
    /// The preposition of several words that each word has, if any.
    pub folded: &'t [Symbol],
    /// Words that name a time.
    pub is_time: &'t dyn Fn(usize) -> bool,
    /// Nouns that name an event.
    pub is_event: &'t dyn Fn(usize) -> bool,
}

/// What hangs on a word, as far as repairs ask.
#[derive(Clone, Copy, Debug, Default)]
struct Dependents {
    /// The first subject.
    first_subject: Option<usize>,
    subject: bool,
    object: bool,
    clause: bool,
    passive: bool,
    active: bool,
    case: bool,
    determiner: bool,
}

impl Repair<'_, '_> {
    /// Mends what can be told, in one pass over the words and one over their heads.
    pub fn run(&mut self) {
        let mut known = self.dependents();
        for word in 0..self.tokens.len() {
            let head = self.heads[word];
            if head == NOBODY || !is_nominal(self.tokens[word].upos) {
                continue;
            }
            self.heading(word, head as usize);
            self.name_beside_noun(word, &known);
            self.coordinated_subject(word, head as usize, &known);
            self.subject_behind_speech(word, head as usize, &mut known);
            self.object_of_verb(word, head as usize, &mut known);
            self.object_of_infinitive(word, head as usize, &mut known);
            self.agent_of_event(word, head as usize, &known);
            self.subject_behind_participle(word, head as usize, &mut known);
        }
    }

    fn dependents(&self) -> Vec<Dependents> {
        let own = |folded: &Symbol| Dependents { case: folded.is_some(), ..Dependents::default() };
        let mut known: Vec<Dependents> = self.folded.iter().map(own).collect();
        for (word, &head) in self.heads.iter().enumerate() {
            let Some(own) = known.get_mut(head as usize) else { continue };
            match self.relations[word] {
                Relation::Subject | Relation::PassiveSubject => {
                    own.subject = true;
                    own.first_subject = own.first_subject.or(Some(word));
                }
                Relation::Object => own.object = true,
                Relation::Clause => own.clause = true,
                Relation::PassiveAuxiliary => own.passive = true,
                Relation::Auxiliary => own.active = true,
                Relation::Case | Relation::Mark => own.case = true,
                Relation::Determiner | Relation::Number => own.determiner = true,
                _ => {}
            }
        }
        known
    }

    /// First word of the simple phrase that ends in `word`: its determiners, numbers and adjectives.
    fn start_of(&self, word: usize) -> usize {
        let mut start = word;
        while start > 0 && self.heads[start - 1] as usize == word && self.tokens[start - 1].upos != Upos::Punct {
            start -= 1;
        }
        start
    }

    /// `France : un soldat meurt`: what stands before a colon heads the sentence and is no subject in it.
    fn heading(&mut self, word: usize, head: usize) {
        let subject = matches!(self.relations[word], Relation::Subject | Relation::PassiveSubject);
        let colon = self.tokens.get(word + 1).is_some_and(|mark| mark.form == ":");
        if subject && colon && word < head {
            self.relations[word] = Relation::Other;
        }
    }

    /// `rival Grupo Alameda`, `grocer Verdanel`: a bare name right behind a noun that hangs on the same word is its name.
    fn name_beside_noun(&mut self, word: usize, known: &[Dependents]) {
        if self.tokens[word].upos != Upos::Propn || known[word].case || known[word].determiner {
            return;
        }
        let Some(noun) = self.start_of(word).checked_sub(1) else { return };
        let siblings = self.heads[noun] == self.heads[word] && self.tokens[noun].upos == Upos::Noun;
        let arguments = [Relation::Subject, Relation::PassiveSubject, Relation::Object, Relation::Oblique];
        let argument = arguments.contains(&self.relations[noun]) && arguments.contains(&self.relations[word]);
        if siblings && argument && !(self.is_time)(noun) {
            self.heads[word] = noun as u32;
            self.relations[word] = Relation::Apposition;
        }
    }

    /// `le président X et le vice-président Y se rencontrent`: a second subject behind a conjunction is coordinated with
    /// the first.
    fn coordinated_subject(&mut self, word: usize, head: usize, known: &[Dependents]) {
        let subjects = [Relation::Subject, Relation::PassiveSubject];
        let Some(first) = known[head].first_subject.filter(|&first| first < word) else { return };
        if !subjects.contains(&self.relations[word]) || known[word].case {
            return;
        }
        let inside = |&between: &usize| {
            !matches!(self.tokens[between].upos, Upos::Verb | Upos::Aux | Upos::Punct | Upos::Adp | Upos::Cconj)
        };
        let start = (first + 1..word).rev().take_while(inside).last().unwrap_or(word);
        if start > first + 1 && word - start <= PREMODIFIERS && self.tokens[start - 1].upos == Upos::Cconj {
            self.heads[word] = first as u32;
            self.relations[word] = Relation::Conjunct;
        }
    }

    /// `accusé d'avoir bombardé X`: what follows an infinitive without object is no subject.
    fn object_of_infinitive(&mut self, word: usize, head: usize, known: &mut [Dependents]) {
        let own = known[head];
        let infinitive = self.relations[head] == Relation::Infinitive
            && self.tokens[head].upos == Upos::Verb
            && self.tokens[head].features.verb_form != VerbForm::Fin;
        let behind = self.relations[word] == Relation::Subject && word > head && !known[word].case;
        if infinitive && behind && !own.object && !own.passive && !(self.is_time)(word) {
            self.relations[word] = Relation::Object;
            known[head].object = true;
        }
    }

    /// `a annoncé l'ouverture d'une enquête par le parquet`: an active verb has no agent phrase, so it belongs to the event
    /// noun before it.
    fn agent_of_event(&mut self, word: usize, head: usize, known: &[Dependents]) {
        let own = known[head];
        let verb = &self.tokens[head];
        let active = own.active || verb.features.verb_form == VerbForm::Fin;
        let is_phrase = self.relations[word] == Relation::Agent && word > head;
        if !is_phrase || verb.upos != Upos::Verb || own.passive || !active {
            return;
        }
        let event = (head + 1..word).rev().find(|&noun| self.tokens[noun].upos == Upos::Noun && (self.is_event)(noun));
        if let Some(event) = event {
            self.heads[word] = event as u32;
            self.relations[word] = Relation::Nominal;
        }
    }

    /// `…, a annoncé la présidence`: behind a parenthetical verb of saying without subject stands the subject.
    fn subject_behind_speech(&mut self, word: usize, head: usize, known: &mut [Dependents]) {
        let kinds = [Relation::Object, Relation::Infinitive];
        let inverted = self.relations[head] == Relation::Parataxis
            && self.tokens[head].upos == Upos::Verb
            && kinds.contains(&self.relations[word])
            && !known[head].subject
            && !known[head].clause
            && word > head;
        if inverted && !known[word].case {
            self.relations[word] = Relation::Subject;
            known[head].subject = true;
        }
    }

    /// `repris Kasuro`, `tuant au moins 37 personnes`, `a frappé mardi le sud du pays`: a bare noun behind an active verb
    /// without object is its object, wherever the parser hung it.
    fn object_of_verb(&mut self, word: usize, head: usize, known: &mut [Dependents]) {
        if known[word].case || (self.is_time)(word) || word < head {
            return;
        }
        let start = self.start_of(word);
        let bare_argument =
            self.relations[word] == Relation::Apposition || self.tokens[word].deprel.as_str() == "obl:arg";
        let verb = match self.relations[word] {
            Relation::Apposition | Relation::Oblique if bare_argument && self.tokens[head].upos == Upos::Verb => head,
            Relation::Nominal | Relation::Apposition if known[word].determiner && (self.is_time)(head) => {
                let verb = self.heads[head];
                if verb == NOBODY || start != head + 1 || verb as usize > head {
                    return;
                }
                verb as usize
            }
            _ => return,
        };
        let own = known[verb];
        let adjacent = start <= verb + 1 || verb != head || self.only_adverbs(verb + 1, start);
        if self.tokens[verb].upos != Upos::Verb || own.object || own.passive || own.clause || !adjacent {
            return;
        }
        // Without an auxiliary a past participle is passive: nothing can be its object.
        let features = &self.tokens[verb].features;
        let participle = features.verb_form == VerbForm::Part && features.tense == Tense::Past;
        if participle && !own.active {
            return;
        }
        self.heads[word] = verb as u32;
        self.relations[word] = Relation::Object;
        known[verb].object = true;
    }

    fn only_adverbs(&self, from: usize, to: usize) -> bool {
        let light = [Relation::Adverb, Relation::Fixed, Relation::Determiner];
        (from..to).all(|word| light.contains(&self.relations[word]) && self.tokens[word].upos != Upos::Sconj)
    }

    /// `Interrogée par X, la ministre a reconnu …`: the bare noun between a participle in front and the main verb, which
    /// has no subject, is that subject.
    fn subject_behind_participle(&mut self, word: usize, head: usize, known: &mut [Dependents]) {
        // `Né à Alger, X a vécu …`: the subject looks coordinated with the participle's complement.
        let participle = if self.relations[word] == Relation::Conjunct { self.heads[head] as usize } else { head };
        let Some(&main) = self.heads.get(participle).filter(|&&main| main != NOBODY) else { return };
        if self.relations[participle] != Relation::Adverbial || known[word].case {
            return;
        }
        let main = main as usize;
        let between = head < word && word < main;
        let arguments =
            [Relation::Agent, Relation::Oblique, Relation::Object, Relation::Apposition, Relation::Conjunct];
        let behind_comma = self.start_of(word).checked_sub(1).is_some_and(|mark| self.tokens[mark].form == ",");
        if between && behind_comma && !known[main].subject && arguments.contains(&self.relations[word]) {
            self.heads[word] = main as u32;
            self.relations[word] = Relation::Subject;
            known[main].subject = true;
        }
    }
}

/// The longest premodifiers of a coordinated subject, in words.
const PREMODIFIERS: usize = 5;

fn is_nominal(upos: Upos) -> bool {
    matches!(upos, Upos::Noun | Upos::Propn)
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;
    use crate::doc::Language;

    #[test]
    fn a_heading_before_a_colon_is_no_subject() {
        let found = read(
            Language::French,
            "Chili Chili PROPN 5 nsubj =Country
             : : PUNCT 5 punct
             un un DET 4 det
             soldat soldat NOUN 5 nsubj =Person
             remercie remercier VERB 0 root VerbForm=Fin
             Lima Lima PROPN 5 obj =Country",
        );
        assert_eq!(found, "remercie: thanks agent=soldat patient=Lima");
    }

    #[test]
    fn the_object_behind_a_phrase_of_time_is_the_verbs() {
        let found = read(
            Language::French,
            "Lima Lima PROPN 3 nsubj =Country
             a avoir AUX 3 aux VerbForm=Fin
             remercié remercier VERB 0 root Tense=Past|VerbForm=Part
             mardi mardi NOUN 3 obl:mod
             le le DET 6 det
             roi roi NOUN 4 nmod =Person",
        );
        assert!(found.starts_with("remercié: thanks agent=Lima patient=roi"), "{found}");
    }

    #[test]
    fn a_second_subject_behind_a_conjunction_is_coordinated() {
        let found = read(
            Language::French,
            "Lima Lima PROPN 5 nsubj =Country
             et et CCONJ 4 cc
             le le DET 4 det
             roi roi NOUN 5 nsubj =Person
             remercient remercier VERB 0 root VerbForm=Fin
             Oslo Oslo PROPN 5 obj =Country",
        );
        assert_eq!(found, "remercient: thanks agent=Lima agent=roi patient=Oslo");
    }

    #[test]
    fn what_follows_an_infinitive_is_its_object() {
        let found = read(
            Language::French,
            "Lima Lima PROPN 2 nsubj =Country
             accuse accuser VERB 0 root VerbForm=Fin
             Oslo Oslo PROPN 2 obj =Country
             de de ADP 5 mark
             bombarder bombarder VERB 2 xcomp VerbForm=Inf
             Quito Quito PROPN 5 nsubj =Settlement",
        );
        assert!(found.contains("bombarder: attacks agent=Oslo patient=Quito"), "{found}");
    }

    #[test]
    fn an_agent_phrase_of_an_active_verb_belongs_to_the_event_before_it() {
        let found = read(
            Language::French,
            "Lima Lima PROPN 2 nsubj =Country
             annonce annoncer VERB 0 root VerbForm=Fin
             la le DET 4 det
             visite visite NOUN 2 obj =Event
             de de ADP 6 case
             Quito Quito PROPN 4 nmod =Settlement
             par par ADP 9 case
             le le DET 9 det
             roi roi NOUN 2 obl:agent =Person",
        );
        assert!(found.contains("visite: visits agent=roi"), "{found}");
    }

    #[test]
    fn the_name_before_a_hyphenated_participle_acts() {
        let found = read(
            Language::English,
            "Lima Lima PROPN 4 dep =Country
             - - PUNCT 1 punct
             backed back VERB 4 amod VerbForm=Part|Tense=Past
             rebels rebel NOUN 5 nsubj =Group
             thank thank VERB 0 root VerbForm=Fin
             Oslo Oslo PROPN 5 obj =Country",
        );
        assert!(found.contains("backed: supports agent=Lima patient=rebels"), "{found}");
    }

    #[test]
    fn the_speaker_behind_a_parenthetical_verb_is_its_subject() {
        let found = read(
            Language::French,
            "Lima Lima PROPN 2 nsubj =Country
             paiera payer VERB 0 root VerbForm=Fin
             , , PUNCT 4 punct
             promet promettre VERB 2 parataxis VerbForm=Fin
             le le DET 6 det
             ministre ministre NOUN 4 obj =Person",
        );
        assert!(found.contains("promet: promises agent=ministre"), "{found}");
    }
}
