//! Text to sentences and words, by the conventions of Universal Dependencies.
//!
//! Three steps: [`scan`] cuts a zone into surface tokens, [`boundary`] finds the ends of sentences and words that
//! lack the space between them, [`contraction`] turns `du` into `de` + `le`. Everything is linear in the text.

mod boundary;
mod contraction;
mod scan;
mod table;
mod word;

use crate::doc::{Article, Contraction, Language, Sentence, Token, Zone};
use crate::text::Span;
use contraction::Expansions;
use scan::{Piece, is_ignorable};
use table::TokenTable;

/// Sentences longer than this many surface tokens are cut, so that later steps stay bounded.
pub const MAX_SENTENCE: usize = 2_000;

/// Cuts articles into sentences and words.
#[derive(Debug, Default)]
pub struct Segmenter {}

impl Segmenter {
    /// A segmenter for French and English.
    pub fn new() -> Self {
        Segmenter {}
    }

    /// The sentences of the readable zones, in text order. Tokens have their span, form, contraction and spacing; all
    /// else is left for later models. Zones in other languages yield nothing, and no sentence crosses zones.
    pub fn segment(&self, article: &Article) -> Vec<Sentence> {
        let mut sentences = Vec::new();
        for (index, zone) in article.zones.iter().enumerate() {
            if zone.kind.is_read() && zone.language != Language::Other {
                segment_zone(&article.source.text, index, zone, &mut sentences);
            }
        }
        sentences
    }
}

fn segment_zone(text: &str, index: usize, zone: &Zone, sentences: &mut Vec<Sentence>) {
    let table = TokenTable::of(zone.language);
    let mut pieces = scan::scan(text, zone.span, table);
    boundary::unglue(text, &mut pieces, table);
    let mut start = 0;
    for end in boundary::ends(text, &pieces, table) {
        for chunk in pieces[start..end].chunks(MAX_SENTENCE) {
            let after = pieces.get(start + chunk.len());
            sentences.push(build(text, index, zone, chunk, after, table));
            start += chunk.len();
        }
    }
}

/// Makes words of the pieces of one sentence; `after` is the piece that follows in the zone.
fn build(
    text: &str,
    zone_index: usize,
    zone: &Zone,
    pieces: &[Piece],
    after: Option<&Piece>,
    table: &TokenTable,
) -> Sentence {
    let mut tokens = Vec::with_capacity(pieces.len() + pieces.len() / 16);
    for (index, piece) in pieces.iter().enumerate() {
        let space_after = match pieces.get(index + 1).or(after) {
            Some(next) => next.spaced,
            None => !text[piece.span.end as usize..].starts_with(|c: char| !c.is_whitespace()),
        };
        let form = form(piece.span.of(text));
        match table.expansion(&form).filter(|expansion| contraction::expands(text, pieces, index, expansion)) {
            Some(expansion) => push_words(&mut tokens, piece.span, space_after, &form, &expansion.words),
            None => tokens.push(Token { span: piece.span, form, space_after, ..Token::default() }),
        }
    }
    let span = match (pieces.first(), pieces.last()) {
        (Some(first), Some(last)) => first.span.cover(last.span),
        _ => Span::new(zone.span.start as usize, zone.span.start as usize),
    };
    Sentence { span, zone: zone_index, language: zone.language, tokens, names: Vec::new() }
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
