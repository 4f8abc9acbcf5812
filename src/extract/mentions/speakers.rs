//! Whoever speaks is somebody: common nouns that no table knows become mentions where they answer for a claim.

use super::phrases;
use super::view::View;
use super::{Clue, Draft};
use crate::doc::tagset::Number;
use crate::doc::{Annotated, MentionKind, TokenRef, Upos};
use crate::extract::{Attribution, Mentions};
use crate::knowledge::Knowledge;
use crate::text::CodePoints;

/// What evidence calls a mention that was found because it speaks.
pub(in crate::extract) const RULE: &str = "noun:speaker";

/// Adds a mention for each common noun that speaks in `attributions` and belongs to no mention yet. Several people are
/// a group; what one unknown noun names is left open.
pub fn add(document: &Annotated, knowledge: &Knowledge, mentions: &mut Mentions, attributions: &[Attribution]) {
    let unknown = |speaker: &TokenRef| {
        matches!(document.token(*speaker).upos, Upos::Noun | Upos::Propn) && mentions.at(*speaker).is_none()
    };
    let mut speakers: Vec<TokenRef> = attributions.iter().map(|claim| claim.speaker).filter(unknown).collect();
    if speakers.is_empty() {
        return;
    }
    speakers.sort_unstable();
    speakers.dedup();
    let points = CodePoints::new(document.text());
    let found = speakers.into_iter().map(|speaker| {
        let view = View::new(document, knowledge, &document.sentences[speaker.sentence]);
        let draft = draft(&view, mentions, speaker);
        (super::mention(&view, &points, speaker.sentence, &draft), draft.clue)
    });
    let found: Vec<_> = found.collect();
    mentions.insert(found, document);
}

fn draft(view: &View<'_>, mentions: &Mentions, speaker: TokenRef) -> Draft {
    let noun = speaker.token;
    let owner: Vec<Option<usize>> =
        (0..view.tokens().len()).map(|token| mentions.at(TokenRef { sentence: speaker.sentence, token })).collect();
    let words = phrases::reach(view, noun, None, &owner);
    let features = &view.token(noun).features;
    let determiner = phrases::determiner_of(view, noun);
    let clue = Clue {
        gender: features.gender,
        number: features.number,
        determiner,
        bare: words.len() == 1,
        place: words.clone().find_map(|word| view.demonyms[word]),
        ..Clue::default()
    };
    let types = &view.gazetteer.types;
    Draft {
        words: phrases::with_determiner(view, noun, words, determiner),
        head: noun,
        kind: MentionKind::Nominal,
        entity_type: if features.number == Number::Plur { types.group } else { types.entity },
        rule: RULE,
        clue,
    }
}
