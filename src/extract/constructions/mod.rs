//! Static relations that names, titles, adjectives, complements and brackets state: who has which part in what
//! ([`nominal`]), what lies where ([`place`]), ages and parties ([`person`]), where happenings take place and whom they
//! harm ([`happening`]).

mod happening;
mod nominal;
mod person;
mod place;
mod site;

use super::{Mentions, Predication};
use crate::doc::{Annotated, LocalEntity, RelationRef, Role, TokenRef, Upos};
use crate::knowledge::Knowledge;
use crate::knowledge::constructions::Construction;
use crate::knowledge::ontology::RelationId;
use rustc_hash::FxHashSet;
use site::{Findings, Site};

/// A construction, what it states, the word that states it, and who takes part.
type Found = (Construction, RelationId, usize, Vec<(Role, TokenRef)>);

/// The static relations of a document, in text order. Coreference must have been resolved: `entities` are what the
/// mentions refer to; `speakers` are the words of those who say something; `predications` is what triggers state.
pub fn find(
    document: &Annotated,
    knowledge: &Knowledge,
    mentions: &Mentions,
    entities: &[LocalEntity],
    speakers: &FxHashSet<TokenRef>,
    predications: &[Predication],
) -> Vec<Predication> {
    let attended = |predication: &&Predication| match predication.relation {
        RelationRef::Known(relation) => knowledge.ontology.relation(relation).subject_attends,
        RelationRef::Other(_) => false,
    };
    let arguments = |predication: &'_ Predication| {
        let trigger = predication.trigger;
        predication.roles.iter().map(move |&(_, word)| (trigger, word)).collect::<Vec<_>>()
    };
    let taken = predications.iter().filter(attended).flat_map(arguments).collect();
    let findings = Findings { mentions, entities, speakers, taken };
    let mut out = Vec::new();
    let mut first = 0;
    for (index, sentence) in document.sentences.iter().enumerate() {
        let end = first + mentions.list[first..].iter().take_while(|mention| mention.sentence == index).count();
        let range = std::mem::replace(&mut first, end)..end;
        let Some(language) = knowledge.language(sentence.language) else { continue };
        let site = Site::new(knowledge, language, &findings, sentence, index, range.clone());
        let nominal = |&word: &usize| matches!(site.tokens()[word].upos, Upos::Noun | Upos::Propn | Upos::Adj);
        let nouns = (0..sentence.tokens.len()).filter(nominal);
        let of_nouns = nouns.filter_map(|noun| site.nominal(noun));
        let of_persons = range.clone().filter_map(|mention| site.person(mention));
        let of_happenings = range.clone().filter_map(|mention| site.happening(mention));
        let of_places = range.flat_map(|mention| site.places(mention));
        let mut found: Vec<Found> = of_nouns.chain(of_persons).chain(of_happenings).chain(of_places).collect();
        found.sort_by_key(|&(construction, _, trigger, _)| (trigger, construction));
        out.extend(found.into_iter().map(|found| predication(&site, found)));
    }
    out
}

pub use happening::find_causes;

fn predication(site: &Site<'_>, (construction, relation, trigger, roles): Found) -> Predication {
    Predication {
        trigger: site.place(trigger),
        lemma: site.tokens()[trigger].lemma.clone(),
        relation: RelationRef::Known(relation),
        roles,
        confident: true,
        negated_by_operator: false,
        presupposed: !site.is_predicate(trigger) && !site.is_told(construction, trigger),
        rule: format!("construction:{}", construction.name()),
    }
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::doc::{Annotated, Language, MentionKind};
    use crate::extract::Mentions;
    use crate::extract::predicates::tests::{KNOWLEDGE, parse, show};
    use crate::knowledge::gazetteer::join_key;
    use rustc_hash::FxHashSet;

    fn found(document: &Annotated, mentions: &Mentions) -> String {
        show(document, &find(document, &KNOWLEDGE, mentions, &[], &FxHashSet::default(), &[]))
    }

    fn french(lines: &str) -> String {
        let (document, mentions) = parse(Language::French, lines);
        found(&document, &mentions)
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
        found(&document, &mentions)
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

    #[test]
    fn a_happening_takes_place_where_its_places_stand() {
        let found = french(
            "Une un DET 2 det
             embuscade embuscade NOUN 0 root =Event
             dans dans ADP 5 case
             le le DET 5 det
             nord nord NOUN 2 nmod
             , , PUNCT 8 punct
             à à ADP 8 case
             Torit Torit PROPN 2 nmod =Settlement",
        );
        assert_eq!(found, "embuscade: takes_place agent=embuscade location=Torit");
        let spoken_of = french(
            "Varenne Varenne PROPN 2 nsubj =Person
             commente commenter VERB 0 root
             l' le DET 4 det
             accord accord NOUN 2 obj =Event
             à à ADP 6 case
             Oslo Oslo PROPN 2 obl =Settlement",
        );
        assert_eq!(spoken_of, "");
    }

    #[test]
    fn casualties_are_counted_for_a_happening() {
        let (document, mut mentions) = parse(
            Language::French,
            "Accident accident NOUN 0 root =Event
             : : PUNCT 4 punct
             douze douze NUM 4 nummod
             blessés blessé NOUN 1 nmod Number=Plur =Group",
        );
        assert_eq!(self::found(&document, &mentions), "", "nobody has counted them");
        mentions.clues[1].count = crate::extract::mentions::Count::Few;
        assert_eq!(self::found(&document, &mentions), "blessés: wounds agent=Accident patient=blessés");
    }
}
