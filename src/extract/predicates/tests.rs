//! One short tree for each construction.

use super::find;
use crate::doc::tagset::{Deprel, Features};
use crate::doc::{Annotated, Evidence, Language, Mention, MentionKind, RelationRef, Sentence, Token, TokenRef, Upos};
use crate::extract::Mentions;
use crate::knowledge::Knowledge;
use std::sync::LazyLock;

pub(crate) static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::embedded().unwrap());

/// A sentence from lines `form lemma UPOS head deprel [features] [=Type]`; a word with a type heads a mention of it.
pub(crate) fn parse(language: Language, lines: &str) -> (Annotated, Mentions) {
    let mut sentence = Sentence { language, ..Sentence::default() };
    let mut list = Vec::new();
    for (token, line) in lines.lines().map(str::trim).filter(|line| !line.is_empty()).enumerate() {
        let fields: Vec<&str> = line.split_ascii_whitespace().collect();
        let [form, lemma, upos, head, deprel, rest @ ..] = &fields[..] else { panic!("too short: {line}") };
        let head = head.parse::<u32>().unwrap().checked_sub(1);
        let features = rest.iter().find(|field| !field.starts_with('=')).copied().unwrap_or("_");
        if let Some(name) = rest.iter().find_map(|field| field.strip_prefix('=')) {
            let (name, kind) = match name.strip_prefix("Demonym:") {
                Some(name) => (name, MentionKind::Demonym),
                None if *upos == "PROPN" => (name, MentionKind::Name),
                None => (name, MentionKind::Nominal),
            };
            list.push(Mention {
                evidence: Evidence::default(),
                sentence: 0,
                words: token..token + 1,
                head: token,
                kind,
                entity_type: KNOWLEDGE.ontology.entity_type_named(name).unwrap(),
                entity: None,
            });
        }
        sentence.tokens.push(Token {
            form: form.to_string(),
            lemma: lemma.to_string(),
            upos: Upos::parse(upos).unwrap(),
            features: Features::parse(features),
            head,
            deprel: Deprel::parse(deprel),
            ..Token::default()
        });
    }
    let mentions = Mentions::new(list, &[sentence.tokens.len()]);
    (Annotated { sentences: vec![sentence], ..Annotated::default() }, mentions)
}

/// The predications as `trigger: relation role=word …`, one a line.
pub(super) fn read(language: Language, lines: &str) -> String {
    let (document, mentions) = parse(language, lines);
    show(&document, &find(&document, &KNOWLEDGE, &mentions))
}

pub(crate) fn show(document: &Annotated, predications: &[crate::extract::Predication]) -> String {
    let form = |word: TokenRef| document.token(word).form.clone();
    let lines = predications.iter().map(|predication| {
        let relation = match &predication.relation {
            RelationRef::Known(id) => KNOWLEDGE.ontology.relation(*id).name.clone(),
            RelationRef::Other(lemma) => format!("other:{lemma}"),
        };
        let roles = predication.roles.iter().map(|&(role, word)| format!(" {}={}", role.name(), form(word)));
        format!("{}: {relation}{}", form(predication.trigger), roles.collect::<String>())
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn french(lines: &str) -> String {
    read(Language::French, lines)
}

fn english(lines: &str) -> String {
    read(Language::English, lines)
}

const FIN: &str = "VerbForm=Fin";

#[test]
fn active_clause_with_topic() {
    let found = french(
        "La le DET 2 det
         présidente président NOUN 4 nsubj =Person
         a avoir AUX 4 aux VerbForm=Fin
         remercié remercier VERB 0 root Tense=Past|VerbForm=Part
         le le DET 6 det
         roi roi NOUN 4 obj =Person
         pour pour ADP 9 case
         son son DET 9 det Poss=Yes
         aide aide NOUN 4 obl:mod",
    );
    assert!(found.starts_with("remercié: thanks agent=présidente patient=roi topic=aide"), "{found}");
}

#[test]
fn passive_with_agent() {
    let lines = format!(
        "La le DET 2 det
         ville ville NOUN 5 nsubj:pass =Settlement
         a avoir AUX 5 aux {FIN}
         été être AUX 5 aux:pass
         détruite détruire VERB 0 root Tense=Past|VerbForm=Part
         par par ADP 8 case
         l' le DET 8 det
         incendie incendie NOUN 5 obl:agent"
    );
    assert_eq!(french(&lines), "détruite: destroys agent=incendie patient=ville");
}

#[test]
fn participle_of_a_noun_is_passive_and_keeps_its_place() {
    let found = french(
        "Les le DET 2 det
         troupes troupe NOUN 6 nsubj =MilitaryForce
         déployées déployer VERB 2 acl Tense=Past|VerbForm=Part
         à à ADP 5 case
         Aneka Aneka PROPN 3 obl:arg =Settlement
         reculent reculer VERB 0 root VerbForm=Fin",
    );
    assert!(found.starts_with("déployées: deploys patient=troupes destination=Aneka"), "{found}");
}

#[test]
fn reflexive_verb_with_coordinated_objects() {
    let found = french(
        "Les le DET 2 det
         rebelles rebelle NOUN 5 nsubj =Group
         se se PRON 5 expl:pv Reflex=Yes
         sont être AUX 5 aux:tense VerbForm=Fin
         emparés emparer VERB 0 root Tense=Past|VerbForm=Part
         de de ADP 7 case
         Aneka Aneka PROPN 5 obl:arg =Settlement
         et et CCONJ 9 cc
         Borda Borda PROPN 7 conj =Settlement
         mardi mardi NOUN 5 obl:mod",
    );
    assert_eq!(found, "emparés: captures agent=rebelles patient=Aneka patient=Borda time=mardi");
}

#[test]
fn relative_clause_takes_the_antecedent() {
    let found = french(
        "L' le DET 2 det
         armée armée NOUN 0 root =MilitaryForce
         qui qui PRON 4 nsubj PronType=Rel
         occupe occuper VERB 2 acl:relcl VerbForm=Fin
         la le DET 6 det
         région région NOUN 4 obj =Region",
    );
    assert!(found.contains("agent=armée patient=région"), "{found}");
}

#[test]
fn dont_hides_a_preposition() {
    let found = french(
        "la le DET 2 det
         ville ville NOUN 0 root =Settlement
         dont dont PRON 7 obl:arg PronType=Rel
         les le DET 5 det
         rebelles rebelle NOUN 7 nsubj =Group
         s' se PRON 7 expl:pv Reflex=Yes
         emparent emparer VERB 2 acl:relcl VerbForm=Fin",
    );
    assert_eq!(found, "emparent: captures agent=rebelles patient=ville");
}

#[test]
fn coordinated_verbs_share_subject_object_and_auxiliary() {
    let found = french(
        "La le DET 2 det
         police police NOUN 4 nsubj =GovernmentBody
         a avoir AUX 4 aux VerbForm=Fin
         arrêté arrêter VERB 0 root Tense=Past|VerbForm=Part
         et et CCONJ 6 cc
         expulsé expulser VERB 4 conj Tense=Past|VerbForm=Part
         trois trois NUM 8 nummod
         diplomates diplomate NOUN 4 obj =Person",
    );
    assert_eq!(
        found,
        "arrêté: arrests agent=police patient=diplomates\nexpulsé: expels agent=police patient=diplomates"
    );
}

#[test]
fn object_control_and_subject_control() {
    let ask = |verb: &str, lemma: &str| {
        french(&format!(
            "Oslo Oslo PROPN 2 nsubj =Country
             {verb} {lemma} VERB 0 root VerbForm=Fin
             à à ADP 4 case
             Lima Lima PROPN 2 obl:arg =Country
             de de ADP 6 mark
             libérer libérer VERB 2 xcomp VerbForm=Inf
             les le DET 8 det
             otages otage NOUN 6 obj =Group"
        ))
    };
    let asked = ask("demande", "demander");
    assert!(asked.contains("libérer: releases agent=Lima patient=otages"), "{asked}");
    let promised = ask("promet", "promettre");
    assert!(promised.contains("libérer: releases agent=Oslo patient=otages"), "{promised}");
}

#[test]
fn support_verb_gives_its_subject_to_the_event_noun() {
    let found = french(
        "L' le DET 2 det
         armée armée NOUN 4 nsubj =MilitaryForce
         a avoir AUX 4 aux VerbForm=Fin
         poursuivi poursuivre VERB 0 root Tense=Past|VerbForm=Part
         son son DET 6 det Poss=Yes
         offensive offensive NOUN 4 obj
         contre contre ADP 8 case
         Aneka Aneka PROPN 6 nmod =Settlement",
    );
    assert!(found.starts_with("poursuivi: attacks agent="), "{found}");
    assert!(found.contains("patient=Aneka"), "{found}");
}

#[test]
fn converse_support_verb_makes_the_subject_the_patient() {
    let found = french(
        "Le le DET 2 det
         maire maire NOUN 3 nsubj =Person
         fait faire VERB 0 root VerbForm=Fin
         l' le DET 5 det
         objet objet NOUN 3 obj
         d' de ADP 8 case
         une un DET 8 det
         enquête enquête NOUN 5 nmod",
    );
    assert!(found.contains("investigates patient=maire"), "{found}");
}

#[test]
fn event_noun_with_patient_and_agent() {
    let found = french(
        "La le DET 2 det
         prise prise NOUN 0 root
         d' de ADP 4 case
         Aneka Aneka PROPN 2 nmod =Settlement
         par par ADP 7 case
         les le DET 7 det
         rebelles rebelle NOUN 2 nmod =Group",
    );
    assert_eq!(found, "prise: captures patient=Aneka agent=rebelles");
}

#[test]
fn withdrawal_has_two_phrases_with_the_same_preposition() {
    let found = french(
        "Le le DET 2 det
         retrait retrait NOUN 0 root
         de de ADP 5 case
         les le DET 5 det
         troupes troupe NOUN 2 nmod =MilitaryForce
         de de ADP 7 case
         Borda Borda PROPN 2 nmod =Settlement",
    );
    assert_eq!(found, "retrait: withdraws patient=troupes source=Borda");
}

#[test]
fn between_names_both_parties() {
    let found = french(
        "une un DET 2 det
         rencontre rencontre NOUN 0 root
         entre entre ADP 4 case
         Oslo Oslo PROPN 2 nmod =Country
         et et CCONJ 6 cc
         Lima Lima PROPN 4 conj =Country",
    );
    assert_eq!(found, "rencontre: meets agent=Oslo counterpart=Lima");
}

#[test]
fn conjuncts_of_a_symmetric_relation_are_its_parties() {
    let found = french(
        "Oslo Oslo PROPN 6 nsubj =Country
         et et CCONJ 3 cc
         Lima Lima PROPN 1 conj =Country
         se se PRON 6 expl:pv Reflex=Yes
         sont être AUX 6 aux:tense VerbForm=Fin
         rencontrés rencontrer VERB 0 root Tense=Past|VerbForm=Part",
    );
    assert_eq!(found, "rencontrés: meets agent=Oslo counterpart=Lima");
}

#[test]
fn demonym_is_the_agent_of_an_event_noun() {
    let found = french(
        "L' le DET 2 det
         attaque attaque NOUN 0 root
         russe russe ADJ 2 amod =Demonym:Country
         contre contre ADP 5 case
         Aneka Aneka PROPN 2 nmod =Settlement",
    );
    assert_eq!(found, "attaque: attacks agent=russe patient=Aneka");
}

#[test]
fn complex_preposition_is_folded() {
    let found = french(
        "Le le DET 2 det
         convoi convoi NOUN 3 nsubj =Group
         avance avancer VERB 0 root VerbForm=Fin
         en en ADP 5 case
         direction direction NOUN 3 obl:mod
         de de ADP 7 case
         Borda Borda PROPN 5 nmod =Settlement",
    );
    assert!(found.contains("=Borda"), "{found}");
    assert!(!found.contains("direction"), "{found}");
}

#[test]
fn tense_and_modality_make_no_predicate() {
    let found = french(
        "Oslo Oslo PROPN 2 nsubj =Country
         va aller VERB 0 root VerbForm=Fin
         libérer libérer VERB 2 xcomp VerbForm=Inf
         les le DET 5 det
         otages otage NOUN 3 obj =Group",
    );
    assert_eq!(found, "libérer: releases agent=Oslo patient=otages");
}

#[test]
fn types_decide_between_readings() {
    let host = |object: &str| {
        french(&format!(
            "Oslo Oslo PROPN 3 nsubj =Country
             a avoir AUX 3 aux VerbForm=Fin
             reçu recevoir VERB 0 root Tense=Past|VerbForm=Part
             un un DET 5 det
             {object}"
        ))
    };
    assert_eq!(host("diplomate diplomate NOUN 3 obj =Person"), "reçu: hosts agent=Oslo patient=diplomate");
    assert_eq!(host("message message NOUN 3 obj"), "reçu: receives agent=Oslo patient=message");
}

#[test]
fn unlisted_verb_keeps_its_lemma() {
    let found = french(
        "Oslo Oslo PROPN 2 nsubj =Country
         zigouine zigouiner VERB 0 root VerbForm=Fin
         Lima Lima PROPN 2 obj =Country",
    );
    assert_eq!(found, "zigouine: other:zigouiner agent=Oslo patient=Lima");
}

#[test]
fn english_relative_without_pronoun_and_phrasal_passive() {
    let found = english(
        "the the DET 2 det
         town town NOUN 0 root =Settlement
         they they PRON 4 nsubj
         captured capture VERB 2 acl:relcl VerbForm=Fin",
    );
    assert_eq!(found, "captured: captures agent=they patient=town");
    let found = english(
        "Guns gun NOUN 3 nsubj:pass =Weapon
         were be AUX 3 aux:pass VerbForm=Fin
         supplied supply VERB 0 root Tense=Past|VerbForm=Part
         to to ADP 5 case
         Lima Lima PROPN 3 obl =Country
         by by ADP 7 case
         Oslo Oslo PROPN 3 obl:agent =Country",
    );
    assert!(
        found.contains("agent=Oslo") && found.contains("patient=Guns") && found.contains("recipient=Lima"),
        "{found}"
    );
}

#[test]
fn relational_noun_is_said_of_its_subject() {
    let found = french(
        "Borda Borda PROPN 4 nsubj =Settlement
         est être AUX 4 cop VerbForm=Fin
         la le DET 4 det
         capitale capitale NOUN 0 root
         de de ADP 7 case
         le le DET 7 det
         Malawi Malawi PROPN 4 nmod =Country",
    );
    assert_eq!(found, "capitale: capital_of patient=Malawi agent=Borda");
}

#[test]
fn a_recipient_that_hangs_on_the_goods_belongs_to_the_verb() {
    let goods = |preposition: &str| {
        french(&format!(
            "Oslo Oslo PROPN 2 nsubj =Country
             livre livrer VERB 0 root VerbForm=Fin
             des un DET 4 det
             chars char NOUN 2 obj =Weapon
             {preposition} {preposition} ADP 6 case
             Lima Lima PROPN 4 nmod =Country",
        ))
    };
    assert!(goods("à").contains("recipient=Lima"), "{}", goods("à"));
    assert!(!goods("de").contains("Lima"), "{}", goods("de"));
}
