//! A folder of articles in; out come the speakers with most claims, by way of the petgraph graph, and a file for Gephi.
//!
//!     cargo run --release --example most_quoted -- examples/corpus most_quoted.graphml

use depeche::Pipeline;
use depeche::export::{ExportOptions, exporter_for};
use depeche::graph::Edge;
use depeche::read;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().unwrap_or_else(|| "examples/corpus".to_owned()));
    let pipeline = Pipeline::new()?;
    let (inputs, faults) = read::inputs(&[folder]);
    faults.iter().for_each(|fault| eprintln!("{fault}"));
    let mut fragments = Vec::new();
    for input in inputs {
        match input.load() {
            Ok(source) => fragments.push(pipeline.extract(source)),
            Err(fault) => eprintln!("{fault}"),
        }
    }
    let graph = pipeline.graph(&fragments)?;

    let petgraph = graph.graph();
    let mut speakers: Vec<(usize, &str)> = petgraph
        .node_indices()
        .filter_map(|node| {
            let claims = petgraph.edges(node).filter(|edge| matches!(edge.weight(), Edge::Speech(_))).count();
            petgraph[node].as_entity().map(|entity| (claims, entity.label_en.as_str()))
        })
        .filter(|(claims, _)| *claims > 0)
        .collect();
    speakers.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    for (claims, speaker) in speakers.iter().take(10) {
        println!("{claims:3}  {speaker}");
    }

    if let Some(file) = arguments.next().map(PathBuf::from) {
        let extension = file.extension().unwrap_or_default().to_string_lossy();
        let exporter = exporter_for(&extension).ok_or("the extension names no format")?;
        exporter.write(&graph, &ExportOptions::default(), &mut std::fs::File::create(&file)?)?;
    }
    Ok(())
}
