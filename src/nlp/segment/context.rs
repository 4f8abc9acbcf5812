//! What the models of this module see: the pieces around a place in the text.

use super::form;
use super::scan::{Piece, Shape};
use crate::nlp::model::{Clusters, WordAttributes, hash_text};

/// Attributes of pieces, the last few kept, since neighbouring decisions look at the same words.
pub(crate) struct Context<'a> {
    pub text: &'a str,
    pub pieces: &'a [Piece],
    clusters: &'a Clusters,
    kept: [(usize, WordAttributes); KEPT],
}

const KEPT: usize = 8;

impl<'a> Context<'a> {
    pub fn new(text: &'a str, pieces: &'a [Piece], clusters: &'a Clusters) -> Self {
        Context { text, pieces, clusters, kept: [(usize::MAX, WordAttributes::default()); KEPT] }
    }

    /// The piece `offset` places after `index`.
    pub fn piece(&self, index: usize, offset: isize) -> Option<&'a Piece> {
        self.pieces.get(index.checked_add_signed(offset)?)
    }

    /// The attributes of the piece `offset` places after `index`; all 0 outside the zone.
    pub fn word(&mut self, index: usize, offset: isize) -> WordAttributes {
        let Some(place) = index.checked_add_signed(offset).filter(|&place| place < self.pieces.len()) else {
            return WordAttributes::default();
        };
        let slot = place % KEPT;
        if self.kept[slot].0 != place {
            let form = form(self.pieces[place].span.of(self.text));
            self.kept[slot] = (place, WordAttributes::new(&form, self.clusters));
        }
        self.kept[slot].1
    }

    /// The class of the lower-case form, and whether it is another class than that of the form as written: names have
    /// classes of their own, capitalised common words have not.
    pub fn lower_class(&mut self, index: usize) -> (u32, bool) {
        let written = self.word(index, 0).classes.fine;
        let surface = self.pieces[index].span.of(self.text);
        let lower = self.clusters.classes(&surface.to_lowercase());
        (lower.middle, lower.fine != written)
    }

    /// Whether two pieces that touch are a known word together.
    pub fn known_together(&self, first: usize) -> bool {
        let (Some(left), Some(right)) = (self.pieces.get(first), self.pieces.get(first + 1)) else { return false };
        self.clusters.classes(left.span.cover(right.span).of(self.text)).fine != 0
    }

    /// What kind of piece this is: the case of a word, the identity of a mark.
    pub fn kind(&self, index: usize, offset: isize) -> u32 {
        let Some(piece) = self.piece(index, offset) else { return 0 };
        let surface = piece.span.of(self.text);
        match piece.shape {
            Shape::Word | Shape::Abbreviation => case_of(surface) + 8 * u32::from(piece.shape == Shape::Abbreviation),
            _ => hash_text(surface) as u32 | 16,
        }
    }
}

/// 1 lower case, 2 capitalised, 3 one capital, 4 all capitals, 5 begins with a figure, 6 anything else.
fn case_of(surface: &str) -> u32 {
    let mut characters = surface.chars();
    match (characters.next(), characters.next()) {
        (Some(first), _) if first.is_lowercase() => 1,
        (Some(first), None) if first.is_uppercase() => 3,
        (Some(first), Some(second)) if first.is_uppercase() => {
            if second.is_uppercase() {
                4
            } else {
                2
            }
        }
        (Some(first), _) if first.is_numeric() => 5,
        _ => 6,
    }
}
