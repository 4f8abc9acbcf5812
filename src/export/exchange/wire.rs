//! The records of `kg-exchange/1` as they stand in the file. Keys beyond the format's own keep the graph whole.

use crate::doc::{ClaimForm, Factuality, Language, MentionKind, Metadata, Polarity, Stance, TimeValue};
use crate::graph::{
    Amount, Attestation, Claim, Document, Entity, EntityMention, EntityType, Event, Id, Participant, Quantity,
    Quotation, Relation, RelationType, Status,
};
use crate::text::Span;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use serde_json::Number;
use std::sync::Arc;

/// The types that a file declares, found by code. A code without declaration makes a plain type of its own.
#[derive(Debug, Default)]
pub(super) struct Types {
    pub entity_types: FxHashMap<String, Arc<EntityType>>,
    pub relation_types: FxHashMap<String, Arc<RelationType>>,
}

impl Types {
    fn entity_type(&mut self, code: String) -> Arc<EntityType> {
        let made = self.entity_types.entry(code).or_insert_with_key(|code| {
            Arc::new(EntityType { code: code.clone(), family: code.clone(), schema_org: None, sem: None })
        });
        Arc::clone(made)
    }

    fn relation_type(&mut self, code: String) -> Arc<RelationType> {
        let made = self.relation_types.entry(code).or_insert_with_key(|code| {
            let label = code.strip_prefix("other:").unwrap_or(code).replace('_', " ");
            let (label_en, label_fr) = (label.clone(), label);
            Arc::new(RelationType { code: code.clone(), label_en, label_fr, symmetric: false })
        });
        Arc::clone(made)
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct WireDocument {
    id: Arc<str>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    sha256: String,
    #[serde(default)]
    language: Language,
    #[serde(default)]
    words: usize,
    #[serde(flatten)]
    metadata: WireMetadata,
}

/// [`Metadata`] without the fields that the page does not give.
#[derive(Serialize, Deserialize)]
struct WireMetadata {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    outlet: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    agency: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    author: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    link: Option<String>,
}

impl WireDocument {
    pub(super) fn new(document: &Document) -> Self {
        let Metadata { title, date, outlet, agency, author, link } = document.metadata.clone();
        WireDocument {
            id: Arc::clone(&document.name),
            sha256: document.sha256.clone(),
            language: document.language,
            words: document.words,
            metadata: WireMetadata { title, date, outlet, agency, author, link },
        }
    }

    pub(super) fn read(self) -> Document {
        let WireMetadata { title, date, outlet, agency, author, link } = self.metadata;
        Document {
            id: Document::id_of(&self.id),
            name: self.id,
            sha256: self.sha256,
            language: self.language,
            metadata: Metadata { title, date, outlet, agency, author, link },
            words: self.words,
        }
    }
}

#[derive(Serialize, Deserialize)]
struct WireMention {
    doc: Arc<str>,
    start: u32,
    end: u32,
    #[serde(default)]
    bytes: (u32, u32),
    text: String,
    #[serde(default = "name")]
    kind: MentionKind,
}

fn name() -> MentionKind {
    MentionKind::Name
}

impl WireMention {
    fn new(mention: &EntityMention) -> Self {
        let Quotation { document, span, start, end, text } = mention.quotation.clone();
        WireMention { doc: document, start, end, bytes: (span.start, span.end), text, kind: mention.kind }
    }

    fn read(self) -> EntityMention {
        let span = Span { start: self.bytes.0, end: self.bytes.1 };
        let quotation = Quotation { document: self.doc, span, start: self.start, end: self.end, text: self.text };
        EntityMention { quotation, kind: self.kind }
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct WireNode {
    id: Id,
    #[serde(rename = "type")]
    entity_type: String,
    label: String,
    #[serde(default)]
    label_en: Option<String>,
    #[serde(default)]
    label_fr: Option<String>,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    known_as: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    wikidata: Option<String>,
    #[serde(default)]
    docs: Vec<Arc<str>>,
    #[serde(default)]
    mentions: Vec<WireMention>,
}

impl WireNode {
    pub(super) fn new(entity: &Entity, label: String) -> Self {
        WireNode {
            id: entity.id.clone(),
            entity_type: entity.entity_type.code.clone(),
            label,
            label_en: Some(entity.label_en.clone()),
            label_fr: Some(entity.label_fr.clone()),
            aliases: entity.aliases.clone(),
            known_as: entity.known_as.clone(),
            wikidata: entity.wikidata.clone(),
            docs: entity.documents().into_iter().cloned().collect(),
            mentions: entity.mentions.iter().map(WireMention::new).collect(),
        }
    }

    pub(super) fn read(self, types: &mut Types) -> Entity {
        Entity {
            id: self.id,
            entity_type: types.entity_type(self.entity_type),
            label_en: self.label_en.unwrap_or_else(|| self.label.clone()),
            label_fr: self.label_fr.unwrap_or(self.label),
            aliases: self.aliases,
            known_as: self.known_as,
            wikidata: self.wikidata,
            mentions: self.mentions.into_iter().map(WireMention::read).collect(),
        }
    }
}

#[derive(Serialize, Deserialize)]
struct WireEvidence {
    doc: Arc<str>,
    start: u32,
    end: u32,
    #[serde(default)]
    bytes: (u32, u32),
    quote: String,
}

impl WireEvidence {
    fn new(quotation: &Quotation) -> Self {
        let Quotation { document, span, start, end, text } = quotation.clone();
        WireEvidence { doc: document, start, end, bytes: (span.start, span.end), quote: text }
    }

    fn read(self) -> Quotation {
        let span = Span { start: self.bytes.0, end: self.bytes.1 };
        Quotation { document: self.doc, span, start: self.start, end: self.end, text: self.quote }
    }
}

#[derive(Serialize, Deserialize)]
struct WireAttestation {
    #[serde(flatten)]
    evidence: WireEvidence,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    rule: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    lemma: String,
    #[serde(default)]
    factuality: Factuality,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    doubtful: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    time: Option<TimeValue>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    places: Vec<Id>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    amount: Option<WireAmount>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    claim: Option<Id>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    event: Option<Id>,
}

impl WireAttestation {
    fn new(attestation: &Attestation) -> Self {
        WireAttestation {
            evidence: WireEvidence::new(&attestation.quotation),
            rule: attestation.rule.clone(),
            lemma: attestation.lemma.clone(),
            factuality: attestation.factuality,
            doubtful: !attestation.confident,
            time: attestation.time.clone(),
            places: attestation.places.clone(),
            amount: attestation.amount.as_ref().map(WireAmount::new),
            claim: attestation.claim.clone(),
            event: attestation.event.clone(),
        }
    }

    fn read(self) -> Attestation {
        Attestation {
            quotation: self.evidence.read(),
            rule: self.rule,
            lemma: self.lemma,
            factuality: self.factuality,
            confident: !self.doubtful,
            time: self.time,
            places: self.places,
            amount: self.amount.map(WireAmount::read),
            claim: self.claim,
            event: self.event,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum WirePolarity {
    #[serde(rename = "pos")]
    Positive,
    #[serde(rename = "neg")]
    Negative,
}

impl WirePolarity {
    fn new(polarity: Polarity) -> Self {
        match polarity {
            Polarity::Positive => WirePolarity::Positive,
            Polarity::Negative => WirePolarity::Negative,
        }
    }

    fn read(self) -> Polarity {
        match self {
            WirePolarity::Positive => Polarity::Positive,
            WirePolarity::Negative => Polarity::Negative,
        }
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct WireEdge {
    id: Id,
    source: Id,
    target: Id,
    relation: String,
    polarity: WirePolarity,
    status: Status,
    #[serde(default)]
    time: Option<String>,
    #[serde(default)]
    weight: usize,
    evidence: Vec<WireAttestation>,
}

impl WireEdge {
    pub(super) fn new(relation: &Relation) -> Self {
        WireEdge {
            id: relation.id.clone(),
            source: relation.source.clone(),
            target: relation.target.clone(),
            relation: relation.relation.code.clone(),
            polarity: WirePolarity::new(relation.polarity),
            status: relation.status,
            time: relation.time().map(|time| if time.iso.is_empty() { &time.text } else { &time.iso }).cloned(),
            weight: relation.weight(),
            evidence: relation.attestations.iter().map(WireAttestation::new).collect(),
        }
    }

    pub(super) fn read(self, types: &mut Types) -> Relation {
        Relation {
            id: self.id,
            source: self.source,
            target: self.target,
            relation: types.relation_type(self.relation),
            polarity: self.polarity.read(),
            status: self.status,
            attestations: self.evidence.into_iter().map(WireAttestation::read).collect(),
        }
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct WireClaim {
    id: Id,
    speaker: Option<Id>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    speaker_text: String,
    verb: String,
    relation: String,
    stance: Stance,
    polarity: WirePolarity,
    form: ClaimForm,
    content: String,
    content_place: WirePlace,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    said: Option<TimeValue>,
    commitment: i8,
    endorsement: i8,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    about: Vec<Id>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    relations: Vec<Id>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    events: Vec<Id>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    denies: Option<Id>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    rule: String,
    evidence: WireEvidence,
}

/// Where the content of a claim stands; its words are the content.
#[derive(Serialize, Deserialize)]
struct WirePlace {
    start: u32,
    end: u32,
    bytes: (u32, u32),
}

impl WireClaim {
    pub(super) fn new(claim: &Claim) -> Self {
        let Quotation { span, start, end, ref text, .. } = claim.content;
        WireClaim {
            id: claim.id.clone(),
            speaker: claim.speaker.clone(),
            speaker_text: claim.speaker_text.clone(),
            verb: claim.cue.clone(),
            relation: claim.relation.code.clone(),
            stance: claim.stance,
            polarity: WirePolarity::new(claim.polarity),
            form: claim.form,
            content: text.clone(),
            content_place: WirePlace { start, end, bytes: (span.start, span.end) },
            said: claim.said.clone(),
            commitment: claim.commitment,
            endorsement: claim.endorsement,
            about: claim.about.clone(),
            relations: claim.relations.clone(),
            events: claim.events.clone(),
            denies: claim.denies.clone(),
            rule: claim.rule.clone(),
            evidence: WireEvidence::new(&claim.quotation),
        }
    }

    pub(super) fn read(self, types: &mut Types) -> Claim {
        let WirePlace { start, end, bytes } = self.content_place;
        let quotation = self.evidence.read();
        Claim {
            id: self.id,
            speaker: self.speaker,
            speaker_text: self.speaker_text,
            cue: self.verb,
            relation: types.relation_type(self.relation),
            stance: self.stance,
            polarity: self.polarity.read(),
            form: self.form,
            content: Quotation {
                document: Arc::clone(&quotation.document),
                span: Span { start: bytes.0, end: bytes.1 },
                start,
                end,
                text: self.content,
            },
            about: self.about,
            relations: self.relations,
            events: self.events,
            denies: self.denies,
            commitment: self.commitment,
            endorsement: self.endorsement,
            said: self.said,
            quotation,
            rule: self.rule,
        }
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct WireEvent {
    id: Id,
    relation: String,
    polarity: WirePolarity,
    status: Status,
    participants: Vec<Participant>,
    evidence: WireAttestation,
}

impl WireEvent {
    pub(super) fn new(event: &Event) -> Self {
        WireEvent {
            id: event.id.clone(),
            relation: event.relation.code.clone(),
            polarity: WirePolarity::new(event.polarity),
            status: event.status,
            participants: event.participants.clone(),
            evidence: WireAttestation::new(&event.attestation),
        }
    }

    pub(super) fn read(self, types: &mut Types) -> Event {
        Event {
            id: self.id,
            relation: types.relation_type(self.relation),
            participants: self.participants,
            polarity: self.polarity.read(),
            status: self.status,
            attestation: self.evidence.read(),
        }
    }
}

/// Numbers as people write them; inside the program they are hundredths.
#[derive(Serialize, Deserialize)]
struct WireAmount {
    value: Number,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    upper: Option<Number>,
    #[serde(default)]
    unit: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    approximate: bool,
}

impl WireAmount {
    fn new(amount: &Amount) -> Self {
        WireAmount {
            value: number_of(amount.hundredths),
            upper: amount.upper_hundredths.map(number_of),
            unit: amount.unit.clone(),
            approximate: amount.approximate,
        }
    }

    fn read(self) -> Amount {
        Amount {
            hundredths: hundredths_of(&self.value),
            upper_hundredths: self.upper.as_ref().map(hundredths_of),
            unit: self.unit,
            approximate: self.approximate,
        }
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct WireQuantity {
    #[serde(flatten)]
    amount: WireAmount,
    of: Option<Id>,
    evidence: WireEvidence,
}

impl WireQuantity {
    pub(super) fn new(quantity: &Quantity) -> Self {
        WireQuantity {
            amount: WireAmount::new(&quantity.amount),
            of: quantity.of.clone(),
            evidence: WireEvidence::new(&quantity.quotation),
        }
    }

    pub(super) fn read(self) -> Quantity {
        Quantity { amount: self.amount.read(), of: self.of, quotation: self.evidence.read() }
    }
}

/// Whole numbers as integers; others as the float that prints with at most two decimals.
fn number_of(hundredths: i64) -> Number {
    if hundredths % 100 == 0 {
        return Number::from(hundredths / 100);
    }
    Number::from_f64(hundredths as f64 / 100.0).unwrap_or_else(|| Number::from(hundredths / 100))
}

/// The nearest number of hundredths; numbers beyond the range become its end.
fn hundredths_of(number: &Number) -> i64 {
    match number.as_i64() {
        Some(whole) => whole.saturating_mul(100),
        None => (number.as_f64().unwrap_or_default() * 100.0).round() as i64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hundredths_read_back() {
        for hundredths in [0, 1, -1, 250, 1_100_000, 33, 99_999_999_999_901, i64::MAX / 100 * 100] {
            assert_eq!(hundredths_of(&number_of(hundredths)), hundredths);
        }
    }
}
