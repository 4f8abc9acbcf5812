use super::json_lines::JsonLines;
use super::tables::Tables;
use super::*;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::io::Cursor;

const SMALL: &str = "{\"n\": \"a\", \"label\": \"R&D \\\"x\\\"\"}\n{\"n\": \"b\", \"label\": \"é\", \"note\": 3.5}\n\
                     {\"s\": \"a\", \"t\": \"b\", \"relation\": \"meets\", \"said\": \"a & b\"}\n";

fn empty(out: &mut Vec<u8>) -> io::Result<()> {
    out.clear();
    Ok(())
}

fn written(input: &str, format: PlainFormat) -> String {
    let mut out = Vec::new();
    let mut source = JsonLines::new(Cursor::new(input));
    convert(&mut source, format, "urn:depeche:", &mut out, empty).unwrap();
    let mut piped = Vec::new();
    convert_to_pipe(&mut source, format, "urn:depeche:", &mut piped).unwrap();
    assert!(out == piped, "with and without a second chance");
    String::from_utf8(out).unwrap()
}

type Attributes = BTreeMap<String, String>;

/// Nodes and edges of a GraphML file, read by roxmltree: (id or source and target, attributes by name).
fn graphml(text: &str) -> Vec<(Vec<String>, Attributes)> {
    let document = roxmltree::Document::parse(text).unwrap();
    let all = |name: &'static str| document.descendants().filter(move |node| node.tag_name().name() == name);
    let keys: BTreeMap<&str, &str> =
        all("key").map(|key| (key.attribute("id").unwrap(), key.attribute("attr.name").unwrap())).collect();
    let record = |node: roxmltree::Node, ends: &[&str]| {
        let data = node.children().filter(|child| child.is_element());
        let value = |data: roxmltree::Node| data.children().filter_map(|part| part.text()).collect::<String>();
        let attributes = data.map(|data| (keys[data.attribute("key").unwrap()].to_owned(), value(data)));
        let ends = ends.iter().map(|end| node.attribute(*end).unwrap().to_owned()).collect();
        (ends, attributes.collect())
    };
    let nodes = all("node").map(|node| record(node, &["id"]));
    nodes.chain(all("edge").map(|edge| record(edge, &["source", "target"]))).collect()
}

#[test]
fn a_small_graph_is_graphml() {
    let text = written(SMALL, PlainFormat::GraphMl);
    let records = graphml(&text);
    assert_eq!(records[0].1["label"], "R&D \"x\"");
    assert_eq!(records[1].1["note"], "3.5");
    assert_eq!((records[2].0.join(" "), records[2].1["said"].as_str()), ("a b".to_owned(), "a & b"));
    assert!(text.contains("<![CDATA[a & b]]>") && text.contains("label=\"meets\"><data"), "{text}");
}

#[test]
fn tables_and_lines_are_the_same_graph() {
    let edges = "Source;Target;relation;said\na;b;meets;\"a & b\"\n";
    let nodes = "\"id\",\"label\",\"note\"\r\na,\"R&D \"\"x\"\"\",\r\nb,é,3.5\r\n";
    let mut source = Tables::new(vec![Cursor::new(edges), Cursor::new(nodes)]).unwrap();
    let mut out = Vec::new();
    convert(&mut source, PlainFormat::GraphMl, "urn:x:", &mut out, empty).unwrap();
    assert_eq!(graphml(&String::from_utf8(out).unwrap()), graphml(&written(SMALL, PlainFormat::GraphMl)));
}

#[test]
fn tables_that_are_written_read_back() {
    let [nodes, edges] = [PlainFormat::NodeTable, PlainFormat::EdgeTable].map(|format| written(SMALL, format));
    assert_eq!(nodes, "Id,\"label\",\"note\"\n\"a\",\"R&D \"\"x\"\"\",\n\"b\",\"é\",\"3.5\"\n");
    let mut source = Tables::new(vec![Cursor::new(edges), Cursor::new(nodes)]).unwrap();
    let mut out = Vec::new();
    convert(&mut source, PlainFormat::NodeTable, "urn:x:", &mut out, empty).unwrap();
    assert_eq!(String::from_utf8(out).unwrap(), written(SMALL, PlainFormat::NodeTable));
}

#[test]
fn columns_that_come_late_and_nodes_after_edges_are_found() {
    let mut input = String::new();
    for place in 0..40_000 {
        input.push_str(&format!("{{\"s\":\"n{place}\",\"t\":\"n0\",\"r\":\"x\"}}\n{{\"n\":\"n{place}\"}}\n"));
    }
    let middle = input.match_indices('\n').nth(33_333).unwrap().0 + 1;
    input.insert_str(middle, "{\"n\": \"late\", \"rare\": \"é\"}\n");
    let records = graphml(&written(&input, PlainFormat::GraphMl));
    assert_eq!(records.iter().filter(|(ends, _)| ends.len() == 1).count(), 40_001);
    assert!(records.iter().any(|(_, attributes)| attributes.get("rare").is_some_and(|rare| rare == "é")));
}

#[test]
fn faults_name_the_line() {
    for (input, message) in [
        ("{\"n\":\"a\"}\n{\"x\":1}\n", "line 2: neither"),
        ("{\"n\":\"a", "line 1: a string without end"),
        ("\n[]\n", "line 2: no object"),
        ("{\"n\":\"\\é\"}", "line 1: a backslash"),
        ("{\"n\":[[}", "line 1: an array"),
    ] {
        let mut source = JsonLines::new(Cursor::new(input));
        let error = source.records(&mut Columns::default(), &mut |_, _| Ok(())).unwrap_err();
        assert!(error.to_string().starts_with(message), "{input:?}: {error}");
    }
}

/// A graph as JSON lines, and its records.
fn any_graph() -> impl Strategy<Value = (String, Vec<(Vec<String>, Attributes)>)> {
    let text = prop_oneof![any::<String>(), "[a&<>\"'\\\\\\]\\[ \n\t;#{}\u{85}\u{2028}é’-]{0,40}"];
    let attributes = proptest::collection::btree_map("[a-c@: é]{1,3}", text, 0..4);
    let node = ("[a-z&<\" ]{1,4}", attributes.clone()).prop_map(|(id, attributes)| (vec![id], attributes));
    let edge = ("[a-z]{1,3}", "[a-z]{1,3}", attributes).prop_map(|(s, t, attributes)| (vec![s, t], attributes));
    (proptest::collection::vec(node, 0..4), proptest::collection::vec(edge, 0..6)).prop_map(|(nodes, edges)| {
        let mut lines = String::new();
        let mut records = Vec::new();
        for (ends, attributes) in nodes.into_iter().chain(edges) {
            let names: &[&str] = if ends.len() == 1 { &["n"] } else { &["s", "t"] };
            let members = names.iter().map(|name| (*name).to_owned()).zip(ends.iter().cloned());
            let kept: Attributes = attributes
                .into_iter()
                .map(|(name, value)| (crate::export::clean::label(&name).into_owned(), value))
                .filter(|(name, _)| !name.is_empty() && !["n", "s", "t"].contains(&name.as_str()))
                .collect();
            let members = members.chain(kept.clone()).map(|(name, value)| {
                let mut quoted = Vec::new();
                escape::json(&value, &mut quoted);
                format!("\"{name}\": \"{}\"", String::from_utf8(quoted).unwrap())
            });
            lines.push_str(&format!("{{{}}}\n", members.collect::<Vec<_>>().join(", ")));
            let clean = kept.into_iter().map(|(name, value)| (name, crate::export::clean::text(&value).into_owned()));
            records.push((ends, clean.collect()));
        }
        (lines, records)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_graph_reads_back((lines, records) in any_graph()) {
        prop_assert_eq!(&graphml(&written(&lines, PlainFormat::GraphMl)), &records);
        let nquads = written(&lines, PlainFormat::NQuads);
        let jsonld = written(&lines, PlainFormat::JsonLd);
        let quads = oxjsonld::JsonLdParser::new().for_slice(jsonld.as_bytes()).collect::<Result<Vec<_>, _>>().unwrap();
        let edges = records.iter().filter(|(ends, _)| ends.len() == 2).count();
        let values: usize = records.iter().map(|(_, attributes)| attributes.len()).sum();
        prop_assert_eq!(quads.len(), 3 * edges + values);
        prop_assert_eq!(nquads.lines().count(), quads.len());
        let mut literals: Vec<&str> = quads.iter().filter_map(|quad| match &quad.object {
            oxrdf::Term::Literal(literal) => Some(literal.value()),
            _ => None,
        }).collect();
        let mut expected: Vec<&str> =
            records.iter().flat_map(|(_, attributes)| attributes.values()).map(String::as_str).collect();
        literals.sort_unstable();
        expected.sort_unstable();
        prop_assert_eq!(literals, expected);
    }
}
