//! Verbs of saying: what stands in their content position.

use super::scene::Scene;
use super::{Draft, adverbials};
use crate::doc::tagset::{Tense, VerbForm};
use crate::doc::{Contraction, Language, Stance, Token, Upos};
use crate::knowledge::reporting::{ContentKind, Cue, CueKind};
use crate::text::Span;

/// How many commas a clause may hold before its verb.
const COMMAS: usize = 3;
/// How far after `et` the verb of another statement may stand.
const STATEMENT_REACH: usize = 6;
/// How far after the verb its complementiser may stand (`a dit jeudi dans un communiqué que`).
const COMPLEMENT_REACH: usize = 20;

/// The claim that a verb makes with its complements, if any. Incises and quotations are read elsewhere.
pub(super) fn claim<'d>(
    scene: &Scene<'d>,
    verb: usize,
    cue: &'d Cue,
    last: usize,
    speaker: usize,
) -> Option<Draft<'d>> {
    let content =
        if scene.is_passive(verb) { passive_content(scene, verb, cue)? } else { content(scene, verb, cue, last)? };
    Some(Draft { speaker: scene.reference(speaker), cue: scene.reference(verb), entry: cue, content })
}

fn content(scene: &Scene<'_>, verb: usize, cue: &Cue, last: usize) -> Option<Span> {
    let kinds = cue.content;
    let mut found = None;
    if kinds.has(ContentKind::Clause) {
        found = clause(scene, verb, last);
    }
    if kinds.has(ContentKind::Charge) {
        found = found.or_else(|| charge(scene, verb));
    }
    if kinds.has(ContentKind::Infinitive) {
        found = found.or_else(|| infinitive(scene, verb, cue, last));
    }
    if kinds.has(ContentKind::Predicate) {
        found = found.or_else(|| predicate(scene, verb, last, cue.reflexive));
    }
    if kinds.has(ContentKind::Amount) {
        found = found.or_else(|| amount(scene, verb));
    }
    if kinds.has(ContentKind::Clause) && scene.language.language == Language::English {
        found = found.or_else(|| bare_clause(scene, verb, last));
    }
    if kinds.has(ContentKind::Nominal) || kinds.has(ContentKind::Allegation) {
        found = found.or_else(|| nominal(scene, verb, cue, last));
    }
    found
}

/// `que` and its clause, a clause without complementiser, or an indirect question.
fn clause(scene: &Scene<'_>, verb: usize, last: usize) -> Option<Span> {
    let marked = scene.outline.children(verb).chain(idiom_children(scene, verb, last)).find_map(|child| {
        let embeds = ["ccomp", "xcomp", "advcl", "acl", "obj", "csubj", "parataxis"]
            .iter()
            .any(|label| scene.token(child).deprel.is(label));
        if !embeds || child < verb {
            return None;
        }
        let mark = scene.outline.children(child).find(|&mark| mark > verb && is_complementiser(scene, mark))?;
        scene.stretch(mark + 1, clause_end(scene, verb, mark + 1, scene.outline.last(child)))
    });
    marked.or_else(|| complementiser_after(scene, last)).or_else(|| {
        let child = scene.outline.children(verb).find(|&child| {
            let token = scene.token(child);
            let has_subject = scene.child(child, &["nsubj"]).is_some_and(|subject| subject > verb);
            token.deprel.as_str() == "ccomp" && (is_clause(scene, child) || has_subject)
        })?;
        let first = scene.outline.first(child);
        let before = child < verb;
        let end = if before {
            scene.outline.last(child).min(scene.verb_group_start(verb).checked_sub(1)?)
        } else {
            clause_end(scene, verb, first.max(verb + 1), scene.outline.last(child))
        };
        scene.stretch(if before { first } else { first.max(verb + 1) }, end)
    })
}

fn idiom_children<'s>(scene: &'s Scene<'_>, verb: usize, last: usize) -> impl Iterator<Item = usize> + 's {
    // The noun of `faire mention de` stands before its preposition.
    let noun = if scene.token(last).upos == Upos::Adp { last - 1 } else { last };
    let other = (noun > verb).then(|| scene.outline.children(noun));
    other.into_iter().flatten()
}

pub(super) fn is_complementiser(scene: &Scene<'_>, word: usize) -> bool {
    let token = scene.token(word);
    let marks = token.deprel.is("mark") || token.upos == Upos::Sconj;
    marks && matches!(token.lemma.as_str(), "que" | "qu'" | "that" | "si" | "whether" | "if")
}

fn is_clause(scene: &Scene<'_>, word: usize) -> bool {
    let finite = |word: usize| scene.token(word).features.verb_form == VerbForm::Fin;
    finite(word)
        || scene
            .outline
            .children(word)
            .any(|child| finite(child) && (scene.token(child).deprel.is("aux") || scene.token(child).deprel.is("cop")))
}

/// A complementiser after the verb that the tree hangs elsewhere: only adverbs and phrases of time and place stand between.
fn complementiser_after(scene: &Scene<'_>, last: usize) -> Option<Span> {
    let end = scene.tokens().len().min(last + COMPLEMENT_REACH);
    for word in last + 1..end {
        let token = scene.token(word);
        // Right behind the verb, or behind a phrase where the verb has no object, `que` is no adverb and no pronoun.
        let misread = matches!(token.form.as_str(), "que" | "qu'")
            && matches!(token.upos, Upos::Adv | Upos::Pron)
            && (word == last + 1 || scene.child(last, &["obj"]).is_none());
        let question = matches!(token.lemma.as_str(), "si" | "if" | "whether");
        if (misread || (token.upos == Upos::Sconj && is_complementiser(scene, word))) && !question {
            let head = scene.head(word).filter(|&head| head > word)?;
            let mut reach = scene.outline.last(head);
            let mut above = head;
            // The clause may hang on its first word instead of its verb.
            while let Some(next) = scene.head(above).filter(|&next| next > word && scene.outline.first(next) >= word) {
                reach = reach.max(scene.outline.last(next));
                above = next;
            }
            return scene.stretch(word + 1, clause_end(scene, last, word + 1, reach));
        }
        // `exige un contrôle, ce que X refuse`
        let stops = (token.upos == Upos::Pron && token.lemma == "ce" && word > last + 1)
            || matches!(token.upos, Upos::Verb | Upos::Aux | Upos::Cconj)
            || token.features.relative
            || matches!(token.form.as_str(), "." | ":" | ";" | "\"");
        if stops {
            return None;
        }
    }
    None
}

/// `said workers feared cuts`: English drops its complementiser, and parsers then take the clause apart. Its subject
/// stands next to the cue, or behind a time, and its finite verb before the next mark of punctuation.
fn bare_clause(scene: &Scene<'_>, verb: usize, last: usize) -> Option<Span> {
    scene.child(verb, &["nsubj"]).filter(|&subject| subject < verb)?;
    let end = to_punctuation(scene, verb, last);
    let is_time = |word: usize| word <= end && scene.is_time(word);
    let mut start = last + 1;
    while start < end && (is_time(start) || scene.token(start).upos == Upos::Adv || is_time(start + 1)) {
        start += 1;
    }
    if start >= end || !opens_clause(scene.token(start).upos) {
        return None;
    }
    let finite = |word: usize| {
        let token = scene.token(word);
        let past = token.features.tense == Tense::Past && scene.token(word - 1).upos != Upos::Det;
        matches!(token.upos, Upos::Verb | Upos::Aux) && (token.features.verb_form == VerbForm::Fin || past)
    };
    (start + 1..=end).any(finite).then(|| scene.stretch(start, clause_end(scene, verb, start, end)))?
}

fn opens_clause(upos: Upos) -> bool {
    matches!(upos, Upos::Det | Upos::Pron | Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num)
}

/// `affirme avoir pris`, `demande à X de faire`.
fn infinitive(scene: &Scene<'_>, verb: usize, cue: &Cue, last: usize) -> Option<Span> {
    let child = scene.outline.children(verb).chain(idiom_children(scene, verb, last)).find(|&child| {
        let token = scene.token(child);
        let infinitive = token.features.verb_form == VerbForm::Inf
            || scene.outline.children(child).any(|aux| {
                scene.token(aux).features.verb_form == VerbForm::Inf
                    && (scene.token(aux).deprel.is("aux") || scene.token(aux).deprel.is("cop"))
            });
        let complement = ["xcomp", "ccomp"].iter().any(|label| token.deprel.is(label))
            || (["advcl", "obl", "obj"].iter().any(|label| token.deprel.is(label)) && has_plain_marker(scene, child));
        child > last && infinitive && complement
    })?;
    // Who refuses to comment has claimed nothing.
    let speaks = scene.cue_at(child).is_some_and(|(inner, _)| inner.content.has(ContentKind::Quote));
    if cue.stance == Stance::Denies && speaks && !scene.outline.children(child).any(|inner| inner > child) {
        return None;
    }
    let mut first = scene.outline.first(child).max(last + 1);
    while first < child && is_infinitive_marker(scene, first) {
        first += 1;
    }
    scene.stretch(first, to_punctuation(scene, verb, scene.outline.last(child)))
}

/// The end of a finite clause: over commas until it has its verb, and not into a coordinated statement.
fn clause_end(scene: &Scene<'_>, verb: usize, first: usize, end: usize) -> usize {
    let finite = |end: usize| (first..=end).any(|word| scene.token(word).features.verb_form == VerbForm::Fin);
    let mut end = to_punctuation(scene, verb, end);
    for _ in 0..COMMAS {
        let comma = scene.tokens().get(end + 1).is_some_and(|token| token.form == ",");
        if finite(end) || !comma || end + 2 >= scene.tokens().len() {
            break;
        }
        end = to_punctuation(scene, verb, end + 2);
    }
    before_statement(scene, first, end)
}

/// Where `et` brings in another verb of saying with its complementiser (`et a noté que`), the content ends before it.
fn before_statement(scene: &Scene<'_>, first: usize, end: usize) -> usize {
    let says = |word: usize| {
        let follows = (word + 1..scene.tokens().len().min(word + 4)).any(|next| is_complementiser(scene, next));
        follows
            && scene.cue_at(word).is_some_and(|(cue, _)| cue.content.has(ContentKind::Clause))
            && scene.is_actual(word)
    };
    (first + 1..=end)
        .find(|&word| {
            let coordinates = scene.token(word).upos == Upos::Cconj;
            let near = word + 1..scene.tokens().len().min(word + STATEMENT_REACH);
            coordinates
                && near
                    .take_while(|&next| {
                        let token = scene.token(next);
                        !matches!(token.upos, Upos::Punct | Upos::Sconj) && !token.features.relative
                    })
                    .any(says)
        })
        .map_or(end, |word| word - 1)
}

/// A complement that the parser cuts short goes on to the next mark of punctuation or to the next verb that is
/// coordinated with the cue.
pub(super) fn to_punctuation(scene: &Scene<'_>, verb: usize, end: usize) -> usize {
    let mut end = end;
    while let Some(next) = scene.tokens().get(end + 1) {
        // `war-ravaged`
        let joins = |a: Option<&Token>, b: Option<&Token>| a.zip(b).is_some_and(|(a, b)| a.span.end == b.span.start);
        let hyphen = next.form == "-"
            && joins(scene.tokens().get(end), Some(next))
            && joins(Some(next), scene.tokens().get(end + 2));
        let quotes = next.form == "\"" || hyphen;
        let coordinates = next.upos == Upos::Cconj
            && scene
                .head(end + 1)
                .is_some_and(|head| scene.token(head).deprel.is("conj") && scene.head(head) == Some(verb));
        let attributes = adverbials::opens_at(scene, end + 1);
        if (next.upos == Upos::Punct && !quotes) || coordinates || attributes {
            break;
        }
        end += 1;
    }
    end
}

/// A noun phrase goes on over phrases and relative clauses after a comma (`, dans l'est du pays`), but not over a new
/// statement.
fn to_phrase_end(scene: &Scene<'_>, verb: usize, end: usize) -> usize {
    let mut end = to_punctuation(scene, verb, end);
    while scene.tokens().get(end + 1).is_some_and(|token| token.form == ",") {
        let Some(next) = scene.tokens().get(end + 2) else { break };
        let attributes = adverbials::opens_at(scene, end + 2);
        let goes_on =
            next.upos == Upos::Adp || next.features.relative || next.upos == Upos::Cconj || next.lemma == "ainsi";
        if !goes_on || attributes {
            break;
        }
        end = to_punctuation(scene, verb, end + 2);
    }
    end
}

/// True where a clause stands in the content position.
pub(super) fn has_clause(scene: &Scene<'_>, verb: usize) -> bool {
    clause(scene, verb, verb).is_some()
}

fn has_plain_marker(scene: &Scene<'_>, infinitive: usize) -> bool {
    scene.outline.children(infinitive).any(|child| child < infinitive && is_infinitive_marker(scene, child))
}

fn is_infinitive_marker(scene: &Scene<'_>, word: usize) -> bool {
    let token = scene.token(word);
    matches!(token.upos, Upos::Adp | Upos::Part | Upos::Sconj | Upos::Punct)
        && (matches!(token.lemma.as_str(), "de" | "à" | "to") || token.upos == Upos::Punct)
}

/// `accuse X d'avoir fait`, `accuse X de trahison`, `accused X of`: the accused with the charge.
fn charge(scene: &Scene<'_>, verb: usize) -> Option<Span> {
    let object = scene.child(verb, &["obj"]);
    let marks = |mark: usize| {
        let mark = scene.token(mark);
        (mark.deprel.is("case") || mark.deprel.is("mark"))
            && matches!(mark.lemma.as_str(), "de" | "of" | "comme" | "for")
    };
    let complement = scene.outline.children(verb).filter(|&child| {
        let token = scene.token(child);
        let label = ["xcomp", "ccomp", "advcl", "obl"].iter().any(|label| token.deprel.is(label));
        let marked = scene.outline.children(child).any(marks);
        child > verb && label && marked
    });
    let complement = complement.max_by_key(|&child| scene.outline.last(child));
    // The charge may hang on the accused.
    let complement = complement.or_else(|| {
        let object = object.filter(|&object| object > verb)?;
        let charges = |child: usize| {
            let bare = || !scene.outline.children(child).any(|of| scene.token(of).deprel.is("det"));
            scene.token(child).features.verb_form == VerbForm::Inf
                || (scene.token(child).upos == Upos::Noun
                    && scene.token(child).deprel.is("nmod")
                    && bare()
                    && scene.outline.children(child).any(marks))
        };
        scene.outline.children(object).any(|child| child > object && charges(child)).then_some(object)
    })?;
    let first = match object.filter(|&object| object > verb) {
        Some(object) => scene.outline.first(object).min(scene.outline.first(complement)),
        None => scene.outline.first(complement),
    };
    scene.stretch(first.max(verb + 1), scene.outline.last(complement))
}

/// `juge cette idée absurde`, `se dit prêt à partir`, `considère X comme Y`.
fn predicate(scene: &Scene<'_>, verb: usize, last: usize, own: bool) -> Option<Span> {
    let as_what = |word: usize| {
        scene.outline.children(word).any(|case| matches!(scene.token(case).lemma.as_str(), "comme" | "as"))
    };
    // `comme Y` may hang on the object.
    let object = scene.child(verb, &["obj"]).filter(|&object| object > last && !own);
    if let Some(object) = object.filter(|&object| scene.outline.children(object).any(as_what)) {
        return scene.stretch(scene.outline.first(object), to_punctuation(scene, verb, scene.outline.last(object)));
    }
    let of_object = scene.outline.children(verb).find(|&child| {
        let token = scene.token(child);
        let adjectival = matches!(token.upos, Upos::Adj | Upos::Noun | Upos::Verb | Upos::Adv);
        let named_as = token.deprel.is("obl")
            && scene.outline.children(child).any(|case| matches!(scene.token(case).lemma.as_str(), "comme" | "as"));
        let bare = ["xcomp", "amod", "advcl", "advmod"].iter().any(|label| token.deprel.is(label))
            && token.features.verb_form != VerbForm::Fin
            && (token.upos == Upos::Adj || (token.upos == Upos::Verb && token.features.verb_form == VerbForm::Part));
        child > last && (named_as || (bare && adjectival))
    });
    let Some(of_object) = of_object else {
        // The adjective that judges may hang on the object too (`juge ces mesures insuffisantes`).
        let (object, end) = object.map(|object| (object, scene.outline.last(object)))?;
        let judges =
            |child: usize| child > object && scene.token(child).deprel.is("amod") && scene.outline.last(child) == end;
        let judged = scene.outline.children(object).any(judges);
        return judged.then(|| scene.stretch(scene.outline.first(object), end))?;
    };
    let first = object.map_or(scene.outline.first(of_object), |object| {
        scene.outline.first(object).min(scene.outline.first(of_object))
    });
    let end = object
        .map_or(scene.outline.last(of_object), |object| scene.outline.last(object).max(scene.outline.last(of_object)));
    scene.stretch(first.max(last + 1), end)
}

/// `chiffre les pertes à 1 100`, `des pertes que X chiffre à 1 100`.
fn amount(scene: &Scene<'_>, verb: usize) -> Option<Span> {
    let number = scene.outline.children(verb).find(|&child| {
        let oblique = scene.token(child).deprel.is("obl") || scene.token(child).deprel.is("obj");
        child > verb
            && oblique
            && (scene.outline.first(child)..=scene.outline.last(child)).any(|word| scene.token(word).upos == Upos::Num)
    })?;
    let relative = scene.token(verb).deprel.is("acl").then(|| scene.head(verb)).flatten();
    let first = match relative {
        Some(antecedent) => scene.outline.first(antecedent),
        None => scene
            .child(verb, &["obj"])
            .map_or(number, |object| scene.outline.first(object))
            .min(scene.outline.first(number)),
    };
    scene.stretch(first, scene.outline.last(number))
}

/// `a annoncé leur retrait`: a noun phrase that names a happening, no person and no place. Without `any`, only nouns of
/// saying (`rejette les accusations`).
fn nominal(scene: &Scene<'_>, verb: usize, cue: &Cue, last: usize) -> Option<Span> {
    let (any, asks) = (cue.content.has(ContentKind::Nominal), cue.stance == Stance::Asks);
    let object = scene
        .outline
        .children(verb)
        .chain(idiom_children(scene, verb, last))
        .find(|&child| {
            let token = scene.token(child);
            let object = token.deprel.is("obj")
                || (last != verb && ["obl", "nmod"].iter().any(|label| token.deprel.is(label)))
                || is_partitive(scene, child);
            // `quatre ans de prison` is no time.
            let time =
                scene.is_time(child) && !scene.outline.children(child).any(|of| scene.token(of).deprel.is("nmod"));
            child > last && object && token.upos == Upos::Noun && !time
        })
        .or_else(|| bare_noun_after(scene, last))?;
    let token = scene.token(object);
    let said =
        scene.language.reporting.of(&token.lemma).any(|cue| cue.kind == CueKind::Noun && !cue.content.is_empty());
    // One may ask for a port, but not announce one.
    let thing = if asks { scene.is_a(object, &["Person", "Group"]) } else { is_thing(scene, object) };
    if !said && (!any || thing) {
        return None;
    }
    let mut first = scene.outline.first(object).max(last + 1);
    while first < object && scene.token(first).upos == Upos::Adp {
        first += 1;
    }
    let end = to_phrase_end(scene, verb, scene.outline.last(object));
    scene.stretch(first, before_statement(scene, object, end))
}

/// `redoute des suppressions`: parsers may read the plural article as a preposition.
fn is_partitive(scene: &Scene<'_>, word: usize) -> bool {
    let article = |case: usize| {
        let token = scene.token(case);
        token.deprel.is("case") && token.contraction != Contraction::None && token.lemma == "de" && token.form == "de"
    };
    scene.token(word).deprel.as_str() == "obl:arg" && scene.outline.children(word).any(article)
}

/// `a annoncé dans un communiqué publié lundi la fermeture`: the first noun phrase without preposition, where phrases
/// between have drawn the object away.
fn bare_noun_after(scene: &Scene<'_>, last: usize) -> Option<usize> {
    let end = scene.tokens().len().min(last + COMPLEMENT_REACH);
    (last + 1..end)
        .take_while(|&word| {
            let token = scene.token(word);
            let finite = token.features.verb_form == VerbForm::Fin || token.upos == Upos::Sconj;
            !finite && !matches!(token.form.as_str(), "." | ";" | ":")
        })
        .find(|&word| {
            let token = scene.token(word);
            let bare = !scene.outline.children(word).any(|case| scene.token(case).deprel.is("case"));
            let determined = scene.outline.children(word).any(|det| scene.token(det).deprel.is("det"));
            token.upos == Upos::Noun && bare && determined && !scene.is_time(word)
        })
}

/// True for persons, bodies and places: announcing them is no claim about a happening.
fn is_thing(scene: &Scene<'_>, word: usize) -> bool {
    let ontology = &scene.knowledge.ontology;
    let things = ["Person", "Group", "Organization", "Place"].map(|name| ontology.entity_type_named(name));
    scene
        .mentions
        .type_at(scene.reference(word))
        .is_some_and(|own| things.iter().flatten().any(|&thing| ontology.is_a(own, thing)))
}

/// `le décès a été annoncé par la famille`: the subject of the passive.
fn passive_content(scene: &Scene<'_>, verb: usize, cue: &Cue) -> Option<Span> {
    if cue.stance == Stance::Accuses {
        return charge(scene, verb);
    }
    if let Some(span) = clause(scene, verb, verb) {
        return Some(span);
    }
    let nominal = cue.content.has(ContentKind::Nominal) || cue.content.has(ContentKind::Allegation);
    let subject = scene.outline.children(verb).find(|&child| scene.token(child).deprel.as_str() == "nsubj:pass")?;
    let noun = scene.token(subject).upos == Upos::Noun && !is_thing(scene, subject);
    (nominal && noun).then(|| scene.stretch(scene.outline.first(subject), scene.outline.last(subject))).flatten()
}
