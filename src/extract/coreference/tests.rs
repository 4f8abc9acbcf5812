//! Trees written by hand: one word a line, `form lemma UPOS head deprel [features]`.

use super::resolve;
use crate::doc::{Annotated, Language, LocalEntity, MentionKind};
use crate::extract::Mentions;
use crate::extract::mentions;
use crate::knowledge::Knowledge;
use crate::nlp::conllu;
use std::sync::LazyLock;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::embedded().unwrap());

/// Sentences of an article; an empty line ends a sentence.
fn article(language: Language, text: &str) -> Annotated {
    let mut rows = String::new();
    let mut number = 0;
    for line in text.trim().lines().map(str::trim) {
        if line.is_empty() {
            rows.push('\n');
            number = 0;
            continue;
        }
        number += 1;
        let cells: Vec<&str> = line.split_whitespace().collect();
        let features = cells.get(5).copied().unwrap_or("_");
        rows.push_str(&format!(
            "{number}\t{}\t{}\t{}\t_\t{features}\t{}\t{}\t_\t_\n",
            cells[0], cells[1], cells[2], cells[3], cells[4]
        ));
    }
    rows.push('\n');
    conllu::read_document(&rows, language).unwrap()
}

fn analysed(document: &Annotated) -> (Mentions, Vec<LocalEntity>) {
    let mut mentions = mentions::find(document, &KNOWLEDGE);
    let entities = resolve(document, &KNOWLEDGE, &mut mentions, &[]);
    (mentions, entities)
}

/// Type, English label and aliases of every entity.
fn summary(language: Language, text: &str) -> Vec<String> {
    let (_, entities) = analysed(&article(language, text));
    let name = |entity: &LocalEntity| KNOWLEDGE.ontology.entity_type(entity.entity_type).name.clone();
    entities.iter().map(|e| format!("{} {}: {}", name(e), e.label_en, e.aliases.join(", "))).collect()
}

fn french(text: &str) -> Vec<String> {
    summary(Language::French, text)
}

#[test]
fn titles_surnames_and_offices_join_the_person() {
    let found = french(
        "La le DET 2 det Definite=Def
        ministre ministre NOUN 7 nsubj Number=Sing
        péruvienne péruvien ADJ 2 amod
        de de ADP 6 case
        la le DET 6 det Definite=Def
        Santé santé NOUN 2 nmod
        parle parler VERB 0 root

        Marta Marta PROPN 5 nsubj Number=Sing
        Ocampo Ocampo PROPN 1 flat:name
        a avoir AUX 5 aux
        été être AUX 5 aux
        reçue recevoir VERB 0 root

        Mme madame NOUN 4 nsubj Number=Sing
        Ocampo Ocampo PROPN 1 flat:name
        a avoir AUX 4 aux
        parlé parler VERB 0 root",
    );
    assert!(found.contains(&"Person Marta Ocampo: Marta Ocampo, Mme Ocampo, Ocampo".to_owned()), "{found:?}");
}

#[test]
fn apposition_introduces_an_office_that_is_used_later() {
    let found = french(
        "Le le DET 2 det Definite=Def
        ministre ministre NOUN 7 nsubj Number=Sing
        chilien chilien ADJ 2 amod
        Pedro Pedro PROPN 2 appos
        Rojas Rojas PROPN 4 flat:name
        a avoir AUX 7 aux
        parlé parler VERB 0 root

        Le le DET 2 det Definite=Def
        ministre ministre NOUN 4 nsubj Number=Sing
        a avoir AUX 4 aux
        souri sourire VERB 0 root",
    );
    assert!(
        found.contains(
            &"Person Pedro Rojas: Pedro Rojas, ministre, ministre chilien, ministre chilien Pedro Rojas".to_owned()
        ),
        "{found:?}"
    );
}

#[test]
fn an_introduction_tells_what_the_name_names_and_is_used_later() {
    let found = french(
        "L' le DET 2 det Definite=Def
        association association NOUN 6 nsubj Number=Sing
        danoise danois ADJ 2 amod
        Grand grand PROPN 2 appos
        Large large PROPN 4 flat:name
        proteste protester VERB 0 root

        Les le DET 2 det Definite=Def|Number=Plur
        habitants habitant NOUN 3 nsubj Number=Plur
        attendent attendre VERB 0 root

        Ils il PRON 2 nsubj
        attendent attendre VERB 0 root

        Ils il PRON 2 nsubj
        attendent attendre VERB 0 root

        L' le DET 2 det Definite=Def
        association association NOUN 3 nsubj Number=Sing
        insiste insister VERB 0 root",
    );
    let whole =
        "Organization Grand Large: Grand Large, association, association danoise, association danoise Grand Large";
    assert!(found.contains(&whole.to_owned()), "{found:?}");
}

#[test]
fn a_firm_is_called_by_part_of_its_name() {
    let found = french(
        "Grupo Grupo PROPN 3 nsubj
        Sorano Sorano PROPN 1 flat:name
        paie payer VERB 0 root

        Sorano Sorano PROPN 2 nsubj
        vend vendre VERB 0 root",
    );
    assert!(found.contains(&"Company Grupo Sorano: Grupo Sorano, Sorano".to_owned()), "{found:?}");
}

#[test]
fn two_bearers_keep_a_surname_apart() {
    let found = french(
        "Anna Anna PROPN 6 nsubj Number=Sing
        Lindt Lindt PROPN 1 flat:name
        et et CCONJ 4 cc
        Paul Paul PROPN 1 conj Number=Sing
        Lindt Lindt PROPN 4 flat:name
        parlent parler VERB 0 root

        Lindt Lindt PROPN 2 nsubj
        sourit sourire VERB 0 root",
    );
    assert_eq!(found.len(), 3, "{found:?}");
}

#[test]
fn a_capital_that_speaks_is_the_state_and_one_that_is_visited_is_a_town() {
    let found = french(
        "Lima Lima PROPN 3 nsubj
        a avoir AUX 3 aux
        protesté protester VERB 0 root
        à à ADP 5 case
        Lima Lima PROPN 3 obl",
    );
    assert_eq!(found, ["Country Peru: Lima", "Settlement Lima: Lima"]);
}

#[test]
fn an_army_is_apart_from_its_state_and_from_a_few_soldiers() {
    let found = french(
        "L' le DET 2 det Definite=Def
        armée armée NOUN 4 nsubj Number=Sing
        malienne malien ADJ 2 amod
        soutient soutenir VERB 0 root
        trois trois NUM 6 nummod
        soldats soldat NOUN 4 obj Number=Plur
        maliens malien ADJ 6 amod

        Les le DET 2 det Definite=Def
        troupes troupe NOUN 4 nsubj Number=Plur
        maliennes malien ADJ 2 amod
        avancent avancer VERB 0 root",
    );
    assert!(
        found.contains(&"MilitaryForce Malian armed forces: armée malienne, troupes maliennes".to_owned()),
        "{found:?}"
    );
    assert!(found.contains(&"Country Mali: ".to_owned()), "{found:?}");
    assert!(
        found.iter().any(|line| line.starts_with("Group ") && line.ends_with(": trois soldats maliens")),
        "{found:?}"
    );
}

#[test]
fn a_type_noun_tells_the_region_from_its_town() {
    let found = french(
        "La le DET 2 det Definite=Def
        région région NOUN 6 nsubj Number=Sing
        de de ADP 4 case
        Korvel Korvel PROPN 2 nmod
        est être AUX 6 cop
        loin loin ADV 0 root
        de de ADP 9 case
        la le DET 9 det Definite=Def
        ville ville NOUN 6 obl Number=Sing
        de de ADP 11 case
        Korvel Korvel PROPN 9 nmod",
    );
    assert!(found.contains(&"Region Korvel region: Korvel, région de Korvel".to_owned()), "{found:?}");
    assert!(found.contains(&"Settlement Korvel: Korvel, ville de Korvel".to_owned()), "{found:?}");
}

#[test]
fn acronyms_join_the_name_before_them() {
    let found = french(
        "L' le DET 2 det Definite=Def
        Institut institut NOUN 9 nsubj Number=Sing
        de de ADP 4 case
        recherche recherche NOUN 2 nmod
        agricole agricole ADJ 4 amod
        ( ( PUNCT 7 punct
        IRA IRA PROPN 2 appos
        ) ) PUNCT 7 punct
        ferme fermer VERB 0 root",
    );
    assert!(found.iter().any(|line| line.contains("IRA, Institut de recherche agricole")), "{found:?}");
}

#[test]
fn acronyms_far_from_the_name_join_it() {
    let found = french(
        "L' le DET 2 det Definite=Def
        Institut institut NOUN 6 nsubj Number=Sing
        de de ADP 4 case
        zoologie zoologie NOUN 2 nmod
        marine marin ADJ 4 amod
        ouvre ouvrir VERB 0 root

        L' le DET 2 det Definite=Def
        IZM IZM PROPN 3 nsubj
        ferme fermer VERB 0 root",
    );
    assert!(found.iter().any(|line| line.contains("IZM, Institut de zoologie marine")), "{found:?}");
}

#[test]
fn the_only_firm_of_an_article_is_the_firm() {
    let far = "Il il PRON 2 nsubj
        pleut pleuvoir VERB 0 root

        ";
    let one = "Grupo Grupo PROPN 3 nsubj
        Sorano Sorano PROPN 1 flat:name
        paie payer VERB 0 root

        ";
    let description = "L' le DET 2 det Definite=Def
        entreprise entreprise NOUN 3 nsubj Number=Sing
        ferme fermer VERB 0 root";
    let found = french(&[one, far, far, far, description].concat());
    assert!(found.iter().any(|line| line.contains("Grupo Sorano, entreprise")), "{found:?}");
    let two = one.replace("Sorano", "Keswin");
    let found = french(&[one, &two, far, far, far, description].concat());
    assert!(!found.iter().any(|line| line.contains(", entreprise")), "{found:?}");
}

#[test]
fn the_country_is_the_one_that_the_article_is_about() {
    let says = |country: &str| {
        format!(
            "Le le DET 2 det Definite=Def
            {country} {country} PROPN 3 nsubj
            vend vendre VERB 0 root

            "
        )
    };
    let description = "Le le DET 2 det Definite=Def
        pays pays NOUN 3 nsubj Number=Sing
        paie payer VERB 0 root";
    let peru = says("Pérou");
    let found = french(&[&peru, &peru, &peru, &says("Chili"), description].concat());
    assert!(found.iter().any(|line| line.contains("Peru") && line.contains("pays")), "{found:?}");
    let found = french(&[&peru, &says("Chili"), description].concat());
    assert!(!found.iter().any(|line| line.contains("Peru") && line.contains("pays")), "{found:?}");
}

#[test]
fn subject_pronouns_and_possessives_follow_the_subject() {
    let document = article(
        Language::French,
        "Marta Marta PROPN 4 nsubj Number=Sing
        Ocampo Ocampo PROPN 1 flat:name
        a avoir AUX 4 aux
        parlé parler VERB 0 root

        Elle lui PRON 2 nsubj Gender=Fem|Number=Sing|Person=3
        défend défendre VERB 0 root
        sa son DET 4 det Number=Sing|Poss=Yes
        réforme réforme NOUN 2 obj Number=Sing

        Ils lui PRON 2 nsubj Gender=Masc|Number=Plur|Person=3
        partent partir VERB 0 root",
    );
    let (mentions, entities) = analysed(&document);
    let entity_of = |quote: &str| {
        let found = mentions.list.iter().find(|m| m.kind == MentionKind::Pronoun && m.evidence.quote == quote);
        found.and_then(|mention| mention.entity).map(|entity| entities[entity].label_en.as_str())
    };
    assert_eq!(entity_of("Elle"), Some("Marta Ocampo"));
    assert_eq!(entity_of("sa"), Some("Marta Ocampo"));
    assert_eq!(entity_of("Ils"), None);
}

#[test]
fn ones_own_troops_are_the_forces_of_the_state() {
    let found = french(
        "Le le DET 2 det Definite=Def
        Tchad Tchad PROPN 3 nsubj Number=Sing
        retire retirer VERB 0 root
        ses son DET 5 det Number=Plur|Poss=Yes
        troupes troupe NOUN 3 obj Number=Plur",
    );
    assert!(found.contains(&"MilitaryForce Chadian armed forces: ses troupes".to_owned()), "{found:?}");
}

#[test]
fn english_titles_demonyms_and_seats() {
    let found = summary(
        Language::English,
        "Peruvian peruvian ADJ 2 amod
        President president PROPN 6 nsubj Number=Sing
        Marta Marta PROPN 2 flat
        Ocampo Ocampo PROPN 2 flat
        has have AUX 6 aux
        praised praise VERB 0 root
        the the DET 9 det Definite=Def
        White White PROPN 9 compound
        House House PROPN 6 obj",
    );
    assert!(
        found.iter().any(|line| line.starts_with("Person Marta Ocampo: ") && line.contains("Marta Ocampo")),
        "{found:?}"
    );
    assert!(found.contains(&"GovernmentBody White House: White House".to_owned()), "{found:?}");
    assert!(found.contains(&"Country Peru: ".to_owned()), "{found:?}");
}

#[test]
fn spellings_of_a_name_give_one_key_in_both_languages() {
    let key = |language, text| analysed(&article(language, text)).1[0].merge_key.clone();
    let french = key(
        Language::French,
        "Oleksiï Oleksiï PROPN 3 nsubj\nTchernov Tchernov PROPN 1 flat:name\nparle parler VERB 0 root",
    );
    let english =
        key(Language::English, "Oleksiy Oleksiy PROPN 3 nsubj\nChernov Chernov PROPN 1 flat\nspeaks speak VERB 0 root");
    assert!(french.is_some());
    assert_eq!(french, english);
}

#[test]
fn mentions_hold_no_article_and_find_their_head() {
    let document = article(
        Language::French,
        "Le le DET 2 det Definite=Def
        ministère ministère NOUN 7 nsubj Number=Sing
        grec grec ADJ 2 amod
        de de ADP 6 case
        la le DET 6 det Definite=Def
        Défense défense NOUN 2 nmod
        nie nier VERB 0 root",
    );
    let (mentions, entities) = analysed(&document);
    let first = &mentions.list[0];
    assert_eq!((first.evidence.quote.as_str(), first.head), ("ministère grec de la Défense", 1));
    let key = entities[0].merge_key.as_deref().unwrap_or_default();
    assert!(key.starts_with("body:ministry:defense:") && key.ends_with("country:GR"), "{key}");
}
