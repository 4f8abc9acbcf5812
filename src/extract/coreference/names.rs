//! Names: gazetteer entries, whole names, surnames, acronyms.

use super::State;
use crate::doc::MentionKind;
use crate::knowledge::gazetteer::{Reading, join_key};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

pub(super) fn resolve(state: &mut State<'_>) {
    let names: Vec<usize> =
        (0..state.mentions.list.len()).filter(|&index| !state.clue(index).core.is_empty()).collect();
    let mut short = Vec::new();
    for &name in &names {
        if state.clue(name).same_as.is_none() && !whole_name(state, name) {
            short.push(name);
        }
    }
    short_names(state, &short);
    // A name with its title or type noun is what the name in it is.
    for &name in &names {
        if let Some(group) = state.clue(name).same_as.and_then(|inner| state.group_of[inner]) {
            state.join(name, group);
        }
    }
    untyped(state);
    for demonym in 0..state.mentions.list.len() {
        if state.mention(demonym).kind == MentionKind::Demonym {
            if let Some(entry) = state.clue(demonym).entry {
                state.join_entry(demonym, entry);
            }
        }
    }
}

/// Key of the name proper.
pub(super) fn core_key(state: &State<'_>, name: usize) -> String {
    join_key(state.words_of(name, state.clue(name).core.clone()))
}

/// Resolves a name that says enough by itself; false for surnames.
fn whole_name(state: &mut State<'_>, name: usize) -> bool {
    let clue = state.clue(name);
    if clue.reading == Some(Reading::ShortName) {
        return false;
    }
    if let Some(entry) = clue.entry {
        state.join_entry(name, entry);
        return true;
    }
    let entity_type = state.mention(name).entity_type;
    let types = &state.gazetteer.types;
    if clue.core.len() == 1 && (entity_type == types.person || entity_type == types.entity) {
        return false;
    }
    let family = state.family(entity_type);
    let key = format!("{}:{}", family.0, state.gazetteer.transliterated(&core_key(state, name)));
    state.join_key(name, key);
    true
}

/// Surnames join the one person of the article who bears them; what is left stands for itself.
fn short_names(state: &mut State<'_>, short: &[usize]) {
    let bearers = bearers(state);
    for &name in short {
        let key = state.gazetteer.transliterated(&core_key(state, name));
        let known = state.clue(name).entry.and_then(|entry| state.by_entry.get(&entry).copied());
        let earlier = |state: &State<'_>, group: usize| state.groups[group].members.iter().any(|&member| member < name);
        let group = match (known, bearers.get(&key).map(Vec::as_slice)) {
            (Some(group), _) => Some(group),
            (None, Some(&[only])) if state.clue(name).entry.is_none() || earlier(state, only) => Some(only),
            _ => None,
        };
        match (group, state.clue(name).entry) {
            (Some(group), _) => state.join(name, group),
            (None, Some(entry)) => drop(state.join_entry(name, entry)),
            (None, None) => drop(state.join_key(name, format!("short:{key}"))),
        }
    }
}

/// Last word of every whole name of a person → the persons.
fn bearers(state: &State<'_>) -> FxHashMap<String, Vec<usize>> {
    let mut bearers: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (group, known) in state.groups.iter().enumerate() {
        if known.entity_type != state.gazetteer.types.person {
            continue;
        }
        for &member in &known.members {
            let core = state.clue(member).core.clone();
            if core.len() < 2 {
                continue;
            }
            let surname = join_key(state.words_of(member, core.end - 1..core.end));
            let groups = bearers.entry(state.gazetteer.transliterated(&surname)).or_default();
            if !groups.contains(&group) {
                groups.push(group);
            }
        }
    }
    bearers
}

/// A name whose type nothing tells is the one thing of the article with the same name.
fn untyped(state: &mut State<'_>) {
    let unknown = state.gazetteer.types.entity;
    let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (group, known) in state.groups.iter().enumerate() {
        let mut keys: Vec<String> = known.members.iter().map(|&member| core_key(state, member)).collect();
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            by_name.entry(key).or_default().push(group);
        }
    }
    for groups in by_name.values() {
        let (untyped, typed): (Vec<usize>, Vec<usize>) =
            groups.iter().partition(|&&group| state.groups[group].entity_type == unknown);
        if let &[only] = typed.as_slice() {
            for group in untyped {
                merge(state, group, only);
            }
        }
    }
}

/// `Institut de recherche agricole (IRA)`: an acronym in brackets right behind the name or description that it shortens.
pub(super) fn acronyms(state: &mut State<'_>) {
    let mut ends: FxHashMap<(usize, usize), Vec<usize>> = FxHashMap::default();
    for (index, mention) in state.mentions.list.iter().enumerate() {
        if mention.kind != MentionKind::Demonym {
            ends.entry((mention.sentence, mention.words.end)).or_default().push(index);
        }
    }
    for short in 0..state.mentions.list.len() {
        let other = state.mention(short);
        let tokens = &state.document.sentences[other.sentence].tokens;
        let Some(bracket) = other.words.start.checked_sub(1) else { continue };
        let bracketed =
            tokens[bracket].form == "(" && tokens.get(other.words.end).is_some_and(|token| token.form == ")");
        let Some(candidates) = ends.get(&(other.sentence, bracket)).filter(|_| bracketed) else { continue };
        let fits = |&&long: &&usize| is_acronym(&other.evidence.quote, &state.mention(long).evidence.quote);
        let Some(long_group) = candidates.iter().find(fits).and_then(|&long| state.group_of[long]) else { continue };
        let Some(short_group) = state.group_of[short].filter(|_| !state.clue(short).core.is_empty()) else { continue };
        if state.groups[short_group].entry.is_none() {
            merge(state, short_group, long_group);
        } else if state.groups[long_group].entry.is_none() {
            merge(state, long_group, short_group);
        }
    }
}

/// True where the letters are the initials of the words, small words skipped or not.
fn is_acronym(short: &str, long: &str) -> bool {
    let letters: Vec<char> = join_key(short).chars().filter(|c| c.is_alphanumeric()).collect();
    let capitals = short.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    if letters.len() < 2 || !capitals {
        return false;
    }
    let key = join_key(long);
    let mut rest = letters.as_slice();
    for word in key.split(' ') {
        let matches = rest.first().is_some_and(|&letter| word.starts_with(letter));
        if matches {
            rest = &rest[1..];
        } else if word.len() > 3 {
            return false;
        }
    }
    rest.is_empty()
}

/// Moves all mentions of one thing to another.
fn merge(state: &mut State<'_>, from: usize, into: usize) {
    let into = state.current(into);
    if from == into {
        return;
    }
    state.groups[from].merged_into = Some(into);
    for member in std::mem::take(&mut state.groups[from].members) {
        state.join(member, into);
    }
}
