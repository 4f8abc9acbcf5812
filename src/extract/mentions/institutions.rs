//! Names that are common nouns: institutions, and what an acronym in brackets spells out.

use super::acronym::is_acronym;
use super::names::{Chunk, Found};
use super::view::View;
use crate::doc::{Language, NameKind, Upos};
use crate::knowledge::gazetteer::{Cue, NounClass, join_key};

/// Names that begin with a common noun (`Agence des eaux de Savoie`, `Mouvement populaire`): French writes such a noun
/// with a capital, and the name goes on over its adjectives and its complements with `de`.
pub(super) fn find(view: &View<'_>, found: &mut Found) {
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
        // `l'ONG italienne X`: capitals of an abbreviation begin no name.
        let form = &view.token(word).form;
        let abbreviation = concept.is_some() && form.len() > 1 && form.chars().all(char::is_uppercase);
        // `le ministère de la Défense autrichien`: the field of a minister begins none either.
        if abbreviation || view.is_cue(Cue::Portfolio, &form.to_lowercase()) {
            continue;
        }
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

/// Words before a bracket that its acronym may spell out.
const SPELLED: usize = 12;

/// `Haut-Commissariat de l'ONU pour les réfugiés (HCR)`: an acronym in brackets says how far the name before it reaches.
pub(super) fn spelled_out(view: &View<'_>, found: &mut Found) {
    for bracket in 2..view.tokens().len().saturating_sub(2) {
        let short = &view.token(bracket + 1).form;
        let capitals = short.chars().count() > 1 && short.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
        if view.token(bracket).form != "(" || view.token(bracket + 2).form != ")" || !capitals {
            continue;
        }
        // A name begins with a capital and holds no verb and no mark but a hyphen.
        let inside = |word: &usize| {
            let token = view.token(*word);
            !matches!(token.upos, Upos::Verb | Upos::Aux | Upos::Pron)
                && (token.upos != Upos::Punct || token.form == "-")
        };
        let reach: Vec<usize> = (bracket.saturating_sub(SPELLED)..bracket).rev().take_while(inside).collect();
        let start = reach.into_iter().filter(|&word| view.is_capitalised(word)).find(|&word| {
            matches!(view.token(word).upos, Upos::Noun | Upos::Propn | Upos::Adj)
                && is_acronym(short, view.surface(&(word..bracket)))
        });
        let Some(words) = start.map(|start| start..bracket).filter(|words| words.len() > 1) else { continue };
        let known = found.overlapping(&words);
        let whole = known.iter().any(|&index| found.chunks[index].words == words);
        let person = known.iter().any(|&index| found.chunks[index].kind == Some(NameKind::Person));
        if whole || person {
            continue;
        }
        known.into_iter().for_each(|index| found.remove(index));
        found.add(Chunk { words, kind: Some(NameKind::Organization), senses: Vec::new() });
    }
}
