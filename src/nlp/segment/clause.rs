//! What is known of the text on both sides of a place where a sentence may begin.

use super::context::Context;
use super::parts::Part;
use super::scan::{Piece, Shape};

/// So many pieces are looked at after the place.
const LOOK_AHEAD: usize = 40;

/// What is known of the sentence so far.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct State {
    /// Pieces.
    pub length: u32,
    /// Open quotations: straight marks open and close in turn.
    pub quotations: u32,
    pub brackets: u32,
    /// Words that begin with a capital.
    pub capitals: u32,
    pub verbs: Verbs,
    /// Pieces since the last finite verb, that one included; 0 where there is none.
    pub since_verb: u32,
}

impl State {
    /// Takes in a piece, which begins a new sentence where `begins` is true.
    pub fn see(&mut self, text: &str, piece: &Piece, part: Part, begins: bool) {
        if begins {
            *self = State::default();
        }
        self.length += 1;
        self.verbs.see(part);
        self.since_verb = if part == Part::Finite { 1 } else { self.since_verb + u32::from(self.since_verb > 0) };
        let surface = piece.span.of(text);
        match surface {
            "«" | "“" | "„" | "‟" | "``" => self.quotations += 1,
            "»" => self.quotations = self.quotations.saturating_sub(1),
            "\"" | "”" | "''" => self.quotations = u32::from(self.quotations == 0),
            "(" | "[" => self.brackets += 1,
            ")" | "]" => self.brackets = self.brackets.saturating_sub(1),
            _ => self.capitals += u32::from(surface.starts_with(char::is_uppercase)),
        }
    }

    /// The length in twelve classes.
    pub fn length_class(&self) -> u32 {
        match self.length {
            0..=4 => self.length,
            5..=7 => 5,
            8..=12 => 6,
            13..=20 => 7,
            21..=35 => 8,
            36..=60 => 9,
            61..=120 => 10,
            _ => 11,
        }
    }
}

/// The verbs of a stretch of text, and the words that ask for one.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Verbs {
    finite: u32,
    subordinators: u32,
}

impl Verbs {
    fn see(&mut self, part: Part) {
        self.finite += u32::from(part == Part::Finite);
        self.subordinators += u32::from(part.is_subordinating());
    }

    /// 0 without a finite verb, 1 where every one may belong to a subordinate clause, 2 with one for a main clause.
    pub fn clause(self) -> u32 {
        match self.finite {
            0 => 0,
            finite if finite <= self.subordinators => 1,
            _ => 2,
        }
    }
}

/// What follows, up to the next mark that can end a sentence, the end of the line, or [`LOOK_AHEAD`].
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Ahead {
    pub verbs: Verbs,
    /// The number of pieces in nine classes.
    pub distance: u32,
    /// What stands there: 0 nothing in sight, 1 the end of a line, 2 a mark.
    pub stop: u32,
    /// Place of the first finite verb, from 1, in eight classes; 8 within a subordinate clause, 0 for none.
    pub verb: u32,
}

impl Ahead {
    /// Looks at what begins at `next`.
    pub fn look(context: &Context, parts: &[Part], next: usize) -> Ahead {
        let mut ahead = Ahead::default();
        let mut count = 0;
        for (piece, &part) in context.pieces.iter().zip(parts).skip(next).take(LOOK_AHEAD) {
            ahead.stop = match (count, piece.shape) {
                (0, _) => 0,
                _ if piece.new_line => 1,
                (_, Shape::Terminal) => 2,
                _ => 0,
            };
            if ahead.stop > 0 {
                break;
            }
            count += 1;
            ahead.verbs.see(part);
            if part == Part::Finite && ahead.verb == 0 {
                ahead.verb = if ahead.verbs.subordinators > 0 { 8 } else { count.min(7) };
            }
        }
        ahead.distance = match count {
            0..=4 => count,
            5..=7 => 5,
            8..=12 => 6,
            13..=20 => 7,
            _ => 8,
        };
        ahead
    }
}
