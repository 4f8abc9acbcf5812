//! The gold annotations belong to the articles as they stand: whoever edits an article learns here what must follow.

use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn folder(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn gold_files() -> Vec<(String, Value)> {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder("tests/gold")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    let named = files.into_iter().map(|path| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let gold = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        (name, gold)
    });
    named.collect()
}

fn list<'g>(gold: &'g Value, key: &str) -> &'g [Value] {
    gold[key].as_array().map_or(&[], Vec::as_slice)
}

/// Every string of the annotation that must be found in the article.
fn quoted(gold: &Value) -> Vec<&str> {
    let mut quoted: Vec<&str> = Vec::new();
    for key in ["boilerplate", "optional"] {
        quoted.extend(list(gold, key).iter().filter_map(Value::as_str));
    }
    for entity in list(gold, "entities") {
        quoted.extend(list(entity, "mentions").iter().filter_map(Value::as_str));
    }
    for key in ["relations", "claims", "quantities"] {
        quoted.extend(list(gold, key).iter().filter_map(|item| item["evidence"].as_str()));
    }
    quoted.extend(list(gold, "claims").iter().filter_map(|claim| claim["content"].as_str()));
    quoted
}

/// Every entity id that an item of the annotation names.
fn named_entities(gold: &Value) -> Vec<&str> {
    let of = |key: &str, fields: &[&str]| -> Vec<&str> {
        let items = list(gold, key).iter();
        items.flat_map(|item| fields.iter().filter_map(|field| item[*field].as_str())).collect()
    };
    let mut named = of("relations", &["subj", "obj", "place"]);
    named.extend(of("claims", &["speaker"]));
    named.extend(of("quantities", &["of"]));
    for claim in list(gold, "claims") {
        named.extend(list(claim, "about").iter().filter_map(Value::as_str));
    }
    named
}

#[test]
fn strings_of_the_gold_stand_in_the_articles() {
    for (name, gold) in gold_files() {
        let article = std::fs::read_to_string(folder("examples/corpus").join(format!("{name}.txt"))).unwrap();
        for string in quoted(&gold) {
            assert!(article.contains(string), "{name}: not in the article: {string}");
        }
    }
}

#[test]
fn items_name_entities_that_exist() {
    for (name, gold) in gold_files() {
        let ids: BTreeSet<&str> = list(&gold, "entities").iter().filter_map(|entity| entity["id"].as_str()).collect();
        for id in named_entities(&gold) {
            assert!(ids.contains(id), "{name}: no entity {id}");
        }
    }
}

#[test]
fn each_gold_file_is_in_one_half() {
    let readme = std::fs::read_to_string(folder("tests/gold/README.md")).unwrap();
    let halves: Vec<&str> = readme.lines().filter(|line| line.starts_with("| `")).collect();
    assert_eq!(halves.len(), 2);
    for (name, _) in gold_files() {
        let found = halves.iter().filter(|half| half.contains(&format!("`{name}`"))).count();
        assert_eq!(found, 1, "{name} must be in one half of tests/gold/README.md");
    }
}
