//! What the nodes and edges of a [`KnowledgeGraph`](super::KnowledgeGraph) hold.
//!
//! Every record refers to others by [`Id`], so that it means the same in memory and in a file. The edges of the
//! `petgraph` graph are made from these references; they are not a second truth.

use super::id::Id;
use crate::doc::{ClaimForm, Factuality, Language, MentionKind, Metadata, Polarity, Role, Stance, TimeValue};
use crate::text::Span;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The type of an entity.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntityType {
    /// Name in the ontology (`Person`, `Settlement`).
    pub code: String,
    /// The type right below the root that it belongs to (`Place` for `Settlement`); its own name for the root.
    pub family: String,
    /// Class of schema.org as a compact IRI (`schema:City`), where one fits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schema_org: Option<String>,
    /// Class of the Simple Event Model as a compact IRI (`sem:Actor`), where one fits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sem: Option<String>,
}

/// The type of a relation or of a speech act.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RelationType {
    /// Name in the ontology (`thanks`), or `other:<lemma>`.
    pub code: String,
    /// What an English reader reads between the two ends.
    pub label_en: String,
    /// The same in French.
    pub label_fr: String,
    /// True where both directions mean the same; then one canonical direction is kept.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub symmetric: bool,
}

/// How real the text makes a relation: the twelve values of [`Factuality`] in four classes that people filter by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// The text itself says so, or presents it as established.
    #[default]
    Fact,
    /// True according to somebody.
    Reported,
    /// Announced or decided, not yet real.
    Planned,
    /// Conditional, wanted, feared, asked.
    Possible,
}

impl Status {
    /// The class of a factuality value; what stands inside a claim is never a fact.
    pub fn of(factuality: Factuality, inside_claim: bool) -> Self {
        match factuality {
            Factuality::Factual | Factuality::Confirmed | Factuality::Admitted | Factuality::Negated => {
                if inside_claim { Status::Reported } else { Status::Fact }
            }
            Factuality::Reported | Factuality::Alleged | Factuality::Opinion | Factuality::Denied => Status::Reported,
            Factuality::Future => Status::Planned,
            Factuality::Conditional | Factuality::Hypothetical | Factuality::Question => Status::Possible,
        }
    }

    /// The name in the exchange format.
    pub fn name(self) -> &'static str {
        match self {
            Status::Fact => "fact",
            Status::Reported => "reported",
            Status::Planned => "planned",
            Status::Possible => "possible",
        }
    }
}

/// A place in a document and what stands there. The quotation equals the source text at the span.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quotation {
    /// Name of the document (file name without extension).
    pub document: Arc<str>,
    /// UTF-8 bytes of the decoded source.
    pub span: Span,
    /// First Unicode code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// The source text there.
    pub text: String,
}

/// One sentence that states a relation: where, in which words, how surely, and with which circumstances.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Attestation {
    /// The clause.
    pub quotation: Quotation,
    /// The lexicon entry or construction that fired.
    pub rule: String,
    /// Lemma of the trigger, kept as framing (`libérer` for `captures`).
    pub lemma: String,
    /// How surely, and on whose word.
    pub factuality: Factuality,
    /// False for an unusual reading of the trigger.
    pub confident: bool,
    /// When.
    pub time: Option<TimeValue>,
    /// Where, as ids of entities.
    pub places: Vec<Id>,
    /// How many or how much.
    pub amount: Option<Amount>,
    /// The claim that it is part of.
    pub claim: Option<Id>,
    /// The event that ties several relations of one sentence together.
    pub event: Option<Id>,
}

/// A number with what it counts, in hundredths.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount {
    /// The number, times 100.
    pub hundredths: i64,
    /// Upper bound of a range, times 100.
    pub upper_hundredths: Option<i64>,
    /// What is counted, in the words of the text; empty for a bare number.
    pub unit: String,
    /// True for `environ`, `plus de`.
    pub approximate: bool,
}

/// A number that the text gives.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity {
    /// The number.
    pub amount: Amount,
    /// The entity that has it.
    pub of: Option<Id>,
    /// Where it stands.
    pub quotation: Quotation,
}

/// A mention of an entity.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityMention {
    /// The referring words.
    pub quotation: Quotation,
    /// How they refer.
    pub kind: MentionKind,
}

/// One real thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Stable id.
    pub id: Id,
    /// Its type.
    pub entity_type: Arc<EntityType>,
    /// English label.
    pub label_en: String,
    /// French label.
    pub label_fr: String,
    /// Surface forms as found, sorted and unique.
    pub aliases: Vec<String>,
    /// Gazetteer id.
    pub known_as: Option<String>,
    /// Verified Wikidata id.
    pub wikidata: Option<String>,
    /// Every mention, by document and place.
    pub mentions: Vec<EntityMention>,
}

impl Entity {
    /// Names of the documents that speak of it, sorted and unique.
    pub fn documents(&self) -> Vec<&Arc<str>> {
        distinct(self.mentions.iter().map(|mention| &mention.quotation.document))
    }
}

/// Something in a role of an event.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Participant {
    /// Which role.
    pub role: Role,
    /// By what.
    #[serde(flatten)]
    pub filler: ParticipantFiller,
}

/// What fills a role of an event.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParticipantFiller {
    /// An entity, another event or a claim.
    Node(Id),
    /// Words that name no entity.
    Text(String),
}

/// A happening with more than two participants, or one that no relation between two entities can hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Stable id.
    pub id: Id,
    /// What happens.
    pub relation: Arc<RelationType>,
    /// Who and what takes part, in the order of the roles of the ontology.
    pub participants: Vec<Participant>,
    /// Said to happen, or not to.
    pub polarity: Polarity,
    /// How real.
    pub status: Status,
    /// The sentence that tells it.
    pub attestation: Attestation,
}

/// A relation between two entities, with everything that states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// Stable id.
    pub id: Id,
    /// The entity that it starts from.
    pub source: Id,
    /// The entity that it goes to.
    pub target: Id,
    /// What holds between them.
    pub relation: Arc<RelationType>,
    /// Said to hold, or not to.
    pub polarity: Polarity,
    /// How real.
    pub status: Status,
    /// Every sentence that states it, by document and place. Never empty.
    pub attestations: Vec<Attestation>,
}

impl Relation {
    /// Number of sentences that state it.
    pub fn weight(&self) -> usize {
        self.attestations.len()
    }

    /// Names of the documents that state it, sorted and unique.
    pub fn documents(&self) -> Vec<&Arc<str>> {
        distinct(self.attestations.iter().map(|attestation| &attestation.quotation.document))
    }

    /// The first time that an attestation gives, preferring one that is anchored in the calendar.
    pub fn time(&self) -> Option<&TimeValue> {
        let times = || self.attestations.iter().filter_map(|attestation| attestation.time.as_ref());
        times().find(|time| !time.iso.is_empty()).or_else(|| times().next())
    }
}

/// What somebody says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Stable id.
    pub id: Id,
    /// Who answers for the words, where that could be told.
    pub speaker: Option<Id>,
    /// The words that name the speaker.
    pub speaker_text: String,
    /// Lemma of the reporting verb, noun or adverbial.
    pub cue: String,
    /// The speech act (`states`, `denies`, …).
    pub relation: Arc<RelationType>,
    /// What the speaker does with the content.
    pub stance: Stance,
    /// `Negative` for `n'a pas confirmé`.
    pub polarity: Polarity,
    /// Direct, indirect or mixed.
    pub form: ClaimForm,
    /// What is claimed, in the words of the text.
    pub content: Quotation,
    /// Entities that it is about.
    pub about: Vec<Id>,
    /// Relations that are stated inside it.
    pub relations: Vec<Id>,
    /// Events that are stated inside it.
    pub events: Vec<Id>,
    /// The earlier claim of the same document that it denies by pointing back to it (`rejette ces accusations`).
    pub denies: Option<Id>,
    /// How strongly the source vouches for it, −100 to 100.
    pub commitment: i8,
    /// How the text presents it, −100 to 100.
    pub endorsement: i8,
    /// When it was said.
    pub said: Option<TimeValue>,
    /// Speaker, verb and content together.
    pub quotation: Quotation,
    /// The reporting cue that fired.
    pub rule: String,
}

/// An article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Stable id.
    pub id: Id,
    /// File name without extension.
    pub name: Arc<str>,
    /// SHA-256 of the raw bytes, in hexadecimal.
    pub sha256: String,
    /// Main language.
    pub language: Language,
    /// What the page says about itself.
    pub metadata: Metadata,
    /// Number of words read.
    pub words: usize,
}

impl Document {
    /// The id of the document with a name.
    pub fn id_of(name: &str) -> Id {
        Id::of('d', &[name])
    }
}

/// A node of the graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// An article.
    Document(Document),
    /// A real thing.
    Entity(Entity),
    /// A happening.
    Event(Event),
    /// What somebody says.
    Claim(Claim),
}

impl Node {
    /// Its id.
    pub fn id(&self) -> &Id {
        match self {
            Node::Document(document) => &document.id,
            Node::Entity(entity) => &entity.id,
            Node::Event(event) => &event.id,
            Node::Claim(claim) => &claim.id,
        }
    }

    /// The entity, if it is one.
    pub fn as_entity(&self) -> Option<&Entity> {
        if let Node::Entity(entity) = self { Some(entity) } else { None }
    }

    /// The claim, if it is one.
    pub fn as_claim(&self) -> Option<&Claim> {
        if let Node::Claim(claim) = self { Some(claim) } else { None }
    }

    /// The event, if it is one.
    pub fn as_event(&self) -> Option<&Event> {
        if let Node::Event(event) = self { Some(event) } else { None }
    }

    /// The document, if it is one.
    pub fn as_document(&self) -> Option<&Document> {
        if let Node::Document(document) = self { Some(document) } else { None }
    }
}

/// An edge of the graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edge {
    /// Entity → entity.
    Relation(Relation),
    /// Event → what takes part in it.
    Role(Role),
    /// Speaker → claim.
    Speech(Arc<RelationType>),
    /// Claim → entity that it is about.
    About,
    /// Claim → event that is stated inside it.
    Contains,
    /// Claim → earlier claim of somebody else that says the opposite.
    Contradicts,
    /// Claim → earlier claim of somebody else that says the same.
    Corroborates,
    /// Claim or event → document that reports it.
    ReportedIn,
    /// Entity → document that mentions it.
    MentionedIn {
        /// How often.
        mentions: usize,
    },
}

impl Edge {
    /// The relation, if it is one.
    pub fn as_relation(&self) -> Option<&Relation> {
        if let Edge::Relation(relation) = self { Some(relation) } else { None }
    }
}

/// Sorted and without doubles.
fn distinct<'a>(names: impl Iterator<Item = &'a Arc<str>>) -> Vec<&'a Arc<str>> {
    let mut names: Vec<_> = names.collect();
    names.sort_unstable();
    names.dedup();
    names
}
