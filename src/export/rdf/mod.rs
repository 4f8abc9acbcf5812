//! The dataset of the JSON-LD as quads: one source of statements, one module for each syntax.
//!
//! [`context`] expands the records that [`super::jsonld`] makes by the context that stands at the head of a JSON-LD file,
//! so the two cannot differ.

mod context;
pub mod nquads;
pub mod turtle;

use super::ExportOptions;
use crate::export::jsonld;
use crate::graph::KnowledgeGraph;
use context::Context;
use std::io;

/// What a predicate points to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Object {
    /// A resource by its IRI.
    Iri(String),
    /// A literal of a datatype that is not `xsd:string`.
    Typed(String, String),
    /// A plain string.
    Text(String),
    /// A string in a language, with its tag.
    InLanguage(String, String),
}

impl Object {
    /// Writes the term as all the syntaxes do, which differ only in how they write an IRI.
    fn push_to(&self, out: &mut String, iri: impl Fn(&str) -> String) {
        let (text, suffix) = match self {
            Object::Iri(resource) => return out.push_str(&iri(resource)),
            Object::Typed(text, datatype) => (text, format!("^^{}", iri(datatype))),
            Object::Text(text) => (text, String::new()),
            Object::InLanguage(text, tag) => (text, format!("@{tag}")),
        };
        out.push('"');
        escape(text, out);
        out.push('"');
        out.push_str(&suffix);
    }
}

/// Everything that one record says about one subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Description {
    /// IRI of the subject.
    pub subject: String,
    /// IRIs of the documents that say so; none where it is said of the graph as a whole.
    pub documents: Vec<String>,
    /// Predicate and object, in the order of the record.
    pub statements: Vec<(String, Object)>,
}

/// Hands every description of the dataset to `each`.
///
/// # Errors
/// Those of `each`.
pub fn descriptions(
    graph: &KnowledgeGraph,
    options: &ExportOptions,
    each: &mut dyn FnMut(&Description) -> io::Result<()>,
) -> io::Result<()> {
    let context = Context::parse(&jsonld::context(options))?;
    jsonld::records(graph, options, &mut |record| context.expand(record).iter().try_for_each(&mut *each))
}

/// Prefixes and their IRIs, sorted.
pub fn prefixes(options: &ExportOptions) -> io::Result<Vec<(String, String)>> {
    Ok(Context::parse(&jsonld::context(options))?.prefixes())
}

/// The text between the quotation marks of a literal. Beyond what the grammar asks for, control characters and U+0085,
/// U+2028, U+2029 are escaped, which some readers take for line ends.
fn escape(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..='\x1F' | '\x7F'..='\u{9F}' | '\u{2028}' | '\u{2029}' => {
                out.push_str(&format!("\\u{:04X}", u32::from(character)));
            }
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests;
