//! From groups of mentions to entities with labels, aliases and keys.

use super::State;
use super::descriptions::name_key;
use crate::doc::tagset::Number;
use crate::doc::{Language, LocalEntity, MentionKind};
use crate::extract::mentions::Determiner;
use std::collections::BTreeMap;

/// Entities in the order of their first mention, and for each mention its entity.
pub(super) fn build(state: &mut State<'_>) -> (Vec<LocalEntity>, Vec<Option<usize>>) {
    for group in &mut state.groups {
        group.members.sort_unstable();
    }
    let mut order: Vec<usize> =
        (0..state.groups.len()).filter(|&group| !state.groups[group].members.is_empty()).collect();
    order.sort_by_key(|&group| state.groups[group].members[0]);
    let mut entity_of = vec![None; state.mentions.list.len()];
    let entities = order
        .iter()
        .enumerate()
        .map(|(index, &group)| {
            for &member in &state.groups[group].members {
                entity_of[member] = Some(index);
            }
            entity(state, group)
        })
        .collect();
    (entities, entity_of)
}

fn entity(state: &State<'_>, group: usize) -> LocalEntity {
    let known = &state.groups[group];
    let entry = known.entry.map(|entry| state.gazetteer.entry(entry));
    let (label_en, label_fr) = match entry {
        Some(entry) => (entry.label_en.to_string(), entry.label_fr.to_string()),
        None => labels(state, group),
    };
    let mut aliases: Vec<String> = known
        .members
        .iter()
        .map(|&member| state.mention(member))
        .filter(|mention| !matches!(mention.kind, MentionKind::Pronoun | MentionKind::Demonym))
        .map(|mention| mention.evidence.quote.clone())
        .collect();
    aliases.sort_unstable();
    aliases.dedup();
    LocalEntity {
        entity_type: known.entity_type,
        label_en,
        label_fr,
        aliases,
        known_as: entry.map(|entry| entry.id.to_string()),
        wikidata: entry.and_then(|entry| entry.wikidata.as_deref()).map(str::to_owned),
        merge_key: merge_key(state, group),
        mentions: known.members.clone(),
    }
}

/// Gazetteer id, else what was decided, else type family and name; nothing for what has no name.
fn merge_key(state: &State<'_>, group: usize) -> Option<String> {
    let known = &state.groups[group];
    if let Some(entry) = known.entry {
        return Some(state.gazetteer.entry(entry).id.to_string());
    }
    if known.merge_key.is_some() {
        return known.merge_key.clone();
    }
    let name = best_name(state, group)?;
    let types = &state.gazetteer.types;
    let family = state.family(known.entity_type);
    let words = state.clue(name).core.len();
    let family =
        if family == types.person && words == 1 { "surname" } else { state.ontology.entity_type(family).name.as_str() };
    // A region and the town that it is called after are two things.
    let level = if family == "Place" { state.ontology.entity_type(known.entity_type).name.as_str() } else { "" };
    Some(format!("{family}{level}:{}", name_key(state, name)))
}

/// The name that says most: with the most words, then the most frequent, then the first in the alphabet.
fn best_name(state: &State<'_>, group: usize) -> Option<usize> {
    let mut counts: BTreeMap<(usize, &str), (usize, usize)> = BTreeMap::new();
    for &member in &state.groups[group].members {
        let core = state.clue(member).core.clone();
        if !core.is_empty() {
            let slot = counts.entry((core.len(), state.words_of(member, core))).or_insert((0, member));
            slot.0 += 1;
        }
    }
    let best = counts.iter().max_by_key(|((words, text), (count, _))| (*words, *count, std::cmp::Reverse(*text)));
    best.map(|(_, &(_, member))| member)
}

/// English and French label of what the gazetteer does not know.
fn labels(state: &State<'_>, group: usize) -> (String, String) {
    if let Some(name) = best_name(state, group) {
        return name_labels(state, group, name);
    }
    let members = &state.groups[group].members;
    let shown = members.iter().copied().find(|&member| state.mention(member).kind != MentionKind::Pronoun);
    let Some(first) = shown else { return Default::default() };
    let quote = state.mention(first).evidence.quote.clone();
    let clue = state.clue(first);
    let source = state.document.sentences[state.mention(first).sentence].language;
    let place = clue.place.or(state.groups[group].place);
    let demonym = place.and_then(|place| state.gazetteer.demonym(place));
    if let (None, None, Some(demonym)) = (clue.concept, clue.role, demonym) {
        let plural = clue.number == Number::Plur;
        let people = (demonym.people_en.to_string(), demonym.people_fr.to_string());
        return if plural && !people.0.is_empty() && !people.1.is_empty() { people } else { (quote.clone(), quote) };
    }
    let concept = clue.concept.map(|id| state.gazetteer.nouns.concept(id));
    let (Some(concept), Some(demonym), Language::French) = (concept, demonym, source) else {
        return (quote.clone(), quote);
    };
    // Only a noun and a demonym can be put into the other language word by word.
    let head = &state.document.token(state.mention(first).head_ref()).lemma;
    let simple =
        state.mention(first).words.len() == 2 && *head == *concept.french && clue.determiner != Determiner::Possessive;
    if !simple {
        return (quote.clone(), quote);
    }
    let noun = if clue.number == Number::Plur { &concept.english_plural } else { &concept.english };
    (format!("{} {noun}", demonym.adjective_en), quote)
}

/// Labels of a name: the name; for `la région de X` with the type noun.
fn name_labels(state: &State<'_>, group: usize, name: usize) -> (String, String) {
    let core = state.words_of(name, state.clue(name).core.clone()).to_owned();
    let types = &state.gazetteer.types;
    let known = &state.groups[group];
    let concept = known.concepts.first().map(|&id| state.gazetteer.nouns.concept(id));
    match concept.filter(|_| known.entity_type == types.region) {
        Some(concept) => {
            let english = english_name(state, name).unwrap_or_else(|| core.clone());
            (format!("{english} {}", concept.english), format!("{} de {core}", concept.french))
        }
        None => (core.clone(), core),
    }
}

/// The English name of a place that the gazetteer has under another type.
fn english_name(state: &State<'_>, name: usize) -> Option<String> {
    let key = super::names::core_key(state, name);
    let mut senses: Vec<_> =
        state.gazetteer.forms().senses(&key).map(|sense| state.gazetteer.entry(sense.entry)).collect();
    senses.retain(|entry| entry.population > 0);
    senses.sort_by_key(|entry| std::cmp::Reverse(entry.population));
    senses.first().map(|entry| entry.label_en.to_string())
}
