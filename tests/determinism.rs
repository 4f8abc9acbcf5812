//! Same input, same bytes: whatever the number of threads and the order in which the files are named.

use assert_cmd::Command;
use std::path::Path;

const FORMATS: &[&str] = &["json", "graphml", "dot", "jsonld"];

/// Builds a graph of the articles in a folder of its own and gives the bytes of every format.
fn build(articles: &[String], threads: &str) -> Vec<Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let files: Vec<_> = FORMATS.iter().map(|format| folder.path().join(format!("graph.{format}"))).collect();
    let mut command = Command::cargo_bin("depeche").unwrap();
    command.current_dir(env!("CARGO_MANIFEST_DIR")).env("RAYON_NUM_THREADS", threads).arg("build").arg("-q");
    command.args(articles);
    files.iter().for_each(|file| {
        command.arg("-o").arg(file);
    });
    command.assert().success();
    files.iter().map(|file| std::fs::read(file).unwrap()).collect()
}

fn articles() -> Vec<String> {
    let corpus = Path::new("examples/corpus");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(corpus);
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let mut articles: Vec<String> = names
        .map(|name| corpus.join(name).to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".txt"))
        .collect();
    articles.sort();
    articles
}

#[test]
fn threads_and_order_of_files_change_nothing() {
    let sorted = articles();
    let expected = build(&sorted, "1");
    assert!(expected.iter().all(|bytes| bytes.len() > 1000));
    let mut interleaved: Vec<String> = sorted.iter().step_by(2).cloned().collect();
    interleaved.extend(sorted.iter().skip(1).step_by(2).rev().cloned());
    let reversed: Vec<String> = sorted.iter().rev().cloned().collect();
    for (order, threads) in [(&sorted, "2"), (&reversed, "2"), (&interleaved, "8")] {
        for (format, (expected, found)) in FORMATS.iter().zip(expected.iter().zip(build(order, threads))) {
            assert!(*expected == found, "{format} differs with {threads} threads and another order of files");
        }
    }
}

#[test]
fn a_folder_is_its_files() {
    assert!(build(&articles(), "2") == build(&["examples/corpus".to_owned()], "2"));
}
