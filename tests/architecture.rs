//! The layering of `ARCHITECTURE.md`, checked on the source itself: who may use whom, and who may touch the world outside.

use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Folder of `src/` → the other folders that it may name. A path with `::` allows that module only.
const MAY_USE: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("doc", &["text", "knowledge::ontology"]),
    ("knowledge", &["text", "doc"]),
    ("read", &["text", "doc", "knowledge"]),
    ("clean", &["text", "doc", "knowledge"]),
    ("nlp", &["text", "doc", "knowledge"]),
    ("extract", &["text", "doc", "knowledge"]),
    ("resolve", &["text", "doc", "knowledge"]),
    ("graph", &["text", "doc", "knowledge", "resolve"]),
    ("export", &["text", "doc", "knowledge", "graph"]),
    ("train", &["text", "doc", "knowledge", "nlp"]),
];

/// Single files under `src/` that every folder may name.
const COMMON: &[&str] = &["error"];

/// Folders on top: they may use everything, nothing may use them.
const TOP: &[&str] = &["cli", "bin"];

/// What reaches outside the process, and the folders that may do it.
const EFFECTS: &[(&str, &[&str])] = &[
    (r"\be?print(ln)?!", &["cli", "bin", "train"]),
    (r"\b(SystemTime|Instant)::now\b", &["cli", "bin"]),
    (r"\bstd::(fs|net|process)\b", &["cli", "bin", "read", "export", "knowledge", "train"]),
    (r"\bstd::env\b", &["cli", "bin"]),
];

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The program text of a file: without comments and without its test modules.
fn program_text(source: &str) -> String {
    let source = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let without_comments = source.lines().map(|line| line.split("//").next().unwrap_or_default());
    without_comments.collect::<Vec<_>>().join("\n")
}

/// The files of each folder of `src/`, tests left out; files directly under `src/` have no folder.
fn sources() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    rust_files(&root)
        .into_iter()
        .filter(|path| !["tests.rs", "sample.rs"].iter().any(|name| path.ends_with(name)))
        .filter(|path| !path.components().any(|part| part.as_os_str() == "tests"))
        .filter_map(|path| {
            let inside = path.strip_prefix(&root).unwrap();
            let folder = inside.parent()?.iter().next()?.to_string_lossy().into_owned();
            let text = program_text(&std::fs::read_to_string(&path).unwrap());
            Some((folder, path, text))
        })
        .collect()
}

/// The `first::second` names that follow `crate::` in a text, with groups in braces opened.
fn crate_paths(text: &str) -> BTreeSet<String> {
    let single = Regex::new(r"\bcrate::(\w+(?:::\w+)?)").unwrap();
    let group = Regex::new(r"\bcrate::\{").unwrap();
    let mut paths: BTreeSet<String> = single.captures_iter(text).map(|found| found[1].to_owned()).collect();
    for found in group.find_iter(text) {
        let mut depth = 1;
        let mut item = String::new();
        for character in text[found.end()..].chars() {
            match character {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 || (depth == 1 && character == ',') {
                paths.insert(item.trim().split("::{").next().unwrap_or_default().to_owned());
                item.clear();
            } else {
                item.push(character);
            }
            if depth == 0 {
                break;
            }
        }
    }
    paths.remove("");
    paths
}

fn allowed(path: &str, may_use: &[&str]) -> bool {
    may_use.iter().any(|rule| path == *rule || path.starts_with(&format!("{rule}::")))
}

#[test]
fn imports_follow_the_layers() {
    let table: BTreeMap<&str, &[&str]> = MAY_USE.iter().copied().collect();
    let mut faults = Vec::new();
    for (folder, file, text) in sources() {
        if TOP.contains(&folder.as_str()) {
            continue;
        }
        let Some(may_use) = table.get(folder.as_str()) else {
            faults.push(format!("{}: folder {folder} has no row in MAY_USE", file.display()));
            continue;
        };
        for path in crate_paths(&text) {
            let own = allowed(&path, &[&folder]);
            if !own && !allowed(&path, may_use) && !allowed(&path, COMMON) {
                faults.push(format!("{}: {folder} may not use crate::{path}", file.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn effects_stay_at_the_edges() {
    let mut faults = Vec::new();
    for (pattern, folders) in EFFECTS {
        let pattern = Regex::new(pattern).unwrap();
        for (folder, file, text) in sources() {
            if let Some(found) = pattern.find(&text).filter(|_| !folders.contains(&folder.as_str())) {
                faults.push(format!("{}: {folder} may not use {}", file.display(), found.as_str()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn groups_of_imports_are_read() {
    let found = crate_paths("use crate::{doc::{Language, Zone}, text};\nlet x = crate::graph::Node::default();");
    let expected: BTreeSet<String> = ["doc", "text", "graph::Node"].map(str::to_owned).into();
    assert_eq!(found, expected);
}
