//! What features are made from: a word as a handful of 32-bit numbers, computed once and shared by all models.

use super::clusters::{Clusters, WordClasses};
use super::hash::{finish, fold, hash_text};

/// Longest affix in characters.
pub const AFFIX: usize = 5;
/// Longer words keep this many characters at either end.
const KEPT: usize = 24;

/// Flag bits of [`WordAttributes::kind`].
#[allow(missing_docs)]
pub mod kind {
    pub const CAPITALISED: u32 = 1;
    pub const ALL_CAPITALS: u32 = 2;
    pub const DIGIT: u32 = 4;
    pub const HYPHEN: u32 = 8;
    pub const APOSTROPHE: u32 = 16;
    pub const FULL_STOP: u32 = 32;
    pub const NO_LETTER: u32 = 64;
}

/// A word as the models see it. Hashes are of characters; affixes and `lower` are of the lower-cased form with every
/// digit as `0`. The value 0 stands for no word (outside the sentence) and for an affix longer than the word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordAttributes {
    /// The form as written.
    pub form: u32,
    /// The form in lower case, digits as `0`.
    pub lower: u32,
    /// The first 1 to 5 characters.
    pub prefixes: [u32; AFFIX],
    /// The last 1 to 5 characters.
    pub suffixes: [u32; AFFIX],
    /// The form with letters as `X` or `x` and digits as `0`, runs cut to two (`Xxx-00`, `XX`).
    pub shape: u32,
    /// Flags of [`kind`].
    pub kind: u32,
    /// Distributional classes.
    pub classes: WordClasses,
}

impl WordAttributes {
    /// The attributes of a UD form (straight apostrophes, `"` as quotation mark).
    pub fn new(form: &str, clusters: &Clusters) -> Self {
        let mut start = ['\0'; KEPT];
        let mut end = ['\0'; KEPT];
        let mut length = 0usize;
        let mut lower = 0u64;
        for character in form.chars() {
            for folded in fold_case(character) {
                lower = fold(lower, u64::from(u32::from(folded)));
                if length < KEPT {
                    start[length] = folded;
                }
                end[length % KEPT] = folded;
                length += 1;
            }
        }
        let mut prefixes = [0; AFFIX];
        let mut suffixes = [0; AFFIX];
        let (mut prefix, mut suffix) = (1u64, 2u64);
        for count in 0..AFFIX.min(length) {
            prefix = fold(prefix, u64::from(u32::from(start[count])));
            suffix = fold(suffix, u64::from(u32::from(end[(length - 1 - count) % KEPT])));
            prefixes[count] = narrow(finish(prefix));
            suffixes[count] = narrow(finish(suffix));
        }
        WordAttributes {
            form: narrow(hash_text(form)),
            lower: narrow(finish(lower)),
            prefixes,
            suffixes,
            shape: shape(form),
            kind: kind_of(form),
            classes: clusters.classes(form),
        }
    }

    /// True where the flag, or all flags of the sum, are set.
    pub fn is(&self, flag: u32) -> bool {
        self.kind & flag == flag
    }
}

/// 32 bits of a hash, never 0.
fn narrow(hash: u64) -> u32 {
    (hash >> 32) as u32 | 1
}

fn fold_case(character: char) -> impl Iterator<Item = char> {
    let character = if character.is_numeric() { '0' } else { character };
    character.to_lowercase()
}

fn shape(form: &str) -> u32 {
    let mut state = 3u64;
    let (mut last, mut run) = ('\0', 0);
    for character in form.chars() {
        let class = match character {
            c if c.is_uppercase() => 'X',
            c if c.is_alphabetic() => 'x',
            c if c.is_numeric() => '0',
            other => other,
        };
        run = if class == last { run + 1 } else { 1 };
        last = class;
        if run <= 2 {
            state = fold(state, u64::from(u32::from(class)));
        }
    }
    narrow(finish(state))
}

fn kind_of(form: &str) -> u32 {
    let mut flags = 0;
    let (mut letters, mut capitals) = (0, 0);
    for (index, character) in form.chars().enumerate() {
        let capital = character.is_uppercase();
        letters += usize::from(character.is_alphabetic());
        capitals += usize::from(capital);
        flags |= match character {
            _ if capital && index == 0 => kind::CAPITALISED,
            '-' => kind::HYPHEN,
            '\'' => kind::APOSTROPHE,
            '.' => kind::FULL_STOP,
            c if c.is_numeric() => kind::DIGIT,
            _ => 0,
        };
    }
    if letters == 0 {
        flags |= kind::NO_LETTER;
    }
    if letters > 1 && capitals == letters {
        flags |= kind::ALL_CAPITALS;
    }
    flags
}
