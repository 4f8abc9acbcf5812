//! Morphological features: one class for every bundle of features that the treebanks have.

use super::lexicon::{Lexicon, UNKNOWN_BUNDLE};
use super::tagger::argmax;
use super::words::Words;
use crate::doc::Upos;
use crate::nlp::model::{FeatureBuffer, Weights, feature};

/// Classes: feature bundles, padded.
pub const WIDTH: usize = 128;

/// The bundles that each part of speech may have, one bit each.
pub type Allowed = [u128; 17];

/// The listed bundles of a word under its part of speech, as a feature part; 0 where there is none.
pub fn listed_bundles(lexicon: &Lexicon, words: &Words, index: usize, upos: Upos) -> u32 {
    let readings = lexicon.readings(words.word(index).entry);
    readings
        .filter(|reading| reading.listed && reading.upos == upos && reading.bundle != UNKNOWN_BUNDLE)
        .fold(0, |set, reading| set ^ (u32::from(reading.bundle) + 1).wrapping_mul(0x9E37_79B1))
}

/// Hands every feature of word `index` to `emit`, given all tags and the bundles of the words before it.
#[inline(always)]
pub fn features(words: &Words, tags: &[Upos], bundles: &[u8], index: usize, listed: u32, mut emit: impl FnMut(u64)) {
    let [_, w1, word, n1, _] = words.window(index);
    let (a1, a, b1) = (&w1.attributes, &word.attributes, &n1.attributes);
    let tag = tags[index] as u32 + 1;
    let tag_at = |place: Option<usize>| place.and_then(|place| tags.get(place)).map_or(0, |&tag| tag as u32 + 1);
    let bundle_before = |distance: usize| index.checked_sub(distance).map_or(0, |place| u32::from(bundles[place]) + 1);
    let (t1, t2) = (tag_at(index.checked_sub(1)), tag_at(index.checked_sub(2)));
    let (u1, u2) = (tag_at(Some(index + 1)), tag_at(Some(index + 2)));
    let (m1, m2) = (bundle_before(1), bundle_before(2));
    let mut template = 0;
    macro_rules! emit {
        ($($part:expr),+) => {{ emit(feature(template, [$($part),+, tag])); template += 1; }};
    }
    emit!(0);
    emit!(a.lower);
    emit!(a.suffixes[0]);
    emit!(a.suffixes[1]);
    emit!(a.suffixes[2]);
    emit!(a.suffixes[3]);
    emit!(a.suffixes[4]);
    emit!(a.shape);
    emit!(a.classes.middle);
    emit!(a.classes.fine);
    emit!(listed);
    emit!(listed, m1);
    emit!(listed, m1, m2);
    emit!(listed, t1, t2);
    emit!(listed, u1);
    emit!(listed, b1.suffixes[0], u1);
    emit!(m1, t1, a.lower);
    emit!(m1, a.suffixes[1]);
    emit!(m2, m1, a.suffixes[0]);
    emit!(a.lower, a1.lower);
    emit!(a.lower, b1.lower);
    emit!(a.lower, u1, u2);
    emit!(a.lower, b1.suffixes[0]);
    emit!(a.suffixes[1], b1.suffixes[1]);
    emit!(a.lower, t1, t2);
    let _ = template;
}

/// The best bundle of word `index` among those that its part of speech may have.
#[inline]
pub fn best(
    weights: &impl Weights<WIDTH>,
    allowed: &Allowed,
    lexicon: &Lexicon,
    words: &Words,
    tags: &[Upos],
    bundles: &[u8],
    index: usize,
) -> u8 {
    let allowed = allowed[tags[index] as usize];
    if allowed.count_ones() <= 1 {
        return allowed.trailing_zeros() as u8 & 127;
    }
    let mut buffer = FeatureBuffer::new();
    let listed = listed_bundles(lexicon, words, index, tags[index]);
    features(words, tags, bundles, index, listed, |feature| buffer.push(feature));
    let mut scores = weights.sum(&buffer);
    for (bundle, score) in scores.iter_mut().enumerate() {
        if allowed >> bundle & 1 == 0 {
            *score = i32::MIN;
        }
    }
    argmax(&scores) as u8
}
