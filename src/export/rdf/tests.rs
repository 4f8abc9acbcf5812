use super::nquads::NQuads;
use super::turtle::{TriG, Turtle};
use super::*;
use crate::export::Exporter;
use crate::export::jsonld::JsonLd;
use crate::graph::sample::{graph_of, sample};
use std::collections::BTreeSet;

fn written(exporter: &dyn Exporter, named_graphs: bool) -> String {
    let mut out = Vec::new();
    let options = ExportOptions { named_graphs, ..ExportOptions::default() };
    exporter.write(&graph_of(sample()), &options, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// What an independent JSON-LD processor makes of the JSON-LD, as lines.
fn expected() -> BTreeSet<String> {
    let text = written(&JsonLd, false);
    let quads = oxjsonld::JsonLdParser::new().for_slice(text.as_bytes()).map(|quad| format!("{} .", quad.unwrap()));
    quads.map(|line| line.replace(" DEFAULT .", " .")).collect()
}

#[test]
fn n_quads_say_what_the_json_ld_says() {
    let lines: BTreeSet<String> = written(&NQuads, false).lines().map(str::to_owned).collect();
    let expected = expected();
    let missing: Vec<_> = expected.difference(&lines).collect();
    let extra: Vec<_> = lines.difference(&expected).collect();
    assert!(missing.is_empty() && extra.is_empty(), "missing {missing:#?}\nextra {extra:#?}");
}

#[test]
fn named_graphs_bear_the_names_of_documents() {
    let text = written(&NQuads, true);
    let document = crate::graph::Document::id_of("second");
    let in_graph = text.lines().filter(|line| line.ends_with(&format!(" <urn:depeche:{document}> ."))).count();
    assert!(in_graph > 10 && in_graph < text.lines().count(), "{in_graph}");
    assert!(written(&TriG, true).contains('{') && !written(&TriG, false).contains('{'));
}

#[test]
fn turtle_is_short() {
    let text = written(&Turtle, true);
    assert!(text.contains(" kg:polarity kg:Negative ;\n") && text.contains(" rdf:type "));
    assert!(!text.contains('{') && text.len() < written(&NQuads, false).len() / 2);
}

#[test]
fn strings_are_escaped() {
    let mut out = String::new();
    escape("a\"\\\n\u{2028}\u{85}é", &mut out);
    assert_eq!(out, "a\\\"\\\\\\n\\u2028\\u0085é");
}
