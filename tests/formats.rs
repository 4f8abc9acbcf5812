//! Any graph, whatever its texts hold, is read back equal by readers that are not ours.

mod hostile;

use depeche::export::{
    EXPORTERS, ExportOptions, LabelLanguage, ViewKind, clean, exchange, exporter_for, exporter_for_file,
};
use depeche::graph::KnowledgeGraph;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn written(graph: &KnowledgeGraph, extension: &str, options: &ExportOptions) -> String {
    let mut out = Vec::new();
    exporter_for(extension).unwrap().write(graph, options, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn full() -> ExportOptions {
    ExportOptions { view: Some(ViewKind::Full), ..ExportOptions::default() }
}

/// The label that must arrive, by node id.
fn expected(graph: &KnowledgeGraph) -> BTreeMap<String, String> {
    let label = |entity: &depeche::graph::Entity| match clean::label(&entity.label_en).as_ref() {
        "" => entity.id.to_string(),
        label => label.to_owned(),
    };
    graph.entities().map(|entity| (entity.id.to_string(), label(entity))).collect()
}

/// Labels of any characters, and of those that formats trip over.
fn labels() -> impl Strategy<Value = Vec<String>> {
    let label = prop_oneof![any::<String>(), "[a&<>\"'\\\\\\]\\[ \n\t;#lt{}|%$`-]{0,12}"];
    proptest::collection::vec(label, 1..5)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn graphml_reads_back(labels in labels()) {
        let graph = hostile::graph_of_labels(&labels);
        let text = written(&graph, "graphml", &full());
        let document = roxmltree::Document::parse(&text).unwrap();
        let elements = |name: &'static str| document.descendants().filter(move |node| node.tag_name().name() == name);
        let label = |node: roxmltree::Node| {
            let data = node.children().find(|child| child.attribute("key") == Some("label"));
            data.map(|data| data.children().filter_map(|part| part.text()).collect::<String>())
        };
        let read: BTreeMap<String, String> =
            elements("node").map(|node| (node.attribute("id").unwrap().to_owned(), label(node).unwrap())).collect();
        prop_assert_eq!(read.len(), graph.graph().node_count());
        prop_assert_eq!(elements("edge").count(), graph.graph().edge_count());
        for (id, label) in expected(&graph) {
            prop_assert_eq!(read.get(&id), Some(&label));
        }
    }

    #[test]
    fn jsonld_reads_back(labels in labels()) {
        let graph = hostile::graph_of_labels(&labels);
        let text = written(&graph, "jsonld", &full());
        let quads = oxjsonld::JsonLdParser::new().for_slice(text.as_bytes()).collect::<Result<Vec<_>, _>>().unwrap();
        let mut read: BTreeMap<String, String> = BTreeMap::new();
        for quad in &quads {
            if let (true, oxrdf::Term::Literal(label)) = (quad.predicate.as_str().ends_with("rdf-schema#label"), &quad.object) {
                read.insert(quad.subject.to_string(), label.value().to_owned());
            }
        }
        for (id, label) in expected(&graph) {
            prop_assert_eq!(read.get(&format!("<urn:depeche:{id}>")), Some(&label));
        }
        let relations = quads.iter().filter(|quad| quad.object.to_string() == "<urn:depeche:ns#Relation>").count();
        prop_assert!(relations >= graph.relations().count());
    }

    #[test]
    fn the_exchange_file_reads_back_whole(labels in labels()) {
        let graph = hostile::graph_of_labels(&labels);
        let text = written(&graph, "json", &ExportOptions::default());
        let back = exchange::read(text.as_bytes()).unwrap();
        prop_assert!(back == graph);
        for exporter in EXPORTERS {
            let extension = exporter.extensions()[0];
            prop_assert_eq!(written(&back, extension, &full()), written(&graph, extension, &full()));
        }
    }

    #[test]
    fn dot_strings_are_closed(labels in labels()) {
        let graph = hostile::graph_of_labels(&labels);
        let text = written(&graph, "dot", &full());
        let (nodes, edges) = dot_statements(&text);
        let legend = |id: &&String| id.starts_with("legend_");
        prop_assert_eq!(nodes.iter().filter(|id| !legend(id)).count(), graph.graph().node_count());
        prop_assert_eq!(edges.iter().filter(|id| !legend(id)).count(), graph.graph().edge_count());
    }

    #[test]
    fn labels_in_french_are_as_safe(labels in labels()) {
        let graph = hostile::graph_of_labels(&labels);
        let options = ExportOptions { labels: LabelLanguage::French, top: Some(1), ..ExportOptions::default() };
        for exporter in EXPORTERS {
            let text = written(&graph, exporter.extensions()[0], &options);
            let marked = text.starts_with('\u{FEFF}');
            prop_assert!(!marked, "a byte order mark");
            let forbidden = exporter.extensions()[0] != "json" && text.contains(['\0', '\u{1}', '\r', '\u{FFFE}']);
            prop_assert!(!forbidden, "a character that XML cannot carry");
        }
    }
}

/// The ids of node statements and the sources of edge statements, by the grammar of DOT: one statement a line, outside
/// quoted strings.
fn dot_statements(text: &str) -> (Vec<String>, Vec<String>) {
    let (mut nodes, mut edges) = (Vec::new(), Vec::new());
    for line in text.lines() {
        let mut strings: Vec<String> = Vec::new();
        let mut outside = String::new();
        let mut characters = line.chars();
        while let Some(character) = characters.next() {
            if character != '"' {
                outside.push(character);
                continue;
            }
            let mut string = String::new();
            loop {
                match characters.next() {
                    Some('\\') => string.extend(characters.next()),
                    Some('"') => break,
                    Some(other) => string.push(other),
                    None => panic!("the string is not closed: {line}"),
                }
            }
            strings.push(string);
        }
        let outside = outside.trim();
        if outside.starts_with("->") {
            edges.push(strings[0].clone());
        } else if outside.starts_with('[') {
            nodes.push(strings[0].clone());
        }
    }
    (nodes, edges)
}

#[test]
fn every_extension_has_one_format() {
    for (place, exporter) in EXPORTERS.iter().enumerate() {
        for extension in exporter.extensions() {
            let found = EXPORTERS.iter().position(|other| other.extensions().contains(extension));
            assert_eq!(found, Some(place), "{extension}");
        }
    }
    assert!(exporter_for("GraphML").is_some());
    assert!(exporter_for("docx").is_none());
    let named = |file| exporter_for_file(file).map(|exporter| exporter.name());
    assert_eq!(named("my.graph.nodes.CSV"), Some("CSV table of nodes"));
    assert_eq!(named("my.graph.csv"), Some("CSV table of edges"));
    assert_eq!(named("graph"), None);
}
