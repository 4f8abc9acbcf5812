//! Names: gazetteer entries, whole names, surnames, acronyms.

use super::State;
use crate::doc::MentionKind;
use crate::extract::mentions::acronym::{is_acronym, is_short_form, shares_initials};
use crate::knowledge::gazetteer::{Cue, EntryKind, Reading, join_key};
use crate::knowledge::ontology::EntityTypeId;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

pub(super) fn resolve(state: &mut State<'_>) {
    let names: Vec<usize> =
        (0..state.mentions.list.len()).filter(|&index| !state.clue(index).core.is_empty()).collect();
    let types = Types::new(state, &names);
    let mut short = Vec::new();
    for &name in &names {
        if state.clue(name).same_as.is_none() && !whole_name(state, &types, name) {
            short.push(name);
        }
    }
    short_names(state, &short);
    shortened(state);
    // A name with its title or type noun is what the name in it is.
    for &name in &names {
        if let Some(group) = state.clue(name).same_as.and_then(|inner| state.group_of[inner]) {
            state.join(name, group);
        }
    }
    untyped(state);
    known_elsewhere(state);
    spelled_elsewhere(state);
    for demonym in 0..state.mentions.list.len() {
        if state.mention(demonym).kind == MentionKind::Demonym
            && let Some(entry) = state.clue(demonym).entry
        {
            state.join_entry(demonym, entry);
        }
    }
}

/// Key of the name proper.
pub(super) fn core_key(state: &State<'_>, name: usize) -> String {
    join_key(state.words_of(name, state.clue(name).core.clone()))
}

/// Resolves a name that says enough by itself; false for surnames.
fn whole_name(state: &mut State<'_>, types: &Types, name: usize) -> bool {
    let clue = state.clue(name);
    if clue.reading == Some(Reading::ShortName) {
        return false;
    }
    if let Some(entry) = clue.entry {
        state.join_entry(name, entry);
        return true;
    }
    let key = state.gazetteer.transliterated(&core_key(state, name));
    let entity_type = types.of(state, name, &key);
    let known = &state.gazetteer.types;
    if clue.core.len() == 1 && (entity_type == known.person || entity_type == known.entity) {
        return false;
    }
    let family = state.family(entity_type);
    // A region and the town that it is called after are two things.
    let level = if family == known.place { entity_type } else { family };
    let group = state.join_key(name, format!("{}:{key}", level.0));
    if !state.ontology.is_a(state.groups[group].entity_type, entity_type) {
        state.groups[group].entity_type = entity_type;
    }
    true
}

/// What the mentions of each name, taken together, say about its type. Taggers see one sentence at a time and disagree
/// with themselves; titles and type nouns are believed, else the majority.
struct Types(BTreeMap<String, Votes>);

#[derive(Default)]
struct Votes {
    /// Types by titles and type nouns.
    strong: Vec<EntityTypeId>,
    /// Types by the tagger, with the number of mentions.
    weak: BTreeMap<EntityTypeId, usize>,
}

impl Types {
    fn new(state: &State<'_>, names: &[usize]) -> Self {
        let mut votes: BTreeMap<String, Votes> = BTreeMap::new();
        for &name in names.iter().filter(|&&name| state.clue(name).entry.is_none()) {
            let key = state.gazetteer.transliterated(&core_key(state, name));
            let entity_type = state.mention(name).entity_type;
            let votes = votes.entry(key).or_default();
            if !is_weak(state, name) {
                if !votes.strong.contains(&entity_type) {
                    votes.strong.push(entity_type);
                }
            } else if entity_type != state.gazetteer.types.entity {
                *votes.weak.entry(entity_type).or_default() += 1;
            }
        }
        Types(votes)
    }

    /// The type of a mention of the name.
    fn of(&self, state: &State<'_>, name: usize, key: &str) -> EntityTypeId {
        let own = state.mention(name).entity_type;
        let Some(votes) = self.0.get(key).filter(|_| is_weak(state, name)) else { return own };
        match votes.strong.as_slice() {
            [only] => *only,
            [] => {
                let mut weak = votes.weak.clone();
                // What acts is no place that nothing tells more about.
                let types = &state.gazetteer.types;
                if weak.contains_key(&types.organization) && !weak.contains_key(&types.settlement) {
                    weak.remove(&types.place);
                }
                let most = weak.values().max().copied().unwrap_or_default();
                let mut best = weak.iter().filter(|&(_, &count)| count == most).map(|(&entity_type, _)| entity_type);
                match (best.next(), best.next()) {
                    (Some(only), None) => only,
                    // A draw: whatever both are.
                    (Some(one), Some(other)) => state.ontology.common_ancestor(one, other),
                    _ => own,
                }
            }
            _ => own,
        }
    }
}

/// True where only the tagger or nothing at all tells the type.
fn is_weak(state: &State<'_>, name: usize) -> bool {
    matches!(state.mention(name).evidence.rule.as_str(), "name:tagger" | "name:proper_noun")
}

/// `Van Aalten` is `Joost van Aalten` where nobody else's name ends so.
fn long_surnames(state: &mut State<'_>, bearers: &FxHashMap<String, Vec<usize>>) {
    for group in 0..state.groups.len() {
        let known = &state.groups[group];
        let Some(&first) = known.members.first().filter(|_| known.entry.is_none()) else { continue };
        if known.entity_type != state.gazetteer.types.person {
            continue;
        }
        let key = state.gazetteer.transliterated(&core_key(state, first));
        if let Some(&[only]) = bearers.get(&key).map(Vec::as_slice) {
            merge(state, group, only);
        }
    }
}

/// Surnames join the one person of the article who bears them; what is left stands for itself.
fn short_names(state: &mut State<'_>, short: &[usize]) {
    let bearers = bearers(state);
    long_surnames(state, &bearers);
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
            (Some(group), _) => state.join(name, state.current(group)),
            (None, Some(entry)) => drop(state.join_entry(name, entry)),
            (None, None) => drop(state.join_key(name, format!("short:{key}"))),
        }
    }
}

/// `Harbourline` is `Harbourline Marine`, `Alameda` is `Grupo Alameda`: the beginning of the name of just one organisation
/// of the article, or what is left of it without words of firms.
fn shortened(state: &mut State<'_>) {
    let organization = state.gazetteer.types.organization;
    let mut whole: BTreeMap<String, Vec<(usize, bool)>> = BTreeMap::new();
    for (group, known) in state.groups.iter().enumerate() {
        let unknown = known.entity_type == state.gazetteer.types.entity;
        if !(unknown || state.ontology.is_a(known.entity_type, organization)) || known.entry.is_some() {
            continue;
        }
        for (key, sure) in known.members.iter().flat_map(|&member| short_keys(state, member)) {
            let groups = whole.entry(key).or_default();
            if !groups.contains(&(group, sure)) {
                groups.push((group, sure));
            }
        }
    }
    for group in 0..state.groups.len() {
        let known = &state.groups[group];
        let Some(&first) = known.members.first() else { continue };
        let Some([(only, sure)]) = whole.get(&core_key(state, first)).map(Vec::as_slice) else { continue };
        let (only, sure) = (*only, *sure);
        let weak = known.entry.is_none() && known.members.iter().all(|&member| is_weak(state, member));
        let city = known.entry.is_some_and(|entry| state.gazetteer.entry(entry).kind == EntryKind::City);
        let person = known.entity_type == state.gazetteer.types.person;
        if only != group && ((weak && !person) || (sure && (weak || city))) {
            merge(state, group, only);
        }
    }
}

/// What a name of several words may be shortened to, and whether nothing but words of firms is left out.
fn short_keys(state: &State<'_>, member: usize) -> Vec<(String, bool)> {
    let core = state.clue(member).core.clone();
    let sentence = &state.document.sentences[state.mention(member).sentence];
    let is_firm_word = |word: usize| {
        state.gazetteer.is_cue(sentence.language, Cue::CompanyWord, &sentence.tokens[word].form.to_lowercase())
    };
    let common =
        |word: usize| state.gazetteer.nouns.find(sentence.language, &sentence.tokens[word].lemma.to_lowercase());
    let mut keys = Vec::new();
    if core.len() < 2 {
        return keys;
    }
    let key = |words: std::ops::Range<usize>| join_key(state.words_of(member, words));
    if is_firm_word(core.start) {
        keys.push((key(core.start + 1..core.end), true));
    } else if common(core.start).is_none() {
        let ends = core.start + 1..core.end;
        keys.extend(ends.map(|end| (key(core.start..end), (end..core.end).all(is_firm_word))));
    }
    keys
}

/// What whole names of persons end with, from the second word on → the persons.
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
            for start in core.start + 1..core.end {
                let surname = join_key(state.words_of(member, start..core.end));
                let groups = bearers.entry(state.gazetteer.transliterated(&surname)).or_default();
                if groups.last() != Some(&group) {
                    groups.push(group);
                }
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

/// Taggers and context keep the gazetteer from being believed here and there; where it was believed once, a mention of
/// the same name whose type nothing but the tagger tells means the same.
fn known_elsewhere(state: &mut State<'_>) {
    let mut known: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (group, thing) in state.groups.iter().enumerate().filter(|(_, thing)| thing.entry.is_some()) {
        for key in thing.members.iter().map(|&member| core_key(state, member)) {
            let groups = known.entry(key).or_default();
            if !groups.contains(&group) {
                groups.push(group);
            }
        }
    }
    for group in 0..state.groups.len() {
        let thing = &state.groups[group];
        let Some(&first) = thing.members.first().filter(|_| thing.entry.is_none()) else { continue };
        let Some(&[only]) = known.get(&core_key(state, first)).map(Vec::as_slice) else { continue };
        let family = |group: usize| state.family(state.groups[group].entity_type);
        if family(group) == family(only) && thing.members.iter().all(|&member| is_weak(state, member)) {
            merge(state, group, only);
        }
    }
}

/// Letters of an acronym that may stand far from the name that it shortens.
const SURE: usize = 3;

/// Names of organisations among which such an acronym is looked for; longer texts are no articles.
const COMPARED: usize = 400;

/// `M12` is the `Mouvement du 12-Mai`, `ARS` the `Agence régionale de santé`, wherever they stand, where just one
/// organisation of the article is called so.
fn spelled_elsewhere(state: &mut State<'_>) {
    let types = &state.gazetteer.types;
    let long: Vec<(usize, String)> = state
        .groups
        .iter()
        .enumerate()
        .filter(|(_, known)| state.ontology.is_a(known.entity_type, types.organization))
        .flat_map(|(group, known)| known.members.iter().map(move |&member| (group, member)))
        .filter(|&(_, member)| state.clue(member).core.len() > 1)
        .take(COMPARED)
        .map(|(group, member)| (group, state.words_of(member, state.clue(member).core.clone()).to_owned()))
        .collect();
    for short in 0..state.groups.len() {
        let known = &state.groups[short];
        let Some(&first) = known.members.first().filter(|_| known.entry.is_none()) else { continue };
        let core = state.clue(first).core.clone();
        let form = state.words_of(first, core.clone());
        if core.len() != 1
            || form.chars().count() < SURE
            || [types.person, types.place].iter().any(|&other| state.ontology.is_a(known.entity_type, other))
        {
            continue;
        }
        let mut fitting: Vec<usize> = long
            .iter()
            .filter(|(group, name)| *group != short && is_acronym(form, name))
            .map(|&(group, _)| group)
            .collect();
        fitting.dedup();
        if let &[only] = fitting.as_slice() {
            merge(state, short, only);
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
        let fits = |&&long: &&usize| {
            let (short, long) = (&other.evidence.quote, state.mention(long));
            let organization = state.ontology.is_a(long.entity_type, state.gazetteer.types.organization);
            is_acronym(short, &long.evidence.quote)
                || (organization
                    && (is_short_form(short, &long.evidence.quote) || shares_initials(short, &long.evidence.quote)))
        };
        let Some(long_group) = candidates.iter().find(fits).and_then(|&long| state.group_of[long]) else { continue };
        let Some(short_group) = state.group_of[short].filter(|_| !state.clue(short).core.is_empty()) else { continue };
        if state.groups[short_group].entry.is_none() {
            merge(state, short_group, long_group);
        } else if state.groups[long_group].entry.is_none() {
            merge(state, long_group, short_group);
        }
    }
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
