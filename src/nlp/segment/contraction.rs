//! Contractions: which surface tokens stand for several words. `des` and `du` are learned, the others always do.

use super::context::Context;
use super::table::{Expansion, TokenTable};
use crate::nlp::model::{Weights, feature};

/// The words of `form`, if it may be a contraction.
pub(crate) fn expansion<'t>(table: &'t TokenTable, form: &str) -> Option<&'t Expansion> {
    let first = form.as_bytes().first()?;
    if form.len() > 13 || !matches!(first, b'a' | b'A' | b'd' | b'D') || table.contractions.is_empty() {
        return None;
    }
    if form.bytes().any(|b| b.is_ascii_uppercase()) {
        return table.contractions.get(form.to_lowercase().as_str());
    }
    table.contractions.get(form)
}

/// Whether the piece at `index` is the contraction and not the article of the same form.
pub(super) fn expands(context: &mut Context, index: usize, weights: &impl Weights<2>, features: &mut Vec<u64>) -> bool {
    extract(context, index, features);
    let mut scores = [0; 2];
    features.iter().for_each(|&feature| weights.add(feature, &mut scores));
    scores[1] > scores[0]
}

/// The features of the reading of the piece at `index`.
pub(crate) fn extract(context: &mut Context, index: usize, out: &mut Vec<u64>) {
    out.clear();
    let word = context.word(index, 0).lower;
    let [l3, l2, l1] = std::array::from_fn(|place| context.word(index, place as isize - 3));
    let [r1, r2] = std::array::from_fn(|place| context.word(index, place as isize + 1));
    out.extend([
        feature(100, [word]),
        feature(101, [word, l1.lower]),
        feature(102, [word, l1.suffixes[2]]),
        feature(103, [word, l1.suffixes[1], l2.lower]),
        feature(104, [word, l1.classes.coarse]),
        feature(105, [word, l1.classes.middle]),
        feature(106, [word, l1.classes.fine]),
        feature(107, [word, l1.classes.middle, l2.classes.middle]),
        feature(108, [word, l1.classes.coarse, l2.classes.coarse, l3.classes.coarse]),
        feature(109, [word, l2.lower, l1.lower]),
        feature(110, [word, r1.lower]),
        feature(111, [word, r1.classes.middle]),
        feature(112, [word, r1.classes.fine]),
        feature(113, [word, l1.lower, r1.classes.middle]),
        feature(114, [word, l1.classes.middle, r1.classes.middle]),
        feature(115, [word, l1.classes.coarse, r1.classes.coarse, r2.classes.coarse]),
        feature(116, [word, r1.kind, r2.lower]),
        feature(117, [word, l1.kind, r1.kind, context.word(index, 0).kind]),
        feature(118, [word, l1.lower, r1.lower]),
        feature(119, [word, l1.suffixes[2], r1.suffixes[2]]),
        feature(120, [word, l1.suffixes[3]]),
        feature(121, [word, l2.classes.middle, l1.suffixes[2]]),
    ]);
}
