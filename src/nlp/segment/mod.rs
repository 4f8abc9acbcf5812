//! Text to sentences and words, by the conventions of Universal Dependencies.
//!
//! Three steps: [`scan`] cuts a zone into surface tokens, [`boundary`] finds the ends of sentences (by what [`parts`]
//! and [`clause`] know of verbs) and words that lack the space between them, [`contraction`] turns `du` into `de` + `le`.
//! Everything is linear in the text.

pub(crate) mod boundary;
pub(crate) mod clause;
pub(crate) mod context;
pub(crate) mod contraction;
pub(crate) mod parts;
pub(crate) mod scan;
pub(crate) mod table;
mod word;

use crate::doc::{Article, Contraction, Language, Sentence, Token, Zone};
use crate::nlp::model::{Clusters, Container, ModelError, WeightTable};
use crate::text::Span;
use context::Context;
use scan::is_ignorable;
use std::sync::Arc;
use table::TokenTable;

/// Sentences longer than this many surface tokens are cut, so that later steps stay bounded.
pub const MAX_SENTENCE: usize = 2_000;
/// Version of the features of this module's models.
pub const FEATURE_VERSION: u32 = 2;
/// The task name in the model files' headers.
pub const TASK: &str = "segment";

const FRENCH: &[u8] = include_bytes!("../../../models/fr-segment.kgm");
const ENGLISH: &[u8] = include_bytes!("../../../models/en-segment.kgm");

/// Cuts French and English articles into sentences and words.
#[derive(Clone, Debug)]
pub struct Segmenter {
    french: LanguageSegmenter,
    english: LanguageSegmenter,
}

impl Segmenter {
    /// Loads the models that are compiled into the program.
    ///
    /// # Errors
    ///
    /// See [`ModelError`]; a unit test holds the shipped files to be sound.
    pub fn new(french: Arc<Clusters>, english: Arc<Clusters>) -> Result<Self, ModelError> {
        Ok(Segmenter {
            french: LanguageSegmenter::parse(FRENCH, Language::French, french)?,
            english: LanguageSegmenter::parse(ENGLISH, Language::English, english)?,
        })
    }

    /// The sentences of the readable zones, in text order. Tokens have their span, form, contraction and spacing; all
    /// else is left for later models. Zones in other languages yield nothing, and no sentence crosses zones.
    pub fn segment(&self, article: &Article) -> Vec<Sentence> {
        let mut sentences = Vec::new();
        for (index, zone) in article.zones.iter().enumerate().filter(|(_, zone)| zone.kind.is_read()) {
            let segmenter = match zone.language {
                Language::French => &self.french,
                Language::English => &self.english,
                Language::Other => continue,
            };
            segmenter.segment_zone(&article.source.text, index, zone, &mut sentences);
        }
        sentences
    }
}

/// The models of one language.
#[derive(Clone, Debug)]
struct LanguageSegmenter {
    table: &'static TokenTable,
    clusters: Arc<Clusters>,
    models: boundary::Models<WeightTable<{ parts::WIDTH }>, WeightTable<2>>,
    contraction: WeightTable<2>,
}

impl LanguageSegmenter {
    fn parse(bytes: &[u8], language: Language, clusters: Arc<Clusters>) -> Result<Self, ModelError> {
        let container = Container::parse(bytes, TASK, language.code(), FEATURE_VERSION)?;
        Ok(LanguageSegmenter {
            table: TokenTable::of(language),
            clusters,
            models: boundary::Models {
                parts: WeightTable::parse(&container.section("parts")?)?,
                boundary: WeightTable::parse(&container.section("boundary")?)?,
            },
            contraction: WeightTable::parse(&container.section("contraction")?)?,
        })
    }

    fn segment_zone(&self, text: &str, index: usize, zone: &Zone, sentences: &mut Vec<Sentence>) {
        let mut pieces = scan::scan(text, zone.span, self.table);
        boundary::unglue(&mut pieces);
        let ends = boundary::find(text, &mut pieces, self.table, &self.clusters, &self.models);
        let mut builder = Builder {
            context: Context::new(text, &pieces, &self.clusters),
            table: self.table,
            weights: &self.contraction,
            features: Vec::new(),
        };
        let mut start = 0;
        for end in ends {
            while start < end {
                let cut = end.min(start + MAX_SENTENCE);
                let tokens = builder.tokens(start..cut);
                let span = pieces[start].span.cover(pieces[cut - 1].span);
                sentences.push(Sentence { span, zone: index, language: zone.language, tokens, names: Vec::new() });
                start = cut;
            }
        }
    }
}

/// Makes words of pieces.
struct Builder<'a> {
    context: Context<'a>,
    table: &'static TokenTable,
    weights: &'a WeightTable<2>,
    features: Vec<u64>,
}

impl Builder<'_> {
    /// The words of the pieces of one sentence.
    fn tokens(&mut self, sentence: std::ops::Range<usize>) -> Vec<Token> {
        let mut tokens = Vec::with_capacity(sentence.len() + sentence.len() / 16);
        let text = self.context.text;
        for index in sentence {
            let piece = &self.context.pieces[index];
            let space_after = match self.context.pieces.get(index + 1) {
                Some(next) => next.spaced,
                None => !text[piece.span.end as usize..].starts_with(|c: char| !c.is_whitespace()),
            };
            let form = form(piece.span.of(text));
            match contraction::expansion(self.table, &form) {
                Some(expansion) if !expansion.learned || self.expands(index) => {
                    push_words(&mut tokens, piece.span, space_after, &form, &expansion.words);
                }
                _ => tokens.push(Token { span: piece.span, form, space_after, ..Token::default() }),
            }
        }
        tokens
    }

    fn expands(&mut self, index: usize) -> bool {
        contraction::expands(&mut self.context, index, self.weights, &mut self.features)
    }
}

/// The words of a contraction, in the case of the surface form: `Du` = `De` + `le`, `DU` = `DE` + `LE`.
fn push_words(tokens: &mut Vec<Token>, span: Span, space_after: bool, surface: &str, words: &[&str]) {
    let loud = surface.chars().count() > 1 && surface.chars().all(char::is_uppercase);
    let capital = surface.starts_with(char::is_uppercase);
    for (index, word) in words.iter().enumerate() {
        let form = match (loud, capital && index == 0) {
            (true, _) => word.to_uppercase(),
            (false, true) => capitalize(word),
            _ => (*word).to_owned(),
        };
        let contraction = if index == 0 { Contraction::First { words: words.len() as u8 } } else { Contraction::Rest };
        tokens.push(Token { span, form, contraction, space_after, ..Token::default() });
    }
}

fn capitalize(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// The form of a surface token: composed letters, straight apostrophes, `"` for double quotation marks, and nothing
/// that has no width.
pub(crate) fn form(surface: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    if surface.is_ascii() {
        return match surface {
            "``" | "''" => "\"".to_owned(),
            _ => surface.to_owned(),
        };
    }
    match surface {
        "«" | "»" | "“" | "”" | "„" | "‟" | "″" | "’’" | "‘‘" | "‘’" => return "\"".to_owned(),
        _ => {}
    }
    let straight = |c: char| match c {
        '’' | '‘' | 'ʼ' => '\'',
        '‐' | '‑' => '-',
        '\u{a0}' | '\u{2009}' | '\u{202f}' => ' ',
        other => other,
    };
    surface.chars().filter(|&c| !is_ignorable(c)).map(straight).nfc().collect()
}

#[cfg(test)]
mod tests;
