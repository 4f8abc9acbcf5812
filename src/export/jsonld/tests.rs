use super::*;
use crate::graph::sample::{graph_of, sample};
use oxjsonld::JsonLdParser;
use oxrdf::Quad;

fn written(options: &ExportOptions) -> String {
    let mut out = Vec::new();
    JsonLd.write(&graph_of(sample()), options, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn quads(text: &str) -> Vec<Quad> {
    JsonLdParser::new().for_slice(text.as_bytes()).collect::<Result<_, _>>().unwrap()
}

#[test]
fn another_reader_sees_relations_claims_and_evidence() {
    let quads = quads(&written(&ExportOptions::default()));
    let of_class = |class: &str| {
        let object = format!("<urn:depeche:ns#{class}>");
        quads
            .iter()
            .filter(|quad| quad.predicate.as_str().ends_with("#type") && quad.object.to_string() == object)
            .count()
    };
    assert_eq!((of_class("Relation"), of_class("Claim")), (5, 1));
    let exact = |text: &str| {
        let literal = format!("\"{text}\"");
        quads.iter().any(|quad| quad.predicate.as_str().ends_with("oa#exact") && quad.object.to_string() == literal)
    };
    assert!(exact("Sudland did not attack Fogport") && exact("Ada Lund"));
    let negative = quads.iter().filter(|quad| quad.object.to_string() == "<urn:depeche:ns#Negative>").count();
    assert_eq!(negative, 1);
}

#[test]
fn the_base_can_be_chosen_and_is_made_legal() {
    let base_iri = Some("https://example.org/k g/".to_owned());
    let text = written(&ExportOptions { base_iri, ..ExportOptions::default() });
    let quads = quads(&text);
    assert!(!text.contains("urn:depeche"));
    assert!(quads.iter().any(|quad| quad.subject.to_string().starts_with("<https://example.org/k%20g/r_")));
}

#[test]
fn codes_become_legal_names() {
    assert_eq!(relation_iri("thanks"), "rel:thanks");
    assert_eq!(relation_iri("other:s'élever contre"), "rel:other.s%27%C3%A9lever%20contre");
}
