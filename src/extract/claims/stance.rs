//! What a speaker does with the content, where plain saying turns out to be more: promising, supposing, demanding.

use super::is_function_word;
use crate::doc::tagset::{Mood, Person, Tense, VerbForm};
use crate::doc::{Annotated, Sentence, Stance, Upos};
use crate::knowledge::LanguageKnowledge;
use crate::knowledge::operators::OperatorClass;
use crate::knowledge::reporting::Cue;
use crate::text::Span;

/// The stance of a claim: the cue's own, or for neutral cues what the main verb of the content makes of it.
pub(super) fn of(document: &Annotated, language: &LanguageKnowledge, cue: &Cue, content: Span) -> Stance {
    if cue.stance != Stance::Asserts {
        return cue.stance;
    }
    let Some((sentence, main)) = main_verb(document, content) else { return cue.stance };
    let tokens = &sentence.tokens;
    let helpers: Vec<usize> = (0..tokens.len())
        .filter(|&word| {
            tokens[word].head == Some(main as u32) && (tokens[word].deprel.is("aux") || tokens[word].deprel.is("cop"))
        })
        .collect();
    let modal = |value: &str| {
        helpers.iter().chain([&main]).any(|&word| {
            let mut operators = language.operators.verbs(&tokens[word].lemma);
            operators.any(|op| {
                op.class == OperatorClass::Modal && op.value == value && op.idiom.is_empty() && op.complement.is_none()
            })
        })
    };
    let any = |test: &dyn Fn(usize) -> bool| helpers.iter().chain([&main]).any(|&word| test(word));
    let conditional = any(&|word| tokens[word].features.mood == Mood::Cnd);
    let future = any(&|word| tokens[word].features.tense == Tense::Fut) || modal("future");
    let perfect =
        tokens[main].features.verb_form == VerbForm::Part && helpers.iter().any(|&word| tokens[word].deprel.is("aux"));
    if modal("possibility") && (conditional || modal("conditional") || tokens[main].features.verb_form != VerbForm::Fin)
    {
        return Stance::Estimates;
    }
    if modal("obligation") && !conditional {
        return Stance::Asks;
    }
    if (future || (conditional && !perfect)) && has_own_subject(sentence, main) {
        return Stance::Promises;
    }
    cue.stance
}

/// The topmost verb of the content in its first sentence.
fn main_verb(document: &Annotated, content: Span) -> Option<(&Sentence, usize)> {
    let index = document.sentences.partition_point(|sentence| sentence.span.end <= content.start);
    let sentence = document.sentences.get(index)?;
    let inside = |word: usize| content.contains(sentence.tokens[word].span);
    let main = (0..sentence.tokens.len()).find(|&word| {
        let token = &sentence.tokens[word];
        let outside_head =
            token.head.is_none_or(|head| !sentence.tokens.get(head as usize).is_some_and(|h| content.contains(h.span)));
        inside(word) && outside_head && !is_function_word(token.upos)
    })?;
    Some((sentence, main))
}

/// True where the subject of the content is a personal pronoun, which in reported speech is most often the speaker.
fn has_own_subject(sentence: &Sentence, verb: usize) -> bool {
    sentence.tokens.iter().any(|token| {
        let subject = token.head == Some(verb as u32) && token.deprel.is("nsubj") && token.upos == Upos::Pron;
        let personal = matches!(token.features.person, Person::First | Person::Third);
        subject && personal && !token.features.demonstrative && !token.features.relative
    })
}
