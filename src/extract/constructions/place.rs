//! What lies where: places in places, buildings in towns, bodies with their seats and countries.

use super::Found;
use super::site::Site;
use crate::doc::{MentionKind, Role, Upos};
use crate::knowledge::constructions::Construction;
use crate::knowledge::gazetteer::{Cue, NounClass};
use crate::knowledge::prepositions::Function;

/// How many words may stand between a demonym and the name of a body: `the Danish organic grocer X`.
const KIND_WORDS: usize = 4;

impl Site<'_> {
    /// Where a mention lies.
    pub(super) fn places(&self, mention: usize) -> Vec<Found> {
        let types = &self.gazetteer.types;
        let is_name = self.mention(mention).kind == MentionKind::Name;
        let is_pronoun = matches!(self.mention(mention).kind, MentionKind::Pronoun | MentionKind::Demonym);
        if is_pronoun {
            return Vec::new();
        }
        let own_place = || {
            let of_country = if is_name { self.place_of_country(mention) } else { None };
            self.place_in_place(mention).or_else(|| self.described_place(mention)).or(of_country)
        };
        let found = if self.is_a(mention, types.place) { own_place() } else { None };
        if self.is_a(mention, types.event) {
            return self.event_places(mention);
        }
        let others = [self.seat(mention), self.in_place(mention), self.body_of_country(mention)];
        found.into_iter().chain(others.into_iter().flatten().take(1)).collect()
    }

    fn located(&self, construction: Construction, thing: usize, place: usize) -> Option<Found> {
        let relation = self.language.constructions.relation(construction)?;
        let place = self.head(place);
        let roles = vec![(Role::Agent, self.head(thing)), (Role::Location, place)];
        (place != self.head(thing)).then(|| (construction, relation, self.mention(thing).head, roles))
    }

    /// `la région italienne de Ligurie`
    fn place_of_country(&self, mention: usize) -> Option<Found> {
        let country = self.demonym_of(self.mention(mention).head)?;
        self.located(Construction::PlaceOfCountry, mention, country)
    }

    fn demonym_of(&self, noun: usize) -> Option<usize> {
        self.demonym(noun).and_then(|word| self.found.mentions.at(self.place(word)))
    }

    /// `Tarbes, dans les Hautes-Pyrénées`, `Tarbes (France)`, `Tarbes, France`, `le quartier de Kerlo à Brest`.
    fn place_in_place(&self, mention: usize) -> Option<Found> {
        let types = &self.gazetteer.types;
        if self.is_a(mention, types.country) {
            return None;
        }
        let end = self.mention(mention).words.end;
        let outer = (end + 1..end + 4).find_map(|word| self.name_at(word))?;
        let (inner, outer_mention) = (self.mention(mention), self.mention(outer));
        let between = &self.tokens()[end..outer_mention.words.start];
        let marked = between.iter().any(|token| {
            token.upos == Upos::Adp && self.language.prepositions.functions(&token.lemma).contains(&Function::Location)
        });
        let is_name = inner.kind == MentionKind::Name;
        let punctuated = between.first().is_some_and(|token| matches!(token.form.as_str(), "," | "("));
        let kind_tells = is_name && inner.head < end.saturating_sub(1) && self.is_a(mention, types.settlement);
        let holds = if marked {
            let plain = between.iter().all(|token| matches!(token.upos, Upos::Adp | Upos::Det | Upos::Punct));
            (punctuated || kind_tells && plain) && is_name && self.is_a(outer, types.place)
        } else {
            let smaller = [types.settlement, types.facility, types.region].iter().any(|&kind| self.is_a(mention, kind));
            punctuated
                && between.len() == 1
                && smaller
                && self.is_closed(outer_mention.words.end)
                && self.is_a(outer, types.country)
                && !self.is_in_list(mention)
        };
        if !holds || inner.entity_type == outer_mention.entity_type && !marked {
            return None;
        }
        self.located(Construction::PlaceInPlace, mention, outer)
    }

    /// `Arequipa, la deuxième ville du Pérou`, `Pau, a town in France`: a noun of place behind the name tells where.
    fn described_place(&self, mention: usize) -> Option<Found> {
        let own = self.mention(mention);
        let comma = own.words.end;
        if own.kind != MentionKind::Name || !self.is_mark(comma, ",") {
            return None;
        }
        let near = comma + 1..(comma + 1 + KIND_WORDS + 2).min(self.tokens().len());
        let plain = |word: &usize| matches!(self.tokens()[*word].upos, Upos::Det | Upos::Adj | Upos::Num | Upos::Noun);
        let noun = near.take_while(plain).find(|&word| {
            let concept = self.headed_by(word).and_then(|noun| self.found.mentions.clues[noun].concept);
            concept.is_some_and(|id| self.gazetteer.nouns.concept(id).class == NounClass::Place)
        })?;
        if let Some(country) = self.demonym_of(noun) {
            return self.located(Construction::PlaceInPlace, mention, country);
        }
        let behind = noun + 1..(noun + 1 + KIND_WORDS).min(self.tokens().len());
        let preposition = behind.take_while(|&word| self.tokens()[word].upos != Upos::Punct).find(|&word| {
            let token = &self.tokens()[word];
            token.upos == Upos::Adp
                && (self.is_cue(Cue::Genitive, &token.lemma) || self.is_cue(Cue::PlacePreposition, &token.lemma))
        })?;
        let outer = (preposition + 1..preposition + 3).find_map(|word| self.name_at(word))?;
        let larger = [self.gazetteer.types.country, self.gazetteer.types.region];
        let holds = larger.iter().any(|&kind| self.is_a(outer, kind)) && outer != mention;
        holds.then(|| self.located(Construction::PlaceInPlace, mention, outer)).flatten()
    }

    /// `talks with X in Prague`, `l'accident s'est produit à Nivelle`: the place behind those who take part in an event,
    /// or beside the verb that says that it happened.
    pub(super) fn event_in_place(&self, mention: usize) -> Option<Found> {
        let head = self.mention(mention).head;
        let token = &self.tokens()[head];
        let beyond = || {
            let mut people = self.dependents(head).filter(|(word, token)| *word > head && token.deprel.is("nmod"));
            let is_person = |word: usize| {
                self.headed_by(word).is_some_and(|mention| self.is_a(mention, self.gazetteer.types.person))
            };
            people.find_map(|(word, _)| self.place_among(word, "nmod").filter(|_| is_person(word)))
        };
        let beside = || {
            let verb = token.head.filter(|_| token.deprel.is("nsubj"))? as usize;
            self.place_among(verb, "obl").filter(|_| self.tokens()[verb].upos == Upos::Verb)
        };
        self.located(Construction::EventInPlace, mention, beyond().or_else(beside)?)
    }

    /// The first name of a place that hangs on a word by a preposition of place.
    fn place_among(&self, word: usize, relation: &str) -> Option<usize> {
        let places = self.dependents(word).filter(|(place, token)| *place > word && token.deprel.is(relation));
        let names = places.filter(|&(place, _)| self.is_cue(Cue::PlacePreposition, self.preposition(place)));
        let names = names.filter_map(|(place, _)| self.headed_by(place));
        let is_place = |name: &usize| {
            self.is_a(*name, self.gazetteer.types.place) && self.mention(*name).kind == MentionKind::Name
        };
        names.into_iter().find(is_place)
    }

    /// True for a name with a comma and a name of the same type before it: `Oslo, Berne, France`.
    fn is_in_list(&self, mention: usize) -> bool {
        let own = self.mention(mention);
        let comma = own.words.start.checked_sub(1).filter(|&word| self.is_mark(word, ","));
        let before = comma.and_then(|comma| self.name_before(comma));
        before.is_some_and(|before| self.mention(before).entity_type == own.entity_type)
    }

    /// `Leeds-based Marlow Shipping`, `the Oslo-based company`.
    fn seat(&self, mention: usize) -> Option<Found> {
        let head = self.mention(mention).head;
        if !self.is_a(mention, self.gazetteer.types.organization) {
            return None;
        }
        let based = (self.left_edge(head)..head).find(|&word| self.is_cue(Cue::Seat, &self.tokens()[word].form))?;
        let hyphen = based.checked_sub(1).filter(|&word| self.is_mark(word, "-"))?;
        let place = self.name_before(hyphen)?;
        // A description of the same phrase speaks for the name only where there is none.
        let is_last = (based + 1..head).all(|word| self.name_at(word).is_none_or(|name| name == mention));
        let holds = is_last && self.is_a(place, self.gazetteer.types.place);
        holds.then(|| self.located(Construction::Seat, mention, place)).flatten()
    }

    /// `l'hôpital de Bergerac`, `an office in Leeds`, `la mairie de Nivelle`: buildings and local bodies.
    fn in_place(&self, mention: usize) -> Option<Found> {
        let types = &self.gazetteer.types;
        let head = self.mention(mention).head;
        let concept = self.found.mentions.clues.get(mention)?.concept;
        let class = concept.map(|id| self.gazetteer.nouns.concept(id).class);
        let facility = self.is_a(mention, types.facility);
        let body = matches!(class, Some(NounClass::Body | NounClass::Organization));
        if !facility && !body {
            return None;
        }
        let place = self.dependents(head).filter(|(word, token)| *word > head && token.deprel.is("nmod"));
        let place = place.filter_map(|(word, _)| {
            let name = self.headed_by(word).filter(|&name| self.mention(name).kind == MentionKind::Name)?;
            let preposition = self.preposition(word);
            let local = [types.settlement, types.region].iter().any(|&kind| self.is_a(name, kind));
            let inside = self.is_cue(Cue::PlacePreposition, preposition) && self.is_a(name, types.place);
            let genitive = self.is_cue(Cue::Genitive, preposition) && self.is_a(name, types.place);
            let named = self.is_named(mention);
            let holds = inside && (facility || named) || genitive && (facility || local);
            (holds && !self.is_a(name, types.facility)).then_some(name)
        });
        // Parsers hang the place on the verb as well.
        let behind = || {
            let end = self.mention(mention).words.end;
            let preposition = self.tokens().get(end).filter(|token| token.upos == Upos::Adp)?;
            let name = self.name_at(end + 1).filter(|&name| self.is_a(name, types.place))?;
            let inside = self.is_cue(Cue::PlacePreposition, &preposition.lemma) && !self.is_a(name, types.facility);
            (inside && facility).then_some(name)
        };
        let place = place.min_by_key(|&name| self.mention(name).head).or_else(behind)?;
        self.located(Construction::InPlace, mention, place)
    }

    /// `le distributeur danois Hovedgaard`, `Danish rival Hovedgaard`, `Germany's Bergwerk`.
    fn body_of_country(&self, mention: usize) -> Option<Found> {
        let types = &self.gazetteer.types;
        let own = self.mention(mention);
        let is_body = self.is_a(mention, types.organization)
            && ![types.government_body, types.military_force, types.international_organization]
                .iter()
                .any(|&kind| self.is_a(mention, kind));
        if own.kind != MentionKind::Name || !is_body || self.name_before(own.words.end) != Some(mention) {
            return None;
        }
        let start = own.words.start;
        let first = start.saturating_sub(KIND_WORDS);
        let modifies = |word: usize| {
            let token = &self.tokens()[word];
            matches!(token.upos, Upos::Adj | Upos::Noun | Upos::Part) || self.country_at(word).is_some()
        };
        // A type noun may be part of the mention: `l'ONG italienne X`.
        let inside = own.words.clone().find_map(|word| self.country_at(word).filter(|_| word != own.head));
        let beside = (first..start).rev().take_while(|&word| modifies(word)).find_map(|word| {
            let country = self.country_at(word)?;
            let demonym = self.mention(country).kind == MentionKind::Demonym;
            let owner = self.tokens().get(word + 1).is_some_and(|token| token.upos == Upos::Part) && word + 2 == start;
            (demonym || owner).then_some(country)
        });
        self.located(Construction::BodyOfCountry, mention, inside.or(beside)?)
    }

    /// The country that a word names or tells by a demonym.
    fn country_at(&self, word: usize) -> Option<usize> {
        let mention = self.found.mentions.at(self.place(word))?;
        let own = self.mention(mention);
        let place = self.is_a(mention, self.gazetteer.types.country);
        (own.head == word && place && own.words.len() <= 2 && own.kind != MentionKind::Pronoun).then_some(mention)
    }
}
