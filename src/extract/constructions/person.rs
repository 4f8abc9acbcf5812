//! What stands beside the name of a person: a party or team in brackets, an age, a body.

use super::Found;
use super::site::Site;
use crate::doc::{MentionKind, Role, Upos};
use crate::knowledge::constructions::Construction;
use crate::knowledge::gazetteer::Cue;
use crate::knowledge::lexicon::FunctionWord;

/// How many words may stand between the preposition and the name of a body: `of the charity X`.
const KIND_WORDS: usize = 3;

impl Site<'_> {
    /// What is said of a person right behind the name.
    pub(super) fn person(&self, mention: usize) -> Option<Found> {
        let is_name = self.mention(mention).kind == MentionKind::Name;
        // The longest name at the place speaks for those inside it.
        let is_whole = self.name_at(self.mention(mention).words.start) == Some(mention);
        if !is_name || !is_whole || !self.is_a(mention, self.gazetteer.types.person) {
            return None;
        }
        self.party(mention).or_else(|| self.age(mention)).or_else(|| self.body(mention))
    }

    /// `Claire Dumont (PS)`; a code of a country in brackets is no party.
    fn party(&self, person: usize) -> Option<Found> {
        let relation = self.language.constructions.relation(Construction::Party)?;
        let end = self.mention(person).words.end;
        let party = self.name_at(end + 1).filter(|_| self.is_mark(end, "("))?;
        let words = self.mention(party).words.clone();
        let code = words.len() == 1 && self.is_cue(Cue::CountryCode, &self.tokens()[words.start].form);
        let types = &self.gazetteer.types;
        let body = self.is_a(party, types.organization) || self.mention(party).entity_type == types.entity;
        let holds = self.is_mark(words.end, ")") && !code && body;
        let roles = vec![(Role::Agent, self.head(person)), (Role::Patient, self.head(party))];
        holds.then(|| (Construction::Party, relation, self.mention(person).head, roles))
    }

    /// `Paul Varenne, 42 ans`, `Paul Varenne, 42,`
    fn age(&self, person: usize) -> Option<Found> {
        let relation = self.language.constructions.relation(Construction::Age)?;
        let start = self.mention(person).words.end;
        let [comma, number, after, ..] = self.tokens().get(start..)? else { return None };
        if comma.form != "," || number.upos != Upos::Num || number.form.len() > 3 {
            return None;
        }
        let unit = self.language.lexicon.symbols().get(&after.lemma);
        let counts_years = self.language.lexicon.is(FunctionWord::TimeNoun, unit);
        let quantity = match after.upos {
            Upos::Noun if counts_years => start + 2,
            Upos::Punct => start + 1,
            _ => return None,
        };
        let roles = vec![(Role::Agent, self.head(person)), (Role::Quantity, self.place(quantity))];
        Some((Construction::Age, relation, self.mention(person).head, roles))
    }

    /// `Alice Brook, of the Norwich Institute`, `Gerd Hale from the University of Ulm`.
    fn body(&self, person: usize) -> Option<Found> {
        let relation = self.language.constructions.relation(Construction::Affiliation)?;
        let end = self.mention(person).words.end;
        let comma = self.is_mark(end, ",");
        let preposition = end + usize::from(comma);
        let marks = self.tokens().get(preposition).is_some_and(|token| {
            token.upos == Upos::Adp
                && self.is_cue(if comma { Cue::Genitive } else { Cue::Membership }, &token.lemma.to_lowercase())
        });
        let near = preposition + 1..preposition + 2 + KIND_WORDS;
        let body = near.clone().find_map(|word| self.name_at(word)).filter(|_| marks)?;
        let between = &self.tokens()[preposition + 1..self.mention(body).words.start];
        let plain = between.iter().all(|token| matches!(token.upos, Upos::Det | Upos::Adj | Upos::Noun));
        let holds = plain && self.is_a(body, self.gazetteer.types.organization) && self.is_whole(body);
        let roles = vec![(Role::Agent, self.head(person)), (Role::Patient, self.head(body))];
        holds.then(|| (Construction::Affiliation, relation, self.mention(person).head, roles))
    }

    /// True for a name that no possessor mark follows: `of X's brother`.
    fn is_whole(&self, name: usize) -> bool {
        self.tokens().get(self.mention(name).words.end).is_none_or(|token| token.upos != Upos::Part)
    }
}
