//! The hash functions that models are trained with. Changing one of them makes every model file useless, so a change
//! must come with new feature versions (see [`super::Header::feature_version`]).

/// An odd 64-bit constant near 2^64 divided by the golden ratio (Knuth, TAOCP 3, 6.4).
const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;

/// Folds `part` into `state`.
#[inline(always)]
pub fn fold(state: u64, part: u64) -> u64 {
    (state.rotate_left(23) ^ part).wrapping_mul(MULTIPLIER)
}

/// Spreads the last folded bits over the whole word (the finaliser of MurmurHash3, A. Appleby).
#[inline(always)]
pub fn finish(state: u64) -> u64 {
    let state = (state ^ (state >> 33)).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    state ^ (state >> 33)
}

/// A feature: the number of its template, then its parts.
#[inline(always)]
pub fn feature<const N: usize>(template: u64, parts: [u32; N]) -> u64 {
    let mut state = (template + 1).wrapping_mul(MULTIPLIER);
    for part in parts {
        state = fold(state, u64::from(part));
    }
    state
}

/// Row of `feature` in a table of 2^`bits` rows, `bits` between 1 and 32.
#[inline(always)]
pub fn row(feature: u64, bits: u32) -> usize {
    (finish(feature) >> (64 - bits)) as usize
}

/// The hash of a text.
pub fn hash_text(text: &str) -> u64 {
    hash_characters(text.chars())
}

/// The hash of a sequence of characters; equals [`hash_text`] of the string that they make.
#[inline]
pub fn hash_characters(characters: impl Iterator<Item = char>) -> u64 {
    finish(characters.fold(0, |state, character| fold(state, u64::from(u32::from(character)))))
}
