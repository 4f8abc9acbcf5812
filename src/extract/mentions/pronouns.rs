//! Pronouns and possessives that may stand for a thing of the article.

use super::view::View;
use super::{Clue, Draft};
use crate::doc::tagset::{Number, Person};
use crate::doc::{Language, MentionKind, Upos};
use crate::knowledge::gazetteer::Cue;

/// Adds third-person pronouns, relative pronouns and possessives.
pub(super) fn mentions(view: &View<'_>, drafts: &mut Vec<Draft>) {
    let mut named = vec![false; view.tokens().len()];
    for draft in drafts.iter() {
        named[draft.clue.core.clone()].fill(true);
    }
    for (index, token) in view.tokens().iter().enumerate() {
        let features = &token.features;
        let candidate = match token.upos {
            Upos::Pron => {
                features.relative
                    || (features.person == Person::Third && !features.reflexive && !features.interrogative)
            }
            Upos::Det => features.possessive && features.person != Person::First && features.person != Person::Second,
            _ => false,
        };
        let latter = is_latter(view, index);
        let expletive = token.deprel.is("expl") && !is_inverted_subject(view, index);
        if !(candidate || latter) || expletive || named[index] {
            continue;
        }
        // A possessive agrees with what is owned, not with the owner.
        let own = !features.possessive && !features.relative;
        let clue = Clue {
            gender: if own { features.gender } else { Default::default() },
            number: if own { features.number } else { Number::None },
            ..Clue::default()
        };
        drafts.push(Draft {
            words: index..index + 1,
            head: index,
            kind: MentionKind::Pronoun,
            entity_type: view.gazetteer.types.entity,
            rule: "pronoun",
            clue,
        });
    }
}

/// `a-t-il dit`: behind its verb a clitic is the subject where no noun is, whatever parsers call it.
fn is_inverted_subject(view: &View<'_>, index: usize) -> bool {
    let token = view.token(index);
    let alone = |head: usize| !view.children(head).any(|child| view.token(child).deprel.is("nsubj"));
    token.deprel.as_str() == "expl:subj" && token.form.starts_with('-') && view.head(index).is_some_and(alone)
}

/// `ce dernier`, `the latter`: adjectives that stand for the thing named last.
fn is_latter(view: &View<'_>, index: usize) -> bool {
    let token = view.token(index);
    let alone = view.children(index).all(|child| child < index || view.token(child).upos != Upos::Noun)
        && view.head(index).is_none_or(|head| head != index + 1 || view.token(head).upos != Upos::Noun);
    matches!(token.upos, Upos::Adj | Upos::Noun)
        && view.is_cue(Cue::Latter, &token.lemma.to_lowercase())
        && alone
        && index > 0
        && view.token(index - 1).upos == Upos::Det
        && (view.token(index - 1).features.demonstrative || view.language == Language::English)
}
