//! Incises and quotations: `« … », a dit X`, `…, a-t-il ajouté`, `X : « … »`, `as X said`.

use super::scene::Scene;
use crate::doc::tagset::VerbForm;
use crate::doc::{Language, Upos};
use crate::extract::Quotation;
use crate::knowledge::reporting::{ContentKind, Cue};
use crate::text::Span;

/// How many bytes may stand between a verb and the quotation that it introduces.
const INTRODUCTION: u32 = 240;
/// How many bytes may stand between the two halves of a quotation that an incise splits.
const SPLIT: u32 = 160;
/// How many words may stand between the last comma of a sentence and the verb that closes it.
const CLOSING: usize = 9;
/// How many words an object between a verb and the quoted name for it may have.
const OBJECT: usize = 7;

/// A claim whose content stands beside its verb, not under it.
pub(super) struct Beside {
    pub speaker: usize,
    pub content: Span,
}

/// What stands right before an incise.
enum Before<'d> {
    Quotation(&'d Quotation),
    Comma,
}

/// The incise whose verb is `verb`, if the verb stands in one.
pub(super) fn incise(scene: &Scene<'_>, verb: usize, cue: &Cue) -> Option<Beside> {
    let group = scene.verb_group_start(verb);
    if !is_finite_group(scene, verb) {
        return None;
    }
    let clitic = scene.inverted_pronoun(verb);
    let inverted = clitic.or_else(|| subject_after(scene, verb)).or_else(|| noun_after(scene, verb));
    if let Some(inverted) = inverted
        && let Some(before) = before(scene, group)
        // `Le porte-parole, X, a accusé l'armée`: the comma closes an apposition.
        && (clitic.is_some() || matches!(before, Before::Quotation(_)) || scene.child(verb, &["nsubj"]).is_none_or(|subject| subject > group))
    {
        return around(scene, verb, group, inverted, before, true, cue);
    }
    let subject = scene.child(verb, &["nsubj"]).filter(|&subject| subject < verb);
    let (subject, start) = match subject {
        Some(subject) => (subject, scene.outline.first(subject)),
        None => closing_subject(scene, verb)?,
    };
    let before = before(scene, start)?;
    let quoted = matches!(before, Before::Quotation(_));
    // `…, he said.`: without marks only English, and only where nothing but time and place follows.
    if !quoted && (scene.language.language != Language::English || !closes_sentence(scene, verb)) {
        return None;
    }
    around(scene, verb, start, subject, before, false, cue)
}

/// True where the verb or its auxiliary is finite; untagged forms are given the benefit of the doubt.
fn is_finite_group(scene: &Scene<'_>, verb: usize) -> bool {
    let form = |word: usize| scene.token(word).features.verb_form;
    let auxiliary =
        scene.outline.children(verb).any(|child| scene.token(child).deprel.is("aux") && form(child) == VerbForm::Fin);
    let subject = scene.child(verb, &["nsubj"]).is_some();
    auxiliary || subject || !matches!(form(verb), VerbForm::Part | VerbForm::Ger | VerbForm::Inf)
}

/// `…, two people familiar with the matter told Reuters.`: behind the last comma of an English sentence the first noun
/// phrase is the subject of the verb that has none; with its first word.
fn closing_subject(scene: &Scene<'_>, verb: usize) -> Option<(usize, usize)> {
    if scene.language.language != Language::English {
        return None;
    }
    let comma = (verb.saturating_sub(CLOSING)..verb).rev().find(|&word| scene.token(word).upos == Upos::Punct)?;
    let nominal = |word: usize| matches!(scene.token(word).upos, Upos::Noun | Upos::Propn | Upos::Pron);
    let first = (comma + 1..verb).find(|&word| nominal(word))?;
    let subject = (first..verb).take_while(|&word| nominal(word)).last()?;
    let light = |word: usize| matches!(scene.token(word).upos, Upos::Det | Upos::Adj | Upos::Num | Upos::Adv);
    let verbal = |word: usize| matches!(scene.token(word).upos, Upos::Verb | Upos::Aux | Upos::Sconj);
    let plain = (comma + 1..first).all(light) && !(comma + 1..verb).any(verbal);
    (plain && scene.token(comma).form == ",").then_some((subject, comma + 1))
}

/// The first bare noun phrase after the verb: in an incise it is the subject, whatever the tree calls it.
fn subject_after(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    let child = scene.outline.children(verb).find(|&child| {
        let token = scene.token(child);
        let nominal = matches!(token.upos, Upos::Noun | Upos::Propn | Upos::Pron);
        let bare = !scene.outline.children(child).any(|case| scene.token(case).deprel.is("case"));
        let label = ["nsubj", "obj", "expl:subj", "xcomp", "appos", "nmod"].iter().any(|label| token.deprel.is(label));
        child > verb && nominal && bare && label && !scene.is_time(child)
    })?;
    let gap = verb + 1..scene.outline.first(child);
    (gap.len() < 10 && gap.clone().all(|word| scene.token(word).upos != Upos::Sconj)).then_some(child)
}

/// The same by the order of the words: after a time, the tree may hang the subject on that (`a indiqué lundi le maire`).
fn noun_after(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    let end = scene.tokens().len().min(verb + 9);
    let words = verb + 1..end;
    words
        .take_while(|&word| {
            let upos = scene.token(word).upos;
            !matches!(upos, Upos::Adp | Upos::Verb | Upos::Aux | Upos::Sconj | Upos::Cconj | Upos::Punct)
        })
        .find(|&word| matches!(scene.token(word).upos, Upos::Noun | Upos::Propn) && !scene.is_time(word))
}

/// The comma or the closing quotation mark before word `start`.
fn before<'d>(scene: &Scene<'d>, start: usize) -> Option<Before<'d>> {
    let position = scene.token(start).span.start;
    let text = scene.document.text().get(..position as usize)?;
    let outside = text.trim_end();
    let bare = outside.strip_suffix([',', '–', '—', '-']).map(str::trim_end);
    let comma = outside.ends_with(',') || outside.ends_with(['!', '?', '…', '–', '—']);
    for candidate in [Some(outside), bare].into_iter().flatten() {
        if let Some(quotation) = ending_at(scene.quotations, candidate.len() as u32) {
            return Some(Before::Quotation(quotation));
        }
    }
    comma.then_some(Before::Comma)
}

/// The outermost quotation whose closing mark ends at a byte.
fn ending_at(quotations: &[Quotation], end: u32) -> Option<&Quotation> {
    let after = quotations.partition_point(|quotation| quotation.outer.start < end);
    quotations[after.saturating_sub(12)..after].iter().find(|quotation| quotation.outer.end == end)
}

fn closes_sentence(scene: &Scene<'_>, verb: usize) -> bool {
    (verb + 1..scene.tokens().len()).all(|word| {
        let token = scene.token(word);
        !matches!(token.upos, Upos::Verb | Upos::Sconj) && token.form != ":"
    })
}

/// The content around an incise that starts at word `start`.
fn around(
    scene: &Scene<'_>,
    verb: usize,
    start: usize,
    speaker: usize,
    before: Before<'_>,
    inverted: bool,
    cue: &Cue,
) -> Option<Beside> {
    if !cue.content.has(ContentKind::Quote) && !cue.content.has(ContentKind::Clause) {
        return None;
    }
    let content = match before {
        Before::Quotation(quotation) => quoted_before(scene, verb, start, quotation),
        Before::Comma => match scene.quotation_around(verb) {
            Some(quotation) if inverted => Some(quotation.inner),
            Some(_) => None,
            None => unquoted_before(scene, verb, start, speaker),
        },
    }?;
    Some(Beside { speaker, content })
}

/// `« A », a dit X`, `A et « B », a dit X`, `« A », a dit X, « B »`.
fn quoted_before(scene: &Scene<'_>, verb: usize, start: usize, quotation: &Quotation) -> Option<Span> {
    let opens = quotation.outer.start <= scene.sentence.span.start + 4 || quotation.words.0.sentence < scene.index;
    let before_it = scene.text(scene.sentence.span.start.min(quotation.outer.start), quotation.outer.start);
    let alone = opens || before_it.trim_end().ends_with([':', '.', '!', '?', '»', '”']);
    if !alone {
        return scene.stretch(0, start.checked_sub(1)?);
    }
    let second = second_half(scene, quotation, scene.token(verb).span.end);
    Some(second.map_or(quotation.inner, |second| quotation.inner.cover(second.inner)))
}

/// The second half of a quotation that an incise splits: after a comma or a colon, with no full stop between.
fn second_half<'d>(scene: &Scene<'d>, first: &Quotation, verb_end: u32) -> Option<&'d Quotation> {
    let at = scene.quotations.partition_point(|quotation| quotation.outer.start < verb_end);
    let second = scene.quotations.get(at).filter(|second| !second.scare && second.outer.start < verb_end + SPLIT)?;
    let gap = scene.text(verb_end, second.outer.start);
    let joined = gap.trim_end().ends_with([',', ':']) && !gap.contains(['.', '!', '?', '\n']);
    (joined && second.outer.start > first.outer.end).then_some(second)
}

/// `A, a dit X` and `A, a dit X, B`: the sentence up to the incise, or all of it where it goes on.
fn unquoted_before(scene: &Scene<'_>, verb: usize, start: usize, speaker: usize) -> Option<Span> {
    let before = start.checked_sub(1)?;
    let finite = |word: usize| {
        let token = scene.token(word);
        matches!(token.upos, Upos::Verb | Upos::Aux) && token.features.verb_form == VerbForm::Fin
    };
    let incise_end = scene.outline.last(speaker).max(verb);
    let more = (0..before).filter(|&word| scene.token(word).upos != Upos::Punct).count();
    if more == 0 {
        return None;
    }
    let comma_after = scene.tokens().get(incise_end + 1).is_some_and(|token| token.form == ",");
    let goes_on = comma_after && !(0..before).any(finite) && (incise_end + 1..scene.tokens().len()).any(finite);
    scene.stretch(0, if goes_on { scene.tokens().len() - 1 } else { before })
}

/// `Comme l'a dit X, P`, `P, as X said`: the sentence without the clause of comparison.
pub(super) fn comparison(scene: &Scene<'_>, verb: usize) -> Option<Beside> {
    let mark = scene.outline.children(verb).find(|&child| {
        let token = scene.token(child);
        child < verb && matches!(token.lemma.as_str(), "comme" | "as") && !token.deprel.is("case")
    })?;
    let speaker = scene.speaker_of(verb).or_else(|| subject_after(scene, verb))?;
    let end = scene.outline.last(speaker).max(verb);
    let content = if mark < 2 {
        let comma = (end..scene.tokens().len()).find(|&word| scene.token(word).form == ",")?;
        scene.stretch(comma + 1, scene.tokens().len() - 1)
    } else {
        scene.stretch(0, mark - 1)
    }?;
    Some(Beside { speaker, content })
}

/// The quotation that a verb introduces: after a colon, or right after the verb.
pub(super) fn introduced<'d>(scene: &Scene<'d>, verb: usize, cue: &Cue) -> Option<&'d Quotation> {
    if !cue.content.has(ContentKind::Quote) {
        return None;
    }
    let verb_end = scene.token(verb).span.end;
    let at = scene.quotations.partition_point(|quotation| quotation.outer.start < verb_end);
    scene.quotations[at..].iter().take(4).take_while(|q| q.outer.start < verb_end + INTRODUCTION).find(|quotation| {
        let gap = scene.text(verb_end, quotation.outer.start);
        let trimmed = gap.trim_end();
        let colon = trimmed.ends_with(':') && !trimmed.contains(['.', '!', '?']);
        let after = scene.text(quotation.outer.end, scene.sentence.span.end.max(quotation.outer.end));
        let ends_clause = !after.trim_start().starts_with(char::is_alphanumeric);
        // `salue un « geste fort »`
        let article = !cue.content.has(ContentKind::Nominal)
            && gap.split_whitespace().count() == 1
            && scene.tokens().get(verb + 1).is_some_and(|token| token.upos == Upos::Det);
        let at_once = (article || trimmed.trim_matches([',', ' ']).is_empty()) && (!quotation.scare || ends_clause);
        (colon && gap.matches('\n').count() < 2) || at_once || (names(scene, verb, cue) && is_predicate_gap(gap))
    })
}

/// Verbs that say what somebody calls something: their quoted words stand behind their object.
fn names(scene: &Scene<'_>, verb: usize, cue: &Cue) -> bool {
    scene.knowledge.ontology.relation_named("considers_as") == Some(cue.relation) && !scene.is_negated(verb)
}

/// `qualifié l'attaque d'« acte lâche »`, `called the deal “a victory”`: an object without marks of punctuation.
fn is_predicate_gap(gap: &str) -> bool {
    gap.split_whitespace().count() <= OBJECT && !gap.contains([',', ';', ':', '.', '!', '?', '\n', '(', '«', '“', '"'])
}

/// `Le maire : « … »`: the speaker of a quotation that only a colon introduces.
pub(super) fn colon<'d>(scene: &Scene<'d>, at: usize) -> Option<(usize, &'d Quotation)> {
    let quotation = scene.quotations.iter().find(|quotation| {
        let gap = quotation.outer.start.checked_sub(scene.token(at).span.end);
        gap.is_some_and(|gap| gap <= 3)
            && scene.document.sentences[quotation.words.0.sentence].zone == scene.sentence.zone
    })?;
    let plain = |word: usize| {
        let token = scene.token(word);
        !matches!(token.upos, Upos::Verb | Upos::Aux | Upos::Sconj | Upos::Punct | Upos::Pron)
    };
    let words = at.min(OBJECT * 2);
    let speaker = (0..at).find(|&word| matches!(scene.token(word).upos, Upos::Noun | Upos::Propn))?;
    (words == at && (0..at).all(plain)).then_some((speaker, quotation))
}
