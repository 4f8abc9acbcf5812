//! Trains the language models that are compiled into the tool and writes them as `models/LANGUAGE-TASK.kgm`.

use clap::{Parser, ValueEnum};
use depeche::doc::Language;
use depeche::nlp::model::Clusters;
use depeche::train::{DataFolder, TrainError, clusters, segment};
use std::path::PathBuf;
use std::process::ExitCode;

/// Trains language models; the same data give the same bytes.
#[derive(Parser)]
struct Arguments {
    /// Language to train for.
    #[arg(value_parser = ["fr", "en"])]
    language: String,
    /// Folder that holds `ud/`, `ner/`, `lexicon/` and `clusters/`.
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
    /// Folder for the model files.
    #[arg(long, default_value = "models")]
    out: PathBuf,
    /// Train this model only. Later tasks read the files of earlier ones from the output folder.
    #[arg(long)]
    task: Option<Task>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Task {
    /// Word clusters.
    Clusters,
    /// Ends of sentences and readings of contractions.
    Segment,
}

fn train(arguments: &Arguments, task: Task) -> Result<(), TrainError> {
    let mut data = DataFolder::new(&arguments.data);
    let language = arguments.language.as_str();
    let bytes = match task {
        Task::Clusters => clusters::train(&mut data, language)?,
        Task::Segment => segment::train(&mut data, tag(language), &read_clusters(arguments)?)?,
    };
    let name = task.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
    let path = arguments.out.join(format!("{language}-{name}.kgm"));
    std::fs::write(&path, &bytes)?;
    eprintln!("{}: {} bytes", path.display(), bytes.len());
    Ok(())
}

fn tag(language: &str) -> Language {
    if language == "en" { Language::English } else { Language::French }
}

fn read_clusters(arguments: &Arguments) -> Result<Clusters, TrainError> {
    let bytes = std::fs::read(arguments.out.join(format!("{}-clusters.kgm", arguments.language)))?;
    Ok(Clusters::parse(&bytes, &arguments.language)?)
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    for &task in Task::value_variants() {
        if arguments.task.is_none_or(|only| only == task) {
            if let Err(error) = train(&arguments, task) {
                eprintln!("train: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}
