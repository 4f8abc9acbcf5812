//! Who says what: direct, indirect and mixed speech, with the exact words of the claim.
//!
//! Three kinds of places hold claims: complements of a verb of saying (`verbs`), adverbials and nouns (`adverbials`),
//! and words beside an incise or in quotation marks (`direct`); quotations and blocks that stand alone take the speaker
//! of their neighbours (`floating`). The tree is trusted where it is clear; incises, which parsers attach anywhere,
//! are read from the order of the words.

mod adverbials;
mod content;
mod denials;
mod direct;
mod floating;
mod scene;
mod stance;
mod verbs;

use super::outline::Outline;
use super::{Attribution, Mentions, Quotation};
use crate::doc::{Annotated, Stance, TokenRef, Upos};
use crate::knowledge::Knowledge;
use crate::knowledge::reporting::{Cue, CueKind};
use crate::text::Span;
pub use denials::denials;
use scene::Scene;

/// Endorsement of the verbs that tell facts (`montrer`).
const FACTIVE: i8 = 70;

/// A claim before its words are trimmed.
#[derive(Clone, Copy, Debug)]
struct Draft<'d> {
    speaker: TokenRef,
    cue: TokenRef,
    entry: &'d Cue,
    content: Span,
}

/// Finds the claims of a document, in text order of their contents.
pub fn find(
    document: &Annotated,
    knowledge: &Knowledge,
    quotations: &[Quotation],
    mentions: &Mentions,
) -> Vec<Attribution> {
    let mut drafts = Vec::new();
    let mut empties = Vec::new();
    let outlines: Vec<Outline> = document.sentences.iter().map(|sentence| Outline::of(&sentence.tokens)).collect();
    for (index, sentence) in document.sentences.iter().enumerate() {
        let Some(language) = knowledge.language(sentence.language) else { continue };
        let outline = &outlines[index];
        let scene = Scene { document, knowledge, language, mentions, quotations, index, sentence, outline };
        sentence_claims(&scene, &mut drafts, &mut empties);
    }
    floating::blocks(document, quotations, empties, &mut drafts);
    floating::quotations(document, quotations, &mut drafts);
    let mut out: Vec<Attribution> = drafts
        .into_iter()
        .filter_map(|draft| attribution(document, knowledge, quotations, mentions, &outlines, draft))
        .collect();
    out.sort_by_key(|claim| (claim.content.start, claim.content.end, claim.cue));
    out.dedup_by(|later, earlier| later.content == earlier.content && later.speaker == earlier.speaker);
    out
}

/// The claims of one sentence.
fn sentence_claims<'d>(scene: &Scene<'d>, drafts: &mut Vec<Draft<'d>>, empties: &mut Vec<floating::Empty<'d>>) {
    let first = drafts.len();
    for word in 0..scene.tokens().len() {
        if scene.token(word).form == ":" {
            drafts.extend(colon_claim(scene, word));
            continue;
        }
        if let Some(draft) = adverbials::adverbial(scene, word).filter(|_| scene.quotation_around(word).is_none()) {
            drafts.push(draft);
            continue;
        }
        let Some((cue, last)) = scene.cue_at(word) else { continue };
        if cue.content.is_empty() {
            continue;
        }
        if cue.kind == CueKind::Noun {
            drafts.extend(adverbials::noun(scene, word, cue).filter(|_| scene.quotation_around(word).is_none()));
        } else if scene.is_actual(word) {
            let shared = participle_speaker(scene, word, &drafts[first..]);
            let found = verb_claim(scene, word, cue, last, shared, drafts, empties);
            drafts.extend(found);
        }
    }
}

/// `Le maire : « … »`: a person and a quotation with a colon between.
fn colon_claim<'d>(scene: &Scene<'d>, colon: usize) -> Option<Draft<'d>> {
    let entry = scene.language.reporting.of(":").find(|cue| cue.kind == CueKind::Colon)?;
    let (speaker, quotation) = direct::colon(scene, colon)?;
    let person = scene.is_a(speaker, &["Person", "Group", "Organization"]);
    let cue = scene.reference(colon);
    person.then_some(Draft { speaker: scene.reference(speaker), cue, entry, content: quotation.inner })
}

/// The claim of one verb: beside it, under it, or in the quotation that it introduces.
fn verb_claim<'d>(
    scene: &Scene<'d>,
    verb: usize,
    cue: &'d Cue,
    last: usize,
    shared: Option<TokenRef>,
    drafts: &mut Vec<Draft<'d>>,
    empties: &mut Vec<floating::Empty<'d>>,
) -> Option<Draft<'d>> {
    let negated = scene.is_negated(verb);
    if negated && !matches!(cue.stance, Stance::Confirms | Stance::Denies) {
        return None;
    }
    let draft = |speaker: usize, content: Span| Draft {
        speaker: scene.reference(speaker),
        cue: scene.reference(verb),
        entry: cue,
        content,
    };
    if let Some(beside) = direct::comparison(scene, verb).or_else(|| direct::incise(scene, verb, cue))
        && scene.can_speak(beside.speaker, cue, true)
    {
        return Some(draft(beside.speaker, beside.content));
    }
    if scene.quotation_around(verb).is_some() {
        return None;
    }
    let speaker = match shared {
        Some(speaker) => speaker,
        None => scene.reference(scene.speaker_of(verb)?),
    };
    let quotation = direct::introduced(scene, verb, cue);
    // What nobody knows speaks where its words follow; a fact may show that something is so without saying it.
    let says = || quotation.is_some() || (cue.endorsement < FACTIVE && verbs::has_clause(scene, verb));
    if speaker.sentence == scene.index
        && !scene.can_speak(speaker.token, cue, false)
        && !(says() && scene.can_speak(speaker.token, cue, true))
    {
        return None;
    }
    let found = verbs::claim(scene, verb, cue, last, speaker.token);
    if let Some(quotation) = quotation {
        // `a annoncé qu'il partait : « … »` says two things.
        let own = found.filter(|found| found.content.end <= quotation.outer.start && verbs::has_clause(scene, verb));
        drafts.extend(own.map(|own| Draft { speaker, ..own }));
        return Some(Draft { speaker, ..draft(speaker.token, quotation.inner) });
    }
    if found.is_none() && !scene.is_passive(verb) {
        empties.extend(floating::Empty::of(scene, verb, cue, speaker.token));
    }
    found.map(|found| Draft { speaker, ..found })
}

/// `a déclaré X, ajoutant que`: a present participle after another claim continues its speaker, wherever the tree
/// hangs it.
fn participle_speaker(scene: &Scene<'_>, verb: usize, earlier: &[Draft<'_>]) -> Option<TokenRef> {
    use crate::doc::tagset::{Tense, VerbForm};
    let features = scene.token(verb).features;
    let participle =
        features.verb_form == VerbForm::Ger || (features.verb_form == VerbForm::Part && features.tense == Tense::Pres);
    let after_comma = scene.verb_group_start(verb).checked_sub(1).is_some_and(|before| scene.token(before).form == ",");
    let own = scene.child(verb, &["nsubj"]).is_some();
    if !participle || !after_comma || own {
        return None;
    }
    earlier.last().map(|draft| draft.speaker)
}

/// Trims a draft and adds what the cue says of it.
fn attribution(
    document: &Annotated,
    knowledge: &Knowledge,
    quotations: &[Quotation],
    mentions: &Mentions,
    outlines: &[Outline],
    draft: Draft<'_>,
) -> Option<Attribution> {
    let content = content::settle(document.text(), quotations, draft.content)?;
    let scene_of = |index: usize| {
        let (sentence, outline) = (&document.sentences[index], &outlines[index]);
        let language = knowledge.language(sentence.language)?;
        Some(Scene { document, knowledge, language, mentions, quotations, index, sentence, outline })
    };
    let draft = Draft { speaker: scene_of(draft.speaker.sentence)?.answers(draft.speaker)?, ..draft };
    let scene = scene_of(draft.cue.sentence)?;
    let form = content::form(quotations, content);
    let negated = draft.entry.kind == CueKind::Verb && scene.is_negated(draft.cue.token);
    Some(Attribution {
        speaker: draft.speaker,
        cue: draft.cue,
        cue_lemma: draft.entry.lemma.clone(),
        relation: draft.entry.relation,
        stance: stance::of(&scene, draft.entry, content, form),
        negated,
        content,
        evidence: evidence(&scene, draft, content),
        form,
        commitment: draft.entry.commitment,
        endorsement: draft.entry.endorsement,
    })
}

/// Speaker, cue and content; the content alone where it stands in another paragraph than the cue.
fn evidence(scene: &Scene<'_>, draft: Draft<'_>, content: Span) -> Span {
    let text = scene.document.text();
    let marks = scene.quotations.iter().find(|quotation| quotation.inner == content).map_or(content, |q| q.outer);
    let cue = scene.token(draft.cue.token).span;
    let speaker = scene
        .mentions
        .at(draft.speaker)
        .map_or(scene.document.token(draft.speaker).span, |mention| scene.mentions.list[mention].evidence.span);
    let whole = cue.cover(speaker).cover(marks);
    if whole.of(text).contains("\n\n") || whole.len() > marks.len() + 600 { marks } else { whole }
}

/// True for words that continue a sentence instead of starting a statement.
fn is_function_word(upos: Upos) -> bool {
    matches!(upos, Upos::Punct | Upos::Cconj | Upos::Sconj | Upos::Adp | Upos::Det | Upos::Part)
}
