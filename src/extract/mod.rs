//! Annotated article + knowledge → fragment: who did what to whom, who said so, how sure, when, where, how many.
//!
//! Steps, each a pure function in its own file, in this order:
//!
//! | step | gives |
//! | --- | --- |
//! | [`mentions`] | stretches of text that refer to something, with types |
//! | [`times`], [`quantities`] | dates as ISO 8601, numbers with units |
//! | [`quotations`] | what stands between quotation marks, over sentences |
//! | [`predicates`] | predicates with roles, still as words of the tree |
//! | [`claims`] | who says what |
//! | [`coreference`] | which mentions are the same thing in this document |
//! | [`constructions`] | static relations that names, nouns and adjectives state, likewise |
//! | [`factuality`] | negation, modality, hearsay by scope over the tree |
//! | [`fragment`] | all of it tied together, with evidence |

pub mod claims;
pub mod constructions;
pub mod coreference;
pub mod factuality;
pub mod fragment;
pub mod mentions;
pub mod numerals;
pub(crate) mod outline;
pub mod predicates;
pub mod quantities;
pub mod quotations;
#[cfg(test)]
pub(crate) mod sample;
pub mod times;

use crate::doc::{Annotated, Factuality, Fragment, Mention, Polarity, RelationRef, Role, Stance, TimeValue, TokenRef};
use crate::knowledge::Knowledge;
use crate::knowledge::ontology::{EntityTypeId, RelationId};
use crate::text::Span;
use std::ops::Range;

/// Everything that an annotated article yields.
pub fn extract(document: &Annotated, knowledge: &Knowledge) -> Fragment {
    let mut mentions = mentions::find(document, knowledge);
    let times = times::find(document, knowledge);
    let quantities = quantities::find(document, knowledge, &times);
    let mut predications = predicates::find(document, knowledge, &mentions);
    let attributions = claims::find(document, knowledge, &quotations::find(document), &mentions);
    mentions::speakers::add(document, knowledge, &mut mentions, &attributions);
    let entities = coreference::resolve(document, knowledge, &mut mentions, &attributions);
    let speakers = attributions.iter().map(|attribution| attribution.speaker).collect();
    constructions::find_causes(document, knowledge, &mentions, &mut predications);
    predications.extend(constructions::find(document, knowledge, &mentions, &entities, &speakers, &predications));
    predications.sort_by_key(|predication| predication.trigger);
    let judgements = factuality::judge(document, knowledge, &predications, &attributions);
    let predications = predications
        .into_iter()
        .zip(judgements)
        .map(|(predication, (polarity, factuality))| match predication.presupposed {
            true => (predication, Polarity::Positive, Factuality::Factual),
            false => (predication, polarity, factuality),
        })
        .collect();
    fragment::build(document, fragment::Findings { mentions, entities, times, quantities, predications, attributions })
}

/// The mentions of a document, found by word.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    /// In text order.
    pub list: Vec<Mention>,
    /// What finding them told about them, one for each; read by coreference.
    pub clues: Vec<mentions::Clue>,
    /// For each sentence and word the innermost mention that holds it, plus one; 0 for none.
    by_word: Vec<Vec<u32>>,
}

impl Mentions {
    /// Indexes `list` for sentences of the given numbers of words. Where mentions nest, the shorter one owns the word,
    /// except that a mention's own head word always finds the longest mention with that head.
    pub fn new(list: Vec<Mention>, sentence_lengths: &[usize]) -> Self {
        let mut by_word: Vec<Vec<u32>> = sentence_lengths.iter().map(|&n| vec![0; n]).collect();
        let mut order: Vec<usize> = (0..list.len()).collect();
        order.sort_by_key(|&index| (std::cmp::Reverse(list[index].words.len()), index));
        for &index in &order {
            let mention = &list[index];
            by_word[mention.sentence][mention.words.clone()].fill(index as u32 + 1);
        }
        for &index in order.iter().rev() {
            let mention = &list[index];
            by_word[mention.sentence][mention.head] = index as u32 + 1;
        }
        let clues = vec![mentions::Clue::default(); list.len()];
        Mentions { list, clues, by_word }
    }

    /// Adds mentions with their clues, which must overlap none, and keeps the text order.
    fn insert(&mut self, found: Vec<(Mention, mentions::Clue)>, document: &Annotated) {
        let old = std::mem::take(&mut self.list).into_iter().zip(std::mem::take(&mut self.clues)).enumerate();
        let mut all: Vec<_> = old.map(|(index, (mention, clue))| (Some(index), mention, clue)).collect();
        all.extend(found.into_iter().map(|(mention, clue)| (None, mention, clue)));
        all.sort_by_key(|(_, mention, _)| {
            (mention.sentence, mention.words.start, std::cmp::Reverse(mention.words.end), mention.head)
        });
        let mut place = vec![0; all.len()];
        for (new, (old, ..)) in all.iter().enumerate() {
            if let Some(old) = old {
                place[*old] = new;
            }
        }
        let (list, clues): (Vec<Mention>, Vec<mentions::Clue>) = all
            .into_iter()
            .map(|(_, mention, clue)| {
                (mention, mentions::Clue { same_as: clue.same_as.map(|other| place[other]), ..clue })
            })
            .unzip();
        let lengths: Vec<usize> = document.sentences.iter().map(|sentence| sentence.tokens.len()).collect();
        *self = Mentions::new(list, &lengths);
        self.clues = clues;
    }

    /// Index of the mention that owns a word.
    pub fn at(&self, word: TokenRef) -> Option<usize> {
        self.by_word.get(word.sentence)?.get(word.token)?.checked_sub(1).map(|index| index as usize)
    }

    /// Index of the mention whose syntactic head is the word.
    pub fn headed_by(&self, word: TokenRef) -> Option<usize> {
        self.at(word).filter(|&index| self.list[index].head == word.token)
    }

    /// Type of the mention whose head is the word.
    pub fn type_at(&self, word: TokenRef) -> Option<EntityTypeId> {
        self.headed_by(word).map(|index| self.list[index].entity_type)
    }
}

/// A predicate with its arguments, still as words of the tree: the heads of the argument phrases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Predication {
    /// The trigger word.
    pub trigger: TokenRef,
    /// Lemma of the trigger, or of the idiom.
    pub lemma: String,
    /// What it states.
    pub relation: RelationRef,
    /// Heads of the arguments, in the order of the entry; one role may have several (coordination is spelt out).
    pub roles: Vec<(Role, TokenRef)>,
    /// True for lexicon confidence A or B.
    pub confident: bool,
    /// True where the construction itself negates (`échouer à`, converse support verbs do not).
    pub negated_by_operator: bool,
    /// True for what a noun phrase takes for granted: whoever reports a clause about `the mayor of X, Y` does not report
    /// that Y is the mayor.
    pub presupposed: bool,
    /// Which lexicon entry or construction fired, for the evidence (`lexicon.fr:remercier`, `construction:role_name`).
    pub rule: String,
}

/// A stretch between quotation marks. Quotations may run over sentences and, reopened, over paragraphs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// With its marks.
    pub outer: Span,
    /// Without its marks.
    pub inner: Span,
    /// First and last word inside.
    pub words: (TokenRef, TokenRef),
    /// True for a few words set in marks as framing (`« libéré »`) instead of somebody's sentence.
    pub scare: bool,
}

/// Somebody says something: a cue with its source and content, before mentions are known to be entities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// Head word of the source phrase.
    pub speaker: TokenRef,
    /// The reporting verb, noun or adverbial.
    pub cue: TokenRef,
    /// Its lemma.
    pub cue_lemma: String,
    /// The speech act.
    pub relation: RelationId,
    /// What the speaker does with the content.
    pub stance: Stance,
    /// True for `n'a pas confirmé`.
    pub negated: bool,
    /// What is claimed: the shortest stretch with the whole of it, without complementiser and outer quotation marks.
    pub content: Span,
    /// Speaker, cue and content together.
    pub evidence: Span,
    /// Share of `content` that is quoted.
    pub form: crate::doc::ClaimForm,
    /// −100 to 100.
    pub commitment: i8,
    /// −100 to 100.
    pub endorsement: i8,
}

/// A time expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeExpression {
    /// Sentence that it stands in.
    pub sentence: usize,
    /// Its words.
    pub words: Range<usize>,
    /// Its value.
    pub value: TimeValue,
}

/// A number expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuantityExpression {
    /// Sentence that it stands in.
    pub sentence: usize,
    /// Its words: number, approximation and unit.
    pub words: Range<usize>,
    /// In hundredths.
    pub hundredths: i64,
    /// Upper bound of a range.
    pub upper_hundredths: Option<i64>,
    /// What is counted.
    pub unit: String,
    /// Head word of the counted noun phrase, where the number modifies one.
    pub counted: Option<usize>,
    /// `environ`, `plus de`, `une cinquantaine`.
    pub approximate: bool,
}
