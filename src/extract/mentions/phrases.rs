//! Noun phrases that are no names: offices, groups, bodies, places, events, products; and demonyms.

use super::view::View;
use super::{Clue, Count, Determiner, Draft, apposition, demonyms};
use crate::doc::tagset::{Gender, Number};
use crate::doc::{Language, MentionKind, Upos};
use crate::knowledge::gazetteer::{ConceptId, Cue, EntryId, EntryKind, NounClass, RoleTitle, join_key};
use crate::knowledge::ontology::EntityTypeId;
use std::ops::Range;

/// Adds descriptions, nominals and demonyms to the names of a sentence, and links what stands in apposition.
pub(super) fn mentions(view: &View<'_>, drafts: &mut Vec<Draft>) {
    let names = drafts.len();
    let mut owner: Vec<Option<usize>> = vec![None; view.tokens().len()];
    for (index, draft) in drafts.iter().enumerate() {
        for word in draft.clue.core.clone().chain([draft.head]) {
            owner[word] = Some(index);
        }
    }
    let mut titled = 0;
    for noun in 0..view.tokens().len() {
        if noun < titled && !is_body(view, noun)
            || owner[noun].is_some()
            || !(matches!(view.token(noun).upos, Upos::Noun | Upos::Propn) || is_capital_adjective(view, noun))
        {
            continue;
        }
        if let Some((draft, title_end)) = phrase(view, noun, &drafts[..names], &owner) {
            titled = title_end;
            let without_scene = without_scene(view, &draft, drafts.len());
            drafts.push(draft);
            drafts.extend(without_scene);
        }
    }
    demonyms::mentions(view, &owner, drafts);
    apposition::link(view, drafts, names);
}

/// Taggers take the first word of a capitalised English title for an adjective: `Chief Executive X`.
fn is_capital_adjective(view: &View<'_>, word: usize) -> bool {
    let capital = view.language == Language::English && view.token(word).upos == Upos::Adj && view.is_capitalised(word);
    // `Prime Minister X`: the noun behind it speaks for both.
    let modifies = || {
        let noun = view.head(word).filter(|&noun| noun == word + 1)?;
        (view.token(word).deprel.is("amod") && matches!(view.token(noun).upos, Upos::Noun | Upos::Propn))
            .then_some(noun)
    };
    capital && modifies().is_none()
}

/// True for a body inside a title (`président du conseil régional`): a thing of its own.
fn is_body(view: &View<'_>, noun: usize) -> bool {
    let class = concept_of(view, noun).map(|id| view.gazetteer.nouns.concept(id).class);
    matches!(class, Some(NounClass::Body | NounClass::Organization))
}

/// The phrase of a noun, if the tables know what the noun names.
fn phrase(view: &View<'_>, noun: usize, names: &[Draft], owner: &[Option<usize>]) -> Option<(Draft, usize)> {
    if view.demonyms[noun].is_some() {
        return None;
    }
    let concept = concept_of(view, noun).filter(|&id| view.gazetteer.nouns.concept(id).class != NounClass::Name);
    let casualty = concept.is_some_and(|id| view.gazetteer.nouns.concept(id).class == NounClass::Casualty);
    if casualty && view.token(noun).features.number != Number::Plur {
        return None;
    }
    let mut words = reach(view, noun, concept, owner);
    let titled = words.start..words.end.max(capitals_end(view, noun, owner));
    let (title, title_end) = title_of(view, noun, &titled).map_or((None, noun), |(title, end)| (Some(title), end));
    words.end = words.end.max(title_end);
    let loose =
        |word: usize| matches!(view.token(word).upos, Upos::Adp | Upos::Det | Upos::Punct | Upos::Cconj | Upos::Sconj);
    while words.end > noun + 1 && loose(words.end - 1) {
        words.end -= 1;
    }
    if concept.is_none() && title.is_none() {
        return None;
    }
    let features = &view.token(noun).features;
    let place = place_of(view, noun, &words, names, owner);
    let mut clue = Clue {
        concept,
        place,
        role: title.map(|title| title.role),
        title_end: title.map_or(0, |_| title_end),
        gender: title.map(|title| title.gender).filter(|&gender| gender != Gender::None).unwrap_or(features.gender),
        number: features.number,
        count: count_of(view, noun),
        determiner: determiner_of(view, noun),
        bare: words.len() == 1,
        ..Clue::default()
    };
    // `le ministère de la Santé`, `la cour d'appel de Lyon`: one body, although no state is named.
    let told =
        words.end > noun + 1 && concept.is_some_and(|id| view.gazetteer.nouns.concept(id).class == NounClass::Body);
    let words = with_determiner(view, noun, words, clue.determiner);
    clue.bare |= words.len() == 2 && words.start + 1 == noun && clue.determiner != Determiner::None;
    let described = title.is_some() || told || (place.is_some() && describes(view, concept));
    let draft = Draft {
        head: noun,
        kind: if described { MentionKind::Description } else { MentionKind::Nominal },
        entity_type: type_of(view, concept, title.is_some(), &clue),
        rule: if title.is_some() { "noun:role" } else { "noun:type" },
        words,
        clue,
    };
    Some((draft, title_end))
}

fn describes(view: &View<'_>, concept: Option<ConceptId>) -> bool {
    let class = concept.map(|id| view.gazetteer.nouns.concept(id).class);
    class.is_some_and(|class| matches!(class, NounClass::Force | NounClass::Unit | NounClass::Body))
}

fn type_of(view: &View<'_>, concept: Option<ConceptId>, role: bool, clue: &Clue) -> EntityTypeId {
    let types = &view.gazetteer.types;
    let plural = clue.number == Number::Plur;
    match concept.map(|id| view.gazetteer.nouns.concept(id)) {
        // A few soldiers are no army.
        Some(concept) if concept.class == NounClass::Force && plural && clue.count == Count::Few => types.group,
        Some(concept) if concept.class == NounClass::Person && !plural && role => types.person,
        Some(concept) => {
            if plural {
                concept.plural
            } else {
                concept.singular
            }
        }
        None if plural => types.group,
        None => types.person,
    }
}

/// The words of the phrase around its head: adjectives and numbers before it, adjectives and complements with `de`
/// after it, without articles, relative clauses and appositions.
pub(super) fn reach(view: &View<'_>, noun: usize, concept: Option<ConceptId>, owner: &[Option<usize>]) -> Range<usize> {
    let mut start = left_reach(view, noun);
    // Parsers hang the words of English titles in capitals elsewhere: `Czech Foreign Minister X`.
    while view.language == Language::English
        && start > 0
        && view.demonyms[start - 1].is_some()
        && owner[start - 1].is_none()
    {
        start -= 1;
    }
    start..right_reach(view, noun, concept, owner)
}

/// First word of the adjectives, numbers and compounds before a noun.
pub(super) fn left_reach(view: &View<'_>, noun: usize) -> usize {
    let mut start = noun;
    for child in view.children(noun).filter(|&child| child < noun).collect::<Vec<_>>().into_iter().rev() {
        let label = view.token(child).deprel;
        let modifier = label.is("amod") || label.is("nummod") || label.is("compound");
        let possessor = label.as_str() == "nmod:poss"
            && view.token(child).upos != Upos::Pron
            && !view.token(child).features.possessive;
        let end = subtree_end(view, child);
        if (modifier || possessor) && end == start && !is_clause(view, child) {
            start = subtree_start(view, child);
        } else if modifier {
            break;
        }
    }
    start
}

/// A happening without the place behind it: `la guerre en Ukraine` is `la guerre` too.
fn without_scene(view: &View<'_>, whole: &Draft, index: usize) -> Option<Draft> {
    let class = whole.clue.concept.map(|id| view.gazetteer.nouns.concept(id).class);
    if class != Some(NounClass::Event) {
        return None;
    }
    let scene = (whole.head + 1..whole.words.end)
        .find(|&word| view.token(word).upos == Upos::Adp && view.is_cue(Cue::Scene, &view.token(word).lemma))?;
    let mut draft = whole.clone();
    draft.words.end = scene;
    draft.clue.same_as = Some(index);
    Some(draft)
}

/// Words that a modifier before its noun may have (`the Saudi Arabia-led coalition`).
const MODIFIER: usize = 6;

/// First word of a word's subtree, as far as it is unbroken to the left; of marks only hyphens belong to it.
fn subtree_start(view: &View<'_>, word: usize) -> usize {
    let inside = |&before: &usize| {
        let token = view.token(before);
        token.form == "-"
            || view.head(before).is_some_and(|head| before < head && head <= word)
                && token.deprel.universal() != "punct"
    };
    let reach = (word.saturating_sub(MODIFIER)..word).rev().take_while(inside).count();
    let start = word - reach;
    if view.token(start).form == "-" { start + 1 } else { start }
}

/// True for a modifier that is a clause of its own, which parsers make of `residents had attacked officers`.
fn is_clause(view: &View<'_>, modifier: usize) -> bool {
    view.children(modifier).any(|word| {
        let label = view.token(word).deprel;
        label.is("aux") || label.is("nsubj") || label.is("cop")
    })
}

/// One past the last word of a short modifier.
fn subtree_end(view: &View<'_>, word: usize) -> usize {
    let mut end = word + 1;
    for child in view.children(word).filter(|&child| child > word) {
        let label = view.token(child).deprel;
        if child == end && (label.is("flat") || label.is("case") || label.is("fixed") || label.is("compound")) {
            end = child + 1;
        }
    }
    end
}

/// One past the last word that belongs to the phrase. Complements are followed down without recursion.
pub(super) fn right_reach(view: &View<'_>, noun: usize, concept: Option<ConceptId>, owner: &[Option<usize>]) -> usize {
    let class = concept.map(|id| view.gazetteer.nouns.concept(id).class);
    let mut end = noun + 1;
    let mut current = noun;
    for _ in 0..6 {
        let mut complement = None;
        for child in view.children(current).filter(|&child| child > current) {
            let token = view.token(child);
            let label = token.deprel;
            if child == end
                && (label.is("amod") && token.upos != Upos::Verb
                    || label.is("flat")
                    || label.is("fixed")
                    || label.is("nummod")
                    || label.is("compound"))
            {
                end = subtree_end(view, child);
            } else if label.universal() == "nmod"
                && opens_at(view, child, end)
                && takes(view, class.filter(|_| current == noun), child, owner[child].is_some())
            {
                end = end_of_complement(view, child, end.max(child + 1), owner);
                complement = Some(child);
                break;
            }
        }
        match complement {
            Some(child) => current = child,
            None => break,
        }
    }
    beyond_the_tree(view, noun, end, class, owner)
}

/// One past the last word of a complement: a name is not cut, and a title takes its name along (`les partisans du
/// président X`).
fn end_of_complement(view: &View<'_>, complement: usize, mut end: usize, owner: &[Option<usize>]) -> usize {
    let mut name = owner[complement];
    if let Some(&Some(beside)) = owner.get(end).filter(|_| name.is_none()) {
        let root = (end..owner.len())
            .take_while(|&word| owner[word] == Some(beside))
            .find(|&word| view.head(word) == Some(complement));
        let apposed = |word: usize| {
            let label = view.token(word).deprel;
            label.is("flat") || label.is("appos") || (label.is("nmod") && view.preposition(word).is_empty())
        };
        name = root.filter(|&word| apposed(word)).map(|_| beside);
    }
    while name.is_some() && owner.get(end).is_some_and(|&own| own == name) {
        end += 1;
    }
    end
}

/// What parsers often attach elsewhere although it stands right behind the noun: a demonym (`la présidente moldave`),
/// and for happenings the place (`la guerre en Ukraine`).
fn beyond_the_tree(
    view: &View<'_>,
    noun: usize,
    mut end: usize,
    class: Option<NounClass>,
    owner: &[Option<usize>],
) -> usize {
    let french = view.language == Language::French;
    while french
        && end < owner.len()
        && view.demonyms[end].is_some()
        && owner[end].is_none()
        && !view.is_capitalised(end)
    {
        end += 1;
    }
    let place = |word: usize| word < owner.len() && owner[word].is_some() && view.token(word).upos == Upos::Propn;
    let marked = end < owner.len() && view.is_cue(Cue::Scene, &view.token(end).lemma);
    if class == Some(NounClass::Event) && end == noun + 1 && marked && place(end + 1) { end + 2 } else { end }
}

/// True where a complement with its preposition and article starts right where the phrase ends so far.
fn opens_at(view: &View<'_>, complement: usize, end: usize) -> bool {
    complement >= end
        && (end..complement).all(|word| {
            let label = view.token(word).deprel;
            view.head(word) == Some(complement)
                && (label.is("case") || label.is("det") || label.is("amod") || label.is("nummod"))
        })
}

/// Which complements belong to the phrase: those with `de`, and for happenings those that say where or against whom.
fn takes(view: &View<'_>, class: Option<NounClass>, complement: usize, named: bool) -> bool {
    let preposition = view.preposition(complement);
    view.is_cue(Cue::Genitive, preposition)
        || (class == Some(NounClass::Event) && named && view.is_cue(Cue::Scene, preposition))
}

/// The meaning of the head noun; longer phrases of the table first (`service de renseignement`).
pub(super) fn concept_of(view: &View<'_>, noun: usize) -> Option<ConceptId> {
    let nouns = &view.gazetteer.nouns;
    let lemma = view.token(noun).lemma.to_lowercase();
    let short = nouns.find(view.language, &lemma);
    let window = match view.language {
        Language::English => noun.saturating_sub(2)..noun + 1,
        _ => noun..(noun + 4).min(view.tokens().len()),
    };
    let mut phrase = String::new();
    for words in 2..=window.len() {
        phrase.clear();
        let part = match view.language {
            Language::English => noun + 1 - words..noun + 1,
            _ => noun..noun + words,
        };
        for word in part {
            if !phrase.is_empty() && !phrase.ends_with('\'') {
                phrase.push(' ');
            }
            let token = view.token(word);
            let elided = token.form.ends_with('\'') && token.upos == Upos::Adp;
            phrase.push_str(if elided { "d'" } else { &token.lemma });
        }
        if let Some(found) = nouns.find(view.language, &phrase.to_lowercase()) {
            return Some(found);
        }
    }
    short
}

/// English titles before names are capitalised, and parsers hang their last words on the name: `Chief Executive X`.
fn capitals_end(view: &View<'_>, noun: usize, owner: &[Option<usize>]) -> usize {
    let capital = |word: &usize| owner[*word].is_none() && view.is_capitalised(*word);
    let titled = view.language == Language::English && capital(&noun);
    let behind = (noun + 1..owner.len().min(noun + 4)).take_while(capital).count();
    if titled { noun + 1 + behind } else { noun + 1 }
}

/// The office that the phrase names, and where its title ends: the longest title around the head, adjectives of
/// nationality left out.
fn title_of(view: &View<'_>, noun: usize, words: &Range<usize>) -> Option<(RoleTitle, usize)> {
    let roles = &view.gazetteer.roles;
    let parts: Vec<usize> = words.clone().filter(|&word| view.demonyms[word].is_none()).collect();
    let at = parts.iter().position(|&word| word == noun)?;
    let mut key = String::new();
    for start in at.saturating_sub(2)..=at {
        let longest = parts.len().min(start + roles.longest());
        for end in (at + 1..=longest).rev() {
            key.clear();
            let mut last = None;
            for &word in &parts[start..end] {
                let span = view.token(word).span;
                if last == Some(span) {
                    continue;
                }
                last = Some(span);
                if !key.is_empty() {
                    key.push(' ');
                }
                key.push_str(&join_key(span.of(view.text)));
            }
            if let Some(title) = roles.title(view.language, &key) {
                return Some((title, parts[end - 1] + 1));
            }
            if end == at + 1 {
                // Plural forms are found by their lemma.
                let lemma = join_key(&view.token(noun).lemma);
                if start == at {
                    return roles.title(view.language, &lemma).map(|title| (title, noun + 1));
                }
            }
        }
    }
    None
}

/// The place that the phrase belongs to: a demonym, or a complement that names a place, a state or its seat.
fn place_of(
    view: &View<'_>,
    noun: usize,
    words: &Range<usize>,
    names: &[Draft],
    owner: &[Option<usize>],
) -> Option<EntryId> {
    let adjective = words.clone().skip_while(|&word| word <= noun).take(1).find_map(|word| view.demonyms[word]);
    let dependent = || view.children(noun).find_map(|child| view.demonyms[child].filter(|_| owner[child].is_none()));
    if let Some(place) = adjective.or_else(dependent) {
        return Some(place);
    }
    if let Some(before) = noun.checked_sub(1).filter(|&before| words.contains(&before))
        && let Some(place) = view.demonyms[before]
    {
        return Some(place);
    }
    let complement = view.children(noun).find_map(|child| {
        let label = view.token(child).deprel;
        let linked = matches!(label.universal(), "nmod" | "compound");
        let marked = view.is_bare_or_genitive(child) || view.is_cue(Cue::Scene, view.preposition(child));
        if !linked || !marked || !words.contains(&child) {
            return None;
        }
        let name = &names[owner[child]?];
        let entry = view.gazetteer.entry(name.clue.entry?);
        match entry.kind {
            EntryKind::Place => name.clue.entry,
            EntryKind::Seat | EntryKind::City => entry.country,
            _ => None,
        }
    });
    // `le chef de la diplomatie grecque`, `la guerre en Ukraine`: somewhere behind the noun.
    complement.or_else(|| {
        let behind = noun + 1..words.end;
        let place = |word: usize| {
            let name = &names[owner[word]?];
            name.clue.entry.filter(|&entry| view.gazetteer.entry(entry).kind == EntryKind::Place)
        };
        behind.clone().find_map(|word| view.demonyms[word]).or_else(|| behind.last().and_then(place))
    })
}

pub(super) fn count_of(view: &View<'_>, noun: usize) -> Count {
    let Some(number) = view.children(noun).find(|&child| view.token(child).deprel.is("nummod")) else {
        return Count::None;
    };
    let digits = |word: usize| view.token(word).form.bytes().filter(u8::is_ascii_digit).count();
    let own: usize = digits(number) + view.children(number).map(digits).sum::<usize>();
    let tail = number.checked_sub(1).filter(|&before| view.token(before).upos == Upos::Num).map_or(0, digits);
    if own + tail >= 4 { Count::Many } else { Count::Few }
}

pub(super) fn determiner_of(view: &View<'_>, noun: usize) -> Determiner {
    let mut found = Determiner::None;
    for child in view.children(noun) {
        let token = view.token(child);
        let possessive = token.features.possessive;
        let determines = token.deprel.is("det") || (possessive && token.deprel.as_str() == "nmod:poss");
        if !determines {
            continue;
        }
        found = if possessive {
            Determiner::Possessive
        } else if token.features.demonstrative {
            Determiner::Demonstrative
        } else if token.features.definite {
            Determiner::Definite
        } else {
            Determiner::Indefinite
        };
    }
    found
}

/// Possessives and demonstratives tell which one is meant, so they belong to the mention; articles do not.
pub(super) fn with_determiner(
    view: &View<'_>,
    noun: usize,
    words: Range<usize>,
    determiner: Determiner,
) -> Range<usize> {
    if !matches!(determiner, Determiner::Possessive | Determiner::Demonstrative) {
        return words;
    }
    match words.start.checked_sub(1) {
        Some(before)
            if view.head(before) == Some(noun) && matches!(view.token(before).upos, Upos::Det | Upos::Pron) =>
        {
            before..words.end
        }
        _ => words,
    }
}
