//! What the gazetteer knows of the words of a sentence.

use super::Countries;
use super::names::{Chunk, Chunks, Found};
use super::view::View;
use crate::doc::Upos;
use crate::knowledge::gazetteer::{Case, EntryKind, Reading, Sense};
use std::ops::Range;

/// Inhabitants of a city that is known by its name alone.
const METROPOLIS: u32 = 500_000;

/// The longest forms of the gazetteer, from left to right, without overlaps. Demonym adjectives are only marked.
pub(super) fn matches(view: &mut View<'_>) -> Vec<(Range<usize>, Vec<Sense>)> {
    let mut found = Vec::new();
    let mut unit = 0;
    while unit < view.units.len() {
        let Some((units, senses)) = longest_match(view, unit) else {
            unit += 1;
            continue;
        };
        // `L'Union` is a town, but `l'Union européenne` is none.
        let article = view.token(view.units[unit].token).upos == Upos::Det;
        if article && longest_match(view, unit + 1).is_some_and(|(next, _)| next.end > units.end) {
            unit += 1;
            continue;
        }
        let last = units.end;
        let words = view.units[unit].token..view.units.get(last).map_or(view.tokens().len(), |next| next.token);
        let demonym = |sense: &&Sense| matches!(sense.reading, Reading::Adjective | Reading::People);
        let mut places: Vec<_> = senses.iter().filter(demonym).map(|sense| sense.entry).collect();
        places.dedup();
        if let Some(&place) = places.first() {
            view.demonyms[words.clone()].fill(Some(place));
        }
        if places.len() > 1 {
            view.ambiguous.push((words.clone(), places));
        }
        let others: Vec<Sense> =
            senses.into_iter().filter(|sense| !matches!(sense.reading, Reading::Adjective | Reading::People)).collect();
        if !others.is_empty() {
            found.push((words, others));
        }
        unit = last;
    }
    found
}

fn longest_match(view: &View<'_>, start: usize) -> Option<(Range<usize>, Vec<Sense>)> {
    let forms = view.gazetteer.forms();
    let first = &view.units.get(start)?.key;
    let first_word = view.keys[first.clone()].split(' ').next().filter(|word| !word.is_empty())?;
    let reach = forms.reach(first_word);
    if reach == 0 {
        return None;
    }
    let fits = |unit: &&super::view::Unit| !unit.key.is_empty() && unit.key.end - first.start <= reach;
    let longest = view.units[start..].iter().take_while(fits).count();
    (1..=longest).rev().find_map(|count| {
        let last = &view.units[start + count - 1];
        let key = &view.keys[first.start..last.key.end];
        if !forms.contains(key) {
            return None;
        }
        let words = view.units[start].token..last.token + 1;
        let surface = view.surface(&words);
        let senses: Vec<Sense> =
            forms.senses(key).filter(|sense| sense.case.accepts(surface) && fits_tag(view, &words, sense)).collect();
        (!senses.is_empty()).then_some((start..start + count, senses))
    })
}

/// A single word must look like a name or, for a demonym, like an adjective or noun. Taggers are often wrong about the
/// first word of a sentence and about rare adjectives, so well-known names and demonyms behind a noun are believed.
fn fits_tag(view: &View<'_>, words: &Range<usize>, sense: &Sense) -> bool {
    if words.len() > 1 {
        // `Le maire` at the beginning of a sentence is no `Le Maire`.
        return sense.reading != Reading::ShortName
            || view.gazetteer.entry(sense.entry).kind != EntryKind::Leader
            || view.is_capitalised(words.end - 1);
    }
    let word = words.start;
    let token = view.token(word);
    let nominal = matches!(token.upos, Upos::Propn | Upos::Noun | Upos::X | Upos::Adj);
    let function = matches!(token.upos, Upos::Det | Upos::Adp | Upos::Pron | Upos::Aux | Upos::Punct | Upos::Num);
    match sense.reading {
        Reading::Adjective => nominal || (word > 0 && !function && view.token(word - 1).upos == Upos::Noun),
        Reading::People => nominal && view.is_capitalised(word),
        _ if token.upos == Upos::Propn || (nominal && word > 0) => true,
        Reading::ShortName => false,
        Reading::Name | Reading::Capital => {
            let entry = view.gazetteer.entry(sense.entry);
            let well_known = matches!(entry.kind, EntryKind::Place | EntryKind::Seat)
                || sense.case == Case::AllCapitals
                || entry.population >= METROPOLIS;
            well_known && !function && token.form.len() >= 3
        }
    }
}

/// Joins a gazetteer match with the names found so far.
pub(super) fn add(view: &View<'_>, found: &mut Found, words: Range<usize>, senses: Vec<Sense>) {
    let overlapping = found.overlapping(&words);
    let mut kind = None;
    for &index in &overlapping {
        let chunk = &mut found.chunks[index];
        if chunk.words == words {
            chunk.senses = senses;
            return;
        }
        let inside = words.start <= chunk.words.start && chunk.words.end <= words.end;
        let longer = words.len() > chunk.words.len();
        // A run of proper nouns may have run two names together; the gazetteer knows where one ends.
        let cuts_run = chunk.kind.is_none() && words.len() > 1;
        if !inside && !longer && !cuts_run {
            return;
        }
        kind = kind.or(chunk.kind);
    }
    let known_name = senses.iter().any(|sense| sense.reading != Reading::ShortName);
    if words.len() == 1 && kind.is_none() && !known_name && view.token(words.start).upos != Upos::Propn {
        return;
    }
    overlapping.into_iter().for_each(|index| found.remove(index));
    found.add(Chunk { words, kind, senses });
}

/// Places that the article names, and decides demonyms that several places share.
pub(super) fn countries(views: &mut [View<'_>], chunks: &[Chunks]) -> Countries {
    let mut countries = Countries::default();
    for (view, chunks) in views.iter().zip(chunks) {
        for sense in chunks.iter().flat_map(|chunk| &chunk.senses) {
            if view.gazetteer.entry(sense.entry).kind == EntryKind::Place && sense.reading == Reading::Name {
                countries.insert(sense.entry);
            }
        }
    }
    for view in views.iter_mut() {
        for (words, places) in std::mem::take(&mut view.ambiguous) {
            if let Some(&named) = places.iter().find(|place| countries.contains(place)) {
                view.demonyms[words].fill(Some(named));
            }
        }
    }
    for view in views.iter() {
        countries.extend(view.demonyms.iter().flatten());
    }
    countries
}
