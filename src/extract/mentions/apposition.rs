//! Descriptions and the names that they stand beside.

use super::view::View;
use super::{Determiner, Draft};
use crate::doc::tagset::Number;
use crate::doc::{MentionKind, Upos};
use crate::knowledge::gazetteer::Reading;

/// Links descriptions to the names that they stand beside: `le ministre grec X`, `X, ministre grec`.
pub(super) fn link(view: &View<'_>, drafts: &mut Vec<Draft>, names: usize) {
    let mut starting: Vec<Option<usize>> = vec![None; view.tokens().len() + 1];
    let mut headed = starting.clone();
    for (index, name) in drafts[..names].iter().enumerate() {
        starting[name.words.start] = Some(index);
        headed[name.head] = Some(index);
    }
    let mut wholes = Vec::new();
    for index in names..drafts.len() {
        let description = &drafts[index];
        // What is the same thing in fewer words is linked already.
        if description.clue.same_as.is_some()
            || description.kind == MentionKind::Demonym
            || description.clue.number == Number::Plur
        {
            continue;
        }
        let beside =
            beside(view, description, &starting).filter(|&name| !is_complement(view, &drafts[name], description));
        let above = view.head(description.head).filter(|&head| is_apposed(view, description.head, head));
        let below = view
            .children(description.head)
            .find(|&child| headed[child].is_some() && is_apposed(view, child, description.head));
        let behind_comma = behind_comma(view, description, &starting, drafts);
        let candidates =
            [beside, behind_comma, above.and_then(|word| headed[word]), below.and_then(|word| headed[word])];
        let found = candidates.into_iter().flatten().find(|&name| {
            drafts[name].clue.reading != Some(Reading::Capital) && compatible(view, &drafts[name], description)
        });
        drafts[index].clue.same_as = found;
        if let Some(name) = found.filter(|_| found == beside) {
            let whole = whole(view, &drafts[index], &drafts[name], name);
            if drafts[..names].iter().all(|draft| draft.words != whole.words) {
                wholes.push(whole);
            }
        }
    }
    drafts.append(&mut wholes);
}

/// The name that starts where a description ends, a quotation mark between them or not.
fn beside(view: &View<'_>, description: &Draft, starting: &[Option<usize>]) -> Option<usize> {
    let end = description.words.end;
    let quote = view.tokens().get(end).is_some_and(|token| matches!(token.form.as_str(), "«" | "“" | "\""));
    *starting.get(end + usize::from(quote))?
}

/// True where a preposition inside the description governs the name.
fn is_complement(view: &View<'_>, name: &Draft, description: &Draft) -> bool {
    view.children(name.head).any(|word| view.token(word).deprel.is("case") && description.words.contains(&word))
}

/// A name with its introduction: `le groupe danois X`.
fn whole(view: &View<'_>, description: &Draft, name: &Draft, index: usize) -> Draft {
    let quoted = view.is_quoted(&name.words);
    let mut draft = name.clone();
    draft.words = description.words.start..name.words.end + usize::from(quoted);
    draft.rule = "name:introduced";
    draft.clue.same_as = Some(index);
    draft
}

/// `le directeur de l'usine, X, a promis`: a name set off by commas behind a singular description of a person.
fn behind_comma(view: &View<'_>, description: &Draft, starting: &[Option<usize>], drafts: &[Draft]) -> Option<usize> {
    let comma = |word: usize| view.tokens().get(word).is_some_and(|token| token.form == ",");
    let end = description.words.end;
    let person = description.entity_type == view.gazetteer.types.person;
    if !person || description.clue.determiner == Determiner::Indefinite || !comma(end) {
        return None;
    }
    let name = (*starting.get(end + 1)?)?;
    let draft = &drafts[name];
    let listed = view.token(draft.head).deprel.is("conj") || !view.preposition(draft.head).is_empty();
    let closed = view.tokens().get(draft.words.end).is_none_or(|token| token.upos == Upos::Punct);
    (!listed && closed && draft.entity_type == description.entity_type).then_some(name)
}

/// A person is described by an office, other things by nouns of their own type.
fn compatible(view: &View<'_>, name: &Draft, description: &Draft) -> bool {
    let types = &view.gazetteer.types;
    if description.entity_type == types.person {
        let bracketed = name.words.start > 0 && view.token(name.words.start - 1).form == "(";
        return !(bracketed && name.words.len() == 1)
            && (name.entity_type == types.person || (name.clue.entry.is_none() && name.entity_type == types.entity));
    }
    name.entity_type == description.entity_type
        || name.entity_type == types.entity
        || (name.rule == "name:introduction" && name.clue.concept == description.clue.concept)
}

fn is_apposed(view: &View<'_>, dependent: usize, head: usize) -> bool {
    let label = view.token(dependent).deprel;
    view.head(dependent) == Some(head)
        && (label.is("appos") || label.is("flat") || (label.is("nmod") && view.preposition(dependent).is_empty()))
}
