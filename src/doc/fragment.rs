//! Everything that one document yields: self-contained, so that any number of fragments can be merged in any order.

use super::annotation::TokenRef;
use super::article::{Language, Metadata};
use crate::knowledge::ontology::{EntityTypeId, RelationId};
use crate::text::Span;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// The place in the source that says so. The quotation always equals the source text at the span.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Bytes of the decoded source.
    pub span: Span,
    /// First Unicode code point of the decoded source.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// The source text at the span.
    pub quote: String,
    /// The lexicon entry, construction or cue that fired.
    pub rule: String,
}

/// How a mention refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MentionKind {
    /// A proper name, with or without a title (`M. Zelensky`, `la région de Koursk`).
    Name,
    /// A demonym that stands for its place (`nord-coréen`).
    Demonym,
    /// A description by office or membership (`le président ukrainien`, `l'armée russe`).
    Description,
    /// Any other common noun phrase (`six officiers`, `la ville`).
    Nominal,
    /// A pronoun. Never a node; kept only where its antecedent is known.
    Pronoun,
}

/// A stretch of text that refers to something. Which thing it is, is a decision: see [`Mention::entity`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// The referring words without determiner where it is only an article.
    pub evidence: Evidence,
    /// Index of the sentence.
    pub sentence: usize,
    /// Words of the mention in its sentence.
    pub words: Range<usize>,
    /// Syntactic head, a word of `words`.
    pub head: usize,
    /// How it refers.
    pub kind: MentionKind,
    /// Type by its own words and context, before coreference; `Entity` where nothing tells.
    pub entity_type: EntityTypeId,
    /// The thing referred to, an index into [`Fragment::entities`]; `None` where it could not be told.
    pub entity: Option<usize>,
}

impl Mention {
    /// The syntactic head as a word of the document.
    pub fn head_ref(&self) -> TokenRef {
        TokenRef { sentence: self.sentence, token: self.head }
    }
}

/// One thing that a document speaks of: the decision that some mentions are the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalEntity {
    /// Most specific type that the mentions agree on.
    pub entity_type: EntityTypeId,
    /// Best English label; the source form where no English one is known.
    pub label_en: String,
    /// Best French label; the source form where no French one is known.
    pub label_fr: String,
    /// Surface forms as found, without pronouns, sorted and unique.
    pub aliases: Vec<String>,
    /// Gazetteer id (`country:UA`, `leader:Q3874799`, `city:745044`, `organisation:UN`, …) where one was recognised.
    pub known_as: Option<String>,
    /// Verified Wikidata id.
    pub wikidata: Option<String>,
    /// The key on which documents are merged: equal keys and compatible types mean the same thing in any document.
    /// `None` keeps the entity to its own document (`six officiers`).
    pub merge_key: Option<String>,
    /// Mentions, as indices into [`Fragment::mentions`], in text order.
    pub mentions: Vec<usize>,
}

/// The relation of a frame: one of the ontology, or a predicate that has no entry.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RelationRef {
    /// A relation type of the ontology.
    Known(RelationId),
    /// `other:<lemma>`.
    Other(String),
}

/// Semantic roles, as in `data/ontology.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Role {
    Agent,
    Patient,
    Recipient,
    Counterpart,
    Topic,
    Claim,
    Source,
    Destination,
    Location,
    Instrument,
    Role,
    Quantity,
    Time,
    Cause,
    Purpose,
}

impl Role {
    /// Every role, in the order of the ontology.
    pub const ALL: [Role; 15] = [
        Role::Agent,
        Role::Patient,
        Role::Recipient,
        Role::Counterpart,
        Role::Topic,
        Role::Claim,
        Role::Source,
        Role::Destination,
        Role::Location,
        Role::Instrument,
        Role::Role,
        Role::Quantity,
        Role::Time,
        Role::Cause,
        Role::Purpose,
    ];

    /// The name used in the ontology.
    pub fn name(self) -> &'static str {
        match self {
            Role::Agent => "agent",
            Role::Patient => "patient",
            Role::Recipient => "recipient",
            Role::Counterpart => "counterpart",
            Role::Topic => "topic",
            Role::Claim => "claim",
            Role::Source => "source",
            Role::Destination => "destination",
            Role::Location => "location",
            Role::Instrument => "instrument",
            Role::Role => "role",
            Role::Quantity => "quantity",
            Role::Time => "time",
            Role::Cause => "cause",
            Role::Purpose => "purpose",
        }
    }

    /// The role for a name of the ontology.
    pub fn parse(name: &str) -> Option<Self> {
        Role::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// Whether the text says that it is so or that it is not so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Polarity {
    /// It is so.
    #[default]
    Positive,
    /// It is not so.
    Negative,
}

/// How sure the text presents something, and on whose word. Meanings: `[factuality.meaning]` of the ontology.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Factuality {
    #[default]
    Factual,
    Reported,
    Confirmed,
    Admitted,
    Alleged,
    Opinion,
    Denied,
    Negated,
    Future,
    Conditional,
    Hypothetical,
    Question,
}

impl Factuality {
    /// Every value, in the order of the ontology.
    pub const ALL: [Factuality; 12] = [
        Factuality::Factual,
        Factuality::Reported,
        Factuality::Confirmed,
        Factuality::Admitted,
        Factuality::Alleged,
        Factuality::Opinion,
        Factuality::Denied,
        Factuality::Negated,
        Factuality::Future,
        Factuality::Conditional,
        Factuality::Hypothetical,
        Factuality::Question,
    ];

    /// The name used in the ontology.
    pub fn name(self) -> &'static str {
        match self {
            Factuality::Factual => "factual",
            Factuality::Reported => "reported",
            Factuality::Confirmed => "confirmed",
            Factuality::Admitted => "admitted",
            Factuality::Alleged => "alleged",
            Factuality::Opinion => "opinion",
            Factuality::Denied => "denied",
            Factuality::Negated => "negated",
            Factuality::Future => "future",
            Factuality::Conditional => "conditional",
            Factuality::Hypothetical => "hypothetical",
            Factuality::Question => "question",
        }
    }

    /// The value for a name of the ontology.
    pub fn parse(name: &str) -> Option<Self> {
        Factuality::ALL.into_iter().find(|value| value.name() == name)
    }
}

/// A time as exact as the text allows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TimeValue {
    /// ISO 8601 date, month, year or interval (`2025-02-07`, `2025-02`, `2025`, `2024-08/..`); empty where the
    /// expression cannot be anchored.
    pub iso: String,
    /// The words of the text.
    pub text: String,
    /// True for `environ`, `vers`, `depuis presque trois ans`.
    pub approximate: bool,
}

/// A number with what it counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quantity {
    /// The number in hundredths, so that no float decides anything (`2,5` = 250; 11 000 = 1_100_000).
    pub hundredths: i64,
    /// Upper bound in hundredths for ranges (`de 1 à 3 km`).
    pub upper_hundredths: Option<i64>,
    /// What is counted or measured, as the text says it (`soldats`, `km`, `%`, `euros`); empty for a bare number.
    pub unit: String,
    /// True for `environ`, `plus de`, `une cinquantaine`.
    pub approximate: bool,
    /// The thing that has the quantity, an index into [`Fragment::entities`].
    pub of: Option<usize>,
    /// Where it stands.
    pub evidence: Evidence,
}

/// What fills a role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Filler {
    /// An index into [`Fragment::mentions`].
    Mention(usize),
    /// An index into [`Fragment::frames`]: one happening inside another.
    Frame(usize),
    /// An index into [`Fragment::claims`].
    Claim(usize),
    /// Words that name no entity.
    Text(String),
    /// An index into [`Fragment::quantities`].
    Quantity(usize),
    /// A time.
    Time(TimeValue),
}

/// One filled role of a frame.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleFiller {
    /// Which role.
    pub role: Role,
    /// By what.
    pub filler: Filler,
}

/// A predicate with its arguments: one relation as one sentence states it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// The relation.
    pub relation: RelationRef,
    /// Lemma of the trigger, kept as framing (`libérer` for `captures`).
    pub lemma: String,
    /// The trigger's place.
    pub trigger: Span,
    /// Arguments; several fillers of one role are several entries.
    pub roles: Vec<RoleFiller>,
    /// Said to be so, or not so.
    pub polarity: Polarity,
    /// How sure, and on whose word.
    pub factuality: Factuality,
    /// The claim inside which it is stated, an index into [`Fragment::claims`].
    pub claim: Option<usize>,
    /// True for a usual reading of the trigger (lexicon confidence A or B); a doubtful one is shown with its lemma.
    pub confident: bool,
    /// The clause that states it.
    pub evidence: Evidence,
}

/// What a speaker does with the content of a claim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// Says that it is so.
    #[default]
    Asserts,
    /// Says that it is not so.
    Denies,
    /// Vouches for what is already said.
    Confirms,
    /// Supposes, analyses, thinks.
    Estimates,
    /// Warns, fears or threatens.
    Warns,
    /// Announces an action of its own.
    Promises,
    /// Asks or calls for.
    Asks,
    /// Accuses.
    Accuses,
    /// Doubts.
    Doubts,
}

impl Stance {
    /// The name used in the exchange format.
    pub fn name(self) -> &'static str {
        match self {
            Stance::Asserts => "asserts",
            Stance::Denies => "denies",
            Stance::Confirms => "confirms",
            Stance::Estimates => "estimates",
            Stance::Warns => "warns",
            Stance::Promises => "promises",
            Stance::Asks => "asks",
            Stance::Accuses => "accuses",
            Stance::Doubts => "doubts",
        }
    }
}

/// How the words of a claim are given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimForm {
    /// In quotation marks, in the speaker's words.
    Direct,
    /// In a clause of the text.
    #[default]
    Indirect,
    /// Partly quoted.
    Mixed,
}

/// What somebody says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Who answers for the words, an index into [`Fragment::mentions`].
    pub speaker: usize,
    /// Lemma of the verb, noun or adverbial that reports (`affirmer`, `selon`).
    pub cue: String,
    /// The speech act, a relation of the ontology (`states`, `denies`, …).
    pub relation: RelationId,
    /// What the speaker does with the content.
    pub stance: Stance,
    /// `Negative` for `n'a pas confirmé`.
    pub polarity: Polarity,
    /// Direct, indirect or mixed.
    pub form: ClaimForm,
    /// The whole of what is claimed, in the words of the text, without the verb of saying.
    pub content: Evidence,
    /// Entities that it is about, as indices into [`Fragment::entities`], sorted and unique.
    pub about: Vec<usize>,
    /// The earlier claim that it denies by pointing back to it (`rejette ces accusations`), an index into
    /// [`Fragment::claims`].
    pub denies: Option<usize>,
    /// How strongly the source vouches for it, −100 to 100.
    pub commitment: i8,
    /// How the text presents it (`révéler` +70, `dire` 0, `prétendre` −50), −100 to 100.
    pub endorsement: i8,
    /// When it was said.
    pub said: Option<TimeValue>,
    /// Speaker, verb and content together.
    pub evidence: Evidence,
}

/// All results of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fragment {
    /// Document id.
    pub id: String,
    /// Path as given.
    pub path: String,
    /// SHA-256 of the raw bytes.
    pub sha256: String,
    /// Main language.
    pub language: Language,
    /// What the page says about itself.
    pub metadata: Metadata,
    /// Number of words annotated.
    pub words: usize,
    /// Mentions in text order.
    pub mentions: Vec<Mention>,
    /// Entities in the order of their first mention.
    pub entities: Vec<LocalEntity>,
    /// Quantities in text order.
    pub quantities: Vec<Quantity>,
    /// Frames in text order of their triggers.
    pub frames: Vec<Frame>,
    /// Claims in text order.
    pub claims: Vec<Claim>,
}
