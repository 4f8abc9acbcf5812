//! What the program finds in each article of the example corpus, as text that a person can judge (`cargo insta review`), and what must
//! hold for every output whatever is found.

use assert_cmd::Command;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// The merged graph of the whole corpus in the exchange format.
static GRAPH: LazyLock<Value> = LazyLock::new(|| {
    let mut command = Command::cargo_bin("depeche").unwrap();
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    let output = command.args(["build", "examples/corpus", "-o", "-", "--format", "json", "-q"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
});

fn articles() -> BTreeMap<String, PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/corpus");
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let texts = paths.filter(|path| path.extension().is_some_and(|extension| extension == "txt"));
    texts.map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), path)).collect()
}

/// The articles of one half of the gold, by the table of its README.
fn half(name: &str) -> BTreeSet<String> {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold/README.md");
    let readme = std::fs::read_to_string(readme).unwrap();
    let row = readme.lines().find(|line| line.starts_with(&format!("| `{name}`"))).unwrap();
    let names = row.split('`').skip(3).step_by(2).map(str::to_owned).collect::<BTreeSet<_>>();
    assert_eq!(names.len(), 6, "{names:?}");
    names
}

/// The characters of an article. One article is in Windows-1252, one begins with a byte order mark.
fn characters(path: &Path) -> Vec<char> {
    let bytes = std::fs::read(path).unwrap();
    let encoding = if std::str::from_utf8(&bytes).is_ok() { encoding_rs::UTF_8 } else { encoding_rs::WINDOWS_1252 };
    encoding.decode(&bytes).0.chars().collect()
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn string<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or("-")
}

/// The evidence of an edge or a claim, one item or several.
fn evidence(item: &Value) -> Vec<&Value> {
    match &item["evidence"] {
        Value::Array(items) => items.iter().collect(),
        Value::Null => Vec::new(),
        one => vec![one],
    }
}

fn evidence_in<'v>(item: &'v Value, article: &str) -> Option<&'v Value> {
    evidence(item).into_iter().find(|evidence| evidence["doc"] == article)
}

fn labels() -> BTreeMap<&'static str, &'static str> {
    list(&GRAPH, "nodes").iter().map(|node| (string(node, "id"), string(node, "label"))).collect()
}

/// Start, end and words of a mention or of evidence.
fn place(item: &Value, words: &str) -> (usize, usize, String) {
    let number = |key: &str| item[key].as_u64().unwrap() as usize;
    (number("start"), number("end"), string(item, words).to_owned())
}

/// Everything found in one article, in an order that does not depend on ids.
fn found_in(article: &str) -> String {
    let labels = labels();
    let label = |item: &Value, key: &str| labels.get(string(item, key)).copied().unwrap_or("-").to_owned();
    let mut entities = BTreeSet::new();
    for node in list(&GRAPH, "nodes").iter().filter(|node| list(node, "docs").iter().any(|doc| doc == article)) {
        let here = list(node, "mentions").iter().filter(|mention| mention["doc"] == article);
        let forms: BTreeSet<&str> = here.map(|mention| string(mention, "text")).collect();
        let forms = forms.into_iter().collect::<Vec<_>>().join(" | ");
        entities.insert(format!("{} [{}]: {forms}", string(node, "label"), string(node, "type")));
    }
    let mut relations = BTreeMap::new();
    for edge in list(&GRAPH, "edges") {
        let Some(evidence) = evidence_in(edge, article) else { continue };
        let negated = if edge["polarity"] == "neg" { "not " } else { "" };
        let (source, target) = (label(edge, "source"), label(edge, "target"));
        let time = edge["time"].as_str().map(|time| format!(", {time}")).unwrap_or_default();
        let line = format!(
            "{source} -{negated}{}-> {target} [{}{time}]\n      {}",
            string(edge, "relation"),
            string(edge, "status"),
            string(evidence, "quote").replace('\n', " ⏎ "),
        );
        relations.insert((place(evidence, "quote"), line), ());
    }
    let mut claims = BTreeMap::new();
    for claim in list(&GRAPH, "claims") {
        let Some(evidence) = evidence_in(claim, article) else { continue };
        let speaker = match label(claim, "speaker").as_str() {
            "-" => string(claim, "speaker_text").to_owned(),
            speaker => speaker.to_owned(),
        };
        let (stance, verb) = (string(claim, "stance"), string(claim, "verb"));
        let content = string(claim, "content").replace('\n', " ⏎ ");
        claims.insert((place(evidence, "quote"), format!("{speaker} {stance} ({verb}): {content}")), ());
    }
    let mut text = String::new();
    writeln!(text, "entities").unwrap();
    entities.iter().for_each(|line| writeln!(text, "  {line}").unwrap());
    writeln!(text, "relations").unwrap();
    relations.keys().for_each(|(_, line)| writeln!(text, "  {line}").unwrap());
    writeln!(text, "claims").unwrap();
    claims.keys().for_each(|(_, line)| writeln!(text, "  {line}").unwrap());
    text
}

#[test]
fn articles_yield_what_they_yielded() {
    // Findings in the held-out half are not kept: see tests/gold/README.md.
    let held_out = half("held-out");
    for article in articles().keys().filter(|article| !held_out.contains(*article)) {
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(article.as_str(), found_in(article));
        });
    }
}

/// Every stretch of text in the graph: mentions of nodes, evidence of edges and claims.
fn quotations() -> Vec<(&'static str, (usize, usize, String))> {
    let mut quotations = Vec::new();
    for node in list(&GRAPH, "nodes") {
        quotations
            .extend(list(node, "mentions").iter().map(|mention| (string(mention, "doc"), place(mention, "text"))));
    }
    for item in list(&GRAPH, "edges").iter().chain(list(&GRAPH, "claims")) {
        quotations.extend(evidence(item).into_iter().map(|item| (string(item, "doc"), place(item, "quote"))));
    }
    quotations
}

#[test]
fn quotations_are_the_text_at_their_place() {
    let texts: BTreeMap<String, Vec<char>> =
        articles().into_iter().map(|(name, path)| (name, characters(&path))).collect();
    let quotations = quotations();
    assert!(quotations.len() > 1000, "only {} quotations", quotations.len());
    for (article, (start, end, quote)) in quotations {
        let stands: String = texts[article][start..end].iter().collect();
        assert_eq!(stands, quote, "{article} {start}..{end}");
    }
}

#[test]
fn page_furniture_yields_nothing() {
    let gold = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold");
    let articles = articles();
    for article in half("development") {
        let path = &articles[&article];
        let gold = std::fs::read_to_string(gold.join(format!("{article}.json"))).unwrap();
        let gold: Value = serde_json::from_str(&gold).unwrap();
        let text: String = characters(path).iter().collect();
        for furniture in list(&gold, "boilerplate").iter().filter_map(Value::as_str) {
            for (start, end) in line_places(&text, furniture) {
                let inside = |(from, to, _): &(usize, usize, String)| *from < end && start < *to;
                let leak = quotations().into_iter().find(|(name, place)| *name == article && inside(place));
                assert!(leak.is_none(), "{article}: {:?} rests on {furniture:?}", leak.unwrap().1);
            }
        }
    }
}

/// Where lines are equal to `furniture`, or contain it if none is equal, in characters.
fn line_places(text: &str, furniture: &str) -> Vec<(usize, usize)> {
    let place = |byte: usize| text[..byte].chars().count();
    let length = furniture.chars().count();
    let found: Vec<usize> = text.match_indices(furniture).map(|(byte, _)| byte).collect();
    let whole_line = |&byte: &usize| {
        let before = text[..byte].chars().next_back();
        let after = text[byte + furniture.len()..].chars().next();
        before.is_none_or(|c| c == '\n') && after.is_none_or(|c| c == '\n' || c == '\r')
    };
    let whole: Vec<usize> = found.iter().copied().filter(whole_line).collect();
    let chosen = if whole.is_empty() { found } else { whole };
    chosen.into_iter().map(|byte| (place(byte), place(byte) + length)).collect()
}
