//! Content that no verb stands beside: floating quotations, block quotations without marks.

use super::Draft;
use super::scene::Scene;
use crate::doc::tagset::Person;
use crate::doc::{Annotated, ClaimForm, ZoneKind};
use crate::extract::Quotation;
use crate::knowledge::reporting::{ContentKind, Cue};
use crate::text::Span;

/// The fewest words of a floating quotation.
const FEWEST_WORDS: usize = 4;

/// A verb of saying with a speaker and no content of its own: `X a déclaré dans son discours.`
pub(super) struct Empty<'d> {
    pub draft: Draft<'d>,
    pub sentence: usize,
    /// True where the sentence ends with a colon.
    pub colon: bool,
}

impl<'d> Empty<'d> {
    /// The cue as an introduction of a block, where its sentence can be one: it ends with a colon or stands alone in
    /// its paragraph.
    pub fn of(scene: &Scene<'d>, verb: usize, cue: &'d Cue, speaker: usize) -> Option<Self> {
        if !cue.content.has(ContentKind::Quote) {
            return None;
        }
        let colon = scene.sentence.span.of(scene.document.text()).trim_end().ends_with(':');
        let zone = scene.sentence.zone;
        let neighbour = |index: Option<usize>| {
            index.and_then(|index| scene.document.sentences.get(index)).is_some_and(|other| other.zone == zone)
        };
        let alone = !neighbour(scene.index.checked_sub(1)) && !neighbour(Some(scene.index + 1));
        let last = !neighbour(Some(scene.index + 1));
        if !(alone || (colon && last)) {
            return None;
        }
        let draft = Draft {
            speaker: scene.reference(speaker),
            cue: scene.reference(verb),
            entry: cue,
            content: Span::default(),
        };
        Some(Empty { draft, sentence: scene.index, colon })
    }
}

/// The block quotations that empty reporting sentences introduce or follow.
pub(super) fn blocks<'d>(
    document: &Annotated,
    quotations: &[Quotation],
    empties: Vec<Empty<'d>>,
    drafts: &mut Vec<Draft<'d>>,
) {
    for empty in empties {
        let zone = document.sentences[empty.sentence].zone;
        let after = block(document, zone + 1).filter(|&(span, first_person)| {
            (empty.colon || (first_person && !is_quoted(quotations, span))) && !is_taken(drafts, span)
        });
        let before = zone.checked_sub(1).and_then(|zone| block(document, zone)).filter(|&(span, first_person)| {
            !empty.colon && first_person && !is_quoted(quotations, span) && !is_taken(drafts, span)
        });
        for (content, _) in [before, after].into_iter().flatten() {
            drafts.push(Draft { content, ..empty.draft });
        }
    }
}

/// A prose paragraph, and whether it speaks in the first person.
fn block(document: &Annotated, zone: usize) -> Option<(Span, bool)> {
    let span = document.article.zones.get(zone).filter(|zone| zone.kind == ZoneKind::Prose)?.span;
    let first = document.sentences.partition_point(|sentence| sentence.zone < zone);
    let sentences = document.sentences[first..].iter().take_while(|sentence| sentence.zone == zone);
    let first_person =
        sentences.flat_map(|sentence| &sentence.tokens).any(|token| token.features.person == Person::First);
    Some((span, first_person))
}

fn is_quoted(quotations: &[Quotation], span: Span) -> bool {
    quotations.iter().any(|quotation| !quotation.scare && quotation.outer.overlaps(span))
}

fn is_taken(drafts: &[Draft<'_>], span: Span) -> bool {
    drafts.iter().any(|draft| draft.content.overlaps(span))
}

/// Gives floating quotations the speaker of the attributed quotation beside them, or the last speaker before them.
pub(super) fn quotations<'d>(document: &Annotated, quotations: &[Quotation], drafts: &mut Vec<Draft<'d>>) {
    let mut found: Vec<Draft<'d>> = Vec::new();
    let mut covered: Vec<Span> = drafts.iter().map(|draft| draft.content).collect();
    covered.sort_unstable();
    let mut reached = 0;
    for quotation in quotations {
        let nested = quotation.outer.start < reached;
        reached = reached.max(quotation.outer.end);
        if nested || quotation.scare || !floats(document, quotation) || touches(&covered, quotation.outer) {
            continue;
        }
        let zone = document.sentences[quotation.words.0.sentence].zone;
        if let Some(owner) = neighbour(document, quotations, drafts, &found, quotation, zone) {
            found.push(Draft { content: quotation.inner, ..owner });
        }
    }
    drafts.append(&mut found);
}

/// True where one of the sorted spans overlaps `span`.
fn touches(sorted: &[Span], span: Span) -> bool {
    let end = sorted.partition_point(|other| other.start < span.end);
    sorted[end.saturating_sub(8)..end].iter().any(|other| other.overlaps(span))
}

/// A whole utterance: it starts its sentence and has some length.
fn floats(document: &Annotated, quotation: &Quotation) -> bool {
    let (first, last) = quotation.words;
    let sentence = &document.sentences[first.sentence];
    let prose = document.article.zones.get(sentence.zone).is_some_and(|zone| zone.kind == ZoneKind::Prose);
    let starts = quotation.outer.start <= sentence.span.start
        || !document.text()[sentence.span.start as usize..quotation.outer.start as usize]
            .contains(char::is_alphanumeric);
    let long = first.sentence != last.sentence || last.token + 1 >= first.token + FEWEST_WORDS;
    prose && starts && long
}

fn neighbour<'d>(
    document: &Annotated,
    quotations: &[Quotation],
    drafts: &[Draft<'d>],
    found: &[Draft<'d>],
    quotation: &Quotation,
    zone: usize,
) -> Option<Draft<'d>> {
    let zone_of = |draft: &Draft<'_>| document.sentences[draft.cue.sentence].zone;
    let content_zone = |draft: &Draft<'_>| {
        let at = document.sentences.partition_point(|sentence| sentence.span.end <= draft.content.start);
        document.sentences.get(at).map_or(usize::MAX, |sentence| sentence.zone)
    };
    let quoted = |draft: &&Draft<'d>| super::content::form(quotations, draft.content) == ClaimForm::Direct;
    let before = drafts.iter().chain(found).filter(|draft| draft.content.start < quotation.outer.start);
    let near = before.clone().filter(|draft| content_zone(draft) + 1 >= zone && content_zone(draft) <= zone);
    let quoted_before = near.clone().filter(quoted).max_by_key(|draft| draft.content.start);
    let quoted_after = drafts
        .iter()
        .filter(|draft| draft.content.start > quotation.outer.start && zone_of(draft) == zone)
        .filter(quoted)
        .min_by_key(|draft| draft.content.start);
    let any_before = near.max_by_key(|draft| (draft.cue, draft.content.start));
    quoted_before.filter(|draft| content_zone(draft) == zone).or(quoted_after).or(any_before).copied()
}
