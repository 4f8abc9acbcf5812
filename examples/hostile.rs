//! Writes a graph whose labels try to break readers in every format.
//!
//!     cargo run --release --example hostile -- OUTDIR [LABELS.json] [--full]
//!
//! `LABELS.json` holds `{"cases": [{"raw": "…"} or {"raw_repeat": {"unit": "…", "times": 3}}, …]}`; without it a few
//! labels of the program's own are taken.

#[path = "../tests/hostile/mod.rs"]
mod hostile;

use depeche::export::{EXPORTERS, ExportOptions, ViewKind};
use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

const LABELS: &[&str] = &[
    "a < b & \"c\" 'd'",
    "]]> <!-- -->",
    "&lt; &#233;",
    "path\\",
    "\\N\\G \"",
    "a\0b\u{1}\u{FFFE}",
    " a\r\n\tb ",
    "💥é",
    "",
];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let full = arguments.iter().any(|argument| argument == "--full");
    let paths: Vec<&String> = arguments.iter().filter(|argument| !argument.starts_with("--")).collect();
    let [folder, rest @ ..] = paths.as_slice() else {
        return Err("usage: hostile OUTDIR [LABELS.json] [--full]".into());
    };
    let labels = match rest.first() {
        Some(path) => read_labels(path)?,
        None => LABELS.iter().map(|&label| label.to_owned()).collect(),
    };
    let graph = hostile::graph_of_labels(&labels);
    let options = ExportOptions { view: full.then_some(ViewKind::Full), ..ExportOptions::default() };
    std::fs::create_dir_all(folder)?;
    for exporter in EXPORTERS {
        let path = Path::new(folder).join(format!("graph.{}", exporter.extensions()[0]));
        let mut out = BufWriter::new(File::create(&path)?);
        exporter.write(&graph, &options, &mut out)?;
        out.flush()?;
        println!("{}: {}", exporter.name(), path.display());
    }
    Ok(())
}

fn read_labels(path: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let file: serde_json::Value = serde_json::from_slice(&std::fs::read(path)?)?;
    let cases = file["cases"].as_array().ok_or("no list of cases")?;
    let label = |case: &serde_json::Value| match case["raw"].as_str() {
        Some(raw) => Ok(raw.to_owned()),
        None => {
            let repeat = &case["raw_repeat"];
            let unit = repeat["unit"].as_str().ok_or("a case without raw text")?;
            Ok(unit.repeat(repeat["times"].as_u64().unwrap_or_default() as usize))
        }
    };
    cases.iter().map(label).collect()
}
