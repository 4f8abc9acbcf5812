//! The features of a word in its sentence and article.

use super::evidence::{Dossier, Evidence};
use super::phrases::{Phrases, flag};
use crate::doc::Sentence;
use crate::nlp::model::{Clusters, WordAttributes, attributes::kind, feature};

/// The words of an article, ready to be described.
pub(crate) struct Features {
    words: Vec<Vec<WordAttributes>>,
    listed: Vec<Vec<u32>>,
    dossier: Dossier,
    sentence: usize,
    /// Most words of the sentence begin with a capital, as in the headlines of some papers.
    loud: u32,
    active: Vec<bool>,
    out: Vec<u64>,
}

impl Features {
    pub fn new(sentences: &[&Sentence], clusters: &Clusters, phrases: &Phrases) -> Self {
        let mut words = Vec::with_capacity(sentences.len());
        let mut listed = Vec::with_capacity(sentences.len());
        for sentence in sentences {
            words.push(
                sentence.tokens.iter().map(|token| WordAttributes::new(&token.form, clusters)).collect::<Vec<_>>(),
            );
            let mut flags = Vec::new();
            phrases.cover(&sentence.tokens, &mut flags);
            listed.push(flags);
        }
        let dossier = Dossier::collect(sentences, &words, &listed);
        Features { words, listed, dossier, sentence: 0, loud: 0, active: Vec::new(), out: Vec::with_capacity(96) }
    }

    /// Turns to a sentence.
    pub fn enter(&mut self, sentence: usize) {
        self.sentence = sentence;
        let words = self.words();
        let capitals = words.iter().filter(|word| word.is(kind::CAPITALISED)).count();
        let letters = words.iter().filter(|word| !word.is(kind::NO_LETTER)).count();
        let shouted = words.iter().filter(|word| word.is(kind::ALL_CAPITALS)).count();
        let mut active = std::mem::take(&mut self.active);
        mark_active(self.words(), &mut active);
        self.active = active;
        self.loud = u32::from(letters > 3 && capitals * 10 > letters * 7) + u32::from(shouted * 2 > letters);
    }

    /// The words of the sentence.
    pub fn words(&self) -> &[WordAttributes] {
        &self.words[self.sentence]
    }

    /// Whether a word may belong to a name: only words with a capital close by are looked at.
    pub fn is_active(&self, index: usize) -> bool {
        self.active[index]
    }

    /// The features of a word of the sentence.
    pub fn of(&mut self, index: usize) -> &[u64] {
        let words = &self.words[self.sentence];
        let listed = &self.listed[self.sentence];
        let at = |offset: isize| {
            index.checked_add_signed(offset).and_then(|place| words.get(place)).copied().unwrap_or_default()
        };
        let flags = |offset: isize| {
            index.checked_add_signed(offset).and_then(|place| listed.get(place)).copied().unwrap_or_default()
        };
        let window = [at(-2), at(-1), at(0), at(1), at(2)];
        let lists = [flags(-2), flags(-1), flags(0), flags(1), flags(2)];
        self.out.clear();
        self.out.extend(lexical(&window));
        general(&window, self.loud, u32::from(index == 0), &mut self.out);
        gazetteer(&window, &lists, &mut self.out);
        if window[2].is(kind::CAPITALISED) {
            let evidence = self.dossier.of(&window[2]);
            document(&window, &evidence, lists[2], u32::from(index == 0), self.loud, &mut self.out);
        }
        &self.out
    }
}

/// Words before a capital that may belong to its name: `ministère de l'Intérieur`.
const BEFORE: usize = 3;
/// Words after a capital that may belong to its name: `Organisation mondiale de la santé`.
const AFTER: usize = 4;

fn mark_active(words: &[WordAttributes], active: &mut Vec<bool>) {
    active.clear();
    active.resize(words.len(), false);
    for (index, _) in words.iter().enumerate().filter(|(_, word)| word.is(kind::CAPITALISED)) {
        let end = words.len().min(index + AFTER + 1);
        active[index.saturating_sub(BEFORE)..end].fill(true);
    }
}

/// How many features know words by heart; they come first.
pub(crate) const LEXICAL: usize = 8;

fn lexical(window: &[WordAttributes; 5]) -> [u64; LEXICAL] {
    let [l2, l1, word, r1, r2] = window;
    [
        feature(0, [word.form]),
        feature(1, [word.lower]),
        feature(2, [l1.lower, word.lower]),
        feature(3, [word.lower, r1.lower]),
        feature(4, [l2.lower, l1.lower, word.kind]),
        feature(5, [word.kind, r1.lower, r2.lower]),
        feature(6, [word.prefixes[4]]),
        feature(7, [word.suffixes[4]]),
    ]
}

/// Features that carry over to unseen words.
fn general(window: &[WordAttributes; 5], loud: u32, first: u32, out: &mut Vec<u64>) {
    let [l2, l1, word, r1, r2] = window;
    let case = word.kind & (kind::CAPITALISED | kind::ALL_CAPITALS);
    out.extend([
        feature(10, [word.prefixes[1]]),
        feature(11, [word.prefixes[2]]),
        feature(12, [word.prefixes[3]]),
        feature(13, [word.suffixes[1], case]),
        feature(14, [word.suffixes[2], case]),
        feature(15, [word.suffixes[3], case]),
        feature(16, [l1.lower, word.kind]),
        feature(17, [r1.lower, word.kind]),
        feature(18, [l2.lower, case]),
        feature(19, [r2.lower, case]),
        feature(20, [word.shape]),
        feature(21, [l1.shape, word.shape]),
        feature(22, [word.shape, r1.shape]),
        feature(23, [l1.shape, word.shape, r1.shape]),
        feature(24, [l2.kind, l1.kind, word.kind]),
        feature(25, [word.kind, r1.kind, r2.kind]),
        feature(26, [word.classes.coarse, case]),
        feature(27, [word.classes.middle, case]),
        feature(28, [word.classes.fine, case]),
        feature(29, [l1.classes.middle, case]),
        feature(30, [l1.classes.fine, case]),
        feature(31, [r1.classes.middle, case]),
        feature(32, [r1.classes.fine, case]),
        feature(33, [l2.classes.middle, case]),
        feature(34, [r2.classes.middle, case]),
        feature(35, [l1.classes.middle, word.classes.middle]),
        feature(36, [word.classes.middle, r1.classes.middle]),
        feature(37, [l1.classes.coarse, word.classes.coarse, r1.classes.coarse]),
        feature(38, [l2.classes.coarse, l1.classes.coarse, word.classes.coarse]),
        feature(39, [word.classes.coarse, r1.classes.coarse, r2.classes.coarse]),
        feature(40, [first, loud, word.kind]),
        feature(41, [first, word.classes.middle, r1.kind]),
        feature(42, [l2.classes.middle, l1.classes.middle, case]),
        feature(43, [case, r1.classes.middle, r2.classes.middle]),
        feature(44, [l1.lower, r1.lower, case]),
    ]);
}

fn gazetteer(window: &[WordAttributes; 5], lists: &[u32; 5], out: &mut Vec<u64>) {
    let [_, l1, word, r1, _] = window;
    let [l2_list, l1_list, list, r1_list, _] = *lists;
    for (offset, &flags) in (0u32..).zip(&lists[1..4]) {
        let mut rest = flags;
        while rest != 0 {
            out.push(feature(50 + u64::from(offset), [rest.trailing_zeros(), word.kind]));
            rest &= rest - 1;
        }
    }
    if list != 0 {
        out.extend([
            feature(54, [list, word.kind]),
            feature(55, [list, l1.classes.middle]),
            feature(56, [list, r1.classes.middle]),
            feature(57, [list, l1.kind, r1.kind]),
            feature(58, [list, l1_list]),
            feature(59, [list, r1_list]),
            feature(60, [list, word.classes.middle]),
        ]);
    }
    out.extend([
        feature(61, [l1_list, l2_list, word.kind]),
        feature(62, [l1_list, word.kind, r1_list]),
        feature(63, [l1_list & (flag::ROLE | flag::FIRST_NAME), word.classes.coarse, r1.kind]),
    ]);
}

fn document(window: &[WordAttributes; 5], evidence: &Evidence, list: u32, first: u32, loud: u32, out: &mut Vec<u64>) {
    let [_, l1, word, r1, _] = window;
    let mut rest = evidence.signs;
    while rest != 0 {
        out.push(feature(70, [rest.trailing_zeros(), first, l1.kind]));
        rest &= rest - 1;
    }
    out.extend([
        feature(71, [evidence.signs, first, loud]),
        feature(72, [evidence.signs, list]),
        feature(73, [evidence.before, first]),
        feature(74, [evidence.before, l1.kind, r1.kind]),
        feature(75, [evidence.signs, word.classes.coarse]),
        feature(76, [evidence.before, word.classes.coarse]),
    ]);
}
