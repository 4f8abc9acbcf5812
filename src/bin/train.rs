//! Trains the language models that are compiled into the tool and writes them as `models/LANGUAGE-TASK.kgm`.

use clap::{Parser, ValueEnum};
use depeche::doc::Language;
use depeche::nlp::model::Clusters;
use depeche::train::{DataFolder, TrainError, clusters, names, segment, syntax};
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
    /// Folder of this project's own annotation, which holds `silver/`.
    #[arg(long, default_value = "training")]
    annotation: PathBuf,
    /// Folder for the model files.
    #[arg(long, default_value = "models")]
    out: PathBuf,
    /// Train this model only. Later tasks read the files of earlier ones from the output folder.
    #[arg(long)]
    task: Option<Task>,
    /// Hold part of the data out, print scores, write nothing.
    #[arg(long)]
    tune: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Task {
    /// Word clusters.
    Clusters,
    /// Ends of sentences and readings of contractions.
    Segment,
    /// Tagger, lemmatiser and parser.
    Syntax,
    /// Names.
    Names,
}

fn train(arguments: &Arguments, task: Task) -> Result<(), TrainError> {
    let mut data = DataFolder::new(&[&arguments.data, &arguments.annotation]);
    let language = if arguments.language == "en" { Language::English } else { Language::French };
    let bytes = match task {
        Task::Clusters => clusters::train(&mut data, language.code())?,
        Task::Segment => segment::train(&mut data, language, &read_clusters(arguments)?)?,
        Task::Syntax => syntax::train(&mut data, language, &read_clusters(arguments)?, arguments.tune)?,
        Task::Names => names::train(&mut data, language, &read_clusters(arguments)?)?,
    };
    let name = task.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
    if arguments.tune {
        return Ok(());
    }
    let path = arguments.out.join(format!("{}-{name}.kgm", language.code()));
    std::fs::write(&path, &bytes)?;
    eprintln!("{}: {} bytes", path.display(), bytes.len());
    Ok(())
}

fn read_clusters(arguments: &Arguments) -> Result<Clusters, TrainError> {
    let bytes = std::fs::read(arguments.out.join(format!("{}-clusters.kgm", arguments.language)))?;
    Ok(Clusters::parse(&bytes, &arguments.language)?)
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    for &task in Task::value_variants() {
        if arguments.task.is_none_or(|only| only == task)
            && let Err(error) = train(&arguments, task)
        {
            eprintln!("train: {error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
