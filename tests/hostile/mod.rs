//! A graph whose every text is hostile, for the format tests and the `hostile` example.

use depeche::doc::{ClaimForm, Factuality, Language, MentionKind, Metadata, Polarity, Role, Stance, TimeValue};
use depeche::graph::{
    Amount, Attestation, Claim, Document, Entity, EntityMention, EntityType, Event, Id, KnowledgeGraph, Participant,
    ParticipantFiller, Quantity, Quotation, Records, Relation, RelationType, Status,
};
use depeche::text::Span;
use std::sync::Arc;

/// One entity for each label, each related to the next, each saying something, all in one document.
pub fn graph_of_labels(labels: &[String]) -> KnowledgeGraph {
    let title = labels.first().cloned();
    let document = Document {
        id: Document::id_of("hostile"),
        name: "hostile".into(),
        sha256: String::new(),
        language: Language::French,
        metadata: Metadata {
            title: title.clone(),
            outlet: title,
            date: Some("not a date".into()),
            ..Metadata::default()
        },
        words: labels.len(),
    };
    let mut records = Records { documents: vec![document], ..Records::default() };
    for (place, label) in labels.iter().enumerate() {
        records.entities.push(entity(place, label));
        let next = (place + 1) % labels.len();
        for polarity in [Polarity::Positive, Polarity::Negative] {
            let relation = relation(place, next, label, polarity);
            records.claims.push(claim(place, label, &relation));
            records.relations.push(relation);
        }
        records.events.push(event(place, label));
        records.quantities.push(Quantity {
            amount: amount(label),
            of: Some(entity_id(place)),
            quotation: quotation(place, label),
        });
    }
    KnowledgeGraph::new(records).expect("ids are unique and every reference is kept")
}

fn entity_id(place: usize) -> Id {
    Id::of('n', &[&place.to_string()])
}

/// Quotations are never empty, because the span of an evidence never is.
fn quotation(place: usize, text: &str) -> Quotation {
    let text = if text.is_empty() { "?" } else { text };
    let start = place as u32 * 1000;
    let end = start + text.chars().count() as u32;
    Quotation { document: "hostile".into(), span: Span { start, end }, start, end, text: text.to_owned() }
}

fn amount(unit: &str) -> Amount {
    Amount { hundredths: -5, upper_hundredths: Some(250), unit: unit.to_owned(), approximate: true }
}

fn entity(place: usize, label: &str) -> Entity {
    let types = ["Person", "Place", "<&>\""];
    let code = types[place % types.len()].to_owned();
    let [schema_org, sem] = [Some(format!("no class: {code}")), None];
    Entity {
        id: entity_id(place),
        entity_type: Arc::new(EntityType { family: code.clone(), code, schema_org, sem }),
        label_en: label.to_owned(),
        label_fr: label.to_owned(),
        aliases: vec![label.to_owned(), String::new()],
        known_as: Some(label.to_owned()),
        wikidata: Some(label.to_owned()),
        mentions: vec![EntityMention { quotation: quotation(place, label), kind: MentionKind::Name }],
    }
}

fn relation_type(label: &str) -> Arc<RelationType> {
    let [code, label_en, label_fr] = [format!("other:{label}"), label.to_owned(), label.to_owned()];
    Arc::new(RelationType { code, label_en, label_fr, symmetric: false })
}

fn attestation(place: usize, text: &str) -> Attestation {
    Attestation {
        quotation: quotation(place, text),
        rule: text.to_owned(),
        lemma: text.to_owned(),
        factuality: Factuality::Hypothetical,
        confident: false,
        time: Some(TimeValue { iso: text.to_owned(), text: text.to_owned(), approximate: true }),
        places: vec![entity_id(place)],
        amount: Some(amount(text)),
        claim: None,
        event: None,
    }
}

fn relation(place: usize, next: usize, label: &str, polarity: Polarity) -> Relation {
    Relation {
        id: Id::of('r', &[&place.to_string(), &format!("{polarity:?}")]),
        source: entity_id(place),
        target: entity_id(next),
        relation: relation_type(label),
        polarity,
        status: Status::Possible,
        attestations: vec![attestation(place, label), attestation(place, "twice")],
    }
}

fn claim(place: usize, label: &str, relation: &Relation) -> Claim {
    let speaker = (relation.polarity == Polarity::Positive).then(|| entity_id(place));
    Claim {
        id: Id::of('c', &[relation.id.as_str()]),
        speaker,
        speaker_text: label.to_owned(),
        cue: label.to_owned(),
        relation: relation_type("states"),
        stance: Stance::Doubts,
        polarity: relation.polarity,
        form: ClaimForm::Mixed,
        content: quotation(place, label),
        about: vec![entity_id(place)],
        relations: vec![relation.id.clone()],
        events: Vec::new(),
        denies: None,
        commitment: -100,
        endorsement: 100,
        said: Some(TimeValue { iso: String::new(), text: label.to_owned(), approximate: false }),
        quotation: quotation(place, label),
        rule: label.to_owned(),
    }
}

fn event(place: usize, label: &str) -> Event {
    let filler = |filler| Participant { role: Role::Agent, filler };
    Event {
        id: Id::of('v', &[&place.to_string()]),
        relation: relation_type(label),
        participants: vec![
            filler(ParticipantFiller::Node(entity_id(place))),
            filler(ParticipantFiller::Text(label.to_owned())),
        ],
        polarity: Polarity::Negative,
        status: Status::Planned,
        attestation: attestation(place, label),
    }
}
