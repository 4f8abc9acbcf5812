//! Stretches of text that refer to something: names, descriptions, groups, common nouns that act or are acted upon,
//! pronouns; each with the type that its own words and context tell.
//!
//! Names come from three sources that correct each other: the name tagger, the gazetteer, and runs of proper nouns.

pub(super) mod acronym;
mod apposition;
mod clue;
mod demonyms;
mod institutions;
mod introduction;
mod lookup;
mod names;
mod naming;
mod phrases;
mod pronouns;
pub mod speakers;
mod typing;
mod view;

pub use clue::{Clue, Count, Determiner};

use super::Mentions;
use crate::doc::{Annotated, Evidence, Mention, MentionKind};
use crate::knowledge::Knowledge;
use crate::knowledge::gazetteer::EntryId;
use crate::knowledge::ontology::EntityTypeId;
use crate::text::CodePoints;
use rustc_hash::FxHashSet;
use std::ops::Range;
use view::View;

/// A mention before it gets its evidence.
#[derive(Clone, Debug)]
struct Draft {
    words: Range<usize>,
    head: usize,
    kind: MentionKind,
    entity_type: EntityTypeId,
    rule: &'static str,
    clue: Clue,
}

/// Countries that the article names: homonymous places are looked for there first.
type Countries = FxHashSet<EntryId>;

/// Finds the mentions of a document.
pub fn find(document: &Annotated, knowledge: &Knowledge) -> Mentions {
    let mut views: Vec<View<'_>> =
        document.sentences.iter().map(|sentence| View::new(document, knowledge, sentence)).collect();
    let chunks: Vec<names::Chunks> = views.iter_mut().map(names::chunks).collect();
    let countries = lookup::countries(&mut views, &chunks);
    let points = CodePoints::new(document.text());
    let mut list = Vec::new();
    let mut clues = Vec::new();
    for (index, (view, chunks)) in views.iter().zip(chunks).enumerate() {
        let mut drafts = naming::mentions(view, chunks, &countries);
        phrases::mentions(view, &mut drafts);
        pronouns::mentions(view, &mut drafts);
        let base = list.len();
        for draft in in_text_order(drafts) {
            list.push(mention(view, &points, index, &draft));
            let same_as = draft.clue.same_as.map(|other| base + other);
            clues.push(Clue { same_as, ..draft.clue });
        }
    }
    let lengths: Vec<usize> = document.sentences.iter().map(|sentence| sentence.tokens.len()).collect();
    let mut mentions = Mentions::new(list, &lengths);
    mentions.clues = clues;
    mentions
}

/// Sorts by first word, longer ones first, and keeps the links between drafts.
fn in_text_order(mut drafts: Vec<Draft>) -> Vec<Draft> {
    // What turned out to be part of something else has no words left.
    let mut order: Vec<usize> = (0..drafts.len()).filter(|&index| !drafts[index].words.is_empty()).collect();
    order.sort_by_key(|&index| (drafts[index].words.start, std::cmp::Reverse(drafts[index].words.end), index));
    let mut place = vec![None; drafts.len()];
    for (new, &old) in order.iter().enumerate() {
        place[old] = Some(new);
    }
    for draft in &mut drafts {
        draft.clue.same_as = draft.clue.same_as.and_then(|other| place[other]);
    }
    order.into_iter().map(|index| drafts[index].clone()).collect()
}

fn mention(view: &View<'_>, points: &CodePoints, sentence: usize, draft: &Draft) -> Mention {
    let span = view.sentence.span_of(draft.words.clone());
    let quote = span.of(view.text).to_owned();
    Mention {
        evidence: Evidence {
            span,
            start: points.at(view.text, span.start),
            end: points.at(view.text, span.end),
            quote,
            rule: draft.rule.to_owned(),
        },
        sentence,
        words: draft.words.clone(),
        head: draft.head,
        kind: draft.kind,
        entity_type: draft.entity_type,
        entity: None,
    }
}
