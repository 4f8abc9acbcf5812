//! The program as a user meets it: exit codes, messages, files, pipes.

use assert_cmd::Command;
use std::fs;
use std::io::Write;
use std::path::Path;
use tempfile::TempDir;

const FRENCH: &str = "Le maire de Lens a inauguré mardi le nouveau musée.\nIl a remercié la région pour son soutien.\n";
const ENGLISH: &str =
    "The mayor of Leeds opened the new museum on Tuesday.\nShe thanked the council for its support.\n";

fn depeche() -> Command {
    let mut command = Command::cargo_bin("depeche").unwrap();
    command.env_remove("NO_COLOR");
    command
}

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    folder
}

struct Run {
    code: i32,
    stdout: String,
    stderr: String,
}

fn run(command: &mut Command) -> Run {
    let output = command.output().unwrap();
    Run {
        code: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

fn build(inputs: &Path, output: &Path) -> Run {
    run(depeche().arg("build").arg(inputs).arg("-o").arg(output))
}

fn documents(graph: &Path) -> Vec<String> {
    let graph: serde_json::Value = serde_json::from_slice(&fs::read(graph).unwrap()).unwrap();
    let documents = graph["documents"].as_array().unwrap();
    let mut ids: Vec<String> = documents.iter().map(|document| document["id"].as_str().unwrap().to_owned()).collect();
    ids.sort();
    ids
}

#[test]
fn a_folder_becomes_a_graph_and_a_summary() {
    let folder = folder(&[("a.txt", FRENCH.as_bytes()), ("sub/b.txt", ENGLISH.as_bytes())]);
    let graph = folder.path().join("graph.json");
    let run = build(folder.path(), &graph);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.starts_with("2 documents, "), "{}", run.stderr);
    assert_eq!(run.stderr.lines().count(), 1);
    assert_eq!(documents(&graph), ["a", "b"]);
    let quiet = build_quietly(folder.path(), &graph);
    assert_eq!((quiet.code, quiet.stderr.as_str(), quiet.stdout.as_str()), (0, "", ""));
}

fn build_quietly(inputs: &Path, output: &Path) -> Run {
    run(depeche().args(["build", "-q"]).arg(inputs).arg("-o").arg(output))
}

#[test]
fn bad_files_are_named_and_cost_nothing_else() {
    let folder = folder(&[
        ("good.txt", FRENCH.as_bytes()),
        ("empty.txt", b""),
        ("blank.txt", b" \n\t\n"),
        ("binary.txt", b"PK\x03\x04\0\0\0"),
        ("controls.txt", b"\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f"),
    ]);
    let graph = folder.path().join("graph.json");
    let run = build(folder.path(), &graph);
    assert_eq!(run.code, 1);
    assert_eq!(documents(&graph), ["good"]);
    for (file, place) in
        [("empty.txt", ": "), ("blank.txt", ": "), ("binary.txt", ": byte 4: "), ("controls.txt", ": byte 0: ")]
    {
        let named = run.stderr.lines().any(|line| line.contains(&format!("{file}{place}")));
        assert!(named, "{file} is not named in:\n{}", run.stderr);
    }
}

#[test]
fn invalid_utf_8_is_read_and_told() {
    let folder =
        folder(&[("latin.txt", b"Le maire a \xE9t\xE9 r\xE9\xE9lu \xE0 Angoul\xEAme, en pr\xE9sence du pr\xE9fet.")]);
    let graph = folder.path().join("graph.json");
    assert_eq!(build(folder.path(), &graph).code, 0);
    let broken = folder.path().join("latin.txt");
    fs::write(&broken, b"Le pr\xC3\xA9fet a \xC3\xA9t\xC3\xA9 re\xC3\xA7u \xC3\xA0 N\xC3\xAEmes. \xFF Il est reparti.")
        .unwrap();
    let run = build(folder.path(), &graph);
    assert_eq!(run.code, 0);
    assert!(run.stderr.contains("latin.txt: byte 36: invalid UTF-8"), "{}", run.stderr);
}

#[test]
fn what_is_not_there_or_empty_fails_and_writes_nothing() {
    let folder = folder(&[("notes.md", b"no article")]);
    let graph = folder.path().join("graph.json");
    let run = build(folder.path(), &graph);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("no .txt file in this folder"), "{}", run.stderr);
    let run = build(&folder.path().join("gone.txt"), &graph);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("gone.txt: "), "{}", run.stderr);
    assert!(!graph.exists());
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_named() {
    use std::os::unix::fs::symlink;
    let folder = folder(&[("good.txt", FRENCH.as_bytes())]);
    // A link to nowhere cannot be read by anybody, not even by root, who may read every file.
    symlink(folder.path().join("nowhere"), folder.path().join("broken.txt")).unwrap();
    let graph = folder.path().join("graph.json");
    let run = build(folder.path(), &graph);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("broken.txt: "), "{}", run.stderr);
    assert_eq!(documents(&graph), ["good"]);
}

#[test]
fn wrong_usage_is_told_before_any_work() {
    let folder = folder(&[("a.txt", FRENCH.as_bytes())]);
    let input = folder.path().join("a.txt");
    let cases: &[&[&str]] =
        &[&["-o", "graph.xyz"], &["-o", "-"], &["-o", "missing/folder/graph.json"], &["--jobs", "0"], &[]];
    for arguments in cases {
        let run = run(depeche().arg("build").arg(&input).args(*arguments).current_dir(folder.path()));
        assert_eq!(run.code, 2, "{arguments:?}: {}", run.stderr);
        assert!(run.stdout.is_empty() && !run.stderr.is_empty());
    }
}

#[test]
fn standard_input_and_output_are_a_pipe() {
    let run = run(depeche().args(["build", "-", "-o", "-", "--format", "json", "-q"]).write_stdin(FRENCH));
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let graph: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(graph["documents"][0]["id"], "stdin");
}

#[test]
fn order_and_threads_change_no_byte() {
    let folder = folder(&[("a.txt", FRENCH.as_bytes()), ("b.txt", ENGLISH.as_bytes()), ("c.txt", FRENCH.as_bytes())]);
    let built = |files: &[&str], jobs: &str| {
        let mut command = depeche();
        command.args(["build", "-q", "-j", jobs, "-o", "-", "--format", "json"]).args(files).current_dir(folder.path());
        run(&mut command).stdout
    };
    let first = built(&["a.txt", "b.txt", "c.txt"], "1");
    assert!(!first.is_empty());
    assert_eq!(first, built(&["c.txt", "./b.txt", "a.txt", "b.txt"], "4").replace("./b.txt", "b.txt"));
}

#[test]
fn a_long_line_is_only_long() {
    let text = FRENCH.replace('\n', " ").repeat(5_000);
    let folder = folder(&[("long.txt", text.as_bytes())]);
    let run = run(depeche().arg("annotate").arg(folder.path().join("long.txt")).args(["--to", "bio"]));
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.lines().count() > 80_000);
}

#[test]
fn a_file_of_100_megabytes_on_one_line_is_refused_by_name() {
    let folder = folder(&[("good.txt", FRENCH.as_bytes())]);
    let huge = fs::File::create(folder.path().join("huge.txt")).unwrap();
    let line = FRENCH.replace('\n', " ").repeat(100);
    let mut writer = std::io::BufWriter::new(huge);
    for _ in 0..100_000_000 / line.len() + 1 {
        writer.write_all(line.as_bytes()).unwrap();
    }
    drop(writer);
    let graph = folder.path().join("graph.json");
    let run = build(folder.path(), &graph);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("huge.txt: byte 33554432: larger than 32 MiB"), "{}", run.stderr);
    assert_eq!(documents(&graph), ["good"]);
}

#[test]
fn annotate_writes_conllu_and_names() {
    let run_with =
        |arguments: &[&str], input: &str| run(depeche().args(["annotate", "-"]).args(arguments).write_stdin(input));
    let conllu = run_with(&[], FRENCH);
    assert_eq!(conllu.code, 0, "{}", conllu.stderr);
    assert!(conllu.stdout.contains("# text = Il a remercié la région pour son soutien."));
    let lines = run_with(&["--lines"], FRENCH);
    assert!(lines.stdout.contains("# sent_id = stdin-2-1"), "{}", lines.stdout);
    let tokens = run_with(&["--pretokenized", "--to", "bio"], "Le\nmaire\nde\nLens\n\n");
    assert_eq!(tokens.stdout.lines().filter(|line| !line.is_empty()).count(), 4);
    let broken = run_with(&["--pretokenized"], "1\tLe\tle\tDET\t_\t_\t9\tdet\t_\t_\n\n");
    assert_eq!(broken.code, 1);
    assert!(broken.stderr.contains("-:"), "{}", broken.stderr);
}

#[test]
fn graphs_are_exported_and_asked() {
    let folder = folder(&[("a.txt", FRENCH.as_bytes())]);
    let graph = folder.path().join("graph.json");
    assert_eq!(build(folder.path(), &graph).code, 0);
    let again = folder.path().join("again.json");
    assert_eq!(run(depeche().arg("export").arg(&graph).arg("-o").arg(&again)).code, 0);
    assert_eq!(fs::read(&graph).unwrap(), fs::read(&again).unwrap());
    let found = run(depeche().arg("query").arg(&graph).arg("lens"));
    assert_eq!(found.code, 0, "{}", found.stderr);
    assert!(found.stdout.contains("Lens") && !found.stdout.contains('\x1b'));
    let nothing = run(depeche().arg("query").arg(&graph).arg("Atlantide"));
    assert_eq!(nothing.code, 1);
    fs::write(&again, "{}").unwrap();
    assert_eq!(run(depeche().arg("query").arg(&again).arg("lens")).code, 1);
}

#[test]
fn inspect_shows_zones_and_findings() {
    let page = format!("{FRENCH}Publicité\n");
    let run = run(depeche().args(["inspect", "-"]).write_stdin(page));
    assert_eq!(run.code, 0, "{}", run.stderr);
    for part in ["prose fr  Le maire", "ad fr  Publicité", "Entities (", "Relations (", "Claims ("] {
        assert!(run.stdout.contains(part), "{part} is missing in:\n{}", run.stdout);
    }
}

#[test]
fn help_teaches() {
    for command in ["build", "annotate", "inspect", "export", "query"] {
        let run = run(depeche().args([command, "--help"]));
        assert_eq!(run.code, 0);
        assert!(run.stdout.contains("Examples:"), "{command}");
    }
}

#[test]
fn export_gives_the_bytes_of_build_and_chooses_parts() {
    let folder = folder(&[("a.txt", FRENCH.as_bytes()), ("b.txt", ENGLISH.as_bytes())]);
    let path = |name: &str| folder.path().join(name);
    let formats = ["json", "graphml", "gexf", "dot", "jsonld", "html", "nq", "ttl", "csv"];
    let outputs = |stem: &str| {
        formats.iter().flat_map(|format| ["-o".into(), path(&format!("{stem}.{format}"))]).collect::<Vec<_>>()
    };
    assert_eq!(run(depeche().arg("build").arg(folder.path()).args(outputs("built"))).code, 0);
    assert_eq!(run(depeche().arg("export").arg(path("built.json")).args(outputs("again"))).code, 0);
    for format in formats {
        let read = |stem: &str| fs::read(path(&format!("{stem}.{format}"))).unwrap();
        assert!(read("built") == read("again"), "{format}");
    }
    let part = path("part.json");
    let chosen = run(depeche().arg("export").arg(path("built.json")).arg("-o").arg(&part).args(["--focus", "lens"]));
    assert_eq!((chosen.code, documents(&part)), (0, vec!["a".to_owned()]), "{}", chosen.stderr);
    let wrong = run(depeche().arg("export").arg(path("built.json")).args(["-o", "-", "--from", "spring"]));
    assert_eq!(wrong.code, 2);
}

#[test]
fn plain_graphs_are_converted() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    std::fs::write(path("nodes.csv"), "id,label\na,A & B\nb,\"é \"\"x\"\"\"\n").unwrap();
    std::fs::write(path("edges.csv"), "source,target,relation\na,b,meets\n").unwrap();
    depeche().args(["export", &path("edges.csv"), &path("nodes.csv"), "-o", &path("g.graphml")]).assert().success();
    let text = std::fs::read_to_string(path("g.graphml")).unwrap();
    let document = roxmltree::Document::parse(&text).unwrap();
    let count = |name: &str| document.descendants().filter(|node| node.tag_name().name() == name).count();
    assert_eq!((count("node"), count("edge")), (2, 1));
    std::fs::write(path("g.jsonl"), "{\"n\": \"a\"}\n{\"s\": \"a\", \"t\": \"a\", \"relation\": \"x\"}\n").unwrap();
    let written = depeche().args(["export", &path("g.jsonl"), "-o", "-", "--format", "nq"]).output().unwrap();
    assert_eq!(String::from_utf8(written.stdout).unwrap().lines().count(), 4);
    depeche().args(["export", &path("g.jsonl"), "-o", &path("g.nq"), "--top", "3"]).assert().code(2);
}
