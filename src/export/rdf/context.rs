//! Expansion by our own JSON-LD context: the part of the algorithm of JSON-LD 1.1 that our records use. Every record has
//! an id, types are names of the vocabulary, values are strings, integers, language maps, lists, records.

use super::{Description, Object};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::io;

const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const INTEGER: &str = "http://www.w3.org/2001/XMLSchema#integer";

/// How the strings under a key are read.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Coercion {
    Text,
    Iri,
    Vocabulary,
    Datatype(String),
    Language,
}

/// A context, ready for use.
#[derive(Debug, Default)]
pub struct Context {
    vocabulary: String,
    prefixes: BTreeMap<String, String>,
    terms: BTreeMap<String, (String, Coercion)>,
}

impl Context {
    /// Reads a context of this program.
    ///
    /// # Errors
    /// Text that is no JSON object.
    pub fn parse(text: &str) -> io::Result<Self> {
        let entries: Map<String, Value> = serde_json::from_str(text)?;
        let mut context = Context::default();
        for (key, value) in &entries {
            match value.as_str() {
                Some(iri) if key == "@vocab" => context.vocabulary = iri.to_owned(),
                Some(iri) if iri.ends_with(['#', '/', ':']) => {
                    context.prefixes.insert(key.clone(), iri.to_owned());
                }
                _ => {}
            }
        }
        for (key, value) in &entries {
            let part = |name: &str| value.get(name).and_then(Value::as_str);
            let Some(name) = value.as_str().or_else(|| part("@id")).filter(|name| !name.starts_with('@')) else {
                continue;
            };
            let coercion = match (part("@container"), part("@type")) {
                (Some("@language"), _) => Coercion::Language,
                (_, Some("@id")) => Coercion::Iri,
                (_, Some("@vocab")) => Coercion::Vocabulary,
                (_, Some(datatype)) => Coercion::Datatype(context.iri(datatype)),
                _ => Coercion::Text,
            };
            let iri = context.iri(name);
            context.terms.insert(key.clone(), (iri, coercion));
        }
        Ok(context)
    }

    /// Prefixes and their IRIs, sorted by prefix.
    pub fn prefixes(self) -> Vec<(String, String)> {
        self.prefixes.into_iter().collect()
    }

    /// A compact or whole IRI as a whole one.
    fn iri(&self, name: &str) -> String {
        match name.split_once(':').and_then(|(prefix, rest)| Some((self.prefixes.get(prefix)?, rest))) {
            Some((iri, rest)) if !rest.starts_with("//") => format!("{iri}{rest}"),
            _ => name.to_owned(),
        }
    }

    fn vocabulary_iri(&self, name: &str) -> String {
        if name.contains(':') { self.iri(name) } else { format!("{}{name}", self.vocabulary) }
    }

    /// The record and those inside it, the outer first.
    pub fn expand(&self, record: &Value) -> Vec<Description> {
        let mut descriptions = Vec::new();
        let mut waiting = vec![record];
        while let Some(record) = waiting.pop() {
            let Some(map) = record.as_object() else { continue };
            let mut description =
                Description { subject: self.id_of(map), documents: Vec::new(), statements: Vec::new() };
            for (key, value) in map.iter().filter(|(key, _)| *key != "id") {
                let (predicate, coercion) = match self.terms.get(key) {
                    Some((iri, coercion)) => (iri.clone(), coercion.clone()),
                    None if key == "type" => (RDF_TYPE.to_owned(), Coercion::Vocabulary),
                    None => (self.vocabulary_iri(key), Coercion::Text),
                };
                for value in value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice) {
                    let objects = self.objects(value, &coercion);
                    if matches!(key.as_str(), "derivedFrom" | "appearance" | "source") {
                        let iris = objects
                            .iter()
                            .filter_map(|object| if let Object::Iri(iri) = object { Some(iri) } else { None });
                        description.documents.extend(iris.cloned());
                    }
                    description.statements.extend(objects.into_iter().map(|object| (predicate.clone(), object)));
                    if value.get("id").is_some() {
                        waiting.push(value);
                    }
                }
            }
            descriptions.push(description);
        }
        self.lend_documents(&mut descriptions);
        descriptions
    }

    /// What stands inside a record and names no document itself (selectors, participations) belongs where the record
    /// that points to it belongs.
    fn lend_documents(&self, descriptions: &mut [Description]) {
        for place in 1..descriptions.len() {
            let (before, rest) = descriptions.split_at_mut(place);
            let Some(inner) = rest.first_mut().filter(|inner| inner.documents.is_empty()) else { continue };
            let points_to = |outer: &&Description| {
                outer.statements.iter().any(|(_, object)| matches!(object, Object::Iri(iri) if *iri == inner.subject))
            };
            inner.documents =
                before.iter().rev().find(points_to).map(|outer| outer.documents.clone()).unwrap_or_default();
        }
    }

    fn id_of(&self, map: &Map<String, Value>) -> String {
        self.iri(map.get("id").and_then(Value::as_str).unwrap_or_default())
    }

    fn objects(&self, value: &Value, coercion: &Coercion) -> Vec<Object> {
        let literal = |text: String| match coercion {
            Coercion::Iri => Object::Iri(self.iri(&text)),
            Coercion::Vocabulary => Object::Iri(self.vocabulary_iri(&text)),
            Coercion::Datatype(datatype) => Object::Typed(text, datatype.clone()),
            Coercion::Text | Coercion::Language => Object::Text(text),
        };
        match value {
            Value::Object(map) if *coercion == Coercion::Language => {
                let texts = map.iter().filter_map(|(tag, text)| Some((tag, text.as_str()?)));
                texts.map(|(tag, text)| Object::InLanguage(text.to_owned(), tag.clone())).collect()
            }
            Value::Object(map) => vec![Object::Iri(self.id_of(map))],
            Value::String(text) => vec![literal(text.clone())],
            Value::Number(number) if *coercion == Coercion::Text => {
                vec![Object::Typed(number.to_string(), INTEGER.to_owned())]
            }
            Value::Number(number) => vec![literal(number.to_string())],
            Value::Null | Value::Bool(_) | Value::Array(_) => Vec::new(),
        }
    }
}
