//! From names to mentions: their titles, introductions and type nouns.

use super::introduction::{self, Introduction};
use super::names::{Chunk, Chunks};
use super::typing::{self, Typed};
use super::view::View;
use super::{Clue, Countries, Draft, phrases};
use crate::doc::tagset::{Gender, Number};
use crate::doc::{Language, MentionKind, NameKind, Upos};
use crate::knowledge::gazetteer::{Cue, EntryKind, NounClass, join_key};

/// Turns names into mentions: with their types, their titles, and the type nouns before them.
pub(super) fn mentions(view: &View<'_>, chunks: Chunks, countries: &Countries) -> Vec<Draft> {
    let mut drafts = Vec::with_capacity(chunks.len() * 2);
    for chunk in chunks {
        let chunk = without_title(view, chunk);
        if is_office(view, &chunk) {
            continue;
        }
        let introduction = introduction::before(view, &chunk.words);
        let Some(typed) = typing::resolve(view, &chunk, introduction, countries) else { continue };
        let mut draft = name_draft(view, &chunk, &typed);
        match introduction {
            Some(Introduction::Noun(concept)) if typed.rule == "name:introduction" => {
                draft.clue.concept = Some(concept)
            }
            Some(Introduction::Demonym(place)) if draft.clue.entry.is_none() => draft.clue.place = Some(place),
            _ => {}
        }
        if draft.clue.concept.is_none() && draft.words.len() > 1 && chunk.kind != Some(NameKind::Person) {
            draft.clue.concept = typing::own_type_noun(view, &draft.words);
        }
        let inner = drafts.len();
        drafts.push(draft);
        if let Some(mut outer) = with_title(view, &drafts[inner]).or_else(|| with_type_noun(view, &drafts[inner])) {
            if outer.clue.core.len() > drafts[inner].clue.core.len() {
                // The name goes on over the place inside it, which is a thing of its own.
                drafts.push(outer);
                continue;
            }
            let class = outer.clue.concept.map(|id| view.gazetteer.nouns.concept(id).class);
            if matches!(class, Some(NounClass::Place | NounClass::Name)) {
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
        // `Foreign Minister X`: offices of several words before their last.
        let office = |end: usize| {
            let words = view.surface(&(first..end));
            view.gazetteer.roles.title(view.language, &join_key(words)).is_some()
        };
        let longest = (first + 2..chunk.words.end.min(first + OFFICE + 1)).rev();
        if let Some(end) = longest.filter(|_| view.language == Language::English).find(|&end| office(end)) {
            chunk.words.start = end;
            continue;
        }
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

/// `President` before a name that the tables know: an office in capitals names nobody.
fn is_office(view: &View<'_>, chunk: &Chunk) -> bool {
    view.language == Language::English
        && chunk.senses.is_empty()
        && view.gazetteer.roles.title(view.language, &join_key(view.surface(&chunk.words))).is_some()
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
    let (start, gender, courtesy) = match view.gazetteer.courtesy_title(view.language, &key) {
        Some(gender) => (before, gender, true),
        None => office_before(view, name).map(|(start, gender)| (start, gender, false))?,
    };
    let words = start..name.words.end;
    let mut draft = name.clone();
    // The words of an office stay free to be a description of their own.
    draft.head = if courtesy { view.root_of(&words) } else { name.head };
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

/// Words of the longest office that English writes with capitals before a name.
const OFFICE: usize = 4;

/// `Chief Executive Jane Smith`: an office in capitals is part of the name as it is called.
fn office_before(view: &View<'_>, name: &Draft) -> Option<(usize, Gender)> {
    if view.language != Language::English || name.entity_type != view.gazetteer.types.person {
        return None;
    }
    (name.words.start.saturating_sub(OFFICE)..name.words.start).find_map(|start| {
        let words = start..name.words.start;
        let title = view.gazetteer.roles.title(view.language, &join_key(view.surface(&words)))?;
        let capitals = words.into_iter().all(|word| view.is_capitalised(word));
        let nation = (0..start).rev().take_while(|&word| view.demonyms[word].is_some()).count();
        capitals.then_some((start - nation, title.gender))
    })
}

/// `la région de Lorraine`, `l'agence Reuters`, `Kursk region`: a noun that says what kind of thing the name names.
fn with_type_noun(view: &View<'_>, name: &Draft) -> Option<Draft> {
    let noun = noun_before(view, name).or_else(|| noun_after(view, name))?;
    let concept_id = phrases::concept_of(view, noun)?;
    let concept = view.gazetteer.nouns.concept(concept_id);
    let types = &view.gazetteer.types;
    let with_preposition = noun < name.words.start && !view.preposition(name.head).is_empty();
    let state = name.clue.entry.is_some_and(|entry| view.gazetteer.entry(entry).entity_type == types.country);
    let wanted = match concept.class {
        // `le territoire du Pérou`, `la capitale du Pérou` are not called Peru.
        NounClass::Place if state && with_preposition && concept.singular != types.country => false,
        // `the state of X`
        NounClass::Name => with_preposition && [types.region, types.settlement].contains(&concept.singular),
        NounClass::Place => !with_preposition || concept.singular != types.facility,
        // `X subsidiary`; before the name they are introductions.
        NounClass::Unit | NounClass::Event | NounClass::Product => noun >= name.words.end,
        // `l'Université de X` bears this name, `une université de X` is one in X.
        NounClass::Organization | NounClass::Body => {
            noun >= name.words.end || (with_preposition && noun > 0 && view.is_capitalised(noun))
        }
        _ => false,
    };
    let person = name.entity_type == types.person && name.clue.name_kind == Some(NameKind::Person);
    if !wanted || (person && concept.class == NounClass::Place && view.token(noun).features.number == Number::Plur) {
        return None;
    }
    let words = phrases::left_reach(view, noun).min(name.words.start)..(noun + 1).max(name.words.end);
    let mut draft = name.clone();
    draft.rule = "name:type_noun";
    draft.head = noun;
    draft.words = words;
    draft.clue.concept = Some(concept_id);
    draft.clue.number = view.token(noun).features.number;
    draft.clue.gender = view.token(noun).features.gender;
    if matches!(concept.class, NounClass::Place | NounClass::Name) {
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

/// The noun that the name is a complement of, with nothing but adjectives and a preposition between. Parsers often hang
/// such a name elsewhere (`la région russe de X`), so the noun right before them is taken as well.
fn noun_before(view: &View<'_>, name: &Draft) -> Option<usize> {
    if !view.is_bare_or_genitive(name.head) {
        return None;
    }
    let between = |word: usize| {
        matches!(view.token(word).upos, Upos::Adj | Upos::Adp | Upos::Det) || view.demonyms[word].is_some()
    };
    let noun = (0..name.words.start).rev().find(|&word| !between(word))?;
    let adjacent = view.token(noun).upos == Upos::Noun;
    let preposition = name.words.start.checked_sub(1).is_some_and(|word| {
        let token = view.token(word);
        token.upos == Upos::Adp && view.is_cue(Cue::Genitive, &token.lemma)
    });
    let linked = view.head(name.head) == Some(noun) || (preposition && name.words.start - noun <= 4);
    (adjacent && linked).then_some(noun)
}

/// English: the noun that the name is a compound modifier of, right after it or after another such noun (`Reuters news
/// agency`).
fn noun_after(view: &View<'_>, name: &Draft) -> Option<usize> {
    let modifies = |word: usize, noun: usize| view.head(word) == Some(noun) && view.token(word).deprel.is("compound");
    let end = name.words.end;
    let noun = view.head(name.head).filter(|&head| head == end || (head == end + 1 && modifies(end, head)))?;
    (view.token(noun).upos == Upos::Noun && view.token(name.head).deprel.is("compound")).then_some(noun)
}
