//! What a name names: which sense of the gazetteer, which type.

use super::introduction::Introduction;
use super::names::Chunk;
use super::view::View;
use super::{Countries, Draft};
use crate::doc::tagset::VerbForm;
use crate::doc::{Language, NameKind, Upos};
use crate::knowledge::gazetteer::{
    ConceptId, Cue, EntryId, EntryKind, KnownTypes, NounClass, Reading, Sense, join_key,
};
use crate::knowledge::ontology::EntityTypeId;
use std::ops::Range;

/// The outcome for one name.
pub(super) struct Typed {
    pub entity_type: EntityTypeId,
    pub entry: Option<EntryId>,
    pub reading: Option<Reading>,
    pub rule: &'static str,
}

/// A sense needs this many points to be believed; see [`points`].
const ENOUGH: i32 = 50;

/// Decides what a name names; `None` where it is no name after all.
pub(super) fn resolve(
    view: &View<'_>,
    chunk: &Chunk,
    introduction: Option<Introduction>,
    countries: &Countries,
) -> Option<Typed> {
    if let Some(typed) = introduction.and_then(|introduction| introduced(view, chunk, introduction)) {
        return Some(typed);
    }
    let mut best: Option<(i32, Sense)> = None;
    for &sense in chunk.senses.iter().filter(|sense| sense.reading != Reading::Capital) {
        let points = points(view, chunk, &sense, countries);
        if points >= ENOUGH && best.is_none_or(|(known, _)| points > known) {
            best = Some((points, sense));
        }
    }
    let city = best.is_none_or(|(_, sense)| view.gazetteer.entry(sense.entry).kind == EntryKind::City);
    // `Bruxelles` is the capital of two: the one that the article names, else the last of the list.
    let capitals = || chunk.senses.iter().filter(|sense| sense.reading == Reading::Capital);
    let capital = capitals().find(|sense| countries.contains(&sense.entry)).or_else(|| capitals().next_back());
    let capital = capital.filter(|_| city && chunk.kind != Some(NameKind::Person));
    if let Some(&sense) = capital.filter(|_| !reads_as_place(view, &chunk.words)) {
        let place = view.gazetteer.entry(sense.entry);
        return Some(Typed {
            entity_type: place.entity_type,
            entry: Some(sense.entry),
            reading: Some(Reading::Capital),
            rule: "name:metonym",
        });
    }
    if let Some((_, sense)) = best {
        return Some(Typed {
            entity_type: view.gazetteer.entry(sense.entry).entity_type,
            entry: Some(sense.entry),
            reading: Some(sense.reading),
            rule: "name:gazetteer",
        });
    }
    if let Some(forces) = forces_of_country(view, &chunk.words) {
        return Some(Typed {
            entity_type: view.gazetteer.entry(forces).entity_type,
            entry: Some(forces),
            reading: Some(Reading::Name),
            rule: "name:armed_forces",
        });
    }
    let entity_type = without_entry(view, chunk)?;
    if titled_person(view, &chunk.words) {
        return Some(Typed { entity_type, entry: None, reading: None, rule: "name:role" });
    }
    let rule = if chunk.kind.is_some() { "name:tagger" } else { "name:proper_noun" };
    Some(Typed { entity_type, entry: None, reading: None, rule })
}

/// The type that an introduction tells; `None` where it does not fit what is known of the name.
fn introduced(view: &View<'_>, chunk: &Chunk, introduction: Introduction) -> Option<Typed> {
    let types = &view.gazetteer.types;
    let kinds = |sense: &Sense| view.gazetteer.entry(sense.entry).kind;
    let person = chunk.kind == Some(NameKind::Person)
        || chunk.senses.iter().any(|sense| kinds(sense) == EntryKind::Leader)
        || titled_person(view, &chunk.words);
    let (entity_type, fits): (EntityTypeId, fn(EntryKind) -> bool) = match introduction {
        Introduction::Demonym(_) if person => return None,
        Introduction::Demonym(_) => (types.organization, |kind| kind != EntryKind::City),
        Introduction::Noun(concept) => {
            let concept = view.gazetteer.nouns.concept(concept);
            match concept.class {
                NounClass::Organization | NounClass::Unit => (concept.singular, |kind| {
                    matches!(kind, EntryKind::Organisation | EntryKind::Media | EntryKind::ArmedForces)
                }),
                NounClass::Product if !person || view.is_quoted(&chunk.words) => (concept.singular, |_| false),
                NounClass::Event if !person => (concept.singular, |_| false),
                NounClass::Body | NounClass::Name if !person => (concept.singular, |kind| {
                    matches!(
                        kind,
                        EntryKind::Organisation | EntryKind::Media | EntryKind::Seat | EntryKind::ArmedForces
                    )
                }),
                _ => return None,
            }
        }
    };
    let known = chunk.senses.iter().find(|sense| sense.reading != Reading::Capital && fits(kinds(sense)));
    if let Some(sense) = known {
        return Some(Typed {
            entity_type: view.gazetteer.entry(sense.entry).entity_type,
            entry: Some(sense.entry),
            reading: Some(sense.reading),
            rule: "name:gazetteer",
        });
    }
    // A firm is more than an organisation.
    let company = is_company(view, &chunk.words) && (entity_type == types.organization || entity_type == types.company);
    let entity_type = if company { types.company } else { entity_type };
    Some(Typed { entity_type, entry: None, reading: None, rule: "name:introduction" })
}

/// `Forces armées du Pérou`: a noun for armed forces, then the name of a country.
fn forces_of_country(view: &View<'_>, words: &Range<usize>) -> Option<EntryId> {
    let concept = view.gazetteer.nouns.concept(super::phrases::concept_of(view, words.start)?);
    if concept.class != NounClass::Force {
        return None;
    }
    let country = |start: usize| {
        let key = join_key(view.surface(&(start..words.end)));
        let mut senses = view.gazetteer.forms().senses(&key).filter(|sense| sense.reading == Reading::Name);
        senses.find_map(|sense| view.gazetteer.armed_forces(sense.entry))
    };
    (words.start + 1..words.end).find_map(country)
}

/// How well a sense fits: its own weight, the tagger's opinion, and whether the article speaks of its country.
fn points(view: &View<'_>, chunk: &Chunk, sense: &Sense, countries: &Countries) -> i32 {
    let entry = view.gazetteer.entry(sense.entry);
    let single = chunk.words.len() == 1;
    let first_name = single && view.gazetteer.first_name(&join_key(&view.token(chunk.words.start).form)).is_some();
    let nearby = entry.country.is_some_and(|country| countries.contains(&country));
    let capital =
        chunk.senses.iter().any(|other| other.reading == Reading::Capital && Some(other.entry) == entry.country);
    let weight = match (entry.kind, sense.reading) {
        (EntryKind::Leader, Reading::ShortName) => 60,
        (EntryKind::Place | EntryKind::Leader | EntryKind::ArmedForces, _) => 100,
        (EntryKind::Organisation | EntryKind::Media | EntryKind::Seat, _) => 80,
        (EntryKind::City, _) => {
            5 + 10 * entry.population.max(1).ilog10() as i32
                + if nearby { 15 } else { 0 }
                + if capital { 30 } else { 0 }
                - if first_name { 25 } else { 0 }
        }
    };
    let agreement = match (chunk.kind, entry.kind) {
        (None | Some(NameKind::Other), _) => 0,
        (Some(NameKind::Person), EntryKind::Leader)
        | (Some(NameKind::Location), EntryKind::Place | EntryKind::City)
        | (
            Some(NameKind::Organization),
            EntryKind::Organisation | EntryKind::Media | EntryKind::Seat | EntryKind::ArmedForces,
        ) => 30,
        (Some(NameKind::Person), EntryKind::Place) => {
            if first_name {
                -80
            } else {
                -20
            }
        }
        (Some(NameKind::Person), _) => -60,
        (Some(NameKind::Organization), EntryKind::Place) => -10,
        (Some(NameKind::Location), EntryKind::Seat) => 0,
        _ => -30,
    };
    let homonym = entry.kind == EntryKind::Organisation
        && chunk.kind != Some(NameKind::Organization)
        && chunk.senses.iter().any(|other| view.gazetteer.entry(other.entry).kind == EntryKind::City);
    let title = titled_person(view, &chunk.words) && entry.kind != EntryKind::Leader;
    let place_preposition = single && view.is_in_place(&chunk.words) && entry.kind == EntryKind::City;
    weight + agreement - if title { 100 } else { 0 } - if homonym { 30 } else { 0 }
        + if place_preposition { 15 } else { 0 }
}

/// The type where the gazetteer does not help.
fn without_entry(view: &View<'_>, chunk: &Chunk) -> Option<EntityTypeId> {
    let types = &view.gazetteer.types;
    if titled_person(view, &chunk.words)
        || (chunk.kind != Some(NameKind::Organization) && is_one_of(view, &chunk.words))
    {
        return Some(types.person);
    }
    if is_company(view, &chunk.words) {
        return Some(types.company);
    }
    let first = view.token(chunk.words.start);
    if chunk.kind != Some(NameKind::Person)
        && let Some(concept) = own_type_noun(view, &chunk.words)
    {
        let concept = view.gazetteer.nouns.concept(concept);
        let bare = chunk.words.len() == 1;
        return if bare && chunk.kind.is_none() { None } else { Some(concept.singular) };
    }
    let first_name = chunk.words.len() > 1 && view.gazetteer.first_name(&join_key(&first.form)).is_some();
    match chunk.kind {
        Some(NameKind::Person) => Some(types.person),
        Some(NameKind::Location) if acts(view, &chunk.words) => Some(types.organization),
        Some(NameKind::Location) => Some(place_type(view, &chunk.words, types)),
        Some(NameKind::Organization) => Some(types.organization),
        Some(NameKind::Other) => Some(types.entity),
        None if first_name => Some(types.person),
        None => first.form.chars().any(char::is_alphabetic).then_some(types.entity),
    }
}

/// True for a name of several words that begins or ends as names of firms do.
fn is_company(view: &View<'_>, words: &Range<usize>) -> bool {
    let is_word = |index: usize| view.is_cue(Cue::CompanyWord, &view.token(index).form.to_lowercase());
    words.len() > 1 && (is_word(words.start) || is_word(words.end - 1))
}

/// `Ministère de la Défense`, `Lille University`: a name that begins (English: ends) with a noun for its kind.
pub(super) fn own_type_noun(view: &View<'_>, words: &Range<usize>) -> Option<ConceptId> {
    let noun = if view.language == Language::English { words.end - 1 } else { words.start };
    let token = view.token(noun);
    let nouns = &view.gazetteer.nouns;
    nouns
        .find(view.language, &token.lemma.to_lowercase())
        .or_else(|| nouns.find(view.language, &token.form.to_lowercase()))
}

/// `à X` is a town in French; other names of places stay just places.
fn place_type(view: &View<'_>, words: &Range<usize>, types: &KnownTypes) -> EntityTypeId {
    let preposition = view.preposition(view.root_of(words));
    if view.language == Language::French && preposition == "à" && words.len() == 1 {
        types.settlement
    } else {
        types.place
    }
}

/// True for the subject of a verb that is not for places: no town that the gazetteer lacks founds, sells or promises.
fn acts(view: &View<'_>, words: &Range<usize>) -> bool {
    let token = view.token(view.root_of(words));
    let Some(verb) = token.head.map(|head| view.token(head as usize)) else { return false };
    token.deprel.as_str() == "nsubj"
        && verb.upos == Upos::Verb
        && verb.features.verb_form != VerbForm::Part
        && !view.is_cue(Cue::PlaceVerb, &verb.lemma)
}

/// True for a name right after a courtesy title or a noun for an office (`la ministre X`, `le président turc X`).
fn titled_person(view: &View<'_>, words: &Range<usize>) -> bool {
    let Some(before) = words.start.checked_sub(1) else { return false };
    let is_title = |index: usize| {
        let key = join_key(&view.token(index).form);
        view.gazetteer.courtesy_title(view.language, &key).is_some()
            || (view.token(index).upos == Upos::Noun || view.language == Language::English)
                && view.gazetteer.roles.title(view.language, &key).is_some()
    };
    if is_title(before) {
        return true;
    }
    let adjective = view.demonyms[before].is_some() || view.token(before).upos == Upos::Adj;
    adjective && view.language == Language::French && before > 0 && is_title(before - 1)
}

/// `le Breton X`, `l'Italienne X`: one of a people.
fn is_one_of(view: &View<'_>, words: &Range<usize>) -> bool {
    view.language == Language::French
        && words.start > 1
        && view.demonyms[words.start - 1].is_some()
        && view.is_capitalised(words.start - 1)
        && view.token(words.start - 2).upos == Upos::Det
}

/// Completes `la région de X`: the type noun decides which X is meant.
pub(super) fn named_place(view: &View<'_>, draft: &mut Draft, concept: ConceptId) {
    let gazetteer = view.gazetteer;
    let concept = gazetteer.nouns.concept(concept);
    let core = join_key(view.surface(&draft.clue.core));
    let noun = join_key(&view.token(draft.head).lemma);
    let whole = match view.language {
        Language::English => format!("{core} {noun}"),
        _ => format!("{noun} de {core}"),
    };
    let forms = gazetteer.forms();
    let named = |key: &str| forms.senses(key).filter(|sense| sense.reading == Reading::Name);
    let own = named(&whole).next().or_else(|| {
        let fits = |sense: &Sense| gazetteer.entry(sense.entry).entity_type == concept.singular;
        named(&core)
            .filter(fits)
            .max_by_key(|sense| (gazetteer.entry(sense.entry).population, std::cmp::Reverse(sense.entry)))
    });
    let country = draft.clue.entry.and_then(|entry| gazetteer.entry(entry).country);
    draft.clue.place = country;
    match own {
        Some(sense) => {
            let entry = gazetteer.entry(sense.entry);
            draft.entity_type = entry.entity_type;
            draft.clue.entry = Some(sense.entry);
            draft.clue.reading = Some(Reading::Name);
            draft.clue.place = entry.country.or(country);
        }
        None => {
            draft.entity_type = concept.singular;
            draft.clue.entry = None;
            draft.clue.reading = None;
        }
    }
}

/// True where a capital is meant as a place, not as the state: by its preposition, or by the word that it depends on.
fn reads_as_place(view: &View<'_>, words: &Range<usize>) -> bool {
    let mut word = view.root_of(words);
    let mut steps = 0;
    while view.token(word).deprel.is("conj") && steps < 4 {
        let Some(head) = view.head(word) else { break };
        word = head;
        steps += 1;
    }
    let cue = |kind, lemma: &str| view.is_cue(kind, lemma);
    let preposition = view.preposition(word);
    if !preposition.is_empty() && cue(Cue::PlacePreposition, preposition) {
        return true;
    }
    let Some(head) = view.head(word) else { return true };
    let governor = view.token(head);
    let deprel = view.token(word).deprel;
    match deprel.universal() {
        "nsubj" => !matches!(governor.upos, Upos::Verb | Upos::Aux) || cue(Cue::PlaceVerb, &governor.lemma),
        "obj" | "iobj" => cue(Cue::PlaceVerb, &governor.lemma),
        "nmod" | "compound" => place_noun(view, head),
        "obl" => {
            let passive_agent = deprel.as_str() == "obl:agent";
            !passive_agent && (preposition.is_empty() || view.is_cue(Cue::Genitive, preposition))
                || cue(Cue::PlacePreposition, &governor.lemma)
        }
        _ => true,
    }
}

/// True for nouns whose complement is a place: `les rues de X`, `l'université de X`.
fn place_noun(view: &View<'_>, noun: usize) -> bool {
    let lemma = view.token(noun).lemma.to_lowercase();
    if view.is_cue(Cue::PlaceNoun, &lemma) {
        return true;
    }
    let concept = view.gazetteer.nouns.find(view.language, &lemma);
    concept
        .is_some_and(|id| matches!(view.gazetteer.nouns.concept(id).class, NounClass::Place | NounClass::Organization))
}
