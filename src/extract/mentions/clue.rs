//! What finding a mention tells about it, beyond what the fragment keeps: read by coreference.

use crate::doc::NameKind;
use crate::doc::tagset::{Gender, Number};
use crate::knowledge::gazetteer::{ConceptId, EntryId, Reading, RoleId};
use std::ops::Range;

/// How many the phrase counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Count {
    /// No number.
    #[default]
    None,
    /// A number below a thousand: these and no others.
    Few,
    /// Thousands or more: as good as all of them.
    Many,
}

/// What determines the phrase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Determiner {
    /// Nothing.
    #[default]
    None,
    /// `le`, `the`.
    Definite,
    /// `ce`, `this`.
    Demonstrative,
    /// `un`, `des`, `a`, `chaque`, …
    Indefinite,
    /// `son`, `their`.
    Possessive,
}

/// Clues about one mention.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clue {
    /// What the gazetteer knows by this name.
    pub entry: Option<EntryId>,
    /// How the name was read.
    pub reading: Option<Reading>,
    /// The name without title and type noun, as words of the sentence; empty for what is not a name.
    pub core: Range<usize>,
    /// What the name tagger took it for.
    pub name_kind: Option<NameKind>,
    /// The place that it belongs to, by a demonym or a complement.
    pub place: Option<EntryId>,
    /// What its head noun means.
    pub concept: Option<ConceptId>,
    /// The office that it describes.
    pub role: Option<RoleId>,
    /// One past the last word of the title by which the office is named; 0 without office.
    pub title_end: usize,
    /// Gender, where words tell.
    pub gender: Gender,
    /// Number of the head.
    pub number: Number,
    /// How many.
    pub count: Count,
    /// What determines it.
    pub determiner: Determiner,
    /// True for a noun without any modifier.
    pub bare: bool,
    /// A mention of the same sentence that names the same thing by apposition or title.
    pub same_as: Option<usize>,
}
