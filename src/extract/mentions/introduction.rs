//! What stands right before a name and says what it names: `le fonds néerlandais X`, `le navire « X »`, `l'espagnol X`.

use super::view::View;
use crate::doc::tagset::Number;
use crate::doc::{Language, Upos};
use crate::knowledge::gazetteer::{ConceptId, EntryId, NounClass, join_key};
use std::ops::Range;

/// Words between the noun and the name.
const REACH: usize = 5;

/// An introduction.
#[derive(Clone, Copy, Debug)]
pub(super) enum Introduction {
    /// By a noun that says what kind of thing it is.
    Noun(ConceptId),
    /// By nothing but a demonym in small letters, as French introduces firms (`l'espagnol X`).
    Demonym(EntryId),
}

/// The introduction of a name.
pub(super) fn before(view: &View<'_>, name: &Range<usize>) -> Option<Introduction> {
    let mut last = name.start.checked_sub(1)?;
    let mut quoted = false;
    if matches!(view.token(last).form.as_str(), "«" | "“" | "\"") {
        // Of a longer quotation the name is only the beginning.
        if !view.is_quoted(name) {
            return None;
        }
        quoted = true;
        last = last.checked_sub(1)?;
    }
    if view.language == Language::English {
        return noun(view, last).map(Introduction::Noun);
    }
    for word in (last.saturating_sub(REACH)..=last).rev() {
        let token = view.token(word);
        let demonym = view.demonyms[word].filter(|_| !view.is_capitalised(word));
        match token.upos {
            _ if word == last && !quoted && demonym.is_some() && is_determiner(view, word) => {
                return demonym.map(Introduction::Demonym);
            }
            Upos::Noun if demonym.is_none() => {
                if let Some(concept) = noun(view, word) {
                    return begins_phrase(view, word).then_some(Introduction::Noun(concept));
                }
            }
            Upos::Adj => {}
            Upos::Adp if word != last => {}
            _ if demonym.is_some() => {}
            _ => return None,
        }
    }
    None
}

/// The concept of a noun that can introduce a name.
fn noun(view: &View<'_>, word: usize) -> Option<ConceptId> {
    let token = view.token(word);
    if token.upos != Upos::Noun || view.demonyms[word].is_some() {
        return None;
    }
    let concept = super::phrases::concept_of(view, word)?;
    let class = view.gazetteer.nouns.concept(concept).class;
    let types = &view.gazetteer.types;
    // `the state Senate`
    let division = [types.region, types.settlement].contains(&view.gazetteer.nouns.concept(concept).singular);
    let introduces = !division
        && matches!(
            class,
            NounClass::Organization
                | NounClass::Unit
                | NounClass::Body
                | NounClass::Product
                | NounClass::Event
                | NounClass::Name
        );
    // `les drones X`, but not `les sociétés X et Y`.
    let several = token.features.number == Number::Plur && class != NounClass::Product;
    (introduces && !several).then_some(concept)
}

/// True for a noun with a determiner, an adjective at most between; not where it is the complement of an office
/// (`le directeur du club X`), because X then is the director.
fn begins_phrase(view: &View<'_>, noun: usize) -> bool {
    let Some(mut before) = noun.checked_sub(1) else { return true };
    if view.token(before).upos == Upos::Adj {
        match before.checked_sub(1) {
            Some(earlier) => before = earlier,
            None => return true,
        }
    }
    if !matches!(view.token(before).upos, Upos::Det | Upos::Num) {
        return false;
    }
    let Some(preposition) = before.checked_sub(1).filter(|&word| view.token(word).upos == Upos::Adp) else {
        return true;
    };
    let office = preposition.checked_sub(1).filter(|&word| view.token(word).upos == Upos::Noun);
    !office.is_some_and(|word| {
        view.gazetteer.roles.title(view.language, &join_key(&view.token(word).form)).is_some()
            || view.gazetteer.roles.title(view.language, &join_key(&view.token(word).lemma)).is_some()
    })
}

fn is_determiner(view: &View<'_>, word: usize) -> bool {
    word.checked_sub(1).is_some_and(|before| view.token(before).upos == Upos::Det)
}
