//! Happenings that a noun names: where they take place, and whom they kill or wound.

use super::Found;
use super::site::Site;
use crate::doc::{Annotated, MentionKind, RelationRef, Role, Upos};
use crate::extract::mentions::{Count, Determiner};
use crate::extract::{Mentions, Predication};
use crate::knowledge::Knowledge;
use crate::knowledge::constructions::Construction;
use crate::knowledge::gazetteer::Cue;
use crate::knowledge::prepositions::Function;

/// How far behind its noun the places of a happening are looked for, in words.
const REACH: usize = 16;

/// How many words may stand between a happening and its place, or between two places of one happening.
const GAP: usize = 6;

/// How far up the tree a happening governs its place.
const DEPTH: usize = 4;

/// How many sentences before a sentence without cause the happening is looked for.
const NEAR: usize = 2;

/// The concept of `nouns.tsv` whose kinds do harm.
const HARM: &str = "incident";

impl Site<'_> {
    /// What a happening has done to people whom it killed or wounded, by words that stand beside the noun for them.
    pub(super) fn happening(&self, mention: usize) -> Option<Found> {
        let is_pronoun = matches!(self.mention(mention).kind, MentionKind::Pronoun | MentionKind::Demonym);
        if is_pronoun || !self.is_a(mention, self.gazetteer.types.group) { None } else { self.toll(mention) }
    }

    /// True for what a happening that is new to the reader tells: it is asserted or reported like its clause.
    pub(super) fn is_told(&self, construction: Construction, trigger: usize) -> bool {
        let mention = self.headed_by(trigger);
        let determiner = mention.and_then(|mention| Some(self.found.mentions.clues.get(mention)?.determiner));
        let known = matches!(determiner, Some(Determiner::Definite | Determiner::Demonstrative));
        construction == Construction::Toll || construction == Construction::EventInPlace && !known
    }

    /// `une embuscade au Soudan du Sud`, `l'attaque d'un convoi dans le centre du pays, à Yirol`: one for each place.
    pub(super) fn event_places(&self, mention: usize) -> Vec<Found> {
        let Some(relation) = self.language.constructions.relation(Construction::EventInPlace) else {
            return Vec::new();
        };
        let own = self.mention(mention);
        let mut out = Vec::new();
        if self.is_part_of_event(mention) {
            return out;
        }
        let mut end = own.head + 1;
        for word in own.head + 1..(own.head + REACH).min(self.tokens().len()) {
            let place = self.headed_by(word).filter(|&place| self.is_place(place));
            if word >= own.words.end && place.is_none() && self.ends_phrase(word) {
                break;
            }
            let Some(place) = place else { continue };
            let start = self.mention(place).words.start.min(word);
            // Words of the own phrase are a complement of the noun, not a gap.
            let from = if start >= own.words.end { end.max(own.words.end) } else { end };
            let close = from <= start && start - from <= GAP && self.is_scene(from, start);
            let tied =
                self.is_governed(word, own.head) || (start - from.min(start) <= 2 && !self.is_spoken_of(own.head));
            let taken = self.found.taken.contains(&(self.head(mention), self.head(place)));
            if close && !taken && (tied || !out.is_empty()) {
                let roles = vec![(Role::Agent, self.head(mention)), (Role::Location, self.head(place))];
                out.push((Construction::EventInPlace, relation, own.head, roles));
            }
            end = self.mention(place).words.end.max(word + 1);
        }
        if out.is_empty() {
            out.extend(self.event_in_place(mention));
        }
        out
    }

    /// True for the complement of another happening, to which the place belongs (`un forum de discussion à Sotchi`).
    fn is_part_of_event(&self, mention: usize) -> bool {
        let head = self.mention(mention).head;
        let outer = self.governor(head).and_then(|above| self.event_at(above));
        outer.is_some_and(|outer| self.mention(outer).words.contains(&head))
    }

    fn is_place(&self, mention: usize) -> bool {
        let kind = self.mention(mention).kind;
        let named = kind == MentionKind::Name || kind != MentionKind::Demonym && self.is_named(mention);
        named && self.is_a(mention, self.gazetteer.types.place)
    }

    /// True where a verb, a pronoun or a mark other than a comma closes off what belongs to a noun.
    fn ends_phrase(&self, word: usize) -> bool {
        let token = &self.tokens()[word];
        match token.upos {
            Upos::Verb => !token.deprel.is("acl") && !token.deprel.is("amod"),
            Upos::Punct => !matches!(token.form.as_str(), "," | "(" | "-"),
            Upos::Pron | Upos::Aux | Upos::Cconj | Upos::Sconj => true,
            _ => false,
        }
    }

    /// True for words that lead from a happening to its place: a preposition of place, and nothing that acts.
    fn is_scene(&self, from: usize, start: usize) -> bool {
        let between = &self.tokens()[from..start];
        let marked = between.iter().any(|token| {
            let located = self.language.prepositions.functions(&token.lemma).contains(&Function::Location);
            token.upos == Upos::Adp && located && !self.is_cue(Cue::Genitive, &token.lemma)
        });
        let by_comma = between.len() == 1 && between[0].form == ",";
        (marked || by_comma) && between.iter().all(|token| token.upos != Upos::Propn)
    }

    /// True where the happening governs the word without a verb between them.
    fn is_governed(&self, word: usize, event: usize) -> bool {
        let mut current = word;
        for _ in 0..DEPTH {
            match self.governor(current) {
                Some(head) if head == event => return true,
                Some(head) if !matches!(self.tokens()[head].upos, Upos::Verb | Upos::Aux) => current = head,
                _ => return false,
            }
        }
        false
    }

    /// True for the object of a verb: what is said to happen somewhere may be the verb (`a commenté l'accord à Oslo`).
    fn is_spoken_of(&self, event: usize) -> bool {
        let label = self.tokens()[event].deprel;
        label.is("obj") || label.is("iobj")
    }

    /// `l'explosion a fait douze morts`, `douze morts dans un accident`, `Accident à Riga : douze blessés`.
    fn toll(&self, mention: usize) -> Option<Found> {
        let constructions = &self.language.constructions;
        constructions.relation(Construction::Toll)?;
        let noun = self.mention(mention).head;
        let relation = constructions.casualty(&self.tokens()[noun].lemma)?;
        let counted = self.found.mentions.clues.get(mention).is_some_and(|clue| clue.count != Count::None);
        if !counted {
            return None;
        }
        let event = self.event_below(noun).or_else(|| self.event_above(noun)).or_else(|| self.event_in_front(noun))?;
        let roles = vec![(Role::Agent, self.head(event)), (Role::Patient, self.head(mention))];
        Some((Construction::Toll, relation, noun, roles))
    }

    fn event_at(&self, word: usize) -> Option<usize> {
        self.headed_by(word).filter(|&mention| self.is_a(mention, self.gazetteer.types.event))
    }

    /// The happening in a phrase of the word.
    fn event_below(&self, word: usize) -> Option<usize> {
        let phrase = |label: crate::doc::tagset::Deprel| label.is("nmod") || label.is("obl");
        self.dependents(word).filter(|(_, token)| phrase(token.deprel)).find_map(|(child, _)| self.event_at(child))
    }

    /// The happening that is the subject of the verb above the word, or stands in a phrase of that verb.
    fn event_above(&self, noun: usize) -> Option<usize> {
        let first = if self.tokens()[noun].deprel.is("conj") { self.governor(noun)? } else { noun };
        let verb = self.governor(first).filter(|&verb| self.tokens()[verb].upos == Upos::Verb)?;
        let subject = self.dependents(verb).filter(|(_, token)| token.deprel.is("nsubj"));
        let mut subject = subject.filter_map(|(word, _)| self.event_at(word));
        subject.next().or_else(|| self.event_below(verb))
    }

    /// The one happening in front of the people in a headline without verb.
    fn event_in_front(&self, noun: usize) -> Option<usize> {
        let verbal = |word: usize| {
            let token = &self.tokens()[word];
            matches!(token.upos, Upos::Verb | Upos::Aux) && !token.deprel.is("acl") && !token.deprel.is("amod")
        };
        if (0..self.tokens().len()).any(verbal) {
            return None;
        }
        let mut events = (0..noun).filter_map(|word| self.event_at(word));
        let first = events.next()?;
        let entity = |mention: usize| self.mention(mention).entity;
        events.all(|other| entity(other) == entity(first)).then_some(first)
    }
}

/// Gives people who come to harm the happening that the article has just told of: `Une bombe a explosé … Douze personnes
/// ont été tuées.` Only where one happening that does harm stands near, and neither an agent nor another time or place
/// is told.
pub fn find_causes(document: &Annotated, knowledge: &Knowledge, mentions: &Mentions, predications: &mut [Predication]) {
    let Some(harm) = knowledge.gazetteer.nouns.named(HARM) else { return };
    let mut near: Vec<Vec<usize>> = vec![Vec::new(); document.sentences.len()];
    for (index, (mention, clue)) in mentions.list.iter().zip(&mentions.clues).enumerate() {
        let harms = clue.concept.is_some_and(|concept| knowledge.gazetteer.nouns.is_a(concept, harm));
        let event = knowledge.ontology.is_a(mention.entity_type, knowledge.gazetteer.types.event);
        let known = near[mention.sentence].iter().any(|&other| mentions.list[other].entity == mention.entity);
        if harms && event && !known && mention.entity.is_some() {
            near[mention.sentence].push(index);
        }
    }
    for predication in predications {
        let RelationRef::Known(id) = predication.relation else { continue };
        let relation = knowledge.ontology.relation(id);
        let from_cause = relation.derives.iter().find(|derivation| derivation.from == Role::Cause);
        let Some(struck) = from_cause.and_then(|derivation| derivation.to.first().copied()) else { continue };
        let told = |role: &Role| {
            let doer = relation.edge_from != struck && *role == relation.edge_from;
            doer || matches!(role, Role::Cause | Role::Time | Role::Location | Role::Instrument)
        };
        let complete = predication.roles.iter().any(|(role, _)| told(role));
        let victim = predication.roles.iter().any(|&(role, _)| role == struck);
        if complete || !victim {
            continue;
        }
        let sentence = predication.trigger.sentence;
        let last = (sentence.saturating_sub(NEAR)..=sentence).rev().find(|&earlier| !near[earlier].is_empty());
        if let Some(&[event]) = last.map(|earlier| near[earlier].as_slice()) {
            predication.roles.push((Role::Cause, mentions.list[event].head_ref()));
        }
    }
}
