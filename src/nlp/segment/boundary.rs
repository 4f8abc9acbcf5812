//! Ends of sentences, and the missing space between glued words: an averaged perceptron decides at candidate places.

use super::clause::{Ahead, State};
use super::context::Context;
use super::form;
use super::parts::{self, Part};
use super::scan::{Piece, Shape, is_word_character};
use super::table::TokenTable;
use crate::nlp::model::{Clusters, Weights, feature};

/// The models that [`find`] asks.
#[derive(Clone, Debug)]
pub(crate) struct Models<P, B> {
    /// Rough parts of speech.
    pub parts: P,
    /// Whether a sentence begins.
    pub boundary: B,
}

/// Cuts every piece that may be two words (`KourskLes`). [`find`] says later which ones are; the others are joined again.
pub(crate) fn unglue(pieces: &mut Vec<Piece>) {
    if !pieces.iter().any(|piece| piece.glue > 0) {
        return;
    }
    let mut cut = Vec::with_capacity(pieces.len() + 8);
    for piece in pieces.drain(..) {
        if piece.glue == 0 {
            cut.push(piece);
            continue;
        }
        let (mut first, mut second) = (piece, piece);
        first.span.end = first.span.start + u32::from(piece.glue);
        first.shape = Shape::Word;
        first.glue = 0;
        second.span.start = first.span.end;
        second.spaced = false;
        second.new_line = false;
        cut.extend([first, second]);
    }
    *pieces = cut;
}

/// Finds the sentences: indices one past the last piece of each, rising, the last being the number of pieces. Pieces that
/// [`unglue`] cut for nothing are joined again, and the indices count in what is left.
pub(crate) fn find(
    text: &str,
    pieces: &mut Vec<Piece>,
    table: &TokenTable,
    clusters: &Clusters,
    models: &Models<impl Weights<{ parts::WIDTH }>, impl Weights<2>>,
) -> Vec<usize> {
    let starts = decide(text, pieces, table, clusters, models);
    let mut ends = Vec::new();
    let mut kept = 0;
    for (index, &begins) in starts.iter().enumerate() {
        let piece = pieces[index];
        if piece.glue > 0 && !begins && kept > 0 {
            pieces[kept - 1].span.end = piece.span.end;
            pieces[kept - 1].shape = piece.shape;
            continue;
        }
        if begins && kept > 0 {
            ends.push(kept);
        }
        pieces[kept] = piece;
        kept += 1;
    }
    pieces.truncate(kept);
    if kept > 0 {
        ends.push(kept);
    }
    ends
}

/// For every piece whether a sentence begins with it.
fn decide(
    text: &str,
    pieces: &[Piece],
    table: &TokenTable,
    clusters: &Clusters,
    models: &Models<impl Weights<{ parts::WIDTH }>, impl Weights<2>>,
) -> Vec<bool> {
    let mut context = Context::new(text, pieces, clusters);
    let parts = parts::tag(&mut context, &models.parts);
    let mut state = State::default();
    let mut features = Vec::with_capacity(64);
    let mut starts = Vec::with_capacity(pieces.len());
    for next in 0..pieces.len() {
        let mut begins = next == 0;
        if is_candidate(text, pieces, next) {
            extract(&mut context, &parts, next, &state, table, &mut features);
            let mut scores = [0; 2];
            features.iter().for_each(|&feature| models.boundary.add(feature, &mut scores));
            begins = scores[1] > scores[0];
        }
        state.see(text, &pieces[next], parts[next], begins);
        starts.push(begins);
    }
    starts
}

/// Whether a sentence may begin at `next`: after a mark that can end one, at a new line, or at a capital.
pub(crate) fn is_candidate(text: &str, pieces: &[Piece], next: usize) -> bool {
    if next == 0 {
        return false;
    }
    let (last, following) = (&pieces[next - 1], &pieces[next]);
    if following.new_line || following.glue > 0 {
        return true;
    }
    let starts_low = following.span.of(text).starts_with(char::is_lowercase);
    match last.shape {
        Shape::Terminal => true,
        Shape::Closer | Shape::Quote | Shape::Abbreviation | Shape::Mark => !starts_low,
        Shape::Opener => false,
        Shape::Word => {
            following.spaced
                && !in_capitals(text, pieces, next)
                && (following.shape == Shape::Opener
                    || following.shape == Shape::Quote
                    || following.shape == Shape::Mark
                    || following.span.of(text).starts_with(|c: char| c.is_uppercase() || c.is_numeric()))
        }
    }
}

/// Whether the words on both sides of `next` are written in capitals, as in headlines that shout: capitals tell no
/// beginning there.
fn in_capitals(text: &str, pieces: &[Piece], next: usize) -> bool {
    let word = |piece: &Piece| piece.span.of(text);
    let capitals = |piece: &Piece| !word(piece).contains(char::is_lowercase);
    let last = &pieces[next - 1];
    let long = word(last).chars().filter(|character| character.is_uppercase()).count() > 1;
    long && capitals(last) && pieces[next..].iter().take(2).all(|piece| parts::is_word(piece.shape) && capitals(piece))
}

/// The features of a sentence that begins at `next`.
pub(crate) fn extract(
    context: &mut Context,
    parts: &[Part],
    next: usize,
    state: &State,
    table: &TokenTable,
    out: &mut Vec<u64>,
) {
    out.clear();
    let following = context.pieces[next];
    let gap = u32::from(following.spaced) | u32::from(following.new_line) << 1 | u32::from(following.glue > 0) << 2;
    let after = context.piece(next, 1).map_or(2, |piece| u32::from(piece.spaced));
    let [l3, l2, l1, r1, r2, r3] = std::array::from_fn(|place| context.kind(next, place as isize - 3));
    let [w3, w2, w1, x1, x2] = std::array::from_fn(|place| context.word(next, place as isize - 3));
    let open = state.quotations.min(2) | state.brackets.min(1) << 2;
    let length = state.length_class();
    let (lower_class, name) = context.lower_class(next);
    let name = u32::from(name);
    let listed = listing(context, next, table);
    let starter = u32::from(table.starters.contains(form(following.span.of(context.text)).to_lowercase().as_str()));
    let all_capitals = u32::from(state.capitals * 2 > state.length);
    out.extend([
        feature(0, [gap]),
        feature(1, [l1, r1, gap]),
        feature(2, [l2, l1, r1, gap]),
        feature(3, [l1, r1, r2, gap]),
        feature(4, [w1.lower, r1]),
        feature(5, [w2.lower, l1, r1]),
        feature(6, [x1.form, l1, gap]),
        feature(7, [x1.lower, r1]),
        feature(8, [x1.form, w1.form]),
        feature(9, [x1.classes.middle, l1, gap]),
        feature(10, [w1.classes.middle, x1.lower, r1]),
        feature(11, [w1.classes.middle, x1.classes.middle, r1]),
        feature(12, [w1.suffixes[2], r1, gap]),
        feature(13, [x2.lower, r1, l1]),
        feature(14, [x2.classes.middle, x1.lower, l1]),
        feature(15, [open, l1, r1, gap]),
        feature(16, [length, gap, l1]),
        feature(17, [w2.classes.middle, l1, r1]),
        feature(18, [listed, r1, gap]),
        feature(19, [starter, l1, r1, gap]),
        feature(20, [name, lower_class, l1]),
        feature(21, [name, starter, l1, r1]),
        feature(22, [w1.classes.coarse, x1.classes.coarse, x2.classes.coarse, r1]),
        feature(23, [w2.classes.coarse, w1.classes.coarse, x1.classes.coarse, r1]),
        feature(24, [open, after, l1, r1]),
        feature(25, [after, r1, r2, gap]),
        feature(26, [l3, l2, l1, r1]),
        feature(27, [r1, r2, r3, l1]),
        feature(28, [w3.lower, l2, l1]),
        feature(29, [x1.shape, l1, r2]),
        feature(30, [all_capitals, r1, r2, l1]),
        feature(31, [length, w1.classes.middle, r1]),
        feature(32, [w1.classes.fine, name, r1]),
        feature(33, [name, r1, r2, w1.classes.coarse]),
        feature(34, [starter, r2, w1.classes.middle, r1]),
        feature(35, [length, open, r1, gap]),
    ]);
    // The rest asks whether two stretches of text could each be a sentence.
    let [q3, q2, q1, t1, t2, t3] = std::array::from_fn(|place| part(parts, next, place as isize - 3));
    let ahead = Ahead::look(context, parts, next);
    let (left, right) = (state.verbs.clause(), ahead.verbs.clause());
    out.extend([
        feature(50, [q1, t1, r1, gap]),
        feature(51, [q2, q1, t1, r1]),
        feature(52, [q1, t1, t2, r1]),
        feature(53, [q2, q1, t1, t2, r1]),
        feature(54, [q1, name, starter, r1]),
        feature(55, [t1, t2, t3, l1, r1]),
        feature(56, [q3, q2, q1, r1, l1]),
        feature(57, [q1, x1.lower, r1]),
        feature(58, [t1, w1.lower, r1]),
        feature(60, [left, right, l1, r1]),
        feature(61, [left, q1, r1, l1]),
        feature(62, [right, t1, r1, l1]),
        feature(63, [left, length, r1, l1]),
        feature(64, [left, right, q1, t1, r1]),
        feature(65, [right, ahead.distance, r1, l1]),
        feature(66, [left, right, name, starter, r1]),
        feature(70, [ahead.verb, t1, r1, l1]),
        feature(71, [ahead.verb, left, t1, r1, l1]),
        feature(72, [state.since_verb.min(6), q1, t1, r1]),
        feature(73, [ahead.distance, r1, l1, ahead.stop]),
        feature(74, [left, length, ahead.distance, ahead.stop, r1]),
    ]);
    if following.glue > 0 {
        let together = u32::from(context.known_together(next - 1));
        let left = u32::from(w1.classes.fine != 0);
        let right = u32::from(x1.classes.fine != 0);
        let short = context.pieces[next - 1].span.len().min(4) as u32;
        out.extend([
            feature(40, [together, left, right, starter]),
            feature(41, [together, l1, starter, short]),
            feature(42, [l1, r2, short, right]),
            feature(43, [starter, l1, r2]),
        ]);
    }
}

/// The part of the piece `offset` places after `next`, or a number of its own outside the zone.
fn part(parts: &[Part], next: usize, offset: isize) -> u32 {
    let place = next.checked_add_signed(offset);
    place.and_then(|place| parts.get(place)).map_or(parts::WIDTH as u32, |&part| part as u32)
}

/// What the tables say of the word before: title, abbreviation, initial, short word, or nothing.
fn listing(context: &Context, next: usize, table: &TokenTable) -> u32 {
    let Some(last) = context.piece(next, -1) else { return 0 };
    let surface = last.span.of(context.text);
    if last.shape == Shape::Abbreviation {
        let form = surface.to_lowercase();
        return match form.as_str() {
            form if table.titles.contains(form) => 1,
            form if table.abbreviations.contains(form) => 2,
            form if form.chars().count() == 2 => 3,
            _ => 4,
        };
    }
    let Some(before) = context.piece(next, -2).filter(|_| last.shape == Shape::Terminal) else { return 5 };
    let word = before.span.of(context.text);
    let letters = word.chars().take(6).filter(|&c| is_word_character(c)).count() as u32;
    6 + letters + if word.ends_with(char::is_numeric) { 8 } else { 0 } + if last.spaced { 16 } else { 0 }
}
