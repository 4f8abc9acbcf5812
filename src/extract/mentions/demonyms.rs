//! Words for what belongs to a place, and for its people.

use super::phrases::{count_of, determiner_of, left_reach};
use super::view::View;
use super::{Clue, Draft};
use crate::doc::tagset::Number;
use crate::doc::{Language, MentionKind, Upos};
use crate::knowledge::gazetteer::EntryId;
use std::ops::Range;

/// `russe` → the country; `les Russes` → the people.
pub(super) fn mentions(view: &View<'_>, owner: &[Option<usize>], drafts: &mut Vec<Draft>) {
    let types = &view.gazetteer.types;
    let mut word = 0;
    while word < view.tokens().len() {
        let Some(place) = view.demonyms[word].filter(|_| owner[word].is_none()) else {
            word += 1;
            continue;
        };
        let start = word;
        while word < view.tokens().len() && view.demonyms[word] == Some(place) && owner[word].is_none() {
            word += 1;
        }
        let words = start..word;
        let head = view.root_of(&words);
        let token = view.token(head);
        let noun = matches!(token.upos, Upos::Noun | Upos::Propn)
            && view.is_capitalised(head)
            && !token.deprel.is("amod")
            && !token.deprel.is("compound");
        let plural =
            token.features.number == Number::Plur || (view.language == Language::English && token.form.ends_with('s'));
        let (kind, entity_type, rule) = match (noun, plural) {
            (true, true) => (MentionKind::Description, types.community, "demonym:people"),
            (true, false) if view.language == Language::French => {
                (MentionKind::Description, types.person, "demonym:person")
            }
            // `l'espagnol X`: the firm.
            _ => match firm_behind(&words, place, owner, drafts) {
                Some(firm) => (MentionKind::Description, drafts[firm].entity_type, "demonym:firm"),
                None => (MentionKind::Demonym, view.gazetteer.entry(place).entity_type, "demonym:place"),
            },
        };
        if kind == MentionKind::Demonym && token.upos == Upos::Noun && view.language == Language::French {
            // `le russe`, `en français`: the language.
            continue;
        }
        let clue = Clue {
            entry: (kind == MentionKind::Demonym).then_some(place),
            place: Some(place),
            gender: token.features.gender,
            number: token.features.number,
            count: count_of(view, head),
            determiner: determiner_of(view, head),
            ..Clue::default()
        };
        // `trois Kényans`, `ethnic Germans`
        let people = entity_type == types.community && kind == MentionKind::Description;
        let start = if people { left_reach(view, head) } else { words.start };
        let free = (start..words.start).all(|word| owner[word].is_none());
        let words = if free { start..words.end } else { words };
        drafts.push(Draft { words, head, kind, entity_type, rule, clue });
    }
}

/// The name right behind a demonym that introduces it.
fn firm_behind(words: &Range<usize>, place: EntryId, owner: &[Option<usize>], drafts: &[Draft]) -> Option<usize> {
    let name = (*owner.get(words.end)?)?;
    let draft = drafts.get(name)?;
    (draft.words.start == words.end && draft.rule == "name:introduction" && draft.clue.place == Some(place))
        .then_some(name)
}
