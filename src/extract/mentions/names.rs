//! Proper names: where they are and how far they reach.

use super::view::View;
use super::{institutions, lookup};
use crate::doc::{Language, NameKind, Upos};
use crate::knowledge::gazetteer::{Cue, NounClass, Sense};
use std::ops::Range;

/// A stretch that may be a name.
#[derive(Clone, Debug)]
pub(super) struct Chunk {
    /// Its words.
    pub words: Range<usize>,
    /// What the tagger took it for.
    pub kind: Option<NameKind>,
    /// What the gazetteer knows by exactly these words.
    pub senses: Vec<Sense>,
}

/// Names of a sentence, in text order.
pub(super) type Chunks = Vec<Chunk>;

/// Finds names and marks demonyms.
pub(super) fn chunks(view: &mut View<'_>) -> Chunks {
    let mut found = Found { chunks: Vec::new(), owner: vec![None; view.tokens().len()] };
    let known = lookup::matches(view);
    for name in &view.sentence.names {
        let words = trim(view, name.words.clone());
        if !is_described(view, &words) {
            found.add(Chunk { words, kind: Some(name.kind), senses: Vec::new() });
        }
    }
    proper_noun_runs(view, &mut found);
    for (words, senses) in known {
        lookup::add(view, &mut found, words, senses);
    }
    firms(view, &mut found);
    institutions::spelled_out(view, &mut found);
    institutions::find(view, &mut found);
    let mut chunks: Chunks = found.chunks.into_iter().filter(|chunk| is_name(view, chunk)).collect();
    chunks.sort_by_key(|chunk| chunk.words.start);
    chunks
}

/// False for what bears a capital but names nothing that could be a node: days, months, peoples, the fields of ministers.
fn is_name(view: &View<'_>, chunk: &Chunk) -> bool {
    let first = chunk.words.start;
    let unsure = matches!(chunk.kind, None | Some(NameKind::Other));
    if chunk.words.is_empty() || !chunk.senses.is_empty() {
        return !chunk.words.is_empty();
    }
    // Days and months are names of people or towns too, which the tagger has to say.
    let is_date = chunk.words.len() == 1 && unsure && view.is_date_word(first);
    let after = |upos: Upos| first > 0 && view.token(first - 1).upos == upos;
    let demonym = chunk.words.clone().all(|word| view.demonyms[word].is_some())
        && (view.language == Language::English || chunk.kind != Some(NameKind::Person) || after(Upos::Det));
    let of = first > 0 && view.token(first - 1).upos == Upos::Adp
        || view.children(view.root_of(&chunk.words)).any(|child| view.token(child).deprel.is("case"));
    let field = of
        && chunk.kind != Some(NameKind::Person)
        && view.is_cue(Cue::Portfolio, &view.surface(&chunk.words).to_lowercase());
    !(is_date || demonym || field)
}

/// Taggers take some descriptions for names: `ONG italienne`, `tribunal de commerce`, `ministère de l'Intérieur`. They
/// begin with a common noun in small letters (or in capitals throughout) that says what they describe.
fn is_described(view: &View<'_>, words: &Range<usize>) -> bool {
    if view.language != Language::French || words.is_empty() {
        return false;
    }
    let form = &view.token(words.start).form;
    let capitals = form.len() > 1 && form.chars().all(char::is_uppercase);
    let Some(concept) =
        super::phrases::concept_of(view, words.start).filter(|_| capitals || !view.is_capitalised(words.start))
    else {
        return false;
    };
    let demonyms = (words.start + 1..words.end).all(|word| view.demonyms[word].is_some());
    let class = view.gazetteer.nouns.concept(concept).class;
    (demonyms && (words.len() > 1 || !capitals))
        || (!capitals && matches!(class, NounClass::Force | NounClass::Body | NounClass::Person | NounClass::Kin))
}

/// `Grupo X`, `X Holding`: a word of firms belongs to the name beside it.
fn firms(view: &View<'_>, found: &mut Found) {
    for index in 0..found.chunks.len() {
        let words = found.chunks[index].words.clone();
        if words.is_empty() || found.chunks[index].kind == Some(NameKind::Person) && words.len() > 1 {
            continue;
        }
        let is_word = |word: usize| {
            view.is_capitalised(word) && view.is_cue(Cue::CompanyWord, &view.token(word).form.to_lowercase())
        };
        let free = |word: usize, found: &Found| {
            found.owner[word].is_none_or(|other| found.chunks[other].words.len() == 1 && other != index)
        };
        let before = words.start.checked_sub(1).filter(|&word| is_word(word) && free(word, found));
        let behind = Some(words.end).filter(|&word| word < view.tokens().len() && is_word(word) && free(word, found));
        let whole = before.unwrap_or(words.start)..behind.map_or(words.end, |word| word + 1);
        if whole != words {
            found.overlapping(&whole).into_iter().for_each(|index| found.remove(index));
            found.add(Chunk { words: whole, kind: Some(NameKind::Organization), senses: Vec::new() });
        }
    }
}

/// Names without overlaps, and for each word the one that holds it.
pub(super) struct Found {
    /// Those that were given up have no words.
    pub chunks: Chunks,
    pub owner: Vec<Option<usize>>,
}

impl Found {
    pub fn add(&mut self, chunk: Chunk) {
        if !chunk.words.is_empty() && self.overlapping(&chunk.words).is_empty() {
            self.owner[chunk.words.clone()].fill(Some(self.chunks.len()));
            self.chunks.push(chunk);
        }
    }

    pub fn overlapping(&self, words: &Range<usize>) -> Vec<usize> {
        let mut all: Vec<usize> = self.owner[words.clone()].iter().flatten().copied().collect();
        all.dedup();
        all
    }

    pub fn remove(&mut self, index: usize) {
        let words = std::mem::take(&mut self.chunks[index].words);
        self.owner[words].fill(None);
    }
}

/// Cuts articles, prepositions and marks off the ends of a tagged name.
fn trim(view: &View<'_>, mut words: Range<usize>) -> Range<usize> {
    words.end = words.end.min(view.tokens().len());
    let loose =
        |index: usize| matches!(view.token(index).upos, Upos::Det | Upos::Adp | Upos::Punct | Upos::Cconj | Upos::Pron);
    while words.start < words.end && loose(words.start) {
        words.start += 1;
    }
    while words.start < words.end && (loose(words.end - 1)) {
        words.end -= 1;
    }
    words
}

/// Runs of proper nouns that no tagged name covers.
fn proper_noun_runs(view: &View<'_>, found: &mut Found) {
    let covered: Vec<bool> = found.owner.iter().map(Option::is_some).collect();
    let proper = |index: usize| view.token(index).upos == Upos::Propn && view.is_capitalised(index);
    let mut index = 0;
    while index < covered.len() {
        if covered[index] || !proper(index) {
            index += 1;
            continue;
        }
        let start = index;
        index += 1;
        while let Some(next) = next_of_run(view, &covered, start..index) {
            index = next + 1;
        }
        found.add(Chunk { words: start..index, kind: None, senses: Vec::new() });
    }
}

/// The word that carries a run of proper nouns on: the next one, or the one behind a particle (`van`, `del`).
fn next_of_run(view: &View<'_>, covered: &[bool], run: Range<usize>) -> Option<usize> {
    let proper = |index: usize| {
        index < covered.len() && !covered[index] && view.token(index).upos == Upos::Propn && view.is_capitalised(index)
    };
    if proper(run.end) {
        return hangs_together(view, run.clone(), run.end).then_some(run.end);
    }
    // English cuts `Smith-Jones` into three.
    let joined = |word: usize| !view.token(word - 1).space_after && !view.token(word).space_after;
    if view.tokens().get(run.end).is_some_and(|token| token.form == "-")
        && joined(run.end)
        && run.end + 1 < covered.len()
        && proper(run.end + 1)
    {
        return Some(run.end + 1);
    }
    let particles = (run.end..covered.len().min(run.end + 3))
        .take_while(|&word| !covered[word] && view.is_cue(Cue::Particle, &view.token(word).form))
        .count();
    let next = run.end + particles;
    let flat = next < covered.len() && view.token(next).deprel.is("flat");
    (particles > 0 && proper(next) && flat && hangs_together(view, run, next)).then_some(next)
}

fn hangs_together(view: &View<'_>, run: Range<usize>, next: usize) -> bool {
    let inside = |word: Option<usize>| word.is_some_and(|word| run.contains(&word));
    inside(view.head(next)) || run.clone().any(|word| view.head(word) == Some(next)) || {
        let label = view.token(next).deprel;
        label.is("flat") || label.is("compound")
    }
}
