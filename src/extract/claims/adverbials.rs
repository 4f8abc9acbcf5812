//! `selon X`, `d'après X`, `pour X`, `de source …`, `according to X`, and nouns of saying with their clause.

use super::scene::Scene;
use super::{Draft, verbs};
use crate::doc::tagset::VerbForm;
use crate::doc::{Contraction, Upos};
use crate::knowledge::reporting::{Cue, CueKind};
use crate::text::Span;

/// How many words may stand before a phrase that still opens its sentence (`Mais selon X`).
const OPENING: usize = 4;
/// How far up the tree the clause of a phrase is sought.
const REACH: usize = 6;

/// The claim of the adverbial that starts at word `at`, if one does.
pub(super) fn adverbial<'d>(scene: &Scene<'d>, at: usize) -> Option<Draft<'d>> {
    let token = scene.token(at);
    if !matches!(token.upos, Upos::Adp | Upos::Verb | Upos::Adv | Upos::Sconj | Upos::Pron | Upos::Noun) {
        return None;
    }
    let surface = match token.contraction {
        Contraction::None => token.form.as_str(),
        _ => token.span.of(scene.document.text()),
    };
    let lowered;
    let key = if surface.starts_with(char::is_uppercase) {
        lowered = surface.to_lowercase();
        lowered.as_str()
    } else {
        surface
    };
    scene.language.reporting.of(key).find_map(|cue| {
        let last = words_follow(scene, at, cue)?;
        match cue.kind {
            CueKind::Preposition => phrase(scene, at, last, cue, false),
            CueKind::InitialPreposition => phrase(scene, at, last, cue, true),
            CueKind::SourcePhrase => source_phrase(scene, at, last, cue),
            _ => None,
        }
    })
}

/// True where a phrase such as `selon X` or `à en croire X` starts at the word.
pub(super) fn opens_at(scene: &Scene<'_>, word: usize) -> bool {
    let mut cues = scene.language.reporting.of(&scene.token(word).form);
    cues.any(|cue| cue.kind == CueKind::Preposition && words_follow(scene, word, cue).is_some())
}

/// The position of the last word of the cue where all its words follow.
fn words_follow(scene: &Scene<'_>, at: usize, cue: &Cue) -> Option<usize> {
    let mut word = at;
    for wanted in &cue.rest {
        word += 1;
        let token = scene.tokens().get(word)?;
        if token.form != *wanted && token.lemma != *wanted {
            return None;
        }
    }
    Some(word)
}

fn phrase<'d>(scene: &Scene<'d>, at: usize, last: usize, cue: &'d Cue, initial_only: bool) -> Option<Draft<'d>> {
    let speaker = noun_phrase_head(scene, at, last)?;
    let opens = opens_sentence(scene, at);
    if initial_only
        && !(opens
            && scene.is_a(speaker, &["Person", "Group", "Organization", "Country"])
            && phrase_end(scene, speaker, last).1)
    {
        return None;
    }
    let content = if opens { after_phrase(scene, speaker, last) } else { clause_around(scene, at, speaker) }?;
    Some(Draft { speaker: scene.reference(speaker), cue: scene.reference(at), entry: cue, content })
}

/// The head of the noun phrase after the preposition.
fn noun_phrase_head(scene: &Scene<'_>, at: usize, last: usize) -> Option<usize> {
    let nominal = |word: usize| matches!(scene.token(word).upos, Upos::Noun | Upos::Propn | Upos::Pron);
    let governed = scene.head(at).filter(|&head| head > last && head < last + 12 && nominal(head));
    let next = (last + 1..scene.tokens().len().min(last + 7))
        .take_while(|&word| scene.token(word).upos != Upos::Punct)
        .find(|&word| nominal(word));
    let head = governed.or(next)?;
    let token = scene.token(head);
    let asks = token.features.relative
        || token.features.interrogative
        || matches!(token.lemma.as_str(), "lequel" | "que" | "quoi" | "on");
    (!asks && (last + 1..head).all(|word| scene.token(word).upos != Upos::Sconj)).then_some(head)
}

/// True where nothing stands before the phrase but conjunctions and adverbs, or a short phrase with its comma while
/// the statement follows (`D'autre part, selon X, …`).
fn opens_sentence(scene: &Scene<'_>, at: usize) -> bool {
    let finite = |word: usize| scene.token(word).features.verb_form == VerbForm::Fin;
    let after_phrase = at > 0 && at < OPENING * 2 && scene.token(at - 1).form == ",";
    if after_phrase && !(0..at).any(finite) && (at..scene.tokens().len()).any(finite) {
        return true;
    }
    at < OPENING
        && (0..at).all(|word| matches!(scene.token(word).upos, Upos::Cconj | Upos::Adv | Upos::Punct | Upos::Intj))
}

/// The last word of the speaker's phrase, and whether a comma follows it.
fn phrase_end(scene: &Scene<'_>, speaker: usize, last: usize) -> (usize, bool) {
    let host = scene.head(speaker).filter(|&host| host > speaker);
    let comma = |word: usize| scene.tokens().get(word).is_some_and(|token| token.form == ",");
    let end = scene.outline.last(speaker);
    if host.is_none_or(|host| end < host) && comma(end + 1) {
        return (end, true);
    }
    let sane = host.is_none_or(|host| end < host) && end - speaker < 12;
    match (last + 1..scene.tokens().len()).find(|&word| comma(word) && word > speaker) {
        Some(found) if !sane || found <= end => (found - 1, true),
        _ if sane => (end, false),
        _ => (speaker, false),
    }
}

/// What follows an opening phrase, to the end of the sentence.
fn after_phrase(scene: &Scene<'_>, speaker: usize, last: usize) -> Option<Span> {
    let (end, _) = phrase_end(scene, speaker, last);
    scene.stretch(end + 1, scene.tokens().len().checked_sub(1)?)
}

/// The clause in which a phrase stands, without the phrase where it is at an edge.
fn clause_around(scene: &Scene<'_>, at: usize, speaker: usize) -> Option<Span> {
    let before = at.checked_sub(1)?;
    let phrase_last = scene.outline.last(speaker).max(speaker);
    if scene.token(before).form == "(" {
        return None;
    }
    let clause = clause_head(scene, speaker)?;
    let (mut first, end) = (scene.outline.first(clause), scene.outline.last(clause));
    if scene.token(clause).deprel.as_str() == "acl:relcl"
        && let Some(antecedent) = scene.head(clause)
    {
        first = first.min(determiner_start(scene, antecedent));
    }
    // An opening parenthesis holds the claim and its source alone.
    if let Some(open) = (first..at).rev().find(|&word| scene.token(word).form == "(") {
        return scene.stretch(open + 1, before);
    }
    while first < at && matches!(scene.token(first).upos, Upos::Cconj | Upos::Sconj | Upos::Punct) {
        first += 1;
    }
    let tail = (phrase_last + 1..=end).any(|word| scene.token(word).upos != Upos::Punct);
    if first >= at {
        return scene.stretch(phrase_last + 1, end);
    }
    scene.stretch(first, if tail { end } else { before })
}

fn determiner_start(scene: &Scene<'_>, noun: usize) -> usize {
    let mut start = noun;
    while start > 0 && matches!(scene.token(start - 1).upos, Upos::Det | Upos::Adj | Upos::Num) {
        start -= 1;
    }
    start
}

/// The verb or predicate of the clause that a phrase modifies.
fn clause_head(scene: &Scene<'_>, speaker: usize) -> Option<usize> {
    let mut word = scene.head(speaker)?;
    for _ in 0..REACH {
        let token = scene.token(word);
        let predicate = matches!(token.upos, Upos::Verb | Upos::Aux) || scene.child(word, &["cop", "nsubj"]).is_some();
        let participle = token.deprel.as_str() == "acl" && !has_punctuation_before(scene, word);
        let purpose = token.deprel.is("advcl") && token.features.verb_form == VerbForm::Inf;
        if predicate && !token.deprel.is("aux") && !token.deprel.is("xcomp") && !participle && !purpose {
            return Some(word);
        }

        match scene.head(word) {
            Some(head) => word = head,
            None => return Some(word),
        }
    }
    Some(word)
}

/// True where a comma parts the subtree of a word from its governor.
fn has_punctuation_before(scene: &Scene<'_>, word: usize) -> bool {
    let first = scene.outline.first(word);
    scene.token(first).upos == Upos::Punct || (first > 0 && scene.token(first - 1).upos == Upos::Punct)
}

/// `de source policière`: the noun itself stands for the speaker.
fn source_phrase<'d>(scene: &Scene<'d>, at: usize, last: usize, cue: &'d Cue) -> Option<Draft<'d>> {
    let described =
        scene.tokens().get(last + 1).is_some_and(|token| matches!(token.upos, Upos::Adj | Upos::Adp | Upos::Adv));
    if !described {
        return None;
    }
    let content =
        if opens_sentence(scene, at) { after_phrase(scene, last, last) } else { clause_around(scene, at, last) }?;
    Some(Draft { speaker: scene.reference(last), cue: scene.reference(at), entry: cue, content })
}

/// `la déclaration de X selon laquelle …`, `the claim by X that …`.
pub(super) fn noun<'d>(scene: &Scene<'d>, noun: usize, cue: &'d Cue) -> Option<Draft<'d>> {
    let clause = scene.outline.children(noun).find_map(|child| clause_of_noun(scene, noun, child));
    let (content, clause) = match clause {
        Some((first, clause)) => (scene.stretch(first, scene.outline.last(clause))?, clause),
        // `the government's claim that …`: the tree may take the complementiser for something else.
        None => (clause_behind(scene, noun)?, noun + 1),
    };
    let speaker = speaker_of_noun(scene, noun, clause)?;
    Some(Draft { speaker: scene.reference(speaker), cue: scene.reference(noun), entry: cue, content })
}

/// The clause of a complementiser right behind the noun.
fn clause_behind(scene: &Scene<'_>, noun: usize) -> Option<Span> {
    let mark = scene.tokens().get(noun + 1).filter(|mark| mark.upos == Upos::Sconj)?;
    let first = noun + 2;
    let end = verbs::to_punctuation(scene, noun, first);
    let finite = |word: usize| scene.token(word).features.verb_form == VerbForm::Fin;
    (matches!(mark.lemma.as_str(), "que" | "that")
        && first <= end
        && end < scene.tokens().len()
        && (first..=end).any(finite))
    .then(|| scene.stretch(first, end))?
}

/// The first word of the content in a clause that says what a noun of saying says, with the clause's head.
fn clause_of_noun(scene: &Scene<'_>, noun: usize, child: usize) -> Option<(usize, usize)> {
    let token = scene.token(child);
    if child < noun || !(token.deprel.is("acl") || token.deprel.is("ccomp")) {
        return None;
    }
    for word in scene.outline.first(child)..=scene.outline.last(child).min(noun + OPENING + REACH) {
        let token = scene.token(word);
        let follows = word > noun && token.upos == Upos::Sconj && matches!(token.lemma.as_str(), "que" | "that");
        let according = token.lemma == "lequel" && word > 0 && scene.token(word - 1).lemma == "selon";
        if follows || according {
            return Some((word + 1, child));
        }
    }
    None
}

fn speaker_of_noun(scene: &Scene<'_>, noun: usize, clause: usize) -> Option<usize> {
    let complement = scene.outline.children(noun).find(|&child| {
        let token = scene.token(child);
        let nominal = token.deprel.is("nmod") && child < clause;
        let possessive = token.features.possessive && child < noun;
        (nominal
            && scene
                .outline
                .children(child)
                .any(|case| matches!(scene.token(case).lemma.as_str(), "de" | "by" | "of" | "par" | "'s")))
            || possessive
    });
    complement.or_else(|| {
        let verb = scene.head(noun).filter(|_| scene.token(noun).deprel.is("obj"))?;
        scene.speaker_of(verb)
    })
}
