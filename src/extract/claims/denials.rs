//! Denials that point back: `La société conteste ces informations` denies what was said just before.

use super::Attribution;
use crate::doc::tagset::VerbForm;
use crate::doc::{Annotated, Stance, Upos};

/// How many sentences back the denied claim may begin.
const REACH: usize = 2;
/// How many claims before the denial are looked at.
const CANDIDATES: usize = 8;

/// Pairs of a denial and what it denies, as indices into `attributions`.
///
/// A denial points back where its content is a noun phrase with a demonstrative; it then takes the latest claim that
/// ends before it and is no denial itself. Whether two people speak is for those to say who know the entities.
pub fn denials(document: &Annotated, attributions: &[Attribution]) -> Vec<(usize, usize)> {
    let pointing = attributions.iter().enumerate().filter(|(_, denial)| points_back(document, denial));
    let pairs = pointing.filter_map(|(index, denial)| {
        let denied = |(_, earlier): &(usize, &Attribution)| {
            earlier.stance != Stance::Denies
                && earlier.evidence.end <= denial.evidence.start
                && earlier.cue.sentence + REACH >= denial.cue.sentence
        };
        let candidates = attributions[..index].iter().enumerate().rev().take(CANDIDATES).filter(denied);
        let (latest, _) = candidates.max_by_key(|(_, earlier)| (earlier.evidence.end, earlier.content.start))?;
        Some((index, latest))
    });
    pairs.collect()
}

fn points_back(document: &Annotated, denial: &Attribution) -> bool {
    if denial.stance != Stance::Denies || denial.negated {
        return false;
    }
    let sentence = &document.sentences[denial.cue.sentence];
    let mut words = sentence.tokens.iter().filter(|token| denial.content.contains(token.span));
    let demonstrative = |upos: Upos| matches!(upos, Upos::Det | Upos::Pron);
    words.next().is_some_and(|first| demonstrative(first.upos) && first.features.demonstrative)
        && words.all(|word| word.features.verb_form != VerbForm::Fin)
}
