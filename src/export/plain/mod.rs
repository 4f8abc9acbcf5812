//! Plain graphs (nodes and edges with any attributes, not made by this program) from one format to another.
//!
//! | file | what |
//! | --- | --- |
//! | [`json_lines`] | reads `{"n": …}` and `{"s": …, "t": …}`, one record a line |
//! | [`tables`] | reads CSV tables of nodes and edges |
//! | [`escape`] | runs of bytes that need no care, many at a time |
//! | [`graphml`], [`rdf`], [`csv`] | write |
//!
//! A graph passes through record by record: memory depends on the longest record, not on the file. Formats that name the
//! attributes before the first node need them known: [`Columns`] come from a look at parts of the input or, where those
//! missed one, from reading all of it.

pub mod csv;
pub mod escape;
pub mod graphml;
pub mod json_lines;
pub mod rdf;
pub mod tables;

use std::fmt;
use std::io::{self, Write};

/// Names of the attributes of nodes and of edges, in the order in which they were first seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// Of nodes.
    pub nodes: Vec<String>,
    /// Of edges.
    pub edges: Vec<String>,
}

impl Columns {
    /// The names of one kind of record.
    pub fn of(&self, kind: Kind) -> &[String] {
        match kind {
            Kind::Node => &self.nodes,
            Kind::Edge => &self.edges,
        }
    }

    /// The place of a name, which is added where it is new.
    pub fn place(&mut self, kind: Kind, name: &str) -> usize {
        let names = match kind {
            Kind::Node => &mut self.nodes,
            Kind::Edge => &mut self.edges,
        };
        names.iter().position(|known| known == name).unwrap_or_else(|| {
            names.push(name.to_owned());
            names.len() - 1
        })
    }
}

/// What a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A node: its ends are its id and nothing.
    Node,
    /// An edge: its ends are source and target.
    Edge,
}

/// A node or an edge. Texts are clean: what no XML file can carry has been replaced.
#[derive(Clone, Copy, Debug)]
pub struct Record<'r> {
    /// Node or edge.
    pub kind: Kind,
    /// The id of a node, or of the node that an edge starts from.
    pub id: &'r str,
    /// The node that an edge goes to.
    pub target: &'r str,
    /// Column and value, in the order of the input.
    pub attributes: &'r [(usize, &'r str)],
}

/// Something that gives records, as often as it is asked to.
pub trait Source {
    /// Hands every record to `each`. Names that are not in `columns` are added to it.
    ///
    /// # Errors
    /// Those of the system and of `each`, and [`Fault`] where the input is none of its kind.
    fn records(
        &mut self,
        columns: &mut Columns,
        each: &mut dyn FnMut(&Columns, Record) -> io::Result<()>,
    ) -> io::Result<()>;

    /// Names of attributes, from parts of the input: fast, and some may be missed.
    ///
    /// # Errors
    /// As [`Source::records`].
    fn sample(&mut self) -> io::Result<Columns>;
}

/// A format that records are written to, one after the other: first every node.
pub trait PlainWriter {
    /// What stands before the first record.
    fn begin(&mut self, out: &mut Vec<u8>);

    /// One record, of which every column is known.
    fn record(&mut self, record: &Record, out: &mut Vec<u8>);

    /// What stands after the last record.
    fn end(&mut self, out: &mut Vec<u8>);
}

/// How a plain graph is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlainFormat {
    /// GraphML.
    GraphMl,
    /// N-Quads, which are N-Triples too.
    NQuads,
    /// JSON-LD.
    JsonLd,
    /// CSV, the table of edges.
    EdgeTable,
    /// CSV, the table of nodes.
    NodeTable,
}

impl PlainFormat {
    /// The format for a file name, by its extension.
    pub fn for_file(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let extensions = [
            (".graphml", PlainFormat::GraphMl),
            (".nq", PlainFormat::NQuads),
            (".nt", PlainFormat::NQuads),
            (".jsonld", PlainFormat::JsonLd),
            (".nodes.csv", PlainFormat::NodeTable),
            (".csv", PlainFormat::EdgeTable),
        ];
        extensions.into_iter().find(|(extension, _)| name.ends_with(extension)).map(|(_, format)| format)
    }

    fn writer(self, columns: &Columns, base: &str) -> Box<dyn PlainWriter> {
        match self {
            PlainFormat::GraphMl => Box::new(graphml::GraphMl::new(columns)),
            PlainFormat::NQuads => Box::new(rdf::NQuads::new(columns, base)),
            PlainFormat::JsonLd => Box::new(rdf::JsonLd::new(columns, base)),
            PlainFormat::EdgeTable => Box::new(csv::Table::new(Kind::Edge, columns)),
            PlainFormat::NodeTable => Box::new(csv::Table::new(Kind::Node, columns)),
        }
    }
}

/// So much is collected before it is written.
const BLOCK: usize = 1 << 18;

/// Writes everything that `source` gives. Nodes come first, also where the input mixes them with edges.
///
/// `begin_again` empties the output, for the rare input whose parts did not show all its attributes or whose nodes do
/// not come first.
///
/// # Errors
/// Those of the input and of `out`.
pub fn convert<W: Write>(
    source: &mut dyn Source,
    format: PlainFormat,
    base: &str,
    out: &mut W,
    begin_again: impl FnOnce(&mut W) -> io::Result<()>,
) -> io::Result<()> {
    let columns = source.sample()?;
    if write_in_order(source, format, base, columns, out)? {
        return Ok(());
    }
    begin_again(out)?;
    convert_to_pipe(source, format, base, out)
}

/// As [`convert`], for an output that cannot be emptied: everything is read three times, for the names of the attributes, the
/// nodes and the edges.
///
/// # Errors
/// Those of the input and of `out`.
pub fn convert_to_pipe(
    source: &mut dyn Source,
    format: PlainFormat,
    base: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut columns = Columns::default();
    source.records(&mut columns, &mut |_, _| Ok(()))?;
    let mut passes = Passes::begin(format.writer(&columns, base));
    for kind in [Kind::Node, Kind::Edge] {
        source.records(&mut columns, &mut |_, record| {
            if record.kind == kind { passes.add(&record, out) } else { Ok(()) }
        })?;
    }
    passes.finish(out)
}

/// Writes records as they come. False where a column turned up that was not known, or a node after an edge.
fn write_in_order(
    source: &mut dyn Source,
    format: PlainFormat,
    base: &str,
    mut columns: Columns,
    out: &mut dyn Write,
) -> io::Result<bool> {
    let known = [columns.nodes.len(), columns.edges.len()];
    let mut passes = Passes::begin(format.writer(&columns, base));
    let mut edges = false;
    let result = source.records(&mut columns, &mut |columns, record| {
        edges |= record.kind == Kind::Edge;
        let surprise = edges && record.kind == Kind::Node;
        if surprise || [columns.nodes.len(), columns.edges.len()] != known {
            return Err(io::Error::other(Surprise));
        }
        passes.add(&record, out)
    });
    match result {
        Err(error) if error.get_ref().is_some_and(|inner| inner.is::<Surprise>()) => Ok(false),
        Err(error) => Err(error),
        Ok(()) => passes.finish(out).map(|()| true),
    }
}

/// A writer with what it has written last.
struct Passes {
    writer: Box<dyn PlainWriter>,
    buffer: Vec<u8>,
}

impl Passes {
    fn begin(mut writer: Box<dyn PlainWriter>) -> Self {
        let mut buffer = Vec::with_capacity(2 * BLOCK);
        writer.begin(&mut buffer);
        Passes { writer, buffer }
    }

    fn add(&mut self, record: &Record, out: &mut dyn Write) -> io::Result<()> {
        self.writer.record(record, &mut self.buffer);
        if self.buffer.len() >= BLOCK {
            out.write_all(&self.buffer)?;
            self.buffer.clear();
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.writer.end(&mut self.buffer);
        out.write_all(&self.buffer)
    }
}

/// The input is not as its parts let expect; never seen by callers.
#[derive(Debug)]
struct Surprise;

impl fmt::Display for Surprise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("columns or order differ from the sample")
    }
}

impl std::error::Error for Surprise {}

/// A place of the input that is not what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Line, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub reason: &'static str,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.reason)
    }
}

impl std::error::Error for Fault {}

/// The fault as an error of reading.
pub(crate) fn fault(line: usize, reason: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, Fault { line, reason })
}

/// Names that are safe as XML ids, IRI ends and JSON-LD terms: ASCII letters, digits and `_`, beginning with a letter, each
/// different.
pub(crate) fn safe_names(names: &[String]) -> Vec<String> {
    let mut safe: Vec<String> = Vec::with_capacity(names.len());
    for name in names {
        let plain = |character: char| if character.is_ascii_alphanumeric() { character } else { '_' };
        let mut own: String = name.chars().map(plain).collect();
        if !own.starts_with(|first: char| first.is_ascii_alphabetic()) {
            own.insert(0, 'a');
        }
        while safe.contains(&own) {
            own.push('_');
        }
        safe.push(own);
    }
    safe
}

#[cfg(test)]
mod tests;
