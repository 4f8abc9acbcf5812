//! Lemmas: from the lexicon where it has the form, else by the edit that the form's ending calls for.

use super::lexicon::{Analysis, Lexicon};
use super::words::{Word, Words};
use crate::doc::{Features, Upos};
use crate::nlp::model::{FeatureBuffer, Weights, feature};

/// Classes: the commonest edits, padded.
pub const WIDTH: usize = 256;

/// Hands every feature of a word to `emit`.
#[inline(always)]
pub fn features(word: &Word, upos: Upos, bundle: u8, mut emit: impl FnMut(u64)) {
    let a = &word.attributes;
    let tag = upos as u32 + 1;
    let mut template = 0;
    macro_rules! emit {
        ($($part:expr),+) => {{ emit(feature(template, [$($part),+, tag])); template += 1; }};
    }
    emit!(0);
    emit!(a.lower);
    for suffix in a.suffixes {
        emit!(suffix);
        emit!(suffix, u32::from(bundle));
    }
    emit!(a.shape);
    emit!(a.kind, a.suffixes[0]);
    emit!(a.classes.middle, a.suffixes[1]);
    emit!(a.prefixes[2], a.suffixes[1]);
    let _ = template;
}

/// The lexicon's edits for a word with this part of speech, best match of features first chosen; ties go to `prefer`.
fn from_lexicon(lexicon: &Lexicon, word: &Word, upos: Upos, bundle: u8, bundles: &[Features]) -> Option<u16> {
    let agreement = |reading: &Analysis| {
        if reading.bundle == bundle {
            return 100;
        }
        let pair = (bundles.get(usize::from(reading.bundle)), bundles.get(usize::from(bundle)));
        let (Some(has), Some(wanted)) = pair else { return 0 };
        4 * u32::from(has.verb_form == wanted.verb_form)
            + 2 * u32::from(has.mood == wanted.mood && has.tense == wanted.tense)
            + 2 * u32::from(has.number == wanted.number)
            + u32::from(has.gender == wanted.gender)
            + u32::from(has.person == wanted.person)
    };
    let mut best: Option<(u32, u16)> = None;
    for reading in lexicon.readings(word.entry) {
        if reading.upos == upos {
            let score = agreement(&reading);
            if best.is_none_or(|(high, _)| score > high) {
                best = Some((score, reading.edit));
            }
        }
    }
    best.map(|(_, edit)| edit)
}

/// The number of the edit that gives the lemma of word `index`; `None` where the lemma is the form itself.
pub fn edit(
    weights: &impl Weights<WIDTH>,
    lexicon: &Lexicon,
    bundle_set: &[Features],
    words: &Words,
    index: usize,
    upos: Upos,
    bundle: u8,
) -> Option<u16> {
    let word = words.word(index);
    if let Some(edit) = from_lexicon(lexicon, word, upos, bundle, bundle_set) {
        let length = word.length as usize;
        return if lexicon.edit(edit).fits(length) { Some(edit) } else { None };
    }
    let mut buffer = FeatureBuffer::new();
    features(word, upos, bundle, |feature| buffer.push(feature));
    let scores = weights.sum(&buffer);
    let candidates = lexicon.edits().iter().zip(scores).enumerate();
    let fitting = candidates.filter(|(_, (edit, _))| edit.fits(word.length as usize));
    // `max_by_key` takes the last of equals, and the commonest edits come first.
    fitting.rev().max_by_key(|(_, (_, score))| *score).map(|(number, _)| number as u16)
}
