//! Descriptions and common nouns: apposition, what belongs to a country, offices, repeated phrases.

use super::State;
use super::antecedents::{self, Offices, Survey};
use super::names::core_key;
use crate::doc::tagset::Number;
use crate::doc::{MentionKind, Upos};
use crate::extract::mentions::{Count, Determiner, speakers};
use crate::knowledge::gazetteer::{EntryId, NounClass, join_key};

/// Resolves everything but names, demonyms, pronouns and phrases with a possessive.
pub(super) fn resolve(state: &mut State<'_>) {
    let list: Vec<usize> = (0..state.mentions.list.len()).filter(|&index| is_description(state, index)).collect();
    for &mention in &list {
        if let Some(group) = state.clue(mention).same_as.and_then(|name| state.group_of[name]) {
            state.join(mention, group);
        }
    }
    let offices = Offices::new(state);
    state.survey = Survey::new(state);
    for &mention in &list {
        // The same thing in fewer words.
        let shorter_for = state.clue(mention).same_as.and_then(|other| state.group_of[other]);
        if let (None, Some(group)) = (state.group_of[mention], shorter_for) {
            state.join(mention, group);
        } else if state.group_of[mention].is_none() && state.clue(mention).determiner != Determiner::Possessive {
            describe(state, &offices, mention, state.clue(mention).place);
        }
    }
}

/// Resolves phrases with a possessive, now that some possessors are known (`ses troupes`).
pub(super) fn resolve_possessed(state: &mut State<'_>) {
    let offices = Offices::new(state);
    for mention in 0..state.mentions.list.len() {
        if !is_description(state, mention) || state.group_of[mention].is_some() {
            continue;
        }
        let place = possessor(state, mention).and_then(|owner| {
            let owner = &state.groups[owner];
            owner.entry.filter(|&entry| state.gazetteer.entry(entry).country == Some(entry)).or(owner.place)
        });
        let class = state.clue(mention).concept.map(|id| state.gazetteer.nouns.concept(id).class);
        match (state.clue(mention).place.or(place), class) {
            (Some(place), Some(NounClass::Force | NounClass::Body)) => {
                describe(state, &offices, mention, Some(place));
            }
            _ => drop(state.join_key(mention, format!("own:{}", key_of(state, mention)))),
        }
    }
}

fn is_description(state: &State<'_>, mention: usize) -> bool {
    matches!(state.mention(mention).kind, MentionKind::Description | MentionKind::Nominal)
}

/// The thing that the possessive in a phrase stands for.
fn possessor(state: &State<'_>, mention: usize) -> Option<usize> {
    let place = state.mention(mention);
    let sentence = place.sentence;
    let first = crate::doc::TokenRef { sentence, token: place.words.start };
    let pronoun = state.mentions.at(first).filter(|&inner| state.mention(inner).kind == MentionKind::Pronoun)?;
    state.group_of[pronoun]
}

fn describe(state: &mut State<'_>, offices: &Offices, mention: usize, place: Option<EntryId>) {
    let clue = state.clue(mention);
    if state.mention(mention).evidence.rule == speakers::RULE {
        phrase(state, mention);
        return;
    }
    if clue.concept.is_none() && clue.role.is_none() {
        if let Some(group) = antecedents::one_of(state, mention) {
            state.join(mention, group);
            return;
        }
        // A people.
        let entity_type = state.mention(mention).entity_type.0;
        let group = state.join_key(mention, format!("people:{place:?}:{entity_type}:{:?}", clue.count));
        if let Some(place) = place.filter(|_| clue.number == Number::Plur && clue.count == Count::None) {
            state.groups[group].merge_key = Some(format!("people:{}", state.gazetteer.entry(place).id));
        }
        return;
    }
    let class = clue.concept.map(|id| state.gazetteer.nouns.concept(id).class);
    match (class, place) {
        (Some(NounClass::Force), Some(place)) if is_whole_force(state, mention) => {
            match state.gazetteer.armed_forces(place) {
                Some(forces) => drop(state.join_entry(mention, forces)),
                None => phrase(state, mention),
            }
        }
        (Some(NounClass::Body), Some(place)) => body(state, mention, place),
        (Some(NounClass::Body), None) => match spoken_of(state, mention) {
            Some(place) => body(state, mention, place),
            None => phrase(state, mention),
        },
        _ if clue.role.is_some() && state.mention(mention).entity_type == state.gazetteer.types.person => {
            match offices.holder(state, mention) {
                Some(group) => state.join(mention, group),
                None => phrase(state, mention),
            }
        }
        _ => phrase(state, mention),
    }
}

/// `l'armée russe` and `les soldats russes` are the Russian forces; `un soldat russe`, `six officiers russes` are not.
fn is_whole_force(state: &State<'_>, mention: usize) -> bool {
    let clue = state.clue(mention);
    let person = state.mention(mention).entity_type == state.gazetteer.types.person;
    clue.count != Count::Few && !person && content(state, mention).split(' ').count() == 1
}

/// The state whose body of this name the article has named before, where the sentence speaks of that state too.
fn spoken_of(state: &State<'_>, mention: usize) -> Option<EntryId> {
    let sentence = state.mention(mention).sentence;
    let here = (0..mention).rev().take_while(|&other| state.mention(other).sentence == sentence);
    let after = (mention + 1..state.mentions.list.len()).take_while(|&other| state.mention(other).sentence == sentence);
    let mut places: Vec<EntryId> = here.chain(after).filter_map(|other| state.clue(other).place).collect();
    places.sort_unstable();
    places.dedup();
    places.retain(|&place| state.by_key.contains_key(&body_key(state, mention, place)));
    match places.as_slice() {
        &[only] => Some(only),
        _ => None,
    }
}

fn body_key(state: &State<'_>, mention: usize, place: EntryId) -> String {
    let concept = state.clue(mention).concept.map_or("", |id| state.gazetteer.nouns.concept(id).name.as_ref());
    format!("body:{concept}:{}:{}", content_after_head(state, mention), state.gazetteer.entry(place).id)
}

/// An organ of a state: one for each state and name.
fn body(state: &mut State<'_>, mention: usize, place: EntryId) {
    let key = body_key(state, mention, place);
    let group = state.join_key(mention, key.clone());
    state.groups[group].merge_key = Some(key);
}

/// Any other phrase: the same words again are the same thing, a bare definite noun is the last thing that fits.
fn phrase(state: &mut State<'_>, mention: usize) {
    let clue = state.clue(mention);
    let definite = matches!(clue.determiner, Determiner::Definite | Determiner::Demonstrative);
    if clue.bare
        && definite
        && let Some(group) = antecedents::find(state, mention)
    {
        state.join(mention, group);
        return;
    }
    let singular = clue.number != Number::Plur;
    if clue.determiner == Determiner::Indefinite && singular {
        match antecedents::announced(state, mention) {
            Some(group) => state.join(mention, group),
            None => drop(state.found(mention)),
        }
        return;
    }
    let key = key_of(state, mention);
    state.join_key(mention, key);
}

/// The key of a phrase in its document: what kind of thing, of which place, in which words.
fn key_of(state: &State<'_>, mention: usize) -> String {
    let clue = state.clue(mention);
    let number = if clue.number == Number::Plur { "plural" } else { "singular" };
    format!("phrase:{:?}:{number}:{}", clue.place, content(state, mention))
}

/// Keys of the words that carry meaning, without the demonym; numbers only where they are small.
fn content(state: &State<'_>, mention: usize) -> String {
    content_from(state, mention, 0)
}

/// The same without the words up to the head.
fn content_after_head(state: &State<'_>, mention: usize) -> String {
    content_from(state, mention, state.mention(mention).head + 1)
}

fn content_from(state: &State<'_>, mention: usize, from: usize) -> String {
    let place = state.mention(mention);
    let sentence = &state.document.sentences[place.sentence];
    let few = state.clue(mention).count == Count::Few;
    let mut out = String::new();
    for word in place.words.clone().filter(|&word| word >= from) {
        let token = &sentence.tokens[word];
        let kept =
            matches!(token.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Verb) || (few && token.upos == Upos::Num);
        let inner = state.mentions.at(crate::doc::TokenRef { sentence: place.sentence, token: word });
        let demonym = inner.is_some_and(|inner| {
            state.mention(inner).kind == MentionKind::Demonym
                || (state.clue(inner).entry.is_some() && state.clue(inner).entry == state.clue(mention).place)
        });
        if kept && !demonym {
            if !out.is_empty() {
                out.push(' ');
            }
            let lemma = if word == place.head { token.lemma.as_str() } else { token.form.as_str() };
            out.push_str(&join_key(lemma));
        }
    }
    out
}

/// The key on which names without an entry are merged over documents.
pub(super) fn name_key(state: &State<'_>, name: usize) -> String {
    state.gazetteer.transliterated(&core_key(state, name))
}
