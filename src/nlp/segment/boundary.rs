//! Ends of sentences.

use super::scan::{Piece, Shape};
use super::table::TokenTable;

/// Cuts the pieces that are two words without the space between them.
pub(super) fn unglue(text: &str, pieces: &mut Vec<Piece>, table: &TokenTable) {
    if !pieces.iter().any(|piece| piece.glue > 0) {
        return;
    }
    let mut whole = Vec::with_capacity(pieces.len() + 8);
    for piece in pieces.drain(..) {
        let (head, tail) = piece.span.of(text).split_at(piece.glue as usize);
        if piece.glue == 0 || !table.starters.contains(tail.to_lowercase().as_str()) || head.chars().count() < 3 {
            whole.push(Piece { glue: 0, ..piece });
            continue;
        }
        let (mut first, mut second) = (piece, piece);
        first.span.end = first.span.start + u32::from(piece.glue);
        first.glue = 0;
        second.span.start = first.span.end;
        second.spaced = false;
        second.new_line = false;
        whole.extend([first, second]);
    }
    *pieces = whole;
}

/// Indices one past the last piece of each sentence, rising; the last is the number of pieces.
pub(super) fn ends(text: &str, pieces: &[Piece], table: &TokenTable) -> Vec<usize> {
    let mut ends = Vec::new();
    for next in 1..pieces.len() {
        if breaks(text, pieces, next, table) {
            ends.push(next);
        }
    }
    if !pieces.is_empty() {
        ends.push(pieces.len());
    }
    ends
}

fn breaks(text: &str, pieces: &[Piece], next: usize, table: &TokenTable) -> bool {
    let last = &pieces[next - 1];
    let following = &pieces[next];
    let word = following.span.of(text);
    let lower = word.starts_with(char::is_lowercase);
    if following.new_line {
        return !lower || last.shape == Shape::Terminal;
    }
    if following.glue > 0 {
        return true;
    }
    if matches!(following.shape, Shape::Closer | Shape::Terminal | Shape::Mark) || lower {
        return false;
    }
    if following.shape == Shape::Quote && !(following.spaced && pieces.get(next + 1).is_some_and(|p| !p.spaced)) {
        return false;
    }
    match last.shape {
        Shape::Terminal => last.span.of(text) != "..." || !lower,
        Shape::Closer | Shape::Quote => next >= 2 && pieces[next - 2].shape == Shape::Terminal,
        Shape::Abbreviation => {
            let form = last.span.of(text).to_lowercase();
            !table.titles.contains(form.as_str())
                && form.chars().count() > 2
                && table.starters.contains(word.to_lowercase().as_str())
        }
        _ => false,
    }
}
