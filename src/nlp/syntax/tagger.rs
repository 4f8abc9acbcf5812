//! Parts of speech, from left to right.

use super::words::{Words, tag_before};
use crate::doc::Upos;
use crate::nlp::model::{FeatureBuffer, Weights, feature};

/// Classes: the 17 tags, padded.
pub const WIDTH: usize = 24;

/// Hands every feature of word `index` to `emit`, given the tags of the words before it.
#[inline(always)]
pub fn features(words: &Words, tags: &[Upos], index: usize, mut emit: impl FnMut(u64)) {
    let [w2, w1, word, n1, n2] = words.window(index);
    let (a2, a1, a, b1, b2) = (&w2.attributes, &w1.attributes, &word.attributes, &n1.attributes, &n2.attributes);
    let (p1, p2) = (tag_before(tags, index, 1), tag_before(tags, index, 2));
    let mut template = 0;
    macro_rules! emit {
        ($($part:expr),+) => {{ emit(feature(template, [$($part),+])); template += 1; }};
    }
    let place = u32::from(index == 0);
    emit!(a.form);
    emit!(a.lower);
    emit!(a1.lower);
    emit!(b1.lower);
    emit!(a2.lower);
    emit!(b2.lower);
    emit!(a1.lower, a.lower);
    emit!(a.lower, b1.lower);
    emit!(a1.lower, b1.lower);
    for prefix in &a.prefixes[..4] {
        emit!(*prefix);
    }
    for suffix in a.suffixes {
        emit!(suffix);
    }
    emit!(a.shape, place);
    emit!(a.kind, place, word.mask);
    emit!(a.kind, a1.kind, b1.kind, place);
    emit!(a1.suffixes[2]);
    emit!(b1.suffixes[2]);
    emit!(b1.suffixes[1], a.suffixes[1]);
    emit!(a.classes.coarse, a1.classes.coarse, b1.classes.coarse);
    emit!(a.classes.middle);
    emit!(a1.classes.middle);
    emit!(b1.classes.middle);
    emit!(a2.classes.middle);
    emit!(b2.classes.middle);
    emit!(a.classes.fine);
    emit!(a1.classes.fine, a.classes.fine);
    emit!(a.classes.fine, b1.classes.fine);
    emit!(a.classes.middle, a.suffixes[2]);
    emit!(a.classes.middle, word.mask);
    emit!(word.mask);
    emit!(w1.mask, word.mask);
    emit!(word.mask, n1.mask);
    emit!(word.mask, n1.mask, n2.mask);
    emit!(w1.mask, word.mask, n1.mask);
    emit!(word.mask, a.suffixes[2]);
    emit!(word.mask, b1.lower);
    emit!(p1);
    emit!(p1, p2);
    emit!(p1, a.lower);
    emit!(p1, word.mask);
    emit!(p1, p2, word.mask);
    emit!(p1, word.mask, n1.mask);
    emit!(p1, p2, a.lower);
    emit!(p1, a.suffixes[2], a.kind);
    emit!(p1, a.classes.middle);
    emit!(p1, a.classes.coarse, b1.classes.coarse);
    emit!(p1, a.lower, b1.lower);
    emit!(p2, a1.lower, word.mask);
    emit!(p1, word.mask, n1.mask, n2.mask);
    let _ = template;
}

/// The best tag for word `index`.
#[inline]
pub fn best(weights: &impl Weights<WIDTH>, words: &Words, tags: &[Upos], index: usize) -> Upos {
    let mut buffer = FeatureBuffer::new();
    features(words, tags, index, |feature| buffer.push(feature));
    let scores = weights.sum(&buffer);
    Upos::ALL[argmax(&scores[..Upos::ALL.len()])]
}

/// Tags a sentence.
pub fn tag(weights: &impl Weights<WIDTH>, words: &Words, tags: &mut Vec<Upos>) {
    tags.clear();
    for index in 0..words.len() {
        let tag = best(weights, words, tags, index);
        tags.push(tag);
    }
}

/// Index of the highest score, the first of equals; 0 for none.
#[inline(always)]
pub fn argmax(scores: &[i32]) -> usize {
    let mut best = 0;
    for (index, &score) in scores.iter().enumerate() {
        if score > scores[best] {
            best = index;
        }
    }
    best
}
