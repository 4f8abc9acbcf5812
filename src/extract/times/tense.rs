//! On which side of the publication date the governing verb puts a time.

use super::calendar::Lean;
use crate::doc::tagset::{Mood, Tense, VerbForm};
use crate::doc::{Factuality, Sentence, Upos};
use crate::knowledge::LanguageKnowledge;

/// How far up the tree the governing verb is sought.
const REACH: usize = 8;

/// The side told by the verb that governs the word `at`.
pub fn lean(sentence: &Sentence, at: usize, language: &LanguageKnowledge) -> Lean {
    let mut word = at;
    for _ in 0..REACH {
        let token = &sentence.tokens[word];
        if matches!(token.upos, Upos::Verb | Upos::Aux) || has_copula(sentence, word) {
            return of_verb(sentence, word, language);
        }
        match token.head {
            Some(head) if (head as usize) < sentence.tokens.len() => word = head as usize,
            _ => break,
        }
    }
    Lean::Unknown
}

fn auxiliaries(sentence: &Sentence, verb: usize) -> impl Iterator<Item = usize> + '_ {
    let tokens = &sentence.tokens;
    (0..tokens.len()).filter(move |&word| {
        tokens[word].head == Some(verb as u32) && (tokens[word].deprel.is("aux") || tokens[word].deprel.is("cop"))
    })
}

fn has_copula(sentence: &Sentence, word: usize) -> bool {
    auxiliaries(sentence, word).any(|word| sentence.tokens[word].deprel.is("cop"))
}

fn of_verb(sentence: &Sentence, verb: usize, language: &LanguageKnowledge) -> Lean {
    let token = &sentence.tokens[verb];
    let participle = token.features.verb_form == VerbForm::Part;
    let mut present = token.features.tense == Tense::Pres && token.features.verb_form == VerbForm::Fin;
    let mut auxiliary = false;
    for word in auxiliaries(sentence, verb) {
        auxiliary = true;
        let helper = &sentence.tokens[word];
        let modal = language.operators.verbs(&helper.lemma).any(|op| op.factuality == Some(Factuality::Future));
        if helper.features.tense == Tense::Fut || modal {
            return Lean::Future;
        }
        if helper.features.mood == Mood::Cnd && !participle {
            return Lean::Future;
        }
        let passive = helper.deprel.as_str() == "aux:pass" || helper.deprel.is("cop");
        present |= passive && helper.features.tense == Tense::Pres;
        if helper.features.tense == Tense::Past || (!passive && participle) {
            return Lean::Past;
        }
    }
    match (token.features.tense, token.features.mood, token.features.verb_form) {
        (Tense::Fut, ..) => Lean::Future,
        (_, Mood::Cnd, _) => Lean::Future,
        (Tense::Past | Tense::Imp, ..) if !present => Lean::Past,
        (_, _, VerbForm::Inf) if !auxiliary => of_governor(sentence, verb, language),
        // Present tense: reporting (`affirme mardi que`) looks back, any other happening is scheduled.
        _ if present => {
            let reports = sentence.tokens.iter().any(|other| {
                other.head == Some(verb as u32) && (other.deprel.is("ccomp") || other.deprel.is("parataxis"))
            });
            if reports || token.deprel.is("parataxis") { Lean::Past } else { Lean::Future }
        }
        _ => Lean::Unknown,
    }
}

/// An infinitive lies ahead where its governor says so (`va partir`, `doit partir`, `a promis de partir`).
fn of_governor(sentence: &Sentence, verb: usize, language: &LanguageKnowledge) -> Lean {
    let Some(head) = sentence.tokens[verb].head.map(|head| head as usize) else { return Lean::Unknown };
    let Some(governor) = sentence.tokens.get(head) else { return Lean::Unknown };
    let ahead = language
        .operators
        .verbs(&governor.lemma)
        .any(|operator| matches!(operator.factuality, Some(Factuality::Future | Factuality::Hypothetical)));
    if ahead { Lean::Future } else { Lean::Unknown }
}
