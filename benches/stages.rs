//! What each stage of the pipeline and each writer costs, on one thread, in CPU time.
//!
//!     cargo bench --bench stages [-- FOLDER]
//!
//! Without a folder the articles of `examples/corpus` are read. Every figure is the median of several rounds, so a busy
//! machine does not spoil it; where the system tells no CPU time of a thread, it is wall time.
//!
//! What to hold the figures against:
//! - annotation and the whole pipeline: spaCy `fr_core_news_md` annotates some 3,600 to 5,600 words in a CPU second, UDPipe 1
//!   some 3,400, without extracting anything;
//! - writers: the row `floor`, which copies the bytes of the GraphML through a buffer of one MiB and does nothing else.

use depeche::doc::{Annotated, Article, Fragment, Source};
use depeche::export::{EXPORTERS, ExportOptions, exporter_for};
use depeche::graph::{AssembleOptions, KnowledgeGraph, assemble};
use depeche::{Pipeline, clean, extract, read, resolve};
use std::hint::black_box;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Rounds of which the median is taken.
const ROUNDS: usize = 7;
/// A round takes at least about so long.
const SHORTEST: Duration = Duration::from_millis(40);

/// Whatever goes wrong ends the program with its message.
type Failure = Box<dyn std::error::Error + Send + Sync>;

fn main() -> Result<(), Failure> {
    let folder = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let folder =
        folder.map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples/corpus"), PathBuf::from);
    let (inputs, _) = read::inputs(&[folder]);
    let sources = inputs.iter().map(read::Input::load).collect::<Result<Vec<Source>, _>>()?;
    let threads = rayon::ThreadPoolBuilder::new().num_threads(1).build()?;
    threads.install(|| {
        let graph = stages(&sources)?;
        writers(&graph)?;
        Ok(())
    })
}

/// Runs the stages one after the other, each on everything that the one before gives.
fn stages(sources: &[Source]) -> Result<KnowledgeGraph, Failure> {
    let pipeline = Pipeline::new()?;
    let knowledge = pipeline.knowledge();
    let articles: Vec<Article> = sources.iter().cloned().map(clean::clean).collect();
    let annotated: Vec<Annotated> =
        articles.iter().cloned().map(|article| pipeline.annotator().annotate(article)).collect();
    let fragments: Vec<Fragment> = annotated.iter().map(|document| extract::extract(document, knowledge)).collect();
    let resolution = resolve::resolve(&fragments, &knowledge.ontology);
    let graph = pipeline.graph(&fragments)?;
    let words: usize = fragments.iter().map(|fragment| fragment.words).sum();
    println!("{} articles, {words} words", sources.len());
    println!("{:<24} {:>10} {:>12} {:>14}", "stage", "ms", "µs a word", "words a s");
    let row = |name: &str, time: Duration| {
        let seconds = time.as_secs_f64();
        let each = seconds * 1e6 / words as f64;
        println!("{name:<24} {:>10.2} {each:>12.3} {:>14.0}", seconds * 1e3, words as f64 / seconds);
        time
    };
    let mut whole = Duration::ZERO;
    // Copies of the inputs are made outside the clock.
    whole +=
        row("clean", median(|| sources.to_vec(), |sources| sources.into_iter().map(clean::clean).collect::<Vec<_>>()));
    let annotate = |articles: Vec<Article>| {
        articles.into_iter().map(|article| pipeline.annotator().annotate(article)).collect::<Vec<_>>()
    };
    whole += row("annotate", median(|| articles.clone(), annotate));
    let extract = |()| annotated.iter().map(|document| extract::extract(document, knowledge)).collect::<Vec<_>>();
    whole += row("extract", median(|| (), extract));
    whole += row("resolve", median(|| (), |()| resolve::resolve(&fragments, &knowledge.ontology)));
    let options = AssembleOptions::default();
    whole += row("assemble", median(|| (), |()| assemble(&fragments, &resolution, &knowledge.ontology, options)));
    row("all stages", whole);
    Ok(graph)
}

/// Writes the graph in every format to nowhere.
fn writers(graph: &KnowledgeGraph) -> io::Result<()> {
    println!("\n{:<24} {:>10} {:>12} {:>14}", "writer", "ms", "kB", "MB a s");
    let row = |name: &str, time: Duration, bytes: usize| {
        let seconds = time.as_secs_f64();
        let size = bytes as f64 / 1e6;
        println!("{name:<24} {:>10.2} {:>12.0} {:>14.1}", seconds * 1e3, size * 1e3, size / seconds);
    };
    let options = ExportOptions::default();
    for exporter in EXPORTERS {
        let mut bytes = Vec::new();
        exporter.write(graph, &options, &mut bytes)?;
        let write = |mut out: Vec<u8>| exporter.write(graph, &options, &mut out).map(|()| out);
        row(exporter.name(), median(|| Vec::with_capacity(bytes.len()), write), bytes.len());
    }
    let mut bytes = Vec::new();
    if let Some(graphml) = exporter_for("graphml") {
        graphml.write(graph, &options, &mut bytes)?;
    }
    let copy = |()| {
        let mut out = BufWriter::with_capacity(1 << 20, io::sink());
        bytes.chunks(64).try_for_each(|piece| out.write_all(black_box(piece)))
    };
    row("floor", median(|| (), copy), bytes.len());
    Ok(())
}

/// The median time of `work` on what `prepare` makes. Short work is done several times a round, because systems count
/// CPU time in steps of some milliseconds.
fn median<I, O>(mut prepare: impl FnMut() -> I, mut work: impl FnMut(I) -> O) -> Duration {
    let input = prepare();
    let first = Instant::now();
    drop(black_box(work(black_box(input))));
    let repetitions = (SHORTEST.as_nanos() / first.elapsed().as_nanos().max(1)).clamp(1, 1000) as u32;
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let inputs: Vec<I> = (0..repetitions).map(|_| prepare()).collect();
            let start = Clock::start();
            inputs.into_iter().for_each(|input| drop(black_box(work(black_box(input)))));
            start.elapsed() / repetitions
        })
        .collect();
    times.sort_unstable();
    times[times.len() / 2]
}

/// CPU time of this thread where Linux tells it, else wall time.
struct Clock {
    wall: Instant,
    processor: Option<Duration>,
}

impl Clock {
    fn start() -> Self {
        Clock { processor: processor_time(), wall: Instant::now() }
    }

    fn elapsed(&self) -> Duration {
        match (self.processor, processor_time()) {
            (Some(start), Some(end)) => end.saturating_sub(start),
            _ => self.wall.elapsed(),
        }
    }
}

/// The first figure of `schedstat`: nanoseconds on a processor.
fn processor_time() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}
