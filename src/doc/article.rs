//! A source text and what cleaning finds out about it.

use crate::text::Span;
use serde::{Deserialize, Serialize};

/// The languages that a passage can be in. Only French and English are read; anything else yields nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// French.
    #[default]
    #[serde(rename = "fr")]
    French,
    /// English.
    #[serde(rename = "en")]
    English,
    /// Any other language, or no language at all.
    Other,
}

impl Language {
    /// The ISO 639-1 code; `und` for [`Language::Other`].
    pub fn code(self) -> &'static str {
        match self {
            Language::French => "fr",
            Language::English => "en",
            Language::Other => "und",
        }
    }
}

/// One decoded input, before anything is known about it.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// File name without its extension; the document's id in the exchange format. Unique within a run.
    pub id: String,
    /// The path as the user gave it, with `/` between folders; `-` for standard input.
    pub path: String,
    /// The decoded text. All spans count its bytes.
    pub text: String,
    /// Lower-case hexadecimal SHA-256 of the raw bytes.
    pub sha256: String,
    /// WHATWG name of the encoding that the bytes were read as.
    pub encoding: &'static str,
}

/// What a stretch of a page is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ZoneKind {
    /// Running text of the article.
    Prose,
    /// The article's own title or standfirst.
    Headline,
    /// A heading inside the article.
    Intertitle,
    /// A picture's caption or credit.
    Caption,
    /// An advertisement or a call to subscribe, share or read on.
    Advertisement,
    /// Titles of other articles.
    Related,
    /// Source, author, publication date, agency or copyright.
    SourceLine,
    /// Raw image or link markup.
    Markup,
}

impl ZoneKind {
    /// True for the zones that feed the graph.
    pub fn is_read(self) -> bool {
        matches!(self, ZoneKind::Prose | ZoneKind::Headline)
    }
}

/// A stretch of the source with one purpose and one language. Prose zones are paragraphs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Zone {
    /// What it is for.
    pub kind: ZoneKind,
    /// Where it stands, without surrounding white space.
    pub span: Span,
    /// The language of this passage.
    pub language: Language,
}

/// What the page itself says about the article. A field is empty where the page does not say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    /// The headline, or the first words of the article.
    pub title: Option<String>,
    /// Publication date as ISO 8601 (`2025-02-07`), as exact as the page allows.
    pub date: Option<String>,
    /// The newspaper, site or broadcaster.
    pub outlet: Option<String>,
    /// The news agency that wrote or supplied the text.
    pub agency: Option<String>,
    /// The author.
    pub author: Option<String>,
    /// Link to the original article.
    pub link: Option<String>,
}

/// A cleaned document: the source, its zones in text order, and its metadata.
#[derive(Clone, Debug, Default)]
pub struct Article {
    /// The decoded input.
    pub source: Source,
    /// Non-overlapping zones in text order; text outside every zone is white space.
    pub zones: Vec<Zone>,
    /// What the page says about itself.
    pub metadata: Metadata,
    /// The language of most of the prose.
    pub language: Language,
}

impl Article {
    /// An article of prose from end to end, every line a paragraph.
    pub fn plain(source: Source, language: Language) -> Self {
        let mut zones = Vec::new();
        let mut start = 0;
        for line in source.text.split('\n') {
            let text = line.trim_start();
            let first = start + (line.len() - text.len());
            let span = Span::new(first, first + text.trim_end().len());
            if !span.is_empty() {
                zones.push(Zone { kind: ZoneKind::Prose, span, language });
            }
            start += line.len() + 1;
        }
        Article { source, zones, metadata: Metadata::default(), language }
    }
}
