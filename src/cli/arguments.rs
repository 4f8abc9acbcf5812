//! What can be typed.

use clap::{Args, Parser, Subcommand, ValueEnum};
use depeche::doc::Language;
use depeche::export::select::Selection;
use depeche::export::{ExportOptions, LabelLanguage, ViewKind};
use depeche::graph::Status;
use std::path::PathBuf;

/// Turns French and English news articles into a typed, sourced knowledge graph.
#[derive(Debug, Parser)]
#[command(version, after_help = EXAMPLES, max_term_width = 110, arg_required_else_help = true)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,

    /// Say nothing but errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,

    /// Say more: encodings, what was left out
    #[arg(short, long, global = true)]
    pub verbose: bool,
}

const EXAMPLES: &str = "\
Examples:
  depeche build articles/ -o graph.graphml          A folder of articles to a graph for Gephi
  depeche build a.txt b.txt -o g.jsonld -o g.dot    Several formats at once
  depeche inspect article.txt                       An article as it is read, and what is found in it
  depeche annotate article.txt                      What the language models saw, as CoNLL-U
  depeche export graph.json -o graph.dot            From the native file to another format
  depeche query graph.json Macron                   Who did and said what, with quotations

Exit codes: 0 done; 1 no input could be used, or some could not (each is named); 2 wrong usage.";

#[derive(Debug, Subcommand)]
pub enum Command {
    Build(BuildArguments),
    Annotate(AnnotateArguments),
    Inspect(InspectArguments),
    Export(ExportArguments),
    Query(QueryArguments),
}

/// Read articles and write the graph of what they say
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  depeche build articles/ -o graph.graphml -o graph.json
  depeche build articles/ -o - --format dot | dot -Tsvg > graph.svg
  cat article.txt | depeche build - -o graph.jsonld --labels fr

A file that cannot be read is named, and the rest is done. The same articles give the same bytes,
whatever their order and the number of threads.")]
pub struct BuildArguments {
    /// Text files, folders (all .txt files in them and below), or - for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,

    #[command(flatten)]
    pub output: OutputArguments,

    /// Folder with knowledge files (ontology, lexicons, gazetteer) that replace those built in
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,

    /// Number of threads [default: one for each processor]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
}

/// Write what the language models see: words, tags, trees, names
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  depeche annotate text.txt -o text.conllu          Every line as it stands
  depeche annotate article.txt --clean              The article text only, as build reads it
  depeche annotate many.txt --lines -o many.conllu  Each line is a document of its own
  depeche annotate gold.conllu --pretokenized       Words and sentences as they are in the file
  depeche annotate article.txt --to bio             Names only: one word and its tag a line")]
pub struct AnnotateArguments {
    /// A text file, or - for standard input
    pub file: PathBuf,

    /// File to write; - for standard output
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    pub output: PathBuf,

    /// What to write
    #[arg(long, value_enum, default_value_t)]
    pub to: Notation,

    /// Leave out what is no article text, as build does
    #[arg(long)]
    pub clean: bool,

    /// Each line is a document of its own
    #[arg(long, conflicts_with = "clean")]
    pub lines: bool,

    /// The file has words already: CoNLL-U, or one word a line and an empty line after each sentence
    #[arg(long, conflicts_with_all = ["clean", "lines"])]
    pub pretokenized: bool,

    /// Language of the text [default: found out, French for --pretokenized]
    #[arg(long, value_enum)]
    pub lang: Option<Labels>,
}

/// Show an article as it is read: which parts are article text, and what they say
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  depeche inspect article.txt
  curl -s https://… | html2text | depeche inspect -
  NO_COLOR=1 depeche inspect article.txt | less")]
pub struct InspectArguments {
    /// A text file, or - for standard input
    pub file: PathBuf,

    /// Language of labels; quotations stay in their own
    #[arg(long, value_enum, default_value_t)]
    pub labels: Labels,
}

/// Write a graph that was built before, or somebody else's plain graph, in other formats
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  depeche export graph.json -o graph.graphml -o graph.dot
  depeche export graph.json -o - --format dot | dot -Tsvg > graph.svg
  depeche export graph.json -o graph.jsonld --labels fr
  depeche export graph.json -o near.html --focus Kasuro --hops 2 --status fact,reported
  depeche export nodes.csv edges.csv -o graph.graphml       Tables with columns id; source, target
  depeche export graph.jsonl -o graph.nq                    Lines {\"n\": id, …} and {\"s\": id, \"t\": id, …}

Plain graphs (.jsonl, .csv, .tsv) of any size become GraphML, N-Quads, N-Triples, JSON-LD or CSV, record by record.")]
pub struct ExportArguments {
    /// A graph.json that depeche wrote, or - for standard input; or a plain graph: a .jsonl file, or .csv tables
    #[arg(required = true, value_name = "GRAPH")]
    pub graphs: Vec<PathBuf>,

    #[command(flatten)]
    pub output: OutputArguments,
}

/// Show what a graph holds about somebody or something, with the words that say so
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  depeche query graph.json Macron
  depeche query graph.json \"Corée du Nord\" --labels fr
  depeche build articles/ -o - --format json | depeche query - Reuters")]
pub struct QueryArguments {
    /// A graph.json that depeche wrote, or - for standard input
    pub graph: PathBuf,

    /// A name or a part of one; case and accents do not matter
    pub name: String,

    /// Language of labels; quotations stay in their own
    #[arg(long, value_enum, default_value_t)]
    pub labels: Labels,
}

/// Where to write, and how.
#[derive(Args, Debug)]
pub struct OutputArguments {
    /// File to write; its extension chooses the format; - for standard output. Can be given several times
    #[arg(short, long, required = true, value_name = "FILE")]
    pub output: Vec<PathBuf>,

    /// Format for standard output, or for files whose extension does not tell
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<String>,

    /// Language of labels; quotations stay in their own
    #[arg(long, value_enum, default_value_t)]
    pub labels: Labels,

    /// What to show: entities with their relations and claims, or everything. Each format has its own default
    #[arg(long, value_enum)]
    pub view: Option<View>,

    /// Draw only the N nodes with most evidence, in formats made for looking at
    #[arg(long, value_name = "N")]
    pub top: Option<usize>,

    /// What the IRIs of linked data begin with [default: urn:depeche:]
    #[arg(long, value_name = "IRI")]
    pub base_iri: Option<String>,

    /// N-Quads and TriG: what a document says in a graph that bears its name
    #[arg(long)]
    pub named_graphs: bool,

    #[command(flatten)]
    pub selection: SelectionArguments,
}

/// Which part of the graph to write.
#[derive(Args, Debug)]
#[command(next_help_heading = "Choose a part of the graph")]
pub struct SelectionArguments {
    /// Only what is near entities with this in their names
    #[arg(long, value_name = "NAME")]
    pub focus: Option<String>,

    /// How many relations away from the focus
    #[arg(long, value_name = "N", default_value_t = 1, requires = "focus")]
    pub hops: usize,

    /// Only entities of these types (Person, Organization, Settlement …)
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',')]
    pub types: Vec<String>,

    /// Only these relations (thanks, attacks …)
    #[arg(long, value_name = "RELATION", value_delimiter = ',')]
    pub relation: Vec<String>,

    /// Only relations that are so sure
    #[arg(long, value_enum, value_delimiter = ',')]
    pub status: Vec<StatusArgument>,

    /// Only relations from then on: YYYY, YYYY-MM or YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub from: Option<String>,

    /// Only relations up to then: YYYY, YYYY-MM or YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub to: Option<String>,

    /// Only relations that so many sentences state
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub min_weight: usize,

    /// Only relations that so many independent agencies, outlets or documents state
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub min_sources: usize,
}

impl SelectionArguments {
    /// What is to be kept, if not everything.
    pub fn selection(&self) -> Option<Selection> {
        let selection = Selection {
            types: self.types.clone(),
            relations: self.relation.clone(),
            statuses: self.status.iter().map(|status| Status::from(*status)).collect(),
            from: self.from.clone(),
            to: self.to.clone(),
            least_weight: self.min_weight,
            least_sources: self.min_sources,
            focus: self.focus.clone(),
            hops: self.hops,
        };
        let everything = Selection { least_weight: 1, least_sources: 1, hops: self.hops, ..Selection::default() };
        (selection != everything).then_some(selection)
    }
}

/// A year, a month or a day of the calendar.
fn date(text: &str) -> Result<String, String> {
    let form = text.bytes().map(|byte| if byte.is_ascii_digit() { b'9' } else { byte }).collect::<Vec<_>>();
    let known: [&[u8]; 3] = [b"9999", b"9999-99", b"9999-99-99"];
    if known.contains(&form.as_slice()) {
        Ok(text.to_owned())
    } else {
        Err("no YYYY, YYYY-MM or YYYY-MM-DD".to_owned())
    }
}

/// How sure a relation is.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum StatusArgument {
    /// The text itself says so
    Fact,
    /// True according to somebody
    Reported,
    /// Announced or decided
    Planned,
    /// Conditional, wanted, feared, asked
    Possible,
}

impl From<StatusArgument> for Status {
    fn from(status: StatusArgument) -> Self {
        match status {
            StatusArgument::Fact => Status::Fact,
            StatusArgument::Reported => Status::Reported,
            StatusArgument::Planned => Status::Planned,
            StatusArgument::Possible => Status::Possible,
        }
    }
}

impl OutputArguments {
    /// The choices that the exporters know.
    pub fn options(&self) -> ExportOptions {
        let view = self.view.map(|view| match view {
            View::Relations => ViewKind::Relations,
            View::Full => ViewKind::Full,
        });
        ExportOptions {
            labels: self.labels.into(),
            view,
            top: self.top,
            base_iri: self.base_iri.clone(),
            named_graphs: self.named_graphs,
        }
    }
}

/// How annotation is written.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum Notation {
    /// CoNLL-U: words, lemmas, tags, dependency trees
    #[default]
    Conllu,
    /// IOB2: words with the tags of names
    Bio,
}

/// French or English.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum Labels {
    /// English
    #[default]
    En,
    /// French
    Fr,
}

impl From<Labels> for Language {
    fn from(labels: Labels) -> Self {
        match labels {
            Labels::En => Language::English,
            Labels::Fr => Language::French,
        }
    }
}

impl From<Labels> for LabelLanguage {
    fn from(labels: Labels) -> Self {
        match labels {
            Labels::En => LabelLanguage::English,
            Labels::Fr => LabelLanguage::French,
        }
    }
}

/// How much of a graph is written.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum View {
    /// Entities, relations between them, claims
    Relations,
    /// Everything: also events, documents, evidence
    Full,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definitions_are_consistent() {
        Arguments::command().debug_assert();
    }
}
