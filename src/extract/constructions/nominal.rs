//! A noun for somebody's part in a relation, its complement, and who is called so: `la présidente de l'ONG, X`;
//! `X, ancien directeur financier de Y`; `son coéquipier X`; `Kenya's finance minister, X`; `la filiale de Y, X`.
//!
//! The noun is an office, a relational noun, or, beside a name and with a body behind it, any noun.

use super::Found;
use super::site::Site;
use crate::doc::tagset::Number;
use crate::doc::{Language, MentionKind, Role, TokenRef, Upos};
use crate::knowledge::constructions::Construction;
use crate::knowledge::gazetteer::{Cue, EntryId, RoleId};
use crate::knowledge::ontology::{RelationId, TypeSet};

/// How far behind its noun a complement or the name is looked for, in words.
const REACH: usize = 16;

/// How many sentences back the body of an office without complement is looked for.
const NEAR: usize = 2;

/// What a noun says of who is called so.
#[derive(Clone, Copy)]
struct Meaning {
    construction: Construction,
    relation: RelationId,
    bearer: TypeSet,
    complement: TypeSet,
    /// The office, where it is one.
    role: Option<RoleId>,
}

impl Site<'_> {
    /// What the noun states, if anybody is called so and the complement is a thing of the article.
    pub(super) fn nominal(&self, noun: usize) -> Option<Found> {
        let meaning = self.meaning(noun)?;
        if meaning.construction == Construction::Affiliation {
            return self.affiliation(noun, meaning);
        }
        let compound = self.compound_name(noun).filter(|&name| self.may_be(name, meaning.bearer));
        let (bearer, (body, direct)) = match compound.and_then(|name| Some((name, self.possessor(noun, meaning)?))) {
            // `its Solmar subsidiary`
            Some((name, owner)) => (self.mention(name).head, (self.place(owner), true)),
            None => {
                let named = self.bearer(noun, meaning);
                let stop = named.as_ref().map_or(usize::MAX, |name| self.end_of_phrase(noun, name));
                let own = self.complement(noun, meaning, stop).map(|(word, direct)| (self.place(word), direct));
                let body = own.or_else(|| {
                    let bearer = named.as_ref().filter(|name| name.is_name && !self.has_complement(noun))?;
                    let state = self.state_of(noun, meaning, bearer.word);
                    Some((state.or_else(|| self.body_in_context(noun, meaning, bearer.word))?, true))
                })?;
                (named.map(|name| name.word).or_else(|| self.itself(noun, meaning, body.0))?, body)
            }
        };
        let relation = if self.tells_origin(noun, meaning, body) {
            self.language.constructions.relation(Construction::Nationality)?
        } else if direct {
            meaning.relation
        } else {
            self.lesser(meaning.relation)
        };
        let relation_schema = self.ontology.relation(relation);
        let other = relation_schema.edge_to.iter().copied().find(|&role| role != Role::Role)?;
        if self.place(bearer) == body {
            return None;
        }
        let mut roles = vec![(relation_schema.edge_from, self.place(bearer)), (other, body)];
        if meaning.role.is_some() && noun != bearer && self.ontology.allows(relation, Role::Role) {
            roles.push((Role::Role, self.place(noun)));
        }
        Some((meaning.construction, relation, noun, roles))
    }

    /// Where complements of the noun must end: before the name, or behind it where no preposition follows (`President
    /// Dupont's speech at the Forum`).
    fn end_of_phrase(&self, noun: usize, bearer: &Bearer) -> usize {
        let name = self.found.mentions.at(self.place(bearer.word)).filter(|_| bearer.is_name);
        let end = name.map_or(noun, |name| self.mention(name).words.end);
        let goes_on = self.tokens().get(end).is_some_and(|token| token.upos == Upos::Adp);
        match bearer.start {
            start if start > noun => start,
            _ if end > noun + 1 && !goes_on => end,
            _ => usize::MAX,
        }
    }

    /// True for occupations that nobody has for a state: what a demonym says of an actor is where the actor comes from.
    fn tells_origin(&self, noun: usize, meaning: Meaning, body: TokenRef) -> bool {
        let class = meaning.role.map_or("", |role| self.gazetteer.roles.class(role));
        let private = matches!(
            class,
            "culture" | "sport" | "academia" | "science" | "profession" | "business" | "media" | "society" | "religion"
        );
        private && self.demonym(noun).is_some_and(|demonym| self.place(demonym) == body)
    }

    /// Who heads a part of a body only has a role in the body (`chef de service à l'hôpital`).
    fn lesser(&self, relation: RelationId) -> RelationId {
        let constructions = &self.language.constructions;
        let leads = constructions.role_relation("head");
        match constructions.relation(Construction::Role) {
            Some(holds) if leads == Some(relation) => holds,
            _ => relation,
        }
    }

    fn meaning(&self, noun: usize) -> Option<Meaning> {
        let token = &self.tokens()[noun];
        let types = &self.gazetteer.types;
        let mention = self.headed_by(noun);
        let is_name = mention.is_some_and(|mention| self.found.mentions.clues[mention].core.contains(&noun));
        if token.features.number == Number::Plur || is_name {
            return None;
        }
        let set = |wanted| self.ontology.type_set(&self.ontology.entity_type(wanted).name).unwrap_or_default();
        let constructions = &self.language.constructions;
        let role = mention.and_then(|mention| self.found.mentions.clues.get(mention)?.role);
        let lower = token.form.chars().next().is_some_and(char::is_lowercase);
        if let Some(known) = self.language.relational.find(&token.lemma).filter(|_| lower && token.upos == Upos::Noun) {
            constructions.relation(Construction::Relational)?;
            return Some(Meaning {
                construction: Construction::Relational,
                relation: known.relation,
                bearer: known.bearer,
                complement: known.complement,
                role,
            });
        }
        if let Some(role) = role {
            let relation = constructions.role_relation(self.gazetteer.roles.name(role))?;
            let persons = if self.ontology.relation(relation).range.contains(types.person) {
                set(types.person)
            } else {
                TypeSet::default()
            };
            let complement = [types.organization, types.group, types.place, types.event, types.product];
            let complement = complement.into_iter().fold(persons, |all, wanted| all.union(set(wanted)));
            let office = [constructions.role_relation("head"), constructions.relation(Construction::Role)];
            let bearer = if office.contains(&Some(relation)) {
                set(types.person)
            } else {
                self.ontology.relation(relation).domain
            };
            return Some(Meaning { construction: Construction::Role, relation, bearer, complement, role: Some(role) });
        }
        if token.upos != Upos::Noun {
            return None;
        }
        let person = mention.is_none_or(|mention| self.is_a(mention, types.person));
        let relation = constructions.relation(Construction::Affiliation).filter(|_| person)?;
        let (bearer, complement) = (set(types.person), set(types.organization));
        Some(Meaning { construction: Construction::Affiliation, relation, bearer, complement, role: None })
    }

    /// `X, géologue à l'université de Y`: any noun beside the name of a person, with the name of a body behind it.
    fn affiliation(&self, noun: usize, meaning: Meaning) -> Option<Found> {
        let name = self.name_in_front(noun, meaning)?;
        let (body, _) = self.behind(noun, meaning, usize::MAX)?;
        let is_body = self.headed_by(body).is_some_and(|mention| {
            self.mention(mention).kind == MentionKind::Name && meaning.complement.contains(self.type_of(mention))
        });
        let roles = vec![(Role::Agent, self.place(self.mention(name).head)), (Role::Patient, self.place(body))];
        is_body.then_some((meaning.construction, meaning.relation, noun, roles))
    }

    /// Who is called so, by a name beside the noun or a subject of which it is said.
    fn bearer(&self, noun: usize, meaning: Meaning) -> Option<Bearer> {
        let of_name = |name: usize| Bearer {
            word: self.mention(name).head,
            start: self.mention(name).words.start,
            is_name: true,
        };
        let fits = |&name: &usize| self.may_be(name, meaning.bearer);
        self.linked(noun)
            .or_else(|| self.name_in_front(noun, meaning))
            .or_else(|| self.name_behind(noun))
            .or_else(|| self.name_in_tree(noun))
            .filter(fits)
            .map(of_name)
            .or_else(|| self.subject(noun, meaning).map(|word| Bearer { word, start: usize::MAX, is_name: false }))
    }

    /// The name that finding mentions linked with the description.
    fn linked(&self, noun: usize) -> Option<usize> {
        let own = self.headed_by(noun)?;
        let linked = |index: usize| self.found.mentions.clues.get(index)?.same_as;
        let is_name = |&index: &usize| self.mention(index).kind == MentionKind::Name;
        linked(own).filter(is_name).or_else(|| {
            let near = own.saturating_sub(4)..(own + 5).min(self.found.mentions.list.len());
            near.filter(is_name).find(|&other| linked(other) == Some(own))
        })
    }

    /// `X, … noun`, also with an age or a bracket between: `X (PS), députée de …`, `X, 57, once the treasurer of …`.
    fn name_in_front(&self, noun: usize, meaning: Meaning) -> Option<usize> {
        let comma = self.left_edge(noun).checked_sub(1)?;
        if !self.is_mark(comma, ",") && !self.is_mark(comma, "(") {
            return None;
        }
        let name = self.name_before(comma).or_else(|| self.name_before(self.before_aside(comma)?))?;
        let token = &self.tokens()[noun];
        let head = token.head.map(|head| head as usize);
        let apposed = token.deprel.is("appos") && head.is_some_and(|head| self.mention(name).words.contains(&head));
        let definite = self.dependents(noun).any(|(_, token)| token.deprel.is("det") && token.features.definite);
        ((apposed || !definite) && self.may_be(name, meaning.bearer)).then_some(name)
    }

    /// Where an aside that ends before `end` begins: an age between commas or something in brackets.
    fn before_aside(&self, end: usize) -> Option<usize> {
        let last = end.checked_sub(1)?;
        if self.is_mark(last, ")") {
            return (last.saturating_sub(5)..last).rev().find(|&word| self.is_mark(word, "("));
        }
        let is_number = |word: usize| self.tokens()[word].upos == Upos::Num;
        let number = if is_number(last) { Some(last) } else { last.checked_sub(1).filter(|&word| is_number(word)) }?;
        number.checked_sub(1).filter(|&comma| self.is_mark(comma, ","))
    }

    /// `noun … X` or `noun …, X,`: the name of somebody behind the noun and its complements.
    fn name_behind(&self, noun: usize) -> Option<usize> {
        let mut word = noun + 1;
        while word < self.tokens().len().min(noun + REACH) {
            let token = &self.tokens()[word];
            if let Some(name) = self.name_at(word) {
                let before = &self.tokens()[word - 1];
                let end = self.mention(name).words.end;
                let comma = (noun + 1..word).find(|&word| self.is_mark(word, ","));
                let beside = matches!(before.upos, Upos::Noun | Upos::Adj | Upos::Propn) || word == noun + 1;
                let beside = beside && comma.is_none();
                let set_off = comma.is_some_and(|comma| comma + 3 >= word) && self.is_closed(end);
                if beside || set_off {
                    return Some(name);
                }
                if comma.is_some() {
                    return None;
                }
                word = end.max(word + 1);
                continue;
            }
            let goes_on = match token.upos {
                Upos::Punct => token.form == "," && self.begins_with_name(word + 1) || is_quote(&token.form),
                Upos::Verb => token.deprel.is("amod"),
                Upos::Adj | Upos::Adp | Upos::Det | Upos::Noun | Upos::Propn | Upos::Num | Upos::Part => true,
                _ => false,
            };
            if !goes_on {
                return None;
            }
            word += 1;
        }
        None
    }

    /// True where a name begins at the word, or behind a title there (`le général X`).
    fn begins_with_name(&self, word: usize) -> bool {
        let title = |word: usize| {
            let mention = self.headed_by(word);
            mention.is_some_and(|mention| self.found.mentions.clues[mention].role.is_some())
        };
        self.name_at(word).is_some()
            || (title(word) && self.name_at(word + 1).is_some())
            || (title(word + 1) && self.name_at(word + 2).is_some())
    }

    /// The name that the tree apposes to the noun.
    fn name_in_tree(&self, noun: usize) -> Option<usize> {
        let is_name = |&mention: &usize| self.mention(mention).kind == MentionKind::Name;
        let below = self.dependents(noun).filter(|(_, token)| token.deprel.is("appos"));
        let below = below.filter_map(|(word, _)| self.headed_by(word)).find(is_name);
        let token = &self.tokens()[noun];
        let above = token.head.filter(|_| token.deprel.is("appos"));
        below.or_else(|| above.and_then(|head| self.headed_by(head as usize)).filter(is_name))
    }

    /// The subject of which the noun is said.
    fn subject(&self, noun: usize, meaning: Meaning) -> Option<usize> {
        if !self.is_predicate(noun) {
            return None;
        }
        let among = |word: usize, relation: &str| self.dependents(word).find(|(_, token)| token.deprel.is(relation));
        let (governor, (mut subject, token)) = match self.governing_verb(noun) {
            Some(verb) => (verb, among(verb, "obj").or_else(|| among(verb, "nsubj"))?),
            None => (noun, among(noun, "nsubj")?),
        };
        if token.features.relative {
            subject = self.tokens()[governor].head? as usize;
        }
        self.headed_by(subject).filter(|&mention| self.may_be(mention, meaning.bearer)).map(|_| subject)
    }

    /// A description that stands by itself tells of whom the article calls so elsewhere, or of who speaks.
    fn itself(&self, noun: usize, meaning: Meaning, body: TokenRef) -> Option<usize> {
        let own = self.headed_by(noun).filter(|_| meaning.role.is_some())?;
        let body = self.found.mentions.headed_by(body);
        let body_is_name = body.is_some_and(|body| self.is_named(body));
        let speaks = body_is_name && self.found.speakers.contains(&self.place(noun));
        (self.is_named(own) || speaks).then_some(noun)
    }

    /// The name of something right before the noun that it is a compound of.
    fn compound_name(&self, noun: usize) -> Option<usize> {
        let (tokens, edge) = (self.tokens(), self.left_edge(noun));
        let mut end = noun;
        while self.name_before(end).is_none() && end > edge && tokens[end - 1].upos == Upos::Adj {
            end -= 1;
        }
        let name = self.name_before(end).filter(|_| self.sentence.language == Language::English)?;
        (self.mention(name).words.start >= edge).then_some(name)
    }

    /// The complement of the noun, and whether the noun is directly said of it.
    fn complement(&self, noun: usize, meaning: Meaning, stop: usize) -> Option<(usize, bool)> {
        if let Some(owner) = self.possessor(noun, meaning) {
            return Some((owner, true));
        }
        let behind = self.behind(noun, meaning, stop);
        let compound = || {
            let name = self.compound_name(noun)?;
            (meaning.complement.contains(self.type_of(name))).then(|| (self.mention(name).head, true))
        };
        let demonym = || {
            let word = self.demonym(noun)?;
            let mention = self.found.mentions.at(self.place(word))?;
            self.may_be(mention, meaning.complement).then_some((word, true))
        };
        behind.or_else(compound).or_else(demonym)
    }

    /// `sa`, `its`, `Kenya's`
    fn possessor(&self, noun: usize, meaning: Meaning) -> Option<usize> {
        let owners = self.dependents(noun).filter(|(word, token)| {
            *word < noun && (token.features.possessive || token.deprel.as_str() == "nmod:poss")
        });
        let mut owners = owners.filter_map(|(word, _)| Some((word, self.found.mentions.at(self.place(word))?)));
        let fits = |mention: usize| {
            let pronoun = self.mention(mention).kind == MentionKind::Pronoun;
            (!pronoun || self.mention(mention).entity.is_some()) && self.may_be(mention, meaning.complement)
        };
        let owner = owners.find(|&(_, mention)| fits(mention)).map(|(word, _)| word);
        owner.or_else(|| {
            // Parsers hang possessors on the name that follows.
            let mut words = self.left_edge(noun)..noun;
            let mark = words.find(|&word| self.tokens()[word].upos == Upos::Part)?;
            let name = self.name_before(mark).filter(|&name| fits(name))?;
            Some(self.mention(name).head)
        })
    }

    /// The first thing behind the noun that may be its complement; the words between must not end the phrase.
    fn behind(&self, noun: usize, meaning: Meaning, stop: usize) -> Option<(usize, bool)> {
        let types = &self.gazetteer.types;
        let class = meaning.role.map_or("", |role| self.gazetteer.roles.class(role));
        let own = self.headed_by(noun).and_then(|mention| self.found.mentions.clues.get(mention));
        let title_end = own.map_or(noun, |clue| clue.title_end);
        let mut direct = true;
        let mut preposition = "";
        let mut word = noun + 1;
        while word < self.tokens().len().min(noun + REACH).min(stop) {
            let token = &self.tokens()[word];
            match token.upos {
                Upos::Adp => preposition = &token.lemma,
                Upos::Noun | Upos::Propn | Upos::X => {
                    let at = self.found.mentions.at(self.place(word));
                    let nominal = |&mention: &usize| self.mention(mention).kind != MentionKind::Demonym;
                    let Some(mention) = at.filter(nominal) else {
                        direct &= word < title_end || preposition.is_empty() || self.is_portfolio(class);
                        word += 1;
                        continue;
                    };
                    let whole = self.name_at(word).unwrap_or(mention);
                    let is_place = self.is_a(whole, types.place) && !self.is_a(whole, types.facility);
                    let in_title = word < title_end && self.found.mentions.clues[whole].concept.is_none();
                    let marked = if is_place {
                        self.is_cue(Cue::Genitive, preposition)
                    } else {
                        self.is_cue(Cue::Affiliation, preposition) || self.is_cue(Cue::Genitive, preposition)
                    };
                    let wanted = if self.is_portfolio(class) { is_place } else { true };
                    let role_noun = self.found.mentions.clues[whole].role.is_some();
                    let person = self.is_a(whole, types.person) && meaning.construction == Construction::Relational;
                    if marked && wanted && (person || !role_noun) && !in_title && self.may_be(whole, meaning.complement)
                    {
                        return Some((self.mention(whole).head, direct));
                    }
                    direct &= in_title || self.is_portfolio(class);
                    let is_name = self.mention(whole).kind == MentionKind::Name;
                    word = if is_name { self.mention(whole).words.end.max(word + 1) } else { word + 1 };
                    continue;
                }
                Upos::Punct if is_quote(&token.form) || token.form == "-" => {}
                Upos::Cconj if self.is_portfolio(class) => {}
                Upos::Verb if token.deprel.is("amod") => {}
                Upos::Adj | Upos::Det | Upos::Num | Upos::Part => {}
                _ => return None,
            }
            word += 1;
        }
        None
    }

    /// Ministers have a subject matter before their state (`ministre de la Santé du Pérou`).
    fn is_portfolio(&self, class: &str) -> bool {
        class == "minister"
    }

    /// True for a noun with a complement, whatever it is.
    fn has_complement(&self, noun: usize) -> bool {
        let complements = self.dependents(noun).filter(|(word, token)| *word > noun && token.deprel.is("nmod"));
        complements.into_iter().any(|(word, _)| !self.preposition(word).is_empty())
    }

    /// The body of an office without complement: the one of its kind in the last sentences that the article names most.
    fn body_in_context(&self, noun: usize, meaning: Meaning, bearer: usize) -> Option<TokenRef> {
        let types = &self.gazetteer.types;
        let wanted = match self.gazetteer.roles.class(meaning.role?) {
            "local" => types.settlement,
            "executive" | "business" => types.organization,
            "head_of_state" | "head_of_government" | "minister" => types.country,
            _ => return None,
        };
        // `le président X` is of the state that the article is about; `the club's president` of something else.
        let public = wanted == types.country;
        if public && (self.known_state(bearer).is_some() || !self.is_bare_title(noun)) {
            return None;
        }
        let list = &self.found.mentions.list;
        let end = list.partition_point(|mention| (mention.sentence, mention.head) < (self.index, bearer));
        let mut candidates: Vec<(usize, usize)> = Vec::new();
        let near = |&mention: &usize| public || list[mention].sentence + NEAR >= self.index;
        for mention in (0..end).rev().take_while(near) {
            let unfit = self.is_a(mention, types.media) || self.is_a(mention, types.government_body);
            let known = |&(_, other): &(usize, usize)| list[other].entity == list[mention].entity;
            if list[mention].kind == MentionKind::Name
                && self.is_a(mention, wanted)
                && !unfit
                && !candidates.iter().any(known)
            {
                candidates.push((self.times_named(mention), mention));
            }
        }
        candidates.sort_unstable();
        let (times, body) = candidates.pop()?;
        let second = candidates.pop().map_or(0, |(times, _)| times);
        (times > 1 && times >= 2 * second).then(|| list[body].head_ref())
    }

    /// The state of an officer whom the tables know, where the article names it.
    fn state_of(&self, noun: usize, meaning: Meaning, bearer: usize) -> Option<TokenRef> {
        let class = self.gazetteer.roles.class(meaning.role?);
        let state = self.known_state(bearer)?;
        let list = &self.found.mentions.list;
        let names_it = |&mention: &usize| {
            self.found.mentions.clues[mention].entry == Some(state)
                && self.mention(mention).kind == MentionKind::Name
                && self.is_a(mention, self.gazetteer.types.country)
                && self.found.mentions.clues[mention].reading.is_none()
        };
        let named = (0..list.len()).find(names_it);
        let public = matches!(class, "head_of_state" | "head_of_government" | "minister");
        named.filter(|_| public && self.is_nobodys(noun)).map(|mention| self.head(mention))
    }

    /// True for an office right before its name, with nothing before it that says whose.
    fn is_bare_title(&self, noun: usize) -> bool {
        self.is_nobodys(noun) && self.name_at(noun + 1).is_some()
    }

    /// True for an office with no owner or body before it: `le Premier ministre`, but not `the party's president`.
    fn is_nobodys(&self, noun: usize) -> bool {
        (self.left_edge(noun)..noun).all(|word| matches!(self.tokens()[word].upos, Upos::Det | Upos::Adj))
    }

    /// The state that the tables tell of whoever is named at a word.
    fn known_state(&self, bearer: usize) -> Option<EntryId> {
        let name = self.found.mentions.at(self.place(bearer))?;
        let clue = &self.found.mentions.clues[name];
        clue.entry.and(clue.place)
    }

    /// How often the article names the thing of a mention.
    fn times_named(&self, mention: usize) -> usize {
        let entity = self.mention(mention).entity.and_then(|entity| self.found.entities.get(entity));
        let mentions = entity.map_or(&[][..], |entity| &entity.mentions);
        mentions.iter().filter(|&&mention| self.mention(mention).kind == MentionKind::Name).count()
    }
}

/// Who is called by a noun.
struct Bearer {
    /// Head of the phrase.
    word: usize,
    /// Its first word, where it is a name.
    start: usize,
    is_name: bool,
}

fn is_quote(form: &str) -> bool {
    matches!(form, "«" | "»" | "\"" | "“" | "”")
}
