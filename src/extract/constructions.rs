//! Static relations without a trigger word: titles with names, places in places, ages, parties. What an adjective of
//! nationality says of an army or a ministry is part of its name, not a relation.

use super::{Mentions, Predication};
use crate::doc::{Annotated, Mention, MentionKind, RelationRef, Role, Sentence, Token, TokenRef, Upos};
use crate::knowledge::constructions::Construction;
use crate::knowledge::gazetteer::Gazetteer;
use crate::knowledge::ontology::{EntityTypeId, Ontology, RelationId};
use crate::knowledge::prepositions::Function;
use crate::knowledge::{Knowledge, LanguageKnowledge};

/// How far from its head a dependent of a mention is looked for, in words.
const WINDOW: usize = 12;

/// The static relations of a document, in text order of the mentions that state them.
pub fn find(document: &Annotated, knowledge: &Knowledge, mentions: &Mentions) -> Vec<Predication> {
    let mut out = Vec::new();
    for (index, mention) in mentions.list.iter().enumerate() {
        let Some(sentence) = document.sentences.get(mention.sentence) else { continue };
        let Some(language) = knowledge.language(sentence.language) else { continue };
        let reader = Reader {
            ontology: &knowledge.ontology,
            gazetteer: &knowledge.gazetteer,
            language,
            mentions,
            sentence,
            index,
            mention,
        };
        if let Some((construction, relation, trigger, roles)) = reader.read() {
            let place = |token| TokenRef { sentence: mention.sentence, token };
            out.push(Predication {
                trigger: place(trigger),
                lemma: sentence.tokens[trigger].lemma.clone(),
                relation: RelationRef::Known(relation),
                roles: roles.into_iter().map(|(role, token)| (role, place(token))).collect(),
                confident: true,
                negated_by_operator: false,
                rule: format!("construction:{}", construction.name()),
            });
        }
    }
    out
}

type Found = (Construction, RelationId, usize, Vec<(Role, usize)>);

/// Reads the constructions around one mention.
struct Reader<'k> {
    ontology: &'k Ontology,
    gazetteer: &'k Gazetteer,
    language: &'k LanguageKnowledge,
    mentions: &'k Mentions,
    sentence: &'k Sentence,
    index: usize,
    mention: &'k Mention,
}

impl Reader<'_> {
    fn read(&self) -> Option<Found> {
        let types = &self.gazetteer.types;
        let clue = self.mentions.clues.get(self.index)?;
        if clue.role.is_some() {
            return self.role();
        }
        if self.mention.kind != MentionKind::Name {
            return self.is(types.place).then(|| self.place_in_place()).flatten();
        }
        if self.is(types.place) {
            return self.place_in_place().or_else(|| self.place_of_country());
        }
        self.is(types.person).then(|| self.party().or_else(|| self.age())).flatten()
    }

    /// `la ministre norvégienne des Finances Ingrid Solheim`, `X, ministre des Finances`, `X est ministre …`.
    fn role(&self) -> Option<Found> {
        let role = self.mentions.clues.get(self.index)?.role?;
        let relation = self.language.constructions.role_relation(self.gazetteer.roles.name(role))?;
        let bearer = self.bearer()?;
        let patient = self.country().or_else(|| self.complement())?;
        let mut roles = vec![(Role::Agent, bearer), (Role::Patient, patient)];
        if self.ontology.allows(relation, Role::Role) {
            roles.push((Role::Role, self.mention.head));
        }
        Some((Construction::Role, relation, self.mention.head, roles))
    }

    /// Who bears the title: the name beside it, or the subject of which it is said.
    fn bearer(&self) -> Option<usize> {
        let linked = |index: usize| self.mentions.clues.get(index)?.same_as;
        let is_name = |index: &usize| self.mentions.list[*index].kind == MentionKind::Name;
        let beside = linked(self.index).filter(is_name).or_else(|| {
            let near = self.index.saturating_sub(4)..(self.index + 5).min(self.mentions.list.len());
            near.filter(is_name).find(|&other| linked(other) == Some(self.index))
        });
        if let Some(name) = beside {
            return Some(self.mentions.list[name].head);
        }
        let dependents = || self.dependents(self.mention.head);
        dependents().find(|&(_, token)| token.deprel.is("cop"))?;
        let subject = dependents().find(|&(_, token)| token.deprel.is("nsubj"))?.0;
        let types = &self.gazetteer.types;
        let place = TokenRef { sentence: self.mention.sentence, token: subject };
        self.mentions.type_at(place).filter(|&found| self.ontology.is_a(found, types.person)).map(|_| subject)
    }

    /// `la région italienne de Ligurie`
    fn place_of_country(&self) -> Option<Found> {
        let relation = self.language.constructions.relation(Construction::PlaceOfCountry)?;
        let roles = vec![(Role::Agent, self.mention.head), (Role::Location, self.country()?)];
        Some((Construction::PlaceOfCountry, relation, self.mention.head, roles))
    }

    /// `Tarbes, dans les Hautes-Pyrénées`, `Tarbes (France)`, `Tarbes, France`.
    fn place_in_place(&self) -> Option<Found> {
        let relation = self.language.constructions.relation(Construction::PlaceInPlace)?;
        let types = &self.gazetteer.types;
        if self.is(types.country) {
            return None;
        }
        let outer = self.next_name(3)?;
        let outer_mention = &self.mentions.list[outer];
        let between = &self.sentence.tokens[self.mention.words.end..outer_mention.words.start];
        let larger = |wanted| self.ontology.is_a(outer_mention.entity_type, wanted);
        let marked = between.iter().any(|token| {
            token.upos == Upos::Adp && self.language.prepositions.functions(&token.lemma).contains(&Function::Location)
        });
        let punctuated = between.first().is_some_and(|token| matches!(token.form.as_str(), "," | "("));
        let closed = self.sentence.tokens.get(outer_mention.words.end).is_none_or(|token| token.upos == Upos::Punct);
        let holds = if marked {
            punctuated && larger(types.place) && self.mention.kind == MentionKind::Name
        } else {
            let smaller = self.is(types.settlement) || self.is(types.facility) || self.is(types.region);
            punctuated && between.len() == 1 && smaller && closed && larger(types.country) && !self.is_in_list()
        };
        if !holds || self.mention.entity_type == outer_mention.entity_type && !marked {
            return None;
        }
        let roles = vec![(Role::Agent, self.mention.head), (Role::Location, outer_mention.head)];
        Some((Construction::PlaceInPlace, relation, self.mention.head, roles))
    }

    /// True for a name with a comma and a name of the same type before it: `Oslo, Berne, France`.
    fn is_in_list(&self) -> bool {
        let before = self.index.checked_sub(1).map(|index| &self.mentions.list[index]);
        before.is_some_and(|before| {
            before.sentence == self.mention.sentence
                && before.words.end + 1 == self.mention.words.start
                && self.sentence.tokens[before.words.end].form == ","
                && before.entity_type == self.mention.entity_type
        })
    }

    /// `Claire Dumont (PS)`
    fn party(&self) -> Option<Found> {
        let relation = self.language.constructions.relation(Construction::Party)?;
        let party = &self.mentions.list[self.next_name(1)?];
        let opens = self.sentence.tokens[self.mention.words.end].form == "(";
        let closes = self.sentence.tokens.get(party.words.end).is_some_and(|token| token.form == ")");
        let organization = self.ontology.is_a(party.entity_type, self.gazetteer.types.organization);
        (opens && closes && organization).then(|| {
            let roles = vec![(Role::Agent, self.mention.head), (Role::Patient, party.head)];
            (Construction::Party, relation, self.mention.head, roles)
        })
    }

    /// `Paul Varenne, 42 ans`, `Paul Varenne, 42,`
    fn age(&self) -> Option<Found> {
        let relation = self.language.constructions.relation(Construction::Age)?;
        let words = self.sentence.tokens.get(self.mention.words.end..)?;
        let [comma, number, after, ..] = words else { return None };
        if comma.form != "," || number.upos != Upos::Num || number.form.len() > 3 {
            return None;
        }
        let start = self.mention.words.end;
        let unit = self.language.lexicon.symbols().get(&after.lemma);
        let counts_years = self.language.lexicon.is(crate::knowledge::lexicon::FunctionWord::TimeNoun, unit);
        let quantity = match after.upos {
            Upos::Noun if counts_years => start + 2,
            Upos::Punct => start + 1,
            _ => return None,
        };
        let roles = vec![(Role::Agent, self.mention.head), (Role::Quantity, quantity)];
        Some((Construction::Age, relation, self.mention.head, roles))
    }

    /// The adjective of nationality that modifies the mention.
    fn country(&self) -> Option<usize> {
        self.dependents(self.mention.head)
            .filter(|(_, token)| token.deprel.is("amod") || token.deprel.is("compound") || token.deprel.is("nmod:poss"))
            .map(|(word, _)| word)
            .find(|&word| {
                let place = TokenRef { sentence: self.mention.sentence, token: word };
                let mention = self.mentions.at(place).map(|index| &self.mentions.list[index]);
                mention.is_some_and(|mention| mention.kind == MentionKind::Demonym && mention.head == word)
            })
    }

    /// The place or organisation that a complement of the mention names: `de`, `of`, `at`, `for`, `'s`.
    fn complement(&self) -> Option<usize> {
        let types = &self.gazetteer.types;
        self.dependents(self.mention.head)
            .filter(|(_, token)| token.deprel.is("nmod") || token.deprel.is("compound"))
            .map(|(word, _)| word)
            .find(|&word| {
                let found = self.type_of(word);
                found.is_some_and(|found| {
                    found == EntityTypeId::default()
                        || [types.place, types.organization, types.group]
                            .iter()
                            .any(|&wanted| self.ontology.is_a(found, wanted))
                })
            })
    }

    /// The name that starts after the mention and at most `gap` words between.
    fn next_name(&self, gap: usize) -> Option<usize> {
        let mut later = self.index + 1..self.mentions.list.len();
        let next = later.find(|&other| {
            let other = &self.mentions.list[other];
            other.sentence != self.mention.sentence
                || other.words.start >= self.mention.words.end && other.kind == MentionKind::Name
        })?;
        let other = &self.mentions.list[next];
        let near = other.sentence == self.mention.sentence
            && other.words.start > self.mention.words.end
            && other.words.start <= self.mention.words.end + gap;
        near.then_some(next)
    }

    fn type_of(&self, word: usize) -> Option<EntityTypeId> {
        self.mentions.type_at(TokenRef { sentence: self.mention.sentence, token: word })
    }

    fn is(&self, wanted: EntityTypeId) -> bool {
        self.ontology.is_a(self.mention.entity_type, wanted)
    }

    /// Dependents of a word that stand near it.
    fn dependents(&self, head: usize) -> impl Iterator<Item = (usize, &Token)> {
        let window = head.saturating_sub(WINDOW)..(head + WINDOW + 1).min(self.sentence.tokens.len());
        let tokens = &self.sentence.tokens;
        window.map(|word| (word, &tokens[word])).filter(move |(_, token)| token.head == Some(head as u32))
    }
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::doc::{Language, MentionKind};
    use crate::extract::predicates::tests::{KNOWLEDGE, parse, show};
    use crate::knowledge::gazetteer::join_key;

    fn french(lines: &str) -> String {
        let (document, mentions) = parse(Language::French, lines);
        show(&document, &find(&document, &KNOWLEDGE, &mentions))
    }

    /// `le … italien … Name` with the office of the title `title`.
    fn office(title: &str) -> String {
        let (document, mut mentions) = parse(
            Language::French,
            &format!(
                "le le DET 2 det
                 {title} {title} NOUN 0 root =Person
                 italien italien ADJ 2 amod =Demonym:Country
                 Varenne Varenne PROPN 2 appos =Person"
            ),
        );
        let known = KNOWLEDGE.gazetteer.roles.title(Language::French, &join_key(title));
        mentions.clues[0].role = known.map(|title| title.role);
        mentions.clues[0].same_as = Some(2);
        mentions.list[0].kind = MentionKind::Description;
        show(&document, &find(&document, &KNOWLEDGE, &mentions))
    }

    #[test]
    fn heads_lead_and_others_hold_a_role() {
        assert_eq!(office("président"), "président: leads agent=Varenne patient=italien role=président");
        assert_eq!(office("ministre"), "ministre: holds_role agent=Varenne patient=italien role=ministre");
    }

    #[test]
    fn a_place_lies_in_a_larger_one() {
        let found = french(
            "Tarbes Tarbes PROPN 0 root =Settlement
             , , PUNCT 5 punct
             dans dans ADP 5 case
             les le DET 5 det
             Pyrénées Pyrénées PROPN 1 nmod =Region",
        );
        assert_eq!(found, "Tarbes: located_in agent=Tarbes location=Pyrénées");
        let list = french(
            "Tarbes Tarbes PROPN 0 root =Settlement
             , , PUNCT 3 punct
             Pau Pau PROPN 1 conj =Settlement
             , , PUNCT 5 punct
             Oslo Oslo PROPN 1 conj =Settlement",
        );
        assert_eq!(list, "");
    }

    #[test]
    fn age_stands_behind_the_name() {
        let found = french(
            "Varenne Varenne PROPN 0 root =Person
             , , PUNCT 4 punct
             42 42 NUM 4 nummod
             ans an NOUN 1 appos",
        );
        assert_eq!(found, "Varenne: has_quantity agent=Varenne quantity=ans");
    }
}
