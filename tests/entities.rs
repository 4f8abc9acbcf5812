//! What names are taken for, on whole sentences.

use depeche::Pipeline;
use std::sync::LazyLock;

static PIPELINE: LazyLock<Pipeline> =
    LazyLock::new(|| Pipeline::new().expect("the built-in models and data are sound"));

/// Each entity of a text that has a form in `forms`, as `form: Type`.
fn types_of(text: &str, forms: &[&str]) -> Vec<String> {
    let fragment = PIPELINE.extract_text("text", text).expect("a plain text");
    let ontology = &PIPELINE.knowledge().ontology;
    let mut found = Vec::new();
    for entity in &fragment.entities {
        let form = forms.iter().find(|form| entity.aliases.iter().any(|alias| alias == *form));
        found.extend(form.map(|form| format!("{form}: {}", ontology.entity_type(entity.entity_type).name)));
    }
    found
}

#[test]
fn names_that_begin_or_end_as_firms_do_are_companies() {
    let french = "Grupo Orvela a annoncé lundi une hausse de ses ventes. Son rival Marwen Partners n'a pas réagi.";
    assert_eq!(
        types_of(french, &["Grupo Orvela", "Marwen Partners"]),
        ["Grupo Orvela: Company", "Marwen Partners: Company"]
    );
    let english = "Banco Orvela said it had sold its stake in Keswin Holdings to a rival lender.";
    assert_eq!(
        types_of(english, &["Banco Orvela", "Keswin Holdings"]),
        ["Banco Orvela: Company", "Keswin Holdings: Company"]
    );
}

#[test]
fn days_and_months_are_no_names() {
    let text = "Officials in Lima said on Thursday that the port would open again in August, after Wednesday's storm.";
    assert_eq!(types_of(text, &["Thursday", "August", "Wednesday"]), [""; 0]);
}

/// All forms of the entity that has the form.
fn forms_of(text: &str, form: &str) -> Vec<String> {
    let fragment = PIPELINE.extract_text("text", text).expect("a plain text");
    let mut entities = fragment.entities.into_iter().filter(|entity| entity.aliases.iter().any(|alias| alias == form));
    entities.next().map(|entity| entity.aliases).unwrap_or_default()
}

#[test]
fn modifiers_with_hyphens_and_demonyms_belong_to_the_phrase() {
    let text =
        "The Saudi-led coalition agreed to a 72-hour truce, Peruvian Foreign Minister Lena Orvela said on Monday.";
    assert_eq!(types_of(text, &["Saudi-led coalition"]), ["Saudi-led coalition: Organization"]);
    let forms = forms_of(text, "Lena Orvela");
    assert!(forms.iter().any(|form| form == "Peruvian Foreign Minister Lena Orvela"), "{forms:?}");
}

#[test]
fn type_nouns_take_their_adjectives_along() {
    let forms = forms_of("The army left the small town of Keswin in the state of Michoacan on Friday.", "Keswin");
    assert!(forms.iter().any(|form| form == "small town of Keswin"), "{forms:?}");
}

#[test]
fn acronyms_beside_translated_names_share_most_initials() {
    let text = "L'Union keswine pour les libertés civiles (KUCL) a porté plainte. L'KUCL demande une enquête.";
    let forms = forms_of(text, "KUCL");
    assert!(forms.iter().any(|form| form.ends_with("libertés civiles")), "{forms:?}");
}
