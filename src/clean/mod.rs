//! Source text → zones with language, and what the page says about itself.
//!
//! Scraped pages differ without end, so nothing here knows a site. A page is cut into blocks ([`blocks`]); each is
//! judged by its wording ([`patterns`], with the phrases of `data/page/cues.tsv`), by its look ([`shape`]) and by what
//! stands around it ([`label`]); what is stuck to a paragraph is taken off ([`split`]).
//!
//! Every step takes linear time and none can panic, whatever the text.

mod blocks;
mod dates;
mod fold;
mod label;
mod language;
mod markup;
mod metadata;
mod patterns;
mod shape;
mod split;
mod tables;

use crate::doc::{Article, Language, Source, Zone, ZoneKind};
use crate::text::Span;
pub use language::Evidence;
use std::ops::Range;

/// So many passages tell the language of a text; more change nothing.
const DECIDING_ZONES: usize = 200;

/// Cleans one document.
pub fn clean(source: Source) -> Article {
    let text = source.text.as_str();
    let markups = markup::scan(text);
    let blocks = blocks::blocks(text, &markups);
    let kinds = label::label(text, &blocks);
    let mut pieces: Vec<(ZoneKind, Range<usize>)> = Vec::new();
    for (block, &kind) in blocks.iter().zip(&kinds) {
        if kind.is_read() {
            pieces.extend(split::split(text, block, kind, &markups));
        } else {
            pieces.push((kind, block.span.clone()));
        }
    }
    let (zones, language) = with_languages(text, pieces);
    let metadata = metadata::metadata(text, &blocks, &zones, language);
    Article { zones, metadata, language, source }
}

/// Decides the language of the text from its prose, then of each zone in the light of that.
fn with_languages(text: &str, pieces: Vec<(ZoneKind, Range<usize>)>) -> (Vec<Zone>, Language) {
    let mut total = Evidence::default();
    for (_, range) in pieces.iter().filter(|(kind, _)| kind.is_read()).take(DECIDING_ZONES) {
        total.add(&Evidence::of(&text[range.clone()]));
    }
    let language = total.language();
    let zones = pieces.into_iter().map(|(kind, range)| Zone {
        kind,
        span: Span::new(range.start, range.end),
        language: Evidence::of(&text[range]).language_in(language),
    });
    (zones.collect(), language)
}
