//! Proper names: where they are and how far they reach.

use super::typing::{self, Typed};
use super::view::View;
use super::{Clue, Countries, Draft};
use crate::doc::tagset::Number;
use crate::doc::{Language, MentionKind, NameKind, Upos};
use crate::knowledge::gazetteer::{Case, Cue, EntryKind, NounClass, Reading, Sense, join_key};
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

/// Inhabitants of a city that is known by its name alone.
const METROPOLIS: u32 = 500_000;

/// Finds names and marks demonyms.
pub(super) fn chunks(view: &mut View<'_>) -> Chunks {
    let mut found = Found { chunks: Vec::new(), owner: vec![None; view.tokens().len()] };
    for name in &view.sentence.names {
        found.add(Chunk { words: trim(view, name.words.clone()), kind: Some(name.kind), senses: Vec::new() });
    }
    proper_noun_runs(view, &mut found);
    for (words, senses) in gazetteer_matches(view) {
        add_match(view, &mut found, words, senses);
    }
    institutions(view, &mut found);
    // Days and months bear capitals in English; some are names of people or towns too, which the tagger has to say.
    let is_date = |chunk: &Chunk| {
        chunk.words.len() == 1
            && matches!(chunk.kind, None | Some(NameKind::Other))
            && view.is_date_word(chunk.words.start)
    };
    let is_name = |chunk: &Chunk| !chunk.words.is_empty() && !is_date(chunk);
    let mut chunks: Chunks = found.chunks.into_iter().filter(is_name).collect();
    chunks.sort_by_key(|chunk| chunk.words.start);
    chunks
}

/// Names without overlaps, and for each word the one that holds it.
struct Found {
    /// Those that were given up have no words.
    chunks: Chunks,
    owner: Vec<Option<usize>>,
}

impl Found {
    fn add(&mut self, chunk: Chunk) {
        if !chunk.words.is_empty() && self.overlapping(&chunk.words).is_empty() {
            self.owner[chunk.words.clone()].fill(Some(self.chunks.len()));
            self.chunks.push(chunk);
        }
    }

    fn overlapping(&self, words: &Range<usize>) -> Vec<usize> {
        let mut all: Vec<usize> = self.owner[words.clone()].iter().flatten().copied().collect();
        all.dedup();
        all
    }

    fn remove(&mut self, index: usize) {
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

/// Names that begin with a common noun (`Agence des eaux de Savoie`, `Mouvement populaire`): French writes such a noun
/// with a capital, and the name goes on over its adjectives and its complements with `de`.
fn institutions(view: &View<'_>, found: &mut Found) {
    if view.language != Language::French || view.is_all_capitals() {
        return;
    }
    for word in 1..view.tokens().len() {
        let owner = found.owner[word];
        let chunk = owner.map(|index| &found.chunks[index]);
        let candidate = match chunk {
            Some(chunk) => {
                chunk.words == (word..word + 1) && chunk.senses.is_empty() && chunk.kind != Some(NameKind::Person)
            }
            None => view.token(word).upos == Upos::Noun && view.demonyms[word].is_none(),
        };
        if !candidate || !view.is_capitalised(word) || view.token(word - 1).upos == Upos::Punct {
            continue;
        }
        let kind = chunk.and_then(|chunk| chunk.kind);
        let concept = super::phrases::concept_of(view, word);
        let class = concept.map(|id| view.gazetteer.nouns.concept(id).class);
        // These are described rather than named: see `phrases`.
        let described = matches!(
            class,
            Some(NounClass::Force | NounClass::Body | NounClass::Person | NounClass::Place | NounClass::Kin)
        ) || view.gazetteer.roles.title(view.language, &join_key(&view.token(word).form)).is_some();
        let end = super::phrases::right_reach(view, word, concept, &found.owner);
        if described {
            owner.into_iter().for_each(|index| found.remove(index));
        }
        if described || end == word + 1 {
            continue;
        }
        let words = word..end;
        for index in found.overlapping(&words) {
            found.remove(index);
        }
        found.add(Chunk { words, kind, senses: Vec::new() });
    }
}

/// The longest forms of the gazetteer, from left to right, without overlaps. Demonym adjectives are only marked.
fn gazetteer_matches(view: &mut View<'_>) -> Vec<(Range<usize>, Vec<Sense>)> {
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
fn add_match(view: &View<'_>, found: &mut Found, words: Range<usize>, senses: Vec<Sense>) {
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

/// Turns names into mentions: with their types, their titles, and the type nouns before them.
pub(super) fn mentions(view: &View<'_>, chunks: Chunks, countries: &Countries) -> Vec<Draft> {
    let mut drafts = Vec::with_capacity(chunks.len() * 2);
    for chunk in chunks {
        let chunk = without_title(view, chunk);
        let Some(typed) = typing::resolve(view, &chunk, countries) else { continue };
        let draft = name_draft(view, &chunk, &typed);
        let inner = drafts.len();
        drafts.push(draft);
        if let Some(mut outer) = with_title(view, &drafts[inner]).or_else(|| with_type_noun(view, &drafts[inner])) {
            if outer.clue.core.len() > drafts[inner].clue.core.len() {
                // The name goes on over the place inside it, which is a thing of its own.
                drafts.push(outer);
                continue;
            }
            if matches!(outer.clue.concept.map(|id| view.gazetteer.nouns.concept(id).class), Some(NounClass::Place)) {
                // `la ville de X` tells what X is.
                drafts[inner].entity_type = outer.entity_type;
                drafts[inner].clue.entry = outer.clue.entry;
                drafts[inner].clue.reading = outer.clue.reading;
                drafts[inner].clue.place = outer.clue.place;
                drafts[inner].clue.concept = outer.clue.concept;
            } else {
                drafts[inner].entity_type = outer.entity_type;
            }
            outer.clue.same_as = Some(inner);
            drafts.push(outer);
        }
    }
    drafts
}

/// Proper-noun runs in English take in titles (`President Macron`): the name is what follows them.
fn without_title(view: &View<'_>, mut chunk: Chunk) -> Chunk {
    if !chunk.senses.is_empty() {
        return chunk;
    }
    while chunk.words.len() > 1 {
        let first = chunk.words.start;
        let key = join_key(&view.token(first).form);
        let title = view.gazetteer.courtesy_title(view.language, &key).is_some()
            || view.gazetteer.roles.title(view.language, &key).is_some()
            || view.demonyms[first].is_some();
        if !title {
            break;
        }
        chunk.words.start += 1;
    }
    chunk
}

fn name_draft(view: &View<'_>, chunk: &Chunk, typed: &Typed) -> Draft {
    let head = view.root_of(&chunk.words);
    let entry = typed.entry.map(|id| view.gazetteer.entry(id));
    let first_key = join_key(&view.token(chunk.words.start).form);
    let gender = match entry {
        Some(entry) => entry.gender,
        None if typed.entity_type == view.gazetteer.types.person => {
            view.gazetteer.first_name(&first_key).unwrap_or_default()
        }
        None => Default::default(),
    };
    Draft {
        words: chunk.words.clone(),
        head,
        kind: MentionKind::Name,
        entity_type: typed.entity_type,
        rule: typed.rule,
        clue: Clue {
            entry: typed.entry,
            reading: typed.reading,
            core: chunk.words.clone(),
            name_kind: chunk.kind,
            place: entry.and_then(|entry| entry.country),
            gender,
            number: if typed.entity_type == view.gazetteer.types.person {
                Number::Sing
            } else {
                view.token(head).features.number
            },
            ..Clue::default()
        },
    }
}

/// `M. Durand`, `Mrs Smith`, `President Smith`: a title just before the name.
fn with_title(view: &View<'_>, name: &Draft) -> Option<Draft> {
    let before = name.words.start.checked_sub(1)?;
    let key = join_key(&view.token(before).form);
    let gender = view.gazetteer.courtesy_title(view.language, &key)?;
    let words = before..name.words.end;
    let mut draft = name.clone();
    draft.head = view.root_of(&words);
    draft.words = words;
    draft.entity_type = view.gazetteer.types.person;
    draft.rule = "name:title";
    if draft.clue.entry.is_some_and(|entry| view.gazetteer.entry(entry).kind != EntryKind::Leader) {
        draft.clue.entry = None;
        draft.clue.reading = None;
    }
    if draft.clue.gender == Default::default() {
        draft.clue.gender = gender;
    }
    draft.clue.number = Number::Sing;
    Some(draft)
}

/// `la région de Lorraine`, `l'agence Reuters`, `Kursk region`: a noun that says what kind of thing the name names.
fn with_type_noun(view: &View<'_>, name: &Draft) -> Option<Draft> {
    let noun = noun_before(view, name).or_else(|| noun_after(view, name))?;
    let concept_id = view.gazetteer.nouns.find(view.language, &view.token(noun).lemma.to_lowercase())?;
    let concept = view.gazetteer.nouns.concept(concept_id);
    let types = &view.gazetteer.types;
    let with_preposition = noun < name.words.start && !view.preposition(name.head).is_empty();
    let wanted = match concept.class {
        NounClass::Place => !with_preposition || concept.singular != types.facility,
        NounClass::Unit | NounClass::Event | NounClass::Product => !with_preposition,
        // `l'Université de X` bears this name, `une université de X` is one in X.
        NounClass::Organization | NounClass::Body => !with_preposition || (noun > 0 && view.is_capitalised(noun)),
        _ => false,
    };
    let person = name.entity_type == types.person && name.clue.name_kind == Some(NameKind::Person);
    if !wanted || (person && concept.class == NounClass::Place && view.token(noun).features.number == Number::Plur) {
        return None;
    }
    let words = noun.min(name.words.start)..(noun + 1).max(name.words.end);
    let mut draft = name.clone();
    draft.rule = "name:type_noun";
    draft.head = noun;
    draft.words = words;
    draft.clue.concept = Some(concept_id);
    draft.clue.number = view.token(noun).features.number;
    draft.clue.gender = view.token(noun).features.gender;
    if concept.class == NounClass::Place {
        typing::named_place(view, &mut draft, concept_id);
    } else if with_preposition || draft.clue.entry.is_none() {
        draft.entity_type = concept.singular;
        draft.clue.entry = None;
        draft.clue.reading = None;
        if with_preposition {
            draft.clue.core = draft.words.clone();
        }
    }
    Some(draft)
}

/// The noun that the name is a complement of, with nothing but adjectives and a preposition between.
fn noun_before(view: &View<'_>, name: &Draft) -> Option<usize> {
    let noun = view.head(name.head).filter(|&head| head < name.words.start)?;
    if view.token(noun).upos != Upos::Noun || !view.is_bare_or_genitive(name.head) {
        return None;
    }
    let between = (noun + 1..name.words.start).all(|word| {
        matches!(view.token(word).upos, Upos::Adj | Upos::Adp | Upos::Det) || view.demonyms[word].is_some()
    });
    between.then_some(noun)
}

/// English: the noun that the name is a compound modifier of, right after it.
fn noun_after(view: &View<'_>, name: &Draft) -> Option<usize> {
    let noun = view.head(name.head).filter(|&head| head == name.words.end)?;
    (view.token(noun).upos == Upos::Noun && view.token(name.head).deprel.is("compound")).then_some(noun)
}
